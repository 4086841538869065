//! The attributes of MathML that get into the e-book: those whose values can be checked (MathML 3.0, chapter 3).
use crate::manuscript::html::tokens::StartTag;

/// What an attribute may say.
#[derive(Clone, Copy)]
enum AllowedValues {
    /// `true` or `false`.
    Switch,
    /// One of these words.
    One(&'static [&'static str]),
    /// One or several of these words.
    Several(&'static [&'static str]),
    /// A length (MathML 3.0, section 2.1.5.2).
    Length,
    /// One or several lengths.
    Lengths,
    /// A length, or one of these words.
    LengthOr(&'static [&'static str]),
    /// A whole number, with a sign or without.
    Number,
    /// Any text.
    Text,
}

const SIDES: &[&str] = &["left", "center", "right"];
const HEIGHTS: &[&str] = &["top", "bottom", "center", "baseline", "axis"];
const LINES: &[&str] = &["none", "solid", "dashed"];
const VARIANTS: &[&str] = &["normal", "bold", "italic", "bold-italic", "double-struck", "script", "fraktur", "sans-serif"];
const NOTATIONS: &[&str] = &[
    "longdiv",
    "actuarial",
    "radical",
    "box",
    "roundedbox",
    "circle",
    "left",
    "right",
    "top",
    "bottom",
    "updiagonalstrike",
    "downdiagonalstrike",
    "verticalstrike",
    "horizontalstrike",
    "madruwb",
];

/// The attributes of each element.
const ATTRIBUTES: &[(&str, &[(&str, AllowedValues)])] = &[
    ("mi", &[("mathvariant", AllowedValues::One(VARIANTS))]),
    ("mn", &[("mathvariant", AllowedValues::One(VARIANTS))]),
    ("mtext", &[("mathvariant", AllowedValues::One(VARIANTS))]),
    ("ms", &[("mathvariant", AllowedValues::One(VARIANTS)), ("lquote", AllowedValues::Text), ("rquote", AllowedValues::Text)]),
    (
        "mo",
        &[
            ("stretchy", AllowedValues::Switch),
            ("fence", AllowedValues::Switch),
            ("separator", AllowedValues::Switch),
            ("accent", AllowedValues::Switch),
            ("movablelimits", AllowedValues::Switch),
            ("largeop", AllowedValues::Switch),
            ("symmetric", AllowedValues::Switch),
            ("mathvariant", AllowedValues::One(VARIANTS)),
            ("form", AllowedValues::One(&["prefix", "infix", "postfix"])),
            ("lspace", AllowedValues::Length),
            ("rspace", AllowedValues::Length),
            ("minsize", AllowedValues::Length),
        ],
    ),
    (
        "mfrac",
        &[
            ("bevelled", AllowedValues::Switch),
            ("linethickness", AllowedValues::LengthOr(&["thin", "medium", "thick"])),
            ("numalign", AllowedValues::One(SIDES)),
            ("denomalign", AllowedValues::One(SIDES)),
        ],
    ),
    ("mfenced", &[("open", AllowedValues::Text), ("close", AllowedValues::Text), ("separators", AllowedValues::Text)]),
    ("menclose", &[("notation", AllowedValues::Several(NOTATIONS))]),
    ("mspace", &[("width", AllowedValues::Length), ("height", AllowedValues::Length), ("depth", AllowedValues::Length)]),
    ("mpadded", &[("width", AllowedValues::Length), ("height", AllowedValues::Length), ("depth", AllowedValues::Length)]),
    ("mstyle", &[("displaystyle", AllowedValues::Switch), ("scriptlevel", AllowedValues::Number)]),
    ("munder", &[("accentunder", AllowedValues::Switch), ("align", AllowedValues::One(SIDES))]),
    ("mover", &[("accent", AllowedValues::Switch), ("align", AllowedValues::One(SIDES))]),
    ("munderover", &[("accent", AllowedValues::Switch), ("accentunder", AllowedValues::Switch), ("align", AllowedValues::One(SIDES))]),
    (
        "mtable",
        &[
            ("displaystyle", AllowedValues::Switch),
            ("columnalign", AllowedValues::Several(SIDES)),
            ("rowalign", AllowedValues::Several(HEIGHTS)),
            ("columnlines", AllowedValues::Several(LINES)),
            ("rowlines", AllowedValues::Several(LINES)),
            ("frame", AllowedValues::One(LINES)),
            ("columnspacing", AllowedValues::Lengths),
            ("rowspacing", AllowedValues::Lengths),
        ],
    ),
    ("mtr", &[("columnalign", AllowedValues::Several(SIDES)), ("rowalign", AllowedValues::One(HEIGHTS))]),
    ("mtd", &[("columnalign", AllowedValues::One(SIDES)), ("rowalign", AllowedValues::One(HEIGHTS))]),
];

