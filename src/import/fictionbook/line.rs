//! The text of a paragraph of FB2.
use crate::document::{Inline, InlineKind, PictureSize};
use crate::import::notes::trim;
use crate::import::xml_file::{XmlElement, XmlNode};
use crate::source::uri::encoded;

use super::{FictionBook, inline};

/// Reads the text in an element, without white space at its ends.
pub(super) fn read(element: &XmlElement, book: &mut FictionBook<'_>) -> Vec<Inline> {
    let mut out = content(element, book);
    trim(&mut out);
    out
}

/// The id that a link leads to in the file.
fn local(element: &XmlElement) -> Option<&str> {
    element.value("href")?.strip_prefix('#')
}

/// Several white characters as one space.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // A no-break space is a character of the text.
        let is_white = matches!(c, ' ' | '\n' | '\r' | '\t');
        if !is_white {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

fn content(element: &XmlElement, book: &mut FictionBook<'_>) -> Vec<Inline> {
    let mut out = Vec::new();
    for child in &element.children {
        match child {
            XmlNode::Text(text) => out.push(inline(InlineKind::Text(spaced(text)))),
            XmlNode::Element(child) => one(child, book, &mut out),
        }
    }
    out
}

fn one(element: &XmlElement, book: &mut FictionBook<'_>, out: &mut Vec<Inline>) {
    let is_link = matches!(element.name.as_str(), "a" | "image");
    let note = local(element).filter(|_| element.name == "a").and_then(|id| book.note(id));
    if let Some(note) = note {
        return out.push(inline(InlineKind::NoteCall(note)));
    }
    if element.name == "image" {
        return out.extend(image(element, book));
    }
    let mut inner = content(element, book);
    if !is_link && inner.is_empty() {
        return;
    }
    let kind = match element.name.as_str() {
        "strong" => InlineKind::Strong(inner),
        "emphasis" => InlineKind::Emphasis(inner),
        "strikethrough" => InlineKind::Strikethrough(inner),
        "sub" => InlineKind::Subscript(inner),
        "sup" => InlineKind::Superscript(inner),
        "code" => InlineKind::Code(crate::document::plain_text(&inner)),
        "a" => {
            if element.value("type") == Some("note") {
                let call = element.value("href").unwrap_or_default();
                book.remarks.add("calls of notes without a text, now plain text", call);
                return out.append(&mut inner);
            }
            match element.value("href") {
                Some(target) => InlineKind::Link { target: target.to_owned(), title: None, text: inner },
                None => return out.append(&mut inner),
            }
        }
        // A style of the author. The file does not say what it looks like.
        "style" => return out.append(&mut inner),
        name => {
            book.remarks.add("unknown elements of FB2, whose text is kept", format!("<{name}>"));
            return out.append(&mut inner);
        }
    };
    out.push(inline(kind));
}

/// A picture of the file.
pub(super) fn image(element: &XmlElement, book: &mut FictionBook<'_>) -> Option<Inline> {
    let Some(id) = local(element) else {
        book.remarks.add("pictures that are not in the file, left out", element.value("href").unwrap_or_default());
        return None;
    };
    let alt = element.value("alt").filter(|words| !words.trim().is_empty());
    let alt = alt.map(|words| vec![inline(InlineKind::Text(words.to_owned()))]).unwrap_or_default();
    Some(inline(InlineKind::Image { source: encoded(id), alt, title: None, size: PictureSize::Natural }))
}
