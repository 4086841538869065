//! The rules on notes, for the blocks of pages: marks in the text, and paragraphs or items of lists that are the texts of notes.
//!
//! Links that lead to texts and back are already notes (`import/notes.rs`). What is left are marks without links, and links that lead in
//! only one direction. The text of a note is a paragraph that begins with a mark, or a numbered paragraph or an item of a section of notes.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::document::{Block, BlockKind, Inline, InlineKind, Node, Note, NoteId, VisitMut, walk_blocks_mut};
use crate::import::draft::{Draft, DraftPage};
use crate::import::notes::trim;
use crate::import::repair::{
    LineEdit, MarkForm, NoteFinder, NoteSection, NoteText, Rule, TypedCall, chapter_level, is_note_heading, is_work_heading,
    marks_of_calls, matched_notes, start, text_mark,
};
use crate::import::tidy::without_anchors;
use crate::source::Span;

use super::PlacedChange;
use super::inline_text::{clean, edit, line_text, put_call};

/// The place of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct BlockIndex {
    page: usize,
    block: usize,
}

/// The place of a line of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct LineIndex {
    block: BlockIndex,
    line: usize,
}

/// The calls, texts and sections of notes in the pages.
struct PageNotes {
    finder: NoteFinder<BlockIndex>,
    calls: Vec<TypedCall<LineIndex>>,
    /// Whether there are raised numbers that are certainly calls.
    has_raised: bool,
}

/// The level of the headings that divide a page into chapters. 0 if there are several pages, because then each is a chapter.
fn level_of_chapters(draft: &Draft) -> u8 {
    let heading = |block: &Block| match &block.kind {
        BlockKind::Heading { level, title } => Some((*level, line_text(title))),
        _ => None,
    };
    if draft.pages.len() > 1 { 0 } else { chapter_level(draft.pages.iter().flat_map(|page| &page.blocks).filter_map(heading)) }
}

/// The lines of a block.
#[derive(Default)]
struct LineTexts(Vec<String>);

impl VisitMut for LineTexts {
    fn line(&mut self, inlines: &mut Vec<Inline>) {
        self.0.push(line_text(inlines));
    }
}

impl PageNotes {
    fn of(draft: &mut Draft, form: MarkForm) -> Self {
        let mut notes = Self { finder: NoteFinder::new(level_of_chapters(draft)), calls: Vec::new(), has_raised: false };
        for (page, own) in draft.pages.iter_mut().enumerate() {
            notes.finder.chapter += usize::from(page > 0);
            notes.finder.in_works = false;
            for (block, kind) in own.blocks.iter_mut().enumerate() {
                let at = BlockIndex { page, block };
                notes.block(at, kind);
                if !notes.finder.in_works {
                    notes.calls_of(at, kind, form);
                }
            }
            notes.finder.close(BlockIndex { page, block: own.blocks.len() });
        }
        notes
    }

    fn block(&mut self, at: BlockIndex, block: &Block) {
        match &block.kind {
            BlockKind::Heading { level, title } => self.finder.heading(at, Some(*level), &line_text(title)),
            BlockKind::Paragraph(inlines) => {
                let text = line_text(inlines).trim_end().to_owned();
                if is_note_heading(text.trim()) || is_work_heading(text.trim()) {
                    self.finder.heading(at, None, text.trim());
                } else {
                    self.paragraph(at, &text);
                }
            }
            BlockKind::List(list) if self.finder.in_notes() => {
                for (item, number) in list.numbers().into_iter().enumerate() {
                    if let Ok(number) = u32::try_from(number) {
                        self.finder.add_item(only(at), item, number);
                    }
                }
            }
            _ => {}
        }
    }

    fn paragraph(&mut self, at: BlockIndex, text: &str) {
        let mark = text_mark(text).filter(|mark| {
            let is_whole = !mark.is_enclosed || text.ends_with(']');
            self.finder.expects(mark, true) && is_whole && !self.finder.in_works
        });
        if let Some(mark) = mark {
            self.finder.add(only(at), mark);
        }
    }

