//! Writes inlines as XHTML.
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{
    Formula, Inline, InlineKind, MathElement, MathNode, Node, NodeId, Phrase, PictureSize, Raw, Recording, RecordingKind, ReferenceForm,
    TERM, plain_text,
};
use crate::formula::{MathmlOptions, mathml};
use crate::math::{FormulaDrawing, Shape};
use crate::resolve::Destination;
use crate::source::Span;
use crate::xml::{Element, WriteXml};

use super::document::DocumentWriter;
use super::picture_style::picture_style;
use super::printer::Medium;
use super::raw::{self, Printable};

impl DocumentWriter<'_> {
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            // Text and code are counted as they are printed.
            if !matches!(inline.kind, InlineKind::Text(_) | InlineKind::Code(_)) {
                self.pass(inline);
            }
            match inline.node.expansion() {
                Some(expansion) => self.element(Element::new("abbr").attribute("title", expansion), |out| out.inline(inline)),
                None => self.inline(inline),
            }
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text(text) => self.span_if_needed(inline, |out| out.text_with_breaks(text)),
            InlineKind::SoftBreak => self.newline(),
            InlineKind::LineBreak => self.empty_line(&Element::new("br")),
            InlineKind::Emphasis(inner) => self.element(self.start_tag("em", &inline.node), |out| out.inlines(inner)),
            InlineKind::Strong(inner) => self.element(self.start_tag("strong", &inline.node), |out| out.inlines(inner)),
            InlineKind::SmallCaps(inner) => {
                self.element(self.described(Element::new("span"), &inline.node, "smallcaps"), |out| out.inlines(inner));
            }
            InlineKind::Superscript(inner) => self.element(self.start_tag("sup", &inline.node), |out| out.inlines(inner)),
            InlineKind::Subscript(inner) => self.element(self.start_tag("sub", &inline.node), |out| out.inlines(inner)),
            InlineKind::Strikethrough(inner) => self.element(self.start_tag("s", &inline.node), |out| out.inlines(inner)),
            InlineKind::Phrase(phrase, inner) => self.element(self.start_tag(element_of(*phrase), &inline.node), |out| out.inlines(inner)),
            InlineKind::Recording(recording) => self.recording(inline, recording),
            // A further mention on the same page is not in the index.
            InlineKind::Container(inner) if inline.node.is_further_mention() && !self.is_located(inline.node.id) => self.inlines(inner),
            InlineKind::Container(inner) => self.span_if_needed(inline, |out| out.inlines(inner)),
            InlineKind::Code(text) => self.element(self.start_tag("code", &inline.node), |out| out.text_with_breaks(text)),
            InlineKind::Math(formula) if self.formula(&inline.node, formula) => self.equation_number(&inline.node),
            InlineKind::Math(formula) => {
                self.text_element(self.described(Element::new("code"), &inline.node, "math"), formula.source.replace('\n', " "));
            }
            InlineKind::Image { source, alt, title, size } => self.picture(inline, (source, *size), &plain_text(alt), title.as_deref()),
            InlineKind::Link { text, title, .. } => self.link(inline, text, title.as_deref()),
            InlineKind::Reference { form, .. } => self.reference(inline, *form),
            InlineKind::CrossReference(cross) => self.span_if_needed(inline, |out| out.inlines(&cross.references)),
            InlineKind::Citation(citation) => {
                let outer = std::mem::replace(&mut self.in_citation, true);
                self.span_if_needed(inline, |out| out.inlines(&citation.text));
                self.in_citation = outer;
            }
            InlineKind::NoteCall(note) => self.note_call(inline, *note),
            InlineKind::Anchor => self.element(self.start_tag("span", &inline.node), |_| ()),
            InlineKind::Raw(raw) => self.raw(raw, inline.node.span),
        }
    }

    /// Whether a page number in the index leads to a mark.
    fn is_located(&self, mark: NodeId) -> bool {
        self.printer.breaks.is_some_and(|breaks| breaks.is_located(mark))
    }

    /// The links from the entry of a work back to its citations.
    fn links_to_citations(&mut self, reference: NodeId) {
        let printer = self.printer;
        for (at, place) in printer.book.resolution.citations_of(reference).iter().enumerate() {
            let Some(href) = printer.spine.link(place.citation, self.name) else { continue };
            let link = Element::new("a").attribute("epub:type", "backlink").attribute("role", "doc-backlink").attribute("href", href);
            // A link is named after the place that it leads to.
            let title = place.division.and_then(|division| printer.book.resolution.titles.get(&division));
            let title = title.map_or(printer.terms().notes, String::as_str);
            self.text(" ");
            self.text_element(link.attribute("aria-label", format_args!("{title} ({})", at + 1)), "\u{21a9}\u{fe0e}");
        }
    }

    /// The text of a recording, then the recording itself if the package has it.
    fn recording(&mut self, inline: &Inline, recording: &Recording) {
        self.span_if_needed(inline, |out| out.inlines(&recording.text));
        let Some((file, media_type)) = self.printer.recordings.file(&recording.source) else { return };
        let name = match recording.kind {
            RecordingKind::Sound => "audio",
            RecordingKind::Film => "video",
        };
        let source = Element::new("source").attribute("src", self.printer.medium.href(file)).attribute("type", media_type);
        self.text(" ");
        self.element(Element::new(name).attribute("controls", "controls"), |out| out.empty(&source));
    }

    /// A formula in MathML (MathML 3.0, section 2.2), or as a drawing if the edition has drawings. Returns `false` if it could not be read.
    pub(super) fn formula(&mut self, node: &Node, formula: &Formula) -> bool {
        match (&formula.markup, &formula.tree) {
            (Some(markup), _) => self.markup(markup, formula.display),
            (None, Some(tree)) => {
                let tex = formula.tex.split_whitespace().collect::<Vec<_>>().join(" ");
                let resolution = self.printer.book.resolution;
                let alternative = resolution.formula_alternative(node.id, &tex);
                let row_numbers = resolution.equations.get(&node.id).map_or(&[][..], |numbers| &numbers.rows);
                if let Some(artist) = self.printer.artist {
                    let shape = if formula.display { Shape::Display } else { Shape::Inline };
                    self.drawing(&artist.draw(tree, shape, row_numbers), &alternative);
                    return true;
                }
                let options =
                    MathmlOptions { display: formula.display, alternative: &alternative, labels: &resolution.equation_labels, row_numbers };
                self.markup(&mathml(tree, &options), formula.display);
            }
            (None, None) => return false,
        }
        true
    }

    /// A formula as a drawing (SVG 2) in the line, with its words for screen readers.
    fn drawing(&mut self, drawing: &FormulaDrawing, alternative: &str) {
        let FormulaDrawing { width, height, depth, view_box, path } = drawing;
        let style = format!("width: {width:.3}em; height: {height:.3}em; vertical-align: {:.3}em", -depth);
        let root =
            Element::new("svg").attribute("xmlns", "http://www.w3.org/2000/svg").attribute("class", "formula").attribute("role", "img");
        let root = root.attribute("aria-label", alternative).attribute("viewBox", view_box).attribute("style", style);
        self.has_drawings = true;
        self.element(root, |out| out.empty(&Element::new("path").attribute("fill", "currentColor").attribute("d", path)));
    }

    /// The number of a formula, after it.
    pub(super) fn equation_number(&mut self, node: &Node) {
        let resolution = self.printer.book.resolution;
        if let Some(number) = resolution.equations.get(&node.id).and_then(|numbers| numbers.whole.as_ref()) {
            self.text(" ");
            self.text_element(Element::new("span").attribute("class", "equation-number"), number);
        }
    }

    fn markup(&mut self, markup: &MathElement, display: bool) {
        self.has_mathml = true;
        let root = Element::new("math").attribute("xmlns", "http://www.w3.org/1998/Math/MathML");
        let root = root.optional("display", display.then_some("block"));
        let root = markup.attributes.iter().fold(root, |root, (key, value)| root.attribute(key, value));
        let alternative = markup.attributes.iter().find(|(key, _)| *key == "alttext").filter(|_| self.names_formulas);
        let root = root.optional("aria-label", alternative.map(|(_, words)| words));
        self.element(root, |out| out.formula_parts(markup));
    }

    fn formula_parts(&mut self, element: &MathElement) {
        for node in &element.content {
            match node {
                MathNode::Text(text) => self.text(text),
                MathNode::Element(inner) => {
                    let start = inner.attributes.iter().fold(Element::new(inner.name), |start, (key, value)| start.attribute(key, value));
                    self.element(start, |out| out.formula_parts(inner));
                }
            }
        }
    }

    /// A `span` around `content` if the inline has attributes; else `content` alone.
    fn span_if_needed(&mut self, inline: &Inline, content: impl FnOnce(&mut Self)) {
        let span = self.start_tag("span", &inline.node);
        if span.has_attributes() { self.element(span, content) } else { content(self) }
    }

    /// The `href` of a link or a reference. `None` within another link. Also `None` if the target does not exist, which was reported
    /// before.
    fn href(&self, inline: &Inline) -> Option<String> {
        if self.in_link {
            return None;
        }
        let printer = &self.printer;
        match printer.book.resolution.targets.get(&inline.node.id)? {
            Destination::Node(node) => printer.spine.link(*node, self.name),
            Destination::Note(note) => printer.spine.note_link(*note, self.name),
            Destination::Uri(uri) => raw::outward(uri),
        }
    }

    fn link(&mut self, inline: &Inline, text: &[Inline], title: Option<&str>) {
        let Some(href) = self.href(inline) else { return self.span_if_needed(inline, |out| out.inlines(text)) };
        let mut element = Element::new("a");
        if inline.node.has_class(TERM) {
            // EPUB Structural Semantics Vocabulary 1.1; DPUB-ARIA 1.1.
            element = element.attribute("epub:type", "glossref").attribute("role", "doc-glossref");
        }
        if self.in_citation && matches!(self.printer.book.resolution.targets.get(&inline.node.id), Some(Destination::Node(_))) {
            element = element.attribute("epub:type", "biblioref").attribute("role", "doc-biblioref");
        }
        let element = self.described(element.attribute("href", href), &inline.node, "").optional("title", title);
        self.element(element, |out| {
            out.in_link = true;
            out.inlines(text);
            out.in_link = false;
        });
    }

    fn reference(&mut self, inline: &Inline, form: ReferenceForm) {
        if form == ReferenceForm::Citations {
            return self.links_to_citations(inline.node.id);
        }
        let printed = self.printer.book.resolution.reference(inline.node.id, form);
        self.text(printed.before);
        match self.href(inline).filter(|_| !printed.text.is_empty()) {
            Some(href) => self.text_element(self.described(Element::new("a").attribute("href", href), &inline.node, ""), printed.text),
            None => self.text(printed.text),
        }
        self.text(printed.after);
    }

    /// A picture, or its alternative text in brackets if the package does not have it.
    fn picture(&mut self, inline: &Inline, (source, size): (&str, PictureSize), alt: &str, title: Option<&str>) {
        match self.printer.pictures.name(source) {
            Some(name) => {
                let element = Element::new("img").attribute("src", self.printer.medium.href(name)).attribute("alt", alt);
                let element = self.described(element, &inline.node, "").optional("title", title);
                self.empty(&element.optional("style", picture_style(size)));
            }
            // Links may lead to the picture.
            None => {
                let element = Element::new("span").attribute("class", "no-picture").optional("id", self.anchor(inline.node.id));
                self.text_element(element, format_args!("[{alt}]"));
            }
        }
    }

    /// Another format's text. Line breaks are printed; the reader of the manuscript reported whatever else was left.
    pub(super) fn raw(&mut self, raw: &Raw, span: Span) {
        match raw::printable(raw) {
            Printable::Nothing => {}
            Printable::LineBreak => self.empty(&Element::new("br")),
            Printable::WordBreak => self.empty(&Element::new("wbr")),
            Printable::Foreign(name) => {
                let book = match self.printer.medium {
                    Medium::Package => "the EPUB",
                    Medium::Web { .. } => "web pages",
                };
                let message = format!("text in the format `{name}` is not printed in {book}");
                let hint = "write it in Markdown to have it in the PDF and the EPUB";
                self.printer.sink.report(Diagnostic::new(codes::RAW_NOT_PRINTED, span, message).hint(hint));
            }
        }
    }
}

/// The element of a phrase (HTML Standard, sections 4.5 and 4.7).
fn element_of(phrase: Phrase) -> &'static str {
    match phrase {
        Phrase::Underline => "u",
        Phrase::Highlight => "mark",
        Phrase::Keyboard => "kbd",
        Phrase::Small => "small",
        Phrase::Inserted => "ins",
        Phrase::Deleted => "del",
        Phrase::Work => "cite",
        // E-readers add quotation marks to `q`, and the text already has them.
        Phrase::Quotation => "span",
        Phrase::Ruby => "ruby",
        Phrase::RubyReading => "rt",
        Phrase::RubyParenthesis => "rp",
    }
}
