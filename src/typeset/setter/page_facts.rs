//! What a pass learns from the pages of the pass before: folios, and note marks that begin anew on each page.
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use foldhash::fast::FixedState;

use crate::document::{Folio, NoteId};
use crate::resolve::Book;
use crate::typeset::model::page::{Page, PageItem};

/// The folio of each anchor.
pub(crate) type Folios = HashMap<Arc<str>, Folio, FixedState>;

/// Folios and note marks, as the pages of a pass have them.
#[derive(Debug, Default)]
pub(crate) struct PageFacts {
    /// The folio of each anchor. Empty before the first pass.
    pub(crate) folios: Folios,
    /// For each note that is called more than once, and each page with a later call of it: the position in `NoteEntry::calls` of the first
    /// such call on the page. The very first call of a note does not count.
    pub(crate) first_call_on_page: HashMap<(NoteId, Folio), usize, FixedState>,
    /// The mark of each note, by its number in the document.
    pub(crate) marks: Vec<String>,
}

impl PageFacts {
    /// The facts before the first pass: no folios, and the marks from the resolved book.
    pub(crate) fn before(book: &Book<'_>) -> Self {
        Self {
            folios: Folios::default(),
            first_call_on_page: HashMap::default(),
            marks: book.resolution.notes.iter().map(|entry| entry.mark.clone()).collect(),
        }
    }

    /// The mark of a note.
    pub(crate) fn mark(&self, note: NoteId) -> &str {
        self.marks.get(note.0 as usize).map_or("", String::as_str)
    }

    /// The facts of some pages. `folios` are those of their anchors.
    pub(crate) fn of(book: &Book<'_>, pages: &[Page], folios: Folios) -> Self {
        let mut facts = Self { folios, ..Self::before(book) };
        for (note, entry) in (0..).map(NoteId).zip(&book.resolution.notes) {
            for (at, (_, call)) in entry.calls.iter().enumerate().skip(1) {
                if let Some(folio) = facts.folios.get(call.as_str()) {
                    facts.first_call_on_page.entry((note, *folio)).or_insert(at);
                }
            }
        }
        let settings = &book.edition.notes;
        if !settings.by_page() {
            return facts;
        }
        let notes: BTreeMap<&str, usize> =
            book.resolution.notes.iter().enumerate().map(|(note, entry)| (entry.anchor.as_str(), note)).collect();
        for page in pages {
            let mut counts = [0; 2];
            for placed in &page.items {
                if let PageItem::Anchor(name) = &placed.item
                    && let Some(&note) = notes.get(&**name)
                {
                    let editors = book.resolution.notes[note].editors;
                    counts[usize::from(editors)] += 1;
                    facts.marks[note] = settings.mark(editors, counts[usize::from(editors)]);
                }
            }
        }
        facts
    }
}

/// The folio of each anchor on some pages. If an anchor stands on several pages, the first counts.
pub(crate) fn folios_of(pages: &[Page]) -> Folios {
    let mut folios = Folios::default();
    for page in pages {
        for placed in &page.items {
            if let PageItem::Anchor(name) = &placed.item {
                folios.entry(Arc::clone(name)).or_insert(page.folio);
            }
        }
    }
    folios
}
