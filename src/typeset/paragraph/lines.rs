//! A composed paragraph to lines: what stands at its end, how it is broken, in which other numbers of lines it can be set.
use std::ops::Range;

use super::composition::{Composition, Content, FILL, LEAST_SPACE, SHRINK, SetLine, Ways};
use super::fill::{Tracking, next_start};
use super::relaxed::Need;
use crate::typeset::linebreak::{Broken, Item, Taste, break_apart, break_lines};
use crate::typeset::model::style::Align;
use crate::typeset::words::ties::BAN;
use crate::units::Length;

/// What it costs at least to set a paragraph in another number of lines than its best.
const RESET: i64 = 15_000;
/// What is given up for a line, from so many thousandths on by which its spaces grow.
const STEPS: [(Need, i64); 2] = [(Need::Loose, 380), (Need::Desperate, 440)];
/// By how many of them the loosest line of the paragraph must be better then.
const BETTER: i64 = 30;
/// Spaces that grow by more are a hole.
const HOLE: i64 = 460;
/// By how much spaces may shrink to mend one, in thousandths.
const CLOSEST: i64 = 330;
/// By how much spaces may grow in a paragraph that is set in another number of lines before each thousandth more is paid for.
const TOO_LOOSE: i64 = 450;
/// What that costs in a paragraph that is set in another number of lines and has no such line by itself: a hole of half
/// as much white again is worse than a page that is a line short.
const LOOSER: i64 = 3_000;
/// What a hole costs besides in such a paragraph: white beside a note is worse.
const WITH_HOLE: i64 = 150_000;
/// How many demerits of lines weigh as much as one of pages.
const SCALE: i64 = 2;
/// What it costs to leave a scrap in the last line.
const SCRAP: i32 = 1_700;
/// How many times as much it costs to end a justified line at a bad place.
const STRAIGHT: i32 = 4;
/// Lines that a paragraph has at least if it is to be set in more or fewer.
const SHORT_PARAGRAPH: usize = 3;

/// By how much letters give way, in thousandths of their width: in width as the design allows it, and by white between them,
/// since a letter is about four tenths of its size wide. Without expansion they do neither.
pub(crate) const fn letters(expansion: u32, tracking: i64) -> i64 {
    if expansion == 0 { 0 } else { expansion as i64 + tracking * 10 / 4 }
}

/// A line as broken, before it is filled.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    /// Its items, without what vanishes at its beginning.
    pub(crate) items: Range<usize>,
    /// What it lacks to the measure; less than nothing if it must shrink.
    pub(crate) rest: i64,
    /// How much of it is letters that give way.
    pub(crate) flexible: i64,
    /// The width of its spaces.
    pub(crate) spaces: i64,
    /// By how much they like to grow.
    pub(crate) stretch: i64,
    /// By how much they may shrink.
    pub(crate) shrink: i64,
    /// Whether its end is filled with white: the last of a paragraph.
    pub(crate) filled: bool,
}

impl Composition<'_, '_> {
    /// Breaks the paragraph and fills its lines.
    pub(crate) fn finish(mut self) -> Vec<SetLine> {
        if !self.close() {
            return Vec::new();
        }
        let (broken, _) = self.broken();
        self.filled(&broken, Tracking::USUAL)
    }

    /// By how much the spaces of the loosest line grow, in thousandths of their width: what is left when letters have given way.
    fn loosest(&self, items: &[Item], broken: &Broken) -> i64 {
        // A letter in five is the last of its word: the white after it is seen as part of the space.
        let letters = letters(self.setter.design().expansion, Tracking::MOST.wider * 4 / 5);
        let grown = |line: Measured| {
            let rest = line.rest - line.flexible * letters / 1000;
            if !line.filled && rest > 0 && line.spaces > 0 { rest * 1000 / line.spaces } else { 0 }
        };
        self.measured(items, broken).map(grown).max().unwrap_or(0)
    }

