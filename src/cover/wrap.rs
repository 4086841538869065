//! The cover of a printed book: back, spine and front on one sheet, with bleed.
//!
//! All positions are in points from the upper left corner of the sheet. If the front is a picture, it lies between two drawings: the paper
//! below it, and back and spine above it. So any part of the picture that reaches beyond the front is covered by the upper drawing or cut
//! off at the edge of the sheet.
use std::fmt::Write;

use super::drawn::{self, FAMILY, PAPER, Panel, escaped, width, wrapped};
use super::{CoverError, barcode};
use crate::artwork::{Artwork, ArtworkFormat, rasterise};
use crate::edition::Metadata;
use crate::font::{Face, FontBook};
use crate::units::{Length, Point, Size};

/// The ink of type on a printed cover. It is pure black, because a grey would be screened.
const INK: &str = "#000000";
/// A millimetre in points.
const MM: f64 = 72.0 / 25.4;
/// The margin of the back and of the spine text, in millimetres. It is half an inch, the most that a shop asks for.
const MARGIN: f64 = 12.7;
/// The largest and the smallest size of the text on the back, in points.
const TEXT_SIZES: [f64; 2] = [12.5, 8.0];
/// The leading of that text, as a multiple of its size.
const TEXT_LEADING: f64 = 1.42;
/// The largest and the smallest size of the text on the spine, in points.
const SPINE_SIZES: [f64; 2] = [16.0, 6.0];
/// The height of a line of text from the descenders to the top of the capitals, as a fraction of its size.
const BODY: f64 = 0.9;
/// The largest fraction of a picture's width or height that may be cut off to make it fill the front.
const CUT: f64 = 0.04;

/// The dimensions of a wrap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrapSize {
    /// The trimmed page of the book.
    pub trim: Size,
    /// The width of the spine.
    pub spine: Length,
    /// How far the sheet extends beyond the trim on all sides.
    pub bleed: Length,
}

impl WrapSize {
    /// The size of both covers and the spine, without bleed.
    #[must_use]
    pub fn trimmed(&self) -> Size {
        Size { width: self.trim.width * 2 + self.spine, height: self.trim.height }
    }

    /// The size of the sheet: both covers and the spine, with bleed on all sides.
    #[must_use]
    pub fn sheet(&self) -> Size {
        let trimmed = self.trimmed();
        Size { width: trimmed.width + self.bleed * 2, height: trimmed.height + self.bleed * 2 }
    }
}

/// A layer of a cover.
#[derive(Clone, Debug)]
pub enum Layer {
    /// An SVG drawing as large as the sheet.
    Drawing(String),
    /// The picture of the front.
    Picture {
        /// Its upper left corner, measured from that of the sheet.
        at: Point,
        /// Its size.
        size: Size,
    },
}

/// Whether the spine has text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpineText {
    /// It has text.
    Set,
    /// It has none, because the caller asked for none.
    Unwanted,
    /// It has none, because the spine is too narrow or the title too long for legible letters, or there is no title.
    TooNarrow,
}

/// A cover of a printed book.
#[derive(Clone, Debug)]
pub struct Wrap {
    /// The layers, the lowest first.
    pub layers: Vec<Layer>,
    /// Whether there is text on the spine.
    pub spine: SpineText,
    /// The number of words of the description that do not fit on the back.
    pub unset: usize,
    /// Whether the picture does not have the shape of the front, so that paper shows beside it.
    pub misfit: bool,
}

/// Makes the cover of a printed book. The front is `picture`; without one, it is drawn. The back has the title, the description, the
/// publisher and the bar code of the ISBN. The spine has the title and the authors, at a distance of at least `clear` from both folds. If
/// `clear` is `None`, the spine has no text.
///
/// # Errors
/// If the picture cannot be decoded.
pub fn wrap(
    metadata: &Metadata,
    picture: Option<&Artwork>,
    size: &WrapSize,
    clear: Option<Length>,
    fonts: &FontBook,
) -> Result<Wrap, CoverError> {
    let place = CoverSheet::new(size);
    let tint = match picture {
        None => Tint { paper: PAPER.to_owned(), ink: INK },
        Some(picture) => Tint::of(picture, fonts)?,
    };
    let mut layers = Vec::new();
    let mut svg = place.open();
    place.fill(&mut svg, (0.0, place.width), &tint.paper);
    let mut misfit = false;
    match picture {
        None => {
            let scale = place.page / f64::from(super::WIDTH);
            let panel = Panel { height: (place.height - 2.0 * place.bleed) / scale, bleed: place.bleed / scale, ink: INK };
            let _ = writeln!(svg, "<g transform=\"translate({:.4} {:.4}) scale({scale:.8})\">", place.front(), place.bleed);
            drawn::front(&mut svg, metadata, fonts, &panel);
            svg.push_str("</g>\n");
        }
        Some(picture) => {
            svg.push_str("</svg>\n");
            layers.push(Layer::Drawing(svg));
            let (layer, fits) = place.picture(picture);
            misfit = !fits;
            layers.push(layer);
            svg = place.open();
            place.fill(&mut svg, (0.0, place.front()), &tint.paper);
        }
    }
    let unset = place.back(&mut svg, metadata, tint.ink, fonts);
    let spine = match clear.map(|clear| place.spine_text(metadata, tint.ink, clear, fonts)) {
        None => SpineText::Unwanted,
        Some(None) => SpineText::TooNarrow,
        Some(Some(text)) => {
            svg.push_str(&text);
            SpineText::Set
        }
    };
    svg.push_str("</svg>\n");
    layers.push(Layer::Drawing(svg));
    Ok(Wrap { layers, spine, unset, misfit })
}

