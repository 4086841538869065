//! The lines of a column's notes as one sequence, in the order of their calls. Where notes run on, each note of less than a
//! line joins the row before it on its page if that holds nothing but such notes and has room: how high the notes of a page
//! are thus follows from the line with which its notes begin.
use std::ops::Range;

use super::super::page::PageItem;
use crate::units::Length;

use super::super::galley::Slug;

/// Lines of a split note on either side.
const SPLIT_LINES: usize = 2;

/// White between two notes in one line, in hundredths of their leading: a quad.
const QUAD: i64 = 125;

/// Note lines of a column in the order of their calls.
#[derive(Debug, Default)]
pub(in crate::typeset) struct NoteLines {
    /// By line: the height up to it.
    heights: Vec<Length>,
    /// By line: whether a note begins with it.
    begins: Vec<bool>,
    /// By line: where it ends, if it is a whole note.
    ends: Vec<Option<Length>>,
    /// The measure that notes may share; none if they do not run on.
    shared: Option<Length>,
}

impl NoteLines {
    /// From the slugs of each note, in order. Short ones share lines of the measure `shared`, if there is one.
    pub(in crate::typeset) fn new(notes: &[Vec<Slug>], shared: Option<Length>) -> Self {
        let mut lines = Self { heights: vec![Length::ZERO], begins: Vec::new(), ends: Vec::new(), shared };
        for note in notes {
            for (at, slug) in note.iter().enumerate() {
                let top = *lines.heights.last().unwrap_or(&Length::ZERO);
                lines.heights.push(top + slug.height + slug.before);
                lines.begins.push(at == 0);
                lines.ends.push(if note.len() == 1 { end(slug) } else { None });
            }
        }
        lines
    }

    /// Those from a line on.
    pub(super) fn rest(&self, from: usize) -> Self {
        let top = self.heights[from];
        Self {
            heights: self.heights[from..].iter().map(|height| *height - top).collect(),
            begins: self.begins[from..].to_vec(),
            ends: self.ends[from..].to_vec(),
            shared: self.shared,
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.begins.len()
    }

    /// How high the lines are together.
    pub(super) fn height(&self, lines: Range<usize>) -> Length {
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
    pub(super) fn joined(&self, lines: Range<usize>) -> impl Iterator<Item = Option<Length>> {
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
    pub(super) fn give(&self, lines: Range<usize>) -> Length {
        let rows = lines.clone().zip(self.joined(lines)).skip(1).filter(|(line, joined)| self.begins[*line] && joined.is_none());
        rows.map(|(line, _)| self.line(line) / 2).sum()
    }

    /// Whether a note begins with a line.
    pub(super) fn is_beginning(&self, line: usize) -> bool {
        self.begins[line]
    }

    /// Whether a page that has printed that many lines broke off within a note.
    pub(super) fn is_within(&self, printed: usize) -> bool {
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
    pub(super) fn fitting(&self, printed: usize, called: usize, height: Length) -> usize {
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
    pub(super) fn split(&self, printed: usize, called: usize, height: Length) -> Option<usize> {
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
    pub(super) fn least(&self, printed: usize, called: usize) -> usize {
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
