//! The glyphs in use of each font, and the texts that each glyph stands for.
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::font::{Face, FaceId, FontBook, Glyph, Subset, subset};
use crate::typeset::{GlyphRun, PageItem, Pages, Segment};

use crate::pdf::error::PdfError;

/// The text in `ToUnicode` of a glyph that has no text of its own, such as an accent beside its letter: a zero width space, which PDF/A
/// allows and no reader shows. The text of such a glyph's cluster is in the first glyph or in `ActualText`.
const NOTHING: &str = "\u{200B}";

/// A font in use.
#[derive(Debug)]
pub(crate) struct FaceUse {
    pub(crate) face: FaceId,
    pub(crate) subset: Arc<Subset>,
    /// In the order of the codes. Reserved codes are `None`.
    pub(crate) codes: Vec<Option<CharacterCode>>,
    /// The code of the space.
    pub(crate) space: Option<u16>,
    /// For each glyph of the whole font: the code of its most frequent text.
    usual: Vec<UsualText>,
    /// For each glyph: the codes of its other texts.
    others: HashMap<u16, Vec<u16>, FixedState>,
}

/// The most frequent text of a glyph.
#[derive(Clone, Copy, Debug, Default)]
struct UsualText {
    code: u16,
    /// The glyph has other texts, too.
    others: bool,
}

/// A code of a string: a glyph with its text. A glyph with several texts has a code for each, so every text can be searched and copied
/// without `ActualText`.
#[derive(Debug)]
pub(crate) struct CharacterCode {
    /// The glyph's number in the subset.
    pub(crate) glyph: u16,
    /// The text. Never empty.
    pub(crate) text: Box<str>,
    /// The advance in thousandths of an em, truncated to an integer as `printpdf` does.
    pub(crate) width: i64,
}

/// The code of the space. Word spacing applies to this single byte only (ISO 32000-1, 9.3.3).
const SPACE: u16 = 32;

/// The number of one-byte codes. All further codes are two bytes; their first byte is never a one-byte code.
pub(crate) const SINGLE: u16 = 0xE0;

/// Whether a code must not be used: 0, the space, and bytes that need an escape in a string.
const fn is_reserved(code: u16) -> bool {
    matches!(code, 0 | 13 | 32 | 40 | 41 | 92)
}

/// All fonts in use, in the order of the font book.
#[derive(Debug)]
pub(crate) struct FontUsage {
    pub(crate) faces: Vec<FaceUse>,
    /// For each [`FaceId`]: the index in `faces`.
    places: Vec<Option<u16>>,
}

/// For each glyph of the whole font: its texts, each with its frequency. `None` for a glyph that is not in use.
type Candidates = Vec<Option<Vec<(Box<str>, u64)>>>;

impl FontUsage {
    /// Collects the glyphs of all pages. A run that occurs a thousand times is examined once. The result does not depend on which words
    /// share a run.
    pub(crate) fn of(pages: &Pages, fonts: &FontBook) -> Result<Self, PdfError> {
        let mut by_face: BTreeMap<FaceId, Candidates> = BTreeMap::new();
        let runs = runs(pages);
        // A separate pass over all runs, so that the processor fetches their glyphs, which are scattered in memory, in parallel.
        let plain: Vec<bool> = runs.iter().map(|(run, _)| is_plain(run)).collect();
        for ((run, times), plain) in runs.into_iter().zip(plain) {
            let known = by_face.entry(run.face).or_insert_with(|| none(fonts.face(run.face)));
            if plain {
                run.glyphs.iter().enumerate().for_each(|(at, glyph)| count(known, glyph.id, plain_text(run, at), times));
                continue;
            }
            for (glyphs, text) in clusters(run) {
                let letters = spelled(&run.glyphs[glyphs.clone()], text);
                for (at, glyph) in run.glyphs[glyphs].iter().enumerate() {
                    let own_text = match letters {
                        ClusterText::Whole => text,
                        ClusterText::Letters => letter(text, at),
                        ClusterText::Otherwise if at == 0 => text,
                        ClusterText::Otherwise => NOTHING,
                    };
                    count(known, glyph.id, own_text, times);
                }
            }
        }
        let faces: Result<Vec<FaceUse>, PdfError> =
            by_face.into_par_iter().map(|(face, candidates)| FaceUse::new(face, candidates, fonts)).collect();
        let faces = faces?;
        let mut places = vec![None; faces.last().map_or(0, |last| usize::from(last.face.0) + 1)];
        for (at, face) in faces.iter().enumerate() {
            places[usize::from(face.face.0)] = u16::try_from(at).ok();
        }
        Ok(Self { faces, places })
    }

    /// The index of a font among those in use.
    pub(crate) fn find(&self, face: FaceId) -> Option<usize> {
        self.places.get(usize::from(face.0)).copied().flatten().map(usize::from)
    }
}

