//! The frame of a content document, and the writer that prints its body.
use std::ops::Range;

use crate::document::{ABBREVIATION, Division, FirstIndent, Folio, Layout, Matter, Node, NodeId, TextAlign};
use crate::edition::FirstWords;
use crate::epub::package::{ManifestProperty, Resource};
use crate::language::{LanguageTag, is_right_to_left};
use crate::units::Length;
use crate::xml::{Element, WriteXml, XmlWriter};

use super::page_breaks::PendingBreak;
use super::printer::Printer;
use super::semantics::matter_type;

/// A finished content document.
#[derive(Debug)]
pub(in crate::epub) struct ContentDocument {
    /// The name of its file.
    pub(in crate::epub) name: String,
    pub(in crate::epub) xhtml: String,
    /// The pages of the printed edition that are marked in it.
    pub(in crate::epub) breaks: Vec<Folio>,
    /// Its properties in the manifest.
    pub(in crate::epub) properties: &'static [ManifestProperty],
}

impl ContentDocument {
    /// The name of its file and the pages that are marked in it.
    pub(in crate::epub) fn marked(&self) -> (&str, &[Folio]) {
        (&self.name, &self.breaks)
    }

    /// The document as a file of the package.
    pub(in crate::epub) fn into_resource(self) -> Resource {
        Resource { properties: self.properties, ..Resource::document(self.name, self.xhtml) }
    }
}

/// Writes the body of a content document.
pub(in crate::epub) struct DocumentWriter<'a> {
    pub(super) printer: Printer<'a>,
    /// The name of the document's file: links within it need no file name.
    pub(super) name: &'a str,
    xml: XmlWriter,
    /// The nodes to print: a long division is printed in pieces.
    pub(super) range: Range<NodeId>,
    /// The level of the heading of the division that is being printed; 0 outside any.
    pub(in crate::epub) level: u8,
    /// The paragraph whose first words are set in small capitals, if the design asks for that.
    pub(super) lead: Option<NodeId>,
    /// Whether a link is open: links do not nest (HTML, section 4.5.1).
    pub(super) in_link: bool,
    /// Whether a citation is being written.
    pub(super) in_citation: bool,
    /// The page breaks that are still to come in the block that is being printed, the last one first.
    pub(super) pending: Vec<PendingBreak>,
    /// The offset in the flow of that block. Counted only if a page break is pending.
    pub(super) offset: usize,
    /// Whether a formula in MathML was printed.
    pub(in crate::epub) has_mathml: bool,
    /// Whether formulas get their alternative texts as names: in a header of a table that has nothing else.
    pub(super) names_formulas: bool,
    /// Whether a formula was printed as a drawing.
    pub(super) has_drawings: bool,
    /// The pages that have been marked.
    pub(in crate::epub) placed: Vec<Folio>,
}

impl WriteXml for DocumentWriter<'_> {
    fn xml(&mut self) -> &mut XmlWriter {
        &mut self.xml
    }
}

impl Printer<'_> {
    /// A content document around the body that `body` writes. `name` is the name of its file; an empty `title` becomes the
    /// title of the book.
    pub(in crate::epub) fn document<'d>(
        &'d self,
        name: &'d str,
        title: &str,
        matter: Matter,
        body: impl FnOnce(&mut DocumentWriter<'d>),
    ) -> ContentDocument {
        let mut out = DocumentWriter::new(*self, name, XmlWriter::document());
        let title = if title.trim().is_empty() { &self.book.edition.metadata.title } else { title };
        let html = Element::new("html")
            .attribute("xmlns", "http://www.w3.org/1999/xhtml")
            .attribute("xmlns:epub", "http://www.idpf.org/2007/ops")
            .attribute("lang", self.language())
            .attribute("xml:lang", self.language())
            .optional("dir", is_right_to_left(self.language()).then_some("rtl"));
        out.doctype("html");
        out.block(html, |out| {
            out.block(Element::new("head"), |out| {
                out.empty_line(&Element::new("meta").attribute("charset", "UTF-8"));
                out.text_line(Element::new("title"), title);
                let link = Element::new("link").attribute("rel", "stylesheet").attribute("type", "text/css");
                out.empty_line(&link.attribute("href", "stylesheet.css"));
            });
            out.block(Element::new("body").attribute("epub:type", matter_type(matter)), body);
        });
        let properties: &[ManifestProperty] = match (out.has_mathml, out.has_drawings) {
            (false, false) => &[],
            (true, false) => &[ManifestProperty::MathMl],
            (false, true) => &[ManifestProperty::Svg],
            (true, true) => &[ManifestProperty::MathMl, ManifestProperty::Svg],
        };
        ContentDocument { name: name.to_owned(), xhtml: out.xml.finish(), breaks: out.placed, properties }
    }
}

