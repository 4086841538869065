//! The lines of a column's notes as one sequence, in the order of their calls. The builder asks how high a range of them is, how many fit,
//! and where a note may be split.
//!
//! If notes run on, several short notes share a row. A note joins the row before it if the note has a single line, if the row holds only
//! such notes of the same page, and if there is room. So the height of a page's notes depends on the line with which they begin.
//!
//! In the names below, `printed` is the number of note lines of the column on the pages before, and `called` is the number of note lines
//! called up to a point in the text. Both are also indices of lines.
use std::ops::Range;

use crate::typeset::galley::slug::{SetNote, Slug, SlugItem};
use crate::typeset::model::page::PageItem;
use crate::units::Length;

/// The least number of lines of a split note on each page.
const SPLIT_LINES: usize = 2;

/// White between two notes in one row, in hundredths of their leading.
const QUAD: i64 = 125;

/// The lines of a note, and its variants.
#[derive(Debug)]
struct NoteBlock {
    lines: Range<usize>,
    /// For each variant: its price, and how much higher it is than the usual way. Negative if it is lower.
    others: Vec<(i64, Length)>,
}

/// A choice of variants for the notes of a page. An extra line may make the notes fill the page, and a line less may make room for another
/// line of text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Reset {
    pub(crate) chosen: Vec<ChosenVariant>,
    pub(crate) price: i64,
    /// How much higher the notes become. Negative if they become lower.
    pub(crate) change: Length,
}

/// A variant of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ChosenVariant {
    /// The index of the note among the notes of the column.
    pub(crate) note: usize,
    /// The index of the variant among those of the note.
    pub(crate) variant: usize,
}

/// A variant that may be chosen. Those that cost less come first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct VariantCandidate {
    price: i64,
    /// How much higher the note becomes. Negative if it becomes lower.
    change: Length,
    chosen: ChosenVariant,
}

/// Note lines of a column in the order of their calls.
#[derive(Debug, Default)]
pub(crate) struct NoteLines {
    /// For each line: the height of all lines before it. One more entry than lines.
    heights: Vec<Length>,
    /// For each line: whether a note begins with it.
    begins: Vec<bool>,
    /// The lines with which notes begin.
    starts: Vec<usize>,
    /// For each line: its right end from the left of the measure, if the line is a whole note and can share a row.
    ends: Vec<Option<Length>>,
    /// The measure of shared rows. `None` if notes do not run on.
    shared: Option<Length>,
    notes: Vec<NoteBlock>,
    /// For each note: how much the variants of all notes before it add and take at most. One more entry than notes.
    reach: Vec<ResetReach>,
}

/// How far variants change the height of notes, if each note has the one that changes it most.
#[derive(Clone, Copy, Debug, Default)]
struct ResetReach {
    /// The most that they add.
    added: Length,
    /// The most that they take. Zero or negative.
    taken: Length,
}

impl NoteLines {
    /// Collects the lines of the notes, which are in the order of their calls. Short notes share rows of the measure `shared`, if there is
    /// one; then the variants of the notes are not used.
    pub(crate) fn new(notes: &[SetNote], shared: Option<Length>) -> Self {
        let mut lines = Self { heights: vec![Length::ZERO], shared, reach: vec![ResetReach::default()], ..Self::default() };
        for SetNote { slugs: note, others } in notes {
            let first = lines.count();
            let high = |slugs: &[Slug]| slugs.iter().map(|slug| slug.height + slug.before).sum::<Length>();
            let own = high(note);
            let others: Vec<(i64, Length)> =
                others.iter().filter(|_| shared.is_none()).map(|(price, slugs)| (*price, high(slugs) - own)).collect();
            let before = lines.reach.last().copied().unwrap_or_default();
            let changes = || others.iter().map(|(_, change)| *change);
            lines.reach.push(ResetReach {
                added: before.added + changes().fold(Length::ZERO, Length::max),
                taken: before.taken + changes().fold(Length::ZERO, Length::min),
            });
            lines.notes.push(NoteBlock { lines: first..first + note.len(), others });
            for (at, slug) in note.iter().enumerate() {
                let top = *lines.heights.last().unwrap_or(&Length::ZERO);
                lines.heights.push(top + slug.height + slug.before);
                lines.starts.extend((at == 0).then_some(lines.begins.len()));
                lines.begins.push(at == 0);
                lines.ends.push(if note.len() == 1 { end(slug) } else { None });
            }
        }
        lines
    }

