//! The parts of a book that an excerpt is made of, as the user types them: `chapter-3`, `#kronstadt`, `3.12-3.15`, `37-41`, or several
//! with commas between them.
use std::collections::BTreeMap;
use std::num::NonZeroU32;

use crate::diagnostic::nearest;
use crate::document::{Block, BlockKind, Division, DivisionKind, Document, Folio, NodeId};

use super::resolution::Resolution;

/// A part of an excerpt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selected {
    /// Whole pages, from the first to the last.
    Pages(Folio, Folio),
    /// The text from the first node to the last, both with everything in them.
    Nodes(NodeId, NodeId),
}

/// A part that the book does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingPart {
    /// The part as the user typed it.
    pub typed: String,
    /// A suggestion.
    pub hint: String,
}

/// Reads the value of `--only`.
///
/// # Errors
/// The first part that the book does not have. Pages are not checked: they are known only after typesetting.
pub fn select(typed: &str, document: &Document, resolution: &Resolution) -> Result<Vec<Selected>, MissingPart> {
    let extents = Extents::of(document);
    typed.split(',').map(str::trim).filter(|part| !part.is_empty()).map(|part| select_part(part, document, resolution, &extents)).collect()
}

fn select_part(part: &str, document: &Document, resolution: &Resolution, extents: &Extents) -> Result<Selected, MissingPart> {
    let no = |hint: String| MissingPart { typed: part.to_owned(), hint };
    if let Some(anchor) = part.strip_prefix('#') {
        let node = resolution.anchors.iter().find(|(_, own)| *own == anchor).map(|(node, _)| *node);
        let near = || nearest(anchor, resolution.anchors.values().map(String::as_str));
        return match node.and_then(|node| extents.around(node)) {
            Some((first, last)) => Ok(Selected::Nodes(first, last)),
            None => {
                Err(no(near()
                    .map_or_else(|| "write an anchor of the text, such as `#name`".to_owned(), |near| format!("did you mean `#{near}`?"))))
            }
        };
    }
    let (first, last) = ends(part);
    if let (Some(first), Some(last)) = (folio(first), folio(last)) {
        return Ok(Selected::Pages(first, last));
    }
    let paragraph = |number: &str| {
        let node = resolution.paragraph_numbers.iter().find(|(_, own)| *own == number).map(|(node, _)| *node)?;
        extents.around(node)
    };
    if first.contains('.') {
        let missing = |number: &str| no(known_paragraphs(number, resolution));
        // `3.12-15` is short for `3.12-3.15`.
        let chapter = first.rsplit_once('.').map_or("", |(chapter, _)| chapter);
        let last = if last.contains('.') { last.to_owned() } else { format!("{chapter}.{last}") };
        let (from, to) = (paragraph(first).ok_or_else(|| missing(first))?, paragraph(&last).ok_or_else(|| missing(&last))?);
        return Ok(Selected::Nodes(from.0, to.1));
    }
    division(part, document, resolution).and_then(|node| extents.around(node)).map(|(first, last)| Selected::Nodes(first, last)).ok_or_else(
        || {
            let known = known_divisions(document);
            no(format!("write {known}an anchor (`#name`), paragraphs (`3.12-3.15`) or pages (`37-41`)"))
        },
    )
}

/// A hint for a number that no paragraph has: the numbers of the paragraphs in its chapter, or else in the book.
fn known_paragraphs(number: &str, resolution: &Resolution) -> String {
    fn chapter(number: &str) -> Option<&str> {
        number.rsplit_once('.').map(|(chapter, _)| chapter)
    }
    let all = || resolution.paragraph_numbers.values().map(String::as_str);
    let own = || all().filter(|own| chapter(own).is_some() && chapter(own) == chapter(number));
    match (own().next(), own().next_back(), all().next(), all().next_back()) {
        (Some(first), Some(last), ..) if first == last => format!("this chapter has only the paragraph {first}"),
        (Some(first), Some(last), ..) => format!("this chapter has the paragraphs {first} to {last}"),
        (_, _, Some(first), Some(last)) => format!("its paragraphs are {first} to {last}"),
        _ => "its paragraphs have no numbers; write pages, such as `37-41`".to_owned(),
    }
}

/// The names of the divisions that `--only` accepts, each with a comma after it: `preface`, `chapter-1` to `chapter-7`.
fn known_divisions(document: &Document) -> String {
    fn count(division: &Division, counts: &mut Vec<(DivisionKind, usize)>) {
        if division.kind != DivisionKind::Section {
            match counts.iter_mut().find(|(kind, _)| *kind == division.kind) {
                Some((_, count)) => *count += 1,
                None => counts.push((division.kind, 1)),
            }
        }
        division.divisions.iter().for_each(|inner| count(inner, counts));
    }
    let mut counts = Vec::new();
    document.divisions().for_each(|(_, division)| count(division, &mut counts));
    let names = counts.into_iter().map(|(kind, count)| match count {
        1 => format!("`{}`, ", kind.name()),
        count => format!("`{0}-1` to `{0}-{count}`, ", kind.name()),
    });
    names.collect()
}

/// The two ends of a range. A single number is both.
fn ends(part: &str) -> (&str, &str) {
    ["..", "\u{2013}", "-"]
        .into_iter()
        .find_map(|dash| part.split_once(dash))
        .map_or((part, part), |(first, last)| (first.trim(), last.trim()))
}

