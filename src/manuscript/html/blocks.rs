//! Blocks for the elements of a tree.
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Attributes, Block, BlockKind, CodeLines, Formula, Inline, InlineKind, List, Node, NodeRole};
use crate::source::Span;

use crate::manuscript::html::attributes_of_blocks::{adopt, put_anchor};
use crate::manuscript::html::element_kind::{ElementKind, TextElement, element_kind};
use crate::manuscript::html::feed::{Fragment, NodeOrigin, Tag, is_listing};
use crate::manuscript::html::media;
use crate::manuscript::html::reports;
use crate::manuscript::html::style::TagStyle;
use crate::manuscript::html::tables;
use crate::manuscript::html::tag_attributes::{self, TagAttributes};
use crate::manuscript::html::text_of_blocks::{Coverage, named, style_blocks, wrap};
use crate::manuscript::html::tree::{HtmlTree, TreeNodeId, TreeNodeKind};
use crate::manuscript::scan::formulas::{FoundFormula, formulas};
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::shape;

/// Turns a tree into blocks and inlines.
pub(crate) struct TreeReader<'r, 'a> {
    pub(super) tree: HtmlTree,
    pub(super) fed: Vec<NodeOrigin>,
    /// For each node: whether it is a block or has one inside.
    holds_blocks: Vec<bool>,
    pub(super) reading: &'r Reading<'a>,
    /// The place of what was read last. White space has no place of its own and gets the end of this one.
    pub(super) at: Span,
    /// Whether nothing has been read on this line.
    pub(super) fresh: bool,
    /// The numbers of the tags that were read. Only the first reading of a tag uses its anchor and reports its attributes.
    pub(super) used: BTreeSet<usize>,
    /// The number of blocks and inlines around what is being read.
    pub(super) depth: usize,
    /// The maximum number of blocks and inlines that may be around another.
    pub(super) deepest: usize,
}

/// Inlines that are not yet in a paragraph.
pub(super) type LooseInlines = Vec<Inline>;

impl<'r, 'a> TreeReader<'r, 'a> {
    /// A reader. `deepest` is how deeply elements may be nested.
    pub(crate) fn new(fragment: Fragment, reading: &'r Reading<'a>, deepest: usize) -> Self {
        let Fragment { tree, fed, is_too_deep } = fragment;
        let holds_blocks = holds_blocks(&tree, &fed);
        let reader = Self { tree, fed, holds_blocks, reading, at: Span::DETACHED, fresh: true, used: BTreeSet::new(), depth: 0, deepest };
        if !is_too_deep {
            reader.report_left_out();
        }
        reader
    }

    /// Reports tags that the Standard ignores where they are, such as `<td>` outside a table.
    fn report_left_out(&self) {
        let mut found = vec![false; self.fed.len()];
        for node in &self.tree.nodes {
            if let TreeNodeKind::Given(_, number) = &node.kind {
                found[*number] = true;
            }
        }
        for (fed, _) in self.fed.iter().zip(found).filter(|(_, found)| !found) {
            if let NodeOrigin::Tag(tag) = fed {
                if !matches!(tag.start.name.as_str(), "html" | "head" | "body") {
                    reports::misplaced(&tag.start.written, tag.span, self.reading);
                    continue;
                }
                // A fragment has no such element, so its attributes have no effect.
                for (key, _) in tag.start.attributes.iter().filter(|(key, _)| !key.starts_with("xmlns")) {
                    reports::attribute(&tag.start.written, key, tag.span, self.reading);
                }
            }
        }
    }

    /// Whether there is a block in the tree.
    pub(crate) fn has_blocks(&self) -> bool {
        self.holds_blocks[0]
    }

    /// The whole tree as blocks.
    pub(crate) fn all_blocks(&mut self) -> Vec<Block> {
        self.blocks(0)
    }

    /// The whole tree as inlines.
    pub(crate) fn all_inlines(&mut self) -> Vec<Inline> {
        let mut line = Vec::new();
        self.inlines(0, &mut line);
        line
    }

    pub(super) fn children(&self, place: TreeNodeId) -> Vec<TreeNodeId> {
        self.tree.nodes[place].children.clone()
    }

    /// The name of an element. Empty for anything else.
    pub(super) fn name(&self, place: TreeNodeId) -> &str {
        match &self.tree.nodes[place].kind {
            TreeNodeKind::Implied(name) => name.local(),
            TreeNodeKind::Given(name, number) if matches!(self.fed[*number], NodeOrigin::Tag(_)) => name.local(),
            TreeNodeKind::Given(..) | TreeNodeKind::White(_) | TreeNodeKind::Other => "",
        }
    }

