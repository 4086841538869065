//! Which glyphs of which faces are in use, and what text each stands for.
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::font::{FaceId, FontBook, Glyph, Subset, subset};
use crate::typeset::{GlyphRun, PageItem, Pages, Segment};

use super::PdfError;

/// A face in use.
#[derive(Debug)]
pub(super) struct FaceUse {
    pub(super) face: FaceId,
    pub(super) subset: Subset,
    /// By new glyph number: the text that it stands for wherever nothing else is said; may be empty.
    pub(super) texts: Vec<Box<str>>,
    /// By new glyph number: the advance in thousandths of an em, cut to an integer as the writer does.
    pub(super) widths: Vec<i64>,
    /// The new number of the space.
    pub(super) space: Option<u16>,
}

/// All faces in use, in the order of the font book.
#[derive(Debug)]
pub(super) struct Usage {
    pub(super) faces: Vec<FaceUse>,
}

impl Usage {
    /// Walks over all pages. A word that is set a thousand times is looked at once.
    pub(super) fn of(pages: &Pages, fonts: &FontBook) -> Result<Self, PdfError> {
        let mut texts: BTreeMap<FaceId, BTreeMap<u16, Box<str>>> = BTreeMap::new();
        let mut seen: HashSet<*const GlyphRun> = HashSet::new();
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            let PageItem::Line(line) = &item.item else { continue };
            for segment in &line.segments {
                let Segment::Glyphs(run) = segment else { continue };
                if !seen.insert(Arc::as_ptr(run)) {
                    continue;
                }
                let known = texts.entry(run.face).or_default();
                for (glyphs, text) in clusters(run) {
                    for (at, glyph) in glyphs.iter().enumerate() {
                        let text = if at == 0 { text } else { "" };
                        let main = known.entry(glyph.id).or_default();
                        // A hyphen stands for a division only if it never stands for itself.
                        if main.is_empty() || (&**main == "\u{ad}" && !text.is_empty()) {
                            *main = text.into();
                        }
                    }
                }
            }
        }
        let faces: Result<Vec<FaceUse>, PdfError> = texts.into_par_iter().map(|(face, texts)| FaceUse::new(face, texts, fonts)).collect();
        Ok(Self { faces: faces? })
    }

    /// The place of a face among those in use.
    pub(super) fn find(&self, face: FaceId) -> Option<usize> {
        self.faces.binary_search_by_key(&face, |known| known.face).ok()
    }
}

impl FaceUse {
    fn new(face: FaceId, mut texts: BTreeMap<u16, Box<str>>, fonts: &FontBook) -> Result<Self, PdfError> {
        let font = fonts.face(face);
        let space = font.glyph(' ');
        if let Some(space) = space {
            texts.entry(space).or_insert_with(|| " ".into());
        }
        let subset = subset(font, texts.keys().copied())?;
        let units = font.metrics().units_per_em.max(1);
        let widths = subset.glyphs.iter().map(|&glyph| font.advance(glyph) * 1000 / units).collect();
        let by_number = subset.glyphs.iter().map(|glyph| texts.remove(glyph).unwrap_or_default()).collect();
        let space = space.map(|space| subset.renumbered(space));
        Ok(Self { face, subset, texts: by_number, widths, space })
    }
}

/// The glyphs of each cluster of a run with the text that they stand for together.
pub(super) fn clusters(run: &GlyphRun) -> impl Iterator<Item = (&[Glyph], &str)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let first = run.glyphs.get(start)?;
        let count = run.glyphs[start..].iter().take_while(|glyph| glyph.cluster == first.cluster).count();
        let glyphs = &run.glyphs[start..start + count];
        start += count;
        let from = usize::try_from(first.cluster).unwrap_or(0);
        let to = run.glyphs.get(start).map_or(run.text.len(), |next| usize::try_from(next.cluster).unwrap_or(0));
        Some((glyphs, run.text.get(from..to).unwrap_or_default()))
    })
}
