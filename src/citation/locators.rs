//! Reads places in works: "pp. 12–14", "chap. 3", "12", "§ 4".
use std::collections::HashMap;

use crate::document::{Locator, LocatorKind};

/// The labels of locators.
#[derive(Clone, Debug, Default)]
pub(super) struct LocatorLabels {
    /// The kind of each label, in lower case and without a full stop at its end.
    labels: HashMap<String, LocatorKind>,
    /// The length of the longest label, in characters.
    longest: usize,
}

impl LocatorLabels {
    /// The labels of a style. The first meaning of a label counts.
    pub(super) fn new(terms: Vec<(String, LocatorKind)>) -> Self {
        let mut labels = HashMap::new();
        for (label, kind) in terms {
            let label = label.trim_end_matches('.').to_lowercase();
            if !label.is_empty() {
                labels.entry(label).or_insert(kind);
            }
        }
        let longest = labels.keys().map(|label| label.chars().count()).max().unwrap_or(0);
        Self { labels, longest }
    }

    /// The locator that a text begins with, and its length in bytes. `text` is what follows the key of a citation, such as ", pp. 12–14 and
    /// passim" (Pandoc's manual, "Citation syntax").
    pub(super) fn read(&self, text: &str) -> Option<(Locator, usize)> {
        let rest = text.trim_start();
        let rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
        let start = text.len() - rest.len();
        if let Some(inner) = rest.strip_prefix('{') {
            let close = inner.find('}')?;
            let (kind, length) = self.label(inner.trim_start()).unwrap_or((LocatorKind::Page, 0));
            let numbers = inner[..close].trim_start().get(length..).unwrap_or_default().trim();
            let locator = Locator { kind, numbers: plain(numbers) };
            return (!numbers.is_empty()).then_some((locator, start + 1 + close + 1));
        }
        let (kind, label) = self.label(rest).unwrap_or((LocatorKind::Page, 0));
        let numbers = &rest[label..];
        let white = numbers.len() - numbers.trim_start().len();
        let length = numbers_length(&numbers[white..], label > 0);
        let written = &numbers[white..white + length];
        (length > 0).then(|| (Locator { kind, numbers: plain(written) }, start + label + white + length))
    }

    /// The label that a text begins with: its kind, and its length in bytes with its full stop.
    fn label(&self, text: &str) -> Option<(LocatorKind, usize)> {
        let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(self.longest).collect();
        ends.into_iter().rev().find_map(|end| {
            let kind = *self.labels.get(&text[..end].to_lowercase())?;
            let rest = &text[end..];
            let stop = usize::from(rest.starts_with('.'));
            let is_word = text[..end].ends_with(char::is_alphabetic);
            let ends = !is_word || stop > 0 || rest.starts_with(|c: char| c.is_whitespace() || c.is_ascii_digit());
            ends.then_some((kind, end + stop))
        })
    }
}

/// The length in bytes of the numbers that a text begins with: "12", "12–14, 17", "iv", "A3". After a label, any first word counts.
fn numbers_length(text: &str, is_labelled: bool) -> usize {
    let mut length = 0;
    loop {
        let rest = &text[length..];
        let separator = if length == 0 { 0 } else { separator_length(rest) };
        if length > 0 && separator == 0 {
            return length;
        }
        let word = word_length(&rest[separator..]);
        let written = &rest[separator..separator + word];
        let is_number = written.starts_with(|c: char| c.is_ascii_digit())
            || is_roman(written)
            || (is_labelled && written.contains(|c: char| c.is_ascii_digit()))
            || (is_labelled && length == 0 && word > 0);
        if !is_number {
            return length;
        }
        length += separator + word;
    }
}

/// The length of a word that may be a number: letters, digits, and signs between them.
fn word_length(text: &str) -> usize {
    let is_inner = |c: char| matches!(c, '.' | ':' | '/' | '-' | '\u{2013}' | '\u{2014}' | '*');
    let end = text.find(|c: char| !(c.is_alphanumeric() || is_inner(c))).unwrap_or(text.len());
    text[..end].trim_end_matches(is_inner).len()
}

/// The length of what may stand between two numbers: a comma, an ampersand or a dash, with white space. 0 if there is none.
fn separator_length(text: &str) -> usize {
    let inner = text.trim_start();
    let Some(first) = inner.chars().next().filter(|c| matches!(c, ',' | '&' | '-' | '\u{2013}')) else { return 0 };
    let rest = &inner[first.len_utf8()..];
    text.len() - rest.trim_start().len()
}

/// Whether a word is a roman numeral, or two with a dash between them.
fn is_roman(word: &str) -> bool {
    let is_one = |part: &str| !part.is_empty() && part.chars().all(|c| "ivxlcdmIVXLCDM".contains(c));
    word.split(['-', '\u{2013}']).filter(|part| !part.is_empty()).count() > 0
        && word.split(['-', '\u{2013}']).all(|part| part.is_empty() || is_one(part))
}

/// Numbers with a hyphen for each dash. The style decides which dash it prints.
fn plain(numbers: &str) -> String {
    let hyphens = numbers.replace(['\u{2013}', '\u{2014}'], "-");
    let mut plain = String::with_capacity(hyphens.len());
    for c in hyphens.chars() {
        if c != '-' || !plain.ends_with('-') {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locators_end_where_their_numbers_end() {
        let labels = LocatorLabels::new(
            [
                ("p.", LocatorKind::Page),
                ("pp.", LocatorKind::Page),
                ("page", LocatorKind::Page),
                ("chap.", LocatorKind::Chapter),
                ("§", LocatorKind::Section),
            ]
            .map(|(label, kind)| (label.to_owned(), kind))
            .to_vec(),
        );
        let read = |text: &str| {
            let (locator, length) = labels.read(text)?;
            Some((locator.kind, locator.numbers, text[length..].to_owned()))
        };
        let found = |kind, numbers: &str, rest: &str| Some((kind, numbers.to_owned(), rest.to_owned()));
        assert_eq!(read(", p. 12"), found(LocatorKind::Page, "12", ""));
        assert_eq!(read(", pp. 33--35, 38-39 and passim"), found(LocatorKind::Page, "33-35, 38-39", " and passim"));
        assert_eq!(read(" 12, and more"), found(LocatorKind::Page, "12", ", and more"));
        assert_eq!(read(", chap. 3."), found(LocatorKind::Chapter, "3", "."));
        assert_eq!(read(", §4"), found(LocatorKind::Section, "4", ""));
        assert_eq!(read(" xiv"), found(LocatorKind::Page, "xiv", ""));
        assert_eq!(read(", {ff. 4}, x"), found(LocatorKind::Page, "ff. 4", ", x"));
        for text in ["", ", and others", " pagan rites", ", {}", " {p. 3"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
