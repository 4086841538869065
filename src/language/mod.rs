//! What a language asks for: hyphenation, quotation marks, the words that the book writes itself.
mod apparatus;
mod hyphenation;
mod quotes;
mod terms;

pub use apparatus::Apparatus;
pub use hyphenation::Hyphenator;
pub use quotes::{Piece, Quotes, smarten};
pub use terms::Terms;
