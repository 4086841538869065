//! Excerpts: a part of a finished book, like a photocopy of its pages. Pages and paragraphs keep their numbers.
//!
//! The input is the finished `Pages` of the book and the selected parts. The result is `Pages` again: only the pages that have something
//! selected, and of their content only what is selected.
//!
//! Nothing is set again, because then the numbers would change. Begin with [`excerpt`]. It works in these steps:
//!
//! 1. `ExcerptSelection::of` collects the selected nodes and pages, with the notes that they call and their entries in lists of links.
//!    Notes and entries are kept wherever they stand.
//! 2. `ExcerptSelection::part` removes all other items from a page. An artifact (a rule, an ornament, a number in the margin) is kept if
//!    its owner is kept.
//! 3. `close_holes` shortens the white where text was removed within a column to one line.
//! 4. `close_up` moves the text to the place where the text of the page began.
//! 5. `close_links` moves the entries of a list of links together, below the text.
//! 6. `close_notes` moves the notes together, at the foot.
//! 7. `set_source` sets a line at the head of the first page that names the source of the excerpt.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::artwork::Gallery;
use crate::diagnostic::Sink;
use crate::document::{Document, Folio, NodeId};
use crate::edition::{Design, LinkAddresses, Metadata};
use crate::font::FontBook;
use crate::resolve::{Book, Selected};
use crate::typeset::galley::line_slugs::baseline;
use crate::typeset::galley::link_list::cells;
use crate::typeset::model::page::{
    Artifact, DivisionPlace, GeneratedText, ItemRole, LinkEntry, LinkKey, Page, PageItem, Pages, PlacedItem, Segment, Side, Zone,
};
use crate::typeset::model::qr_code::Modules;
use crate::typeset::model::style::{Align, TextStyle};
use crate::typeset::paragraph::{ComposedLine, ParagraphShape, set_text};
use crate::typeset::setter::Setter;
use crate::typeset::setter::link_lists::{LinkLists, ListedLink};
use crate::units::{Length, Point};

/// Takes an excerpt of the pages of a book. It has no pages if no page has anything that is selected.
#[must_use]
pub fn excerpt(pages: &Pages, book: &Book<'_>, selected: &[Selected], fonts: &FontBook, gallery: &Gallery) -> Pages {
    let wanted = ExcerptSelection::of(book, pages, selected);
    let mut kept: Vec<Page> = Vec::new();
    let mut numbers = vec![None; pages.pages.len()];
    for (number, page) in pages.pages.iter().enumerate() {
        let page = if wanted.whole(page) { page.clone() } else { wanted.part(page) };
        let prints =
            |placed: &PlacedItem| !placed.role.is_artifact() && matches!(placed.item, PageItem::Line(_) | PageItem::Artwork { .. });
        if page.items.iter().any(prints) || wanted.whole(&page) {
            numbers[number] = Some(kept.len());
            kept.push(page);
        }
    }
    let stands = |node: NodeId, number: usize| kept[number].items.iter().any(|placed| placed.role == ItemRole::Content(node));
    let places = pages.places.iter().filter_map(|place| Some(DivisionPlace { page: numbers[place.page]?, ..*place }));
    let places = places.filter(|place| stands(place.node, place.page)).collect();
    let folios = folios(&kept);
    if let Some(first) = kept.first_mut() {
        set_source(first, book, &folios, fonts, gallery);
    }
    Pages { pages: kept, places, printing: pages.printing.clone(), cover_label: None }
}

/// The selection, with the notes and links that belong to it.
struct ExcerptSelection<'a> {
    design: &'a Design,
    nodes: Vec<(NodeId, NodeId)>,
    pages: Vec<(Folio, Folio)>,
    document: &'a Document,
    /// The wanted entries of lists of links.
    links: BTreeSet<LinkEntry>,
}

