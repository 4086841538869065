//! The outlines of glyphs, for formulas that are drawn as shapes.
use harfrust::font::glyph::outline::{DrawMemory, DrawOptions, PathElement};

use super::Face;

/// A step of an outline. Coordinates are in font units, from the origin of the glyph, upwards.
pub type OutlineStep = PathElement;

impl Face {
    /// The outline of a glyph. Empty if the glyph has none, as that of a space, or if the face is damaged there.
    #[must_use]
    pub fn outline(&self, glyph: u16) -> Vec<OutlineStep> {
        let draw = || {
            let mut steps: Vec<OutlineStep> = Vec::new();
            let outlines = self.font().outline_glyphs();
            let drawn =
                outlines.get(u32::from(glyph).into()).map(|outline| outline.draw(&DrawOptions::default(), DrawMemory::Scratch, &mut steps));
            drawn.is_some_and(|drawn| drawn.is_ok()).then_some(steps)
        };
        self.guarded(draw).flatten().unwrap_or_default()
    }
}
