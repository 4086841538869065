//! The number that an author wrote in the caption of a figure or a table: "Figure 4-3 The harbour". Such a caption gets no second number.
//!
//! The caption begins with the word for a figure or a table, and a number. In some languages, the number comes first ("3. ábra"). A number
//! consists of parts between points and hyphens; it has a digit, and each part has at most one letter ("4-3", "A.1", "12b"). It may also be
//! a roman numeral before a mark ("IV.").

/// The number in a caption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CaptionNumber {
    /// The number as written: "4-3".
    pub(super) number: String,
    /// The caption after the number: "The harbour".
    pub(super) rest: String,
}

/// The number at the beginning of a caption. `words` are the words for a figure or a table. Case does not matter. `None` if
/// the caption has no such number.
pub(super) fn caption_number(caption: &str, words: &[&str]) -> Option<CaptionNumber> {
    let caption = caption.trim_start();
    words.iter().filter(|word| !word.is_empty()).find_map(|word| {
        let after_word = after_word(caption, word);
        let (number, rest) = match after_word {
            Some(rest) => number(rest)?,
            None => {
                // "3. ábra" and "3 pav.: …", but not "3 figure skaters".
                let (number, rest) = number(caption)?;
                let (rest, is_marked) = rest.strip_prefix('.').map_or((rest, false), |rest| (rest, true));
                let own = self::after_word(rest.trim_start(), word).filter(|_| rest.starts_with(char::is_whitespace))?;
                (number, Some(own).filter(|own| is_marked || own.is_empty() || own.starts_with([':', '–', '—']))?)
            }
        };
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':' | ')' | '-' | '–' | '—'));
        Some(CaptionNumber { number: number.to_owned(), rest: rest.to_owned() })
    })
}

/// The text after a word, an optional point and white space. `None` if the text does not begin with the word.
fn after_word<'c>(text: &'c str, word: &str) -> Option<&'c str> {
    let mut rest = text.char_indices();
    for letter in word.chars() {
        let (_, own) = rest.next()?;
        if !own.to_lowercase().eq(letter.to_lowercase()) {
            return None;
        }
    }
    let rest = rest.as_str();
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    (rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == ':')).then(|| rest.trim_start())
}

/// The number at the beginning of a text, and the text after it.
fn number(text: &str) -> Option<(&str, &str)> {
    let is_sign = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '–');
    let end = text.find(|c| !is_sign(c)).unwrap_or(text.len());
    let number = text[..end].trim_end_matches(['.', '-', '–']);
    let rest = &text[number.len()..];
    let has_digit = number.chars().any(char::is_numeric);
    let is_short = number.split(['.', '-', '–']).all(|part| part.chars().filter(|c| c.is_alphabetic()).count() <= 1);
    let is_roman = !number.is_empty() && number.chars().all(|c| "IVXLCDM".contains(c));
    let ends = rest.is_empty() || rest.starts_with(['.', ':', ')', '–', '—']);
    (has_digit && is_short || is_roman && ends).then_some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_captions_are_found_beside_their_words() {
        let read = |caption: &str, words: &[&str]| caption_number(caption, words).map(|found| (found.number, found.rest));
        let figure = |caption: &str| read(caption, &["Figure", "Fig"]);
        let found = |number: &str, rest: &str| Some((number.to_owned(), rest.to_owned()));
        assert_eq!(figure("Figure 4-3 The harbour"), found("4-3", "The harbour"));
        assert_eq!(figure("FIGURE 4.3: The harbour"), found("4.3", "The harbour"));
        assert_eq!(figure("Fig. 12b. The harbour"), found("12b", "The harbour"));
        assert_eq!(figure("fig 1"), found("1", ""));
        assert_eq!(figure("Figure A.1 – Harbour"), found("A.1", "Harbour"));
        assert_eq!(figure("Figure IV. Harbour"), found("IV", "Harbour"));
        assert_eq!(read("3. ábra: A kikötő", &["ábra"]), found("3", "A kikötő"));
        for none in [
            "Figures 3 and 4",
            "Figure skating in 1903",
            "Figure I made",
            "The figure 3",
            "3 figure skaters",
            "3. The harbour",
            "Figure",
            "",
            "Figure of 8",
        ] {
            assert_eq!(figure(none), None, "{none}");
        }
    }
}
