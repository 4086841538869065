//! Hints about characters that no face of a book has: which font has them. All fonts named here are free (SIL Open Font License), packaged
//! in Debian and listed by Google Fonts.

/// A number for the writing system of a character: the code of the first character of its block. Characters that a face lacks are reported
/// once for each writing system.
///
/// Most scripts have blocks of 128 characters of their own (Unicode 16.0, section 2.8). Chinese, Japanese and Korean have many blocks, and
/// count as one system. So do emoji.
#[must_use]
pub fn writing_system(character: char) -> u32 {
    match u32::from(character) {
        0x1100..=0x11FF | 0x2E80..=0x9FFF | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF => 0x4E00,
        0x2_0000..=0x3_FFFF => 0x4E00,
        // Emoji, in several blocks.
        0x1_F000..=0x1_FAFF => 0x1_F000,
        code => code & !0x7F,
    }
}

/// A font with the characters of some blocks: the first and the last of them, the family, and the Debian package.
struct BlockFont {
    first: u32,
    last: u32,
    family: &'static str,
    package: &'static str,
}

const fn noto(first: u32, last: u32, family: &'static str) -> BlockFont {
    BlockFont { first, last, family, package: "fonts-noto-core" }
}

const FONTS: [BlockFont; 29] = [
    noto(0x0530, 0x058F, "Noto Serif Armenian"),
    noto(0x0590, 0x05FF, "Noto Serif Hebrew"),
    noto(0x0600, 0x06FF, "Noto Naskh Arabic"),
    noto(0x0700, 0x074F, "Noto Sans Syriac"),
    noto(0x0750, 0x077F, "Noto Naskh Arabic"),
    noto(0x0780, 0x07BF, "Noto Sans Thaana"),
    noto(0x0900, 0x097F, "Noto Serif Devanagari"),
    noto(0x0980, 0x09FF, "Noto Serif Bengali"),
    noto(0x0A00, 0x0A7F, "Noto Serif Gurmukhi"),
    noto(0x0A80, 0x0AFF, "Noto Serif Gujarati"),
    noto(0x0B00, 0x0B7F, "Noto Sans Oriya"),
    noto(0x0B80, 0x0BFF, "Noto Serif Tamil"),
    noto(0x0C00, 0x0C7F, "Noto Serif Telugu"),
    noto(0x0C80, 0x0CFF, "Noto Serif Kannada"),
    noto(0x0D00, 0x0D7F, "Noto Serif Malayalam"),
    noto(0x0D80, 0x0DFF, "Noto Serif Sinhala"),
    noto(0x0E00, 0x0E7F, "Noto Serif Thai"),
    noto(0x0E80, 0x0EFF, "Noto Serif Lao"),
    noto(0x0F00, 0x0FFF, "Noto Serif Tibetan"),
    noto(0x1000, 0x109F, "Noto Serif Myanmar"),
    noto(0x10A0, 0x10FF, "Noto Serif Georgian"),
    noto(0x1200, 0x139F, "Noto Serif Ethiopic"),
    noto(0x13A0, 0x13FF, "Noto Sans Cherokee"),
    noto(0x1780, 0x17FF, "Noto Serif Khmer"),
    noto(0x1800, 0x18AF, "Noto Sans Mongolian"),
    noto(0x2190, 0x22FF, "Noto Sans Math"),
    noto(0x1_2000, 0x1_254F, "Noto Sans Cuneiform"),
    noto(0x1_3000, 0x1_342F, "Noto Sans Egyptian Hieroglyphs"),
    noto(0x1_D400, 0x1_D7FF, "Noto Sans Math"),
];

/// A hint for an author whose text has a character that no face has: which font to put where, and which key to write. `language` is the
/// BCP 47 tag of the book. It decides between Chinese, Japanese and Korean faces, which draw many characters differently.
#[must_use]
pub fn remedy(character: char, language: &str) -> String {
    let system = writing_system(character);
    let found = if system == 0x4E00 {
        let family = match language.to_lowercase().as_str() {
            tag if tag.starts_with("ja") => "Noto Serif CJK JP",
            tag if tag.starts_with("ko") => "Noto Serif CJK KR",
            tag if tag.starts_with("zh-hk") || tag.starts_with("yue") => "Noto Serif CJK HK",
            tag if tag.starts_with("zh-tw") || tag.contains("hant") => "Noto Serif CJK TC",
            _ => "Noto Serif CJK SC",
        };
        Some((family, "fonts-noto-cjk"))
    } else {
        let code = u32::from(character);
        FONTS.iter().find(|font| (font.first..=font.last).contains(&code)).map(|font| (font.family, font.package))
    };
    match found {
        Some((family, package)) => format!(
            "put the font {family} (Debian: {package}) into the folder `fonts` beside book.toml, and write `fallback-face = \"{family}\"` under `[design]`"
        ),
        None => {
            "put a font that has it into the folder `fonts` beside book.toml, and name it with `fallback-face` under `[design]`".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_is_that_of_the_script_and_of_the_language() {
        for (character, language, family) in [
            ('漢', "zh", "Noto Serif CJK SC"),
            ('漢', "ja", "Noto Serif CJK JP"),
            ('！', "zh-Hant-TW", "Noto Serif CJK TC"),
            ('한', "ko-KR", "Noto Serif CJK KR"),
            ('अ', "hi", "Noto Serif Devanagari"),
            ('ก', "en", "Noto Serif Thai"),
        ] {
            let hint = remedy(character, language);
            assert!(hint.contains(&format!("`fallback-face = \"{family}\"`")), "{character}: {hint}");
        }
        assert!(remedy('\u{E000}', "en").starts_with("put a font that has it"));
    }
}
