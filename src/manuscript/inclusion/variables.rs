//! The values of a project's variables, which its texts name: `{{ book.version }}`, `{{ site.url }}`, `{{< var version >}}`.
use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::Sink;
use crate::edition::{Dialect, Setting, Value};
use crate::source::files::{FileUse, read, refusal};
use crate::source::{SourceMap, Span};

use crate::manuscript::files::open::bom;
use crate::manuscript::front_matter::yaml::read_yaml;

/// Values by name, as texts write the names.
pub(crate) type Variables = BTreeMap<String, String>;

/// The file in which a tool keeps its variables, the key above them, and what stands before their names in texts.
const FILES: [(Dialect, &str, Option<&str>, &str); 5] = [
    (Dialect::Gitbook, "book.json", Some("variables"), "book."),
    (Dialect::Gitbook, "../book.json", Some("variables"), "book."),
    (Dialect::Jekyll, "_config.yml", None, "site."),
    (Dialect::Quarto, "_variables.yml", None, ""),
    (Dialect::Quarto, "_variables.yaml", None, ""),
];

/// The variables of the project in a folder. `language` is that of the book. Mistakes in their file are not reported, because it is read as
/// settings too.
pub(crate) fn variables(root: &Path, dialect: Dialect, language: &str, sources: &SourceMap) -> Variables {
    let mut found = Variables::new();
    for (_, path, key, prefix) in FILES.iter().filter(|(own, ..)| *own == dialect) {
        let is_refused = !sources.allows_outside && refusal(root, path, FileUse::Text).is_some();
        let text = if is_refused || !root.join(path).is_file() { None } else { read(&root.join(path)).ok() };
        let Some(text) = text.and_then(|bytes| String::from_utf8(bytes).ok()) else { continue };
        let text = text.replace('\t', " ");
        let settings = read_yaml(Span::DETACHED.file, &text, bom(&text)..text.len(), &Sink::default());
        let table = key.map_or(Some(&settings), |key| settings.get(key));
        if let Some(table) = table {
            add_values(table, prefix, &mut found);
        }
        if dialect == Dialect::Gitbook {
            for key in ["title", "author", "description"] {
                if let Some(Value::Text(text)) = settings.get(key).map(|setting| &setting.value) {
                    found.entry(format!("book.{key}")).or_insert_with(|| text.clone());
                }
            }
        }
    }
    match dialect {
        Dialect::Gitbook => {
            found.entry("book.language".to_owned()).or_insert_with(|| language.to_owned());
            found.insert("output.name".to_owned(), "ebook".to_owned());
        }
        Dialect::Jekyll => {
            // Links in a book are relative to its root.
            found.insert("site.baseurl".to_owned(), String::new());
        }
        _ => {}
    }
    found
}

/// Adds the texts of a table, with the names of the tables that they are in.
pub(crate) fn add_values(table: &Setting, prefix: &str, found: &mut Variables) {
    let Value::Table(entries) = &table.value else { return };
    for entry in entries {
        let name = format!("{prefix}{}", entry.key);
        match &entry.value.value {
            Value::Text(text) => {
                found.entry(name).or_insert_with(|| text.clone());
            }
            Value::Integer(number) => {
                found.entry(name).or_insert_with(|| number.to_string());
            }
            Value::Table(_) => add_values(&entry.value, &format!("{name}."), found),
            _ => {}
        }
    }
}
