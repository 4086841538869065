//! Where words may be divided, by language, through the `hyphenation` crate. Each dictionary is loaded once, when first needed.
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use hyphenation::{Hyphenator as _, Language, Load, Standard};

/// The dictionaries that were loaded, by language; none where loading failed.
type Dictionaries = BTreeMap<&'static str, Option<Arc<Standard>>>;

/// Divides words of one language.
#[derive(Clone)]
pub struct Hyphenator {
    dictionary: Arc<Standard>,
    /// Letters that must stay before and after a division: the language's own, and at least two.
    minima: (usize, usize),
}

impl std::fmt::Debug for Hyphenator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Hyphenator({})", self.dictionary.language())
    }
}

impl Hyphenator {
    /// The hyphenator of a language tag, or none if there is no dictionary for it.
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        static LOADED: OnceLock<Mutex<Dictionaries>> = OnceLock::new();
        let language = dictionary(tag)?;
        let mut loaded = LOADED.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
        let dictionary = loaded.entry(language.code()).or_insert_with(|| Standard::from_embedded(language).ok().map(Arc::new)).clone()?;
        let (left, right) = dictionary.unbreakable_chars();
        Some(Self { dictionary, minima: (left.max(2), right.max(2)) })
    }

    /// The bytes of a word (letters only) before which it may be divided. Soft hyphens in the word are the author's own
    /// divisions: then they are the only ones, and the caller finds them itself.
    #[must_use]
    pub fn points(&self, word: &str) -> Vec<usize> {
        let count = word.chars().count();
        if count < 5 || count < self.minima.0 + self.minima.1 || word.contains('\u{ad}') {
            return Vec::new();
        }
        let first = word.char_indices().nth(self.minima.0).map_or(word.len(), |(at, _)| at);
        let last = word.char_indices().nth(count - self.minima.1).map_or(0, |(at, _)| at);
        self.dictionary.hyphenate(word).breaks.into_iter().filter(|&at| at >= first && at <= last).collect()
    }
}

/// The dictionary for a BCP 47 tag: its own, else that of the primary language in its most usual form.
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

    #[test]
    fn words_are_divided_in_their_language() {
        let points = |tag, word: &str| {
            let mut divided = word.to_owned();
            for at in Hyphenator::of(tag).expect("a dictionary").points(word).into_iter().rev() {
                divided.insert(at, '-');
            }
            divided
        };
        assert_eq!(points("en-GB", "hyphenation"), "hy-phen-a-tion");
        assert_eq!(points("en-US", "hyphenation"), "hy-phen-a-tion");
        assert_eq!(points("ru", "оппозиция"), "оп-по-зи-ция");
        assert_eq!(points("de-AT", "Arbeiteropposition"), "Ar-bei-ter-op-po-si-ti-on");
        assert_eq!(points("en", "the"), "the");
        assert!(Hyphenator::of("ja").is_none());
    }
}
