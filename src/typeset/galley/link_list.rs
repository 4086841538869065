//! Where links lead, for those who read on paper: printed after each of them, or in a list at the end of the chapter.
//!
//! The links out of the book are counted by chapter in the order in which they stand, those of notes where the notes stand; two that lead to
//! the same place have one number. It is printed after the link, and the list says its address, beside a QR code if the design asks for
//! one. The code is decoration to those who do not see it: the address stands beside it.
use std::collections::BTreeMap;
use std::sync::Arc;

use super::column::{GalleyBuilder, Place, Slug, WIDOW, baseline};
use super::notes::{made, words};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{
    Division, DivisionKind, Inline, InlineKind, NodeId, NoteId, Visit, plain_text, walk_blocks, walk_division, walk_inlines,
};
use crate::edition::{LinkAddresses, NotePlacement};
use crate::resolve::{Book, Destination};
use crate::source::Span;
use crate::typeset::Setter;
use crate::typeset::model::page::{LinkEntry, LinkKey, Made, PageItem, Role};
use crate::typeset::model::qr_code::Modules;
use crate::typeset::paragraph::{Align, Form, SetLine, set_pieces, set_text};
use crate::units::{Length, Point};

/// The width of a module, if there is room: telephones read it from a hand's breadth, off a bad copy too.
const MODULE: f64 = 0.5;
/// The least width of a module.
const LEAST_MODULE: f64 = 0.4;
/// How wide the largest code may be, its quiet zone included, before its modules are made smaller.
const WIDEST: f64 = 26.0;
/// How wide an entry with its code is at least: as many stand beside one another as have room.
const ENTRY: f64 = 50.0;
/// The level of a section's heading.
const SECTION: u8 = 2;

/// The lists of links of a book.
#[derive(Debug, Default)]
pub struct LinkLists {
    /// By link.
    numbers: BTreeMap<NodeId, u32>,
    /// By what they stand at the end of: a part, a chapter, or the division of all notes.
    lists: BTreeMap<NodeId, Vec<ListedLink>>,
}

/// An entry of such a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedLink {
    /// Its number within the list.
    pub number: u32,
    /// Where it leads.
    pub address: String,
    /// The links that lead there, in order.
    pub links: Vec<NodeId>,
    /// Where the first of them was written.
    pub span: Span,
}

impl LinkLists {
    /// The lists that the design of a book asks for; none if it asks for none.
    #[must_use]
    pub fn of(book: &Book<'_>) -> Self {
        let mut lists = Self::default();
        let codes = match book.edition.design.link_addresses {
            LinkAddresses::None | LinkAddresses::Beside => return lists,
            LinkAddresses::List => false,
            LinkAddresses::Codes => true,
        };
        let finder = || Finder { book, codes, found: Vec::new() };
        let mut tops = Vec::new();
        book.document.divisions().for_each(|(_, division)| collect_tops(division, &mut tops));
        for top in tops {
            let mut found = finder();
            if top.kind == DivisionKind::Part {
                top.heading.iter().for_each(|heading| walk_inlines(&heading.title, &mut found));
                walk_blocks(&top.blocks, &mut found);
            } else {
                walk_division(top, &mut found);
            }
            if book.edition.notes.placement == NotePlacement::Chapter {
                found.notes(&book.resolution.notes_of(top.node.id));
            }
            lists.add(top.node.id, found.found);
        }
        if let Some(endnotes) = &book.resolution.endnotes {
            let mut found = finder();
            endnotes.chapters.iter().for_each(|(_, notes)| found.notes(notes));
            lists.add(endnotes.node, found.found);
        }
        lists
    }

    fn add(&mut self, division: NodeId, found: Vec<(NodeId, String, Span)>) {
        let mut list: Vec<ListedLink> = Vec::new();
        for (link, address, span) in found {
            let at = list.iter().position(|entry| entry.address == address).unwrap_or_else(|| {
                let number = u32::try_from(list.len() + 1).unwrap_or(u32::MAX);
                list.push(ListedLink { number, address, links: Vec::new(), span });
                list.len() - 1
            });
            list[at].links.push(link);
            self.numbers.insert(link, list[at].number);
        }
        if !list.is_empty() {
            self.lists.insert(division, list);
        }
    }

