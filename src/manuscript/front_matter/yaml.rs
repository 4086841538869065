//! Front matter in YAML as settings.
//!
//! The parser turns YAML 1.2 into events: a scalar, the start or the end of a list or table, an alias. [`SettingsBuilder`] keeps a stack of
//! the lists and tables that are still open and puts each finished value into the one on top. Since nothing here recurses with the
//! nesting of the text, deep nesting cannot overflow the call stack; it is refused beyond [`MAX_DEPTH`], so that later code may recurse
//! over the settings. An alias is replaced by a copy of its anchor's value. All copies together are limited to [`MAX_COPIED`], since
//! nested aliases can otherwise fill the memory with a few lines ("billion laughs").
//!
//! The parser stops at the first error in the syntax. What was read before is kept.
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::edition::{Entry, Setting, Value};
use crate::source::{FileId, Span};

/// How many lists and tables may be nested.
const MAX_DEPTH: usize = 64;
/// How large all copies for aliases may be together: bytes of text, and [`NODE_SIZE`] for each value.
const MAX_COPIED: usize = 4 << 20;
/// What a value counts towards [`MAX_COPIED`] besides its text.
const NODE_SIZE: usize = 64;

/// Reads the YAML in the bytes `range` of a file's `text`.
///
/// Scalars are texts, so a date or an ISBN keeps its form; except `true` and `false` without quotes. An empty value, `null` and `~` are
/// the empty text. Mistakes are reported to `sink`.
pub(crate) fn read_yaml(file: FileId, text: &str, range: Range<usize>, sink: &Sink) -> Setting {
    let slice = &text[range.clone()];
    let positions = Positions { file, start: range.start, offsets: slice.char_indices().map(|(at, _)| at).chain([slice.len()]).collect() };
    let mut builder = SettingsBuilder { slice, positions, sink, open: Vec::new(), anchors: HashMap::new(), copied: 0, last: 0, root: None };
    let source = with_closings_indented(slice);
    let mut parser = Parser::new_from_str(&source);
    while let Some(next) = parser.next_event() {
        let result = match next {
            Ok((event, span)) => builder.event(event, builder.positions.bytes(span.start.index(), span.end.index())),
            Err(error) => {
                let at = builder.positions.bytes(error.marker().index(), error.marker().index());
                Err(Box::new(builder.syntax_error(at.start, error.info())))
            }
        };
        if let Err(diagnostic) = result {
            sink.report(*diagnostic);
            break;
        }
    }
    while !builder.open.is_empty() {
        builder.close(None);
    }
    let span = Span::new(file, range.start, range.end);
    match builder.root {
        Some(Setting { value: value @ Value::Table(_), .. }) => Setting { span, value },
        _ => Setting::empty(span),
    }
}

/// The text with each bracket that stands alone at the margin moved to the line before it. YAML 1.2 wants it indented (7.4, rule 136), but
/// other parsers read it, and formatters write it. All characters keep their places.
fn with_closings_indented(text: &str) -> Cow<'_, str> {
    let is_closing = |line: &str| matches!(line.trim_end(), "]" | "}" | "]," | "},");
    if !text.lines().any(is_closing) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let before = out.trim_end_matches('\n').rsplit('\n').next().unwrap_or_default();
        if is_closing(line) && out.ends_with('\n') && !before.contains('#') {
            out.pop();
            out.push(' ');
        }
        out.push_str(line);
    }
    Cow::Owned(out)
}

/// Where characters stand in the file. The parser counts characters; spans count bytes.
struct Positions {
    file: FileId,
    /// The first byte of the front matter.
    start: usize,
    /// For each character its byte in the front matter, and the byte after the last one.
    offsets: Vec<usize>,
}

impl Positions {
    /// The bytes of the front matter between two characters.
    fn bytes(&self, from: usize, to: usize) -> Range<usize> {
        let byte = |character: usize| self.offsets.get(character).or(self.offsets.last()).copied().unwrap_or(0);
        byte(from)..byte(to.max(from))
    }

    /// The span of bytes of the front matter.
    fn span(&self, bytes: Range<usize>) -> Span {
        Span::new(self.file, self.start + bytes.start, self.start + bytes.end)
    }
}

