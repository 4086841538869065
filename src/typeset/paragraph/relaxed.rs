//! A paragraph in which some rules are given up because a line of it would be very loose otherwise: a hole in a line is seen at once, a
//! word divided where it seldom is only by those who read it.
use std::sync::Arc;

use super::composition::{Composition, Content, LANGUAGES_BAN, LAST_RESORT, Part, clusters};
use crate::language::Hyphenator;
use crate::typeset::linebreak::Item;
use crate::typeset::model::style::Family;
use crate::typeset::words::word::ExtraPoints;
use crate::units::Length;

/// What it costs to end a line after "Mr.".
const AFTER_TITLE: i32 = 1_000;
/// To break code at a sign or before a capital within a name.
const AT_SIGN: i32 = 1_500;
/// To break code between two syllables of a name.
const IN_NAME: i32 = 3_000;

/// To cut code or a word between any two letters.
const ANYWHERE: i32 = 8_000;

/// By how much more a space may shrink, in thousandths of its width.
const MORE: i64 = 2;

/// How much is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// A compound may be divided beside its hyphen, and a word where only another dictionary of the language does; a line may end within
    /// short code.
    Loose,
    /// The last word may be divided, and a line may end after "Mr." too, within a name of code, between two syllables, without a hyphen, which would be read as part of it,
    /// and within a name that no dictionary divides; spaces shrink by a
    /// hair more.
    Desperate,
    /// A line would leave the measure: code, and a word that is wider than some line, may be cut between any two letters.
    Anywhere,
}

impl Need {
    const fn extra_points(self) -> ExtraPoints {
        match self {
            Self::Loose => ExtraPoints::Fair,
            Self::Desperate | Self::Anywhere => ExtraPoints::Poor,
        }
    }
}

impl Composition<'_, '_> {
    /// The paragraph with more places where a line may end.
    pub(crate) fn relaxed(&self, need: Need) -> Self {
        let mut relaxed = Self { items: Vec::new(), content: Vec::new(), hanging: Vec::new(), ..*self };
        let mut moved = Vec::with_capacity(self.items.len());
        for (at, (item, content)) in self.items.iter().zip(&self.content).enumerate() {
            moved.push(relaxed.items.len());
            match (item, content) {
                (Item::Box { .. }, Content::Part(part)) => relaxed.split(item, part, need),
                (Item::Glue { width, stretch, infinite: false, shrink: shrink @ 1.. }, _) if need != Need::Loose => {
                    relaxed.push(
                        Item::Glue { width: *width, stretch: *stretch, infinite: false, shrink: shrink + width * MORE / 1000 },
                        content.clone(),
                    );
                }
                (Item::Penalty { cost }, _) => relaxed.push(self.lifted(at, *cost, need), content.clone()),
                _ => relaxed.push(*item, content.clone()),
            }
        }
        let place = |at: usize| moved.get(at).copied().unwrap_or(relaxed.items.len());
        relaxed.hanging = self.hanging.iter().map(|(at, hanging)| (place(*at), hanging.clone())).collect();
        relaxed
    }

    /// A ban that is lifted, or what was there.
    fn lifted(&self, at: usize, cost: i32, need: Need) -> Item {
        match (cost, need) {
            (LANGUAGES_BAN, Need::Desperate | Need::Anywhere) => Item::Penalty { cost: AFTER_TITLE },
            (LAST_RESORT, _) => Item::Penalty { cost: AT_SIGN },
            (cost, Need::Desperate | Need::Anywhere) => self.kept_whole(at).unwrap_or(Item::Penalty { cost }),
            (cost, Need::Loose) => Item::Penalty { cost },
        }
    }

    /// The division of a word that was kept whole at an item, if it was.
    fn kept_whole(&self, at: usize) -> Option<Item> {
        let neighbour = |at: Option<usize>| match at.and_then(|at| self.content.get(at)) {
            Some(Content::Part(part)) => Some(part),
            _ => None,
        };
        let (before, after) = (neighbour(at.checked_sub(1))?, neighbour(at.checked_add(1))?);
        let same = Arc::ptr_eq(&before.word, &after.word) && before.to == after.from;
        let point = after.word.points.iter().find(|point| same && point.byte == after.from)?;
        Some(self.division(point))
    }

