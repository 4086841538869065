//! The roles that authors give to parts of a text by means of a class: `::: epigraph`, `# Questions {.questions}`.
use super::{Attributes, Node};

/// What a part of a text is for. Classes without a role are kept as they are, for the author's own styles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum NodeRole {
    /// The place of the list of works that the book cites.
    Bibliography,
    Center,
    Decorative,
    Dedication,
    Epigraph,
    Facilitator,
    Figure,
    Index,
    /// A figure that is a listing with a caption.
    Listing,
    PageBreak,
    People,
    Questions,
    RowHeads,
    Summary,
    /// A section that stays on one page.
    Together,
    Unnumbered,
    Verse,
    Wide,
}

impl NodeRole {
    /// The class of a figure that is a listing with a caption.
    pub const LISTING: &'static str = "listing";
    /// The class of a section that stays on one page.
    pub const TOGETHER: &'static str = "together";

    /// All classes that have a role.
    pub const CLASSES: &'static [(&'static str, Self)] = &[
        ("bibliography", Self::Bibliography),
        ("center", Self::Center),
        ("decorative", Self::Decorative),
        ("dedication", Self::Dedication),
        ("epigraph", Self::Epigraph),
        ("facilitator", Self::Facilitator),
        ("figure", Self::Figure),
        ("index", Self::Index),
        (Self::LISTING, Self::Listing),
        ("page-break", Self::PageBreak),
        ("pagebreak", Self::PageBreak),
        ("people", Self::People),
        ("questions", Self::Questions),
        ("row-heads", Self::RowHeads),
        ("summary", Self::Summary),
        (Self::TOGETHER, Self::Together),
        ("unnumbered", Self::Unnumbered),
        ("verse", Self::Verse),
        ("wide", Self::Wide),
    ];

    /// The role of a class. `None` if it has none.
    #[must_use]
    pub fn of_class(class: &str) -> Option<Self> {
        Self::CLASSES.iter().find(|(name, _)| *name == class).map(|(_, role)| *role)
    }
}

impl Attributes {
    /// Whether one of the classes gives a role.
    #[must_use]
    pub fn has_role(&self, role: NodeRole) -> bool {
        self.classes.iter().any(|class| NodeRole::of_class(class) == Some(role))
    }

    /// Removes the classes that give a role.
    pub fn remove_role(&mut self, role: NodeRole) {
        self.classes.retain(|class| NodeRole::of_class(class) != Some(role));
    }
}

impl Node {
    /// Whether one of its classes gives it a role.
    #[must_use]
    pub fn has_role(&self, role: NodeRole) -> bool {
        self.attrs.as_ref().is_some_and(|attributes| attributes.has_role(role))
    }
}
