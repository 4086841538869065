//! Tables: columns as wide as their text needs, three rules, and the head repeated on every page.
use std::sync::Arc;

use super::builder::GalleyBuilder;
use super::place::BlockPlace;
use super::slug::{FORBIDDEN, STRANDED, Slug, SlugItem, TableSize, WIDOW};
use super::table_rows::{Columns, Rows, bands, is_title};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Node, NodeId, Position, Section, Table};
use crate::edition::TableDesign;
use crate::typeset::model::page::{Artifact, ItemRole, PageItem};
use crate::typeset::model::style::{Align, Figures, TextStyle};
use crate::typeset::paragraph::ParagraphShape;
use crate::units::{Length, Point, Size};

/// The step by which a table that is too wide is made smaller, in hundredths of its usual size.
const STEP: i64 = 5;
/// The white above a rule. Descenders have enough white from the leading.
const ABOVE_RULE: Length = Length::points(1);
/// A table is small if it is at most as high as a page divided by this number.
const WHOLE_TABLE: i64 = 3;
/// The cost of a page break within a small table: about that of a page that is seven lines short, or five in the second search.
const WITHIN_SMALL_TABLE: i64 = 8_000_000;

/// The size and the column widths with which a table fits a measure.
pub(crate) struct FittedTable<'a> {
    place: BlockPlace,
    /// The white between two columns.
    gap: Length,
    widths: Vec<Length>,
    /// The size of its text, in hundredths of the usual size.
    per_cent: i64,
    /// Whether the columns are wide enough for their longest words.
    fits: bool,
    /// The height of the page on which it stands.
    room: Length,
    design: &'a TableDesign,
}

impl FittedTable<'_> {
    /// The same table on a page of the height `room`.
    pub(crate) fn on_page(self, room: Length) -> Self {
        Self { room, ..self }
    }

    /// Whether its text has the usual size.
    pub(crate) const fn is_whole(&self) -> bool {
        self.per_cent == 100
    }

    /// Whether no word is cut and the text is large enough to be read.
    pub(crate) fn is_legible(&self) -> bool {
        self.fits && (self.is_whole() || self.place.style.size >= self.design.legible_size)
    }

    /// The diagnostic for a table set smaller than usual. `None` if it has the usual size.
    pub(crate) fn told(&self, node: &Node) -> Option<Diagnostic> {
        let smaller = || format!("it was set at {} per cent", self.per_cent);
        let cut = || "its longest words were cut".to_owned();
        let done = || match self.fits {
            true => smaller(),
            false if self.per_cent < i64::from(self.design.smallest) => format!("{}, and {}", smaller(), cut()),
            false => cut(),
        };
        (!self.is_whole()).then(|| told(node, done()))
    }

    /// The diagnostic for a table that was turned.
    pub(crate) fn told_of_turned(&self, node: &Node) -> Diagnostic {
        let smaller = if self.is_whole() { String::new() } else { format!(", and set at {} per cent", self.per_cent) };
        told(node, format!("it was turned, on a page of its own{smaller}"))
    }
}

fn told(node: &Node, done: String) -> Diagnostic {
    Diagnostic::new(codes::WIDE_TABLE, node.span, "the columns of this table do not fit the measure")
        .label(done)
        .hint("give it fewer columns, or shorter words")
}

