//! Tables of a tree.
use std::sync::Arc;

use crate::document::{Attributes, Block, Node};

use crate::manuscript::html::blocks::TreeReader;
use crate::manuscript::html::table::{HtmlCell, HtmlColumn, HtmlRow, HtmlTable, RowGroup, table as formed};
use crate::manuscript::html::text_of_blocks::{lines_of, style_blocks};
use crate::manuscript::html::tree::Place;
use crate::manuscript::html::{reports, style};

/// The table of an element.
pub(super) fn table(reader: &mut TreeReader<'_, '_>, place: Place, node: Node) -> Block {
    let mut table = HtmlTable { node, caption: None, columns: Vec::new(), groups: Vec::new() };
    for child in reader.children(place) {
        match reader.name(child) {
            "caption" => {
                let lines = lines_of(reader.blocks(child));
                match &mut table.caption {
                    None => table.caption = Some(lines),
                    Some(caption) => caption.extend(lines),
                }
            }
            "colgroup" => columns(reader, child, &mut table),
            "col" => column(reader, child, &mut table),
            "thead" => group(reader, child, RowGroup::Head, &mut table),
            "tfoot" => group(reader, child, RowGroup::Foot, &mut table),
            "tbody" => group(reader, child, RowGroup::Body, &mut table),
            _ => {}
        }
    }
    table.node = reader.to_here(table.node);
    formed(table, reader.reading)
}

fn columns(reader: &mut TreeReader<'_, '_>, place: Place, table: &mut HtmlTable) {
    let inner: Vec<Place> = reader.children(place).into_iter().filter(|child| reader.name(*child) == "col").collect();
    if inner.is_empty() {
        column(reader, place, table);
    }
    inner.into_iter().for_each(|child| column(reader, child, table));
}

fn column(reader: &mut TreeReader<'_, '_>, place: Place, table: &mut HtmlTable) {
    let node = reader.node(place);
    let attributes = node.attrs.as_deref().cloned().unwrap_or_default();
    table.columns.push(HtmlColumn::new(node.span, attributes, reader.reading));
}

fn group(reader: &mut TreeReader<'_, '_>, place: Place, group: RowGroup, table: &mut HtmlTable) {
    // The attributes of the group itself are not read.
    let mut rows = Vec::new();
    for child in reader.children(place) {
        if reader.name(child) != "tr" {
            continue;
        }
        let node = reader.node(child);
        let mut cells = Vec::new();
        for cell in reader.children(child) {
            if let name @ ("td" | "th") = reader.name(cell) {
                let is_head = name == "th";
                cells.push(self::cell(reader, cell, is_head));
            }
        }
        let (span, attributes) = (reader.to_here(node.clone()).span, node.attrs.as_deref().cloned().unwrap_or_default());
        let mut row = HtmlRow::new(span, attributes, cells, reader.reading);
        let look = rest("tr", &mut row.node, reader);
        for cell in &mut row.cells {
            style_blocks(look, &mut cell.blocks, span);
        }
        rows.push(row);
    }
    table.groups.push((group, rows));
}

fn cell(reader: &mut TreeReader<'_, '_>, place: Place, is_head: bool) -> HtmlCell {
    let node = reader.node(place);
    let blocks = reader.blocks(place);
    let (span, attributes) = (reader.to_here(node.clone()).span, node.attrs.as_deref().cloned().unwrap_or_default());
    let mut cell = HtmlCell::new(span, attributes, is_head, blocks, reader.reading);
    let look = rest(if is_head { "th" } else { "td" }, &mut cell.node, reader);
    style_blocks(look, &mut cell.blocks, span);
    cell
}

/// What the style of a row or a cell asks for besides alignment and width. Takes the attributes that nothing uses out of its node.
fn rest(element: &str, node: &mut Node, reader: &TreeReader<'_, '_>) -> style::Style {
    let Some(attributes) = node.attrs.as_mut() else { return style::Style::default() };
    let attributes = Arc::make_mut(attributes);
    let look = attributes.pairs.remove("style").map(|text| style::style(&text, node.span, true, reader.reading)).unwrap_or_default();
    for key in ["align", "valign", "height", "width", "headers", "scope"] {
        let value = attributes.pairs.remove(key);
        // Cells stand at the top of their row.
        let is_kept = matches!(value.as_deref(), None | Some("top" | "baseline"));
        if matches!(key, "align" | "valign" | "height") && !is_kept {
            reports::attribute(element, key, node.span, reader.reading);
        }
    }
    if *attributes == Attributes::default() {
        node.attrs = None;
    }
    look
}
