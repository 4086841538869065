//! Whether a font has serifs and whether its pitch is fixed, from its own tables: `sFamilyClass` and PANOSE in OS/2, and
//! `post.isFixedPitch`.
//!
//! Many families leave both fields of OS/2 empty. A name such as "Sans" proves nothing, so names are not considered.
use read_fonts::{FontRef, TableProvider};

/// Whether the strokes of a design end in serifs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Classification {
    /// With serifs.
    Serif,
    /// Without serifs.
    SansSerif,
}

impl Classification {
    /// The classification in the OS/2 table, or `None` if it is not stated there.
    pub(super) fn of(font: &[u8]) -> Option<Self> {
        let os2 = FontRef::new(font).ok()?.os2().ok()?;
        from_family_class(os2.s_family_class()).or_else(|| from_panose(os2.panose_10()))
    }
}

/// By the class in the high byte (OpenType, "IBM Font Class Parameters").
fn from_family_class(class: i16) -> Option<Classification> {
    match class >> 8 {
        // Oldstyle, transitional, modern, Clarendon and slab serifs, and freeform serifs.
        1..=5 | 7 => Some(Classification::Serif),
        8 => Some(Classification::SansSerif),
        // Not classified, ornamentals, scripts, symbols, reserved.
        _ => None,
    }
}

/// By the family kind and the serif style (PANOSE 1.0, Latin Text). Serif styles 0 and 1 are "any" and "no fit".
fn from_panose(panose: &[u8]) -> Option<Classification> {
    match panose {
        [2, 2..=10, ..] => Some(Classification::Serif),
        [2, 11..=15, ..] => Some(Classification::SansSerif),
        _ => None,
    }
}

/// Whether all glyphs have the same advance, as the `post` table states.
pub(super) fn is_fixed_pitch(font: &[u8]) -> bool {
    FontRef::new(font).and_then(|font| font.post()).is_ok_and(|post| post.is_fixed_pitch() != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_family_class_and_panose_classify_a_font() {
        assert_eq!(from_family_class(0x0105), Some(Classification::Serif));
        assert_eq!(from_family_class(0x0802), Some(Classification::SansSerif));
        assert_eq!(from_family_class(0x0A00), None);
        assert_eq!(from_panose(&[2, 2, 6, 3, 5, 4, 5, 2, 3, 4]), Some(Classification::Serif));
        assert_eq!(from_panose(&[2, 11, 6, 4, 3, 5, 4, 4, 2, 4]), Some(Classification::SansSerif));
        assert_eq!(from_panose(&[2, 0, 5, 3, 6, 0, 0, 2, 0, 4]), None);
        assert_eq!(from_panose(&[0; 10]), None);
    }
}
