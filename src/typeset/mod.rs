//! Book to pages: each division is set as a galley, in parallel; galleys are cut into pages; pages get sides, heads and
//! folios; the contents are made last, when the folios are known, and what else prints folios is set again.
mod book;
mod excerpt;
mod galley;
pub mod linebreak;
mod makeup;
mod model;
mod paragraph;
mod proofread;
mod words;

pub use book::other_paper::have_one_type_area;
pub use excerpt::excerpt;
pub use galley::link_list::{LinkLists, ListedLink};
pub use model::page::{
    Fit, GlyphRun, LinkEntry, LinkKey, LinkTarget, Made, Page, PageItem, PageKind, Pages, Placed, Role, Segment, Side, TextLine, TextSpan,
    TitlePageText,
};
pub use model::qr_code::Modules;
pub use proofread::invariants::{Fault, faults};
pub use proofread::text_proof::proof;
pub use words::token_cache::TokenCache;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::artwork::Gallery;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{Division, DivisionKind, Format, Matter, NodeId, NoteId, Raw, ReferenceForm};
use crate::edition::{Design, NotePlacement, Opening};
use crate::font::FontBook;
use crate::language::Terms;
use crate::resolve::{Book, ContentsEntry, Destination};
use crate::source::Span;
use crate::units::Length;
use book::passes::{self, Folios, PageFacts, TopDivision};
use book::title_pages as front;
use galley::column::GalleyBuilder;
use galley::retained::Retained;
use makeup::{Draft, Galley, Numbers, SetNote, bind, even_out};
use model::style::TextStyle;
use proofread::widows;
use words::compositor::Compositor;
use words::tokens::{Passage, Token, tokens};

/// How often what prints folios is set again until they stand still.
const PASSES: usize = 4;

/// Stands for a folio that is not known yet.
const UNKNOWN: &str = "000";

/// Sets a book. What cannot be set is reported with its place; the words of the manuscript are never left out.
#[must_use]
pub fn typeset(book: &Book<'_>, fonts: &FontBook, gallery: &Gallery, sink: &Sink) -> Pages {
    typeset_beside(book, fonts, gallery, sink, None)
}

/// The same beside other editions, with what is kept for all of them.
#[must_use]
pub fn typeset_beside(book: &Book<'_>, fonts: &FontBook, gallery: &Gallery, sink: &Sink, token_cache: Option<&TokenCache>) -> Pages {
    let mut tops = passes::top_divisions(book);
    // What is told of a chapter that is set again is told of its last setting only.
    let told: Vec<[Sink; PASSES]> = tops.iter().map(|_| Default::default()).collect();
    let mut setter = Setter { token_cache, ..Setter::new(*book, fonts, gallery, sink) };
    let design = setter.design();
    if design.titles.masthead && !design.title_pages {
        let mut divisions = tops.iter().filter(|top| top.matter != Matter::Back).filter_map(TopDivision::division);
        setter.masthead = divisions.find(|division| !is_display(division)).map(|division| division.node.id);
    }
    let mut known = Arc::clone(&setter.known);
    let mut pages = Vec::new();
    for pass in 0..PASSES {
        tops.par_iter_mut().zip(&told).for_each(|(top, told)| top.set(&setter, &told[pass], &known, pass));
        let folios;
        (pages, folios) = bound(&setter, &tops);
        known = Arc::new(PageFacts::of(book, &pages, folios));
        if tops.iter().all(|top| top.is_true(&known)) {
            break;
        }
    }
    for (top, told) in tops.iter().zip(&told) {
        told[top.pass].sorted().into_iter().for_each(|diagnostic| sink.report(diagnostic));
        top.report_unsettled(&known, sink);
    }
    passes::report_far_calls(book, &known.folios, sink);
    widows::report_widows(&pages, book, sink);
    let divisions = division_nodes(&book.resolution.contents);
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
    if let (Some(token_cache), Some(compositor)) = (token_cache, Arc::into_inner(setter.compositor)) {
        token_cache.retire(compositor.into_words());
    }
    Pages { pages, places, printing: None }
}

