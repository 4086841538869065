//! The types of the values of a design, and what follows from the values. `table.rs` declares the values.
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::table::{Design, HeadingDesign, HeadingsDesign};
use crate::units::{Length, ParseLengthError};

/// On which side a chapter opens.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opening {
    /// On the next right-hand page.
    Recto,
    /// On the next page.
    #[default]
    NextPage,
}

/// The shape of letters that tells a heading or a head from the text.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Upright.
    #[default]
    Roman,
    /// Italic.
    Italic,
    /// Bold.
    Bold,
    /// Letterspaced small capitals.
    SmallCaps,
}

/// Where the lines of a heading stand in the measure.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alignment {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Center,
}

/// How the first words of a chapter are set.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FirstWords {
    /// As all others.
    #[default]
    Plain,
    /// In small capitals.
    SmallCaps,
}

/// How one paragraph is told from the next.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paragraphs {
    /// By an indented first line.
    #[default]
    Indent,
    /// By half a line of white.
    Space,
}

/// Which paragraphs have their number in the margin.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParagraphNumbers {
    /// None.
    #[default]
    None,
    /// Every fifth: 3.5, 3.10.
    Fifth,
    /// All.
    All,
}

impl ParagraphNumbers {
    /// Whether a number such as `3.12` is shown. One with a letter is no fifth.
    #[must_use]
    pub fn shows(self, number: &str) -> bool {
        match self {
            Self::None => false,
            Self::Fifth => number.rsplit('.').next().and_then(|own| own.parse::<u32>().ok()).is_some_and(|own| own > 0 && own % 5 == 0),
            Self::All => true,
        }
    }
}

/// Where the PDF says where links lead, for those who read on paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkAddresses {
    /// Nowhere.
    #[default]
    None,
    /// After each link, in brackets.
    Beside,
    /// In a list at the end of the chapter; its number stands after the link.
    List,
    /// In that list, each with a QR code.
    Codes,
}

/// How much ink the pages of the PDF take.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InkUse {
    /// As much as they take.
    #[default]
    Full,
    /// Little, as for a home printer: headings that are not bold, thin rules, pictures in light greys, dark areas of drawings light.
    /// The text stays black.
    Saving,
}

/// What stands between the text and the notes at the foot.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Separator {
    /// A short hairline.
    #[default]
    Rule,
    /// White.
    Space,
}

/// Where a figure stands. It never leaves its section, and figures keep their order.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigurePlace {
    /// Where it is called; at the head of the next page if it would leave its page short.
    #[default]
    Here,
    /// At the head of the page of its call, or of the next.
    Top,
    /// At the foot of the page of its call; at the head of the next if it does not fit.
    Foot,
    /// On a page of its own after that of its call.
    Page,
}

/// What a running head says.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeadText {
    /// The title of the book.
    #[default]
    Title,
    /// The title of the chapter.
    Chapter,
    /// The title of the section: the first that begins on the page, else the one that goes on.
    Section,
    /// The authors.
    Author,
    /// Nothing.
    None,
}

/// Where the folio stands.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FolioPlace {
    /// In the line of the running head, at the outer edge.
    #[default]
    OuterHead,
    /// At the foot, in the middle.
    FootCenter,
    /// At the foot, at the outer edge.
    FootOuter,
}

/// What stands between two scenes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Ornament {
    /// A short rule.
    #[default]
    Rule,
    /// Three asterisks.
    Asterisks,
    /// White.
    Space,
    /// A sign of the author's.
    Text(String),
}

/// A length that may follow the size of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Whatever the size of the text is.
    Fixed(Length),
    /// In thousandths of the size of the text.
    Em(i64),
}

impl Default for Measure {
    fn default() -> Self {
        Self::Em(1000)
    }
}

impl Measure {
    /// The length beside text of a size.
    #[must_use]
    pub const fn of(self, size: Length) -> Length {
        match self {
            Self::Fixed(length) => length,
            Self::Em(thousandths) => size.scaled(thousandths, 1000),
        }
    }

    /// In thousandths of the size of the text.
    #[must_use]
    pub const fn thousandths(self, size: Length) -> i64 {
        match self {
            Self::Fixed(length) => length.0 * 1000 / if size.0 > 0 { size.0 } else { 1 },
            Self::Em(thousandths) => thousandths,
        }
    }
}

impl FromStr for Measure {
    type Err = ParseLengthError;

    /// Reads what a [`Length`] can be, and `1.5em`.
    #[expect(clippy::cast_possible_truncation, reason = "checked to be small")]
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let Some(number) = text.trim().strip_suffix("em") else { return text.parse().map(Self::Fixed) };
        match number.trim().parse::<f64>() {
            Ok(value) if value.is_finite() && value.abs() < 1e3 => Ok(Self::Em((value * 1000.0).round() as i64)),
            _ => Err(ParseLengthError::Number(number.trim().to_owned())),
        }
    }
}

/// White in hundredths of a line of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Lines(pub i64);

impl Lines {
    /// How high it is with a leading.
    #[must_use]
    pub const fn of(self, leading: Length) -> Length {
        leading.scaled(self.0, 100)
    }
}

/// Which lists are made after the contents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// A list of the figures.
    pub figures: bool,
    /// A list of the tables.
    pub tables: bool,
}

impl HeadingsDesign {
    /// The headings of all depths, sections first.
    #[must_use]
    pub const fn depths(&self) -> [&HeadingDesign; 3] {
        [&self.first, &self.second, &self.third]
    }
}

impl Design {
    /// The measure: the length of a full line of text.
    #[must_use]
    pub fn measure(&self) -> Length {
        let columns = i64::from(self.columns.max(1));
        (self.type_width() - self.gutter * (columns - 1)) / columns
    }

    /// The width of the type area, all columns together.
    #[must_use]
    pub fn type_width(&self) -> Length {
        self.page.width - self.margins.inner - self.margins.outer
    }

    /// Where a column begins, from the left of the type area. The first is 0.
    #[must_use]
    pub fn column_left(&self, column: usize) -> Length {
        (self.measure() + self.gutter) * i64::try_from(column).unwrap_or(0)
    }

    /// Which column a place belongs to, from the left of the type area; the margins belong to that beside them.
    #[must_use]
    pub fn column_at(&self, x: Length) -> usize {
        (1..self.columns as usize).filter(|column| x >= self.column_left(*column) - self.gutter / 2).count()
    }

    /// How many lines of text stand on a full page.
    #[must_use]
    pub fn lines(&self) -> i64 {
        ((self.page.height - self.margins.head - self.margins.foot).0 / self.leading.0.max(1)).max(1)
    }

    /// The family of headings and titles.
    #[must_use]
    pub fn heading_family(&self) -> &str {
        self.heading_face.as_deref().unwrap_or(&self.text_face)
    }

    /// The size of quotations.
    #[must_use]
    pub fn quote_size(&self) -> Length {
        self.quotes.size.map_or(self.small_size, |size| size.of(self.size))
    }

    /// How the headings of a level look; the title of a chapter is level 1, that of a section 2.
    #[must_use]
    pub const fn heading(&self, level: u8) -> &HeadingDesign {
        match level {
            0..=2 => &self.headings.first,
            3 => &self.headings.second,
            _ => &self.headings.third,
        }
    }
}
