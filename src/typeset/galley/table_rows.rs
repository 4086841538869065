//! The rows of a table as slugs.
//!
//! Rows that share a cell are set together, as a band. First every cell is set by itself, at the width of its columns: a line of text as a
//! paragraph, blocks as a galley of their own. Then the band gets its shape in one of three ways:
//!
//! 1. *Whole.* A low band is one slug, which no page break divides. The cells stand side by side, each from the top of its first row.
//! 2. *Cut between lines.* A higher band stands in the same way, and is cut at every height at which no line of any cell is divided.
//! 3. *In steps.* If that leaves strips that are too high, because the lines of neighbouring cells stand at different heights, the cells
//!    are filled in step with one another: a strip is as high as the highest line that comes next in any cell, and every cell puts into it
//!    what fits. So a band can be divided between pages after every strip, however long its cells are, and a cell over several rows
//!    continues beside them.
//!
//! If a page begins within a band, the head of the table is set again, and so is the text of a cell over several
//! rows, if it is short and ended before that page.
use std::sync::Arc;

use super::builder::GalleyBuilder;
use super::line_slugs::{baseline, opening, slug};
use super::place::BlockPlace;
use super::slug::{STRANDED, Slug, SlugItem};
use crate::document::{Alignment, Cell, CellContent, Node, NodeId, Position, Row, Scope, Section, Table};
use crate::edition::Design;
use crate::typeset::model::page::{Artifact, ItemRole, PageItem};
use crate::typeset::model::style::{Align, TextStyle};
use crate::typeset::paragraph::{ParagraphShape, set_paragraph};
use crate::units::{Length, Point, Size};

/// A row of up to this many lines is not divided between pages if it fits on one.
const WHOLE_ROW: usize = 6;
/// Rows that share a cell, and rows with blocks, are not divided if they are at most as high as a page divided by this number.
const WHOLE_BAND: i64 = 3;
/// The maximum number of lines in a strip of a band that is cut between lines.
const HIGH_STRIP: i64 = 4;
/// The text of a cell over several rows is set again if it is at most as high as a page divided by this number.
const SHORT_CELL: i64 = 3;
/// The cost of a page break between two rows that share a cell. More than the price of a line of white at a foot.
const WITHIN_BAND: i64 = 200_000;
/// The thickness of the rule below the head of several columns, in hundredths of that of the other rules.
const THIN_RULE: i64 = 70;
/// The height of capitals, in hundredths of the size.
const CAPITALS: i64 = 66;

/// The columns of a table.
#[derive(Clone, Copy)]
pub(crate) struct Columns<'a> {
    pub(crate) widths: &'a [Length],
    /// The white between two columns.
    pub(crate) gap: Length,
}

impl Columns<'_> {
    /// The left of a cell and its width.
    fn of(&self, cell: &Cell) -> (Length, Length) {
        let before = &self.widths[..cell.column()];
        let own = &self.widths[cell.column()..cell.column() + cell.columns()];
        let left = before.iter().copied().sum::<Length>() + self.gap * before.len() as i64;
        (left, own.iter().copied().sum::<Length>() + self.gap * (own.len() as i64 - 1))
    }
}

/// How the rows of a part of a table are set.
pub(crate) struct Rows<'a> {
    pub(crate) table: &'a Table,
    /// The node of the table.
    pub(crate) node: NodeId,
    pub(crate) section: Section,
    pub(crate) place: &'a BlockPlace,
    pub(crate) columns: Columns<'a>,
    /// The height of the page, without a repeated head.
    pub(crate) room: Length,
    /// The greatest height that the rules and the white of a row take up.
    pub(crate) around: Length,
    /// The white below a row of single lines.
    pub(crate) below: Length,
    /// The same, if a cell of the row holds blocks.
    pub(crate) below_blocks: Length,
    /// The white below a row of heads if there is a rule in it.
    pub(crate) heads: Length,
}

