//! The result of resolution: tables over the nodes of a document.
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::document::{DivisionKind, Document, Inline, InlineKind, NodeId, NoteId, ReferenceForm, plain_text_with};
use crate::edition::{CodeColours, Edition};
use crate::highlight::{CodeToken, TokenClass};
use crate::language::LabelWord;

use super::addresses::Addresses;

/// Everything about a document that is not in the document itself: anchors, numbers, titles, destinations of links, marks of notes,
/// contents, index. Most tables are keyed by node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolution {
    /// The anchor of a node, which is its `id` in the EPUB and its named destination in the PDF. Every division, figure, table,
    /// citation and index mark has one, and so has every node that the author named and every paragraph with an address.
    pub anchors: BTreeMap<NodeId, String>,
    /// The destination of each link, reference and note call. A link without one was reported; its text is printed as plain text.
    pub targets: BTreeMap<NodeId, Destination>,
    /// The printed numbers of divisions, figures, tables and equations: "3", "IV".
    pub numbers: BTreeMap<NodeId, String>,
    /// The labels before titles and captions: "3", "Part II", "Figure 1". A title that is a number itself has none.
    pub labels: BTreeMap<NodeId, String>,
    /// The titles of divisions and the captions of figures and tables, as plain text.
    pub titles: BTreeMap<NodeId, String>,
    /// The title of the division around an index mark, and around a node without a title that a reference leads to. A reference
    /// prints it.
    pub surroundings: BTreeMap<NodeId, String>,
    /// The numbers of paragraphs: "3.12" in a numbered chapter, otherwise "12". See [`Resolution::take_addresses`].
    pub paragraph_numbers: BTreeMap<NodeId, String>,
    /// One for each note, indexed by [`NoteId`].
    pub notes: Vec<NoteEntry>,
    /// The notes of each division that [`NoteEntry::division`] names, in the order of their first calls.
    pub notes_by_division: BTreeMap<NodeId, Vec<NoteId>>,
    /// For each call of a note except the first: its position in [`NoteEntry::calls`].
    pub further_calls: BTreeMap<NodeId, usize>,
    /// The division of all notes, if the edition puts them at the end of the book.
    pub endnotes: Option<Endnotes>,
    /// The table of contents, nested.
    pub contents: Vec<ContentsEntry>,
    /// The figures that have a caption, in order.
    pub figures: Vec<NodeId>,
    /// The tables that have a caption, in order.
    pub tables: Vec<NodeId>,
    /// The listings that have a caption, in order.
    pub listings: Vec<NodeId>,
    /// The equations that have a title, in order.
    pub titled_equations: Vec<NodeId>,
    /// What a reference calls each division, figure, table, listing and equation.
    pub kinds: BTreeMap<NodeId, LabelWord>,
    /// What each reference of a [`CrossReference`](crate::document::CrossReference) prints.
    pub reference_texts: BTreeMap<NodeId, ReferenceText>,
    /// The tokens of listings. Read them with [`Book::tokens`].
    pub tokens: BTreeMap<NodeId, Arc<[CodeToken]>>,
    /// The citations of each work, by the anchor of its entry in a list of works, in the order of reading. Each has an anchor.
    pub citations: BTreeMap<String, Vec<CitationPlace>>,
    /// The index, if the book has index marks and a division for the index.
    pub index: Option<Index>,
    /// The printed numbers of formulas that have one.
    pub equations: BTreeMap<NodeId, EquationNumbers>,
    /// The numbers of equations by their labels (`\label`), without parentheses.
    pub equation_labels: BTreeMap<String, String>,
    /// Formulas in English words. A formula that is not in a text in English is not among them.
    pub spoken_formulas: BTreeMap<NodeId, Arc<str>>,
    /// For references to the label of an equation: its number, which may be that of one row of a formula.
    pub equation_references: BTreeMap<NodeId, String>,
}

/// What a reference prints, in three parts. Only the second is a link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReferenceText {
    /// What stands before it: "–", " and ".
    pub before: String,
    /// The text of the link: "Figure 3". `None` for the title of the target.
    pub text: Option<String>,
    /// What stands after it.
    pub after: String,
}

/// What a reference prints. Only its text is a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PrintedReference<'a> {
    /// What stands before the link.
    pub before: &'a str,
    /// The text of the link.
    pub text: &'a str,
    /// What stands after the link.
    pub after: &'a str,
}

impl PrintedReference<'_> {
    /// All of it.
    #[must_use]
    pub fn whole(&self) -> String {
        [self.before, self.text, self.after].concat()
    }
}

/// Where a work is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CitationPlace {
    /// The citation.
    pub citation: NodeId,
    /// The division around it. `None` for a citation in a note.
    pub division: Option<NodeId>,
}

