//! Rewrites a text for the Markdown parser. A `:::` fence becomes an HTML block, an `^[inline note]` becomes a call and a note, a
//! formula becomes a placeholder, and comments between `%%`, definitions of abbreviations and hidden lines of Rust code are removed.
//! Everything else in code stays as it is.
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{Attributes, Formula, NodeRole};
use crate::edition::Dollars;
use crate::source::Span;

use crate::manuscript::dialect::lines::opens_foreign_container;
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::scan::abbreviations::{Abbreviation, abbreviation};
use crate::manuscript::scan::container_attributes::container_attributes;
use crate::manuscript::scan::formulas::{BracketDelimiters, Delimiters, FoundFormula};
use crate::manuscript::scan::insertions::{Insertion, InsertionFinder, is_delimiter_row};
use crate::manuscript::scan::items::ItemMark;
use crate::manuscript::scan::percent_comments::PercentComments;
use crate::manuscript::scan::preparation::Preparation;
use crate::manuscript::scan::rewrite::{GridEnd, GridPlace, GridShape, RewriteMark, Rewritten, SpacedMark, rewrite};
use crate::manuscript::syntax::lines::{CodeFence, LinePrefix, line_prefix, list_markers};
use crate::manuscript::syntax::verbatim::IndentedCode;

/// The beginning or the end of something that contains blocks: a fenced container, a grid table, or a cell of a grid table.
#[derive(Clone, Debug)]
pub(crate) enum Fence {
    /// The beginning.
    Open(FenceOpening),
    /// The end.
    Close(FenceClosing),
}

/// What a fence opens.
#[derive(Clone, Debug)]
pub(crate) enum FenceOpening {
    /// A container with attributes.
    Container(Attributes),
    /// A grid table.
    Table(GridShape),
    /// A cell of a grid table.
    Cell(GridPlace),
}

impl FenceOpening {
    /// What closes it.
    pub(crate) const fn closing(&self) -> FenceClosing {
        match self {
            Self::Container(_) => FenceClosing::Container,
            Self::Table(_) => FenceClosing::Table,
            Self::Cell(_) => FenceClosing::Cell,
        }
    }
}

/// What a fence closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FenceClosing {
    Container,
    Table,
    Cell,
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
    /// The pipe tables that stand for tables with spaces between their columns, by their first byte.
    pub(crate) spaced_tables: BTreeMap<usize, SpacedMark>,
    /// The definitions of abbreviations, in order.
    pub(crate) abbreviations: Vec<Abbreviation>,
    /// What delimits the formulas in the titles of statements, which are attributes.
    pub(crate) delimiters: Delimiters,
    /// The prefix of the labels of inline notes. The author's text does not contain it.
    inline_prefix: String,
}

