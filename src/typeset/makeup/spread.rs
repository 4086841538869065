//! Cut columns to pages with sides: notes at the foot, openings on their side, blank versos, inner and outer margins.
use std::num::NonZeroU32;

use super::super::Setter;
use super::super::galley::Slug;
use super::super::page::{Page, PageItem, PageKind, Placed, Role, Side};
use super::builder::{NoteLines, Room, cut};
use super::heads;
use crate::document::{Folio, NoteId, Position};
use crate::edition::Separator;
use crate::units::{Length, Point, Size};

/// A division's column with its notes.
#[derive(Debug, Default)]
pub(in crate::typeset) struct Galley {
    pub(in crate::typeset) slugs: Vec<Slug>,
    /// The notes that it calls, in the order of their first calls.
    pub(in crate::typeset) notes: Vec<(NoteId, Vec<Slug>)>,
    /// It opens on a right-hand page.
    pub(in crate::typeset) recto: bool,
    /// What stands at the head of its right-hand pages.
    pub(in crate::typeset) head: String,
}

/// A page that does not know its side yet. Places are from the top left corner of the type area.
#[derive(Clone, Debug)]
pub(in crate::typeset) struct Draft {
    pub(in crate::typeset) items: Vec<(Point, Role, PageItem)>,
    pub(in crate::typeset) start: Option<Position>,
    pub(in crate::typeset) kind: PageKind,
    /// It must be a right-hand page.
    pub(in crate::typeset) recto: bool,
    /// The running head of a right-hand page; none where neither head nor folio is set at the top.
    pub(in crate::typeset) head: Option<String>,
    /// Whether the folio is printed at the foot.
    pub(in crate::typeset) drop_folio: bool,
}

impl Draft {
    /// A page left white.
    const BLANK: Self = Self { items: Vec::new(), start: None, kind: PageKind::Blank, recto: false, head: None, drop_folio: false };
}

/// Makes the pages of a galley.
pub(in crate::typeset) fn drafts(setter: &Setter<'_>, galley: &Galley) -> Vec<Draft> {
    let design = setter.design();
    let room = Room { height: design.leading * design.lines(), leading: design.leading, gap: design.leading.scaled(80, 100) };
    let (order, called) = calls(galley);
    let notes: Vec<Vec<Slug>> = order.iter().map(|&at| galley.notes[at].1.clone()).collect();
    let lines = NoteLines::new(&notes);
    let flat: Vec<&Slug> = notes.iter().flatten().collect();
    let cuts = cut(&galley.slugs, &called, &lines, &room);
    cuts.iter()
        .enumerate()
        .map(|(number, cut)| {
            let mut draft = Draft {
                items: Vec::new(),
                start: None,
                kind: PageKind::Text,
                recto: number == 0 && galley.recto,
                head: (number > 0).then(|| galley.head.clone()),
                drop_folio: number == 0,
            };
            let mut y = Length::ZERO;
            for (at, slug) in galley.slugs[cut.slugs.clone()].iter().enumerate() {
                if at == 0 {
                    for head in slug.repeat.iter().flat_map(|head| head.iter()) {
                        place(head, y, &mut draft);
                        y += head.height;
                    }
                } else {
                    y += slug.before;
                }
                place(slug, y, &mut draft);
                y += slug.height;
            }
            if !cut.notes.is_empty() {
                let foot = &flat[cut.notes.clone()];
                let height: Length = foot.iter().map(|slug| slug.height + slug.before).sum();
                let mut y = room.height - height;
                if design.separator == Separator::Rule {
                    let rule = PageItem::Rule(Size { width: Length::from_mm(22.0).min(design.measure()), height: Length::from_pt(0.4) });
                    draft.items.push((Point { x: Length::ZERO, y: y - room.gap.scaled(35, 100) }, Role::Artifact, rule));
                }
                for slug in foot {
                    y += slug.before;
                    let start = draft.start;
                    place(slug, y, &mut draft);
                    draft.start = start;
                    y += slug.height;
                }
            }
            draft
        })
        .collect()
}

fn place(slug: &Slug, y: Length, draft: &mut Draft) {
    draft.start = draft.start.or(slug.start);
    draft.items.extend(slug.parts.iter().map(|(at, role, item)| (Point { x: at.x, y: at.y + y }, *role, item.clone())));
}

/// The notes of a galley in the order of their first calls (a note called in a note comes right after it), and how many note
/// lines are called by the slugs before each slug.
fn calls(galley: &Galley) -> (Vec<usize>, Vec<usize>) {
    fn take(note: NoteId, galley: &Galley, order: &mut Vec<usize>, lines: &mut usize) {
        let Some(at) = galley.notes.iter().position(|(id, _)| *id == note) else { return };
        if order.contains(&at) {
            return;
        }
        order.push(at);
        *lines += galley.notes[at].1.len();
        for slug in &galley.notes[at].1 {
            slug.notes.iter().for_each(|&inner| take(inner, galley, order, lines));
        }
    }
    let mut order = Vec::new();
    let mut lines = 0;
    let mut called = vec![0];
    for slug in &galley.slugs {
        slug.notes.iter().for_each(|&note| take(note, galley, &mut order, &mut lines));
        called.push(lines);
    }
    (order, called)
}

/// Which numbers the pages get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::typeset) enum Numbers {
    Roman,
    Arabic,
}

/// Gives drafts their sides and numbers, from 1 on a right-hand page. A page that must be a right-hand one is preceded by a
/// blank one where needed.
pub(in crate::typeset) fn bind(setter: &Setter<'_>, drafts: &[Draft], numbers: Numbers) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        if draft.recto && !pages.len().is_multiple_of(2) {
            pages.push(page(setter, &Draft::BLANK, pages.len(), numbers));
        }
        pages.push(page(setter, draft, pages.len(), numbers));
    }
    pages
}

/// A blank page after the last one, if the next sequence must begin on a right-hand page.
pub(in crate::typeset) fn even_out(setter: &Setter<'_>, pages: &mut Vec<Page>, numbers: Numbers) {
    if !pages.len().is_multiple_of(2) {
        pages.push(page(setter, &Draft::BLANK, pages.len(), numbers));
    }
}

fn page(setter: &Setter<'_>, draft: &Draft, place: usize, numbers: Numbers) -> Page {
    let design = setter.design();
    let number = u32::try_from(place + 1).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MIN);
    let folio = match numbers {
        Numbers::Roman => Folio::Roman(number),
        Numbers::Arabic => Folio::Arabic(number),
    };
    let side = if place.is_multiple_of(2) { Side::Recto } else { Side::Verso };
    let left = match side {
        Side::Recto => design.margins.inner,
        Side::Verso => design.margins.outer,
    };
    let origin = Point { x: left, y: design.margins.head };
    let shifted = |at: &Point| Point { x: at.x + origin.x, y: at.y + origin.y };
    let mut items: Vec<Placed> = Vec::with_capacity(draft.items.len() + 3);
    heads::set(setter, draft, side, folio, &mut |at, item| items.push(Placed { at: shifted(&at), role: Role::Artifact, item }));
    items.extend(draft.items.iter().map(|(at, role, item)| Placed { at: shifted(at), role: *role, item: item.clone() }));
    Page { folio, side, kind: draft.kind, size: design.page, items, start: draft.start }
}
