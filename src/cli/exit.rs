//! Exit codes.
use std::process::ExitCode;

use super::args::UsageError;
use crate::build::BuildError;

/// How the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
