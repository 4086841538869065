//! Lengths in scaled points, as in TeX.
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};
use std::str::FromStr;

/// A length in scaled points: 65,536 scaled points are one PDF point (1/72 inch).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(pub i64);

/// Scaled points in one point.
const SCALE: i64 = 65_536;

impl Length {
    /// The length zero.
    pub const ZERO: Self = Self(0);

    /// A whole number of points.
    #[must_use]
    pub const fn points(points: i64) -> Self {
        Self(points * SCALE)
    }

    /// A length in points, rounded to the nearest scaled point.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "lengths of paper are far below 2^47 points")]
    pub fn from_pt(points: f64) -> Self {
        Self((points * SCALE as f64).round() as i64)
    }

    /// A length in millimetres, rounded to the nearest scaled point.
    #[must_use]
    pub fn from_mm(millimetres: f64) -> Self {
        Self::from_pt(millimetres * 72.0 / 25.4)
    }

    /// The length in points.
    #[must_use]
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / SCALE as f64
    }

    /// `self · numerator / denominator`, rounded towards zero, without overflow for lengths of paper.
    #[must_use]
    pub const fn scaled(self, numerator: i64, denominator: i64) -> Self {
        Self(self.0 * numerator / denominator)
    }

    /// The larger of two lengths.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Ord::max(self, other)
    }

    /// The smaller of two lengths.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Ord::min(self, other)
    }

    /// The smallest number of `unit`s that cover the length. Zero for a negative length. `unit` must be positive.
    #[must_use]
    pub const fn units_up(self, unit: Self) -> i64 {
        if self.0 <= 0 { 0 } else { (self.0 + unit.0 - 1) / unit.0 }
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}
impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}
impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}
impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}
impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}
impl Mul<i64> for Length {
    type Output = Self;
    fn mul(self, factor: i64) -> Self {
        Self(self.0 * factor)
    }
}
impl Div<i64> for Length {
    type Output = Self;
    fn div(self, divisor: i64) -> Self {
        Self(self.0 / divisor)
    }
}
impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = (self.to_pt() * 100.0).round() / 100.0;
        write!(f, "{hundredths}pt")
    }
}

/// Why a text cannot be read as a length.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseLengthError {
    /// It has no unit.
    #[error("a length needs a unit: pt, mm, cm or in")]
    Unit,
    /// The text before the unit is not a number, or the number is too large for a length.
    #[error("`{0}` is not a number")]
    Number(String),
}

impl FromStr for Length {
    type Err = ParseLengthError;

    /// Reads a number and a unit, with or without a space between them: `11pt`, `17 mm`, `1.5cm`, `5.5in`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let units = [("pt", 1.0), ("mm", 72.0 / 25.4), ("cm", 720.0 / 25.4), ("in", 72.0)];
        let Some((number, factor)) = units.iter().find_map(|(unit, factor)| text.strip_suffix(unit).map(|n| (n.trim(), factor))) else {
            return Err(ParseLengthError::Unit);
        };
        match number.parse::<f64>() {
            Ok(value) if value.is_finite() && value.abs() < 1e6 => Ok(Self::from_pt(value * factor)),
            _ => Err(ParseLengthError::Number(number.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_with_their_units() {
        assert_eq!("11pt".parse(), Ok(Length::points(11)));
        assert_eq!("1in".parse(), Ok(Length::points(72)));
        assert_eq!("25.4 mm".parse(), Ok(Length::points(72)));
        assert_eq!("11".parse::<Length>(), Err(ParseLengthError::Unit));
        assert_eq!("elevenpt".parse::<Length>(), Err(ParseLengthError::Number("eleven".into())));
    }

    #[test]
    fn units_are_rounded_up() {
        assert_eq!(Length(0).units_up(Length(10)), 0);
        assert_eq!(Length(1).units_up(Length(10)), 1);
        assert_eq!(Length(10).units_up(Length(10)), 1);
        assert_eq!(Length(11).units_up(Length(10)), 2);
    }
}
