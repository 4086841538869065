//! Rivers: word spaces that stand below one another on many lines in a row and run down the page as a white stripe. The sums of the line
//! breaker do not see them, since they know of a line only how wide it is. So they are looked for in the lines that it found; where there is
//! one, the paragraph is broken again, each time without one of the breaks beside the river, and the best lines without it are taken, if they
//! are not much worse.
use std::ops::Range;

use super::composition::Composition;
use super::fill::{LOOSE, Tracking};
use super::lines::{Measured, letters};
use crate::typeset::linebreak::{Broken, Detours, Item, Taste};
use crate::typeset::model::style::Align;

/// Lines in a row on which spaces stand below one another before it is seen.
const LONG: usize = 5;
/// What a river is worth in demerits: a hyphen and a little.
const PRICE: i64 = 55_000_000;
/// What one is worth that is a line shorter and begins or ends with its paragraph: the one before or after it may make it longer.
const AT_EDGE: i64 = 20_000_000;

impl Composition<'_, '_> {
    /// The lines without rivers, if such are found; else as they were.
    pub(crate) fn without_rivers(&self, broken: Broken, taste: &Taste) -> Broken {
        if self.form.align != Align::Justified || broken.breaks.len() + 1 < LONG || broken.pass == 3 {
            return broken;
        }
        let widths = self.widths();
        let mut rivers = self.rivers(&self.items, &broken);
        rivers.retain(|river| price(std::slice::from_ref(river), broken.breaks.len()) > 0);
        let (Some(first), Some(last)) = (rivers.iter().map(|river| river.start).min(), rivers.iter().map(|river| river.end).max()) else {
            return broken;
        };
        let mut best = (broken.demerits().saturating_add(price(&rivers, broken.breaks.len())), None);
        let mut detours = Detours::within(&self.items, &widths, taste, best.0 - 1);
        // The last line ends with the paragraph.
        for line in first.saturating_sub(1)..last.min(broken.breaks.len() - 1) {
            let Some(other) = detours.without(broken.breaks[line].end, best.0 - 1) else { continue };
            let cost = other.demerits().saturating_add(price(&self.rivers(&self.items, &other), other.breaks.len()));
            if cost < best.0 {
                best = (cost, Some(other));
            }
        }
        best.1.unwrap_or(broken)
    }

    /// The lines of each river.
    fn rivers(&self, items: &[Item], broken: &Broken) -> Vec<Range<usize>> {
        let mut rivers = Vec::new();
        // The spaces of the line before: from where to where, and on how many lines there is one above.
        let mut above: Vec<(i64, i64, usize)> = Vec::new();
        for (number, line) in self.measured(items, broken).enumerate() {
            let mut spaces = self.spaces(items, &line, number);
            for space in &mut spaces {
                let over = above.iter().filter(|above| meets(above, space)).map(|above| above.2).max();
                space.2 = over.unwrap_or(0) + 1;
            }
            rivers.extend(ended(&above, &spaces).map(|length| number - length..number));
            above = spaces;
        }
        let lines = broken.breaks.len();
        rivers.extend(ended(&above, &[]).map(|length| lines - length..lines));
        rivers
    }

    /// Where the spaces of a line come to stand when it is filled.
    fn spaces(&self, items: &[Item], line: &Measured, number: usize) -> Vec<(i64, i64, usize)> {
        let (hanging, over) = hanging(items, line);
        let rest = line.rest + hanging + over;
        let rest = if line.filled { rest.min(0) } else { rest };
        let given = self.given(line, rest);
        let share = |of: i64, part: i64, whole: i64| if whole == 0 { 0 } else { of * part / whole };
        let left = rest - given;
        let inset = if number < self.notch.lines { self.notch.width.0 } else { 0 };
        let indent = if number == 0 { 0 } else { self.form.hang.0 };
        let mut x = inset + indent - hanging;
        let mut spaces = Vec::with_capacity(16);
        for item in &items[line.items.clone()] {
            match *item {
                Item::Box { width, flexible, .. } => x += width + share(given, flexible, line.flexible),
                Item::Kern { width } => x += width,
                Item::Glue { infinite: true, .. } => {}
                Item::Glue { width, stretch, shrink, .. } => {
                    let more = if left > 0 { share(left, stretch, line.stretch) } else { share(left, shrink, line.shrink) };
                    spaces.push((x, x + width + more, 0));
                    x += width + more;
                }
                Item::Discretionary { unbroken, .. } => x += unbroken,
                Item::Penalty { .. } => {}
            }
        }
        spaces
    }

