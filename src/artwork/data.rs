//! The bytes of a picture file.
use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

/// The bytes of a file, or where they are.
#[derive(Clone, Debug)]
pub(super) enum FileData {
    /// In memory.
    Kept(Arc<[u8]>),
    /// In the file. The length is that of the first reading.
    File { path: PathBuf, length: usize },
}

impl FileData {
    /// The same bytes, left in their file.
    pub(super) fn left_in(&self, path: PathBuf) -> Self {
        Self::File { path, length: self.length() }
    }

    pub(super) fn length(&self) -> usize {
        match self {
            Self::Kept(bytes) => bytes.len(),
            Self::File { length, .. } => *length,
        }
    }

    pub(super) fn bytes(&self) -> std::io::Result<Cow<'_, [u8]>> {
        match self {
            Self::Kept(bytes) => Ok(Cow::Borrowed(bytes)),
            Self::File { path, .. } => Ok(Cow::Owned(crate::source::files::read(path)?)),
        }
    }
}
