//! Makes slugs of the lines of a paragraph.
use std::sync::Arc;

use super::place::BlockPlace;
use super::slug::{Slug, SlugItem, WIDOW};
use crate::document::{NodeId, Position};
use crate::typeset::model::page::{ItemRole, PageItem};
use crate::typeset::paragraph::{ComposedLine, LineObject};
use crate::units::{Length, Point};

/// The cost of a page break after a line that ends in a divided word.
const DIVIDED: i64 = 120_000;

/// The baseline of a line, from the top of its slug. The type is centred in its leading, with 78 hundredths of its size above the baseline.
pub(crate) fn baseline(leading: Length, size: Length) -> Length {
    (leading - size) / 2 + size.scaled(78, 100)
}

/// Makes slugs of the lines of a paragraph. A page break after the first line or before the last costs [`WIDOW`].
pub(crate) fn strip(lines: Vec<ComposedLine>, place: &BlockPlace, baseline: Length, node: NodeId) -> Vec<Slug> {
    let count = lines.len();
    let mut divided = false;
    let mut slugs = Vec::with_capacity(count);
    for (at, line) in lines.into_iter().enumerate() {
        let mut cost = if at > 0 && (at == 1 || at + 1 == count) { WIDOW } else { 0 };
        if divided {
            cost += DIVIDED;
        }
        divided = line.hyphenated;
        slugs.push(Slug { cost, ..slug(line, place, baseline, node) });
    }
    slugs
}

/// Makes a slug of a line. A picture that is higher than the line makes the slug higher by whole lines.
pub(crate) fn slug(line: ComposedLine, place: &BlockPlace, baseline: Length, node: NodeId) -> Slug {
    let extra = (line.above - baseline).max(Length::ZERO);
    let extra = place.leading * extra.units_up(place.leading);
    let y = baseline + extra;
    let x = place.left + line.x;
    let mut parts = Vec::with_capacity(1 + line.extras.len());
    parts.push(SlugItem::new(Point { x, y }, ItemRole::Content(node), PageItem::Line(Arc::new(line.line))));
    for LineObject { x: dx, below, item } in line.extras {
        let top = match &item {
            PageItem::Artwork { size, .. } => y + below - size.height,
            PageItem::Link { size, .. } => y - size.height.scaled(78, 100),
            PageItem::Anchor(_) => Length::ZERO,
            PageItem::Line(_) | PageItem::Rule(_) | PageItem::QrCode { .. } => y,
        };
        parts.push(SlugItem::new(Point { x: x + dx, y: top }, ItemRole::Content(node), item));
    }
    Slug {
        height: place.leading + extra,
        parts,
        notes: line.notes,
        start: Some(Position { block: node, offset: line.offset }),
        ..Slug::default()
    }
}
