//! The size at which a picture is printed.
use crate::units::{Length, Size};

/// How large a picture is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum PictureSize {
    /// At its natural size, or smaller if there is no room.
    #[default]
    Natural,
    /// As high as the text of its line: a picture between words without a size of its own.
    Line,
    /// At the size that the author gave.
    Given(GivenSize),
}

/// A size that the author gave. If the width or the height is `None`, it follows from the proportions of the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GivenSize {
    /// The width. An [`Extent::Share`] is part of the measure.
    pub width: Option<Extent>,
    /// The height. An [`Extent::Share`] is part of the height of the page.
    pub height: Option<Extent>,
    /// The greatest width. `None` is no limit.
    pub most_width: Option<Extent>,
    /// The greatest height. `None` is no limit.
    pub most_height: Option<Extent>,
}

/// One side of a given size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Extent {
    /// A length.
    Fixed(Length),
    /// A multiple of the size of the type around the picture.
    Ems(f64),
    /// A share of the available room: 1 is all of it.
    Share(f64),
}

impl Extent {
    /// The length. `em` is the size of the type, and `room` is the length of which a share is part.
    #[must_use]
    pub fn length(self, em: Length, room: Length) -> Length {
        match self {
            Self::Fixed(length) => length,
            Self::Ems(ems) => Length::from_pt(em.to_pt() * ems),
            Self::Share(share) => Length::from_pt(room.to_pt() * share),
        }
    }
}

impl GivenSize {
    /// Whether nothing is given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The size of a picture. `usual` is its size if the author gives none. A side that is not given follows from the proportions.
    /// `em` is the size of the type, and `room` is the measure and the height of the page.
    #[must_use]
    pub fn of(&self, usual: Size, em: Length, room: Size) -> Size {
        let scaled = |size: Size, scale: f64| Size {
            width: Length::from_pt(size.width.to_pt() * scale),
            height: Length::from_pt(size.height.to_pt() * scale),
        };
        let least = Length::from_pt(0.01);
        let ratio = |wanted: Length, has: Length| wanted.to_pt() / has.max(least).to_pt();
        let width = self.width.map(|width| width.length(em, room.width));
        let height = self.height.map(|height| height.length(em, room.height));
        let size = match (width, height) {
            (Some(width), Some(height)) => Size { width, height },
            (Some(width), None) => scaled(usual, ratio(width, usual.width)),
            (None, Some(height)) => scaled(usual, ratio(height, usual.height)),
            (None, None) => usual,
        };
        let widest = self.most_width.map_or(1.0, |most| ratio(most.length(em, room.width), size.width));
        let highest = self.most_height.map_or(1.0, |most| ratio(most.length(em, room.height), size.height));
        scaled(size, widest.min(highest).min(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_given_keeps_the_proportions() {
        let size = |width, height| Size { width: Length::points(width), height: Length::points(height) };
        let of = |given: GivenSize| given.of(size(40, 20), Length::points(10), size(300, 500));
        assert_eq!(of(GivenSize { width: Some(Extent::Share(0.5)), ..GivenSize::default() }), size(150, 75));
        assert_eq!(of(GivenSize { height: Some(Extent::Fixed(Length::points(10))), ..GivenSize::default() }), size(20, 10));
        assert_eq!(of(GivenSize { height: Some(Extent::Ems(4.0)), ..GivenSize::default() }), size(80, 40));
        let both = GivenSize { width: Some(Extent::Fixed(Length::points(30))), height: Some(Extent::Share(0.1)), ..GivenSize::default() };
        assert_eq!(of(both), size(30, 50));
        let narrow = of(GivenSize { most_width: Some(Extent::Fixed(Length::points(15))), ..both });
        assert_eq!(narrow, size(15, 25));
        assert_eq!(of(GivenSize { most_height: Some(Extent::Fixed(Length::points(900))), ..GivenSize::default() }), size(40, 20));
    }
}
