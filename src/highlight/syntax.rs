//! The interface to `syntect`: the tokens of code in a language.
//!
//! A syntax of Sublime Text gives each range of text a stack of scopes, such as `source.rust meta.function.rust keyword.declaration.rust`.
//! The innermost scope that has a meaning (`MEANINGS`) decides the class of the range. All other scopes are ignored.
//!
//! The work is bounded. A line longer than [`LONGEST_LINE`] is plain. If scopes are nested more deeply than `DEEPEST`, the rest of the
//! listing is plain. The engine for regular expressions gives up after a million steps; then, too, the rest of the listing is plain.
use super::token::CodeToken;

/// The maximum length of a line in bytes. Longer lines, such as those of minified programs, are plain.
pub const LONGEST_LINE: usize = 2_000;
/// The maximum depth of nested scopes.
#[cfg(feature = "highlighting")]
const DEEPEST: usize = 400;

/// The tokens of code, and the number of lines that had to be left plain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeTokens {
    /// The tokens, in order.
    pub tokens: Vec<CodeToken>,
    /// The number of lines without tokens because they are too long, nested too deeply, or too hard for a regular expression. Empty lines
    /// after such a line are not counted.
    pub plain_lines: usize,
}

/// A syntax for which `syntect` panics: its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenSyntax(pub String);

#[cfg(not(feature = "highlighting"))]
mod without {
    use super::{BrokenSyntax, CodeTokens};

    /// Whether there is a syntax for a name or the extension of a file. Always false without the feature `highlighting`.
    pub(crate) const fn has_syntax(_: &str) -> bool {
        false
    }

    /// The names of all languages that have a syntax. Always empty without the feature `highlighting`.
    pub(crate) const fn names() -> Vec<&'static str> {
        Vec::new()
    }

    /// The tokens of code in a language. Always `None` without the feature `highlighting`.
    #[must_use]
    pub const fn tokens(_: &str, _: &str) -> Option<CodeTokens> {
        None
    }

    /// Reads a text with every syntax, and returns the number of syntaxes. Always 0 without the feature `highlighting`.
    ///
    /// # Errors
    /// Never without the feature `highlighting`.
    pub const fn check_syntaxes(_: &str) -> Result<usize, BrokenSyntax> {
        Ok(0)
    }
}

#[cfg(not(feature = "highlighting"))]
pub use without::{check_syntaxes, tokens};
#[cfg(not(feature = "highlighting"))]
pub(super) use without::{has_syntax, names};

#[cfg(feature = "highlighting")]
mod with {
    use std::collections::HashMap;
    use std::sync::OnceLock;

    use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

    use super::{BrokenSyntax, CodeTokens, DEEPEST, LONGEST_LINE};
    use crate::highlight::token::{TokenClass, add};
    use crate::source::guard::guarded;