    /// The tag of an element, if the author wrote one.
    pub(super) fn tag(&self, place: TreeNodeId) -> Option<&Tag> {
        match &self.tree.nodes[place].kind {
            TreeNodeKind::Given(_, number) => match &self.fed[*number] {
                NodeOrigin::Tag(tag) => Some(tag),
                _ => None,
            },
            _ => None,
        }
    }

    /// What the tag of an element says, and its place.
    pub(super) fn given(&mut self, place: TreeNodeId) -> TagAttributes {
        let nothing = TagAttributes { node: Node::at(self.at), style: TagStyle::default() };
        let TreeNodeKind::Given(_, number) = self.tree.nodes[place].kind else { return nothing };
        let NodeOrigin::Tag(tag) = &self.fed[number] else { return nothing };
        let is_first = self.used.insert(number);
        self.at = tag.span;
        let mut given = tag_attributes::read(tag, is_first, self.reading);
        if !is_first && let Some(attributes) = given.node.attrs.as_mut() {
            Arc::make_mut(attributes).anchor = None;
        }
        given
    }

    /// The node of an element.
    pub(super) fn node(&mut self, place: TreeNodeId) -> Node {
        self.given(place).node
    }

    /// The place of an element, from its tag to the end of what was read last.
    pub(super) fn to_here(&self, node: Node) -> Node {
        let span = if self.at.file == node.span.file { node.span.to(self.at) } else { node.span };
        Node { span, ..node }
    }

    /// The blocks inside a node. Text between blocks becomes paragraphs.
    pub(super) fn blocks(&mut self, place: TreeNodeId) -> Vec<Block> {
        let mut out = Vec::new();
        let mut line = Vec::new();
        self.fresh = true;
        for child in self.children(place) {
            self.part(child, &mut line, &mut out);
        }
        self.flush(&mut line, &mut out);
        shape::captioned(out)
    }

    /// Adds one node to the blocks, or to the line before the next block.
    pub(super) fn part(&mut self, place: TreeNodeId, line: &mut LooseInlines, out: &mut Vec<Block>) {
        if !self.holds_blocks[place] {
            return self.inline(place, line);
        }
        self.flush(line, out);
        self.block(place, out);
        self.fresh = true;
    }

    /// Makes a paragraph from a line.
    pub(super) fn flush(&mut self, line: &mut LooseInlines, out: &mut Vec<Block>) {
        let mut own = std::mem::take(line);
        trim(&mut own);
        self.fresh = true;
        if let Some(span) = own.iter().map(|inline| inline.node.span).reduce(Span::to) {
            out.push(shape::paragraph(Node::at(span), own, self.reading));
        }
    }

    /// Adds the blocks for a node that is a block or has one inside.
    fn block(&mut self, place: TreeNodeId, out: &mut Vec<Block>) {
        let number = match &self.tree.nodes[place].kind {
            TreeNodeKind::Given(_, number) => *number,
            TreeNodeKind::Implied(_) | TreeNodeKind::White(_) | TreeNodeKind::Other => {
                let blocks = self.blocks(place);
                return out.extend(blocks);
            }
        };
        match &mut self.fed[number] {
            NodeOrigin::Block(_) => {
                let NodeOrigin::Block(block) = std::mem::replace(&mut self.fed[number], NodeOrigin::Text(Vec::new())) else { return };
                self.at = block.node.span;
                out.push(block);
            }
            NodeOrigin::Tag(tag) => {
                let element = tag.element;
                if self.depth >= self.deepest && !matches!(element, Some(ElementKind::Rule | ElementKind::Preformatted)) {
                    self.reading.report_depth(tag.span);
                    let blocks = self.blocks(place);
                    return out.extend(blocks);
                }
                self.depth += 1;
                self.element(place, element, out);
                self.depth -= 1;
            }
            // Emphasis of Markdown around a block of HTML.
            NodeOrigin::Markup(inline) => {
                let inline = inline.clone();
                let mut blocks = self.blocks(place);
                let reach = wrap(&mut blocks, &|inner| {
                    let mut inline = inline.clone();
                    if let Some(own) = inline.kind.inner_mut() {
                        *own = inner;
                    }
                    vec![inline]
                });
                if reach == Coverage::NotAll {
                    reports::around_code("the emphasis or the link", inline.node.span, self.reading);
                }
                out.extend(blocks);
            }
            NodeOrigin::Verbatim(tag, inner) => {
                let text = inner.strip_prefix('\n').unwrap_or(inner).to_owned();
                let node = tag_attributes::read(tag, true, self.reading).node;
                self.at = tag.span;
                out.push(Block { node, kind: BlockKind::Code { language: None, text, lines: CodeLines::default() } });
            }
            NodeOrigin::Inline(_) | NodeOrigin::Text(_) => {}
        }
    }

