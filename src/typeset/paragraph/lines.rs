//! Breaks a composed paragraph into lines: adds what must be at its end, finds the best lines, repairs lines that are too loose,
//! and finds ways to set the paragraph in more or fewer lines.
use std::ops::Range;

use super::composition::{ComposedLine, Composition, FILL, ItemContent, LEAST_SPACE, ParagraphWays, SHRINK};
use super::fill::{Tracking, next_start};
use super::relaxed::Relaxation;
use crate::typeset::linebreak::{INFINITE_BADNESS, Item, LineBreaks, Parameters, Penalty, break_apart, break_lines};
use crate::typeset::model::style::Align;
use crate::units::Length;

/// The least cost of setting a paragraph in another number of lines than the best.
const RESET: i64 = 15_000;
/// The relaxations, each with the growth of spaces in thousandths of their width above which it is tried.
const STEPS: [(Relaxation, i64); 2] = [(Relaxation::Loose, 380), (Relaxation::VeryLoose, 440)];
/// A relaxation must improve the loosest line by this, in the same thousandths.
const BETTER: i64 = 30;
/// Spaces are holes if they grow by more than this, in the same thousandths.
const HOLE: i64 = 460;
/// By how much spaces may shrink in a tight line that avoids a hole, in thousandths of their width.
const CLOSEST: i64 = 330;
/// In a paragraph in another number of lines, spaces may grow by this much without extra cost, in the same thousandths.
const TOO_LOOSE: i64 = 450;
/// The cost of each thousandth beyond that. A hole of half the width of a space is worse than a page that is a line short.
const LOOSER: i64 = 3_000;
/// The extra cost of a hole in such a paragraph. White next to a note costs more.
const WITH_HOLE: i64 = 150_000;
/// The number of demerits of lines that equal a cost of 1 to the page builder.
const SCALE: i64 = 2;
/// The cost of a last line that is only a short word.
const SCRAP: i64 = 1_700;
/// The costs of line ends are multiplied by this in justified paragraphs.
const STRAIGHT: i64 = 4;
/// A paragraph with fewer lines is not set in another number of lines.
const SHORT_PARAGRAPH: usize = 3;

/// By how much letters can be fitted, in thousandths of their width: by the expansion of the design and by white between them. A
/// letter is about four tenths of the font size wide. Without expansion the result is 0.
pub(crate) const fn letter_flexibility(expansion: u32, tracking: i64) -> i64 {
    if expansion == 0 { 0 } else { expansion as i64 + tracking * 10 / 4 }
}

/// The measurements of a line before it is filled.
#[derive(Debug, Default)]
pub(crate) struct MeasuredLine {
    /// Its items, without those that are dropped at its beginning.
    pub(crate) items: Range<usize>,
    /// How much shorter it is than the measure. Negative if it must shrink.
    pub(crate) rest: i64,
    /// How much of its width is letters that may be expanded.
    pub(crate) flexible: i64,
    /// The total width of its spaces.
    pub(crate) spaces: i64,
    /// The total stretch of its spaces and gaps.
    pub(crate) stretch: i64,
    /// How much of this is the stretch of gaps between ideographs.
    pub(crate) gaps: i64,
    /// The total shrink of its spaces.
    pub(crate) shrink: i64,
    /// Whether it ends with infinite glue, as the last line of a paragraph does.
    pub(crate) filled: bool,
}

impl Composition<'_, '_> {
    /// Breaks the paragraph and fills its lines.
    pub(crate) fn finish(mut self) -> Vec<ComposedLine> {
        if !self.close() {
            return Vec::new();
        }
        let (broken, _) = self.broken();
        self.filled(&broken, Tracking::USUAL)
    }

