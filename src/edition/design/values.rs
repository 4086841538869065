//! The types of the values of a design. `table.rs` declares the values.
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::units::{Length, ParseLengthError};

/// On which side a chapter opens.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChapterOpening {
    /// On the next right-hand page.
    Recto,
    /// On the next page.
    #[default]
    NextPage,
}

/// The shape of letters, which distinguishes headings and running heads from the text.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LetterShape {
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
pub enum HeadingAlignment {
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
    /// Like the other words.
    #[default]
    Plain,
    /// In small capitals.
    SmallCaps,
}

/// How paragraphs are separated.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paragraphs {
    /// By an indented first line.
    #[default]
    Indent,
    /// By white, `block-white` of the design.
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
    /// Whether a number such as `3.12` is shown. A number with a letter is never a fifth.
    #[must_use]
    pub fn shows(self, number: &str) -> bool {
        match self {
            Self::None => false,
            Self::Fifth => number.rsplit('.').next().and_then(|own| own.parse::<u32>().ok()).is_some_and(|own| own > 0 && own % 5 == 0),
            Self::All => true,
        }
    }
}

/// Where the PDF prints the addresses of links, for readers of the printed book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkAddresses {
    /// Nowhere.
    #[default]
    None,
    /// After each link, in brackets.
    Beside,
    /// In a list at the end of the chapter. The number in the list stands after the link.
    List,
    /// In that list, each with a QR code.
    Codes,
}

/// How much ink the pages of the PDF use.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InkUse {
    /// As designed.
    #[default]
    Full,
    /// Little, as for a home printer: headings that are not bold, thin rules, pictures in light greys, dark areas of drawings light.
    /// The text stays black.
    Saving,
}

/// How the keywords, strings and comments of code are told apart.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodeColours {
    /// Not at all. The e-book has no colours in code either.
    None,
    /// By weight, italics and greys, which survive a photocopier. The e-book has colours.
    #[default]
    Print,
    /// By colours, weight and italics, for pages on a screen and for printing in colours.
    Screen,
}

/// How many pixels of pictures the files have.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PicturePixels {
    /// As many as are seen: in the PDF, a picture with more than 330 to the inch at its printed size is reduced to 300; in the EPUB, as many as e-readers show.
    #[default]
    Seen,
    /// All that the files of the pictures have.
    Original,
}

/// What stands between the text and the notes at the foot.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteSeparator {
    /// A short hairline.
    #[default]
    Rule,
    /// White.
    Space,
}

/// How theorems, definitions and the like are counted.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatementNumbering {
    /// Each kind by itself.
    #[default]
    Separate,
    /// All kinds together.
    Shared,
}

/// Where a figure with a caption stands. It never leaves its section, and figures keep their order. A figure without a caption always
/// stands where it is called.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigurePlace {
    /// Where it is called, or at the head of the next page if it would leave its page short.
    #[default]
    Near,
    /// Exactly where it is called, even if that leaves its page short.
    Here,
    /// At the head of the page of its call, or of the next.
    Top,
    /// At the foot of the page of its call; at the head of the next if it does not fit.
    Foot,
    /// On a page of its own after that of its call.
    Page,
}

impl FigurePlace {
    /// The place with a name, as in `{place=top}`. `None` if there is no such place.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "near" => Self::Near,
            "here" => Self::Here,
            "top" => Self::Top,
            "foot" => Self::Foot,
            "page" => Self::Page,
            _ => return None,
        })
    }
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
    /// The title of the first section that begins on the page, or else of the one that continues.
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
    /// A text that the author gives.
    Text(String),
}

/// A length that is fixed or relative to a size of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// The same for every size of text.
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
    /// The length for a size of text.
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

    /// Parses a [`Length`], or a number of `em`.
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
    /// The height for a leading.
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
    /// A list of the listings.
    pub listings: bool,
    /// A list of the equations that have a title.
    pub equations: bool,
}