impl Rows<'_> {
    /// The white below a row.
    pub(crate) fn below_row(&self, row: &Row) -> Length {
        let blocks = |cell: &Cell| matches!(cell.content, CellContent::Blocks(_));
        if row.cells().iter().any(blocks) { self.below_blocks } else { self.below }
    }
}

/// Whether a row is a title: its first cell is a head of the group or covers all columns, and nothing else stands in it.
pub(crate) fn is_title(row: &Row, table: &Table) -> bool {
    let mut filled = row.cells().iter().filter(|cell| !cell.is_empty());
    let Some(first) = filled.next() else { return false };
    let wide = first.columns() == table.columns().len() && table.columns().len() > 1;
    filled.next().is_none() && first.rows() == 1 && (wide || first.own_scope() == Some(Scope::RowGroup))
}

/// Divides rows into bands. Rows that share a cell are in one band.
pub(crate) fn bands(rows: &[Row]) -> impl Iterator<Item = &[Row]> {
    let mut rest = rows;
    std::iter::from_fn(move || {
        let mut end = usize::from(!rest.is_empty());
        let mut at = 0;
        while at < end {
            end = rest[at].cells().iter().map(|cell| at + cell.rows()).fold(end, usize::max);
            at += 1;
        }
        let (band, after) = rest.split_at_checked(end).filter(|(band, _)| !band.is_empty())?;
        rest = after;
        Some(band)
    })
}

/// The style of a cell in a table of the style `text`. Column heads and the heads of groups of rows have a shape of their own.
pub(crate) fn cell_style(text: &TextStyle, section: Section, cell: &Cell, design: &Design) -> TextStyle {
    let is_head = section == Section::Head || matches!(cell.own_scope(), Some(Scope::RowGroup | Scope::Column));
    let style = if is_head { text.clone().shaped(design.tables.head_shape).whole() } else { text.clone() };
    match cell.node.lang() {
        Some(lang) => TextStyle { lang: Arc::from(lang), ..style },
        None => style,
    }
}

/// A cell that has been set.
struct SetCell {
    /// Its first row in the band.
    row: usize,
    /// The row after its last.
    end: usize,
    slugs: Vec<Slug>,
}

impl SetCell {
    fn height(&self) -> Length {
        self.slugs.iter().map(|slug| slug.before + slug.height).sum()
    }
}

/// The text of a cell over several rows.
struct SharedCell {
    /// Its first row in the band.
    row: usize,
    /// The row after its last.
    end: usize,
    height: Length,
    /// Its lines and pictures, from the top of the cell.
    parts: Vec<SlugItem>,
}

impl SharedCell {
    fn all(cells: &[SetCell]) -> Vec<Self> {
        let text = |cell: &SetCell| {
            let mut y = Length::ZERO;
            let mut parts = Vec::new();
            for slug in &cell.slugs {
                y += slug.before;
                let own = slug.parts.iter().filter(|part| matches!(part.item, PageItem::Line(_) | PageItem::Artwork { .. }));
                parts.extend(own.map(|part| part.clone().lowered(y)));
                y += slug.height;
            }
            Self { row: cell.row, end: cell.end, height: cell.height(), parts }
        };
        cells.iter().filter(|cell| cell.end - cell.row > 1).map(text).filter(|cell| !cell.parts.is_empty()).collect()
    }
}

