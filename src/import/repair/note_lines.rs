//! The rules on notes, for lines of text: marks in the text, and texts of notes that begin with the same marks.
//!
//! The text of a note is a paragraph that begins with a mark, or a numbered paragraph of a section of notes, which has a heading such as "Notes".
//! It goes on with the paragraphs after it if another note of the section follows them. Each file of the manuscript needs the texts of its notes,
//! so a text that is in another chapter is moved to the chapter of its call.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::note_marks::{CallMark, MarkForm, is_note_heading, is_work_heading, marks_of_calls, text_mark};
use super::note_match::{SourceCall, SourceText, matched};
use super::paragraphs::start;
use super::prose::{comment, has_comment};
use super::{LineKind, NumberedLine, Repair, Rule};

/// The words that the comment begins with.
const WORDS: &str = "calls and notes do not match";

/// A text of a note in lines.
#[derive(Clone, Debug)]
struct FoundText {
    lines: Range<usize>,
    number: u32,
    /// The length of the mark in bytes.
    length: usize,
    form: MarkForm,
    chapter: usize,
    /// The index of the section of notes that it is in.
    section: Option<usize>,
    /// Whether it ends with the bracket that its mark opens.
    is_enclosed: bool,
}

/// A section of notes.
#[derive(Clone, Debug)]
struct NoteSection {
    lines: Range<usize>,
    /// The level of its heading. `None` if that is a line of text.
    level: Option<usize>,
}

/// A call in a line.
struct FoundCall {
    line: usize,
    mark: CallMark,
    chapter: usize,
}

/// The level and the words of a heading of Markdown.
fn heading(line: &NumberedLine) -> Option<(usize, &str)> {
    let rest = line.text.trim_start_matches('#');
    let level = line.text.len() - rest.len();
    ((1..=6).contains(&level) && rest.starts_with(' ') && line.kind == LineKind::Text).then_some((level, rest.trim()))
}

/// The level of the headings that divide the text into chapters: the highest one of which there are at least two.
fn chapter_level(lines: &[NumberedLine]) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for (level, title) in lines.iter().filter_map(heading) {
        *counts.entry(level).or_default() += usize::from(!is_note_heading(title));
    }
    counts.into_iter().find(|(_, count)| *count > 1).map_or(1, |(level, _)| level)
}

/// What the lines have of notes.
#[derive(Default)]
struct NoteFinder {
    texts: Vec<FoundText>,
    sections: Vec<NoteSection>,
    /// The chapter of each line.
    chapters: Vec<usize>,
    /// The lines of lists of works.
    works: BTreeSet<usize>,
    open: Option<usize>,
    last_heading: Option<usize>,
    in_works: bool,
    /// Whether the line before belongs to the last text.
    in_text: bool,
}

impl NoteFinder {
    fn of(lines: &[NumberedLine]) -> Self {
        let mut finder = Self::default();
        let top = chapter_level(lines);
        let mut chapter = 0;
        for (at, line) in lines.iter().enumerate() {
            let is_blank = line.text.trim().is_empty();
            let after_blank = at == 0 || lines[at - 1].text.trim().is_empty();
            let stands_alone = after_blank && lines.get(at + 1).is_none_or(|next| is_rule(&next.text) || next.text.trim().is_empty());
            match heading(line) {
                Some((level, title)) => {
                    chapter += usize::from(level <= top && !is_note_heading(title));
                    finder.heading(at, Some(level), title);
                }
                None if line.is_code() || is_blank => finder.in_text = false,
                None if stands_alone && (is_note_heading(&line.text) || is_work_heading(&line.text)) => {
                    finder.heading(at, None, &line.text)
                }
                None => finder.text(at, lines, after_blank, chapter),
            }
            finder.chapters.push(chapter);
            if finder.in_works {
                finder.works.insert(at);
            }
        }
        finder.close(lines.len());
        finder
    }

    fn close(&mut self, at: usize) {
        if let Some(open) = self.open.take() {
            self.sections[open].lines.end = at;
        }
        self.in_text = false;
    }

