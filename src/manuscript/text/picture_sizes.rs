//! The sizes that authors give pictures: `{width=50%}`, `<img width="100">`, `style="max-width: 5cm"`; and alternative texts among their
//! attributes.
//!
//! The pass moves them from the attributes of a picture, or of the figure around a single picture, into
//! [`PictureSize`](crate::document::PictureSize), so both backends read the same size. It also finds the pictures between words, which
//! are as high as their line.
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Attributes, Block, BlockKind, Extent, GivenSize, Inline, InlineKind, Node, PictureSize, VisitMut};
use crate::manuscript::files::assembled::{assembled, bytes};
use crate::manuscript::scan::reading::Reading;
use crate::source::Span;
use crate::units::Length;

/// The attributes that give an alternative text in Pandoc and Quarto.
const DESCRIPTIONS: [&str; 2] = ["alt", "fig-alt"];

/// The attributes that give a size.
const KEYS: [&str; 5] = ["width", "height", "max-width", "max-height", "style"];

/// Points in a pixel (CSS Values and Units 4, section 6.2).
const PIXEL: f64 = 72.0 / 96.0;

/// The pass over one text.
pub(crate) struct PictureSizes<'a> {
    /// The text.
    pub(crate) reading: &'a Reading<'a>,
}

impl VisitMut for PictureSizes<'_> {
    fn block(&mut self, block: &mut Block) {
        if let BlockKind::Figure { body, .. } = &mut block.kind
            && block.node.attrs.as_deref().is_some_and(|attributes| KEYS.iter().any(|key| attributes.pairs.contains_key(*key)))
        {
            self.figure(&mut block.node, body);
        }
    }

    fn line(&mut self, inlines: &mut Vec<Inline>) {
        let mut lines = SourceLines::default();
        lines.look(inlines);
        if lines.pictures {
            let mut number = 0;
            self.pictures(inlines, &lines.words, &mut number);
        }
    }
}

/// Uses an attribute of a picture as its alternative text, if nothing stands between its brackets.
fn describe(node: &mut Node, alt: &mut Vec<Inline>) {
    if alt.is_empty() {
        *alt = take_description(node).unwrap_or_default();
    }
}

/// Takes the alternative text out of the attributes of a picture. `None` if it has none there.
pub(super) fn take_description(node: &mut Node) -> Option<Vec<Inline>> {
    let span = node.span;
    if !node.attrs.as_deref().is_some_and(|own| DESCRIPTIONS.iter().any(|key| own.pairs.contains_key(*key))) {
        return None;
    }
    let attributes = node.attrs.as_mut().map(Arc::make_mut)?;
    let words = DESCRIPTIONS.iter().filter_map(|key| attributes.pairs.remove(*key)).last();
    if *attributes == Attributes::default() {
        node.attrs = None;
    }
    words.filter(|words| !words.is_empty()).map(|words| vec![Inline { node: Node::at(span), kind: InlineKind::Text(words) }])
}