    /// By how much the spaces of the loosest line grow after letters are expanded, in thousandths of their width.
    fn loosest(&self, items: &[Item], broken: &LineBreaks) -> i64 {
        // White after the last letter of a word counts as part of the space. One letter in five is the last of its word.
        let letters = letter_flexibility(self.setter.design().expansion, Tracking::MOST.wider * 4 / 5);
        let grown = |line: MeasuredLine| {
            let rest = line.rest - line.flexible * letters / 1000;
            // The gaps between ideographs take their share.
            let rest = if line.gaps > 0 { rest * (line.stretch - line.gaps) / line.stretch } else { rest };
            if !line.filled && rest > 0 && line.spaces > 0 { rest * 1000 / line.spaces } else { 0 }
        };
        self.measured(items, broken).map(grown).max().unwrap_or(0)
    }

    /// The measurements of each line.
    pub(crate) fn measured(&self, items: &[Item], broken: &LineBreaks) -> impl Iterator<Item = MeasuredLine> {
        let widths = self.widths();
        let mut start = 0;
        broken.breaks.iter().enumerate().map(move |(number, found)| {
            let first = start + items[start..found.end].iter().take_while(|item| item.is_discardable()).count();
            start = next_start(items, found.end);
            let mut line = MeasuredLine { items: first..found.end, ..MeasuredLine::default() };
            let mut natural = 0;
            for at in line.items.clone() {
                match items[at] {
                    Item::Box { width, flexible, .. } => {
                        natural += width;
                        line.flexible += flexible;
                    }
                    Item::Kern { width } => natural += width,
                    Item::Glue { width, stretch, infinite, shrink } => {
                        natural += width;
                        line.spaces += width;
                        line.stretch += if infinite { 0 } else { stretch };
                        line.gaps += if matches!(self.content[at], ItemContent::Gap { .. }) { stretch } else { 0 };
                        line.shrink += shrink;
                        line.filled |= infinite;
                    }
                    Item::Penalty(_) | Item::Discretionary { .. } => {}
                }
            }
            if let Some(Item::Discretionary { before, .. }) = items.get(found.end) {
                natural += before;
            }
            line.rest = widths.get(number).or(widths.last()).copied().unwrap_or(0) - natural;
            line
        })
    }

    /// Breaks the paragraph and fills its lines, also in ways that have more or fewer lines.
    pub(crate) fn finish_ways(mut self) -> ParagraphWays {
        if !self.close() {
            return ParagraphWays::default();
        }
        let (broken, is_last_resort) = self.broken();
        let lines = self.filled(&broken, Tracking::USUAL);
        let mut others = Vec::new();
        if self.form.align == Align::Justified && !is_last_resort && lines.len() >= SHORT_PARAGRAPH {
            let usual = self.loosest(&self.items, &broken).max(TOO_LOOSE);
            let ways = if self.setter.relaxed { &self.relaxed(Relaxation::Loose) } else { &self };
            others = ways.others(lines.len(), usual);
        }
        ParagraphWays { lines, others }
    }

    /// The ways to set the paragraph in up to two lines more or fewer, each with its cost. `usual`: by how much spaces grow in the best
    /// lines.
    fn others(&self, lines: usize, usual: i64) -> Vec<(i64, Vec<ComposedLine>)> {
        let count = i64::try_from(lines).unwrap_or(1);
        let ways = break_apart(&self.items, &self.widths(), &self.parameters_of_others());
        // The cost is the difference from the best lines with the same parameters.
        let same = ways.iter().find(|way| way.breaks.len() == lines).map_or(0, LineBreaks::demerits);
        let mut others = Vec::new();
        for other in ways {
            if (1..=2).contains(&other.breaks.len().abs_diff(lines)) {
                let worse = (other.demerits() - same).max(0) / (count * SCALE);
                let loosest = self.loosest(&self.items, &other);
                let looser = (loosest - usual).max(0) * LOOSER + if loosest > usual.max(HOLE) { WITH_HOLE } else { 0 };
                others.push((RESET + worse + looser, self.filled(&other, Tracking::MOST)));
            }
        }
        others
    }

