//! Reads `.bib` files with `biblatex`, and converts their entries to CSL.
//!
//! The types and fields of BibTeX and BibLaTeX are translated as in Pandoc, so that a book looks the same. `TYPES` has the types; `work`
//! has the fields. Titles of English works are put into sentence case, because styles expect that.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use biblatex::{
    Bibliography, Chunk, Chunks, ChunksExt, Date, DateValue, Datetime, Entry, ParseErrorKind, PermissiveType, Person, RawBibliography,
    RawChunk,
};
use serde_json::{Value, json};

use super::bibtex_tables::{NAME_FIELDS, TEXT_FIELDS, TYPES, tag};
use super::sentence_case::{TitlePart, sentence_case};
use super::works::{Work, WorkData, date_of};
use crate::source::{FileId, Span};

/// A problem of a `.bib` file.
pub(super) struct BibFault {
    /// Where it is, in bytes.
    pub(super) range: Range<usize>,
    /// What is wrong.
    pub(super) kind: BibFaultKind,
}

/// The kinds of problems of a `.bib` file.
pub(super) enum BibFaultKind {
    /// An entry cannot be read. The message of the parser.
    Unreadable(String),
    /// An entry inherits from itself, or from too many others.
    Circular(String),
    /// A key is given twice.
    Duplicate(String),
}

/// The maximum number of entries that are reported as broken. A file that has more is probably not a `.bib` file.
const MOST_FAULTS: usize = 50;

/// Reads a `.bib` file. `lang` is the language of works that name none. Broken entries are left out and reported; of entries with the same
/// key, the first counts.
pub(super) fn read(file: FileId, text: &str, lang: &str) -> (Vec<Work>, Vec<BibFault>) {
    let mut faults = Vec::new();
    let mut masked = without_broken_entries(text, &mut faults);
    let mut keys: BTreeSet<String> = BTreeSet::new();
    loop {
        let Ok(mut raw) = RawBibliography::parse(&masked) else { return (Vec::new(), faults) };
        raw.entries.retain(|entry| {
            let key = entry.v.key.v.to_owned();
            let fresh = keys.insert(key.clone());
            if !fresh && faults.len() < MOST_FAULTS {
                faults.push(BibFault { range: entry.v.key.span.clone(), kind: BibFaultKind::Duplicate(key) });
            }
            fresh
        });
        cut_circles(&mut raw, &mut faults);
        let places: BTreeMap<String, (Range<usize>, String)> = raw
            .entries
            .iter()
            .map(|entry| (entry.v.key.v.to_owned(), (entry.v.key.span.clone(), entry.v.kind.v.to_ascii_lowercase())))
            .collect();
        let spans: Vec<Range<usize>> = raw.entries.iter().map(|entry| entry.span.clone()).collect();
        match Bibliography::from_raw(raw) {
            Ok(bibliography) => {
                let works = bibliography.iter().filter_map(|entry| {
                    let (range, kind) = places.get(&entry.key)?;
                    Some(work(entry, kind, Span::new(file, range.start, range.end), lang))
                });
                return (works.collect(), faults);
            }
            Err(error) => {
                let range = spans.into_iter().find(|span| span.contains(&error.span.start)).unwrap_or_else(|| error.span.clone());
                faults.push(BibFault { range: error.span.clone(), kind: BibFaultKind::Unreadable(error.kind.to_string()) });
                if faults.len() > MOST_FAULTS || range.is_empty() || !blank(&mut masked, range) {
                    return (Vec::new(), faults);
                }
                // The next round finds all keys again, without this entry. Duplicates were already reported.
                keys.clear();
                faults.retain(|fault| matches!(fault.kind, BibFaultKind::Unreadable(_)));
            }
        }
    }
}

/// The maximum number of entries from which another inherits fields, directly or through others. `biblatex` follows every path, so it would
/// not end in a circle.
const MOST_PARENTS: usize = 50;

