//! Where the ink of a page is: what is printed, not the space that typesetting gives it.
//!
//! A letter may reach beyond its advance: an italic f leans over the letter that follows it, and at the end of a line over the margin. So
//! the ink of a line is computed from the outlines of its glyphs. Letters that are slanted or made thicker, because their family lacks a
//! style, reach farther.
use crate::font::FontBook;
use crate::typeset::{GlyphRun, PageItem, PlacedItem, Segment, TextLine};
use crate::units::{Length, Point};

/// The smallest upright rectangle around some ink. Distances are from the top left corner of the page, or from the left end of a baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct InkBox {
    pub(super) left: Length,
    pub(super) right: Length,
    pub(super) top: Length,
    pub(super) bottom: Length,
}

impl InkBox {
    /// The smallest rectangle around both.
    fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            right: self.right.max(other.right),
            top: self.top.min(other.top),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The ink of an item of a page. `None` if it prints nothing.
    pub(super) fn of(placed: &PlacedItem, fonts: &FontBook) -> Option<Self> {
        let at = placed.at;
        match &placed.item {
            PageItem::Line(line) => {
                let ink = of_line(line, fonts)?;
                Some(if line.turned {
                    // The line runs from the foot of the page to its head.
                    Self { left: at.x + ink.top, right: at.x + ink.bottom, top: at.y - ink.right, bottom: at.y - ink.left }
                } else {
                    Self { left: at.x + ink.left, right: at.x + ink.right, top: at.y + ink.top, bottom: at.y + ink.bottom }
                })
            }
            PageItem::Rule(size) | PageItem::Artwork { size, .. } => Some(rectangle(at, size.width, size.height)),
            PageItem::QrCode { modules, module } => {
                let side = *module * i64::from(modules.side());
                Some(rectangle(at, side, side))
            }
            PageItem::Link { .. } | PageItem::Anchor(_) => None,
        }
    }
}

fn rectangle(at: Point, width: Length, height: Length) -> InkBox {
    InkBox { left: at.x, right: at.x + width, top: at.y, bottom: at.y + height }
}

/// The ink of a line, from the left end of its baseline.
fn of_line(line: &TextLine, fonts: &FontBook) -> Option<InkBox> {
    let mut whole: Option<InkBox> = None;
    let mut x = Length::ZERO;
    for segment in &line.segments {
        match segment {
            Segment::Glyphs(run) => {
                if let Some(ink) = of_run(run, line, fonts) {
                    let ink = InkBox { left: x + ink.left, right: x + ink.right, ..ink };
                    whole = Some(whole.map_or(ink, |whole| whole.union(ink)));
                }
                x += run.width_in(line);
            }
            Segment::Space(width) | Segment::Kern(width) => x += *width,
            Segment::Drawn(_) => {}
        }
    }
    whole
}

/// The ink of a run, from the left end of its baseline. Above the baseline, lengths are negative.
fn of_run(run: &GlyphRun, line: &TextLine, fonts: &FontBook) -> Option<InkBox> {
    let (face, fit, units) = (fonts.face(run.face), run.fit_in(line), i64::from(run.units_per_em.max(1)));
    let scaled = |units_of_font: i64| run.size.scaled(units_of_font, units);
    let mut whole: Option<InkBox> = None;
    let mut advance = 0;
    for (count, glyph) in run.glyphs.iter().enumerate() {
        let before = run.tracking * i64::try_from(count).unwrap_or(0);
        if let Some([x0, y0, x1, y1]) = face.ink(glyph.id) {
            let place = |x: i64| run.place(scaled(advance + i64::from(glyph.x_offset) + x) + before, count, fit);
            let above = |y: i64| run.rise + scaled(i64::from(glyph.y_offset) + y);
            let (lean, line) = (|y: i64| run.imitation.lean(above(y)), run.imitation.outline(run.size).unwrap_or(Length::ZERO) / 2);
            let ink = InkBox {
                left: place(x0) + lean(y0) - line,
                right: place(x1) + lean(y1) + line,
                top: -above(y1) - line,
                bottom: line - above(y0),
            };
            whole = Some(whole.map_or(ink, |whole| whole.union(ink)));
        }
        advance += i64::from(glyph.advance);
    }
    let strokes = run.strokes;
    if strokes.through || strokes.under || strokes.tint {
        // Lines and tints are as wide as the run.
        let (ascent, descent) = (run.size.scaled(70, 100), run.size.scaled(25, 100));
        let drawn = InkBox { left: Length::ZERO, right: run.width_in(line), top: -(run.rise + ascent), bottom: descent - run.rise };
        whole = Some(whole.map_or(drawn, |whole| whole.union(drawn)));
    }
    whole
}
