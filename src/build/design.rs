//! The designs of a book: what they come to, and whether the faces are there for them.
use crate::diagnostic::{Diagnostic, Sink, codes, nearest};
use crate::edition::{Edition, Origin, Ornament, show};
use crate::font::FontBook;
use crate::manuscript;
use crate::source::{SourceMap, Span};

use super::{BuildError, BuildRequest, Outcome, chosen, dated};

/// The design of the first edition that was asked for, as TOML, with what there is to say about the settings.
///
/// # Errors
/// If files cannot be read, or the request names what is not there.
pub fn design(request: &BuildRequest) -> Result<(Outcome, String), BuildError> {
    let mut sources = SourceMap::default();
    let sink = Sink::default();
    let manuscript = manuscript::read(&request.path, &mut sources, &sink)?;
    let mut fonts = FontBook::bundled();
    request.font_paths.iter().try_for_each(|path| fonts.add_path(path))?;
    let all = dated(request, &manuscript)?;
    let editions = chosen(request, &manuscript, &all)?;
    let text = editions.first().map_or_else(String::new, |edition| {
        check_design(edition, &fonts, &sink);
        show(edition, &sources)
    });
    // The text may be as it is: only the settings were asked about.
    let mut diagnostics = sink.sorted();
    diagnostics.retain(|told| sources.file(told.span.file).is_some_and(|file| file.path.ends_with(".toml")));
    Ok((Outcome::told(sources, diagnostics), text))
}

/// Reports the families of a design that no font has, and the signs of its ornament.
pub(super) fn check_design(edition: &Edition, fonts: &FontBook, sink: &Sink) {
    let design = &edition.design;
    let place = |key: &str| match edition.origins.get(key) {
        Some(Origin::Given(span)) => *span,
        Some(Origin::Base(_) | Origin::BuiltIn(_)) | None => Span::DETACHED,
    };
    for (key, family) in [("text-face", &design.text_face), ("mono-face", &design.mono_face)]
        .into_iter()
        .chain(design.heading_face.as_ref().map(|face| ("heading-face", face)))
        .chain(design.fallback_face.as_ref().map(|face| ("fallback-face", face)))
    {
        if fonts.find(family, false, false).is_some() {
            continue;
        }
        let families = fonts.families();
        let near = nearest(family, families.iter().map(|known| known.as_ref()));
        let near = near.map_or_else(|| "`chapbook fonts` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
        sink.report(Diagnostic::new(codes::UNKNOWN_FACE, place(key), format!("no face is called `{family}`")).hint(near));
    }
    let text = fonts.find(&design.text_face, false, false);
    if let (Ornament::Text(ornament), Some(face)) = (&design.ornament, text) {
        let missing = ornament.chars().find(|sign| !sign.is_whitespace() && fonts.covering(face, *sign).is_none());
        if let Some(sign) = missing {
            let message = format!("no face has {sign} (U+{:04X})", u32::from(sign));
            sink.report(
                Diagnostic::new(codes::MISSING_ORNAMENT, place("ornament"), message)
                    .hint("use another sign, or add a font that has it with --font-path"),
            );
        }
    }
}
