//! Finds the languages whose words for a chapter or a part occur in titles. Parsing the files of all languages would take longer than
//! reading a small book, so this looks for the two lines with these words in the text of each file.
use super::number_words::{FoldedPhrase, folded};
use super::registry::files;

/// The tags of the languages whose file has words for a chapter or a part that occur in at least a quarter of the titles. The words may
/// stand anywhere in a title, so a language that is returned may still number its chapters in another way.
pub fn languages_naming_divisions(titles: &[String]) -> impl Iterator<Item = &'static str> {
    let titles: Vec<FoldedPhrase> = titles.iter().map(|title| folded(title)).collect();
    files().filter_map(move |(tag, file)| {
        let words: Vec<FoldedPhrase> = words(file).map(folded).collect();
        let named = titles.iter().filter(|title| words.iter().any(|word| title.windows(word.len().max(1)).any(|part| part == word)));
        (named.count() * 4 >= titles.len().max(1)).then_some(tag)
    })
}

/// The words for a chapter or a part in the text of a language file. In its table `[numbers]`, each list is on one line.
fn words(file: &str) -> impl Iterator<Item = &str> {
    let table = file.split_once("\n[numbers]\n").map_or("", |(_, rest)| rest.split("\n[").next().unwrap_or(rest));
    let lists = table.lines().filter_map(|line| line.strip_prefix("chapter = [").or_else(|| line.strip_prefix("part = [")));
    lists.flat_map(|list| list.split('"').skip(1).step_by(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{DivisionWord, Language};

    #[test]
    fn every_word_is_found_that_the_parser_reads() {
        for (tag, file) in files().filter(|(_, file)| file.contains("[numbers]")) {
            let mut found: Vec<FoldedPhrase> = words(file).map(folded).collect();
            let is_named = |kind| matches!(kind, DivisionWord::Chapter | DivisionWord::Part);
            let divisions = Language::of(tag).numbers.divisions();
            let mut parsed: Vec<FoldedPhrase> = divisions.filter(|(kind, _)| is_named(*kind)).map(|(_, word)| word.clone()).collect();
            found.sort();
            parsed.sort();
            assert_eq!(found, parsed, "{tag}");
            assert!(!found.is_empty(), "{tag}");
        }
    }

    #[test]
    fn a_quarter_of_the_titles_must_have_a_word() {
        let of = |titles: &[&str]| {
            let titles: Vec<String> = titles.iter().map(ToString::to_string).collect();
            languages_naming_divisions(&titles).collect::<Vec<_>>()
        };
        assert!(of(&["Kapitel 1", "Kapitel 2", "Ende"]).contains(&"de"));
        assert!(of(&["第1章 绪论", "第2章 方法"]).contains(&"zh"));
        assert!(!of(&["Kapitel 1", "A", "B", "C", "D"]).contains(&"de"));
        assert_eq!(of(&[]), [""; 0]);
    }
}
