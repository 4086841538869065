//! The size of a picture as CSS.
use crate::document::{Extent, GivenSize, PictureSize};

/// The style that gives a picture its size. `None` for the natural size. The stylesheet keeps every picture within the screen.
pub(super) fn picture_style(size: PictureSize) -> Option<String> {
    match size {
        PictureSize::Natural => None,
        // From the descenders to the ascenders of the type around it, as on paper.
        PictureSize::Line => Some("width: auto; height: 1em; vertical-align: -.22em".to_owned()),
        PictureSize::Given(given) => Some(given_style(&given)),
    }
}

fn given_style(given: &GivenSize) -> String {
    let (wide, high) = (|extent| css(extent, "%"), |extent| css(extent, "vh"));
    let mut style = match (given.width, given.height) {
        (Some(width), Some(height)) => match ratio(width, height) {
            // A screen that is too narrow makes both sides smaller.
            Some(ratio) => vec![format!("width: {}", wide(width)), "height: auto".to_owned(), format!("aspect-ratio: {ratio}")],
            None => vec![format!("width: {}", wide(width)), format!("height: {}", high(height))],
        },
        // If the screen is too small for the box, the picture in it keeps its proportions.
        (Some(width), None) => vec![format!("width: {}", wide(width)), "height: auto".to_owned(), "object-fit: contain".to_owned()],
        (None, Some(height)) => vec!["width: auto".to_owned(), format!("height: {}", high(height)), "object-fit: contain".to_owned()],
        (None, None) => Vec::new(),
    };
    // An e-reader that does not know `min` uses the limit of the stylesheet.
    if let Some(most) = given.most_width {
        style.push(format!("max-width: min({}, 100%)", wide(most)));
    }
    if let Some(most) = given.most_height {
        style.push(format!("max-height: min({}, 90vh)", high(most)));
    }
    style.join("; ")
}

/// The proportions of two sides, if they are known without the size of the screen.
fn ratio(width: Extent, height: Extent) -> Option<String> {
    match (width, height) {
        (Extent::Fixed(width), Extent::Fixed(height)) => Some(format!("{} / {}", number(width.to_pt()), number(height.to_pt()))),
        (Extent::Ems(width), Extent::Ems(height)) => Some(format!("{} / {}", number(width), number(height))),
        _ => None,
    }
}

/// A side in CSS. `share` is the unit of a hundredth of the room.
fn css(extent: Extent, share: &str) -> String {
    match extent {
        Extent::Fixed(length) => format!("{}pt", number(length.to_pt())),
        Extent::Ems(ems) => format!("{}em", number(ems)),
        Extent::Share(part) => format!("{}{share}", number(part * 100.0)),
    }
}

/// A number with at most two decimals.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Length;

    #[test]
    fn each_side_has_its_unit_and_pictures_stay_within_the_screen() {
        let style = |width, height| given_style(&GivenSize { width, height, ..GivenSize::default() });
        let fixed = |points| Some(Extent::Fixed(Length::points(points)));
        assert_eq!(style(Some(Extent::Share(0.5)), None), "width: 50%; height: auto; object-fit: contain");
        assert_eq!(style(None, Some(Extent::Share(0.25))), "width: auto; height: 25vh; object-fit: contain");
        assert_eq!(style(fixed(90), fixed(30)), "width: 90pt; height: auto; aspect-ratio: 90 / 30");
        assert_eq!(style(Some(Extent::Ems(2.5)), fixed(30)), "width: 2.5em; height: 30pt");
        let most = GivenSize { most_width: fixed(600), most_height: Some(Extent::Share(0.5)), ..GivenSize::default() };
        assert_eq!(given_style(&most), "max-width: min(600pt, 100%); max-height: min(50vh, 90vh)");
    }
}
