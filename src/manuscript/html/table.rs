//! Tables of HTML: their attributes, their row groups, and the report of what had to be repaired.
//!
//! The reader of elements makes an [`HtmlTable`] of plain values, with the groups in the order in which they are written; [`table`] makes a
//! block from it. The rows of the first `<thead>` are the column heads. Without one, these are the first rows that hold only head cells.
//! The first `<tfoot>` is the foot, wherever it is written (HTML Standard, 4.9.1). All other groups are bodies.
use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, codes};
use crate::document::{
    Alignment, Attributes, Block, BlockKind, CellContent, Column, ColumnWidth, DraftCell, DraftRow, DraftTable, GridFault, GridFaultKind,
    Inline, Node, Scope, Table, VisitMut, walk_blocks_mut,
};
use crate::manuscript::html::reports;
use crate::manuscript::scan::reading::Reading;
use crate::source::Span;
use crate::units::Length;

/// The maximum number of rows that one cell can cover (HTML Standard, 4.9.11).
const MOST_ROWS: u16 = 65_534;
/// The maximum number of columns that one cell can cover (HTML Standard, 4.9.11).
const MOST_COLUMNS: u16 = 1_000;

/// A cell, `<td>` or `<th>`.
pub(crate) struct HtmlCell {
    pub(crate) node: Node,
    /// Whether it is a `<th>`.
    pub(crate) is_head: bool,
    /// The value of `scope`, if it has one of the values of the Standard.
    pub(crate) scope: Option<Scope>,
    /// The value of `rowspan`. 0 stands for all rows that follow in the group.
    pub(crate) rows: u16,
    /// The value of `colspan`.
    pub(crate) columns: u16,
    pub(crate) alignment: Option<Alignment>,
    /// The width that it sets for its column.
    pub(crate) width: Option<ColumnWidth>,
    pub(crate) blocks: Vec<Block>,
}

/// A row, `<tr>`.
pub(crate) struct HtmlRow {
    pub(crate) node: Node,
    /// The alignment of the cells that have none.
    pub(crate) alignment: Option<Alignment>,
    pub(crate) cells: Vec<HtmlCell>,
}

/// A column: a `<col>`, or a `<colgroup>` without a `<col>`.
#[derive(Clone, Copy)]
pub(crate) struct HtmlColumn {
    /// The number of columns that it stands for.
    pub(crate) span: u16,
    pub(crate) width: Option<ColumnWidth>,
    pub(crate) alignment: Option<Alignment>,
}

/// The element of a row group. Rows outside a group are in a `<tbody>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowGroup {
    Head,
    Body,
    Foot,
}

/// A table, as it is written.
pub(crate) struct HtmlTable {
    pub(crate) node: Node,
    pub(crate) caption: Option<Vec<Inline>>,
    pub(crate) columns: Vec<HtmlColumn>,
    pub(crate) groups: Vec<(RowGroup, Vec<HtmlRow>)>,
}

impl HtmlCell {
    /// A cell with the attributes of its tag. Those that it uses are taken out; the rest stay with its node.
    pub(crate) fn new(span: Span, mut attributes: Attributes, is_head: bool, blocks: Vec<Block>, reading: &Reading<'_>) -> Self {
        let mut reader = TableTagAttributes { attributes: &mut attributes, span, reading };
        let rows = reader.count("rowspan", MOST_ROWS).unwrap_or(1);
        let columns = reader.count("colspan", MOST_COLUMNS).unwrap_or(1).max(1);
        let scope = reader.scope();
        let alignment = reader.alignment();
        let width = reader.width();
        Self { node: Node::with(span, attributes), is_head, scope, rows, columns, alignment, width, blocks }
    }
}

impl HtmlRow {
    /// A row with the attributes of its tag.
    pub(crate) fn new(span: Span, mut attributes: Attributes, cells: Vec<HtmlCell>, reading: &Reading<'_>) -> Self {
        let alignment = TableTagAttributes { attributes: &mut attributes, span, reading }.alignment();
        Self { node: Node::with(span, attributes), alignment, cells }
    }
}

