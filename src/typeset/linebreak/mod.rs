//! Breaks a paragraph into the lines with the lowest total demerits (Knuth and Plass, "Breaking paragraphs into lines",
//! Software: Practice and Experience 11, 1981; tex.web parts 38 and 39).
//!
//! The algorithm finds a shortest path. A node is a legal break that can end a line within tolerance. There are several nodes for
//! one break if they differ in something that later lines depend on: the tightness of the line that ends there (a tight line
//! next to a loose one costs extra) and, if lines differ in length or another number of lines is wanted, the number of lines
//! so far. Each node remembers the previous node on the cheapest path to it. At each legal break, a line from every active
//! node to this break is tried. A node from which the line would be overfull is no longer active. The cheapest node at the end
//! of the paragraph gives all lines.
//!
//! There are up to three passes: without hyphenation, if that is good enough (`pretolerance`); with hyphenation (`tolerance`);
//! with extra stretch in every line (`emergency_stretch`). The last one always succeeds, if necessary with an overfull line.
//!
//! There are three additions to TeX, which have no effect unless items or parameters ask for them: letters are expanded before
//! spaces grow, protruding characters do not count for the width, and a third hyphen in a row costs extra.
//!
//! The line breaker knows nothing of fonts, text or pages. Its integer arithmetic is that of TeX, and so is the result:
//! `tests/it/linebreak.rs` compares 480 cases.
//!
//! Read [`break_lines`] first, then `item.rs`, `parameters.rs`, and `pass.rs`, which has the algorithm.
mod item;
mod parameters;
mod pass;

pub use crate::typeset::model::penalty::{Ban, Penalty};
pub use item::Item;
pub use parameters::Parameters;
pub use pass::INFINITE_BADNESS;

use pass::{Edge, Pass, badness};

/// The end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// The index of the item at which the line ends, or the number of items at the end of the paragraph.
    pub end: usize,
    /// The total demerits up to here.
    pub demerits: i64,
    /// How tight the line is.
    pub fitness: Fitness,
}

/// How tight a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fitness {
    /// Its spaces grow by more than their stretch.
    VeryLoose,
    /// Its spaces grow by more than half of their stretch.
    Loose,
    /// Its spaces change little.
    Decent,
    /// Its spaces shrink by more than half of their shrink.
    Tight,
}

impl LineBreaks {
    /// The total demerits of the paragraph.
    #[must_use]
    pub fn demerits(&self) -> i64 {
        self.breaks.last().map_or(0, |last| last.demerits)
    }

    /// Whether the lines are within tolerance only with extra stretch, or not at all: one of them may be overfull.
    #[must_use]
    pub fn is_emergency(&self) -> bool {
        self.pass == PassKind::Emergency
    }
}

/// A paragraph broken into lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineBreaks {
    /// The end of each line.
    pub breaks: Vec<Break>,
    /// The pass that succeeded.
    pub pass: PassKind,
}

/// The passes over a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PassKind {
    /// Without hyphenation.
    #[default]
    Unhyphenated,
    /// With hyphenation.
    Hyphenated,
    /// With extra stretch in every line.
    Emergency,
}

/// More demerits than any paragraph has.
const AWFUL: i64 = 1 << 60;

/// Breaks items into lines. `widths` are the lengths of the lines in order. The last one is also that of all further lines. The
/// items must end with a forbidden penalty and infinite glue, which fill the last line.
#[must_use]
pub fn break_lines(items: &[Item], widths: &[i64], parameters: &Parameters) -> LineBreaks {
    let mut pass = Pass::new(items, widths, parameters);
    let mut kind = PassKind::Unhyphenated;
    let mut threshold = parameters.pretolerance;
    let (mut divide, mut last, mut extra) = (false, false, 0);
    if threshold < 0 {
        if let Some(broken) = pass.fast() {
            return broken;
        }
        threshold = parameters.tolerance;
        kind = PassKind::Hyphenated;
        divide = true;
        last = parameters.emergency_stretch <= 0;
    }
    loop {
        let ends = pass.run(threshold.min(INFINITE_BADNESS), divide, last, extra);
        if let Some((end, achieved)) = pass.choose(&ends)
            && (achieved || last)
        {
            return pass.trace(end, kind);
        }
        if last {
            // The last pass always ends with a node, unless there are no items.
            return LineBreaks::default();
        }
        if divide {
            kind = PassKind::Emergency;
            extra = parameters.emergency_stretch;
            last = true;
        } else {
            kind = PassKind::Hyphenated;
            threshold = parameters.tolerance;
            divide = true;
            last = parameters.emergency_stretch <= 0;
        }
    }
}

