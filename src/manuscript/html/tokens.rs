//! HTML as tokens, each with its bytes (HTML Standard, section 13.2.5). The only file that names `html5gum`.
use std::collections::BTreeSet;
use std::ops::Range;

use html5gum::{DefaultEmitter, Tokenizer};

/// A start tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StartTag {
    /// The name in lower case.
    pub(crate) name: String,
    /// The name as written.
    pub(crate) written: String,
    /// The attributes with decoded values, without duplicates.
    pub(crate) attributes: Vec<(String, String)>,
    /// Whether it ends with `/>`.
    pub(crate) self_closing: bool,
}

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HtmlToken {
    /// A start tag.
    Start(StartTag),
    /// An end tag, with its name in lower case and as written.
    End {
        /// The name in lower case.
        name: String,
        /// The name as written.
        written: String,
    },
    /// An element whose content is not HTML: a script, a stylesheet, a drawing, a formula.
    Verbatim {
        /// Its start tag.
        tag: StartTag,
        /// The bytes of its content. `None` if no end tag follows. Then what follows the tag is read as other tokens.
        inner: Option<Range<usize>>,
    },
    /// A comment.
    Comment,
    /// A declaration or a processing instruction.
    Declaration,
    /// Text, which may have character references.
    Text,
}

/// Whether the content of an element is not HTML: raw text (HTML Standard, section 13.1.2), drawings and formulas.
pub(crate) fn is_verbatim(name: &str) -> bool {
    is_raw_text(name) || matches!(name, "svg" | "math")
}

fn is_raw_text(name: &str) -> bool {
    matches!(name, "script" | "title" | "textarea" | "style" | "xmp" | "plaintext" | "iframe" | "noembed" | "noframes")
}

/// Whether an element has no content and no end tag (HTML Standard, section 13.1.2).
pub(crate) fn is_void(name: &str) -> bool {
    const VOID: [&str; 14] =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param"];
    VOID.contains(&name)
}

/// The tokens of the tokenizer that are not text, each with its range of bytes.
struct Lexer<'a> {
    text: &'a str,
    tokenizer: Tokenizer<html5gum::StringReader<'a>, DefaultEmitter<usize>>,
    /// The byte of the text at which the tokenizer began.
    base: usize,
}

impl<'a> Lexer<'a> {
    fn new(text: &'a str, base: usize) -> Self {
        let tokenizer = Tokenizer::new_with_emitter(&text[base..], DefaultEmitter::<usize>::new_with_span());
        Self { text, tokenizer, base }
    }
}

impl Iterator for Lexer<'_> {
    type Item = (Range<usize>, HtmlToken);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Ok(token) = self.tokenizer.next()?;
            let at = |span: html5gum::Span<usize>| self.base + span.start..self.base + span.end;
            let (range, token) = match token {
                html5gum::Token::StartTag(tag) => {
                    let range = at(tag.span);
                    let attributes = tag.attributes.iter().map(|(name, value)| (utf8(name), utf8(&value.value))).collect();
                    let written = written(&self.text[range.clone()]);
                    (range, HtmlToken::Start(StartTag { name: utf8(&tag.name), written, attributes, self_closing: tag.self_closing }))
                }
                html5gum::Token::EndTag(tag) => {
                    let range = at(tag.span);
                    let written = written(&self.text[range.clone()]);
                    (range, HtmlToken::End { name: utf8(&tag.name), written })
                }
                html5gum::Token::Comment(comment) => {
                    let range = at(comment.span);
                    let is_comment = self.text[range.clone()].starts_with("<!--");
                    (range, if is_comment { HtmlToken::Comment } else { HtmlToken::Declaration })
                }
                html5gum::Token::Doctype(doctype) => (at(doctype.span), HtmlToken::Declaration),
                html5gum::Token::String(_) | html5gum::Token::Error(_) => continue,
            };
            return Some((range, token));
        }
    }
}

fn utf8(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The name in a tag as the author wrote it.
fn written(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    name.split(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).next().unwrap_or_default().to_owned()
}

/// The token at the beginning of a text. For an element whose content is not HTML, it is the start tag.
pub(crate) fn first_token(text: &str) -> Option<HtmlToken> {
    Lexer::new(text, 0).next().filter(|(range, _)| range.start == 0).map(|(_, token)| token)
}

/// The end of the token at the beginning of a text.
pub(crate) fn first_tag_end(text: &str) -> Option<usize> {
    Lexer::new(text, 0).next().filter(|(range, _)| range.start == 0).map(|(range, _)| range.end)
}

/// Cuts HTML into tokens, each with its range of bytes. Whatever is not a tag, such as `a < b` or an unfinished tag, is text.
pub(crate) fn tokens(text: &str) -> Vec<(Range<usize>, HtmlToken)> {
    let lower = text.to_ascii_lowercase();
    let mut out = Vec::new();
    // Elements without an end tag in the rest of the text. Without this list the search for one would take quadratic time.
    let mut endless: BTreeSet<String> = BTreeSet::new();
    let mut from = 0;
    while from < text.len() {
        let mut at = from;
        from = text.len();
        for (range, token) in Lexer::new(text, at) {
            if range.start > at {
                out.push((at..range.start, HtmlToken::Text));
            }
            at = range.end;
            match token {
                HtmlToken::Start(tag) if is_verbatim(&tag.name) && !tag.self_closing => {
                    let end = if endless.contains(&tag.name) { None } else { end_tag(text, &lower, range.end, &tag.name) };
                    if end.is_none() {
                        endless.insert(tag.name.clone());
                    }
                    at = end.as_ref().map_or(range.end, |end| end.end);
                    let inner = end.map(|end| range.end..end.start);
                    out.push((range.start..at, HtmlToken::Verbatim { tag, inner }));
                    from = at;
                    break;
                }
                token => out.push((range, token)),
            }
        }
        if from == text.len() && at < from {
            out.push((at..from, HtmlToken::Text));
        }
    }
    out
}

/// The bytes of the end tag of an element whose content is not HTML. `lower` is the text in lower case, `from` the end of the start tag.
fn end_tag(text: &str, lower: &str, from: usize, name: &str) -> Option<Range<usize>> {
    if is_raw_text(name) {
        // Nothing but the end tag ends it (HTML Standard, section 13.2.5.2 and the states after it).
        let is_end = |at: &usize| {
            let after = &lower[from + at + 2 + name.len()..];
            after.is_empty() || after.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
        };
        let start = from + lower[from..].match_indices(&format!("</{name}")).map(|(at, _)| at).find(is_end)?;
        return Some(start..text[start..].find('>').map_or(text.len(), |end| start + end + 1));
    }
    let mut depth = 1;
    for (range, token) in Lexer::new(text, from) {
        match token {
            HtmlToken::Start(tag) if tag.name == name && !tag.self_closing => depth += 1,
            HtmlToken::End { name: own, .. } if own == name => {
                depth -= 1;
                if depth == 0 {
                    return Some(range);
                }
            }
            _ => {}
        }
    }
    None
}

/// A text with its character references replaced.
pub(crate) fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    // A less-than sign would begin a tag, and the tokenizer replaces carriage returns.
    let parts = text.split('<').map(|part| {
        let mut out = String::new();
        for token in Tokenizer::new_with_emitter(part, DefaultEmitter::<usize>::new_with_span()) {
            let Ok(token) = token;
            if let html5gum::Token::String(words) = token {
                out.push_str(&utf8(&words.value));
            }
        }
        out
    });
    parts.collect::<Vec<_>>().join("<")
}
