//! The fonts of a book: what `chapbook fonts` lists.
use std::path::{Path, PathBuf};

use crate::diagnostic::Sink;
use crate::edition::FontPlaces;
use crate::font::FontBook;
use crate::manuscript;
use crate::source::SourceMap;

use super::session::{BuildError, BuildRequest, Outcome, load_fonts};

/// The fonts that a design may name: the bundled ones, those of the book if one is given, and those of the request. The outcome reports the
/// font files that cannot be used. Other problems of the book are not reported.
///
/// # Errors
/// If a file cannot be read.
pub fn fonts(book: Option<&Path>, font_paths: &[PathBuf]) -> Result<(Outcome, FontBook), BuildError> {
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let (places, root) = match book {
        Some(path) => {
            let manuscript = manuscript::read(path, &mut sources, &Sink::default())?;
            (manuscript.fonts, manuscript.root)
        }
        None => (FontPlaces::default(), PathBuf::new()),
    };
    let request = BuildRequest { font_paths: font_paths.to_vec(), ..BuildRequest::default() };
    let fonts = load_fonts(&request, &places, &root, &[], &sink)?;
    Ok((Outcome::new(sources, sink.sorted()), fonts))
}
