//! The words of labels and references: "Figure 3", "Tables 2 and 4", "on page 12".
use std::collections::BTreeMap;

use serde::Deserialize;

use super::registry::Language;
use super::template::{Template, places};
use super::text::{LanguageText, text};

places! {
    /// For what a reference adds about the page of its target.
    pub OnPage { page }
}

/// What a label or a reference names with a word of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the words")]
pub enum LabelWord {
    Part,
    Chapter,
    Section,
    Figure,
    Table,
    Listing,
    Equation,
    Theorem,
    Lemma,
    Corollary,
    Proposition,
    Conjecture,
    Definition,
    Example,
    Exercise,
    Remark,
    Proof,
    Answer,
}

/// A word for one thing, and for several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordForms {
    /// For one: "Figure".
    pub one: &'static str,
    /// For several: "Figures". `None` if it is not known, or if the language has no such form.
    pub several: Option<&'static str>,
    /// Whether the word is English because the language file does not have it.
    pub is_borrowed: bool,
}

/// The words of references: table `[references]` of a language file. All of them may be missing.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct ReferenceTerms {
    /// The word between the last two of several references.
    #[serde(deserialize_with = "some_text")]
    and: Option<&'static str>,
    /// What a reference adds about the page of its target.
    on_page: Option<Template<OnPage<'static>>>,
    /// The titles of lists.
    #[serde(deserialize_with = "some_text")]
    list_of_listings: Option<&'static str>,
    #[serde(deserialize_with = "some_text")]
    list_of_equations: Option<&'static str>,
    /// Whether these words begin with a small letter within a sentence.
    pub is_lower_case: bool,
    /// The words in the form for one and, if the language has it, the form for several.
    words: BTreeMap<LabelWord, Forms>,
}

/// One or two forms of a word.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(untagged)]
enum Forms {
    Both([LanguageText; 2]),
    One([LanguageText; 1]),
}

fn some_text<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<&'static str>, D::Error> {
    text(deserializer).map(Some)
}

impl Language {
    /// The forms of a word.
    #[must_use]
    pub fn word_forms(&self, word: LabelWord) -> WordForms {
        let own = self.references.words.get(&word);
        let known = match word {
            LabelWord::Part => Some(self.terms.part),
            LabelWord::Chapter => Some(self.terms.chapter),
            LabelWord::Figure => Some(self.terms.figure),
            LabelWord::Table => Some(self.terms.table),
            _ => None,
        };
        let forms = own.map(|forms| match forms {
            Forms::Both([one, several]) => (one.0, Some(several.0)),
            Forms::One([one]) => (one.0, None),
        });
        match (known, forms) {
            (Some(one), forms) => WordForms { one, several: forms.and_then(|(_, several)| several), is_borrowed: false },
            (None, Some((one, several))) => WordForms { one, several, is_borrowed: false },
            (None, None) => WordForms { is_borrowed: true, ..Self::of("en").word_forms(word) },
        }
    }

    /// What stands between the last two of several references: " and ". A comma if the word is not known.
    #[must_use]
    pub fn last_separator(&self) -> String {
        self.references.and.map_or_else(|| ", ".to_owned(), |and| format!(" {and} "))
    }

    /// What a reference adds about the page of its target: " on page 12", or " (p. 12)" if the words are not known.
    #[must_use]
    pub fn on_page(&self, page: &str) -> String {
        match &self.references.on_page {
            Some(template) => format!(" {}", template.fill(&OnPage { page })),
            None => format!(" ({})", self.terms.page_reference(page)),
        }
    }

    /// The title of the list of listings, or the English one.
    #[must_use]
    pub fn list_of_listings(&self) -> &'static str {
        self.references.list_of_listings.or(Self::of("en").references.list_of_listings).unwrap_or_default()
    }

    /// The title of the list of equations, or the English one.
    #[must_use]
    pub fn list_of_equations(&self) -> &'static str {
        self.references.list_of_equations.or(Self::of("en").references.list_of_equations).unwrap_or_default()
    }

    /// A word with a number, in the order of the language: "Figure 3", "3. ábra".
    #[must_use]
    pub fn label(&self, kind: LabelWord, word: &str, number: &str) -> String {
        self.terms.label(kind, word, number)
    }
}

/// A word with a capital at its beginning.
#[must_use]
pub fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(char::to_uppercase).into_iter().flatten().chain(letters).collect()
}

/// A word with a small letter at its beginning.
#[must_use]
pub fn uncapitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(char::to_lowercase).into_iter().flatten().chain(letters).collect()
}
