//! The words of a language that stay together on a line.
use serde::{Deserialize, Deserializer};

use super::text::{LanguageText, text, texts};

/// The words that a language keeps together: table `[ties]` of its file. Words are in lower case unless they always have a capital. A
/// capital at the beginning of a sentence is recognized too.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TieRules {
    /// Abbreviations before a number: `p.`, `vol.`
    #[serde(default, deserialize_with = "texts")]
    pub numbered: &'static [&'static str],
    /// Words before a number, kept with it less strictly: `page`, `volume`.
    #[serde(default, deserialize_with = "texts")]
    pub words: &'static [&'static str],
    /// Titles before a name.
    #[serde(default, deserialize_with = "texts")]
    pub titles: &'static [&'static str],
    /// Abbreviations of two words: `op. cit.`
    #[serde(default, deserialize_with = "pairs")]
    pub pairs: &'static [WordPair],
    /// Units and similar words after a number, in addition to those of all languages.
    #[serde(default, deserialize_with = "texts")]
    pub units: &'static [&'static str],
    /// Words after a number, kept with it less strictly: `million`.
    #[serde(default, deserialize_with = "texts")]
    pub counted: &'static [&'static str],
    /// Words of one letter that do not end a line.
    #[serde(default, deserialize_with = "text")]
    pub letters: &'static str,
    /// A pronoun that looks like a roman numeral: `I`.
    #[serde(default, deserialize_with = "optional_text")]
    pub pronoun: Option<&'static str>,
    /// The preposition between a day and its month: `5 de mayo`.
    #[serde(default, deserialize_with = "optional_text")]
    pub of_month: Option<&'static str>,
    /// Whether a space may separate the thousands of a number: `10 000`.
    pub grouped_digits: bool,
    /// Whether initials may follow the name: `Ленин В. И.`
    #[serde(default)]
    pub surname_first: bool,
    /// Whether the words of an abbreviation may differ in their capitals: `z. B.`
    #[serde(default)]
    pub mixed_abbreviations: bool,
}

/// Two words with no line break between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordPair {
    /// The word before the space.
    pub first: &'static str,
    /// The word after the space.
    pub second: &'static str,
}

fn pairs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static [WordPair], D::Error> {
    let pairs = Vec::<[LanguageText; 2]>::deserialize(deserializer)?;
    Ok(pairs.into_iter().map(|[LanguageText(first), LanguageText(second)]| WordPair { first, second }).collect::<Vec<_>>().leak())
}

fn optional_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<&'static str>, D::Error> {
    text(deserializer).map(Some)
}
