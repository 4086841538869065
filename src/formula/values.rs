//! Converts values of the parser: classes, styles, signs, lengths, faces.
use super::parser::{self, AtomFamily, Measurement, Mode, ParseNode, StyleStr};
use super::signs;
use super::table::RuleStyle;
use super::tree::{Class, MathStyle, Mu, TextFace};

/// Whether rows are those of `equation` or `equation*`: one row with one cell, in display style.
pub(super) fn is_equation(body: &[Vec<ParseNode>]) -> bool {
    matches!(body, [row] if matches!(row.as_slice(), [ParseNode::Styling { style: StyleStr::Display, .. }]))
}

pub(super) fn class(family: AtomFamily) -> Class {
    match family {
        AtomFamily::Bin => Class::Bin,
        AtomFamily::Close => Class::Close,
        AtomFamily::Inner => Class::Inner,
        AtomFamily::Open => Class::Open,
        AtomFamily::Punct => Class::Punct,
        AtomFamily::Rel => Class::Rel,
    }
}

/// The class with one of KaTeX's names: `mord`, `mbin` and so on.
pub(super) fn class_named(name: &str) -> Class {
    match name {
        "mop" => Class::Op,
        "mbin" => Class::Bin,
        "mrel" => Class::Rel,
        "mopen" => Class::Open,
        "mclose" => Class::Close,
        "mpunct" => Class::Punct,
        "minner" => Class::Inner,
        _ => Class::Ord,
    }
}

pub(super) fn style_of(style: StyleStr) -> MathStyle {
    match style {
        StyleStr::Display => MathStyle::Display,
        StyleStr::Text => MathStyle::Text,
        StyleStr::Script => MathStyle::Script,
        StyleStr::Scriptscript => MathStyle::ScriptOfScript,
    }
}

/// The plain text of a command or sign in a formula. If no table has the command, the command itself.
pub(super) fn sign_of(command: &str, mode: Mode) -> String {
    match signs::better_sign(command) {
        Some(sign) => sign.to_owned(),
        None => parser::character(command, mode).map_or_else(|| command.to_owned(), String::from),
    }
}

/// The characters of a command or a ligature in text.
pub(super) fn text_sign(command: &str) -> String {
    let sign = match command {
        "--" => "–",
        "---" => "—",
        "``" => "“",
        "''" => "”",
        "`" => "‘",
        "'" => "’",
        _ => return parser::character(command, Mode::Text).map_or_else(|| command.to_owned(), String::from),
    };
    sign.to_owned()
}

/// The width of a space. `None` if the command prints no space.
pub(super) fn space_of(command: &str) -> Option<Mu> {
    match command {
        "\\nobreak" | "\\allowbreak" | "\\hfill" => None,
        "\\thinspace" => Some(Mu(3_000)),
        "\\medspace" => Some(Mu(4_000)),
        "\\thickspace" => Some(Mu(5_000)),
        "\\negthinspace" => Some(Mu(-3_000)),
        "\\negmedspace" => Some(Mu(-4_000)),
        "\\negthickspace" => Some(Mu(-5_000)),
        "\\enspace" => Some(Mu(9_000)),
        "\\quad" => Some(Mu(18_000)),
        "\\qquad" => Some(Mu(36_000)),
        // A space between words: a third of an em.
        _ => Some(Mu(6_000)),
    }
}

/// Whether a text consists of letters that are not mathematical ones.
pub(super) fn is_text(text: &str) -> bool {
    text.chars().all(|c| c.is_alphabetic() && !matches!(c, 'ı' | 'ȷ' | '\u{1D400}'..='\u{1D7FF}' | '\u{2100}'..='\u{214F}'))
}

pub(super) fn em(number: f64) -> Mu {
    mu(&Measurement { number, unit: "em".to_owned() })
}

/// A length. Absolute units (The TeXbook, chapter 10) are converted at ten points to the em. A length in an unknown unit is zero.
pub(super) fn mu(length: &Measurement) -> Mu {
    let points_to_mu = 1.8;
    let in_mu = match length.unit.as_str() {
        "mu" => 1.0,
        "em" => 18.0,
        "ex" => 18.0 * 0.431,
        "pt" => points_to_mu,
        "bp" | "px" => points_to_mu * 803.0 / 800.0,
        "pc" => points_to_mu * 12.0,
        "mm" => points_to_mu * 7227.0 / 2540.0,
        "cm" => points_to_mu * 7227.0 / 254.0,
        "in" => points_to_mu * 72.27,
        "dd" => points_to_mu * 1238.0 / 1157.0,
        "cc" => points_to_mu * 14_856.0 / 1157.0,
        "nd" => points_to_mu * 685.0 / 642.0,
        "nc" => points_to_mu * 1370.0 / 107.0,
        "sp" => points_to_mu / 65_536.0,
        _ => 0.0,
    };
    // No page is a thousand em wide. The limit also keeps the cast exact.
    Mu((length.number * in_mu * 1000.0).round().clamp(-18.0e6, 18.0e6) as i32)
}

/// A factor in hundredths, from 1 to 10,000.
pub(super) fn percent(factor: f64) -> u16 {
    (factor * 100.0).round().clamp(1.0, 10_000.0) as u16
}

pub(super) fn rule_styles(are_dashed: &[bool]) -> Vec<RuleStyle> {
    are_dashed.iter().map(|is_dashed| if *is_dashed { RuleStyle::Dashed } else { RuleStyle::Solid }).collect()
}

/// The face of a command such as `\textbf` within text in a face.
pub(super) fn face_of(command: Option<&str>, outer: TextFace) -> TextFace {
    match (command.unwrap_or("\\text"), outer) {
        ("\\textbf", TextFace::Italic | TextFace::BoldItalic) | ("\\textit" | "\\textsl" | "\\emph", TextFace::Bold) => {
            TextFace::BoldItalic
        }
        ("\\textbf", _) => TextFace::Bold,
        ("\\textit" | "\\textsl" | "\\emph", _) => TextFace::Italic,
        ("\\textsf", _) => TextFace::Sans,
        ("\\texttt", _) => TextFace::Monospace,
        ("\\textrm" | "\\textnormal" | "\\textup" | "\\textmd", _) => TextFace::Roman,
        (_, outer) => outer,
    }
}
