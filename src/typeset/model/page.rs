//! Finished pages. They are the only part of typesetting that the PDF backend reads.
use std::num::NonZeroU32;
use std::ops::Range;
use std::sync::Arc;

use super::paint::Paint;
use super::qr_code::Modules;
use crate::document::{Folio, GeneratedPlace, NodeId, NoteId, Position};
use crate::font::{FaceId, Glyph};
use crate::units::{Length, Point, Size};

/// Where a division begins.
#[derive(Clone, Copy, Debug)]
pub struct DivisionPlace {
    /// The division.
    pub node: NodeId,
    /// The index of its page.
    pub page: usize,
    /// The position of its heading on the page.
    pub at: Point,
}

/// The finished pages of a book.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// The targets of the outline: the divisions with a heading.
    pub places: Vec<DivisionPlace>,
    /// The identifier of this printing, `urn:isbn:…` or `urn:uuid:…`, if it has one. The page list of the EPUB names it.
    pub printing: Option<String>,
    /// If the first page is the cover: what readers call that page instead of its number.
    pub cover_label: Option<String>,
}

/// A side of a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// A right-hand page, with an odd number.
    Recto,
    /// A left-hand page, with an even number.
    Verso,
}

/// What a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageKind {
    /// Made by the program: title pages, contents. No text of the manuscript.
    Generated,
    /// Text of the manuscript.
    Text,
    /// Left blank so that the next page is a recto.
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
    /// Whether a note called on it begins on a later page because earlier notes fill this one. This was reported.
    pub crowded: bool,
    /// Whether a heading on it has an extra line of white above it, because the page could not be filled otherwise.
    pub stretched: bool,
    /// Its size after trimming.
    pub size: Size,
    /// Its contents, in reading order.
    pub items: Vec<PlacedItem>,
    /// The position in the manuscript at which its text begins, if it has any.
    pub start: Option<Position>,
}

/// An item at a position on a page.
#[derive(Clone, Debug)]
pub struct PlacedItem {
    /// The position, from the top left corner of the page. For a line it is the left end of the baseline, for anything else the
    /// top left corner.
    pub at: Point,
    /// The part of the page in which it stands.
    pub zone: Zone,
    /// The index of the column in which or beside which it stands. An item that spans all columns is in the first.
    pub column: usize,
    /// What the item belongs to.
    pub role: ItemRole,
    /// The item itself.
    pub item: PageItem,
}

/// A part of a page. Make-up sets it where it places an item, so that no reader of the pages infers it from positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// Above the type area: running head, folio, the source of an excerpt.
    Head,
    /// The type area without the footnotes. Notes at the end of a chapter or of the book are text.
    Text,
    /// The footnotes and the rule above them.
    Notes,
    /// Below the type area: a folio at the foot.
    Foot,
    /// Beside the type area: the numbers of paragraphs and lines.
    Margin,
}

/// What an item belongs to. The PDF backend needs this for marked content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemRole {
    /// To a block of the document.
    Content(NodeId),
    /// To something that the program made: title pages, contents.
    Generated(GeneratedText),
    /// To no text: running heads, folios, rules, ornaments. Screen readers skip it.
    Artifact(Artifact),
}

impl ItemRole {
    /// Whether screen readers skip the item.
    #[must_use]
    pub const fn is_artifact(self) -> bool {
        matches!(self, Self::Artifact(_))
    }

    /// The node of the document that the item belongs to, as its text or as its artifact.
    #[must_use]
    pub const fn node(self) -> Option<NodeId> {
        match self {
            Self::Content(node) | Self::Artifact(Artifact::Block(node)) => Some(node),
            Self::Generated(_)
            | Self::Artifact(
                Artifact::Generated(_) | Artifact::SessionLine | Artifact::NoteSeparator | Artifact::RunningHead | Artifact::Folio,
            ) => None,
        }
    }
}

