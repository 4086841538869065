//! Blocks.
use std::fmt::Write;

use crate::document::{
    AlertKind, Attributes, Block, BlockKind, CodeLines, Format, Formula, Inline, InlineKind, Node, NodeRole, PictureSize, Statement,
};

use super::attributes::{braces, fit_braces, of, of_node, of_statement, of_tag, quoted};
use super::inlines::{LinePlace, formula_text, line, title_text};
use super::lists::{definitions, list};
use super::tables::table;
use super::text::fence;
use super::{MarkdownOptions, NoteLabels};

/// The state for the blocks of one file.
#[derive(Clone, Copy)]
pub(super) struct BlockWriter<'a> {
    pub(super) options: &'a MarkdownOptions<'a>,
    pub(super) labels: &'a NoteLabels,
}

impl BlockWriter<'_> {
    /// Inlines as one line of text, or as several in a paragraph.
    pub(super) fn line(self, inlines: &[Inline], place: LinePlace) -> String {
        line(inlines, place, self.options, self.labels)
    }

    /// A sequence of blocks, with an empty line between two, without a line end after the last.
    pub(super) fn blocks(self, blocks: &[Block]) -> String {
        let mut out = String::new();
        let mut before: Option<&Block> = None;
        for block in blocks {
            let text = self.block(block);
            if text.is_empty() {
                continue;
            }
            if let Some(before) = before {
                out.push_str("\n\n");
                // A comment keeps two blocks apart that would be read as one.
                if would_join(before, block) {
                    out.push_str("<!-- -->\n\n");
                }
            }
            out.push_str(&text);
            before = Some(block);
        }
        out
    }

    /// One block, without a line end after it. Empty if it prints nothing.
    pub(super) fn block(self, block: &Block) -> String {
        let node = &block.node;
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.paragraph(node, inlines),
            BlockKind::Heading { level, title } => self.heading(*level, title, node.attrs.as_deref().cloned().unwrap_or_default()),
            BlockKind::Quote { blocks, attribution } => self.quote(node, blocks, attribution.as_deref()),
            BlockKind::List(own) => list(self, node, own),
            BlockKind::Definitions(own) => definitions(self, node, own),
            BlockKind::Verse(stanzas) => self.verse(node, stanzas),
            BlockKind::Code { language, text, lines } => code(node, language.as_deref(), text, lines, None),
            BlockKind::Figure { body, caption } => self.figure(node, body, caption.as_deref()),
            BlockKind::Table(own) => table(self, node, own),
            BlockKind::Math(formula) => display_formula(node, formula),
            BlockKind::Alert { kind, title, blocks } => self.alert(node, kind, title.as_deref(), blocks),
            BlockKind::Break => match of(node) {
                None => "* * *".to_owned(),
                Some(attributes) => format!("<hr{}>", of_tag(attributes)),
            },
            BlockKind::PageBreak => match of(node) {
                None => "\\newpage".to_owned(),
                Some(attributes) => {
                    let mut own = attributes.clone();
                    own.classes.insert(0, "page-break".to_owned());
                    format!("<div{}></div>", of_tag(&own))
                }
            },
            BlockKind::Container(blocks) => self.container(node, blocks),
            BlockKind::Raw(raw) => match &raw.format {
                Format::Html => raw.text.trim_end().to_owned(),
                Format::Other(format) => {
                    let fence = fence(&raw.text, 3);
                    format!("{fence}{{={format}}}\n{}{fence}", with_line_end(&raw.text))
                }
            },
        }
    }

    /// A paragraph. Markdown has no attributes for paragraphs, so one with attributes stands between tags. A line that begins with the tag
    /// of a block is read as HTML throughout, so an empty element comes first.
    fn paragraph(self, node: &Node, inlines: &[Inline]) -> String {
        let text = self.line(inlines, LinePlace::Paragraph);
        match of(node) {
            _ if text.is_empty() => String::new(),
            Some(attributes) => format!("<span></span><p{}>{text}</p>", of_tag(attributes)),
            None => text,
        }
    }

    /// A heading.
    pub(super) fn heading(self, level: u8, title: &[Inline], attributes: Attributes) -> String {
        let text = self.line(title, LinePlace::Heading);
        if !fit_braces(&attributes) {
            let name = format!("h{}", level.clamp(1, 6));
            return format!("<{name}{}>\n\n{text}\n\n</{name}>", of_tag(&attributes));
        }
        let mut out = "#".repeat(usize::from(level.clamp(1, 6)));
        if !text.is_empty() {
            let _ = write!(out, " {text}");
        }
        if attributes != Attributes::default() {
            let _ = write!(out, " {}", braces(&attributes));
        }
        out
    }

    fn quote(self, node: &Node, blocks: &[Block], attribution: Option<&[Inline]>) -> String {
        let mut text = self.blocks(blocks);
        if let Some(attribution) = attribution {
            let separator = if text.is_empty() { "" } else { "\n\n" };
            let line = self.line(attribution, LinePlace::Paragraph);
            // An attribution begins with an em dash, or with two hyphens, which some languages print as an en dash.
            let line = line.strip_prefix('–').map_or_else(|| line.clone(), |rest| format!("--{rest}"));
            let _ = write!(text, "{separator}{line}");
        }
        match of(node) {
            None => prefixed(&text, "> "),
            Some(attributes) => between_tags("blockquote", &of_tag(attributes), &text),
        }
    }

    /// Verse as lines that begin with a bar. Spaces at the beginning of a line are kept there.
    fn verse(self, node: &Node, stanzas: &[Vec<Vec<Inline>>]) -> String {
        let stanza = |lines: &Vec<Vec<Inline>>| {
            let line = |inlines: &Vec<Inline>| {
                let text = self.line(inlines, LinePlace::Heading);
                format!("| {}", indented_verse(&text))
            };
            lines.iter().map(line).collect::<Vec<_>>().join("\n")
        };
        let text = stanzas.iter().map(stanza).collect::<Vec<_>>().join("\n|\n");
        match of(node) {
            None => text,
            Some(attributes) => {
                let mut own = attributes.clone();
                own.classes.insert(0, "verse".to_owned());
                fenced(&own, &text)
            }
        }
    }

    /// A figure: a picture alone in a paragraph, a listing, or a container with a caption.
    fn figure(self, node: &Node, body: &[Block], caption: Option<&[Inline]>) -> String {
        if let [Block { node: inner, kind: BlockKind::Code { language, text, lines } }] = body
            && let Some(caption) = caption
            && node.has_role(NodeRole::Listing)
            && let [Inline { kind: InlineKind::Text(caption), .. }] = caption
            && of(inner).is_none()
        {
            let mut attributes = node.attrs.as_deref().cloned().unwrap_or_default();
            attributes.remove_role(NodeRole::Listing);
            return code(&Node::with(node.span, attributes), language.as_deref(), text, lines, Some(caption));
        }
        if let [Block { node: inner, kind: BlockKind::Paragraph(inlines) }] = body
            && of(inner).is_none()
            && let [picture] = &inlines[..]
            && let Some(text) = self.lone_picture(node, picture, caption)
        {
            return text;
        }
        let attributes = node.attrs.as_deref().cloned().unwrap_or_default();
        let is_group = attributes.columns.is_some();
        let holds_text = body.iter().skip(1).any(|block| matches!(block.kind, BlockKind::Paragraph(_)));
        let text = self.blocks(body);
        if holds_text || !fit_braces(&attributes) {
            let mut inner = text;
            if let Some(caption) = caption {
                let caption = self.line(caption, LinePlace::Paragraph);
                let _ = write!(inner, "\n\n{}", between_tags("figcaption", "", &caption));
            }
            return between_tags("figure", &of_node(node), &inner);
        }
        let caption = caption.map(|caption| self.line(caption, LinePlace::Paragraph));
        let text = caption.map_or_else(|| text.clone(), |caption| format!("{text}\n\n{caption}"));
        let mut own = attributes;
        if !is_group {
            own.classes.insert(0, "figure".to_owned());
        }
        fenced(&own, &text)
    }

    /// A figure as a picture with its caption as a title. `None` if its attributes or its caption do not fit there.
    fn lone_picture(self, node: &Node, picture: &Inline, caption: Option<&[Inline]>) -> Option<String> {
        let InlineKind::Image { source, alt, title: None, size } = &picture.kind else { return None };
        let own = node.attrs.as_deref().cloned().unwrap_or_default();
        let of_picture = picture.node.attrs.as_deref().cloned().unwrap_or_default();
        // The figure takes the anchor, the classes, the language and the place; all else stays with the picture.
        let is_whole = of_picture.anchor.is_none() && of_picture.classes.is_empty() && of_picture.lang.is_none();
        if !is_whole
            || own.pairs.keys().any(|key| key != "place")
            || !fit_braces(&own)
            || *size == PictureSize::Line
            || own.columns.is_some()
        {
            return None;
        }
        let plain = |inline: &Inline| match &inline.kind {
            InlineKind::Text(_) | InlineKind::SoftBreak | InlineKind::Code(_) => true,
            InlineKind::Emphasis(inner) | InlineKind::Strong(inner) => {
                inner.iter().all(|inline| matches!(inline.kind, InlineKind::Text(_)))
            }
            InlineKind::LineBreak
            | InlineKind::SmallCaps(_)
            | InlineKind::Superscript(_)
            | InlineKind::Subscript(_)
            | InlineKind::Strikethrough(_)
            | InlineKind::Phrase(..)
            | InlineKind::Recording(_)
            | InlineKind::Math(_)
            | InlineKind::Image { .. }
            | InlineKind::Link { .. }
            | InlineKind::Reference { .. }
            | InlineKind::CrossReference(_)
            | InlineKind::Citation(_)
            | InlineKind::NoteCall(_)
            | InlineKind::Anchor
            | InlineKind::Container(_)
            | InlineKind::Raw(_) => false,
        };
        if caption.is_some_and(|caption| caption.is_empty() || !caption.iter().all(plain)) {
            return None;
        }
        let mut attributes = own;
        attributes.pairs.extend(of_picture.pairs);
        let picture = Inline {
            node: Node::with(picture.node.span, attributes),
            kind: InlineKind::Image { source: source.clone(), alt: alt.clone(), title: None, size: *size },
        };
        let text = self.line(std::slice::from_ref(&picture), LinePlace::Heading);
        let Some(caption) = caption else { return Some(text) };
        // The title comes before the parenthesis that closes the address.
        let end = text.rfind("](").map(|at| at + text[at..].find(')').unwrap_or(0))?;
        let title = title_text(&self.line(caption, LinePlace::Heading));
        Some(format!("{} {title}{}", &text[..end], &text[end..]))
    }

    fn alert(self, node: &Node, kind: &AlertKind, title: Option<&[Inline]>, blocks: &[Block]) -> String {
        let name = match kind {
            AlertKind::Note => "NOTE",
            AlertKind::Tip => "TIP",
            AlertKind::Important => "IMPORTANT",
            AlertKind::Warning => "WARNING",
            AlertKind::Caution => "CAUTION",
            AlertKind::Other(name) => name,
        };
        let mut text = format!("[!{name}]");
        if let Some(title) = title {
            let _ = write!(text, " {}", self.line(title, LinePlace::Heading));
        }
        let inner = self.blocks(blocks);
        if !inner.is_empty() {
            let _ = write!(text, "\n\n{inner}");
        }
        let text = prefixed(&text, "> ");
        match of(node) {
            None => text,
            Some(attributes) if fit_braces(attributes) => fenced(attributes, &text),
            Some(attributes) => between_tags("div", &of_tag(attributes), &text),
        }
    }

    fn container(self, node: &Node, blocks: &[Block]) -> String {
        let attributes = node.attrs.as_deref().cloned().unwrap_or_default();
        if let Some(statement) = attributes.statement {
            return self.statement(&attributes, statement, blocks);
        }
        let inner = self.blocks(blocks);
        let mut own = attributes;
        if let Some(name) = own.pairs.remove("tag") {
            return between_tags(&name, &of_tag(&own), &inner);
        }
        if fit_braces(&own) { fenced(&own, &inner) } else { between_tags("div", &of_tag(&own), &inner) }
    }

    /// A statement without the label and the sign at the end, which reading adds.
    fn statement(self, attributes: &Attributes, statement: Statement, blocks: &[Block]) -> String {
        let mut blocks = blocks.to_vec();
        let mut own = of_statement(attributes, statement);
        let mut title = Vec::new();
        if let Some(Block { kind: BlockKind::Paragraph(inlines), .. }) = blocks.first_mut()
            && inlines.first().is_some_and(|first| first.node.has_class("statement-label"))
        {
            title = title_of(inlines.remove(0));
            if matches!(inlines.first(), Some(Inline { kind: InlineKind::Text(text), .. }) if text == " ") {
                inlines.remove(0);
            }
        }
        if statement == Statement::Proof
            && let Some(Block { kind: BlockKind::Paragraph(inlines), .. }) = blocks.last_mut()
            && matches!(inlines.last(), Some(Inline { kind: InlineKind::Text(text), .. }) if text.trim_start_matches('\u{a0}') == "□")
        {
            inlines.pop();
        }
        match title.as_slice() {
            [] => {}
            [Inline { kind: InlineKind::Text(words), .. }] if !words.contains(['$', '\\']) => {
                own.pairs.insert("title".to_owned(), words.clone());
            }
            // A title with markup is a heading inside.
            [first, ..] => {
                let node = Node::at(first.node.span);
                blocks.insert(0, Block { node, kind: BlockKind::Heading { level: 2, title } });
            }
        }
        fenced(&own, &self.blocks(&blocks))
    }
}

