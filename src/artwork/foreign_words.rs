//! Words of HTML in drawings (`foreignObject`, SVG 2, section 12.5), as Mermaid and draw.io export them.
//!
//! Neither a PDF nor most e-readers show HTML in a drawing, and EPUBCheck rejects much of it. So each `foreignObject` is replaced by SVG
//! text with the same words. The HTML is read as these programs write it: elements that are blocks, and `<br>`, begin new lines; bold,
//! italics, size and colour are kept; lines are centred or stand at the left; a line that is wider than its box is broken, by an estimate
//! of its width. The text stands in the middle of the box, or at its top if the HTML says so. draw.io gives the whole drawing as the box,
//! and the place in the style of an inner element.
use std::fmt::Write;

use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};

/// A drawing with words in place of HTML.
pub(super) struct ReplacedDrawing {
    pub(super) svg: Vec<u8>,
    /// Whether something other than words was left out.
    pub(super) incomplete: bool,
}

/// What draw.io writes for programs that cannot show HTML.
const NOTICES: [&str; 2] = ["Text is not SVG - cannot display", "Viewer does not support full SVG 1.1"];

/// The size of type in pixels if the drawing gives none (CSS Fonts 4, section 2.5: medium).
const MEDIUM: f64 = 16.0;
/// The leading, as a multiple of the size.
const LEADING: f64 = 1.25;
/// The mean width of a letter, as a multiple of the size.
const LETTER: f64 = 0.52;

/// Replaces all HTML in a drawing, and removes the notice of draw.io. Bytes that are not well-formed XML are returned unchanged.
pub(super) fn with_words(bytes: &[u8]) -> ReplacedDrawing {
    let unchanged = || ReplacedDrawing { svg: bytes.to_vec(), incomplete: false };
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    if !text.contains("foreignObject") && !NOTICES.iter().any(|notice| text.contains(notice)) {
        return unchanged();
    }
    let Ok(parsed) = Document::parse_with_options(text, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() }) else {
        return unchanged();
    };
    let (mut out, mut at, mut incomplete) = (String::with_capacity(text.len()), 0, false);
    for node in parsed.descendants().filter(Node::is_element) {
        let range = node.range();
        // A `foreignObject` within another was replaced with it.
        if range.start < at {
            continue;
        }
        let replacement = match node.tag_name().name() {
            "foreignObject" => {
                let prefix = text[range.start + 1..].split_once("foreignObject").map_or("", |(prefix, _)| prefix);
                let mut words = TextArea::of(node);
                incomplete |= words.incomplete;
                words.svg(prefix)
            }
            "text" if node.descendants().any(|inner| inner.text().is_some_and(|text| NOTICES.contains(&text.trim()))) => String::new(),
            _ => continue,
        };
        out.push_str(&text[at..range.start]);
        out.push_str(&replacement);
        at = range.end;
    }
    out.push_str(&text[at..]);
    ReplacedDrawing { svg: out.into_bytes(), incomplete }
}

/// How words look.
#[derive(Clone, Debug, PartialEq)]
struct WordLook {
    bold: bool,
    italic: bool,
    size: f64,
    colour: Option<String>,
    nowrap: bool,
}

/// A word with its look, or the part of a word that has one look.
struct StyledWord {
    text: String,
    look: WordLook,
    /// Whether white precedes it in the source.
    spaced: bool,
}

/// The lines and their place.
struct TextArea {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    centred: bool,
    /// Whether the lines stand in the middle of the height.
    middle: bool,
    lines: Vec<Vec<StyledWord>>,
    incomplete: bool,
    /// Whether white was read since the last word.
    white: bool,
}

impl TextArea {
    fn of(node: Node<'_, '_>) -> Self {
        let number = |key: &str| node.attribute(key).and_then(|value| value.trim_end_matches("px").parse::<f64>().ok()).unwrap_or(0.0);
        let mut words = Self {
            left: number("x"),
            top: number("y"),
            width: number("width"),
            height: number("height"),
            centred: false,
            // A box without a height begins at its top.
            middle: number("height") > 0.0,
            lines: vec![Vec::new()],
            incomplete: false,
            white: false,
        };
        let size = node.ancestors().find_map(|outer| pixels(&style(outer, "font-size").or_else(|| attribute(outer, "font-size"))?));
        let look = WordLook { bold: false, italic: false, size: size.unwrap_or(MEDIUM), colour: None, nowrap: false };
        words.inside(node, &look);
        words.lines.retain(|line| !line.is_empty());
        words
    }

    /// Reads what is in an element.
    fn inside(&mut self, node: Node<'_, '_>, look: &WordLook) {
        for child in node.children() {
            if child.is_text() {
                self.text(child.text().unwrap_or_default(), look);
            } else if child.is_element() {
                self.element(child, look);
            }
        }
    }