    /// Adds the end of the paragraph. Returns false if there is nothing to set.
    fn close(&mut self) -> bool {
        while matches!(self.items.last(), Some(Item::Glue { .. })) {
            self.items.pop();
            self.content.pop();
        }
        if !self
            .content
            .iter()
            .any(|content| matches!(content, ItemContent::Part(_) | ItemContent::Picture { .. } | ItemContent::Formula(_)))
            && self.attachments.is_empty()
        {
            return false;
        }
        self.keep_the_end();
        self.allow_line_ends_in_long_chains();
        self.weigh_costs();
        self.push(Item::Penalty(Penalty::NEVER), ItemContent::Nothing);
        self.push(FILL, ItemContent::Nothing);
        true
    }

    /// Multiplies the costs of line ends in a justified paragraph. They are set for ragged lines; in justified ones hyphens and holes
    /// cost much more as well.
    fn weigh_costs(&mut self) {
        if self.form.align == Align::Justified {
            for item in &mut self.items {
                if let Item::Penalty(Penalty::Cost(cost @ 1..)) = item {
                    *cost = (*cost * STRAIGHT).min(Penalty::HIGHEST);
                }
            }
        }
    }

    /// The lengths of its lines.
    pub(crate) fn widths(&self) -> Vec<i64> {
        let mut widths = vec![(self.form.measure - self.notch.width).0; self.notch.lines];
        widths.push(self.form.measure.0);
        if self.form.hang != Length::ZERO {
            widths.push((self.form.measure - self.form.hang).0);
        }
        widths.drain(..self.lines_before.min(widths.len() - 1));
        widths
    }

    /// The best lines. If one of them is too loose, the best lines with relaxed rules. Also returns whether these lines are the last
    /// resort, so that the paragraph cannot be set in another number of lines.
    pub(super) fn broken_at_once(&mut self) -> (LineBreaks, bool) {
        let mut broken = self.best(&self.items);
        if self.form.align != Align::Justified {
            return (self.within_the_measure(broken), false);
        }
        for (relaxation, bound) in STEPS {
            let loosest = self.loosest(&self.items, &broken);
            if loosest <= bound {
                break;
            }
            let relaxed = self.relaxed(relaxation);
            let other = relaxed.best(&relaxed.items);
            if relaxed.loosest(&relaxed.items, &other) + BETTER < loosest && (!other.is_emergency() || broken.is_emergency()) {
                *self = relaxed;
                broken = other;
            }
        }
        broken = self.within_the_measure(broken);
        if self.loosest(&self.items, &broken) > HOLE
            && let Some(tight) = self.with_tight_lines()
        {
            return (tight, true);
        }
        (self.without_rivers(broken, &self.parameters()), false)
    }

    /// The lines, with rules relaxed until no line is wider than the measure. A line that is too wide is worse than any line end.
    fn within_the_measure(&mut self, mut broken: LineBreaks) -> LineBreaks {
        for relaxation in [Relaxation::Loose, Relaxation::VeryLoose, Relaxation::Overfull] {
            if !broken.is_emergency() {
                break;
            }
            let relaxed = self.relaxed(relaxation);
            let other = relaxed.best(&relaxed.items);
            if !other.is_emergency() || relaxation == Relaxation::Overfull {
                *self = relaxed;
                broken = other;
            }
        }
        broken
    }

    /// The lines if spaces may shrink to two thirds of their width. `None` if there is a hole all the same. A tight line is less
    /// visible than a hole.
    fn with_tight_lines(&mut self) -> Option<LineBreaks> {
        let least = self.style.size.scaled(LEAST_SPACE, 1000).0;
        let mut items = self.items.clone();
        for item in &mut items {
            // White after a note mark does not shrink.
            if let Item::Glue { width, infinite: false, shrink: shrink @ 1.., .. } = item {
                *shrink = (*width * CLOSEST / 1000).min(*width - least).max(*shrink);
            }
        }
        let parameters = Parameters { tight: SHRINK * 100 / CLOSEST + 1, tight_demerits: 70_000_000, ..self.parameters() };
        let other = break_lines(&items, &self.widths(), &parameters);
        if other.is_emergency() || self.loosest(&items, &other) > HOLE {
            return None;
        }
        self.items = items;
        Some(other)
    }

