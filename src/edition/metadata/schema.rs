//! What `[book]` and the front matter of a single file may say. The doc comments here are the descriptions in
//! `docs/book.schema.json`.
use schemars::JsonSchema;
use serde::Deserialize;

use super::answers::AnswerPlacement;
use super::dialect::Dialect;
use super::list_of_works::ListOfWorks;
use super::model::{Retailer, WcagLevel};
use super::numbering::Numbering;
use super::title_numbers::TitleNumbers;
use crate::edition::sheets::paper::PrinterPaper;

/// The title of the book, its contributors and other metadata.
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
    /// The edition: `Second edition`.
    pub(crate) edition_title: Option<String>,
    /// The full title with all its parts.
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
    /// A stable name for the book, such as a URN. The default is the ISBN, the DOI, or one made from title and authors.
    pub(crate) identifier: Option<String>,
    /// The ISBN, with or without hyphens.
    pub(crate) isbn: Option<String>,
    /// The DOI: `10.1000/182`.
    pub(crate) doi: Option<String>,
    /// The paper for the built-in editions: `a4` or `letter`. The default is `a4`.
    pub(crate) sheet: Option<PrinterPaper>,
    /// Whether the book has the edition `default`, an EPUB and a PDF that need no `[[edition]]` table. With `false`, only the editions that
    /// have a table are made. The default is `true`.
    pub(crate) defaults: Option<bool>,
    /// How the names of the output files begin, without an extension. The default is made from the title.
    pub(crate) file_name: Option<String>,
    /// Whether the first use of a glossary term in each chapter links to the glossary.
    pub(crate) mark_terms: Option<bool>,
    /// Whether the numbers in the titles of chapters ("Chapter 5: Home") become their labels: `auto` does so if most chapters have one,
    /// `never` leaves titles as they are and counts the chapters. The default is `auto`.
    pub(crate) title_numbers: Option<TitleNumbers>,
    /// How figures, tables, listings, equations, theorems and the like are counted: through the `book` (“Figure 7”), or anew in each
    /// numbered `chapter` (“Figure 2.3”). The default is `book`.
    pub(crate) numbering: Option<Numbering>,
    /// Where the answers to exercises stand: where they are written (`place`), at the end of their `chapter`, at the end of the `book`, or
    /// where they are written, but only in the edition for the `facilitator`. The default is `place`.
    pub(crate) answers: Option<AnswerPlacement>,
    /// Whether the alternative text of a picture that is alone in its paragraph is also its caption, as in Pandoc. The default is `false`;
    /// if `dialect` is `pandoc`, `quarto` or `bookdown`, it is `true`.
    pub(crate) implicit_figures: Option<bool>,
    /// The tool whose Markdown the manuscript is written in. The default is `chapbook`; in an mdBook project, it is `mdbook`.
    pub(crate) dialect: Option<Dialect>,
    /// The folders and files of the fonts of the book, relative to this file. The default is the folder `fonts` beside `book.toml`, if
    /// there is one.
    pub(crate) fonts: Option<Vec<String>>,
    /// The folders in which pictures are looked for if they are not beside the text, relative to this file. A picture whose path
    /// begins with a slash is looked for in the folder of this file, then in these.
    pub(crate) picture_folders: Option<Vec<String>>,
    /// Whether a design may name fonts that are installed on the computer. Another computer may not have them, and may make other files
    /// from the same sources. The default is `false`.
    pub(crate) system_fonts: Option<bool>,
    /// The bibliography: a file, or a list of files, in BibTeX, BibLaTeX (`.bib`), CSL JSON (`.json`) or CSL YAML (`.yaml`), relative to
    /// this file. If the book has one, `[@key]` is a citation.
    pub(crate) bibliography: Option<OneOrMany>,
    /// The style of citations: `chicago-author-date`, `chicago-notes`, `apa`, `mla`, `ieee`, `harvard`, `din-1505-2`, or a file in the
    /// Citation Style Language (`.csl`), relative to this file. The default is `chicago-author-date`.
    pub(crate) citation_style: Option<String>,
    /// The same as `citation-style`.
    pub(crate) csl: Option<String>,
    /// The keys of works that are listed although nothing cites them: `["doe", "roe"]`, or `"*"` for all.
    pub(crate) nocite: Option<OneOrMany>,
    /// Where the works that the book cites are listed: in one list for the `book`, or at the end of each `chapter`. The default is `book`.
    pub(crate) list_of_works: Option<ListOfWorks>,
    /// Works as data of CSL YAML, in addition to those of the files.
    pub(crate) references: Option<Vec<serde_json::Value>>,
    /// The publisher.
    pub(crate) publisher: Option<String>,
    /// The date of publication: `2026`, `2026-11` or `2026-11-23`.
    #[schemars(extend("format" = "partial-date"))]
    pub(crate) date: Option<String>,
    /// The licence or the copyright line. The address of a well-known licence (`CC BY-SA 4.0`, `MIT`) is added.
    pub(crate) rights: Option<String>,
    /// The same as `rights`.
    pub(crate) license: Option<String>,
    /// The address of the licence, if it is not a well-known one.
    pub(crate) rights_url: Option<String>,
    /// Further paragraphs of the copyright page: credits, how to report an error.
    pub(crate) imprint: Option<OneOrMany>,
    /// The source of the book: another edition, a manuscript.
    pub(crate) source: Option<String>,
    /// The description of the book.
    pub(crate) description: Option<String>,
    /// The subjects: words, or tables with `name`, `authority` and `term`.
    pub(crate) subjects: Option<Vec<SubjectValue>>,
    /// The series: its name, or a table with `name`, `position` and `issn`.
    pub(crate) series: Option<SeriesValue>,
    /// The cover picture, relative to this file.
    pub(crate) cover: Option<String>,
    /// The alternative text of the cover.
    pub(crate) cover_alt: Option<String>,
    /// The retailers that the book is made for. Their rules are checked.
    pub(crate) retailer: Option<RetailerValue>,
    /// Claims about accessibility beyond what chapbook finds in the book.
    pub(crate) accessibility: Option<AccessibilityTable>,
    /// A setting of mdBook: the folder of the texts.
    pub(crate) src: Option<String>,
    /// A setting of mdBook; not used here.
    pub(crate) multilingual: Option<bool>,
    /// A setting of mdBook; not used here.
    pub(crate) text_direction: Option<String>,
}