/// The colours of back and spine.
struct Tint {
    paper: String,
    ink: &'static str,
}

impl Tint {
    /// The colours that go with a picture. The paper is the most frequent colour along its left edge, at the spine, if more than a third
    /// of the edge has it, and white otherwise. The ink is black or white, whichever is legible on the paper.
    fn of(picture: &Artwork, fonts: &FontBook) -> Result<Self, CoverError> {
        const SAMPLE: u32 = 128;
        let small = match picture.format {
            ArtworkFormat::Svg => rasterise(picture, SAMPLE, SAMPLE, fonts)?,
            ArtworkFormat::Jpeg | ArtworkFormat::Png | ArtworkFormat::Gif | ArtworkFormat::Webp => {
                picture.pixels()?.thumbnail_exact(SAMPLE, SAMPLE).into_rgba8()
            }
        };
        let mut edge: Vec<[u8; 3]> = (0..SAMPLE)
            .map(|y| *small.get_pixel(1, y))
            .map(|pixel| if pixel[3] < 128 { [255; 3] } else { [pixel[0], pixel[1], pixel[2]] })
            .collect();
        edge.sort_unstable();
        let most = edge.chunk_by(|one, other| one == other).max_by_key(|same| same.len()).filter(|same| same.len() * 3 > edge.len());
        // A picture whose edge has no predominant colour gets white beside it.
        let [red, green, blue] = most.map_or([255; 3], |same| same[0]);
        let light = 0.2126 * f64::from(red) + 0.7152 * f64::from(green) + 0.0722 * f64::from(blue);
        Ok(Self { paper: format!("#{red:02x}{green:02x}{blue:02x}"), ink: if light > 120.0 { INK } else { "#ffffff" } })
    }
}

/// The sheet. All lengths are in points.
struct CoverSheet {
    width: f64,
    height: f64,
    page: f64,
    spine: f64,
    bleed: f64,
}

impl CoverSheet {
    fn new(size: &WrapSize) -> Self {
        let sheet = size.sheet();
        let [width, height] = [sheet.width, sheet.height].map(Length::to_pt);
        Self { width, height, page: size.trim.width.to_pt(), spine: size.spine.to_pt(), bleed: size.bleed.to_pt() }
    }

    /// The left edge of the front, at its fold.
    fn front(&self) -> f64 {
        self.bleed + self.page + self.spine
    }

