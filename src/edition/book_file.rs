//! `book.toml` and front matter → editions and the order of the files.
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Severity, Sink, nearest};
use crate::document::{DivisionKind, Matter};
use crate::language::{Piece, smarten};
use crate::source::{FileId, Span};

use super::check::Checker;
use super::design_file::DesignReader;
use super::given::{Given, Step, toml};
use super::print_file::PrintReader;
use super::schema::{
    BookFile, BookTable, EditionTable, FileEntry, FormatName, NoteTable, People, Person, Position, SeriesValue, matter_schema, schema,
};
use super::{Contributor, Edition, Language, Metadata, NoteNumbering, NoteSettings, Series};

/// What `book.toml` says.
#[derive(Clone, Debug)]
pub struct BookPlan {
    /// The editions, at least one.
    pub editions: Vec<Edition>,
    /// The files in order, by matter; none if `book.toml` does not say.
    pub order: Option<[Vec<Item>; 3]>,
    /// Of mdBook: the folder of the texts.
    pub src: Option<String>,
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
    let raw: BookFile = sound(&given, &schema, Severity::Error, sink);
    let reader = Reader { given: &given, sink };
    let head = given.get("book").map_or(Span::new(file, start, start), |book| book.span);
    let metadata = reader.metadata(&raw.book, &[Step::Key("book")]);
    if raw.book.title.is_none() {
        sink.report(Diagnostic::error("no-title", head, "the book has no title").hint("write `title = \"…\"` under `[book]`"));
    }
    if raw.book.language.is_none() && raw.book.lang.is_none() {
        sink.report(
            Diagnostic::warning("no-language", head, "the book does not say its language")
                .label("taken to be English")
                .hint("write `language = \"en-GB\"` under `[book]`"),
        );
    }
    let mut base = Edition { metadata, ..Edition::default() };
    DesignReader { given: &given, path: &[Step::Key("design")], sink }.apply(&mut base, &raw.design);
    reader.notes(&mut base.notes, &raw.notes, &[]);
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
    BookPlan { editions: reader.editions(&raw.edition, &base), order, src: raw.book.src, covers }
}

/// Reads the metadata of a single file from its front matter. Names that nobody knows are only warnings.
#[must_use]
pub fn read_matter(given: &Given, sink: &Sink) -> (Metadata, Option<(String, Span)>) {
    let raw: BookTable = sound(given, &matter_schema(), Severity::Warning, sink);
    let reader = Reader { given, sink };
    let cover = raw.cover.clone().map(|cover| (cover, reader.place(&[Step::Key("cover")])));
    (reader.metadata(&raw, &[]), cover)
}

/// TOML front matter as settings.
#[must_use]
pub fn read_toml(file: FileId, text: &str, range: Range<usize>, sink: &Sink) -> Given {
    toml(file, text, range, sink)
}

pub(super) fn sound<T: serde::de::DeserializeOwned + Default>(
    given: &Given,
    schema: &serde_json::Value,
    unknown: Severity,
    sink: &Sink,
) -> T {
    let checker = Checker { schema, unknown, sink };
    let sound = checker.sound(given, schema, "").unwrap_or_default();
    match serde_json::from_value(sound) {
        Ok(raw) => raw,
        Err(error) => {
            sink.report(Diagnostic::error("wrong-type", given.span, error.to_string()));
            T::default()
        }
    }
}

struct Reader<'a> {
    given: &'a Given,
    sink: &'a Sink,
}

