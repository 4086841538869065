//! Tables that are too wide for the measure. They are turned by 90 degrees, so that their head is at the left of the page. A long table is
//! divided into parts, each on a page of its own.
//!
//! Each part is one slug as high as a page. It may be held like a figure: the text continues before it, and it stands on the next page.
//! Lines and pictures carry a flag that they are turned (`TextLine::turned`). All other items are simply moved to their turned place.
use std::sync::Arc;

use super::builder::GalleyBuilder;
use super::float::fused;
use super::place::BlockPlace;
use super::slug::{Float, MOST_HELD, Slug, SlugItem, SlugPlace, Variant};
use crate::diagnostic::Diagnostic;
use crate::document::{Inline, InlineKind, Node, Table, Visit, walk_content, walk_inlines};
use crate::edition::FigurePlace;
use crate::typeset::model::page::{PageItem, TextLine};
use crate::units::{Length, Point, Size};

/// The most that a heading at the foot of the page before its table costs: as much as a page that is three or four lines short. A section
/// may hold nothing but the table.
const HEADING_LAST: i64 = 2_000_000;

impl GalleyBuilder<'_, '_> {
    /// Sets a table turned. Returns a slug for each page, and the diagnostic to report. `None` if the table is not legible that way either,
    /// or if it must not be turned. A table is turned only if it is in the text itself, on pages of one column, and calls no notes. Notes
    /// would stand at the foot, where the lines of the table begin.
    fn turned(&self, table: &Table, node: &Node, place: &BlockPlace) -> Option<(Vec<Slug>, Diagnostic)> {
        let design = self.setter.design();
        let high = design.leading * design.lines();
        let in_text = self.floats && design.columns == 1 && place.left == Length::ZERO && place.measure == design.measure();
        if !in_text || high <= place.measure || calls_notes(table) {
            return None;
        }
        let fitted = self.fitted(table, &BlockPlace { measure: high, ..place.clone() });
        let told = fitted.is_legible().then(|| fitted.told_of_turned(node))?;
        let mut galley = GalleyBuilder::new(self.setter).retaining(self.retained);
        galley.table(table, node.id, fitted.on_page(place.measure));
        let parts = evenly(&galley.finish(), place.measure);
        // The highest part is centred on its page; all parts begin at the same place.
        let tall = |part: &Vec<Slug>| fused(part, Length::ZERO, false).height;
        let left = (place.measure - parts.iter().map(tall).max().unwrap_or(place.measure)) / 2;
        Some((parts.iter().map(|part| turn(part, high, left)).collect(), told))
    }

    /// Sets a table turned, and reports that. Returns `false` and adds nothing if it cannot be turned.
    pub(crate) fn turned_table(&mut self, table: &Table, node: &Node, place: &BlockPlace) -> bool {
        let Some((slugs, told)) = self.turned(table, node, place) else { return false };
        let (space, filling, flush, keep) = (self.space, self.filling, self.flush, self.keep);
        let free = !self.forced && !self.slugs.is_empty();
        let from = self.slugs.len();
        for slug in slugs {
            self.push(slug);
        }
        self.settle(from);
        for at in from..self.slugs.len() {
            // It begins its page, so it has no white above.
            self.slugs[at].before = Length::ZERO;
            if free && at - from < MOST_HELD {
                let float = Float { stand: SlugPlace::Held, place: FigurePlace::Page, less: Length::ZERO };
                let slugs = vec![Slug { cost: 0, begins_page: false, ..self.slugs[at].clone() }];
                self.variants.push(Variant { range: at..at + 1, slugs, price: 0, float: Some(float) });
            } else {
                self.slugs[at].bars = true;
            }
        }
        // The text continues as if the table were not there.
        (self.space, self.filling, self.flush, self.keep) = (space, filling, flush, keep.min(HEADING_LAST));
        self.asked = space + filling;
        self.setter.sink.report(told);
        true
    }
}

/// Whether a cell of a table, or its caption, calls a note.
fn calls_notes(table: &Table) -> bool {
    #[derive(Default)]
    struct NoteCallFinder(bool);
    impl Visit for NoteCallFinder {
        fn inline(&mut self, inline: &Inline) {
            self.0 |= matches!(inline.kind, InlineKind::NoteCall(_));
        }
    }
    let mut calls = NoteCallFinder::default();
    table.cells().for_each(|cell| walk_content(&cell.content, &mut calls));
    walk_inlines(table.caption.as_deref().unwrap_or_default(), &mut calls);
    calls.0
}

/// Divides the slugs of a table into as few parts as possible, of about equal height. Each part but the first begins with a copy of the
/// head.
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

/// Divides the slugs of a table into parts, each as high as `room` permits.
fn divided(slugs: &[Slug], room: Length) -> Vec<Vec<Slug>> {
    let mut parts: Vec<Vec<Slug>> = Vec::new();
    let mut left = Length::ZERO;
    let height = |slugs: &[Slug]| slugs.iter().map(|slug| slug.before + slug.height).sum::<Length>();
    // Slugs with a cost stay with the slug before if there is room: a head and its first row, the lines of a row.
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

/// Joins the slugs of a part into one, turned by 90 degrees counterclockwise. The left of the part is at the foot of the slug, its head at
/// the distance `left` from the left. The slug is `high` high.
fn turn(slugs: &[Slug], high: Length, left: Length) -> Slug {
    let start = slugs.iter().find_map(|slug| slug.start);
    let parts = fused(slugs, Length::ZERO, false).parts.into_iter().map(|part| turned_part(part, high, left)).collect();
    Slug { height: high, parts, start, begins_table: true, ..Slug::default() }
}

fn turned_part(SlugItem { at, role, item }: SlugItem, high: Length, left: Length) -> SlugItem {
    let lying = |size: Size| Size { width: size.height, height: size.width };
    // The point of an item after turning. `long` is its width before.
    let to = |long: Length| Point { x: left + at.y, y: high - at.x - long };
    let (at, item) = match item {
        PageItem::Line(line) => (to(Length::ZERO), PageItem::Line(Arc::new(TextLine { turned: true, ..TextLine::clone(&line) }))),
        PageItem::Rule(size) => (to(size.width), PageItem::Rule(lying(size))),
        PageItem::Artwork { source, alt, size, turned } => {
            (to(size.width), PageItem::Artwork { source, alt, size: lying(size), turned: !turned })
        }
        PageItem::QrCode { modules, module } => (to(module * i64::from(modules.side())), PageItem::QrCode { modules, module }),
        PageItem::Link { to: target, text, size, key } => (to(size.width), PageItem::Link { to: target, text, size: lying(size), key }),
        // A link to the table leads to the top of the page.
        PageItem::Anchor(name) => (Point { x: left + at.y, y: Length::ZERO }, PageItem::Anchor(name)),
    };
    SlugItem { at, role, item }
}