/// For each strip of a band: the text of the cells that cover its row, but whose text has ended before it. The text takes up no height,
/// because it stands beside the strip. Text that is higher than `most`, or than the remaining rows of its cell, is not set again. `table`
/// is the node of the table.
fn set_again(strips: &[StripOfBand], shared: &[SharedCell], most: Length, table: NodeId) -> Vec<Vec<Slug>> {
    let mut again: Vec<Vec<Slug>> = strips.iter().map(|_| Vec::new()).collect();
    let mut rows = Vec::with_capacity(strips.len());
    let mut begun = 0_usize;
    for strip in strips {
        begun += usize::from(strip.begins_row);
        rows.push(begun.saturating_sub(1));
    }
    for cell in shared.iter().filter(|cell| cell.height <= most) {
        let is_own = |role: &ItemRole| cell.parts.iter().any(|part| part.role == *role);
        let has_own = |strip: &StripOfBand| strip.parts.iter().any(|(_, slug)| slug.parts.iter().any(|part| is_own(&part.role)));
        let (start, end) = (rows.partition_point(|row| *row < cell.row), rows.partition_point(|row| *row < cell.end));
        let Some(last) = strips[start..end].iter().rposition(has_own).map(|last| start + last) else { continue };
        let mut left = Length::ZERO;
        for at in (last + 1..end).rev() {
            left += strips[at].height;
            if cell.height <= left {
                let role = ItemRole::Artifact(Artifact::Block(table));
                let parts = cell.parts.iter().map(|part| SlugItem { role, ..part.clone() }).collect();
                again[at].push(Slug { parts, ..Slug::default() });
            }
        }
    }
    again
}

/// A strip of a band.
struct StripOfBand {
    height: Length,
    /// Whether a row begins with it.
    begins_row: bool,
    /// The slugs of its cells in reading order, each with its distance from the top.
    parts: Vec<(Length, Slug)>,
}

impl GalleyBuilder<'_, '_> {
    /// Sets a band of rows.
    pub(crate) fn band(&self, band: &[Row], rows: &Rows<'_>) -> Vec<Slug> {
        let mut cells: Vec<SetCell> = Vec::new();
        // For each row: the index of its first cell.
        let mut firsts = Vec::with_capacity(band.len());
        for (number, row) in band.iter().enumerate() {
            firsts.push(cells.len());
            let set: Vec<(Vec<Slug>, Length)> = row.cells().iter().map(|cell| self.cell(cell, rows)).collect();
            let lowest = set.iter().map(|(_, opened)| *opened).fold(Length::ZERO, Length::max);
            for (cell, (mut slugs, opened)) in row.cells().iter().zip(set) {
                lower(&mut slugs[0], lowest - opened);
                cells.push(SetCell { row: number, end: number + cell.rows(), slugs });
            }
            // The row itself has no lines. Links to it lead to its first cell.
            if let (Some(set), Some(cell)) = (cells.get_mut(firsts[number]), row.cells().first()) {
                set.slugs[0].parts.extend(self.anchor_at(&row.node, Point { x: rows.place.left, y: Length::ZERO }, cell.node.id));
            }
        }
        let below = rules_below_heads(band, rows, |row, x, width| {
            if let Some(cell) = firsts.get(row).and_then(|first| cells.get_mut(*first)) {
                // Two thirds of the white are below the rule.
                let at = Point { x, y: -(rows.heads * 2 / 3) };
                let thickness = self.setter.design().tables.rule_thickness.scaled(THIN_RULE, 100);
                let size = Size { width, height: thickness };
                cell.slugs[0].parts.push(SlugItem::new(at, ItemRole::Artifact(Artifact::Block(rows.node)), PageItem::Rule(size)));
            }
        });
        let plain = band.len() == 1 && band[0].cells().iter().all(|cell| matches!(cell.content, CellContent::Line(_)));
        let count = cells.iter().map(|cell| cell.slugs.len()).max().unwrap_or(0);
        let shape = BandHeights::of(&cells, &below, rows.place.leading, self.setter.design().grid);
        let low = if plain { count <= WHOLE_ROW } else { count <= WHOLE_ROW && band.len() == 1 || shape.height * WHOLE_BAND <= rows.room };
        let shared = if band.len() > 1 { SharedCell::all(&cells) } else { Vec::new() };
        let strips = if low && shape.height + rows.around <= rows.room {
            vec![shape.whole(cells)]
        } else {
            let most = rows.place.leading * HIGH_STRIP;
            let cuts = if plain { None } else { shape.cuts(&cells).filter(|cuts| cuts.windows(2).all(|cut| cut[1] - cut[0] <= most)) };
            match cuts {
                Some(cuts) => shape.cut(cells, &cuts),
                None => in_steps(cells, &below, rows.place.leading),
            }
        };
        let again = set_again(&strips, &shared, rows.room / SHORT_CELL, rows.node);
        let mut slugs = joined(strips);
        for (slug, again) in slugs.iter_mut().zip(again) {
            slug.repeat = (!again.is_empty()).then(|| Arc::new(again));
        }
        if self.setter.design().grid {
            // The text after the table stands on the grid wherever the table is cut.
            slugs.iter_mut().for_each(|slug| slug.height = whole_lines(slug.height, rows.place.leading));
        }
        slugs
    }

