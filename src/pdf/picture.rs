//! Pictures as the PDF holds them: JPEG and plain PNG byte for byte, drawings as paths, all else as deflated pixels.
use std::collections::BTreeMap;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::ImageEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use rayon::prelude::*;

use crate::artwork::{Artwork, ArtworkError, ArtworkFormat, Gallery, drawing, rasterise};
use crate::diagnostic::{Diagnostic, Sink};
use crate::font::FontBook;
use crate::source::Span;
use crate::typeset::{PageItem, Pages};
use crate::units::Size;

/// Pixels to the inch for drawings that cannot be written as paths.
const DRAWING_DPI: f64 = 300.0;

/// The pictures in use.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    by_source: BTreeMap<String, usize>,
    /// In the order of their first use.
    pub(super) list: Vec<Picture>,
}

/// A picture as the PDF holds it.
#[derive(Debug)]
pub(super) enum Picture {
    /// Pixels in some encoding.
    Pixels(Pixels),
    /// Path operators in the unit square.
    Drawing(Vec<u8>),
}

/// Pixels in some encoding.
#[derive(Debug)]
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    /// 1 for grey, 3 for RGB, 4 for CMYK.
    pub(super) channels: u8,
    pub(super) data: Vec<u8>,
    pub(super) encoding: Encoding,
    /// The alpha channel.
    pub(super) alpha: Option<Box<Pixels>>,
}

/// How pixels are encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// A JPEG file.
    Jpeg,
    /// A JPEG file of Adobe's with inverted CMYK.
    InvertedJpeg,
    /// Deflated rows with PNG's predictors.
    Png,
}

impl Pictures {
    /// The name of a picture in the resources.
    pub(super) fn name(&self, source: &str) -> Option<String> {
        self.by_source.get(source).map(|at| format!("I{at}"))
    }
}

/// Encodes all pictures on the pages, in parallel. One that is broken was reported when it was loaded; should it fail only
/// here, that is reported too.
pub(super) fn pictures(pages: &Pages, gallery: &Gallery, fonts: &FontBook, sink: &Sink) -> Pictures {
    let mut pictures = Pictures::default();
    let mut wanted: Vec<(&str, &Artwork, Size)> = Vec::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let PageItem::Artwork { source, size, .. } = &item.item else { continue };
        let Some(artwork) = gallery.artworks.get(&**source) else { continue };
        match pictures.by_source.get(&**source) {
            // A drawing that must be turned into pixels has enough of them for its largest place.
            Some(&at) => {
                let largest = &mut wanted[at].2;
                *largest = Size { width: largest.width.max(size.width), height: largest.height.max(size.height) };
            }
            None => {
                pictures.by_source.insert(source.to_string(), wanted.len());
                wanted.push((source, artwork, *size));
            }
        }
    }
    let encoded: Vec<Result<Picture, ArtworkError>> = wanted.par_iter().map(|wanted| encode(*wanted, fonts, sink)).collect();
    for ((source, ..), result) in wanted.iter().zip(encoded) {
        pictures.list.push(result.unwrap_or_else(|error| {
            let diagnostic = Diagnostic::error("bad-image", Span::DETACHED, format!("the picture `{source}` cannot be set: {error}"));
            sink.report(diagnostic.hint("save it again as PNG, JPEG or SVG"));
            Picture::Drawing(Vec::new())
        }));
    }
    pictures
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the size of a large picture")]
fn encode((source, artwork, size): (&str, &Artwork, Size), fonts: &FontBook, sink: &Sink) -> Result<Picture, ArtworkError> {
    match artwork.format {
        ArtworkFormat::Jpeg => match jpeg(&artwork.bytes) {
            Some((channels, adobe)) => Ok(Picture::Pixels(Pixels {
                width: artwork.width as u32,
                height: artwork.height as u32,
                channels,
                data: artwork.bytes.to_vec(),
                encoding: if adobe && channels == 4 { Encoding::InvertedJpeg } else { Encoding::Jpeg },
                alpha: None,
            })),
            None => deflated(artwork.pixels()?.into_rgba8()),
        },
        ArtworkFormat::Png => match plain_png(&artwork.bytes) {
            Some(pixels) => Ok(Picture::Pixels(pixels)),
            None => deflated(artwork.pixels()?.into_rgba8()),
        },
        ArtworkFormat::Gif | ArtworkFormat::Webp => deflated(artwork.pixels()?.into_rgba8()),
        ArtworkFormat::Svg => {
            let drawing = drawing(artwork, fonts)?;
            if drawing.incomplete {
                let message = format!("the drawing `{source}` holds pictures that are not printed in the PDF");
                let diagnostic = Diagnostic::warning("picture-in-drawing", Span::DETACHED, message);
                sink.report(diagnostic.hint("save the whole drawing as a PNG"));
            }
            if let Some(operators) = drawing.operators {
                return Ok(Picture::Drawing(operators));
            }
            let pixels = |points: f64| (points / 72.0 * DRAWING_DPI).clamp(1.0, 8_000.0) as u32;
            let image = rasterise(artwork, pixels(size.width.to_pt()), pixels(size.height.to_pt()), fonts)?;
            deflated(image)
        }
    }
}

