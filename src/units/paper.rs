//! Trim sizes by name.
use super::{Length, Size};

/// The trim sizes known by name, width by height in millimetres.
pub const PAPERS: &[(&str, f64, f64)] = &[
    ("a3", 297.0, 420.0),
    ("a4", 210.0, 297.0),
    ("a5", 148.0, 210.0),
    ("a6", 105.0, 148.0),
    ("b5", 176.0, 250.0),
    ("b6", 125.0, 176.0),
    ("letter", 215.9, 279.4),
    ("legal", 215.9, 355.6),
    ("tabloid", 279.4, 431.8),
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

impl std::fmt::Display for Size {
    /// The name of the paper, or its measures in millimetres.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        /// Of a point.
        const MM: f64 = 25.4 / 72.0;
        match PAPERS.iter().find(|(name, ..)| paper(name) == Some(*self)) {
            // Those of ISO 216 are written large.
            Some((name, ..)) if name.len() == 2 => f.write_str(&name.to_uppercase()),
            Some((name, ..)) => f.write_str(name),
            None => write!(f, "{:.0} × {:.0} mm", self.width.to_pt() * MM, self.height.to_pt() * MM),
        }
    }
}