    fn calls_of(&mut self, at: BlockIndex, block: &mut Block, form: MarkForm) {
        let mut lines = LineTexts::default();
        walk_blocks_mut(std::slice::from_mut(block), &mut lines);
        let of_text = self.finder.texts.last().filter(|text| text.range.start == at && text.item.is_none());
        let length = of_text.map_or(0, |text| text.mark.length);
        let chapter = self.finder.chapter;
        for (line, text) in lines.0.iter().enumerate() {
            let from = if line == 0 { length } else { 0 };
            self.has_raised |= marks_of_calls(text, MarkForm::Raised).iter().any(|mark| mark.is_sure && mark.at >= from);
            let marks = marks_of_calls(text, form).into_iter().filter(|mark| mark.at >= from);
            self.calls.extend(marks.map(|mark| TypedCall { place: LineIndex { block: at, line }, mark, chapter }));
        }
    }

    fn texts_for(&self, form: MarkForm) -> Vec<NoteText<BlockIndex>> {
        self.finder.texts_for(form, self.has_raised)
    }
}

/// The places of the blocks of a range, which are on one page.
fn blocks_of(range: &Range<BlockIndex>) -> impl Iterator<Item = BlockIndex> + use<> {
    let page = range.start.page;
    (range.start.block..range.end.block).map(move |block| BlockIndex { page, block })
}

/// The range of one block.
fn only(at: BlockIndex) -> Range<BlockIndex> {
    at..BlockIndex { block: at.block + 1, ..at }
}

/// Divides paragraphs of which each line begins with the mark of a note into one paragraph for each line. Returns the pages as they were,
/// if any have changed.
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

/// The lines of a paragraph as paragraphs, if there are several lines whose marks are numbered in a row.
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

/// Makes notes from calls and texts, if they match one to one. Otherwise adds a comment to the paragraph of the first call.
pub(super) fn notes(draft: &mut Draft, rule: Rule, journal: &mut Vec<PlacedChange>) {
    let form = if rule == Rule::BracketedNotes { MarkForm::Bracketed } else { MarkForm::Raised };
    let undivided = divide_texts(draft);
    let mut notes = PageNotes::of(draft, form);
    let mut texts = notes.texts_for(form);
    let mut found = matched_notes(&notes.calls, &texts);
    if let Some(undivided) = undivided.filter(|_| found.pairs.len() < texts.len() || texts.is_empty()) {
        draft.pages = undivided;
        notes = PageNotes::of(draft, form);
        texts = notes.texts_for(form);
        found = matched_notes(&notes.calls, &texts);
    }
    let calls = &notes.calls;
    for doubt in found.doubts {
        let BlockIndex { page, block } = calls[doubt.call].place.block;
        let block = &mut draft.pages[page].blocks[block];
        if let BlockKind::Paragraph(inlines) = &mut block.kind {
            let comment = format!("<!-- check: {} -->", doubt.words);
            edit(inlines, &LineEdit { range: 0..0, with: comment.clone(), is_comment: true });
            journal.push(PlacedChange::new(block.node.span, rule, "", comment));
        }
    }
    let first = draft.notes.len();
    let mut by_block: BTreeMap<BlockIndex, Vec<(usize, NoteId)>> = BTreeMap::new();
    for (at, pair) in found.pairs.iter().enumerate() {
        let note = NoteId(u32::try_from(first + at).unwrap_or(u32::MAX));
        by_block.entry(calls[pair.call].place.block).or_default().push((pair.call, note));
    }
    for (BlockIndex { page, block }, own) in by_block {
        let block = &mut draft.pages[page].blocks[block];
        let span = block.node.span;
        let own: Vec<(&TypedCall<LineIndex>, NoteId)> = own.into_iter().map(|(call, note)| (&calls[call], note)).collect();
        walk_blocks_mut(std::slice::from_mut(block), &mut CallWriter { line: 0, calls: &own });
        for (call, note) in own {
            let before = if form == MarkForm::Bracketed { format!("[{}]", call.mark.number) } else { format!("^{}^", call.mark.number) };
            journal.push(PlacedChange::new(span, rule, before, format!("[^{}]", note.0 + 1)));
        }
    }
    let chosen: Vec<&NoteText<BlockIndex>> = found.pairs.iter().map(|pair| &texts[pair.text]).collect();
    for text in &chosen {
        let note = note_of(draft, text, rule, journal);
        draft.notes.push(note);
    }
    remove(draft, &chosen, &notes.finder.sections, rule, journal);
}

