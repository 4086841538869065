//! The look of runs of text, and how runs become inlines.
use crate::document::{Attributes, Inline, InlineKind, Node, Phrase};
use crate::import::draft::inline;
use crate::import::xml_file::XmlElement;
use crate::source::Span;

/// The look of a run. `None` leaves a property to the style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) small_caps: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) underlined: Option<bool>,
    pub(super) highlighted: Option<bool>,
    pub(super) raised: Option<bool>,
    pub(super) lowered: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) is_code: Option<bool>,
    pub(super) language: Option<String>,
}

impl Look {
    /// The look that the properties of a run give (ECMA-376, part 1, section 17.3.2).
    pub(super) fn of(properties: &XmlElement) -> Self {
        let toggle = |name: &str| properties.child(name).map(|element| !matches!(element.value("val"), Some("0" | "false" | "off")));
        let vertical = properties.child("vertAlign").and_then(|element| element.value("val"));
        // LibreOffice raises text by a position in half points.
        let position = properties
            .child("position")
            .and_then(|element| element.value("val")?.parse::<i32>().ok())
            .filter(|position| position.abs() > 2);
        Self {
            bold: toggle("b"),
            italic: toggle("i"),
            small_caps: toggle("smallCaps"),
            struck: toggle("strike").or(toggle("dstrike")),
            underlined: properties.child("u").map(|element| !matches!(element.value("val"), Some("none") | None)),
            highlighted: properties.child("highlight").map(|element| element.value("val") != Some("none")),
            raised: vertical.map(|value| value == "superscript").or(position.map(|position| position > 0)),
            lowered: vertical.map(|value| value == "subscript").or(position.map(|position| position < 0)),
            hidden: toggle("vanish"),
            is_code: None,
            language: properties.child("lang").and_then(|lang| lang.value("val")).map(str::to_owned),
        }
    }

    /// This look, with what it leaves open from another.
    pub(super) fn or(self, outer: &Self) -> Self {
        Self {
            bold: self.bold.or(outer.bold),
            italic: self.italic.or(outer.italic),
            small_caps: self.small_caps.or(outer.small_caps),
            struck: self.struck.or(outer.struck),
            underlined: self.underlined.or(outer.underlined),
            highlighted: self.highlighted.or(outer.highlighted),
            raised: self.raised.or(outer.raised),
            lowered: self.lowered.or(outer.lowered),
            hidden: self.hidden.or(outer.hidden),
            is_code: self.is_code.or(outer.is_code),
            language: self.language.or_else(|| outer.language.clone()),
        }
    }

    fn has(&self, mark: Mark) -> bool {
        let property = match mark {
            Mark::Strong => self.bold,
            Mark::Emphasis => self.italic,
            Mark::SmallCaps => self.small_caps,
            Mark::Struck => self.struck,
            Mark::Underline => self.underlined,
            Mark::Highlight => self.highlighted,
            Mark::Raised => self.raised,
            Mark::Lowered => self.lowered,
        };
        property == Some(true)
    }
}

/// The marks of text, the outermost first.
#[derive(Clone, Copy)]
enum Mark {
    Strong,
    Emphasis,
    SmallCaps,
    Struck,
    Underline,
    Highlight,
    Raised,
    Lowered,
}

const MARKS: [Mark; 8] =
    [Mark::Strong, Mark::Emphasis, Mark::SmallCaps, Mark::Struck, Mark::Underline, Mark::Highlight, Mark::Raised, Mark::Lowered];

/// A piece of a line with its look.
#[derive(Clone, Debug)]
pub(super) struct StyledPiece {
    pub(super) look: Look,
    pub(super) kind: InlineKind,
    pub(super) attributes: Option<Attributes>,
}

/// Makes inlines from the pieces of a line. Pieces with the same look share their markup.
pub(super) fn inlines(pieces: Vec<StyledPiece>) -> Vec<Inline> {
    nested(pieces, 0)
}

