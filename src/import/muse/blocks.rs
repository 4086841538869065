//! The blocks of a Muse text, line by line.
use std::collections::{BTreeMap, BTreeSet};

use crate::document::{
    Attributes, Block, BlockKind, CellContent, CodeLines, DraftCell, DraftRow, DraftTable, Inline, InlineKind, Layout, Node, Table,
    TextAlign,
};
use crate::import::notes::trim;
use crate::source::Span;

use super::{Muse, MuseLine, NoteMark, block, inline, items, line, node};

/// How deeply blocks may be nested. Deeper ones are paragraphs.
const DEEPEST: usize = 24;
/// The tags that stand alone on their lines.
const TAGS: [&str; 8] = ["quote", "verse", "center", "right", "example", "biblio", "play", "comment"];
/// The least indentation of a paragraph that is quoted, centred, or at the right.
const QUOTED: usize = 2;
const CENTRED: usize = 6;
const RIGHT: usize = 20;
/// The least indentation of a paragraph that belongs to the note before it.
const NOTE_INDENT: usize = 3;

/// A tag alone on its line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum TagLine<'a> {
    Opens(&'a str),
    Closes(&'a str),
}

/// Reads a line that is a tag. `None` for any other line. `{{{` and `}}}` are another form of `<example>`.
fn tag_line(text: &str) -> Option<TagLine<'_>> {
    match text.trim() {
        "{{{" => Some(TagLine::Opens("example")),
        "}}}" => Some(TagLine::Closes("example")),
        text => {
            let name = text.strip_prefix('<')?.strip_suffix('>')?;
            let (is_end, name) = name.strip_prefix('/').map_or((false, name), |name| (true, name));
            let is_language = name.starts_with('[') && name.ends_with(']') && name.len() < 16;
            let is_known = TAGS.contains(&name) || is_language;
            is_known.then_some(if is_end { TagLine::Closes(name) } else { TagLine::Opens(name) })
        }
    }
}

/// The level and the text of a heading.
fn heading(text: &str) -> Option<(u8, &str)> {
    let stars = text.len() - text.trim_start_matches('*').len();
    let title = text[stars..].strip_prefix(' ')?.trim();
    let level = u8::try_from(stars).ok().filter(|level| (1..=5).contains(level))?;
    title.contains(|c: char| c != '*' && !c.is_whitespace()).then_some((level, title))
}

/// How many stars a line of nothing but stars has.
fn stars(text: &str) -> Option<usize> {
    let mut parts = text.split_whitespace();
    parts.clone().all(|part| part == "*").then(|| parts.by_ref().count()).filter(|count| *count >= 3)
}

fn is_rule(text: &str) -> bool {
    let text = text.trim_end();
    text.len() >= 4 && text.bytes().all(|byte| byte == b'-')
}