    /// The best lines of items. If none are within tolerance, very loose lines, which are better than one that is too wide. The extra
    /// stretch of the emergency pass is not used for these, because it hides which lines are looser.
    pub(super) fn best(&self, items: &[Item]) -> LineBreaks {
        let (widths, parameters) = (self.widths(), self.parameters());
        let broken = break_lines(items, &widths, &parameters);
        if !broken.is_emergency() {
            return broken;
        }
        break_lines(items, &widths, &Parameters { pretolerance: -1, tolerance: INFINITE_BADNESS, ..parameters })
    }

    /// Fills the lines.
    fn filled(&self, broken: &LineBreaks, tracking: Tracking) -> Vec<ComposedLine> {
        let mut lines = Vec::with_capacity(broken.breaks.len());
        let mut start = 0;
        for (number, found) in broken.breaks.iter().enumerate() {
            let mut line = self.fill((start, found.end), number, tracking);
            // A line without text begins at the same byte as the one before it.
            line.offset = line.offset.max(lines.last().map_or(0, |last: &ComposedLine| last.offset));
            lines.push(line);
            start = next_start(&self.items, found.end);
        }
        lines
    }

    /// Makes a last line costly if it is only a word that is hardly wider than the indent, and forbids hyphenation of the last word.
    fn keep_the_end(&mut self) {
        let Some(space) = self.items.iter().rposition(|item| matches!(item, Item::Glue { .. })) else { return };
        self.keep_whole(space);
        let tail: i64 = self.items[space + 1..].iter().map(|item| if let Item::Box { width, .. } = item { *width } else { 0 }).sum();
        let words = self.items[..space].iter().filter(|item| matches!(item, Item::Glue { .. })).count();
        if words <= 3 || tail >= self.style.size.scaled(250, 100).0 {
            return;
        }
        // This is not forbidden, because a very loose line is worse.
        if let Some(Item::Penalty(penalty)) = space.checked_sub(1).and_then(|before| self.items.get_mut(before)) {
            // With two penalties, a line could end at the lower one.
            *penalty = (*penalty).max(Penalty::Cost(SCRAP));
            return;
        }
        self.insert_penalty(space, Penalty::Cost(SCRAP));
    }

    /// Allows costly line ends within words that follow one another without a space (a link after code, for instance), or with
    /// forbidden spaces only, if they are wider than a line.
    fn allow_line_ends_in_long_chains(&mut self) {
        let measure = (self.form.measure - self.form.hang.max(self.form.indent)).0;
        // No line should have only white space.
        let white = self.content.iter().take_while(|content| matches!(content, ItemContent::Space { .. } | ItemContent::Indent)).count();
        let mut cuts = Vec::new();
        let (mut start, mut width) = (0, 0);
        for at in 0..=self.items.len() {
            match self.items.get(at) {
                Some(Item::Box { width: box_width, .. }) => width += box_width,
                Some(Item::Discretionary { automatic: true, .. }) => {}
                Some(Item::Penalty(Penalty::Forbidden(_))) => {}
                Some(Item::Glue { width: glue, .. }) if at > 0 && matches!(self.items[at - 1], Item::Penalty(Penalty::Forbidden(_))) => {
                    width += glue;
                }
                Some(Item::Glue { .. } | Item::Kern { .. } | Item::Penalty(_) | Item::Discretionary { .. }) | None => {
                    if width > measure {
                        for tie in start..at.saturating_sub(1) {
                            if let [Item::Penalty(penalty), Item::Glue { infinite: false, .. }] = &mut self.items[tie..=tie + 1] {
                                *penalty = Penalty::Cost(2_000);
                            }
                        }
                        let boxes = |&at: &usize| matches!(self.items[at - 1..=at], [Item::Box { .. }, Item::Box { .. }]) && at != white;
                        cuts.extend((start + 1..at).filter(boxes));
                    }
                    (start, width) = (at + 1, 0);
                }
            }
        }
        self.insert_penalties(&cuts, Penalty::Cost(2_000));
    }

