//! What calls and texts of notes look like in a line.
use super::prose::fixed_ranges;

/// The form of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum MarkForm {
    /// `[1]`
    Bracketed,
    /// `¹`, `^1^` or `<sup>1</sup>`
    Raised,
    /// `1.`, `1)` or `1`
    Plain,
}

impl MarkForm {
    /// The forms that the texts of notes may have if their calls have this form, the likeliest one first. Plain numbers belong to
    /// raised calls if there are any.
    pub(in crate::import) const fn of_texts(self, has_raised: bool) -> &'static [Self] {
        match self {
            Self::Bracketed if has_raised => &[Self::Bracketed],
            Self::Bracketed => &[Self::Bracketed, Self::Plain],
            Self::Raised | Self::Plain => &[Self::Raised, Self::Plain, Self::Bracketed],
        }
    }
}

/// The mark that the text of a note begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct TextMark {
    pub(in crate::import) number: u32,
    /// Its length in bytes, with the white space after it.
    pub(in crate::import) length: usize,
    pub(in crate::import) form: MarkForm,
    /// Whether the mark opens a bracket that the text closes: `[Footnote 1: text]`.
    pub(in crate::import) is_enclosed: bool,
}

impl TextMark {
    /// Whether the number is more likely that of a note than a year.
    pub(in crate::import) const fn is_note_number(&self) -> bool {
        self.number < 1000
    }
}

/// The call of a note in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct CallMark {
    pub(in crate::import) at: usize,
    pub(in crate::import) length: usize,
    pub(in crate::import) number: u32,
    /// Whether it is certainly a call and not an exponent.
    pub(in crate::import) is_sure: bool,
}

/// The raised digits.
const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// The greatest number of digits in a mark.
const MOST_DIGITS: usize = 4;

/// Units, which have exponents.
const UNITS: [&str; 12] = ["km", "m", "cm", "mm", "dm", "ft", "in", "mi", "yd", "s", "км", "м"];

/// The words of one letter, after which a raised number is a call rather than an exponent.
const LETTERS: [&str; 12] = ["a", "A", "I", "O", "y", "o", "é", "à", "и", "в", "я", "Я"];

/// The headings of sections of notes.
const NOTE_HEADINGS: [&str; 27] = [
    "notes",
    "note",
    "footnotes",
    "footnote",
    "endnotes",
    "endnote",
    "end notes",
    "foot notes",
    "notes and references",
    "references and notes",
    "author's notes",
    "author’s notes",
    "translator's notes",
    "translator’s notes",
    "editor's notes",
    "editor’s notes",
    "anmerkungen",
    "fußnoten",
    "fussnoten",
    "endnoten",
    "notes de bas de page",
    "notas",
    "notas al pie",
    "примечания",
    "сноски",
    "voetnoten",
    "noter",
];

/// The headings of lists of works. The numbers below them belong to works, not to notes.
const WORK_HEADINGS: [&str; 12] = [
    "references",
    "bibliography",
    "works cited",
    "literature",
    "sources",
    "further reading",
    "literatur",
    "literaturverzeichnis",
    "bibliographie",
    "bibliografía",
    "литература",
    "источники",
];

/// The words of a heading without marks and punctuation.
fn bare(title: &str) -> String {
    title.trim_matches(['*', '_', ':', '.', ' ', '#', '[', ']']).to_lowercase()
}

/// Whether a heading is that of notes.
pub(in crate::import) fn is_note_heading(title: &str) -> bool {
    let bare = bare(title);
    NOTE_HEADINGS.contains(&bare.as_str()) || bare.starts_with("notes to chapter") || bare.starts_with("notes to the ")
}

/// Whether a heading is that of a list of works.
pub(in crate::import) fn is_work_heading(title: &str) -> bool {
    WORK_HEADINGS.contains(&bare(title).as_str())
}

