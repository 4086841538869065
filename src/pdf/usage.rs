//! Which glyphs of which faces are in use, and what text each stands for.
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::font::{FaceId, FontBook, Subset, subset};
use crate::typeset::{GlyphRun, PageItem, Pages, Segment};

use super::PdfError;

/// Stands in `ToUnicode` for a glyph that never says anything by itself, an accent beside its letter (zero width space: a
/// code that PDF/A allows and no reader shows). Wherever such a glyph is set, its cluster says its own text.
const NOTHING: &str = "\u{200B}";

/// A face in use.
#[derive(Debug)]
pub(super) struct FaceUse {
    pub(super) face: FaceId,
    pub(super) subset: Subset,
    /// By new glyph number: the text that it stands for wherever nothing else is said. Never empty.
    pub(super) texts: Vec<Box<str>>,
    /// By new glyph number: the advance in thousandths of an em, cut to an integer as the writer does.
    pub(super) widths: Vec<i64>,
    /// The new number of the space.
    pub(super) space: Option<u16>,
    /// The new number of each glyph of the whole face.
    numbers: Vec<u16>,
}

/// All faces in use, in the order of the font book.
#[derive(Debug)]
pub(super) struct Usage {
    pub(super) faces: Vec<FaceUse>,
    /// By [`FaceId`]: the place in `faces`.
    places: Vec<Option<u16>>,
}

/// By glyph of the whole face: the texts that it stands for, each with how often.
type Candidates = BTreeMap<u16, Vec<(Box<str>, u64)>>;

impl Usage {
    /// Walks over all pages. A word that is set a thousand times is looked at once; what comes out does not depend on which
    /// words share their glyphs.
    pub(super) fn of(pages: &Pages, fonts: &FontBook) -> Result<Self, PdfError> {
        let mut by_face: BTreeMap<FaceId, Candidates> = BTreeMap::new();
        for (run, times) in runs(pages) {
            let known = by_face.entry(run.face).or_default();
            for (glyphs, text) in clusters(run) {
                let letters = spelled(&run.glyphs[glyphs.clone()], text);
                for (at, glyph) in run.glyphs[glyphs].iter().enumerate() {
                    let candidates = known.entry(glyph.id).or_default();
                    let said = match letters {
                        Spelling::Whole => text,
                        Spelling::Letters => letter(text, at),
                        Spelling::Otherwise if at == 0 => text,
                        Spelling::Otherwise => continue,
                    };
                    match candidates.iter_mut().find(|(candidate, _)| **candidate == *said) {
                        Some((_, count)) => *count += times,
                        None if said.is_empty() => {}
                        None => candidates.push((said.into(), times)),
                    }
                }
            }
        }
        let faces: Result<Vec<FaceUse>, PdfError> =
            by_face.into_par_iter().map(|(face, candidates)| FaceUse::new(face, candidates, fonts)).collect();
        let faces = faces?;
        let mut places = vec![None; fonts.faces().len()];
        for (at, face) in faces.iter().enumerate() {
            places[usize::from(face.face.0)] = u16::try_from(at).ok();
        }
        Ok(Self { faces, places })
    }

    /// The place of a face among those in use.
    pub(super) fn find(&self, face: FaceId) -> Option<usize> {
        self.places.get(usize::from(face.0)).copied().flatten().map(usize::from)
    }
}

/// Every run with the number of times that it is set, in the order of the pages.
fn runs(pages: &Pages) -> Vec<(&GlyphRun, u64)> {
    let mut runs: Vec<(&GlyphRun, u64)> = Vec::new();
    let mut places: HashMap<*const GlyphRun, usize> = HashMap::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let PageItem::Line(line) = &item.item else { continue };
        for segment in &line.segments {
            let Segment::Glyphs(run) = segment else { continue };
            let at = *places.entry(Arc::as_ptr(run)).or_insert_with(|| {
                runs.push((run, 0));
                runs.len() - 1
            });
            runs[at].1 += 1;
        }
    }
    runs
}

