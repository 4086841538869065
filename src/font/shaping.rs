//! Shapes texts with one face, one set of features and one language, and keeps the results. Glyphs are measured in font units, so a text
//! is shaped once for all sizes and, if the editions of a book share their [`FontBook`], once for all editions.
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::FixedState;
use unicode_normalization::UnicodeNormalization;

use super::emoji::{KEYCAP, may_have_sequences, sequence};
use super::{FaceId, Feature, FontBook, Glyph, Shaper};

/// Shapes texts with one face, one set of features and one language. Keeps the shaped texts.
#[derive(Debug)]
pub struct Shaping {
    faces: ShapingFaces,
    features: Vec<Feature>,
    language: String,
    /// Whether a letter that lacks a small capital is set as a smaller capital: small capitals are requested, and may be imitated.
    scales_capitals: bool,
    /// Whether the face has small capitals.
    has_small_capitals: bool,
    /// The shaped texts: first those from left to right, then those from right to left. They are divided among many locks, so that
    /// threads seldom wait.
    texts: [[Mutex<TextCache<Arc<Shaped>>>; LOCKS]; 2],
    /// The words that may be divided.
    words: [Mutex<TextCache<Arc<DivisibleWord>>>; LOCKS],
}

/// The faces of a [`Shaping`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShapingFaces {
    /// The requested face.
    pub face: FaceId,
    /// The faces (regular, italic, bold, bold italic) that are tried first for a character that it lacks.
    pub fallback: Option<[FaceId; 4]>,
    /// Whether small capitals that a face lacks are imitated by smaller capitals.
    pub imitates: bool,
}

impl From<FaceId> for ShapingFaces {
    /// The face without a fallback.
    fn from(face: FaceId) -> Self {
        Self { face, fallback: None, imitates: true }
    }
}

/// How a part of a text is set.
#[derive(Clone, Copy)]
struct PartFace {
    face: FaceId,
    /// Whether the part is set in smaller capitals.
    scaled: bool,
}

/// Results by text. The hash function is fast, but somebody who chooses the texts can make it slow. Only the author chooses the words of a
/// book.
type TextCache<T> = HashMap<Box<str>, T, FixedState>;

/// The number of locks.
const LOCKS: usize = 16;

/// A shaped text.
#[derive(Debug, Default)]
pub struct Shaped {
    /// Its parts from left to right. There is usually one; there are more if the face lacks a character.
    pub parts: Vec<ShapedPart>,
    /// Characters that no face has.
    pub missing: Vec<char>,
    /// Characters that are set in a family that is neither the requested one nor the fallback of the design.
    pub borrowed: Vec<char>,
}

/// A word with the places where it may be divided.
#[derive(Debug)]
pub struct DivisibleWord {
    /// The undivided word.
    pub whole: Arc<Shaped>,
    /// The bytes before which it may be divided, each with the parts before and after it. The parts are shaped on their own, so that
    /// ligatures and kerns are right on both sides.
    pub divisions: Vec<(usize, [Arc<Shaped>; 2])>,
}

/// A part of a text that is set in one face.
#[derive(Clone, Debug)]
pub struct ShapedPart {
    /// The face.
    pub face: FaceId,
    /// The number of font units in one em of the face.
    pub units_per_em: i32,
    /// The glyphs, from left to right.
    pub glyphs: Arc<[Glyph]>,
    /// The text of the glyphs. Clusters are byte positions in it.
    pub text: Arc<str>,
    /// The sum of the advances, in font units.
    pub advance: i64,
    /// The size in per cent of the size of the text: less than 100 for capitals that imitate small capitals, and for emoji.
    pub scale: i64,
}

/// The size of capitals that imitate small capitals, in per cent of the size of the text. They are a little higher than the letter x.
const SMALL_CAPITALS: i64 = 78;

/// The size of emoji of the bundled face, in per cent of the size of the text. They are drawn larger than letters, and would touch the
/// lines above and below.
const EMOJI_SIZE: i64 = 84;

