//! Verse: lines that begin with a bar, and containers of verse.
use crate::document::{Block, BlockKind, Inline, InlineKind, Node, plain_text};
use crate::source::Span;

use crate::manuscript::scan::reading::Reading;
use crate::manuscript::syntax::attributes::drop_start;

/// Splits inlines at their line ends. Emphasis that continues over a line end is divided. Only its first part has its attributes.
fn split_lines(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut lines = vec![Vec::new()];
    for mut inline in inlines {
        if is_break(&inline) {
            lines.push(Vec::new());
            continue;
        }
        let over_lines = !matches!(inline.kind, InlineKind::Image { .. }) && inline.kind.inner().is_some_and(has_break);
        let inner = if over_lines { inline.kind.inner_mut().map(std::mem::take) } else { None };
        let Some(inner) = inner else {
            if let Some(line) = lines.last_mut() {
                line.push(inline);
            }
            continue;
        };
        for (at, part) in split_lines(inner).into_iter().enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            let Some(span) = part.iter().map(|inner| inner.node.span).reduce(Span::to) else { continue };
            let mut own = inline.clone();
            own.node = if at == 0 { Node { span, ..own.node } } else { Node::at(span) };
            if let Some(inner) = own.kind.inner_mut() {
                *inner = part;
            }
            if let Some(line) = lines.last_mut() {
                line.push(own);
            }
        }
    }
    lines
}

fn is_break(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::SoftBreak | InlineKind::LineBreak)
}

fn has_break(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| is_break(inline) || inline.kind.inner().is_some_and(has_break))
}

/// The inlines that begin a line: those inside the emphasis, if the line begins with emphasis.
fn beginning(line: &[Inline]) -> &[Inline] {
    match line.first() {
        Some(Inline { kind: InlineKind::Image { .. }, .. }) | None => line,
        Some(first) => match first.kind.inner() {
            Some(inner) if !inner.is_empty() => beginning(inner),
            Some(_) | None => line,
        },
    }
}

/// Like [`beginning`], but mutable.
fn beginning_mut(line: &mut Vec<Inline>) -> &mut Vec<Inline> {
    let is_inside = matches!(line.first(), Some(first) if !matches!(first.kind, InlineKind::Image { .. }) && first.kind.inner().is_some_and(|inner| !inner.is_empty()));
    if !is_inside {
        return line;
    }
    let first = line.first_mut().expect("there is a first inline");
    beginning_mut(first.kind.inner_mut().expect("it has inlines inside"))
}

fn begins_with_bar(line: &[Inline]) -> bool {
    let first = beginning(line).first();
    first.is_some_and(|first| matches!(&first.kind, InlineKind::Text(text) if text == "|" || text.starts_with("| ")))
}

/// The stanzas of a paragraph whose lines begin with a bar, as in Pandoc. Spaces after the bar are kept. A line without a bar that is
/// indented continues the line before. `None` if it is not verse: any other line has no bar, or a line ends with a second bar, as the row
/// of a table does. `source` is the source of the paragraph.
pub(super) fn line_block(inlines: &[Inline], source: &str, reading: &Reading<'_>) -> Option<Vec<Vec<Vec<Inline>>>> {
    let is_row = |line: &str| {
        let line = line.trim_end();
        line.len() > 1 && line.ends_with('|') && !line.ends_with("\\|")
    };
    if source.lines().any(|line| is_row(line.trim_start_matches([' ', '\t', '>']))) {
        return None;
    }
    let lines = split_lines(inlines.to_vec());
    let indent = |line: &[Inline]| beginning(line).first().map_or(0, |first| spaces_before(&first.node, reading));
    let own = lines.first().map_or(0, |first| indent(first));
    if !lines.iter().all(|line| begins_with_bar(line) || indent(line) > own) {
        return None;
    }
    let mut stanzas: Vec<Vec<Vec<Inline>>> = vec![Vec::new()];
    for mut line in lines {
        if !begins_with_bar(&line) {
            let place = line.first().map(|first| Span { end: first.node.span.start, ..first.node.span });
            if let (Some(before), Some(place)) = (stanzas.last_mut().and_then(|stanza| stanza.last_mut()), place) {
                before.push(Inline { node: Node::at(place), kind: InlineKind::SoftBreak });
                before.append(&mut line);
                continue;
            }
        } else if plain_text(&line) == "|" {
            stanzas.push(Vec::new());
            continue;
        }
        let first = beginning_mut(&mut line);
        drop_start(first, 1);
        if matches!(first.first(), Some(Inline { kind: InlineKind::Text(text), .. }) if text.starts_with(' ')) {
            drop_start(first, 1);
        }
        if let Some(Inline { kind: InlineKind::Text(text), .. }) = first.first_mut() {
            let spaces = text.len() - text.trim_start_matches(' ').len();
            text.replace_range(..spaces, &"\u{A0}".repeat(spaces));
        }
        if let Some(stanza) = stanzas.last_mut() {
            stanza.push(line);
        }
    }
    stanzas.retain(|stanza| !stanza.is_empty());
    Some(stanzas)
}

/// Verse in a container: each paragraph is a stanza. Other blocks stay as they are, in their places between the stanzas.
pub(crate) fn verse(node: &Node, blocks: Vec<Block>, reading: &Reading<'_>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut stanzas: Vec<Vec<Vec<Inline>>> = Vec::new();
    // In a list item, all of the verse is indented.
    let own = spaces_before(node, reading);
    let put = |stanzas: &mut Vec<Vec<Vec<Inline>>>, out: &mut Vec<Block>| {
        if !stanzas.is_empty() {
            let node = if out.is_empty() { node.clone() } else { Node::at(node.span) };
            out.push(Block { node, kind: BlockKind::Verse(std::mem::take(stanzas)) });
        }
    };
    for block in blocks {
        match block.kind {
            BlockKind::Paragraph(inlines) => {
                stanzas.push(split_lines(inlines).into_iter().map(|line| indented(line, own, reading)).collect());
            }
            BlockKind::Verse(inner) => stanzas.extend(inner),
            BlockKind::Quote { .. }
            | BlockKind::Heading { .. }
            | BlockKind::List(_)
            | BlockKind::Definitions(_)
            | BlockKind::Code { .. }
            | BlockKind::Figure { .. }
            | BlockKind::Table(_)
            | BlockKind::Math(_)
            | BlockKind::Alert { .. }
            | BlockKind::Break
            | BlockKind::PageBreak
            | BlockKind::Container(_)
            | BlockKind::Raw(_) => {
                put(&mut stanzas, &mut out);
                out.push(block);
            }
        }
    }
    put(&mut stanzas, &mut out);
    out
}

/// Restores the spaces at the beginning of a line of verse, which Markdown dropped. The indentation of the verse itself, `own`, is not
/// restored.
fn indented(mut line: Vec<Inline>, own: usize, reading: &Reading<'_>) -> Vec<Inline> {
    if let Some(Inline { kind: InlineKind::Text(text), node }) = beginning_mut(&mut line).first_mut() {
        text.insert_str(0, &"\u{A0}".repeat(spaces_before(node, reading).saturating_sub(own)));
    }
    line
}

/// The number of spaces before a node on its line, after any `>` signs. 0 if there is other text before it.
fn spaces_before(node: &Node, reading: &Reading<'_>) -> usize {
    let before = reading.text().get(..node.span.start as usize).unwrap_or_default();
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    line.rsplit('>').next().filter(|spaces| spaces.bytes().all(|byte| byte == b' ')).map_or(0, str::len)
}
