//! Reads `book.toml` and front matter: the editions, and the order of the files.
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Sink, codes, nearest};
use crate::document::{DivisionKind, Matter};
use crate::formula::Macros;
use crate::source::{FileId, Span};

use super::citations::CitationSettings;
use super::fonts::FontPlaces;
use super::schema::{BookFile, FileEntry, FileTable, matter_schema, schema};
use crate::edition::design::read::DesignReader;
use crate::edition::diagrams::DiagramCommands;
use crate::edition::editions::inherit::Inheritance;
use crate::edition::editions::model::Edition;
use crate::edition::math::MathSettings;
use crate::edition::metadata::answers::AnswerPlacement;
use crate::edition::metadata::dialect::Dialect;
use crate::edition::metadata::title_numbers::TitleNumbers;
use crate::edition::settings::check::checked;
use crate::edition::settings::reader::SettingsReader;
use crate::edition::settings::tree::{Entry, PathStep, Setting, Value, toml};
use crate::edition::sheets::paper::PrinterPaper;

/// What `book.toml` or the front matter of a single file says.
#[derive(Clone, Debug)]
pub struct BookPlan {
    /// The editions, at least one.
    pub editions: Vec<Edition>,
    /// The built-in editions whose names the book does not use.
    pub built_in: Vec<Edition>,
    /// The available paper.
    pub sheet: PrinterPaper,
    /// Whether the first use of a glossary term in each chapter links to the glossary.
    pub mark_terms: bool,
    /// What is done with the numbers in the titles of chapters.
    pub title_numbers: TitleNumbers,
    /// Where the answers to exercises stand.
    pub answers: AnswerPlacement,
    /// Whether the alternative text of a picture alone in its paragraph is its caption too.
    pub implicit_figures: bool,
    /// The dialect, if the book names one.
    pub dialect: Option<Dialect>,
    /// The files in order, by matter. `None` if `book.toml` has no `[matter]`.
    pub order: Option<[Vec<BookItem>; 3]>,
    /// How the names of the output files begin, if the book says so.
    pub file_name: Option<String>,
    /// For mdBook: the folder of the texts.
    pub src: Option<String>,
    /// What delimits formulas.
    pub math: MathSettings,
    /// The macros of formulas.
    pub macros: Macros,
    /// The commands that draw diagrams.
    pub diagrams: DiagramCommands,
    /// For mdBook: the names of its preprocessors, each with the place where it is named.
    pub preprocessors: Vec<(String, Span)>,
    /// The folders in which pictures are looked for if they are not beside the text, each with the place where it is named. Relative to the
    /// root.
    pub picture_folders: Vec<(String, Span)>,
    /// The bibliography, and the style of citations.
    pub citations: CitationSettings,
    /// The fonts of the book.
    pub fonts: FontPlaces,
    /// The covers, each with the place where it is named.
    pub covers: Vec<(String, Span)>,
}

/// A file, or a part with its files.
#[derive(Clone, Debug, PartialEq)]
pub struct BookItem {
    /// The place where it is named.
    pub span: Span,
    /// A file or a part.
    pub what: ItemKind,
}

/// An entry of `[matter]`.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    /// A file, or several files that match a pattern.
    File {
        /// The path or the pattern, relative to the root.
        path: String,
        /// Its kind.
        kind: Option<DivisionKind>,
        /// Its title, if the text has none.
        title: Option<String>,
        /// The files that are its sections.
        sections: Vec<BookItem>,
    },
    /// A part.
    Part {
        /// Its title.
        title: String,
        /// Its files.
        items: Vec<BookItem>,
    },
    /// A title above files: a chapter without a text of its own, or a section of one.
    Group {
        /// The title.
        title: String,
        /// The files, which are its sections.
        items: Vec<BookItem>,
    },
}

impl BookItem {
    /// A file without a kind, a title or sections.
    #[must_use]
    pub fn file(path: String, span: Span) -> Self {
        Self { span, what: ItemKind::File { path, kind: None, title: None, sections: Vec::new() } }
    }
}

/// Reads the settings of a project of another tool. `given` has the table `book` and others as `book.toml` has them; each value has its
/// place in a file of the project.
#[must_use]
pub fn read_settings(given: &Setting, sink: &Sink) -> BookPlan {
    plan(given, &checked(given, &schema(), codes::UNKNOWN_KEY, sink), sink)
}

