//! Moves finished pages to paper of another size.
use crate::edition::Design;
use crate::typeset::makeup::has_foot_line;
use crate::typeset::model::page::{Pages, Side};
use crate::units::Point;

/// Whether two designs differ only in the size of the paper and in the margins, and have the same type area. All items stand in the type
/// area or next to it, so the pages of one design are then those of the other, moved.
#[must_use]
pub fn have_one_type_area(one: &Design, other: &Design) -> bool {
    let area = |design: &Design| (design.type_width(), design.lines(), has_foot_line(design));
    area(one) == area(other) && Design { page: other.page, margins: other.margins, ..one.clone() } == *other
}

impl Pages {
    /// The pages of the design `from`, moved to the paper of the design `to`. The designs must have one type area ([`have_one_type_area`]).
    #[must_use]
    pub fn moved(&self, from: &Design, to: &Design) -> Self {
        let moved = |side: Side, at: Point| {
            let (before, after) = match side {
                Side::Recto => (from.margins.inner, to.margins.inner),
                Side::Verso => (from.margins.outer, to.margins.outer),
            };
            Point { x: at.x - before + after, y: at.y - from.margins.head + to.margins.head }
        };
        let mut pages = self.clone();
        for page in &mut pages.pages {
            page.size = to.page;
            page.items.iter_mut().for_each(|placed| placed.at = moved(page.side, placed.at));
        }
        for place in &mut pages.places {
            place.at = moved(pages.pages[place.page].side, place.at);
        }
        pages
    }
}
