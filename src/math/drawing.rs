//! Formulas as SVG drawings, for e-readers that cannot show MathML.
//!
//! A drawing has the shapes of the glyphs, so it needs no fonts. It takes the colour of the text around it (`currentColor`), so that it can
//! be read at night too.
use std::fmt::Write as _;

use super::MathFace;
use super::boxes::{BoxItem, MathBox, PlacedBoxItem, WordBox};
use super::layout::{FormulaLayout, Shape, WordMeasurer};
use crate::font::{Face, FaceId, FontBook, OutlineStep, Shaped, ShapedPart};
use crate::formula::{Labels, Part, TextFace, Tree};
use crate::units::{Length, Point};

/// The size of the text beside a formula. The drawing is measured in parts of it.
const TEXT_SIZE: Length = Length::points(10);
/// Coordinates of a drawing: this many make one point.
const PER_POINT: f64 = 100.0;
/// The white space between a row and its number, in ems of the text.
const BEFORE_NUMBER: i64 = 2;

/// The faces of the text around formulas.
#[derive(Clone, Copy, Debug)]
pub struct TextFaces<'a> {
    /// The family of the text.
    pub text: &'a str,
    /// The family of code.
    pub mono: &'a str,
    /// The language of the text.
    pub language: &'a str,
}

/// Draws formulas.
pub struct FormulaArtist<'a> {
    fonts: &'a FontBook,
    faces: TextFaces<'a>,
    math: MathFace<'a>,
    /// The size of the math face at which its x is as high as that of the text.
    size: Length,
    labels: &'a Labels,
}

impl std::fmt::Debug for FormulaArtist<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FormulaArtist").field("faces", &self.faces).finish_non_exhaustive()
    }
}

/// A formula as shapes. Lengths are in ems of the text around it.
#[derive(Clone, Debug, PartialEq)]
pub struct FormulaDrawing {
    /// The width.
    pub width: f64,
    /// The height, from the lowest to the highest point.
    pub height: f64,
    /// How far it reaches below the baseline.
    pub depth: f64,
    /// The `viewBox` of the drawing (SVG 2, section 8.2).
    pub view_box: String,
    /// The shapes, as the data of one path (SVG 2, section 9.3).
    pub path: String,
}

impl<'a> FormulaArtist<'a> {
    /// `None` if there is no face for formulas or for the text. `labels` has the numbers of equations that formulas refer to.
    #[must_use]
    pub fn new(fonts: &'a FontBook, faces: TextFaces<'a>, labels: &'a Labels) -> Option<Self> {
        let (id, face) = fonts.math()?;
        let math = MathFace::new(id, face)?;
        let metrics = fonts.face(fonts.find(faces.text, false, false)?).metrics();
        let text = TEXT_SIZE.scaled(metrics.x_height, metrics.units_per_em.max(1));
        let own = TEXT_SIZE.scaled(math.x_height(), 1000);
        let size = TEXT_SIZE.scaled(text.0.max(1), own.0.max(1));
        Some(Self { fonts, faces, math, size, labels })
    }

    /// Draws a formula. `row_numbers` are the printed numbers of its rows, if it is a table whose rows have numbers.
    #[must_use]
    pub fn draw(&self, tree: &Tree, shape: Shape, row_numbers: &[Option<String>]) -> FormulaDrawing {
        let layout = FormulaLayout { face: &self.math, words: self, size: self.size };
        let set = if row_numbers.is_empty() { layout.formula(tree, shape) } else { self.rows(&layout, tree, row_numbers) };
        let mut path = String::new();
        for PlacedBoxItem { x, y, item } in &set.items {
            let origin = Point { x: *x, y: *y };
            match item {
                BoxItem::Glyph { id, size, .. } => {
                    let face = self.fonts.face(self.math.id);
                    let scale = scale(*size, self.math.units_per_em);
                    add_outline(&mut path, face, *id, GlyphPlace { origin, scale });
                }
                BoxItem::Rule(size) => {
                    let (left, bottom) = (coordinate(x.to_pt()), coordinate(-y.to_pt()));
                    let (width, height) = (coordinate(size.width.to_pt()), coordinate(size.height.to_pt()));
                    let _ = write!(path, "M{left} {bottom}h{width}v-{height}h-{width}z");
                }
                BoxItem::Stroke { to, thickness } => add_stroke(&mut path, origin, *to, *thickness),
                BoxItem::Words { text, face, size, .. } => path.push_str(&self.outline_of_words(text, *face, *size, origin)),
            }
        }
        let em = TEXT_SIZE.to_pt();
        let (width, ascent, descent) = (set.width.to_pt(), set.ascent.to_pt(), set.descent.to_pt());
        let view_box = format!("0 {} {} {}", coordinate(-ascent), coordinate(width), coordinate(ascent + descent));
        FormulaDrawing { width: width / em, height: (ascent + descent) / em, depth: descent / em, view_box, path }
    }

    /// The rows of a table below one another, each with its number at the right.
    fn rows(&self, layout: &FormulaLayout<'_>, tree: &Tree, numbers: &[Option<String>]) -> MathBox {
        let mut all = MathBox::default();
        let mut baseline = Length::ZERO;
        let mut below: Option<Length> = None;
        for (at, row) in layout.display(tree, false).into_iter().enumerate() {
            if let Some(below) = below {
                baseline -= below + row.before + row.set.ascent;
            }
            below = Some(row.set.descent);
            let mut width = row.set.width;
            all.place(row.set, Point { x: Length::ZERO, y: baseline });
            if let Some(number) = numbers.get(at).and_then(Option::as_deref) {
                let words = Part::Text { text: number.to_owned(), face: TextFace::Roman };
                let number = layout.parts(&[words], Shape::Inline);
                let x = width + TEXT_SIZE * BEFORE_NUMBER;
                width = x + number.width;
                all.place(number, Point { x, y: baseline });
            }
            all.width = all.width.max(width);
        }
        all
    }

