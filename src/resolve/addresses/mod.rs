//! Stable addresses: every paragraph has an id, and a number such as 3.12, that survive edits elsewhere.
//!
//! Input: a document and the lock file. Output: [`Addresses`], with the new lock file. Begin reading at [`address`].
//!
//! An id is made from the words that a paragraph had when it was first seen; its number is its position in the chapter at that time.
//! The lock file keeps both, one line for each paragraph. When the text has changed, each paragraph is found again (`matching.rs`). A
//! paragraph that is found keeps its id. It also keeps its number, unless it is now before one with a smaller number. A new paragraph
//! gets an id from its words. Its number is that of the paragraph before it plus a letter, 3.12a, so that no other number changes; at the
//! end of a chapter it is the next number that was never used. Paragraphs of notes have ids too; readers find them by their note, so
//! nobody sees their numbers.
mod lock_file;
mod matching;
mod paragraphs;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::document::{Document, NodeId};

use matching::{LockPlace, find_again, longest_rising};
use paragraphs::{ChapterParagraphs, chapters};

pub use lock_file::{BadLine, Lock, LockedChapter, LockedParagraph};

/// The address of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The node that has it: a paragraph, a poem, an item of a list.
    pub node: NodeId,
    /// Its id.
    pub id: String,
    /// Its number within its chapter.
    pub number: String,
}

/// All addresses of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses {
    /// The paragraphs of each chapter, with the node of its division, in reading order.
    pub chapters: Vec<(NodeId, Vec<Address>)>,
    /// The paragraphs of the notes, in the order of the manuscript. Their numbers are only for the lock file.
    pub notes: Vec<Address>,
    /// The new lock file.
    pub lock: Lock,
    /// The number of paragraphs that are new or changed since the lock file was written.
    pub unknown: usize,
}

/// The least number of digits of a fingerprint in an id.
const LEAST_DIGITS: usize = 6;

/// The name of the notes in the lock file. No anchor begins with `^`.
const NOTES: &str = "^notes";

/// Finds the paragraphs of a document in the lock file and gives addresses to new ones. `anchors` has the anchors of divisions.
#[must_use]
pub fn address(document: &Document, lock: &Lock, anchors: &BTreeMap<NodeId, String>) -> Addresses {
    let chapters = chapters(document);
    let matches = find_again(&chapters, lock);
    let taken = LockPlace::all(lock).map(|place| place.of(lock).id.clone()).chain(anchors.values().cloned()).collect();
    let mut locked: HashMap<&str, usize> = HashMap::new();
    for (at, (name, _)) in lock.chapters.iter().enumerate() {
        locked.entry(name).or_insert(at);
    }
    let mut addresser = Addresser { lock, locked, taken, tried: HashMap::new(), addresses: Addresses::default() };
    for (chapter, matches) in chapters.iter().zip(&matches) {
        let name = match chapter.division {
            Some(division) => anchors.get(&division.node.id).cloned().unwrap_or_default(),
            None => NOTES.to_owned(),
        };
        addresser.chapter(chapter, name, matches);
    }
    addresser.addresses
}

/// Gives addresses, chapter by chapter.
struct Addresser<'l> {
    lock: &'l Lock,
    /// The chapters of the lock file by their names.
    locked: HashMap<&'l str, usize>,
    /// All ids that are in use.
    taken: HashSet<String>,
    /// For each fingerprint: how many of the ids that can be made from it are known to be taken, counted from the first.
    tried: HashMap<String, usize>,
    addresses: Addresses,
}

