//! Names and numbers of a finished document: anchors, numbers, marks of notes, destinations of links, contents, index.
//!
//! Input: a document and an edition. Output: a [`Resolution`], which both backends print, so they cannot differ. The document itself is
//! not changed. Begin reading at [`resolve`]. Two parts are separate from it: `addresses` gives paragraphs ids that survive edits, and
//! `selection.rs` reads which part of a book an excerpt contains.
mod addresses;
mod anchors;
mod caption_numbers;
mod contents;
mod counting;
mod cross_references;
mod equations;
mod index;
mod locators;
mod mismatched_labels;
mod notes;
mod numbering;
mod references;
mod resolution;
mod selection;
mod spoken_formulas;

use crate::diagnostic::Sink;
use crate::document::Document;
use crate::edition::{Edition, NotePlacement};
use crate::language::Language;
use crate::source::SourceMap;

pub use addresses::{Address, Addresses, BadLine, Lock, LockedChapter, LockedParagraph, address};
pub use locators::{PageLocator, PagedMark, page_locators};
pub use resolution::{
    Book, CitationPlace, ContentsEntry, Destination, Endnotes, EquationNumbers, Index, IndexEntry, IndexReference, NoteEntry,
    PrintedReference, ReferenceText, Resolution,
};
pub use selection::{MissingPart, Selected, select};

/// Resolves a document. Links that lead nowhere are reported and get no destination.
#[must_use]
pub fn resolve(document: &Document, edition: &Edition, sources: &SourceMap, sink: &Sink) -> Resolution {
    let mut resolution = Resolution::default();
    numbering::number(document, edition, &mut resolution, sink);
    equations::number(document, edition.numbering, &mut resolution, sink);
    equations::check_references(document, &resolution, sink);
    spoken_formulas::speak(document, edition.metadata.language.tag(), &mut resolution);
    let mut targets = anchors::name(document, sources, &mut resolution, sink);
    notes::mark(document, &edition.notes, &mut resolution);
    if edition.notes.placement == NotePlacement::Book {
        notes::gather(document, edition, &mut targets.taken, &mut resolution);
    }
    let language = Language::of(edition.metadata.language.tag());
    references::link(document, &references::LinkContext { sources, targets: &targets, language }, &mut resolution, sink);
    numbering::complete_titles(document, &mut resolution);
    resolution.index = index::collect(document, edition.metadata.language.tag(), &resolution.notes, &mut targets.taken, sink);
    resolution.contents = contents::contents(document, &resolution);
    resolution
}
