//! The paper that is at hand where a book is printed.
use schemars::JsonSchema;
use serde::Deserialize;

/// What lies in the photocopier.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Sheet {
    /// 210 by 297 mm.
    #[default]
    A4,
    /// 8½ by 11 inches.
    Letter,
}
