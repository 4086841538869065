//! Exit codes.
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::UsageError;
use super::console::Console;
use crate::build::BuildError;

/// How the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    Success = 0,
    /// The book has errors, or its lock file is out of date.
    BookErrors = 1,
    /// The program was called with wrong arguments.
    Usage = 2,
    /// A file cannot be read or written, or a font or a PDF is damaged.
    Failure = 3,
}

impl Exit {
    /// The exit code of a command that failed.
    pub(super) fn of(error: &anyhow::Error) -> Self {
        let is_usage = error.is::<UsageError>() || error.downcast_ref::<BuildError>().is_some_and(BuildError::is_usage);
        if is_usage { Self::Usage } else { Self::Failure }
    }
}

/// Runs a command for each book, and returns the greatest exit code. If there are several books, one that fails does not stop the others,
/// and a summary ends the messages.
pub(super) fn each_book(paths: &[PathBuf], console: &Console, mut run: impl FnMut(&Path) -> anyhow::Result<Exit>) -> anyhow::Result<Exit> {
    if let [path] = paths {
        return run(path);
    }
    let exits = paths.iter().map(|path| {
        run(path).unwrap_or_else(|error| {
            let exit = Exit::of(&error);
            console.failure(&error.context(path.display().to_string()));
            exit
        })
    });
    let exits: Vec<Exit> = exits.collect();
    let count = |wanted: fn(Exit) -> bool| exits.iter().filter(|exit| wanted(**exit)).count();
    console.summary(exits.len(), count(|exit| exit == Exit::BookErrors), count(|exit| exit > Exit::BookErrors));
    Ok(exits.into_iter().max().unwrap_or(Exit::Success))
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
