//! The compositor shapes words, each once per style and form, and caches them. A book of a thousand pages has about twenty
//! thousand different words.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use foldhash::fast::FixedState;

use super::direction::{is_all_rtl, is_rtl};
use super::hyphenate::{Compounds, LONGEST, exception};
use super::protrusion::protrusion;
use super::word::{HyphenationPoint, Word, WordForm};
use crate::edition::Design;
use crate::font::{
    Face, FaceId, Feature, FontBook, Shaped, ShapedPart, Shaper, Shaping, ShapingFaces, has_tone, is_joiner, is_selector,
    may_have_sequences, sequence,
};
use crate::language::{Hyphenator, is_hangul, is_ideographic};
use crate::math::MathFace;
use crate::typeset::model::page::{GlyphRun, Imitation, Thickening};
use crate::typeset::model::style::{Family, Figures, TextStyle};
use crate::units::Length;

/// Identifies a style of one compositor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct StyleId(u32);

/// A text style with all that shaping a word in it needs.
pub(crate) struct PreparedStyle {
    pub(crate) style: TextStyle,
    pub(super) face: FaceId,
    pub(super) shaping: Arc<Shaping>,
    pub(super) hyphenator: Option<Hyphenator>,
    /// The width of a space between words.
    pub(crate) space: Length,
    /// The hyphen of a hyphenated word. It is copied as U+00AD, so that searching finds the whole word.
    hyphen: Option<Arc<GlyphRun>>,
    /// How far that hyphen protrudes into the right margin.
    hang: Length,
    /// How its face imitates the style.
    imitation: Imitation,
    /// The styles that its family lacks.
    missing: Vec<MissingStyle>,
}

/// A style that a family lacks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct StyleSubstitution {
    /// The message: "`Cantarell` has no italic face".
    pub(crate) message: String,
    /// What was done instead.
    pub(crate) instead: &'static str,
}

impl StyleSubstitution {
    /// Emoji are set without the skin tone that the author asked for.
    fn of_tones() -> Self {
        Self { message: "`Noto Emoji` has no skin tones".to_owned(), instead: "the emoji are set without them; the text keeps them" }
    }
}

/// Shapes words and caches them. Shared by all threads. The result depends only on the arguments and the design.
pub(crate) struct Compositor<'a> {
    pub(super) fonts: &'a FontBook,
    text: FaceSet,
    mono: FaceSet,
    heading: FaceSet,
    /// Tried first for characters that the others lack.
    fallback: Option<FaceSet>,
    /// Whether characters protrude into the margins.
    protrusion: bool,
    /// The face of formulas. `None` if the program was built without fonts.
    pub(super) math: Option<MathFace<'a>>,
    /// Whether styles that a family lacks are imitated.
    imitates_styles: bool,
    /// Whether words that begin with a capital are hyphenated.
    pub(super) hyphenates_names: bool,
    /// The author's own hyphenation: words in lower case, with the bytes before which they are hyphenated.
    pub(super) exceptions: HashMap<String, Vec<usize>>,
    styles: RwLock<PreparedStyles>,
    /// Several caches, each with a lock, so that threads seldom wait. The text decides which one has a word.
    caches: Vec<Mutex<WordCache>>,
}

/// The styles in use.
#[derive(Default)]
struct PreparedStyles {
    ids: HashMap<TextStyle, StyleId, FixedState>,
    /// By id.
    prepared: Vec<Arc<PreparedStyle>>,
}

/// Words by the id of their style.
type WordCache = Vec<WordsOfStyle>;

/// The words of one style by their text, a map for each form. The form is not part of the key, so a lookup only borrows the text.
#[derive(Debug, Default)]
struct WordsOfStyle {
    plain: HashMap<Box<str>, Arc<Word>, FixedState>,
    hyphenated: HashMap<Box<str>, Arc<Word>, FixedState>,
    right_to_left: HashMap<Box<str>, Arc<Word>, FixedState>,
}

