//! Events of the Markdown parser → blocks and inlines. The only file that names `pulldown_cmark`.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Mutex;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag};

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{
    AlertKind, Alignment, Block, BlockKind, Cell, Definition, Format, Formula, Inline, InlineKind, List, ListItem, Node, NoteId, Raw,
    ReferenceForm, Row, Table,
};
use crate::source::Span;

use crate::manuscript::files::assembled::{assembled, bytes};
use crate::manuscript::html::pairs as raw_html;
use crate::manuscript::markdown::scripts;
use crate::manuscript::scan::fences::{PlacedFormula, Prepared};
use crate::manuscript::shape;
use crate::manuscript::syntax::attributes;

/// How deep blocks may stand in one another, and inlines within a block. What is deeper is laid flat: everything that walks
/// over a document recurses, and between two of these levels there may be several of spans and of raw HTML.
const DEPTH: (usize, usize) = (40, 16);

/// What is known while one file is read.
pub(crate) struct Reading<'a> {
    /// The text, ready for the parser.
    pub(crate) prepared: &'a Prepared,
    /// Where mistakes are told.
    pub(crate) sink: &'a Sink,
    /// The tags that were reported.
    pub(crate) tags: Mutex<BTreeSet<String>>,
}

/// A note as it was written, with the spans of the assembled text.
#[derive(Debug)]
pub(crate) struct WrittenNote {
    /// Its place among the labels of its file.
    pub(crate) id: NoteId,
    /// Its label.
    pub(crate) label: String,
    /// Where it is.
    pub(crate) span: Span,
    /// What it says.
    pub(crate) blocks: Vec<Block>,
}

/// A file as blocks, with the spans of the assembled text.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    /// What stands in the file.
    pub(crate) blocks: Vec<Block>,
    /// Its notes in the order of their definitions; a label may come twice.
    pub(crate) notes: Vec<WrittenNote>,
    /// The number of each label (in lower case) that is called or defined.
    pub(crate) labels: BTreeMap<String, NoteId>,
}

impl<'a> Reading<'a> {
    /// A reading of a text.
    pub(crate) fn new(prepared: &'a Prepared, sink: &'a Sink) -> Self {
        Self { prepared, sink, tags: Mutex::default() }
    }

    /// The assembled text.
    pub(crate) fn text(&self) -> &'a str {
        &self.prepared.assembled.text
    }

    /// The author's bytes of a span.
    pub(crate) fn at(&self, span: Span) -> Span {
        self.prepared.assembled.located(span)
    }

    /// A text with what the author wrote in the place of the calls and placeholders in it. `range` is where it stands in the
    /// assembled text.
    pub(crate) fn restored(&self, text: &str, range: Range<usize>) -> String {
        let mut formulas = String::new();
        let mut rest = text;
        for (_, PlacedFormula { placeholder, formula }) in self.prepared.formulas.range(range) {
            if let Some((before, after)) = rest.split_once(placeholder.as_str()) {
                formulas.push_str(before);
                formulas.push_str(&formula.source);
                rest = after;
            }
        }
        formulas.push_str(rest);
        if self.prepared.inline_notes.is_empty() {
            return formulas;
        }
        let mut restored = String::new();
        let mut rest = formulas.as_str();
        while let Some((before, number, after)) = placeholder(rest) {
            restored.push_str(before);
            restored.push_str(self.prepared.inline_notes.get(number).map_or("", String::as_str));
            rest = after;
        }
        restored.push_str(rest);
        restored
    }
}

/// Finds `[^\u{F8FF}12]`: what is before it, the number, what is after it.
fn placeholder(text: &str) -> Option<(&str, usize, &str)> {
    let sign = format!("[^{}", crate::manuscript::scan::fences::INLINE_NOTE);
    let start = text.find(&sign)?;
    let inner = &text[start + sign.len()..];
    let end = inner.find(']')?;
    Some((&text[..start], inner[..end].parse().ok()?, &inner[end + 1..]))
}

