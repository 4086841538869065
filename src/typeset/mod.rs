//! Book to pages: each division is set as a galley, in parallel; galleys are cut into pages; pages get sides, heads and
//! folios; the contents are made last, when the folios are known.
mod bidi;
mod figure;
mod fill;
mod front;
mod galley;
mod heading;
mod initial;
mod invariants;
pub mod item;
mod kept_lines;
pub mod linebreak;
mod lines;
mod list;
mod makeup;
mod page;
mod paragraph;
mod proof;
mod protrusion;
mod style;
mod table;
mod ties;
mod tokens;
mod words;

pub use invariants::{Fault, faults};
pub use page::{Fit, GlyphRun, LinkTarget, Page, PageItem, PageKind, Pages, Placed, Role, Segment, Side, TextLine};
pub use proof::proof;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::artwork::Gallery;
use crate::diagnostic::{Diagnostic, Sink};
use crate::document::{Division, DivisionKind, Format, Matter, NodeId, NoteId, Raw, ReferenceForm};
use crate::edition::{Design, Opening};
use crate::font::FontBook;
use crate::language::Terms;
use crate::resolve::{Book, ContentsEntry, Destination};
use crate::source::Span;
use crate::units::Length;
use galley::{Column, Slug};
use makeup::{Draft, Galley, Numbers, bind, drafts, even_out};
use words::Compositor;

/// How often the contents are set again until their folios stand still.
const PASSES: usize = 4;

/// Sets a book. What cannot be set is reported with its place; the words of the manuscript are never left out.
#[must_use]
pub fn typeset(book: &Book<'_>, fonts: &FontBook, gallery: &Gallery, sink: &Sink) -> Pages {
    let mut setter = Setter::new(*book, fonts, gallery, sink);
    let [front, body, back] = Matter::ALL.map(|matter| tops(&book.document.matter[matter as usize]));
    let design = setter.design();
    if design.titles.masthead && !design.title_pages {
        let first = front.iter().chain(&body).find(|division| !is_display(division));
        setter.masthead = first.map(|division| division.node.id);
    }
    let set = |divisions: &[&Division]| -> Vec<Vec<Draft>> {
        divisions.par_iter().map(|division| drafts(&setter, setter.galley(division))).collect()
    };
    let (front_drafts, main_drafts) = rayon::join(|| set(&front), || set(&[body, back].concat()));
    let mut main = bind(&setter, &main_drafts.concat(), Numbers::Arabic);
    let divisions = division_nodes(&book.resolution.contents);
    let main_folios = folios(&main, &divisions);
    let front = front_matter(&setter, &front, &front_drafts, &main_folios);
    let mut pages = front;
    pages.append(&mut main);
    let mut places = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        for placed in &page.items {
            if let (PageItem::Anchor(_), Role::Content(node)) = (&placed.item, placed.role)
                && divisions.contains(&node)
            {
                places.push((node, number, placed.at));
            }
        }
    }
    Pages { pages, places }
}

/// Everything that setting needs to know.
struct Setter<'a> {
    book: Book<'a>,
    gallery: &'a Gallery,
    sink: &'a Sink,
    compositor: Arc<Compositor<'a>>,
    /// Whether the text face has superior figures.
    superiors: bool,
    /// The division above which the title of the book stands, if there are no title pages.
    masthead: Option<NodeId>,
    lang: Arc<str>,
    terms: &'static Terms,
}

impl<'a> Setter<'a> {
    fn new(book: Book<'a>, fonts: &'a FontBook, gallery: &'a Gallery, sink: &'a Sink) -> Self {
        let compositor = Compositor::new(fonts, &book.edition.design);
        let superiors = compositor.has_superiors("0");
        let lang = book.edition.metadata.language.tag();
        Self {
            book,
            gallery,
            sink,
            compositor: Arc::new(compositor),
            superiors,
            masthead: None,
            lang: Arc::from(lang),
            terms: Terms::of(lang),
        }
    }

