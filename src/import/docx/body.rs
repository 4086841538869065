//! Paragraphs, and what they make together: lists, quotations, code, definitions, captions.
use std::collections::{BTreeMap, BTreeSet};

use crate::document::{
    Attributes, Block, BlockKind, CodeLines, Definition, Inline, InlineKind, Layout, List, ListDelimiter, ListItem, Node, Numerals,
    TextAlign, plain_text,
};
use crate::import::draft::{DraftMetadata, block, node};
use crate::import::notes::trim;
use crate::import::xml_file::XmlElement;
use crate::source::Span;

use super::line::{self, Line};
use super::numbering::MarkerStyle;
use super::styles::ParagraphRole;
use super::{Docx, PartRelations, table};

/// A paragraph or a table, before lists and quotations are put together.
struct BodyBlock {
    role: ParagraphRole,
    /// The numbering and the level, if it is an item.
    item: Option<(String, u8)>,
    /// Whether it continues the item before it.
    continues_item: bool,
    block: Block,
}

impl BodyBlock {
    fn plain(block: Block) -> Self {
        Self { role: ParagraphRole::Plain, item: None, continues_item: false, block }
    }
}

/// The elements inside, with those in content controls and changes.
pub(super) fn unwrapped(element: &XmlElement) -> Vec<&XmlElement> {
    let mut out = Vec::new();
    for child in element.elements() {
        match child.name.as_str() {
            // A table of contents stays whole, since it is left out.
            "sdt" if is_contents(child) => out.push(child),
            "sdt" => out.extend(child.child("sdtContent").map(unwrapped).unwrap_or_default()),
            "ins" | "moveTo" | "customXml" | "smartTag" => out.extend(unwrapped(child)),
            _ => out.push(child),
        }
    }
    out
}

/// Whether a content control is a table of contents (section 17.5.2.12).
fn is_contents(control: &XmlElement) -> bool {
    let gallery = control.child("sdtPr").and_then(|properties| properties.child("docPartObj")?.child("docPartGallery")?.value("val"));
    gallery.is_some_and(|gallery| gallery == "Table of Contents")
}

/// Reads the body of a document. The title block goes to the metadata if `is_body` is set.
pub(super) fn read(
    body: &XmlElement,
    relations: &PartRelations,
    docx: &mut Docx<'_>,
    metadata: &mut DraftMetadata,
    is_body: bool,
) -> Vec<Block> {
    let mut pieces: Vec<BodyBlock> = Vec::new();
    // The bookmarks between two paragraphs, which belong to the next one.
    let mut bookmarks: Vec<String> = Vec::new();
    // The letters of a paragraph that is an initial of the next one.
    let mut first_letters = String::new();
    // Whether the end of the last paragraph was deleted.
    let mut is_joined = false;
    for element in unwrapped(body) {
        let before = pieces.len();
        match element.name.as_str() {
            "p" => paragraph(element, relations, docx, &mut pieces),
            "tbl" => pieces.push(BodyBlock::plain(table::read(element, relations, docx))),
            "sdt" => {
                for line in element.all("p") {
                    docx.remarks.add(CONTENTS_LEFT_OUT, line.words());
                }
            }
            "altChunk" => docx.remarks.add("files in the document, left out", element.value("id").unwrap_or_default()),
            "oMathPara" => {
                let holder = XmlElement {
                    name: "p".to_owned(),
                    attributes: Vec::new(),
                    children: vec![crate::import::xml_file::XmlNode::Element(element.clone())],
                };
                paragraph(&holder, relations, docx, &mut pieces);
            }
            "bookmarkStart" => bookmarks.extend(element.value("name").filter(|name| *name != "_GoBack").map(str::to_owned)),
            _ => {}
        }
        if let Some(initial) = drop_cap(element, &mut pieces, before) {
            first_letters = initial;
            continue;
        }
        if is_joined {
            join_to_the_last(&mut pieces, before);
        }
        is_joined = before < pieces.len() && mark_is_deleted(element);
        if !first_letters.is_empty()
            && let Some(BodyBlock { block: Block { kind: BlockKind::Paragraph(inlines), .. }, .. }) = pieces.get_mut(before)
        {
            let text = Inline { node: node(), kind: InlineKind::Text(std::mem::take(&mut first_letters)) };
            inlines.insert(0, text);
        }
        if let Some(BodyBlock { block, .. }) = pieces.get_mut(before)
            && let BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. } = &mut block.kind
        {
            for name in bookmarks.drain(..) {
                let attributes = Attributes { anchor: Some(name), ..Attributes::default() };
                inlines.insert(0, Inline { node: Node::with(Span::DETACHED, attributes), kind: InlineKind::Anchor });
            }
        }
    }
    if is_body {
        title_block(&mut pieces, metadata, docx);
    }
    captions(joined(pieces, docx))
}

