//! Inlines: text, links, pictures and the like in a paragraph.
use super::{Formula, Locator, Node, NoteId, PictureSize, Raw, RecordingKind};

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
    /// Text. Its punctuation already follows the rules of its language.
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
    /// A phrase that is marked in another way.
    Phrase(Phrase, Vec<Inline>),
    /// Code, printed as typed.
    Code(String),
    /// Sound or a moving picture.
    Recording(Recording),
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
    /// References with the words for their targets: "Figures 2–4".
    CrossReference(CrossReference),
    /// A citation of works of the bibliography.
    Citation(Citation),
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
            | Self::Phrase(_, inner)
            | Self::Image { alt: inner, .. }
            | Self::Link { text: inner, .. }
            | Self::Recording(Recording { text: inner, .. })
            | Self::CrossReference(CrossReference { references: inner, .. })
            | Self::Citation(Citation { text: inner, .. })
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
            | Self::Phrase(_, inner)
            | Self::Image { alt: inner, .. }
            | Self::Link { text: inner, .. }
            | Self::Recording(Recording { text: inner, .. })
            | Self::CrossReference(CrossReference { references: inner, .. })
            | Self::Citation(Citation { text: inner, .. })
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

/// A citation. It cites one or several works in one place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Citation {
    /// The works, in the order of the author.
    pub works: Vec<CitedWork>,
    /// Whether the names of the authors are a part of the sentence: `@key`, not `[@key]`.
    pub in_text: bool,
    /// What is printed. Empty until the citation is set. Then it includes the prefixes and suffixes, and those of `works` are empty.
    pub text: Vec<Inline>,
}

/// A work that is cited, and where in the work.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CitedWork {
    /// Its key in the bibliography.
    pub key: String,
    /// The anchor of its entry in a list of works. `None` if it is in no list, or before the citation is set.
    pub entry: Option<String>,
    /// Whether its authors are left out: `[-@key]`.
    pub without_author: bool,
    /// The place in the work.
    pub locator: Option<Locator>,
    /// The text before it, such as "see".
    pub prefix: Vec<Inline>,
    /// The text after it.
    pub suffix: Vec<Inline>,
}

/// Sound or a moving picture. It plays in the e-book. Its text is set in the PDF and in the e-book, and names the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// Whether it is sound or a moving picture.
    pub kind: RecordingKind,
    /// The path relative to the root of the manuscript, with forward slashes.
    pub source: String,
    /// The title, and the path.
    pub text: Vec<Inline>,
}

/// How a phrase is marked, or what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phrase {
    /// Underlined.
    Underline,
    /// Highlighted, as with a marker.
    Highlight,
    /// What is typed on a keyboard.
    Keyboard,
    /// Fine print, in a smaller size.
    Small,
    /// Text that was added to an earlier state.
    Inserted,
    /// Text that was removed from an earlier state.
    Deleted,
    /// The title of a work.
    Work,
    /// A quotation in the line. Its quotation marks are text inside it.
    Quotation,
    /// Base text with readings. Each reading follows the part of the base text to which it belongs.
    Ruby,
    /// The reading of the text before it. Stands in a [`Phrase::Ruby`], between parentheses of its own.
    RubyReading,
    /// A parenthesis around a reading. E-readers that set readings above the text do not show it.
    RubyParenthesis,
}

/// References to labels, which print as one: `@fig-map` prints "Figure 3", `[@fig-a; @fig-b; @fig-c]` prints "Figures 2–4". The resolution
/// has what each of them prints.
#[derive(Clone, Debug, PartialEq)]
pub struct CrossReference {
    /// The references in the author's order: inlines of the kind [`InlineKind::Reference`] with the form [`ReferenceForm::Label`] or
    /// [`ReferenceForm::PageOfLabel`].
    pub references: Vec<Inline>,
    /// The word before the numbers.
    pub word: ReferenceWord,
    /// The author's words after the only reference: `[@fig-map, on the left]`. Empty if there are none.
    pub suffix: String,
    /// What the author typed. It is printed if nothing in the book has one of the labels.
    pub written: String,
}

/// The word before the number of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReferenceWord {
    /// The word for the target, in the language of the book: "Figure".
    Kind {
        /// Whether it begins with a capital in languages that write such words in lower case.
        is_capital: bool,
    },
    /// No word.
    None,
    /// No word, and the number as it stands beside its target: that of an equation is in parentheses.
    NumberAsSet,
    /// The author's word.
    Given(String),
    /// The title of the target, in place of the word and the number. For a target without a title, such as an equation: as `NumberAsSet`.
    Title,
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
    /// Its part of a [`CrossReference`], such as "Figure 3" or "–4".
    Label,
    /// The label of the statement that it is in: "Theorem 2". It is not a link.
    OwnLabel,
    /// The page of the target, with words: "on page 12". Nothing, if there are no pages. Follows a reference of the form
    /// [`ReferenceForm::Label`].
    PageOfLabel,
    /// The pages on which a work is cited, after its entry in a list of works: "↑ 6, 12". In the e-book, links back to the citations.
    Citations,
}
