//! The landmarks of the navigation document (EPUB 3.3, section 7.4.2).
use crate::document::{DivisionKind, Matter};
use crate::epub::content::{DocumentWriter, NOTES, Printer, SpineDocument};
use crate::xml::{Element, WriteXml};

use super::captions;
use super::links::NAV;

/// Links to the main parts of the book: cover, title page, contents, lists, the first document of each kind, endnotes.
pub(super) fn landmarks(out: &mut DocumentWriter<'_>, printer: &Printer<'_>, has_cover: bool) {
    let terms = printer.terms();
    let nav = Element::new("nav").attribute("epub:type", "landmarks").attribute("id", "landmarks").attribute("hidden", "hidden");
    out.block(nav.attribute("aria-label", terms.landmarks), |out| {
        out.block(Element::new("ol"), |out| {
            if has_cover {
                landmark(out, "cover", "cover.xhtml", terms.cover);
            }
            landmark(out, "titlepage", "title.xhtml", terms.title_page);
            landmark(out, "toc", &format!("{NAV}#toc"), terms.contents);
            for list in captions::lists(printer) {
                list.epub_type.into_iter().for_each(|epub_type| landmark(out, epub_type, list.file, list.title));
            }
            let mut seen = Vec::new();
            for document in &printer.spine.documents {
                let Some(epub_type) = landmark_type(document).filter(|epub_type| !seen.contains(epub_type)) else { continue };
                seen.push(epub_type);
                let title = printer.book.resolution.titles.get(&document.division.node.id).filter(|title| !title.is_empty());
                landmark(out, epub_type, &document.name, title.unwrap_or(&printer.book.edition.metadata.title));
            }
            if let Some(endnotes) = printer.spine.endnotes {
                landmark(out, "endnotes", NOTES, &endnotes.title);
            }
        });
    });
}

fn landmark(out: &mut DocumentWriter<'_>, epub_type: &str, href: &str, label: &str) {
    let link = Element::new("a").attribute("epub:type", epub_type).attribute("href", href);
    out.line(Element::new("li"), |out| out.text_element(link, label));
}

/// The `epub:type` of a document that is a landmark. `None` for any other document.
fn landmark_type(document: &SpineDocument<'_>) -> Option<&'static str> {
    match document.division.kind {
        DivisionKind::Foreword => Some("foreword"),
        DivisionKind::Preface => Some("preface"),
        DivisionKind::Introduction => Some("introduction"),
        DivisionKind::Glossary => Some("glossary"),
        DivisionKind::Bibliography => Some("bibliography"),
        DivisionKind::Index => Some("index"),
        DivisionKind::Appendix | DivisionKind::Chronology => Some("appendix"),
        DivisionKind::Dedication
        | DivisionKind::Epigraph
        | DivisionKind::Acknowledgements
        | DivisionKind::Part
        | DivisionKind::Chapter
        | DivisionKind::Section
        | DivisionKind::Conclusion
        | DivisionKind::Afterword
        | DivisionKind::Endnotes
        | DivisionKind::Colophon => (document.matter == Matter::Body).then_some("bodymatter"),
    }
}
