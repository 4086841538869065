//! Loads the fonts of a build: the bundled ones, those of the book, those of the command line, and, if `system-fonts` is on, those that
//! are installed on the computer.
use std::path::Path;

use crate::diagnostic::{Diagnostic, Sink, codes, nearest};
use crate::edition::{Edition, FontPlaces, Origin, Ornament};
use crate::font::{FontBook, FontError, SkippedFile, SymbolicLinks};
use crate::source::Span;

use super::BuildRequest;

/// Loads the bundled fonts, then those of the book, then those of the command line. A later font replaces an earlier one of the same name
/// and style. System fonts come last and replace nothing: they are used only if a design names a family that is nowhere else.
///
/// # Errors
/// If a path of the command line cannot be read.
pub(in crate::build) fn load(
    request: &BuildRequest,
    places: &FontPlaces,
    root: &Path,
    editions: &[Edition],
    sink: &Sink,
) -> Result<FontBook, FontError> {
    let mut fonts = FontBook::bundled().without(&request.broken_fonts);
    for (path, span) in places.paths.iter().flatten() {
        match fonts.add_path(&root.join(path), SymbolicLinks::Refuse) {
            Ok(skipped) => report(&skipped, root, *span, sink),
            Err(error) => {
                let message = format!("there is no file or folder of fonts `{path}`");
                sink.report(
                    Diagnostic::new(codes::MISSING_FILE, *span, message)
                        .label(error.cause())
                        .hint("put the fonts there, or correct the path"),
                );
            }
        }
    }
    for path in &request.font_paths {
        report(&fonts.add_path(path, SymbolicLinks::Follow)?, Path::new(""), Span::DETACHED, sink);
    }
    if let Some(span) = places.system {
        let found = add_system_fonts(&mut fonts, request, editions);
        report(&found.skipped, Path::new(""), span, sink);
        for family in found.families {
            sink.report(
                Diagnostic::new(codes::SYSTEM_FONT, span, format!("`{family}` is a font installed on this computer"))
                    .label("another computer may make other files from the same sources")
                    .hint("copy the font into the folder `fonts` beside book.toml"),
            );
        }
    }
    Ok(fonts)
}

/// The system fonts that a book uses.
#[derive(Default)]
struct SystemFonts<'a> {
    /// The families that a design names, and that only the system fonts have.
    families: Vec<&'a str>,
    /// Files that turned out to be damaged when they were used.
    skipped: Vec<SkippedFile>,
}

/// Adds the system fonts, if a design names a family that no other font has. Files that cannot be used are not reported, because the author
/// did not choose them. Files that turned out to be damaged when they were used are reported.
fn add_system_fonts<'a>(fonts: &mut FontBook, request: &BuildRequest, editions: &'a [Edition]) -> SystemFonts<'a> {
    let mut wanted: Vec<&str> = editions.iter().flat_map(families).map(|(_, family)| family).collect();
    wanted.retain(|family| fonts.find(family, false, false).is_none());
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return SystemFonts::default();
    }
    let skipped = fonts.add_system_fonts(&request.system_font_folders);
    wanted.retain(|family| fonts.find(family, false, false).is_some());
    SystemFonts { families: wanted, skipped }
}

/// Reports files that cannot be used, with their paths relative to the root.
fn report(skipped: &[SkippedFile], root: &Path, span: Span, sink: &Sink) {
    for SkippedFile { path, reason } in skipped {
        let shown = path.strip_prefix(root).unwrap_or(path).display();
        sink.report(
            Diagnostic::new(codes::UNUSABLE_FONT, span, format!("`{shown}` {reason}"))
                .label("skipped")
                .hint("remove the file, or replace it with a font that can be used"),
        );
    }
}

/// The families that a design names, each with its key.
fn families(edition: &Edition) -> impl Iterator<Item = (&'static str, &str)> {
    let design = &edition.design;
    let chosen = [("heading-face", &design.heading_face), ("fallback-face", &design.fallback_face)];
    [("text-face", design.text_face.as_str()), ("mono-face", design.mono_face.as_str())]
        .into_iter()
        .chain(chosen.into_iter().filter_map(|(key, face)| Some((key, face.as_deref()?))))
}

/// Whether one of two names is the other followed by more words: "Inter" and "Inter Variable".
fn extends_name(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let begins = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
    begins(&one, &other) || begins(&other, &one)
}

/// Reports the font families of a design that are not available, and a character of its ornament that no font has.
pub(super) fn check(edition: &Edition, fonts: &FontBook, sink: &Sink) {
    let design = &edition.design;
    let place = |key: &str| match edition.origins.get(key) {
        Some(Origin::Author(span)) => *span,
        Some(Origin::Base(_) | Origin::BuiltIn(_)) | None => Span::DETACHED,
    };
    for (key, family) in families(edition) {
        if fonts.find(family, false, false).is_some() {
            continue;
        }
        let known = fonts.families();
        let hint = match nearest(family, known.iter().copied()).or_else(|| known.iter().copied().find(|known| extends_name(known, family)))
        {
            Some(near) => format!("did you mean `{near}`?"),
            None => "put the font into the folder `fonts` beside book.toml; `chapbook fonts` lists the bundled fonts".to_owned(),
        };
        sink.report(Diagnostic::new(codes::UNKNOWN_FACE, place(key), format!("there is no font called `{family}`")).hint(hint));
    }
    let text = fonts.find(&design.text_face, false, false);
    if let (Ornament::Text(ornament), Some(face)) = (&design.ornament, text) {
        let missing = ornament.chars().find(|sign| !sign.is_whitespace() && fonts.covering(face, *sign).is_none());
        if let Some(sign) = missing {
            let message = format!("no font has {sign} (U+{:04X})", u32::from(sign));
            sink.report(
                Diagnostic::new(codes::MISSING_ORNAMENT, place("ornament"), message)
                    .hint("use another character, or put a font that has it into `fonts/`"),
            );
        }
    }
}
