//! Breaks a paragraph into lines at least total demerits (Knuth and Plass, "Breaking paragraphs into lines",
//! Software: Practice and Experience 11, 1981; tex.web parts 38 and 39).
//!
//! Every legal break that can end a line within tolerance becomes an active node, one for each way of getting there
//! that could still matter: each class of tightness (a tight line beside a loose one is ugly, so the class of the last
//! line matters) and, where lines differ in length or the paragraph is to be longer or shorter than its best, each
//! number of lines. A node remembers the cheapest way back. At each legal break all active nodes are tried as the
//! beginning of a line that ends here; those from which the line would be overfull die. The cheapest node at the end
//! of the paragraph tells all lines.
//!
//! Three passes: without dividing words, if that is good enough (`pretolerance`); with divided words (`tolerance`);
//! with stretch added to every line (`emergency_stretch`), which always succeeds, if need be with an overfull line.
//!
//! Beyond TeX, and without effect where an item or the taste says nothing of it: letters that may be expanded give their
//! share before the spaces do, what hangs in the margin does not count, and a third hyphen in a row has a price.
//!
//! The breaker knows nothing of fonts, text or pages. Arithmetic is TeX's, in integers, so that the outcome is TeX's:
//! `tests/it/linebreak.rs` compares 480 cases.
mod item;
mod pass;
mod taste;

pub use crate::typeset::model::penalty::{Ban, Penalty};
pub use item::Item;
pub use pass::INFINITE_BADNESS;
pub use taste::Taste;

use pass::{Edge, Pass, badness};

/// A line that was found: it ends at `end`, which is the place of an item, or one past the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// The item at which the line ends.
    pub end: usize,
    /// The demerits of the paragraph up to here.
    pub demerits: i64,
    /// How tight the line is: 0 very loose, 1 loose, 2 decent, 3 tight.
    pub fitness: u8,
}

impl Broken {
    /// The demerits of the whole paragraph.
    #[must_use]
    pub fn demerits(&self) -> i64 {
        self.breaks.last().map_or(0, |last| last.demerits)
    }
}

/// A paragraph as broken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Broken {
    /// The end of each line.
    pub breaks: Vec<Break>,
    /// Which pass succeeded: 1, 2 or 3.
    pub pass: u8,
}

/// More than any paragraph comes to.
const AWFUL: i64 = 1 << 60;

/// Breaks items into lines. `widths` are the lengths of the lines in order; the last one stands for all that follow.
/// The list must end with what makes the last line end well: a forbidden penalty and infinite glue.
#[must_use]
pub fn break_lines(items: &[Item], widths: &[i64], taste: &Taste) -> Broken {
    let mut pass = Pass::new(items, widths, taste);
    let mut number = 1;
    let mut threshold = taste.pretolerance;
    let (mut divide, mut last, mut extra) = (false, false, 0);
    if threshold < 0 {
        if let Some(broken) = pass.cheap() {
            return broken;
        }
        threshold = taste.tolerance;
        number = 2;
        divide = true;
        last = taste.emergency_stretch <= 0;
    }
    loop {
        let ends = pass.run(threshold.min(INFINITE_BADNESS), divide, last, extra);
        if let Some((end, achieved)) = pass.choose(&ends)
            && (achieved || last)
        {
            return pass.trace(end, number);
        }
        if last {
            // No node at all at the end of the last pass: there was nothing to break.
            return Broken::default();
        }
        if divide {
            number = 3;
            extra = taste.emergency_stretch;
            last = true;
        } else {
            number = 2;
            threshold = taste.tolerance;
            divide = true;
            last = taste.emergency_stretch <= 0;
        }
    }
}

