//! The properties of a `style` attribute that are obeyed, and the old attributes that mean the same.
use crate::document::{FirstIndent, Inline, InlineKind, Layout, Node, Phrase, TextAlign};
use crate::source::Span;
use crate::units::Length;

use crate::manuscript::html::reports;
use crate::manuscript::scan::reading::Reading;

/// What a tag says about the look of its element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TagStyle {
    /// The layout of the block.
    pub(crate) layout: Layout,
    /// Whether a new page begins before it.
    pub(crate) break_before: bool,
    /// Whether a new page begins after it.
    pub(crate) break_after: bool,
    /// Whether its text is not italic, whatever the element.
    pub(crate) upright: bool,
    /// Whether its text is not bold, whatever the element.
    pub(crate) regular: bool,
    italic: bool,
    bold: bool,
    small_caps: bool,
    underline: bool,
    struck: bool,
    raised: bool,
    lowered: bool,
}

/// Reads a `style` attribute. Properties without effect are reported if `report` is set.
pub(crate) fn style(text: &str, span: Span, report: bool, reading: &Reading<'_>) -> TagStyle {
    let mut style = TagStyle::default();
    for declaration in text.split(';') {
        let Some((property, value)) = declaration.split_once(':') else {
            if !declaration.trim().is_empty() && report {
                reports::style(declaration.trim(), span, reading);
            }
            continue;
        };
        let property = property.trim().to_ascii_lowercase();
        let value = value.trim().to_ascii_lowercase();
        let value = value.trim_end_matches("!important").trim();
        if !style.set(&property, value) && report {
            reports::style(&property, span, reading);
        }
    }
    style
}

/// The declarations of a `style` attribute that give a picture its size, and all others.
pub(crate) fn without_sizes(text: &str) -> (String, String) {
    let is_size = |declaration: &&str| {
        let property = declaration.split(':').next().unwrap_or_default().trim().to_ascii_lowercase();
        matches!(property.as_str(), "width" | "height" | "max-width" | "max-height")
    };
    let (sizes, others): (Vec<&str>, Vec<&str>) = text.split(';').filter(|declaration| !declaration.trim().is_empty()).partition(is_size);
    (sizes.join(";").trim().to_owned(), others.join(";"))
}

/// Makes an inline around others.
type StyleChange = fn(Vec<Inline>) -> InlineKind;

impl TagStyle {
    /// Applies one declaration. Returns false if it has no effect. A default value, such as `normal`, counts as applied.
    fn set(&mut self, property: &str, value: &str) -> bool {
        match (property, value) {
            ("text-align", _) => match align(value) {
                Some(align) => self.layout.align = align,
                None => return false,
            },
            ("page-break-before" | "break-before", "always" | "page" | "left" | "right" | "recto" | "verso") => self.break_before = true,
            ("page-break-after" | "break-after", "always" | "page" | "left" | "right" | "recto" | "verso") => self.break_after = true,
            ("page-break-before" | "break-before" | "page-break-after" | "break-after" | "page-break-inside" | "break-inside", "auto") => {}
            ("text-indent", _) => match indent(value) {
                Some(indent) => self.layout.indent = Some(indent),
                None => return false,
            },
            ("font-style", "italic" | "oblique") => self.italic = true,
            ("font-weight", "bold" | "bolder" | "600" | "700" | "800" | "900") => self.bold = true,
            ("font-variant" | "font-variant-caps", "small-caps" | "all-small-caps") => self.small_caps = true,
            ("font-style", "normal") => self.upright = true,
            ("font-weight", "normal" | "400") => self.regular = true,
            ("font-variant" | "font-variant-caps", "normal") => {}
            ("text-decoration" | "text-decoration-line", "underline") => self.underline = true,
            ("text-decoration" | "text-decoration-line", "line-through") => self.struck = true,
            ("text-decoration" | "text-decoration-line", "none") => {}
            ("vertical-align", "super") => self.raised = true,
            ("vertical-align", "sub") => self.lowered = true,
            ("vertical-align", "baseline") => {}
            _ => return false,
        }
        true
    }

    /// The same without the layout of the block.
    pub(crate) fn of_text(self) -> Self {
        Self { layout: Layout::default(), ..self }
    }

    /// Whether it changes text.
    pub(crate) fn changes_text(self) -> bool {
        self.italic || self.bold || self.small_caps || self.underline || self.struck || self.raised || self.lowered
    }

    /// The properties that change text.
    pub(crate) fn text_properties(self) -> impl Iterator<Item = &'static str> {
        let properties = [
            (self.italic, "font-style"),
            (self.bold, "font-weight"),
            (self.small_caps, "font-variant"),
            (self.underline || self.struck, "text-decoration"),
            (self.raised || self.lowered, "vertical-align"),
        ];
        properties.into_iter().filter(|(asked, _)| *asked).map(|(_, property)| property)
    }

    /// Inlines in this style.
    pub(crate) fn applied(self, inner: Vec<Inline>, span: Span) -> Vec<Inline> {
        let changes: [(bool, StyleChange); 7] = [
            (self.italic, InlineKind::Emphasis),
            (self.bold, InlineKind::Strong),
            (self.small_caps, InlineKind::SmallCaps),
            (self.underline, |inner| InlineKind::Phrase(Phrase::Underline, inner)),
            (self.struck, InlineKind::Strikethrough),
            (self.raised, InlineKind::Superscript),
            (self.lowered, InlineKind::Subscript),
        ];
        let asked = changes.into_iter().filter(|(asked, _)| *asked && !inner.is_empty());
        let asked: Vec<_> = asked.collect();
        asked.into_iter().fold(inner, |inner, (_, kind)| vec![Inline { node: Node::at(span), kind: kind(inner) }])
    }
}

/// How lines stand, by the value of `text-align` or `align`. `Some(None)` leaves it to the design. `None` if the value is unknown.
pub(crate) fn align(value: &str) -> Option<Option<TextAlign>> {
    match value {
        "left" => Some(Some(TextAlign::Left)),
        "center" | "middle" | "-webkit-center" => Some(Some(TextAlign::Center)),
        "right" | "end" => Some(Some(TextAlign::Right)),
        "justify" => Some(Some(TextAlign::Justified)),
        "start" | "inherit" | "initial" | "unset" => Some(None),
        _ => None,
    }
}

/// A first-line indent as a CSS length: `0`, `2em`, `1.5cm` (CSS Values and Units, sections 5.1 and 6). A pixel is 1/96 inch.
fn indent(value: &str) -> Option<FirstIndent> {
    let end = value.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(value.len());
    let number: f64 = value[..end].parse().ok().filter(|number: &f64| number.is_finite() && number.abs() < 1000.0)?;
    let points = match &value[end..] {
        "" if number == 0.0 => 0.0,
        "em" | "rem" => {
            #[expect(clippy::cast_possible_truncation, reason = "it is below a million")]
            return Some(FirstIndent::Em((number * 1000.0).round() as i64));
        }
        "pt" => number,
        "px" => number * 0.75,
        "pc" => number * 12.0,
        "in" => number * 72.0,
        "cm" => number * 72.0 / 2.54,
        "mm" => number * 72.0 / 25.4,
        _ => return None,
    };
    Some(FirstIndent::Absolute(Length::from_pt(points)))
}
