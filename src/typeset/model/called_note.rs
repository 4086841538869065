//! What a line calls to the foot of its page.
use crate::document::{NodeId, NoteId};

/// What a line calls to the foot of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CalledNote {
    /// The text of a note.
    Text(NoteId),
    /// The line, or the note once more, for a note that is called again on a later page.
    Again {
        /// The note.
        note: NoteId,
        /// The call.
        call: NodeId,
    },
}
