//! One text of the author's → divisions and notes.
pub(crate) mod divisions;
pub(crate) mod passes;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{
    Attributes, Block, BlockKind, Division, Inline, InlineKind, Node, Note, NoteId, UndescribedPictures, Visit, walk_blocks, walk_division,
};
use crate::source::Span;

use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::markdown::builder::{Reading, WrittenNote, parse};
use crate::manuscript::rewrite;
use crate::manuscript::scan::fences::{INLINE_NOTE, Preparation, prepare};
use crate::manuscript::text::divisions::{Role, divide};
use crate::manuscript::text::passes::{Calls, Punctuation, Settle};

/// One text, read.
#[derive(Debug, Default)]
pub(crate) struct Text {
    /// Its divisions.
    pub(crate) divisions: Vec<Division>,
    /// Its notes; calls count them from zero until [`Text::shift`].
    pub(crate) notes: Vec<Note>,
    /// Its pictures in order.
    pub(crate) images: Vec<(String, Span)>,
}

/// How a text is to be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Manner {
    /// The language of the book.
    pub(crate) lang: String,
    /// How it is prepared for the parser.
    pub(crate) preparation: Preparation,
}

/// Reads an assembled text. `role` is given the blocks, for a file whose role depends on them.
pub(crate) fn read(source: &Assembled, manner: &Manner, role: impl FnOnce(&mut Vec<Block>) -> Role, sink: &Sink) -> Text {
    let prepared = prepare(source, manner.preparation, sink);
    let reading = Reading::new(&prepared, sink);
    let mut parsed = parse(&reading);
    let role = role(&mut parsed.blocks);
    let defined: BTreeSet<NoteId> = parsed.notes.iter().map(|note| note.id).collect();
    parsed.labels.retain(|_, id| defined.contains(id));
    let mut calls = Calls { reading: &reading, labels: &parsed.labels };
    rewrite::blocks(&mut parsed.blocks, &mut calls);
    parsed.notes.iter_mut().for_each(|note| rewrite::blocks(&mut note.blocks, &mut calls));
    let uncalled = sort_out(&mut parsed.notes, &parsed.blocks, &reading);
    let mut divisions = divide(parsed.blocks, &role, &reading);
    if let Some(last) = divisions.last_mut() {
        innermost(last).blocks.extend(uncalled);
    }
    let mut punctuation = Punctuation { reading: &reading, langs: vec![manner.lang.clone()] };
    divisions.iter_mut().for_each(|division| rewrite::division(division, &mut punctuation));
    parsed.notes.iter_mut().for_each(|note| rewrite::blocks(&mut note.blocks, &mut punctuation));
    let count = parsed.notes.iter().map(|note| note.id.0 as usize + 1).max().unwrap_or(0);
    let mut places = vec![None; count];
    for (at, note) in parsed.notes.iter().enumerate() {
        places[note.id.0 as usize] = u32::try_from(at).ok().map(NoteId);
    }
    let folder = role.file.as_deref().and_then(|file| file.rfind('/').map(|at| &file[..=at])).unwrap_or("").to_owned();
    let mut settle = Settle { reading: &reading, notes: &places, folder: &folder, images: Vec::new() };
    divisions.iter_mut().for_each(|division| rewrite::division(division, &mut settle));
    let mut notes = Vec::with_capacity(parsed.notes.len());
    for mut note in parsed.notes {
        rewrite::blocks(&mut note.blocks, &mut settle);
        notes.push(Note { node: Node::at(reading.at(note.span)), label: label(&note.label), blocks: note.blocks });
    }
    report_formulas(&divisions, &notes, sink);
    report_undescribed(&divisions, &notes, sink);
    Text { divisions, notes, images: settle.images }
}

/// Reports the first picture of a text that has no alternative text, with the number of the others.
fn report_undescribed(divisions: &[Division], notes: &[Note], sink: &Sink) {
    let mut pictures = UndescribedPictures::default();
    divisions.iter().for_each(|division| walk_division(division, &mut pictures));
    notes.iter().for_each(|note| walk_blocks(&note.blocks, &mut pictures));
    let Some(first) = pictures.found.first() else { return };
    let label = match pictures.found.len() - 1 {
        0 => "readers who cannot see it learn nothing about it".to_owned(),
        1 => "nor has one more picture in this file".to_owned(),
        more => format!("nor have {more} more pictures in this file"),
    };
    sink.report(
        Diagnostic::new(codes::MISSING_ALT, first.span, format!("the picture `{}` has no alternative text", first.source))
            .label(label)
            .hint("describe it: `![a saw-tooth roof](…)`; if it has no meaning, mark it: `![](…){.decorative}`")
            .hint("until then the e-book does not say that its pictures are described, and the PDF does not claim PDF/UA-1"),
    );
}

/// Collects the places of formulas.
#[derive(Default)]
struct Formulas(Vec<Span>);

