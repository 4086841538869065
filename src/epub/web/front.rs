//! The parts of web pages that are not chapters: title, cover, contents, lists, printed pages, copyright.
use crate::document::GeneratedPlace;
use crate::epub::content::{DocumentWriter, PageTarget, Printer};
use crate::epub::navigation::{caption_sections, items};
use crate::epub::resources::Cover;
use crate::xml::{Element, WriteXml};

use super::frame::CONTENTS;

/// The cover and the title.
pub(super) fn title(out: &mut DocumentWriter<'_>, cover: Option<&Cover>) {
    out.block(Element::new("div").attribute("class", "titlepage"), |out| {
        if let Some(cover) = cover {
            out.block(Element::new("div").attribute("class", "cover"), |out| out.cover(cover));
        }
        out.title_lines();
    });
}

/// The contents of the whole book. `start` is the link to the first page of the text, for a book without headings. Nothing if the book
/// has neither.
pub(super) fn contents(out: &mut DocumentWriter<'_>, printer: &Printer<'_>, start: Option<&str>) {
    let entries = &printer.book.resolution.contents;
    if entries.is_empty() && start.is_none() {
        return;
    }
    let title = printer.terms().contents;
    let nav = Element::new("nav").attribute("class", "site-contents").attribute("id", CONTENTS).attribute("role", "doc-toc");
    out.block(nav.attribute("aria-label", title), |out| {
        out.line(Element::new("h2"), |out| {
            out.breaks_at(GeneratedPlace::Contents);
            out.text(title);
        });
        out.block(Element::new("ol"), |out| {
            if let Some(start) = start.filter(|_| entries.is_empty()) {
                out.line(Element::new("li"), |out| {
                    out.text_element(Element::new("a").attribute("href", start), &printer.book.edition.metadata.title);
                });
            }
            items(out, printer, entries);
        });
    });
}

/// The lists of figures and the like that the design asks for, the printed pages, and the copyright.
pub(super) fn lists_and_copyright(
    out: &mut DocumentWriter<'_>,
    printer: &Printer<'_>,
    pages: impl FnOnce(&DocumentWriter<'_>) -> Vec<PageTarget>,
) {
    caption_sections(out, printer);
    let section = Element::new("section").attribute("class", "copyright").attribute("aria-label", printer.terms().copyright_page);
    out.block(section, DocumentWriter::copyright_lines);
    let pages = pages(out);
    if pages.is_empty() {
        return;
    }
    let title = printer.terms().pages;
    out.block(Element::new("details").attribute("class", "site-printed-pages"), |out| {
        out.text_line(Element::new("summary"), title);
        out.block(Element::new("nav").attribute("role", "doc-pagelist").attribute("aria-label", title), |out| {
            out.block(Element::new("ol"), |out| {
                for PageTarget { folio, href } in &pages {
                    out.line(Element::new("li"), |out| out.text_element(Element::new("a").attribute("href", href), folio));
                }
            });
        });
    });
}
