//! Rewrites a text for the Markdown parser. A `:::` fence becomes an HTML block, an `^[inline note]` becomes a call and a note, a
//! formula becomes a placeholder, and hidden lines of Rust code are removed. Everything else in code stays as it is.
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{Attributes, Formula, NodeRole};
use crate::source::Span;

use crate::manuscript::dialect::lines::opens_foreign_container;
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::scan::brackets::{calls, inline_notes, link_texts};
use crate::manuscript::scan::formulas::{Delimiters, Formulas, FoundFormula, formulas};
use crate::manuscript::syntax::attributes::braces;

/// The indentation of the second and later lines of a note, in columns.
const NOTE_INDENT: usize = 4;

/// One end of a fenced container.
#[derive(Clone, Debug)]
pub(crate) enum Fence {
    /// The beginning, with the attributes of the container.
    Open(Attributes),
    /// The end.
    Close,
}

/// A text ready for the parser.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    /// The text.
    pub(crate) assembled: Assembled,
    /// The fences by the byte of the `<div>` or `</div>` that replaces each.
    pub(crate) fences: BTreeMap<usize, Fence>,
    /// The inline notes as the author wrote them. A call replaces each, with [`Self::inline_prefix`] and its index as the label.
    pub(crate) inline_notes: Vec<String>,
    /// What is replaced by a placeholder, by the byte of the placeholder.
    pub(crate) placeholders: BTreeMap<usize, Placeholder>,
    /// The prefix of the labels of inline notes. The author's text does not contain it.
    inline_prefix: String,
}

impl Prepared {
    /// A text in which nothing is rewritten.
    pub(crate) fn as_written(assembled: Assembled) -> Self {
        Self { assembled, ..Self::default() }
    }

    /// The index of the inline note with a label. `None` for a label that the author wrote.
    pub(crate) fn inline_number(&self, label: &str) -> Option<usize> {
        let number = label.strip_prefix(&self.inline_prefix)?.parse().ok()?;
        (number < self.inline_notes.len()).then_some(number)
    }

    /// A text with inline notes as the author wrote them, in place of the calls that replaced them.
    pub(crate) fn restored(&self, text: &str) -> String {
        let mut restored = String::new();
        let mut rest = text;
        if !self.inline_notes.is_empty() {
            let call = format!("[^{}", self.inline_prefix);
            while let Some((before, after)) = rest.split_once(&call)
                && let Some((number, after)) = after.split_once(']')
                && let Some(note) = number.parse().ok().and_then(|number: usize| self.inline_notes.get(number))
            {
                restored.push_str(before);
                restored.push_str(note);
                rest = after;
            }
        }
        restored.push_str(rest);
        restored
    }
}

/// A prefix for labels. The text does not contain it, neither in capitals nor in small letters.
fn unused_prefix(text: &str) -> String {
    if !text.contains("^[") {
        return String::new();
    }
    let text = text.to_ascii_lowercase();
    let mut number = 0;
    loop {
        let prefix = format!("inline-note-{number}-");
        if !text.contains(&prefix) {
            return prefix;
        }
        number += 1;
    }
}

/// A placeholder, which the parser takes for plain text, and what it replaces.
#[derive(Clone, Debug)]
pub(crate) struct Placeholder {
    /// A number between dollar signs. Since it begins and ends as a formula does, emphasis next to it is read in the same way.
    pub(crate) text: String,
    /// What it replaces.
    pub(crate) replaced: Replaced,
}

/// What a placeholder replaces.
#[derive(Clone, Debug)]
pub(crate) enum Replaced {
    /// A formula.
    Formula(Formula),
    /// The call of a note in the text of a link, as written. Its placeholder is as long as the call.
    Call(String),
}

impl Replaced {
    /// The text that is replaced.
    pub(crate) fn source(&self) -> &str {
        match self {
            Self::Formula(formula) => &formula.source,
            Self::Call(call) => call,
        }
    }
}

/// How a text is prepared.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Preparation {
    /// Whether lines of Rust that begin with `#` are left out, as in mdBook.
    pub(crate) hidden_lines: bool,
    /// What delimits formulas.
    pub(crate) delimiters: Delimiters,
}

