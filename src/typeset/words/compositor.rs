//! Words, shaped once for each dress and kept: a book of a thousand pages has some twenty thousand of them.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use foldhash::fast::FixedState;
use unicode_normalization::UnicodeNormalization;

use super::protrusion::protrusion;
use crate::edition::Design;
use crate::font::{FaceId, Feature, FontBook, Part, Shaped, Shaper, Shaping, is_joiner, is_mark};
use crate::language::Hyphenator;
use crate::typeset::model::page::GlyphRun;
use crate::typeset::model::style::{Family, Figures, TextStyle};
use crate::typeset::paragraph::bidi::{is_all_rtl, is_rtl};
use crate::typeset::paragraph::relaxed::Need;
use crate::units::Length;

/// Which style: its place among those that were met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct StyleId(u32);

/// A word (or any text without spaces), shaped.
#[derive(Debug)]
pub(crate) struct Word {
    /// Its text without soft hyphens and controls.
    pub(crate) text: Arc<str>,
    /// Usually one; more where a face lacks a character.
    pub(crate) runs: Vec<Arc<GlyphRun>>,
    pub(crate) width: Length,
    /// How far its first character hangs out of the left margin, and its last one out of the right.
    pub(crate) left: Length,
    pub(crate) right: Length,
    /// Where it may be divided.
    pub(crate) points: Vec<Point>,
    /// Where it may be divided besides, once somebody asked: where a line would be loose, and in despair.
    spare: [OnceLock<Box<[Point]>>; 2],
    /// Characters that no face has.
    pub(crate) missing: Vec<char>,
    /// Characters that are set in a face of another family.
    pub(crate) borrowed: Vec<char>,
    /// It has letters that go from right to left.
    pub(crate) has_rtl: bool,
    /// It is set from right to left: its runs and their glyphs stand in the order of the eye.
    pub(crate) is_rtl: bool,
}

/// A place where a word may be divided.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Point {
    /// The byte before which it is.
    pub(crate) byte: usize,
    /// How wide the part before it is within the whole word.
    pub(crate) prefix: Length,
    /// What a division adds to the part before (the hyphen) and to the part after (a lost kern).
    pub(crate) before: Length,
    pub(crate) after: Length,
    /// How far the hyphen hangs out on the right, and the part after it on the left.
    pub(crate) hang: Length,
    pub(crate) left: Length,
}

/// A style with what is needed to shape it.
pub(crate) struct Dress {
    pub(crate) style: TextStyle,
    face: FaceId,
    shaping: Arc<Shaping>,
    hyphenator: Option<Hyphenator>,
    /// The width of a space between words.
    pub(crate) space: Length,
    /// The hyphen at a line's end, and how far it hangs out of the right margin: it looks like one and is copied as U+00AD, so
    /// that searching finds the whole word.
    hyphen: Option<Arc<GlyphRun>>,
    hang: Length,
}

/// Shapes words and keeps them. Shared by all threads; what it gives depends on nothing but what it is asked.
pub(crate) struct Compositor<'a> {
    fonts: &'a FontBook,
    text: FaceSet,
    mono: FaceSet,
    /// Whether characters hang out of the margins.
    protrusion: bool,
    /// Whether words with a capital are divided.
    names: bool,
    /// Words in small letters with the bytes before which the author divides them.
    exceptions: HashMap<String, Vec<usize>>,
    heading: FaceSet,
    /// Asked first for what these lack.
    fallback: Option<FaceSet>,
    styles: RwLock<Wardrobe>,
    shelves: Vec<Mutex<Shelf>>,
}

/// The styles that were met, by what they are and by id.
type Wardrobe = (HashMap<TextStyle, StyleId, FixedState>, Vec<Arc<Dress>>);

/// The words of one style by their text.
type Shelf = Vec<HashMap<Box<str>, Arc<Word>, FixedState>>;

/// The words of an edition that is set.
#[derive(Debug)]
pub(crate) struct Words {
    _kept: Vec<Mutex<Shelf>>,
}

/// The four faces of a family: regular, italic, bold, bold italic.
type FaceSet = [FaceId; 4];

/// How many locks the words lie under.
const SHELVES: usize = 16;

