//! The finished page: what typesetting hands to the PDF backend.
use std::ops::Range;
use std::sync::Arc;

use super::qr_code::Modules;
use crate::document::{Folio, MadePlace, NodeId, NoteId, PageMark, PageStart, Position};
use crate::edition::Design;
use crate::font::{FaceId, Glyph};
use crate::units::{Length, Point, Size};

/// A finished book of pages.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// In order.
    pub pages: Vec<Page>,
    /// Where the outline leads: page (from 0) and height of each division that has a heading.
    pub places: Vec<(NodeId, usize, Point)>,
    /// The id of the printing, `urn:isbn:…` or `urn:uuid:…`, if it has one: who names its pages names it.
    pub printing: Option<String>,
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
    Made(Made),
    /// Running heads, folios, rules, ornaments: not read aloud.
    Artifact,
}

/// Text that the book adds to the manuscript. All lines of one value are one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Made {
    /// A text of the title pages, or of the masthead on the first page.
    TitlePage(TitlePageText),
    /// A line on the last page, which says what the book was made from; lines count from 0.
    Provenance(u32),
    /// The source of an excerpt, above its first page.
    ExcerptSource,
    /// A picture on the cover of a printed book.
    Cover,
    /// The title of a list, for example of the contents.
    ListTitle,
    /// A row of such a list, by the node that it leads to.
    Row(NodeId),
    /// A heading above notes that stand together, by the division that calls them, or by the division of all notes.
    NotesTitle(NodeId),
    /// An entry of the index; entries count from 0.
    Entry(u32),
    /// A heading above a list of links, by the division at whose end the list is.
    LinksTitle(NodeId),
    /// The number of an entry in a list of links.
    LinkNumber(LinkEntry),
    /// The address of such an entry, or its QR code.
    Link(LinkEntry),
}

/// A text of the title pages or of the masthead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TitlePageText {
    /// The title of the book on the half-title page.
    HalfTitle,
    /// The authors.
    Authors,
    /// The title of the book.
    Title,
    /// Its subtitle.
    Subtitle,
    /// The publisher, at the foot of the title page.
    Publisher,
    /// A paragraph of the copyright page; paragraphs count from 0.
    Imprint(u32),
}

/// An entry in a list of links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LinkEntry {
    /// The division at whose end the list is.
    pub division: NodeId,
    /// The number that is printed before the address.
    pub number: u32,
}

/// What is clicked on in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LinkKey {
    /// A link, a reference or a call of the document.
    Node(NodeId),
    /// The mark before a note, which leads back to its first call.
    Back(NoteId),
    /// A number in the index, which leads to the place itself.
    Place(NodeId),
    /// An entry of the index that another one names.
    Entry(usize),
    /// A row of a list.
    Row,
}

/// All that a page can hold. The backend matches on it without a wildcard.
#[derive(Clone, Debug)]
pub enum PageItem {
    /// A line of text.
    Line(Arc<TextLine>),
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
        /// What is its head lies at the left.
        turned: bool,
    },
    /// A QR code; the place is the top left corner of its first module. An address stands beside it, so it is not read aloud.
    QrCode {
        /// Its modules.
        modules: Arc<Modules>,
        /// The width of one.
        module: Length,
    },
    /// A rectangle that can be clicked on.
    Link {
        /// Where it leads.
        to: LinkTarget,
        /// What a screen reader says of it.
        text: Arc<str>,
        /// On the page.
        size: Size,
        /// Which link it is a part of.
        key: LinkKey,
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
    /// What is said of some of its segments, from left to right.
    pub spans: Vec<TextSpan>,
    /// It runs from the foot of the page to its head.
    pub turned: bool,
}

/// What is said of a stretch of a line, besides what is said of its block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSpan {
    /// The places of its segments.
    pub segments: Range<usize>,
    /// It belongs to a link.
    pub link: Option<LinkKey>,
    /// It is of another language.
    pub lang: Option<Arc<str>>,
    /// What they are short for.
    pub expansion: Option<Arc<str>>,
}

