//! Lists of Muse. The indentation of an item says which list it belongs to, and where its text begins.
use crate::document::{Block, BlockKind, Definition, List, ListDelimiter, ListItem, Numerals};

use super::blocks::BlockReader;
use super::{MuseLine, block, line, node};

/// What the items of a list begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MarkerKind {
    Bullet,
    Number(Numerals),
    /// A term and its definition.
    Term,
}

/// The beginning of an item.
#[derive(Clone, Copy, Debug)]
struct ItemStart {
    kind: MarkerKind,
    /// The number of the item, from 1.
    number: u64,
    /// Where its mark begins, and where its text does, in bytes.
    mark: usize,
    text: usize,
}

/// The beginning of an item in a line. `least` is how many spaces must be before it. `before` is the kind of the item before it.
fn start(text: &str, least: usize, before: Option<MarkerKind>) -> Option<ItemStart> {
    let mark = text.len() - text.trim_start_matches(' ').len();
    let rest = &text[mark..];
    if mark < least || rest.is_empty() {
        return None;
    }
    let (sign, after) = rest.split_once(' ')?;
    let text_at = text.len() - after.trim_start_matches(' ').len();
    let made = |kind, number| Some(ItemStart { kind, number, mark, text: text_at });
    if sign == "-" {
        return made(MarkerKind::Bullet, 1);
    }
    if let Some(number) = sign.strip_suffix('.') {
        if let Some(number) = number.parse::<u64>().ok().filter(|_| number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit())) {
            return made(MarkerKind::Number(Numerals::Decimal), number);
        }
        let kinds = [Numerals::LowerRoman, Numerals::UpperRoman, Numerals::LowerAlpha, Numerals::UpperAlpha];
        let known = kinds.into_iter().filter_map(|numerals| Some((numerals, read_numeral(number, numerals)?)));
        let mut fitting: Vec<(Numerals, u64)> = known.collect();
        // A letter goes on with the list before it. `i.` begins one with roman numerals, any other letter one with letters.
        fitting.sort_by_key(|(numerals, value)| {
            let is_roman = matches!(numerals, Numerals::LowerRoman | Numerals::UpperRoman);
            (before != Some(MarkerKind::Number(*numerals)), is_roman != (*value == 1 || number.len() > 1))
        });
        return fitting.first().and_then(|(numerals, value)| made(MarkerKind::Number(*numerals), *value));
    }
    let (term, _) = rest.split_once(" :: ").or_else(|| rest.strip_suffix(" ::").map(|term| (term, "")))?;
    (!term.trim().is_empty()).then_some(ItemStart { kind: MarkerKind::Term, number: 1, mark, text: mark })
}