    /// The lines from line `from` on, without variants of the notes.
    pub(crate) fn rest(&self, from: usize) -> Self {
        let top = self.heights[from];
        Self {
            heights: self.heights[from..].iter().map(|height| *height - top).collect(),
            begins: self.begins[from..].to_vec(),
            starts: self.starts[self.starts.partition_point(|start| *start < from)..].iter().map(|start| start - from).collect(),
            ends: self.ends[from..].to_vec(),
            shared: self.shared,
            notes: Vec::new(),
            reach: vec![ResetReach::default()],
        }
    }

    /// The number of lines.
    pub(crate) fn count(&self) -> usize {
        self.begins.len()
    }

    /// The height of some lines on one page, with shared rows counted once.
    pub(crate) fn height(&self, lines: Range<usize>) -> Length {
        let whole = self.heights[lines.end] - self.heights[lines.start];
        if self.shared.is_none() {
            return whole;
        }
        let joined = lines.clone().zip(self.joined(lines)).filter(|(_, joined)| joined.is_some());
        whole - joined.map(|(line, _)| self.line(line)).sum()
    }

    /// The height of one line.
    fn line(&self, line: usize) -> Length {
        self.heights[line + 1] - self.heights[line]
    }

    /// For each line of the notes of a page: its left end in the row of the line before it, or `None` if it begins a row.
    pub(crate) fn joined(&self, lines: Range<usize>) -> impl Iterator<Item = Option<Length>> {
        let mut row: Option<Length> = None;
        lines.map(move |line| {
            let (Some(measure), Some(end)) = (self.shared, self.ends[line]) else {
                row = None;
                return None;
            };
            let at = row.map(|row| row + self.line(line).scaled(QUAD, 100)).filter(|&at| at + end <= measure);
            row = Some(at.unwrap_or(Length::ZERO) + end);
            at
        })
    }

    /// How much white may be added between the notes of a page to fill it: half a line above each note but the first.
    pub(crate) fn give(&self, lines: Range<usize>) -> Length {
        let rows = lines.clone().zip(self.joined(lines)).skip(1).filter(|(line, joined)| self.begins[*line] && joined.is_none());
        rows.map(|(line, _)| self.line(line) / 2).sum()
    }

    /// The indices of the notes that lie wholly within some lines.
    fn whole(&self, lines: &Range<usize>) -> Range<usize> {
        let first = self.notes.partition_point(|note| note.lines.start < lines.start);
        let end = self.notes.partition_point(|note| note.lines.end <= lines.end);
        first..end.max(first)
    }

    /// Chooses variants of the notes of a page that change their height by `least` to `most`. Both are negative if the notes are to become
    /// lower. Takes the cheapest variant first, at most one of a note, and skips any that would change the height too much. `None` if the
    /// sum is never within the limits.
    fn reset(&self, lines: Range<usize>, least: Length, most: Length) -> Option<Reset> {
        let longer = most > Length::ZERO;
        let whole = self.whole(&lines);
        // Usually even all variants together do not change the height enough.
        if let (Some(from), Some(to)) = (self.reach.get(whole.start), self.reach.get(whole.end)) {
            let is_enough = if longer { to.added - from.added >= least } else { to.taken - from.taken <= most };
            if !is_enough {
                return None;
            }
        }
        let of_note = |note: usize| {
            let others = self.notes[note].others.iter().enumerate();
            others.map(move |(variant, &(price, change))| VariantCandidate { price, change, chosen: ChosenVariant { note, variant } })
        };
        let mut candidates: Vec<_> = whole.flat_map(of_note).filter(|candidate| (candidate.change > Length::ZERO) == longer).collect();
        candidates.sort_unstable();
        let mut reset = Reset::default();
        for VariantCandidate { price, change, chosen } in candidates {
            let sum = reset.change + change;
            if sum > most && longer || sum < least && !longer || reset.chosen.iter().any(|other| other.note == chosen.note) {
                continue;
            }
            reset = Reset { price: reset.price + price, change: sum, chosen: [reset.chosen, vec![chosen]].concat() };
            if (least..=most).contains(&sum) {
                return Some(reset);
            }
        }
        None
    }

