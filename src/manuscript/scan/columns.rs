//! The columns of lines of text, as a typewriter counts them.
use std::ops::Range;

/// The number of columns that a character takes: two for East Asian wide characters, none for marks that combine with the letter before.
pub(super) const fn width(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{20D0}'..='\u{20FF}' => 0,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{303E}'
        | '\u{3041}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{1F64F}'
        | '\u{1F900}'..='\u{1F9FF}'
        | '\u{20000}'..='\u{3FFFD}' => 2,
        _ => 1,
    }
}

/// The number of columns of a text.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// The bytes of a line between two columns. Empty if the line is shorter.
pub(super) fn slice(line: &str, between: Range<usize>) -> Range<usize> {
    let (mut column, mut start) = (0, None);
    for (at, c) in line.char_indices() {
        if start.is_none() && column >= between.start {
            start = Some(at);
        }
        if column >= between.end && width(c) > 0 {
            return start.unwrap_or(at)..at;
        }
        column += width(c);
    }
    start.unwrap_or(line.len())..line.len()
}

/// The bytes of a part of a line without the white space at its ends.
pub(super) fn trimmed(line: &str, part: Range<usize>) -> Range<usize> {
    let text = &line[part.clone()];
    let start = part.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(columns("ab漢字e\u{301}"), 7);
        assert_eq!(&"ab漢字c"[slice("ab漢字c", 2..6)], "漢字");
        assert_eq!(&"ab"[slice("ab", 1..9)], "b");
        assert_eq!(&"ab"[slice("ab", 4..9)], "");
    }
}
