//! The lock file: the ids and numbers that paragraphs have had so far.
//!
//! A line `[anchor] greatest` begins a chapter; every other line is a paragraph: id, number, fingerprint and hashes of words, with
//! spaces between them.
use std::fmt::Write;

/// A paragraph in the lock file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedParagraph {
    /// Its id: `p` and six or more letters and digits.
    pub id: String,
    /// Its number within its chapter: "12", "12a".
    pub number: String,
    /// The fingerprint of its words: sixteen hexadecimal digits.
    pub fingerprint: String,
    /// Hashes of its first words, by which it is found when some of them have changed.
    pub words: Vec<u16>,
}

/// A chapter in the lock file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LockedChapter {
    /// The greatest number that any of its paragraphs ever had.
    pub greatest: u32,
    /// Its paragraphs in order.
    pub paragraphs: Vec<LockedParagraph>,
}

/// The content of a lock file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The chapters in reading order, each with the anchor of its division.
    pub chapters: Vec<(String, LockedChapter)>,
}

/// The number, counted from 1, of a line that is not a line of a lock file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadLine(pub usize);

/// The first line of a lock file.
const HEADER: &str = "# chapbook.lock 1: the addresses of the paragraphs. Commit this file; `chapbook lock` renews it.";

impl Lock {
    /// Reads a lock file.
    ///
    /// # Errors
    /// The first line that is not a line of a lock file.
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
            if !is_id(&id) || number_parts(&number).is_none() || fingerprint.len() != 16 {
                return Err(bad);
            }
            let words = fields.next().unwrap_or_default();
            if !words.is_ascii() || words.len() % 4 != 0 {
                return Err(bad);
            }
            let words = (0..words.len() / 4).map(|at| u16::from_str_radix(&words[at * 4..at * 4 + 4], 16).map_err(|_| bad));
            let words = words.collect::<Result<_, _>>()?;
            chapter.paragraphs.push(LockedParagraph { id, number, fingerprint, words });
        }
        Ok(lock)
    }

    /// The text of the lock file.
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

/// The digits and the letters of a number such as `12a`. `None` unless it is digits, followed by lower-case letters or by
/// nothing.
pub(super) fn number_parts(number: &str) -> Option<(&str, &str)> {
    let end = number.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(number.len());
    let (digits, letters) = number.split_at(end);
    (!digits.is_empty() && letters.bytes().all(|byte| byte.is_ascii_lowercase())).then_some((digits, letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_file_is_read_as_it_was_written() {
        let locked =
            LockedParagraph { id: "pab12cd".into(), number: "12a".into(), fingerprint: "0123456789abcdef".into(), words: vec![1, 0xffff] };
        let lock = Lock { chapters: vec![("one".into(), LockedChapter { greatest: 12, paragraphs: vec![locked] })] };
        assert_eq!(Lock::read(&lock.text()), Ok(lock));
        assert_eq!(Lock::read("[one] 3\nnonsense"), Err(BadLine(2)));
        assert_eq!(Lock::read("p123456 1 0123456789abcdef "), Err(BadLine(1)));
    }
}
