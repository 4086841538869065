//! Opens the files that a text includes.
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::source::{FileId, SourceMap, Span};

use crate::manuscript::files::open::open_included;
use crate::manuscript::text::passes::within;

/// How deeply included files may include others.
pub(super) const DEEPEST: usize = 10;

/// How many files a text may include. Those that an included file includes count each time.
const MOST_FILES: usize = 2_000;

/// How long a text with its included files may be, in bytes.
const LONGEST: usize = 64 << 20;

/// Opens files.
pub(super) struct Opener<'a> {
    /// The folder that all paths are relative to.
    pub(super) root: &'a Path,
    /// All files.
    pub(super) sources: &'a mut SourceMap,
    /// Where diagnostics go.
    pub(super) sink: &'a Sink,
    /// The number of files that the text has included so far.
    pub(super) count: usize,
}

/// A file that was opened.
pub(super) struct Opened {
    /// Its path relative to the root.
    pub(super) path: String,
    /// The file.
    pub(super) file: FileId,
    /// Its text, with a byte order mark if it has one.
    pub(super) text: Arc<str>,
}

impl Opener<'_> {
    /// Opens the first of some paths that exists. Reports if there is none, or if it may not be read. `length` is that of the text so far,
    /// `span` the place of the include.
    pub(super) fn open(&mut self, paths: &[Option<String>], length: usize, span: Span) -> Option<Opened> {
        self.count += 1;
        if self.count > MOST_FILES || length > LONGEST {
            let message = "the files included here are too many or too long";
            let diagnostic = Diagnostic::new(codes::TOO_DEEP, span, message).cause("budget");
            self.sink.report(diagnostic.hint("a chapter may include 2,000 files and 64 MiB of text; divide it"));
            return None;
        }
        let mut candidates = paths.iter().flatten();
        let Some(path) = candidates.find(|path| self.root.join(path).is_file()).or(paths.iter().flatten().next()) else {
            let diagnostic = Diagnostic::new(codes::OUTSIDE_ROOT, span, "the file to include is outside the book");
            self.sink.report(diagnostic.hint("copy it into the folder of the book"));
            return None;
        };
        let file = open_included((self.root, path), span, self.sources, self.sink)?;
        Some(Opened { path: path.clone(), file, text: self.sources.text(file) })
    }
}

/// The places at which an included file is looked for: beside the text, at the root, and in folders. A path that begins with a slash
/// begins at the root.
pub(super) fn candidates(folder: &str, written: &str, folders: &[&str]) -> Vec<Option<String>> {
    let beside = if written.starts_with('/') { within("", written) } else { within(folder, written) };
    let others = folders.iter().map(|other| within(other, written.trim_start_matches('/')));
    std::iter::once(beside).chain([within("", written)]).chain(others).collect()
}
