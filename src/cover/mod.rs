//! Covers. The front cover of an e-book is the picture that the author names, or is drawn from the title, the authors and a motif. The wrap
//! of a printed book has back, spine and front on one sheet.
mod barcode;
mod drawn;
mod palette;
mod wrap;

use std::io::Cursor;

use image::ImageEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;

use crate::artwork::{Artwork, ArtworkError, ArtworkFormat, paint_on_white};
use crate::edition::Metadata;
use crate::font::FontBook;
use palette::PaletteImage;

pub use barcode::{MODULES, modules};
pub use drawn::drawn_cover;
pub use wrap::{Layer, SpineText, Wrap, WrapSize, wrap};

/// The width of a cover in pixels that suits all shops.
pub const WIDTH: u32 = 1600;
/// The height of a cover in pixels that suits all shops.
pub const HEIGHT: u32 = 2560;

/// The JPEG quality of a cover, from 1 to 100. It leaves no visible rings around type.
const QUALITY: u8 = 88;
/// A drawn cover whose PNG has at least this many bytes becomes a JPEG. Flat colours are smaller, and sharper, as a PNG.
const LARGE_PNG: usize = 400_000;

/// A cover as a picture.
#[derive(Clone, Debug)]
pub struct FrontCover {
    /// A JPEG or PNG file.
    pub image: Vec<u8>,
    /// `image/jpeg` or `image/png`.
    pub media_type: &'static str,
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
}

/// Why a cover cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum CoverError {
    /// The picture cannot be decoded or drawn.
    #[error("the cover cannot be drawn")]
    Artwork(#[from] ArtworkError),
    /// The pixels cannot be encoded.
    #[error("the cover cannot be encoded")]
    Encode(#[from] image::ImageError),
}

/// Makes the front cover of an e-book.
///
/// - A JPEG or PNG of at most 4000 pixels in width and height is used unchanged.
/// - A larger one, a GIF or a WebP becomes a JPEG. If it is higher than 2560 pixels, it is scaled down to that height.
/// - A drawing is painted 1600 pixels wide, and as high as its shape requires, but at least 400 and at most 4000 pixels.
/// - Without a picture, a cover of 1600 by 2560 pixels is drawn.
///
/// # Errors
/// If the picture cannot be decoded or encoded.
pub fn front_cover(metadata: &Metadata, picture: Option<&Artwork>, fonts: &FontBook) -> Result<FrontCover, CoverError> {
    let Some(artwork) = picture else {
        let svg = drawn_cover(metadata, fonts);
        return drawing(&Artwork::read(svg.into_bytes())?, fonts);
    };
    match artwork.format {
        ArtworkFormat::Svg => drawing(artwork, fonts),
        ArtworkFormat::Jpeg | ArtworkFormat::Png if artwork.width <= 4000.0 && artwork.height <= 4000.0 => {
            let media_type = if artwork.format == ArtworkFormat::Jpeg { "image/jpeg" } else { "image/png" };
            Ok(FrontCover {
                image: artwork.bytes()?.into_owned(),
                media_type,
                width: pixels(artwork.width),
                height: pixels(artwork.height),
            })
        }
        ArtworkFormat::Jpeg | ArtworkFormat::Png | ArtworkFormat::Gif | ArtworkFormat::Webp => {
            let image = artwork.pixels()?;
            let image = if image.height() > HEIGHT { image.resize(4 * WIDTH, HEIGHT, FilterType::Lanczos3) } else { image };
            jpeg(&image.to_rgb8())
        }
    }
}

/// A drawing as a PNG or, if that is large, as a JPEG.
fn drawing(artwork: &Artwork, fonts: &FontBook) -> Result<FrontCover, CoverError> {
    let height = pixels((f64::from(WIDTH) * artwork.height / artwork.width.max(1.0)).clamp(400.0, 4000.0));
    let mut sheet = PaletteImage::new((WIDTH, height));
    paint_on_white(artwork, (WIDTH, height), fonts, |row| sheet.add(row))?;
    let png = sheet.png().map_err(std::io::Error::from).map_err(image::ImageError::IoError)?;
    if png.len() < LARGE_PNG {
        return Ok(FrontCover { image: png, media_type: "image/png", width: WIDTH, height });
    }
    jpeg(&image::RgbImage::from_raw(WIDTH, height, sheet.into_colours()).ok_or(ArtworkError::Size(WIDTH, height))?)
}

fn jpeg(image: &image::RgbImage) -> Result<FrontCover, CoverError> {
    let mut bytes = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).write_image(
        image.as_raw(),
        image.width(),
        image.height(),
        image::ExtendedColorType::Rgb8,
    )?;
    Ok(FrontCover { image: bytes.into_inner(), media_type: "image/jpeg", width: image.width(), height: image.height() })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes of pictures are small and positive")]
fn pixels(size: f64) -> u32 {
    size.round().clamp(1.0, 60_000.0) as u32
}