/// Pixels deflated as the rows of a PNG, grey where all are grey, alpha apart where there is any.
fn deflated(image: image::RgbaImage) -> Result<Picture, ArtworkError> {
    let (width, height) = image.dimensions();
    let grey = image.pixels().all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]);
    let channel = |at: usize| image.pixels().map(|pixel| pixel[at]).collect::<Vec<u8>>();
    let alpha = match image.pixels().any(|pixel| pixel[3] != 255) {
        true => Some(Box::new(rows(&channel(3), (width, height), image::ExtendedColorType::L8)?)),
        false => None,
    };
    let colors = if grey {
        rows(&channel(0), (width, height), image::ExtendedColorType::L8)?
    } else {
        let rgb: Vec<u8> = image.pixels().flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        rows(&rgb, (width, height), image::ExtendedColorType::Rgb8)?
    };
    Ok(Picture::Pixels(Pixels { alpha, ..colors }))
}

/// Pixels of eight bits a channel in the encoding of a PNG: its predictors make photographs half as large.
fn rows(pixels: &[u8], (width, height): (u32, u32), color: image::ExtendedColorType) -> Result<Pixels, ArtworkError> {
    let mut file = Vec::new();
    PngEncoder::new_with_quality(&mut file, CompressionType::Default, FilterType::Adaptive).write_image(pixels, width, height, color)?;
    plain_png(&file).ok_or(ArtworkError::Unknown)
}

/// Deflates at level 6.
pub(super) fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(data.len() / 3), Compression::new(6));
    encoder.write_all(data).and_then(|()| encoder.finish()).expect("writing to memory does not fail")
}

/// The channels of a JPEG, and whether Adobe's marker is in it: from the first frame header (ITU-T T.81, B.2.2).
fn jpeg(bytes: &[u8]) -> Option<(u8, bool)> {
    let mut at = 2;
    let mut adobe = false;
    loop {
        while *bytes.get(at)? != 0xFF {
            at += 1;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            0xFF => at += 1,
            0x00 | 0x01 | 0xD0..=0xD8 => at += 2,
            // Lossless and arithmetic frames are JPEGs that a PDF cannot hold.
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return None,
            0xC0..=0xC2 => {
                let (precision, channels) = (*bytes.get(at + 4)?, *bytes.get(at + 9)?);
                return (precision == 8 && matches!(channels, 1 | 3 | 4)).then_some((channels, adobe));
            }
            0xD9 | 0xDA => return None,
            _ => {
                adobe |= marker == 0xEE && bytes.get(at + 4..at + 9) == Some(b"Adobe");
                let length = usize::from(*bytes.get(at + 2)?) << 8 | usize::from(*bytes.get(at + 3)?);
                at += 2 + length;
            }
        }
    }
}

/// The deflated rows of a PNG that the PDF can hold as they are: eight bits, grey or RGB, not interlaced, no transparency
/// (PNG specification, third edition, section 11.2).
fn plain_png(bytes: &[u8]) -> Option<Pixels> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let (width, height) = (number(16)?, number(20)?);
    let channels = match bytes.get(24..29)? {
        [8, 0, 0, 0, 0] => 1,
        [8, 2, 0, 0, 0] => 3,
        _ => return None,
    };
    let mut data = Vec::new();
    let mut at = 8;
    loop {
        let length = usize::try_from(number(at)?).ok()?;
        let kind = bytes.get(at + 4..at + 8)?;
        let body = bytes.get(at + 8..(at + 8).checked_add(length)?)?;
        match kind {
            b"IDAT" => data.extend_from_slice(body),
            b"tRNS" => return None,
            b"IEND" => return Some(Pixels { width, height, channels, data, encoding: Encoding::Png, alpha: None }),
            _ => {}
        }
        at += 12 + length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_files_are_passed_through_and_others_are_not() {
        let mut png = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_pixel(5, 4, image::Rgb([1, 2, 3])).write_to(&mut png, image::ImageFormat::Png).expect("a picture");
        let pixels = plain_png(png.get_ref()).expect("plain");
        assert_eq!((pixels.width, pixels.height, pixels.channels), (5, 4, 3));
        let mut alpha = std::io::Cursor::new(Vec::new());
        image::RgbaImage::new(5, 4).write_to(&mut alpha, image::ImageFormat::Png).expect("a picture");
        assert!(plain_png(alpha.get_ref()).is_none());
        let mut photo = std::io::Cursor::new(Vec::new());
        image::RgbImage::new(5, 4).write_to(&mut photo, image::ImageFormat::Jpeg).expect("a picture");
        assert_eq!(jpeg(photo.get_ref()), Some((3, false)));
        assert_eq!(jpeg(&[0xFF, 0xD8, 0xFF]), None);
        assert!(plain_png(b"\x89PNG").is_none());
    }
}