    fn text(&mut self, text: &str, look: &WordLook) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if first.is_whitespace() && first != '\u{A0}' {
                self.white = true;
                rest = &rest[first.len_utf8()..];
                continue;
            }
            let end = rest.find(|c: char| c.is_whitespace() && c != '\u{A0}').unwrap_or(rest.len());
            let word = StyledWord { text: rest[..end].to_owned(), look: look.clone(), spaced: std::mem::take(&mut self.white) };
            rest = &rest[end..];
            if let Some(line) = self.lines.last_mut() {
                line.push(word);
            }
        }
    }

    fn element(&mut self, node: Node<'_, '_>, outer: &WordLook) {
        let name = node.tag_name().name();
        // What a field of a form shows before anybody fills it in.
        let shown = node.attribute("value").or_else(|| node.attribute("placeholder")).filter(|_| name == "input");
        let is_field = !matches!(node.attribute("type"), Some("checkbox" | "radio" | "hidden" | "image"));
        match shown.filter(|_| is_field) {
            Some(words) => self.text(words, outer),
            None if matches!(name, "img" | "svg" | "math" | "video" | "audio" | "canvas" | "iframe" | "input" | "object") => {
                self.incomplete = true;
            }
            None => {}
        }
        if matches!(name, "style" | "script" | "title") {
            return;
        }
        let mut look = outer.clone();
        look.bold |= matches!(name, "b" | "strong" | "th" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        look.italic |= matches!(name, "i" | "em");
        if let Some(weight) = style(node, "font-weight") {
            look.bold = weight.starts_with("bold") || weight.parse::<f64>().is_ok_and(|weight| weight >= 600.0);
        }
        if let Some(slant) = style(node, "font-style") {
            look.italic = slant.starts_with("italic") || slant.starts_with("oblique");
        }
        look.size = style(node, "font-size").and_then(|size| pixels(&size)).unwrap_or(look.size);
        if let Some(colour) = style(node, "color").or_else(|| attribute(node, "color").filter(|_| name == "font")) {
            // draw.io writes `light-dark(#000, #fff)`. The page is light.
            let first = colour.strip_prefix("light-dark(").and_then(|both| both.split(',').next().map(str::to_owned));
            look.colour = Some(first.unwrap_or(colour));
        }
        if let Some(space) = style(node, "white-space") {
            look.nowrap = space.starts_with("nowrap") || space.starts_with("pre");
        }
        self.place(node);
        let is_block = matches!(
            name,
            "div" | "p" | "li" | "ul" | "ol" | "tr" | "table" | "td" | "th" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" | "hr" | "br"
        );
        if is_block {
            self.new_line();
        }
        self.inside(node, &look);
        if is_block {
            self.new_line();
        }
    }

    /// Takes the place from the style of an element.
    fn place(&mut self, node: Node<'_, '_>) {
        let length = |key: &str| style(node, key).and_then(|length| pixels(&length));
        if let (Some(left), Some(top)) = (length("margin-left"), length("padding-top")) {
            self.left += left;
            self.top += top;
            self.width = length("width").unwrap_or(0.0);
            self.height = length("height").unwrap_or(0.0);
            self.middle = self.height > 0.0;
        }
        if let Some(place) = style(node, "justify-content").or_else(|| style(node, "text-align")) {
            self.centred = place.contains("center");
        }
        self.centred |= node.tag_name().name() == "center";
        if let Some(place) = style(node, "align-items") {
            self.middle = place.contains("center") && self.height > 0.0;
        }
    }

    fn new_line(&mut self) {
        self.white = false;
        if self.lines.last().is_none_or(|line| !line.is_empty()) {
            self.lines.push(Vec::new());
        }
    }

    /// The lines as SVG text. `prefix` is the namespace prefix of SVG in the drawing.
    fn svg(&mut self, prefix: &str) -> String {
        self.wrap();
        let sizes: Vec<f64> = self.lines.iter().map(|line| line.iter().map(|word| word.look.size).fold(0.0, f64::max)).collect();
        let high: f64 = sizes.iter().sum::<f64>() * LEADING;
        let mut y = if self.middle { self.top + (self.height - high) / 2.0 } else { self.top };
        let (x, anchor) = if self.centred { (self.left + self.width / 2.0, "middle") } else { (self.left, "start") };
        // A `switch` shows only its first child, so the lines are one group.
        let mut out = format!("<{prefix}g>");
        for (line, size) in self.lines.iter().zip(sizes) {
            let _ = write!(
                out,
                "<{prefix}text x=\"{x:.2}\" y=\"{:.2}\" font-family=\"sans-serif\" text-anchor=\"{anchor}\" xml:space=\"preserve\">",
                y + size
            );
            for (nth, word) in line.iter().enumerate() {
                let WordLook { bold, italic, size, colour, .. } = &word.look;
                let colour = colour.as_deref().unwrap_or("#000");
                let _ = write!(out, "<{prefix}tspan font-size=\"{size}\" fill=\"{}\"", escaped(colour));
                out.push_str(if *bold { " font-weight=\"bold\"" } else { "" });
                out.push_str(if *italic { " font-style=\"italic\"" } else { "" });
                let space = if nth > 0 && word.spaced { " " } else { "" };
                let _ = write!(out, ">{space}{}</{prefix}tspan>", escaped(&word.text));
            }
            let _ = write!(out, "</{prefix}text>");
            y += size * LEADING;
        }
        let _ = write!(out, "</{prefix}g>");
        out
    }

    /// Breaks lines that are wider than the box.
    #[expect(clippy::cast_precision_loss, reason = "words are short")]
    fn wrap(&mut self) {
        let most = self.width;
        if most < 1.0 {
            return;
        }
        let mut lines: Vec<Vec<StyledWord>> = Vec::new();
        for line in std::mem::take(&mut self.lines) {
            let mut width = 0.0;
            lines.push(Vec::new());
            for word in line {
                let own = word.text.chars().count() as f64 * word.look.size * LETTER;
                let space = if word.spaced { word.look.size * LETTER / 2.0 } else { 0.0 };
                if width > 0.0 && word.spaced && !word.look.nowrap && width + space + own > most * 1.1 {
                    lines.push(Vec::new());
                    width = 0.0;
                }
                width += space + own;
                lines.last_mut().expect("one was pushed").push(word);
            }
        }
        self.lines = lines;
    }
}

