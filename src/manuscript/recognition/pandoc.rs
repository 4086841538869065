//! Pandoc: a defaults file, a metadata file, or a Makefile or script that runs it (<https://pandoc.org/MANUAL.html>). Programs are not run;
//! only the files that they name in so many words are taken.
use crate::document::Matter;
use crate::edition::{Dialect, Setting, Value};
use crate::source::{FileId, Span};

use super::folder::{ProjectFolder, SettingsNotation, folder_of, is_text, join, text_at, text_of, values};
use super::plain::{content_folder, list_texts};
use super::project::{NamedFile, Project};

/// The files of metadata, in any folder that may hold the texts.
const METADATA: [&str; 8] =
    ["metadata.yml", "metadata.yaml", "meta.yml", "meta.yaml", "title.yml", "title.yaml", "pandoc.yml", "pandoc.yaml"];

/// The keys of a defaults file.
const DEFAULTS: [&str; 3] = ["input-files", "input-file", "metadata-files"];

/// The keys of front matter that only Pandoc and its relatives have.
const KEYS: [&str; 6] = ["documentclass", "csl", "bibliography", "header-includes", "geometry", "link-citations"];

pub(super) fn recognise(folder: &mut ProjectFolder<'_>) -> Option<Project> {
    let scripts = scripts(folder);
    let base = content_folder(folder);
    let metadata: Vec<String> =
        METADATA.iter().flat_map(|name| [(*name).to_owned(), join(&base, name)]).filter(|path| folder.has(path)).collect();
    let defaults = defaults(folder);
    let texts = folder.texts(&base);
    let with_keys =
        texts.iter().take(3).find(|path| folder.front_matter(path).is_some_and(|given| KEYS.iter().any(|key| given.get(key).is_some())));
    let known_by = defaults.as_ref().map(|(path, _)| path.clone());
    let including = including(&base, folder);
    let known_by = known_by.or_else(|| metadata.first().cloned()).or_else(|| scripts.first().cloned()).or_else(|| with_keys.cloned());
    let known_by = known_by.or_else(|| including.as_ref().map(|(path, _)| path.clone()))?;
    let mut project = Project::new("a Pandoc project", known_by, Dialect::Pandoc);
    if let Some((_, given)) = &defaults {
        take_metadata(given.get("metadata").unwrap_or(given), &mut project, folder);
        for file in given.get("input-files").or_else(|| given.get("input-file")).map(values).unwrap_or_default() {
            if let Some(path) = text_of(file) {
                project.chapter(&NamedFile::chapter(path, file.span), folder);
            }
        }
    }
    if project.slots.is_empty() {
        for script in &scripts {
            named_files(script, folder, &mut project);
        }
    }
    // A script may name only the text that includes the others.
    if let Some((path, file)) = including.filter(|(path, _)| project.slots.iter().all(|slot| slot.path.as_ref() == Some(path))) {
        project.forget_files();
        included_files(&path, file, folder, &mut project);
    }
    if project.slots.is_empty() {
        list_texts(folder, &mut project, &base);
    }
    let first = project.slots.iter().find_map(|slot| slot.path.clone())?;
    for path in metadata {
        if let Some(given) = folder.settings(&path, SettingsNotation::Yaml) {
            take_metadata(&given, &mut project, folder);
        }
    }
    // The front matter of the first text is that of the book if it says more than the title of a chapter.
    if let Some(given) = folder.front_matter(&first)
        && (project.slots.len() == 1 || given.get("author").is_some() || given.get("authors").is_some())
        && let Some(given) = folder.front_matter_of_book(&first)
    {
        take_metadata(&given, &mut project, folder);
        project.head = Some(first);
    }
    if !project.says("bibliography") && scripts.iter().any(|path| folder.mentions(path, "bibliography")) {
        // The script may name the file by a variable.
        let files: Vec<String> = folder.names(&base).into_iter().filter(|name| name.ends_with(".bib")).collect();
        if let [file] = files.as_slice() {
            let file = Setting { span: Span::DETACHED, value: Value::Text(join(&base, file)) };
            project.set("bibliography", Setting { span: Span::DETACHED, value: Value::List(vec![file]) });
        }
    }
    project.picture_folders.extend([String::new(), base]);
    Some(project)
}

/// The Makefile and the scripts at the top that run Pandoc.
fn scripts(folder: &mut ProjectFolder<'_>) -> Vec<String> {
    let is_script = |name: &String| {
        matches!(name.as_str(), "Makefile" | "makefile" | "GNUmakefile" | "justfile" | "Rakefile")
            || name.ends_with(".sh")
            || name.ends_with(".bat")
    };
    let found: Vec<String> = folder.names("").into_iter().filter(is_script).collect();
    found.into_iter().filter(|path| folder.mentions(path, "pandoc")).collect()
}