/// All pages of the book, of what is set so far, and on which of them each named place stands.
fn bound(setter: &Setter<'_>, tops: &[TopDivision<'_>]) -> (Vec<Page>, Folios) {
    let (front, main): (Vec<&TopDivision<'_>>, Vec<&TopDivision<'_>>) = tops.iter().partition(|top| top.matter == Matter::Front);
    let provenance = front::provenance(setter);
    let mut main = bind(setter, main.iter().flat_map(|top| &top.drafts).chain(&provenance), Numbers::Arabic);
    let (mut pages, folios) = front_matter(setter, &front, &passes::folios(&main));
    pages.append(&mut main);
    (pages, folios)
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
    /// The links that are listed.
    links: Arc<LinkLists>,
    /// What the pass before found.
    known: Arc<PageFacts>,
    /// Whether more ways are looked for to set a paragraph in a line more or less: where the usual ones do not make good pages.
    relaxed: bool,
    /// What is kept of the division that is set, if it may be set twice.
    retained: Option<&'a Retained>,
    /// The tokens of texts, if there are several editions.
    token_cache: Option<&'a TokenCache>,
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
            links: Arc::new(LinkLists::of(&book)),
            known: Arc::new(PageFacts::before(&book)),
            relaxed: false,
            retained: None,
            token_cache: None,
        }
    }

    const fn design(&self) -> &'a Design {
        &self.book.edition.design
    }

    /// The same, for trial settings: what it reports is not heard.
    fn quiet(&self) -> Setter<'_> {
        static UNHEARD: std::sync::LazyLock<Sink> = std::sync::LazyLock::new(Sink::default);
        Setter { retained: None, ..self.again(&UNHEARD, &self.known) }
    }

    /// The same, for another pass.
    fn again<'s>(&'s self, sink: &'s Sink, known: &Arc<PageFacts>) -> Setter<'s> {
        Setter {
            book: self.book,
            gallery: self.gallery,
            sink,
            compositor: Arc::clone(&self.compositor),
            superiors: self.superiors,
            masthead: self.masthead,
            lang: Arc::clone(&self.lang),
            terms: self.terms,
            links: Arc::clone(&self.links),
            known: Arc::clone(known),
            relaxed: self.relaxed,
            retained: self.retained,
            token_cache: self.token_cache,
        }
    }

    /// The same for a division that may be set twice.
    fn retaining<'s>(&'s self, sink: &'s Sink, retained: &'s Retained) -> Setter<'s> {
        Setter { retained: Some(retained), ..self.again(sink, &self.known) }
    }

    /// The tokens of a passage, each with its first byte.
    fn tokens<'t>(&self, passage: Passage<'t>, style: &TextStyle) -> Vec<(u32, Token<'t>)> {
        match self.token_cache {
            Some(token_cache) => token_cache.tokens(passage, style),
            None => tokens(passage, style),
        }
    }

    /// Sets a chapter (or what stands beside chapters) with its notes.
    fn galley(&self, division: &Division) -> Galley {
        let mut column = GalleyBuilder::new(self);
        let wide = is_display(division);
        column.division(division, 1, &if wide { GalleyBuilder::wide(self) } else { GalleyBuilder::body(self) });
        column.chapter_notes(division);
        column.link_list(division.node.id);
        let opened = column.opened;
        let wides = std::mem::take(&mut column.wides);
        let (mut slugs, mut variants) = column.finish_ways();
        if self.book.edition.notes.placement != NotePlacement::Foot {
            // Calls carry nothing to the foot.
            slugs.iter_mut().chain(variants.iter_mut().flat_map(|variant| &mut variant.slugs)).for_each(|slug| slug.notes.clear());
        }
        let mut notes: Vec<(NoteId, SetNote)> = Vec::new();
        let mut known = BTreeSet::new();
        let mut wanted: Vec<NoteId> = slugs.iter().flat_map(|slug| slug.notes.iter().copied()).collect();
        let mut at = 0;
        while at < wanted.len() {
            let note = wanted[at];
            at += 1;
            // A note that was first called in an earlier chapter stands there.
            if self.belongs(note, division) && known.insert(note) {
                let set = GalleyBuilder::note(self, note);
                wanted.extend(set.slugs.iter().flat_map(|slug| slug.notes.iter().copied()));
                notes.push((note, set));
            }
        }
        let recto = self.design().opening == Opening::Recto || division.kind == DivisionKind::Part;
        let head = self.book.resolution.titles.get(&division.node.id).cloned().unwrap_or_default();
        Galley { slugs, variants, notes, recto, head, opened, wide, wides }
    }

    fn belongs(&self, note: NoteId, division: &Division) -> bool {
        self.book.resolution.note(note).division == division.node.id
    }

    /// What a reference prints; nothing where it leads nowhere, which was reported.
    fn reference(&self, node: NodeId, form: ReferenceForm) -> String {
        let resolution = self.book.resolution;
        if let (ReferenceForm::Page, Some(Destination::Node(target))) = (form, resolution.targets.get(&node)) {
            // What stands on no page has no folio.
            match resolution.anchors.get(target).and_then(|anchor| self.known.folios.get(anchor.as_str())) {
                Some(folio) => return folio.to_string(),
                None if self.known.folios.is_empty() => return UNKNOWN.to_owned(),
                None => {}
            }
        }
        resolution.reference(node, form).unwrap_or_default().to_owned()
    }

    /// Reports another format's text that is not printed. HTML that could not be understood was reported by the reader.
    fn report_raw(&self, raw: &Raw, span: Span) {
        if let Format::Other(name) = &raw.format {
            self.sink.report(
                Diagnostic::new(codes::RAW_NOT_PRINTED, span, format!("text in the format `{name}` is not printed in the PDF"))
                    .hint("write it in Markdown to have it in both"),
            );
        }
    }

    /// Reports a picture of the manuscript that was not loaded, unless it is a remote one, which the reader reports.
    fn report_no_picture(&self, source: &str, span: Span) {
        if !source.contains("://") && !source.starts_with("data:") {
            self.sink.report(
                Diagnostic::new(codes::PICTURE_NOT_SET, span, format!("the picture `{source}` is not printed"))
                    .label("its alternative text was printed in brackets"),
            );
        }
    }
}

