//! Blocks.
use super::super::marks::{Marks, decoded};
use super::super::tree::{self, BlockKind as Kind, NumberDelimiter, NumberStyle};
use super::Restorer;
use super::inlines::{only_line, raw};
use crate::document::{
    AlertKind, Attributes, Block, BlockKind, CodeLines, Definition, EntryIndent, Inline, InlineKind, List, ListDelimiter, ListItem,
    ListedWork, Node, Numerals,
};
use crate::source::Span;

impl Restorer<'_> {
    pub(super) fn blocks(&mut self, blocks: &[tree::Block<'_>]) -> Vec<Block> {
        blocks.iter().filter_map(|own| self.block(own)).collect()
    }

    fn block(&mut self, own: &tree::Block<'_>) -> Option<Block> {
        let span = self.at(&own.tag);
        let mut attributes = Attributes::default();
        let kind = match &own.kind {
            Kind::Null => return None,
            Kind::Plain(inlines) | Kind::Para(inlines) => BlockKind::Paragraph(self.line(inlines)),
            Kind::LineBlock(lines) => {
                let mut stanzas = vec![Vec::new()];
                for line in lines {
                    match stanzas.last_mut() {
                        Some(stanza) if !line.is_empty() => stanza.push(self.line(line)),
                        _ => stanzas.push(Vec::new()),
                    }
                }
                stanzas.retain(|stanza| !stanza.is_empty());
                BlockKind::Verse(stanzas)
            }
            Kind::CodeBlock(given, text) => {
                let (own, marks) = decoded(given);
                attributes = own;
                code(&mut attributes, &marks, text.as_str())
            }
            Kind::RawBlock(format, text) => BlockKind::Raw(raw(format.as_str(), text.as_str())),
            Kind::BlockQuote(inner) => {
                let is_attribution =
                    |own: &tree::Block<'_>| matches!(&own.kind, Kind::Div(given, _) if decoded(given).1.has("attribution"));
                match inner.split_last() {
                    Some((tree::Block { kind: Kind::Div(_, line), .. }, rest)) if inner.last().is_some_and(is_attribution) => {
                        let blocks = self.blocks(rest);
                        let line = self.blocks(line);
                        BlockKind::Quote { blocks, attribution: only_line(line) }
                    }
                    _ => BlockKind::Quote { blocks: self.blocks(inner), attribution: None },
                }
            }
            Kind::OrderedList(numbers, items) => {
                let numerals = match numbers.style {
                    NumberStyle::DefaultStyle | NumberStyle::Example | NumberStyle::Decimal => Numerals::Decimal,
                    NumberStyle::LowerRoman => Numerals::LowerRoman,
                    NumberStyle::UpperRoman => Numerals::UpperRoman,
                    NumberStyle::LowerAlpha => Numerals::LowerAlpha,
                    NumberStyle::UpperAlpha => Numerals::UpperAlpha,
                };
                let delimiter = match numbers.delimiter {
                    NumberDelimiter::DefaultDelim | NumberDelimiter::Period => ListDelimiter::Period,
                    NumberDelimiter::OneParen => ListDelimiter::Parenthesis,
                    NumberDelimiter::TwoParens => ListDelimiter::Parentheses,
                };
                let start = Some(u64::try_from(numbers.start).unwrap_or_default());
                BlockKind::List(List { start, numerals, delimiter, ..self.list(items) })
            }
            Kind::BulletList(items) => BlockKind::List(self.list(items)),
            Kind::DefinitionList(entries) => {
                BlockKind::Definitions(entries.iter().map(|(term, bodies)| self.definition(term, bodies, span)).collect())
            }
            Kind::Header(level, given, title) => {
                attributes = decoded(given).0;
                BlockKind::Heading { level: u8::try_from((*level).clamp(1, 6)).unwrap_or(1), title: self.line(title) }
            }
            Kind::HorizontalRule => BlockKind::Break,
            Kind::Table(table) => return Some(self.table(table, span)),
            Kind::Figure(given, caption, inner) => {
                attributes = decoded(given).0;
                let body = self.blocks(inner);
                let caption = self.blocks(&caption.blocks);
                BlockKind::Figure { body, caption: only_line(caption) }
            }
            Kind::Div(given, inner) => return Some(self.div(given, inner, span)),
        };
        Some(Block { node: Node::with(span, attributes), kind })
    }

    /// The block that was written as a container. Without marks, it is a container.
    fn div(&mut self, given: &tree::Attributes<'_>, inner: &[tree::Block<'_>], span: Span) -> Block {
        let (mut attributes, marks) = decoded(given);
        let kind = if marks.has("around") {
            let mut blocks = self.blocks(inner);
            match (blocks.pop(), blocks.is_empty()) {
                (Some(only), true) => with_marks(only.kind, &marks),
                (last, _) => {
                    blocks.extend(last);
                    BlockKind::Container(blocks)
                }
            }
        } else if marks.has("page-break") {
            BlockKind::PageBreak
        } else if let Some(name) = marks.get("alert") {
            if !attributes.classes.is_empty() {
                attributes.classes.remove(0);
            }
            self.alert(name, inner)
        } else if marks.has("figure") {
            let is_caption = |own: &tree::Block<'_>| matches!(&own.kind, Kind::Div(given, _) if decoded(given).1.has("caption"));
            match inner.split_last() {
                Some((tree::Block { kind: Kind::Div(_, caption), .. }, body)) if inner.last().is_some_and(is_caption) => {
                    let body = self.blocks(body);
                    let caption = self.blocks(caption);
                    BlockKind::Figure { body, caption: only_line(caption) }
                }
                _ => BlockKind::Figure { body: self.blocks(inner), caption: None },
            }
        } else {
            BlockKind::Container(self.blocks(inner))
        };
        Block { node: Node::with(span, attributes), kind }
    }

    fn alert(&mut self, name: &str, inner: &[tree::Block<'_>]) -> BlockKind {
        let kind = match name {
            "Note" => AlertKind::Note,
            "Tip" => AlertKind::Tip,
            "Important" => AlertKind::Important,
            "Warning" => AlertKind::Warning,
            "Caution" => AlertKind::Caution,
            other => AlertKind::Other(other.to_owned()),
        };
        let (title, rest) = match inner.split_first() {
            Some((tree::Block { kind: Kind::Div(given, title), .. }, rest)) => match decoded(given).1.get("alert-title") {
                Some("own") => (only_line(self.blocks(title)), rest),
                Some(_) => (None, rest),
                None => (None, inner),
            },
            _ => (None, inner),
        };
        BlockKind::Alert { kind, title, blocks: self.blocks(rest) }
    }

    /// A list. It is tight if none of its items has a `Para`; the paragraphs of a tight list are `Plain`.
    fn list(&mut self, items: &[Vec<tree::Block<'_>>]) -> List {
        let mut tight = true;
        let items = items.iter().map(|item| self.item(item, &mut tight)).collect();
        List { tight, items, ..List::default() }
    }

    fn item(&mut self, item: &[tree::Block<'_>], tight: &mut bool) -> ListItem {
        let mut node = Node::at(item.first().map_or(self.place, |first| self.at(&first.tag)));
        let mut marks = Marks::default();
        let mut inner = item;
        if let [tree::Block { kind: Kind::Div(given, own), .. }] = item
            && let (attributes, of_item) = decoded(given)
            && of_item.has("item")
        {
            node = Node::with(node.span, attributes);
            (marks, inner) = (of_item, own);
        }
        *tight &= !inner.iter().any(|own| matches!(own.kind, Kind::Para(_)));
        let mut blocks = self.blocks(inner);
        let task = marks.get("task").map(|task| task == "done");
        if task.is_some()
            && let Some(Block { kind: BlockKind::Paragraph(inlines), .. }) = blocks.first_mut()
        {
            drop_sign(inlines);
        }
        let number = marks.get("number").and_then(|number| number.parse().ok());
        let work = marks.get("work").map(|key| ListedWork { key: key.to_owned(), label: marks.get("work-label").map(str::to_owned) });
        ListItem { node, task, number, work, blocks }
    }

    fn definition(&mut self, term: &[tree::Inline<'_>], bodies: &[Vec<tree::Block<'_>>], span: Span) -> Definition {
        let mut node = Node::at(span);
        let mut lines = term;
        if let [tree::Inline { kind: tree::InlineKind::Span(given, inner), .. }] = term
            && let (attributes, marks) = decoded(given)
            && marks.has("definition")
        {
            node = Node::with(span, attributes);
            lines = inner;
        }
        let mut terms = Vec::new();
        for part in lines {
            if let tree::InlineKind::Span(given, inner) = &part.kind
                && let (attributes, marks) = decoded(given)
                && marks.has("term")
            {
                let span = self.at(&part.tag);
                terms.push((Node::with(span, attributes), self.line(inner)));
            }
        }
        if terms.is_empty() && !lines.is_empty() {
            terms.push((Node::at(span), self.line(lines)));
        }
        Definition { node, terms, bodies: bodies.iter().map(|body| self.blocks(body)).collect() }
    }
}

/// The kind of a block with what its container says about it.
fn with_marks(kind: BlockKind, marks: &Marks) -> BlockKind {
    match kind {
        BlockKind::List(mut list) => {
            list.descending = marks.has("descending");
            list.tight &= !marks.has("loose");
            list.entries = marks.get("entries").map(|indent| if indent == "flush" { EntryIndent::Flush } else { EntryIndent::Hanging });
            BlockKind::List(list)
        }
        BlockKind::Paragraph(mut inlines) if marks.has("formula") => match (inlines.pop(), inlines.is_empty()) {
            (Some(Inline { kind: InlineKind::Math(formula), .. }), true) => BlockKind::Math(formula),
            (last, _) => {
                inlines.extend(last);
                BlockKind::Paragraph(inlines)
            }
        },
        kind => kind,
    }
}

/// Code. Takes the language and the numbers of its lines from the attributes.
fn code(attributes: &mut Attributes, marks: &Marks, text: &str) -> BlockKind {
    let language = marks.get("language").map(str::to_owned);
    let first_number = marks.get("first-number").and_then(|number| number.parse().ok());
    let extra = usize::from(language.is_some()) + usize::from(first_number.is_some());
    attributes.classes.drain(..extra.min(attributes.classes.len()));
    if first_number.is_some() {
        attributes.pairs.remove("startFrom");
    }
    let range = |range: &str| {
        let (first, last) = range.split_once('-')?;
        Some(first.parse().ok()?..=last.parse().ok()?)
    };
    let marked = marks.get("marked").map(|marked| marked.split(',').filter_map(range).collect()).unwrap_or_default();
    let end = if marks.has("open-end") { "" } else { "\n" };
    BlockKind::Code { language, text: format!("{text}{end}"), lines: CodeLines { first_number, marked } }
}

/// Removes the sign of a task and the space after it.
fn drop_sign(inlines: &mut Vec<Inline>) {
    if matches!(inlines.first(), Some(Inline { kind: InlineKind::Container(_), .. })) {
        inlines.remove(0);
    }
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = inlines.first_mut()
        && text.starts_with(' ')
    {
        text.remove(0);
        if text.is_empty() {
            inlines.remove(0);
        }
    }
}
