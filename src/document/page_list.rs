//! The bridge between paper and screen: which page begins where in the text.
use std::fmt;
use std::num::NonZeroU32;

use super::NodeId;

/// The printed number of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Folio {
    /// `Roman(9)` prints "ix".
    Roman(NonZeroU32),
    /// `Arabic(9)` prints "9".
    Arabic(NonZeroU32),
}

/// A place in the text: a block (or heading) and a byte offset in its flattened text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The paragraph, heading, cell or term.
    pub block: NodeId,
    /// Bytes into the text of its [`flow`](super::flow).
    pub offset: u32,
}

/// Where one page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageMark {
    /// Its printed number.
    pub folio: Folio,
    /// What it begins with.
    pub start: PageStart,
}

/// What a page begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageStart {
    /// Text of the manuscript.
    Text(Position),
    /// Something that the book makes itself.
    Made(MadePlace),
}

/// What the book makes itself, on paper and on screen alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MadePlace {
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
    /// A row of the contents, by what it leads to.
    Row(NodeId),
    /// The title over notes: of all of them, or of those of the division.
    Notes(NodeId),
    /// An entry of the index: its place among all entries, those under entries counted too.
    Entry(u32),
}

/// Where all pages begin, in the order of the pages. Pages without a word of their own (blank ones, the half title) are not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageList {
    /// One for each page that begins with something that the e-book has too.
    pub pages: Vec<PageMark>,
    /// Which printing it is of: `urn:isbn:…` or `urn:uuid:…`.
    pub source: String,
    /// What that printing is called.
    pub edition: String,
}

impl fmt::Display for Folio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Arabic(number) => write!(f, "{number}"),
            Self::Roman(number) => {
                let mut rest = number.get();
                const DIGITS: [(u32, &str); 13] = [
                    (1000, "m"),
                    (900, "cm"),
                    (500, "d"),
                    (400, "cd"),
                    (100, "c"),
                    (90, "xc"),
                    (50, "l"),
                    (40, "xl"),
                    (10, "x"),
                    (9, "ix"),
                    (5, "v"),
                    (4, "iv"),
                    (1, "i"),
                ];
                for (value, digits) in DIGITS {
                    while rest >= value {
                        f.write_str(digits)?;
                        rest -= value;
                    }
                }
                Ok(())
            }
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