    fn heading(&mut self, at: usize, level: Option<usize>, title: &str) {
        self.in_text = false;
        self.last_heading = Some(at);
        self.in_works = is_work_heading(title);
        let is_inside = match (self.open.and_then(|open| self.sections[open].level), level) {
            (Some(own), Some(level)) => level > own,
            _ => false,
        };
        if is_note_heading(title) {
            self.close(at);
            self.sections.push(NoteSection { lines: at..at, level });
            self.open = Some(self.sections.len() - 1);
        } else if !is_inside {
            self.close(at);
        }
    }

    fn text(&mut self, at: usize, lines: &[NumberedLine], after_blank: bool, chapter: usize) {
        let last = self.texts.last().filter(|last| last.section == self.open);
        let mark = text_mark(&lines[at].text).filter(|mark| {
            let follows = last.is_some_and(|last| mark.number == last.number + 1);
            let is_expected = match mark.form {
                MarkForm::Plain => {
                    self.open.is_some() && mark.is_note_number() && (last.is_none() || follows || (mark.number == 1 && after_blank))
                }
                _ => after_blank || follows,
            };
            let is_whole = !mark.is_enclosed || lines[last_line(lines, at)].text.trim_end().ends_with(']');
            is_expected && is_whole && !self.in_works && (after_blank || self.in_text)
        });
        match mark {
            Some(mark) => {
                // What stands between two texts of a section belongs to the first, unless the numbers begin again.
                if let Some(last) = self.texts.last_mut()
                    && self.open.is_some()
                    && last.section == self.open
                    && mark.number == last.number + 1
                    && self.last_heading.is_none_or(|heading| heading < last.lines.start)
                {
                    last.lines.end = at;
                }
                let section = self.open;
                self.texts.push(FoundText {
                    lines: at..at + 1,
                    number: mark.number,
                    length: mark.length,
                    form: mark.form,
                    chapter,
                    section,
                    is_enclosed: mark.is_enclosed,
                });
                self.in_text = true;
            }
            None if self.in_text => {
                if let Some(last) = self.texts.last_mut() {
                    last.lines.end = at + 1;
                }
            }
            None => {}
        }
    }

    /// The texts for calls of a form. A form of calls goes with several forms of texts; the first of them that occurs counts.
    fn texts_for(&self, form: MarkForm, has_raised: bool) -> Vec<FoundText> {
        let of = |wanted: &MarkForm| self.texts.iter().filter(|text| text.form == *wanted).cloned().collect::<Vec<_>>();
        form.of_texts(has_raised).iter().map(of).find(|texts| !texts.is_empty()).unwrap_or_default()
    }
}

/// The last line of the paragraph of a line.
fn last_line(lines: &[NumberedLine], at: usize) -> usize {
    at + lines[at..].iter().take_while(|line| !line.text.trim().is_empty()).count().saturating_sub(1)
}

/// Whether a line is a rule, or underlines a heading.
fn is_rule(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    bare.len() >= 3 && ['-', '=', '*', '_'].iter().any(|sign| bare.chars().all(|c| c == *sign))
}

