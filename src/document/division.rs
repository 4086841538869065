//! Divisions: parts, chapters and sections.
use super::{Block, BlockKind, Inline, Node};

/// The front matter, the body or the back matter of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// The front matter, with roman folios.
    Front = 0,
    /// The body.
    Body = 1,
    /// The back matter.
    Back = 2,
}

impl Matter {
    /// All three in reading order.
    pub const ALL: [Self; 3] = [Self::Front, Self::Body, Self::Back];
}

/// A part, a chapter, a preface, or a section with a title in one of them. Divisions are nested:
/// a part holds chapters, a chapter holds sections, a section holds sections.
#[derive(Clone, Debug, PartialEq)]
pub struct Division {
    /// Its node, which has the attributes of the heading.
    pub node: Node,
    /// Its kind.
    pub kind: DivisionKind,
    /// The heading. A dedication may have none.
    pub heading: Option<Heading>,
    /// The blocks before the first inner division.
    pub blocks: Vec<Block>,
    /// The inner divisions.
    pub divisions: Vec<Division>,
    /// For the first division of a file: the path of the file relative to the manuscript. Links to the file lead here.
    pub file: Option<String>,
}

/// The kind of a division. It decides the `epub:type` and the role, the side that the division opens on, its numbering and its running
/// head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the words of the trade")]
pub enum DivisionKind {
    Dedication,
    Epigraph,
    Foreword,
    Preface,
    Acknowledgements,
    Introduction,
    Part,
    Chapter,
    Section,
    Conclusion,
    Afterword,
    Appendix,
    Chronology,
    Glossary,
    Endnotes,
    Bibliography,
    Index,
    Colophon,
}

impl DivisionKind {
    /// All kinds with their names in `book.toml` and headings.
    pub const NAMES: &'static [(&'static str, Self)] = &[
        ("dedication", Self::Dedication),
        ("epigraph", Self::Epigraph),
        ("foreword", Self::Foreword),
        ("preface", Self::Preface),
        ("acknowledgements", Self::Acknowledgements),
        ("introduction", Self::Introduction),
        ("part", Self::Part),
        ("chapter", Self::Chapter),
        ("section", Self::Section),
        ("conclusion", Self::Conclusion),
        ("afterword", Self::Afterword),
        ("appendix", Self::Appendix),
        ("chronology", Self::Chronology),
        ("glossary", Self::Glossary),
        ("endnotes", Self::Endnotes),
        ("bibliography", Self::Bibliography),
        ("index", Self::Index),
        ("colophon", Self::Colophon),
    ];

    /// The kind with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("section", |(name, _)| name)
    }
}

/// The heading of a division.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// Its node.
    pub node: Node,
    /// The title.
    pub title: Vec<Inline>,
    /// Whether the division is numbered. False for `{.unnumbered}` and `{-}`.
    pub numbered: bool,
    /// The number that the author gave the division in its title, if it has one.
    pub own_number: Option<TitleNumber>,
}

impl Division {
    /// Whether it is a bibliography that begins with a text about it: a single paragraph above its sections. All other paragraphs of a
    /// bibliography are its entries.
    #[must_use]
    pub fn is_introduced_bibliography(&self) -> bool {
        let is_paragraph = matches!(self.blocks.as_slice(), [Block { kind: BlockKind::Paragraph(_), .. }]);
        self.kind == DivisionKind::Bibliography && is_paragraph && !self.divisions.is_empty()
    }
}

/// The number that an author gave a division in its title: "Chapter 27 – The Fox".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitleNumber {
    /// The number in digits, or a capital letter: "27".
    pub number: String,
    /// The label as written: "Chapter 27". It is no longer part of the title. `None` if the title has nothing else; then the title keeps
    /// it.
    pub label: Option<String>,
    /// The whole title as written, for anchors and links.
    pub written: String,
}
