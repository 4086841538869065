//! The passes over the divisions of a book.
//!
//! A page reference prints a folio, and folios are known only when the pages are made. So each division is set with the folios of the pass
//! before. If a folio or a note mark that it printed is wrong on the new pages, the division is set again in the next pass. All other
//! divisions keep their pages.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{
    Division, DivisionKind, Folio, Inline, InlineKind, Matter, NodeId, NoteId, ReferenceForm, Visit, walk_blocks, walk_division,
    walk_inlines,
};
use crate::resolve::{Book, Destination, Endnotes, IndexEntry};
use crate::source::Span;
use crate::typeset::galley::division::set_division;
use crate::typeset::galley::notes::set_endnotes;
use crate::typeset::galley::retained::Retained;
use crate::typeset::makeup::{Draft, PlannedHeading, ROUNDING, Search, drafts};
use crate::typeset::model::page::ItemRole;
use crate::typeset::setter::Setter;
use crate::typeset::setter::page_facts::{Folios, PageFacts};

/// Reports each note that is called again on a page other than that of its text, if marks begin anew on each page. On that page, the mark
/// may be that of another note.
pub(crate) fn report_far_calls(book: &Book<'_>, folios: &Folios, sink: &Sink) {
    if !book.edition.notes.by_page() {
        return;
    }
    for (note, entry) in book.document.notes.iter().zip(&book.resolution.notes) {
        let home = folios.get(entry.anchor.as_str());
        let mut pages = entry.calls.iter().rev().filter_map(|(_, call)| folios.get(call.as_str()));
        if let Some(far) = pages.find(|page| Some(*page) != home) {
            sink.report(
                Diagnostic::new(codes::FAR_NOTE, note.node.span, format!("the note is called on page {far} and stands on another"))
                    .label("marks begin anew on each page: the reader looks for it there")
                    .hint("write a note of its own for each call, or choose another `numbering`"),
            );
        }
    }
}

/// The number of pages before and after a page with a flaw that are set again with more variants of their paragraphs.
const NEAR: usize = 6;

/// The paragraphs on some pages and on the pages near them.
fn paragraphs_near(pages: &BTreeSet<usize>, drafts: &[Draft]) -> BTreeSet<NodeId> {
    let near = |page: &usize| page.saturating_sub(NEAR)..=(page + NEAR).min(drafts.len() - 1);
    let pages: BTreeSet<usize> = pages.iter().flat_map(near).collect();
    let items = pages.into_iter().flat_map(|page| &drafts[page].items);
    items
        .filter_map(|item| match item.role {
            ItemRole::Content(node) => Some(node),
            ItemRole::Generated(_) | ItemRole::Artifact(_) => None,
        })
        .collect()
}

/// The maximum number of searches for pages with even white above headings.
const EVEN_SEARCHES: usize = 4;

/// The flaws of the pages of a division. Another search may avoid them.
#[derive(Default)]
struct Flaws {
    /// The pages that are short although the text goes on.
    short: BTreeSet<usize>,
    /// Headings with an extra line of white above them, whose white differs by more than half a line from that of a like heading on the
    /// same page or on one that may face it.
    uneven: BTreeSet<NodeId>,
    /// The pages of these headings, and of those from which they differ.
    uneven_pages: BTreeSet<usize>,
    /// How many pairs of headings differ.
    pairs: usize,
}

