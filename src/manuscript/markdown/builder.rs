//! Builds blocks and inlines from the events of the Markdown parser.
use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, codes};
use crate::document::{
    AlertKind, Alignment, Block, BlockKind, CellContent, Column, ColumnWidth, Definition, DraftCell, DraftRow, DraftTable, Format, Inline,
    InlineKind, List, ListDelimiter, ListItem, Node, NoteId, Numerals, Phrase, PictureSize, Raw, ReferenceForm, Table,
};
use crate::source::Span;

use crate::manuscript::files::assembled::{assembled, bytes};
use crate::manuscript::html::feed::HtmlLine;
use crate::manuscript::html::run::{self, HtmlParagraph, SiblingPart};
use crate::manuscript::markdown::definitions::LinkDefinitions;
use crate::manuscript::markdown::listing::listing;
use crate::manuscript::markdown::pipe_tables::{PipeTableParts, parts};
use crate::manuscript::markdown::{highlights, scripts, unspaced_emphasis};
use crate::manuscript::scan::fences::{Placeholder, ReplacedText};
use crate::manuscript::scan::items::ItemMark;
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::scan::rewrite::SpacedMark;
use crate::manuscript::shape;
use crate::manuscript::syntax::attributes;
use crate::manuscript::syntax::commonmark::{self, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Tag};

/// How deeply blocks may be nested. Deeper levels are flattened, since all code that walks over a document is recursive. Spans and raw
/// HTML may add several levels between two of these.
const BLOCK_DEPTH: usize = 40;
/// How deeply inlines may be nested in a block.
const INLINE_DEPTH: usize = 16;

/// The label of a note.
#[derive(Clone, Debug)]
pub(crate) enum NoteLabel {
    /// A label that the author wrote.
    Written(String),
    /// The index of an inline note, which has no label.
    Inline(usize),
}

/// A note, with spans in the assembled text.
#[derive(Debug)]
pub(crate) struct WrittenNote {
    /// The number of its label in [`Parsed::labels`].
    pub(crate) id: NoteId,
    /// Its label.
    pub(crate) label: NoteLabel,
    /// Its place.
    pub(crate) span: Span,
    /// Its text.
    pub(crate) blocks: Vec<Block>,
}

/// A text as blocks, with spans in the assembled text.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    /// The text, without notes.
    pub(crate) blocks: Vec<Block>,
    /// The notes in the order of their definitions. Two may have the same label.
    pub(crate) notes: Vec<WrittenNote>,
    /// The number of each label that is called or defined. Labels are in lower case.
    pub(crate) labels: BTreeMap<String, NoteId>,
}

/// Parses a prepared text.
pub(crate) fn parse(reading: &Reading<'_>) -> Parsed {
    let mut builder = BlockBuilder {
        reading,
        offset: 0,
        stack: vec![OpenElement::default()],
        real: Vec::new(),
        parsed: Parsed::default(),
        reported_depth: false,
    };
    let events = commonmark::events(reading.text());
    let mut definitions = LinkDefinitions::of(events.reference_definitions());
    for (event, range) in events {
        definitions.event(&event, &range, is_leaf);
        builder.event(event, range);
    }
    definitions.report(reading);
    let root = builder.stack.pop().unwrap_or_default();
    let mut parsed = builder.parsed;
    parsed.blocks = run::blocks(root.blocks, reading, 0);
    parsed
}

/// Parses the inlines of a title that begins at a byte of the assembled text.
pub(crate) fn title(text: &str, offset: usize, reading: &Reading<'_>) -> Vec<Inline> {
    let mut builder = BlockBuilder {
        reading,
        offset,
        stack: vec![OpenElement::default()],
        real: Vec::new(),
        parsed: Parsed::default(),
        reported_depth: true,
    };
    for (event, range) in commonmark::events(text) {
        builder.event(event, range);
    }
    let root = builder.stack.pop().unwrap_or_default();
    match run::blocks(root.blocks, reading, 0).into_iter().next().map(|block| block.kind) {
        Some(BlockKind::Paragraph(inlines)) => inlines,
        _ => vec![Inline { node: Node::at(assembled(offset..offset + text.len())), kind: InlineKind::Text(text.to_owned()) }],
    }
}