    /// Adds the blocks for an element.
    fn element(&mut self, place: TreeNodeId, element: Option<ElementKind>, out: &mut Vec<Block>) {
        let TagAttributes { node, style } = self.given(place);
        let span = node.span;
        if style.break_before {
            out.push(Block { node: Node::at(span), kind: BlockKind::PageBreak });
        }
        let from = out.len();
        self.plain_element(place, element, TagAttributes { node, style }, out);
        if !matches!(element, Some(ElementKind::Text(_))) {
            style_blocks(style, &mut out[from..], span, self.reading);
        }
        if style.break_after {
            out.push(Block { node: Node::at(span), kind: BlockKind::PageBreak });
        }
    }

    /// Adds the blocks for an element, without the page breaks and the look that its style asks for.
    fn plain_element(&mut self, place: TreeNodeId, element: Option<ElementKind>, given: TagAttributes, out: &mut Vec<Block>) {
        let Some(element) = element else { return self.component(place, given.node, out) };
        let (node, span) = (given.node.clone(), given.node.span);
        let kind = match element {
            ElementKind::Container
            | ElementKind::Item
            | ElementKind::Term
            | ElementKind::Description
            | ElementKind::FigureCaption
            | ElementKind::TablePart => {
                return self.container(place, node, out);
            }
            ElementKind::Center | ElementKind::Details => return self.container(place, node, out),
            ElementKind::Summary => {
                let mut blocks = self.blocks(place);
                let reach = wrap(&mut blocks, &|inner| vec![Inline { node: Node::at(span), kind: InlineKind::Strong(inner) }]);
                if reach == Coverage::NotAll {
                    reports::around_code("bold type", span, self.reading);
                }
                return adopt(node, blocks, out);
            }
            ElementKind::Paragraph => {
                let blocks = self.blocks(place);
                if node.has_role(NodeRole::PageBreak) {
                    return page_break(node, blocks, out);
                }
                return adopt(node, blocks, out);
            }
            ElementKind::Heading(level) => {
                let mut blocks = self.blocks(place);
                for block in &mut blocks {
                    if let BlockKind::Paragraph(inlines) = &mut block.kind {
                        block.kind = BlockKind::Heading { level, title: std::mem::take(inlines) };
                    }
                }
                if blocks.iter().any(|block| !matches!(block.kind, BlockKind::Heading { .. } | BlockKind::PageBreak)) {
                    let done = "anything but text in it is set as it is, not as a heading";
                    reports::element(&format!("h{level}"), span, done, self.reading);
                }
                return adopt(node, blocks, out);
            }
            ElementKind::Quotation => shape::quote(self.blocks(place)),
            ElementKind::Figure => return self.figure(place, node, out),
            ElementKind::BulletedList => BlockKind::List(self.list(place)),
            ElementKind::NumberedList => BlockKind::List(self.numbered_list(place)),
            ElementKind::Definitions => self.definitions(place),
            ElementKind::Table => {
                let block = tables::table(self, place, node);
                return out.push(block);
            }
            ElementKind::Preformatted => return self.preformatted(place, node, out),
            ElementKind::Rule if node.has_role(NodeRole::PageBreak) => return page_break(node, Vec::new(), out),
            ElementKind::Rule => BlockKind::Break,
            ElementKind::Text(element) => return self.around(place, element, given, out),
            // These are not blocks but have one inside. Their words are set.
            ElementKind::LineBreak
            | ElementKind::WordBreak
            | ElementKind::Image
            | ElementKind::Silent
            | ElementKind::LeftOut
            | ElementKind::Typed => {
                let blocks = self.blocks(place);
                return out.extend(blocks);
            }
            ElementKind::Media | ElementKind::Frame | ElementKind::Drawing | ElementKind::Formula | ElementKind::Control => {
                let mut line = self.not_text(place, &node);
                let has_fallback = element == ElementKind::Media && !line.is_empty();
                self.flush(&mut line, out);
                if has_fallback {
                    return;
                }
                let blocks = self.blocks(place);
                return out.extend(blocks);
            }
        };
        out.push(Block { node: self.to_here(node), kind });
    }

