//! The types of Pandoc's document (`Text.Pandoc.Definition` in `pandoc-types` 1.22 and 1.23).
//!
//! The tree borrows its texts from the JSON, so the place of each node is known without a second structure: it is where its text or its tag
//! stands in the JSON ([`byte_range`]).
use std::borrow::Cow;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

/// A text, as it stands in the JSON if it has no escapes there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text<'a>(pub Cow<'a, str>);

impl Text<'_> {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Cow<'de, str>;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a text")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Cow::Borrowed(text))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Cow::Owned(text.to_owned()))
            }
            fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
                Ok(Cow::Owned(text))
            }
        }
        deserializer.deserialize_str(TextVisitor).map(Text)
    }
}

/// The bytes at which `part` stands in `whole`. `None` if it is not a piece of `whole`: it was made, or had escapes in the JSON.
#[must_use]
pub fn byte_range(whole: &str, part: &Text<'_>) -> Option<Range<usize>> {
    let Cow::Borrowed(part) = part.0 else { return None };
    let start = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
    let end = start.checked_add(part.len())?;
    // Two pieces of memory may lie side by side by chance, so the bytes are compared.
    (whole.get(start..end) == Some(part)).then_some(start..end)
}

/// A document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document<'a> {
    /// The metadata.
    pub meta: Vec<MetaEntry<'a>>,
    /// The text.
    pub blocks: Vec<Block<'a>>,
}

/// A value of the metadata under its key.
#[derive(Clone, Debug, PartialEq)]
pub struct MetaEntry<'a> {
    /// The key.
    pub key: Text<'a>,
    /// The value.
    pub value: Meta<'a>,
}