impl PictureSizes<'_> {
    /// Moves the size of a figure to its picture. What the picture has itself takes precedence. A figure with several pictures has no size.
    fn figure(&self, node: &mut Node, body: &mut [Block]) {
        let Some(attributes) = node.attrs.as_mut().map(Arc::make_mut) else { return };
        let mut given = Attributes::default();
        for key in KEYS {
            given.pairs.extend(attributes.pairs.remove_entry(key));
        }
        if *attributes == Attributes::default() {
            node.attrs = None;
        }
        let lone = match body {
            [Block { kind: BlockKind::Paragraph(inlines), .. }] => match inlines.as_mut_slice() {
                [picture] if matches!(picture.kind, InlineKind::Image { .. }) => Some(&mut picture.node),
                _ => None,
            },
            _ => None,
        };
        let Some(picture) = lone else {
            // The rest of a style, such as colours, is not about a picture.
            let (size, rest) = self.given(&mut given, node.span);
            if !size.is_empty() {
                self.reading.sink.report(
                    Diagnostic::new(codes::BAD_PICTURE_SIZE, self.reading.at(node.span), "only a figure with one picture can have a size")
                        .label("the size was left out")
                        .hint("give each picture its own size: `![…](a.png){width=50%}`"),
                );
            }
            if let Some(style) = rest {
                let mut attributes = node.attrs.as_deref().cloned().unwrap_or_default();
                attributes.pairs.insert("style".to_owned(), style);
                node.attrs = Some(Arc::new(attributes));
            }
            return;
        };
        let mut own = picture.attrs.as_deref().cloned().unwrap_or_default();
        for (key, value) in given.pairs {
            own.pairs.entry(key).or_insert(value);
        }
        picture.attrs = Some(Arc::new(own));
    }

    /// Sets the sizes of all pictures in a line. `number` is the number of the current source line.
    fn pictures(&self, inlines: &mut [Inline], words: &[bool], number: &mut usize) {
        for inline in inlines {
            match &mut inline.kind {
                InlineKind::SoftBreak | InlineKind::LineBreak => *number += 1,
                InlineKind::Image { size, alt, .. } => {
                    describe(&mut inline.node, alt);
                    let given = self.given_size(&mut inline.node);
                    *size = match given.is_empty() {
                        false => PictureSize::Given(given),
                        true if words.get(*number) == Some(&true) => PictureSize::Line,
                        true => PictureSize::Natural,
                    };
                }
                other => {
                    if let Some(inner) = other.inner_mut() {
                        self.pictures(inner, words, number);
                    }
                }
            }
        }
    }

    /// Removes the size of a picture from its attributes and returns it.
    fn given_size(&self, node: &mut Node) -> GivenSize {
        let span = node.span;
        let Some(attributes) = node.attrs.as_mut().map(Arc::make_mut) else { return GivenSize::default() };
        let (size, rest) = self.given(attributes, span);
        attributes.pairs.extend(rest.map(|style| ("style".to_owned(), style)));
        if *attributes == Attributes::default() {
            node.attrs = None;
        }
        size
    }

    /// Removes a size from attributes. Also returns the rest of their style. A style has precedence, as in HTML (HTML Standard, section
    /// 15.2).
    fn given(&self, attributes: &mut Attributes, span: Span) -> (GivenSize, Option<String>) {
        let mut size = GivenSize::default();
        for key in ["width", "height", "max-width", "max-height"] {
            if let Some(value) = attributes.pairs.remove(key) {
                self.set(&mut size, key, &value, span);
            }
        }
        let Some(style) = attributes.pairs.remove("style") else { return (size, None) };
        let mut rest: Vec<&str> = Vec::new();
        for declaration in style.split(';').map(str::trim).filter(|declaration| !declaration.is_empty()) {
            let (key, value) = declaration.split_once(':').unwrap_or((declaration, ""));
            let key = key.trim().to_ascii_lowercase();
            if matches!(key.as_str(), "width" | "height" | "max-width" | "max-height") {
                let value = value.trim().trim_end_matches("!important").trim_end();
                self.set(&mut size, &key, value, span);
            } else {
                rest.push(declaration);
            }
        }
        (size, Some(rest.join("; ")).filter(|rest| !rest.is_empty()))
    }

    /// Sets one side of a size, or reports that its value cannot be read.
    fn set(&self, size: &mut GivenSize, key: &str, value: &str, span: Span) {
        let side = match key {
            "width" => &mut size.width,
            "height" => &mut size.height,
            "max-width" => &mut size.most_width,
            _ => &mut size.most_height,
        };
        match extent(value, key.ends_with("width")) {
            Ok(extent) => *side = extent,
            Err(problem) => {
                let hint = "write a number and a unit, such as `50%`, `5cm`, `12pt` or `2em`; a number alone counts pixels, 96 to the inch";
                self.reading.sink.report(
                    Diagnostic::new(codes::BAD_PICTURE_SIZE, self.reading.at(self.place(span, key, value)), problem.message(key, value))
                        .label("the picture is printed without this size")
                        .hint(hint),
                );
            }
        }
    }

    /// The place of a value in the source of a picture. The place of the picture, if the value is not written there.
    fn place(&self, span: Span, key: &str, value: &str) -> Span {
        let range = bytes(span);
        let source = self.reading.text().get(range.clone()).unwrap_or_default();
        let found = source.match_indices(key).find_map(|(at, _)| {
            let after = at + key.len();
            let gap = source[after..].find(value).filter(|gap| !value.is_empty() && *gap <= 4)?;
            Some(range.start + after + gap..range.start + after + gap + value.len())
        });
        found.map_or(span, assembled)
    }
}

/// Which source lines have words. Code, formulas, references and recordings count as words.
#[derive(Default)]
struct SourceLines {
    words: Vec<bool>,
    pictures: bool,
}

impl SourceLines {
    fn look(&mut self, inlines: &[Inline]) {
        if self.words.is_empty() {
            self.words.push(false);
        }
        for inline in inlines {
            let has_words = match &inline.kind {
                InlineKind::SoftBreak | InlineKind::LineBreak => {
                    self.words.push(false);
                    continue;
                }
                InlineKind::Image { .. } => {
                    self.pictures = true;
                    continue;
                }
                InlineKind::Text(text) => !text.trim().is_empty(),
                InlineKind::Code(_)
                | InlineKind::Math(_)
                | InlineKind::Reference { .. }
                | InlineKind::CrossReference(_)
                | InlineKind::Citation(_)
                | InlineKind::Recording(_) => true,
                InlineKind::NoteCall(_) | InlineKind::Anchor | InlineKind::Raw(_) => false,
                InlineKind::Emphasis(inner)
                | InlineKind::Strong(inner)
                | InlineKind::SmallCaps(inner)
                | InlineKind::Superscript(inner)
                | InlineKind::Subscript(inner)
                | InlineKind::Strikethrough(inner)
                | InlineKind::Phrase(_, inner)
                | InlineKind::Link { text: inner, .. }
                | InlineKind::Container(inner) => {
                    self.look(inner);
                    continue;
                }
            };
            if let Some(last) = self.words.last_mut() {
                *last |= has_words;
            }
        }
    }
}

