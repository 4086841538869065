//! Makes documents for groups that study a book together: the book without the facilitator's notes, sheets for the sessions, and a table of
//! pages.
//!
//! Input: the document of the manuscript, which is never changed. Output: other documents. Each file makes one of them and has one
//! function to begin reading at: [`for_readers`], [`sessions()`], [`concordance()`].
mod concordance;
mod readers;
mod sessions;

pub use concordance::{ConcordanceParagraph, PagedEdition, concordance, paragraphs_of};
pub use readers::{for_readers, has_facilitators_notes};
pub use sessions::{has_sessions, sessions};