/// A defaults file at the top, with its settings.
fn defaults(folder: &mut ProjectFolder<'_>) -> Option<(String, Setting)> {
    let names: Vec<String> = folder.names("").into_iter().filter(|name| name.ends_with(".yaml") || name.ends_with(".yml")).collect();
    let path = names.into_iter().find(|path| DEFAULTS.iter().any(|key| folder.mentions(path, key)))?;
    let given = folder.settings(&path, SettingsNotation::Yaml)?;
    DEFAULTS.iter().any(|key| given.get(key).is_some()).then_some((path, given))
}

/// Adds the texts that a Makefile or a script names in so many words.
fn named_files(script: &str, folder: &mut ProjectFolder<'_>, project: &mut Project) {
    let Some((file, text)) = folder.text(script) else { return };
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    let mut at = 0;
    for word in text.split(|c: char| !is_part(c)) {
        let start = at;
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        let path = word.trim_start_matches("./");
        let is_about_project = path.to_ascii_lowercase().contains("readme") || path.to_ascii_lowercase().contains("license");
        if is_text(path) && !is_about_project && folder.has(path) {
            project.add(Matter::Body, path, Span::new(file, start, start + word.len()), 0);
        }
    }
}

/// The text in a folder that includes the most others, with its file. At least two of its lines must include one: `<<[one.md]`,
/// `!include one.md`.
fn including(base: &str, folder: &mut ProjectFolder<'_>) -> Option<(String, FileId)> {
    let names = folder.names(base).into_iter().filter(|name| is_text(name)).map(|name| join(base, &name));
    let names: Vec<String> = names.filter(|path| folder.mentions(path, "<<[") || folder.mentions(path, "!include ")).collect();
    let mut found: Option<(String, FileId)> = None;
    let mut most = 1;
    for path in names {
        let Some((file, text)) = folder.text(&path) else { continue };
        let count = text.lines().filter(|line| included(line).is_some()).count();
        if count > most {
            (found, most) = (Some((path, file)), count);
        }
    }
    found
}

/// Adds the texts that the lines of a text include.
fn included_files(path: &str, file: FileId, folder: &mut ProjectFolder<'_>, project: &mut Project) {
    if let Some(given) = folder.front_matter_of_book(path) {
        take_metadata(&given, project, folder);
    }
    project.known_by = path.to_owned();
    let text = folder.sources.text(file);
    let mut matter = Matter::Body;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(file, at, at + line.trim_end().len());
        at += line.len();
        match line.trim() {
            "\\frontmatter" => matter = Matter::Front,
            "\\mainmatter" => matter = Matter::Body,
            "\\backmatter" | "\\appendix" => matter = Matter::Back,
            _ => {}
        }
        if let Some(written) = included(line) {
            project.chapter(&NamedFile { base: folder_of(path), matter, ..NamedFile::chapter(written, span) }, folder);
        }
    }
}

/// The text that a line includes.
fn included(line: &str) -> Option<&str> {
    let line = line.trim();
    let path = match line.strip_prefix("<<[") {
        Some(rest) => rest.strip_suffix(']')?,
        None => line.strip_prefix("!include ")?.trim(),
    };
    is_text(path).then_some(path)
}

/// Takes what Pandoc's metadata says about a book.
fn take_metadata(given: &Setting, project: &mut Project, folder: &ProjectFolder<'_>) {
    for key in ["title", "subtitle"] {
        match given.get(key).map(|setting| &setting.value) {
            // Titles with types: the main one comes first.
            Some(Value::List(titles)) => titles.iter().take(1).for_each(|title| project.take_text(title, "text", key)),
            _ => project.take_text(given, key, key),
        }
    }
    if let Some(Value::List(titles)) = given.get("title").map(|setting| &setting.value)
        && let Some(subtitle) = titles.iter().find(|title| text_at(title, "type") == Some("subtitle"))
    {
        project.take_text(subtitle, "text", "subtitle");
    }
    project.take_authors(given, "author");
    project.take_authors(given, "authors");
    project.take_authors(given, "creator");
    project.take_date(given, "date", folder);
    project.take_language(given, "lang");
    project.take_language(given, "language");
    for key in ["rights", "publisher"] {
        project.take_text(given, key, key);
    }
    project.take_text(given, "description", "description");
    project.take_cover(given.get("cover-image"), "", folder);
    project.take_bibliography(given, "bibliography", "", folder);
}
