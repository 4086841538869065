//! The words that web pages have around the text.
use serde::Deserialize;

use super::text::text;

/// The words around the text of a web page: table `[site]` of a language file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SiteTerms {
    /// Label of the search box.
    #[serde(deserialize_with = "text")]
    pub search: &'static str,
    /// Before the number of places that were found.
    #[serde(deserialize_with = "text")]
    pub results: &'static str,
    /// If no place was found.
    #[serde(deserialize_with = "text")]
    pub nothing: &'static str,
    /// Before the title of the previous page.
    #[serde(deserialize_with = "text")]
    pub previous: &'static str,
    /// Before the title of the next page.
    #[serde(deserialize_with = "text")]
    pub next: &'static str,
    /// The link that leads past everything before the text.
    #[serde(deserialize_with = "text")]
    pub skip: &'static str,
}
