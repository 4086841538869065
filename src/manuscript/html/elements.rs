//! Blocks and inlines for the elements of HTML.
use std::sync::Arc;

use crate::document::{ABBREVIATION, Attributes, Block, BlockKind, Definition, Inline, InlineKind, List, ListItem, Node, PictureSize, plain_text};
use crate::source::Span;

use crate::manuscript::html::table as html_table;
use crate::manuscript::html::table::{HtmlCell, HtmlColumn, HtmlRow, HtmlTable, RowGroup};
use crate::manuscript::html::tag::{Enclosure, Opening, Tag};
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::shape;
use crate::manuscript::syntax::attributes::{merge, spanned};

/// The elements that are blocks (HTML Standard, section 15.3).
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "link",
    "meta",
];

/// Whether an element is a block.
pub(crate) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Removes the attribute with a name and returns it.
fn take(attributes: &mut Attributes, key: &str) -> Option<String> {
    attributes.pairs.remove(key)
}

/// Adds the name of an element to its attributes, except `div` and `span`.
fn tagged(mut attributes: Attributes, name: &str) -> Attributes {
    if !matches!(name, "div" | "span") {
        attributes.pairs.insert("tag".to_owned(), name.to_owned());
    }
    attributes
}

/// The name of the element that became a container. Empty for any other block.
fn element(block: &Block) -> &str {
    match (&block.kind, block.node.attrs.as_deref()) {
        (BlockKind::Container(_), Some(attributes)) => attributes.pairs.get("tag").map_or("", String::as_str),
        _ => "",
    }
}

fn untagged(node: &mut Node) {
    if let Some(attributes) = node.attrs.as_mut() {
        Arc::make_mut(attributes).pairs.remove("tag");
        if **attributes == Attributes::default() {
            node.attrs = None;
        }
    }
}

/// Adds the blocks for an element or a fenced container. `inner` are the blocks inside. Verse may become several blocks.
pub(crate) fn block(opening: Opening, inner: Vec<Block>, reading: &Reading<'_>, out: &mut Vec<Block>) {
    let Opening { enclosure, mut attributes, span } = opening;
    let is = |attributes: &Attributes, class: &str| attributes.classes.iter().any(|own| own == class);
    let breaks = is(&attributes, "pagebreak") || is(&attributes, "page-break");
    let name = match &enclosure {
        Enclosure::Element(name) if name == "div" && breaks => return page_break(span, inner, out),
        Enclosure::Element(name) => name.as_str(),
        Enclosure::Fence if breaks => return page_break(span, inner, out),
        Enclosure::Fence if is(&attributes, "verse") => {
            attributes.classes.retain(|class| class != "verse");
            return out.extend(shape::verse(&Node::with(span, attributes), inner, reading));
        }
        Enclosure::Fence if is(&attributes, "figure") => {
            attributes.classes.retain(|class| class != "figure");
            return out.push(shape::figure_container(Node::with(span, attributes), inner));
        }
        Enclosure::Fence => {
            take(&mut attributes, "start");
            return out.push(Block { node: Node::with(span, attributes), kind: BlockKind::Container(inner) });
        }
    };
    let start = take(&mut attributes, "start").and_then(|start| start.parse().ok());
    let node = Node::with(span, attributes.clone());
    let made = match name {
        "blockquote" => Block { node, kind: shape::quote(inner) },
        "figure" => figure(node, inner),
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => return paragraph(name, node, inner, out),
        "ul" | "ol" => list(node, inner, (name == "ol").then(|| start.unwrap_or(1))),
        "dl" => definitions(node, inner),
        "table" => return table(node, inner, reading, out),
        _ => Block { node: Node::with(span, tagged(attributes, name)), kind: BlockKind::Container(inner) },
    };
    out.push(made);
}

/// A page break. What is written inside it follows.
fn page_break(span: Span, inner: Vec<Block>, out: &mut Vec<Block>) {
    out.push(Block { node: Node::at(span), kind: BlockKind::PageBreak });
    out.extend(inner);
}

/// `<p>` and headings. They usually have one paragraph inside.
fn paragraph(name: &str, node: Node, inner: Vec<Block>, out: &mut Vec<Block>) {
    for mut block in inner {
        if let Some(attributes) = node.attrs.as_deref() {
            merge(&mut block.node, attributes.clone());
        }
        if let (Some(level), BlockKind::Paragraph(inlines)) = (name.strip_prefix('h'), &mut block.kind) {
            let title = std::mem::take(inlines);
            block.kind = BlockKind::Heading { level: level.parse().unwrap_or(6), title };
        }
        out.push(block);
    }
}

