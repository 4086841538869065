//! The index: ragged lines with a hanging indent. Subentries are indented, and successive page numbers become a range.
//!
//! An index that is a chapter of its own has columns even if the text has none. The title and an author's introduction span them.
use std::sync::Arc;

use super::builder::GalleyBuilder;
use super::line_slugs::{baseline, slug};
use super::place::BlockPlace;
use super::slug::{STRANDED, Slug, SlugItem, WIDOW};
use crate::document::{Division, NodeId};
use crate::language::Terms;
use crate::resolve::{Index, IndexEntry};
use crate::typeset::model::page::{Artifact, GeneratedText, ItemRole, LinkKey, LinkTarget, PageItem};
use crate::typeset::model::style::{Align, TextStyle};
use crate::typeset::paragraph::{ParagraphShape, TextPiece, set_pieces};
use crate::typeset::setter::Setter;
use crate::typeset::setter::UNKNOWN;
use crate::units::{Length, Point};

/// Where an entry stands among the others.
struct Nesting<'a> {
    /// 0 for an entry of the first level.
    depth: i64,
    /// Counts the entries of the whole index.
    number: &'a mut u32,
    /// What is set again above it if a column begins with it.
    again: Option<&'a Arc<Vec<Slug>>>,
}

/// The number of columns of the pages of a division, if they hold the index and have more columns than the text. Only the index may
/// stand in these columns, so there are none if the division has notes, sections or a list of links, or a long introduction.
pub(crate) fn index_columns(setter: &Setter<'_>, division: &Division) -> Option<u32> {
    let (design, resolution) = (setter.design(), &setter.book.resolution);
    resolution.index.as_ref().filter(|index| index.division == division.node.id)?;
    let columns = Some(design.index_columns()).filter(|columns| *columns > design.columns)?;
    let only_index =
        division.divisions.is_empty() && resolution.notes_of(division.node.id).is_empty() && setter.links.list(division.node.id).is_empty();
    (only_index && introduction_height(setter, division) <= design.leading * (design.lines() / 3)).then_some(columns)
}

/// The height of what an author wrote above the index.
fn introduction_height(setter: &Setter<'_>, division: &Division) -> Length {
    if division.blocks.is_empty() {
        return Length::ZERO;
    }
    let quiet = setter.quiet();
    let mut galley = GalleyBuilder::new(&quiet);
    galley.blocks(&division.blocks, &GalleyBuilder::body(setter));
    galley.finish().iter().map(|slug| slug.before + slug.height).sum()
}

impl GalleyBuilder<'_, '_> {
    /// The place of an index in columns. What has been set so far spans them; a line of white separates it from the index.
    pub(crate) fn below_introduction(&mut self, division: &Division, columns: u32, place: &BlockPlace) -> BlockPlace {
        let design = self.setter.design();
        if !division.blocks.is_empty() {
            if let Some(last) = self.slugs.last_mut() {
                last.height += design.leading;
            }
            self.flush = true;
        }
        self.opened = self.slugs.len();
        BlockPlace { measure: design.measure_in(columns), ..place.clone() }
    }

    /// Sets the entries of the index.
    pub(crate) fn index(&mut self, index: &Index, place: &BlockPlace) {
        let design = self.setter.design();
        let size = design.index_size().min(place.style.size);
        let style = place.style.clone().sized(size).whole();
        let leading = place.leading.min(design.index.leading.of(size)).max(size.scaled(115, 100));
        let place = BlockPlace { style, leading, align: Align::Left, ..place.clone() };
        // The title has white of its own. Below an author's introduction to the index there is a line of white.
        if !self.flush {
            self.white(design.leading);
        }
        let mut letter = None;
        let mut number = 0;
        for (at, entry) in index.entries.iter().enumerate() {
            if at > 0 && entry.letter != letter {
                self.white(place.leading);
            }
            letter = entry.letter;
            let again = self.again(index, entry, &place);
            self.entry(index, entry, &place, Nesting { depth: 0, number: &mut number, again: again.as_ref() });
        }
    }

    /// The term of an entry of the first level, for the head of a column that begins within the entry: "Lenin (continued)".
    fn again(&self, index: &Index, entry: &IndexEntry, place: &BlockPlace) -> Option<Arc<Vec<Slug>>> {
        if entry.entries.is_empty() {
            return None;
        }
        let plain = |text: String| TextPiece { text, style: place.style.clone(), link: None };
        let word = TextPiece { style: place.style.clone().italic(), ..plain(Terms::of(&self.setter.lang).continued.to_owned()) };
        let pieces = [plain(format!("{} (", entry.term)), word, plain(")".to_owned())];
        let hang = place.style.size.min(place.measure / 2);
        let form = ParagraphShape { measure: place.measure, indent: Length::ZERO, hang, align: Align::Left };
        let base = baseline(place.leading, place.style.size);
        let role = ItemRole::Artifact(Artifact::Block(index.division));
        let lines = set_pieces(self.setter, &pieces, &form).into_iter().map(|line| {
            let mut slug = slug(line, place, base, index.division);
            slug.start = None;
            slug.parts.iter_mut().for_each(|part| part.role = role);
            slug
        });
        Some(Arc::new(lines.collect()))
    }

