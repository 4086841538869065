//! Figures that may stand elsewhere than at their call. Such a figure has variants, as a paragraph has: at its call, at the head or the
//! foot of that page, or at the head of a later page. Make-up chooses among them (`makeup/builder.rs`).
use super::builder::GalleyBuilder;
use super::place::BlockPlace;
use super::slug::{Float, Slug, SlugPlace, SpanningItem, Variant};
use crate::document::{Block, Inline, Node, NodeRole};
use crate::edition::FigurePlace;
use crate::units::Length;

/// The price of a figure at the head of a later page if it is wanted at its call. It is less than the price of a page that is short by a
/// line.
const PUT_OFF: i64 = 30_000;
/// The same, if it is wanted at the foot.
const NOT_AT_FOOT: i64 = 20_000;
/// The same, if it is wanted at a head. With this price, the head of the page of its call is cheaper than that of a later page.
const NEXT_HEAD: i64 = 4_000;

/// Joins the slugs of a figure into one, with white that separates it from the text: above the figure if it stands at a foot,
/// otherwise below.
pub(crate) fn fused(slugs: &[Slug], white: Length, foot: bool) -> Slug {
    let mut whole = Slug { height: white, ..Slug::default() };
    let mut y = if foot { white } else { Length::ZERO };
    for (at, slug) in slugs.iter().enumerate() {
        let before = if at == 0 { Length::ZERO } else { slug.before };
        y += before;
        whole.parts.extend(slug.parts.iter().map(|part| part.clone().lowered(y)));
        y += slug.height;
        whole.height += before + slug.height;
    }
    whole
}

impl GalleyBuilder<'_, '_> {
    /// Sets a figure with its variants for other places. It has such variants if it stands in the text itself, is no higher than a page,
    /// and calls no notes, because notes would come out of order.
    pub(crate) fn placed_figure(&mut self, block: &Block, body: &[Block], caption: Option<&[Inline]>, place: &BlockPlace) {
        let wide = self.wide_figure(block, body, caption, place);
        // If the figure is moved, the white requested before it stays, and so does the white that fills up a listing to whole lines.
        let (start, space, flush) = (self.slugs.len(), self.space + self.filling, self.flush);
        let (heads, forced) = (self.keep > 0, self.forced || start == 0);
        self.apart(place.leading, |galley| galley.figure(block, body, caption, place));
        let design = self.setter.design();
        // A picture without a caption belongs to the words before it: "as shown here:".
        let wanted = match caption {
            None if block.node.attribute("place").is_none() => FigurePlace::Here,
            None | Some(_) => self.wanted_place(&block.node),
        };
        let stays = wanted == FigurePlace::Here && !block.node.has_role(NodeRole::Wide);
        self.wides.extend(
            wide.filter(|_| !stays && !forced && !heads && start > self.opened)
                .map(|slug| SpanningItem::new(slug, start..self.slugs.len(), space)),
        );
        let Some(first) = self.slugs.get_mut(start) else { return };
        first.bars = true;
        let slugs = &self.slugs[start..];
        let first = &slugs[0];
        let height: Length = slugs.iter().map(|slug| slug.height + slug.before).sum::<Length>() - first.before;
        let free = self.floats && place.left == Length::ZERO && place.measure == design.measure() && !forced;
        let may = free && height <= design.leading * design.lines() && slugs.iter().all(|slug| slug.notes.is_empty());
        if !may {
            return;
        }
        if wanted == FigurePlace::Here {
            // It may still be a little smaller to fit on its page.
            let smaller = self.smaller_figures(start, body);
            if !smaller.is_empty() {
                self.settle(start);
                self.variants.extend(smaller);
            }
            return;
        }
        // A figure directly below a heading does not move to the foot.
        let wanted = if wanted == FigurePlace::Foot && heads { FigurePlace::Top } else { wanted };
        let ways: &[(SlugPlace, i64)] = match wanted {
            FigurePlace::Here => &[],
            FigurePlace::Near => &[(SlugPlace::Held, PUT_OFF)],
            FigurePlace::Top => &[(SlugPlace::Top, 0), (SlugPlace::Held, NEXT_HEAD)],
            FigurePlace::Foot => &[(SlugPlace::Foot, 0), (SlugPlace::Held, NOT_AT_FOOT)],
            FigurePlace::Page => &[(SlugPlace::Held, 0)],
        };
        let made: Vec<Variant> = ways
            .iter()
            .map(|&(stand, price)| Variant {
                range: start..self.slugs.len(),
                slugs: vec![fused(slugs, place.leading, stand == SlugPlace::Foot)],
                price,
                float: Some(Float { stand, place: wanted, less: space }),
            })
            .collect();
        let smaller = self.smaller_figures(start, body);
        self.settle(start);
        self.variants.extend(smaller);
        self.variants.extend(made);
        // The text continues as if the figure were not there, with the white that it requests itself.
        self.flush = flush;
        self.asked = Length::ZERO;
    }

    /// Records how much less white the next block has above it if the figure before it is moved. `own` is the white that the block itself
    /// requests, `whole` the white that it has below the figure.
    pub(crate) fn after_float(&mut self, own: Length, whole: Length) {
        let at = self.slugs.len();
        if let Some(wide) = self.wides.last_mut().filter(|wide| wide.range.end == at) {
            wide.less = (whole - own.max(wide.less)).max(Length::ZERO);
        }
        for variant in self.variants.iter_mut().rev().take_while(|variant| variant.range.end == at) {
            if let Some(float) = &mut variant.float {
                // So far this was the white requested before the figure.
                float.less = (whole - own.max(float.less)).max(Length::ZERO);
            }
        }
    }

    /// The place wanted for a figure: its attribute `place`, or else that of the design.
    fn wanted_place(&self, node: &Node) -> FigurePlace {
        // The reader of the manuscript reported a place that does not exist.
        let asked = node.attribute("place").and_then(FigurePlace::named);
        asked.unwrap_or_else(|| self.setter.design().figures.place)
    }
}
