//! Front matter: settings between `---` (YAML) or `+++` (TOML) at the head of a text.
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::edition::{Entry, Setting, Value, read_toml};
use crate::source::{FileId, Span};

/// Where front matter stands.
pub(crate) struct FrontMatter {
    toml: bool,
    /// What is between its two lines.
    inner: Range<usize>,
    /// Where the text begins.
    pub(crate) end: usize,
}

/// Finds front matter at the head of a text, from byte `start`. A thematic break is none.
pub(crate) fn find(text: &str, start: usize) -> Option<FrontMatter> {
    let rest = &text[start..];
    let first = rest.lines().next()?.trim_end();
    let toml = match first {
        "---" => false,
        "+++" => true,
        _ => return None,
    };
    let inner = start + rest.find('\n')? + 1;
    let mut at = inner;
    for line in text[inner..].split_inclusive('\n') {
        let sign = line.trim_end();
        if (toml && sign == "+++") || (!toml && (sign == "---" || sign == "...")) {
            let range = inner..at;
            return looks_so(&text[range.clone()], toml).then(|| FrontMatter { toml, inner: range, end: at + line.len() });
        }
        at += line.len();
    }
    None
}

/// Whether the first line that says anything is a key with a value.
fn looks_so(text: &str, toml: bool) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    match first {
        None => true,
        Some(line) if toml => line.contains('=') || line.starts_with('['),
        Some(line) => key_of(line).is_some(),
    }
}

/// Reads front matter.
pub(crate) fn read(file: FileId, text: &str, matter: &FrontMatter, sink: &Sink) -> Setting {
    if matter.toml {
        return read_toml(file, text, matter.inner.clone(), sink);
    }
    let mut lines = Vec::new();
    let mut at = matter.inner.start;
    for line in text[matter.inner.clone()].split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        let indent = words.len() - words.trim_start_matches(' ').len();
        let body = words.trim();
        if !body.is_empty() && !body.starts_with('#') {
            lines.push(Line { start: at, indent, text: words[indent..].to_owned() });
        } else {
            lines.push(Line { start: at, indent: usize::MAX, text: String::new() });
        }
        at += line.len();
    }
    let mut yaml = Yaml { file, lines, at: 0, sink };
    let value = yaml.table(0, 0);
    Setting { span: Span::new(file, matter.inner.start, matter.inner.end), value }
}

struct Line {
    start: usize,
    /// Columns before the text; the largest number for a blank line.
    indent: usize,
    text: String,
}

/// The part of YAML that people write at the head of a text: names, texts, lists, tables in them.
struct Yaml<'a> {
    file: FileId,
    lines: Vec<Line>,
    at: usize,
    sink: &'a Sink,
}

/// The key of a line, and what stands after the colon.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let (key, rest) = match line.strip_prefix(['"', '\'']) {
        Some(quoted) => {
            let end = quoted.find(line.chars().next()?)?;
            (&quoted[..end], quoted[end + 1..].strip_prefix(':')?)
        }
        None => line.split_once(':')?,
    };
    let good = key.starts_with(char::is_alphabetic) && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'));
    (good && (rest.is_empty() || rest.starts_with([' ', '\t']))).then_some((key, rest))
}