/// Removes the fields `crossref` and `xdata` of entries that inherit from themselves, or from too many others.
fn cut_circles(raw: &mut RawBibliography<'_>, faults: &mut Vec<BibFault>) {
    let parents: BTreeMap<String, Vec<String>> = raw
        .entries
        .iter()
        .filter_map(|entry| {
            let fields = entry.v.fields.iter().filter(|field| is_inheritance(field.key.v));
            let chunks = fields.flat_map(|field| &field.value.v).map(|chunk| match &chunk.v {
                RawChunk::Normal(text) | RawChunk::Abbreviation(text) => *text,
            });
            let names: Vec<String> = chunks.flat_map(|text| text.split(',')).map(|name| name.trim().to_owned()).collect();
            (!names.is_empty()).then(|| (entry.v.key.v.to_owned(), names))
        })
        .collect();
    for entry in &mut raw.entries {
        if !parents.contains_key(entry.v.key.v) {
            continue;
        }
        // All paths from the entry, as `biblatex` follows them.
        let mut pending: Vec<&str> = vec![entry.v.key.v];
        let mut count = 0;
        while let Some(next) = pending.pop() {
            count += 1;
            if count > MOST_PARENTS {
                break;
            }
            pending.extend(parents.get(next).into_iter().flatten().map(String::as_str));
        }
        if count > MOST_PARENTS {
            let key = entry.v.key.v.to_owned();
            faults.push(BibFault { range: entry.v.key.span.clone(), kind: BibFaultKind::Circular(key) });
            entry.v.fields.retain(|field| !is_inheritance(field.key.v));
        }
    }
}

/// Whether a field names entries from which others are inherited.
fn is_inheritance(field: &str) -> bool {
    field.eq_ignore_ascii_case("crossref") || field.eq_ignore_ascii_case("xdata")
}

/// The maximum nesting of braces in an entry. The parser of commands calls itself for each.
const DEEPEST: usize = 60;

/// Whether the braces of a text are nested too deeply.
fn is_too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

/// The text with blanks for each entry that cannot be parsed by itself. An entry begins with an at sign at the beginning of a line.
fn without_broken_entries(text: &str, faults: &mut Vec<BibFault>) -> String {
    if !is_too_deep(text) && RawBibliography::parse(text).is_ok() {
        return text.to_owned();
    }
    let mut masked = text.to_owned();
    let starts: Vec<usize> = text
        .match_indices('@')
        .map(|(at, _)| at)
        .filter(|at| text[..*at].rsplit('\n').next().is_none_or(|before| before.trim().is_empty()))
        .collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    for (start, end) in starts.iter().copied().zip(ends) {
        if is_too_deep(&text[start..end]) {
            let message = format!("its braces are nested more than {DEEPEST} deep");
            faults.push(BibFault { range: start..start + 1, kind: BibFaultKind::Unreadable(message) });
            blank(&mut masked, start..end);
        } else if let Err(error) = RawBibliography::parse(&text[start..end]) {
            if faults.len() < MOST_FAULTS {
                // Only the beginning of an entry that is not closed is known.
                let (range, message) = match error.kind {
                    ParseErrorKind::UnexpectedEof => (start..start + 1, "a brace or a quotation mark in it is not closed".to_owned()),
                    kind => (start + error.span.start..(start + error.span.end).clamp(start + error.span.start, end), kind.to_string()),
                };
                faults.push(BibFault { range, kind: BibFaultKind::Unreadable(message) });
            }
            blank(&mut masked, start..end);
        }
    }
    masked
}

/// Replaces a range of a text with blanks. Returns whether it could.
fn blank(text: &mut String, range: Range<usize>) -> bool {
    let is_whole = text.get(range.clone()).is_some_and(|old| !old.trim().is_empty());
    if is_whole {
        let blanks = " ".repeat(range.len());
        text.replace_range(range, &blanks);
    }
    is_whole
}

/// An entry with what is needed to translate it.
struct Translation<'a> {
    entry: &'a Entry,
    /// Whether its titles become sentence case.
    is_english: bool,
    faults: Vec<String>,
}

