//! Characters of a drawing that no face has.
//!
//! If a face lacks a character, `usvg` looks for another face. If no face has the character, `usvg` drops the rest of the text. So these
//! characters are replaced by no-break spaces before `usvg` reads the drawing.
use std::collections::BTreeSet;

use resvg::usvg::roxmltree::Node;

use super::foreign_words::escaped;
use super::losses::parsed;
use crate::font::FontBook;

/// The drawing with no-break spaces in place of the characters that no face has, and the set of these characters. `None` if there are no
/// such characters, or if the drawing is not well-formed XML.
pub(super) fn without_lacking(svg: &[u8], fonts: &FontBook) -> Option<(Vec<u8>, BTreeSet<char>)> {
    let text = std::str::from_utf8(svg).ok()?;
    let lacks = |c: char| !c.is_whitespace() && !c.is_control() && !fonts.faces().iter().any(|face| face.covers(c));
    if !text.contains("&#") && !text.chars().filter(|c| !c.is_ascii()).any(lacks) {
        return None;
    }
    let parsed = parsed(text)?;
    let (mut out, mut at, mut missing) = (String::with_capacity(text.len()), 0, BTreeSet::new());
    let is_shown = |node: &Node<'_, '_>| node.is_text() && node.ancestors().any(|outer| outer.tag_name().name() == "text");
    for node in parsed.descendants().filter(is_shown) {
        let words = node.text().unwrap_or_default();
        let shown: String = words.chars().map(|c| if lacks(c) { '\u{A0}' } else { c }).collect();
        missing.extend(words.chars().filter(|c| lacks(*c)));
        if shown != words {
            out.push_str(&text[at..node.range().start]);
            out.push_str(&escaped(&shown));
            at = node.range().end;
        }
    }
    out.push_str(&text[at..]);
    (!missing.is_empty()).then(|| (out.into_bytes(), missing))
}