impl HtmlColumn {
    /// A column with the attributes of its tag.
    pub(crate) fn new(span: Span, mut attributes: Attributes, reading: &Reading<'_>) -> Self {
        let mut reader = TableTagAttributes { attributes: &mut attributes, span, reading };
        let count = reader.count("span", MOST_COLUMNS).unwrap_or(1).max(1);
        let column = Self { span: count, width: reader.width(), alignment: reader.alignment() };
        for key in attributes.pairs.keys() {
            reports::attribute("col", key, span, reading);
        }
        column
    }
}

/// The attributes of a tag in a table.
struct TableTagAttributes<'a, 'r> {
    attributes: &'a mut Attributes,
    span: Span,
    reading: &'a Reading<'r>,
}

impl TableTagAttributes<'_, '_> {
    /// Removes an attribute and returns its value.
    fn take(&mut self, key: &str) -> Option<String> {
        self.attributes.pairs.remove(key)
    }

    fn report(&self, message: String, hint: &str) {
        self.reading.sink.report(
            Diagnostic::new(codes::TABLE_VALUE, self.reading.at(self.span), message).label("this value was left out").hint(hint.to_owned()),
        );
    }

    /// A count (HTML Standard, 2.3.4.2, "rules for parsing non-negative integers"), at most `most`.
    fn count(&mut self, key: &str, most: u16) -> Option<u16> {
        let value = self.take(key)?;
        let text = value.trim_start();
        let text = text.strip_prefix('+').unwrap_or(text);
        let digits = &text[..text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())];
        if digits.is_empty() {
            self.report(format!("`{key}=\"{value}\"` is not a number"), "write a number of rows or columns, such as `2`");
            return None;
        }
        Some(digits.parse::<u64>().map_or(most, |count| u16::try_from(count).map_or(most, |count| count.min(most))))
    }

    fn scope(&mut self) -> Option<Scope> {
        let value = self.take("scope")?;
        match value.trim().to_ascii_lowercase().as_str() {
            // A head of a column group spans its columns.
            "col" | "colgroup" => Some(Scope::Column),
            "row" => Some(Scope::Row),
            "rowgroup" => Some(Scope::RowGroup),
            "auto" | "" => None,
            _ => {
                self.report(format!("a head cell has no scope `{value}`"), "write `col`, `row`, `colgroup` or `rowgroup`");
                None
            }
        }
    }

    /// The alignment in the attribute `align`, or in the property `text-align` of `style`. Any other value stays where it is.
    fn alignment(&mut self) -> Option<Alignment> {
        let known = |value: &str| match value.trim().to_ascii_lowercase().as_str() {
            "left" | "start" => Some(Alignment::Left),
            "center" | "middle" => Some(Alignment::Center),
            "right" | "end" => Some(Alignment::Right),
            _ => None,
        };
        let attribute = self.attributes.pairs.get("align").and_then(|value| known(value));
        if attribute.is_some() {
            self.take("align");
        }
        self.declaration("text-align", known).or(attribute)
    }

    /// The width in the attribute `width`, or in the property `width` of `style`. A width that is not understood is reported.
    fn width(&mut self) -> Option<ColumnWidth> {
        let attribute = self.take("width");
        let declared = self.declaration("width", |value| Some(value.trim().to_owned()));
        let value = declared.or(attribute)?;
        let width = column_width(&value);
        if width.is_none() && !matches!(value.trim(), "auto" | "") {
            self.report(format!("`{value}` is not a width of a column"), "write a number of pixels, or a unit: `30%`, `4cm`, `10em`");
        }
        width
    }

    /// The value of a property of the attribute `style`, as `read` understands it. The declaration is then taken out of the attribute.
    fn declaration<T>(&mut self, property: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let style = self.attributes.pairs.get("style")?;
        let mut found = None;
        let mut rest: Vec<&str> = Vec::new();
        for declaration in style.split(';').filter(|declaration| !declaration.trim().is_empty()) {
            let value = declaration.split_once(':').filter(|(key, _)| key.trim().eq_ignore_ascii_case(property));
            match value.and_then(|(_, value)| read(value.trim().trim_end_matches("!important"))) {
                Some(value) => found = Some(value),
                None => rest.push(declaration),
            }
        }
        if found.is_some() {
            let rest = rest.join(";");
            if rest.is_empty() {
                self.attributes.pairs.remove("style");
            } else {
                self.attributes.pairs.insert("style".to_owned(), rest.trim().to_owned());
            }
        }
        found
    }
}

