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

/// Whether a target has its data in itself (RFC 2397).
#[must_use]
pub fn is_data(target: &str) -> bool {
    target.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// A text as a `data:` URI.
#[must_use]
pub fn data_uri(media_type: &str, text: &str) -> String {
    format!("data:{media_type},{}", utf8_percent_encode(text, NON_ALPHANUMERIC))
}

/// Bytes as a `data:` URI, in Base64 (RFC 4648, section 4).
#[must_use]
pub fn data_uri_of_bytes(media_type: &str, bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut uri = format!("data:{media_type};base64,");
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * at) & 0x3F) as usize];
            uri.push(if at > group.len() { '=' } else { char::from(sign) });
        }
    }
    uri
}

/// The bytes in a `data:` URI (RFC 2397). `None` if it is not one, or its Base64 (RFC 4648, section 4) is damaged.
#[must_use]
pub fn data(uri: &str) -> Option<Vec<u8>> {
    let (head, body) = uri.get(5..).filter(|_| is_data(uri))?.split_once(',')?;
    let bytes: Vec<u8> = percent_decode_str(body).collect();
    let is_base64 = head.rsplit(';').next().is_some_and(|last| last.trim().eq_ignore_ascii_case("base64"));
    if is_base64 { base64(&bytes) } else { Some(bytes) }
}

fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for &sign in text.iter().filter(|sign| !sign.is_ascii_whitespace() && **sign != b'=') {
        let value = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).ok()?);
        }
    }
    Some(bytes)
}

/// The name of a picture or of any other file in a message. A `data:` URI is named by its media type.
#[must_use]
pub fn shown(target: &str) -> &str {
    if is_data(target) { target.split([',', ';']).next().unwrap_or(target) } else { target }
}

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

/// The name of a file or folder as a segment of a path: all bytes but letters, digits, `-`, `.`, `_` and `~` are percent-encoded (RFC 3986,
/// section 2.3).
#[must_use]
pub fn encoded_segment(name: &str) -> String {
    const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(name, RESERVED).to_string()
}

/// The schemes of links that lead out of a book.
pub const SCHEMES: [&str; 7] = ["http", "https", "mailto", "tel", "doi", "urn", "ftp"];

/// Whether a book may have a link to a URI: to the web, to mail or a telephone, but not to a script.
#[must_use]
pub fn is_publishable(uri: &str) -> bool {
    let scheme = uri.split_once(':').map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
    // EPUBCheck rejects a URI with a malformed host.
    let host = uri.split_once("://").map(|(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let needs_host = matches!(scheme.as_str(), "http" | "https" | "ftp");
    SCHEMES.contains(&scheme.as_str())
        && (host.is_some() || !needs_host)
        && !uri.contains(['<', '>', '"', ' ', '\\', '^', '`', '{', '|', '}'])
        && host.is_none_or(is_host)
        && uri.len() > scheme.len() + 1
}

fn is_host(host: &str) -> bool {
    let name = host.rsplit_once('@').map_or(host, |(_, name)| name);
    let (name, port) = name.split_once(':').unwrap_or((name, "0"));
    !name.is_empty()
        && name.split('.').all(|label| !label.is_empty())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '~' | '%'))
        && port.chars().all(|c| c.is_ascii_digit())
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
    fn data_is_read_from_its_uri() {
        assert_eq!(data("data:text/plain;base64,SGkhIQ==").as_deref(), Some(&b"Hi!!"[..]));
        assert_eq!(data("DATA:,a%20b").as_deref(), Some(&b"a b"[..]));
        assert_eq!(data(&data_uri("image/svg+xml", "<svg a=\"é\"/>")).as_deref(), Some("<svg a=\"é\"/>".as_bytes()));
        assert_eq!(data("data:image/png;base64,@@").or(data("data:none")).or(data("a.png")), None);
        assert_eq!(shown("data:image/png;base64,AAAA"), "data:image/png");
        for bytes in [&b""[..], b"a", b"ab", b"abc", b"\xFF\x00\xFE\x7F"] {
            assert_eq!(data(&data_uri_of_bytes("image/png", bytes)).as_deref(), Some(bytes));
        }
        assert_eq!(data_uri_of_bytes("text/plain", b"Hi!!"), "data:text/plain;base64,SGkhIQ==");
    }

    #[test]
    fn targets_are_seen_from_their_file() {
        assert_eq!(joined("a/b.md", "c.md"), "a/c.md");
        assert_eq!(joined("a/b.md", "../c.md"), "c.md");
        assert_eq!(joined("b.md", "./c.md"), "c.md");
    }

    #[test]
    fn targets_with_a_scheme_are_remote() {
        assert!(is_publishable("https://example.org/a?b#c") && is_publishable("mailto:a@b.c"));
        for uri in ["javascript:alert(1)", "https://", "http:example.org/a", "https://../", "made-up-scheme:x"] {
            assert!(!is_publishable(uri), "{uri}");
        }
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
