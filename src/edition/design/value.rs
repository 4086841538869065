//! The kinds of values in a design: what the author writes for each, how it is read, and how it is written as TOML.
use std::fmt::Debug;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic, Sink, codes, nearest};
use crate::edition::settings::tree::{PathStep, Setting};
use crate::source::Span;
use crate::units::{Length, PAPERS, ParseLengthError, Sides, Size, paper};

use super::values::{
    ChapterOpening, CodeColours, FigurePlace, FirstWords, FolioPlace, HeadText, HeadingAlignment, InkUse, LetterShape, Lines,
    LinkAddresses, Lists, Measure, NoteSeparator, Ornament, ParagraphNumbers, Paragraphs, PicturePixels, StatementNumbering,
};

/// The maximum number of characters in an ornament.
const LONGEST_ORNAMENT: usize = 12;

/// A value of a design, or a group of values.
pub(crate) trait DesignValue: Sized {
    /// What the author may write for it. Its default is that nothing is written.
    type Written: Clone + Debug + Default + DeserializeOwned + JsonSchema;

    /// Replaces the value with the one that was written. Reports a mistake and keeps the value if that is not possible.
    fn read(&mut self, written: &Self::Written, at: &ValuePlace<'_>);

    /// Appends the rows of the value, or of all values of the group. `row` says what the table declares about it.
    fn rows(&self, row: DesignRow, rows: &mut Vec<DesignRow>);
}

/// One value of a design: what the table of designs declares, and the value of one design.
#[derive(Clone, Debug, Default)]
pub struct DesignRow {
    /// The dotted key below `[design]`: `openings.title-size`.
    pub key: String,
    /// The value as TOML. `None` if the design has none and `follows` names no other.
    pub value: Option<String>,
    /// The kind of value and its unit: `length`, `lines`. Empty if the documentation of the value lists the choices.
    pub kind: &'static str,
    /// What is accepted: `0 to 50`. Empty if the kind alone decides.
    pub range: &'static str,
    /// The key whose value it has if it has none of its own. Empty if there is none.
    pub follows: &'static str,
    /// Whether a book's value also applies to the built-in editions, whatever their page.
    pub on_any_page: bool,
    /// The documentation of the value.
    pub documentation: &'static str,
}

impl DesignRow {
    /// The row with a value.
    fn with(self, kind: &'static str, value: String) -> Self {
        Self { kind, value: Some(value), ..self }
    }

    /// The row of a value in this group.
    pub(super) fn below(&self, row: Self) -> Self {
        let key = if self.key.is_empty() { row.key } else { format!("{}.{}", self.key, row.key) };
        Self { key, ..row }
    }
}

/// The place of a value in the settings of the author.
pub(crate) struct ValuePlace<'a> {
    /// The settings.
    pub(super) given: &'a Setting,
    /// The path from the root of the settings to the value.
    pub(super) path: Vec<PathStep<'a>>,
    /// Collects the mistakes.
    pub(super) sink: &'a Sink,
}

impl ValuePlace<'_> {
    /// The place of a value in the table at this place.
    pub(super) fn key(&self, key: &'static str) -> Self {
        let mut path = self.path.clone();
        path.push(PathStep::Key(key));
        Self { path, ..*self }
    }

    /// The span of the value.
    pub(super) fn span(&self) -> Span {
        self.given.place(&self.path)
    }

    /// Reports a mistake in the value.
    fn bad(&self, code: &'static Code, message: String, hint: String) {
        self.sink.report(Diagnostic::new(code, self.span(), message).hint(hint));
    }

    /// Reads a length, which must not be negative.
    fn length<T: Measurable>(&self, text: &str) -> Option<T> {
        match text.parse::<T>() {
            Ok(length) if !length.is_negative() => return Some(length),
            Ok(_) => self.bad(codes::BAD_LENGTH, format!("`{text}` is negative"), "write a length of zero or more".to_owned()),
            Err(error) => self.bad(codes::BAD_LENGTH, error.to_string(), T::HINT.to_owned()),
        }
        None
    }
}

/// A length as text, such as `"11pt"`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(transparent)]
pub(crate) struct LengthText(String);

impl JsonSchema for LengthText {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Length".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "length" })
    }
}

/// A length that is written as text.
trait Measurable: FromStr<Err = ParseLengthError> {
    /// How it is written.
    const HINT: &'static str;
    fn is_negative(&self) -> bool;
}

