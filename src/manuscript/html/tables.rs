//! Tables of a tree.
use std::sync::Arc;

use crate::document::{Attributes, Block, Inline, Node};

use crate::manuscript::html::attributes_of_blocks::put_anchor;
use crate::manuscript::html::blocks::TreeReader;
use crate::manuscript::html::table::{HtmlCell, HtmlColumn, HtmlRow, HtmlTable, RowGroup, table as formed};
use crate::manuscript::html::text_of_blocks::{add_line, have_structure, lines_of, named, style_blocks};
use crate::manuscript::html::tree::TreeNodeId;
use crate::manuscript::html::{reports, style};
use crate::manuscript::syntax::attributes::merge;

/// The table of an element.
pub(super) fn table(reader: &mut TreeReader<'_, '_>, place: TreeNodeId, node: Node) -> Block {
    let mut table = HtmlTable { node, caption: None, columns: Vec::new(), groups: Vec::new() };
    for child in reader.children(place) {
        match reader.name(child) {
            "caption" => {
                let words = caption(reader, child);
                add_line(table.caption.get_or_insert_default(), words);
            }
            "colgroup" => columns(reader, child, &mut table),
            "col" => column(reader, child, &mut table),
            "thead" => group(reader, child, RowGroup::Head, &mut table),
            "tfoot" => group(reader, child, RowGroup::Foot, &mut table),
            "tbody" => group(reader, child, RowGroup::Body, &mut table),
            _ => left_out(reader, child),
        }
    }
    table.node = reader.to_here(table.node);
    formed(table, reader.reading)
}

/// Reports what the Standard allows between the parts of a table, and what no browser shows there, such as `<template>`.
fn left_out(reader: &TreeReader<'_, '_>, place: TreeNodeId) {
    let Some(tag) = reader.tag(place) else { return };
    // What is in a form goes before the table.
    if !matches!(tag.start.name.as_str(), "form" | "input") {
        reports::element(&tag.start.name, tag.span, "left out with what is in it", reader.reading);
    }
}

/// The words of a caption, each block on a line of its own.
fn caption(reader: &mut TreeReader<'_, '_>, place: TreeNodeId) -> Vec<Inline> {
    let mut node = reader.node(place);
    let mut blocks = reader.blocks(place);
    let look = rest("caption", &mut node, reader);
    style_blocks(look, &mut blocks, node.span, reader.reading);
    if have_structure(&blocks) {
        reports::element("caption", node.span, "what is inside is set as lines of text", reader.reading);
    }
    named(node, lines_of(blocks))
}

fn columns(reader: &mut TreeReader<'_, '_>, place: TreeNodeId, table: &mut HtmlTable) {
    let inner: Vec<TreeNodeId> = reader.children(place).into_iter().filter(|child| reader.name(*child) == "col").collect();
    if inner.is_empty() {
        return column(reader, place, table);
    }
    let node = reader.node(place);
    for key in node.attrs.iter().flat_map(|attributes| attributes.pairs.keys()) {
        reports::attribute("colgroup", key, node.span, reader.reading);
    }
    report_anchor("colgroup", &node, reader);
    inner.into_iter().for_each(|child| column(reader, child, table));
}

fn column(reader: &mut TreeReader<'_, '_>, place: TreeNodeId, table: &mut HtmlTable) {
    let node = reader.node(place);
    let attributes = node.attrs.as_deref().cloned().unwrap_or_default();
    table.columns.push(HtmlColumn::new(node.span, attributes, reader.reading));
    report_anchor("col", &node, reader);
}

/// Reports the anchor of an element that has no place in the document.
fn report_anchor(element: &str, node: &Node, reader: &TreeReader<'_, '_>) {
    if node.anchor().is_some() {
        reports::attribute(element, "id", node.span, reader.reading);
    }
}

