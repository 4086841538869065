//! The words by which a language numbers the divisions of a book: "chapter", "one", "first", "twenty-first".
use serde::{Deserialize, Deserializer, de};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::text::{text, texts};

/// The kind of division that a title names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DivisionWord {
    /// A volume.
    Volume,
    /// A book within a work.
    Book,
    /// A part.
    Part,
    /// An act of a play.
    Act,
    /// A chapter.
    Chapter,
    /// A canto or a song of a poem.
    Canto,
    /// A letter to someone.
    Letter,
    /// An appendix.
    Appendix,
    /// A section or a paragraph.
    Section,
    /// A scene of a play.
    Scene,
    /// Another division: a lesson, a day, a tale.
    Other,
}

/// How a language numbers the divisions of a book: table `[numbers]` of its file. All texts are folded: see [`fold`].
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct NumberWords {
    #[serde(deserialize_with = "phrases")]
    volume: Vec<FoldedPhrase>,
    #[serde(deserialize_with = "phrases")]
    book: Vec<FoldedPhrase>,
    #[serde(deserialize_with = "phrases")]
    part: Vec<FoldedPhrase>,
    #[serde(deserialize_with = "phrases")]
    act: Vec<FoldedPhrase>,
    #[serde(deserialize_with = "phrases")]
    chapter: Vec<FoldedPhrase>,
    #[serde(deserialize_with = "phrases")]
    canto: Vec<FoldedPhrase>,
    #[serde(deserialize_with = "phrases")]
    letter: Vec<FoldedPhrase>,
    #[serde(deserialize_with = "phrases")]
    appendix: Vec<FoldedPhrase>,
    #[serde(deserialize_with = "phrases")]
    section: Vec<FoldedPhrase>,
    #[serde(deserialize_with = "phrases")]
    scene: Vec<FoldedPhrase>,
    #[serde(deserialize_with = "phrases")]
    other: Vec<FoldedPhrase>,
    /// Words that may come before an ordinal: "Chapter the First".
    #[serde(deserialize_with = "phrases")]
    pub(super) articles: Vec<FoldedPhrase>,
    /// Words that mean "number": "Chapter No. 5".
    #[serde(deserialize_with = "phrases")]
    pub(super) signs: Vec<FoldedPhrase>,
    /// Endings of ordinals in digits: "2nd".
    #[serde(deserialize_with = "texts")]
    pub(super) suffixes: &'static [&'static str],
    /// Prefixes that make a number an ordinal: `第`.
    #[serde(deserialize_with = "phrases")]
    pub(super) prefixes: Vec<FoldedPhrase>,
    /// The letters that number appendices, in order. Empty: those of the Latin alphabet.
    #[serde(deserialize_with = "text")]
    pub(super) letters: &'static str,
    /// The cardinal numbers, one per line: the number, then its forms, which are separated by `|`. A form that ends with `-` occurs only at
    /// the beginning of a compound.
    #[serde(deserialize_with = "forms")]
    cardinals: Vec<NumberWordForm>,
    /// The ordinal numbers, in the same format.
    #[serde(deserialize_with = "forms")]
    ordinals: Vec<NumberWordForm>,
    /// How numbers of tens and units are composed.
    #[serde(deserialize_with = "compounds")]
    compounds: Vec<Vec<PatternPiece>>,
}

/// One or more words, folded.
pub(super) type FoldedPhrase = Vec<char>;

/// A form of a number word, folded.
#[derive(Debug)]
struct NumberWordForm {
    value: u32,
    text: FoldedPhrase,
    /// Whether it only begins compounds and is not a word on its own.
    is_bound: bool,
}

/// A piece of the pattern of compound numbers.
#[derive(Debug)]
enum PatternPiece {
    Text(FoldedPhrase),
    Tens { ordinal: bool },
    Unit { ordinal: bool },
}

/// A number word at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FoundWord {
    pub(super) value: u32,
    pub(super) is_ordinal: bool,
    /// The number of its folded letters.
    pub(super) length: usize,
}

impl NumberWords {
    /// The words for divisions, each with the kind of division that it names.
    pub(super) fn divisions(&self) -> impl Iterator<Item = (DivisionWord, &FoldedPhrase)> {
        [
            (DivisionWord::Volume, &self.volume),
            (DivisionWord::Book, &self.book),
            (DivisionWord::Part, &self.part),
            (DivisionWord::Act, &self.act),
            (DivisionWord::Chapter, &self.chapter),
            (DivisionWord::Canto, &self.canto),
            (DivisionWord::Letter, &self.letter),
            (DivisionWord::Appendix, &self.appendix),
            (DivisionWord::Section, &self.section),
            (DivisionWord::Scene, &self.scene),
            (DivisionWord::Other, &self.other),
        ]
        .into_iter()
        .flat_map(|(word, phrases)| phrases.iter().map(move |phrase| (word, phrase)))
    }

    /// Whether the language file has words for divisions.
    #[must_use]
    pub fn has_divisions(&self) -> bool {
        !self.chapter.is_empty()
    }

