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
//! `tests/linebreak.rs` compares 480 cases.
use super::item::Item;

/// What is thought ugly, and how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taste {
    /// Added to the badness of every line before squaring: fewer lines are better.
    pub line_penalty: i64,
    /// The price of a divided word.
    pub hyphen_penalty: i64,
    /// The price of a line that ends in a hyphen of the author's.
    pub explicit_hyphen_penalty: i64,
    /// The price of two neighbouring lines of very different tightness.
    pub adjacent_demerits: i64,
    /// The price of two hyphens below one another.
    pub double_hyphen_demerits: i64,
    /// The price of a divided word in the last line but one.
    pub final_hyphen_demerits: i64,
    /// The badness up to which a paragraph is set without dividing words; negative: never tried.
    pub pretolerance: i64,
    /// The badness up to which a line is good enough.
    pub tolerance: i64,
    /// Stretch added to every line in the last pass; zero: no last pass.
    pub emergency_stretch: i64,
    /// How many lines more (or fewer, if negative) than the best number are wanted.
    pub looseness: i64,
    /// Stretch that every line has besides its glue: for text that is ragged right.
    pub ragged_stretch: i64,
    /// Whether `ragged_stretch` is without bound: for text that is only cut to fit.
    pub ragged_infinite: bool,
    /// By how much letters may be made wider, in thousandths of their width. What they give is taken first,
    /// and only the rest is asked of the spaces (pdftex.web, section 851 as changed).
    pub letters_stretch: i64,
    /// By how much they may be made narrower.
    pub letters_shrink: i64,
    /// The price of a third hyphen below two others.
    pub ladder_demerits: i64,
    /// How far spaces may grow before the line is seen to be loose, in hundredths of what they like to grow.
    pub loose: i64,
    /// The price of such a line, besides what TeX asks for it.
    pub loose_demerits: i64,
    /// How far spaces may grow before the line is seen to be wide, in the same hundredths.
    pub wide: i64,
    /// The price of such a line, besides that of a loose one.
    pub wide_demerits: i64,
    /// How far spaces may shrink before the line is seen to be tight, in hundredths of what they may shrink.
    pub tight: i64,
    /// The price of such a line.
    pub tight_demerits: i64,
    /// How far spaces may grow before they are seen as holes, in the same hundredths.
    pub hole: i64,
    /// The price of each hundredth beyond that, squared.
    pub hole_demerits: i64,
}

impl Taste {
    /// Plain TeX's taste.
    pub const TEX: Self = Self {
        line_penalty: 10,
        hyphen_penalty: 50,
        explicit_hyphen_penalty: 50,
        adjacent_demerits: 10_000,
        double_hyphen_demerits: 10_000,
        final_hyphen_demerits: 5_000,
        pretolerance: 100,
        tolerance: 200,
        emergency_stretch: 0,
        looseness: 0,
        ragged_stretch: 0,
        ragged_infinite: false,
        letters_stretch: 0,
        letters_shrink: 0,
        ladder_demerits: 0,
        loose: MOST_GROWN,
        loose_demerits: 0,
        wide: MOST_GROWN,
        wide_demerits: 0,
        tight: 100,
        tight_demerits: 0,
        hole: MOST_GROWN,
        hole_demerits: 0,
    };
}

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

const INFINITE_BADNESS: i64 = 10_000;
const FORCED: i64 = -10_000;
/// Holes that are larger are all the same, in hundredths of what spaces like to grow.
const MOST_GROWN: i64 = 5_000;
/// More than any paragraph comes to.
const AWFUL: i64 = 1 << 60;

const VERY_LOOSE: u8 = 0;
const LOOSE: u8 = 1;
const DECENT: u8 = 2;
const TIGHT: u8 = 3;

