//! One pass of the line breaker over a paragraph.
use super::item::Item;
use super::taste::{MOST_GROWN, Taste};
use super::{AWFUL, Break, Broken};
use crate::typeset::model::penalty::Penalty;

/// The highest badness: of a line that is as loose as can be.
pub const INFINITE_BADNESS: i64 = 10_000;
const VERY_LOOSE: u8 = 0;
const LOOSE: u8 = 1;
const DECENT: u8 = 2;
const TIGHT: u8 = 3;

/// Sums of all items before one, so that a line's are differences of two; and what hangs out of a line that begins or ends there.
#[derive(Clone, Copy, Default)]
struct Sums {
    width: i64,
    stretch: i64,
    infinite: i64,
    shrink: i64,
    flexible: i64,
    /// How far the first box from here on hangs out on the left.
    left: i64,
    /// How far the last box before it hangs out on the right.
    right: i64,
}

impl Sums {
    /// Those before each item, and of all.
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

/// A break from which a line may begin.
#[derive(Clone, Copy)]
pub(super) struct Node {
    /// The number of the line that begins here, from 1.
    pub(super) line: i64,
    fitness: u8,
    /// How many lines in a row end in a hyphen just before; two stand for more.
    hyphens: u8,
    pub(super) total: i64,
    /// The item at which the line before ended.
    at: usize,
    /// Sums up to where the next line begins.
    width: i64,
    stretch: i64,
    infinite: i64,
    shrink: i64,
    flexible: i64,
    previous: Option<usize>,
}

/// One pass over the paragraph.
pub(super) struct Pass<'a> {
    pub(super) items: &'a [Item],
    /// Before each item, and of all.
    sums: Vec<Sums>,
    widths: &'a [i64],
    pub(super) taste: &'a Taste,
    /// The badness up to which spaces may grow.
    pub(super) loosest: i64,
    /// What a way may cost at most.
    pub(super) bound: i64,
    /// Where no line ends.
    pub(super) avoided: Option<usize>,
    /// By item: what the lines after a break at it cost at least. Empty where that is not known.
    pub(super) after: Vec<i64>,
    /// Lines that are good enough, if they are asked for, by their ends.
    pub(super) edges: Option<Vec<Edge>>,
    /// All nodes of this pass, so that the way back can be told.
    pub(super) nodes: Vec<Node>,
}

/// A line that is good enough.
#[derive(Clone, Copy)]
pub(super) struct Edge {
    /// The items at which the line before it and it itself end.
    pub(super) from: usize,
    pub(super) to: usize,
    /// What it costs, whatever lines are about it.
    pub(super) demerits: i64,
}

/// A break that is being tried.
#[derive(Clone, Copy)]
struct Candidate {
    at: usize,
    /// The cost of a line end here; none if it is forced.
    cost: i64,
    forced: bool,
    hyphen: bool,
    end: bool,
    /// The sum of widths at which the line ends here.
    width: i64,
}

/// What is good enough in a pass.
struct Limits {
    /// The most badness of a line.
    threshold: i64,
    /// The same of one whose spaces grow.
    loose: i64,
    /// How far spaces grow where it is more than that for sure, in hundredths of what they like to grow.
    beyond: i64,
    /// No pass comes after this one.
    last: bool,
    /// Stretch that every line has besides.
    extra: i64,
}

impl Limits {
    fn new(threshold: i64, loosest: i64, last: bool, extra: i64) -> Self {
        let loose = threshold.min(loosest);
        let (mut within, mut beyond) = (0, if loose < INFINITE_BADNESS { 500 } else { i64::MAX });
        while loose < INFINITE_BADNESS && within + 1 < beyond {
            let grown = i64::midpoint(within, beyond);
            if badness(grown, 100) > loose { beyond = grown } else { within = grown }
        }
        // A little more, since badness is rounded.
        Self { threshold, loose, beyond: beyond.saturating_add(1), last, extra }
    }

    /// Whether a line that is so short and stretches so is too loose.
    const fn is_beyond(&self, short: i64, stretch: i64) -> bool {
        self.beyond < i64::MAX && short * 100 > stretch * self.beyond
    }
}

/// Active nodes whose lines have one width, in the order of the text.
struct Group {
    /// The number of the line that begins at them; the greatest of all, where it does not matter any more.
    line: i64,
    /// What comes from them is weighed together with what comes from the next group.
    merges: bool,
    width: i64,
    nodes: Vec<usize>,
}