impl TextSpan {
    /// Whether the same is said of it.
    pub(crate) fn is_as(&self, link: Option<LinkKey>, lang: Option<&Arc<str>>, expansion: Option<&Arc<str>>) -> bool {
        self.link == link && self.lang.as_ref() == lang && self.expansion.as_ref() == expansion
    }
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
    pub glyphs: Arc<[Glyph]>,
    /// The text that they stand for; a division at a line's end is U+00AD. Clusters count its bytes.
    pub text: Arc<str>,
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

impl Page {
    /// In which column of a design something stands, by its left end.
    #[must_use]
    pub fn column(&self, design: &Design, at: Point) -> usize {
        let left = match self.side {
            Side::Recto => design.margins.inner,
            Side::Verso => design.margins.outer,
        };
        design.column_at(at.x - left)
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

    /// Where each page begins. A page that begins within the same character as the one before it (a picture or a formula as
    /// source, cut in two) has no place of its own. `title_pages`: whether the title of the book has pages of its own.
    #[must_use]
    pub fn page_marks(&self, title_pages: bool) -> Vec<PageMark> {
        let mut marks: Vec<PageMark> = Vec::new();
        let mut lists = [MadePlace::Contents, MadePlace::Figures, MadePlace::Tables].into_iter();
        for page in &self.pages {
            let first = page
                .items
                .iter()
                .find(|placed| placed.role != Role::Artifact && matches!(placed.item, PageItem::Line(_) | PageItem::Artwork { .. }));
            let text = page.start.map(PageStart::Text);
            let start = match first.map(|placed| placed.role) {
                Some(Role::Made(Made::TitlePage(text))) if title_pages => match text {
                    TitlePageText::HalfTitle => None,
                    TitlePageText::Authors | TitlePageText::Title | TitlePageText::Subtitle | TitlePageText::Publisher => {
                        Some(PageStart::Made(MadePlace::Title))
                    }
                    TitlePageText::Imprint(_) => Some(PageStart::Made(MadePlace::Copyright)),
                },
                Some(Role::Made(Made::Provenance(_) | Made::ExcerptSource | Made::Cover)) if title_pages => None,
                Some(Role::Made(Made::ListTitle)) => lists.next().map(PageStart::Made),
                Some(Role::Made(Made::NotesTitle(division))) => Some(PageStart::Made(MadePlace::Notes(division))),
                Some(Role::Made(Made::Entry(number))) => Some(PageStart::Made(MadePlace::Entry(number))),
                Some(Role::Made(Made::Row(node))) => Some(PageStart::Made(MadePlace::Row(node))),
                // A page that holds nothing but figures begins with the first of them, unless the text has gone on after its call.
                Some(Role::Content(node)) if text.is_none() => {
                    let start = Position { block: node, offset: 0 };
                    let passed = marks.iter().any(|mark| matches!(mark.start, PageStart::Text(text) if text > start));
                    (!passed).then_some(PageStart::Text(start))
                }
                Some(
                    Role::Made(
                        Made::TitlePage(_)
                        | Made::Provenance(_)
                        | Made::ExcerptSource
                        | Made::Cover
                        | Made::LinksTitle(_)
                        | Made::LinkNumber(_)
                        | Made::Link(_),
                    )
                    | Role::Content(_)
                    | Role::Artifact,
                )
                | None => text,
            };
            if let Some(start) = start.filter(|start| marks.last().is_none_or(|last| last.start != *start)) {
                marks.push(PageMark { folio: page.folio, start });
            }
        }
        marks
    }

    /// The first line of text of each page that is no artifact, as it is read.
    pub fn first_lines(&self) -> impl Iterator<Item = String> {
        self.pages.iter().map(|page| {
            let line = page.items.iter().find_map(|placed| match &placed.item {
                PageItem::Line(line) if placed.role != Role::Artifact => Some(line),
                PageItem::Line(_)
                | PageItem::Rule(_)
                | PageItem::Artwork { .. }
                | PageItem::QrCode { .. }
                | PageItem::Link { .. }
                | PageItem::Anchor(_) => None,
            });
            line.map(|line| line.text()).unwrap_or_default()
        })
    }
}

impl TextLine {
    /// Its text as it is copied: a divided word ends in U+00AD.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for segment in &self.segments {
            match segment {
                Segment::Glyphs(run) => text.push_str(&run.text),
                Segment::Space(_) => text.push(' '),
                Segment::Kern(_) => {}
            }
        }
        text
    }

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