/// Inserts the calls of a block. Those of a line are inserted from the last to the first, so that places stay right.
struct CallWriter<'a> {
    line: usize,
    calls: &'a [(&'a TypedCall<LineIndex>, NoteId)],
}

impl VisitMut for CallWriter<'_> {
    fn line(&mut self, inlines: &mut Vec<Inline>) {
        for (call, note) in self.calls.iter().rev().filter(|(call, _)| call.place.line == self.line) {
            put_call(inlines, call.mark.at..call.mark.at + call.mark.length, *note);
        }
        self.line += 1;
    }
}

/// The note that a text becomes.
fn note_of(draft: &Draft, text: &NoteText<BlockIndex>, rule: Rule, journal: &mut Vec<PlacedChange>) -> Note {
    let Range { start: first, end } = text.range;
    let page = &draft.pages[first.page].blocks;
    let mut blocks = match (text.item, &page[first.block].kind) {
        (Some(item), BlockKind::List(list)) => list.items[item].blocks.clone(),
        _ => page[first.block..end.block].to_vec(),
    };
    let label = (draft.notes.len() + 1).to_string();
    if let Some(Block { node, kind: BlockKind::Paragraph(inlines) }) = blocks.first_mut() {
        let before = start(line_text(inlines).trim());
        if text.mark.is_enclosed {
            let line = line_text(inlines);
            let end = line.trim_end().len();
            edit(inlines, &LineEdit::new(end - 1..end, ""));
        }
        edit(inlines, &LineEdit::new(0..text.mark.length, ""));
        clean(inlines);
        trim(inlines);
        let after = format!("[^{label}]: {}", start(line_text(inlines).trim()));
        journal.push(PlacedChange::new(node.span, rule, before, after));
    }
    without_anchors(&mut blocks);
    Note { node: Node::at(Span::DETACHED), label, blocks }
}

/// Removes the texts that have become notes, and the headings of sections that have nothing else.
fn remove(
    draft: &mut Draft,
    chosen: &[&NoteText<BlockIndex>],
    sections: &[NoteSection<BlockIndex>],
    rule: Rule,
    journal: &mut Vec<PlacedChange>,
) {
    let mut gone: BTreeSet<BlockIndex> = BTreeSet::new();
    let mut items: BTreeSet<(BlockIndex, usize)> = BTreeSet::new();
    for text in chosen {
        match text.item {
            Some(item) => {
                items.insert((text.range.start, item));
            }
            None => gone.extend(blocks_of(&text.range)),
        }
    }
    for (at, item) in items.into_iter().rev() {
        if let BlockKind::List(list) = &mut draft.pages[at.page].blocks[at.block].kind {
            list.items.remove(item);
            if list.items.is_empty() {
                gone.insert(at);
            }
        }
    }
    for section in sections.iter().filter(|section| chosen.iter().any(|text| section.range.contains(&text.range.start))) {
        let first = section.range.start;
        let blocks = &draft.pages[first.page].blocks;
        let rest: Vec<BlockIndex> = blocks_of(&section.range).filter(|at| !gone.contains(at)).collect();
        let is_title = |at: &BlockIndex| {
            *at == first || matches!(blocks[at.block].kind, BlockKind::Heading { .. } | BlockKind::Break | BlockKind::PageBreak)
        };
        if rest.iter().all(is_title) {
            for at in rest {
                let block = &blocks[at.block];
                if let BlockKind::Heading { title: words, .. } | BlockKind::Paragraph(words) = &block.kind {
                    journal.push(PlacedChange::new(block.node.span, rule, line_text(words), ""));
                }
                gone.insert(at);
            }
        }
    }
    for BlockIndex { page, block } in gone.into_iter().rev() {
        draft.pages[page].blocks.remove(block);
    }
}
