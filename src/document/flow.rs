//! A block's inlines as one text with runs. This file is the only one that decides which bytes an inline takes in that text.
//!
//! Typesetting shapes and breaks the text, the EPUB finds page breaks in it, and a [`Position`](super::Position) counts its bytes.
//! Whatever is not text (a note call, a picture, a formula, another format's text) is one [`OBJECT`] character, and its run says
//! which [`Object`] that is.
use std::ops::Range;

use super::{
    Citation, CrossReference, Formula, Inline, InlineKind, NodeId, NoteId, Phrase, PictureSize, Raw, Recording, ReferenceForm, TERM,
};
use crate::source::Span;

/// The character that represents whatever is not text (U+FFFC, object replacement character).
pub const OBJECT: char = '\u{FFFC}';

/// The same character as a string.
const OBJECT_TEXT: &str = "\u{FFFC}";

/// A line end that the author asked for (U+2028, line separator).
const LINE_SEPARATOR: &str = "\u{2028}";

/// The style of a run of text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RunStyle<'a> {
    /// Italics. Emphasis within emphasis is upright again: the flag takes that into account.
    pub emphasis: bool,
    /// Bold.
    pub strong: bool,
    /// Small capitals.
    pub small_caps: bool,
    /// Raised.
    pub superscript: bool,
    /// Lowered.
    pub subscript: bool,
    /// Struck through.
    pub strikethrough: bool,
    /// Underlined.
    pub underline: bool,
    /// Highlighted.
    pub highlight: bool,
    /// Smaller than the text around it.
    pub small: bool,
    /// Code, set in the mono face.
    pub code: bool,
    /// The language, if it differs from the block's.
    pub lang: Option<&'a str>,
    /// The expansion of an abbreviation.
    pub expansion: Option<&'a str>,
    /// The link or reference that the run belongs to.
    pub link: Option<NodeId>,
    /// Whether that link leads to the glossary.
    pub term: bool,
}

/// What an [`OBJECT`] character represents.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Object<'a> {
    /// The call of a note.
    NoteCall(NoteId),
    /// A picture in the line.
    Image {
        /// Its path.
        source: &'a str,
        /// Its alternative text.
        alt: &'a [Inline],
        /// The size at which it is printed.
        size: PictureSize,
    },
    /// A formula.
    Math(&'a Formula),
    /// A reference; the resolution has its text.
    Reference {
        /// What it prints.
        form: ReferenceForm,
    },
    /// A point that can be linked to: an anchor, or the start of an inline that has an anchor or an index mark.
    Anchor,
    /// Another format's text.
    Raw(&'a Raw),
}

/// A stretch of text from one node, in one style.
#[derive(Clone, Debug, PartialEq)]
pub struct Run<'a> {
    /// Its bytes in [`Flow::text`].
    pub range: Range<usize>,
    /// The inline that it comes from.
    pub node: NodeId,
    /// The place of that inline in the source.
    pub span: Span,
    /// Its style.
    pub style: RunStyle<'a>,
    /// What it represents, if its text is one [`OBJECT`].
    pub object: Option<Object<'a>>,
}

/// Inlines as one text with runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flow<'a> {
    /// The text. A soft break is a space, a hard line break is U+2028.
    pub text: String,
    /// The runs in order, without gaps. Only nodes that print or mark something have one.
    pub runs: Vec<Run<'a>>,
}

/// Flattens inlines.
#[must_use]
pub fn flow(inlines: &[Inline]) -> Flow<'_> {
    let mut flow = Flow::default();
    flow.add(inlines, &RunStyle::default());
    flow
}

/// The text that an inline adds to its flow by itself, before the text of the inlines within it. An inline that holds others adds
/// one [`OBJECT`] if it has an anchor or an index mark, so that links and the index have a place to lead to; otherwise nothing. A citation
/// always adds one, because the entry of the work leads back to it.
#[must_use]
pub fn own_text(inline: &Inline) -> &str {
    match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => text,
        InlineKind::SoftBreak => " ",
        InlineKind::LineBreak => LINE_SEPARATOR,
        InlineKind::Math(_)
        | InlineKind::Image { .. }
        | InlineKind::Reference { .. }
        | InlineKind::NoteCall(_)
        | InlineKind::Anchor
        | InlineKind::Citation(_)
        | InlineKind::Raw(_) => OBJECT_TEXT,
        InlineKind::Emphasis(_)
        | InlineKind::Strong(_)
        | InlineKind::SmallCaps(_)
        | InlineKind::Superscript(_)
        | InlineKind::Subscript(_)
        | InlineKind::Strikethrough(_)
        | InlineKind::Phrase(..)
        | InlineKind::Recording(_)
        | InlineKind::Link { .. }
        | InlineKind::CrossReference(_)
        | InlineKind::Container(_) => {
            if inline.node.anchor().is_some() || inline.node.is_index_mark() {
                OBJECT_TEXT
            } else {
                ""
            }
        }
    }
}

/// The offset of each line of a poem, line by line through its stanzas. The lines of a poem count as one text with U+2028 after
/// each of them.
#[must_use]
pub fn verse_offsets(stanzas: &[Vec<Vec<Inline>>]) -> Vec<usize> {
    let mut end = 0;
    let mut line_start = |line: &Vec<Inline>| {
        let start = end;
        end += flow(line).text.len() + LINE_SEPARATOR.len();
        start
    };
    stanzas.iter().flatten().map(&mut line_start).collect()
}

