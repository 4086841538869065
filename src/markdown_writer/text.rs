//! Escapes text, so that reading it gives the same text.
//!
//! A backslash stands before every sign that could begin or end markup where it is. What is markup depends on the signs beside it and on
//! the place in the line, so the rules below look at both. If in doubt, a sign is escaped: a backslash too many is ugly, one too few loses
//! text.

/// Where a text stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TextPlace {
    /// Whether it begins a line, or follows only markup that is not printed.
    pub(super) begins_line: bool,
    /// Whether it ends its line.
    pub(super) ends_line: bool,
    /// The character before it. `None` at the beginning of a line.
    pub(super) before: Option<char>,
    /// Whether it stands in a heading.
    pub(super) in_heading: bool,
    /// Whether quotation marks, dashes and ellipses are kept as they are. Otherwise reading the text sets them by the rules of the
    /// language.
    pub(super) is_literal: bool,
}

/// Escapes a text.
pub(super) fn escaped(text: &str, place: TextPlace) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    let mut marker = if place.begins_line { end_of_marker(&chars) } else { None };
    let first = chars.iter().position(|c| *c != ' ').unwrap_or(chars.len());
    let last = chars.iter().rposition(|c| *c != ' ').map_or(0, |last| last + 1);
    for (at, c) in chars.iter().copied().enumerate() {
        let before = if at == 0 { place.before } else { Some(chars[at - 1]) };
        let after = chars.get(at + 1).copied();
        let begins = place.begins_line && at == 0;
        let in_white = place.begins_line && at <= first;
        match c {
            '\t' | '\n' | '\r' => {
                out.push_str(&format!("&#{};", u32::from(c)));
                continue;
            }
            ' ' if in_white || (place.ends_line && at >= last) => {
                out.push_str("&#32;");
                continue;
            }
            _ => {}
        }
        // After the call of a note or a link, these would make another link or the text of a note.
        let follows_bracket = at == 0 && before == Some(']') && matches!(c, '(' | ':');
        if marker == Some(at) || follows_bracket || is_sign(c, before, after, place, begins || in_white) {
            marker = marker.filter(|marker| *marker != at);
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether a character needs a backslash.
fn is_sign(c: char, before: Option<char>, after: Option<char>, place: TextPlace, begins: bool) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '`' | '*' | '[' | ']' | '$' | '~' | '^' | '{' | '}' | '|' => true,
        '_' => !(is_word(before) && is_word(after)),
        '<' => after.is_none_or(|c| !c.is_whitespace()),
        '>' => begins,
        '&' => after.is_none_or(|c| c.is_ascii_alphanumeric() || c == '#'),
        '=' | '%' => begins || before == Some(c) || after == Some(c),
        '@' => !is_word(before) && after.is_none_or(|c| c.is_alphanumeric() || c == '{' || c == '_'),
        '!' => after.is_none() || after == Some('['),
        ':' => begins || before == Some(':') || after == Some(':'),
        '#' => begins || place.in_heading,
        '+' => begins || (before == Some('+') || after == Some('+')),
        '-' => begins || (place.is_literal && (before == Some('-') || after == Some('-'))),
        '.' => place.is_literal && (before == Some('.') || after == Some('.')),
        '"' | '\'' => place.is_literal,
        _ => false,
    }
}

/// The place of the sign to escape if a line begins like the marker of an item or of a caption: `1.`, `a)`, `(i)`, `Table:`.
fn end_of_marker(chars: &[char]) -> Option<usize> {
    const LONGEST: usize = 12;
    if chars.starts_with(&['T', 'a', 'b', 'l', 'e', ':']) {
        return Some(5);
    }
    if chars.first() == Some(&'(') {
        let end = chars.iter().take(LONGEST).position(|c| *c == ')')?;
        let is_marker = chars[1..end].iter().all(|c| c.is_alphanumeric() || matches!(c, '@' | '-' | '_'));
        return (end > 1 && is_marker).then_some(0);
    }
    let end = chars.iter().take(LONGEST).position(|c| !c.is_alphanumeric())?;
    let is_marker = end > 0 && matches!(chars[end], '.' | ')');
    let is_number = chars[..end].iter().all(char::is_ascii_digit);
    let is_letter = end == 1 && chars[0].is_ascii_alphabetic();
    let is_roman = chars[..end].iter().all(|c| "ivxlcdm".contains(c.to_ascii_lowercase()));
    let follows = match chars.get(end + 1) {
        Some(c) => *c == ' ',
        // A number alone on its line is an item without text.
        None => is_number || is_letter,
    };
    (is_marker && follows && (is_number || is_letter || is_roman)).then_some(end)
}

/// The fence for code: a run of backticks that is longer than all runs in it.
pub(super) fn fence(code: &str, least: usize) -> String {
    let (mut longest, mut run) = (0, 0);
    for c in code.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    "`".repeat(least.max(longest + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_signs_that_could_be_markup_are_escaped() {
        let line = TextPlace { begins_line: true, ends_line: true, ..TextPlace::default() };
        for (text, written) in [
            ("snake_case, 2 < 3 - 1, a@b.org & c.", "snake_case, 2 < 3 - 1, a@b.org & c."),
            ("1. May", "1\\. May"),
            ("xi. No.", "xi\\. No."),
            ("Yes. No.", "Yes. No."),
            ("(a) first", "\\(a) first"),
            ("- no", "\\- no"),
            ("[sic] *x* \\ `y`", "\\[sic\\] \\*x\\* \\\\ \\`y\\`"),
            (" indented ", "&#32;indented&#32;"),
        ] {
            assert_eq!(escaped(text, line), written);
        }
        let after_call = TextPlace { before: Some(']'), ..TextPlace::default() };
        assert_eq!(escaped("(see there)", after_call), "\\(see there)");
        let literal = TextPlace { is_literal: true, ..TextPlace::default() };
        assert_eq!(escaped("\"x\" -- y...", literal), "\\\"x\\\" \\-\\- y\\.\\.\\.");
        assert_eq!(fence("a ``` b", 3), "````");
    }
}