/// A folio in its printed form.
fn folio(text: &str) -> Option<Folio> {
    if let Ok(number) = text.parse::<NonZeroU32>() {
        return Some(Folio::Arabic(number));
    }
    let roman = |number: &u32| Some(Folio::Roman(NonZeroU32::new(*number)?)).filter(|folio| folio.to_string() == text.to_lowercase());
    let sound = !text.is_empty() && text.chars().all(|letter| "ivxlcdm".contains(letter.to_ascii_lowercase()));
    sound.then(|| (1..4000).find_map(|number| roman(&number)))?
}

/// A division by its kind and number (`chapter-3`), or the first of its kind (`preface`).
fn division(part: &str, document: &Document, resolution: &Resolution) -> Option<NodeId> {
    fn all<'a>(division: &'a Division, found: &mut Vec<&'a Division>) {
        found.push(division);
        division.divisions.iter().for_each(|inner| all(inner, found));
    }
    let mut divisions = Vec::new();
    document.divisions().for_each(|(_, division)| all(division, &mut divisions));
    let of = |kind: DivisionKind| divisions.iter().filter(move |division| division.kind == kind).map(|division| division.node.id);
    if let Some(kind) = DivisionKind::named(part) {
        return of(kind).next();
    }
    let (kind, number) = part.rsplit_once('-')?;
    let kind = DivisionKind::named(kind)?;
    let numbered = of(kind).find(|node| resolution.numbers.get(node).is_some_and(|own| own.eq_ignore_ascii_case(number)));
    numbered.or_else(|| of(kind).nth(number.parse::<usize>().ok()?.checked_sub(1)?))
}

/// The last node inside each division, block and item. Node ids rise in reading order and a node comes before everything inside it, so
/// a node extends to the id before its next sibling.
struct Extents(BTreeMap<NodeId, NodeId>);

impl Extents {
    fn of(document: &Document) -> Self {
        let mut extents = Self(BTreeMap::new());
        let tops: Vec<&Division> = document.divisions().map(|(_, division)| division).collect();
        let end = document.notes.first().map_or(document.node_count, |note| note.node.id.0);
        extents.divisions(&tops, end);
        extents
    }

    /// Adds siblings, the last of which ends before the id `end`. Returns the end of each.
    fn ends(&mut self, nodes: &[NodeId], end: u32) -> Vec<u32> {
        let ends: Vec<u32> = nodes.iter().skip(1).map(|next| next.0).chain([end]).collect();
        self.0.extend(nodes.iter().zip(&ends).map(|(node, end)| (*node, NodeId(end.saturating_sub(1)))));
        ends
    }

    fn divisions(&mut self, divisions: &[&Division], end: u32) {
        let nodes: Vec<NodeId> = divisions.iter().map(|division| division.node.id).collect();
        for (division, end) in divisions.iter().zip(self.ends(&nodes, end)) {
            if let Some(heading) = &division.heading {
                // The heading means the whole division.
                self.0.insert(heading.node.id, NodeId(end.saturating_sub(1)));
            }
            let inner: Vec<&Division> = division.divisions.iter().collect();
            self.blocks(&division.blocks, inner.first().map_or(end, |first| first.node.id.0));
            self.divisions(&inner, end);
        }
    }

    fn blocks(&mut self, blocks: &[Block], end: u32) {
        let nodes: Vec<NodeId> = blocks.iter().map(|block| block.node.id).collect();
        for (block, end) in blocks.iter().zip(self.ends(&nodes, end)) {
            match &block.kind {
                BlockKind::Quote { blocks, .. } | BlockKind::Alert { blocks, .. } | BlockKind::Container(blocks) => {
                    self.blocks(blocks, end)
                }
                BlockKind::Figure { body, .. } => self.blocks(body, end),
                BlockKind::List(list) => {
                    let items: Vec<NodeId> = list.items.iter().map(|item| item.node.id).collect();
                    for (item, end) in list.items.iter().zip(self.ends(&items, end)) {
                        self.blocks(&item.blocks, end);
                    }
                }
                BlockKind::Definitions(definitions) => {
                    let own: Vec<NodeId> = definitions.iter().map(|definition| definition.node.id).collect();
                    for (definition, end) in definitions.iter().zip(self.ends(&own, end)) {
                        for body in &definition.bodies {
                            self.blocks(body, end);
                        }
                    }
                }
                BlockKind::Paragraph(_)
                | BlockKind::Heading { .. }
                | BlockKind::Verse(_)
                | BlockKind::Code { .. }
                | BlockKind::Math(_)
                | BlockKind::Table(_)
                | BlockKind::Break
                | BlockKind::PageBreak
                | BlockKind::Raw(_) => {}
            }
        }
    }

    /// The extent of a node. For a node within a paragraph, the extent of the paragraph.
    fn around(&self, node: NodeId) -> Option<(NodeId, NodeId)> {
        self.0.range(..=node).rev().find(|(_, last)| **last >= node).map(|(first, last)| (*first, *last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folios_are_read_as_they_are_printed() {
        let printed = |text: &str| folio(text).map(|folio| folio.to_string());
        assert_eq!([printed("37"), printed("IX"), printed("xiv")], [Some("37".into()), Some("ix".into()), Some("xiv".into())]);
        assert_eq!([printed("0"), printed("iiii"), printed("chapter"), printed("")], [None, None, None, None]);
        assert_eq!((ends("3-5"), ends("3.1..3.5"), ends("i\u{2013}v"), ends("4")), (("3", "5"), ("3.1", "3.5"), ("i", "v"), ("4", "4")));
    }
}
