//! The folder of a project, as recognisers see it.
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Sink;
use crate::edition::{Setting, Value, read_toml};
use crate::source::files::{FileUse, read, refusal};
use crate::source::{FileId, SourceMap, Span};

use crate::manuscript::files::open as files;
use crate::manuscript::front_matter::block;
use crate::manuscript::front_matter::title_block;
use crate::manuscript::front_matter::yaml::read_yaml;

/// How deeply folders are searched.
const DEEPEST: usize = 12;

/// How many texts a project may have.
const MOST_TEXTS: usize = 20_000;

/// The extensions of texts, in lower case.
const TEXTS: [&str; 6] = ["md", "markdown", "mkd", "rmd", "qmd", "mdx"];

/// Folders that tools write, or that hold programs. They have no text of the book.
const OTHER_FOLDERS: [&str; 12] = [
    "dist",
    "node_modules",
    "_book",
    "_site",
    "_build",
    "public",
    "vendor",
    "target",
    "__pycache__",
    "venv",
    "site-packages",
    "bower_components",
];

/// The notation of a file with settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SettingsNotation {
    Yaml,
    /// Read as YAML, which includes JSON. Tabs are replaced by spaces first, since YAML does not allow them as indentation.
    Json,
    Toml,
}

/// The folder of a project. All paths are relative to it, with slashes.
pub(crate) struct ProjectFolder<'a> {
    /// The folder.
    pub(crate) root: &'a Path,
    /// The files that were read.
    pub(crate) sources: &'a mut SourceMap,
    /// Where mistakes in the files of the project are reported.
    pub(crate) sink: &'a Sink,
}

impl ProjectFolder<'_> {
    /// Whether there is a file.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.root.join(path).is_file()
    }

    /// Whether there is a folder. A symbolic link to a folder does not count, because it could lead in circles.
    pub(crate) fn has_folder(&self, path: &str) -> bool {
        self.root.join(path).symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
    }

    /// The first of several files that exists.
    pub(crate) fn first_of<'p>(&self, paths: &[&'p str]) -> Option<&'p str> {
        paths.iter().copied().find(|path| self.has(path))
    }

    /// The names in a folder in natural order, without hidden ones.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        files::names(&self.root.join(folder)).into_iter().filter(|name| !name.starts_with('.')).collect()
    }

    /// The text of a file. `None` if it does not exist, cannot be read, or does not belong to the book.
    pub(crate) fn text(&mut self, path: &str) -> Option<(FileId, Arc<str>)> {
        let file = match self.sources.find(path) {
            Some(file) => file,
            None => {
                if !self.has(path) || !files::is_admitted(FileUse::Text, (self.root, path), Span::DETACHED, self.sources, self.sink) {
                    return None;
                }
                files::add_included(path, read(&self.root.join(path)).ok()?, self.sources, self.sink)
            }
        };
        Some((file, self.sources.text(file)))
    }

    /// The settings in a file. Mistakes are reported. `None` if the file cannot be read.
    pub(crate) fn settings(&mut self, path: &str, notation: SettingsNotation) -> Option<Setting> {
        let (file, text) = self.text(path)?;
        let range = files::bom(&text)..text.len();
        Some(match notation {
            SettingsNotation::Yaml => read_yaml(file, &text, first_document(&text, range), self.sink),
            SettingsNotation::Json => read_yaml(file, &text.replace('\t', " "), range, self.sink),
            SettingsNotation::Toml => read_toml(file, &text, range, self.sink),
        })
    }

    /// The text of a file that may not be part of the book, so it does not become one of its sources. `None` if it cannot be read as UTF-8.
    fn peek(&self, path: &str) -> Option<String> {
        let is_refused = !self.sources.allows_outside && refusal(self.root, path, FileUse::Text).is_some();
        if is_refused || !self.has(path) { None } else { String::from_utf8(read(&self.root.join(path)).ok()?).ok() }
    }

    /// The front matter or the title block of a text, without places. Mistakes are not reported here, but when the text is read as a
    /// chapter.
    pub(crate) fn front_matter(&self, path: &str) -> Option<Setting> {
        front_matter_of(Span::DETACHED.file, &self.peek(path)?, &Sink::default())
    }

    /// The front matter of a text, if it is that of the whole book. Mistakes are reported.
    pub(crate) fn front_matter_of_book(&mut self, path: &str) -> Option<Setting> {
        let (file, text) = self.text(path)?;
        front_matter_of(file, &text, self.sink)
    }

    /// The text of a file below its front matter.
    pub(crate) fn body(&self, path: &str) -> Option<String> {
        let text = self.peek(path)?;
        let start = files::bom(&text);
        let start = block::find(&text, start).map(|found| found.end).or_else(|| title_block::find(&text, start).map(|found| found.end));
        Some(text[start.unwrap_or(0)..].to_owned())
    }

    /// The texts in a folder and in its folders, in natural order: those of a folder first, then those of its folders. Folders that tools
    /// write are passed over.
    pub(crate) fn texts(&self, folder: &str) -> Vec<String> {
        let mut found = Vec::new();
        self.add_texts(folder, 0, &mut found);
        found
    }

    fn add_texts(&self, folder: &str, depth: usize, found: &mut Vec<String>) {
        let mut folders = Vec::new();
        for name in self.names(folder) {
            let path = join(folder, &name);
            if self.has_folder(&path) {
                folders.push(path);
            } else if is_text(&name) && found.len() < MOST_TEXTS {
                found.push(path);
            }
        }
        for path in folders.into_iter().filter(|path| depth < DEEPEST && !is_other_folder(path)) {
            self.add_texts(&path, depth + 1, found);
        }
    }

    /// Whether a file exists and has a word. The file does not become one of the files of the book.
    pub(crate) fn mentions(&self, path: &str, word: &str) -> bool {
        let bytes = if self.has(path) { read(&self.root.join(path)).unwrap_or_default() } else { Vec::new() };
        bytes.windows(word.len()).any(|found| found == word.as_bytes())
    }
}