/// The title in the label of a statement, without the parentheses. Empty if it has none.
fn title_of(label: Inline) -> Vec<Inline> {
    let InlineKind::Container(mut parts) = label.kind else { return Vec::new() };
    if let [Inline { kind: InlineKind::Emphasis(inner), .. }] = parts.as_mut_slice() {
        parts = std::mem::take(inner);
    }
    // The first part is the word and the number.
    let mut title = parts.split_off(parts.len().min(1));
    let (Some(Inline { kind: InlineKind::Text(first), .. }), true) = (title.first_mut(), parts.len() == 1) else { return Vec::new() };
    let Some(rest) = first.strip_prefix(" (") else { return Vec::new() };
    *first = rest.to_owned();
    if let Some(Inline { kind: InlineKind::Text(last), .. }) = title.last_mut()
        && let Some(rest) = last.strip_suffix(").")
    {
        *last = rest.to_owned();
    }
    title.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
    join_texts(title)
}

/// The same inlines, with texts that stand side by side as one.
fn join_texts(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match (joined.last_mut().map(|last| &mut last.kind), &inline.kind) {
            (Some(InlineKind::Text(last)), InlineKind::Text(text)) if inline.node.attrs.is_none() => last.push_str(text),
            _ => joined.push(inline),
        }
    }
    joined
}