/// A line from a node to a break.
struct Line {
    /// The lines from all nodes after it in its group are too short too.
    far: bool,
    /// The node may begin longer lines.
    stays: bool,
    /// If it is good enough: its demerits by itself, all up to its end, and its tightness.
    found: Option<(i64, i64, u8)>,
}

/// The best ways to one break for lines of one number, by tightness.
struct Best {
    least: i64,
    demerits: [i64; 4],
    from: [Option<usize>; 4],
}

impl Best {
    const NONE: Self = Self { least: AWFUL, demerits: [AWFUL; 4], from: [None; 4] };
}

impl<'a> Pass<'a> {
    pub(super) fn new(items: &'a [Item], widths: &'a [i64], taste: &'a Taste) -> Self {
        Self {
            items,
            sums: Sums::of(items),
            widths,
            taste,
            loosest: INFINITE_BADNESS,
            bound: AWFUL,
            avoided: None,
            after: Vec::new(),
            edges: None,
            nodes: Vec::new(),
        }
    }

    /// Tries all breaks; gives the nodes that are active at the end.
    pub(super) fn run(&mut self, threshold: i64, divide: bool, last: bool, extra: i64) -> Vec<usize> {
        self.nodes.clear();
        self.nodes.push(Node {
            line: 1,
            fitness: DECENT,
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
        let limits = Limits::new(threshold, self.loosest, last, extra);
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
                    let number = if explicit { self.taste.explicit_hyphen_penalty } else { self.taste.hyphen_penalty };
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

    /// An empty group for nodes of a line.
    fn group(&self, line: i64) -> Group {
        let special = i64::try_from(self.widths.len()).unwrap_or(i64::MAX) - 1;
        let easy = if self.taste.looseness == 0 { special } else { i64::MAX - 1 };
        let width = usize::try_from(line - 1).ok().and_then(|line| self.widths.get(line)).or(self.widths.last()).copied().unwrap_or(0);
        Group { line: if line > easy { i64::MAX } else { line }, merges: line == easy, width, nodes: Vec::new() }
    }

    /// Tries one break from every active node (tex.web, sections 829 to 855).
    ///
    /// The nodes of a group are in the order of the text: the later one lies, the shorter is the line from it to here, and the less there is
    /// in it that stretches. Once a line is far too short, the nodes after it need not be tried.
    fn try_break(&mut self, candidate: &Candidate, limits: &Limits, active: &mut Vec<Group>) {
        // What stretches besides the glue is said here once for all lines that may end here.
        let mut here = self.sums[candidate.at];
        here.stretch += limits.extra + if self.taste.ragged_infinite { 0 } else { self.taste.ragged_stretch };
        here.infinite += i64::from(self.taste.ragged_infinite);
        let mut best = Best::NONE;
        let mut made = Vec::new();
        let after = self.after.get(candidate.at).copied().unwrap_or(0);
        let mut alive = 0;
        let mut left: usize = active.iter().map(|group| group.nodes.len()).sum();
        for group in active.iter_mut() {
            let (mut kept, mut tried) = (0, 0);
            while let Some(&index) = group.nodes.get(tried) {
                left -= 1;
                // The last node on the last pass must not die: its line is overfull instead.
                let must = limits.last && left == 0 && alive + kept == 0 && made.is_empty() && best.least == AWFUL;
                let line = self.line(candidate, limits, &here, (index, group.width, must));
                // TeX has the nodes of a numbered line in the other order, and of two that are as good takes the last.
                if let Some((_, demerits, fitness)) = line.found
                    && demerits + after <= self.bound
                    && demerits < best.demerits[usize::from(fitness)] + i64::from(group.line == i64::MAX)
                {
                    best.demerits[usize::from(fitness)] = demerits;
                    best.from[usize::from(fitness)] = Some(index);
                    best.least = best.least.min(demerits);
                }
                if let (Some((own, demerits, _)), Some(edges)) = (line.found, &mut self.edges)
                    && demerits <= self.bound
                {
                    edges.push(Edge { from: self.nodes[index].at, to: candidate.at, demerits: own });
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
                // Lines come in their order.
                None => active.push(Group { nodes: vec![node], ..group }),
            }
        }
        active.retain(|group| !group.nodes.is_empty());
    }

    /// Tries a break from one node, on a line of a width. `must` says that it has to end a line, however ugly.
    fn line(&self, candidate: &Candidate, limits: &Limits, here: &Sums, (index, width, must): (usize, i64, bool)) -> Line {
        let (node, taste) = (&self.nodes[index], self.taste);
        let stretch = here.stretch - node.stretch;
        let infinite = here.infinite - node.infinite;
        let shrink = here.shrink - node.shrink;
        let letters = here.flexible - node.flexible;
        let short = width - (candidate.width - node.width);
        let short = if short > 0 {
            (short - letters * taste.letters_stretch / 1000).max(0)
        } else {
            (short + letters * taste.letters_shrink / 1000).min(0)
        };
        if short > 0 && infinite == 0 && !candidate.forced && limits.is_beyond(short, stretch) {
            // What hangs out and what a division adds is never more than a part of the measure.
            return Line { far: limits.is_beyond(short - width / 8, stretch), stays: true, found: None };
        }
        let (bad, fitness) = match short {
            1.. if infinite != 0 => (0, DECENT),
            1.. => {
                let bad = if short > 7_230_584 && stretch < 1_663_497 { INFINITE_BADNESS } else { badness(short, stretch) };
                let fitness = match bad {
                    100.. => VERY_LOOSE,
                    13.. => LOOSE,
                    _ => DECENT,
                };
                (bad, fitness)
            }
            _ => {
                let bad = if -short > shrink { INFINITE_BADNESS + 1 } else { badness(-short, shrink) };
                (bad, if bad > 12 { TIGHT } else { DECENT })
            }
        };
        let stays = bad <= INFINITE_BADNESS && !candidate.forced;
        if must && !stays {
            return Line { far: false, stays, found: Some((0, node.total, fitness)) };
        }
        if bad > if short > 0 { limits.loose } else { limits.threshold } {
            return Line { far: false, stays, found: None };
        }
        let sum = taste.line_penalty + bad;
        let mut demerits = if sum.abs() >= 10_000 { 100_000_000 } else { sum * sum };
        demerits += candidate.cost * candidate.cost.abs();
        if short > 0 && infinite == 0 {
            let grown = if stretch > 0 { (short * 100 / stretch).min(MOST_GROWN) } else { MOST_GROWN };
            if grown > taste.loose {
                demerits += taste.loose_demerits;
            }
            if grown > taste.wide {
                demerits += taste.wide_demerits;
            }
            let hole = (grown - taste.hole).max(0);
            demerits += hole * hole * taste.hole_demerits;
        }
        if short < 0 && -short * 100 > shrink * taste.tight {
            demerits += taste.tight_demerits;
        }
        let own = demerits;
        demerits += node.total;
        if candidate.hyphen && node.hyphens > 0 {
            if node.hyphens > 1 && !candidate.end {
                demerits += taste.ladder_demerits;
            }
            demerits += if candidate.end { taste.final_hyphen_demerits } else { taste.double_hyphen_demerits };
        }
        if fitness.abs_diff(node.fitness) > 1 {
            demerits += taste.adjacent_demerits;
        }
        Line { far: false, stays, found: Some((own, demerits, fitness)) }
    }

    /// Makes the nodes of a break: one for each tightness that is not hopeless (tex.web, sections 836 and 845).
    fn record(&mut self, candidate: &Candidate, best: &mut Best, made: &mut Vec<usize>) {
        let limit = if self.taste.adjacent_demerits.abs() >= AWFUL - best.least {
            AWFUL - 1
        } else {
            best.least + self.taste.adjacent_demerits.abs()
        };
        let (width, start) = self.next_line(candidate.at);
        for fitness in [VERY_LOOSE, LOOSE, DECENT, TIGHT] {
            let class = usize::from(fitness);
            let Some(from) = best.from[class].filter(|_| best.demerits[class] <= limit) else { continue };
            made.push(self.nodes.len());
            self.nodes.push(Node {
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
        *best = Best::NONE;
    }

    /// The sum of widths at the beginning of the line after a break, and the item at which it begins: what is discardable
    /// vanishes (tex.web, sections 837 and 840).
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

    /// The best of the nodes at the end, and whether it has the number of lines that was asked for (tex.web, sections 874 and 875).
    pub(super) fn choose(&self, ends: &[usize]) -> Option<(usize, bool)> {
        let best = *ends.iter().min_by_key(|&&index| self.nodes[index].total)?;
        let wanted = self.taste.looseness;
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

    pub(super) fn trace(&self, end: usize, pass: u8) -> Broken {
        let mut breaks = Vec::new();
        let mut at = end;
        while let Some(previous) = self.nodes[at].previous {
            let node = &self.nodes[at];
            breaks.push(Break { end: node.at, demerits: node.total, fitness: node.fitness });
            at = previous;
        }
        breaks.reverse();
        Broken { breaks, pass }
    }
}

/// How ugly it is to stretch (or shrink) by `t` where `s` is at hand: about 100 (t/s)³ (tex.web, section 108).
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
