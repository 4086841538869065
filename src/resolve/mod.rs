//! Names and numbers over a finished document: what things are called and where links lead.
mod addresses;
mod anchors;
mod contents;
mod index;
mod notes;
mod numbering;
mod references;
mod selection;

pub use addresses::{Address, Addresses, BadLine, Lock, Locked, LockedChapter, address};
pub use index::{CrossReference, Index, IndexEntry};
pub use selection::{NotThere, Selected, select};

use std::collections::BTreeMap;

use crate::diagnostic::Sink;
use crate::document::{DivisionKind, Document, Inline, InlineKind, NodeId, NoteId, ReferenceForm, plain_text_with};
use crate::edition::{Edition, NotePlacement};
use crate::source::SourceMap;

/// Side tables over a [`Document`], keyed by node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolution {
    /// The anchor of a node: the EPUB `id` and the PDF named destination, one string for both. Every division, figure,
    /// table and explicitly named node has one; also every node that something links to.
    pub anchors: BTreeMap<NodeId, String>,
    /// Where each link, reference and note call leads. A link that is missing here was reported; its text is printed plainly.
    pub targets: BTreeMap<NodeId, Destination>,
    /// Printed numbers of divisions, figures, tables: "3", "IV".
    pub numbers: BTreeMap<NodeId, String>,
    /// What is printed before a title or a caption: "3", "Part II", "Figure 1", "Appendix A". None where the title is the number itself.
    pub labels: BTreeMap<NodeId, String>,
    /// The plain titles of divisions and captioned blocks, for references.
    pub titles: BTreeMap<NodeId, String>,
    /// By marks for the index, and by places that references name though they have no title: the title of the division
    /// around, which is what a reference prints.
    pub surroundings: BTreeMap<NodeId, String>,
    /// The numbers of paragraphs: "3.12" in a numbered chapter, else "12". See [`Resolution::take_addresses`].
    pub paragraph_numbers: BTreeMap<NodeId, String>,
    /// By [`NoteId`].
    pub notes: Vec<NoteEntry>,
    /// The division that holds all notes, if they stand together.
    pub endnotes: Option<Endnotes>,
    /// The table of contents, nested.
    pub contents: Vec<ContentsEntry>,
    /// Figures that have a caption, in order.
    pub figures: Vec<NodeId>,
    /// Tables that have one.
    pub tables: Vec<NodeId>,
    /// The index, if words were marked for one.
    pub index: Option<Index>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Destination {
    /// To a node that has an anchor.
    Node(NodeId),
    /// To a note.
    Note(NoteId),
    /// Out of the book.
    Uri(String),
}

/// What a note is called and who calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteEntry {
    /// Its printed mark: "12". Where marks begin anew on each page, the PDF has its own.
    pub mark: String,
    /// It is the editor's, which are counted by themselves.
    pub editors: bool,
    /// Its place among all notes in the order of their first calls.
    pub order: usize,
    /// Its anchor: `n-3-12`.
    pub anchor: String,
    /// The top division (chapter, preface) within which it is first called.
    pub division: NodeId,
    /// The calls in reading order, each with its anchor: `r-3-12`, `r-3-12-b`.
    pub calls: Vec<(NodeId, String)>,
}

/// All notes of the book, by the chapters that call them. The document has no such division: an edition asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endnotes {
    /// An id of its own, which no node of the document has.
    pub node: NodeId,
    /// Its title, in the language of the book.
    pub title: String,
    /// The division before which it stands; at the end if none.
    pub before: Option<NodeId>,
    /// The chapters that have notes, in order, each with its notes.
    pub chapters: Vec<(NodeId, Vec<NoteId>)>,
}

/// One line of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsEntry {
    /// The division.
    pub node: NodeId,
    /// What it is.
    pub kind: DivisionKind,
    /// What is printed before its title.
    pub label: Option<String>,
    /// Its plain title.
    pub title: String,
    /// What is under it.
    pub entries: Vec<Self>,
}

/// All that a backend is given of the text.
#[derive(Clone, Copy, Debug)]
pub struct Book<'a> {
    /// What it says.
    pub document: &'a Document,
    /// What things are called.
    pub resolution: &'a Resolution,
    /// How it should be.
    pub edition: &'a Edition,
}

impl Resolution {
    /// The entry of a note.
    ///
    /// # Panics
    /// Never for a note of the document that was resolved.
    #[must_use]
    pub fn note(&self, id: NoteId) -> &NoteEntry {
        &self.notes[id.0 as usize]
    }

    /// The notes that a chapter calls first, in the order of their calls.
    #[must_use]
    pub fn notes_of(&self, division: NodeId) -> Vec<NoteId> {
        let mut own: Vec<(usize, NoteId)> = (0..)
            .zip(&self.notes)
            .filter(|(_, entry)| entry.division == division && !entry.calls.is_empty())
            .map(|(at, entry)| (entry.order, NoteId(at)))
            .collect();
        own.sort_unstable();
        own.into_iter().map(|(_, note)| note).collect()
    }

    /// The title of a division with what is printed before it.
    #[must_use]
    pub fn full_title(&self, division: NodeId) -> String {
        let parts = [self.labels.get(&division), self.titles.get(&division)];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("\u{2002}")
    }

    /// What a list says of a figure or a table: its number, and its caption without the full stop that ends it.
    #[must_use]
    pub fn listed(&self, node: NodeId) -> (Option<&str>, &str) {
        let title = self.titles.get(&node).map_or("", String::as_str);
        (self.numbers.get(&node).map(String::as_str), title.strip_suffix('.').filter(|rest| !rest.ends_with('.')).unwrap_or(title))
    }

    /// The words of a title without their dress, what its references print included.
    #[must_use]
    pub fn plain(&self, title: &[Inline]) -> String {
        plain_text_with(title, &|inline| match inline.kind {
            InlineKind::Reference { form, .. } => self.reference(inline.node.id, form).unwrap_or_default(),
            _ => "",
        })
    }

    /// What a reference prints where there are no pages: nothing where it leads nowhere, which was reported.
    #[must_use]
    pub fn reference(&self, node: NodeId, form: ReferenceForm) -> Option<&str> {
        let Some(Destination::Node(target)) = self.targets.get(&node) else { return None };
        let title = self.titles.get(target).or_else(|| self.surroundings.get(target));
        match form {
            ReferenceForm::Number => self.numbers.get(target).or(title),
            ReferenceForm::Title | ReferenceForm::Page => title,
        }
        .map(String::as_str)
    }
}

/// Resolves a document. Links that lead nowhere are reported and left out.
#[must_use]
pub fn resolve(document: &Document, edition: &Edition, sources: &SourceMap, sink: &Sink) -> Resolution {
    let mut resolution = Resolution::default();
    numbering::number(document, edition, &mut resolution);
    let mut names = anchors::name(document, sources, &mut resolution);
    notes::mark(document, &edition.notes, &mut resolution);
    if edition.notes.placement == NotePlacement::Book {
        notes::gather(document, edition, &mut names.taken, &mut resolution);
    }
    references::link(document, sources, &names, &mut resolution, sink);
    numbering::complete_titles(document, &mut resolution);
    resolution.index = index::collect(document, edition.metadata.language.tag(), &resolution.notes, &mut names.taken, sink);
    resolution.contents = contents::contents(document, &resolution);
    resolution
}
