//! Tables: as pipe tables if their cells are lines, or else in HTML.
use crate::document::{Alignment, Cell, CellContent, ColumnWidth, Inline, InlineKind, Node, Row, Scope, Section, Table};

use super::attributes::{braces, fit_braces, of, of_node};
use super::blocks::{BlockWriter, between_tags};
use super::inlines::LinePlace;

/// A table with its caption.
pub(super) fn table(writer: BlockWriter<'_>, node: &Node, table: &Table) -> String {
    let has_captioned_attributes = of(node).is_none_or(|attributes| fit_braces(attributes) && table.caption.is_some());
    if !has_captioned_attributes || !is_simple(table) {
        return with_tags(writer, node, table);
    }
    let mut out = String::new();
    for row in table.heads() {
        out.push_str(&pipe_row(writer, row));
    }
    let dashes = table.columns().iter().map(|column| match column.alignment {
        Alignment::None => "---",
        Alignment::Left => ":--",
        Alignment::Center => ":-:",
        Alignment::Right => "--:",
    });
    out.push_str(&format!("| {} |\n", dashes.collect::<Vec<_>>().join(" | ")));
    for row in table.bodies().iter().flatten() {
        out.push_str(&pipe_row(writer, row));
    }
    if let Some(caption) = &table.caption {
        out.push_str(&format!("\nTable: {}", writer.line(caption, LinePlace::Heading)));
        if let Some(attributes) = of(node) {
            out.push_str(&format!(" {}", braces(attributes)));
        }
    }
    out.trim_end().to_owned()
}

fn pipe_row(writer: BlockWriter<'_>, row: &Row) -> String {
    let cell = |cell: &Cell| match &cell.content {
        CellContent::Line(inlines) => writer.line(inlines, LinePlace::Cell),
        CellContent::Blocks(_) => String::new(),
    };
    format!("| {} |\n", row.cells().iter().map(cell).collect::<Vec<_>>().join(" | "))
}

/// Whether a pipe table can express a whole table.
fn is_simple(table: &Table) -> bool {
    let is_line = |inlines: &[Inline]| !inlines.iter().any(has_line_end);
    let cell_fits = |cell: &Cell| {
        of(&cell.node).is_none()
            && cell.own_alignment().is_none()
            && matches!(&cell.content, CellContent::Line(inlines) if is_line(inlines))
    };
    let scope_fits =
        |section: Section, cell: &Cell| cell.own_scope().is_none_or(|scope| section == Section::Head && scope == Scope::Column);
    // Below the heads, a row of nothing but dashes or equals signs begins a new group.
    let is_rule = |row: &Row| {
        row.cells().iter().all(|cell| match &cell.content {
            CellContent::Line(inlines) => {
                let text = crate::document::plain_text(inlines);
                !text.is_empty() && text.chars().all(|c| matches!(c, '-' | '=' | ':'))
            }
            CellContent::Blocks(_) => false,
        })
    };
    table.heads().len() == 1
        && !table.is_structured()
        && table.columns().iter().all(|column| column.width.is_none())
        && table.rows().all(|row| of(&row.node).is_none() && row.cells().iter().all(cell_fits))
        && table.sections().all(|(section, rows)| rows.iter().all(|row| row.cells().iter().all(|cell| scope_fits(section, cell))))
        && !table.bodies().iter().flatten().any(is_rule)
        && table.caption.as_deref().is_none_or(|caption| !caption.is_empty())
}

fn has_line_end(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::SoftBreak)
        || matches!(&inline.kind, InlineKind::Math(formula) if formula.source.contains('|') || formula.source.contains('\n'))
        || inline.kind.inner().unwrap_or_default().iter().any(has_line_end)
}

fn alignment(alignment: Alignment) -> Option<&'static str> {
    match alignment {
        Alignment::None => None,
        Alignment::Left => Some("left"),
        Alignment::Center => Some("center"),
        Alignment::Right => Some("right"),
    }
}

/// A table in HTML, with Markdown in its cells.
fn with_tags(writer: BlockWriter<'_>, node: &Node, table: &Table) -> String {
    let mut out = format!("<table{}>\n", of_node(node));
    if let Some(caption) = &table.caption {
        out.push_str(&between_tags("caption", "", &writer.line(caption, LinePlace::Paragraph)));
        out.push('\n');
    }
    if table.columns().iter().any(|column| column.width.is_some() || column.alignment != Alignment::None) {
        out.push_str("<colgroup>");
        for column in table.columns() {
            let width = column.width.map(|width| match width {
                ColumnWidth::Share(share) => format!(" width=\"{}%\"", f64::from(share) / 100.0),
                ColumnWidth::Fixed(length) => format!(" width=\"{}pt\"", length.to_pt()),
                ColumnWidth::Ems(thousandths) => format!(" width=\"{}em\"", f64::from(thousandths) / 1000.0),
            });
            let align = alignment(column.alignment).map(|name| format!(" align=\"{name}\""));
            out.push_str(&format!("<col{}{}>", align.unwrap_or_default(), width.unwrap_or_default()));
        }
        out.push_str("</colgroup>\n");
    }
    for (section, rows) in table.sections() {
        let name = match section {
            Section::Head => "thead",
            Section::Body(_) => "tbody",
            Section::Foot => "tfoot",
        };
        out.push_str(&format!("<{name}>\n"));
        for row in rows {
            out.push_str(&format!("<tr{}>\n", of_node(&row.node)));
            for cell in row.cells() {
                out.push_str(&tagged_cell(writer, section, cell));
            }
            out.push_str("</tr>\n");
        }
        out.push_str(&format!("</{name}>\n"));
    }
    out.push_str("</table>");
    out
}

fn tagged_cell(writer: BlockWriter<'_>, section: Section, cell: &Cell) -> String {
    let mut given = of_node(&cell.node);
    if cell.columns() > 1 {
        given.push_str(&format!(" colspan=\"{}\"", cell.columns()));
    }
    if cell.rows() > 1 {
        given.push_str(&format!(" rowspan=\"{}\"", cell.rows()));
    }
    if let Some(name) = cell.own_alignment().and_then(alignment) {
        given.push_str(&format!(" align=\"{name}\""));
    }
    let scope = cell.own_scope();
    let is_head = section == Section::Head || scope.is_some();
    match scope {
        Some(Scope::Column) if section != Section::Head => given.push_str(" scope=\"col\""),
        Some(Scope::Row) => given.push_str(" scope=\"row\""),
        Some(Scope::RowGroup) => given.push_str(" scope=\"rowgroup\""),
        Some(Scope::Column) | None => {}
    }
    let text = match &cell.content {
        CellContent::Line(inlines) => writer.line(inlines, LinePlace::Paragraph),
        CellContent::Blocks(blocks) => writer.blocks(blocks),
    };
    format!("{}\n", between_tags(if is_head { "th" } else { "td" }, &given, &text))
}
