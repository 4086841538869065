//! The search index of a site: the words of the text, paragraph by paragraph, in the form that the script reads.
use serde::Serialize;

use crate::document::{Block, BlockKind, Division, DivisionKind, Inline, NoteId, Visit, walk_blocks};
use crate::epub::content::Printer;
use crate::resolve::Resolution;

use super::site::{PageText, Site};

/// A section in the index. The names of its fields are short, because a book has thousands of sections.
#[derive(Serialize)]
struct SearchSection<'a> {
    /// The name of the file of its page.
    p: &'a str,
    /// Its anchor.
    a: &'a str,
    /// Its title.
    t: String,
    /// Its paragraphs.
    x: Vec<Paragraph<'a>>,
}

/// A paragraph: its anchor, and its words. Text without an anchor of its own belongs to the paragraph before it.
#[derive(Serialize)]
struct Paragraph<'a>(&'a str, String);

/// The index as a script that calls a function with the data. A script can be loaded from a folder too, where browsers refuse data.
pub(super) fn search_index(site: &Site<'_>) -> String {
    let printer = site.printer;
    let mut sections = Vec::new();
    for page in &site.pages {
        match page.text {
            PageText::Chapter(document) => {
                add_division(printer, page.name, &page.label, document.division, &mut sections);
                add_notes(printer, page.name, &document.notes, &mut sections);
            }
            PageText::Notes(endnotes) => {
                endnotes.chapters.iter().for_each(|(_, notes)| add_notes(printer, page.name, notes, &mut sections));
            }
        }
    }
    // Texts and numbers can always be written as JSON.
    format!("chapbookSearch({});\n", serde_json::to_string(&sections).unwrap_or_else(|_| "[]".to_owned()))
}

/// Adds a division and those within it that have no page of their own.
fn add_division<'a>(printer: &Printer<'a>, page: &'a str, title: &str, division: &'a Division, sections: &mut Vec<SearchSection<'a>>) {
    let resolution = printer.book.resolution;
    let anchor = resolution.anchors.get(&division.node.id).map_or("", String::as_str);
    sections.push(SearchSection { p: page, a: anchor, t: title.to_owned(), x: paragraphs(resolution, anchor, &division.blocks) });
    if division.kind != DivisionKind::Part {
        for inner in &division.divisions {
            add_division(printer, page, &resolution.full_title(inner.node.id), inner, sections);
        }
    }
}

fn add_notes<'a>(printer: &Printer<'a>, page: &'a str, notes: &[NoteId], sections: &mut Vec<SearchSection<'a>>) {
    for note in notes {
        let entry = printer.book.resolution.note(*note);
        let text = paragraphs(printer.book.resolution, &entry.anchor, &printer.book.document.note(*note).blocks);
        sections.push(SearchSection { p: page, a: &entry.anchor, t: format!("{} {}", printer.terms().notes, entry.mark), x: text });
    }
}

/// The words of blocks. `anchor` is that of the text before the first block that has one.
fn paragraphs<'a>(resolution: &'a Resolution, anchor: &'a str, blocks: &[Block]) -> Vec<Paragraph<'a>> {
    let mut words = SearchWords { resolution, paragraphs: vec![Paragraph(anchor, String::new())] };
    walk_blocks(blocks, &mut words);
    words.paragraphs.retain(|Paragraph(_, text)| !text.is_empty());
    words.paragraphs
}

struct SearchWords<'a> {
    resolution: &'a Resolution,
    paragraphs: Vec<Paragraph<'a>>,
}

impl SearchWords<'_> {
    fn add(&mut self, text: &str) {
        let Some(Paragraph(_, all)) = self.paragraphs.last_mut() else { return };
        for word in text.split_whitespace() {
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(word);
        }
    }
}

impl Visit for SearchWords<'_> {
    fn block(&mut self, block: &Block) {
        if let Some(anchor) = self.resolution.anchors.get(&block.node.id) {
            self.paragraphs.push(Paragraph(anchor, String::new()));
        }
        match &block.kind {
            BlockKind::Code { text, .. } => self.add(text),
            BlockKind::Math(formula) => self.add(&formula.tex),
            BlockKind::Alert { title: Some(title), .. } => self.add(&self.resolution.plain(title)),
            BlockKind::Alert { title: None, .. }
            | BlockKind::Paragraph(_)
            | BlockKind::Heading { .. }
            | BlockKind::Quote { .. }
            | BlockKind::List(_)
            | BlockKind::Definitions(_)
            | BlockKind::Verse(_)
            | BlockKind::Figure { .. }
            | BlockKind::Table(_)
            | BlockKind::Break
            | BlockKind::PageBreak
            | BlockKind::Container(_)
            | BlockKind::Raw(_) => {}
        }
    }

    fn line(&mut self, inlines: &[Inline]) {
        self.add(&self.resolution.plain(inlines));
    }
}