impl Reader<'_> {
    fn place(&self, path: &[Step<'_>]) -> Span {
        self.given.place(path)
    }

    fn metadata(&self, raw: &BookTable, path: &[Step<'_>]) -> Metadata {
        let at = |key: &'static str| {
            let mut path = path.to_vec();
            path.push(Step::Key(key));
            self.place(&path)
        };
        let tag_key = if raw.language.is_some() { "language" } else { "lang" };
        let language = raw.language.as_ref().or(raw.lang.as_ref()).and_then(|tag| {
            let language = Language::parse(tag);
            if language.is_none() {
                let span = at(tag_key);
                self.sink.report(
                    Diagnostic::error("unknown-language", span, format!("`{tag}` is not a language tag"))
                        .hint("use a BCP 47 tag such as `en-GB`, `ru` or `zh-Hant`"),
                );
            }
            language
        });
        let mut authors = Vec::new();
        for (people, key) in [(&raw.authors, "authors"), (&raw.author, "author"), (&raw.creator, "creator")] {
            authors.extend(self.people(people.as_ref(), at(key), "aut"));
        }
        let (position, series) = match raw.series.clone() {
            Some(SeriesValue::Name(name)) => (None, Some(name)),
            Some(SeriesValue::Full(series)) => (series.position, series.name),
            None => (None, None),
        };
        let position = position.map(|position| match position {
            Position::Number(number) => number.to_string(),
            Position::Text(text) => text,
        });
        let date = raw.date.clone().filter(|date| {
            let good = is_date(date);
            if !good {
                self.sink.report(
                    Diagnostic::error("bad-date", at("date"), format!("`{date}` is not a date"))
                        .hint("write `2026`, `2026-11` or `2026-11-23`"),
                );
            }
            good
        });
        let title = raw.title.clone().unwrap_or_default();
        if raw.title.as_ref().is_some_and(|title| title.trim().is_empty()) {
            self.sink.report(Diagnostic::error("no-title", at("title"), "the title is empty").hint("write the title of the book"));
        }
        let language = language.unwrap_or_default();
        // What is printed has the punctuation of its language, like the text.
        let set =
            |text: &str| smarten(&[Piece { text: text.trim().to_owned(), lang: language.tag().to_owned(), ..Piece::default() }]).concat();
        Metadata {
            title: set(&title),
            subtitle: raw.subtitle.as_deref().map(set),
            authors,
            contributors: self.people(raw.contributors.as_ref(), at("contributors"), "ctb"),
            identifier: raw.identifier.clone(),
            isbn: raw.isbn.as_ref().and_then(|isbn| self.isbn(isbn, at("isbn"))),
            publisher: raw.publisher.clone(),
            modified: modified(date.as_deref()),
            date,
            rights: raw.rights.clone().or_else(|| raw.license.clone()),
            description: raw.description.as_deref().map(set),
            subjects: raw.subjects.clone().unwrap_or_default(),
            series: series.map(|name| Series { name, position }),
            cover: raw.cover.clone(),
            cover_alt: raw.cover_alt.as_deref().map(set),
            language,
        }
    }

    fn people(&self, people: Option<&People>, span: Span, role: &str) -> Vec<Contributor> {
        let many = match people {
            None => return Vec::new(),
            Some(People::One(name)) => vec![Person::Name(name.clone())],
            Some(People::Many(people)) => people.clone(),
        };
        let mut out = Vec::new();
        for person in many {
            match person {
                Person::Name(name) => out.push(Contributor { name, file_as: None, role: role.to_owned() }),
                Person::Full(person) => match person.name {
                    Some(name) => {
                        let role = person.role.map_or_else(|| role.to_owned(), |role| relator(&role));
                        out.push(Contributor { name, file_as: person.file_as, role });
                    }
                    None => self.sink.report(Diagnostic::error("no-name", span, "a person here has no name").hint("write `name = \"…\"`")),
                },
            }
        }
        out
    }

    fn isbn(&self, text: &str, span: Span) -> Option<String> {
        match isbn(text) {
            Ok(isbn) => Some(isbn),
            Err(why) => {
                self.sink.report(
                    Diagnostic::error("bad-isbn", span, format!("`{text}` is not an ISBN"))
                        .label(why)
                        .hint("compare it with the one that you were given"),
                );
                None
            }
        }
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
                    let diagnostic = Diagnostic::error("bad-value", self.place(&place), format!("`{kind}` is no kind of division"));
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
                    Diagnostic::error("misplaced-part", span, "a part can only stand in the body")
                        .hint("move it to `body`, outside other parts"),
                ),
                (Some(_), Some(_)) | (None, None) => self.sink.report(
                    Diagnostic::error("bad-value", span, "this is neither a file nor a part")
                        .hint("write `{ file = \"…\" }` or `{ part = \"Title\", files = [\"…\"] }`"),
                ),
            }
        }
        out
    }

    fn editions(&self, raw: &[EditionTable], base: &Edition) -> Vec<Edition> {
        let mut names: Vec<String> = Vec::new();
        for (nth, own) in raw.iter().enumerate() {
            let span = self.place(&[Step::Key("edition"), Step::Nth(nth)]);
            let name = own.name.clone().unwrap_or_default();
            let fits =
                !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')) && !name.starts_with('.');
            if !fits {
                self.sink.report(
                    Diagnostic::error("bad-value", span, "an edition needs a name of letters, digits and hyphens")
                        .hint("write `name = \"…\"`: it becomes part of the name of the file"),
                );
            } else if names.contains(&name) {
                self.sink.report(
                    Diagnostic::error("duplicate-edition", span, format!("there are two editions named `{name}`"))
                        .hint("give one another name"),
                );
            }
            names.push(name);
        }
        let mut out = Vec::new();
        for nth in 0..raw.len() {
            // From the edition itself to the one that extends no other.
            let mut chain = vec![nth];
            while let Some(wanted) = chain.last().and_then(|last| raw[*last].extends.as_ref()) {
                let last = *chain.last().unwrap_or(&nth);
                let span = self.place(&[Step::Key("edition"), Step::Nth(last), Step::Key("extends")]);
                let Some(found) = names.iter().position(|name| name == wanted) else {
                    let diagnostic = Diagnostic::error("unknown-edition", span, format!("there is no edition named `{wanted}`"));
                    self.sink.report(match nearest(wanted, names.iter().map(String::as_str)) {
                        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                        None => diagnostic.hint("name one of the `[[edition]]` tables"),
                    });
                    break;
                };
                if chain.contains(&found) {
                    self.sink.report(
                        Diagnostic::error("edition-cycle", span, format!("the edition `{wanted}` extends itself in the end"))
                            .hint("let one of them extend nothing"),
                    );
                    break;
                }
                chain.push(found);
            }
            let mut edition = base.clone();
            for at in chain.into_iter().rev() {
                self.apply(&mut edition, &raw[at], at);
            }
            edition.name.clone_from(&names[nth]);
            out.push(edition);
        }
        if out.is_empty() { vec![base.clone()] } else { out }
    }

    fn apply(&self, edition: &mut Edition, raw: &EditionTable, nth: usize) {
        let path = [Step::Key("edition"), Step::Nth(nth)];
        if let Some(formats) = &raw.formats {
            edition.pdf = formats.contains(&FormatName::Pdf);
            edition.epub = formats.contains(&FormatName::Epub);
            if formats.is_empty() {
                let span = self.place(&[path[0], path[1], Step::Key("formats")]);
                self.sink.report(
                    Diagnostic::error("bad-value", span, "the edition has no format").hint("write `formats = [\"pdf\", \"epub\"]`"),
                );
            }
        }
        edition.embed_fonts = raw.fonts.unwrap_or(edition.embed_fonts);
        if let Some(text) = &raw.isbn {
            edition.metadata.isbn = self.isbn(text, self.place(&[path[0], path[1], Step::Key("isbn")]));
        }
        if raw.identifier.is_some() {
            edition.metadata.identifier.clone_from(&raw.identifier);
        }
        if let Some(cover) = &raw.cover {
            edition.metadata.cover = Some(cover.clone()).filter(|cover| !cover.is_empty());
        }
        self.notes(&mut edition.notes, &raw.notes, &path);
        PrintReader { given: self.given, path, sink: self.sink }.apply(edition, raw);
        let reader = DesignReader { given: self.given, path: &[path[0], path[1], Step::Key("design")], sink: self.sink };
        reader.apply(edition, &raw.design);
    }

    /// Takes what a table of notes says; `path` leads to what it stands in.
    fn notes(&self, notes: &mut NoteSettings, raw: &NoteTable, path: &[Step<'_>]) {
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
                Diagnostic::warning("bad-value", at("numbering"), "only notes at the foot can be numbered by page")
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
                Diagnostic::warning("bad-value", at(key), "the editor's notes have the marks of the author's")
                    .label("nobody can tell them apart")
                    .hint("let `marks` and `editor-marks` be two of: numbers, symbols, letters"),
            );
        }
    }
}