impl<'a> ExcerptSelection<'a> {
    fn of(book: &Book<'a>, pages: &Pages, selected: &[Selected]) -> Self {
        let mut wanted =
            Self { design: &book.edition.design, nodes: Vec::new(), pages: Vec::new(), document: book.document, links: BTreeSet::new() };
        for part in selected {
            match part {
                Selected::Pages(first, last) => wanted.pages.push((*first, *last)),
                Selected::Nodes(first, last) => wanted.nodes.push((*first, *last)),
            }
        }
        let mut calls = BTreeSet::new();
        for page in pages.pages.iter().filter(|page| wanted.whole(page)) {
            calls.extend(
                page.items
                    .iter()
                    .filter_map(|placed| if let PageItem::Link { key: LinkKey::Node(node), .. } = placed.item { Some(node) } else { None }),
            );
        }
        // Notes that the selection calls, and notes that those notes call.
        let document = book.document;
        let mut seen = BTreeSet::new();
        loop {
            let before = seen.len();
            for (number, (note, entry)) in document.notes.iter().zip(&book.resolution.notes).enumerate() {
                if !seen.contains(&number) && entry.calls.iter().any(|(call, _)| calls.contains(call) || wanted.node(*call)) {
                    seen.insert(number);
                    let end = document.notes.get(number + 1).map_or(document.node_count, |next| next.node.id.0);
                    wanted.nodes.push((note.node.id, NodeId(end.saturating_sub(1))));
                }
            }
            if seen.len() == before {
                break;
            }
        }
        for (division, list) in LinkLists::of(book).all() {
            let is_wanted = |entry: &&ListedLink| entry.links.iter().any(|link| calls.contains(link) || wanted.node(*link));
            let numbers: Vec<u32> = list.iter().filter(is_wanted).map(|entry| entry.number).collect();
            wanted.links.extend(numbers.into_iter().map(|number| LinkEntry { division, number }));
        }
        wanted
    }

    fn node(&self, node: NodeId) -> bool {
        self.nodes.iter().any(|(first, last)| (*first..=*last).contains(&node))
    }

    /// Whether an item belongs to a note, as its text or as its artifact.
    fn in_notes(&self, placed: &PlacedItem) -> bool {
        placed.role.node().is_some_and(|node| self.document.is_of_note(node))
    }

    /// Whether an item belongs to a block of the text, not to a note.
    fn in_text(&self, placed: &PlacedItem) -> bool {
        placed.role.node().is_some_and(|node| !self.document.is_of_note(node))
    }

    /// Whether a whole page was selected, by its folio.
    fn whole(&self, page: &Page) -> bool {
        self.pages.iter().any(|range| match (range, page.folio) {
            ((Folio::Roman(first), Folio::Roman(last)), Folio::Roman(own)) => (first..=last).contains(&&own),
            ((Folio::Arabic(first), Folio::Arabic(last)), Folio::Arabic(own)) => (first..=last).contains(&&own),
            _ => false,
        })
    }

    /// A page with only the wanted items, moved together. For a page that was not selected as a whole.
    fn part(&self, page: &Page) -> Page {
        let items = (0..page.items.len()).filter(|at| self.keeps(page, *at)).map(|at| page.items[at].clone()).collect();
        let start = page.start.filter(|start| self.node(start.block));
        let mut part = Page { items, start, ..page.clone() };
        for column in self.columns() {
            self.close_holes(page, &mut part, column);
        }
        self.close_up(page, &mut part);
        self.close_links(page, &mut part);
        for column in self.columns() {
            self.close_notes(page, &mut part, column);
        }
        part
    }

    /// Whether an item of a page is kept.
    fn keeps(&self, page: &Page, at: usize) -> bool {
        let after = &page.items[at + 1..];
        match page.items[at].role {
            // A title is kept with the first note or link below it that is kept, and so is the rule above the notes.
            ItemRole::Generated(GeneratedText::NotesTitle(_) | GeneratedText::LinksTitle(_)) => {
                let is_title = |next: &PlacedItem| {
                    matches!(next.role, ItemRole::Generated(GeneratedText::NotesTitle(_) | GeneratedText::LinksTitle(_)))
                };
                after.iter().take_while(|next| !is_title(next)).any(|next| self.wants(next.role))
            }
            ItemRole::Artifact(Artifact::NoteSeparator) => after.iter().take_while(|next| is_below(next)).any(|next| self.wants(next.role)),
            ItemRole::Artifact(Artifact::SessionLine | Artifact::RunningHead | Artifact::Folio) => true,
            role @ (ItemRole::Content(_) | ItemRole::Generated(_) | ItemRole::Artifact(Artifact::Block(_) | Artifact::Generated(_))) => {
                self.wants(role)
            }
        }
    }

