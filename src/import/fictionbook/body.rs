//! The body of a book in FB2: sections, poems, quotations, tables.
use crate::document::{
    Alignment, Attributes, Block, BlockKind, CellContent, DraftCell, DraftRow, DraftTable, Inline, InlineKind, Node, Table, plain_text,
};
use crate::import::draft::DraftMetadata;
use crate::import::tidy::prints;
use crate::import::xml_file::{XmlElement, XmlNode};
use crate::source::Span;

use super::{FictionBook, block, inline, line, node};

/// The deepest level of a heading.
const DEEPEST: u8 = 6;

/// Reads a body. A title that only repeats what the metadata say is left out, since the book has a title page.
pub(super) fn read(body: &XmlElement, metadata: &DraftMetadata, book: &mut FictionBook<'_>, out: &mut Vec<Block>) {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let known: Vec<String> = metadata.title.iter().chain(&metadata.authors).map(|text| letters(text)).collect();
    let is_known = |title: &XmlElement| {
        title.elements().filter(|line| line.name == "p").all(|line| known.contains(&letters(&line.words())))
            && title.all("a").is_empty()
            && title.all("image").is_empty()
    };
    let mut body = body.clone();
    let mut level = 1;
    match body.children.iter().position(|child| matches!(child, XmlNode::Element(element) if element.name == "title")) {
        Some(at) if matches!(&body.children[at], XmlNode::Element(title) if is_known(title)) => {
            body.children.remove(at);
        }
        Some(_) => level = 2,
        None => {}
    }
    section(&body, level.max(2) - 1, level, book, out);
}

/// Reads a section. `own` is the level of its title, `below` that of the titles of the sections in it.
fn section(element: &XmlElement, own: u8, below: u8, book: &mut FictionBook<'_>, out: &mut Vec<Block>) {
    let from = out.len();
    let mut flow = FlowReader { level: own, from, is_spaced: false };
    for child in &element.children {
        match child {
            XmlNode::Element(title) if title.name == "title" => out.extend(heading(title, own, book)),
            XmlNode::Element(inner) if inner.name == "section" => {
                let has_title = inner.child("title").is_some();
                // Without titles, sections are scenes.
                if !has_title && matches!(out.last(), Some(last) if out.len() > from && !matches!(last.kind, BlockKind::Heading { .. })) {
                    out.push(block(BlockKind::Break));
                }
                section(inner, below.min(DEEPEST), (below + 1).min(DEEPEST), book, out);
                flow.from = out.len();
            }
            child => flow.one(child, book, out),
        }
    }
    if let Some(id) = element.value("id") {
        let attributes = Attributes { anchor: Some(id.to_owned()), ..Attributes::default() };
        match out.get_mut(from) {
            Some(Block { node, kind: BlockKind::Heading { .. } }) if node.anchor().is_none() => {
                *node = Node::with(Span::DETACHED, attributes)
            }
            Some(_) => {
                let inner = out.split_off(from);
                out.push(Block { node: Node::with(Span::DETACHED, attributes), kind: BlockKind::Container(inner) });
            }
            None => {}
        }
    }
}

/// A title as a heading. Its paragraphs are one line.
fn heading(title: &XmlElement, level: u8, book: &mut FictionBook<'_>) -> Option<Block> {
    let title = lines(title, book);
    (!title.is_empty()).then(|| block(BlockKind::Heading { level: level.clamp(1, DEEPEST), title }))
}

/// The paragraphs of a title or of authors as one line. A full stop is added between them if the first ends without a punctuation mark.
fn lines(element: &XmlElement, book: &mut FictionBook<'_>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for child in element.elements().filter(|child| child.name != "empty-line") {
        let line = match child.name.as_str() {
            "image" => line::image(child, book).into_iter().collect(),
            _ => line::read(child, book),
        };
        if !out.is_empty() && !line.is_empty() {
            let is_ended = plain_text(&out).ends_with(|c: char| !c.is_alphanumeric());
            out.push(inline(InlineKind::Text(if is_ended { " " } else { ". " }.to_owned())));
        }
        out.extend(line);
    }
    if out.is_empty() && !element.words().is_empty() {
        // Text without a paragraph around it.
        out = line::read(element, book);
    }
    out
}

/// Reads the blocks of a section, a quotation or the like.
struct FlowReader {
    /// The level of the section that they are in.
    level: u8,
    /// How many blocks are before them.
    from: usize,
    /// Whether an empty line is before the next block.
    is_spaced: bool,
}

