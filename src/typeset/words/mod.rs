//! Text to shaped words.
pub(crate) mod compositor;
pub(crate) mod direction;
mod hyphenate;
pub(crate) mod protrusion;
pub(crate) mod ties;
pub(crate) mod token_cache;
pub(crate) mod tokens;
pub(crate) mod word;
