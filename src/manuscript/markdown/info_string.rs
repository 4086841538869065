//! Info strings: the text after a code fence (CommonMark, section 4.5). It gives the language of the code, and settings for the listing.
//! Each tool has a syntax of its own:
//!
//! | written | by |
//! |---|---|
//! | `rust,ignore,editable` | mdBook |
//! | `{.rust #id .numberLines startFrom="10"}` | Pandoc, Quarto |
//! | `{r}`, `{python echo=false}` | Quarto, bookdown |
//! | `js {1,3-5} title="a.js" showLineNumbers` | Docusaurus |
//! | `ts:line-numbers {2}` | VitePress |
//! | `py title="a.py" linenums="1" hl_lines="2 4-5"` | MkDocs |
use std::ops::RangeInclusive;

use crate::document::{Attributes, CodeLines};
use crate::manuscript::syntax::attributes::{KeyAndValue, braces, pair};

/// The content of an info string.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Info {
    /// The language of the code.
    pub(super) language: Option<String>,
    /// The format of raw text: `latex` for `{=latex}` (Pandoc).
    pub(super) format: Option<String>,
    /// The attributes, except those for the lines and the caption.
    pub(super) attributes: Attributes,
    /// The numbers and marks of the lines.
    pub(super) lines: CodeLines,
    /// The caption, such as the name of a file.
    pub(super) caption: Option<String>,
    /// The words without a meaning for chapbook, as written.
    pub(super) unused: Option<String>,
}

/// The programs that run the code of a chunk, each with the language of the code. A chunk for any other program has no language.
const ENGINES: [(&str, &str); 20] = [
    ("bash", "bash"),
    ("c", "c"),
    ("cpp", "cpp"),
    ("css", "css"),
    ("go", "go"),
    ("haskell", "haskell"),
    ("html", "html"),
    ("javascript", "js"),
    ("js", "js"),
    ("julia", "julia"),
    ("node", "js"),
    ("octave", "matlab"),
    ("ojs", "js"),
    ("perl", "perl"),
    ("python", "python"),
    ("r", "r"),
    ("rcpp", "cpp"),
    ("ruby", "ruby"),
    ("sh", "sh"),
    ("sql", "sql"),
];
/// The attributes whose value is a caption.
const CAPTIONS: [&str; 5] = ["title", "caption", "filename", "file", "lst-cap"];
/// The attributes whose value is a list of lines to mark.
const MARKS: [&str; 4] = ["hl_lines", "highlight", "emphasize-lines", "highlight-lines"];
/// The classes, words and attributes that turn on line numbers.
const NUMBERS: [&str; 9] = [
    "numberLines",
    "number-lines",
    "numbered-lines",
    "line-numbers",
    "lineNumbers",
    "linenos",
    "lineno-start",
    "showLineNumbers",
    "code-line-numbers",
];
/// The attributes whose value is the number of the first line.
const STARTS: [&str; 7] = ["startFrom", "start-from", "linenums", "linenostart", "lineno-start", "startLine", "firstline"];
/// The maximum number of ranges of lines in one value.
const MOST_MARKS: usize = 1_000;

/// Reads an info string.
pub(super) fn read(info: &str) -> Info {
    let mut read = Info::default();
    let mut rest = info.trim();
    // mdBook separates its words with commas. Those without a meaning are settings of mdBook, and are not reported.
    let mut is_list = false;
    while !rest.is_empty() {
        let before = rest;
        if rest.starts_with('{') {
            rest = read.braces(rest);
            if rest.len() == before.len() {
                read.leave(rest);
                break;
            }
        } else if let Some(KeyAndValue { key, value, after }) = pair(rest) {
            if !read.pair(key, &value) && key != "hidelines" {
                read.leave(before[..before.len() - after.len()].trim_end());
            }
            rest = after;
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | '{')).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            if !read.word(word, info) && !is_list {
                read.leave(word);
            }
            is_list |= after.starts_with(',');
            rest = after;
        }
        rest = rest.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
    }
    read
}

