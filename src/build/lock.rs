//! The lock file of a manuscript: the addresses of its paragraphs, kept beside it. A build reads it and never writes it.
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::manuscript::{self, Manuscript, ManuscriptError};
use crate::resolve::{Addresses, Lock, address, resolve};
use crate::source::{FileId, SourceMap, Span};

use super::{BuildError, BuildRequest, Outcome, write_all};

/// What it is called in a folder; beside a file it has the file's stem.
const NAME: &str = "chapbook.lock";

/// What came of renewing a lock file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockState {
    /// It was as it should be.
    Current,
    /// It was written, with so many paragraphs that it did not know as they are.
    Renewed(usize),
    /// It should be written, but only a look was asked for.
    Stale(usize),
    /// The book has errors: nothing was looked at.
    Unread,
}

fn path(manuscript: &Path) -> PathBuf {
    if manuscript.is_dir() {
        return manuscript.join(NAME);
    }
    match manuscript.file_name() {
        Some(name) if name == "book.toml" => manuscript.with_file_name(NAME),
        Some(_) | None => manuscript.with_extension("lock"),
    }
}

/// Reads the lock file of a manuscript among its sources, if it has one.
pub(super) fn read(manuscript: &Path, sources: &mut SourceMap) -> Result<Option<FileId>, BuildError> {
    let path = path(manuscript);
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let name = path.file_name().map_or_else(|| NAME.to_owned(), |name| name.to_string_lossy().into_owned());
            Ok(Some(sources.add(name, text)))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(ManuscriptError::Unreadable { path, source }.into()),
    }
}

/// The addresses of a manuscript, by its lock file if it has one. What is wrong with that is told.
pub(super) fn addresses(manuscript: &Manuscript, file: Option<FileId>, sources: &SourceMap, sink: &Sink) -> Addresses {
    let mut lock = Lock::default();
    let mut place = Span::DETACHED;
    if let Some((id, file)) = file.and_then(|id| Some((id, sources.file(id)?))) {
        place = Span::new(id, 0, file.text.lines().next().map_or(0, str::len));
        match Lock::read(&file.text) {
            Ok(read) => lock = read,
            Err(bad) => {
                let start: usize = file.text.split_inclusive('\n').take(bad.0 - 1).map(str::len).sum();
                let length = file.text[start..].lines().next().map_or(0, str::len);
                sink.report(
                    Diagnostic::new(codes::BAD_LOCK, Span::new(id, start, start + length), "this is no line of a lock file")
                        .hint("take the file as it was committed, or delete it and run `chapbook lock`: all addresses are new then"),
                );
                return Addresses::default();
            }
        }
    }
    let Some(edition) = manuscript.editions.first() else { return Addresses::default() };
    let resolution = resolve(&manuscript.document, edition, sources, &Sink::default());
    let addresses = address(&manuscript.document, &lock, &resolution.anchors);
    if !place.is_detached() && addresses.unknown > 0 {
        let message = format!("{} paragraphs are not in the lock file as they are now", addresses.unknown);
        sink.report(Diagnostic::new(codes::STALE_LOCK, place, message).hint("run `chapbook lock`, and commit what it writes"));
    }
    addresses
}

/// Renews the lock file of a manuscript, or only looks whether it is as it should be.
///
/// # Errors
/// If files cannot be read or written.
pub fn lock(request: &BuildRequest, only_look: bool) -> Result<(Outcome, LockState), BuildError> {
    let mut sources = SourceMap::default();
    let sink = Sink::default();
    let manuscript = manuscript::read(&request.path, &mut sources, &sink)?;
    let file = read(&request.path, &mut sources)?;
    let outcome = |sources, sink: Sink, written| Outcome { written, ..Outcome::told(sources, sink.sorted()) };
    let addresses = addresses(&manuscript, file, &sources, &sink);
    if sink.has_errors() {
        return Ok((outcome(sources, sink, Vec::new()), LockState::Unread));
    }
    let path = path(&request.path);
    let text = addresses.lock.text();
    let is_current = file.and_then(|file| sources.file(file)).is_some_and(|file| *file.text == *text);
    // What is told of the text is told by a build.
    let quiet = Sink::default();
    if is_current {
        return Ok((outcome(sources, quiet, Vec::new()), LockState::Current));
    }
    if only_look {
        return Ok((outcome(sources, quiet, Vec::new()), LockState::Stale(addresses.unknown)));
    }
    write_all(&[(path.clone(), text.into_bytes())])?;
    Ok((outcome(sources, quiet, vec![path]), LockState::Renewed(addresses.unknown)))
}
