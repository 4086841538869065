//! Reads tables whose values fit the schema.
use super::tree::{PathStep, Setting};
use crate::diagnostic::Sink;
use crate::source::Span;

/// Reads tables of settings. `book`, `metadata` and `notes` each add the methods for their own tables.
pub(crate) struct SettingsReader<'a> {
    pub(crate) given: &'a Setting,
    pub(crate) sink: &'a Sink,
}

impl SettingsReader<'_> {
    /// The place of the value that a path leads to, or of the last step that exists.
    pub(crate) fn place(&self, path: &[PathStep<'_>]) -> Span {
        self.given.place(path)
    }
}