    /// What each line holds, and how much it lacks.
    pub(crate) fn measured<'i>(&self, items: &'i [Item], broken: &'i Broken) -> impl Iterator<Item = Measured> + 'i {
        let widths = self.widths();
        let mut start = 0;
        broken.breaks.iter().enumerate().map(move |(number, found)| {
            let first = start + items[start..found.end].iter().take_while(|item| item.is_discardable()).count();
            start = next_start(items, found.end);
            let mut line = Measured { items: first..found.end, ..Measured::default() };
            let mut natural = 0;
            for item in &items[line.items.clone()] {
                match *item {
                    Item::Box { width, flexible, .. } => {
                        natural += width;
                        line.flexible += flexible;
                    }
                    Item::Kern { width } => natural += width,
                    Item::Glue { width, stretch, infinite, shrink } => {
                        natural += width;
                        line.spaces += width;
                        line.stretch += if infinite { 0 } else { stretch };
                        line.shrink += shrink;
                        line.filled |= infinite;
                    }
                    Item::Penalty { .. } | Item::Discretionary { .. } => {}
                }
            }
            if let Some(Item::Discretionary { before, .. }) = items.get(found.end) {
                natural += before;
            }
            line.rest = widths.get(number).or(widths.last()).copied().unwrap_or(0) - natural;
            line
        })
    }

    /// The same, with the ways to set it in a line more or less.
    pub(crate) fn finish_ways(mut self) -> Ways {
        if !self.close() {
            return Ways::default();
        }
        let (broken, settled) = self.broken();
        let lines = self.filled(&broken, Tracking::USUAL);
        let mut others = Vec::new();
        if self.form.align == Align::Justified && !settled && lines.len() >= SHORT_PARAGRAPH {
            let usual = self.loosest(&self.items, &broken).max(TOO_LOOSE);
            let ways = if self.setter.relaxed { &self.relaxed(Need::Loose) } else { &self };
            others = ways.others(lines.len(), usual);
        }
        Ways { lines, others }
    }