/// The front matter or the title block of a text.
fn front_matter_of(file: FileId, text: &str, sink: &Sink) -> Option<Setting> {
    let start = files::bom(text);
    match block::find(text, start) {
        Some(found) => Some(block::read(file, text, &found, sink)),
        None => title_block::find(text, start).map(|found| title_block::read(file, text, &found, sink)),
    }
}

/// The first document of a file in YAML: its lines up to `---` or `...`, without a line `---` at its beginning.
fn first_document(text: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    let mut at = range.start;
    for line in text[range.clone()].split_inclusive('\n') {
        let words = line.trim_end();
        let has_begun = !text[start..at].lines().all(|line| line.trim().is_empty() || line.starts_with(['#', '%']));
        if (words == "---" && has_begun) || words == "..." {
            return start..at;
        }
        at += line.len();
        if words == "---" {
            start = at;
        }
    }
    start..range.end
}

/// Whether a folder is written by a tool or holds programs.
pub(crate) fn is_other_folder(path: &str) -> bool {
    OTHER_FOLDERS.contains(&name_of(path))
}

/// Whether a name is that of a text in Markdown.
pub(crate) fn is_text(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, extension)| !stem.is_empty() && TEXTS.contains(&extension.to_ascii_lowercase().as_str()))
}

/// A path in a folder. The folder may be empty.
pub(crate) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The folder of a path, empty for the root.
pub(crate) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The last part of a path.
pub(crate) fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The last part of a path, without its extension.
pub(crate) fn stem_of(path: &str) -> &str {
    let name = name_of(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The text of a setting. `None` if it is not a text or is empty.
pub(crate) fn text_of(setting: &Setting) -> Option<&str> {
    match &setting.value {
        Value::Text(text) if !text.trim().is_empty() => Some(text),
        _ => None,
    }
}

/// The text under a key.
pub(crate) fn text_at<'s>(setting: &'s Setting, key: &str) -> Option<&'s str> {
    setting.get(key).and_then(text_of)
}

/// The values of a list. A single value is a list of one, and an empty text is an empty list.
pub(crate) fn values(setting: &Setting) -> &[Setting] {
    match &setting.value {
        Value::List(values) => values,
        Value::Text(text) if text.trim().is_empty() => &[],
        _ => std::slice::from_ref(setting),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_document_of_a_file_counts() {
        let first = |text: &str| text[first_document(text, 0..text.len())].to_owned();
        assert_eq!(first("---\na: b\n---\nText\n"), "a: b\n");
        assert_eq!(first("# c\n---\na: b\n...\n"), "a: b\n");
        assert_eq!(first("a: b\n---\nc: d\n"), "a: b\n");
        assert_eq!(first("a: b\n"), "a: b\n");
        assert_eq!(first(""), "");
    }
}
