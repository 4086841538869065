//! The lock file of a manuscript: the addresses of its paragraphs. A build reads it and never writes it.
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Sink, codes, counted};
use crate::manuscript::{Manuscript, ManuscriptError};
use crate::resolve::{Addresses, Lock, address, resolve};
use crate::source::files::read;
use crate::source::{FileId, SourceMap, Span};

use super::error::BuildError;

/// The name of the lock file of a folder. The lock file of a single Markdown file has the name of that file, with the extension `.lock`.
const NAME: &str = "chapbook.lock";

/// A lock file that was read.
#[derive(Clone, Copy, Debug)]
pub(in crate::build) struct LockFile {
    /// Its text among the sources.
    pub(in crate::build) id: FileId,
}

impl LockFile {
    /// The path of the lock file of a manuscript, whether it exists or not.
    pub(in crate::build) fn path(manuscript: &Path) -> PathBuf {
        if manuscript.is_dir() {
            return manuscript.join(NAME);
        }
        match manuscript.file_name() {
            Some(name) if name == "book.toml" => manuscript.with_file_name(NAME),
            Some(_) | None => manuscript.with_extension("lock"),
        }
    }

    /// Reads the lock file of a manuscript and adds it to the sources. `None` if there is none.
    pub(in crate::build) fn read(manuscript: &Path, sources: &mut SourceMap) -> Result<Option<Self>, BuildError> {
        let path = Self::path(manuscript);
        match read(&path) {
            Ok(bytes) => {
                // Bytes that are not UTF-8 become characters that no lock file has, so their line is reported as damaged.
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let name = path.file_name().map_or_else(|| NAME.to_owned(), |name| name.to_string_lossy().into_owned());
                Ok(Some(Self { id: sources.add(name, text) }))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(ManuscriptError::Unreadable { path, source }.into()),
        }
    }

    /// The addresses of the paragraphs of a manuscript. Paragraphs that the lock file knows keep theirs. Reports a damaged lock file, and
    /// one that is out of date.
    pub(in crate::build) fn addresses(file: Option<Self>, manuscript: &Manuscript, sources: &SourceMap, sink: &Sink) -> Addresses {
        let mut lock = Lock::default();
        let mut place = Span::DETACHED;
        if let Some((id, file)) = file.and_then(|file| Some((file.id, sources.file(file.id)?))) {
            place = Span::new(id, 0, file.text.lines().next().map_or(0, str::len));
            match Lock::read(&file.text) {
                Ok(read) => lock = read,
                Err(damaged) => {
                    let start: usize = file.text.split_inclusive('\n').take(damaged.0 - 1).map(str::len).sum();
                    let length = file.text[start..].lines().next().map_or(0, str::len);
                    sink.report(
                        Diagnostic::new(codes::BAD_LOCK, Span::new(id, start, start + length), "this line of the lock file is damaged")
                            .hint("restore the file from version control, or delete it and run `chapbook lock` to renumber all paragraphs"),
                    );
                    return Addresses::default();
                }
            }
        }
        let Some(edition) = manuscript.editions.first() else { return Addresses::default() };
        // Only the anchors are needed here. Problems of the text are reported when it is resolved for an edition.
        let resolution = resolve(&manuscript.document, edition, sources, &Sink::default());
        let addresses = address(&manuscript.document, &lock, &resolution.anchors);
        if !place.is_detached() && addresses.unknown > 0 {
            let message = format!("{} since the lock file was written", stale_paragraphs(addresses.unknown));
            sink.report(Diagnostic::new(codes::STALE_LOCK, place, message).hint("run `chapbook lock`, and commit the file"));
        }
        addresses
    }
}

/// `1 paragraph is new or has changed`.
#[must_use]
pub fn stale_paragraphs(count: usize) -> String {
    format!("{} {}", counted(count, "paragraph"), if count == 1 { "is new or has changed" } else { "are new or have changed" })
}
