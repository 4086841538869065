//! `book.toml` and front matter → editions and the order of the files.
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Sink, codes, nearest};
use crate::document::{DivisionKind, Matter};
use crate::source::{FileId, Span};

use super::schema::{BookFile, FileEntry, NoteTable, matter_schema, schema};
use crate::edition::design::read::DesignReader;
use crate::edition::inheritance::inherit::Inheritance;
use crate::edition::math::MathSettings;
use crate::edition::metadata::schema::BookTable;
use crate::edition::settings::check::checked;
use crate::edition::settings::tree::{Given, Step, toml};
use crate::edition::{Edition, Metadata, NoteNumbering, NoteSettings, Sheet};

/// What `book.toml` says.
#[derive(Clone, Debug)]
pub struct BookPlan {
    /// The editions, at least one.
    pub editions: Vec<Edition>,
    /// Those that every book has, but for those that the book has its own of.
    pub built_in: Vec<Edition>,
    /// The paper that is at hand.
    pub sheet: Sheet,
    /// Whether terms of the glossary lead to it.
    pub mark_terms: bool,
    /// The files in order, by matter; none if `book.toml` does not say.
    pub order: Option<[Vec<Item>; 3]>,
    /// Of mdBook: the folder of the texts.
    pub src: Option<String>,
    /// What delimits formulas.
    pub math: MathSettings,
    /// Where covers are named.
    pub covers: Vec<(String, Span)>,
}

/// A file, or a part with its files.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Where it is named.
    pub span: Span,
    /// What it is.
    pub what: ItemKind,
}

/// What can be put in order.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    /// A file, or several by a pattern.
    File {
        /// The path or the pattern, relative to the root.
        path: String,
        /// What it is.
        kind: Option<DivisionKind>,
        /// Its title, if the text has none.
        title: Option<String>,
    },
    /// A part.
    Part {
        /// Its title.
        title: String,
        /// Its files.
        items: Vec<Item>,
    },
}

/// Reads `book.toml`.
#[must_use]
pub fn read_book(file: FileId, text: &str, start: usize, sink: &Sink) -> BookPlan {
    let given = toml(file, text, start..text.len(), sink);
    let schema = schema();
    let raw: BookFile = checked(&given, &schema, codes::UNKNOWN_KEY, sink);
    let reader = Reader { given: &given, sink };
    let head = given.get("book").map_or(Span::new(file, start, start), |book| book.span);
    let metadata = reader.metadata(&raw.book, &[Step::Key("book")]);
    if raw.book.title.is_none() {
        sink.report(Diagnostic::new(codes::NO_TITLE, head, "the book has no title").hint("write `title = \"…\"` under `[book]`"));
    }
    if raw.book.language.is_none() && raw.book.lang.is_none() {
        sink.report(
            Diagnostic::new(codes::NO_LANGUAGE, head, "the book does not say its language")
                .label("taken to be English")
                .hint("write `language = \"en-GB\"` under `[book]`"),
        );
    }
    let mut base = Edition { metadata, ..Edition::default() };
    DesignReader { given: &given, path: &[Step::Key("design")], sink }.apply(&mut base.design, &mut base.origins, &raw.design);
    reader.notes(&mut base.notes, &raw.notes, &[]);
    for (nth, code) in raw.lints.allow.iter().enumerate() {
        sink.allow(code, reader.place(&[Step::Key("lints"), Step::Key("allow"), Step::Nth(nth)]));
    }
    let order = raw.matter.as_ref().map(|matter| {
        let items = |entries: &[FileEntry], name| reader.items(entries, &[Step::Key("matter"), Step::Key(name)], name == "body");
        let mut order: [Vec<Item>; 3] = Default::default();
        order[Matter::Front as usize] = items(&matter.front, "front");
        order[Matter::Body as usize] = items(&matter.body, "body");
        order[Matter::Back as usize] = items(&matter.back, "back");
        order
    });
    let own = raw.edition.iter().enumerate().filter_map(|(nth, edition)| {
        let cover = edition.cover.clone().filter(|cover| !cover.is_empty())?;
        Some((cover, reader.place(&[Step::Key("edition"), Step::Nth(nth), Step::Key("cover")])))
    });
    let covers = raw.book.cover.clone().map(|cover| (cover, reader.place(&[Step::Key("book"), Step::Key("cover")])));
    let covers = covers.into_iter().chain(own).collect();
    let (editions, built_in) = Inheritance { own: &given, raw: &raw, base: &base, sink }.editions();
    let (sheet, mark_terms) = (raw.book.sheet.unwrap_or_default(), raw.book.mark_terms.unwrap_or_default());
    let math = MathSettings::of(raw.math.dollars, &given);
    BookPlan { editions, built_in, sheet, mark_terms, order, src: raw.book.src, math, covers }
}

