//! The labels of rules, which a preprocessor of mdBook makes for the Rust Reference: a line `r[items.mod]` before the text of the rule. A
//! label becomes a line of code with an anchor, `r-items.mod`. References to it, `[modules][items.mod]` and `[items.mod]`, become links.
use std::collections::BTreeSet;
use std::ops::Range;

use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::syntax::verbatim::{VerbatimLines, after_code_span};

/// The name of the rule that a line labels. `None` if the line is not a label.
fn label(line: &str) -> Option<&str> {
    let name = line.trim_end().strip_prefix("r[")?.strip_suffix(']')?;
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    is_name.then_some(name)
}

/// Adds the names of the rules in a text.
pub(crate) fn collect(text: &str, names: &mut BTreeSet<String>) {
    if text.contains("r[") {
        names.extend(text.lines().filter_map(label).map(str::to_owned));
    }
}

/// The text with its labels and its references to `rules` rewritten. `None` if there are none.
pub(super) fn translated(source: &Assembled, rules: &BTreeSet<String>) -> Option<Assembled> {
    if rules.is_empty() || !source.text.contains('[') {
        return None;
    }
    let mut out = Assembled::default();
    let mut verbatim = VerbatimLines::default();
    // A label before a heading, which stands after the heading in the new text.
    let mut pending: Option<Range<usize>> = None;
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        if verbatim.continues(line) {
            out.copy(source, range);
            continue;
        }
        if let Some(name) = label(line).filter(|name| rules.contains(*name)) {
            if let Some(before) = pending.take() {
                write_label(source, before, &mut out);
            }
            let name = range.start + "r[".len()..range.start + "r[".len() + name.len();
            match source.text[range.end..].starts_with('#') {
                true => pending = Some(name),
                false => write_label(source, name, &mut out),
            }
            continue;
        }
        verbatim.opens(line);
        references(source, range, rules, &mut out);
        if let Some(name) = pending.take() {
            write_label(source, name, &mut out);
        }
    }
    Some(out)
}

/// Writes a label as a paragraph.
fn write_label(source: &Assembled, name: Range<usize>, out: &mut Assembled) {
    let span = source.span(name.clone());
    out.insert("\n[`", span);
    out.copy(source, name.clone());
    out.insert(&format!("`]{{#r-{} .rule}}\n\n", &source.text[name]), span);
}

/// Writes a line with its references to rules as links. Code is copied.
fn references(source: &Assembled, line: Range<usize>, rules: &BTreeSet<String>, out: &mut Assembled) {
    let text = source.text.as_str();
    let (mut from, mut at) = (line.start, line.start);
    while let Some(sign) = text[at..line.end].find(['[', '`', '\\']).map(|found| at + found) {
        at = sign + 1;
        match text.as_bytes()[sign] {
            b'\\' => at += text[at..line.end].chars().next().map_or(0, char::len_utf8),
            b'`' => at = after_code_span(&text[..line.end], sign),
            _ => {
                let Some(close) = text[at..line.end].find([']', '[']).map(|end| at + end) else { continue };
                let name = &text[at..close];
                let is_reference =
                    text[close..].starts_with(']') && !text[close + 1..].starts_with(['(', '[', ':']) && rules.contains(name);
                // `r[` begins no reference.
                if !is_reference || text[..sign].ends_with(char::is_alphanumeric) {
                    continue;
                }
                let span = source.span(sign..close + 1);
                out.copy(source, from..sign);
                if !text[..sign].ends_with(']') {
                    out.insert("[", span);
                    out.copy(source, at..close);
                    out.insert("]", span);
                }
                out.insert(&format!("(#r-{name})"), span);
                (from, at) = (close + 1, close + 1);
            }
        }
    }
    out.copy(source, from..line.end);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn labels_become_anchors_and_references_links() {
        let text = "r[a]\n# A\n\nr[a.b-c]\nA [rule][a] and [a.b-c], not `x[i][a]`, \\[a], [a](x.md), [a.b].\n\n```rust\nr[a]\n```\nr[1]\n";
        let mut rules = BTreeSet::new();
        collect(text, &mut rules);
        assert_eq!(rules.iter().map(String::as_str).collect::<Vec<_>>(), ["a", "a.b-c"]);
        let source = Assembled::whole(FileId(0), text, 0);
        let wanted = "# A\n\n[`a`]{#r-a .rule}\n\n\n\n[`a.b-c`]{#r-a.b-c .rule}\n\nA [rule](#r-a) and [a.b-c](#r-a.b-c), not `x[i][a]`, \\[a], [a](x.md), [a.b].\n\n```rust\nr[a]\n```\nr[1]\n";
        assert_eq!(translated(&source, &rules).map(|out| out.text).as_deref(), Some(wanted));
        assert!(translated(&source, &BTreeSet::new()).is_none());
    }
}
