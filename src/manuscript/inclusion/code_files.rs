//! The files that a line includes: code (`~~~ {.haskell include="boats.hs"}` of filters of Pandoc, `<<[Boats](boats.rb)` of Leanpub) and
//! text (`{{< include _part.qmd >}}` of Quarto).
use std::ops::Range;

use crate::diagnostic::{Diagnostic, codes};
use crate::edition::Dialect;

use super::opened::{DEEPEST, Opener, candidates};
use super::variables::Variables;
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::files::open::bom;
use crate::manuscript::front_matter::block;
use crate::manuscript::syntax::lines::CodeFence;
use crate::manuscript::syntax::verbatim::VerbatimLines;

/// The folders in which Leanpub looks for code.
const FOLDERS: [&str; 4] = ["manuscript/", "manuscript/resources/", "manuscript/code/", "resources/"];

/// A fence around included code, longer than those that code has.
const FENCE: &str = "~~~~~~~~";

/// The text with the files that it includes. `None` if there are none.
pub(super) fn expanded(
    source: &Assembled,
    folder: &str,
    (dialect, variables): (Dialect, &Variables),
    opener: &mut Opener<'_>,
) -> Option<Assembled> {
    let signs: &[&str] = match dialect {
        Dialect::Pandoc => &["include="],
        Dialect::Quarto => &["include=", "{{<"],
        Dialect::Leanpub => &["<<[", "<<("],
        _ => return None,
    };
    if !signs.iter().any(|sign| source.text.contains(sign)) {
        return None;
    }
    let mut lines = CodeIncluder { dialect, variables, opener, out: Assembled::default() };
    lines.add(source, (folder, 0));
    Some(lines.out)
}

struct CodeIncluder<'a, 's> {
    dialect: Dialect,
    variables: &'a Variables,
    opener: &'a mut Opener<'s>,
    out: Assembled,
}

/// The lines of a file to include.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LineRange {
    /// The first line, from 1.
    first: usize,
    /// The last line.
    last: usize,
}

impl CodeIncluder<'_, '_> {
    /// Adds a text. `place` is the folder of its file, and how deeply it is included.
    fn add(&mut self, source: &Assembled, place: (&str, usize)) {
        let mut verbatim = VerbatimLines::default();
        let mut at = 0;
        for line in source.text.split_inclusive('\n') {
            let range = at..at + line.len();
            at = range.end;
            if verbatim.continues(line) {
                self.out.copy(source, range);
                continue;
            }
            let is_done = match self.dialect {
                Dialect::Leanpub => self.code_of_leanpub(source, range.clone(), place),
                Dialect::Quarto if line.trim_start().starts_with("{{<") => self.text_of_quarto(source, range.clone(), place),
                _ => self.code_of_fence(source, range.clone(), place),
            };
            let is_fence = line.trim_start().starts_with(['`', '~']);
            if !is_done || is_fence {
                verbatim.opens(line);
            }
            if is_done {
                continue;
            }
            if self.dialect == Dialect::Quarto && line.contains("{{<") {
                self.values(source, range);
            } else {
                self.out.copy(source, range);
            }
        }
    }

    /// Adds the line of a fence whose attributes name a file, without these attributes, and the lines of the file. Returns whether the line
    /// is such a fence and the file was opened.
    fn code_of_fence(&mut self, source: &Assembled, line: Range<usize>, place: (&str, usize)) -> bool {
        let words = source.text[line.clone()].trim_end();
        let start = line.start + (words.len() - words.trim_start().len());
        let Some(fence) = CodeFence::opening(words.trim_start()) else { return false };
        let attributes = &source.text[start + fence.count..line.start + words.len()];
        let Some((path, own)) = value(attributes, "include") else { return false };
        let number = |key| value(attributes, key).and_then(|(text, _)| text.parse::<usize>().ok());
        let lines = LineRange { first: number("startLine").unwrap_or(1), last: number("endLine").unwrap_or(usize::MAX) };
        let mut left_out: Vec<Range<usize>> = ["startLine", "endLine"].iter().filter_map(|key| Some(value(attributes, key)?.1)).collect();
        left_out.push(own);
        left_out.sort_by_key(|range| range.start);
        let before = self.out.clone();
        let mut at = line.start;
        for range in left_out {
            self.out.copy(source, at..start + fence.count + range.start);
            at = start + fence.count + range.end;
        }
        self.out.copy(source, at..line.end);
        if !self.code(source, line, (path, lines), place) {
            self.out = before;
            return false;
        }
        true
    }

    /// Adds lines of a file as they are. Returns whether the file was opened.
    fn code(&mut self, source: &Assembled, line: Range<usize>, (path, lines): (&str, LineRange), (folder, _): (&str, usize)) -> bool {
        let folders: &[&str] = if self.dialect == Dialect::Leanpub { &FOLDERS } else { &[] };
        let span = source.span(line);
        let Some(opened) = self.opener.open(&candidates(folder, path, folders), self.out.text.len(), span) else { return false };
        let start = bom(&opened.text);
        let length = |count: usize| opened.text[start..].split_inclusive('\n').take(count).map(str::len).sum::<usize>();
        let range = start + length(lines.first.saturating_sub(1))..start + length(lines.last);
        self.out.copy(&Assembled::whole(opened.file, &opened.text, 0), range.start..range.end.max(range.start));
        if !self.out.text.ends_with('\n') {
            self.out.insert("\n", span);
        }
        true
    }

