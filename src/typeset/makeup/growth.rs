//! White that grows to fill a page (feathering).
//!
//! A page may lack a line or a part of one. Then white grows between unlike things: wherever there is white above a heading, a list, code
//! or a table. If that is not enough, white grows between paragraphs too, but only by so little that nobody sees it. The white below the
//! title of a chapter never grows.
use std::ops::{Add, Sub};

use crate::typeset::galley::slug::{STRANDED, Slug};
use crate::units::Length;

/// By how much the white above unlike things may grow, in hundredths of the leading. So the white above two headings on facing pages never
/// differs by more than half a line.
const ABOVE_UNLIKE: i64 = 50;
/// The same between two paragraphs.
const BETWEEN_PARAGRAPHS: i64 = 15;
/// How much more than the limit two whites may differ, for rounding: an eighth of a point.
pub(crate) const ROUNDING: Length = Length(8_192);
/// The largest number of lines of white that are distributed on a page.
const MOST_LINES: i64 = 3;

/// How many places there are at which white may grow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Growth {
    /// Slugs with white above them.
    pub(crate) unlike: i64,
    /// Beginnings of paragraphs without white above them.
    pub(crate) paragraphs: i64,
}

impl Growth {
    /// The place above a slug.
    pub(crate) fn above(slug: &Slug) -> Self {
        if slug.below_title || slug.beside_bar {
            return Self::default();
        }
        // Not below a heading: what belongs to it stays where it is.
        let begins = slug.cost < STRANDED && slug.repeat.is_none() && slug.start.is_some_and(|start| start.offset == 0);
        let white = slug.before > Length::ZERO;
        Self { unlike: i64::from(white), paragraphs: i64::from(begins && !white) }
    }
}

impl Add for Growth {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { unlike: self.unlike + other.unlike, paragraphs: self.paragraphs + other.paragraphs }
    }
}

impl Sub for Growth {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { unlike: self.unlike - other.unlike, paragraphs: self.paragraphs - other.paragraphs }
    }
}

/// By how much white may grow on the pages of a book.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Feathering {
    above_unlike: Length,
    between_paragraphs: Length,
    most: Length,
}

/// What fills a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filled {
    /// White above unlike things only.
    AboveUnlike,
    /// That and white between paragraphs.
    BetweenParagraphs,
}

impl Feathering {
    /// No white grows.
    pub(crate) const NONE: Self = Self { above_unlike: Length::ZERO, between_paragraphs: Length::ZERO, most: Length::ZERO };

    /// For a book with this leading.
    pub(crate) fn of(leading: Length) -> Self {
        Self {
            above_unlike: leading.scaled(ABOVE_UNLIKE, 100),
            between_paragraphs: leading.scaled(BETWEEN_PARAGRAPHS, 100),
            most: leading * MOST_LINES,
        }
    }

    /// How much white these places can take if a page is filled in this way.
    pub(crate) fn room(&self, growth: Growth, filled: Filled) -> Length {
        let above = self.above_unlike * growth.unlike;
        match filled {
            Filled::AboveUnlike => above,
            Filled::BetweenParagraphs => above + self.between_paragraphs * growth.paragraphs,
        }
    }

    /// How the places on a page can take up `white`. `None` if it is too much for them.
    pub(crate) fn filled(&self, white: Length, growth: Growth) -> Option<Filled> {
        let takes = |filled: &Filled| {
            let room = self.room(growth, *filled);
            room > Length::ZERO && white <= room.min(self.most)
        };
        [Filled::AboveUnlike, Filled::BetweenParagraphs].into_iter().find(takes)
    }
}
