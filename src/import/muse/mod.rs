//! Texts in Muse, as the archives of amusewiki (the Anarchist Library and its sisters) have them.
//!
//! The rules are those of the manual of Text::Amuse. Lines that begin with `#` at the top are the header (`header.rs`). After it,
//! `blocks.rs` reads line by line: headings (`* `), tags that stand alone on their lines (`<quote>`), verse (`> `), notes (`[1] ` at the
//! beginning of a line), tables, rules and paragraphs, whose indentation says whether they are quoted, centred or at the right. `items.rs`
//! reads lists, and `line.rs` the text of a paragraph. What is misspelt or not closed stays in the text as it is written, and is reported
//! with its line.
mod blocks;
mod header;
mod items;
mod line;

use std::collections::BTreeMap;

use crate::document::{Block, BlockKind, Inline, InlineKind, Note, NoteId};

use super::draft::{Draft, DraftPage, block, inline, node};
use super::encoding;
use super::remark::Remarks;

use header::DividedText;

/// A line of the text.
#[derive(Clone, Copy, Debug)]
struct MuseLine<'a> {
    /// Its number, from 1.
    number: usize,
    text: &'a str,
}

impl MuseLine<'_> {
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The number of spaces that it begins with.
    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }
}

/// The mark of a note: `[1]`, or `{1}` for a second series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct NoteMark {
    is_second: bool,
    number: u32,
}

impl NoteMark {
    /// The mark that a text begins with, and the rest of the text.
    fn of(text: &str) -> Option<(Self, &str)> {
        let (is_second, close) = match text.chars().next()? {
            '[' => (false, ']'),
            '{' => (true, '}'),
            _ => return None,
        };
        let length = text.bytes().skip(1).take(5).take_while(u8::is_ascii_digit).count();
        let rest = text[1 + length..].strip_prefix(close).filter(|_| (1..=4).contains(&length))?;
        text[1..=length].parse().ok().map(|number| (Self { is_second, number }, rest))
    }

    fn written(self) -> String {
        if self.is_second { format!("{{{}}}", self.number) } else { format!("[{}]", self.number) }
    }
}

/// What the readers share.
struct Muse {
    /// How many texts of notes have each mark.
    texts: BTreeMap<NoteMark, usize>,
    /// How many of them have been read.
    read: BTreeMap<NoteMark, usize>,
    /// The number of each text that was called, by its mark and its place among those with the same mark.
    numbers: BTreeMap<(NoteMark, usize), NoteId>,
    /// The texts of the notes.
    notes: BTreeMap<(NoteMark, usize), Vec<Block>>,
    /// The calls in their order.
    called: Vec<(NoteMark, usize)>,
    remarks: Remarks,
}

impl Muse {
    /// The note that a mark calls. Archives join texts whose notes begin with 1 again, so a mark calls the next text with its number, or
    /// else the last one.
    fn call(&mut self, mark: NoteMark) -> Option<NoteId> {
        let count = *self.texts.get(&mark)?;
        let place = self.read.get(&mark).copied().unwrap_or(0).min(count.saturating_sub(1));
        let next = NoteId(u32::try_from(self.called.len()).unwrap_or(u32::MAX));
        let number = *self.numbers.entry((mark, place)).or_insert(next);
        if number == next {
            self.called.push((mark, place));
        }
        Some(number)
    }

    fn remark(&mut self, subject: &str, line: usize, detail: &str) {
        self.remarks.add(subject, format!("line {line}, {detail}"));
    }
}

fn text(words: impl Into<String>) -> Inline {
    inline(InlineKind::Text(words.into()))
}

/// Reads a text. `name` is the name of its file.
pub(super) fn read(name: &str, bytes: &[u8], draft: &mut Draft) {
    let decoded = encoding::text(bytes);
    let mut remarks = std::mem::take(&mut draft.remarks);
    if let Some(encoding) = decoded.other {
        remarks.add(format!("files that are not in UTF-8, read as {encoding}"), name);
    }
    let source = decoded.text.replace("\r\n", "\n").replace(['\r', '\u{B}', '\u{C}'], "\n").replace('\t', "    ");
    let lines: Vec<MuseLine<'_>> = source.lines().enumerate().map(|(at, text)| MuseLine { number: at + 1, text }).collect();
    let DividedText { entries, body, is_unseparated } = header::divided(&lines);
    let mut muse = Muse {
        texts: blocks::note_texts(body),
        read: BTreeMap::new(),
        numbers: BTreeMap::new(),
        notes: BTreeMap::new(),
        called: Vec::new(),
        remarks,
    };
    if let Some(first) = body.first().filter(|_| is_unseparated) {
        let words: Vec<&str> = first.text.split_whitespace().take(4).collect();
        muse.remark(
            "there is no empty line after the header; the text was taken to begin",
            first.number,
            &format!("“{} …”", words.join(" ")),
        );
    }
    let closing = header::read(&entries, &mut draft.metadata, &mut muse);
    draft.has_title = draft.metadata.title.is_some();
    let mut blocks = blocks::read(body, &mut muse);
    if !closing.is_empty() {
        blocks.push(block(BlockKind::Break));
        blocks.extend(closing);
    }
    let uncalled: Vec<(NoteMark, usize)> = muse.notes.keys().filter(|key| !muse.numbers.contains_key(key)).copied().collect();
    if !uncalled.is_empty() {
        blocks.push(block(BlockKind::Break));
    }
    for key in uncalled {
        let mut own = muse.notes.remove(&key).unwrap_or_default();
        muse.remarks.add("notes that nothing calls, now paragraphs at the end", key.0.written());
        match own.first_mut() {
            Some(Block { kind: BlockKind::Paragraph(inlines), .. }) => inlines.insert(0, text(format!("{} ", key.0.written()))),
            _ => own.insert(0, block(BlockKind::Paragraph(vec![text(key.0.written())]))),
        }
        blocks.append(&mut own);
    }
    for (at, key) in muse.called.iter().enumerate() {
        let blocks = muse.notes.remove(key).unwrap_or_default();
        draft.notes.push(Note { node: node(), label: (at + 1).to_string(), blocks });
    }
    draft.remarks = muse.remarks;
    draft.pages.push(DraftPage { path: name.to_owned(), label: None, depth: None, blocks });
}
