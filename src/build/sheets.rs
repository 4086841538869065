//! How many sheets of paper a book takes, what would save one, and the setting that does.
//!
//! A sheet is saved if the pages on it are: those with the fewest lines, each at the end of a chapter, whose lines would have to be set
//! elsewhere. An edition with `fit = true` is set a little closer, in steps that the eye accepts, until it is a sheet less: first the
//! leading gives way and the lines become longer, then the letters become smaller. The smallest step that is enough is taken, and none if
//! even the last is not.
use std::collections::BTreeSet;

use crate::document::NodeId;
use crate::edition::{Design, Edition};
use crate::resolve::Book;
use crate::typeset::{PageItem, Pages, Placed, Role, typeset};
use crate::units::Length;

use super::{Shop, Timings};

/// What a number of pages comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheets {
    /// Of the book.
    pub pages: usize,
    /// How many pages are printed on a sheet, on both sides.
    pub pages_per_sheet: usize,
    /// How many lines would have to be saved for a sheet less; none if that is more than a few.
    pub lines_to_save: Option<usize>,
}

/// More lines than that, and it is another book.
const FEW_LINES: usize = 40;

impl Sheets {
    /// Counts the pages of an edition.
    #[must_use]
    pub fn of(book: &Book<'_>, pages: &Pages) -> Self {
        let pages_per_sheet = book.edition.pages_per_sheet();
        let mut sheets = Self { pages: pages.pages.len(), pages_per_sheet, lines_to_save: None };
        // So many pages more than the sheets before the last hold.
        let over = match sheets.pages % pages_per_sheet {
            0 => pages_per_sheet,
            over => over,
        };
        let mut last_pages = last_pages(book, pages);
        if sheets.pages > pages_per_sheet && last_pages.len() >= over {
            last_pages.sort_unstable();
            sheets.lines_to_save = Some(last_pages.iter().take(over).sum()).filter(|lines| *lines <= FEW_LINES);
        }
        sheets
    }

    /// How many sheets.
    #[must_use]
    pub const fn sheets(&self) -> usize {
        self.pages.div_ceil(self.pages_per_sheet)
    }

    /// How many pages of the last sheet stay blank.
    #[must_use]
    pub const fn blank(&self) -> usize {
        self.sheets() * self.pages_per_sheet - self.pages
    }
}

impl std::fmt::Display for Sheets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
        write!(f, "{}, {}", plural(self.pages, "page"), plural(self.sheets(), "sheet"))?;
        if self.blank() > 0 {
            write!(f, ", {} blank", self.blank())?;
        }
        match self.lines_to_save {
            Some(lines) => write!(f, "; {} fewer {} a sheet", plural(lines, "line"), if lines == 1 { "saves" } else { "save" }),
            None => Ok(()),
        }
    }
}

/// How many lines stand on the last page of each chapter that has more than one.
fn last_pages(book: &Book<'_>, pages: &Pages) -> Vec<usize> {
    let tops: BTreeSet<NodeId> = book.resolution.contents.iter().map(|entry| entry.node).collect();
    let begins: BTreeSet<usize> = pages.places.iter().filter(|(node, ..)| tops.contains(node)).map(|(_, page, _)| *page).collect();
    let lines = |page: usize| {
        let lines = pages.pages[page].items.iter().filter(|placed| matches!(placed.role, Role::Content(_) | Role::Made(_)));
        let column = |placed: &Placed| pages.pages[page].column(&book.edition.design, placed.at);
        let places = lines.filter(|placed| matches!(placed.item, PageItem::Line(_))).map(|placed| (column(placed), placed.at.y));
        places.collect::<BTreeSet<(usize, Length)>>().len()
    };
    let fixed = |item: &PageItem| match item {
        PageItem::Artwork { .. } => true,
        PageItem::Line(line) => line.turned,
        PageItem::Rule(_) | PageItem::QrCode { .. } | PageItem::Link { .. } | PageItem::Anchor(_) => false,
    };
    let whole = |page: usize| pages.pages[page].items.iter().any(|placed| fixed(&placed.item));
    let ends = begins.iter().skip(1).copied().chain([pages.pages.len()]);
    let last = begins.iter().zip(ends).filter_map(|(first, end)| {
        let last = (*first..end).rev().find(|page| lines(*page) > 0)?;
        (last > *first && !whole(last)).then(|| lines(last))
    });
    last.collect()
}

