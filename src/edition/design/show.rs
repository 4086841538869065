//! Prints a design as TOML, each value with its origin.
use std::fmt::Write;

use crate::source::{SourceMap, Span};

use super::read::{Origin, Origins};
use super::table::Design;
use super::value::{CANON, DesignRow, DesignValue, quoted};

/// All values of a design, in the order of the table. A value that follows another one is shown with the value of that one.
#[must_use]
pub fn design_rows(design: &Design) -> Vec<DesignRow> {
    let mut rows = Vec::new();
    design.rows(DesignRow::default(), &mut rows);
    if design.canon {
        // One row takes the place of the four margins, so that it stays before the tables.
        let first = rows.iter().position(|row| row.key.starts_with("margins.")).unwrap_or(0);
        let canon = DesignRow { key: "margins".to_owned(), value: Some(quoted(CANON)), ..DesignRow::default() };
        rows.retain(|row| !row.key.starts_with("margins."));
        rows.insert(first, canon);
    }
    let values: Vec<(String, Option<String>)> = rows.iter().map(|row| (row.key.clone(), row.value.clone())).collect();
    for row in rows.iter_mut().filter(|row| row.value.is_none()) {
        row.value = values.iter().find(|(key, _)| key == row.follows).and_then(|(_, value)| value.clone());
    }
    rows
}

/// A design as a `[design]` table that can be put into `book.toml` as it is. A comment after each value has its origin.
#[must_use]
pub fn show(design: &Design, origins: &Origins, sources: &SourceMap) -> String {
    let mut out = String::from("[design]\n");
    let mut table = String::new();
    for row in design_rows(design) {
        let Some(value) = &row.value else { continue };
        let (own, name) = row.key.rsplit_once('.').unwrap_or(("", &row.key));
        // Width and height of a page are keys of `[design]`: `page.width`. All other tables have a header of their own.
        let (own, name) = if own == "page" { ("", row.key.as_str()) } else { (own, name) };
        if own != table {
            table = own.to_owned();
            let _ = writeln!(out, "\n[design.{table}]");
        }
        let _ = writeln!(out, "{name} = {value} # {}", origin(origins, &row, sources));
    }
    out
}

/// The origin of a value: its own, or that of its table, of one of its parts, or of the value that it follows.
fn origin(origins: &Origins, row: &DesignRow, sources: &SourceMap) -> String {
    let key = row.key.as_str();
    let whole = key.split('.').next().unwrap_or(key);
    let below = format!("{key}.");
    let part = origins.keys().find(|known| known.starts_with(&below)).map_or("", String::as_str);
    let found = [key, whole, part, row.follows].into_iter().find_map(|key| origins.get(key));
    match found {
        None => "default".to_owned(),
        Some(Origin::Base(name)) => format!("base {name}"),
        Some(Origin::BuiltIn(name)) => format!("edition {name}"),
        Some(Origin::Author(span)) => place(*span, sources),
    }
}

fn place(span: Span, sources: &SourceMap) -> String {
    match (sources.file(span.file), sources.line_column(span)) {
        (Some(file), Some((line, column))) => format!("{}:{line}:{column}", file.path),
        (Some(_) | None, _) => "given".to_owned(),
    }
}
