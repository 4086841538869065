//! Compares the line breaker with a slow search that tries all ways to break a short paragraph.
//!
//! The search follows the rules of TeX as they are written (tex.web, parts 38 and 39), line by line, without active nodes, classes of nodes
//! or bounds. It shares only the items and the parameters with the line breaker.
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chapbook::typeset::linebreak::{Item, LineBreaks, Parameters, Penalty, break_apart, break_lines};

use super::number;
use crate::support::mutation::Numbers;

/// The number of paragraphs, unless `FUZZ_SECONDS` says how long.
const PARAGRAPHS: usize = 100_000;

/// A legal break.
#[derive(Clone, Copy)]
struct Legal {
    at: usize,
    penalty: i64,
    forced: bool,
    hyphen: bool,
    /// The width that is added to the line that ends here.
    before: i64,
}

/// A way through the paragraph up to a break.
#[derive(Clone, Copy)]
struct Way {
    /// Where the next line begins.
    start: usize,
    /// The width that is added to the next line.
    after: i64,
    lines: usize,
    /// 0 for very loose to 3 for tight.
    class: usize,
    hyphen: bool,
    demerits: i64,
}

struct Search<'a> {
    items: &'a [Item],
    widths: &'a [i64],
    parameters: &'a Parameters,
    legal: Vec<Legal>,
    tolerance: i64,
    /// The least demerits for each number of lines.
    best: BTreeMap<usize, i64>,
}

fn legal(items: &[Item], at: usize, parameters: &Parameters, divide: bool) -> Option<Legal> {
    let plain = Legal { at, penalty: 0, forced: false, hyphen: false, before: 0 };
    match *items.get(at).unwrap_or(&Item::Penalty(Penalty::Forced)) {
        Item::Box { .. } | Item::Penalty(Penalty::Forbidden(_)) => None,
        Item::Glue { .. } => (at > 0 && !items[at - 1].is_discardable()).then_some(plain),
        Item::Kern { .. } => matches!(items.get(at + 1), Some(Item::Glue { .. })).then_some(plain),
        Item::Penalty(Penalty::Cost(penalty)) => Some(Legal { penalty, ..plain }),
        // The end of the paragraph counts as a hyphen, so that a hyphen in the last line but one costs extra (section 859).
        Item::Penalty(Penalty::Forced) => Some(Legal { forced: true, hyphen: at == items.len(), ..plain }),
        Item::Discretionary { automatic: true, .. } if !divide => None,
        Item::Discretionary { before, explicit, .. } => {
            let penalty = if explicit { parameters.explicit_hyphen_penalty } else { parameters.hyphen_penalty };
            Some(Legal { penalty, hyphen: true, before, ..plain })
        }
    }
}

/// Section 108.
fn badness(short: i64, stretch: i64) -> i64 {
    match (short, stretch) {
        (0, _) => 0,
        (_, ..=0) => 10_000,
        _ => {
            let ratio = short * 297 / stretch;
            if ratio > 1290 { 10_000 } else { (ratio.pow(3) + (1 << 17)) / (1 << 18) }
        }
    }
}

/// The way before the first line.
const BEGIN: Way = Way { start: 0, after: 0, lines: 0, class: 2, hyphen: false, demerits: 0 };

impl<'a> Search<'a> {
    fn new(items: &'a [Item], widths: &'a [i64], parameters: &'a Parameters, tolerance: i64, divide: bool) -> Self {
        let legal = (0..=items.len()).filter_map(|at| legal(items, at, parameters, divide)).collect();
        Self { items, widths, parameters, legal, tolerance, best: BTreeMap::new() }
    }

    /// The least demerits for each number of lines within the tolerance.
    fn all(mut self) -> BTreeMap<usize, i64> {
        self.follow(&BEGIN, 0);
        self.best
    }

    /// The demerits of some lines. The line breaker returns fewer if, in its last pass, only one node is active at a forced break: TeX
    /// gives such a line no demerits (section 854).
    fn demerits(&self, lines: &LineBreaks) -> i64 {
        let mut way = BEGIN;
        for found in &lines.breaks {
            let end = self.legal.iter().find(|legal| legal.at == found.end).unwrap();
            let (_, class, demerits) = self.line(&way, end).unwrap();
            let (start, after) = if end.at < self.items.len() { self.start(end) } else { (end.at, 0) };
            way = Way { start, after, lines: way.lines + 1, class, hyphen: end.hyphen, demerits: way.demerits + demerits };
        }
        way.demerits
    }

