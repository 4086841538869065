//! Subsets of faces for the PDF. They keep only the glyphs in use.
use std::sync::{Arc, OnceLock, PoisonError};

use read_fonts::FontRef;
use read_fonts::types::Tag;
use subsetter::GlyphRemapper;

use super::error::Damage;
use super::soundness::check_outlines;
use super::{Face, FontError};

/// The table of PostScript outlines.
pub(super) const CFF: Tag = Tag::new(b"CFF ");

/// A face with only some of its glyphs, renumbered without gaps.
#[derive(Debug)]
pub struct Subset {
    /// The font file of the subset. It has no `cmap`: glyphs are addressed by number.
    pub data: Vec<u8>,
    /// The glyph numbers of the whole font, by the new numbers. They ascend, and the first is 0.
    pub glyphs: Vec<u16>,
    /// The font program, compressed. The first edition that writes it stores it here, and other editions with the same glyphs use it.
    pub packed: OnceLock<Vec<u8>>,
}

impl Subset {
    /// The CFF table of the subset, if it has such outlines. The table gives each glyph an identifier. `subsetter` writes the charset so
    /// that the identifier equals the new number.
    #[must_use]
    pub fn cff(&self) -> Option<&[u8]> {
        Some(FontRef::new(&self.data).ok()?.table_data(CFF)?.as_bytes())
    }

    /// The new number of a glyph of the whole font. 0 if the glyph is not in the subset.
    #[must_use]
    pub fn renumbered(&self, glyph: u16) -> u16 {
        self.glyphs.binary_search(&glyph).ok().and_then(|at| u16::try_from(at).ok()).unwrap_or(0)
    }
}

/// The subset of a face with the given glyphs, the glyphs that they are composed of, and glyph 0. For the same glyphs it is made only once.
///
/// # Errors
/// If the tables of the font are damaged.
pub fn subset(face: &Face, glyphs: impl IntoIterator<Item = u16>) -> Result<Arc<Subset>, FontError> {
    let mut glyphs: Vec<u16> = std::iter::once(0).chain(glyphs).collect();
    glyphs.sort_unstable();
    glyphs.dedup();
    let subsets = || face.subsets.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = subsets().iter().find(|known| known.glyphs == glyphs) {
        return Ok(Arc::clone(known));
    }
    let data = reduced(face, &glyphs).map_err(|damage| {
        let reason = damage.to_string();
        face.fail(damage);
        FontError::Subset(face.postscript_name(), reason)
    })?;
    let subset = Arc::new(Subset { data, glyphs, packed: OnceLock::new() });
    subsets().push(Arc::clone(&subset));
    Ok(subset)
}

/// The font file of a face with only some glyphs, which are in ascending order. The outlines of a font of the user are checked, because
/// PDF viewers differ in how they show a damaged one.
fn reduced(face: &Face, glyphs: &[u16]) -> Result<Vec<u8>, Damage> {
    if !face.is_bundled() {
        check_outlines(face.font(), glyphs.iter().copied())?;
    }
    let remapper = GlyphRemapper::new_from_glyphs_sorted(glyphs);
    let subset = face.guarded(|| subsetter::subset(face.data(), 0, &remapper)).ok_or(Damage::Contradiction)?;
    subset.map_err(|error| Damage::Rejected(error.to_string()))
}
