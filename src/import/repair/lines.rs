//! The rules on characters and lines.
use std::collections::{BTreeMap, BTreeSet};

use super::{LineEdit, NumberedLine, Repair, Rule};

/// How many times a line must be repeated to be a running head, and how many numbers must count up to be those of pages.
const REPEATED: usize = 3;
/// How long the line before a page number must be to be broken by it. Headings are shorter.
const LEAST_LINE: usize = 40;
/// The maximum number of characters in a running head.
const LONGEST_HEAD: usize = 80;

/// Whether a line is code, a table, or in another way not prose, so that its white space has a meaning.
fn has_fixed_spaces(text: &str) -> bool {
    text.starts_with("    ") || text.starts_with('\t') || text.trim_start().starts_with(['|', '+', '`', '~'])
}

/// Replaces the lines by those that `change` makes of them, with an entry for each change.
fn each_line(repair: &mut Repair, rule: Rule, mut change: impl FnMut(&str) -> String) {
    let mut lines = std::mem::take(&mut repair.lines);
    for line in lines.iter_mut().filter(|line| !line.is_code()) {
        let after = change(&line.text);
        if after != line.text {
            repair.note(line.number, rule, &line.text, &after);
            line.text = after;
        }
    }
    repair.lines = lines;
}

/// Whether a character is a control character or a byte order mark.
fn is_control(c: char) -> bool {
    (c.is_control() && c != '\t') || matches!(c, '\u{FEFF}' | '\u{FFFE}')
}

/// Whether a letter belongs to a script of South-East Asia, in which characters of no width divide words.
fn needs_no_width(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{1950}'..='\u{19DF}' | '\u{1A20}'..='\u{1AAF}')
}

/// Removes control characters, and characters of no width but those between letters that need them.
pub(super) fn characters(repair: &mut Repair) {
    let is_odd = |text: &str, at: usize, c: char| {
        let is_beside =
            || text[..at].chars().next_back().is_some_and(needs_no_width) || text[at..].chars().nth(1).is_some_and(needs_no_width);
        is_control(c) || (matches!(c, '\u{200B}' | '\u{2060}') && !is_beside())
    };
    without_characters(repair, is_odd);
}

/// Removes control characters from the lines of a page. Characters of no width have a meaning there.
pub(in crate::import) fn control_characters(repair: &mut Repair) {
    without_characters(repair, |_, _, c| is_control(c));
}

/// Removes the characters that `is_odd` accepts. It gets the text, the place and the character.
fn without_characters(repair: &mut Repair, is_odd: impl Fn(&str, usize, char) -> bool) {
    for at in (0..repair.lines.len()).filter(|at| !repair.lines[*at].is_code()).collect::<Vec<_>>() {
        let text = &repair.lines[at].text;
        let found = text.char_indices().filter(|(at, c)| is_odd(text, *at, *c));
        let edits: Vec<LineEdit> = found.map(|(at, c)| LineEdit::new(at..at + c.len_utf8(), "")).collect();
        repair.edit(at, Rule::ControlCharacters, edits);
    }
}

pub(super) fn stray_spaces(repair: &mut Repair) {
    each_line(repair, Rule::StraySpaces, |text| {
        if has_fixed_spaces(text) || text.is_empty() {
            return text.to_owned();
        }
        let indent = &text[..text.len() - text.trim_start_matches(' ').len()];
        let words: Vec<&str> = text.trim_matches(' ').split(' ').filter(|word| !word.is_empty()).collect();
        format!("{}{}", if words.is_empty() { "" } else { indent }, words.join(" "))
    });
}

pub(super) fn blank_lines(repair: &mut Repair) {
    let mut kept: Vec<NumberedLine> = Vec::with_capacity(repair.lines.len());
    let mut removed: Option<usize> = None;
    let lines = std::mem::take(&mut repair.lines);
    let last = lines.iter().rposition(|line| !line.text.is_empty()).unwrap_or(0);
    for (at, line) in lines.into_iter().enumerate() {
        let is_double = !line.is_code() && line.text.is_empty() && kept.last().is_none_or(|last| last.text.is_empty());
        if is_double {
            if at <= last {
                removed = removed.or(Some(line.number));
            }
            continue;
        }
        if let Some(number) = removed.take() {
            repair.note(number, Rule::BlankLines, "several empty lines", "one");
        }
        kept.push(line);
    }
    repair.lines = kept;
}

/// The number of a page in a line that has nothing else: `12`, `- 12 -`, `[12]`, `Page 12`.
fn page_number(text: &str) -> Option<u64> {
    let bare = text.trim().trim_matches(['-', '–', '—', '[', ']', ' ']);
    let bare = bare.strip_prefix("Page ").or(bare.strip_prefix("page ")).unwrap_or(bare);
    (!bare.is_empty() && bare.len() <= 4 && bare.bytes().all(|byte| byte.is_ascii_digit())).then(|| bare.parse().ok()).flatten()
}

