//! The paragraphs of a document that get addresses.
use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::document::{Block, BlockKind, Division, DivisionKind, Document, Inline, ListItem, Node, NodeId, plain_text};

/// A paragraph, a poem or an item of a list that gets an address.
pub(super) struct AddressableParagraph {
    pub(super) node: NodeId,
    /// The first eight bytes of the SHA-256 digest of its words, in hexadecimal digits.
    pub(super) fingerprint: String,
    /// Hashes of its first words.
    pub(super) words: Vec<u16>,
}

/// The paragraphs of a chapter, or of all notes.
pub(super) struct Chapter<'d> {
    /// `None` for the notes.
    pub(super) division: Option<&'d Division>,
    pub(super) paragraphs: Vec<AddressableParagraph>,
}

/// The number of words whose hashes are kept: enough to find a paragraph again, few enough for a short file.
const WORDS: usize = 24;

/// All paragraphs with words in reading order, by chapter. A part is a chapter by itself beside its chapters. The notes come last, if
/// there are any.
pub(super) fn chapters(document: &Document) -> Vec<Chapter<'_>> {
    let mut chapters = Vec::new();
    for (_, division) in document.divisions() {
        chapter(division, &mut chapters);
    }
    let mut notes = Vec::new();
    document.notes.iter().for_each(|note| blocks(&note.blocks, &mut notes));
    if !notes.is_empty() {
        chapters.push(Chapter { division: None, paragraphs: notes });
    }
    chapters
}

fn chapter<'d>(division: &'d Division, chapters: &mut Vec<Chapter<'d>>) {
    let mut paragraphs = Vec::new();
    let is_part = division.kind == DivisionKind::Part;
    section(division, !is_part, &mut paragraphs);
    chapters.push(Chapter { division: Some(division), paragraphs });
    if is_part {
        division.divisions.iter().for_each(|inner| chapter(inner, chapters));
    }
}

fn section(division: &Division, with_sections: bool, found: &mut Vec<AddressableParagraph>) {
    blocks(&division.blocks, found);
    if with_sections {
        division.divisions.iter().for_each(|inner| section(inner, true, found));
    }
}

fn blocks(blocks: &[Block], found: &mut Vec<AddressableParagraph>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) => add(&block.node, inlines, found),
            BlockKind::Verse(stanzas) => {
                let lines: Vec<Inline> = stanzas.iter().flatten().flatten().cloned().collect();
                add(&block.node, &lines, found);
            }
            BlockKind::Quote { blocks: inner, .. } | BlockKind::Alert { blocks: inner, .. } | BlockKind::Container(inner) => {
                self::blocks(inner, found);
            }
            BlockKind::List(list) => list.items.iter().for_each(|item| self::item(item, list.tight, found)),
            BlockKind::Definitions(definitions) => {
                definitions.iter().flat_map(|definition| &definition.bodies).for_each(|body| self::blocks(body, found));
            }
            BlockKind::Heading { .. }
            | BlockKind::Code { .. }
            | BlockKind::Figure { .. }
            | BlockKind::Table(_)
            | BlockKind::Math(_)
            | BlockKind::Break
            | BlockKind::PageBreak
            | BlockKind::Raw(_) => {}
        }
    }
}

/// The first paragraph of an item in a tight list has no element of its own in the EPUB, so the item has its address.
fn item(item: &ListItem, tight: bool, found: &mut Vec<AddressableParagraph>) {
    match item.blocks.split_first() {
        Some((Block { kind: BlockKind::Paragraph(inlines), .. }, rest)) if tight => {
            add(&item.node, inlines, found);
            blocks(rest, found);
        }
        Some(_) | None => blocks(&item.blocks, found),
    }
}

/// Adds a paragraph, unless it has no words.
fn add(node: &Node, inlines: &[Inline], found: &mut Vec<AddressableParagraph>) {
    let text = plain_text(inlines).to_lowercase();
    let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return;
    }
    let digest = Sha256::digest(words.join(" "));
    let mut fingerprint = String::with_capacity(16);
    digest.iter().take(8).for_each(|byte| {
        let _ = write!(fingerprint, "{byte:02x}");
    });
    // FNV-1a, with 16 bits.
    let words =
        words.iter().take(WORDS).map(|word| word.bytes().fold(0x811c_u16, |hash, byte| (hash ^ u16::from(byte)).wrapping_mul(0x0193)));
    found.push(AddressableParagraph { node: node.id, fingerprint, words: words.collect() });
}