impl Visit for Formulas {
    fn block(&mut self, block: &Block) {
        if let BlockKind::Math(_) = block.kind {
            self.0.push(block.node.span);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Math(_) = inline.kind {
            self.0.push(inline.node.span);
        }
    }
}

/// Reports the first formula of a text, with the number of the others.
fn report_formulas(divisions: &[Division], notes: &[Note], sink: &Sink) {
    let mut formulas = Formulas::default();
    divisions.iter().for_each(|division| walk_division(division, &mut formulas));
    notes.iter().for_each(|note| walk_blocks(&note.blocks, &mut formulas));
    let Some(first) = formulas.0.first() else { return };
    let label = match formulas.0.len() - 1 {
        0 => String::new(),
        1 => "so is one more formula in this file".to_owned(),
        more => format!("so are {more} more formulas in this file"),
    };
    sink.report(
        Diagnostic::new(codes::MATH_AS_SOURCE, *first, "the formula is printed as its source").label(label).hint(
            "formulas are not typeset yet: write it in words, or use a picture; if it is no formula, write `\\$` for each dollar sign",
        ),
    );
}

/// The label of a note; of one that was written in the line, its number.
fn label(label: &str) -> String {
    match label.strip_prefix(INLINE_NOTE) {
        Some(number) => format!("inline-{}", number.parse::<usize>().unwrap_or(0) + 1),
        None => label.to_owned(),
    }
}

/// The last division within a division.
fn innermost(division: &mut Division) -> &mut Division {
    if division.divisions.is_empty() {
        return division;
    }
    let last = division.divisions.len() - 1;
    innermost(&mut division.divisions[last])
}

/// Collects calls.
#[derive(Default)]
struct Called(Vec<NoteId>);

impl Visit for Called {
    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::NoteCall(note) = inline.kind {
            self.0.push(note);
        }
    }
}

/// Takes out the notes that nobody calls and those whose label was taken, and gives their text as blocks, so that nothing
/// is lost.
fn sort_out(notes: &mut Vec<WrittenNote>, blocks: &[Block], reading: &Reading<'_>) -> Vec<Block> {
    let mut seen: BTreeSet<NoteId> = BTreeSet::new();
    let mut kept = Vec::new();
    let mut doubles = Vec::new();
    for note in std::mem::take(notes) {
        if seen.insert(note.id) { kept.push(note) } else { doubles.push(note) }
    }
    let mut called = Called::default();
    walk_blocks(blocks, &mut called);
    let mut reached: BTreeSet<NoteId> = BTreeSet::new();
    let mut left: BTreeSet<NoteId> = BTreeSet::new();
    for note in &doubles {
        reading.sink.report(
            Diagnostic::new(
                codes::DUPLICATE_NOTE,
                reading.at(note.span),
                format!("the note `[^{}]` is written twice in this file", note.label),
            )
            .label("printed at the end of its section")
            .hint("give it a label of its own and call it"),
        );
        walk_blocks(&note.blocks, &mut called);
    }
    let calls: BTreeMap<NoteId, Vec<NoteId>> = kept
        .iter()
        .map(|note| {
            let mut inner = Called::default();
            walk_blocks(&note.blocks, &mut inner);
            (note.id, inner.0)
        })
        .collect();
    reach(called.0, &calls, &mut reached);
    // First the notes that no other note calls, then whatever only calls itself in a circle.
    let inner: BTreeSet<NoteId> = calls.values().flatten().copied().collect();
    for whole in [false, true] {
        for note in &kept {
            if !reached.contains(&note.id) && (whole || !inner.contains(&note.id)) {
                left.insert(note.id);
                reach(vec![note.id], &calls, &mut reached);
            }
        }
    }
    let mut out = Vec::new();
    for note in kept {
        if !left.contains(&note.id) {
            notes.push(note);
        } else if !note.label.starts_with(INLINE_NOTE) {
            // The call of a note in the line that nobody calls stood in code and is printed there.
            reading.sink.report(
                Diagnostic::new(codes::UNCALLED_NOTE, reading.at(note.span), format!("nothing calls the note `[^{}]`", note.label))
                    .label("printed at the end of its section")
                    .hint(format!("write `[^{}]` where it belongs", note.label)),
            );
            out.push(container(note));
        }
    }
    out.extend(doubles.into_iter().map(container));
    out
}

fn container(note: WrittenNote) -> Block {
    let attributes = Attributes { classes: vec!["uncalled-note".to_owned()], ..Attributes::default() };
    Block { node: Node::with(note.span, attributes), kind: BlockKind::Container(note.blocks) }
}

/// Adds the notes that are called, and those that they call.
fn reach(mut pending: Vec<NoteId>, calls: &BTreeMap<NoteId, Vec<NoteId>>, reached: &mut BTreeSet<NoteId>) {
    while let Some(next) = pending.pop() {
        if reached.insert(next) {
            pending.extend(calls.get(&next).into_iter().flatten());
        }
    }
}

/// Moves the numbers of notes on.
struct Shift(u32);

impl rewrite::Rewrite for Shift {
    fn line(&mut self, inlines: &mut Vec<Inline>) {
        for inline in inlines {
            if let InlineKind::NoteCall(note) = &mut inline.kind {
                note.0 += self.0;
            }
            if let Some(inner) = rewrite::inner_mut(&mut inline.kind) {
                self.line(inner);
            }
        }
    }
}

impl Text {
    /// Counts the notes from `by`: how many stand before them in the book.
    pub(crate) fn shift(&mut self, by: usize) {
        let mut shift = Shift(u32::try_from(by).unwrap_or(u32::MAX));
        if by > 0 {
            self.divisions.iter_mut().for_each(|division| rewrite::division(division, &mut shift));
            self.notes.iter_mut().for_each(|note| rewrite::blocks(&mut note.blocks, &mut shift));
        }
    }
}
