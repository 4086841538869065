//! One pass of the line breaker over a paragraph. The head of `mod.rs` explains the algorithm.
use super::item::Item;
use super::parameters::{MOST_GROWN, Parameters};
use super::{AWFUL, Break, Fitness, LineBreaks, PassKind};
use crate::typeset::model::penalty::Penalty;

/// The highest badness of a line that fits.
pub const INFINITE_BADNESS: i64 = 10_000;

/// Sums of all items before an item, and how far a line that begins or ends at the item protrudes into the margins. The sums of a
/// line are differences of two of these.
#[derive(Clone, Copy, Default)]
struct Sums {
    width: i64,
    stretch: i64,
    infinite: i64,
    shrink: i64,
    flexible: i64,
    /// How far the first box from here on protrudes to the left.
    left: i64,
    /// How far the last box before the item protrudes to the right.
    right: i64,
}

impl Sums {
    /// The sums before each item, then those of all items.
    fn of(items: &[Item]) -> Vec<Self> {
        let mut all = Vec::with_capacity(items.len() + 1);
        let mut sums = Self::default();
        all.push(sums);
        all.extend(items.iter().map(|item| {
            match *item {
                Item::Box { width, flexible, right, .. } => {
                    sums.width += width;
                    sums.flexible += flexible;
                    sums.right = right;
                }
                Item::Kern { width } => sums.width += width,
                Item::Glue { width, stretch, infinite, shrink } => {
                    sums.width += width;
                    if infinite {
                        sums.infinite += stretch;
                    } else {
                        sums.stretch += stretch;
                    }
                    sums.shrink += shrink;
                }
                Item::Discretionary { unbroken, .. } => sums.width += unbroken,
                Item::Penalty(_) => {}
            }
            sums
        }));
        let mut next = 0;
        for (item, sums) in items.iter().zip(&mut all).rev() {
            if let Item::Box { left, .. } = item {
                next = *left;
            }
            sums.left = next;
        }
        all
    }
}

/// A break at which the next line may begin, with the cheapest path to it.
#[derive(Clone, Copy)]
pub(super) struct ActiveNode {
    /// The number of the line that begins here, from 1.
    pub(super) line: i64,
    /// How tight the line before is.
    fitness: Fitness,
    /// How many lines in a row end in a hyphen just before it, counted up to two.
    hyphens: u8,
    /// The demerits of all lines before it.
    pub(super) total: i64,
    /// The item of the break.
    at: usize,
    /// The sums at the beginning of the next line.
    width: i64,
    stretch: i64,
    infinite: i64,
    shrink: i64,
    flexible: i64,
    /// The node at which the line before begins.
    previous: Option<usize>,
}

/// One pass over the paragraph.
pub(super) struct Pass<'a> {
    pub(super) items: &'a [Item],
    /// The sums before each item, then those of all items.
    sums: Vec<Sums>,
    widths: &'a [i64],
    pub(super) parameters: &'a Parameters,
    /// The highest badness of a line whose spaces grow.
    pub(super) loosest: i64,
    /// The highest total demerits of a path.
    pub(super) bound: i64,
    /// An item at which no line may end.
    pub(super) avoided: Option<usize>,
    /// For each item, a lower bound of the demerits of all lines after a break at it. Empty if not known.
    pub(super) after: Vec<i64>,
    /// All lines within tolerance, in the order of their ends, if they are to be recorded.
    pub(super) edges: Option<Vec<Edge>>,
    /// All nodes of the pass, active or not.
    pub(super) nodes: Vec<ActiveNode>,
}

/// A line within tolerance.
#[derive(Clone, Copy)]
pub(super) struct Edge {
    /// The item at which the line before it ends.
    pub(super) from: usize,
    /// The item at which it ends.
    pub(super) to: usize,
    /// Its demerits without those that depend on the lines next to it.
    pub(super) demerits: i64,
}

/// A break that is being tried.
#[derive(Clone, Copy)]
struct Candidate {
    at: usize,
    /// The cost of a line end here. 0 if it is forced.
    cost: i64,
    forced: bool,
    /// Whether the line ends in a hyphen.
    hyphen: bool,
    /// Whether it is the end of the paragraph.
    end: bool,
    /// The sum of widths at the end of the line.
    width: i64,
}

