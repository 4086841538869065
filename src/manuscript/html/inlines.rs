//! Inlines for the elements of a tree.
use crate::document::{Format, Inline, InlineKind, Node, NodeRole, Phrase, Raw};
use crate::source::Span;

use crate::manuscript::files::assembled::{assembled, bytes};
use crate::manuscript::html::blocks::{LooseInlines, TreeReader};
use crate::manuscript::html::element_kind::{ElementKind, TextElement};
use crate::manuscript::html::feed::{HtmlTextLine, NodeOrigin};
use crate::manuscript::html::tag_attributes::{self, TagAttributes};
use crate::manuscript::html::text_of_blocks::named;
use crate::manuscript::html::tree::{TreeNodeId, TreeNodeKind};
use crate::manuscript::html::{media, reports};

impl TreeReader<'_, '_> {
    /// Adds the inlines inside a node.
    pub(super) fn inlines(&mut self, place: TreeNodeId, out: &mut LooseInlines) {
        for child in self.children(place) {
            self.inline(child, out);
        }
    }

    fn inner(&mut self, place: TreeNodeId) -> Vec<Inline> {
        let mut inner = Vec::new();
        self.inlines(place, &mut inner);
        inner
    }

    /// Adds the inlines for a node without blocks inside.
    pub(super) fn inline(&mut self, place: TreeNodeId, out: &mut LooseInlines) {
        let number = match &self.tree.nodes[place].kind {
            TreeNodeKind::White(text) => {
                let ends = text.contains('\n');
                return self.white(ends, out);
            }
            TreeNodeKind::Implied(_) | TreeNodeKind::Other => return self.inlines(place, out),
            TreeNodeKind::Given(_, number) => *number,
        };
        if let NodeOrigin::Tag(tag) = &self.fed[number] {
            let (element, span) = (tag.element, tag.span);
            if self.depth >= self.deepest && !self.tree.nodes[place].children.is_empty() {
                self.reading.report_depth(span);
                return self.inlines(place, out);
            }
            self.depth += 1;
            self.inline_element(place, element, out);
            self.depth -= 1;
            return;
        }
        match std::mem::replace(&mut self.fed[number], NodeOrigin::Text(Vec::new())) {
            NodeOrigin::Inline(mut inline) => {
                self.at = inline.node.span;
                // A paragraph that continues after a block does not begin with a space.
                if let (true, InlineKind::Text(text)) = (self.fresh, &mut inline.kind)
                    && text.starts_with(' ')
                {
                    let length = text.len();
                    *text = text.trim_start_matches(' ').to_owned();
                    if bytes(inline.node.span).len() == length {
                        inline.node.span.start += u32::try_from(length - text.len()).unwrap_or(0);
                    }
                }
                if matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()) || (self.fresh && inline.kind == InlineKind::SoftBreak)
                {
                    return;
                }
                self.fresh = matches!(inline.kind, InlineKind::SoftBreak | InlineKind::LineBreak);
                out.push(inline);
            }
            NodeOrigin::Markup(mut inline) => {
                // The same emphasis may begin again after a block.
                self.fed[number] = NodeOrigin::Markup(inline.clone());
                let inner = self.inner(place);
                if let Some(own) = inline.kind.inner_mut() {
                    *own = inner;
                }
                out.push(inline);
            }
            NodeOrigin::Text(lines) => self.text(lines, out),
            NodeOrigin::Verbatim(tag, inner) => {
                self.at = tag.span;
                let node = tag_attributes::read(&tag, true, self.reading).node;
                let made = media::verbatim(&tag, &inner, self.reading);
                // A drawing is a picture with the attributes of its tag.
                let made = if tag.element == Some(ElementKind::Drawing) { made } else { named(node, made) };
                self.fresh &= made.is_empty();
                out.extend(made);
            }
            NodeOrigin::Tag(_) | NodeOrigin::Block(_) => {}
        }
    }

    /// Adds white space as a line end or a space. Adds nothing at the beginning of a line.
    fn white(&mut self, ends: bool, out: &mut LooseInlines) {
        if !self.fresh {
            let node = Node::at(Span { start: self.at.end, ..self.at });
            let kind = if ends { InlineKind::SoftBreak } else { InlineKind::Text(" ".to_owned()) };
            out.push(Inline { node, kind });
            self.fresh = ends;
        }
    }

    /// Adds text of an HTML block. Spaces at the beginning of a line are indentation; after a tag they are one space.
    fn text(&mut self, lines: Vec<HtmlTextLine>, out: &mut LooseInlines) {
        for HtmlTextLine { text, range, ends } in lines {
            let trimmed = text.trim_start_matches([' ', '\t']);
            let before = text.len() - trimmed.len();
            let offset = if before > 0 && !self.fresh { before - 1 } else { before };
            let shown = &text[offset..];
            if !shown.is_empty() {
                let span = assembled(range.start + offset..range.end.max(range.start + offset));
                self.at = span;
                self.fresh = false;
                out.push(Inline { node: Node::at(span), kind: InlineKind::Text(shown.replace('\t', " ")) });
            }
            if ends && !self.fresh {
                out.push(Inline { node: Node::at(assembled(range.end..range.end + 1)), kind: InlineKind::SoftBreak });
                self.fresh = true;
            }
        }
    }

    /// Adds the inlines for an element.
    fn inline_element(&mut self, place: TreeNodeId, element: Option<ElementKind>, out: &mut LooseInlines) {
        let given = self.given(place);
        let span = given.node.span;
        let breaks = given.style.break_before || given.style.break_after;
        if breaks && element != Some(ElementKind::LineBreak) {
            reports::style("page-break", span, self.reading);
        }
        let Some(element) = element else {
            let words = self.tag(place).and_then(|tag| tag_attributes::caption(tag, self.reading));
            if let Some(words) = words {
                out.extend(words);
                out.push(Inline { node: Node::at(span), kind: InlineKind::Text(" ".to_owned()) });
            }
            let inner = self.inner(place);
            return self.component_text(place, given, inner, out);
        };
        match element {
            ElementKind::Text(element) => {
                let big = element == TextElement::Big;
                let inner = self.inner(place);
                if big {
                    reports::element("big", span, "its words are set in the size of the text", self.reading);
                }
                let inner = if element == TextElement::Phrase(Phrase::Ruby) { with_parentheses(inner) } else { inner };
                let given = TagAttributes { node: self.to_here(given.node), style: given.style };
                let is_empty = inner.is_empty();
                let nameless = given.node.anchor().is_none();
                if is_empty && nameless && !matches!(element, TextElement::Link) {
                    return;
                }
                out.extend(tag_attributes::text_element(element, given, inner));
            }
            // Word processors write `<br style="page-break-before: always">`, alone in a paragraph.
            ElementKind::LineBreak if breaks || given.node.has_role(NodeRole::PageBreak) => out.push(page_break(span)),
            ElementKind::LineBreak => {
                out.extend(named(given.node.clone(), Vec::new()));
                self.fresh = true;
                out.push(Inline { node: given.node, kind: InlineKind::LineBreak });
            }
            // A zero-width space allows a line break too.
            ElementKind::WordBreak => out.push(Inline { node: given.node, kind: InlineKind::Text("\u{200B}".to_owned()) }),
            ElementKind::Image => {
                self.fresh = false;
                out.push(tag_attributes::image(given));
            }
            ElementKind::Media | ElementKind::Frame | ElementKind::Drawing | ElementKind::Formula | ElementKind::Control => {
                // A space separates the options of a form.
                if element == ElementKind::Control && self.name(place) == "option" {
                    self.white(false, out);
                }
                let made = self.not_text(place, &given.node);
                self.fresh &= made.is_empty();
                // The content of an audio or video element is for browsers that cannot play it.
                let has_fallback = element == ElementKind::Media && !made.is_empty();
                out.extend(made);
                if !has_fallback {
                    self.inlines(place, out);
                }
            }
            ElementKind::Silent => {
                // `area` is a link in a picture, `track` has subtitles, `base` changes all addresses.
                if let name @ ("area" | "track" | "base") = self.name(place) {
                    reports::element(name, span, "left out", self.reading);
                }
                self.inlines(place, out);
            }
            ElementKind::LeftOut | ElementKind::Typed => self.inlines(place, out),
            ElementKind::Container
            | ElementKind::Center
            | ElementKind::Paragraph
            | ElementKind::Heading(_)
            | ElementKind::Quotation
            | ElementKind::Figure
            | ElementKind::FigureCaption
            | ElementKind::BulletedList
            | ElementKind::NumberedList
            | ElementKind::Item
            | ElementKind::Definitions
            | ElementKind::Term
            | ElementKind::Description
            | ElementKind::Table
            | ElementKind::TablePart
            | ElementKind::Preformatted
            | ElementKind::Rule
            | ElementKind::Details
            | ElementKind::Summary => self.inlines(place, out),
        }
    }

    /// Adds the text of a component of another tool.
    fn component_text(&mut self, place: TreeNodeId, given: TagAttributes, inner: Vec<Inline>, out: &mut LooseInlines) {
        let mut attributes = tag_attributes::of_component(&given.node);
        if inner.is_empty() {
            if attributes.anchor.is_some() {
                out.push(Inline { node: Node::with(given.node.span, attributes), kind: InlineKind::Anchor });
            } else if let Some(tag) = self.tag(place) {
                reports::empty_component(&tag.start.written, tag.span, self.reading);
            }
            return;
        }
        if let Some(tag) = self.tag(place) {
            attributes.pairs.insert("tag".to_owned(), tag.start.written.to_ascii_lowercase());
        }
        let span = self.to_here(given.node).span;
        out.push(Inline { node: Node::with(span, attributes), kind: InlineKind::Container(inner) });
    }
}

