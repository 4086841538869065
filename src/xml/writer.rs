//! Writes elements and text into a string.
use std::fmt::{self, Write};

use super::element::Element;
use super::escape::Escaping;

/// XML that is being written. Use it through [`WriteXml`].
#[derive(Debug, Default)]
pub struct XmlWriter {
    out: String,
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
        Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned() }
    }

    /// The text that was written.
    #[must_use]
    pub fn finish(self) -> String {
        self.out
    }

    fn start(&mut self, element: &Element) {
        self.out.push('<');
        self.out.push_str(element.name);
        self.out.push_str(&element.attributes);
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

    /// An empty-element tag: `<br/>`.
    fn empty(&mut self, element: &Element) {
        let out = &mut self.xml().out;
        out.push('<');
        out.push_str(element.name);
        out.push_str(&element.attributes);
        out.push_str("/>");
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
}