fn options() -> Options {
    // Never `all()`: it has the old footnotes, whose second paragraph leaves the note. Front matter, heading attributes and
    // punctuation are ours: pulldown-cmark takes metadata in the middle of a text, drops what it cannot read between braces,
    // and knows the quotation marks of one language. Formulas are ours too: it takes prices for formulas.
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
}

/// Parses a prepared text.
pub(crate) fn parse(reading: &Reading<'_>) -> Parsed {
    let mut builder =
        Builder { reading, offset: 0, stack: vec![Frame::default()], real: Vec::new(), parsed: Parsed::default(), told: false };
    for (event, range) in Parser::new_ext(reading.text(), options()).into_offset_iter() {
        builder.event(event, range);
    }
    let root = builder.stack.pop().unwrap_or_default();
    let mut parsed = builder.parsed;
    parsed.blocks = shape::blocks(root.blocks, reading);
    parsed
}

/// Parses the inlines of a title that begins at a byte of the assembled text.
pub(crate) fn title(text: &str, offset: usize, reading: &Reading<'_>) -> Vec<Inline> {
    let mut builder = Builder { reading, offset, stack: vec![Frame::default()], real: Vec::new(), parsed: Parsed::default(), told: true };
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        builder.event(event, range);
    }
    match builder.stack.pop().unwrap_or_default().blocks.into_iter().next().map(|block| block.kind) {
        Some(BlockKind::Paragraph(inlines)) => inlines,
        _ => vec![Inline { node: Node::at(assembled(offset..offset + text.len())), kind: InlineKind::Text(text.to_owned()) }],
    }
}

/// The character that an entity (`&eacute;`) means.
pub(crate) fn entity(entity: &str) -> Option<String> {
    Parser::new(entity).find_map(|event| match event {
        Event::Text(text) if text.as_ref() != entity && !text.starts_with('&') => Some(text.into_string()),
        Event::Text(text) if entity == "&amp;" => Some(text.into_string()),
        _ => None,
    })
}

/// What is open.
#[derive(Default)]
struct Frame<'a> {
    tag: Option<Tag<'a>>,
    range: Range<usize>,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<ListItem>,
    rows: Vec<Row>,
    cells: Vec<Cell>,
    definitions: Vec<Definition>,
    html: Vec<(usize, String)>,
    text: String,
    /// An item has paragraphs, so its list is loose.
    loose: bool,
    task: Option<bool>,
}

struct Builder<'a, 'r> {
    reading: &'r Reading<'r>,
    /// What is added to ranges.
    offset: usize,
    stack: Vec<Frame<'a>>,
    /// For each tag that is open whether it has a frame.
    real: Vec<bool>,
    parsed: Parsed,
    /// That something is too deep was said.
    told: bool,
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Link { .. } | Tag::Image { .. }
    )
}

/// Whether a tag holds no blocks.
fn is_leaf(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::TableCell | Tag::DefinitionListTitle)
}