    /// Variants that make the notes of a page lower by `over` at least, and by three times that at most.
    pub(crate) fn shorter(&self, lines: Range<usize>, over: Length) -> Option<Reset> {
        self.reset(lines, over * -3, Length::ZERO - over)
    }

    /// Variants that make the notes of a page higher, so that less than a line of `white` is left, apart from what can go between the
    /// notes. `None` if the white between the notes is enough.
    pub(crate) fn longer(&self, lines: Range<usize>, white: Length, leading: Length) -> Option<Reset> {
        let least = white - self.give(lines.clone()) - leading + Length(1);
        if least > Length::ZERO { self.reset(lines, least, white) } else { None }
    }

    /// The index and the lines of the note that begins with a line.
    pub(crate) fn beginning(&self, line: usize) -> Option<(usize, Range<usize>)> {
        let note = self.notes.partition_point(|note| note.lines.start < line);
        self.notes.get(note).filter(|note| note.lines.start == line).map(|found| (note, found.lines.clone()))
    }

    /// The index of the note that a line belongs to, and the lines of that note.
    pub(crate) fn note_at(&self, line: usize) -> Option<(usize, Range<usize>)> {
        let note = self.notes.partition_point(|note| note.lines.end <= line);
        self.notes.get(note).map(|found| (note, found.lines.clone()))
    }

    /// Whether a page that ends after `printed` lines splits a note.
    pub(crate) fn is_within(&self, printed: usize) -> bool {
        self.begins.get(printed).is_some_and(|begins| !begins)
    }

    /// The first line of the note that line `at` belongs to.
    fn note_of(&self, at: usize) -> usize {
        self.starts[..self.starts.partition_point(|start| *start <= at)].last().copied().unwrap_or(0)
    }

    /// The line after the last of the note that line `at` belongs to.
    fn note_end(&self, at: usize) -> usize {
        self.starts.get(self.starts.partition_point(|start| *start <= at)).copied().unwrap_or(self.begins.len())
    }

    /// The end of the lines from `printed` up to `called` that fit into `height`.
    pub(crate) fn fitting(&self, printed: usize, called: usize, height: Length) -> usize {
        if self.shared.is_some() {
            let mut left = height;
            let lines = (printed..called).zip(self.joined(printed..called));
            return lines
                .map_while(|(line, joined)| {
                    left -= if joined.is_some() { Length::ZERO } else { self.line(line) };
                    (left >= Length::ZERO).then_some(line + 1)
                })
                .last()
                .unwrap_or(printed);
        }
        let limit = self.heights[printed] + height;
        let most = self.heights[..=called].partition_point(|top| *top <= limit);
        most.saturating_sub(1).clamp(printed, called)
    }

    /// The last line before which the notes may be split so that those from `printed` on fit into `height`. A split note has at least two
    /// lines on each page. `None` if there is no such line.
    pub(crate) fn split(&self, printed: usize, called: usize, height: Length) -> Option<usize> {
        let fit = self.fitting(printed, called, height);
        (printed..=fit).rev().find(|&lines| {
            if lines == called {
                return true;
            }
            if lines == printed {
                return false;
            }
            let start = self.note_of(lines);
            let end = self.note_end(lines);
            // A break between two notes splits neither. The second may begin too late then; the caller checks that with `least`.
            start == lines || (lines - start.max(printed) >= SPLIT_LINES && end - lines >= SPLIT_LINES)
        })
    }

    /// How many note lines must be printed by the end of a page on which `called` lines are called, so that each note called on it begins
    /// on it.
    pub(crate) fn least(&self, printed: usize, called: usize) -> usize {
        if called > printed {
            let start = self.note_of(called - 1).max(printed);
            (start + 1).min(called)
        } else {
            called
        }
    }
}

/// The right end of the line of a slug, from the left of the measure. `None` unless the slug is a single line at the left, without white
/// above it and without a picture or rule.
fn end(slug: &Slug) -> Option<Length> {
    let mut end = None;
    for SlugItem { at, item, .. } in &slug.parts {
        match item {
            PageItem::Line(line) if end.is_none() && at.x < slug.height / 2 => end = Some(at.x + line.width()),
            PageItem::Line(_) | PageItem::Rule(_) | PageItem::Artwork { .. } | PageItem::QrCode { .. } => return None,
            PageItem::Link { .. } | PageItem::Anchor(_) => {}
        }
    }
    end.filter(|_| slug.before == Length::ZERO)
}
