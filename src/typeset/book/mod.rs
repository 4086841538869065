//! Sets all divisions of a book and puts their pages together.
//!
//! A resolved `Book` goes in, with fonts and pictures. `Pages` come out, all with their folios: title pages, contents, the text.
//!
//! Begin with [`set_book`] below. Then read:
//!
//! 1. `passes.rs`: sets one division, and sets it again until the folios that it prints are right;
//! 2. `front_matter.rs`: puts the pages before the text together;
//! 3. `title_pages.rs`: makes title pages, the copyright page and the contents;
//! 4. `other_paper.rs`: moves finished pages to paper of another size.
pub(crate) mod front_matter;
pub(crate) mod other_paper;
pub(crate) mod passes;
pub(crate) mod title_pages;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::artwork::Gallery;
use crate::diagnostic::Sink;
use crate::document::{Matter, NodeId};
use crate::font::FontBook;
use crate::resolve::{Book, ContentsEntry};
use crate::typeset::galley::division::is_display;
use crate::typeset::makeup::{FolioNumerals, bind};
use crate::typeset::model::page::{DivisionPlace, ItemRole, Page, PageItem, Pages};
use crate::typeset::setter::Setter;
use crate::typeset::setter::page_facts::{Folios, PageFacts, folios_of};
use crate::typeset::words::token_cache::TokenCache;
use front_matter::front_matter;
use passes::TopDivision;

/// The maximum number of passes. A division that prints folios is set at most this often.
const PASSES: usize = 4;

/// Sets all divisions of a book and makes its pages. Each later pass sets again only the divisions whose printed folios or note marks
/// were wrong after the pass before. `token_cache` is shared by the editions of a book.
pub(crate) fn set_book(book: &Book<'_>, fonts: &FontBook, gallery: &Gallery, sink: &Sink, token_cache: Option<&TokenCache>) -> Pages {
    let mut tops = passes::top_divisions(book);
    // If a division is set again, only the diagnostics of its last setting are reported.
    let reports: Vec<[Sink; PASSES]> = tops.iter().map(|_| Default::default()).collect();
    let mut setter = Setter { token_cache, ..Setter::new(*book, fonts, gallery, sink) };
    let design = setter.design();
    if design.titles.masthead && !design.title_pages {
        let mut divisions = tops.iter().filter(|top| top.matter != Matter::Back).filter_map(TopDivision::division);
        setter.masthead = divisions.find(|division| !is_display(division)).map(|division| division.node.id);
    }
    let mut known = Arc::clone(&setter.known);
    let mut pages = Vec::new();
    for pass in 0..PASSES {
        tops.par_iter_mut().zip(&reports).for_each(|(top, reports)| top.set(&setter, &reports[pass], &known, pass));
        let folios;
        (pages, folios) = bind_all(&setter, &tops);
        known = Arc::new(PageFacts::of(book, &pages, folios));
        if tops.iter().all(|top| top.is_settled(&known)) {
            break;
        }
    }
    for (top, reports) in tops.iter().zip(&reports) {
        reports[top.pass].pass_on(sink);
        top.report_unsettled(&known, sink);
    }
    passes::report_far_calls(book, &known.folios, sink);
    let divisions = division_nodes(&book.resolution.contents);
    let mut places = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        for placed in &page.items {
            if let (PageItem::Anchor(_), ItemRole::Content(node)) = (&placed.item, placed.role)
                && divisions.contains(&node)
            {
                places.push(DivisionPlace { node, page: number, at: placed.at });
            }
        }
    }
    if let (Some(token_cache), Some(compositor)) = (token_cache, Arc::into_inner(setter.compositor)) {
        token_cache.retire(compositor.into_words());
    }
    Pages { pages, places, printing: None, cover_label: None }
}

/// All pages of the book, made from the current drafts, and the folio of each anchor.
fn bind_all(setter: &Setter<'_>, tops: &[TopDivision<'_>]) -> (Vec<Page>, Folios) {
    let (front, main): (Vec<&TopDivision<'_>>, Vec<&TopDivision<'_>>) = tops.iter().partition(|top| top.matter == Matter::Front);
    let provenance = title_pages::provenance(setter);
    let mut main = bind(setter, main.iter().flat_map(|top| &top.drafts).chain(&provenance), FolioNumerals::Arabic);
    let (mut pages, folios) = front_matter(setter, &front, &folios_of(&main));
    pages.append(&mut main);
    (pages, folios)
}

/// The nodes of all divisions in the contents.
fn division_nodes(entries: &[ContentsEntry]) -> BTreeSet<NodeId> {
    entries.iter().flat_map(|entry| std::iter::once(entry.node).chain(division_nodes(&entry.entries))).collect()
}
