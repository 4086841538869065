//! The rules on characters and lines, for all lines of the pages of a book: paragraphs, headings, cells, captions and notes.
use std::collections::BTreeSet;

use crate::document::{Block, BlockKind, Inline, VisitMut, walk_blocks_mut};
use crate::import::draft::Draft;
use crate::import::repair::{
    LineEdit, LineKind, NumberedLine, Repair, Rule, control_characters, mixed_dashes, mixed_ellipses, open_quotations, quotation_marks,
    scan_errors, words_with_hyphens,
};
use crate::source::Span;

use super::PlacedChange;
use super::inline_text::{edit, line_text};

/// Up to this many characters of white space can be a mistake. More are there on purpose.
const MOST_SPACES: usize = 3;

/// Collects lines, with an empty one after each. The number of a line is its place among all.
#[derive(Default)]
struct LineCollector {
    kind: Option<LineKind>,
    span: Option<Span>,
    lines: Vec<NumberedLine>,
    spans: Vec<Span>,
}

impl VisitMut for LineCollector {
    fn block(&mut self, block: &mut Block) {
        self.kind = matches!(block.kind, BlockKind::Paragraph(_)).then_some(LineKind::Text);
        self.span = Some(block.node.span);
    }

    fn line(&mut self, inlines: &mut Vec<Inline>) {
        let kind = self.kind.take().unwrap_or(LineKind::Part);
        let number = self.spans.len();
        self.lines.push(NumberedLine { kind, ..NumberedLine::new(number, line_text(inlines)) });
        self.lines.push(NumberedLine::new(number, ""));
        self.spans.push(self.span.unwrap_or(Span::DETACHED));
    }
}

/// Makes the edits of lines.
struct LineEditor {
    at: usize,
    edits: Vec<Vec<LineEdit>>,
}

impl VisitMut for LineEditor {
    fn line(&mut self, inlines: &mut Vec<Inline>) {
        for own in self.edits.get(self.at).into_iter().flatten() {
            edit(inlines, own);
        }
        self.at += 1;
    }
}

/// Visits all lines of a draft, always in the same order.
fn visit(draft: &mut Draft, pass: &mut impl VisitMut) {
    draft.pages.iter_mut().for_each(|page| walk_blocks_mut(&mut page.blocks, pass));
    draft.notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, pass));
}

/// The rules on characters, which run before those on paragraphs.
pub(super) fn characters(draft: &mut Draft, without: &BTreeSet<Rule>, journal: &mut Vec<PlacedChange>) {
    run(draft, journal, |repair| {
        let is_on = |rule: Rule| !without.contains(&rule);
        if is_on(Rule::ControlCharacters) {
            control_characters(repair);
        }
        if is_on(Rule::StraySpaces) {
            stray_spaces(repair);
        }
        if is_on(Rule::HyphenatedLines) {
            divided_words(repair);
        }
    });
}

/// A rule that changes or marks the lines of a repair.
type RuleOnLines = fn(&mut Repair);

/// The rules on punctuation, and those that only mark.
pub(super) fn punctuation(draft: &mut Draft, without: &BTreeSet<Rule>, journal: &mut Vec<PlacedChange>) {
    run(draft, journal, |repair| {
        let rules: [(Rule, RuleOnLines); 5] = [
            (Rule::QuotationMarks, quotation_marks),
            (Rule::MixedDashes, mixed_dashes),
            (Rule::MixedEllipses, mixed_ellipses),
            (Rule::OpenQuotations, open_quotations),
            (Rule::ScanErrors, scan_errors),
        ];
        rules.iter().filter(|(rule, _)| !without.contains(rule)).for_each(|(_, run)| run(repair));
    });
}

fn run(draft: &mut Draft, journal: &mut Vec<PlacedChange>, rules: impl FnOnce(&mut Repair)) {
    let mut collector = LineCollector::default();
    visit(draft, &mut collector);
    let mut repair = Repair { lines: collector.lines, journal: Vec::new() };
    rules(&mut repair);
    // The rules above add and remove no lines.
    let edits = repair.lines.into_iter().step_by(2).map(|line| line.edits).collect();
    visit(draft, &mut LineEditor { at: 0, edits });
    let spans = collector.spans;
    journal.extend(
        repair.journal.into_iter().map(|change| PlacedChange { span: spans.get(change.line).copied().unwrap_or(Span::DETACHED), change }),
    );
}

/// Replaces two or three spaces between words with one, if a page would show them all because there is a no-break space among them. More
/// are there on purpose, as are those beside punctuation and at the ends of lines.
fn stray_spaces(repair: &mut Repair) {
    let is_white = |c: char| matches!(c, ' ' | '\u{A0}');
    for at in 0..repair.lines.len() {
        let line = &repair.lines[at];
        let mut edits = Vec::new();
        let mut from = 0;
        while let Some(found) = line.text[from..].find(is_white).filter(|_| line.kind == LineKind::Text) {
            let start = from + found;
            let rest = line.text[start..].trim_start_matches(is_white);
            let end = line.text.len() - rest.len();
            let before = line.text[..start].chars().next_back();
            let ends_word =
                before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '”' | '’' | '"' | ')'));
            let begins_word = rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '‘' | '"' | '('));
            let count = line.text[start..end].chars().count();
            let is_shown = line.text[start..end].contains('\u{A0}');
            if is_shown && ends_word && begins_word && (2..=MOST_SPACES).contains(&count) {
                edits.push(LineEdit::new(start..end, " "));
            }
            from = end;
        }
        if !edits.is_empty() {
            repair.edit(at, Rule::StraySpaces, edits);
        }
    }
}

/// Joins words that were divided at the end of a line of an earlier page, if the whole word is elsewhere and the word with its hyphen is
/// not.
fn divided_words(repair: &mut Repair) {
    let words = words_with_hyphens(&repair.lines);
    for at in 0..repair.lines.len() {
        let line = &repair.lines[at];
        let mut edits = Vec::new();
        for (hyphen, _) in line.text.match_indices("- ").filter(|_| line.kind == LineKind::Text) {
            let (before, after) = (&line.text[..hyphen], &line.text[hyphen + 2..]);
            let head = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
            let tail = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            let is_word = !head.is_empty() && tail.starts_with(char::is_lowercase);
            if is_word && words.contains(&format!("{head}{tail}")) && !words.contains(&format!("{head}-{tail}")) {
                edits.push(LineEdit::new(hyphen..hyphen + 2, ""));
            }
        }
        if !edits.is_empty() {
            repair.edit(at, Rule::HyphenatedLines, edits);
        }
    }
}
