//! The page list: where in the text each page of a printed edition begins.
use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroU32;

use super::NodeId;
use super::numerals::roman;

/// A folio: the printed number of a page. Roman folios come first, because they are those of the front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Folio {
    /// `Roman(9)` prints "ix".
    Roman(NonZeroU32),
    /// `Arabic(9)` prints "9".
    Arabic(NonZeroU32),
}

/// A place in the text: a block and a byte offset in its flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// A paragraph, heading, cell or term.
    pub block: NodeId,
    /// The offset in its [`flow`](super::flow), in bytes.
    pub offset: u32,
}

/// A page and its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageMark {
    /// The folio.
    pub folio: Folio,
    /// The start of the page.
    pub start: PageStart,
}

/// The start of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageStart {
    /// Text of the manuscript.
    Text(Position),
    /// Something that chapbook adds to the manuscript.
    Generated(GeneratedPlace),
}

/// A place in text that chapbook adds to both the PDF and the EPUB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GeneratedPlace {
    /// The title page.
    Title,
    /// The copyright page.
    Copyright,
    /// The contents.
    Contents,
    /// The list of figures.
    Figures,
    /// The list of tables.
    Tables,
    /// The list of listings.
    Listings,
    /// The list of equations.
    Equations,
    /// The row of the contents that leads to a node.
    Row(NodeId),
    /// The title above all notes, or above the notes of a division.
    Notes(NodeId),
    /// An entry of the index, by its position among all entries and subentries.
    Entry(u32),
}

/// The starts of all pages, in the order of the pages. Blank pages and the half title are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageList {
    /// The pages that begin with something that the EPUB has too.
    pub pages: Vec<PageMark>,
    /// The page on which each mark of the index stands. Marks that the printed edition lacks are left out.
    pub index_marks: BTreeMap<NodeId, Folio>,
    /// The identifier of the printed edition: `urn:isbn:…` or `urn:uuid:…`.
    pub source: String,
    /// The name of the printed edition.
    pub edition: String,
}

impl Folio {
    /// Whether `next` is the folio of the page after this one, in the same numerals.
    #[must_use]
    pub const fn is_before(self, next: Self) -> bool {
        match (self, next) {
            (Self::Roman(own), Self::Roman(next)) | (Self::Arabic(own), Self::Arabic(next)) => own.get() + 1 == next.get(),
            (Self::Roman(_), Self::Arabic(_)) | (Self::Arabic(_), Self::Roman(_)) => false,
        }
    }
}

impl fmt::Display for Folio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Arabic(number) => write!(f, "{number}"),
            Self::Roman(number) => f.write_str(&roman(number.get().into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_folios_print_as_a_printer_would() {
        let roman = |n| Folio::Roman(NonZeroU32::new(n).expect("not zero")).to_string();
        assert_eq!([roman(1), roman(4), roman(9), roman(14), roman(1990)], ["i", "iv", "ix", "xiv", "mcmxc"]);
    }
}
