//! Makes slugs from the lines of a paragraph.
use std::sync::Arc;

use super::place::BlockPlace;
use super::slug::{Slug, SlugItem, WIDOW};
use crate::document::{NodeId, Position};
use crate::typeset::model::page::{ItemRole, PageItem};
use crate::typeset::model::style::{ascent, descent};
use crate::typeset::paragraph::{ComposedLine, LineObject, Reach};
use crate::units::{Length, Point};

/// The cost of a page break after a line that ends in a divided word.
const DIVIDED: i64 = 120_000;

/// The baseline of a line, from the top of its slug. The type is centred in its leading.
pub(crate) fn baseline(leading: Length, size: Length) -> Length {
    (leading - size) / 2 + ascent(size)
}

/// Makes slugs from the lines of a paragraph. A page break after the first line or before the last costs [`WIDOW`]. `is_below_low` says
/// that a formula of the line before the paragraph reaches below the letters.
pub(crate) fn slugs_of_lines(
    (lines, is_below_low): (Vec<ComposedLine>, bool),
    place: &BlockPlace,
    baseline: Length,
    node: NodeId,
) -> Vec<Slug> {
    let count = lines.len();
    let mut divided = false;
    let mut slugs = Vec::with_capacity(count);
    let openings = openings(&lines, is_below_low, place);
    for (at, (line, opening)) in lines.into_iter().zip(openings).enumerate() {
        let mut cost = if at > 0 && (at == 1 || at + 1 == count) { WIDOW } else { 0 };
        if divided {
            cost += DIVIDED;
        }
        divided = line.hyphenated;
        slugs.push(Slug { cost, ..opened_slug((line, opening), place, baseline, node) });
    }
    slugs
}

/// The least white between the text of two lines if formulas would come closer, in hundredths of the size: TeX's `\lineskip`.
const LEAST_WHITE: i64 = 8;

/// By how much the slug of each line becomes higher because of its formulas, above and below. A formula may reach into the leading, as long
/// as it stays clear of the letters and formulas of the other line. `is_below_low` says that a formula of the line before the first has
/// used up the leading.
fn openings(lines: &[ComposedLine], is_below_low: bool, place: &BlockPlace) -> Vec<Reach> {
    let size = place.style.size;
    let (ascent, descent) = (ascent(size), descent(size));
    let white = size.scaled(LEAST_WHITE, 100).min((place.leading - size).max(Length::ZERO));
    let mut below = if is_below_low { (place.leading - ascent - white).max(descent) } else { descent };
    let last = lines.len().saturating_sub(1);
    let opening = |(at, line): (usize, &ComposedLine)| {
        let (above, own_below) = (line.reach.above.max(ascent), line.reach.below.max(descent));
        let is_plain = above == ascent && below == descent;
        let more = if is_plain { Length::ZERO } else { below + above + white - place.leading };
        below = own_below;
        let is_low = at == last && own_below > descent;
        let rest = if is_low { own_below + ascent + white - place.leading } else { Length::ZERO };
        Reach { above: more.max(Length::ZERO), below: rest.max(Length::ZERO) }
    };
    lines.iter().enumerate().map(opening).collect()
}

/// Makes a slug from a line. A picture that is higher than the line makes the slug higher by whole lines.
pub(crate) fn slug(line: ComposedLine, place: &BlockPlace, baseline: Length, node: NodeId) -> Slug {
    let opening = opening(&line, place);
    opened_slug((line, opening), place, baseline, node)
}

/// By how much the slug of a line becomes higher because of its formulas, if the line stands alone.
pub(crate) fn opening(line: &ComposedLine, place: &BlockPlace) -> Reach {
    openings(std::slice::from_ref(line), false, place).first().copied().unwrap_or_default()
}

fn opened_slug((line, opening): (ComposedLine, Reach), place: &BlockPlace, baseline: Length, node: NodeId) -> Slug {
    let has_low_formula = line.reach.below > descent(place.style.size);
    let extra = (line.above - baseline).max(Length::ZERO);
    let extra = place.leading * extra.units_up(place.leading) + opening.above;
    let y = baseline + extra;
    let x = place.left + line.x;
    let mut parts = Vec::with_capacity(1 + line.extras.len());
    parts.push(SlugItem::new(Point { x, y }, ItemRole::Content(node), PageItem::Line(Arc::new(line.line))));
    for LineObject { x: dx, below, item } in line.extras {
        let top = match &item {
            PageItem::Artwork { size, .. } => y + below - size.height,
            PageItem::Link { size, .. } => y - ascent(size.height),
            PageItem::Anchor(_) => Length::ZERO,
            PageItem::Line(_) | PageItem::Rule(_) | PageItem::QrCode { .. } => y,
        };
        parts.push(SlugItem::new(Point { x: x + dx, y: top }, ItemRole::Content(node), item));
    }
    Slug {
        height: place.leading + extra + opening.below,
        has_low_formula,
        parts,
        notes: line.notes,
        start: Some(Position { block: node, offset: line.offset }),
        ..Slug::default()
    }
}
