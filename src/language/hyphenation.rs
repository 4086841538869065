//! Hyphenation by language, with the patterns of the `hyphenation` crate. Each dictionary is loaded once, when it is first needed.
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use foldhash::fast::FixedState;
use hyphenation::{Hyphenator as _, Language, Load, Standard};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The loaded dictionaries by language; `None` if loading failed.
type Dictionaries = BTreeMap<&'static str, Option<Arc<Dictionary>>>;

/// The patterns of a language, and the division points of the words so far. They are kept because the editions of a book have the same
/// words.
struct Dictionary {
    patterns: Standard,
    points: [Mutex<Points>; LOCKS],
}

/// The division points of words.
type Points = HashMap<Box<str>, Vec<usize>, FixedState>;

/// The number of locks for the words. With several locks, threads seldom wait.
const LOCKS: usize = 16;

/// The number of letters of the shortest word that is divided.
const SHORTEST: usize = 5;

/// Divides words of one language.
#[derive(Clone)]
pub struct Hyphenator {
    dictionary: Arc<Dictionary>,
    /// The smallest number of letters before and after a division.
    minima: (usize, usize),
    rule: DivisionRule,
}

/// The rule by which words are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DivisionRule {
    /// The patterns, with the minima of print. The points of each word are kept.
    Print,
    /// The patterns, with their own minima.
    Patterns,
    /// The patterns, only before the last two letters.
    ShortEnd,
    /// The sound of a name.
    Sound,
}

impl std::fmt::Debug for Hyphenator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Hyphenator({})", self.dictionary.patterns.language())
    }
}

impl Hyphenator {
    /// The hyphenator for a language tag. `None` if there is no dictionary for it.
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        static LOADED: OnceLock<Mutex<Dictionaries>> = OnceLock::new();
        let language = dictionary(tag)?;
        let mut loaded = LOADED.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
        let dictionary = loaded.entry(language.code()).or_insert_with(|| load(language)).clone()?;
        // The patterns allow shorter ends than printers do. Two letters at the beginning of a line look too short. But Greek needs
        // them, because its endings are short.
        let floor = if matches!(language, Language::GreekMono | Language::GreekPoly | Language::GreekAncient) { (2, 2) } else { (2, 3) };
        let (left, right) = dictionary.patterns.unbreakable_chars();
        Some(Self { dictionary, minima: (left.max(floor.0), right.max(floor.1)), rule: DivisionRule::Print })
    }

    /// A hyphenator that divides more words, for a line that would be very loose. For British English it is the American one. British
    /// patterns divide a word by its parts and know only the words that they were made from. American patterns divide by sound and
    /// find a point in nearly every word. For a language whose patterns allow shorter ends than print does, it uses those ends. `None` if
    /// neither applies.
    #[must_use]
    pub fn more_generous(&self) -> Option<Self> {
        if self.dictionary.patterns.language() == Language::EnglishGB {
            return Self::of("en-US");
        }
        let minima = self.dictionary.patterns.unbreakable_chars();
        (minima.0 >= 2 && minima != self.minima).then(|| Self {
            dictionary: Arc::clone(&self.dictionary),
            minima,
            rule: DivisionRule::Patterns,
        })
    }

    /// A hyphenator that divides a word only before its last two letters, for a word with a mark after it, so that three characters
    /// begin the next line (`naive-ly,`). Only for English: the American patterns know such ends, but their minima exclude them.
    #[must_use]
    pub fn of_short_ends(&self) -> Option<Self> {
        if !self.is_english() {
            return None;
        }
        Some(Self { rule: DivisionRule::ShortEnd, ..Self::of("en-US")? })
    }

    fn is_english(&self) -> bool {
        matches!(self.dictionary.patterns.language(), Language::EnglishGB | Language::EnglishUS)
    }

    /// A hyphenator that divides names by their sound, for names that no pattern knows. Only for English, whose patterns were made
    /// from a list of words.
    #[must_use]
    pub fn of_names(&self) -> Option<Self> {
        self.is_english().then(|| Self { rule: DivisionRule::Sound, ..self.clone() })
    }

    /// The bytes of a word before which the patterns of the language divide it, with the minima of the patterns. Print allows fewer
    /// points.
    #[must_use]
    pub fn pattern_points(&self, word: &str) -> Vec<usize> {
        self.dictionary.patterns.hyphenate(word).breaks
    }

    /// The bytes of a word (letters only) before which it may be divided. If the word has soft hyphens, the author has divided it. Then
    /// there are no other points, and the caller finds the soft hyphens itself.
    #[must_use]
    pub fn points(&self, word: &str) -> Vec<usize> {
        match self.rule {
            DivisionRule::Print => {}
            DivisionRule::Patterns => return self.points_anew(word),
            DivisionRule::ShortEnd => return self.short_end(word),
            DivisionRule::Sound => return by_sound(word),
        }
        let lock = word.bytes().rev().take(3).fold(word.len(), |sum, byte| sum * 3 + usize::from(byte)) % LOCKS;
        let known = &self.dictionary.points[lock];
        if let Some(points) = known.lock().unwrap_or_else(PoisonError::into_inner).get(word) {
            return points.clone();
        }
        let points = self.points_anew(word);
        known.lock().unwrap_or_else(PoisonError::into_inner).insert(word.into(), points.clone());
        points
    }

    /// The point before the last two letters of a word, if the patterns divide it there.
    fn short_end(&self, word: &str) -> Vec<usize> {
        let last = word.len().saturating_sub(2);
        if last < self.minima.0 + 2 || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Vec::new();
        }
        self.dictionary.patterns.opportunities_within(&word.to_ascii_lowercase(), (last, last))
    }

    /// The points of a word by the patterns and the minima.
    fn points_anew(&self, word: &str) -> Vec<usize> {
        // A letter and its accents count as one, however they are written.
        let letters: Vec<usize> = word.char_indices().filter(|(_, character)| !is_combining_mark(*character)).map(|(at, _)| at).collect();
        let count = letters.len();
        if count < SHORTEST || count < self.minima.0 + self.minima.1 || word.contains('\u{ad}') {
            return Vec::new();
        }
        let (first, last) = (letters[self.minima.0], letters[count - self.minima.1]);
        let found = if count == word.chars().count() { self.pattern_points(word) } else { self.composed_points(word, &letters) };
        found.into_iter().filter(|&at| at >= first && at <= last).collect()
    }

    /// The points of a word whose accents are separate characters. The patterns know only composed letters. `letters` gives the byte at
    /// which each letter begins.
    fn composed_points(&self, word: &str, letters: &[usize]) -> Vec<usize> {
        let mut composed = String::with_capacity(word.len());
        let mut places = Vec::with_capacity(letters.len());
        for (nth, &from) in letters.iter().enumerate() {
            let to = letters.get(nth + 1).copied().unwrap_or(word.len());
            places.push((composed.len(), from));
            composed.extend(word[from..to].nfc());
        }
        let place = |at: usize| places.iter().find(|(whole, _)| *whole == at).map(|(_, from)| *from);
        self.pattern_points(&composed).into_iter().filter_map(place).collect()
    }
}