impl Measurable for Length {
    const HINT: &'static str = "write a number and a unit: `\"11pt\"`, `\"17mm\"`";
    fn is_negative(&self) -> bool {
        *self < Self::ZERO
    }
}

impl Measurable for Measure {
    const HINT: &'static str = "write a number and a unit: `\"11pt\"`, `\"17mm\"`, `\"1.5em\"`";
    fn is_negative(&self) -> bool {
        self.of(Length::points(1)) < Length::ZERO
    }
}

impl DesignValue for Length {
    type Written = Option<LengthText>;

    fn read(&mut self, written: &Self::Written, at: &ValuePlace<'_>) {
        set(self, written.as_ref().and_then(|LengthText(text)| at.length(text)));
    }

    fn rows(&self, row: DesignRow, rows: &mut Vec<DesignRow>) {
        rows.push(row.with("length", length(*self)));
    }
}

impl DesignValue for Measure {
    type Written = Option<LengthText>;

    fn read(&mut self, written: &Self::Written, at: &ValuePlace<'_>) {
        set(self, written.as_ref().and_then(|LengthText(text)| at.length(text)));
    }

    fn rows(&self, row: DesignRow, rows: &mut Vec<DesignRow>) {
        let value = match self {
            Self::Fixed(fixed) => length(*fixed),
            Self::Em(thousandths) => quoted(&format!("{}em", *thousandths as f64 / 1000.0)),
        };
        rows.push(row.with("length or em", value));
    }
}

impl DesignValue for Lines {
    type Written = Option<f64>;

    #[expect(clippy::cast_possible_truncation, reason = "the range in the schema is small")]
    fn read(&mut self, written: &Self::Written, _: &ValuePlace<'_>) {
        set(self, written.map(|lines| Self((lines * 100.0).round() as i64)));
    }

    fn rows(&self, row: DesignRow, rows: &mut Vec<DesignRow>) {
        rows.push(row.with("lines", (self.0 as f64 / 100.0).to_string()));
    }
}

/// Values that are written as they are, with the names of their kinds.
macro_rules! plain {
    ($($kind:literal $type:ty, $toml:expr;)*) => { $(
        impl DesignValue for $type {
            type Written = Option<Self>;

            fn read(&mut self, written: &Self::Written, _: &ValuePlace<'_>) {
                set(self, written.clone());
            }

            fn rows(&self, row: DesignRow, rows: &mut Vec<DesignRow>) {
                let toml: fn(&Self) -> String = $toml;
                rows.push(row.with($kind, toml(self)));
            }
        }
    )* };
}

plain! {
    "true or false" bool, ToString::to_string;
    "number" u32, ToString::to_string;
    "text" String, |text| quoted(text);
    "list of texts" Vec<String>, |words| format!("[{}]", words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", "));
    "" HeadingAlignment, name;
    "" FigurePlace, name;
    "" FirstWords, name;
    "" FolioPlace, name;
    "" HeadText, name;
    "" InkUse, name;
    "" ChapterOpening, name;
    "" CodeColours, name;
    "" ParagraphNumbers, name;
    "" Paragraphs, name;
    "" PicturePixels, name;
    "" NoteSeparator, name;
    "" StatementNumbering, name;
    "" LetterShape, name;
}

impl DesignValue for Option<String> {
    type Written = Self;

    fn read(&mut self, written: &Self::Written, _: &ValuePlace<'_>) {
        if written.is_some() {
            self.clone_from(written);
        }
    }

    fn rows(&self, row: DesignRow, rows: &mut Vec<DesignRow>) {
        rows.push(DesignRow { kind: "text", value: self.as_deref().map(quoted), ..row });
    }
}

impl DesignValue for Option<u32> {
    type Written = Self;

    fn read(&mut self, written: &Self::Written, _: &ValuePlace<'_>) {
        if written.is_some() {
            *self = *written;
        }
    }

    fn rows(&self, row: DesignRow, rows: &mut Vec<DesignRow>) {
        rows.push(DesignRow { kind: "number", value: self.map(|number| number.to_string()), ..row });
    }
}

impl DesignValue for Option<Lines> {
    type Written = Option<f64>;

    fn read(&mut self, written: &Self::Written, at: &ValuePlace<'_>) {
        if written.is_some() {
            let mut lines = Lines(0);
            lines.read(written, at);
            *self = Some(lines);
        }
    }

