//! Walks over the document, for passes and checks; backends recurse by themselves.
use super::{Block, BlockKind, Cell, Definition, Division, Document, Heading, Inline, InlineKind, ListItem, Node, NodeId, Note, Row};

/// What a pass wants to see. Each method is called before what is inside is walked.
pub trait Visit {
    /// A division, before its heading.
    fn division(&mut self, _division: &Division) {}
    /// A block.
    fn block(&mut self, _block: &Block) {}
    /// An inline.
    fn inline(&mut self, _inline: &Inline) {}
    /// A note, before its blocks. Notes come after all divisions.
    fn note(&mut self, _note: &Note) {}
}

/// Walks over all divisions in reading order, then over all notes.
pub fn walk_document(document: &Document, visit: &mut impl Visit) {
    for (_, division) in document.divisions() {
        walk_division(division, visit);
    }
    for note in &document.notes {
        visit.note(note);
        walk_blocks(&note.blocks, visit);
    }
}

/// Walks over a division and all that is in it.
pub fn walk_division(division: &Division, visit: &mut impl Visit) {
    visit.division(division);
    if let Some(heading) = &division.heading {
        walk_inlines(&heading.title, visit);
    }
    walk_blocks(&division.blocks, visit);
    for inner in &division.divisions {
        walk_division(inner, visit);
    }
}

/// Walks over blocks and all that is in them.
pub fn walk_blocks(blocks: &[Block], visit: &mut impl Visit) {
    for block in blocks {
        walk_block(block, visit);
    }
}

/// Walks over a block and all that is in it.
pub fn walk_block(block: &Block, visit: &mut impl Visit) {
    visit.block(block);
    match &block.kind {
        BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. } => walk_inlines(inlines, visit),
        BlockKind::Quote { blocks, attribution } => {
            walk_blocks(blocks, visit);
            walk_inlines(attribution.as_deref().unwrap_or_default(), visit);
        }
        BlockKind::List(list) => list.items.iter().for_each(|item| walk_blocks(&item.blocks, visit)),
        BlockKind::Definitions(definitions) => {
            for definition in definitions {
                definition.terms.iter().for_each(|(_, term)| walk_inlines(term, visit));
                definition.bodies.iter().for_each(|body| walk_blocks(body, visit));
            }
        }
        BlockKind::Verse(stanzas) => stanzas.iter().flatten().for_each(|line| walk_inlines(line, visit)),
        BlockKind::Figure { body, caption } => {
            walk_blocks(body, visit);
            walk_inlines(caption.as_deref().unwrap_or_default(), visit);
        }
        BlockKind::Table(table) => {
            for row in std::iter::once(&table.head).chain(&table.rows) {
                row.cells.iter().for_each(|cell| walk_inlines(&cell.content, visit));
            }
            walk_inlines(table.caption.as_deref().unwrap_or_default(), visit);
        }
        BlockKind::Alert { blocks, .. } | BlockKind::Container(blocks) => walk_blocks(blocks, visit),
        BlockKind::Code { .. } | BlockKind::Math(_) | BlockKind::Break | BlockKind::PageBreak | BlockKind::Raw(_) => {}
    }
}

/// Walks over inlines and all that is in them.
pub fn walk_inlines(inlines: &[Inline], visit: &mut impl Visit) {
    for inline in inlines {
        walk_inline(inline, visit);
    }
}

/// Walks over an inline and all that is in it.
pub fn walk_inline(inline: &Inline, visit: &mut impl Visit) {
    visit.inline(inline);
    match &inline.kind {
        InlineKind::Emphasis(inner)
        | InlineKind::Strong(inner)
        | InlineKind::SmallCaps(inner)
        | InlineKind::Superscript(inner)
        | InlineKind::Subscript(inner)
        | InlineKind::Strikethrough(inner)
        | InlineKind::Image { alt: inner, .. }
        | InlineKind::Link { text: inner, .. }
        | InlineKind::Container(inner) => walk_inlines(inner, visit),
        InlineKind::Text(_)
        | InlineKind::SoftBreak
        | InlineKind::LineBreak
        | InlineKind::Code(_)
        | InlineKind::Math(_)
        | InlineKind::Reference { .. }
        | InlineKind::NoteCall(_)
        | InlineKind::Anchor
        | InlineKind::Raw(_) => {}
    }
}

/// The words of inlines without their dress: for titles in metadata, running heads, slugs. Note calls and raw text
/// are left out, breaks become spaces, images their alternative text.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    plain_text_with(inlines, &|_| "")
}

