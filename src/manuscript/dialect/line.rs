//! A passage as the author typed it: the text of a paragraph or heading, without code, formulas and the like.
use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::{Inline, InlineKind, OBJECT};
use crate::source::Span;

use crate::manuscript::files::assembled::{Assembled, assembled, bytes};

/// Something in a passage that is not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Object {
    /// A code span.
    Code,
    /// The beginning or the end of a link.
    Link,
    /// A formula, a picture, a tag, a note call, a character reference.
    Other,
}

/// The text of a passage. Backslashes before escaped characters are in it. Code, formulas, pictures, tags and the destinations of links
/// are not: one [`OBJECT`] stands for each.
#[derive(Debug, Default)]
pub(crate) struct Passage {
    /// The text.
    pub(crate) text: String,
    /// What each [`OBJECT`] stands for, by its byte.
    objects: BTreeMap<usize, Object>,
    /// For the first byte of each piece of text: its place in the assembled text.
    pieces: Vec<(usize, usize)>,
    /// Where the passage ends in the assembled text.
    end: usize,
    /// The bytes that occur in the text.
    occurring: ByteSet,
}

/// A set of bytes.
#[derive(Debug)]
struct ByteSet([bool; 256]);

impl Default for ByteSet {
    fn default() -> Self {
        Self([false; 256])
    }
}

impl Passage {
    /// The passage of a sequence of inlines. `source` is the assembled text.
    pub(crate) fn of(inlines: &[Inline], source: &Assembled) -> Self {
        let mut passage = Self::default();
        passage.add(inlines, source);
        for byte in passage.text.bytes() {
            passage.occurring.0[usize::from(byte)] = true;
        }
        passage
    }

    /// Whether the text has one of some ASCII signs. Most passages have none of those that look like markup, so the passes over a passage
    /// ask this before they search the text.
    pub(crate) fn has(&self, signs: &[u8]) -> bool {
        signs.iter().any(|sign| self.occurring.0[usize::from(*sign)])
    }

    fn add(&mut self, inlines: &[Inline], source: &Assembled) {
        for inline in inlines {
            let range = bytes(inline.node.span);
            match &inline.kind {
                // Text that is not as long as its source comes from character references or white space.
                InlineKind::Text(text) if text.len() == range.len() => {
                    let before = range.start.checked_sub(1).filter(|before| source.text.as_bytes().get(*before) == Some(&b'\\'));
                    let before = before.filter(|before| *before >= self.end || self.pieces.is_empty());
                    if let Some(before) = before.filter(|before| source.is_written(*before)) {
                        self.push("\\", before);
                    }
                    self.push(text, range.start);
                }
                InlineKind::SoftBreak | InlineKind::LineBreak => self.push("\n", range.start),
                InlineKind::Code(_) => self.object(Object::Code, range.start),
                InlineKind::Link { target, text, .. } => {
                    self.object(Object::Link, range.start);
                    if !is_address(text, target) {
                        self.add(text, source);
                        self.object(Object::Link, range.end.saturating_sub(1));
                    }
                }
                InlineKind::Image { .. } | InlineKind::Citation(_) => self.object(Object::Other, range.start),
                kind => match kind.inner() {
                    Some(inner) => self.add(inner, source),
                    None => self.object(Object::Other, range.start),
                },
            }
            self.end = self.end.max(range.end);
        }
    }

    fn push(&mut self, text: &str, place: usize) {
        self.pieces.push((self.text.len(), place));
        self.text.push_str(text);
        self.end = self.end.max(place + text.len());
    }

    fn object(&mut self, object: Object, place: usize) {
        self.objects.insert(self.text.len(), object);
        self.pieces.push((self.text.len(), place));
        self.text.push(OBJECT);
    }

    /// What a byte stands for, if it is not text.
    pub(crate) fn object_at(&self, at: usize) -> Option<Object> {
        self.objects.get(&at).copied()
    }

    /// The place of a byte in the assembled text.
    pub(crate) fn place(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|(own, _)| *own <= at).saturating_sub(1);
        self.pieces.get(piece).map_or(0, |(own, place)| (place + (at - own)).min(self.end))
    }

    /// The span of some bytes in the assembled text.
    pub(crate) fn span(&self, range: &Range<usize>) -> Span {
        let start = self.place(range.start);
        let last = self.place(range.end.saturating_sub(1).max(range.start));
        assembled(start..(last + 1).max(start))
    }
}

/// Whether a link is an address that is its own text: `<https://example.org>`.
fn is_address(text: &[Inline], target: &str) -> bool {
    matches!(text, [Inline { kind: InlineKind::Text(text), .. }] if target == text || target.strip_prefix("mailto:") == Some(text))
}
