//! Jekyll: `_config.yml` (<https://jekyllrb.com/docs/structure/>).
use crate::document::Matter;
use crate::edition::Dialect;
use crate::source::Span;

use super::folder::{ProjectFolder, SettingsNotation, text_at};
use super::pages::{Page, number};
use super::project::Project;

/// The keys by which a `_config.yml` is known to be Jekyll's.
const KEYS: [&str; 9] = ["markdown", "kramdown", "theme", "remote_theme", "plugins", "gems", "baseurl", "permalink", "collections"];

pub(super) fn recognise(folder: &mut ProjectFolder<'_>) -> Option<Project> {
    let path = folder.first_of(&["_config.yml", "_config.yaml"])?;
    let given = folder.settings(path, SettingsNotation::Yaml)?;
    if !KEYS.iter().any(|key| given.get(key).is_some()) {
        return None;
    }
    let mut project = Project::new("a Jekyll site", path, Dialect::Jekyll);
    project.take_text(&given, "title", "title");
    project.take_text(&given, "description", "description");
    project.take_authors(&given, "author");
    project.take_language(&given, "lang");
    let mut pages: Vec<Page> = Vec::new();
    for path in folder.texts("") {
        let hidden = path.split('/').any(|part| matches!(part, "_includes" | "_layouts" | "_drafts" | "_sass" | "_data"));
        let Some(given) = (!hidden).then(|| folder.front_matter(&path)).flatten() else { continue };
        if text_at(&given, "published") == Some("false") || folder.body(&path).is_none_or(|text| text.trim().is_empty()) {
            continue;
        }
        pages.push(Page { weight: number(&given, "nav_order"), date: None, path });
    }
    // Posts are named after their dates, so their names have their order.
    pages.sort_by(|a, b| a.order(b));
    for page in pages {
        project.add(Matter::Body, &page.path, Span::DETACHED, 0);
    }
    project.remarks.push("in the order of `nav_order` and of the file names".to_owned());
    project.picture_folders.push(String::new());
    (!project.slots.is_empty()).then_some(project)
}
