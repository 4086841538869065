//! The addresses of links, for readers on paper. They are printed after each link, or in a list at the end of the chapter.
//!
//! For a list, the links out of the book are numbered by chapter, in their order in the text. Links in a note count where the note stands.
//! Two links with one address have one number. The number is printed after the link, and the list has the address, with a QR code beside it
//! if the design wants codes.
use std::collections::{BTreeMap, HashMap};

use super::Setter;
use crate::document::{
    Division, DivisionKind, Inline, InlineKind, NodeId, NoteId, Visit, plain_text, walk_blocks, walk_division, walk_inlines,
};
use crate::edition::{LinkAddresses, NotePlacement};
use crate::resolve::{Book, Destination};
use crate::source::Span;

/// The lists of links of a book.
#[derive(Debug, Default)]
pub struct LinkLists {
    /// The number of each link.
    numbers: BTreeMap<NodeId, u32>,
    /// The list at the end of each part, of each chapter and of the endnotes.
    lists: BTreeMap<NodeId, Vec<ListedLink>>,
}

/// An entry of a list of links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedLink {
    /// Its number within the list.
    pub number: u32,
    /// The address.
    pub address: String,
    /// The links with this address, in order.
    pub links: Vec<NodeId>,
    /// The place of the first of them in the manuscript.
    pub span: Span,
}

impl LinkLists {
    /// The lists of links of a book. There are none unless its design wants them. A link whose text is its address is listed only if the
    /// lists have QR codes.
    #[must_use]
    pub fn of(book: &Book<'_>) -> Self {
        let mut lists = Self::default();
        let codes = match book.edition.design.link_addresses {
            LinkAddresses::None | LinkAddresses::Beside => return lists,
            LinkAddresses::List => false,
            LinkAddresses::Codes => true,
        };
        let finder = || LinkFinder { book, codes, found: Vec::new() };
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
                found.notes(book.resolution.notes_of(top.node.id));
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

    fn add(&mut self, division: NodeId, found: Vec<OutsideLink>) {
        let mut list: Vec<ListedLink> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for OutsideLink { link, address, span } in found {
            let at = *places.entry(address).or_insert_with_key(|address| {
                let number = u32::try_from(list.len() + 1).unwrap_or(u32::MAX);
                list.push(ListedLink { number, address: address.clone(), links: Vec::new(), span });
                list.len() - 1
            });
            list[at].links.push(link);
            self.numbers.insert(link, list[at].number);
        }
        if !list.is_empty() {
            self.lists.insert(division, list);
        }
    }

    /// The list at the end of a division. Empty if it has none.
    #[must_use]
    pub fn list(&self, division: NodeId) -> &[ListedLink] {
        self.lists.get(&division).map_or(&[], Vec::as_slice)
    }

    /// All lists, each with the division at whose end it stands.
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

/// A link out of the book.
struct OutsideLink {
    link: NodeId,
    address: String,
    span: Span,
}

/// Finds the links out of the book in some text, and in the footnotes first called there.
struct LinkFinder<'a> {
    book: &'a Book<'a>,
    /// Whether links whose text is their address are found too.
    codes: bool,
    found: Vec<OutsideLink>,
}

impl LinkFinder<'_> {
    fn notes(&mut self, notes: &[NoteId]) {
        for note in notes {
            walk_blocks(&self.book.document.note(*note).blocks, self);
        }
    }
}

impl Visit for LinkFinder<'_> {
    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Link { text, .. } => {
                if let Some(Destination::Uri(address)) = self.book.resolution.targets.get(&inline.node.id)
                    && (self.codes || !is_address(&plain_text(text), address))
                {
                    self.found.push(OutsideLink { link: inline.node.id, address: address.clone(), span: inline.node.span });
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

/// An address as it is printed: without `mailto:`.
pub(crate) fn shown(address: &str) -> &str {
    address.strip_prefix("mailto:").unwrap_or(address)
}

/// Whether the text of a link is its address. The scheme and slashes at the end do not matter.
fn is_address(text: &str, address: &str) -> bool {
    let bare = |text: &str| text.trim_end_matches('/').split_once("://").map_or(text, |(_, rest)| rest).trim_end_matches('/').to_owned();
    bare(text) == bare(shown(address))
}

impl Setter<'_> {
    /// The address or the number that is printed after a link whose text is `text`. `None` if the design prints neither. Also `None` if the
    /// text is the address, except in lists with QR codes, which have every link.
    pub(crate) fn printed_after(&self, link: NodeId, text: &str) -> Option<String> {
        match self.design().link_addresses {
            LinkAddresses::None => None,
            LinkAddresses::Beside => {
                let Some(Destination::Uri(address)) = self.book.resolution.targets.get(&link) else { return None };
                (!is_address(text, address)).then(|| format!(" [{}]", shown(address)))
            }
            LinkAddresses::List | LinkAddresses::Codes => self.links.numbers.get(&link).map(|number| format!("\u{a0}[{number}]")),
        }
    }
}
