//! Counts the words of a document.
use super::{Document, Inline, Visit, plain_text, walk_document};

/// The number of words in paragraphs, titles, captions, tables and notes. A word is a run of letters and digits, with apostrophes inside.
/// Each character of Chinese or Japanese is a word. Code on lines of its own does not count.
#[must_use]
pub fn word_count(document: &Document) -> usize {
    struct WordCounter(usize);
    impl Visit for WordCounter {
        fn line(&mut self, inlines: &[Inline]) {
            self.0 += words(&plain_text(inlines));
        }
    }
    let mut words = WordCounter(0);
    walk_document(document, &mut words);
    words.0
}

fn words(text: &str) -> usize {
    let mut count = 0;
    let mut is_in_word = false;
    for character in text.chars() {
        // Nearly all characters of most books are ASCII letters and spaces.
        if character.is_ascii_alphanumeric() {
            count += usize::from(!is_in_word);
            is_in_word = true;
        } else if character == ' ' {
            is_in_word = false;
        } else if is_written_without_spaces(character) {
            count += 1;
            is_in_word = false;
        } else if character.is_alphanumeric() {
            count += usize::from(!is_in_word);
            is_in_word = true;
        } else if !matches!(character, '\'' | '\u{2019}') {
            is_in_word = false;
        }
    }
    count
}

/// Whether a character is a kana or an ideograph.
const fn is_written_without_spaces(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_readers_count_them() {
        for (text, count) in [
            ("", 0),
            ("  — … ", 0),
            ("It isn't Anna’s 2nd one.", 5),
            ("'quoted' words", 2),
            ("well-known", 2),
            ("Три слова есть", 3),
            ("第1章 绪论", 5),
        ] {
            assert_eq!(words(text), count, "{text}");
        }
    }
}