    /// Inserts a penalty before an item.
    pub(super) fn insert_penalty(&mut self, at: usize, penalty: Penalty) {
        self.insert_penalties(&[at], penalty);
    }

    /// Inserts a penalty before each of some items, which are in order.
    pub(super) fn insert_penalties(&mut self, places: &[usize], penalty: Penalty) {
        let Some(&first) = places.first() else { return };
        self.white = self.white.min(first);
        let (items, content) = (self.items.split_off(first), self.content.split_off(first));
        let mut left = places.iter().copied().peekable();
        for (at, (item, content)) in (first..).zip(items.into_iter().zip(content)) {
            if left.next_if_eq(&at).is_some() {
                self.push(Item::Penalty(penalty), ItemContent::Nothing);
            }
            self.push(item, content);
        }
        for (item, _) in self.attachments.iter_mut().rev().take_while(|(item, _)| *item >= first) {
            *item += places.partition_point(|place| place <= item);
        }
    }

    /// The parameters for setting the paragraph in another number of lines. Hyphens cost less, so that there are more possibilities.
    fn parameters_of_others(&self) -> Parameters {
        Parameters {
            hyphen_penalty: 700,
            explicit_hyphen_penalty: 50,
            loose: 83,
            loose_demerits: 3_000_000,
            very_loose_demerits: 0,
            hole: 80,
            hole_demerits: 400,
            ladder_demerits: 3_000_000,
            double_hyphen_demerits: 600_000,
            tolerance: 600,
            letters_shrink: letter_flexibility(self.setter.design().expansion, Tracking::MOST.narrower),
            ..self.parameters()
        }
    }

    /// The parameters of the line breaker for this paragraph.
    pub(crate) fn parameters(&self) -> Parameters {
        let em = self.style.size.0;
        match self.form.align {
            Align::Justified => Parameters {
                hyphen_penalty: 7_000,
                explicit_hyphen_penalty: 7_000,
                loose: 45,
                loose_demerits: 15_000_000,
                very_loose: 56,
                very_loose_demerits: 20_000_000,
                hole: 81,
                hole_demerits: 1_000_000,
                // The letter flexibility of loose lines, so that the looseness of lines is comparable between fonts.
                letters_stretch: letter_flexibility(self.setter.design().expansion, Tracking::MOST.wider),
                letters_shrink: letter_flexibility(self.setter.design().expansion, Tracking::USUAL.narrower),
                ladder_demerits: 1_000_000_000,
                adjacent_demerits: 10_000,
                double_hyphen_demerits: 4_000_000,
                final_hyphen_demerits: 15_000,
                pretolerance: -1,
                tolerance: 1_000,
                emergency_stretch: em * 2,
                ..Parameters::TEX
            },
            Align::Left | Align::Right => Parameters {
                hyphen_penalty: 400,
                double_hyphen_demerits: 100_000,
                final_hyphen_demerits: 100_000,
                // Nothing is hyphenated in a listing, so one pass is enough.
                pretolerance: if self.is_listing() { 9_000 } else { 1_000 },
                tolerance: 9_000,
                emergency_stretch: em * 6,
                ragged_stretch: em * 3,
                ..Parameters::TEX
            },
            Align::Center => {
                Parameters { pretolerance: 9_000, tolerance: 9_000, emergency_stretch: em * 20, ragged_stretch: em * 5, ..Parameters::TEX }
            }
        }
    }
}
