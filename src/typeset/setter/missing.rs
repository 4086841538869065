//! What the fonts lack: characters and styles.
use std::collections::{BTreeMap, BTreeSet};

use super::Setter;
use crate::diagnostic::{Diagnostic, codes};
use crate::font::{remedy, writing_system};
use crate::source::Span;
use crate::typeset::words::compositor::StyleSubstitution;

/// What the font of a text lacks.
#[derive(Debug, Default)]
pub(crate) struct MissingInFont {
    /// Characters that no font has.
    pub(crate) missing: Vec<char>,
    /// Characters that another font has.
    pub(crate) borrowed: Vec<char>,
    /// Styles that the family of the text does not have.
    pub(crate) styles: Vec<StyleSubstitution>,
}

impl Setter<'_> {
    /// Reports what the font of a text lacks, once for each writing system and each style.
    pub(crate) fn report_missing(&self, missing: MissingInFont, span: Span) {
        let language = self.book.edition.metadata.language.tag();
        for (system, characters) in by_writing_system(&missing.missing) {
            self.sink.report(
                Diagnostic::new(codes::MISSING_GLYPH, span, "no font has")
                    .listing(listed(&characters))
                    .cause(system.to_string())
                    .label("a question mark was printed; the text can still be searched")
                    .hint(characters.first().map_or_else(String::new, |first| remedy(*first, language))),
            );
        }
        for (system, characters) in by_writing_system(&missing.borrowed) {
            self.sink.report(
                Diagnostic::new(codes::OTHER_FACE, span, "the font of the text does not have")
                    .listing(listed(&characters))
                    .cause(system.to_string())
                    .label("set in another font")
                    .hint("choose a font that has it, or name the other font with `fallback-face`"),
            );
        }
        for StyleSubstitution { message, instead } in missing.styles {
            self.sink.report(
                Diagnostic::new(codes::MISSING_STYLE, span, message.clone())
                    .cause(message)
                    .label(instead)
                    .hint("put a font of the family that has it into the folder `fonts`, or choose another family"),
            );
        }
    }
}

/// The characters of each writing system.
fn by_writing_system(characters: &[char]) -> BTreeMap<u32, BTreeSet<char>> {
    let mut systems: BTreeMap<u32, BTreeSet<char>> = BTreeMap::new();
    for &character in characters {
        systems.entry(writing_system(character)).or_default().insert(character);
    }
    systems
}

/// Characters as a message lists them.
fn listed(characters: &BTreeSet<char>) -> Vec<String> {
    characters.iter().map(|character| format!("{character} (U+{:04X})", u32::from(*character))).collect()
}