fn nested(pieces: Vec<StyledPiece>, depth: usize) -> Vec<Inline> {
    let Some(mark) = MARKS.get(depth).copied() else { return plain(pieces) };
    let mut out = Vec::new();
    let mut rest = pieces.into_iter().peekable();
    while let Some(first) = rest.peek() {
        let is_marked = first.look.has(mark);
        let mut group = Vec::new();
        while let Some(piece) = rest.next_if(|piece| piece.look.has(mark) == is_marked) {
            group.push(piece);
        }
        let mut inner = nested(group, depth + 1);
        if !is_marked {
            out.append(&mut inner);
            continue;
        }
        // White space at the ends belongs outside.
        let Trimmed { before, inner, after } = trimmed(inner);
        out.extend(before);
        if !inner.is_empty() {
            let kind = match mark {
                Mark::Strong => InlineKind::Strong(inner),
                Mark::Emphasis => InlineKind::Emphasis(inner),
                Mark::SmallCaps => InlineKind::SmallCaps(inner),
                Mark::Struck => InlineKind::Strikethrough(inner),
                Mark::Underline => InlineKind::Phrase(Phrase::Underline, inner),
                Mark::Highlight => InlineKind::Phrase(Phrase::Highlight, inner),
                Mark::Raised => InlineKind::Superscript(inner),
                Mark::Lowered => InlineKind::Subscript(inner),
            };
            out.push(inline(kind));
        }
        out.extend(after);
    }
    out
}

/// Inlines without the white space at their ends, and that white space.
struct Trimmed {
    before: Option<Inline>,
    inner: Vec<Inline>,
    after: Option<Inline>,
}

/// Divides inlines into the white space before, the rest, and the white space after.
fn trimmed(mut inner: Vec<Inline>) -> Trimmed {
    let take = |from_end: bool, inner: &mut Vec<Inline>| {
        let edge = if from_end { inner.last_mut() } else { inner.first_mut() };
        let Some(Inline { kind: InlineKind::Text(text), .. }) = edge else { return None };
        let kept = if from_end { text.trim_end_matches(' ') } else { text.trim_start_matches(' ') };
        let white = text.len() - kept.len();
        if white == 0 {
            return None;
        }
        *text = kept.to_owned();
        if text.is_empty() {
            inner.remove(if from_end { inner.len() - 1 } else { 0 });
        }
        Some(inline(InlineKind::Text(" ".repeat(white))))
    };
    let before = take(false, &mut inner);
    let after = take(true, &mut inner);
    Trimmed { before, inner, after }
}

/// Pieces without marks: text is joined, code is code, and text in another language is in a container.
fn plain(pieces: Vec<StyledPiece>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    let mut open: Option<String> = None;
    for StyledPiece { look, kind, attributes } in pieces {
        let kind = match kind {
            InlineKind::Text(text) if look.is_code == Some(true) => {
                if let (Some(Inline { kind: InlineKind::Code(last), .. }), None) = (out.last_mut(), &look.language) {
                    last.push_str(&text);
                    continue;
                }
                InlineKind::Code(text)
            }
            kind => kind,
        };
        let node = attributes.map_or_else(|| Node::at(Span::DETACHED), |attributes| Node::with(Span::DETACHED, attributes));
        let new = Inline { node, kind };
        let target = match &look.language {
            Some(language) if open.as_ref() == Some(language) => match out.last_mut() {
                Some(Inline { kind: InlineKind::Container(inner), .. }) => inner,
                _ => &mut out,
            },
            Some(language) => {
                let attributes = Attributes { lang: Some(language.clone()), ..Attributes::default() };
                out.push(Inline { node: Node::with(Span::DETACHED, attributes), kind: InlineKind::Container(Vec::new()) });
                match out.last_mut() {
                    Some(Inline { kind: InlineKind::Container(inner), .. }) => inner,
                    _ => continue,
                }
            }
            None => &mut out,
        };
        match (target.last_mut(), &new.kind) {
            (Some(Inline { kind: InlineKind::Text(last), node }), InlineKind::Text(text))
                if node.attrs.is_none() && new.node.attrs.is_none() =>
            {
                last.push_str(text);
            }
            _ => target.push(new),
        }
        open = look.language;
    }
    // White space at the ends of text in another language belongs outside.
    let mut parted = Vec::with_capacity(out.len());
    for Inline { node, kind } in out {
        match kind {
            InlineKind::Container(inner) => {
                let Trimmed { before, inner, after } = trimmed(inner);
                parted.extend(before);
                if !inner.is_empty() {
                    parted.push(Inline { node, kind: InlineKind::Container(inner) });
                }
                parted.extend(after);
            }
            kind => parted.push(Inline { node, kind }),
        }
    }
    parted
}
