//! The repair of texts of archives and scans.
//!
//! Each [`Rule`] looks for one kind of defect, and changes only what is certain; each change is an entry of the journal. Here the text is a
//! list of lines of Markdown, because archives mark emphasis and links in this way. The rules run in the order of [`Rule::ALL`], first
//! those on characters and lines, then those on paragraphs. Running them on their own result changes nothing. `page_repair/` uses the same
//! rules on the paragraphs of web pages and e-books: it makes a line from each, and repeats the edits of the line on its inlines.
mod lines;
mod note_finder;
mod note_lines;
mod note_marks;
mod note_match;
mod paragraphs;
mod prose;
mod quotations;
mod rule;
mod scans;
mod signs;
mod verse;

use std::collections::BTreeSet;
use std::ops::Range;

pub(super) use lines::{control_characters, page_numbers, words_with_hyphens};
pub(super) use note_finder::{NoteFinder, NoteSection, NoteText, TypedCall, chapter_level, matched_notes};
pub(super) use note_marks::{MarkForm, is_note_heading, is_work_heading, marks_of_calls, text_mark};
pub(super) use paragraphs::{LEAST, continues, end, is_bold_title, is_capital_title, start};
pub(super) use quotations::{open_quotations, quotation_marks};
pub use rule::{Change, Rule};
pub(super) use scans::scan_errors;
pub(super) use signs::{mixed_dashes, mixed_ellipses};

/// What a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum LineKind {
    /// A line of a paragraph, or one without text.
    #[default]
    Text,
    /// A line of a heading, a table, a caption or verse of a page. It is never a part of a paragraph of the page.
    Part,
    /// Code between fences, or a fence.
    Code,
}

/// An edit of a line: what replaces a range of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LineEdit {
    pub(super) range: Range<usize>,
    pub(super) with: String,
    /// Whether what is added is a comment, which is not text.
    pub(super) is_comment: bool,
}

impl LineEdit {
    pub(super) fn new(range: Range<usize>, with: impl Into<String>) -> Self {
        Self { range, with: with.into(), is_comment: false }
    }
}

/// A line, with its number in the original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NumberedLine {
    pub(super) number: usize,
    pub(super) text: String,
    /// Whether a page of the original ends before it.
    pub(super) begins_page: bool,
    pub(super) kind: LineKind,
    /// The edits of its text, in their order. Rules that apply only to lines of Markdown do not record their edits.
    pub(super) edits: Vec<LineEdit>,
}

impl NumberedLine {
    /// A line of text.
    pub(super) fn new(number: usize, text: impl Into<String>) -> Self {
        Self { number, text: text.into(), ..Self::default() }
    }

    fn is_code(&self) -> bool {
        self.kind == LineKind::Code
    }
}

/// A text that is being repaired.
#[derive(Clone, Debug, Default)]
pub(super) struct Repair {
    pub(super) lines: Vec<NumberedLine>,
    pub(super) journal: Vec<Change>,
}

impl Repair {
    pub(super) fn note(&mut self, line: usize, rule: Rule, before: &str, after: &str) {
        self.journal.push(Change { line, rule, before: before.to_owned(), after: after.to_owned() });
    }

    /// Edits a line, with an entry of the journal if its text changes. The ranges are in order, and none of them overlap.
    pub(super) fn edit(&mut self, at: usize, rule: Rule, edits: Vec<LineEdit>) {
        let line = &mut self.lines[at];
        let before = line.text.clone();
        for edit in edits.into_iter().rev() {
            line.text.replace_range(edit.range.clone(), &edit.with);
            line.edits.push(edit);
        }
        if line.text != before {
            let (number, after) = (line.number, line.text.clone());
            self.note(number, rule, &before, &after);
        }
    }
}

