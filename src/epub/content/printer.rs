//! Whole content documents, and the small change of XHTML.
use crate::diagnostic::Sink;
use crate::document::{ABBREVIATION, DivisionKind, Folio, MadePlace, Matter, Node, NodeId};
use crate::edition::FirstWords;
use crate::language::{Terms, date_in_words, is_right_to_left};
use crate::resolve::Book;

use super::page_breaks::PageBreaks;
use super::spine::{Spine, SpineDocument};
use crate::epub::resources::Pictures;
use crate::epub::{Cover, Resource};

/// Prints content documents.
#[derive(Clone, Copy)]
pub(in crate::epub) struct Printer<'a> {
    pub(in crate::epub) book: &'a Book<'a>,
    pub(in crate::epub) spine: &'a Spine<'a>,
    pub(in crate::epub) pictures: &'a Pictures,
    /// The pages of the printed edition, if they are marked.
    pub(in crate::epub) breaks: Option<&'a PageBreaks<'a>>,
    pub(in crate::epub) sink: &'a Sink,
}

/// A content document on its way.
pub(in crate::epub) struct Page<'a> {
    pub(in crate::epub) printer: Printer<'a>,
    /// The name of the document: links within it need no file.
    pub(in crate::epub) name: &'a str,
    pub(in crate::epub) out: String,
    /// The level of the heading around.
    pub(in crate::epub) level: u8,
    /// The paragraph whose first words are set in small capitals, if the design has that.
    pub(in crate::epub) lead: Option<NodeId>,
    /// The pages that begin in what is being printed: the byte of its flow, the last page first.
    pub(in crate::epub) marks: Vec<(usize, Folio)>,
    /// How far it has come.
    pub(in crate::epub) at: usize,
}

impl<'a> Page<'a> {
    pub(in crate::epub) const fn new(printer: Printer<'a>, name: &'a str, level: u8, lead: Option<NodeId>) -> Self {
        Self { printer, name, out: String::new(), level, lead, marks: Vec::new(), at: 0 }
    }
}

impl Printer<'_> {
    pub(in crate::epub) fn terms(&self) -> &'static Terms {
        Terms::of(self.book.edition.metadata.language.tag())
    }

    /// A document around its body.
    pub(in crate::epub) fn document(&self, title: &str, body_type: &str, body: &str) -> String {
        let lang = escaped(self.book.edition.metadata.language.tag());
        let title = if title.trim().is_empty() { &self.book.edition.metadata.title } else { title };
        let title = escaped(title);
        let dir = if is_right_to_left(self.book.edition.metadata.language.tag()) { " dir=\"rtl\"" } else { "" };
        let kind = if body_type.is_empty() { String::new() } else { format!(" epub:type=\"{body_type}\"") };
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
             <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{lang}\" xml:lang=\"{lang}\"{dir}>\n\
             <head>\n<meta charset=\"UTF-8\"/>\n<title>{title}</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"stylesheet.css\"/>\n</head>\n\
             <body{kind}>\n{body}</body>\n</html>\n"
        )
    }

    /// The cover in a document of its own.
    pub(in crate::epub) fn cover(&self, cover: &Cover, file: &str) -> String {
        let body = format!(
            "<section epub:type=\"cover\" class=\"cover\">\n<img role=\"doc-cover\" src=\"{file}\" alt=\"{}\" width=\"{}\" height=\"{}\"/>\n</section>\n",
            escaped(&cover.alt),
            cover.width,
            cover.height
        );
        self.document(self.terms().cover, "frontmatter", &body)
    }

    /// Title, subtitle, authors, publisher.
    pub(in crate::epub) fn title_page(&self) -> String {
        let metadata = &self.book.edition.metadata;
        let mut body = format!("<section epub:type=\"titlepage\" class=\"titlepage\">\n{}", self.break_at(MadePlace::Title));
        let authors = metadata.author_line();
        if !authors.is_empty() {
            body.push_str(&format!("<p class=\"author\">{}</p>\n", escaped(&authors)));
        }
        body.push_str(&format!("<h1>{}</h1>\n", escaped(&metadata.title)));
        if let Some(subtitle) = &metadata.subtitle {
            body.push_str(&format!("<p class=\"subtitle\" role=\"doc-subtitle\">{}</p>\n", escaped(subtitle)));
        }
        if let Some(publisher) = &metadata.publisher {
            body.push_str(&format!("<p class=\"publisher\">{}</p>\n", escaped(publisher)));
        }
        body.push_str("</section>\n");
        self.document(self.terms().title_page, "frontmatter", &body)
    }

    /// Who, when, under which licence, and what it was made with.
    pub(in crate::epub) fn copyright_page(&self) -> String {
        let metadata = &self.book.edition.metadata;
        let mut lines: Vec<String> = vec![metadata.title.clone()];
        lines.extend(metadata.subtitle.clone());
        lines.extend(metadata.edition_title.clone());
        lines.extend(metadata.authors.iter().chain(&metadata.contributors).map(|person| person.name.clone()));
        let date = metadata.date.as_deref().map(|date| date_in_words(date, metadata.language.tag()));
        lines.push([metadata.publisher.as_deref(), date.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", "));
        lines.extend(metadata.rights.clone());
        lines.extend(metadata.rights_url.clone());
        lines.extend(metadata.isbn.as_ref().map(|isbn| format!("ISBN {isbn}")));
        lines.extend(metadata.doi.as_ref().map(|doi| format!("https://doi.org/{doi}")));
        lines.push(metadata.stable_identifier());
        lines.push(format!("{} chapbook {}.", self.terms().set_in(&self.book.edition.design.text_face), env!("CARGO_PKG_VERSION")));
        let body: String = lines.iter().filter(|line| !line.is_empty()).map(|line| format!("<p>{}</p>\n", escaped(line))).collect();
        let body = format!(
            "<section epub:type=\"copyright-page\" class=\"copyright\">\n{}{body}</section>\n",
            self.break_at(MadePlace::Copyright)
        );
        self.document(self.terms().copyright_page, "frontmatter", &body)
    }

    /// A chapter with its notes.
    pub(in crate::epub) fn division(&self, document: &SpineDocument<'_>) -> String {
        let small_caps = self.book.edition.design.openings.first_words == FirstWords::SmallCaps;
        let lead = if small_caps { document.division.lead() } else { None };
        let mut page = Page::new(*self, &document.name, 0, lead);
        page.division(document.division, &document.notes);
        let body_type = match document.matter {
            Matter::Front => "frontmatter",
            Matter::Body => "bodymatter",
            Matter::Back => "backmatter",
        };
        let title = self.book.resolution.titles.get(&document.division.node.id).map_or("", String::as_str);
        let body = page.out;
        self.document(title, body_type, &body)
    }
}

