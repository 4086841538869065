//! What `book.toml` may say. The doc comments here are the descriptions in `docs/book.schema.json`.
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::edition::design::table::DesignTable;
use crate::edition::editions::schema::EditionTable;
use crate::edition::math::MathTable;
use crate::edition::metadata::schema::BookTable;
use crate::edition::notes::NoteTable;

/// A book: what it is called, in which order its files stand, which editions are made of it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct BookFile {
    /// What the book is called and who made it.
    pub(crate) book: BookTable,
    /// The files in their order. Without it: all Markdown files of the folder in the order of their names.
    pub(crate) matter: Option<MatterTable>,
    /// The editions. Without any, one edition named `default`.
    pub(crate) edition: Vec<EditionTable>,
    /// Where notes stand and how they are marked, in all editions.
    pub(crate) notes: NoteTable,
    /// The design that all editions begin with.
    pub(crate) design: DesignTable,
    /// Which signs delimit formulas.
    pub(crate) math: MathTable,
    /// What is not told.
    pub(crate) lints: LintTable,
    /// Settings of mdBook; not used here.
    pub(crate) output: Option<BTreeMap<String, serde_json::Value>>,
    /// Settings of mdBook; not used here.
    pub(crate) build: Option<BTreeMap<String, serde_json::Value>>,
    /// Settings of mdBook; not used here.
    pub(crate) preprocessor: Option<BTreeMap<String, serde_json::Value>>,
    /// Settings of mdBook; not used here.
    pub(crate) rust: Option<BTreeMap<String, serde_json::Value>>,
}

/// The files in their order.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MatterTable {
    /// What stands before the text, with roman page numbers.
    pub(crate) front: Vec<FileEntry>,
    /// The text.
    pub(crate) body: Vec<FileEntry>,
    /// What stands after the text.
    pub(crate) back: Vec<FileEntry>,
}

/// A file, several files, or a part with its files.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum FileEntry {
    /// A path, or a pattern with `*` and `?` for several.
    Path(String),
    /// A path with more, or a part.
    Full(FileTable),
}

/// A file with its kind, or a part with its files.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct FileTable {
    /// The path.
    pub(crate) file: Option<String>,
    /// What it is: `preface`, `chapter`, `appendix`, `glossary`…
    pub(crate) kind: Option<String>,
    /// Its title, if the file has none.
    pub(crate) title: Option<String>,
    /// The title of a part.
    pub(crate) part: Option<String>,
    /// The files of the part.
    pub(crate) files: Option<Vec<FileEntry>>,
}

/// What is not told to the author.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LintTable {
    /// The codes of warnings that are not told: `["uncalled-note"]`.
    pub(crate) allow: Vec<String>,
}

/// The JSON schema of `book.toml`, for editors and for the manual.
#[must_use]
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(BookFile).to_value()
}

/// The JSON schema of the front matter of a single file.
pub(crate) fn matter_schema() -> serde_json::Value {
    schemars::schema_for!(BookTable).to_value()
}
