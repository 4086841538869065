//! Reports text that looks like a character reference (CommonMark, section 2.5) but is not one: `&nbsp` without a semicolon, `&foo;` with
//! an unknown name.
use crate::diagnostic::{Diagnostic, codes};

use crate::manuscript::dialect::line::Passage;
use crate::manuscript::scan::reading::Reading;

/// The longest name of a character reference in HTML (`CounterClockwiseContourIntegral`), in bytes.
const LONGEST: usize = 31;

/// Common names of character references. Without a semicolon, only these are reported, because other names may be words: `AT&T`.
const COMMON: [&str; 24] = [
    "amp", "bull", "ccedil", "copy", "deg", "eacute", "egrave", "emsp", "ensp", "euro", "gt", "hellip", "laquo", "lt", "mdash", "middot",
    "nbsp", "ndash", "quot", "raquo", "reg", "shy", "times", "trade",
];

/// Reports the first character reference in a passage that the parser left as text.
pub(super) fn report(passage: &Passage, reading: &Reading<'_>) {
    let text = &passage.text;
    if !passage.has(b"&") {
        return;
    }
    for (at, _) in text.match_indices('&') {
        let rest = &text[at + 1..];
        let is_number = rest.starts_with('#');
        let end = rest.bytes().skip(usize::from(is_number)).take_while(u8::is_ascii_alphanumeric).count() + usize::from(is_number);
        let name = &rest[..end];
        if text[..at].ends_with('\\') || name.len() > LONGEST {
            continue;
        }
        let is_closed = rest[end..].starts_with(';');
        let is_digits = is_number && name.len() > 2 && name[1..].bytes().all(|byte| byte.is_ascii_digit());
        let is_meant = if is_closed {
            name.len() > 1 && name.trim_start_matches('#').starts_with(|c: char| c.is_ascii_alphanumeric())
        } else {
            // In an address, `&copy=` is the name of a parameter.
            (COMMON.contains(&name) || is_digits) && !rest[end..].starts_with(['=', '&'])
        };
        if is_meant {
            let span = reading.at(passage.span(&(at..at + 1 + end + usize::from(is_closed))));
            let (message, hint) = if is_closed {
                (format!("`&{name};` stands for no character"), "write the character itself, or a backslash before the `&`")
            } else {
                (format!("the character reference `&{name}` has no semicolon"), "write `;` at its end, or a backslash before the `&`")
            };
            return reading.sink.report(Diagnostic::new(codes::BROKEN_ENTITY, span, message).label("printed as typed").hint(hint));
        }
    }
}
