//! Rivers: spaces below one another on several lines in a row, which look like a white stripe. The line breaker cannot avoid them,
//! because it knows only the widths of lines. So the lines that it finds are searched for rivers. If there is one, the paragraph
//! is broken again several times, each time without one of the breaks next to the river. The best of these lines are used if
//! they cost less than the river.
use std::ops::Range;

use super::composition::{Composition, ItemContent};
use super::fill::{LOOSE, Tracking};
use super::lines::{MeasuredLine, letter_flexibility};
use crate::typeset::linebreak::{Alternatives, Item, LineBreaks, Parameters};
use crate::typeset::model::style::Align;

/// The number of lines in a row that make a river.
const LONG: usize = 5;
/// The demerits of a river: a little more than those of a hyphen.
const PRICE: i64 = 55_000_000;
/// The demerits of a river that is one line shorter and at the beginning or end of its paragraph. It may continue in the neighbouring
/// paragraph.
const AT_EDGE: i64 = 20_000_000;

/// The maximum number of times that a paragraph is broken again. Each time takes as long as the first, so without a maximum, the time would
/// grow with the square of the number of lines. Few paragraphs have more lines than this.
const MOST_TRIES: usize = 100;

/// A space on a line.
struct Space {
    /// Its left end.
    left: i64,
    /// Its right end.
    right: i64,
    /// The number of lines in a row, up to this one, on which spaces are below one another.
    lines: usize,
}

impl Composition<'_, '_> {
    /// Lines without rivers if there are good ones, otherwise the lines as they are.
    pub(crate) fn without_rivers(&self, broken: LineBreaks, parameters: &Parameters) -> LineBreaks {
        if self.form.align != Align::Justified || broken.breaks.len() + 1 < LONG || broken.is_emergency() {
            return broken;
        }
        let widths = self.widths();
        let mut rivers = self.rivers(&self.items, &broken);
        rivers.retain(|river| price(std::slice::from_ref(river), broken.breaks.len()) > 0);
        let (Some(first), Some(last)) = (rivers.iter().map(|river| river.start).min(), rivers.iter().map(|river| river.end).max()) else {
            return broken;
        };
        let mut best = (broken.demerits().saturating_add(price(&rivers, broken.breaks.len())), None);
        let mut alternatives = Alternatives::within(&self.items, &widths, parameters, best.0 - 1);
        // The break of the last line is the end of the paragraph and cannot be avoided.
        for line in (first.saturating_sub(1)..last.min(broken.breaks.len() - 1)).take(MOST_TRIES) {
            let Some(other) = alternatives.without(broken.breaks[line].end, best.0 - 1) else { continue };
            let cost = other.demerits().saturating_add(price(&self.rivers(&self.items, &other), other.breaks.len()));
            if cost < best.0 {
                best = (cost, Some(other));
            }
        }
        best.1.unwrap_or(broken)
    }

    /// The lines of each river.
    fn rivers(&self, items: &[Item], broken: &LineBreaks) -> Vec<Range<usize>> {
        let mut rivers = Vec::new();
        // The spaces of the line before.
        let mut above: Vec<Space> = Vec::new();
        for (number, line) in self.measured(items, broken).enumerate() {
            let mut spaces = self.spaces(items, &line, number);
            for space in &mut spaces {
                space.lines = 1 + above.iter().filter(|above| meets(above, space)).map(|above| above.lines).max().unwrap_or(0);
            }
            rivers.extend(ended(&above, &spaces).map(|length| number - length..number));
            above = spaces;
        }
        let lines = broken.breaks.len();
        rivers.extend(ended(&above, &[]).map(|length| lines - length..lines));
        rivers
    }

