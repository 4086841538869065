//! Inlines to XHTML.
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Inline, InlineKind, OBJECT, Raw, ReferenceForm, TERM, plain_text};
use crate::resolve::Destination;

use super::printer::{Page, escaped};
use super::raw;

impl Page<'_> {
    pub(in crate::epub) fn inlines(&mut self, inlines: &[Inline]) {
        inlines.iter().for_each(|inline| self.inline(inline, false));
    }

    /// The same within a link, where another link may not stand.
    fn inlines_in(&mut self, inlines: &[Inline], linked: bool) {
        inlines.iter().for_each(|inline| self.inline(inline, linked));
    }

    fn inline(&mut self, inline: &Inline, linked: bool) {
        // What the flow counts, so that pages begin where they do on paper.
        match &inline.kind {
            InlineKind::SoftBreak => self.advance(1),
            InlineKind::LineBreak => self.advance('\u{2028}'.len_utf8()),
            InlineKind::Math(_)
            | InlineKind::Image { .. }
            | InlineKind::Reference { .. }
            | InlineKind::NoteCall(_)
            | InlineKind::Anchor
            | InlineKind::Raw(_) => self.advance(OBJECT.len_utf8()),
            InlineKind::Emphasis(_)
            | InlineKind::Strong(_)
            | InlineKind::SmallCaps(_)
            | InlineKind::Superscript(_)
            | InlineKind::Subscript(_)
            | InlineKind::Strikethrough(_)
            | InlineKind::Container(_)
            | InlineKind::Link { .. } => {
                if inline.node.anchor().is_some() || inline.node.is_index_mark() {
                    self.advance(OBJECT.len_utf8());
                }
            }
            InlineKind::Text(_) | InlineKind::Code(_) => {}
        }
        if let Some(expansion) = inline.node.expansion() {
            self.put(&format!("<abbr title=\"{}\">", escaped(expansion)));
        }
        match &inline.kind {
            InlineKind::Text(text) => {
                let text = text.as_str();
                self.dressed(inline, |page| page.say_marked(text));
            }
            InlineKind::SoftBreak => self.put("\n"),
            InlineKind::LineBreak => self.put("<br/>\n"),
            InlineKind::Emphasis(inner) => self.element("em", "", inline, inner, linked),
            InlineKind::Strong(inner) => self.element("strong", "", inline, inner, linked),
            InlineKind::SmallCaps(inner) => self.element("span", "smallcaps", inline, inner, linked),
            InlineKind::Superscript(inner) => self.element("sup", "", inline, inner, linked),
            InlineKind::Subscript(inner) => self.element("sub", "", inline, inner, linked),
            InlineKind::Strikethrough(inner) => self.element("s", "", inline, inner, linked),
            InlineKind::Container(inner) if self.attributes(&inline.node, "").is_empty() => self.inlines_in(inner, linked),
            InlineKind::Container(inner) => self.element("span", "", inline, inner, linked),
            InlineKind::Code(text) => {
                self.put(&format!("<code{}>", self.attributes(&inline.node, "")));
                self.say_marked(text);
                self.put("</code>");
            }
            InlineKind::Math(source) => {
                self.math(inline.node.span);
                self.put(&format!("<code{}>", self.attributes(&inline.node, "math")));
                self.say(source);
                self.put("</code>");
            }
            InlineKind::Image { source, alt, title } => self.picture(inline, source, &plain_text(alt), title.as_deref()),
            InlineKind::Link { text, title, .. } => self.link(inline, text, title.as_deref(), linked),
            InlineKind::Reference { form, .. } => self.reference(inline, *form, linked),
            InlineKind::NoteCall(note) => self.note_call(inline, *note, linked),
            InlineKind::Anchor => self.put(&format!("<span{}></span>", self.attributes(&inline.node, ""))),
            InlineKind::Raw(raw) => self.raw(raw, inline.node.span),
        }
        if inline.node.expansion().is_some() {
            self.put("</abbr>");
        }
    }

    /// Text in a `span` only if something was said about it.
    fn dressed(&mut self, inline: &Inline, inner: impl FnOnce(&mut Self)) {
        let attributes = self.attributes(&inline.node, "");
        if attributes.is_empty() {
            return inner(self);
        }
        self.put(&format!("<span{attributes}>"));
        inner(self);
        self.put("</span>");
    }

    fn element(&mut self, name: &str, class: &str, inline: &Inline, inner: &[Inline], linked: bool) {
        self.put(&format!("<{name}{}>", self.attributes(&inline.node, class)));
        self.inlines_in(inner, linked);
        self.put(&format!("</{name}>"));
    }

    /// Where a link or a reference leads, as an `href`.
    fn href(&self, inline: &Inline) -> Option<String> {
        let printer = &self.printer;
        match printer.book.resolution.targets.get(&inline.node.id)? {
            Destination::Node(node) => printer.spine.link(printer.book, *node, self.name),
            Destination::Note(note) => printer.spine.note_link(printer.book, *note, self.name),
            Destination::Uri(uri) => raw::outward(uri),
        }
    }

    fn link(&mut self, inline: &Inline, text: &[Inline], title: Option<&str>, linked: bool) {
        let attributes = self.attributes(&inline.node, "");
        match self.href(inline).filter(|_| !linked) {
            Some(href) => {
                let title = title.map_or(String::new(), |title| format!(" title=\"{}\"", escaped(title)));
                // EPUB Structural Semantics Vocabulary 1.1; DPUB-ARIA 1.1.
                let kind = if inline.node.has_class(TERM) { " epub:type=\"glossref\" role=\"doc-glossref\"" } else { "" };
                self.put(&format!("<a{kind} href=\"{}\"{attributes}{title}>", escaped(&href)));
                self.inlines_in(text, true);
                self.put("</a>");
            }
            None if attributes.is_empty() => self.inlines_in(text, linked),
            None => {
                self.put(&format!("<span{attributes}>"));
                self.inlines_in(text, linked);
                self.put("</span>");
            }
        }
    }

    fn reference(&mut self, inline: &Inline, form: ReferenceForm, linked: bool) {
        let Some(text) = self.printer.book.resolution.reference(inline.node.id, form) else { return };
        match self.href(inline).filter(|_| !linked) {
            Some(href) => {
                self.put(&format!("<a href=\"{}\"{}>", escaped(&href), self.attributes(&inline.node, "")));
                self.say(text);
                self.put("</a>");
            }
            None => self.say(text),
        }
    }

    fn picture(&mut self, inline: &Inline, source: &str, alt: &str, title: Option<&str>) {
        match self.printer.pictures.name(source) {
            Some(name) => {
                let title = title.map_or(String::new(), |title| format!(" title=\"{}\"", escaped(title)));
                self.put(&format!("<img src=\"{name}\" alt=\"{}\"{}{title}/>", escaped(alt), self.attributes(&inline.node, "")));
            }
            None => {
                self.put("<span class=\"no-picture\">[");
                self.say(alt);
                self.put("]</span>");
            }
        }
    }

    pub(in crate::epub) fn math(&self, span: crate::source::Span) {
        self.printer.sink.report(
            Diagnostic::new(codes::MATH_AS_SOURCE, span, "the formula was printed as its source")
                .hint("formulas are not set yet; write it in words or as a picture"),
        );
    }

    /// Another format's text: harmless HTML that stands by itself is printed, the rest was reported by the reader.
    pub(in crate::epub) fn raw(&mut self, raw: &Raw, span: crate::source::Span) {
        match raw::printable(raw) {
            raw::Printable::Nothing => {}
            raw::Printable::Markup(markup) => self.put(&markup),
            raw::Printable::Foreign(name) => self.printer.sink.report(
                Diagnostic::new(codes::RAW_NOT_PRINTED, span, format!("text in the format `{name}` is not printed in the EPUB"))
                    .hint("write it in Markdown to have it in both"),
            ),
        }
    }
}