    /// The ways to set it in another number of lines, with their prices. `usual` is by how much its spaces grow anyway.
    fn others(&self, lines: usize, usual: i64) -> Vec<(i64, Vec<SetLine>)> {
        let count = i64::try_from(lines).unwrap_or(1);
        let ways = break_apart(&self.items, &self.widths(), &self.taste_of_others());
        // What they cost is told by how much worse they are than the best in as many lines as the paragraph has, to the same taste.
        let same = ways.iter().find(|way| way.breaks.len() == lines).map_or(0, Broken::demerits);
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

    /// Adds what ends a paragraph; false if there is nothing to set.
    fn close(&mut self) -> bool {
        while matches!(self.items.last(), Some(Item::Glue { .. })) {
            self.items.pop();
            self.content.pop();
        }
        if !self.content.iter().any(|content| matches!(content, Content::Part(_) | Content::Picture { .. })) && self.hanging.is_empty() {
            return false;
        }
        self.keep_the_end();
        self.part_long_chains();
        self.weigh_prices();
        self.push(Item::Penalty { cost: 10_000 }, Content::Nothing);
        self.push(FILL, Content::Nothing);
        true
    }

    /// The prices of places where a line had better not end are those of ragged lines. Between straight edges, where hyphens and holes cost
    /// much more, they count for more too.
    fn weigh_prices(&mut self) {
        if self.form.align == Align::Justified {
            for item in &mut self.items {
                if let Item::Penalty { cost: cost @ 1..BAN } = item {
                    *cost = (*cost * STRAIGHT).min(BAN - 1);
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
        widths
    }

    /// The best lines; where one of them is very loose, those that are best if some rules are given up, and then some more. Besides whether
    /// so much was given up that there is no other way.
    fn broken(&mut self) -> (Broken, bool) {
        let mut broken = self.best(&self.items);
        if self.form.align != Align::Justified {
            return (self.within_the_measure(broken), false);
        }
        for (need, bound) in STEPS {
            let loosest = self.loosest(&self.items, &broken);
            if loosest <= bound {
                break;
            }
            let relaxed = self.relaxed(need);
            let other = relaxed.best(&relaxed.items);
            if relaxed.loosest(&relaxed.items, &other) + BETTER < loosest && (other.pass != 3 || broken.pass == 3) {
                *self = relaxed;
                broken = other;
            }
        }
        broken = self.within_the_measure(broken);
        if self.loosest(&self.items, &broken) > HOLE
            && let Some(closer) = self.closer()
        {
            return (closer, true);
        }
        (self.without_rivers(broken, &self.taste()), false)
    }

    /// The lines, or if one of them leaves the measure those for which as much is given up as it takes that none does: that is worse than any
    /// line that ends where it should not.
    fn within_the_measure(&mut self, mut broken: Broken) -> Broken {
        for need in [Need::Loose, Need::Desperate, Need::Anywhere] {
            if broken.pass < 3 {
                break;
            }
            let relaxed = self.relaxed(need);
            let other = relaxed.best(&relaxed.items);
            if other.pass < 3 || need == Need::Anywhere {
                *self = relaxed;
                broken = other;
            }
        }
        broken
    }

    /// The lines if spaces may shrink to two thirds, where that mends what nothing else could: a tight line is seen less than a hole.
    fn closer(&mut self) -> Option<Broken> {
        let least = self.style.size.scaled(LEAST_SPACE, 1000).0;
        let mut items = self.items.clone();
        for item in &mut items {
            // Not what does not shrink at all: the white after the mark of a note.
            if let Item::Glue { width, infinite: false, shrink: shrink @ 1.., .. } = item {
                *shrink = (*width * CLOSEST / 1000).min(*width - least).max(*shrink);
            }
        }
        let taste = Taste { tight: SHRINK * 100 / CLOSEST + 1, tight_demerits: 70_000_000, ..self.taste() };
        let other = break_lines(&items, &self.widths(), &taste);
        if other.pass == 3 || self.loosest(&items, &other) > HOLE {
            return None;
        }
        self.items = items;
        Some(other)
    }

    /// The best lines of items. Where none are good enough, rather very loose lines than one that leaves the measure, and as few and as
    /// little loose as can be: stretch that is only made up for the sums would hide which of them are worse.
    fn best(&self, items: &[Item]) -> Broken {
        let (widths, taste) = (self.widths(), self.taste());
        let broken = break_lines(items, &widths, &taste);
        if broken.pass < 3 {
            return broken;
        }
        break_lines(items, &widths, &Taste { pretolerance: -1, tolerance: 10_000, ..taste })
    }

    fn filled(&self, broken: &Broken, tracking: Tracking) -> Vec<SetLine> {
        let mut lines = Vec::with_capacity(broken.breaks.len());
        let mut start = 0;
        for (number, found) in broken.breaks.iter().enumerate() {
            let mut line = self.fill((start, found.end), number, tracking);
            // A line without text begins where the one before it did.
            line.offset = line.offset.max(lines.last().map_or(0, |last: &SetLine| last.offset));
            lines.push(line);
            start = next_start(&self.items, found.end);
        }
        lines
    }

    /// The last line holds more than a scrap: a last word that is hardly wider than the indent stays with the one before it,
    /// and the last word is not divided.
    fn keep_the_end(&mut self) {
        let Some(space) = self.items.iter().rposition(|item| matches!(item, Item::Glue { .. })) else { return };
        self.keep_whole(space);
        let tail: i64 = self.items[space + 1..].iter().map(|item| if let Item::Box { width, .. } = item { *width } else { 0 }).sum();
        let words = self.items[..space].iter().filter(|item| matches!(item, Item::Glue { .. })).count();
        if words <= 3 || tail >= self.style.size.scaled(250, 100).0 {
            return;
        }
        // A price, not a ban: a very loose line would be worse.
        if let Some(Item::Penalty { cost }) = space.checked_sub(1).and_then(|before| self.items.get_mut(before)) {
            // Where a line costs something already, a second price beside it would be a way around.
            *cost = (*cost).max(SCRAP);
            return;
        }
        self.items.insert(space, Item::Penalty { cost: SCRAP });
        self.content.insert(space, Content::Nothing);
        self.hanging.iter_mut().filter(|(item, _)| *item >= space).for_each(|(item, _)| *item += 1);
    }

    /// Words that stand side by side without a space (a link after a formula after code) may be longer than a line: then a
    /// line may end between them, at a high price.
    fn part_long_chains(&mut self) {
        let measure = (self.form.measure - self.form.hang.max(self.form.indent)).0;
        // Nothing but white stands on no line, if there is another way.
        let white = self.content.iter().take_while(|content| matches!(content, Content::Space { .. } | Content::Indent)).count();
        let mut cuts = Vec::new();
        let (mut start, mut width) = (0, 0);
        for at in 0..=self.items.len() {
            match self.items.get(at) {
                Some(Item::Box { width: box_width, .. }) => width += box_width,
                Some(Item::Discretionary { automatic: true, .. }) => {}
                Some(Item::Penalty { cost }) if *cost >= 10_000 => {}
                Some(Item::Glue { width: glue, .. })
                    if at > 0 && matches!(self.items[at - 1], Item::Penalty { cost } if cost >= 10_000) =>
                {
                    width += glue;
                }
                Some(Item::Glue { .. } | Item::Kern { .. } | Item::Penalty { .. } | Item::Discretionary { .. }) | None => {
                    if width > measure {
                        // A line that leaves the measure is worse than one that ends where it should not.
                        for tie in start..at.saturating_sub(1) {
                            if let [Item::Penalty { cost }, Item::Glue { infinite: false, .. }] = &mut self.items[tie..=tie + 1] {
                                *cost = 2_000;
                            }
                        }
                        let boxes = |&at: &usize| matches!(self.items[at - 1..=at], [Item::Box { .. }, Item::Box { .. }]) && at != white;
                        cuts.extend((start + 1..at).filter(boxes));
                    }
                    (start, width) = (at + 1, 0);
                }
            }
        }
        for at in cuts.into_iter().rev() {
            self.items.insert(at, Item::Penalty { cost: 2_000 });
            self.content.insert(at, Content::Nothing);
            self.hanging.iter_mut().filter(|(item, _)| *item >= at).for_each(|(item, _)| *item += 1);
        }
    }

    /// What is thought ugly in a paragraph that is set in another number of lines than is best for it, for the good of its page: a divided
    /// word counts for less, so that there are more ways to choose from.
    fn taste_of_others(&self) -> Taste {
        Taste {
            hyphen_penalty: 700,
            explicit_hyphen_penalty: 50,
            loose: 83,
            loose_demerits: 3_000_000,
            wide_demerits: 0,
            hole: 80,
            hole_demerits: 400,
            ladder_demerits: 3_000_000,
            double_hyphen_demerits: 600_000,
            tolerance: 600,
            letters_shrink: letters(self.setter.design().expansion, Tracking::MOST.narrower),
            ..self.taste()
        }
    }

    pub(crate) fn taste(&self) -> Taste {
        let em = self.style.size.0;
        match self.form.align {
            Align::Justified => Taste {
                hyphen_penalty: 7_000,
                explicit_hyphen_penalty: 7_000,
                loose: 45,
                loose_demerits: 15_000_000,
                wide: 56,
                wide_demerits: 20_000_000,
                hole: 81,
                hole_demerits: 1_000_000,
                // What a line that would be loose takes: so it is told how loose it would be, in every face.
                letters_stretch: letters(self.setter.design().expansion, Tracking::MOST.wider),
                letters_shrink: letters(self.setter.design().expansion, Tracking::USUAL.narrower),
                ladder_demerits: 1_000_000_000,
                adjacent_demerits: 10_000,
                double_hyphen_demerits: 4_000_000,
                final_hyphen_demerits: 15_000,
                pretolerance: -1,
                tolerance: 1_000,
                emergency_stretch: em * 2,
                ..Taste::TEX
            },
            Align::Left | Align::Right => Taste {
                hyphen_penalty: 400,
                double_hyphen_demerits: 100_000,
                final_hyphen_demerits: 100_000,
                // Nothing is divided in a listing: how short a line of it is is weighed at once.
                pretolerance: if self.is_listing() { 9_000 } else { 1_000 },
                tolerance: 9_000,
                emergency_stretch: em * 6,
                ragged_stretch: em * 3,
                ..Taste::TEX
            },
            Align::Center => {
                Taste { pretolerance: 9_000, tolerance: 9_000, emergency_stretch: em * 20, ragged_stretch: em * 5, ..Taste::TEX }
            }
        }
    }
}