    /// Adds the code that a line of Leanpub includes: `<<[Boats](boats.rb)`, `<<(boats.rb)`. Returns whether the line does.
    fn code_of_leanpub(&mut self, source: &Assembled, line: Range<usize>, place: (&str, usize)) -> bool {
        let words = source.text[line.clone()].trim();
        let Some(rest) = words.strip_prefix("<<") else { return false };
        let (title, rest) = match rest.strip_prefix('[').and_then(|rest| rest.split_once("](")) {
            Some((title, rest)) => (title, rest),
            None => ("", rest.strip_prefix('(').unwrap_or_default()),
        };
        let Some(path) = rest.strip_suffix(')').filter(|path| !path.is_empty()) else { return false };
        let language = path.rsplit_once('.').map_or("text", |(_, extension)| extension);
        let language = if language.bytes().all(|byte| byte.is_ascii_alphanumeric()) { language } else { "text" };
        let title = if title.is_empty() || title.contains(['"', '~']) { String::new() } else { format!(" title=\"{title}\"") };
        let span = source.span(line.clone());
        let before = self.out.clone();
        self.out.insert(&format!("\n{FENCE}{language}{title}\n"), span);
        if !self.code(source, line, (path, LineRange { first: 1, last: usize::MAX }), place) {
            self.out = before;
            return false;
        }
        self.out.insert(&format!("{FENCE}\n"), span);
        true
    }

    /// Adds the text that a line of Quarto includes: `{{< include _part.qmd >}}`. Returns whether the line does.
    fn text_of_quarto(&mut self, source: &Assembled, line: Range<usize>, (folder, depth): (&str, usize)) -> bool {
        let words = source.text[line.clone()].trim();
        let inner = words.strip_prefix("{{<").and_then(|words| words.strip_suffix(">}}")).map(str::trim);
        let Some(path) = inner.and_then(|inner| inner.strip_prefix("include ")).map(|path| path.trim().trim_matches(['"', '\''])) else {
            return false;
        };
        let span = source.span(line.clone());
        if depth >= DEEPEST {
            let diagnostic = Diagnostic::new(codes::TOO_DEEP, span, "files include one another without end");
            self.opener.sink.report(diagnostic.hint("remove one of the includes"));
            return false;
        }
        let Some(opened) = self.opener.open(&candidates(folder, path, &[]), self.out.text.len(), span) else { return false };
        let start = bom(&opened.text);
        let start = block::find(&opened.text, start).map_or(start, |found| found.end);
        let included = Assembled::whole(opened.file, &opened.text, start);
        let folder = opened.path.rfind('/').map_or("", |at| &opened.path[..=at]).to_owned();
        self.add(&included, (&folder, depth + 1));
        if !self.out.text.ends_with('\n') {
            self.out.insert("\n", span);
        }
        true
    }

    /// Adds a line of Quarto with the values of its variables: `{{< var version >}}`.
    fn values(&mut self, source: &Assembled, line: Range<usize>) {
        let (mut from, mut at) = (line.start, line.start);
        while let Some(start) = source.text[at..line.end].find("{{<").map(|found| at + found) {
            let Some(end) = source.text[start..line.end].find(">}}").map(|found| start + found + ">}}".len()) else { break };
            at = end;
            let inner = source.text[start + "{{<".len()..end - ">}}".len()].trim();
            let value = inner.strip_prefix("var ").and_then(|name| self.variables.get(name.trim()));
            if let Some(value) = value {
                self.out.copy(source, from..start);
                self.out.insert(value, source.span(start..end));
                from = end;
            }
        }
        self.out.copy(source, from..line.end);
    }
}

/// The value of a key in the attributes of a fence, and the bytes of both, with the space before them.
fn value<'a>(attributes: &'a str, key: &str) -> Option<(&'a str, Range<usize>)> {
    let sign = format!("{key}=");
    let start = attributes.match_indices(&sign).find(|(at, _)| attributes[..*at].ends_with([' ', '{']))?.0;
    let rest = &attributes[start + sign.len()..];
    let (value, length) = match rest.chars().next()? {
        quote @ ('"' | '\'') => {
            let value = rest[1..].split(quote).next()?;
            (value, (value.len() + 2).min(rest.len()))
        }
        _ => {
            let value = rest.split([' ', '}']).next()?;
            (value, value.len())
        }
    };
    let first = start - usize::from(attributes[..start].ends_with(' '));
    (!value.is_empty()).then_some((value, first..start + sign.len() + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_attributes_are_found() {
        let found = |attributes: &'static str, key| value(attributes, key).map(|(value, range)| (value, &attributes[range]));
        let given = " {.haskell include=\"src/a.hs\" startLine=3}";
        assert_eq!(found(given, "include"), Some(("src/a.hs", " include=\"src/a.hs\"")));
        assert_eq!(found(given, "startLine"), Some(("3", " startLine=3")));
        assert_eq!(found("{include=a.hs}", "include"), Some(("a.hs", "include=a.hs")));
        assert_eq!(found(" {.haskell xinclude=a}", "include"), None);
        assert_eq!(found(" {include=}", "include"), None);
        assert_eq!(found(" {include=\"é", "include").map(|found| found.0), Some("é"));
    }
}
