//! The texts of all files that were read.
use std::sync::Arc;

use super::{FileId, Span};

/// A file that was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path relative to the manuscript, with forward slashes, as diagnostics show it.
    pub path: String,
    /// The whole text.
    pub text: Arc<str>,
    /// The first byte of each line.
    lines: Vec<usize>,
}

/// All source files of one build, by [`FileId`].
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
    /// Whether the book may have files that are outside its folder and its repository, or hidden. See [`super::files::refusal`].
    pub allows_outside: bool,
}

impl SourceMap {
    /// Adds a file and returns its id.
    ///
    /// # Panics
    /// If there are 2^32 files.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let text: Arc<str> = text.into();
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        self.files.push(SourceFile { path: path.into(), text, lines });
        FileId(u32::try_from(self.files.len() - 1).expect("a book has fewer than 2^32 files"))
    }

    /// The file with an id. `None` for the id of a detached span.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// The text of a file. Empty for the id of a detached span.
    #[must_use]
    pub fn text(&self, id: FileId) -> Arc<str> {
        self.file(id).map(|file| file.text.clone()).unwrap_or_default()
    }

    /// The id of the file with a path. `None` if there is no such file.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<FileId> {
        let at = self.files.iter().position(|file| file.path == path)?;
        u32::try_from(at).ok().map(FileId)
    }

    /// The same files with `folder` before each path. `folder` is empty or ends with a slash.
    #[must_use]
    pub fn below(&self, folder: &str) -> Self {
        let files = self.files.iter().cloned();
        let files = files.map(|file| SourceFile { path: format!("{folder}{}", file.path), ..file }).collect();
        Self { files, ..*self }
    }

    /// All files, in the order in which they were added.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The line and column of the first byte of a span, counted as in [`SourceFile::line_column`]. `None` if the span is detached.
    #[must_use]
    pub fn line_column(&self, span: Span) -> Option<(usize, usize)> {
        let file = self.file(span.file)?;
        Some(file.line_column(span.start as usize))
    }
}

impl SourceFile {
    /// The line and column of a byte. Both begin with 1; columns are counted in characters.
    #[must_use]
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|&start| start <= byte).max(1);
        let start = self.lines[line - 1];
        let column = self.text.get(start..byte.min(self.text.len())).map_or(byte - start, |text| text.chars().count());
        (line, column + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_are_counted_from_one_in_characters() {
        let mut map = SourceMap::default();
        let id = map.add("a.md", "año\nбук\n");
        let at = |byte| map.line_column(Span::new(id, byte, byte));
        assert_eq!(at(0), Some((1, 1)));
        assert_eq!(at(3), Some((1, 3)));
        assert_eq!(at(5), Some((2, 1)));
        assert_eq!(at(7), Some((2, 2)));
        assert_eq!(map.line_column(Span::DETACHED), None);
    }
}