/// The owner of an artifact. The code that makes an artifact sets it, so that no reader of the pages infers it from positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Artifact {
    /// A block of the document, or an item of a list: the rules and the repeated head of a table, the bar beside an alert, the hook in
    /// broken code, an ornament, lines for an answer, the number of a paragraph or of a line.
    Block(NodeId),
    /// Text that the program made: leader dots, the rule below the masthead.
    Generated(GeneratedText),
    /// The page on which a chapter begins: the blanks for group, date and session.
    SessionLine,
    /// The footnotes that follow it: the rule above them.
    NoteSeparator,
    /// The page: its running head.
    RunningHead,
    /// The page: its folio.
    Folio,
}

/// Text that the book adds to the manuscript. All lines of one value are one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GeneratedText {
    /// A text of the title pages, or of the masthead on the first page.
    TitlePage(TitlePageText),
    /// A line on the last page, which says what the book was made from; lines are counted from 0.
    Provenance(u32),
    /// The source of an excerpt, above its first page.
    ExcerptSource,
    /// A picture on a cover.
    Cover,
    /// The title of a list, for example of the contents.
    ListTitle(GeneratedPlace),
    /// A row of such a list, by the node that it leads to.
    Row(NodeId),
    /// A heading above notes that stand together, by the division that calls them, or by the division of all notes.
    NotesTitle(NodeId),
    /// An entry of the index; entries are counted from 0.
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
    /// A paragraph of the copyright page; paragraphs are counted from 0.
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

/// Identifies a link in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LinkKey {
    /// A link, a reference or a note call of the document.
    Node(NodeId),
    /// The mark before a note. It leads back to the first call.
    Back(NoteId),
    /// A page number in the index, or after the entry of a work. It leads to the indexed place or to the citation.
    Place(NodeId),
    /// A cross-reference of the index: the entry that it leads to.
    Entry(usize),
    /// A row of a list.
    Row,
}

/// Anything that can be on a page. The PDF backend matches on it without a wildcard.
#[derive(Clone, Debug)]
pub enum PageItem {
    /// A line of text.
    Line(Arc<TextLine>),
    /// A black rectangle of this size.
    Rule(Size),
    /// A picture.
    Artwork {
        /// Its path in the gallery.
        source: Arc<str>,
        /// Its alternative text.
        alt: Arc<str>,
        /// Its size on the page.
        size: Size,
        /// Whether it is turned by 90 degrees, with its top at the left.
        turned: bool,
    },
    /// A QR code. The position is the top left corner of its first module. Screen readers skip it, because its address is
    /// printed beside it.
    QrCode {
        /// Its modules.
        modules: Arc<Modules>,
        /// The width of a module.
        module: Length,
    },
    /// The rectangle of a link, or of a part of one.
    Link {
        /// Its target.
        to: LinkTarget,
        /// Its text for screen readers.
        text: Arc<str>,
        /// Its size on the page.
        size: Size,
        /// The link.
        key: LinkKey,
    },
    /// A named place, the target of links.
    Anchor(Arc<str>),
}

/// The target of a link on a page. Places are known by their names, so the PDF backend needs no resolution for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LinkTarget {
    /// The [`PageItem::Anchor`] of this name.
    Anchor(Arc<str>),
    /// An address outside the book.
    Uri(Arc<str>),
}

/// A line of text: segments from left to right along one baseline.
#[derive(Clone, Debug, Default)]
pub struct TextLine {
    /// The segments from left to right.
    pub segments: Vec<Segment>,
    /// How its flexible runs are expanded or tightened to fit the measure.
    pub fit: LineFit,
    /// Links, languages and expansions of some of its segments, from left to right.
    pub spans: Vec<TextSpan>,
    /// Whether it is turned by 90 degrees and runs from the foot of the page to its head.
    pub turned: bool,
    /// Whether it is wider than the measure, which is reported to the author.
    pub overfull: bool,
}

/// Neighbouring segments of a line that are a link, an abbreviation, a formula, or text in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSpan {
    /// The indices of the segments.
    pub segments: Range<usize>,
    /// The link that they belong to.
    pub link: Option<LinkKey>,
    /// Their language, if it is not that of the paragraph.
    pub lang: Option<Arc<str>>,
    /// The expansion of the abbreviation.
    pub expansion: Option<Arc<str>>,
    /// The formula, if the segments are a formula or a part of one.
    pub formula: Option<InlineFormula>,
}

