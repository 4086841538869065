//! Boxes: what a formula, or a part of it, looks like.
use crate::formula::TextFace;
use crate::units::{Length, Point, Size};

/// A part of a formula with its place for everything in it. The origin is the left end of the baseline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MathBox {
    /// Its width.
    pub width: Length,
    /// How far it reaches above the baseline. May be negative.
    pub ascent: Length,
    /// How far it reaches below the baseline. May be negative.
    pub descent: Length,
    /// What is in it, in reading order.
    pub items: Vec<Placed>,
}

/// Something in a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its origin, from the origin of the box.
    pub x: Length,
    /// How far its origin is above the baseline of the box.
    pub y: Length,
    /// What it is.
    pub item: Item,
}

/// Something that is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A glyph of the math face. Its origin is on its own baseline.
    Glyph {
        /// The number of the glyph in the face.
        id: u16,
        /// The size of the face.
        size: Length,
        /// The plain text that it stands for. Empty for all but one of the pieces that make up one sign.
        text: Box<str>,
    },
    /// A filled rectangle. Its origin is the lower left corner.
    Rule(Size),
    /// A straight line from the origin to another point, which is given as its distance to the right and upwards.
    Stroke {
        /// The other end.
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
        /// The size of the math face beside them.
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
    /// White of a width.
    pub(super) fn white(width: Length) -> Self {
        Self { width, ..Self::default() }
    }

    /// A rule. `shift`: how far its foot is above the baseline.
    pub(super) fn rule(size: Size, shift: Length) -> Self {
        let items = if size.width > Length::ZERO && size.height > Length::ZERO {
            vec![Placed { x: Length::ZERO, y: shift, item: Item::Rule(size) }]
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

    /// Adds a box without changing the measurements. `at` is the place of its origin, to the right and upwards.
    pub(super) fn draw(&mut self, other: Self, at: Point) {
        self.items.extend(other.items.into_iter().map(|placed| Placed { x: placed.x + at.x, y: placed.y + at.y, ..placed }));
    }

    /// Adds a box at a place and makes the height and the depth as large as needed. The width stays.
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

    /// The same box in the middle of a width.
    pub(super) fn centred_in(mut self, width: Length) -> Self {
        let shift = (width - self.width) / 2;
        for placed in &mut self.items {
            placed.x += shift;
        }
        self.width = width;
        self
    }

    /// The box as TeX packs a list: neither height nor depth is negative.
    pub(super) fn packed(mut self) -> Self {
        self.ascent = self.ascent.max(Length::ZERO);
        self.descent = self.descent.max(Length::ZERO);
        self
    }
}
