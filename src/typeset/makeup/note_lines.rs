//! The lines of a column's notes as one sequence, in the order of their calls.
use crate::units::Length;

use super::super::galley::Slug;

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

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.begins.len()
    }

    /// How high the lines are together.
    pub(super) fn height(&self, lines: std::ops::Range<usize>) -> Length {
        self.heights[lines.end] - self.heights[lines.start]
    }

    /// How much white may be added between the notes of a page, so that the page is full: half a line above each but
    /// the first.
    pub(super) fn give(&self, lines: std::ops::Range<usize>) -> Length {
        let inner = lines.start + 1..lines.end.max(lines.start + 1);
        inner.filter(|&line| self.begins[line]).map(|line| self.height(line..line + 1) / 2).sum()
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
