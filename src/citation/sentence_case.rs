//! English titles in sentence case, which is what styles of CSL expect (CSL 1.0.2, "Title Case Conversion"): "A Short History of the
//! Soviets" becomes "A short history of the Soviets" only if the author protects "Soviets" in braces, as BibTeX demands. Words with a
//! capital letter inside, such as "NASA" and "McCarthy", stay as they are.

/// A part of a title.
pub(super) enum TitlePart<'a> {
    /// Words whose capital letters may change.
    Words(&'a str),
    /// Text in braces, which stays as it is.
    Protected(&'a str),
}

/// A title in sentence case.
pub(super) fn sentence_case(parts: &[TitlePart<'_>]) -> String {
    let mut out = String::new();
    let mut begins = true;
    for part in parts {
        match part {
            TitlePart::Protected(text) => {
                out.push_str(text);
                begins = begins && text.trim().is_empty();
            }
            TitlePart::Words(text) => {
                for word in text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '-' | '\u{2013}' | '\u{2014}' | '/')) {
                    let is_continued = out.chars().next_back().is_some_and(char::is_alphanumeric);
                    let letters = word.trim_start_matches(|c: char| !c.is_alphanumeric());
                    let has_inner_capital = letters.chars().skip(1).any(char::is_uppercase);
                    if begins || is_continued || has_inner_capital || letters.is_empty() || is_pronoun(letters) {
                        out.push_str(word);
                    } else {
                        let first = letters.chars().next().map_or(0, char::len_utf8);
                        out.push_str(&word[..word.len() - letters.len()]);
                        out.extend(letters[..first].chars().flat_map(char::to_lowercase));
                        out.push_str(&letters[first..]);
                    }
                    begins = begins && letters.is_empty();
                    // A new sentence begins after this word.
                    begins |= word.ends_with(char::is_whitespace) && ends_sentence(word);
                }
            }
        }
    }
    out
}

/// Whether a sentence ends with a word. The full stop after an initial does not end one.
fn ends_sentence(word: &str) -> bool {
    let word = word.trim_end().trim_end_matches(['”', '’', '"', '\'', ')']);
    let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
    word.ends_with(['?', '!', ':']) || (word.ends_with('.') && letters > 1)
}

/// Whether a word is the pronoun "I", which is always a capital letter.
fn is_pronoun(word: &str) -> bool {
    let rest = word.strip_prefix('I');
    rest.is_some_and(|rest| rest.chars().next().is_none_or(|c| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unprotected_words_lose_their_capital_letters() {
        let words = |text| sentence_case(&[TitlePart::Words(text)]);
        assert_eq!(words("The Rise and Fall of McCarthy and NASA"), "The rise and fall of McCarthy and NASA");
        assert_eq!(words("“Who Am I?” The Self-Taught Reader"), "“Who am I?” The self-taught reader");
        let parts = [TitlePart::Words("Letters from "), TitlePart::Protected("Kronstadt"), TitlePart::Words(" Sailors")];
        assert_eq!(sentence_case(&parts), "Letters from Kronstadt sailors");
    }
}