impl WordsOfStyle {
    const fn of(&self, form: WordForm) -> &HashMap<Box<str>, Arc<Word>, FixedState> {
        match form {
            WordForm::Plain => &self.plain,
            WordForm::Hyphenated => &self.hyphenated,
            WordForm::RightToLeft => &self.right_to_left,
        }
    }

    const fn of_mut(&mut self, form: WordForm) -> &mut HashMap<Box<str>, Arc<Word>, FixedState> {
        match form {
            WordForm::Plain => &mut self.plain,
            WordForm::Hyphenated => &mut self.hyphenated,
            WordForm::RightToLeft => &mut self.right_to_left,
        }
    }
}

/// The cached words of an edition that is finished.
#[derive(Debug)]
pub(crate) struct RetainedWordCaches {
    _caches: Vec<Mutex<WordCache>>,
}

/// The four faces of a family: regular, italic, bold, bold italic.
type FaceSet = [FaceId; 4];

/// The number of word caches.
const CACHES: usize = 16;

impl<'a> Compositor<'a> {
    pub(crate) fn new(fonts: &'a FontBook, design: &Design) -> Self {
        let set = |family: &str, fallback: &str| {
            let find = |bold, italic| fonts.find(family, bold, italic).or_else(|| fonts.find(fallback, bold, italic)).unwrap_or(FaceId(0));
            let (bold, both) = (find(true, false), find(true, true));
            // Slanted bold letters look better than thickened italic ones, which run together.
            let is_better = fonts.face(bold).bold && !fonts.face(both).bold;
            [find(false, false), find(false, true), bold, if is_better { bold } else { both }]
        };
        Self {
            fonts,
            text: set(&design.text_face, "Alegreya"),
            mono: set(&design.mono_face, "JetBrains Mono"),
            heading: set(design.heading_family(), &design.text_face),
            hyphenates_names: design.hyphenate_names,
            exceptions: design.hyphenation.iter().map(|word| exception(word)).collect(),
            fallback: design.fallback_face.as_ref().map(|family| set(family, &design.text_face)),
            protrusion: design.protrusion,
            imitates_styles: design.imitate_styles,
            math: fonts.math().and_then(|(id, face)| MathFace::new(id, face)),
            styles: RwLock::default(),
            caches: (0..CACHES).map(|_| Mutex::default()).collect(),
        }
    }

    /// The cached words, once nothing more is set.
    pub(crate) fn into_words(self) -> RetainedWordCaches {
        RetainedWordCaches { _caches: self.caches }
    }

