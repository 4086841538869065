//! Finds what is rewritten within running text: inline notes, formulas, calls in the text of links, comments, references to examples.
use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Sink, codes};

use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::scan::brackets::{InlineNotes, calls, inline_notes, link_texts};
use crate::manuscript::scan::formulas::{Formulas, FoundFormula, formulas};
use crate::manuscript::scan::percent_comments::percent_comments;
use crate::manuscript::scan::plain_bytes::{PlainByte, PlainBytes};
use crate::manuscript::scan::preparation::Preparation;
use crate::manuscript::syntax::lines::line_prefix;

/// Text that is rewritten for the parser.
pub(super) enum Insertion {
    /// An inline note.
    Note {
        /// Its bytes, with its brackets.
        range: Range<usize>,
        /// Whether it stands in the text of a link.
        in_link: bool,
    },
    /// The call of a note in the text of a link.
    Call(Range<usize>),
    /// A formula, with its delimiters.
    Formula(FoundFormula),
    /// A comment, which is left out.
    Comment(Range<usize>),
    /// The sign and the label of a reference to an example. Its number replaces them.
    Example {
        /// Their bytes.
        range: Range<usize>,
        /// The number of the example.
        number: u64,
    },
    /// A colon that gets a backslash before it.
    Colon(usize),
    /// A line end in code, with what stands before the text of the next line. A space replaces it.
    LineEnd(Range<usize>),
}

/// The beginnings of lines that begin an HTML block within a paragraph (CommonMark 0.31, 4.6): those that authors use most.
const HTML_BLOCKS: [&str; 10] = ["<div", "</div", "<iframe", "<table", "<details", "</details", "<figure", "<section", "<center", "<p>"];

impl Insertion {
    /// The bytes that are rewritten.
    pub(super) fn range(&self) -> Range<usize> {
        match self {
            Self::Note { range, .. } | Self::Call(range) | Self::Comment(range) | Self::LineEnd(range) | Self::Example { range, .. } => {
                range.clone()
            }
            Self::Colon(at) => *at..*at,
            Self::Formula(found) => found.range.clone(),
        }
    }
}

/// Whether a line, or the rest of one, is the delimiter row of a table.
pub(super) fn is_delimiter_row(rest: &str) -> bool {
    let is_sign = |c: char| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '\n' | '\r');
    rest.contains('|') && rest.contains('-') && rest.chars().all(|c| is_sign(c) || c == '+' && rest.starts_with('|'))
}

/// The ranges that are in no other, in order. Of two ranges that overlap, one must contain the other.
fn outermost(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    ranges.retain(|range| {
        let is_outside = range.end > end;
        end = end.max(range.end);
        is_outside
    });
    ranges
}

/// The byte of the line end before a byte.
fn line_end(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').unwrap_or(at)
}

/// What is needed to find insertions.
pub(super) struct InsertionFinder<'a> {
    /// The text.
    pub(super) source: &'a Assembled,
    /// The numbers of the examples with a label.
    pub(super) examples: &'a BTreeMap<String, u64>,
    /// What the dialect of the text decides.
    pub(super) preparation: Preparation,
    /// Where diagnostics go.
    pub(super) sink: &'a Sink,
}