    /// Tries all lines that follow a way. `next` is the index of the first legal break after it.
    fn follow(&mut self, way: &Way, next: usize) {
        for index in next..self.legal.len() {
            let end = self.legal[index];
            if end.at < way.start && end.at < self.items.len() {
                // The white after a break has breaks too, but a line that begins there has nothing in it.
                continue;
            }
            let Some((bad, class, demerits)) = self.line(way, &end) else { return };
            if bad <= self.tolerance {
                let demerits = way.demerits + demerits;
                let lines = way.lines + 1;
                if end.at == self.items.len() {
                    let best = self.best.entry(lines).or_insert(demerits);
                    *best = demerits.min(*best);
                } else {
                    let (start, after) = self.start(&end);
                    self.follow(&Way { start, after, lines, class, hyphen: end.hyphen, demerits }, index + 1);
                }
            }
            if end.forced {
                return;
            }
        }
    }

    /// Where the line after a break begins, and the width that is added to it (sections 837 and 840).
    fn start(&self, end: &Legal) -> (usize, i64) {
        let skipped = |from: usize| from + self.items[from..].iter().take_while(|item| item.is_discardable()).count();
        match self.items[end.at] {
            Item::Discretionary { after, .. } if after != 0 => (end.at + 1, after),
            Item::Discretionary { .. } => (skipped(end.at + 1), 0),
            _ => (skipped(end.at), 0),
        }
    }

    /// The badness, class and demerits of a line (sections 851 to 859). `None` if it is overfull: no later line from there fits either.
    fn line(&self, way: &Way, end: &Legal) -> Option<(i64, usize, i64)> {
        let parameters = self.parameters;
        let (mut width, mut stretch, mut shrink, mut infinite) = (way.after + end.before, 0, 0, false);
        for item in &self.items[way.start.min(end.at)..end.at] {
            match *item {
                Item::Box { width: own, .. } | Item::Kern { width: own } | Item::Discretionary { unbroken: own, .. } => width += own,
                Item::Glue { width: own, stretch: more, infinite: endless, shrink: less } => {
                    width += own;
                    shrink += less;
                    if endless { infinite |= more > 0 } else { stretch += more }
                }
                Item::Penalty(_) => {}
            }
        }
        let short = self.widths.get(way.lines).or(self.widths.last()).unwrap() - width;
        let (bad, class): (i64, usize) = match short {
            1.. if infinite => (0, 2),
            1.. => match badness(short, stretch) {
                bad @ 100.. => (bad, 0),
                bad @ 13.. => (bad, 1),
                bad => (bad, 2),
            },
            _ if -short > shrink => return None,
            _ => match badness(-short, shrink) {
                bad @ 13.. => (bad, 3),
                bad => (bad, 2),
            },
        };
        let mut demerits = (parameters.line_penalty + bad).pow(2);
        if parameters.line_penalty + bad >= 10_000 {
            demerits = 100_000_000;
        }
        demerits += end.penalty.signum() * end.penalty.pow(2);
        if way.hyphen && end.hyphen {
            let last = end.at == self.items.len();
            demerits += if last { parameters.final_hyphen_demerits } else { parameters.double_hyphen_demerits };
        }
        if class.abs_diff(way.class) > 1 {
            demerits += parameters.adjacent_demerits;
        }
        // The additions of chapbook: loose and tight lines, and holes.
        if short > 0 && !infinite {
            let grown = if stretch > 0 { (short * 100 / stretch).min(5_000) } else { 5_000 };
            demerits += if grown > parameters.loose { parameters.loose_demerits } else { 0 };
            demerits += if grown > parameters.very_loose { parameters.very_loose_demerits } else { 0 };
            demerits += (grown - parameters.hole).max(0).pow(2) * parameters.hole_demerits;
        }
        if short < 0 && -short * 100 > shrink * parameters.tight {
            demerits += parameters.tight_demerits;
        }
        Some((bad, class, demerits))
    }
}

