//! A face cut down to the glyphs in use, for the PDF.
use subsetter::GlyphRemapper;

use super::{Face, FontError};

/// A face with only some of its glyphs, renumbered without gaps.
#[derive(Clone, Debug)]
pub struct Subset {
    /// The small font: no `cmap`, glyphs are addressed by number.
    pub data: Vec<u8>,
    /// The glyphs of the whole font by their new number; the first is glyph 0.
    pub glyphs: Vec<u16>,
}

impl Subset {
    /// The new number of a glyph of the whole font; 0 if it is not in the subset.
    #[must_use]
    pub fn renumbered(&self, glyph: u16) -> u16 {
        self.glyphs.binary_search(&glyph).ok().and_then(|at| u16::try_from(at).ok()).unwrap_or(0)
    }
}

/// Cuts a face down to the given glyphs and those that they are composed of.
///
/// # Errors
/// If the font's tables are broken.
pub fn subset(face: &Face, glyphs: impl IntoIterator<Item = u16>) -> Result<Subset, FontError> {
    let mut glyphs: Vec<u16> = std::iter::once(0).chain(glyphs).collect();
    glyphs.sort_unstable();
    glyphs.dedup();
    let remapper = GlyphRemapper::new_from_glyphs_sorted(&glyphs);
    let data =
        subsetter::subset(face.data(), 0, &remapper).map_err(|error| FontError::Subset(face.postscript_name(), error.to_string()))?;
    Ok(Subset { data, glyphs })
}
