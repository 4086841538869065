//! Reads a table of notes.
use super::{NoteNumbering, NoteSettings, NoteTable};
use crate::diagnostic::{Diagnostic, codes};
use crate::edition::settings::reader::SettingsReader;
use crate::edition::settings::tree::PathStep;

impl SettingsReader<'_> {
    /// Changes the settings of notes as a table says. `path` leads to the table that contains it.
    pub(crate) fn notes(&self, notes: &mut NoteSettings, raw: &NoteTable, path: &[PathStep<'_>]) {
        let at = |key| self.place(&[path, &[PathStep::Key("notes"), PathStep::Key(key)]].concat());
        notes.placement = raw.placement.unwrap_or(notes.placement);
        notes.numbering = raw.numbering.unwrap_or(notes.numbering);
        notes.marks = raw.marks.unwrap_or(notes.marks);
        notes.again = raw.again.unwrap_or(notes.again);
        notes.editor_marks = raw.editor_marks.unwrap_or(notes.editor_marks);
        if let Some(prefix) = &raw.editor_prefix {
            // An empty prefix would match every label. An edition writes it to remove the prefix of the book.
            notes.editor_prefix = Some(prefix.trim().to_owned()).filter(|prefix| !prefix.is_empty());
        }
        if raw.numbering == Some(NoteNumbering::Page) && !notes.by_page() {
            self.sink.report(
                Diagnostic::new(codes::NOTES_BY_PAGE, at("numbering"), "only notes at the foot can be numbered by page")
                    .label("numbered by chapter")
                    .hint("write `placement = \"foot\"`, or another `numbering`"),
            );
        }
        if notes.editor_prefix.is_some() && notes.marks == notes.editor_marks {
            let key = if raw.editor_marks.is_some() {
                "editor-marks"
            } else if raw.marks.is_some() {
                "marks"
            } else {
                "editor-prefix"
            };
            self.sink.report(
                Diagnostic::new(codes::SAME_NOTE_MARKS, at(key), "the editor's notes have the marks of the author's")
                    .label("readers cannot tell them apart")
                    .hint("give `marks` and `editor-marks` different values: numbers, symbols or letters"),
            );
        }
    }
}