    const fn design(&self) -> &'a Design {
        &self.book.edition.design
    }

    /// The same, for trial settings: what it reports is not heard.
    fn quiet(&self) -> Setter<'a> {
        static UNHEARD: std::sync::LazyLock<Sink> = std::sync::LazyLock::new(Sink::default);
        Setter { sink: &UNHEARD, compositor: Arc::clone(&self.compositor), lang: Arc::clone(&self.lang), ..*self }
    }

    /// Sets a chapter (or what stands beside chapters) with its notes.
    fn galley(&self, division: &Division) -> Galley {
        let mut column = Column::new(self);
        column.division(division, 1, &Column::body(self));
        let (slugs, variants) = column.finish_ways();
        let mut notes: Vec<(NoteId, Vec<Slug>)> = Vec::new();
        let mut known = BTreeSet::new();
        let mut wanted: Vec<NoteId> = slugs.iter().flat_map(|slug| slug.notes.iter().copied()).collect();
        let mut at = 0;
        while at < wanted.len() {
            let note = wanted[at];
            at += 1;
            // A note that was first called in an earlier chapter stands there.
            if self.belongs(note, division) && known.insert(note) {
                let set = Column::note(self, note);
                wanted.extend(set.iter().flat_map(|slug| slug.notes.iter().copied()));
                notes.push((note, set));
            }
        }
        let recto = self.design().opening == Opening::Recto || division.kind == DivisionKind::Part;
        let head = self.book.resolution.titles.get(&division.node.id).cloned().unwrap_or_default();
        Galley { slugs, variants, notes, recto, head }
    }

    fn belongs(&self, note: NoteId, division: &Division) -> bool {
        self.book.resolution.note(note).division == division.node.id
    }

    /// What a reference prints; nothing where it leads nowhere, which was reported.
    fn reference(&self, node: NodeId, form: ReferenceForm) -> String {
        let resolution = self.book.resolution;
        let Some(Destination::Node(target)) = resolution.targets.get(&node) else { return String::new() };
        let title = resolution.titles.get(target);
        match form {
            ReferenceForm::Title => title.cloned(),
            ReferenceForm::Number => resolution.numbers.get(target).or(title).cloned(),
        }
        .unwrap_or_default()
    }

    /// Reports another format's text that is not printed. HTML that could not be understood was reported by the reader.
    fn report_raw(&self, raw: &Raw, span: Span) {
        if let Format::Other(name) = &raw.format {
            self.sink.report(
                Diagnostic::warning("raw-not-printed", span, format!("text in the format `{name}` is not printed in the PDF"))
                    .hint("write it in Markdown to have it in both"),
            );
        }
    }

    /// Reports a picture of the manuscript that was not loaded, unless it is a remote one, which the reader reports.
    fn report_no_picture(&self, source: &str, span: Span) {
        if !source.contains("://") && !source.starts_with("data:") {
            self.sink.report(
                Diagnostic::warning("picture-not-set", span, format!("the picture `{source}` is not printed"))
                    .label("its alternative text was printed in brackets"),
            );
        }
    }
}

/// Parts and chapters in order: a part is a galley of its own, followed by its chapters.
fn tops(divisions: &[Division]) -> Vec<&Division> {
    divisions
        .iter()
        .flat_map(|division| {
            let inner = if division.kind == DivisionKind::Part { tops(&division.divisions) } else { Vec::new() };
            std::iter::once(division).chain(inner)
        })
        .collect()
}

/// Whether a division is a few lines on a page of their own.
const fn is_display(division: &Division) -> bool {
    matches!(division.kind, DivisionKind::Dedication | DivisionKind::Epigraph)
}

/// The divisions that the contents list.
fn division_nodes(entries: &[ContentsEntry]) -> BTreeSet<NodeId> {
    entries.iter().flat_map(|entry| std::iter::once(entry.node).chain(division_nodes(&entry.entries))).collect()
}

/// The folio of each listed division.
fn folios(pages: &[Page], divisions: &BTreeSet<NodeId>) -> BTreeMap<NodeId, String> {
    let mut folios = BTreeMap::new();
    for page in pages {
        for placed in &page.items {
            if let (PageItem::Anchor(_), Role::Content(node)) = (&placed.item, placed.role)
                && divisions.contains(&node)
            {
                folios.entry(node).or_insert_with(|| page.folio.to_string());
            }
        }
    }
    folios
}

/// The pages before the text: made pages, what stands before the contents by custom, contents, prefaces. They have their own
/// numbers, so that the length of the contents never moves a page of the text.
fn front_matter(setter: &Setter<'_>, divisions: &[&Division], set: &[Vec<Draft>], main: &BTreeMap<NodeId, String>) -> Vec<Page> {
    let design = setter.design();
    let mut before: Vec<Draft> = if design.title_pages { front::title_pages(setter) } else { Vec::new() };
    let mut after: Vec<Draft> = Vec::new();
    for (division, drafts) in divisions.iter().zip(set) {
        if is_display(division) {
            let drop = if drafts.len() == 1 { design.leading * (design.lines() / 5) } else { Length::ZERO };
            before.extend(drafts.iter().cloned().map(|mut draft| {
                // A few lines on a page of their own stand above its middle.
                if draft.items.iter().all(|(at, ..)| at.y < design.leading * (design.lines() / 2)) {
                    draft.items.iter_mut().for_each(|(at, ..)| at.y += drop);
                }
                Draft { recto: true, drop_folio: false, head: None, ..draft }
            }));
        } else {
            after.extend(drafts.iter().cloned());
        }
    }
    if let Some(first) = after.first_mut() {
        first.recto = true;
    }
    let entries = &setter.book.resolution.contents;
    let listed = division_nodes(entries);
    let mut known = main.clone();
    let mut pages = Vec::new();
    for _ in 0..PASSES {
        let contents = if design.contents && front::count(entries) > 1 { front::contents(setter, &known) } else { Vec::new() };
        pages = bind(setter, &[before.clone(), contents, after.clone()].concat(), Numbers::Roman);
        even_out(setter, &mut pages, Numbers::Roman);
        let mut now = folios(&pages, &listed);
        now.extend(main.clone());
        if now == known {
            return pages;
        }
        known = now;
    }
    setter.sink.report(Diagnostic::warning(
        "unsettled-contents",
        Span::DETACHED,
        "the folios of the contents still move after four passes",
    ));
    pages
}
