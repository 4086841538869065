//! What a line calls to the foot of its page.
use crate::document::{NodeId, NoteId};

/// What a line calls to the foot of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CalledNote {
    /// The text of a note.
    Text(NoteId),
    /// What stands there if the note is called again on a later page: a line that names the page of the note, or the note once more.
    Again {
        /// The note.
        note: NoteId,
        /// The call.
        call: NodeId,
    },
}
