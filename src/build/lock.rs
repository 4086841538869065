//! Renewing the lock file: what `chapbook lock` does.
use crate::diagnostic::Sink;
use crate::source::SourceMap;

use super::session::{BuildError, BuildRequest, LockFile, Outcome, write_all};

/// The state of a lock file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockState {
    /// It is up to date.
    Current,
    /// It was written. Gives the number of paragraphs that were new or changed.
    Renewed(usize),
    /// It is out of date and was not written. Gives the number of paragraphs that are new or changed.
    Stale(usize),
    /// It was not compared, because the book has errors.
    Unchecked,
}

/// Writes the lock file of a manuscript if it is out of date. With `check_only`, only compares it.
///
/// # Errors
/// If a file cannot be read or written.
pub fn lock(request: &BuildRequest, check_only: bool) -> Result<(Outcome, LockState), BuildError> {
    let mut sources = SourceMap::default();
    let sink = Sink::default();
    let manuscript = request.read(&mut sources, &sink)?;
    let file = LockFile::read(&request.path, &mut sources)?;
    let addresses = LockFile::addresses(file, &manuscript, &sources, &sink);
    if sink.has_errors() {
        return Ok((Outcome::new(sources, sink.sorted()), LockState::Unchecked));
    }
    let text = addresses.lock.text();
    let is_current = file.and_then(|file| sources.file(file.id)).is_some_and(|file| *file.text == *text);
    // A build reports the warnings about the text.
    let mut outcome = Outcome::new(sources, Vec::new());
    let state = if is_current {
        LockState::Current
    } else if check_only {
        LockState::Stale(addresses.unknown)
    } else {
        let path = LockFile::path(&request.path);
        write_all(&[(path.clone(), text.into_bytes())])?;
        outcome.written = vec![path];
        LockState::Renewed(addresses.unknown)
    };
    Ok((outcome, state))
}
