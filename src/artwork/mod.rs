//! Illustrations: read once, handed to both backends.
use std::collections::BTreeMap;
use std::sync::Arc;

/// The format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ArtworkFormat {
    Jpeg,
    Png,
    Gif,
    Webp,
    Svg,
}

/// A picture as it was read.
#[derive(Clone, Debug)]
pub struct Artwork {
    /// Its format, found from its bytes.
    pub format: ArtworkFormat,
    /// The bytes of the file.
    pub bytes: Arc<[u8]>,
    /// Its width in pixels (of an SVG: user units).
    pub width: f64,
    /// Its height in pixels (of an SVG: user units).
    pub height: f64,
}

/// All pictures of a book by their path as the document names them.
#[derive(Clone, Debug, Default)]
pub struct Gallery {
    /// By path.
    pub artworks: BTreeMap<String, Artwork>,
}
