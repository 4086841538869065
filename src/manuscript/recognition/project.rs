//! What a recogniser finds: the settings and the order of a book.
use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::document::{DivisionKind, Matter};
use crate::edition::{Dialect, Entry, Setting, Value};
use crate::language::LanguageTag;
use crate::source::Span;

use super::folder::{ProjectFolder, folder_of, is_text, join, name_of, text_of, values};
use super::titles::title_of_name;
use crate::manuscript::outline::ordered::OrderedFile;
use crate::manuscript::text::passes::within;

/// A project of another tool as a book.
#[derive(Debug)]
pub(crate) struct Project {
    /// What it is, with an article: `a Quarto book`.
    pub(crate) kind: &'static str,
    /// The file or folder that it is known by.
    pub(crate) known_by: String,
    /// The tool whose Markdown it is written in.
    pub(crate) dialect: Dialect,
    /// The entries of `[book]`, each with its place in a file of the project.
    pub(crate) book: Vec<Entry>,
    /// The files and parts.
    pub(crate) slots: Vec<OrderedFile>,
    /// The folders in which pictures are looked for if they are not beside the text.
    pub(crate) picture_folders: Vec<String>,
    /// The chapter whose front matter is that of the book.
    pub(crate) head: Option<String>,
    /// What was guessed or left out, in phrases.
    pub(crate) remarks: Vec<String>,
    /// Whether what follows belongs to the last part.
    in_part: bool,
    /// The paths of the files so far.
    listed: BTreeSet<String>,
    /// How many files that the project names were not found.
    missing: usize,
}

/// For how many missing files a similar name is suggested.
const MOST_SUGGESTIONS: usize = 50;

impl Project {
    /// A project without settings and files.
    pub(crate) fn new(kind: &'static str, known_by: impl Into<String>, dialect: Dialect) -> Self {
        Self {
            kind,
            known_by: known_by.into(),
            dialect,
            book: Vec::new(),
            slots: Vec::new(),
            picture_folders: Vec::new(),
            head: None,
            remarks: Vec::new(),
            in_part: false,
            listed: BTreeSet::new(),
            missing: 0,
        }
    }

    /// Whether a key of `[book]` is set.
    pub(crate) fn says(&self, key: &str) -> bool {
        self.book.iter().any(|entry| entry.key == key)
    }

    /// Sets a key of `[book]`, unless it is already set.
    pub(crate) fn set(&mut self, key: &str, value: Setting) {
        if !self.says(key) {
            self.book.push(Entry { key: key.to_owned(), span: value.span, value });
        }
    }

    /// Takes the text under a key of the tool as a key of `[book]`.
    pub(crate) fn take_text(&mut self, from: &Setting, theirs: &str, ours: &str) {
        if let Some(setting) = from.get(theirs)
            && let Some(text) = text_of(setting)
        {
            self.set(ours, Setting { span: setting.span, value: Value::Text(text.split_whitespace().collect::<Vec<_>>().join(" ")) });
        }
    }

    /// Takes the authors under a key: a text, a list, or tables with `name`, which may have the parts `given` and `family`.
    pub(crate) fn take_authors(&mut self, from: &Setting, key: &str) {
        let Some(setting) = from.get(key) else { return };
        let authors: Vec<Setting> = values(setting).iter().filter_map(author).collect();
        if !authors.is_empty() {
            self.set("authors", Setting { span: setting.span, value: Value::List(authors) });
        }
    }

    /// Takes a date. One in a form that a `book.toml` cannot have is reported and left out.
    pub(crate) fn take_date(&mut self, from: &Setting, key: &str, folder: &ProjectFolder<'_>) {
        let Some(setting) = from.get(key) else { return };
        let Some(text) = text_of(setting) else { return };
        let date = text.split(['T', ' ']).next().unwrap_or(text);
        let parts: Vec<&str> = date.split('-').collect();
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        let has_form =
            matches!(lengths.as_slice(), [4] | [4, 2] | [4, 2, 2]) && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
        if has_form {
            self.set("date", Setting { span: setting.span, value: Value::Text(date.to_owned()) });
        } else {
            let diagnostic = Diagnostic::new(codes::UNUSED_KEY, setting.span, format!("the date `{text}` is not used"));
            folder.sink.report(diagnostic.cause("date of project").hint("write `2026`, `2026-11` or `2026-11-23`"));
        }
    }