    /// All number words with which a folded text begins. The text after them is not checked.
    pub(super) fn at(&self, text: &[char]) -> Vec<FoundWord> {
        let mut found = Vec::new();
        for (forms, is_ordinal) in [(&self.cardinals, false), (&self.ordinals, true)] {
            let free = forms.iter().filter(|form| !form.is_bound && text.starts_with(&form.text));
            found.extend(free.map(|form| FoundWord { value: form.value, is_ordinal, length: form.text.len() }));
        }
        for pattern in &self.compounds {
            let is_ordinal =
                pattern.iter().any(|piece| matches!(piece, PatternPiece::Tens { ordinal: true } | PatternPiece::Unit { ordinal: true }));
            self.compound(pattern, text, FoundWord { value: 0, is_ordinal, length: 0 }, &mut found);
        }
        found
    }

    /// Matches the rest of a pattern after `so_far` with every form that fits, and adds each complete number to `found`.
    fn compound(&self, pattern: &[PatternPiece], text: &[char], so_far: FoundWord, found: &mut Vec<FoundWord>) {
        let Some((piece, others)) = pattern.split_first() else {
            found.push(so_far);
            return;
        };
        let rest = &text[so_far.length..];
        let (ordinal, is_tens) = match piece {
            PatternPiece::Text(own) => {
                if rest.starts_with(own) {
                    self.compound(others, text, FoundWord { length: so_far.length + own.len(), ..so_far }, found);
                }
                return;
            }
            PatternPiece::Tens { ordinal } => (*ordinal, true),
            PatternPiece::Unit { ordinal } => (*ordinal, false),
        };
        let forms = if ordinal { &self.ordinals } else { &self.cardinals };
        let in_range = |value: u32| if is_tens { value.is_multiple_of(10) && (20..=90).contains(&value) } else { (1..=9).contains(&value) };
        for form in forms.iter().filter(|form| in_range(form.value) && rest.starts_with(&form.text)) {
            let next = FoundWord { value: so_far.value + form.value, length: so_far.length + form.text.len(), ..so_far };
            self.compound(others, text, next, found);
        }
    }

    /// The letters that number appendices, in order.
    pub(super) fn letters(&self) -> &'static str {
        if self.letters.is_empty() { "abcdefghijklmnopqrstuvwxyz" } else { self.letters }
    }
}

/// Folds a character for the comparison of words: gives its letters in lower case, without accents. A hyphen and a no-break space become a
/// space. Apostrophes, soft hyphens, Arabic letter stretchers (tatweel) and zero-width marks are dropped.
pub(super) fn fold(character: char) -> impl Iterator<Item = char> {
    let character = match character {
        '-' | '\u{2010}' | '\u{2011}' => Some(' '),
        '\'' | '’' | 'ʼ' | '\u{ad}' | 'ـ' | '\u{200b}'..='\u{200f}' => None,
        other if other.is_whitespace() => Some(' '),
        other => Some(other),
    };
    // Indic vowel signs, whose combining class is 0, count as letters. So does the ring: in Norwegian, "åttende" is the eighth and
    // "attende" the 18th.
    let is_letter = |part: &char| canonical_combining_class(*part) == 0 || *part == '\u{30a}';
    let bare = character.into_iter().nfd().filter(move |part| is_letter(part)).flat_map(char::to_lowercase);
    // The dot of a capital İ becomes a separate character only in lower case.
    let bare = bare.filter(move |part| is_letter(part));
    bare.flat_map(|part| {
        let (first, second) = match part {
            'ς' => ('σ', None),
            'ı' => ('i', None),
            'ß' => ('s', Some('s')),
            other => (other, None),
        };
        std::iter::once(first).chain(second)
    })
}

/// Folds all characters of a text.
pub(super) fn folded(text: &str) -> FoldedPhrase {
    text.chars().flat_map(fold).collect()
}

fn phrases<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<FoldedPhrase>, D::Error> {
    texts(deserializer).map(|texts| texts.iter().map(|text| folded(text)).collect())
}

fn forms<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<NumberWordForm>, D::Error> {
    let mut forms = Vec::new();
    for line in text(deserializer)?.lines() {
        let odd = || de::Error::custom(format!("`{line}` is not a number and its words"));
        let (number, words) = line.split_once(' ').ok_or_else(odd)?;
        let value = number.parse().map_err(|_| odd())?;
        for form in words.split('|').map(str::trim) {
            let (form, is_bound) = form.strip_suffix('-').map_or((form, false), |form| (form, true));
            if form.is_empty() {
                return Err(odd());
            }
            forms.push(NumberWordForm { value, text: folded(form), is_bound });
        }
    }
    Ok(forms)
}

fn compounds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<PatternPiece>>, D::Error> {
    texts(deserializer)?.iter().map(|pattern| pieces(pattern)).collect()
}

/// The pieces of a pattern. Its placeholders are `{tens}`, `{unit}`, `{ordinal-tens}` and `{ordinal-unit}`.
fn pieces<E: de::Error>(pattern: &str) -> Result<Vec<PatternPiece>, E> {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (place, after) = after.split_once('}').ok_or_else(|| E::custom(format_args!("a stray brace in `{pattern}`")))?;
        if !before.is_empty() {
            pieces.push(PatternPiece::Text(folded(before)));
        }
        pieces.push(match place {
            "tens" => PatternPiece::Tens { ordinal: false },
            "unit" => PatternPiece::Unit { ordinal: false },
            "ordinal-tens" => PatternPiece::Tens { ordinal: true },
            "ordinal-unit" => PatternPiece::Unit { ordinal: true },
            _ => return Err(E::custom(format_args!("`{{{place}}}` in `{pattern}` is not a placeholder"))),
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(PatternPiece::Text(folded(rest)));
    }
    Ok(pieces)
}
