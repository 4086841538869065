//! The direction in which a language is written.
use serde::Deserialize;

/// The direction of a line of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Like Latin, Greek and Cyrillic.
    LeftToRight,
    /// Like Arabic and Hebrew.
    RightToLeft,
}

/// Scripts that are written from right to left (ISO 15924).
const RIGHT_TO_LEFT: [&str; 6] = ["Arab", "Aran", "Hebr", "Syrc", "Thaa", "Nkoo"];

/// The direction of the script that a tag names. `None` if the tag names no script.
pub(super) fn script_direction(tag: &str) -> Option<Direction> {
    let script = tag.split('-').skip(1).find(|subtag| subtag.len() == 4 && subtag.bytes().all(|byte| byte.is_ascii_alphabetic()))?;
    let right_to_left = RIGHT_TO_LEFT.iter().any(|known| script.eq_ignore_ascii_case(known));
    Some(if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight })
}
