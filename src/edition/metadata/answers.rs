//! The key `answers`.
use schemars::JsonSchema;
use serde::Deserialize;

/// Where the answers to exercises stand.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerPlacement {
    /// Where they are written.
    #[default]
    Place,
    /// In a section at the end of their chapter.
    Chapter,
    /// In a chapter at the end of the book.
    Book,
    /// Where they are written, but only in the edition for the facilitator.
    Facilitator,
}
