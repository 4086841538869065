//! Targets of links as paths and as URIs (RFC 3986).

/// Whether a target has a scheme (RFC 3986, section 3.1) or begins with `//`.
pub(super) fn is_remote(target: &str) -> bool {
    target.starts_with("//")
        || target.split_once(':').is_some_and(|(scheme, _)| {
            scheme.len() > 1
                && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        })
}

/// A target as a valid URI: bytes that RFC 3986 does not allow are percent-encoded (section 2.1).
pub(super) fn encoded(target: &str) -> String {
    let mut uri = String::with_capacity(target.len());
    let bytes = target.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        let hex = |offset: usize| bytes.get(at + offset).is_some_and(u8::is_ascii_hexdigit);
        let kept = byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(&byte) || (byte == b'%' && hex(1) && hex(2));
        if kept {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// A target with its percent-encoded bytes decoded; unchanged if that is not valid UTF-8.
pub(super) fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok())).flatten();
        decoded.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// The path of `target` as seen from the file `own`, without `.` and `..`.
pub(super) fn joined(own: &str, target: &str) -> String {
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
        assert_eq!(decoded("a%20b%"), "a b%");
    }
}
