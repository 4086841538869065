//! The rules, and the changes that they make.

/// A rule of repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Removes control characters, byte order marks and form feeds.
    ControlCharacters,
    /// Removes page numbers that stand on lines of their own and count up.
    PageNumbers,
    /// Removes lines that are repeated beside page breaks.
    RunningHeads,
    /// Removes white space at the ends of lines, and replaces several spaces with one.
    StraySpaces,
    /// Joins words that were divided at the end of a line, if the text has the whole word elsewhere.
    HyphenatedLines,
    /// Replaces several empty lines with one.
    BlankLines,
    /// Turns links that lead nowhere into text: `[text](#)`.
    DeadLinks,
    /// Makes verse from short lines with capitals.
    Verse,
    /// Keeps the lines of openings and closings of letters.
    Letters,
    /// Joins paragraphs that were broken by the end of a page.
    BrokenParagraphs,
    /// Makes headings from lines in capitals.
    CapitalHeadings,
    /// Makes headings from bold lines.
    BoldHeadings,
    /// Makes notes from `[1]` in the text and `[1]` at the beginning of a paragraph, if they match one to one.
    BracketedNotes,
    /// Makes notes from raised numbers in the text and the texts with these numbers, if they match one to one.
    RaisedNotes,
    /// Replaces the rarer of two kinds of quotation marks with the more frequent one.
    QuotationMarks,
    /// Gives one form to dashes of different forms, and to hyphens that stand for dashes.
    MixedDashes,
    /// Gives one form to ellipses of different forms.
    MixedEllipses,
    /// Marks quotations that are not closed, or not opened.
    OpenQuotations,
    /// Marks words that a scanner misread.
    ScanErrors,
}

impl Rule {
    /// All rules with their names, in the order in which they run.
    pub const ALL: [(&'static str, Self); 19] = [
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
        ("raised-notes", Self::RaisedNotes),
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
