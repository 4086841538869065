//! Chooses where a column is cut into pages, at least cost over the whole division.
//!
//! Each place where a page can begin, together with how many lines of the notes called before it are already printed, is
//! a state. From a state every possible end of the page is tried: the text up to there and the notes that it calls must
//! fit; if the notes do not, the last of them may be split, with two lines at least on either side, and never so that a
//! note begins after the page of its call. Each page has its price: white at its foot by the square of the lines, a widow
//! or an orphan, a stranded heading, a split note. The cheapest way to the end of the column gives all pages at once
//! (Plass, "Optimal pagination techniques for automatic typesetting systems", Stanford 1981: the shortest path through
//! the feasible breaks). Footnotes, widows and headings are thus weighed against one another, not one after the other.
//!
//! Only ends within a few lines of the fullest one are tried, so that the cost grows with the length of the text.
use std::collections::BTreeMap;

use crate::units::Length;

use super::super::galley::{FORBIDDEN, FORCED, Slug};

/// The room on a page.
#[derive(Clone, Copy, Debug)]
pub(in crate::typeset) struct Room {
    /// Of the type area, notes included.
    pub(in crate::typeset) height: Length,
    /// From baseline to baseline of the text.
    pub(in crate::typeset) leading: Length,
    /// White and rule above the first note.
    pub(in crate::typeset) gap: Length,
}

/// What one page holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::typeset) struct Cut {
    /// Its slugs.
    pub(in crate::typeset) slugs: std::ops::Range<usize>,
    /// Its note lines: their places in the sequence of all note lines of the column.
    pub(in crate::typeset) notes: std::ops::Range<usize>,
}

/// The price of a line's worth of white at a foot, to be squared.
const SHORT: i64 = 3_000;
/// The price of a split note.
const SPLIT: i64 = 60_000;
/// The price of a last page with almost nothing on it.
const STUB: i64 = 5_000;
/// How many lines a page may be shorter than the fullest way to end it.
const WINDOW: i64 = 8;
/// Lines of a split note on either side.
const SPLIT_LINES: usize = 2;

/// Note lines of a column in the order of their calls.
#[derive(Debug, Default)]
pub(in crate::typeset) struct NoteLines {
    /// By line: the height up to it.
    heights: Vec<Length>,
    /// By line: whether a note begins with it.
    begins: Vec<bool>,
}

impl NoteLines {
    /// From the slugs of each note, in order.
    pub(in crate::typeset) fn new(notes: &[Vec<Slug>]) -> Self {
        let mut lines = Self { heights: vec![Length::ZERO], begins: Vec::new() };
        for note in notes {
            for (at, slug) in note.iter().enumerate() {
                let top = *lines.heights.last().unwrap_or(&Length::ZERO);
                lines.heights.push(top + slug.height + slug.before);
                lines.begins.push(at == 0);
            }
        }
        lines
    }

    fn height(&self, lines: std::ops::Range<usize>) -> Length {
        self.heights[lines.end] - self.heights[lines.start]
    }

    /// The first line of the note that line `at` belongs to.
    fn note_of(&self, at: usize) -> usize {
        (0..=at).rev().find(|&line| self.begins[line]).unwrap_or(0)
    }

    /// The line after the last of the note that line `at` belongs to.
    fn note_end(&self, at: usize) -> usize {
        (at + 1..self.begins.len()).find(|&line| self.begins[line]).unwrap_or(self.begins.len())
    }
}

/// The cheapest way to a state.
#[derive(Clone, Copy, Debug)]
struct Way {
    cost: i64,
    from: (usize, usize),
}

/// Cuts a column into pages. `called[i]` is how many note lines are called by the slugs before slug `i` (one more entry than slugs).
pub(in crate::typeset) fn cut(slugs: &[Slug], called: &[usize], notes: &NoteLines, room: &Room) -> Vec<Cut> {
    let tops: Vec<Length> = std::iter::once(Length::ZERO)
        .chain(slugs.iter().scan(Length::ZERO, |sum, slug| {
            *sum += slug.before + slug.height;
            Some(*sum)
        }))
        .collect();
    let builder = Builder { slugs, called, notes, room, tops };
    let mut ways: BTreeMap<(usize, usize), Way> = BTreeMap::from([((0, 0), Way { cost: 0, from: (0, 0) })]);
    let end = (slugs.len(), called.last().copied().unwrap_or(0));
    let mut done: BTreeMap<(usize, usize), Way> = BTreeMap::new();
    while let Some((state, way)) = ways.pop_first() {
        done.insert(state, way);
        if state == end {
            break;
        }
        for (next, cost) in builder.pages_from(state) {
            let total = way.cost.saturating_add(cost);
            let entry = ways.entry(next).or_insert(Way { cost: i64::MAX, from: state });
            if total < entry.cost {
                *entry = Way { cost: total, from: state };
            }
        }
    }
    let mut cuts = Vec::new();
    let mut state = end;
    while state != (0, 0) {
        let Some(way) = done.get(&state) else { break };
        cuts.push(Cut { slugs: way.from.0..state.0, notes: way.from.1..state.1 });
        state = way.from;
    }
    cuts.reverse();
    cuts
}

struct Builder<'a> {
    slugs: &'a [Slug],
    called: &'a [usize],
    notes: &'a NoteLines,
    room: &'a Room,
    /// By slug: the height of all before it, their white included.
    tops: Vec<Length>,
}