/// A value of the metadata.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names of Pandoc")]
pub enum Meta<'a> {
    Map(Vec<MetaEntry<'a>>),
    List(Vec<Meta<'a>>),
    Bool(bool),
    String(Text<'a>),
    Inlines(Vec<Inline<'a>>),
    Blocks(Vec<Block<'a>>),
}

/// The attributes of a node.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct Attributes<'a> {
    /// The identifier, which may be empty.
    pub id: Text<'a>,
    /// The classes.
    pub classes: Vec<Text<'a>>,
    /// All others, as keys and values.
    pub pairs: Vec<(Text<'a>, Text<'a>)>,
}

/// A block.
#[derive(Clone, Debug, PartialEq)]
pub struct Block<'a> {
    /// Its tag as it stands in the JSON, which is its place.
    pub tag: Text<'a>,
    /// Its kind and content.
    pub kind: BlockKind<'a>,
}

/// The kinds of blocks.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names of Pandoc")]
pub enum BlockKind<'a> {
    Plain(Vec<Inline<'a>>),
    Para(Vec<Inline<'a>>),
    LineBlock(Vec<Vec<Inline<'a>>>),
    CodeBlock(Attributes<'a>, Text<'a>),
    /// Text in a format.
    RawBlock(Text<'a>, Text<'a>),
    BlockQuote(Vec<Block<'a>>),
    OrderedList(ListAttributes, Vec<Vec<Block<'a>>>),
    BulletList(Vec<Vec<Block<'a>>>),
    DefinitionList(Vec<(Vec<Inline<'a>>, Vec<Vec<Block<'a>>>)>),
    Header(i64, Attributes<'a>, Vec<Inline<'a>>),
    HorizontalRule,
    Table(Box<Table<'a>>),
    /// Since 1.23. Earlier versions have a paragraph of one picture whose title begins with `fig:`.
    Figure(Attributes<'a>, Caption<'a>, Vec<Block<'a>>),
    Div(Attributes<'a>, Vec<Block<'a>>),
    /// Nothing. Until 1.22.
    Null,
}

/// An inline.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline<'a> {
    /// Its tag as it stands in the JSON, which is its place.
    pub tag: Text<'a>,
    /// Its kind and content.
    pub kind: InlineKind<'a>,
}

/// The kinds of inlines.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names of Pandoc")]
pub enum InlineKind<'a> {
    Str(Text<'a>),
    Emph(Vec<Inline<'a>>),
    Underline(Vec<Inline<'a>>),
    Strong(Vec<Inline<'a>>),
    Strikeout(Vec<Inline<'a>>),
    Superscript(Vec<Inline<'a>>),
    Subscript(Vec<Inline<'a>>),
    SmallCaps(Vec<Inline<'a>>),
    Quoted(QuoteKind, Vec<Inline<'a>>),
    /// Citations, and the text for writers that cannot cite.
    Cite(Vec<Citation<'a>>, Vec<Inline<'a>>),
    Code(Attributes<'a>, Text<'a>),
    Space,
    SoftBreak,
    LineBreak,
    Math(MathKind, Text<'a>),
    /// Text in a format.
    RawInline(Text<'a>, Text<'a>),
    Link(Attributes<'a>, Vec<Inline<'a>>, Target<'a>),
    Image(Attributes<'a>, Vec<Inline<'a>>, Target<'a>),
    Note(Vec<Block<'a>>),
    Span(Attributes<'a>, Vec<Inline<'a>>),
}

/// The target of a link or a picture.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct Target<'a> {
    /// The address.
    pub url: Text<'a>,
    /// The title, which may be empty.
    pub title: Text<'a>,
}

/// The marks of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "t")]
#[expect(missing_docs, reason = "the names of Pandoc")]
pub enum QuoteKind {
    SingleQuote,
    DoubleQuote,
}

/// Where a formula stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "t")]
#[expect(missing_docs, reason = "the names of Pandoc")]
pub enum MathKind {
    DisplayMath,
    InlineMath,
}

/// One work of a citation.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), rename_all = "camelCase")]
pub struct Citation<'a> {
    /// The key of the work.
    #[serde(rename = "citationId")]
    pub id: Text<'a>,
    /// What stands before it.
    #[serde(rename = "citationPrefix")]
    pub prefix: Vec<Inline<'a>>,
    /// What stands after it, such as a page.
    #[serde(rename = "citationSuffix")]
    pub suffix: Vec<Inline<'a>>,
    /// How it is cited.
    #[serde(rename = "citationMode")]
    pub mode: CitationMode,
}

/// How a work is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "t")]
#[expect(missing_docs, reason = "the names of Pandoc")]
pub enum CitationMode {
    AuthorInText,
    SuppressAuthor,
    NormalCitation,
}

/// The numbers of an ordered list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct ListAttributes {
    /// The first number.
    pub start: i64,
    /// The numerals.
    pub style: NumberStyle,
    /// The signs beside them.
    pub delimiter: NumberDelimiter,
}

/// The numerals of an ordered list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "t")]
#[expect(missing_docs, reason = "the names of Pandoc")]
pub enum NumberStyle {
    DefaultStyle,
    Example,
    Decimal,
    LowerRoman,
    UpperRoman,
    LowerAlpha,
    UpperAlpha,
}

/// The signs beside the numbers of an ordered list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "t")]
#[expect(missing_docs, reason = "the names of Pandoc")]
pub enum NumberDelimiter {
    DefaultDelim,
    Period,
    OneParen,
    TwoParens,
}

/// A caption.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct Caption<'a> {
    /// The caption for lists of figures or tables.
    pub short: Option<Vec<Inline<'a>>>,
    /// The caption.
    pub blocks: Vec<Block<'a>>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct Table<'a> {
    /// Its attributes.
    pub attributes: Attributes<'a>,
    /// Its caption.
    pub caption: Caption<'a>,
    /// Its columns.
    pub columns: Vec<ColumnSpec>,
    /// The rows of column heads.
    pub head: TablePart<'a>,
    /// The groups of rows.
    pub bodies: Vec<TableBody<'a>>,
    /// The rows at the end.
    pub foot: TablePart<'a>,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub struct ColumnSpec {
    /// The alignment of its cells.
    pub alignment: Alignment,
    /// Its width.
    pub width: ColumnWidth,
}

/// The alignment of a column or a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "t")]
#[expect(missing_docs, reason = "the names of Pandoc")]
pub enum Alignment {
    AlignLeft,
    AlignRight,
    AlignCenter,
    AlignDefault,
}

/// The width of a column.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(tag = "t", content = "c")]
pub enum ColumnWidth {
    /// A part of the width of the text.
    ColWidth(f64),
    /// As the text needs.
    ColWidthDefault,
}

/// The head or the foot of a table.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct TablePart<'a> {
    /// Its attributes.
    pub attributes: Attributes<'a>,
    /// Its rows.
    pub rows: Vec<Row<'a>>,
}

/// A group of rows of a table.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct TableBody<'a> {
    /// Its attributes.
    pub attributes: Attributes<'a>,
    /// How many columns at the beginning are heads of their rows.
    pub head_columns: usize,
    /// The rows of column heads within the group.
    pub heads: Vec<Row<'a>>,
    /// The other rows.
    pub rows: Vec<Row<'a>>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct Row<'a> {
    /// Its attributes.
    pub attributes: Attributes<'a>,
    /// Its cells.
    pub cells: Vec<Cell<'a>>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct Cell<'a> {
    /// Its attributes.
    pub attributes: Attributes<'a>,
    /// Its own alignment.
    pub alignment: Alignment,
    /// The number of rows that it covers.
    pub rows: u64,
    /// The number of columns that it covers.
    pub columns: u64,
    /// What it holds.
    pub blocks: Vec<Block<'a>>,
}
