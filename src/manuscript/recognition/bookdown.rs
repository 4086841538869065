//! bookdown: `_bookdown.yml`, or an `index.Rmd` for it (<https://bookdown.org/yihui/bookdown/usage.html>).
use crate::document::{DivisionKind, Matter};
use crate::edition::{Dialect, Setting, Value};
use crate::source::Span;

use super::folder::{ProjectFolder, SettingsNotation, text_of, values};
use super::project::{NamedFile, Project};

pub(super) fn recognise(folder: &mut ProjectFolder<'_>) -> Option<Project> {
    let settings = folder.first_of(&["_bookdown.yml", "_bookdown.yaml"]);
    let known_by = match settings {
        Some(path) => path,
        None => folder.first_of(&["index.Rmd"]).filter(|path| folder.mentions(path, "bookdown::"))?,
    };
    let given = settings.and_then(|path| folder.settings(path, SettingsNotation::Yaml));
    let mut project = Project::new("a bookdown book", known_by, Dialect::Bookdown);
    if let Some(given) = &given {
        project.take_bibliography(given, "bibliography", "", folder);
    }
    let listed = given.as_ref().and_then(|given| given.get("rmd_files")).map(files).unwrap_or_default();
    for (path, span) in &listed {
        project.chapter(&NamedFile::chapter(path, *span), folder);
    }
    if listed.is_empty() {
        let is_chapter = |name: &String| name.to_ascii_lowercase().ends_with(".rmd") && !name.starts_with('_');
        let mut names: Vec<String> = folder.names("").into_iter().filter(is_chapter).collect();
        // A stable sort: `index.Rmd` first, the others in their order.
        names.sort_by_key(|name| name != "index.Rmd");
        for subfolder in given.as_ref().and_then(|given| given.get("rmd_subdir")).map(values).unwrap_or_default() {
            if let Some(subfolder) = text_of(subfolder) {
                names.extend(folder.texts(subfolder).into_iter().filter(is_chapter));
            }
        }
        for name in names {
            project.add(Matter::Body, &name, Span::DETACHED, 0);
        }
    }
    let first = project.slots.first().and_then(|slot| slot.path.clone())?;
    if let Some(given) = folder.front_matter_of_book(&first) {
        for key in ["title", "subtitle", "description"] {
            project.take_text(&given, key, key);
        }
        project.take_authors(&given, "author");
        project.take_date(&given, "date", folder);
        project.take_language(&given, "lang");
        project.take_cover(given.get("cover-image"), "", folder);
        project.take_bibliography(&given, "bibliography", "", folder);
        project.head = Some(first);
    }
    let appendices = project.slots.iter().position(|slot| {
        let body = slot.path.as_ref().and_then(|path| folder.body(path));
        body.is_some_and(|text| text.lines().any(|line| line.starts_with("# (APPENDIX)")))
    });
    if let Some(first) = appendices {
        project.slots[first..].iter_mut().for_each(|slot| slot.matter = Matter::Back);
        project.slots[first + 1..].iter_mut().for_each(|slot| slot.role.kind = Some(DivisionKind::Appendix));
    }
    Some(project)
}

/// The files of `rmd_files`: a list, or a table with a list for each format, of which `html` counts, or else the first.
fn files(setting: &Setting) -> Vec<(String, Span)> {
    let list = match &setting.value {
        Value::Table(entries) => setting.get("html").or_else(|| entries.first().map(|entry| &entry.value)),
        _ => Some(setting),
    };
    let list = list.map(values).unwrap_or_default();
    list.iter().filter_map(|file| Some((text_of(file)?.to_owned(), file.span))).collect()
}
