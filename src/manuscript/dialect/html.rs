//! Elements of HTML whose text a dialect reads as Markdown.
use crate::edition::Dialect;

/// The elements that can hold blocks, and whose text Pandoc reads as Markdown (`markdown_in_html_blocks`).
const ELEMENTS: [&str; 18] = [
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "div",
    "figcaption",
    "figure",
    "footer",
    "header",
    "li",
    "main",
    "nav",
    "section",
    "summary",
    "td",
    "th",
];

/// Whether a line is a start tag, or ends with one, and the text after it is Markdown in a dialect.
pub(super) fn holds_markdown(line: &str, dialect: Dialect) -> bool {
    let needs_attribute = matches!(dialect, Dialect::Mkdocs | Dialect::Jekyll);
    if !(dialect.is_pandoc() || needs_attribute) || !line.starts_with('<') || !line.ends_with('>') {
        return false;
    }
    let Some((_, tag)) = line[..line.len() - 1].rsplit_once('<') else { return false };
    let name = tag.trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    let (name, attributes) = (name[..end].to_ascii_lowercase(), &name[end..]);
    // `</summary>` ends the title of a collapsible section, and its text begins.
    let is_start = !tag.starts_with('/') || name == "summary";
    let is_switched_on = dialect.is_pandoc() || attributes.split_whitespace().any(is_markdown_attribute);
    // Paragraphs are Markdown only if they ask for it.
    is_start && is_switched_on && (ELEMENTS.contains(&name.as_str()) || needs_attribute && name == "p")
}

/// Whether an attribute asks for Markdown: `markdown`, `markdown="1"`. In kramdown, `markdown="0"` asks for text.
fn is_markdown_attribute(word: &str) -> bool {
    let (key, value) = word.split_once('=').unwrap_or((word, ""));
    key == "markdown" && value.trim_matches(['"', '\'']) != "0"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_after_a_tag_is_markdown_or_not() {
        for line in ["<div>", "<div class=\"x\">", "<table><tr><td>", "<summary>More</summary>", "<CENTER>"] {
            assert!(holds_markdown(line, Dialect::Pandoc), "{line}");
            assert!(!holds_markdown(line, Dialect::Chapbook) && !holds_markdown(line, Dialect::Mkdocs), "{line}");
        }
        assert!(holds_markdown("<div class=\"grid\" markdown>", Dialect::Mkdocs));
        assert!(holds_markdown("<aside markdown=\"1\">", Dialect::Jekyll) && !holds_markdown("<aside markdown=\"0\">", Dialect::Jekyll));
        assert!(holds_markdown("<p markdown=\"1\" class=\"credit\">", Dialect::Jekyll) && !holds_markdown("<p>", Dialect::Jekyll));
        for line in ["</div>", "<pre>", "<div> text", "text", "<br>", "<>"] {
            assert!(!holds_markdown(line, Dialect::Pandoc), "{line}");
        }
    }
}