/// The same, with what `reference` says a reference prints.
#[must_use]
pub fn plain_text_with<'a>(inlines: &[Inline], reference: &dyn Fn(&Inline) -> &'a str) -> String {
    fn add<'a>(inlines: &[Inline], reference: &dyn Fn(&Inline) -> &'a str, text: &mut String) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(words) | InlineKind::Code(words) => text.push_str(words),
                InlineKind::Math(formula) => text.push_str(&formula.source),
                InlineKind::SoftBreak | InlineKind::LineBreak => text.push(' '),
                InlineKind::Emphasis(inner)
                | InlineKind::Strong(inner)
                | InlineKind::SmallCaps(inner)
                | InlineKind::Superscript(inner)
                | InlineKind::Subscript(inner)
                | InlineKind::Strikethrough(inner)
                | InlineKind::Image { alt: inner, .. }
                | InlineKind::Link { text: inner, .. }
                | InlineKind::Container(inner) => add(inner, reference, text),
                InlineKind::Reference { .. } => text.push_str(reference(inline)),
                InlineKind::NoteCall(_) | InlineKind::Anchor | InlineKind::Raw(_) => {}
            }
        }
    }
    let mut text = String::new();
    add(inlines, reference, &mut text);
    text.trim().to_owned()
}

/// Gives every node its id, in reading order, and sets the document's node count. The last act of reading.
pub fn number_nodes(document: &mut Document) {
    let mut number = Numberer { next: 0 };
    for matter in &mut document.matter {
        matter.iter_mut().for_each(|division| number.division(division));
    }
    for note in &mut document.notes {
        number.node(&mut note.node);
        number.blocks(&mut note.blocks);
    }
    document.node_count = number.next;
}

/// Hands out ids.
struct Numberer {
    next: u32,
}

impl Numberer {
    fn node(&mut self, node: &mut Node) {
        node.id = NodeId(self.next);
        self.next += 1;
    }

    fn division(&mut self, division: &mut Division) {
        self.node(&mut division.node);
        if let Some(Heading { node, title, .. }) = &mut division.heading {
            self.node(node);
            self.inlines(title);
        }
        self.blocks(&mut division.blocks);
        division.divisions.iter_mut().for_each(|inner| self.division(inner));
    }

    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            self.node(&mut block.node);
            match &mut block.kind {
                BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. } => self.inlines(inlines),
                BlockKind::Quote { blocks, attribution } => {
                    self.blocks(blocks);
                    self.inlines(attribution.as_deref_mut().unwrap_or_default());
                }
                BlockKind::List(list) => {
                    for ListItem { node, blocks, .. } in &mut list.items {
                        self.node(node);
                        self.blocks(blocks);
                    }
                }
                BlockKind::Definitions(definitions) => {
                    for Definition { node, terms, bodies } in definitions {
                        self.node(node);
                        for (node, term) in terms {
                            self.node(node);
                            self.inlines(term);
                        }
                        bodies.iter_mut().for_each(|body| self.blocks(body));
                    }
                }
                BlockKind::Verse(stanzas) => stanzas.iter_mut().flatten().for_each(|line| self.inlines(line)),
                BlockKind::Figure { body, caption } => {
                    self.blocks(body);
                    self.inlines(caption.as_deref_mut().unwrap_or_default());
                }
                BlockKind::Table(table) => {
                    for Row { node, cells } in std::iter::once(&mut table.head).chain(&mut table.rows) {
                        self.node(node);
                        for Cell { node, content } in cells {
                            self.node(node);
                            self.inlines(content);
                        }
                    }
                    self.inlines(table.caption.as_deref_mut().unwrap_or_default());
                }
                BlockKind::Alert { blocks, .. } | BlockKind::Container(blocks) => self.blocks(blocks),
                BlockKind::Code { .. } | BlockKind::Math(_) | BlockKind::Break | BlockKind::PageBreak | BlockKind::Raw(_) => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &mut [Inline]) {
        for inline in inlines {
            self.node(&mut inline.node);
            match &mut inline.kind {
                InlineKind::Emphasis(inner)
                | InlineKind::Strong(inner)
                | InlineKind::SmallCaps(inner)
                | InlineKind::Superscript(inner)
                | InlineKind::Subscript(inner)
                | InlineKind::Strikethrough(inner)
                | InlineKind::Image { alt: inner, .. }
                | InlineKind::Link { text: inner, .. }
                | InlineKind::Container(inner) => self.inlines(inner),
                InlineKind::Text(_)
                | InlineKind::SoftBreak
                | InlineKind::LineBreak
                | InlineKind::Code(_)
                | InlineKind::Math(_)
                | InlineKind::Reference { .. }
                | InlineKind::NoteCall(_)
                | InlineKind::Anchor
                | InlineKind::Raw(_) => {}
            }
        }
    }
}
