//! Stable addresses: every paragraph has an id, and a number such as 3.12, that survive edits elsewhere.
//!
//! Input: a document and the lock file. Output: [`Addresses`], with the new lock file. Begin reading at [`address`].
//!
//! An id is made from the words that a paragraph had when it was first seen; its number is its position in the chapter at that time.
//! The lock file keeps both, one line for each paragraph. When the text has changed, each paragraph is found again (`matching.rs`). A
//! paragraph that is found keeps its id. It also keeps its number, unless it is now before one with a smaller number. A new paragraph
//! gets an id from its words. Its number is that of the paragraph before with a letter, 3.12a, so that no other number changes; at the
//! end of a chapter it is the next number that was never used. Paragraphs of notes have ids too; readers find them by their note, so
//! nobody sees their numbers.
mod lock_file;
mod matching;
mod paragraphs;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::document::{Document, NodeId};

use matching::{LockPlace, find_again, longest_rising};
use paragraphs::{Chapter, chapters};

pub use lock_file::{BadLine, Lock, Locked, LockedChapter};

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

/// The name of the notes in the lock file. No anchor begins with `^`.
const NOTES: &str = "^notes";

/// Finds the paragraphs of a document in the lock file and gives addresses to new ones. `anchors` has the anchors of divisions.
#[must_use]
pub fn address(document: &Document, lock: &Lock, anchors: &BTreeMap<NodeId, String>) -> Addresses {
    let chapters = chapters(document);
    let matches = find_again(&chapters, lock);
    let taken = LockPlace::all(lock).map(|place| place.of(lock).id.clone()).chain(anchors.values().cloned()).collect();
    let mut addresser = Addresser { lock, taken, addresses: Addresses::default() };
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
    /// All ids that are in use.
    taken: HashSet<String>,
    addresses: Addresses,
}

impl Addresser<'_> {
    /// Gives addresses to the paragraphs of a chapter. `name` is its name in the lock file, `matches` are the positions of its
    /// paragraphs there.
    fn chapter(&mut self, chapter: &Chapter<'_>, name: String, matches: &[Option<LockPlace>]) {
        let lock = self.lock;
        let old = lock.chapters.iter().position(|(chapter, _)| *chapter == name);
        let old_chapter = old.map(|old| &lock.chapters[old].1);
        let mut greatest = old_chapter.map_or(0, |old| old.greatest);
        let old_numbers = old_chapter.into_iter().flat_map(|old| &old.paragraphs).map(|paragraph| paragraph.number.clone());
        let mut used: BTreeSet<String> = old_numbers.collect();
        let kept_numbers = kept_numbers(matches, old, lock);
        let last_kept = kept_numbers.iter().rposition(Option::is_some);
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
                None => lettered(&number_before, &used),
            };
            used.insert(number.clone());
            number_before.clone_from(&number);
            let old = place.map(|place| place.of(lock));
            let id = old.map_or_else(|| new_id(&paragraph.fingerprint, &mut self.taken), |old| old.id.clone());
            if kept_numbers[at].is_none() || old.is_none_or(|old| old.fingerprint != paragraph.fingerprint) {
                self.addresses.unknown += 1;
            }
            addresses.push(Address { node: paragraph.node, id: id.clone(), number: number.clone() });
            locked.push(Locked { id, number, fingerprint: paragraph.fingerprint.clone(), words: paragraph.words.clone() });
        }
        match chapter.division {
            Some(division) => self.addresses.chapters.push((division.node.id, addresses)),
            None => self.addresses.notes = addresses,
        }
        self.addresses.lock.chapters.push((name, LockedChapter { greatest, paragraphs: locked }));
    }
}

/// For each paragraph of a chapter: the number that it keeps. Numbers must rise, so only the longest rising run keeps them, and only
/// paragraphs that were in the same chapter before, which is number `old` of the lock file.
fn kept_numbers<'l>(matches: &[Option<LockPlace>], old: Option<usize>, lock: &'l Lock) -> Vec<Option<&'l str>> {
    let in_chapter = matches.iter().map(|place| place.filter(|place| Some(place.chapter) == old).map(|place| place.paragraph));
    let keeps = longest_rising(&in_chapter.collect::<Vec<_>>());
    matches.iter().zip(keeps).map(|(place, keeps)| place.filter(|_| keeps).map(|place| place.of(lock).number.as_str())).collect()
}

/// The next number with letters that is not used: "12" is followed by "12a", "12b", …, "12z", "12za".
fn lettered(before: &str, used: &BTreeSet<String>) -> String {
    let (digits, _) = lock_file::number_parts(before).unwrap_or((before, ""));
    let mut letters = String::new();
    loop {
        for letter in 'a'..='z' {
            let number = format!("{digits}{letters}{letter}");
            if !used.contains(&number) {
                return number;
            }
        }
        letters.push('z');
    }
}

/// A new id from a fingerprint, with as many of its digits as it takes to be unique.
fn new_id(fingerprint: &str, taken: &mut HashSet<String>) -> String {
    let short = (6..=fingerprint.len()).map(|length| format!("p{}", &fingerprint[..length]));
    let long = (2..).map(|number: u32| format!("p{fingerprint}x{number}"));
    let id = short.chain(long).find(|id| !taken.contains(id)).unwrap_or_default();
    taken.insert(id.clone());
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_follow_numbers() {
        let used: BTreeSet<String> = ["12", "12a", "12b"].map(str::to_owned).into();
        assert_eq!(lettered("12", &used), "12c");
        assert_eq!(lettered("12a", &used), "12c");
        assert_eq!(lettered("0", &used), "0a");
    }
}
