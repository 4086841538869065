//! The signs of accents and braces in MathML, and the default spaces of operators.
use super::tree::{Accent, BraceShape, Class, VerticalSide};

/// The sign of an accent. A stretched circumflex, tilde or caron is a combining character, because fonts stretch only these. Other accents
/// are not combining characters, because only then do browsers place them right above a letter.
pub(super) fn accent_sign(accent: Accent, stretches: bool) -> &'static str {
    match (accent, stretches) {
        (Accent::Hat, true) => "\u{302}",
        (Accent::Tilde, true) => "\u{303}",
        (Accent::Check, true) => "\u{30C}",
        (Accent::Hat, false) => "ˆ",
        (Accent::Tilde, false) => "˜",
        (Accent::Check, false) => "ˇ",
        (Accent::Grave, _) => "`",
        (Accent::Acute, _) => "´",
        (Accent::Bar, _) => "¯",
        (Accent::Breve, _) => "˘",
        (Accent::Dot, _) => "˙",
        (Accent::TwoDots, _) => "¨",
        (Accent::ThreeDots, _) => "˙˙˙",
        (Accent::FourDots, _) => "˙˙˙˙",
        (Accent::Ring, _) => "˚",
        (Accent::RightArrow, _) => "→",
        (Accent::LeftArrow, _) => "←",
        (Accent::LeftRightArrow, _) => "↔",
        (Accent::DoubleRightArrow, _) => "⇒",
        (Accent::RightHarpoon, _) => "⇀",
        (Accent::LeftHarpoon, _) => "↼",
    }
}

/// The sign of a brace.
pub(super) fn brace_sign(shape: BraceShape, side: VerticalSide) -> &'static str {
    match (shape, side) {
        (BraceShape::Brace, VerticalSide::Over) => "⏞",
        (BraceShape::Brace, VerticalSide::Under) => "⏟",
        (BraceShape::Bracket, VerticalSide::Over) => "⎴",
        (BraceShape::Bracket, VerticalSide::Under) => "⎵",
        (BraceShape::Parenthesis, VerticalSide::Over) => "⏜",
        (BraceShape::Parenthesis, VerticalSide::Under) => "⏝",
    }
}

/// Whether a sign is an identifier (`mi`) rather than an operator (`mo`).
pub(super) fn is_letterlike(sign: char) -> bool {
    matches!(
        sign,
        '∞' | '∅' | '∂' | '∇' | '∎' | '⊤' | '⊥' | '…' | '⋯' | '⋮' | '⋱' | '⋰' | '\u{2100}'..='\u{214F}' | '\u{2600}'..='\u{27BF}'
            | '\u{25A0}'..='\u{25B1}' | '\u{25B3}'..='\u{25B6}' | '\u{25BC}'..='\u{25C0}' | '◇'..='◎' | '⧫' | '§' | '¶' | '†' | '‡' | '£' | '¥'
            | '$' | '#' | '&' | '%' | '°' | '\u{1D400}'..='\u{1D7FF}'
    )
}

/// The spaces before and after an operator in the operator dictionary (MathML Core, appendix B), in mu. `None` if this table does not have
/// them. The writer then writes them out.
pub(super) fn default_spaces(sign: char, class: Class) -> Option<(i32, i32)> {
    match class {
        Class::Rel => match sign {
            '=' | '<' | '>' | '≠' | '≤' | '≥' | '≈' | '≡' | '∼' | '≃' | '≅' | '∈' | '∉' | '∋' | '⊂' | '⊃' | '⊆' | '⊇' | '→' | '←' | '↔'
            | '⇒' | '⇐' | '⇔' | '↦' | '⟶' | '⟹' | '⟺' | '≪' | '≫' | '∝' => Some((5, 5)),
            _ => None,
        },
        Class::Bin => match sign {
            '+' | '−' | '±' | '∓' | '∩' | '∪' | '∧' | '∨' | '⊕' | '∖' => Some((4, 4)),
            _ => None,
        },
        Class::Open | Class::Close => match sign {
            '(' | ')' | '[' | ']' | '{' | '}' | '⟨' | '⟩' | '⌊' | '⌋' | '⌈' | '⌉' => Some((0, 0)),
            _ => None,
        },
        Class::Punct => matches!(sign, ',' | ';').then_some((0, 3)),
        Class::Op => matches!(sign, '∑' | '∏' | '∐' | '⋃' | '⋂' | '⨁' | '⨂' | '⋀' | '⋁' | '∫' | '∬' | '∭' | '∮').then_some((3, 3)),
        Class::Ord => matches!(sign, '′' | '″' | '‴' | '⁗').then_some((0, 0)),
        Class::Inner => None,
    }
}
