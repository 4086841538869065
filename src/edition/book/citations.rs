//! What a book says about its citations.
use crate::edition::metadata::list_of_works::ListOfWorks;
use crate::edition::metadata::schema::{BookTable, OneOrMany};
use crate::edition::settings::reader::SettingsReader;
use crate::edition::settings::tree::{PathStep, Setting};
use crate::source::Span;

/// The bibliography of a book and the style of its citations.
#[derive(Clone, Debug, Default)]
pub struct CitationSettings {
    /// The files of the bibliography, each with the place where it is named.
    pub files: Vec<(String, Span)>,
    /// The works that the front matter has itself.
    pub works: Option<Setting>,
    /// The name of the style, or the path of its file, with its place.
    pub style: Option<(String, Span)>,
    /// Where the works are listed.
    pub list_of_works: ListOfWorks,
    /// The place of the key that says so, if the book has it.
    pub list_place: Option<Span>,
    /// The keys of works that are listed although nothing cites them, with their places.
    pub uncited: Vec<(String, Span)>,
}

impl CitationSettings {
    /// Whether the book has a bibliography.
    #[must_use]
    pub fn has_bibliography(&self) -> bool {
        !self.files.is_empty() || self.works.is_some()
    }
}

impl SettingsReader<'_> {
    /// What the table `[book]` says about citations.
    pub(super) fn citations(&self, raw: &BookTable) -> CitationSettings {
        let place = |key: &'static str, nth: Option<usize>| {
            let steps: Vec<PathStep<'_>> = [PathStep::Key("book"), PathStep::Key(key)].into_iter().chain(nth.map(PathStep::Nth)).collect();
            self.place(&steps)
        };
        let list = |given: &Option<OneOrMany>, key: &'static str| match given {
            None => Vec::new(),
            Some(OneOrMany::One(text)) => vec![(text.clone(), place(key, None))],
            Some(OneOrMany::Many(texts)) => texts.iter().enumerate().map(|(nth, text)| (text.clone(), place(key, Some(nth)))).collect(),
        };
        let style = raw.citation_style.clone().map(|style| (style, place("citation-style", None)));
        CitationSettings {
            files: list(&raw.bibliography, "bibliography"),
            works: raw.references.as_ref().and_then(|_| self.given.get("book")?.get("references").cloned()),
            style: style.or_else(|| raw.csl.clone().map(|style| (style, place("csl", None)))),
            list_of_works: raw.list_of_works.unwrap_or_default(),
            list_place: raw.list_of_works.map(|_| place("list-of-works", None)),
            uncited: list(&raw.nocite, "nocite"),
        }
    }
}