impl BookTable {
    /// Whether the alternative text of a picture alone in its paragraph is its caption too.
    pub(crate) fn has_implicit_figures(&self) -> bool {
        self.implicit_figures.unwrap_or_else(|| self.dialect.is_some_and(Dialect::is_pandoc))
    }
}

/// One text or several.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum OneOrMany {
    /// A text.
    One(String),
    /// Texts.
    Many(Vec<String>),
}

impl OneOrMany {
    /// The texts.
    pub(crate) fn list(&self) -> &[String] {
        match self {
            Self::One(text) => std::slice::from_ref(text),
            Self::Many(texts) => texts,
        }
    }
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
    /// A name with other keys.
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
    pub(crate) position: Option<SeriesPosition>,
    /// Its ISSN.
    pub(crate) issn: Option<String>,
}

/// A place in a series.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum SeriesPosition {
    /// As a number.
    Number(i64),
    /// As text.
    Text(String),
}

/// A subject.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum SubjectValue {
    /// The subject in words.
    Name(String),
    /// The subject with its place in a scheme.
    Full(SubjectTable),
}

/// A subject with its place in a scheme.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SubjectTable {
    /// The subject in words.
    pub(crate) name: Option<String>,
    /// The scheme: `LCSH`, `BISAC`, `Thema`, `DDC`, `UDC`…, or its address.
    pub(crate) authority: Option<String>,
    /// Its term or code in the scheme: `HIS032000`.
    pub(crate) term: Option<String>,
}

/// One retailer or several.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum RetailerValue {
    /// Several.
    Many(Vec<Retailer>),
    /// One.
    One(Retailer),
}

/// Claims about accessibility. What chapbook can find in the book is not claimed here.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AccessibilityTable {
    /// The level of WCAG 2.2 that somebody certifies. Claimed only if nothing is found that contradicts it.
    pub(crate) conformance: Option<WcagLevel>,
    /// Who certifies it.
    pub(crate) certified_by: Option<String>,
    /// The credential of the certifier: a name or an address.
    pub(crate) credential: Option<String>,
    /// The address of the certifier's report.
    pub(crate) report: Option<String>,
    /// A text to add to the accessibility summary.
    pub(crate) summary: Option<String>,
}