impl<'a> Flow<'a> {
    fn add(&mut self, inlines: &'a [Inline], style: &RunStyle<'a>) {
        for inline in inlines {
            let mut own = style.clone();
            if let Some(lang) = inline.node.lang() {
                own.lang = Some(lang);
            }
            if let Some(expansion) = inline.node.expansion() {
                own.expansion = Some(expansion);
            }
            let mut within = |change: fn(&mut RunStyle<'a>), inner: &'a [Inline]| {
                self.push(inline, own.clone(), Some(Object::Anchor));
                change(&mut own);
                self.add(inner, &own);
            };
            match &inline.kind {
                InlineKind::Emphasis(inner) => within(|own| own.emphasis = !own.emphasis, inner),
                InlineKind::Strong(inner) => within(|own| own.strong = true, inner),
                InlineKind::SmallCaps(inner) => within(|own| own.small_caps = true, inner),
                InlineKind::Superscript(inner) => within(|own| own.superscript = true, inner),
                InlineKind::Subscript(inner) => within(|own| own.subscript = true, inner),
                InlineKind::Strikethrough(inner) => within(|own| own.strikethrough = true, inner),
                InlineKind::Phrase(phrase, inner) => within(phrase.change(), inner),
                InlineKind::Recording(Recording { text: inner, .. })
                | InlineKind::CrossReference(CrossReference { references: inner, .. })
                | InlineKind::Citation(Citation { text: inner, .. })
                | InlineKind::Container(inner) => within(|_| (), inner),
                InlineKind::Link { text, .. } => {
                    self.push(inline, own.clone(), Some(Object::Anchor));
                    own.link = Some(inline.node.id);
                    own.term = inline.node.has_class(TERM);
                    self.add(text, &own);
                }
                InlineKind::Code(_) => {
                    own.code = true;
                    self.push(inline, own, None);
                }
                InlineKind::Text(_) | InlineKind::SoftBreak | InlineKind::LineBreak => self.push(inline, own, None),
                InlineKind::Math(formula) => self.push(inline, own, Some(Object::Math(formula))),
                InlineKind::Image { source, alt, size, .. } => self.push(inline, own, Some(Object::Image { source, alt, size: *size })),
                InlineKind::Reference { form, .. } => {
                    own.link = Some(inline.node.id);
                    self.push(inline, own, Some(Object::Reference { form: *form }));
                }
                InlineKind::NoteCall(note) => self.push(inline, own, Some(Object::NoteCall(*note))),
                InlineKind::Anchor => self.push(inline, own, Some(Object::Anchor)),
                InlineKind::Raw(raw) => self.push(inline, own, Some(Object::Raw(raw))),
            }
        }
    }

    /// Adds the run of an inline itself, if it has any text.
    fn push(&mut self, inline: &Inline, style: RunStyle<'a>, object: Option<Object<'a>>) {
        let text = own_text(inline);
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.runs.push(Run { range: start..self.text.len(), node: inline.node.id, span: inline.node.span, style, object });
    }
}

impl Phrase {
    /// What it changes in the style of a run.
    fn change(self) -> fn(&mut RunStyle<'_>) {
        match self {
            Self::Underline | Self::Inserted => |own| own.underline = true,
            Self::Highlight => |own| own.highlight = true,
            Self::Keyboard => |own| own.code = true,
            Self::Small | Self::RubyReading | Self::RubyParenthesis => |own| own.small = true,
            Self::Deleted => |own| own.strikethrough = true,
            Self::Work => |own| own.emphasis = !own.emphasis,
            Self::Quotation | Self::Ruby => |_| (),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Attributes, Node};

    fn inline(kind: InlineKind) -> Inline {
        Inline { node: Node::at(Span::DETACHED), kind }
    }

    fn text(text: &str) -> Inline {
        inline(InlineKind::Text(text.to_owned()))
    }

    #[test]
    fn every_inline_takes_the_bytes_of_its_own_text() {
        let anchor = Attributes { anchor: Some("here".to_owned()), ..Attributes::default() };
        let named = Inline { node: Node::with(Span::DETACHED, anchor), kind: InlineKind::Strong(vec![text("bold")]) };
        let inlines = [
            text("one"),
            inline(InlineKind::SoftBreak),
            inline(InlineKind::Emphasis(vec![text("two"), inline(InlineKind::NoteCall(NoteId(0)))])),
            inline(InlineKind::LineBreak),
            named,
            inline(InlineKind::Code("x".to_owned())),
        ];
        let flow = flow(&inlines);
        assert_eq!(flow.text, "one two\u{fffc}\u{2028}\u{fffc}boldx");
        assert_eq!(inlines.iter().map(own_text).collect::<Vec<_>>(), ["one", " ", "", "\u{2028}", "\u{fffc}", "x"]);
        assert_eq!(flow.runs.iter().map(|run| run.range.len()).sum::<usize>(), flow.text.len());
    }

    #[test]
    fn the_lines_of_a_poem_count_as_one_text() {
        let stanzas = [vec![vec![text("one")], vec![text("é")]], vec![vec![]], vec![vec![text("four")]]];
        assert_eq!(verse_offsets(&stanzas), [0, 6, 11, 14]);
    }
}