impl FontBook {
    /// The [`Shaping`] for a face, its fallback, features and a language. Equal arguments give the same one.
    #[must_use]
    pub fn shaping(&self, faces: ShapingFaces, features: &[Feature], language: &str) -> Arc<Shaping> {
        let mut shapings = self.shapings.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |known: &&Arc<Shaping>| (known.faces, &*known.features, &*known.language) == (faces, features, language);
        if let Some(known) = shapings.iter().find(same) {
            return Arc::clone(known);
        }
        let scales_capitals = faces.imitates && features.iter().any(|feature| feature.tag == *b"smcp" && feature.value > 0);
        let new = Shaping {
            scales_capitals,
            has_small_capitals: scales_capitals && self.face(faces.face).has_small_capitals(),
            faces,
            features: features.to_vec(),
            language: language.to_owned(),
            texts: Default::default(),
            words: Default::default(),
        };
        shapings.push(Arc::new(new));
        Arc::clone(&shapings[shapings.len() - 1])
    }
}

impl Shaped {
    /// Divides the shaped text into two halves that look as if each were shaped on its own. `None` if a kern, ligature or form depends on
    /// both halves (HarfBuzz, `HB_GLYPH_FLAG_UNSAFE_TO_BREAK`), or if the text has several parts or a missing character.
    fn parted(&self, before: &str, after: &str) -> Option<[Arc<Self>; 2]> {
        let [part] = &*self.parts else { return None };
        let cut = part.glyphs.iter().position(|glyph| usize::try_from(glyph.cluster) == Ok(before.len()))?;
        if part.glyphs[cut].joined || !self.missing.is_empty() || script(before, false) != script(after, false) {
            return None;
        }
        let half = |glyphs: Vec<Glyph>, text: &str| {
            let advance = glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
            let part = ShapedPart { glyphs: glyphs.into(), text: text.into(), advance, ..part.clone() };
            Arc::new(Self { parts: vec![part], missing: Vec::new(), borrowed: Vec::new() })
        };
        let from = part.glyphs[cut].cluster;
        let moved = |glyph: &Glyph| Glyph { cluster: glyph.cluster - from, ..*glyph };
        Some([half(part.glyphs[..cut].to_vec(), before), half(part.glyphs[cut..].iter().map(moved).collect(), after)])
    }
}

impl Shaping {
    /// Shapes a text. A character that the face lacks is set in another face. A character that no face has is shown as a question mark;
    /// the text keeps the character, so it can be copied. With `rtl`, signs without a direction go from right to left, like the words
    /// beside them.
    pub fn shape(&self, fonts: &FontBook, text: &str, rtl: bool) -> Arc<Shaped> {
        let kept = &self.texts[usize::from(rtl)][lock(text)];
        if let Some(known) = kept.lock().unwrap_or_else(PoisonError::into_inner).get(text) {
            return Arc::clone(known);
        }
        let shaped = Arc::new(self.shape_anew(fonts, text, rtl));
        Arc::clone(kept.lock().unwrap_or_else(PoisonError::into_inner).entry(text.into()).or_insert(shaped))
    }

    /// Shapes a word of a left-to-right script, and the parts into which it may be divided before each of `bytes`.
    pub fn divisible(&self, fonts: &FontBook, word: &str, bytes: &[usize]) -> Arc<DivisibleWord> {
        let kept = &self.words[lock(word)];
        if let Some(known) = kept.lock().unwrap_or_else(PoisonError::into_inner).get(word)
            // Another edition may divide it at other places.
            && known.divisions.iter().map(|(byte, _)| byte).eq(bytes)
        {
            return Arc::clone(known);
        }
        let whole = self.shape(fonts, word, false);
        let parts = |byte: usize| {
            let (before, after) = (word.get(..byte)?, word.get(byte..)?);
            let parts = whole.parted(before, after);
            Some((byte, parts.unwrap_or_else(|| [self.shape(fonts, before, false), self.shape(fonts, after, false)])))
        };
        let divisions = bytes.iter().filter_map(|byte| parts(*byte)).collect();
        let new = Arc::new(DivisibleWord { whole, divisions });
        kept.lock().unwrap_or_else(PoisonError::into_inner).insert(word.into(), Arc::clone(&new));
        new
    }