    /// The meaning of a scope for its text.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum Meaning {
        /// None. The scope around it decides.
        Nothing,
        /// The text is plain, even within a scope with a class: code in a string, for example.
        Plain,
        /// The text has a class.
        Is(TokenClass),
        /// The text is a keyword if it is a word, such as `and`. Otherwise, it is plain.
        WordOperator,
    }

    /// The scopes with a meaning. A scope has the meaning of its longest prefix in this table.
    const MEANINGS: &[(&str, Meaning)] = &[
        ("comment", Meaning::Is(TokenClass::Comment)),
        ("constant", Meaning::Is(TokenClass::Constant)),
        ("constant.character", Meaning::Is(TokenClass::String)),
        ("entity.name", Meaning::Is(TokenClass::Name)),
        ("entity.name.class", Meaning::Is(TokenClass::Type)),
        ("entity.name.enum", Meaning::Is(TokenClass::Type)),
        ("entity.name.interface", Meaning::Is(TokenClass::Type)),
        ("entity.name.struct", Meaning::Is(TokenClass::Type)),
        ("entity.name.tag", Meaning::Is(TokenClass::Keyword)),
        ("entity.name.trait", Meaning::Is(TokenClass::Type)),
        ("entity.name.type", Meaning::Is(TokenClass::Type)),
        ("entity.name.union", Meaning::Is(TokenClass::Type)),
        ("entity.other.attribute-name", Meaning::Is(TokenClass::Name)),
        ("entity.other.inherited-class", Meaning::Is(TokenClass::Type)),
        ("invalid", Meaning::Plain),
        ("keyword", Meaning::Is(TokenClass::Keyword)),
        ("keyword.operator", Meaning::WordOperator),
        ("markup.deleted", Meaning::Is(TokenClass::Deleted)),
        ("markup.heading", Meaning::Is(TokenClass::Keyword)),
        ("markup.inserted", Meaning::Is(TokenClass::Inserted)),
        ("markup.raw", Meaning::Is(TokenClass::String)),
        ("meta.diff.header", Meaning::Is(TokenClass::Keyword)),
        ("meta.diff.range", Meaning::Is(TokenClass::Name)),
        ("meta.interpolation", Meaning::Plain),
        ("meta.template.expression", Meaning::Plain),
        ("source", Meaning::Plain),
        ("source.regexp", Meaning::Is(TokenClass::String)),
        ("storage", Meaning::Is(TokenClass::Keyword)),
        ("storage.modifier.lifetime", Meaning::Is(TokenClass::Type)),
        ("storage.type.string", Meaning::Is(TokenClass::String)),
        ("string", Meaning::Is(TokenClass::String)),
        ("string.unquoted", Meaning::Plain),
        ("support.class", Meaning::Is(TokenClass::Type)),
        ("support.constant", Meaning::Is(TokenClass::Constant)),
        ("support.function", Meaning::Is(TokenClass::Name)),
        ("support.macro", Meaning::Is(TokenClass::Name)),
        ("support.type", Meaning::Is(TokenClass::Type)),
        ("support.type.property-name", Meaning::Is(TokenClass::Name)),
        ("variable.function", Meaning::Is(TokenClass::Name)),
        ("variable.language", Meaning::Is(TokenClass::Constant)),
    ];

    /// All syntaxes. Each is decompressed when it is first used.
    fn syntaxes() -> &'static SyntaxSet {
        static SYNTAXES: OnceLock<SyntaxSet> = OnceLock::new();
        SYNTAXES.get_or_init(two_face::syntax::extra_newlines)
    }

    fn syntax(token: &str) -> Option<&'static SyntaxReference> {
        syntaxes().find_syntax_by_token(token)
    }

    /// Whether there is a syntax for a name or the extension of a file, in upper or lower case.
    pub(crate) fn has_syntax(token: &str) -> bool {
        syntax(token).is_some()
    }

    /// The names of all languages that have a syntax.
    pub(crate) fn names() -> Vec<&'static str> {
        syntaxes().syntaxes().iter().map(|syntax| syntax.name.as_str()).collect()
    }

    /// The tokens of code in a language, which is given by its name or by the extension of its files. `None` if there is no such syntax, or
    /// if `syntect` panics.
    #[must_use]
    pub fn tokens(language: &str, code: &str) -> Option<CodeTokens> {
        let syntax = syntax(language)?;
        guarded(|| read(syntax, code))
    }

    /// Reads a text with every syntax, which compiles each regular expression that is tried. Returns the number of syntaxes.
    ///
    /// # Errors
    /// If `syntect` panics.
    pub fn check_syntaxes(text: &str) -> Result<usize, BrokenSyntax> {
        for syntax in syntaxes().syntaxes() {
            guarded(|| read(syntax, text)).ok_or_else(|| BrokenSyntax(syntax.name.clone()))?;
        }
        Ok(syntaxes().syntaxes().len())
    }

    fn read(syntax: &SyntaxReference, code: &str) -> CodeTokens {
        let mut state = ParseState::new(syntax);
        let mut stack = ScopeStack::new();
        let mut meanings = Meanings::default();
        let mut read = CodeTokens::default();
        let mut start = 0;
        let mut lines = code.split_inclusive('\n');
        for line in lines.by_ref() {
            let content = line.trim_end_matches(['\n', '\r']);
            let is_long = line.len() > LONGEST_LINE;
            // Syntaxes expect a line end. A line that is too long is read as an empty line.
            let given = if is_long { "\n".to_owned() } else { format!("{content}\n") };
            read.plain_lines += usize::from(is_long);
            let Ok(changes) = state.parse_line(&given, syntaxes()) else {
                read.plain_lines += usize::from(!is_long);
                break;
            };
            let mut from = 0;
            for (at, change) in &changes {
                let at = (*at).min(content.len());
                if from < at && !is_long {
                    meanings.add(&mut read, &stack, (content, start), from..at);
                    from = at;
                }
                if stack.apply(change).is_err() {
                    break;
                }
            }
            if from < content.len() && !is_long {
                meanings.add(&mut read, &stack, (content, start), from..content.len());
            }
            start += line.len();
            if stack.len() > DEEPEST {
                break;
            }
        }
        read.plain_lines += lines.filter(|line| !line.trim().is_empty()).count();
        read
    }

    /// The meanings of the scopes that were found in a listing so far. A search of the table for each range would be slow.
    #[derive(Default)]
    struct Meanings {
        known: HashMap<Scope, Meaning>,
    }

    impl Meanings {
        /// Adds the token of a range of a line, if the range has a class. `line` is the text of the line, and its first byte in the
        /// listing.
        fn add(&mut self, read: &mut CodeTokens, stack: &ScopeStack, line: (&str, usize), range: std::ops::Range<usize>) {
            let Some(text) = line.0.get(range.clone()) else { return };
            let (bytes, start) = (text.trim(), range.start + text.len() - text.trim_start().len());
            if bytes.is_empty() {
                return;
            }
            let inner = stack.as_slice().iter().rev().take(DEEPEST);
            let meaning = inner.map(|scope| self.of(*scope)).find(|meaning| *meaning != Meaning::Nothing);
            let class = match meaning {
                Some(Meaning::Is(class)) => class,
                Some(Meaning::WordOperator) if bytes.starts_with(char::is_alphabetic) => TokenClass::Keyword,
                Some(Meaning::WordOperator | Meaning::Plain | Meaning::Nothing) | None => return,
            };
            // White space between two tokens of the same class on a line belongs to them: one token covers the words of a comment.
            let start = line.1 + start;
            match read.tokens.last_mut() {
                Some(last)
                    if last.class == class
                        && last.range.end >= line.1
                        && line.0.get(last.range.end - line.1..start - line.1).is_some_and(|white| white.trim().is_empty()) =>
                {
                    last.range.end = start + bytes.len();
                }
                _ => add(&mut read.tokens, start..start + bytes.len(), class),
            }
        }

        fn of(&mut self, scope: Scope) -> Meaning {
            static TABLE: OnceLock<Vec<(Scope, Meaning)>> = OnceLock::new();
            let table = TABLE.get_or_init(|| {
                let mut table: Vec<(Scope, Meaning)> =
                    MEANINGS.iter().filter_map(|(name, meaning)| Some((Scope::new(name).ok()?, *meaning))).collect();
                table.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
                table
            });
            *self.known.entry(scope).or_insert_with(|| {
                table.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map_or(Meaning::Nothing, |(_, meaning)| *meaning)
            })
        }
    }
}

#[cfg(feature = "highlighting")]
pub use with::{check_syntaxes, tokens};
#[cfg(feature = "highlighting")]
pub(super) use with::{has_syntax, names};
