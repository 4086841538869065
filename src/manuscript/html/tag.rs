//! A lenient tokenizer for raw HTML.
use std::ops::Range;

use crate::document::{Attributes, Inline, InlineKind, Node};
use crate::source::Span;

use crate::manuscript::files::assembled::assembled;
use crate::manuscript::syntax::{attributes, commonmark};

/// A tag.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tag {
    /// Its name in lower case.
    pub(crate) name: String,
    /// Its attributes.
    pub(crate) attributes: Attributes,
    /// Whether it is a closing tag, `</…>`.
    pub(crate) closing: bool,
    /// Whether it closes itself, `<…/>`.
    pub(crate) empty: bool,
}

impl Tag {
    /// Whether it needs no closing tag (HTML Standard, section 13.1.2, void elements).
    pub(crate) fn alone(&self) -> bool {
        const VOID: [&str; 13] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
        self.empty || VOID.contains(&self.name.as_str())
    }
}

/// The kind of a pair. An opening and a closing are a pair only if their kinds are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Enclosure {
    /// An HTML element with its name in lower case.
    Element(String),
    /// A container between two lines of colons.
    Fence,
}

/// One opening tag or fence.
pub(crate) struct Opening {
    /// What it opens.
    pub(crate) enclosure: Enclosure,
    /// Its attributes.
    pub(crate) attributes: Attributes,
    /// From the opening to the closing in the assembled text.
    pub(crate) span: Span,
}

/// A token of raw HTML.
pub(crate) enum Token {
    /// A tag.
    Tag(Tag),
    /// A comment.
    Comment,
    /// `<pre>…</pre>`, with its text.
    Preformatted(String),
    /// An element with content that is not text (a script, a drawing), a declaration or a processing instruction.
    Opaque,
    /// Text, which may have entities.
    Text,
}

/// Reads a tag at the beginning of a text. Returns the tag and its length in bytes.
pub(crate) fn tag(text: &str) -> Option<(Tag, usize)> {
    let after = text.strip_prefix('<')?;
    let closing = after.starts_with('/');
    let mut at = 1 + usize::from(closing);
    let end = text[at..].find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':'))).map(|end| at + end)?;
    let name = text[at..end].to_ascii_lowercase();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    at = end;
    let mut given = Attributes::default();
    loop {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start().len();
        let rest = &text[at..];
        if rest.starts_with('>') {
            return Some((Tag { name, attributes: given, closing, empty: false }, at + 1));
        }
        if rest.starts_with("/>") {
            return Some((Tag { name, attributes: given, closing, empty: true }, at + 2));
        }
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).filter(|end| *end > 0);
        let Some(end) = end else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let key = rest[..end].to_ascii_lowercase();
        at += end;
        let rest = text[at..].trim_start();
        let Some(value) = rest.strip_prefix('=').map(str::trim_start) else {
            if valid_key(&key) {
                attributes::set(&mut given, &key, String::new());
            }
            continue;
        };
        at = text.len() - value.len();
        let (value, taken) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let end = value[1..].find(quote)?;
                (&value[1..=end], end + 2)
            }
            _ => {
                let end = value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len());
                (&value[..end], end)
            }
        };
        at += taken;
        if valid_key(&key) {
            attributes::set(&mut given, &key, decoded(value));
        }
    }
}

fn valid_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
}

/// Cuts raw HTML into tokens, each with its range of bytes.
pub(crate) fn tokens(text: &str) -> Vec<(Range<usize>, Token)> {
    const OPAQUE: [&str; 10] = ["pre", "script", "style", "svg", "math", "textarea", "iframe", "object", "video", "audio"];
    let lower = text.to_ascii_lowercase();
    // Elements without a closing tag in the rest of the text. Without this list the search would take quadratic time.
    let mut unclosed: Vec<&str> = Vec::new();
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut from = 0;
    while let Some(found) = text[at..].find('<') {
        let start = at + found;
        let rest = &text[start..];
        let read = if rest.starts_with("<!--") {
            Some((rest.find("-->").map_or(rest.len(), |end| end + 3), Token::Comment))
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            Some((rest.find('>').map_or(rest.len(), |end| end + 1), Token::Opaque))
        } else {
            tag(rest).map(|(tag, length)| {
                let wanted = (!tag.closing && !tag.empty).then_some(tag.name.as_str());
                let element = wanted.and_then(|name| OPAQUE.into_iter().find(|known| *known == name)).and_then(|name| {
                    let inside = &lower[start + length..];
                    let close = if unclosed.contains(&name) { None } else { inside.find(&format!("</{name}")) };
                    if close.is_none() {
                        unclosed.push(name);
                    }
                    let close = close?;
                    let end = inside[close..].find('>')?;
                    Some((name == "pre", close, close + end + 1))
                });
                match element {
                    Some((true, close, end)) => (length + end, Token::Preformatted(preformatted(&rest[length..length + close]))),
                    Some((false, _, end)) => (length + end, Token::Opaque),
                    None => (length, Token::Tag(tag)),
                }
            })
        };
        let Some((length, token)) = read else {
            at = start + 1;
            continue;
        };
        if start > from {
            tokens.push((from..start, Token::Text));
        }
        tokens.push((start..start + length, token));
        at = start + length;
        from = at;
    }
    if from < text.len() {
        tokens.push((from..text.len(), Token::Text));
    }
    tokens
}

