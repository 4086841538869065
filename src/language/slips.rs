//! The sentences of a printing slip: how to print, fold and bind sheets, in the language of the reader.
use serde::Deserialize;

use super::template::{Template, places};
use super::text::text;

places! {
    /// The number of pages and the number of sheets that they are on.
    pub Counts { pages, sheets }
    /// The number of blank pages.
    pub Blank { blank }
    /// The paper and its orientation.
    pub Print { paper, orientation }
    /// The size of the pages, in per cent.
    pub Scaled { scale }
    /// The number of sheets in a signature, and the number of signatures.
    pub Signatures { signature, count }
    /// The number of pages, and a phrase about the inner side of the first sheet.
    pub Folded { pages, inside }
    /// The numbers of the pages on the inner side.
    pub Inside { list }
}

/// The sentences of a slip: table `[slips]` of a language file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say when each sentence is used")]
pub struct SlipTerms {
    /// The number of pages and the number of sheets that they are on.
    pub counts: Template<Counts<'static>>,
    /// The number of blank pages. It follows `counts` on the same line.
    pub blank: Template<Blank<'static>>,
    /// The paper and its orientation.
    pub print: Template<Print<'static>>,
    #[serde(deserialize_with = "text")]
    pub landscape: &'static str,
    #[serde(deserialize_with = "text")]
    pub portrait: &'static str,
    /// The pages are scaled to a percentage of their size.
    pub scaled: Template<Scaled<'static>>,
    #[serde(deserialize_with = "text")]
    pub one_side: &'static str,
    #[serde(deserialize_with = "text")]
    pub two_pass: &'static str,
    #[serde(deserialize_with = "text")]
    pub long_edge: &'static str,
    #[serde(deserialize_with = "text")]
    pub short_edge: &'static str,
    /// A booklet of a single sheet.
    #[serde(deserialize_with = "text")]
    pub one_sheet: &'static str,
    #[serde(deserialize_with = "text")]
    pub saddle: &'static str,
    #[serde(deserialize_with = "text")]
    pub one_signature: &'static str,
    /// The number of sheets in a signature, and the number of signatures.
    pub signatures: Template<Signatures<'static>>,
    #[serde(deserialize_with = "text")]
    pub perfect: &'static str,
    #[serde(deserialize_with = "text")]
    pub two_up: &'static str,
    #[serde(deserialize_with = "text")]
    pub cut: &'static str,
    #[serde(deserialize_with = "text")]
    pub zine: &'static str,
    /// How the first sheet must look if everything is right.
    pub folded: Template<Folded<'static>>,
    #[serde(deserialize_with = "text")]
    pub inside_none: &'static str,
    pub inside_one: Template<Inside<'static>>,
    pub inside_several: Template<Inside<'static>>,
    #[serde(deserialize_with = "text")]
    pub and: &'static str,
    #[serde(deserialize_with = "text")]
    pub two_up_trial: &'static str,
    #[serde(deserialize_with = "text")]
    pub cut_trial: &'static str,
}