    /// By how much the letters of a line give way, as `fill.rs` has it.
    fn given(&self, line: &Measured, rest: i64) -> i64 {
        let give = |tracking: i64| line.flexible * letters(self.setter.design().expansion, tracking) / 1000;
        if rest <= 0 {
            return rest.max(-give(Tracking::USUAL.narrower));
        }
        let usual = rest.min(give(Tracking::USUAL.wider));
        let loose = (rest - usual - line.spaces * LOOSE / 100).max(0);
        (usual + loose).min(give(Tracking::MOST.wider).max(usual))
    }
}

/// How far a line hangs out of the margins, left and right: what is shared out among its spaces is more by that.
fn hanging(items: &[Item], line: &Measured) -> (i64, i64) {
    let boxes = || {
        items[line.items.clone()]
            .iter()
            .filter_map(|item| if let Item::Box { left, right, .. } = item { Some((*left, *right)) } else { None })
    };
    let right = match items.get(line.items.end) {
        Some(Item::Discretionary { before: 1.., hang, .. }) => *hang,
        _ => boxes().next_back().map_or(0, |(_, right)| right),
    };
    (boxes().next().map_or(0, |(left, _)| left), right)
}

/// What the rivers of a paragraph of so many lines are worth.
fn price(rivers: &[Range<usize>], lines: usize) -> i64 {
    let own = |river: &Range<usize>| match river.len() {
        LONG.. => PRICE,
        _ if river.start == 0 || river.end == lines => AT_EDGE,
        _ => 0,
    };
    rivers.iter().map(own).sum()
}

/// Whether two fifths of the narrower of two spaces are below the other.
fn meets(above: &(i64, i64, usize), below: &(i64, i64, usize)) -> bool {
    let common = above.1.min(below.1) - above.0.max(below.0);
    common * 5 >= 2 * (above.1 - above.0).min(below.1 - below.0)
}

/// How long the rivers are that no space goes on with.
fn ended<'s>(above: &'s [(i64, i64, usize)], below: &'s [(i64, i64, usize)]) -> impl Iterator<Item = usize> + 's {
    above.iter().filter(move |space| space.2 + 1 >= LONG && !below.iter().any(|below| meets(space, below))).map(|space| space.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_meet_where_two_fifths_of_the_narrower_are_common() {
        let above = (100, 140, 1);
        assert!(meets(&above, &(100, 140, 1)) && meets(&above, &(110, 120, 1)));
        assert!(meets(&above, &(124, 164, 1)) && !meets(&above, &(125, 165, 1)));
        assert!(meets(&above, &(76, 116, 1)) && !meets(&above, &(75, 115, 1)));
        // Of ten, four.
        assert!(meets(&above, &(136, 146, 1)) && !meets(&above, &(137, 147, 1)));
        assert!(!meets(&above, &(141, 181, 1)));
    }

    #[test]
    fn rivers_end_where_no_space_goes_on_with_them() {
        let above = [(0, 20, LONG), (100, 120, LONG), (200, 220, LONG - 2)];
        assert_eq!(ended(&above, &[(5, 25, LONG + 1)]).collect::<Vec<_>>(), [LONG]);
        assert_eq!(ended(&above, &[]).count(), 2);
        // One that is a line shorter counts at the edge of its paragraph only.
        let worth = |river: Range<usize>| price(std::slice::from_ref(&river), 12);
        assert_eq!([worth(3..8), worth(0..4), worth(8..12), worth(4..8)], [PRICE, AT_EDGE, AT_EDGE, 0]);
    }
}