/// Reads the metadata of a single file from its front matter, its cover, its paper, and whether its terms are marked. Names that nobody knows are only warnings.
#[must_use]
pub fn read_matter(given: &Given, sink: &Sink) -> (Metadata, Option<(String, Span)>, Sheet, bool) {
    let raw: BookTable = checked(given, &matter_schema(), codes::UNUSED_KEY, sink);
    let reader = Reader { given, sink };
    let cover = raw.cover.clone().map(|cover| (cover, reader.place(&[Step::Key("cover")])));
    (reader.metadata(&raw, &[]), cover, raw.sheet.unwrap_or_default(), raw.mark_terms.unwrap_or_default())
}

/// TOML front matter as settings.
#[must_use]
pub fn read_toml(file: FileId, text: &str, range: Range<usize>, sink: &Sink) -> Given {
    toml(file, text, range, sink)
}

/// Reads settings that have the right shape.
pub(crate) struct Reader<'a> {
    pub(crate) given: &'a Given,
    pub(crate) sink: &'a Sink,
}

impl Reader<'_> {
    pub(crate) fn place(&self, path: &[Step<'_>]) -> Span {
        self.given.place(path)
    }

    fn items(&self, entries: &[FileEntry], path: &[Step<'_>], parts: bool) -> Vec<Item> {
        let mut out = Vec::new();
        for (nth, entry) in entries.iter().enumerate() {
            let mut own = path.to_vec();
            own.push(Step::Nth(nth));
            let span = self.place(&own);
            let file = match entry {
                FileEntry::Path(path) => {
                    out.push(Item { span, what: ItemKind::File { path: path.clone(), kind: None, title: None } });
                    continue;
                }
                FileEntry::Full(file) => file,
            };
            let kind = file.kind.as_deref().and_then(|kind| {
                let known = DivisionKind::named(kind);
                if known.is_none() {
                    let mut place = own.clone();
                    place.push(Step::Key("kind"));
                    let names = DivisionKind::NAMES.iter().map(|(name, _)| *name);
                    let diagnostic = Diagnostic::new(codes::BAD_VALUE, self.place(&place), format!("`{kind}` is no kind of division"));
                    self.sink.report(match nearest(kind, names.clone()) {
                        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                        None => diagnostic.hint(format!("use one of: {}", names.collect::<Vec<_>>().join(", "))),
                    });
                }
                known
            });
            match (&file.file, &file.part) {
                (Some(path), None) => {
                    let mut place = own.clone();
                    place.push(Step::Key("file"));
                    let span = self.place(&place);
                    out.push(Item { span, what: ItemKind::File { path: path.clone(), kind, title: file.title.clone() } });
                }
                (None, Some(title)) if parts => {
                    own.push(Step::Key("files"));
                    let items = self.items(file.files.as_deref().unwrap_or_default(), &own, false);
                    out.push(Item { span, what: ItemKind::Part { title: title.clone(), items } });
                }
                (None, Some(_)) => self.sink.report(
                    Diagnostic::new(codes::MISPLACED_PART, span, "a part can only stand in the body")
                        .hint("move it to `body`, outside other parts"),
                ),
                (Some(_), Some(_)) | (None, None) => self.sink.report(
                    Diagnostic::new(codes::BAD_VALUE, span, "this is neither a file nor a part")
                        .hint("write `{ file = \"…\" }` or `{ part = \"Title\", files = [\"…\"] }`"),
                ),
            }
        }
        out
    }

    /// Takes what a table of notes says; `path` leads to what it stands in.
    pub(crate) fn notes(&self, notes: &mut NoteSettings, raw: &NoteTable, path: &[Step<'_>]) {
        let at = |key| self.place(&[path, &[Step::Key("notes"), Step::Key(key)]].concat());
        notes.placement = raw.placement.unwrap_or(notes.placement);
        notes.numbering = raw.numbering.unwrap_or(notes.numbering);
        notes.marks = raw.marks.unwrap_or(notes.marks);
        notes.editor_marks = raw.editor_marks.unwrap_or(notes.editor_marks);
        if let Some(prefix) = &raw.editor_prefix {
            // An edition takes back what the book says by an empty text: every label begins with that.
            notes.editor_prefix = Some(prefix.trim().to_owned()).filter(|prefix| !prefix.is_empty());
        }
        if raw.numbering == Some(NoteNumbering::Page) && !notes.by_page() {
            self.sink.report(
                Diagnostic::new(codes::NOTES_BY_PAGE, at("numbering"), "only notes at the foot can be numbered by page")
                    .label("numbered by chapter")
                    .hint("write `placement = \"foot\"`, or another `numbering`"),
            );
        }
        if notes.editor_prefix.is_some() && notes.marks == notes.editor_marks {
            let key = if raw.editor_marks.is_some() {
                "editor-marks"
            } else if raw.marks.is_some() {
                "marks"
            } else {
                "editor-prefix"
            };
            self.sink.report(
                Diagnostic::new(codes::SAME_NOTE_MARKS, at(key), "the editor's notes have the marks of the author's")
                    .label("nobody can tell them apart")
                    .hint("let `marks` and `editor-marks` be two of: numbers, symbols, letters"),
            );
        }
    }
}
