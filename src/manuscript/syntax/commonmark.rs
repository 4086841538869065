//! The Markdown parser and its options. The only file that names `pulldown_cmark`.
use pulldown_cmark::{OffsetIter, Options};

pub(crate) use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Parser, Tag};

/// The events of a text, each with its range of bytes.
pub(crate) fn events(text: &str) -> OffsetIter<'_> {
    Parser::new_ext(text, options()).into_offset_iter()
}

fn options() -> Options {
    // Never `all()`: it has the old footnotes, whose second paragraph leaves the note. Front matter, heading attributes and
    // punctuation are ours: pulldown-cmark takes metadata in the middle of a text, drops what it cannot read between braces,
    // and knows the quotation marks of one language.
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
}

/// The character that an entity (`&eacute;`) means.
pub(crate) fn entity(entity: &str) -> Option<String> {
    Parser::new(entity).find_map(|event| match event {
        Event::Text(text) if text.as_ref() != entity && !text.starts_with('&') => Some(text.into_string()),
        Event::Text(text) if entity == "&amp;" => Some(text.into_string()),
        _ => None,
    })
}