impl<'a> Compositor<'a> {
    pub(crate) fn new(fonts: &'a FontBook, design: &Design) -> Self {
        let set = |family: &str, fallback: &str| {
            [(false, false), (false, true), (true, false), (true, true)]
                .map(|(bold, italic)| fonts.find(family, bold, italic).or_else(|| fonts.find(fallback, bold, italic)).unwrap_or(FaceId(0)))
        };
        Self {
            fonts,
            text: set(&design.text_face, "Alegreya"),
            mono: set(&design.mono_face, "JetBrains Mono"),
            protrusion: design.protrusion,
            names: design.hyphenate_names,
            exceptions: design.hyphenation.iter().map(|word| exception(word)).collect(),
            heading: set(design.heading_family(), &design.text_face),
            fallback: design.fallback_face.as_ref().map(|family| set(family, &design.text_face)),
            styles: RwLock::default(),
            shelves: (0..SHELVES).map(|_| Mutex::default()).collect(),
        }
    }

    /// Its words, when nothing more is set.
    pub(crate) fn into_words(self) -> Words {
        Words { _kept: self.shelves }
    }

    /// The id of a style.
    pub(crate) fn style(&self, style: &TextStyle) -> StyleId {
        if let Some(id) = self.styles.read().unwrap_or_else(PoisonError::into_inner).0.get(style) {
            return *id;
        }
        let mut styles = self.styles.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(id) = styles.0.get(style) {
            return *id;
        }
        let set = match style.family {
            Family::Text => self.text,
            Family::Mono => self.mono,
            Family::Heading => self.heading,
        };
        let face = set[usize::from(style.italic) + 2 * usize::from(style.bold)];
        let measured = self.fonts.face(face);
        let units = measured.metrics().units_per_em;
        let space = measured.glyph(' ').map_or(units / 4, |glyph| measured.advance(glyph));
        let mut dress = Dress {
            style: style.clone(),
            face,
            shaping: self.fonts.shaping(face, self.fallback, &features(style), &style.lang),
            hyphenator: style.hyphenate.then(|| Hyphenator::of(&style.lang)).flatten(),
            space: style.size.scaled(space, units) + style.tracking,
            hyphen: None,
            hang: Length::ZERO,
        };
        let hyphen = dress.shaping.shape(self.fonts, "-", false);
        dress.hyphen = hyphen.parts.first().map(|part| Arc::new(GlyphRun { text: SOFT_HYPHEN.to_string().into(), ..run(&dress, part) }));
        dress.hang = self.hang(&dress, SOFT_HYPHEN).1;
        let id = StyleId(u32::try_from(styles.1.len()).unwrap_or(u32::MAX));
        styles.1.push(Arc::new(dress));
        styles.0.insert(style.clone(), id);
        id
    }

    /// The dress of a style.
    pub(crate) fn dress(&self, id: StyleId) -> Arc<Dress> {
        Arc::clone(&self.styles.read().unwrap_or_else(PoisonError::into_inner).1[id.0 as usize])
    }

    /// How high the capitals and the small letters of a style are.
    pub(crate) fn heights(&self, style: &TextStyle) -> (Length, Length) {
        let dress = self.dress(self.style(style));
        let metrics = self.fonts.face(dress.face).metrics();
        let height = |units| style.size.scaled(units, metrics.units_per_em);
        (height(metrics.cap_height), height(metrics.x_height))
    }

    /// Whether the faces of text and headings have superior figures for all of a text: digits, as every note mark is.
    pub(crate) fn has_superiors(&self, text: &str) -> bool {
        text.bytes().all(|byte| byte.is_ascii_digit())
            && [self.text[0], self.heading[0]].into_iter().all(|id| {
                // A face that has them replaces each figure by another glyph; some have the first three only.
                let face = self.fonts.face(id);
                let sups = [Feature { tag: *b"sups", value: 1 }];
                let raised = Shaper::new(id, face, &sups, *b"latn", None).shape(FIGURES);
                let plain = Shaper::new(id, face, &[], *b"latn", None).shape(FIGURES);
                raised.iter().zip(&plain).all(|(raised, plain)| raised.id != plain.id)
            })
    }

    /// A word in a style.
    pub(crate) fn word(&self, style: StyleId, text: &str) -> Arc<Word> {
        let shelf = &self.shelves[text.bytes().rev().take(3).fold(text.len(), |sum, byte| sum * 3 + usize::from(byte)) % SHELVES];
        let at = style.0 as usize;
        if let Some(word) = shelf.lock().unwrap_or_else(PoisonError::into_inner).get(at).and_then(|words| words.get(text)) {
            return Arc::clone(word);
        }
        let word = Arc::new(self.set(&self.dress(style), text));
        let mut shelf = shelf.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.len() <= at {
            shelf.resize_with(at + 1, HashMap::default);
        }
        Arc::clone(shelf[at].entry(text.into()).or_insert(word))
    }

