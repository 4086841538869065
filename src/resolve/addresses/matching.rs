//! Finds the paragraphs of the lock file in a changed document.
//!
//! First every paragraph whose words have not changed is found by its fingerprint, wherever it is now. A gap is a run of paragraphs
//! that were not found, between two that were. In a gap, each paragraph is compared with the paragraphs of the lock file that are
//! missing between the same two neighbours, in order; the one that shares the most words with it is the same paragraph, if it shares at
//! least half of them.
use std::collections::HashMap;

use super::lock_file::{Lock, LockedParagraph};
use super::paragraphs::{AddressableParagraph, ChapterParagraphs};

/// The position of a paragraph in the lock file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct LockPlace {
    pub(super) chapter: usize,
    pub(super) paragraph: usize,
}

impl LockPlace {
    /// All paragraphs of a lock file in order.
    pub(super) fn all(lock: &Lock) -> impl DoubleEndedIterator<Item = Self> {
        let places =
            |(chapter, content): (usize, &Vec<LockedParagraph>)| (0..content.len()).map(move |paragraph| Self { chapter, paragraph });
        lock.chapters.iter().map(|(_, chapter)| &chapter.paragraphs).enumerate().flat_map(places)
    }

    pub(super) fn of(self, lock: &Lock) -> &LockedParagraph {
        &lock.chapters[self.chapter].1.paragraphs[self.paragraph]
    }
}

/// How much of their words two paragraphs must share to be the same, in hundredths.
const ALIKE: usize = 50;

/// The maximum number of candidates in the lock file with which a paragraph is compared. In a long gap, it would take too long to compare
/// all with all.
const FAR: usize = 1_000;

/// For each paragraph of each chapter of the lock file: whether it was found again.
struct MatchedParagraphs(Vec<Vec<bool>>);

impl MatchedParagraphs {
    fn insert(&mut self, place: LockPlace) {
        self.0[place.chapter][place.paragraph] = true;
    }

    fn has(&self, place: LockPlace) -> bool {
        self.0[place.chapter][place.paragraph]
    }
}

