//! Illustrations: read once, handed to both backends.
mod drawing;

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use image::ImageDecoder;

pub use drawing::{Drawing, Ink, drawing, rasterise};
pub use image::metadata::Orientation;

/// The format of a picture.
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
    /// Its format, found from its bytes.
    pub format: ArtworkFormat,
    /// The bytes of the file.
    pub bytes: Arc<[u8]>,
    /// Its width in pixels (of an SVG: user units), as it is shown.
    pub width: f64,
    /// Its height in pixels (of an SVG: user units), as it is shown.
    pub height: f64,
    /// How its pixels must be turned to stand upright: cameras write them as their sensor lies (Exif 2.32, tag 0x0112).
    pub turn: Orientation,
}

/// Why a picture cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ArtworkError {
    /// The bytes are of no format that is known.
    #[error("this is no picture that can be set: JPEG, PNG, GIF, WebP and SVG can")]
    Unknown,
    /// The picture is broken.
    #[error("the picture is broken: {0}")]
    Raster(#[from] image::ImageError),
    /// The drawing is broken.
    #[error("the drawing is broken: {0}")]
    Drawing(#[from] resvg::usvg::Error),
    /// The drawing is too large to be turned into pixels.
    #[error("the drawing cannot be turned into {0} by {1} pixels")]
    Size(u32, u32),
}

/// All pictures of a book by their path as the document names them.
#[derive(Clone, Debug, Default)]
pub struct Gallery {
    /// By path.
    pub artworks: BTreeMap<String, Artwork>,
}

impl Artwork {
    /// Reads a picture: finds its format and its size. Pixels are not decoded.
    ///
    /// # Errors
    /// If the bytes are no picture of a known format.
    pub fn read(bytes: Vec<u8>) -> Result<Self, ArtworkError> {
        let reader = image::ImageReader::new(Cursor::new(&bytes)).with_guessed_format().map_err(|_| ArtworkError::Unknown)?;
        let format = match reader.format() {
            Some(image::ImageFormat::Jpeg) => ArtworkFormat::Jpeg,
            Some(image::ImageFormat::Png) => ArtworkFormat::Png,
            Some(image::ImageFormat::Gif) => ArtworkFormat::Gif,
            Some(image::ImageFormat::WebP) => ArtworkFormat::Webp,
            Some(_) => return Err(ArtworkError::Unknown),
            None if looks_like_svg(&bytes) => {
                let (width, height) = drawing::size(&bytes)?;
                return Ok(Self { format: ArtworkFormat::Svg, bytes: bytes.into(), width, height, turn: Orientation::NoTransforms });
            }
            None => return Err(ArtworkError::Unknown),
        };
        let mut decoder = reader.into_decoder()?;
        let (width, height) = decoder.dimensions();
        // What cannot be understood beside the pixels is as if it were not there.
        let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        drop(decoder);
        // From 5 on the sides change places.
        let (width, height) = if turn.to_exif() >= 5 { (height, width) } else { (width, height) };
        Ok(Self { format, bytes: bytes.into(), width: f64::from(width), height: f64::from(height), turn })
    }

    /// Whether it is made of paths, not of pixels.
    #[must_use]
    pub fn is_drawing(&self) -> bool {
        self.format == ArtworkFormat::Svg
    }

    /// The colour profile that lies in the file (ISO 15076-1), as it is.
    #[must_use]
    pub fn profile(&self) -> Option<Vec<u8>> {
        let reader = image::ImageReader::new(Cursor::new(&self.bytes)).with_guessed_format().ok()?;
        reader.into_decoder().ok()?.icc_profile().ok()?
    }

    /// Decodes the pixels of a picture that is no drawing, and turns them upright.
    ///
    /// # Errors
    /// If the picture is broken.
    pub fn pixels(&self) -> Result<image::DynamicImage, ArtworkError> {
        let mut image = image::load_from_memory(&self.bytes)?;
        image.apply_orientation(self.turn);
        Ok(image)
    }
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
    fn formats_are_found_from_the_bytes() {
        let mut png = Vec::new();
        image::RgbImage::new(3, 2).write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png).expect("a small picture");
        let artwork = Artwork::read(png).expect("a picture");
        assert_eq!((artwork.format, artwork.width, artwork.height), (ArtworkFormat::Png, 3.0, 2.0));
        let svg = Artwork::read(b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 30'/>".to_vec()).expect("a drawing");
        assert_eq!((svg.format, svg.width, svg.height), (ArtworkFormat::Svg, 40.0, 30.0));
        assert!(Artwork::read(b"no picture".to_vec()).is_err());
        assert!(Artwork::read(b"<svg".to_vec()).is_err());
    }
}