/// Whether the end of a paragraph was deleted in a tracked change (section 17.13.5.15), so that the next one goes on with it.
fn mark_is_deleted(paragraph: &XmlElement) -> bool {
    paragraph.child("pPr").and_then(|properties| properties.child("rPr")).is_some_and(|mark| mark.child("del").is_some())
}

/// Joins the paragraph after the pieces before `at` to the last one of them.
fn join_to_the_last(pieces: &mut Vec<BodyBlock>, at: usize) {
    if let Some((first, [second, ..])) = pieces.split_at_mut_checked(at)
        && let Some(first) = first.last_mut()
        && let BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. } = &mut first.block.kind
        && let BlockKind::Paragraph(more) | BlockKind::Heading { title: more, .. } = &mut second.block.kind
    {
        inlines.append(more);
        pieces.remove(at);
    }
}

/// The remark on lines of a table of contents.
const CONTENTS_LEFT_OUT: &str = "lines of a table of contents, left out, since a book makes its own";

/// Takes a paragraph that is the initial of the next one (`w:framePr`, section 17.3.1.11). `from` is the number of pieces before it.
fn drop_cap(element: &XmlElement, pieces: &mut Vec<BodyBlock>, from: usize) -> Option<String> {
    let frame = element.child("pPr")?.child("framePr")?.value("dropCap")?;
    let [BodyBlock { block: Block { kind: BlockKind::Paragraph(inlines), .. }, .. }] = pieces.get(from..)? else { return None };
    let text = plain_text(inlines);
    if frame == "none" || text.chars().count() > 3 {
        return None;
    }
    pieces.truncate(from);
    Some(text)
}

/// Reads a note.
pub(super) fn note(element: &XmlElement, relations: &PartRelations, docx: &mut Docx<'_>) -> Vec<Block> {
    let mut blocks = read(element, relations, docx, &mut DraftMetadata::default(), false);
    if let Some(Block { kind: BlockKind::Paragraph(inlines), .. }) = blocks.first_mut() {
        // White space follows the mark.
        trim(inlines);
    }
    blocks.retain(|block| !matches!(&block.kind, BlockKind::Paragraph(inlines) if inlines.is_empty()));
    blocks
}

/// Reads a cell of a table.
pub(super) fn cell(element: &XmlElement, relations: &PartRelations, docx: &mut Docx<'_>) -> Vec<Block> {
    let mut blocks = read(element, relations, docx, &mut DraftMetadata::default(), false);
    blocks.retain(|block| !matches!(&block.kind, BlockKind::Paragraph(inlines) if inlines.is_empty()));
    blocks
}

