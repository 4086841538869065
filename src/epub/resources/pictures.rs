//! Pictures as files of the package: unchanged if e-readers know the format and can show the size.
use std::collections::BTreeMap;

use image::DynamicImage;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use rayon::prelude::*;

use crate::artwork::{Artwork, ArtworkError, ArtworkFormat, Gallery, Orientation, is_photograph, jpeg, plain_drawing, scaled_down};
use crate::document::{Inline, InlineKind, Visit, walk_document};
use crate::edition::PicturePixels;
use crate::resolve::Book;

use crate::epub::package::{EpubError, Resource};

/// The maximum number of pixels in a picture: e-readers and retailers refuse more (Standard Ebooks, f-018; Apple Books).
const MOST_PIXELS: f64 = 4_000_000.0;
/// The longest side of a picture, in pixels: no e-reader shows more.
const LONGEST: f64 = 2_000.0;
/// The maximum number of bytes in a picture: e-readers are slow with more (Standard Ebooks, f-016).
const HEAVIEST: usize = 1_500_000;

/// The pictures that the text uses, as files of the package.
pub(in crate::epub) struct Pictures {
    /// For each path in the manuscript: the index in `files`.
    by_source: BTreeMap<String, usize>,
    files: Vec<Resource>,
}

impl Pictures {
    /// Encodes the pictures that the text uses and the gallery has, each once.
    ///
    /// # Errors
    /// If a picture that must be converted cannot be read or encoded.
    pub(in crate::epub) fn of(book: &Book<'_>, gallery: &Gallery) -> Result<Self, EpubError> {
        let pixels = book.edition.design.pictures;
        let mut sources = Sources(Vec::new());
        walk_document(book.document, &mut sources);
        let (mut by_source, mut artworks) = (BTreeMap::new(), Vec::new());
        for source in sources.0 {
            let Some(artwork) = gallery.artworks.get(&source).filter(|_| !by_source.contains_key(&source)) else { continue };
            by_source.insert(source, artworks.len());
            artworks.push(artwork);
        }
        let encoded: Vec<EncodedPicture> = artworks.par_iter().map(|artwork| encode(artwork, pixels)).collect::<Result<_, _>>()?;
        let file = |(number, picture): (u32, EncodedPicture)| {
            Resource::used(format!("picture-{number}.{}", picture.format.extension()), picture.format.media_type(), picture.bytes)
        };
        Ok(Self { by_source, files: (1..).zip(encoded).map(file).collect() })
    }

    fn file(&self, source: &str) -> Option<&Resource> {
        self.by_source.get(source).map(|at| &self.files[*at])
    }

    /// The name of the file of a picture, by its path in the manuscript.
    pub(in crate::epub) fn name(&self, source: &str) -> Option<&str> {
        self.file(source).map(|file| file.name.as_str())
    }

    /// The bytes of that file.
    pub(in crate::epub) fn bytes(&self, source: &str) -> Option<&[u8]> {
        self.file(source).map(|file| file.bytes.as_slice())
    }

    /// All files, in the order in which the text first uses them.
    pub(in crate::epub) fn into_resources(self) -> impl Iterator<Item = Resource> {
        self.files.into_iter()
    }
}

/// Collects the paths of pictures.
struct Sources(Vec<String>);

impl Visit for Sources {
    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Image { source, .. } = &inline.kind {
            self.0.push(source.clone());
        }
    }
}

/// A picture as the package has it.
#[derive(Debug, PartialEq, Eq)]
struct EncodedPicture {
    format: EncodedFormat,
    bytes: Vec<u8>,
}

/// The picture formats that all e-readers know (EPUB 3.3, section 3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EncodedFormat {
    Gif,
    Jpeg,
    Png,
    Svg,
}

impl EncodedFormat {
    const fn extension(self) -> &'static str {
        match self {
            Self::Gif => "gif",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Gif => "image/gif",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Svg => "image/svg+xml",
        }
    }
}

