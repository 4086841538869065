//! The text that is parsed, assembled from the author's files, with the place in those files for each of its bytes.
use std::ops::Range;

use crate::source::{FileId, Span};

/// The file id of spans in the assembled text. Nodes have such spans until [`Assembled::located`] replaces them by places in the
/// author's files.
pub(crate) const ASSEMBLED: FileId = FileId(u32::MAX - 1);

/// A span of the assembled text.
pub(crate) fn assembled(range: Range<usize>) -> Span {
    Span::new(ASSEMBLED, range.start, range.end)
}

/// The bytes of a span of the assembled text.
pub(crate) fn bytes(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// A range of the assembled text that comes from one place.
#[derive(Clone, Copy, Debug)]
struct SourcePiece {
    /// Its first byte in the assembled text.
    at: usize,
    /// The author's text that it copies or replaces.
    origin: Span,
    /// Whether it is a copy of its origin, byte for byte.
    verbatim: bool,
}

/// A text with the origin of each byte.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assembled {
    /// The text.
    pub(crate) text: String,
    pieces: Vec<SourcePiece>,
}

impl Assembled {
    /// One whole text, from byte `start` of its file.
    pub(crate) fn whole(file: FileId, text: &str, start: usize) -> Self {
        let mut assembled = Self::default();
        assembled.add(file, text, start..text.len());
        assembled
    }

    /// Adds bytes of a file.
    pub(crate) fn add(&mut self, file: FileId, text: &str, range: Range<usize>) {
        if let Some(slice) = text.get(range.clone()).filter(|slice| !slice.is_empty()) {
            self.pieces.push(SourcePiece { at: self.text.len(), origin: Span::new(file, range.start, range.end), verbatim: true });
            self.text.push_str(slice);
        }
    }

    /// Adds bytes of another assembled text.
    pub(crate) fn copy(&mut self, from: &Self, range: Range<usize>) {
        let mut at = range.start;
        let mut piece = from.piece_at(at);
        while at < range.end {
            let end = from.pieces.get(piece + 1).map_or(from.text.len(), |next| next.at).min(range.end);
            let Some(origin) = from.pieces.get(piece) else { return };
            let own = if origin.verbatim {
                let start = origin.origin.start as usize + (at - origin.at);
                Span::new(origin.origin.file, start, start + (end - at))
            } else {
                origin.origin
            };
            self.pieces.push(SourcePiece { at: self.text.len(), origin: own, verbatim: origin.verbatim });
            self.text.push_str(&from.text[at..end]);
            at = end;
            piece += 1;
        }
    }

    /// Adds text that is not the author's. Its place is `origin`.
    pub(crate) fn insert(&mut self, text: &str, origin: Span) {
        if !text.is_empty() {
            self.pieces.push(SourcePiece { at: self.text.len(), origin, verbatim: false });
            self.text.push_str(text);
        }
    }

    /// The place in the author's files of a range of this text. If it comes from several files, the place in the first of them.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        // The parser folds line ends, so a range may begin or end inside a character.
        let range = self.boundary(range.start)..self.boundary(range.end.max(range.start));
        let Some(first) = self.pieces.get(self.piece_at(range.start)) else { return Span::DETACHED };
        let start = first.byte(range.start);
        let file = first.origin.file;
        let last = if range.end > range.start { self.piece_at(range.end - 1) } else { self.piece_at(range.start) };
        let from = self.piece_at(range.start);
        let end = (from..=last).rev().find_map(|at| {
            let piece = self.pieces[at];
            (piece.origin.file == file).then(|| {
                let covered = self.pieces.get(at + 1).map_or(self.text.len(), |next| next.at).min(range.end);
                if piece.verbatim {
                    piece.byte(covered.max(piece.at))
                } else if range.is_empty() {
                    start
                } else {
                    piece.origin.end as usize
                }
            })
        });
        // Inline notes are moved to the end, so a later byte may come from an earlier place.
        let end = end.unwrap_or(start);
        Span::new(file, start.min(end), end.max(start))
    }

    /// The place of a span in the author's files. Spans that are already places there do not change.
    pub(crate) fn located(&self, span: Span) -> Span {
        if span.file == ASSEMBLED { self.span(bytes(span)) } else { span }
    }

    /// Whether a byte is the author's, not added.
    pub(crate) fn is_written(&self, byte: usize) -> bool {
        self.pieces.get(self.piece_at(byte)).is_some_and(|piece| piece.verbatim)
    }

    /// The nearest character boundary at or before a byte.
    fn boundary(&self, byte: usize) -> usize {
        let mut at = byte.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn piece_at(&self, byte: usize) -> usize {
        self.pieces.partition_point(|piece| piece.at <= byte).saturating_sub(1)
    }
}

impl SourcePiece {
    fn byte(&self, at: usize) -> usize {
        let start = self.origin.start as usize;
        if self.verbatim { (start + (at - self.at)).min(self.origin.end as usize) } else { start }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_found_again_in_their_files() {
        let (a, b) = (FileId(0), FileId(1));
        let mut inner = Assembled::default();
        inner.add(a, "one {{x}} two", 0..4);
        inner.add(b, "included", 0..8);
        inner.add(a, "one {{x}} two", 9..13);
        let mut outer = Assembled::default();
        outer.insert("<div>", Span::new(a, 0, 3));
        outer.copy(&inner, 0..inner.text.len());
        assert_eq!(outer.text, "<div>one included two");
        assert_eq!(outer.span(0..5), Span::new(a, 0, 3));
        assert_eq!(outer.span(5..8), Span::new(a, 0, 3));
        assert_eq!(outer.span(9..17), Span::new(b, 0, 8));
        assert_eq!(outer.span(11..13), Span::new(b, 2, 4));
        assert_eq!(outer.span(18..21), Span::new(a, 10, 13));
        assert_eq!(outer.span(5..21), Span::new(a, 0, 13));
    }
}
