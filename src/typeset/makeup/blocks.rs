//! The column on which the page builder works: a sequence of blocks, each with the ways in which it can be set.
use std::ops::Range;

use super::growth::Growth;
use super::strip::Strip;

use crate::edition::FigurePlace;
use crate::typeset::galley::slug::{Float, SlugPlace, Variant};
use crate::units::Length;

/// A paragraph, a figure or a run of other slugs.
pub(crate) struct GalleyBlock {
    pub(crate) ways: Vec<Way>,
    /// The place that is wanted for it, if it is a figure that may stand elsewhere than at its call.
    pub(crate) place: Option<FigurePlace>,
}

/// One way to set a block.
pub(crate) struct Way {
    pub(crate) slugs: Vec<Strip>,
    pub(crate) price: i64,
    /// For each slug: the height of all slugs before it, with their white. One more entry than slugs.
    pub(crate) tops: Vec<Length>,
    /// The highest of `tops`.
    pub(crate) highest: Length,
    /// Whether a slug other than the first must begin a page.
    pub(crate) forces: bool,
    /// Whether a slug has [`Slug::bars`](crate::typeset::galley::slug::Slug::bars).
    pub(crate) bars: bool,
    /// For each slug: the number of note lines of the column called before it. One more entry than slugs.
    pub(crate) called: Vec<usize>,
    /// For each slug: the places above earlier slugs of this way at which white may grow. One more entry than slugs.
    pub(crate) growth: Vec<Growth>,
    /// Where on the page it stands.
    pub(crate) stand: SlugPlace,
    /// White that the next block loses.
    pub(crate) less: Length,
}

impl Way {
    pub(crate) fn new(slugs: Vec<Strip>, price: i64, mut called: usize) -> Self {
        let mut tops = Vec::with_capacity(slugs.len() + 1);
        let mut calls = Vec::with_capacity(slugs.len() + 1);
        let mut growths = Vec::with_capacity(slugs.len() + 1);
        let mut top = Length::ZERO;
        let mut growth = Growth::default();
        for slug in &slugs {
            tops.push(top);
            calls.push(called);
            growths.push(growth);
            top += slug.before + slug.height;
            called += slug.note_lines;
            growth = growth + Growth::above(slug);
        }
        tops.push(top);
        calls.push(called);
        growths.push(growth);
        let highest = tops.iter().copied().fold(Length::ZERO, Length::max);
        let forces = slugs.iter().skip(1).any(|slug| slug.begins_page);
        let bars = slugs.iter().any(|slug| slug.bars);
        Self { slugs, price, tops, highest, forces, bars, called: calls, growth: growths, stand: SlugPlace::Stream, less: Length::ZERO }
    }

    pub(crate) fn standing(self, float: &Float) -> Self {
        Self { stand: float.stand, less: float.less, ..self }
    }

    /// The height that some of its slugs take up on the page of their call. Zero for a figure held for a later page.
    pub(crate) fn high(&self, lines: Range<usize>) -> Length {
        match self.stand {
            SlugPlace::Stream | SlugPlace::Top | SlugPlace::Foot => self.tops[lines.end] - self.tops[lines.start],
            SlugPlace::Held => Length::ZERO,
        }
    }

    /// The places above some of its slugs at which white may grow.
    pub(crate) fn growth(&self, lines: Range<usize>) -> Growth {
        match self.stand {
            SlugPlace::Stream => self.growth[lines.end] - self.growth[lines.start],
            SlugPlace::Top | SlugPlace::Foot | SlugPlace::Held => Growth::default(),
        }
    }

    pub(crate) fn calls(&self) -> usize {
        self.called.last().copied().unwrap_or(0)
    }
}

/// The blocks of a column. Each paragraph or figure with variants is one block, and so is each run of slugs between two of them. Variants
/// of one paragraph follow one another in `variants`, which is in the order of the column.
pub(crate) fn blocks(mut slugs: Vec<Strip>, variants: Vec<Variant<Strip>>) -> Vec<GalleyBlock> {
    // If a table may be held, no other table may pass it.
    if variants.iter().any(|variant| variant.float.is_some() && variant.slugs.iter().any(|slug| slug.begins_table)) {
        slugs.iter_mut().for_each(|slug| slug.bars |= slug.begins_table);
    }
    let mut blocks: Vec<GalleyBlock> = Vec::new();
    let mut called = 0;
    let mut rest = slugs.into_iter();
    let mut at = 0;
    let single = |rest: &mut dyn Iterator<Item = Strip>, called: &mut usize, blocks: &mut Vec<GalleyBlock>| {
        let slugs: Vec<Strip> = rest.collect();
        if !slugs.is_empty() {
            let way = Way::new(slugs, 0, *called);
            *called = way.calls();
            blocks.push(GalleyBlock { ways: vec![way], place: None });
        }
    };
    for variant in variants {
        if variant.range.start >= at {
            single(&mut rest.by_ref().take(variant.range.start - at), &mut called, &mut blocks);
            single(&mut rest.by_ref().take(variant.range.len()), &mut called, &mut blocks);
            at = variant.range.end;
        }
        // Variants of one paragraph follow one another.
        if let Some(block) = blocks.last_mut() {
            let before = block.ways[0].called[0];
            let way = Way::new(variant.slugs, variant.price, before);
            block.place = block.place.or(variant.float.map(|float| float.place));
            block.ways.push(if let Some(float) = &variant.float { way.standing(float) } else { way });
        }
    }
    single(&mut rest, &mut called, &mut blocks);
    blocks
}
