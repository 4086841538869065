//! The characters of a file of text.

/// A text with its encoding.
pub(super) struct DecodedText {
    /// The text, without a byte order mark.
    pub(super) text: String,
    /// The name of the encoding, if it is not UTF-8.
    pub(super) other: Option<&'static str>,
}

/// The characters of the bytes 0x80 to 0x9F in Windows-1252 (WHATWG Encoding Standard, section 9). Those without a character keep their number.
const WINDOWS_1252: [u16; 32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018,
    0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
];

/// Decodes UTF-8, UTF-16 with a byte order mark, or else Windows-1252, which the Standard takes for Latin-1 too.
pub(super) fn text(bytes: &[u8]) -> DecodedText {
    let utf16 = |bytes: &[u8], word: fn([u8; 2]) -> u16| {
        let words: Vec<u16> = bytes.chunks_exact(2).map(|pair| word([pair[0], pair[1]])).collect();
        DecodedText { text: String::from_utf16_lossy(&words), other: Some("UTF-16") }
    };
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return DecodedText { text: String::from_utf8_lossy(rest).into_owned(), other: None };
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf16(rest, u16::from_be_bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => DecodedText { text: text.to_owned(), other: None },
        Err(_) => {
            let character = |byte: &u8| match byte {
                0x80..=0x9F => char::from_u32(u32::from(WINDOWS_1252[usize::from(byte - 0x80)])).unwrap_or('\u{FFFD}'),
                byte => char::from(*byte),
            };
            DecodedText { text: bytes.iter().map(character).collect(), other: Some("Windows-1252") }
        }
    }
}