/// The tolerance of a pass.
struct PassTolerance {
    /// The highest badness of a line.
    threshold: i64,
    /// The highest badness of a line whose spaces grow.
    loose: i64,
    /// If spaces grow by more than this, in hundredths of their stretch, the badness is certainly higher than `loose`.
    beyond: i64,
    /// Whether this is the last pass.
    last: bool,
    /// Extra stretch in every line.
    extra: i64,
}

impl PassTolerance {
    fn new(threshold: i64, loosest: i64, last: bool, extra: i64) -> Self {
        let loose = threshold.min(loosest);
        let (mut within, mut beyond) = (0, if loose < INFINITE_BADNESS { 500 } else { i64::MAX });
        while loose < INFINITE_BADNESS && within + 1 < beyond {
            let grown = i64::midpoint(within, beyond);
            if badness(grown, 100) > loose { beyond = grown } else { within = grown }
        }
        // Add a little, because badness is rounded.
        Self { threshold, loose, beyond: beyond.saturating_add(1), last, extra }
    }

    /// Whether a line is certainly too loose. `short` is the width that it lacks, `stretch` the stretch of its spaces.
    const fn is_beyond(&self, short: i64, stretch: i64) -> bool {
        self.beyond < i64::MAX && short * 100 > stretch * self.beyond
    }
}

/// Active nodes at which lines of the same width begin, in the order of the text.
struct Group {
    /// The number of the line that begins at the nodes. `None` if it no longer matters: all further lines have one width.
    line: Option<i64>,
    /// Whether paths from this group and from the next one lead to the same nodes.
    merges: bool,
    width: i64,
    nodes: Vec<usize>,
}

/// The beginning of a line that is being tried.
struct LineStart {
    /// The index of the node.
    node: usize,
    /// The width that the line should have.
    width: i64,
    /// Whether the line is accepted even if it does not fit.
    must: bool,
}

/// A line from a node to a break.
struct CandidateLine {
    /// Whether the lines from all later nodes of the group are certainly too short as well.
    far: bool,
    /// Whether the node remains active, because longer lines may begin there.
    stays: bool,
    /// What it costs, if it is within tolerance.
    found: Option<LineCost>,
}

/// What a line within tolerance costs.
struct LineCost {
    /// Its demerits without those that depend on the line before.
    own: i64,
    /// The demerits of the path up to its end.
    total: i64,
    fitness: Fitness,
}

/// The best paths to one break, for each tightness of the line that ends there.
struct BestPaths {
    least: i64,
    demerits: [i64; 4],
    from: [Option<usize>; 4],
}

impl BestPaths {
    const NONE: Self = Self { least: AWFUL, demerits: [AWFUL; 4], from: [None; 4] };
}

impl<'a> Pass<'a> {
    pub(super) fn new(items: &'a [Item], widths: &'a [i64], parameters: &'a Parameters) -> Self {
        Self {
            items,
            sums: Sums::of(items),
            widths,
            parameters,
            loosest: INFINITE_BADNESS,
            bound: AWFUL,
            avoided: None,
            after: Vec::new(),
            edges: None,
            nodes: Vec::new(),
        }
    }

