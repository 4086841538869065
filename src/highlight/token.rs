//! Tokens: the parts of a listing that look different from plain code.
use std::ops::Range;

/// A part of a listing that has a class. The tokens of a listing are in order and do not overlap. No token extends beyond its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeToken {
    /// The bytes of the token in the listing.
    pub range: Range<usize>,
    /// The class.
    pub class: TokenClass,
}

/// The class of a token. Ordinary names, operators and punctuation have none.
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
    /// The name of something that is defined or called.
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

    /// The name of the class, in lower case.
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

/// Adds a token. If it directly follows a token of the same class, that token is extended.
pub(super) fn add(tokens: &mut Vec<CodeToken>, range: Range<usize>, class: TokenClass) {
    match tokens.last_mut() {
        Some(last) if last.class == class && last.range.end == range.start => last.range.end = range.end,
        _ if range.is_empty() => {}
        _ => tokens.push(CodeToken { range, class }),
    }
}
