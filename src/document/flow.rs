//! A block's inlines flattened to one text with runs: the one owner of text offsets.
//!
//! Typesetting shapes and breaks this text; a [`Position`](super::Position) counts its bytes. Whatever is not text
//! (a note call, a picture, a formula, another format's text) is one [`OBJECT`] character with its [`Object`] in the run.
use std::ops::Range;

use super::{Inline, InlineKind, NodeId, NoteId, Raw, ReferenceForm, TERM};
use crate::source::Span;

/// Stands in the text for whatever is not text (U+FFFC, object replacement character).
pub const OBJECT: char = '\u{FFFC}';

/// The dress of a run of text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RunStyle<'a> {
    /// Italics; stress within stress is upright again, which the reader of this flag decides by parity already counted in.
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
    /// As typed.
    pub code: bool,
    /// The language, where it differs from the block's.
    pub lang: Option<&'a str>,
    /// What it is short for.
    pub expansion: Option<&'a str>,
    /// The link or reference that it belongs to.
    pub link: Option<NodeId>,
    /// Whether that leads to the glossary.
    pub term: bool,
}

/// What an [`OBJECT`] character stands for.
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
    },
    /// A formula as source.
    Math(&'a str),
    /// Text that the resolution holds.
    Reference {
        /// What is printed.
        form: ReferenceForm,
    },
    /// A point that can be linked to, or the beginning of what was given a name.
    Anchor,
    /// Another format's text.
    Raw(&'a Raw),
}

/// A stretch of text of one dress from one node.
#[derive(Clone, Debug, PartialEq)]
pub struct Run<'a> {
    /// Its bytes in [`Flow::text`].
    pub range: Range<usize>,
    /// The inline that it comes from.
    pub node: NodeId,
    /// Where that was written.
    pub span: Span,
    /// Its dress.
    pub style: RunStyle<'a>,
    /// What it stands for, if its text is one [`OBJECT`].
    pub object: Option<Object<'a>>,
}

/// Inlines as one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flow<'a> {
    /// The text. A soft break is a space, a kept line end is U+2028.
    pub text: String,
    /// Its runs, without gaps, in order. Only nodes that print or mark something have one.
    pub runs: Vec<Run<'a>>,
}

/// Flattens inlines.
#[must_use]
pub fn flow(inlines: &[Inline]) -> Flow<'_> {
    let mut flow = Flow::default();
    flow.add(inlines, &RunStyle::default());
    flow
}

/// Whether an inline has no run of its own: what names it then needs a place in the text.
const fn holds_inlines(kind: &InlineKind) -> bool {
    match kind {
        InlineKind::Emphasis(_)
        | InlineKind::Strong(_)
        | InlineKind::SmallCaps(_)
        | InlineKind::Superscript(_)
        | InlineKind::Subscript(_)
        | InlineKind::Strikethrough(_)
        | InlineKind::Link { .. }
        | InlineKind::Container(_) => true,
        InlineKind::Text(_)
        | InlineKind::SoftBreak
        | InlineKind::LineBreak
        | InlineKind::Code(_)
        | InlineKind::Math(_)
        | InlineKind::Image { .. }
        | InlineKind::Reference { .. }
        | InlineKind::NoteCall(_)
        | InlineKind::Anchor
        | InlineKind::Raw(_) => false,
    }
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
            if holds_inlines(&inline.kind) && (inline.node.anchor().is_some() || inline.node.is_index_mark()) {
                self.object(inline, own.clone(), Object::Anchor);
            }
            let mut within = |change: fn(&mut RunStyle<'a>), inner: &'a [Inline]| {
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
                InlineKind::Container(inner) => within(|_| (), inner),
                InlineKind::Link { text, .. } => {
                    own.link = Some(inline.node.id);
                    own.term = inline.node.has_class(TERM);
                    self.add(text, &own);
                }
                InlineKind::Text(text) => self.push(inline, own, text, None),
                InlineKind::Code(text) => {
                    own.code = true;
                    self.push(inline, own, text, None);
                }
                InlineKind::SoftBreak => self.push(inline, own, " ", None),
                InlineKind::LineBreak => self.push(inline, own, "\u{2028}", None),
                InlineKind::Math(text) => self.object(inline, own, Object::Math(text)),
                InlineKind::Image { source, alt, .. } => self.object(inline, own, Object::Image { source, alt }),
                InlineKind::Reference { form, .. } => {
                    own.link = Some(inline.node.id);
                    self.object(inline, own, Object::Reference { form: *form });
                }
                InlineKind::NoteCall(note) => self.object(inline, own, Object::NoteCall(*note)),
                InlineKind::Anchor => self.object(inline, own, Object::Anchor),
                InlineKind::Raw(raw) => self.object(inline, own, Object::Raw(raw)),
            }
        }
    }

    fn object(&mut self, inline: &Inline, style: RunStyle<'a>, object: Object<'a>) {
        let mut buffer = [0; 4];
        self.push(inline, style, OBJECT.encode_utf8(&mut buffer), Some(object));
    }

    fn push(&mut self, inline: &Inline, style: RunStyle<'a>, text: &str, object: Option<Object<'a>>) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.runs.push(Run { range: start..self.text.len(), node: inline.node.id, span: inline.node.span, style, object });
    }
}