    /// Tries all breaks and returns the nodes at the end of the paragraph.
    pub(super) fn run(&mut self, threshold: i64, divide: bool, last: bool, extra: i64) -> Vec<usize> {
        self.nodes.clear();
        self.nodes.push(ActiveNode {
            line: 1,
            fitness: Fitness::Decent,
            hyphens: 0,
            total: 0,
            at: 0,
            width: self.sums[0].left,
            stretch: 0,
            infinite: 0,
            shrink: 0,
            flexible: 0,
            previous: None,
        });
        let limits = PassTolerance::new(threshold, self.loosest, last, extra);
        let mut active = vec![self.group(1)];
        active[0].nodes.push(0);
        for (at, item) in self.items.iter().enumerate() {
            let (penalty, hyphen, (before, hang)) = match *item {
                Item::Glue { .. } => {
                    let after_box = at > 0 && matches!(self.items[at - 1], Item::Box { .. } | Item::Discretionary { .. });
                    if !after_box {
                        continue;
                    }
                    (Penalty::FREE, false, (0, self.sums[at].right))
                }
                Item::Kern { .. } => {
                    if !matches!(self.items.get(at + 1), Some(Item::Glue { .. })) {
                        continue;
                    }
                    (Penalty::FREE, false, (0, self.sums[at].right))
                }
                Item::Penalty(penalty) => (penalty, false, (0, self.sums[at].right)),
                Item::Discretionary { before, automatic, explicit, hang, .. } => {
                    if automatic && !divide {
                        continue;
                    }
                    let hang = if before == 0 { self.sums[at].right } else { hang };
                    let number = if explicit { self.parameters.explicit_hyphen_penalty } else { self.parameters.hyphen_penalty };
                    (Penalty::from_tex(number), true, (before, hang))
                }
                Item::Box { .. } => continue,
            };
            let (cost, forced) = match penalty {
                Penalty::Forced => (0, true),
                Penalty::Cost(cost) => (cost, false),
                Penalty::Forbidden(_) => continue,
            };
            if Some(at) == self.avoided {
                continue;
            }
            let candidate = Candidate { at, cost, forced, hyphen, end: false, width: self.sums[at].width + before - hang };
            self.try_break(&candidate, &limits, &mut active);
            if active.is_empty() {
                return Vec::new();
            }
        }
        let at = self.items.len();
        let candidate = Candidate { at, cost: 0, forced: true, hyphen: true, end: true, width: self.sums[at].width - self.sums[at].right };
        self.try_break(&candidate, &limits, &mut active);
        active.into_iter().flat_map(|group| group.nodes).collect()
    }

    /// An empty group for nodes at which a line of this number begins.
    fn group(&self, line: i64) -> Group {
        let special = i64::try_from(self.widths.len()).unwrap_or(i64::MAX) - 1;
        let easy = if self.parameters.looseness == 0 { special } else { i64::MAX - 1 };
        let width = usize::try_from(line - 1).ok().and_then(|line| self.widths.get(line)).or(self.widths.last()).copied().unwrap_or(0);
        Group { line: (line <= easy).then_some(line), merges: line == easy, width, nodes: Vec::new() }
    }

    /// Tries one break from every active node (tex.web, sections 829 to 855).
    ///
    /// The nodes of a group are in the order of the text. The later a node, the shorter is the line from it, and the less it
    /// stretches. After a line that is far too short, the remaining nodes need not be tried.
    fn try_break(&mut self, candidate: &Candidate, limits: &PassTolerance, active: &mut Vec<Group>) {
        // Stretch other than that of glue is added here, once for all lines that end here.
        let mut here = self.sums[candidate.at];
        here.stretch += limits.extra + if self.parameters.ragged_infinite { 0 } else { self.parameters.ragged_stretch };
        here.infinite += i64::from(self.parameters.ragged_infinite);
        let mut best = BestPaths::NONE;
        let mut made = Vec::new();
        let after = self.after.get(candidate.at).copied().unwrap_or(0);
        let mut alive = 0;
        let mut left: usize = active.iter().map(|group| group.nodes.len()).sum();
        for group in active.iter_mut() {
            let (mut kept, mut tried) = (0, 0);
            while let Some(&index) = group.nodes.get(tried) {
                left -= 1;
                // In the last pass, the last active node must lead somewhere, if necessary by an overfull line.
                let must = limits.last && left == 0 && alive + kept == 0 && made.is_empty() && best.least == AWFUL;
                let line = self.line(candidate, limits, &here, &LineStart { node: index, width: group.width, must });
                if let Some(LineCost { own, total, fitness }) = line.found {
                    // Of two equal paths TeX takes the later one. It keeps the nodes of numbered lines in reverse order, so there it is
                    // the earlier one.
                    let class = fitness as usize;
                    if total + after <= self.bound && total < best.demerits[class] + i64::from(group.line.is_none()) {
                        best.demerits[class] = total;
                        best.from[class] = Some(index);
                        best.least = best.least.min(total);
                    }
                    if let Some(edges) = &mut self.edges
                        && total <= self.bound
                    {
                        edges.push(Edge { from: self.nodes[index].at, to: candidate.at, demerits: own });
                    }
                }
                if line.far {
                    break;
                }
                tried += 1;
                if line.stays {
                    group.nodes[kept] = index;
                    kept += 1;
                }
            }
            group.nodes.drain(kept..tried);
            alive += group.nodes.len();
            if best.least < AWFUL && !group.merges {
                self.record(candidate, &mut best, &mut made);
            }
        }
        if best.least < AWFUL {
            self.record(candidate, &mut best, &mut made);
        }
        for node in made {
            let group = self.group(self.nodes[node].line);
            match active.iter_mut().rev().find(|other| other.line == group.line) {
                Some(other) => other.nodes.push(node),
                // Groups are in the order of their lines.
                None => active.push(Group { nodes: vec![node], ..group }),
            }
        }
        active.retain(|group| !group.nodes.is_empty());
    }

