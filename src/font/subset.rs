//! A face cut down to the glyphs in use, for the PDF.
use std::sync::{Arc, OnceLock, PoisonError};

use read_fonts::FontRef;
use read_fonts::types::Tag;
use subsetter::GlyphRemapper;

use super::{Face, FontError};

/// The table of PostScript outlines.
pub(super) const CFF: Tag = Tag::new(b"CFF ");

/// A face with only some of its glyphs, renumbered without gaps.
#[derive(Debug)]
pub struct Subset {
    /// The small font: no `cmap`, glyphs are addressed by number.
    pub data: Vec<u8>,
    /// The glyphs of the whole font by their new number; the first is glyph 0.
    pub glyphs: Vec<u16>,
    /// The program of the small font packed, by whoever writes it first: several editions use the same glyphs.
    pub packed: OnceLock<Vec<u8>>,
}

impl Subset {
    /// The small font's CFF table, if its outlines are of that kind. Its glyphs have identifiers of their own there, which are
    /// their numbers again (`subsetter` writes the charset so).
    #[must_use]
    pub fn cff(&self) -> Option<&[u8]> {
        Some(FontRef::new(&self.data).ok()?.table_data(CFF)?.as_bytes())
    }

    /// The new number of a glyph of the whole font; 0 if it is not in the subset.
    #[must_use]
    pub fn renumbered(&self, glyph: u16) -> u16 {
        self.glyphs.binary_search(&glyph).ok().and_then(|at| u16::try_from(at).ok()).unwrap_or(0)
    }
}

/// Cuts a face down to the given glyphs and those that they are composed of; the same glyphs are cut out once.
///
/// # Errors
/// If the font's tables are broken.
pub fn subset(face: &Face, glyphs: impl IntoIterator<Item = u16>) -> Result<Arc<Subset>, FontError> {
    let mut glyphs: Vec<u16> = std::iter::once(0).chain(glyphs).collect();
    glyphs.sort_unstable();
    glyphs.dedup();
    let subsets = || face.subsets.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = subsets().iter().find(|known| known.glyphs == glyphs) {
        return Ok(Arc::clone(known));
    }
    let remapper = GlyphRemapper::new_from_glyphs_sorted(&glyphs);
    let data =
        subsetter::subset(face.data(), 0, &remapper).map_err(|error| FontError::Subset(face.postscript_name(), error.to_string()))?;
    let subset = Arc::new(Subset { data, glyphs, packed: OnceLock::new() });
    subsets().push(Arc::clone(&subset));
    Ok(subset)
}
