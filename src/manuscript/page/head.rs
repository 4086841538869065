//! The head of a page: its title, language, authors and description.
use std::ops::Range;

use crate::manuscript::html::tokens::{self, HtmlToken, StartTag};

/// What the head of a page says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageHead {
    /// The title.
    pub title: Option<String>,
    /// The language, as a BCP 47 tag.
    pub language: Option<String>,
    /// The authors.
    pub authors: Vec<String>,
    /// The description.
    pub description: Option<String>,
    /// The stylesheets in the page.
    pub styles: String,
}

fn value<'t>(tag: &'t StartTag, key: &str) -> Option<&'t str> {
    tag.attributes.iter().find(|(own, _)| own == key).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}

/// Reads the head of a page.
#[must_use]
pub fn page_head(text: &str) -> PageHead {
    split(text).0
}

/// Reads the head of a page. Returns the bytes of its body too. What stands after the end tag of the body belongs to the body (HTML
/// Standard, 13.2.6.4.19).
pub(super) fn split(text: &str) -> (PageHead, Range<usize>) {
    let mut head = PageHead::default();
    let mut body = 0..text.len();
    for (range, token) in tokens::tokens(text) {
        match token {
            HtmlToken::Start(tag) => match tag.name.as_str() {
                "html" => {
                    let language = value(&tag, "lang").or_else(|| value(&tag, "xml:lang")).map(str::to_owned);
                    head.language = head.language.or(language);
                }
                "body" if body.start == 0 => {
                    head.language = head.language.or_else(|| value(&tag, "lang").map(str::to_owned));
                    body.start = range.end;
                }
                "meta" if body.start == 0 => meta(&tag, &mut head),
                _ => body.end = text.len(),
            },
            HtmlToken::Verbatim { tag, inner: Some(inner) } => match tag.name.as_str() {
                "title" if head.title.is_none() && body.start == 0 => {
                    let words = tokens::decoded(&text[inner]);
                    head.title = Some(words.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|title| !title.is_empty());
                }
                "style" => head.styles.push_str(&text[inner]),
                _ => {}
            },
            HtmlToken::End { name, .. } if name == "head" && body.start == 0 => body.start = range.end,
            HtmlToken::End { name, .. } if name == "body" => body.end = range.start.max(body.start),
            HtmlToken::Text if !text[range.clone()].trim().is_empty() => body.end = text.len(),
            HtmlToken::Verbatim { .. } | HtmlToken::End { .. } | HtmlToken::Comment | HtmlToken::Declaration | HtmlToken::Text => {}
        }
    }
    if body.end < body.start {
        body.end = text.len();
    }
    (head, body)
}

fn meta(tag: &StartTag, head: &mut PageHead) {
    let name = value(tag, "name").or_else(|| value(tag, "property")).unwrap_or_default().to_ascii_lowercase();
    let Some(content) = value(tag, "content") else { return };
    match name.as_str() {
        "author" | "dc.creator" | "dcterms.creator" | "article:author" | "citation_author"
            if !content.contains("://") && !head.authors.iter().any(|own| own == content) =>
        {
            head.authors.push(content.to_owned());
        }
        "description" | "dc.description" => head.description = head.description.take().or_else(|| Some(content.to_owned())),
        "dc.language" | "dcterms.language" => head.language = head.language.take().or_else(|| Some(content.to_owned())),
        _ => {}
    }
}
