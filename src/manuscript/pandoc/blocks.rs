//! Blocks of Pandoc as blocks of the document, before `shape` looks at their content.
use crate::document::{
    AlertKind, Attributes, Block, BlockKind, CodeLines, Definition, Format, Inline, InlineKind, List, ListDelimiter, ListItem, Node,
    Numerals, plain_text,
};
use crate::pandoc::{self, NumberDelimiter, NumberStyle, Text};

use super::attributes::{attributes, heading_attributes};
use super::draft::Draft;
use super::inlines::FIGURE;
use crate::manuscript::html::text_of_blocks::lines_of;
use crate::manuscript::markdown::builder::terms;
use crate::manuscript::shape::figure_of_picture;
use crate::manuscript::syntax::attributes::{drop_start, merge};

/// How deeply blocks may be nested, as in Markdown.
const DEPTH: usize = 40;

/// The signs of tasks at the beginning of an item, and whether the task is done.
const TASKS: [(&str, bool); 2] = [("☐", false), ("☒", true)];

/// The commands of LaTeX that begin a page.
const PAGE_BREAKS: [&str; 4] = ["\\newpage", "\\pagebreak", "\\clearpage", "\\cleardoublepage"];

impl Draft<'_> {
    /// The blocks of a sequence. `depth` is the number of blocks around it.
    pub(super) fn blocks(&mut self, blocks: &[pandoc::Block<'_>], depth: usize) -> Vec<Block> {
        let mut out = Vec::new();
        for block in blocks {
            self.block(block, depth, &mut out);
        }
        out
    }

    fn block(&mut self, block: &pandoc::Block<'_>, depth: usize, out: &mut Vec<Block>) {
        let start = self.words.add("\n", &[&block.tag]).start;
        let is_leaf = matches!(
            block.kind,
            pandoc::BlockKind::Plain(_)
                | pandoc::BlockKind::Para(_)
                | pandoc::BlockKind::Header(..)
                | pandoc::BlockKind::CodeBlock(..)
                | pandoc::BlockKind::RawBlock(..)
                | pandoc::BlockKind::HorizontalRule
        );
        if depth >= DEPTH && !is_leaf {
            self.report_depth(&block.tag);
            return self.flattened(block, depth, out);
        }
        let mut own = Attributes::default();
        let kind = match &block.kind {
            pandoc::BlockKind::Null => return,
            pandoc::BlockKind::Plain(inlines) | pandoc::BlockKind::Para(inlines) => match self.figure(inlines, start) {
                Some(figure) => return out.push(figure),
                None => BlockKind::Paragraph(self.line(inlines)),
            },
            pandoc::BlockKind::LineBlock(lines) => BlockKind::Verse(self.verse(lines)),
            pandoc::BlockKind::CodeBlock(given, text) => {
                own = attributes(given);
                self.words.add(text.as_str(), &[text, &block.tag]);
                BlockKind::Code { language: None, text: with_line_end(text.as_str()), lines: CodeLines::default() }
            }
            pandoc::BlockKind::RawBlock(format, text) => {
                self.words.add(text.as_str(), &[text, &block.tag]);
                let raw = self.raw(format, text);
                match &raw.format {
                    Format::Other(_) if begins_page(text.as_str()) => BlockKind::PageBreak,
                    _ => BlockKind::Raw(raw),
                }
            }
            pandoc::BlockKind::BlockQuote(inner) => BlockKind::Quote { blocks: self.blocks(inner, depth + 1), attribution: None },
            pandoc::BlockKind::OrderedList(given, items) => {
                let numerals = match given.style {
                    NumberStyle::DefaultStyle | NumberStyle::Example | NumberStyle::Decimal => Numerals::Decimal,
                    NumberStyle::LowerRoman => Numerals::LowerRoman,
                    NumberStyle::UpperRoman => Numerals::UpperRoman,
                    NumberStyle::LowerAlpha => Numerals::LowerAlpha,
                    NumberStyle::UpperAlpha => Numerals::UpperAlpha,
                };
                let delimiter = match given.delimiter {
                    NumberDelimiter::DefaultDelim | NumberDelimiter::Period => ListDelimiter::Period,
                    NumberDelimiter::OneParen => ListDelimiter::Parenthesis,
                    NumberDelimiter::TwoParens => ListDelimiter::Parentheses,
                };
                let list = self.list(items, &block.tag, depth);
                BlockKind::List(List { start: Some(u64::try_from(given.start).unwrap_or_default()), numerals, delimiter, ..list })
            }
            pandoc::BlockKind::BulletList(items) => BlockKind::List(self.list(items, &block.tag, depth)),
            pandoc::BlockKind::DefinitionList(entries) => {
                let define = |(term, bodies): &(Vec<pandoc::Inline<'_>>, Vec<Vec<pandoc::Block<'_>>>)| {
                    let start = self.words.add("\n", &[&block.tag]).start;
                    let inlines = self.line(term);
                    let terms = terms(&Node::at(self.words.since(start)), inlines);
                    let bodies = bodies.iter().map(|body| self.blocks(body, depth + 1)).collect();
                    Definition { node: Node::at(self.words.since(start)), terms, bodies }
                };
                BlockKind::Definitions(entries.iter().map(define).collect())
            }
            pandoc::BlockKind::Header(level, given, inlines) => {
                let title = self.line(inlines);
                own = heading_attributes(given, &title);
                BlockKind::Heading { level: u8::try_from((*level).clamp(1, 6)).unwrap_or(1), title }
            }
            pandoc::BlockKind::HorizontalRule => BlockKind::Break,
            pandoc::BlockKind::Table(table) => {
                own = attributes(&table.attributes);
                let (table, of_caption) = self.table(table, &block.tag, depth);
                let mut node = Node::with(self.words.since(start), own);
                merge(&mut node, of_caption);
                return out.push(Block { node, kind: BlockKind::Table(Box::new(table)) });
            }
            pandoc::BlockKind::Figure(given, caption, inner) => {
                own = attributes(given);
                let body = self.blocks(inner, depth + 1);
                let caption = self.caption(caption, depth);
                let span = self.words.since(start);
                return out.push(figure_with(Node::with(span, own), body, caption));
            }
            pandoc::BlockKind::Div(given, inner) => {
                own = attributes(given);
                self.langs.extend(own.lang.clone());
                let inner = self.blocks(inner, depth + 1);
                if own.lang.is_some() {
                    self.langs.pop();
                }
                match alert(&mut own, inner) {
                    Ok(alert) => alert,
                    Err(inner) => BlockKind::Container(inner),
                }
            }
        };
        out.push(Block { node: Node::with(self.words.since(start), own), kind });
    }

    /// Adds the text of a block that is nested too deeply.
    fn flattened(&mut self, block: &pandoc::Block<'_>, depth: usize, out: &mut Vec<Block>) {
        let mut add = |inner: &[pandoc::Block<'_>]| inner.iter().for_each(|inner| self.block(inner, depth, out));
        match &block.kind {
            pandoc::BlockKind::BlockQuote(inner) | pandoc::BlockKind::Div(_, inner) => add(inner),
            pandoc::BlockKind::OrderedList(_, items) | pandoc::BlockKind::BulletList(items) => items.iter().for_each(|item| add(item)),
            pandoc::BlockKind::DefinitionList(entries) => {
                for (term, bodies) in entries {
                    add(&[pandoc::Block { tag: block.tag.clone(), kind: pandoc::BlockKind::Plain(term.clone()) }]);
                    bodies.iter().for_each(|body| add(body));
                }
            }
            pandoc::BlockKind::LineBlock(lines) => {
                for line in lines {
                    add(&[pandoc::Block { tag: block.tag.clone(), kind: pandoc::BlockKind::Plain(line.clone()) }]);
                }
            }
            pandoc::BlockKind::Figure(_, caption, inner) => {
                add(inner);
                add(&caption.blocks);
            }
            pandoc::BlockKind::Table(table) => {
                add(&table.caption.blocks);
                let bodies = table.bodies.iter().flat_map(|body| body.heads.iter().chain(&body.rows));
                for row in table.head.rows.iter().chain(bodies).chain(&table.foot.rows) {
                    row.cells.iter().for_each(|cell| add(&cell.blocks));
                }
            }
            pandoc::BlockKind::RawBlock(..)
            | pandoc::BlockKind::HorizontalRule
            | pandoc::BlockKind::Null
            | pandoc::BlockKind::Plain(_)
            | pandoc::BlockKind::Para(_)
            | pandoc::BlockKind::Header(..)
            | pandoc::BlockKind::CodeBlock(..) => {}
        }
    }

    /// A figure as Pandoc wrote it until version 1.22: a paragraph with a single picture whose title begins with `fig:`. The alternative
    /// text is the caption. `None` for any other paragraph.
    fn figure(&mut self, inlines: &[pandoc::Inline<'_>], start: usize) -> Option<Block> {
        let [pandoc::Inline { tag, kind: pandoc::InlineKind::Image(given, inner, target) }] = inlines else { return None };
        target.title.as_str().strip_prefix(FIGURE)?;
        let picture = self.image(given, inner, target, tag);
        let InlineKind::Image { alt, .. } = &picture.kind else { return None };
        let caption = Some(alt.clone()).filter(|alt| !alt.is_empty());
        let span = self.words.since(start);
        Some(figure_of_picture(span, picture, caption))
    }

    /// The stanzas of lines. A line without text separates two stanzas.
    fn verse(&mut self, lines: &[Vec<pandoc::Inline<'_>>]) -> Vec<Vec<Vec<Inline>>> {
        let mut stanzas = vec![Vec::new()];
        for line in lines {
            self.words.add("\n", &[]);
            let line = self.line(line);
            match stanzas.last_mut() {
                Some(stanza) if !line.is_empty() => stanza.push(line),
                _ => stanzas.push(Vec::new()),
            }
        }
        stanzas.retain(|stanza| !stanza.is_empty());
        stanzas
    }

    /// A list without numbers. It is tight if none of its items has a `Para`; the paragraphs of a tight list are `Plain`.
    fn list(&mut self, items: &[Vec<pandoc::Block<'_>>], tag: &Text<'_>, depth: usize) -> List {
        let is_para = |block: &pandoc::Block<'_>| matches!(block.kind, pandoc::BlockKind::Para(_));
        let tight = !items.iter().flatten().any(is_para);
        let items = items.iter().map(|item| {
            let start = self.words.add("\n", &[item.first().map_or(tag, |first| &first.tag)]).start;
            let mut blocks = self.blocks(item, depth + 1);
            let task = task(&mut blocks);
            ListItem { node: Node::at(self.words.since(start)), task, number: None, work: None, blocks }
        });
        List { tight, items: items.collect(), ..List::default() }
    }

    /// The inlines of a caption. Its blocks are lines.
    pub(super) fn caption(&mut self, caption: &pandoc::Caption<'_>, depth: usize) -> Option<Vec<Inline>> {
        let lines = lines_of(self.blocks(&caption.blocks, depth + 1));
        (!lines.is_empty()).then_some(lines)
    }
}

/// A figure. It takes the anchor, classes and place of a single picture in it.
fn figure_with(node: Node, mut body: Vec<Block>, caption: Option<Vec<Inline>>) -> Block {
    // Pandoc gives a picture in a figure the caption as its alternative text.
    if let [Block { kind: BlockKind::Paragraph(inlines), .. }] = &mut body[..]
        && let [picture] = &mut inlines[..]
        && matches!(picture.kind, InlineKind::Image { .. })
    {
        let mut figure = figure_of_picture(node.span, picture.clone(), caption);
        let own = node.attrs.as_deref().cloned().unwrap_or_default();
        merge(&mut figure.node, own);
        return figure;
    }
    Block { node, kind: BlockKind::Figure { body, caption } }
}

/// Code as Markdown has it: each line with its end.
fn with_line_end(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") }
}

/// Whether raw text of LaTeX or Word begins a page.
fn begins_page(text: &str) -> bool {
    PAGE_BREAKS.contains(&text.trim()) || (text.contains("<w:br") && text.contains("w:type=\"page\""))
}

/// Takes the sign of a task from the beginning of an item.
fn task(blocks: &mut [Block]) -> Option<bool> {
    let Some(Block { kind: BlockKind::Paragraph(inlines), .. }) = blocks.first_mut() else { return None };
    let Some(Inline { kind: InlineKind::Text(text), .. }) = inlines.first() else { return None };
    let (sign, done) = TASKS.into_iter().find(|(sign, _)| text.starts_with(&format!("{sign} ")))?;
    drop_start(inlines, sign.len() + 1);
    Some(done)
}

/// Reads a container as an alert: its class names the kind, and its first block is a container with the class `title`, as Pandoc writes
/// alerts of GitHub and admonitions of reStructuredText and DocBook.
fn alert(own: &mut Attributes, mut inner: Vec<Block>) -> Result<BlockKind, Vec<Block>> {
    let kind = own.classes.iter().enumerate().find_map(|(at, class)| Some((at, AlertKind::named(class)?)));
    let title = match inner.first() {
        Some(Block { node, kind: BlockKind::Container(blocks) }) if node.has_class("title") => match &blocks[..] {
            [Block { kind: BlockKind::Paragraph(title), .. }] => Some(title.clone()),
            _ => None,
        },
        _ => None,
    };
    let (Some((at, kind)), Some(title)) = (kind, title) else { return Err(inner) };
    let class = own.classes.remove(at);
    inner.remove(0);
    // A title that only repeats the class is dropped, so that the heading is in the language of the book.
    let title = Some(title).filter(|title| !plain_text(title).eq_ignore_ascii_case(&class));
    Ok(BlockKind::Alert { kind, title, blocks: inner })
}
