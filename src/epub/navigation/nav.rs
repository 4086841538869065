//! The navigation document (EPUB 3.3, section 7) and the NCX for old readers.
use std::fmt::Write;

use crate::document::{DivisionKind, MadePlace, Matter, NodeId};
use crate::language::Terms;
use crate::resolve::ContentsEntry;

use crate::epub::Resource;
use crate::epub::content::{NOTES, Printer, escaped};

/// The navigation document: contents and landmarks.
pub(in crate::epub) fn nav(printer: &Printer<'_>, has_cover: bool, documents: &[Resource]) -> String {
    let terms = printer.terms();
    let contents = escaped(terms.contents);
    let mut body = format!(
        "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-label=\"{contents}\">\n<h1>{}{contents}</h1>\n",
        printer.break_at(MadePlace::Contents)
    );
    let entries = &printer.book.resolution.contents;
    if entries.is_empty() {
        let title = escaped(&printer.book.edition.metadata.title);
        let _ = writeln!(body, "<ol>\n<li><a href=\"{}\">{title}</a></li>\n</ol>", first_page(printer));
    } else {
        list(printer, entries, &mut body);
    }
    body.push_str("</nav>\n");
    for list in lists(printer) {
        let title = escaped(list.title);
        let _ = writeln!(body, "<nav epub:type=\"{}\" hidden=\"hidden\" aria-label=\"{title}\">\n<h2>{title}</h2>", list.kind);
        captions(printer, list.nodes, false, &mut body);
        body.push_str("</nav>\n");
    }
    let _ = writeln!(
        body,
        "<nav epub:type=\"landmarks\" id=\"landmarks\" hidden=\"hidden\" aria-label=\"{}\">\n<ol>",
        escaped(terms.landmarks)
    );
    let mut landmark = |kind: &str, href: &str, label: &str| {
        let _ = writeln!(body, "<li><a epub:type=\"{kind}\" href=\"{}\">{}</a></li>", escaped(href), escaped(label));
    };
    if has_cover {
        landmark("cover", "cover.xhtml", terms.cover);
    }
    landmark("titlepage", "title.xhtml", terms.title_page);
    landmark("toc", "nav.xhtml#toc", terms.contents);
    for list in lists(printer) {
        landmark(list.kind, list.name, list.title);
    }
    let mut kinds = Vec::new();
    for document in &printer.spine.documents {
        let kind = match document.division.kind {
            DivisionKind::Foreword => "foreword",
            DivisionKind::Preface => "preface",
            DivisionKind::Introduction => "introduction",
            DivisionKind::Glossary => "glossary",
            DivisionKind::Bibliography => "bibliography",
            DivisionKind::Index => "index",
            DivisionKind::Appendix | DivisionKind::Chronology => "appendix",
            DivisionKind::Dedication
            | DivisionKind::Epigraph
            | DivisionKind::Acknowledgements
            | DivisionKind::Part
            | DivisionKind::Chapter
            | DivisionKind::Section
            | DivisionKind::Conclusion
            | DivisionKind::Afterword
            | DivisionKind::Endnotes
            | DivisionKind::Colophon
                if document.matter == Matter::Body =>
            {
                "bodymatter"
            }
            DivisionKind::Dedication
            | DivisionKind::Epigraph
            | DivisionKind::Acknowledgements
            | DivisionKind::Part
            | DivisionKind::Chapter
            | DivisionKind::Section
            | DivisionKind::Conclusion
            | DivisionKind::Afterword
            | DivisionKind::Endnotes
            | DivisionKind::Colophon => continue,
        };
        // One of each kind.
        if !kinds.contains(&kind) {
            kinds.push(kind);
            let title = printer.book.resolution.titles.get(&document.division.node.id).filter(|title| !title.is_empty());
            landmark(kind, &document.name, title.unwrap_or(&printer.book.edition.metadata.title));
        }
    }
    if let Some(endnotes) = printer.spine.endnotes {
        landmark("endnotes", NOTES, &endnotes.title);
    }
    body.push_str("</ol>\n</nav>\n");
    if let Some(breaks) = printer.breaks {
        body.push_str(&breaks.nav(printer, documents));
    }
    printer.document(terms.contents, "frontmatter", &body)
}

/// A list of what has a caption.
struct List<'a> {
    /// `loi` or `lot` (EPUB Structural Semantics Vocabulary 1.1).
    kind: &'static str,
    /// Its file.
    name: &'static str,
    title: &'static str,
    nodes: &'a [NodeId],
}

/// The lists that the design asks for, of what there is to list.
fn lists<'a>(printer: &Printer<'a>) -> Vec<List<'a>> {
    let (design, resolution) = (&printer.book.edition.design, printer.book.resolution);
    let words = Terms::of(printer.book.edition.metadata.language.tag());
    let mut lists = Vec::new();
    if design.list_of_figures && !resolution.figures.is_empty() {
        lists.push(List { kind: "loi", name: "figures.xhtml", title: words.list_of_figures, nodes: &resolution.figures });
    }
    if design.list_of_tables && !resolution.tables.is_empty() {
        lists.push(List { kind: "lot", name: "tables.xhtml", title: words.list_of_tables, nodes: &resolution.tables });
    }
    lists
}

