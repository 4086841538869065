//! Writing files, whole or not at all.
use std::io::Write;
use std::path::{Path, PathBuf};

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
/// If a folder or a file cannot be written. Existing files are unchanged then, unless the renaming itself failed.
pub fn write_all(files: &[(PathBuf, Vec<u8>)]) -> Result<Vec<bool>, OutputError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| OutputError { path, source }
    };
    let changed: Vec<bool> = files.iter().map(|(path, bytes)| !has_bytes(path, bytes)).collect();
    let mut written = Vec::with_capacity(files.len());
    for ((path, bytes), _) in files.iter().zip(&changed).filter(|(_, changed)| **changed) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        std::fs::create_dir_all(folder).map_err(failed(folder))?;
        let mut file = tempfile::Builder::new().prefix(".chapbook-").tempfile_in(folder).map_err(failed(path))?;
        file.write_all(bytes).and_then(|()| file.flush()).map_err(failed(path))?;
        make_readable(file.as_file()).map_err(failed(path))?;
        written.push((file, path));
    }
    for (file, path) in written {
        file.persist(path).map_err(|error| failed(path)(error.error))?;
    }
    Ok(changed)
}

/// Whether a file exists and has exactly these bytes.
fn has_bytes(path: &Path, bytes: &[u8]) -> bool {
    let length = std::fs::metadata(path).map(|metadata| metadata.len());
    length.is_ok_and(|length| length == bytes.len() as u64) && std::fs::read(path).is_ok_and(|read| read == bytes)
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
