//! Reports each widow, orphan and stranded heading on the finished pages. Make-up leaves one only if every other end of that page or column
//! would cost more. The message says where it is and why, so that the author can reword the text.
use super::invariants::blocks_in;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{Block, BlockKind, Division, Heading, NodeId, Visit, walk_division};
use crate::resolve::Book;
use crate::source::Span;
use crate::typeset::model::page::{ItemRole, Page, PageItem, PageKind, Zone};
use crate::units::Length;

/// The kinds of blocks that the check distinguishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CheckedKind {
    /// Paragraphs, verse and code: neither the first line nor the last should stand alone.
    Lines,
    /// A heading within a chapter.
    Heading,
    /// The heading of a division.
    Opening,
    /// Blocks in figures, which may be moved.
    InFigure,
    /// Other blocks, to which the check does not apply.
    Other,
}

/// A block with its kind and its place in the manuscript.
struct CheckedBlock {
    node: NodeId,
    kind: CheckedKind,
    span: Span,
}

/// The blocks of a book in the order of their nodes.
#[derive(Default)]
struct CheckedBlocks {
    blocks: Vec<CheckedBlock>,
}

impl Visit for CheckedBlocks {
    fn division(&mut self, division: &Division) {
        self.blocks.extend(division.heading.iter().map(|Heading { node, .. }| CheckedBlock {
            node: node.id,
            kind: CheckedKind::Opening,
            span: node.span,
        }));
    }

    fn block(&mut self, block: &Block) {
        let kind = match &block.kind {
            BlockKind::Paragraph(_) | BlockKind::Verse(_) | BlockKind::Code { .. } => CheckedKind::Lines,
            BlockKind::Heading { .. } => CheckedKind::Heading,
            BlockKind::Figure { .. } | BlockKind::Table(_) => {
                let inner = blocks_in(block).into_iter();
                self.blocks.extend(inner.map(|node| CheckedBlock { node, kind: CheckedKind::InFigure, span: Span::DETACHED }));
                return;
            }
            BlockKind::Quote { .. }
            | BlockKind::List(_)
            | BlockKind::Definitions(_)
            | BlockKind::Math(_)
            | BlockKind::Alert { .. }
            | BlockKind::Break
            | BlockKind::PageBreak
            | BlockKind::Container(_)
            | BlockKind::Raw(_) => return,
        };
        self.blocks.push(CheckedBlock { node: block.node.id, kind, span: block.node.span });
    }
}

impl CheckedBlocks {
    fn of(book: &Book<'_>) -> Self {
        let mut blocks = Self::default();
        book.document.divisions().for_each(|(_, division)| walk_division(division, &mut blocks));
        // Blocks in a figure were found twice. Their kind `InFigure` is kept.
        blocks.blocks.sort_by_key(|block| (block.node, block.kind != CheckedKind::InFigure));
        blocks.blocks.dedup_by_key(|block| block.node);
        blocks
    }

    fn get(&self, node: NodeId) -> (CheckedKind, Span) {
        match self.blocks.binary_search_by_key(&node, |block| block.node) {
            Ok(at) => (self.blocks[at].kind, self.blocks[at].span),
            Err(_) => (CheckedKind::Other, Span::DETACHED),
        }
    }
}

/// The lines of a block in one column of one page.
struct ColumnLines {
    node: NodeId,
    kind: CheckedKind,
    span: Span,
    page: usize,
    column: usize,
    lines: usize,
    /// The baseline of the last of them.
    baseline: Length,
    /// Whether a figure or another picture comes after it on its page.
    followed: bool,
    /// Whether it is turned. It then has a page of its own, which was already reported.
    turned: bool,
}

/// The text of all pages in order, without figures and notes.
fn stretches(pages: &[Page], book: &Book<'_>) -> Vec<ColumnLines> {
    let blocks = CheckedBlocks::of(book);
    let mut stretches: Vec<ColumnLines> = Vec::new();
    for (number, page) in pages.iter().enumerate().filter(|(_, page)| page.kind == PageKind::Text) {
        for placed in &page.items {
            let ItemRole::Content(node) = placed.role else { continue };
            let (drawn, turned) = match &placed.item {
                PageItem::Line(line) => (false, line.turned),
                PageItem::Artwork { .. } | PageItem::QrCode { .. } => (true, false),
                PageItem::Rule(_) | PageItem::Link { .. } | PageItem::Anchor(_) => continue,
            };
            if book.document.is_of_note(node) {
                continue;
            }
            let (column, baseline) = (placed.column, placed.at.y);
            let mut last = stretches.last_mut();
            if let Some(last) = last.as_mut().filter(|last| (last.node, last.page, last.column) == (node, number, column) && !drawn) {
                last.lines += usize::from(last.baseline != baseline);
                last.baseline = baseline;
                continue;
            }
            let (kind, span) = blocks.get(node);
            if kind != CheckedKind::InFigure && !drawn {
                stretches.push(ColumnLines { node, kind, span, page: number, column, lines: 1, baseline, followed: false, turned });
            } else if let Some(last) = last.filter(|last| last.page == number) {
                last.followed = true;
            }
        }
    }
    stretches
}

/// Reports widows, orphans and headings that stand alone at the foot of a page or a column.
pub(crate) fn report_widows(pages: &[Page], book: &Book<'_>, sink: &Sink) {
    let stretches = stretches(pages, book);
    for (at, pair) in stretches.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        if (before.page, before.column) == (after.page, after.column) {
            continue;
        }
        let report = |code, stretch: &ColumnLines, what: &str| {
            let message = format!("on page {} {what}: {}", pages[stretch.page].folio, reason(&pages[before.page..=after.page]));
            sink.report(Diagnostic::new(code, stretch.span, message).hint(MEND));
        };
        if before.node != after.node {
            let heads = matches!(before.kind, CheckedKind::Heading | CheckedKind::Opening) && after.kind != CheckedKind::Opening;
            if heads && !before.followed && !after.turned {
                report(codes::HEADING_AT_FOOT, before, "this heading stands at the foot, without the text that it heads");
            }
            continue;
        }
        if before.kind != CheckedKind::Lines {
            continue;
        }
        let is_same = |at: Option<usize>| at.and_then(|at| stretches.get(at)).is_some_and(|other| other.node == before.node);
        if before.lines == 1 && !is_same(at.checked_sub(1)) {
            report(codes::ORPHAN, before, "the first line of this stands alone at the foot");
        }
        if after.lines == 1 && !is_same(Some(at + 2)) {
            report(codes::WIDOW, after, "the last line of this stands alone at the head");
        }
    }
}

const MEND: &str = "reword what stands there, so that it is a line longer or shorter, or give the pages more lines";

/// Why the first of some pages ends where it does, though it should not.
fn reason(pages: &[Page]) -> &'static str {
    if pages.iter().flat_map(|page| &page.items).any(|placed| placed.zone == Zone::Notes) {
        "the notes leave no room for another line"
    } else {
        "otherwise a great part of a page would be white"
    }
}
