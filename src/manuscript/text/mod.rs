//! Reads one assembled text into divisions and notes.
mod abbreviations;
mod broken_breaks;
mod broken_code;
mod broken_emphasis;
mod broken_entities;
mod broken_formulas;
mod broken_headings;
mod broken_links;
mod broken_lists;
mod broken_tables;
mod calls_in_links;
mod citations;
pub(crate) mod divisions;
mod escaped_spaces;
mod foreign;
mod formulas;
mod half_open;
mod implicit_captions;
pub(crate) mod label_references;
mod left_signs;
mod lone_pictures;
mod misspelt;
pub(crate) mod page_addresses;
pub(crate) mod passes;
pub(crate) mod picture_folders;
mod picture_sizes;
mod reports;
mod sign_runs;
mod tool_labels;
mod tool_references;
mod unclosed_attributes;
mod unused_attributes;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::citation::Bibliography;
use crate::diagnostic::{Diagnostic, Sink, Suggestions, codes};
use crate::document::{
    Attributes, Block, BlockKind, Division, Inline, InlineKind, Node, Note, NoteId, Visit, VisitMut, walk_blocks, walk_blocks_mut,
    walk_division_mut,
};
use crate::edition::Dialect;
use crate::formula::Macros;
use crate::source::Span;

use crate::manuscript::dialect::construct::Construct;
use crate::manuscript::dialect::tables::has;
use crate::manuscript::dialect::translation::{Referents, translated};
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::markdown::builder::{NoteLabel, Parsed, WrittenNote, parse, title};
use crate::manuscript::scan::fences::prepare;
use crate::manuscript::scan::preparation::Preparation;
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::text::abbreviations::Abbreviations;
use crate::manuscript::text::calls_in_links::LinkDivision;
use crate::manuscript::text::citations::Citations;
use crate::manuscript::text::divisions::{FileRole, divide, with_title_outside};
use crate::manuscript::text::escaped_spaces::EscapedSpaces;
use crate::manuscript::text::foreign::ForeignMarkup;
use crate::manuscript::text::formulas::ReadFormulas;
use crate::manuscript::text::implicit_captions::ImplicitCaptions;
use crate::manuscript::text::label_references::LabelReferences;
use crate::manuscript::text::lone_pictures::LonePictures;
use crate::manuscript::text::page_addresses::PageAddresses;
use crate::manuscript::text::passes::{Elsewhere, LeftoverCalls, Punctuation, Relocation};
use crate::manuscript::text::picture_folders::PictureFolders;
use crate::manuscript::text::picture_sizes::PictureSizes;
use crate::manuscript::text::tool_labels::{BookdownLabels, name_blocks};
use crate::manuscript::text::tool_references::ToolReferences;
use crate::manuscript::text::unused_attributes::UnusedAttributes;

/// A text that was read.
#[derive(Debug, Default)]
pub(crate) struct Text {
    /// Its divisions.
    pub(crate) divisions: Vec<Division>,
    /// Its notes. Calls refer to them by numbers from 0, until [`Text::shift`] adds the number of earlier notes.
    pub(crate) notes: Vec<Note>,
    /// Its pictures in reading order, each with its place.
    pub(crate) images: Vec<(String, Span)>,
}

/// The settings for reading a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReadingOptions {
    /// The language of the book.
    pub(crate) lang: String,
    /// How the text is rewritten for the parser.
    pub(crate) preparation: Preparation,
    /// Whether the alternative text of a picture alone in its paragraph is its caption too.
    pub(crate) implicit_figures: bool,
    /// The tool whose Markdown the text is written in.
    pub(crate) dialect: Dialect,
    /// Whether the directives of mdBook were obeyed when the text was assembled.
    pub(crate) has_includes: bool,
    /// What the text may refer to.
    pub(crate) referents: Referents,
    /// The macros of formulas.
    pub(crate) macros: Macros,
    /// Where pictures are looked for.
    pub(crate) picture_folders: PictureFolders,
    /// The pages that have addresses of their own.
    pub(crate) pages: PageAddresses,
    /// The works that may be cited, if the book has a bibliography.
    pub(crate) bibliography: Option<Arc<Bibliography>>,
}

/// Reads an assembled text. `role` returns the role of the file, which may depend on the blocks.
pub(crate) fn read(source: &Assembled, options: &ReadingOptions, role: impl FnOnce(&mut Vec<Block>) -> FileRole, sink: &Sink) -> Text {
    let translated = translated(source, options.dialect, &options.referents, sink);
    let source = translated.as_ref().unwrap_or(source);
    let prepared = prepare(source, options.preparation, sink);
    let reading = Reading::new(&prepared, sink, title);
    let mut parsed = parse(&reading);
    if has(options.dialect, Construct::MystLabel) {
        name_blocks(&mut parsed.blocks);
    }
    settle(parsed, &reading, (options, Notation::Markdown), role, sink)
}