impl Info {
    /// Adds words without a meaning.
    fn leave(&mut self, words: &str) {
        self.unused = Some(self.unused.take().map_or_else(|| words.to_owned(), |unused| format!("{unused} {words}")));
    }

    /// Adds the ranges of lines in a text such as `1,3-5`, `2 4-5` or `[8,"15-17"]`. Returns whether all of it can be read.
    fn mark(&mut self, text: &str) -> bool {
        let ranges: Vec<Option<RangeInclusive<u32>>> = text
            .split([',', ' ', ';'])
            .filter(|part| part.contains(|c: char| c.is_ascii_digit()))
            .take(MOST_MARKS)
            .map(line_range)
            .collect();
        let is_whole = ranges.iter().all(Option::is_some);
        self.lines.marked.extend(ranges.into_iter().flatten());
        is_whole
    }

    /// Reads a word. The first word is the language. Returns whether the word has a meaning.
    fn word(&mut self, word: &str, info: &str) -> bool {
        if word.is_empty() {
            return true;
        }
        if NUMBERS.contains(&word) {
            self.lines.first_number.get_or_insert(1);
            return true;
        }
        if self.language.is_some() || !info.starts_with(word) {
            return false;
        }
        let (language, option) = word.split_once(':').filter(|(name, _)| !name.is_empty()).unwrap_or((word, ""));
        if let Some(first) = option.strip_prefix("line-numbers") {
            self.lines.first_number = Some(first.strip_prefix('=').and_then(|first| first.parse().ok()).unwrap_or(1));
        }
        let is_option = matches!(option, "no-line-numbers") || option.starts_with("line-numbers");
        self.language = Some(if is_option { language } else { word }.to_owned());
        true
    }

    /// Reads an attribute. Returns whether it has a meaning.
    fn pair(&mut self, key: &str, value: &str) -> bool {
        if CAPTIONS.contains(&key) {
            self.caption = Some(value.trim().to_owned()).filter(|value| !value.is_empty()).or_else(|| self.caption.take());
        } else if MARKS.contains(&key) {
            return self.mark(value);
        } else if STARTS.contains(&key) {
            let Ok(first) = value.parse() else { return false };
            self.lines.first_number = Some(first);
        } else if NUMBERS.contains(&key) {
            match value {
                "false" | "off" | "no" | "0" => self.lines.first_number = None,
                "true" | "on" | "yes" | "table" | "inline" => self.lines.first_number = self.lines.first_number.or(Some(1)),
                // In Quarto, the value of this attribute is a list of lines to mark. The value of any other one is the first number.
                _ if key == "code-line-numbers" => return self.mark(value),
                _ => self.lines.first_number = value.parse().ok().or(Some(1)),
            }
        } else {
            return false;
        }
        true
    }

    /// Reads braces at the beginning of a text: marked lines, attributes, or the head of a chunk. Returns the text after marked lines and
    /// attributes. Returns the whole text for a chunk, whose options have no meaning here, and for any other braces.
    fn braces<'t>(&mut self, text: &'t str) -> &'t str {
        let Some(close) = text.find('}') else { return text };
        let inside = &text[1..close];
        if inside.contains(|c: char| c.is_ascii_digit()) && inside.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '-' | ' ')) {
            if !self.mark(inside) {
                self.leave(&text[..=close]);
            }
            return &text[close + 1..];
        }
        if let Some(given) = braces(text) {
            self.format = given.format.or_else(|| self.format.take());
            let mut attributes = given.attributes;
            let pairs = std::mem::take(&mut attributes.pairs);
            // The attributes come first: the class `numberLines` adds a first number only if no attribute such as `startFrom` gives one.
            let is_numbered = attributes.classes.iter().any(|class| NUMBERS.contains(&class.as_str()));
            attributes.pairs = pairs.into_iter().filter(|(key, value)| !self.pair(key, value)).collect();
            if is_numbered {
                self.lines.first_number.get_or_insert(1);
                attributes.classes.retain(|class| !NUMBERS.contains(&class.as_str()));
            }
            if self.language.is_none() && self.format.is_none() && !attributes.classes.is_empty() {
                self.language = Some(attributes.classes.remove(0));
            }
            self.attributes = attributes;
            return &text[given.end..];
        }
        // The head of a chunk: `{r fig.cap="A plot"}`. Its options are for the program that runs the code.
        let name = inside.split([' ', ',']).next().unwrap_or_default();
        if self.language.is_none()
            && let Some((_, language)) = ENGINES.iter().find(|(engine, _)| engine.eq_ignore_ascii_case(name))
        {
            self.language = Some((*language).to_owned());
        }
        text
    }
}

