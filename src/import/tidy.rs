//! Removes what a page has for the screen only: containers and classes without a meaning for a book, empty paragraphs.
//!
//! What stays: the anchors (`links.rs` removes those that nothing leads to), languages, the classes that mean something to chapbook, and
//! epigraphs, dedications and verse. Alignment is kept if a block is centred.
use std::sync::Arc;

use crate::document::{
    Attributes, Block, BlockKind, CellContent, Inline, InlineKind, Layout, Node, NodeRole, Phrase, TextAlign, Visit, VisitMut, walk_block,
    walk_blocks_mut,
};

use super::notes::trim;
use super::remark::Remarks;
use super::{formulas, tables};

/// Tidies blocks, and everything in them.
pub(super) fn tidy(blocks: Vec<Block>, remarks: &mut Remarks) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        one(block, remarks, &mut out);
    }
    let mut inlines = InlineTidier { remarks };
    walk_blocks_mut(&mut out, &mut inlines);
    out.retain(prints);
    out
}

/// Tidies one block, which may become several.
fn one(mut block: Block, remarks: &mut Remarks, out: &mut Vec<Block>) {
    let given = block.node.attrs.as_deref().cloned().unwrap_or_default();
    inside(&mut block.kind, remarks);
    match block.kind {
        BlockKind::Container(inner) => container(block.node, &given, inner, out),
        BlockKind::Paragraph(mut inlines) => {
            trim(&mut inlines);
            let is_centred = given.layout.align == Some(TextAlign::Center);
            if given.layout.align.is_some_and(|align| matches!(align, TextAlign::Right)) {
                remarks.add("paragraphs at the right margin, now like all others", crate::document::plain_text(&inlines));
            }
            let mut own = kept(&given);
            let anchor = own.anchor.take();
            own.classes.clear();
            if let Some(anchor) = anchor
                && !inlines.is_empty()
            {
                let attributes = Attributes { anchor: Some(anchor), ..Attributes::default() };
                inlines.insert(0, Inline { node: Node::with(block.node.span, attributes), kind: InlineKind::Anchor });
            }
            if let Some(lang) = own.lang.take() {
                let attributes = Attributes { lang: Some(lang), ..Attributes::default() };
                inlines = vec![Inline { node: Node::with(block.node.span, attributes), kind: InlineKind::Container(inlines) }];
            }
            let paragraph = Block { node: Node::at(block.node.span), kind: BlockKind::Paragraph(inlines) };
            if is_centred && prints(&paragraph) {
                centred(paragraph, out);
            } else {
                out.push(paragraph);
            }
        }
        BlockKind::Heading { level, mut title } => {
            let mut own = kept(&given);
            // An anchor before the words is that of the heading.
            while own.anchor.is_none() && matches!(title.first(), Some(first) if matches!(first.kind, InlineKind::Anchor)) {
                own.anchor = title.remove(0).node.anchor().map(str::to_owned);
            }
            out.push(Block { node: Node::with(block.node.span, own), kind: BlockKind::Heading { level, title } });
        }
        kind => {
            let node = Node::with(block.node.span, kept(&given));
            out.push(Block { node, kind });
        }
    }
}

/// Adds a centred block. Several in a row share a container.
fn centred(block: Block, out: &mut Vec<Block>) {
    if let Some(Block { node, kind: BlockKind::Container(inner) }) = out.last_mut()
        && node.has_role(NodeRole::Center)
    {
        inner.push(block);
        return;
    }
    let attributes = Attributes { classes: vec!["center".to_owned()], ..Attributes::default() };
    out.push(Block { node: Node::with(block.node.span, attributes), kind: BlockKind::Container(vec![block]) });
}

