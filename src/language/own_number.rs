//! The number that the author gave a chapter in its title: "Chapter 27 – The Fox", "I. The Fox", `第1章 绪论`, `Глава первая`.
//!
//! The title is read from its beginning, letter by letter, without accents and capitals. Three forms are tried in this order:
//!
//! 1. a word for a division and a number ("Chapter 5", "Chapter the First", "Act II"),
//! 2. a number and such a word ("5. Kapitel", "Third Part", `第五章`),
//! 3. a number alone, if it is the whole title or if a mark follows it ("I. The Fox", "5", "One"), or digits and a space ("5 Home").
//!
//! At one position there may be several numerals: "C" is a letter and a hundred, and "twenty" begins "twenty-one". The longest that the
//! form allows is used. A title with a division word may continue with a smaller division ("Act I, Scene 2"). Then the label contains both,
//! and the number is that of the smaller division.
//!
//! One title is weak evidence: "1984" and "M. Dupont" also have the form of a number. Callers should compare the titles of siblings.
use super::number_words::{DivisionWord, FoldedPhrase, FoundWord, NumberWords, fold, folded};
use super::numerals;
use super::registry::Language;
use super::unspaced::{is_hangul, is_unspaced};

/// The number in a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnNumber {
    /// The part of the title that is the number, with the words that belong to it, as written: "Chapter 27".
    pub label: String,
    /// The number.
    pub value: u32,
    /// How it is written.
    pub numeral: Numeral,
    /// The position in the alphabet, if the numeral is a single capital letter: 3 for "C", which as a roman numeral is 100.
    pub letter: Option<u32>,
    /// The kind of division that the title names, if it names one.
    pub word: Option<DivisionWord>,
    /// The form in which the title has the number.
    pub form: NumberForm,
    /// The title without the number: "The Fox". It may be empty.
    pub rest: String,
    /// The byte offset in the title at which the rest begins.
    pub rest_start: usize,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numeral {
    /// In digits of any script.
    Digits,
    /// As a roman numeral.
    Roman,
    /// As a letter: "Appendix B".
    Letter,
    /// In words, or in a numeral of another script: "five", "fifth", `五`.
    Word,
}

/// The form in which a title has a number, the strongest evidence first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NumberForm {
    /// With a word for a division: "Chapter 5".
    Worded,
    /// Before a mark: "5. Home".
    Marked,
    /// As the whole title: "V".
    Alone,
    /// In digits before a space: "5 Home".
    Leading,
}

/// Finds the author's own number at the beginning of a title. `None` if there is none.
#[must_use]
pub fn own_number(title: &str, language: &Language) -> Option<OwnNumber> {
    let reader = TitleNumberReader::new(title, language);
    let found = reader.worded(0).map(|first| reader.with_smaller(first)).or_else(|| reader.bare())?;
    let rest = &title[found.rest_start..];
    Some(OwnNumber {
        label: title[reader.byte(0)..found.label_end].trim_start_matches(['(', '[']).to_owned(),
        value: found.number.value,
        numeral: found.number.numeral,
        letter: found.number.letter,
        word: found.word,
        form: found.form,
        rest: rest.trim_end().to_owned(),
        rest_start: found.rest_start,
    })
}

/// A numeral at a position of a title.
#[derive(Clone, Copy, Debug)]
struct Number {
    value: u32,
    numeral: Numeral,
    letter: Option<u32>,
    is_ordinal: bool,
    /// The position after it, in folded letters.
    end: usize,
}

/// A number with its division word and the rest of the title.
#[derive(Clone, Copy, Debug)]
struct NumberLabel {
    number: Number,
    word: Option<DivisionWord>,
    form: NumberForm,
    /// The byte offset of the end of the label.
    label_end: usize,
    /// The byte offset at which the rest begins.
    rest_start: usize,
}

/// A division word at a position of a title.
#[derive(Clone, Copy)]
struct DivisionWordAt {
    word: DivisionWord,
    /// The position after it, in folded letters.
    end: usize,
}

/// What follows a position of a title.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NextSign {
    End,
    Mark,
    Space,
    Text,
}

/// The number of folded letters of a title that are read. No number is longer.
const READ: usize = 160;

/// Reads the number of a title. Positions are indices of folded letters.
struct TitleNumberReader<'a> {
    title: &'a str,
    /// The title, folded.
    letters: Vec<char>,
    /// The byte offset in the title of each folded letter, then that of the end of the title.
    bytes: Vec<usize>,
    words: &'a NumberWords,
    pronoun: Option<&'static str>,
}

