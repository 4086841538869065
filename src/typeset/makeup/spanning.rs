//! Figures and tables that are too wide for a column. Such an item spans all columns at the head of a page: the page of its call or the
//! next one. The columns of that page become lower, and the text around the call closes up. The item neither leaves its section nor passes
//! another figure or table. If no page will do, it stays in its column; the galley has it in that form too.
//!
//! An item at a head moves all the calls after it. So the items are placed one by one, in order. For each, the column is cut again. The
//! result counts only if all earlier calls are still on their pages, with no other figure or table between a call and its item.
use std::ops::Range;

use super::builder::{CutColumn, PageRoom, cut};
use super::note_lines::NoteLines;
use super::plan::Heights;
use super::strip::{Strip, StripColumn};
use crate::diagnostic::Sink;
use crate::typeset::galley::slug::{Slug, SlugPlace, SpanningItem};
use crate::units::Length;

/// The least number of lines of text in a column below a spanning item.
const LEFT_BELOW: i64 = 8;

/// An item that spans all columns at the head of a page.
#[derive(Debug)]
pub(crate) struct PlacedSpanning {
    /// The number of its page, counted from 0.
    pub(crate) page: usize,
    pub(crate) slug: Slug,
    /// The number of its call, and the page of the call.
    call: (u32, usize),
}

/// Places the spanning items of a galley.
pub(crate) struct SpanningItems<'a> {
    pub(crate) columns: usize,
    pub(crate) notes: &'a NoteLines,
    pub(crate) room: PageRoom<'a>,
}

/// A column from which one spanning item has been taken out.
#[derive(Clone)]
struct RemainingText {
    column: StripColumn,
    /// The number of the item's call.
    call: u32,
    /// The slug after its call.
    after: usize,
}

impl RemainingText {
    /// The same text with a forced break after the call. The item then stands at the head of the next page, before the text that follows
    /// its call, even if that text begins with a heading.
    fn broken(&self) -> Self {
        let mut text = self.clone();
        let others = text.column.variants.iter_mut().filter(|variant| variant.range.start == self.after);
        let first = others.filter_map(|variant| variant.slugs.first_mut()).chain(text.column.slugs.get_mut(self.after));
        first.for_each(|slug| slug.begin_page());
        text
    }
}

/// A place found for an item.
struct SpanningPlace {
    page: usize,
    called: usize,
    text: RemainingText,
    lower: Vec<Length>,
}

