//! The rules on quotation marks: marks of two kinds become one kind, and quotations without an end are marked.
//!
//! A straight mark opens a quotation if text follows it and no text is before it. It closes one if text is before it. Between two letters,
//! or between two spaces, it closes the quotation that is open, or else opens one. Single marks are not looked at, since they are
//! apostrophes too.
use std::ops::Range;

use super::prose::{comment, has_comment, paragraphs, without_comments};
use super::{LineEdit, LineKind, Repair, Rule};

/// The comments that mark quotations.
const NOT_CLOSED: &str = "a quotation is not closed";
const NOT_OPENED: &str = "a quotation is closed that was not opened";

/// The maximum number of marks of emphasis beside a quotation mark.
const MARKUP: usize = 4;

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MarkRole {
    Opens,
    Closes,
    /// It is the sign for inches or seconds, or its role is unclear.
    Neither,
}

/// A double quotation mark in a text.
struct FoundMark {
    /// The index of its character.
    at: usize,
    sign: char,
    role: MarkRole,
}

/// How a text quotes.
#[derive(Clone, Copy, Debug, Default)]
struct QuotationStyle {
    straight: usize,
    curly: usize,
    /// Whether it has low marks, which a high mark closes: `„…“`.
    is_low: bool,
    /// Whether it has angle marks, of which some languages turn the points in and some out.
    has_angles: bool,
}

impl QuotationStyle {
    fn of(repair: &Repair) -> Self {
        let mut style = Self::default();
        for range in paragraphs(&repair.lines) {
            for c in repair.lines[range].iter().flat_map(|line| line.text.chars()) {
                match c {
                    '"' => style.straight += 1,
                    '“' | '”' => style.curly += 1,
                    '„' => style.is_low = true,
                    '«' | '»' => style.has_angles = true,
                    _ => {}
                }
            }
        }
        style
    }
}

/// The double marks of a text, in their order. `is_open` says whether a quotation is open at its beginning.
fn marks(text: &[char], style: QuotationStyle, is_open: bool) -> Vec<FoundMark> {
    let mut out = Vec::new();
    let mut depth = usize::from(is_open);
    for (at, sign) in text.iter().copied().enumerate() {
        // The marks of emphasis are not there for a reader.
        let is_read = |c: &&char| !matches!(**c, '*' | '_');
        let before = text[..at].iter().rev().take(MARKUP).find(is_read).copied();
        let after = text[at + 1..].iter().take(MARKUP).find(is_read).copied();
        let is_outside = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–'));
        let role = match sign {
            '„' => MarkRole::Opens,
            '“' if style.is_low => MarkRole::Closes,
            '“' => MarkRole::Opens,
            '”' => MarkRole::Closes,
            '"' if depth == 0 && before.is_some_and(|c| c.is_ascii_digit()) => MarkRole::Neither,
            '"' if is_outside(before) && after.is_some_and(|c| !c.is_whitespace()) => MarkRole::Opens,
            '"' if before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric()) => MarkRole::Closes,
            '"' if depth > 0 => MarkRole::Closes,
            '"' => MarkRole::Opens,
            _ => continue,
        };
        match role {
            MarkRole::Opens => depth += 1,
            MarkRole::Closes => depth = depth.saturating_sub(1),
            MarkRole::Neither => {}
        }
        out.push(FoundMark { at, sign, role });
    }
    out
}

/// Whether the quotation marks of a paragraph may be those of HTML, of attributes or of the title of a link.
fn has_markup(text: &str) -> bool {
    text.contains("=\"")
        || text.contains('`')
        || text.split("](").skip(1).any(|target| target.split(')').next().unwrap_or_default().contains('"'))
}

/// The text of the lines, with a line end after each.
fn joined(repair: &Repair, range: &Range<usize>) -> String {
    repair.lines[range.clone()].iter().map(|line| format!("{}\n", line.text)).collect()
}