/// Removes page numbers: at least three lines of a number between empty lines, each the next number or the number after it. Other
/// numbers may stand between them. One of them must be where a page ends, or inside a sentence: otherwise they are the numbers of sections.
pub(in crate::import) fn page_numbers(repair: &mut Repair) {
    let is_blank =
        |at: Option<usize>| at.and_then(|at| repair.lines.get(at)).is_none_or(|line| line.text.trim().is_empty() || line.begins_page);
    let found: Vec<(usize, u64)> = (0..repair.lines.len())
        .filter(|at| {
            !repair.lines[*at].is_code() && is_blank(at.checked_sub(1)) && (is_blank(Some(at + 1)) || repair.lines[*at].begins_page)
        })
        .filter_map(|at| Some((at, page_number(&repair.lines[at].text)?)))
        .collect();
    let mut runs: Vec<Vec<usize>> = Vec::new();
    // The run that ends with each number.
    let mut ends: BTreeMap<u64, usize> = BTreeMap::new();
    for (at, number) in found {
        let open = [1, 2].into_iter().find_map(|step| ends.remove(&number.checked_sub(step)?));
        let run = open.unwrap_or_else(|| {
            runs.push(Vec::new());
            runs.len() - 1
        });
        runs[run].push(at);
        ends.insert(number, run);
    }
    let ends_sentence = |text: &str| text.trim_end().ends_with(['.', '!', '?', ':', '"', '”', '’', '»', ')', '*']);
    let ends_page = |at: &usize| {
        let before = repair.lines[..*at].iter().rev().find(|line| !line.text.trim().is_empty());
        let is_broken = before.is_some_and(|line| !ends_sentence(&line.text) && line.text.chars().count() > LEAST_LINE);
        is_broken || repair.lines[*at].begins_page || repair.lines.get(at + 1).is_some_and(|line| line.begins_page)
    };
    let gone: BTreeSet<usize> = runs.into_iter().filter(|run| run.len() >= REPEATED && run.iter().any(ends_page)).flatten().collect();
    // A page ends at its number.
    remove(repair, Rule::PageNumbers, &gone);
}

/// Removes lines. What follows them begins a page.
fn remove(repair: &mut Repair, rule: Rule, gone: &BTreeSet<usize>) {
    let mut pending = false;
    for (at, line) in std::mem::take(&mut repair.lines).into_iter().enumerate() {
        if gone.contains(&at) {
            repair.note(line.number, rule, &line.text, "");
            pending = true;
            continue;
        }
        let begins_page = line.begins_page || (pending && !line.text.trim().is_empty());
        pending &= line.text.trim().is_empty();
        repair.lines.push(NumberedLine { begins_page, ..line });
    }
}

/// Removes running heads: a line that is the first of at least three pages.
pub(super) fn running_heads(repair: &mut Repair) {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, line) in repair.lines.iter().enumerate() {
        let text = line.text.trim();
        let is_first = line.begins_page || repair.lines[..at].iter().all(|line| line.text.trim().is_empty());
        if !text.is_empty() && text.chars().count() <= LONGEST_HEAD && is_first {
            places.entry(text.to_owned()).or_default().push(at);
        }
    }
    let gone: BTreeSet<usize> = places.into_values().filter(|places| places.len() >= REPEATED).flatten().collect();
    remove(repair, Rule::RunningHeads, &gone);
}

/// The words of a text in small letters, with the hyphens in them.
pub(in crate::import) fn words_with_hyphens(lines: &[NumberedLine]) -> BTreeSet<String> {
    let mut words: BTreeSet<String> = BTreeSet::new();
    for line in lines {
        let text = line.text.trim_end_matches('-');
        for word in text.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
            words.insert(word.to_lowercase());
        }
    }
    words
}

/// Joins words that were divided at the end of a line, if the whole word is elsewhere in the text and the word with its hyphen is not.
pub(super) fn hyphenated_lines(repair: &mut Repair) {
    let words = words_with_hyphens(&repair.lines);
    for at in 0..repair.lines.len().saturating_sub(1) {
        if repair.lines[at].is_code() || repair.lines[at + 1].is_code() {
            continue;
        }
        let (first, second) = (repair.lines[at].text.clone(), repair.lines[at + 1].text.clone());
        let Some(stem) = first.strip_suffix('-').filter(|stem| stem.ends_with(char::is_alphabetic)) else { continue };
        let start = stem.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| at + stem[at..].chars().next().map_or(1, char::len_utf8));
        let end = second.find(|c: char| !c.is_alphabetic()).unwrap_or(second.len());
        if end == 0 || !second.starts_with(char::is_lowercase) {
            continue;
        }
        let (head, tail) = (stem[start..].to_lowercase(), second[..end].to_lowercase());
        if !words.contains(&format!("{head}{tail}")) || words.contains(&format!("{head}-{tail}")) {
            continue;
        }
        // The punctuation after the word stays with it.
        let cut = second.find(' ').unwrap_or(second.len());
        let joined = format!("{stem}{}", &second[..cut]);
        let number = repair.lines[at].number;
        repair.note(
            number,
            Rule::HyphenatedLines,
            &format!("{}-{}", &stem[start..], &second[..end]),
            &format!("{}{}", &stem[start..], &second[..end]),
        );
        repair.lines[at].text = joined;
        repair.lines[at + 1].text = second[cut..].trim_start().to_owned();
        if repair.lines[at + 1].text.is_empty() {
            // An empty line would end the paragraph.
            repair.lines[at + 1].text = "\u{0}".to_owned();
        }
    }
    repair.lines.retain(|line| line.text != "\u{0}");
}

pub(super) fn dead_links(repair: &mut Repair) {
    each_line(repair, Rule::DeadLinks, |text| {
        if !text.contains("](#)") {
            return text.to_owned();
        }
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("](#)") {
            match before.rfind('[').filter(|open| !before[..*open].ends_with('!')) {
                Some(open) => {
                    out.push_str(&before[..open]);
                    out.push_str(&before[open + 1..]);
                }
                None => {
                    out.push_str(before);
                    out.push_str("](#)");
                }
            }
            rest = after;
        }
        out.push_str(rest);
        out
    });
}