/// A picture as the package has it. A file that e-readers know and that is small enough is used byte for byte. A larger one is
/// made smaller: a photograph becomes a JPEG, anything else a PNG with fewer pixels. A drawing stays a drawing. If the design keeps all
/// `pixels`, only formats that e-readers do not know are encoded again.
fn encode(artwork: &Artwork, pixels: PicturePixels) -> Result<EncodedPicture, EpubError> {
    let (width, height) = (artwork.width, artwork.height);
    let all = pixels == PicturePixels::Original;
    let scale = if all { 1.0 } else { (MOST_PIXELS / (width * height)).sqrt().min(LONGEST / width.max(height)) };
    // Few e-readers apply the orientation of a photograph, so it is turned upright here.
    let upright = artwork.turn == Orientation::NoTransforms;
    let fits = scale >= 1.0 && upright && (all || artwork.length() <= HEAVIEST);
    let unchanged = |format| -> Result<EncodedPicture, EpubError> { Ok(EncodedPicture { format, bytes: artwork.bytes()?.into_owned() }) };
    match artwork.format {
        ArtworkFormat::Svg => return Ok(EncodedPicture { format: EncodedFormat::Svg, bytes: plain_drawing(&artwork.bytes()?) }),
        ArtworkFormat::Jpeg if fits => return unchanged(EncodedFormat::Jpeg),
        ArtworkFormat::Png if fits => return unchanged(EncodedFormat::Png),
        // Converting a GIF would leave only the first picture of an animation.
        ArtworkFormat::Gif if scale >= 1.0 => return unchanged(EncodedFormat::Gif),
        ArtworkFormat::Jpeg | ArtworkFormat::Png | ArtworkFormat::Gif | ArtworkFormat::Webp => {}
    }
    let _room = artwork.room();
    let image = match (artwork.pixels(), artwork.format) {
        (Ok(image), _) => image,
        // E-readers may know kinds of JPEG that we cannot read.
        (Err(_), ArtworkFormat::Jpeg) => return unchanged(EncodedFormat::Jpeg),
        (Err(error), _) => return Err(error.into()),
    };
    let photographed = match artwork.format {
        ArtworkFormat::Jpeg => true,
        // It was encoded with loss before.
        ArtworkFormat::Webp if is_lossy(&artwork.bytes()?) => true,
        // A JPEG has no transparency.
        ArtworkFormat::Webp | ArtworkFormat::Png | ArtworkFormat::Gif | ArtworkFormat::Svg => {
            !all && !image.color().has_alpha() && is_photograph(&image)
        }
    };
    // Old e-readers do not know WebP.
    if photographed { photograph(artwork, &scaled(image, scale), all) } else { drawing(artwork, &scaled(image, scale)) }
}

/// The picture, made smaller if `scale` is less than 1.
fn scaled(image: DynamicImage, scale: f64) -> DynamicImage {
    if scale >= 1.0 {
        return image;
    }
    let side = |length: u32| ((f64::from(length) * scale).floor() as u32).max(1);
    scaled_down(&image, side(image.width()), side(image.height()))
}

/// Whether a picture has the size and the orientation of its file.
fn is_whole(artwork: &Artwork, image: &DynamicImage) -> bool {
    let size = (f64::from(image.width()), f64::from(image.height()));
    artwork.turn == Orientation::NoTransforms && (artwork.width, artwork.height) == size
}

/// A PNG. If the picture was encoded again only because its file is large, and the result is not smaller, the file is used.
fn drawing(artwork: &Artwork, image: &DynamicImage) -> Result<EncodedPicture, EpubError> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, PngFilter::Adaptive);
    image.write_with_encoder(encoder).map_err(ArtworkError::from)?;
    if artwork.format == ArtworkFormat::Png && is_whole(artwork, image) && artwork.length() <= bytes.len() {
        bytes = artwork.bytes()?.into_owned();
    }
    Ok(EncodedPicture { format: EncodedFormat::Png, bytes })
}

