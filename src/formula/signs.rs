//! The signs of TeX's commands for which the tables of the parser have another sign, or none.
use super::tree::{Accent, BraceShape, Enclosure, VerticalSide};

/// The sign of a command for which the parser has a character that only the KaTeX fonts have, or that looks different in other fonts.
/// `None` if the parser's character is right.
pub(super) fn better_sign(command: &str) -> Option<&'static str> {
    let sign = match command {
        "|" | "\\vert" | "\\lvert" | "\\rvert" => "|",
        "\\|" | "\\Vert" | "\\lVert" | "\\rVert" => "‖",
        "\\@gvertneqq" => "≩",
        "\\@lvertneqq" => "≨",
        "\\@ngeqq" => "≧\u{338}",
        "\\@ngeqslant" => "⩾\u{338}",
        "\\@nleqq" => "≦\u{338}",
        "\\@nleqslant" => "⩽\u{338}",
        "\\@nshortmid" => "∤",
        "\\@nshortparallel" => "∦",
        "\\@nsubseteqq" => "⫅\u{338}",
        "\\@nsupseteqq" => "⫆\u{338}",
        "\\@varsubsetneq" => "⊊",
        "\\@varsubsetneqq" => "⫋",
        "\\@varsupsetneq" => "⊋",
        "\\@varsupsetneqq" => "⫌",
        "\\@imath" => "ı",
        "\\@jmath" => "ȷ",
        "\\@ulcorner" => "⌜",
        "\\@urcorner" => "⌝",
        "\\@llcorner" => "⌞",
        "\\@lrcorner" => "⌟",
        "\\@not" => "\u{338}",
        "\\Diamond" => "◇",
        "\\S" => "§",
        _ => return None,
    };
    Some(sign)
}

/// A sign with a slash through it: one character if Unicode has one, otherwise the sign and a combining slash. Normalization form C has
/// most of these pairs.
pub(super) fn negated(sign: &str) -> String {
    let composed = match sign {
        "=" => "≠",
        "<" => "≮",
        ">" => "≯",
        "∈" => "∉",
        "∋" => "∌",
        "∃" => "∄",
        "∣" | "|" => "∤",
        "∥" | "‖" => "∦",
        "∼" => "≁",
        "≃" => "≄",
        "≅" => "≇",
        "≈" => "≉",
        "≍" => "≭",
        "≡" => "≢",
        "≤" => "≰",
        "≥" => "≱",
        "≲" => "≴",
        "≳" => "≵",
        "≶" => "≸",
        "≷" => "≹",
        "≺" => "⊀",
        "≻" => "⊁",
        "≼" => "⋠",
        "≽" => "⋡",
        "⊂" => "⊄",
        "⊃" => "⊅",
        "⊆" => "⊈",
        "⊇" => "⊉",
        "⊑" => "⋢",
        "⊒" => "⋣",
        "⊢" => "⊬",
        "⊨" => "⊭",
        "⊩" => "⊮",
        "⊫" => "⊯",
        "⊲" => "⋪",
        "⊳" => "⋫",
        "⊴" => "⋬",
        "⊵" => "⋭",
        "←" => "↚",
        "→" => "↛",
        "↔" => "↮",
        "⇐" => "⇍",
        "⇒" => "⇏",
        "⇔" => "⇎",
        _ => return format!("{sign}\u{338}"),
    };
    composed.to_owned()
}

/// The sign of a delimiter. `None` for the point, which prints nothing, and for unknown commands.
pub(super) fn delimiter(command: &str) -> Option<char> {
    let sign = match command {
        "." | "" => return None,
        "<" | "\\lt" | "\\langle" | "\\lang" => '⟨',
        ">" | "\\gt" | "\\rangle" | "\\rang" => '⟩',
        "(" | "\\lparen" => '(',
        ")" | "\\rparen" => ')',
        "[" | "\\lbrack" => '[',
        "]" | "\\rbrack" => ']',
        "\\{" | "\\lbrace" => '{',
        "\\}" | "\\rbrace" => '}',
        "\\lfloor" => '⌊',
        "\\rfloor" => '⌋',
        "\\lceil" => '⌈',
        "\\rceil" => '⌉',
        "|" | "\\vert" | "\\lvert" | "\\rvert" | "\\mid" => '|',
        "\\|" | "\\Vert" | "\\lVert" | "\\rVert" | "\\parallel" => '‖',
        "\\lgroup" => '⟮',
        "\\rgroup" => '⟯',
        "\\lmoustache" => '⎰',
        "\\rmoustache" => '⎱',
        "/" => '/',
        "\\backslash" => '\\',
        "\\uparrow" => '↑',
        "\\downarrow" => '↓',
        "\\updownarrow" => '↕',
        "\\Uparrow" => '⇑',
        "\\Downarrow" => '⇓',
        "\\Updownarrow" => '⇕',
        "\\@ulcorner" => '⌜',
        "\\@urcorner" => '⌝',
        "\\@llcorner" => '⌞',
        "\\@lrcorner" => '⌟',
        other => return other.chars().next().filter(|_| other.chars().count() == 1),
    };
    Some(sign)
}

