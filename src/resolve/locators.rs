//! The locators of an index: what stands after a term and says where to look. Both backends print page numbers, if they know them.
//!
//! Marks on the same page are one locator. Three or more successive pages are a range: "12, 13" stays, "12, 13, 14" becomes "12–14".
use super::resolution::IndexEntry;
use crate::document::{Folio, NodeId};

/// The least number of successive pages that become a range.
const RUN: usize = 3;

/// A mark of the index and its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PagedMark {
    /// The first mark of the entry on the page.
    pub mark: NodeId,
    /// The page.
    pub folio: Folio,
}

/// A locator: a page, or a range of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageLocator {
    /// The page, or the first page of a range.
    pub first: PagedMark,
    /// The last page of a range.
    pub last: Option<PagedMark>,
}

impl IndexEntry {
    /// The locators of the entry, in the order of the pages. `folio` is the page of a mark; marks without a page have no locator.
    pub fn locators(&self, folio: impl Fn(NodeId) -> Option<Folio>) -> Vec<PageLocator> {
        let marks = self.marks.iter().chain(&self.further);
        let mut found: Vec<PagedMark> = marks.filter_map(|&mark| Some(PagedMark { mark, folio: folio(mark)? })).collect();
        found.sort_by_key(|paged| (paged.folio, paged.mark));
        found.dedup_by_key(|paged| paged.folio);
        let mut locators = Vec::new();
        for run in found.chunk_by(|one, next| one.folio.is_before(next.folio)) {
            match run {
                [first, .., last] if run.len() >= RUN => locators.push(PageLocator { first: *first, last: Some(*last) }),
                _ => locators.extend(run.iter().map(|&first| PageLocator { first, last: None })),
            }
        }
        locators
    }
}