/// `epub:type` and role of a division (EPUB Structural Semantics Vocabulary 1.1; DPUB-ARIA 1.1).
pub(in crate::epub) fn semantics(kind: DivisionKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        DivisionKind::Dedication => ("dedication", "doc-dedication"),
        DivisionKind::Epigraph => ("epigraph", "doc-epigraph"),
        DivisionKind::Foreword => ("foreword", "doc-foreword"),
        DivisionKind::Preface => ("preface", "doc-preface"),
        DivisionKind::Acknowledgements => ("acknowledgments", "doc-acknowledgments"),
        DivisionKind::Introduction => ("introduction", "doc-introduction"),
        DivisionKind::Part => ("part", "doc-part"),
        DivisionKind::Chapter => ("chapter", "doc-chapter"),
        DivisionKind::Conclusion => ("conclusion", "doc-conclusion"),
        DivisionKind::Afterword => ("afterword", "doc-afterword"),
        DivisionKind::Appendix | DivisionKind::Chronology => ("appendix", "doc-appendix"),
        DivisionKind::Glossary => ("glossary", "doc-glossary"),
        DivisionKind::Endnotes => ("endnotes", "doc-endnotes"),
        DivisionKind::Bibliography => ("bibliography", "doc-bibliography"),
        DivisionKind::Index => ("index", "doc-index"),
        DivisionKind::Colophon => ("colophon", "doc-colophon"),
        DivisionKind::Section => return None,
    })
}

impl Page<'_> {
    pub(in crate::epub) fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Text with its special characters escaped.
    pub(in crate::epub) fn say(&mut self, text: &str) {
        escape_into(text, &mut self.out);
    }

    /// The attributes of a node: its anchor, classes, language and what the author said besides. `own` are classes of ours.
    pub(in crate::epub) fn attributes(&self, node: &Node, own: &str) -> String {
        let mut text = self.id(node.id);
        let classes: Vec<&str> =
            own.split_whitespace().chain(node.attrs.iter().flat_map(|attrs| attrs.classes.iter().map(String::as_str))).collect();
        if !classes.is_empty() {
            text.push_str(&format!(" class=\"{}\"", escaped(&classes.join(" "))));
        }
        let number = self.printer.book.resolution.paragraph_numbers.get(&node.id);
        if let Some(number) = number.filter(|number| self.printer.book.edition.design.paragraph_numbers.shows(number)) {
            text.push_str(&format!(" data-number=\"{number}\""));
        }
        if let Some(attrs) = &node.attrs {
            if let Some(lang) = attrs.lang.as_deref().filter(|lang| crate::edition::Language::parse(lang).is_some()) {
                text.push_str(&format!(" lang=\"{0}\" xml:lang=\"{0}\"", escaped(lang)));
            }
            // What a mark says for the index stands there.
            let indexed = |key: &str| node.is_index_mark() && matches!(key, "entry" | "see");
            let said = attrs.pairs.iter().filter(|(key, _)| !indexed(key) && *key != ABBREVIATION);
            for (key, value) in said {
                let name: String =
                    key.to_lowercase().chars().filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-').collect();
                let name = name.trim_start_matches("data-").trim_matches('-').to_owned();
                if name.starts_with(|c: char| c.is_ascii_lowercase()) && !name.starts_with("xml") {
                    text.push_str(&format!(" data-{name}=\"{}\"", escaped(value)));
                }
            }
        }
        text
    }

    /// The anchor of a node as an attribute.
    pub(in crate::epub) fn id(&self, node: NodeId) -> String {
        self.printer.book.resolution.anchors.get(&node).map_or(String::new(), |anchor| format!(" id=\"{}\"", escaped(anchor)))
    }
}

/// A content document as a file of the package.
pub(in crate::epub) fn document_resource(name: &str, text: &str) -> Resource {
    Resource { name: name.to_owned(), media_type: "application/xhtml+xml", bytes: text.as_bytes().to_vec(), properties: "", in_spine: true }
}

/// Text with its special characters escaped, and without those that XML forbids (XML 1.0, section 2.2).
pub(in crate::epub) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(text, &mut out);
    out
}

fn escape_into(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(character),
            '\u{fffe}' | '\u{ffff}' => {}
            // The second control block is allowed but discouraged; the first is not allowed.
            control if control.is_control() => {}
            other => out.push(other),
        }
    }
}