/// A list or table whose end has not been read.
struct OpenCollection {
    /// The first byte and the byte after what was read so far.
    bytes: Range<usize>,
    /// The number of its anchor. 0 for none, as in the parser.
    anchor: usize,
    contents: CollectionContents,
}

/// What was read of a list or table.
enum CollectionContents {
    List(Vec<Setting>),
    Table {
        entries: Vec<Entry>,
        /// The names of all entries.
        names: HashSet<String>,
        next: ExpectedPart,
    },
}

/// What a table needs next.
enum ExpectedPart {
    Key,
    /// The value of a key.
    Value {
        name: String,
        bytes: Range<usize>,
    },
    /// The value of a key that was reported. It is dropped.
    Dropped,
}

/// Makes settings from the events of the parser.
struct SettingsBuilder<'a> {
    slice: &'a str,
    positions: Positions,
    sink: &'a Sink,
    /// The lists and tables around the place of reading, outermost first.
    open: Vec<OpenCollection>,
    /// The values that have an anchor, by the parser's number.
    anchors: HashMap<usize, Setting>,
    /// The size of all copies so far. See [`MAX_COPIED`].
    copied: usize,
    /// The byte after the last scalar.
    last: usize,
    /// The finished value of the whole document.
    root: Option<Setting>,
}