/// Makes notes of calls and texts, if they match one to one. Otherwise adds a comment to the paragraph of the first call.
pub(super) fn notes(repair: &mut Repair, rule: Rule) {
    let form = if rule == Rule::BracketedNotes { MarkForm::Bracketed } else { MarkForm::Raised };
    let finder = NoteFinder::of(&repair.lines);
    let has_raised = repair.lines.iter().any(|line| marks_of_calls(&line.text, MarkForm::Raised).iter().any(|mark| mark.is_sure));
    let texts = finder.texts_for(form, has_raised);
    if texts.is_empty() {
        return;
    }
    let starts: BTreeMap<usize, usize> = texts.iter().map(|text| (text.lines.start, text.length)).collect();
    let mut calls: Vec<FoundCall> = Vec::new();
    for (at, line) in repair.lines.iter().enumerate().filter(|(at, line)| !line.is_code() && !finder.works.contains(at)) {
        let from = starts.get(&at).copied().unwrap_or(0);
        let marks = marks_of_calls(&line.text, form).into_iter().filter(|mark| mark.at >= from);
        calls.extend(marks.map(|mark| FoundCall { line: at, mark, chapter: finder.chapters[at] }));
    }
    let source_calls: Vec<SourceCall> =
        calls.iter().map(|call| SourceCall { number: call.mark.number, chapter: call.chapter, is_sure: call.mark.is_sure }).collect();
    let source_texts: Vec<SourceText> = texts.iter().map(|text| SourceText { number: text.number, chapter: text.chapter }).collect();
    let found = matched(&source_calls, &source_texts);
    let pairs = found.pairs.iter().map(|pair| (&calls[pair.call], &texts[pair.text])).collect::<Vec<_>>();
    // Comments are put at ends of lines, so the places of calls stay right.
    for doubt in found.doubts {
        let first = calls[doubt.call].line;
        let range = first..last_line(&repair.lines, first) + 1;
        let is_marked = has_comment(&repair.lines[range.clone()], WORDS);
        if !is_marked {
            comment(repair, range.end - 1, rule, &doubt.words);
        }
    }
    if !pairs.is_empty() {
        rewrite(repair, rule, &pairs, &finder.sections);
    }
}

/// The labels of notes that the files have already.
fn labels_of(lines: &[NumberedLine], files: &[usize]) -> BTreeSet<(usize, String)> {
    let label = |rest: &str| rest.split_once(']').map(|(label, _)| label.to_owned());
    let of_line = |(line, file): (&NumberedLine, &usize)| {
        line.text.split("[^").skip(1).filter_map(label).map(|label| (*file, label)).collect::<Vec<_>>()
    };
    lines.iter().zip(files).flat_map(of_line).collect()
}

/// The file of the manuscript that each line will be in: a heading of the first level begins one.
fn files_of(lines: &[NumberedLine]) -> Vec<usize> {
    let mut file = 0;
    let mut is_empty = true;
    let of_line = |line: &NumberedLine| {
        if line.kind != LineKind::Code && line.text.starts_with("# ") {
            file += usize::from(!is_empty);
        }
        is_empty &= line.text.is_empty();
        file
    };
    lines.iter().map(of_line).collect()
}

/// Writes notes in place of calls and texts.
fn rewrite(repair: &mut Repair, rule: Rule, pairs: &[(&FoundCall, &FoundText)], sections: &[NoteSection]) {
    let files = files_of(&repair.lines);
    // A call in the text of a note moves with it.
    let file_of = |line: usize| {
        let around = pairs.iter().find(|(call, text)| text.lines.contains(&line) && call.line != line);
        files[around.map_or(line, |(call, _)| call.line)]
    };
    let mut used = labels_of(&repair.lines, &files);
    let mut labels: Vec<String> = Vec::new();
    for (call, _) in pairs {
        let number = call.mark.number.to_string();
        let others = (2..).map(|time| format!("{number}-{time}"));
        let file = file_of(call.line);
        let label = std::iter::once(number.clone()).chain(others).find(|label| used.insert((file, label.clone())));
        labels.push(label.unwrap_or(number));
    }
    // From the last to the first, so that places stay right.
    for ((call, _), label) in pairs.iter().zip(&labels).rev() {
        let CallMark { at, length, .. } = call.mark;
        let line = &mut repair.lines[call.line];
        let before = line.text[at..at + length].to_owned();
        let from = if rule == Rule::RaisedNotes { line.text[..at].trim_end_matches(' ').len() } else { at };
        let after = format!("[^{label}]");
        line.text.replace_range(from..at + length, &after);
        let number = line.number;
        repair.note(number, rule, &before, &after);
    }
    let mut moved: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
    let mut done: Vec<Range<usize>> = Vec::new();
    for ((call, text), label) in pairs.iter().zip(&labels) {
        let mark = format!("[^{label}]: ");
        if text.is_enclosed {
            let last = last_line(&repair.lines, text.lines.start);
            let end = repair.lines[last].text.trim_end().trim_end_matches(']').len();
            repair.lines[last].text.truncate(end);
        }
        let first = &mut repair.lines[text.lines.start];
        let before = start(&first.text);
        first.text.replace_range(..text.length, &mark);
        let (number, after) = (first.number, start(&first.text));
        repair.note(number, rule, &before, &after);
        let mut after_blank = false;
        for line in repair.lines[text.lines.clone()].iter_mut().skip(1) {
            after_blank |= line.text.trim().is_empty();
            if after_blank && !line.text.trim().is_empty() {
                line.text.insert_str(0, "    ");
            }
        }
        let file = file_of(call.line);
        if file != files[text.lines.start] {
            moved.entry(file).or_default().push(text.lines.clone());
        }
        done.push(text.lines.clone());
    }
    let headings = empty_headings(&repair.lines, sections, &done);
    for at in &headings {
        let line = repair.lines[*at].clone();
        repair.note(line.number, rule, &line.text, "");
    }
    let starts: BTreeSet<usize> = done.iter().map(|range| range.start).collect();
    rearrange(repair, &files, &moved, &Gaps { headings, starts });
}

