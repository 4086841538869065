//! What `book.toml` may say. The doc comments here are the descriptions in `docs/book.schema.json`.
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::edition::design::table::DesignTable;
use crate::edition::editions::schema::EditionTable;
use crate::edition::math::MathTable;
use crate::edition::metadata::schema::BookTable;
use crate::edition::notes::NoteTable;

/// A book: its metadata, the order of its files, its editions.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct BookFile {
    /// The metadata of the book.
    pub(crate) book: BookTable,
    /// The files in their order. Without it: all Markdown files of the folder in the order of their names.
    pub(crate) matter: Option<MatterTable>,
    /// The editions, in addition to the edition `default`, which every book has.
    pub(crate) edition: Vec<EditionTable>,
    /// The placement, numbering and marks of notes, in all editions.
    pub(crate) notes: NoteTable,
    /// The design of all editions.
    pub(crate) design: DesignTable,
    /// Which signs delimit formulas.
    pub(crate) math: MathTable,
    /// The commands that draw diagrams, by the language of their code: `mermaid = "mmdc -i - -o -"`. A command reads the code from its
    /// standard input and writes an SVG or a PNG. It runs only with `--allow-commands`.
    pub(crate) diagrams: BTreeMap<String, String>,
    /// The warnings to suppress.
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
    /// The front matter, with roman page numbers.
    pub(crate) front: Vec<FileEntry>,
    /// The text.
    pub(crate) body: Vec<FileEntry>,
    /// The back matter.
    pub(crate) back: Vec<FileEntry>,
}

/// A file, several files, or a part with its files.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum FileEntry {
    /// A path, or a pattern with `*` and `?` for several.
    Path(String),
    /// A path with other keys, or a part.
    Full(FileTable),
}

/// A file with its kind, a part with its files, or a title above files.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct FileTable {
    /// The path.
    pub(crate) file: Option<String>,
    /// Its kind: `preface`, `chapter`, `appendix`, `glossary`…
    pub(crate) kind: Option<String>,
    /// Its title, if the file has none. Without `file` and `part`: a title above `files`, which are its sections.
    pub(crate) title: Option<String>,
    /// The title of a part.
    pub(crate) part: Option<String>,
    /// The files of the part; or, beside `file`, those that are sections of this chapter.
    pub(crate) files: Option<Vec<FileEntry>>,
}

/// The warnings to suppress.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LintTable {
    /// The codes of warnings to suppress: `["uncalled-note"]`.
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