fn paragraph(element: &XmlElement, relations: &PartRelations, docx: &mut Docx<'_>, out: &mut Vec<BodyBlock>) {
    let properties = element.child("pPr");
    let mut role = docx.styles.role(properties);
    let item = if matches!(role, ParagraphRole::Heading(_)) { None } else { docx.styles.numbering(properties) };
    let continues_item = item.is_none() && role == ParagraphRole::Plain && docx.styles.continues_item(properties);
    let Line { mut inlines, is_bold, begins_page, ends_page, has_rule, boxes } = line::read(element, relations, docx);
    let before = properties
        .and_then(|properties| properties.child("pageBreakBefore"))
        .is_some_and(|own| !matches!(own.value("val"), Some("0" | "false")));
    let plain = |kind: BlockKind| BodyBlock::plain(block(kind));
    // The style of a paragraph with a picture may be based on that of captions.
    if role == ParagraphRole::Caption && inlines.iter().any(|inline| matches!(inline.kind, InlineKind::Image { .. })) {
        role = ParagraphRole::Plain;
        if let Some(figure) = figure(&mut inlines) {
            return out.push(plain(figure));
        }
    }
    if role == ParagraphRole::Contents {
        return docx.remarks.add(CONTENTS_LEFT_OUT, plain_text(&inlines));
    }
    let is_heading = matches!(role, ParagraphRole::Heading(_));
    if is_heading {
        // Where chapters begin is left to the design of the book.
        out.pop_if(|last| matches!(last.block.kind, BlockKind::PageBreak));
    }
    if (begins_page || before) && !is_heading && !out.is_empty() {
        out.push(plain(BlockKind::PageBreak));
    }
    if has_rule || role == ParagraphRole::Rule {
        out.push(plain(BlockKind::Break));
    }
    if role != ParagraphRole::Code {
        trim(&mut inlines);
    }
    if is_heading && is_bold {
        inlines = without_bold(inlines);
    }
    // A displayed formula stands by itself.
    if let [Inline { kind: InlineKind::Math(formula), .. }] = &inlines[..]
        && formula.display
    {
        out.push(plain(BlockKind::Math(formula.clone())));
    } else if !inlines.is_empty() {
        let kind = match role {
            ParagraphRole::Heading(level) => BlockKind::Heading { level: level.min(6), title: inlines },
            ParagraphRole::Code => BlockKind::Code { language: None, text: code(&inlines), lines: CodeLines::default() },
            _ => BlockKind::Paragraph(inlines),
        };
        let align = properties.and_then(|properties| properties.child("jc")?.value("val")).and_then(|value| match value {
            "center" => Some(TextAlign::Center),
            "right" | "end" => Some(TextAlign::Right),
            _ => None,
        });
        let node = match (&kind, align) {
            (BlockKind::Paragraph(_), Some(align)) => {
                let layout = Layout { align: Some(align), ..Layout::default() };
                Node::with(Span::DETACHED, Attributes { layout, ..Attributes::default() })
            }
            _ => node(),
        };
        out.push(BodyBlock { role, item, continues_item, block: Block { node, kind } });
    }
    for text_box in boxes {
        for block in read(&text_box, relations, docx, &mut DraftMetadata::default(), false) {
            let is_caption = block.node.has_class(CAPTION);
            out.push(BodyBlock { role: if is_caption { ParagraphRole::Caption } else { ParagraphRole::Plain }, ..BodyBlock::plain(block) });
        }
    }
    if ends_page {
        out.push(plain(BlockKind::PageBreak));
    }
}

/// A figure, if a caption begins with its picture: LibreOffice puts both into one paragraph of a frame.
fn figure(inlines: &mut Vec<Inline>) -> Option<BlockKind> {
    let is_picture = |inline: &Inline| matches!(inline.kind, InlineKind::Image { .. });
    if !is_picture(inlines.first()?) || inlines.iter().filter(|inline| is_picture(inline)).count() > 1 || inlines.len() < 2 {
        return None;
    }
    let picture = inlines.remove(0);
    trim(inlines);
    Some(BlockKind::Figure { body: vec![block(BlockKind::Paragraph(vec![picture]))], caption: Some(std::mem::take(inlines)) })
}

/// The text of a line of code.
fn code(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        match &inline.kind {
            InlineKind::LineBreak | InlineKind::SoftBreak => text.push('\n'),
            InlineKind::Text(words) | InlineKind::Code(words) => text.push_str(words),
            kind => text.push_str(&code(kind.inner().unwrap_or_default())),
        }
    }
    text
}

/// A heading without the bold that all of its text has.
fn without_bold(inlines: Vec<Inline>) -> Vec<Inline> {
    let parts = inlines.into_iter().flat_map(|inline| match inline.kind {
        InlineKind::Strong(inner) => inner,
        kind => vec![Inline { kind, ..inline }],
    });
    parts.collect()
}

/// Moves the title, the subtitle and the authors at the beginning into the metadata.
fn title_block(pieces: &mut Vec<BodyBlock>, metadata: &mut DraftMetadata, docx: &mut Docx<'_>) {
    let mut authors = Vec::new();
    let mut rest = Vec::with_capacity(pieces.len());
    let mut begins = true;
    for piece in pieces.drain(..) {
        let words = match &piece.block.kind {
            BlockKind::Paragraph(inlines) => plain_text(inlines),
            _ => String::new(),
        };
        let is_plain = matches!(&piece.block.kind, BlockKind::Paragraph(inlines) if !inlines.iter().any(|inline| matches!(inline.kind, InlineKind::NoteCall(_))));
        match piece.role {
            ParagraphRole::Title if begins && is_plain && metadata.title.as_ref().is_none_or(|own| *own == words || rest.is_empty()) => {
                // A title may have several paragraphs.
                metadata.title = Some(match metadata.title.take().filter(|_| docx.has_title) {
                    Some(first) => format!("{first} {words}"),
                    None => words,
                });
                docx.has_title = true;
            }
            ParagraphRole::Subtitle if begins && is_plain => {
                metadata.subtitle = Some(metadata.subtitle.take().map_or_else(|| words.clone(), |first| format!("{first} {words}")));
            }
            ParagraphRole::Author if begins && is_plain => authors.push(words),
            ParagraphRole::Date if begins && is_plain => {
                docx.remarks.add("the date of the title block, left out; write it as date under [book]", words);
            }
            _ => {
                begins = false;
                rest.push(piece);
            }
        }
    }
    if !authors.is_empty() {
        metadata.authors = authors;
    }
    *pieces = rest;
}

