//! The names of the files of web pages: the titles of chapters, in the letters and digits that every server and every file system allows.
use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::epub::content::kind_names;
use crate::resolve::Book;

/// The page with the title and the contents.
pub(super) const INDEX: &str = "index.html";

/// The maximum number of bytes in a name without its extension.
const LONGEST: usize = 60;

/// The names of the pages of a site.
pub(super) struct PageNames {
    /// One for each division on the level of chapters.
    pub(super) texts: Vec<String>,
    /// That of the notes, if they are at the end of the book.
    pub(super) notes: String,
}

impl PageNames {
    /// Names that are different even if case is ignored. A title that gives no name, or one that is taken or that Windows reserves, is
    /// replaced by the kind of the chapter and its number.
    pub(super) fn of(book: &Book<'_>) -> Self {
        let mut taken: BTreeSet<String> = ["index", "con", "prn", "aux", "nul"].map(str::to_owned).into();
        let notes = unique("notes".to_owned(), &mut taken);
        let chapters = book.document.chapters().into_iter().zip(kind_names(book));
        let texts = chapters.map(|((_, division), kind_name)| {
            let title = book.resolution.titles.get(&division.node.id).and_then(|title| file_stem(title));
            let stem = title.filter(|stem| !taken.contains(stem)).unwrap_or(kind_name);
            format!("{}.html", unique(stem, &mut taken))
        });
        Self { texts: texts.collect(), notes: format!("{notes}.html") }
    }
}

/// A name with a number at its end if it is taken.
fn unique(stem: String, taken: &mut BTreeSet<String>) -> String {
    let mut name = stem.clone();
    let mut number = 2_u32;
    while !taken.insert(name.clone()) {
        name = format!("{stem}-{number}");
        number += 1;
    }
    name
}

/// The words of a title in small letters with hyphens between them, or as many of them as a name may have. `None` if there is none, or if
/// a letter has no Latin base letter.
fn file_stem(title: &str) -> Option<String> {
    let mut folded = String::new();
    for letter in title.to_lowercase().nfd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'ı' => folded.push('i'),
            // An apostrophe and a soft hyphen do not divide a word.
            '\'' | '\u{2019}' | '\u{ad}' => {}
            letter if letter.is_alphanumeric() && !letter.is_ascii() => return None,
            letter => folded.push(letter),
        }
    }
    let mut stem = String::new();
    for word in folded.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if stem.len() + word.len() >= LONGEST {
            break;
        }
        if !stem.is_empty() {
            stem.push('-');
        }
        stem.push_str(word);
    }
    (!stem.is_empty()).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_words() {
        assert_eq!(file_stem("Nine Days in March").as_deref(), Some("nine-days-in-march"));
        assert_eq!(file_stem("What’s “new”? C++ & Größe").as_deref(), Some("whats-new-c-grosse"));
        assert_eq!(file_stem("Рабочая оппозиция"), None);
        assert_eq!(file_stem("…"), None);
        assert!(file_stem(&"word ".repeat(100)).is_some_and(|stem| stem.len() <= LONGEST));
        let mut taken = BTreeSet::new();
        assert_eq!([(); 3].map(|()| unique("a".to_owned(), &mut taken)), ["a", "a-2", "a-3"]);
    }
}
