//! The characters of a file of text.

/// An XML file declares an encoding that is not known.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("its encoding `{0}` is not known; save it as UTF-8")]
pub(super) struct UnknownEncoding(String);

/// A text with its encoding.
pub(super) struct DecodedText {
    /// The text, without a byte order mark.
    pub(super) text: String,
    /// The name of the encoding, if it is not UTF-8.
    pub(super) other: Option<&'static str>,
}

/// The characters of the bytes 0x80 to 0x9F in Windows-1252 (WHATWG Encoding Standard, section 9). Those without a character keep their
/// number.
const WINDOWS_1252: [u16; 32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018,
    0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
];

/// The characters of the bytes 0x80 to 0xBF in Windows-1251 (WHATWG Encoding Standard, section 9). The Cyrillic letters follow them.
const WINDOWS_1251: [u16; 64] = [
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409, 0x2039, 0x040A, 0x040C, 0x040B, 0x040F, 0x0452,
    0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x0098, 0x2122, 0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0, 0x040E,
    0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6, 0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406,
    0x0456, 0x0491, 0x00B5, 0x00B6, 0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457,
];

/// Decodes an XML file by the encoding that its declaration gives (XML 1.0, section 4.3.3).
///
/// # Errors
/// If the encoding is not known.
pub(super) fn xml(bytes: &[u8]) -> Result<String, UnknownEncoding> {
    let start = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes));
    let declaration = start.split_once("?>").map_or("", |(declaration, _)| declaration);
    let name = declaration.split_once("encoding").map_or("", |(_, rest)| rest.trim_start_matches(['=', ' ', '"', '\'']));
    let name = name.split(['"', '\'']).next().unwrap_or_default().to_ascii_lowercase();
    match name.as_str() {
        "" | "utf-8" | "utf8" | "utf-16" | "us-ascii" | "windows-1252" | "iso-8859-1" => Ok(text(bytes).text),
        "windows-1251" | "cp1251" => {
            let character = |byte: &u8| match byte {
                0..=0x7F => char::from(*byte),
                0x80..=0xBF => char::from_u32(u32::from(WINDOWS_1251[usize::from(byte - 0x80)])).unwrap_or('\u{FFFD}'),
                0xC0.. => char::from_u32(u32::from(byte - 0xC0) + 0x410).unwrap_or('\u{FFFD}'),
            };
            // Some programs say Windows-1251 and write UTF-8.
            Ok(std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().map(character).collect(), str::to_owned))
        }
        _ => Err(UnknownEncoding(name)),
    }
}

/// Decodes UTF-8, UTF-16 with a byte order mark, or else Windows-1252, which the Encoding Standard also uses to decode Latin-1.
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