/// The printed numbers of a formula, with their parentheses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EquationNumbers {
    /// That of the whole formula.
    pub whole: Option<String>,
    /// That of each row. Empty if no row has one.
    pub rows: Vec<Option<String>>,
}

/// The destination of a link.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Destination {
    /// A node, which has an anchor.
    Node(NodeId),
    /// A note.
    Note(NoteId),
    /// A place outside the book.
    Uri(String),
}

/// The mark of a note and its calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteEntry {
    /// The printed mark: "12". If marks restart on each page, the PDF has its own.
    pub mark: String,
    /// Whether it is a note of the editor. Those are counted separately.
    pub editors: bool,
    /// Its position among all notes in the order of their first calls. `None` if nothing calls it.
    pub order: Option<usize>,
    /// Its anchor: `n-3-12`.
    pub anchor: String,
    /// The chapter, or division on the level of chapters, that calls it first.
    pub division: NodeId,
    /// The calls in reading order, each with its anchor: `r-3-12`, `r-3-12-b`.
    pub calls: Vec<(NodeId, String)>,
}

/// All notes of the book, by the chapters that call them. The document has no such division; the edition asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endnotes {
    /// An id that no node of the document has.
    pub node: NodeId,
    /// The title, in the language of the book.
    pub title: String,
    /// The division that follows it; with `None` it is the last one.
    pub before: Option<NodeId>,
    /// The chapters that have notes, in order, each with its notes.
    pub chapters: Vec<(NodeId, Vec<NoteId>)>,
}

/// An entry of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsEntry {
    /// The division.
    pub node: NodeId,
    /// The kind of the division.
    pub kind: DivisionKind,
    /// The label before the title.
    pub label: Option<String>,
    /// The title as plain text.
    pub title: String,
    /// Whether a file of the manuscript begins with the division.
    pub begins_file: bool,
    /// The entries under it.
    pub entries: Vec<Self>,
}

/// An index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// The division that it is printed in, after the blocks of that division.
    pub division: NodeId,
    /// The entries in alphabetical order.
    pub entries: Vec<IndexEntry>,
    /// The anchors of entries that cross-references lead to.
    pub anchors: Vec<String>,
}

/// An entry of the index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexEntry {
    /// The term.
    pub term: String,
    /// The letter that it is listed under. Terms that begin with a digit have none and come first.
    pub letter: Option<char>,
    /// Its position in [`Index::anchors`], if a cross-reference leads to it.
    pub anchor: Option<usize>,
    /// Its marks in reading order, without those of further mentions in the same paragraph.
    pub marks: Vec<NodeId>,
    /// The marks of further mentions. If a paragraph is divided, they may stand on other pages.
    pub further: Vec<NodeId>,
    /// "See" if there are no marks, otherwise "see also".
    pub see: Vec<IndexReference>,
    /// The entries under it.
    pub entries: Vec<Self>,
}

/// A reference to another entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexReference {
    /// The printed text.
    pub text: String,
    /// The position of the other entry in [`Index::anchors`], if there is such an entry.
    pub anchor: Option<usize>,
}

/// The text as backends get it.
#[derive(Clone, Copy, Debug)]
pub struct Book<'a> {
    /// The text itself.
    pub document: &'a Document,
    /// Its names and numbers.
    pub resolution: &'a Resolution,
    /// Metadata, design and settings.
    pub edition: &'a Edition,
}

impl<'a> Book<'a> {
    /// The tokens of a listing: what is set in colours, bold or italic. Empty if the design sets code plain.
    #[must_use]
    pub fn tokens(&self, code: NodeId) -> &'a [CodeToken] {
        let is_plain = self.edition.design.code.colours == CodeColours::None;
        self.resolution.tokens.get(&code).filter(|_| !is_plain).map_or(&[], |tokens| &tokens[..])
    }

    /// The classes of all tokens of the book.
    #[must_use]
    pub fn token_classes(&self) -> BTreeSet<TokenClass> {
        self.resolution.tokens.keys().flat_map(|code| self.tokens(*code)).map(|token| token.class).collect()
    }
}

/// Whether things of a kind have captions.
const fn is_captioned(kind: &LabelWord) -> bool {
    matches!(kind, LabelWord::Figure | LabelWord::Table | LabelWord::Listing)
}

/// A caption without the full stop at its end.
fn without_stop(caption: &str) -> &str {
    caption.strip_suffix('.').filter(|rest| !rest.ends_with('.')).unwrap_or(caption)
}