/// The entries of a list of what has a caption; with the marks of the pages that begin with one of them where it is read.
fn captions(printer: &Printer<'_>, nodes: &[NodeId], read: bool, out: &mut String) {
    let resolution = printer.book.resolution;
    out.push_str("<ol>\n");
    for node in nodes {
        let (number, title) = resolution.listed(*node);
        let text = number.map_or_else(|| title.to_owned(), |number| format!("{number} {title}"));
        let begun = if read { printer.break_at(MadePlace::Row(*node)) } else { String::new() };
        let _ = writeln!(out, "<li><a href=\"{}\">{begun}{}</a></li>", escaped(&href(printer, *node)), escaped(&text));
    }
    out.push_str("</ol>\n");
}

/// The lists as pages to be read, each with its file.
pub(in crate::epub) fn list_pages(printer: &Printer<'_>) -> Vec<(&'static str, String)> {
    let page = |list: List<'_>| {
        let title = escaped(list.title);
        let place = if list.kind == "loi" { MadePlace::Figures } else { MadePlace::Tables };
        let begun = printer.break_at(place);
        let mut body =
            format!("<section epub:type=\"{}\" class=\"captions\" aria-label=\"{title}\">\n<h1>{begun}{title}</h1>\n", list.kind);
        captions(printer, list.nodes, true, &mut body);
        body.push_str("</section>\n");
        (list.name, printer.document(list.title, "frontmatter", &body))
    };
    lists(printer).into_iter().map(page).collect()
}

/// The first document of the text.
fn first_page<'a>(printer: &'a Printer<'_>) -> &'a str {
    printer.spine.documents.first().map_or("title.xhtml", |document| document.name.as_str())
}

/// From outside any content document: links need their file.
fn href(printer: &Printer<'_>, node: NodeId) -> String {
    printer.spine.link(printer.book, node, "").unwrap_or_else(|| first_page(printer).to_owned())
}

fn label(entry: &ContentsEntry) -> String {
    entry.label.as_ref().map_or_else(|| entry.title.clone(), |label| format!("{label} {}", entry.title))
}

fn list(printer: &Printer<'_>, entries: &[ContentsEntry], out: &mut String) {
    out.push_str("<ol>\n");
    for entry in entries {
        let begun = printer.break_at(MadePlace::Row(entry.node));
        let _ = write!(out, "<li><a href=\"{}\">{begun}{}</a>", escaped(&href(printer, entry.node)), escaped(&label(entry)));
        if !entry.entries.is_empty() {
            out.push('\n');
            list(printer, &entry.entries, out);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
}

/// The NCX (OPF 2.0.1, section 2.4.1) with its true depth.
pub(in crate::epub) fn ncx(printer: &Printer<'_>, documents: &[Resource]) -> String {
    let metadata = &printer.book.edition.metadata;
    let entries = &printer.book.resolution.contents;
    let mut points = String::new();
    let mut order = 0;
    if entries.is_empty() {
        let _ = writeln!(
            points,
            "<navPoint id=\"p-1\" playOrder=\"1\"><navLabel><text>{}</text></navLabel><content src=\"{}\"/></navPoint>",
            escaped(&metadata.title),
            first_page(printer)
        );
    } else {
        nav_points(printer, entries, &mut order, &mut points);
    }
    let pages = printer.breaks.map_or(String::new(), |breaks| breaks.ncx(printer, documents, order.max(1)));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\" xml:lang=\"{}\">\n<head>\n\
         <meta name=\"dtb:uid\" content=\"{}\"/>\n<meta name=\"dtb:depth\" content=\"{}\"/>\n\
         <meta name=\"dtb:totalPageCount\" content=\"0\"/>\n<meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n</head>\n\
         <docTitle><text>{}</text></docTitle>\n<navMap>\n{points}</navMap>\n{pages}</ncx>\n",
        escaped(metadata.language.tag()),
        escaped(&metadata.stable_identifier()),
        depth(entries).max(1),
        escaped(&metadata.title)
    )
}

fn depth(entries: &[ContentsEntry]) -> usize {
    entries.iter().map(|entry| 1 + depth(&entry.entries)).max().unwrap_or(0)
}

fn nav_points(printer: &Printer<'_>, entries: &[ContentsEntry], order: &mut u32, out: &mut String) {
    for entry in entries {
        *order += 1;
        let _ = write!(
            out,
            "<navPoint id=\"p-{order}\" playOrder=\"{order}\"><navLabel><text>{}</text></navLabel><content src=\"{}\"/>",
            escaped(&label(entry)),
            escaped(&href(printer, entry.node))
        );
        nav_points(printer, &entry.entries, order, out);
        out.push_str("</navPoint>\n");
    }
}