/// What a book keeps of the attributes of a block.
fn kept(given: &Attributes) -> Attributes {
    let is_kept = |class: &&String| {
        NodeRole::of_class(class).is_some_and(|role| {
            !matches!(
                role,
                NodeRole::Figure | NodeRole::Listing | NodeRole::PageBreak | NodeRole::Verse | NodeRole::Index | NodeRole::Bibliography
            )
        })
    };
    let classes = given.classes.iter().filter(is_kept).cloned().collect();
    let pairs =
        given.pairs.iter().filter(|(key, _)| matches!(key.as_str(), "width" | "height")).map(|(key, value)| (key.clone(), value.clone()));
    Attributes { anchor: given.anchor.clone(), classes, lang: given.lang.clone(), pairs: pairs.collect(), ..Attributes::default() }
}

/// Adds a container, or what is in it.
fn container(node: Node, given: &Attributes, inner: Vec<Block>, out: &mut Vec<Block>) {
    let mut own = kept(given);
    let role = given.pairs.get("role").map(String::as_str).unwrap_or_default();
    match role {
        "doc-epigraph" => own.classes.push("epigraph".to_owned()),
        "doc-dedication" => own.classes.push("dedication".to_owned()),
        _ => {}
    }
    if given.pairs.contains_key("data-verse")
        && !inner.is_empty()
        && inner.iter().all(|block| matches!(block.kind, BlockKind::Paragraph(_)))
    {
        out.push(Block { node: Node::with(node.span, own), kind: BlockKind::Verse(inner.into_iter().map(stanza).collect()) });
        return;
    }
    if own.classes.is_empty() && own.lang.is_none() {
        let from = out.len();
        out.extend(inner);
        if let Some(anchor) = own.anchor {
            let attributes = Attributes { anchor: Some(anchor), ..Attributes::default() };
            put_anchor(attributes, node, from, out);
        }
        return;
    }
    own.pairs.clear();
    out.push(Block { node: Node::with(node.span, own), kind: BlockKind::Container(inner) });
}

/// Puts an anchor into the first of the blocks that begin at an index.
fn put_anchor(attributes: Attributes, node: Node, from: usize, out: &mut Vec<Block>) {
    let anchor = Inline { node: Node::with(node.span, attributes.clone()), kind: InlineKind::Anchor };
    match out.get_mut(from) {
        Some(Block { kind: BlockKind::Heading { .. }, node }) if node.anchor().is_none() => {
            let own = node.attrs.as_deref().cloned().unwrap_or_default();
            *node = Node::with(node.span, Attributes { anchor: attributes.anchor, ..own });
        }
        Some(Block { kind: BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. }, .. }) => inlines.insert(0, anchor),
        Some(block) if block.node.anchor().is_none() => {
            let own = block.node.attrs.as_deref().cloned().unwrap_or_default();
            block.node = Node::with(block.node.span, Attributes { anchor: attributes.anchor, ..own });
        }
        _ => out.insert(from.min(out.len()), Block { node: Node::at(node.span), kind: BlockKind::Paragraph(vec![anchor]) }),
    }
}

/// A paragraph of verse as lines.
fn stanza(block: Block) -> Vec<Vec<Inline>> {
    let BlockKind::Paragraph(inlines) = block.kind else { return Vec::new() };
    let mut lines = vec![Vec::new()];
    for inline in inlines {
        match inline.kind {
            InlineKind::LineBreak => lines.push(Vec::new()),
            _ => {
                if let Some(line) = lines.last_mut() {
                    line.push(inline);
                }
            }
        }
    }
    lines.iter_mut().for_each(trim);
    lines.retain(|line| !line.is_empty());
    lines
}

/// Whether the blocks of an item need no empty line between them: a paragraph, then code or a list that needs none.
fn is_tight(blocks: &[Block]) -> bool {
    let follows = |block: &Block| match &block.kind {
        BlockKind::List(list) => list.tight,
        BlockKind::Code { .. } => true,
        _ => false,
    };
    match blocks {
        [Block { kind: BlockKind::Paragraph(_), .. }, rest @ ..] => rest.len() < 2 && rest.iter().all(follows),
        [] => true,
        [_, ..] => false,
    }
}

/// Replaces line ends of the source by spaces.
fn on_one_line(inlines: &mut Vec<Inline>) {
    for inline in inlines {
        if matches!(inline.kind, InlineKind::SoftBreak) {
            inline.kind = InlineKind::Text(" ".to_owned());
        }
        if let Some(inner) = inline.kind.inner_mut() {
            on_one_line(inner);
        }
    }
}

