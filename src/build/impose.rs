//! A finished PDF put on sheets: what `impose` does.
use std::path::{Path, PathBuf};

use super::{BuildError, write_all};
use crate::imposition::Imposition;
use crate::manuscript::ManuscriptError;
use crate::pdf::{self, Imposed};

/// What is to be imposed.
#[derive(Clone, Debug)]
pub struct ImposeRequest {
    /// The PDF.
    pub path: PathBuf,
    /// The file for the sheets; beside the PDF, with its scheme in its name, if not said.
    pub output: Option<PathBuf>,
    /// How.
    pub imposition: Imposition,
    /// The name of the scheme, for the name of the file.
    pub scheme: &'static str,
    /// The tag of the language of the slip.
    pub language: String,
    /// The slip is written beside it.
    pub slip: bool,
}

/// Imposes a PDF; gives what was written, and what there is to say of it.
///
/// # Errors
/// If the file cannot be read, is no PDF, or nothing can be written.
pub fn impose(request: &ImposeRequest) -> Result<(Vec<PathBuf>, Imposed), BuildError> {
    let path = &request.path;
    if !path.exists() {
        return Err(ManuscriptError::Missing(path.clone()).into());
    }
    let bytes = std::fs::read(path).map_err(|source| ManuscriptError::Unreadable { path: path.clone(), source })?;
    let failed = |source| BuildError::Impose { file: path.display().to_string(), source };
    let imposed = pdf::impose(&bytes, &request.imposition, &request.language).map_err(failed)?;
    let output = request.output.clone().unwrap_or_else(|| named(path, request.scheme));
    let mut files = vec![(output.clone(), imposed.bytes.clone())];
    if request.slip {
        files.push((output.with_extension("txt"), imposed.slip.clone().into_bytes()));
    }
    write_all(&files)?;
    Ok((files.into_iter().map(|(path, _)| path).collect(), imposed))
}

/// `book.pdf` becomes `book-saddle.pdf`.
fn named(path: &Path, scheme: &str) -> PathBuf {
    let stem = path.file_stem().map_or_else(|| "sheets".to_owned(), |stem| stem.to_string_lossy().into_owned());
    path.with_file_name(format!("{stem}-{scheme}.pdf"))
}