    /// The part of a word from one byte to another as it stands on a line; `divided` adds the hyphen.
    pub(crate) fn part(&self, style: StyleId, text: &str, divided: bool) -> Arc<Word> {
        if divided { self.word(style, &format!("{text}{HYPHEN_MARK}")) } else { self.word(style, text) }
    }

    /// A part of a line that goes in one direction: what has none of its own (a parenthesis) goes along.
    pub(crate) fn directed(&self, style: StyleId, text: &str, rtl: bool) -> Arc<Word> {
        if rtl { self.word(style, &format!("{text}{RTL_MARK}")) } else { self.word(style, text) }
    }

    /// Shapes a word and finds where it may be divided.
    fn set(&self, dress: &Dress, text: &str) -> Word {
        let (body, divided) = text.strip_suffix(HYPHEN_MARK).map_or((text, false), |body| (body, true));
        let (body, turned) = body.strip_suffix(RTL_MARK).map_or((body, false), |body| (body, true));
        let has_rtl = body.contains(is_rtl);
        let is_rtl = turned || (has_rtl && is_all_rtl(body));
        // The author's soft hyphens are places for divisions and print nothing.
        let mut clean = String::with_capacity(body.len());
        let mut soft = Vec::new();
        for character in body.chars() {
            if character == SOFT_HYPHEN {
                soft.push(clean.len());
            } else if !is_ignorable(character) || (has_rtl && is_joiner(character)) {
                clean.push(character);
            }
        }
        soft.retain(|&byte| byte > 0 && byte < clean.len());
        let bytes = if divided || has_rtl {
            Vec::new()
        } else if soft.is_empty() {
            self.divisions(dress.hyphenator.as_ref(), &clean, false)
        } else {
            soft
        };
        let (whole, points) = if bytes.is_empty() {
            (dress.shaping.shape(self.fonts, &clean, is_rtl), Vec::new())
        } else {
            let word = dress.shaping.divisible(self.fonts, &clean, &bytes);
            (
                Arc::clone(&word.whole),
                word.divisions.iter().filter_map(|division| self.point(dress, &clean, &word.whole, division)).collect(),
            )
        };
        let mut runs: Vec<Arc<GlyphRun>> = Vec::with_capacity(whole.parts.len() + usize::from(divided));
        runs.extend(whole.parts.iter().map(|part| Arc::new(run(dress, part))));
        if divided {
            runs.extend(dress.hyphen.clone());
        }
        let width = runs.iter().map(|run| run.width).sum();
        let left = clean.chars().next().map_or(Length::ZERO, |first| self.hang(dress, first).0);
        let last = if divided { Some(SOFT_HYPHEN) } else { clean.chars().next_back() };
        let right = last.map_or(Length::ZERO, |last| self.hang(dress, last).1);
        let text = match &whole.parts[..] {
            [only] => Arc::clone(&only.text),
            _ => clean.into(),
        };
        let (spare, missing, borrowed) = (Default::default(), whole.missing.clone(), whole.borrowed.clone());
        Word { text, runs, width, left, right, points, spare, missing, borrowed, has_rtl, is_rtl }
    }

    /// How far a character hangs out of the margins, left and right; code does not.
    fn hang(&self, dress: &Dress, character: char) -> (Length, Length) {
        let (left, right) = protrusion(character, dress.style.italic);
        if !self.protrusion || (left, right) == (0, 0) || dress.style.family == Family::Mono {
            return (Length::ZERO, Length::ZERO);
        }
        let face = self.fonts.face(dress.face);
        let shown = if character == SOFT_HYPHEN { '-' } else { character };
        let advance = face.glyph(shown).map_or(0, |glyph| face.advance(glyph));
        let width = dress.style.size.scaled(advance, face.metrics().units_per_em);
        (width.scaled(left, 1000), width.scaled(right, 1000))
    }

