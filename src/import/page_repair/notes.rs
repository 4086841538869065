//! The rules on notes, for the blocks of pages: marks in the text, and paragraphs or items of lists that are the texts of notes.
//!
//! Links that lead to texts and back are notes already (`import/notes.rs`). What is left are marks without links, and links that lead in one
//! direction only. The text of a note is a paragraph that begins with a mark, or a numbered paragraph or an item of a section of notes.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::document::{Block, BlockKind, Inline, InlineKind, Node, Note, NoteId, VisitMut, walk_blocks_mut};
use crate::import::draft::{Draft, DraftPage};
use crate::import::notes::trim;
use crate::import::repair::{
    CallMark, LineEdit, MarkForm, NoteMatches, Rule, SourceCall, SourceText, is_note_heading, is_work_heading, marks_of_calls, matched,
    start, text_mark,
};
use crate::import::tidy::without_anchors;
use crate::source::Span;

use super::PlacedChange;
use super::inline_text::{clean, edit, line_text, put_call};

/// A text of a note.
#[derive(Clone, Debug)]
struct FoundText {
    page: usize,
    /// The blocks that it has, or the block of its list.
    blocks: Range<usize>,
    /// The index of its item.
    item: Option<usize>,
    number: u32,
    /// The length of its mark in the first line.
    length: usize,
    form: MarkForm,
    chapter: usize,
    section: Option<usize>,
    is_enclosed: bool,
}

/// A section of notes: blocks of a page.
#[derive(Clone, Debug)]
struct NoteSection {
    page: usize,
    blocks: Range<usize>,
    /// The level of its heading. `None` if that is a paragraph.
    level: Option<u8>,
}

/// A call in a line of a block.
#[derive(Clone, Debug)]
struct FoundCall {
    page: usize,
    block: usize,
    /// The index of the line in the block.
    line: usize,
    mark: CallMark,
    chapter: usize,
}

/// What the pages have of notes.
#[derive(Default)]
struct NoteFinder {
    texts: Vec<FoundText>,
    sections: Vec<NoteSection>,
    calls: Vec<FoundCall>,
    open: Option<usize>,
    in_works: bool,
    /// Whether there are raised numbers that are calls for sure.
    has_raised: bool,
    chapter: usize,
    /// The place of the last heading: page and block.
    last_heading: Option<(usize, usize)>,
}

/// The level of the headings that divide a single page into chapters.
fn chapter_level(draft: &Draft) -> u8 {
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    for block in draft.pages.iter().flat_map(|page| &page.blocks) {
        if let BlockKind::Heading { level, title } = &block.kind {
            *counts.entry(*level).or_default() += usize::from(!is_note_heading(&line_text(title)));
        }
    }
    counts.into_iter().find(|(_, count)| *count > 1).map_or(1, |(level, _)| level)
}

/// The lines of a block.
#[derive(Default)]
struct LineTexts(Vec<String>);

impl VisitMut for LineTexts {
    fn line(&mut self, inlines: &mut Vec<Inline>) {
        self.0.push(line_text(inlines));
    }
}

impl NoteFinder {
    fn of(draft: &mut Draft, form: MarkForm) -> Self {
        let mut finder = Self::default();
        let top = if draft.pages.len() > 1 { 0 } else { chapter_level(draft) };
        for (page, own) in draft.pages.iter_mut().enumerate() {
            finder.chapter += usize::from(page > 0);
            finder.in_works = false;
            for (at, block) in own.blocks.iter_mut().enumerate() {
                finder.block(page, at, block, top);
                if !finder.in_works {
                    finder.calls_of(page, at, block, form);
                }
            }
            finder.close(own.blocks.len());
        }
        finder
    }

    fn close(&mut self, at: usize) {
        if let Some(open) = self.open.take() {
            self.sections[open].blocks.end = at;
        }
    }

