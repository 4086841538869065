//! Why a PDF cannot be written.
use crate::font::FontError;

/// Why a PDF cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The glyphs in use cannot be extracted from a font.
    #[error(transparent)]
    Font(#[from] FontError),
    /// `printpdf` rejected the font.
    #[error("the font {0} cannot be embedded")]
    Face(String),
}
