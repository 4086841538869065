//! Folios in the text: they are known only when the pages are made. A chapter that prints some is set with what the pass
//! before found, and again where that was wrong; the others keep their pages.
use std::collections::BTreeMap;
use std::sync::Arc;

use super::Setter;
use super::makeup::{Draft, drafts};
use super::page::{Page, PageItem};
use crate::diagnostic::{Diagnostic, Sink};
use crate::document::{
    Division, DivisionKind, Folio, Inline, InlineKind, Matter, ReferenceForm, Visit, walk_blocks, walk_division, walk_inlines,
};
use crate::resolve::{Book, Destination, IndexEntry};
use crate::source::Span;

/// On which page each named place stands.
pub(super) type Folios = BTreeMap<Arc<str>, Folio>;

/// The folios of all named places of some pages.
pub(super) fn folios(pages: &[Page]) -> Folios {
    let mut folios = Folios::new();
    for page in pages {
        for placed in &page.items {
            if let PageItem::Anchor(name) = &placed.item {
                // The head of a table is set again on each of its pages.
                folios.entry(Arc::clone(name)).or_insert(page.folio);
            }
        }
    }
    folios
}

/// A part or a chapter, or what stands beside chapters, with its pages.
pub(super) struct Top<'a> {
    pub(super) matter: Matter,
    pub(super) division: &'a Division,
    pub(super) drafts: Vec<Draft>,
    /// The pass in which it was set last.
    pub(super) pass: usize,
    wanted: Vec<Wanted<'a>>,
    /// What was printed for each.
    printed: Vec<Option<Folio>>,
}

/// A place whose folio is printed.
struct Wanted<'a> {
    /// Its anchor.
    place: &'a str,
    /// Where the reference was written.
    span: Span,
}

/// Parts and chapters in order: a part is set by itself, followed by its chapters.
pub(super) fn tops<'a>(book: &Book<'a>) -> Vec<Top<'a>> {
    fn add<'a>(matter: Matter, division: &'a Division, tops: &mut Vec<Top<'a>>) {
        tops.push(Top { matter, division, drafts: Vec::new(), pass: 0, wanted: Vec::new(), printed: Vec::new() });
        if division.kind == DivisionKind::Part {
            division.divisions.iter().for_each(|inner| add(matter, inner, tops));
        }
    }
    let mut tops = Vec::new();
    for (matter, division) in book.document.divisions() {
        add(matter, division, &mut tops);
    }
    for top in &mut tops {
        let division = top.division;
        let mut references = References { book, found: Vec::new() };
        if division.kind == DivisionKind::Part {
            division.heading.iter().for_each(|heading| walk_inlines(&heading.title, &mut references));
            walk_blocks(&division.blocks, &mut references);
        } else {
            walk_division(division, &mut references);
        }
        top.wanted = references.found;
    }
    // Notes are set where they are called first.
    for (note, entry) in book.document.notes.iter().zip(&book.resolution.notes) {
        let mut references = References { book, found: Vec::new() };
        walk_blocks(&note.blocks, &mut references);
        if let Some(top) = tops.iter_mut().find(|top| !references.found.is_empty() && top.division.node.id == entry.division) {
            top.wanted.append(&mut references.found);
        }
    }
    tops
}

/// Finds what prints folios.
struct References<'b, 'a> {
    book: &'b Book<'a>,
    found: Vec<Wanted<'a>>,
}

impl Visit for References<'_, '_> {
    fn division(&mut self, division: &Division) {
        let resolution = self.book.resolution;
        if let Some(index) = resolution.index.as_ref().filter(|index| index.division == division.node.id) {
            self.marks(&index.entries);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Reference { form: ReferenceForm::Page, .. } = inline.kind
            && let Some(Destination::Node(target)) = self.book.resolution.targets.get(&inline.node.id)
            && let Some(place) = self.book.resolution.anchors.get(target)
        {
            self.found.push(Wanted { place, span: inline.node.span });
        }
    }
}

impl<'a> References<'_, 'a> {
    fn marks(&mut self, entries: &'a [IndexEntry]) {
        for entry in entries {
            let anchors = entry.marks.iter().filter_map(|mark| self.book.resolution.anchors.get(mark));
            self.found.extend(anchors.map(|place| Wanted { place, span: Span::DETACHED }));
            self.marks(&entry.entries);
        }
    }
}

impl Top<'_> {
    fn now(&self, folios: &Folios) -> Vec<Option<Folio>> {
        self.wanted.iter().map(|wanted| folios.get(wanted.place).copied()).collect()
    }

    /// Whether what it prints is so.
    pub(super) fn is_true(&self, folios: &Folios) -> bool {
        self.wanted.is_empty() || self.printed == self.now(folios)
    }

    /// Sets it, or sets it again if what it prints is not so.
    pub(super) fn set(&mut self, setter: &Setter<'_>, sink: &Sink, folios: &Arc<Folios>, pass: usize) {
        if pass > 0 && self.is_true(folios) {
            return;
        }
        let setter = setter.again(sink, folios);
        self.drafts = drafts(&setter, setter.galley(self.division));
        self.printed = self.now(folios);
        self.pass = pass;
    }

    /// Tells which folios were still wrong after the last pass.
    pub(super) fn report_unsettled(&self, folios: &Folios, sink: &Sink) {
        for (wanted, printed) in self.wanted.iter().zip(&self.printed) {
            let now = folios.get(wanted.place);
            if let (Some(printed), Some(now)) = (printed, now)
                && printed != now
            {
                sink.report(
                    Diagnostic::warning(
                        "unsettled-references",
                        wanted.span,
                        format!("page {printed} is printed for `#{}`, which stands on page {now}", wanted.place),
                    )
                    .label("moves whenever it is put right")
                    .hint("reword the paragraph, so that the number does not change its length"),
                );
            }
        }
    }
}
