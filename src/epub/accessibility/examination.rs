//! Looks at the document and at the files made from it.
use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{
    Block, BlockKind, Formula, Inline, InlineKind, Node, NodeId, Table, Visit, is_decorative, plain_text, walk_block, walk_document,
};
use crate::epub::resources::Publication;
use crate::resolve::Book;
use crate::source::Span;

use super::facts::{AccessibilityFacts, Finding};
use super::features::PrintedFeatures;
use super::motion::may_move;

/// Examines a book and the files made from it. Reports pictures without alternative text, links without a name, and a claim of
/// conformance that a finding contradicts.
pub(in crate::epub) fn examine(book: &Book<'_>, publication: &Publication<'_>, sink: &Sink) -> AccessibilityFacts {
    let mut examiner = Examiner { book, publication, sink, decorative: BTreeSet::new(), facts: AccessibilityFacts::default() };
    walk_document(book.document, &mut examiner);
    if publication.cover.is_some_and(|cover| cover.alt.trim().is_empty()) {
        examiner.cover();
    }
    let mut facts = examiner.facts;
    facts.headings = !book.resolution.contents.is_empty();
    facts.notes = book.resolution.notes.iter().any(|note| !note.calls.is_empty());
    facts.printed = PrintedFeatures::of_all(publication.files);
    if let Some(claim) = &book.edition.metadata.conformance {
        for Finding { span, message } in &facts.findings {
            let span = if span.is_detached() { claim.span } else { *span };
            sink.report(
                Diagnostic::new(codes::UNPROVEN_CONFORMANCE, span, format!("{message}, but conformance is claimed"))
                    .hint("fix it, or remove `conformance` from `[book.accessibility]`"),
            );
        }
    }
    facts
}

/// Collects facts from the document.
struct Examiner<'a> {
    book: &'a Book<'a>,
    publication: &'a Publication<'a>,
    sink: &'a Sink,
    /// The pictures of figures that are marked as decorative.
    decorative: BTreeSet<NodeId>,
    facts: AccessibilityFacts,
}

/// Whether a table has neither column heads nor row heads.
fn lacks_heads(node: &Node, table: &Table) -> bool {
    table.cells().all(|cell| cell.own_scope().is_none() || cell.is_empty()) && !table.bodies().is_empty() && !table.has_row_heads(node)
}

impl Visit for Examiner<'_> {
    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Figure { .. } if is_decorative(&block.node) => {
                walk_block(block, &mut PictureNodes(&mut self.decorative));
            }
            BlockKind::Table(table) if lacks_heads(&block.node, table) => {
                self.find(block.node.span, "the table has no column heads");
            }
            BlockKind::Math(formula) => self.formula(formula, block.node.span),
            BlockKind::Paragraph(_)
            | BlockKind::Heading { .. }
            | BlockKind::Quote { .. }
            | BlockKind::List(_)
            | BlockKind::Definitions(_)
            | BlockKind::Verse(_)
            | BlockKind::Code { .. }
            | BlockKind::Figure { .. }
            | BlockKind::Table(_)
            | BlockKind::Alert { .. }
            | BlockKind::Break
            | BlockKind::PageBreak
            | BlockKind::Container(_)
            | BlockKind::Raw(_) => {}
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Image { source, alt, .. } => self.picture(inline, source, alt),
            InlineKind::Math(formula) => self.formula(formula, inline.node.span),
            InlineKind::Link { text, .. } if self.leads(inline) && plain_text(text).trim().is_empty() => {
                self.find(inline.node.span, "the link has no text");
                self.sink.report(
                    Diagnostic::new(codes::NAMELESS_LINK, inline.node.span, "the link has no text")
                        .label("screen readers read the text of a link aloud")
                        .hint("add text to it, or an alternative text to the picture in it"),
                );
            }
            InlineKind::Text(_)
            | InlineKind::SoftBreak
            | InlineKind::LineBreak
            | InlineKind::Emphasis(_)
            | InlineKind::Strong(_)
            | InlineKind::SmallCaps(_)
            | InlineKind::Superscript(_)
            | InlineKind::Subscript(_)
            | InlineKind::Strikethrough(_)
            | InlineKind::Phrase(..)
            | InlineKind::Code(_)
            | InlineKind::Recording(_)
            | InlineKind::Link { .. }
            | InlineKind::Reference { .. }
            | InlineKind::CrossReference(_)
            | InlineKind::Citation(_)
            | InlineKind::NoteCall(_)
            | InlineKind::Anchor
            | InlineKind::Container(_)
            | InlineKind::Raw(_) => {}
        }
    }
}

impl Examiner<'_> {
    fn find(&mut self, span: Span, message: impl Into<String>) {
        self.facts.findings.push(Finding { span, message: message.into() });
    }

    /// Whether a link leads anywhere: otherwise its text is printed as plain text.
    fn leads(&self, link: &Inline) -> bool {
        self.book.resolution.targets.contains_key(&link.node.id)
    }

    fn formula(&mut self, formula: &Formula, span: Span) {
        if formula.tree.is_none() && formula.markup.is_none() {
            self.facts.formulas = true;
            self.find(span, "the formula is printed as its source");
        }
    }

    fn cover(&mut self) {
        let span = self.book.edition.metadata.places.cover;
        self.find(span, "the cover has no alternative text");
        self.sink.report(
            Diagnostic::new(codes::MISSING_ALT, span, "the cover has no alternative text").hint("describe it: `cover-alt = \"…\"`"),
        );
    }

    fn picture(&mut self, inline: &Inline, source: &str, alt: &[Inline]) {
        // A picture that the package does not have was reported; its alternative text is printed.
        if self.publication.pictures.name(source).is_none() {
            return;
        }
        self.facts.moving |= self.publication.gallery.artworks.get(source).is_some_and(may_move);
        let described = !plain_text(alt).trim().is_empty();
        if !described && (is_decorative(&inline.node) || self.decorative.contains(&inline.node.id)) {
            return;
        }
        self.facts.pictures += 1;
        if !described {
            self.facts.undescribed += 1;
            self.find(inline.node.span, format!("the picture `{source}` has no alternative text"));
        }
    }
}

/// Collects the pictures within a block.
struct PictureNodes<'a>(&'a mut BTreeSet<NodeId>);

impl Visit for PictureNodes<'_> {
    fn inline(&mut self, inline: &Inline) {
        if matches!(inline.kind, InlineKind::Image { .. }) {
            self.0.insert(inline.node.id);
        }
    }
}
