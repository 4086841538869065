//! The template tags of GitBook, HonKit and Jekyll: `{% include "part.md" %}`, `{{ book.version }}`, `{% raw %}`.
//!
//! Sources: <https://honkit.netlify.app/templating>, <https://shopify.github.io/liquid/>, <https://jekyllrb.com/docs/liquid/tags/>.
//! [`GITBOOK_TAGS`] and [`JEKYLL_TAGS`] say what becomes of the tags that need no code of their own. Conditions are decided if their
//! variables are known. `{% filename %}` and `{% code title="…" %}` name the code after them.
use std::ops::Range;

use crate::diagnostic::{Diagnostic, codes};
use crate::edition::Dialect;
use crate::source::Span;

use super::opened::{DEEPEST, Opener, candidates};
use super::variables::Variables;
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::files::open::bom;
use crate::manuscript::text::passes::within;

/// The longest tag, in bytes.
const LONGEST: usize = 2_000;

/// What becomes of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TagUse {
    /// Nothing: what it encloses stands by itself.
    Dropped,
    /// The value of this attribute is a line in bold above what it encloses.
    Title(&'static str),
    /// The value of this attribute names the code after it.
    CodeTitle(&'static str),
    /// The value of this attribute is an address, which is printed as a link.
    Link(&'static str),
    /// Its words are the path of a page from the root of the site, which is put in its place.
    Path,
    /// Its words are the path of a post without its folder and its extension. The path of the post is put in its place.
    Post,
    /// It is left out, with everything up to the tag with this name.
    LeftOutTo(&'static str),
}

/// The tags of Jekyll that need no code of their own.
const JEKYLL_TAGS: [(&str, TagUse); 3] = [("link", TagUse::Path), ("post_url", TagUse::Post), ("comment", TagUse::LeftOutTo("endcomment"))];

/// The tags of GitBook that divide a text.
const GITBOOK_TAGS: [(&str, TagUse); 22] = [
    ("tabs", TagUse::Dropped),
    ("endtabs", TagUse::Dropped),
    ("tab", TagUse::Title("title")),
    ("endtab", TagUse::Dropped),
    ("stepper", TagUse::Dropped),
    ("endstepper", TagUse::Dropped),
    ("step", TagUse::Dropped),
    ("endstep", TagUse::Dropped),
    ("columns", TagUse::Dropped),
    ("endcolumns", TagUse::Dropped),
    ("column", TagUse::Dropped),
    ("endcolumn", TagUse::Dropped),
    ("content-ref", TagUse::Dropped),
    ("endcontent-ref", TagUse::Dropped),
    ("code", TagUse::CodeTitle("title")),
    ("endcode", TagUse::Dropped),
    ("embed", TagUse::Link("url")),
    ("endembed", TagUse::Dropped),
    ("method", TagUse::Dropped),
    ("endmethod", TagUse::Dropped),
    ("sample", TagUse::Title("lang")),
    ("endsample", TagUse::Dropped),
];

/// The text with its tags and variables. `None` if it has none.
pub(super) fn expanded(
    source: &Assembled,
    folder: &str,
    (dialect, variables): (Dialect, &Variables),
    opener: &mut Opener<'_>,
) -> Option<Assembled> {
    if !["{%", "{{", "<!--sec"].iter().any(|sign| source.text.contains(sign)) {
        return None;
    }
    let mut template = TemplateExpander { dialect, variables: variables.clone(), opener, out: Assembled::default(), code_title: None };
    template.add(source, 0..source.text.len(), (folder, 0));
    Some(template.out)
}

struct TemplateExpander<'a, 's> {
    dialect: Dialect,
    variables: Variables,
    opener: &'a mut Opener<'s>,
    out: Assembled,
    /// The title of the code that follows.
    code_title: Option<String>,
}

/// A tag `{% name rest %}`.
struct UsedTag<'t> {
    name: &'t str,
    rest: &'t str,
    range: Range<usize>,
}

impl<'t> UsedTag<'t> {
    /// The tag that begins at a byte.
    fn at(text: &'t str, at: usize) -> Option<Self> {
        let inner = text[at..].strip_prefix("{%")?;
        let close = inner.find("%}").filter(|close| *close < LONGEST)?;
        let words = inner[..close].trim_start_matches('-').trim_end_matches('-').trim();
        let (name, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        Some(Self { name, rest: rest.trim(), range: at..at + "{%".len() + close + "%}".len() })
    }

    /// The next tag in a range with one of some names.
    fn next(text: &'t str, range: Range<usize>, names: &[&str]) -> Option<Self> {
        let mut at = range.start;
        while let Some(start) = text[at..range.end].find("{%").map(|found| at + found) {
            match Self::at(text, start).filter(|tag| names.contains(&tag.name)) {
                Some(tag) if tag.range.end <= range.end => return Some(tag),
                _ => at = start + "{%".len(),
            }
        }
        None
    }

    /// The value of an attribute in quotation marks.
    fn attribute(&self, key: &str) -> Option<&'t str> {
        let at = self.rest.match_indices(key).find(|(at, _)| {
            let before = self.rest[..*at].chars().next_back();
            before.is_none_or(|c| c.is_whitespace() || c == ',') && self.rest[at + key.len()..].trim_start().starts_with('=')
        })?;
        quoted(self.rest[at.0 + key.len()..].trim_start().strip_prefix('=')?)
    }
}

/// The values of an include of Jekyll: `width="300" title='Boats'`.
fn attributes(values: &str) -> impl Iterator<Item = (String, String)> {
    let mut rest = values;
    std::iter::from_fn(move || {
        let (key, value) = rest.split_once('=')?;
        let value = value.trim_start();
        let text = quoted(value)?;
        rest = &value[text.len() + 2..];
        Some((key.trim().to_owned(), text.to_owned()))
    })
}

/// The text in quotation marks at the beginning of an expression.
fn quoted(expression: &str) -> Option<&str> {
    let expression = expression.trim_start();
    let quote = expression.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    expression[1..].split_once(quote).map(|(inner, _)| inner)
}

impl TemplateExpander<'_, '_> {
    /// Adds a range of a text. `place` is the folder of the file, and how deeply it is included.
    fn add(&mut self, source: &Assembled, range: Range<usize>, place: (&str, usize)) {
        let text = source.text.as_str();
        let (mut from, mut at) = (range.start, range.start);
        while at < range.end {
            let Some(found) = next_sign(&text[at..range.end], self.code_title.is_some()) else { break };
            let start = at + found;
            let end = match &text[start..] {
                rest if rest.starts_with("{{") => self.variable(source, from..start),
                rest if rest.starts_with("{%") => self.tag(source, from..start, range.end, place),
                rest if rest.starts_with("<!--") => self.section(source, from..start),
                _ => self.fence(source, from..start),
            };
            match end {
                Some(end) => {
                    from = end;
                    at = end;
                }
                None => at = start + 2,
            }
        }
        self.out.copy(source, from.min(range.end)..range.end);
    }

    /// Adds the value of the variable that begins at the end of `before`, after the text before it. Returns the byte after it.
    fn variable(&mut self, source: &Assembled, before: Range<usize>) -> Option<usize> {
        let inner = &source.text[before.end + "{{".len()..];
        let close = inner.find("}}").filter(|close| *close < LONGEST && !inner[..*close].contains('\n'))?;
        let (name, filters) = inner[..close].split_once('|').unwrap_or((&inner[..close], ""));
        let is_plain = filters.split('|').all(|filter| matches!(filter.trim(), "" | "relative_url" | "absolute_url" | "safe" | "escape"));
        let name = name.trim().trim_matches('-').trim();
        let value = match quoted(name) {
            Some(text) if self.dialect == Dialect::Jekyll && !filters.is_empty() => text.to_owned(),
            _ => self.variables.get(name)?.clone(),
        };
        let end = before.end + "{{".len() + close + "}}".len();
        if !is_plain {
            return None;
        }
        let span = source.span(before.end..end);
        self.out.copy(source, before);
        self.out.insert(&value, span);
        Some(end)
    }

    /// A title with the values of its variables. Those that are not known stay, and are reported when the text is read.
    fn title(&self, written: &str) -> String {
        let mut out = String::new();
        let mut rest = written;
        while let Some((before, (name, after))) = rest.split_once("{{").and_then(|(before, inner)| Some((before, inner.split_once("}}")?)))
        {
            out.push_str(before);
            match self.variables.get(name.trim()) {
                Some(value) => out.push_str(value),
                None => out.push_str(&format!("{{{{{name}}}}}")),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// Adds what becomes of the tag that begins at the end of `before`, after the text before it. Returns the byte after what it encloses.
    fn tag(&mut self, source: &Assembled, before: Range<usize>, limit: usize, place: (&str, usize)) -> Option<usize> {
        let text = source.text.as_str();
        let tag = UsedTag::at(text, before.end).filter(|tag| tag.range.end <= limit)?;
        let span = source.span(tag.range.clone());
        match tag.name {
            "raw" => {
                let end = UsedTag::next(text, tag.range.end..limit, &["endraw"])?;
                self.out.copy(source, before);
                // Tags in code of Jekyll stay between these, so that they are known to be text.
                let is_kept = self.dialect == Dialect::Jekyll;
                self.out.copy(source, if is_kept { tag.range.start..end.range.end } else { tag.range.end..end.range.start });
                Some(end.range.end)
            }
            "set" | "assign" => {
                let (name, value) = tag.rest.split_once('=')?;
                let value = quoted(value)?.to_owned();
                self.variables.insert(name.trim().to_owned(), value);
                self.out.copy(source, before);
                Some(tag.range.end)
            }
            "if" => {
                let branches = branches(text, &tag, limit, |condition| self.is_true(condition))?;
                self.out.copy(source, before);
                if let Some(chosen) = branches.chosen {
                    self.add(source, chosen, place);
                }
                Some(branches.end)
            }
            "include" if self.dialect == Dialect::Gitbook => {
                let written = quoted(tag.rest)?;
                self.include(source, before, (&candidates(place.0, written, &[]), span), place.1)?;
                Some(tag.range.end)
            }
            "include" | "include_cached" | "include_relative" => {
                let (written, values) = tag.rest.split_once(char::is_whitespace).unwrap_or((tag.rest, ""));
                let places = match tag.name {
                    "include_relative" => candidates(place.0, written, &[]),
                    _ => vec![within("_includes/", written.trim_start_matches('/'))],
                };
                let outer = self.variables.clone();
                self.variables.extend(attributes(values).map(|(key, value)| (format!("include.{key}"), value)));
                let added = self.include(source, before, (&places, span), place.1);
                self.variables = outer;
                added?;
                Some(tag.range.end)
            }
            "filename" if self.dialect == Dialect::Gitbook => {
                let end = UsedTag::next(text, tag.range.end..limit, &["endfilename"])?;
                let name = text[tag.range.end..end.range.start].trim();
                if name.is_empty() || name.contains('\n') {
                    return None;
                }
                self.out.copy(source, before);
                self.title_code(name, &text[end.range.end..limit], span);
                Some(end.range.end)
            }
            name => {
                let tags: &[(&str, TagUse)] = if self.dialect == Dialect::Gitbook { &GITBOOK_TAGS } else { &JEKYLL_TAGS };
                let becomes = tags.iter().find(|(own, _)| *own == name)?.1;
                let end = match becomes {
                    TagUse::LeftOutTo(end) => UsedTag::next(text, tag.range.end..limit, &[end])?.range.end,
                    _ => tag.range.end,
                };
                self.out.copy(source, before);
                match becomes {
                    TagUse::Dropped | TagUse::LeftOutTo(_) => {}
                    TagUse::Path => self.out.insert(&format!("/{}", tag.rest.trim_start_matches('/')), span),
                    TagUse::Post => self.out.insert(&format!("/_posts/{}.md", tag.rest.trim_start_matches('/')), span),
                    TagUse::Title(key) => {
                        if let Some(title) = tag.attribute(key).filter(|title| !title.is_empty()) {
                            let title = self.title(title);
                            self.out.insert(&format!("**{title}**\n"), span);
                        }
                    }
                    TagUse::CodeTitle(key) => {
                        if let Some(title) = tag.attribute(key).filter(|title| !title.is_empty()) {
                            self.title_code(title, &text[tag.range.end..limit], span);
                        }
                    }
                    TagUse::Link(key) => {
                        if let Some(address) = tag.attribute(key) {
                            self.out.insert(&format!("<{address}>\n"), span);
                        }
                    }
                }
                Some(end)
            }
        }
    }

    /// Adds the first of some files that exists, after the text before it. `depth` says how deeply the file around it is included.
    fn include(&mut self, source: &Assembled, before: Range<usize>, wanted: (&[Option<String>], Span), depth: usize) -> Option<()> {
        let (places, span) = wanted;
        if depth >= DEEPEST {
            let diagnostic = Diagnostic::new(codes::TOO_DEEP, span, "files include one another without end");
            self.opener.sink.report(diagnostic.hint("remove one of the tags"));
            return None;
        }
        let opened = self.opener.open(places, self.out.text.len(), span)?;
        self.out.copy(source, before);
        let included = Assembled::whole(opened.file, &opened.text, bom(&opened.text));
        let folder = opened.path.rfind('/').map_or("", |at| &opened.path[..=at]).to_owned();
        self.add(&included, 0..included.text.len(), (&folder, depth + 1));
        Some(())
    }

    /// Keeps a title for the code that follows. If no code with a language follows, the title is a line in bold.
    fn title_code(&mut self, written: &str, after: &str, span: Span) {
        let title = self.title(written);
        let next = after.trim_start();
        let language = next.trim_start_matches('`');
        if next.starts_with("```") && language.starts_with(|c: char| c.is_ascii_alphanumeric()) && !title.contains(['"', '`', '*']) {
            self.code_title = Some(title);
        } else {
            self.out.insert(&format!("**{title}**\n"), span);
        }
    }

    /// Adds the line of the fence that begins at the end of `before`, with the title that was kept for it.
    fn fence(&mut self, source: &Assembled, before: Range<usize>) -> Option<usize> {
        let title = self.code_title.take()?;
        let line = before.end + source.text[before.end..].find('\n').unwrap_or(source.text.len() - before.end);
        let line = before.end + source.text[before.end..line].trim_end().len();
        let span = source.span(before.end..line);
        self.out.copy(source, before.start..line);
        self.out.insert(&format!(" title=\"{title}\""), span);
        Some(line)
    }

    /// Adds the title of the section that a comment of HonKit begins: `<!--sec data-title="Windows" ces-->`. Its end is left out.
    fn section(&mut self, source: &Assembled, before: Range<usize>) -> Option<usize> {
        let inner = &source.text[before.end..];
        let close = inner.find("-->").filter(|close| *close < LONGEST)?;
        let words = inner["<!--".len()..close].trim();
        let end = before.end + close + "-->".len();
        let span = source.span(before.end..end);
        if words == "endsec" {
            self.out.copy(source, before);
            return Some(end);
        }
        let title = words.strip_prefix("sec ").and_then(|words| words.split_once("data-title="))?.1;
        let title = quoted(title)?.trim().to_owned();
        self.out.copy(source, before);
        let title = self.title(&title).replace(['*', '\n'], " ");
        self.out.insert(&format!("**{title}**\n\n"), span);
        Some(end)
    }

    /// Whether a condition is true. `None` if that is not known. A condition compares a variable with a text.
    fn is_true(&self, condition: &str) -> Option<bool> {
        let (name, value, wanted) = match (condition.split_once("!="), condition.split_once("==")) {
            (Some((name, value)), _) => (name, value, false),
            (None, Some((name, value))) => (name, value, true),
            (None, None) => return None,
        };
        Some((self.variables.get(name.trim())? == quoted(value)?) == wanted)
    }
}

/// The first byte of a sign at which something may begin. `fences` says whether fences count.
fn next_sign(text: &str, fences: bool) -> Option<usize> {
    let signs: &[&str] = if fences { &["{{", "{%", "<!--sec", "<!--endsec", "```"] } else { &["{{", "{%", "<!--sec", "<!--endsec"] };
    let mut at = 0;
    while let Some(found) = text[at..].find(['{', '<', '`']).map(|found| at + found) {
        if signs.iter().any(|sign| text[found..].starts_with(sign)) {
            return Some(found);
        }
        at = found + 1;
    }
    None
}

/// The branch of a condition that is chosen.
struct Branches {
    /// Its text. `None` if there is none.
    chosen: Option<Range<usize>>,
    /// The byte after the end of the condition.
    end: usize,
}

/// The branches of the condition that a tag begins. `None` if one of its conditions is not known, or it has no end.
fn branches(text: &str, first: &UsedTag<'_>, limit: usize, is_true: impl Fn(&str) -> Option<bool>) -> Option<Branches> {
    let mut depth = 0usize;
    let mut chosen = None;
    let (mut start, mut holds) = (first.range.end, is_true(first.rest)?);
    let mut at = first.range.end;
    loop {
        let tag = UsedTag::next(text, at..limit, &["if", "elif", "elseif", "elsif", "else", "endif"])?;
        at = tag.range.end;
        match tag.name {
            "if" => depth += 1,
            "endif" if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            name => {
                if holds && chosen.is_none() {
                    chosen = Some(start..tag.range.start);
                }
                if name == "endif" {
                    return Some(Branches { chosen, end: tag.range.end });
                }
                start = tag.range.end;
                holds = if name == "else" { true } else { is_true(tag.rest)? };
            }
        }
    }
}
