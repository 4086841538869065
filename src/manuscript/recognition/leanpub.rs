//! Leanpub: `Book.txt` (<https://help.leanpub.com/en/articles/3025574-the-book-txt-file>).
use crate::document::Matter;
use crate::edition::Dialect;
use crate::source::Span;

use super::folder::{ProjectFolder, folder_of, join};
use super::project::{NamedFile, Project};

pub(super) fn recognise(folder: &mut ProjectFolder<'_>) -> Option<Project> {
    let path = folder.first_of(&["manuscript/Book.txt", "Book.txt"])?;
    let (file, text) = folder.text(path)?;
    if !text.lines().any(|line| [".md", ".markdown", ".txt"].iter().any(|ending| line.trim_end().ends_with(ending))) {
        return None;
    }
    let base = folder_of(path);
    let mut project = Project::new("a Leanpub book", path, Dialect::Leanpub);
    let mut matter = Matter::Body;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim().trim_start_matches('\u{FEFF}');
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if written.is_empty() || written.starts_with('#') {
            continue;
        }
        if let Some(next) = matter_named(written) {
            matter = next;
            continue;
        }
        let span = Span::new(file, start, start + line.trim().len());
        let body = folder.body(&join(base, written)).unwrap_or_default();
        let first = body.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        if let Some(next) = matter_named(first) {
            matter = next;
            // A file may have nothing else.
            if body.trim() == first {
                continue;
            }
        }
        let named = NamedFile { base, matter, ..NamedFile::chapter(written, span) };
        if matter == Matter::Body && (first.starts_with("-# ") || (first.starts_with('{') && first.contains("class: part"))) {
            project.part_file(&named, folder);
        } else {
            project.chapter(&named, folder);
        }
    }
    for name in ["resources", "images", ""] {
        let path = join(base, name);
        if folder.has_folder(&path) {
            project.picture_folders.push(path.trim_end_matches('/').to_owned());
        }
    }
    let covers = ["title_page.png", "title_page.jpg"].map(|name| join(&join(base, "resources"), name));
    project.take_cover_file(&covers.each_ref().map(String::as_str), folder);
    Some(project)
}

/// The matter that a line begins: `frontmatter:` in `Book.txt`, or `{frontmatter}` in a text.
fn matter_named(line: &str) -> Option<Matter> {
    let word = line.strip_suffix(':').or_else(|| line.strip_prefix('{').and_then(|line| line.strip_suffix('}')))?;
    match word.trim() {
        "frontmatter" => Some(Matter::Front),
        "mainmatter" => Some(Matter::Body),
        "backmatter" => Some(Matter::Back),
        _ => None,
    }
}
