//! Compares the white around the titles of chapters, and the white above headings on facing pages.
//!
//! Everything is measured on the finished pages, from baseline to baseline, and only between like things: openings with the same elements,
//! and headings of one level with the same number of lines, each below a paragraph.
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::mem::{Discriminant, discriminant};

use super::invariants::{PageFault, blocks_in};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{
    Block, BlockKind, Division, DivisionKind, Folio, Inline, InlineKind, NodeId, NodeRole, Visit, walk_division, walk_inlines,
};
use crate::resolve::Book;
use crate::source::Span;
use crate::typeset::makeup::ROUNDING;
use crate::typeset::model::page::{ItemRole, Page, PageItem, Pages, PlacedItem, Side, Zone};
use crate::units::Length;

/// The white around the opening of a chapter, a part or another top division.
#[derive(Clone, Debug, PartialEq)]
pub struct OpeningWhite {
    /// The folio of its page.
    pub folio: Folio,
    /// What it consists of. Only openings with the same elements are comparable.
    pub elements: OpeningElements,
    /// From the top of the type area to the first baseline of its label or title.
    pub sink: Length,
    /// From the last baseline of the title to the first of what follows. `None` if this cannot be compared, such as with a table.
    pub gap: Option<Length>,
    /// From the last baseline of an epigraph to the first of what follows, if an epigraph follows the title.
    pub below_epigraph: Option<Length>,
}

/// What an opening consists of.
#[derive(Clone, Debug, PartialEq)]
pub struct OpeningElements {
    /// Whether a part opens.
    pub part: bool,
    /// The number of items above it in the type area: those of a masthead or a line for the date of a session.
    pub above: usize,
    /// Whether a label stands above the title.
    pub label: bool,
    /// The number of lines of label and title.
    pub lines: usize,
    /// The kind of the first block, and its classes. `None` if there is no block before the first section.
    first: Option<(Discriminant<BlockKind>, Vec<String>)>,
}

/// A heading within a chapter, below a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadingWhite {
    /// The heading.
    pub node: NodeId,
    /// The index of its page.
    pub page: usize,
    /// Its level.
    pub level: u8,
    /// Its number of lines.
    pub lines: usize,
    /// From the last baseline of the paragraph to the first baseline of the heading.
    pub white: Length,
}

/// The lines of text of one page or column: their blocks and baselines, in reading order.
fn lines(page: &Page) -> impl Iterator<Item = (NodeId, &PlacedItem)> {
    page.items.iter().filter(|placed| placed.zone == Zone::Text).filter_map(|placed| match (&placed.item, placed.role) {
        (PageItem::Line(line), ItemRole::Content(node)) if !line.turned => Some((node, placed)),
        _ => None,
    })
}

/// The openings of a book, in order. Divisions without a title have none.
#[must_use]
pub fn openings(pages: &Pages, book: &Book<'_>) -> Vec<OpeningWhite> {
    let titles: BTreeMap<NodeId, &Division> =
        book.document.chapters().into_iter().filter_map(|(_, division)| Some((division.heading.as_ref()?.node.id, division))).collect();
    let mut openings = Vec::new();
    // A title that is divided among pages, because the pages are very low, is not comparable.
    let is_on = |page: Option<usize>, title: NodeId| {
        page.and_then(|page| pages.pages.get(page)).is_some_and(|page| lines(page).any(|(node, _)| node == title))
    };
    let divided = |page: usize, title: NodeId| is_on(page.checked_sub(1), title) || is_on(Some(page + 1), title);
    for (number, page) in pages.pages.iter().enumerate() {
        let Some((title, first)) = lines(page).find(|(node, _)| titles.contains_key(node)) else { continue };
        let division = titles[&title];
        let own: Vec<Length> = lines(page).filter(|(node, _)| *node == title).map(|(_, placed)| placed.at.y).collect();
        // A picture or a formula in a title moves its lines.
        if divided(number, title) || !is_plain(division.heading.as_ref().map_or(&[][..], |heading| &heading.title)) {
            continue;
        }
        let last = own.iter().copied().max().unwrap_or(first.at.y);
        let ink = |placed: &&PlacedItem| matches!(placed.item, PageItem::Line(_) | PageItem::Artwork { .. });
        let above = page.items.iter().filter(ink).filter(|placed| placed.zone == Zone::Text && placed.at.y < first.at.y).count();
        let next = |last: Length| lines(page).map(|(_, placed)| placed.at.y).filter(|y| *y > last).min();
        let elements = OpeningElements {
            part: division.kind == DivisionKind::Part,
            above,
            label: book.resolution.labels.contains_key(&division.node.id),
            lines: own.len(),
            first: division.blocks.first().map(|block| (discriminant(&block.kind), classes(block))),
        };
        let epigraph = division.blocks.first().filter(|block| block.node.has_role(NodeRole::Epigraph));
        let below_epigraph = epigraph.and_then(|epigraph| {
            let inner = blocks_in(epigraph);
            let end = lines(page).filter(|(node, _)| inner.contains(node)).map(|(_, placed)| placed.at.y).max()?;
            Some(next(end)? - end)
        });
        let gap = division.blocks.first().filter(|block| is_comparable(block)).and_then(|block| {
            let (node, below) = lines(page).filter(|(_, placed)| placed.at.y > last).min_by_key(|(_, placed)| placed.at.y)?;
            // The block may print nothing: an anchor, for example.
            blocks_in(block).contains(&node).then(|| below.at.y - last)
        });
        openings.push(OpeningWhite {
            folio: page.folio,
            elements,
            sink: first.at.y - book.edition.design.margins.head,
            gap,
            below_epigraph,
        });
    }
    openings
}