impl SpanningItems<'_> {
    /// Takes out of the column all items that can span the columns, and returns them with their pages. `lower` says by how much each column
    /// begins lower than the top of the type area; it is updated. Reports the diagnostics of each item.
    pub(crate) fn stand(
        &self,
        column: &mut StripColumn,
        wides: Vec<SpanningItem>,
        lower: &mut Vec<Length>,
        sink: &Sink,
    ) -> Vec<PlacedSpanning> {
        let mut standing: Vec<PlacedSpanning> = Vec::new();
        let mut gone = 0;
        for (number, wide) in (0..).zip(wides) {
            let range = wide.range.start - gone..wide.range.end - gone;
            let text = without(column, &range, &wide, number);
            let [if_spanning, if_in_column] = wide.told;
            let diagnostic = match text.and_then(|text| self.find_place(&text, &wide.slug, &standing, lower)) {
                Some(SpanningPlace { page, called, text, lower: lowered }) => {
                    gone += range.len();
                    (*column, *lower) = (text.column, lowered);
                    standing.push(PlacedSpanning { page, slug: wide.slug, call: (text.call, called) });
                    if_spanning
                }
                None => if_in_column,
            };
            diagnostic.into_iter().for_each(|diagnostic| sink.report(diagnostic));
        }
        standing
    }

    /// Looks for a page at whose head an item can stand. Tries the page of its call, the next page, and the next page with a forced break
    /// after the call.
    fn find_place(&self, text: &RemainingText, slug: &Slug, standing: &[PlacedSpanning], lower: &[Length]) -> Option<SpanningPlace> {
        let called = self.page_of(text.call, &self.cut(text, lower))?;
        let opened = lower.first().is_some_and(|lower| *lower > Length::ZERO);
        let earliest = standing.last().map_or(usize::from(opened), |last| last.page);
        let broken = text.broken();
        let ways = [(text, called), (text, called + 1), (&broken, called + 1)];
        ways.into_iter().filter(|(_, page)| *page >= earliest).find_map(|(text, page)| {
            let lower = self.lowered(page, slug.height, lower)?;
            let made = self.cut(text, &lower);
            let stays = |(call, at): (u32, usize)| self.page_of(call, &made) == Some(at);
            let fits = stays((text.call, called))
                && standing.iter().all(|other| stays(other.call) && self.is_open(other.call.0, (other.call.1, other.page), &made))
                && page * self.columns < made.cuts.len()
                && self.is_open(text.call, (called, page), &made)
                && !self.is_white(called, &made, &lower);
            fits.then(|| SpanningPlace { page, called, text: text.clone(), lower })
        })
    }

    fn cut(&self, text: &RemainingText, lower: &[Length]) -> CutColumn {
        cut(text.column.clone(), self.notes, &PageRoom { lower, ..self.room })
    }

    /// `lower` with the columns of a page lowered by `by` more. `None` if too little text would fit below.
    fn lowered(&self, page: usize, by: Length, lower: &[Length]) -> Option<Vec<Length>> {
        let mut lower = lower.to_vec();
        let own = page * self.columns..(page + 1) * self.columns;
        lower.resize(lower.len().max(own.end), Length::ZERO);
        lower[own.clone()].iter_mut().for_each(|lower| *lower += by);
        let left = self.room.height - lower[own.start];
        (left >= self.room.leading * LEFT_BELOW).then_some(lower)
    }

    /// The page of a call. `None` if the column has no such call.
    fn page_of(&self, call: u32, made: &CutColumn) -> Option<usize> {
        let at = made.slugs.iter().position(|slug| slug.calls_spanning == Some(call))?;
        Some(made.cuts.iter().position(|cut| cut.slugs.contains(&at))? / self.columns)
    }

    /// The slugs of a page.
    fn slugs(&self, page: usize, made: &CutColumn) -> Range<usize> {
        let cuts = made.cuts.iter().skip(page * self.columns).take(self.columns);
        cuts.map(|cut| cut.slugs.clone()).reduce(|all, cut| all.start..cut.end).unwrap_or(0..0)
    }

    /// Whether more than two fifths of the last column of a page is white, though the text goes on.
    fn is_white(&self, page: usize, made: &CutColumn, lower: &[Length]) -> bool {
        let column = (page + 1) * self.columns - 1;
        let Some(cut) = made.cuts.get(column).filter(|_| column + 1 < made.cuts.len()) else { return false };
        let height = self.room.height - lower.get(column).copied().unwrap_or(Length::ZERO);
        Heights::of(made, cut, self.notes, &self.room).white(height) > height * 2 / 5
    }

    /// Whether no heading, table or other figure stands between a call on page `called` and the head of `page`, which is the same page or
    /// the next. Neither page may have figures at a head or foot.
    fn is_open(&self, call: u32, (called, page): (usize, usize), made: &CutColumn) -> bool {
        let Some(at) = made.slugs.iter().position(|slug| slug.calls_spanning == Some(call)) else { return false };
        let own = self.slugs(called, made);
        let between = if page == called { own.start..at + 1 } else { at + 1..own.end };
        let plain = |page: usize| {
            let cuts = made.cuts.iter().skip(page * self.columns).take(self.columns);
            made.slugs[self.slugs(page, made)].iter().all(|slug| slug.stand == SlugPlace::Stream)
                && cuts.into_iter().all(|cut| cut.floats.is_empty() && !cut.holds)
        };
        made.slugs[between].iter().all(|slug| !slug.bars && !slug.begins_table) && plain(called) && plain(page)
    }
}

/// The column without the slugs of an item, and with its number at its call. `None` if nothing stands before the item.
fn without(column: &StripColumn, range: &Range<usize>, wide: &SpanningItem, number: u32) -> Option<RemainingText> {
    let closed_up = |slug: &mut Strip| slug.before = (slug.before - wide.less).max(Length::ZERO);
    let mut slugs = column.slugs.clone();
    slugs.drain(range.clone());
    let before = slugs.get_mut(range.start.checked_sub(1)?)?;
    // Items called in the same line share a number.
    let call = *before.calls_spanning.get_or_insert(number);
    slugs.get_mut(range.start).into_iter().for_each(closed_up);
    let mut variants = Vec::with_capacity(column.variants.len());
    for variant in &column.variants {
        let mut variant = variant.clone();
        if variant.range.start >= range.end {
            if variant.range.start == range.end {
                variant.slugs.first_mut().into_iter().for_each(closed_up);
            }
            variant.range = variant.range.start - range.len()..variant.range.end - range.len();
        } else if variant.range.end > range.start {
            continue;
        } else if variant.range.end == range.start {
            variant.slugs.last_mut().into_iter().for_each(|slug| slug.calls_spanning = Some(call));
        }
        variants.push(variant);
    }
    Some(RemainingText { column: StripColumn { slugs, variants }, call, after: range.start })
}
