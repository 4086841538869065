//! The data of a galley: slugs, variants, and the costs of a page break between slugs.
//! Besides this file, make-up uses only two functions of this folder: `baseline` and `line_numbers`.
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::document::{NodeId, Position};
use crate::edition::FigurePlace;
use crate::typeset::model::called_note::CalledNote;
use crate::typeset::model::page::{ItemRole, PageItem, TextLine};
use crate::units::{Length, Point};

/// The cost of a page that begins with the last line of a paragraph, or ends with the first.
pub(crate) const WIDOW: i64 = 20_000_000;
/// The cost of a heading at the foot of a page.
pub(crate) const STRANDED: i64 = 60_000_000;
/// The cost of a break that is used only if no other is possible.
pub(crate) const FORBIDDEN: i64 = 1_000_000_000;

/// The price of an extra line of white above a heading. Readers see it next to other headings, so it costs nearly as much as a page that is
/// short by a line.
pub(crate) const WHITE: i64 = 140_000;

/// A heading that may have an extra line of white above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WhiteHeading {
    /// The heading.
    pub(crate) node: NodeId,
    /// Its level.
    pub(crate) level: u8,
    /// Its number of lines.
    pub(crate) lines: i64,
    /// Whether it has the extra line.
    pub(crate) stretched: bool,
}

/// A strip of a galley that is never cut: a line of text, a picture, a row of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slug {
    pub(crate) height: Length,
    /// White above it, dropped at the head of a page.
    pub(crate) before: Length,
    /// Whether it is the first below the title of a chapter, or the first below its epigraph. The white above it never grows, so that all
    /// chapters open alike.
    pub(crate) below_title: bool,
    /// Whether the bar of an alert runs beside the white above it. That white never grows, so that the bar has no gap.
    pub(crate) beside_bar: bool,
    /// Set if it is the first line of a heading that may have an extra line of white above it.
    pub(crate) heading: Option<WhiteHeading>,
    /// Whether it must begin a page. Then its cost is 0.
    pub(crate) begins_page: bool,
    /// The cost of beginning a page with it.
    pub(crate) cost: i64,
    /// The items on it. Points are from the left of the measure and the top of the slug.
    pub(crate) parts: Vec<SlugItem>,
    /// Whether it is a line with a formula that reaches below the letters.
    pub(crate) has_low_formula: bool,
    /// Notes called in it.
    pub(crate) notes: Vec<CalledNote>,
    /// The title of the section that begins with it, for running heads.
    pub(crate) section: Option<Arc<str>>,
    /// The position in the document of its first text.
    pub(crate) start: Option<Position>,
    /// The number of the paragraph that begins with it, for the outer margin.
    pub(crate) number: Option<MarginNumber>,
    /// Whether figures called before it must also stand before it. True of headings, because a figure stays in its section, and of figures,
    /// because they keep their order.
    pub(crate) bars: bool,
    /// Whether a table begins with it. No other table is moved past it.
    pub(crate) begins_table: bool,
    /// The size of the table that it continues, if it does. A page that begins with it should have no figure above it, and the page before
    /// none below its part of the table.
    pub(crate) continues: Option<TableSize>,
    /// Slugs to repeat if a page begins with this one: the head of a table, the term of an entry of the index, and the text of a cell over
    /// several rows, which has no height.
    pub(crate) repeat: Option<Arc<Vec<Slug>>>,
}

impl Slug {
    /// Makes it begin a page.
    pub(crate) fn begin_page(&mut self) {
        self.begins_page = true;
        self.cost = 0;
    }

    /// The distance from its top to the lowest baseline, or to the foot of a picture if that is lower.
    pub(crate) fn lowest(&self) -> Length {
        let foot = |part: &SlugItem| match part.item {
            PageItem::Artwork { size, .. } => part.at.y + size.height,
            _ => part.at.y,
        };
        self.parts.iter().map(foot).max().unwrap_or_default()
    }
}

/// An item at a point of a slug or of a page.
#[derive(Clone, Debug)]
pub(crate) struct SlugItem {
    pub(crate) at: Point,
    pub(crate) role: ItemRole,
    pub(crate) item: PageItem,
}

impl SlugItem {
    pub(crate) const fn new(at: Point, role: ItemRole, item: PageItem) -> Self {
        Self { at, role, item }
    }

