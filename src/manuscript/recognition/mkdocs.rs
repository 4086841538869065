//! MkDocs: `mkdocs.yml` (<https://www.mkdocs.org/user-guide/configuration/>).
use crate::document::Matter;
use crate::edition::{Dialect, Setting, Value};
use crate::source::Span;

use super::folder::{ProjectFolder, SettingsNotation, text_at, text_of, values};
use super::plain::list_texts;
use super::project::{NamedFile, Project};

pub(super) fn recognise(folder: &mut ProjectFolder<'_>) -> Option<Project> {
    let path = folder.first_of(&["mkdocs.yml", "mkdocs.yaml"])?;
    let given = folder.settings(path, SettingsNotation::Yaml)?;
    let mut project = Project::new("an MkDocs site", path, Dialect::Mkdocs);
    project.take_text(&given, "site_name", "title");
    project.take_text(&given, "site_description", "description");
    project.take_text(&given, "copyright", "rights");
    project.take_authors(&given, "site_author");
    if let Some(theme) = given.get("theme") {
        project.take_language(theme, "language");
    }
    let base = text_at(&given, "docs_dir").unwrap_or("docs").trim_start_matches("./").trim_matches('/').to_owned();
    match given.get("nav").or_else(|| given.get("pages")) {
        Some(nav) => {
            let mut lister = MkDocsLister { folder, project, base: &base };
            values(nav).iter().for_each(|entry| lister.entry(entry, None));
            project = lister.project;
        }
        None => list_texts(folder, &mut project, &base),
    }
    project.picture_folders.push(base);
    Some(project)
}

struct MkDocsLister<'a, 'f> {
    folder: &'a ProjectFolder<'f>,
    project: Project,
    base: &'a str,
}

impl MkDocsLister<'_, '_> {
    /// Lists an entry: a path, or a title with a path or with entries. A title with entries is a part at the top level, where `depth` is
    /// `None`, and a group inside a part.
    fn entry(&mut self, entry: &Setting, depth: Option<usize>) {
        match &entry.value {
            Value::Text(path) => self.file(path, None, (depth.unwrap_or_default(), entry.span)),
            Value::Table(entries) => {
                for inner in entries {
                    match &inner.value.value {
                        Value::List(entries) => match depth {
                            None => {
                                self.project.part(&inner.key, inner.span);
                                entries.iter().for_each(|entry| self.entry(entry, Some(0)));
                                self.project.end_part();
                            }
                            Some(depth) => {
                                self.project.group(&inner.key, depth, inner.span);
                                entries.iter().for_each(|entry| self.entry(entry, Some(depth + 1)));
                                self.project.end_group();
                            }
                        },
                        _ => {
                            if let Some(path) = text_of(&inner.value) {
                                self.file(path, Some(&inner.key), (depth.unwrap_or_default(), inner.value.span));
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn file(&mut self, path: &str, title: Option<&str>, (depth, span): (usize, Span)) {
        // An entry may lead to another site.
        if path.contains("://") {
            return;
        }
        let named = NamedFile { base: self.base, matter: Matter::Body, depth, ..NamedFile::chapter(path, span) };
        if let Some(slot) = self.project.chapter(&named, self.folder) {
            slot.role.title = title.map(str::to_owned).or(slot.role.title.take());
        }
    }
}
