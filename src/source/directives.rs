//! Finds mdBook's `{{#include}}` and similar directives. They are replaced before a text is parsed, in code too.
use std::ops::Range;

/// The names of the directives.
pub(crate) const DIRECTIVES: [&str; 5] = ["include", "rustdoc_include", "playground", "playpen", "title"];

/// A directive.
pub(crate) struct Directive<'t> {
    /// Its name, one of `DIRECTIVES`.
    pub(crate) name: &'t str,
    /// The text after the name.
    pub(crate) argument: &'t str,
    /// Its bytes, from `{{` to `}}`.
    pub(crate) range: Range<usize>,
    /// Whether a backslash stands before it. Then it is printed as typed, without the backslash.
    pub(crate) escaped: bool,
}

impl<'t> Directive<'t> {
    /// Finds the next directive. As in mdBook, white space may stand before `#`, and a directive without an argument is text.
    pub(crate) fn next(text: &'t str, from: usize) -> Option<Self> {
        let mut at = from;
        while let Some(found) = text[at..].find("{{") {
            let start = at + found;
            at = start + 2;
            let end = text[at..].find("}}").map(|end| at + end)?;
            let inner = &text[at..end];
            if inner.contains('\n') {
                continue;
            }
            let Some((name, argument)) = inner.trim().strip_prefix('#').and_then(|inner| inner.split_once(char::is_whitespace)) else {
                continue;
            };
            if !DIRECTIVES.contains(&name) {
                continue;
            }
            let escaped = text[..start].ends_with('\\');
            return Some(Self { name, argument: argument.trim(), range: start..end + 2, escaped });
        }
        None
    }
}

/// Puts a backslash before each directive, so that reading the text keeps it as it is.
pub(crate) fn with_escaped_directives(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(directive) = Directive::next(text, at) {
        out.push_str(&text[at..directive.range.start]);
        out.push('\\');
        out.push_str(&text[directive.range.clone()]);
        at = directive.range.end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_directives_are_escaped() {
        for (text, escaped) in [
            ("`{{#include x}}` and {{ #title y }}.", "`\\{{#include x}}` and \\{{ #title y }}."),
            ("\\{{#playpen x}}", "\\\\{{#playpen x}}"),
            ("{{#include}}, {{#each x}}, {{#include\nx}} and {{", "{{#include}}, {{#each x}}, {{#include\nx}} and {{"),
        ] {
            assert_eq!(with_escaped_directives(text), escaped);
        }
    }
}
