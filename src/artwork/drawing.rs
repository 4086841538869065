//! Drawings (SVG): their size, their pixels, and their paths for a page. Text in them is set with the faces of the book only.
use std::fmt::Write;
use std::sync::Arc;

use resvg::tiny_skia;
use resvg::usvg::{self, tiny_skia_path};

use super::{Artwork, ArtworkError};
use crate::font::FontBook;

/// The size of a drawing in user units.
pub(super) fn size(bytes: &[u8]) -> Result<(f64, f64), ArtworkError> {
    let tree = usvg::Tree::from_data(bytes, &usvg::Options::default())?;
    Ok((f64::from(tree.size().width()), f64::from(tree.size().height())))
}

fn tree(svg: &Artwork, fonts: &FontBook) -> Result<usvg::Tree, ArtworkError> {
    let mut database = usvg::fontdb::Database::new();
    for face in fonts.faces() {
        database.load_font_data(face.data().to_vec());
    }
    database.set_serif_family("Alegreya");
    database.set_sans_serif_family("Alegreya Sans");
    database.set_monospace_family("JetBrains Mono");
    let options = usvg::Options { fontdb: Arc::new(database), font_family: "Alegreya Sans".to_owned(), ..usvg::Options::default() };
    Ok(usvg::Tree::from_data(&svg.bytes, &options)?)
}

/// The pixels of a drawing at a size.
///
/// # Errors
/// If it is broken or the size is impossible.
#[expect(clippy::cast_precision_loss, reason = "pixels of a picture are far below 2^24")]
pub fn rasterise(svg: &Artwork, width: u32, height: u32, fonts: &FontBook) -> Result<image::RgbaImage, ArtworkError> {
    let tree = tree(svg, fonts)?;
    let mut pixels = tiny_skia::Pixmap::new(width, height).ok_or(ArtworkError::Size(width, height))?;
    let scale = tiny_skia::Transform::from_scale(width as f32 / tree.size().width(), height as f32 / tree.size().height());
    resvg::render(&tree, scale, &mut pixels.as_mut());
    let straight = pixels.pixels().iter().flat_map(|pixel| {
        let color = pixel.demultiply();
        [color.red(), color.green(), color.blue(), color.alpha()]
    });
    image::RgbaImage::from_raw(width, height, straight.collect()).ok_or(ArtworkError::Size(width, height))
}

/// A drawing as PDF path operators in a space where it is one unit wide and one unit high, origin at the lower left; none if it
/// holds anything but opaque paths of one colour each, so that it must be rasterised.
///
/// # Errors
/// If it is broken.
pub fn drawing(svg: &Artwork, fonts: &FontBook) -> Result<Option<Vec<u8>>, ArtworkError> {
    let tree = tree(svg, fonts)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let mut operators = format!("{} 0 0 {} 0 1 cm\n", number(1.0 / width), number(-1.0 / height));
    Ok(group(tree.root(), &mut operators).then(|| operators.into_bytes()))
}

fn group(group: &usvg::Group, out: &mut String) -> bool {
    let plain = group.opacity().get() >= 1.0 && group.clip_path().is_none() && group.mask().is_none() && group.filters().is_empty();
    plain
        && group.children().iter().all(|node| match node {
            usvg::Node::Group(inner) => self::group(inner, out),
            usvg::Node::Path(shape) => path(shape, out),
            usvg::Node::Image(_) => false,
            usvg::Node::Text(text) => self::group(text.flattened(), out),
        })
}

/// Writes one path, in the order in which it is painted; false if it cannot be written.
fn path(path: &usvg::Path, out: &mut String) -> bool {
    if !path.is_visible() {
        return true;
    }
    let color = |paint: &usvg::Paint, opacity: f32| match paint {
        usvg::Paint::Color(color) if opacity >= 1.0 => Some(*color),
        usvg::Paint::Color(_) | usvg::Paint::LinearGradient(_) | usvg::Paint::RadialGradient(_) | usvg::Paint::Pattern(_) => None,
    };
    let rgb = |color: usvg::Color| {
        format!(
            "{} {} {}",
            number(f32::from(color.red) / 255.0),
            number(f32::from(color.green) / 255.0),
            number(f32::from(color.blue) / 255.0)
        )
    };
    out.push_str("q\n");
    let t = path.abs_transform();
    let _ = writeln!(out, "{} {} {} {} {} {} cm", number(t.sx), number(t.ky), number(t.kx), number(t.sy), number(t.tx), number(t.ty));
    let mut operator = "";
    if let Some(fill) = path.fill() {
        let Some(color) = color(fill.paint(), fill.opacity().get()) else { return false };
        let _ = writeln!(out, "{} rg", rgb(color));
        operator = if fill.rule() == usvg::FillRule::EvenOdd { "f*" } else { "f" };
    }
    if let Some(stroke) = path.stroke() {
        let Some(color) = color(stroke.paint(), stroke.opacity().get()) else { return false };
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
        let _ =
            writeln!(out, "{} RG {} w {cap} J {join} j {} M", rgb(color), number(stroke.width().get()), number(stroke.miterlimit().get()));
        if let Some(dashes) = stroke.dasharray() {
            let dashes: Vec<String> = dashes.iter().map(|dash| number(*dash)).collect();
            let _ = writeln!(out, "[{}] {} d", dashes.join(" "), number(stroke.dashoffset()));
        }
        operator = match operator {
            "f" => "B",
            "f*" => "B*",
            _ => "S",
        };
    }
    let mut last = tiny_skia_path::Point::zero();
    for segment in path.data().segments() {
        match segment {
            tiny_skia_path::PathSegment::MoveTo(p) => {
                let _ = writeln!(out, "{} {} m", number(p.x), number(p.y));
                last = p;
            }
            tiny_skia_path::PathSegment::LineTo(p) => {
                let _ = writeln!(out, "{} {} l", number(p.x), number(p.y));
                last = p;
            }
            tiny_skia_path::PathSegment::QuadTo(q, p) => {
                // The same curve as a cubic.
                let third = |a: f32, b: f32| a + (b - a) * 2.0 / 3.0;
                let (x1, y1, x2, y2) = (third(last.x, q.x), third(last.y, q.y), third(p.x, q.x), third(p.y, q.y));
                let _ = writeln!(out, "{} {} {} {} {} {} c", number(x1), number(y1), number(x2), number(y2), number(p.x), number(p.y));
                last = p;
            }
            tiny_skia_path::PathSegment::CubicTo(a, b, p) => {
                let _ = writeln!(out, "{} {} {} {} {} {} c", number(a.x), number(a.y), number(b.x), number(b.y), number(p.x), number(p.y));
                last = p;
            }
            tiny_skia_path::PathSegment::Close => out.push_str("h\n"),
        }
    }
    let _ = writeln!(out, "{}\nQ", if operator.is_empty() { "n" } else { operator });
    true
}

/// A number as PDF takes it: no exponent, at most six decimals.
fn number(value: f32) -> String {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" || text.is_empty() { "0".to_owned() } else { text.to_owned() }
}
