//! The sentences in which an e-book describes its accessibility, in the language of the book.
use serde::Deserialize;

use super::template::{Template, places};
use super::text::text;

places! {
    /// For the sentence about pictures without a description: their number, and the number of all pictures.
    pub Undescribed { missing, all }
}

/// What an e-book says about its accessibility: table `[accessibility]` of a language file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say what the sentences say")]
pub struct AccessibilityTerms {
    #[serde(deserialize_with = "text")]
    pub text: &'static str,
    #[serde(deserialize_with = "text")]
    pub contents: &'static str,
    #[serde(deserialize_with = "text")]
    pub notes: &'static str,
    #[serde(deserialize_with = "text")]
    pub pages: &'static str,
    #[serde(deserialize_with = "text")]
    pub index: &'static str,
    #[serde(deserialize_with = "text")]
    pub described: &'static str,
    pub undescribed: Template<Undescribed<'static>>,
    #[serde(deserialize_with = "text")]
    pub formulas: &'static str,
    #[serde(deserialize_with = "text")]
    pub moving: &'static str,
}
