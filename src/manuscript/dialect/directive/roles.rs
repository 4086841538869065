//! The roles of MyST that are plain text, formulas or citations: `` {cite}`doe1999` ``, `` {math}`x^2` ``, `` {kbd}`Ctrl` ``. References
//! are read later, when the text is known.
use std::ops::Range;

/// A role in a line, and what becomes of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RewrittenRole {
    /// Its bytes in the line.
    pub(super) range: Range<usize>,
    /// What replaces it.
    pub(super) text: String,
}

/// The roles of a line that become something else, in their order.
pub(super) fn rewritten(line: &str) -> Vec<RewrittenRole> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = line[at..].find(['{', '`']).map(|start| at + start) {
        if line[start..].starts_with('`') {
            // Code.
            let count = line[start..].bytes().take_while(|byte| *byte == b'`').count();
            let fence = &line[start..start + count];
            at = line[start + count..].find(fence).map_or(start + count, |end| start + count + end + count);
            continue;
        }
        at = start + 1;
        let Some((name, rest)) = line[at..].split_once('}') else { break };
        let Some(inner) = rest.strip_prefix('`').and_then(|rest| rest.split_once('`')).map(|(inner, _)| inner) else { continue };
        let end = at + name.len() + "}`".len() + inner.len() + 1;
        if let Some(text) = becomes(name, inner) {
            found.push(RewrittenRole { range: start..end, text });
        }
        at = end;
    }
    found
}

/// What becomes of a role with its text.
fn becomes(name: &str, inner: &str) -> Option<String> {
    let keys = || inner.split([',', ';']).map(|key| format!("@{}", key.trim())).collect::<Vec<_>>();
    let is_keys =
        !inner.is_empty() && !inner.contains(['@', '[', ']', '<', '>']) && inner.split([',', ';']).all(|key| !key.trim().contains(' '));
    // `words <target>`
    let words = inner.split_once(" <").map_or(inner, |(words, _)| words);
    Some(match name {
        "cite" | "cite:p" | "cite:ps" | "cite:alp" if is_keys => format!("[{}]", keys().join("; ")),
        "cite:t" | "cite:ts" | "cite:author" if is_keys => keys().join(", "),
        "math" => format!("${}$", inner.trim()),
        "sub" | "subscript" => format!("<sub>{inner}</sub>"),
        "sup" | "superscript" => format!("<sup>{inner}</sup>"),
        "kbd" => format!("<kbd>{inner}</kbd>"),
        "strong" => format!("**{inner}**"),
        "emphasis" => format!("*{inner}*"),
        "code" | "file" | "command" | "program" | "samp" => format!("`{inner}`"),
        "term" | "abbr" | "guilabel" | "menuselection" | "download" => words.to_owned(),
        "index" if !words.contains(['"', ';', '{']) => format!("[{words}]{{.index}}"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_become_markdown() {
        let becomes = |line: &str| {
            let mut out = line.to_owned();
            rewritten(line).iter().rev().for_each(|role| out.replace_range(role.range.clone(), &role.text));
            out
        };
        let text = "{cite}`a,b` {cite:t}`c`, {math}`x`, `{math}`x``, {kbd}`Ctrl`{x} {ref}`y` {download}`The file <a.zip>` {math}`half";
        let wanted = "[@a; @b] @c, $x$, `{math}`x``, <kbd>Ctrl</kbd>{x} {ref}`y` The file {math}`half";
        assert_eq!(becomes(text), wanted);
    }
}
