//! Rewrites the constructs of a dialect in the syntax of chapbook, if the book names its dialect.
//!
//! Boxes become callouts (`> [!NOTE] Title`), page breaks become `\newpage`, and text after an HTML tag becomes Markdown. Only constructs
//! on lines of their own are rewritten, line by line, so that each byte still has its place in the author's files. Other constructs stay as
//! they are, and are reported later.
use std::collections::BTreeSet;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::edition::Dialect;
use crate::source::Span;

use super::boxes::{BoxEnd, BoxOpening, closes, is_page_break, is_unprinted, opening};
use super::chunk;
use super::construct::Construct;
use super::directive;
use super::formats;
use super::highlight_tags;
use super::html;
use super::kramdown;
use super::leanpub_formulas;
use super::markua::AttributeList;
use super::mdx;
use super::notes::{self, NoteFiles};
use super::pandoc;
use super::part_headings::PartHeading;
use super::rule_labels;
use super::spaced_addresses;
use super::tex_commands;
use super::word_notes;
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::syntax::verbatim::VerbatimLines;

/// What the texts of a book may refer to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Referents {
    /// The files of the book. If the dialect is Obsidian, all files of the folder.
    pub(crate) files: NoteFiles,
    /// The names of the rules that have labels (mdBook).
    pub(crate) rules: BTreeSet<String>,
}

/// The text in which the constructs of a dialect are rewritten. `None` if there is nothing to rewrite.
pub(crate) fn translated(source: &Assembled, dialect: Dialect, referents: &Referents, sink: &Sink) -> Option<Assembled> {
    let with_notes = word_notes::translated(source);
    let with_brackets = spaced_addresses::translated(with_notes.as_ref().unwrap_or(source), dialect).or(with_notes);
    of_dialect(with_brackets.as_ref().unwrap_or(source), dialect, referents, sink).or(with_brackets)
}

/// The text in which only the constructs of the dialect itself are rewritten.
fn of_dialect(source: &Assembled, dialect: Dialect, referents: &Referents, sink: &Sink) -> Option<Assembled> {
    let Referents { files, rules } = referents;
    let first = match dialect {
        Dialect::Mdbook => rule_labels::translated(source, rules),
        Dialect::Quarto => formats::translated(source, sink),
        Dialect::Leanpub => leanpub_formulas::translated(source, sink),
        Dialect::Docusaurus => mdx::translated(source, sink),
        Dialect::Jekyll => {
            let fenced = highlight_tags::translated(source, dialect);
            kramdown::translated(fenced.as_ref().unwrap_or(source)).or(fenced)
        }
        _ => None,
    };
    match dialect {
        Dialect::Chapbook => return None,
        Dialect::Hugo => return highlight_tags::translated(source, dialect),
        Dialect::Obsidian => return notes::translated(source, files),
        Dialect::Mdbook if !source.text.contains("admonish") => return first,
        Dialect::Jekyll if !source.text.contains("markdown=") => return first,
        _ => {}
    }
    let source = first.as_ref().unwrap_or(source);
    let without_chunks = chunk::translated(source, dialect, files, sink);
    let source = without_chunks.as_ref().unwrap_or(source);
    let without_tex = if dialect.is_pandoc() { tex_commands::translated(source, dialect, sink) } else { None };
    let source = without_tex.as_ref().unwrap_or(source);
    let without_directives = if dialect == Dialect::Myst { directive::translated(source, sink) } else { None };
    let source = without_directives.as_ref().unwrap_or(source);
    let mut translator = Translator {
        source,
        dialect,
        out: Assembled::default(),
        boxes: Vec::new(),
        in_formula: false,
        verbatim: VerbatimLines::default(),
        next: 0,
        in_appendices: false,
        metadata: Vec::new(),
        unclosed: Vec::new(),
    };
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        translator.line(at..at + line.len());
        at += line.len();
    }
    translator.finish(sink);
    Some(translator.out)
}

/// A box that is open.
struct OpenBox {
    end: BoxEnd,
    /// The indentation of its lines, in columns.
    columns: usize,
    /// The text before each of its lines in the new text.
    prefix: String,
    /// The line that ends it in the new text.
    closing: Option<String>,
    /// Whether its lines are copied without a change.
    is_kept: bool,
    /// The state of the lines around the box, which is restored when the box ends.
    outer: VerbatimLines,
    /// The line that opens it.
    span: Span,
}