    fn shape_anew(&self, fonts: &FontBook, text: &str, rtl: bool) -> Shaped {
        let mut shaped = Shaped::default();
        let mut start = 0;
        let mut current = None;
        let mut is_scaled = false;
        let has_emoji = may_have_sequences(text);
        // The emoji of several characters that is being read: where it begins and ends, and its face.
        let mut emoji: Option<(Range<usize>, FaceId)> = None;
        for (at, character) in text.char_indices() {
            if has_emoji && emoji.as_ref().is_none_or(|(range, _)| at >= range.end) {
                emoji = sequence(&text[at..])
                    .and_then(|length| Some((at..at + length, fonts.for_sequence(&self.own_faces(), &text[at..at + length])?)));
            }
            let stays = (is_mark(character) || is_joiner(character)) && at > start;
            let face = match &emoji {
                Some((_, face)) => Some(Some(*face)),
                None if stays => current,
                None => Some(self.face_for(fonts, character)),
            };
            let lacks = || face.flatten().is_some_and(|face| self.lacks_small_capital(fonts, face, character));
            let scaled = if stays { is_scaled } else { self.scales_capitals && lacks() };
            if (face != current || scaled != is_scaled) && at > start {
                shaped.parts.push(self.part(
                    fonts,
                    &text[start..at],
                    rtl,
                    current.flatten().map(|face| PartFace { face, scaled: is_scaled }),
                ));
                start = at;
            }
            is_scaled = scaled;
            if face == Some(None) && self.stand_in(fonts, character).is_none() {
                shaped.missing.push(character);
            }
            if let Some(Some(found)) = face
                && self.is_borrowed(fonts, found)
                && emoji.as_ref().is_none_or(|(range, _)| range.start == at)
            {
                // The digit of a keycap is not what the face of the text lacks.
                shaped.borrowed.push(if character.is_ascii() { KEYCAP } else { character });
            }
            current = face;
        }
        if start < text.len() {
            shaped.parts.push(self.part(fonts, &text[start..], rtl, current.flatten().map(|face| PartFace { face, scaled: is_scaled })));
        }
        if rtl {
            shaped.parts.reverse();
        }
        shaped
    }

    /// The requested face, and the one of the fallback that is regular.
    fn own_faces(&self) -> Vec<FaceId> {
        [self.faces.face].into_iter().chain(self.faces.fallback.map(|set| set[0])).collect()
    }

    fn part(&self, fonts: &FontBook, text: &str, rtl: bool, setting: Option<PartFace>) -> ShapedPart {
        let (face, scaled) = setting.map_or((None, false), |setting| (Some(setting.face), setting.scaled));
        let glyphs: Vec<Glyph> = match face {
            Some(face) if scaled => self.capitals(fonts, text, face),
            Some(face) => Shaper::new(face, fonts.face(face), &self.features, script(text, rtl), Some(&self.language)).shape(text),
            None => {
                // The stand-in for each character, or a question mark. Each character has its own cluster.
                let mut shaper = Shaper::new(self.faces.face, fonts.face(self.faces.face), &self.features, *b"latn", None);
                let mut glyphs = Vec::new();
                for (at, character) in text.char_indices() {
                    let cluster = u32::try_from(at).unwrap_or(0);
                    let own = shaper.shape(self.stand_in(fonts, character).as_deref().unwrap_or("?"));
                    glyphs.extend(own.into_iter().map(|glyph| Glyph { cluster, ..glyph }));
                }
                glyphs
            }
        };
        let face = face.unwrap_or(self.faces.face);
        ShapedPart {
            face,
            units_per_em: i32::try_from(fonts.face(face).metrics().units_per_em).unwrap_or(1000),
            advance: glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum(),
            glyphs: glyphs.into(),
            text: text.into(),
            scale: match scaled {
                true => SMALL_CAPITALS,
                false if fonts.emoji() == Some(face) => EMOJI_SIZE,
                false => 100,
            },
        }
    }

    /// Shapes a text in capitals. The clusters of the glyphs refer to the text as given.
    fn capitals(&self, fonts: &FontBook, text: &str, face: FaceId) -> Vec<Glyph> {
        let mut capitals = String::with_capacity(text.len());
        // Where each capital begins, and where the letter that it stands for begins.
        let mut places: Vec<(usize, usize)> = Vec::new();
        for (at, letter) in text.char_indices() {
            for capital in self.capital(letter) {
                places.push((capitals.len(), at));
                capitals.push(capital);
            }
        }
        let place = |cluster: u32| {
            let cluster = usize::try_from(cluster).unwrap_or(0);
            let found = places.partition_point(|(capital, _)| *capital <= cluster).checked_sub(1).and_then(|at| places.get(at));
            found.and_then(|(_, letter)| u32::try_from(*letter).ok()).unwrap_or(0)
        };
        let shaped = Shaper::new(face, fonts.face(face), &self.features, script(&capitals, false), Some(&self.language)).shape(&capitals);
        shaped.into_iter().map(|glyph| Glyph { cluster: place(glyph.cluster), ..glyph }).collect()
    }

