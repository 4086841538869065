//! Stable addresses: every paragraph has an id, and a number such as 3.12, that survive edits elsewhere.
//!
//! An id is made from the words that a paragraph had when it was first seen; a number is its place in the chapter then. Both are
//! kept in a lock file, a line for each paragraph. When the text has changed, each paragraph is found again: first by its exact
//! words, wherever they stand now; then, between two that were found, by the words that it shares with one that is missing, in
//! order. What is found keeps its id. It keeps its number too unless it stands before one with a smaller number now. What is
//! new gets an id from its words, and a number with a letter, 3.12a, so that no other number moves; at the end of a chapter the
//! next number that was never used. Paragraphs of notes have ids too; they are found by their note, not by a number.
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::document::{Block, BlockKind, Division, Document, Inline, ListItem, Node, NodeId, plain_text};

use super::Resolution;

/// A paragraph that was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// Its id: `p` and six or more letters and figures.
    pub id: String,
    /// Its number within its chapter: "12", "12a".
    pub number: String,
    /// What its words come to: sixteen hexadecimal digits.
    pub fingerprint: String,
    /// The words that it had, for finding it when some of them have changed: their hashes, in four hexadecimal digits each.
    pub words: Vec<u16>,
}

/// A chapter that was seen, by the anchor of its division.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LockedChapter {
    /// The greatest number that was ever used.
    pub greatest: u32,
    /// Its paragraphs in order.
    pub paragraphs: Vec<Locked>,
}

/// The addresses of a book: what the lock file says, chapter by chapter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// By the anchor of the division, in reading order.
    pub chapters: Vec<(String, LockedChapter)>,
}

/// What a paragraph of the document is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The node that has it: a paragraph, a poem, an item of a list.
    pub node: NodeId,
    /// Its id.
    pub id: String,
    /// Its number within its chapter.
    pub number: String,
}

/// All addresses of a document, and what the lock file should say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses {
    /// In reading order, by chapter: its division, its paragraphs.
    pub chapters: Vec<(NodeId, Vec<Address>)>,
    /// Those of the notes, in the order of the manuscript. Their numbers are the lock file's own and are shown to nobody.
    pub notes: Vec<Address>,
    /// The lock file as it should be.
    pub lock: Lock,
    /// How many paragraphs the lock file did not know as they are: new ones and changed ones.
    pub unknown: usize,
}

/// What stands in the lock file for the anchor of a chapter over the paragraphs of the notes. No anchor begins so.
const NOTES: &str = "^notes";

/// The first line of a lock file.
const HEADER: &str = "# chapbook.lock 1: the addresses of the paragraphs. Commit this file; `chapbook lock` renews it.";

/// A line of a lock file that cannot be read, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadLine(pub usize);

impl Lock {
    /// Reads a lock file.
    ///
    /// # Errors
    /// The first line that is none of a lock file.
    pub fn read(text: &str) -> Result<Self, BadLine> {
        let mut lock = Self::default();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let bad = BadLine(number);
            if let Some(head) = line.strip_prefix('[') {
                let (name, greatest) = head.split_once("] ").ok_or(bad)?;
                let greatest = greatest.parse().map_err(|_| bad)?;
                lock.chapters.push((name.to_owned(), LockedChapter { greatest, paragraphs: Vec::new() }));
                continue;
            }
            let (_, chapter) = lock.chapters.last_mut().ok_or(bad)?;
            let mut fields = line.split(' ');
            let mut field = || fields.next().map(str::to_owned).filter(|field| !field.is_empty()).ok_or(bad);
            let (id, number, fingerprint) = (field()?, field()?, field()?);
            let is_id = |text: &str| text.len() > 1 && text.starts_with('p') && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if !is_id(&id) || parts(&number).is_none() || fingerprint.len() != 16 {
                return Err(bad);
            }
            let words = fields.next().unwrap_or_default();
            if !words.is_ascii() || words.len() % 4 != 0 {
                return Err(bad);
            }
            let words = (0..words.len() / 4).map(|at| u16::from_str_radix(&words[at * 4..at * 4 + 4], 16).map_err(|_| bad));
            let words = words.collect::<Result<_, _>>()?;
            chapter.paragraphs.push(Locked { id, number, fingerprint, words });
        }
        Ok(lock)
    }

    /// The lock file as text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for (name, chapter) in &self.chapters {
            let _ = writeln!(text, "\n[{name}] {}", chapter.greatest);
            for paragraph in &chapter.paragraphs {
                let _ = write!(text, "{} {} {} ", paragraph.id, paragraph.number, paragraph.fingerprint);
                paragraph.words.iter().for_each(|word| {
                    let _ = write!(text, "{word:04x}");
                });
                text.push('\n');
            }
        }
        text
    }
}