fn classes(block: &Block) -> Vec<String> {
    block.node.attrs.as_ref().map(|attributes| attributes.classes.clone()).unwrap_or_default()
}

/// Whether the first baseline of a block is at the same place in all blocks of its kind: paragraphs, and epigraphs that begin with one. Any
/// other block may begin with a heading of another size, or with white of its own.
fn is_comparable(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(inlines) => is_plain(inlines),
        BlockKind::Container(blocks) if block.node.has_role(NodeRole::Epigraph) => blocks.first().is_some_and(begins_with_text),
        _ => false,
    }
}

/// Whether a block of an epigraph begins with a line of text.
fn begins_with_text(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(inlines) => is_plain(inlines),
        BlockKind::Quote { blocks, .. } => blocks.first().is_some_and(begins_with_text),
        _ => false,
    }
}

/// Whether inlines have no picture and no formula.
fn is_plain(inlines: &[Inline]) -> bool {
    struct Objects(bool);
    impl Visit for Objects {
        fn inline(&mut self, inline: &Inline) {
            self.0 |= matches!(inline.kind, InlineKind::Image { .. } | InlineKind::Math(_));
        }
    }
    let mut objects = Objects(false);
    walk_inlines(inlines, &mut objects);
    !objects.0
}

/// The headings within chapters that stand below a paragraph of the text, in order.
#[must_use]
pub fn heading_whites(pages: &Pages, book: &Book<'_>) -> Vec<HeadingWhite> {
    let mut text = TextNodes::default();
    for (_, division) in book.document.chapters() {
        text.division(division, 1);
    }
    let mut found = Vec::new();
    for (number, page) in pages.pages.iter().enumerate() {
        let placed: Vec<(NodeId, &PlacedItem)> = lines(page).collect();
        for block in placed.chunk_by(|one, other| one.0 == other.0) {
            let (node, first) = block[0];
            let Some(&level) = text.headings.get(&node) else { continue };
            let above = page.items.iter().filter(|other| {
                other.zone == Zone::Text
                    && other.column == first.column
                    && other.at.y < first.at.y
                    && !matches!(other.item, PageItem::Anchor(_))
            });
            // What stands directly above must be a line of a paragraph, not a picture or a rule.
            let Some(above) = above.max_by_key(|other| other.at.y) else { continue };
            if let (PageItem::Line(_), ItemRole::Content(before)) = (&above.item, above.role)
                && text.paragraphs.contains(&before)
            {
                found.push(HeadingWhite { node, page: number, level, lines: block.len(), white: first.at.y - above.at.y });
            }
        }
    }
    found
}

/// The headings and the paragraphs of the text itself.
#[derive(Default)]
struct TextNodes {
    headings: BTreeMap<NodeId, u8>,
    paragraphs: BTreeSet<NodeId>,
}

impl TextNodes {
    fn division(&mut self, division: &Division, depth: u8) {
        if let Some(heading) = division.heading.as_ref().filter(|_| depth > 1) {
            self.headings.insert(heading.node.id, depth);
        }
        for block in &division.blocks {
            match &block.kind {
                BlockKind::Paragraph(_) => {
                    self.paragraphs.insert(block.node.id);
                }
                BlockKind::Heading { level, .. } => {
                    self.headings.insert(block.node.id, *level);
                }
                _ => {}
            }
        }
        for inner in division.divisions.iter().filter(|_| division.kind != DivisionKind::Part) {
            self.division(inner, depth.saturating_add(1).min(6));
        }
    }
}