fn figure(node: Node, inner: Vec<Block>) -> Block {
    let mut body = Vec::new();
    let mut caption = None;
    for block in inner {
        if element(&block) == "figcaption" {
            let BlockKind::Container(blocks) = block.kind else { continue };
            for block in blocks {
                match block.kind {
                    BlockKind::Paragraph(inlines) if caption.is_none() => caption = Some(inlines),
                    _ => body.push(block),
                }
            }
        } else if let BlockKind::Figure { body: own, caption: inner_caption } = block.kind {
            body.extend(own);
            caption = caption.or(inner_caption);
        } else {
            body.push(block);
        }
    }
    Block { node, kind: BlockKind::Figure { body, caption } }
}

fn list(node: Node, inner: Vec<Block>, start: Option<u64>) -> Block {
    let mut items = Vec::new();
    let mut tight = true;
    for mut block in inner {
        if element(&block) == "li"
            && let BlockKind::Container(blocks) = block.kind
        {
            tight &= blocks.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph(_))).count() < 2;
            untagged(&mut block.node);
            items.push(ListItem { node: block.node, task: None, blocks });
        } else {
            items.push(ListItem { node: Node::at(block.node.span), task: None, blocks: vec![block] });
        }
    }
    Block { node, kind: BlockKind::List(List { start, tight, items }) }
}

fn definitions(node: Node, inner: Vec<Block>) -> Block {
    let mut definitions: Vec<Definition> = Vec::new();
    for mut block in inner {
        let is_term = element(&block) == "dt";
        let is_body = element(&block) == "dd";
        untagged(&mut block.node);
        let span = block.node.span;
        if definitions.is_empty() || (is_term && definitions.last().is_some_and(|last| !last.bodies.is_empty())) {
            definitions.push(Definition { node: Node::at(span), terms: Vec::new(), bodies: Vec::new() });
        }
        let Some(last) = definitions.last_mut() else { continue };
        match block.kind {
            BlockKind::Container(blocks) if is_term => last.terms.push((block.node, words(blocks))),
            BlockKind::Container(blocks) if is_body => last.bodies.push(blocks),
            _ => last.bodies.push(vec![block]),
        }
    }
    Block { node, kind: BlockKind::Definitions(definitions) }
}

/// The running text of blocks as one line.
fn words(blocks: Vec<Block>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for block in blocks {
        let inlines = match block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. } => inlines,
            BlockKind::Container(blocks)
            | BlockKind::Quote { blocks, attribution: None }
            | BlockKind::Figure { body: blocks, caption: None } => words(blocks),
            BlockKind::List(list) => list.items.into_iter().flat_map(|item| words(item.blocks)).collect(),
            BlockKind::Code { text, .. } => vec![Inline { node: block.node, kind: InlineKind::Code(text) }],
            _ => continue,
        };
        if let (Some(last), false) = (out.last(), inlines.is_empty()) {
            let node = Node::at(last.node.span);
            out.push(Inline { node, kind: InlineKind::LineBreak });
        }
        out.extend(inlines);
    }
    out
}

/// The attributes of a block that was an element, and its content.
fn opened(mut block: Block) -> (Span, Attributes, Vec<Block>) {
    untagged(&mut block.node);
    let attributes = block.node.attrs.as_deref().cloned().unwrap_or_default();
    let inner = if let BlockKind::Container(inner) = block.kind { inner } else { Vec::new() };
    (block.node.span, attributes, inner)
}

/// The parts of a table while they are collected. `stray` are the blocks that stand outside its cells.
struct TableParts<'a, 'r> {
    reading: &'a Reading<'r>,
    table: HtmlTable,
    stray: Vec<Block>,
}

impl TableParts<'_, '_> {
    fn blocks(&mut self, blocks: Vec<Block>, group: RowGroup) {
        for block in blocks {
            match element(&block) {
                "thead" => self.group(block, RowGroup::Head),
                "tbody" => self.group(block, RowGroup::Body),
                "tfoot" => self.group(block, RowGroup::Foot),
                "colgroup" => {
                    let (span, attributes, inner) = opened(block);
                    if inner.is_empty() {
                        self.table.columns.push(HtmlColumn::new(span, attributes, self.reading));
                    } else {
                        self.blocks(inner, group);
                    }
                }
                "col" => {
                    let (span, attributes, _) = opened(block);
                    self.table.columns.push(HtmlColumn::new(span, attributes, self.reading));
                }
                "caption" => self.table.caption = Some(words(opened(block).2)),
                "tr" => self.row(block, group),
                _ => self.stray.push(block),
            }
        }
    }

    fn group(&mut self, block: Block, group: RowGroup) {
        self.table.groups.push((group, Vec::new()));
        self.blocks(opened(block).2, group);
        self.table.groups.push((RowGroup::Body, Vec::new()));
    }