impl FaceUse {
    fn new(face: FaceId, candidates: Candidates, fonts: &FontBook) -> Result<Self, PdfError> {
        let font = fonts.face(face);
        let mut texts: BTreeMap<u16, Box<str>> =
            candidates.into_iter().map(|(glyph, texts)| (glyph, most_frequent(texts).unwrap_or_else(|| NOTHING.into()))).collect();
        let space = font.glyph(' ');
        if let Some(space) = space {
            texts.insert(space, " ".into());
        }
        let subset = subset(font, texts.keys().copied())?;
        let units = font.metrics().units_per_em.max(1);
        let widths = subset.glyphs.iter().map(|&glyph| font.advance(glyph) * 1000 / units).collect();
        let by_number = subset.glyphs.iter().map(|glyph| texts.remove(glyph).unwrap_or_else(|| NOTHING.into())).collect();
        let mut numbers = vec![0; usize::try_from(font.glyph_count()).unwrap_or(0)];
        for (number, &glyph) in subset.glyphs.iter().enumerate() {
            if let Some(place) = numbers.get_mut(usize::from(glyph)) {
                *place = u16::try_from(number).unwrap_or(0);
            }
        }
        let space = space.map(|space| subset.renumbered(space));
        Ok(Self { face, subset, texts: by_number, widths, space, numbers })
    }

    /// The new number of a glyph of the whole face.
    pub(super) fn number(&self, glyph: u16) -> u16 {
        self.numbers.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// Whether the glyphs of a cluster say its text by themselves. Glyphs without a text of their own are left alone.
    pub(super) fn says(&self, glyphs: &[crate::font::Glyph], text: &str) -> bool {
        let main = |at: usize| &*self.texts[usize::from(self.number(glyphs[at].id))];
        match spelled(glyphs, text) {
            _ if text.is_empty() => true,
            Spelling::Whole => main(0) == text,
            Spelling::Letters => (0..glyphs.len()).all(|at| main(at) == letter(text, at)),
            Spelling::Otherwise => false,
        }
    }
}

/// The text that a glyph stands for most often. A hyphen stands for a division only if it never stands for itself: readers
/// that know no replacement text (pdf.js) then find a hyphen at the line's end, and none missing within a word.
fn most_frequent(texts: Vec<(Box<str>, u64)>) -> Option<Box<str>> {
    let rank = |(text, times): &(Box<str>, u64)| (&**text != "\u{AD}", *times);
    texts.into_iter().max_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| b.0.cmp(&a.0))).map(|(text, _)| text)
}

/// How the glyphs of a cluster stand for its text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// One glyph for all of it.
    Whole,
    /// A glyph for each character: a letter, then its accent.
    Letters,
    /// No glyph stands for a part of it.
    Otherwise,
}

fn spelled(glyphs: &[crate::font::Glyph], text: &str) -> Spelling {
    if glyphs.len() == 1 {
        Spelling::Whole
    } else if text.chars().count() == glyphs.len() && !text.starts_with(|letter| ('\u{590}'..'\u{900}').contains(&letter)) {
        // From right to left a letter's points come before it, or after it, as the face likes.
        Spelling::Letters
    } else {
        Spelling::Otherwise
    }
}

/// The character of a text at a place.
fn letter(text: &str, at: usize) -> &str {
    text.char_indices().nth(at).map_or("", |(from, letter)| &text[from..from + letter.len_utf8()])
}

/// Whether the text of a run is read from right to left: its glyphs come in the order of the eye.
pub(super) fn is_backwards(run: &GlyphRun) -> bool {
    matches!(run.glyphs.as_slice(), [first, .., last] if first.cluster > last.cluster)
}

/// The clusters of a run: the places of their glyphs, and the text that they stand for together.
pub(super) fn clusters(run: &GlyphRun) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let first = run.glyphs.get(start)?;
        let end = start + run.glyphs[start..].iter().take_while(|glyph| glyph.cluster == first.cluster).count();
        let byte = |cluster: u32| usize::try_from(cluster).unwrap_or(usize::MAX);
        let (from, to) = if is_backwards(run) {
            let from = if end == run.glyphs.len() { 0 } else { byte(first.cluster) };
            (from, start.checked_sub(1).map_or(run.text.len(), |before| byte(run.glyphs[before].cluster)))
        } else {
            // Text before the first cluster belongs to it.
            let from = if start == 0 { 0 } else { byte(first.cluster) };
            (from, run.glyphs.get(end).map_or(run.text.len(), |next| byte(next.cluster)))
        };
        let glyphs = start..end;
        start = end;
        Some((glyphs, run.text.get(from..to).unwrap_or_default()))
    })
}
