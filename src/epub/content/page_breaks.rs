//! The pages of the printed edition: where each of them begins, and the links to their markers.
use std::collections::{BTreeSet, HashMap};

use crate::document::{Folio, GeneratedPlace, NodeId, PageList, PageStart};
use crate::resolve::{IndexEntry, PageLocator, Resolution};

/// The pages of a printed edition, by the place where each begins.
pub(in crate::epub) struct PageBreaks<'a> {
    list: &'a PageList,
    /// For each block: the offsets in its flow at which pages begin, in order.
    pub(super) in_text: HashMap<NodeId, Vec<(usize, Folio)>>,
    /// The pages that begin with something that the book adds to the manuscript.
    pub(super) at_made: Vec<(GeneratedPlace, Folio)>,
    /// The prefix of the ids of markers.
    pub(super) prefix: &'static str,
    /// The marks of the index that a locator leads to.
    located: BTreeSet<NodeId>,
}

/// A page break that is still to come in a block.
pub(super) struct PendingBreak {
    /// Its offset in the flow of the block.
    pub(super) offset: usize,
    pub(super) folio: Folio,
}

/// A page with the link to its marker.
pub(in crate::epub) struct PageTarget {
    pub(in crate::epub) folio: Folio,
    pub(in crate::epub) href: String,
}

impl<'a> PageBreaks<'a> {
    pub(in crate::epub) fn of(list: &'a PageList, resolution: &Resolution) -> Self {
        let mut in_text: HashMap<NodeId, Vec<(usize, Folio)>> = HashMap::new();
        let mut at_made = Vec::new();
        for page in &list.pages {
            match page.start {
                PageStart::Text(start) => {
                    in_text.entry(start.block).or_default().push((usize::try_from(start.offset).unwrap_or(usize::MAX), page.folio));
                }
                PageStart::Generated(place) => at_made.push((place, page.folio)),
            }
        }
        // The author may have an anchor such as `page-12`.
        let taken = resolution.anchors.values().any(|anchor| anchor.starts_with("page-"));
        let prefix = if taken { "print-page-" } else { "page-" };
        let mut breaks = Self { list, in_text, at_made, prefix, located: BTreeSet::new() };
        let mut entries: Vec<&IndexEntry> = resolution.index.iter().flat_map(|index| &index.entries).collect();
        while let Some(entry) = entries.pop() {
            for PageLocator { first, last } in breaks.locators(entry) {
                breaks.located.extend([first.mark].into_iter().chain(last.map(|last| last.mark)));
            }
            entries.extend(&entry.entries);
        }
        breaks
    }

    /// The page of a mark of the index in the printed edition.
    pub(super) fn page_of(&self, mark: NodeId) -> Option<Folio> {
        self.list.index_marks.get(&mark).copied()
    }

    /// The locators of an entry of the index: pages of the printed edition.
    pub(super) fn locators(&self, entry: &IndexEntry) -> Vec<PageLocator> {
        entry.locators(|mark| self.page_of(mark))
    }

    /// Whether a locator of the index leads to a mark.
    pub(super) fn is_located(&self, mark: NodeId) -> bool {
        self.located.contains(&mark)
    }

    /// All pages that are marked in some documents, in the order of the pages. `marked` are the names of the documents' files,
    /// each with the pages that are marked in it.
    pub(in crate::epub) fn targets<'d>(&self, marked: impl Iterator<Item = (&'d str, &'d [Folio])>) -> Vec<PageTarget> {
        let names: HashMap<Folio, &str> = marked.flat_map(|(name, folios)| folios.iter().map(move |folio| (*folio, name))).collect();
        let target = |folio: Folio| {
            let name = names.get(&folio)?;
            Some(PageTarget { folio, href: format!("{name}#{}{folio}", self.prefix) })
        };
        self.list.pages.iter().filter_map(|page| target(page.folio)).collect()
    }
}