fn attribute(node: Node<'_, '_>, key: &str) -> Option<String> {
    node.attribute(key).map(|value| value.trim().to_owned())
}

/// A declaration in the style of an element.
fn style(node: Node<'_, '_>, key: &str) -> Option<String> {
    let mut found = node.attribute("style")?.rsplit(';').filter_map(|declaration| declaration.split_once(':'));
    found.find(|(own, _)| own.trim() == key).map(|(_, value)| value.trim().trim_end_matches("!important").trim().to_owned())
}

/// Text for an element or an attribute.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A length in pixels.
fn pixels(length: &str) -> Option<f64> {
    length.trim().trim_end_matches("px").parse().ok().filter(|length: &f64| length.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of the SVG text that replaces HTML in a drawing.
    fn lines(inner: &str) -> Vec<String> {
        let svg = format!("<svg xmlns='http://www.w3.org/2000/svg'>{inner}</svg>");
        let replaced = String::from_utf8(with_words(svg.as_bytes()).svg).expect("text");
        let parsed = Document::parse(&replaced).expect("XML");
        let texts = parsed.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
        texts.map(|node| node.descendants().filter_map(|inner| inner.text().filter(|_| inner.is_text())).collect()).collect()
    }

    #[test]
    fn the_words_of_mermaid_and_draw_io_become_lines() {
        let html = |style: &str, inner: &str| {
            format!(
                "<foreignObject width='80' height='48'><div xmlns='http://www.w3.org/1999/xhtml' style='{style}'>{inner}</div></foreignObject>"
            )
        };
        assert_eq!(lines(&html("text-align: center", "<span><p>Start &amp; <b>go</b></p></span>")), ["Start & go"]);
        assert_eq!(lines(&html("", "one<br/>two<div>three</div>\n four ")), ["one", "two", "three", "four"]);
        assert_eq!(lines(&html("", "several words that do not fit")), ["several", "words that", "do not fit"]);
        assert_eq!(lines(&html("white-space: nowrap", "several words that do not fit")), ["several words that do not fit"]);
        assert_eq!(lines(&html("", "<b>bo</b>ld")), ["bold"]);
        assert!(lines(&html("", " <br/> ")).is_empty());
    }

    #[test]
    fn the_notice_of_draw_io_is_dropped_and_what_is_not_a_word_is_known() {
        let notice = "<switch><g/><a href='https://www.drawio.com'><text x='5'>Text is not SVG - cannot display</text></a></switch>";
        assert!(lines(&format!("{notice}<text>kept</text>")) == ["kept"]);
        let with = |inner: &str| {
            let svg = format!("<svg xmlns='http://www.w3.org/2000/svg'><foreignObject>{inner}</foreignObject></svg>");
            with_words(svg.as_bytes()).incomplete
        };
        assert!(with("<img src='a.png'/>") && !with("<p>word</p>"));
        assert_eq!(with_words(b"<svg foreignObject").svg, b"<svg foreignObject");
    }
}
