//! Pictures in the form in which a PDF holds them: JPEG and plain PNG byte for byte, drawings as paths, everything else as compressed
//! pixels. An edition may require greys, fewer pixels, or no transparency.
pub(crate) mod pixels;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::artwork::{Artwork, ArtworkError, ArtworkFormat, Gallery, Ink, is_photograph, rasterise, scaled_down};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::edition::{Colour, Edition, InkUse, PicturePixels};
use crate::font::{FontBook, remedy};
use crate::pdf::file::compress::{deflate, deflate_densely};
use crate::pdf::pictures::pixels::EncodedPixels;
use crate::source::Span;
use crate::source::uri::shown;
use crate::typeset::{PageItem, Pages};
use crate::units::{Length, Size};

/// The resolution of drawings that cannot be written as paths, in pixels per inch.
const DRAWING_DPI: f64 = 300.0;
/// The resolution to which pictures are reduced unless the edition says otherwise. No press shows more.
const SEEN_DPI: f64 = 300.0;
/// Pictures are scaled down if their resolution exceeds the requested one by this factor. A smaller saving is not worth the loss of a
/// second encoding.
const TOLERANCE: f64 = 1.1;

/// The pictures in use.
#[derive(Debug, Default)]
pub(crate) struct Pictures {
    by_source: BTreeMap<String, usize>,
    /// In the order of their first use.
    pub(crate) list: Vec<Picture>,
}

/// A picture in the form in which the PDF holds it.
#[derive(Clone, Debug)]
pub(crate) enum Picture {
    /// Encoded pixels.
    Pixels(EncodedPixels),
    /// Path operators in the unit square, compressed.
    Drawing(Vec<u8>),
}

impl Pictures {
    /// The name of a picture in the resources.
    pub(crate) fn name(&self, source: &str) -> Option<String> {
        self.by_source.get(source).map(|at| format!("I{at}"))
    }
}

/// A picture with its largest size on any page.
struct UsedPicture<'a> {
    source: &'a str,
    artwork: &'a Artwork,
    size: Size,
}

/// Encodes all pictures on the pages, in parallel. Broken pictures were reported when they were loaded; one that fails only here is
/// reported here.
pub(crate) fn pictures(pages: &Pages, gallery: &Gallery, fonts: &FontBook, edition: &Edition, sink: &Sink) -> Pictures {
    let mut pictures = Pictures::default();
    let mut wanted: Vec<UsedPicture<'_>> = Vec::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let PageItem::Artwork { source, size, turned, .. } = &item.item else { continue };
        let size = &if *turned { Size { width: size.height, height: size.width } } else { *size };
        let Some(artwork) = gallery.artworks.get(&**source) else { continue };
        match pictures.by_source.get(&**source) {
            // The largest size decides the resolution.
            Some(&at) => {
                let largest = &mut wanted[at].size;
                *largest = Size { width: largest.width.max(size.width), height: largest.height.max(size.height) };
            }
            None => {
                pictures.by_source.insert(source.to_string(), wanted.len());
                wanted.push(UsedPicture { source, artwork, size: *size });
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
            let message = format!("the picture `{}` cannot be set: {error}", shown(wanted.source));
            sink.report(Diagnostic::new(codes::BAD_IMAGE, Span::DETACHED, message).hint("save it again as PNG, JPEG or SVG"));
            Picture::Drawing(deflate(&[]))
        }));
    }
    pictures
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the size of a large picture")]
fn drawn(wanted: &UsedPicture<'_>, edition: &Edition, fonts: &FontBook, sink: &Sink) -> Result<Picture, ArtworkError> {
    let print = &edition.print;
    let ink = match (edition.design.ink, print.colour) {
        (InkUse::Saving, Colour::Colour | Colour::Gray) => Ink::Sparing,
        (InkUse::Full, Colour::Colour) => Ink::Rgb,
        (InkUse::Full, Colour::Gray) => Ink::Grey,
        (_, Colour::Cmyk) => Ink::Cmyk,
    };
    let drawing = wanted.artwork.drawing(ink, fonts)?;
    if drawing.incomplete {
        let message = format!("the drawing `{}` holds pictures that are not printed in the PDF", shown(wanted.source));
        let diagnostic = Diagnostic::new(codes::PICTURE_IN_DRAWING, Span::DETACHED, message);
        sink.report(diagnostic.hint("save the whole drawing as a PNG"));
    }
    if drawing.cut_words {
        let message = format!("words of the drawing `{}` reach beyond its edge and are cut off", shown(wanted.source));
        let diagnostic = Diagnostic::new(codes::PICTURE_IN_DRAWING, Span::DETACHED, message);
        sink.report(diagnostic.hint("make the drawing larger, or the box of the words"));
    }
    if !drawing.missing.is_empty() {
        let list: Vec<String> = drawing.missing.iter().map(|&c| format!("{c} (U+{:04X})", u32::from(c))).collect();
        let message = format!("no font has {} in the drawing `{}`", list.join(", "), shown(wanted.source));
        let diagnostic = Diagnostic::new(codes::MISSING_GLYPH, Span::DETACHED, message).label("left out of the drawing");
        sink.report(diagnostic.hint(remedy(drawing.missing[0], edition.metadata.language.tag())));
    }
    if let Some(operators) = &drawing.operators {
        return Ok(Picture::Drawing(drawing.packed.get_or_init(|| deflate_densely(operators)).clone()));
    }
    let dpi = print.picture_resolution.map_or(DRAWING_DPI, f64::from);
    let count = |points: f64| (points / 72.0 * dpi).clamp(1.0, 8_000.0) as u32;
    let image = rasterise(wanted.artwork, count(wanted.size.width.to_pt()), count(wanted.size.height.to_pt()), fonts)?;
    Ok(Picture::Pixels(pixels::deflated(image.into(), None, manner(edition))?))
}