/// How a text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notation {
    /// As Markdown. What looks like markup in its words may be markup.
    Markdown,
    /// As a document of Pandoc. Its words are only words.
    Pandoc,
}

/// Makes divisions and notes from a parsed text.
pub(crate) fn settle(
    mut parsed: Parsed,
    reading: &Reading<'_>,
    (options, notation): (&ReadingOptions, Notation),
    role: impl FnOnce(&mut Vec<Block>) -> FileRole,
    sink: &Sink,
) -> Text {
    parsed.blocks = with_title_outside(parsed.blocks);
    let role = role(&mut parsed.blocks);
    let defined: BTreeSet<NoteId> = parsed.notes.iter().map(|note| note.id).collect();
    parsed.labels.retain(|_, id| defined.contains(id));
    if notation == Notation::Markdown {
        let mut calls = LeftoverCalls { reading, labels: &parsed.labels, suggestions: Suggestions::default() };
        walk_blocks_mut(&mut parsed.blocks, &mut calls);
        parsed.notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut calls));
    }
    walk_blocks_mut(&mut parsed.blocks, &mut LinkDivision);
    parsed.notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut LinkDivision));
    let uncalled = sort_out(&mut parsed.notes, &parsed.blocks, reading);
    if let Some(mut abbreviations) = Abbreviations::of(reading, &parsed.blocks) {
        abbreviations.apply(&mut parsed.blocks);
        parsed.notes.iter_mut().for_each(|note| abbreviations.apply(&mut note.blocks));
        abbreviations.report(reading);
    }
    let mut divisions = divide(parsed.blocks, &role, reading);
    if let Some(last) = divisions.last_mut() {
        innermost(last).blocks.extend(uncalled);
    }
    if notation == Notation::Markdown {
        let mut lone = LonePictures { reading, is_pandoc: options.dialect.is_pandoc() };
        divisions.iter_mut().for_each(|division| walk_division_mut(division, &mut lone));
        parsed.notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut lone));
    }
    if options.implicit_figures {
        divisions.iter_mut().for_each(|division| walk_division_mut(division, &mut ImplicitCaptions));
        parsed.notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut ImplicitCaptions));
    }
    let mut sizes = PictureSizes { reading };
    divisions.iter_mut().for_each(|division| walk_division_mut(division, &mut sizes));
    parsed.notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut sizes));
    if has(options.dialect, Construct::BookdownLabel) {
        divisions.iter_mut().for_each(|division| walk_division_mut(division, &mut BookdownLabels));
        parsed.notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut BookdownLabels));
    }
    if options.dialect == Dialect::Myst {
        divisions.iter_mut().for_each(|division| walk_division_mut(division, &mut ToolReferences));
        parsed.notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut ToolReferences));
    }
    if notation == Notation::Markdown && options.dialect.is_pandoc() {
        let mut spaces = EscapedSpaces { reading };
        divisions.iter_mut().for_each(|division| walk_division_mut(division, &mut spaces));
        parsed.notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut spaces));
    }
    if notation == Notation::Markdown && reading.text().contains('@') {
        let mut references =
            LabelReferences { reading, lang: options.lang.clone(), is_bookdown: has(options.dialect, Construct::BookdownReference) };
        divisions.iter_mut().for_each(|division| walk_division_mut(division, &mut references));
        parsed.notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut references));
    }
    if let (Notation::Markdown, Some(bibliography)) = (notation, &options.bibliography) {
        let mut citations = Citations::new(reading, bibliography);
        divisions.iter_mut().for_each(|division| walk_division_mut(division, &mut citations));
        parsed.notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut citations));
    }
    if notation == Notation::Markdown {
        let mut foreign = ForeignMarkup::new(reading, options);
        divisions.iter_mut().for_each(|division| walk_division_mut(division, &mut foreign));
        parsed.notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut foreign));
        foreign.finish();
    }
    let mut unused = UnusedAttributes { reading };
    divisions.iter_mut().for_each(|division| walk_division_mut(division, &mut unused));
    parsed.notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut unused));
    let mut punctuation = Punctuation { reading, langs: vec![options.lang.clone()] };
    divisions.iter_mut().for_each(|division| walk_division_mut(division, &mut punctuation));
    parsed.notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut punctuation));
    let count = parsed.notes.iter().map(|note| note.id.0 as usize + 1).max().unwrap_or(0);
    let mut places = vec![None; count];
    for (at, note) in parsed.notes.iter().enumerate() {
        places[note.id.0 as usize] = u32::try_from(at).ok().map(NoteId);
    }
    let others = Elsewhere { pictures: &options.picture_folders, pages: &options.pages };
    let file = role.file.as_deref().unwrap_or_default();
    let mut relocation = Relocation { reading, notes: &places, file, others, images: Vec::new() };
    divisions.iter_mut().for_each(|division| walk_division_mut(division, &mut relocation));
    let mut notes = Vec::with_capacity(parsed.notes.len());
    for mut note in parsed.notes {
        walk_blocks_mut(&mut note.blocks, &mut relocation);
        notes.push(Note { node: Node::at(reading.at(note.span)), label: label(note.label), blocks: note.blocks });
    }
    let mut formulas = ReadFormulas::new(options.macros.clone());
    formulas.divisions(&mut divisions);
    notes.iter_mut().for_each(|note| formulas.blocks(&mut note.blocks));
    formulas.report(sink);
    reports::report(&divisions, &notes, sink);
    Text { divisions, notes, images: relocation.images }
}

