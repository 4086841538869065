//! Blocks of the document as blocks of Pandoc.
use super::super::marks::{Marks, encoded, text};
use super::super::tree::{self, BlockKind as Kind, Caption, ListAttributes, NumberDelimiter, NumberStyle};
use super::inlines::format_name;
use super::{TreeWriter, block, inline};
use crate::document::{
    AlertKind, Attributes, Block, BlockKind, CodeLines, Definition, EntryIndent, Inline, List, ListDelimiter, ListItem, Node, Numerals,
};
use crate::pandoc::tree::InlineKind;
use crate::pandoc::write::Version;

/// The signs of tasks, and whether the task is done.
pub(in crate::pandoc) const TASKS: [(&str, bool); 2] = [("☐", false), ("☒", true)];

impl TreeWriter<'_> {
    pub(super) fn blocks(&mut self, blocks: &[Block]) -> Vec<tree::Block<'static>> {
        blocks.iter().map(|own| self.block(own)).collect()
    }

    fn block(&mut self, own: &Block) -> tree::Block<'static> {
        let attributes = own.node.attrs.as_deref();
        let div = |marks: Marks, inner| block(Kind::Div(encoded(attributes, marks), inner));
        let mut marks = Marks::default();
        let plain = match &own.kind {
            BlockKind::Paragraph(inlines) => Kind::Para(self.line(inlines)),
            BlockKind::Heading { level, title } => {
                return block(Kind::Header(i64::from(*level), encoded(attributes, Marks::default()), self.line(title)));
            }
            BlockKind::Quote { blocks, attribution } => {
                let mut inner = self.blocks(blocks);
                if let Some(attribution) = attribution {
                    let line = block(Kind::Para(self.line(attribution)));
                    inner.push(block(Kind::Div(encoded(None, Marks::of("attribution", "")), vec![line])));
                }
                Kind::BlockQuote(inner)
            }
            BlockKind::List(list) => {
                marks = list_marks(list);
                self.list(list)
            }
            BlockKind::Definitions(definitions) => Kind::DefinitionList(definitions.iter().map(|own| self.definition(own)).collect()),
            BlockKind::Verse(stanzas) => {
                let mut lines = Vec::new();
                for (at, stanza) in stanzas.iter().enumerate() {
                    if at > 0 {
                        lines.push(Vec::new());
                    }
                    lines.extend(stanza.iter().map(|line| self.line(line)));
                }
                Kind::LineBlock(lines)
            }
            BlockKind::Code { language, text: code, lines } => return code_block(attributes, language.as_deref(), code, lines),
            BlockKind::Figure { body, caption } => return self.figure(attributes, body, caption.as_deref()),
            BlockKind::Table(table) => return self.table(&own.node, table),
            BlockKind::Math(formula) => {
                let formula = self.formula(&Node::at(own.node.span), formula);
                marks = Marks::of("formula", "");
                Kind::Para(vec![formula])
            }
            BlockKind::Alert { kind, title, blocks } => {
                let name = alert_name(kind);
                let words = match title {
                    Some(title) => self.line(title),
                    None => vec![inline(InlineKind::Str(text(name)))],
                };
                let title_marks = Marks::of("alert-title", if title.is_some() { "own" } else { "usual" });
                let mut given = encoded(None, title_marks);
                given.classes.push(text("title"));
                let mut inner = vec![block(Kind::Div(given, vec![block(Kind::Para(words))]))];
                inner.append(&mut self.blocks(blocks));
                // The class comes first, so that it can be distinguished from those of the author.
                let mut given = encoded(attributes, Marks::of("alert", name));
                given.classes.insert(0, text(name.to_lowercase().replace(' ', "-")));
                return block(Kind::Div(given, inner));
            }
            BlockKind::Break => Kind::HorizontalRule,
            BlockKind::PageBreak => {
                let raw = |format: &str, words: &str| block(Kind::RawBlock(text(format), text(words)));
                let word = "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";
                return div(Marks::of("page-break", ""), vec![raw("tex", "\\newpage"), raw("openxml", word)]);
            }
            BlockKind::Container(inner) => {
                let inner = self.blocks(inner);
                return div(Marks::default(), inner);
            }
            BlockKind::Raw(raw) => Kind::RawBlock(text(format_name(&raw.format)), text(&raw.text)),
        };
        if attributes.is_none() && marks.is_empty() { block(plain) } else { div(marks.and("around", ""), vec![block(plain)]) }
    }

    fn list(&mut self, list: &List) -> Kind<'static> {
        let items = list.items.iter().map(|item| self.item(item, list.tight)).collect();
        let Some(start) = list.start else { return Kind::BulletList(items) };
        let style = match list.numerals {
            Numerals::Decimal => NumberStyle::Decimal,
            Numerals::LowerAlpha => NumberStyle::LowerAlpha,
            Numerals::UpperAlpha => NumberStyle::UpperAlpha,
            Numerals::LowerRoman => NumberStyle::LowerRoman,
            Numerals::UpperRoman => NumberStyle::UpperRoman,
        };
        let delimiter = match list.delimiter {
            ListDelimiter::Period => NumberDelimiter::Period,
            ListDelimiter::Parenthesis => NumberDelimiter::OneParen,
            ListDelimiter::Parentheses => NumberDelimiter::TwoParens,
        };
        Kind::OrderedList(ListAttributes { start: i64::try_from(start).unwrap_or(i64::MAX), style, delimiter }, items)
    }

    /// An item. In a tight list, its paragraphs are plain text.
    fn item(&mut self, item: &ListItem, tight: bool) -> Vec<tree::Block<'static>> {
        let mut blocks = self.blocks(&item.blocks);
        if tight {
            for own in &mut blocks {
                if let Kind::Para(inlines) = &mut own.kind {
                    own.kind = Kind::Plain(std::mem::take(inlines));
                }
            }
        }
        let mut marks = Marks::default().maybe("number", item.number.map(|number| number.to_string()));
        if let Some(work) = &item.work {
            marks = marks.and("work", &work.key).maybe("work-label", work.label.clone());
        }
        if let Some(done) = item.task {
            marks = marks.and("task", if done { "done" } else { "to-do" });
            let sign = TASKS.iter().find(|(_, own)| *own == done).map_or("☐", |(sign, _)| sign);
            if let Some(tree::Block { kind: Kind::Plain(inlines) | Kind::Para(inlines), .. }) = blocks.first_mut() {
                let sign = inline(InlineKind::Span(encoded(None, Marks::of("task-sign", "")), vec![inline(InlineKind::Str(text(sign)))]));
                inlines.splice(0..0, [sign, inline(InlineKind::Space)]);
            }
        }
        if item.node.attrs.is_none() && marks.is_empty() {
            return blocks;
        }
        vec![block(Kind::Div(encoded(item.node.attrs.as_deref(), marks.and("item", "")), blocks))]
    }

    /// The terms and the definitions. If there are several terms, each is a line.
    fn definition(&mut self, definition: &Definition) -> (Vec<tree::Inline<'static>>, Vec<Vec<tree::Block<'static>>>) {
        let Definition { node, terms, bodies } = definition;
        let mut lines = Vec::new();
        for (at, (node, term)) in terms.iter().enumerate() {
            if at > 0 {
                lines.push(inline(InlineKind::LineBreak));
            }
            let mut words = self.line(term);
            if terms.len() == 1 && node.attrs.is_none() {
                lines.append(&mut words);
                continue;
            }
            lines.push(inline(InlineKind::Span(encoded(node.attrs.as_deref(), Marks::of("term", "")), words)));
        }
        if node.attrs.is_some() {
            lines = vec![inline(InlineKind::Span(encoded(node.attrs.as_deref(), Marks::of("definition", "")), lines))];
        }
        (lines, bodies.iter().map(|body| self.blocks(body)).collect())
    }

    /// A figure. In version 1.22, it is a container whose last block is the caption.
    fn figure(&mut self, attributes: Option<&Attributes>, body: &[Block], caption: Option<&[Inline]>) -> tree::Block<'static> {
        let mut body = self.blocks(body);
        let caption = caption.map(|caption| self.line(caption));
        match self.version {
            Version::V1_23 => {
                let blocks = caption.into_iter().map(|caption| block(Kind::Plain(caption))).collect();
                block(Kind::Figure(encoded(attributes, Marks::of("figure", "")), Caption { short: None, blocks }, body))
            }
            Version::V1_22 => {
                if let Some(caption) = caption {
                    let mut given = encoded(None, Marks::of("caption", ""));
                    given.classes.push(text("caption"));
                    body.push(block(Kind::Div(given, vec![block(Kind::Para(caption))])));
                }
                block(Kind::Div(encoded(attributes, Marks::of("figure", "")), body))
            }
        }
    }
}