    /// Takes a language. A value that is not a language tag is passed over. Then the language is found in the text.
    pub(crate) fn take_language(&mut self, from: &Setting, key: &str) {
        let Some(setting) = from.get(key) else { return };
        let tag = text_of(setting).map(|text| text.replace('_', "-"));
        let known = tag.filter(|tag| LanguageTag::parse(tag).is_some_and(|tag| tag.is_registered()));
        if let Some(tag) = known {
            let tag = LanguageTag::parse(&tag).map_or(tag, |tag| tag.tag().to_owned());
            self.set("language", Setting { span: setting.span, value: Value::Text(tag) });
        }
    }

    /// Takes a cover, which is a path relative to `base`. One that does not exist is reported and left out.
    pub(crate) fn take_cover(&mut self, cover: Option<&Setting>, base: &str, folder: &ProjectFolder<'_>) {
        let Some((setting, written)) = cover.and_then(|setting| Some((setting, text_of(setting)?))) else { return };
        match within(&with_slash(base), written).filter(|path| folder.has(path)) {
            Some(path) => self.set("cover", Setting { span: setting.span, value: Value::Text(path) }),
            None => {
                let diagnostic = Diagnostic::new(codes::UNUSED_KEY, setting.span, format!("there is no cover `{written}`"));
                folder.sink.report(diagnostic.label("the cover is drawn").hint("put the picture there, or correct its name"));
            }
        }
    }

    /// Takes the files of a bibliography under a key, a path or a list of paths relative to `base`, and the citation style under `csl`.
    /// Files that do not exist are reported and left out.
    pub(crate) fn take_bibliography(&mut self, from: &Setting, key: &str, base: &str, folder: &ProjectFolder<'_>) {
        let Some(setting) = from.get(key) else { return };
        let mut files = Vec::new();
        for file in values(setting) {
            let Some(written) = text_of(file) else { continue };
            let beside = within(&with_slash(base), written);
            match beside.into_iter().chain(within("", written)).find(|path| folder.has(path)) {
                Some(path) => files.push(Setting { span: file.span, value: Value::Text(path) }),
                None => {
                    let diagnostic = Diagnostic::new(codes::UNUSED_KEY, file.span, format!("there is no bibliography `{written}`"));
                    folder.sink.report(diagnostic.label("not read").hint("put the file there, or correct its name"));
                }
            }
        }
        if files.is_empty() {
            return;
        }
        self.set("bibliography", Setting { span: setting.span, value: Value::List(files) });
        if let Some(style) = from.get("csl")
            && let Some(path) = text_of(style).and_then(|written| within(&with_slash(base), written)).filter(|path| folder.has(path))
        {
            self.set("citation-style", Setting { span: style.span, value: Value::Text(path) });
        }
    }

    /// Takes one of several files as the cover, if the project names none.
    pub(crate) fn take_cover_file(&mut self, paths: &[&str], folder: &ProjectFolder<'_>) {
        if let Some(path) = folder.first_of(paths) {
            self.set("cover", Setting { span: Span::DETACHED, value: Value::Text(path.to_owned()) });
        }
    }

    /// Begins a part.
    pub(crate) fn part(&mut self, title: &str, span: Span) {
        self.slots.push(OrderedFile::part(title.trim().to_owned(), span));
        self.in_part = true;
    }

    /// Begins a part whose title and first text are in a file.
    pub(crate) fn part_file(&mut self, named: &NamedFile<'_>, folder: &ProjectFolder<'_>) {
        self.in_part = false;
        if let Some(slot) = self.chapter(named, folder) {
            slot.role.kind = Some(DivisionKind::Part);
            self.in_part = true;
        }
    }

    /// Ends a part: what follows belongs to none.
    pub(crate) fn end_part(&mut self) {
        self.in_part = false;
    }

    /// Begins a group: a title above the files that follow and are nested more deeply than `depth`.
    pub(crate) fn group(&mut self, title: &str, depth: usize, span: Span) {
        self.slots.push(OrderedFile::group(title.trim().to_owned(), Matter::Body, self.in_part, depth, span));
    }

    /// Ends a group. One without files is left out.
    pub(crate) fn end_group(&mut self) {
        if self.slots.last().is_some_and(|slot| slot.path.is_none() && slot.role.kind != Some(DivisionKind::Part)) {
            self.slots.pop();
        }
    }

