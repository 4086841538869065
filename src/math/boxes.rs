//! Boxes: the layout of a formula or of a part of it.
use crate::formula::TextFace;
use crate::units::{Length, Point, Size};

/// A formula or a part of one, with the place of each item in it. The origin is the left end of the baseline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MathBox {
    /// The width.
    pub width: Length,
    /// How far it reaches above the baseline. May be negative.
    pub ascent: Length,
    /// How far it reaches below the baseline. May be negative.
    pub descent: Length,
    /// The items, in reading order.
    pub items: Vec<PlacedBoxItem>,
}

/// An item of a box, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedBoxItem {
    /// How far the origin of the item is to the right of the origin of the box.
    pub x: Length,
    /// How far the origin of the item is above the baseline of the box.
    pub y: Length,
    /// The item.
    pub item: BoxItem,
}

/// A glyph, a rule, a stroke or words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoxItem {
    /// A glyph of the math face. Its origin is the left end of its baseline.
    Glyph {
        /// The number of the glyph in the face.
        id: u16,
        /// The size of the face.
        size: Length,
        /// The plain text of the glyph. If one sign consists of several pieces, only one of them has the text.
        text: Box<str>,
    },
    /// A filled rectangle. Its origin is the lower left corner.
    Rule(Size),
    /// A straight line from the origin to another point.
    Stroke {
        /// The other end: its distance from the origin, to the right and upwards.
        to: Point,
        /// How thick the line is.
        thickness: Length,
    },
    /// Words in the face of the text.
    Words {
        /// The words.
        text: Box<str>,
        /// Their face.
        face: TextFace,
        /// The size of the math face at this place. The size of the words follows from it.
        size: Length,
        /// Their width.
        width: Length,
    },
}

/// The measurements of words in the face of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordBox {
    /// The width.
    pub width: Length,
    /// How far they reach above the baseline.
    pub ascent: Length,
    /// How far they reach below the baseline.
    pub descent: Length,
}

impl MathBox {
    /// An empty box of a width.
    pub(super) fn white(width: Length) -> Self {
        Self { width, ..Self::default() }
    }

    /// A box with a rule. `shift` is how far the lower edge of the rule is above the baseline.
    pub(super) fn rule(size: Size, shift: Length) -> Self {
        let items = if size.width > Length::ZERO && size.height > Length::ZERO {
            vec![PlacedBoxItem { x: Length::ZERO, y: shift, item: BoxItem::Rule(size) }]
        } else {
            Vec::new()
        };
        Self { width: size.width, ascent: size.height + shift, descent: -shift, items }
    }

    /// The height and the depth together.
    #[must_use]
    pub fn extent(&self) -> Length {
        self.ascent + self.descent
    }

    /// Adds the items of a box without changing the measurements. `at` is the origin of that box, to the right and upwards.
    pub(super) fn draw(&mut self, other: Self, at: Point) {
        self.items.extend(other.items.into_iter().map(|placed| PlacedBoxItem { x: placed.x + at.x, y: placed.y + at.y, ..placed }));
    }

    /// Adds a box at a place, and increases the ascent and the descent to include it. The width does not change.
    pub(super) fn place(&mut self, other: Self, at: Point) {
        self.ascent = self.ascent.max(other.ascent + at.y);
        self.descent = self.descent.max(other.descent - at.y);
        self.draw(other, at);
    }

    /// Adds a box at the right end.
    pub(super) fn append(&mut self, other: Self) {
        let at = Point { x: self.width, y: Length::ZERO };
        self.width += other.width;
        self.place(other, at);
    }

    /// The same box, raised.
    pub(super) fn raised(mut self, by: Length) -> Self {
        for placed in &mut self.items {
            placed.y += by;
        }
        self.ascent += by;
        self.descent -= by;
        self
    }

    /// The same box, centred in a width.
    pub(super) fn centred_in(mut self, width: Length) -> Self {
        let shift = (width - self.width) / 2;
        for placed in &mut self.items {
            placed.x += shift;
        }
        self.width = width;
        self
    }

    /// The box as TeX packs a list: neither the ascent nor the descent is negative.
    pub(super) fn packed(mut self) -> Self {
        self.ascent = self.ascent.max(Length::ZERO);
        self.descent = self.descent.max(Length::ZERO);
        self
    }
}
