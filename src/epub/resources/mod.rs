//! Files that content documents use: pictures and faces.
mod fonts;
mod pictures;

pub(super) use fonts::{EmbeddedFace, faces};
pub(super) use pictures::Pictures;