impl<'a> TitleNumberReader<'a> {
    fn new(title: &'a str, language: &'a Language) -> Self {
        let (mut letters, mut bytes) = (Vec::with_capacity(title.len().min(READ)), Vec::with_capacity(title.len().min(READ) + 1));
        let start = title.len() - title.trim_start().len();
        for (at, character) in title[start..].char_indices() {
            if letters.len() >= READ {
                break;
            }
            for letter in fold(character) {
                letters.push(letter);
                bytes.push(start + at);
            }
        }
        let end = if letters.len() < READ { title.len() } else { bytes.pop().unwrap_or(title.len()) };
        letters.truncate(bytes.len());
        bytes.push(end);
        Self { title, letters, bytes, words: &language.numbers, pronoun: language.ties.pronoun }
    }

    /// The byte offset in the title of a folded letter.
    fn byte(&self, at: usize) -> usize {
        self.bytes.get(at).copied().unwrap_or(self.title.len())
    }

    fn letter(&self, at: usize) -> Option<char> {
        self.letters.get(at).copied()
    }

    /// The position after any spaces.
    fn skip_spaces(&self, mut at: usize) -> usize {
        while self.letter(at) == Some(' ') {
            at += 1;
        }
        at
    }

    /// The position after `phrase`, which comes from a language file. `None` if the phrase is not at `at`.
    fn phrase(&self, at: usize, phrase: &[char]) -> Option<usize> {
        self.letters.get(at..)?.starts_with(phrase).then_some(at + phrase.len())
    }

    /// Whether a word may end at a position: no letter or digit follows, or the script of the word has no spaces.
    fn word_ends(&self, at: usize) -> bool {
        let byte = self.byte(at);
        let before = self.title[..byte].chars().next_back();
        let after = self.title[byte..].chars().next();
        let mut letters = self.title[byte..].chars();
        let elides = matches!(letters.next(), Some('\'' | '’')) && letters.next().is_some_and(char::is_alphanumeric);
        // An abbreviation ends with its full stop: "chap.5".
        !elides && (!after.is_some_and(is_in_word) || before.is_some_and(|c| is_unspaced(c) || c == '.'))
    }

    /// What follows a position. A hyphen is a mark only between spaces.
    fn next(&self, at: usize) -> NextSign {
        let rest = &self.title[self.byte(at)..];
        let mut letters = rest.chars();
        match letters.next() {
            None => NextSign::End,
            Some('.' | ')' | ']' | ':') => match letters.next() {
                Some(after) if !after.is_whitespace() && !is_dash(after) && !is_mark(after) => NextSign::Text,
                _ => NextSign::Mark,
            },
            Some(first) if is_mark(first) => NextSign::Mark,
            Some(first) if first.is_whitespace() => match rest.trim_start().chars().next() {
                None => NextSign::End,
                Some('-' | '\u{2010}') if rest.trim_start()[1..].starts_with(|c: char| c.is_whitespace() || c == '-') => NextSign::Mark,
                Some(second) if is_mark(second) => NextSign::Mark,
                Some(_) => NextSign::Space,
            },
            Some('-') if rest.starts_with("--") => NextSign::Mark,
            Some(_) => NextSign::Text,
        }
    }

    /// The byte offset at which the rest of the title begins, after marks and spaces.
    fn rest_start(&self, at: usize) -> usize {
        let rest = &self.title[self.byte(at)..];
        let is_between = |c: char| c.is_whitespace() || is_mark(c) || matches!(c, '.' | ')' | ']' | ':' | ',' | '-' | '\u{2010}');
        self.title.len() - rest.trim_start_matches(is_between).len()
    }

    /// The division words at a position, the longest first.
    fn divisions(&self, at: usize) -> Vec<DivisionWordAt> {
        let words = self.words.divisions().filter_map(|(word, phrase)| Some(DivisionWordAt { word, end: self.phrase(at, phrase)? }));
        let mut found: Vec<DivisionWordAt> = words.filter(|found| self.word_ends(found.end)).collect();
        found.sort_by_key(|found| std::cmp::Reverse(found.end));
        found
    }

    /// Whether the letter before a position is of a script without spaces between words.
    fn is_glued(&self, at: usize) -> bool {
        self.title[..self.byte(at)].chars().next_back().is_some_and(is_unspaced)
    }

    /// The position after the longest of some phrases and any spaces. `None` if none of the phrases is at `at`.
    fn one_of(&self, at: usize, phrases: &[FoldedPhrase]) -> Option<usize> {
        let ends = phrases.iter().filter_map(|phrase| self.phrase(at, phrase));
        ends.filter(|end| self.word_ends(*end)).max().map(|end| self.skip_spaces(end))
    }

