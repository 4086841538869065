//! What stylesheets say of classes, as far as it is markup: italics, bold, small capitals, raised and lowered text, alignment.
//!
//! Many e-books have no `em` and `strong`, but spans with classes. Only selectors of a single class are read (`.italic`, `span.italic`);
//! later rules replace earlier ones. Sizes, colours and margins are left to the design of the book.
use std::collections::BTreeMap;

/// The properties that are read.
const PROPERTIES: [&str; 7] =
    ["font-style", "font-weight", "font-variant", "text-align", "vertical-align", "text-decoration", "font-variant-caps"];

/// The largest stylesheet, in bytes.
const LARGEST: usize = 4 << 20;

/// The declarations of each class in a stylesheet.
pub(super) fn of_classes(css: &str) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let css = &without_comments(&css[..readable_length(css)]);
    for rule in css.split('}') {
        let Some((selectors, declarations)) = rule.rsplit_once('{') else { continue };
        // What stands before another brace belongs to a rule such as `@media`.
        let selectors = selectors.rsplit('{').next().unwrap_or(selectors);
        if selectors.contains('@') {
            continue;
        }
        let kept: Vec<String> = declarations.split(';').filter_map(declaration).collect();
        if kept.is_empty() {
            continue;
        }
        for selector in selectors.split(',') {
            if let Some(class) = class(selector.trim()) {
                out.insert(class.to_owned(), kept.join("; "));
            }
        }
    }
    out
}

/// The length of the part that is read: all, or as many whole characters as fit into the largest size.
fn readable_length(css: &str) -> usize {
    (0..=css.len().min(LARGEST)).rev().find(|at| css.is_char_boundary(*at)).unwrap_or(0)
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

fn declaration(text: &str) -> Option<String> {
    let (property, value) = text.split_once(':')?;
    let (property, value) = (property.trim().to_ascii_lowercase(), value.trim().trim_end_matches("!important").trim().to_ascii_lowercase());
    let is_known = PROPERTIES.contains(&property.as_str());
    // The look that all text has says nothing, and neither does justification.
    let is_usual = matches!(value.as_str(), "normal" | "none" | "inherit" | "initial" | "baseline" | "justify" | "left" | "start" | "400");
    (is_known && !is_usual && value.len() < 40).then(|| format!("{property}: {value}"))
}

/// The class of a selector that is a single class, with or without the name of an element of text or a paragraph.
fn class(selector: &str) -> Option<&str> {
    let (element, class) = selector.split_once('.')?;
    let is_element = matches!(element, "" | "span" | "p" | "div" | "i" | "b" | "em" | "strong" | "a" | "small" | "sup" | "sub");
    let is_name = !class.is_empty() && class.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    (is_element && is_name).then_some(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rules_of_single_classes_are_read() {
        let css = "/* .x{font-style:italic} */ .i, span.it { font-style: italic; color: red } p .b { font-weight: bold } @media x { .c { text-align: center } } .n { font-weight: normal }";
        let read = of_classes(css);
        assert_eq!(read.get("i").map(String::as_str), Some("font-style: italic"));
        assert_eq!(read.get("it").map(String::as_str), Some("font-style: italic"));
        assert!(!read.contains_key("b") && !read.contains_key("x") && !read.contains_key("n"));
        assert_eq!(read.get("c").map(String::as_str), Some("text-align: center"));
    }
}
