//! How an edition looks: paper, margins, faces, sizes, voice. Every number of a design lies in `designs/*.toml`.
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::units::{Length, ParseLengthError, Sides, Size};

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

/// How the headings of one depth look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeadingDesign {
    /// Of the letters.
    pub size: Measure,
    /// Of the letters.
    pub shape: Shape,
    /// Where the lines stand.
    pub align: Alignment,
    /// White above.
    pub above: Lines,
    /// White below.
    pub below: Lines,
}

/// How chapters open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpeningDesign {
    /// Of "Chapter 1" above the title.
    pub label_shape: Shape,
    /// Of the title.
    pub title_size: Measure,
    /// Of the title.
    pub title_shape: Shape,
    /// Where label and title stand.
    pub align: Alignment,
    /// White below the title.
    pub below: Lines,
    /// How the first words of the text are set.
    pub first_words: FirstWords,
    /// How many lines the first letter is high: 0 for none, else 2 or 3.
    pub drop_cap: u32,
}

/// How quotations look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QuoteDesign {
    /// From the left of the measure.
    pub indent: Measure,
    /// From the right of the measure.
    pub right_indent: Measure,
    /// Of the letters; without it the small size.
    pub size: Option<Measure>,
}

/// What stands beside figures and tables: a quieter voice than the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaptionDesign {
    /// Of the letters.
    pub shape: Shape,
    /// Of "Figure 1".
    pub label_shape: Shape,
    /// Of the heads of tables.
    pub table_head_shape: Shape,
}

/// What stands at the head and the foot of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeadDesign {
    /// What a left-hand page says.
    pub verso: HeadText,
    /// What a right-hand page says.
    pub recto: HeadText,
    /// Of the letters of the head.
    pub shape: Shape,
    /// Of head and folio.
    pub size: Measure,
    /// Where the head stands; at the left, opposite the folio if that is in the same line.
    pub align: Alignment,
    /// Where the folio stands.
    pub folio: FolioPlace,
}

/// How the pages before the text look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TitleDesign {
    /// Where their lines stand.
    pub align: Alignment,
    /// Of the title.
    pub shape: Shape,
    /// Of the subtitle, and of a dedication.
    pub subtitle_shape: Shape,
    /// Without title pages: the title stands at the head of the first page, with the text below.
    pub masthead: bool,
}

