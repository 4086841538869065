//! What `[book]` and the front matter of a single file may say. The doc comments here are the descriptions in
//! `docs/book.schema.json`.
use schemars::JsonSchema;
use serde::Deserialize;

use super::model::{Retailer, WcagLevel};
use crate::edition::sheets::paper::Sheet;

/// What the book is called and who made it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct BookTable {
    /// The title.
    pub(crate) title: Option<String>,
    /// The subtitle.
    pub(crate) subtitle: Option<String>,
    /// The title as sorted: `Wealth of Nations, The`.
    pub(crate) title_file_as: Option<String>,
    /// A shorter title, as people call the book.
    pub(crate) short_title: Option<String>,
    /// The title of the set that the book is a part of.
    pub(crate) collection_title: Option<String>,
    /// What edition it is: `Second edition`.
    pub(crate) edition_title: Option<String>,
    /// The whole title, with all that belongs to it.
    pub(crate) expanded_title: Option<String>,
    /// The authors: names, or tables with `name`, `file-as` and `role`.
    pub(crate) authors: Option<People>,
    /// The same as `authors`.
    pub(crate) author: Option<People>,
    /// The same as `authors`.
    pub(crate) creator: Option<People>,
    /// Editors, translators, illustrators: tables with `name`, `role` and `file-as`.
    pub(crate) contributors: Option<People>,
    /// The language of the text as a BCP 47 tag: `en-GB`, `ru`.
    pub(crate) language: Option<String>,
    /// The same as `language`.
    pub(crate) lang: Option<String>,
    /// A stable name for the book, such as a URN. Without it the ISBN, else one made from title and authors.
    pub(crate) identifier: Option<String>,
    /// The ISBN, with or without hyphens.
    pub(crate) isbn: Option<String>,
    /// The DOI: `10.1000/182`.
    pub(crate) doi: Option<String>,
    /// The paper that is at hand, for the editions that are built in: `a4` (if not said) or `letter`.
    pub(crate) sheet: Option<Sheet>,
    /// Whether terms of the glossary lead to it where a chapter has them first.
    pub(crate) mark_terms: Option<bool>,
    /// Who publishes it.
    pub(crate) publisher: Option<String>,
    /// The date of publication: `2026`, `2026-11` or `2026-11-23`.
    #[schemars(extend("format" = "partial-date"))]
    pub(crate) date: Option<String>,
    /// The licence or the copyright line. A licence that is named as usual (`CC BY-SA 4.0`, `MIT`) is known with its address.
    pub(crate) rights: Option<String>,
    /// The same as `rights`.
    pub(crate) license: Option<String>,
    /// The address of the licence, if its name does not give it.
    pub(crate) rights_url: Option<String>,
    /// What the book was made from: another edition, a manuscript.
    pub(crate) source: Option<String>,
    /// What the book is about.
    pub(crate) description: Option<String>,
    /// What it is filed under: words, or tables with `name`, `authority` and `term`.
    pub(crate) subjects: Option<Vec<SubjectValue>>,
    /// The series: its name, or a table with `name`, `position` and `issn`.
    pub(crate) series: Option<SeriesValue>,
    /// The cover picture, relative to this file.
    pub(crate) cover: Option<String>,
    /// What the cover shows, for those who do not see it.
    pub(crate) cover_alt: Option<String>,
    /// The shops that it is made for: their rules are checked.
    pub(crate) retailer: Option<RetailerValue>,
    /// What is claimed about its accessibility, beyond what is found in it.
    pub(crate) accessibility: Option<AccessibilityTable>,
    /// Of mdBook: the folder of the texts.
    pub(crate) src: Option<String>,
    /// Of mdBook; not used here.
    pub(crate) multilingual: Option<bool>,
    /// Of mdBook; not used here.
    pub(crate) text_direction: Option<String>,
}

/// One person or several.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum People {
    /// A name.
    One(String),
    /// Names or tables.
    Many(Vec<Person>),
}

/// A person.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Person {
    /// A name.
    Name(String),
    /// A name with more.
    Full(PersonTable),
}

/// A person with a role.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PersonTable {
    /// The name as printed.
    pub(crate) name: Option<String>,
    /// The name as sorted: `Kollontai, Alexandra`.
    pub(crate) file_as: Option<String>,
    /// What the person did: a MARC relator code (`aut`, `edt`, `trl`, `ill`) or its term (`author`, `book designer`).
    pub(crate) role: Option<String>,
}

/// A series.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum SeriesValue {
    /// Its name.
    Name(String),
    /// Its name, and the place of the book in it.
    Full(SeriesTable),
}

/// A series and the place of the book in it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SeriesTable {
    /// Its name.
    pub(crate) name: Option<String>,
    /// The place of this book in it: `2`.
    pub(crate) position: Option<Position>,
    /// Its ISSN.
    pub(crate) issn: Option<String>,
}

/// A place in a series.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Position {
    /// As a number.
    Number(i64),
    /// As text.
    Text(String),
}

/// What a book is filed under.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum SubjectValue {
    /// In words.
    Name(String),
    /// With its place in a scheme.
    Full(SubjectTable),
}

/// What a book is filed under, with its place in a scheme.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SubjectTable {
    /// In words.
    pub(crate) name: Option<String>,
    /// The scheme: `LCSH`, `BISAC`, `Thema`, `DDC`, `UDC`…, or its address.
    pub(crate) authority: Option<String>,
    /// What the scheme calls it: `HIS032000`.
    pub(crate) term: Option<String>,
}

/// One shop or several.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum RetailerValue {
    /// Several.
    Many(Vec<Retailer>),
    /// One.
    One(Retailer),
}

/// What is claimed about accessibility. What can be found in the book is never claimed here.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AccessibilityTable {
    /// The level of WCAG 2.2 that somebody certifies. Claimed only if nothing is found that contradicts it.
    pub(crate) conformance: Option<WcagLevel>,
    /// Who certifies it.
    pub(crate) certified_by: Option<String>,
    /// By what right: a name or an address.
    pub(crate) credential: Option<String>,
    /// The address of the certifier's report.
    pub(crate) report: Option<String>,
    /// More to say in the summary, after what is found.
    pub(crate) summary: Option<String>,
}