    /// The inlines for an element that is not text, without its content. `node` is its node.
    pub(super) fn not_text(&self, place: TreeNodeId, node: &Node) -> Vec<Inline> {
        let children = &self.tree.nodes[place].children;
        let sources = children.iter().filter_map(|child| self.tag(*child)).filter(|tag| tag.start.name == "source");
        let source = sources.filter_map(|tag| tag_attributes::value(tag, "src")).next();
        let has_content = children.iter().any(|child| !matches!(self.tree.nodes[*child].kind, TreeNodeKind::White(_)));
        let made = self.tag(place).map(|tag| media::alone(tag, &media::MediaContent { source, has_content }, self.reading));
        let made = made.unwrap_or_default();
        if matches!(made.as_slice(), [Inline { kind: InlineKind::Recording(_), .. }]) {
            // What else is inside is for browsers that cannot play the recording.
            for tag in children.iter().filter_map(|child| self.tag(*child)).filter(|tag| tag.start.name == "track") {
                reports::element("track", tag.span, "left out", self.reading);
            }
        }
        named(node.clone(), made)
    }

    pub(super) fn container(&mut self, place: TreeNodeId, node: Node, out: &mut Vec<Block>) {
        let inner = self.blocks(place);
        let name = self.name(place).to_owned();
        let mut attributes = node.attrs.as_deref().cloned().unwrap_or_default();
        if attributes.has_role(NodeRole::PageBreak) {
            return page_break(node, inner, out);
        }
        if name != "div" {
            attributes.pairs.insert("tag".to_owned(), name);
        }
        let span = self.to_here(node).span;
        out.push(Block { node: Node::with(span, attributes), kind: BlockKind::Container(inner) });
    }

    /// A component of another tool.
    fn component(&mut self, place: TreeNodeId, node: Node, out: &mut Vec<Block>) {
        let mut inner = Vec::new();
        if let Some(tag) = self.tag(place) {
            inner.extend(tag_attributes::caption(tag, self.reading).map(|words| shape::paragraph(Node::at(tag.span), words, self.reading)));
        }
        let own = self.blocks(place);
        inner.extend(own);
        let mut attributes = tag_attributes::of_component(&node);
        if let Some(tag) = self.tag(place).filter(|_| inner.is_empty() && attributes.anchor.is_none()) {
            return reports::empty_component(&tag.start.written, tag.span, self.reading);
        }
        if let Some(tag) = self.tag(place) {
            attributes.pairs.insert("tag".to_owned(), tag.start.written.to_ascii_lowercase());
        }
        let span = self.to_here(node).span;
        out.push(Block { node: Node::with(span, attributes), kind: BlockKind::Container(inner) });
    }

    /// Adds the blocks within an element of text. The element applies to the text of each block, its anchor to the first.
    fn around(&mut self, place: TreeNodeId, element: TextElement, given: TagAttributes, out: &mut Vec<Block>) {
        let TagAttributes { node, style } = given;
        let mut blocks = self.blocks(place);
        let mut attributes = node.attrs.as_deref().cloned().unwrap_or_default();
        let target = attributes.pairs.get("href").cloned();
        let name = if element == TextElement::Link { attributes.pairs.remove("name").filter(|name| !name.is_empty()) } else { None };
        let anchor = attributes.anchor.take().or(name);
        put_anchor(anchor, &node, &mut blocks);
        let node = Node::with(node.span, attributes);
        if element == TextElement::Span || (element == TextElement::Link && target.is_none()) {
            // Its layout was reported.
            style_blocks(style.of_text(), &mut blocks, node.span, self.reading);
            match node.attrs {
                Some(_) => out.push(Block { node: self.to_here(node), kind: BlockKind::Container(blocks) }),
                None => out.extend(blocks),
            }
            return;
        }
        let reach = wrap(&mut blocks, &|inner| tag_attributes::text_element(element, TagAttributes { node: node.clone(), style }, inner));
        if reach == Coverage::NotAll {
            let what = target.map_or_else(|| format!("the element `{}`", self.name(place)), |target| format!("the link to `{target}`"));
            reports::around_code(&what, node.span, self.reading);
        }
        out.extend(blocks);
    }
}

/// For each node: whether it is a block or has one inside.
fn holds_blocks(tree: &HtmlTree, fed: &[NodeOrigin]) -> Vec<bool> {
    let mut order = vec![0];
    let mut at = 0;
    while at < order.len() {
        order.extend(&tree.nodes[order[at]].children);
        at += 1;
    }
    let mut holds = vec![false; tree.nodes.len()];
    for place in order.into_iter().rev() {
        let own = match &tree.nodes[place].kind {
            TreeNodeKind::Implied(name) => element_kind(name.local()).is_some_and(ElementKind::is_block),
            TreeNodeKind::Given(_, number) => match &fed[*number] {
                NodeOrigin::Tag(tag) => tag.element.is_some_and(ElementKind::is_block),
                NodeOrigin::Block(_) => true,
                NodeOrigin::Verbatim(tag, _) => is_listing(&tag.start.name),
                NodeOrigin::Markup(_) | NodeOrigin::Inline(_) | NodeOrigin::Text(_) => false,
            },
            TreeNodeKind::White(_) | TreeNodeKind::Other => false,
        };
        holds[place] = own || tree.nodes[place].children.iter().any(|child| holds[*child]);
    }
    holds
}

