//! The numbering of lists (ECMA-376, part 1, section 17.9).
use std::collections::BTreeMap;

use crate::document::{ListDelimiter, Numerals};
use crate::import::xml_file::XmlElement;

/// A level of a numbering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NumberingLevel {
    pub(super) style: MarkerStyle,
    pub(super) start: u64,
    pub(super) delimiter: ListDelimiter,
    /// The definition that it comes from. Items with the same definition belong to the same list.
    pub(super) definition: String,
    /// Whether its first item begins to count anew.
    pub(super) restarts: bool,
}

/// What stands before an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkerStyle {
    Number(Numerals),
    Bullet,
    /// Nothing: the paragraph continues the item before it.
    None,
}

/// All numberings of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Numberings {
    /// The levels of each numbering.
    levels: BTreeMap<(String, u8), NumberingLevel>,
}

impl Numberings {
    /// Reads `numbering.xml`.
    pub(super) fn of(root: &XmlElement) -> Self {
        let mut abstracts: BTreeMap<&str, Vec<&XmlElement>> = BTreeMap::new();
        for element in root.elements().filter(|element| element.name == "abstractNum") {
            if let Some(id) = element.value("abstractNumId") {
                abstracts.insert(id, element.elements().filter(|level| level.name == "lvl").collect());
            }
        }
        let mut levels = BTreeMap::new();
        for element in root.elements().filter(|element| element.name == "num") {
            let Some(id) = element.value("numId") else { continue };
            let Some(definition) = element.child("abstractNumId").and_then(|own| own.value("val")) else { continue };
            for level in abstracts.get(definition).into_iter().flatten() {
                if let Some(number) = level.value("ilvl").and_then(|number| number.parse().ok()) {
                    levels.insert((id.to_owned(), number), read(level, definition));
                }
            }
            for replacement in element.elements().filter(|element| element.name == "lvlOverride") {
                let Some(number) = replacement.value("ilvl").and_then(|number| number.parse().ok()) else { continue };
                if let Some(level) = replacement.child("lvl") {
                    levels.insert((id.to_owned(), number), read(level, definition));
                }
                let start = replacement.child("startOverride").and_then(|start| start.value("val")?.parse().ok());
                if let (Some(start), Some(level)) = (start, levels.get_mut(&(id.to_owned(), number))) {
                    level.start = start;
                    level.restarts = true;
                }
            }
        }
        Self { levels }
    }

    /// A level of a numbering. One that is not defined has bullets.
    pub(super) fn level(&self, id: &str, level: u8) -> NumberingLevel {
        let bullet = || NumberingLevel {
            style: MarkerStyle::Bullet,
            start: 1,
            delimiter: ListDelimiter::Period,
            definition: String::new(),
            restarts: false,
        };
        self.levels.get(&(id.to_owned(), level)).cloned().unwrap_or_else(bullet)
    }
}

fn read(level: &XmlElement, definition: &str) -> NumberingLevel {
    let value = |name: &str| level.child(name).and_then(|element| element.value("val"));
    let text = value("lvlText").unwrap_or_default();
    let style = match value("numFmt").unwrap_or("decimal") {
        "bullet" if text.trim().is_empty() => MarkerStyle::None,
        "bullet" => MarkerStyle::Bullet,
        "none" => MarkerStyle::None,
        "lowerLetter" => MarkerStyle::Number(Numerals::LowerAlpha),
        "upperLetter" => MarkerStyle::Number(Numerals::UpperAlpha),
        "lowerRoman" => MarkerStyle::Number(Numerals::LowerRoman),
        "upperRoman" => MarkerStyle::Number(Numerals::UpperRoman),
        _ => MarkerStyle::Number(Numerals::Decimal),
    };
    let delimiter = match (text.starts_with('('), text.ends_with(')')) {
        (true, true) => ListDelimiter::Parentheses,
        (false, true) => ListDelimiter::Parenthesis,
        _ => ListDelimiter::Period,
    };
    NumberingLevel {
        style,
        start: value("start").and_then(|start| start.parse().ok()).unwrap_or(1),
        delimiter,
        definition: definition.to_owned(),
        restarts: false,
    }
}
