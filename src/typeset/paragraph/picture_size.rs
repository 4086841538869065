//! How large pictures are printed.
use crate::artwork::{Artwork, ArtworkFormat};
use crate::edition::Design;
use crate::units::{Length, Size};

/// Pixels to the inch at which a photograph is printed if there is room.
const PRINTED_DPI: f64 = 200.0;
/// Pixels to the inch that the units of an SVG mean (CSS Values 4, section 6.2).
const SVG_DPI: f64 = 96.0;

/// The size of a picture in a line of text: as it is, but no wider than the measure and no higher than eight lines.
pub(crate) fn inline_size(artwork: &Artwork, measure: Length, design: &Design) -> Size {
    fit(natural(artwork), measure, design.leading * 8)
}

/// The size of a figure: drawings fill the measure, photographs are printed at 200 pixels to the inch or smaller.
pub(crate) fn figure_size(artwork: &Artwork, measure: Length, room: Length) -> Size {
    let natural = natural(artwork);
    match artwork.format {
        ArtworkFormat::Svg => {
            let height = Length::from_pt(measure.to_pt() * natural.height.to_pt() / natural.width.to_pt().max(0.01));
            fit(Size { width: measure, height }, measure, room)
        }
        ArtworkFormat::Jpeg | ArtworkFormat::Png | ArtworkFormat::Gif | ArtworkFormat::Webp => fit(natural, measure, room),
    }
}

/// The size of a picture as it is.
pub(crate) fn natural(artwork: &Artwork) -> Size {
    let dpi = if artwork.format == ArtworkFormat::Svg { SVG_DPI } else { PRINTED_DPI };
    let points = |pixels: f64| Length::from_pt((pixels * 72.0 / dpi).clamp(1.0, 20_000.0));
    Size { width: points(artwork.width), height: points(artwork.height) }
}

fn fit(size: Size, width: Length, height: Length) -> Size {
    let scale = (width.to_pt() / size.width.to_pt()).min(height.to_pt() / size.height.to_pt()).min(1.0);
    Size { width: Length::from_pt(size.width.to_pt() * scale), height: Length::from_pt(size.height.to_pt() * scale) }
}
