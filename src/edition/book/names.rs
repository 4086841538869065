//! Reads `names.toml`: the names that the index finds in the text by itself.
use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::source::{FileId, Span};

use crate::edition::settings::check::checked;
use crate::edition::settings::tree::{PathStep, toml};

/// A person or thing whose mentions in the text go into the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedName {
    /// The entry in the index: `Shliapnikov, Alexander`. A `!` separates an entry from its subentry.
    pub entry: String,
    /// The forms in the text, in any script.
    pub variants: Vec<String>,
    /// Where it is written.
    pub span: Span,
}

/// The contents of `names.toml`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct NamesFile {
    name: Vec<NameTable>,
}

#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct NameTable {
    entry: Option<String>,
    variants: Option<Vec<String>>,
}

/// Reads `names.toml`. If a name has no variants, the part of its entry before the first comma is searched for.
#[must_use]
pub fn read_names(file: FileId, text: &str, start: usize, sink: &Sink) -> Vec<IndexedName> {
    let given = toml(file, text, start..text.len(), sink);
    let schema = schemars::schema_for!(NamesFile).to_value();
    let raw: NamesFile = checked(&given, &schema, codes::UNKNOWN_KEY, sink);
    let mut names = Vec::new();
    for (nth, name) in raw.name.into_iter().enumerate() {
        let span = given.place(&[PathStep::Key("name"), PathStep::Nth(nth), PathStep::Key("entry")]);
        let Some(entry) = name.entry.filter(|entry| !entry.trim().is_empty()) else {
            sink.report(
                Diagnostic::new(codes::NO_ENTRY, span, "a name has no entry in the index").hint("write `entry = \"Surname, First name\"`"),
            );
            continue;
        };
        let whole = entry.rsplit('!').next().unwrap_or(&entry);
        let variants = name.variants.unwrap_or_else(|| vec![whole.split(',').next().unwrap_or(whole).trim().to_owned()]);
        names.push(IndexedName { entry, variants, span });
    }
    names
}
