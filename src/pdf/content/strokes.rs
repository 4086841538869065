//! The stretches of a line at which a line or a tint is drawn with the words.
use crate::typeset::{GlyphRun, Segment, Strokes, TextLine};
use crate::units::Length;

/// A stretch of a line at which something is drawn.
pub(crate) struct Stroke<'l> {
    pub(crate) x: Length,
    pub(crate) width: Length,
    /// The first letters of the stretch.
    pub(crate) run: &'l GlyphRun,
}

/// The stretches of a line at which something is drawn, with the spaces between their words. `left` is the beginning of the line.
pub(crate) fn strokes(line: &TextLine, left: Length, wanted: fn(&Strokes) -> bool) -> Vec<Stroke<'_>> {
    let mut found: Vec<Stroke<'_>> = Vec::new();
    let mut x = left;
    let mut goes_on = false;
    for segment in &line.segments {
        match segment {
            Segment::Space(width) | Segment::Kern(width) => x += *width,
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
