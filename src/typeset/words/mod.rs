//! Text becomes shaped words.
//!
//! 1. `tokens.rs` splits a text into words and spaces, and finds the places where a line may end. For each space, `ties.rs` says
//!    what a line end there costs. `token_cache.rs` keeps the result for other editions.
//! 2. `compositor.rs` shapes each word once for each style and form. `hyphenate.rs` finds where a word may be hyphenated,
//!    `direction.rs` whether it is written from right to left, and `protrusion.rs` how far it protrudes into the margins.
//! 3. `formulas.rs` sets formulas, with the boxes of `math`.
//! 4. `word.rs` is the result: a [`word::Word`].
//!
//! Begin with [`tokens::tokens`] and [`compositor::Compositor::word`].
pub(crate) mod compositor;
pub(crate) mod direction;
pub(crate) mod formulas;
mod hyphenate;
mod protrusion;
mod ties;
pub(crate) mod token_cache;
pub(crate) mod tokens;
pub(crate) mod word;