    /// Adds a part of a word in as many pieces as it may be divided into now.
    fn split(&mut self, whole: &Item, part: &Part, need: Need) {
        let cuts = self.cuts(part, need);
        let Item::Box { width, flexible, mut left, right } = *whole else { return };
        let boxed = |width: i64, left: i64, right: i64| Item::Box { width, flexible: if flexible == 0 { 0 } else { width }, left, right };
        let (mut from, mut done) = (part.from, 0);
        let piece = |from: usize, to: usize| {
            let offset = part.offset + if part.counts { u32::try_from(from - part.from).unwrap_or(0) } else { 0 };
            Content::Part(Part { word: Arc::clone(&part.word), from, to, offset, ..*part })
        };
        for cut in cuts {
            self.push(boxed(cut.prefix.0 - done, left, 0), piece(from, cut.byte));
            self.push(cut.item, Content::Nothing);
            (from, done, left) = (cut.byte, cut.prefix.0, cut.left.0);
        }
        self.push(boxed(width - done, left, right), piece(from, part.to));
    }

    fn is_code(&self, part: &Part) -> bool {
        self.setter.compositor.prepared(part.style).style.family == Family::Mono
    }

    /// Whether a part of a word may be cut between any two letters where nothing else helps.
    fn is_cut_anywhere(&self, part: &Part) -> bool {
        self.is_code(part) || self.widths().iter().any(|width| part.word.width.0 > *width)
    }

    /// Where a part of a word may be divided now, in order.
    fn cuts(&self, part: &Part, need: Need) -> Vec<Cut> {
        let word = &part.word;
        if need == Need::Anywhere && self.is_cut_anywhere(part) {
            let ends = clusters(word);
            let start = ends.iter().find(|(byte, _)| *byte == part.from).map_or(Length::ZERO, |(_, prefix)| *prefix);
            let ends = ends.into_iter().filter(|(byte, _)| *byte > part.from && *byte < part.to);
            let item = Item::Penalty { cost: ANYWHERE };
            return ends.map(|(byte, prefix)| Cut { byte, prefix: prefix - start, left: Length::ZERO, item }).collect();
        }
        let mut cuts: Vec<Cut> = match (self.is_code(part), need) {
            (false, need) => {
                let points = self.setter.compositor.extra_points(part.style, word, need.extra_points());
                points
                    .iter()
                    .map(|point| Cut { byte: point.byte, prefix: point.prefix, left: point.left, item: self.division(point) })
                    .collect()
            }
            (true, Need::Loose) => Vec::new(),
            (true, Need::Desperate | Need::Anywhere) => {
                let hyphenator = if self.style.hyphenate { Hyphenator::of(&self.style.lang) } else { None };
                let syllables = hyphenator.map_or_else(Vec::new, |hyphenator| syllables(&hyphenator, &word.text));
                let ends = clusters(word).into_iter().filter(|(byte, _)| syllables.contains(byte));
                ends.map(|(byte, prefix)| Cut { byte, prefix, left: Length::ZERO, item: Item::Penalty { cost: IN_NAME } }).collect()
            }
        };
        cuts.retain(|cut| cut.byte > part.from && cut.byte < part.to);
        // Widths count from where the part begins, which is at a place where the word may be divided anyway.
        if part.from > 0 {
            let Some(start) = word.points.iter().find(|point| point.byte == part.from) else { return Vec::new() };
            cuts.iter_mut().for_each(|cut| cut.prefix -= start.prefix);
        }
        cuts
    }
}

/// A place where a word may be divided now.
struct Cut {
    byte: usize,
    /// How wide the part before it is.
    prefix: Length,
    /// How far what follows hangs out of the margin.
    left: Length,
    item: Item,
}

/// The bytes of a name in code before which one of its words may be divided: `Con|tainer`. Between two words a name is broken anyway.
fn syllables(hyphenator: &Hyphenator, code: &str) -> Vec<usize> {
    let mut points = Vec::new();
    if !code.is_ascii() {
        return points;
    }
    let mut start = 0;
    for (at, byte) in code.bytes().enumerate().chain(std::iter::once((code.len(), b' '))) {
        if at > 0 && !byte.is_ascii_lowercase() {
            let word = &code.as_bytes()[start..at];
            let letters = word.iter().all(u8::is_ascii_alphabetic).then(|| String::from_utf8_lossy(word).to_ascii_lowercase());
            points.extend(letters.iter().flat_map(|letters| hyphenator.points(letters)).map(|point| start + point));
        }
        if !byte.is_ascii_lowercase() {
            start = if byte.is_ascii_alphabetic() { at } else { at + 1 };
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_divided_between_syllables() {
        let divided = |code: &str| {
            let mut divided = code.to_owned();
            let points = syllables(&Hyphenator::of("en-US").expect("a dictionary"), code);
            points.into_iter().rev().for_each(|at| divided.insert(at, '|'));
            divided
        };
        assert_eq!(divided("PhantomData<Container>"), "Phan|tomData<Con|tainer>");
        assert_eq!(divided("clone_container(x32y)"), "clone_con|tainer(x32y)");
        assert_eq!(divided("größerzeichen"), "größerzeichen");
    }
}