    fn heading(&mut self, page: usize, at: usize, level: Option<u8>, title: &str) {
        self.in_works = is_work_heading(title);
        self.last_heading = Some((page, at));
        let is_inside = match (self.open.and_then(|open| self.sections[open].level), level) {
            (Some(own), Some(level)) => level > own,
            _ => false,
        };
        if is_note_heading(title) {
            self.close(at);
            self.sections.push(NoteSection { page, blocks: at..at, level });
            self.open = Some(self.sections.len() - 1);
        } else if !is_inside {
            self.close(at);
        }
    }

    fn block(&mut self, page: usize, at: usize, block: &Block, top: u8) {
        match &block.kind {
            BlockKind::Heading { level, title } => {
                let title = line_text(title);
                self.chapter += usize::from(*level <= top && !is_note_heading(&title));
                self.heading(page, at, Some(*level), &title);
            }
            BlockKind::Paragraph(inlines) => {
                let text = line_text(inlines).trim_end().to_owned();
                if is_note_heading(text.trim()) || is_work_heading(text.trim()) {
                    self.heading(page, at, None, text.trim());
                } else {
                    self.paragraph(page, at, &text);
                }
            }
            BlockKind::List(list) if self.open.is_some() => {
                for (item, number) in list.numbers().into_iter().enumerate() {
                    let Ok(number) = u32::try_from(number) else { continue };
                    let text = FoundText { item: Some(item), ..self.new_text(page, at, number) };
                    self.texts.push(text);
                }
            }
            _ => {}
        }
    }

    fn new_text(&self, page: usize, at: usize, number: u32) -> FoundText {
        let (chapter, section) = (self.chapter, self.open);
        FoundText { page, blocks: at..at + 1, item: None, number, length: 0, form: MarkForm::Plain, chapter, section, is_enclosed: false }
    }

    fn paragraph(&mut self, page: usize, at: usize, text: &str) {
        let last = self.texts.last().filter(|last| last.section == self.open && last.page == page);
        let follows = |number: u32| last.is_some_and(|last| number == last.number + 1);
        let mark = text_mark(text).filter(|mark| {
            let is_next = last.is_none() || mark.number == 1 || follows(mark.number);
            let is_expected = mark.form != MarkForm::Plain || (self.open.is_some() && mark.is_note_number() && is_next);
            is_expected && !self.in_works && (!mark.is_enclosed || text.ends_with(']'))
        });
        let Some(mark) = mark else { return };
        // What stands between two texts of a section belongs to the first, unless the numbers begin again.
        if self.open.is_some() && follows(mark.number) {
            let heading = self.last_heading;
            if let Some(last) = self.texts.last_mut().filter(|last| last.item.is_none() && heading < Some((page, last.blocks.start))) {
                last.blocks.end = at;
            }
        }
        let own = self.new_text(page, at, mark.number);
        self.texts.push(FoundText { length: mark.length, form: mark.form, is_enclosed: mark.is_enclosed, ..own });
    }

    fn calls_of(&mut self, page: usize, at: usize, block: &mut Block, form: MarkForm) {
        let mut lines = LineTexts::default();
        walk_blocks_mut(std::slice::from_mut(block), &mut lines);
        let of_text = self.texts.last().filter(|text| text.page == page && text.blocks.start == at && text.item.is_none());
        let length = of_text.map_or(0, |text| text.length);
        let chapter = self.chapter;
        for (line, text) in lines.0.iter().enumerate() {
            let from = if line == 0 { length } else { 0 };
            self.has_raised |= marks_of_calls(text, MarkForm::Raised).iter().any(|mark| mark.is_sure && mark.at >= from);
            let marks = marks_of_calls(text, form).into_iter().filter(|mark| mark.at >= from);
            self.calls.extend(marks.map(|mark| FoundCall { page, block: at, line, mark, chapter }));
        }
    }

    /// The texts for calls of a form. A form of calls goes with several forms of texts; the first of them that occurs counts.
    fn texts_for(&self, form: MarkForm) -> Vec<FoundText> {
        let of = |wanted: &MarkForm| self.texts.iter().filter(|text| text.form == *wanted).cloned().collect::<Vec<_>>();
        form.of_texts(self.has_raised).iter().map(of).find(|texts| !texts.is_empty()).unwrap_or_default()
    }