/// The text in `<pre>`, without tags and without a line end at the beginning.
fn preformatted(inner: &str) -> String {
    let mut text = String::new();
    let mut at = 0;
    while let Some(found) = inner[at..].find('<') {
        let start = at + found;
        text.push_str(&inner[at..start]);
        let length = tag(&inner[start..]).map_or(0, |(_, length)| length);
        if length == 0 {
            text.push('<');
        }
        at = start + length.max(1);
    }
    text.push_str(&inner[at..]);
    let text = decoded(&text);
    text.strip_prefix('\n').map_or_else(|| text.clone(), str::to_owned)
}

/// A text with its entities decoded.
pub(crate) fn decoded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.bytes().take(34).position(|byte| byte == b';').map(|end| end + 1);
        let shaped = end.filter(|end| rest[1..*end - 1].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#'));
        let meant = shaped.and_then(|end| commonmark::entity(&rest[..end]).map(|meant| (meant, end)));
        match meant {
            Some((meant, end)) => {
                out.push_str(&meant);
                rest = &rest[end..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Adds text of an HTML block as inlines. Line ends become soft breaks, and white space is collapsed.
pub(crate) fn text(text: &str, start: usize, out: &mut Vec<Inline>) {
    let mut at = start;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        if !words.is_empty() {
            let trimmed = words.trim_start_matches([' ', '\t']);
            let before = words.len() - trimmed.len();
            // Spaces at the beginning of a line are indentation. Spaces after a tag are one space.
            let fresh = matches!(out.last(), None | Some(Inline { kind: InlineKind::SoftBreak, .. }));
            let (shown, offset) = if before > 0 && !fresh { (&words[before - 1..], before - 1) } else { (trimmed, before) };
            if !shown.is_empty() {
                let span = assembled(at + offset..at + words.len());
                out.push(Inline { node: Node::at(span), kind: InlineKind::Text(decoded(shown)) });
            }
        }
        if line.ends_with('\n') && !out.is_empty() {
            out.push(Inline { node: Node::at(assembled(at + words.len()..at + line.len())), kind: InlineKind::SoftBreak });
        }
        at += line.len();
    }
}

/// Removes line ends and blank text at both ends.
pub(crate) fn trim(inlines: &mut Vec<Inline>) {
    let blank = |inline: &Inline| match &inline.kind {
        InlineKind::SoftBreak => true,
        InlineKind::Text(text) => text.trim_matches([' ', '\t', '\n', '\r']).is_empty(),
        _ => false,
    };
    while inlines.last().is_some_and(blank) {
        inlines.pop();
    }
    let first = inlines.iter().position(|inline| !blank(inline)).unwrap_or(inlines.len());
    inlines.drain(..first);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_with_their_attributes() {
        let (read, length) = tag("<Div class='a b' id=x lang=\"fr\" hidden data-n=\"1&amp;2\">rest").expect("a tag");
        assert_eq!(read.name, "div");
        assert_eq!(read.attributes.classes, ["a", "b"]);
        assert_eq!(read.attributes.anchor.as_deref(), Some("x"));
        assert_eq!(read.attributes.lang.as_deref(), Some("fr"));
        assert_eq!(read.attributes.pairs["data-n"], "1&2");
        assert_eq!(length, 56);
        assert!(tag("</p>").expect("a tag").0.closing);
        assert!(tag("<br/>").expect("a tag").0.alone());
        assert!(tag("< b>").is_none() && tag("<1>").is_none() && tag("<a").is_none() && tag("<a b='c>").is_none());
        assert_eq!(decoded("a &eacute; &amp; &#x41; &nothing; & b"), "a é & A &nothing; & b");
    }
}