    /// The capital of a letter in the language. The Turkic languages have two letters i.
    fn capital(&self, letter: char) -> impl Iterator<Item = char> {
        let is_turkic = ["tr", "az"].iter().any(|tag| self.language.split('-').next() == Some(tag));
        (if letter == 'i' && is_turkic { 'İ' } else { letter }).to_uppercase()
    }

    /// Whether a face has the capital of a letter, but not its small capital.
    fn lacks_small_capital(&self, fonts: &FontBook, face: FaceId, letter: char) -> bool {
        // All fonts with small capitals have them for these letters.
        let is_usual = letter.is_ascii_lowercase() && face == self.faces.face && self.has_small_capitals;
        if !letter.is_lowercase() || is_usual {
            return false;
        }
        let own = fonts.face(face);
        let has_capital = !self.capital(letter).eq([letter]) && self.capital(letter).all(|capital| own.covers(capital));
        has_capital && {
            let text = letter.to_string();
            let shaped = Shaper::new(face, own, &self.features, script(&text, false), Some(&self.language)).shape(&text);
            let without: Vec<Feature> = self.features.iter().filter(|feature| feature.tag != *b"smcp").copied().collect();
            let plain = Shaper::new(face, own, &without, script(&text, false), Some(&self.language)).shape(&text);
            shaped.iter().map(|glyph| glyph.id).eq(plain.iter().map(|glyph| glyph.id))
        }
    }

    /// Whether a face belongs neither to the requested family nor to the fallback of the design.
    fn is_borrowed(&self, fonts: &FontBook, found: FaceId) -> bool {
        found != self.faces.face
            && !self.faces.fallback.is_some_and(|set| set.contains(&found))
            && fonts.face(found).family != fonts.face(self.faces.face).family
    }

    /// Other characters of the face that look and mean the same as a character that it lacks. `None` if there are none.
    fn stand_in(&self, fonts: &FontBook, character: char) -> Option<String> {
        let face = fonts.face(self.faces.face);
        same_in_other_signs(character).filter(|signs| signs.chars().all(|sign| face.covers(sign)))
    }

    /// The face for a character: the requested one, or else its fallback, any other that has the character, or one of last resort.
    /// `None` if no face has the character, or if the requested face has a stand-in for it, which looks better than the character in
    /// another face. The fallback is used before a stand-in, and so is another face of the same family: web fonts divide a family into
    /// files by alphabets. Signs that are as wide as a Chinese character have no stand-in among Latin signs if any face has them.
    fn face_for(&self, fonts: &FontBook, character: char) -> Option<FaceId> {
        let face = fonts.face(self.faces.face);
        if face.covers(character) {
            return Some(self.faces.face);
        }
        let style = usize::from(face.italic) + 2 * usize::from(face.bold);
        let first = self.faces.fallback.map_or(self.faces.face, |set| set[style]);
        if !fonts.face(first).covers(character) && self.stand_in(fonts, character).is_some() {
            let of_family = |found: &FaceId| fonts.face(*found).family == face.family;
            return fonts.covering(first, character).filter(|found| is_full_width(character) || of_family(found));
        }
        let composed = || {
            let parts: Vec<char> = character.nfd().collect();
            (parts.len() > 1 && parts.iter().all(|part| face.covers(*part))).then_some(self.faces.face)
        };
        fonts.covering(first, character).or_else(composed).or_else(|| fonts.last_resort(self.faces.face, character))
    }
}

/// Other characters that look and mean the same as a character: dashes for a longer dash, a hyphen for a no-break hyphen, and the
/// decomposition of characters that Unicode has only for compatibility with older character sets (ligatures, fractions, Roman numerals,
/// full-width letters; The Unicode Standard, section 2.3). Superscripts and characters in circles are not replaced, because that would
/// change their meaning. `None` if there is no replacement.
fn same_in_other_signs(character: char) -> Option<String> {
    let signs = match character {
        '\u{2E3A}' => "——".to_owned(),
        '\u{2E3B}' => "———".to_owned(),
        '\u{2010}' | '\u{2011}' => "-".to_owned(),
        '\u{2012}' => "–".to_owned(),
        '\u{2015}' => "—".to_owned(),
        '\u{2027}' | '\u{30FB}' => "·".to_owned(),
        '\u{2236}' => ":".to_owned(),
        '\u{2016}' => "||".to_owned(),
        '\u{132}'..='\u{149}'
        | '\u{1C4}'..='\u{1CC}'
        | '\u{2024}'..='\u{2057}'
        | '\u{2100}'..='\u{2101}'
        | '\u{2103}'
        | '\u{2105}'..='\u{2106}'
        | '\u{2109}'
        | '\u{2116}'
        | '\u{2121}'
        | '\u{213B}'
        | '\u{2150}'..='\u{217F}'
        | '\u{FB00}'..='\u{FB06}'
        | '\u{FF01}'..='\u{FF5E}' => character.nfkd().collect(),
        _ => return None,
    };
    Some(signs).filter(|signs| !signs.chars().eq([character]))
}

