//! Putting the pages of a finished PDF on sheets: what `chapbook impose` does.
use std::path::{Path, PathBuf};

use super::session::{BuildError, write_all};
use crate::imposition::Imposition;
use crate::manuscript::ManuscriptError;
use crate::pdf::{self, Imposed};

/// What to impose, and how.
#[derive(Clone, Debug)]
pub struct ImposeRequest {
    /// The PDF.
    pub path: PathBuf,
    /// The file for the sheets. `None`: beside the PDF, with the scheme in its name.
    pub output: Option<PathBuf>,
    /// How to impose it.
    pub imposition: Imposition,
    /// The name of the scheme, for the name of the file.
    pub scheme: &'static str,
    /// The language tag of the printing slip.
    pub language: String,
    /// Whether to write the printing slip into a text file beside the sheets.
    pub slip: bool,
}

/// Imposes a PDF and writes the sheets. Returns the paths of the files, and the sheets.
///
/// # Errors
/// If the file cannot be read or is not a PDF, or a file cannot be written.
pub fn impose(request: &ImposeRequest) -> Result<(Vec<PathBuf>, Imposed), BuildError> {
    let path = &request.path;
    if !path.exists() {
        return Err(ManuscriptError::Missing(path.clone()).into());
    }
    let output = request.output.clone().unwrap_or_else(|| default_output(path, request.scheme));
    if is_same_file(path, &output) {
        return Err(BuildError::Overwrites(output));
    }
    let bytes = crate::source::files::read(path).map_err(|source| ManuscriptError::Unreadable { path: path.clone(), source })?;
    let failed = |source| BuildError::Impose { file: path.display().to_string(), source };
    let imposed = pdf::impose(&bytes, &request.imposition, &request.language).map_err(failed)?;
    let mut files = vec![(output.clone(), imposed.bytes.clone())];
    if request.slip {
        files.push((output.with_extension("txt"), imposed.slip.clone().into_bytes()));
    }
    write_all(&files)?;
    Ok((files.into_iter().map(|(path, _)| path).collect(), imposed))
}

/// Whether two paths lead to the same file, even if one is a link.
fn is_same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

/// `book.pdf` becomes `book-saddle.pdf`.
fn default_output(path: &Path, scheme: &str) -> PathBuf {
    let stem = path.file_stem().map_or_else(|| "sheets".to_owned(), |stem| stem.to_string_lossy().into_owned());
    path.with_file_name(format!("{stem}-{scheme}.pdf"))
}