/// Whether two blocks would be read as one, or the second as part of the first, if nothing stood between them.
fn would_join(before: &Block, after: &Block) -> bool {
    match (&before.kind, &after.kind) {
        (BlockKind::List(_), BlockKind::List(_) | BlockKind::Code { .. })
        | (BlockKind::Definitions(_), BlockKind::Definitions(_) | BlockKind::Code { .. })
        | (BlockKind::Quote { .. } | BlockKind::Alert { .. }, BlockKind::Quote { .. } | BlockKind::Alert { .. })
        | (BlockKind::Verse(_), BlockKind::Verse(_)) => true,
        // A paragraph with the class of a caption belongs to the figure before it.
        (BlockKind::Figure { caption: None, .. }, BlockKind::Paragraph(_)) => true,
        _ => false,
    }
}

/// Code between fences.
fn code(node: &Node, language: Option<&str>, text: &str, lines: &CodeLines, caption: Option<&str>) -> String {
    let fence = fence(text, 3);
    let mut info: Vec<String> = Vec::new();
    let language =
        language.filter(|language| !language.is_empty() && !language.contains(|c: char| c.is_whitespace() || "`{},=".contains(c)));
    info.extend(language.map(str::to_owned));
    let mut attributes = node.attrs.as_deref().cloned().unwrap_or_default();
    if let Some(first) = lines.first_number {
        attributes.classes.push("number-lines".to_owned());
        if first != 1 {
            attributes.pairs.insert("startFrom".to_owned(), first.to_string());
        }
    }
    if attributes != Attributes::default() {
        if info.is_empty() {
            info.push("text".to_owned());
        }
        info.push(braces(&attributes));
    }
    if !lines.marked.is_empty() {
        let range = |range: &std::ops::RangeInclusive<u32>| match (range.start(), range.end()) {
            (start, end) if start == end => start.to_string(),
            (start, end) => format!("{start}-{end}"),
        };
        info.push(format!("{{{}}}", lines.marked.iter().map(range).collect::<Vec<_>>().join(",")));
    }
    info.extend(caption.map(|caption| format!("title={}", quoted(caption))));
    format!("{fence}{}\n{}{fence}", info.join(" "), with_line_end(text))
}

