//! Where links lead, for those who read on paper: printed after each of them, or in a list at the end of the chapter.
//!
//! The links out of the book are counted by chapter in the order in which they stand, those of notes where the notes stand; two that lead to
//! the same place have one number. It is printed after the link, and the list says its address, beside a QR code if the design asks for
//! one. The code is decoration to those who do not see it: the address stands beside it.
use std::collections::BTreeMap;

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
pub(crate) fn shown(address: &str) -> &str {
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
