//! The rule on reading errors of scans. It marks what is not a word, and never changes it.
use std::collections::BTreeMap;

use super::prose::{comment, has_comment, paragraphs, without_comments};
use super::{LineKind, Repair, Rule};

/// What text recognition often reads in place of common English words. None of these is an English word.
const MISREAD: [(&str, &str); 22] = [
    ("tbe", "the"),
    ("tlie", "the"),
    ("tlic", "the"),
    ("tbat", "that"),
    ("tliat", "that"),
    ("tbis", "this"),
    ("tliis", "this"),
    ("wbich", "which"),
    ("wliich", "which"),
    ("witb", "with"),
    ("witli", "with"),
    ("bave", "have"),
    ("liave", "have"),
    ("aud", "and"),
    ("ofthe", "of the"),
    ("inthe", "in the"),
    ("tothe", "to the"),
    ("onthe", "on the"),
    ("andthe", "and the"),
    ("wlien", "when"),
    ("tliey", "they"),
    ("lias", "has"),
];
/// How often a text must have "the" to be English.
const ENGLISH: usize = 3;

/// The words that the comment begins with.
const WORDS: &str = "perhaps misread:";

/// The maximum number of words that one comment names.
const MOST: usize = 5;

pub(in crate::import) fn scan_errors(repair: &mut Repair) {
    let ranges = paragraphs(&repair.lines);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for range in &ranges {
        for line in &repair.lines[range.clone()] {
            for word in words(&line.text) {
                *counts.entry(word.to_lowercase()).or_default() += 1;
            }
        }
    }
    let is_english = counts.get("the").is_some_and(|count| *count >= ENGLISH);
    for range in ranges {
        if has_comment(&repair.lines[range.clone()], WORDS) || repair.lines[range.start].kind == LineKind::Part {
            continue;
        }
        let text: String = repair.lines[range.clone()].iter().map(|line| format!("{}\n", line.text)).collect();
        let mut found: Vec<String> = Vec::new();
        for word in words(&without_comments(&text)) {
            let lower = word.to_lowercase();
            let meant = MISREAD
                .iter()
                .find(|(wrong, _)| is_english && *wrong == lower)
                .map(|(_, right)| (*right).to_owned())
                .or_else(|| with_letters(&lower, &counts))
                .or_else(|| of_one_script(word));
            if let Some(meant) = meant {
                let entry = format!("{word} ({meant}?)");
                if found.len() <= MOST && !found.contains(&entry) {
                    found.push(entry);
                }
            }
        }
        if !found.is_empty() {
            let more = if found.len() > MOST { ", and others" } else { "" };
            found.truncate(MOST);
            comment(repair, range.end - 1, Rule::ScanErrors, &format!("{WORDS} {}{more}", found.join(", ")));
        }
    }
}

/// The words of a text. Addresses and code have signs inside that no word has, so their parts are left out.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split_whitespace().filter(|part| !part.contains(['/', '@', '`', '=', '_', '\\', '{']));
    parts.flat_map(|part| part.split(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty())
}

/// The word that is meant by a word with digits between its letters, if the text has it.
fn with_letters(word: &str, counts: &BTreeMap<String, usize>) -> Option<String> {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let has_digit = word.contains(['0', '1', '5']);
    let begins_and_ends = is_letter(word.chars().next()) || is_letter(word.chars().next_back());
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if !has_digit || !begins_and_ends || letters < 2 || word.contains(['2', '3', '4', '6', '7', '8', '9']) {
        return None;
    }
    let read = |one: char| {
        word.chars().map(move |c| match c {
            '0' => 'o',
            '1' => one,
            '5' => 's',
            c => c,
        })
    };
    ['l', 'i'].into_iter().map(|one| read(one).collect::<String>()).find(|meant| counts.contains_key(meant))
}

/// The word that is meant by a word of Latin letters with some Cyrillic ones of the same look, or the other way round.
fn of_one_script(word: &str) -> Option<String> {
    const ALIKE: [(char, char); 17] = [
        ('а', 'a'),
        ('е', 'e'),
        ('о', 'o'),
        ('р', 'p'),
        ('с', 'c'),
        ('у', 'y'),
        ('х', 'x'),
        ('А', 'A'),
        ('В', 'B'),
        ('Е', 'E'),
        ('К', 'K'),
        ('М', 'M'),
        ('Н', 'H'),
        ('О', 'O'),
        ('Р', 'P'),
        ('С', 'C'),
        ('Т', 'T'),
    ];
    let is_cyrillic = |c: char| matches!(c, '\u{400}'..='\u{4FF}');
    let cyrillic = word.chars().filter(|c| is_cyrillic(*c)).count();
    let latin = word.chars().filter(char::is_ascii_alphabetic).count();
    if cyrillic == 0 || latin == 0 {
        return None;
    }
    let to_latin = |c: char| ALIKE.iter().find(|(own, _)| *own == c).map_or(c, |(_, other)| *other);
    let to_cyrillic = |c: char| ALIKE.iter().find(|(_, own)| *own == c).map_or(c, |(other, _)| *other);
    let meant: String = if latin >= cyrillic { word.chars().map(to_latin).collect() } else { word.chars().map(to_cyrillic).collect() };
    let is_mixed = meant.chars().any(is_cyrillic) && meant.chars().any(|c| c.is_ascii_alphabetic());
    (!is_mixed).then_some(meant)
}
