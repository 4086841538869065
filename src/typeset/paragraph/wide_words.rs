//! Words that are wider than a line, and words of code that are set in several styles.
use std::sync::Arc;

use super::composition::{Composition, ItemContent, WordPart, clusters};
use crate::typeset::linebreak::Item;
use crate::typeset::model::page::LinkKey;
use crate::typeset::model::penalty::Penalty;
use crate::typeset::words::compositor::StyleId;
use crate::typeset::words::word::Word;
use crate::units::Length;

/// The cost of a line end within a word that is wider than the line.
const WITHIN_WORD: i64 = 1_000;

impl Composition<'_, '_> {
    /// Whether a word is wider than the narrowest line. Such a word may be broken between any two clusters, at a high cost.
    pub(super) fn is_too_wide(&self, word: &Word) -> bool {
        word.width > self.form.measure - self.form.hang.max(self.form.indent)
    }

    /// Adds a word that may be broken between any two clusters.
    pub(super) fn add_broken_word(&mut self, style: StyleId, word: &Arc<Word>, link: Option<LinkKey>, offset: u32) {
        let (mut from, mut done) = (0, Length::ZERO);
        for (to, prefix) in clusters(word) {
            let offset = if self.is_object { offset } else { offset + u32::try_from(from).unwrap_or(0) };
            let part = WordPart { style, word: Arc::clone(word), from, to, link, offset, is_flow: !self.is_object };
            self.push(Item::rigid((prefix - done).0), ItemContent::Part(part));
            if to < word.text.len() {
                self.push(Item::Penalty(Penalty::Cost(WITHIN_WORD)), ItemContent::Nothing);
            }
            (from, done) = (to, prefix);
        }
    }

    /// Adds a word of code in the styles of its parts. This does not change the line breaks, because all faces of a monospaced family have
    /// the same width. `offset` is the byte of the line at which the word begins.
    pub(super) fn add_styled_word(&mut self, style: StyleId, whole: &Arc<Word>, offset: u32) {
        let is_wide = self.is_too_wide(whole);
        let start = usize::try_from(offset).unwrap_or(0);
        let text: &str = &whole.text;
        let mut done = 0;
        while done < text.len() {
            let at = self.styled.partition_point(|styled| styled.range.end <= start + done);
            let (style, end) = match self.styled.get(at) {
                Some(styled) if styled.range.start <= start + done => (styled.style, styled.range.end - start),
                Some(styled) => (style, styled.range.start - start),
                None => (style, text.len()),
            };
            // Soft hyphens were removed from the word, so a range of the line may end beyond the word or within a character.
            let end = if text.is_char_boundary(end.min(text.len())) { end.min(text.len()) } else { text.len() };
            let word = self.setter.compositor.word(style, &text[done..end]);
            let offset = offset + u32::try_from(done).unwrap_or(0);
            if is_wide {
                self.add_broken_word(style, &word, None, offset);
                if end < text.len() {
                    self.push(Item::Penalty(Penalty::Cost(WITHIN_WORD)), ItemContent::Nothing);
                }
            } else {
                self.add_word(style, word, None, offset);
            }
            done = end;
        }
    }
}
