//! Writes the `book.toml` that means the same as the settings of another tool.
use crate::document::{DivisionKind, Matter};
use crate::edition::{Entry, Setting, Value};

use crate::manuscript::outline::ordered::OrderedFile;
use crate::manuscript::recognition::project::Project;

/// The `book.toml` of a project. `has_heading` says whether a text has a heading, so that it needs no title.
pub(super) fn book_toml(project: &Project, mut has_heading: impl FnMut(&str) -> bool) -> String {
    let mut out = format!("# Made from {}.\n[book]\n", project.known_by);
    for Entry { key, value, .. } in &project.book {
        out.push_str(&format!("{key} = {}\n", inline(value)));
    }
    out.push_str(&format!("dialect = {}\n", toml_string(&project.dialect.key())));
    let folders: Vec<String> =
        project.picture_folders.iter().map(|folder| toml_string(if folder.is_empty() { "." } else { folder })).collect();
    if !folders.is_empty() {
        out.push_str(&format!("picture-folders = [{}]\n", folders.join(", ")));
    }
    out.push_str("\n[matter]\n");
    for (matter, name) in Matter::ALL.into_iter().zip(["front", "body", "back"]) {
        let slots: Vec<&OrderedFile> = project.slots.iter().filter(|slot| slot.matter == matter).collect();
        if slots.is_empty() {
            continue;
        }
        let mut lines = Vec::new();
        let mut at = 0;
        while at < slots.len() {
            at = entry(&slots, at, 1, &mut has_heading, &mut lines);
        }
        out.push_str(&format!("{name} = [\n{}]\n", lines.concat()));
    }
    out
}

/// Writes the entry at an index, with the entries inside it. Returns the index of the next one. `level` is that of the indent.
fn entry(slots: &[&OrderedFile], at: usize, level: usize, has_heading: &mut impl FnMut(&str) -> bool, lines: &mut Vec<String>) -> usize {
    let slot = slots[at];
    let is_part = slot.role.kind == Some(DivisionKind::Part);
    let is_inside = |other: &OrderedFile| {
        if is_part { other.in_part && other.role.kind != Some(DivisionKind::Part) } else { other.depth > slot.depth }
    };
    let title = slot.role.title.as_deref();
    let mut keys = Vec::new();
    match &slot.path {
        None => keys.push(format!("{} = {}", if is_part { "part" } else { "title" }, toml_string(title.unwrap_or_default()))),
        Some(path) => {
            keys.push(format!("file = {}", toml_string(path)));
            match slot.role.kind {
                Some(DivisionKind::Part) => keys.push("kind = \"part\"".to_owned()),
                Some(kind) if slot.depth == 0 => keys.push(format!("kind = {}", toml_string(kind.name()))),
                _ => {}
            }
            if let Some(title) = title.filter(|_| !has_heading(path)) {
                keys.push(format!("title = {}", toml_string(title)));
            }
        }
    }
    let indent = "  ".repeat(level);
    let mut inner = Vec::new();
    let mut next = at + 1;
    while next < slots.len() && is_inside(slots[next]) {
        next = entry(slots, next, level + 1, has_heading, &mut inner);
    }
    lines.push(match (&slot.path, inner.is_empty()) {
        (None, true) => format!("{indent}{{ {}, files = [] }},\n", keys.join(", ")),
        (Some(path), true) if keys.len() == 1 => format!("{indent}{},\n", toml_string(path)),
        (Some(_), true) => format!("{indent}{{ {} }},\n", keys.join(", ")),
        (_, false) => format!("{indent}{{ {}, files = [\n{}{indent}] }},\n", keys.join(", "), inner.concat()),
    });
    next
}

/// A value on one line.
fn inline(setting: &Setting) -> String {
    match &setting.value {
        Value::Text(text) => toml_string(text),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Truth(truth) => truth.to_string(),
        Value::List(values) => format!("[{}]", values.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::Table(entries) => {
            let entries = entries.iter().map(|entry| format!("{} = {}", entry.key, inline(&entry.value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A text as a basic string of TOML 1.0.
pub(crate) fn toml_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
