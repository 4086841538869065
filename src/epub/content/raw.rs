//! What of another format's text an e-book may hold.
use crate::document::{Format, Raw};

/// What is printed of a raw text.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::epub) enum Printable {
    /// Nothing: a comment, or a tag that the reader reported.
    Nothing,
    /// Harmless markup.
    Markup(String),
    /// It is of another format, by that name.
    Foreign(String),
}

/// Only what stands by itself and says nothing but where a line ends is printed: the reader has turned all pairs of tags that
/// mean something into nodes, and reports what is left.
pub(in crate::epub) fn printable(raw: &Raw) -> Printable {
    match &raw.format {
        Format::Other(name) => Printable::Foreign(name.clone()),
        Format::Html => {
            let tag = raw.text.trim().trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim().to_ascii_lowercase();
            match tag.as_str() {
                "br" => Printable::Markup("<br/>".to_owned()),
                "wbr" => Printable::Markup("<wbr/>".to_owned()),
                _ => Printable::Nothing,
            }
        }
    }
}

/// Whether a link out of the book may be kept: to the web, mail or telephone, never to a script.
fn safe_uri(uri: &str) -> bool {
    let scheme = uri.split_once(':').map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
    let known = ["http", "https", "mailto", "tel", "doi", "urn", "ftp"].contains(&scheme.as_str());
    // What no URI parser takes is better left out: EPUBCheck refuses it.
    let host = uri.split_once("://").map(|(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default());
    known
        && !uri.contains(['<', '>', '"', ' ', '\\', '^', '`', '{', '|', '}'])
        && host.is_none_or(good_host)
        && uri.len() > scheme.len() + 1
}

/// A link out of the book as an `href`, if it may be kept. A second `#`, which the web forgives, is written as `%23` (RFC 3986,
/// section 3.5).
pub(in crate::epub) fn outward(uri: &str) -> Option<String> {
    safe_uri(uri).then(|| match uri.split_once('#') {
        Some((before, fragment)) => format!("{before}#{}", fragment.replace('#', "%23")),
        None => uri.to_owned(),
    })
}

fn good_host(host: &str) -> bool {
    let name = host.rsplit_once('@').map_or(host, |(_, name)| name);
    let (name, port) = name.split_once(':').unwrap_or((name, "0"));
    !name.is_empty()
        && name.split('.').all(|label| !label.is_empty())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '~' | '%'))
        && port.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_never_printed() {
        let html = |text: &str| printable(&Raw { format: Format::Html, text: text.to_owned() });
        assert_eq!(html("<script>alert(1)</script>"), Printable::Nothing);
        assert_eq!(html("<br >"), Printable::Markup("<br/>".to_owned()));
        assert_eq!(html("<!-- x -->"), Printable::Nothing);
        assert_eq!(outward("https://matrix.to/#/#room:example.org").as_deref(), Some("https://matrix.to/#/%23room:example.org"));
        assert!(safe_uri("https://example.org/a?b#c") && safe_uri("mailto:a@b.c"));
        assert!(!safe_uri("javascript:alert(1)") && !safe_uri("https://") && !safe_uri("https://../") && !safe_uri("made-up-scheme:x"));
    }
}
