//! What `[book]` and the front matter of a single file may say. The doc comments here are the descriptions in
//! `docs/book.schema.json`.
use schemars::JsonSchema;
use serde::Deserialize;

use super::metadata::{Retailer, WcagLevel};
use super::sheet::Sheet;

/// What the book is called and who made it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct BookTable {
    /// The title.
    pub(super) title: Option<String>,
    /// The subtitle.
    pub(super) subtitle: Option<String>,
    /// The title as sorted: `Wealth of Nations, The`.
    pub(super) title_file_as: Option<String>,
    /// A shorter title, as people call the book.
    pub(super) short_title: Option<String>,
    /// The title of the set that the book is a part of.
    pub(super) collection_title: Option<String>,
    /// What edition it is: `Second edition`.
    pub(super) edition_title: Option<String>,
    /// The whole title, with all that belongs to it.
    pub(super) expanded_title: Option<String>,
    /// The authors: names, or tables with `name`, `file-as` and `role`.
    pub(super) authors: Option<People>,
    /// The same as `authors`.
    pub(super) author: Option<People>,
    /// The same as `authors`.
    pub(super) creator: Option<People>,
    /// Editors, translators, illustrators: tables with `name`, `role` and `file-as`.
    pub(super) contributors: Option<People>,
    /// The language of the text as a BCP 47 tag: `en-GB`, `ru`.
    pub(super) language: Option<String>,
    /// The same as `language`.
    pub(super) lang: Option<String>,
    /// A stable name for the book, such as a URN. Without it the ISBN, else one made from title and authors.
    pub(super) identifier: Option<String>,
    /// The ISBN, with or without hyphens.
    pub(super) isbn: Option<String>,
    /// The DOI: `10.1000/182`.
    pub(super) doi: Option<String>,
    /// The paper that is at hand, for the editions that are built in: `a4` (if not said) or `letter`.
    pub(super) sheet: Option<Sheet>,
    /// Whether terms of the glossary lead to it where a chapter has them first.
    pub(super) mark_terms: Option<bool>,
    /// Who publishes it.
    pub(super) publisher: Option<String>,
    /// The date of publication: `2026`, `2026-11` or `2026-11-23`.
    #[schemars(extend("format" = "partial-date"))]
    pub(super) date: Option<String>,
    /// The licence or the copyright line. A licence that is named as usual (`CC BY-SA 4.0`, `MIT`) is known with its address.
    pub(super) rights: Option<String>,
    /// The same as `rights`.
    pub(super) license: Option<String>,
    /// The address of the licence, if its name does not give it.
    pub(super) rights_url: Option<String>,
    /// What the book was made from: another edition, a manuscript.
    pub(super) source: Option<String>,
    /// What the book is about.
    pub(super) description: Option<String>,
    /// What it is filed under: words, or tables with `name`, `authority` and `term`.
    pub(super) subjects: Option<Vec<SubjectValue>>,
    /// The series: its name, or a table with `name`, `position` and `issn`.
    pub(super) series: Option<SeriesValue>,
    /// The cover picture, relative to this file.
    pub(super) cover: Option<String>,
    /// What the cover shows, for those who do not see it.
    pub(super) cover_alt: Option<String>,
    /// The shops that it is made for: their rules are checked.
    pub(super) retailer: Option<RetailerValue>,
    /// What is claimed about its accessibility, beyond what is found in it.
    pub(super) accessibility: Option<AccessibilityTable>,
    /// Of mdBook: the folder of the texts.
    pub(super) src: Option<String>,
    /// Of mdBook; not used here.
    pub(super) multilingual: Option<bool>,
    /// Of mdBook; not used here.
    pub(super) text_direction: Option<String>,
}

/// One person or several.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum People {
    /// A name.
    One(String),
    /// Names or tables.
    Many(Vec<Person>),
}

/// A person.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Person {
    /// A name.
    Name(String),
    /// A name with more.
    Full(PersonTable),
}

/// A person with a role.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct PersonTable {
    /// The name as printed.
    pub(super) name: Option<String>,
    /// The name as sorted: `Kollontai, Alexandra`.
    pub(super) file_as: Option<String>,
    /// What the person did: a MARC relator code (`aut`, `edt`, `trl`, `ill`) or its term (`author`, `book designer`).
    pub(super) role: Option<String>,
}

/// A series.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum SeriesValue {
    /// Its name.
    Name(String),
    /// Its name, and the place of the book in it.
    Full(SeriesTable),
}

/// A series and the place of the book in it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SeriesTable {
    /// Its name.
    pub(super) name: Option<String>,
    /// The place of this book in it: `2`.
    pub(super) position: Option<Position>,
    /// Its ISSN.
    pub(super) issn: Option<String>,
}

/// A place in a series.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Position {
    /// As a number.
    Number(i64),
    /// As text.
    Text(String),
}

/// What a book is filed under.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum SubjectValue {
    /// In words.
    Name(String),
    /// With its place in a scheme.
    Full(SubjectTable),
}

/// What a book is filed under, with its place in a scheme.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SubjectTable {
    /// In words.
    pub(super) name: Option<String>,
    /// The scheme: `LCSH`, `BISAC`, `Thema`, `DDC`, `UDC`…, or its address.
    pub(super) authority: Option<String>,
    /// What the scheme calls it: `HIS032000`.
    pub(super) term: Option<String>,
}

/// One shop or several.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum RetailerValue {
    /// Several.
    Many(Vec<Retailer>),
    /// One.
    One(Retailer),
}

/// What is claimed about accessibility. What can be found in the book is never claimed here.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct AccessibilityTable {
    /// The level of WCAG 2.2 that somebody certifies. Claimed only if nothing is found that contradicts it.
    pub(super) conformance: Option<WcagLevel>,
    /// Who certifies it.
    pub(super) certified_by: Option<String>,
    /// By what right: a name or an address.
    pub(super) credential: Option<String>,
    /// The address of the certifier's report.
    pub(super) report: Option<String>,
    /// More to say in the summary, after what is found.
    pub(super) summary: Option<String>,
}