    /// The id of a style. Prepares the style on first use.
    pub(crate) fn style(&self, style: &TextStyle) -> StyleId {
        if let Some(id) = self.styles.read().unwrap_or_else(PoisonError::into_inner).ids.get(style) {
            return *id;
        }
        let mut styles = self.styles.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(id) = styles.ids.get(style) {
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
        let lacks = self.lacks(style, measured, &set);
        let thickening = if measured.italic { Thickening::Italic } else { Thickening::Upright };
        let imitation = Imitation {
            slanted: self.imitates_styles && style.italic && !measured.italic,
            thickened: (self.imitates_styles && style.bold && !measured.bold).then_some(thickening),
        };
        let mut features = features(style);
        if !self.imitates_styles && lacks.contains(&MissingStyle::SmallCapitals) {
            // With the feature, shaping would imitate the small capitals.
            features.retain(|feature| feature.tag != *b"smcp");
        }
        let mut prepared = PreparedStyle {
            imitation,
            missing: lacks,
            style: style.clone(),
            face,
            shaping: self.fonts.shaping(
                ShapingFaces { face, fallback: self.fallback, imitates: self.imitates_styles },
                &features,
                &style.lang,
            ),
            hyphenator: style.hyphenate.then(|| Hyphenator::of(&style.lang)).flatten(),
            space: style.size.scaled(space, units) + style.tracking,
            hyphen: None,
            hang: Length::ZERO,
        };
        let hyphen = prepared.shaping.shape(self.fonts, "-", false);
        prepared.hyphen =
            hyphen.parts.first().map(|part| Arc::new(GlyphRun { text: SOFT_HYPHEN.to_string().into(), ..run(&prepared, part) }));
        prepared.hang = self.protruding(&prepared, SOFT_HYPHEN).1;
        let id = StyleId(u32::try_from(styles.prepared.len()).unwrap_or(u32::MAX));
        styles.prepared.push(Arc::new(prepared));
        styles.ids.insert(style.clone(), id);
        id
    }

    /// What the face of a style lacks. `set` has the faces of its family.
    fn lacks(&self, style: &TextStyle, face: &Face, [_, italic, bold, _]: &FaceSet) -> Vec<MissingStyle> {
        let has_each = self.fonts.face(*italic).italic && self.fonts.face(*bold).bold;
        let missing_italic = if style.bold && has_each { MissingStyle::BoldItalic } else { MissingStyle::Italic };
        let italic = (style.italic && !face.italic).then_some(missing_italic);
        let bold = (style.bold && !face.bold).then_some(MissingStyle::Bold);
        let capitals = (style.small_caps && !face.has_small_capitals()).then_some(MissingStyle::SmallCapitals);
        [italic, bold, capitals].into_iter().flatten().collect()
    }

    /// The reports about the styles that the family of a text lacks.
    pub(crate) fn lacks_in(&self, prepared: &PreparedStyle, text: &str) -> Vec<StyleSubstitution> {
        if prepared.missing.is_empty() {
            return Vec::new();
        }
        let family = &self.fonts.face(prepared.face).family;
        let has_letters = |is_wanted: fn(char) -> bool| text.chars().any(|letter| letter.is_alphanumeric() && is_wanted(letter));
        let stays_upright = has_letters(is_always_upright) && !has_letters(|letter| !is_always_upright(letter));
        let lack = |missing: &MissingStyle| match (missing, missing.of(family, self.imitates_styles)) {
            (MissingStyle::Italic | MissingStyle::BoldItalic, lack) if stays_upright && self.imitates_styles => {
                StyleSubstitution { instead: "Chinese, Japanese and Korean stay upright", ..lack }
            }
            (_, lack) => lack,
        };
        prepared.missing.iter().map(lack).collect()
    }

    /// What the faces of a word lack, although the face of the style may have it: skin tones of emoji, and small capitals. If the
    /// style's own face has no small capitals at all, they are left out: `lacks_in` reports them.
    pub(crate) fn lacks_in_word(&self, prepared: &PreparedStyle, word: &Word) -> Vec<StyleSubstitution> {
        // Most words have neither emoji nor small capitals.
        if word.text.is_ascii() && !prepared.style.small_caps {
            return Vec::new();
        }
        let is_emoji = |run: &Arc<GlyphRun>| self.fonts.emoji() == Some(run.face);
        let is_toneless = has_tone(&word.text) && word.runs.iter().any(|run| is_emoji(run) && has_tone(&run.text));
        let mut lacks: Vec<StyleSubstitution> = is_toneless.then(StyleSubstitution::of_tones).into_iter().collect();
        if !prepared.style.small_caps {
            return lacks;
        }
        let smaller = word.runs.iter().filter(|run| run.size < prepared.style.size && !is_emoji(run));
        let own = prepared.missing.contains(&MissingStyle::SmallCapitals).then_some(&self.fonts.face(prepared.face).family);
        lacks.extend(smaller.filter_map(|run| {
            let face = self.fonts.face(run.face);
            let lacking = if face.has_small_capitals() { MissingStyle::SomeSmallCapitals } else { MissingStyle::SmallCapitals };
            (lacking == MissingStyle::SomeSmallCapitals || own != Some(&face.family)).then(|| lacking.of(&face.family, true))
        }));
        lacks
    }

    /// The style of an id.
    pub(crate) fn prepared(&self, id: StyleId) -> Arc<PreparedStyle> {
        Arc::clone(&self.styles.read().unwrap_or_else(PoisonError::into_inner).prepared[id.0 as usize])
    }

    /// The cap height and the x-height of a style.
    pub(crate) fn heights(&self, style: &TextStyle) -> (Length, Length) {
        let metrics = self.fonts.face(self.prepared(self.style(style)).face).metrics();
        let height = |units| style.size.scaled(units, metrics.units_per_em);
        (height(metrics.cap_height), height(metrics.x_height))
    }

    /// The box around the ink of a glyph, in font units: left, bottom, right, top. `None` if it has no ink.
    pub(crate) fn ink(&self, face: FaceId, glyph: u16) -> Option<[i64; 4]> {
        self.fonts.face(face).ink(glyph)
    }

    /// Whether a note mark can be set in superior figures: it is all digits, and the faces of text and headings have superior figures.
    pub(crate) fn has_superiors(&self, text: &str) -> bool {
        text.bytes().all(|byte| byte.is_ascii_digit())
            && [self.text[0], self.heading[0]].into_iter().all(|id| {
                // A face that has them replaces each digit by another glyph. Some faces have them for 1 to 3 only.
                let face = self.fonts.face(id);
                let sups = [Feature { tag: *b"sups", value: 1 }];
                let raised = Shaper::new(id, face, &sups, *b"latn", None).shape(FIGURES);
                let plain = Shaper::new(id, face, &[], *b"latn", None).shape(FIGURES);
                raised.iter().zip(&plain).all(|(raised, plain)| raised.id != plain.id)
            })
    }

    /// A word in a style, as it is in the text.
    pub(crate) fn word(&self, style: StyleId, text: &str) -> Arc<Word> {
        self.word_in_form(style, text, WordForm::Plain)
    }

    /// A word in a style and a form. It is shaped once, then taken from the cache.
    pub(crate) fn word_in_form(&self, style: StyleId, text: &str, form: WordForm) -> Arc<Word> {
        let cache = &self.caches[text.bytes().rev().take(3).fold(text.len(), |sum, byte| sum * 3 + usize::from(byte)) % CACHES];
        let at = style.0 as usize;
        if let Some(word) = cache.lock().unwrap_or_else(PoisonError::into_inner).get(at).and_then(|words| words.of(form).get(text)) {
            return Arc::clone(word);
        }
        let word = Arc::new(self.shape(&self.prepared(style), text, form));
        let mut cache = cache.lock().unwrap_or_else(PoisonError::into_inner);
        if cache.len() <= at {
            cache.resize_with(at + 1, WordsOfStyle::default);
        }
        Arc::clone(cache[at].of_mut(form).entry(text.into()).or_insert(word))
    }

    /// Shapes a word and finds its hyphenation points.
    fn shape(&self, style: &PreparedStyle, text: &str, form: WordForm) -> Word {
        let hyphenated = form == WordForm::Hyphenated;
        let has_rtl = text.contains(is_rtl);
        let is_rtl = form == WordForm::RightToLeft || (has_rtl && is_all_rtl(text));
        // The author's soft hyphens are hyphenation points. They print nothing.
        let mut clean = String::with_capacity(text.len());
        let mut soft = Vec::new();
        let has_emoji = may_have_sequences(text);
        let mut end_of_emoji = 0;
        for (at, character) in text.char_indices() {
            if has_emoji && at >= end_of_emoji {
                end_of_emoji = sequence(&text[at..]).map_or(at, |length| at + length);
            }
            // The joiners and tags of an emoji belong to it.
            let in_emoji = at < end_of_emoji && !is_selector(character);
            if character == SOFT_HYPHEN {
                soft.push(clean.len());
            } else if in_emoji || !is_ignorable(character) || (has_rtl && is_joiner(character)) {
                clean.push(character);
            }
        }
        soft.retain(|&byte| byte > 0 && byte < clean.len());
        // A long word with so many soft hyphens would take long, and nobody wrote it by hand.
        let is_endless = clean.len() > LONGEST && soft.len() > LONGEST;
        let bytes = if hyphenated || has_rtl || is_endless {
            Vec::new()
        } else if soft.is_empty() {
            self.hyphenation_bytes(style.hyphenator.as_ref(), &clean, Compounds::Whole)
        } else {
            soft
        };
        let (whole, points) = if bytes.is_empty() {
            (style.shaping.shape(self.fonts, &clean, is_rtl), Vec::new())
        } else {
            let word = style.shaping.divisible(self.fonts, &clean, &bytes);
            (
                Arc::clone(&word.whole),
                word.divisions.iter().filter_map(|division| self.point(style, &clean, &word.whole, division)).collect(),
            )
        };
        let mut runs: Vec<Arc<GlyphRun>> = Vec::with_capacity(whole.parts.len() + usize::from(hyphenated));
        runs.extend(whole.parts.iter().map(|part| Arc::new(run(style, part))));
        if hyphenated {
            runs.extend(style.hyphen.clone());
        }
        let width = runs.iter().map(|run| run.width).sum();
        let left = clean.chars().next().map_or(Length::ZERO, |first| self.protruding(style, first).0);
        let last = if hyphenated { Some(SOFT_HYPHEN) } else { clean.chars().next_back() };
        let right = last.map_or(Length::ZERO, |last| self.protruding(style, last).1);
        let text = match &whole.parts[..] {
            [only] => Arc::clone(&only.text),
            _ => clean.into(),
        };
        let (missing, borrowed) = (whole.missing.clone(), whole.borrowed.clone());
        Word { text, form, runs, width, left, right, points, extra_points: Default::default(), missing, borrowed, has_rtl, is_rtl }
    }

    /// How far a character protrudes into the left and the right margin. Code does not protrude.
    fn protruding(&self, prepared: &PreparedStyle, character: char) -> (Length, Length) {
        let (left, right) = protrusion(character, prepared.style.italic);
        if !self.protrusion || (left, right) == (0, 0) || prepared.style.family == Family::Mono {
            return (Length::ZERO, Length::ZERO);
        }
        let face = self.fonts.face(prepared.face);
        let shown = if character == SOFT_HYPHEN { '-' } else { character };
        let advance = face.glyph(shown).map_or(0, |glyph| face.advance(glyph));
        let width = prepared.style.size.scaled(advance, face.metrics().units_per_em);
        (width.scaled(left, 1000), width.scaled(right, 1000))
    }

    /// The hyphenation point before a byte, with the widths that hyphenation there adds. `None` if the byte is within a cluster.
    pub(super) fn point(
        &self,
        prepared: &PreparedStyle,
        text: &str,
        whole: &Shaped,
        (byte, parts): &(usize, [Arc<Shaped>; 2]),
    ) -> Option<HyphenationPoint> {
        let prefix = prefix_width(prepared, whole, *byte)?;
        let [first, second] = parts.each_ref().map(|part| width(prepared, part));
        let hyphen = prepared.hyphen.as_ref().map_or(Length::ZERO, |hyphen| hyphen.width);
        let left = text[*byte..].chars().next().map_or(Length::ZERO, |next| self.protruding(prepared, next).0);
        let after = second - (width(prepared, whole) - prefix);
        Some(HyphenationPoint { byte: *byte, prefix, before: first + hyphen - prefix, after, hang: prepared.hang, left })
    }
}

/// A style that a face lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MissingStyle {
    Italic,
    Bold,
    /// There is an italic face and a bold one.
    BoldItalic,
    SmallCapitals,
    SomeSmallCapitals,
}

