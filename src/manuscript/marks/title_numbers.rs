//! Finds the numbers that authors gave their chapters, and takes them out of the titles: "Chapter 27 – The Fox" becomes the label
//! "Chapter 27" and the title "The Fox".
//!
//! One title proves little: "1984" and "M. Dupont" look like numbers. So the titles of all chapters are read together, and so are those of
//! all parts. There are three readings: as numbers beside a word for a division ("Chapter", "Canto"), as numerals, and as letters ("C" is
//! both a letter and a Roman numeral). The first reading for which all of this holds is used:
//!
//! - at least a quarter of all titles have a number, and at least two titles if there are more than two;
//! - from the first numbered title to the last, more than half have a number; and
//! - the numbers count upwards one by one, unless they stand beside a word.
use crate::document::{Division, DivisionKind, Document, Heading, Inline, InlineKind, TitleNumber, plain_text};
use crate::language::{DivisionWord, Language, NumberForm, Numeral, OwnNumber, languages_naming_divisions, own_number};

/// The greatest number without a word beside it. A greater one is a year.
const GREATEST: u32 = 999;

/// Takes the authors' numbers out of the titles of parts and chapters. `lang` is the language of the book.
pub(crate) fn take_title_numbers(document: &mut Document, lang: &str) {
    for kind in [DivisionKind::Part, DivisionKind::Chapter] {
        let mut headings = Vec::new();
        document.matter.iter_mut().flatten().for_each(|division| collect(division, kind, lang, &mut headings));
        let found: Vec<Option<OwnNumber>> =
            headings.iter().map(|(heading, lang)| own_number(&plain_text(&heading.title), Language::of(lang))).collect();
        let read = match reading(&found) {
            Some(reading) => Some((found, reading)),
            // If a title names a chapter in the language of the book, the numbers in the others mean something else.
            None if found.iter().flatten().any(names_division) => None,
            None => in_other_language(&headings),
        };
        let Some((found, reading)) = read else { continue };
        for ((heading, _), own) in headings.into_iter().zip(found) {
            if let Some(own) = own.filter(|own| reading.holds(own)) {
                take(heading, &own, reading);
            }
        }
    }
}

/// Whether a title has the word for a chapter or a part beside its number.
fn names_division(own: &OwnNumber) -> bool {
    matches!(own.word, Some(DivisionWord::Chapter | DivisionWord::Part))
}

/// How many titles are read in every language to find the language of their numbers.
const READ_IN_EVERY_LANGUAGE: usize = 60;

/// Reads titles in every language whose word for a chapter or a part they have: a book in English may have the titles "Kapitel 1" and
/// "Kapitel 2". Returns the numbers in the first language for which most titles name a chapter or a part with its number.
fn in_other_language(headings: &[(&mut Heading, String)]) -> Option<(Vec<Option<OwnNumber>>, TitleNumberStyle)> {
    let titles: Vec<String> = headings.iter().map(|(heading, _)| plain_text(&heading.title)).collect();
    let read = |tag: &str, titles: &[String]| -> Vec<Option<OwnNumber>> {
        titles.iter().map(|title| own_number(title, Language::of(tag)).filter(names_division)).collect()
    };
    let first = &titles[..titles.len().min(READ_IN_EVERY_LANGUAGE)];
    let tag = languages_naming_divisions(first).find(|tag| reading(&read(tag, first)) == Some(TitleNumberStyle::Worded))?;
    let found = read(tag, &titles);
    (reading(&found) == Some(TitleNumberStyle::Worded)).then_some((found, TitleNumberStyle::Worded))
}

/// Collects the headings of all divisions of a kind in reading order, each with its language. Headings that the author left unnumbered do
/// not count.
fn collect<'a>(division: &'a mut Division, kind: DivisionKind, lang: &str, out: &mut Vec<(&'a mut Heading, String)>) {
    let lang = division.node.lang().unwrap_or(lang).to_owned();
    let is_part = division.kind == DivisionKind::Part;
    let own = division.heading.as_mut().filter(|heading| division.kind == kind && heading.numbered);
    out.extend(own.map(|heading| (heading, lang.clone())));
    if is_part {
        division.divisions.iter_mut().for_each(|inner| collect(inner, kind, &lang, out));
    }
}

/// How the numbers of siblings are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TitleNumberStyle {
    /// Each stands beside a word for a division.
    Worded,
    /// As numerals.
    Numerals,
    /// As letters of the alphabet.
    Letters,
}

impl TitleNumberStyle {
    /// The number of a title in this reading.
    fn value(self, own: &OwnNumber) -> Option<u32> {
        match self {
            Self::Worded => (own.form == NumberForm::Worded).then_some(own.value),
            Self::Numerals => (own.value <= GREATEST && own.numeral != Numeral::Letter).then_some(own.value),
            Self::Letters => own.letter,
        }
    }

    /// Whether a title has a number in this reading.
    fn holds(self, own: &OwnNumber) -> bool {
        self.value(own).is_some()
    }
}

/// Decides how the numbers of siblings are read. `None` if the titles are not numbered.
fn reading(found: &[Option<OwnNumber>]) -> Option<TitleNumberStyle> {
    [TitleNumberStyle::Worded, TitleNumberStyle::Numerals, TitleNumberStyle::Letters].into_iter().find(|reading| {
        let values: Vec<Option<u32>> = found.iter().map(|own| own.as_ref().and_then(|own| reading.value(own))).collect();
        let Some(first) = values.iter().position(Option::is_some) else { return false };
        let last = values.iter().rposition(Option::is_some).unwrap_or(first);
        let numbers: Vec<u32> = values[first..=last].iter().copied().flatten().collect();
        let are_some = numbers.len() * 4 >= found.len() && (numbers.len() > 1 || found.len() <= 2);
        let are_most = are_some && numbers.len() * 2 > last - first + 1;
        are_most && (*reading == TitleNumberStyle::Worded || counts_up(&numbers))
    })
}

