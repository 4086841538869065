//! Inlines: text, links, pictures and the like in a paragraph.
use super::{Formula, Node, NoteId, PictureSize, Raw};

/// An inline.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline {
    /// Its node.
    pub node: Node,
    /// Its kind and content.
    pub kind: InlineKind,
}

/// The kinds of inlines.
#[derive(Clone, Debug, PartialEq)]
pub enum InlineKind {
    /// Text. Its punctuation is that of its language.
    Text(String),
    /// A line end in the source, which prints a space.
    SoftBreak,
    /// A line break.
    LineBreak,
    /// Emphasis, printed in italics.
    Emphasis(Vec<Inline>),
    /// Strong emphasis, printed in bold.
    Strong(Vec<Inline>),
    /// Small capitals.
    SmallCaps(Vec<Inline>),
    /// Raised text.
    Superscript(Vec<Inline>),
    /// Lowered text.
    Subscript(Vec<Inline>),
    /// Text that is struck through.
    Strikethrough(Vec<Inline>),
    /// Code, printed as typed.
    Code(String),
    /// A formula in the line.
    Math(Formula),
    /// A picture in the line.
    Image {
        /// The path relative to the root of the manuscript, with forward slashes. As written, if the picture is remote.
        source: String,
        /// The alternative text.
        alt: Vec<Inline>,
        /// The title in quotes.
        title: Option<String>,
        /// The size at which it is printed.
        size: PictureSize,
    },
    /// A link.
    Link {
        /// The target as written.
        target: String,
        /// The title in quotes.
        title: Option<String>,
        /// The text of the link.
        text: Vec<Inline>,
    },
    /// A reference. It prints the number, the title or the page of its target.
    Reference {
        /// The target as written.
        target: String,
        /// What it prints.
        form: ReferenceForm,
    },
    /// The call of a note. The resolution has its mark.
    NoteCall(NoteId),
    /// A target of links that prints nothing.
    Anchor,
    /// A container with attributes, such as a language.
    Container(Vec<Inline>),
    /// Text in another format.
    Raw(Raw),
}

impl InlineKind {
    /// The inlines inside: the text of a link, the alternative text of a picture. `None` for a kind that has none.
    #[must_use]
    pub fn inner(&self) -> Option<&[Inline]> {
        match self {
            Self::Emphasis(inner)
            | Self::Strong(inner)
            | Self::SmallCaps(inner)
            | Self::Superscript(inner)
            | Self::Subscript(inner)
            | Self::Strikethrough(inner)
            | Self::Image { alt: inner, .. }
            | Self::Link { text: inner, .. }
            | Self::Container(inner) => Some(inner),
            Self::Text(_)
            | Self::SoftBreak
            | Self::LineBreak
            | Self::Code(_)
            | Self::Math(_)
            | Self::Reference { .. }
            | Self::NoteCall(_)
            | Self::Anchor
            | Self::Raw(_) => None,
        }
    }

    /// The inlines inside, to change them.
    pub fn inner_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            Self::Emphasis(inner)
            | Self::Strong(inner)
            | Self::SmallCaps(inner)
            | Self::Superscript(inner)
            | Self::Subscript(inner)
            | Self::Strikethrough(inner)
            | Self::Image { alt: inner, .. }
            | Self::Link { text: inner, .. }
            | Self::Container(inner) => Some(inner),
            Self::Text(_)
            | Self::SoftBreak
            | Self::LineBreak
            | Self::Code(_)
            | Self::Math(_)
            | Self::Reference { .. }
            | Self::NoteCall(_)
            | Self::Anchor
            | Self::Raw(_) => None,
        }
    }
}

/// What a reference prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReferenceForm {
    /// The title of the target.
    Title,
    /// The number of the target, such as "3" or "2.1".
    Number,
    /// The folio of the page of the target. The title, if there are no pages.
    Page,
}