/// Prepares a text for the parser.
pub(crate) fn prepare(source: &Assembled, preparation: Preparation, sink: &Sink) -> Prepared {
    let mut scanner = Scanner {
        source,
        preparation,
        sink,
        numbers: HashMap::new(),
        out: Prepared { inline_prefix: unused_prefix(&source.text), ..Prepared::default() },
        code: None,
        comment: false,
        item: None,
        open: Vec::new(),
        chunk: None,
        notes: Vec::new(),
    };
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        scanner.line(at..at + line.len());
        at += line.len();
    }
    scanner.finish();
    scanner.out
}

/// A fenced code block that is open.
struct Code {
    /// The character of the fence: a backtick or a tilde.
    sign: u8,
    /// The length of the fence.
    count: usize,
    /// The number of quotations around it.
    quotes: usize,
    /// The least indentation of its lines in columns, if it is in a list item.
    indent: usize,
    /// The prefix of hidden lines.
    hidden: Option<String>,
    /// The text before the fence, with a space for each character of a list marker.
    prefix: String,
}

/// A fence that is open.
struct OpenFence {
    /// The number of quotations around it.
    quotes: usize,
    span: Span,
    /// Whether it is of another tool, and printed as text.
    is_foreign: bool,
}

struct Scanner<'a> {
    source: &'a Assembled,
    preparation: Preparation,
    sink: &'a Sink,
    /// The number of each formula, by its source: equal formulas have equal placeholders, so that labels of links still match.
    numbers: HashMap<String, usize>,
    out: Prepared,
    code: Option<Code>,
    comment: bool,
    /// The column of the text of the list item, definition or note that is open.
    item: Option<usize>,
    /// The fences that are open, the innermost last.
    open: Vec<OpenFence>,
    /// Lines of running text that are not written yet, since an inline note may continue on the next line.
    chunk: Option<Range<usize>>,
    /// The index and the text of each inline note that is not written yet.
    notes: Vec<(usize, Range<usize>)>,
}

/// The `>` signs and the white space at the beginning of a line.
#[derive(Clone, Copy)]
struct LinePrefix {
    /// Its length in bytes.
    bytes: usize,
    /// The number of `>` signs.
    quotes: usize,
    /// The indentation after the last sign, in columns.
    columns: usize,
}

fn line_prefix(line: &str) -> LinePrefix {
    let (mut quotes, mut columns) = (0, 0);
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'>' => {
                quotes += 1;
                columns = 0;
            }
            b' ' => columns += 1,
            b'\t' => columns = (columns / 4 + 1) * 4,
            _ => return LinePrefix { bytes: at, quotes, columns },
        }
    }
    LinePrefix { bytes: line.len(), quotes, columns }
}

/// The length of the markers of lists and definitions (`- `, `1. `, `: `) at the beginning of a text, in bytes.
fn list_markers(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let marker = match rest.as_bytes().get(digits) {
            Some(b'-' | b'*' | b'+' | b':') if digits == 0 => 1,
            Some(b'.' | b')') if (1..=9).contains(&digits) => digits + 1,
            _ => return at,
        };
        let spaces = rest[marker..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if spaces == 0 {
            return at;
        }
        at += marker + spaces;
    }
}

