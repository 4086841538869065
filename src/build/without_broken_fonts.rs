//! Builds a book without the font files that turn out to be damaged.
//!
//! The tables of a font are checked when the font is found. Damage to its outlines shows only when they are used. By then the book has been
//! set in the font, so it is made again without the font.
use super::make::Products;
use super::session::{BuildError, BuildRequest, Session};
use crate::font::BrokenFont;

/// Why an attempt to make a book ended.
pub(super) enum AttemptFailure {
    Error(BuildError),
    /// Fonts of the user turned out to be damaged.
    BrokenFonts(Vec<BrokenFont>),
}

impl From<BuildError> for AttemptFailure {
    fn from(error: BuildError) -> Self {
        Self::Error(error)
    }
}

/// Makes a book, and repeats that until no font of the user turns out to be damaged. Each attempt skips the fonts that were damaged in
/// earlier attempts.
pub(super) fn without_broken_fonts<T>(
    request: &BuildRequest,
    attempt: impl Fn(&BuildRequest) -> Result<T, AttemptFailure>,
) -> Result<T, BuildError> {
    let mut stopped = match attempt(request) {
        Ok(made) => return Ok(made),
        Err(stopped) => stopped,
    };
    let mut request = request.clone();
    loop {
        match stopped {
            AttemptFailure::Error(error) => return Err(error),
            AttemptFailure::BrokenFonts(broken) => request.broken_fonts.extend(broken),
        }
        match attempt(&request) {
            Ok(made) => return Ok(made),
            Err(again) => stopped = again,
        }
    }
}

/// The files that a session makes.
///
/// # Errors
/// If a file cannot be read or made, or if a font of the user is damaged.
pub(super) fn products_of(session: &Session<'_>) -> Result<Products, AttemptFailure> {
    let products = session.make();
    let broken: Vec<BrokenFont> = session.fonts.broken().collect();
    if broken.is_empty() { Ok(products?) } else { Err(AttemptFailure::BrokenFonts(broken)) }
}
