//! Reports about a whole text: one diagnostic for each kind, with the first place and the number of the others.
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{
    Block, BlockKind, Division, Formula, Inline, InlineKind, Node, Note, UndescribedPictures, Visit, plain_text, walk_blocks, walk_division,
};
use crate::edition::FigurePlace;
use crate::source::Span;
use crate::source::uri::shown;

use super::misspelt::MisspeltNames;
use crate::manuscript::shape::is_page_break;

/// Reports the formulas of a text, which paper shows as their source, its pictures without alternative text, misspelt names, and what has
/// no effect where it stands.
pub(crate) fn report(divisions: &[Division], notes: &[Note], sink: &Sink) {
    let mut formulas = FormulaCollector::default();
    let mut pictures = UndescribedPictures::default();
    let mut misspelt = MisspeltNames { sink };
    let mut places = FigurePlaces { sink };
    let mut breaks = BreaksInLines { sink };
    let mut titles = UnprintedTitles { sink };
    for division in divisions {
        walk_division(division, &mut misspelt);
        walk_division(division, &mut places);
        walk_division(division, &mut breaks);
        walk_division(division, &mut titles);
        walk_division(division, &mut formulas);
        walk_division(division, &mut pictures);
    }
    for note in notes {
        walk_blocks(&note.blocks, &mut misspelt);
        walk_blocks(&note.blocks, &mut places);
        walk_blocks(&note.blocks, &mut breaks);
        walk_blocks(&note.blocks, &mut titles);
        walk_blocks(&note.blocks, &mut formulas);
        walk_blocks(&note.blocks, &mut pictures);
    }
    if let Some(first) = formulas.0.first() {
        let label = match formulas.0.len() - 1 {
            0 => String::new(),
            1 => "so is one more formula in this file".to_owned(),
            more => format!("so are {more} more formulas in this file"),
        };
        sink.report(
            Diagnostic::new(codes::MATH_AS_SOURCE, *first, "the PDF prints the formula as its source")
                .label(label)
                .hint("the e-book shows it as a formula; write it in TeX, between dollar signs, and the PDF does, too"),
        );
    }
    if let Some(first) = pictures.found.first() {
        let label = match pictures.found.len() - 1 {
            0 => "readers who cannot see it learn nothing about it".to_owned(),
            1 => "one more picture in this file has none".to_owned(),
            more => format!("{more} more pictures in this file have none"),
        };
        sink.report(
            Diagnostic::new(codes::MISSING_ALT, first.span, format!("the picture `{}` has no alternative text", shown(&first.source)))
                .label(label)
                .hint("describe it: `![a saw-tooth roof](…)`; if it has no meaning, mark it: `![](…){.decorative}`")
                .hint("until then the e-book does not say that its pictures are described, and the PDF does not claim PDF/UA-1"),
        );
    }
}

/// Reports places of figures that do not exist, and places given to anything but a figure.
struct FigurePlaces<'a> {
    sink: &'a Sink,
}

impl FigurePlaces<'_> {
    fn report(&self, node: &Node, message: String, label: &str) {
        let diagnostic = Diagnostic::new(codes::UNKNOWN_PLACE, node.span, message).label(label);
        self.sink
            .report(diagnostic.hint("write `place=here`, `near`, `top`, `foot` or `page`, after a picture that is alone in its paragraph"));
    }
}

impl Visit for FigurePlaces<'_> {
    fn block(&mut self, block: &Block) {
        let Some(place) = block.node.attribute("place") else { return };
        if !matches!(block.kind, BlockKind::Figure { .. }) {
            self.report(&block.node, "only figures have a place".to_owned(), "stands where it is written");
        } else if FigurePlace::named(place).is_none() {
            self.report(&block.node, format!("a figure has no place `{place}`"), "stands where the design says");
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if inline.node.attribute("place").is_some() {
            self.report(&inline.node, "only figures have a place".to_owned(), "stands where it is written");
        }
    }
}

/// Reports page breaks within a line of text. Only one that is alone in its paragraph has an effect.
struct BreaksInLines<'a> {
    sink: &'a Sink,
}

impl Visit for BreaksInLines<'_> {
    fn inline(&mut self, inline: &Inline) {
        if matches!(&inline.kind, InlineKind::Raw(raw) if is_page_break(raw)) {
            self.sink.report(
                Diagnostic::new(codes::RAW_HTML, inline.node.span, "a page cannot begin within a paragraph")
                    .cause("page break in a paragraph")
                    .label("left out")
                    .hint("write it on a line of its own, between empty lines"),
            );
        }
    }
}

/// Reports titles of links and of pictures in a line, which the PDF does not print.
struct UnprintedTitles<'a> {
    sink: &'a Sink,
}

impl Visit for UnprintedTitles<'_> {
    fn inline(&mut self, inline: &Inline) {
        let (title, is, printed) = match &inline.kind {
            InlineKind::Link { title: Some(title), text, .. } => (title, "link", plain_text(text)),
            InlineKind::Image { title: Some(title), alt, .. } => (title, "picture", plain_text(alt)),
            _ => return,
        };
        if title.trim().is_empty() || printed.contains(title.trim()) {
            return;
        }
        self.sink.report(
            Diagnostic::new(codes::UNPRINTED_TITLE, inline.node.span, format!("the title of this {is} is only in the e-book"))
                .cause("title")
                .label("not printed")
                .hint("if its words matter, write them in the text or in a note"),
        );
    }
}

/// Whether only the e-book shows the formula. One that neither book shows was reported as unreadable.
fn is_only_in_ebook(formula: &Formula) -> bool {
    formula.tree.is_none() && formula.markup.is_some()
}

/// Collects the places of formulas that only paper shows as their source.
#[derive(Default)]
struct FormulaCollector(Vec<Span>);

impl Visit for FormulaCollector {
    fn block(&mut self, block: &Block) {
        if let BlockKind::Math(formula) = &block.kind
            && is_only_in_ebook(formula)
        {
            self.0.push(block.node.span);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Math(formula) = &inline.kind
            && is_only_in_ebook(formula)
        {
            self.0.push(inline.node.span);
        }
    }
}