/// The label of a note in the document. An inline note gets a label with its number.
fn label(label: NoteLabel) -> String {
    match label {
        NoteLabel::Inline(number) => format!("inline-{}", number + 1),
        NoteLabel::Written(label) => label,
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

/// Collects the calls of notes.
#[derive(Default)]
struct CalledNotes(Vec<NoteId>);

impl Visit for CalledNotes {
    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::NoteCall(note) = inline.kind {
            self.0.push(note);
        }
    }
}

/// Removes notes without calls, and notes whose label is already taken. Returns their texts as blocks, which are printed so that nothing
/// is lost.
fn sort_out(notes: &mut Vec<WrittenNote>, blocks: &[Block], reading: &Reading<'_>) -> Vec<Block> {
    let mut seen: BTreeSet<NoteId> = BTreeSet::new();
    let mut kept = Vec::new();
    let mut doubles = Vec::new();
    for note in std::mem::take(notes) {
        if seen.insert(note.id) { kept.push(note) } else { doubles.push(note) }
    }
    let mut called = CalledNotes::default();
    walk_blocks(blocks, &mut called);
    let mut reached: BTreeSet<NoteId> = BTreeSet::new();
    let mut left: BTreeSet<NoteId> = BTreeSet::new();
    for note in &doubles {
        // Only labels that the author wrote can be equal.
        if let NoteLabel::Written(label) = &note.label {
            reading.sink.report(
                Diagnostic::new(
                    codes::DUPLICATE_NOTE,
                    reading.at(note.span),
                    format!("the note `[^{label}]` is written twice in this file"),
                )
                .label("printed at the end of its section")
                .hint("give it a label of its own and call it"),
            );
        }
        walk_blocks(&note.blocks, &mut called);
    }
    let calls: BTreeMap<NoteId, Vec<NoteId>> = kept
        .iter()
        .map(|note| {
            let mut inner = CalledNotes::default();
            walk_blocks(&note.blocks, &mut inner);
            (note.id, inner.0)
        })
        .collect();
    reach(called.0, &calls, &mut reached);
    // First the notes that no other note calls, then those that only call one another in a circle.
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
        } else if let NoteLabel::Written(label) = &note.label {
            // An inline note without a call is in code, where it is printed as written.
            reading.sink.report(
                Diagnostic::new(codes::UNCALLED_NOTE, reading.at(note.span), format!("nothing calls the note `[^{label}]`"))
                    .label("printed at the end of its section")
                    .hint(format!("write `[^{label}]` where it belongs")),
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

/// Adds the called notes, and the notes that those call.
fn reach(mut pending: Vec<NoteId>, calls: &BTreeMap<NoteId, Vec<NoteId>>, reached: &mut BTreeSet<NoteId>) {
    while let Some(next) = pending.pop() {
        if reached.insert(next) {
            pending.extend(calls.get(&next).into_iter().flatten());
        }
    }
}

/// Adds a number to the numbers of all notes.
struct NoteNumberShift(u32);

impl VisitMut for NoteNumberShift {
    fn inline(&mut self, inline: &mut Inline) {
        if let InlineKind::NoteCall(note) = &mut inline.kind {
            note.0 += self.0;
        }
    }
}

impl Text {
    /// Numbers the notes from `by`, the number of notes before them in the book.
    pub(crate) fn shift(&mut self, by: usize) {
        let mut shift = NoteNumberShift(u32::try_from(by).unwrap_or(u32::MAX));
        if by > 0 {
            self.divisions.iter_mut().for_each(|division| walk_division_mut(division, &mut shift));
            self.notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut shift));
        }
    }
}
