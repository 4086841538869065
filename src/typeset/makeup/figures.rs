//! Which figures stand where on a page that the builder tries.
use std::ops::Range;

use super::blocks::Way;
use super::builder::{PageBuilder, State};
use super::strip::Strip;
use crate::edition::FigurePlace;
use crate::typeset::galley::slug::{MOST_HELD, Stand};
use crate::units::Length;

/// The price of a figure at its call that was to stand elsewhere: more than that of a head further on.
const MISPLACED: i64 = 150_000;

/// How far a page has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reach {
    /// Of the text, and the figures at head and foot.
    pub(crate) height: Length,
    /// What stands where, so that figures keep their order.
    pub(crate) stage: Stage,
    /// How many figures are held.
    pub(crate) held: usize,
}

/// What stands on a page so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// Nothing that a figure at the head could not stand above.
    Head,
    /// A figure in the text, or a heading.
    Text,
    /// A figure at the foot.
    Foot,
}

impl PageBuilder<'_> {
    /// The figures that are held at a state: places among all figures.
    pub(crate) fn held(&self, state: State) -> Range<usize> {
        let called = self.figures.partition_point(|&block| block < state.block);
        called.saturating_sub(state.held)..called
    }

    /// The held figure, as it stands at a head.
    pub(crate) fn held_slug(&self, figure: usize) -> Option<&Strip> {
        let block = &self.blocks[*self.figures.get(figure)?];
        block.ways.iter().find(|way| way.stand == Stand::Held)?.slugs.first()
    }

    /// Whether the first of the held figures is to have a page of its own.
    pub(crate) fn is_own_page(&self, state: State) -> bool {
        let first = self.held(state).next().and_then(|figure| self.figures.get(figure));
        first.is_some_and(|&block| self.blocks[block].place == Some(FigurePlace::Page))
    }

    /// How many of the held figures stand at the head of the page that begins at a state, and how high they are: as many as
    /// have room, at least one.
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

    /// The price of a figure that stands at its call though it was to stand at a head or a foot.
    pub(crate) fn misplaced(&self, block: usize, way: &Way, state: State) -> i64 {
        match (self.blocks[block].place, way.stand) {
            (Some(FigurePlace::Top), Stand::Stream) if block != state.block => MISPLACED,
            (Some(FigurePlace::Foot), Stand::Stream) => MISPLACED,
            _ => 0,
        }
    }

    /// Whether a figure can stand so on a page that begins at a state and has come so far.
    pub(crate) fn can_stand(&self, (block, way): (usize, &Way), state: State, reach: Reach) -> bool {
        let Some(place) = self.blocks[block].place else { return true };
        let begins = block == state.block;
        match way.stand {
            Stand::Held => reach.held < MOST_HELD && (!begins || reach.held > 0),
            _ if reach.held > 0 => false,
            Stand::Stream => reach.stage < Stage::Foot && place != FigurePlace::Page,
            // Nothing stands above the opening of a chapter.
            Stand::Top => reach.stage == Stage::Head && !begins && (state.block, state.line) != (0, 0),
            Stand::Foot => true,
        }
    }
}