    /// The outlines of words. `size` is the size of the math face beside them.
    fn outline_of_words(&self, text: &str, face: TextFace, size: Length, origin: Point) -> String {
        let mut path = String::new();
        let mut x = origin.x;
        let text_size = self.text_size(size);
        for part in &self.shaped(text, face).parts {
            let (face, size) = (self.fonts.face(part.face), text_size.scaled(part.scale, 100));
            let units = i64::from(part.units_per_em.max(1));
            for glyph in part.glyphs.iter() {
                let right = x + size.scaled(i64::from(glyph.x_offset), units);
                let up = origin.y + size.scaled(i64::from(glyph.y_offset), units);
                add_outline(&mut path, face, glyph.id, GlyphPlace { origin: Point { x: right, y: up }, scale: scale(size, units) });
                x += size.scaled(i64::from(glyph.advance), units);
            }
        }
        path
    }

    /// The size of words beside the math face at a size.
    fn text_size(&self, size: Length) -> Length {
        size.scaled(TEXT_SIZE.0, self.size.0.max(1))
    }

    fn shaped(&self, text: &str, face: TextFace) -> std::sync::Arc<Shaped> {
        let (family, bold, italic) = match face {
            TextFace::Roman | TextFace::Sans => (self.faces.text, false, false),
            TextFace::Bold => (self.faces.text, true, false),
            TextFace::Italic => (self.faces.text, false, true),
            TextFace::BoldItalic => (self.faces.text, true, true),
            TextFace::Monospace => (self.faces.mono, false, false),
        };
        // The face of formulas has letters too. It is used if the font book lacks the family of code.
        let id: FaceId = self.fonts.find(family, bold, italic).unwrap_or(self.math.id);
        self.fonts.shaping(id.into(), &[], self.faces.language).shape(self.fonts, text, false)
    }
}

impl WordMeasurer for FormulaArtist<'_> {
    fn measure(&self, text: &str, face: TextFace, size: Length) -> WordBox {
        let mut measure = WordBox::default();
        let text_size = self.text_size(size);
        for ShapedPart { face, units_per_em, glyphs, scale, .. } in &self.shaped(text, face).parts {
            let units = i64::from((*units_per_em).max(1));
            let size = text_size.scaled(*scale, 100);
            for glyph in glyphs.iter() {
                measure.width += size.scaled(i64::from(glyph.advance), units);
                let Some([_, bottom, _, top]) = self.fonts.face(*face).ink(glyph.id) else { continue };
                measure.ascent = measure.ascent.max(size.scaled(top, units));
                measure.descent = measure.descent.max(size.scaled(-bottom, units));
            }
        }
        measure
    }

    fn number(&self, label: &str) -> String {
        self.labels.get(label).cloned().unwrap_or_else(|| "?".to_owned())
    }
}

/// The place and the size at which an outline is drawn.
#[derive(Clone, Copy)]
struct GlyphPlace {
    origin: Point,
    /// Points for each font unit.
    scale: f64,
}

fn scale(size: Length, units_per_em: i64) -> f64 {
    size.to_pt() / units_per_em.max(1) as f64
}

/// A coordinate of the drawing, with at most one decimal.
fn coordinate(points: f64) -> String {
    let text = format!("{:.1}", points * PER_POINT);
    let short = text.strip_suffix(".0").unwrap_or(&text);
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

fn add_outline(path: &mut String, face: &Face, glyph: u16, place: GlyphPlace) {
    let at = |x: f32, y: f32| {
        let (x, y) = (f64::from(x) * place.scale + place.origin.x.to_pt(), f64::from(y) * place.scale + place.origin.y.to_pt());
        format!("{} {}", coordinate(x), coordinate(-y))
    };
    for step in face.outline(glyph) {
        match step {
            OutlineStep::MoveTo { x, y } => path.push_str(&format!("M{}", at(x, y))),
            OutlineStep::LineTo { x, y } => path.push_str(&format!("L{}", at(x, y))),
            OutlineStep::QuadTo { cx0, cy0, x, y } => path.push_str(&format!("Q{} {}", at(cx0, cy0), at(x, y))),
            OutlineStep::CurveTo { cx0, cy0, cx1, cy1, x, y } => {
                path.push_str(&format!("C{} {} {}", at(cx0, cy0), at(cx1, cy1), at(x, y)));
            }
            OutlineStep::Close => path.push('z'),
        }
    }
}

/// A line as a shape with four corners.
fn add_stroke(path: &mut String, from: Point, to: Point, thickness: Length) {
    let (dx, dy) = (to.x.to_pt(), to.y.to_pt());
    let length = (dx * dx + dy * dy).sqrt();
    if length == 0.0 {
        return;
    }
    let half = thickness.to_pt() / 2.0;
    let (across, up) = (-dy / length * half, dx / length * half);
    let (x, y) = (from.x.to_pt(), from.y.to_pt());
    let corners = [(x + across, y + up), (x + dx + across, y + dy + up), (x + dx - across, y + dy - up), (x - across, y - up)];
    for (command, (x, y)) in ["M", "L", "L", "L"].into_iter().zip(corners) {
        let _ = write!(path, "{command}{} {}", coordinate(x), coordinate(-y));
    }
    path.push('z');
}
