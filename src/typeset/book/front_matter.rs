//! The front matter: title pages, dedication and epigraph, contents, lists, prefaces.
use super::passes::TopDivision;
use super::{PASSES, title_pages};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{GeneratedPlace, NodeId};
use crate::language::Language;
use crate::source::Span;
use crate::typeset::galley::division::is_display;
use crate::typeset::makeup::{Draft, FolioNumerals, bind, even_out};
use crate::typeset::model::page::Page;
use crate::typeset::setter::Setter;
use crate::typeset::setter::page_facts::{Folios, folios_of};
use crate::units::Length;

/// Makes the pages of the front matter. They have roman folios of their own, so the length of the contents never moves a page of the text.
/// The contents are set again until their own folios no longer change, at most [`PASSES`] times. `main` has the folios of the text. Returns
/// the pages, and the folios of all pages of the book.
pub(crate) fn front_matter(setter: &Setter<'_>, tops: &[&TopDivision<'_>], main: &Folios) -> (Vec<Page>, Folios) {
    let design = setter.design();
    let mut before: Vec<Draft> = if design.title_pages { title_pages::title_pages(setter) } else { Vec::new() };
    let mut after: Vec<Draft> = Vec::new();
    for top in tops {
        let drafts = &top.drafts;
        if top.division().is_some_and(is_display) {
            let drop = if drafts.len() == 1 { design.leading * (design.lines() / 5) } else { Length::ZERO };
            before.extend(drafts.iter().cloned().map(|mut draft| {
                // A few lines on a page of their own move down, but stay above the middle.
                if draft.items.iter().all(|part| part.at.y < design.leading * (design.lines() / 2)) {
                    draft.items.iter_mut().for_each(|part| part.at.y += drop);
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
        let contents = if design.contents && title_pages::count(entries) > 1 { title_pages::contents(setter, &known) } else { Vec::new() };
        let lists = lists(setter, &known);
        pages = bind(setter, before.iter().chain(&contents).chain(&lists).chain(&after), FolioNumerals::Roman);
        even_out(setter, &mut pages, FolioNumerals::Roman);
        let mut now = main.clone();
        now.extend(folios_of(&pages).into_iter().filter(|(place, _)| !main.contains_key(place)));
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

/// The lists of figures, tables, listings and equations that the design wants, unless they would be empty.
fn lists(setter: &Setter<'_>, folios: &Folios) -> Vec<Draft> {
    let (design, resolution) = (setter.design(), setter.book.resolution);
    let language = Language::of(&setter.lang);
    let list = |wanted: bool, place, title, nodes: &[NodeId]| {
        if wanted && !nodes.is_empty() { title_pages::captions(setter, (title, place), nodes, folios) } else { Vec::new() }
    };
    let lists = design.lists;
    [
        list(lists.figures, GeneratedPlace::Figures, language.terms.list_of_figures, &resolution.figures),
        list(lists.tables, GeneratedPlace::Tables, language.terms.list_of_tables, &resolution.tables),
        list(lists.listings, GeneratedPlace::Listings, language.list_of_listings(), &resolution.listings),
        list(lists.equations, GeneratedPlace::Equations, language.list_of_equations(), &resolution.titled_equations),
    ]
    .concat()
}