/// A random paragraph: words, divided words, words with hyphens, kerns and penalties.
fn paragraph(numbers: &mut Numbers) -> Vec<Item> {
    let mut below = |limit: usize| i64::try_from(numbers.below(limit)).unwrap();
    let mut items = Vec::new();
    for _ in 0..2 + below(11) {
        items.push(Item::rigid(20 + below(300)));
        match below(10) {
            0..5 => items.push(Item::Glue { width: 30 + below(10), stretch: 10 + below(10), infinite: false, shrink: 5 + below(8) }),
            5..7 => items.push(Item::Discretionary {
                before: below(2) * 20,
                after: below(4) / 3 * 10,
                unbroken: below(4) / 3 * 5,
                hang: 0,
                automatic: true,
                explicit: false,
            }),
            7 => items.push(Item::Discretionary { before: 0, after: 0, unbroken: 0, hang: 0, automatic: false, explicit: true }),
            8 => items.extend([
                Item::Penalty(Penalty::from_tex([-50, 0, 150, 700, 10_000, -10_000][usize::try_from(below(6)).unwrap()])),
                Item::Glue { width: 30, stretch: 15, infinite: false, shrink: 10 },
            ]),
            _ => items.extend([Item::Kern { width: below(20) }, Item::Glue { width: 20, stretch: 10, infinite: false, shrink: 6 }]),
        }
    }
    items.extend([Item::rigid(60), Item::Penalty(Penalty::NEVER), Item::Glue { width: 0, stretch: 1, infinite: true, shrink: 0 }]);
    items
}

/// Parameters of plain TeX, or like those of chapbook, with random values.
fn parameters(numbers: &mut Numbers) -> Parameters {
    let mut below = |limit: usize| i64::try_from(numbers.below(limit)).unwrap();
    let tolerance = [100, 200, 1_000, 9_999, 10_000][usize::try_from(below(5)).unwrap()];
    let tex = Parameters { tolerance, pretolerance: [-1, 50, 100][usize::try_from(below(3)).unwrap()], ..Parameters::TEX };
    if below(2) == 0 {
        return tex;
    }
    Parameters {
        hyphen_penalty: 500 + below(7_000),
        loose: 40 + below(20),
        loose_demerits: below(20_000_000),
        very_loose: 60,
        very_loose_demerits: below(20_000_000),
        hole: 60 + below(30),
        hole_demerits: below(2) * 1_000_000,
        tight: 70 + below(30),
        tight_demerits: below(1_000_000),
        pretolerance: -1,
        emergency_stretch: below(2) * 1_000,
        ..tex
    }
}

/// Checks one paragraph. Returns the number of ways to break it that have different numbers of lines.
fn compare(items: &[Item], widths: &[i64], parameters: &Parameters) -> usize {
    let all = Search::new(items, widths, parameters, parameters.tolerance, true).all();
    let apart: BTreeMap<usize, i64> =
        break_apart(items, widths, parameters).iter().map(|lines| (lines.breaks.len(), lines.demerits())).collect();
    assert_eq!(apart, all, "each number of lines: {items:?}\nin {widths:?} with {parameters:?}");
    let mut expected = all.values().min().copied();
    if parameters.pretolerance >= 0 {
        let whole = Search::new(items, widths, parameters, parameters.pretolerance, false).all();
        expected = whole.values().min().copied().or(expected);
    }
    // If no lines are within tolerance, the last pass takes some that are not.
    if let Some(expected) = expected {
        let found = break_lines(items, widths, parameters);
        let demerits = Search::new(items, widths, parameters, parameters.tolerance, true).demerits(&found);
        assert_eq!(demerits, expected, "the best lines: {found:?}\nof {items:?}\nin {widths:?} with {parameters:?}");
    }
    all.len()
}

#[test]
fn lines_are_the_best_of_all() {
    let time = number("FUZZ_SECONDS").map(Duration::from_secs);
    let mut numbers = Numbers(number("FUZZ_SEED").unwrap_or(1981));
    let begin = Instant::now();
    let (mut count, mut settable, mut several) = (0, 0, 0);
    while time.map_or(count < PARAGRAPHS, |time| begin.elapsed() < time) {
        let items = paragraph(&mut numbers);
        let widths: Vec<i64> = (0..=numbers.below(3)).map(|_| 400 + i64::try_from(numbers.below(700)).unwrap()).collect();
        let ways = compare(&items, &widths, &parameters(&mut numbers));
        count += 1;
        (settable, several) = (settable + usize::from(ways > 0), several + usize::from(ways > 1));
    }
    assert!(settable > count / 5 && several > count / 50, "{settable} of {count} can be set, {several} with several numbers of lines");
    println!("line breaks: {count} paragraphs in {:?}, {settable} can be set", begin.elapsed());
}
