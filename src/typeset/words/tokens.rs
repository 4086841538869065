//! Splits text of one style into words, spaces and places where a line may end. The places are those of Unicode Standard
//! Annex 14 (through `icu_segmenter`), corrected for the typesetting of books.
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::ties::Ties;
use crate::font::is_mark;
use crate::typeset::model::penalty::{Ban, Penalty};
use crate::typeset::model::style::{Family, TextStyle};

/// A piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Text without spaces, within which no line may end.
    Word(&'a str),
    /// A space between words.
    Space,
    /// A no-break space.
    FixedSpace,
    /// A space at which a line should not end, or may not.
    TiedSpace { penalty: Penalty },
    /// A space of a fixed width, in thousandths of the font size. A line may end after it if it is breakable.
    Blank { per_mille: u32, breakable: bool },
    /// A line end that the author wrote.
    LineEnd,
    /// A place where a line may end without a hyphen.
    Opportunity { penalty: Penalty },
    /// A place where a line may end, after a hyphen in the text.
    AfterHyphen,
}

/// A text of one style in its context. Whether a line may end at a space depends on the words on both sides, which may be of
/// another style.
#[derive(Clone, Debug)]
pub(crate) struct StyledPassage<'a> {
    whole: &'a str,
    range: Range<usize>,
}

impl<'a> StyledPassage<'a> {
    /// A range of bytes of a text.
    pub(crate) const fn of(whole: &'a str, range: Range<usize>) -> Self {
        Self { whole, range }
    }

    /// The text with its context.
    pub(crate) const fn whole(&self) -> &'a str {
        self.whole
    }

    /// The bytes of the passage in the whole text.
    pub(crate) fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The passage itself.
    pub(crate) fn text(&self) -> &'a str {
        &self.whole[self.range.clone()]
    }
}

impl<'a> From<&'a str> for StyledPassage<'a> {
    fn from(text: &'a str) -> Self {
        Self { whole: text, range: 0..text.len() }
    }
}

/// The tokens of a passage, each with the byte offset in the passage at which it begins.
pub(crate) fn tokens<'a>(passage: impl Into<StyledPassage<'a>>, style: &TextStyle) -> Vec<(u32, Token<'a>)> {
    let StyledPassage { whole, range } = passage.into();
    let text = &whole[range.clone()];
    let ties = (style.family == Family::Text).then(|| Ties::of(&style.lang));
    let mut tokens = Vec::with_capacity(text.len() / 3);
    let mut start = None;
    let mut opportunities = None;
    for (at, character) in text.char_indices() {
        let Some(token) = white(character) else {
            start.get_or_insert(at);
            continue;
        };
        if let Some(from) = start.take() {
            word(text, from..at, style, &mut opportunities, &mut tokens);
        }
        let penalty = match (ties, token) {
            (Some(ties), Token::Space) => ties.penalty(whole, range.start + at),
            // If the author forbids what the language only advises against ("Mr. Darcy"), the ban is lifted in the same cases as the
            // language's own bans.
            (Some(ties), Token::FixedSpace) if ties.advises(whole, range.start + at) => Penalty::Forbidden(Ban::ByLanguage),
            _ => Penalty::FREE,
        };
        tokens.push((place(at), if penalty > Penalty::FREE { Token::TiedSpace { penalty } } else { token }));
    }
    if let Some(from) = start {
        word(text, from..text.len(), style, &mut opportunities, &mut tokens);
    }
    tokens
}

/// A byte offset in the type in which it is stored with tokens.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The token of a white space character. `None` for any other character.
fn white<'a>(character: char) -> Option<Token<'a>> {
    let blank = |per_mille| Some(Token::Blank { per_mille, breakable: true });
    match character {
        ' ' | '\t' | '\n' | '\r' | '\u{c}' => Some(Token::Space),
        '\u{a0}' => Some(Token::FixedSpace),
        '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{85}' => Some(Token::LineEnd),
        '\u{200b}' => Some(Token::Opportunity { penalty: Penalty::FREE }),
        '\u{2000}' | '\u{2002}' => blank(500),
        '\u{2001}' | '\u{2003}' | '\u{3000}' => blank(1000),
        '\u{2004}' => blank(333),
        '\u{2005}' => blank(250),
        '\u{2006}' => blank(167),
        '\u{2008}' => blank(220),
        '\u{2009}' => blank(167),
        '\u{200a}' => blank(83),
        '\u{205f}' => blank(222),
        '\u{2007}' => Some(Token::Blank { per_mille: 500, breakable: false }),
        '\u{202f}' => Some(Token::Blank { per_mille: 167, breakable: false }),
        _ => None,
    }
}

/// A word in running text of at most this many bytes is not treated as a path.
const SHORT_PATH: usize = 8;