    /// Adds a file that exists. `depth` says how deeply it is nested under the chapter before it. Files that are already listed are passed
    /// over.
    pub(crate) fn add(&mut self, matter: Matter, path: &str, span: Span, depth: usize) -> Option<&mut OrderedFile> {
        if !self.listed.insert(path.to_owned()) {
            return None;
        }
        let in_part = self.in_part && matter == Matter::Body;
        let mut slot = OrderedFile { in_part, depth, ..OrderedFile::text(matter, path, span) };
        // A text without a heading has the name of its file as title.
        slot.role.title = Some(title_of_name(name_of(path)));
        if depth > 0 {
            slot.role.kind = Some(DivisionKind::Section);
        }
        self.slots.push(slot);
        self.slots.last_mut()
    }

    /// Forgets all files.
    pub(crate) fn forget_files(&mut self) {
        self.slots.clear();
        self.listed.clear();
    }

    /// Adds a file that the project names, relative to `base`. One that does not exist is reported and left out, as the tools do. Returns
    /// its slot.
    pub(crate) fn chapter(&mut self, named: &NamedFile<'_>, folder: &ProjectFolder<'_>) -> Option<&mut OrderedFile> {
        let Some(path) = named.found(folder, self.missing < MOST_SUGGESTIONS) else {
            self.missing += 1;
            return None;
        };
        self.add(named.matter, &path, named.span, named.depth)
    }
}

/// A file that a project names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NamedFile<'p> {
    /// The path as written.
    pub(crate) written: &'p str,
    /// The folder that it is relative to.
    pub(crate) base: &'p str,
    /// The extensions that the tool adds to a path without one.
    pub(crate) extensions: &'p [&'p str],
    /// The matter that it belongs to.
    pub(crate) matter: Matter,
    /// The place of the path.
    pub(crate) span: Span,
    /// How deeply it is nested.
    pub(crate) depth: usize,
}

impl<'p> NamedFile<'p> {
    /// A chapter, with a path relative to the folder of the project.
    pub(crate) fn chapter(written: &'p str, span: Span) -> Self {
        Self { written, base: "", extensions: &[], matter: Matter::Body, span, depth: 0 }
    }

    /// The path of the file relative to the folder of the project. If there is no file, that is reported. A file that is not Markdown is
    /// reported too. `suggests` says whether the message names a similar file.
    fn found(&self, folder: &ProjectFolder<'_>, suggests: bool) -> Option<String> {
        let Some(path) = within(&with_slash(self.base), self.written) else {
            let diagnostic = Diagnostic::new(codes::OUTSIDE_ROOT, self.span, format!("`{}` is outside the book", self.written));
            folder.sink.report(diagnostic.hint("move it into the folder of the book"));
            return None;
        };
        let mut candidates = vec![path.clone()];
        candidates.extend(self.extensions.iter().map(|extension| format!("{path}.{extension}")));
        candidates.extend(["README.md", "index.md", "_index.md"].iter().map(|name| join(&path, name)));
        let report = |message: String, hint: String| {
            let diagnostic = Diagnostic::new(codes::MISSING_CHAPTER, self.span, message).label("left out");
            folder.sink.report(diagnostic.hint(hint));
        };
        match candidates.iter().find(|path| folder.has(path)) {
            Some(found) if is_text(found) || found.ends_with(".txt") || found.ends_with(".ipynb") => Some(found.clone()),
            Some(found) => {
                report(format!("`{found}` is not Markdown"), "turn it into Markdown, for example with Pandoc".to_owned());
                None
            }
            None => {
                let names = if suggests { folder.names(folder_of(&path)) } else { Vec::new() };
                let hint = match nearest(name_of(&path), names.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{}`?", join(folder_of(&path), near)),
                    None => "put the file there, or correct its name".to_owned(),
                };
                report(format!("there is no file `{path}`"), hint);
                None
            }
        }
    }
}

/// A folder with a slash at its end, or nothing for the root.
pub(crate) fn with_slash(folder: &str) -> String {
    if folder.is_empty() || folder.ends_with('/') { folder.to_owned() } else { format!("{folder}/") }
}

/// An author: a name, or a table with a name.
fn author(setting: &Setting) -> Option<Setting> {
    let name = match &setting.value {
        Value::Text(text) => text.clone(),
        Value::Table(_) => {
            let name = setting.get("name").or_else(|| setting.get("literal"))?;
            match &name.value {
                Value::Text(text) => text.clone(),
                _ => {
                    let parts = ["given", "family"].iter().filter_map(|key| name.get(key).and_then(text_of));
                    parts.collect::<Vec<_>>().join(" ")
                }
            }
        }
        _ => return None,
    };
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(Setting { span: setting.span, value: Value::Text(name) })
}
