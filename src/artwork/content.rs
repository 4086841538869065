//! Whether pixels show a photograph or a drawing.
use std::collections::HashSet;

use image::DynamicImage;

/// The maximum number of rows that are examined.
const ROWS: u32 = 200;
/// A photograph has more colours than this.
const COLOURS: usize = 256;
/// A grey photograph has more greys than this.
const GREYS: usize = 64;

/// Whether pixels show a photograph. A photograph has more than 256 colours (or 64 greys), and fewer than half of its pixels have exactly
/// the colour of the pixel to their left. In a drawing, a screenshot or a page of text, most have. The rule only decides how a picture is
/// encoded if it must be encoded again: a photograph as JPEG, a drawing without loss.
#[must_use]
pub fn is_photograph(image: &DynamicImage) -> bool {
    let most = if image.color().has_color() { COLOURS } else { GREYS };
    let (width, height) = (image.width(), image.height());
    let bytes = usize::from(image.color().bytes_per_pixel());
    let mut colours: HashSet<&[u8]> = HashSet::new();
    let (mut same, mut all) = (0_u64, 0_u64);
    // The rows are spread evenly over the picture.
    for row in (0..height).step_by(height.div_ceil(ROWS).max(1) as usize) {
        let start = row as usize * width as usize * bytes;
        let Some(row) = image.as_bytes().get(start..start + width as usize * bytes) else { break };
        let pixels = || row.chunks_exact(bytes);
        same += pixels().zip(pixels().skip(1)).filter(|(left, right)| left == right).count() as u64;
        all += u64::from(width.saturating_sub(1));
        for pixel in pixels() {
            if colours.len() <= most {
                colours.insert(pixel);
            }
        }
    }
    colours.len() > most && same * 2 < all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photographs_and_drawings_are_distinguished() {
        let mut state = 1_u32;
        let mut noise = |most: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % most
        };
        let mut sky = |x: u32, y: u32| image::Rgb([x / 3 + noise(12), y / 2 + noise(12), 120 + noise(12)].map(|channel| channel as u8));
        assert!(is_photograph(&DynamicImage::from(image::RgbImage::from_fn(300, 200, &mut sky))));
        let grey = DynamicImage::from(image::RgbImage::from_fn(300, 200, &mut sky)).grayscale();
        assert!(is_photograph(&grey));
        // A chart with a smooth background, a page of text, few colours in disorder, and a picture of a few pixels.
        let chart = image::RgbImage::from_fn(900, 600, |x, y| image::Rgb([(x / 4) as u8, (y / 3) as u8, if x % 90 < 4 { 0 } else { 255 }]));
        assert!(!is_photograph(&DynamicImage::from(chart)));
        let text = image::GrayImage::from_fn(400, 400, |x, y| image::Luma([if x % 9 == 0 && y % 5 < 3 { (x % 200) as u8 } else { 255 }]));
        assert!(!is_photograph(&DynamicImage::from(text)));
        let dots = image::GrayImage::from_fn(90, 90, |x, y| image::Luma([((x * 7 + y * 13) % 40) as u8]));
        assert!(!is_photograph(&DynamicImage::from(dots)));
        assert!(!is_photograph(&DynamicImage::from(image::RgbImage::from_fn(12, 12, &mut sky))));
    }
}