/// The typographic design of an edition. The default is the trade design on A5.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// The trimmed page.
    pub page: Size,
    /// The margins: head and foot measured to the type area.
    pub margins: Sides,
    /// The margins follow the page: ninths of it (Van de Graaf). `margins` holds what they come to.
    pub canon: bool,
    /// In how many columns the text of a page stands: 1 or 2.
    pub columns: u32,
    /// Between two columns.
    pub gutter: Length,
    /// The family of the text.
    pub text_face: String,
    /// The family of code.
    pub mono_face: String,
    /// The family of headings and titles; without it the text's.
    pub heading_face: Option<String>,
    /// The family of characters that the others lack; without it, any that has them.
    pub fallback_face: Option<String>,
    /// The size of the text.
    pub size: Length,
    /// From baseline to baseline.
    pub leading: Length,
    /// The first-line indent.
    pub indent: Length,
    /// The size of notes.
    pub note_size: Length,
    /// The leading of notes.
    pub note_leading: Length,
    /// The size of verse, captions and tables, and of quotations that have none of their own.
    pub small_size: Length,
    /// The size of code.
    pub code_size: Length,
    /// On which side chapters open.
    pub opening: Opening,
    /// Lines left white above a chapter's heading.
    pub drop: u32,
    /// Both edges straight; else ragged right.
    pub justify: bool,
    /// Words may be divided.
    pub hyphenate: bool,
    /// Words that begin with a capital may be divided.
    pub hyphenate_names: bool,
    /// Words that are divided otherwise than their language does it, with a hyphen at each place.
    pub hyphenation: Vec<String>,
    /// How paragraphs are told apart.
    pub paragraphs: Paragraphs,
    /// Which of them have their number in the margin.
    pub paragraph_numbers: ParagraphNumbers,
    /// Every so many lines of a page their number stands in the inner margin; 0 for none.
    pub line_numbers: u32,
    /// So many ruled lines to write on stand under each question; 0 for none.
    pub answer_lines: u32,
    /// Group, date and session can be filled in above each chapter.
    pub session_line: bool,
    /// How much ink the pages take.
    pub ink: InkUse,
    /// Where the addresses of links are printed.
    pub link_addresses: LinkAddresses,
    /// Pages may end above the foot rather than be filled with white.
    pub ragged_bottom: bool,
    /// All text stands on lines a leading apart, from the head of the type area.
    pub grid: bool,
    /// Points and hyphens hang into the margins a little.
    pub protrusion: bool,
    /// By how many thousandths letters may be set wider or narrower.
    pub expansion: u32,
    /// Running heads are set.
    pub running_heads: bool,
    /// Half title, title page, copyright page are made from the metadata.
    pub title_pages: bool,
    /// A table of contents is made.
    pub contents: bool,
    /// Headings within chapters: sections, sections of sections, all that is deeper.
    pub headings: [HeadingDesign; 3],
    /// How chapters open.
    pub openings: OpeningDesign,
    /// Quotations.
    pub quotes: QuoteDesign,
    /// Captions and the heads of tables.
    pub captions: CaptionDesign,
    /// What stands between scenes.
    pub ornament: Ornament,
    /// What stands above notes.
    pub separator: Separator,
    /// Notes of less than a line may share one.
    pub run_on_notes: bool,
    /// Where figures stand that do not say it themselves.
    pub figure_place: FigurePlace,
    /// Heads and folios.
    pub heads: HeadDesign,
    /// The pages before the text.
    pub titles: TitleDesign,
    /// A list of the figures is made after the contents.
    pub list_of_figures: bool,
    /// A list of the tables is made after the contents.
    pub list_of_tables: bool,
}

impl Default for Design {
    fn default() -> Self {
        crate::edition::designs::trade().clone()
    }
}

impl Design {
    /// A design that says nothing: what the trade design is read upon.
    pub(crate) fn blank() -> Self {
        Self {
            page: Size::default(),
            margins: Sides::default(),
            canon: false,
            columns: 1,
            gutter: Length::ZERO,
            text_face: String::new(),
            mono_face: String::new(),
            heading_face: None,
            fallback_face: None,
            size: Length::ZERO,
            leading: Length::ZERO,
            indent: Length::ZERO,
            note_size: Length::ZERO,
            note_leading: Length::ZERO,
            small_size: Length::ZERO,
            code_size: Length::ZERO,
            opening: Opening::default(),
            drop: 0,
            justify: false,
            hyphenate: false,
            hyphenate_names: false,
            hyphenation: Vec::new(),
            paragraphs: Paragraphs::default(),
            paragraph_numbers: ParagraphNumbers::default(),
            line_numbers: 0,
            answer_lines: 0,
            session_line: false,
            ink: InkUse::default(),
            link_addresses: LinkAddresses::None,
            ragged_bottom: false,
            grid: false,
            protrusion: false,
            expansion: 0,
            running_heads: false,
            title_pages: false,
            contents: false,
            list_of_figures: false,
            list_of_tables: false,
            headings: [HeadingDesign::default(); 3],
            openings: OpeningDesign::default(),
            quotes: QuoteDesign::default(),
            captions: CaptionDesign::default(),
            ornament: Ornament::default(),
            separator: Separator::default(),
            run_on_notes: false,
            figure_place: FigurePlace::default(),
            heads: HeadDesign::default(),
            titles: TitleDesign::default(),
        }
    }

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
            0..=2 => &self.headings[0],
            3 => &self.headings[1],
            _ => &self.headings[2],
        }
    }
}
