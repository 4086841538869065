//! The parts of a line of text that are underlined, struck through or tinted.
use crate::typeset::{GlyphRun, Segment, Strokes, TextLine};
use crate::units::Length;

/// A part of a line of text where a stroke or a tint is drawn.
pub(crate) struct Stroke<'l> {
    pub(crate) x: Length,
    pub(crate) width: Length,
    /// The first run of the part.
    pub(crate) run: &'l GlyphRun,
}

/// The parts of a line that have a stroke, with the spaces between their words. `wanted` tells which stroke. `left` is the left end of the
/// line.
pub(crate) fn strokes(line: &TextLine, left: Length, wanted: fn(&Strokes) -> bool) -> Vec<Stroke<'_>> {
    let mut found: Vec<Stroke<'_>> = Vec::new();
    let mut x = left;
    let mut goes_on = false;
    for segment in &line.segments {
        match segment {
            Segment::Space(width) | Segment::Kern(width) => x += *width,
            Segment::Drawn(_) => {}
            Segment::Glyphs(run) => {
                let width = run.width_in(line);
                let is_wanted = wanted(&run.strokes);
                match found.last_mut() {
                    Some(last) if is_wanted && goes_on && (last.run.size, last.run.rise) == (run.size, run.rise) => {
                        last.width = x + width - last.x
                    }
                    _ if is_wanted => found.push(Stroke { x, width, run }),
                    _ => {}
                }
                goes_on = is_wanted;
                x += width;
            }
        }
    }
    found
}
