//! What stands after the fence of code: its language, and what the author asks for the listing. Each tool writes that in its own way:
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

/// What an info string says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Info {
    /// The language of the code.
    pub(super) language: Option<String>,
    /// The format of raw text: `latex` for `{=latex}`.
    pub(super) format: Option<String>,
    /// The attributes, without those that say something about the lines or the caption.
    pub(super) attributes: Attributes,
    /// What is asked for the lines.
    pub(super) lines: CodeLines,
    /// The caption, such as the name of a file.
    pub(super) caption: Option<String>,
    /// Words that mean nothing here, as they were written.
    pub(super) unused: Option<String>,
}

/// The programs that run the code of a chunk, each with the language of the code. A chunk of another program has no language.
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
/// The attributes whose value names lines to mark.
const MARKS: [&str; 4] = ["hl_lines", "highlight", "emphasize-lines", "highlight-lines"];
/// The classes, words and attributes that ask for numbers.
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
/// The most stretches of marked lines.
const MOST_MARKS: usize = 1_000;

/// Reads an info string.
pub(super) fn read(info: &str) -> Info {
    let mut read = Info::default();
    let mut unused: Vec<&str> = Vec::new();
    let mut rest = info.trim();
    // mdBook separates its words with commas.
    let mut is_list = false;
    while !rest.is_empty() {
        let before = rest;
        if rest.starts_with('{') {
            rest = read.braces(rest);
            if rest.len() == before.len() {
                unused.push(rest);
                break;
            }
        } else if let Some(KeyAndValue { key, value, after }) = pair(rest) {
            if !read.pair(key, &value) && key != "hidelines" {
                unused.push(before[..before.len() - after.len()].trim_end());
            }
            rest = after;
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | '{')).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            if !read.word(word, info) && !is_list {
                unused.push(word);
            }
            is_list |= after.starts_with(',');
            rest = after;
        }
        rest = rest.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
    }
    read.unused = (!unused.is_empty()).then(|| unused.join(" "));
    read
}

impl Info {
    /// A word. The first is the language. Returns whether it means something.
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

    /// An attribute. Returns whether it means something.
    fn pair(&mut self, key: &str, value: &str) -> bool {
        if CAPTIONS.contains(&key) {
            self.caption = Some(value.trim().to_owned()).filter(|value| !value.is_empty()).or_else(|| self.caption.take());
        } else if MARKS.contains(&key) {
            self.lines.marked.extend(stretches(value));
        } else if STARTS.contains(&key) {
            self.lines.first_number = value.parse().ok().or(self.lines.first_number);
        } else if NUMBERS.contains(&key) {
            match value {
                "false" | "off" | "no" | "0" => self.lines.first_number = None,
                "true" | "on" | "yes" | "table" | "inline" => self.lines.first_number = self.lines.first_number.or(Some(1)),
                // Quarto names lines to mark, Docusaurus the first number.
                _ if key == "code-line-numbers" => self.lines.marked.extend(stretches(value)),
                _ => self.lines.first_number = value.parse().ok().or(Some(1)),
            }
        } else {
            return false;
        }
        true
    }

    /// Reads braces at the beginning of a text: marked lines, attributes, or a chunk. Returns the text after them. Returns the whole text
    /// if they are a chunk, whose options mean nothing here, or none of these.
    fn braces<'t>(&mut self, text: &'t str) -> &'t str {
        let Some(close) = text.find('}') else { return text };
        let inside = &text[1..close];
        if inside.contains(|c: char| c.is_ascii_digit()) && inside.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '-' | ' ')) {
            self.lines.marked.extend(stretches(inside));
            return &text[close + 1..];
        }
        if let Some(given) = braces(text) {
            self.format = given.format.or_else(|| self.format.take());
            let mut attributes = given.attributes;
            let pairs = std::mem::take(&mut attributes.pairs);
            // Attributes about lines and captions are taken out. The others are kept.
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
        // A chunk: `{r fig.cap="A plot"}`. Its options are for the program that runs it.
        let name = inside.split([' ', ',']).next().unwrap_or_default();
        if self.language.is_none()
            && let Some((_, language)) = ENGINES.iter().find(|(engine, _)| engine.eq_ignore_ascii_case(name))
        {
            self.language = Some((*language).to_owned());
        }
        text
    }
}

/// The stretches of lines that a text names: `1,3-5`, `2 4-5`, `[8,"15-17"]`.
fn stretches(text: &str) -> Vec<RangeInclusive<u32>> {
    let stretch = |part: &str| {
        let part = part.trim_matches(|c: char| !c.is_ascii_digit());
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        (first > 0 && first <= last).then_some(first..=last)
    };
    text.split([',', ' ', ';']).filter_map(stretch).take(MOST_MARKS).collect()
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
