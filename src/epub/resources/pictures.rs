//! Pictures as files of the package: as they are where e-readers know the format and the size is sensible.
use std::collections::BTreeMap;

use image::DynamicImage;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::imageops::FilterType;
use rayon::prelude::*;

use crate::artwork::{Artwork, ArtworkError, ArtworkFormat, Gallery, Orientation, jpeg, plain_drawing};
use crate::document::{Inline, InlineKind, Visit, walk_document};
use crate::resolve::Book;

use crate::epub::{EpubError, Resource};

/// Pixels above which readers refuse a picture or shops complain: four million (Standard Ebooks, f-018; Apple).
const MOST_PIXELS: f64 = 4_000_000.0;
/// The longest side that any screen for books shows, in pixels.
const LONGEST: f64 = 2_000.0;
/// Bytes above which a picture makes e-readers wait (Standard Ebooks, f-016).
const HEAVIEST: usize = 1_500_000;

/// The pictures that the text names and the gallery has.
pub(in crate::epub) struct Pictures {
    by_source: BTreeMap<String, usize>,
    files: Vec<(String, &'static str, Vec<u8>)>,
}

impl Pictures {
    pub(in crate::epub) fn of(book: &Book<'_>, gallery: &Gallery) -> Result<Self, EpubError> {
        let mut named = Named(Vec::new());
        walk_document(book.document, &mut named);
        let (mut by_source, mut artworks) = (BTreeMap::new(), Vec::new());
        for source in named.0 {
            let Some(artwork) = gallery.artworks.get(&source).filter(|_| !by_source.contains_key(&source)) else { continue };
            by_source.insert(source, artworks.len());
            artworks.push(artwork);
        }
        let encoded: Vec<Encoded> = artworks.par_iter().map(|artwork| encoded(artwork)).collect::<Result<_, _>>()?;
        let named = |(number, (extension, media_type, bytes))| (format!("picture-{number}.{extension}"), media_type, bytes);
        Ok(Self { by_source, files: (1..).zip(encoded).map(named).collect() })
    }

    /// The file of a picture.
    pub(in crate::epub) fn name(&self, source: &str) -> Option<&str> {
        self.by_source.get(source).map(|at| self.files[*at].0.as_str())
    }

    /// The bytes of a picture as the package holds it.
    pub(in crate::epub) fn bytes(&self, source: &str) -> Option<&[u8]> {
        self.by_source.get(source).map(|at| self.files[*at].2.as_slice())
    }

    /// The files of the package.
    pub(in crate::epub) fn into_resources(self) -> impl Iterator<Item = Resource> {
        self.files.into_iter().map(|(name, media_type, bytes)| Resource { name, media_type, bytes, properties: "", in_spine: false })
    }
}

struct Named(Vec<String>);

impl Visit for Named {
    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Image { source, .. } = &inline.kind {
            self.0.push(source.clone());
        }
    }
}

/// A picture as the package holds it: the ending of its name, its media type (EPUB 3.3, section 3.2), its bytes.
type Encoded = (&'static str, &'static str, Vec<u8>);

const JPEG: (&str, &str) = ("jpg", "image/jpeg");
const PNG: (&str, &str) = ("png", "image/png");

/// A picture as the package holds it. What e-readers know and what is no larger than they show is passed through byte for
/// byte. A larger one is made smaller; a photograph stays a JPEG, all else is a PNG and without loss but for its size. A
/// drawing stays a drawing.
fn encoded(artwork: &Artwork) -> Result<Encoded, EpubError> {
    let (width, height) = (artwork.width, artwork.height);
    let scale = (MOST_PIXELS / (width * height)).sqrt().min(LONGEST / width.max(height));
    let heavy = artwork.bytes.len() > HEAVIEST;
    // Few e-readers turn a photograph: it is put upright here.
    let upright = artwork.turn == Orientation::NoTransforms;
    let as_it_is = |(extension, media_type): (&'static str, &'static str)| (extension, media_type, artwork.bytes.to_vec());
    match artwork.format {
        ArtworkFormat::Svg => Ok(("svg", "image/svg+xml", plain_drawing(&artwork.bytes))),
        ArtworkFormat::Jpeg if scale >= 1.0 && !heavy && upright => Ok(as_it_is(JPEG)),
        ArtworkFormat::Png if scale >= 1.0 && !heavy && upright => Ok(as_it_is(PNG)),
        // Of a film, which only a GIF can be, one picture would be left.
        ArtworkFormat::Gif if scale >= 1.0 => Ok(as_it_is(("gif", "image/gif"))),
        // E-readers may know kinds of JPEG that are not known here.
        ArtworkFormat::Jpeg => match artwork.pixels() {
            Ok(image) => photograph(artwork, &scaled(image, scale)),
            Err(_) => Ok(as_it_is(JPEG)),
        },
        ArtworkFormat::Webp if is_photograph(&artwork.bytes) => photograph(artwork, &scaled(artwork.pixels()?, scale)),
        // Old readers do not know WebP.
        ArtworkFormat::Png | ArtworkFormat::Gif | ArtworkFormat::Webp => {
            let mut bytes = Vec::new();
            let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, PngFilter::Adaptive);
            scaled(artwork.pixels()?, scale).write_with_encoder(encoder).map_err(ArtworkError::from)?;
            let original = upright && artwork.format == ArtworkFormat::Png && scale >= 1.0 && bytes.len() >= artwork.bytes.len();
            Ok(if original { as_it_is(PNG) } else { (PNG.0, PNG.1, bytes) })
        }
    }
}

