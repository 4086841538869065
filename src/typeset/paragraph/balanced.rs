//! Balanced lines for titles, captions and attributions: about equally long, so that the last one is not just a word or two.
use super::composition::{ComposedLine, ParagraphShape};
use crate::typeset::model::style::Align;
use crate::typeset::setter::Setter;
use crate::units::Length;

/// By how much the measure is made narrower at a time, in per cent.
const STEP: i64 = 4;
/// The narrowest measure that is tried, in per cent.
const NARROWEST: i64 = 48;
/// A text with more lines is not balanced.
const MOST_LINES: usize = 40;

/// Sets a short text on the narrowest measure that needs no more lines than the full one. `set` is called for each measure. Only
/// the diagnostics of the first call are reported.
pub(crate) fn set_balanced(
    setter: &Setter<'_>,
    form: &ParagraphShape,
    set: impl Fn(&Setter<'_>, &ParagraphShape) -> Vec<ComposedLine>,
) -> Vec<ComposedLine> {
    let mut lines = set(setter, form);
    if !(2..=MOST_LINES).contains(&lines.len()) {
        return lines;
    }
    let quiet = setter.quiet();
    let mut per_cent = 100 - STEP;
    while per_cent >= NARROWEST {
        let measure = form.measure.scaled(per_cent, 100);
        let mut narrower = set(&quiet, &ParagraphShape { measure, ..*form });
        if narrower.len() > lines.len() || narrower.iter().any(|line| line.hyphenated || line.line.width() > measure) {
            break;
        }
        let moved = match form.align {
            Align::Center => (form.measure - measure) / 2,
            Align::Right => form.measure - measure,
            Align::Left | Align::Justified => Length::ZERO,
        };
        narrower.iter_mut().for_each(|line| line.x += moved);
        lines = narrower;
        per_cent -= STEP;
    }
    lines
}
