//! What chapbook knows about languages. [`Language::of`] takes a tag and gives the data of the file `data/<tag>.toml`: the words that
//! chapbook adds to a book, quotation marks, date forms, words that stay together on a line, sorting, the direction. The patterns for
//! hyphenation come from another crate ([`Hyphenator`]).
mod accessibility;
mod date;
mod direction;
mod division_names;
mod hyphenation;
mod number_words;
mod numerals;
mod own_number;
mod quotes;
mod recognition;
mod references;
mod registry;
mod site;
mod slips;
mod smarten;
mod sorting;
mod tag;
mod template;
mod terms;
mod text;
mod tie_rules;
mod unspaced;

pub use accessibility::{AccessibilityTerms, Undescribed};
pub use date::Dates;
pub use direction::Direction;
pub use division_names::languages_naming_divisions;
pub use hyphenation::Hyphenator;
pub use number_words::{DivisionWord, NumberWords};
pub use own_number::{NumberForm, Numeral, OwnNumber, own_number};
pub use quotes::{QuotationMarks, Quotes, Spacing};
pub use recognition::recognised;
pub use references::{LabelWord, OnPage, ReferenceTerms, WordForms, capitalized, uncapitalized};
pub use registry::{Language, date_in_words, is_right_to_left, months, sort_key};
pub use site::SiteTerms;
pub use slips::{Blank, Counts, Folded, Inside, Print, Scaled, Signatures, SlipTerms};
pub use smarten::{SmartPiece, smarten};
pub use sorting::{SortKey, SortOrder};
pub use tag::LanguageTag;
pub use template::{PlaceholderValues, Template};
pub use terms::{PartNumerals, Terms};
pub use tie_rules::{TieRules, WordPair};
pub use unspaced::{is_hangul, is_ideographic, is_unspaced};