    /// The list at the end of a division.
    #[must_use]
    pub fn list(&self, division: NodeId) -> &[ListedLink] {
        self.lists.get(&division).map_or(&[], Vec::as_slice)
    }

    /// All lists, each with what it stands at the end of.
    pub fn all(&self) -> impl Iterator<Item = (NodeId, &[ListedLink])> {
        self.lists.iter().map(|(division, list)| (*division, list.as_slice()))
    }
}

fn collect_tops<'a>(division: &'a Division, tops: &mut Vec<&'a Division>) {
    tops.push(division);
    if division.kind == DivisionKind::Part {
        division.divisions.iter().for_each(|inner| collect_tops(inner, tops));
    }
}

/// Finds links out of the book, and those of the notes that stand on the same pages.
struct Finder<'a> {
    book: &'a Book<'a>,
    /// Those that say where they lead are found too.
    codes: bool,
    found: Vec<(NodeId, String, Span)>,
}

impl Finder<'_> {
    fn notes(&mut self, notes: &[NoteId]) {
        for note in notes {
            walk_blocks(&self.book.document.note(*note).blocks, self);
        }
    }
}

impl Visit for Finder<'_> {
    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Link { text, .. } => {
                if let Some(Destination::Uri(address)) = self.book.resolution.targets.get(&inline.node.id)
                    && (self.codes || !says(&plain_text(text), address))
                {
                    self.found.push((inline.node.id, address.clone(), inline.node.span));
                }
            }
            InlineKind::NoteCall(note) if self.book.edition.notes.placement == NotePlacement::Foot => {
                let first = self.book.resolution.note(*note).calls.first().map(|(call, _)| *call);
                if first == Some(inline.node.id) {
                    self.notes(&[*note]);
                }
            }
            _ => {}
        }
    }
}

/// An address as it is printed.
fn shown(address: &str) -> &str {
    address.strip_prefix("mailto:").unwrap_or(address)
}

/// Whether the words of a link are its address.
fn says(text: &str, address: &str) -> bool {
    let bare = |text: &str| text.trim_end_matches('/').split_once("://").map_or(text, |(_, rest)| rest).trim_end_matches('/').to_owned();
    bare(text) == bare(shown(address))
}

impl Setter<'_> {
    /// What is printed after a link, for those who read on paper; nothing if its words, `text`, say where it leads.
    pub(crate) fn said_after(&self, link: NodeId, text: &str) -> Option<String> {
        match self.design().link_addresses {
            LinkAddresses::None => None,
            LinkAddresses::Beside => {
                let Some(Destination::Uri(address)) = self.book.resolution.targets.get(&link) else { return None };
                (!says(text, address)).then(|| format!(" [{}]", shown(address)))
            }
            LinkAddresses::List | LinkAddresses::Codes => self.links.numbers.get(&link).map(|number| format!("\u{a0}[{number}]")),
        }
    }
}

impl GalleyBuilder<'_, '_> {
    /// The links of a division after its text, if they are listed there.
    pub(crate) fn link_list(&mut self, division: NodeId) {
        let setter = self.setter;
        let list = setter.links.list(division);
        if list.is_empty() {
            return;
        }
        let from = self.slugs.len();
        self.heading(&made(), SECTION, &words(setter.terms.links), &Self::body(setter));
        self.made_from(from, Made::LinksTitle(division));
        let place = Place { align: Align::Left, ..Self::note_place(setter) };
        if setter.design().link_addresses == LinkAddresses::Codes {
            self.coded_links(division, list, &place);
        } else {
            for entry in list {
                let (number, lines) = self.entry_lines(division, entry, &place, place.measure - number_width(&place));
                let mut slugs = lines.into_iter().map(|line| Slug { height: place.leading, parts: line, cost: WIDOW, ..Slug::default() });
                let mut first = slugs.next().unwrap_or_default();
                first.cost = 0;
                first.parts.splice(0..0, number);
                std::iter::once(first).chain(slugs).for_each(|slug| self.push(slug));
            }
        }
        self.settle(from);
    }