/// Whether a division is a few lines on a page of their own.
const fn is_display(division: &Division) -> bool {
    matches!(division.kind, DivisionKind::Dedication | DivisionKind::Epigraph)
}

/// The divisions that the contents list.
fn division_nodes(entries: &[ContentsEntry]) -> BTreeSet<NodeId> {
    entries.iter().flat_map(|entry| std::iter::once(entry.node).chain(division_nodes(&entry.entries))).collect()
}

/// The pages before the text: made pages, what stands before the contents by custom, contents, prefaces. They have their own
/// numbers, so that the length of the contents never moves a page of the text. With the folios of all pages.
fn front_matter(setter: &Setter<'_>, tops: &[&TopDivision<'_>], main: &Folios) -> (Vec<Page>, Folios) {
    let design = setter.design();
    let mut before: Vec<Draft> = if design.title_pages { front::title_pages(setter) } else { Vec::new() };
    let mut after: Vec<Draft> = Vec::new();
    for top in tops {
        let drafts = &top.drafts;
        if top.division().is_some_and(is_display) {
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
    let mut known = main.clone();
    let mut pages = Vec::new();
    for _ in 0..PASSES {
        let contents = if design.contents && front::count(entries) > 1 { front::contents(setter, &known) } else { Vec::new() };
        let lists = lists(setter, &known);
        pages = bind(setter, before.iter().chain(&contents).chain(&lists).chain(&after), Numbers::Roman);
        even_out(setter, &mut pages, Numbers::Roman);
        let mut now = main.clone();
        now.extend(passes::folios(&pages).into_iter().filter(|(place, _)| !main.contains_key(place)));
        if now == known {
            return (pages, known);
        }
        known = now;
    }
    setter.sink.report(Diagnostic::new(
        codes::UNSETTLED_CONTENTS,
        Span::DETACHED,
        "the folios of the contents still move after four passes",
    ));
    (pages, known)
}

/// The lists that the design asks for, of what there is to list.
fn lists(setter: &Setter<'_>, folios: &Folios) -> Vec<Draft> {
    let (design, resolution) = (setter.design(), setter.book.resolution);
    let words = Terms::of(&setter.lang);
    [(design.lists.figures, words.list_of_figures, &resolution.figures), (design.lists.tables, words.list_of_tables, &resolution.tables)]
        .into_iter()
        .filter(|(wanted, _, nodes)| *wanted && !nodes.is_empty())
        .flat_map(|(_, title, nodes)| front::captions(setter, title, nodes, folios))
        .collect()
}