/// The MARC relator code of a role: as given, or of the usual English word.
fn relator(role: &str) -> String {
    const WORDS: &[(&str, &str)] = &[
        ("author", "aut"),
        ("editor", "edt"),
        ("translator", "trl"),
        ("illustrator", "ill"),
        ("introduction", "aui"),
        ("afterword", "aft"),
        ("foreword", "aui"),
        ("preface", "aui"),
        ("annotator", "ann"),
        ("compiler", "com"),
        ("designer", "dsr"),
        ("book designer", "bkd"),
        ("cover designer", "cov"),
        ("photographer", "pht"),
        ("proofreader", "pfr"),
        ("publisher", "pbl"),
        ("contributor", "ctb"),
    ];
    let lower = role.trim().to_lowercase();
    WORDS.iter().find(|(word, _)| *word == lower).map_or_else(|| lower.clone(), |(_, code)| (*code).to_owned())
}

/// Whether a text is a year, a month or a day (ISO 8601, calendar dates).
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |at: usize, digits: usize| {
        parts
            .get(at)
            .filter(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|part| part.parse::<u32>().ok())
    };
    let Some(year) = number(0, 4) else { return false };
    if parts.len() == 1 {
        return true;
    }
    let Some(month) = number(1, 2).filter(|month| (1..=12).contains(month)) else { return false };
    if parts.len() == 2 {
        return true;
    }
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    parts.len() == 3 && number(2, 2).is_some_and(|day| (1..=days).contains(&day))
}

