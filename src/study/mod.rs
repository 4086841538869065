//! Documents derived from the manuscript's for those who study it together: without what is for the facilitator only, and sheets for the
//! sessions. The manuscript's own document is never changed.
mod readers;
mod sessions;

pub use readers::{FACILITATOR, for_readers, has_facilitators_notes};
pub use sessions::{has_sessions, sessions};
