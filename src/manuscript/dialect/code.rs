//! Recognizes constructs in code: blocks and inline code that another tool runs or replaces.
use std::ops::Range;

use crate::edition::Dialect;
use crate::source::directives::Directive;

use super::construct::{Certainty, Construct, Found};
use crate::manuscript::syntax::attributes::braces;

/// The engines of knitr and Quarto. Any other name in braces is a directive, unless the dialect or options after the name make it a
/// chunk.
const ENGINES: [&str; 30] = [
    "asis", "awk", "bash", "block", "c", "cat", "css", "dot", "embed", "glue", "go", "haskell", "html", "js", "julia", "lemma", "mermaid",
    "node", "octave", "ojs", "perl", "python", "r", "rcpp", "ruby", "sass", "sh", "sql", "stan", "theorem",
];

/// The engines whose chunks contain text instead of code.
const TEXTS: [&str; 12] =
    ["asis", "block", "block2", "corollary", "definition", "example", "exercise", "lemma", "proof", "proposition", "remark", "theorem"];

/// A block of code in the source.
pub(crate) struct CodeBlock<'a> {
    /// The source of the block, with its fences.
    pub(crate) source: &'a str,
    /// The language that was read.
    pub(crate) language: Option<&'a str>,
    /// Whether the directives of mdBook were carried out before the text was parsed.
    pub(crate) has_includes: bool,
}

impl CodeBlock<'_> {
    /// The info string, and its first byte in the source. Empty if the code is indented.
    fn info(&self) -> (&str, usize) {
        let line = self.source.split('\n').next().unwrap_or_default();
        let fence = line.len() - line.trim_start_matches(['`', '~']).len();
        if fence < 3 {
            return ("", 0);
        }
        let given = &line[fence..];
        let info = given.trim_start();
        (info.trim_end(), fence + given.len() - info.len())
    }

    /// The lines of the source, with those of the fences, each with its first byte.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut at = 0;
        self.source.split_inclusive('\n').map(move |line| {
            let start = at;
            at += line.len();
            (start, line)
        })
    }

    /// The constructs in the block. Their ranges are bytes of the source.
    pub(crate) fn constructs(&self, dialect: Dialect) -> Vec<Found> {
        let (info, start) = self.info();
        let mut found = Vec::new();
        found.extend(head(info, start, dialect));
        let whole = start..start + info.len();
        found.extend(self.language.and_then(replaced).map(|construct| Found::new(construct, whole)));
        let option = self.lines().skip(1).find_map(|(at, line)| {
            let text = line.trim_start_matches(['>', ' ', '\t']);
            is_option(text).then(|| at + (line.len() - text.len())..at + line.trim_end().len())
        });
        found.extend(option.map(|range| Found::new(Construct::ChunkOption, range)));
        if matches!(dialect, Dialect::Hugo | Dialect::Jekyll) {
            let tag = self.lines().skip(1).find_map(|(at, line)| {
                let range = template(line, dialect)?;
                Some(Found::new(Construct::TagInCode, at + range.start..at + range.end))
            });
            found.extend(tag);
        }
        if dialect == Dialect::Mkdocs {
            let call = self.lines().skip(1).find_map(|(at, line)| annotation(line).map(|range| at + range.start..at + range.end));
            found.extend(call.map(|range| Found::new(Construct::CodeMark, range)));
        }
        if matches!(dialect, Dialect::Docusaurus | Dialect::Leanpub) {
            let mark = self.lines().skip(1).find_map(|(at, line)| code_mark(line).map(|range| at + range.start..at + range.end));
            found.extend(mark.map(|range| Found::new(Construct::CodeMark, range)));
        }
        if !self.has_includes {
            found.extend(
                self.lines()
                    .skip(1)
                    .filter_map(|(at, line)| include(line).map(|range| at + range.start..at + range.end))
                    .map(|range| Found::new(Construct::Include, range)),
            );
        }
        found
    }
}

/// The chunk or directive in an info string: `{r fig.cap="A plot"}`, `{note}`. Also the `$` of a formula in a code block. `start` is the
/// first byte of the info string in the source.
fn head(info: &str, start: usize, dialect: Dialect) -> Option<Found> {
    if info == "$" {
        return Some(Found::new(Construct::CodeFormula, start..start + info.len()));
    }
    let inner = info.strip_prefix('{')?;
    if braces(info).is_some() {
        return None;
    }
    let close = inner.find('}').unwrap_or(inner.len());
    let inside = &inner[..close];
    let end = inside.find(|c: char| !(c.is_alphanumeric() || matches!(c, ':' | '-' | '_' | '.' | '+'))).unwrap_or(inside.len());
    let name = &inside[..end];
    if !name.starts_with(|c: char| c.is_alphabetic()) || name.ends_with(':') {
        return None;
    }
    let has_options = !inside[end..].trim().is_empty();
    let is_chunk = match dialect {
        Dialect::Quarto | Dialect::Bookdown => true,
        Dialect::Myst => false,
        _ => has_options || ENGINES.contains(&name.to_ascii_lowercase().as_str()),
    };
    let range = start..start + info.len();
    if is_chunk && TEXTS.contains(&name.to_ascii_lowercase().as_str()) {
        return Some(Found::new(Construct::TextChunk, range));
    }
    Some(if is_chunk { Found::new(Construct::Chunk, range) } else { Found::new(Construct::Directive, range).named(name) })
}

