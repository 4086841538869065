//! Blocks: what stands above and below one another.
use super::{Formula, Inline, Node};

/// A block.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Its node.
    pub node: Node,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block can be. Closed on purpose: every backend answers for every kind.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A heading that opens no division (inside a quotation, say); level 1 to 6.
    Heading {
        /// 1 to 6.
        level: u8,
        /// The title.
        title: Vec<Inline>,
    },
    /// Somebody else's words.
    Quote {
        /// The words.
        blocks: Vec<Block>,
        /// Who said them: the last paragraph of the quotation if it begins with a dash; the dash is kept.
        attribution: Option<Vec<Inline>>,
    },
    /// A numbered or a bulleted list.
    List(List),
    /// Terms with their definitions.
    Definitions(Vec<Definition>),
    /// Stanzas of lines kept as lines; a turned line is indented by the backend.
    Verse(Vec<Vec<Vec<Inline>>>),
    /// Text set as typed.
    Code {
        /// What it is written in, as said after the fence.
        language: Option<String>,
        /// The text, with its line ends.
        text: String,
    },
    /// A picture (or anything else set apart) with its caption.
    Figure {
        /// What is shown: usually one paragraph of one [`InlineKind::Image`](super::InlineKind::Image).
        body: Vec<Block>,
        /// What is said about it.
        caption: Option<Vec<Inline>>,
    },
    /// Rows and columns.
    Table(Box<Table>),
    /// A formula on a line of its own.
    Math(Formula),
    /// A note, tip, warning set apart from the text.
    Alert {
        /// Which.
        kind: AlertKind,
        /// What it says.
        blocks: Vec<Block>,
    },
    /// A break between scenes: space or ornament, the design's choice.
    Break,
    /// A new page begins here.
    PageBreak,
    /// A generic container, kept for its attributes.
    Container(Vec<Block>),
    /// Another format's text, byte for byte.
    Raw(Raw),
}

/// A numbered or a bulleted list.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The number of its first item, for a numbered one.
    pub start: Option<u64>,
    /// No space between its items.
    pub tight: bool,
    /// Its items.
    pub items: Vec<ListItem>,
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListItem {
    /// Its node.
    pub node: Node,
    /// For a task: whether it is done.
    pub task: Option<bool>,
    /// What it says. In a tight list plain text is one paragraph all the same.
    pub blocks: Vec<Block>,
}

/// One or several terms and what they mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// Its node.
    pub node: Node,
    /// The terms, each with a node of its own so that it can be linked to.
    pub terms: Vec<(Node, Vec<Inline>)>,
    /// The definitions.
    pub bodies: Vec<Vec<Block>>,
}

/// How a column is aligned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Alignment {
    #[default]
    None,
    Left,
    Center,
    Right,
}

/// Rows and columns, with one row of column heads.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// One for each column.
    pub alignments: Vec<Alignment>,
    /// The column heads; may be all empty.
    pub head: Row,
    /// The rows, each with as many cells as there are alignments.
    pub rows: Vec<Row>,
    /// What is said about it.
    pub caption: Option<Vec<Inline>>,
}

impl Table {
    /// Whether its author says that the first cell of each row is its head: the class `row-heads` on the table, whose node is given.
    #[must_use]
    pub fn has_row_heads(&self, node: &Node) -> bool {
        node.has_class("row-heads") && self.alignments.len() > 1
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its node.
    pub node: Node,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its node.
    pub node: Node,
    /// What it says.
    pub content: Vec<Inline>,
}

/// What an alert is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum AlertKind {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

/// The format of a raw text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// HTML as Markdown allows it.
    Html,
    /// Any other, by name.
    Other(String),
}

/// Another format's text, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    /// Which format.
    pub format: Format,
    /// The text.
    pub text: String,
}