/// Breaks items into lines. `widths` are the lengths of the lines in order; the last one stands for all that follow.
/// The list must end with what makes the last line end well: a forbidden penalty and infinite glue.
#[must_use]
pub fn break_lines(items: &[Item], widths: &[i64], taste: &Taste) -> Broken {
    let sums = Sums::of(items);
    let mut pass = Pass { items, sums: &sums, widths, taste, nodes: Vec::new() };
    let mut number = 1;
    let mut threshold = taste.pretolerance;
    let (mut divide, mut last, mut extra) = (false, false, 0);
    if threshold < 0 {
        threshold = taste.tolerance;
        number = 2;
        divide = true;
        last = taste.emergency_stretch <= 0;
    }
    loop {
        pass.nodes.clear();
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
    let sums = Sums::of(items);
    // Any looseness keeps the numbers apart; which one is asked for does not matter, since all ends are given.
    let taste = Taste { looseness: 1, ..*taste };
    let mut pass = Pass { items, sums: &sums, widths, taste: &taste, nodes: Vec::new() };
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
                Item::Penalty { .. } => {}
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
struct Node {
    /// The number of the line that begins here, from 1.
    line: i64,
    fitness: u8,
    /// How many lines in a row end in a hyphen just before; two stand for more.
    hyphens: u8,
    total: i64,
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
struct Pass<'a> {
    items: &'a [Item],
    /// Before each item, and of all.
    sums: &'a [Sums],
    widths: &'a [i64],
    taste: &'a Taste,
    /// All nodes of this pass, so that the way back can be told.
    nodes: Vec<Node>,
}

/// A break that is being tried.
#[derive(Clone, Copy)]
struct Candidate {
    at: usize,
    penalty: i64,
    hyphen: bool,
    end: bool,
    /// The sum of widths at which the line ends here.
    width: i64,
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

impl Pass<'_> {
    /// Tries all breaks; gives the nodes that are active at the end.
    fn run(&mut self, threshold: i64, divide: bool, last: bool, extra: i64) -> Vec<usize> {
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
        let mut active = vec![0];
        let mut next = Vec::new();
        for (at, item) in self.items.iter().enumerate() {
            let (penalty, hyphen, (before, hang)) = match *item {
                Item::Glue { .. } => {
                    let after_box = at > 0 && matches!(self.items[at - 1], Item::Box { .. } | Item::Discretionary { .. });
                    if !after_box {
                        continue;
                    }
                    (0, false, (0, self.sums[at].right))
                }
                Item::Kern { .. } => {
                    if !matches!(self.items.get(at + 1), Some(Item::Glue { .. })) {
                        continue;
                    }
                    (0, false, (0, self.sums[at].right))
                }
                Item::Penalty { cost } => (i64::from(cost), false, (0, self.sums[at].right)),
                Item::Discretionary { before, automatic, explicit, hang, .. } => {
                    if automatic && !divide {
                        continue;
                    }
                    let hang = if before == 0 { self.sums[at].right } else { hang };
                    (if explicit { self.taste.explicit_hyphen_penalty } else { self.taste.hyphen_penalty }, true, (before, hang))
                }
                Item::Box { .. } => continue,
            };
            if penalty >= INFINITE_BADNESS {
                continue;
            }
            let candidate = Candidate { at, penalty: penalty.max(FORCED), hyphen, end: false, width: self.sums[at].width + before - hang };
            self.try_break(&candidate, threshold, last, extra, (&active, &mut next));
            std::mem::swap(&mut active, &mut next);
            if active.is_empty() {
                return active;
            }
        }
        let at = self.items.len();
        let candidate = Candidate { at, penalty: FORCED, hyphen: true, end: true, width: self.sums[at].width - self.sums[at].right };
        self.try_break(&candidate, threshold, last, extra, (&active, &mut next));
        next
    }

    /// Tries one break from every active node (tex.web, sections 829 to 855).
    fn try_break(&mut self, candidate: &Candidate, threshold: i64, last: bool, extra: i64, (active, next): (&[usize], &mut Vec<usize>)) {
        next.clear();
        let special = i64::try_from(self.widths.len()).unwrap_or(i64::MAX) - 1;
        let easy = if self.taste.looseness == 0 { special } else { i64::MAX - 1 };
        // What stretches besides the glue is said here once for all lines that may end here.
        let mut here = self.sums[candidate.at];
        here.stretch += extra + if self.taste.ragged_infinite { 0 } else { self.taste.ragged_stretch };
        here.infinite += i64::from(self.taste.ragged_infinite);
        let mut best = Best::NONE;
        let mut class = 0;
        let mut width = 0;
        for (place, &index) in active.iter().enumerate() {
            let line = self.nodes[index].line;
            if line > class {
                if best.least < AWFUL && class != easy {
                    self.record(candidate, &mut best, next);
                }
                if line > easy {
                    class = i64::MAX;
                    width = self.widths.last().copied().unwrap_or(0);
                } else {
                    class = line;
                    let line = usize::try_from(line - 1).unwrap_or(0).min(self.widths.len().saturating_sub(1));
                    width = self.widths.get(line).copied().unwrap_or(0);
                }
            }
            let node = &self.nodes[index];
            let natural = candidate.width - node.width;
            let stretch = here.stretch - node.stretch;
            let infinite = here.infinite - node.infinite;
            let shrink = here.shrink - node.shrink;
            let letters = here.flexible - node.flexible;
            let short = width - natural;
            let short = if short > 0 {
                (short - letters * self.taste.letters_stretch / 1000).max(0)
            } else {
                (short + letters * self.taste.letters_shrink / 1000).min(0)
            };
            let (bad, fitness) = if short > 0 {
                if infinite != 0 {
                    (0, DECENT)
                } else {
                    let bad = if short > 7_230_584 && stretch < 1_663_497 { INFINITE_BADNESS } else { badness(short, stretch) };
                    (
                        bad,
                        if bad > 99 {
                            VERY_LOOSE
                        } else if bad > 12 {
                            LOOSE
                        } else {
                            DECENT
                        },
                    )
                }
            } else {
                let bad = if -short > shrink { INFINITE_BADNESS + 1 } else { badness(-short, shrink) };
                (bad, if bad > 12 { TIGHT } else { DECENT })
            };
            let forced = candidate.penalty == FORCED;
            let mut stays = true;
            let mut artificial = false;
            if bad > INFINITE_BADNESS || forced {
                // The last node on the last pass must not die: its line is overfull instead.
                if last && best.least == AWFUL && next.is_empty() && place + 1 == active.len() {
                    artificial = true;
                } else if bad > threshold {
                    continue;
                }
                stays = false;
            } else if bad > threshold {
                next.push(index);
                continue;
            }
            let mut demerits = 0;
            if !artificial {
                let sum = self.taste.line_penalty + bad;
                demerits = if sum.abs() >= 10_000 { 100_000_000 } else { sum * sum };
                if candidate.penalty > 0 {
                    demerits += candidate.penalty * candidate.penalty;
                } else if candidate.penalty > FORCED {
                    demerits -= candidate.penalty * candidate.penalty;
                }
                if candidate.hyphen && node.hyphens > 0 {
                    if node.hyphens > 1 && !candidate.end {
                        demerits += self.taste.ladder_demerits;
                    }
                    demerits += if candidate.end { self.taste.final_hyphen_demerits } else { self.taste.double_hyphen_demerits };
                }
                if short > 0 && infinite == 0 {
                    let grown = if stretch > 0 { (short * 100 / stretch).min(MOST_GROWN) } else { MOST_GROWN };
                    if grown > self.taste.loose {
                        demerits += self.taste.loose_demerits;
                    }
                    if grown > self.taste.wide {
                        demerits += self.taste.wide_demerits;
                    }
                    let hole = (grown - self.taste.hole).max(0);
                    demerits += hole * hole * self.taste.hole_demerits;
                }
                if short < 0 && -short * 100 > shrink * self.taste.tight {
                    demerits += self.taste.tight_demerits;
                }
                if fitness.abs_diff(node.fitness) > 1 {
                    demerits += self.taste.adjacent_demerits;
                }
            }
            demerits += node.total;
            let class_of = usize::from(fitness);
            if demerits <= best.demerits[class_of] {
                best.demerits[class_of] = demerits;
                best.from[class_of] = Some(index);
                best.least = best.least.min(demerits);
            }
            if stays {
                next.push(index);
            }
        }
        if best.least < AWFUL {
            self.record(candidate, &mut best, next);
        }
        if easy > special || special > 0 {
            let nodes = &self.nodes;
            next.sort_by_key(|&index| nodes[index].line);
        }
    }

    /// Makes the nodes of a break: one for each tightness that is not hopeless (tex.web, sections 836 and 845).
    fn record(&mut self, candidate: &Candidate, best: &mut Best, next: &mut Vec<usize>) {
        let limit = if self.taste.adjacent_demerits.abs() >= AWFUL - best.least {
            AWFUL - 1
        } else {
            best.least + self.taste.adjacent_demerits.abs()
        };
        let (width, start) = self.next_line(candidate.at);
        for fitness in [VERY_LOOSE, LOOSE, DECENT, TIGHT] {
            let class = usize::from(fitness);
            let Some(from) = best.from[class].filter(|_| best.demerits[class] <= limit) else { continue };
            next.push(self.nodes.len());
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
    fn choose(&self, ends: &[usize]) -> Option<(usize, bool)> {
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

    fn trace(&self, end: usize, pass: u8) -> Broken {
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
const fn badness(t: i64, s: i64) -> i64 {
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