    /// Sets a cell. It has at least one slug. Also returns by how much its first line is lower than usual, because it has a high formula.
    fn cell(&self, cell: &Cell, rows: &Rows<'_>) -> (Vec<Slug>, Length) {
        let mut opened = Length::ZERO;
        let (left, measure) = rows.columns.of(cell);
        let place = rows.place;
        let align = match rows.table.alignment(rows.section, cell) {
            Alignment::None | Alignment::Left => Align::Left,
            Alignment::Center => Align::Center,
            Alignment::Right => Align::Right,
        };
        let style = cell_style(&place.style, rows.section, cell, self.setter.design());
        let cell_place = BlockPlace { left: place.left + left, measure, style, ..place.clone() };
        let mut slugs: Vec<Slug> = match &cell.content {
            CellContent::Line(inlines) => {
                let form = ParagraphShape { measure, indent: Length::ZERO, hang: Length::ZERO, align };
                let base = baseline(place.leading, place.style.size);
                let lines = set_paragraph(self.setter, inlines, &cell_place.style, &form);
                opened = lines.first().map_or(Length::ZERO, |line| opening(line, &cell_place).above);
                let top = if self.setter.design().grid { None } else { Some(base - cell_place.style.size.scaled(CAPITALS, 100)) };
                lines.into_iter().map(|line| raised(slug(line, &cell_place, base, cell.node.id), top)).collect()
            }
            CellContent::Blocks(blocks) => {
                let mut galley = GalleyBuilder::new(self.setter);
                galley.in_cell = true;
                galley.highest = Some((rows.room - rows.around).max(place.leading * HIGH_STRIP));
                let inner = BlockPlace { align, indent: place.style.size, hang: Length::ZERO, ..cell_place.clone() };
                galley.blocks(blocks, &inner);
                galley.finish()
            }
        };
        if slugs.is_empty() {
            slugs.push(Slug { height: place.leading, ..Slug::default() });
        }
        slugs[0].parts.extend(self.anchor_at(&cell.node, Point { x: cell_place.left, y: Length::ZERO }, cell.node.id));
        (slugs, opened)
    }

    /// The anchor of a node, if links lead to it. It belongs to the cell `owner`.
    fn anchor_at(&self, node: &Node, at: Point, owner: NodeId) -> Option<SlugItem> {
        let name = self.setter.book.resolution.anchors.get(&node.id)?;
        Some(SlugItem::new(at, ItemRole::Content(owner), PageItem::Anchor(Arc::from(name.as_str()))))
    }
}

/// A height as a whole number of lines.
fn whole_lines(height: Length, leading: Length) -> Length {
    leading * height.units_up(leading)
}

/// Lowers a line, so that it stands on the baseline of the cell beside it that has a high formula.
fn lower(slug: &mut Slug, by: Length) {
    slug.height += by;
    slug.parts.iter_mut().for_each(|part| part.at.y += by);
}

