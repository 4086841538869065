//! The design of an edition as text: what `chapbook design show` prints.
use crate::edition::show;

use super::session::{BuildError, BuildRequest, Outcome, Session};

/// The design of the first requested edition, as TOML. The outcome has the problems of the settings, not those of the text.
///
/// # Errors
/// If a file cannot be read, or the request names an edition that the book does not have.
pub fn design(request: &BuildRequest) -> Result<(Outcome, String), BuildError> {
    let session = Session::open(request)?;
    let text = session.requested.first().map_or_else(String::new, |edition| show(&edition.design, &edition.origins, &session.sources));
    let mut diagnostics = session.diagnostics();
    let is_settings = |path: &str| path.ends_with(".toml");
    diagnostics.retain(|diagnostic| session.sources.file(diagnostic.span.file).is_some_and(|file| is_settings(&file.path)));
    Ok((Outcome::new(session.sources, diagnostics).about(&session.manuscript), text))
}
