//! How large a picture is printed.
use crate::artwork::{Artwork, ArtworkFormat};
use crate::document::PictureSize;
use crate::edition::Design;
use crate::typeset::model::style::ascent;
use crate::units::{Length, Size};

/// The resolution in pixels per inch at which a photograph is printed if there is room.
const PRINTED_DPI: f64 = 200.0;
/// The resolution in pixels per inch of SVG user units (CSS Values 4, section 6.2).
const SVG_DPI: f64 = 96.0;

/// A picture in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LinePicture {
    pub(crate) size: Size,
    /// How far it reaches below the baseline.
    pub(crate) below: Length,
}

/// A picture in a line of type of the size `em`. It is as large as its author says. A picture between words is as high as the type, and
/// reaches as far below the baseline as its descenders. Any other picture has its natural size, but is at most eight lines high. No
/// picture is wider than the measure.
pub(crate) fn in_line(artwork: &Artwork, wanted: PictureSize, em: Length, measure: Length, design: &Design) -> LinePicture {
    let natural = natural_size(artwork);
    // Columns of tables are measured in a line that is wider than any page.
    let measure = measure.min(design.type_width());
    let page = design.leading * (design.lines() - 1).max(1);
    let standing = |size: Size, highest: Length| LinePicture { size: shrunk_to_fit(size, measure, highest), below: Length::ZERO };
    match wanted {
        PictureSize::Natural => standing(natural, design.leading * 8),
        PictureSize::Given(given) => standing(given.of(natural, em, Size { width: measure, height: page }), page),
        PictureSize::Line => {
            let width = Length::from_pt(natural.width.to_pt() * em.to_pt() / natural.height.to_pt().max(0.01));
            let size = shrunk_to_fit(Size { width, height: em }, measure, em);
            LinePicture { size, below: size.height - ascent(size.height) }
        }
    }
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
