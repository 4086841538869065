//! Blocks: paragraphs, lists, tables and the like.
use std::ops::RangeInclusive;

use super::{Formula, Inline, ListDelimiter, Node, Numerals, Table};

/// A block.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Its node.
    pub node: Node,
    /// Its kind and content.
    pub kind: BlockKind,
}

/// The kinds of blocks. Every backend has to handle every kind, so the enum is exhaustive.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading that does not open a division, such as one in a quotation.
    Heading {
        /// The level, from 1 to 6.
        level: u8,
        /// The title.
        title: Vec<Inline>,
    },
    /// A quotation.
    Quote {
        /// The quoted text.
        blocks: Vec<Block>,
        /// The attribution: the last paragraph of the quotation if it begins with a dash. Includes the dash.
        attribution: Option<Vec<Inline>>,
    },
    /// A numbered or a bulleted list.
    List(List),
    /// Terms with their definitions.
    Definitions(Vec<Definition>),
    /// Verse: stanzas of lines. The backend indents the rest of a line that is too long.
    Verse(Vec<Vec<Vec<Inline>>>),
    /// Code, printed as typed.
    Code {
        /// The language, as written after the fence.
        language: Option<String>,
        /// The text, with its line ends.
        text: String,
        /// What the author asked for its lines.
        lines: CodeLines,
    },
    /// A figure: a picture or other blocks, with a caption.
    Figure {
        /// The content, usually one paragraph with one [`InlineKind::Image`](super::InlineKind::Image).
        body: Vec<Block>,
        /// The caption.
        caption: Option<Vec<Inline>>,
    },
    /// A table.
    Table(Box<Table>),
    /// A displayed formula.
    Math(Formula),
    /// An alert, such as a tip or a warning.
    Alert {
        /// The kind of alert.
        kind: AlertKind,
        /// The author's heading. `None` if the kind is the heading.
        title: Option<Vec<Inline>>,
        /// The text.
        blocks: Vec<Block>,
    },
    /// A break between scenes. The design decides whether it is space or an ornament.
    Break,
    /// A new page begins here.
    PageBreak,
    /// A container with attributes.
    Container(Vec<Block>),
    /// Text in another format.
    Raw(Raw),
}

/// What an author asks for the lines of code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeLines {
    /// The number of the first line. `None` if lines have no numbers.
    pub first_number: Option<u32>,
    /// The marked lines, first and last of each stretch. The first line of the code is 1, whatever its number.
    pub marked: Vec<RangeInclusive<u32>>,
}

impl CodeLines {
    /// Whether a line is marked. The first line is 1.
    #[must_use]
    pub fn is_marked(&self, line: u32) -> bool {
        self.marked.iter().any(|range| range.contains(&line))
    }

    /// The number of a line, if lines have numbers. The first line is 1.
    #[must_use]
    pub fn number(&self, line: u32) -> Option<u32> {
        self.first_number.map(|first| first.saturating_add(line).saturating_sub(1))
    }
}

/// A numbered or a bulleted list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// The number of the first item. `None` for a bulleted list.
    pub start: Option<u64>,
    /// How the numbers are written.
    pub numerals: Numerals,
    /// What stands beside the numbers.
    pub delimiter: ListDelimiter,
    /// Whether the numbers count down.
    pub descending: bool,
    /// Whether there is no space between the items.
    pub tight: bool,
    /// For the works of a bibliography: how the lines of an entry are indented. `None` for any other list.
    pub entries: Option<EntryIndent>,
    /// The items.
    pub items: Vec<ListItem>,
}

/// How the entries of a bibliography are indented. An entry with a label stands beside its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryIndent {
    /// All lines but the first are indented.
    Hanging,
    /// No line is indented.
    Flush,
}

/// The work of an entry of a bibliography.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedWork {
    /// The key by which it is cited.
    pub key: String,
    /// Its label, such as "[1]".
    pub label: Option<String>,
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListItem {
    /// Its node.
    pub node: Node,
    /// For a task: whether it is done. `None` for any other item.
    pub task: Option<bool>,
    /// Its number, if it does not follow from that of the item before it.
    pub number: Option<u64>,
    /// The work, if the item is an entry of a bibliography.
    pub work: Option<ListedWork>,
    /// The content. In a tight list, text is in a paragraph too.
    pub blocks: Vec<Block>,
}

impl List {
    /// The number of each item. Empty for a bulleted list.
    #[must_use]
    pub fn numbers(&self) -> Vec<u64> {
        let Some(mut next) = self.start else { return Vec::new() };
        let mut numbers = Vec::with_capacity(self.items.len());
        for item in &self.items {
            let number = item.number.unwrap_or(next);
            numbers.push(number);
            next = if self.descending { number.saturating_sub(1) } else { number.saturating_add(1) };
        }
        numbers
    }
}

/// One or several terms with their definitions.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// Its node.
    pub node: Node,
    /// The terms, each with a node of its own so that it can be linked to.
    pub terms: Vec<(Node, Vec<Inline>)>,
    /// The definitions.
    pub bodies: Vec<Vec<Block>>,
}

/// The kinds of alerts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum AlertKind {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
    /// Another kind, with its name as it is printed: "Info", "Example".
    Other(String),
}

impl AlertKind {
    /// The kinds with a name of their own, with their names in the markup of GitHub.
    pub const NAMED: [(&'static str, Self); 5] =
        [("note", Self::Note), ("tip", Self::Tip), ("important", Self::Important), ("warning", Self::Warning), ("caution", Self::Caution)];

    /// The kind with a name in the markup of GitHub.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMED.into_iter().find(|(own, _)| *own == name).map(|(_, kind)| kind)
    }

    /// The heading of an alert without a title. `terms` are the words for the five kinds with a name of their own, in their order.
    #[must_use]
    pub fn heading<'a>(&'a self, terms: &[&'a str; 5]) -> &'a str {
        match self {
            Self::Note => terms[0],
            Self::Tip => terms[1],
            Self::Important => terms[2],
            Self::Warning => terms[3],
            Self::Caution => terms[4],
            Self::Other(name) => name,
        }
    }
}

/// The format of raw text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// HTML, as Markdown allows it.
    Html,
    /// Another format, by name.
    Other(String),
}

/// Text in another format, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    /// The format.
    pub format: Format,
    /// The text.
    pub text: String,
}
