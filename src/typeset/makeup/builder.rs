//! Chooses the page breaks of a column, and the way in which each paragraph is set, so that the price of all pages together is as low as
//! possible.
//!
//! The column is a sequence of blocks. Most blocks can be set in one way only. A paragraph may have others, a line shorter or longer, each
//! at a price that the line breaker gave it.
//!
//! The search looks for a shortest path through states. A state is a place where a page can begin (block, way and line within it), with the
//! number of note lines already printed and the number of figures held. From each state, every way to fill a page is tried:
//!
//! 1. Blocks are added one by one. For each height that the page can reach, only the cheapest choice of ways is kept.
//! 2. When the page is nearly full, each line is tried as its end. The text up to there and the notes called in it must fit. If the notes
//!    do not fit, the last may be split, with at least two lines on each page. No note may begin after the page of its call.
//! 3. The page gets its price: white at the foot (the square of its lines), a widow or an orphan, a stranded heading, a split note.
//!
//! The cheapest path to the end of the column gives all pages at once. So widows, headings, notes and white are weighed against one
//! another. The shortest path through feasible breaks is from Plass, "Optimal pagination techniques for automatic typesetting systems",
//! Stanford 1981. Paragraphs set longer or shorter are from Mittelbach, "A General LuaTeX Framework for Globally Optimized Pagination",
//! Computational Intelligence 35, 2019.
//!
//! A figure that may stand elsewhere than at its call is a block with several ways too (`galley/float.rs`). Figures keep their order on a
//! page: first those held from pages before, then those at its head, in its text, at its foot, and last those held for a later page. No
//! held figure passes a heading, so that none leaves its section.
//!
//! States are followed page by page. A state that costs far more than another one of its page, about as far in the text, is given up, so
//! that the time grows only linearly with the length of the text.
use std::collections::BTreeMap;
use std::ops::Range;

use super::blocks::{GalleyBlock, Way, blocks};
use super::growth::{Feathering, Filled, Growth};
use super::note_lines::NoteLines;
use super::prices::Prices;
use super::search::{CandidatePage, CheapestPath, Choice, FoundPages, PageFill, PartialPage, Stage, State};
use super::strip::{Strip, StripColumn};
use crate::edition::FigurePlace;
use crate::typeset::galley::slug::{FORBIDDEN, SlugPlace};
use crate::units::Length;

/// The room on a page, and the prices of its flaws.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageRoom<'a> {
    /// The height of the type area, with notes.
    pub(crate) height: Length,
    /// For each page: by how much its room begins lower than the type area. Pages without an entry begin at the top.
    pub(crate) lower: &'a [Length],
    /// The leading of the text.
    pub(crate) leading: Length,
    /// By how much white may grow to fill a page.
    pub(crate) feathering: Feathering,
    /// The height of the white and the rule above the first note.
    pub(crate) gap: Length,
    /// The prices of the flaws of a page.
    pub(crate) prices: Prices,
}

/// A column cut into pages.
#[derive(Debug, Default)]
pub(crate) struct CutColumn {
    /// The slugs, each paragraph in the way that was chosen.
    pub(crate) slugs: Vec<Strip>,
    /// What each page holds.
    pub(crate) cuts: Vec<Cut>,
    /// The figures that were held for a later page, in order.
    pub(crate) floats: Vec<Strip>,
    /// The price of all pages.
    pub(crate) price: i64,
}

impl CutColumn {
    /// Whether text follows a page without a forced page break between them.
    pub(crate) fn goes_on(&self, page: &Cut) -> bool {
        self.slugs.get(page.slugs.end).is_some_and(|next| !next.begins_page)
    }
}

/// What one page holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    /// Its slugs.
    pub(crate) slugs: Range<usize>,
    /// Its note lines: their places in the sequence of all note lines of the column.
    pub(crate) notes: Range<usize>,
    /// Whether some notes called on it begin on a later page, because earlier notes fill it.
    pub(crate) crowded: bool,
    /// The held figures at its head.
    pub(crate) floats: Range<usize>,
    /// Whether figures are held when it ends.
    pub(crate) holds: bool,
}

