//! Pixels of a PDF image (ISO 32000-1, 8.9.5): the data of a file as it is, or encoded again.
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder};

use crate::artwork::{Artwork, ArtworkError, Orientation};

/// The JPEG quality of photographs that are encoded again.
const QUALITY: u8 = 92;

/// Encoded pixels.
#[derive(Clone, Debug)]
pub(crate) struct EncodedPixels {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// 1 for grey or a palette, 3 for RGB, 4 for CMYK.
    pub(crate) channels: u8,
    /// Bits per channel.
    pub(crate) bits: u8,
    /// The palette, as RGB.
    pub(crate) palette: Option<Vec<u8>>,
    /// The colour profile of the file, if it has one (ISO 15076-1).
    pub(crate) profile: Option<Vec<u8>>,
    /// The transformation that makes the picture upright.
    pub(crate) turn: Orientation,
    pub(crate) data: Vec<u8>,
    pub(crate) encoding: Encoding,
    /// The alpha channel.
    pub(crate) alpha: Option<Box<EncodedPixels>>,
}

/// How pixels are encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// A JPEG file.
    Jpeg,
    /// A JPEG file with inverted CMYK, as Adobe's programs write it.
    InvertedJpeg,
    /// Compressed rows with PNG predictors.
    Png,
}

/// How to encode pixels again for an edition.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reencoding {
    /// Greys only.
    pub(crate) grey: bool,
    /// No transparency: the picture is flattened onto white.
    pub(crate) flat: bool,
    /// Dark pictures are made lighter. Only with `grey`.
    pub(crate) light: bool,
}

impl EncodedPixels {
    /// Whether they are greys.
    pub(crate) const fn is_grey(&self) -> bool {
        self.channels == 1 && self.palette.is_none()
    }
}

/// A JPEG byte for byte, or `None` if a PDF cannot hold it.
///
/// # Errors
/// If the file can no longer be read.
pub(crate) fn jpeg(artwork: &Artwork) -> Result<Option<EncodedPixels>, ArtworkError> {
    let bytes = artwork.bytes()?;
    let Some(frame) = frame(&bytes) else { return Ok(None) };
    let inverted = frame.adobe && frame.channels == 4;
    Ok(Some(EncodedPixels {
        width: frame.width,
        height: frame.height,
        channels: frame.channels,
        bits: 8,
        palette: None,
        profile: artwork.profile().filter(|profile| fits(profile, frame.channels)),
        turn: artwork.turn,
        data: bytes.into_owned(),
        encoding: if inverted { Encoding::InvertedJpeg } else { Encoding::Jpeg },
        alpha: None,
    }))
}

/// The rows of a PNG as they are, or `None` if a PDF cannot hold them.
///
/// # Errors
/// If the file can no longer be read.
pub(crate) fn plain_png(artwork: &Artwork) -> Result<Option<EncodedPixels>, ArtworkError> {
    let Some(rows) = png_rows(&artwork.bytes()?) else { return Ok(None) };
    let channels = if rows.palette.is_some() { 3 } else { rows.channels };
    Ok(Some(EncodedPixels { profile: artwork.profile().filter(|profile| fits(profile, channels)), turn: artwork.turn, ..rows }))
}

/// A photograph encoded again as JPEG. An alpha channel is stored separately and without loss.
pub(crate) fn photograph(image: DynamicImage, profile: Option<Vec<u8>>, manner: Reencoding) -> Result<EncodedPixels, ArtworkError> {
    let grey = manner.grey || !image.color().has_color();
    let image = if manner.flat { on_white(image) } else { image };
    let image = if manner.light { lightened(image.grayscale()) } else { image };
    let mut data = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut data, QUALITY);
    let (width, height) = (image.width(), image.height());
    let channels = if grey { 1 } else { 3 };
    let alpha = match image.color().has_alpha() {
        true => Some(image.to_luma_alpha8().pixels().map(|pixel| pixel[1]).collect::<Vec<u8>>()),
        false => None,
    };
    let alpha = match alpha.filter(|alpha| alpha.iter().any(|value| *value != u8::MAX)) {
        Some(alpha) => Some(Box::new(rows(&alpha, (width, height), ExtendedColorType::L8)?)),
        None => None,
    };
    match grey {
        true => encoder.write_image(image.into_luma8().as_raw(), width, height, ExtendedColorType::L8)?,
        false => encoder.write_image(image.into_rgb8().as_raw(), width, height, ExtendedColorType::Rgb8)?,
    }
    let profile = profile.filter(|profile| !manner.grey && fits(profile, channels));
    let none = Orientation::NoTransforms;
    Ok(EncodedPixels { width, height, channels, bits: 8, palette: None, profile, turn: none, data, encoding: Encoding::Jpeg, alpha })
}