    fn rows(&self, row: DesignRow, rows: &mut Vec<DesignRow>) {
        match self {
            Some(lines) => lines.rows(row, rows),
            None => rows.push(DesignRow { kind: "lines", ..row }),
        }
    }
}

impl DesignValue for Option<Measure> {
    type Written = Option<LengthText>;

    fn read(&mut self, written: &Self::Written, at: &ValuePlace<'_>) {
        if let Some(size) = written.as_ref().and_then(|LengthText(text)| at.length(text)) {
            *self = Some(size);
        }
    }

    fn rows(&self, row: DesignRow, rows: &mut Vec<DesignRow>) {
        match self {
            Some(size) => size.rows(row, rows),
            None => rows.push(DesignRow { kind: "length or em", ..row }),
        }
    }
}

/// A page.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum PageValue {
    /// A name.
    Name(String),
    /// A width and a height.
    Size(PageTable),
}

/// A width and a height.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PageTable {
    /// From left to right.
    width: Option<LengthText>,
    /// From top to bottom.
    height: Option<LengthText>,
}

impl DesignValue for Size {
    type Written = Option<PageValue>;

    fn read(&mut self, written: &Self::Written, at: &ValuePlace<'_>) {
        match written {
            Some(PageValue::Name(name)) => match paper(name) {
                Some(size) => *self = size,
                None => {
                    let names: Vec<&str> = PAPERS.iter().map(|(name, ..)| *name).collect();
                    let hint = match nearest(name, names.iter().copied()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("use one of {}, or `{{ width = \"…\", height = \"…\" }}`", names.join(", ")),
                    };
                    at.bad(codes::UNKNOWN_PAPER, format!("no paper is called `{name}`"), hint);
                }
            },
            Some(PageValue::Size(size)) => {
                self.width.read(&size.width, &at.key("width"));
                self.height.read(&size.height, &at.key("height"));
            }
            None => {}
        }
    }

    fn rows(&self, row: DesignRow, rows: &mut Vec<DesignRow>) {
        let name = PAPERS.iter().map(|(name, ..)| *name).find(|name| paper(name) == Some(*self));
        match name {
            Some(name) => rows.push(row.with("name of a paper, or width and height", quoted(name))),
            None => {
                for (key, length) in [("width", self.width), ("height", self.height)] {
                    length.rows(row.below(DesignRow { key: key.to_owned(), ..row.clone() }), rows);
                }
            }
        }
    }
}

/// Margins.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum MarginsValue {
    /// `canon`: ninths of the page.
    Name(String),
    /// Each by itself.
    Sides(MarginsTable),
}

/// Margins, each by itself.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MarginsTable {
    /// At the spine.
    inner: Option<LengthText>,
    /// Above the type area.
    head: Option<LengthText>,
    /// At the fore-edge.
    outer: Option<LengthText>,
    /// Below the type area.
    foot: Option<LengthText>,
}

/// The name of the margins that follow the page.
pub(super) const CANON: &str = "canon";

impl DesignValue for Sides {
    type Written = Option<MarginsValue>;

    /// Takes only lengths: the margins of the canon depend on the page, so the reader of the whole design sets them.
    fn read(&mut self, written: &Self::Written, at: &ValuePlace<'_>) {
        match written {
            Some(MarginsValue::Sides(sides)) => {
                self.inner.read(&sides.inner, &at.key("inner"));
                self.head.read(&sides.head, &at.key("head"));
                self.outer.read(&sides.outer, &at.key("outer"));
                self.foot.read(&sides.foot, &at.key("foot"));
            }
            Some(MarginsValue::Name(name)) if name != CANON => at.bad(
                codes::BAD_VALUE,
                format!("no margins are called `{name}`"),
                "write `\"canon\"`, or `{ inner = \"…\", head = \"…\", outer = \"…\", foot = \"…\" }`".to_owned(),
            ),
            Some(MarginsValue::Name(_)) | None => {}
        }
    }

    fn rows(&self, row: DesignRow, rows: &mut Vec<DesignRow>) {
        let sides = [
            ("inner", self.inner, "The margin at the spine."),
            ("head", self.head, "The margin above the type area."),
            ("outer", self.outer, "The margin at the fore-edge."),
            ("foot", self.foot, "The margin below the type area."),
        ];
        for (key, length, documentation) in sides {
            length.rows(row.below(DesignRow { key: key.to_owned(), documentation, ..row.clone() }), rows);
        }
    }
}