impl SettingsBuilder<'_> {
    /// Takes one event at its bytes. An error is one after which reading stops.
    fn event(&mut self, event: Event<'_>, bytes: Range<usize>) -> Result<(), Box<Diagnostic>> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let bytes = if bytes.is_empty() { self.empty_value(bytes.start) } else { bytes };
                self.last = self.last.max(bytes.end);
                let value = Setting { span: self.positions.span(bytes.clone()), value: scalar(&text, style, tag.as_deref()) };
                self.put(value, &text, bytes, anchor);
                Ok(())
            }
            Event::SequenceStart(anchor, _) => self.begin(bytes, anchor, CollectionContents::List(Vec::new())),
            Event::MappingStart(anchor, _) => {
                let contents = CollectionContents::Table { entries: Vec::new(), names: HashSet::new(), next: ExpectedPart::Key };
                self.begin(bytes, anchor, contents)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.close(Some(bytes.end));
                Ok(())
            }
            Event::Alias(anchor) => self.alias(anchor, bytes),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => Ok(()),
        }
    }

    fn begin(&mut self, bytes: Range<usize>, anchor: usize, contents: CollectionContents) -> Result<(), Box<Diagnostic>> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Box::new(self.too_deep(bytes)));
        }
        self.open.push(OpenCollection { bytes, anchor, contents });
        Ok(())
    }

    /// Closes the innermost list or table. `end` is the byte after its closing bracket, if its end was read.
    fn close(&mut self, end: Option<usize>) {
        let Some(OpenCollection { mut bytes, anchor, contents }) = self.open.pop() else { return };
        // The end of a block list or table has no text. The parser reports it where the next token begins.
        if let Some(end) = end.filter(|end| self.slice[..*end].ends_with([']', '}'])) {
            bytes.end = bytes.end.max(end);
        }
        let value = match contents {
            CollectionContents::List(values) => Value::List(values),
            CollectionContents::Table { entries, .. } => Value::Table(entries),
        };
        self.put(Setting { span: self.positions.span(bytes.clone()), value }, "", bytes, anchor);
    }

    /// Puts a finished value into the list or table around it. `text` is the text of a scalar, which may be a key.
    fn put(&mut self, value: Setting, text: &str, bytes: Range<usize>, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, value.clone());
        }
        let Some(OpenCollection { contents, bytes: whole, .. }) = self.open.last_mut() else {
            self.root = Some(value);
            return;
        };
        whole.end = whole.end.max(bytes.end);
        let (entries, names, next) = match contents {
            CollectionContents::List(values) => return values.push(value),
            CollectionContents::Table { entries, names, next } => (entries, names, next),
        };
        *next = match std::mem::replace(next, ExpectedPart::Key) {
            ExpectedPart::Key if matches!(value.value, Value::List(_) | Value::Table(_)) => {
                self.sink.report(Diagnostic::new(codes::BAD_FRONT_MATTER, value.span, "a key must be a word"));
                ExpectedPart::Dropped
            }
            ExpectedPart::Key if !names.insert(text.to_owned()) => {
                self.sink.report(
                    Diagnostic::new(codes::BAD_FRONT_MATTER, value.span, format!("the key `{text}` is already given"))
                        .label("only the first value is used"),
                );
                ExpectedPart::Dropped
            }
            ExpectedPart::Key => ExpectedPart::Value { name: text.to_owned(), bytes },
            ExpectedPart::Value { name, bytes } => {
                entries.push(Entry { key: name, span: self.positions.span(bytes), value });
                ExpectedPart::Key
            }
            ExpectedPart::Dropped => ExpectedPart::Key,
        };
    }

    /// Puts a copy of an anchor's value in the place of an alias.
    fn alias(&mut self, anchor: usize, bytes: Range<usize>) -> Result<(), Box<Diagnostic>> {
        let span = self.positions.span(bytes.clone());
        let Some(value) = self.anchors.get(&anchor) else {
            return Err(Box::new(Diagnostic::new(codes::BAD_FRONT_MATTER, span, "this alias stands inside the value that it names")));
        };
        if self.open.len() + height(value) > MAX_DEPTH {
            return Err(Box::new(self.too_deep(bytes)));
        }
        self.copied += size(value);
        if self.copied > MAX_COPIED {
            return Err(Box::new(Diagnostic::new(codes::BAD_FRONT_MATTER, span, "the aliases copy more than 4 MiB")));
        }
        let value = Setting { span, value: value.value.clone() };
        let text = match &value.value {
            Value::Text(text) => text.clone(),
            _ => String::new(),
        };
        self.put(value, &text, bytes, 0);
        Ok(())
    }

    /// The place of an empty value: after the colon of its key, or else where the parser reports it.
    fn empty_value(&self, reported: usize) -> Range<usize> {
        let key = self.open.last().and_then(|open| match &open.contents {
            CollectionContents::Table { next: ExpectedPart::Value { bytes, .. }, .. } => Some(bytes.end),
            CollectionContents::Table { .. } | CollectionContents::List(_) => None,
        });
        let at = key.and_then(|end| Some(end + self.slice[end..].find(':')? + 1)).unwrap_or(reported);
        at..at
    }

    /// The first byte of the first line after the last scalar that is neither blank nor a comment, without its indentation.
    fn first_unread_line(&self) -> Option<usize> {
        let mut at = self.last;
        for line in self.slice[self.last..].split_inclusive('\n') {
            let text = line.trim_start();
            if !text.is_empty() && !text.starts_with('#') {
                return Some(at + line.len() - text.len());
            }
            at += line.len();
        }
        None
    }

    /// The diagnostic of an error of the parser at a byte. The frequent ones are put in an author's words.
    fn syntax_error(&self, at: usize, error: &str) -> Diagnostic {
        let new = |bytes: Range<usize>, message: &str| Diagnostic::new(codes::BAD_FRONT_MATTER, self.positions.span(bytes), message);
        let rest_of_line = |at: usize| at..at + self.slice[at..].lines().next().unwrap_or_default().trim_end().len();
        let quotes = "put a value in quotes if it contains a colon and a space, or begins with a sign such as `*`, `&` or `[`";
        if error.starts_with("simple key expect") {
            // The parser notices this at the next line. The line without a colon is the first that was not read.
            let at = self.first_unread_line().unwrap_or(at);
            return new(rest_of_line(at), "this line has no key").hint("write `key: value`, one on a line");
        }
        if error.contains("tab") {
            let line = self.slice[..at].rfind('\n').map_or(0, |end| end + 1);
            let tab = self.slice[line..].find('\t').map_or(at, |tab| line + tab);
            return new(tab..tab + 1, "a tab indents this line").hint("indent lines with spaces");
        }
        if error.contains("quoted scalar") && (error.contains("indentation") || error.contains("unexpected")) {
            return new(rest_of_line(at), "this quoted value does not end")
                .hint("close the quote")
                .hint("indent the second line of a quoted value");
        }
        if error.starts_with("mapping values are not allowed") {
            return new(rest_of_line(at), "a second key begins on this line").hint(quotes);
        }
        if error.contains("unknown anchor") {
            return new(rest_of_line(at), "no value has this anchor").hint(quotes);
        }
        if error.starts_with("recursion limit") {
            return self.too_deep(at..at);
        }
        new(rest_of_line(at), &format!("this is not valid YAML: {error}")).hint(quotes)
    }

    fn too_deep(&self, bytes: Range<usize>) -> Diagnostic {
        let message = format!("nested too deeply (the limit is {MAX_DEPTH})");
        Diagnostic::new(codes::BAD_FRONT_MATTER, self.positions.span(bytes), message)
    }
}

