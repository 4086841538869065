//! The pages of the printed edition in the e-book: a page break marker at the very word with which each page begins (EPUB 3.3,
//! section 9.2; DPUB-ARIA 1.1, `doc-pagebreak`).
//!
//! A page begins at a byte of a block's flow ([`own_text`] says which bytes an inline takes). The printer of inlines counts the
//! same bytes. If a page begins within a word, because the word was divided, its marker goes before the next word.
use std::collections::HashMap;

use crate::document::{Folio, Inline, MadePlace, NodeId, PageList, PageStart, flow, own_text};
use crate::resolve::Resolution;
use crate::xml::{Element, WriteXml};

use super::document::DocumentWriter;

/// The pages of a printed edition, by the place where each begins.
pub(in crate::epub) struct PageBreaks<'a> {
    list: &'a PageList,
    /// By block: the offsets in its flow at which pages begin, in order.
    in_text: HashMap<NodeId, Vec<(usize, Folio)>>,
    /// The pages that begin with something that the book adds to the manuscript.
    at_made: Vec<(MadePlace, Folio)>,
    /// The prefix of the ids of markers.
    prefix: &'static str,
}

/// A page break that is still to come in a block.
pub(super) struct PendingBreak {
    /// Its offset in the flow of the block.
    offset: usize,
    folio: Folio,
}

/// A page with the link to its marker.
pub(in crate::epub) struct PageTarget {
    pub(in crate::epub) folio: Folio,
    pub(in crate::epub) href: String,
}

impl<'a> PageBreaks<'a> {
    pub(in crate::epub) fn of(list: &'a PageList, resolution: &Resolution) -> Self {
        let mut in_text: HashMap<NodeId, Vec<(usize, Folio)>> = HashMap::new();
        let mut at_made = Vec::new();
        for page in &list.pages {
            match page.start {
                PageStart::Text(start) => {
                    in_text.entry(start.block).or_default().push((usize::try_from(start.offset).unwrap_or(usize::MAX), page.folio));
                }
                PageStart::Made(place) => at_made.push((place, page.folio)),
            }
        }
        // The author may have an anchor such as `page-12`.
        let taken = resolution.anchors.values().any(|anchor| anchor.starts_with("page-"));
        Self { list, in_text, at_made, prefix: if taken { "print-page-" } else { "page-" } }
    }

    /// All pages that are marked in some documents, in the order of the pages. `marked` are the names of the documents' files,
    /// each with the pages that are marked in it.
    pub(in crate::epub) fn targets<'d>(&self, marked: impl Iterator<Item = (&'d str, &'d [Folio])>) -> Vec<PageTarget> {
        let names: HashMap<Folio, &str> = marked.flat_map(|(name, folios)| folios.iter().map(move |folio| (*folio, name))).collect();
        let target = |folio: Folio| {
            let name = names.get(&folio)?;
            Some(PageTarget { folio, href: format!("{name}#{}{folio}", self.prefix) })
        };
        self.list.pages.iter().filter_map(|page| target(page.folio)).collect()
    }
}

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
    pub(in crate::epub) fn breaks_at(&mut self, place: MadePlace) {
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
        // The end of a part belongs to the next one.
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

    fn expect_breaks(&mut self, block: NodeId, offset: impl Fn(usize) -> usize) {
        let breaks = self.printer.breaks.and_then(|breaks| breaks.in_text.get(&block));
        self.pending = breaks.into_iter().flatten().rev().map(|(at, folio)| PendingBreak { offset: offset(*at), folio: *folio }).collect();
        self.offset = 0;
    }

    /// The markers of all pending page breaks up to an offset.
    fn place_breaks(&mut self, offset: usize) {
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

/// The first offset from `at` on that is not within a word.
fn word_start(text: &str, at: usize) -> usize {
    let Some((before, after)) = text.split_at_checked(at) else { return at };
    let joins = |character: char| character.is_alphanumeric() || matches!(character, '-' | '\u{2010}' | '\u{ad}' | '\u{2019}' | '\'');
    if !before.ends_with(joins) || !after.starts_with(char::is_alphanumeric) {
        return at;
    }
    let word = after.find(char::is_whitespace).unwrap_or(after.len());
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
    }
}