/// Changes the marks of a text to the kind of which it has more, and its apostrophes too.
pub(in crate::import) fn quotation_marks(repair: &mut Repair) {
    let style = QuotationStyle::of(repair);
    let is_mixed = style.straight > 0 && style.curly > 0 && !style.is_low && !style.has_angles;
    let apostrophes = |repair: &Repair, sign: char| {
        let prose = paragraphs(&repair.lines).into_iter().flatten();
        prose.map(|at| between_letters(&repair.lines[at].text, sign).len()).sum::<usize>()
    };
    let (plain, curly) = (apostrophes(repair, '\''), apostrophes(repair, '’'));
    for range in paragraphs(&repair.lines) {
        let text = joined(repair, &range);
        if has_markup(&text) {
            continue;
        }
        let mut chars: Vec<char> = text.chars().collect();
        if is_mixed {
            double_marks(&mut chars, style);
        }
        if plain > 0 && curly > 0 {
            let (wrong, right) = if curly >= plain { ('\'', '’') } else { ('’', '\'') };
            for at in between_letters(&text, wrong) {
                chars[at] = right;
            }
        }
        let changed: String = chars.into_iter().collect();
        for (at, after) in range.zip(changed.lines()) {
            let before = &repair.lines[at].text;
            let signs = before.char_indices().zip(after.chars()).filter(|((_, before), after)| before != after);
            let edits = signs.map(|((from, before), after)| LineEdit::new(from..from + before.len_utf8(), after)).collect();
            repair.edit(at, Rule::QuotationMarks, edits);
        }
    }
}

/// The indices of the signs that stand between two letters.
fn between_letters(text: &str, sign: char) -> Vec<usize> {
    let chars: Vec<char> = text.chars().collect();
    let is_letter = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphabetic());
    (0..chars.len()).filter(|at| chars[*at] == sign && is_letter(at.checked_sub(1)) && is_letter(Some(at + 1))).collect()
}

/// Changes the double marks of a paragraph to the kind of which the text has more. Straight ones become curly only if all of them open and
/// close in turn.
fn double_marks(chars: &mut [char], style: QuotationStyle) {
    if style.straight > style.curly {
        chars.iter_mut().filter(|c| matches!(c, '“' | '”')).for_each(|c| *c = '"');
        return;
    }
    let found = marks(chars, style, false);
    let in_turn = found.iter().enumerate().all(|(at, mark)| mark.role == if at % 2 == 0 { MarkRole::Opens } else { MarkRole::Closes });
    if !in_turn || found.len() % 2 == 1 {
        return;
    }
    for mark in found.iter().filter(|mark| mark.sign == '"') {
        chars[mark.at] = if mark.role == MarkRole::Opens { '“' } else { '”' };
    }
}

/// Marks quotations that a paragraph leaves open, unless the next one opens them again, and those that are closed but not opened.
pub(in crate::import) fn open_quotations(repair: &mut Repair) {
    let style = QuotationStyle::of(repair);
    if style.has_angles {
        return;
    }
    // The paragraph whose quotation is open.
    let mut open: Option<Range<usize>> = None;
    for range in paragraphs(&repair.lines) {
        let text = joined(repair, &range);
        if has_markup(&text) || repair.lines[range.start].kind == LineKind::Part {
            continue;
        }
        let text: Vec<char> = without_comments(&text).trim_start_matches(['|', '>', ' ', '*', '_']).chars().collect();
        let goes_on = open.is_some() && matches!(text.first(), Some('"' | '“' | '„'));
        if let Some(before) = open.take().filter(|_| !goes_on) {
            mark(repair, &before, NOT_CLOSED);
        }
        let skipped = usize::from(goes_on);
        let mut depth = skipped;
        let mut is_extra = false;
        for found in marks(&text[skipped..], style, goes_on) {
            match found.role {
                MarkRole::Opens => depth += 1,
                MarkRole::Closes if depth == 0 => is_extra = true,
                MarkRole::Closes => depth -= 1,
                MarkRole::Neither => {}
            }
        }
        if is_extra {
            mark(repair, &range, NOT_OPENED);
        }
        open = (depth > 0).then_some(range);
    }
    if let Some(last) = open {
        mark(repair, &last, NOT_CLOSED);
    }
}

/// Adds a comment to a paragraph, unless it already has one of this kind.
fn mark(repair: &mut Repair, range: &Range<usize>, words: &str) {
    if !has_comment(&repair.lines[range.clone()], words) {
        comment(repair, range.end - 1, Rule::OpenQuotations, words);
    }
}
