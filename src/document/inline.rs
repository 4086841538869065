//! Inlines: what stands beside one another in a line of text.
use super::{Formula, Node, NoteId, Raw};

/// An inline.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline {
    /// Its node.
    pub node: Node,
    /// What it is.
    pub kind: InlineKind,
}

/// What an inline can be.
#[derive(Clone, Debug, PartialEq)]
pub enum InlineKind {
    /// Text, with the punctuation of its language.
    Text(String),
    /// A line end in the source: a space on the page.
    SoftBreak,
    /// A line end that is kept.
    LineBreak,
    /// Stress: italics.
    Emphasis(Vec<Inline>),
    /// Importance: bold.
    Strong(Vec<Inline>),
    /// Small capitals.
    SmallCaps(Vec<Inline>),
    /// Raised.
    Superscript(Vec<Inline>),
    /// Lowered.
    Subscript(Vec<Inline>),
    /// Struck through.
    Strikethrough(Vec<Inline>),
    /// Text as typed.
    Code(String),
    /// A formula in the line.
    Math(Formula),
    /// A picture in the line.
    Image {
        /// Its path relative to the manuscript's root, with forward slashes; or as written, if it is remote.
        source: String,
        /// What it shows, for those who do not see it.
        alt: Vec<Inline>,
        /// The title that was given in quotes.
        title: Option<String>,
    },
    /// A link with its text.
    Link {
        /// As written.
        target: String,
        /// The title that was given in quotes.
        title: Option<String>,
        /// What is clicked on.
        text: Vec<Inline>,
    },
    /// Text that the book writes itself: the number or the title of what is meant.
    Reference {
        /// As written.
        target: String,
        /// What is printed.
        form: ReferenceForm,
    },
    /// The call of a note. Its mark is in the resolution.
    NoteCall(NoteId),
    /// A point that can be linked to; prints nothing.
    Anchor,
    /// A generic container, kept for its attributes (its language, say).
    Container(Vec<Inline>),
    /// Another format's text, byte for byte.
    Raw(Raw),
}

/// What a reference prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReferenceForm {
    /// The title of what is meant.
    Title,
    /// Its number ("3", "2.1").
    Number,
    /// The folio of the page where it stands; its title where there are no pages.
    Page,
}