fn all(blocks: &mut Vec<Block>, remarks: &mut Remarks) {
    let mut out = Vec::with_capacity(blocks.len());
    for block in std::mem::take(blocks) {
        one(block, remarks, &mut out);
    }
    out.retain(prints);
    *blocks = out;
}

/// Tidies the blocks inside a block.
fn inside(kind: &mut BlockKind, remarks: &mut Remarks) {
    match kind {
        BlockKind::Quote { blocks, .. }
        | BlockKind::Container(blocks)
        | BlockKind::Alert { blocks, .. }
        | BlockKind::Figure { body: blocks, .. } => {
            all(blocks, remarks);
        }
        BlockKind::List(list) => {
            for item in &mut list.items {
                item.node = Node::with(item.node.span, kept(&item.node.attrs.as_deref().cloned().unwrap_or_default()));
                all(&mut item.blocks, remarks);
            }
            list.tight &= list.items.iter().all(|item| is_tight(&item.blocks));
        }
        BlockKind::Definitions(definitions) => {
            for definition in definitions {
                definition.node.attrs = None;
                definition.bodies.iter_mut().for_each(|body| all(body, remarks));
                definition.bodies.retain(|body| !body.is_empty());
            }
        }
        BlockKind::Table(table) => {
            for row in table.rows_mut() {
                row.node.attrs = None;
                for cell in row.cells_mut() {
                    let anchor = cell.node.anchor().map(str::to_owned);
                    cell.node = Node::with(cell.node.span, Attributes { anchor, ..Attributes::default() });
                    match &mut cell.content {
                        CellContent::Blocks(blocks) => {
                            let mut own = std::mem::take(blocks);
                            all(&mut own, remarks);
                            cell.content = CellContent::of(own);
                        }
                        CellContent::Line(inlines) => trim(inlines),
                    }
                    if let CellContent::Line(inlines) = &mut cell.content {
                        on_one_line(inlines);
                    }
                }
            }
            **table = tables::with_column_alignment(table);
        }
        BlockKind::Paragraph(_)
        | BlockKind::Heading { .. }
        | BlockKind::Verse(_)
        | BlockKind::Code { .. }
        | BlockKind::Math(_)
        | BlockKind::Break
        | BlockKind::PageBreak
        | BlockKind::Raw(_) => {}
    }
}

/// Tidies inlines.
struct InlineTidier<'a> {
    remarks: &'a mut Remarks,
}

impl VisitMut for InlineTidier<'_> {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
        for inline in std::mem::take(inlines) {
            self.one(inline, &mut out);
        }
        // Spaces after a line break are indentation of the source.
        for at in 1..out.len() {
            if matches!(out[at - 1].kind, InlineKind::LineBreak | InlineKind::SoftBreak)
                && let InlineKind::Text(text) = &mut out[at].kind
            {
                *text = text.trim_start_matches(' ').to_owned();
            }
        }
        *inlines = out;
    }
}

