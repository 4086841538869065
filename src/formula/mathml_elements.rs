//! Functions that build the elements of MathML.
use super::math_element::{MathElement, MathNode};
use super::mathml_signs::default_spaces;
use super::spacing::Gap;
use super::tree::{Alphabet, Class, DelimiterSize, Enclosure, MathStyle, MathWord, Mu, TextFace, VerticalSide};

/// An element with attributes and without content.
pub(super) fn element<const N: usize>(name: &'static str, attributes: [(&'static str, &str); N]) -> MathElement {
    let attributes = attributes.into_iter().map(|(key, value)| (key, value.to_owned())).collect();
    MathElement { name, attributes, content: Vec::new() }
}

impl MathElement {
    pub(super) fn with(mut self, content: impl IntoIterator<Item = MathNode>) -> Self {
        self.content.extend(content);
        self
    }

    pub(super) fn text(self, text: impl Into<String>) -> Self {
        self.with([MathNode::Text(text.into())])
    }

    pub(super) fn set(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((key, value.into()));
        self
    }
}

impl From<MathElement> for MathNode {
    fn from(element: MathElement) -> Self {
        Self::Element(element)
    }
}

/// A number of mu as a length in em.
pub(super) fn em(mu: Mu) -> String {
    let thousandths = mu.thousandths_of_em();
    let sign = if thousandths < 0 { "-" } else { "" };
    let number = format!("{sign}{}.{:03}", thousandths.abs() / 1000, thousandths.abs() % 1000);
    format!("{}em", number.trim_end_matches('0').trim_end_matches('.'))
}

pub(super) fn gap_em(gap: Gap) -> String {
    em(Mu(gap.mu() * 1000))
}

pub(super) fn space(width: String) -> MathNode {
    element("mspace", []).set("width", width).into()
}

/// The nodes as one node: an `mrow` unless there is exactly one.
pub(super) fn row(mut nodes: Vec<MathNode>) -> MathNode {
    match nodes.len() {
        1 => nodes.remove(0),
        _ => element("mrow", []).with(nodes).into(),
    }
}

pub(super) fn styled(style: MathStyle, content: Vec<MathNode>) -> MathElement {
    let (display, level) = match style {
        MathStyle::Display => ("true", "0"),
        MathStyle::Text => ("false", "0"),
        MathStyle::Script => ("false", "1"),
        MathStyle::ScriptOfScript => ("false", "2"),
    };
    element("mstyle", [("displaystyle", display), ("scriptlevel", level)]).with(content)
}

/// The spaces beside a part in its list.
#[derive(Clone, Copy, Default)]
pub(super) struct PartSpaces {
    /// The space before the part, unless the operator before it already has that space.
    pub(super) before: Option<Gap>,
    /// The space after the part.
    pub(super) after: Option<Gap>,
    /// Whether the part is a binary operator that is spaced as an ordinary sign.
    pub(super) is_ordinary: bool,
}

/// An `mo` element. Its spaces are written if they differ from those of the operator dictionary, or are not known.
pub(super) fn operator(sign: &str, class: Class, spaces: PartSpaces) -> MathElement {
    let mut element = element("mo", []);
    let first = sign.chars().next().unwrap_or(' ');
    let form = match class {
        Class::Open => Some("prefix"),
        Class::Close => Some("postfix"),
        _ if spaces.is_ordinary => Some("prefix"),
        _ => None,
    };
    if let Some(form) = form {
        element = element.set("form", form);
    }
    // Browsers stretch brackets, bars and arrows by default. TeX does not.
    if class != Class::Op {
        let grows = matches!(class, Class::Open | Class::Close)
            || matches!(first, '|' | '‖' | '∣' | '∥' | '/' | '\\' | '(' | ')' | '[' | ']' | '{' | '}');
        let is_arrow = matches!(first, '←'..='⇿' | '⟰'..='⟿');
        if grows || is_arrow {
            element = element.set("stretchy", "false");
        }
    }
    let (before, after) = (spaces.before.unwrap_or(Gap::None), spaces.after.unwrap_or(Gap::None));
    if default_spaces(first, class) != Some((before.mu(), after.mu())) {
        element = element.set("lspace", gap_em(before)).set("rspace", gap_em(after));
    }
    element.text(sign)
}

pub(super) fn fence(sign: char, form: &str, grows: bool) -> MathElement {
    let element = element("mo", [("form", form), ("fence", "true"), ("lspace", "0em"), ("rspace", "0em")]);
    let element = if grows { element.set("stretchy", "true").set("symmetric", "true") } else { element.set("stretchy", "false") };
    element.text(sign)
}

