//! The lines of a column's notes as one sequence, in the order of their calls. Where notes run on, each note of less than a
//! line joins the row before it on its page if that holds nothing but such notes and has room: how high the notes of a page
//! are thus follows from the line with which its notes begin.
use std::ops::Range;

use crate::typeset::galley::slug::{SetNote, Slug};
use crate::typeset::model::page::PageItem;
use crate::units::Length;

/// Lines of a split note on either side.
const SPLIT_LINES: usize = 2;

/// White between two notes in one line, in hundredths of their leading: a quad.
const QUAD: i64 = 125;

/// The lines of a note, and how else it can be set.
#[derive(Debug)]
struct Note {
    lines: Range<usize>,
    /// How much worse each other way is, and how much higher.
    others: Vec<(i64, Length)>,
}

/// Notes of a page that are set otherwise than is best for them: a page may be full by a line that one of them has more, or hold another
/// line of text by one that it has less.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Reset {
    /// Their places among the notes of the column, each with the way in which it is set.
    pub(crate) chosen: Vec<(usize, usize)>,
    pub(crate) price: i64,
    /// How much higher the notes are for it.
    pub(crate) change: Length,
}

/// Note lines of a column in the order of their calls.
#[derive(Debug, Default)]
pub(crate) struct NoteLines {
    /// By line: the height up to it.
    heights: Vec<Length>,
    /// By line: whether a note begins with it.
    begins: Vec<bool>,
    /// By line: where it ends, if it is a whole note.
    ends: Vec<Option<Length>>,
    /// The measure that notes may share; none if they do not run on.
    shared: Option<Length>,
    notes: Vec<Note>,
}

impl NoteLines {
    /// From the slugs of each note, in order. Short ones share lines of the measure `shared`, if there is one.
    pub(crate) fn new(notes: &[SetNote], shared: Option<Length>) -> Self {
        let mut lines = Self { heights: vec![Length::ZERO], shared, ..Self::default() };
        for SetNote { slugs: note, others } in notes {
            let first = lines.count();
            let high = |slugs: &[Slug]| slugs.iter().map(|slug| slug.height + slug.before).sum::<Length>();
            let own = high(note);
            let others = others.iter().filter(|_| shared.is_none()).map(|(price, slugs)| (*price, high(slugs) - own)).collect();
            lines.notes.push(Note { lines: first..first + note.len(), others });
            for (at, slug) in note.iter().enumerate() {
                let top = *lines.heights.last().unwrap_or(&Length::ZERO);
                lines.heights.push(top + slug.height + slug.before);
                lines.begins.push(at == 0);
                lines.ends.push(if note.len() == 1 { end(slug) } else { None });
            }
        }
        lines
    }

    /// Those from a line on, each note set as it is best.
    pub(crate) fn rest(&self, from: usize) -> Self {
        let top = self.heights[from];
        Self {
            heights: self.heights[from..].iter().map(|height| *height - top).collect(),
            begins: self.begins[from..].to_vec(),
            ends: self.ends[from..].to_vec(),
            shared: self.shared,
            notes: Vec::new(),
        }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.begins.len()
    }

    /// How high the lines are together.
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

    /// For each line of the notes of a page: where it begins in the row before it, if it joins that.
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

    /// How much white may be added between the notes of a page, so that the page is full: half a line above each but
    /// the first.
    pub(crate) fn give(&self, lines: Range<usize>) -> Length {
        let rows = lines.clone().zip(self.joined(lines)).skip(1).filter(|(line, joined)| self.begins[*line] && joined.is_none());
        rows.map(|(line, _)| self.line(line) / 2).sum()
    }

    /// The notes that begin and end within some lines, by their places.
    fn whole(&self, lines: &Range<usize>) -> Range<usize> {
        let first = self.notes.partition_point(|note| note.lines.start < lines.start);
        let end = self.notes.partition_point(|note| note.lines.end <= lines.end);
        first..end.max(first)
    }

