//! The rules on notes, for lines of text: marks in the text, and texts of notes that begin with the same marks.
//!
//! The text of a note is a paragraph that begins with a mark, or a numbered paragraph of a section of notes, which has a heading such as
//! "Notes". It goes on with the paragraphs after it if another note of the section follows them. Each file of the manuscript needs the
//! texts of its notes, so a text that is in another chapter is moved to the chapter of its call.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::note_finder::{NoteFinder, NoteSection, NoteText, TypedCall, chapter_level, matched_notes};
use super::note_marks::{CallMark, MarkForm, is_note_heading, is_work_heading, marks_of_calls, text_mark};
use super::paragraphs::start;
use super::prose::{comment, has_comment};
use super::{LineKind, NumberedLine, Repair, Rule};

/// The words that the comment begins with.
const WORDS: &str = "calls and notes do not match";

/// The level and the words of a heading of Markdown.
fn heading(line: &NumberedLine) -> Option<(u8, &str)> {
    let rest = line.text.trim_start_matches('#');
    let level = u8::try_from(line.text.len() - rest.len()).ok().filter(|level| (1..=6).contains(level))?;
    (rest.starts_with(' ') && line.kind == LineKind::Text).then_some((level, rest.trim()))
}

/// The texts and sections of notes in the lines.
struct LineNotes {
    finder: NoteFinder<usize>,
    /// The chapter of each line.
    chapters: Vec<usize>,
    /// The lines of lists of works.
    works: BTreeSet<usize>,
    /// Whether the line before belongs to the last text.
    in_text: bool,
}

impl LineNotes {
    fn of(lines: &[NumberedLine]) -> Self {
        let finder = NoteFinder::new(chapter_level(lines.iter().filter_map(heading)));
        let mut notes = Self { finder, chapters: Vec::new(), works: BTreeSet::new(), in_text: false };
        for (at, line) in lines.iter().enumerate() {
            let is_blank = line.text.trim().is_empty();
            let after_blank = at == 0 || lines[at - 1].text.trim().is_empty();
            let stands_alone = after_blank && lines.get(at + 1).is_none_or(|next| is_rule(&next.text) || next.text.trim().is_empty());
            match heading(line) {
                Some((level, title)) => notes.heading(at, Some(level), title),
                None if line.is_code() || is_blank => notes.in_text = false,
                None if stands_alone && (is_note_heading(&line.text) || is_work_heading(&line.text)) => notes.heading(at, None, &line.text),
                None => notes.text(at, lines, after_blank),
            }
            notes.chapters.push(notes.finder.chapter);
            if notes.finder.in_works {
                notes.works.insert(at);
            }
        }
        notes.finder.close(lines.len());
        notes
    }

    fn heading(&mut self, at: usize, level: Option<u8>, title: &str) {
        self.in_text = false;
        self.finder.heading(at, level, title);
    }