/// A width as HTML and CSS write it: a percentage, a length, or a number of pixels (96 to the inch).
fn column_width(value: &str) -> Option<ColumnWidth> {
    let value = value.trim().to_ascii_lowercase();
    let end = value.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(value.len());
    let number: f64 = value[..end].parse().ok().filter(|number| *number > 0.0 && *number < 100_000.0)?;
    let points = |factor: f64| Some(ColumnWidth::Fixed(Length::from_pt(number * factor)));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the number is positive and below 100,000")]
    let thousandths = (number * 1000.0).round() as u32;
    match value[end..].trim() {
        "%" => Some(ColumnWidth::Share((thousandths / 10).min(10_000))),
        "" | "px" => points(0.75),
        "pt" => points(1.0),
        "pc" => points(12.0),
        "in" => points(72.0),
        "cm" => points(72.0 / 2.54),
        "mm" => points(7.2 / 2.54),
        "q" => points(1.8 / 2.54),
        "em" | "rem" => Some(ColumnWidth::Ems(thousandths)),
        "ex" | "ch" => Some(ColumnWidth::Ems(thousandths / 2)),
        _ => None,
    }
}

/// Makes a block from a table: sorts its groups, forms its grid, and reports what had to be repaired. Of a table without cells, only the
/// caption is left.
pub(crate) fn table(table: HtmlTable, reading: &Reading<'_>) -> Block {
    let HtmlTable { node, caption, columns, mut groups } = table;
    let cells = || groups.iter().flat_map(|(_, rows)| rows).flat_map(|row| &row.cells);
    if cells().next().is_none() {
        reading.sink.report(
            Diagnostic::new(codes::TABLE_GRID, reading.at(node.span), "this table has no cells")
                .label(if caption.is_some() { "only its caption was set" } else { "it was left out" })
                .hint("remove it, or add rows with cells"),
        );
        return Block { node, kind: caption.map_or(BlockKind::Container(Vec::new()), BlockKind::Paragraph) };
    }
    for cell in groups.iter_mut().flat_map(|(_, rows)| rows).flat_map(|row| &mut row.cells) {
        let mut breaks = PageBreakRemover(None);
        walk_blocks_mut(&mut cell.blocks, &mut breaks);
        if let Some(span) = breaks.0 {
            reading.sink.report(
                Diagnostic::new(codes::TABLE_VALUE, reading.at(span), "a page cannot begin within a cell of a table")
                    .label("this page break was left out")
                    .hint("divide the table there"),
            );
        }
    }
    let mut draft = DraftTable { columns: columns_of(&columns), caption, ..DraftTable::default() };
    let has_heads = groups.iter().any(|(group, rows)| *group == RowGroup::Head && !rows.is_empty());
    let first_body = groups.iter().position(|(group, rows)| *group == RowGroup::Body && !rows.is_empty());
    for (number, (group, mut rows)) in groups.into_iter().enumerate() {
        if rows.is_empty() {
            continue;
        }
        if !has_heads && Some(number) == first_body {
            let rest = rows.split_off(heads_among(&rows));
            draft.heads = std::mem::replace(&mut rows, rest).into_iter().map(drafted).collect();
        }
        let rows = rows.into_iter().map(drafted).collect();
        match group {
            RowGroup::Head if draft.heads.is_empty() => draft.heads = rows,
            RowGroup::Foot if draft.feet.is_empty() => draft.feet = rows,
            RowGroup::Head | RowGroup::Body | RowGroup::Foot => draft.bodies.push(rows),
        }
    }
    let (table, faults) = Table::form(draft);
    report(&faults, reading);
    Block { node, kind: BlockKind::Table(Box::new(table)) }
}

/// Takes the page breaks out of a cell, and keeps the place of the first.
struct PageBreakRemover(Option<Span>);

