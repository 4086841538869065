//! The place of a diagnostic as people write it.
use super::super::report::Diagnostic;
use crate::source::SourceMap;

/// A place in a file. Lines and columns begin with 1; columns are counted in characters.
pub(super) struct FileRange<'a> {
    pub(super) path: &'a str,
    /// The line and column of the first character.
    pub(super) start: (usize, usize),
    /// The line and column after the last character.
    pub(super) end: (usize, usize),
}

/// The place of a diagnostic. `None` if it is detached.
pub(super) fn place<'a>(diagnostic: &Diagnostic, sources: &'a SourceMap) -> Option<FileRange<'a>> {
    let file = sources.file(diagnostic.span.file)?;
    let start = file.line_column(diagnostic.span.start as usize);
    let end = file.line_column(diagnostic.span.end as usize);
    Some(FileRange { path: &file.path, start, end })
}
