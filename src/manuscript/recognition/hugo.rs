//! Hugo: `hugo.toml` or `config.toml`, and `content/` (<https://gohugo.io/content-management/sections/>).
use crate::document::{DivisionKind, Matter};
use crate::edition::{Dialect, Setting};
use crate::source::Span;

use super::folder::{ProjectFolder, SettingsNotation, is_text, join, name_of, stem_of, text_at};
use super::pages::{Page, date, is_true, number};
use super::project::Project;
use super::titles::title_of_name;

/// The settings of Hugo.
const SETTINGS: [(&str, SettingsNotation); 8] = [
    ("hugo.toml", SettingsNotation::Toml),
    ("hugo.yaml", SettingsNotation::Yaml),
    ("hugo.json", SettingsNotation::Json),
    ("config.toml", SettingsNotation::Toml),
    ("config.yaml", SettingsNotation::Yaml),
    ("config.yml", SettingsNotation::Yaml),
    ("config.json", SettingsNotation::Json),
    ("config/_default/hugo.toml", SettingsNotation::Toml),
];

pub(super) fn recognise(folder: &mut ProjectFolder<'_>) -> Option<Project> {
    if !folder.has_folder("content") {
        return None;
    }
    let (path, notation) = *SETTINGS.iter().find(|(path, _)| folder.has(path))?;
    let given = folder.settings(path, notation)?;
    if !path.contains("hugo") && ["baseURL", "baseurl", "languageCode"].iter().all(|key| given.get(key).is_none()) {
        return None;
    }
    let mut project = Project::new("a Hugo site", path, Dialect::Hugo);
    project.take_text(&given, "title", "title");
    project.take_language(&given, "languageCode");
    project.take_language(&given, "defaultContentLanguage");
    project.take_authors(&given, "author");
    if let Some(params) = given.get("params") {
        project.take_authors(params, "author");
        project.take_text(params, "description", "description");
    }
    list(folder, &mut project, "content", 0);
    project.remarks.push("in the order of weights and dates".to_owned());
    project.picture_folders.extend(["static", "assets"].map(str::to_owned));
    (!project.slots.is_empty()).then_some(project)
}

/// Lists a folder. Its `_index.md` is the title of a part, with its text.
fn list(folder: &mut ProjectFolder<'_>, project: &mut Project, base: &str, depth: usize) {
    let mut pages = Vec::new();
    for name in folder.names(base) {
        let path = join(base, &name);
        let is_folder = folder.has_folder(&path);
        let head =
            if is_folder { folder.first_of(&[&format!("{path}/_index.md"), &format!("{path}/index.md")]).map(str::to_owned) } else { None };
        let text = if is_folder { head } else { Some(path.clone()).filter(|path| is_text(path) && name != "_index.md") };
        let given = text.and_then(|text| folder.front_matter(&text)).unwrap_or_else(|| Setting::empty(Span::DETACHED));
        if (is_folder || is_text(&name)) && name != "_index.md" && !is_true(&given, "draft") {
            pages.push(Page { weight: number(&given, "weight").filter(|weight| *weight != 0.0), date: date(&given, "date"), path });
        }
    }
    pages.sort_by(|a, b| a.order(b));
    for page in pages {
        if !folder.has_folder(&page.path) {
            project.add(Matter::Body, &page.path, Span::DETACHED, 0);
            continue;
        }
        let bundle = join(&page.path, "index.md");
        if folder.has(&bundle) {
            project.add(Matter::Body, &bundle, Span::DETACHED, 0);
            continue;
        }
        let texts = folder.texts(&page.path);
        if texts.is_empty() {
            continue;
        }
        let is_part = depth == 0 && texts.len() > 1;
        let head = join(&page.path, "_index.md");
        if is_part {
            begin_part(folder, project, &page.path, &head);
        } else if folder.body(&head).is_some_and(|text| !text.trim().is_empty()) {
            project.add(Matter::Body, &head, Span::DETACHED, 0);
        }
        list(folder, project, &page.path, depth + 1);
        if is_part {
            project.end_part();
        }
    }
}

/// Begins the part of a section.
fn begin_part(folder: &mut ProjectFolder<'_>, project: &mut Project, path: &str, head: &str) {
    let title = folder.front_matter(head).and_then(|given| text_at(&given, "title").map(str::to_owned));
    let title = title.unwrap_or_else(|| title_of_name(stem_of(name_of(path))));
    project.part(&title, Span::DETACHED);
    if folder.body(head).is_some_and(|text| !text.trim().is_empty())
        && let Some(slot) = project.add(Matter::Body, head, Span::DETACHED, 0)
    {
        // The part has the title, so its text is an introduction.
        slot.role.kind = Some(DivisionKind::Introduction);
    }
}