    /// Reads form 1, or else form 2, at a position.
    fn worded(&self, from: usize) -> Option<NumberLabel> {
        let start = self.one_of(from, &self.words.articles).unwrap_or(from);
        self.word_first(start).or_else(|| self.number_first(start))
    }

    /// Form 1: a division word and a number.
    fn word_first(&self, from: usize) -> Option<NumberLabel> {
        self.divisions(from).into_iter().find_map(|DivisionWordAt { word, end }| {
            let abbreviated = if self.letter(end) == Some('.') { end + 1 } else { end };
            let mut at = self.skip_spaces(abbreviated);
            if at == end && !self.is_glued(end) && self.letter(end - 1) != Some('.') {
                return None;
            }
            at = self.one_of(at, &self.words.articles).unwrap_or(at);
            at = self.sign(at).unwrap_or(at);
            let mut number = self.longest(at, |number| self.is_numeral_after_word(at, number, word))?;
            // "Appendix C" is the third appendix, not the hundredth.
            if let Some(place) = number.letter.filter(|_| word == DivisionWord::Appendix) {
                number = Number { value: place, numeral: Numeral::Letter, ..number };
            }
            Some(self.found(number, number.end, Some(word)))
        })
    }

    /// Whether a number may follow a division word.
    fn is_numeral_after_word(&self, at: usize, number: Number, word: DivisionWord) -> bool {
        let written = &self.title[self.byte(at)..self.byte(number.end)];
        let next = self.next(number.end);
        let is_small = written.chars().any(char::is_lowercase);
        match number.numeral {
            _ if next == NextSign::Text && !self.is_glued(number.end) => false,
            Numeral::Digits | Numeral::Word => true,
            // "Canto di Natale", "Letter I wrote": a word that looks like a numeral.
            Numeral::Roman if is_small => next != NextSign::Space,
            Numeral::Roman => {
                next != NextSign::Space || (number.value < 400 && !(self.pronoun == Some(written) && self.is_small_after(number.end)))
            }
            Numeral::Letter => !is_small && (next != NextSign::Space || word == DivisionWord::Appendix),
        }
    }

    /// Whether the next word begins with a small letter.
    fn is_small_after(&self, at: usize) -> bool {
        self.title[self.byte(at)..].trim_start().starts_with(char::is_lowercase)
    }

    /// Form 2: a number and a division word.
    fn number_first(&self, from: usize) -> Option<NumberLabel> {
        let prefixed = self.words.prefixes.iter().find_map(|prefix| self.phrase(from, prefix)).map(|end| self.skip_spaces(end));
        let at = prefixed.unwrap_or(from);
        let numbers = self.numbers(at).into_iter().filter(|number| {
            prefixed.is_some()
                || number.is_ordinal
                || matches!(number.numeral, Numeral::Digits | Numeral::Roman)
                || self.is_glued(number.end)
        });
        let found = numbers.filter_map(|number| {
            let after = if self.letter(number.end) == Some('.') { number.end + 1 } else { number.end };
            let at = self.skip_spaces(after);
            // Digits and a word without a space between them belong together only in scripts without spaces. Ordinals such as "5th" have
            // been read before.
            let division = self.divisions(at).into_iter().find(|division| {
                let next = self.next(division.end);
                let joined = at == number.end && self.glues(at);
                let is_sure = prefixed.is_some() || self.is_glued(number.end) || (joined && number.numeral == Numeral::Digits);
                (joined || at > number.end) && next != NextSign::Text && (next != NextSign::Space || is_sure)
                    || prefixed.is_some() && self.is_glued(division.end)
            })?;
            Some(self.found(number, division.end, Some(division.word)))
        });
        found.max_by_key(|found| found.label_end)
    }

    /// Whether the letter at a position is of a script without spaces between words, or Korean.
    fn glues(&self, at: usize) -> bool {
        self.letter(at).is_some_and(|letter| is_unspaced(letter) || is_hangul(letter))
    }

    /// Makes the label of a number. `end` is the position after the number and its division word, if there is one.
    fn found(&self, number: Number, end: usize, word: Option<DivisionWord>) -> NumberLabel {
        let form = match (word, self.next(end)) {
            (Some(_), _) => NumberForm::Worded,
            (None, NextSign::End) => NumberForm::Alone,
            (None, NextSign::Mark) => NumberForm::Marked,
            (None, NextSign::Space | NextSign::Text) => NumberForm::Leading,
        };
        let rest_start = self.rest_start(end);
        NumberLabel { number, word, form, label_end: self.byte(end), rest_start }
    }