    /// Tries the line from one node to a break.
    fn line(&self, candidate: &Candidate, limits: &PassTolerance, here: &Sums, start: &LineStart) -> CandidateLine {
        let (node, parameters, width) = (&self.nodes[start.node], self.parameters, start.width);
        let stretch = here.stretch - node.stretch;
        let infinite = here.infinite - node.infinite;
        let shrink = here.shrink - node.shrink;
        let letters = here.flexible - node.flexible;
        let short = width - (candidate.width - node.width);
        let short = if short > 0 {
            (short - letters * parameters.letters_stretch / 1000).max(0)
        } else {
            (short + letters * parameters.letters_shrink / 1000).min(0)
        };
        if short > 0 && infinite == 0 && !candidate.forced && limits.is_beyond(short, stretch) {
            // Protrusion and hyphens are less than an eighth of the measure.
            return CandidateLine { far: limits.is_beyond(short - width / 8, stretch), stays: true, found: None };
        }
        let (bad, fitness) = match short {
            1.. if infinite != 0 => (0, Fitness::Decent),
            1.. => {
                let bad = if short > 7_230_584 && stretch < 1_663_497 { INFINITE_BADNESS } else { badness(short, stretch) };
                let fitness = match bad {
                    100.. => Fitness::VeryLoose,
                    13.. => Fitness::Loose,
                    _ => Fitness::Decent,
                };
                (bad, fitness)
            }
            _ => {
                let bad = if -short > shrink { INFINITE_BADNESS + 1 } else { badness(-short, shrink) };
                (bad, if bad > 12 { Fitness::Tight } else { Fitness::Decent })
            }
        };
        let stays = bad <= INFINITE_BADNESS && !candidate.forced;
        if start.must && !stays {
            return CandidateLine { far: false, stays, found: Some(LineCost { own: 0, total: node.total, fitness }) };
        }
        if bad > if short > 0 { limits.loose } else { limits.threshold } {
            return CandidateLine { far: false, stays, found: None };
        }
        let sum = parameters.line_penalty + bad;
        let mut demerits = if sum.abs() >= 10_000 { 100_000_000 } else { sum * sum };
        demerits += candidate.cost * candidate.cost.abs();
        if short > 0 && infinite == 0 {
            let grown = if stretch > 0 { (short * 100 / stretch).min(MOST_GROWN) } else { MOST_GROWN };
            if grown > parameters.loose {
                demerits += parameters.loose_demerits;
            }
            if grown > parameters.very_loose {
                demerits += parameters.very_loose_demerits;
            }
            let hole = (grown - parameters.hole).max(0);
            demerits += hole * hole * parameters.hole_demerits;
        }
        if short < 0 && -short * 100 > shrink * parameters.tight {
            demerits += parameters.tight_demerits;
        }
        let own = demerits;
        demerits += node.total;
        if candidate.hyphen && node.hyphens > 0 {
            if node.hyphens > 1 && !candidate.end {
                demerits += parameters.ladder_demerits;
            }
            demerits += if candidate.end { parameters.final_hyphen_demerits } else { parameters.double_hyphen_demerits };
        }
        if (fitness as usize).abs_diff(node.fitness as usize) > 1 {
            demerits += parameters.adjacent_demerits;
        }
        CandidateLine { far: false, stays, found: Some(LineCost { own, total: demerits, fitness }) }
    }

