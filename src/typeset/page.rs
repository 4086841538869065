//! The finished page: what typesetting hands to the PDF backend.
use std::sync::Arc;

use crate::document::{Folio, NodeId, PageList, PageMark, Position};
use crate::font::{FaceId, Glyph};
use crate::units::{Length, Point, Size};

/// A finished book of pages.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// In order.
    pub pages: Vec<Page>,
    /// Where the outline leads: page (from 0) and height of each division that has a heading.
    pub places: Vec<(NodeId, usize, Point)>,
}

/// Which side of a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Right-hand, odd.
    Recto,
    /// Left-hand, even.
    Verso,
}

/// What a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageKind {
    /// Made from the metadata or the table of contents: no words of the manuscript.
    Made,
    /// Text of the manuscript.
    Text,
    /// Left white so that the next page falls on its side.
    Blank,
}

/// A finished page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its number, whether printed or not.
    pub folio: Folio,
    /// Its side.
    pub side: Side,
    /// What it is for.
    pub kind: PageKind,
    /// Whether a note that is called on it begins later, since those before it fill the page; it was reported.
    pub crowded: bool,
    /// Its trimmed size.
    pub size: Size,
    /// What stands on it, in reading order.
    pub items: Vec<Placed>,
    /// Where its text begins, if it has text of the manuscript.
    pub start: Option<Position>,
}

/// Something on a page. The place is the left end of the baseline for lines, else the top left corner.
#[derive(Clone, Debug)]
pub struct Placed {
    /// From the top left corner of the page.
    pub at: Point,
    /// What it belongs to.
    pub role: Role,
    /// What it is.
    pub item: PageItem,
}

/// What an item belongs to, for marked content: text and pictures to a node, the rest is an artifact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// A node of the document: the block that a line is of.
    Content(NodeId),
    /// Made by the book: title pages, contents.
    Made,
    /// Running heads, folios, rules, ornaments: not read aloud.
    Artifact,
}

/// All that a page can hold. The backend matches on it without a wildcard.
#[derive(Clone, Debug)]
pub enum PageItem {
    /// A line of text.
    Line(TextLine),
    /// A black rectangle.
    Rule(Size),
    /// A picture, by the path under which the gallery has it, scaled to the size.
    Artwork {
        /// Its path.
        source: Arc<str>,
        /// What it shows.
        alt: Arc<str>,
        /// On the page.
        size: Size,
    },
    /// A rectangle that can be clicked on.
    Link {
        /// Where it leads.
        to: LinkTarget,
        /// What a screen reader says of it.
        text: Arc<str>,
        /// On the page.
        size: Size,
    },
    /// A named place.
    Anchor(Arc<str>),
}

/// Where a link on a page leads: by name, so that the PDF needs no resolution for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LinkTarget {
    /// To the [`PageItem::Anchor`] of that name.
    Anchor(Arc<str>),
    /// Out of the book.
    Uri(Arc<str>),
}

/// A line of text: segments from left to right along one baseline.
#[derive(Clone, Debug, Default)]
pub struct TextLine {
    /// From left to right.
    pub segments: Vec<Segment>,
    /// How its flexible runs are fitted to the measure.
    pub fit: Fit,
}

/// How the letters of a line give way, so that its spaces need to less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// By how much they are wider than they were shaped, in parts of [`Fit::WHOLE`] of their width.
    pub expansion: i64,
    /// White added after each of them.
    pub tracking: Length,
}

impl Fit {
    /// What expansion is counted in: parts of the width as shaped.
    pub const WHOLE: i64 = 100_000;
}

/// A part of a line.
#[derive(Clone, Debug)]
pub enum Segment {
    /// Shaped glyphs.
    Glyphs(Arc<GlyphRun>),
    /// A space between words: printed as a real space glyph of the run before it, so that the text can be copied.
    Space(Length),
    /// White without a character: indents, space after a turned line.
    Kern(Length),
}

/// A word, or a part of one, shaped.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
    /// The face.
    pub face: FaceId,
    /// The size.
    pub size: Length,
    /// How far above the baseline it is set; negative for below.
    pub rise: Length,
    /// Added after every glyph.
    pub tracking: Length,
    /// The glyphs, in units of the em.
    pub glyphs: Vec<Glyph>,
    /// The text that they stand for; a division at a line's end is U+00AD. Clusters count its bytes.
    pub text: Box<str>,
    /// The sum of the advances and the tracking.
    pub width: Length,
    /// How much of the em a unit is.
    pub units_per_em: i32,
    /// Grey from 0 (black) to 255 (white).
    pub grey: u8,
    /// A line is drawn through it.
    pub struck: bool,
    /// Whether it may be made a little wider or narrower with its line: text may, code may not.
    pub flexible: bool,
}

impl GlyphRun {
    /// How it is fitted in a line.
    #[must_use]
    pub fn fit_in(&self, line: &TextLine) -> Fit {
        if self.flexible { line.fit } else { Fit::default() }
    }

    /// How wide it is if it is fitted so.
    #[must_use]
    pub fn width_in(&self, line: &TextLine) -> Length {
        self.place(self.width, self.glyphs.len(), self.fit_in(line))
    }

    /// A place within the run, after so many glyphs, if it is fitted so.
    #[must_use]
    pub fn place(&self, place: Length, glyphs: usize, fit: Fit) -> Length {
        Length(place.0 + place.0 * fit.expansion / Fit::WHOLE) + fit.tracking * i64::try_from(glyphs).unwrap_or(0)
    }
}

impl Pages {
    /// Adds blank pages at the end: until the last is blank if that is wanted, and until the number of pages is a multiple.
    pub fn pad(&mut self, multiple: usize, blank_last: bool) {
        let multiple = multiple.max(1);
        let inked = |page: &Page| !page.items.is_empty();
        while let Some(last) = self.pages.last().filter(|last| !self.pages.len().is_multiple_of(multiple) || (blank_last && inked(last))) {
            let side = if self.pages.len().is_multiple_of(2) { Side::Recto } else { Side::Verso };
            let folio = match last.folio {
                Folio::Roman(number) => Folio::Roman(number.saturating_add(1)),
                Folio::Arabic(number) => Folio::Arabic(number.saturating_add(1)),
            };
            let blank = Page { folio, side, kind: PageKind::Blank, crowded: false, size: last.size, items: Vec::new(), start: None };
            self.pages.push(blank);
        }
    }

    /// Where each page begins in the text. A page that begins within the same character as the one before it (a picture or
    /// a formula as source, cut in two) has no place of its own.
    #[must_use]
    pub fn page_list(&self) -> PageList {
        let mut list = PageList::default();
        for page in &self.pages {
            let Some(start) = page.start else { continue };
            if list.pages.last().is_none_or(|last| last.start < start) {
                list.pages.push(PageMark { folio: page.folio, start });
            }
        }
        list
    }
}

impl TextLine {
    /// How wide the line is.
    #[must_use]
    pub fn width(&self) -> Length {
        self.segments
            .iter()
            .map(|segment| match segment {
                Segment::Glyphs(run) => run.width_in(self),
                Segment::Space(width) | Segment::Kern(width) => *width,
            })
            .sum()
    }
}