/// Whether numbers count upwards one by one. Each part may begin again, and one step in four may leave something out.
fn counts_up(numbers: &[u32]) -> bool {
    let regular = numbers.windows(2).filter(|pair| pair[1] == pair[0] + 1 || (pair[1] <= 1 && pair[0] > 1)).count();
    numbers.len() >= 2 && regular * 4 >= (numbers.len() - 1) * 3
}

/// Gives a heading its number, and takes the number out of the title if the title has more than that.
fn take(heading: &mut Heading, own: &OwnNumber, reading: TitleNumberStyle) {
    let written = plain_text(&heading.title);
    let mut rest = heading.title.clone();
    // Only text and the markup around it can be cut. If a picture or the call of a note stands in the number, the title stays as it is.
    let mut left = own.rest_start;
    let cut = !own.rest.is_empty() && cut_front(&mut rest, &mut left) && plain_text(&rest) == own.rest;
    if cut {
        heading.title = rest;
    }
    let is_letter = reading == TitleNumberStyle::Letters || own.numeral == Numeral::Letter;
    let last = || own.label.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or(&own.label).to_uppercase();
    let number = if is_letter { last() } else { own.value.to_string() };
    heading.own_number = Some(TitleNumber { number, label: cut.then(|| own.label.clone()), written });
}

/// Removes the first `bytes` of the plain text of inlines, and subtracts from `bytes` what was removed. Returns whether only text and line
/// breaks were removed.
fn cut_front(inlines: &mut Vec<Inline>, bytes: &mut usize) -> bool {
    while *bytes > 0 && !inlines.is_empty() {
        let first = &mut inlines[0];
        let is_plain = first.node.attrs.is_none();
        let emptied = match &mut first.kind {
            InlineKind::Text(text) => {
                let taken = text.len().min(*bytes);
                if !text.is_char_boundary(taken) {
                    return false;
                }
                text.drain(..taken);
                *bytes -= taken;
                text.is_empty()
            }
            InlineKind::SoftBreak | InlineKind::LineBreak => {
                *bytes -= 1;
                true
            }
            InlineKind::Emphasis(inner) | InlineKind::Strong(inner) | InlineKind::SmallCaps(inner) | InlineKind::Superscript(inner) => {
                if !cut_front(inner, bytes) {
                    return false;
                }
                inner.is_empty()
            }
            InlineKind::Container(inner) | InlineKind::Link { text: inner, .. } => {
                if !cut_front(inner, bytes) || inner.is_empty() {
                    return false;
                }
                false
            }
            InlineKind::Subscript(_)
            | InlineKind::Phrase(..)
            | InlineKind::Recording(_)
            | InlineKind::Strikethrough(_)
            | InlineKind::Code(_)
            | InlineKind::Math(_)
            | InlineKind::Image { .. }
            | InlineKind::Citation(_)
            | InlineKind::NoteCall(_)
            | InlineKind::Reference { .. }
            | InlineKind::CrossReference(_)
            | InlineKind::Anchor
            | InlineKind::Raw(_) => return false,
        };
        if !emptied {
            // The number ends in this inline.
            return true;
        }
        if !is_plain {
            return false;
        }
        inlines.remove(0);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reading of titles as "W", "N" or "L" for each that is numbered, "-" for the others.
    fn read(titles: &[&str]) -> String {
        let found: Vec<_> = titles.iter().map(|title| own_number(title, Language::of("en"))).collect();
        let Some(reading) = reading(&found) else { return "-".repeat(titles.len()) };
        let sign = match reading {
            TitleNumberStyle::Worded => 'W',
            TitleNumberStyle::Numerals => 'N',
            TitleNumberStyle::Letters => 'L',
        };
        found.iter().map(|own| if own.as_ref().is_some_and(|own| reading.holds(own)) { sign } else { '-' }).collect()
    }

    #[test]
    fn titles_are_judged_by_their_siblings() {
        assert_eq!(read(&["Chapter 1", "Chapter 2", "Epilogue"]), "WW-");
        assert_eq!(read(&["Prologue", "Chapter 1: A", "Interlude", "Chapter 2: B", "Chapter 3: C"]), "-W-WW");
        assert_eq!(read(&["I. The fox", "II. The hen", "III. The end"]), "NNN");
        assert_eq!(read(&["A. The fox", "B. The hen", "C. The end", "D. More"]), "LLLL");
        assert_eq!(read(&["I", "II", "I", "II", "III"]), "NNNNN");
        assert_eq!(read(&["1. A", "2. B", "4. D", "5. E", "6. F"]), "NNNNN");
        assert_eq!(read(&["Introduction", "1 Home", "2 Away"]), "-NN");
    }

    #[test]
    fn names_and_years_are_not_numbers() {
        assert_eq!(read(&["1984", "Animal Farm"]), "--");
        assert_eq!(read(&["M. Dupont", "C. Smith", "D. Jones"]), "---");
        assert_eq!(read(&["1917: War", "1918: Peace", "1919: Bread"]), "---");
        assert_eq!(read(&["24 hours", "Home", "Away"]), "---");
        assert_eq!(read(&["Chapter 5", "Home", "Away"]), "---");
        assert_eq!(read(&["7 habits", "24 hours"]), "--");
        assert_eq!(read(&[]), "");
    }
}