/// A paragraph of the document on its way to an address.
struct Found {
    node: NodeId,
    fingerprint: String,
    words: Vec<u16>,
}

/// A chapter, or the notes, with the paragraphs in it.
type Part<'d> = (Option<&'d Division>, Vec<Found>);

/// Finds the paragraphs of a document again, and names those that are new. `resolution` knows the anchors of divisions.
#[must_use]
pub fn address(document: &Document, lock: &Lock, anchors: &BTreeMap<NodeId, String>) -> Addresses {
    let mut chapters: Vec<Part<'_>> = Vec::new();
    for (_, division) in document.divisions() {
        collect(division, &mut chapters);
    }
    let mut notes = Vec::new();
    document.notes.iter().for_each(|note| blocks(&note.blocks, &mut notes));
    if !notes.is_empty() {
        chapters.push((None, notes));
    }
    let name = |division: &Division| anchors.get(&division.node.id).cloned().unwrap_or_default();
    let known: Vec<(usize, usize)> =
        lock.chapters.iter().enumerate().flat_map(|(at, (_, chapter))| (0..chapter.paragraphs.len()).map(move |n| (at, n))).collect();
    let locked = |place: (usize, usize)| &lock.chapters[place.0].1.paragraphs[place.1];
    let matches = find_again(&chapters, &known, &locked);
    let mut taken: HashSet<String> = known.iter().map(|place| locked(*place).id.clone()).collect();
    taken.extend(anchors.values().cloned());
    let mut addresses = Addresses::default();
    for ((division, paragraphs), matches) in chapters.iter().zip(&matches) {
        let name = division.map_or_else(|| NOTES.to_owned(), name);
        let old = lock.chapters.iter().position(|(chapter, _)| *chapter == name);
        let mut greatest = old.map_or(0, |old| lock.chapters[old].1.greatest);
        // A number stays where numbers still rise: those of the longest rising run.
        let staying: Vec<Option<&str>> = {
            let own = matches.iter().map(|place| place.filter(|place| Some(place.0) == old).map(|place| place.1));
            let rising = longest_rising(&own.collect::<Vec<_>>());
            matches.iter().zip(rising).map(|(place, stays)| place.filter(|_| stays).map(|place| locked(place).number.as_str())).collect()
        };
        let mut used: BTreeSet<String> = old
            .map_or_else(BTreeSet::new, |old| lock.chapters[old].1.paragraphs.iter().map(|paragraph| paragraph.number.clone()).collect());
        let last = staying.iter().rposition(Option::is_some);
        let mut before = "0".to_owned();
        let mut own = Vec::new();
        let mut kept = Vec::new();
        for (at, (found, place)) in paragraphs.iter().zip(matches).enumerate() {
            let number = match staying[at] {
                Some(number) => number.to_owned(),
                None if last.is_none_or(|last| at > last) => {
                    greatest += 1;
                    greatest.to_string()
                }
                None => lettered(&before, &used),
            };
            used.insert(number.clone());
            before.clone_from(&number);
            let id = match place {
                Some(place) => locked(*place).id.clone(),
                None => fresh(&found.fingerprint, &mut taken),
            };
            if place.is_none_or(|place| locked(place).fingerprint != found.fingerprint || staying[at].is_none()) {
                addresses.unknown += 1;
            }
            own.push(Address { node: found.node, id: id.clone(), number: number.clone() });
            kept.push(Locked { id, number, fingerprint: found.fingerprint.clone(), words: found.words.clone() });
        }
        match division {
            Some(division) => addresses.chapters.push((division.node.id, own)),
            None => addresses.notes = own,
        }
        addresses.lock.chapters.push((name, LockedChapter { greatest, paragraphs: kept }));
    }
    addresses
}