/// Pixels compressed without loss as the rows of a PNG. The depth is kept, a picture that is all grey has one channel, and alpha is
/// separate.
pub(crate) fn deflated(image: DynamicImage, profile: Option<Vec<u8>>, manner: Reencoding) -> Result<EncodedPixels, ArtworkError> {
    let image = if manner.grey { greys(image) } else { image };
    let image = if manner.flat { on_white(image) } else { image };
    let image = if manner.light { lightened(image) } else { image };
    let (width, height) = (image.width(), image.height());
    let deep = image.color().bytes_per_pixel() / image.color().channel_count() == 2;
    let alpha_too = image.color().has_alpha();
    let profile = profile.filter(|profile| !manner.grey && fits(profile, if image.color().has_color() { 3 } else { 1 }));
    // A picture with a profile keeps its channels, since the profile is for that number of channels.
    let may_lose_hue = profile.is_none() || !image.color().has_color();
    let planes = if deep {
        planes(image.into_rgba16().as_raw(), may_lose_hue, |sample: &u16| sample.to_ne_bytes().to_vec())
    } else {
        planes(image.into_rgba8().as_raw(), may_lose_hue, |sample: &u8| vec![*sample])
    };
    let grey = if deep { ExtendedColorType::L16 } else { ExtendedColorType::L8 };
    let hues = if deep { ExtendedColorType::Rgb16 } else { ExtendedColorType::Rgb8 };
    let colors = rows(&planes.colors, (width, height), if planes.grey { grey } else { hues })?;
    let alpha = match planes.alpha.filter(|_| alpha_too) {
        Some(alpha) => Some(Box::new(rows(&alpha, (width, height), grey)?)),
        None => None,
    };
    Ok(EncodedPixels { alpha, profile, ..colors })
}

/// The colour channels and the alpha channel of a picture, as bytes.
struct Planes {
    grey: bool,
    colors: Vec<u8>,
    /// `None` if all pixels are opaque.
    alpha: Option<Vec<u8>>,
}

fn planes<T: image::Primitive>(samples: &[T], may_lose_hue: bool, bytes: impl Fn(&T) -> Vec<u8>) -> Planes {
    let pixels = || samples.chunks_exact(4);
    let grey = may_lose_hue && pixels().all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]);
    let seen_through = pixels().any(|pixel| pixel[3] != T::DEFAULT_MAX_VALUE);
    Planes {
        grey,
        colors: pixels().flat_map(|pixel| &pixel[..if grey { 1 } else { 3 }]).flat_map(&bytes).collect(),
        alpha: seen_through.then(|| pixels().map(|pixel| &pixel[3]).flat_map(&bytes).collect()),
    }
}

/// A picture in greys, with the same depth.
fn greys(image: DynamicImage) -> DynamicImage {
    // `grayscale` keeps depth and alpha.
    image.grayscale()
}

/// The mean darkness above which a picture is made lighter, from 0 (white) to 1 (black).
const DARKEST: f64 = 0.25;
/// The minimum share of the contrast that is kept.
const LEAST_CONTRAST: f64 = 0.5;

/// A grey picture that needs less ink. A picture with a mean darkness of more than a quarter is mixed with white until it has that
/// darkness, or until half of its contrast is left. A scanned page of text is light and stays as it is.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lightness lies between that of the pixel and white")]
fn lightened(image: DynamicImage) -> DynamicImage {
    let mut pixels = image.into_luma_alpha8();
    let darkness = |pixel: &image::LumaA<u8>| f64::from(255 - pixel[0]) / 255.0 * f64::from(pixel[1]) / 255.0;
    let mean = pixels.pixels().map(darkness).sum::<f64>() / f64::from(pixels.width()).max(1.0) / f64::from(pixels.height()).max(1.0);
    let kept = if mean > DARKEST { (DARKEST / mean).max(LEAST_CONTRAST) } else { 1.0 };
    for pixel in pixels.pixels_mut() {
        pixel[0] = 255 - (f64::from(255 - pixel[0]) * kept).round() as u8;
    }
    DynamicImage::ImageLumaA8(pixels)
}