impl<'s> GalleyBuilder<'s, '_> {
    /// Finds the size and the column widths of a table at a place. The size becomes smaller step by step as long as the longest words do
    /// not fit into the columns.
    pub(crate) fn fitted(&self, table: &Table, place: &BlockPlace) -> FittedTable<'s> {
        let design = self.setter.design();
        let usual = design.tables.size.of(design.small_size.min(place.style.size));
        let smallest = i64::from(design.tables.smallest);
        let sized = |per_cent: i64| {
            let size = usual.scaled(per_cent, 100);
            let style = TextStyle { figures: Figures::Tabular, ..place.style.clone().sized(size) };
            let leading = if design.grid { design.leading } else { design.note_leading.max(design.tables.leading.of(size)) };
            (BlockPlace { style, leading, align: Align::Left, ..place.clone() }, design.tables.column_gap.of(size))
        };
        let (mut place, mut gap) = sized(100);
        let mut widths = self.widths(table, &place, gap);
        let mut per_cent = 100;
        // Below the smallest size, the table becomes smaller only if it would leave the measure.
        while widths.cut && per_cent > smallest || widths.leaves && per_cent > STEP {
            per_cent = if per_cent > smallest { (per_cent - STEP).max(smallest) } else { per_cent - STEP };
            (place, gap) = sized(per_cent);
            widths = self.widths(table, &place, gap);
        }
        // With very many columns, an em for each may be too much. The size becomes smaller still, because nothing may leave the measure.
        let columns = i64::try_from(table.columns().len()).unwrap_or(i64::MAX);
        let needed = |(place, gap): &(BlockPlace, Length)| place.style.size * columns + *gap * (columns - 1);
        if columns > 1 && needed(&sized(per_cent)) > place.measure {
            while per_cent > 1 && needed(&sized(per_cent)) > place.measure {
                per_cent -= 1;
            }
            (place, gap) = sized(per_cent);
            widths = self.widths(table, &place, gap);
        }
        let room = self.highest.unwrap_or(design.leading * design.lines());
        FittedTable { place, gap, widths: widths.columns, per_cent, fits: !widths.cut, room, design: &design.tables }
    }

    /// Sets a table with the size and the widths that `fitted` found.
    pub(crate) fn table(&mut self, table: &Table, node: NodeId, FittedTable { place, gap, widths, room, .. }: FittedTable<'_>) {
        if widths.is_empty() {
            return;
        }
        let design = self.setter.design();
        let start = self.slugs.len();
        if let Some(caption) = &table.caption {
            let caption_place = BlockPlace { style: place.style.clone().shaped(design.captions.shape), ..place.clone() };
            let form = ParagraphShape { measure: place.measure, indent: Length::ZERO, hang: Length::ZERO, align: Align::Left };
            let label = self.setter.book.resolution.labels.get(&node);
            let lines = self.captioned(label, caption, &caption_place, &form);
            self.caption_lines(lines, &caption_place, node);
            if let Some(first) = self.slugs.get_mut(start) {
                first.start = Some(Position { block: node, offset: 0 });
            }
            if let Some(last) = self.slugs[start..].last_mut() {
                last.height += if design.grid { place.leading } else { place.leading / 3 };
            }
        }
        let full: Length = widths.iter().copied().sum::<Length>() + gap * (widths.len() as i64 - 1);
        let artifact = ItemRole::Artifact(Artifact::Block(node));
        let size = Size { width: full, height: design.tables.rule_thickness };
        let rule = |y: Length| SlugItem::new(Point { x: place.left, y }, artifact, PageItem::Rule(size));
        // On a grid, rows are whole lines, without extra white.
        let extra = |white: Length| if design.grid { Length::ZERO } else { white };
        let (below_rule, below_row) = (extra(design.tables.below_rule), extra(design.tables.below_row));
        // The greatest height that the rules and the white of a row take up.
        let around = design.tables.below_rule * 2 + design.tables.below_row * 2 + ABOVE_RULE;
        let columns = Columns { widths: &widths, gap };
        let has_head = !table.heads().is_empty();
        let mut head = Vec::new();
        if has_head {
            let rows = Rows {
                table,
                node,
                section: Section::Head,
                place: &place,
                columns,
                room,
                around,
                below: below_row,
                below_blocks: below_row * 3,
                heads: below_rule * 3 / 2,
            };
            head = bands(table.heads()).flat_map(|band| self.band(band, &rows)).collect();
            if let Some(first) = head.first_mut() {
                lower(first, below_rule);
                first.parts.push(rule(Length::ZERO));
            }
            if let Some(last) = head.last_mut() {
                last.height += extra(ABOVE_RULE * 2);
                last.parts.push(rule(last.height - ABOVE_RULE));
                // The white below the rule belongs to the head, not to the first row, because the head is repeated.
                last.height += below_rule;
            }
            for slug in &head {
                self.push(slug.clone());
                self.keep += FORBIDDEN;
            }
        }
        // A repeated head calls no notes, has no anchors, and is not the beginning of a page's text. A head of more than half a page is not
        // repeated.
        let head_height: Length = head.iter().map(|slug| slug.height).sum();
        let tall = head_height * 2 > room;
        let repeat: Vec<Slug> = head
            .into_iter()
            .filter(|_| !tall)
            .map(|mut slug| {
                slug.notes.clear();
                slug.start = None;
                slug.parts.retain(|part| !matches!(part.item, PageItem::Anchor(_)));
                slug.parts.iter_mut().for_each(|part| part.role = artifact);
                slug
            })
            .collect();
        let repeat = (!repeat.is_empty()).then(|| Arc::new(repeat));
        let below = if tall { room } else { room - head_height };
        let count = table.rows().count() - table.heads().len();
        let mut at = 0;
        for (section, rows) in table.sections().filter(|(section, _)| *section != Section::Head) {
            let set = Rows {
                table,
                node,
                section,
                place: &place,
                columns,
                room: below,
                around,
                below: below_row,
                below_blocks: below_row * 3,
                heads: Length::ZERO,
            };
            let first_row = at;
            for band in bands(rows) {
                let mut lines = self.band(band, &set);
                let begins = at == first_row;
                let end = at + band.len();
                if let Some(first) = lines.first_mut() {
                    first.cost = if at == 1 || (end == count && at > 0) { WIDOW } else { 0 };
                    match section {
                        _ if at == 0 && !has_head => {
                            lower(first, below_rule);
                            first.parts.push(rule(Length::ZERO));
                        }
                        // The foot stands below a rule, and is not alone on a page.
                        Section::Foot if begins => {
                            lower(first, below_rule);
                            first.parts.push(rule(Length::ZERO));
                            first.cost = WIDOW;
                        }
                        Section::Foot => first.cost = WIDOW,
                        Section::Body(_) if begins && at > 0 => first.before = below_rule * 5 / 2,
                        Section::Head | Section::Body(_) => {}
                    }
                }
                if let Some(last) = lines.last_mut() {
                    let below = band.last().map_or(set.below, |row| set.below_row(row));
                    last.height += if end == count { set.below } else { below };
                    if end == count {
                        last.height += below_row;
                        last.parts.push(rule(last.height - ABOVE_RULE));
                    }
                }
                for (line, mut slug) in lines.into_iter().enumerate() {
                    if at > 0 || line > 0 {
                        slug.repeat = repeated(repeat.as_ref(), slug.repeat.take());
                    }
                    self.push(slug);
                }
                // The title of a group must not be the last row of a page.
                if end < count && band.last().is_some_and(|row| is_title(row, table)) {
                    self.keep += STRANDED;
                }
                at = end;
            }
        }
        let slugs = &mut self.slugs[start..];
        let height: Length = slugs.iter().map(|slug| slug.height).sum::<Length>() + slugs.iter().skip(1).map(|slug| slug.before).sum();
        slugs.iter_mut().take(1).for_each(|first| first.begins_table = true);
        let size = if height * WHOLE_TABLE <= room { TableSize::Small } else { TableSize::Large };
        for slug in slugs.iter_mut().skip(1) {
            slug.continues = Some(size);
            slug.cost += if size == TableSize::Small { WITHIN_SMALL_TABLE } else { 0 };
        }
        self.fill_up(height);
    }
}

/// What is set again if a page begins within a table: its head, then the text of cells beside the first row.
fn repeated(head: Option<&Arc<Vec<Slug>>>, cells: Option<Arc<Vec<Slug>>>) -> Option<Arc<Vec<Slug>>> {
    match (head, cells) {
        (Some(head), Some(cells)) => Some(Arc::new(head.iter().chain(cells.iter()).cloned().collect())),
        (head, cells) => cells.or_else(|| head.cloned()),
    }
}

/// Makes a slug higher by moving its items down.
fn lower(slug: &mut Slug, by: Length) {
    slug.height += by;
    slug.parts.iter_mut().for_each(|part| part.at.y += by);
}
