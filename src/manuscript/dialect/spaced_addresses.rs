//! Writes addresses with spaces between angle brackets: `![Ships](old ships.png)`. Pandoc, knitr, Leanpub and kramdown read such addresses,
//! but in CommonMark they are text.
use std::ops::Range;

use crate::edition::Dialect;
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::syntax::verbatim::{VerbatimLines, after_code_span};

/// The longest address in bytes. Anything longer is text.
const LONGEST: usize = 400;

/// The text with its addresses rewritten. `None` if there are none, or if the tool reads no such addresses.
pub(super) fn translated(source: &Assembled, dialect: Dialect) -> Option<Assembled> {
    let reads_spaces = matches!(dialect, Dialect::Pandoc | Dialect::Quarto | Dialect::Bookdown | Dialect::Leanpub | Dialect::Jekyll);
    if !reads_spaces || !source.text.contains("](") {
        return None;
    }
    let mut verbatim = VerbatimLines::default();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let is_verbatim = verbatim.continues(line) || verbatim.opens(line);
        if !is_verbatim && line.contains("](") {
            found.extend(addresses(line).into_iter().map(|found| range.start + found.start..range.start + found.end));
        }
    }
    if found.is_empty() {
        return None;
    }
    let mut out = Assembled::default();
    let mut written = 0;
    for address in found {
        out.copy(source, written..address.start);
        out.insert("<", source.span(address.start..address.start));
        out.copy(source, address.clone());
        out.insert(">", source.span(address.end..address.end));
        written = address.end;
    }
    out.copy(source, written..source.text.len());
    Some(out)
}

/// The addresses with spaces in a line, outside of code.
fn addresses(line: &str) -> Vec<Range<usize>> {
    let bytes = line.as_bytes();
    let (mut found, mut open, mut at) = (Vec::new(), 0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'`' => at = after_code_span(line, at) - 1,
            b'[' => open += 1,
            b']' if open > 0 => {
                open -= 1;
                if let Some(address) = line[at + 1..].strip_prefix('(').and_then(address) {
                    found.push(at + 2 + address.start..at + 2 + address.end);
                    at += 2 + address.end;
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// The bytes of an address with spaces in it, at the beginning of a text that goes on after it. A title in quotation marks may follow.
fn address(text: &str) -> Option<Range<usize>> {
    let mut depth = 0;
    let close = text.bytes().take(LONGEST).position(|byte| {
        depth += i32::from(byte == b'(') - i32::from(byte == b')');
        depth < 0
    })?;
    let inner = &text[..close];
    let title = [" \"", " '"].into_iter().filter(|_| inner.trim_end().ends_with(['"', '\''])).filter_map(|sign| inner.find(sign)).min();
    let written = inner[..title.unwrap_or(inner.len())].trim();
    let start = inner.len() - inner.trim_start().len();
    let is_spaced = written.contains(' ') && !written.contains(['<', '>', '`', '[', ']', '"', '{', '\n']);
    is_spaced.then(|| start..start + written.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn addresses_with_spaces_get_angle_brackets() {
        let written = |text: &str| translated(&Assembled::whole(FileId(0), text, 0), Dialect::Pandoc).map(|made| made.text);
        for (text, wanted) in [
            ("![A [b] c](old ships-1.png)\n", "![A [b] c](<old ships-1.png>)\n"),
            ("See [x](a b (c).md \"A title\") and [y](c d.md).\n", "See [x](<a b (c).md> \"A title\") and [y](<c d.md>).\n"),
            ("[é](é ö.md) `[x](a b)`\n", "[é](<é ö.md>) `[x](a b)`\n"),
        ] {
            assert_eq!(written(text).as_deref(), Some(wanted));
        }
        for text in [
            "[x](a.md \"A title\")\n",
            "[x](<a b.md>)\n",
            "x](a b)\n",
            "\\[x](a b)\n",
            "```\n[x](a b)\n```\n",
            "[x](a b\nc)\n",
            "[x](a 'b c')\n",
        ] {
            assert_eq!(written(text), None, "{text}");
        }
        assert_eq!(translated(&Assembled::whole(FileId(0), "[x](a b)\n", 0), Dialect::Gitbook).map(|made| made.text), None);
    }
}