/// Candidates for a font with no glyph in use.
fn none(face: &Face) -> Candidates {
    vec![None; usize::try_from(face.glyph_count()).unwrap_or(0)]
}

/// Adds to the frequency of a text of a glyph.
fn count(candidates: &mut Candidates, glyph: u16, text: &str, times: u64) {
    let Some(candidates) = candidates.get_mut(usize::from(glyph)) else { return };
    let candidates = candidates.get_or_insert_default();
    match candidates.iter_mut().find(|(candidate, _)| same(candidate, text)) {
        Some((_, count)) => *count += times,
        None if text.is_empty() => {}
        None => candidates.push((text.into(), times)),
    }
}

/// Every run with its frequency, in the order of the pages. Equal words share a run, so runs are compared by address, without fetching
/// their glyphs from memory.
fn runs(pages: &Pages) -> Vec<(&GlyphRun, u64)> {
    let mut runs: Vec<(&GlyphRun, u64)> = Vec::new();
    let mut met: HashMap<*const GlyphRun, usize, FixedState> = HashMap::default();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let PageItem::Line(line) = &item.item else { continue };
        for segment in &line.segments {
            let Segment::Glyphs(run) = segment else { continue };
            let at = *met.entry(Arc::as_ptr(run)).or_insert_with(|| {
                runs.push((run, 0));
                runs.len() - 1
            });
            runs[at].1 += 1;
        }
    }
    runs
}

impl FaceUse {
    fn new(face: FaceId, mut candidates: Candidates, fonts: &FontBook) -> Result<Self, PdfError> {
        let font = fonts.face(face);
        let space = font.glyph(' ');
        if let Some(space) = space {
            candidates[usize::from(space)].get_or_insert_default();
        }
        let in_use = (0..=u16::MAX).zip(&candidates).filter_map(|(glyph, texts)| texts.as_ref().map(|_| glyph));
        let subset = subset(font, in_use)?;
        let units = font.metrics().units_per_em.max(1);
        let code =
            |glyph: u16, text: Box<str>| CharacterCode { glyph: subset.renumbered(glyph), text, width: font.advance(glyph) * 1000 / units };
        // The most frequent get the shortest codes.
        let mut wanted: Vec<(u64, u16, Box<str>)> = Vec::new();
        for (glyph, texts) in (0..=u16::MAX).zip(candidates).filter_map(|(glyph, texts)| Some((glyph, texts?))) {
            if texts.is_empty() && Some(glyph) != space {
                wanted.push((0, glyph, NOTHING.into()));
            }
            wanted.extend(
                texts.into_iter().filter(|(text, _)| Some(glyph) != space || &**text != " ").map(|(text, times)| (times, glyph, text)),
            );
        }
        wanted.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (a.1, &a.2).cmp(&(b.1, &b.2))));
        let mut usual = vec![UsualText::default(); usize::try_from(font.glyph_count()).unwrap_or(0)];
        let mut others: HashMap<u16, Vec<u16>, FixedState> = HashMap::default();
        let mut codes: Vec<Option<CharacterCode>> = Vec::new();
        codes.resize_with(usize::from(SPACE) + 1, || None);
        if let Some(glyph) = space {
            codes[usize::from(SPACE)] = Some(code(glyph, " ".into()));
            usual[usize::from(glyph)].code = SPACE;
        }
        let mut next = 0;
        for (_, glyph, text) in wanted {
            while is_reserved(next) {
                next += 1;
            }
            let Some(own) = usual.get_mut(usize::from(glyph)) else { continue };
            if own.code == 0 {
                own.code = next;
            } else {
                own.others = true;
                others.entry(glyph).or_default().push(next);
            }
            if codes.len() <= usize::from(next) {
                codes.resize_with(usize::from(next) + 1, || None);
            }
            codes[usize::from(next)] = Some(code(glyph, text));
            next += 1;
        }
        if subset.cff().is_some() {
            for (glyph, own) in (0..=u16::MAX).zip(&usual).filter(|(_, own)| own.others) {
                let group = || std::iter::once(own.code).chain(others.get(&glyph).into_iter().flatten().copied());
                let text = |code: u16| codes[usize::from(code)].as_ref().map_or("", |code| &code.text);
                let natural = group().find(|code| is_natural(text(*code), glyph, font));
                if let Some((natural, last)) = natural.zip(group().max()) {
                    codes.swap(usize::from(natural), usize::from(last));
                }
            }
        }
        Ok(Self { face, subset, codes, space: space.map(|_| SPACE), usual, others })
    }

    fn text(&self, code: u16) -> &str {
        self.codes.get(usize::from(code)).and_then(Option::as_ref).map_or("", |code| &code.text)
    }

    /// The width of a code, in thousandths of an em.
    pub(crate) fn width(&self, code: u16) -> i64 {
        self.codes.get(usize::from(code)).and_then(Option::as_ref).map_or(0, |code| code.width)
    }

    /// The code of a glyph with a text. Nearly all glyphs have only one text; then `text` is not called.
    pub(crate) fn code<'t>(&self, glyph: u16, text: impl FnOnce() -> &'t str) -> u16 {
        let usual = self.usual.get(usize::from(glyph)).copied().unwrap_or_default();
        if !usual.others {
            return usual.code;
        }
        let text = text();
        let mut all = std::iter::once(usual.code).chain(self.others.get(&glyph).into_iter().flatten().copied());
        all.find(|code| same(self.text(*code), text)).unwrap_or(usual.code)
    }

    /// Appends the codes of a cluster's glyphs. Returns whether the codes give the text of the cluster. If they cannot, the first code
    /// gives all of the text and the others none.
    pub(crate) fn spell(&self, glyphs: &[crate::font::Glyph], text: &str, codes: &mut Vec<u16>) -> bool {
        let spelling = spelled(glyphs, text);
        for (at, glyph) in glyphs.iter().enumerate() {
            let own_text = || match spelling {
                ClusterText::Whole => text,
                ClusterText::Letters => letter(text, at),
                ClusterText::Otherwise if at == 0 => text,
                ClusterText::Otherwise => NOTHING,
            };
            codes.push(self.code(glyph.id, own_text));
        }
        text.is_empty() || spelling != ClusterText::Otherwise
    }
}

