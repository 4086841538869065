//! Imposition: which page stands where on which side of which sheet, so that folding and cutting put the pages in order.
//!
//! The result is a permutation of the pages and a transform for each. Nothing looks at the content of a page, and nothing is drawn but
//! marks. Each side of a sheet is described as it is printed, upright, with the origin at its top left corner. The back is what one sees
//! after turning the sheet over its left or right edge. For printers that turn it over the other edge, the back is upside down.
mod advice;
mod marks;
mod schemes;
mod settings;
mod sheet;
mod slip;

pub use advice::advice;
pub use schemes::sheets;
pub use settings::{Duplex, Imposition, Scheme, SheetMarks};
pub use sheet::{Sheet, SheetCell, SheetSide};
pub use slip::{has_slips, slip, slip_languages};