/// Checks that openings with the same elements look alike: none of their whites differs by more than a line.
pub(crate) fn alike_openings(pages: &Pages, book: &Book<'_>, faults: &mut Vec<PageFault>) {
    let line = book.edition.design.leading + ROUNDING;
    let openings = openings(pages, book);
    for (at, opening) in openings.iter().enumerate() {
        let like = || openings[..at].iter().filter(|other| other.elements == opening.elements);
        for (number, (place, own)) in opening.whites().into_iter().enumerate() {
            let Some(own) = own else { continue };
            let differs = |other: &&OpeningWhite| other.whites()[number].1.is_some_and(|other| (other - own).0.abs() > line.0);
            faults.extend(like().find(differs).map(|other| PageFault {
                folio: opening.folio,
                what: format!("the white {place} differs by more than a line from that on page {}", other.folio),
            }));
        }
    }
}

impl OpeningWhite {
    /// Its whites, each with its place in words.
    fn whites(&self) -> [(&'static str, Option<Length>); 3] {
        [("above the title", Some(self.sink)), ("below the title", self.gap), ("below the epigraph", self.below_epigraph)]
    }
}

/// Pairs of like headings on one page or on facing pages whose white differs by more than half a line.
#[must_use]
pub fn unlike_headings(pages: &Pages, book: &Book<'_>) -> Vec<[HeadingWhite; 2]> {
    let half = book.edition.design.leading / 2 + ROUNDING;
    let whites = heading_whites(pages, book);
    // The left-hand page of the two.
    let verso = |page: usize| if pages.pages[page].side == Side::Recto { page.saturating_sub(1) } else { page };
    let mut pairs = Vec::new();
    for (at, own) in whites.iter().enumerate() {
        let facing = whites[..at].iter().rev().take_while(|other| verso(other.page) == verso(own.page));
        let like = facing.filter(|other| (other.level, other.lines) == (own.level, own.lines));
        pairs.extend(like.filter(|other| (other.white - own.white).0.abs() > half.0).map(|other| [*other, *own]));
    }
    pairs
}

/// Reports pairs of like headings on the same page or on facing pages, one of which has an extra line of white above it. Make-up adds that
/// line only if the page cannot be filled otherwise.
pub(crate) fn report_uneven_headings(pages: &Pages, book: &Book<'_>, sink: &Sink) {
    if !pages.pages.iter().any(|page| page.stretched) {
        return;
    }
    let pairs = unlike_headings(pages, book);
    let spans = if pairs.is_empty() { HashMap::new() } else { heading_spans(book) };
    for pair in pairs {
        let [more, less] = if pair[0].white > pair[1].white { pair } else { [pair[1], pair[0]] };
        if !pages.pages[more.page].stretched && !pages.pages[less.page].stretched {
            // A fault of the program, which `alike_headings` finds.
            continue;
        }
        let [folio, other] = [more, less].map(|heading| pages.pages[heading.page].folio);
        let lines = (more.white - less.white).to_pt() / book.edition.design.leading.to_pt();
        let message = format!(
            "on page {folio} this heading has {lines:.1} lines more white above it than a similar one on page {other}: otherwise the page \
             would be short"
        );
        sink.report(
            Diagnostic::new(codes::UNEVEN_HEADINGS, spans.get(&more.node).copied().unwrap_or(Span::DETACHED), message)
                .hint("reword the text on these pages, so that it is a line longer or shorter"),
        );
    }
}

/// The places of all headings in the manuscript, by node.
fn heading_spans(book: &Book<'_>) -> HashMap<NodeId, Span> {
    struct NodeSpans(HashMap<NodeId, Span>);
    impl Visit for NodeSpans {
        fn division(&mut self, division: &Division) {
            self.0.extend(division.heading.as_ref().map(|heading| (heading.node.id, heading.node.span)));
        }

        fn block(&mut self, block: &Block) {
            self.0.extend(matches!(block.kind, BlockKind::Heading { .. }).then_some((block.node.id, block.node.span)));
        }
    }
    let mut places = NodeSpans(HashMap::new());
    book.document.divisions().for_each(|(_, division)| walk_division(division, &mut places));
    places.0
}

/// Checks that the white above like headings on facing pages differs by half a line at most, unless one of the pages is stretched.
/// [`report_uneven_headings`] reports those pairs.
pub(crate) fn alike_headings(pages: &Pages, book: &Book<'_>, faults: &mut Vec<PageFault>) {
    for [one, other] in unlike_headings(pages, book) {
        if !pages.pages[one.page].stretched && !pages.pages[other.page].stretched {
            let (folio, facing) = (pages.pages[one.page].folio, pages.pages[other.page].folio);
            let what = format!("the white above a heading differs by more than half a line from that on page {facing}");
            faults.push(PageFault { folio, what });
        }
    }
}
