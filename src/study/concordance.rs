//! A table of which paragraph stands on which page of which edition, to be printed: a group that sits together with several editions, or
//! reads by paragraph numbers, finds its place by it.
use crate::document::{
    Alignment, Block, BlockKind, Cell, Division, DivisionKind, Document, Folio, Heading, Inline, InlineKind, Matter, Node, NodeId, Row,
    Table, Visit, number_nodes, plain_text, walk_division,
};
use crate::language::Terms;
use crate::resolve::Book;
use crate::source::Span;

/// So many words of a paragraph are enough to know it by.
const WORDS: usize = 4;

/// An edition with the page on which each node begins.
pub struct Paged<'a> {
    /// What it is called.
    pub name: &'a str,
    /// By node.
    pub folios: &'a [Option<Folio>],
}

/// The table as a document: a section for each chapter, a row for each paragraph that stands on a page of every edition, one after the other.
#[must_use]
pub fn concordance(book: &Book<'_>, editions: &[Paged<'_>]) -> Document {
    let terms = Terms::of(book.edition.metadata.language.tag());
    let mut sections = Vec::new();
    for (_, division) in book.document.divisions() {
        section(book, division, editions, &mut sections);
    }
    let mut own = Document::default();
    let heading = Heading { node: detached(), title: text(terms.pages.to_owned()), numbered: false };
    own.matter[Matter::Body as usize] = vec![Division {
        node: detached(),
        kind: DivisionKind::Chapter,
        heading: Some(heading),
        blocks: Vec::new(),
        divisions: sections,
        file: None,
    }];
    number_nodes(&mut own);
    own
}

const fn detached() -> Node {
    Node::at(Span::DETACHED)
}

fn text(text: String) -> Vec<Inline> {
    if text.is_empty() { Vec::new() } else { vec![Inline { node: detached(), kind: InlineKind::Text(text) }] }
}

fn row(cells: Vec<String>) -> Row {
    let cells = cells.into_iter().map(|cell| Cell { node: detached(), content: text(cell) }).collect();
    Row { node: detached(), cells }
}

/// The sections of a division and, if it is a part, of its chapters.
fn section(book: &Book<'_>, division: &Division, editions: &[Paged<'_>], out: &mut Vec<Division>) {
    if division.kind == DivisionKind::Part {
        return division.divisions.iter().for_each(|inner| section(book, inner, editions, out));
    }
    let mut paragraphs = Paragraphs { book, rows: Vec::new(), editions };
    walk_division(division, &mut paragraphs);
    if paragraphs.rows.is_empty() {
        return;
    }
    // The paragraph, how it begins, its pages.
    let head = [String::new(), String::new()].into_iter().chain(editions.iter().map(|edition| edition.name.to_owned())).collect();
    let alignments = [Alignment::Left; 2].into_iter().chain(editions.iter().map(|_| Alignment::Right)).collect();
    let table = Table { alignments, head: row(head), rows: paragraphs.rows, caption: None };
    out.push(Division {
        node: detached(),
        kind: DivisionKind::Section,
        heading: Some(Heading { node: detached(), title: text(book.resolution.full_title(division.node.id)), numbered: false }),
        blocks: vec![Block { node: detached(), kind: BlockKind::Table(Box::new(table)) }],
        divisions: Vec::new(),
        file: None,
    });
}

struct Paragraphs<'a> {
    book: &'a Book<'a>,
    editions: &'a [Paged<'a>],
    rows: Vec<Row>,
}

impl Paragraphs<'_> {
    fn add(&mut self, named: NodeId, first: NodeId, words: &str) {
        let Some(number) = self.book.resolution.paragraph_numbers.get(&named) else { return };
        let page = |edition: &Paged<'_>| usize::try_from(first.0).ok().and_then(|at| *edition.folios.get(at)?);
        let pages: Option<Vec<String>> = self.editions.iter().map(|edition| Some(page(edition)?.to_string())).collect();
        let Some(pages) = pages else { return };
        let words: Vec<&str> = words.split_whitespace().take(WORDS).collect();
        self.rows.push(row([number.clone(), format!("{} \u{2026}", words.join(" "))].into_iter().chain(pages).collect()));
    }
}

impl Visit for Paragraphs<'_> {
    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.add(block.node.id, block.node.id, &plain_text(inlines)),
            BlockKind::Verse(stanzas) => {
                let words = stanzas.first().and_then(|stanza| stanza.first()).map_or(String::new(), |line| plain_text(line));
                self.add(block.node.id, block.node.id, &words);
            }
            // The first paragraph of an item in a tight list is addressed by the item.
            BlockKind::List(list) if list.tight => {
                for item in &list.items {
                    if let Some(Block { kind: BlockKind::Paragraph(inlines), node }) = item.blocks.first() {
                        self.add(item.node.id, node.id, &plain_text(inlines));
                    }
                }
            }
            BlockKind::List(_)
            | BlockKind::Heading { .. }
            | BlockKind::Quote { .. }
            | BlockKind::Definitions(_)
            | BlockKind::Code { .. }
            | BlockKind::Figure { .. }
            | BlockKind::Table(_)
            | BlockKind::Math(_)
            | BlockKind::Alert { .. }
            | BlockKind::Break
            | BlockKind::PageBreak
            | BlockKind::Container(_)
            | BlockKind::Raw(_) => {}
        }
    }
}
