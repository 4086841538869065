//! Lines that are looked at rather than read: captions, titles, attributions. They are made about equally long, so that none ends in a
//! remnant of a word or two.
use super::composition::{Form, SetLine};
use crate::typeset::model::style::Align;
use crate::typeset::setter::Setter;
use crate::units::Length;

/// By how much of the measure the lines are narrowed at a time, in hundredths, and down to which measure.
const STEP: i64 = 4;
const NARROWEST: i64 = 48;

/// Sets a short text in as few lines as its measure allows, on the narrowest measure that asks for no more of them. `set` is called for each
/// measure that is tried; only the first time it is heard what it reports.
pub(crate) fn evened(setter: &Setter<'_>, form: &Form, set: impl Fn(&Setter<'_>, &Form) -> Vec<SetLine>) -> Vec<SetLine> {
    let mut lines = set(setter, form);
    if lines.len() < 2 {
        return lines;
    }
    let quiet = setter.quiet();
    let mut per_cent = 100 - STEP;
    while per_cent >= NARROWEST {
        let measure = form.measure.scaled(per_cent, 100);
        let mut narrower = set(&quiet, &Form { measure, ..*form });
        if narrower.len() > lines.len() || narrower.iter().any(|line| line.divided || line.line.width() > measure) {
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