impl InlineTidier<'_> {
    fn one(&mut self, mut inline: Inline, out: &mut Vec<Inline>) {
        let given = inline.node.attrs.as_deref().cloned().unwrap_or_default();
        let mut own = kept(&given);
        if let Some(expansion) = given.pairs.get(crate::document::ABBREVIATION) {
            own.pairs.insert(crate::document::ABBREVIATION.to_owned(), expansion.clone());
        }
        if !matches!(inline.kind, InlineKind::Image { .. }) {
            own.pairs.retain(|key, _| key == crate::document::ABBREVIATION);
        }
        if given.pairs.get("role").is_some_and(|role| role == "doc-pagebreak") {
            self.remarks.add("numbers of printed pages, left out", given.anchor.unwrap_or_default());
            return;
        }
        if given.layout != Layout::default() {
            own.layout = Layout::default();
        }
        if let Some(formula) = formulas::of_span(&inline) {
            return out.push(Inline { node: Node::at(inline.node.span), kind: InlineKind::Math(formula) });
        }
        inline.kind = simplified(inline.kind);
        let is_empty =
            matches!(inline.kind.inner(), Some([])) && !matches!(inline.kind, InlineKind::Image { .. } | InlineKind::Container(_));
        if is_empty && own.anchor.is_none() {
            return;
        }
        match inline.kind {
            // The content of a container without a meaning replaces it. Its anchor comes first.
            InlineKind::Container(inner) if own.classes.is_empty() && own.lang.is_none() && own.pairs.is_empty() => {
                if own.anchor.is_some() {
                    out.push(Inline { node: Node::with(inline.node.span, own), kind: InlineKind::Anchor });
                }
                for inner in inner {
                    self.one(inner, out);
                }
            }
            // Superscripts and links keep no anchors: these are put before them.
            InlineKind::Link { .. }
            | InlineKind::Superscript(_)
            | InlineKind::Emphasis(_)
            | InlineKind::Strong(_)
            | InlineKind::Subscript(_)
                if own.anchor.is_some() =>
            {
                let anchor = Attributes { anchor: own.anchor.take(), ..Attributes::default() };
                out.push(Inline { node: Node::with(inline.node.span, anchor), kind: InlineKind::Anchor });
                inline.node = Node::with(inline.node.span, own);
                if !is_empty {
                    out.push(inline);
                }
            }
            _ => {
                inline.node = Node::with(inline.node.span, own);
                out.push(inline);
            }
        }
    }
}

/// Markup without what it says twice.
fn simplified(kind: InlineKind) -> InlineKind {
    let is_double = match &kind {
        InlineKind::Emphasis(inner) => matches!(&inner[..], [Inline { kind: InlineKind::Emphasis(_), .. }]),
        InlineKind::Strong(inner) => matches!(&inner[..], [Inline { kind: InlineKind::Strong(_), .. }]),
        InlineKind::SmallCaps(inner) => matches!(&inner[..], [Inline { kind: InlineKind::SmallCaps(_), .. }]),
        _ => false,
    };
    match kind {
        InlineKind::Emphasis(mut inner) | InlineKind::Strong(mut inner) | InlineKind::SmallCaps(mut inner) if is_double => {
            simplified(inner.remove(0).kind)
        }
        InlineKind::Phrase(Phrase::Deleted, inner) => InlineKind::Strikethrough(inner),
        kind => kind,
    }
}

/// Whether a block prints anything, or is a target of links.
pub(super) fn prints(block: &Block) -> bool {
    struct Prints(bool);
    impl Visit for Prints {
        fn block(&mut self, block: &Block) {
            self.0 |= matches!(
                block.kind,
                BlockKind::Code { .. }
                    | BlockKind::Math(_)
                    | BlockKind::Raw(_)
                    | BlockKind::Break
                    | BlockKind::PageBreak
                    | BlockKind::Table(_)
            );
            self.0 |= block.node.anchor().is_some();
        }
        fn inline(&mut self, inline: &Inline) {
            self.0 |= match &inline.kind {
                InlineKind::Text(text) => !text.trim().is_empty(),
                InlineKind::Code(_) | InlineKind::Math(_) | InlineKind::Image { .. } | InlineKind::NoteCall(_) => true,
                InlineKind::Recording(_) | InlineKind::Anchor => true,
                _ => false,
            };
        }
    }
    let mut found = Prints(false);
    walk_block(block, &mut found);
    found.0
}

/// Removes the anchors of a block that has become a note.
pub(super) fn without_anchors(blocks: &mut [Block]) {
    struct NoAnchors;
    impl VisitMut for NoAnchors {
        fn node(&mut self, node: &mut Node) {
            if node.anchor().is_some()
                && let Some(attributes) = node.attrs.as_mut().map(Arc::make_mut)
            {
                attributes.anchor = None;
            }
        }
        fn inlines(&mut self, inlines: &mut Vec<Inline>) {
            inlines.retain(|inline| !matches!(inline.kind, InlineKind::Anchor));
        }
    }
    walk_blocks_mut(blocks, &mut NoAnchors);
}