impl FlowReader {
    /// All blocks of an element.
    fn all(element: &XmlElement, level: u8, book: &mut FictionBook<'_>) -> Vec<Block> {
        let mut out = Vec::new();
        let mut flow = Self { level, from: 0, is_spaced: false };
        element.children.iter().for_each(|child| flow.one(child, book, &mut out));
        out
    }

    fn one(&mut self, child: &XmlNode, book: &mut FictionBook<'_>, out: &mut Vec<Block>) {
        let element = match child {
            XmlNode::Element(element) => element,
            XmlNode::Text(text) if text.trim().is_empty() => return,
            XmlNode::Text(text) => {
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                book.remarks.add("text outside of paragraphs, now paragraphs", words.clone());
                return out.push(block(BlockKind::Paragraph(vec![inline(InlineKind::Text(words))])));
            }
        };
        if element.name == "empty-line" {
            self.is_spaced = true;
            return;
        }
        let is_spaced = std::mem::take(&mut self.is_spaced);
        let before = out.len();
        let is_after_paragraph = out.len() > self.from && matches!(out.last(), Some(Block { kind: BlockKind::Paragraph(_), .. }));
        match element.name.as_str() {
            "p" | "text-author" | "date" | "v" => {
                let line = line::read(element, book);
                if line.is_empty() {
                    return;
                }
                if is_spaced && is_after_paragraph {
                    out.push(block(BlockKind::Break));
                }
                out.push(with_id(element, block(BlockKind::Paragraph(line))));
            }
            "subtitle" => out.extend(subtitle(element, self.level, book)),
            "image" => out.extend(line::image(element, book).map(|picture| {
                let caption = element.value("title").filter(|words| !words.trim().is_empty());
                let paragraph = block(BlockKind::Paragraph(vec![picture]));
                with_id(
                    element,
                    match caption {
                        Some(words) => block(BlockKind::Figure {
                            body: vec![paragraph],
                            caption: Some(vec![inline(InlineKind::Text(words.to_owned()))]),
                        }),
                        None => paragraph,
                    },
                )
            })),
            "poem" => out.extend(poem(element, self.level, book)),
            "stanza" => out.push(block(BlockKind::Verse(vec![stanza(element, book)]))),
            "cite" => out.push(with_id(element, quotation(element, self.level, book))),
            "epigraph" => {
                let attributes = Attributes { classes: vec!["epigraph".to_owned()], ..Attributes::default() };
                let quoted = quotation(element, self.level, book);
                let inner = match quoted.kind {
                    BlockKind::Quote { blocks, attribution: None } => blocks,
                    kind => vec![block(kind)],
                };
                out.push(Block { node: Node::with(Span::DETACHED, attributes), kind: BlockKind::Container(inner) });
            }
            "annotation" => out.extend(Self::all(element, self.level, book)),
            "table" => out.extend(table(element, book)),
            "title" => out.extend(heading(element, self.level.saturating_add(1), book)),
            "section" => section(element, self.level.saturating_add(1).min(DEEPEST), self.level.saturating_add(2).min(DEEPEST), book, out),
            name => {
                book.remarks.add("unknown elements of FB2, whose text is kept", format!("<{name}>"));
                let is_of_blocks =
                    element.elements().any(|inner| matches!(inner.name.as_str(), "p" | "section" | "poem" | "cite" | "stanza" | "v"));
                if is_of_blocks {
                    out.extend(Self::all(element, self.level, book));
                } else {
                    out.push(block(BlockKind::Paragraph(line::read(element, book))));
                }
            }
        }
        let added = out.split_off(before);
        out.extend(added.into_iter().filter(prints));
    }
}

/// A block with the id of an element.
fn with_id(element: &XmlElement, mut block: Block) -> Block {
    if let Some(id) = element.value("id") {
        let attributes = Attributes { anchor: Some(id.to_owned()), ..Attributes::default() };
        match &mut block.kind {
            BlockKind::Paragraph(inlines) => {
                inlines.insert(0, Inline { node: Node::with(Span::DETACHED, attributes), kind: InlineKind::Anchor });
            }
            _ => block.node = Node::with(Span::DETACHED, attributes),
        }
    }
    block
}

/// A subtitle: a heading below that of the section. A subtitle that has only signs is a break.
fn subtitle(element: &XmlElement, level: u8, book: &mut FictionBook<'_>) -> Option<Block> {
    let title = line::read(element, book);
    let words = plain_text(&title);
    let is_ornament =
        !words.is_empty() && !words.chars().any(char::is_alphanumeric) && title.iter().all(|part| matches!(part.kind, InlineKind::Text(_)));
    if is_ornament {
        return Some(block(BlockKind::Break));
    }
    let attributes = Attributes { classes: vec!["unnumbered".to_owned()], ..Attributes::default() };
    let kind = BlockKind::Heading { level: level.saturating_add(1).clamp(2, DEEPEST), title };
    (!words.is_empty()).then(|| with_id(element, Block { node: Node::with(Span::DETACHED, attributes), kind }))
}

