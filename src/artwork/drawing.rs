//! Drawings (SVG): their size, their pixels, and their paths for a page. Text in them is set only in the faces of the book, and they
//! cannot open other files.
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use resvg::tiny_skia;
use resvg::usvg::{self, tiny_skia_path};

use super::foreign_words::with_words;
use super::lacking::without_lacking;
use super::limits::{check_filters, check_nesting, on_large_stack};
use super::losses::{self, DrawingLoss};
use super::painting::{is_incomplete, paint};
use super::sparing::PaintedAreas;
use super::{Artwork, ArtworkError};
use crate::font::FontBook;

/// A drawing in the form in which a page contains it.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// PDF path operators. In their coordinates the drawing is one unit wide and one unit high, and the origin is at its lower left.
    /// `None` if the drawing has anything but opaque paths in plain colours, such as a picture. Then it must be turned into pixels.
    pub operators: Option<Vec<u8>>,
    /// Whether something was left out: other files, pictures that cannot be painted, HTML that is not text.
    pub incomplete: bool,
    /// Whether words reach beyond its edge, so that a part of them is cut off.
    pub cut_words: bool,
    /// The characters of its text that no face has.
    pub missing: Vec<char>,
    /// The operators, compressed. The first edition that writes them stores them here, and the others use them.
    pub packed: OnceLock<Vec<u8>>,
}

/// The inks in which a drawing is printed. A colour without a hue is always printed as grey: on a press with black only, not with four
/// inks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ink {
    /// Unchanged colours: sRGB.
    #[default]
    Rgb,
    /// Each colour becomes the grey of its lightness (ITU-R BT.709, 3.2).
    Grey,
    /// Each colour becomes the four inks of a press, with its grey part as black. No press profile is used.
    Cmyk,
    /// Greys, with large dark areas made light, to save ink. See `sparing.rs`.
    Sparing,
}

/// The width and height of a drawing, in user units.
pub(super) fn size(bytes: &[u8]) -> Result<(f64, f64), ArtworkError> {
    on_large_stack(|| {
        let ReadDrawing { tree, .. } = tree(bytes, None)?;
        Ok((f64::from(tree.size().width()), f64::from(tree.size().height())))
    })
}

/// A drawing with SVG text in place of HTML (`foreignObject`), which neither the page nor most e-readers show (see `foreign_words.rs`), and
/// without scripts. Bytes that are not well-formed XML are returned unchanged.
#[must_use]
pub fn plain_drawing(bytes: &[u8]) -> Vec<u8> {
    let words = with_words(bytes).svg;
    losses::without_scripts(&words).unwrap_or(words)
}

/// The parts of a drawing that a book cannot show.
pub(super) fn losses(bytes: &[u8]) -> Result<Vec<DrawingLoss>, ArtworkError> {
    on_large_stack(|| {
        check_nesting(bytes)?;
        Ok(losses::losses(bytes))
    })
}

/// A drawing as it was read.
struct ReadDrawing {
    tree: usvg::Tree,
    /// Whether something in it was left out.
    incomplete: bool,
    /// The characters that no face has.
    missing: BTreeSet<char>,
}

