//! Figures that may stand elsewhere than where they are called. Each is a block that can be set in several ways, as a
//! paragraph can: where it is called, at the head or the foot of that page, or at the head of a later page. Make-up chooses
//! among them when it weighs the pages (`makeup/builder.rs`).
use super::builder::GalleyBuilder;
use super::place::Place;
use super::slug::{Float, Slug, SpanningItem, Stand, Variant};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Block, Inline, Node};
use crate::edition::FigurePlace;
use crate::units::{Length, Point};

/// The price of a figure at the head of the page after that of its call, though it was to stand at its call: less than that
/// of a page that is short by a line.
const PUT_OFF: i64 = 30_000;
/// The same, if it was to stand at a foot.
const NOT_AT_FOOT: i64 = 20_000;
/// The same, if it was to stand at a head: of two heads the nearer one.
const NEXT_HEAD: i64 = 4_000;

/// The slugs of a figure as one, with the white that tells it from the text: below it at a head, above it at a foot.
pub(crate) fn fused(slugs: &[Slug], white: Length, foot: bool) -> Slug {
    let mut whole = Slug { height: white, ..Slug::default() };
    let mut y = if foot { white } else { Length::ZERO };
    for (at, slug) in slugs.iter().enumerate() {
        let before = if at == 0 { Length::ZERO } else { slug.before };
        y += before;
        whole.parts.extend(slug.parts.iter().map(|(at, role, item)| (Point { x: at.x, y: at.y + y }, *role, item.clone())));
        y += slug.height;
        whole.height += before + slug.height;
    }
    whole
}

impl GalleyBuilder<'_, '_> {
    /// Sets a figure, and the ways in which it may stand elsewhere. It may if it stands in the text itself, calls no notes
    /// (they would come out of order), and is no higher than a page.
    pub(crate) fn placed_figure(&mut self, block: &Block, body: &[Block], caption: Option<&[Inline]>, place: &Place) {
        let wide = self.wide_figure(block, body, caption, place);
        // All that stands before it stays where it stands elsewhere: what a listing lacks to whole lines too.
        let (start, space, flush) = (self.slugs.len(), self.space + self.filling, self.flush);
        let (heads, forced) = (self.keep > 0, self.forced || start == 0);
        self.apart(place.leading, |galley| galley.figure(block, body, caption, place));
        let design = self.setter.design();
        let wanted = self.wanted_place(&block.node);
        self.wides.extend(
            wide.filter(|_| !forced && !heads && start > self.opened).map(|slug| SpanningItem::new(slug, start..self.slugs.len(), space)),
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
        // What follows a heading at once does not leave it for the foot.
        let wanted = if wanted == FigurePlace::Foot && heads { FigurePlace::Top } else { wanted };
        let ways: &[(Stand, i64)] = match wanted {
            FigurePlace::Here => &[(Stand::Held, PUT_OFF)],
            FigurePlace::Top => &[(Stand::Top, 0), (Stand::Held, NEXT_HEAD)],
            FigurePlace::Foot => &[(Stand::Foot, 0), (Stand::Held, NOT_AT_FOOT)],
            FigurePlace::Page => &[(Stand::Held, 0)],
        };
        let made: Vec<Variant> = ways
            .iter()
            .map(|&(stand, price)| Variant {
                range: start..self.slugs.len(),
                slugs: vec![fused(slugs, place.leading, stand == Stand::Foot)],
                price,
                float: Some(Float { stand, place: wanted, less: space }),
            })
            .collect();
        let smaller = self.smaller_figures(start);
        self.settle(start);
        self.variants.extend(smaller);
        self.variants.extend(made);
        // The text goes on as if nothing stood between: with the white that it asks for itself.
        self.flush = flush;
        self.asked = Length::ZERO;
    }

    /// What follows a figure is told how much less white it has where the figure stands elsewhere: `own` is what it asks for
    /// itself, `whole` what it was given.
    pub(crate) fn after_float(&mut self, own: Length, whole: Length) {
        let at = self.slugs.len();
        if let Some(wide) = self.wides.last_mut().filter(|wide| wide.range.end == at) {
            wide.less = (whole - own.max(wide.less)).max(Length::ZERO);
        }
        for variant in self.variants.iter_mut().rev().take_while(|variant| variant.range.end == at) {
            if let Some(float) = &mut variant.float {
                // Until now that was the white which was asked for before the figure.
                float.less = (whole - own.max(float.less)).max(Length::ZERO);
            }
        }
    }

    /// Where a figure is to stand.
    fn wanted_place(&self, node: &Node) -> FigurePlace {
        match node.attribute("place") {
            None => self.setter.design().figures.place,
            Some("here") => FigurePlace::Here,
            Some("top") => FigurePlace::Top,
            Some("foot") => FigurePlace::Foot,
            Some("page") => FigurePlace::Page,
            Some(other) => {
                self.setter.sink.report(
                    Diagnostic::new(codes::UNKNOWN_PLACE, node.span, format!("a figure has no place `{other}`"))
                        .label("it stands where the design says")
                        .hint("write `place=here`, `top`, `foot` or `page`"),
                );
                self.setter.design().figures.place
            }
        }
    }
}