    /// The start tag of an SVG drawing of the whole sheet.
    fn open(&self) -> String {
        let (width, height) = (self.width, self.height);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.4} {height:.4}\" width=\"{width:.4}\" height=\"{height:.4}\" font-family=\"{FAMILY}\">\n"
        )
    }

    /// Fills the sheet between two horizontal positions with a colour.
    fn fill(&self, svg: &mut String, (from, to): (f64, f64), color: &str) {
        let _ = writeln!(svg, "<rect x=\"{from:.4}\" width=\"{:.4}\" height=\"{:.4}\" fill=\"{color}\"/>", to - from, self.height);
    }

    /// Places the picture over the front and its bleed, if at most [`CUT`] of its width and of its height is cut off. Otherwise places the
    /// whole picture within the trim. Also returns whether the picture fills the front.
    fn picture(&self, picture: &Artwork) -> (Layer, bool) {
        let (panel, trim) = ((self.page + self.bleed, self.height), (self.page, self.height - 2.0 * self.bleed));
        let cover = (panel.0 / picture.width).max(panel.1 / picture.height);
        let lost = |has: f64, seen: f64| 1.0 - seen / (has * cover);
        let fits = lost(picture.width, panel.0) <= CUT && lost(picture.height, panel.1) <= CUT;
        let scale = if fits { cover } else { (trim.0 / picture.width).min(trim.1 / picture.height) };
        let (width, height) = (picture.width * scale, picture.height * scale);
        let across = if fits { panel.0 } else { trim.0 };
        let at = Point { x: Length::from_pt(self.front() + (across - width) / 2.0), y: Length::from_pt((self.height - height) / 2.0) };
        (Layer::Picture { at, size: Size { width: Length::from_pt(width), height: Length::from_pt(height) } }, fits)
    }

    /// Draws the back: the title, the description, the publisher and the bar code. Returns the number of words that do not fit.
    fn back(&self, svg: &mut String, metadata: &Metadata, ink: &str, fonts: &FontBook) -> usize {
        let regular = fonts.find(FAMILY, false, false).map(|face| fonts.face(face));
        let bold = fonts.find(FAMILY, true, false).map(|face| fonts.face(face));
        let margin = MARGIN * MM;
        let (left, head, foot) = (self.bleed + margin, self.bleed + margin, self.height - self.bleed - margin);
        let measure = (self.page - 2.0 * margin).max(36.0);
        let corner = (left + measure - barcode::WIDTH * MM, foot - barcode::BOX_HEIGHT * MM);
        if let Some(isbn) = &metadata.isbn {
            barcode::draw(svg, isbn, corner, MM);
        }
        // The place of the bar code stays free even without an ISBN, because then the shop prints its own there.
        let floor = corner.1 - margin / 2.0;
        let mut line = |(x, y): (f64, f64), size: f64, weight: u32, words: &str| {
            let words = escaped(words);
            let _ = writeln!(
                svg,
                "<text x=\"{x:.3}\" y=\"{y:.3}\" font-size=\"{size:.2}\" font-weight=\"{weight}\" fill=\"{ink}\">{words}</text>"
            );
        };
        if let Some(publisher) = &metadata.publisher {
            let size = 9.0;
            for (at, words) in wrapped(publisher, bold, (corner.0 - left - margin / 2.0) / size, f64::MAX).iter().rev().enumerate() {
                line((left, foot - 1.25 * size * at as f64), size, 700, words);
            }
        }
        let Some(description) = &metadata.description else { return 0 };
        let [mut size, smallest] = TEXT_SIZES;
        // The title is set above it in bold, in the same size, with half a line of white below.
        let set = |size: f64| {
            (wrapped(&metadata.title, bold, measure / size, measure / size), wrapped(description, regular, measure / size, measure / size))
        };
        let room = |size: f64| ((floor - head) / (size * TEXT_LEADING)).floor();
        let (mut title, mut lines) = set(size);
        while (title.len() + lines.len()) as f64 + 0.5 > room(size) && size > smallest {
            size -= 0.25;
            (title, lines) = set(size);
        }
        let leading = size * TEXT_LEADING;
        let mut y = head + size * 0.72;
        for words in &title {
            line((left, y), size, 700, words);
            y += leading;
        }
        y += leading / 2.0;
        let mut unset = 0;
        for words in &lines {
            if y > floor {
                unset += words.split_whitespace().count();
                continue;
            }
            line((left, y), size, 400, words);
            y += leading;
        }
        unset
    }

    /// The title and the authors on the spine. They run from head to foot, so they are upright when the book lies on its back cover.
    /// `clear` is the white at both sides. `None` if there is no room for them.
    fn spine_text(&self, metadata: &Metadata, ink: &str, clear: Length, fonts: &FontBook) -> Option<String> {
        let regular = fonts.find(FAMILY, false, false).map(|face| fonts.face(face));
        let bold = fonts.find(FAMILY, true, false).map(|face| fonts.face(face));
        let [largest, smallest] = SPINE_SIZES;
        let margin = MARGIN * MM;
        let length = self.height - 2.0 * (self.bleed + margin);
        let across = (self.spine - 2.0 * clear.to_pt()) / BODY;
        let authors = metadata.author_line();
        let wide = |words: &str, face: Option<&Face>| width(words, face);
        // At least two ems between the title and the authors.
        let gap = if authors.is_empty() { 0.0 } else { 2.0 };
        let along = length / (wide(&metadata.title, bold) + gap + wide(&authors, regular)).max(0.1);
        let size = largest.min(across).min(along);
        if size < smallest || metadata.title.is_empty() {
            return None;
        }
        let mut svg = String::new();
        // The baseline is towards the back cover. The offset centres the capitals on the spine.
        let x = self.bleed + self.page + self.spine / 2.0 - size * 0.32;
        let mut line = |y: f64, weight: u32, anchor: &str, words: &str| {
            let words = escaped(words);
            let _ = writeln!(
                svg,
                "<text transform=\"translate({x:.3} {y:.3}) rotate(90)\" font-size=\"{size:.2}\" font-weight=\"{weight}\" text-anchor=\"{anchor}\" fill=\"{ink}\">{words}</text>"
            );
        };
        line(self.bleed + margin, 700, "start", &metadata.title);
        if !authors.is_empty() {
            line(self.height - self.bleed - margin, 400, "end", &authors);
        }
        Some(svg)
    }
}
