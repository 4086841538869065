//! Counts the words of a document.
use unicode_segmentation::UnicodeSegmentation;

use super::{Document, Inline, Visit, plain_text, walk_document};

/// The number of words in paragraphs, titles, captions, tables and notes, as Unicode divides words (UAX #29). In scripts without spaces,
/// each ideograph is a word. Code on lines of its own does not count.
#[must_use]
pub fn word_count(document: &Document) -> usize {
    struct Words(usize);
    impl Visit for Words {
        fn line(&mut self, inlines: &[Inline]) {
            self.0 += plain_text(inlines).unicode_words().count();
        }
    }
    let mut words = Words(0);
    walk_document(document, &mut words);
    words.0
}
