//! Finds the font files of a folder and of its subfolders.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::error::{SkippedFile, Unusable};

/// What is done with symbolic links in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolicLinks {
    /// They are followed: the user names a folder of the system.
    Follow,
    /// They are skipped and reported: the folder belongs to a book, and another computer may not have what a link points to.
    Refuse,
}

/// The extensions of font files, in lower case. Files with other extensions are licences, notes and sources.
const EXTENSIONS: [&str; 10] = ["ttf", "otf", "ttc", "otc", "woff", "woff2", "pfb", "dfont", "eot", "otb"];

/// The font files in a folder and its subfolders, in the order of their names. Hidden files and folders, whose names begin with a dot,
/// are left out.
#[derive(Debug, Default)]
pub(super) struct FontFolder {
    /// The files.
    pub(super) files: Vec<PathBuf>,
    /// Links that were not followed.
    pub(super) skipped: Vec<SkippedFile>,
    /// The canonical paths of the folders that were read, so that a link to an outer folder does not lead in a circle.
    read: BTreeSet<PathBuf>,
}

impl FontFolder {
    /// Finds the files.
    ///
    /// # Errors
    /// If the folder cannot be read. Subfolders that cannot be read are skipped.
    pub(super) fn read(folder: &Path, links: SymbolicLinks) -> std::io::Result<Self> {
        let mut found = Self::default();
        found.add(folder, links)?;
        Ok(found)
    }

    /// A single file.
    pub(super) fn of_file(file: &Path) -> Self {
        Self { files: vec![file.to_owned()], ..Self::default() }
    }

    fn add(&mut self, folder: &Path, links: SymbolicLinks) -> std::io::Result<()> {
        if links == SymbolicLinks::Follow && !self.read.insert(folder.canonicalize()?) {
            return Ok(());
        }
        let entries = std::fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
        let mut paths: Vec<PathBuf> = entries.iter().filter(|entry| !is_hidden(entry)).map(std::fs::DirEntry::path).collect();
        paths.sort();
        for path in paths {
            if links == SymbolicLinks::Refuse && path.is_symlink() {
                if path.is_dir() || is_font(&path) {
                    self.skipped.push(SkippedFile { path, reason: Unusable::Link });
                }
            } else if path.is_dir() {
                if let Err(error) = self.add(&path, links) {
                    self.skipped.push(SkippedFile { path, reason: Unusable::Read(error) });
                }
            } else if is_font(&path) {
                self.files.push(path);
            }
        }
        Ok(())
    }
}

/// The font files that a book has at a path, in the order of their names: the file itself, or those of a folder. Empty if there is nothing.
#[must_use]
pub fn font_files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    FontFolder::read(path, SymbolicLinks::Refuse).map_or_else(|_| Vec::new(), |folder| folder.files)
}

fn is_hidden(entry: &std::fs::DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn is_font(path: &Path) -> bool {
    path.extension().is_some_and(|own| EXTENSIONS.iter().any(|known| own.eq_ignore_ascii_case(known)))
}
