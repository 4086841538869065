//! GitBook and HonKit: `book.json`, or a `SUMMARY.md` (<https://honkit.netlify.app/structure>).
use crate::diagnostic::codes;
use crate::edition::{Dialect, Setting};

use super::folder::{ProjectFolder, SettingsNotation, join, text_at};
use super::project::{Project, with_slash};
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::files::open::bom;
use crate::manuscript::mdbook::summary;
use crate::manuscript::outline::summary::listed;

pub(super) fn recognise(folder: &mut ProjectFolder<'_>) -> Option<Project> {
    let settings = folder.first_of(&["book.json", "book.js"]);
    let given = settings.filter(|path| path.ends_with(".json")).and_then(|path| folder.settings(path, SettingsNotation::Json));
    let given = given.unwrap_or_else(|| Setting::empty(crate::source::Span::DETACHED));
    let base = text_at(&given, "root").map(|root| root.trim_start_matches("./").trim_matches('/')).unwrap_or_default().to_owned();
    let structure = given.get("structure");
    let name = structure.and_then(|structure| text_at(structure, "summary")).unwrap_or("SUMMARY.md");
    let path = join(&base, name);
    if !folder.has(&path) {
        return None;
    }
    let (file, text) = folder.text(&path)?;
    let mut project = Project::new("a GitBook or HonKit book", path.as_str(), Dialect::Gitbook);
    project.take_text(&given, "title", "title");
    project.take_text(&given, "description", "description");
    project.take_text(&given, "isbn", "isbn");
    project.take_authors(&given, "author");
    project.take_language(&given, "language");
    let cover = join(&base, "cover.jpg");
    project.take_cover_file(&[cover.as_str()], folder);
    // GitBook prints a page as often as the summary lists it.
    folder.sink.tolerate(&[codes::DUPLICATE_FILE]);
    let lines = summary::read(Assembled::whole(file, &text, bom(&text)), folder.sink);
    project.slots = listed(lines, &with_slash(super::folder::folder_of(&path)), folder.sink);
    if !base.is_empty() {
        project.picture_folders.push(base);
    }
    Some(project)
}