/// Splits a run of characters without spaces into words, at the places where a line may end.
fn word<'a>(
    text: &'a str,
    range: Range<usize>,
    style: &TextStyle,
    opportunities: &mut Option<Vec<usize>>,
    tokens: &mut Vec<(u32, Token<'a>)>,
) {
    let word = &text[range.clone()];
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b',' | b';' | b'\'')) && style.family == Family::Text {
        push_word(text, range, tokens);
        return;
    }
    let found = opportunities.get_or_insert_with(|| segmenter().segment_str(&without_complex_letters(text)).collect());
    let mut from = range.start;
    let address = word.contains("://") || word.starts_with("www.") || (style.family == Family::Mono && word.len() > 12);
    let mut cuts: Vec<(usize, Token<'a>)> = Vec::new();
    let first = found.partition_point(|&at| at <= range.start);
    for &at in found[first..].iter().take_while(|&&at| at < range.end) {
        cuts.extend(opportunity(text, at, &range).map(|token| (at, token)));
    }
    // Many authors do not mark paths as code, such as tests/integration_test.rs.
    let path = word.len() > SHORT_PATH && word.contains(['/', '_', '\\', '@', ':', '=']);
    if address || path || style.family == Family::Mono {
        cuts.extend(within_code(word, address).map(|(at, penalty)| (range.start + at, Token::Opportunity { penalty })));
        cuts.sort_by_key(|&(at, token)| (at, matches!(token, Token::Opportunity { penalty: Penalty::Forbidden(_) })));
        cuts.dedup_by_key(|(at, _)| *at);
    }
    for (at, token) in cuts {
        push_word(text, from..at, tokens);
        tokens.push((place(at), token));
        from = at;
    }
    push_word(text, from..range.end, tokens);
}

/// The maximum number of bytes in a word. A longer one is cut, because the time to shape and hyphenate a word grows with the square of its
/// length.
const LONGEST: usize = 3_000;

/// Adds a word. If it has more than [`LONGEST`] bytes, it is cut, but never before a combining mark. It would fit on no line anyway.
fn push_word<'a>(text: &'a str, Range { start: mut from, end }: Range<usize>, tokens: &mut Vec<(u32, Token<'a>)>) {
    while end - from > LONGEST {
        let is_end = |at: &usize| text.is_char_boundary(*at) && !text[*at..].starts_with(is_mark);
        let Some(at) = (from + 1..=from + LONGEST).rev().find(is_end) else { break };
        tokens.push((place(from), Token::Word(&text[from..at])));
        tokens.push((place(at), Token::Opportunity { penalty: Penalty::Cost(1_000) }));
        from = at;
    }
    tokens.push((place(from), Token::Word(&text[from..end])));
}

/// The bytes of an address or code before which a line may end, without a hyphen: after punctuation and before a capital within a
/// name. At least three characters stay on each side, in an address at least four after the break. Only breaks after punctuation in
/// addresses are allowed outright; the others are for lines that would be loose.
fn within_code(word: &str, address: bool) -> impl Iterator<Item = (usize, Penalty)> {
    let end = word.len();
    word.char_indices().zip(word.chars().skip(1)).filter_map(move |((at, character), next)| {
        let after = at + character.len_utf8();
        if at < 3 && !(at == 2 && character != next) || after + 3 > end || address && after + 3 == end {
            return None;
        }
        let sign = "/._-?&=#:,()[]{}<>".contains(character) && !":/.)]}>,;".contains(next);
        let hump = character.is_lowercase() && next.is_uppercase();
        (sign || hump).then_some((after, if sign && address { Penalty::Cost(150) } else { Penalty::Forbidden(Ban::WithinCode) }))
    })
}

/// The token for a place where a line may end by the rules of Unicode. `None` if it may not by the rules of typography.
fn opportunity<'a>(text: &str, at: usize, word: &Range<usize>) -> Option<Token<'a>> {
    let before = text[..at].chars().next_back()?;
    let after = text[at..].chars().next()?;
    match (before, after) {
        // A dash or an ellipsis stays with the word before it.
        (_, '\u{2014}' | '\u{2013}' | '\u{2026}') => None,
        ('-' | '\u{2010}', _) => {
            // Not after or before a single letter.
            let left = text[word.start..at].trim_end_matches(['-', '\u{2010}']).chars().rev().take_while(|c| c.is_alphanumeric()).count();
            let right = text[at..word.end].chars().take_while(|c| c.is_alphanumeric()).count();
            (left > 1 && right > 1).then_some(Token::AfterHyphen)
        }
        ('\u{2014}', _) => Some(Token::Opportunity { penalty: Penalty::Cost(30) }),
        ('\u{2013}', _) => Some(Token::Opportunity { penalty: Penalty::Cost(200) }),
        _ => Some(Token::Opportunity { penalty: Penalty::Cost(50) }),
    }
}

