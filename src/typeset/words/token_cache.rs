//! What was found in texts: words, spaces, places where a line may end. That depends on the text and its language, not on how it is set;
//! so editions that are set side by side find it once.
use std::collections::HashMap;
use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::FixedState;

use super::compositor::Words;
use super::tokens::{Passage, Token, tokens};
use crate::typeset::model::style::{Family, TextStyle};

/// The tokens of texts, kept for other editions. What it gives is what `tokens` gives.
#[derive(Debug, Default)]
pub struct Readings {
    /// By what they say, under many locks, so that threads seldom wait.
    texts: [Mutex<HashMap<u64, Vec<Text>, FixedState>>; LOCKS],
    /// The words of editions that are set. Nobody asks for them any more: they lie here so that whoever ends with the editions need not take
    /// them apart.
    left: Mutex<Vec<Words>>,
}

/// How many locks there are.
const LOCKS: usize = 16;

/// Passages shorter than this are sooner read than found.
const SHORT: usize = 16;

/// A text and its passages that were read.
#[derive(Debug)]
struct Text {
    whole: Box<str>,
    passages: Vec<Arc<Reading>>,
}

/// A passage that was read as text of a family in a language.
#[derive(Debug)]
struct Reading {
    range: Range<usize>,
    family: Family,
    lang: Arc<str>,
    /// The tokens, each with its first byte; words with the byte after them.
    tokens: Vec<(u32, Result<u32, Token<'static>>)>,
}

impl Readings {
    /// Leaves the words of an edition that is set.
    pub(crate) fn leave(&self, words: Words) {
        self.left.lock().unwrap_or_else(PoisonError::into_inner).push(words);
    }

    /// The tokens of a passage, each with its first byte.
    pub(crate) fn tokens<'a>(&self, passage: Passage<'a>, style: &TextStyle) -> Vec<(u32, Token<'a>)> {
        let text = passage.text();
        if text.len() < SHORT {
            return tokens(passage, style);
        }
        let (whole, range) = (passage.whole(), passage.range());
        let hash = FixedState::default().hash_one(whole);
        let texts = || self.texts[usize::from(hash as u8) % LOCKS].lock().unwrap_or_else(PoisonError::into_inner);
        let of_this = |known: &&Arc<Reading>| (&known.range, known.family, &known.lang) == (&range, style.family, &style.lang);
        let found = |text: &Text| (*text.whole == *whole).then(|| text.passages.iter().find(of_this).map(Arc::clone)).flatten();
        if let Some(known) = texts().get(&hash).and_then(|texts| texts.iter().find_map(found)) {
            let end = |end: u32| usize::try_from(end).unwrap_or(usize::MAX);
            let token = |(at, token): &(u32, Result<u32, Token<'static>>)| {
                (*at, token.map_or_else(|token| token, |to| Token::Word(&text[end(*at)..end(to)])))
            };
            return known.tokens.iter().map(token).collect();
        }
        let read = tokens(passage, style);
        let kept = read.iter().map(|(at, token)| (*at, token.apart(*at))).collect();
        let reading = Arc::new(Reading { range, family: style.family, lang: Arc::clone(&style.lang), tokens: kept });
        let mut texts = texts();
        let alike = texts.entry(hash).or_default();
        match alike.iter_mut().find(|text| *text.whole == *whole) {
            Some(text) => text.passages.push(reading),
            None => alike.push(Text { whole: whole.into(), passages: vec![reading] }),
        }
        read
    }
}
