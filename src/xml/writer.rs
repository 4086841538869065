//! Writes elements and text into a string.
use std::fmt::{self, Write};

use super::element::Element;
use super::escape::Escaping;
use super::syntax::Syntax;

/// XML or HTML that is being written. Use it through [`WriteXml`].
#[derive(Debug, Default)]
pub struct XmlWriter {
    out: String,
    syntax: Syntax,
}

impl XmlWriter {
    /// An empty fragment: no XML declaration.
    #[must_use]
    pub fn fragment() -> Self {
        Self::default()
    }

    /// A document: its XML declaration, on a line of its own.
    #[must_use]
    pub fn document() -> Self {
        Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), syntax: Syntax::Xml }
    }

    /// A document in the syntax of HTML, or a fragment of one (HTML Standard, section 13.1). It begins with [`WriteXml::doctype`].
    #[must_use]
    pub fn html() -> Self {
        Self { out: String::new(), syntax: Syntax::Html }
    }

    /// The text that was written.
    #[must_use]
    pub fn finish(self) -> String {
        self.out
    }

    fn start(&mut self, element: &Element) {
        self.out.push('<');
        self.out.push_str(element.name);
        self.syntax.attributes(element, &mut self.out);
        self.out.push('>');
    }

    fn end(&mut self, element: &Element) {
        self.out.push_str("</");
        self.out.push_str(element.name);
        self.out.push('>');
    }
}

/// A writer of XML: an [`XmlWriter`], or a printer that contains one. Closures get the printer itself, so it can keep its own state
/// while it writes.
pub trait WriteXml: Sized {
    /// The writer that everything goes to.
    fn xml(&mut self) -> &mut XmlWriter;

    /// An element around the output of `content`, without white space of its own: `<em>…</em>`.
    fn element(&mut self, element: Element, content: impl FnOnce(&mut Self)) {
        self.xml().start(&element);
        content(self);
        self.xml().end(&element);
    }

    /// An element on a line of its own: `<p>…</p>⏎`.
    fn line(&mut self, element: Element, content: impl FnOnce(&mut Self)) {
        self.element(element, content);
        self.newline();
    }

    /// An element whose tags have lines of their own: `<section>⏎…</section>⏎`.
    fn block(&mut self, element: Element, content: impl FnOnce(&mut Self)) {
        self.line(element, |xml| {
            xml.newline();
            content(xml);
        });
    }

    /// An element on a line of its own. If `content` writes nothing, the element is not written either. Returns whether it was written.
    fn line_unless_empty(&mut self, element: Element, content: impl FnOnce(&mut Self)) -> bool {
        let before = self.xml().out.len();
        self.xml().start(&element);
        let start = self.xml().out.len();
        content(self);
        if self.xml().out.len() == start {
            self.xml().out.truncate(before);
            return false;
        }
        self.xml().end(&element);
        self.newline();
        true
    }

    /// An empty-element tag: `<br/>`, or `<br>` in HTML.
    fn empty(&mut self, element: &Element) {
        let XmlWriter { out, syntax } = self.xml();
        out.push('<');
        out.push_str(element.name);
        syntax.attributes(element, out);
        out.push_str(syntax.end_of_empty_tag(element.name));
    }

    /// An empty-element tag on a line of its own: `<br/>⏎`.
    fn empty_line(&mut self, element: &Element) {
        self.empty(element);
        self.newline();
    }

    /// Text, escaped.
    fn text(&mut self, text: impl fmt::Display) {
        // Writing to a string cannot fail.
        let _ = write!(Escaping(&mut self.xml().out), "{text}");
    }

    /// An element that holds nothing but text: `<i>…</i>`.
    fn text_element(&mut self, element: Element, text: impl fmt::Display) {
        self.element(element, |xml| xml.text(text));
    }

    /// An element that holds nothing but text, on a line of its own: `<p>…</p>⏎`.
    fn text_line(&mut self, element: Element, text: impl fmt::Display) {
        self.line(element, |xml| xml.text(text));
    }

    /// A stylesheet or a script in HTML, on lines of its own: `<style>⏎…</style>⏎`. Its text is not escaped (HTML Standard, section
    /// 13.1.2, "raw text elements"), so `</` becomes `<\/`, which means the same in the strings of both languages.
    fn raw_text(&mut self, element: &Element, text: &str) {
        let xml = self.xml();
        xml.start(element);
        xml.out.push('\n');
        xml.out.push_str(&text.replace("</", "<\\/"));
        xml.end(element);
        xml.out.push('\n');
    }

    /// A line end.
    fn newline(&mut self) {
        self.xml().out.push('\n');
    }

    /// `<!DOCTYPE name>⏎`. The name is an XML name.
    fn doctype(&mut self, name: &'static str) {
        let out = &mut self.xml().out;
        out.push_str("<!DOCTYPE ");
        out.push_str(name);
        out.push_str(">\n");
    }
}

impl WriteXml for XmlWriter {
    fn xml(&mut self) -> &mut XmlWriter {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_written_with_exact_white_space() {
        let mut xml = XmlWriter::document();
        xml.doctype("html");
        xml.block(Element::new("html").attribute("lang", "en"), |xml| {
            xml.line(Element::new("p"), |xml| {
                xml.text("a < b");
                xml.empty(&Element::new("br"));
                xml.text_element(Element::new("em").attribute("title", format_args!("\"{}\"", 3)), 4);
            });
            assert!(!xml.line_unless_empty(Element::new("h1").attribute("id", "x"), |_| ()));
            assert!(xml.line_unless_empty(Element::new("h2"), |xml| xml.text("b")));
            xml.empty_line(&Element::new("hr"));
        });
        assert_eq!(
            xml.finish(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html lang=\"en\">\n\
             <p>a &lt; b<br/><em title=\"&quot;3&quot;\">4</em></p>\n<h2>b</h2>\n<hr/>\n</html>\n"
        );
    }

    #[test]
    fn html_has_no_prefixed_attributes_and_void_elements_have_no_slash() {
        let mut html = XmlWriter::html();
        html.line(Element::new("p").attribute("epub:type", "a \" lang=").attribute("lang", "de").attribute("xml:lang", "de"), |html| {
            html.empty(&Element::new("img").attribute("alt", "xml:lang").attribute("epub:type", "x"));
            html.element(Element::new("svg").attribute("viewBox", "0 0 1 1"), |html| {
                html.empty(&Element::new("path").attribute("d", "M0"))
            });
        });
        html.raw_text(&Element::new("style"), "a::before { content: \"</style>\" } p > a {}");
        assert_eq!(
            html.finish(),
            "<p lang=\"de\"><img alt=\"xml:lang\"><svg viewBox=\"0 0 1 1\"><path d=\"M0\"/></svg></p>\n\
             <style>\na::before { content: \"<\\/style>\" } p > a {}</style>\n"
        );
    }
}