impl Flaws {
    fn of(drafts: &[Draft], setter: &Setter<'_>) -> Self {
        let short = (0..drafts.len()).filter(|&page| drafts[page].short).collect();
        let mut flaws = Self { short, ..Self::default() };
        let half = setter.design().leading / 2 + ROUNDING;
        let differs = |one: &PlannedHeading, other: &PlannedHeading| {
            (one.heading.level, one.heading.lines) == (other.heading.level, other.heading.lines) && (one.more - other.more).0.abs() > half.0
        };
        // If the first page is not known to be on the right, each page may face the next.
        let begins_right = drafts.first().is_some_and(|first| first.recto);
        for (page, draft) in drafts.iter().enumerate() {
            let faces = page > 0 && !(begins_right && page % 2 == 1);
            let before = if faces { &drafts[page - 1].headings[..] } else { &[] };
            for (at, heading) in draft.headings.iter().enumerate() {
                let others = before.iter().map(|other| (page - 1, other)).chain(draft.headings[..at].iter().map(|other| (page, other)));
                for (facing, other) in others.filter(|(_, other)| differs(heading, other)) {
                    flaws.pairs += 1;
                    flaws.uneven_pages.extend([page, facing]);
                    let stretched = [heading, other].into_iter().filter(|planned| planned.heading.stretched);
                    flaws.uneven.extend(stretched.map(|planned| planned.heading.node));
                }
            }
        }
        flaws
    }

    /// Fewer short pages are better, and then fewer uneven headings.
    fn is_better_than(&self, other: &Self) -> bool {
        (self.short.len(), self.pairs) < (other.short.len(), other.pairs)
    }
}

/// The content of a galley of its own.
#[derive(Clone, Copy)]
pub(crate) enum TopContent<'a> {
    /// A part without its chapters, a chapter, or another division of that level.
    Division(&'a Division),
    /// All notes of the book.
    Endnotes(&'a Endnotes),
}

/// A division that is set as a galley of its own, with its pages.
pub(crate) struct TopDivision<'a> {
    pub(crate) matter: Matter,
    pub(crate) content: TopContent<'a>,
    pub(crate) drafts: Vec<Draft>,
    /// The pass in which it was set last.
    pub(crate) pass: usize,
    wanted: Vec<PrintedFolio<'a>>,
    /// The folio printed for each of `wanted`. `None` if it was not known.
    printed: Vec<Option<Folio>>,
    /// The notes called in its text or in its notes, each with the place of the call in the manuscript.
    called: Vec<(NoteId, Span)>,
    /// The mark printed for each of `called`.
    marked: Vec<String>,
}

/// A place whose folio is printed.
struct PrintedFolio<'a> {
    /// Its anchor.
    place: &'a str,
    /// The reference in the manuscript.
    span: Span,
}

/// The divisions that are galleys of their own, in order. A part is one, and its chapters follow it.
pub(crate) fn top_divisions<'a>(book: &Book<'a>) -> Vec<TopDivision<'a>> {
    fn add<'a>(matter: Matter, division: &'a Division, tops: &mut Vec<TopDivision<'a>>) {
        tops.push(TopDivision::new(matter, TopContent::Division(division)));
        if division.kind == DivisionKind::Part {
            division.divisions.iter().for_each(|inner| add(matter, inner, tops));
        }
    }
    let mut tops = Vec::new();
    let endnotes = book.resolution.endnotes.as_ref();
    for (matter, division) in book.document.divisions() {
        if let Some(endnotes) = endnotes.filter(|endnotes| endnotes.before == Some(division.node.id)) {
            tops.push(TopDivision::new(Matter::Back, TopContent::Endnotes(endnotes)));
        }
        add(matter, division, &mut tops);
    }
    if let Some(endnotes) = endnotes.filter(|endnotes| endnotes.before.is_none()) {
        tops.push(TopDivision::new(Matter::Back, TopContent::Endnotes(endnotes)));
    }
    for top in &mut tops {
        let Some(division) = top.division() else { continue };
        let mut references = FolioCollector { book, found: Vec::new(), called: Vec::new() };
        if division.kind == DivisionKind::Part {
            division.heading.iter().for_each(|heading| walk_inlines(&heading.title, &mut references));
            walk_blocks(&division.blocks, &mut references);
        } else {
            walk_division(division, &mut references);
        }
        top.wanted = references.found;
        top.called = references.called;
    }
    let mut places = BTreeMap::new();
    for (at, top) in tops.iter().enumerate() {
        places.entry(top.node()).or_insert(at);
    }
    // The text of a note belongs to the division of its first call, or to the endnotes.
    for (note, entry) in book.document.notes.iter().zip(&book.resolution.notes) {
        let mut references = FolioCollector { book, found: Vec::new(), called: Vec::new() };
        walk_blocks(&note.blocks, &mut references);
        let home = endnotes.map_or(entry.division, |endnotes| endnotes.node);
        if let Some(top) = places.get(&home).map(|&at| &mut tops[at]) {
            top.wanted.append(&mut references.found);
            top.called.append(&mut references.called);
        }
    }
    tops
}