/// The authors of a quotation or a poem as its attribution.
fn attribution(element: &XmlElement, book: &mut FictionBook<'_>) -> Option<Vec<Inline>> {
    let mut out: Vec<Inline> = Vec::new();
    for author in element.elements().filter(|child| matches!(child.name.as_str(), "text-author" | "date")) {
        let line = line::read(author, book);
        if line.is_empty() {
            continue;
        }
        let has_dash = plain_text(&line).starts_with(['—', '–', '―']);
        out.push(inline(InlineKind::Text(match (out.is_empty(), has_dash) {
            (true, true) => String::new(),
            (true, false) => "— ".to_owned(),
            (false, _) => ", ".to_owned(),
        })));
        out.extend(line);
    }
    out.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
    (!out.is_empty()).then_some(out)
}

/// A quotation.
fn quotation(element: &XmlElement, level: u8, book: &mut FictionBook<'_>) -> Block {
    let attribution = attribution(element, book);
    let is_author = |child: &XmlNode| matches!(child, XmlNode::Element(inner) if matches!(inner.name.as_str(), "text-author" | "date"));
    let rest = XmlElement { children: element.children.iter().filter(|child| !is_author(child)).cloned().collect(), ..element.clone() };
    block(BlockKind::Quote { blocks: FlowReader::all(&rest, level, book), attribution })
}

/// The lines of a stanza. Its title is its first line.
fn stanza(element: &XmlElement, book: &mut FictionBook<'_>) -> Vec<Vec<Inline>> {
    let mut lines_of_stanza = Vec::new();
    for child in element.elements() {
        match child.name.as_str() {
            "title" | "subtitle" => {
                let words = if child.name == "title" { lines(child, book) } else { line::read(child, book) };
                if !words.is_empty() {
                    lines_of_stanza.push(vec![inline(InlineKind::Strong(words))]);
                }
            }
            name => {
                if !matches!(name, "v" | "p") {
                    book.remarks.add("unknown elements of FB2, whose text is kept", format!("<{name}>"));
                }
                let words = line::read(child, book);
                if !words.is_empty() {
                    lines_of_stanza.push(words);
                }
            }
        }
    }
    lines_of_stanza
}

/// A poem. Lines outside stanzas form a stanza.
fn poem(element: &XmlElement, level: u8, book: &mut FictionBook<'_>) -> Vec<Block> {
    let mut out = Vec::new();
    let mut stanzas: Vec<Vec<Vec<Inline>>> = Vec::new();
    let mut loose: Vec<Vec<Inline>> = Vec::new();
    let mut flow = FlowReader { level, from: 0, is_spaced: false };
    for child in &element.children {
        let name = match child {
            XmlNode::Element(inner) => inner.name.as_str(),
            XmlNode::Text(_) => "",
        };
        match (name, child) {
            ("v", XmlNode::Element(inner)) => loose.push(line::read(inner, book)),
            ("stanza", XmlNode::Element(inner)) => {
                if !loose.is_empty() {
                    stanzas.push(std::mem::take(&mut loose));
                }
                stanzas.push(stanza(inner, book));
            }
            ("text-author" | "date" | "empty-line", _) => {}
            ("title", XmlNode::Element(inner)) => {
                let words = lines(inner, book);
                if !words.is_empty() {
                    out.push(block(BlockKind::Paragraph(vec![inline(InlineKind::Strong(words))])));
                }
            }
            _ => {
                end_verse(&mut stanzas, &mut loose, &mut out);
                flow.one(child, book, &mut out);
            }
        }
    }
    end_verse(&mut stanzas, &mut loose, &mut out);
    match attribution(element, book) {
        Some(attribution) => vec![block(BlockKind::Quote { blocks: out, attribution: Some(attribution) })],
        None => out,
    }
}

/// Adds the stanzas as verse.
fn end_verse(stanzas: &mut Vec<Vec<Vec<Inline>>>, loose: &mut Vec<Vec<Inline>>, out: &mut Vec<Block>) {
    stanzas.push(std::mem::take(loose));
    stanzas.retain(|stanza| !stanza.is_empty());
    if !stanzas.is_empty() {
        out.push(block(BlockKind::Verse(std::mem::take(stanzas))));
    }
}

