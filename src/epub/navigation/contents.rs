//! The table of contents in the navigation document (EPUB 3.3, section 7.4.1).
use crate::document::GeneratedPlace;
use crate::epub::content::{DocumentWriter, Printer};
use crate::resolve::ContentsEntry;
use crate::xml::{Element, WriteXml};

use super::links::{href, label, start_of_text};

/// The contents. A book without headings has one entry: its title.
pub(super) fn contents(out: &mut DocumentWriter<'_>, printer: &Printer<'_>) {
    let title = printer.terms().contents;
    let nav = Element::new("nav").attribute("epub:type", "toc").attribute("role", "doc-toc").attribute("id", "toc");
    out.block(nav.attribute("aria-label", title), |out| {
        out.line(Element::new("h1"), |out| {
            out.breaks_at(GeneratedPlace::Contents);
            out.text(title);
        });
        let entries = &printer.book.resolution.contents;
        out.block(Element::new("ol"), |out| {
            if entries.is_empty() {
                out.line(Element::new("li"), |out| {
                    let link = Element::new("a").attribute("href", start_of_text(printer));
                    out.text_element(link, &printer.book.edition.metadata.title);
                });
            }
            items(out, printer, entries);
        });
    });
}

/// The items of a list of contents, those under another in a list of their own.
pub(in crate::epub) fn items(out: &mut DocumentWriter<'_>, printer: &Printer<'_>, entries: &[ContentsEntry]) {
    for entry in entries {
        out.line(Element::new("li"), |out| {
            out.element(Element::new("a").attribute("href", href(printer, entry.node)), |out| {
                out.breaks_at(GeneratedPlace::Row(entry.node));
                out.text(label(entry));
            });
            if !entry.entries.is_empty() {
                out.newline();
                out.block(Element::new("ol"), |out| items(out, printer, &entry.entries));
            }
        });
    }
}