impl Builder<'_> {
    /// All sensible pages that begin at a state: the state after each, and its price.
    fn pages_from(&self, (first, printed): (usize, usize)) -> Vec<((usize, usize), i64)> {
        let mut pages = Vec::new();
        let count = self.slugs.len();
        let repeated: Length = self
            .slugs
            .get(first)
            .and_then(|slug| slug.repeat.as_ref())
            .map_or(Length::ZERO, |head| head.iter().map(|slug| slug.height).sum());
        let dropped = self.slugs.get(first).map_or(Length::ZERO, |slug| slug.before);
        // A page of notes only: what is left of them when the text has ended.
        if first == count {
            let lines = self.fitting(printed, self.called[count], self.room.height - self.room.gap);
            return vec![((count, lines.max(printed + 1).min(self.called[count])), SPLIT)];
        }
        for last in first + 1..=count {
            let text = self.tops[last] - self.tops[first] - dropped + repeated;
            let forced = self.slugs.get(last).is_some_and(|slug| slug.cost == FORCED);
            if text > self.room.height && last > first + 1 {
                break;
            }
            if let Some(page) = self.page((first, printed), last, text) {
                pages.push(page);
            }
            if forced {
                pages.retain(|((end, _), _)| *end == last);
                break;
            }
        }
        if pages.is_empty() {
            // One slug that is too high, or notes that never fit: the page is overfull rather than lost.
            let last = first + 1;
            let begun = self.called[last];
            let lines = self.fitting(printed, begun, (self.room.height - self.room.gap).max(Length::ZERO));
            return vec![((last, lines.max(self.least(printed, last))), FORBIDDEN * 10)];
        }
        // The emptiest pages are hopeless unless they end the column.
        let fullest =
            pages.iter().map(|&((end, lines), _)| self.used(first, printed, end, lines, dropped, repeated)).max().unwrap_or(Length::ZERO);
        let window = self.room.leading * WINDOW;
        let near: Vec<_> = pages
            .iter()
            .copied()
            .filter(|&((end, lines), cost)| {
                end == count || (cost < FORBIDDEN && self.used(first, printed, end, lines, dropped, repeated) + window >= fullest)
            })
            .collect();
        if near.is_empty() { pages } else { near }
    }

    fn used(&self, first: usize, printed: usize, last: usize, lines: usize, dropped: Length, repeated: Length) -> Length {
        let notes = if lines > printed { self.notes.height(printed..lines) + self.room.gap } else { Length::ZERO };
        self.tops[last] - self.tops[first] - dropped + repeated + notes
    }

    /// The page from `first` up to `last`, if it is possible, and its price.
    fn page(&self, (first, printed): (usize, usize), last: usize, text: Length) -> Option<((usize, usize), i64)> {
        let count = self.slugs.len();
        let called = self.called[last];
        let left = self.room.height - text;
        let mut cost = 0;
        let (lines, notes) = if called == printed {
            (printed, Length::ZERO)
        } else {
            let whole = self.notes.height(printed..called) + self.room.gap;
            if whole <= left {
                (called, whole)
            } else {
                let lines = self.split(printed, called, left - self.room.gap)?;
                if lines < self.least(printed, last) {
                    return None;
                }
                cost += SPLIT;
                (lines, self.notes.height(printed..lines) + self.room.gap)
            }
        };
        if text + notes > self.room.height {
            return None;
        }
        let short = (self.room.height - text - notes).0 / self.room.leading.0.max(1);
        if last == count {
            if lines < called {
                cost += SPLIT;
            }
            let rows = (text + notes).0 / self.room.leading.0.max(1);
            if first > 0 && rows < 5 {
                cost += STUB * (5 - rows);
            }
        } else {
            let next = &self.slugs[last];
            if next.cost == FORCED {
                return Some(((last, lines), cost));
            }
            cost += next.cost + SHORT * short * short;
        }
        Some(((last, lines), cost))
    }

    /// How many of the note lines up to `called` fit into `height`.
    fn fitting(&self, printed: usize, called: usize, height: Length) -> usize {
        let mut lines = printed;
        while lines < called && self.notes.height(printed..lines + 1) <= height {
            lines += 1;
        }
        lines
    }

    /// Where the notes are split so that they fit into `height`: two lines at least on either side, as low as possible.
    fn split(&self, printed: usize, called: usize, height: Length) -> Option<usize> {
        let fit = self.fitting(printed, called, height);
        (printed..=fit).rev().find(|&lines| {
            if lines == called {
                return true;
            }
            if lines == printed {
                return false;
            }
            let start = self.notes.note_of(lines);
            let end = self.notes.note_end(lines);
            // Between two notes there is nothing to split; the next one then begins too late, which `least` sees.
            start == lines || (lines - start.max(printed) >= SPLIT_LINES && end - lines >= SPLIT_LINES)
        })
    }

    /// The least number of note lines after a page that ends before slug `last`: every note called on it has begun.
    fn least(&self, printed: usize, last: usize) -> usize {
        match self.called[last] {
            0 => 0,
            called if called > printed => {
                let start = self.notes.note_of(called - 1).max(printed);
                (start + 1).min(called)
            }
            called => called,
        }
    }
}