/// A table. Its head consists of the first rows in which all cells are heads.
fn table(element: &XmlElement, book: &mut FictionBook<'_>) -> Option<Block> {
    let mut rows: Vec<DraftRow> = Vec::new();
    let mut heads = 0;
    for row in element.elements().filter(|row| row.name == "tr") {
        let cells: Vec<&XmlElement> = row.elements().filter(|cell| matches!(cell.name.as_str(), "th" | "td")).collect();
        if heads == rows.len() && !cells.is_empty() && cells.iter().all(|cell| cell.name == "th") {
            heads += 1;
        }
        let number =
            |cell: &XmlElement, name: &str| cell.value(name).and_then(|value| value.parse::<u16>().ok()).unwrap_or(1).clamp(1, 1000);
        let alignment = |cell: &XmlElement| match cell.value("align") {
            Some("center") => Some(Alignment::Center),
            Some("right") => Some(Alignment::Right),
            _ => None,
        };
        let mut drafts = Vec::new();
        for cell in cells {
            let content = CellContent::Line(line::read(cell, book));
            let draft = DraftCell {
                columns: number(cell, "colspan"),
                rows: number(cell, "rowspan"),
                alignment: alignment(cell),
                ..DraftCell::new(node(), content)
            };
            drafts.push(draft);
        }
        rows.push(DraftRow { node: node(), cells: drafts });
    }
    if rows.is_empty() {
        return None;
    }
    if heads == rows.len() {
        heads = 0;
    }
    let bodies = rows.split_off(heads);
    let (table, _) = Table::form(DraftTable { columns: Vec::new(), heads: rows, bodies: vec![bodies], feet: Vec::new(), caption: None });
    Some(block(BlockKind::Table(Box::new(table))))
}

/// Reads a note. Its title is its mark, which the book makes itself.
pub(super) fn note(section: &XmlElement, book: &mut FictionBook<'_>) -> Vec<Block> {
    let is_mark = |title: &XmlElement| title.words().chars().filter(|c| c.is_alphanumeric()).count() <= 4;
    let is_title = |child: &XmlNode| matches!(child, XmlNode::Element(inner) if inner.name == "title" && is_mark(inner));
    let rest = XmlElement { children: section.children.iter().filter(|child| !is_title(child)).cloned().collect(), ..section.clone() };
    let mut blocks = FlowReader::all(&rest, DEEPEST, book);
    for block in &mut blocks {
        // A note has no headings.
        if let BlockKind::Heading { title, .. } = &mut block.kind {
            let strong = inline(InlineKind::Strong(std::mem::take(title)));
            block.kind = BlockKind::Paragraph(vec![strong]);
        }
    }
    blocks
}

/// Adds what no call leads to in a body of notes, as a chapter.
pub(super) fn uncalled(body: &XmlElement, book: &mut FictionBook<'_>, out: &mut Vec<Block>) {
    let mut blocks = Vec::new();
    for child in &body.children {
        match child {
            XmlNode::Element(element) if element.name == "title" => {}
            XmlNode::Element(element) if element.name == "section" => uncalled_section(element, book, &mut blocks),
            child => FlowReader { level: 1, from: blocks.len(), is_spaced: false }.one(child, book, &mut blocks),
        }
    }
    if blocks.is_empty() {
        return;
    }
    book.remarks.add(
        "notes that nothing calls, now a chapter at the end",
        blocks.iter().map(words).find(|words| !words.is_empty()).unwrap_or_default(),
    );
    let title = body.child("title").and_then(|title| heading(title, 1, book));
    out.push(title.unwrap_or_else(|| block(BlockKind::Heading { level: 1, title: vec![inline(InlineKind::Text("Notes".to_owned()))] })));
    out.append(&mut blocks);
}

fn words(block: &Block) -> String {
    match &block.kind {
        BlockKind::Paragraph(inlines) => plain_text(inlines),
        _ => String::new(),
    }
}

fn uncalled_section(section: &XmlElement, book: &mut FictionBook<'_>, out: &mut Vec<Block>) {
    // Of several sections with the same id, the first one is the note.
    let is_first = |id: &str| book.texts.get(id).is_some_and(|text| std::ptr::eq(*text, section));
    if section.value("id").is_some_and(|id| book.numbers.contains_key(id) && is_first(id)) {
        return;
    }
    for child in &section.children {
        match child {
            XmlNode::Element(element) if element.name == "section" => uncalled_section(element, book, out),
            XmlNode::Element(element) if element.name == "title" => {
                let words = lines(element, book);
                if !words.is_empty() {
                    out.push(block(BlockKind::Paragraph(vec![inline(InlineKind::Strong(words))])));
                }
            }
            child => FlowReader { level: 1, from: out.len(), is_spaced: false }.one(child, book, out),
        }
    }
}