    fn text(&mut self, at: usize, lines: &[NumberedLine], after_blank: bool) {
        let mark = text_mark(&lines[at].text).filter(|mark| {
            let is_whole = !mark.is_enclosed || lines[last_line(lines, at)].text.trim_end().ends_with(']');
            let is_expected = self.finder.expects(mark, after_blank) && (after_blank || self.in_text);
            is_expected && is_whole && !self.finder.in_works
        });
        match mark {
            Some(mark) => {
                self.finder.add(at..at + 1, mark);
                self.in_text = true;
            }
            None if self.in_text => {
                if let Some(last) = self.finder.texts.last_mut() {
                    last.range.end = at + 1;
                }
            }
            None => {}
        }
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

/// Makes notes from calls and texts, if they match one to one. Otherwise adds a comment to the paragraph of the first call.
pub(super) fn notes(repair: &mut Repair, rule: Rule) {
    let form = if rule == Rule::BracketedNotes { MarkForm::Bracketed } else { MarkForm::Raised };
    let LineNotes { finder, chapters, works, .. } = LineNotes::of(&repair.lines);
    let has_raised = repair.lines.iter().any(|line| marks_of_calls(&line.text, MarkForm::Raised).iter().any(|mark| mark.is_sure));
    let texts = finder.texts_for(form, has_raised);
    if texts.is_empty() {
        return;
    }
    let starts: BTreeMap<usize, usize> = texts.iter().map(|text| (text.range.start, text.mark.length)).collect();
    let mut calls: Vec<TypedCall<usize>> = Vec::new();
    for (at, line) in repair.lines.iter().enumerate().filter(|(at, line)| !line.is_code() && !works.contains(at)) {
        let from = starts.get(&at).copied().unwrap_or(0);
        let marks = marks_of_calls(&line.text, form).into_iter().filter(|mark| mark.at >= from);
        calls.extend(marks.map(|mark| TypedCall { place: at, mark, chapter: chapters[at] }));
    }
    let found = matched_notes(&calls, &texts);
    let pairs = found.pairs.iter().map(|pair| (&calls[pair.call], &texts[pair.text])).collect::<Vec<_>>();
    // Comments are put at ends of lines, so the places of calls stay right.
    for doubt in found.doubts {
        let first = calls[doubt.call].place;
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

/// The labels of notes that the files already have.
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
fn rewrite(repair: &mut Repair, rule: Rule, pairs: &[(&TypedCall<usize>, &NoteText<usize>)], sections: &[NoteSection<usize>]) {
    let files = files_of(&repair.lines);
    // A call in the text of a note moves with it.
    let file_of = |line: usize| {
        let around = pairs.iter().find(|(call, text)| text.range.contains(&line) && call.place != line);
        files[around.map_or(line, |(call, _)| call.place)]
    };
    let mut used = labels_of(&repair.lines, &files);
    let mut labels: Vec<String> = Vec::new();
    for (call, _) in pairs {
        let number = call.mark.number.to_string();
        let others = (2..).map(|time| format!("{number}-{time}"));
        let file = file_of(call.place);
        let label = std::iter::once(number.clone()).chain(others).find(|label| used.insert((file, label.clone())));
        labels.push(label.unwrap_or(number));
    }
    // From the last to the first, so that places stay right.
    for ((call, _), label) in pairs.iter().zip(&labels).rev() {
        let CallMark { at, length, .. } = call.mark;
        let line = &mut repair.lines[call.place];
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
        if text.mark.is_enclosed {
            let last = last_line(&repair.lines, text.range.start);
            let end = repair.lines[last].text.trim_end().trim_end_matches(']').len();
            repair.lines[last].text.truncate(end);
        }
        let first = &mut repair.lines[text.range.start];
        let before = start(&first.text);
        first.text.replace_range(..text.mark.length, &mark);
        let (number, after) = (first.number, start(&first.text));
        repair.note(number, rule, &before, &after);
        let mut after_blank = false;
        for line in repair.lines[text.range.clone()].iter_mut().skip(1) {
            after_blank |= line.text.trim().is_empty();
            if after_blank && !line.text.trim().is_empty() {
                line.text.insert_str(0, "    ");
            }
        }
        let file = file_of(call.place);
        if file != files[text.range.start] {
            moved.entry(file).or_default().push(text.range.clone());
        }
        done.push(text.range.clone());
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
fn empty_headings(lines: &[NumberedLine], sections: &[NoteSection<usize>], done: &[Range<usize>]) -> BTreeSet<usize> {
    let mut out = BTreeSet::new();
    for section in sections {
        let rest = section.range.clone().filter(|at| !lines[*at].text.trim().is_empty() && !done.iter().any(|range| range.contains(at)));
        let rest: Vec<usize> = rest.collect();
        let is_title = |at: &usize| *at == section.range.start || heading(&lines[*at]).is_some() || is_rule(&lines[*at].text);
        if rest.iter().all(is_title) && done.iter().any(|range| section.range.contains(&range.start)) {
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