/// When an edition was made, from the date of the book: its first moment. Without a date the first that a zip can hold.
fn modified(date: Option<&str>) -> String {
    let date = date.unwrap_or("1980-01-01");
    let rest = ["", "", "", "", "-01-01", "", "", "-01", "", "", ""].get(date.len()).copied().unwrap_or_default();
    format!("{date}{rest}T00:00:00Z")
}

/// An ISBN of 13 digits without hyphens; one of 10 is made one of 13 (ISO 2108).
fn isbn(text: &str) -> Result<String, &'static str> {
    let digits: Vec<u32> = text
        .chars()
        .filter(|c| !matches!(c, '-' | ' ' | '–'))
        .enumerate()
        .map(|(at, c)| if at == 9 && matches!(c, 'X' | 'x') { Some(10) } else { c.to_digit(10) })
        .collect::<Option<_>>()
        .ok_or("only digits and hyphens belong here")?;
    let check =
        |digits: &[u32]| (10 - digits.iter().enumerate().map(|(at, digit)| digit * if at % 2 == 0 { 1 } else { 3 }).sum::<u32>() % 10) % 10;
    let print = |digits: &[u32]| digits.iter().map(u32::to_string).collect::<String>();
    match digits.len() {
        13 if digits.contains(&10) => Err("only digits and hyphens belong here"),
        13 if check(&digits[..12]) == digits[12] => Ok(print(&digits)),
        10 => {
            let sum: u32 = digits.iter().zip((1..=10).rev()).map(|(digit, weight)| digit * weight).sum();
            if !sum.is_multiple_of(11) {
                return Err("its check digit is wrong");
            }
            let mut longer = vec![9, 7, 8];
            longer.extend(&digits[..9]);
            longer.push(check(&longer));
            Ok(print(&longer))
        }
        13 => Err("its check digit is wrong"),
        _ => Err("an ISBN has 13 digits"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_isbns_are_checked() {
        assert!(is_date("2026") && is_date("2026-11") && is_date("2024-02-29"));
        assert!(!is_date("2026-13") && !is_date("2026-02-29") && !is_date("26") && !is_date("2026-1-1") && !is_date("23 November 2026"));
        assert_eq!(isbn("978-0-306-40615-7"), Ok("9780306406157".to_owned()));
        assert_eq!(isbn("0-306-40615-2"), Ok("9780306406157".to_owned()));
        assert!(isbn("978-0-306-40615-8").is_err() && isbn("978").is_err() && isbn("97803064061X7").is_err());
        assert_eq!(modified(Some("2026")), "2026-01-01T00:00:00Z");
        assert_eq!(modified(Some("2026-11")), "2026-11-01T00:00:00Z");
        assert_eq!(modified(Some("2026-11-23")), "2026-11-23T00:00:00Z");
    }
}