/// The requirements of an edition for pixels.
fn manner(edition: &Edition) -> pixels::Reencoding {
    let light = edition.design.ink == InkUse::Saving;
    pixels::Reencoding { grey: light || edition.print.colour == Colour::Gray, flat: edition.print.is_pod(), light }
}

/// A raster picture: the data of its file if possible, otherwise its pixels encoded again. A photograph becomes a JPEG; as rows of pixels
/// it would be many times larger. A drawing is encoded without loss.
fn raster(wanted: &UsedPicture<'_>, edition: &Edition) -> Result<Picture, ArtworkError> {
    let manner = manner(edition);
    let fewer = fewer(wanted, edition);
    if fewer.is_none() && !manner.light {
        let whole = match wanted.artwork.format {
            ArtworkFormat::Jpeg => pixels::jpeg(wanted.artwork)?,
            ArtworkFormat::Png => pixels::plain_png(wanted.artwork)?,
            ArtworkFormat::Gif | ArtworkFormat::Webp | ArtworkFormat::Svg => None,
        };
        // PDF/A allows the four inks of an unknown press only if the file is for one (ISO 19005-2, 6.2.4.3).
        let foreign = |whole: &EncodedPixels| whole.channels == 4 && whole.profile.is_none() && !edition.print.is_pod();
        if let Some(whole) = whole.filter(|whole| !foreign(whole) && (!manner.grey || whole.is_grey())) {
            return Ok(Picture::Pixels(if manner.grey { EncodedPixels { profile: None, ..whole } } else { whole }));
        }
    }
    let _room = wanted.artwork.room();
    let mut image = wanted.artwork.pixels()?;
    let photograph = match wanted.artwork.format {
        ArtworkFormat::Jpeg => true,
        // An edition that keeps all pixels also keeps their values, so it has no new JPEGs.
        _ if edition.design.pictures == PicturePixels::Original => false,
        _ => is_photograph(&image),
    };
    if let Some((width, height)) = fewer {
        image = scaled_down(&image, width, height);
    }
    let profile = wanted.artwork.profile();
    Ok(Picture::Pixels(if photograph { pixels::photograph(image, profile, manner)? } else { pixels::deflated(image, profile, manner)? }))
}

/// The size in pixels that a picture is scaled down to, if it has clearly more pixels than the edition needs at its printed size.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "fewer than the picture has")]
fn fewer(wanted: &UsedPicture<'_>, edition: &Edition) -> Option<(u32, u32)> {
    let dpi = match (edition.print.picture_resolution, edition.design.pictures) {
        (Some(resolution), _) => f64::from(resolution),
        (None, PicturePixels::Seen) => SEEN_DPI,
        (None, PicturePixels::Original) => return None,
    };
    let (width, height) = (wanted.artwork.width, wanted.artwork.height);
    // A picture may be printed with proportions other than its own.
    let needed = |printed: Length, has: f64| printed.to_pt() / 72.0 * dpi / has.max(1.0);
    let scale = needed(wanted.size.width, width).max(needed(wanted.size.height, height));
    let pixels = |side: f64| (side * scale).round().max(1.0) as u32;
    (scale * TOLERANCE < 1.0).then(|| (pixels(width), pixels(height)))
}