    /// Whether a role is that of something wanted: of a block or its artifacts, or of an entry in a list of links.
    fn wants(&self, role: ItemRole) -> bool {
        match role {
            ItemRole::Generated(GeneratedText::LinkNumber(entry) | GeneratedText::Link(entry)) => self.links.contains(&entry),
            ItemRole::Content(_) | ItemRole::Generated(_) | ItemRole::Artifact(_) => role.node().is_some_and(|node| self.node(node)),
        }
    }

    /// Moves text up where text above it in the same column was removed, so that one line of white is left there.
    fn close_holes(&self, whole: &Page, part: &mut Page, column: usize) {
        let design = self.design;
        let rows = self.printed_text(whole, column).map(|text| (text.extent, self.wants(text.placed.role)));
        let mut rows: Vec<(VerticalExtent, bool)> = rows.collect();
        rows.sort_unstable();
        // For each hole: its lower end, and how far up the text below it moves.
        let mut holes: Vec<(Length, Length)> = Vec::new();
        let mut above: Option<Length> = None;
        let mut left_out = false;
        for (VerticalExtent { top, foot }, kept) in rows {
            if !kept {
                left_out = true;
                continue;
            }
            if let Some(above) = above.filter(|_| left_out) {
                let up = top - above - (design.leading * 2 - design.size);
                if up > Length::ZERO {
                    holes.push((top, up + holes.last().map_or(Length::ZERO, |(_, up)| *up)));
                }
            }
            left_out = false;
            above = Some(above.map_or(foot, |above| above.max(foot)));
        }
        for placed in part.items.iter_mut().filter(|placed| placed.column == column) {
            if self.in_text(placed) {
                let hole = holes.iter().rev().find(|(end, _)| *end <= placed.at.y + design.leading);
                placed.at.y -= hole.map_or(Length::ZERO, |(_, up)| *up);
            }
        }
    }

    /// Moves the notes that are kept down to the foot of their column, with the rule above them.
    fn close_notes(&self, whole: &Page, part: &mut Page, column: usize) {
        let mut rows: BTreeMap<Length, bool> = BTreeMap::new();
        for placed in whole.items.iter().filter(|placed| self.in_notes(placed) && placed.column == column) {
            if let (PageItem::Line(_), ItemRole::Content(node)) = (&placed.item, placed.role) {
                *rows.entry(placed.at.y).or_default() |= self.node(node);
            }
        }
        let rows: Vec<(Length, bool)> = rows.into_iter().collect();
        // For each line: how far down it moves, which is the height of all lines removed below it.
        let mut down = vec![Length::ZERO; rows.len()];
        for at in (1..rows.len()).rev() {
            down[at - 1] = down[at] + if rows[at].1 { Length::ZERO } else { rows[at].0 - rows[at - 1].0 };
        }
        let Some(first) = rows.iter().position(|(_, kept)| *kept) else { return };
        for placed in part.items.iter_mut().filter(|placed| placed.column == column) {
            if self.in_notes(placed) {
                let line = rows.iter().position(|(line, _)| *line >= placed.at.y).unwrap_or(rows.len() - 1);
                placed.at.y += down[line];
            } else if placed.role == ItemRole::Artifact(Artifact::NoteSeparator) {
                placed.at.y += rows[first].0 + down[first] - rows[0].0;
            }
        }
    }

    /// The extent of the text of a column, without its notes. `None` if it has no text.
    fn text(&self, page: &Page, column: usize) -> Option<VerticalExtent> {
        let extents = self.printed_text(page, column).map(|text| text.extent);
        extents.reduce(|all, own| VerticalExtent { top: all.top.min(own.top), foot: all.foot.max(own.foot) })
    }

