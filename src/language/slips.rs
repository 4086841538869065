//! How to print, fold and bind sheets, in the language of those who do it.
use serde::Deserialize;

use super::template::{Template, places};
use super::text::text;

places! {
    /// How many pages lie on how many sheets.
    pub Counts { pages, sheets }
    /// How many pages are blank.
    pub Blank { blank }
    /// The paper and its orientation.
    pub Print { paper, orientation }
    /// The size of the pages, in per cent.
    pub Scaled { scale }
    /// How many sheets make a signature, how many signatures there are.
    pub Signatures { signature, count }
    /// How many pages there are, and a phrase about the inner side of the first sheet.
    pub Folded { pages, inside }
    /// The numbers of the pages on the inner side.
    pub Inside { list }
}

/// The sentences of a slip: table `[slips]` of a language file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say when each sentence is used")]
pub struct SlipTerms {
    /// How many pages lie on how many sheets.
    pub counts: Template<Counts<'static>>,
    /// After it: how many pages are blank.
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
    #[serde(deserialize_with = "text")]
    pub saddle: &'static str,
    #[serde(deserialize_with = "text")]
    pub one_signature: &'static str,
    /// How many sheets make a signature, how many signatures there are.
    pub signatures: Template<Signatures<'static>>,
    #[serde(deserialize_with = "text")]
    pub perfect: &'static str,
    #[serde(deserialize_with = "text")]
    pub two_up: &'static str,
    #[serde(deserialize_with = "text")]
    pub cut: &'static str,
    #[serde(deserialize_with = "text")]
    pub zine: &'static str,
    /// How the first sheet looks if all is well.
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
