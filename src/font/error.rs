//! Why a font cannot be used.
use std::path::PathBuf;

use read_fonts::types::Tag;

/// A failure to read a font, or to make a subset of it.
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
    /// No subset of the face can be made. Gives the PostScript name and the reason.
    #[error("the face {0} cannot be reduced to the glyphs in use: {1}")]
    Subset(String, String),
}

impl FontError {
    /// The cause without the path, for a message that names the path itself.
    #[must_use]
    pub fn cause(&self) -> String {
        match self {
            Self::Read { source, .. } => source.to_string(),
            Self::Subset(_, reason) => reason.clone(),
        }
    }
}

/// A file that was skipped.
#[derive(Debug)]
pub struct SkippedFile {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub reason: Unusable,
}

/// Why a file has no face that can be used. Each reason is a phrase that follows the name of the file.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// It cannot be read.
    #[error("cannot be read: {0}")]
    Read(std::io::Error),
    /// It is in a format that is not known.
    #[error("is not a TrueType or OpenType font")]
    Unknown,
    /// Its bytes are not those of a font.
    #[error("is damaged: {0}")]
    Damaged(#[from] Damage),
    /// It has pictures of its glyphs in colour (`CBDT`, `sbix` or `SVG `) and no outlines.
    #[error("has only coloured pictures of its characters, and no outlines")]
    Pictures,
    /// It has no outlines.
    #[error("has no outlines")]
    NoOutlines,
    /// It has outlines in the format CFF2, but no axes.
    #[error("has CFF2 outlines without axes, which cannot be read")]
    Cff2,
    /// It has no family name.
    #[error("has no family name")]
    NoName,
    /// It has no table that maps characters to glyphs (`cmap`).
    #[error("has no character map")]
    NoCharacters,
    /// It is a symbolic link in a folder whose links are not followed.
    #[error("is a symbolic link")]
    Link,
}

/// What is wrong with a damaged font. Each message is a clause that follows "is damaged:".
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum Damage {
    /// The file ends within its header.
    #[error("it ends too early")]
    Truncated,
    /// The file ends before a table does.
    #[error("it ends before its table `{0}` does")]
    Outside(Tag),
    /// The compressed tables of a web font cannot be unpacked.
    #[error("its tables cannot be unpacked")]
    Packed,
    /// Its tables do not have the structure of an OpenType font.
    #[error("its tables cannot be read")]
    Unreadable,
    /// A table that every font has is missing, or cannot be read.
    #[error("its table `{0}` cannot be read")]
    Table(Tag),
    /// The character map has no character with a glyph.
    #[error("its table `cmap` has no character with a glyph")]
    NoCharacter,
    /// The outline of a glyph cannot be drawn.
    #[error("the outline of its glyph {0} cannot be drawn")]
    Outline(u16),
    /// A face of a variable font cannot be made.
    #[error("its variations cannot be read")]
    Variations,
    /// A library that reads fonts rejected it, with this reason.
    #[error("{0}")]
    Rejected(String),
    /// A library that reads fonts panicked, because it did not expect what is in a table.
    #[error("its tables contradict one another")]
    Contradiction,
}

/// A font that turned out to be damaged when it was used.
#[derive(Clone, Debug)]
pub struct BrokenFont {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub damage: Damage,
}