/// The data of an entry. `kind` is its type in lower case.
fn work(entry: &Entry, kind: &str, span: Span, lang: &str) -> Work {
    let own = entry.get("langid").or_else(|| entry.get("hyphenation")).or_else(|| entry.get("language"));
    let own = own.map(|lang| tag(&lang.format_verbatim()));
    let is_english = own.as_deref().unwrap_or(lang).to_ascii_lowercase().starts_with("en");
    let mut translation = Translation { entry, is_english, faults: Vec::new() };
    let mut data = WorkData::new(&entry.key);
    data.set("type", translation.csl_type(kind));
    data.set("language", own.unwrap_or_default());
    for (field, variable) in NAME_FIELDS {
        let names = translation.names(field);
        // The role of an editor may be another (`editortype = "compiler"`).
        let role = entry.get(&format!("{field}type")).map(|role| role.format_verbatim().to_lowercase());
        let variable = match role.as_deref() {
            Some("compiler") => "compiler",
            Some("director") => "director",
            Some("organizer") => "organizer",
            _ => variable,
        };
        data.set_if_missing(variable, names);
    }
    for (field, variable) in TEXT_FIELDS {
        data.set(variable, translation.text(field));
    }
    translation.titles(kind, &mut data);
    translation.publication(kind, &mut data);
    for (field, variable) in [("date", "issued"), ("urldate", "accessed"), ("origdate", "original-date"), ("eventdate", "event-date")] {
        if let Some(date) = translation.date(field) {
            data.set(variable, date);
        }
    }
    let aliases = entry.get_as::<Vec<String>>("ids").unwrap_or_default();
    Work { span, data, aliases, faults: translation.faults }
}