impl Prepared {
    /// A text in which nothing is rewritten.
    pub(crate) fn as_written(assembled: Assembled) -> Self {
        let delimiters = Delimiters { dollars: Dollars::Never, brackets: BracketDelimiters::Never, ..Delimiters::default() };
        Self { assembled, delimiters, ..Self::default() }
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
    pub(crate) replaced: ReplacedText,
}

/// What a placeholder replaces.
#[derive(Clone, Debug)]
pub(crate) enum ReplacedText {
    /// A formula.
    Formula(Formula),
    /// The call of a note in the text of a link, as written. Its placeholder is as long as the call.
    Call(String),
    /// The marker of an item.
    Item(ItemMark),
}

impl ReplacedText {
    /// The text that is replaced.
    pub(crate) fn source(&self) -> &str {
        match self {
            Self::Formula(formula) => &formula.source,
            Self::Call(call) => call,
            Self::Item(mark) => &mark.written,
        }
    }
}

/// Prepares a text for the parser.
pub(crate) fn prepare(source: &Assembled, preparation: Preparation, sink: &Sink) -> Prepared {
    let rewritten = rewrite(source);
    let (source, marks, examples) = match &rewritten {
        Some(Rewritten { assembled, marks, examples }) => (assembled, marks, examples),
        None => (source, &BTreeMap::new(), &BTreeMap::new()),
    };
    let mut scanner = Scanner {
        source,
        marks,
        examples,
        comments: PercentComments::of(&source.text),
        preparation,
        sink,
        numbers: HashMap::new(),
        out: Prepared { inline_prefix: unused_prefix(&source.text), delimiters: preparation.delimiters, ..Prepared::default() },
        code: None,
        comment: false,
        indented: IndentedCode::default(),
        open: Vec::new(),
        chunk: None,
        notes: Vec::new(),
        depth: 0,
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
struct OpenFencedCode {
    fence: CodeFence,
    /// The number of quotations around it.
    quotes: usize,
    /// The least indentation of its lines in columns, if it is in a list item.
    indent: usize,
    /// The prefix of hidden lines.
    hidden: Option<String>,
    /// The place of the opening fence.
    span: Span,
    /// The text before the fence, with a space for each character of a list marker.
    prefix: String,
}

/// A fence that is open.
struct OpenFence {
    /// The number of quotations around it.
    quotes: usize,
    span: Span,
    /// Whether it belongs to another tool, and is printed as text.
    is_foreign: bool,
}

struct Scanner<'a> {
    source: &'a Assembled,
    /// What was rewritten in the text, by its first byte.
    marks: &'a BTreeMap<usize, RewriteMark>,
    /// The numbers of the examples with a label.
    examples: &'a BTreeMap<String, u64>,
    /// The comments of several paragraphs.
    comments: PercentComments,
    preparation: Preparation,
    sink: &'a Sink,
    /// The number of each formula, by its source: equal formulas have equal placeholders, so that labels of links still match.
    numbers: HashMap<String, usize>,
    out: Prepared,
    code: Option<OpenFencedCode>,
    /// Whether an HTML comment is open.
    comment: bool,
    indented: IndentedCode,
    /// The fences that are open, the innermost last.
    open: Vec<OpenFence>,
    /// Lines of running text that are not written yet, since an inline note may continue on the next line.
    chunk: Option<Range<usize>>,
    /// The inline notes found so far. Their texts are written at the end of the text.
    notes: Vec<InlineNote>,
    /// How many inline notes are around the text that is being written.
    depth: usize,
}

impl Scanner<'_> {
    fn line(&mut self, range: Range<usize>) {
        let source = self.source;
        let whole = &source.text[range.clone()];
        let line = whole.trim_end_matches(['\n', '\r']);
        let prefix = line_prefix(line);
        let LinePrefix { bytes, quotes, columns, .. } = prefix;
        let text = &line[bytes..];
        if let Some(code) = &self.code {
            let left = quotes < code.quotes || (!text.is_empty() && columns < code.indent);
            if !left {
                if let Some(run) = code.fence.closed_by(text) {
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
            let span = code.span;
            self.code = None;
            self.unclosed(
                span,
                "this code is not closed",
                "write a fence as long as this one, indented like it, where the code should end",
            );
        }
        if self.comment {
            self.comment = !text.contains("-->");
            return self.copy(range);
        }
        if self.comments.contains(range.start) {
            return self.flush();
        }
        if text.is_empty() {
            self.flush();
            self.indented.end_paragraph();
            return self.copy(range);
        }
        let markers = list_markers(text);
        if self.indented.line(prefix, text) {
            return self.copy(range);
        }
        if let Some(found) = abbreviation(text, range.start + bytes, source) {
            return self.out.abbreviations.push(found);
        }
        // A line that is indented by four more columns continues a paragraph.
        let may_begin = columns < self.indented.around() + 4;
        let body = &text[markers..];
        if may_begin && self.opens_code(body, &line[..bytes + markers], prefix, range.start) {
            self.flush();
            return self.copy(range);
        }
        if body.starts_with("<!--") && columns < 4 && !body.contains("-->") {
            self.flush();
            self.comment = true;
            return self.copy(range);
        }
        if text.starts_with(":::") && may_begin && self.fence(&range, bytes, text.trim_end(), quotes) {
            return;
        }
        if text.starts_with(['|', '-', ':']) && is_delimiter_row(text) && text.contains(['\t', '+']) {
            return self.delimiter_row(range);
        }
        match &mut self.chunk {
            Some(chunk) => chunk.end = range.end,
            None => self.chunk = Some(range),
        }
    }

    /// Opens a fenced code block if `body` begins one. `body` is what follows `before` on the line that begins at `start`; `prefix` is the
    /// beginning of `before`.
    fn opens_code(&mut self, body: &str, before: &str, prefix: LinePrefix, start: usize) -> bool {
        let quotes = prefix.quotes;
        let Some(fence) = CodeFence::opening(body) else { return false };
        let at = start + before.len();
        let span = self.source.span(at..at + body.trim_end().len());
        let info = body[fence.count..].trim();
        let language = info.split([',', ' ', '\t', '{']).next().unwrap_or_default();
        let given = info.split([',', ' ']).find_map(|word| word.strip_prefix("hidelines="));
        let hidden = match given {
            Some(sign) if self.preparation.hidden_lines && !sign.is_empty() => Some(sign.to_owned()),
            None if self.preparation.hidden_lines && language == "rust" => Some("#".to_owned()),
            _ => None,
        };
        let prefix = before.chars().map(|c| if matches!(c, '>' | ' ' | '\t') { c } else { ' ' }).collect();
        self.indented.end_paragraph();
        self.code = Some(OpenFencedCode { fence, quotes, indent: self.indented.around(), hidden, prefix, span });
        true
    }

    /// Rewrites a line that begins with colons. Returns false if it is text, not a fence.
    fn fence(&mut self, range: &Range<usize>, bytes: usize, text: &str, quotes: usize) -> bool {
        let span = self.source.span(range.start + bytes..range.start + bytes + text.len());
        let given = text.trim_start_matches(':').trim_end_matches(':').trim();
        let ended: Vec<_> = self.open.extract_if(.., |fence| fence.quotes > quotes).collect();
        ended.iter().for_each(|fence| self.unclosed_container(fence));
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
            self.mark(range, bytes, Fence::Close(FenceClosing::Container), span);
            return true;
        }
        let Some(attributes) = container_attributes(given) else {
            if opens_foreign_container(given) {
                self.open.push(OpenFence { quotes, span, is_foreign: true });
            }
            return false;
        };
        let page_break = attributes.has_role(NodeRole::PageBreak);
        self.mark(range, bytes, Fence::Open(FenceOpening::Container(attributes)), span);
        if page_break && !self.closed_at_once(range.end) {
            self.mark(range, bytes, Fence::Close(FenceClosing::Container), span);
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

    fn unclosed(&self, span: Span, message: &str, hint: &str) {
        self.sink.report(Diagnostic::new(codes::UNCLOSED_FENCE, span, message).label("closed where the text around it ends").hint(hint));
    }

    fn unclosed_container(&self, fence: &OpenFence) {
        if !fence.is_foreign {
            self.unclosed(fence.span, "this container is not closed", "write `:::` on a line of its own where it should end");
        }
    }

    /// Copies a delimiter row with a space for each tab and a bar for each `+` (Pandoc, kramdown), which the parser does not read.
    fn delimiter_row(&mut self, range: Range<usize>) {
        self.flush();
        for (at, c) in self.source.text[range.clone()].char_indices().map(|(at, c)| (range.start + at, c)) {
            match c {
                '\t' => self.out.assembled.insert(" ", self.source.span(at..at + 1)),
                '+' => self.out.assembled.insert("|", self.source.span(at..at + 1)),
                _ => self.write(at..at + c.len_utf8()),
            }
        }
    }

    fn copy(&mut self, range: Range<usize>) {
        self.flush();
        self.write(range);
    }

    /// Copies a range of the source with its marks.
    fn write(&mut self, range: Range<usize>) {
        let to = self.out.assembled.text.len();
        for (place, mark) in self.marks.range(range.start..range.end.max(range.start)) {
            let at = place - range.start + to;
            match mark {
                RewriteMark::Item(mark) => {
                    let placeholder = Placeholder { text: mark.replacement.clone(), replaced: ReplacedText::Item(mark.clone()) };
                    self.out.placeholders.insert(at, placeholder);
                }
                RewriteMark::Spaced(mark) => {
                    self.out.spaced_tables.insert(at, mark.clone());
                }
                RewriteMark::Grid(end) => {
                    let fence = match end {
                        GridEnd::Table(shape) => Fence::Open(FenceOpening::Table(shape.clone())),
                        GridEnd::Cell(place) => Fence::Open(FenceOpening::Cell(*place)),
                        GridEnd::CellEnd => Fence::Close(FenceClosing::Cell),
                        GridEnd::TableEnd => Fence::Close(FenceClosing::Table),
                    };
                    self.out.fences.insert(at, fence);
                }
            }
        }
        self.out.assembled.copy(self.source, range);
    }

    /// Writes the lines in [`Self::chunk`].
    fn flush(&mut self) {
        if let Some(chunk) = self.chunk.take() {
            let found = self.insertions(chunk.clone());
            self.emit(chunk, &found);
        }
    }

    /// What is rewritten in a range.
    fn insertions(&self, range: Range<usize>) -> Vec<Insertion> {
        let Self { source, examples, sink, .. } = self;
        let finder = InsertionFinder { source, examples, sink, preparation: self.preparation };
        if self.depth < DEEPEST_NOTE { finder.insertions(range) } else { finder.report_depth(&range) }
    }

    /// Copies a range. A call replaces each inline note in it, and a placeholder each formula. The notes themselves are written at the end
    /// of the text.
    fn emit(&mut self, range: Range<usize>, found: &[Insertion]) {
        let mut at = range.start;
        let first = found.partition_point(|found| found.range().start < range.start);
        for insertion in found[first..].iter().take_while(|found| found.range().end <= range.end) {
            let whole = insertion.range();
            self.write(at..whole.start);
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
                    self.notes.push(InlineNote { number, range: note.start + 2..note.end - 1, depth: self.depth });
                }
                Insertion::Formula(FoundFormula { formula, .. }) => {
                    let next = self.numbers.len();
                    let number = *self.numbers.entry(formula.source.clone()).or_insert(next);
                    self.place(Placeholder { text: format!("${number}$"), replaced: ReplacedText::Formula(formula.clone()) }, origin);
                }
                Insertion::Comment(_) => {}
                Insertion::Example { number, .. } => self.out.assembled.insert(&number.to_string(), origin),
                Insertion::LineEnd(_) => self.out.assembled.insert(" ", origin),
                Insertion::Colon(_) => self.out.assembled.insert("\\", origin),
                Insertion::Call(call) => self.place(call_placeholder(self.source.text[call.clone()].to_owned()), origin),
            }
            at = whole.end;
        }
        self.write(at..range.end);
    }

    fn place(&mut self, placeholder: Placeholder, origin: Span) {
        let at = self.out.assembled.text.len();
        self.out.assembled.insert(&placeholder.text, origin);
        self.out.placeholders.insert(at, placeholder);
    }

    fn finish(&mut self) {
        self.flush();
        if let Some(code) = self.code.take() {
            self.unclosed(code.span, "this code is not closed", "write a fence as long as this one where the code should end");
            // The notes would become part of code that is not closed.
            if !self.notes.is_empty() {
                let fence = String::from(char::from(code.fence.sign)).repeat(code.fence.count);
                self.out.assembled.insert(&format!("\n{}{fence}\n", code.prefix), Span::DETACHED);
            }
        }
        self.open.iter().for_each(|fence| self.unclosed_container(fence));
        let mut next = 0;
        while next < self.notes.len() {
            let InlineNote { number, range, depth } = self.notes[next].clone();
            self.depth = depth + 1;
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
                let over = |end: usize| {
                    let before = found.partition_point(|found| found.range().start < end);
                    found[..before].last().map(Insertion::range).filter(|whole| whole.end > end)
                };
                while let Some(over) = over(end) {
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

/// An inline note whose text is written at the end of the text.
#[derive(Clone, Debug)]
struct InlineNote {
    /// Its number.
    number: usize,
    /// Its text without brackets.
    range: Range<usize>,
    /// How many inline notes are around it.
    depth: usize,
}

/// How deeply inline notes may be nested. The text of each is kept, so without a limit, memory would grow with the square of the depth.
const DEEPEST_NOTE: usize = 16;

/// The placeholder of a call. It is as long as the call, so that the offsets of the text after it stay the same.
fn call_placeholder(call: String) -> Placeholder {
    Placeholder { text: format!("${}$", "0".repeat(call.len().saturating_sub(2))), replaced: ReplacedText::Call(call) }
}
