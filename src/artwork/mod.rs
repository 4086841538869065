//! Pictures: pixels and drawings. Both backends use the same ones.
mod completeness;
mod content;
mod data;
mod drawing;
mod foreign_words;
mod lacking;
mod limits;
mod losses;
mod painting;
mod scaling;
mod sparing;
mod workbench;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::font::FontBook;
pub use content::is_photograph;
use data::FileData;
pub use drawing::{Drawing, Ink, paint_on_white, plain_drawing, rasterise};
use image::codecs::jpeg::JpegEncoder;
pub use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder};
pub use losses::DrawingLoss;
pub use scaling::scaled_down;
pub use workbench::PixelReservation;

/// The format of a picture file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ArtworkFormat {
    Jpeg,
    Png,
    Gif,
    Webp,
    Svg,
}

/// A picture as it was read.
#[derive(Clone, Debug)]
pub struct Artwork {
    /// The format, detected from the bytes.
    pub format: ArtworkFormat,
    /// The bytes of the file, or where they are.
    data: FileData,
    /// The width of the upright picture, in pixels. For an SVG, in user units.
    pub width: f64,
    /// The height of the upright picture, in pixels. For an SVG, in user units.
    pub height: f64,
    /// How the pixels must be turned to be upright. Cameras store them in the order of the sensor (Exif 2.32, tag 0x0112).
    pub turn: Orientation,
    /// The paths of a drawing, one entry for each [`Ink`]. The editions of a book share them.
    drawn: Arc<[Mutex<Option<Arc<Drawing>>>; 4]>,
}

