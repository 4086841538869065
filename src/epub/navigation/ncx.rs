//! The NCX for old reading systems (OPF 2.0.1, section 2.4.1).
use crate::document::Folio;
use crate::epub::content::{PageTarget, Printer};
use crate::resolve::ContentsEntry;
use crate::xml::{Element, WriteXml, XmlWriter};

use super::links::{href, label, start_of_text};

/// The NCX: the contents, and the printed pages if there are any.
pub(in crate::epub) fn ncx(printer: &Printer<'_>, pages: Option<&[PageTarget]>) -> String {
    let metadata = &printer.book.edition.metadata;
    let entries = &printer.book.resolution.contents;
    let mut xml = XmlWriter::document();
    let ncx = Element::new("ncx").attribute("xmlns", "http://www.daisy.org/z3986/2005/ncx/").attribute("version", "2005-1");
    xml.block(ncx.attribute("xml:lang", metadata.language.tag()), |xml| {
        xml.block(Element::new("head"), |xml| {
            let meta = |name: &str| Element::new("meta").attribute("name", name);
            xml.empty_line(&meta("dtb:uid").attribute("content", metadata.stable_identifier()));
            xml.empty_line(&meta("dtb:depth").attribute("content", depth(entries).max(1)));
            xml.empty_line(&meta("dtb:totalPageCount").attribute("content", 0));
            xml.empty_line(&meta("dtb:maxPageNumber").attribute("content", 0));
        });
        xml.line(Element::new("docTitle"), |xml| xml.text_element(Element::new("text"), &metadata.title));
        let mut order = 0;
        xml.block(Element::new("navMap"), |xml| {
            if entries.is_empty() {
                order = 1;
                xml.line(nav_point(order), |xml| target(xml, &metadata.title, start_of_text(printer)));
            }
            nav_points(printer, entries, &mut order, xml);
        });
        if let Some(pages) = pages {
            page_list(printer, pages, xml);
        }
    });
    xml.finish()
}

/// How deeply the contents are nested.
fn depth(entries: &[ContentsEntry]) -> usize {
    entries.iter().map(|entry| 1 + depth(&entry.entries)).max().unwrap_or(0)
}

fn nav_point(order: u32) -> Element {
    Element::new("navPoint").attribute("id", format_args!("p-{order}")).attribute("playOrder", order)
}

/// The label of a target and where it is.
fn target(xml: &mut XmlWriter, label: &str, href: &str) {
    xml.element(Element::new("navLabel"), |xml| xml.text_element(Element::new("text"), label));
    xml.empty(&Element::new("content").attribute("src", href));
}

/// Entries of the contents, each around those under it. `order` counts them.
fn nav_points(printer: &Printer<'_>, entries: &[ContentsEntry], order: &mut u32, xml: &mut XmlWriter) {
    for entry in entries {
        *order += 1;
        xml.line(nav_point(*order), |xml| {
            target(xml, &label(entry), &href(printer, entry.node));
            nav_points(printer, &entry.entries, order, xml);
        });
    }
}

/// The printed pages.
///
/// `id`, `value` and `playOrder` are optional and left out, because the time that EPUBCheck takes for them grows with the square of the
/// number of pages. For a book of 3,000 pages, they took three quarters of its time.
fn page_list(printer: &Printer<'_>, pages: &[PageTarget], xml: &mut XmlWriter) {
    xml.block(Element::new("pageList"), |xml| {
        let label = printer.terms().pages;
        xml.line(Element::new("navLabel"), |xml| xml.text_element(Element::new("text"), label));
        for PageTarget { folio, href } in pages {
            let kind = match folio {
                Folio::Roman(_) => "front",
                Folio::Arabic(_) => "normal",
            };
            let page = Element::new("pageTarget").attribute("type", kind);
            xml.line(page, |xml| target(xml, &folio.to_string(), href));
        }
    });
}