struct Translator<'a> {
    source: &'a Assembled,
    dialect: Dialect,
    out: Assembled,
    /// The boxes that are open, the innermost last.
    boxes: Vec<OpenBox>,
    /// Whether a formula between `$$` is open. A percent sign in it is not a comment of MyST.
    in_formula: bool,
    /// Which lines of the innermost box are code, or HTML that is not Markdown.
    verbatim: VerbatimLines,
    /// The first byte that is not yet written. Lines before it are skipped.
    next: usize,
    /// Whether the chapters are appendices (bookdown).
    in_appendices: bool,
    /// The places at which metadata was left out.
    metadata: Vec<Span>,
    /// The beginnings of boxes that have no end of their own, and ended with the box around them.
    unclosed: Vec<Span>,
}

/// The maximum depth of nested boxes. Deeper boxes are not rewritten.
const DEEPEST: usize = 8;

/// The white space at the beginning of a line, in columns and in bytes, up to `most` columns.
fn indentation(line: &str, most: usize) -> (usize, usize) {
    let (mut columns, mut bytes) = (0, 0);
    for byte in line.bytes() {
        let next = match byte {
            b' ' => columns + 1,
            b'\t' => (columns / 4 + 1) * 4,
            _ => break,
        };
        if next > most {
            break;
        }
        (columns, bytes) = (next, bytes + 1);
    }
    (columns, bytes)
}

