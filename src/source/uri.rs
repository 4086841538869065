//! Targets of links as paths and as URIs (RFC 3986).
use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode_byte, utf8_percent_encode};

/// Whether a target has a scheme (RFC 3986, section 3.1) or begins with `//`.
#[must_use]
pub fn is_remote(target: &str) -> bool {
    target.starts_with("//")
        || target.split_once(':').is_some_and(|(scheme, _)| {
            scheme.len() > 1
                && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        })
}

/// The characters that are escaped. RFC 3986 allows `[` and `]` only around IPv6 addresses. `%` is allowed only before two hexadecimal
/// digits, which [`encoded`] checks.
const NOT_IN_URI: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'#')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// A target as a valid URI: bytes that RFC 3986 does not allow are percent-encoded (section 2.1). Escapes stay as they are.
#[must_use]
pub fn encoded(target: &str) -> String {
    let mut pieces = target.split('%');
    let mut uri = utf8_percent_encode(pieces.next().unwrap_or_default(), NOT_IN_URI).to_string();
    for piece in pieces {
        let escape = piece.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
        uri.push_str(if escape { "%" } else { percent_encode_byte(b'%') });
        uri.extend(utf8_percent_encode(piece, NOT_IN_URI));
    }
    uri
}

/// A target with its percent-encoded bytes decoded; unchanged if they are not valid UTF-8.
#[must_use]
pub fn decoded(target: &str) -> Cow<'_, str> {
    percent_decode_str(target).decode_utf8().unwrap_or(Cow::Borrowed(target))
}

/// A URI with one fragment: a second `#`, which browsers accept, becomes `%23` (RFC 3986, section 3.5).
#[must_use]
pub fn with_one_fragment(uri: &str) -> String {
    match uri.split_once('#') {
        Some((before, fragment)) => format!("{before}#{}", fragment.replace('#', percent_encode_byte(b'#'))),
        None => uri.to_owned(),
    }
}

/// The path of `target` as seen from the file `own`, without `.` and `..`.
#[must_use]
pub fn joined(own: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        own.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect())
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_file() {
        assert_eq!(joined("a/b.md", "c.md"), "a/c.md");
        assert_eq!(joined("a/b.md", "../c.md"), "c.md");
        assert_eq!(joined("b.md", "./c.md"), "c.md");
    }

    #[test]
    fn targets_with_a_scheme_are_remote() {
        assert!(is_remote("https://example.org") && is_remote("mailto:a@b.c") && !is_remote("a/b.md") && !is_remote("#x"));
    }

    #[test]
    fn targets_are_encoded_and_decoded() {
        assert_eq!(encoded("https://x.org/a b?ü"), "https://x.org/a%20b?%C3%BC");
        assert_eq!(encoded("a%20b%2g%"), "a%20b%252g%25");
        assert_eq!(encoded("-._~:/?#@!$&'()*+,;=[]\"<>\\^`{|}"), "-._~:/?#@!$&'()*+,;=%5B%5D%22%3C%3E%5C%5E%60%7B%7C%7D");
        assert_eq!(decoded("a%20b%"), "a b%");
        assert_eq!(decoded("%C3%BC%2"), "ü%2");
        assert_eq!(decoded("%FF"), "%FF");
    }

    #[test]
    fn a_uri_has_one_fragment() {
        assert_eq!(with_one_fragment("https://matrix.to/#/#ü:example.org"), "https://matrix.to/#/%23ü:example.org");
        assert_eq!(with_one_fragment("https://example.org/"), "https://example.org/");
    }
}