/// Breaks items into every number of lines for which a way within tolerance is found; the cheapest way for each, by the
/// number of lines. One pass with divided words, in which lines of different numbers are kept apart all along.
#[must_use]
pub fn break_apart(items: &[Item], widths: &[i64], taste: &Taste) -> Vec<Broken> {
    // Any looseness keeps the numbers apart; which one is asked for does not matter, since all ends are given.
    let taste = Taste { looseness: 1, ..*taste };
    let mut pass = Pass::new(items, widths, &taste);
    let ends = pass.run(taste.tolerance.min(INFINITE_BADNESS), true, false, 0);
    let mut best: std::collections::BTreeMap<i64, usize> = std::collections::BTreeMap::new();
    for end in ends {
        let line = pass.nodes[end].line;
        let entry = best.entry(line).or_insert(end);
        if pass.nodes[end].total < pass.nodes[*entry].total {
            *entry = end;
        }
    }
    best.into_values().map(|end| pass.trace(end, 2)).collect()
}

/// Lines that are nearly as good as the best, each without one of its breaks.
///
/// One pass over the paragraph notes each line that is good enough, from where to where, with what it costs by itself. From these it is found,
/// from the end, what the lines after a break cost at least. A way that leaves out one break costs no less; so where one is looked for, only
/// what can still be cheap enough in the end is followed.
pub struct Detours<'a> {
    pass: Pass<'a>,
}

impl<'a> Detours<'a> {
    /// Those that cost no more than `bound`.
    #[must_use]
    pub fn within(items: &'a [Item], widths: &'a [i64], taste: &'a Taste, bound: i64) -> Self {
        let mut pass = Pass::new(items, widths, taste);
        (pass.bound, pass.edges) = (bound, Some(Vec::new()));
        pass.within();
        let mut after = vec![AWFUL; items.len() + 1];
        after[items.len()] = 0;
        // They are in the order of the breaks to which they lead.
        for Edge { from, to, demerits } in pass.edges.take().into_iter().flatten().rev() {
            after[from] = after[from].min(after[to].saturating_add(demerits));
        }
        pass.after = after;
        Self { pass }
    }

    /// The best without the break at an item, if it costs no more than `bound`.
    pub fn without(&mut self, at: usize, bound: i64) -> Option<Broken> {
        (self.pass.avoided, self.pass.bound) = (Some(at), bound);
        self.pass.within()
    }
}

impl Pass<'_> {
    /// The best lines within tolerance, found without looking at all of them, if no price is negative and what a loose line costs has no
    /// bound: lines are looked for without divided words and without holes that cost more than one. If they cost less than a divided word,
    /// there are none better; if they cost more, nothing that costs more than they do needs to be followed to its end.
    fn cheap(&mut self) -> Option<Broken> {
        let taste = self.taste;
        let division = taste.hyphen_penalty * taste.hyphen_penalty;
        let asks_less = |item: &Item| matches!(item, Item::Penalty(Penalty::Forced | Penalty::Cost(..0)));
        if taste.hole_demerits == 0 || taste.looseness != 0 || self.items.iter().any(asks_less) {
            return None;
        }
        let hole = (division - taste.loose_demerits - taste.wide_demerits).max(0) / taste.hole_demerits;
        // A little more than that, since badness is rounded.
        let grown = taste.hole.max(taste.wide).max(taste.loose) + hole.isqrt() + 3;
        self.loosest = badness(grown, 100);
        let ends = self.run(taste.tolerance.min(INFINITE_BADNESS), false, false, 0);
        let whole = self.choose(&ends).map(|(end, _)| self.trace(end, 2));
        self.loosest = INFINITE_BADNESS;
        let least = whole.as_ref().map_or(division * 4, Broken::demerits);
        if least <= division && whole.is_some() {
            return whole;
        }
        self.bound = least;
        let broken = self.within().or(whole);
        self.bound = AWFUL;
        broken
    }

    /// The best lines within tolerance and bound.
    fn within(&mut self) -> Option<Broken> {
        let ends = self.run(self.taste.tolerance.min(INFINITE_BADNESS), true, false, 0);
        self.choose(&ends).map(|(end, _)| self.trace(end, 2))
    }
}
