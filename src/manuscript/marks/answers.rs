//! Moves the answers to exercises, if the book wants them at the end of their chapter or of the book (`answers` in `[book]`).
//!
//! An answer belongs to the exercise that it is in, or that it follows directly. When it is moved, its label becomes a reference to the
//! exercise ("Exercise 2."), and a reference to the answer is added to the exercise ("(Answer on page 90)"). Answers that are only for
//! the facilitator stay where they are, because a reader's copy would have references to nothing.
use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{
    Attributes, Block, BlockKind, CrossReference, Division, DivisionKind, Document, Heading, Inline, InlineKind, List, Matter, Node,
    NodeRole, ReferenceForm, ReferenceWord, Statement, Visit, walk_document,
};
use crate::edition::AnswerPlacement;
use crate::language::{LabelWord, Language};
use crate::source::Span;

/// The class of the reference to an answer in the e-book.
const LINK: &str = "answer-link";

/// Puts the answers where the book wants them. `lang` is the language of the book. Reports answers that follow no exercise.
pub(super) fn place(document: &mut Document, placement: AnswerPlacement, lang: &str, sink: &Sink) {
    if placement == AnswerPlacement::Place {
        return;
    }
    let mut anchors = Anchors(BTreeSet::new());
    walk_document(document, &mut anchors);
    let mut mover = Mover { placement, taken: anchors.0, count: 0, moved: Vec::new(), sink };
    for division in document.matter.iter_mut().flatten() {
        mover.top(division, lang);
    }
    let Some(division) = division(std::mem::take(&mut mover.moved), DivisionKind::Chapter, lang) else { return };
    let back = &mut document.matter[Matter::Back as usize];
    let is_last = |kind| matches!(kind, DivisionKind::Bibliography | DivisionKind::Index | DivisionKind::Colophon);
    let at = back.iter().position(|other| is_last(other.kind)).unwrap_or(back.len());
    back.insert(at, division);
}

/// Collects the anchors that the author gave.
struct Anchors(BTreeSet<String>);

impl Anchors {
    fn add(&mut self, node: &Node) {
        self.0.extend(node.anchor().map(str::to_owned));
    }
}

impl Visit for Anchors {
    fn division(&mut self, division: &Division) {
        self.add(&division.node);
    }

    fn block(&mut self, block: &Block) {
        self.add(&block.node);
    }

    fn inline(&mut self, inline: &Inline) {
        self.add(&inline.node);
    }
}

/// A division with answers. `None` if there are none.
fn division(blocks: Vec<Block>, kind: DivisionKind, lang: &str) -> Option<Division> {
    let span = blocks.first()?.node.span;
    let forms = Language::of(lang).word_forms(LabelWord::Answer);
    let title = vec![made(InlineKind::Text(forms.several.unwrap_or(forms.one).to_owned()), span)];
    let heading = Heading { node: Node::at(span), title, numbered: false, own_number: None };
    Some(Division { node: Node::at(span), kind, heading: Some(heading), blocks, divisions: Vec::new(), file: None })
}

fn made(kind: InlineKind, span: Span) -> Inline {
    Inline { node: Node::at(span), kind }
}

/// What became of an answer.
enum AnswerPlace {
    /// It stays where it is.
    Kept(Block),
    /// It was moved. This is the reference to it.
    Moved(Inline),
}

struct Mover<'a> {
    placement: AnswerPlacement,
    /// The anchors in use.
    taken: BTreeSet<String>,
    /// The number of exercises and answers that got an anchor.
    count: usize,
    /// The answers that were moved, and have no place yet.
    moved: Vec<Block>,
    sink: &'a Sink,
}

