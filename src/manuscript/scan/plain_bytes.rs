//! Walks over running text. Escaped characters and formulas are skipped. A code span is one step.
use std::ops::Range;

use crate::manuscript::scan::formulas::{Backticks, FoundFormula};

/// A step of the walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PlainByte {
    /// A byte of plain text, with its byte offset.
    Byte(u8, usize),
    /// The byte range of a code span, with its backticks.
    Code(Range<usize>),
}

/// The bytes of a stretch of running text that can be markup, in order.
pub(super) struct PlainBytes<'a> {
    bytes: &'a [u8],
    formulas: &'a [FoundFormula],
    backticks: Backticks,
    /// The place of the next byte.
    at: usize,
}

impl<'a> PlainBytes<'a> {
    /// The bytes in `range` of a text. `formulas` are those of the stretch, in order.
    pub(super) fn of(text: &'a str, range: Range<usize>, formulas: &'a [FoundFormula]) -> Self {
        let bytes = &text.as_bytes()[..range.end];
        Self { bytes, formulas, backticks: Backticks::of(bytes, range.clone()), at: range.start }
    }

    /// Skips to a later byte.
    pub(super) fn skip_to(&mut self, at: usize) {
        self.at = self.at.max(at);
    }
}

impl Iterator for PlainBytes<'_> {
    type Item = PlainByte;

    fn next(&mut self) -> Option<PlainByte> {
        loop {
            let at = self.at;
            if let Ok(formula) = self.formulas.binary_search_by_key(&at, |formula| formula.range.start) {
                self.at = self.formulas[formula].range.end;
                continue;
            }
            match *self.bytes.get(at)? {
                b'\\' => self.at += 2,
                b'`' => {
                    self.at = self.backticks.span_end(self.bytes, at);
                    return Some(PlainByte::Code(at..self.at));
                }
                byte => {
                    self.at += 1;
                    return Some(PlainByte::Byte(byte, at));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::scan::formulas::{Delimiters, formulas};

    fn plain(text: &str) -> String {
        let found = formulas(text, 0..text.len(), Delimiters::default()).found;
        let bytes = PlainBytes::of(text, 0..text.len(), &found).map(|step| match step {
            PlainByte::Byte(byte, _) => char::from(byte),
            PlainByte::Code(_) => '_',
        });
        bytes.collect()
    }

    #[test]
    fn what_is_not_text_is_skipped() {
        assert_eq!(plain("a \\[ `b` $c$ $d$ e\\"), "a  _   e");
        assert_eq!(plain("``a`b`` `c"), "_ _c");
        assert_eq!(plain(&"\\a".repeat(100_000)), "");
    }
}