/// The accent of a command, in formulas and in text.
pub(super) fn accent(command: &str) -> Option<Accent> {
    let accent = match command {
        "\\grave" | "\\`" => Accent::Grave,
        "\\acute" | "\\'" => Accent::Acute,
        "\\hat" | "\\widehat" | "\\^" => Accent::Hat,
        "\\tilde" | "\\widetilde" | "\\utilde" | "\\~" => Accent::Tilde,
        "\\bar" | "\\=" => Accent::Bar,
        "\\breve" | "\\u" => Accent::Breve,
        "\\check" | "\\widecheck" | "\\v" => Accent::Check,
        "\\dot" | "\\." => Accent::Dot,
        "\\ddot" | "\\\"" => Accent::TwoDots,
        "\\dddot" => Accent::ThreeDots,
        "\\ddddot" => Accent::FourDots,
        "\\mathring" | "\\r" => Accent::Ring,
        "\\vec" | "\\overrightarrow" | "\\underrightarrow" => Accent::RightArrow,
        "\\overleftarrow" | "\\underleftarrow" => Accent::LeftArrow,
        "\\overleftrightarrow" | "\\underleftrightarrow" => Accent::LeftRightArrow,
        "\\Overrightarrow" => Accent::DoubleRightArrow,
        "\\overrightharpoon" => Accent::RightHarpoon,
        "\\overleftharpoon" => Accent::LeftHarpoon,
        _ => return None,
    };
    Some(accent)
}

/// The combining character of an accent in text.
pub(super) fn combining_accent(command: &str) -> Option<char> {
    let sign = match command {
        "\\`" | "\\grave" => '\u{300}',
        "\\'" | "\\acute" => '\u{301}',
        "\\^" | "\\hat" => '\u{302}',
        "\\~" | "\\tilde" => '\u{303}',
        "\\=" | "\\bar" => '\u{304}',
        "\\u" | "\\breve" => '\u{306}',
        "\\." | "\\dot" => '\u{307}',
        "\\\"" | "\\ddot" => '\u{308}',
        "\\r" | "\\mathring" => '\u{30A}',
        "\\H" => '\u{30B}',
        "\\v" | "\\check" => '\u{30C}',
        "\\c" => '\u{327}',
        _ => return None,
    };
    Some(sign)
}

/// The shape and the side of a command such as `\overbrace`.
pub(super) fn brace(command: &str) -> Option<(BraceShape, VerticalSide)> {
    let brace = match command {
        "\\overbrace" => (BraceShape::Brace, VerticalSide::Over),
        "\\underbrace" => (BraceShape::Brace, VerticalSide::Under),
        "\\overbracket" => (BraceShape::Bracket, VerticalSide::Over),
        "\\underbracket" => (BraceShape::Bracket, VerticalSide::Under),
        "\\overgroup" => (BraceShape::Parenthesis, VerticalSide::Over),
        "\\undergroup" => (BraceShape::Parenthesis, VerticalSide::Under),
        _ => return None,
    };
    Some(brace)
}

/// The frame or line of a command such as `\cancel`.
pub(super) fn enclosure(command: &str) -> Option<Enclosure> {
    let enclosure = match command {
        "\\fbox" | "\\fcolorbox" => Enclosure::Frame,
        "\\cancel" | "\\slashed" => Enclosure::UpwardStrike,
        "\\bcancel" => Enclosure::DownwardStrike,
        "\\xcancel" => Enclosure::CrossedStrikes,
        "\\sout" => Enclosure::HorizontalStrike,
        "\\angl" => Enclosure::Actuarial,
        "\\phase" => Enclosure::Phasor,
        _ => return None,
    };
    Some(enclosure)
}

/// The arrow of a command such as `\xrightarrow`, in its usual length.
pub(super) fn long_arrow(command: &str) -> Option<char> {
    let sign = match command {
        "\\xleftarrow" => '←',
        "\\xrightarrow" => '→',
        "\\xLeftarrow" => '⇐',
        "\\xRightarrow" => '⇒',
        "\\xleftrightarrow" => '↔',
        "\\xLeftrightarrow" => '⇔',
        "\\xhookleftarrow" => '↩',
        "\\xhookrightarrow" => '↪',
        "\\xmapsto" => '↦',
        "\\xrightharpoondown" => '⇁',
        "\\xrightharpoonup" => '⇀',
        "\\xleftharpoondown" => '↽',
        "\\xleftharpoonup" => '↼',
        "\\xrightleftharpoons" | "\\xrightequilibrium" | "\\xleftequilibrium" => '⇌',
        "\\xleftrightharpoons" => '⇋',
        "\\xlongequal" => '=',
        "\\xtwoheadrightarrow" => '↠',
        "\\xtwoheadleftarrow" => '↞',
        "\\xtofrom" | "\\xrightleftarrows" => '⇄',
        _ => return None,
    };
    Some(sign)
}

/// The size of a command such as `\small`, in hundredths of `\normalsize`, from LaTeX's sizes at ten points. `place` counts from 1 in the
/// list from `\tiny` to `\Huge`, in which `\sixptsize` is second.
pub(super) fn size_percent(place: u8) -> u16 {
    match place {
        1 => 50,
        2 => 60,
        3 => 70,
        4 => 80,
        5 => 90,
        7 => 120,
        8 => 144,
        9 => 173,
        10 => 207,
        11 => 249,
        _ => 100,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negated_relations_are_one_character_where_there_is_one() {
        assert_eq!(["=", "∈", "<", "⊂", "∘"].map(negated), ["≠", "∉", "≮", "⊄", "∘\u{338}"]);
    }

    #[test]
    fn delimiters_have_the_signs_that_fonts_stretch() {
        assert_eq!(["<", "\\|", ".", "\\lvert", "\\}"].map(delimiter), [Some('⟨'), Some('‖'), None, Some('|'), Some('}')]);
    }
}
