//! What the reader reports about HTML. Each cause is reported once, with the number of its places.
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

use crate::manuscript::scan::reading::Reading;

/// A name that the author wrote, cut to a length that suits a message.
fn short(name: &str) -> String {
    const LONGEST: usize = 60;
    if name.chars().count() <= LONGEST { name.to_owned() } else { name.chars().take(LONGEST).chain(['…']).collect() }
}

/// Something that looks like a tag is text. `tag` is the name in it.
pub(crate) fn tag_as_text(tag: &str, span: Span, reading: &Reading<'_>) {
    let tag = short(tag);
    let diagnostic = Diagnostic::new(codes::TAG_AS_TEXT, reading.at(span), format!("`<{tag}>` is not an HTML tag"));
    reading.sink.report(
        diagnostic.cause(&tag).label("printed as typed").hint(format!("write it as code, or with a backslash: `\\<{tag}>`; or close it")),
    );
}

/// Nothing closes a tag.
pub(crate) fn unclosed(tag: &str, span: Span, reading: &Reading<'_>) {
    let tag = short(tag);
    reading.sink.report(
        Diagnostic::new(codes::UNCLOSED_TAG, reading.at(span), format!("nothing closes the tag `<{tag}>`"))
            .cause(&tag)
            .label("ends with its paragraph, before the next heading, or with the file")
            .hint(format!("write `</{tag}>` where it ends")),
    );
}

/// A tag closes nothing.
pub(crate) fn stray(tag: &str, span: Span, reading: &Reading<'_>) {
    let tag = short(tag);
    reading.sink.report(
        Diagnostic::new(codes::UNCLOSED_TAG, reading.at(span), format!("nothing opens what `</{tag}>` closes"))
            .cause(format!("/{tag}"))
            .label("left out")
            .hint(format!("remove it, or write `<{tag}>` in the same paragraph or block")),
    );
}

/// A tag is ignored where it is.
pub(crate) fn misplaced(tag: &str, span: Span, reading: &Reading<'_>) {
    let tag = short(tag);
    reading.sink.report(
        Diagnostic::new(codes::UNCLOSED_TAG, reading.at(span), format!("the tag `<{tag}>` cannot be here"))
            .cause(format!("misplaced {tag}"))
            .label("left out; what is inside is printed")
            .hint("a row belongs in a table, a cell in a row"),
    );
}

/// A declaration or a processing instruction is left out.
pub(crate) fn declaration(text: &str, span: Span, reading: &Reading<'_>) {
    let name = text.trim_start_matches(['<', '!', '?', '/', '[']);
    let name = short(name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default());
    reading.sink.report(
        Diagnostic::new(codes::RAW_HTML, reading.at(span), format!("the declaration `{name}` is not printed"))
            .cause(format!("!{name}"))
            .label("left out")
            .hint("remove it, or write its words as text"),
    );
}

/// An element is left out, or only its words are set. `done` says what was done.
pub(crate) fn element(name: &str, span: Span, done: &str, reading: &Reading<'_>) {
    let name = short(name);
    reading.sink.report(
        Diagnostic::new(codes::RAW_HTML, reading.at(span), format!("the HTML element `{name}` is not set"))
            .cause(format!("{name}: {done}"))
            .label(done)
            .hint("write in Markdown what the book should have"),
    );
}

/// A component of another tool has no content.
pub(crate) fn empty_component(name: &str, span: Span, reading: &Reading<'_>) {
    let name = short(name);
    reading.sink.report(
        Diagnostic::new(codes::RAW_HTML, reading.at(span), format!("the component `{name}` has no content that can be set"))
            .cause(format!("component {name}"))
            .label("left out")
            .hint("write in Markdown what the book should have in its place"),
    );
}

/// A recording has a format that an e-book cannot have.
pub(crate) fn recording(source: &str, span: Span, reading: &Reading<'_>) {
    let source = short(source);
    reading.sink.report(
        Diagnostic::new(codes::RAW_HTML, reading.at(span), format!("the recording `{source}` cannot be in an e-book in this format"))
            .label("its title and its path are printed")
            .hint("save sound as MP3, M4A or Opus, and moving pictures as MP4 or WebM"),
    );
}

/// An attribute of an element has no effect.
pub(crate) fn attribute(element: &str, key: &str, span: Span, reading: &Reading<'_>) {
    // `markdown` asks kramdown and MkDocs to read the text of the element as Markdown. If that is not read, it is reported as such.
    if key == "markdown" {
        return;
    }
    let (element, key) = (short(element), short(key));
    reading.sink.report(
        Diagnostic::new(codes::HTML_ATTRIBUTE, reading.at(span), format!("the attribute `{key}` of `<{element}>` has no effect"))
            .cause(format!("{element} {key}"))
            .label("left out")
            .hint("remove it, or write its words as text"),
    );
}

/// A property in a `style` attribute has no effect.
pub(crate) fn style(property: &str, span: Span, reading: &Reading<'_>) {
    let property = short(property);
    reading.sink.report(
        Diagnostic::new(codes::HTML_ATTRIBUTE, reading.at(span), format!("the style `{property}` has no effect"))
            .cause(format!("style {property}"))
            .label("the design of the book decides on this")
            .hint("set it in `[design]` in book.toml, if there is a key for it"),
    );
}

/// Code inside an element is printed as typed, without what the element means. `what` names it.
pub(crate) fn around_code(what: &str, span: Span, reading: &Reading<'_>) {
    let what = short(what);
    reading.sink.report(
        Diagnostic::new(codes::RAW_HTML, reading.at(span), format!("{what} is not set around code or a displayed formula"))
            .cause(format!("around code: {what}"))
            .label("the code is printed as typed")
            .hint("write it beside the code"),
    );
}

/// Code is printed as typed, without what the markup in it means. `what` names the markup.
pub(crate) fn in_code(what: &str, span: Span, reading: &Reading<'_>) {
    let what = short(what);
    reading.sink.report(
        Diagnostic::new(codes::RAW_HTML, reading.at(span), format!("{what} is not set in code"))
            .cause(format!("in code: {what}"))
            .label("its words are printed as typed")
            .hint("write it beside the code"),
    );
}

/// The style of a part of a table asks for a new page.
pub(crate) fn page_break_in_table(span: Span, reading: &Reading<'_>) {
    reading.sink.report(
        Diagnostic::new(codes::TABLE_VALUE, reading.at(span), "a page cannot begin within a table")
            .label("this page break was left out")
            .hint("divide the table there"),
    );
}

/// Words of a table are in none of its cells.
pub(crate) fn loose_in_table(span: Span, reading: &Reading<'_>) {
    reading.sink.report(
        Diagnostic::new(codes::TABLE_GRID, reading.at(span), "these words are in no cell of their table")
            .label("printed before the table")
            .hint("put them in a cell, in the caption, or before the table"),
    );
}

/// A comment has no end.
pub(crate) fn unclosed_comment(span: Span, reading: &Reading<'_>) {
    reading.sink.report(
        Diagnostic::new(codes::UNCLOSED_TAG, reading.at(span), "nothing closes this comment")
            .label("left out with all that follows in this block or file")
            .hint("write `-->` at its end"),
    );
}