/// The length in bytes of the lines at the beginning of a text that MkDocs reads as metadata: keys with values, followed by an empty line.
/// `None` if there are none.
fn metadata_lines(text: &str) -> Option<usize> {
    const MOST_LINES: usize = 40;
    let mut end = 0;
    for (nth, line) in text.split_inclusive('\n').take(MOST_LINES).enumerate() {
        if line.trim().is_empty() {
            return (nth > 0).then_some(end);
        }
        let key = line.split_once(':').map(|(key, _)| key);
        let is_key =
            key.is_some_and(|key| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-')));
        let continues = nth > 0 && line.starts_with("    ");
        if !is_key && !continues {
            return None;
        }
        end += line.len();
    }
    None
}

/// Whether a line is a label of MyST: `(map)=`.
fn is_label(line: &str) -> bool {
    let label = line.strip_prefix('(').and_then(|line| line.strip_suffix(")="));
    label.is_some_and(|label| !label.is_empty() && !label.contains(['(', ')', ' ']))
}

/// Whether a line has only the beginning or only the end of a formula between `$$`. Code in the line is skipped.
fn is_half_formula(line: &str) -> bool {
    let is_edge = line.starts_with("$$") || line.ends_with("$$");
    is_edge && line.split('`').step_by(2).map(|text| text.matches("$$").count()).sum::<usize>() % 2 == 1
}

/// The head of a chunk with apostrophes in place of the backticks in its braces: ```` ```{r fig.cap = "The `f` plot"} ````. An info string
/// with backticks does not begin code in CommonMark (section 4.5), but knitr reads it as a chunk. `None` for any other line.
fn chunk_head(line: &str) -> Option<String> {
    let line = line.trim_end();
    let fence = line.len() - line.trim_start_matches('`').len();
    let head = line[fence..].strip_prefix('{').filter(|head| fence >= 3 && head.ends_with('}') && head.contains('`'))?;
    head.starts_with(|c: char| c.is_ascii_alphabetic()).then(|| format!("{}{{{}", &line[..fence], head.replace('`', "'")))
}

impl Translator<'_> {
    fn line(&mut self, range: Range<usize>) {
        if range.start < self.next {
            return;
        }
        let line = self.source.text[range.clone()].trim_end_matches(['\n', '\r']);
        let is_blank = line.trim().is_empty();
        while let Some(last) = self.boxes.last() {
            let (own, bytes) = indentation(line, last.columns);
            let is_inside = match last.end {
                BoxEnd::Indentation => is_blank || own >= last.columns,
                BoxEnd::Letter(letter) => {
                    line.get(bytes..).is_some_and(|rest| rest.strip_prefix(letter).is_some_and(|rest| rest.starts_with('>')))
                }
                BoxEnd::Line(_) | BoxEnd::Colons(_) | BoxEnd::Fence(..) => true,
            };
            if is_inside {
                break;
            }
            self.close(range.start);
        }
        let (columns, letter) = self.boxes.last().map_or((0, None), |last| match last.end {
            BoxEnd::Letter(letter) => (last.columns, Some(letter)),
            _ => (last.columns, None),
        });
        let mut start = range.start + indentation(line, columns).1;
        if letter.is_some() {
            start += "W>".len();
            start += usize::from(self.source.text[start..range.end].starts_with(' '));
        }
        let text = self.source.text[start..range.end].trim_end_matches(['\n', '\r']);
        if text.trim().is_empty() {
            self.verbatim.continues("");
            // A formula cannot contain an empty line.
            self.in_formula = false;
            return self.blank(start, range.end);
        }
        if self.verbatim.continues(text) {
            return self.copy(start..range.end);
        }
        let (indent, bytes) = indentation(text, usize::MAX);
        let words = &text[bytes..];
        if let Some(place) = self.closed_by(words.trim_end()) {
            while self.boxes.len() > place + 1 {
                self.unclosed.extend(self.boxes.last().filter(|inner| !inner.is_kept).map(|inner| inner.span));
                self.close(start);
            }
            if self.boxes.last().is_some_and(|last| last.is_kept) {
                self.copy(start..range.end);
                self.boxes.pop();
                return;
            }
            return self.close(start);
        }
        if letter.is_none() && self.opened(start..start + text.trim_end().len(), indent) {
            return;
        }
        let in_formula = self.in_formula;
        if in_formula || !words.starts_with('%') {
            self.in_formula ^= is_half_formula(words.trim_end());
        }
        if !in_formula && is_unprinted(words.trim_end(), self.dialect) {
            return self.separate(self.source.span(start..start));
        }
        if is_page_break(words.trim_end(), self.dialect) {
            let span = self.source.span(start + bytes..start + text.len());
            self.separate(span);
            self.insert_line(&" ".repeat(indent), "\\newpage", span);
            return self.separate(span);
        }
        if self.dialect.is_pandoc()
            && let Some(head) = chunk_head(words)
        {
            let span = self.source.span(start + bytes..start + text.len());
            self.verbatim.opens(&head);
            return self.insert_line(&" ".repeat(indent), &head, span);
        }
        if self.dialect.is_pandoc() && pandoc::is_caption_of_rows(words, &self.source.text[..range.start]) {
            self.separate(self.source.span(start..start));
        }
        if self.dialect == Dialect::Mkdocs
            && range.start == 0
            && let Some(length) = metadata_lines(&self.source.text)
        {
            self.metadata.push(self.source.span(0..words.len()));
            self.next = length;
            return;
        }
        if self.dialect.is_pandoc() && self.pandoc_line(start, range.end) {
            return;
        }
        if let Some(heading) = PartHeading::of(text, self.dialect).filter(|_| self.boxes.is_empty()) {
            let span = self.source.span(start..start + text.len());
            self.in_appendices |= heading.begins_appendices;
            self.out.insert("# ", span);
            self.out.copy(self.source, start + heading.title.start..start + heading.title.end);
            self.out.insert(if heading.is_numbered { " {kind=part}" } else { " {.unnumbered kind=part}" }, span);
            return self.out.copy(self.source, start + text.len()..range.end);
        }
        if self.in_appendices && self.boxes.is_empty() && text.starts_with("# ") {
            let span = self.source.span(start..start + text.len());
            let words = text.trim_end();
            // The braces may already have attributes.
            let (end, kind) = match words.strip_suffix('}').filter(|inner| inner.contains(" {")) {
                Some(inner) => (inner.len(), " kind=appendix"),
                None => (words.len(), " {kind=appendix}"),
            };
            self.out.copy(self.source, start..start + end);
            self.out.insert(kind, span);
            return self.out.copy(self.source, start + end..range.end);
        }
        if self.dialect == Dialect::Leanpub && letter.is_none() && self.attributed(start..start + text.len(), range.end) {
            return;
        }
        let is_verbatim = self.verbatim.opens(text);
        self.copy(start..range.end);
        if self.dialect == Dialect::Myst && is_label(words.trim_end()) {
            // A label is a block of its own.
            self.separate(self.source.span(range.end..range.end));
        }
        if !is_verbatim && html::holds_markdown(words.trim_end(), self.dialect) && self.begins_with_text(range.end) {
            self.separate(self.source.span(range.end..range.end));
        }
    }

    /// The index of the box that a line closes. This is the innermost box, unless only an outer box has a fence of exactly the length of
    /// the line. `None` if the line does not close the innermost box.
    fn closed_by(&self, line: &str) -> Option<usize> {
        let last = self.boxes.last().filter(|last| closes(&last.end, line))?;
        let length = |end: &BoxEnd| match end {
            BoxEnd::Colons(count) | BoxEnd::Fence(_, count) => Some(*count),
            BoxEnd::Line(_) | BoxEnd::Indentation | BoxEnd::Letter(_) => None,
        };
        let is_exact = |own: &OpenBox| length(&own.end) == Some(line.len()) && closes(&own.end, line);
        let outer = if length(&last.end) == Some(line.len()) { None } else { self.boxes.iter().rposition(is_exact) };
        Some(outer.unwrap_or(self.boxes.len() - 1))
    }

    /// Rewrites a line that only Pandoc would understand. Returns whether it is one.
    fn pandoc_line(&mut self, start: usize, end: usize) -> bool {
        let (before, text) = self.source.text.split_at(start);
        if let Some(tilde) = pandoc::tilde_of_definition(&text[..end - start], before) {
            let at = start + tilde;
            let prefix = self.prefix().to_owned();
            self.out.insert(&prefix, self.source.span(start..start));
            self.out.copy(self.source, start..at);
            self.out.insert(":", self.source.span(at..at + 1));
            self.out.copy(self.source, at + 1..end);
            return true;
        }
        let block = if self.boxes.is_empty() { pandoc::metadata_block(text, before) } else { None };
        let Some(length) = block else { return false };
        self.metadata.push(self.source.span(start..start + "---".len()));
        self.next = start + length;
        true
    }

    /// Rewrites a line that is a list of attributes (Markua) and the line after it, which takes them. Returns whether there are such lines.
    fn attributed(&mut self, line: Range<usize>, end: usize) -> bool {
        let Some(list) = AttributeList::of(self.source.text[line.clone()].trim()) else { return false };
        let next = &self.source.text[end..];
        let next = end..end + next.find('\n').map_or(next.len(), |at| at + 1);
        let target = self.source.text[next.clone()].trim_end();
        let Some(attributed) = list.on(target) else { return false };
        let words = next.start..next.start + target.len();
        self.verbatim.opens(target);
        let prefix = self.prefix().to_owned();
        let span = self.source.span(line);
        self.out.insert(&prefix, self.source.span(next.start..next.start));
        let mut at = words.start;
        for (place, text) in attributed.insertions {
            self.out.copy(self.source, at..words.start + place);
            self.out.insert(&text, span);
            at = words.start + place;
        }
        self.out.copy(self.source, at..next.end);
        self.next = next.end;
        true
    }

    /// Whether the line at a byte begins with text, not with HTML or the indentation of code.
    fn begins_with_text(&self, at: usize) -> bool {
        let line = self.source.text[at..].split('\n').next().unwrap_or_default();
        let (columns, bytes) = indentation(line, usize::MAX);
        let own = self.boxes.last().map_or(0, |last| last.columns);
        columns < own + 4 && !line[bytes..].trim_end().is_empty() && !line[bytes..].starts_with('<')
    }

    /// Opens a box if the line opens one, and returns whether it does. `indent` is the indentation of the line in the box around it, in
    /// columns.
    fn opened(&mut self, line: Range<usize>, indent: usize) -> bool {
        if self.boxes.len() >= DEEPEST {
            return false;
        }
        let text = &self.source.text[line.clone()];
        let words = text.trim_start_matches([' ', '\t']);
        let at = line.end - words.len();
        let after = self.source.text[at..].find('\n').map_or(self.source.text.len(), |end| at + end + 1);
        let columns = self.boxes.last().map_or(0, |last| last.columns) + indent;
        let Some(BoxOpening { first, title, heading, end }) = opening(words, &self.source.text[after..], columns, self.dialect) else {
            return false;
        };
        let span = self.source.span(at..at + words.len());
        let outer = self.boxes.last();
        let (own, prefix) = outer.map_or((0, String::new()), |outer| (outer.columns, outer.prefix.clone()));
        let before = format!("{prefix}{}", " ".repeat(indent));
        let Some(first) = first else {
            self.boxes.push(OpenBox { end, columns: own, prefix, closing: None, is_kept: true, span, outer: VerbatimLines::default() });
            self.copy(line.start..after);
            return true;
        };
        self.separate(span);
        let is_quoted = first.starts_with('>');
        self.out.insert(&before, span);
        self.out.insert(&first, span);
        if let Some(title) = title {
            self.out.insert(" ", span);
            self.out.copy(self.source, at + title.start..at + title.end);
        }
        if let Some(heading) = heading {
            self.out.insert(" ", span);
            let words = after + heading.start..after + heading.end;
            self.next = words.end + self.source.text[words.end..].find('\n').map_or(self.source.text.len() - words.end, |end| end + 1);
            self.out.copy(self.source, words);
        }
        self.out.insert("\n", span);
        let inner = if is_quoted { format!("{before}> ") } else { before.clone() };
        let closing = (!is_quoted).then(|| format!("{before}:::\n"));
        let extra = if end == BoxEnd::Indentation { 4 } else { 0 };
        let outer = std::mem::take(&mut self.verbatim);
        self.boxes.push(OpenBox { columns: columns + extra, prefix: inner, closing, is_kept: false, end, span, outer });
        if let Some(OpenBox { end: BoxEnd::Letter(_), .. }) = self.boxes.last() {
            // The line that opens such a box also has text.
            let rest = at + "W>".len();
            let rest = rest + usize::from(self.source.text[rest..].starts_with(' '));
            if !self.source.text[rest..after].trim().is_empty() {
                self.copy(rest..after);
            }
        }
        true
    }

    /// Closes the boxes that are open at the end of the text, and appends the labels of headings (Pandoc). Reports boxes without an end,
    /// and metadata that was left out.
    fn finish(&mut self, sink: &Sink) {
        for span in &self.metadata {
            let facts = Construct::MetadataBlock.facts();
            let message = format!("{} of {} begins here", facts.is, self.dialect.tool());
            let diagnostic = Diagnostic::new(codes::FOREIGN_MARKUP, *span, message).cause("metadata");
            sink.report(diagnostic.label(facts.done).hint(facts.remedy));
        }
        for span in &self.unclosed {
            let diagnostic = Diagnostic::new(codes::UNCLOSED_FENCE, *span, "this box is not closed");
            sink.report(diagnostic.label("ends with the box around it").hint("write its end on a line of its own"));
        }
        while let Some(last) = self.boxes.last() {
            let needs_end = !last.is_kept && !matches!(last.end, BoxEnd::Indentation | BoxEnd::Letter(_));
            if needs_end {
                sink.report(
                    Diagnostic::new(codes::UNCLOSED_FENCE, last.span, "this box is not closed")
                        .label("ends with the file")
                        .hint("write its end on a line of its own"),
                );
            }
            self.close(self.source.text.len());
        }
        if self.dialect.is_pandoc() {
            let end = self.source.text.len();
            let labels = pandoc::heading_labels(&self.source.text);
            if !labels.is_empty() {
                self.out.insert(&format!("\n\n{labels}"), self.source.span(end..end));
            }
        }
    }

    /// Closes the innermost box before the byte `at`.
    fn close(&mut self, at: usize) {
        let Some(last) = self.boxes.pop() else { return };
        let span = self.source.span(at..at);
        if let Some(closing) = last.closing {
            self.out.insert("\n", span);
            self.out.insert(&closing, span);
        }
        self.verbatim = last.outer;
        self.separate(span);
    }

    fn prefix(&self) -> &str {
        self.boxes.last().map_or("", |last| last.prefix.as_str())
    }

    /// Writes an empty line.
    fn separate(&mut self, span: Span) {
        let prefix = self.prefix().trim_end().to_owned();
        self.out.insert(&format!("{prefix}\n"), span);
    }

    fn insert_line(&mut self, indent: &str, text: &str, span: Span) {
        let prefix = self.prefix().to_owned();
        self.out.insert(&format!("{prefix}{indent}{text}\n"), span);
    }

    fn blank(&mut self, at: usize, end: usize) {
        let prefix = self.prefix().trim_end().to_owned();
        self.out.insert(&prefix, self.source.span(at..at));
        self.out.copy(self.source, at..end);
    }

    fn copy(&mut self, range: Range<usize>) {
        let prefix = self.prefix().to_owned();
        self.out.insert(&prefix, self.source.span(range.start..range.start));
        self.out.copy(self.source, range);
    }
}
