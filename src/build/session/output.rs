//! Writing files, whole or not at all.
use std::fs::DirEntry;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::content::Content;

/// How the names of temporary files begin.
const TEMPORARY: &str = ".chapbook-";

/// Why a file cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("`{}` cannot be written", path.display())]
pub struct OutputError {
    /// The file or folder.
    pub path: PathBuf,
    /// The reason.
    #[source]
    pub source: std::io::Error,
}

/// Writes all files or none. Each file is first written under a temporary name in its folder; then all are renamed. A file that already
/// has these bytes is left alone, so programs that look at its time do not see a change.
///
/// Returns for each file whether it was written.
///
/// # Errors
/// If a folder or a file cannot be written. Existing files are then unchanged, unless the renaming itself failed.
pub fn write_all<C: Content>(files: &[(PathBuf, C)]) -> Result<Vec<bool>, OutputError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| OutputError { path, source }
    };
    if let Some((path, _)) = files.iter().find(|(path, _)| path.is_dir()) {
        return Err(failed(path)(std::io::ErrorKind::IsADirectory.into()));
    }
    let changed: Vec<bool> = files.iter().map(|(path, content)| !content.is_in(path)).collect();
    let mut written = Vec::with_capacity(files.len());
    for ((path, content), _) in files.iter().zip(&changed).filter(|(_, changed)| **changed) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        std::fs::create_dir_all(folder).map_err(failed(folder))?;
        remove_abandoned(folder);
        let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder).map_err(failed(path))?;
        content.copy_to(&mut file).and_then(|()| file.flush()).map_err(failed(path))?;
        make_readable(file.as_file()).map_err(failed(path))?;
        written.push((file, path));
    }
    for (file, path) in written {
        file.persist(path).map_err(|error| failed(path)(error.error))?;
    }
    Ok(changed)
}

/// Removes the temporary files of killed runs from a folder, if they are older than an hour. Newer ones may belong to a run that is not
/// finished.
fn remove_abandoned(folder: &Path) {
    const HOUR: Duration = Duration::from_secs(3600);
    let is_old = |entry: &DirEntry| {
        let age = entry.metadata().and_then(|metadata| metadata.modified()).ok().and_then(|time| time.elapsed().ok());
        age.is_some_and(|age| age > HOUR)
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(TEMPORARY) && is_old(entry)) {
        let _ = std::fs::remove_file(entry.path());
    }
}

/// Lets everyone read a file. A temporary file is created so that only its owner can read it.
#[cfg(unix)]
fn make_readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

/// Writes files into a new folder, whole or not at all: into a temporary folder beside it, which is then renamed. The paths have forward
/// slashes and are relative to the folder.
///
/// # Errors
/// If the folder exists and is not empty, or if it cannot be written.
pub(in crate::build) fn write_folder(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), OutputError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| OutputError { path, source }
    };
    let exists = folder.exists();
    if exists && (!folder.is_dir() || std::fs::read_dir(folder).map_err(failed(folder))?.next().is_some()) {
        return Err(failed(folder)(std::io::Error::new(std::io::ErrorKind::AlreadyExists, "it exists and is not empty")));
    }
    let around = folder.parent().filter(|around| !around.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    std::fs::create_dir_all(around).map_err(failed(around))?;
    let temporary = tempfile::Builder::new().prefix(TEMPORARY).tempdir_in(around).map_err(failed(folder))?;
    // Only its owner may read the temporary folder. The folder inside it has the usual permissions.
    let made = temporary.path().join("folder");
    std::fs::create_dir(&made).map_err(failed(folder))?;
    for (name, bytes) in files {
        let path = made.join(name);
        let inner = path.parent().unwrap_or(&made);
        std::fs::create_dir_all(inner).map_err(failed(inner))?;
        std::fs::write(&path, bytes).map_err(failed(&path))?;
    }
    if exists {
        std::fs::remove_dir(folder).map_err(failed(folder))?;
    }
    std::fs::rename(&made, folder).map_err(failed(folder))
}
