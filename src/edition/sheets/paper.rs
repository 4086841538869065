//! The paper that is available where the book is printed.
use schemars::JsonSchema;
use serde::Deserialize;

/// The paper in the printer.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum PrinterPaper {
    /// 210 by 297 mm.
    #[default]
    A4,
    /// 8½ by 11 inches.
    Letter,
}
