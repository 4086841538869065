//! Inlines of Pandoc as inlines of the document.
use crate::document::{Format, Formula, Inline, InlineKind, Node, NoteId, Phrase, PictureSize, Raw};
use crate::language::{Language, QuotationMarks};
use crate::pandoc::{self, MathKind, QuoteKind, Target, Text};
use crate::source::Span;

use super::attributes::attributes;
use super::draft::Draft;
use super::references::latex_reference;
use crate::manuscript::files::assembled::assembled;
use crate::manuscript::markdown::builder::{NoteLabel, WrittenNote, link};
use crate::manuscript::syntax::attributes::{merge, spanned, with_attributes};

/// How deeply inlines may be nested in a block, as in Markdown.
const DEPTH: usize = 16;

/// How the titles of figures begin in version 1.22 and earlier.
pub(super) const FIGURE: &str = "fig:";

impl Draft<'_> {
    /// The inlines of a line.
    pub(super) fn line(&mut self, inlines: &[pandoc::Inline<'_>]) -> Vec<Inline> {
        let mut out = Vec::new();
        self.sequence(inlines, 0, &mut out);
        out
    }

    /// Adds inlines to `out`. `depth` is the number of inlines around them.
    pub(super) fn sequence(&mut self, inlines: &[pandoc::Inline<'_>], depth: usize, out: &mut Vec<Inline>) {
        for inline in inlines {
            self.inline(inline, depth, out);
        }
    }

    fn inline(&mut self, inline: &pandoc::Inline<'_>, depth: usize, out: &mut Vec<Inline>) {
        let tag = &inline.tag;
        let start = self.words.here();
        match &inline.kind {
            pandoc::InlineKind::Str(text) => self.text(text.as_str(), &[text, tag], out),
            pandoc::InlineKind::Space => self.text(" ", &[tag], out),
            pandoc::InlineKind::SoftBreak => self.sign(InlineKind::SoftBreak, tag, out),
            pandoc::InlineKind::LineBreak => self.sign(InlineKind::LineBreak, tag, out),
            pandoc::InlineKind::Quoted(kind, inner) => {
                let quotes = &Language::of(self.lang()).quotes;
                let QuotationMarks { open, close } = match kind {
                    QuoteKind::DoubleQuote => quotes.double,
                    QuoteKind::SingleQuote => quotes.single,
                };
                self.text(open, &[tag], out);
                self.sequence(inner, depth, out);
                self.text(close, &[tag], out);
            }
            pandoc::InlineKind::Emph(inner) => out.extend(self.around(InlineKind::Emphasis, tag, inner, depth)),
            pandoc::InlineKind::Strong(inner) => out.extend(self.around(InlineKind::Strong, tag, inner, depth)),
            pandoc::InlineKind::Strikeout(inner) => out.extend(self.around(InlineKind::Strikethrough, tag, inner, depth)),
            pandoc::InlineKind::Superscript(inner) => out.extend(self.around(InlineKind::Superscript, tag, inner, depth)),
            pandoc::InlineKind::Subscript(inner) => out.extend(self.around(InlineKind::Subscript, tag, inner, depth)),
            pandoc::InlineKind::SmallCaps(inner) => out.extend(self.around(InlineKind::SmallCaps, tag, inner, depth)),
            pandoc::InlineKind::Underline(inner) => {
                out.extend(self.around(|inner| InlineKind::Phrase(Phrase::Underline, inner), tag, inner, depth));
            }
            pandoc::InlineKind::Cite(works, text) => self.cite(works, text, tag, out),
            pandoc::InlineKind::Code(given, text) => {
                self.words.add(text.as_str(), &[text, tag]);
                let node = Node::with(self.words.since(start), attributes(given));
                self.words.add("\n", &[]);
                out.push(Inline { node, kind: InlineKind::Code(text.as_str().to_owned()) });
            }
            pandoc::InlineKind::Math(kind, tex) => {
                let display = *kind == MathKind::DisplayMath;
                let delimiter = if display { "$$" } else { "$" };
                let source = format!("{delimiter}{}{delimiter}", tex.as_str());
                self.words.add(&source, &[tex, tag]);
                let formula = Formula { tex: tex.as_str().to_owned(), source, display, markup: None, tree: None };
                out.push(Inline { node: Node::at(self.words.since(start)), kind: InlineKind::Math(formula) });
            }
            pandoc::InlineKind::RawInline(format, text) => {
                self.words.add(text.as_str(), &[text, tag]);
                let span = self.words.since(start);
                let raw = self.raw(format, text);
                out.push(Inline { node: Node::at(span), kind: InlineKind::Raw(raw) });
            }
            pandoc::InlineKind::Link(given, inner, target) => {
                let text = self.inner(tag, inner, depth);
                let span = self.words.since(start);
                let mut own = attributes(given);
                // Bare addresses, such as `<https://…>`, which their text already shows.
                own.classes.retain(|class| !matches!(class.as_str(), "uri" | "email"));
                let node = Node::at(span);
                if let Some(references) = latex_reference(&mut own, target.url.as_str(), span) {
                    return out.extend(references);
                }
                let title = Some(target.title.as_str().to_owned()).filter(|title| !title.is_empty());
                out.push(with_attributes(Inline { node, kind: link(target.url.as_str().to_owned(), title, text) }, own));
            }
            pandoc::InlineKind::Image(given, inner, target) => {
                let image = self.image(given, inner, target, tag);
                out.push(image);
            }
            pandoc::InlineKind::Note(blocks) => {
                let id = NoteId(self.next_note);
                self.next_note += 1;
                self.words.add("\n", &[tag]);
                let call = self.words.since(start);
                out.push(Inline { node: Node::at(call), kind: InlineKind::NoteCall(id) });
                let first = self.words.here();
                let blocks = self.blocks(blocks, 0);
                let label = NoteLabel::Inline(id.0 as usize);
                self.notes.push(WrittenNote { id, label, span: self.words.since(first), blocks });
                self.words.add("\n", &[]);
            }
            pandoc::InlineKind::Span(given, inner) => {
                let own = attributes(given);
                self.langs.extend(own.lang.clone());
                let text = self.inner(tag, inner, depth);
                if own.lang.is_some() {
                    self.langs.pop();
                }
                let node = Node::with(self.words.since(start), own);
                match (depth < DEPTH, node.attrs.is_some()) {
                    (true, true) => out.push(spanned(node, text)),
                    _ => out.extend(text),
                }
            }
        }
    }

    /// Adds text to the text before it, or as an inline of its own.
    pub(super) fn text(&mut self, text: &str, parts: &[&Text<'_>], out: &mut Vec<Inline>) {
        let range = self.words.add(text, parts);
        if let Some(Inline { node, kind: InlineKind::Text(before) }) = out.last_mut()
            && node.span.end as usize == range.start
            && node.attrs.is_none()
        {
            before.push_str(text);
            node.span = node.span.to(assembled(range));
            return;
        }
        if !text.is_empty() {
            out.push(Inline { node: Node::at(assembled(range)), kind: InlineKind::Text(text.to_owned()) });
        }
    }

    /// Adds an inline that has no text.
    fn sign(&mut self, kind: InlineKind, tag: &Text<'_>, out: &mut Vec<Inline>) {
        let range = self.words.add("\n", &[tag]);
        out.push(Inline { node: Node::at(assembled(range)), kind });
    }

    /// An inline around others. Beyond the limit of nesting, only the others.
    fn around(
        &mut self,
        kind: impl Fn(Vec<Inline>) -> InlineKind,
        tag: &Text<'_>,
        inner: &[pandoc::Inline<'_>],
        depth: usize,
    ) -> Vec<Inline> {
        let start = self.words.here();
        let text = self.inner(tag, inner, depth);
        if depth < DEPTH { vec![Inline { node: Node::at(self.words.since(start)), kind: kind(text) }] } else { text }
    }

    /// The inlines inside another.
    fn inner(&mut self, tag: &Text<'_>, inner: &[pandoc::Inline<'_>], depth: usize) -> Vec<Inline> {
        if depth >= DEPTH {
            self.report_depth(tag);
        }
        let mut text = Vec::new();
        self.sequence(inner, depth + 1, &mut text);
        text
    }

    /// A picture. Its title loses the mark of a figure.
    pub(super) fn image(
        &mut self,
        given: &pandoc::Attributes<'_>,
        inner: &[pandoc::Inline<'_>],
        target: &Target<'_>,
        tag: &Text<'_>,
    ) -> Inline {
        let start = self.words.here();
        self.words.add("\n", &[&target.url, tag]);
        let alt = self.inner(tag, inner, 0);
        let title = target.title.as_str();
        let title = title.strip_prefix(FIGURE).unwrap_or(title);
        let mut node = Node::at(self.words.since(start));
        merge(&mut node, attributes(given));
        let kind = InlineKind::Image {
            source: target.url.as_str().to_owned(),
            alt,
            title: Some(title.to_owned()).filter(|title| !title.is_empty()),
            size: PictureSize::Natural,
        };
        Inline { node, kind }
    }

    /// Text in another format.
    pub(super) fn raw(&self, format: &Text<'_>, text: &Text<'_>) -> Raw {
        let format = match format.as_str() {
            "html" | "html4" | "html5" => Format::Html,
            other => Format::Other(other.to_owned()),
        };
        Raw { format, text: text.as_str().to_owned() }
    }
}

/// The text of a title that is not Markdown.
pub(super) fn plain_title(text: &str, span: Span) -> Vec<Inline> {
    vec![Inline { node: Node::at(span), kind: InlineKind::Text(text.to_owned()) }]
}
