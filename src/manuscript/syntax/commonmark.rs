//! The Markdown parser and its options. The only file that names `pulldown_cmark`.
use pulldown_cmark::{OffsetIter, Options};

pub(crate) use pulldown_cmark::RefDefs as Definitions;
pub(crate) use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Parser, Tag};

/// The events of a text, each with its range of bytes.
pub(crate) fn events(text: &str) -> OffsetIter<'_> {
    Parser::new_ext(text, options()).into_offset_iter()
}

fn options() -> Options {
    // Not `all()`: that includes the old footnotes, which have only one paragraph. We read front matter, attributes of headings and
    // punctuation ourselves, since pulldown-cmark finds front matter in the middle of a text, drops attributes that it cannot read,
    // and knows the quotation marks of only one language.
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
}