/// Whether a sign is as wide as a Chinese character: a full-width form, or the middle dot of Japanese (Unicode Standard Annex 11).
const fn is_full_width(character: char) -> bool {
    matches!(character, '\u{FF01}'..='\u{FF5E}' | '\u{30FB}')
}

/// The lock of a text. It is computed from the end, because the ends of words differ more than their beginnings.
fn lock(text: &str) -> usize {
    text.bytes().rev().take(3).fold(text.len(), |sum, byte| sum * 3 + usize::from(byte)) % LOCKS
}

/// The OpenType script of a text, by its first letter. It also determines the direction.
fn script(text: &str, rtl: bool) -> [u8; 4] {
    let letter = text.chars().find(|character| character.is_alphabetic());
    match letter {
        Some('\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}') => *b"hebr",
        Some('\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{860}'..='\u{8ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}') => {
            *b"arab"
        }
        Some('\u{700}'..='\u{74f}') => *b"syrc",
        Some('\u{780}'..='\u{7bf}') => *b"thaa",
        // Signs among right-to-left words follow their direction, in any face.
        _ if rtl => *b"hebr",
        Some('\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}') => *b"grek",
        Some('\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{2de0}'..='\u{2dff}' | '\u{a640}'..='\u{a69f}') => *b"cyrl",
        _ => *b"latn",
    }
}

/// Whether a character is a combining mark, which belongs to the character before it.
#[must_use]
pub fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}' | '\u{483}'..='\u{489}')
}