    /// Which notes of a page to set otherwise, so that all are higher (lower, if negative) by `least` at least and not by more than `most`:
    /// the cheapest first.
    fn reset(&self, lines: Range<usize>, least: Length, most: Length) -> Option<Reset> {
        let longer = most > Length::ZERO;
        let whole = self.whole(&lines);
        let ways =
            |note: usize| self.notes[note].others.iter().enumerate().map(move |(way, (price, change))| (*price, *change, (note, way)));
        let mut ways: Vec<_> = whole.flat_map(ways).filter(|(_, change, _)| (*change > Length::ZERO) == longer).collect();
        ways.sort_unstable();
        let mut reset = Reset::default();
        for (price, change, chosen) in ways {
            let sum = reset.change + change;
            if sum > most && longer || sum < least && !longer || reset.chosen.iter().any(|(note, _)| *note == chosen.0) {
                continue;
            }
            reset = Reset { price: reset.price + price, change: sum, chosen: [reset.chosen, vec![chosen]].concat() };
            if (least..=most).contains(&sum) {
                return Some(reset);
            }
        }
        None
    }

    /// How the notes of a page are lower by `over`.
    pub(crate) fn shorter(&self, lines: Range<usize>, over: Length) -> Option<Reset> {
        self.reset(lines, over * -3, Length::ZERO - over)
    }

    /// How the notes of a page fill `white`, so that less than a line of the text is left of it beside what is shared out among them.
    pub(crate) fn longer(&self, lines: Range<usize>, white: Length, leading: Length) -> Option<Reset> {
        let least = white - self.give(lines.clone()) - leading + Length(1);
        if least > Length::ZERO { self.reset(lines, least, white) } else { None }
    }

    /// The lines of a note and its place, if one begins with a line.
    pub(crate) fn beginning(&self, line: usize) -> Option<(usize, Range<usize>)> {
        let note = self.notes.partition_point(|note| note.lines.start < line);
        self.notes.get(note).filter(|note| note.lines.start == line).map(|found| (note, found.lines.clone()))
    }

    /// Whether a page that has printed that many lines broke off within a note.
    pub(crate) fn is_within(&self, printed: usize) -> bool {
        self.begins.get(printed).is_some_and(|begins| !begins)
    }

    /// The first line of the note that line `at` belongs to.
    fn note_of(&self, at: usize) -> usize {
        (0..=at).rev().find(|&line| self.begins[line]).unwrap_or(0)
    }

    /// The line after the last of the note that line `at` belongs to.
    fn note_end(&self, at: usize) -> usize {
        (at + 1..self.begins.len()).find(|&line| self.begins[line]).unwrap_or(self.begins.len())
    }

    /// How many of the lines up to `called` fit into `height`, after those that are printed.
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

    /// Where the notes are split so that they fit into `height`: two lines at least on either side, as low as possible.
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
            // Between two notes there is nothing to split; the next one then begins too late, which `least` sees.
            start == lines || (lines - start.max(printed) >= SPLIT_LINES && end - lines >= SPLIT_LINES)
        })
    }

    /// The least number of lines after a page up to which `called` lines are called: every note called on it has begun.
    pub(crate) fn least(&self, printed: usize, called: usize) -> usize {
        if called > printed {
            let start = self.note_of(called - 1).max(printed);
            (start + 1).min(called)
        } else {
            called
        }
    }
}

/// Where the line of a slug ends, if it begins at the left of the measure and no picture or rule stands beside it.
fn end(slug: &Slug) -> Option<Length> {
    let mut end = None;
    for (at, _, item) in &slug.parts {
        match item {
            PageItem::Line(line) if end.is_none() && at.x < slug.height / 2 => end = Some(at.x + line.width()),
            PageItem::Line(_) | PageItem::Rule(_) | PageItem::Artwork { .. } | PageItem::QrCode { .. } => return None,
            PageItem::Link { .. } | PageItem::Anchor(_) => {}
        }
    }
    end.filter(|_| slug.before == Length::ZERO)
}