    /// The printed items of the text of a column, without its notes and the numbers beside it.
    fn printed_text<'p>(&self, page: &'p Page, column: usize) -> impl Iterator<Item = PrintedText<'p>> {
        let own = page.items.iter().filter(move |placed| placed.column == column);
        let texts = own.filter(|placed| placed.zone == Zone::Text && self.in_text(placed));
        texts.filter_map(|placed| Some(PrintedText { placed, extent: VerticalExtent::of(placed)? }))
    }

    fn columns(&self) -> std::ops::Range<usize> {
        0..self.design.columns.max(self.design.index_columns()) as usize
    }

    /// Moves the text of each column up if text above it was removed. If all columns lost their first lines, it moves to the top of the
    /// page's text, otherwise to the top of its own column, below any item that spans all columns. Notes stay at the foot.
    fn close_up(&self, whole: &Page, part: &mut Page) {
        let head = |page: &Page| self.columns().filter_map(|column| self.text(page, column)).map(|text| text.top).min();
        let gone = head(part) > head(whole);
        let texts: Vec<_> = self.columns().map(|column| (self.text(whole, column), self.text(part, column))).collect();
        for (column, text) in texts.into_iter().enumerate() {
            let (Some(before), Some(after)) = text else { continue };
            let begins = head(whole).filter(|_| gone).unwrap_or(before.top);
            let Some(up) = Some(after.top - begins).filter(|up| *up > Length::ZERO) else { continue };
            for at in 0..part.items.len() {
                if self.in_text(&part.items[at]) && part.items[at].column == column {
                    part.items[at].at.y -= up;
                }
            }
        }
    }

    /// Moves the entries of a list of links that are kept together, below the text that is kept.
    fn close_links(&self, whole: &Page, part: &mut Page) {
        self.columns().for_each(|column| self.close_list(whole, part, column));
    }

    /// The entries of a list of links in order, with the room that their items take up.
    fn entries<'p>(&self, items: impl Iterator<Item = &'p PlacedItem>) -> Vec<PlacedLinkEntry> {
        let leading = self.design.note_leading;
        let base = baseline(leading, self.design.note_size);
        let mut entries: Vec<PlacedLinkEntry> = Vec::new();
        for placed in items {
            let Some(Some(key)) = listed(placed) else { continue };
            // The top and the foot of the slug to which the item belonged.
            let (top, foot) = match &placed.item {
                PageItem::Line(_) => (placed.at.y - base, placed.at.y - base + leading),
                PageItem::QrCode { modules, module } => {
                    let quiet = *module * i64::from(Modules::QUIET);
                    (placed.at.y - quiet, placed.at.y + *module * i64::from(modules.side()) + quiet)
                }
                PageItem::Rule(_) | PageItem::Artwork { .. } | PageItem::Link { .. } | PageItem::Anchor(_) => continue,
            };
            match entries.last_mut().filter(|last| last.key == key) {
                Some(last) => {
                    last.left = last.left.min(placed.at.x);
                    (last.top, last.foot) = (last.top.min(top), last.foot.max(foot));
                }
                None => entries.push(PlacedLinkEntry { key, left: placed.at.x, top, foot, cell: 0 }),
            }
        }
        for at in 1..entries.len() {
            if entries[at].left > entries[at - 1].left {
                entries[at].cell = entries[at - 1].cell + 1;
            }
        }
        entries
    }

    fn close_list(&self, whole: &Page, part: &mut Page, column: usize) {
        let design = self.design;
        let own = || whole.items.iter().filter(|placed| listed(placed).is_some() && placed.column == column);
        let Some(top) = own().filter_map(VerticalExtent::of).map(|own| own.top).min() else { return };
        let entries = self.entries(own());
        let (room, width) = match design.link_addresses {
            LinkAddresses::Codes => cells(design.measure()),
            LinkAddresses::None | LinkAddresses::Beside | LinkAddresses::List => (1, Length::ZERO),
        };
        let kept: Vec<&PlacedLinkEntry> = entries.iter().filter(|entry| self.links.contains(&entry.key)).collect();
        // For each entry: how far it moves to the right and up, to the first free place.
        let mut moves: BTreeMap<LinkEntry, (Length, Length)> = BTreeMap::new();
        let mut y = entries.first().map_or(Length::ZERO, |first| first.top);
        for row in kept.chunks(room) {
            for (cell, entry) in (0..).zip(row) {
                moves.insert(entry.key, (width * (cell - entry.cell), entry.top - y));
            }
            y += row.iter().map(|entry| entry.foot - entry.top).fold(Length::ZERO, Length::max);
        }
        let up = match (self.text(whole, column), self.text(part, column)) {
            (Some(whole), Some(part)) => whole.foot - part.foot,
            (Some(whole), None) => top - whole.top,
            (None, _) => Length::ZERO,
        };
        for at in 0..part.items.len() {
            let placed = &part.items[at];
            if let Some(entry) = listed(placed).filter(|_| placed.column == column) {
                let (right, higher) = entry.and_then(|entry| moves.get(&entry)).copied().unwrap_or_default();
                part.items[at].at.x += right;
                part.items[at].at.y -= up + higher;
            }
        }
    }
}

