//! A bibliography with its style. The reader of the manuscript looks up keys and locators in it before any citation is set.
use std::collections::HashMap;

use super::bundled::{DEFAULT_STYLE, STYLE_NAMES, style, style_file};
use super::data;
use super::engine::Style;
use super::inlines::spaced_tags;
use super::locators::LocatorLabels;
use super::works::Work;
use crate::diagnostic::{Diagnostic, Sink, Suggestions, codes, nearest};
use crate::document::Locator;
use crate::edition::{ListOfWorks, Setting};
use crate::language::{SmartPiece, smarten};
use crate::source::{FileId, Span};

/// Whether this program can read bibliographies. It can if it was built with the feature `citations`.
#[must_use]
pub const fn can_cite() -> bool {
    cfg!(feature = "citations")
}

/// A file of a bibliography, as it was read.
pub enum BibliographySource<'a> {
    /// A file of BibTeX or BibLaTeX.
    Bib(FileId, &'a str),
    /// A file of CSL JSON.
    Json(FileId, &'a str),
    /// CSL YAML, from a file or from front matter.
    Yaml(Setting),
}

/// The style of a bibliography.
pub enum StyleSource<'a> {
    /// None is named.
    Default,
    /// The name of a bundled style, and its place.
    Named(&'a str, Span),
    /// A file in CSL: its path, its text and the place where it is named.
    File {
        /// The path, for messages.
        path: &'a str,
        /// The text.
        text: &'a str,
        /// The place where it is named.
        span: Span,
    },
}

/// The works that a book may cite, and the style in which it cites them.
pub struct Bibliography {
    /// The works, in the order of the files.
    pub(super) works: Vec<Work>,
    /// The work of each key and of each alias.
    keys: HashMap<String, usize>,
    pub(super) style: Style,
    labels: LocatorLabels,
    /// The language of the book.
    pub(super) lang: String,
    /// Where the works are listed.
    pub(super) list_of_works: ListOfWorks,
    /// The works that are listed although nothing cites them.
    pub(super) uncited: Vec<usize>,
    /// All keys, sorted.
    sorted_keys: Vec<String>,
}

impl std::fmt::Debug for Bibliography {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bibliography").field("works", &self.works.len()).finish_non_exhaustive()
    }
}

impl Bibliography {
    /// Reads the files of a bibliography. Reports entries that cannot be read, keys that are given twice, and a style that cannot be read.
    /// A book whose style cannot be read gets the default style. `lang` is the language of the book.
    ///
    /// `None` if the program was built without citations.
    #[must_use]
    pub fn read(files: &[BibliographySource<'_>], style: &StyleSource<'_>, lang: &str, sink: &Sink) -> Option<Self> {
        let style = read_style(style, lang, sink)?;
        let mut works: Vec<Work> = Vec::new();
        let mut keys: HashMap<String, usize> = HashMap::new();
        for source in files {
            for mut work in read_works(source, lang, sink) {
                let id = work.data.id().to_owned();
                if keys.contains_key(&id) {
                    report_duplicate(&id, work.span, sink);
                    continue;
                }
                set_punctuation(&mut work, lang);
                for alias in &work.aliases {
                    keys.entry(alias.clone()).or_insert(works.len());
                }
                keys.insert(id, works.len());
                works.push(work);
            }
        }
        let labels = LocatorLabels::new(style.locator_terms());
        let lang = lang.to_owned();
        let mut sorted_keys: Vec<String> = keys.keys().cloned().collect();
        sorted_keys.sort_unstable();
        Some(Self { works, keys, style, labels, lang, list_of_works: ListOfWorks::Book, uncited: Vec::new(), sorted_keys })
    }

    /// Sets where the works are listed. By default, there is one list for the book.
    pub fn list_in(&mut self, place: ListOfWorks) {
        self.list_of_works = place;
    }

    /// Adds works to the list whether or not anything cites them. Each text of `keys` has one key or several, with or without at signs; `*`
    /// stands for all works (Pandoc's manual, "Including uncited items in the bibliography"). Reports unknown keys.
    pub fn list_uncited(&mut self, keys: &[(String, Span)], sink: &Sink) {
        for (text, span) in keys {
            for key in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).filter(|key| !key.is_empty()) {
                let key = key.trim_start_matches(['[', '-']).trim_start_matches('@').trim_end_matches(']');
                if key == "*" {
                    self.uncited = (0..self.works.len()).collect();
                } else if let Some(work) = self.keys.get(key) {
                    self.uncited.push(*work);
                } else {
                    self.report_unknown(key, *span, &Suggestions::default(), sink);
                }
            }
        }
    }

    /// Whether it has a work with a key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    /// The work with a key.
    pub(super) fn work(&self, key: &str) -> Option<usize> {
        self.keys.get(key).copied()
    }

    /// The locator that a text begins with, and its length in bytes: ", p. 12".
    #[must_use]
    pub fn locator(&self, text: &str) -> Option<(Locator, usize)> {
        self.labels.read(text)
    }

    /// Reports that no work has a key. `suggestions` finds the nearest one.
    pub fn report_unknown(&self, key: &str, span: Span, suggestions: &Suggestions, sink: &Sink) {
        let diagnostic =
            Diagnostic::new(codes::UNKNOWN_CITATION, span, format!("the bibliography has no work `{key}`")).label("printed as typed");
        sink.report(match suggestions.nearest(key, self.sorted_keys.iter().map(String::as_str)) {
            Some(near) => diagnostic.hint(format!("did you mean `@{near}`?")),
            None => diagnostic.hint("add the work to the bibliography, or write `\\@` if this is not a citation"),
        });
    }
}