impl<'a> Builder<'a, '_> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        let range = range.start + self.offset..range.end + self.offset;
        let node = Node::at(assembled(range.clone()));
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => {
                let code = self.reading.restored(&code, range);
                self.inline(node, InlineKind::Code(code));
            }
            // The option is off.
            Event::InlineMath(math) | Event::DisplayMath(math) => self.inline(node, InlineKind::Text(math.into_string())),
            Event::Html(html) => {
                let start = range.start;
                self.top().html.push((start, html.into_string()));
            }
            Event::InlineHtml(html) => {
                let html = self.reading.restored(&html, range);
                self.inline(node, InlineKind::Raw(Raw { format: Format::Html, text: html }));
            }
            Event::FootnoteReference(label) => {
                let id = self.label(&label);
                self.inline(node, InlineKind::NoteCall(id));
            }
            Event::SoftBreak => self.inline(node, InlineKind::SoftBreak),
            Event::HardBreak => self.inline(node, InlineKind::LineBreak),
            Event::Rule => {
                self.flush();
                let node = Node::at(assembled(self.trimmed(range)));
                self.top().blocks.push(Block { node, kind: BlockKind::Break });
            }
            Event::TaskListMarker(done) => {
                if let Some(item) = self.stack.iter_mut().rev().find(|frame| matches!(frame.tag, Some(Tag::Item))) {
                    item.task = Some(done);
                }
            }
        }
    }

    fn top(&mut self) -> &mut Frame<'a> {
        self.stack.last_mut().expect("the root is closed last")
    }

    fn inline(&mut self, node: Node, kind: InlineKind) {
        self.top().inlines.push(Inline { node, kind });
    }

    fn text(&mut self, text: &CowStr<'a>, range: Range<usize>) {
        if matches!(self.top().tag, Some(Tag::CodeBlock(_))) {
            let text = self.reading.restored(text, range);
            return self.top().text.push_str(&text);
        }
        let reading = self.reading;
        let (mut rest, mut start) = (text.as_ref(), range.start);
        for (&at, PlacedFormula { placeholder, formula }) in reading.prepared.formulas.range(range.clone()) {
            // Text is given as it stands, so bytes of the text are bytes of the range.
            let Some((before, after)) = rest.split_at_checked(at - start) else { break };
            let Some(after) = after.strip_prefix(placeholder.as_str()) else { break };
            self.words(before, start..at);
            let end = at + placeholder.len();
            self.inline(Node::at(assembled(at..end)), InlineKind::Math(formula.clone()));
            (rest, start) = (after, end);
        }
        self.words(rest, start..range.end);
    }

    fn words(&mut self, text: &str, range: Range<usize>) {
        if !text.is_empty() {
            let text = self.reading.restored(text, range.end..range.end);
            self.inline(Node::at(assembled(range)), InlineKind::Text(text));
        }
    }

    fn label(&mut self, label: &str) -> NoteId {
        let next = NoteId(u32::try_from(self.parsed.labels.len()).unwrap_or(u32::MAX));
        *self.parsed.labels.entry(label.to_lowercase()).or_insert(next)
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let kept = self.reading.text().get(range.clone()).map_or(range.len(), |text| text.trim_end().len());
        range.start..range.start + kept
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        if !is_inline(&tag) {
            self.flush();
        }
        let inlines = self.stack.iter().rev().take_while(|frame| frame.tag.as_ref().is_some_and(is_inline)).count();
        let (limit, depth) = if is_inline(&tag) { (DEPTH.1, inlines) } else { (DEPTH.0, self.stack.len() - 1) };
        let deep = depth >= limit && !is_leaf(&tag) && !matches!(tag, Tag::FootnoteDefinition(_));
        if deep && !self.told {
            self.told = true;
            self.reading.sink.report(
                Diagnostic::new(
                    codes::TOO_DEEP,
                    self.reading.at(assembled(self.trimmed(range.clone()))),
                    "this stands too deep in other things",
                )
                .label(format!("what is more than {limit} deep is laid flat"))
                .hint("take some of the nesting away"),
            );
        }
        self.real.push(!deep);
        if !deep {
            if matches!(tag, Tag::Paragraph) && matches!(self.top().tag, Some(Tag::Item)) {
                self.top().loose = true;
            }
            self.stack.push(Frame { tag: Some(tag), range, ..Frame::default() });
        }
    }

    /// Makes a paragraph of the text that stands in a block without one, as in a tight list.
    fn flush(&mut self) {
        let reading = self.reading;
        let top = self.top();
        let holds_blocks = top.tag.as_ref().is_none_or(|tag| !is_inline(tag) && !is_leaf(tag));
        if holds_blocks && !top.inlines.is_empty() {
            let inlines = finished(std::mem::take(&mut top.inlines), reading);
            let span = inlines.iter().map(|inline| inline.node.span).reduce(Span::to);
            if let Some(span) = span {
                top.blocks.push(shape::paragraph(Node::at(span), inlines, reading));
            }
        }
    }

    fn end(&mut self) {
        if !self.real.pop().unwrap_or_default() {
            return self.flush();
        }
        self.flush();
        let Some(mut frame) = self.stack.pop() else { return };
        let Some(tag) = frame.tag.take() else { return };
        let node = Node::at(assembled(self.trimmed(frame.range.clone())));
        match tag {
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Table(_)
            | Tag::DefinitionList => self.end_block(tag, frame, node),
            Tag::Item => {
                let blocks = shape::blocks(frame.blocks, self.reading);
                self.top().loose |= frame.loose;
                self.top().items.push(ListItem { node, task: frame.task, blocks });
            }
            Tag::FootnoteDefinition(label) => {
                let id = self.label(&label);
                let blocks = shape::blocks(frame.blocks, self.reading);
                self.parsed.notes.push(WrittenNote { id, label: label.into_string(), span: node.span, blocks });
            }
            Tag::DefinitionListTitle => {
                let term = (node.clone(), finished(frame.inlines, self.reading));
                let definitions = &mut self.top().definitions;
                match definitions.last_mut().filter(|last| last.bodies.is_empty()) {
                    Some(last) => last.terms.push(term),
                    None => definitions.push(Definition { node, terms: vec![term], bodies: Vec::new() }),
                }
            }
            Tag::DefinitionListDefinition => {
                let blocks = shape::blocks(frame.blocks, self.reading);
                let definitions = &mut self.top().definitions;
                if definitions.is_empty() {
                    definitions.push(Definition { node: node.clone(), terms: Vec::new(), bodies: Vec::new() });
                }
                if let Some(last) = definitions.last_mut() {
                    last.node.span = last.node.span.to(node.span);
                    last.bodies.push(blocks);
                }
            }
            Tag::TableHead | Tag::TableRow => self.top().rows.push(Row { node, cells: frame.cells }),
            Tag::TableCell => {
                let content = finished(frame.inlines, self.reading);
                self.top().cells.push(Cell { node, content });
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Link { .. } | Tag::Image { .. } => {
                self.end_inline(tag, frame.inlines, node);
            }
            // Front matter is taken off before the parser sees the text.
            Tag::MetadataBlock(_) => {}
        }
    }

    fn end_block(&mut self, tag: Tag<'a>, frame: Frame<'a>, mut node: Node) {
        let reading = self.reading;
        let kind = match tag {
            Tag::Paragraph => {
                let block = shape::paragraph(node, finished(frame.inlines, reading), reading);
                return self.top().blocks.push(block);
            }
            Tag::Heading { level, .. } => {
                let mut title = finished(frame.inlines, reading);
                node = Node::with(node.span, attributes::trailing(&mut title, reading.text()));
                BlockKind::Heading { level: level as u8, title }
            }
            Tag::CodeBlock(kind) => {
                let info = match &kind {
                    CodeBlockKind::Indented => "",
                    CodeBlockKind::Fenced(info) => info.as_ref(),
                };
                self.code(&mut node, &reading.restored(info, frame.range), frame.text)
            }
            Tag::HtmlBlock => {
                let blocks = raw_html::blocks(&frame.html, reading);
                return self.top().blocks.extend(blocks);
            }
            Tag::BlockQuote(Some(kind)) => {
                let kind = match kind {
                    BlockQuoteKind::Note => AlertKind::Note,
                    BlockQuoteKind::Tip => AlertKind::Tip,
                    BlockQuoteKind::Important => AlertKind::Important,
                    BlockQuoteKind::Warning => AlertKind::Warning,
                    BlockQuoteKind::Caution => AlertKind::Caution,
                };
                BlockKind::Alert { kind, blocks: shape::blocks(frame.blocks, reading) }
            }
            Tag::BlockQuote(None) => shape::quote(shape::blocks(frame.blocks, reading)),
            Tag::List(start) => BlockKind::List(List { start, tight: !frame.loose, items: frame.items }),
            Tag::DefinitionList => BlockKind::Definitions(frame.definitions),
            Tag::Table(alignments) => self.table(&alignments, frame.rows),
            _ => return,
        };
        self.top().blocks.push(Block { node, kind });
    }

    fn code(&self, node: &mut Node, info: &str, text: String) -> BlockKind {
        let info = info.trim();
        let brace = info.find('{');
        let said = brace.and_then(|at| attributes::braces(&info[at..]));
        let named = info[..brace.unwrap_or(info.len())].split([',', ' ', '\t']).next().filter(|name| !name.is_empty());
        let mut language = named.map(str::to_owned);
        if let Some(mut said) = said {
            if let Some(format) = said.format {
                let format = if format == "html" { Format::Html } else { Format::Other(format) };
                return BlockKind::Raw(Raw { format, text });
            }
            if language.is_none() && !said.attributes.classes.is_empty() {
                language = Some(said.attributes.classes.remove(0));
            }
            attributes::merge(node, said.attributes);
        }
        if language.as_deref() == Some("math") {
            let source = text.trim_end().to_owned();
            return BlockKind::Math(Formula { tex: source.clone(), source, display: true });
        }
        BlockKind::Code { language, text }
    }

    fn table(&self, alignments: &[pulldown_cmark::Alignment], rows: Vec<Row>) -> BlockKind {
        let alignments: Vec<Alignment> = alignments
            .iter()
            .map(|alignment| match alignment {
                pulldown_cmark::Alignment::None => Alignment::None,
                pulldown_cmark::Alignment::Left => Alignment::Left,
                pulldown_cmark::Alignment::Center => Alignment::Center,
                pulldown_cmark::Alignment::Right => Alignment::Right,
            })
            .collect();
        let mut rows = rows.into_iter().map(|mut row| {
            self.extra_cells(&row);
            let end = row.node.span.end as usize;
            row.cells.resize_with(alignments.len(), || Cell { node: Node::at(assembled(end..end)), content: Vec::new() });
            row
        });
        let head = rows.next().unwrap_or(Row { node: Node::at(Span::DETACHED), cells: Vec::new() });
        let rows = rows.collect();
        BlockKind::Table(Box::new(Table { alignments, head, rows, caption: None }))
    }

    /// GFM drops cells beyond the last column; the author is told.
    fn extra_cells(&self, row: &Row) {
        let last = row.cells.last().map_or(row.node.span.start, |cell| cell.node.span.end) as usize;
        let rest = last..(row.node.span.end as usize).max(last);
        if self.reading.text().get(rest.clone()).is_some_and(|text| !text.trim_matches(|c: char| c == '|' || c.is_whitespace()).is_empty())
        {
            self.reading.sink.report(
                Diagnostic::new(codes::EXTRA_CELLS, self.reading.at(assembled(rest)), "this row has more cells than the table has columns")
                    .label("would be left out")
                    .hint("add a column to the head of the table, or escape the bar: `\\|`"),
            );
        }
    }

    fn end_inline(&mut self, tag: Tag<'a>, inlines: Vec<Inline>, node: Node) {
        let inner = finished(inlines, self.reading);
        let given = |title: CowStr<'a>| Some(title.into_string()).filter(|title| !title.is_empty());
        let kind = match tag {
            Tag::Emphasis => InlineKind::Emphasis(inner),
            Tag::Strong => InlineKind::Strong(inner),
            Tag::Strikethrough => InlineKind::Strikethrough(inner),
            Tag::Superscript => InlineKind::Superscript(inner),
            Tag::Subscript => InlineKind::Subscript(inner),
            Tag::Image { dest_url, title, .. } => InlineKind::Image { source: dest_url.into_string(), alt: inner, title: given(title) },
            Tag::Link { link_type, dest_url, title, .. } => {
                let target = if link_type == LinkType::Email {
                    format!("mailto:{dest_url}")
                } else {
                    self.reading.restored(&dest_url, bytes(node.span))
                };
                let inside = target.strip_prefix('#').map_or_else(|| target.contains(".md"), |fragment| !fragment.is_empty());
                if inner.is_empty() && inside && !target.contains("://") {
                    InlineKind::Reference { target, form: ReferenceForm::Title }
                } else {
                    InlineKind::Link { target, title: given(title), text: inner }
                }
            }
            _ => return,
        };
        self.inline(node, kind);
    }
}

/// Inlines that stand side by side, with all that Markdown itself does not know.
pub(crate) fn finished(inlines: Vec<Inline>, reading: &Reading<'_>) -> Vec<Inline> {
    let inlines = attributes::bracketed(inlines, reading.text());
    scripts::raised_and_lowered(raw_html::inlines(inlines, reading), reading.text())
}