impl Scanner<'_> {
    fn line(&mut self, range: Range<usize>) {
        let source = self.source;
        let whole = &source.text[range.clone()];
        let line = whole.trim_end_matches(['\n', '\r']);
        let prefix = line_prefix(line);
        let LinePrefix { bytes, quotes, columns } = prefix;
        let text = &line[bytes..];
        if let Some(code) = &self.code {
            let left = quotes < code.quotes || (!text.is_empty() && columns < code.indent);
            if !left {
                let run = text.bytes().take_while(|byte| *byte == code.sign).count();
                if run >= code.count && text[run..].trim().is_empty() {
                    self.code = None;
                    // A tab may follow the fence (CommonMark 0.31, 4.5), but the parser does not accept it.
                    let end = range.start + bytes + run;
                    self.copy(range.start..end);
                    return self.copy(range.start + line.len()..range.end);
                } else if let Some(sign) = &code.hidden
                    && let Some(after) = text.strip_prefix(sign.as_str())
                {
                    if sign == "#" && after.starts_with('#') {
                        // `##` at the beginning of a line is an escaped `#`.
                        self.copy(range.start..range.start + bytes);
                        self.copy(range.start + bytes + 1..range.end);
                        return;
                    }
                    if sign != "#" || after.is_empty() || after.starts_with(' ') {
                        return;
                    }
                }
                self.copy(range);
                return;
            }
            self.code = None;
        }
        if self.comment {
            self.comment = !text.contains("-->");
            return self.copy(range);
        }
        if text.is_empty() {
            self.flush();
            return self.copy(range);
        }
        let markers = list_markers(text);
        if markers > 0 {
            self.item = Some(columns + markers);
        } else if columns < 4
            && text.strip_prefix("[^").and_then(|label| label.split_once(']')).is_some_and(|(_, after)| after.starts_with(':'))
        {
            self.item = Some(NOTE_INDENT);
        } else if columns < 2 {
            self.item = None;
        }
        // A line that is indented by four more columns is code.
        let is_text = columns < self.item.unwrap_or(0) + 4;
        let body = &text[markers..];
        if (columns < 4 || self.item.is_some()) && self.opens_code(body, &line[..bytes + markers], prefix) {
            self.flush();
            return self.copy(range);
        }
        if body.starts_with("<!--") && columns < 4 && !body.contains("-->") {
            self.flush();
            self.comment = true;
            return self.copy(range);
        }
        if text.starts_with(":::") && is_text && self.fence(&range, bytes, text.trim_end(), quotes) {
            return;
        }
        match &mut self.chunk {
            Some(chunk) => chunk.end = range.end,
            None if !is_text => self.copy(range),
            None => self.chunk = Some(range),
        }
    }

    /// Opens a fenced code block if `body` begins one. `body` is a line without its `prefix` and its list markers; `before` is the text
    /// before `body`.
    fn opens_code(&mut self, body: &str, before: &str, prefix: LinePrefix) -> bool {
        let LinePrefix { quotes, columns, .. } = prefix;
        let markers = before.len() - prefix.bytes;
        let Some(sign @ (b'`' | b'~')) = body.bytes().next() else { return false };
        let count = body.bytes().take_while(|byte| *byte == sign).count();
        let info = body[count..].trim();
        if count < 3 || (sign == b'`' && info.contains('`')) {
            return false;
        }
        let indent = if markers > 0 {
            columns + markers
        } else if columns >= 4 {
            2
        } else {
            0
        };
        let language = info.split([',', ' ', '\t', '{']).next().unwrap_or_default();
        let given = info.split([',', ' ']).find_map(|word| word.strip_prefix("hidelines="));
        let hidden = match given {
            Some(sign) if self.preparation.hidden_lines && !sign.is_empty() => Some(sign.to_owned()),
            None if self.preparation.hidden_lines && language == "rust" => Some("#".to_owned()),
            _ => None,
        };
        let prefix = before.chars().map(|c| if matches!(c, '>' | ' ' | '\t') { c } else { ' ' }).collect();
        self.code = Some(Code { sign, count, quotes, indent, hidden, prefix });
        true
    }

    /// Rewrites a line that begins with colons. Returns false if it is text, not a fence.
    fn fence(&mut self, range: &Range<usize>, bytes: usize, text: &str, quotes: usize) -> bool {
        let span = self.source.span(range.start + bytes..range.start + bytes + text.len());
        let given = text.trim_start_matches(':').trim_end_matches(':').trim();
        let ended: Vec<_> = self.open.extract_if(.., |fence| fence.quotes > quotes).collect();
        for fence in ended.into_iter().filter(|fence| !fence.is_foreign) {
            self.unclosed(fence.span);
        }
        if given.is_empty() {
            if self.open.last().is_none_or(|fence| fence.quotes != quotes) {
                self.sink.report(
                    Diagnostic::new(codes::STRAY_FENCE, span, "this `:::` closes nothing")
                        .label("printed as text")
                        .hint("remove it, or open a container above it with `::: name`"),
                );
                return false;
            }
            if self.open.pop().is_some_and(|fence| fence.is_foreign) {
                return false;
            }
            self.mark(range, bytes, Fence::Close, span);
            return true;
        }
        let Some(attributes) = fence_attributes(given) else {
            if opens_foreign_container(given) {
                self.open.push(OpenFence { quotes, span, is_foreign: true });
            }
            return false;
        };
        let page_break = attributes.has_role(NodeRole::PageBreak);
        self.mark(range, bytes, Fence::Open(attributes), span);
        if page_break && !self.closed_at_once(range.end) {
            self.mark(range, bytes, Fence::Close, span);
        } else {
            self.open.push(OpenFence { quotes, span, is_foreign: false });
        }
        true
    }

    /// Whether the next line that is not blank closes a fence.
    fn closed_at_once(&self, from: usize) -> bool {
        let next = self.source.text[from..].lines().map(|line| line.trim_matches([' ', '\t', '>'])).find(|line| !line.is_empty());
        next.is_some_and(|line| line.starts_with(":::") && line.trim_matches(':').is_empty())
    }

    /// Writes a `<div>` or `</div>` with blank lines around it.
    fn mark(&mut self, range: &Range<usize>, bytes: usize, fence: Fence, span: Span) {
        self.flush();
        let before = &self.source.text[range.start..range.start + bytes];
        let blank = before.trim_end();
        let tag = if matches!(fence, Fence::Open(_)) { "<div>" } else { "</div>" };
        self.out.assembled.insert(&format!("{blank}\n{before}"), span);
        self.out.fences.insert(self.out.assembled.text.len(), fence);
        self.out.assembled.insert(tag, span);
        self.out.assembled.insert(&format!("\n{blank}\n"), span);
    }

    fn unclosed(&self, span: Span) {
        self.sink.report(
            Diagnostic::new(codes::UNCLOSED_FENCE, span, "this container is not closed")
                .label("closed where the text around it ends")
                .hint("write `:::` on a line of its own where it should end"),
        );
    }

    fn copy(&mut self, range: Range<usize>) {
        self.flush();
        self.out.assembled.copy(self.source, range);
    }

    /// Writes the lines in [`Self::chunk`].
    fn flush(&mut self) {
        if let Some(chunk) = self.chunk.take() {
            let found = self.insertions(chunk.clone());
            self.emit(chunk, &found);
        }
    }

    /// The inline notes, the formulas, and the calls in the text of links, in order. What is inside another is left out.
    fn insertions(&self, range: Range<usize>) -> Vec<Insertion> {
        let text = &self.source.text;
        let Formulas { found: formulas, unclosed } = formulas(text, range.clone(), self.preparation.delimiters);
        for opening in unclosed {
            self.sink.report(
                Diagnostic::new(codes::UNCLOSED_FORMULA, self.source.span(opening), "this formula is not closed")
                    .label("printed as text")
                    .hint("close it before the next empty line; a formula cannot contain one"),
            );
        }
        let notes = if text[range.clone()].contains("^[") { inline_notes(text, range.clone(), &formulas) } else { Vec::new() };
        let links = if text[range.clone()].contains("[^") || !notes.is_empty() { link_texts(text, range, &formulas) } else { Vec::new() };
        let in_link = |note: &Range<usize>| links.iter().any(|link| link.start <= note.start && note.end <= link.end);
        let notes = notes.into_iter().map(|range| Insertion::Note { in_link: in_link(&range), range });
        let calls = links.iter().flat_map(|link| calls(text, link)).map(Insertion::Call);
        let mut all: Vec<Insertion> = notes.chain(calls).chain(formulas.into_iter().map(Insertion::Formula)).collect();
        all.sort_by_key(|insertion| insertion.range().start);
        let mut end = 0;
        all.retain(|insertion| {
            let kept = insertion.range().start >= end;
            if kept {
                end = insertion.range().end;
            }
            kept
        });
        all
    }

    /// Copies a range. A call replaces each inline note in it, and a placeholder each formula. The notes themselves are written at the end
    /// of the text.
    fn emit(&mut self, range: Range<usize>, found: &[Insertion]) {
        let mut at = range.start;
        for insertion in found.iter().filter(|found| found.range().start >= range.start && found.range().end <= range.end) {
            let whole = insertion.range();
            self.out.assembled.copy(self.source, at..whole.start);
            let origin = self.source.span(whole.clone());
            match insertion {
                Insertion::Note { range: note, in_link } => {
                    let number = self.out.inline_notes.len();
                    self.out.inline_notes.push(self.source.text[note.clone()].to_owned());
                    let call = format!("[^{}{number}]", self.out.inline_prefix);
                    if *in_link {
                        self.place(call_placeholder(call), origin);
                    } else {
                        self.out.assembled.insert(&call, origin);
                    }
                    self.notes.push((number, note.start + 2..note.end - 1));
                }
                Insertion::Formula(FoundFormula { formula, .. }) => {
                    let next = self.numbers.len();
                    let number = *self.numbers.entry(formula.source.clone()).or_insert(next);
                    self.place(Placeholder { text: format!("${number}$"), replaced: Replaced::Formula(formula.clone()) }, origin);
                }
                Insertion::Call(call) => self.place(call_placeholder(self.source.text[call.clone()].to_owned()), origin),
            }
            at = whole.end;
        }
        self.out.assembled.copy(self.source, at..range.end);
    }

    fn place(&mut self, placeholder: Placeholder, origin: Span) {
        let at = self.out.assembled.text.len();
        self.out.assembled.insert(&placeholder.text, origin);
        self.out.placeholders.insert(at, placeholder);
    }

    fn finish(&mut self) {
        self.flush();
        if let Some(code) = self.code.take() {
            // The notes would become part of code that is not closed.
            if !self.notes.is_empty() {
                let fence = String::from_utf8(vec![code.sign; code.count]).unwrap_or_default();
                self.out.assembled.insert(&format!("\n{}{fence}\n", code.prefix), Span::DETACHED);
            }
        }
        for fence in std::mem::take(&mut self.open).into_iter().filter(|fence| !fence.is_foreign) {
            self.unclosed(fence.span);
        }
        let mut next = 0;
        while next < self.notes.len() {
            let (number, range) = self.notes[next].clone();
            next += 1;
            let origin = self.source.span(range.clone());
            let definition = format!("\n\n[^{}{number}]: ", self.out.inline_prefix);
            self.out.assembled.insert(&definition, Span { end: origin.start, ..origin });
            let found = self.insertions(range.clone());
            let mut at = range.start;
            while at < range.end {
                let rest = &self.source.text[at..range.end];
                let mut end = at + rest.find('\n').map_or(rest.len(), |line_end| line_end + 1);
                let bytes = line_prefix(&self.source.text[at..end]).bytes;
                if bytes > 0 {
                    self.out.assembled.insert("    ", origin);
                }
                // A note or a formula that continues on the next line is written with it.
                while let Some(over) = found.iter().map(Insertion::range).find(|whole| whole.start < end && whole.end > end) {
                    let rest = &self.source.text[over.end..range.end];
                    end = over.end + rest.find('\n').map_or(rest.len(), |line_end| line_end + 1);
                }
                self.emit(at + bytes.min(end - at)..end, &found);
                at = end;
            }
            self.out.assembled.insert("\n", Span { start: origin.end, ..origin });
        }
    }
}

