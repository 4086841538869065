//! Refuses the PDF of a book that would be full of question marks.
use std::collections::BTreeMap;

use super::super::session::Session;
use super::work::{EditionJob, TypesetEdition};
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::document::{Block, BlockKind, Document, Inline, InlineKind, Visit, walk_document};
use crate::edition::{Edition, Origin};
use crate::font::{remedy, writing_system};
use crate::source::Span;

/// A PDF is refused if more than one character in this many cannot be shown.
const REFUSED: usize = 10;

/// How often each character occurs in a text, apart from white space.
#[derive(Default)]
struct Characters(BTreeMap<char, usize>);

impl Characters {
    fn of(document: &Document) -> Self {
        let mut characters = Self::default();
        walk_document(document, &mut characters);
        characters
    }

    fn add(&mut self, text: &str) {
        for character in text.chars().filter(|character| !character.is_whitespace() && !character.is_control()) {
            *self.0.entry(character).or_default() += 1;
        }
    }
}

impl Visit for Characters {
    fn block(&mut self, block: &Block) {
        if let BlockKind::Code { text, .. } = &block.kind {
            self.add(text);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Text(text) | InlineKind::Code(text) = &inline.kind {
            self.add(text);
        }
    }
}

impl Session<'_> {
    /// Drops the pages of the editions whose text cannot be shown, and reports them. Their EPUBs stay. Nothing is counted if typesetting
    /// found no missing character.
    pub(super) fn refuse_unprintable(&self, jobs: &[EditionJob], editions: &mut [TypesetEdition]) {
        if !self.sink.has_reported(codes::MISSING_GLYPH) {
            return;
        }
        let has_epub = jobs.iter().any(|job| job.edition.epub);
        for (job, edition) in jobs.iter().zip(editions) {
            if edition.pages.is_none() && edition.press.is_none() {
                continue;
            }
            let document = edition.document.as_ref().unwrap_or(&self.manuscript.document);
            let Some(mut refusal) = self.refusal(document, &job.edition) else { continue };
            if !has_epub {
                refusal.severity = Severity::Error;
            }
            self.sink.report(refusal);
            if !self.sink.allows(codes::UNPRINTABLE_TEXT) {
                (edition.pages, edition.press) = (None, None);
                edition.facts.clear();
            }
        }
    }

    /// The diagnostic for a document of which too much cannot be shown. `None` if it can be printed.
    fn refusal(&self, document: &Document, edition: &Edition) -> Option<Diagnostic> {
        let design = &edition.design;
        let language = edition.metadata.language.tag();
        let face = self.fonts.find(&design.text_face, false, false)?;
        let shaping = self.fonts.shaping(face.into(), &[], language);
        let (mut all, mut missing) = (0, 0);
        let mut systems: BTreeMap<u32, (usize, char)> = BTreeMap::new();
        for (character, times) in Characters::of(document).0 {
            all += times;
            if !shaping.shape(&self.fonts, &character.to_string(), false).missing.is_empty() {
                missing += times;
                systems.entry(writing_system(character)).or_insert((0, character)).0 += times;
            }
        }
        // The writing system with the most characters. Of two with the same number, the first.
        let (_, character) = systems.into_values().reduce(|most, other| if other.0 > most.0 { other } else { most })?;
        let place = match edition.origins.get("text-face") {
            Some(Origin::Author(span)) => *span,
            Some(Origin::Base(_) | Origin::BuiltIn(_)) | None => Span::DETACHED,
        };
        let message = format!("{missing} of the {all} characters of the text are in no font, so no PDF can be made");
        (missing * REFUSED > all)
            .then(|| Diagnostic::new(codes::UNPRINTABLE_TEXT, place, message).label("no PDF was made").hint(remedy(character, language)))
    }
}
