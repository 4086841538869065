//! The index (EPUB Indexes 1.0, section 3): entries with numbered links to their places. There are no pages to name.
use crate::document::MadePlace;
use crate::language::Terms;
use crate::resolve::{Index, IndexEntry};

use super::printer::{Page, escaped};

impl Page<'_> {
    /// The entries of the index.
    pub(in crate::epub) fn index(&mut self, index: &Index) {
        self.put("<div class=\"index-entries\">\n");
        let mut number = 0;
        for group in index.entries.chunk_by(|one, next| one.letter == next.letter) {
            self.entries(index, group, (true, &mut number));
        }
        self.put("</div>\n");
    }

    fn entries(&mut self, index: &Index, entries: &[IndexEntry], (top, number): (bool, &mut u32)) {
        self.put(if top { "<ul epub:type=\"index-entry-list\">\n" } else { "\n<ul>\n" });
        for entry in entries {
            let anchor = entry.anchor.and_then(|anchor| index.anchors.get(anchor));
            let id = anchor.map_or(String::new(), |anchor| format!(" id=\"{}\"", escaped(anchor)));
            let begun = self.printer.break_at(MadePlace::Entry(*number));
            *number += 1;
            self.put(&format!("<li epub:type=\"index-entry\"{id}>{begun}<span epub:type=\"index-term\">{}</span>", escaped(&entry.term)));
            self.locators(entry);
            self.crossed(index, entry);
            if !entry.entries.is_empty() {
                self.entries(index, &entry.entries, (false, number));
            }
            self.put("</li>\n");
        }
        self.put("</ul>\n");
    }

    fn locators(&mut self, entry: &IndexEntry) {
        let printer = self.printer;
        for (mark, number) in entry.marks.iter().zip(1..) {
            let Some(href) = printer.spine.link(printer.book, *mark, self.name) else { continue };
            // A number says little: those who ask are told where it leads.
            let title =
                printer.book.resolution.surroundings.get(mark).map_or(String::new(), |title| format!(" title=\"{}\"", escaped(title)));
            self.put(&format!(", <a epub:type=\"index-locator\" href=\"{}\"{title}>{number}</a>", escaped(&href)));
        }
    }

    fn crossed(&mut self, index: &Index, entry: &IndexEntry) {
        let words = Terms::of(self.printer.book.edition.metadata.language.tag());
        let (sign, word, kind) = match entry.marks.is_empty() {
            true => (", ", words.see, "index-xref-preferred"),
            false => ("; ", words.see_also, "index-xref-related"),
        };
        for (at, other) in entry.see.iter().enumerate() {
            match at {
                0 => self.put(&format!("{sign}<i>{}</i> ", escaped(word))),
                _ => self.put("; "),
            }
            match other.anchor.and_then(|anchor| index.anchors.get(anchor)) {
                Some(anchor) => {
                    self.put(&format!("<a epub:type=\"{kind}\" href=\"#{}\">{}</a>", escaped(anchor), escaped(&other.text)));
                }
                None => self.say(&other.text),
            }
        }
    }
}