/// A block or inline whose end has not been read, with everything read inside it.
#[derive(Default)]
struct OpenElement<'a> {
    tag: Option<Tag<'a>>,
    range: Range<usize>,
    blocks: Vec<SiblingPart>,
    inlines: Vec<Inline>,
    items: Vec<ListItem>,
    rows: Vec<DraftRow>,
    cells: Vec<DraftCell>,
    definitions: Vec<Definition>,
    html: Vec<HtmlLine>,
    text: String,
    /// For a list: the marker of its first item, if it is not a number of CommonMark.
    mark: Option<ItemMark>,
    /// Whether an item has paragraphs of its own, which makes the list loose.
    loose: bool,
    task: Option<bool>,
}

struct BlockBuilder<'a, 'r> {
    reading: &'r Reading<'r>,
    /// Added to the ranges of the parser.
    offset: usize,
    stack: Vec<OpenElement<'a>>,
    /// For each open tag: whether it is on the stack. Tags that are nested too deeply are not.
    real: Vec<bool>,
    parsed: Parsed,
    /// Whether nesting was reported.
    reported_depth: bool,
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Link { .. } | Tag::Image { .. }
    )
}

/// Whether a tag is a code block of raw HTML: ```` ```{=html} ````.
fn is_raw_html(tag: Option<&Tag<'_>>) -> bool {
    matches!(tag, Some(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if info.trim() == "{=html}")
}

/// Whether a tag cannot contain blocks.
fn is_leaf(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::TableCell | Tag::DefinitionListTitle)
}

/// The terms of a definition: each line is a term of its own, as in PHP Markdown Extra. `node` is the node of all lines.
pub(crate) fn terms(node: &Node, inlines: Vec<Inline>) -> Vec<(Node, Vec<Inline>)> {
    let lines = inlines.split(|inline| inline.kind == InlineKind::SoftBreak);
    let lines: Vec<&[Inline]> = lines.filter(|line| !line.is_empty()).collect();
    if lines.len() < 2 {
        return vec![(node.clone(), inlines)];
    }
    let spanned = |line: &[Inline]| line.iter().map(|inline| inline.node.span).reduce(Span::to).unwrap_or(node.span);
    lines.into_iter().map(|line| (Node::at(spanned(line)), line.to_vec())).collect()
}

