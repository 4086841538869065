//! Why a font cannot be used.
use std::path::PathBuf;

/// Why a face cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FontError {
    /// The file or folder cannot be read.
    #[error("the font `{}` cannot be read", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        source: std::io::Error,
    },
    /// The bytes are not a static TrueType or OpenType font.
    #[error("`{0}` is not a static TrueType or OpenType font")]
    Format(String),
    /// No subset of the face can be made. Gives the PostScript name and the reason.
    #[error("the face {0} cannot be reduced to the glyphs in use: {1}")]
    Subset(String, String),
}
