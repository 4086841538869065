//! docsify: an `index.html` that loads it, or `_sidebar.md` (<https://docsify.js.org/#/more-pages>).
use crate::document::Matter;
use crate::edition::Dialect;
use crate::source::Span;

use super::folder::{ProjectFolder, join};
use super::links::{is_path, links};
use super::plain::list_texts;
use super::project::{NamedFile, Project};
use super::script::literal;
use super::titles::{is_prose, plain};

pub(super) fn recognise(folder: &mut ProjectFolder<'_>) -> Option<Project> {
    let base = ["", "docs"]
        .into_iter()
        .find(|base| folder.has(&join(base, "_sidebar.md")) || folder.mentions(&join(base, "index.html"), "docsify"))?;
    let (page, sidebar, home) = (join(base, "index.html"), join(base, "_sidebar.md"), join(base, "README.md"));
    let known_by = if folder.has(&sidebar) { sidebar.clone() } else { page.clone() };
    let mut project = Project::new("a docsify site", known_by, Dialect::Gitbook);
    if let Some((file, text)) = folder.text(&page)
        && let Some(name) = literal(file, &text, "name")
    {
        project.set("title", name);
    }
    let Some((file, text)) = folder.text(&sidebar) else {
        list_texts(folder, &mut project, base);
        project.picture_folders.push(base.to_owned());
        return (!project.slots.is_empty()).then_some(project);
    };
    if folder.body(&home).is_some_and(|text| is_prose(&text)) {
        project.add(Matter::Front, &home, Span::DETACHED, 0);
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let indent = line.len() - line.trim_start().len();
        let Some(item) = line.trim_start().strip_prefix(['-', '*', '+']).map(str::trim) else { continue };
        let found = links(line);
        if found.is_empty() && !item.is_empty() && indent < 2 {
            project.part(&plain(item), Span::new(file, start + indent, start + line.trim_end().len()));
        }
        for link in found.iter().filter(|link| is_path(&link.target)) {
            let target = link.target.split(['?', '#']).next().unwrap_or_default();
            let written = if target.is_empty() || target == "/" { "README.md" } else { target.trim_start_matches('/') };
            let span = Span::new(file, start + link.range.start, start + link.range.end);
            let named = NamedFile { base, extensions: &["md"], ..NamedFile::chapter(written, span) };
            if indent < 2 {
                project.end_part();
            }
            if let Some(slot) = project.chapter(&named, folder) {
                slot.role.title = Some(plain(&link.words));
            }
        }
    }
    project.picture_folders.push(base.to_owned());
    (!project.slots.is_empty()).then_some(project)
}
