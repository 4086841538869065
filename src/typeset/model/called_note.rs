//! What a line calls to the foot of its page.
use crate::document::{NodeId, NoteId};

/// What a line calls to the foot of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CalledNote {
    /// The text of a note.
    Text(NoteId),
    /// What stands there if a note is called again on a later page.
    Again {
        /// The note.
        note: NoteId,
        /// The call.
        call: NodeId,
    },
}
