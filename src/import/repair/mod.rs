//! Plain text, as archives and scans have it, and its repair.
//!
//! The text is read as Markdown, because archives mark emphasis and links in this way. Each [`Rule`] looks for one kind of defect, and changes
//! only what is certain; each change is an entry of the journal. The rules run in the order of [`Rule::ALL`], first those on characters and
//! lines, then those on paragraphs. Running them on their own result changes nothing.
mod lines;
mod paragraphs;
mod prose;
mod quotations;
mod scans;
mod signs;
mod verse;

use std::collections::BTreeSet;

use crate::document::Matter;

use super::chapters::Chapter;

/// The most characters of a title.
const LONGEST_TITLE: usize = 80;

/// A rule of repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Removes control characters, byte order marks and form feeds.
    ControlCharacters,
    /// Removes the numbers of pages that stand on lines of their own and count up.
    PageNumbers,
    /// Removes lines that are repeated beside the breaks of pages.
    RunningHeads,
    /// Removes white space at the ends of lines, and makes several spaces one.
    StraySpaces,
    /// Joins words that were divided at the end of a line, if the text has the whole word elsewhere.
    HyphenatedLines,
    /// Makes several empty lines one.
    BlankLines,
    /// Makes text of links that lead nowhere: `[text](#)`.
    DeadLinks,
    /// Makes verse of short lines with capitals.
    Verse,
    /// Keeps the lines of openings and closings of letters.
    Letters,
    /// Joins paragraphs that were broken by the end of a page.
    BrokenParagraphs,
    /// Makes headings of lines in capitals.
    CapitalHeadings,
    /// Makes headings of bold lines.
    BoldHeadings,
    /// Makes notes of `[1]` in the text and `[1]` at the beginning of a paragraph, if they match one to one.
    BracketedNotes,
    /// Makes quotation marks of two kinds those of which the text has more.
    QuotationMarks,
    /// Makes hyphens that stand for dashes, and dashes of different forms, one form.
    MixedDashes,
    /// Makes ellipses of different forms one form.
    MixedEllipses,
    /// Marks quotations that are not closed, or not opened.
    OpenQuotations,
    /// Marks words that a scanner misread.
    ScanErrors,
}

impl Rule {
    /// All rules with their names, in the order in which they run.
    pub const ALL: [(&'static str, Self); 18] = [
        ("control-characters", Self::ControlCharacters),
        ("page-numbers", Self::PageNumbers),
        ("running-heads", Self::RunningHeads),
        ("stray-spaces", Self::StraySpaces),
        ("hyphenated-lines", Self::HyphenatedLines),
        ("blank-lines", Self::BlankLines),
        ("dead-links", Self::DeadLinks),
        ("verse", Self::Verse),
        ("letters", Self::Letters),
        ("broken-paragraphs", Self::BrokenParagraphs),
        ("capital-headings", Self::CapitalHeadings),
        ("bold-headings", Self::BoldHeadings),
        ("bracketed-notes", Self::BracketedNotes),
        ("quotation-marks", Self::QuotationMarks),
        ("mixed-dashes", Self::MixedDashes),
        ("mixed-ellipses", Self::MixedEllipses),
        ("open-quotations", Self::OpenQuotations),
        ("scan-errors", Self::ScanErrors),
    ];

    /// The rule with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(own, _)| *own == name).map(|(_, rule)| *rule)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, rule)| *rule == self).map_or("", |(name, _)| name)
    }
}

/// A change to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The line of the original, from 1.
    pub line: usize,
    /// The rule.
    pub rule: Rule,
    /// The text before.
    pub before: String,
    /// The text after. Empty if it was removed.
    pub after: String,
}

/// A line, with its number in the original.
#[derive(Clone, Debug, PartialEq, Eq)]
struct NumberedLine {
    number: usize,
    text: String,
    /// Whether a page of the original ends before it.
    begins_page: bool,
    /// Whether it is code between fences, or a fence.
    is_code: bool,
}

/// A text that is being repaired.
#[derive(Clone, Debug, Default)]
struct Repair {
    lines: Vec<NumberedLine>,
    journal: Vec<Change>,
}

impl Repair {
    fn note(&mut self, line: usize, rule: Rule, before: &str, after: &str) {
        self.journal.push(Change { line, rule, before: before.to_owned(), after: after.to_owned() });
    }
}

/// Repairs a text with all rules but some. Returns the text and the journal, in the order of the lines.
pub(super) fn repaired(text: &str, without: &BTreeSet<Rule>) -> (String, Vec<Change>) {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines = lines.split('\n').enumerate();
    let mut is_inside = false;
    let lines = lines.map(|(at, text)| {
        let is_fence = text.trim_start().starts_with("```") || text.trim_start().starts_with("~~~");
        is_inside ^= is_fence;
        NumberedLine { number: at + 1, text: text.to_owned(), begins_page: text.starts_with('\u{C}'), is_code: is_fence || is_inside }
    });
    let mut repair = Repair { lines: lines.collect(), journal: Vec::new() };
    for (_, rule) in Rule::ALL.into_iter().filter(|(_, rule)| !without.contains(rule)) {
        match rule {
            Rule::ControlCharacters => lines::control_characters(&mut repair),
            Rule::PageNumbers => lines::page_numbers(&mut repair),
            Rule::RunningHeads => lines::running_heads(&mut repair),
            Rule::StraySpaces => lines::stray_spaces(&mut repair),
            Rule::HyphenatedLines => lines::hyphenated_lines(&mut repair),
            Rule::BlankLines => lines::blank_lines(&mut repair),
            Rule::DeadLinks => lines::dead_links(&mut repair),
            Rule::Verse => verse::verse(&mut repair),
            Rule::Letters => verse::letters(&mut repair),
            Rule::BrokenParagraphs => paragraphs::broken_paragraphs(&mut repair),
            Rule::CapitalHeadings => paragraphs::capital_headings(&mut repair),
            Rule::BoldHeadings => paragraphs::bold_headings(&mut repair),
            Rule::BracketedNotes => paragraphs::bracketed_notes(&mut repair),
            Rule::QuotationMarks => quotations::quotation_marks(&mut repair),
            Rule::MixedDashes => signs::mixed_dashes(&mut repair),
            Rule::MixedEllipses => signs::mixed_ellipses(&mut repair),
            Rule::OpenQuotations => quotations::open_quotations(&mut repair),
            Rule::ScanErrors => scans::scan_errors(&mut repair),
        }
    }
    repair.journal.sort_by_key(|change| (change.line, change.rule));
    let mut out = repair.lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n");
    out.truncate(out.trim_end().len());
    out.push('\n');
    (out, repair.journal)
}

