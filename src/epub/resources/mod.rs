//! The files that content documents use: cover, pictures, fonts.
//!
//! Input: the book, its pictures and its fonts. Output: [`Resource`](super::package::Resource)s. Begin reading at [`Pictures::of`]
//! and [`embedded_fonts`].
mod cover;
mod fonts;
mod pictures;
mod publication;
mod recordings;

pub use cover::Cover;
pub(super) use fonts::{EmbeddedFace, embedded_fonts};
pub(super) use pictures::Pictures;
pub(super) use publication::Publication;
pub(super) use recordings::Recordings;
