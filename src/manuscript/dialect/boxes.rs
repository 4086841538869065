//! The boxes and page breaks of other tools: how each begins and ends.
use std::ops::Range;

use crate::document::Attributes;
use crate::edition::Dialect;

use super::lines::{is_admonition, is_tab};
use crate::manuscript::syntax::attributes::braces;

/// How a box ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BoxEnd {
    /// With this line.
    Line(&'static str),
    /// With a line of at least as many colons.
    Colons(usize),
    /// With a fence of this sign, at least as long.
    Fence(u8, usize),
    /// Before the first line that is indented less.
    Indentation,
    /// Before the first line without this letter and `>`.
    Letter(char),
}

/// The beginning of a box.
#[derive(Debug)]
pub(super) struct BoxOpening {
    /// The line that replaces it. `None` if it stays as it is, and only its end must be found.
    pub(super) first: Option<String>,
    /// The bytes of its title in the line.
    pub(super) title: Option<Range<usize>>,
    /// The bytes of a heading on the lines after it that is its title.
    pub(super) heading: Option<Range<usize>>,
    /// How it ends.
    pub(super) end: BoxEnd,
}

/// The words for alerts.
pub(super) const KINDS: [&str; 24] = [
    "abstract",
    "attention",
    "bug",
    "caution",
    "danger",
    "discussion",
    "error",
    "example",
    "exercise",
    "failure",
    "hint",
    "important",
    "info",
    "information",
    "note",
    "question",
    "quote",
    "seealso",
    "success",
    "summary",
    "tip",
    "tldr",
    "todo",
    "warning",
];

/// Whether a line ends a box.
pub(super) fn closes(end: &BoxEnd, line: &str) -> bool {
    match end {
        BoxEnd::Line(tag) => is_tag(line, tag),
        BoxEnd::Colons(count) => line.len() >= *count && line.bytes().all(|byte| byte == b':'),
        BoxEnd::Fence(sign, count) => line.len() >= *count && line.bytes().all(|byte| byte == *sign),
        BoxEnd::Indentation | BoxEnd::Letter(_) => false,
    }
}

/// Whether a line is a tag, with any white space in it: `{%endhint%}`.
fn is_tag(line: &str, tag: &str) -> bool {
    line.chars().filter(|c| !c.is_whitespace()).eq(tag.chars())
}

/// The box that a line begins. `after` is the text after the line, `columns` its indentation.
pub(super) fn opening(line: &str, after: &str, columns: usize, dialect: Dialect) -> Option<BoxOpening> {
    match dialect {
        Dialect::Gitbook => hint(line).or_else(|| directive_alert(line, after)),
        Dialect::Leanpub => markua(line),
        Dialect::Docusaurus => colons(line).or_else(|| directive_alert(line, after)),
        Dialect::Myst => directive(line, after),
        Dialect::Mkdocs => admonition(line, after, columns),
        Dialect::Pandoc | Dialect::Quarto | Dialect::Bookdown => callout(line, after),
        Dialect::Mdbook => admonish(line),
        Dialect::Chapbook | Dialect::Obsidian | Dialect::Jekyll | Dialect::Hugo => None,
    }
}

/// Whether a line is a page break.
pub(super) fn is_page_break(line: &str, dialect: Dialect) -> bool {
    match dialect {
        Dialect::Leanpub => line == "{pagebreak}",
        Dialect::Pandoc | Dialect::Bookdown => matches!(line, "\\newpage" | "\\clearpage" | "\\pagebreak" | "\\cleardoublepage"),
        Dialect::Quarto => {
            matches!(line, "\\newpage" | "\\clearpage" | "\\pagebreak" | "\\cleardoublepage") || is_tag(line, "{{<pagebreak>}}")
        }
        _ => false,
    }
}

/// Whether a line is a comment of a dialect, or a break between blocks that prints nothing.
pub(super) fn is_unprinted(line: &str, dialect: Dialect) -> bool {
    match dialect {
        Dialect::Leanpub => line.starts_with("%%"),
        Dialect::Myst => line.starts_with('%') || line == "+++" || line.starts_with("+++ {"),
        // The book has contents of its own.
        Dialect::Mkdocs => line == "[TOC]",
        Dialect::Docusaurus => line.eq_ignore_ascii_case("[[toc]]"),
        Dialect::Gitbook => line.starts_with("{#") && line.ends_with("#}") && line.len() > "{##}".len(),
        _ => false,
    }
}

/// The first line of an alert.
fn alert(kind: &str) -> String {
    let kind = match kind {
        "information" => "info",
        "seealso" => "see also",
        kind => kind,
    };
    format!("> [!{}]", kind.to_ascii_uppercase())
}

