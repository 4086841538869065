//! The key `list-of-works`.
use schemars::JsonSchema;
use serde::Deserialize;

/// Where the works that a book cites are listed.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum ListOfWorks {
    /// In one list.
    #[default]
    Book,
    /// In a list at the end of each chapter that cites works.
    Chapter,
}