/// Whether an item belongs to the footnotes below a rule. The rule above the footnotes of the next column ends them.
fn is_below(next: &PlacedItem) -> bool {
    next.zone == Zone::Notes && next.role != ItemRole::Artifact(Artifact::NoteSeparator)
}

/// An entry of a list of links, with its place on the page.
struct PlacedLinkEntry {
    key: LinkEntry,
    left: Length,
    top: Length,
    foot: Length,
    /// Its number in its row, from 0.
    cell: i64,
}

/// The entry of a list of links to which an item belongs: `None` if it belongs to no such list, `Some(None)` if it is the title of one.
fn listed(placed: &PlacedItem) -> Option<Option<LinkEntry>> {
    match placed.role {
        ItemRole::Generated(GeneratedText::LinksTitle(_)) => Some(None),
        ItemRole::Generated(GeneratedText::LinkNumber(entry) | GeneratedText::Link(entry)) => Some(Some(entry)),
        ItemRole::Generated(_) | ItemRole::Content(_) | ItemRole::Artifact(_) => None,
    }
}

/// A printed item of the text.
struct PrintedText<'p> {
    placed: &'p PlacedItem,
    extent: VerticalExtent,
}

/// The part of the height of a page that something takes up.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct VerticalExtent {
    top: Length,
    foot: Length,
}

impl VerticalExtent {
    /// The extent of a printed item. `None` if it prints nothing.
    fn of(placed: &PlacedItem) -> Option<Self> {
        let y = placed.at.y;
        match &placed.item {
            PageItem::Line(line) => {
                let size =
                    line.segments.iter().find_map(|segment| if let Segment::Glyphs(run) = segment { Some(run.size) } else { None })?;
                Some(if line.turned {
                    Self { top: y - line.width(), foot: y }
                } else {
                    Self { top: y - size.scaled(3, 4), foot: y + size / 4 }
                })
            }
            PageItem::Rule(size) | PageItem::Artwork { size, .. } => Some(Self { top: y, foot: y + size.height }),
            PageItem::QrCode { modules, module } => Some(Self { top: y, foot: y + *module * i64::from(modules.side()) }),
            PageItem::Link { .. } | PageItem::Anchor(_) => None,
        }
    }
}

/// The folios of some pages, as in `31–34, 52`.
fn folios(pages: &[Page]) -> String {
    let mut runs: Vec<(Folio, Folio)> = Vec::new();
    for page in pages {
        let follows = |last: Folio| match (last, page.folio) {
            (Folio::Roman(last), Folio::Roman(own)) | (Folio::Arabic(last), Folio::Arabic(own)) => own.get() == last.get() + 1,
            (Folio::Roman(_), Folio::Arabic(_)) | (Folio::Arabic(_), Folio::Roman(_)) => false,
        };
        match runs.last_mut() {
            Some((_, last)) if follows(*last) => *last = page.folio,
            Some(_) | None => runs.push((page.folio, page.folio)),
        }
    }
    let run = |(first, last): &(Folio, Folio)| if first == last { first.to_string() } else { format!("{first}\u{2013}{last}") };
    runs.iter().map(run).collect::<Vec<_>>().join(", ")
}