impl Resolution {
    /// The text for readers who cannot see a formula: its English words, or `source` if the text around it is in another language.
    #[must_use]
    pub fn formula_alternative(&self, node: NodeId, source: &str) -> Arc<str> {
        self.spoken_formulas.get(&node).map_or_else(|| Arc::from(source), Arc::clone)
    }

    /// The entry of a note.
    ///
    /// # Panics
    /// Never for a note of the document that was resolved.
    #[must_use]
    pub fn note(&self, id: NoteId) -> &NoteEntry {
        &self.notes[id.0 as usize]
    }

    /// The notes whose first call is in a chapter, in the order of their calls.
    #[must_use]
    pub fn notes_of(&self, division: NodeId) -> &[NoteId] {
        self.notes_by_division.get(&division).map_or(&[], Vec::as_slice)
    }

    /// The position of a call among the calls of its note. `None` if it is not a call of that note.
    #[must_use]
    pub fn call_position(&self, note: NoteId, call: NodeId) -> Option<usize> {
        let calls = &self.note(note).calls;
        if calls.first().is_some_and(|(first, _)| *first == call) {
            return Some(0);
        }
        self.further_calls.get(&call).copied().filter(|&at| calls.get(at).is_some_and(|(node, _)| *node == call))
    }

    /// The label and the title of a division, with an en space between them.
    #[must_use]
    pub fn full_title(&self, division: NodeId) -> String {
        let parts = [self.labels.get(&division), self.titles.get(&division)];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("\u{2002}")
    }

    /// A figure or table in a list of figures or tables: its number, and its caption without the full stop at the end.
    #[must_use]
    pub fn listed(&self, node: NodeId) -> (Option<&str>, &str) {
        let title = self.titles.get(&node).map_or("", String::as_str);
        (self.numbers.get(&node).map(String::as_str), without_stop(title))
    }

    /// A title as plain text, including the text of its references. It has no soft hyphens, which only lines of text need.
    #[must_use]
    pub fn plain(&self, title: &[Inline]) -> String {
        let text = plain_text_with(title, &|inline| match inline.kind {
            InlineKind::Reference { form, .. } => Cow::Owned(self.reference(inline.node.id, form).whole()),
            _ => Cow::Borrowed(""),
        });
        text.replace('\u{AD}', "")
    }

    /// What a reference prints in a file without pages. Nothing if the reference has no destination, which was reported.
    #[must_use]
    pub fn reference(&self, node: NodeId, form: ReferenceForm) -> PrintedReference<'_> {
        let target = match self.targets.get(&node) {
            Some(Destination::Node(target)) => Some(target),
            _ => None,
        };
        let title = || {
            let title = self.titles.get(target?).or_else(|| self.surroundings.get(target?))?;
            Some(if self.kinds.get(target?).is_some_and(is_captioned) { without_stop(title) } else { title.as_str() })
        };
        let number = || self.equation_references.get(&node).or_else(|| self.numbers.get(target?)).map(String::as_str);
        let text = match form {
            ReferenceForm::Number => number().or_else(title),
            ReferenceForm::Title | ReferenceForm::Page => self.equation_references.get(&node).map(String::as_str).or_else(title),
            ReferenceForm::Label | ReferenceForm::OwnLabel => {
                let Some(texts) = self.reference_texts.get(&node) else { return PrintedReference::default() };
                let text = texts.text.as_deref().or_else(title).unwrap_or_default();
                return PrintedReference { before: &texts.before, text, after: &texts.after };
            }
            ReferenceForm::PageOfLabel | ReferenceForm::Citations => None,
        };
        PrintedReference { text: text.unwrap_or_default(), ..PrintedReference::default() }
    }

    /// The citations of the work whose entry has a reference of the form [`ReferenceForm::Citations`].
    #[must_use]
    pub fn citations_of(&self, reference: NodeId) -> &[CitationPlace] {
        let Some(Destination::Node(entry)) = self.targets.get(&reference) else { return &[] };
        self.anchors.get(entry).and_then(|anchor| self.citations.get(anchor)).map_or(&[], Vec::as_slice)
    }

    /// Adds addresses: an anchor for every paragraph that has none, and a number: "3.12" in a numbered chapter, otherwise "12".
    pub fn take_addresses(&mut self, addresses: &Addresses) {
        for (division, paragraphs) in &addresses.chapters {
            let chapter = self.numbers.get(division).cloned();
            for address in paragraphs {
                self.anchors.entry(address.node).or_insert_with(|| address.id.clone());
                let number = chapter.as_ref().map_or_else(|| address.number.clone(), |chapter| format!("{chapter}.{}", address.number));
                self.paragraph_numbers.insert(address.node, number);
            }
        }
        for address in &addresses.notes {
            self.anchors.entry(address.node).or_insert_with(|| address.id.clone());
        }
    }
}