/// Raises a line so that its highest picture does not begin below `top`, the top of the capitals in the cells beside it.
fn raised(mut slug: Slug, top: Option<Length>) -> Slug {
    let pictures = slug.parts.iter().filter(|part| matches!(part.item, PageItem::Artwork { .. })).map(|part| part.at.y);
    if let (Some(top), Some(highest)) = (top, pictures.min())
        && highest > top
    {
        let by = highest - top;
        slug.height -= by;
        // Anchors are at the top of the line.
        slug.parts.iter_mut().for_each(|part| {
            if part.at.y >= highest {
                part.at.y -= by;
            }
        });
    }
    slug
}

/// The white below each row of a band. Below a head of several columns, unless it is in the last row of the heads, there is room for a
/// rule; `draw` gets the row below it, its left and its width.
fn rules_below_heads(band: &[Row], rows: &Rows<'_>, mut draw: impl FnMut(usize, Length, Length)) -> Vec<Length> {
    let mut below: Vec<Length> = band.iter().map(|row| rows.below_row(row)).collect();
    if rows.section != Section::Head {
        return below;
    }
    for (number, row) in band.iter().enumerate() {
        for cell in row.cells().iter().filter(|cell| cell.columns() > 1 && !cell.is_empty()) {
            let next = number + cell.rows();
            if next < band.len() {
                below[next - 1] = rows.heads;
                let (left, width) = rows.columns.of(cell);
                draw(next, rows.place.left + left, width);
            }
        }
    }
    below
}

/// The heights at which the rows of a band stand if its cells are set side by side.
struct BandHeights {
    /// For each row: its top. One more entry than rows, with the height of the band without the white below the last row.
    tops: Vec<Length>,
    height: Length,
}

impl BandHeights {
    /// A row is as high as the highest cell that it does not share. If a shared cell needs more, its last row gets it.
    fn of(cells: &[SetCell], below: &[Length], leading: Length, grid: bool) -> Self {
        let rows = below.len();
        let mut by_end: Vec<&SetCell> = cells.iter().collect();
        by_end.sort_by_key(|cell| cell.end);
        let mut by_end = by_end.into_iter().peekable();
        let mut tops = vec![Length::ZERO; rows + 1];
        for row in 0..rows {
            let mut height = leading;
            while let Some(cell) = by_end.next_if(|cell| cell.end == row + 1) {
                height = height.max(cell.height() - (tops[row] - tops[cell.row]));
            }
            let height = if grid { whole_lines(height, leading) } else { height };
            tops[row + 1] = tops[row] + height + if row + 1 < rows { below[row] } else { Length::ZERO };
        }
        Self { height: tops[rows], tops }
    }

    /// The band as one strip.
    fn whole(&self, cells: Vec<SetCell>) -> StripOfBand {
        let parts = cells.into_iter().flat_map(|cell| placed(self.tops[cell.row], cell)).collect();
        StripOfBand { height: self.height, begins_row: true, parts }
    }

    /// The heights at which the band can be cut, from its top to its end: those at which no line is divided. `None` if a line of a shared
    /// cell crosses the top of a row, so that the band cannot be cut there.
    fn cuts(&self, cells: &[SetCell]) -> Option<Vec<Length>> {
        let mut lines: Vec<(Length, Length)> = Vec::new();
        for cell in cells {
            let mut y = self.tops[cell.row];
            for slug in &cell.slugs {
                y += slug.before;
                lines.push((y, y + slug.height));
                y += slug.height;
            }
        }
        lines.sort_unstable();
        let mut cuts = vec![Length::ZERO];
        let mut reach = Length::ZERO;
        for (top, bottom) in lines {
            if top >= reach && cuts.last().is_some_and(|last| *last < top) {
                cuts.push(top);
            }
            reach = reach.max(bottom);
        }
        let inner = &self.tops[1..self.tops.len() - 1];
        let apart = inner.iter().all(|top| cuts.binary_search(top).is_ok());
        cuts.push(self.height);
        apart.then_some(cuts)
    }

