//! Where pictures are looked for if they are not beside the text.
use std::path::PathBuf;

use crate::manuscript::text::passes::within;

/// Folders with pictures.
#[derive(Clone, Debug, Default)]
pub(crate) struct PictureFolders {
    /// The folder of the book.
    pub(crate) root: PathBuf,
    /// The folders, relative to the root, in the order in which they are tried.
    pub(crate) folders: Vec<String>,
}

impl PictureFolders {
    /// The path, relative to the root, of a picture that is named in a text of `folder`. `folder` is relative to the root and ends with a
    /// slash, or is empty. If no folder has the picture, it is the path beside the text. `None` if it is outside the root.
    pub(crate) fn path(&self, folder: &str, source: &str) -> Option<String> {
        let beside = within(folder, source);
        let exists = |path: &String| self.root.join(path).is_file();
        if self.folders.is_empty() || beside.as_ref().is_some_and(exists) {
            return beside;
        }
        let written = source.trim_start_matches('/');
        let found = self.folders.iter().filter_map(|folder| within(&format!("{folder}/"), written)).find(exists);
        found.or(beside)
    }
}
