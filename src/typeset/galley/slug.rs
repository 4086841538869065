//! What a galley is made of: slugs, the other ways in which they can be set, and the prices of breaking a page between them. Make-up reads
//! nothing else of galleys.
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::document::{NoteId, Position};
use crate::edition::FigurePlace;
use crate::typeset::model::page::{PageItem, Role, TextLine};
use crate::units::{Length, Point};

/// The cost of a page that begins with the last line of a paragraph, or ends with the first.
pub(crate) const WIDOW: i64 = 20_000_000;
/// The cost of a heading at the foot of a page.
pub(crate) const STRANDED: i64 = 60_000_000;
/// The cost of a break that is used only if no other is possible.
pub(crate) const FORBIDDEN: i64 = 1_000_000_000;
/// A page must begin here.
pub(crate) const FORCED: i64 = -1;

/// The cost of an extra line of white above a heading.
pub(crate) const WHITE: i64 = 12_000;

/// A strip of a galley that is never cut.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slug {
    pub(crate) height: Length,
    /// White above it, dropped at the head of a page.
    pub(crate) before: Length,
    /// The cost of beginning a page with it, or [`FORCED`].
    pub(crate) cost: i64,
    /// From the left of the measure and the top of the slug.
    pub(crate) parts: Vec<(Point, Role, PageItem)>,
    /// Notes called in it.
    pub(crate) notes: Vec<NoteId>,
    /// The title of the section that begins with it.
    pub(crate) section: Option<Arc<str>>,
    /// The text with which it begins.
    pub(crate) start: Option<Position>,
    /// The number of the paragraph that begins with it, for the outer margin: how far down its baseline is, and the line.
    pub(crate) number: Option<(Length, Arc<TextLine>)>,
    /// Whether figures called before it must be placed before it. A heading ends the section before, and figures keep their order.
    pub(crate) bars: bool,
    /// Whether a table begins with it. No other table is moved past it.
    pub(crate) begins_table: bool,
    /// Slugs to repeat if a page begins with this one: the head of a table.
    pub(crate) repeat: Option<Arc<Vec<Slug>>>,
}

/// Another way to set the slugs of a paragraph: in a line more or less. Make-up has variants of its own strips.
#[derive(Clone, Debug)]
pub(crate) struct Variant<S = Slug> {
    /// The slugs that it stands for.
    pub(crate) range: Range<usize>,
    pub(crate) slugs: Vec<S>,
    /// Its cost.
    pub(crate) price: i64,
    /// Set if it is a figure that is moved from its call.
    pub(crate) float: Option<Float>,
}

/// The lines of a paragraph as slugs, in each way in which it can be set.
#[derive(Clone)]
pub(crate) struct SlugWays {
    /// As it is best.
    pub(crate) lines: Vec<Slug>,
    /// Otherwise, with how much worse that is to the page builder.
    pub(crate) others: Vec<(i64, Vec<Slug>)>,
}

/// A note as it is set.
#[derive(Debug, Default)]
pub(crate) struct SetNote {
    /// As it is best.
    pub(crate) slugs: Vec<Slug>,
    /// In other numbers of lines, with how much worse that is.
    pub(crate) others: Vec<(i64, Vec<Slug>)>,
}

/// Where on a page a slug stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Stand {
    /// Where it is called, as all text.
    #[default]
    Stream,
    /// At the head of the page of its call.
    Top,
    /// At the foot of the page of its call.
    Foot,
    /// Held until a later page begins.
    Held,
}

/// How a figure that is set apart from its call stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Float {
    pub(crate) stand: Stand,
    /// What was asked for.
    pub(crate) place: FigurePlace,
    /// How much white is lost above what follows its call: that which would tell the text from the figure.
    pub(crate) less: Length,
}

/// How many figures are held at most.
pub(crate) const MOST_HELD: usize = 4;

/// Something that may stand over all columns.
#[derive(Clone, Debug)]
pub(crate) struct SpanningItem {
    /// As it stands there, with the white below it.
    pub(crate) slug: Slug,
    /// The slugs that stand in the column if it does not.
    pub(crate) range: Range<usize>,
    /// How much white is lost above what follows these slugs if they do not stand before it.
    pub(crate) less: Length,
    /// What is told of it if it stands over all columns, and if it stands in its column.
    pub(crate) told: [Option<Diagnostic>; 2],
}

impl SpanningItem {
    /// `space` is the white that was asked for before its call.
    pub(crate) const fn new(slug: Slug, range: Range<usize>, space: Length) -> Self {
        Self { slug, range, less: space, told: [None, None] }
    }
}

/// A division's column with its notes.
#[derive(Debug, Default)]
pub(crate) struct Galley {
    pub(crate) slugs: Vec<Slug>,
    /// How else its paragraphs can be set.
    pub(crate) variants: Vec<Variant>,
    /// The notes that it calls, in the order of their first calls.
    pub(crate) notes: Vec<(NoteId, SetNote)>,
    /// It opens on a right-hand page.
    pub(crate) recto: bool,
    /// What stands at the head of its right-hand pages.
    pub(crate) head: String,
    /// How many of its slugs stand over all columns of its first page.
    pub(crate) opened: usize,
    /// It is set over all columns.
    pub(crate) wide: bool,
    /// What may stand over all columns further on.
    pub(crate) wides: Vec<SpanningItem>,
}
