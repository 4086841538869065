//! What a language asks for: hyphenation, quotation marks, dates, words that stay together, the order of an index, the words that the book writes itself.
mod accessibility;
mod collate;
mod date;
mod direction;
mod habits;
mod hyphenation;
mod quotes;
mod slips;
mod terms;

pub use accessibility::AccessibilityTerms;
pub use collate::{SortKey, sort_key};
pub use date::{date_in_words, months};
pub use direction::is_right_to_left;
pub use habits::Habits;
pub use hyphenation::Hyphenator;
pub use quotes::{Piece, Quotes, smarten};
pub use slips::{SlipTerms, filled};
pub use terms::Terms;
