//! Pages to sheets: which page stands where on which side of which sheet, so that folding and cutting put them in order.
//!
//! A permutation and a transform, nothing else: no page is looked at, nothing is drawn but marks. Sheets are described as they are
//! printed, each side upright before the eyes, with the origin at its top left corner. The back is described as whoever turns the sheet over
//! its left or right edge sees it; for printers that turn it over the other edge it stands on its head.
mod marks;
mod schemes;
mod slip;

pub use marks::Marks;
pub use schemes::{Duplex, Scheme, sheets};
pub use slip::slip;

use crate::units::{Length, Point, Size};

/// How pages are put on sheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imposition {
    /// In which order, to be folded or cut how.
    pub scheme: Scheme,
    /// The paper: either way up.
    pub paper: Size,
    /// Over which edge the printer turns it; if not said, over the left or right one.
    pub duplex: Option<Duplex>,
    /// Of gathered signatures: how many sheets each has. Without it as many as waste least.
    pub signature: Option<usize>,
    /// How thick the paper is: sheets inside others are pushed out by it, and their pages moved in.
    pub thickness: Length,
    /// The first and the last page are a cover: blank pages come before the last one, not after it.
    pub cover: bool,
    /// In thousandths: the size of the pages on the sheet. Without it as large as fits, and never enlarged.
    pub scale: Option<i64>,
    /// What is drawn besides.
    pub marks: Marks,
}

impl Imposition {
    /// The thickness of paper of 80 grams to the square metre: a tenth of a millimetre.
    #[must_use]
    pub fn usual_thickness() -> Length {
        Length::from_mm(0.1)
    }

    /// As people fold without thinking: saddle stitch, on paper of 80 grams.
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

/// A sheet of paper, printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The side that is printed first.
    pub front: Face,
    /// The other; nothing is printed on it if the scheme needs one side only.
    pub back: Face,
}

/// One side of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Face {
    /// As it lies before the eyes.
    pub size: Size,
    /// What stands on it.
    pub cells: Vec<Cell>,
    /// Thin lines: from, to.
    pub lines: Vec<(Point, Point)>,
    /// Black rectangles: top left corner and size.
    pub bars: Vec<(Point, Size)>,
}

/// The part of a side that becomes a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The page, from 0; none for a blank one.
    pub page: Option<usize>,
    /// Its top left corner.
    pub at: Point,
    /// Its size: what would reach beyond is cut off.
    pub size: Size,
    /// Where the top left corner of the page comes to lie, before it is turned.
    pub page_at: Point,
    /// In thousandths.
    pub scale: i64,
    /// It stands on its head.
    pub turned: bool,
}