/// Text that is rewritten for the parser.
enum Insertion {
    /// An inline note.
    Note {
        /// Its bytes, with its brackets.
        range: Range<usize>,
        /// Whether it stands in the text of a link.
        in_link: bool,
    },
    /// The call of a note in the text of a link.
    Call(Range<usize>),
    /// A formula, with its delimiters.
    Formula(FoundFormula),
}

impl Insertion {
    fn range(&self) -> Range<usize> {
        match self {
            Self::Note { range, .. } | Self::Call(range) => range.clone(),
            Self::Formula(found) => found.range.clone(),
        }
    }
}

/// The placeholder of a call. It is as long as the call, so that the places in the text stay true.
fn call_placeholder(call: String) -> Placeholder {
    Placeholder { text: format!("${}$", "0".repeat(call.len().saturating_sub(2))), replaced: Replaced::Call(call) }
}

/// Reads the rest of a fence: a name, attributes, or both.
fn fence_attributes(given: &str) -> Option<Attributes> {
    if given == "{}" {
        return Some(Attributes::default());
    }
    let end = given.find(|c: char| c.is_whitespace() || c == '{').unwrap_or(given.len());
    let (name, rest) = given.split_at(end);
    let good =
        name.is_empty() || (name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')));
    let rest = rest.trim();
    if !good {
        return None;
    }
    let mut attributes = if rest.is_empty() {
        Attributes::default()
    } else {
        let given = braces(rest).filter(|given| given.end == rest.len() && given.format.is_none())?;
        given.attributes
    };
    if !name.is_empty() {
        attributes.classes.insert(0, name.to_owned());
    }
    (attributes != Attributes::default()).then_some(attributes)
}