impl<'a> DocumentWriter<'a> {
    /// A writer of a document without content. `name` is the name of its file.
    pub(in crate::epub) const fn new(printer: Printer<'a>, name: &'a str, xml: XmlWriter) -> Self {
        Self {
            printer,
            name,
            xml,
            range: NodeId(0)..NodeId(u32::MAX),
            level: 0,
            lead: None,
            in_link: false,
            in_citation: false,
            pending: Vec::new(),
            offset: 0,
            has_mathml: false,
            names_formulas: false,
            has_drawings: false,
            placed: Vec::new(),
        }
    }

    /// What was written, as text.
    pub(in crate::epub) fn finish(self) -> String {
        self.xml.finish()
    }
}

impl DocumentWriter<'_> {
    /// Sets the first words of a division in small capitals, if the design asks for that.
    pub(super) fn set_lead(&mut self, division: &Division) {
        let small_caps = self.printer.book.edition.design.openings.first_words == FirstWords::SmallCaps;
        self.lead = if small_caps { division.lead() } else { None };
    }

    /// The anchor of a node, if it has one.
    pub(super) fn anchor(&self, node: NodeId) -> Option<&str> {
        self.printer.book.resolution.anchors.get(&node).map(String::as_str)
    }

    /// The start tag of a node, with its attributes.
    pub(super) fn start_tag(&self, name: &'static str, node: &Node) -> Element {
        self.described(Element::new(name), node, "")
    }

    /// Adds the attributes of a node to a start tag: its anchor, classes, paragraph number and language, and the author's own
    /// attributes as `data-*`. `classes` are added before the author's.
    pub(super) fn described(&self, element: Element, node: &Node, classes: &str) -> Element {
        self.described_again(element.optional("id", self.anchor(node.id)), node, classes)
    }

    /// Like [`Self::described`], without the anchor: for a further piece of a division, whose anchor is in an earlier document.
    pub(super) fn described_again(&self, element: Element, node: &Node, classes: &str) -> Element {
        let printer = self.printer;
        let number = printer.book.resolution.paragraph_numbers.get(&node.id);
        let number = number.filter(|number| printer.book.edition.design.paragraph_numbers.shows(number));
        let given = node.attrs.iter().flat_map(|attributes| &attributes.classes);
        let classes: Vec<&str> = classes.split_whitespace().chain(given.map(String::as_str)).collect();
        let mut element =
            element.optional("class", Some(classes.join(" ")).filter(|classes| !classes.is_empty())).optional("data-number", number);
        let Some(attributes) = &node.attrs else { return element };
        element = element.optional("style", layout_style(attributes.layout));
        if let Some(language) = attributes.lang.as_deref().filter(|language| LanguageTag::parse(language).is_some()) {
            element = element.attribute("lang", language).attribute("xml:lang", language);
        }
        // These keys of index marks are for the index only.
        let in_index = |key: &str| node.is_index_mark() && matches!(key, "entry" | "see");
        for (key, value) in attributes.pairs.iter().filter(|(key, _)| !in_index(key) && *key != ABBREVIATION) {
            if let Some(name) = data_attribute(key) {
                element = element.attribute(&name, value);
            }
        }
        element
    }
}

/// The CSS declarations for a layout. `None` if it needs none.
fn layout_style(layout: Layout) -> Option<String> {
    let align = layout.align.map(|align| match align {
        TextAlign::Left => "text-align: left",
        TextAlign::Center => "text-align: center",
        TextAlign::Right => "text-align: right",
        TextAlign::Justified => "text-align: justify",
    });
    let centred = matches!(layout.align, Some(TextAlign::Center | TextAlign::Right));
    let indent = match layout.indent {
        Some(FirstIndent::Em(thousandths)) => Some(format!("text-indent: {}em", decimal(thousandths, 1000))),
        Some(FirstIndent::Absolute(length)) => Some(format!("text-indent: {}pt", decimal(length.0 * 100 / Length::from_pt(1.0).0, 100))),
        None if centred => Some("text-indent: 0".to_owned()),
        None => None,
    };
    let declarations: Vec<String> = align.map(str::to_owned).into_iter().chain(indent).collect();
    (!declarations.is_empty()).then(|| declarations.join("; "))
}

/// A decimal fraction without zeros at its end.
fn decimal(number: i64, parts: i64) -> String {
    let digits = parts.to_string().len() - 1;
    let sign = if number < 0 { "-" } else { "" };
    let (whole, rest) = (number.abs() / parts, number.abs() % parts);
    let text = format!("{sign}{whole}.{rest:0digits$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The name of the attribute for a key of the author, if the key can be part of a name (HTML, section 3.2.6.6).
fn data_attribute(key: &str) -> Option<String> {
    let name: String = key.to_lowercase().chars().filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-').collect();
    let name = name.trim_start_matches("data-").trim_matches('-');
    (name.starts_with(|c: char| c.is_ascii_lowercase()) && !name.starts_with("xml")).then(|| format!("data-{name}"))
}
