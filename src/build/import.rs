//! Imports files of other programs into a manuscript folder: what `chapbook import` does.
use std::path::{Path, PathBuf};

use crate::import::{ImportRequest, JournalEntry, Remarks, import as read_files};

use super::session::{BuildError, write_folder};

/// What an import made.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The files that were written.
    pub written: Vec<PathBuf>,
    /// What was left out, changed or could not be decided.
    pub remarks: Remarks,
    /// The changes to plain texts.
    pub journal: Vec<JournalEntry>,
}

/// Makes a manuscript from files and writes it into a new folder, whole or not at all. Without a folder, nothing is written.
///
/// # Errors
/// If a file cannot be read or is damaged, or if the folder exists and is not empty, or cannot be written.
pub fn import(request: &ImportRequest, folder: Option<&Path>) -> Result<Imported, BuildError> {
    let made = read_files(request)?;
    let files: Vec<(String, Vec<u8>)> = made.files.into_iter().map(|file| (file.path, file.bytes)).collect();
    let mut written = Vec::new();
    if let Some(folder) = folder {
        write_folder(folder, &files)?;
        written.extend(files.into_iter().map(|(path, _)| folder.join(path)));
    }
    Ok(Imported { written, remarks: made.remarks, journal: made.journal })
}
