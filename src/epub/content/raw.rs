//! The parts of raw text that an e-book may contain, and the links out of the book that it may contain.
use crate::document::{Format, Raw};
use crate::source::uri::{is_publishable, with_one_fragment};

/// The part of a raw text that is printed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Printable<'a> {
    /// Nothing: a comment, or a tag that the reader of the manuscript reported.
    Nothing,
    /// `<br/>`.
    LineBreak,
    /// `<wbr/>`.
    WordBreak,
    /// Nothing, since it is of the format with this name.
    Foreign(&'a str),
}

/// Decides what is printed of a raw text. The reader of the manuscript has turned all pairs of HTML tags that mean something
/// into nodes and reported the rest, so only tags that break lines are left.
pub(super) fn printable(raw: &Raw) -> Printable<'_> {
    match &raw.format {
        Format::Other(name) => Printable::Foreign(name),
        Format::Html => {
            let tag = raw.text.trim().trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim().to_ascii_lowercase();
            match tag.as_str() {
                "br" => Printable::LineBreak,
                "wbr" => Printable::WordBreak,
                _ => Printable::Nothing,
            }
        }
    }
}

/// The `href` of a link out of the book, if it may be kept.
pub(in crate::epub) fn outward(uri: &str) -> Option<String> {
    is_publishable(uri).then(|| with_one_fragment(uri))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_never_printed() {
        let html = |text: &str| Raw { format: Format::Html, text: text.to_owned() };
        assert_eq!(printable(&html("<script>alert(1)</script>")), Printable::Nothing);
        assert_eq!(printable(&html("<br >")), Printable::LineBreak);
        assert_eq!(printable(&html("<!-- x -->")), Printable::Nothing);
        assert_eq!(outward("https://matrix.to/#/#room:example.org").as_deref(), Some("https://matrix.to/#/%23room:example.org"));
    }
}