/// Reads `book.toml`.
#[must_use]
pub fn read_book(file: FileId, text: &str, start: usize, sink: &Sink) -> BookPlan {
    let given = toml(file, text, start..text.len(), sink);
    let schema = schema();
    let raw: BookFile = checked(&given, &schema, codes::UNKNOWN_KEY, sink);
    let head = given.get("book").map_or(Span::new(file, start, start), |book| book.span);
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
    plan(&given, &raw, sink)
}

/// The tables of `book.toml` that the front matter of a single file may have too, beside the keys of `[book]`.
const TABLES: [&str; 6] = ["design", "diagrams", "edition", "lints", "math", "notes"];

/// Reads the front matter of a single file: the keys of `[book]`, and the tables `design`, `diagrams`, `edition`, `lints`, `math` and
/// `notes`. Other programs have keys of their own, so unknown keys are only warnings. Those in the tables are errors, as in `book.toml`.
#[must_use]
pub fn read_matter(given: &Setting, sink: &Sink) -> BookPlan {
    let entries = match &given.value {
        Value::Table(entries) => entries.as_slice(),
        _ => &[],
    };
    let (tables, keys): (Vec<Entry>, Vec<Entry>) = entries.iter().cloned().partition(is_table_of_book);
    let tables = Setting { span: given.span, value: Value::Table(tables) };
    let book = Setting { span: given.span, value: Value::Table(keys) };
    let mut raw: BookFile = checked(&tables, &schema(), codes::UNKNOWN_KEY, sink);
    raw.book = checked(&book, &matter_schema(), codes::UNUSED_KEY, sink);
    // The same tree as that of a `book.toml`, so that each value has its place.
    let mut whole = tables;
    if let Value::Table(entries) = &mut whole.value {
        entries.push(Entry { key: "book".to_owned(), span: given.span, value: book });
    }
    plan(&whole, &raw, sink)
}

/// Whether an entry of front matter is a table of `book.toml`. A program may use the same name for a text.
fn is_table_of_book(entry: &Entry) -> bool {
    let is_table = |setting: &Setting| matches!(setting.value, Value::Table(_));
    let fits = match &entry.value.value {
        Value::List(values) => entry.key == "edition" && values.iter().all(is_table),
        _ => entry.key != "edition" && is_table(&entry.value),
    };
    fits && TABLES.contains(&entry.key.as_str())
}

/// What the settings of a book say. `given` has the same tables as `raw`, with their places.
fn plan(given: &Setting, raw: &BookFile, sink: &Sink) -> BookPlan {
    let reader = SettingsReader { given, sink };
    let metadata = reader.metadata(&raw.book, &[PathStep::Key("book")]);
    let numbering = raw.book.numbering.unwrap_or_default();
    let mut base = Edition { metadata, numbering, formulas: raw.math.ebook, ..Edition::default() };
    DesignReader { given, path: &[PathStep::Key("design")], sink }.apply(&mut base.design, &mut base.origins, &raw.design);
    reader.notes(&mut base.notes, &raw.notes, &[]);
    for (nth, code) in raw.lints.allow.iter().enumerate() {
        sink.allow(code, reader.place(&[PathStep::Key("lints"), PathStep::Key("allow"), PathStep::Nth(nth)]));
    }
    let order = raw.matter.as_ref().map(|matter| {
        let items = |entries: &[FileEntry], name| reader.items(entries, &[PathStep::Key("matter"), PathStep::Key(name)], name == "body");
        let mut order: [Vec<BookItem>; 3] = Default::default();
        order[Matter::Front as usize] = items(&matter.front, "front");
        order[Matter::Body as usize] = items(&matter.body, "body");
        order[Matter::Back as usize] = items(&matter.back, "back");
        order
    });
    let own = raw.edition.iter().enumerate().filter_map(|(nth, edition)| {
        let cover = edition.cover.as_ref()?.picture()?;
        Some((cover.to_owned(), reader.place(&[PathStep::Key("edition"), PathStep::Nth(nth), PathStep::Key("cover")])))
    });
    let covers = raw.book.cover.clone().map(|cover| (cover, reader.place(&[PathStep::Key("book"), PathStep::Key("cover")])));
    let covers = covers.into_iter().chain(own).collect();
    let inheritance = Inheritance { own: given, tables: &raw.edition, base: &base, defaults: raw.book.defaults, sink };
    let (editions, built_in) = inheritance.editions();
    let sheet = raw.book.sheet.unwrap_or_default();
    let (mark_terms, title_numbers) = (raw.book.mark_terms.unwrap_or_default(), raw.book.title_numbers.unwrap_or_default());
    let (dialect, implicit_figures) = (raw.book.dialect, raw.book.has_implicit_figures());
    let math = MathSettings::of(raw.math.dollars, given);
    let macros = reader.macros(&raw.math.macros);
    let diagrams = reader.diagrams(&raw.diagrams);
    let citations = reader.citations(&raw.book);
    let src = raw.book.src.clone();
    let place = |key, nth: Option<usize>| {
        let steps: Vec<PathStep<'_>> = [PathStep::Key("book"), PathStep::Key(key)].into_iter().chain(nth.map(PathStep::Nth)).collect();
        reader.place(&steps)
    };
    let paths = raw
        .book
        .fonts
        .as_ref()
        .map(|paths| paths.iter().enumerate().map(|(nth, path)| (path.clone(), place("fonts", Some(nth)))).collect());
    let fonts = FontPlaces { paths, system: raw.book.system_fonts.filter(|used| *used).map(|_| place("system-fonts", None)) };
    let file_name = reader.file_name(raw.book.file_name.as_deref());
    let preprocessors = match given.get("preprocessor").map(|tables| &tables.value) {
        Some(Value::Table(entries)) => entries.iter().map(|entry| (entry.key.clone(), entry.span)).collect(),
        _ => Vec::new(),
    };
    let picture_folders = raw.book.picture_folders.iter().flatten();
    let picture_folders = picture_folders.enumerate().map(|(nth, path)| (path.clone(), place("picture-folders", Some(nth)))).collect();
    BookPlan {
        editions,
        built_in,
        sheet,
        mark_terms,
        title_numbers,
        answers: raw.book.answers.unwrap_or_default(),
        implicit_figures,
        dialect,
        order,
        file_name,
        src,
        math,
        macros,
        diagrams,
        preprocessors,
        picture_folders,
        citations,
        fonts,
        covers,
    }
}

