//! The folder that the paths in messages begin with.
use std::path::{Component, Path, PathBuf};

use crate::diagnostic::render::MessageFormat;

/// The folder of a manuscript as messages show it: relative to the working directory, and for GitHub relative to the root of the
/// repository, because annotations need such paths. Ends with a slash, or is empty.
pub(super) fn shown_folder(manuscript: &Path, format: MessageFormat) -> String {
    let folder = if manuscript.is_dir() { manuscript } else { manuscript.parent().unwrap_or(Path::new("")) };
    let in_repository = if format == MessageFormat::Github { below_repository(folder) } else { None };
    let shown = in_repository.unwrap_or_else(|| {
        let current = std::env::current_dir().unwrap_or_default();
        folder.strip_prefix(current).unwrap_or(folder).to_path_buf()
    });
    let mut parts: Vec<String> = Vec::new();
    for component in shown.components() {
        match component {
            Component::CurDir => {}
            Component::RootDir => parts.push(String::new()),
            other => parts.push(other.as_os_str().to_string_lossy().into_owned()),
        }
    }
    parts.iter().map(|part| format!("{part}/")).collect()
}

/// A folder relative to the nearest folder around it that has a `.git`.
fn below_repository(folder: &Path) -> Option<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let full = folder.canonicalize().ok()?;
    let root = full.ancestors().find(|ancestor| ancestor.join(".git").exists())?;
    full.strip_prefix(root).ok().map(Path::to_path_buf)
}