/// Whether a glyph is the one that a font maps a text to. In a CFF font all codes of a glyph map to one CID. Readers that map CIDs instead
/// of codes to text (MuPDF) keep the text of the last code, so that should be the natural one and not, for instance, a soft hyphen.
fn is_natural(text: &str, glyph: u16, font: &Face) -> bool {
    let mut characters = text.chars().filter(|character| *character != '\u{AD}');
    characters.next().is_some_and(|character| characters.next().is_none() && font.glyph(character) == Some(glyph))
}

/// How the glyphs of a cluster relate to its text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ClusterText {
    /// One glyph for the whole text.
    Whole,
    /// One glyph for each character: a letter, then its accent.
    Letters,
    /// The glyphs cannot be assigned to parts of the text.
    Otherwise,
}

fn spelled(glyphs: &[crate::font::Glyph], text: &str) -> ClusterText {
    if glyphs.len() == 1 {
        ClusterText::Whole
    } else if text.chars().count() == glyphs.len() && !text.starts_with(|letter| ('\u{590}'..'\u{900}').contains(&letter)) {
        // In right-to-left scripts, fonts place the glyphs of points before or after their letter.
        ClusterText::Letters
    } else {
        ClusterText::Otherwise
    }
}

/// Whether two texts are equal. Faster than `==` for texts of a letter or two, since it calls no `memcmp`.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().eq(other.bytes())
}

/// The character of a text at an index.
fn letter(text: &str, at: usize) -> &str {
    text.char_indices().nth(at).map_or("", |(from, letter)| &text[from..from + letter.len_utf8()])
}

/// Whether the text of a run is read from right to left. Its glyphs are in visual order, so their clusters descend.
pub(crate) fn is_backwards(run: &GlyphRun) -> bool {
    matches!(&*run.glyphs, [first, .., last] if first.cluster > last.cluster)
}

/// Whether each glyph of a run is a cluster, from left to right.
pub(crate) fn is_plain(run: &GlyphRun) -> bool {
    run.glyphs.windows(2).all(|pair| pair[0].cluster < pair[1].cluster)
}

/// The text of a glyph of a plain run.
pub(crate) fn plain_text(run: &GlyphRun, at: usize) -> &str {
    let byte = |glyph: &Glyph| usize::try_from(glyph.cluster).unwrap_or(usize::MAX);
    // Text before the first cluster belongs to that cluster.
    let from = if at == 0 { 0 } else { run.glyphs.get(at).map_or(usize::MAX, byte) };
    run.text.get(from..run.glyphs.get(at + 1).map_or(run.text.len(), byte)).unwrap_or_default()
}

/// The clusters of a run: the range of their glyphs, and their text.
pub(crate) fn clusters(run: &GlyphRun) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let first = run.glyphs.get(start)?;
        let end = start + run.glyphs[start..].iter().take_while(|glyph| glyph.cluster == first.cluster).count();
        let byte = |cluster: u32| usize::try_from(cluster).unwrap_or(usize::MAX);
        let (from, to) = if is_backwards(run) {
            let from = if end == run.glyphs.len() { 0 } else { byte(first.cluster) };
            (from, start.checked_sub(1).map_or(run.text.len(), |before| byte(run.glyphs[before].cluster)))
        } else {
            // Text before the first cluster belongs to that cluster.
            let from = if start == 0 { 0 } else { byte(first.cluster) };
            (from, run.glyphs.get(end).map_or(run.text.len(), |next| byte(next.cluster)))
        };
        let glyphs = start..end;
        start = end;
        Some((glyphs, run.text.get(from..to).unwrap_or_default()))
    })
}