/// `{% hint style="info" %}`
fn hint(line: &str) -> Option<BoxOpening> {
    let inner = line.strip_prefix("{%")?.strip_suffix("%}")?.trim().strip_prefix("hint")?;
    let style = match inner.trim() {
        "" => "info",
        words => words.strip_prefix("style=").filter(|_| inner.starts_with(' '))?.trim_matches(['"', '\'']),
    };
    let is_word = !style.is_empty() && style.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_word.then(|| BoxOpening { heading: None, first: Some(alert(style)), title: None, end: BoxEnd::Line("{%endhint%}") })
}

/// `{blurb, class: warning}`, `{aside}`, `W> Mind the gap.`
fn markua(line: &str) -> Option<BoxOpening> {
    if let Some(inner) = line.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')) {
        let (name, rest) = inner.split_once([',', ' ']).unwrap_or((inner, ""));
        let class = rest.trim_start_matches([',', ' ']).strip_prefix("class:").map_or("", str::trim).trim_matches('"');
        return match name {
            "aside" if rest.is_empty() => Some(container("aside", BoxEnd::Line("{/aside}"))),
            "blurb" if rest.is_empty() => {
                Some(BoxOpening { heading: None, first: Some(alert("note")), title: None, end: BoxEnd::Line("{/blurb}") })
            }
            "blurb" if class == "center" => Some(container("center", BoxEnd::Line("{/blurb}"))),
            "blurb" if KINDS.contains(&class) => {
                Some(BoxOpening { heading: None, first: Some(alert(class)), title: None, end: BoxEnd::Line("{/blurb}") })
            }
            _ => None,
        };
    }
    let letter = line.chars().next()?;
    let rest = line[letter.len_utf8()..].strip_prefix('>')?;
    if !(rest.is_empty() || rest.starts_with(' ')) {
        return None;
    }
    let kind = match letter {
        'A' => return Some(container("aside", BoxEnd::Letter('A'))),
        'C' => return Some(container("center", BoxEnd::Letter('C'))),
        'B' | 'G' => "note",
        'D' => "discussion",
        'E' => "error",
        'I' => "info",
        'Q' => "question",
        'T' => "tip",
        'W' => "warning",
        'X' => "exercise",
        _ => return None,
    };
    Some(BoxOpening { heading: None, first: Some(alert(kind)), title: None, end: BoxEnd::Letter(letter) })
}

fn container(class: &str, end: BoxEnd) -> BoxOpening {
    BoxOpening { heading: None, first: Some(format!("::: {class}\n")), title: None, end }
}

/// `:::tip Title`, `:::tip[Title]`, `:::tip{title="Title"}`, `::: details Title {open}`. Any other container stays as it is.
fn colons(line: &str) -> Option<BoxOpening> {
    let count = line.bytes().take_while(|byte| *byte == b':').count();
    let given = line[count..].trim();
    if count < 3 || given.is_empty() {
        return None;
    }
    let end = BoxEnd::Colons(count);
    let name = given.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(given.len());
    let (name, rest) = given.split_at(name);
    let start = line.len() - rest.len();
    // VitePress shows such details open, and on paper everything is open.
    let words = rest.trim_end();
    let words = words.strip_suffix("{open}").filter(|words| words.ends_with(' ')).unwrap_or(words);
    let title = match words.trim() {
        "" => None,
        words if rest.starts_with('[') && words.ends_with(']') => Some(start + 1..line.len() - 1),
        words if rest.starts_with("{title=\"") && words.ends_with("\"}") => Some(start + "{title=\"".len()..line.len() - 2),
        words if rest.starts_with(' ') && !words.starts_with('{') => {
            let start = start + (rest.len() - rest.trim_start().len());
            Some(start..start + words.len())
        }
        _ => return Some(BoxOpening { heading: None, first: None, title: None, end }),
    };
    let first = (KINDS.contains(&name) || matches!(name, "details" | "secondary")).then(|| alert(name));
    Some(BoxOpening { heading: None, title: title.filter(|_| first.is_some()), first, end })
}

/// ```` ```{note} ```` or `:::{note}`, if no options follow. Any other directive stays as it is.
fn directive(line: &str, after: &str) -> Option<BoxOpening> {
    let sign = line.bytes().next().filter(|sign| matches!(sign, b':' | b'`' | b'~'))?;
    let count = line.bytes().take_while(|byte| *byte == sign).count();
    let given = line[count..].trim();
    if count < 3 || given.is_empty() {
        return None;
    }
    let end = if sign == b':' { BoxEnd::Colons(count) } else { BoxEnd::Fence(sign, count) };
    let kept = |end| (sign == b':').then_some(BoxOpening { heading: None, first: None, title: None, end });
    let Some((name, title)) = given.strip_prefix('{').and_then(|given| given.split_once('}')) else { return kept(end) };
    let first = after.lines().next().unwrap_or_default().trim();
    let class = first.strip_prefix(":class:").map(str::trim);
    let has_options = first == "---" || first.starts_with(':') && !first.starts_with("::") && class.is_none();
    let kind = match name {
        "admonition" => "note",
        name if KINDS.contains(&name) => name,
        _ => return kept(end),
    };
    if has_options || class.is_some() {
        return kept(end);
    }
    let title = title.trim();
    let title = (!title.is_empty()).then(|| line.len() - title.len()..line.len());
    Some(BoxOpening { heading: None, first: Some(alert(kind)), title, end })
}

