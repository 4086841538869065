//! The page list of the navigation document (EPUB 3.3, section 7.4.3).
use crate::epub::content::{DocumentWriter, PageTarget, Printer};
use crate::xml::{Element, WriteXml};

/// The list of printed pages. It has no heading and is hidden: reading systems show it in their own way.
pub(super) fn page_list(out: &mut DocumentWriter<'_>, printer: &Printer<'_>, pages: &[PageTarget]) {
    let nav = Element::new("nav")
        .attribute("epub:type", "page-list")
        .attribute("role", "doc-pagelist")
        .attribute("id", "page-list")
        .attribute("hidden", "hidden")
        .attribute("aria-label", printer.terms().pages);
    out.block(nav, |out| {
        out.block(Element::new("ol"), |out| {
            for PageTarget { folio, href } in pages {
                out.line(Element::new("li"), |out| out.text_element(Element::new("a").attribute("href", href), folio));
            }
        });
    });
}