/// The class of a paragraph that is a caption, until [`captions`] has found what it belongs to.
const CAPTION: &str = "docx-caption";

/// Joins paragraphs into lists, quotations, code and definitions.
fn joined(pieces: Vec<BodyBlock>, docx: &mut Docx<'_>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut rest = pieces.into_iter().peekable();
    let mut counts = ListCounts::default();
    while let Some(piece) = rest.next() {
        if piece.item.is_some() {
            let mut items = vec![piece];
            while let Some(item) = rest.next_if(|next| next.item.is_some() || next.continues_item) {
                items.push(item);
            }
            out.extend(lists(items, docx, &mut counts));
            continue;
        }
        match (piece.role, piece.block.kind) {
            (ParagraphRole::Quotation, kind) => {
                let mut blocks = vec![Block { node: piece.block.node, kind }];
                while let Some(next) = rest.next_if(|next| next.role == ParagraphRole::Quotation && next.item.is_none()) {
                    blocks.push(next.block);
                }
                out.push(quotation(blocks));
            }
            (ParagraphRole::Code, BlockKind::Code { mut text, .. }) => {
                while let Some(next) = rest.next_if(|next| next.role == ParagraphRole::Code) {
                    if let BlockKind::Code { text: more, .. } = next.block.kind {
                        text.push('\n');
                        text.push_str(&more);
                    }
                }
                text.push('\n');
                out.push(block(BlockKind::Code { language: None, text, lines: CodeLines::default() }));
            }
            (ParagraphRole::Term, BlockKind::Paragraph(term)) => {
                let mut definition = Definition { node: node(), terms: vec![(node(), term)], bodies: Vec::new() };
                let mut body = Vec::new();
                while let Some(next) = rest.next_if(|next| next.role == ParagraphRole::Definition) {
                    body.push(next.block);
                }
                if !body.is_empty() {
                    definition.bodies.push(body);
                }
                match out.last_mut() {
                    Some(Block { kind: BlockKind::Definitions(definitions), .. }) => definitions.push(definition),
                    _ => out.push(block(BlockKind::Definitions(vec![definition]))),
                }
            }
            (ParagraphRole::Caption, kind) => {
                let attributes = Attributes { classes: vec![CAPTION.to_owned()], ..Attributes::default() };
                out.push(Block { node: Node::with(Span::DETACHED, attributes), kind });
            }
            (_, kind) => out.push(Block { node: piece.block.node, kind }),
        }
    }
    out
}

/// A quotation, with its attribution if its last paragraph begins with a dash.
fn quotation(mut blocks: Vec<Block>) -> Block {
    let is_attribution =
        |block: &Block| matches!(&block.kind, BlockKind::Paragraph(inlines) if plain_text(inlines).starts_with(['—', '―']));
    let attribution = if blocks.len() > 1 { blocks.pop_if(|last| is_attribution(last)) } else { None };
    let attribution = attribution.and_then(|block| match block.kind {
        BlockKind::Paragraph(inlines) => Some(inlines),
        _ => None,
    });
    block(BlockKind::Quote { blocks, attribution })
}

/// A list whose end has not come.
struct OpenList {
    /// The definition of its numbering.
    definition: String,
    level: u8,
    list: List,
}

/// How far lists have counted.
#[derive(Default)]
struct ListCounts {
    /// The next number of each definition and level, if its list was interrupted.
    next: BTreeMap<(String, u8), u64>,
    /// The numberings and levels that had an item. Only the first item of a numbering counts anew.
    seen: BTreeSet<(String, u8)>,
}