/// Whether a character is the zero width joiner or non-joiner. In Arabic script these change the shape of the letters beside them.
#[must_use]
pub const fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_shaped_only_once() {
        let fonts = FontBook::bundled();
        let face = fonts.find("Alegreya", false, false).expect("bundled");
        let shaping = fonts.shaping(face.into(), &[], "en");
        assert!(Arc::ptr_eq(&shaping, &fonts.shaping(face.into(), &[], "en")));
        assert!(!Arc::ptr_eq(&shaping, &fonts.shaping(face.into(), &[], "de")));
        let word = shaping.shape(&fonts, "office", false);
        assert!(Arc::ptr_eq(&word, &shaping.shape(&fonts, "office", false)));
        assert!(!Arc::ptr_eq(&word, &shaping.shape(&fonts, "office", true)));
        assert!(word.parts.len() == 1 && word.parts[0].glyphs.len() < 6 && word.missing.is_empty());
        assert_eq!(shaping.shape(&fonts, "\u{E123}", false).missing, ['\u{E123}']);
    }

    #[test]
    fn missing_characters_have_stand_ins() {
        let fonts = FontBook::bundled();
        let shaping = fonts.shaping(fonts.find("Alegreya", false, false).expect("bundled").into(), &[], "en");
        let ids = |text: &str| {
            shaping.shape(&fonts, text, false).parts.iter().flat_map(|part| part.glyphs.to_vec()).map(|glyph| glyph.id).collect::<Vec<_>>()
        };
        let same = [
            ("\u{2E3A}", "——"),
            ("\u{2011}", "-"),
            ("ﬃ", "ffi"),
            ("Ⅷ", "VIII"),
            ("℃", "°C"),
            ("‴", "′′′"),
            ("Ｑ", "Q"),
            ("⅐", "1\u{2044}7"),
        ];
        for (text, signs) in same {
            let shaped = shaping.shape(&fonts, text, false);
            assert_eq!((&*shaped.missing, ids(text)), (&[][..], ids(signs)), "{text}");
            assert!(shaped.parts.iter().all(|part| &*part.text == text && part.glyphs.iter().all(|glyph| glyph.cluster == 0)), "{text}");
        }
        // Only the hyphen of a word is replaced.
        let twenty = shaping.shape(&fonts, "twenty\u{2011}one", false);
        assert_eq!((twenty.parts.len(), &*twenty.parts[1].text), (3, "\u{2011}"));
        // A replacement would change the meaning of these.
        for (text, borrowed) in [("①", true), ("㋐", false), ("ₔ", true), ("𝔸", true)] {
            let (shaped, signs) = (shaping.shape(&fonts, text, false), text.chars().collect::<Vec<_>>());
            assert_eq!(if borrowed { &shaped.borrowed } else { &shaped.missing }, &signs);
            assert_eq!(shaped.borrowed.len() + shaped.missing.len(), 1);
        }
    }

    #[test]
    fn letters_without_small_capitals_are_smaller_capitals() {
        let fonts = FontBook::bundled();
        let small = [Feature { tag: *b"smcp", value: 1 }];
        let scales = |family: &str, imitates: bool, language: &str, text: &str| {
            let faces = ShapingFaces { imitates, ..fonts.find(family, false, false).expect("bundled").into() };
            let shaped = fonts.shaping(faces, &small, language).shape(&fonts, text, false);
            let capitals = |part: &ShapedPart| part.glyphs.iter().map(|glyph| glyph.id).collect::<Vec<_>>();
            shaped.parts.iter().map(|part| (part.text.to_string(), part.scale, capitals(part))).collect::<Vec<_>>()
        };
        let parts = |set: &[(String, i64, Vec<u16>)]| set.iter().map(|(text, scale, _)| (text.clone(), *scale)).collect::<Vec<_>>();
        for family in ["Atkinson Hyperlegible Next", "JetBrains Mono", "DejaVu Sans"] {
            let set = scales(family, true, "en", "Abc 12 ª");
            assert_eq!(parts(&set[..3]), [("A".to_owned(), 100), ("bc".to_owned(), SMALL_CAPITALS), (" 12 ª".to_owned(), 100)], "{family}");
            let face = fonts.face(fonts.find(family, false, false).expect("bundled"));
            assert_eq!(set[1].2, ['B', 'C'].map(|letter| face.glyph(letter).expect("a capital")), "{family}");
            assert_eq!(parts(&scales(family, false, "en", "Abc")), [("Abc".to_owned(), 100)], "{family}");
        }
        for family in ["Alegreya", "Alegreya Sans", "Literata", "Gentium Plus"] {
            let small = parts(&scales(family, true, "en", "Abcxyz äöüéñ"));
            assert_eq!(small, [("Abcxyz äöüéñ".to_owned(), 100)], "{family}");
        }
        let turkish = fonts.face(fonts.find("DejaVu Sans", false, false).expect("bundled")).glyph('İ').expect("a capital");
        assert_eq!(scales("DejaVu Sans", true, "tr", "i")[0].2, [turkish]);
    }

    /// If a word is divided before any letter, its halves have the same glyphs as when they are shaped on their own.
    #[test]
    fn halves_of_a_word_equal_separately_shaped_texts() {
        let fonts = FontBook::bundled();
        let (mut cut, mut shaped) = (0, 0);
        for family in ["Alegreya", "Alegreya Sans"] {
            let face = fonts.find(family, false, false).expect("bundled");
            let small = [Feature { tag: *b"smcp", value: 1 }];
            for (features, language) in [(&[][..], "en"), (&small[..], "en"), (&[][..], "tr"), (&[][..], "ru")] {
                let shaping = fonts.shaping(face.into(), features, language);
                for word in [
                    "office",
                    "waffle",
                    "AVATAR",
                    "Type",
                    "first",
                    "“Why?”",
                    "naïve",
                    "über",
                    "Тщетно",
                    "работа",
                    "ἄνθρωπος",
                    "Kraftfahrzeug",
                    "“fjord’s”",
                ] {
                    for (at, _) in word.char_indices().skip(1) {
                        let (before, after) = word.split_at(at);
                        let Some(halves) = shaping.shape(&fonts, word, false).parted(before, after) else {
                            shaped += 1;
                            continue;
                        };
                        cut += 1;
                        for (half, text) in halves.iter().zip([before, after]) {
                            let own = shaping.shape(&fonts, text, false);
                            let glyphs = |shaped: &Shaped| shaped.parts.iter().flat_map(|part| part.glyphs.to_vec()).collect::<Vec<_>>();
                            assert_eq!(glyphs(half), glyphs(&own), "{before}|{after}");
                            assert_eq!((&*half.parts[0].text, half.parts[0].advance), (text, own.parts[0].advance));
                        }
                    }
                }
            }
        }
        assert!(cut > 200 && shaped > 50, "{cut} cut, {shaped} shaped");
    }
}
