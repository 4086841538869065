//! The rules on lines that must stay lines: verse, and the openings and closings of letters.
use std::ops::Range;

use super::paragraphs::{end, start};
use super::{Repair, Rule};

/// The maximum number of characters in a line of verse, or in a line of the opening or the closing of a letter.
const LONGEST_VERSE: usize = 58;
const LONGEST_LETTER: usize = 50;
/// A text has prose if it has lines of this length.
const PROSE: usize = 62;
/// The minimum number of lines of a stanza that stands alone, and of one beside another stanza.
const FEWEST: usize = 4;
const FEWEST_BESIDE: usize = 2;

/// The words that the closing of a letter begins with.
const CLOSINGS: [&str; 19] = [
    "yours ",
    "yours,",
    "sincerely",
    "faithfully",
    "fraternally",
    "respectfully",
    "with best wishes",
    "with kind regards",
    "with comradely greetings",
    "with communist greetings",
    "affectionately",
    "your loving",
    "your affectionate",
    "mit freundlichen",
    "mit herzlichen",
    "hochachtungsvoll",
    "bien à vous",
    "с уважением",
    "с приветом",
];
/// The words that the opening of a letter begins with.
const OPENINGS: [&str; 12] = [
    "dear ",
    "my dear ",
    "my dearest ",
    "liebe ",
    "lieber ",
    "sehr geehrte",
    "cher ",
    "chère ",
    "дорогой ",
    "дорогая ",
    "уважаемый ",
    "уважаемая ",
];

/// The groups of lines between empty ones, without code, tables, lists, headings and quotations.
fn groups(repair: &Repair) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    for (at, line) in repair.lines.iter().enumerate() {
        if line.text.trim().is_empty() || line.is_code() {
            is_open = false;
        } else if is_open && let Some(last) = out.last_mut() {
            last.end = at + 1;
        } else {
            out.push(at..at + 1);
            is_open = true;
        }
    }
    let is_text = |range: &Range<usize>| {
        let line = repair.lines[range.start].text.trim_start();
        !line.starts_with(['|', '#', '>', '<', '-', '*', '+', '[', ':', '`', '~', '•']) && !line.starts_with(|c: char| c.is_ascii_digit())
    };
    out.retain(is_text);
    out
}

/// Whether all lines of a group may be verse: short, most with a capital at the beginning, without numbers and addresses, and with
/// sentences.
fn is_verse(repair: &Repair, range: &Range<usize>) -> bool {
    let lines: Vec<&str> = repair.lines[range.clone()].iter().map(|line| line.text.trim()).collect();
    let length = |text: &&str| text.chars().count();
    let begins =
        |text: &&&str| text.trim_start_matches(['"', '“', '‘', '\'', '«', '„', '—', '–', '(', ' ']).starts_with(char::is_uppercase);
    let is_plain = |text: &&str| {
        !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | '|' | '\\')) && !text.contains("://") && !text.contains("  ")
    };
    let capitals = lines.iter().filter(begins).count();
    let long = lines.iter().filter(|text| text.split_whitespace().count() >= 3).count();
    let ended = lines.iter().filter(|text| text.ends_with([',', ';', '.', '!', '?', ':', '—', '–', '"', '”'])).count();
    let sum: usize = lines.iter().map(length).sum();
    let is_letter = |text: &str| {
        let lower = text.to_lowercase();
        CLOSINGS.iter().chain(&OPENINGS).any(|words| lower.starts_with(words))
    };
    let has_small = lines.iter().all(|text| text.chars().any(char::is_lowercase));
    lines.iter().all(|text| length(text) <= LONGEST_VERSE && is_plain(text))
        && has_small
        && capitals * 10 >= lines.len() * 8
        && long * 3 >= lines.len() * 2
        && ended * 2 >= lines.len()
        && sum >= lines.len() * 12
        && !lines.first().is_some_and(|text| is_letter(text))
}

/// Makes verse from groups of short lines, if the text has longer ones elsewhere.
pub(super) fn verse(repair: &mut Repair) {
    if !repair.lines.iter().any(|line| line.text.trim().chars().count() >= PROSE) {
        return;
    }
    let groups = groups(repair);
    let may_be: Vec<bool> = groups.iter().map(|range| is_verse(repair, range)).collect();
    let are_neighbours =
        |first: usize, second: usize| repair.lines[groups[first].end..groups[second].start].iter().all(|line| line.text.trim().is_empty());
    let is_sure: Vec<bool> = groups.iter().zip(&may_be).map(|(range, may_be)| *may_be && range.len() >= FEWEST).collect();
    let mut chosen = is_sure.clone();
    for at in 0..groups.len() {
        let beside = [at.checked_sub(1).map(|before| (before, at)), (at + 1 < groups.len()).then_some((at, at + 1))];
        let is_beside = beside
            .into_iter()
            .flatten()
            .any(|(first, second)| is_sure[if first == at { second } else { first }] && are_neighbours(first, second));
        chosen[at] |= may_be[at] && groups[at].len() >= FEWEST_BESIDE && is_beside;
    }
    // Stanzas that follow one another are one poem.
    let joined: Vec<Range<usize>> = (1..groups.len())
        .filter(|at| chosen[at - 1] && chosen[*at] && are_neighbours(at - 1, *at))
        .map(|at| groups[at - 1].end..groups[at].start)
        .collect();
    for gap in joined {
        repair.lines[gap].iter_mut().for_each(|line| line.text = "|".to_owned());
    }
    for (range, _) in groups.iter().zip(&chosen).filter(|(_, chosen)| **chosen) {
        let indent = |text: &str| text.len() - text.trim_start_matches(' ').len();
        let least = repair.lines[range.clone()].iter().map(|line| indent(&line.text)).min().unwrap_or(0);
        let number = repair.lines[range.start].number;
        let first = start(repair.lines[range.start].text.trim());
        for line in &mut repair.lines[range.clone()] {
            line.text = format!("| {}", line.text[least..].trim_end());
        }
        repair.note(number, Rule::Verse, &format!("{first} …, {} lines", range.len()), &format!("| {first} …"));
    }
}

/// Keeps the lines of openings and closings of letters, which would become one.
pub(super) fn letters(repair: &mut Repair) {
    for range in groups(repair) {
        let lines = &repair.lines[range.clone()];
        let lower = lines[0].text.trim().to_lowercase();
        let is_short = |text: &str| text.trim().chars().count() <= LONGEST_LETTER;
        let is_kept = lines.iter().any(|line| line.text.ends_with('\\'));
        if range.len() < 2 || is_kept || lines[0].text.starts_with([' ', '|']) {
            continue;
        }
        let is_closing =
            CLOSINGS.iter().any(|words| lower.starts_with(words)) && range.len() <= 5 && lines.iter().all(|line| is_short(&line.text));
        let is_opening = OPENINGS.iter().any(|words| lower.starts_with(words)) && is_short(&lower) && lower.ends_with([',', ':', '!']);
        let kept = if is_closing { range.len() - 1 } else { usize::from(is_opening) };
        for at in range.start..range.start + kept {
            let line = &mut repair.lines[at];
            let before = end(&line.text);
            line.text = format!("{}\\", line.text.trim_end());
            let number = line.number;
            repair.note(number, Rule::Letters, &before, &format!("{before}\\"));
        }
    }
}