impl InsertionFinder<'_> {
    /// The inline notes, the formulas, and the calls in the text of links, in order. What is inside another is left out.
    pub(super) fn insertions(&self, range: Range<usize>) -> Vec<Insertion> {
        let text = &self.source.text;
        let Formulas { found: formulas, unclosed } = formulas(text, range.clone(), self.preparation.delimiters);
        for opening in unclosed {
            self.sink.report(
                Diagnostic::new(codes::UNCLOSED_FORMULA, self.source.span(opening), "this formula is not closed")
                    .label("printed as text")
                    .hint("close it before the next empty line; a formula cannot contain one"),
            );
        }
        let InlineNotes { found: notes, unclosed, empty } =
            if text[range.clone()].contains("^[") { inline_notes(text, range.clone(), &formulas) } else { InlineNotes::default() };
        for (ranges, message, hint) in [
            (unclosed, "nothing closes this note", "write `]` at its end, before the next empty line, or a backslash before `^`"),
            (empty, "this note is empty", "write its text between the brackets, or a backslash before `^`"),
        ] {
            for range in ranges {
                let diagnostic = Diagnostic::new(codes::UNCLOSED_NOTE, self.source.span(range), message);
                self.sink.report(diagnostic.label("printed as text").hint(hint));
            }
        }
        let links =
            if text[range.clone()].contains("[^") || !notes.is_empty() { link_texts(text, range.clone(), &formulas) } else { Vec::new() };
        let links = outermost(links);
        let in_link = |note: &Range<usize>| {
            let before = links.partition_point(|link| link.start <= note.start);
            links[..before].last().is_some_and(|link| note.end <= link.end)
        };
        let notes = notes.into_iter().map(|range| Insertion::Note { in_link: in_link(&range), range });
        let calls = links.iter().flat_map(|link| calls(text, link)).map(Insertion::Call);
        let others = self.other_insertions(range.clone(), &formulas);
        let formulas = formulas.into_iter().map(Insertion::Formula);
        let mut all: Vec<Insertion> = notes.chain(calls).chain(formulas).chain(others).collect();
        all.sort_by_key(|insertion| insertion.range().start);
        let mut end = 0;
        all.retain(|insertion| {
            let kept = insertion.range().start >= end;
            if kept {
                end = insertion.range().end;
            }
            kept
        });
        all
    }

    /// Reports the first inline note in a text that is nested too deeply. Nothing in this text is rewritten, so the result is empty.
    pub(super) fn report_depth(&self, range: &Range<usize>) -> Vec<Insertion> {
        if let Some(at) = self.source.text[range.clone()].find("^[") {
            let span = self.source.span(range.start + at..range.start + at + 2);
            let diagnostic = Diagnostic::new(codes::TOO_DEEP, span, "notes are nested too deeply");
            self.sink.report(diagnostic.label("printed as text").hint("reduce the nesting"));
        }
        Vec::new()
    }

    /// Comments between percent signs, references to examples, and colons that would begin a definition.
    fn other_insertions(&self, range: Range<usize>, formulas: &[FoundFormula]) -> Vec<Insertion> {
        let text = &self.source.text[range.clone()];
        let mut found: Vec<Insertion> = Vec::new();
        if text.contains("%%") {
            let comments = percent_comments(&self.source.text, range.clone(), formulas, self.preparation.comments_in_words);
            found.extend(comments.into_iter().map(Insertion::Comment));
        }
        let has_example = !self.examples.is_empty() && text.contains("(@");
        let colons = self.colons(range.clone());
        if !has_example && colons.is_empty() {
            return found;
        }
        let longest = self.examples.keys().map(String::len).max().unwrap_or_default();
        for step in PlainBytes::of(&self.source.text, range.clone(), formulas) {
            match step {
                PlainByte::Code(code) => {
                    let place = |at: usize| colons.partition_point(|colon| *colon < at);
                    let inside = &colons[place(code.start)..place(code.end)];
                    found.extend(inside.iter().map(|colon| Insertion::LineEnd(line_end(&self.source.text, *colon)..*colon)));
                }
                PlainByte::Byte(b'(', at) if has_example => {
                    let rest = self.source.text[at + 1..range.end].strip_prefix('@');
                    let label = rest.and_then(|rest| {
                        let end = rest.bytes().take(longest + 1).position(|byte| byte == b')')?;
                        self.examples.get_key_value(&rest[..end])
                    });
                    if let Some((label, number)) = label {
                        found.push(Insertion::Example { range: at + 1..at + 2 + label.len(), number: *number });
                    }
                }
                PlainByte::Byte(b':', at) if colons.binary_search(&at).is_ok() => found.push(Insertion::Colon(at)),
                PlainByte::Byte(..) => {}
            }
        }
        found
    }

    /// The colons at the beginning of lines that the parser would take for definitions, since it asks for no space after them: `:smile:`.
    /// In HTML they are attributes of a component.
    fn colons(&self, range: Range<usize>) -> Vec<usize> {
        let text = &self.source.text[range.clone()];
        if !text.contains(':') || text.trim_start_matches([' ', '\t', '>']).starts_with('<') {
            return Vec::new();
        }
        let mut at = range.start;
        let mut found = Vec::new();
        for line in text.split_inclusive('\n') {
            let start = line_prefix(line).bytes;
            // The lines that follow may be HTML, in which a backslash is printed.
            if HTML_BLOCKS.iter().any(|tag| line[start..].starts_with(tag)) {
                break;
            }
            // A definition has words after the colon. `:--|:-:` is the delimiter row of a table.
            if let Some(rest) = line[start..].strip_prefix(':')
                && (!rest.starts_with(char::is_whitespace) || rest.trim().is_empty())
                && !is_delimiter_row(rest)
            {
                found.push(at + start);
            }
            at += line.len();
        }
        found
    }
}
