//! The index (EPUB Indexes 1.0, section 3): entries with numbered links to the places that were marked, since an e-book has no
//! pages.
use crate::document::GeneratedPlace;
use crate::resolve::{Index, IndexEntry};
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

    /// The links to the places of an entry. A number says little, so the title of the section around it is the title of the link.
    fn locators(&mut self, entry: &IndexEntry) {
        let printer = self.printer;
        for (mark, number) in entry.marks.iter().zip(1..) {
            let Some(href) = printer.spine.link(*mark, self.name) else { continue };
            let title = printer.book.resolution.surroundings.get(mark);
            let link = Element::new("a").attribute("epub:type", "index-locator").attribute("href", href).optional("title", title);
            self.text(", ");
            self.text_element(link, number);
        }
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