/// A JPEG of at most [`HEAVIEST`] bytes if possible: first with less quality, then with fewer pixels. If `all`
/// pixels are kept, it may be larger.
fn photograph(artwork: &Artwork, image: &DynamicImage, all: bool) -> Result<EncodedPicture, EpubError> {
    let profile = artwork.profile();
    if all {
        return Ok(EncodedPicture { format: EncodedFormat::Jpeg, bytes: jpeg(image, profile, 92)? });
    }
    let mut bytes = jpeg(image, profile.clone(), 88)?;
    for (scale, quality) in [(1.0, 80), (0.8, 80), (0.6, 80), (0.4, 75)] {
        if bytes.len() <= HEAVIEST {
            break;
        }
        let smaller = if scale < 1.0 { &scaled(image.clone(), scale) } else { image };
        bytes = jpeg(smaller, profile.clone(), quality)?;
    }
    // If the picture was encoded again only for its weight, that may have gained nothing.
    if artwork.format == ArtworkFormat::Jpeg && is_whole(artwork, image) && artwork.length() <= bytes.len() {
        bytes = artwork.bytes()?.into_owned();
    }
    Ok(EncodedPicture { format: EncodedFormat::Jpeg, bytes })
}

/// Whether a WebP was encoded with loss and without transparency (RFC 9649, section 2).
fn is_lossy(bytes: &[u8]) -> bool {
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

    fn encoded(bytes: Vec<u8>) -> (EncodedPicture, Artwork) {
        let encoded = encode(&Artwork::read(bytes).expect("a picture"), PicturePixels::Seen).expect("an encoded picture");
        let artwork = Artwork::read(encoded.bytes.clone()).expect("a picture again");
        (encoded, artwork)
    }

    #[test]
    fn a_picture_that_fits_is_used_unchanged() {
        let small = noise(60, 40);
        for bytes in [
            jpeg(&small, None, 90).expect("a picture"),
            png(&small),
            b"<svg xmlns='http://www.w3.org/2000/svg' width='9000' height='9000'/>".to_vec(),
        ] {
            assert_eq!(encoded(bytes.clone()).0.bytes, bytes);
        }
    }

    #[test]
    fn a_large_picture_is_made_smaller_in_its_own_format() {
        let wide = DynamicImage::from(image::RgbImage::from_pixel(3000, 60, image::Rgb([9, 90, 200])));
        let (picture, artwork) = encoded(jpeg(&wide, None, 90).expect("a picture"));
        assert_eq!((picture.format, artwork.width, artwork.height), (EncodedFormat::Jpeg, 2000.0, 40.0));
        let (picture, artwork) = encoded(png(&wide));
        assert_eq!((picture.format, artwork.width, artwork.height), (EncodedFormat::Png, 2000.0, 40.0));
        assert_eq!(artwork.pixels().expect("pixels").to_rgb8().get_pixel(1000, 20).0, [9, 90, 200]);
    }

    #[test]
    fn a_heavy_picture_is_made_lighter_unless_that_loses_something() {
        let image = noise(1000, 900);
        let heavy = jpeg(&image, None, 100).expect("a picture");
        assert!(heavy.len() > HEAVIEST);
        let (picture, artwork) = encoded(heavy);
        assert!(picture.bytes.len() <= HEAVIEST && artwork.width > 400.0);
        // A photograph as PNG, and a drawing of the same weight.
        let (picture, _) = encoded(png(&image));
        assert!(picture.format == EncodedFormat::Jpeg && picture.bytes.len() <= HEAVIEST);
        let few = image.to_rgb8().pixels().flat_map(|pixel| pixel.0.map(|channel| channel & 0xC0)).collect();
        let few = DynamicImage::from(image::RgbImage::from_raw(1000, 900, few).expect("as many bytes as pixels"));
        let (picture, artwork) = encoded(png(&few));
        assert_eq!(picture.format, EncodedFormat::Png);
        assert_eq!(artwork.pixels().expect("pixels").to_rgb8(), few.to_rgb8());
    }

    #[test]
    fn all_pixels_are_kept_if_the_design_says_so() {
        let image = noise(2400, 300);
        for bytes in [png(&image), jpeg(&image, None, 100).expect("a picture")] {
            let artwork = Artwork::read(bytes.clone()).expect("a picture");
            assert_eq!(encode(&artwork, PicturePixels::Original).expect("an encoded picture").bytes, bytes);
            assert_ne!(encode(&artwork, PicturePixels::Seen).expect("an encoded picture").bytes, bytes);
        }
    }
}