/// The index after the line that closes a tag. `None` if there is none. Only examples and comments may hold headings.
fn closed_at(lines: &[MuseLine<'_>], name: &str) -> Option<usize> {
    let is_raw = matches!(name, "example" | "comment");
    let mut depth = 0_usize;
    for (at, line) in lines.iter().enumerate() {
        match tag_line(line.text) {
            Some(TagLine::Opens(own)) if own == name && !is_raw => depth += 1,
            Some(TagLine::Closes(own)) if own == name => {
                if depth == 0 {
                    return Some(at);
                }
                depth -= 1;
            }
            _ if !is_raw && heading(line.text).is_some() => return None,
            _ => {}
        }
    }
    None
}

/// How many texts of notes have each mark. A text begins a paragraph, or follows another one.
pub(super) fn note_texts(lines: &[MuseLine<'_>]) -> BTreeMap<NoteMark, usize> {
    let mut out = BTreeMap::new();
    let mut is_after_blank = true;
    // Whether the line is part of the text of a note.
    let mut is_inside = false;
    // The tags that are not closed in the rest of the text.
    let mut endless: BTreeSet<&str> = BTreeSet::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let Some(TagLine::Opens(name @ ("example" | "comment"))) = tag_line(line.text)
            && !endless.contains(name)
        {
            if let Some(length) = closed_at(&lines[at + 1..], name) {
                at += length + 2;
                (is_after_blank, is_inside) = (true, false);
                continue;
            }
            endless.insert(name);
        }
        if let Some((mark, _)) = note_text(line.text).filter(|_| is_after_blank || is_inside) {
            *out.entry(mark).or_default() += 1;
            is_inside = true;
        } else if !line.is_blank()
            && ((is_after_blank && line.indent() < NOTE_INDENT) || tag_line(line.text).is_some() || heading(line.text).is_some())
        {
            is_inside = false;
        }
        is_after_blank = line.is_blank() || tag_line(line.text).is_some() || heading(line.text).is_some();
        at += 1;
    }
    out
}

/// The mark of a note and its text, if a line begins with one.
fn note_text(text: &str) -> Option<(NoteMark, &str)> {
    let (mark, rest) = NoteMark::of(text)?;
    (rest.starts_with(' ') && !rest.trim().is_empty()).then_some((mark, rest))
}

/// Reads the text after the header.
pub(super) fn read(lines: &[MuseLine<'_>], muse: &mut Muse) -> Vec<Block> {
    BlockReader { muse, opened: Vec::new(), is_indented: false, endless: BTreeMap::new() }.blocks(lines, 1, 0)
}

/// Reads blocks.
pub(super) struct BlockReader<'m> {
    pub(super) muse: &'m mut Muse,
    /// The names of the anchors before the next block.
    opened: Vec<String>,
    /// Whether the last block is a quotation that was made of an indented paragraph, which the next one may join.
    is_indented: bool,
    /// The lines, by their numbers, between which there is no end of a tag with a name.
    endless: BTreeMap<String, (usize, usize)>,
}

impl BlockReader<'_> {
    /// Whether a line begins a block that ends a paragraph.
    pub(super) fn begins_block(&self, text: &str) -> bool {
        tag_line(text).is_some() || heading(text).is_some() || text.starts_with("> ")
    }

    /// Reads lines. `least` is the number of spaces before the mark of an item: none inside an item.
    pub(super) fn blocks(&mut self, lines: &[MuseLine<'_>], least: usize, depth: usize) -> Vec<Block> {
        let mut out: Vec<Block> = Vec::new();
        let mut at = 0;
        let is_indented = std::mem::take(&mut self.is_indented);
        while at < lines.len() {
            let from = out.len();
            at += self.one(&lines[at..], least, depth, &mut out).max(1);
            if let Some(first) = out.get_mut(from) {
                self.put_anchors(first);
            }
        }
        self.is_indented = is_indented;
        out
    }

    /// Gives a block the anchors before it.
    fn put_anchors(&mut self, block: &mut Block) {
        for name in self.opened.drain(..) {
            let attributes = Attributes { anchor: Some(name), ..Attributes::default() };
            match &mut block.kind {
                BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. } => {
                    inlines.insert(0, Inline { node: Node::with(Span::DETACHED, attributes), kind: InlineKind::Anchor });
                }
                _ => block.node = Node::with(Span::DETACHED, attributes),
            }
        }
    }

    /// Reads one block. Returns the number of its lines.
    fn one(&mut self, lines: &[MuseLine<'_>], least: usize, depth: usize, out: &mut Vec<Block>) -> usize {
        let first = lines[0];
        let text = first.text;
        if first.is_blank() || text.trim() == "<br>" {
            return 1;
        }
        if text == ";" || text.starts_with("; ") {
            self.muse.remark("comments, left out", first.number, text);
            return 1;
        }
        let is_after_indented = std::mem::take(&mut self.is_indented);
        if depth < DEEPEST {
            if let Some(tag) = tag_line(text) {
                return self.tag(tag, lines, depth, out);
            }
            if let Some(length) = self.tag_around_a_line(first, depth, out) {
                return length;
            }
            if let Some((mark, rest)) = note_text(text).filter(|_| least > 0) {
                return self.note(mark, rest, lines, depth);
            }
            if let Some((list, length)) = items::read(lines, least, self, depth) {
                out.push(list);
                return length;
            }
        }
        if let Some((level, title)) = heading(text) {
            let title = line::read(title, first.number, self.muse);
            out.push(block(BlockKind::Heading { level, title }));
            return 1;
        }
        if is_rule(text) {
            out.push(block(BlockKind::Break));
            return 1;
        }
        if let Some(count) = stars(text) {
            out.push(block(if count == 5 && first.indent() >= CENTRED { BlockKind::PageBreak } else { BlockKind::Break }));
            return 1;
        }
        if let Some(length) = self.anchor(first) {
            return length;
        }
        if text.starts_with("> ") {
            let length = lines.iter().take_while(|line| line.text.starts_with("> ") || line.text.trim_end() == ">").count();
            let verse: Vec<MuseLine<'_>> =
                lines[..length].iter().map(|line| MuseLine { number: line.number, text: line.text.get(2..).unwrap_or_default() }).collect();
            out.extend(self.verse(&verse));
            return length;
        }
        self.paragraph(lines, least, is_after_indented, out)
    }

    /// A place that links lead to: `#name`, alone on its line. At the beginning of a paragraph, the text follows as a block of its own.
    fn anchor(&mut self, line: MuseLine<'_>) -> Option<usize> {
        let name = line.text.strip_prefix('#')?.trim_end();
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        if !is_name {
            return None;
        }
        self.opened.push(name.to_owned());
        Some(1)
    }

    /// What is inside a tag.
    fn tag(&mut self, tag: TagLine<'_>, lines: &[MuseLine<'_>], depth: usize, out: &mut Vec<Block>) -> usize {
        let first = lines[0];
        let name = match tag {
            TagLine::Opens(name) => name,
            TagLine::Closes(name) => {
                self.muse.remark("ends of tags without a beginning, left out", first.number, &format!("</{name}>"));
                return 1;
            }
        };
        let last = lines.last().map_or(first.number, |line| line.number);
        let is_endless = self.endless.get(name).is_some_and(|(from, to)| *from <= first.number && last <= *to);
        let found = if is_endless { None } else { closed_at(&lines[1..], name) };
        let (length, is_closed) = match found {
            Some(length) => (length, true),
            None => {
                if matches!(name, "example" | "comment") {
                    self.endless.insert(name.to_owned(), (first.number, last));
                }
                self.muse.remark("tags that are not closed", first.number, &format!("<{name}>"));
                // The end of an example cannot be guessed, so its text is read as any other. All others end at the next heading.
                let is_raw = matches!(name, "example" | "comment");
                (if is_raw { 0 } else { lines[1..].iter().take_while(|line| heading(line.text).is_none()).count() }, false)
            }
        };
        let inner = &lines[1..=length];
        if is_closed || length > 0 {
            out.extend(self.inside(name, inner, first.number, depth));
        }
        length + 1 + usize::from(is_closed)
    }

    /// The blocks of the lines inside a tag. `number`: the number of its first line.
    fn inside(&mut self, name: &str, inner: &[MuseLine<'_>], number: usize, depth: usize) -> Vec<Block> {
        match name {
            "example" => {
                let text: String = inner.iter().map(|line| format!("{}\n", line.text)).collect();
                vec![block(BlockKind::Code { language: None, text, lines: CodeLines::default() })]
            }
            "comment" => {
                let words = inner.iter().map(|line| line.text.trim()).find(|text| !text.is_empty()).unwrap_or_default();
                self.muse.remark("comments, left out", number, words);
                Vec::new()
            }
            "verse" => self.verse(inner).into_iter().collect(),
            "quote" => {
                let blocks = self.blocks(inner, 1, depth + 1);
                if blocks.is_empty() { blocks } else { vec![block(BlockKind::Quote { blocks, attribution: None })] }
            }
            "center" | "right" => {
                let align = if name == "center" { TextAlign::Center } else { TextAlign::Right };
                let mut blocks = self.blocks(inner, 1, depth + 1);
                blocks.iter_mut().for_each(|block| align_paragraph(block, align));
                blocks
            }
            _ => match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
                Some(language) => {
                    let blocks = self.blocks(inner, 1, depth + 1);
                    let attributes = Attributes { lang: Some(language.to_owned()), ..Attributes::default() };
                    vec![Block { node: Node::with(Span::DETACHED, attributes), kind: BlockKind::Container(blocks) }]
                }
                None => self.blocks(inner, 1, depth + 1),
            },
        }
    }

    /// A tag around the text of one line: `<quote>text</quote>`.
    fn tag_around_a_line(&mut self, line: MuseLine<'_>, depth: usize, out: &mut Vec<Block>) -> Option<usize> {
        let (name, rest) = line.text.trim().strip_prefix('<')?.split_once('>')?;
        let inner = rest.strip_suffix(&format!("</{name}>"))?;
        if !TAGS.contains(&name) || inner.contains(&format!("<{name}>")) {
            return None;
        }
        out.extend(self.inside(name, &[MuseLine { number: line.number, text: inner }], line.number, depth));
        Some(1)
    }

    /// The text of a note. Paragraphs after it that are indented as its text belong to it.
    fn note(&mut self, mark: NoteMark, rest: &str, lines: &[MuseLine<'_>], depth: usize) -> usize {
        let column = lines[0].text.len() - rest.trim_start_matches(' ').len();
        let mut own = vec![MuseLine { number: lines[0].number, text: rest.trim_start_matches(' ') }];
        let mut at = 1;
        while let Some(line) = lines.get(at) {
            if line.is_blank() {
                let next = lines[at..].iter().position(|line| !line.is_blank()).map(|count| at + count);
                match next.filter(|next| (NOTE_INDENT..=column).contains(&lines[*next].indent())) {
                    Some(next) => {
                        own.push(MuseLine { number: line.number, text: "" });
                        at = next;
                        continue;
                    }
                    None => break,
                }
            }
            if note_text(line.text).is_some() || self.begins_block(line.text) {
                break;
            }
            own.push(MuseLine { number: line.number, text: &line.text[line.indent().min(column)..] });
            at += 1;
        }
        let blocks = self.blocks(&own, 0, depth + 1);
        let place = self.muse.read.entry(mark).or_default();
        let key = (mark, *place);
        *place += 1;
        self.muse.notes.insert(key, blocks);
        at
    }

    /// The stanzas of verse. Indentation beyond that of the first line of all is kept.
    fn verse(&mut self, lines: &[MuseLine<'_>]) -> Option<Block> {
        let least = lines.iter().filter(|line| !line.is_blank()).map(MuseLine::indent).min().unwrap_or(0);
        let mut stanzas: Vec<Vec<Vec<Inline>>> = vec![Vec::new()];
        for line in lines {
            if line.is_blank() {
                stanzas.push(Vec::new());
                continue;
            }
            let text = line.text.trim_start_matches(' ').trim_end();
            let text = text.strip_suffix("<br>").unwrap_or(text);
            let mut words = line::read(text, line.number, self.muse);
            trim(&mut words);
            let indent = line.indent() - least;
            if indent > 0 {
                words.insert(0, inline(InlineKind::Text("\u{A0}".repeat(indent.min(40)))));
            }
            if let Some(stanza) = stanzas.last_mut()
                && !words.is_empty()
            {
                stanza.push(words);
            }
        }
        stanzas.retain(|stanza| !stanza.is_empty());
        (!stanzas.is_empty()).then(|| block(BlockKind::Verse(stanzas)))
    }

    /// A paragraph or a table: the lines up to an empty one.
    fn paragraph(&mut self, lines: &[MuseLine<'_>], least: usize, is_after_indented: bool, out: &mut Vec<Block>) -> usize {
        let first = lines[0];
        let goes_on = |line: &MuseLine<'_>| !(line.is_blank() || self.begins_block(line.text) || items::begins(line.text, least));
        let length = 1 + lines[1..].iter().take_while(|line| goes_on(line)).count();
        let own = &lines[..length];
        if let Some(table) = self.table(own) {
            out.push(table);
            return length;
        }
        let text = own.iter().map(|line| line.text.trim()).collect::<Vec<_>>().join(" ");
        let mut inlines = line::read(&text, first.number, self.muse);
        trim(&mut inlines);
        let indent = if least == 0 { 0 } else { first.indent() };
        if let [Inline { kind: InlineKind::Image { alt, .. }, .. }] = &mut inlines[..] {
            // The words of a picture that stands alone are its caption.
            let caption = std::mem::take(alt);
            let picture = block(BlockKind::Paragraph(inlines));
            out.push(if caption.is_empty() { picture } else { block(BlockKind::Figure { body: vec![picture], caption: Some(caption) }) });
            return length;
        }
        let mut paragraph = block(BlockKind::Paragraph(inlines));
        match indent {
            RIGHT.. => align_paragraph(&mut paragraph, TextAlign::Right),
            CENTRED.. => align_paragraph(&mut paragraph, TextAlign::Center),
            QUOTED.. => {
                self.is_indented = true;
                match out.last_mut() {
                    Some(Block { kind: BlockKind::Quote { blocks, .. }, .. }) if is_after_indented => blocks.push(paragraph),
                    _ => out.push(block(BlockKind::Quote { blocks: vec![paragraph], attribution: None })),
                }
                return length;
            }
            _ => {}
        }
        out.push(paragraph);
        length
    }

    /// A table, if each line has bars with white space around them.
    fn table(&mut self, lines: &[MuseLine<'_>]) -> Option<Block> {
        let is_caption = |text: &str| text.starts_with("|+") && text.ends_with("+|") && text.len() >= 4;
        let is_row = |text: &str| text.contains(" | ") || text.contains(" || ") || text.contains(" ||| ") || text.ends_with(" |");
        let all = lines.iter().all(|line| is_caption(line.text.trim()) || is_row(line.text.trim_start()));
        if !all || lines.iter().all(|line| is_caption(line.text.trim())) {
            return None;
        }
        let mut table = DraftTable { bodies: vec![Vec::new()], ..DraftTable::default() };
        for line in lines {
            let text = line.text.trim();
            if is_caption(text) {
                table.caption = Some(line::read(text[2..text.len() - 2].trim(), line.number, self.muse));
                continue;
            }
            let (bar, rows) = if text.contains(" ||| ") {
                ("|||", &mut table.feet)
            } else if text.contains(" || ") {
                ("||", &mut table.heads)
            } else {
                ("|", &mut table.bodies[0])
            };
            let cells = text.split(bar).map(|cell| {
                let content = CellContent::Line(line::read(cell.trim(), line.number, self.muse));
                DraftCell::new(node(), content)
            });
            rows.push(DraftRow { node: node(), cells: cells.collect() });
        }
        let (table, _) = Table::form(table);
        Some(block(BlockKind::Table(Box::new(table))))
    }
}

/// Aligns a paragraph.
fn align_paragraph(block: &mut Block, align: TextAlign) {
    if matches!(block.kind, BlockKind::Paragraph(_)) {
        let layout = Layout { align: Some(align), ..Layout::default() };
        block.node = Node::with(Span::DETACHED, Attributes { layout, ..Attributes::default() });
    }
}