    /// The spaces of a line as they will be when it is filled.
    fn spaces(&self, items: &[Item], line: &MeasuredLine, number: usize) -> Vec<Space> {
        let number = number + self.lines_before;
        let (protrudes_left, protrudes_right) = protrusion(items, line);
        let rest = line.rest + protrudes_left + protrudes_right;
        let rest = if line.filled { rest.min(0) } else { rest };
        let expansion = self.expansion(line, rest);
        let share = |of: i64, part: i64, whole: i64| if whole == 0 { 0 } else { of * part / whole };
        let white = rest - expansion;
        let inset = if number < self.notch.lines { self.notch.width.0 } else { 0 };
        let indent = if number == 0 { 0 } else { self.form.hang.0 };
        let mut x = inset + indent - protrudes_left;
        let mut spaces = Vec::with_capacity(16);
        for at in line.items.clone() {
            match items[at] {
                Item::Box { width, flexible, .. } => x += width + share(expansion, flexible, line.flexible),
                Item::Kern { width } => x += width,
                Item::Glue { infinite: true, .. } => {}
                Item::Glue { width, stretch, shrink, .. } => {
                    let more = if white > 0 { share(white, stretch, line.stretch) } else { share(white, shrink, line.shrink) };
                    if matches!(self.content[at], ItemContent::Gap { .. }) {
                        x += more;
                        continue;
                    }
                    spaces.push(Space { left: x, right: x + width + more, lines: 1 });
                    x += width + more;
                }
                Item::Discretionary { unbroken, .. } => x += unbroken,
                Item::Penalty(_) => {}
            }
        }
        spaces
    }

    /// By how much the letters of a line are expanded, as computed in `fill.rs`.
    fn expansion(&self, line: &MeasuredLine, rest: i64) -> i64 {
        let give = |tracking: i64| line.flexible * letter_flexibility(self.setter.design().expansion, tracking) / 1000;
        if rest <= 0 {
            return rest.max(-give(Tracking::USUAL.narrower));
        }
        let usual = rest.min(give(Tracking::USUAL.wider));
        let loose = (rest - usual - line.spaces * LOOSE / 100).max(0);
        (usual + loose).min(give(Tracking::MOST.wider).max(usual))
    }
}

/// How far a line protrudes into the left and the right margin.
fn protrusion(items: &[Item], line: &MeasuredLine) -> (i64, i64) {
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

/// The demerits of the rivers of a paragraph with a number of lines.
fn price(rivers: &[Range<usize>], lines: usize) -> i64 {
    let own = |river: &Range<usize>| match river.len() {
        LONG.. => PRICE,
        _ if river.start == 0 || river.end == lines => AT_EDGE,
        _ => 0,
    };
    rivers.iter().map(own).sum()
}

/// Whether two spaces on neighbouring lines overlap by two fifths of the narrower one.
const fn meets(above: &Space, below: &Space) -> bool {
    let right = if above.right < below.right { above.right } else { below.right };
    let left = if above.left > below.left { above.left } else { below.left };
    let (upper, lower) = (above.right - above.left, below.right - below.left);
    (right - left) * 5 >= 2 * if upper < lower { upper } else { lower }
}

/// The lengths of the rivers that end because no space on the next line continues them.
fn ended<'s>(above: &'s [Space], below: &'s [Space]) -> impl Iterator<Item = usize> + 's {
    above.iter().filter(move |space| space.lines + 1 >= LONG && !below.iter().any(|below| meets(space, below))).map(|space| space.lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn space(left: i64, right: i64, lines: usize) -> Space {
        Space { left, right, lines }
    }

    #[test]
    fn spaces_meet_if_they_overlap_by_two_fifths_of_the_narrower() {
        let meet = |(left, right): (i64, i64)| meets(&space(100, 140, 1), &space(left, right, 1));
        assert!(meet((100, 140)) && meet((110, 120)));
        assert!(meet((124, 164)) && !meet((125, 165)));
        assert!(meet((76, 116)) && !meet((75, 115)));
        // The narrower one is 10 wide: an overlap of 4 is enough, one of 3 is not.
        assert!(meet((136, 146)) && !meet((137, 147)));
        assert!(!meet((141, 181)));
    }

    #[test]
    fn rivers_end_if_no_space_continues_them() {
        let above = [space(0, 20, LONG), space(100, 120, LONG), space(200, 220, LONG - 2)];
        assert_eq!(ended(&above, &[space(5, 25, LONG + 1)]).collect::<Vec<_>>(), [LONG]);
        assert_eq!(ended(&above, &[]).count(), 2);
        // A river that is a line shorter counts only at the beginning or end of its paragraph.
        let worth = |river: Range<usize>| price(std::slice::from_ref(&river), 12);
        assert_eq!([worth(3..8), worth(0..4), worth(8..12), worth(4..8)], [PRICE, AT_EDGE, AT_EDGE, 0]);
    }
}
