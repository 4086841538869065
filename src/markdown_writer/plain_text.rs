//! Writes documents as plain text without markup: for reading aloud, and for comparison.
use crate::document::{Block, BlockKind, CellContent, Division, Document, Inline, InlineKind, NoteId, Row};

/// Writes a document as plain text. Each paragraph is one line, with an empty line after it. The notes of a division on the level of
/// chapters follow it, with their numbers in brackets, as in the text.
#[must_use]
pub fn plain_text_of(document: &Document) -> String {
    let mut out = PlainTextWriter { document, out: String::new(), notes: Vec::new() };
    for (_, division) in document.divisions() {
        out.division(division);
        out.put_notes();
    }
    out.out
}

struct PlainTextWriter<'a> {
    document: &'a Document,
    out: String,
    /// The notes that were called and not printed yet.
    notes: Vec<NoteId>,
}

impl PlainTextWriter<'_> {
    fn paragraph(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            if !self.out.is_empty() {
                self.out.push('\n');
            }
            self.out.push_str(text);
            self.out.push('\n');
        }
    }

    fn put_notes(&mut self) {
        let mut at = 0;
        while let Some(id) = self.notes.get(at).copied() {
            at += 1;
            if let Some(note) = self.document.notes.get(id.0 as usize) {
                let from = self.out.len();
                self.blocks(&note.blocks);
                let text = self.out.split_off(from);
                self.paragraph(&format!("[{}] {}", id.0 + 1, text.trim()));
            }
        }
        self.notes.clear();
    }

    fn division(&mut self, division: &Division) {
        if let Some(heading) = &division.heading {
            let text = self.line(&heading.title);
            self.paragraph(&text);
        }
        self.blocks(&division.blocks);
        for inner in &division.divisions {
            self.division(inner);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn lines(&mut self, inlines: &[Inline]) {
        let text = self.line(inlines);
        self.paragraph(&text);
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. } => self.lines(inlines),
            BlockKind::Quote { blocks, attribution } => {
                self.blocks(blocks);
                self.lines(attribution.as_deref().unwrap_or_default());
            }
            BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.iter().for_each(|(_, term)| self.lines(term));
                    definition.bodies.iter().for_each(|body| self.blocks(body));
                }
            }
            BlockKind::Verse(stanzas) => {
                for stanza in stanzas {
                    let lines: Vec<String> = stanza.iter().map(|line| self.line(line)).collect();
                    self.paragraph(&lines.join("\n"));
                }
            }
            BlockKind::Code { text, .. } => self.paragraph(text.trim_end()),
            BlockKind::Figure { body, caption } => {
                self.blocks(body);
                self.lines(caption.as_deref().unwrap_or_default());
            }
            BlockKind::Table(table) => {
                self.lines(table.caption.as_deref().unwrap_or_default());
                let rows: Vec<String> = table.rows().map(|row| self.row(row)).collect();
                self.paragraph(&rows.join("\n"));
            }
            BlockKind::Math(formula) => self.paragraph(&formula.source),
            BlockKind::Alert { title, blocks, .. } => {
                self.lines(title.as_deref().unwrap_or_default());
                self.blocks(blocks);
            }
            BlockKind::Container(blocks) => self.blocks(blocks),
            BlockKind::Break => self.paragraph("* * *"),
            BlockKind::PageBreak | BlockKind::Raw(_) => {}
        }
    }

    /// A row of a table, with tabs between its cells.
    fn row(&mut self, row: &Row) -> String {
        let mut cells = Vec::new();
        for cell in row.cells() {
            cells.push(match &cell.content {
                CellContent::Line(inlines) => self.line(inlines),
                CellContent::Blocks(blocks) => {
                    let from = self.out.len();
                    self.blocks(blocks);
                    self.out.split_off(from).split_whitespace().collect::<Vec<_>>().join(" ")
                }
            });
        }
        cells.join("\t")
    }

    fn line(&mut self, inlines: &[Inline]) -> String {
        let mut text = String::new();
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(words) | InlineKind::Code(words) => text.push_str(words),
                InlineKind::SoftBreak => text.push(' '),
                InlineKind::LineBreak => text.push('\n'),
                InlineKind::Math(formula) => text.push_str(&formula.source),
                InlineKind::NoteCall(note) => {
                    if !self.notes.contains(note) {
                        self.notes.push(*note);
                    }
                    text.push_str(&format!("[{}]", note.0 + 1));
                }
                InlineKind::CrossReference(cross) => text.push_str(&cross.written),
                InlineKind::Reference { .. } | InlineKind::Anchor | InlineKind::Raw(_) => {}
                InlineKind::Citation(citation) if citation.text.is_empty() => {
                    let keys: Vec<&str> = citation.works.iter().map(|work| work.key.as_str()).collect();
                    text.push_str(&format!("[{}]", keys.join("; ")));
                }
                kind @ (InlineKind::Emphasis(_)
                | InlineKind::Strong(_)
                | InlineKind::SmallCaps(_)
                | InlineKind::Superscript(_)
                | InlineKind::Subscript(_)
                | InlineKind::Strikethrough(_)
                | InlineKind::Phrase(..)
                | InlineKind::Recording(_)
                | InlineKind::Image { .. }
                | InlineKind::Link { .. }
                | InlineKind::Citation(_)
                | InlineKind::Container(_)) => text.push_str(&self.line(kind.inner().unwrap_or_default())),
            }
        }
        text
    }
}