impl MissingStyle {
    /// The report about it. `family` is the name of the family.
    fn of(self, family: &str, is_imitated: bool) -> StyleSubstitution {
        let (style, imitated) = match self {
            Self::Italic => ("no italic face", "its letters were slanted instead"),
            Self::Bold => ("no bold face", "its letters were made thicker instead"),
            Self::BoldItalic => ("no bold italic face", "the letters of its bold face were slanted instead"),
            Self::SmallCapitals => ("no small capitals", "its capitals were made smaller instead"),
            Self::SomeSmallCapitals => ("no small capitals of some letters", "their capitals were made smaller instead"),
        };
        let instead = if is_imitated { imitated } else { "the words look like those around them" };
        StyleSubstitution { message: format!("`{family}` has {style}"), instead }
    }
}

/// Whether a character is Chinese, Japanese or Korean. These scripts have no italics.
const fn is_always_upright(character: char) -> bool {
    is_ideographic(character) || is_hangul(character)
}

/// A part of a shaped text in the size and colour of a style.
fn run(prepared: &PreparedStyle, part: &ShapedPart) -> GlyphRun {
    let style = &prepared.style;
    GlyphRun {
        face: part.face,
        size: size(prepared, part),
        rise: style.rise,
        tracking: style.tracking,
        glyphs: Arc::clone(&part.glyphs),
        text: Arc::clone(&part.text),
        width: part_width(prepared, part),
        units_per_em: part.units_per_em,
        paint: style.paint,
        strokes: style.strokes,
        // Ideographs keep their width. White between them fills the line.
        flexible: !part.text.starts_with(is_ideographic),
        // A face that replaces the face of the style was chosen in the nearest style, so it imitates nothing.
        imitation: match prepared.imitation {
            imitation if part.face == prepared.face => {
                Imitation { slanted: imitation.slanted && !part.text.starts_with(is_always_upright), ..imitation }
            }
            _ => Imitation::default(),
        },
    }
}

