//! Documents derived from the manuscript's for those who study it together: without what is for the facilitator only, sheets for the
//! sessions, a table of pages. The manuscript's own document is never changed.
mod concordance;
mod readers;
mod sessions;

pub use concordance::{Paged, Paragraph, concordance, paragraphs_of};
pub use readers::{FACILITATOR, for_readers, has_facilitators_notes};
pub use sessions::{has_sessions, sessions};