/// In how many steps a book is set closer.
const STEPS: i64 = 12;
/// In thousandths: the most that lines become longer, leading and letters smaller.
const WIDER: i64 = 40;
const CLOSER: i64 = 45;
const SMALLER: i64 = 30;
/// The least leading, in thousandths of the size.
const LEAST_LEADING: i64 = 1170;

/// A design after a step: what gives way is hardly seen (InDesign's and TeX's users accept two per cent without a thought), and never
/// below the least size of a design.
fn closer(design: &Design, step: i64) -> Design {
    let mut own = design.clone();
    let part = |most: i64, from: i64| most * (step - from).max(0) / (STEPS - from);
    let measure = design.measure();
    let wider = measure.scaled(part(WIDER, 0), 1000).min(design.margins.outer / 5);
    own.margins.outer = design.margins.outer - wider;
    own.size = design.size - design.size.scaled(part(SMALLER, STEPS / 3), 1000);
    let floor = own.size.scaled(LEAST_LEADING, 1000).min(design.leading);
    own.leading = (design.leading - design.leading.scaled(part(CLOSER, 0), 1000)).max(floor);
    own
}

/// The least size that a book is made smaller to.
fn legible(design: &Design) -> bool {
    design.size >= Length::from_pt(8.5)
}

impl Shop<'_> {
    /// Sets an edition closer if that saves a sheet; gives the edition that does, its pages, and what was done.
    pub(super) fn fitted(&self, book: &Book<'_>, pages: Pages) -> (Edition, Pages, Timings, String) {
        let mut timings = Timings::default();
        let before = Sheets::of(book, &pages);
        let goal = (before.sheets().saturating_sub(1)) * before.pages_per_sheet;
        let steps = (1..=STEPS).rfind(|step| legible(&closer(&book.edition.design, *step))).unwrap_or(0);
        let as_it_is = |timings, why: &str| (book.edition.clone(), timings, format!("{}: {before}{why}", book.edition.name));
        let mut found: Option<(i64, Edition, Pages)> = None;
        if goal > 0 && steps > 0 {
            let mut try_step = |step: i64| {
                let edition = Edition { design: closer(&book.edition.design, step), ..book.edition.clone() };
                let unheard = crate::diagnostic::Sink::default();
                let book = Book { edition: &edition, ..*book };
                let pages = timings.take("fit", || typeset(&book, self.fonts, self.gallery, &unheard));
                (pages.pages.len() <= goal && crate::typeset::faults(&pages, &book).is_empty()).then_some((step, edition, pages))
            };
            // The last step first: if it is not enough, no other is.
            found = try_step(steps);
            let (mut least, mut most) = (0, steps);
            while found.is_some() && most - least > 1 {
                let middle = i64::midpoint(least, most);
                match try_step(middle) {
                    Some(better) => {
                        found = Some(better);
                        most = middle;
                    }
                    None => least = middle,
                }
            }
        }
        let Some((_, edition, pages)) = found.filter(|_| goal > 0) else {
            let (edition, timings, said) = as_it_is(timings, "; no setting that the eye accepts saves a sheet");
            return (edition, pages, timings, said);
        };
        let after = Sheets { pages: pages.pages.len(), lines_to_save: None, ..before };
        let design = &edition.design;
        let said = format!(
            "{}: {after}, set {} on {} points with lines of {} mm; as designed it would be {before}",
            edition.name,
            decimal(design.size.to_pt()),
            decimal(design.leading.to_pt()),
            decimal(design.measure().to_pt() * 25.4 / 72.0),
        );
        (edition, pages, timings, said)
    }
}

fn decimal(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_told_as_people_say_it() {
        let sheets = |pages, lines_to_save| Sheets { pages, pages_per_sheet: 4, lines_to_save }.to_string();
        assert_eq!(sheets(47, Some(3)), "47 pages, 12 sheets, 1 blank; 3 lines fewer save a sheet");
        assert_eq!(sheets(4, None), "4 pages, 1 sheet");
        assert_eq!(sheets(1, Some(1)), "1 page, 1 sheet, 3 blank; 1 line fewer saves a sheet");
    }

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