/// Finds page references, index entries and note calls.
struct FolioCollector<'b, 'a> {
    book: &'b Book<'a>,
    found: Vec<PrintedFolio<'a>>,
    called: Vec<(NoteId, Span)>,
}

impl Visit for FolioCollector<'_, '_> {
    fn division(&mut self, division: &Division) {
        let resolution = self.book.resolution;
        if let Some(index) = resolution.index.as_ref().filter(|index| index.division == division.node.id) {
            self.marks(&index.entries);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::NoteCall(note) = inline.kind {
            self.called.push((note, inline.node.span));
            // The line at the foot for a note that is called again depends on the pages of the note and of the call.
            let entry = self.book.resolution.note(note);
            if let Some(at @ 1..) = self.book.resolution.call_position(note, inline.node.id) {
                let call = &entry.calls[at].1;
                self.found.extend([&entry.anchor, call].map(|place| PrintedFolio { place, span: inline.node.span }));
            }
        }
        if let InlineKind::Reference { form: ReferenceForm::Citations, .. } = inline.kind {
            let resolution = self.book.resolution;
            let citations = resolution.citations_of(inline.node.id).iter();
            let places = citations.filter_map(|place| resolution.anchors.get(&place.citation));
            self.found.extend(places.map(|place| PrintedFolio { place, span: inline.node.span }));
        }
        if let InlineKind::Reference { form: ReferenceForm::Page | ReferenceForm::PageOfLabel, .. } = inline.kind
            && let Some(Destination::Node(target)) = self.book.resolution.targets.get(&inline.node.id)
            && let Some(place) = self.book.resolution.anchors.get(target)
        {
            self.found.push(PrintedFolio { place, span: inline.node.span });
        }
    }
}

impl<'a> FolioCollector<'_, 'a> {
    fn marks(&mut self, entries: &'a [IndexEntry]) {
        for entry in entries {
            let anchors = entry.marks.iter().chain(&entry.further).filter_map(|mark| self.book.resolution.anchors.get(mark));
            self.found.extend(anchors.map(|place| PrintedFolio { place, span: Span::DETACHED }));
            self.marks(&entry.entries);
        }
    }
}

impl<'a> TopDivision<'a> {
    const fn new(matter: Matter, content: TopContent<'a>) -> Self {
        Self {
            matter,
            content,
            drafts: Vec::new(),
            pass: 0,
            wanted: Vec::new(),
            printed: Vec::new(),
            called: Vec::new(),
            marked: Vec::new(),
        }
    }

