//! MyST and Jupyter Book 2: `myst.yml` (<https://mystmd.org/guide/table-of-contents>).
use crate::document::Matter;
use crate::edition::{Dialect, Setting};

use super::folder::{ProjectFolder, SettingsNotation, text_at, text_of, values};
use super::plain::list_texts;
use super::project::{NamedFile, Project};

pub(super) fn recognise(folder: &mut ProjectFolder<'_>) -> Option<Project> {
    let path = folder.first_of(&["myst.yml", "myst.yaml"])?;
    let given = folder.settings(path, SettingsNotation::Yaml)?;
    let mut project = Project::new("a MyST project", path, Dialect::Myst);
    let empty = Setting::empty(given.span);
    let own = given.get("project").unwrap_or(&empty);
    for key in ["title", "subtitle", "description"] {
        project.take_text(own, key, key);
    }
    project.take_authors(own, "authors");
    project.take_authors(own, "author");
    project.take_date(own, "date", folder);
    project.take_text(own, "license", "rights");
    project.take_bibliography(own, "bibliography", "", folder);
    match own.get("toc") {
        Some(toc) => values(toc).iter().for_each(|entry| list(entry, 0, &mut project, folder)),
        None => list_texts(folder, &mut project, ""),
    }
    Some(project)
}

/// Lists an entry of the table of contents. A title with children is a part; below a chapter, its children are sections.
fn list(entry: &Setting, depth: usize, project: &mut Project, folder: &ProjectFolder<'_>) {
    let children = entry.get("children").map(values).unwrap_or_default();
    let is_part = depth == 0 && entry.get("file").is_none() && !children.is_empty();
    if let Some(file) = entry.get("file") {
        let written = text_of(file).unwrap_or_default();
        let title = text_at(entry, "title").map(str::to_owned);
        if let Some(slot) = project.chapter(&NamedFile { depth, ..NamedFile::chapter(written, file.span) }, folder) {
            slot.role.title = title.or(slot.role.title.take());
        }
    } else if let Some(pattern) = text_at(entry, "pattern") {
        let start = pattern.split('*').next().unwrap_or_default();
        let found = folder.texts(super::folder::folder_of(start));
        for path in found.into_iter().filter(|path| path.starts_with(start)) {
            project.add(Matter::Body, &path, entry.span, depth);
        }
    } else if is_part {
        project.part(text_at(entry, "title").unwrap_or_default(), entry.span);
    }
    let inner = if is_part { depth } else { depth + 1 };
    children.iter().for_each(|child| list_child(child, inner, project, folder));
    if is_part {
        project.end_part();
    }
}

/// Lists an entry that is not at the top: a title with children is a group.
fn list_child(entry: &Setting, depth: usize, project: &mut Project, folder: &ProjectFolder<'_>) {
    if entry.get("file").is_some() || entry.get("pattern").is_some() {
        return list(entry, depth, project, folder);
    }
    let title = text_at(entry, "title");
    if let Some(title) = title {
        project.group(title, depth, entry.span);
    }
    let inner = if title.is_some() { depth + 1 } else { depth };
    entry.get("children").map(values).unwrap_or_default().iter().for_each(|child| list_child(child, inner, project, folder));
    project.end_group();
}