    /// Adds the nodes of a break: one for each tightness whose path may still be the best (tex.web, sections 836 and 845).
    fn record(&mut self, candidate: &Candidate, best: &mut BestPaths, made: &mut Vec<usize>) {
        let limit = if self.parameters.adjacent_demerits.abs() >= AWFUL - best.least {
            AWFUL - 1
        } else {
            best.least + self.parameters.adjacent_demerits.abs()
        };
        let (width, start) = self.next_line(candidate.at);
        for fitness in [Fitness::VeryLoose, Fitness::Loose, Fitness::Decent, Fitness::Tight] {
            let class = fitness as usize;
            let Some(from) = best.from[class].filter(|_| best.demerits[class] <= limit) else { continue };
            made.push(self.nodes.len());
            self.nodes.push(ActiveNode {
                line: self.nodes[from].line + 1,
                fitness,
                hyphens: if candidate.hyphen { (self.nodes[from].hyphens + 1).min(2) } else { 0 },
                total: best.demerits[class],
                at: candidate.at,
                width,
                stretch: self.sums[start].stretch,
                infinite: self.sums[start].infinite,
                shrink: self.sums[start].shrink,
                flexible: self.sums[start].flexible,
                previous: Some(from),
            });
        }
        *best = BestPaths::NONE;
    }

    /// The sum of widths at the beginning of the line after a break, and the item at which the line begins. Discardable items are
    /// skipped (tex.web, sections 837 and 840).
    fn next_line(&self, at: usize) -> (i64, usize) {
        let skip = |from: usize| from + self.items[from..].iter().take_while(|item| item.is_discardable()).count();
        match self.items.get(at) {
            Some(Item::Discretionary { after, .. }) if *after != 0 => (self.sums[at + 1].width - after + self.sums[at + 1].left, at + 1),
            Some(Item::Discretionary { .. }) => {
                let start = skip(at + 1);
                (self.sums[start].width + self.sums[start].left, start)
            }
            Some(_) => {
                let start = skip(at);
                (self.sums[start].width + self.sums[start].left, start)
            }
            None => (self.sums[at].width, at),
        }
    }

    /// The best of the nodes at the end, and whether it has the wanted number of lines (tex.web, sections 874 and 875).
    pub(super) fn choose(&self, ends: &[usize]) -> Option<(usize, bool)> {
        let best = *ends.iter().min_by_key(|&&index| self.nodes[index].total)?;
        let wanted = self.parameters.looseness;
        if wanted == 0 {
            return Some((best, true));
        }
        let (mut chosen, mut achieved, mut total) = (best, 0, self.nodes[best].total);
        for &index in ends {
            let difference = self.nodes[index].line - self.nodes[best].line;
            if (difference < achieved && wanted <= difference) || (difference > achieved && wanted >= difference) {
                (chosen, achieved, total) = (index, difference, self.nodes[index].total);
            } else if difference == achieved && self.nodes[index].total < total {
                (chosen, total) = (index, self.nodes[index].total);
            }
        }
        Some((chosen, achieved == wanted))
    }

    /// The lines of the path to a node.
    pub(super) fn trace(&self, end: usize, pass: PassKind) -> LineBreaks {
        let mut breaks = Vec::new();
        let mut at = end;
        while let Some(previous) = self.nodes[at].previous {
            let node = &self.nodes[at];
            breaks.push(Break { end: node.at, demerits: node.total, fitness: node.fitness });
            at = previous;
        }
        breaks.reverse();
        LineBreaks { breaks, pass }
    }
}

/// The badness of stretching or shrinking by `t` if `s` is available: about 100 (t/s)³ (tex.web, section 108).
pub(super) const fn badness(t: i64, s: i64) -> i64 {
    if t == 0 {
        return 0;
    }
    if s <= 0 {
        return INFINITE_BADNESS;
    }
    let r = if t <= 7_230_584 {
        t * 297 / s
    } else if s >= 1_663_497 {
        t / (s / 297)
    } else {
        t
    };
    if r > 1290 { INFINITE_BADNESS } else { (r * r * r + 0o400_000) / 0o1_000_000 }
}
