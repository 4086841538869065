//! The key `numbering`.
use schemars::JsonSchema;
use serde::Deserialize;

/// How figures, tables, listings, equations, theorems and the like are counted.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Numbering {
    /// Through the book: "Figure 7".
    #[default]
    Book,
    /// Anew in each numbered chapter: "Figure 2.3".
    Chapter,
}
