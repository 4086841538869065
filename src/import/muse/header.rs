//! The header of a Muse text: `#title`, `#author` and the like, up to the first empty line.
use crate::document::{Block, BlockKind, plain_text};
use crate::import::draft::DraftMetadata;

use super::{Muse, MuseLine, NoteMark, block, line};

/// An entry of the header.
pub(super) struct HeaderEntry {
    /// The number of its line.
    line: usize,
    /// The name, without `#`.
    name: String,
    /// The lines of its value.
    lines: Vec<String>,
}

/// A text, divided into its header and what follows.
pub(super) struct DividedText<'l, 'a> {
    pub(super) entries: Vec<HeaderEntry>,
    /// The lines after the header.
    pub(super) body: &'l [MuseLine<'a>],
    /// Whether there is no empty line between the header and the text.
    pub(super) is_unseparated: bool,
}

/// Divides a text. The rules are those of Text::Amuse: empty lines may stand between entries, and a line without `#` right after an entry
/// goes on with it. If the empty line after the header is missing, such a line may be text. It is text if the entry before it has no room
/// for it, if it begins like a block, or if there would be no text otherwise.
pub(super) fn divided<'l, 'a>(lines: &'l [MuseLine<'a>]) -> DividedText<'l, 'a> {
    let mut entries: Vec<HeaderEntry> = Vec::new();
    let mut at = 0;
    let mut is_unseparated = false;
    while let Some(line) = lines.get(at) {
        if line.is_blank() {
            let next = lines[at..].iter().position(|line| !line.is_blank());
            // A name without a value is an anchor of the text.
            let goes_on = |text: &str| named_entry(text).is_some_and(|rest| rest.trim().contains(char::is_whitespace));
            match next.filter(|next| entries.is_empty() || goes_on(lines[at + next].text)) {
                Some(next) => at += next,
                None => break,
            }
            continue;
        }
        match (named_entry(line.text), entries.last_mut()) {
            (Some(rest), _) => {
                let (name, value) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
                let lines = vec![value.trim().to_owned()];
                entries.push(HeaderEntry { line: line.number, name: name.to_owned(), lines });
            }
            (None, Some(last)) if !lines[at - 1].is_blank() => {
                if is_of_one_line(&last.name) || begins_block(line.text) {
                    is_unseparated = true;
                    break;
                }
                last.lines.push(line.text.trim().to_owned());
            }
            _ => break,
        }
        at += 1;
    }
    if lines[at..].iter().all(MuseLine::is_blank)
        && let Some(last) = entries.last_mut().filter(|last| last.lines.len() > 1)
    {
        // The text would be a part of the header.
        let first = last.line;
        last.lines.truncate(1);
        at = lines.iter().position(|line| line.number > first).unwrap_or(lines.len());
        is_unseparated = true;
    }
    DividedText { entries, body: &lines[at..], is_unseparated }
}

/// What follows the `#` of an entry.
fn named_entry(text: &str) -> Option<&str> {
    text.strip_prefix('#').filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Whether the value of an entry is a word or a number, which needs no second line.
fn is_of_one_line(name: &str) -> bool {
    let name = name.to_lowercase();
    matches!(name.as_str(), "lang" | "language" | "date" | "pubdate" | "isbn" | "cat" | "slides" | "hyphenation" | "pos" | "author")
}

/// Whether a line begins a heading, a tag, verse, an item, a note or a rule.
fn begins_block(text: &str) -> bool {
    let is_heading = text.starts_with('*') && text.trim_start_matches('*').starts_with(' ');
    is_heading
        || text.starts_with(['<', ';'])
        || text.starts_with("> ")
        || text.starts_with("- ")
        || text.starts_with("----")
        || NoteMark::of(text).is_some()
}

/// Puts the entries into the metadata. Returns what belongs to the end of the text: the source and the remarks of the archive.
pub(super) fn read(entries: &[HeaderEntry], metadata: &mut DraftMetadata, muse: &mut Muse) -> Vec<Block> {
    let mut closing = Vec::new();
    let mut sorted: Vec<String> = Vec::new();
    for HeaderEntry { line: number, name, lines } in entries {
        let value = lines.join(" ").trim().to_owned();
        if value.is_empty() {
            continue;
        }
        if lines.len() > 1 {
            let subject = "entries of the header over several lines; if the last ones are text, put an empty line before them";
            muse.remark(subject, *number, &format!("#{name}"));
        }
        let parsed = line::read(&value, *number, muse);
        let words = plain_text(&parsed);
        let list = |words: &str| {
            let sign = if words.contains(';') { ';' } else { ',' };
            words.split(sign).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect::<Vec<_>>()
        };
        match name.to_lowercase().as_str() {
            "title" => metadata.title = Some(words),
            "subtitle" => metadata.subtitle = Some(words),
            "author" => metadata.authors = vec![words],
            "authors" | "sortauthors" => sorted = list(&words),
            "lang" | "language" => metadata.language = Some(words),
            "date" => metadata.date = Some(words),
            "publisher" => metadata.publisher = Some(words),
            "isbn" => {
                let digits: String = words.chars().filter(char::is_ascii_alphanumeric).collect();
                metadata.identifier = Some(format!("urn:isbn:{digits}"));
            }
            "rights" => metadata.rights = Some(words),
            "topics" | "sorttopics" => metadata.subjects = list(&words),
            "teaser" | "description" => metadata.description = Some(words),
            "seriesname" => metadata.series = Some(words),
            // Titles to sort by are the program's own.
            "listtitle" | "pubdate" | "cat" | "slides" | "pos" | "hyphenation" => {
                muse.remark("entries of the header that a book does not have, left out", *number, &format!("#{name} {words}"));
            }
            "source" | "notes" | "publishernotes" | "centernote" => closing.push(block(BlockKind::Paragraph(parsed))),
            _ => muse.remark("entries of the header that are not known, left out", *number, &format!("#{name} {words}")),
        }
    }
    if metadata.authors.is_empty() {
        metadata.authors = sorted;
    }
    closing
}
