//! Finds faces by family, measures them, shapes text with them, and makes subsets with only the glyphs in use.
mod book;
mod classification;
mod conversion;
mod description;
mod emoji;
mod error;
mod face;
mod file;
mod folder;
mod remedy;
mod shape;
mod shaping;
mod soundness;
mod subset;
mod variable;
mod web;

pub use book::FontBook;
pub(crate) use emoji::{has_tone, is_selector, may_have_sequences, sequence};
pub use error::{BrokenFont, Damage, FontError, SkippedFile, Unusable};
pub use face::{Face, FaceId, Metrics, StyleRank};
pub use folder::{SymbolicLinks, font_files};
pub use remedy::{remedy, writing_system};
pub use shape::{Feature, Glyph, Shaper};
pub use shaping::{DivisibleWord, Shaped, ShapedPart, Shaping, ShapingFaces, is_joiner, is_mark};
pub use subset::{Subset, subset};
pub use web::web_subset;