/// The title of a text: its first heading, or its first paragraph if that is one short line that ends no sentence.
pub(super) fn title(text: &str) -> Option<String> {
    let mut lines = text.lines().skip_while(|line| line.is_empty());
    let first = lines.next()?;
    if let Some(title) = first.strip_prefix("# ") {
        return Some(title.to_owned());
    }
    let stands_alone = lines.next().is_some_and(str::is_empty);
    let is_short = first.chars().count() <= LONGEST_TITLE && !first.ends_with(['.', ',', ';', ':', '!', '?']);
    (stands_alone && is_short && first.starts_with(char::is_alphanumeric)).then(|| first.to_owned())
}

/// Divides a text at its headings of the first level. `title` is that of a text without headings.
pub(super) fn chapters(text: &str, title: &str) -> Vec<Chapter> {
    let chapter = |title: &str| Chapter {
        matter: Matter::Body,
        kind: None,
        title: title.to_owned(),
        depth: None,
        blocks: Vec::new(),
        markdown: Some(String::new()),
    };
    let mut out: Vec<Chapter> = Vec::new();
    let mut in_code = false;
    for line in text.lines() {
        in_code ^= line.starts_with("```") || line.starts_with("~~~");
        let heading = line.strip_prefix("# ").filter(|_| !in_code);
        if let Some(heading) = heading {
            out.push(chapter(heading));
        } else if out.is_empty() && !line.is_empty() {
            out.push(chapter(title));
        }
        if let Some(Chapter { markdown: Some(own), .. }) = out.last_mut() {
            own.push_str(line);
            own.push('\n');
        }
    }
    for own in out.iter_mut().filter_map(|chapter| chapter.markdown.as_mut()) {
        own.truncate(own.trim_end().len());
        own.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> (String, Vec<String>) {
        let (repaired, journal) = repaired(text, &BTreeSet::new());
        let (again, nothing) = super::repaired(&repaired, &BTreeSet::new());
        assert_eq!((&again, nothing.len()), (&repaired, 0), "a second run changes nothing");
        (repaired, journal.iter().map(|change| format!("{} {}", change.line, change.rule.name())).collect())
    }

    #[test]
    fn defects_are_repaired_and_their_neighbours_left() {
        let long = "This paragraph is as long as the paragraphs of a page usually are, and it goes on to combat";
        let (text, journal) =
            all(&format!("{long}\n\nbureaucracy in the party.\n\nA [dead](#) and a [live](#a) link.  Two  spaces.\n\n\n\nEnd.\n"));
        assert_eq!(text, format!("{long} bureaucracy in the party.\n\nA dead and a [live](#a) link. Two spaces.\n\nEnd.\n"));
        assert_eq!(journal, ["3 broken-paragraphs", "5 stray-spaces", "5 dead-links", "7 blank-lines"]);
        for kept in [
            "A line of verse,\n\nand its echo.\n",
            "The list of what was found there at the end of the day was this, and nothing else:\n\nbread\n\nwater\n",
            "In 1921\n\n22\n\nmembers left.\n",
            "    indented code  stays\n",
            "| a | b |\n|---|---|\n| c  | d |\n",
            "A well-\nknown man.\n",
            "USSR\n\nThe union.\n",
            "He said [1] and [2].\n",
        ] {
            assert_eq!(all(kept), (kept.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn pages_of_scans_are_joined() {
        let page = |number: usize, text: &str| format!("A HISTORY OF TRADE\n\n{text}\n\n{number}\n\u{C}");
        let sources = [
            page(
                12,
                "The merchants of the town sent their ships to the harbour of the island every spring, and the har-\nbour was full of",
            ),
            page(13, "sails from the first of May. Nobody knew why the other merchants did not come, and nobody asked."),
            page(14, "CHAPTER TWO\n\nThe end of it was told by a man who had been there and who never spoke of it again."),
        ];
        let (text, journal) = all(&sources.concat());
        assert!(
            !text.contains("A HISTORY")
                && !text.contains("12")
                && text.contains("the harbour was full of sails from")
                && text.contains("\n# Chapter Two\n")
                || text.contains("\n# CHAPTER TWO\n"),
            "{text}"
        );
        assert!(
            journal.iter().any(|entry| entry.ends_with("page-numbers")) && journal.iter().any(|entry| entry.ends_with("running-heads"))
        );
    }

    #[test]
    fn notes_are_made_only_one_to_one() {
        let (text, _) = all("First.[1] Second.[2]\n\n[1] A note.\n\n[2] Another.\n");
        assert_eq!(text, "First.[^1] Second.[^2]\n\n[^1]: A note.\n\n[^2]: Another.\n");
        let doubtful = "First.[1] Second.[1]\n\n[1] A note.\n";
        assert_eq!(all(doubtful).0, doubtful);
    }
}