/// Breaks items into every number of lines that is possible within tolerance. Returns the cheapest lines for each number, fewest
/// lines first. This is one pass with hyphenation that has separate nodes for each number of lines.
#[must_use]
pub fn break_apart(items: &[Item], widths: &[i64], parameters: &Parameters) -> Vec<LineBreaks> {
    // Any looseness other than 0 gives separate nodes.
    let parameters = Parameters { looseness: 1, ..*parameters };
    let mut pass = Pass::new(items, widths, &parameters);
    let ends = pass.run(parameters.tolerance.min(INFINITE_BADNESS), true, false, 0);
    let mut best: std::collections::BTreeMap<i64, usize> = std::collections::BTreeMap::new();
    for end in ends {
        let line = pass.nodes[end].line;
        let entry = best.entry(line).or_insert(end);
        if pass.nodes[end].total < pass.nodes[*entry].total {
            *entry = end;
        }
    }
    best.into_values().map(|end| pass.trace(end, PassKind::Hyphenated)).collect()
}

/// Finds the best lines that do not have a certain break.
///
/// A first pass records every line within tolerance with its own demerits. From these, going backwards from the end, it computes
/// a lower bound for the demerits of all lines after each break. A later pass that avoids a break drops each path whose demerits
/// plus this bound are too high.
pub struct Alternatives<'a> {
    pass: Pass<'a>,
}

impl<'a> Alternatives<'a> {
    /// Prepares to find lines with at most `bound` demerits.
    #[must_use]
    pub fn within(items: &'a [Item], widths: &'a [i64], parameters: &'a Parameters, bound: i64) -> Self {
        let mut pass = Pass::new(items, widths, parameters);
        (pass.bound, pass.edges) = (bound, Some(Vec::new()));
        pass.within();
        let mut after = vec![AWFUL; items.len() + 1];
        after[items.len()] = 0;
        // The edges are in the order of their ends.
        for Edge { from, to, demerits } in pass.edges.take().into_iter().flatten().rev() {
            after[from] = after[from].min(after[to].saturating_add(demerits));
        }
        pass.after = after;
        Self { pass }
    }

    /// The best lines without a break at an item, if they have at most `bound` demerits.
    pub fn without(&mut self, at: usize, bound: i64) -> Option<LineBreaks> {
        (self.pass.avoided, self.pass.bound) = (Some(at), bound);
        self.pass.within()
    }
}

impl Pass<'_> {
    /// The best lines within tolerance, found faster than by a full pass. This works only if no penalty is negative and the
    /// demerits of a hole have no upper bound. A first pass allows neither hyphenation nor lines whose holes cost more than a
    /// hyphen. If its lines cost less than a hyphen, they are the best. Otherwise their demerits are the bound of a second pass.
    fn fast(&mut self) -> Option<LineBreaks> {
        let parameters = self.parameters;
        let hyphen = parameters.hyphen_penalty * parameters.hyphen_penalty;
        let is_bonus = |item: &Item| matches!(item, Item::Penalty(Penalty::Forced | Penalty::Cost(..0)));
        if parameters.hole_demerits == 0 || parameters.looseness != 0 || self.items.iter().any(is_bonus) {
            return None;
        }
        let hole = (hyphen - parameters.loose_demerits - parameters.very_loose_demerits).max(0) / parameters.hole_demerits;
        // Add a little, because badness is rounded.
        let grown = parameters.hole.max(parameters.very_loose).max(parameters.loose) + hole.isqrt() + 3;
        self.loosest = badness(grown, 100);
        let ends = self.run(parameters.tolerance.min(INFINITE_BADNESS), false, false, 0);
        let whole = self.choose(&ends).map(|(end, _)| self.trace(end, PassKind::Hyphenated));
        self.loosest = INFINITE_BADNESS;
        let least = whole.as_ref().map_or(hyphen * 4, LineBreaks::demerits);
        if least <= hyphen && whole.is_some() {
            return whole;
        }
        self.bound = least;
        let broken = self.within().or(whole);
        self.bound = AWFUL;
        broken
    }

    /// The best lines within tolerance and `bound`.
    fn within(&mut self) -> Option<LineBreaks> {
        let ends = self.run(self.parameters.tolerance.min(INFINITE_BADNESS), true, false, 0);
        self.choose(&ends).map(|(end, _)| self.trace(end, PassKind::Hyphenated))
    }
}
