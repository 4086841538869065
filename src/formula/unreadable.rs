//! The error of a formula that cannot be read: a plain message with a place.
use std::ops::Range;

use super::parser::ParserRefusal;
use super::prepare::PreparedTex;

/// The reason why a formula cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The reason: a sentence without a full stop. `it` in the message is the formula.
    pub message: String,
    /// The bytes of the TeX at which the mistake is. They lie on character boundaries.
    pub range: Range<usize>,
    /// The unknown command, with its backslash. `None` if the reason is another one.
    pub unknown_command: Option<String>,
}

impl Unreadable {
    /// An error about the whole formula.
    pub(super) fn whole(tex: &str, message: String) -> Self {
        Self { message, range: 0..tex.len(), unknown_command: None }
    }

    /// An error about the first text in backquotes in a message. If the formula does not contain it, about the whole formula.
    pub(super) fn about_words(message: String, tex: &str) -> Self {
        let place = message.split('`').nth(1).filter(|name| !name.is_empty()).and_then(|name| find(tex, name));
        Self { range: place.unwrap_or(0..tex.len()), message, unknown_command: None }
    }

    /// An error of the parser. `prepared` is the text that the parser read, `tex` the original.
    pub(super) fn refused(refusal: &ParserRefusal, prepared: &PreparedTex, tex: &str) -> Self {
        let (message, token) = plain_words(&refusal.message);
        // The range may belong to the text of a macro. It is used only if the token stands there in the formula.
        let stands_there = |range: &Range<usize>| match (&token, prepared.text.get(range.clone())) {
            (Some(token), Some(found)) => found == token || (token == "EOF" && range.start >= prepared.text.len()),
            (None, found) => found.is_some(),
            (Some(_), None) => false,
        };
        let place = refusal.range.clone().filter(stands_there).map(|range| prepared.original(range));
        let place = place.or_else(|| token.as_deref().filter(|token| *token != "EOF").and_then(|token| find(tex, token)));
        let place = place.filter(|range| tex.get(range.clone()).is_some());
        let place = match place {
            // The formula ended too early. The last character is the best place to show.
            Some(range) if range.is_empty() => {
                let last = tex.trim_end().char_indices().next_back();
                last.map_or(0..tex.len(), |(at, sign)| at..at + sign.len_utf8())
            }
            Some(range) => range,
            None => 0..tex.len(),
        };
        let unknown_command = refusal.message.strip_prefix(UNKNOWN).map(str::to_owned);
        Self { message, range: place, unknown_command }
    }
}

/// The beginning of the parser's message about an unknown command. The command follows it.
const UNKNOWN: &str = "Undefined control sequence: ";

/// The first occurrence of a text in a formula. A command does not match the beginning of a longer command.
fn find(tex: &str, text: &str) -> Option<Range<usize>> {
    let is_command = text.starts_with('\\') && text.ends_with(|c: char| c.is_ascii_alphabetic());
    tex.match_indices(text)
        .find(|(at, _)| !is_command || !tex[at + text.len()..].starts_with(|c: char| c.is_ascii_alphabetic()))
        .map(|(at, _)| at..at + text.len())
}

/// The parser's message in plain words, and the token that it names.
fn plain_words(message: &str) -> (String, Option<String>) {
    let after = |prefix: &str| message.strip_prefix(prefix).map(str::to_owned);
    if let Some(command) = after(UNKNOWN) {
        return (format!("`{command}` is not known"), Some(command));
    }
    if let Some(name) = after("No such environment: ") {
        return (format!("the environment `{name}` is not known"), Some(format!("\\begin{{{name}}}")));
    }
    if let Some((expected, got)) =
        after("Expected '").and_then(|rest| rest.split_once("', got '").map(|(a, b)| (a.to_owned(), b.to_owned())))
    {
        let got = got.trim_end_matches('\'').to_owned();
        let expected = match expected.as_str() {
            "EOF" if got == "&" => return ("`&` stands outside of a table".to_owned(), Some(got)),
            "EOF" => return (format!("`{got}` has nothing that it closes"), Some(got)),
            "\\right" if got == "EOF" => return ("a `\\left` has no `\\right`".to_owned(), Some("\\left".to_owned())),
            other => other.to_owned(),
        };
        return (format!("a `{expected}` is missing"), Some(got));
    }
    if let Some(rest) = after("Expected & or \\\\ or \\cr or \\end, got '") {
        let got = rest.trim_end_matches('\'').to_owned();
        return (if got == "EOF" { "an `\\end` is missing".to_owned() } else { format!("`{got}` stands in a row of a table") }, Some(got));
    }
    if let Some(command) = after("Expected group after '") {
        let sign = command.trim_end_matches('\'').to_owned();
        return (format!("nothing follows `{sign}`"), Some(sign));
    }
    if let Some(rest) = after("Got function '") {
        let name = rest.split('\'').next().unwrap_or_default().to_owned();
        return (format!("`{name}` needs braces around it here"), Some(name));
    }
    if let Some(rest) = after("Can't use function '") {
        let name = rest.split('\'').next().unwrap_or_default().to_owned();
        let mode = if message.ends_with("text mode") { "text" } else { "a formula" };
        return (format!("`{name}` cannot stand in {mode}"), Some(name));
    }
    if let Some((begun, ended)) =
        after("Mismatch: ").and_then(|rest| rest.split_once(" matched by ").map(|(a, b)| (a.to_owned(), b.to_owned())))
    {
        return (format!("`{begun}` is closed by `{ended}`"), Some(ended));
    }
    if let Some(name) = message.strip_suffix(" valid only within array environment") {
        return (format!("`{name}` stands outside of a table"), Some(name.to_owned()));
    }
    let message = match message {
        "Double superscript" => "it has two superscripts at one place",
        "Double subscript" => "it has two subscripts at one place",
        "Recursion limit exceeded" => "it is nested too deeply",
        "Too many expansions: infinite loop or need to increase maxExpand setting" => "its macros expand without an end",
        "Layout resource limit exceeded" => "it is too long",
        "Unexpected end of input in a macro argument" => "an argument is missing",
        "The parser failed" => "it cannot be read",
        "Null argument, please report this as a bug" => "an argument is missing",
        other => {
            let mut letters = other.chars();
            let first = letters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
            return (format!("{first}{}", letters.as_str()).replace('\'', "`"), None);
        }
    };
    (message.to_owned(), None)
}