    /// Adds the smaller division that follows, if there is one: "Act I, Scene 2".
    fn with_smaller(&self, first: NumberLabel) -> NumberLabel {
        let Some(at) = self.bytes.iter().position(|byte| *byte == first.rest_start) else { return first };
        match self.worded(at) {
            Some(second) if second.word > first.word && second.number.end > at => NumberLabel { label_end: second.label_end, ..second },
            _ => first,
        }
    }

    /// Form 3: a number alone.
    fn bare(&self) -> Option<NumberLabel> {
        let opening = if matches!(self.letter(0), Some('(' | '[')) { 1 } else { 0 };
        let at = self.sign(opening).unwrap_or(opening);
        let number = self.longest(at, |number| {
            let next = self.next(number.end);
            let written = &self.title[self.byte(at)..self.byte(number.end)];
            let is_small = written.starts_with(char::is_lowercase);
            match number.numeral {
                Numeral::Digits if next == NextSign::Space => !number.is_ordinal && self.is_leading(number.end),
                // "2001–2010" is a period of time.
                Numeral::Digits if self.is_range(number.end) => false,
                // In Chinese, an ideographic space counts as a mark.
                Numeral::Word if next == NextSign::Space => self.title[self.byte(number.end)..].starts_with('\u{3000}'),
                _ if matches!(next, NextSign::Text | NextSign::Space) => false,
                Numeral::Roman => !is_small && !self.is_initial(number),
                Numeral::Letter => !is_small && next == NextSign::Mark && !self.is_initial(number),
                Numeral::Digits | Numeral::Word => true,
            }
        })?;
        Some(self.found(number, number.end, None))
    }

    /// Whether the title continues with a word or a quotation after digits and a space, and not with another number.
    fn is_leading(&self, at: usize) -> bool {
        self.title[self.byte(at)..]
            .trim_start()
            .starts_with(|c: char| c.is_alphabetic() || matches!(c, '“' | '„' | '«' | '‘' | '"' | '\'' | '¿' | '¡'))
    }

    /// Whether a dash and another number follow.
    fn is_range(&self, at: usize) -> bool {
        let mut rest = self.title[self.byte(at)..].chars();
        rest.next().is_some_and(is_dash) && rest.next().is_some_and(|c| numerals::digit(c).is_some())
    }

    /// Whether a letter is the initial of a name, because another initial follows ("D. H. Lawrence").
    fn is_initial(&self, number: Number) -> bool {
        let mut rest = self.title[self.rest_start(number.end)..].chars();
        number.letter.is_some()
            && self.letter(number.end) == Some('.')
            && rest.next().is_some_and(char::is_uppercase)
            && rest.next() == Some('.')
    }

    /// The position after a sign or word for "number". `None` if there is none.
    fn sign(&self, at: usize) -> Option<usize> {
        match self.letter(at) {
            Some('§' | '№' | '#') => Some(self.skip_spaces(at + 1)),
            _ => self
                .one_of(at, &self.words.signs)
                .filter(|end| self.letter(*end).is_some_and(|c| numerals::digit(c).is_some() || c.is_alphabetic())),
        }
    }

    /// The longest number at a position that `is_good` accepts.
    fn longest(&self, at: usize, is_good: impl Fn(Number) -> bool) -> Option<Number> {
        self.numbers(at).into_iter().filter(|number| is_good(*number)).rev().max_by_key(|number| number.end)
    }

