//! Relaxed rules for a paragraph that would have a loose line otherwise: more places where a line may end. A hole in a line is seen
//! at once. An unusual hyphenation is noticed only by those who read it.
use std::sync::Arc;

use super::composition::{Composition, ItemContent, WordPart, clusters};
use crate::language::Hyphenator;
use crate::typeset::linebreak::{Ban, Item, Penalty};
use crate::typeset::model::style::Family;
use crate::typeset::words::word::ExtraPoints;
use crate::units::Length;

/// To end a line where the language forbids it, after "Mr." for instance.
const AFTER_TITLE: Penalty = Penalty::Cost(1_000);
/// To break code after a sign or before a capital within a name.
const AT_SIGN: Penalty = Penalty::Cost(1_500);
/// To break code between two syllables of a name.
const IN_NAME: Penalty = Penalty::Cost(3_000);

/// To break code or a word between any two letters.
const ANYWHERE: Penalty = Penalty::Cost(8_000);

/// By how much more a space may shrink in a very loose paragraph, in thousandths of its width.
const MORE: i64 = 2;

/// How much the rules are relaxed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relaxation {
    /// A line would be loose. Words may also be hyphenated at [`ExtraPoints::Fair`], and a line may end within short code.
    Loose,
    /// A line would be very loose. The last word may also be hyphenated, and any word at [`ExtraPoints::Poor`]. Bans of the language
    /// are lifted. Names in code may be broken between two syllables; there is no hyphen, which would look like a part of the name.
    /// Spaces shrink a little more.
    VeryLoose,
    /// A line would be wider than the measure. Code, and a word that is wider than some line, may also be broken between any two
    /// letters.
    Overfull,
}

impl Relaxation {
    const fn extra_points(self) -> ExtraPoints {
        match self {
            Self::Loose => ExtraPoints::Fair,
            Self::VeryLoose | Self::Overfull => ExtraPoints::Poor,
        }
    }
}

impl Composition<'_, '_> {
    /// The paragraph with more places where lines may end.
    pub(crate) fn relaxed(&self, relaxation: Relaxation) -> Self {
        let mut relaxed = Self { items: Vec::new(), content: Vec::new(), attachments: Vec::new(), ..*self };
        let mut moved = Vec::with_capacity(self.items.len());
        for (at, (item, content)) in self.items.iter().zip(&self.content).enumerate() {
            moved.push(relaxed.items.len());
            match (item, content) {
                (Item::Box { .. }, ItemContent::Part(part)) => relaxed.split(item, part, relaxation),
                (Item::Glue { width, stretch, infinite: false, shrink: shrink @ 1.. }, _) if relaxation != Relaxation::Loose => {
                    relaxed.push(
                        Item::Glue { width: *width, stretch: *stretch, infinite: false, shrink: shrink + width * MORE / 1000 },
                        content.clone(),
                    );
                }
                (Item::Penalty(penalty), _) => relaxed.push(self.lifted(at, *penalty, relaxation), content.clone()),
                _ => relaxed.push(*item, content.clone()),
            }
        }
        let place = |at: usize| moved.get(at).copied().unwrap_or(relaxed.items.len());
        relaxed.attachments = self.attachments.iter().map(|(at, attachment)| (place(*at), attachment.clone())).collect();
        relaxed
    }

    /// The item for a penalty: another one if a ban is lifted.
    fn lifted(&self, at: usize, penalty: Penalty, relaxation: Relaxation) -> Item {
        match (penalty, relaxation) {
            (Penalty::Forbidden(Ban::ByLanguage), Relaxation::VeryLoose | Relaxation::Overfull) => Item::Penalty(AFTER_TITLE),
            (Penalty::Forbidden(Ban::WithinCode), _) => Item::Penalty(AT_SIGN),
            (_, Relaxation::VeryLoose | Relaxation::Overfull) => self.forbidden_hyphenation(at).unwrap_or(Item::Penalty(penalty)),
            (_, Relaxation::Loose) => Item::Penalty(penalty),
        }
    }

    /// The hyphenation point at an item, if [`Composition::keep_whole`] replaced it by a penalty.
    fn forbidden_hyphenation(&self, at: usize) -> Option<Item> {
        let neighbour = |at: Option<usize>| match at.and_then(|at| self.content.get(at)) {
            Some(ItemContent::Part(part)) => Some(part),
            _ => None,
        };
        let (before, after) = (neighbour(at.checked_sub(1))?, neighbour(at.checked_add(1))?);
        let same = Arc::ptr_eq(&before.word, &after.word) && before.to == after.from;
        let point = after.word.points.iter().find(|point| same && point.byte == after.from)?;
        Some(self.hyphenation(point))
    }

