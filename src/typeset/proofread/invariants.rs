//! The rules that every finished page must keep, whatever the text. They are checked at the end of every build, so that a fault of the
//! program is found before a reader finds it.
//!
//! - Pages stand on the right side, and folios are in order.
//! - The text is in the order of the manuscript.
//! - Lines are within the type area, and none overlaps another.
//! - Each note at the foot begins on the page of its first call.
//! - Figures and tables are in order, and within their section.
//! - Chapters open alike, and the white above headings on facing pages is alike (`white.rs`).
//! - On a grid, lines of text are a whole number of leadings apart.
use std::collections::{BTreeMap, BTreeSet};

use super::white::{alike_headings, alike_openings};
use crate::document::{Block, BlockKind, Division, Folio, NodeId, NodeRole, Position, Visit, walk_block, walk_division};
use crate::edition::NotePlacement;
use crate::resolve::Book;
use crate::typeset::model::page::{Artifact, ItemRole, Page, PageItem, Pages, PlacedItem, Segment, Side, TextLine, Zone};
use crate::units::{Length, Point};

/// A rule that a page does not keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFault {
    /// The folio of the page.
    pub folio: Folio,
    /// What is wrong, as a phrase for a message.
    pub what: String,
}

/// How far a line may reach outside the type area at the right or the top, in hundredths of the text size. It allows for rounding and for
/// hanging punctuation.
const SLACK_PER_CENT: i64 = 60;

/// All faults of a book's pages. There are none if the program is right.
#[must_use]
pub fn faults(pages: &Pages, book: &Book<'_>) -> Vec<PageFault> {
    let mut faults = Vec::new();
    let mut last: Option<Position> = None;
    let mut folio: Option<Folio> = None;
    for (number, page) in pages.pages.iter().enumerate() {
        let mut fault = |what: String| faults.push(PageFault { folio: page.folio, what });
        if (page.side == Side::Recto) != number.is_multiple_of(2) {
            fault("stands on the wrong side of the leaf".to_owned());
        }
        if !follows(folio, page.folio) {
            fault("does not have the number after that of the page before".to_owned());
        }
        folio = Some(page.folio);
        // Endnotes come after the text that calls them, so their order in the manuscript does not count.
        if let Some(start) = page.start.filter(|start| !book.document.is_of_note(start.block)) {
            if last.is_some_and(|last| start < last) {
                fault("begins before the page before it in the manuscript".to_owned());
            }
            last = Some(start);
        }
        inside(page, book, &mut fault);
        apart(page, &mut fault);
    }
    if book.edition.notes.placement == NotePlacement::Foot {
        notes(pages, book, &mut faults);
    }
    figures(pages, book, &mut faults);
    alike_openings(pages, book, &mut faults);
    alike_headings(pages, book, &mut faults);
    if book.edition.design.grid {
        grid(pages, book, &mut faults);
    }
    faults
}

/// Whether a folio may follow another: it is one more, or it is 1 and begins the text after the front matter.
fn follows(before: Option<Folio>, folio: Folio) -> bool {
    match (before, folio) {
        (None | Some(Folio::Roman(_)), Folio::Arabic(number)) | (None, Folio::Roman(number)) => number.get() == 1,
        (Some(Folio::Roman(before)), Folio::Roman(number)) | (Some(Folio::Arabic(before)), Folio::Arabic(number)) => {
            number.get() == before.get() + 1
        }
        (Some(Folio::Arabic(_)), Folio::Roman(_)) => false,
    }
}

/// Lines of the text and of the footnotes stand within the type area.
fn inside(page: &Page, book: &Book<'_>, fault: &mut dyn FnMut(String)) {
    let design = &book.edition.design;
    let left = if page.side == Side::Recto { design.margins.inner } else { design.margins.outer };
    let right = left + design.type_width();
    let foot = page.size.height - design.margins.foot;
    let slack = design.size.scaled(SLACK_PER_CENT, 100);
    // What is set again on a page, such as the head of a table, must not leave it either. Other artifacts may stand beside the text.
    let is_text = |role: ItemRole| !role.is_artifact() || matches!(role, ItemRole::Artifact(Artifact::Block(_)));
    let in_type_area = |placed: &PlacedItem| matches!(placed.zone, Zone::Text | Zone::Notes) && is_text(placed.role);
    for (placed, line) in lines(page).filter(|(placed, _)| in_type_area(placed)) {
        let (across, up) = if line.turned { (Length::ZERO, line.width()) } else { (line.width(), Length::ZERO) };
        if !placed.role.is_artifact() && !line.overfull && (placed.at.x + design.size * 3 < left || placed.at.x + across > right + slack) {
            fault(format!("a line leaves the measure: {:?}", beginning(line)));
        }
        if placed.at.y > foot + Length::points(1) || placed.at.y - up + slack < design.margins.head {
            fault(format!("a line stands above or below the type area: {:?}", beginning(line)));
        }
    }
    for placed in page
        .items
        .iter()
        .filter(|placed| placed.zone == Zone::Text && !matches!(placed.role, ItemRole::Generated(_)) && is_text(placed.role))
    {
        if let PageItem::Artwork { size, .. } = &placed.item
            && placed.at.y + size.height > foot + slack
        {
            fault("a picture stands below the type area".to_owned());
        }
    }
}