impl Yaml<'_> {
    fn skip_blank(&mut self) {
        while self.lines.get(self.at).is_some_and(|line| line.indent == usize::MAX) {
            self.at += 1;
        }
    }

    fn span(&self, start: usize, length: usize) -> Span {
        Span::new(self.file, start, start + length)
    }

    /// All keys that are indented by at least `indent`, as far as the first is.
    fn table(&mut self, indent: usize, depth: usize) -> Value {
        let mut entries = Vec::new();
        self.skip_blank();
        let own = self.lines.get(self.at).map_or(indent, |line| line.indent);
        loop {
            self.skip_blank();
            let Some(line) = self.lines.get(self.at).filter(|line| line.indent == own && own >= indent) else { break };
            let (start, text) = (line.start + line.indent, line.text.clone());
            let Some((key, rest)) = key_of(&text) else {
                self.stray(start, text.len());
                continue;
            };
            let span = self.span(start, key.len());
            let value_at = start + (text.len() - rest.len());
            let (key, rest) = (key.to_owned(), rest.to_owned());
            self.at += 1;
            let value = self.value(&rest, value_at, own, depth);
            entries.push(Entry { key, span, value });
        }
        if depth == 0 && self.at < self.lines.len() {
            let line = &self.lines[self.at];
            if line.indent != usize::MAX {
                self.stray(line.start + line.indent, line.text.len());
                let Value::Table(more) = self.table(0, depth) else { return Value::Table(entries) };
                entries.extend(more);
            }
        }
        Value::Table(entries)
    }

    fn stray(&mut self, start: usize, length: usize) {
        self.sink.report(
            Diagnostic::new(codes::BAD_FRONT_MATTER, self.span(start, length), "this is no setting")
                .hint("write `key: value`, one on a line"),
        );
        self.at += 1;
    }

    fn value(&mut self, rest: &str, start: usize, indent: usize, depth: usize) -> Setting {
        let text = rest.trim();
        let own = start + (rest.len() - rest.trim_start().len());
        if let Some(style @ ('|' | '>')) = text.chars().next().filter(|_| text.len() <= 2) {
            return self.block(style, own, indent);
        }
        if !text.is_empty() && !text.starts_with('#') {
            return self.flow(text, own);
        }
        self.skip_blank();
        let next = self.lines.get(self.at).map(|line| (line.indent, line.text.starts_with("- ") || line.text == "-", line.start));
        match next {
            Some((columns, true, line)) if columns >= indent && depth < 8 => {
                let value = self.list(columns, depth + 1);
                Setting { span: self.span(line + columns, 1), value }
            }
            Some((columns, false, line)) if columns > indent && depth < 8 => {
                let value = self.table(columns, depth + 1);
                Setting { span: self.span(line + columns, 1), value }
            }
            _ => Setting { span: self.span(own, 0), value: Value::Text(String::new()) },
        }
    }

    fn list(&mut self, indent: usize, depth: usize) -> Value {
        let mut values = Vec::new();
        loop {
            self.skip_blank();
            let Some(line) = self.lines.get_mut(self.at).filter(|line| line.indent == indent && line.text.starts_with('-')) else { break };
            let after = line.text[1..].trim_start().to_owned();
            let columns = line.text.len() - after.len();
            let start = line.start + indent + columns;
            if key_of(&after).is_some() && depth < 8 {
                // A table whose first key stands beside the hyphen.
                line.start += columns;
                line.indent = indent + columns;
                line.start -= columns;
                line.text = after;
                let value = self.table(indent + 1, depth + 1);
                values.push(Setting { span: self.span(start, 1), value });
            } else {
                self.at += 1;
                values.push(self.value(&after, start, indent, depth));
            }
        }
        Value::List(values)
    }

    /// `|` keeps lines, `>` folds them.
    fn block(&mut self, style: char, start: usize, indent: usize) -> Setting {
        let mut text = String::new();
        let mut own = None;
        while let Some(line) = self.lines.get(self.at) {
            if line.indent != usize::MAX && line.indent <= indent {
                break;
            }
            if !text.is_empty() {
                text.push(if style == '|' || line.indent == usize::MAX { '\n' } else { ' ' });
            }
            if line.indent != usize::MAX {
                let first = *own.get_or_insert(line.indent);
                text.push_str(&" ".repeat(line.indent.saturating_sub(first)));
                text.push_str(&line.text);
            }
            self.at += 1;
        }
        Setting { span: self.span(start, 1), value: Value::Text(text.trim().to_owned()) }
    }

    fn flow(&self, text: &str, start: usize) -> Setting {
        let span = self.span(start, text.len());
        if let Some(inner) = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
            let mut values = Vec::new();
            let mut from = 0;
            let mut quote = None;
            for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
                match (quote, c) {
                    (None, '"' | '\'') => quote = Some(c),
                    (Some(open), _) if open == c => quote = None,
                    (None, ',') => {
                        let item = &inner[from..at];
                        if !item.trim().is_empty() {
                            let before = item.len() - item.trim_start().len();
                            values.push(self.scalar(item.trim(), start + 1 + from + before));
                        }
                        from = at + 1;
                    }
                    _ => {}
                }
            }
            return Setting { span, value: Value::List(values) };
        }
        self.scalar(text, start)
    }

    fn scalar(&self, text: &str, start: usize) -> Setting {
        let span = self.span(start, text.len());
        let value = if let Some(inner) = text.strip_prefix('"') {
            let inner = inner.rfind('"').map_or(inner, |end| &inner[..end]);
            inner.replace("\\\"", "\"").replace("\\n", "\n").replace("\\\\", "\\")
        } else if let Some(inner) = text.strip_prefix('\'') {
            inner.rfind('\'').map_or(inner, |end| &inner[..end]).replace("''", "'")
        } else {
            match text.split(" #").next().unwrap_or(text).trim_end() {
                "true" => return Setting { span, value: Value::Truth(true) },
                "false" => return Setting { span, value: Value::Truth(false) },
                plain => plain.to_owned(),
            }
        };
        Setting { span, value: Value::Text(value) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_read() {
        let text = "---\ntitle: \"A: b\" # c\nauthors:\n  - name: X\n    role: edt\n  - Y\nsubjects: [a, 'b, c']\nseries:\n  name: S\n  position: 2\ndescription: >\n  one\n  two\n---\nText\n";
        let sink = Sink::default();
        let found = find(text, 0).expect("front matter");
        let given = read(FileId(0), text, &found, &sink);
        assert_eq!(sink.sorted(), []);
        let text_of = |given: &Setting| match &given.value {
            Value::Text(text) => text.clone(),
            other => format!("{other:?}"),
        };
        assert_eq!(given.get("title").map(text_of), Some("A: b".to_owned()));
        assert_eq!(given.get("description").map(text_of), Some("one two".to_owned()));
        assert_eq!(given.get("series").and_then(|series| series.get("position")).map(text_of), Some("2".to_owned()));
        let Some(Value::List(authors)) = given.get("authors").map(|authors| &authors.value) else { panic!("no list") };
        assert_eq!(authors[0].get("role").map(text_of), Some("edt".to_owned()));
        assert_eq!(text_of(&authors[1]), "Y");
        let Some(Value::List(subjects)) = given.get("subjects").map(|subjects| &subjects.value) else { panic!("no list") };
        assert_eq!(subjects.iter().map(text_of).collect::<Vec<_>>(), ["a", "b, c"]);
        assert_eq!(&text[found.end..], "Text\n");
        assert!(find("---\nFoo\n---\nBar\n", 0).is_none());
    }
}
