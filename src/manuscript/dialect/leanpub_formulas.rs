//! Rewrites the formulas of Leanpub's first Markdown, `{$$}x^2{/$$}`, with dollar signs. A formula that fills its lines is set on lines of
//! its own (<https://leanpub.com/lfm/read>, "Math").
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::syntax::verbatim::{VerbatimLines, after_code_span};

const OPENING: &str = "{$$}";
const CLOSING: &str = "{/$$}";

/// The text with its formulas rewritten. `None` if there are none. A formula that is empty, or that nothing closes before an empty line,
/// stays as it is and is reported.
pub(super) fn translated(source: &Assembled, sink: &Sink) -> Option<Assembled> {
    if !source.text.contains(OPENING) {
        return None;
    }
    let text = source.text.as_str();
    let mut out = Assembled::default();
    let mut verbatim = VerbatimLines::default();
    let (mut at, mut written) = (0, 0);
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        if range.start < written || verbatim.continues(line) || verbatim.opens(line) {
            continue;
        }
        for opening in openings(text, range) {
            let inner = opening + OPENING.len();
            if opening < written {
                continue;
            }
            let Some(end) = closing(text, inner).filter(|end| !text[inner..*end].trim().is_empty()) else {
                let diagnostic =
                    Diagnostic::new(codes::UNCLOSED_FORMULA, source.span(opening..inner), "this formula is empty or not closed");
                sink.report(diagnostic.label("printed as typed").hint("write `{$$}x^2{/$$}`"));
                continue;
            };
            let after = end + CLOSING.len();
            let sign = if fills_lines(text, opening..after) { "$$" } else { "$" };
            out.copy(source, written..opening);
            out.insert(sign, source.span(opening..inner));
            out.copy(source, inner..end);
            out.insert(sign, source.span(end..after));
            written = after;
        }
    }
    out.copy(source, written..text.len());
    Some(out)
}

/// The bytes at which formulas begin in a line, outside of code.
fn openings(text: &str, line: Range<usize>) -> Vec<usize> {
    let bytes = text.as_bytes();
    let (mut found, mut at) = (Vec::new(), line.start);
    while at < line.end {
        if bytes[at] == b'`' {
            at = after_code_span(&text[..line.end], at);
            continue;
        }
        if bytes[at..line.end].starts_with(OPENING.as_bytes()) {
            found.push(at);
        }
        at += 1;
    }
    found
}

/// The byte of the tag that closes the formula whose text begins at `from`.
fn closing(text: &str, from: usize) -> Option<usize> {
    let rest = &text[from..];
    let rest = &rest[..rest.find("\n\n").unwrap_or(rest.len())];
    rest.find(CLOSING).filter(|end| !rest[..*end].contains(OPENING)).map(|end| from + end)
}

/// Whether nothing stands beside a formula on its lines.
fn fills_lines(text: &str, formula: Range<usize>) -> bool {
    let before = text[..formula.start].rsplit('\n').next().unwrap_or_default();
    let after = text[formula.end..].split('\n').next().unwrap_or_default();
    before.trim().is_empty() && after.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn tags_become_dollar_signs() {
        let written = |text: &str| translated(&Assembled::whole(FileId(0), text, 0), &Sink::default()).map(|made| made.text);
        for (text, wanted) in [
            ("A {$$}2\\times3{/$$} matrix, {$$}x{/$$}.\n", "A $2\\times3$ matrix, $x$.\n"),
            ("{$$}\nx^2\n{/$$}\n", "$$\nx^2\n$$\n"),
            ("One.\n\n{$$}x^2{/$$}\n", "One.\n\n$$x^2$$\n"),
            ("A `{$$}x{/$$}` and {$$}y\n\n{/$$}\n", "A `{$$}x{/$$}` and {$$}y\n\n{/$$}\n"),
            ("Sea. é{$$}\n", "Sea. é{$$}\n"),
            ("Sea {$$} {/$$}.\n", "Sea {$$} {/$$}.\n"),
            ("```\n{$$}x{/$$}\n```\n{$$}a {$$}b{/$$}\n", "```\n{$$}x{/$$}\n```\n{$$}a $b$\n"),
        ] {
            assert_eq!(written(text).as_deref(), Some(wanted));
        }
        assert_eq!(written("$x$\n"), None);
        let sink = Sink::default();
        translated(&Assembled::whole(FileId(0), "{$$}a {$$}b{/$$}, {$$}{/$$} and `{$$}`\n", 0), &sink);
        let places: Vec<u32> = sink.sorted().iter().map(|one| one.span.start).collect();
        assert_eq!(places, [0, 18]);
    }
}