impl<'a> BlockBuilder<'a, '_> {
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
            // The option is off: `scan` finds the formulas.
            Event::InlineMath(math) | Event::DisplayMath(math) => self.inline(node, InlineKind::Text(math.into_string())),
            Event::Html(html) => {
                let start = range.start;
                self.top().html.push(HtmlLine { start, text: html.into_string() });
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
                self.top().blocks.push(SiblingPart::Block(Block { node, kind: BlockKind::Break }));
            }
            Event::TaskListMarker(done) => {
                if let Some(item) = self.stack.iter_mut().rev().find(|frame| matches!(frame.tag, Some(Tag::Item))) {
                    item.task = Some(done);
                }
            }
        }
    }

    fn top(&mut self) -> &mut OpenElement<'a> {
        self.stack.last_mut().expect("the root is closed last")
    }

    fn inline(&mut self, node: Node, kind: InlineKind) {
        self.top().inlines.push(Inline { node, kind });
    }

    fn text(&mut self, text: &CowStr<'a>, range: Range<usize>) {
        if matches!(self.top().tag, Some(Tag::CodeBlock(_))) {
            let start = range.start;
            let text = self.reading.restored(text, range);
            let top = self.top();
            if is_raw_html(top.tag.as_ref()) {
                return top.html.push(HtmlLine { start, text });
            }
            return top.text.push_str(&text);
        }
        let reading = self.reading;
        let (mut rest, mut start) = (text.as_ref(), range.start);
        for (&at, Placeholder { text: placeholder, replaced }) in reading.prepared.placeholders.range(range.clone()) {
            // The parser returns text as it was written, so each byte of the text is a byte of the range.
            let Some((before, after)) = rest.split_at_checked(at - start) else { break };
            let Some(after) = after.strip_prefix(placeholder.as_str()) else { break };
            self.words(before, start..at);
            let end = at + placeholder.len();
            let kind = match replaced {
                ReplacedText::Formula(formula) => InlineKind::Math(formula.clone()),
                // The calls that the parser left as text are found later. A marker that begins no item is text.
                ReplacedText::Call(_) | ReplacedText::Item(_) => InlineKind::Text(replaced.source().to_owned()),
            };
            self.inline(Node::at(assembled(at..end)), kind);
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
        let (limit, depth) = if is_inline(&tag) { (INLINE_DEPTH, inlines) } else { (BLOCK_DEPTH, self.stack.len() - 1) };
        let deep = depth >= limit && !is_leaf(&tag) && !matches!(tag, Tag::FootnoteDefinition(_));
        if deep && !self.reported_depth {
            self.reported_depth = true;
            self.reading.sink.report(
                Diagnostic::new(codes::TOO_DEEP, self.reading.at(assembled(self.trimmed(range.clone()))), "nested too deeply")
                    .label("deeper levels are flattened")
                    .hint("reduce the nesting"),
            );
        }
        self.real.push(!deep);
        if !deep {
            if matches!(tag, Tag::Paragraph) && matches!(self.top().tag, Some(Tag::Item)) {
                self.top().loose = true;
            }
            self.stack.push(OpenElement { tag: Some(tag), range, ..OpenElement::default() });
        }
    }

    /// Makes a paragraph from text that is in a block without one, as in a tight list.
    fn flush(&mut self) {
        let top = self.top();
        let holds_blocks = top.tag.as_ref().is_none_or(|tag| !is_inline(tag) && !is_leaf(tag));
        if holds_blocks && !top.inlines.is_empty() {
            let inlines = std::mem::take(&mut top.inlines);
            let span = inlines.iter().map(|inline| inline.node.span).reduce(Span::to);
            if let Some(span) = span {
                self.paragraph(Node::at(span), inlines);
            }
        }
    }

    /// Adds a paragraph. With HTML inside it may be several blocks.
    fn paragraph(&mut self, node: Node, inlines: Vec<Inline>) {
        let (reading, around) = (self.reading, self.stack.len() - 1);
        let inlines = finished(inlines, reading);
        match run::paragraph(inlines, reading, around) {
            HtmlParagraph::Text(inlines) if inlines.is_empty() => {}
            HtmlParagraph::Text(inlines) => {
                let block = shape::paragraph(node, inlines, reading);
                self.top().blocks.push(SiblingPart::Block(block));
            }
            HtmlParagraph::Blocks(blocks) => self.top().blocks.extend(blocks.into_iter().map(SiblingPart::Block)),
        }
    }

    /// Reads the blocks of an element that has been closed.
    fn blocks(&self, parts: Vec<SiblingPart>) -> Vec<Block> {
        run::blocks(parts, self.reading, self.stack.len())
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
                let blocks = self.blocks(frame.blocks);
                let mark = self.item_mark(frame.range.start);
                let number = mark.as_ref().map(|mark| mark.number);
                let list = self.top();
                list.loose |= frame.loose;
                if list.items.is_empty() {
                    list.mark = mark;
                }
                list.items.push(ListItem { node, task: frame.task, number, work: None, blocks });
            }
            Tag::FootnoteDefinition(label) => {
                let id = self.label(&label);
                let blocks = self.blocks(frame.blocks);
                let label = match self.reading.prepared.inline_number(&label) {
                    Some(number) => NoteLabel::Inline(number),
                    None => NoteLabel::Written(label.into_string()),
                };
                self.parsed.notes.push(WrittenNote { id, label, span: node.span, blocks });
            }
            Tag::DefinitionListTitle => {
                let mut terms = terms(&node, line(frame.inlines, self.reading));
                let definitions = &mut self.top().definitions;
                match definitions.last_mut().filter(|last| last.bodies.is_empty()) {
                    Some(last) => last.terms.append(&mut terms),
                    None => definitions.push(Definition { node, terms, bodies: Vec::new() }),
                }
            }
            Tag::DefinitionListDefinition => {
                let blocks = self.blocks(frame.blocks);
                let definitions = &mut self.top().definitions;
                if definitions.is_empty() {
                    definitions.push(Definition { node: node.clone(), terms: Vec::new(), bodies: Vec::new() });
                }
                if let Some(last) = definitions.last_mut() {
                    last.node.span = last.node.span.to(node.span);
                    last.bodies.push(blocks);
                }
            }
            Tag::TableHead | Tag::TableRow => self.top().rows.push(DraftRow { node, cells: frame.cells }),
            Tag::TableCell => {
                let content = match run::paragraph(finished(frame.inlines, self.reading), self.reading, self.stack.len()) {
                    HtmlParagraph::Text(inlines) => CellContent::Line(inlines),
                    HtmlParagraph::Blocks(blocks) => CellContent::of(blocks),
                };
                self.top().cells.push(DraftCell::new(node, content));
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Link { .. } | Tag::Image { .. } => {
                self.end_inline(tag, frame.inlines, node);
            }
            // Front matter is removed before the parser reads the text.
            Tag::MetadataBlock(_) => {}
        }
    }

    fn end_block(&mut self, tag: Tag<'a>, frame: OpenElement<'a>, mut node: Node) {
        let reading = self.reading;
        let kind = match tag {
            Tag::Paragraph => {
                return self.paragraph(node, frame.inlines);
            }
            Tag::Heading { level, .. } => {
                let mut title = line(frame.inlines, reading);
                node = Node::with(node.span, attributes::trailing(&mut title, reading.text()));
                BlockKind::Heading { level: level as u8, title }
            }
            Tag::CodeBlock(_) if is_raw_html(Some(&tag)) => {
                return self.top().blocks.push(SiblingPart::Html(frame.html));
            }
            Tag::CodeBlock(kind) => {
                let info = match &kind {
                    CodeBlockKind::Indented => "",
                    CodeBlockKind::Fenced(info) => info.as_ref(),
                };
                listing(&mut node, &reading.restored(info, frame.range), frame.text, reading)
            }
            Tag::HtmlBlock => {
                return self.top().blocks.push(run::html_part(frame.html, reading));
            }
            Tag::BlockQuote(Some(kind)) => {
                let kind = match kind {
                    BlockQuoteKind::Note => AlertKind::Note,
                    BlockQuoteKind::Tip => AlertKind::Tip,
                    BlockQuoteKind::Important => AlertKind::Important,
                    BlockQuoteKind::Warning => AlertKind::Warning,
                    BlockQuoteKind::Caution => AlertKind::Caution,
                };
                BlockKind::Alert { kind, title: None, blocks: self.blocks(frame.blocks) }
            }
            Tag::BlockQuote(None) => match shape::callout(self.blocks(frame.blocks), reading) {
                Ok(callout) => callout,
                Err(blocks) => shape::quote(blocks),
            },
            Tag::List(start) => BlockKind::List(self.list(start, frame)),
            Tag::DefinitionList => BlockKind::Definitions(frame.definitions),
            Tag::Table(alignments) => self.table(&alignments, frame),
            _ => return,
        };
        self.top().blocks.push(SiblingPart::Block(Block { node, kind }));
    }

    /// The marker of the item that begins at a byte, if the author wrote a marker other than the one that the parser got.
    fn item_mark(&self, start: usize) -> Option<ItemMark> {
        match self.reading.prepared.placeholders.range(start..start + 4).next() {
            Some((at, Placeholder { replaced: ReplacedText::Item(mark), .. }))
                if self.reading.text().get(start..*at).is_some_and(|before| !before.contains('\n')) =>
            {
                Some(mark.clone())
            }
            _ => None,
        }
    }

    /// A list with the numbers that its markers ask for.
    fn list(&self, start: Option<u64>, frame: OpenElement<'a>) -> List {
        let OpenElement { mark, mut items, loose, range, .. } = frame;
        let sign = || {
            let digits =
                self.reading.text().get(range.start..).unwrap_or_default().trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
            if digits.starts_with(')') { ListDelimiter::Parenthesis } else { ListDelimiter::Period }
        };
        let (start, numerals, delimiter) = match mark {
            Some(mark) if start.is_some() => (Some(mark.number), mark.numerals, mark.delimiter),
            Some(_) | None => (start, Numerals::default(), if start.is_some() { sign() } else { ListDelimiter::default() }),
        };
        // A number that follows from the one before is not written again.
        let mut next = start;
        for item in &mut items {
            item.number = item.number.filter(|number| next.is_some() && next != Some(*number));
            next = item.number.or(next).map(|number| number.saturating_add(1));
        }
        List { start, numerals, delimiter, tight: !loose, items, ..List::default() }
    }

    fn table(&self, alignments: &[commonmark::Alignment], frame: OpenElement<'a>) -> BlockKind {
        let spaced = self.reading.prepared.spaced_tables.range(frame.range).next().map(|(_, mark)| mark);
        let alignments = alignments.iter().map(|alignment| match alignment {
            commonmark::Alignment::None => Alignment::None,
            commonmark::Alignment::Left => Alignment::Left,
            commonmark::Alignment::Center => Alignment::Center,
            commonmark::Alignment::Right => Alignment::Right,
        });
        let mut columns: Vec<Column> = alignments.map(Column::aligned).collect();
        let widths = spaced.map(|SpacedMark { widths, .. }| &widths[..]).unwrap_or_default();
        for (column, width) in columns.iter_mut().zip(widths) {
            column.width = Some(ColumnWidth::Share(*width));
        }
        let rows = frame.rows.into_iter().map(|mut row| {
            self.extra_cells(&row);
            let end = row.node.span.end as usize;
            row.cells.resize_with(columns.len(), || DraftCell::new(Node::at(assembled(end..end)), CellContent::EMPTY));
            row
        });
        let PipeTableParts { heads, bodies, feet } = parts(rows.collect(), spaced.is_some_and(|mark| mark.is_headless));
        // The cells of a pipe table have no spans, so nothing is repaired.
        let (table, _) = Table::form(DraftTable { columns, heads, bodies, feet, caption: None });
        BlockKind::Table(Box::new(table))
    }

    /// Reports cells beyond the last column. GFM drops them.
    fn extra_cells(&self, row: &DraftRow) {
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
        let given = |title: CowStr<'a>| Some(self.reading.restored(&title, bytes(node.span))).filter(|title| !title.is_empty());
        let kind = match tag {
            Tag::Emphasis => InlineKind::Emphasis(inner),
            Tag::Strong => InlineKind::Strong(inner),
            Tag::Strikethrough => InlineKind::Strikethrough(inner),
            // In MkDocs, two carets mark inserted text.
            Tag::Superscript if self.reading.text()[bytes(node.span)].starts_with("^^") => InlineKind::Phrase(Phrase::Inserted, inner),
            Tag::Superscript => InlineKind::Superscript(inner),
            Tag::Subscript => InlineKind::Subscript(inner),
            Tag::Image { dest_url, title, .. } => InlineKind::Image {
                source: self.reading.restored(&dest_url, bytes(node.span)),
                alt: inner,
                title: given(title),
                size: PictureSize::Natural,
            },
            Tag::Link { link_type, dest_url, title, .. } => {
                let target = if link_type == LinkType::Email {
                    format!("mailto:{dest_url}")
                } else {
                    self.reading.restored(&dest_url, bytes(node.span))
                };
                link(target, given(title), inner)
            }
            _ => return,
        };
        self.inline(node, kind);
    }
}

/// A link. Without a text, a link within the book is a reference.
pub(crate) fn link(target: String, title: Option<String>, text: Vec<Inline>) -> InlineKind {
    let inside = target.strip_prefix('#').map_or_else(|| target.contains(".md"), |fragment| !fragment.is_empty());
    if text.is_empty() && inside && !target.contains("://") {
        InlineKind::Reference { target, form: ReferenceForm::Title }
    } else {
        InlineKind::Link { target, title, text }
    }
}

/// Applies syntax that CommonMark does not have to a sequence of inlines: highlights, attributes, raised and lowered text.
fn finished(inlines: Vec<Inline>, reading: &Reading<'_>) -> Vec<Inline> {
    let text = reading.text();
    let inlines = unspaced_emphasis::emphasized(attributes::joined(inlines), text);
    scripts::raised_and_lowered(attributes::bracketed(highlights::highlighted(inlines, text), text), text)
}

/// Applies the same and then reads HTML, in text that cannot contain blocks.
fn line(inlines: Vec<Inline>, reading: &Reading<'_>) -> Vec<Inline> {
    run::inlines(finished(inlines, reading), reading)
}