impl Translation<'_> {
    /// The type in CSL.
    fn csl_type(&self, kind: &str) -> &'static str {
        let subtype = self.text("entrysubtype").to_lowercase();
        match kind {
            "article" | "periodical" | "suppperiodical" => match subtype.as_str() {
                "magazine" => "article-magazine",
                "newspaper" => "article-newspaper",
                _ => "article-journal",
            },
            "unpublished" if self.entry.get("eventdate").is_some() => "speech",
            // Styles have rules for works of no known type.
            _ => TYPES.iter().find(|(name, _)| *name == kind).map_or("", |(_, csl)| *csl),
        }
    }

    /// A field as it is. Empty if there is none.
    fn text(&self, field: &str) -> String {
        self.entry.get(field).map(plain).unwrap_or_default()
    }

    /// The first of several fields that is not empty.
    fn first(&self, fields: &[&str]) -> String {
        fields.iter().map(|field| self.text(field)).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// A list of names of places or houses, which are separated by "and". Names in braces are whole.
    fn list(&self, fields: &[&str]) -> String {
        let field = fields.iter().find_map(|field| self.entry.get(field));
        let parts = field.and_then(|field| field.parse::<Vec<Chunks>>().ok()).unwrap_or_default();
        parts.iter().map(|part| plain(part)).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
    }

    /// A field that is a title, in sentence case if the work is English.
    fn title(&self, field: &str) -> String {
        let Some(chunks) = self.entry.get(field) else { return String::new() };
        if !self.is_english {
            return plain(chunks);
        }
        let parts: Vec<TitlePart<'_>> = chunks
            .iter()
            .map(|chunk| match &chunk.v {
                Chunk::Normal(text) => TitlePart::Words(text),
                Chunk::Verbatim(text) | Chunk::Math(text) => TitlePart::Protected(text),
            })
            .collect();
        without_commands(&sentence_case(&parts).split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// A title with its subtitle and its addition.
    fn whole_title(&self, [title, subtitle, addition]: [&str; 3]) -> String {
        let mut whole = self.title(title);
        let subtitle = self.title(subtitle);
        if !subtitle.is_empty() {
            whole.push_str(if whole.ends_with(['?', '!', '.', ':']) { " " } else { ": " });
            whole.push_str(&capitalized(&subtitle));
        }
        let addition = self.title(addition);
        if !addition.is_empty() {
            whole.push_str(if whole.ends_with(['?', '!', '.']) { " " } else { ". " });
            whole.push_str(&capitalized(&addition));
        }
        whole
    }

    /// The titles of the work, of what contains it, and of its series.
    fn titles(&self, kind: &str, data: &mut WorkData) {
        let title = self.whole_title(["title", "subtitle", "titleaddon"]);
        let journal = [self.text("journaltitle"), self.text("journal")].into_iter().find(|title| !title.is_empty()).unwrap_or_default();
        let subtitle = self.text("journalsubtitle");
        let journal = if subtitle.is_empty() || journal.is_empty() { journal } else { format!("{journal}: {subtitle}") };
        let book = self.whole_title(["booktitle", "booksubtitle", "booktitleaddon"]);
        let main = self.whole_title(["maintitle", "mainsubtitle", "maintitleaddon"]);
        if kind == "periodical" {
            let issue = self.whole_title(["issuetitle", "issuesubtitle", "issuetitleaddon"]);
            if issue.is_empty() {
                data.set("title", title);
            } else {
                data.set("title", issue);
                data.set("container-title", title);
            }
        } else if !main.is_empty() && book.is_empty() && journal.is_empty() {
            // A volume with a title of its own.
            data.set("title", main.clone());
            data.set("volume-title", title);
        } else {
            data.set("title", title);
        }
        if !journal.is_empty() {
            data.set("container-title", journal);
        } else if !book.is_empty() && !main.is_empty() {
            data.set("container-title", main);
            data.set("volume-title", book);
        } else {
            data.set("container-title", book);
        }
        let short = self.title("shorttitle");
        let short = if short.is_empty() {
            self.title("title").split_once(':').map(|(short, _)| short.to_owned()).unwrap_or_default()
        } else {
            short
        };
        data.set("title-short", short);
        data.set("container-title-short", self.text("shortjournal"));
        data.set("original-title", self.title("origtitle"));
        data.set("collection-title", self.title("series"));
    }

    /// Where, by whom and in which number of a series the work was published, and its pages and addresses.
    fn publication(&self, kind: &str, data: &mut WorkData) {
        let house = match kind {
            "thesis" | "mastersthesis" | "phdthesis" | "report" | "techreport" => self.list(&["institution", "school", "publisher"]),
            _ => self.list(&["publisher", "institution", "school", "organization"]),
        };
        let house = if house.is_empty() { self.text("howpublished") } else { house };
        data.set("publisher", house);
        data.set("publisher-place", self.list(&["location", "address"]));
        let genre = self.text("type");
        let genre = match (genre.as_str(), kind) {
            ("", "phdthesis") | ("phdthesis", _) => "PhD thesis".to_owned(),
            ("", "mastersthesis") | ("mathesis", _) => "Master’s thesis".to_owned(),
            ("techreport", _) => "technical report".to_owned(),
            ("", "techreport") => String::new(),
            _ => genre,
        };
        data.set("genre", genre);
        let (number, issue) = (self.text("number"), self.text("issue"));
        match kind {
            "article" | "periodical" | "suppperiodical" => {
                data.set("issue", [number, issue].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "));
            }
            "report" | "techreport" | "patent" | "standard" | "legislation" | "jurisdiction" => data.set("number", number),
            _ if self.entry.get("series").is_some() => data.set("collection-number", number),
            _ => data.set("number", number),
        }
        let pages = self.first(&["pages", "eid"]).replace(['\u{2013}', '\u{2014}'], "-").replace("--", "-");
        data.set("page", pages);
        data.set("DOI", self.text("doi").trim_start_matches("https://doi.org/"));
        data.set("PMID", self.text("pmid"));
        let url = self.text("url");
        let eprint = self.text("eprint");
        let is_arxiv = self.first(&["eprinttype", "archiveprefix"]).eq_ignore_ascii_case("arxiv");
        data.set("URL", if url.is_empty() && is_arxiv && !eprint.is_empty() { format!("https://arxiv.org/abs/{eprint}") } else { url });
    }

    /// The names in a field. `others` at their end is left out: styles cannot print it.
    fn names(&mut self, field: &str) -> Value {
        let Some(chunks) = self.entry.get(field) else { return Value::Null };
        let people: Vec<Person> = chunks.parse().unwrap_or_default();
        let mut names = Vec::new();
        for person in people {
            if person.name == "others" && person.given_name.is_empty() {
                self.faults.push(format!("`and others` in `{field}` is not printed: name all of them, the style shortens the list"));
                continue;
            }
            let [family, given, prefix, suffix] = [person.name, person.given_name, person.prefix, person.suffix]
                .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
            if given.is_empty() && prefix.is_empty() && suffix.is_empty() {
                names.push(json!({ "literal": family }));
                continue;
            }
            let mut name = json!({ "family": family });
            for (key, part) in [("given", given), ("dropping-particle", prefix), ("suffix", suffix)] {
                if !part.is_empty() {
                    name[key] = Value::from(part);
                }
            }
            names.push(name);
        }
        Value::Array(names)
    }

    /// A date. The date of the work may also be in the fields `year`, `month` and `day`.
    fn date(&mut self, field: &str) -> Option<Value> {
        let date = match field {
            "date" => self.entry.date(),
            "urldate" => self.entry.url_date(),
            "origdate" => self.entry.orig_date(),
            _ => self.entry.event_date(),
        };
        let date: Date = match date.ok()? {
            PermissiveType::Typed(date) => date,
            PermissiveType::Chunks(chunks) => {
                let text = plain(&chunks);
                let year: String = text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
                self.faults.push(match year.len() {
                    4 => format!("only the year of the date `{text}` is printed"),
                    _ => format!("the date `{text}` is not printed"),
                });
                return (year.len() == 4).then(|| date_of(year.parse().unwrap_or_default(), None, None, true));
            }
        };
        let first = match date.value {
            DateValue::At(date) | DateValue::Before(date) => date,
            DateValue::After(date) | DateValue::Between(date, _) => {
                self.faults.push(format!("only the first date of the range in `{field}` is printed"));
                date
            }
        };
        let Datetime { year, month, day, .. } = first;
        let one = |part: Option<u8>| part.map(|part| i64::from(part) + 1);
        Some(date_of(i64::from(year), one(month), one(day), date.approximate || date.uncertain))
    }
}

/// The text of a field, with one space for any white space, and with the markup of CSL JSON for that of TeX.
fn plain(chunks: &[biblatex::Spanned<Chunk>]) -> String {
    without_commands(&chunks.format_verbatim().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The commands of TeX that mark words, each with the tags that mean the same.
const COMMANDS: &[(&str, &str, &str)] = &[
    ("\\emph{", "<i>", "</i>"),
    ("\\textit{", "<i>", "</i>"),
    ("\\mkbibemph{", "<i>", "</i>"),
    ("\\textbf{", "<b>", "</b>"),
    ("\\textsc{", "<span style=\"font-variant: small-caps;\">", "</span>"),
    ("\\textsuperscript{", "<sup>", "</sup>"),
    ("\\textsubscript{", "<sub>", "</sub>"),
    ("\\mkbibquote{", "“", "”"),
    ("\\enquote{", "“", "”"),
    ("\\url{", "", ""),
    ("\\textnormal{", "", ""),
];

/// A text with tags for the commands of TeX that mark words.
fn without_commands(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // For each open brace: what closes it.
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((command, opens, closes)) = COMMANDS.iter().find(|(command, ..)| rest.starts_with(command)) {
            out.push_str(opens);
            open.push(closes);
            rest = &rest[command.len()..];
            continue;
        }
        match c {
            '{' if !open.is_empty() => open.push(""),
            '}' if !open.is_empty() => out.push_str(open.pop().unwrap_or_default()),
            _ => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    out.extend(open.into_iter().rev());
    out
}

/// A text with a capital letter at its beginning.
fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