/// By how many lines a page may be short. The windows are tried in this order, until the cheapest page costs no more than any page that
/// is even shorter would.
const WINDOWS: [i64; 3] = [2, 8, 1_000];
/// The largest number of states of a page that are followed.
const STATES: usize = 96;
/// By how many lines a state may be behind another for the two to be compared.
const BEHIND: i64 = 8;
/// The price of a page of figures after the end of the text.
const FIGURES_LAST: i64 = 300_000;
/// White next to a note call costs more than other white, but only for this number of lines. Without this bound, a page that ends even
/// earlier, away from the call, would seem cheap.
const BESIDE: i64 = 2;
/// The least room for text below the figures at the head of a page, in lines.
const LEFT_BELOW: i64 = 4;

/// Cuts a column into pages.
pub(crate) fn cut(StripColumn { slugs, variants }: StripColumn, notes: &NoteLines, room: &PageRoom<'_>) -> CutColumn {
    let blocks = blocks(slugs, variants);
    let figures = (0..blocks.len()).filter(|&block| blocks[block].place.is_some()).collect();
    let mut top = Length::ZERO;
    let height = |block: &GalleyBlock| block.ways[0].tops.last().copied().unwrap_or(Length::ZERO);
    let tops = std::iter::once(Length::ZERO).chain(blocks.iter().map(|block| {
        top += height(block);
        top
    }));
    let tops = tops.collect();
    let mut builder = PageBuilder { blocks, tops, notes, whole: room, room: *room, figures };
    let mut trail = Vec::new();
    let found = builder.cheapest(&mut trail);
    builder.made(found, &trail)
}

pub(crate) struct PageBuilder<'a> {
    pub(crate) blocks: Vec<GalleyBlock>,
    /// For each block: the height of all blocks before it, each set in its natural way. One more entry than blocks.
    tops: Vec<Length>,
    notes: &'a NoteLines,
    whole: &'a PageRoom<'a>,
    /// The room of the page that is being filled.
    pub(crate) room: PageRoom<'a>,
    /// The indices of the blocks that are figures and may stand elsewhere than at their call.
    pub(crate) figures: Vec<usize>,
}