/// The construct for a language whose code another tool replaces by something else.
fn replaced(language: &str) -> Option<Construct> {
    match language {
        "dataview" | "dataviewjs" | "statblock" | "tasks" | "query" | "leaflet" => Some(Construct::DataBlock),
        "admonish" => Some(Construct::Admonish),
        _ => None,
    }
}

/// Whether a line of code is an option of a chunk: `#| echo: false`.
fn is_option(line: &str) -> bool {
    let rest = ["#| ", "//| ", "--| ", "%%| "].into_iter().find_map(|sign| line.strip_prefix(sign));
    let key = rest.and_then(|rest| rest.split_once(':')).map(|(key, _)| key);
    key.is_some_and(|key| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')))
}

/// The bytes of an include of mdBook that is alone on its line. mdBook replaces includes in code too.
fn include(line: &str) -> Option<Range<usize>> {
    let directive = Directive::next(line, 0)?.range;
    let is_alone = line[..directive.start].trim().is_empty() && line[directive.end..].trim().is_empty();
    is_alone.then_some(directive)
}

/// The bytes of the first template tag in a line of code: `{{< param version >}}` of Hugo, `{{ site.url }}` of Jekyll.
fn template(line: &str, dialect: Dialect) -> Option<Range<usize>> {
    let signs: &[(&str, &str)] = match dialect {
        Dialect::Hugo => &[("{{<", ">}}"), ("{{%", "%}}")],
        Dialect::Jekyll => &[("{%", "%}"), ("{{", "}}")],
        _ => &[],
    };
    signs.iter().find_map(|(open, close)| {
        let start = line.find(open)?;
        Some(start..start + line[start..].find(close)? + close.len())
    })
}

/// The bytes of the call of an annotation at the end of a line of code: `# (1)!` (Material for MkDocs).
fn annotation(line: &str) -> Option<Range<usize>> {
    let end = line.trim_end().len();
    let before = line[..end].strip_suffix(")!").or_else(|| line[..end].strip_suffix(')'))?;
    let number = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let start = number.strip_suffix('(')?.len();
    // The sign of a comment must be before the number. Without it, `f(1)` is code.
    let is_call = number.len() < before.len() && line[..start].trim_end().ends_with(['#', '/', '-', ';', '!', '*', '%']);
    (is_call && (line[..end].ends_with('!') || line[..start].ends_with(' '))).then_some(start..end)
}

/// The bytes of a mark in a comment of a line of code: `// [!code focus]`, `# highlight-next-line`, `leanpub-start-insert`.
fn code_mark(line: &str) -> Option<Range<usize>> {
    const WORDS: [&str; 7] = [
        "highlight-next-line",
        "highlight-start",
        "highlight-end",
        "leanpub-start-insert",
        "leanpub-end-insert",
        "leanpub-start-delete",
        "leanpub-end-delete",
    ];
    let at = line.find("[!code ").or_else(|| WORDS.iter().find_map(|word| line.find(word)))?;
    (at > 0 || line.starts_with("leanpub-")).then(|| at..line.trim_end().len())
}

/// The construct in inline code that another tool runs or replaces: `` `r nrow(cars)` ``, `` `{python} x` ``. `range` is the
/// place of the code, which becomes the range of the construct.
pub(crate) fn inline(code: &str, range: Range<usize>, dialect: Dialect) -> Option<Found> {
    let found = Found::new(Construct::InlineChunk, range);
    if template(code, dialect).is_some() {
        return Some(Found::new(Construct::TagInCode, found.range));
    }
    if let Some((engine, rest)) = code.strip_prefix('{').and_then(|code| code.split_once('}')) {
        return (matches!(engine, "r" | "python" | "julia" | "ojs") && rest.starts_with(' ')).then_some(found);
    }
    if dialect == Dialect::Mkdocs && code.strip_prefix("#!").is_some_and(|rest| rest.contains(' ')) {
        return Some(Found::new(Construct::HighlightedCode, found.range));
    }
    if dialect == Dialect::Obsidian && ["= ", "$= ", "$="].iter().any(|sign| code.starts_with(sign)) {
        return Some(Found::new(Construct::DataBlock, found.range));
    }
    let expression = code.strip_prefix("r ")?.trim();
    if expression.is_empty() {
        return None;
    }
    let is_sure = matches!(dialect, Dialect::Quarto | Dialect::Bookdown);
    Some(if is_sure { found } else { found.if_confirmed(Certainty::IfRun) })
}