fn with_line_end(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") }
}

fn display_formula(node: &Node, formula: &Formula) -> String {
    let text = formula_text(formula);
    match of(node) {
        Some(attributes) if fit_braces(attributes) => format!("{text} {}", braces(attributes)),
        _ => text,
    }
}

/// A line of verse, whose spaces at the beginning the document has as no-break spaces.
fn indented_verse(line: &str) -> String {
    let rest = line.trim_start_matches('\u{A0}');
    let spaces = (line.len() - rest.len()) / '\u{A0}'.len_utf8();
    format!("{}{rest}", " ".repeat(spaces))
}

/// A fenced container.
fn fenced(attributes: &Attributes, inner: &str) -> String {
    let given = match &attributes.classes[..] {
        [class]
            if attributes.anchor.is_none()
                && attributes.lang.is_none()
                && attributes.pairs.is_empty()
                && attributes.columns.is_none()
                && class.starts_with(char::is_alphabetic)
                && class.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) =>
        {
            class.clone()
        }
        _ => braces(attributes),
    };
    let inner = if inner.is_empty() { String::new() } else { format!("{inner}\n") };
    format!("::: {given}\n{inner}:::")
}

/// Blocks between the tags of an element, with an empty line after each tag, so that they are read as Markdown.
pub(super) fn between_tags(name: &str, attributes: &str, inner: &str) -> String {
    if inner.is_empty() {
        return format!("<{name}{attributes}></{name}>");
    }
    format!("<{name}{attributes}>\n\n{inner}\n\n</{name}>")
}

/// Lines with a prefix. Empty lines get the prefix without white space at its end.
pub(super) fn prefixed(text: &str, prefix: &str) -> String {
    let line = |line: &str| if line.is_empty() { prefix.trim_end().to_owned() } else { format!("{prefix}{line}") };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Lines with an indent, except the first.
pub(super) fn hanging(text: &str, width: usize) -> String {
    let indent = " ".repeat(width);
    let line = |(at, line): (usize, &str)| if at == 0 || line.is_empty() { line.to_owned() } else { format!("{indent}{line}") };
    text.split('\n').enumerate().map(line).collect::<Vec<_>>().join("\n")
}