/// A formula in a line of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineFormula {
    /// Its node.
    pub node: NodeId,
    /// Its text for screen readers.
    pub alt: Arc<str>,
}

impl TextSpan {
    /// Whether everything but the segments is the same.
    pub(crate) fn has_same(&self, other: &Self) -> bool {
        let Self { segments: _, link, lang, expansion, formula } = other;
        (self.link, &self.lang, &self.expansion, &self.formula) == (*link, lang, expansion, formula)
    }
}

/// How the letters of a line are fitted to the measure, so that its spaces change less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineFit {
    /// By how much the letters are wider than as shaped, in hundred-thousandths of their width.
    pub expansion: i64,
    /// White added after each glyph.
    pub tracking: Length,
}

impl LineFit {
    /// The whole width as shaped, in the unit of `expansion`.
    pub const WHOLE: i64 = 100_000;
}

/// A part of a line.
#[derive(Clone, Debug)]
pub enum Segment {
    /// Shaped glyphs.
    Glyphs(Arc<GlyphRun>),
    /// A space between words. It is printed as a space glyph of the run before it, so that the text can be copied.
    Space(Length),
    /// White without a character, such as an indent. Negative within a formula, where it leads back to the left.
    Kern(Length),
    /// A rule or a line that is part of the text, such as the bar of a fraction. It takes no width.
    Drawn(Drawn),
}

/// A rule or a line of a formula. Its origin is at its place in the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// A filled rectangle.
    Rule {
        /// Its size.
        size: Size,
        /// How far its foot is above the baseline.
        rise: Length,
    },
    /// A straight line.
    Stroke {
        /// How far it begins above the baseline.
        rise: Length,
        /// Where it ends, to the right of its beginning and upwards.
        to: Point,
        /// How thick it is.
        thickness: Length,
    },
}

/// A word, or a part of one, shaped.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
    /// The face.
    pub face: FaceId,
    /// The size.
    pub size: Length,
    /// How far above the baseline it is set. Negative below it.
    pub rise: Length,
    /// White after every glyph: letterspacing.
    pub tracking: Length,
    /// The glyphs. Their advances are in units of the font.
    pub glyphs: Arc<[Glyph]>,
    /// The text of the glyphs. Their clusters are bytes of it. A hyphen at a line's end is U+00AD.
    pub text: Arc<str>,
    /// The sum of advances and tracking.
    pub width: Length,
    /// Units of the font per em.
    pub units_per_em: i32,
    /// The paint of its letters and of the lines that are drawn with it.
    pub paint: Paint,
    /// The lines and the tint that are drawn with it.
    pub strokes: Strokes,
    /// Whether it may be expanded to fit its line. Ideographs may not.
    pub flexible: bool,
    /// How the letters imitate a style that their family lacks.
    pub imitation: Imitation,
}

/// How letters imitate a style that their family lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Imitation {
    /// The letters are slanted, instead of italic.
    pub slanted: bool,
    /// The letters are drawn with a line around them, instead of bold.
    pub thickened: Option<Thickening>,
}

/// How much thicker letters are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Thickening {
    /// The amount for upright letters.
    Upright,
    /// A smaller amount for italic letters, which are narrow and would run together.
    Italic,
}

impl Imitation {
    /// The slope of slanted letters in thousandths: the tangent of 12 degrees.
    pub const SLOPE: i64 = 213;

    /// How far to the right letters are moved at a height above the baseline.
    #[must_use]
    pub fn lean(self, height: Length) -> Length {
        if self.slanted { height.scaled(Self::SLOPE, 1000) } else { Length::ZERO }
    }

    /// The width of the line around letters of a size. Half of it is outside the letters. `None` if there is no line.
    #[must_use]
    pub fn outline(self, size: Length) -> Option<Length> {
        let thousandths = match self.thickened? {
            Thickening::Upright => 30,
            Thickening::Italic => 16,
        };
        Some(size.scaled(thousandths, 1000))
    }
}

