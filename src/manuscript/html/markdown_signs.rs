//! Reports Markdown in HTML blocks, which is printed as typed.
use crate::diagnostic::{Diagnostic, codes};

use crate::manuscript::files::assembled::assembled;
use crate::manuscript::html::feed::HtmlLine;
use crate::manuscript::scan::fences::ReplacedText;
use crate::manuscript::scan::reading::Reading;

/// How an HTML block begins and ends if its content is not text of the book.
const OTHERS: [(&str, &str); 10] = [
    ("<!--", "-->"),
    ("<?", "?>"),
    ("<!", ">"),
    ("<pre", "</pre>"),
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("<textarea", "</textarea>"),
    ("<svg", "</svg>"),
    ("<math", "</math>"),
    ("<code", "</code>"),
];

/// Reports the first line of an HTML block that has Markdown outside of its tags.
pub(super) fn report(lines: &[HtmlLine], reading: &Reading<'_>) {
    let first = lines.first().map(|line| line.text.trim_start().to_ascii_lowercase()).unwrap_or_default();
    let other = OTHERS.iter().find(|(start, _)| {
        let rest = first.strip_prefix(start);
        rest.is_some_and(|rest| start.starts_with("<!") || *start == "<?" || !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    });
    let mut is_skipped = other.is_some();
    let mut in_tag = false;
    for line in lines {
        let mut text = line.text.as_str();
        if let Some((_, end)) = other.filter(|_| is_skipped) {
            // Such a block ends with the line that has its end. What follows there is text of the book.
            let Some(at) = text.to_ascii_lowercase().find(end) else { continue };
            is_skipped = false;
            text = line.text.get(at + end.len()..).unwrap_or_default();
        }
        let text = without_tags(text, &mut in_tag);
        let formulas = &reading.prepared.placeholders;
        let mut formulas = formulas.range(line.start..line.start + line.text.len()).map(|(_, placeholder)| &placeholder.replaced);
        if has_markdown(&text) || text.contains('$') && formulas.any(|replaced| matches!(replaced, ReplacedText::Formula(_))) {
            let start = line.start + (line.text.len() - line.text.trim_start().len());
            let span = reading.at(assembled(start..line.start + line.text.trim_end().len()));
            let diagnostic = Diagnostic::new(codes::MARKDOWN_IN_HTML, span, "this is in an HTML block, so it is not read as Markdown");
            let block = lines.first().map_or(0, |first| first.start)..lines.last().map_or(0, |last| last.start + last.text.len());
            reading.record_html_block(block);
            return reading.sink.report(
                diagnostic.cause("html").label("printed as typed").hint("write an empty line after the tag, and one before the end tag"),
            );
        }
    }
}

/// A line without its tags. `in_tag` says whether a tag is open at the beginning of the line. It is updated for the end of the line.
fn without_tags(line: &str, in_tag: &mut bool) -> String {
    let mut out = String::new();
    for c in line.chars() {
        match c {
            '<' => *in_tag = true,
            '>' if *in_tag => *in_tag = false,
            c if !*in_tag => out.push(c),
            _ => {}
        }
    }
    out
}

/// Whether a line has signs of Markdown that are rare in plain text: an item of a list, a heading, a picture, a link, emphasis, code, a
/// formula, a note, the row of a table, a page break, an escaped sign.
fn has_markdown(line: &str) -> bool {
    let text = line.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let has_pair = |sign: &str| {
        let mut parts = text.split(sign);
        parts.next().is_some() && parts.next().is_some_and(|inner| !inner.trim().is_empty()) && parts.next().is_some()
    };
    let link = text.split_once("](").is_some_and(|(before, after)| before.contains('[') && after.contains(')'));
    let is_item = ["* ", "- ", "+ "].iter().any(|sign| text.strip_prefix(sign).is_some_and(|rest| rest.contains(char::is_alphabetic)));
    let is_numbered = digits > 0 && text[digits..].starts_with(". ") && text.contains(char::is_alphabetic);
    let is_heading = text.starts_with('#') && text.trim_start_matches('#').starts_with(' ');
    let is_fence = ["```", "~~~"].iter().any(|sign| text.starts_with(sign));
    let is_row = text.starts_with('|') && text.ends_with('|') && text.len() > 1;
    let has_formula = has_pair("$$") || has_pair("$") && text.contains(['^', '_', '\\', '=']);
    let has_note = text.split_once("^[").is_some_and(|(_, after)| after.contains(']')) || text.contains("[^");
    let is_command = matches!(text, "\\newpage" | "\\pagebreak" | "\\clearpage");
    let is_marked = |word: &str, sign: char| {
        let inner = word.trim_matches(|c: char| c.is_ascii_punctuation() && c != sign);
        let inner = inner.strip_prefix(sign).and_then(|inner| inner.strip_suffix(sign)).unwrap_or_default();
        inner.starts_with(char::is_alphanumeric) && inner.ends_with(char::is_alphanumeric)
    };
    let is_raised = text.split('^').nth(1).is_some_and(|inner| !inner.is_empty() && inner.chars().all(char::is_alphanumeric))
        && text.matches('^').count() > 1;
    // A backslash before a letter may be part of a path or of a formula.
    let is_escaped = ["\\@", "\\_", "\\*", "\\#", "\\`", "\\~"].iter().any(|escape| text.contains(escape));
    if is_raised || is_escaped || text.split_whitespace().any(|word| is_marked(word, '_')) {
        return true;
    }
    if is_fence || is_row || has_formula || has_note || is_command || ["==", "~~", "__"].iter().any(|sign| has_pair(sign)) {
        return true;
    }
    link || is_item || is_numbered || is_heading || has_pair("**") || has_pair("`") || emphasis(text)
}

/// Whether a text has a word between single asterisks.
fn emphasis(text: &str) -> bool {
    let mut parts = text.split('*').skip(1);
    parts.next().is_some_and(|inner| inner.starts_with(char::is_alphanumeric) && inner.ends_with(char::is_alphanumeric))
        && parts.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_markdown_are_seen() {
        for text in [
            "* one",
            "1. one",
            "## A",
            "![](a.png)",
            "a [b](c)",
            "a **b** c",
            "`x`",
            "so *very* cold",
            "```bash",
            "| a | b |",
            "is $x^2$.",
            "$$x$$",
            "a[^1]",
            "x^2^",
            "so (_very_) cold",
            "==a==",
            "^[b]",
        ] {
            assert!(has_markdown(text), "{text}");
        }
        for text in [
            "",
            "one",
            "*",
            "- ",
            "1. 2",
            "#tag",
            "[a] (b)",
            "2 * 3 * 4",
            "a ** b",
            "-5",
            "f(x)[1]",
            "$5 or $6",
            "a == b",
            "x_1 and y_2",
            "_ _",
            "a^b",
            "snake_case_name",
            "|",
        ] {
            assert!(!has_markdown(text), "{text}");
        }
    }
}
