//! Drawings on paper as PNG files: with a palette, which `image` does not write, where they have few colours, as flat drawings do: a third
//! of the bytes to deflate, and smaller files. Rows are not filtered: in flat colours that only makes files larger.
use std::collections::HashMap;
use std::io::Write;

use foldhash::fast::FixedState;
use png::{BitDepth, ColorType, DeflateCompression, Encoder, EncodingError, Filter};

use crate::artwork::Painted;

/// How many colours a palette can hold.
const MOST: usize = 256;

/// The bytes of a PNG file: the same colours, whichever way they are encoded.
pub(super) fn png(painted: &Painted, (width, height): (u32, u32)) -> Result<Vec<u8>, EncodingError> {
    let palette = palette(painted);
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width, height);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_color(if palette.is_some() { ColorType::Indexed } else { ColorType::Rgb });
    encoder.set_deflate_compression(DeflateCompression::Level(6));
    encoder.set_filter(Filter::NoFilter);
    if let Some(palette) = &palette {
        encoder.set_palette(&palette.list[..]);
    }
    let mut writer = encoder.write_header()?;
    let mut pixels = writer.stream_writer()?;
    let mut line = Vec::with_capacity(width as usize * 3);
    let mut above: &[u8] = &[];
    for row in painted.rows() {
        if row != above {
            line.clear();
            match &palette {
                Some(palette) => palette.numbers(row, &mut line),
                None => colours(row, &mut line),
            }
            above = row;
        }
        pixels.write_all(&line)?;
    }
    pixels.finish()?;
    writer.finish()?;
    Ok(file)
}

/// Adds the colours of pixels without their opacity.
pub(super) fn colours(pixels: &[u8], out: &mut Vec<u8>) {
    pixels.chunks_exact(4).for_each(|pixel| out.extend_from_slice(&pixel[..3]));
}

/// The colours of a picture in the order in which they are met, each with its number.
#[derive(Default)]
struct Palette {
    list: Vec<u8>,
    numbers: HashMap<[u8; 4], u8, FixedState>,
}

/// The palette of a picture; none if it has too many colours.
fn palette(painted: &Painted) -> Option<Palette> {
    let mut palette = Palette::default();
    let (mut above, mut last): (&[u8], _) = (&[], None);
    for row in painted.rows().filter(|row| *row != std::mem::replace(&mut above, row)) {
        for pixel in row.as_chunks::<4>().0.iter().filter(|pixel| Some(**pixel) != last.replace(**pixel)) {
            if !palette.numbers.contains_key(pixel) {
                let number = u8::try_from(palette.numbers.len()).ok().filter(|number| usize::from(*number) < MOST)?;
                palette.numbers.insert(*pixel, number);
                palette.list.extend_from_slice(&pixel[..3]);
            }
        }
    }
    Some(palette)
}

impl Palette {
    /// Adds the numbers of pixels.
    fn numbers(&self, pixels: &[u8], out: &mut Vec<u8>) {
        let (mut last, mut number) = (None, 0);
        out.extend(pixels.as_chunks::<4>().0.iter().map(|pixel| {
            if last != Some(*pixel) {
                last = Some(*pixel);
                number = self.numbers.get(pixel).copied().unwrap_or(0);
            }
            number
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::artwork::{Artwork, paint_on_white};
    use crate::font::FontBook;

    /// The picture as a reader sees it is the picture as it was painted.
    #[test]
    fn few_and_many_colours_are_kept() {
        let gradient = "<linearGradient id='g'><stop stop-color='#f00'/><stop offset='1' stop-color='#00f'/></linearGradient>";
        for (fill, palette) in [("#336699", true), ("url(#g)", false)] {
            let svg = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 30'>{gradient}<circle cx='200' cy='5' r='190' fill='{fill}'/></svg>"
            );
            let drawing = Artwork::read(svg.into_bytes()).expect("a drawing");
            let painted = paint_on_white(&drawing, (1200, 90), &FontBook::default()).expect("pixels");
            let file = png(&painted, (1200, 90)).expect("a file");
            assert_eq!(file.windows(4).any(|kind| kind == b"PLTE"), palette, "{fill}");
            let seen = image::load_from_memory(&file).expect("a picture").to_rgb8();
            let mut wanted = Vec::new();
            painted.rows().for_each(|row| colours(row, &mut wanted));
            assert!(*seen.as_raw() == wanted, "{fill}");
        }
    }
}