    /// The item moved to the right and down.
    pub(crate) fn moved(self, by: Point) -> Self {
        Self { at: Point { x: self.at.x + by.x, y: self.at.y + by.y }, ..self }
    }

    /// The item moved down.
    pub(crate) fn lowered(self, by: Length) -> Self {
        self.moved(Point { x: Length::ZERO, y: by })
    }
}

/// A number to be printed in the margin, beside a line.
#[derive(Clone, Debug)]
pub(crate) struct MarginNumber {
    /// The distance of its baseline from the top of the slug, the column or the page that has it.
    pub(crate) baseline: Length,
    pub(crate) line: Arc<TextLine>,
    /// The block that is numbered, or that begins in the numbered line.
    pub(crate) block: NodeId,
}

/// Whether a table should stay on one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableSize {
    /// It should, and no figure stands between two parts of it.
    Small,
    Large,
}

/// Another way to set a paragraph, a figure or the white at a slug. The type of the slugs is a parameter because make-up has its own.
#[derive(Clone, Debug)]
pub(crate) struct Variant<S = Slug> {
    /// The slugs that it replaces.
    pub(crate) range: Range<usize>,
    pub(crate) slugs: Vec<S>,
    /// Its price. Zero is as good as the usual way.
    pub(crate) price: i64,
    /// How a figure stands, if this variant moves it from its call.
    pub(crate) float: Option<Float>,
}

/// The lines of a paragraph as slugs, in each way in which it can be set.
#[derive(Clone)]
pub(crate) struct SlugWays {
    /// In the best way.
    pub(crate) lines: Vec<Slug>,
    /// The variants, each with its price.
    pub(crate) others: Vec<(i64, Vec<Slug>)>,
}

/// A note for the foot of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct SetNote {
    /// In the best way.
    pub(crate) slugs: Vec<Slug>,
    /// Variants with more or fewer lines, each with its price.
    pub(crate) others: Vec<(i64, Vec<Slug>)>,
}

/// Where on a page a slug stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SlugPlace {
    /// In the stream of the text, where it is called.
    #[default]
    Stream,
    /// At the head of the page of its call.
    Top,
    /// At the foot of the page of its call.
    Foot,
    /// Held until a later page begins.
    Held,
}

/// The position of a figure that is moved from its call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Float {
    pub(crate) stand: SlugPlace,
    /// The place that the author or the design wants.
    pub(crate) place: FigurePlace,
    /// How much less white the next block has above it. It needs no white to separate it from the figure.
    pub(crate) less: Length,
}

/// The largest number of figures that may be held for a later page at once.
pub(crate) const MOST_HELD: usize = 4;

/// A figure or a table that may span all columns.
#[derive(Clone, Debug)]
pub(crate) struct SpanningItem {
    /// The item across all columns, with the white below it.
    pub(crate) slug: Slug,
    /// The slugs of the column that are used if it does not span them.
    pub(crate) range: Range<usize>,
    /// How much less white the next block has above it if these slugs are taken out.
    pub(crate) less: Length,
    /// The diagnostic to report if it spans all columns, and the one to report if it stays in its column.
    pub(crate) told: [Option<Diagnostic>; 2],
}

impl SpanningItem {
    /// An item with nothing to report. `space` is the white requested before its call.
    pub(crate) const fn new(slug: Slug, range: Range<usize>, space: Length) -> Self {
        Self { slug, range, less: space, told: [None, None] }
    }
}

/// A division's column with its notes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Galley {
    pub(crate) slugs: Vec<Slug>,
    /// Variants of its paragraphs and figures, in order.
    pub(crate) variants: Vec<Variant>,
    /// The notes that it calls, in the order of their first calls.
    pub(crate) notes: Vec<(CalledNote, SetNote)>,
    /// Whether it opens on a right-hand page.
    pub(crate) recto: bool,
    /// Its title, for the running heads.
    pub(crate) head: String,
    /// The number of slugs at the beginning that span all columns of the first page.
    pub(crate) opened: usize,
    /// The number of columns of its pages, if it is not that of the design.
    pub(crate) columns: Option<u32>,
    /// Figures and tables that may span all columns.
    pub(crate) wides: Vec<SpanningItem>,
}