/// Why a value is not a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SizeProblem {
    Number,
    Unit,
    NotPositive,
}

impl SizeProblem {
    fn message(self, key: &str, value: &str) -> String {
        match self {
            Self::Number => format!("the {key} `{value}` of a picture is not a number"),
            Self::Unit => format!("the {key} `{value}` of a picture has an unknown unit"),
            Self::NotPositive => format!("the {key} `{value}` of a picture is not greater than zero"),
        }
    }
}

/// Reads one side of a size, in CSS or as LaTeX writes it (`0.5\textwidth`). `None` if the value leaves the side to the proportions.
fn extent(value: &str, horizontal: bool) -> Result<Option<Extent>, SizeProblem> {
    let value = value.trim().to_ascii_lowercase();
    if matches!(
        value.as_str(),
        "auto" | "none" | "initial" | "inherit" | "unset" | "revert" | "fit-content" | "max-content" | "min-content"
    ) {
        return Ok(None);
    }
    let digits = value.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '+' | '-'))).unwrap_or(value.len());
    let (number, unit) = (&value[..digits], value[digits..].trim());
    // `\textwidth` alone is the whole width.
    let number = if number.is_empty() && unit.starts_with('\\') { "1" } else { number };
    let number: f64 = number.parse().map_err(|_| SizeProblem::Number)?;
    let fixed = |points: f64| Extent::Fixed(Length::from_pt(number * points));
    let extent = match unit {
        "" | "px" => fixed(PIXEL),
        "pt" => fixed(1.0),
        "pc" => fixed(12.0),
        "in" => fixed(72.0),
        "cm" => fixed(720.0 / 25.4),
        "mm" => fixed(72.0 / 25.4),
        "q" => fixed(18.0 / 25.4),
        "em" | "rem" => Extent::Ems(number),
        // Half an em is the usual estimate (CSS Values and Units 4, section 6.1.1).
        "ex" | "ch" => Extent::Ems(number / 2.0),
        "%" => Extent::Share(number / 100.0),
        "vw" | "vh" if horizontal == (unit == "vw") => Extent::Share(number / 100.0),
        "\\textwidth" | "\\linewidth" | "\\columnwidth" | "\\hsize" if horizontal => Extent::Share(number),
        "\\textheight" if !horizontal => Extent::Share(number),
        _ => return Err(SizeProblem::Unit),
    };
    // No paper has a side of a million points.
    if number > 1e6 || !number.is_finite() {
        return Err(SizeProblem::Number);
    }
    if number <= 0.0 {
        return Err(SizeProblem::NotPositive);
    }
    Ok(Some(extent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_read_with_the_units_of_css_and_latex() {
        let read = |value: &str| extent(value, true);
        let fixed = |points: f64| Ok(Some(Extent::Fixed(Length::from_pt(points))));
        assert_eq!(read("50%"), Ok(Some(Extent::Share(0.5))));
        assert_eq!(read(" 5 cm"), fixed(5.0 * 720.0 / 25.4));
        assert_eq!(read("120"), fixed(90.0));
        assert_eq!(read("120PX"), fixed(90.0));
        assert_eq!(read(".5in"), fixed(36.0));
        assert_eq!(read("2em"), Ok(Some(Extent::Ems(2.0))));
        assert_eq!(read("0.75\\textwidth"), Ok(Some(Extent::Share(0.75))));
        assert_eq!(read("\\linewidth"), Ok(Some(Extent::Share(1.0))));
        assert_eq!(read("auto"), Ok(None));
        assert_eq!(read("50vw"), Ok(Some(Extent::Share(0.5))));
        for (value, problem) in [
            ("", SizeProblem::Number),
            ("wide", SizeProblem::Number),
            ("5,5cm", SizeProblem::Unit),
            ("5..5cm", SizeProblem::Number),
            ("5furlongs", SizeProblem::Unit),
            ("50vh", SizeProblem::Unit),
            ("calc(100% - 2em)", SizeProblem::Number),
            ("0", SizeProblem::NotPositive),
            ("-3cm", SizeProblem::NotPositive),
            ("inf", SizeProblem::Number),
            ("9999999999", SizeProblem::Number),
        ] {
            assert_eq!(read(value), Err(problem), "{value}");
        }
    }
}