    /// All numbers at a position.
    fn numbers(&self, at: usize) -> Vec<Number> {
        let run = self.letters[at.min(self.letters.len())..].iter().take_while(|letter| letter.is_alphanumeric()).count();
        let end = at + run;
        let written = &self.title[self.byte(at)..self.byte(end)];
        let made = |value, numeral, end| Number { value, numeral, letter: None, is_ordinal: false, end };
        let mut single = written.chars();
        let letter = match (single.next(), single.next()) {
            (Some(only), None) => self.words.letters().chars().zip(1..).find(|(own, _)| fold(only).eq(fold(*own))).map(|(_, place)| place),
            _ => None,
        };
        // Of two readings of the same length, the first is used: "dix" is ten, and "C" is a hundred.
        let mut found = Vec::new();
        found.extend(self.digits(at));
        let words = self.words.at(&self.letters[at.min(self.letters.len())..]);
        found.extend(
            words
                .into_iter()
                .filter(|word| self.word_ends(at + word.length) || self.glues(at + word.length))
                .map(|FoundWord { value, is_ordinal, length }| Number { is_ordinal, ..made(value, Numeral::Word, at + length) }),
        );
        if let Some(value) = numerals::roman(written) {
            found.push(Number { letter: letter.filter(|_| written.chars().all(char::is_uppercase)), ..made(value, Numeral::Roman, end) });
        }
        // Roman ordinals: "XIXe", "IIe".
        for suffix in self.words.suffixes {
            let capitals = written.strip_suffix(suffix).filter(|numeral| numeral.bytes().all(|byte| byte.is_ascii_uppercase()));
            if let Some(value) = capitals.and_then(numerals::roman) {
                found.push(Number { is_ordinal: true, ..made(value, Numeral::Roman, end) });
            }
        }
        if let Some(value) = letter {
            found.push(Number { letter, ..made(value, Numeral::Letter, end) });
        }
        found.extend(self.foreign(at, end).map(|(value, end)| made(value, Numeral::Word, end)));
        found
    }

    /// A number in digits. If it has several parts with points between them ("2.1"), the last part counts. The ending of an ordinal ("2nd")
    /// belongs to it.
    fn digits(&self, at: usize) -> Option<Number> {
        let digit = |at: usize| self.letter(at).and_then(numerals::digit);
        let mut end = at;
        let value = loop {
            let from = end;
            let mut value = 0_u32;
            while let Some(digit) = digit(end) {
                value = value.checked_mul(10)?.checked_add(digit)?;
                end += 1;
            }
            if end == from {
                return None;
            }
            if self.letter(end) != Some('.') || digit(end + 1).is_none() {
                break value;
            }
            end += 1;
        };
        // "10,000 leagues" and "3:10" do not begin with the number of a chapter.
        if matches!(self.letter(end), Some(',' | ':' | '/' | '%')) && (digit(end + 1).is_some() || self.letter(end) == Some('%')) {
            return None;
        }
        // The hyphen of "5-я" has been folded to a space.
        let hyphen = self.title[self.byte(end)..].starts_with(['-', '\u{2011}']);
        let suffix_at = if hyphen { end + 1 } else { end };
        let suffixes = self.words.suffixes.iter().chain(&["º", "ª", "°", ".º", ".ª"]);
        let suffix = suffixes.filter_map(|suffix| self.phrase(suffix_at, &folded(suffix))).filter(|end| self.word_ends(*end)).max();
        Some(Number { value, numeral: Numeral::Digits, letter: None, is_ordinal: suffix.is_some(), end: suffix.unwrap_or(end) })
    }

    /// The value of a Greek, Hebrew or Chinese numeral, and the position after it. `at` and `end` delimit its letters and digits.
    fn foreign(&self, at: usize, end: usize) -> Option<(u32, usize)> {
        let first = self.letter(at)?;
        let text = || self.letters[at..end].iter().collect::<String>();
        // A keraia or geresh that was typed as an apostrophe has been dropped by folding.
        let after_sign = |end: usize| if matches!(self.letter(end), Some('΄' | 'ʹ' | '׳' | '´')) { end + 1 } else { end };
        match first {
            'α'..='ω' | 'ϟ' => Some((numerals::greek(&text())?, after_sign(end))),
            'א'..='ת' => {
                let end =
                    (at..self.letters.len()).find(|at| !matches!(self.letters[*at], 'א'..='ת' | '"' | '״')).unwrap_or(self.letters.len());
                let text: String = self.letters[at..end].iter().collect();
                Some((numerals::hebrew(&text)?, after_sign(end)))
            }
            _ => {
                let is_sign = |letter: &char| numerals::chinese(&letter.to_string()).is_some() || matches!(letter, '〇' | '零');
                let length = self.letters[at..].iter().take_while(|letter| is_sign(letter)).count();
                let text: String = self.letters[at..at + length].iter().collect();
                Some((numerals::chinese(&text)?, at + length))
            }
        }
    }
}

/// Whether a character is a mark that ends a number, whatever follows it.
fn is_mark(character: char) -> bool {
    is_dash(character)
        || matches!(character, '·' | '•' | '|' | '・' | '：' | '、' | '，' | '。' | '．' | '）' | '】' | ';' | ',' | '†' | '։' | '…')
}

fn is_dash(character: char) -> bool {
    matches!(character, '–' | '—' | '―')
}

/// Whether a character belongs to a word.
fn is_in_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '\u{300}'..='\u{36f}')
}