/// The diagnostic for a name that no bundled style has. `None` if one has it.
#[must_use]
pub fn unknown_style(name: &str, span: Span) -> Option<Diagnostic> {
    if style_file(name).is_some() {
        return None;
    }
    let names = STYLE_NAMES.iter().map(|(name, _)| *name);
    let diagnostic = Diagnostic::new(codes::BAD_CITATION_STYLE, span, format!("there is no citation style `{name}`"));
    Some(match nearest(name, names.clone()) {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => diagnostic.hint(format!("use one of: {}; or the path of a `.csl` file", names.collect::<Vec<_>>().join(", "))),
    })
}

fn read_style(source: &StyleSource<'_>, lang: &str, sink: &Sink) -> Option<Style> {
    let fallback = || style_file(DEFAULT_STYLE).and_then(style).and_then(|xml| Style::read(&xml, lang).ok());
    match source {
        StyleSource::Default => fallback(),
        StyleSource::Named(name, span) => match style_file(name).and_then(style) {
            Some(xml) => Style::read(&xml, lang).ok(),
            None => {
                unknown_style(name, *span).into_iter().for_each(|found| sink.report(found.label(format!("set in `{DEFAULT_STYLE}`"))));
                fallback()
            }
        },
        StyleSource::File { path, text, span } => match Style::read(text, lang) {
            Ok(style) => Some(style),
            Err(message) => {
                sink.report(
                    Diagnostic::new(codes::BAD_CITATION_STYLE, *span, format!("`{path}` cannot be used as a style: {message}"))
                        .label(format!("set in `{DEFAULT_STYLE}`"))
                        .hint("use an independent style of https://github.com/citation-style-language/styles"),
                );
                fallback()
            }
        },
    }
}

fn report_broken(span: Span, message: &str, sink: &Sink) {
    sink.report(
        Diagnostic::new(codes::BAD_BIBLIOGRAPHY, span, format!("this entry of the bibliography cannot be read: {message}"))
            .label("left out")
            .hint("compare it with the entries above: each field ends with a comma, and each brace is closed"),
    );
}

/// Reports a file, or a list in front matter, without works.
#[cfg(feature = "citations")]
fn report_no_entries(source: &BibliographySource<'_>, sink: &Sink) {
    let (span, hint) = match source {
        BibliographySource::Bib(file, _) => (Span::new(*file, 0, 0), "write an entry: `@book{key, title = {…}}`"),
        BibliographySource::Json(file, _) => (Span::new(*file, 0, 0), "export the works again"),
        BibliographySource::Yaml(setting) => (setting.span, "write the works in a list under `references`"),
    };
    sink.report(
        Diagnostic::new(codes::BAD_BIBLIOGRAPHY, span, "this bibliography has no entries").label("nothing in it can be cited").hint(hint),
    );
}

fn report_duplicate(key: &str, span: Span, sink: &Sink) {
    sink.report(
        Diagnostic::new(codes::DUPLICATE_WORK, span, format!("the bibliography has the key `{key}` twice"))
            .label("left out: the first work counts")
            .hint("give one of the works another key"),
    );
}

#[cfg(feature = "citations")]
fn read_works(source: &BibliographySource<'_>, lang: &str, sink: &Sink) -> Vec<Work> {
    use super::bibtex::{self, BibFaultKind};

    let (works, faults) = match source {
        BibliographySource::Bib(file, text) => {
            let read = crate::source::guard::guarded(|| bibtex::read(*file, text, lang));
            let Some((works, faults)) = read else {
                report_broken(Span::new(*file, 0, 0), "the reader of the file failed", sink);
                return Vec::new();
            };
            if works.is_empty() && faults.is_empty() {
                report_no_entries(source, sink);
            }
            for fault in faults {
                let span = Span::new(*file, fault.range.start, fault.range.end);
                match fault.kind {
                    BibFaultKind::Unreadable(message) => report_broken(span, &message, sink),
                    BibFaultKind::Circular(key) => sink.report(
                        Diagnostic::new(
                            codes::BAD_BIBLIOGRAPHY,
                            span,
                            format!("the work `{key}` inherits from itself, or from too many works"),
                        )
                        .label("its fields `crossref` and `xdata` have no effect")
                        .hint("let it inherit from one work that inherits from no other"),
                    ),
                    BibFaultKind::Duplicate(key) => report_duplicate(&key, span, sink),
                }
            }
            return works;
        }
        BibliographySource::Json(file, text) => data::read_json(*file, text),
        BibliographySource::Yaml(setting) => data::read_setting(setting),
    };
    if works.is_empty() && faults.is_empty() {
        report_no_entries(source, sink);
    }
    for fault in faults {
        report_broken(fault.span, &fault.message, sink);
    }
    works
}

#[cfg(not(feature = "citations"))]
fn read_works(_: &BibliographySource<'_>, _: &str, _: &Sink) -> Vec<Work> {
    Vec::new()
}

/// Sets apostrophes, quotation marks and dashes in the texts of a work, in the language of the work.
fn set_punctuation(work: &mut Work, lang: &str) {
    let lang = work.data.text("language").unwrap_or(lang).to_owned();
    work.data.map_texts(|text| {
        if text.contains('<') {
            // Quotation marks may belong to a tag.
            return spaced_tags(text).replace("'s ", "’s ");
        }
        if !text.contains(['\'', '"', '.', '-']) {
            return text.to_owned();
        }
        smarten(&[SmartPiece { text: text.to_owned(), lang: lang.clone(), ..SmartPiece::default() }]).concat()
    });
}