/// Made smaller; never larger.
fn scaled(image: DynamicImage, scale: f64) -> DynamicImage {
    if scale >= 1.0 {
        return image;
    }
    let side = |length: u32| ((f64::from(length) * scale).floor() as u32).max(1);
    image.resize_exact(side(image.width()), side(image.height()), FilterType::Lanczos3)
}

/// A JPEG within the weight: of less quality first, then of fewer pixels.
fn photograph(artwork: &Artwork, image: &DynamicImage) -> Result<Encoded, EpubError> {
    let profile = artwork.profile();
    let mut bytes = Vec::new();
    for (scale, quality) in [(1.0, 88), (1.0, 80), (0.8, 80), (0.6, 80), (0.4, 75)] {
        bytes = jpeg(&scaled(image.clone(), scale), profile.clone(), quality)?;
        if bytes.len() <= HEAVIEST {
            break;
        }
    }
    // Encoding again for its weight alone may gain nothing.
    let (width, height) = (f64::from(image.width()), f64::from(image.height()));
    let upright = artwork.turn == Orientation::NoTransforms;
    if upright
        && artwork.format == ArtworkFormat::Jpeg
        && (artwork.width, artwork.height) == (width, height)
        && artwork.bytes.len() <= bytes.len()
    {
        bytes = artwork.bytes.to_vec();
    }
    Ok((JPEG.0, JPEG.1, bytes))
}

/// Whether a WebP was encoded with loss and without transparency (RFC 9649, section 2): as a PNG it would weigh ten times as
/// much.
fn is_photograph(bytes: &[u8]) -> bool {
    let transparent = bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & 0x10 != 0);
    !transparent && bytes.windows(4).take(4096).any(|chunk| chunk == b"VP8 ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture that no encoder can make small.
    fn noise(width: u32, height: u32) -> DynamicImage {
        let mut state = 1_u32;
        let pixels = (0..width * height * 3).map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        });
        DynamicImage::from(image::RgbImage::from_raw(width, height, pixels.collect()).expect("as many bytes as pixels"))
    }

    fn png(image: &DynamicImage) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::Png).expect("a picture");
        bytes.into_inner()
    }

    fn packed(bytes: Vec<u8>) -> (Encoded, Artwork) {
        let packed = encoded(&Artwork::read(bytes).expect("a picture")).expect("an encoded picture");
        let artwork = Artwork::read(packed.2.clone()).expect("a picture again");
        (packed, artwork)
    }

    #[test]
    fn what_fits_is_passed_through() {
        let small = noise(60, 40);
        for bytes in [
            jpeg(&small, None, 90).expect("a picture"),
            png(&small),
            b"<svg xmlns='http://www.w3.org/2000/svg' width='9000' height='9000'/>".to_vec(),
        ] {
            assert_eq!(packed(bytes.clone()).0.2, bytes);
        }
    }

    #[test]
    fn what_is_large_is_made_smaller_in_its_own_format() {
        let wide = DynamicImage::from(image::RgbImage::from_pixel(3000, 60, image::Rgb([9, 90, 200])));
        let ((extension, ..), artwork) = packed(jpeg(&wide, None, 90).expect("a picture"));
        assert_eq!((extension, artwork.width, artwork.height), ("jpg", 2000.0, 40.0));
        let ((extension, ..), artwork) = packed(png(&wide));
        assert_eq!((extension, artwork.width, artwork.height), ("png", 2000.0, 40.0));
        assert_eq!(artwork.pixels().expect("pixels").to_rgb8().get_pixel(1000, 20).0, [9, 90, 200]);
    }

    #[test]
    fn what_is_heavy_is_made_lighter_unless_that_would_lose_something() {
        let image = noise(1000, 900);
        let heavy = jpeg(&image, None, 100).expect("a picture");
        assert!(heavy.len() > HEAVIEST);
        let ((_, _, bytes), artwork) = packed(heavy);
        assert!(bytes.len() <= HEAVIEST && artwork.width > 400.0);
        let (_, artwork) = packed(png(&image));
        assert_eq!(artwork.pixels().expect("pixels").to_rgb8(), image.to_rgb8());
    }
}