/// A range of lines: `3`, `4-5`. `None` if its end is before its beginning, or if a line has the number 0.
fn line_range(part: &str) -> Option<RangeInclusive<u32>> {
    let part = part.trim_matches(|c: char| !c.is_ascii_digit());
    let (first, last) = part.split_once('-').unwrap_or((part, part));
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first > 0 && first <= last).then_some(first..=last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(info: &str) -> Option<String> {
        read(info).language
    }

    #[test]
    fn every_tool_s_way_names_the_language() {
        for info in [
            "rust",
            "rust,ignore,editable",
            "rust, no_run",
            "rust {3-5}",
            "rust{3-5}",
            "{.rust}",
            "{.rust .numberLines}",
            "{#a .rust startFrom=3}",
            "rust title=\"src/main.rs\"",
            "rust:line-numbers {1}",
            "rust showLineNumbers",
            "rust hidelines=#",
        ] {
            assert_eq!(language(info).as_deref(), Some("rust"), "{info}");
            assert_eq!(read(info).unused, None, "{info}");
        }
        assert_eq!(language("{r}").as_deref(), Some("r"));
        assert_eq!(language("{r, echo=FALSE}").as_deref(), Some("r"));
        assert_eq!(language("{python}").as_deref(), Some("python"));
        assert_eq!(language("{note}"), None);
        assert_eq!(language("c++"), Some("c++".to_owned()));
        assert_eq!(language("python:a/b.py"), Some("python:a/b.py".to_owned()));
        assert_eq!(language(""), None);
    }

    #[test]
    fn lines_are_marked_and_numbered() {
        let lines = |info: &str| read(info).lines;
        assert_eq!(lines("js {1,3-5}").marked, [1..=1, 3..=5]);
        assert_eq!(lines("py hl_lines=\"2 4-5\" linenums=\"7\""), CodeLines { first_number: Some(7), marked: vec![2..=2, 4..=5] });
        assert_eq!(lines("{.rust .numberLines startFrom=\"10\"}").first_number, Some(10));
        assert_eq!(lines("{.rust .number-lines}").first_number, Some(1));
        assert_eq!(lines("js showLineNumbers").first_number, Some(1));
        assert_eq!(lines("{.js code-line-numbers=\"false\"}").first_number, None);
        assert_eq!(lines("{.js code-line-numbers=\"1-2\"}").marked, [1..=2]);
        assert_eq!(lines("js {5-3} {0}").marked, []);
        assert_eq!(read("js {5-3} {0}").unused.as_deref(), Some("{5-3} {0}"));
        assert_eq!(read("js linenums=\"x\"").unused.as_deref(), Some("linenums=\"x\""));
    }

    #[test]
    fn captions_are_read_and_what_means_nothing_is_kept() {
        let info = read("js title=\"src/a b.js\" own=\"x y\" word");
        assert_eq!(info.caption.as_deref(), Some("src/a b.js"));
        assert_eq!(info.unused.as_deref(), Some("own=\"x y\" word"));
        let info = read("{#lst-a .py lst-cap=\"Sums\" data-x=1 .own}");
        assert_eq!((info.caption.as_deref(), info.language.as_deref()), (Some("Sums"), Some("py")));
        assert_eq!(info.attributes.classes, ["own"]);
        assert_eq!(info.attributes.anchor.as_deref(), Some("lst-a"));
        assert_eq!(info.attributes.pairs.len(), 1);
        assert_eq!(read("{=latex}").format.as_deref(), Some("latex"));
    }
}
