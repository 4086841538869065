//! Which figures may stand where on a page that the builder tries. The rules: figures keep their order, none passes a heading, and at most
//! [`MOST_HELD`] wait for a later page.
use std::ops::Range;

use super::blocks::Way;
use super::builder::PageBuilder;
use super::search::{PageFill, Stage, State};
use super::strip::Strip;
use crate::edition::FigurePlace;
use crate::typeset::galley::slug::{MOST_HELD, SlugPlace, TableSize};
use crate::units::Length;

/// The price of a figure at its call if the author or the design wants it at a head or a foot. It is higher than the price of the head of a
/// later page.
const MISPLACED: i64 = 150_000;

/// The price of a figure between two parts of a large table: as much as a page that is five lines short.
const WITHIN_TABLE: i64 = 5_000_000;
/// The same for a small table: more than the price of a widow.
const WITHIN_SMALL_TABLE: i64 = 30_000_000;

/// The price of a figure above the rest of a table. `rest` is the slug that this rest begins with.
fn within_table(rest: &Strip) -> i64 {
    match rest.continues {
        Some(TableSize::Small) => WITHIN_SMALL_TABLE,
        Some(TableSize::Large) => WITHIN_TABLE,
        None => 0,
    }
}

impl PageBuilder<'_> {
    /// The figures held at a state, as a range of `self.figures`.
    pub(crate) fn held(&self, state: State) -> Range<usize> {
        let called = self.figures.partition_point(|&block| block < state.block);
        called.saturating_sub(state.held)..called
    }

    /// The slug of a figure as it stands at the head of a later page. `figure` is an index of `self.figures`.
    pub(crate) fn held_slug(&self, figure: usize) -> Option<&Strip> {
        let block = &self.blocks[*self.figures.get(figure)?];
        block.ways.iter().find(|way| way.stand == SlugPlace::Held)?.slugs.first()
    }

    /// Whether the first held figure wants a page of its own.
    pub(crate) fn is_own_page(&self, state: State) -> bool {
        let first = self.held(state).next().and_then(|figure| self.figures.get(figure));
        first.is_some_and(|&block| self.blocks[block].place == Some(FigurePlace::Page))
    }

    /// The number and the total height of the held figures at the head of the page that begins at a state. As many stand there as fit, and
    /// at least one if any is held. A figure that wants a page of its own stands alone.
    pub(crate) fn at_head(&self, state: State) -> (usize, Length) {
        let (mut count, mut high) = (0, Length::ZERO);
        for figure in self.held(state) {
            let height = self.held_slug(figure).map_or(Length::ZERO, |slug| slug.height);
            let own = self.blocks[self.figures[figure]].place == Some(FigurePlace::Page);
            if count > 0 && (own || high + height > self.room.height) {
                break;
            }
            (count, high) = (count + 1, high + height);
            if own {
                break;
            }
        }
        (count, high)
    }

    /// The price of a figure that stands at its call although a head or a foot was wanted. A figure that begins its page counts as standing
    /// at a head.
    pub(crate) fn misplaced(&self, block: usize, way: &Way, state: State) -> i64 {
        match (self.blocks[block].place, way.stand) {
            // The page begins with the rest of a table.
            (Some(_), SlugPlace::Top) => self.slug_at(state).map_or(0, within_table),
            (Some(FigurePlace::Top), SlugPlace::Stream) if block != state.block => MISPLACED,
            (Some(FigurePlace::Foot), SlugPlace::Stream) => MISPLACED,
            _ => 0,
        }
    }

    /// The price of a figure between two parts of a table: at the foot of a page that ends within a table, or held for the page after.
    /// `next` is the slug with which that page begins.
    pub(crate) fn parting(&self, next: Option<&Strip>, held: usize, stage: Stage) -> i64 {
        next.filter(|_| held > 0 || stage == Stage::Foot).map_or(0, within_table)
    }

    /// Whether a block may be set in a way on a page that begins at `state` and is filled up to `fill`. Always true of text.
    pub(crate) fn can_stand(&self, (block, way): (usize, &Way), state: State, fill: PageFill) -> bool {
        let Some(place) = self.blocks[block].place else { return true };
        let begins = block == state.block;
        match way.stand {
            SlugPlace::Held => fill.held < MOST_HELD && (!begins || fill.held > 0),
            _ if fill.held > 0 => false,
            SlugPlace::Stream => fill.stage < Stage::Foot && place != FigurePlace::Page,
            // Nothing stands above the opening of a chapter.
            SlugPlace::Top => fill.stage == Stage::Head && !begins && (state.block, state.line) != (0, 0),
            SlugPlace::Foot => true,
        }
    }
}