    /// The division of the document. `None` for endnotes.
    pub(crate) const fn division(&self) -> Option<&'a Division> {
        match self.content {
            TopContent::Division(division) => Some(division),
            TopContent::Endnotes(_) => None,
        }
    }

    const fn node(&self) -> NodeId {
        match self.content {
            TopContent::Division(division) => division.node.id,
            TopContent::Endnotes(endnotes) => endnotes.node,
        }
    }

    fn now(&self, folios: &Folios) -> Vec<Option<Folio>> {
        self.wanted.iter().map(|wanted| folios.get(wanted.place).copied()).collect()
    }

    /// Whether the folios and marks that it prints are right.
    pub(crate) fn is_settled(&self, known: &PageFacts) -> bool {
        self.printed == self.now(&known.folios) && self.called.iter().zip(&self.marked).all(|((note, _), mark)| known.mark(*note) == mark)
    }

    /// Sets the division. After the first pass, does so only if a folio or a mark that it prints is wrong. If a page is short, or if the
    /// white above headings on facing pages is uneven, searches again with more variants, and keeps the best result.
    pub(crate) fn set(&mut self, setter: &Setter<'_>, sink: &Sink, known: &Arc<PageFacts>, pass: usize) {
        if pass > 0 && self.is_settled(known) {
            return;
        }
        // Only the diagnostics of the setting that is kept are reported.
        let (usual, thorough) = (Sink::default(), Sink::default());
        // The diagnostics of the search whose pages are kept. `None` if they are the pages of the first search.
        let mut again = None;
        let galley = |setter: &Setter<'_>, retained: Option<&Retained>| match self.content {
            TopContent::Division(division) => set_division(setter, retained, division),
            TopContent::Endnotes(endnotes) => set_endnotes(setter, retained, endnotes),
        };
        let own = setter.again(&usual, known);
        let mut best;
        if setter.design().ragged_bottom {
            best = drafts(&own, galley(&own, None), Search::Usual);
        } else {
            let retained = Retained::default();
            best = drafts(&own, galley(&own, Some(&retained)), Search::Usual);
            let mut flaws = Flaws::of(&best, setter);
            let pages: BTreeSet<usize> = flaws.short.union(&flaws.uneven_pages).copied().collect();
            if !pages.is_empty() {
                retained.set_again(paragraphs_near(&pages, &best));
                let galley = galley(&setter.again(&thorough, known), Some(&retained));
                let mut search = |search: Search<'_>, best: &mut Vec<Draft>, flaws: &mut Flaws| {
                    let reports = Sink::default();
                    let other = drafts(&setter.again(&reports, known), galley.clone(), search);
                    let found = Flaws::of(&other, setter);
                    let uneven = found.uneven.clone();
                    if found.is_better_than(flaws) {
                        (*best, *flaws, again) = (other, found, Some(reports));
                    }
                    uneven
                };
                if !flaws.short.is_empty() {
                    search(Search::Thorough, &mut best, &mut flaws);
                }
                let mut uneven = flaws.uneven.clone();
                for _ in 0..EVEN_SEARCHES {
                    if flaws.pairs == 0 {
                        break;
                    }
                    let more = search(Search::Even(&uneven), &mut best, &mut flaws);
                    if more.is_subset(&uneven) {
                        break;
                    }
                    uneven.extend(more);
                }
            }
        }
        match again {
            Some(again) => {
                thorough.pass_on(sink);
                again.pass_on(sink);
            }
            None => usual.pass_on(sink),
        }
        self.drafts = best;
        self.printed = self.now(&known.folios);
        self.marked = self.called.iter().map(|(note, _)| known.mark(*note).to_owned()).collect();
        self.pass = pass;
    }

    /// Reports the folios and marks that are still wrong after the last pass.
    pub(crate) fn report_unsettled(&self, known: &PageFacts, sink: &Sink) {
        for ((note, span), printed) in self.called.iter().zip(&self.marked) {
            let now = known.mark(*note);
            if printed != now {
                sink.report(
                    Diagnostic::new(
                        codes::UNSETTLED_NOTES,
                        *span,
                        format!("the note is marked `{printed}`; on its page it would be `{now}`"),
                    )
                    .label("moves to another page whenever the mark is corrected")
                    .hint("reword the paragraph, so that the mark does not change its length"),
                );
            }
        }
        let folios = &known.folios;
        for (wanted, printed) in self.wanted.iter().zip(&self.printed) {
            let now = folios.get(wanted.place);
            if let (Some(printed), Some(now)) = (printed, now)
                && printed != now
            {
                sink.report(
                    Diagnostic::new(
                        codes::UNSETTLED_REFERENCES,
                        wanted.span,
                        format!("page {printed} is printed for `#{}`, which stands on page {now}", wanted.place),
                    )
                    .label("moves whenever the number is corrected")
                    .hint("reword the paragraph, so that the number does not change its length"),
                );
            }
        }
    }
}
