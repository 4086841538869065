//! Reports unclosed markup: `{% hint`, `{{< figure`, `[[Note`, `<!-- note`.
use crate::diagnostic::{Diagnostic, codes};
use crate::edition::Dialect;

use crate::manuscript::dialect::construct::Construct;
use crate::manuscript::dialect::line::Passage;
use crate::manuscript::dialect::tables::has;
use crate::manuscript::scan::reading::Reading;

/// The signs that open and close markup.
struct Signs {
    open: &'static str,
    close: &'static str,
    /// The construct that the dialect of the book must have. `None` if the signs are markup in every dialect.
    of: Option<Construct>,
}

const SIGNS: [Signs; 8] = [
    Signs { open: "{{<", close: "}}", of: None },
    Signs { open: "{{%", close: "}}", of: None },
    Signs { open: "{% ", close: "%}", of: None },
    Signs { open: "<!--", close: "-->", of: None },
    Signs { open: "{{ ", close: "}}", of: Some(Construct::Variable) },
    Signs { open: "[[", close: "]]", of: Some(Construct::WikiLink) },
    Signs { open: "%%", close: "%%", of: Some(Construct::WikiLink) },
    Signs { open: "{:", close: "}", of: Some(Construct::KramdownAttributes) },
];

/// The first `]]` of a text that fewer than two brackets open: `[set up]]`.
fn unopened(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let bytes = text.as_bytes();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' if depth < 2 && bytes.get(at + 1) == Some(&b']') && (at == 0 || bytes[at - 1] != b'\\') => return Some(at),
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Reports signs that open markup of `dialect` and that nothing in the passage closes. Reports at most one for each passage.
pub(super) fn report(passage: &Passage, dialect: Dialect, reading: &Reading<'_>) {
    let text = &passage.text;
    if has(dialect, Construct::WikiLink)
        && let Some(at) = unopened(text)
    {
        let span = reading.at(passage.span(&(at..at + "]]".len())));
        let diagnostic = Diagnostic::new(codes::UNCLOSED_MARKUP, span, "nothing opens this `]]`").cause("]]").label("printed as typed");
        reading.sink.report(diagnostic.hint("write `[[` in the same paragraph, or a backslash before the first bracket"));
    }
    if !passage.has(b"{<[%") {
        return;
    }
    for Signs { open, close, .. } in SIGNS.iter().filter(|signs| signs.of.is_none_or(|construct| has(dialect, construct))) {
        let Some(at) = text.rfind(open) else { continue };
        let after = &text[at + open.len()..];
        let begins = after.trim_start().starts_with(|c: char| c.is_alphabetic() || matches!(c, '.' | '#'));
        // `%%` both opens and closes. An even number of them forms pairs.
        let is_second = open == close && text.matches(open).count() % 2 == 0;
        if begins && !is_second && !after.contains(close) && !text[..at].ends_with('\\') {
            let span = reading.at(passage.span(&(at..at + open.trim_end().len())));
            let message = format!("nothing closes this `{}`", open.trim_end());
            let diagnostic = Diagnostic::new(codes::UNCLOSED_MARKUP, span, message).cause(*open).label("printed as typed");
            return reading
                .sink
                .report(diagnostic.hint(format!("write `{close}` in the same paragraph, or a backslash before the first sign")));
        }
    }
}