/// A text with another letter of the same length in place of each letter of the scripts for which `icu_segmenter` would need a dictionary,
/// which the program does not have. Without one, their letters count as those of any other alphabet (UAX #14, rule LB1), but it would
/// write a message to the terminal for each run.
fn without_complex_letters(text: &str) -> Cow<'_, str> {
    /// A letter of the class AL that has three bytes.
    const LETTER: char = '\u{16A0}';
    // In UTF-8, these scripts begin with one of these bytes. Reading bytes is faster than reading characters.
    if !text.bytes().any(|byte| matches!(byte, 0xE0 | 0xE1 | 0xEA)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if is_complex(c) { LETTER } else { c }).collect())
}

/// Whether a character is of the class SA, in Thai, Lao, Burmese or Khmer (UAX #14, table 1).
fn is_complex(c: char) -> bool {
    matches!(c,
        '\u{E01}'..='\u{E3A}' | '\u{E40}'..='\u{E4E}' | '\u{E81}'..='\u{ECD}' | '\u{EDC}'..='\u{EDF}'
        | '\u{1000}'..='\u{103F}' | '\u{1050}'..='\u{108F}' | '\u{109A}'..='\u{109F}'
        | '\u{1780}'..='\u{17D3}' | '\u{17D7}' | '\u{17DC}'..='\u{17DD}'
        | '\u{A9E0}'..='\u{A9EF}' | '\u{A9FA}'..='\u{A9FE}' | '\u{AA60}'..='\u{AA7F}')
}

fn segmenter() -> LineSegmenterBorrowed<'static> {
    static SEGMENTER: OnceLock<LineSegmenterBorrowed<'static>> = OnceLock::new();
    *SEGMENTER.get_or_init(|| LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::edition::Design;

    #[test]
    fn scripts_that_need_a_dictionary_are_read_as_any_alphabet() {
        let text = "abc ไทยไทย ไทย, x ລາວ-ລາວ မြန်မာ ខ្មែរ。";
        let replaced = without_complex_letters(text);
        assert_eq!(replaced.len(), text.len());
        assert!(!replaced.chars().any(is_complex) && replaced.contains("abc ") && replaced.ends_with('。'));
        let found: Vec<usize> = segmenter().segment_str(&replaced).collect();
        assert!(found.iter().all(|at| text.is_char_boundary(*at)));
        assert!(found[1..found.len() - 1].iter().all(|at| text[..*at].ends_with([' ', '-'])), "{found:?}");
    }

    fn style(lang: &str) -> TextStyle {
        TextStyle::body(&Design::default(), &Arc::from(lang))
    }

    #[test]
    fn a_space_is_tied_by_words_of_other_runs() {
        let text = "p. 12";
        let run = tokens(StyledPassage::of(text, 2..3), &style("en"));
        assert_eq!(run, [(0, Token::TiedSpace { penalty: Penalty::Forbidden(Ban::ByLanguage) })]);
    }

    #[test]
    fn code_is_not_tied() {
        let code = style("en").code(crate::units::Length::from_pt(9.0));
        assert!(!tokens("p. 12", &code).iter().any(|(_, token)| matches!(token, Token::TiedSpace { .. })));
    }

    fn text() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            "\\PC{0,6}",
            "[A-ZА-Я]\\.",
            "[0-9]{1,4}",
            "[a-zа-я]{1,5}\\.?",
            Just("—".to_owned()),
            Just("…".to_owned()),
            Just("»".to_owned()),
            Just("a\u{2014}b-cd".to_owned()),
            Just("\u{a0}".to_owned()),
            Just("\u{202f}\n".to_owned()),
        ];
        prop::collection::vec(word, 0..12).prop_map(|words| words.join(" "))
    }

    proptest! {
        /// The words, and the white space between them, are the text.
        #[test]
        fn tokens_contain_the_whole_text(text in text(), lang in prop_oneof![Just("en"), Just("ru"), Just("fr"), Just("de"), Just("xx")]) {
            let mut rest = text.as_str();
            for (at, token) in tokens(text.as_str(), &style(lang)) {
                prop_assert_eq!(usize::try_from(at).ok(), Some(text.len() - rest.len()));
                rest = match token {
                    Token::Word(word) => {
                        prop_assert!(rest.starts_with(word));
                        &rest[word.len()..]
                    }
                    Token::AfterHyphen => rest,
                    Token::Opportunity { .. } if !rest.starts_with('\u{200b}') => rest,
                    _ => {
                        let mut rest = rest.chars();
                        let white = rest.next().is_some_and(|white| white.is_whitespace() || white == '\u{200b}');
                        prop_assert!(white);
                        rest.as_str()
                    }
                };
            }
            prop_assert_eq!(rest, "");
        }
    }
}
