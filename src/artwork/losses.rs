//! Parts of a drawing that a book cannot show: scripts, other files, and damaged pictures.
//!
//! In an e-book, a drawing may run scripts only if its item in the manifest has the property `scripted` (EPUB 3.3, "Scripting"), and few
//! reading systems support that. So scripts are removed. A drawing never opens other files. This module finds these parts in the markup,
//! and the caller reports them.
use std::ops::Range;

use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};

use crate::source::uri::is_data;

/// A part of a drawing that a book cannot show.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DrawingLoss {
    /// A script, or an attribute that runs one.
    Script,
    /// The address of another file, or of a part of one.
    File(String),
    /// A damaged picture in the drawing.
    Picture,
}

/// The maximum number of losses that are found in a drawing.
const MOST_LOSSES: usize = 8;

/// The XML of a drawing. `None` if it is not well-formed.
pub(super) fn parsed(text: &str) -> Option<Document<'_>> {
    Document::parse_with_options(text, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() }).ok()
}

/// The parts of a drawing that a book cannot show, each once. Empty if the bytes are not well-formed XML.
pub(super) fn losses(bytes: &[u8]) -> Vec<DrawingLoss> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let Some(parsed) = parsed(text) else { return Vec::new() };
    let mut found: Vec<DrawingLoss> = Vec::new();
    let mut add = |loss: DrawingLoss| {
        if !found.contains(&loss) && found.len() < MOST_LOSSES {
            found.push(loss);
        }
    };
    if !scripts(&parsed).is_empty() {
        add(DrawingLoss::Script);
    }
    for node in parsed.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        for attribute in node.attributes() {
            let value = attribute.value().trim();
            match (name, attribute.name()) {
                ("image", "href") if is_data(value) && crate::source::uri::data(value).is_none() => add(DrawingLoss::Picture),
                // A drawing does not need the target of a link. Other pictures are reported when the drawing is painted.
                ("a" | "image" | "script", "href") => {}
                (_, "href") if !value.is_empty() && !value.starts_with('#') && !is_data(value) => add(DrawingLoss::File(value.to_owned())),
                _ => other_files(value).into_iter().for_each(|file| add(DrawingLoss::File(file))),
            }
        }
        if name == "style" {
            let style: String = node.descendants().filter_map(|inner| inner.text().filter(|_| inner.is_text())).collect();
            other_files(&style).into_iter().for_each(|file| add(DrawingLoss::File(file)));
        }
    }
    found
}

/// The addresses of files in CSS: `@import "a.css"`, `url(b.svg#c)`.
fn other_files(style: &str) -> Vec<String> {
    let mut files = Vec::new();
    for (at, sign) in style.match_indices("url(").chain(style.match_indices("@import")) {
        let rest = style[at + sign.len()..].trim_start();
        let rest = rest.trim_start_matches(['"', '\'']);
        let address = &rest[..rest.find(['"', '\'', ')', ';']).unwrap_or(rest.len())];
        // The address in `@import url(…)` is found after `url(`.
        if !address.is_empty() && !address.starts_with('#') && !is_data(address) && !address.starts_with("url(") {
            files.push(address.trim().to_owned());
        }
    }
    files
}

/// The byte ranges of the scripts, and of the attributes that run one, in order.
fn scripts(parsed: &Document<'_>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let runs = |name: &str, value: &str| {
        // The shortest is `oncut`. An author may call an attribute `one`.
        let is_handler = name.len() >= "oncut".len() && name.starts_with("on") && name.chars().all(|c| c.is_ascii_alphabetic());
        is_handler || name == "href" && value.trim_start().to_ascii_lowercase().starts_with("javascript:")
    };
    for node in parsed.descendants().filter(Node::is_element) {
        if found.last().is_some_and(|last| node.range().start < last.end) {
            continue;
        }
        if node.tag_name().name() == "script" {
            found.push(node.range());
        } else {
            found.extend(node.attributes().filter(|own| runs(own.name(), own.value())).map(|own| own.range()));
        }
    }
    found
}

/// The drawing without its scripts. `None` if it has no scripts, or if it is not well-formed XML.
pub(super) fn without_scripts(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    if !text.contains("script") && !text.contains(" on") && !text.contains("\non") && !text.contains("\ton") {
        return None;
    }
    let found = scripts(&parsed(text)?);
    if found.is_empty() {
        return None;
    }
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for range in found {
        out.push_str(&text[at..range.start]);
        at = range.end;
    }
    out.push_str(&text[at..]);
    Some(out.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inner: &str) -> String {
        format!("<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>{inner}</svg>")
    }

    #[test]
    fn scripts_are_taken_out_and_the_rest_is_kept() {
        let with = svg("<script>a 1</script>")
            .replace("</svg>", "<g onclick='a()' id='x'><rect width='1' ONLOAD='b'/></g><a xlink:href='javascript:c()'><path/></a></svg>");
        let without = String::from_utf8(without_scripts(with.as_bytes()).expect("a drawing")).expect("text");
        assert_eq!(without, svg("<g  id='x'><rect width='1' ONLOAD='b'/></g><a ><path/></a>"));
        assert_eq!(without_scripts(svg("<g id='on' one='1'/><text>script on</text>").as_bytes()), None);
        assert_eq!(losses(with.as_bytes()), [DrawingLoss::Script]);
    }

    #[test]
    fn other_files_are_named_once() {
        let file = |name: &str| DrawingLoss::File(name.to_owned());
        let found = losses(
            svg("<use href='other.svg#x'/><use xlink:href='#own'/><use href='other.svg#x'/><a href='https://example.org'/>\
                 <style>@import url(https://a.org/a.css); @import \"b.css\"; rect { fill: url(#g) }</style><rect fill=\"url('c.svg#d')\"/>")
            .as_bytes(),
        );
        assert_eq!(found, [file("other.svg#x"), file("https://a.org/a.css"), file("b.css"), file("c.svg#d")]);
        assert_eq!(losses(svg("<image href='data:image/png;base64,!!!'/>").as_bytes()), [DrawingLoss::Picture]);
        assert_eq!(losses(svg("<image href='a.png'/><rect fill='url(#g)'/>").as_bytes()), []);
    }
}
