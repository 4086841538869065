//! `<pre>` of a tree: code, printed as typed.
use crate::document::{Attributes, Block, BlockKind, CodeLines, InlineKind, Node, plain_text};
use crate::source::Span;

use crate::manuscript::files::assembled::assembled;
use crate::manuscript::html::blocks::TreeReader;
use crate::manuscript::html::element_kind::{ElementKind, TextElement};
use crate::manuscript::html::feed::{HtmlTextLine, NodeOrigin};
use crate::manuscript::html::reports;
use crate::manuscript::html::tag_attributes;
use crate::manuscript::html::tree::{TreeNodeId, TreeNodeKind};
use crate::manuscript::syntax::attributes::merge;

/// Code, as it is collected.
#[derive(Default)]
struct TypedText {
    text: String,
    /// The language, from a class of `<code>`.
    language: Option<String>,
    /// The anchors of elements inside.
    anchors: Vec<(String, Span)>,
    /// What code cannot show, each with its place.
    lost: Vec<(String, Span)>,
}

impl TreeReader<'_, '_> {
    /// `<pre>`, printed as typed. With anything but text inside, it is a container.
    pub(super) fn preformatted(&mut self, place: TreeNodeId, mut node: Node, out: &mut Vec<Block>) {
        let mut typed = TypedText { language: language(&node), ..TypedText::default() };
        if !self.typed(place, &mut typed) {
            reports::element("pre", node.span, "its words are set as text, not as typed", self.reading);
            return self.container(place, node, out);
        }
        for (what, span) in &typed.lost {
            reports::in_code(what, *span, self.reading);
        }
        for (anchor, span) in typed.anchors {
            if node.anchor().is_none() {
                merge(&mut node, Attributes { anchor: Some(anchor), ..Attributes::default() });
            } else {
                reports::in_code(&format!("the anchor `{anchor}`"), span, self.reading);
            }
        }
        let text = typed.text.strip_prefix('\n').map_or_else(|| typed.text.clone(), str::to_owned);
        out.push(Block { node: self.to_here(node), kind: BlockKind::Code { language: typed.language, text, lines: CodeLines::default() } });
    }

    /// Collects text as typed. Returns whether there is only text.
    fn typed(&mut self, place: TreeNodeId, typed: &mut TypedText) -> bool {
        self.children(place).into_iter().all(|child| self.typed_node(child, typed))
    }

    fn typed_node(&mut self, place: TreeNodeId, typed: &mut TypedText) -> bool {
        let number = match &self.tree.nodes[place].kind {
            TreeNodeKind::White(white) => {
                typed.text.push_str(white);
                return true;
            }
            TreeNodeKind::Implied(_) | TreeNodeKind::Other => return self.typed(place, typed),
            TreeNodeKind::Given(_, number) => *number,
        };
        match &self.fed[number] {
            NodeOrigin::Text(lines) => {
                for HtmlTextLine { text: line, ends, range } in lines {
                    typed.text.push_str(line);
                    if *ends {
                        typed.text.push('\n');
                    }
                    self.at = assembled(range.clone());
                }
                true
            }
            NodeOrigin::Inline(inline) => match &inline.kind {
                InlineKind::SoftBreak | InlineKind::LineBreak => {
                    typed.text.push('\n');
                    true
                }
                InlineKind::Text(words) | InlineKind::Code(words) => {
                    typed.text.push_str(words);
                    true
                }
                InlineKind::Image { .. }
                | InlineKind::Math(_)
                | InlineKind::NoteCall(_)
                | InlineKind::Reference { .. }
                | InlineKind::CrossReference(_)
                | InlineKind::Recording(_) => false,
                _ => {
                    typed.text.push_str(&plain_text(std::slice::from_ref(inline)));
                    typed.lost.push((MARKUP.to_owned(), inline.node.span));
                    true
                }
            },
            NodeOrigin::Tag(tag) => match tag.element {
                Some(ElementKind::LineBreak) => {
                    typed.text.push('\n');
                    true
                }
                Some(ElementKind::WordBreak) => true,
                Some(ElementKind::Text(element)) => {
                    self.typed_element(place, element, typed);
                    self.typed(place, typed)
                }
                None => {
                    if tag_attributes::caption(tag, self.reading).is_some() {
                        typed.lost.push((format!("the component `{}`", tag.start.written), tag.span));
                    }
                    self.anchor_of(place, typed);
                    self.typed(place, typed)
                }
                Some(_) => false,
            },
            NodeOrigin::Markup(inline) => {
                typed.lost.push((MARKUP.to_owned(), inline.node.span));
                self.typed(place, typed)
            }
            NodeOrigin::Block(_) | NodeOrigin::Verbatim(..) => false,
        }
    }

    /// Keeps what an element of text means for code.
    fn typed_element(&mut self, place: TreeNodeId, element: TextElement, typed: &mut TypedText) {
        let Some(tag) = self.tag(place) else { return };
        let span = tag.span;
        let value = |key| tag_attributes::value(tag, key).filter(|value| !value.is_empty());
        match element {
            TextElement::Code => {
                if typed.language.is_none() {
                    typed.language = language_of(value("class").unwrap_or_default());
                }
            }
            // Programs that colour code put its words in these.
            TextElement::Span => {}
            TextElement::Link => {
                typed.lost.extend(value("href").map(|target| (format!("the link to `{target}`"), span)));
                typed.anchors.extend(value("name").map(|name| (name.to_owned(), span)));
            }
            _ => typed.lost.push((format!("the element `{}`", tag.start.name), span)),
        }
        self.anchor_of(place, typed);
    }

    /// Keeps the anchor of an element.
    fn anchor_of(&mut self, place: TreeNodeId, typed: &mut TypedText) {
        let node = self.node(place);
        typed.anchors.extend(node.anchor().map(|anchor| (anchor.to_owned(), node.span)));
    }
}

/// Markup of Markdown, in a message.
const MARKUP: &str = "the emphasis or the link";

/// The language of code in a class, such as `language-rust`.
fn language_of(classes: &str) -> Option<String> {
    let found = classes.split_whitespace().find_map(|class| class.strip_prefix("language-").or_else(|| class.strip_prefix("lang-")));
    found.filter(|language| !language.is_empty()).map(str::to_owned)
}

fn language(node: &Node) -> Option<String> {
    node.attrs.as_ref().and_then(|attributes| language_of(&attributes.classes.join(" ")))
}
