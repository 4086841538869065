//! A printed table of paragraphs and their pages in every edition. Members of a group who read from different editions, or who refer to
//! paragraph numbers, find a place with it.
use std::collections::BTreeMap;

use crate::document::{
    Alignment, Block, BlockKind, CellContent, Column, Division, DivisionKind, Document, DraftCell, DraftRow, DraftTable, Folio, Heading,
    Inline, InlineKind, Matter, Node, NodeId, Table, Visit, flow, number_nodes, plain_text, walk_division,
};
use crate::language::Terms;
use crate::resolve::Book;
use crate::source::Span;

/// The number of words that identify a paragraph in the table.
const WORDS: usize = 4;
/// The number of words that identify a paragraph in [`ConcordanceParagraph`].
const MOST_WORDS: usize = 6;

/// An edition with the pages on which its nodes begin.
pub struct PagedEdition<'a> {
    /// The name of the edition.
    pub name: &'a str,
    /// The folio of the page on which each node begins, by node id. `None` for a node that is not on a page.
    pub folios: &'a [Option<Folio>],
}

/// The table as a document: a section for each chapter, a row for each numbered paragraph that is on a page of every edition.
#[must_use]
pub fn concordance(book: &Book<'_>, editions: &[PagedEdition<'_>]) -> Document {
    let terms = Terms::of(book.edition.metadata.language.tag());
    let mut sections = Vec::new();
    for (_, division) in book.document.divisions() {
        section(book, division, editions, &mut sections);
    }
    let mut own = Document::default();
    let heading = Heading { node: detached(), title: text(terms.pages.to_owned()), numbered: false, own_number: None };
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

fn row(cells: Vec<String>) -> DraftRow {
    let cells = cells.into_iter().map(|cell| DraftCell::new(detached(), CellContent::Line(text(cell)))).collect();
    DraftRow { node: detached(), cells }
}

/// The row of a paragraph, if it is on a page of every edition: number, first words, pages.
fn paragraph_row(paragraph: &ConcordanceParagraph, editions: &[PagedEdition<'_>]) -> Option<DraftRow> {
    let page = |edition: &PagedEdition<'_>| usize::try_from(paragraph.node.0).ok().and_then(|at| *edition.folios.get(at)?);
    let pages: Option<Vec<String>> = editions.iter().map(|edition| Some(page(edition)?.to_string())).collect();
    let words: Vec<&str> = paragraph.words.split(' ').take(WORDS).collect();
    Some(row([paragraph.number.clone(), format!("{} \u{2026}", words.join(" "))].into_iter().chain(pages?).collect()))
}

/// Adds the section of a division. For a part, adds the sections of its chapters.
fn section(book: &Book<'_>, division: &Division, editions: &[PagedEdition<'_>], out: &mut Vec<Division>) {
    if division.kind == DivisionKind::Part {
        return division.divisions.iter().for_each(|inner| section(book, inner, editions, out));
    }
    let mut collector = ConcordanceCollector { book, paragraphs: Vec::new(), items: BTreeMap::new() };
    walk_division(division, &mut collector);
    let numbered = collector.paragraphs.iter().filter(|paragraph| !paragraph.number.is_empty());
    let rows: Vec<DraftRow> = numbered.filter_map(|paragraph| paragraph_row(paragraph, editions)).collect();
    if rows.is_empty() {
        return;
    }
    // The columns of numbers and of first words have no heads.
    let head = [String::new(), String::new()].into_iter().chain(editions.iter().map(|edition| edition.name.to_owned())).collect();
    let alignments = [Alignment::Left; 2].into_iter().chain(editions.iter().map(|_| Alignment::Right));
    let columns = alignments.map(Column::aligned).collect();
    let (table, _) = Table::form(DraftTable { columns, heads: vec![row(head)], bodies: vec![rows], ..DraftTable::default() });
    out.push(Division {
        node: detached(),
        kind: DivisionKind::Section,
        heading: Some(Heading {
            node: detached(),
            title: text(book.resolution.full_title(division.node.id)),
            numbered: false,
            own_number: None,
        }),
        blocks: vec![Block { node: detached(), kind: BlockKind::Table(Box::new(table)) }],
        divisions: Vec::new(),
        file: None,
    });
}

/// A paragraph, heading or poem of the text.
pub struct ConcordanceParagraph {
    /// The node that its lines belong to.
    pub node: NodeId,
    /// Its anchor. Empty if it has none.
    pub anchor: String,
    /// Its number. Empty if it has none.
    pub number: String,
    /// Its first six words. For a poem, those of its first line.
    pub words: String,
}

/// The paragraphs, headings and poems of a book in reading order, without those of notes.
#[must_use]
pub fn paragraphs_of(book: &Book<'_>) -> Vec<ConcordanceParagraph> {
    let mut collector = ConcordanceCollector { book, paragraphs: Vec::new(), items: BTreeMap::new() };
    book.document.divisions().for_each(|(_, division)| walk_division(division, &mut collector));
    collector.paragraphs
}

/// Collects paragraphs.
struct ConcordanceCollector<'a> {
    book: &'a Book<'a>,
    paragraphs: Vec<ConcordanceParagraph>,
    /// The item of each first paragraph in a tight list. The item has the address of that paragraph.
    items: BTreeMap<NodeId, NodeId>,
}

impl Visit for ConcordanceCollector<'_> {
    fn block(&mut self, block: &Block) {
        let words = match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. } => plain_text(inlines),
            BlockKind::Verse(stanzas) => stanzas.first().and_then(|stanza| stanza.first()).map_or(String::new(), |line| flow(line).text),
            BlockKind::List(list) => {
                let tight = list.items.iter().filter(|_| list.tight);
                self.items.extend(tight.filter_map(|item| Some((item.blocks.first()?.node.id, item.node.id))));
                return;
            }
            _ => return,
        };
        let named = self.items.get(&block.node.id).copied().unwrap_or(block.node.id);
        let anchor = self.book.resolution.anchors.get(&named).cloned().unwrap_or_default();
        let number = self.book.resolution.paragraph_numbers.get(&named).cloned().unwrap_or_default();
        let words: Vec<&str> = words.split_whitespace().take(MOST_WORDS).collect();
        self.paragraphs.push(ConcordanceParagraph { node: block.node.id, anchor, number, words: words.join(" ") });
    }

    /// The paragraphs in a table have no addresses.
    fn enters(&mut self, block: &Block) -> bool {
        !matches!(block.kind, BlockKind::Table(_))
    }
}
