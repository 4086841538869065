//! Reading the texts of a language file.
use serde::{Deserialize, Deserializer, de};

/// Reads a text of a language file. Each file is read once in a process, so the memory of its texts is never freed.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
    struct Visitor;
    impl de::Visitor<'_> for Visitor {
        type Value = &'static str;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a text")
        }

        fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
            Ok(Box::leak(text.into()))
        }

        fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
            Ok(text.leak())
        }
    }
    deserializer.deserialize_string(Visitor)
}

/// A text in a list of a language file.
#[derive(Clone, Copy, Debug)]
pub(super) struct LanguageText(pub(super) &'static str);

impl<'de> Deserialize<'de> for LanguageText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text(deserializer).map(LanguageText)
    }
}

/// Reads a list of texts, like [`text`].
pub(super) fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static [&'static str], D::Error> {
    let texts = Vec::<LanguageText>::deserialize(deserializer)?;
    Ok(texts.into_iter().map(|LanguageText(text)| text).collect::<Vec<_>>().leak())
}
