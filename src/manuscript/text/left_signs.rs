//! Reports asterisks, underscores and tildes that are text beside a word, but were probably meant as emphasis: `**Note **:`, `__ words __`,
//! `~~struck`, `_word__`.
use std::ops::Range;

use crate::diagnostic::{Diagnostic, codes};
use crate::document::OBJECT;

use crate::manuscript::dialect::line::Passage;
use crate::manuscript::scan::reading::Reading;

use super::sign_runs::{LONGEST, SignRun, sign_runs};

/// Reports the first such signs in a passage. `has_report` says whether asterisks of the passage have already been reported; if so,
/// asterisks are skipped.
pub(super) fn report(passage: &Passage, reading: &Reading<'_>, has_report: bool) {
    if !passage.has(b"*_~") {
        return;
    }
    let mut runs = sign_runs(&passage.text).filter(|run| !(has_report && run.sign == '*'));
    let found = runs.find(|run| is_emphasis(run) || is_uneven(run, passage, reading)).map(|run| (run.range, run.sign));
    let Some((range, sign)) = found.or_else(|| spaced(&passage.text).map(|range| (range, '_'))) else { return };
    let (is, name) = match sign {
        '*' => ("these asterisks are not read as emphasis", "asterisk"),
        '_' => ("these underscores are not read as emphasis", "underscore"),
        _ => ("these tildes do not strike out a text", "tilde"),
    };
    let diagnostic = Diagnostic::new(codes::BROKEN_EMPHASIS, reading.at(passage.span(&range)), is).cause(format!("left {sign}"));
    let hint = format!("write the same signs on both sides of the words, without white space inside; or a backslash before each {name}");
    reading.sink.report(diagnostic.label("printed as typed").hint(hint));
}

/// Whether a run is at a place at which emphasis may begin or end: two asterisks, underscores or tildes, or three asterisks, beside a word.
/// `2 ** x`, `a__b` and `____` are text.
fn is_emphasis(run: &SignRun<'_>) -> bool {
    let is_within = run.before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let opens = !is_within && begins_with_word(run.after.strip_prefix(' ').unwrap_or(run.after));
    // Directly after a word, asterisks may be the mark of a note.
    let closes = run.before.strip_suffix(' ').is_some_and(ends_with_word);
    match (run.sign, run.range.len()) {
        ('*', 2 | 3) | ('~', 2) => opens || closes,
        // `Age: __ years` has a blank to fill in, and `__init_x` is a name in a program.
        ('_', 2) => opens && !is_name(run) && (run.after.contains("__") || !run.after.starts_with(' ')),
        _ => false,
    }
}

/// Whether two underscores begin a name, such as `__init__x` or `__FILE`: a word that contains an underscore, or has no small letter.
fn is_name(run: &SignRun<'_>) -> bool {
    let after = run.after.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
    let is_end = after.trim_end_matches('_').len() + 2 == after.len();
    !after.is_empty() && ((after.contains('_') && !is_end) || !after.contains(char::is_lowercase))
}

/// Whether a text begins with two letters, or with an object such as code. Quotation marks and parentheses before them are skipped.
fn begins_with_word(text: &str) -> bool {
    let text = text.trim_start_matches(['"', '\'', '“', '‘', '(', '«']);
    text.starts_with(OBJECT) || text.chars().take(2).filter(|c| c.is_alphabetic()).count() == 2
}

/// Whether a text ends with two letters, or with an object such as code. Punctuation after them is skipped.
fn ends_with_word(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', ')', '»', '.', ',', ':', ';', '!', '?']);
    text.ends_with(OBJECT) || text.chars().rev().take(2).filter(|c| c.is_alphabetic()).count() == 2
}

/// Whether the parser has read other underscores of the same run as emphasis: `_word__`.
fn is_uneven(run: &SignRun<'_>, passage: &Passage, reading: &Reading<'_>) -> bool {
    let source = reading.text();
    let (first, last) = (passage.place(run.range.start), passage.place(run.range.end - 1));
    let is_sign = |text: Option<&str>| text.is_some_and(|text| text.starts_with(run.sign));
    let before = first.checked_sub(1).and_then(|before| source.get(before..));
    run.sign == '_' && (is_sign(before) || is_sign(source.get(last + 1..)))
}

/// The first two single underscores on a line that have words between them, and a space before the second one: `_ word _`, `_two words _`.
fn spaced(text: &str) -> Option<Range<usize>> {
    let mut open: Option<usize> = None;
    for run in sign_runs(text).filter(|run| run.sign == '_' && run.range.len() == 1) {
        let start = run.range.start;
        if let Some(begin) = open.filter(|begin| start - begin < LONGEST) {
            let inner = &text[begin + 1..start];
            // An underscore directly before a word begins a name.
            let is_spaced = inner.ends_with(' ') && !run.after.starts_with(char::is_alphanumeric);
            if is_spaced && !inner.contains('\n') && inner.chars().filter(|c| c.is_alphabetic()).count() > 1 {
                return Some(begin..start + 1);
            }
        }
        let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        open = is_apart(run.before.chars().next_back()).then_some(start);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<&str> {
        let run = sign_runs(text).find(is_emphasis).map(|run| run.range);
        run.or_else(|| spaced(text)).map(|range| &text[range])
    }

    #[test]
    fn signs_beside_words_are_found() {
        assert_eq!(found("**Note **: more"), Some("**"));
        assert_eq!(found("Look at ** this ** here"), Some("**"));
        assert_eq!(found("A __ word here __ and"), Some("__"));
        assert_eq!(found("Some ~~struck text"), Some("~~"));
        assert_eq!(found("Some __strong text"), Some("__"));
        assert_eq!(found("A _ word _ here"), Some("_ word _"));
        assert_eq!(found("A _two words _ here"), Some("_two words _"));
    }

    #[test]
    fn signs_of_programs_and_blanks_are_text() {
        for text in [
            "2 ** x ** 3",
            "a__b",
            "__init__x",
            "Name: ____ Age: __",
            "a_b c_d",
            "src/**/x",
            "\\*\\*x",
            "_id and _name",
            "__FILE is",
            "price** and",
            "x ~~ y",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
