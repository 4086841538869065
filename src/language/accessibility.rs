//! The sentences in which a book says how it can be read by those who do not see it, in its language.
use serde::Deserialize;

use super::template::{Template, places};
use super::text::text;

places! {
    /// For the sentence about pictures without a description: how many of how many.
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
