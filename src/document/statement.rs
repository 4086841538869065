//! Statements: theorems, definitions, exercises, proofs. Each is a container with a label before its first words: "Theorem 2."

/// What a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Statement {
    Theorem,
    Lemma,
    Corollary,
    Proposition,
    Conjecture,
    Definition,
    Example,
    Exercise,
    Remark,
    Proof,
    Answer,
}

impl Statement {
    /// For each statement: the class of a fenced container that makes it, and the prefix of the labels that make it too (Quarto, "Theorems
    /// and Proofs").
    const NAMES: [(&'static str, &'static str, Self); 12] = [
        ("theorem", "thm", Self::Theorem),
        ("lemma", "lem", Self::Lemma),
        ("corollary", "cor", Self::Corollary),
        ("proposition", "prp", Self::Proposition),
        ("conjecture", "cnj", Self::Conjecture),
        ("definition", "def", Self::Definition),
        ("example", "exm", Self::Example),
        ("exercise", "exr", Self::Exercise),
        ("remark", "rem", Self::Remark),
        ("proof", "", Self::Proof),
        ("answer", "", Self::Answer),
        ("solution", "", Self::Answer),
    ];

    /// The class of the labels of statements.
    pub const LABEL: &'static str = "statement-label";

    /// The statement that a class makes.
    #[must_use]
    pub fn of_class(class: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(name, ..)| *name == class).map(|(.., statement)| *statement)
    }

    /// The statement that a label makes: `thm-line`, `thm:line`.
    #[must_use]
    pub fn of_label(label: &str) -> Option<Self> {
        let (prefix, name) = label.split_once(['-', ':'])?;
        let found = Self::NAMES.iter().find(|(_, own, _)| *own == prefix && !prefix.is_empty() && !name.is_empty());
        found.map(|(.., statement)| *statement)
    }

    /// Its class.
    #[must_use]
    pub fn class(self) -> &'static str {
        Self::NAMES.iter().find(|(.., statement)| *statement == self).map_or("", |(class, ..)| class)
    }

    /// The prefix of the labels that make it. Empty if no label does.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        Self::NAMES.iter().find(|(.., statement)| *statement == self).map_or("", |(_, prefix, _)| prefix)
    }

    /// The classes of all statements.
    pub fn classes() -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().map(|(class, ..)| *class)
    }

    /// Whether its text is set in italics, as LaTeX does (amsthm, style `plain`).
    #[must_use]
    pub const fn is_italic(self) -> bool {
        matches!(self, Self::Theorem | Self::Lemma | Self::Corollary | Self::Proposition | Self::Conjecture)
    }

    /// Whether it has a number.
    #[must_use]
    pub const fn is_numbered(self) -> bool {
        !matches!(self, Self::Proof | Self::Answer)
    }
}