/// What a list has besides its items and numbers. Tight lists are known by their items.
fn list_marks(list: &List) -> Marks {
    let has_paragraph =
        list.items.iter().any(|item| item.blocks.iter().any(|own| matches!(own.kind, BlockKind::Paragraph(_)) && own.node.attrs.is_none()));
    let marks = Marks::default().maybe("descending", list.descending.then_some("true"));
    let marks = marks.maybe("loose", (!list.tight && !has_paragraph).then_some("true"));
    marks.maybe(
        "entries",
        list.entries.map(|indent| match indent {
            EntryIndent::Hanging => "hanging",
            EntryIndent::Flush => "flush",
        }),
    )
}

/// Code. Its language is the first class.
fn code_block(attributes: Option<&Attributes>, language: Option<&str>, code: &str, lines: &CodeLines) -> tree::Block<'static> {
    let marked = lines.marked.iter().map(|range| format!("{}-{}", range.start(), range.end())).collect::<Vec<_>>().join(",");
    let marks = Marks::default()
        .maybe("language", language)
        .maybe("first-number", lines.first_number.map(|number| number.to_string()))
        .maybe("marked", Some(marked).filter(|marked| !marked.is_empty()))
        .maybe("open-end", (!code.ends_with('\n')).then_some("true"));
    let mut given = encoded(attributes, marks);
    let mut classes: Vec<tree::Text<'static>> = language.into_iter().map(text).collect();
    if let Some(first) = lines.first_number {
        classes.push(text("numberLines"));
        given.pairs.push((text("startFrom"), text(first.to_string())));
    }
    given.classes.splice(0..0, classes);
    block(Kind::CodeBlock(given, text(code.strip_suffix('\n').unwrap_or(code))))
}

/// The name of a kind of alert, which is its heading in English too.
fn alert_name(kind: &AlertKind) -> &str {
    match kind {
        AlertKind::Note => "Note",
        AlertKind::Tip => "Tip",
        AlertKind::Important => "Important",
        AlertKind::Warning => "Warning",
        AlertKind::Caution => "Caution",
        AlertKind::Other(name) => name,
    }
}
