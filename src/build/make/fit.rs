//! An edition with `fit = true` is set a little closer if that saves a sheet of paper.
//!
//! The design becomes closer in [`STEPS`] steps. First the leading shrinks and the lines become longer; from a third of the steps on, the
//! letters become smaller too. A binary search finds the smallest step that saves a sheet. If even the last step does not, the design stays
//! as it is.
use super::super::session::{Session, Timings};
use super::sheets::SheetCount;
use crate::diagnostic::Sink;
use crate::edition::{Design, Edition};
use crate::resolve::Book;
use crate::typeset::{Pages, faults, typeset};
use crate::units::Length;

/// The number of steps.
const STEPS: i64 = 12;
/// The largest increase of the measure, in thousandths.
const WIDER: i64 = 40;
/// The largest decrease of the leading, in thousandths.
const CLOSER: i64 = 45;
/// The largest decrease of the size of the letters, in thousandths.
const SMALLER: i64 = 30;
/// The smallest leading, in thousandths of the size.
const LEAST_LEADING: i64 = 1170;
/// The smallest size of the letters, in points.
const LEAST_SIZE: f64 = 8.5;

/// The result of fitting an edition to fewer sheets.
pub(in crate::build) struct FittedEdition {
    /// The edition with the design that was chosen.
    pub(in crate::build) edition: Edition,
    pub(in crate::build) pages: Pages,
    pub(super) timings: Timings,
    /// What was done, in a sentence.
    pub(super) fact: String,
}

impl Session<'_> {
    /// Sets an edition on one sheet less, if possible. `pages` are its pages as designed.
    pub(in crate::build) fn fit(&self, book: &Book<'_>, pages: Pages) -> FittedEdition {
        let mut timings = Timings::default();
        let before = SheetCount::of(book, &pages);
        let most_pages = (before.sheets().saturating_sub(1)) * before.pages_per_sheet;
        let steps = (1..=STEPS).rfind(|step| is_legible(&closer(&book.edition.design, *step))).unwrap_or(0);
        let mut found: Option<(Edition, Pages)> = None;
        if most_pages > 0 && steps > 0 {
            let mut try_step = |step: i64| {
                let edition = Edition { design: closer(&book.edition.design, step), ..book.edition.clone() };
                let book = Book { edition: &edition, ..*book };
                // The problems of the text were reported when it was typeset as designed.
                let pages = timings.time("fit", || typeset(&book, &self.fonts, &self.gallery, &Sink::default()));
                (pages.pages.len() <= most_pages && faults(&pages, &book).is_empty()).then_some((edition, pages))
            };
            found = try_step(steps);
            let (mut too_small, mut enough) = (0, steps);
            while found.is_some() && enough - too_small > 1 {
                let middle = i64::midpoint(too_small, enough);
                match try_step(middle) {
                    Some(better) => {
                        found = Some(better);
                        enough = middle;
                    }
                    None => too_small = middle,
                }
            }
        }
        let Some((edition, pages)) = found else {
            let fact = format!("{}: {before}; no acceptable setting saves a sheet", book.edition.name);
            return FittedEdition { edition: book.edition.clone(), pages, timings, fact };
        };
        let after = SheetCount { pages: pages.pages.len(), lines_to_save: None, ..before };
        let design = &edition.design;
        let fact = format!(
            "{}: {after}, set {} on {} points with lines of {} mm; as designed it would be {before}",
            edition.name,
            decimal(design.size.to_pt()),
            decimal(design.leading.to_pt()),
            decimal(design.measure().to_pt() * 25.4 / 72.0),
        );
        FittedEdition { edition, pages, timings, fact }
    }
}

/// A design after a step. Users of TeX and InDesign allow changes of this size; readers do not notice them.
fn closer(design: &Design, step: i64) -> Design {
    let mut closer = design.clone();
    let part = |most: i64, from: i64| most * (step - from).max(0) / (STEPS - from);
    let wider = design.measure().scaled(part(WIDER, 0), 1000).min(design.margins.outer / 5);
    closer.margins.outer = design.margins.outer - wider;
    closer.size = design.size - design.size.scaled(part(SMALLER, STEPS / 3), 1000);
    let least = closer.size.scaled(LEAST_LEADING, 1000).min(design.leading);
    closer.leading = (design.leading - design.leading.scaled(part(CLOSER, 0), 1000)).max(least);
    closer
}

fn is_legible(design: &Design) -> bool {
    design.size >= Length::from_pt(LEAST_SIZE)
}

fn decimal(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_is_closer_and_none_goes_too_far() {
        let design = Design::default();
        let mut last = design.clone();
        for step in 1..=STEPS {
            let own = closer(&design, step);
            assert!(own.leading <= last.leading && own.size <= last.size && own.measure() >= last.measure(), "step {step}");
            assert!(own.leading < last.leading || own.size < last.size || own.measure() > last.measure(), "step {step}");
            last = own;
        }
        let share = |now: Length, before: Length| now.to_pt() / before.to_pt();
        assert!(share(last.size, design.size) >= 0.97 && share(last.leading, design.leading) >= 0.95);
        assert!(share(last.measure(), design.measure()) <= 1.0401);
    }
}