    fn matches(&self, texts: &[FoundText]) -> NoteMatches {
        let call = |call: &FoundCall| SourceCall { number: call.mark.number, chapter: call.chapter, is_sure: call.mark.is_sure };
        let calls: Vec<SourceCall> = self.calls.iter().map(call).collect();
        let texts: Vec<SourceText> = texts.iter().map(|text| SourceText { number: text.number, chapter: text.chapter }).collect();
        matched(&calls, &texts)
    }
}

/// Makes paragraphs of the lines of paragraphs, if each line begins with the mark of a note. Returns the pages as they were, if any have
/// changed.
fn divide_texts(draft: &mut Draft) -> Option<Vec<DraftPage>> {
    let mut undivided = None;
    for page in 0..draft.pages.len() {
        for at in (0..draft.pages[page].blocks.len()).rev() {
            let Some(lines) = lines_with_marks(&draft.pages[page].blocks[at]) else { continue };
            undivided.get_or_insert_with(|| draft.pages.clone());
            draft.pages[page].blocks.splice(at..=at, lines);
        }
    }
    undivided
}

/// The lines of a paragraph as paragraphs, if there are several, and each begins with a mark with the number after that of the line before.
fn lines_with_marks(block: &Block) -> Option<Vec<Block>> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    let lines = inlines.split(|inline| matches!(inline.kind, InlineKind::LineBreak));
    let lines: Vec<&[Inline]> = lines.filter(|line| !line_text(line).trim().is_empty()).collect();
    let numbers: Vec<u32> = lines
        .iter()
        .map_while(|line| text_mark(line_text(line).trim()).filter(|mark| mark.form != MarkForm::Plain).map(|mark| mark.number))
        .collect();
    let is_row = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let paragraph = |line: &&[Inline]| {
        let mut line = line.to_vec();
        trim(&mut line);
        Block { node: block.node.clone(), kind: BlockKind::Paragraph(line) }
    };
    (lines.len() > 1 && numbers.len() == lines.len() && is_row).then(|| lines.iter().map(paragraph).collect())
}

/// Makes notes of calls and texts, if they match one to one. Otherwise adds a comment to the paragraph of the first call.
pub(super) fn notes(draft: &mut Draft, rule: Rule, journal: &mut Vec<PlacedChange>) {
    let form = if rule == Rule::BracketedNotes { MarkForm::Bracketed } else { MarkForm::Raised };
    let undivided = divide_texts(draft);
    let mut finder = NoteFinder::of(draft, form);
    let mut texts = finder.texts_for(form);
    let mut found = finder.matches(&texts);
    if let Some(undivided) = undivided.filter(|_| found.pairs.len() < texts.len() || texts.is_empty()) {
        draft.pages = undivided;
        finder = NoteFinder::of(draft, form);
        texts = finder.texts_for(form);
        found = finder.matches(&texts);
    }
    let calls = &finder.calls;
    for doubt in found.doubts {
        let call = &calls[doubt.call];
        let block = &mut draft.pages[call.page].blocks[call.block];
        if let BlockKind::Paragraph(inlines) = &mut block.kind {
            let comment = format!("<!-- check: {} -->", doubt.words);
            edit(inlines, &LineEdit { range: 0..0, with: comment.clone(), is_comment: true });
            journal.push(PlacedChange::new(block.node.span, rule, "", comment));
        }
    }
    let first = draft.notes.len();
    let mut by_block: BTreeMap<(usize, usize), Vec<(usize, NoteId)>> = BTreeMap::new();
    for (at, pair) in found.pairs.iter().enumerate() {
        let note = NoteId(u32::try_from(first + at).unwrap_or(u32::MAX));
        let call = &calls[pair.call];
        by_block.entry((call.page, call.block)).or_default().push((pair.call, note));
    }
    for ((page, block), own) in by_block {
        let block = &mut draft.pages[page].blocks[block];
        let span = block.node.span;
        let own: Vec<(&FoundCall, NoteId)> = own.into_iter().map(|(call, note)| (&calls[call], note)).collect();
        walk_blocks_mut(std::slice::from_mut(block), &mut CallWriter { line: 0, calls: &own });
        for (call, note) in own {
            let before = if form == MarkForm::Bracketed { format!("[{}]", call.mark.number) } else { format!("^{}^", call.mark.number) };
            journal.push(PlacedChange::new(span, rule, before, format!("[^{}]", note.0 + 1)));
        }
    }
    let chosen: Vec<&FoundText> = found.pairs.iter().map(|pair| &texts[pair.text]).collect();
    for text in &chosen {
        let note = note_of(draft, text, rule, journal);
        draft.notes.push(note);
    }
    remove(draft, &chosen, &finder.sections, rule, journal);
}