/// Lines and tints that are drawn with letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Strokes {
    /// A line through them.
    pub through: bool,
    /// A line below them.
    pub under: bool,
    /// A tint behind them.
    pub tint: bool,
}

impl GlyphRun {
    /// How it is fitted in a line. Not at all if it is not flexible.
    #[must_use]
    pub fn fit_in(&self, line: &TextLine) -> LineFit {
        if self.flexible { line.fit } else { LineFit::default() }
    }

    /// Its width in a line, as fitted.
    #[must_use]
    pub fn width_in(&self, line: &TextLine) -> Length {
        self.place(self.width, self.glyphs.len(), self.fit_in(line))
    }

    /// Where a place in the run is once the run is fitted. `place` is its distance from the left as shaped, after `glyphs` glyphs.
    #[must_use]
    pub fn place(&self, place: Length, glyphs: usize, fit: LineFit) -> Length {
        Length(place.0 + place.0 * fit.expansion / LineFit::WHOLE) + fit.tracking * i64::try_from(glyphs).unwrap_or(0)
    }
}

impl Pages {
    /// Adds blank pages at the end until the number of pages is a multiple of `multiple`, and, if `blank_last`, until the last page
    /// is blank.
    pub fn pad(&mut self, multiple: usize, blank_last: bool) {
        let multiple = multiple.max(1);
        let inked = |page: &Page| !page.items.is_empty();
        while let Some(last) = self.pages.last().filter(|last| !self.pages.len().is_multiple_of(multiple) || (blank_last && inked(last))) {
            let side = if self.pages.len().is_multiple_of(2) { Side::Recto } else { Side::Verso };
            let folio = match last.folio {
                Folio::Roman(number) => Folio::Roman(number.saturating_add(1)),
                Folio::Arabic(number) => Folio::Arabic(number.saturating_add(1)),
            };
            let blank = Page {
                folio,
                side,
                kind: PageKind::Blank,
                crowded: false,
                stretched: false,
                size: last.size,
                items: Vec::new(),
                start: None,
            };
            self.pages.push(blank);
        }
    }

    /// Puts the cover before all pages: a page of its own size, which the picture `source` of the gallery fills. `alt` is its alternative
    /// text. The page is not counted: its folio is that of the next page.
    pub fn put_cover(&mut self, label: &str, (source, alt): (&str, &str), size: Size) {
        let page = Page {
            folio: self.pages.first().map_or(Folio::Roman(NonZeroU32::MIN), |first| first.folio),
            side: Side::Recto,
            kind: PageKind::Generated,
            crowded: false,
            stretched: false,
            size,
            items: vec![PlacedItem {
                at: Point { x: Length::ZERO, y: Length::ZERO },
                zone: Zone::Text,
                column: 0,
                role: ItemRole::Generated(GeneratedText::Cover),
                item: PageItem::Artwork { source: Arc::from(source), alt: Arc::from(alt), size, turned: false },
            }],
            start: None,
        };
        self.cover_label = Some(label.to_owned());
        self.pages.insert(0, page);
        self.places.iter_mut().for_each(|place| place.page += 1);
    }

    /// The text of the first line of each page, artifacts not counted.
    pub fn first_lines(&self) -> impl Iterator<Item = String> {
        self.pages.iter().map(|page| {
            let line = page.items.iter().find_map(|placed| match &placed.item {
                PageItem::Line(line) if !placed.role.is_artifact() => Some(line),
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
    /// Its text as it is copied. A hyphenated word ends in U+00AD.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for segment in &self.segments {
            match segment {
                Segment::Glyphs(run) => text.push_str(&run.text),
                Segment::Space(_) => text.push(' '),
                Segment::Kern(_) | Segment::Drawn(_) => {}
            }
        }
        text
    }

    /// Its width.
    #[must_use]
    pub fn width(&self) -> Length {
        self.segments
            .iter()
            .map(|segment| match segment {
                Segment::Glyphs(run) => run.width_in(self),
                Segment::Space(width) | Segment::Kern(width) => *width,
                Segment::Drawn(_) => Length::ZERO,
            })
            .sum()
    }
}
