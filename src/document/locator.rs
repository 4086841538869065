//! Places in cited works.

/// A place in a work: "pp. 12–14".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locator {
    /// What is counted.
    pub kind: LocatorKind,
    /// The numbers, as the author typed them, without their label.
    pub numbers: String,
}

/// What a locator counts (CSL 1.0.2, appendix IV, "Locators").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the words of the standard")]
pub enum LocatorKind {
    Act,
    Appendix,
    ArticleLocator,
    Book,
    Canon,
    Chapter,
    Column,
    Elocation,
    Equation,
    Figure,
    Folio,
    Issue,
    Line,
    Note,
    Opus,
    Page,
    Paragraph,
    Part,
    Rule,
    Scene,
    Section,
    SubVerbo,
    Supplement,
    Table,
    Timestamp,
    TitleLocator,
    Verse,
    Volume,
}

impl LocatorKind {
    /// All kinds with their names in CSL.
    pub const NAMES: &'static [(&'static str, Self)] = &[
        ("act", Self::Act),
        ("appendix", Self::Appendix),
        ("article-locator", Self::ArticleLocator),
        ("book", Self::Book),
        ("canon", Self::Canon),
        ("chapter", Self::Chapter),
        ("column", Self::Column),
        ("elocation", Self::Elocation),
        ("equation", Self::Equation),
        ("figure", Self::Figure),
        ("folio", Self::Folio),
        ("issue", Self::Issue),
        ("line", Self::Line),
        ("note", Self::Note),
        ("opus", Self::Opus),
        ("page", Self::Page),
        ("paragraph", Self::Paragraph),
        ("part", Self::Part),
        ("rule", Self::Rule),
        ("scene", Self::Scene),
        ("section", Self::Section),
        ("sub-verbo", Self::SubVerbo),
        ("supplement", Self::Supplement),
        ("table", Self::Table),
        ("timestamp", Self::Timestamp),
        ("title-locator", Self::TitleLocator),
        ("verse", Self::Verse),
        ("volume", Self::Volume),
    ];

    /// Its name in CSL.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("page", |(name, _)| name)
    }
}
