//! An imposed sheet: its two sides, and the pages on each.
use crate::units::{Point, Size};

/// A printed sheet of paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The side that is printed first.
    pub front: SheetSide,
    /// The other side. It is empty if the scheme needs one side only.
    pub back: SheetSide,
}

/// One side of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetSide {
    /// Its size, in the orientation in which it is printed.
    pub size: Size,
    /// The pages on it.
    pub cells: Vec<SheetCell>,
    /// Thin lines, each with its start and its end.
    pub lines: Vec<(Point, Point)>,
    /// Black rectangles: top left corner and size.
    pub bars: Vec<(Point, Size)>,
}

/// The part of a side that becomes a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetCell {
    /// The page, counted from 0. `None` is a blank page.
    pub page: Option<usize>,
    /// The top left corner of the cell.
    pub at: Point,
    /// The size of the cell. The page is clipped to it.
    pub size: Size,
    /// The top left corner of the page, before it is turned.
    pub page_at: Point,
    /// The scale of the page, in thousandths.
    pub scale: i64,
    /// Whether the page is upside down.
    pub turned: bool,
}