    /// The band as strips between cuts.
    fn cut(&self, cells: Vec<SetCell>, cuts: &[Length]) -> Vec<StripOfBand> {
        let strip = |cut: &[Length]| StripOfBand {
            height: cut[1] - cut[0],
            begins_row: self.tops.binary_search(&cut[0]).is_ok(),
            parts: Vec::new(),
        };
        let mut strips: Vec<StripOfBand> = cuts.windows(2).map(strip).collect();
        for (y, slug) in cells.into_iter().flat_map(|cell| placed(self.tops[cell.row], cell)) {
            let at = cuts.partition_point(|cut| *cut <= y).clamp(1, strips.len()) - 1;
            strips[at].parts.push((y - cuts[at], slug));
        }
        strips
    }
}

/// The slugs of a cell that begins at `top`, each with its distance from the top of the band.
fn placed(top: Length, cell: SetCell) -> impl Iterator<Item = (Length, Slug)> {
    let mut y = top;
    cell.slugs.into_iter().map(move |slug| {
        let at = y + slug.before;
        y = at + slug.height;
        (at, slug)
    })
}

/// Fills the cells of a band in step with one another.
fn in_steps(cells: Vec<SetCell>, below: &[Length], leading: Length) -> Vec<StripOfBand> {
    let mut strips: Vec<StripOfBand> = Vec::new();
    let mut coming = cells.into_iter().peekable();
    let mut open: Vec<OpenCell> = Vec::new();
    for (row, white) in below.iter().enumerate() {
        open.retain(|cell| cell.end > row);
        while let Some(cell) = coming.next_if(|cell| cell.row == row) {
            open.push(OpenCell { end: cell.end, slugs: cell.slugs.into_iter().peekable() });
        }
        let from = strips.len();
        loop {
            let fresh = strips.len() == from;
            // The highest slug that comes next in a cell that ends with this row. A slug that begins a strip has no white above it.
            let next = open.iter_mut().filter(|cell| cell.end == row + 1).filter_map(|cell| cell.slugs.peek());
            let next = next.map(|slug| slug.height).reduce(Length::max);
            let Some(height) = next.or_else(|| fresh.then_some(leading)) else { break };
            let mut strip = StripOfBand { height: height.max(leading), begins_row: fresh, parts: Vec::new() };
            for cell in &mut open {
                let mut y = Length::ZERO;
                let white = |y: Length, slug: &Slug| if y > Length::ZERO { slug.before } else { Length::ZERO };
                while let Some(slug) = cell.slugs.next_if(|slug| y + white(y, slug) + slug.height <= strip.height) {
                    y += white(y, &slug);
                    let height = slug.height;
                    strip.parts.push((y, slug));
                    y += height;
                }
            }
            strips.push(strip);
        }
        if let Some(last) = strips.last_mut().filter(|_| row + 1 < below.len()) {
            last.height += *white;
        }
    }
    strips
}

/// A cell whose slugs wait for a strip.
struct OpenCell {
    /// The row after its last.
    end: usize,
    slugs: std::iter::Peekable<std::vec::IntoIter<Slug>>,
}

/// Makes slugs from the strips of a band.
fn joined(strips: Vec<StripOfBand>) -> Vec<Slug> {
    let mut slugs: Vec<Slug> = Vec::with_capacity(strips.len());
    let mut latest: Option<Position> = None;
    for (number, strip) in strips.into_iter().enumerate() {
        let cost = match number {
            0 => 0,
            _ if strip.begins_row => WITHIN_BAND,
            _ => STRANDED,
        };
        let mut slug = Slug { height: strip.height, cost, ..Slug::default() };
        for (y, line) in strip.parts {
            slug.start = slug.start.or(line.start);
            slug.notes.extend(line.notes);
            slug.parts.extend(line.parts.into_iter().map(|part| part.lowered(y)));
        }
        // Of two cells side by side, the first may continue below the second. But no page may begin earlier in the text than the one
        // before it.
        slug.start = slug.start.filter(|start| latest.is_none_or(|latest| latest < *start));
        latest = slug.start.or(latest);
        slugs.push(slug);
    }
    slugs
}