/// Repairs a text with all rules except `without`. Returns the text and the journal, in the order of the lines.
pub(super) fn repaired(text: &str, without: &BTreeSet<Rule>) -> (String, Vec<Change>) {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines = lines.split('\n').enumerate();
    let mut is_inside = false;
    let lines = lines.map(|(at, text)| {
        let is_fence = text.trim_start().starts_with("```") || text.trim_start().starts_with("~~~");
        is_inside ^= is_fence;
        let kind = if is_fence || is_inside { LineKind::Code } else { LineKind::Text };
        NumberedLine { begins_page: text.starts_with('\u{C}'), kind, ..NumberedLine::new(at + 1, text) }
    });
    let mut repair = Repair { lines: lines.collect(), journal: Vec::new() };
    for (_, rule) in Rule::ALL.into_iter().filter(|(_, rule)| !without.contains(rule)) {
        match rule {
            Rule::ControlCharacters => lines::characters(&mut repair),
            Rule::PageNumbers => lines::page_numbers(&mut repair),
            Rule::RunningHeads => lines::running_heads(&mut repair),
            Rule::StraySpaces => lines::stray_spaces(&mut repair),
            Rule::HyphenatedLines => lines::hyphenated_lines(&mut repair),
            Rule::BlankLines => lines::blank_lines(&mut repair),
            Rule::DeadLinks => lines::dead_links(&mut repair),
            Rule::Verse => verse::verse(&mut repair),
            Rule::Letters => verse::letters(&mut repair),
            Rule::BrokenParagraphs => paragraphs::broken_paragraphs(&mut repair),
            Rule::CapitalHeadings => paragraphs::capital_headings(&mut repair),
            Rule::BoldHeadings => paragraphs::bold_headings(&mut repair),
            Rule::BracketedNotes | Rule::RaisedNotes => note_lines::notes(&mut repair, rule),
            Rule::QuotationMarks => quotations::quotation_marks(&mut repair),
            Rule::MixedDashes => signs::mixed_dashes(&mut repair),
            Rule::MixedEllipses => signs::mixed_ellipses(&mut repair),
            Rule::OpenQuotations => quotations::open_quotations(&mut repair),
            Rule::ScanErrors => scans::scan_errors(&mut repair),
        }
    }
    repair.journal.sort_by_key(|change| (change.line, change.rule));
    let mut out = repair.lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n");
    out.truncate(out.trim_end().len());
    out.push('\n');
    (out, repair.journal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> (String, Vec<String>) {
        let (repaired, journal) = repaired(text, &BTreeSet::new());
        let (again, nothing) = super::repaired(&repaired, &BTreeSet::new());
        assert_eq!((&again, nothing.len()), (&repaired, 0), "a second run changes nothing");
        (repaired, journal.iter().map(|change| format!("{} {}", change.line, change.rule.name())).collect())
    }

    #[test]
    fn defects_are_repaired_and_their_neighbours_left() {
        let long = "This paragraph is as long as the paragraphs of a page usually are, and it goes on to combat";
        let (text, journal) =
            all(&format!("{long}\n\nbureaucracy in the party.\n\nA [dead](#) and a [live](#a) link.  Two  spaces.\n\n\n\nEnd.\n"));
        assert_eq!(text, format!("{long} bureaucracy in the party.\n\nA dead and a [live](#a) link. Two spaces.\n\nEnd.\n"));
        assert_eq!(journal, ["3 broken-paragraphs", "5 stray-spaces", "5 dead-links", "7 blank-lines"]);
        for kept in [
            "A line of verse,\n\nand its echo.\n",
            "The list of what was found there at the end of the day was this, and nothing else:\n\nbread\n\nwater\n",
            "In 1921\n\n22\n\nmembers left.\n",
            "    indented code  stays\n",
            "| a | b |\n|---|---|\n| c  | d |\n",
            "A well-\nknown man.\n",
            "USSR\n\nThe union.\n",
            "He said [1] and [2].\n",
        ] {
            assert_eq!(all(kept), (kept.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn pages_of_scans_are_joined() {
        let page = |number: usize, text: &str| format!("A HISTORY OF TRADE\n\n{text}\n\n{number}\n\u{C}");
        let sources = [
            page(
                12,
                "The merchants of the town sent their ships to the harbour of the island every spring, and the har-\nbour was full of",
            ),
            page(13, "sails from the first of May. Nobody knew why the other merchants did not come, and nobody asked."),
            page(14, "CHAPTER TWO\n\nThe end of it was told by a man who had been there and who never spoke of it again."),
        ];
        let (text, journal) = all(&sources.concat());
        assert!(
            !text.contains("A HISTORY")
                && !text.contains("12")
                && text.contains("the harbour was full of sails from")
                && text.contains("\n# Chapter Two\n")
                || text.contains("\n# CHAPTER TWO\n"),
            "{text}"
        );
        assert!(
            journal.iter().any(|entry| entry.ends_with("page-numbers")) && journal.iter().any(|entry| entry.ends_with("running-heads"))
        );
    }

    #[test]
    fn notes_are_made_only_one_to_one() {
        let (text, _) = all("First.[1] Second.[2]\n\n[1] A note.\n\n[2] Another.\n");
        assert_eq!(text, "First.[^1] Second.[^2]\n\n[^1]: A note.\n\n[^2]: Another.\n");
        let doubtful = all("First.[1] Second.[1]\n\n[1] A note.\n").0;
        let comment = "<!-- check: calls and notes do not match (called more than once: 1) -->";
        assert_eq!(doubtful, format!("First.[1] Second.[1] {comment}\n\n[1] A note.\n"));
    }
}
