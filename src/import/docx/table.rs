//! Tables (ECMA-376, part 1, section 17.4).
use crate::document::{Alignment, Block, BlockKind, CellContent, DraftCell, DraftRow, DraftTable, Node, Table, TextAlign};
use crate::import::xml_file::XmlElement;
use crate::source::Span;

use super::{Docx, PartRelations, body};

/// A cell before its rows are counted.
struct FoundCell {
    column: usize,
    columns: u16,
    /// Whether it continues the cell above it.
    continues: bool,
    alignment: Option<Alignment>,
    is_bold: bool,
    blocks: Vec<Block>,
}

/// Reads a table.
pub(super) fn read(element: &XmlElement, relations: &PartRelations, docx: &mut Docx<'_>) -> Block {
    let mut rows: Vec<Vec<FoundCell>> = Vec::new();
    let mut heads = 0;
    for row in body::unwrapped(element).into_iter().filter(|row| row.name == "tr") {
        let properties = row.child("trPr");
        let toggle = |name: &str| {
            properties
                .and_then(|properties| properties.child(name))
                .is_some_and(|own| !matches!(own.value("val"), Some("0" | "false" | "off")))
        };
        if toggle("del") {
            docx.changes += 1;
            continue;
        }
        if toggle("tblHeader") && heads == rows.len() {
            heads += 1;
        }
        let skipped = properties.and_then(|properties| properties.child("gridBefore")?.value("val")?.parse::<usize>().ok()).unwrap_or(0);
        let mut column = skipped.min(1000);
        let mut cells = Vec::new();
        for cell in body::unwrapped(row).into_iter().filter(|cell| cell.name == "tc") {
            let own = found(cell, column, relations, docx);
            column += usize::from(own.columns);
            cells.push(own);
        }
        rows.push(cells);
    }
    // Programs that do not mark heads make them bold.
    let first_row = element.child("tblPr").and_then(|properties| properties.child("tblLook")).is_some_and(|look| {
        let bits = look.value("val").and_then(|bits| u32::from_str_radix(bits, 16).ok()).unwrap_or(0);
        look.value("firstRow").map_or(bits & 0x20 != 0, |value| value == "1")
    });
    if heads == 0 && rows.len() > 1 && first_row && rows[0].iter().all(|cell| cell.is_bold) && !rows[0].is_empty() {
        heads = 1;
    }
    let spans: Vec<Vec<u16>> = rows.iter().enumerate().map(|(at, row)| row.iter().map(|cell| below(&rows, at, cell)).collect()).collect();
    // A cell of the head takes all of its rows into the head.
    let mut at = 0;
    while at < heads.min(spans.len()) {
        let lowest = spans[at].iter().map(|span| at + usize::from(*span)).max().unwrap_or(0);
        heads = heads.max(lowest);
        at += 1;
    }
    if heads >= rows.len() {
        heads = 0;
    }
    let node = || Node::at(Span::DETACHED);
    let mut drafts: Vec<DraftRow> = Vec::new();
    for (row, spans) in rows.into_iter().zip(spans) {
        let cells = row.into_iter().zip(spans).filter(|(cell, _)| !cell.continues).map(|(cell, rows)| {
            let content = CellContent::of(cell.blocks);
            DraftCell { columns: cell.columns, rows, alignment: cell.alignment, ..DraftCell::new(node(), content) }
        });
        drafts.push(DraftRow { node: node(), cells: cells.collect() });
    }
    let bodies = drafts.split_off(heads.min(drafts.len()));
    let (table, _) = Table::form(DraftTable { columns: Vec::new(), heads: drafts, bodies: vec![bodies], feet: Vec::new(), caption: None });
    Block { node: node(), kind: BlockKind::Table(Box::new(table)) }
}

fn found(cell: &XmlElement, column: usize, relations: &PartRelations, docx: &mut Docx<'_>) -> FoundCell {
    let properties = cell.child("tcPr");
    let span =
        properties.and_then(|properties| properties.child("gridSpan")?.value("val")?.parse::<u16>().ok()).unwrap_or(1).clamp(1, 1000);
    let merge = properties.and_then(|properties| properties.child("vMerge"));
    let continues = merge.is_some_and(|merge| merge.value("val") != Some("restart"));
    let mut blocks = body::cell(cell, relations, docx);
    // All paragraphs of a cell usually have the same alignment.
    let mut alignment = None;
    let aligned: Vec<Option<TextAlign>> = blocks.iter().map(|block| block.node.layout().align).collect();
    if let Some(Some(first)) = aligned.first()
        && aligned.iter().all(|own| *own == Some(*first))
    {
        alignment = match first {
            TextAlign::Center => Some(Alignment::Center),
            TextAlign::Right => Some(Alignment::Right),
            TextAlign::Left | TextAlign::Justified => None,
        };
    }
    let is_bold = blocks.iter().all(|block| match &block.kind {
        BlockKind::Paragraph(inlines) => matches!(&inlines[..], [one] if matches!(one.kind, crate::document::InlineKind::Strong(_))),
        _ => false,
    }) && !blocks.is_empty();
    for block in &mut blocks {
        if block.node.layout().align.is_some() {
            block.node.attrs = None;
        }
    }
    FoundCell { column, columns: span, continues, alignment, is_bold, blocks }
}

/// The number of rows that a cell covers: its own, and those in which a cell in its column continues it.
fn below(rows: &[Vec<FoundCell>], at: usize, cell: &FoundCell) -> u16 {
    if cell.continues {
        return 1;
    }
    let continued = |row: &&Vec<FoundCell>| row.iter().any(|own| own.column == cell.column && own.continues);
    let count = rows[at + 1..].iter().take_while(continued).count();
    u16::try_from(count + 1).unwrap_or(u16::MAX)
}