/// Makes lists from items, nested by their levels.
fn lists(items: Vec<BodyBlock>, docx: &Docx<'_>, counts: &mut ListCounts) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut open: Vec<OpenList> = Vec::new();
    for BodyBlock { item, block, .. } in items {
        let Some((number, level)) = item else {
            if let Some(item) = open.last_mut().and_then(|last| last.list.items.last_mut()) {
                item.blocks.push(block);
            }
            continue;
        };
        let numbering = docx.numberings.level(&number, level);
        if numbering.style == MarkerStyle::None {
            // The paragraph continues the item before it.
            while open.last().is_some_and(|last| last.level > level) {
                close(&mut open, &mut out, counts);
            }
            match open.last_mut().and_then(|last| last.list.items.last_mut()) {
                Some(item) => item.blocks.push(block),
                None => out.push(block),
            }
            continue;
        }
        let restarts = counts.seen.insert((number, level)) && numbering.restarts;
        let is_other = |last: &OpenList| last.level == level && (last.definition != numbering.definition || restarts);
        while open.last().is_some_and(|last| last.level > level || is_other(last)) {
            close(&mut open, &mut out, counts);
        }
        if open.last().is_none_or(|last| last.level < level) {
            let (start, numerals, delimiter) = match numbering.style {
                MarkerStyle::Number(numerals) => {
                    let next = counts.next.get(&(numbering.definition.clone(), level)).copied();
                    (Some(next.filter(|_| level == 0 && !restarts).unwrap_or(numbering.start)), numerals, numbering.delimiter)
                }
                MarkerStyle::Bullet | MarkerStyle::None => (None, Numerals::default(), ListDelimiter::default()),
            };
            let list = List { start, numerals, delimiter, ..List::default() };
            open.push(OpenList { definition: numbering.definition, level, list });
        }
        if let Some(last) = open.last_mut() {
            let mut block = block;
            let task = task(&mut block);
            last.list.items.push(ListItem { node: node(), task, number: None, work: None, blocks: vec![block] });
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut out, counts);
    }
    out
}

/// Whether a task is done, by the box that an item begins with. The box is removed. `None` for an item that is not a task.
fn task(block: &mut Block) -> Option<bool> {
    let BlockKind::Paragraph(inlines) = &mut block.kind else { return None };
    let is_alone = inlines.len() == 1;
    let Some(Inline { kind: InlineKind::Text(text), .. }) = inlines.first_mut() else { return None };
    let (done, rest) = match text.split_once(' ')? {
        ("☐", rest) => (false, rest),
        ("☒" | "☑", rest) => (true, rest),
        _ => return None,
    };
    if rest.trim().is_empty() && is_alone {
        return None;
    }
    *text = rest.to_owned();
    Some(done)
}

/// Ends the innermost list.
fn close(open: &mut Vec<OpenList>, out: &mut Vec<Block>, counts: &mut ListCounts) {
    let Some(OpenList { definition, level, mut list }) = open.pop() else { return };
    if let Some(start) = list.start {
        counts.next.insert((definition, level), start + list.items.len() as u64);
    }
    let paragraphs = |item: &ListItem| item.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph(_))).count();
    list.tight = list.items.iter().all(|item| paragraphs(item) < 2);
    let made = block(BlockKind::List(list));
    match open.last_mut().and_then(|outer| outer.list.items.last_mut()) {
        Some(item) => item.blocks.push(made),
        None => out.push(made),
    }
}

/// Gives captions to the tables after or before them and to the pictures before or after them.
fn captions(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        if !block.node.has_class(CAPTION) {
            let waits = out.last().is_some_and(|last| last.node.has_class(CAPTION));
            match (block, waits) {
                (Block { node, kind: BlockKind::Table(mut table) }, true) if table.caption.is_none() => {
                    table.caption = out.pop().and_then(words);
                    out.push(Block { node, kind: BlockKind::Table(table) });
                }
                (block, _) => out.push(block),
            }
            continue;
        }
        let is_picture = |block: &Block| {
            matches!(&block.kind, BlockKind::Paragraph(inlines) if matches!(&inlines[..], [Inline { kind: InlineKind::Image { .. }, .. }]))
                && !block.node.has_class(CAPTION)
        };
        match out.last_mut() {
            Some(last) if is_picture(last) => {
                let picture = out.pop().map(|block| Block { node: Node::at(Span::DETACHED), ..block });
                out.push(self::block(BlockKind::Figure { body: picture.into_iter().collect(), caption: words(block) }));
            }
            _ => out.push(block),
        }
    }
    // A caption below its table.
    for at in 1..out.len() {
        let (before, after) = out.split_at_mut(at);
        if after[0].node.has_class(CAPTION)
            && let Some(Block { kind: BlockKind::Table(table), .. }) = before.last_mut()
            && table.caption.is_none()
            && let BlockKind::Paragraph(inlines) = &mut after[0].kind
        {
            table.caption = Some(std::mem::take(inlines));
        }
    }
    out.retain(|block| !(block.node.has_class(CAPTION) && matches!(&block.kind, BlockKind::Paragraph(inlines) if inlines.is_empty())));
    out
}

/// The words of a caption.
fn words(block: Block) -> Option<Vec<Inline>> {
    match block.kind {
        BlockKind::Paragraph(inlines) if !inlines.is_empty() => Some(inlines),
        _ => None,
    }
}
