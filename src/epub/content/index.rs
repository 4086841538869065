//! The index (EPUB Indexes 1.0, section 3): entries with links to the places that were marked. If the e-book
//! marks the pages of a printed edition, the links show page numbers. If not, the links of each entry are numbered.
use std::fmt::Display;

use crate::document::{GeneratedPlace, NodeId};
use crate::resolve::{Index, IndexEntry, PageLocator, PagedMark};
use crate::xml::{Element, WriteXml};

use super::document::DocumentWriter;

impl DocumentWriter<'_> {
    /// The entries of the index, a list for each letter.
    pub(super) fn index(&mut self, index: &Index) {
        self.block(Element::new("div").attribute("class", "index-entries"), |out| {
            let mut number = 0;
            for group in index.entries.chunk_by(|one, next| one.letter == next.letter) {
                let list = Element::new("ul").attribute("epub:type", "index-entry-list");
                out.block(list, |out| out.index_entries(index, group, &mut number));
            }
        });
    }

    /// Entries, each followed by those under it. `number` counts all entries in reading order.
    fn index_entries(&mut self, index: &Index, entries: &[IndexEntry], number: &mut u32) {
        for entry in entries {
            let anchor = entry.anchor.and_then(|anchor| index.anchors.get(anchor));
            let item = Element::new("li").attribute("epub:type", "index-entry").optional("id", anchor);
            self.line(item, |out| {
                out.breaks_at(GeneratedPlace::Entry(*number));
                *number += 1;
                out.text_element(Element::new("span").attribute("epub:type", "index-term"), &entry.term);
                out.locators(entry);
                out.cross_references(index, entry);
                if !entry.entries.is_empty() {
                    out.newline();
                    out.block(Element::new("ul"), |out| out.index_entries(index, &entry.entries, number));
                }
            });
        }
    }

    /// The links to the places of an entry.
    fn locators(&mut self, entry: &IndexEntry) {
        let Some(breaks) = self.printer.breaks else {
            for (mark, number) in entry.marks.iter().zip(1..) {
                if self.printer.spine.link(*mark, self.name).is_some() {
                    self.text(", ");
                    self.locator(*mark, number);
                }
            }
            return;
        };
        for PageLocator { first, last } in breaks.locators(entry) {
            self.text(", ");
            match last {
                None => self.paged_locator(first),
                Some(last) => self.element(Element::new("span").attribute("epub:type", "index-locator-range"), |out| {
                    out.paged_locator(first);
                    out.text("\u{2013}");
                    out.paged_locator(last);
                }),
            }
        }
        // The printed edition may lack a text that the e-book has.
        for mark in entry.marks.iter().filter(|mark| breaks.page_of(**mark).is_none()) {
            if let Some(title) = self.printer.book.resolution.surroundings.get(mark) {
                self.text(", ");
                self.locator(*mark, title);
            }
        }
    }

    fn paged_locator(&mut self, PagedMark { mark, folio }: PagedMark) {
        self.locator(mark, folio);
    }

    /// A link to a mark. A number says little, so the title of the section around the mark is the title of the link.
    fn locator(&mut self, mark: NodeId, text: impl Display) {
        let printer = self.printer;
        let Some(href) = printer.spine.link(mark, self.name) else { return };
        let title = printer.book.resolution.surroundings.get(&mark);
        let link = Element::new("a").attribute("epub:type", "index-locator").attribute("href", href).optional("title", title);
        self.text_element(link, text);
    }

    /// "See" and "see also".
    fn cross_references(&mut self, index: &Index, entry: &IndexEntry) {
        let terms = self.printer.terms();
        let (sign, word, epub_type) = match entry.marks.is_empty() {
            true => (", ", terms.see, "index-xref-preferred"),
            false => ("; ", terms.see_also, "index-xref-related"),
        };
        for (at, other) in entry.see.iter().enumerate() {
            if at == 0 {
                self.text(sign);
                self.text_element(Element::new("i"), word);
                self.text(" ");
            } else {
                self.text("; ");
            }
            match other.anchor.and_then(|anchor| index.anchors.get(anchor)) {
                Some(anchor) => {
                    let link = Element::new("a").attribute("epub:type", epub_type).attribute("href", format_args!("#{anchor}"));
                    self.text_element(link, &other.text);
                }
                None => self.text(&other.text),
            }
        }
    }
}