impl Addresser<'_> {
    /// Gives addresses to the paragraphs of a chapter. `name` is its name in the lock file, `matches` are the positions of its
    /// paragraphs there.
    fn chapter(&mut self, chapter: &ChapterParagraphs<'_>, name: String, matches: &[Option<LockPlace>]) {
        let lock = self.lock;
        let old = self.locked.get(name.as_str()).copied();
        let old_chapter = old.map(|old| &lock.chapters[old].1);
        let mut greatest = old_chapter.map_or(0, |old| old.greatest);
        let old_numbers = old_chapter.into_iter().flat_map(|old| &old.paragraphs).map(|paragraph| paragraph.number.clone());
        let used: BTreeSet<String> = old_numbers.collect();
        let kept_numbers = kept_numbers(matches, old, lock);
        let last_kept = kept_numbers.iter().rposition(Option::is_some);
        let mut lettered = LetteredNumbers { used, tried: HashMap::new() };
        let mut number_before = "0".to_owned();
        let mut addresses = Vec::new();
        let mut locked = Vec::new();
        for (at, (paragraph, place)) in chapter.paragraphs.iter().zip(matches).enumerate() {
            let number = match kept_numbers[at] {
                Some(number) => number.to_owned(),
                None if last_kept.is_none_or(|last| at > last) => {
                    greatest += 1;
                    greatest.to_string()
                }
                None => lettered.after(&number_before),
            };
            lettered.used.insert(number.clone());
            number_before.clone_from(&number);
            let old = place.map(|place| place.of(lock));
            let id = old.map_or_else(|| self.new_id(&paragraph.fingerprint), |old| old.id.clone());
            if kept_numbers[at].is_none() || old.is_none_or(|old| old.fingerprint != paragraph.fingerprint) {
                self.addresses.unknown += 1;
            }
            addresses.push(Address { node: paragraph.node, id: id.clone(), number: number.clone() });
            locked.push(LockedParagraph { id, number, fingerprint: paragraph.fingerprint.clone(), words: paragraph.words.clone() });
        }
        match chapter.division {
            Some(division) => self.addresses.chapters.push((division.node.id, addresses)),
            None => self.addresses.notes = addresses,
        }
        self.addresses.lock.chapters.push((name, LockedChapter { greatest, paragraphs: locked }));
    }

    /// A new id from a fingerprint, with as many of its digits as it takes to be unique.
    fn new_id(&mut self, fingerprint: &str) -> String {
        let tried = self.tried.get(fingerprint).copied().unwrap_or_default();
        let id_at = |position: usize| match fingerprint.get(..position + LEAST_DIGITS) {
            Some(digits) => format!("p{digits}"),
            None => format!("p{fingerprint}x{}", position + LEAST_DIGITS + 1 - fingerprint.len()),
        };
        // Ids that were found to be taken stay taken.
        let (mut position, mut id) = (tried, id_at(tried));
        while !self.taken.insert(id.clone()) {
            position += 1;
            id = id_at(position);
        }
        if position > 0 {
            self.tried.insert(fingerprint.to_owned(), position);
        }
        id
    }
}

/// For each paragraph of a chapter: the number that it keeps. Only a paragraph that was in this chapter before keeps its number. Numbers
/// must rise, so only those of the longest rising run are kept. `old`: the index of the chapter in the lock file.
fn kept_numbers<'l>(matches: &[Option<LockPlace>], old: Option<usize>, lock: &'l Lock) -> Vec<Option<&'l str>> {
    let in_chapter = matches.iter().map(|place| place.filter(|place| Some(place.chapter) == old).map(|place| place.paragraph));
    let keeps = longest_rising(&in_chapter.collect::<Vec<_>>());
    matches.iter().zip(keeps).map(|(place, keeps)| place.filter(|_| keeps).map(|place| place.of(lock).number.as_str())).collect()
}

/// The numbers with letters of a chapter.
struct LetteredNumbers {
    /// All numbers that are in use.
    used: BTreeSet<String>,
    /// For each number without letters: how many of the numbers with letters after it are known to be in use, counted from the first.
    tried: HashMap<String, usize>,
}

impl LetteredNumbers {
    /// The next number with letters that is not used: "12" is followed by "12a", "12b", …, "12z", "12za".
    fn after(&mut self, before: &str) -> String {
        let (digits, _) = lock_file::number_parts(before).unwrap_or((before, ""));
        let mut tried = self.tried.get(digits).copied().unwrap_or_default();
        loop {
            let number = format!("{digits}{}", letters(tried));
            tried += 1;
            if !self.used.contains(&number) {
                self.tried.insert(digits.to_owned(), tried);
                return number;
            }
        }
    }
}

/// The letters at a position, from 0: "a", "b", …, "z", "za", …. There are 26 of each length up to [`LONGEST`]. All others are [`LONGEST`]
/// times "z" and seven letters, so that numbers stay short even in a chapter with thousands of new paragraphs.
fn letters(position: usize) -> String {
    const ALPHABET: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";
    let letter = |position: usize| char::from(ALPHABET[position % ALPHABET.len()]);
    let mut letters = "z".repeat((position / ALPHABET.len()).min(LONGEST));
    match position.checked_sub(LONGEST * ALPHABET.len()) {
        None => letters.push(letter(position)),
        Some(further) => letters.extend((0..7).rev().map(|digit| letter(further / ALPHABET.len().pow(digit)))),
    }
    letters
}

/// Up to this number of letters, there are 26 of each length. See [`letters`].
const LONGEST: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_follow_numbers() {
        let numbers = || LetteredNumbers { used: ["12", "12a", "12b"].map(str::to_owned).into(), tried: HashMap::new() };
        assert_eq!(numbers().after("12"), "12c");
        assert_eq!(numbers().after("12a"), "12c");
        assert_eq!(numbers().after("0"), "0a");
        let mut numbers = numbers();
        assert_eq!([(); 3].map(|()| numbers.after("12b")), ["12c", "12d", "12e"]);
        assert_eq!([0, 25, 26, 51, 52].map(letters), ["a", "z", "za", "zz", "zza"]);
        assert!((0..5_000).map(letters).is_sorted());
        assert!(letters(1_000_000).len() < 50);
    }
}
