//! The metadata of a book: its title, its contributors, its identifiers.
use schemars::JsonSchema;
use serde::Deserialize;

use crate::language::LanguageTag;
use crate::source::Span;

use super::licence::licence_url;

/// A contributor to the book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contributor {
    /// The name as printed.
    pub name: String,
    /// The name as sorted ("Kollontai, Alexandra"), if it is given.
    pub file_as: Option<String>,
    /// A MARC relator code: `aut`, `edt`, `trl`, `ill`…
    pub role: String,
}

/// The series that a book belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// The position of this book in it: whole numbers with points between them ("2", "2.1").
    pub position: Option<String>,
    /// Its ISSN, as given.
    pub issn: Option<String>,
}

/// A subject of a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The subject in words.
    pub name: String,
    /// Its place in a scheme: the scheme (`LCSH`, `BISAC`, or an address), and its term or code there.
    pub term: Option<(String, String)>,
}

/// A retailer of e-books, with its own rules for files.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum Retailer {
    /// Kobo.
    Kobo,
    /// Apple Books.
    Apple,
    /// Amazon's Kindle.
    Kindle,
    /// Any retailer: rules that most of them share.
    Generic,
}

/// A level of the Web Content Accessibility Guidelines 2.2.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WcagLevel {
    /// Level A, the lowest.
    A,
    /// Level AA, which laws require.
    AA,
    /// Level AAA, the highest.
    AAA,
}

impl WcagLevel {
    /// The level as written in metadata.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::AA => "AA",
            Self::AAA => "AAA",
        }
    }
}

/// A claim that the book conforms to EPUB Accessibility 1.1 at a level of WCAG 2.2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conformance {
    /// The level.
    pub level: WcagLevel,
    /// Who certifies it.
    pub certified_by: String,
    /// The credential of the certifier: a name or an address.
    pub credential: Option<String>,
    /// The address of the report.
    pub report: Option<String>,
    /// The place of the claim in the settings.
    pub span: Span,
}

/// The places of some metadata in the settings, for diagnostics of later stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct MetadataPlaces {
    pub title: Span,
    pub description: Span,
    pub cover: Span,
}

impl Default for MetadataPlaces {
    fn default() -> Self {
        Self { title: Span::DETACHED, description: Span::DETACHED, cover: Span::DETACHED }
    }
}

/// The metadata of a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The title.
    pub title: String,
    /// The title as sorted ("Wealth of Nations, The"), if it is given.
    pub title_file_as: Option<String>,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// A shorter title.
    pub short_title: Option<String>,
    /// The title of the set that the book is a part of.
    pub collection_title: Option<String>,
    /// The edition ("Second edition").
    pub edition_title: Option<String>,
    /// The full title with all its parts.
    pub expanded_title: Option<String>,
    /// The authors in order.
    pub authors: Vec<Contributor>,
    /// Editors, translators, illustrators…
    pub contributors: Vec<Contributor>,
    /// The language of the text.
    pub language: LanguageTag,
    /// A URN or any other stable name, as given.
    pub identifier: Option<String>,
    /// The ISBN-13 without hyphens, its check digit verified.
    pub isbn: Option<String>,
    /// The DOI without anything before it: `10.1000/182`.
    pub doi: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The date of publication: `2026`, `2026-11` or `2026-11-23`.
    pub date: Option<String>,
    /// The licence or the copyright line.
    pub rights: Option<String>,
    /// The address of the licence, as given.
    pub rights_url: Option<String>,
    /// Further paragraphs of the copyright page.
    pub imprint: Vec<String>,
    /// The source of the book, such as another edition.
    pub source: Option<String>,
    /// The description of the book.
    pub description: Option<String>,
    /// The subjects.
    pub subjects: Vec<Subject>,
    /// The series.
    pub series: Option<Series>,
    /// The path of the cover picture relative to the manuscript.
    pub cover: Option<String>,
    /// The alternative text of the cover.
    pub cover_alt: Option<String>,
    /// The retailers that it is made for.
    pub retailers: Vec<Retailer>,
    /// The claim of conformance, if there is one.
    pub conformance: Option<Conformance>,
    /// The author's addition to the accessibility summary.
    pub accessibility_note: Option<String>,
    /// When this edition was made: `2026-11-23T00:00:00Z`. From `SOURCE_DATE_EPOCH`, or else from the date; never from the clock.
    pub modified: String,
    /// The places of some of these in the settings.
    pub places: MetadataPlaces,
}

impl Metadata {
    /// The names of the authors, joined as on a title page.
    #[must_use]
    pub fn author_line(&self) -> String {
        self.authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The subjects in one line.
    #[must_use]
    pub fn keywords(&self) -> String {
        self.subjects.iter().map(|subject| subject.name.as_str()).collect::<Vec<_>>().join("; ")
    }

    /// The address of the licence: the given one, or else that of the licence that `rights` names.
    #[must_use]
    pub fn licence_url(&self) -> Option<String> {
        self.rights_url.clone().or_else(|| licence_url(self.rights.as_deref()?))
    }

    /// The identifier that both files state: the given one, or the ISBN as a URN, or the DOI, or a UUID version 5
    /// (RFC 9562, section 5.5) of the title and the authors. Never random.
    #[must_use]
    pub fn stable_identifier(&self) -> String {
        if let Some(identifier) = &self.identifier {
            return identifier.clone();
        }
        if let Some(isbn) = &self.isbn {
            return format!("urn:isbn:{isbn}");
        }
        if let Some(doi) = &self.doi {
            return format!("urn:doi:{doi}");
        }
        let name = format!("chapbook\n{}\n{}", self.title, self.author_line());
        format!("urn:uuid:{}", uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, name.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identifier_is_stable() {
        let book = Metadata { title: "A".into(), ..Metadata::default() };
        assert_eq!(book.stable_identifier(), book.stable_identifier());
        assert!(book.stable_identifier().starts_with("urn:uuid:"));
        assert_ne!(book.stable_identifier(), Metadata { title: "B".into(), ..Metadata::default() }.stable_identifier());
    }
}
