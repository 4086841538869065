//! Reads archives of the ZIP format within limits. Reads only; the e-book's container is written elsewhere.
//!
//! A file in an archive is named by its path. Paths that lead out of the archive are never looked up, since nothing is unpacked: a file is
//! asked for by the path that the archive gives it.
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::error::ImportError;

/// The largest file in an archive, in bytes.
const LARGEST_FILE: u64 = 256 << 20;
/// The largest sum of all files that are read from an archive.
const LARGEST_SUM: u64 = 1 << 30;
/// The maximum number of files in an archive.
const MOST_FILES: usize = 100_000;

/// An open archive.
pub(super) struct Archive {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    /// The index of each file by its path.
    places: BTreeMap<String, usize>,
    /// How many bytes have been read.
    read: u64,
    /// What messages call it.
    name: String,
}

impl Archive {
    /// Opens an archive. `name` is what messages call it.
    ///
    /// # Errors
    /// If the bytes are not an archive, or if it has too many files.
    pub(super) fn open(name: &str, bytes: Vec<u8>) -> Result<Self, ImportError> {
        let damaged = |reason: String| ImportError::Damaged { file: name.to_owned(), reason };
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
        if zip.len() > MOST_FILES {
            return Err(damaged(format!("it has more than {MOST_FILES} files")));
        }
        let places = zip.file_names().filter_map(|path| Some((path.to_owned(), zip.index_for_name(path)?))).collect();
        Ok(Self { zip, places, read: 0, name: name.to_owned() })
    }

    /// The paths of all files, in alphabetical order.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// The bytes of a file. `None` if there is no such file.
    ///
    /// # Errors
    /// If the file is damaged or encrypted, or too large when it is unpacked.
    pub(super) fn file(&mut self, path: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let Some(place) = self.places.get(path).copied() else { return Ok(None) };
        let damaged = |reason: String| ImportError::Damaged { file: format!("{}: {path}", self.name), reason };
        let file = self.zip.by_index(place).map_err(|error| damaged(error.to_string()))?;
        let limit = LARGEST_FILE.min(LARGEST_SUM - self.read);
        let mut bytes = Vec::new();
        // The size that the archive gives may be wrong, so it is not asked.
        let count = file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| damaged(error.to_string()))? as u64;
        if count > limit {
            return Err(damaged("it is too large when it is unpacked".to_owned()));
        }
        self.read += count;
        Ok(Some(bytes))
    }

    /// A file as text. Unreadable characters become U+FFFD.
    ///
    /// # Errors
    /// As [`Archive::file`].
    pub(super) fn text(&mut self, path: &str) -> Result<Option<String>, ImportError> {
        Ok(self.file(path)?.map(|bytes| super::encoding::text(&bytes).text))
    }
}