/// `!!! note "Title"`, `=== "Tab"`, with indented text.
fn admonition(line: &str, after: &str, columns: usize) -> Option<BoxOpening> {
    let next = after.lines().take(4).find(|line| !line.trim().is_empty())?;
    let spaces = next.bytes().take_while(|byte| *byte == b' ').count();
    let is_tab = is_tab(line);
    if !(is_admonition(line) || is_tab) || !(spaces >= columns + 4 || next.trim_start_matches(' ').starts_with('\t')) {
        return None;
    }
    let words = line.trim_start_matches(['!', '?', '+', ' ']);
    let kind = if is_tab { "tab".to_owned() } else { words.chars().take_while(|c| c.is_ascii_alphanumeric()).collect::<String>() };
    let title = line.find('"').map(|open| open + 1..line.len() - 1).filter(|title| !title.is_empty());
    Some(BoxOpening { heading: None, first: Some(alert(&kind.to_ascii_lowercase())), title, end: BoxEnd::Indentation })
}

/// `::: {.callout-note title="Title"}`, `::: callout-note`. A heading at its beginning is its title. Any other container stays as it is.
fn callout(line: &str, after: &str) -> Option<BoxOpening> {
    let count = line.bytes().take_while(|byte| *byte == b':').count();
    let given = line[count..].trim_end_matches(':').trim();
    if count < 3 || given.is_empty() {
        return None;
    }
    let kept = BoxOpening { first: None, title: None, heading: None, end: BoxEnd::Colons(3) };
    let attributes = match braces(given) {
        Some(read) => read.attributes,
        None => Attributes { classes: vec![given.to_owned()], ..Attributes::default() },
    };
    let kind = match attributes.classes.as_slice() {
        [class] => class.strip_prefix("callout-").filter(|kind| KINDS.contains(kind)),
        _ => None,
    };
    let is_known = attributes.pairs.keys().all(|key| matches!(key.as_str(), "title" | "collapse" | "icon" | "appearance"));
    let Some(kind) = kind.filter(|_| is_known && attributes.anchor.is_none()) else { return Some(kept) };
    let title = line.find("title=").map(|at| at + "title=".len()).and_then(|at| {
        let quote = line[at..].chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let length = line[at + 1..].find(quote)?;
        Some(at + 1..at + 1 + length).filter(|title| !title.is_empty())
    });
    let heading = if title.is_none() { heading(after) } else { None };
    Some(BoxOpening { first: Some(alert(kind)), title, heading, end: BoxEnd::Colons(3) })
}

/// The words of a heading at the beginning of a text, without attributes.
fn heading(after: &str) -> Option<Range<usize>> {
    let start = after.len() - after.trim_start().len();
    let line = after[start..].split('\n').next()?.trim_end();
    let words = line.strip_prefix('#')?.trim_start_matches('#');
    let title = words.strip_prefix(' ')?.trim();
    let begin = start + line.len() - words.trim_start().len();
    (!title.is_empty() && !title.contains('{')).then(|| begin..begin + title.len())
}

/// ```` ```{note} ````, if it is an alert. Some sites of other tools have them, and nothing else begins like them.
fn directive_alert(line: &str, after: &str) -> Option<BoxOpening> {
    directive(line, after).filter(|opening| opening.first.is_some())
}

/// ```` ```admonish warning "Title" ````, ```` ```admonish title="Title" ````
fn admonish(line: &str) -> Option<BoxOpening> {
    let sign = line.bytes().next().filter(|sign| matches!(sign, b'`' | b'~'))?;
    let count = line.bytes().take_while(|byte| *byte == sign).count();
    let rest = line[count..].trim_start().strip_prefix("admonish").filter(|_| count >= 3)?;
    if !(rest.is_empty() || rest.starts_with(' ')) {
        return None;
    }
    let words = rest.trim_start();
    let kind = words.find(|c: char| !c.is_ascii_alphanumeric()).map_or(words, |end| &words[..end]);
    let (kind, options) = if KINDS.contains(&kind) { (kind, &words[kind.len()..]) } else { ("note", words) };
    let given = options.trim_start();
    let quoted = given.strip_prefix("title=").unwrap_or(given);
    let title = match quoted.strip_prefix('"').and_then(|quoted| quoted.split_once('"')) {
        Some((title, _)) => {
            let start = line.len() - quoted.len() + 1;
            Some(start..start + title.len()).filter(|title| !title.is_empty())
        }
        None if given.is_empty() || given.starts_with("collapsible=") => None,
        None => return None,
    };
    Some(BoxOpening { heading: None, first: Some(alert(kind)), title, end: BoxEnd::Fence(sign, count) })
}