/// Where addresses are printed.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum LinkAddressesValue {
    /// After each link, or nowhere.
    Beside(bool),
    /// In a list.
    Listed(LinkListName),
}

/// A list of links at the end of each chapter, numbered where they stand in the text.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LinkListName {
    /// With their addresses.
    List,
    /// With their addresses and a QR code for each.
    Codes,
}

impl DesignValue for LinkAddresses {
    type Written = Option<LinkAddressesValue>;

    fn read(&mut self, written: &Self::Written, _: &ValuePlace<'_>) {
        set(
            self,
            written.map(|value| match value {
                LinkAddressesValue::Beside(false) => Self::None,
                LinkAddressesValue::Beside(true) => Self::Beside,
                LinkAddressesValue::Listed(LinkListName::List) => Self::List,
                LinkAddressesValue::Listed(LinkListName::Codes) => Self::Codes,
            }),
        );
    }

    fn rows(&self, row: DesignRow, rows: &mut Vec<DesignRow>) {
        let value = match self {
            Self::None => "false".to_owned(),
            Self::Beside => "true".to_owned(),
            Self::List => quoted("list"),
            Self::Codes => quoted("codes"),
        };
        rows.push(row.with("true, false, list or codes", value));
    }
}

/// What a list has: all figures, tables, listings or equations that have a caption.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ListName {
    Figures,
    Tables,
    Listings,
    Equations,
}

impl DesignValue for Lists {
    type Written = Option<Vec<ListName>>;

    fn read(&mut self, written: &Self::Written, _: &ValuePlace<'_>) {
        let lists = written.as_ref().map(|lists| {
            let has = |list| lists.contains(&list);
            Self {
                figures: has(ListName::Figures),
                tables: has(ListName::Tables),
                listings: has(ListName::Listings),
                equations: has(ListName::Equations),
            }
        });
        set(self, lists);
    }

    fn rows(&self, row: DesignRow, rows: &mut Vec<DesignRow>) {
        let lists = [
            (self.figures, "\"figures\""),
            (self.tables, "\"tables\""),
            (self.listings, "\"listings\""),
            (self.equations, "\"equations\""),
        ];
        let made: Vec<&str> = lists.iter().filter(|(made, _)| *made).map(|(_, name)| *name).collect();
        rows.push(row.with("list", format!("[{}]", made.join(", "))));
    }
}

impl DesignValue for Ornament {
    type Written = Option<String>;

    fn read(&mut self, written: &Self::Written, at: &ValuePlace<'_>) {
        let hint = || format!("use `rule`, `asterisks`, `space`, or at most {LONGEST_ORNAMENT} characters");
        match written.as_deref().map(str::trim) {
            Some("rule") => *self = Self::Rule,
            Some("asterisks") => *self = Self::Asterisks,
            Some("space") => *self = Self::Space,
            Some("") => at.bad(codes::BAD_VALUE, "an ornament cannot be empty".to_owned(), hint()),
            Some(text) if text.chars().count() <= LONGEST_ORNAMENT => *self = Self::Text(text.to_owned()),
            Some(text) => at.bad(codes::BAD_VALUE, format!("`{text}` is too long for an ornament"), hint()),
            None => {}
        }
    }

    fn rows(&self, row: DesignRow, rows: &mut Vec<DesignRow>) {
        let text = match self {
            Self::Rule => "rule",
            Self::Asterisks => "asterisks",
            Self::Space => "space",
            Self::Text(text) => text,
        };
        rows.push(row.with("rule, asterisks, space or a short text", quoted(text)));
    }
}

/// Replaces a value if there is a new one.
fn set<T>(into: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *into = value;
    }
}

/// Text as a TOML string.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// The name of a choice as TOML. It is the name that serde reads.
fn name(choice: &impl Serialize) -> String {
    serde_json::to_value(choice).map_or_else(|_| String::new(), |name| name.to_string())
}

/// A length in the unit in which it is round, so that reading it gives the same length again.
fn length(length: Length) -> String {
    let hundredth = |value: f64| (value * 100.0).round() / 100.0;
    let (points, millimetres) = (hundredth(length.to_pt()), hundredth(length.to_pt() * 25.4 / 72.0));
    quoted(&if Length::from_pt(points) == length {
        format!("{points}pt")
    } else if Length::from_mm(millimetres) == length {
        format!("{millimetres}mm")
    } else {
        format!("{:.5}pt", length.to_pt())
    })
}