impl Mover<'_> {
    /// A part, or a chapter.
    fn top(&mut self, own: &mut Division, lang: &str) {
        if own.kind == DivisionKind::Part {
            self.blocks(&mut own.blocks);
            own.divisions.iter_mut().for_each(|inner| self.top(inner, lang));
            return;
        }
        self.division(own);
        if self.placement == AnswerPlacement::Chapter {
            own.divisions.extend(division(std::mem::take(&mut self.moved), DivisionKind::Section, lang));
        }
    }

    fn division(&mut self, own: &mut Division) {
        self.blocks(&mut own.blocks);
        own.divisions.iter_mut().for_each(|inner| self.division(inner));
    }

    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
        // Whether the last block is an exercise, or an answer to the last exercise that stays where it is.
        let mut exercise: Option<usize> = None;
        for mut block in std::mem::take(blocks) {
            match block.node.statement() {
                Some(Statement::Exercise) => {
                    self.within(&mut block);
                    exercise = Some(out.len());
                }
                Some(Statement::Answer) => match exercise.and_then(|at| out.get_mut(at)) {
                    Some(exercise) => match self.answer(exercise, block) {
                        AnswerPlace::Kept(kept) => block = kept,
                        AnswerPlace::Moved(reference) => {
                            add_link(exercise, reference);
                            continue;
                        }
                    },
                    None => self.report_stray(&block),
                },
                _ => {
                    exercise = None;
                    match &mut block.kind {
                        BlockKind::Container(inner) | BlockKind::Quote { blocks: inner, .. } | BlockKind::Alert { blocks: inner, .. } => {
                            self.blocks(inner)
                        }
                        BlockKind::List(List { items, .. }) => items.iter_mut().for_each(|item| self.blocks(&mut item.blocks)),
                        _ => {}
                    }
                }
            }
            out.push(block);
        }
        *blocks = out;
    }

    /// Takes the answers out of an exercise.
    fn within(&mut self, exercise: &mut Block) {
        let BlockKind::Container(inner) = &mut exercise.kind else { return };
        let mut kept = Vec::new();
        let mut references = Vec::new();
        for block in std::mem::take(inner) {
            if block.node.statement() != Some(Statement::Answer) {
                kept.push(block);
                continue;
            }
            match self.answer(exercise, block) {
                AnswerPlace::Kept(block) => kept.push(block),
                AnswerPlace::Moved(reference) => references.push(reference),
            }
        }
        exercise.kind = BlockKind::Container(kept);
        references.into_iter().for_each(|reference| add_link(exercise, reference));
    }

    /// Moves an answer to an exercise, which gets an anchor.
    fn answer(&mut self, exercise: &mut Block, mut answer: Block) -> AnswerPlace {
        if self.placement == AnswerPlacement::Facilitator {
            let mut attributes = answer.node.attrs.as_deref().cloned().unwrap_or_default();
            if !attributes.has_role(NodeRole::Facilitator) {
                attributes.classes.push("facilitator".to_owned());
            }
            answer.node = Node::with(answer.node.span, attributes);
            return AnswerPlace::Kept(answer);
        }
        if answer.node.has_role(NodeRole::Facilitator) {
            return AnswerPlace::Kept(answer);
        }
        let to_exercise = reference(&self.anchor(exercise, "exercise"), exercise.node.span, false);
        let to_answer = reference(&self.anchor(&mut answer, "answer"), answer.node.span, true);
        if let BlockKind::Container(inner) = &mut answer.kind
            && let Some(Block { kind: BlockKind::Paragraph(inlines), .. }) = inner.first_mut()
        {
            replace_label(inlines, &to_exercise);
        }
        self.moved.push(answer);
        AnswerPlace::Moved(to_answer)
    }

    /// The anchor of a block, which gets one if it has none.
    fn anchor(&mut self, block: &mut Block, name: &str) -> String {
        if let Some(anchor) = block.node.anchor() {
            return anchor.to_owned();
        }
        let anchor = loop {
            self.count += 1;
            let anchor = format!("{name}-{}", self.count);
            if self.taken.insert(anchor.clone()) {
                break anchor;
            }
        };
        let mut attributes = block.node.attrs.as_deref().cloned().unwrap_or_default();
        attributes.anchor = Some(anchor.clone());
        block.node = Node::with(block.node.span, attributes);
        anchor
    }

    fn report_stray(&self, answer: &Block) {
        let diagnostic = Diagnostic::new(codes::STRAY_ANSWER, answer.node.span, "this answer follows no exercise");
        self.sink.report(diagnostic.label("stays where it is, in every edition").hint("put it right after its exercise, or into it"));
    }
}

/// A reference to an anchor, with the word for its target, and with its page.
fn reference(anchor: &str, span: Span, with_page: bool) -> Inline {
    let target = format!("#{anchor}");
    let one = |form| made(InlineKind::Reference { target: target.clone(), form }, span);
    let mut references = vec![one(ReferenceForm::Label)];
    references.extend(with_page.then(|| one(ReferenceForm::PageOfLabel)));
    let word = ReferenceWord::Kind { is_capital: true };
    made(InlineKind::CrossReference(CrossReference { references, word, suffix: String::new(), written: String::new() }), span)
}

/// Replaces the label of a statement.
fn replace_label(inlines: &mut [Inline], label: &Inline) -> bool {
    inlines.iter_mut().any(|inline| match &mut inline.kind {
        InlineKind::Reference { form: ReferenceForm::OwnLabel, .. } => {
            *inline = label.clone();
            true
        }
        kind => kind.inner_mut().is_some_and(|inner| replace_label(inner, label)),
    })
}

/// Adds a reference in parentheses to the end of an exercise.
fn add_link(exercise: &mut Block, reference: Inline) {
    let span = exercise.node.span;
    let text = |text: &str| made(InlineKind::Text(text.to_owned()), span);
    let attributes = Attributes { classes: vec![LINK.to_owned()], ..Attributes::default() };
    let link = Inline { node: Node::with(span, attributes), kind: InlineKind::Container(vec![text("("), reference, text(")")]) };
    let BlockKind::Container(inner) = &mut exercise.kind else { return };
    match inner.last_mut() {
        Some(Block { kind: BlockKind::Paragraph(inlines), .. }) => inlines.extend([text(" "), link]),
        _ => inner.push(Block { node: Node::at(span), kind: BlockKind::Paragraph(vec![link]) }),
    }
}
