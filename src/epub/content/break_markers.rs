//! Page break markers: each is at the very word with which a page of the printed edition begins (EPUB 3.3, section 9.2; DPUB-ARIA 1.1,
//! `doc-pagebreak`).
//!
//! A page begins at a byte of a block's flow ([`own_text`] decides which bytes an inline takes). The printer of inlines counts the
//! same bytes. If a page begins within a word, because the word was divided, its marker goes before the next word.
use crate::document::{Folio, GeneratedPlace, Inline, NodeId, flow, own_text};
use crate::xml::{Element, WriteXml};

use super::document::DocumentWriter;
use super::page_breaks::PendingBreak;

impl DocumentWriter<'_> {
    fn marker(&mut self, prefix: &str, folio: Folio) {
        let marker = Element::new("span")
            .attribute("epub:type", "pagebreak")
            .attribute("role", "doc-pagebreak")
            .attribute("id", format_args!("{prefix}{folio}"))
            .attribute("aria-label", folio);
        self.element(marker, |_| ());
        self.placed.push(folio);
    }

    /// The markers of pages that begin with something that the book adds to the manuscript.
    pub(in crate::epub) fn breaks_at(&mut self, place: GeneratedPlace) {
        let Some(breaks) = self.printer.breaks else { return };
        for (_, folio) in breaks.at_made.iter().filter(|(made, _)| *made == place) {
            self.marker(breaks.prefix, *folio);
        }
    }

    /// The inlines of a block, with the markers of the pages that begin in it.
    pub(super) fn flowing(&mut self, block: NodeId, inlines: &[Inline]) {
        self.flowing_from(block, 0, inlines);
    }

    /// The same for a part of a block that begins at an offset of the block's flow.
    pub(super) fn flowing_from(&mut self, block: NodeId, start: usize, inlines: &[Inline]) {
        let Some(breaks) = self.printer.breaks.and_then(|breaks| breaks.in_text.get(&block)) else { return self.inlines(inlines) };
        let text = flow(inlines).text;
        // The range includes the end of the text, because a page may begin there.
        let within = breaks.iter().filter(|(offset, _)| (start..=start + text.len()).contains(offset));
        let pending = within.rev().map(|(offset, folio)| PendingBreak { offset: word_start(&text, offset - start), folio: *folio });
        self.pending = pending.collect();
        self.offset = 0;
        self.inlines(inlines);
        self.place_breaks(usize::MAX);
    }

    /// The text of a block that is kept as it is typed, with the markers of the pages that begin in it.
    pub(super) fn verbatim(&mut self, block: NodeId, text: &str) {
        self.expect_breaks(block, |offset| offset);
        self.text_with_breaks(text);
        self.place_breaks(usize::MAX);
    }

    /// The markers of all pages that begin in a block that prints something other than its inlines.
    pub(super) fn breaks_before(&mut self, block: NodeId) {
        self.expect_breaks(block, |_| 0);
        self.place_breaks(0);
    }

    /// Prepares the markers of the pages that begin in a block. `offset` gives the place of each from the offset at which its page begins.
    pub(super) fn expect_breaks(&mut self, block: NodeId, offset: impl Fn(usize) -> usize) {
        let breaks = self.printer.breaks.and_then(|breaks| breaks.in_text.get(&block));
        self.pending = breaks.into_iter().flatten().rev().map(|(at, folio)| PendingBreak { offset: offset(*at), folio: *folio }).collect();
        self.offset = 0;
    }

    /// The markers of all pending page breaks up to an offset.
    pub(super) fn place_breaks(&mut self, offset: usize) {
        while let Some(page) = self.pending.pop_if(|page| page.offset <= offset) {
            if let Some(breaks) = self.printer.breaks {
                self.marker(breaks.prefix, page.folio);
            }
        }
    }

    /// Counts an inline that is not printed as text of the flow, after the markers of the pages that begin before it.
    pub(super) fn pass(&mut self, inline: &Inline) {
        if !self.pending.is_empty() {
            let bytes = own_text(inline).len();
            if bytes > 0 {
                self.place_breaks(self.offset);
            }
            self.offset += bytes;
        }
    }

    /// Text of the flow, with the markers of the pages that begin in it.
    pub(super) fn text_with_breaks(&mut self, text: &str) {
        let mut rest = text;
        while let Some(offset) = self.pending.last().map(|page| page.offset).filter(|offset| *offset < self.offset + rest.len()) {
            let Some((before, after)) = rest.split_at_checked(offset.saturating_sub(self.offset)) else { break };
            self.text(before);
            self.offset += before.len();
            rest = after;
            self.place_breaks(offset);
        }
        self.text(rest);
        self.offset += rest.len();
    }
}

/// The maximum number of characters by which the beginning of a page is moved to the end of a word.
const LONGEST_WORD: usize = 1_000;

/// The first offset at or after `at` that is not within a word. `at` itself if the word goes on for more than [`LONGEST_WORD`] characters.
fn word_start(text: &str, at: usize) -> usize {
    let Some((before, after)) = text.split_at_checked(at) else { return at };
    let joins = |character: char| character.is_alphanumeric() || matches!(character, '-' | '\u{2010}' | '\u{ad}' | '\u{2019}' | '\'');
    if !before.ends_with(joins) || !after.starts_with(char::is_alphanumeric) {
        return at;
    }
    let word = match after.char_indices().take(LONGEST_WORD + 1).find(|(_, character)| character.is_whitespace()) {
        Some((word, _)) => word,
        // Many pages may begin in such a word.
        None if after.chars().nth(LONGEST_WORD).is_some() => return at,
        None => after.len(),
    };
    let white = after[word..].find(|character: char| !character.is_whitespace()).unwrap_or(after.len() - word);
    at + word + white
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_never_begins_within_a_word() {
        assert_eq!(word_start("the opposition said", 7), 15);
        assert_eq!(word_start("the opposition said", 4), 4);
        assert_eq!(word_start("said \u{2014}and", 8), 8);
        assert_eq!(word_start("the well-known end", 9), 15);
        assert_eq!(word_start("opposition", 3), 10);
        assert_eq!(word_start(&"a".repeat(900), 3), 900);
        assert_eq!(word_start(&"a".repeat(5_000), 3), 3);
    }
}
