//! Syntax highlighting: finds the comments, keywords, strings and so on of a listing.
//!
//! Input: a document. Output: [`Listings`], the tokens of each of its listings. They are kept apart from the document, so the text of a
//! listing never changes. A listing is read once for all editions of a build.
//!
//! `token.rs` defines the classes of tokens, and `palette.rs` how they look. `languages.rs` has the names that authors write after a fence,
//! `session.rs` reads commands with their prompts, and `syntax.rs` is the interface to `syntect`, which uses the syntaxes of Sublime Text.
//! Without the feature `highlighting`, no syntax is known, and all code is plain.
mod languages;
mod listings;
mod palette;
mod session;
mod syntax;
mod token;

pub use languages::knows;
pub use listings::{LONGEST_LISTING, Listings};
pub use palette::{Rgb, TokenLook, contrast};
pub use syntax::{BrokenSyntax, CodeTokens, LONGEST_LINE, check_syntaxes, tokens};
pub use token::{CodeToken, TokenClass};
