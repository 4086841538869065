//! Embedded fonts: the glyphs in use, the codes of their strings, and the font dictionaries.
pub(crate) mod descriptor;
pub(crate) mod encoding;
pub(crate) mod usage;
