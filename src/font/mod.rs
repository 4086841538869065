//! Finds faces by family, measures them, shapes text with them, and makes subsets with only the glyphs in use.
mod book;
mod classification;
mod error;
mod face;
mod shape;
mod shaping;
mod subset;
mod web;

pub use book::FontBook;
pub use error::FontError;
pub use face::{Face, FaceId, Metrics};
pub use shape::{Feature, Glyph, Shaper};
pub use shaping::{Divisible, Part, Shaped, Shaping, is_joiner, is_mark};
pub use subset::{Subset, subset};
pub use web::web_subset;