impl VisitMut for PageBreakRemover {
    fn block(&mut self, block: &mut Block) {
        if matches!(block.kind, BlockKind::PageBreak) {
            self.0 = self.0.or(Some(block.node.span));
            block.kind = BlockKind::Container(Vec::new());
        }
    }
}

/// One entry for each column.
fn columns_of(columns: &[HtmlColumn]) -> Vec<Column> {
    let column = |column: &HtmlColumn| {
        let known = Column { alignment: column.alignment.unwrap_or_default(), width: column.width };
        std::iter::repeat_n(known, usize::from(column.span))
    };
    columns.iter().flat_map(column).take(usize::from(MOST_COLUMNS)).collect()
}

/// The number of head rows at the beginning of a group: rows that hold only head cells, and from which no cell reaches below them. If all
/// rows of the group hold only head cells, at most the first counts.
fn heads_among(rows: &[HtmlRow]) -> usize {
    let is_head = |row: &&HtmlRow| {
        row.cells.iter().all(|cell| cell.is_head && cell.scope != Some(Scope::Row) || cell.blocks.is_empty())
            && row.cells.iter().any(|cell| cell.is_head && !cell.blocks.is_empty())
    };
    let mut count = rows.iter().take_while(is_head).count();
    if count == rows.len() {
        count = count.min(1);
    }
    let reaches = |count: usize| {
        let reach =
            |(number, row): (usize, &HtmlRow)| row.cells.iter().any(|cell| cell.rows == 0 || number + usize::from(cell.rows) > count);
        rows[..count].iter().enumerate().any(reach)
    };
    while count > 0 && reaches(count) {
        count -= 1;
    }
    count
}

fn drafted(row: HtmlRow) -> DraftRow {
    let cell = |cell: HtmlCell| {
        let HtmlCell { node, is_head, scope, rows, columns, alignment, width, blocks } = cell;
        let alignment = alignment.or(row.alignment);
        DraftCell { node, content: CellContent::of(blocks), is_head, scope, alignment, width, columns, rows }
    };
    DraftRow { node: row.node, cells: row.cells.into_iter().map(cell).collect() }
}

/// Reports what was repaired, each kind once per table.
fn report(faults: &[GridFault], reading: &Reading<'_>) {
    let mut kinds: BTreeMap<GridFaultKind, (Span, usize)> = BTreeMap::new();
    for fault in faults {
        kinds.entry(fault.kind).or_insert((fault.span, 0)).1 += 1;
    }
    for (kind, (span, count)) in kinds {
        let several = if count > 1 { format!(" ({count} times in this table)") } else { String::new() };
        let (message, label, hint) = match kind {
            GridFaultKind::Overlap => {
                ("a cell of this table covers another", "it was made narrower", "reduce its `colspan`, or the `rowspan` of the cell above")
            }
            GridFaultKind::TooManyRows => {
                ("a cell of this table reaches below the last row", "it ends with the last row of its group", "reduce its `rowspan`")
            }
            GridFaultKind::TooManyColumns => (
                "a cell of this table covers a column in which no cell begins",
                "the column was left out",
                "reduce its `colspan`, or add the cells of that column",
            ),
            GridFaultKind::EmptyRow => ("a row of this table has no cells", "it was left out", "remove it, or add its cells"),
        };
        reading
            .sink
            .report(Diagnostic::new(codes::TABLE_GRID, reading.at(span), format!("{message}{several}")).label(label).hint(hint.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_of_columns_are_read_with_their_units() {
        assert_eq!(column_width("30%"), Some(ColumnWidth::Share(3_000)));
        assert_eq!(column_width(" 96px "), Some(ColumnWidth::Fixed(Length::points(72))));
        assert_eq!(column_width("96"), Some(ColumnWidth::Fixed(Length::points(72))));
        assert_eq!(column_width("1in"), Some(ColumnWidth::Fixed(Length::points(72))));
        assert_eq!(column_width("1.5em"), Some(ColumnWidth::Ems(1_500)));
        assert!(["2*", "wide", "-3cm", "0", "1e9", "12furlongs", ""].iter().all(|value| column_width(value).is_none()));
    }
}
