//! Tables that are too wide for the measure: turned by a quarter, their head at the left of the page, each part of them on a page of its own.
//!
//! Such a part is one slug as high as a page. It may be held as a figure may: the text goes on before it, and it stands on the next page. Its
//! lines and pictures are turned (`TextLine::turned`); all else is put where it lies on the page, so that only what is drawn with letters or
//! pixels has a direction.
use std::sync::Arc;

use super::builder::GalleyBuilder;
use super::float::fused;
use super::place::Place;
use super::slug::{Float, MOST_HELD, Slug, Stand, Variant};
use crate::diagnostic::Diagnostic;
use crate::document::{Inline, InlineKind, Node, Table, Visit, walk_inlines};
use crate::edition::FigurePlace;
use crate::typeset::model::page::{PageItem, Role, TextLine};
use crate::units::{Length, Point, Size};

/// The price of a heading at the foot of the page before its table: that of a page that is three or four lines short, since a section may
/// hold nothing else.
const HEADING_LAST: i64 = 2_000_000;

impl GalleyBuilder<'_, '_> {
    /// The pages of a table as it stands there if it is turned, and what is told of it; none if it gains nothing by that. It stands in the
    /// text itself, on pages of one column, and calls no notes: they would stand at the foot, where its lines begin.
    fn turned(&self, table: &Table, node: &Node, place: &Place) -> Option<(Vec<Slug>, Diagnostic)> {
        let design = self.setter.design();
        let high = design.leading * design.lines();
        let in_text = self.floats && design.columns == 1 && place.left == Length::ZERO && place.measure == design.measure();
        if !in_text || high <= place.measure || calls_notes(table) {
            return None;
        }
        let fitted = self.fitted(table, &Place { measure: high, ..place.clone() });
        let told = fitted.is_legible().then(|| fitted.told_of_turned(node))?;
        let mut galley = GalleyBuilder::new(self.setter).retaining(self.retained);
        galley.table(table, node.id, fitted.on_page(place.measure));
        let parts = evenly(&galley.finish(), place.measure);
        // One that does not fill its page stands in the middle; parts begin alike.
        let tall = |part: &Vec<Slug>| fused(part, Length::ZERO, false).height;
        let left = (place.measure - parts.iter().map(tall).max().unwrap_or(place.measure)) / 2;
        Some((parts.iter().map(|part| turn(part, high, left)).collect(), told))
    }

    /// Sets a table turned, if it has to be and can.
    pub(crate) fn turned_table(&mut self, table: &Table, node: &Node, place: &Place) -> bool {
        let Some((slugs, told)) = self.turned(table, node, place) else { return false };
        let (space, filling, flush, keep) = (self.space, self.filling, self.flush, self.keep);
        let free = !self.forced && !self.slugs.is_empty();
        let from = self.slugs.len();
        for slug in slugs {
            self.push(slug);
        }
        self.settle(from);
        for at in from..self.slugs.len() {
            // At the head of a page nothing stands above it.
            self.slugs[at].before = Length::ZERO;
            if free && at - from < MOST_HELD {
                let float = Float { stand: Stand::Held, place: FigurePlace::Page, less: Length::ZERO };
                let slugs = vec![Slug { cost: 0, ..self.slugs[at].clone() }];
                self.variants.push(Variant { range: at..at + 1, slugs, price: 0, float: Some(float) });
            } else {
                self.slugs[at].bars = true;
            }
        }
        // The text goes on as if nothing stood between.
        (self.space, self.filling, self.flush, self.keep) = (space, filling, flush, keep.min(HEADING_LAST));
        self.asked = space + filling;
        self.setter.sink.report(told);
        true
    }
}

/// Whether a cell of a table, or its caption, calls a note.
fn calls_notes(table: &Table) -> bool {
    #[derive(Default)]
    struct Calls(bool);
    impl Visit for Calls {
        fn inline(&mut self, inline: &Inline) {
            self.0 |= matches!(inline.kind, InlineKind::NoteCall(_));
        }
    }
    let mut calls = Calls::default();
    let cells = std::iter::once(&table.head).chain(&table.rows).flat_map(|row| &row.cells);
    cells.map(|cell| &cell.content).chain(&table.caption).for_each(|inlines| walk_inlines(inlines, &mut calls));
    calls.0
}

/// The slugs of a table in parts of about equal height, as few as there can be; each but the first begins with the head again.
fn evenly(slugs: &[Slug], room: Length) -> Vec<Vec<Slug>> {
    let mut parts = divided(slugs, room);
    let (count, step) = (parts.len(), Length::points(4));
    let mut room = room - step;
    while count > 1 && room > step {
        let closer = divided(slugs, room);
        if closer.len() > count {
            break;
        }
        parts = closer;
        room -= step;
    }
    parts
}

/// The same in parts that are as high as there is room.
fn divided(slugs: &[Slug], room: Length) -> Vec<Vec<Slug>> {
    let mut parts: Vec<Vec<Slug>> = Vec::new();
    let mut left = Length::ZERO;
    let height = |slugs: &[Slug]| slugs.iter().map(|slug| slug.before + slug.height).sum::<Length>();
    // What would be ill parted stays together if it can: a head and its rows, the lines of a row.
    let together = slugs.chunk_by(|_, next| next.cost > 0);
    let repeated = |slugs: &[Slug]| slugs[0].repeat.iter().map(|head| height(head)).sum::<Length>();
    for group in together.flat_map(|group| group.chunks(if repeated(group) + height(group) > room { 1 } else { group.len() })) {
        match parts.last_mut() {
            Some(part) if height(group) <= left => part.extend_from_slice(group),
            Some(_) | None => {
                let mut part: Vec<Slug> = group[0].repeat.iter().flat_map(|head| head.iter().cloned()).collect();
                left = room - height(&part);
                part.extend_from_slice(group);
                parts.push(part);
            }
        }
        left -= height(group);
    }
    parts
}

/// Slugs below one another as one that is so high: what was at the left stands at its foot, what was at the head so far from its left.
fn turn(slugs: &[Slug], high: Length, left: Length) -> Slug {
    let start = slugs.iter().find_map(|slug| slug.start);
    let parts = fused(slugs, Length::ZERO, false).parts.into_iter().map(|part| turned_part(part, high, left)).collect();
    Slug { height: high, parts, start, begins_table: true, ..Slug::default() }
}

fn turned_part((at, role, item): (Point, Role, PageItem), high: Length, left: Length) -> (Point, Role, PageItem) {
    let lying = |size: Size| Size { width: size.height, height: size.width };
    // Up to where it reaches on the page, by how long it was.
    let to = |long: Length| Point { x: left + at.y, y: high - at.x - long };
    match item {
        PageItem::Line(line) => (to(Length::ZERO), role, PageItem::Line(Arc::new(TextLine { turned: true, ..TextLine::clone(&line) }))),
        PageItem::Rule(size) => (to(size.width), role, PageItem::Rule(lying(size))),
        PageItem::Artwork { source, alt, size, turned } => {
            (to(size.width), role, PageItem::Artwork { source, alt, size: lying(size), turned: !turned })
        }
        PageItem::QrCode { modules, module } => (to(module * i64::from(modules.side())), role, PageItem::QrCode { modules, module }),
        PageItem::Link { to: target, text, size, key } => {
            (to(size.width), role, PageItem::Link { to: target, text, size: lying(size), key })
        }
        // Who comes here sees the page from its head.
        PageItem::Anchor(name) => (Point { x: left + at.y, y: Length::ZERO }, role, PageItem::Anchor(name)),
    }
}