/// Puts the calls of a block in. Calls of a line are put in from the last to the first, so that places stay right.
struct CallWriter<'a> {
    line: usize,
    calls: &'a [(&'a FoundCall, NoteId)],
}

impl VisitMut for CallWriter<'_> {
    fn line(&mut self, inlines: &mut Vec<Inline>) {
        for (call, note) in self.calls.iter().rev().filter(|(call, _)| call.line == self.line) {
            put_call(inlines, call.mark.at..call.mark.at + call.mark.length, *note);
        }
        self.line += 1;
    }
}

/// The note that a text becomes.
fn note_of(draft: &Draft, text: &FoundText, rule: Rule, journal: &mut Vec<PlacedChange>) -> Note {
    let page = &draft.pages[text.page].blocks;
    let mut blocks = match (text.item, &page[text.blocks.start].kind) {
        (Some(item), BlockKind::List(list)) => list.items[item].blocks.clone(),
        _ => page[text.blocks.clone()].to_vec(),
    };
    let label = (draft.notes.len() + 1).to_string();
    if let Some(Block { node, kind: BlockKind::Paragraph(inlines) }) = blocks.first_mut() {
        let before = start(line_text(inlines).trim());
        if text.is_enclosed {
            let line = line_text(inlines);
            let end = line.trim_end().len();
            edit(inlines, &LineEdit::new(end - 1..end, ""));
        }
        edit(inlines, &LineEdit::new(0..text.length, ""));
        clean(inlines);
        trim(inlines);
        let after = format!("[^{label}]: {}", start(line_text(inlines).trim()));
        journal.push(PlacedChange::new(node.span, rule, before, after));
    }
    without_anchors(&mut blocks);
    Note { node: Node::at(Span::DETACHED), label, blocks }
}

/// Removes the texts that are notes now, and the headings of sections that have nothing else.
fn remove(draft: &mut Draft, chosen: &[&FoundText], sections: &[NoteSection], rule: Rule, journal: &mut Vec<PlacedChange>) {
    let mut gone: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut items: BTreeSet<(usize, usize, usize)> = BTreeSet::new();
    for text in chosen {
        match text.item {
            Some(item) => {
                items.insert((text.page, text.blocks.start, item));
            }
            None => gone.extend(text.blocks.clone().map(|at| (text.page, at))),
        }
    }
    for (page, at, item) in items.into_iter().rev() {
        if let BlockKind::List(list) = &mut draft.pages[page].blocks[at].kind {
            list.items.remove(item);
            if list.items.is_empty() {
                gone.insert((page, at));
            }
        }
    }
    for section in
        sections.iter().filter(|section| chosen.iter().any(|text| section.page == text.page && section.blocks.contains(&text.blocks.start)))
    {
        let blocks = &draft.pages[section.page].blocks;
        let rest: Vec<usize> = section.blocks.clone().filter(|at| !gone.contains(&(section.page, *at))).collect();
        let is_title = |at: &usize| {
            *at == section.blocks.start || matches!(blocks[*at].kind, BlockKind::Heading { .. } | BlockKind::Break | BlockKind::PageBreak)
        };
        if rest.iter().all(is_title) {
            for at in rest {
                if let BlockKind::Heading { title: words, .. } | BlockKind::Paragraph(words) = &blocks[at].kind {
                    journal.push(PlacedChange::new(blocks[at].node.span, rule, line_text(words), ""));
                }
                gone.insert((section.page, at));
            }
        }
    }
    for (page, at) in gone.into_iter().rev() {
        draft.pages[page].blocks.remove(at);
    }
}
