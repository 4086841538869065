//! The number of sheets of paper that a book takes, and the number of lines to cut to save one.
//!
//! To save a sheet, the book has to lose as many pages as are on its last sheet. A chapter loses its last page if it becomes shorter by the
//! number of lines on that page. So the cheapest pages to lose are the last pages with the fewest lines.
use std::collections::BTreeSet;

use crate::diagnostic::counted;
use crate::document::NodeId;
use crate::resolve::Book;
use crate::typeset::{PageItem, Pages, PlacedItem, Zone};
use crate::units::Length;

/// The pages and sheets of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetCount {
    /// The pages of the book.
    pub pages: usize,
    /// The number of pages that are printed on a sheet, both sides together.
    pub pages_per_sheet: usize,
    /// The number of lines to cut to save a sheet. `None` if 40 are not enough.
    pub lines_to_save: Option<usize>,
}

/// The largest number of lines that is worth reporting.
const FEW_LINES: usize = 40;

impl SheetCount {
    /// Counts the pages and sheets of an edition.
    #[must_use]
    pub fn of(book: &Book<'_>, pages: &Pages) -> Self {
        let pages_per_sheet = book.edition.pages_per_sheet();
        let mut count = Self { pages: pages.pages.len(), pages_per_sheet, lines_to_save: None };
        let pages_on_last_sheet = match count.pages % pages_per_sheet {
            0 => pages_per_sheet,
            rest => rest,
        };
        let mut last_pages = lines_on_last_pages(book, pages);
        if count.pages > pages_per_sheet && last_pages.len() >= pages_on_last_sheet {
            last_pages.sort_unstable();
            count.lines_to_save = Some(last_pages.iter().take(pages_on_last_sheet).sum()).filter(|lines| *lines <= FEW_LINES);
        }
        count
    }

    /// The number of sheets.
    #[must_use]
    pub const fn sheets(&self) -> usize {
        self.pages.div_ceil(self.pages_per_sheet)
    }

    /// The number of blank pages on the last sheet.
    #[must_use]
    pub const fn blank(&self) -> usize {
        self.sheets() * self.pages_per_sheet - self.pages
    }
}

impl std::fmt::Display for SheetCount {
    /// `47 pages, 12 sheets, 1 blank; 3 lines fewer save a sheet`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {}", counted(self.pages, "page"), counted(self.sheets(), "sheet"))?;
        if self.blank() > 0 {
            write!(f, ", {} blank", self.blank())?;
        }
        match self.lines_to_save {
            Some(lines) => write!(f, "; {} fewer {} a sheet", counted(lines, "line"), if lines == 1 { "saves" } else { "save" }),
            None => Ok(()),
        }
    }
}

/// The number of lines on the last page of each chapter of more than one page. Chapters whose last page has a picture or a turned table
/// are left out, because rewording cannot shorten these.
fn lines_on_last_pages(book: &Book<'_>, pages: &Pages) -> Vec<usize> {
    let chapters: BTreeSet<NodeId> = book.resolution.contents.iter().map(|entry| entry.node).collect();
    let starts: BTreeSet<usize> = pages.places.iter().filter(|place| chapters.contains(&place.node)).map(|place| place.page).collect();
    let lines = |page: usize| {
        let in_type_area = |placed: &&PlacedItem| matches!(placed.zone, Zone::Text | Zone::Notes) && !placed.role.is_artifact();
        let lines = pages.pages[page].items.iter().filter(in_type_area);
        let places = lines.filter(|placed| matches!(placed.item, PageItem::Line(_))).map(|placed| (placed.column, placed.at.y));
        places.collect::<BTreeSet<(usize, Length)>>().len()
    };
    let has_fixed_height = |item: &PageItem| match item {
        PageItem::Artwork { .. } => true,
        PageItem::Line(line) => line.turned,
        PageItem::Rule(_) | PageItem::QrCode { .. } | PageItem::Link { .. } | PageItem::Anchor(_) => false,
    };
    let is_fixed = |page: usize| pages.pages[page].items.iter().any(|placed| has_fixed_height(&placed.item));
    let ends = starts.iter().skip(1).copied().chain([pages.pages.len()]);
    let last_pages = starts.iter().zip(ends).filter_map(|(start, end)| {
        let last = (*start..end).rev().find(|page| lines(*page) > 0)?;
        (last > *start && !is_fixed(last)).then(|| lines(last))
    });
    last_pages.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_count_reads_as_a_sentence() {
        let count = |pages, lines_to_save| SheetCount { pages, pages_per_sheet: 4, lines_to_save }.to_string();
        assert_eq!(count(47, Some(3)), "47 pages, 12 sheets, 1 blank; 3 lines fewer save a sheet");
        assert_eq!(count(4, None), "4 pages, 1 sheet");
        assert_eq!(count(1, Some(1)), "1 page, 1 sheet, 3 blank; 1 line fewer saves a sheet");
    }
}