/// The maximum number of lines for the source of an excerpt.
const SOURCE_LINES: usize = 2;

/// Sets the source of the excerpt at the head of a page, in place of the running head. It is the fullest form that fits on [`SOURCE_LINES`]
/// lines.
fn set_source(page: &mut Page, book: &Book<'_>, pages: &str, fonts: &FontBook, gallery: &Gallery) {
    let sink = Sink::default();
    let setter = Setter::new(*book, fonts, gallery, &sink);
    let design = setter.design();
    let size = design.heads.size.of(design.size).min(design.small_size);
    let style = TextStyle::body(design, &setter.lang).sized(size);
    let left = match page.side {
        Side::Recto => design.margins.inner,
        Side::Verso => design.margins.outer,
    };
    let line_of_head = design.margins.head + baseline(design.leading, design.size) - design.heads.distance.of(design.leading);
    // A folio in the line of the running head stays.
    page.items.retain(|placed| placed.role != ItemRole::Artifact(Artifact::RunningHead));
    let taken = page.items.iter().filter(|placed| placed.zone == Zone::Head).filter_map(line_width).fold(Length::ZERO, Length::max);
    let room = if taken > Length::ZERO { taken + size * 2 } else { Length::ZERO };
    let form = ParagraphShape { measure: design.type_width() - room, indent: Length::ZERO, hang: Length::ZERO, align: Align::Left };
    let texts = citations(&book.edition.metadata, &setter.terms.page_reference(pages));
    let mut set = texts.iter().map(|text| set_text(&setter, text, &style, &form));
    let Some(lines) = set.find(|lines: &Vec<ComposedLine>| lines.len() <= SOURCE_LINES) else { return };
    let leading = size.scaled(122, 100);
    let count = i64::try_from(lines.len()).unwrap_or(1);
    let x = left + if page.side == Side::Verso { room } else { Length::ZERO };
    let lines = (0..).zip(lines).map(|(number, line)| PlacedItem {
        at: Point { x: x + line.x, y: line_of_head - leading * (count - 1 - number) },
        zone: Zone::Head,
        column: 0,
        role: ItemRole::Generated(GeneratedText::ExcerptSource),
        item: PageItem::Line(Arc::new(line.line)),
    });
    let before = page.items.iter().take_while(|placed| placed.role.is_artifact()).count();
    page.items.splice(before..before, lines);
}

fn line_width(placed: &PlacedItem) -> Option<Length> {
    if let PageItem::Line(line) = &placed.item { Some(line.width()) } else { None }
}

/// The source of an excerpt in several forms, the fullest first.
fn citations(metadata: &Metadata, place: &str) -> Vec<String> {
    let year = metadata.date.as_deref().and_then(|date| date.split('-').next());
    let imprint = [metadata.publisher.as_deref(), year].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let imprint = if imprint.is_empty() { String::new() } else { format!(" ({imprint})") };
    let rights = metadata.rights.as_deref().map_or(String::new(), |rights| format!(" {}.", rights.trim_end_matches('.')));
    let authors = metadata.author_line();
    let by = if authors.is_empty() { String::new() } else { format!("{authors}, ") };
    let title = &metadata.title;
    let whole = metadata.subtitle.as_deref().map_or_else(
        || title.clone(),
        |subtitle| if title.ends_with(['?', '!', '.']) { format!("{title} {subtitle}") } else { format!("{title}: {subtitle}") },
    );
    vec![
        format!("{by}{whole}{imprint}, {place}.{rights}"),
        format!("{by}{title}{imprint}, {place}.{rights}"),
        format!("{title}, {place}."),
        place.to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_begin_with_the_fullest_and_end_with_the_pages_alone() {
        let metadata =
            Metadata { title: "Hands?".into(), subtitle: Some("A history".into()), date: Some("2026-11".into()), ..Metadata::default() };
        let forms = citations(&metadata, "p.\u{a0}3\u{2013}5");
        assert_eq!(forms[0], "Hands? A history (2026), p.\u{a0}3\u{2013}5.");
        assert_eq!(forms.last().map(String::as_str), Some("p.\u{a0}3\u{2013}5"));
    }
}
