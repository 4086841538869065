//! A cache of the tokens of texts for editions that are typeset in the same run. Tokens depend on the text, its family and its
//! language only, so they are found once for all editions.
use std::collections::HashMap;
use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::FixedState;

use super::compositor::RetainedWordCaches;
use super::tokens::{StyledPassage, Token, tokens};
use crate::typeset::model::style::{Family, TextStyle};

/// The tokens of texts, shared by editions. The result is always that of [`tokens`].
#[derive(Debug, Default)]
pub struct TokenCache {
    /// Texts by hash, in several maps, each with a lock, so that threads seldom wait.
    texts: [Mutex<HashMap<u64, Vec<CachedText>, FixedState>>; LOCKS],
    /// The words of finished editions. Nothing reads them. They are stored here because freeing them takes time, and the command
    /// line leaks this cache instead.
    retired: Mutex<Vec<RetainedWordCaches>>,
}

/// The number of maps.
const LOCKS: usize = 16;

/// For a passage that is shorter than this in bytes, a lookup takes longer than finding the tokens.
const SHORT: usize = 16;
/// A passage of a text of more bytes is looked up only if it is at least a sixty-fourth of the text.
const LONG: usize = 32_768;

/// A text, and the passages of it whose tokens are known.
#[derive(Debug)]
struct CachedText {
    whole: Box<str>,
    passages: Vec<Arc<CachedPassage>>,
}

/// The tokens of a passage in a font family and a language.
#[derive(Debug)]
struct CachedPassage {
    range: Range<usize>,
    family: Family,
    lang: Arc<str>,
    /// The tokens, each with the byte offset in the passage at which it begins.
    tokens: Vec<(u32, CachedToken)>,
}

/// A token that does not borrow its text.
#[derive(Clone, Copy, Debug)]
enum CachedToken {
    /// A word that ends before this byte.
    Word { end: u32 },
    /// Any other token.
    Other(Token<'static>),
}

impl CachedToken {
    /// A token that begins at a byte.
    fn of(token: Token<'_>, at: u32) -> Self {
        Self::Other(match token {
            Token::Word(word) => return Self::Word { end: at.saturating_add(u32::try_from(word.len()).unwrap_or(u32::MAX)) },
            Token::Space => Token::Space,
            Token::FixedSpace => Token::FixedSpace,
            Token::TiedSpace { penalty } => Token::TiedSpace { penalty },
            Token::Blank { per_mille, breakable } => Token::Blank { per_mille, breakable },
            Token::LineEnd => Token::LineEnd,
            Token::Opportunity { penalty } => Token::Opportunity { penalty },
            Token::AfterHyphen => Token::AfterHyphen,
        })
    }

    /// The token, which begins at a byte of `text`.
    fn in_text(self, text: &str, at: u32) -> Token<'_> {
        let byte = |byte: u32| usize::try_from(byte).unwrap_or(usize::MAX);
        match self {
            Self::Word { end } => Token::Word(&text[byte(at)..byte(end)]),
            Self::Other(token) => token,
        }
    }
}

impl TokenCache {
    /// Stores the words of a finished edition.
    pub(crate) fn retire(&self, words: RetainedWordCaches) {
        self.retired.lock().unwrap_or_else(PoisonError::into_inner).push(words);
    }

    /// The tokens of a passage, each with the byte offset in the passage at which it begins.
    pub(crate) fn tokens<'a>(&self, passage: StyledPassage<'a>, style: &TextStyle) -> Vec<(u32, Token<'a>)> {
        let text = passage.text();
        let (whole, range) = (passage.whole(), passage.range());
        // The whole text is compared for each of its passages.
        if text.len() < SHORT || whole.len() > LONG.max(text.len() * 64) {
            return tokens(passage, style);
        }
        let hash = FixedState::default().hash_one(whole);
        let texts = || self.texts[usize::from(hash as u8) % LOCKS].lock().unwrap_or_else(PoisonError::into_inner);
        let is_wanted = |known: &&Arc<CachedPassage>| (&known.range, known.family, &known.lang) == (&range, style.family, &style.lang);
        let find_in = |text: &CachedText| (*text.whole == *whole).then(|| text.passages.iter().find(is_wanted).map(Arc::clone)).flatten();
        if let Some(known) = texts().get(&hash).and_then(|texts| texts.iter().find_map(find_in)) {
            return known.tokens.iter().map(|(at, token)| (*at, token.in_text(text, *at))).collect();
        }
        let found = tokens(passage, style);
        let cached = found.iter().map(|(at, token)| (*at, CachedToken::of(*token, *at))).collect();
        let passage = Arc::new(CachedPassage { range, family: style.family, lang: Arc::clone(&style.lang), tokens: cached });
        let mut texts = texts();
        let alike = texts.entry(hash).or_default();
        match alike.iter_mut().find(|text| *text.whole == *whole) {
            Some(text) => text.passages.push(passage),
            None => alike.push(CachedText { whole: whole.into(), passages: vec![passage] }),
        }
        found
    }
}