fn group(reader: &mut TreeReader<'_, '_>, place: TreeNodeId, group: RowGroup, table: &mut HtmlTable) {
    let element = reader.name(place).to_owned();
    let own = reader.node(place);
    let mut rows = Vec::new();
    for child in reader.children(place) {
        if reader.name(child) != "tr" {
            left_out(reader, child);
            continue;
        }
        let node = reader.node(child);
        let mut cells = Vec::new();
        for cell in reader.children(child) {
            if let name @ ("td" | "th") = reader.name(cell) {
                let is_head = name == "th";
                cells.push(self::cell(reader, cell, is_head));
            } else {
                left_out(reader, cell);
            }
        }
        let (span, attributes) = (reader.to_here(node.clone()).span, node.attrs.as_deref().cloned().unwrap_or_default());
        let mut row = HtmlRow::new(span, attributes, cells, reader.reading);
        let look = rest("tr", &mut row.node, reader);
        for cell in &mut row.cells {
            style_blocks(look, &mut cell.blocks, span, reader.reading);
        }
        rows.push(row);
    }
    give_to_rows(&element, own, &mut rows, reader);
    table.groups.push((group, rows));
}

/// Gives the attributes of a group to its rows, since a document has no groups. The first row gets the anchor.
fn give_to_rows(element: &str, group: Node, rows: &mut [HtmlRow], reader: &TreeReader<'_, '_>) {
    let Some(attributes) = group.attrs.as_deref().cloned() else { return };
    let mut all = HtmlRow::new(group.span, attributes, Vec::new(), reader.reading);
    let look = rest(element, &mut all.node, reader);
    let Attributes { anchor, classes, lang, .. } = all.node.attrs.as_deref().cloned().unwrap_or_default();
    for row in rows.iter_mut() {
        row.alignment = row.alignment.or(all.alignment);
        for cell in &mut row.cells {
            style_blocks(look, &mut cell.blocks, group.span, reader.reading);
        }
        let lang = lang.clone().filter(|_| row.node.lang().is_none());
        merge(&mut row.node, Attributes { classes: classes.clone(), lang, ..Attributes::default() });
    }
    if anchor.is_none() {
        return;
    }
    match rows.first_mut() {
        Some(row) if row.node.anchor().is_none() => merge(&mut row.node, Attributes { anchor, ..Attributes::default() }),
        Some(HtmlRow { cells, .. }) if !cells.is_empty() => {
            let blocks = &mut cells[0].blocks;
            put_anchor(anchor, &Node::at(group.span), blocks);
        }
        _ => reports::attribute(element, "id", group.span, reader.reading),
    }
}

fn cell(reader: &mut TreeReader<'_, '_>, place: TreeNodeId, is_head: bool) -> HtmlCell {
    let node = reader.node(place);
    let blocks = reader.blocks(place);
    let (span, attributes) = (reader.to_here(node.clone()).span, node.attrs.as_deref().cloned().unwrap_or_default());
    let mut cell = HtmlCell::new(span, attributes, is_head, blocks, reader.reading);
    let look = rest(if is_head { "th" } else { "td" }, &mut cell.node, reader);
    style_blocks(look, &mut cell.blocks, span, reader.reading);
    cell
}

/// What the style of a part of a table asks for besides alignment and width. Takes the attributes that nothing uses out of its node.
fn rest(element: &str, node: &mut Node, reader: &TreeReader<'_, '_>) -> style::TagStyle {
    let Some(attributes) = node.attrs.as_mut() else { return style::TagStyle::default() };
    let attributes = Arc::make_mut(attributes);
    let look = attributes.pairs.remove("style").map(|text| style::style(&text, node.span, true, reader.reading)).unwrap_or_default();
    if look.break_before || look.break_after {
        reports::page_break_in_table(node.span, reader.reading);
    }
    for key in ["align", "valign", "height", "width", "headers", "scope", "rowspan", "colspan", "span"] {
        let Some(value) = attributes.pairs.remove(key) else { continue };
        // Cells stand at the top of their row, and captions above their table. The other keys have an effect only on cells.
        let is_cell = matches!(element, "td" | "th");
        let is_kept = match key {
            "align" | "valign" | "height" => matches!(value.as_str(), "top" | "baseline"),
            "span" => false,
            _ => is_cell,
        };
        if !is_kept {
            reports::attribute(element, key, node.span, reader.reading);
        }
    }
    // Screen readers read it in place of a long head.
    if element != "th" && attributes.pairs.remove("abbr").is_some() {
        reports::attribute(element, "abbr", node.span, reader.reading);
    }
    if *attributes == Attributes::default() {
        node.attrs = None;
    }
    look
}