    /// Where a word may be divided besides, if a line would be very loose otherwise: beside a hyphen of its own, and where another
    /// dictionary of the language divides it; before two last letters and a mark, and a name that none divides where it sounds so, in need. Not if the author divides it.
    pub(crate) fn spare_points<'w>(&self, style: StyleId, word: &'w Word, need: Need) -> &'w [Point] {
        let spare = match need {
            Need::Loose => &word.spare[0],
            Need::Desperate | Need::Anywhere => &word.spare[1],
        };
        spare.get_or_init(|| self.spare_points_anew(style, word, need).into())
    }

    fn spare_points_anew(&self, style: StyleId, word: &Word, need: Need) -> Vec<Point> {
        let dress = self.dress(style);
        let Some(hyphenator) = dress.hyphenator.as_ref().filter(|_| !word.has_rtl) else { return Vec::new() };
        let known = |byte: &usize| word.points.iter().any(|point| point.byte == *byte);
        let usual = self.divisions(Some(hyphenator), &word.text, false);
        if usual.len() != word.points.len() || !usual.iter().all(known) {
            return Vec::new();
        }
        let mut bytes = self.divisions(Some(hyphenator), &word.text, true);
        bytes.extend(self.divisions(hyphenator.sister().as_ref(), &word.text, true));
        if need != Need::Loose && word.text.ends_with(|mark: char| !mark.is_alphanumeric()) {
            bytes.extend(self.divisions(hyphenator.of_short_ends().as_ref(), &word.text, false));
        }
        if bytes.is_empty() && need != Need::Loose {
            bytes = self.divisions(hyphenator.of_names().as_ref(), &word.text, false);
        }
        bytes.retain(|byte| !known(byte));
        bytes.sort_unstable();
        bytes.dedup();
        if bytes.is_empty() {
            return Vec::new();
        }
        let divisible = dress.shaping.divisible(self.fonts, &word.text, &bytes);
        divisible.divisions.iter().filter_map(|division| self.point(&dress, &word.text, &divisible.whole, division)).collect()
    }

    /// The bytes before which the letters of a word may be divided: not in words of capitals only, not beside figures, and in
    /// `compounds` with a hyphen of their own only if that is wanted.
    fn divisions(&self, hyphenator: Option<&Hyphenator>, word: &str, compounds: bool) -> Vec<usize> {
        let Some(hyphenator) = hyphenator else { return Vec::new() };
        if word.chars().any(|character| character.is_numeric() || matches!(character, '/' | '@' | '_' | '\\')) {
            return Vec::new();
        }
        let mut points = Vec::new();
        let mut start = None;
        for (at, character) in word.char_indices().chain(std::iter::once((word.len(), ' '))) {
            // What follows an apostrophe is part of the word if few letters are left: `moth-er’s`.
            let within = compounds && start.is_some() && matches!(character, '\'' | '\u{2019}');
            if character.is_alphabetic() || is_mark(character) || within {
                start.get_or_insert(at);
            } else if let Some(from) = start.take() {
                let letters = &word[from..at];
                // A compound with a hyphen of its own is divided only there; so is what stands beside the hyphen.
                let compound =
                    word[..from].ends_with(['-', '\u{2010}', '\u{2011}']) || word[at..].starts_with(['-', '\u{2010}', '\u{2011}']);
                let capitals = letters.chars().filter(|letter| letter.is_uppercase()).count();
                let name = capitals == 1 && letters.starts_with(char::is_uppercase);
                if compound && !compounds {
                    continue;
                }
                // The author's word is kept in small letters: of the same length in every script that has them, or it does not count.
                let own = if self.exceptions.is_empty() { None } else { self.exceptions.get(&letters.to_lowercase()) };
                if let Some(own) = own {
                    points.extend(own.iter().filter(|&&point| letters.is_char_boundary(point)).map(|point| point + from));
                } else if capitals == 0 || (name && self.names) {
                    points.extend(hyphenator.points(letters).into_iter().map(|point| point + from));
                }
            }
        }
        points
    }

    /// What a division at a byte costs in width.
    fn point(&self, dress: &Dress, text: &str, whole: &Shaped, (byte, parts): &(usize, [Arc<Shaped>; 2])) -> Option<Point> {
        let prefix = prefix_width(dress, whole, *byte)?;
        let [first, second] = parts.each_ref().map(|part| width(dress, part));
        let hyphen = dress.hyphen.as_ref().map_or(Length::ZERO, |hyphen| hyphen.width);
        let left = text[*byte..].chars().next().map_or(Length::ZERO, |next| self.hang(dress, next).0);
        let after = second - (width(dress, whole) - prefix);
        Some(Point { byte: *byte, prefix, before: first + hyphen - prefix, after, hang: dress.hang, left })
    }
}

/// A part of a shaped text in the size and colour of a style.
fn run(dress: &Dress, part: &Part) -> GlyphRun {
    let style = &dress.style;
    GlyphRun {
        face: part.face,
        size: style.size,
        rise: style.rise,
        tracking: style.tracking,
        glyphs: Arc::clone(&part.glyphs),
        text: Arc::clone(&part.text),
        width: part_width(dress, part),
        units_per_em: part.units_per_em,
        grey: style.grey,
        struck: style.struck,
        flexible: true,
    }
}

/// How wide a shaped text is in a style.
fn width(dress: &Dress, shaped: &Shaped) -> Length {
    shaped.parts.iter().map(|part| part_width(dress, part)).sum()
}

