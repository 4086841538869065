//! Trim sizes by name.
use super::{Length, Size};

/// The trim sizes known by name, width by height in millimetres.
pub const PAPERS: &[(&str, f64, f64)] = &[
    ("a4", 210.0, 297.0),
    ("a5", 148.0, 210.0),
    ("a6", 105.0, 148.0),
    ("b5", 176.0, 250.0),
    ("b6", 125.0, 176.0),
    ("letter", 215.9, 279.4),
    ("half-letter", 139.7, 215.9),
    ("trade", 152.4, 228.6),
    ("digest", 139.7, 215.9),
    ("pocket", 108.0, 174.5),
    ("e-reader", 90.0, 120.0),
];

/// The trim size of that name, or none.
#[must_use]
pub fn paper(name: &str) -> Option<Size> {
    let (_, width, height) = PAPERS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name))?;
    Some(Size { width: Length::from_mm(*width), height: Length::from_mm(*height) })
}
