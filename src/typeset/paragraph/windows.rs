//! Breaks long paragraphs into lines, part by part.
//!
//! A paragraph is broken into every possible number of lines, and again for each line beside a river. For a paragraph that is twice as
//! long, this takes more than twice as long. So a paragraph with more than [`MOST_ITEMS`] items, about twenty pages, is broken in parts.
//!
//! First, the best lines of a stretch of [`PART`] items are found. The part ends with one of these lines, at a space if possible, and at
//! least [`MARGIN`] lines before the end of the stretch (if it has so many), where the text that follows hardly matters any more. Then the
//! part is broken like a paragraph that ends there. A long paragraph is not set in another number of lines; the page builder can divide it
//! anywhere.
use std::ops::Range;

use super::composition::{Attachment, Composition, FILL, ItemContent};
use super::fill::next_start;
use crate::typeset::linebreak::{Break, Item, LineBreaks, PassKind, Penalty};

/// The largest number of items that are broken into lines at once. A word with the space after it has two items, and two more for each
/// place where it may be hyphenated.
const MOST_ITEMS: usize = 20_000;
/// The number of items of a part and of the text after it that are broken together.
const PART: usize = 4_000;
/// The least number of lines of the text after a part.
const MARGIN: usize = 12;

impl Composition<'_, '_> {
    /// The best lines, and whether the paragraph cannot be set in another number of lines.
    pub(super) fn broken(&mut self) -> (LineBreaks, bool) {
        if self.items.len() <= MOST_ITEMS { self.broken_at_once() } else { (self.broken_in_parts(), true) }
    }

    /// The lines of all parts.
    fn broken_in_parts(&mut self) -> LineBreaks {
        let mut whole = self.part(0..0, 0);
        let mut broken = LineBreaks { pass: PassKind::Hyphenated, ..LineBreaks::default() };
        let mut start = 0;
        loop {
            let end = self.end_of_part(start, broken.breaks.len());
            let mut part = self.part(start..end, broken.breaks.len());
            let is_last = end == self.items.len();
            let to = if is_last { usize::MAX } else { end };
            part.attachments = self.attached(start..to, start);
            let (lines, _) = part.broken_at_once();
            let (offset, total) = (whole.items.len(), broken.demerits());
            let moved = |found: Break| Break { end: found.end + offset, demerits: found.demerits.saturating_add(total), ..found };
            broken.breaks.extend(lines.breaks.iter().copied().map(moved));
            if lines.is_emergency() {
                broken.pass = PassKind::Emergency;
            }
            whole.attachments.extend(part.attachments.into_iter().map(|(item, attachment)| (item + offset, attachment)));
            whole.items.append(&mut part.items);
            whole.content.append(&mut part.content);
            if is_last {
                break;
            }
            // The item at which the part ends, and what is dropped at the beginning of the next line.
            let next = next_start(&self.items, end);
            start = next + self.items[next..].iter().take_while(|item| item.is_discardable()).count();
            whole
                .attachments
                .extend(self.attached(end..start, end).into_iter().map(|(item, attachment)| (item + whole.items.len(), attachment)));
            whole.items.extend_from_slice(&self.items[end..start]);
            whole.content.extend_from_slice(&self.content[end..start]);
        }
        *self = whole;
        broken
    }

    /// The item at which the part that begins at `start` ends. `lines` is the number of lines before the part.
    fn end_of_part(&self, start: usize, lines: usize) -> usize {
        if self.items.len() - start <= PART {
            return self.items.len();
        }
        let mut text = self.part(start..start + PART, lines);
        text.push(Item::Penalty(Penalty::NEVER), ItemContent::Nothing);
        text.push(FILL, ItemContent::Nothing);
        let breaks = text.best(&text.items).breaks;
        let ends = &breaks[..breaks.len().saturating_sub(MARGIN).max(breaks.len().min(2) / 2)];
        let is_space = |end: &&Break| matches!(text.items[end.end], Item::Glue { .. });
        let is_plain = |end: &&Break| !matches!(text.items[end.end], Item::Discretionary { explicit: false, .. });
        let found = ends[ends.len() / 2..].iter().rfind(is_space).or_else(|| ends.iter().rfind(is_plain)).or(ends.last());
        found.map_or(self.items.len(), |found| start + found.end)
    }

    /// Some of the items as a paragraph. `lines` is the number of lines before them.
    fn part(&self, items: Range<usize>, lines: usize) -> Self {
        let lines_before = self.lines_before + lines;
        let (items, content) = (self.items[items.clone()].to_vec(), self.content[items].to_vec());
        Self { items, content, attachments: Vec::new(), lines_before, ..*self }
    }

    /// What is attached to some items, each with the distance of its item from the item `from`.
    fn attached(&self, items: Range<usize>, from: usize) -> Vec<(usize, Attachment)> {
        let before = |at: usize| self.attachments.partition_point(|(item, _)| *item < at);
        let attached = &self.attachments[before(items.start)..before(items.end)];
        attached.iter().map(|(item, attachment)| (item - from, attachment.clone())).collect()
    }
}