/// A picture flattened onto white.
fn on_white(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return image;
    }
    let mut paper = image.into_rgba16();
    for pixel in paper.pixels_mut() {
        let alpha = u64::from(pixel[3]);
        for channel in 0..3 {
            let mixed = (u64::from(pixel[channel]) * alpha + 65_535 * (65_535 - alpha)) / 65_535;
            pixel[channel] = u16::try_from(mixed).unwrap_or(u16::MAX);
        }
        pixel[3] = u16::MAX;
    }
    DynamicImage::ImageRgba8(DynamicImage::ImageRgba16(paper).into_rgba8())
}

/// Encodes pixels as PNG, whose predictors make photographs half as large.
fn rows(pixels: &[u8], (width, height): (u32, u32), color: ExtendedColorType) -> Result<EncodedPixels, ArtworkError> {
    let mut file = Vec::new();
    PngEncoder::new_with_quality(&mut file, CompressionType::Default, FilterType::Adaptive).write_image(pixels, width, height, color)?;
    png_rows(&file).ok_or(ArtworkError::Unknown)
}

/// Whether a profile is for pictures with that number of channels (ISO 15076-1, 7.2: signature, class and colour space are in the header).
/// Device link and abstract profiles are not.
fn fits(profile: &[u8], channels: u8) -> bool {
    let field = |from: usize| profile.get(from..from + 4);
    let space: &[u8] = match channels {
        1 => b"GRAY",
        3 => b"RGB ",
        _ => b"CMYK",
    };
    let size = field(0).and_then(|size| <[u8; 4]>::try_from(size).ok()).map(u32::from_be_bytes);
    let known_class = [&b"scnr"[..], b"mntr", b"prtr", b"spac"].iter().any(|class| field(12) == Some(class));
    profile.len() > 128
        && size.is_some_and(|size| usize::try_from(size).is_ok_and(|size| size <= profile.len()))
        && field(36) == Some(b"acsp")
        && field(16) == Some(space)
        && known_class
}

/// The first frame header of a JPEG.
#[derive(Debug, PartialEq, Eq)]
struct JpegFrame {
    width: u32,
    height: u32,
    channels: u8,
    /// Whether the file has an Adobe marker.
    adobe: bool,
}

/// Reads the first frame header of a JPEG (ITU-T T.81, B.2.2). `None` if a PDF cannot hold the file.
fn frame(bytes: &[u8]) -> Option<JpegFrame> {
    let number = |at: usize| Some(u32::from(*bytes.get(at)?) << 8 | u32::from(*bytes.get(at + 1)?));
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
            // A PDF cannot hold lossless or arithmetic-coded JPEGs.
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return None,
            0xC0..=0xC2 => {
                let (precision, channels) = (*bytes.get(at + 4)?, *bytes.get(at + 9)?);
                let sound = precision == 8 && matches!(channels, 1 | 3 | 4);
                return sound.then_some(JpegFrame { width: number(at + 7)?, height: number(at + 5)?, channels, adobe });
            }
            0xD9 | 0xDA => return None,
            _ => {
                adobe |= marker == 0xEE && bytes.get(at + 4..at + 9) == Some(b"Adobe");
                at += 2 + usize::try_from(number(at + 2)?).ok()?;
            }
        }
    }
}