fn lines(page: &Page) -> impl Iterator<Item = (&PlacedItem, &TextLine)> {
    page.items.iter().filter_map(|placed| match &placed.item {
        PageItem::Line(line) => Some((placed, &**line)),
        PageItem::Rule(_) | PageItem::Artwork { .. } | PageItem::QrCode { .. } | PageItem::Link { .. } | PageItem::Anchor(_) => None,
    })
}

/// The box that the ink of a line covers. It is slightly lower than the tallest letters, so that tight lines do not count as overlapping.
struct LineInk<'a> {
    left: Length,
    top: Length,
    right: Length,
    bottom: Length,
    line: &'a TextLine,
}

/// Checks that no line overlaps another. Pictures are not checked, because a picture may stand within a line.
fn apart(page: &Page, fault: &mut dyn FnMut(String)) {
    let mut inks: Vec<LineInk<'_>> = Vec::new();
    for placed in &page.items {
        match &placed.item {
            PageItem::Line(line) => {
                let sizes = line.segments.iter().filter_map(|segment| match segment {
                    Segment::Glyphs(run) if run.rise == Length::ZERO => Some(run.size),
                    Segment::Glyphs(_) | Segment::Space(_) | Segment::Kern(_) | Segment::Drawn(_) => None,
                });
                let Some(size) = sizes.max() else { continue };
                let (above, below, long) = (size.scaled(62, 100), size.scaled(12, 100), line.width());
                let Point { x, y } = placed.at;
                inks.push(if line.turned {
                    LineInk { left: x - above, top: y - long, right: x + below, bottom: y, line }
                } else {
                    LineInk { left: x, top: y - above, right: x + long, bottom: y + below, line }
                });
            }
            PageItem::Rule(_) | PageItem::Artwork { .. } | PageItem::QrCode { .. } | PageItem::Link { .. } | PageItem::Anchor(_) => {}
        }
    }
    inks.sort_by_key(|ink| (ink.top, ink.left));
    let slack = Length::points(1);
    for (at, ink) in inks.iter().enumerate() {
        for other in inks[at + 1..].iter().take_while(|other| other.top + slack < ink.bottom) {
            let beside = other.left + slack >= ink.right || ink.left + slack >= other.right;
            if !beside {
                fault(format!("two lines overlap: {:?} and {:?}", beginning(ink.line), beginning(other.line)));
            }
        }
    }
}

/// Checks that every note at the foot begins on the page of its first call, unless that page was reported as crowded.
fn notes(pages: &Pages, book: &Book<'_>, faults: &mut Vec<PageFault>) {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, page) in pages.pages.iter().enumerate() {
        for placed in &page.items {
            if let PageItem::Anchor(name) = &placed.item {
                places.entry(name).or_insert(number);
            }
        }
    }
    for note in &book.resolution.notes {
        let Some((_, call)) = note.calls.first() else { continue };
        let called = places.get(call.as_str());
        let crowded = called.is_some_and(|&page| pages.pages[page].crowded);
        if !crowded && called != places.get(note.anchor.as_str()) {
            let folio = called.and_then(|&page| pages.pages.get(page)).or(pages.pages.first()).map(|page| page.folio);
            if let Some(folio) = folio {
                faults.push(PageFault { folio, what: format!("note {} does not begin on the page of its call", note.mark) });
            }
        }
    }
}

/// A kind of block whose order is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OrderedKind {
    Heading,
    Figure,
    Table,
}

/// Headings, figures and tables in the order of the manuscript.
#[derive(Default)]
struct Sections {
    /// The kind of each, and its nodes: that of a heading, or all nodes of a figure or a table.
    parts: Vec<(OrderedKind, Vec<NodeId>)>,
    /// The nodes within figures and tables.
    inner: BTreeSet<NodeId>,
}

impl Visit for Sections {
    fn division(&mut self, division: &Division) {
        self.parts.extend(division.heading.iter().map(|heading| (OrderedKind::Heading, vec![heading.node.id])));
    }

