//! Documents that LibreOffice turns into docx: OpenDocument, documents of Word before 2007, Rich Text. Only this file of `import` starts a
//! program.
//!
//! The document is copied into a temporary folder, and LibreOffice runs there without a window and with new settings of its own, so it
//! changes no settings, and works while another LibreOffice is open. The macros of the document do not run, because new settings trust
//! none.
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::error::ImportError;
use crate::source::program::ended_within;

/// The longest time that LibreOffice may take.
const LONGEST: Duration = Duration::from_secs(300);
/// The names of the program.
const PROGRAMS: [&str; 2] = ["soffice", "libreoffice"];

/// Converts a document. Returns the bytes of the docx file. `program` is the LibreOffice to use, if it is not that of the search path.
///
/// # Errors
/// If there is no LibreOffice, or if it cannot read the document.
pub(super) fn docx(path: &Path, bytes: &[u8], program: Option<&Path>) -> Result<Vec<u8>, ImportError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let refused = |reason: String| ImportError::NotConverted { file: name.clone(), reason };
    let folder = tempfile::tempdir().map_err(|error| refused(error.to_string()))?;
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let source = folder.path().join(format!("document.{extension}"));
    std::fs::write(&source, bytes).map_err(|error| refused(error.to_string()))?;
    let programs: Vec<PathBuf> = program.map_or_else(|| PROGRAMS.iter().map(PathBuf::from).collect(), |program| vec![program.to_owned()]);
    let Some(mut child) = programs.iter().find_map(|program| start(program, &source, folder.path())) else {
        return Err(ImportError::NoLibreOffice { path: path.to_owned() });
    };
    let Some(status) = ended_within(&mut child, LONGEST) else {
        return Err(refused(format!("it took more than {} seconds", LONGEST.as_secs())));
    };
    // LibreOffice ends without an error if it cannot read a document.
    std::fs::read(folder.path().join("out").join("document.docx")).map_err(|_| match status.success() {
        true => refused("it is damaged, or not of the format that its name says".to_owned()),
        false => refused(status.to_string()),
    })
}

/// Starts a program. `None` if there is no such program.
fn start(program: &Path, source: &Path, folder: &Path) -> Option<Child> {
    let settings = crate::source::uri::encoded(&folder.join("settings").display().to_string());
    Command::new(program)
        .arg(format!("-env:UserInstallation=file://{settings}"))
        .args(["--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML", "--outdir"])
        .arg(folder.join("out"))
        .arg(source)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()
}