/// A page break. Alone in its paragraph, it becomes a block.
fn page_break(span: Span) -> Inline {
    Inline { node: Node::at(span), kind: InlineKind::Raw(Raw { format: Format::Html, text: "<!-- page-break -->".to_owned() }) }
}

/// Ruby text with a parenthesis before and after each reading, if the author wrote none (HTML Standard, section 4.5.12).
fn with_parentheses(inner: Vec<Inline>) -> Vec<Inline> {
    let is =
        |inline: Option<&Inline>, wanted: Phrase| matches!(inline, Some(Inline { kind: InlineKind::Phrase(own, _), .. }) if *own == wanted);
    let inner: Vec<Inline> = inner.into_iter().filter(|inline| !matches!(inline.kind, InlineKind::SoftBreak)).collect();
    let mut out: Vec<Inline> = Vec::with_capacity(inner.len());
    let mut rest = inner.into_iter().peekable();
    while let Some(inline) = rest.next() {
        if !is(Some(&inline), Phrase::RubyReading) {
            out.push(inline);
            continue;
        }
        let parenthesis = |sign: &str| {
            let node = Node::at(inline.node.span);
            let text = Inline { node: node.clone(), kind: InlineKind::Text(sign.to_owned()) };
            Inline { node, kind: InlineKind::Phrase(Phrase::RubyParenthesis, vec![text]) }
        };
        let (opens, closes) = (parenthesis("("), parenthesis(")"));
        if !is(out.last(), Phrase::RubyParenthesis) {
            out.push(opens);
        }
        out.push(inline);
        if !is(rest.peek(), Phrase::RubyParenthesis) {
            out.push(closes);
        }
    }
    out
}