/// For each paragraph of each chapter: its position in the lock file, if it was found there.
pub(super) fn find_again(chapters: &[ChapterParagraphs<'_>], lock: &Lock) -> Vec<Vec<Option<LockPlace>>> {
    // Paragraphs with the same words are matched in their order.
    let mut by_fingerprint: HashMap<&str, Vec<LockPlace>> = HashMap::new();
    for place in LockPlace::all(lock).rev() {
        by_fingerprint.entry(&place.of(lock).fingerprint).or_default().push(place);
    }
    let mut found_again = MatchedParagraphs(lock.chapters.iter().map(|(_, chapter)| vec![false; chapter.paragraphs.len()]).collect());
    let mut unchanged = |paragraph: &AddressableParagraph| {
        let place = by_fingerprint.get_mut(paragraph.fingerprint.as_str())?.pop()?;
        found_again.insert(place);
        Some(place)
    };
    let mut matches: Vec<Vec<Option<LockPlace>>> =
        chapters.iter().map(|chapter| chapter.paragraphs.iter().map(&mut unchanged).collect()).collect();
    let mut words = SortedWords { lock, sorted: HashMap::new() };
    for (chapter, matches) in chapters.iter().zip(&mut matches) {
        let mut start = 0;
        while start < matches.len() {
            if matches[start].is_some() {
                start += 1;
                continue;
            }
            let end = (start..matches.len()).find(|&next| matches[next].is_some()).unwrap_or(matches.len());
            let before = start.checked_sub(1).and_then(|before| matches[before]);
            let after = matches.get(end).copied().flatten();
            let missing = missing_between(before, after, lock, &found_again);
            let found = match_in_order(&chapter.paragraphs[start..end], &missing, &mut words);
            found.iter().flatten().for_each(|place| found_again.insert(*place));
            matches[start..end].copy_from_slice(&found);
            start = end;
        }
    }
    matches
}

/// The paragraphs of the lock file that were not found, between two others of one chapter. If `before` is `None`, they begin at the start
/// of the chapter. If `after` is `None`, they end at its end.
fn missing_between(before: Option<LockPlace>, after: Option<LockPlace>, lock: &Lock, found_again: &MatchedParagraphs) -> Vec<LockPlace> {
    let first = match (before, after) {
        (Some(before), _) => LockPlace { paragraph: before.paragraph + 1, ..before },
        (None, Some(after)) => LockPlace { paragraph: 0, ..after },
        (None, None) => return Vec::new(),
    };
    let all = lock.chapters[first.chapter].1.paragraphs.len();
    let end = after.filter(|after| after.chapter == first.chapter).map_or(all, |after| after.paragraph);
    let places = (first.paragraph..end).map(|paragraph| LockPlace { paragraph, ..first });
    places.filter(|place| !found_again.has(*place)).collect()
}

/// Matches paragraphs with candidates of the lock file so that the order of both is the same. Each takes the candidate that is most
/// like it among the next [`FAR`]. If several are equally like it, it takes the first.
fn match_in_order(paragraphs: &[AddressableParagraph], candidates: &[LockPlace], words: &mut SortedWords<'_>) -> Vec<Option<LockPlace>> {
    let mut next = 0;
    let best = |paragraph: &AddressableParagraph| {
        let own = sorted(&paragraph.words);
        let near = next..candidates.len().min(next + FAR);
        let alike = near.map(|at| (likeness(&own, words.of(candidates[at])), at)).filter(|(like, _)| *like >= ALIKE);
        let (_, best) = alike.max_by_key(|(like, at)| (*like, std::cmp::Reverse(*at)))?;
        next = best + 1;
        Some(candidates[best])
    };
    paragraphs.iter().map(best).collect()
}

/// The words of paragraphs of the lock file, sorted when they are first asked for.
struct SortedWords<'l> {
    lock: &'l Lock,
    sorted: HashMap<LockPlace, Vec<u16>>,
}

impl SortedWords<'_> {
    fn of(&mut self, place: LockPlace) -> &[u16] {
        self.sorted.entry(place).or_insert_with(|| sorted(&place.of(self.lock).words))
    }
}

fn sorted(words: &[u16]) -> Vec<u16> {
    let mut words = words.to_vec();
    words.sort_unstable();
    words
}

/// The share of words that two paragraphs have in common, in hundredths (Dice's coefficient of the multisets of words). The words of each
/// are sorted.
fn likeness(one: &[u16], other: &[u16]) -> usize {
    let (mut a, mut b, mut shared) = (0, 0, 0);
    while a < one.len() && b < other.len() {
        match one[a].cmp(&other[b]) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                a += 1;
                b += 1;
            }
        }
    }
    200 * shared / (one.len() + other.len()).max(1)
}

/// Which of some positions belong to their longest rising subsequence (patience sorting).
pub(super) fn longest_rising(places: &[Option<usize>]) -> Vec<bool> {
    // For each length of a rising run: the last index of the run of that length that ends with the least position.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; places.len()];
    for (at, place) in places.iter().enumerate() {
        let Some(place) = place else { continue };
        let length = tails.partition_point(|&tail| places[tail].is_some_and(|tail| tail < *place));
        before[at] = length.checked_sub(1).map(|length| tails[length]);
        if length == tails.len() {
            tails.push(at);
        } else {
            tails[length] = at;
        }
    }
    let mut staying = vec![false; places.len()];
    let mut at = tails.last().copied();
    while let Some(place) = at {
        staying[place] = true;
        at = before[place];
    }
    staying
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rising_run_stays() {
        assert_eq!(longest_rising(&[Some(4), Some(0), None, Some(1), Some(2)]), [false, true, false, true, true]);
        assert_eq!(longest_rising(&[]), Vec::<bool>::new());
    }
}
