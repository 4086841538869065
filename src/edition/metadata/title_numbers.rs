//! The key `title-numbers`.
use schemars::JsonSchema;
use serde::Deserialize;

/// What is done with the numbers that authors gave their chapters in the titles: "Chapter 5: Home".
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum TitleNumbers {
    /// If most chapters have one, they become the labels of the chapters, and chapters are not counted.
    #[default]
    Auto,
    /// Titles stay as they are, and chapters are counted.
    Never,
}