impl PageBuilder<'_> {
    /// Finds the cheapest path. It has no pages if no path leads to the end.
    fn cheapest(&mut self, trail: &mut Vec<Choice>) -> FoundPages {
        let start = State { block: 0, line: 0, way: 0, printed: 0, held: 0 };
        let end = State { block: self.blocks.len(), line: 0, way: 0, printed: self.notes.count(), held: 0 };
        let mut layers = vec![BTreeMap::from([(start, CheapestPath { cost: 0, from: None, trail: None })])];
        let mut best: Option<(usize, i64)> = (start == end).then_some((0, 0));
        while let Some(layer) = layers.last() {
            self.begin_page(layers.len() - 1);
            let mut next: BTreeMap<State, CheapestPath> = BTreeMap::new();
            for (state, path) in self.promising(layer) {
                if state == end || best.is_some_and(|(_, cost)| cost <= path.cost) {
                    continue;
                }
                for page in self.pages_from(state, trail) {
                    let cost = path.cost.saturating_add(page.price);
                    let entry = next.entry(page.after).or_insert(CheapestPath { cost: i64::MAX, from: None, trail: None });
                    if cost < entry.cost {
                        *entry = CheapestPath { cost, from: Some(state), trail: page.choice };
                    }
                }
            }
            if let Some(path) = next.get(&end)
                && best.is_none_or(|(_, cost)| path.cost < cost)
            {
                best = Some((layers.len(), path.cost));
            }
            if next.is_empty() {
                break;
            }
            layers.push(next);
        }
        let mut pages = Vec::new();
        let Some((mut layer, price)) = best else { return FoundPages { pages, price: 0 } };
        let mut state = end;
        while layer > 0 {
            let Some(path) = layers[layer].get(&state) else { break };
            pages.push((state, *path));
            let Some(from) = path.from else { break };
            (state, layer) = (from, layer - 1);
        }
        FoundPages { pages, price }
    }

    /// Sets the room to that of page `number`, counted from 0.
    fn begin_page(&mut self, number: usize) {
        self.room.height = self.whole.height - self.whole.lower.get(number).copied().unwrap_or(Length::ZERO);
    }

    /// The height of the column before the page that begins at a state.
    fn height_before(&self, state: &State) -> Length {
        let within = self.blocks.get(state.block).map_or(Length::ZERO, |block| block.ways[state.way].tops[state.line]);
        self.tops[state.block] + within
    }

    /// The states of a layer that are cheap enough to follow. A state is not compared with those that are more than a few lines behind:
    /// they may have to pay later for what it has paid already, such as a break that no path avoids.
    fn promising(&self, layer: &BTreeMap<State, CheapestPath>) -> Vec<(State, CheapestPath)> {
        // For each place, the least cost of the paths that lead there or farther.
        let mut least: Vec<(Length, i64)> = layer.iter().map(|(state, path)| (self.height_before(state), path.cost)).collect();
        least.sort_unstable();
        for at in (1..least.len()).rev() {
            least[at - 1].1 = least[at - 1].1.min(least[at].1);
        }
        let behind = self.room.leading * BEHIND;
        let is_promising = |state: &State, path: &CheapestPath| {
            let from = self.height_before(state) - behind;
            let rival = least.get(least.partition_point(|(place, _)| *place < from)).map_or(path.cost, |(_, cost)| *cost);
            path.cost <= rival.saturating_add(self.room.prices.hopeless)
        };
        let mut states: Vec<(State, CheapestPath)> =
            layer.iter().filter(|(state, path)| is_promising(state, path)).map(|(state, path)| (*state, *path)).collect();
        if states.len() > STATES {
            states.sort_by_key(|(state, path)| (path.cost, *state));
            states.truncate(STATES);
        }
        states
    }

    /// All sensible pages that begin at a state.
    fn pages_from(&self, state: State, trail: &mut Vec<Choice>) -> Vec<CandidatePage> {
        let called = self.blocks.last().map_or(0, |block| block.ways[0].calls());
        // A page of figures only.
        let (at_head, high) = self.at_head(state);
        let mut alone = None;
        if at_head > 0 {
            let own = self.is_own_page(state);
            // Text could stand below figures that do not want a page of their own.
            let white = (self.room.height - high).max(Length::ZERO).0 / self.room.leading.0.max(1);
            let ended = self.slug_at(state).is_none_or(|slug| slug.begins_page);
            let price = match (own, ended) {
                (true, _) => 0,
                (false, true) => FIGURES_LAST,
                (false, false) => self.room.prices.short * white * white,
            };
            alone = Some(CandidatePage { after: State { held: state.held - at_head, ..state }, price, choice: None });
            if own || ended || high + self.room.leading * LEFT_BELOW > self.room.height {
                return alone.into_iter().collect();
            }
        }
        // A page of notes only: the rest of the notes after the end of the text.
        if state.block == self.blocks.len() {
            let lines = self.notes.fitting(state.printed, called, self.room.height - self.room.gap);
            let printed = lines.max(state.printed + 1).min(called);
            return vec![CandidatePage { after: State { printed, ..state }, price: self.room.prices.split, choice: None }];
        }
        for window in WINDOWS {
            let mut pages = self.pages(state, window, trail);
            pages.extend(alone);
            // The rest of a very long note may need a page to itself before the text continues.
            let begun = self.blocks[state.block].ways[state.way].called[state.line];
            if state.printed < begun {
                let printed = self.notes.fitting(state.printed, begun, self.room.height - self.room.gap).max(state.printed + 1);
                pages.push(CandidatePage { after: State { printed, ..state }, price: FORBIDDEN, choice: None });
            }
            let least = pages.iter().map(|page| page.price).min();
            if least.is_some_and(|least| least <= self.room.prices.short * (window + 1) * (window + 1)) || window == WINDOWS[2] {
                if pages.is_empty() {
                    break;
                }
                return pages;
            }
        }
        if let Some(alone) = alone {
            return vec![alone];
        }
        // One slug is too high, or it calls more notes than can begin on a page. Nothing may be lost: the page is overfull, or notes begin
        // on a later page.
        let way = &self.blocks[state.block].ways[state.way];
        let begun = way.called[state.line + 1];
        let text = way.tops[state.line + 1] - way.tops[state.line] - way.slugs[state.line].before;
        let printed = self.notes.fitting(state.printed, begun, (self.room.height - text - self.room.gap).max(Length::ZERO));
        let after = self.after(state.block, state.way, state.line + 1, printed);
        vec![CandidatePage { after, price: FORBIDDEN * 10, choice: None }]
    }

    /// The state after a page that ends before a line.
    fn after(&self, block: usize, way: usize, line: usize, printed: usize) -> State {
        if line == self.blocks[block].ways[way].slugs.len() {
            State { block: block + 1, line: 0, way: 0, printed, held: 0 }
        } else {
            State { block, line, way, printed, held: 0 }
        }
    }

    /// The slug with which a page would begin.
    pub(crate) fn slug_at(&self, state: State) -> Option<&Strip> {
        self.blocks.get(state.block)?.ways[state.way].slugs.get(state.line)
    }

    /// Whether no page can end within a block: even with all its slugs and all notes called so far, the page is not above `least`.
    /// `highest` is the height of the text with the block, `printed` the number of note lines on earlier pages.
    fn is_far(&self, (block, way): (usize, &Way), highest: Length, printed: usize, least: Length) -> bool {
        let called = way.calls();
        let notes = || if called > printed { self.notes.height(printed..called) + self.room.gap } else { Length::ZERO };
        let next = || self.blocks.get(block + 1).and_then(|next| next.ways[0].slugs.first());
        way.stand == SlugPlace::Stream
            && !way.forces
            && (!way.bars || self.figures.is_empty())
            && highest <= least
            && highest + notes() <= least
            && next().is_some_and(|slug| !slug.begins_page)
    }

    /// The pages that begin at a state and are at most `window` lines short of full.
    fn pages(&self, state: State, window: i64, trail: &mut Vec<Choice>) -> Vec<CandidatePage> {
        let mut pages = Vec::new();
        let first = self.slug_at(state);
        // White above the first slug is dropped; a table's head is set again.
        let head: Length =
            first.and_then(|slug| slug.repeat.as_ref()).map_or(Length::ZERO, |head| head.iter().map(|slug| slug.height).sum());
        let white = first.map_or(Length::ZERO, |slug| slug.before);
        let (at_head, high) = self.at_head(state);
        let fill = PageFill { height: high + head - white, stage: Stage::Head, held: state.held - at_head };
        // White above the first slug of a page does not count.
        let growth = Growth::default() - first.map_or(Growth::default(), |slug| Growth::above(slug));
        let mut reached = vec![PartialPage { fill, cost: 0, choice: None, growth }];
        let least = self.room.height - self.room.leading * (window + 1);
        let mut next: Vec<PartialPage> = Vec::new();
        for block in state.block..self.blocks.len() {
            let inside = block == state.block && state.line > 0;
            // Sorted by `PageFill`. There are few entries, so this is faster than a map.
            next.clear();
            for &PartialPage { fill, cost, choice, growth } in &reached {
                for (number, way) in self.blocks[block].ways.iter().enumerate() {
                    if inside && number != state.way || !self.can_stand((block, way), state, fill) {
                        continue;
                    }
                    let from = if inside { state.line } else { 0 };
                    // The white above the first slug was taken off. It is put back if that slug is a figure that moves.
                    let off = if block == state.block && way.stand != SlugPlace::Stream { white } else { Length::ZERO };
                    let height = fill.height + off;
                    let cost = cost + if inside { 0 } else { way.price + self.misplaced(block, way, state) };
                    // The natural way is the default, so choices are kept for the other ways only.
                    let mut chosen = choice;
                    let mut kept = inside || number == 0;
                    let mut ended = false;
                    let mut stage = match (self.blocks[block].place, way.stand) {
                        (Some(_), SlugPlace::Stream) => Stage::Text,
                        (_, SlugPlace::Foot) => Stage::Foot,
                        (None, _) | (Some(_), SlugPlace::Top | SlugPlace::Held) => fill.stage,
                    };
                    let held = fill.held + usize::from(way.stand == SlugPlace::Held);
                    // Most paragraphs end far above the foot, and no page can end in them.
                    let highest = height + way.highest - way.tops[from];
                    let first = if self.is_far((block, way), highest, state.printed, least) { way.slugs.len() } else { from };
                    for line in first + 1..=way.slugs.len() {
                        let text = height + way.high(from..line);
                        if text > self.room.height {
                            ended = true;
                            break;
                        }
                        if way.stand == SlugPlace::Stream && way.slugs[line - 1].bars && !self.figures.is_empty() {
                            if fill.held > 0 || stage == Stage::Foot {
                                ended = true;
                                break;
                            }
                            stage = Stage::Text;
                        }
                        let called = way.called[line];
                        let notes =
                            if called > state.printed { self.notes.height(state.printed..called) + self.room.gap } else { Length::ZERO };
                        let after = self.after(block, number, line, called);
                        let slug = self.slug_at(after);
                        let forced = slug.is_none_or(|slug| slug.begins_page);
                        // A held figure is called in the line before it. The page that ends there has already been tried.
                        let ends = way.stand != SlugPlace::Held || forced || self.blocks[block].place == Some(FigurePlace::Page);
                        // White above a figure at the foot does not grow.
                        let growing = || if stage == Stage::Foot { Growth::default() } else { growth + way.growth(from..line) };
                        if ends
                            && (forced || text + notes > least)
                            && let Some((printed, price)) = self.page((state.printed, called), (text, notes), growing(), slug)
                        {
                            if !kept {
                                trail.push(Choice { before: chosen, block, way: number });
                                (chosen, kept) = (Some(trail.len() - 1), true);
                            }
                            let price = cost + price + self.parting(slug, held, stage);
                            pages.push(CandidatePage { after: State { printed, held, ..after }, price, choice: chosen });
                        }
                        if forced {
                            ended = true;
                            break;
                        }
                    }
                    if ended {
                        continue;
                    }
                    let height = height + way.high(from..way.slugs.len()) - way.less;
                    // A moved figure may take away all white above the next block. White that is gone cannot grow.
                    let below =
                        self.blocks.get(block + 1).and_then(|next| next.ways[0].slugs.first()).map_or(Length::ZERO, |slug| slug.before);
                    let closed = i64::from(way.less > Length::ZERO && below > Length::ZERO && below <= way.less);
                    let growth = growth + way.growth(from..way.slugs.len()) - Growth { unlike: closed, paragraphs: 0 };
                    let fill = PageFill { height, stage, held };
                    let at = next.binary_search_by(|page| page.fill.cmp(&fill));
                    if at.is_err() || at.is_ok_and(|at| cost < next[at].cost) {
                        if !kept {
                            trail.push(Choice { before: chosen, block, way: number });
                            chosen = Some(trail.len() - 1);
                        }
                        let page = PartialPage { fill, cost, choice: chosen, growth };
                        match at {
                            Ok(at) => next[at] = page,
                            Err(at) => next.insert(at, page),
                        }
                    }
                }
            }
            let cheapest = next.iter().map(|page| page.cost).min().unwrap_or(0);
            next.retain(|page| page.cost <= cheapest.saturating_add(self.room.prices.hopeless));
            std::mem::swap(&mut reached, &mut next);
            if reached.is_empty() {
                break;
            }
        }
        pages
    }

    /// The number of note lines printed up to the end of a page, and the price of the page. `None` if such a page is impossible. `text` is
    /// the height of the text and `whole` that of its notes if they are not split. `next` is the slug with which the next page begins, or
    /// `None` at the end of the column.
    fn page(
        &self,
        (printed, called): (usize, usize),
        (text, whole): (Length, Length),
        growth: Growth,
        next: Option<&Strip>,
    ) -> Option<(usize, i64)> {
        let prices = &self.room.prices;
        let left = self.room.height - text;
        let mut cost = 0;
        let (lines, notes) = if whole <= left {
            (called, whole)
        } else if let Some(reset) = self.notes.shorter(printed..called, whole - left).filter(|reset| reset.price < prices.split) {
            cost += reset.price;
            (called, whole + reset.change)
        } else {
            let lines = self.notes.split(printed, called, left - self.room.gap)?;
            if lines < self.notes.least(printed, called) {
                return None;
            }
            cost += prices.split;
            (lines, self.notes.height(printed..lines) + self.room.gap)
        };
        if text + notes > self.room.height {
            return None;
        }
        // A page that begins and ends within a note costs another split, so that notes continue on one page only if possible.
        if self.notes.is_within(printed) && lines < called && self.notes.is_within(lines) {
            cost += prices.split;
        }
        match next.filter(|next| !next.begins_page) {
            Some(next) => {
                let white = self.room.height - text - notes;
                // White of up to a line is usual above the notes, because they have a leading of their own.
                let spread = if white > self.room.leading { self.notes.give(printed..lines) } else { Length::ZERO };
                let short = (white - spread).max(Length::ZERO).0 / self.room.leading.0.max(1);
                // White next to a note call: the page has notes, or the line after the white calls one.
                let beside = lines > printed || next.note_lines > 0;
                let near = if beside { short.min(BESIDE) } else { 0 };
                let price = prices.short * short * short + prices.beside * near * near;
                let reset = if short > 0 { self.notes.longer(printed..lines, white, self.room.leading) } else { None };
                let lacking = if lines > printed { white - self.room.leading } else { white };
                let price = match self.room.feathering.filled(lacking, growth).filter(|_| short > 0) {
                    Some(Filled::AboveUnlike) => prices.feather * short * short,
                    Some(Filled::BetweenParagraphs) => prices.between * short * short,
                    None => price,
                };
                cost += next.cost + reset.map_or(price, |reset| reset.price);
            }
            None => {
                if next.is_none() && lines < called {
                    cost += prices.split;
                }
                let rows = (text + notes).0 / self.room.leading.0.max(1);
                cost += prices.stub * (5 - rows).max(0);
            }
        }
        Some((lines, cost))
    }

    /// The slugs as they were chosen, and what each page holds.
    fn made(mut self, FoundPages { pages, price }: FoundPages, trail: &[Choice]) -> CutColumn {
        let mut ways = vec![0; self.blocks.len()];
        for (state, path) in &pages {
            if let Some(way) = ways.get_mut(state.block).filter(|_| state.line > 0) {
                *way = state.way;
            }
            let mut at = path.trail;
            while let Some(choice) = at.map(|at| trail[at]) {
                ways[choice.block] = choice.way;
                at = choice.before;
            }
        }
        let called = |state: &State| match self.blocks.get(state.block) {
            Some(block) => block.ways[state.way].called[state.line],
            None => self.notes.count(),
        };
        let crowded: Vec<bool> = pages
            .iter()
            .rev()
            .filter_map(|(state, path)| Some((state, path.from?)))
            .map(|(state, from)| state.printed < self.notes.least(from.printed, called(state)))
            .collect();
        let heads: Vec<Range<usize>> = pages
            .iter()
            .rev()
            .filter_map(|(_, path)| path.from)
            .enumerate()
            .map(|(number, from)| {
                self.begin_page(number);
                // Figures before them that were never held do not count.
                let never = |figure: &usize| self.blocks[self.figures[*figure]].ways[ways[self.figures[*figure]]].stand != SlugPlace::Held;
                let held = self.held(from);
                let first = held.start - (0..held.start).filter(never).count();
                first..first + self.at_head(from).0
            })
            .collect();
        let mut starts = Vec::with_capacity(self.blocks.len() + 1);
        let (mut slugs, mut floats): (Vec<Strip>, Vec<Strip>) = (Vec::new(), Vec::new());
        let mut less = Length::ZERO;
        for (block, way) in self.blocks.into_iter().zip(&ways) {
            starts.push(slugs.len());
            let Some(mut way) = block.ways.into_iter().nth(*way) else { continue };
            if let Some(first) = way.slugs.first_mut().filter(|_| way.stand == SlugPlace::Stream) {
                first.before = (first.before - less).max(Length::ZERO);
            }
            less = way.less;
            match way.stand {
                SlugPlace::Held => floats.extend(way.slugs),
                stand => slugs.extend(way.slugs.into_iter().map(|strip| Strip { stand, ..strip })),
            }
        }
        starts.push(slugs.len());
        let place = |state: &State| starts[state.block] + state.line;
        let mut cuts: Vec<Cut> = Vec::new();
        let pages = pages.iter().rev().filter_map(|(state, path)| Some((state, path.from?)));
        for (((state, from), crowded), floats) in pages.zip(crowded).zip(heads) {
            let (slugs, notes) = (place(&from)..place(state), from.printed..state.printed);
            cuts.push(Cut { slugs, notes, crowded, floats, holds: state.held > 0 });
        }
        CutColumn { slugs, cuts, floats, price }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::galley::slug::{Slug, Variant, WIDOW};

    /// A paragraph of lines, as the fixture has it: prices in thousandths.
    fn paragraph(lines: usize, widows: bool) -> Vec<Strip> {
        let at_ends = |line: usize| widows && line > 0 && (line == 1 || line + 1 == lines);
        let slug = |line| Slug { height: Length(1), cost: if at_ends(line) { WIDOW * 1000 } else { 0 }, ..Slug::default() };
        (0..lines).map(slug).map(Strip::from).collect()
    }

    /// 260 paragraphs with the numbers of lines in which they can be set, and the optima of an exhaustive search.
    #[test]
    fn pages_are_cut_at_the_optimum_of_the_exhaustive_search() {
        let fixture: serde_json::Value = serde_json::from_str(include_str!("../../../tests/fixtures/pagination.json")).unwrap();
        for config in fixture["configs"].as_array().unwrap() {
            let name = config["name"].as_str().unwrap();
            let widows = config["forbid_widows_orphans"].as_bool().unwrap();
            let short_by = config["allowed_short_lines"].as_array().unwrap().len();
            let (mut slugs, mut variants) = (Vec::new(), Vec::new());
            for entry in fixture["paragraphs"].as_array().unwrap() {
                let natural = usize::try_from(entry["natural"].as_u64().unwrap()).unwrap();
                let start = slugs.len();
                slugs.extend(paragraph(natural, widows));
                for (lines, cost) in entry["variants"].as_object().unwrap() {
                    let lines: usize = lines.parse().unwrap();
                    if lines != natural && config["use_variants"].as_bool().unwrap() {
                        let price = (cost.as_f64().unwrap() * 1000.0).round() as i64;
                        variants.push(Variant { range: start..start + natural, slugs: paragraph(lines, widows), price, float: None });
                    }
                }
            }
            // If pages may not be short, a missing line costs as much as a widow.
            let short = if short_by == 1 { WIDOW * 1000 } else { 3_000_000 };
            let prices = Prices { short, feather: short, between: short, beside: 0, split: 0, stub: 0, hopeless: 150_000_000 };
            let lines = i64::try_from(fixture["page_lines"].as_u64().unwrap()).unwrap();
            let room =
                PageRoom { height: Length(lines), lower: &[], leading: Length(1), feathering: Feathering::NONE, gap: Length::ZERO, prices };
            let made = cut(StripColumn { slugs, variants }, &NoteLines::new(&[], None), &room);
            match config["cost"].as_f64() {
                Some(cost) => {
                    let found = made.price as f64 / 1000.0;
                    assert!((found - cost).abs() < 1.0, "{name}: {found} where the optimum is {cost}");
                    assert_eq!(made.cuts.len() as u64, config["pages"].as_u64().unwrap(), "{name}: pages");
                }
                None => assert!(made.price >= WIDOW * 1000, "{name}: {} where there is no way", made.price),
            }
        }
    }
}
