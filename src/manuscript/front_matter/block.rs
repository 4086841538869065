//! Front matter: settings at the head of a text, between two lines `---` (YAML) or `+++` (TOML), or between a line `{` and a line `}`
//! (JSON).
use std::ops::Range;

use crate::diagnostic::Sink;
use crate::edition::{Setting, read_toml};
use crate::source::FileId;

use super::yaml::read_yaml;

/// The notation of front matter.
#[derive(Clone, Copy, PartialEq)]
enum FrontMatterNotation {
    /// YAML, or JSON, which is a subset of it.
    Yaml,
    Toml,
}

/// Front matter that was found in a text.
pub(crate) struct FrontMatter {
    notation: FrontMatterNotation,
    /// The bytes between the two lines of hyphens or plus signs. For JSON, all lines, with the braces.
    inner: Range<usize>,
    /// The first byte of the text below the front matter.
    pub(crate) end: usize,
}

/// Finds front matter that begins at byte `start` of a text.
///
/// A thematic break is not front matter, so the first line between the delimiters must look like a setting.
pub(crate) fn find(text: &str, start: usize) -> Option<FrontMatter> {
    let rest = &text[start..];
    let notation = match rest.lines().next()?.trim_end() {
        "{" => return json(text, start),
        "---" => FrontMatterNotation::Yaml,
        "+++" => FrontMatterNotation::Toml,
        _ => return None,
    };
    let ends: &[&str] = match notation {
        FrontMatterNotation::Yaml => &["---", "..."],
        FrontMatterNotation::Toml => &["+++"],
    };
    let inner = start + rest.find('\n')? + 1;
    let mut at = inner;
    for line in text[inner..].split_inclusive('\n') {
        if ends.contains(&line.trim_end()) {
            let inner = inner..at;
            let found = begins_with_setting(&text[inner.clone()], notation);
            return found.then(|| FrontMatter { notation, inner, end: at + line.len() });
        }
        at += line.len();
    }
    None
}

/// Finds front matter in JSON, as Hugo has it. Its second line must begin with a key in quotation marks.
fn json(text: &str, start: usize) -> Option<FrontMatter> {
    let mut at = start;
    let mut lines = text[start..].split_inclusive('\n');
    at += lines.next()?.len();
    let second = lines.clone().next()?.trim();
    let (key, rest) = second.strip_prefix('"')?.split_once('"')?;
    if key.is_empty() || !rest.trim_start().starts_with(':') {
        return None;
    }
    for line in lines {
        at += line.len();
        if line.trim_end() == "}" {
            return Some(FrontMatter { notation: FrontMatterNotation::Yaml, inner: start..at, end: at });
        }
    }
    None
}

/// Reads the settings of front matter. Reports mistakes to `sink` and returns what could be read.
pub(crate) fn read(file: FileId, text: &str, matter: &FrontMatter, sink: &Sink) -> Setting {
    match matter.notation {
        FrontMatterNotation::Yaml => read_yaml(file, text, matter.inner.clone(), sink),
        FrontMatterNotation::Toml => read_toml(file, text, matter.inner.clone(), sink),
    }
}

/// Whether the first line that is neither blank nor a comment is a key with a value. True if there is no such line.
fn begins_with_setting(text: &str, notation: FrontMatterNotation) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    match (first, notation) {
        (None, _) => true,
        (Some(line), FrontMatterNotation::Toml) => line.contains('=') || line.starts_with('['),
        (Some(line), FrontMatterNotation::Yaml) => begins_with_key(line),
    }
}

/// Whether a line of YAML begins with a key of one word, quoted or not, and a colon.
fn begins_with_key(line: &str) -> bool {
    let parts = match line.chars().next() {
        Some(quote @ ('"' | '\'')) => line[1..].split_once(quote).and_then(|(key, rest)| Some((key, rest.strip_prefix(':')?))),
        _ => line.split_once(':'),
    };
    parts.is_some_and(|(key, rest)| {
        key.starts_with(char::is_alphabetic)
            && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
            && (rest.is_empty() || rest.starts_with([' ', '\t']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thematic_break_is_not_front_matter() {
        assert!(find("---\nFoo\n---\nBar\n", 0).is_none());
        assert!(find("---\nSo it was: rain\n---\n", 0).is_none());
        assert!(find("---\ntitle: A\n", 0).is_none());
    }

    #[test]
    fn the_text_begins_after_the_closing_line() {
        for text in
            ["---\ntitle: A\n---\nText\n", "+++\ntitle = 'A'\n+++\nText\n", "---\n'title': A\n...\nText\n", "---\n# none\n---\nText\n"]
        {
            let found = find(text, 0).expect(text);
            assert_eq!(&text[found.end..], "Text\n");
        }
    }
}
