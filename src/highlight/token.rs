//! Tokens: the parts of a listing that can be told apart.
use std::ops::Range;

/// A part of a listing that has a class. Tokens are in order, do not overlap, and never go beyond the end of their line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes in the listing.
    pub range: Range<usize>,
    /// What it is.
    pub class: TokenClass,
}

/// What a part of a listing is. Names, operators and punctuation that are nothing special have no class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenClass {
    /// A comment.
    Comment,
    /// A keyword, an operator that is a word, or the name of a tag.
    Keyword,
    /// A string or a character.
    String,
    /// A number, or another constant of the language.
    Constant,
    /// The name of what is defined or called.
    Name,
    /// The name of a type.
    Type,
    /// An inserted line of a diff.
    Inserted,
    /// A deleted line of a diff.
    Deleted,
    /// The prompt before a command.
    Prompt,
}

impl TokenClass {
    /// All classes.
    pub const ALL: [Self; 9] =
        [Self::Comment, Self::Keyword, Self::String, Self::Constant, Self::Name, Self::Type, Self::Inserted, Self::Deleted, Self::Prompt];

    /// The name, in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Keyword => "keyword",
            Self::String => "string",
            Self::Constant => "constant",
            Self::Name => "name",
            Self::Type => "type",
            Self::Inserted => "inserted",
            Self::Deleted => "deleted",
            Self::Prompt => "prompt",
        }
    }
}

/// Adds a token. If it follows one of the same class without a gap, that one is made longer.
pub(super) fn add(tokens: &mut Vec<Token>, range: Range<usize>, class: TokenClass) {
    match tokens.last_mut() {
        Some(last) if last.class == class && last.range.end == range.start => last.range.end = range.end,
        _ if range.is_empty() => {}
        _ => tokens.push(Token { range, class }),
    }
}