fn part_width(dress: &Dress, part: &Part) -> Length {
    let count = i64::try_from(part.glyphs.len()).unwrap_or(0);
    dress.style.size.scaled(part.advance, i64::from(part.units_per_em)) + dress.style.tracking * count
}

/// What marks of notes are made of.
const FIGURES: &str = "0123456789";
/// A division at a line's end.
const SOFT_HYPHEN: char = '\u{ad}';
/// Marks, at the end of a key, that the text is set from right to left.
const RTL_MARK: char = '\u{f8fe}';
/// Marks, at the end of a key, that a hyphen is added; no text of an author's has it there.
const HYPHEN_MARK: char = '\u{f8ff}';

/// How wide the glyphs of the text before a byte are; none if the byte falls within a cluster, so that the word cannot be
/// divided there without another shape in between.
fn prefix_width(dress: &Dress, whole: &Shaped, byte: usize) -> Option<Length> {
    let mut start = 0;
    let mut width = Length::ZERO;
    for part in &whole.parts {
        let end = start + part.text.len();
        if byte >= end {
            width += part_width(dress, part);
            start = end;
            continue;
        }
        let within = u32::try_from(byte - start).ok()?;
        let (mut before, mut count) = (0, 0);
        for glyph in part.glyphs.iter().filter(|glyph| glyph.cluster < within) {
            before += i64::from(glyph.advance);
            count += 1;
        }
        return Some(width + dress.style.size.scaled(before, i64::from(part.units_per_em)) + dress.style.tracking * count);
    }
    Some(width)
}

/// A word as the author divides it: in small letters, and the bytes before which it is divided.
fn exception(word: &str) -> (String, Vec<usize>) {
    let (mut letters, mut points) = (String::new(), Vec::new());
    for character in word.to_lowercase().nfc() {
        match character {
            '-' | '\u{ad}' | '\u{2010}' => points.push(letters.len()),
            letter => letters.push(letter),
        }
    }
    points.retain(|&point| point > 0 && point < letters.len());
    (letters, points)
}

fn features(style: &TextStyle) -> Vec<Feature> {
    let on = |tag: &[u8; 4]| Feature { tag: *tag, value: 1 };
    let mut features = match style.figures {
        Figures::OldStyle => vec![on(b"onum"), on(b"pnum")],
        Figures::Tabular => vec![on(b"lnum"), on(b"tnum")],
        // Code is set letter for letter: no ligatures of any kind.
        Figures::Plain => vec![Feature { tag: *b"calt", value: 0 }, Feature { tag: *b"liga", value: 0 }],
    };
    if style.small_caps {
        features.push(on(b"smcp"));
    }
    if style.superior {
        features = vec![on(b"sups")];
    }
    if style.tracking > Length::ZERO {
        // Letters that are spaced are not joined.
        features.push(Feature { tag: *b"liga", value: 0 });
    }
    features
}

/// Whether a character prints nothing and takes no room: joiners, direction marks, selectors, controls.
fn is_ignorable(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(design: &Design, word: &str) -> String {
        let fonts = FontBook::bundled();
        let mut divided = word.to_owned();
        let points = Compositor::new(&fonts, design).divisions(Hyphenator::of("en-US").as_ref(), word, false);
        points.into_iter().rev().for_each(|at| divided.insert(at, '-'));
        divided
    }

    #[test]
    fn only_plain_words_are_divided() {
        let design = Design::default();
        assert_eq!(divided(&design, "“association,”"), "“as-so-ci-a-tion,”");
        assert_eq!(divided(&design, "Association"), "As-so-ci-a-tion");
        // Four letters; inner capitals; capitals only; figures; a compound with a hyphen of its own; an address.
        for whole in ["only", "“ever,”", "McDonaldish", "iPhoneography", "ASSOCIATION", "association2", "self-association", "a/association"]
        {
            assert_eq!(divided(&design, whole), whole);
        }
    }

    #[test]
    fn the_author_divides_words_otherwise_and_leaves_names_whole() {
        let design = Design {
            hyphenate_names: false,
            hyphenation: ["asso-ciation", "Shliap-nikov", "medvedev"].map(str::to_owned).to_vec(),
            ..Design::default()
        };
        for (word, wanted) in [
            ("association", "asso-ciation"),
            ("“Association!", "“Asso-ciation!"),
            ("Shliapnikov", "Shliap-nikov"),
            ("Medvedev", "Medvedev"),
            ("Kollontai", "Kollontai"),
            ("communists", "com-mu-nists"),
        ] {
            assert_eq!(divided(&design, word), wanted);
        }
    }
}