    /// The number of an entry, and the lines of its address. Places are from the left of the measure and the top of the own line.
    fn entry_lines(&self, division: NodeId, entry: &ListedLink, place: &Place, measure: Length) -> (Parts, Vec<Parts>) {
        let key = LinkEntry { division, number: entry.number };
        let (number_role, address_role) = (Role::Made(Made::LinkNumber(key)), Role::Made(Made::Link(key)));
        let form = Form { measure, indent: Length::ZERO, hang: Length::ZERO, align: Align::Left };
        let style = place.style.clone().whole();
        let base = baseline(place.leading, style.size);
        let number = set_text(self.setter, &entry.number.to_string(), &style, &form).into_iter().next().unwrap_or_default();
        let number = vec![(Point { x: place.left, y: base }, number_role, PageItem::Line(Arc::new(number.line)))];
        let link = entry.links.first().map(|link| LinkKey::Node(*link));
        let left = place.left + number_width(place);
        let line = |set: SetLine| {
            let mut parts = vec![(Point { x: left + set.x, y: base }, address_role, PageItem::Line(Arc::new(set.line)))];
            parts.extend(set.extras.into_iter().map(|(x, item)| {
                let above = if let PageItem::Link { size, .. } = &item { size.height.scaled(78, 100) } else { Length::ZERO };
                (Point { x: left + set.x + x, y: base - above }, address_role, item)
            }));
            parts
        };
        let lines = set_pieces(self.setter, &[(shown(&entry.address).to_owned(), style, link)], &form);
        (number, lines.into_iter().map(line).collect())
    }

    /// Entries with their codes, beside one another as far as there is room. Each row is one slug.
    fn coded_links(&mut self, division: NodeId, list: &[ListedLink], place: &Place) {
        let (room, width) = cells(place.measure);
        for row in list.chunks(room) {
            let mut slug = Slug::default();
            for (at, entry) in (0..).zip(row) {
                let left = place.left + width * at;
                let code = self.link_code(entry);
                let module = code.as_ref().map_or(Length::ZERO, module);
                let quiet = module * i64::from(Modules::QUIET);
                let side = code.as_ref().map_or(Length::ZERO, |code| module * i64::from(code.side()));
                let beside = if code.is_some() { side + quiet + place.style.size / 2 } else { Length::ZERO };
                let inner = Place { left: left + beside, ..place.clone() };
                let room = width - beside - number_width(place) - place.style.size;
                let (number, lines) = self.entry_lines(division, entry, &inner, room.max(place.style.size * 5));
                // The first line begins as high as the code, whose quiet zone is white above.
                let top = quiet - (baseline(place.leading, place.style.size) - place.style.size.scaled(68, 100)).min(quiet);
                let height = (place.leading * i64::try_from(lines.len()).unwrap_or(0) + top).max(side + quiet * 2);
                slug.height = slug.height.max(height);
                let parts = (0..).zip(std::iter::once(number).chain(lines));
                for (line, part) in parts {
                    let down = top + place.leading * i64::max(line - 1, 0);
                    slug.parts.extend(part.into_iter().map(|(at, role, item)| (Point { x: at.x, y: at.y + down }, role, item)));
                }
                slug.parts.extend(code.map(|code| {
                    let item = PageItem::QrCode { modules: Arc::new(code), module };
                    (Point { x: left, y: quiet }, Role::Made(Made::Link(LinkEntry { division, number: entry.number })), item)
                }));
            }
            self.push(slug);
        }
    }

    /// The code of an entry.
    fn link_code(&self, entry: &ListedLink) -> Option<Modules> {
        let code = Modules::of(&entry.address);
        if code.is_none() {
            self.setter.sink.report(
                Diagnostic::new(codes::NO_QR_CODE, entry.span, "the address is too long for a QR code")
                    .label("it is printed without one")
                    .hint("lead to a shorter address"),
            );
        }
        code
    }
}

/// How many entries with codes stand beside one another on a measure, and how wide each of them is.
pub(crate) fn cells(measure: Length) -> (usize, Length) {
    let room = (measure.0 / Length::from_mm(ENTRY).0).max(1);
    (usize::try_from(room).unwrap_or(1), measure / room)
}

/// How wide a module of a code is printed.
fn module(code: &Modules) -> Length {
    let all = f64::from(code.side() + Modules::QUIET * 2);
    Length::from_mm((WIDEST / all).clamp(LEAST_MODULE, MODULE))
}

/// Room for a number of two figures.
fn number_width(place: &Place) -> Length {
    place.style.size * 3 / 2
}

/// Things at their places.
type Parts = Vec<(Point, Role, PageItem)>;
