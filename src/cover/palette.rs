//! Encodes a painted drawing as a PNG file. A drawing with few colours, such as a flat one, gets a palette: that leaves a third of the
//! bytes to deflate and makes the file smaller. The `image` crate does not write palettes, so this file uses `png`.
use std::collections::HashMap;

use foldhash::fast::FixedState;
use png::{BitDepth, ColorType, DeflateCompression, Encoder, EncodingError, Filter};

/// The number of colours that a palette can hold.
const MOST: usize = 256;

/// The level at which a cover is deflated. Most rows equal the row above, and the filter turns these into zeros. Level 6 takes four times
/// as long and makes the file only a seventh smaller (ten kilobytes).
const LEVEL: u8 = 2;

/// A picture that grows row by row.
pub(super) struct PaletteImage {
    size: (u32, u32),
    /// The last row that was added. Each pixel has four bytes: red, green, blue, opacity.
    last: Vec<u8>,
    /// The colours so far. `None` once there are more than a palette can hold.
    palette: Option<Palette>,
    /// The pixels so far: their numbers in the palette or, without a palette, their colours in three bytes each.
    pixels: Vec<u8>,
}

/// Colours in the order in which they first appear, each with its number.
#[derive(Default)]
struct Palette {
    list: Vec<u8>,
    numbers: HashMap<[u8; 4], u8, FixedState>,
}

impl PaletteImage {
    /// A picture without rows. `size` is its final width and height in pixels.
    pub(super) fn new(size: (u32, u32)) -> Self {
        let pixels = Vec::with_capacity(size.0 as usize * size.1 as usize);
        Self { size, last: Vec::new(), palette: Some(Palette::default()), pixels }
    }

    /// Adds a row. Each pixel has four bytes: red, green, blue and an opacity, which is ignored.
    pub(super) fn add(&mut self, row: &[u8]) {
        if row == self.last {
            let length = if self.palette.is_some() { row.len() / 4 } else { row.len() / 4 * 3 };
            self.pixels.extend_from_within(self.pixels.len() - length..);
            return;
        }
        self.last.clear();
        self.last.extend_from_slice(row);
        let before = self.pixels.len();
        if let Some(palette) = &mut self.palette
            && palette.numbers(row, &mut self.pixels).is_none()
        {
            self.pixels.truncate(before);
            self.pixels = palette.colours(&self.pixels);
            self.palette = None;
        }
        if self.palette.is_none() {
            row.as_chunks::<4>().0.iter().for_each(|pixel| self.pixels.extend_from_slice(&pixel[..3]));
        }
    }

    /// The picture as a PNG file, with a palette if its colours fit into one.
    ///
    /// # Errors
    /// If the picture does not have all its rows.
    pub(super) fn png(&self) -> Result<Vec<u8>, EncodingError> {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, self.size.0, self.size.1);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_color(if self.palette.is_some() { ColorType::Indexed } else { ColorType::Rgb });
        encoder.set_deflate_compression(DeflateCompression::Level(LEVEL));
        encoder.set_filter(Filter::Up);
        if let Some(palette) = &self.palette {
            encoder.set_palette(&palette.list[..]);
        }
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.pixels)?;
        writer.finish()?;
        Ok(file)
    }

    /// The picture as red, green and blue of all pixels, one byte each.
    pub(super) fn into_colours(self) -> Vec<u8> {
        match self.palette {
            Some(palette) => palette.colours(&self.pixels),
            None => self.pixels,
        }
    }
}

impl Palette {
    /// Appends the numbers of the pixels of a row to `out`. New colours are added. `None` if there are too many colours; then `out` may
    /// have a part of the row.
    fn numbers(&mut self, row: &[u8], out: &mut Vec<u8>) -> Option<()> {
        let mut rest = row.as_chunks::<4>().0;
        // Neighbouring pixels mostly have the same colour, so sixteen are compared at once first.
        while let Some(first) = rest.first() {
            let stretch = rest.as_chunks().0.iter().take_while(|pixels| **pixels == [*first; 16]).count() * 16;
            let length = stretch + rest[stretch..].iter().take_while(|pixel| *pixel == first).count();
            let number = match self.numbers.get(first) {
                Some(number) => *number,
                None => {
                    let number = u8::try_from(self.numbers.len()).ok().filter(|number| usize::from(*number) < MOST)?;
                    self.numbers.insert(*first, number);
                    self.list.extend_from_slice(&first[..3]);
                    number
                }
            };
            out.resize(out.len() + length, number);
            rest = &rest[length..];
        }
        Some(())
    }

    /// Red, green and blue of pixels that are given by their numbers.
    fn colours(&self, numbers: &[u8]) -> Vec<u8> {
        let mut colours = Vec::with_capacity(numbers.len() * 3);
        numbers.iter().for_each(|number| colours.extend_from_slice(&self.list[usize::from(*number) * 3..][..3]));
        colours
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::artwork::{Artwork, paint_on_white};
    use crate::font::FontBook;

    /// The decoded file has the colours that were painted, with a palette and without one.
    #[test]
    fn few_and_many_colours_are_kept() {
        let gradient = "<linearGradient id='g'><stop stop-color='#f00'/><stop offset='1' stop-color='#00f'/></linearGradient>";
        for (fill, palette) in [("#336699", true), ("url(#g)", false)] {
            let svg = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 30'>{gradient}<circle cx='200' cy='5' r='190' fill='{fill}'/></svg>"
            );
            let drawing = Artwork::read(svg.into_bytes()).expect("a drawing");
            let (mut sheet, mut wanted) = (PaletteImage::new((1200, 90)), Vec::new());
            let add = |row: &[u8]| {
                sheet.add(row);
                row.as_chunks::<4>().0.iter().for_each(|pixel| wanted.extend_from_slice(&pixel[..3]));
            };
            paint_on_white(&drawing, (1200, 90), &FontBook::default(), add).expect("pixels");
            let file = sheet.png().expect("a file");
            assert_eq!(file.windows(4).any(|kind| kind == b"PLTE"), palette, "{fill}");
            let seen = image::load_from_memory(&file).expect("a picture").to_rgb8();
            assert!(*seen.as_raw() == wanted && sheet.into_colours() == wanted, "{fill}");
        }
    }
}