/// For each paragraph of each chapter: the place of what it was in the lock file.
fn find_again<'l>(
    chapters: &[Part<'_>],
    known: &[(usize, usize)],
    locked: &dyn Fn((usize, usize)) -> &'l Locked,
) -> Vec<Vec<Option<(usize, usize)>>> {
    // The same words twice are told apart by their order.
    let mut by_words: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
    for place in known.iter().rev() {
        by_words.entry(&locked(*place).fingerprint).or_default().push(*place);
    }
    let mut used: HashSet<(usize, usize)> = HashSet::new();
    let mut matches: Vec<Vec<Option<(usize, usize)>>> = chapters
        .iter()
        .map(|(_, paragraphs)| {
            let exact = paragraphs.iter().map(|found| {
                let place = by_words.get_mut(found.fingerprint.as_str())?.pop()?;
                used.insert(place);
                Some(place)
            });
            exact.collect()
        })
        .collect();
    for ((_, paragraphs), matches) in chapters.iter().zip(&mut matches) {
        let mut at = 0;
        while at < paragraphs.len() {
            if matches[at].is_some() {
                at += 1;
                continue;
            }
            // Those that are missing between the neighbours that were found.
            let end = (at..paragraphs.len()).find(|&next| matches[next].is_some()).unwrap_or(paragraphs.len());
            let from = at.checked_sub(1).and_then(|before| matches[before]).map(|place| (place.0, place.1 + 1));
            let to = matches.get(end).copied().flatten();
            let from = from.or_else(|| to.map(|to| (to.0, 0)));
            let missing: Vec<(usize, usize)> = match from {
                Some(from) => known
                    .iter()
                    .copied()
                    .filter(|place| {
                        *place >= from && place.0 == from.0 && to.is_none_or(|to| to.0 != from.0 || *place < to) && !used.contains(place)
                    })
                    .collect(),
                None => Vec::new(),
            };
            let mut next = 0;
            for (found, place) in paragraphs[at..end].iter().zip(&mut matches[at..end]) {
                let like = |candidate: &(usize, usize)| likeness(&found.words, &locked(*candidate).words);
                let best = (next..missing.len())
                    .filter(|n| like(&missing[*n]) >= ALIKE)
                    .max_by_key(|n| (like(&missing[*n]), std::cmp::Reverse(*n)));
                if let Some(best) = best {
                    *place = Some(missing[best]);
                    used.insert(missing[best]);
                    next = best + 1;
                }
            }
            at = end;
        }
    }
    matches
}

/// How alike two paragraphs must be to be one, in hundredths.
const ALIKE: usize = 50;

/// Which part of the words of two paragraphs they share, in hundredths (Dice's coefficient over words with their repetitions).
fn likeness(one: &[u16], other: &[u16]) -> usize {
    let sorted = |words: &[u16]| {
        let mut words = words.to_vec();
        words.sort_unstable();
        words
    };
    let (one, other) = (sorted(one), sorted(other));
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

/// Which of some places belong to the longest run of them that rises.
fn longest_rising(places: &[Option<usize>]) -> Vec<bool> {
    // By length: the last of the run that ends with the least place (patience sorting).
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

/// The next number after one that no other has: "12" is followed by "12a", "12b", …, "12z", "12za".
fn lettered(before: &str, used: &BTreeSet<String>) -> String {
    let (figures, _) = parts(before).unwrap_or((before, ""));
    let mut letters = String::new();
    loop {
        for letter in 'a'..='z' {
            let number = format!("{figures}{letters}{letter}");
            if !used.contains(&number) {
                return number;
            }
        }
        letters.push('z');
    }
}

/// A number's figures and letters.
fn parts(number: &str) -> Option<(&str, &str)> {
    let end = number.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(number.len());
    let (figures, letters) = number.split_at(end);
    (!figures.is_empty() && letters.bytes().all(|byte| byte.is_ascii_lowercase())).then_some((figures, letters))
}

/// An id from a fingerprint that no other paragraph has: as many digits as that takes.
fn fresh(fingerprint: &str, taken: &mut HashSet<String>) -> String {
    let mut id = (6..=fingerprint.len()).map(|length| format!("p{}", &fingerprint[..length])).find(|id| !taken.contains(id));
    let mut again = 1;
    while id.is_none() {
        again += 1;
        id = Some(format!("p{fingerprint}x{again}")).filter(|id| !taken.contains(id));
    }
    let id = id.unwrap_or_default();
    taken.insert(id.clone());
    id
}

/// The chapters with their paragraphs; the chapters of a part stand beside it.
fn collect<'d>(division: &'d Division, chapters: &mut Vec<Part<'d>>) {
    let mut own = Vec::new();
    let part = division.kind == crate::document::DivisionKind::Part;
    let at = chapters.len();
    chapters.push((Some(division), Vec::new()));
    blocks(&division.blocks, &mut own);
    for inner in &division.divisions {
        if part {
            collect(inner, chapters);
        } else {
            section(inner, &mut own);
        }
    }
    chapters[at].1 = own;
}

fn section(division: &Division, found: &mut Vec<Found>) {
    blocks(&division.blocks, found);
    division.divisions.iter().for_each(|inner| section(inner, found));
}

fn blocks(blocks: &[Block], found: &mut Vec<Found>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) => add(&block.node, inlines, found),
            BlockKind::Verse(stanzas) => {
                let lines: Vec<Inline> = stanzas.iter().flatten().flatten().cloned().collect();
                add(&block.node, &lines, found);
            }
            BlockKind::Quote { blocks: inner, .. } | BlockKind::Alert { blocks: inner, .. } | BlockKind::Container(inner) => {
                blocks_of(inner, found)
            }
            BlockKind::List(list) => list.items.iter().for_each(|item| self::item(item, list.tight, found)),
            BlockKind::Definitions(definitions) => {
                definitions.iter().flat_map(|definition| &definition.bodies).for_each(|body| blocks_of(body, found));
            }
            BlockKind::Heading { .. }
            | BlockKind::Code { .. }
            | BlockKind::Figure { .. }
            | BlockKind::Table(_)
            | BlockKind::Math(_)
            | BlockKind::Break
            | BlockKind::PageBreak
            | BlockKind::Raw(_) => {}
        }
    }
}

