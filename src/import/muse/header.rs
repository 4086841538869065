//! The header of a Muse text: `#title`, `#author` and the like, up to the first empty line.
use crate::document::{Block, BlockKind, plain_text};
use crate::import::draft::DraftMetadata;

use super::{Muse, MuseLine, block, line};

/// An entry of the header.
pub(super) struct HeaderEntry {
    /// The number of its line.
    line: usize,
    /// The name, without `#`.
    name: String,
    value: String,
}

/// The entries of the header, and the lines after it. A line without `#` goes on with the entry before it.
pub(super) fn divided<'l, 'a>(lines: &'l [MuseLine<'a>]) -> (Vec<HeaderEntry>, &'l [MuseLine<'a>]) {
    let mut entries: Vec<HeaderEntry> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if line.is_blank() && entries.is_empty() {
            at += 1;
            continue;
        }
        let entry = line.text.strip_prefix('#').filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
        match (entry, entries.last_mut()) {
            (Some(rest), _) => {
                let (name, value) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
                entries.push(HeaderEntry { line: line.number, name: name.to_owned(), value: value.trim().to_owned() });
            }
            (None, Some(last)) if !line.is_blank() => {
                last.value.push(' ');
                last.value.push_str(line.text.trim());
            }
            _ => break,
        }
        at += 1;
    }
    (entries, &lines[at..])
}

/// Puts the entries into the metadata. Returns what belongs to the end of the text: the source and the remarks of the archive.
pub(super) fn read(entries: &[HeaderEntry], metadata: &mut DraftMetadata, muse: &mut Muse) -> Vec<Block> {
    let mut closing = Vec::new();
    let mut sorted: Vec<String> = Vec::new();
    for HeaderEntry { line: number, name, value } in entries {
        if value.is_empty() {
            continue;
        }
        let parsed = line::read(value, *number, muse);
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