/// A title that an attribute gives, which is plain text but for its formulas.
fn with_formulas(title: &str, span: Span, reading: &Reading<'_>) -> Vec<Inline> {
    let inline = |kind| Inline { node: Node::at(span), kind };
    let mut inlines = Vec::new();
    let mut end = 0;
    for FoundFormula { range, formula } in formulas(title, 0..title.len(), reading.prepared.delimiters).found {
        inlines.push(inline(InlineKind::Text(title[end..range.start].to_owned())));
        end = range.end;
        inlines.push(inline(InlineKind::Math(Formula { display: false, ..formula })));
    }
    inlines.push(inline(InlineKind::Text(title[end..].to_owned())));
    inlines.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
    inlines
}

/// Adds the blocks for a fenced container. Verse may become several blocks.
pub(crate) fn fenced(mut attributes: Attributes, span: Span, mut inner: Vec<Block>, reading: &Reading<'_>, out: &mut Vec<Block>) {
    if attributes.has_role(NodeRole::PageBreak) {
        page_break(Node::with(span, attributes), inner, out);
    } else if attributes.has_role(NodeRole::Verse) {
        attributes.remove_role(NodeRole::Verse);
        out.extend(shape::verse(&Node::with(span, attributes), inner, reading));
    } else if attributes.has_role(NodeRole::Figure) {
        attributes.remove_role(NodeRole::Figure);
        out.push(shape::figure_container(Node::with(span, attributes), inner));
    } else if let Some(kind) = shape::statement_of(&attributes) {
        if shape::has_only_title(&inner) {
            let message = format!("this {} has no text", kind.class());
            let diagnostic = Diagnostic::new(codes::EMPTY_TEXT, reading.at(span), message);
            reading.sink.report(diagnostic.label("only its label is printed").hint("write its text, or remove it"));
        }
        let title = shape::take_title(&mut attributes).map(|title| with_formulas(&title, span, reading));
        out.push(shape::statement(kind, attributes, title, span, inner));
    } else {
        if let Some(start) = attributes.pairs.remove("start") {
            number_list(&start, &mut inner, span, reading);
        }
        out.push(shape::labelled(attributes, span, inner));
    }
}

/// Applies the attribute `start` of a container to the list in it, as in kramdown. Reports the attribute if the container has anything but
/// a numbered list, or if its value is not a number.
fn number_list(start: &str, inner: &mut [Block], span: Span, reading: &Reading<'_>) {
    match (inner, start.parse()) {
        ([Block { kind: BlockKind::List(List { start: own @ Some(_), .. }), .. }], Ok(number)) => *own = Some(number),
        _ => reading.sink.report(
            Diagnostic::new(codes::UNUSED_ATTRIBUTE, reading.at(span), "the attribute `start` has no effect")
                .cause("start")
                .label("left out")
                .hint("put a numbered list, and nothing else, into the container"),
        ),
    }
}

/// A page break. What is written inside it follows, with the attributes of the element.
fn page_break(node: Node, inner: Vec<Block>, out: &mut Vec<Block>) {
    let mut attributes = node.attrs.as_deref().cloned().unwrap_or_default();
    attributes.remove_role(NodeRole::PageBreak);
    let given = Node::with(node.span, attributes);
    if inner.is_empty() {
        return out.push(Block { node: given, kind: BlockKind::PageBreak });
    }
    out.push(Block { node: Node::at(node.span), kind: BlockKind::PageBreak });
    match given.attrs {
        Some(_) => out.push(Block { node: given, kind: BlockKind::Container(inner) }),
        None => out.extend(inner),
    }
}

/// Removes line ends and blank text at both ends.
pub(super) fn trim(inlines: &mut Vec<Inline>) {
    let blank = |inline: &Inline| match &inline.kind {
        InlineKind::SoftBreak => true,
        InlineKind::Text(text) => text.trim_matches([' ', '\t', '\n', '\r']).is_empty(),
        _ => false,
    };
    while inlines.last().is_some_and(blank) {
        inlines.pop();
    }
    let first = inlines.iter().position(|inline| !blank(inline)).unwrap_or(inlines.len());
    inlines.drain(..first);
}