/// The headings and rules of sections that have nothing but notes.
fn empty_headings(lines: &[NumberedLine], sections: &[NoteSection], done: &[Range<usize>]) -> BTreeSet<usize> {
    let mut out = BTreeSet::new();
    for section in sections {
        let rest = section.lines.clone().filter(|at| !lines[*at].text.trim().is_empty() && !done.iter().any(|range| range.contains(at)));
        let rest: Vec<usize> = rest.collect();
        let is_title = |at: &usize| *at == section.lines.start || heading(&lines[*at]).is_some() || is_rule(&lines[*at].text);
        if rest.iter().all(is_title) && done.iter().any(|range| section.lines.contains(&range.start)) {
            out.extend(rest);
        }
    }
    out
}

/// Where lines are removed and added.
struct Gaps {
    /// The lines that are removed.
    headings: BTreeSet<usize>,
    /// The first lines of notes, which have an empty line before them.
    starts: BTreeSet<usize>,
}

/// Removes headings, and moves texts to the ends of the files of their calls.
fn rearrange(repair: &mut Repair, files: &[usize], moved: &BTreeMap<usize, Vec<Range<usize>>>, gaps: &Gaps) {
    let lines = std::mem::take(&mut repair.lines);
    let mut out: Vec<NumberedLine> = Vec::with_capacity(lines.len());
    let is_moved = |at: usize| moved.values().flatten().any(|range| range.contains(&at));
    let is_blank = |line: &NumberedLine| line.text.trim().is_empty();
    let begin_paragraph = |number: usize, out: &mut Vec<NumberedLine>| {
        if out.last().is_some_and(|last| !is_blank(last)) {
            out.push(NumberedLine::new(number, ""));
        }
    };
    let mut follows_gap = false;
    for (at, line) in lines.iter().enumerate() {
        if gaps.headings.contains(&at) || is_moved(at) {
            follows_gap = true;
        } else if !(follows_gap && is_blank(line) && out.last().is_none_or(is_blank)) {
            if gaps.starts.contains(&at) {
                begin_paragraph(line.number, &mut out);
            }
            follows_gap &= is_blank(line);
            out.push(line.clone());
        }
        if files.get(at + 1) == Some(&files[at]) {
            continue;
        }
        // The file ends here.
        for range in moved.get(&files[at]).into_iter().flatten() {
            begin_paragraph(line.number, &mut out);
            let last = range.clone().rev().find(|at| !is_blank(&lines[*at])).unwrap_or(range.start);
            out.extend(lines[range.start..=last].iter().cloned());
            if at + 1 < lines.len() {
                begin_paragraph(line.number, &mut out);
            }
        }
    }
    repair.lines = out;
}
