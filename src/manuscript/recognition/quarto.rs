//! Quarto: `_quarto.yml` (<https://quarto.org/docs/reference/projects/books.html>).
use crate::document::Matter;
use crate::edition::{Dialect, Setting, Value};

use super::folder::{ProjectFolder, SettingsNotation, is_text, text_at, text_of, values};
use super::plain::list_texts;
use super::project::{NamedFile, Project};

pub(super) fn recognise(folder: &mut ProjectFolder<'_>) -> Option<Project> {
    let path = folder.first_of(&["_quarto.yml", "_quarto.yaml"])?;
    let given = folder.settings(path, SettingsNotation::Yaml)?;
    let mut project = Project::new("a Quarto project", path, Dialect::Quarto);
    let book = given.get("book");
    for table in book.into_iter().chain(given.get("website")).chain([&given]) {
        for key in ["title", "subtitle", "description"] {
            project.take_text(table, key, key);
        }
        project.take_authors(table, "author");
        project.take_date(table, "date", folder);
        project.take_language(table, "lang");
        project.take_cover(table.get("cover-image"), "", folder);
        project.take_bibliography(table, "bibliography", "", folder);
    }
    let Some(book) = book.filter(|book| book.get("chapters").is_some()) else {
        list_texts(folder, &mut project, "");
        return Some(project);
    };
    project.kind = "a Quarto book";
    let mut lister = QuartoLister { folder, project };
    for (nth, chapter) in book.get("chapters").map(values).unwrap_or_default().iter().enumerate() {
        lister.entry(chapter, Matter::Body, nth == 0);
    }
    lister.project.end_part();
    for appendix in book.get("appendices").map(values).unwrap_or_default() {
        lister.entry(appendix, Matter::Back, false);
    }
    Some(lister.project)
}

struct QuartoLister<'a, 'f> {
    folder: &'a mut ProjectFolder<'f>,
    project: Project,
}

impl QuartoLister<'_, '_> {
    /// Lists a chapter or a part. The first chapter is a preface if its title is unnumbered.
    fn entry(&mut self, entry: &Setting, matter: Matter, is_first: bool) {
        match &entry.value {
            Value::Text(path) => {
                let is_preface = is_first && self.folder.body(path).is_some_and(|text| is_unnumbered(&text));
                let matter = if is_preface { Matter::Front } else { matter };
                self.project.chapter(&NamedFile { matter, ..NamedFile::chapter(path, entry.span) }, self.folder);
            }
            Value::Table(_) => {
                let Some(part) = entry.get("part") else {
                    // A chapter with a text for the navigation, or a link to another place.
                    for key in ["file", "href"] {
                        if let Some(path) = text_at(entry, key).filter(|path| is_text(path)) {
                            self.project.chapter(&NamedFile { matter, ..NamedFile::chapter(path, entry.span) }, self.folder);
                            return;
                        }
                    }
                    return;
                };
                let title = text_of(part).unwrap_or_default();
                if is_text(title) {
                    let named = NamedFile::chapter(title, part.span);
                    self.project.part_file(&named, self.folder);
                } else if matter == Matter::Body {
                    self.project.part(title, part.span);
                }
                for chapter in entry.get("chapters").map(values).unwrap_or_default() {
                    self.entry(chapter, matter, false);
                }
                self.project.end_part();
            }
            _ => {}
        }
    }
}

/// Whether the first heading of a text has no number.
fn is_unnumbered(text: &str) -> bool {
    let first = text.lines().find(|line| line.starts_with("# "));
    first.is_some_and(|line| line.contains(".unnumbered") || line.contains("{-}"))
}