    /// Adds a part of a word with the breaks that are possible now.
    fn split(&mut self, whole: &Item, part: &WordPart, relaxation: Relaxation) {
        let breaks = self.breaks(part, relaxation);
        let Item::Box { width, flexible, mut left, right } = *whole else { return };
        let boxed = |width: i64, left: i64, right: i64| Item::Box { width, flexible: if flexible == 0 { 0 } else { width }, left, right };
        let (mut from, mut done) = (part.from, 0);
        let piece = |from: usize, to: usize| {
            let offset = part.offset + if part.is_flow { u32::try_from(from - part.from).unwrap_or(0) } else { 0 };
            ItemContent::Part(WordPart { word: Arc::clone(&part.word), from, to, offset, ..*part })
        };
        for found in breaks {
            self.push(boxed(found.prefix.0 - done, left, 0), piece(from, found.byte));
            self.push(found.item, ItemContent::Nothing);
            (from, done, left) = (found.byte, found.prefix.0, found.left.0);
        }
        self.push(boxed(width - done, left, right), piece(from, part.to));
    }

    /// Whether a part of a word is code.
    fn is_code(&self, part: &WordPart) -> bool {
        self.setter.compositor.prepared(part.style).style.family == Family::Mono
    }

    /// Whether a part of a word may be broken between any two letters.
    fn is_breakable_anywhere(&self, part: &WordPart) -> bool {
        self.is_code(part) || self.widths().iter().any(|width| part.word.width.0 > *width)
    }

    /// The breaks that are possible now in a part of a word, in order.
    fn breaks(&self, part: &WordPart, relaxation: Relaxation) -> Vec<WordBreak> {
        let word = &part.word;
        if word.text[part.from..part.to].chars().nth(1).is_none() {
            return Vec::new();
        }
        if relaxation == Relaxation::Overfull && self.is_breakable_anywhere(part) {
            let ends = clusters(word);
            let start = ends.iter().find(|(byte, _)| *byte == part.from).map_or(Length::ZERO, |(_, prefix)| *prefix);
            let ends = ends.into_iter().filter(|(byte, _)| *byte > part.from && *byte < part.to);
            let item = Item::Penalty(ANYWHERE);
            return ends.map(|(byte, prefix)| WordBreak { byte, prefix: prefix - start, left: Length::ZERO, item }).collect();
        }
        let mut breaks: Vec<WordBreak> = match (self.is_code(part), relaxation) {
            (false, relaxation) => {
                let points = self.setter.compositor.extra_points(part.style, word, relaxation.extra_points());
                points
                    .iter()
                    .map(|point| WordBreak { byte: point.byte, prefix: point.prefix, left: point.left, item: self.hyphenation(point) })
                    .collect()
            }
            (true, Relaxation::Loose) => Vec::new(),
            (true, Relaxation::VeryLoose | Relaxation::Overfull) => {
                let hyphenator = if self.style.hyphenate { Hyphenator::of(&self.style.lang) } else { None };
                let syllables = hyphenator.map_or_else(Vec::new, |hyphenator| syllables(&hyphenator, &word.text));
                let ends = clusters(word).into_iter().filter(|(byte, _)| syllables.contains(byte));
                ends.map(|(byte, prefix)| WordBreak { byte, prefix, left: Length::ZERO, item: Item::Penalty(IN_NAME) }).collect()
            }
        };
        breaks.retain(|found| found.byte > part.from && found.byte < part.to);
        // Widths count from the beginning of the part, which is a hyphenation point.
        if part.from > 0 {
            let Some(start) = word.points.iter().find(|point| point.byte == part.from) else { return Vec::new() };
            breaks.iter_mut().for_each(|found| found.prefix -= start.prefix);
        }
        breaks
    }
}

/// A place where a word may be broken.
struct WordBreak {
    /// The line ends before this byte.
    byte: usize,
    /// The width of the part before it.
    prefix: Length,
    /// How far the part after it protrudes into the left margin.
    left: Length,
    item: Item,
}

/// The bytes before which code may be broken between two syllables of a name: `Con|tainer`.
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
    fn names_are_broken_between_syllables() {
        let broken = |code: &str| {
            let mut broken = code.to_owned();
            let points = syllables(&Hyphenator::of("en-US").expect("a dictionary"), code);
            points.into_iter().rev().for_each(|at| broken.insert(at, '|'));
            broken
        };
        assert_eq!(broken("PhantomData<Container>"), "Phan|tomData<Con|tainer>");
        assert_eq!(broken("clone_container(x32y)"), "clone_con|tainer(x32y)");
        assert_eq!(broken("größerzeichen"), "größerzeichen");
    }
}
