//! Drop capitals: the first letter of a chapter, as high as its first lines. It stands on the baseline of the last of these lines. Its top
//! is at the height of the capitals of the first line, or of the small capitals if the first words are set in them. The lines beside it are
//! shorter, and no page break divides them. If the tail of the letter reaches into the line below, as that of a Q may, that line is shorter
//! too.
use std::sync::Arc;

use super::builder::GalleyBuilder;
use super::line_slugs::baseline;
use super::place::BlockPlace;
use super::slug::{FORBIDDEN, SlugItem};
use crate::document::{Inline, NodeId, flow, initial};
use crate::edition::FirstWords;
use crate::typeset::model::page::{ItemRole, PageItem, Segment, TextLine};
use crate::typeset::paragraph::{ComposedLine, Notch, ParagraphShape, set_beside, set_text};
use crate::units::{Length, Point};

impl GalleyBuilder<'_, '_> {
    /// Adds a paragraph with a drop capital that is `lines` lines high. Returns `false` and adds nothing if the paragraph does not begin
    /// with a letter, has too few lines, or if the capital is wider than a third of the measure.
    pub(crate) fn drop_capital(
        &mut self,
        lines: usize,
        (inlines, node): (&[Inline], NodeId),
        place: &BlockPlace,
        form: &ParagraphShape,
    ) -> bool {
        let Some((letter, rest)) = initial(inlines) else { return false };
        let drop = place.leading * i64::try_from(lines.saturating_sub(1)).unwrap_or(0);
        let (cap, x) = self.setter.compositor.heights(&place.style);
        let small_caps = self.setter.design().openings.first_words == FirstWords::SmallCaps;
        let top = if small_caps { x } else { cap };
        let size = Length((drop + top).0 * place.style.size.0 / cap.0.max(1));
        let style = place.style.clone().sized(size).whole();
        let natural = ParagraphShape { measure: place.measure, ..*form };
        let Some(capital) = set_text(self.setter, &letter, &style, &natural).into_iter().next() else { return false };
        let ink = self.ink(&capital.line);
        // The capitals of the line below the letter begin `leading - cap` below its baseline.
        let tail = ink.below > place.leading - cap;
        let notch = Notch {
            lines: lines + usize::from(tail),
            width: capital.line.width().max(ink.right) + self.setter.design().openings.drop_cap_gap.of(place.style.size),
        };
        if notch.width * 3 > place.measure {
            return false;
        }
        let set = set_beside(self.setter, &rest, &place.style, form, notch);
        if set.len() < notch.lines {
            return false;
        }
        let shift = u32::try_from(letter.len()).unwrap_or(0);
        let set: Vec<ComposedLine> = set
            .into_iter()
            .enumerate()
            .map(|(at, line)| ComposedLine { offset: if at == 0 { 0 } else { line.offset + shift }, ..line })
            .collect();
        let from = self.slugs.len();
        self.lines(set, place, node);
        let base = baseline(place.leading, place.style.size) + drop;
        let mut letter: TextLine = capital.line;
        if flow(&rest).text.starts_with(char::is_whitespace) {
            // If the letter is a word ("A line"), screen readers need the space after it.
            letter.segments.push(Segment::Space(Length::ZERO));
        }
        for (at, slug) in self.slugs[from..].iter_mut().take(notch.lines).enumerate() {
            if at == 0 {
                // The letter comes before the rest of its line, but after the anchors.
                let before = slug.parts.iter().position(|part| matches!(part.item, PageItem::Line(_))).unwrap_or(0);
                let at = Point { x: place.left, y: base };
                let letter = PageItem::Line(Arc::new(letter.clone()));
                slug.parts.insert(before, SlugItem::new(at, ItemRole::Content(node), letter));
            } else {
                slug.cost = FORBIDDEN;
            }
        }
        true
    }

    /// How far the ink of a line reaches from the beginning of its baseline.
    fn ink(&self, line: &TextLine) -> InkExtent {
        let mut reach = InkExtent::default();
        let mut pen = Length::ZERO;
        for segment in &line.segments {
            match segment {
                Segment::Glyphs(run) => {
                    let of = |units: i64| run.size.scaled(units, i64::from(run.units_per_em));
                    for glyph in run.glyphs.iter() {
                        if let Some([_, bottom, right, _]) = self.setter.compositor.ink(run.face, glyph.id) {
                            reach.below = reach.below.max(Length::ZERO - of(bottom) - run.rise);
                            reach.right = reach.right.max(pen + of(right));
                        }
                        pen += of(i64::from(glyph.advance)) + run.tracking;
                    }
                }
                Segment::Space(width) | Segment::Kern(width) => pen += *width,
                Segment::Drawn(_) => {}
            }
        }
        reach
    }
}

/// How far ink reaches.
#[derive(Clone, Copy, Debug, Default)]
struct InkExtent {
    /// Below the baseline.
    below: Length,
    /// To the right.
    right: Length,
}