/// A number of at most four digits.
fn number(digits: &str) -> Option<u32> {
    ((1..=MOST_DIGITS).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

/// A number in brackets at the beginning of a text, with its length.
fn bracketed(text: &str) -> Option<(u32, usize)> {
    let (digits, _) = text.strip_prefix('[')?.split_once(']')?;
    Some((number(digits)?, digits.len() + 2))
}

/// The words of Project Gutenberg before the text of a note, `[Footnote 1: `, with their length.
fn enclosed(text: &str) -> Option<(u32, usize)> {
    let rest = text.strip_prefix("[Footnote ")?;
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    rest[end..].starts_with([':', '.']).then_some((number(&rest[..end])?, text.len() - rest.len() + end + 1))
}

/// A raised number at the beginning of a text, with its length: `¹`, `^1^`, `^[1]^`, `<sup>1</sup>`.
fn raised(text: &str) -> Option<(u32, usize)> {
    let first = text.chars().next()?;
    if RAISED.contains(&first) {
        let end = text.find(|c| !RAISED.contains(&c)).unwrap_or(text.len());
        let digits: String =
            text[..end].chars().filter_map(|c| RAISED.iter().position(|own| *own == c)).map(|digit| digit.to_string()).collect();
        return Some((number(&digits)?, end));
    }
    let (start, close) = match first {
        '^' => (1, "^"),
        '<' if text.get(..5).is_some_and(|tag| tag.eq_ignore_ascii_case("<sup>")) => (5, "</sup>"),
        _ => return None,
    };
    let lower = text[start..].to_ascii_lowercase();
    let end = lower.find(close)?;
    let inner = text[start..start + end].trim().trim_matches(['[', ']', '(', ')', '\\']);
    Some((number(inner)?, start + end + close.len()))
}

/// A number with a point or a parenthesis at the beginning of a text, or a bare one, with its length.
fn plain(text: &str) -> Option<(u32, usize)> {
    let open = usize::from(text.starts_with('('));
    let digits = &text[open..];
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let value = number(&digits[..end])?;
    let rest = &digits[end..];
    let sign = [".", ")", "\\.", "\\)"].into_iter().find(|sign| rest.starts_with(sign)).map_or(0, str::len);
    (open == 0 || rest.starts_with(')')).then_some((value, open + end + sign))
}

/// The mark that a line begins with, if text follows it.
pub(in crate::import) fn text_mark(line: &str) -> Option<TextMark> {
    let text = line.trim_start_matches(' ');
    let indent = line.len() - text.len();
    if indent > 3 {
        return None;
    }
    let enclosing = enclosed(text);
    let (form, (number, mut length)) = enclosing
        .or_else(|| bracketed(text))
        .map(|found| (MarkForm::Bracketed, found))
        .or_else(|| raised(text).map(|found| (MarkForm::Raised, found)))
        .or_else(|| plain(text).map(|found| (MarkForm::Plain, found)))?;
    let after = &text[length..];
    if form != MarkForm::Plain && after.starts_with(['.', ')']) {
        length += 1;
    }
    let rest = &text[length..];
    let words = rest.trim_start();
    let has_space = words.len() < rest.len();
    let is_text =
        words.chars().any(char::is_alphanumeric) && (has_space || form == MarkForm::Raised && !rest.starts_with(char::is_numeric));
    let length = indent + text.len() - words.len();
    is_text.then_some(TextMark { number, length, form, is_enclosed: enclosing.is_some() })
}

/// The calls of a form in a line, outside code, addresses and comments.
pub(in crate::import) fn marks_of_calls(text: &str, form: MarkForm) -> Vec<CallMark> {
    let fixed = fixed_ranges(text);
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let is_tag = rest.starts_with("<s") || rest.starts_with("<S");
        if let Some(range) = fixed.iter().find(|range| range.contains(&at) && !is_tag) {
            at = range.end;
            continue;
        }
        let found = match form {
            MarkForm::Bracketed if !text[..at].ends_with(['\\', '!', ']', '^']) => {
                bracketed(rest).filter(|(_, length)| !rest[*length..].starts_with(['(', ':', '['])).map(|found| (found, true))
            }
            MarkForm::Raised if !text[..at].ends_with(['\\', '^', '⁻', '⁺']) => {
                raised(rest).and_then(|found| Some((found, certainty(&text[..at], &rest[found.1..])?)))
            }
            _ => None,
        };
        if let Some(((number, length), is_sure)) = found {
            out.push(CallMark { at, length, number, is_sure });
            at += length;
        } else if MarkForm::Raised == form && RAISED.contains(&c) {
            at += rest.find(|c| !RAISED.contains(&c)).unwrap_or(rest.len());
        } else {
            at += c.len_utf8();
        }
    }
    out
}

/// Whether a raised number between two texts is certainly a call. `None` if it is certainly not one.
fn certainty(before: &str, after: &str) -> Option<bool> {
    if after.starts_with(['⁺', '⁻']) {
        return None;
    }
    let joins = after.starts_with(char::is_alphanumeric);
    let last = before.chars().next_back()?;
    if last.is_whitespace() {
        // Some languages put a space before a call. A raised number that belongs to the next word is an isotope.
        return (!joins && before.trim_end().ends_with(|c: char| c.is_alphanumeric() || ".,;:!?)”’»\"'".contains(c))).then_some(!joins);
    }
    if last.is_ascii_digit() {
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        return (digits == 4 && !joins).then_some(false);
    }
    if last.is_alphabetic() {
        let start = before.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let word = &before[start..];
        let follows_number = before[..start].trim_end().ends_with(|c: char| c.is_ascii_digit());
        if word.chars().any(|c| c.is_ascii_digit()) || (UNITS.contains(&word) && follows_number) {
            return None;
        }
        if word.chars().count() == 1 {
            return LETTERS.contains(&word).then_some(false);
        }
        return Some(!joins && !UNITS.contains(&word));
    }
    if last == ')' {
        let inside = before.rsplit('(').next().unwrap_or_default();
        return Some(inside.trim_end_matches(')').chars().filter(|c| c.is_alphabetic()).count() > 3 && !inside.contains(['+', '=']));
    }
    (!matches!(last, '=' | '+' | '<' | '/' | '×' | '·' | '(' | '[' | '^' | '~' | '−')).then_some(!joins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raised_numbers_are_calls_or_exponents() {
        let calls = |text: &str| marks_of_calls(text, MarkForm::Raised).iter().map(|mark| (mark.number, mark.is_sure)).collect::<Vec<_>>();
        for (text, found) in [
            ("word¹ and more.¹²", vec![(1, true), (12, true)]),
            ("word^3^, “so”<sup>4</sup> and ^[5]^", vec![(3, true), (4, true), (5, true)]),
            ("in 1921³ he", vec![(3, false)]),
            ("10² m², 5 km², x², 10⁻², Ca²⁺, the ¹⁴C method, \\^2^", vec![]),
            ("the area (a+b)² of it, (as he said)²", vec![(2, false), (2, true)]),
            ("`a¹` [x](y¹) <!-- no¹ -->", vec![]),
            ("mot ¹.", vec![(1, true)]),
        ] {
            assert_eq!(calls(text), found, "{text}");
        }
    }

    #[test]
    fn texts_of_notes_begin_with_marks() {
        fn mark(text: &str) -> Option<(u32, &str)> {
            text_mark(text).map(|mark| (mark.number, &text[mark.length..]))
        }
        for (text, found) in [
            ("[1] A note.", Some((1, "A note."))),
            ("[Footnote 3: A note.]", Some((3, "A note.]"))),
            ("¹² A note.", Some((12, "A note."))),
            ("¹A note.", Some((1, "A note."))),
            ("^1^ A note.", Some((1, "A note."))),
            ("<sup>1</sup>. A note.", Some((1, "A note."))),
            ("  1. A note.", Some((1, "A note."))),
            ("1\\) A note.", Some((1, "A note."))),
            ("(2) A note.", Some((2, "A note."))),
            ("3 A note.", Some((3, "A note."))),
            ("1917", None),
            ("1.5 per cent", None),
            ("    1. code", None),
            ("[1]: https://example.org", None),
            ("A [1] note", None),
        ] {
            assert_eq!(mark(text), found, "{text}");
        }
        assert!(is_note_heading("**Notes:**") && is_note_heading("NOTES") && !is_note_heading("Notes from underground"));
        assert!(is_work_heading("References") && !is_work_heading("Notes"));
    }
}