/// Why a picture cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ArtworkError {
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    File(#[from] std::io::Error),
    /// The end of the file is missing: it was truncated when it was copied or downloaded.
    #[error("the file ends too early, so a part of the picture is missing")]
    Truncated,
    /// The bytes have none of the known formats.
    #[error("the format is not JPEG, PNG, GIF, WebP or SVG")]
    Unknown,
    /// The picture has so many pixels that decoding it would take too much memory. Its width and height in pixels.
    #[error("the picture has {0} by {1} pixels, which take more than 512 MiB of memory")]
    TooLarge(u32, u32),
    /// The file is damaged, or pixels cannot be encoded.
    #[error("the picture is damaged: {0}")]
    Raster(#[from] image::ImageError),
    /// The drawing is damaged.
    #[error("the drawing is damaged: {0}")]
    Drawing(#[from] resvg::usvg::Error),
    /// The elements of the drawing are nested more deeply than this.
    #[error("the elements of the drawing are nested more than {0} deep")]
    TooDeep(usize),
    /// A filter of the drawing would take too much memory or time.
    #[error("a filter of the drawing is too large: reduce its region, its radius or its matrix, or save the drawing as PNG")]
    Filter,
    /// A library that reads drawings panicked, because it did not expect what is in the drawing.
    #[error("the drawing cannot be painted: save it as PNG, or in another program")]
    Unpaintable,
    /// The drawing cannot be painted at this width and height, in pixels.
    #[error("the drawing cannot be turned into {0} by {1} pixels")]
    Size(u32, u32),
}

/// All pictures of a book.
#[derive(Clone, Debug, Default)]
pub struct Gallery {
    /// The pictures by the path that the document uses.
    pub artworks: BTreeMap<String, Artwork>,
    /// The bytes of sound and moving pictures, by the path that the document uses.
    pub recordings: BTreeMap<String, Arc<[u8]>>,
}

impl Artwork {
    /// Opens a picture file. Its bytes are read now, and read again whenever they are needed, but they are not kept: the pictures of a book
    /// may be larger than the memory. The bytes of a drawing are kept.
    ///
    /// # Errors
    /// If the file cannot be read, or if [`Self::read`] fails.
    pub fn open(path: &Path) -> Result<Self, ArtworkError> {
        let artwork = Self::read(crate::source::files::read(path)?)?;
        if artwork.is_drawing() {
            return Ok(artwork);
        }
        Ok(Self { data: artwork.data.left_in(path.to_owned()), ..artwork })
    }

    /// Reads a picture: detects its format, its size and its orientation. Pixels are not decoded. A photograph may have to be turned.
    /// No printer and few e-readers do that, so the backends turn it as [`Self::turn`] says.
    ///
    /// # Errors
    /// If the bytes are not a picture of a known format, or the head of the file is damaged.
    pub fn read(bytes: Vec<u8>) -> Result<Self, ArtworkError> {
        let reader = limited_reader(&bytes).ok_or(ArtworkError::Unknown)?;
        let format = match reader.format() {
            Some(image::ImageFormat::Jpeg) => ArtworkFormat::Jpeg,
            Some(image::ImageFormat::Png) => ArtworkFormat::Png,
            Some(image::ImageFormat::Gif) => ArtworkFormat::Gif,
            Some(image::ImageFormat::WebP) => ArtworkFormat::Webp,
            Some(_) => return Err(ArtworkError::Unknown),
            None if looks_like_svg(&bytes) => {
                let (width, height) = drawing::size(&bytes)?;
                let turn = Orientation::NoTransforms;
                return Ok(Self {
                    format: ArtworkFormat::Svg,
                    data: FileData::Kept(bytes.into()),
                    width,
                    height,
                    turn,
                    drawn: Arc::default(),
                });
            }
            None => return Err(ArtworkError::Unknown),
        };
        let mut decoder = reader.into_decoder()?;
        if completeness::is_truncated(format, &bytes) {
            return Err(ArtworkError::Truncated);
        }
        let (width, height) = decoder.dimensions();
        if decoder.total_bytes() > MOST_PIXEL_BYTES {
            return Err(ArtworkError::TooLarge(width, height));
        }
        // Metadata that cannot be read is treated as missing.
        let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        drop(decoder);
        // Orientations from 5 on exchange width and height.
        let (width, height) = if turn.to_exif() >= 5 { (height, width) } else { (width, height) };
        Ok(Self {
            format,
            data: FileData::Kept(bytes.into()),
            width: f64::from(width),
            height: f64::from(height),
            turn,
            drawn: Arc::default(),
        })
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// If the file can no longer be read.
    pub fn bytes(&self) -> Result<Cow<'_, [u8]>, ArtworkError> {
        Ok(self.data.bytes()?)
    }

    /// The number of bytes of the file.
    #[must_use]
    pub fn length(&self) -> usize {
        self.data.length()
    }

    /// Whether it consists of paths, not of pixels.
    #[must_use]
    pub fn is_drawing(&self) -> bool {
        self.format == ArtworkFormat::Svg
    }

    /// What is left out of a drawing: scripts, and what it takes from other files.
    ///
    /// # Errors
    /// If the file can no longer be read.
    pub fn losses(&self) -> Result<Vec<DrawingLoss>, ArtworkError> {
        if !self.is_drawing() {
            return Ok(Vec::new());
        }
        let bytes = self.bytes()?;
        drawing::losses(&bytes)
    }

    /// The paths of a drawing in an ink. They are made once, with the faces of the first caller.
    ///
    /// # Errors
    /// If the drawing is damaged.
    pub fn drawing(&self, ink: Ink, fonts: &FontBook) -> Result<Arc<Drawing>, ArtworkError> {
        // Other threads wait for the result, because making it twice would take longer.
        let mut known = self.drawn[ink as usize].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(drawing) = &*known {
            return Ok(Arc::clone(drawing));
        }
        let drawing = Arc::new(drawing::drawing(self, ink, fonts)?);
        *known = Some(Arc::clone(&drawing));
        Ok(drawing)
    }

    /// The colour profile that is embedded in the file (ISO 15076-1), unchanged. `None` if there is none.
    #[must_use]
    pub fn profile(&self) -> Option<Vec<u8>> {
        let bytes = self.bytes().ok()?;
        limited_reader(&bytes)?.into_decoder().ok()?.icc_profile().ok()?
    }

    /// Waits until there is memory to decode the picture. The returned [`PixelReservation`] reserves that memory until it is dropped.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of pixels are positive")]
    pub fn room(&self) -> PixelReservation {
        workbench::room((self.width * self.height) as u64)
    }

    /// Decodes the pixels of a picture that is not a drawing, and turns them upright.
    ///
    /// # Errors
    /// If the picture is damaged.
    pub fn pixels(&self) -> Result<image::DynamicImage, ArtworkError> {
        let bytes = self.bytes()?;
        let decoder = limited_reader(&bytes).ok_or(ArtworkError::Unknown)?.into_decoder()?;
        let mut image = DynamicImage::from_decoder(decoder)?;
        image.apply_orientation(self.turn);
        Ok(image)
    }
}

/// The maximum number of bytes that the pixels of a picture may take when they are decoded: about 179 million pixels in RGB.
const MOST_PIXEL_BYTES: u64 = 512 << 20;

/// The maximum number of bytes that a colour profile of a PNG file may take when it is unpacked. Profiles take up to four megabytes. A
/// larger one is ignored.
const MOST_PROFILE_BYTES: u64 = 32 << 20;

/// A reader for a picture file, which knows the format if the bytes begin with its signature. `None` if the bytes cannot be read. The
/// reader does not limit the number of pixels: [`Artwork::read`] does.
fn limited_reader(bytes: &[u8]) -> Option<image::ImageReader<Cursor<&[u8]>>> {
    let mut reader = image::ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    if reader.format() == Some(image::ImageFormat::Png) {
        let mut limits = image::Limits::default();
        limits.max_alloc = Some(MOST_PROFILE_BYTES);
        reader.limits(limits);
    }
    Some(reader)
}

/// Encodes pixels as a grey or RGB JPEG of a quality from 1 to 100. `profile` is the colour profile of the file that they come from. It is
/// embedded only if it is for the same colour space; that of a CMYK picture is not.
///
/// # Errors
/// If the picture cannot be encoded.
pub fn jpeg(image: &DynamicImage, profile: Option<Vec<u8>>, quality: u8) -> Result<Vec<u8>, ArtworkError> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    let grey = matches!(image.color(), ColorType::L8 | ColorType::L16 | ColorType::La8 | ColorType::La16);
    // ICC.1:2022, section 7.2.6: the colour space of the data.
    let space: &[u8] = if grey { b"GRAY" } else { b"RGB " };
    if let Some(profile) = profile.filter(|profile| profile.get(16..20) == Some(space)) {
        // A profile that is too long for a JPEG is left out. Colours without a profile count as sRGB.
        let _ = encoder.set_icc_profile(profile);
    }
    let (width, height) = (image.width(), image.height());
    // The encoder is given rows of bytes. It writes any `DynamicImage` in three channels, even if it is grey.
    match image {
        DynamicImage::ImageLuma8(pixels) => encoder.encode(pixels, width, height, ExtendedColorType::L8)?,
        DynamicImage::ImageRgb8(pixels) => encoder.encode(pixels, width, height, ExtendedColorType::Rgb8)?,
        _ if grey => encoder.encode(&image.to_luma8(), width, height, ExtendedColorType::L8)?,
        _ => encoder.encode(&image.to_rgb8(), width, height, ExtendedColorType::Rgb8)?,
    }
    Ok(bytes)
}

fn looks_like_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    head.starts_with("<svg") || (head.starts_with('<') && head.contains("<svg"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_detected_from_the_bytes() {
        let mut png = Vec::new();
        image::RgbImage::new(3, 2).write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png).expect("a small picture");
        let artwork = Artwork::read(png).expect("a picture");
        assert_eq!((artwork.format, artwork.width, artwork.height), (ArtworkFormat::Png, 3.0, 2.0));
        let svg = Artwork::read(b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 30'/>".to_vec()).expect("a drawing");
        assert_eq!((svg.format, svg.width, svg.height), (ArtworkFormat::Svg, 40.0, 30.0));
        assert!(Artwork::read(b"no picture".to_vec()).is_err());
        assert!(Artwork::read(b"<svg".to_vec()).is_err());
    }

    #[test]
    fn a_grey_picture_becomes_a_jpeg_of_one_channel() {
        let grey = DynamicImage::from(image::GrayImage::from_fn(40, 30, |x, y| image::Luma([(x * 5 + y) as u8])));
        let profile = [&[0; 16][..], b"GRAY", &[0; 108]].concat();
        let artwork = Artwork::read(jpeg(&grey, Some(profile.clone()), 90).expect("a picture")).expect("a picture");
        assert_eq!(artwork.pixels().expect("pixels").color(), ColorType::L8);
        assert_eq!(artwork.profile(), Some(profile));
        let clear = DynamicImage::from(grey.to_luma_alpha8());
        let artwork = Artwork::read(jpeg(&clear, None, 90).expect("a picture")).expect("a picture");
        assert_eq!(artwork.pixels().expect("pixels").color(), ColorType::L8);
    }

    #[test]
    fn a_turned_photograph_becomes_upright() {
        // In the file, black is to the left of white. Orientation 6 says that the picture must be turned a quarter clockwise, so that black
        // is above white.
        let mut picture = image::RgbImage::from_pixel(32, 16, image::Rgb([255; 3]));
        (0..16).for_each(|x| (0..16).for_each(|y| picture.put_pixel(x, y, image::Rgb([0; 3]))));
        let plain = jpeg(&DynamicImage::from(picture), None, 95).expect("a picture");
        let exif = b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let turned = [&plain[..2], exif, &plain[2..]].concat();
        let same = Artwork::read(plain.clone()).expect("a picture");
        assert_eq!((&same.bytes().expect("bytes")[..], same.width, same.height), (&plain[..], 32.0, 16.0));
        let upright = Artwork::read(turned).expect("a picture");
        assert_eq!((upright.width, upright.height), (16.0, 32.0));
        let pixels = upright.pixels().expect("pixels").to_luma8();
        assert_eq!(pixels.dimensions(), (16, 32));
        assert!(pixels.get_pixel(8, 4)[0] < 30 && pixels.get_pixel(8, 28)[0] > 220);
        let again = Artwork::read(upright.bytes().expect("bytes").into_owned()).expect("a picture");
        assert_eq!(again.bytes().expect("bytes"), upright.bytes().expect("bytes"), "it is not turned twice");
    }
}