/// The number that letters stand for.
fn read_numeral(text: &str, numerals: Numerals) -> Option<u64> {
    let is_upper = matches!(numerals, Numerals::UpperAlpha | Numerals::UpperRoman);
    if text.is_empty()
        || text.len() > 7
        || !text.bytes().all(|byte| if is_upper { byte.is_ascii_uppercase() } else { byte.is_ascii_lowercase() })
    {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    match numerals {
        Numerals::LowerAlpha | Numerals::UpperAlpha => {
            (lower.len() == 1).then(|| lower.bytes().next().map(|byte| u64::from(byte - b'a') + 1)).flatten()
        }
        _ => {
            let value = |c: char| {
                Some(match c {
                    'i' => 1,
                    'v' => 5,
                    'x' => 10,
                    'l' => 50,
                    'c' => 100,
                    _ => return None,
                })
            };
            let values: Vec<i64> = lower.chars().map(value).collect::<Option<_>>()?;
            // A smaller number before a larger one is taken from it.
            let sum: i64 = values
                .iter()
                .enumerate()
                .map(|(at, value)| if values.get(at + 1).is_some_and(|next| next > value) { -value } else { *value })
                .sum();
            u64::try_from(sum).ok()
        }
    }
}

/// Whether a line begins an item.
pub(super) fn begins(text: &str, least: usize) -> bool {
    start(text, least, None).is_some()
}

/// Reads the list that begins with the first line. Returns how many lines it has.
pub(super) fn read(lines: &[MuseLine<'_>], least: usize, reader: &mut BlockReader<'_>, depth: usize) -> Option<(Block, usize)> {
    let first = start(lines.first()?.text, least, None)?;
    let mut items: Vec<(ItemStart, Vec<MuseLine<'_>>)> = Vec::new();
    let mut at = 0;
    // The column in which the text of the open item begins.
    let mut column = 0;
    while let Some(line) = lines.get(at) {
        if line.is_blank() {
            // The list goes on after empty lines if the next line is an item of it or is indented as the text of the item.
            let next = lines[at..].iter().position(|line| !line.is_blank()).map(|count| at + count);
            let goes_on = next.is_some_and(|next| {
                let line = lines[next];
                let is_item = start(line.text, least, Some(first.kind)).is_some_and(|own| own.mark == first.mark && own.kind == first.kind);
                is_item || line.indent() >= column.min(first.mark + 2)
            });
            let Some(next) = next.filter(|_| goes_on) else { break };
            if let Some((_, own)) = items.last_mut() {
                own.push(MuseLine { number: line.number, text: "" });
            }
            at = next;
            continue;
        }
        match start(line.text, least, Some(first.kind)) {
            Some(own) if own.mark == first.mark => {
                if own.kind != first.kind {
                    break;
                }
                column = own.text.min(own.mark + 8);
                items.push((own, vec![MuseLine { number: line.number, text: &line.text[own.text..] }]));
            }
            _ if line.indent() > first.mark => {
                let cut = line.indent().min(column.max(first.mark + 1));
                if let Some((_, own)) = items.last_mut() {
                    own.push(MuseLine { number: line.number, text: &line.text[cut..] });
                }
            }
            // A line at the left goes on with the paragraph, unless it begins something else.
            _ if items.last().is_some_and(|(_, own)| own.last().is_some_and(|last| !last.is_blank()))
                && !reader.begins_block(line.text) =>
            {
                if let Some((_, own)) = items.last_mut() {
                    own.push(MuseLine { number: line.number, text: line.text.trim_start_matches(' ') });
                }
            }
            _ => break,
        }
        at += 1;
    }
    let made = if first.kind == MarkerKind::Term { definitions(items, reader, depth) } else { list(first, items, reader, depth) };
    Some((made, at.max(1)))
}

fn list(first: ItemStart, items: Vec<(ItemStart, Vec<MuseLine<'_>>)>, reader: &mut BlockReader<'_>, depth: usize) -> Block {
    let (start, numerals) = match first.kind {
        MarkerKind::Number(numerals) => (Some(first.number), numerals),
        MarkerKind::Bullet | MarkerKind::Term => (None, Numerals::default()),
    };
    let mut made = List { start, numerals, delimiter: ListDelimiter::Period, tight: true, ..List::default() };
    for (_, lines) in items {
        let blocks = reader.blocks(&lines, 0, depth + 1);
        made.tight &= blocks.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph(_))).count() < 2;
        made.items.push(ListItem { node: node(), task: None, number: None, work: None, blocks });
    }
    block(BlockKind::List(made))
}

fn definitions(items: Vec<(ItemStart, Vec<MuseLine<'_>>)>, reader: &mut BlockReader<'_>, depth: usize) -> Block {
    let mut out = Vec::new();
    for (_, mut lines) in items {
        let Some(first) = lines.first_mut() else { continue };
        let (term, rest) = first.text.split_once(" ::").unwrap_or((first.text, ""));
        let terms = vec![(node(), line::read(term.trim(), first.number, reader.muse))];
        first.text = rest.trim_start();
        let body = reader.blocks(&lines, 0, depth + 1);
        let bodies = if body.is_empty() { Vec::new() } else { vec![body] };
        out.push(Definition { node: node(), terms, bodies });
    }
    block(BlockKind::Definitions(out))
}