/// The size of a part of a text in a style.
fn size(prepared: &PreparedStyle, part: &ShapedPart) -> Length {
    if part.scale == 100 { prepared.style.size } else { prepared.style.size.scaled(part.scale, 100) }
}

/// The width of a shaped text in a style.
fn width(prepared: &PreparedStyle, shaped: &Shaped) -> Length {
    shaped.parts.iter().map(|part| part_width(prepared, part)).sum()
}

fn part_width(prepared: &PreparedStyle, part: &ShapedPart) -> Length {
    let count = i64::try_from(part.glyphs.len()).unwrap_or(0);
    size(prepared, part).scaled(part.advance, i64::from(part.units_per_em)) + prepared.style.tracking * count
}

/// What note marks consist of.
const FIGURES: &str = "0123456789";
/// The text of the hyphen at a line's end.
const SOFT_HYPHEN: char = '\u{ad}';

/// The width of the glyphs of the text before a byte.
fn prefix_width(prepared: &PreparedStyle, whole: &Shaped, byte: usize) -> Option<Length> {
    let mut start = 0;
    let mut width = Length::ZERO;
    for part in &whole.parts {
        let end = start + part.text.len();
        if byte >= end {
            width += part_width(prepared, part);
            start = end;
            continue;
        }
        let within = u32::try_from(byte - start).ok()?;
        let (mut before, mut count) = (0, 0);
        for glyph in part.glyphs.iter().filter(|glyph| glyph.cluster < within) {
            before += i64::from(glyph.advance);
            count += 1;
        }
        return Some(width + size(prepared, part).scaled(before, i64::from(part.units_per_em)) + prepared.style.tracking * count);
    }
    Some(width)
}

/// The OpenType features of a style.
fn features(style: &TextStyle) -> Vec<Feature> {
    let on = |tag: &[u8; 4]| Feature { tag: *tag, value: 1 };
    let mut features = match style.figures {
        Figures::OldStyle => vec![on(b"onum"), on(b"pnum")],
        Figures::Tabular => vec![on(b"lnum"), on(b"tnum")],
        // Code has no ligatures of any kind.
        Figures::Plain => vec![Feature { tag: *b"calt", value: 0 }, Feature { tag: *b"liga", value: 0 }],
    };
    if style.small_caps {
        features.push(on(b"smcp"));
    }
    if style.superior {
        features = vec![on(b"sups")];
    }
    if style.tracking > Length::ZERO {
        // No ligatures in letterspaced text.
        features.push(Feature { tag: *b"liga", value: 0 });
    }
    features
}

/// Whether a character prints nothing and has no width: joiners, direction marks, variation selectors, control characters.
fn is_ignorable(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'
        )
}
