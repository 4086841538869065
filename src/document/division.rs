//! Parts, chapters, sections: the tree above the blocks.
use super::{Block, Inline, Node};

/// Which of the three matters of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// Before the text, with roman folios.
    Front = 0,
    /// The text.
    Body = 1,
    /// After the text.
    Back = 2,
}

impl Matter {
    /// All three in reading order.
    pub const ALL: [Self; 3] = [Self::Front, Self::Body, Self::Back];
}

/// A part, a chapter, a preface, or a titled section within one. Divisions nest:
/// a part holds chapters, a chapter holds sections, a section holds sections.
#[derive(Clone, Debug, PartialEq)]
pub struct Division {
    /// Its node; the attributes of its heading are here.
    pub node: Node,
    /// What it is.
    pub kind: DivisionKind,
    /// Its heading; a dedication or a text without one has none.
    pub heading: Option<Heading>,
    /// What stands before its first inner division.
    pub blocks: Vec<Block>,
    /// Its inner divisions.
    pub divisions: Vec<Division>,
    /// For a division that is a whole file: the file's path relative to the manuscript, for links between files.
    pub file: Option<String>,
}

/// Decides `epub:type` and role, the side it opens on, its numbering and its running head.
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
    /// All kinds with the names under which `book.toml` and headings know them.
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

    /// The kind of that name.
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

/// The title of a division.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// Its node.
    pub node: Node,
    /// The title itself.
    pub title: Vec<Inline>,
    /// False where the author wrote `{.unnumbered}` or `{-}`.
    pub numbered: bool,
}