/// The attributes of a tag.
pub(super) struct KeptAttributes {
    /// Those for the e-book.
    pub(super) kept: Vec<(&'static str, String)>,
    /// The names of those that would change something, and are not kept.
    pub(super) lost: Vec<String>,
}

/// Sorts the attributes of a tag into those that are kept and those that are not.
pub(super) fn attributes(tag: &StartTag) -> KeptAttributes {
    let known = ATTRIBUTES.iter().find(|(name, _)| *name == tag.name).map_or(&[][..], |(_, known)| known);
    let mut sorted = KeptAttributes { kept: Vec::new(), lost: Vec::new() };
    for (key, value) in &tag.attributes {
        let found = known.iter().find(|(name, values)| name == key && values.allow(value.trim()));
        match found {
            Some((name, AllowedValues::Text)) => sorted.kept.push((name, value.clone())),
            Some((name, _)) => sorted.kept.push((name, value.trim().to_owned())),
            // Names for programs.
            None if matches!(key.as_str(), "class" | "xref" | "encoding") || key.starts_with("xmlns") || key.starts_with("data-") => {}
            None => sorted.lost.push(key.clone()),
        }
    }
    sorted
}

impl AllowedValues {
    fn allow(self, value: &str) -> bool {
        let all = |of: &dyn Fn(&str) -> bool| !value.is_empty() && value.split_whitespace().all(of);
        match self {
            Self::Switch => matches!(value, "true" | "false"),
            Self::One(words) => words.contains(&value),
            Self::Several(words) => all(&|word| words.contains(&word)),
            Self::Length => is_length(value),
            Self::Lengths => all(&is_length),
            Self::LengthOr(words) => words.contains(&value) || is_length(value),
            Self::Number => value.trim_start_matches(['+', '-']).parse::<u8>().is_ok() && !value.starts_with("+-"),
            Self::Text => true,
        }
    }
}

/// Whether a value is a length: a number with a unit, a multiple without one, or a named space.
fn is_length(value: &str) -> bool {
    let number = value.strip_prefix('-').unwrap_or(value);
    let end = number.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(number.len());
    let is_number = number[..end].bytes().any(|byte| byte.is_ascii_digit()) && number[..end].matches('.').count() <= 1;
    let is_named = value.strip_suffix("mathspace").is_some_and(|name| {
        let name = name.strip_prefix("negative").unwrap_or(name);
        matches!(name, "veryverythin" | "verythin" | "thin" | "medium" | "thick" | "verythick" | "veryverythick")
    });
    is_named || is_number && matches!(&number[end..], "" | "em" | "ex" | "in" | "cm" | "mm" | "px" | "pt" | "pc" | "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_numbers_with_units_or_named_spaces() {
        assert!(["0", "1.5em", "-2px", ".5ex", "50%", "verythinmathspace", "negativethickmathspace"].iter().all(|value| is_length(value)));
        assert!(["", "em", "1..5em", "--1", "1furlong", "thin", "mathspace"].iter().all(|value| !is_length(value)));
    }

    #[test]
    fn numbers_have_at_most_one_sign() {
        assert!(["1", "+1", "-2"].iter().all(|value| AllowedValues::Number.allow(value)));
        assert!(["", "+-1", "x", "1.5"].iter().all(|value| !AllowedValues::Number.allow(value)));
    }
}
