//! Locators: page numbers after a term of the index that say where to look, and after the entry of a work that say where it is cited.
//! Both backends print those of an index, if they know the pages.
//!
//! Marks on the same page are one locator. Three or more successive pages are a range: "12, 13" stays, "12, 13, 14" becomes "12–14".
use std::fmt;

use super::resolution::IndexEntry;
use crate::document::{Folio, NodeId};

/// The least number of successive pages that become a range.
const RUN: usize = 3;

/// A mark of the index or a citation, and its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PagedMark {
    /// The first mark or citation of the entry on the page.
    pub mark: NodeId,
    /// The page.
    pub folio: Folio,
}

/// A locator: a page, or a range of pages. It prints as "12" or "12–14".
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
        page_locators(self.marks.iter().chain(&self.further).copied(), folio)
    }
}

impl fmt::Display for PageLocator {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.last {
            Some(last) => write!(out, "{}\u{2013}{}", self.first.folio, last.folio),
            None => write!(out, "{}", self.first.folio),
        }
    }
}

/// The locators of marks or citations, in the order of the pages. `folio` is the page of each; those without a page have no locator.
pub fn page_locators(marks: impl Iterator<Item = NodeId>, folio: impl Fn(NodeId) -> Option<Folio>) -> Vec<PageLocator> {
    let mut found: Vec<PagedMark> = marks.filter_map(|mark| Some(PagedMark { mark, folio: folio(mark)? })).collect();
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