/// The value of a scalar.
fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Value {
    let text_by_tag = tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
    match (style, text) {
        (ScalarStyle::Plain, "true") if !text_by_tag => Value::Truth(true),
        (ScalarStyle::Plain, "false") if !text_by_tag => Value::Truth(false),
        (ScalarStyle::Plain, "null" | "~") if !text_by_tag => Value::Text(String::new()),
        // The end of a block of lines is a matter of layout.
        (ScalarStyle::Literal | ScalarStyle::Folded, _) => Value::Text(text.trim_end_matches('\n').to_owned()),
        _ => Value::Text(text.to_owned()),
    }
}

/// The size of a value as [`MAX_COPIED`] counts it.
fn size(given: &Setting) -> usize {
    NODE_SIZE
        + match &given.value {
            Value::Text(text) => text.len(),
            Value::Integer(_) | Value::Decimal(_) | Value::Truth(_) => 0,
            Value::List(values) => values.iter().map(size).sum(),
            Value::Table(entries) => entries.iter().map(|entry| entry.key.len() + size(&entry.value)).sum(),
        }
}

/// How many lists and tables are nested in a value, itself included.
fn height(given: &Setting) -> usize {
    match &given.value {
        Value::Text(_) | Value::Integer(_) | Value::Decimal(_) | Value::Truth(_) => 0,
        Value::List(values) => 1 + values.iter().map(height).max().unwrap_or(0),
        Value::Table(entries) => 1 + entries.iter().map(|entry| height(&entry.value)).max().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The settings of a text, and the diagnostics with their code left out: what they mark, and the message.
    fn read(text: &str) -> (Setting, Vec<(String, String)>) {
        let sink = Sink::default();
        let given = read_yaml(FileId(0), text, 0..text.len(), &sink);
        let marked = |span: Span| text[span.start as usize..span.end as usize].to_owned();
        let found = sink.sorted().iter().map(|diagnostic| (marked(diagnostic.span), diagnostic.message.clone())).collect();
        (given, found)
    }

    /// Writes a value in the manner of JSON, without quotes.
    fn shown(given: &Setting) -> String {
        match &given.value {
            Value::Text(text) => text.clone(),
            Value::Truth(truth) => format!("<{truth}>"),
            Value::Integer(_) | Value::Decimal(_) => panic!("numbers are texts"),
            Value::List(values) => format!("[{}]", values.iter().map(shown).collect::<Vec<_>>().join(", ")),
            Value::Table(entries) => {
                let entries = entries.iter().map(|entry| format!("{}={}", entry.key, shown(&entry.value)));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }

    #[track_caller]
    fn reads_as(text: &str, expected: &str) {
        let (given, found) = read(text);
        assert_eq!(found, [], "{text}");
        assert_eq!(shown(&given), expected, "{text}");
    }

    #[test]
    fn block_lists_and_nested_tables() {
        reads_as("a:\n  - name: X\n    role: edt\n  - Y\n", "{a=[{name=X, role=edt}, Y]}");
        reads_as("a:\n- X\n- Y\nb: Z\n", "{a=[X, Y], b=Z}");
        reads_as("a:\n  b:\n    c: d\n  e: f\n", "{a={b={c=d}, e=f}}");
        reads_as("a:\r\n  - X\r\n  - Y\r\nb: Z\r\n", "{a=[X, Y], b=Z}");
    }

    #[test]
    fn flow_lists_and_tables() {
        reads_as("a: [X, 'Y, Z', [W]]\n", "{a=[X, Y, Z, [W]]}");
        reads_as("a: [\n  X,\n  Y,\n]\n", "{a=[X, Y]}");
        reads_as("a: {name: X, role: edt}\n", "{a={name=X, role=edt}}");
    }

    #[test]
    fn quoted_values_over_two_lines() {
        reads_as("a: \"one\n  two\"\n", "{a=one two}");
        reads_as("a: 'it''s\n\n  two'\n", "{a=it's\ntwo}");
        reads_as(r#"a: "\"b\" \\ \n c\u00e9""#, "{a=\"b\" \\ \n cé}");
        reads_as("a: one\n  two\n", "{a=one two}");
    }

    #[test]
    fn blocks_of_lines() {
        reads_as("a: |\n  one\n   two\n\n  three\nb: c\n", "{a=one\n two\n\nthree, b=c}");
        reads_as("a: >\n  one\n  two\n\n  three\n\nb: c\n", "{a=one two\nthree, b=c}");
        reads_as("a: |-\n  one\n", "{a=one}");
    }

    #[test]
    fn scalars_are_texts_except_true_and_false() {
        reads_as("a: 2026\nb: 2026-01-05\nc: true\nd: 'true'\ne: no\nf: 1.50\n", "{a=2026, b=2026-01-05, c=<true>, d=true, e=no, f=1.50}");
        reads_as("a:\nb: ''\nc: ~\nd: null # none\ne: !!str true\n", "{a=, b=, c=, d=, e=true}");
        reads_as("", "{}");
        reads_as("# nothing\n", "{}");
    }

    #[test]
    fn places_are_exact() {
        let text = "é: \"x\n y\"\nbé:\nc: [ü, z]\nd:\n  - k: v # w\n  - m\n";
        let (given, found) = read(text);
        assert_eq!(found, []);
        let marked = |span: Span| &text[span.start as usize..span.end as usize];
        let Value::Table(entries) = &given.value else { panic!("no table") };
        let places: Vec<_> = entries.iter().map(|entry| (marked(entry.span), marked(entry.value.span))).collect();
        assert_eq!(places, [("é", "\"x\n y\""), ("bé", ""), ("c", "[ü, z]"), ("d", "- k: v # w\n  - m")]);
        assert_eq!(&text[entries[1].value.span.start as usize..][..3], "\nc:");
        let Value::List(values) = &entries[2].value.value else { panic!("no list") };
        assert_eq!(values.iter().map(|value| marked(value.span)).collect::<Vec<_>>(), ["ü", "z"]);
        let Value::List(values) = &entries[3].value.value else { panic!("no list") };
        assert_eq!(values.iter().map(|value| marked(value.span)).collect::<Vec<_>>(), ["k: v", "m"]);
    }

    #[test]
    fn anchors_are_copied_with_the_place_of_the_alias() {
        reads_as("a: &x [b, c]\nd: *x\n", "{a=[b, c], d=[b, c]}");
        reads_as("&k a: b\nc: *k\n", "{a=b, c=a}");
        let text = "a: &x b\nd: *x\n";
        let given = read(text).0;
        assert_eq!(given.get("d").map(|value| value.span), Some(Span::new(FileId(0), 11, 13)));
    }

    #[test]
    fn a_key_may_be_given_once() {
        let (given, found) = read("a: b\nc: d\na: e\nf: {g: 1, g: 2}\n");
        assert_eq!(shown(&given), "{a=b, c=d, f={g=1}}");
        let message = |key| format!("the key `{key}` is already given");
        assert_eq!(found, [("a".to_owned(), message("a")), ("g".to_owned(), message("g"))]);
    }

    #[test]
    fn a_key_must_be_a_word() {
        let (given, found) = read("a: b\n? [c]\n: d\ne: f\n");
        assert_eq!(shown(&given), "{a=b, e=f}");
        assert_eq!(found, [("[c]".to_owned(), "a key must be a word".to_owned())]);
    }

    /// Checks what is read before an error, the line and column of the error, and its message.
    #[track_caller]
    fn stops(text: &str, expected: &str, line: usize, column: usize, message: &str) {
        let sink = Sink::default();
        let mut sources = crate::source::SourceMap::default();
        let file = sources.add("a.md", text);
        let given = read_yaml(file, text, 0..text.len(), &sink);
        assert_eq!(shown(&given), expected, "{text}");
        let found = sink.sorted();
        let found: Vec<_> = found.iter().map(|found| (sources.line_column(found.span), found.message.as_str())).collect();
        assert_eq!(found, [(Some((line, column)), message)], "{text}");
    }

    #[test]
    fn an_error_keeps_what_was_read_before() {
        stops("a: b\nrain\nc: d\n", "{a=b}", 2, 1, "this line has no key");
        stops("a: b # c\n\n# d\nrain falls\n", "{a=b}", 4, 1, "this line has no key");
        stops("a: b\nc: \"d\ne: f\n", "{a=b}", 2, 4, "this quoted value does not end");
        stops("a: b\nc: 'd\n", "{a=b}", 2, 4, "this quoted value does not end");
        stops("x: y\na: b\n\tc: d\n", "{x=y}", 3, 1, "a tab indents this line");
        stops("a:\n\t- d\n", "{}", 2, 1, "a tab indents this line");
        stops("a: b\nc: d: e\n", "{a=b, c=d}", 2, 5, "a second key begins on this line");
        stops("a: b\nc: *d\n", "{a=b}", 2, 4, "no value has this anchor");
        stops("a: b\nc: @d\n", "{a=b}", 2, 4, "this is not valid YAML: unexpected character: `@'");
        stops("a: b\nc: [d, e\nf: g\n", "{a=b, c=[d]}", 3, 2, "this is not valid YAML: illegal placement of ':' indicator");
        stops("a: b\nc: &x [*x]\n", "{a=b, c=[]}", 2, 8, "this alias stands inside the value that it names");
    }

    /// Cuts and joins a text at every place, so that the parser meets all kinds of errors. None may be a panic.
    #[test]
    fn broken_texts_are_reported() {
        let whole =
            "a: &x \"b\\u00e9\n  c\"\nd: [e, {f: *x}, 'g']\n? h\n: |2-\n   i\n\n  j\nk: >\n\tl\r\n- m\n%n\n!!str o: ~\n--- p\n...\n";
        let cuts: Vec<usize> = whole.char_indices().map(|(at, _)| at).collect();
        for from in &cuts {
            for to in &cuts {
                let text = format!("{}{}", &whole[..*from], &whole[*to..]);
                let (_, found) = read(&text);
                assert!(found.iter().all(|(_, message)| !message.is_empty()), "{text}");
            }
        }
    }

    #[test]
    fn a_long_value_is_read() {
        let long = "ä ".repeat(500_000);
        reads_as(&format!("a: \"{}\"\nb: c\n", long.trim_end()), &format!("{{a={}, b=c}}", long.trim_end()));
    }

    #[test]
    fn many_keys_are_read() {
        let text: String = (0..20_000).map(|n| format!("k{n}: [v, w]\n")).collect();
        let (given, found) = read(&text);
        assert_eq!(found, []);
        assert!(matches!(given.value, Value::Table(entries) if entries.len() == 20_000));
    }

    #[test]
    fn deep_nesting_is_reported() {
        for text in [
            format!("a: {}{}\n", "[".repeat(100_000), "]".repeat(100_000)),
            format!("a: {}b\n", "{a: ".repeat(100_000)),
            format!("a:\n  {}b\n", "- ".repeat(100_000)),
            (0..2_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect(),
        ] {
            let found = read(&text).1;
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].1, "nested too deeply (the limit is 64)");
        }
    }

    #[test]
    fn nesting_of_aliases_is_reported() {
        let mut text = "a0: &a0 [x]\n".to_owned();
        for n in 1..=64 {
            text.push_str(&format!("a{n}: &a{n} [*a{}]\n", n - 1));
        }
        assert_eq!(read(&text).1, [("*a62".to_owned(), "nested too deeply (the limit is 64)".to_owned())]);
    }

    #[test]
    fn a_billion_laughs_are_reported() {
        let mut text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
        for n in 1..10 {
            let aliases = vec![format!("*a{}", n - 1); 10].join(", ");
            text.push_str(&format!("a{n}: &a{n} [{aliases}]\n"));
        }
        let found = read(&text).1;
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].1, "the aliases copy more than 4 MiB");
    }
}
