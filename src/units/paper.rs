//! Paper formats and trim sizes.
use super::{Length, Size};

/// The sizes that have a name: the name, and width and height in millimetres.
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

/// The size with a name, whatever its case. `None` if there is no such name.
#[must_use]
pub fn paper(name: &str) -> Option<Size> {
    let (_, width, height) = PAPERS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name))?;
    Some(Size { width: Length::from_mm(*width), height: Length::from_mm(*height) })
}

impl std::fmt::Display for Size {
    /// The name of the size if it has one, otherwise width and height in millimetres.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        /// Millimetres in a point.
        const MM: f64 = 25.4 / 72.0;
        match PAPERS.iter().find(|(name, ..)| paper(name) == Some(*self)) {
            // The names of ISO 216 are written with a capital letter.
            Some((name, ..)) if name.len() == 2 => f.write_str(&name.to_uppercase()),
            Some((name, ..)) => f.write_str(name),
            None => write!(f, "{:.0} × {:.0} mm", self.width.to_pt() * MM, self.height.to_pt() * MM),
        }
    }
}