    fn row(&mut self, block: Block, group: RowGroup) {
        let (span, attributes, inner) = opened(block);
        let mut cells = Vec::new();
        for cell in inner {
            let is_head = element(&cell) == "th";
            if is_head || element(&cell) == "td" {
                let (span, attributes, blocks) = opened(cell);
                cells.push(HtmlCell::new(span, attributes, is_head, blocks, self.reading));
            } else {
                self.stray.push(cell);
            }
        }
        let row = HtmlRow::new(span, attributes, cells, self.reading);
        match self.table.groups.last_mut().filter(|(last, _)| *last == group) {
            Some((_, rows)) => rows.push(row),
            None => self.table.groups.push((group, vec![row])),
        }
    }
}

/// A table. What stands outside its cells comes before it.
fn table(node: Node, inner: Vec<Block>, reading: &Reading<'_>, out: &mut Vec<Block>) {
    let table = HtmlTable { node, caption: None, columns: Vec::new(), groups: Vec::new() };
    let mut parts = TableParts { reading, table, stray: Vec::new() };
    parts.blocks(inner, RowGroup::Body);
    out.append(&mut parts.stray);
    out.push(html_table::table(parts.table, reading));
}

/// The block for a tag that has no closing tag.
pub(crate) fn block_alone(tag: &Tag, block: &Block, reading: &Reading<'_>) -> Option<Block> {
    let span = block.node.span;
    match tag.name.as_str() {
        "hr" => Some(Block { node: Node::with(span, tag.attributes.clone()), kind: BlockKind::Break }),
        "img" => Some(shape::figure(Node::at(span), image(tag, span), reading)),
        _ if (tag.empty || tag.name == "col") && is_block(&tag.name) => {
            Some(Block { node: Node::with(span, tagged(tag.attributes.clone(), &tag.name)), kind: BlockKind::Container(Vec::new()) })
        }
        _ => None,
    }
}

fn image(tag: &Tag, span: Span) -> Inline {
    let mut attributes = tag.attributes.clone();
    let source = take(&mut attributes, "src").unwrap_or_default();
    let title = take(&mut attributes, "title").filter(|title| !title.is_empty());
    let alt = take(&mut attributes, "alt");
    // In HTML, an empty alternative text marks a picture as decorative (HTML Standard, section 4.8.4.4.3).
    if alt.as_deref() == Some("") && !attributes.classes.iter().any(|class| class == "decorative") {
        attributes.classes.push("decorative".to_owned());
    }
    let alt = alt.filter(|alt| !alt.is_empty());
    let alt = alt.map(|alt| Inline { node: Node::at(span), kind: InlineKind::Text(alt) }).into_iter().collect();
    Inline { node: Node::with(span, attributes), kind: InlineKind::Image { source, alt, title, size: PictureSize::Natural } }
}

/// The inline for a tag that has no closing tag.
pub(crate) fn inline_alone(tag: &Tag, inline: &Inline) -> Option<Inline> {
    let span = inline.node.span;
    let node = Node::with(span, tag.attributes.clone());
    match tag.name.as_str() {
        "br" => Some(Inline { node, kind: InlineKind::LineBreak }),
        "img" => Some(image(tag, span)),
        // A zero-width space allows a line break too.
        "wbr" => Some(Inline { node, kind: InlineKind::Text("\u{200B}".to_owned()) }),
        "a" | "span" if node.anchor().is_some() => Some(Inline { node, kind: InlineKind::Anchor }),
        _ => None,
    }
}

/// The inline for an element.
pub(crate) fn inline(opening: Opening, inner: Vec<Inline>) -> Inline {
    let Opening { enclosure, mut attributes, span } = opening;
    let name = match &enclosure {
        Enclosure::Element(name) => name.as_str(),
        // A fence encloses blocks only.
        Enclosure::Fence => return spanned(Node::with(span, attributes), inner),
    };
    let kind = match name {
        "em" | "i" => InlineKind::Emphasis(inner),
        "strong" | "b" => InlineKind::Strong(inner),
        "sup" => InlineKind::Superscript(inner),
        "sub" => InlineKind::Subscript(inner),
        "s" | "del" | "strike" => InlineKind::Strikethrough(inner),
        "code" | "tt" | "samp" if inner.iter().all(|inline| matches!(inline.kind, InlineKind::Text(_) | InlineKind::SoftBreak)) => {
            InlineKind::Code(plain_text(&inner))
        }
        "a" => {
            let title = take(&mut attributes, "title").filter(|title| !title.is_empty());
            if attributes.anchor.is_none() {
                attributes.anchor = take(&mut attributes, "name").filter(|name| !name.is_empty());
            }
            match take(&mut attributes, "href") {
                Some(target) => InlineKind::Link { target, title, text: inner },
                None => return spanned(Node::with(span, attributes), inner),
            }
        }
        "abbr" | "acronym" => {
            let expansion = take(&mut attributes, "title");
            attributes.pairs.extend(expansion.map(|expansion| (ABBREVIATION.to_owned(), expansion)));
            return spanned(Node::with(span, attributes), inner);
        }
        _ => return spanned(Node::with(span, tagged(attributes, name)), inner),
    };
    Inline { node: Node::with(span, attributes), kind }
}