fn blocks_of(inner: &[Block], found: &mut Vec<Found>) {
    blocks(inner, found);
}

/// The first paragraph of an item in a tight list has no element of its own: the item has its address.
fn item(item: &ListItem, tight: bool, found: &mut Vec<Found>) {
    match item.blocks.split_first() {
        Some((Block { kind: BlockKind::Paragraph(inlines), .. }, rest)) if tight => {
            add(&item.node, inlines, found);
            blocks(rest, found);
        }
        Some(_) | None => blocks(&item.blocks, found),
    }
}

fn add(node: &Node, inlines: &[Inline], found: &mut Vec<Found>) {
    let text = plain_text(inlines).to_lowercase();
    let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return;
    }
    let digest = Sha256::digest(words.join(" "));
    let mut fingerprint = String::with_capacity(16);
    digest.iter().take(8).for_each(|byte| {
        let _ = write!(fingerprint, "{byte:02x}");
    });
    // Enough words to know it again by: more would only make the file longer.
    let words = words.iter().take(24).map(|word| word.bytes().fold(0x811c_u16, |hash, byte| (hash ^ u16::from(byte)).wrapping_mul(0x0193)));
    found.push(Found { node: node.id, fingerprint, words: words.collect() });
}

impl Resolution {
    /// Takes the addresses over: an id where a node has no anchor, and a number, "3.12" in a numbered chapter, else "12".
    pub fn take_addresses(&mut self, addresses: &Addresses) {
        for (division, paragraphs) in &addresses.chapters {
            let chapter = self.numbers.get(division).cloned();
            for address in paragraphs {
                self.anchors.entry(address.node).or_insert_with(|| address.id.clone());
                let number = chapter.as_ref().map_or_else(|| address.number.clone(), |chapter| format!("{chapter}.{}", address.number));
                self.paragraph_numbers.insert(address.node, number);
            }
        }
        for address in &addresses.notes {
            self.anchors.entry(address.node).or_insert_with(|| address.id.clone());
        }
    }
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

    #[test]
    fn the_longest_rising_run_stays() {
        assert_eq!(longest_rising(&[Some(4), Some(0), None, Some(1), Some(2)]), [false, true, false, true, true]);
        assert_eq!(longest_rising(&[]), Vec::<bool>::new());
    }

    #[test]
    fn a_lock_file_is_read_as_it_was_written() {
        let locked = Locked { id: "pab12cd".into(), number: "12a".into(), fingerprint: "0123456789abcdef".into(), words: vec![1, 0xffff] };
        let lock = Lock { chapters: vec![("one".into(), LockedChapter { greatest: 12, paragraphs: vec![locked] })] };
        assert_eq!(Lock::read(&lock.text()), Ok(lock));
        assert_eq!(Lock::read("[one] 3\nnonsense"), Err(BadLine(2)));
        assert_eq!(Lock::read("p123456 1 0123456789abcdef "), Err(BadLine(1)));
    }
}
