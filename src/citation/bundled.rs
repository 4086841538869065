//! The styles, and the words of languages, that are in the program. They are files of the Citation Style Language project, compressed
//! by `build.rs`; `styles/README.md` has their licence.

/// The names of the styles that are in the program, each with the file in `styles/`.
pub const STYLE_NAMES: &[(&str, &str)] = &[
    ("apa", "apa"),
    ("chicago-author-date", "chicago-author-date"),
    ("chicago-notes", "chicago-notes-bibliography"),
    ("din-1505-2", "din-1505-2"),
    ("harvard", "harvard-cite-them-right"),
    ("ieee", "ieee"),
    ("mla", "modern-language-association"),
];

/// The style of a book that names none: Chicago author-date, as in Pandoc.
pub(super) const DEFAULT_STYLE: &str = "chicago-author-date";

/// The language whose words replace those that another language lacks (CSL 1.0.2, "Locale Fallback").
pub(super) const FALLBACK_LOCALE: &str = "en-US";

/// The first dialect of each language that has several files (`locales.json` of the project), and tags with another name there.
const PRIMARY: &[(&str, &str)] = &[
    ("de", "de-DE"),
    ("en", "en-US"),
    ("es", "es-ES"),
    ("fr", "fr-FR"),
    ("no", "nb-NO"),
    ("pt", "pt-PT"),
    ("sr", "sr-Cyrl-RS"),
    ("sr-latn", "sr-Latn-RS"),
    ("zh", "zh-CN"),
    ("zh-hant", "zh-TW"),
    ("zh-hk", "zh-TW"),
];

/// Whether a name is that of a style in the program. The names of the files count too, since they are those of the project.
pub(super) fn style_file(name: &str) -> Option<&'static str> {
    STYLE_NAMES.iter().find(|(short, file)| *short == name || *file == name).map(|(_, file)| *file)
}

#[cfg(feature = "citations")]
pub(super) use with::{locale, locale_of, style};

#[cfg(feature = "citations")]
mod with {
    use libdeflater::Decompressor;

    use super::{FALLBACK_LOCALE, PRIMARY};

    include!(concat!(env!("OUT_DIR"), "/citation_files.rs"));

    /// The XML of a style, by the name of its file.
    pub(in crate::citation) fn style(file: &str) -> Option<String> {
        STYLES.iter().find(|(name, ..)| *name == file).and_then(|(_, length, data)| inflated(data, *length))
    }

    /// The XML of a language, by its tag in the project.
    pub(in crate::citation) fn locale(tag: &str) -> Option<String> {
        LOCALES.iter().find(|(name, ..)| *name == tag).and_then(|(_, length, data)| inflated(data, *length))
    }

    /// The tag of the words for a language: its own file, that of its first dialect, any file of the language, or English.
    pub(in crate::citation) fn locale_of(lang: &str) -> &'static str {
        let named = |wanted: &str| LOCALES.iter().map(|(tag, ..)| *tag).find(|tag| tag.eq_ignore_ascii_case(wanted));
        let primary = |wanted: &str| PRIMARY.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(wanted)).map(|(_, file)| *file);
        let mut tag = lang;
        loop {
            if let Some(found) = named(tag).or_else(|| primary(tag)) {
                return found;
            }
            match tag.rsplit_once('-') {
                Some((shorter, _)) => tag = shorter,
                None => break,
            }
        }
        let language = |file: &&str| file.split('-').next().is_some_and(|own| own.eq_ignore_ascii_case(tag));
        LOCALES.iter().map(|(tag, ..)| *tag).find(language).unwrap_or(FALLBACK_LOCALE)
    }

    fn inflated(data: &[u8], length: usize) -> Option<String> {
        let mut out = vec![0; length];
        Decompressor::new().zlib_decompress(data, &mut out).ok()?;
        String::from_utf8(out).ok()
    }
}

#[cfg(not(feature = "citations"))]
pub(super) fn style(_: &str) -> Option<String> {
    None
}

#[cfg(all(test, feature = "citations"))]
mod tests {
    use super::*;

    #[test]
    fn every_style_and_every_language_is_in_the_program() {
        for (name, file) in STYLE_NAMES {
            assert!(style(file).is_some_and(|xml| xml.contains("</style>")), "{name}");
        }
        for (_, tag) in PRIMARY {
            assert!(locale(tag).is_some_and(|xml| xml.contains("</locale>")), "{tag}");
        }
        assert!(style_file(DEFAULT_STYLE).is_some());
    }

    #[test]
    fn languages_are_found_by_their_tags() {
        for (lang, wanted) in [
            ("en-GB", "en-GB"),
            ("en-ZA", "en-US"),
            ("de-AT", "de-AT"),
            ("de-LU", "de-DE"),
            ("zh-Hant-HK", "zh-TW"),
            ("es-419", "es-ES"),
            ("ru", "ru-RU"),
            ("ar-EG", "ar"),
            ("xx", "en-US"),
        ] {
            assert_eq!(locale_of(lang), wanted, "{lang}");
        }
    }
}