    /// Sets an entry and its subentries.
    fn entry(&mut self, index: &Index, entry: &IndexEntry, place: &BlockPlace, nesting: Nesting<'_>) {
        let Nesting { depth, number, again } = nesting;
        let em = place.style.size;
        // Turnover lines are indented further than subentries.
        let own = &self.setter.design().index;
        let left = own.indent.of(em) * depth.min(3);
        let inner = place.inset(left, Length::ZERO);
        let form = ParagraphShape {
            measure: inner.measure,
            indent: Length::ZERO,
            hang: (own.turnover_indent.of(em) - left).max(em).min(inner.measure / 2),
            align: Align::Left,
        };
        let lines = set_pieces(self.setter, &self.pieces(entry, &inner.style), &form);
        let base = baseline(inner.leading, em);
        let count = lines.len();
        let role = ItemRole::Generated(GeneratedText::Entry(*number));
        *number += 1;
        for (at, line) in lines.into_iter().enumerate() {
            let mut slug = slug(line, &inner, base, index.division);
            slug.start = None;
            slug.parts.iter_mut().for_each(|part| part.role = role);
            if at == 0 {
                slug.repeat = again.filter(|_| depth > 0).cloned();
                if let Some(name) = entry.anchor.and_then(|anchor| index.anchors.get(anchor)) {
                    let at = Point { x: inner.left, y: Length::ZERO };
                    slug.parts.push(SlugItem::new(at, role, PageItem::Anchor(Arc::from(name.as_str()))));
                }
            } else {
                slug.cost = WIDOW;
            }
            if at + 1 == count && !entry.entries.is_empty() {
                self.push(slug);
                // An entry stays with its first subentry.
                self.keep += STRANDED;
            } else {
                self.push(slug);
            }
        }
        for (at, inner) in (1..).zip(&entry.entries) {
            if at > 1 && at == entry.entries.len() {
                // The last subentry does not stand alone at the head of a column.
                self.keep += WIDOW;
            }
            self.entry(index, inner, place, Nesting { depth: depth + 1, number, again });
        }
    }

    /// The text of an entry: its term, its pages and its cross-references, each with its link.
    fn pieces(&self, entry: &IndexEntry, style: &TextStyle) -> Vec<TextPiece> {
        let words = Terms::of(&self.setter.lang);
        let plain = |text: &str| TextPiece { text: text.to_owned(), style: style.clone(), link: None };
        let mut pieces = vec![plain(&entry.term)];
        let pages = self.setter.pages_of(entry);
        for (text, node) in &pages {
            pieces.push(plain(", "));
            pieces.push(TextPiece { text: text.clone(), style: style.clone(), link: Some(LinkKey::Place(*node)) });
        }
        for (at, other) in entry.see.iter().enumerate() {
            let (sign, word) = match (at, pages.is_empty()) {
                (0, true) => (", ", words.see),
                (0, false) => ("; ", words.see_also),
                _ => ("; ", ""),
            };
            pieces.push(plain(sign));
            if !word.is_empty() {
                pieces.push(TextPiece { text: word.to_owned(), style: style.clone().italic(), link: None });
                pieces.push(plain(" "));
            }
            pieces.push(TextPiece { text: other.text.clone(), style: style.clone(), link: other.anchor.map(LinkKey::Entry) });
        }
        pieces
    }
}

impl Setter<'_> {
    /// The pages and page ranges of an entry as they are printed, each with its first mark.
    fn pages_of(&self, entry: &IndexEntry) -> Vec<(String, NodeId)> {
        // In the first pass no folios are known yet. A placeholder stands for all of them.
        if self.known.folios.is_empty() {
            return entry.marks.iter().chain(&entry.further).next().map(|node| (UNKNOWN.to_owned(), *node)).into_iter().collect();
        }
        let anchors = &self.book.resolution.anchors;
        let locators = entry.locators(|node| anchors.get(&node).and_then(|anchor| self.known.folios.get(anchor.as_str())).copied());
        locators.into_iter().map(|locator| (locator.to_string(), locator.first.mark)).collect()
    }

    /// The link target of a node, if it has an anchor.
    pub(crate) fn place_target(&self, node: NodeId) -> Option<LinkTarget> {
        self.book.resolution.anchors.get(&node).map(|anchor| LinkTarget::Anchor(Arc::from(anchor.as_str())))
    }

    /// The link target of an entry of the index, if it has an anchor.
    pub(crate) fn entry_target(&self, entry: usize) -> Option<LinkTarget> {
        let anchor = self.book.resolution.index.as_ref()?.anchors.get(entry)?;
        Some(LinkTarget::Anchor(Arc::from(anchor.as_str())))
    }
}
