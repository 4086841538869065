//! Escapes text for element content and for attribute values in double quotes.
use std::fmt;

/// Appends text with `&`, `<`, `>` and `"` as entities. That suits both content and attribute values. U+FFFE, U+FFFF and the control
/// characters except tab, line feed and carriage return are dropped: XML forbids most of them and discourages the rest (XML 1.0, section
/// 2.2).
pub(super) fn escape_into(text: &str, out: &mut String) {
    // Most text needs no escaping, so whole stretches of it are copied.
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| MAY_NEED_ESCAPING[usize::from(byte)]) {
        let mut characters = rest[at..].chars();
        let Some(character) = characters.next() else { break };
        let replacement = match character {
            '&' => Some("&amp;"),
            '<' => Some("&lt;"),
            '>' => Some("&gt;"),
            '"' => Some("&quot;"),
            '\u{fffe}' | '\u{ffff}' => Some(""),
            control if control.is_control() => Some(""),
            _ => None,
        };
        match replacement {
            Some(replacement) => {
                out.push_str(&rest[..at]);
                out.push_str(replacement);
            }
            None => out.push_str(&rest[..at + character.len_utf8()]),
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
}

/// The bytes that can begin a character to escape or drop. Some begin other characters too: 0xC2 is the first byte of U+0080 to U+00BF,
/// and 0xEF is that of U+F000 to U+FFFF.
const MAY_NEED_ESCAPING: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = !matches!(byte as u8, b'\t' | b'\n' | b'\r');
        byte += 1;
    }
    table[b'&' as usize] = true;
    table[b'<' as usize] = true;
    table[b'>' as usize] = true;
    table[b'"' as usize] = true;
    table[0x7f] = true;
    table[0xc2] = true;
    table[0xef] = true;
    table
};

/// Escapes everything that is formatted into it.
pub(super) struct Escaping<'a>(pub(super) &'a mut String);

impl fmt::Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escape_into(text, self.0);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        escape_into(text, &mut out);
        out
    }

    #[test]
    fn markup_is_escaped_and_forbidden_characters_are_dropped() {
        assert_eq!(escaped("a < b & \"c\" > d's"), "a &lt; b &amp; &quot;c&quot; &gt; d's");
        assert_eq!(escaped("\u{0}a\tb\r\n\u{b}\u{7f}\u{85}\u{9f}\u{a0}\u{fffd}\u{fffe}\u{ffff}\u{e000}"), "a\tb\r\n\u{a0}\u{fffd}\u{e000}");
        assert_eq!(escaped("Ђуро ﷼ 漢字 🙂"), "Ђуро ﷼ 漢字 🙂");
    }

    /// Compares the result with the rule, one character at a time.
    #[test]
    fn every_character_of_the_basic_plane_follows_the_rule() {
        for character in ('\0'..='\u{ffff}').chain(['\u{10000}', '\u{10fffe}', char::MAX]) {
            let expected = match character {
                '&' => "&amp;".to_owned(),
                '<' => "&lt;".to_owned(),
                '>' => "&gt;".to_owned(),
                '"' => "&quot;".to_owned(),
                '\t' | '\n' | '\r' => character.to_string(),
                '\u{fffe}' | '\u{ffff}' => String::new(),
                other if other.is_control() => String::new(),
                other => other.to_string(),
            };
            assert_eq!(escaped(&format!("a{character}b")), format!("a{expected}b"), "U+{:04X}", u32::from(character));
        }
    }
}