/// Reads a drawing, within the limits of `limits.rs`. Without `fonts`, its text has no outlines.
fn tree(bytes: &[u8], fonts: Option<&FontBook>) -> Result<ReadDrawing, ArtworkError> {
    check_nesting(bytes)?;
    let replaced = with_words(bytes);
    let (bytes, missing) = match fonts.and_then(|fonts| without_lacking(&replaced.svg, fonts)) {
        Some((svg, missing)) => (svg, missing),
        None => (replaced.svg, BTreeSet::new()),
    };
    let bytes = &bytes;
    let mut database = usvg::fontdb::Database::new();
    // Most drawings have no text. Then the faces need not be loaded.
    if let Some(fonts) = fonts.filter(|_| bytes.windows(5).any(|tag| tag == b"<text" || tag == b":text")) {
        for face in fonts.faces_for_drawing(&String::from_utf8_lossy(bytes)) {
            database.load_font_source(usvg::fontdb::Source::Binary(face.shared_data()));
        }
        database.set_serif_family("Alegreya");
        database.set_sans_serif_family("Alegreya Sans");
        database.set_monospace_family("JetBrains Mono");
    }
    let left_out = Arc::new(AtomicBool::new(false));
    let (outside, inside) = (Arc::clone(&left_out), Arc::clone(&left_out));
    let resolve = usvg::ImageHrefResolver::default_data_resolver();
    let image_href_resolver = usvg::ImageHrefResolver {
        resolve_data: Box::new(move |kind, data, options| {
            if is_too_deep(kind, &data) {
                inside.store(true, Ordering::Relaxed);
                return None;
            }
            let picture = resolve(kind, data, options);
            // `usvg` drops a picture whose size it cannot read.
            let is_damaged = match &picture {
                Some(usvg::ImageKind::SVG(_)) => false,
                Some(
                    usvg::ImageKind::JPEG(bytes) | usvg::ImageKind::PNG(bytes) | usvg::ImageKind::GIF(bytes) | usvg::ImageKind::WEBP(bytes),
                ) => !has_size(bytes),
                None => true,
            };
            inside.fetch_or(is_damaged, Ordering::Relaxed);
            picture
        }),
        resolve_string: Box::new(move |_, _| {
            outside.store(true, Ordering::Relaxed);
            None
        }),
    };
    let options = usvg::Options {
        fontdb: Arc::new(database),
        font_family: "Alegreya Sans".to_owned(),
        image_href_resolver,
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_data(bytes, &options)?;
    check_filters(&tree)?;
    let incomplete = replaced.incomplete || left_out.load(Ordering::Relaxed) || is_incomplete(&tree);
    Ok(ReadDrawing { tree, incomplete, missing })
}

/// Whether the file of a picture says how many pixels it has.
fn has_size(bytes: &[u8]) -> bool {
    let reader = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format();
    reader.is_ok_and(|reader| reader.into_dimensions().is_ok())
}

/// Whether a picture in a drawing is a drawing that is nested too deeply. `kind` is its media type.
fn is_too_deep(kind: &str, data: &[u8]) -> bool {
    if !matches!(kind, "image/svg+xml" | "text/plain") || image::guess_format(data).is_ok() {
        return false;
    }
    // `usvg` also reads compressed drawings.
    match data.starts_with(&[0x1f, 0x8b]).then(|| usvg::decompress_svgz(data)) {
        Some(svg) => svg.is_ok_and(|svg| check_nesting(&svg).is_err()),
        None => check_nesting(data).is_err(),
    }
}

/// Paints a drawing on a transparent background, `width` by `height` pixels.
///
/// # Errors
/// If the drawing is damaged, or the size is zero or too large.
#[expect(clippy::cast_precision_loss, reason = "pixels of a picture are far below 2^24")]
pub fn rasterise(svg: &Artwork, width: u32, height: u32, fonts: &FontBook) -> Result<image::RgbaImage, ArtworkError> {
    on_large_stack(|| {
        let ReadDrawing { tree, .. } = tree(&svg.bytes()?, Some(fonts))?;
        let mut pixels = tiny_skia::Pixmap::new(width, height).ok_or(ArtworkError::Size(width, height))?;
        let scale = tiny_skia::Transform::from_scale(width as f32 / tree.size().width(), height as f32 / tree.size().height());
        paint(&tree, scale, &mut pixels.as_mut());
        let straight = pixels.pixels().iter().flat_map(|pixel| {
            let color = pixel.demultiply();
            [color.red(), color.green(), color.blue(), color.alpha()]
        });
        image::RgbaImage::from_raw(width, height, straight.collect()).ok_or(ArtworkError::Size(width, height))
    })
}

/// The number of rows that are painted at once. They are few enough to stay in the cache of a processor.
const BAND: u32 = 128;

/// Paints a drawing on white paper, at a width and height in pixels, and passes its rows to `row` from top to bottom. Each pixel has four
/// bytes: red, green, blue and an opacity, which is always full. The drawing is painted in bands: a whole cover has sixteen megabytes of
/// pixels, and loading them from memory would take longer than painting them. If a drawing scales its parts, an edge may differ by one
/// level from the drawing painted in one piece.
///
/// # Errors
/// If the drawing is damaged, or the size is zero or too large.
#[expect(clippy::cast_precision_loss, reason = "pixels of a picture are far below 2^24")]
pub fn paint_on_white(
    svg: &Artwork,
    (width, height): (u32, u32),
    fonts: &FontBook,
    mut row: impl FnMut(&[u8]) + Send,
) -> Result<(), ArtworkError> {
    on_large_stack(|| {
        let ReadDrawing { tree, .. } = tree(&svg.bytes()?, Some(fonts))?;
        let scale = tiny_skia::Transform::from_scale(width as f32 / tree.size().width(), height as f32 / tree.size().height());
        let mut band = tiny_skia::Pixmap::new(width, height.min(BAND)).ok_or(ArtworkError::Size(width, height))?;
        for top in (0..height).step_by(BAND as usize) {
            band.fill(tiny_skia::Color::WHITE);
            paint(&tree, scale.post_translate(0.0, -(top as f32)), &mut band.as_mut());
            band.data().chunks_exact(width as usize * 4).take((height - top) as usize).for_each(&mut row);
        }
        Ok(())
    })
}

/// The paths of a drawing in an ink.
///
/// # Errors
/// If the drawing is damaged.
pub(super) fn drawing(svg: &Artwork, ink: Ink, fonts: &FontBook) -> Result<Drawing, ArtworkError> {
    on_large_stack(|| {
        let ReadDrawing { tree, incomplete, missing } = tree(&svg.bytes()?, Some(fonts))?;
        let (width, height) = (tree.size().width(), tree.size().height());
        // On a page, a drawing is a few hundred points wide. A twenty-thousandth of that is finer than any press prints.
        let decimals = (0..=6).find(|&decimals| width.max(height) * 10_f32.powi(decimals) >= 20_000.0).unwrap_or(6);
        let mut plotter = Plotter {
            out: String::new(),
            decimals: usize::try_from(decimals).unwrap_or(6),
            ink,
            lettering: false,
            text: usvg::Transform::identity(),
            fill: None,
            ground: PaintedAreas::of(width * height),
        };
        let _ = writeln!(plotter.out, "{:.9} 0 0 {:.9} 0 1 cm", 1.0 / width, -1.0 / height);
        let operators = plotter.group(tree.root()).then(|| plotter.out.into_bytes());
        let cut_words = are_words_outside(tree.root(), (width, height));
        Ok(Drawing { operators, incomplete, cut_words, missing: missing.into_iter().collect(), packed: OnceLock::new() })
    })
}

/// Whether words reach beyond the edge of the drawing, so that a part of them is cut off. `size` is its width and height.
fn are_words_outside(group: &usvg::Group, size: (f32, f32)) -> bool {
    group.children().iter().any(|node| match node {
        usvg::Node::Group(inner) => are_words_outside(inner, size),
        usvg::Node::Text(text) => {
            let ink = text.abs_bounding_box();
            // The tail of a letter is shorter than this.
            let slack = ink.height() / 3.0;
            ink.left() < -slack || ink.top() < -slack || ink.right() > size.0 + slack || ink.bottom() > size.1 + slack
        }
        usvg::Node::Path(_) | usvg::Node::Image(_) => false,
    })
}

/// Writes paths as PDF operators (ISO 32000-1, 8.5).
struct Plotter {
    out: String,
    /// The number of decimals of a coordinate.
    decimals: usize,
    ink: Ink,
    /// Whether letters are being written.
    lettering: bool,
    /// The transform of the text whose outlines are being written. The outlines themselves do not include it.
    text: usvg::Transform,
    /// The current fill colour.
    fill: Option<usvg::Color>,
    /// The large areas that have been painted so far, for [`Ink::Sparing`].
    ground: PaintedAreas,
}

impl Plotter {
    /// Writes the contents of a group in the order in which they are painted. Returns false if they cannot be written as plain paths.
    fn group(&mut self, group: &usvg::Group) -> bool {
        let plain = group.opacity().get() >= 1.0
            && group.blend_mode() == usvg::BlendMode::Normal
            && group.clip_path().is_none()
            && group.mask().is_none()
            && group.filters().is_empty();
        plain
            && group.children().iter().all(|node| match node {
                usvg::Node::Group(inner) => self.group(inner),
                usvg::Node::Path(path) => self.path(path),
                usvg::Node::Image(_) => false,
                usvg::Node::Text(text) => {
                    (self.text, self.lettering) = (text.abs_transform(), true);
                    let written = self.group(text.flattened());
                    self.lettering = false;
                    self.text = usvg::Transform::identity();
                    written
                }
            })
    }

    fn path(&mut self, path: &usvg::Path) -> bool {
        if !path.is_visible() {
            return true;
        }
        // What is `transparent` prints nothing.
        let seen = |opacity: usvg::Opacity| opacity.get() > 0.0;
        let fill = match path.fill().filter(|fill| seen(fill.opacity())).map(|fill| (solid(fill.paint(), fill.opacity()), fill.rule())) {
            Some((None, _)) => return false,
            Some((Some(color), rule)) => Some((color, rule)),
            None => None,
        };
        let stroke =
            match path.stroke().filter(|stroke| seen(stroke.opacity())).map(|stroke| (solid(stroke.paint(), stroke.opacity()), stroke)) {
                Some((None, _)) => return false,
                Some((Some(color), stroke)) => Some((color, stroke)),
                None => None,
            };
        if fill.is_none() && stroke.is_none() {
            return true;
        }
        let transform = self.text.pre_concat(path.abs_transform());
        let mut edge = false;
        let (fill, stroke) = if self.ink == Ink::Sparing {
            let Some(shape) = path.data().clone().transform(transform) else { return true };
            let letters = self.lettering;
            let fill = fill.map(|(color, rule)| {
                let (lightness, edged) = self.ground.filled(&shape, lightness(color), letters);
                edge = edged;
                (grey(lightness), rule)
            });
            (fill, stroke.map(|(color, stroke)| (grey(self.ground.seen(&shape, lightness(color))), stroke)))
        } else {
            (fill, stroke)
        };
        let Some((color, stroke)) = stroke else {
            // Without a stroke, transforming the points is enough. No graphics state has to be saved.
            let (Some((color, rule)), Some(data)) = (fill, path.data().clone().transform(transform)) else { return true };
            if self.fill != Some(color) {
                self.color(color, ["g", "rg", "k"]);
                self.fill = Some(color);
            }
            let star = if rule == usvg::FillRule::EvenOdd { "*" } else { "" };
            if edge {
                self.out.push_str("q 0.4 G ");
                self.number(self.ground.hairline(), 6);
                self.out.push_str("w\n");
                self.outline(&data);
                let _ = writeln!(self.out, "B{star}\nQ");
            } else {
                self.outline(&data);
                let _ = writeln!(self.out, "f{star}");
            }
            return true;
        };
        if fill.is_some() && path.paint_order() != usvg::PaintOrder::FillAndStroke {
            return false;
        }
        self.out.push_str("q\n");
        for value in [transform.sx, transform.ky, transform.kx, transform.sy, transform.tx, transform.ty] {
            self.number(value, 6);
        }
        self.out.push_str("cm\n");
        self.pen(color, stroke);
        let operator = match fill {
            None => "S",
            Some((color, rule)) => {
                self.color(color, ["g", "rg", "k"]);
                if rule == usvg::FillRule::EvenOdd { "B*" } else { "B" }
            }
        };
        self.outline(path.data());
        let _ = writeln!(self.out, "{operator}\nQ");
        true
    }

    fn pen(&mut self, color: usvg::Color, stroke: &usvg::Stroke) {
        let cap = match stroke.linecap() {
            usvg::LineCap::Butt => 0,
            usvg::LineCap::Round => 1,
            usvg::LineCap::Square => 2,
        };
        let join = match stroke.linejoin() {
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => 0,
            usvg::LineJoin::Round => 1,
            usvg::LineJoin::Bevel => 2,
        };
        self.color(color, ["G", "RG", "K"]);
        self.number(stroke.width().get(), 6);
        let _ = write!(self.out, "w {cap} J {join} j ");
        self.number(stroke.miterlimit().get(), 3);
        self.out.push_str("M\n");
        if let Some(dashes) = stroke.dasharray() {
            self.out.push('[');
            for dash in dashes {
                self.number(*dash, 6);
            }
            self.out.push(']');
            self.number(stroke.dashoffset(), 6);
            self.out.push_str("d\n");
        }
    }

    /// Sets a colour, with the operator for one, three or four channels (ISO 32000-1, 8.6.8).
    fn color(&mut self, color: usvg::Color, [one, three, four]: [&str; 3]) {
        let [red, green, blue] = [color.red, color.green, color.blue].map(|channel| f32::from(channel) / 255.0);
        let neutral = color.red == color.green && color.green == color.blue;
        let (channels, operator) = match self.ink {
            Ink::Rgb if !neutral => (vec![red, green, blue], three),
            Ink::Rgb => (vec![red], one),
            Ink::Grey | Ink::Sparing => (vec![lightness(color)], one),
            Ink::Cmyk => {
                let lightest = red.max(green).max(blue);
                let part = |channel: f32| if lightest > 0.0 { (lightest - channel) / lightest } else { 0.0 };
                (vec![part(red), part(green), part(blue), 1.0 - lightest], four)
            }
        };
        for channel in channels {
            self.number(channel, 4);
        }
        let _ = writeln!(self.out, "{operator}");
    }

    fn outline(&mut self, data: &tiny_skia_path::Path) {
        let mut last = tiny_skia_path::Point::zero();
        for segment in data.segments() {
            match segment {
                tiny_skia_path::PathSegment::MoveTo(p) => {
                    self.points(&[p], "m");
                    last = p;
                }
                tiny_skia_path::PathSegment::LineTo(p) => {
                    self.points(&[p], "l");
                    last = p;
                }
                tiny_skia_path::PathSegment::QuadTo(q, p) => {
                    // The same curve as a cubic.
                    let third = |from: tiny_skia_path::Point| {
                        tiny_skia_path::Point::from_xy(from.x + (q.x - from.x) * 2.0 / 3.0, from.y + (q.y - from.y) * 2.0 / 3.0)
                    };
                    self.points(&[third(last), third(p), p], "c");
                    last = p;
                }
                tiny_skia_path::PathSegment::CubicTo(a, b, p) => {
                    self.points(&[a, b, p], "c");
                    last = p;
                }
                tiny_skia_path::PathSegment::Close => self.out.push_str("h\n"),
            }
        }
    }

    fn points(&mut self, points: &[tiny_skia_path::Point], operator: &str) {
        for point in points {
            self.number(point.x, self.decimals);
            self.number(point.y, self.decimals);
        }
        let _ = writeln!(self.out, "{operator}");
    }

    /// Writes a number without an exponent, as PDF requires, and a space.
    fn number(&mut self, value: f32, decimals: usize) {
        let from = self.out.len();
        let _ = write!(self.out, "{value:.decimals$}");
        if decimals > 0 {
            let kept = self.out[from..].trim_end_matches('0').trim_end_matches('.').len();
            self.out.truncate(from + kept);
        }
        if matches!(&self.out[from..], "-0" | "" | "-") {
            self.out.truncate(from);
            self.out.push('0');
        }
        self.out.push(' ');
    }
}

/// The lightness of a colour, from 0 to 1 (ITU-R BT.709, 3.2).
fn lightness(color: usvg::Color) -> f32 {
    let [red, green, blue] = [color.red, color.green, color.blue].map(|channel| f32::from(channel) / 255.0);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The grey of a lightness from 0 to 1.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a lightness is from 0 to 1")]
fn grey(lightness: f32) -> usvg::Color {
    let channel = (lightness.clamp(0.0, 1.0) * 255.0).round() as u8;
    usvg::Color::new_rgb(channel, channel, channel)
}

/// The colour of a paint. `None` if the paint is not a single opaque colour.
fn solid(paint: &usvg::Paint, opacity: usvg::Opacity) -> Option<usvg::Color> {
    match paint {
        usvg::Paint::Color(color) if opacity.get() >= 1.0 => Some(*color),
        usvg::Paint::Color(_) | usvg::Paint::LinearGradient(_) | usvg::Paint::RadialGradient(_) | usvg::Paint::Pattern(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(svg: &str) -> Drawing {
        let artwork = Artwork::read(svg.as_bytes().to_vec()).expect("a drawing");
        drawing(&artwork, Ink::Rgb, &FontBook::default()).expect("a drawing")
    }

    #[test]
    fn html_in_a_drawing_becomes_text_and_its_siblings_are_kept() {
        let drawing = |inner: &str| format!("<svg xmlns='http://www.w3.org/2000/svg'><switch>{inner}<text>said</text></switch></svg>");
        let html = "<foreignObject width='1'><div xmlns='http://www.w3.org/1999/xhtml'><font>x</font></div></foreignObject>";
        let plain = String::from_utf8(plain_drawing(drawing(html).as_bytes())).expect("text");
        assert!(plain.contains(">x</tspan></text></g><text>said</text></switch>"), "{plain}");
        assert_eq!(plain_drawing(drawing("").as_bytes()), drawing("").into_bytes());
    }

    #[test]
    fn only_opaque_paths_in_plain_colours_are_written() {
        let svg = |inner: &str| format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 100'>{inner}</svg>");
        let rect = drawn(&svg("<g transform='translate(10 0)'><path d='M0 0H100V50Z' fill='#f00'/></g>"));
        let text = String::from_utf8(rect.operators.expect("paths")).expect("ASCII");
        assert_eq!(text, "0.005000000 0 0 -0.010000000 0 1 cm\n1 0 0 rg\n10 0 m\n110 0 l\n110 50 l\nh\nf\n");
        for clear in ["stroke='transparent'", "stroke='#f00' stroke-opacity='0'", "stroke='rgba(9, 9, 9, 0)' stroke-width='4'"] {
            let rect = drawn(&svg(&format!("<g transform='translate(10 0)'><path d='M0 0H100V50Z' fill='#f00' {clear}/></g>")));
            assert_eq!(String::from_utf8(rect.operators.expect("paths")).expect("ASCII"), text, "{clear}");
        }
        let nothing = drawn(&svg("<path d='M0 0H100V50Z' fill='transparent'/>")).operators.expect("paths");
        assert_eq!(nothing.iter().filter(|byte| **byte == b'\n').count(), 1);
        for other in [
            "<path d='M0 0H100V50Z' opacity='.5'/>",
            "<path d='M0 0H100V50Z' fill-opacity='.5'/>",
            "<path d='M0 0H100V50Z' style='mix-blend-mode:multiply'/>",
            "<path d='M0 0H100V50Z' stroke='#f00' stroke-width='9' paint-order='stroke'/>",
        ] {
            assert_eq!(drawn(&svg(other)).operators, None, "{other}");
        }
    }

    #[test]
    fn text_moves_with_its_group_and_each_ink_has_its_channels() {
        let fonts = FontBook::bundled();
        let operators = |outer: &str, ink| {
            let svg = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 100'><g transform='{outer}'><text x='0' y='20' fill='#336699'>I</text></g></svg>"
            );
            let artwork = Artwork::read(svg.into_bytes()).expect("a drawing");
            String::from_utf8(drawing(&artwork, ink, &fonts).expect("a drawing").operators.expect("paths")).expect("ASCII")
        };
        let first = |text: &str| {
            let line = text.lines().find(|line| line.ends_with(" m")).expect("a path").to_owned();
            let numbers: Vec<f64> = line.split(' ').filter_map(|number| number.parse().ok()).collect();
            (numbers[0], numbers[1])
        };
        let (plain, moved) = (first(&operators("", Ink::Rgb)), first(&operators("translate(100 30)", Ink::Rgb)));
        assert!((moved.0 - plain.0 - 100.0).abs() < 0.1 && (moved.1 - plain.1 - 30.0).abs() < 0.1, "{plain:?} {moved:?}");
        assert!(operators("", Ink::Rgb).contains("0.2 0.4 0.6 rg\n"));
        assert!(operators("", Ink::Grey).contains("0.3719 g\n"));
        assert!(operators("", Ink::Cmyk).contains("0.6667 0.3333 0 0.4 k\n"));
    }

    #[test]
    fn large_dark_areas_become_light_and_light_shapes_on_them_dark() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 100'>\
                   <rect width='100' height='50' fill='#400'/><text x='20' y='30' fill='#fff'>I</text><rect x='50' width='4' height='9' fill='#222'/>\
                   <rect x='20' y='30' width='60' height='19' fill='#fff'/><text x='40' y='45'>I</text></svg>";
        let artwork = Artwork::read(svg.as_bytes().to_vec()).expect("a drawing");
        let drawing = drawing(&artwork, Ink::Sparing, &FontBook::bundled()).expect("a drawing");
        let text = String::from_utf8(drawing.operators.expect("paths")).expect("ASCII");
        let greys: Vec<f64> = text.lines().filter_map(|line| line.strip_suffix(" g")?.parse().ok()).collect();
        // The large area, the word on it, the small shape, the white area, the word on that.
        assert_eq!(greys.len(), 5, "{text}");
        assert!(greys[0] > 0.8 && greys[0] < 0.9, "{greys:?}");
        assert_eq!((greys[1], greys[3], greys[4]), (0.0, 1.0, 0.0), "{greys:?}");
        assert!(greys[2] < 0.2, "{greys:?}");
    }

    #[test]
    fn no_file_is_opened_for_a_drawing() {
        let named = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><image href='{}/Cargo.toml' width='9' height='9'/></svg>",
            env!("CARGO_MANIFEST_DIR")
        );
        assert!(drawn(&named).incomplete);
        assert!(!drawn("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9'/></svg>").incomplete);
    }
}
