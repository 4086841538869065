//! The rules on dashes and ellipses: mixed forms become one form.
use super::prose::{fixed_ranges, paragraphs};
use super::{LineEdit, Repair, Rule};

/// A dash replaces another one if it is at least this many times as frequent.
const FACTOR: usize = 3;

/// The forms of a dash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DashForm {
    SpacedEn,
    SpacedEm,
    ClosedEm,
    /// A hyphen between spaces, or two hyphens, which stand for a dash.
    Hyphen,
}

impl DashForm {
    const fn written(self) -> &'static str {
        match self {
            Self::SpacedEn => " – ",
            Self::SpacedEm => " — ",
            Self::ClosedEm => "—",
            Self::Hyphen => " - ",
        }
    }
}

/// A dash in a line: its form, its place in bytes and its length.
struct FoundDash {
    form: DashForm,
    at: usize,
    length: usize,
}

/// The dashes between words of a line, outside addresses, tags and code.
fn dashes(text: &str) -> Vec<FoundDash> {
    const FORMS: [(&str, DashForm); 7] = [
        (" – ", DashForm::SpacedEn),
        (" — ", DashForm::SpacedEm),
        (" --- ", DashForm::Hyphen),
        (" -- ", DashForm::Hyphen),
        (" - ", DashForm::Hyphen),
        ("—", DashForm::ClosedEm),
        ("--", DashForm::Hyphen),
    ];
    let mut out: Vec<FoundDash> = Vec::new();
    let fixed = fixed_ranges(text);
    let mut at = 0;
    while at < text.len() {
        if let Some(range) = fixed.iter().find(|range| range.contains(&at)) {
            at = range.end;
            continue;
        }
        let form = FORMS.iter().find(|(written, _)| text[at..].starts_with(written));
        let Some((written, form)) = form else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let before = text[..at].chars().next_back();
        let after = text[at + written.len()..].chars().next();
        // Numbers may have a minus between them, and a mark of a list has nothing before it.
        let is_word = |c: Option<char>| {
            c.is_some_and(|c| c.is_alphabetic() || matches!(c, '"' | '“' | '”' | '\'' | '’' | '*' | ')' | '(' | ',' | '.' | '!' | '?'))
        };
        if is_word(before) && is_word(after) {
            out.push(FoundDash { form: *form, at, length: written.len() });
        }
        at += written.len();
    }
    out
}

pub(in crate::import) fn mixed_dashes(repair: &mut Repair) {
    let lines: Vec<usize> = paragraphs(&repair.lines).into_iter().flatten().collect();
    let all: Vec<DashForm> = lines.iter().flat_map(|at| dashes(&repair.lines[*at].text)).map(|dash| dash.form).collect();
    let count = |form: DashForm| all.iter().filter(|own| **own == form).count();
    let forms = [DashForm::SpacedEn, DashForm::SpacedEm, DashForm::ClosedEm];
    let Some(wanted) = forms.into_iter().rev().max_by_key(|form| count(*form)).filter(|form| count(*form) > 0) else { return };
    let is_wrong = |form: DashForm| match form {
        DashForm::Hyphen => true,
        form => form != wanted && count(wanted) >= FACTOR * count(form),
    };
    for at in lines {
        let found = dashes(&repair.lines[at].text).into_iter().filter(|dash| is_wrong(dash.form));
        let edits = found.map(|dash| LineEdit::new(dash.at..dash.at + dash.length, wanted.written())).collect();
        repair.edit(at, Rule::MixedDashes, edits);
    }
}

/// An ellipsis: its place in bytes and its length.
struct FoundDots {
    from: usize,
    length: usize,
}

/// The places of three dots that are not part of a longer row, outside addresses, tags and code: `...` and `. . .`.
fn dots(text: &str) -> Vec<FoundDots> {
    let fixed = fixed_ranges(text);
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('.') {
        let from = at + found;
        let row: usize = text[from..].bytes().take_while(|byte| *byte == b'.').count();
        let spaced = text[from..].starts_with(". . .") && !text[from + 5..].starts_with([' ', '.'])
            || text[from..].starts_with(". . . ") && !text[from + 6..].starts_with('.');
        let length = if row == 3 {
            3
        } else if row == 1 && spaced {
            5
        } else {
            0
        };
        if length > 0 && !fixed.iter().any(|range| range.contains(&from)) {
            out.push(FoundDots { from, length });
        }
        at = from + length.max(row);
    }
    out
}

pub(in crate::import) fn mixed_ellipses(repair: &mut Repair) {
    let lines: Vec<usize> = paragraphs(&repair.lines).into_iter().flatten().collect();
    let signs: usize = lines.iter().map(|at| repair.lines[*at].text.matches('…').count()).sum();
    let found = |length: usize| lines.iter().flat_map(|at| dots(&repair.lines[*at].text)).filter(|dots| dots.length == length).count();
    let (rows, spaced) = (found(3), found(5));
    if [signs, rows, spaced].iter().filter(|count| **count > 0).count() < 2 {
        return;
    }
    let wanted = if signs >= rows && signs > 0 { "…" } else { "..." };
    for at in lines {
        let text = &repair.lines[at].text;
        let fixed = fixed_ranges(text);
        let mut found = dots(text);
        if wanted == "..." {
            found.extend(text.match_indices('…').map(|(from, sign)| FoundDots { from, length: sign.len() }));
            found.sort_by_key(|dots| dots.from);
        }
        found.retain(|dots| !fixed.iter().any(|range| range.contains(&dots.from)) && text[dots.from..dots.from + dots.length] != *wanted);
        let edits = found.into_iter().map(|dots| LineEdit::new(dots.from..dots.from + dots.length, wanted)).collect();
        repair.edit(at, Rule::MixedEllipses, edits);
    }
}