    fn block(&mut self, block: &Block) {
        if self.inner.contains(&block.node.id) {
            return;
        }
        match &block.kind {
            BlockKind::Heading { .. } => self.parts.push((OrderedKind::Heading, vec![block.node.id])),
            // A listing never moves, so a figure may move past it.
            BlockKind::Figure { .. } if !block.node.has_role(NodeRole::Listing) => {
                let inner = blocks_in(block);
                self.inner.extend(inner.iter().copied());
                self.parts.push((OrderedKind::Figure, inner));
            }
            BlockKind::Table(table) => {
                let inner = blocks_in(block);
                let nodes = inner.iter().copied().chain(table.cells().map(|cell| cell.node.id)).collect();
                self.inner.extend(inner);
                self.parts.push((OrderedKind::Table, nodes));
            }
            _ => {}
        }
    }
}

/// The nodes of a block and of all blocks in it.
pub(crate) fn blocks_in(block: &Block) -> Vec<NodeId> {
    struct Within(Vec<NodeId>);
    impl Visit for Within {
        fn block(&mut self, block: &Block) {
            self.0.push(block.node.id);
        }
    }
    let mut within = Within(Vec::new());
    walk_block(block, &mut within);
    within.0
}

/// Where something stands: an earlier place is read before a later one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct ReadingPlace {
    page: usize,
    column: usize,
    y: Length,
}

/// Checks that figures are in order, and tables too, and that each stands after the heading of its section and before the next heading.
fn figures(pages: &Pages, book: &Book<'_>, faults: &mut Vec<PageFault>) {
    let mut sections = Sections::default();
    book.document.divisions().for_each(|(_, division)| walk_division(division, &mut sections));
    if sections.parts.iter().all(|(kind, _)| *kind == OrderedKind::Heading) {
        return;
    }
    let mut places: BTreeMap<NodeId, ReadingPlace> = BTreeMap::new();
    for (number, page) in pages.pages.iter().enumerate() {
        for placed in &page.items {
            if let (ItemRole::Content(node), PageItem::Line(_) | PageItem::Artwork { .. }) = (placed.role, &placed.item) {
                let bottom = if let PageItem::Artwork { size, .. } = &placed.item { size.height } else { Length::ZERO };
                places.entry(node).or_insert(ReadingPlace { page: number, column: placed.column, y: placed.at.y + bottom });
            }
        }
    }
    for ordered in [OrderedKind::Figure, OrderedKind::Table] {
        let mut last = None;
        for (kind, nodes) in sections.parts.iter().filter(|(kind, _)| *kind == ordered || *kind == OrderedKind::Heading) {
            let Some(place) = nodes.iter().filter_map(|node| places.get(node)).min().copied() else { continue };
            // A figure at a foot may stand below later lines of text. But of headings and figures, none may stand before an earlier one.
            if last.is_some_and(|last| place < last) {
                let what = match kind {
                    OrderedKind::Heading => "a heading stands before a figure or a table of the section before it",
                    OrderedKind::Figure => "a figure stands too early",
                    OrderedKind::Table => "a table stands too early",
                };
                faults.push(PageFault { folio: pages.pages[place.page].folio, what: what.to_owned() });
            }
            last = Some(place);
        }
    }
}

/// Checks that the lines of the text are a whole number of leadings below the first line of the type area. For designs with a grid.
fn grid(pages: &Pages, book: &Book<'_>, faults: &mut Vec<PageFault>) {
    /// Paragraphs and verse. Those in figures and tables are not checked.
    #[derive(Default)]
    struct CheckedTexts {
        texts: BTreeSet<NodeId>,
        in_figures: BTreeSet<NodeId>,
    }
    impl Visit for CheckedTexts {
        fn block(&mut self, block: &Block) {
            match &block.kind {
                BlockKind::Paragraph(_) | BlockKind::Verse(_) => {
                    self.texts.insert(block.node.id);
                }
                BlockKind::Figure { .. } | BlockKind::Table(_) => {
                    self.in_figures.extend(blocks_in(block));
                }
                _ => {}
            }
        }
    }
    let mut checked = CheckedTexts::default();
    book.document.divisions().for_each(|(_, division)| walk_division(division, &mut checked));
    let design = &book.edition.design;
    let first = design.margins.head + crate::typeset::galley::line_slugs::baseline(design.leading, design.size);
    for page in &pages.pages {
        for (placed, line) in lines(page) {
            let ItemRole::Content(node) = placed.role else { continue };
            let off = (placed.at.y - first).0.rem_euclid(design.leading.0.max(1));
            let on = off < 64 || design.leading.0 - off < 64;
            if !on && checked.texts.contains(&node) && !checked.in_figures.contains(&node) {
                faults.push(PageFault { folio: page.folio, what: format!("a line stands off the grid: {:?}", beginning(line)) });
            }
        }
    }
}

/// The first 40 characters of a line, for messages.
fn beginning(line: &TextLine) -> String {
    line.text().chars().take(40).collect()
}
