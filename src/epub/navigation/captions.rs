//! The lists of figures, tables, listings and equations that the design asks for: in the navigation document, and as content documents to
//! be read.
use crate::document::{GeneratedPlace, Matter, NodeId};
use crate::epub::content::{ContentDocument, DocumentWriter, Printer};
use crate::language::Language;
use crate::xml::{Element, WriteXml};

use super::links::href;

/// A list of figures or the like.
pub(super) struct CaptionList<'a> {
    /// `loi` or `lot` (EPUB Structural Semantics Vocabulary 1.1), which has no word for other lists.
    pub(super) epub_type: Option<&'static str>,
    /// The name of its file.
    pub(super) file: &'static str,
    pub(super) title: &'static str,
    place: GeneratedPlace,
    nodes: &'a [NodeId],
}

/// The lists that the design asks for and that have an entry.
pub(super) fn lists<'a>(printer: &Printer<'a>) -> impl Iterator<Item = CaptionList<'a>> {
    let (design, resolution, terms) = (&printer.book.edition.design, printer.book.resolution, printer.terms());
    let language = Language::of(printer.book.edition.metadata.language.tag());
    let figures = CaptionList {
        epub_type: Some("loi"),
        file: "figures.xhtml",
        title: terms.list_of_figures,
        place: GeneratedPlace::Figures,
        nodes: &resolution.figures,
    };
    let tables = CaptionList {
        epub_type: Some("lot"),
        file: "tables.xhtml",
        title: terms.list_of_tables,
        place: GeneratedPlace::Tables,
        nodes: &resolution.tables,
    };
    let listings = CaptionList {
        epub_type: None,
        file: "listings.xhtml",
        title: language.list_of_listings(),
        place: GeneratedPlace::Listings,
        nodes: &resolution.listings,
    };
    let equations = CaptionList {
        epub_type: None,
        file: "equations.xhtml",
        title: language.list_of_equations(),
        place: GeneratedPlace::Equations,
        nodes: &resolution.titled_equations,
    };
    let lists = design.lists;
    let wanted = [(lists.figures, figures), (lists.tables, tables), (lists.listings, listings), (lists.equations, equations)].into_iter();
    wanted.filter(|(wanted, list)| *wanted && !list.nodes.is_empty()).map(|(_, list)| list)
}

/// The lists in the navigation document, hidden from readers.
pub(super) fn captions(out: &mut DocumentWriter<'_>, printer: &Printer<'_>) {
    for list in lists(printer) {
        let nav = Element::new("nav").optional("epub:type", list.epub_type).attribute("hidden", "hidden");
        out.block(nav.attribute("aria-label", list.title), |out| {
            out.text_line(Element::new("h2"), list.title);
            items(out, printer, &list, false);
        });
    }
}

/// The lists as content documents to be read, in which printed pages are marked.
pub(in crate::epub) fn caption_lists(printer: &Printer<'_>) -> Vec<ContentDocument> {
    let document =
        |list: CaptionList<'_>| printer.document(list.file, list.title, Matter::Front, |out| caption_section(out, printer, &list, "h1"));
    lists(printer).map(document).collect()
}

/// The same lists one after the other, with headings of the second level.
pub(in crate::epub) fn caption_sections(out: &mut DocumentWriter<'_>, printer: &Printer<'_>) {
    lists(printer).for_each(|list| caption_section(out, printer, &list, "h2"));
}

fn caption_section(out: &mut DocumentWriter<'_>, printer: &Printer<'_>, list: &CaptionList<'_>, heading: &'static str) {
    let section = Element::new("section").optional("epub:type", list.epub_type).attribute("class", "captions");
    out.block(section.attribute("aria-label", list.title), |out| {
        out.line(Element::new(heading), |out| {
            out.breaks_at(list.place);
            out.text(list.title);
        });
        items(out, printer, list, true);
    });
}

fn items(out: &mut DocumentWriter<'_>, printer: &Printer<'_>, list: &CaptionList<'_>, mark_pages: bool) {
    out.block(Element::new("ol"), |out| {
        for node in list.nodes {
            let (number, title) = printer.book.resolution.listed(*node);
            out.line(Element::new("li"), |out| {
                out.element(Element::new("a").attribute("href", href(printer, *node)), |out| {
                    if mark_pages {
                        out.breaks_at(GeneratedPlace::Row(*node));
                    }
                    match number {
                        Some(number) => out.text(format_args!("{number} {title}")),
                        None => out.text(title),
                    }
                });
            });
        }
    });
}