/// Content between delimiters. `grows` says whether they grow with it.
pub(super) fn fenced(left: Option<char>, content: Vec<MathNode>, right: Option<char>, grows: bool) -> MathElement {
    let left = left.map(|sign| fence(sign, "prefix", grows).into());
    let right = right.map(|sign| fence(sign, "postfix", grows).into());
    element("mrow", []).with(left).with(content).with(right)
}

/// A delimiter of a given size. The sizes are those of Computer Modern's glyphs for `\big` and so on at ten points.
pub(super) fn sized(sign: char, size: DelimiterSize, class: Class, spaces: PartSpaces) -> MathElement {
    let size = match size {
        DelimiterSize::Big => "1.2em",
        DelimiterSize::Bigger => "1.8em",
        DelimiterSize::VeryBig => "2.4em",
        DelimiterSize::Biggest => "3em",
    };
    let form = match class {
        Class::Open => "prefix",
        Class::Close => "postfix",
        _ => "infix",
    };
    element("mo", [("form", form), ("stretchy", "true"), ("symmetric", "true"), ("minsize", size), ("maxsize", size)])
        .set("lspace", gap_em(spaces.before.unwrap_or(Gap::None)))
        .set("rspace", gap_em(spaces.after.unwrap_or(Gap::None)))
        .text(sign)
}

pub(super) fn accented(base: MathNode, sign: MathElement, side: VerticalSide) -> MathElement {
    let outer = match side {
        VerticalSide::Over => element("mover", [("accent", "true")]),
        VerticalSide::Under => element("munder", [("accentunder", "true")]),
    };
    outer.with([base, sign.into()])
}

pub(super) fn word_element(word: &MathWord) -> MathElement {
    element("mi", []).text(match word.alphabet {
        Alphabet::Upright => word.text.clone(),
        _ => word.glyph_text(),
    })
}

/// The name of a function. A name of one letter needs `mathvariant`, because it would be italic otherwise.
pub(super) fn name_element(name: &str) -> MathElement {
    let element = if name.chars().count() == 1 { element("mi", [("mathvariant", "normal")]) } else { element("mi", []) };
    element.text(name)
}

/// Words. Spaces at the ends become no-break spaces, because MathML ignores white space there (MathML 3.0, section 2.1.7).
pub(super) fn text_element(text: &str, face: TextFace) -> MathElement {
    let style = match face {
        TextFace::Roman => None,
        TextFace::Bold => Some("font-weight: bold"),
        TextFace::Italic => Some("font-style: italic"),
        TextFace::BoldItalic => Some("font-weight: bold; font-style: italic"),
        TextFace::Sans => Some("font-family: sans-serif"),
        TextFace::Monospace => Some("font-family: monospace"),
    };
    let element = match style {
        Some(style) => element("mtext", [("style", style)]),
        None => element("mtext", []),
    };
    let words = text.trim_matches(' ');
    let before = text.len() - text.trim_start_matches(' ').len();
    let after = if words.is_empty() { 0 } else { text.len() - text.trim_end_matches(' ').len() };
    element.text(format!("{}{words}{}", "\u{A0}".repeat(before), "\u{A0}".repeat(after)))
}

/// A frame or a line. CSS draws it, because browsers do not draw `menclose`. A frame has no `menclose`: reading systems that support it
/// would draw the frame twice.
pub(super) fn enclosed(enclosure: Enclosure, content: Vec<MathNode>) -> MathElement {
    let strike = |direction: &str| {
        let (from, to) = ("calc(50% - 0.03em)", "calc(50% + 0.03em)");
        format!("background: linear-gradient({direction}, transparent {from}, currentColor {from}, currentColor {to}, transparent {to})")
    };
    match enclosure {
        Enclosure::Frame => element("mrow", [("style", "border: 0.06em solid; padding: 0.25em")]),
        Enclosure::Circle => element("mrow", [("style", "border: 0.06em solid; border-radius: 50%; padding: 0.1em 0.25em")]),
        Enclosure::UpwardStrike => element("menclose", [("notation", "updiagonalstrike")]).set("style", strike("to top left")),
        Enclosure::DownwardStrike => element("menclose", [("notation", "downdiagonalstrike")]).set("style", strike("to top right")),
        Enclosure::CrossedStrikes => element("menclose", [("notation", "updiagonalstrike downdiagonalstrike")])
            .set("style", format!("{}, {}", strike("to top left"), strike("to top right").trim_start_matches("background: "))),
        Enclosure::HorizontalStrike => element("menclose", [("notation", "horizontalstrike")]).set("style", strike("to bottom")),
        Enclosure::Actuarial => {
            element("mrow", [("style", "border-top: 0.06em solid; border-right: 0.06em solid; padding: 0.1em 0.1em 0 0")])
        }
        Enclosure::Phasor => {
            element("mrow", [("style", "border-bottom: 0.06em solid; border-left: 0.06em solid; padding: 0 0 0.1em 0.1em")])
        }
    }
    .with(content)
}
