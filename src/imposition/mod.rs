//! Imposition: arranges pages on sheets so that folding and cutting put them in order.
//!
//! This folder only computes positions: a permutation of the pages, and a transform for each. It reads no page and draws nothing but marks.
//! Each side of a sheet is described upright, as it is printed, with the origin at its top left corner. The back is described as it looks
//! after the sheet is turned over its left or right edge. For a printer that turns the sheet over another edge, the back is upside down.
mod marks;
mod schemes;
mod slip;

pub use marks::Marks;
pub use schemes::{Duplex, Scheme, sheets};
pub use slip::slip;

use crate::units::{Length, Point, Size};

/// How pages are arranged on sheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imposition {
    /// The order of the pages, and how the sheets are folded or cut.
    pub scheme: Scheme,
    /// The size of the paper. Its orientation does not matter.
    pub paper: Size,
    /// How the printer turns a sheet. `None`: over its left or right edge.
    pub duplex: Option<Duplex>,
    /// The number of sheets in a gathered signature. `None`: the number that leaves the fewest pages blank.
    pub signature: Option<usize>,
    /// The thickness of the paper. It pushes the inner sheets of a signature outwards, so their pages are moved towards the fold.
    pub thickness: Length,
    /// Whether the first and the last page are a cover. Then blank pages come before the last page, not after it.
    pub cover: bool,
    /// The size of the pages on the sheet, in thousandths of their own size. `None`: as large as fits, but at most 1000.
    pub scale: Option<i64>,
    /// The marks to draw.
    pub marks: Marks,
}

impl Imposition {
    /// The thickness of paper of 80 grams per square metre: a tenth of a millimetre.
    #[must_use]
    pub fn usual_thickness() -> Length {
        Length::from_mm(0.1)
    }

    /// An imposition with the usual settings: paper of 80 grams per square metre, no cover, no marks.
    #[must_use]
    pub fn new(scheme: Scheme, paper: Size) -> Self {
        Self {
            scheme,
            paper,
            duplex: None,
            signature: None,
            thickness: Self::usual_thickness(),
            cover: false,
            scale: None,
            marks: Marks::default(),
        }
    }
}

/// A printed sheet of paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The side that is printed first.
    pub front: Face,
    /// The other side. It has no cells if the scheme prints only one side.
    pub back: Face,
}

/// One side of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Face {
    /// Its size, when it is upright.
    pub size: Size,
    /// Its pages.
    pub cells: Vec<Cell>,
    /// Thin lines, each given by its two ends.
    pub lines: Vec<(Point, Point)>,
    /// Black rectangles, each given by its top left corner and its size.
    pub bars: Vec<(Point, Size)>,
}

/// The part of a side that becomes a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The index of the page, from 0. `None` for a blank page.
    pub page: Option<usize>,
    /// Its top left corner.
    pub at: Point,
    /// Its size. Whatever reaches beyond it is cut off.
    pub size: Size,
    /// The top left corner of the page, before the page is turned.
    pub page_at: Point,
    /// The scale of the page, in thousandths.
    pub scale: i64,
    /// Whether the page is upside down.
    pub turned: bool,
}
