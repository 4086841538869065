//! How large a picture is printed.
use crate::artwork::{Artwork, ArtworkFormat};
use crate::edition::Design;
use crate::units::{Length, Size};

/// The resolution in pixels per inch at which a photograph is printed if there is room.
const PRINTED_DPI: f64 = 200.0;
/// The resolution in pixels per inch of SVG user units (CSS Values 4, section 6.2).
const SVG_DPI: f64 = 96.0;

/// The size of a picture in a line of text: its natural size, but no wider than the measure and no higher than eight lines.
pub(crate) fn inline_size(artwork: &Artwork, measure: Length, design: &Design) -> Size {
    shrunk_to_fit(natural_size(artwork), measure, design.leading * 8)
}

/// The size of a picture if there is room enough.
pub(crate) fn natural_size(artwork: &Artwork) -> Size {
    let dpi = if artwork.format == ArtworkFormat::Svg { SVG_DPI } else { PRINTED_DPI };
    let points = |pixels: f64| Length::from_pt((pixels * 72.0 / dpi).clamp(1.0, 20_000.0));
    Size { width: points(artwork.width), height: points(artwork.height) }
}

/// A size, scaled down to a width and a height if it is larger.
pub(crate) fn shrunk_to_fit(size: Size, width: Length, height: Length) -> Size {
    let scale = (width.to_pt() / size.width.to_pt()).min(height.to_pt() / size.height.to_pt()).min(1.0);
    Size { width: Length::from_pt(size.width.to_pt() * scale), height: Length::from_pt(size.height.to_pt() * scale) }
}