/// The compressed rows of a PNG that a PDF can hold as they are: any depth, grey, RGB or palette, but not interlaced and without
/// transparency (PNG specification, third edition, section 11.2).
fn png_rows(bytes: &[u8]) -> Option<EncodedPixels> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let (width, height) = (number(16)?, number(20)?);
    let (bits, channels, numbered) = match bytes.get(24..29)? {
        [bits @ (1 | 2 | 4 | 8 | 16), 0, 0, 0, 0] => (*bits, 1, false),
        [bits @ (8 | 16), 2, 0, 0, 0] => (*bits, 3, false),
        [bits @ (1 | 2 | 4 | 8), 3, 0, 0, 0] => (*bits, 1, true),
        _ => return None,
    };
    let mut data = Vec::new();
    let mut palette = None;
    let mut at = 8;
    loop {
        let length = usize::try_from(number(at)?).ok()?;
        let kind = bytes.get(at + 4..at + 8)?;
        let body = bytes.get(at + 8..(at + 8).checked_add(length)?)?;
        match kind {
            b"IDAT" => data.extend_from_slice(body),
            b"PLTE" if numbered => palette = Some(body.to_vec()),
            b"tRNS" => return None,
            b"IEND" => {
                let sound = palette.as_ref().map_or(!numbered, |colors| !colors.is_empty() && colors.len().is_multiple_of(3));
                let turn = Orientation::NoTransforms;
                return sound.then_some(EncodedPixels {
                    width,
                    height,
                    channels,
                    bits,
                    palette,
                    profile: None,
                    turn,
                    data,
                    encoding: Encoding::Png,
                    alpha: None,
                });
            }
            _ => {}
        }
        at += 12 + length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_pictures_are_drawn_towards_white_and_light_ones_stay() {
        let grey = |dark: u8| DynamicImage::from(image::GrayImage::from_fn(10, 10, |x, _| image::Luma([if x == 0 { 255 } else { dark }])));
        let lightest = |dark: u8| lightened(grey(dark)).to_luma8().get_pixel(5, 5)[0];
        assert_eq!(lightest(240), 240);
        assert_eq!(lightest(0), 127);
        // It is made lighter only until its mean darkness is a quarter.
        assert!((184..=186).contains(&lightest(150)), "{}", lightest(150));
    }

    fn file(image: impl Into<DynamicImage>, format: image::ImageFormat) -> Artwork {
        let mut file = std::io::Cursor::new(Vec::new());
        image.into().write_to(&mut file, format).expect("a picture");
        Artwork::read(file.into_inner()).expect("a picture")
    }

    #[test]
    fn plain_files_are_passed_through_and_others_are_not() {
        let png = file(image::RgbImage::from_pixel(5, 4, image::Rgb([1, 2, 3])), image::ImageFormat::Png);
        let pixels = plain_png(&png).expect("a file").expect("plain");
        assert_eq!((pixels.width, pixels.height, pixels.channels, pixels.bits), (5, 4, 3, 8));
        let deep = file(image::ImageBuffer::from_pixel(5, 4, image::Luma([777_u16])), image::ImageFormat::Png);
        assert_eq!(plain_png(&deep).expect("a file").map(|pixels| (pixels.channels, pixels.bits)), Some((1, 16)));
        assert!(matches!(plain_png(&file(image::RgbaImage::new(5, 4), image::ImageFormat::Png)), Ok(None)));
        let photo = file(image::RgbImage::new(5, 4), image::ImageFormat::Jpeg);
        let pixels = jpeg(&photo).expect("a file").expect("a JPEG");
        assert_eq!((pixels.width, pixels.height, pixels.channels, pixels.encoding), (5, 4, 3, Encoding::Jpeg));
        assert_eq!(*pixels.data, *photo.bytes().expect("bytes"));
        assert_eq!(frame(&[0xFF, 0xD8, 0xFF]), None);
        assert!(png_rows(b"\x89PNG").is_none());
    }

    #[test]
    fn nothing_is_lost_unless_that_is_asked_for() {
        let deep = DynamicImage::from(image::ImageBuffer::from_pixel(3, 2, image::Rgba([1_u16, 300, 70, 65_000])));
        let pixels = deflated(deep.clone(), None, Reencoding::default()).expect("pixels");
        assert_eq!((pixels.channels, pixels.bits), (3, 16));
        assert_eq!(pixels.alpha.map(|alpha| (alpha.channels, alpha.bits)), Some((1, 16)));
        let flat = deflated(deep, None, Reencoding { grey: true, flat: true, light: false }).expect("pixels");
        assert!(flat.is_grey() && flat.alpha.is_none());
    }

    #[test]
    fn a_profile_must_be_one_for_the_picture() {
        let mut profile = vec![0; 132];
        profile[3] = 132;
        profile[12..20].copy_from_slice(b"mntrRGB ");
        profile[36..40].copy_from_slice(b"acsp");
        assert!(fits(&profile, 3) && !fits(&profile, 1) && !fits(&profile, 4));
        profile[12..16].copy_from_slice(b"link");
        assert!(!fits(&profile, 3) && !fits(b"acsp", 3));
    }
}
