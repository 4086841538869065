//! Figures and tables that are too wide for one column. Each is set twice: in its column, and across all columns.
//! Make-up puts the second form at the head of a page if it can (`makeup/spanning.rs`).

use super::builder::GalleyBuilder;
use super::figure::natural_width;
use super::float::fused;
use super::place::BlockPlace;
use super::slug::{Slug, SlugItem, SpanningItem};
use crate::document::{Block, Inline, Node, NodeRole, Table};
use crate::typeset::model::page::PageItem;
use crate::units::Length;

/// A picture at least this wide, in hundredths of a column, counts as wide.
const WIDE: i64 = 130;
/// The greatest height of a spanning item, in hundredths of a page.
const HIGHEST: i64 = 55;

impl GalleyBuilder<'_, '_> {
    /// The place that spans all columns, for an item called at a place in one of them. `None` if the page has one column, or if the place
    /// is not in the text itself.
    fn over_all(&self, place: &BlockPlace) -> Option<BlockPlace> {
        let design = self.setter.design();
        let in_column = self.floats && place.left == Length::ZERO && place.measure == design.measure();
        (design.columns > 1 && in_column).then(|| BlockPlace { measure: design.type_width(), ..place.clone() })
    }

    /// The greatest height of a spanning item.
    fn highest_wide(&self) -> Length {
        let design = self.setter.design();
        design.leading * design.lines().saturating_mul(HIGHEST).div_euclid(100)
    }

    /// Joins the slugs of a spanning item into one. `None` if the item is too high, or if it calls notes, because these would stand in the
    /// wrong column.
    fn whole(&self, slugs: &[Slug], place: &BlockPlace) -> Option<Slug> {
        let whole = fused(slugs, place.leading, false);
        (whole.height <= self.highest_wide() && slugs.iter().all(|slug| slug.notes.is_empty())).then_some(whole)
    }

    /// Sets a figure across all columns. `None` if it is not wide, or not allowed to span.
    pub(crate) fn wide_figure(&self, block: &Block, body: &[Block], caption: Option<&[Inline]>, place: &BlockPlace) -> Option<Slug> {
        let over_all = self.over_all(place)?;
        let natural = natural_width(self.setter, body, place).unwrap_or(Length::ZERO);
        if natural < place.measure.scaled(WIDE, 100) && !block.node.has_role(NodeRole::Wide) {
            return None;
        }
        let quiet = self.setter.quiet();
        let mut galley = self.elsewhere(&quiet);
        galley.highest = Some(self.highest_wide() - over_all.leading);
        galley.figure(block, body, caption, &over_all);
        let slugs = galley.finish();
        // A tall picture may have to shrink so much that spanning the columns gains nothing.
        let gains = |part: &SlugItem| match &part.item {
            PageItem::Artwork { size, .. } => size.width >= place.measure.scaled(WIDE, 100),
            PageItem::Line(_) | PageItem::Rule(_) | PageItem::QrCode { .. } | PageItem::Link { .. } | PageItem::Anchor(_) => false,
        };
        self.whole(&slugs, &over_all).filter(|whole| whole.parts.iter().any(gains))
    }

    /// Sets a table in its column and, if it is wide, across all columns too. A table that would not be legible in its column is turned
    /// instead if possible.
    pub(crate) fn placed_table(&mut self, table: &Table, node: &Node, place: &BlockPlace) {
        let fitted = self.fitted(table, place);
        if !fitted.is_legible() && self.turned_table(table, node, place) {
            return;
        }
        let wide = self.over_all(place).filter(|_| node.has_role(NodeRole::Wide) || !fitted.is_whole()).and_then(|over_all| {
            let quiet = self.setter.quiet();
            let mut galley = self.elsewhere(&quiet);
            let fitted = galley.fitted(table, &over_all);
            let told = fitted.told(node);
            galley.table(table, node.id, fitted);
            Some((self.whole(&galley.finish(), &over_all)?, told))
        });
        let (start, space, flush) = (self.slugs.len(), self.space + self.filling, self.flush);
        let wide = wide.filter(|_| !self.forced && self.keep == 0 && start > self.opened);
        let told = fitted.told(node);
        self.apart(place.leading, |galley| galley.table(table, node.id, fitted));
        match wide {
            Some((slug, told_there)) => {
                let wide = SpanningItem::new(slug, start..self.slugs.len(), space);
                self.wides.push(SpanningItem { told: [told_there, told], ..wide });
                self.flush = flush;
                self.asked = Length::ZERO;
            }
            None => told.into_iter().for_each(|told| self.setter.sink.report(told)),
        }
    }
}
