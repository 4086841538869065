//! Pictures as the PDF holds them: JPEG and plain PNG byte for byte, drawings as paths, all else as deflated pixels. An
//! edition may ask for greys only, for fewer pixels, and for no transparency.
pub(crate) mod pixels;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::artwork::{Artwork, ArtworkError, ArtworkFormat, Gallery, Ink, rasterise};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::edition::{Colour, Edition, InkUse, PrintSettings};
use crate::font::FontBook;
use crate::pdf::file::compress::{deflate, deflate_densely};
use crate::pdf::pictures::pixels::Pixels;
use crate::source::Span;
use crate::typeset::{PageItem, Pages};
use crate::units::Size;

/// Pixels to the inch for drawings that cannot be written as paths.
const DRAWING_DPI: f64 = 300.0;
/// How many times the resolution that was asked for a picture may have before its pixels are made fewer: less is not worth
/// the loss of a second encoding.
const TOLERANCE: f64 = 1.1;

/// The pictures in use.
#[derive(Debug, Default)]
pub(crate) struct Pictures {
    by_source: BTreeMap<String, usize>,
    /// In the order of their first use.
    pub(crate) list: Vec<Picture>,
}

/// A picture as the PDF holds it.
#[derive(Clone, Debug)]
pub(crate) enum Picture {
    /// Pixels in some encoding.
    Pixels(Pixels),
    /// Path operators in the unit square, deflated.
    Drawing(Vec<u8>),
}

impl Pictures {
    /// The name of a picture in the resources.
    pub(crate) fn name(&self, source: &str) -> Option<String> {
        self.by_source.get(source).map(|at| format!("I{at}"))
    }
}

/// A picture that is on a page, with the largest size that it has there.
struct Wanted<'a> {
    source: &'a str,
    artwork: &'a Artwork,
    size: Size,
}

/// Encodes all pictures on the pages, in parallel. One that is broken was reported when it was loaded; should it fail only
/// here, that is reported too.
pub(crate) fn pictures(pages: &Pages, gallery: &Gallery, fonts: &FontBook, edition: &Edition, sink: &Sink) -> Pictures {
    let mut pictures = Pictures::default();
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let PageItem::Artwork { source, size, turned, .. } = &item.item else { continue };
        let size = &if *turned { Size { width: size.height, height: size.width } } else { *size };
        let Some(artwork) = gallery.artworks.get(&**source) else { continue };
        match pictures.by_source.get(&**source) {
            // There are enough pixels for the largest place.
            Some(&at) => {
                let largest = &mut wanted[at].size;
                *largest = Size { width: largest.width.max(size.width), height: largest.height.max(size.height) };
            }
            None => {
                pictures.by_source.insert(source.to_string(), wanted.len());
                wanted.push(Wanted { source, artwork, size: *size });
            }
        }
    }
    let encoded: Vec<Result<Picture, ArtworkError>> = wanted
        .par_iter()
        .map(|wanted| match wanted.artwork.format {
            ArtworkFormat::Svg => drawn(wanted, edition, fonts, sink),
            ArtworkFormat::Jpeg | ArtworkFormat::Png | ArtworkFormat::Gif | ArtworkFormat::Webp => raster(wanted, edition),
        })
        .collect();
    for (wanted, result) in wanted.iter().zip(encoded) {
        pictures.list.push(result.unwrap_or_else(|error| {
            let message = format!("the picture `{}` cannot be set: {error}", wanted.source);
            sink.report(Diagnostic::new(codes::BAD_IMAGE, Span::DETACHED, message).hint("save it again as PNG, JPEG or SVG"));
            Picture::Drawing(deflate(&[]))
        }));
    }
    pictures
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the size of a large picture")]
fn drawn(wanted: &Wanted<'_>, edition: &Edition, fonts: &FontBook, sink: &Sink) -> Result<Picture, ArtworkError> {
    let print = &edition.print;
    let ink = match (edition.design.ink, print.colour) {
        (InkUse::Saving, Colour::Colour | Colour::Gray) => Ink::Sparing,
        (InkUse::Full, Colour::Colour) => Ink::Rgb,
        (InkUse::Full, Colour::Gray) => Ink::Grey,
        (_, Colour::Cmyk) => Ink::Cmyk,
    };
    let drawing = wanted.artwork.drawing(ink, fonts)?;
    if drawing.incomplete {
        let message = format!("the drawing `{}` holds pictures that are not printed in the PDF", wanted.source);
        let diagnostic = Diagnostic::new(codes::PICTURE_IN_DRAWING, Span::DETACHED, message);
        sink.report(diagnostic.hint("save the whole drawing as a PNG"));
    }
    if let Some(operators) = &drawing.operators {
        return Ok(Picture::Drawing(drawing.packed.get_or_init(|| deflate_densely(operators)).clone()));
    }
    let dpi = print.picture_resolution.map_or(DRAWING_DPI, f64::from);
    let count = |points: f64| (points / 72.0 * dpi).clamp(1.0, 8_000.0) as u32;
    let image = rasterise(wanted.artwork, count(wanted.size.width.to_pt()), count(wanted.size.height.to_pt()), fonts)?;
    Ok(Picture::Pixels(pixels::deflated(image.into(), None, manner(edition))?))
}

/// What the edition asks of pixels.
fn manner(edition: &Edition) -> pixels::Manner {
    let light = edition.design.ink == InkUse::Saving;
    pixels::Manner { grey: light || edition.print.colour == Colour::Gray, flat: edition.print.is_pod(), light }
}

/// A picture made of pixels: its file as it is where that can be, else its pixels anew.
fn raster(wanted: &Wanted<'_>, edition: &Edition) -> Result<Picture, ArtworkError> {
    let manner = manner(edition);
    let fewer = fewer(wanted, &edition.print);
    let whole = match wanted.artwork.format {
        ArtworkFormat::Jpeg => pixels::jpeg(wanted.artwork),
        ArtworkFormat::Png => pixels::plain_png(wanted.artwork),
        ArtworkFormat::Gif | ArtworkFormat::Webp | ArtworkFormat::Svg => None,
    };
    if let Some(whole) = whole.filter(|whole| fewer.is_none() && !manner.light && (!manner.grey || whole.is_grey())) {
        return Ok(Picture::Pixels(if manner.grey { Pixels { profile: None, ..whole } } else { whole }));
    }
    let mut image = wanted.artwork.pixels()?;
    if let Some((width, height)) = fewer {
        image = image.resize_exact(width, height, image::imageops::FilterType::Lanczos3);
    }
    let profile = wanted.artwork.profile();
    Ok(Picture::Pixels(match wanted.artwork.format {
        // A photograph stays one: as a PNG it would be many times larger.
        ArtworkFormat::Jpeg => pixels::photograph(&image, profile, manner)?,
        ArtworkFormat::Png | ArtworkFormat::Gif | ArtworkFormat::Webp | ArtworkFormat::Svg => pixels::deflated(image, profile, manner)?,
    }))
}

/// The pixels that a picture is brought down to, if it has many more than the edition asks for at its printed size.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "fewer than the picture has")]
fn fewer(wanted: &Wanted<'_>, print: &PrintSettings) -> Option<(u32, u32)> {
    let dpi = f64::from(print.picture_resolution?);
    let width = wanted.size.width.to_pt() / 72.0 * dpi;
    let (has, high) = (wanted.artwork.width, wanted.artwork.height);
    (has > width * TOLERANCE).then(|| (width.round().max(1.0) as u32, (high * width / has).round().max(1.0) as u32))
}
