//! The paragraphs of a document that get addresses.
use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::document::{
    Block, BlockKind, Division, DivisionKind, Document, Inline, ListItem, NodeId, Visit, plain_text, walk_blocks, walk_division,
};

/// A paragraph, a poem or an item of a list that gets an address.
pub(super) struct AddressableParagraph {
    pub(super) node: NodeId,
    /// The first eight bytes of the SHA-256 digest of its words, in hexadecimal digits.
    pub(super) fingerprint: String,
    /// Hashes of its first words.
    pub(super) words: Vec<u16>,
}

/// The paragraphs of a chapter, or of all notes.
pub(super) struct ChapterParagraphs<'d> {
    /// `None` for the notes.
    pub(super) division: Option<&'d Division>,
    pub(super) paragraphs: Vec<AddressableParagraph>,
}

/// The number of words whose hashes are kept: enough to find a paragraph again, few enough for a short file.
const WORDS: usize = 24;

/// All paragraphs that have words, by chapter, in reading order. A part counts as a chapter of its own, without the chapters inside it.
/// The notes come last, if there are any.
pub(super) fn chapters(document: &Document) -> Vec<ChapterParagraphs<'_>> {
    let mut chapters: Vec<ChapterParagraphs<'_>> = document
        .chapters()
        .into_iter()
        .map(|(_, division)| {
            let mut collector = ParagraphCollector::default();
            if division.kind == DivisionKind::Part {
                walk_blocks(&division.blocks, &mut collector);
            } else {
                walk_division(division, &mut collector);
            }
            ChapterParagraphs { division: Some(division), paragraphs: collector.found }
        })
        .collect();
    let mut notes = ParagraphCollector::default();
    document.notes.iter().for_each(|note| walk_blocks(&note.blocks, &mut notes));
    if !notes.found.is_empty() {
        chapters.push(ChapterParagraphs { division: None, paragraphs: notes.found });
    }
    chapters
}

/// Collects the paragraphs that get addresses.
#[derive(Default)]
struct ParagraphCollector {
    found: Vec<AddressableParagraph>,
    /// For the first paragraph of each item in a tight list: the item. The item gets the address, because the paragraph has no element of
    /// its own in the EPUB.
    items: BTreeMap<NodeId, NodeId>,
}

impl Visit for ParagraphCollector {
    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.add(self.items.get(&block.node.id).copied().unwrap_or(block.node.id), inlines),
            BlockKind::Verse(stanzas) => {
                let lines: Vec<Inline> = stanzas.iter().flatten().flatten().cloned().collect();
                self.add(block.node.id, &lines);
            }
            BlockKind::List(list) if list.tight => {
                let first = |item: &ListItem| {
                    let first = item.blocks.first().filter(|block| matches!(block.kind, BlockKind::Paragraph(_)))?;
                    Some((first.node.id, item.node.id))
                };
                self.items.extend(list.items.iter().filter_map(first));
            }
            _ => {}
        }
    }

    fn enters(&mut self, block: &Block) -> bool {
        !matches!(block.kind, BlockKind::Figure { .. } | BlockKind::Table(_))
    }
}

impl ParagraphCollector {
    /// Adds a paragraph, unless it has no words.
    fn add(&mut self, node: NodeId, inlines: &[Inline]) {
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
        self.found.push(AddressableParagraph { node, fingerprint, words: words.collect() });
    }
}