/// The number of letters of the shortest name that is divided by its sound.
const LONG_NAME: usize = 8;

/// Pairs of letters that make one sound, or can begin a syllable together.
const TOGETHER: [&str; 28] = [
    "bl", "br", "ch", "ck", "cl", "cr", "dr", "fl", "fr", "gh", "gl", "gn", "gr", "kn", "ng", "ph", "pl", "pr", "qu", "sh", "sk", "sl",
    "sp", "st", "th", "tr", "wh", "wr",
];

/// The bytes before which a name may be divided: between two consonants with a vowel on either side (`Philip|ses`), and with at least three
/// letters before and after. Of the rules for English syllables, this one has the fewest exceptions.
fn by_sound(name: &str) -> Vec<usize> {
    if name.len() < LONG_NAME
        || !name.starts_with(|first: char| first.is_ascii_uppercase())
        || !name.bytes().all(|byte| byte.is_ascii_alphabetic())
    {
        return Vec::new();
    }
    let letters = name.to_ascii_lowercase();
    let vowel = |at: usize| matches!(letters.as_bytes()[at], b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    (3..=letters.len() - 3)
        .filter(|&at| vowel(at - 2) && !vowel(at - 1) && !vowel(at) && vowel(at + 1) && !TOGETHER.contains(&&letters[at - 1..=at]))
        .collect()
}

fn load(language: Language) -> Option<Arc<Dictionary>> {
    let patterns = Standard::from_embedded(language).ok()?;
    Some(Arc::new(Dictionary { patterns, points: Default::default() }))
}

/// The dictionary for a BCP 47 tag: that of the whole tag, otherwise the usual one for the language. `None` if there is none.
fn dictionary(tag: &str) -> Option<Language> {
    let tag = tag.to_ascii_lowercase();
    if let Some(language) = Language::try_from_code(&tag) {
        return Some(language);
    }
    let primary = tag.split('-').next().unwrap_or_default();
    let usual = match primary {
        "en" => {
            let british = ["en-au", "en-ca", "en-ie", "en-in", "en-nz", "en-za", "en-uk"].iter().any(|british| tag.starts_with(british));
            if british { "en-gb" } else { "en-us" }
        }
        "de" => "de-1996",
        "el" => "el-monoton",
        "no" => "nb",
        "sr" => {
            if tag.contains("latn") {
                "sh-latn"
            } else {
                "sr-cyrl"
            }
        }
        "mn" => "mn-cyrl",
        "zh" => return None,
        other => other,
    };
    Language::try_from_code(usual)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(tag: &str, word: &str) -> String {
        let mut divided = word.to_owned();
        for at in Hyphenator::of(tag).expect("a dictionary").points(word).into_iter().rev() {
            divided.insert(at, '-');
        }
        divided
    }

    #[test]
    fn words_are_divided_in_their_language() {
        assert_eq!(divided("en-GB", "hyphenation"), "hy-phen-a-tion");
        assert_eq!(divided("en-US", "hyphenation"), "hy-phen-a-tion");
        assert_eq!(divided("en", "the"), "the");
        assert!(Hyphenator::of("ja").is_none());
        // Accents as separate characters make no difference.
        let apart: String = "российский революційний".nfd().collect();
        let apart: Vec<String> = apart.split(' ').map(|word| divided("ru", word).nfc().collect()).collect();
        assert_eq!(apart, ["рос-сий-ский", &divided("ru", "революційний")]);
    }

    #[test]
    fn languages_have_their_own_dictionaries() {
        let words = [
            ("de-AT", "Ar-bei-ter-op-po-si-tion"),
            ("fr-CA", "gou-ver-ne-ment"),
            ("es", "re-vo-lu-ción"),
            ("it", "ri-vo-lu-zione"),
            ("pt-BR", "re-vo-lu-ção"),
            ("nl", "ar-bei-ders-be-we-ging"),
            ("pl", "to-wa-rzy-stwo"),
            ("cs", "spo-leč-nost"),
            ("ru", "оп-по-зи-ция"),
            ("uk", "ре-во-лю-ція"),
            ("el", "επα-νά-στα-ση"),
            ("tr", "dev-rim-ci-ler"),
            ("sv", "ar-be-tar-rö-relse"),
            ("fi", "työ-väen-liike"),
        ];
        for (tag, word) in words {
            assert_eq!(divided(tag, &word.replace('-', "")), word, "{tag}");
        }
    }

    #[test]
    fn hyphenators_for_loose_lines_divide_more_words() {
        let divided = |hyphenator: Option<Hyphenator>, word: &str| hyphenator.expect("a rule").points(word);
        let of = |tag: &str| Hyphenator::of(tag).expect("a dictionary");
        assert!(of("en-GB").points("everything").is_empty());
        assert_eq!(divided(of("en-GB").more_generous(), "everything"), [5]);
        assert!(of("de").points("Hände").is_empty());
        assert_eq!(divided(of("de").more_generous(), "Hände"), [4]);
        assert!(of("en-US").more_generous().is_none() && of("el").more_generous().is_none());
        assert!(of("en-US").points("naively").is_empty());
        assert_eq!(divided(of("en-US").of_short_ends(), "Naively"), [5]);
        assert_eq!(divided(of("en-GB").of_short_ends(), "delightfully"), [10]);
        assert!(divided(of("en-GB").of_short_ends(), "delight").is_empty() && of("de").of_short_ends().is_none());
        assert!(of("en-GB").points("Philipses").is_empty());
        assert_eq!(divided(of("en-GB").of_names(), "Philipses"), [6]);
        assert!(divided(of("en-US").of_names(), "Broughton").is_empty());
        assert!(divided(of("en-US").of_names(), "philipses").is_empty());
        assert!(of("de").of_names().is_none());
    }

    /// At least two letters before a division and three after it. In Greek, whose endings are short, two after it.
    #[test]
    fn divisions_leave_enough_letters_on_both_sides() {
        assert_eq!(Hyphenator::of("de").expect("a dictionary").pattern_points("Opposition"), [2, 4, 6, 8]);
        assert_eq!(divided("de", "Opposition"), "Op-po-si-tion");
        assert_eq!(divided("ru", "ария"), "ария");
        assert_eq!(divided("el", "λόγος"), "λό-γος");
        // The points are right although `İ` has another length in lower case.
        assert_eq!(divided("tr", "İstanbul"), "İs-tan-bul");
    }
}
