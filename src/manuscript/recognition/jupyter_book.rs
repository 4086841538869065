//! Jupyter Book 1: `_toc.yml` and `_config.yml` (<https://jupyterbook.org/v1/structure/toc.html>).
use crate::document::Matter;
use crate::edition::{Dialect, Setting};

use super::folder::{ProjectFolder, SettingsNotation, text_at, values};
use super::project::{NamedFile, Project};

/// The endings that the table of contents leaves out.
const EXTENSIONS: &[&str] = &["md", "markdown", "ipynb", "rst"];

pub(super) fn recognise(folder: &mut ProjectFolder<'_>) -> Option<Project> {
    let path = folder.first_of(&["_toc.yml", "_toc.yaml"])?;
    let given = folder.settings(path, SettingsNotation::Yaml)?;
    let mut project = Project::new("a Jupyter Book", path, Dialect::Myst);
    if let Some(config) = folder.first_of(&["_config.yml", "_config.yaml"])
        && let Some(config) = folder.settings(config, SettingsNotation::Yaml)
    {
        project.take_text(&config, "title", "title");
        project.take_text(&config, "description", "description");
        project.take_authors(&config, "author");
        project.take_bibliography(&config, "bibtex_bibfiles", "", folder);
        if let Some(sphinx) = config.get("sphinx").and_then(|sphinx| sphinx.get("config")) {
            project.take_language(sphinx, "language");
        }
    }
    let root = given.get("root").and_then(|root| Some((super::folder::text_of(root)?, root.span)));
    if let Some((root, span)) = root {
        project.chapter(&NamedFile { matter: Matter::Front, ..named(root, span, 0) }, folder);
    }
    for part in given.get("parts").map(values).unwrap_or_default() {
        if let Some(caption) = part.get("caption").and_then(super::folder::text_of) {
            project.part(caption, part.span);
        }
        entries(part, 0, &mut project, folder);
        project.end_part();
    }
    entries(&given, 0, &mut project, folder);
    (!project.slots.is_empty()).then_some(project)
}

/// Lists the files under `chapters` or `sections`.
fn entries(above: &Setting, depth: usize, project: &mut Project, folder: &ProjectFolder<'_>) {
    let lists = ["chapters", "sections"].iter().filter_map(|key| above.get(key));
    for entry in lists.flat_map(values) {
        if let Some(pattern) = text_at(entry, "glob") {
            let start = pattern.split('*').next().unwrap_or_default();
            let base = super::folder::folder_of(start);
            let matching = folder.texts(base).into_iter().filter(|path| path.starts_with(start));
            for path in matching {
                project.add(Matter::Body, &path, entry.span, depth);
            }
        } else if let Some(file) = entry.get("file") {
            let path = super::folder::text_of(file).unwrap_or_default();
            project.chapter(&named(path, file.span, depth), folder);
        }
        entries(entry, depth + 1, project, folder);
    }
}

fn named(written: &str, span: crate::source::Span, depth: usize) -> NamedFile<'_> {
    NamedFile { extensions: EXTENSIONS, depth, ..NamedFile::chapter(written, span) }
}