/// Reads TOML front matter as settings.
#[must_use]
pub fn read_toml(file: FileId, text: &str, range: Range<usize>, sink: &Sink) -> Setting {
    toml(file, text, range, sink)
}

impl SettingsReader<'_> {
    /// The files of a list. `path` leads to the list. Parts are accepted if `may_have_parts` is set.
    fn items(&self, entries: &[FileEntry], path: &[PathStep<'_>], may_have_parts: bool) -> Vec<BookItem> {
        let mut out = Vec::new();
        for (nth, entry) in entries.iter().enumerate() {
            let mut own = path.to_vec();
            own.push(PathStep::Nth(nth));
            let span = self.place(&own);
            let file = match entry {
                FileEntry::Path(path) => {
                    out.push(BookItem::file(path.clone(), span));
                    continue;
                }
                FileEntry::Full(file) => file,
            };
            let kind = file.kind.as_deref().and_then(|kind| {
                let known = DivisionKind::named(kind);
                if known.is_none() {
                    let mut place = own.clone();
                    place.push(PathStep::Key("kind"));
                    let names = DivisionKind::NAMES.iter().map(|(name, _)| *name);
                    let diagnostic = Diagnostic::new(codes::BAD_VALUE, self.place(&place), format!("`{kind}` is not a kind of division"));
                    self.sink.report(match nearest(kind, names.clone()) {
                        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                        None => diagnostic.hint(format!("use one of: {}", names.collect::<Vec<_>>().join(", "))),
                    });
                }
                known
            });
            if let FileTable { file: None, part: None, title: Some(title), files: Some(files), .. } = file {
                own.push(PathStep::Key("files"));
                let items = self.items(files, &own, false);
                out.push(BookItem { span, what: ItemKind::Group { title: title.clone(), items } });
                continue;
            }
            match (&file.file, &file.part) {
                (Some(path), None) => {
                    let mut place = own.clone();
                    place.push(PathStep::Key("file"));
                    let span = self.place(&place);
                    own.push(PathStep::Key("files"));
                    let sections = self.items(file.files.as_deref().unwrap_or_default(), &own, false);
                    out.push(BookItem { span, what: ItemKind::File { path: path.clone(), kind, title: file.title.clone(), sections } });
                }
                (None, Some(title)) if may_have_parts => {
                    own.push(PathStep::Key("files"));
                    let items = self.items(file.files.as_deref().unwrap_or_default(), &own, false);
                    out.push(BookItem { span, what: ItemKind::Part { title: title.clone(), items } });
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
}
