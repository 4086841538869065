//! What `book.toml` may say. The doc comments here are the descriptions in `docs/book.schema.json`.
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::edition::Content;
use crate::edition::design::table::DesignTable;
use crate::edition::math::Dollars;
use crate::edition::metadata::schema::{BookTable, RetailerValue};
use crate::edition::notes::{NoteMarks, NoteNumbering, NotePlacement};
use crate::edition::print_shops::settings::{Colour, Gutter, Profile, ShopName, Stock};

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

/// An edition.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EditionTable {
    /// Its name.
    pub(crate) name: Option<String>,
    /// The name of the edition that it begins with.
    pub(crate) extends: Option<String>,
    /// What is made of it.
    pub(crate) formats: Option<Vec<FormatName>>,
    /// Whether faces are put into the EPUB.
    pub(crate) fonts: Option<bool>,
    /// Whether the PDF is tagged: for screen readers and archives (PDF/UA-1, PDF/A-2a). True if not said.
    pub(crate) tagged: Option<bool>,
    /// What it is made of: the `book` (if not said), or `sessions`, a sheet for each chapter with its summary, whom and which terms it meets,
    /// and its questions, or a `concordance`: which paragraph stands on which page of which edition.
    pub(crate) content: Option<Content>,
    /// Of a concordance: the names of the editions whose pages it lists. Without it all of the book's own that have pages.
    pub(crate) of: Option<Vec<String>>,
    /// Whether it has what is for the facilitator of a study group only: containers and sections of the class `facilitator`.
    pub(crate) facilitator: Option<bool>,
    /// Whether the PDF says on its last page what it was made from: the commit, the digest of the sources, the licence.
    pub(crate) provenance: Option<bool>,
    /// How pages are put on sheets to be folded and cut: a scheme (`saddle`, `gathered`, `perfect`, `two-up`, `cut-and-stack`,
    /// `zine`), or a table that says more.
    pub(crate) imposition: Option<ImpositionValue>,
    /// Whether the PDF is set a little closer than designed if that saves a sheet of paper.
    pub(crate) fit: Option<bool>,
    /// Whose pages are marked in the EPUB: the name of an edition that makes a PDF; `true` (if not said) for those of the
    /// edition's own PDF, `false` for none.
    pub(crate) page_list: Option<PageListSetting>,
    /// An ISBN of its own.
    pub(crate) isbn: Option<String>,
    /// An identifier of its own.
    pub(crate) identifier: Option<String>,
    /// The shops that it is made for.
    pub(crate) retailer: Option<RetailerValue>,
    /// A cover picture of its own, relative to this file; an empty text has one drawn.
    pub(crate) cover: Option<String>,
    /// For whom the PDF is: readers, or a print-on-demand shop, which also gets a cover.
    pub(crate) profile: Option<Profile>,
    /// For a print shop: whose rules are kept and checked.
    pub(crate) shop: Option<ShopName>,
    /// For a print shop: how far the pages reach beyond the trim, `"3mm"` or `"0.125in"`. Without it they end at the trim.
    #[schemars(extend("format" = "length"))]
    pub(crate) bleed: Option<String>,
    /// The colours of the PDF: as they are, or grey.
    pub(crate) colour: Option<Colour>,
    /// For a print shop: the paper, which says how wide the spine is.
    pub(crate) paper: Option<Stock>,
    /// For a print shop: blank pages at the end make the number of pages a multiple of this. Without it 2.
    pub(crate) page_multiple: Option<u32>,
    /// For a print shop: what becomes of an inner margin that is too narrow for so many pages.
    pub(crate) gutter: Option<Gutter>,
    /// For a print shop: the width of the spine, if its own calculator gives another than is reckoned.
    #[schemars(extend("format" = "length"))]
    pub(crate) spine: Option<String>,
    /// Pictures with more pixels to the inch are brought down to so many in the PDF.
    pub(crate) picture_resolution: Option<u32>,
    /// Where its notes stand and how they are marked.
    pub(crate) notes: NoteTable,
    /// How it looks.
    pub(crate) design: DesignTable,
}

/// Where notes stand and how they are marked.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct NoteTable {
    /// Where they stand.
    pub(crate) placement: Option<NotePlacement>,
    /// Where their marks begin anew.
    pub(crate) numbering: Option<NoteNumbering>,
    /// What their marks are.
    pub(crate) marks: Option<NoteMarks>,
    /// Notes whose label begins so are the editor's, with marks of their own: `"ed-"` for `[^ed-1]`. Without it there is one
    /// series of notes.
    pub(crate) editor_prefix: Option<String>,
    /// What the marks of the editor's notes are. Without it letters.
    pub(crate) editor_marks: Option<NoteMarks>,
}

/// Which signs delimit formulas.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MathTable {
    /// Whether dollar signs delimit formulas: `auto` tells formulas from prices, `never` prints every sign, `always` takes every pair.
    /// Without it `auto`; in an mdBook project, what its own settings say.
    pub(crate) dollars: Option<Dollars>,
}

/// What is not told to the author.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LintTable {
    /// The codes of warnings that are not told: `["uncalled-note"]`.
    pub(crate) allow: Vec<String>,
}

/// A format.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FormatName {
    Pdf,
    Epub,
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

/// Yes, no, or the name of an edition.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum PageListSetting {
    /// Whether pages are marked at all.
    Wanted(bool),
    /// The edition on paper.
    Edition(String),
}

/// How pages are put on sheets.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum ImpositionValue {
    /// The scheme.
    Scheme(String),
    /// The scheme, and more.
    Table(ImpositionTable),
}

/// How pages are put on sheets.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ImpositionTable {
    /// `saddle` (if not said), `gathered`, `perfect`, `two-up`, `cut-and-stack`, `zine`.
    pub(crate) scheme: Option<String>,
    /// The paper: `a4`, `a3`, `letter`, `legal`, `tabloid`… Without it that which is at hand.
    pub(crate) paper: Option<String>,
    /// Over which edge the printer turns a sheet: `long-edge`, `short-edge`, or `two-pass` for one that does not. Without it the left
    /// or right edge.
    pub(crate) duplex: Option<String>,
    /// Of `gathered`: how many sheets a signature has. Without it as many as leave the fewest pages blank.
    pub(crate) signature: Option<u32>,
    /// How thick the paper is. Without it `"0.1mm"`, which is 80 grams to the square metre.
    #[schemars(extend("format" = "length"))]
    pub(crate) thickness: Option<String>,
    /// The first and the last page are a cover: blank pages come before the last.
    pub(crate) cover: Option<bool>,
    /// What is drawn besides: `fold`, `staple`, `crop`, `collate`.
    pub(crate) marks: Option<Vec<String>>,
}
