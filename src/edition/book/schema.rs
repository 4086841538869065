//! What `book.toml` may say. The doc comments here are the descriptions in `docs/book.schema.json`.
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::edition::Content;
use crate::edition::design::values::{
    Alignment, FigurePlace, FirstWords, FolioPlace, HeadText, InkUse, Opening, ParagraphNumbers, Paragraphs, Separator, Shape,
};
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
    /// The codes of warnings that are not told: `["uncalled-note"]`. `missing-alt` is an error that may be allowed too.
    pub(crate) allow: Vec<String>,
}

/// A format.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FormatName {
    Pdf,
    Epub,
}

/// How an edition looks. Lengths are texts with a unit: `"11pt"`, `"17mm"`, `"1.5cm"`, `"5.5in"`; those that may follow the size
/// of the text also take `"1.5em"`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DesignTable {
    /// The named design to begin with; what was said before it no longer counts. `chapbook design list` has the names.
    pub(crate) base: Option<String>,
    /// The trimmed page: a name such as `a5`, or a table with `width` and `height`.
    pub(crate) page: Option<PageValue>,
    /// The margins: a table, or `canon` for ninths of the page.
    pub(crate) margins: Option<MarginsValue>,
    /// In how many columns the text of a page of the PDF stands: 1 or 2.
    pub(crate) columns: Option<u32>,
    /// The white between two columns.
    #[schemars(extend("format" = "length"))]
    pub(crate) gutter: Option<String>,
    /// The family of the text.
    pub(crate) text_face: Option<String>,
    /// The family of code.
    pub(crate) mono_face: Option<String>,
    /// The family of headings and titles. Without it that of the text.
    pub(crate) heading_face: Option<String>,
    /// The family of characters that the others lack: of other scripts. Without it any that has them.
    pub(crate) fallback_face: Option<String>,
    /// The size of the text.
    #[schemars(extend("format" = "length"))]
    pub(crate) size: Option<String>,
    /// From baseline to baseline.
    #[schemars(extend("format" = "length"))]
    pub(crate) leading: Option<String>,
    /// The first-line indent.
    #[schemars(extend("format" = "length"))]
    pub(crate) indent: Option<String>,
    /// The size of notes.
    #[schemars(extend("format" = "length"))]
    pub(crate) note_size: Option<String>,
    /// The leading of notes.
    #[schemars(extend("format" = "length"))]
    pub(crate) note_leading: Option<String>,
    /// The size of verse, captions and tables, and of quotations that have none of their own.
    #[schemars(extend("format" = "length"))]
    pub(crate) small_size: Option<String>,
    /// The size of code.
    #[schemars(extend("format" = "length"))]
    pub(crate) code_size: Option<String>,
    /// On which side chapters open.
    pub(crate) opening: Option<Opening>,
    /// Lines left white above a chapter's heading.
    pub(crate) drop: Option<u32>,
    /// Both edges straight; else ragged right.
    pub(crate) justify: Option<bool>,
    /// Words may be divided.
    pub(crate) hyphenate: Option<bool>,
    /// Words that begin with a capital may be divided: names, and in German nouns.
    pub(crate) hyphenate_names: Option<bool>,
    /// How some words are divided, with a hyphen at each place: `["work-ers", "Tsektran"]`; one without a hyphen never is.
    pub(crate) hyphenation: Option<Vec<String>>,
    /// How one paragraph is told from the next.
    pub(crate) paragraphs: Option<Paragraphs>,
    /// Which paragraphs have their number (3.12) in the margin.
    pub(crate) paragraph_numbers: Option<ParagraphNumbers>,
    /// Every so many lines of a page their number stands in the inner margin: 5 is usual, 0 is none.
    pub(crate) line_numbers: Option<u32>,
    /// So many ruled lines to write on stand under each question, in the PDF: under each item of a list in a section or container of
    /// the class `questions`.
    pub(crate) answer_lines: Option<u32>,
    /// Group, date and session can be filled in above each chapter of the PDF.
    pub(crate) session_line: Option<bool>,
    /// Where the PDF prints the addresses of links: `true` for after each of them, or in a list at the end of the chapter.
    pub(crate) link_addresses: Option<LinkAddressesValue>,
    /// How much ink the pages of the PDF take.
    pub(crate) ink: Option<InkUse>,
    /// Pages may end above the foot rather than be filled with white.
    pub(crate) ragged_bottom: Option<bool>,
    /// All text stands on lines a leading apart, so that both sides of a leaf register: white is of whole lines.
    pub(crate) grid: Option<bool>,
    /// Points and hyphens hang into the margins a little.
    pub(crate) protrusion: Option<bool>,
    /// By how many thousandths letters may be set wider or narrower, up to 50.
    pub(crate) expansion: Option<u32>,
    /// Running heads are set.
    pub(crate) running_heads: Option<bool>,
    /// Half title, title page and copyright page are made from `[book]`.
    pub(crate) title_pages: Option<bool>,
    /// A table of contents is made.
    pub(crate) contents: Option<bool>,
    /// Lists that are made after the contents: `["figures", "tables"]`.
    pub(crate) lists: Option<Vec<ListName>>,
    /// What stands between scenes: `rule`, `asterisks`, `space`, or a short text of your own.
    pub(crate) ornament: Option<String>,
    /// Headings within chapters.
    pub(crate) headings: HeadingsTable,
    /// How chapters open.
    pub(crate) openings: OpeningsTable,
    /// Quotations.
    pub(crate) quotes: QuotesTable,
    /// Notes at the foot.
    pub(crate) notes: NotesTable,
    /// Figures.
    pub(crate) figures: FiguresTable,
    /// Captions of figures and tables.
    pub(crate) captions: CaptionsTable,
    /// Tables.
    pub(crate) tables: TablesTable,
    /// Running heads and folios.
    pub(crate) heads: HeadsTable,
    /// The pages before the text.
    pub(crate) titles: TitlesTable,
}

/// Where addresses are printed.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum LinkAddressesValue {
    /// After each link, or nowhere.
    Beside(bool),
    /// In a list.
    Listed(LinkListName),
}

/// A list of links at the end of each chapter, numbered where they stand in the text.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LinkListName {
    /// With their addresses.
    List,
    /// With their addresses and a QR code for each.
    Codes,
}

/// What is listed: all of its kind that have a caption.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ListName {
    Figures,
    Tables,
}

/// Headings within chapters.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct HeadingsTable {
    /// Of sections.
    #[serde(rename = "1")]
    pub(crate) first: HeadingTable,
    /// Of sections within sections.
    #[serde(rename = "2")]
    pub(crate) second: HeadingTable,
    /// Of all that is deeper.
    #[serde(rename = "3")]
    pub(crate) third: HeadingTable,
}

/// Headings of one depth.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct HeadingTable {
    /// The size of the letters: a length, or `em` of the text.
    #[schemars(extend("format" = "length"))]
    pub(crate) size: Option<String>,
    /// The shape of the letters.
    pub(crate) shape: Option<Shape>,
    /// Where the lines stand.
    pub(crate) align: Option<Alignment>,
    /// White above, in lines of text. With the white below it is made up to whole lines.
    pub(crate) above: Option<f64>,
    /// White below, in lines of text.
    pub(crate) below: Option<f64>,
}

/// How chapters open.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct OpeningsTable {
    /// The shape of the label, such as "Chapter 1".
    pub(crate) label_shape: Option<Shape>,
    /// The size of the title: a length, or `em` of the text.
    #[schemars(extend("format" = "length"))]
    pub(crate) title_size: Option<String>,
    /// The shape of the title.
    pub(crate) title_shape: Option<Shape>,
    /// Where label and title stand.
    pub(crate) align: Option<Alignment>,
    /// White below the title, in lines of text.
    pub(crate) below: Option<f64>,
    /// How the first words of the text are set.
    pub(crate) first_words: Option<FirstWords>,
    /// How many lines the first letter is high: 0 for none, else 2 or 3.
    pub(crate) drop_cap: Option<u32>,
}

/// Quotations.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct QuotesTable {
    /// The indent on the left: a length, or `em` of the text.
    #[schemars(extend("format" = "length"))]
    pub(crate) indent: Option<String>,
    /// The indent on the right: a length, or `em` of the text.
    #[schemars(extend("format" = "length"))]
    pub(crate) right_indent: Option<String>,
    /// The size of the letters: a length, or `em` of the text. Without it `small-size`.
    #[schemars(extend("format" = "length"))]
    pub(crate) size: Option<String>,
}

/// Notes at the foot.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct NotesTable {
    /// What stands between the text and the notes.
    pub(crate) separator: Option<Separator>,
    /// Short notes may share a line.
    pub(crate) run_on: Option<bool>,
}

/// Figures.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct FiguresTable {
    /// Where they stand, if they do not say it themselves: `{place=top}`.
    pub(crate) place: Option<FigurePlace>,
}

/// Captions of figures and tables.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct CaptionsTable {
    /// The shape of the letters.
    pub(crate) shape: Option<Shape>,
    /// The shape of the label, such as "Figure 1".
    pub(crate) label_shape: Option<Shape>,
}

/// Tables.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TablesTable {
    /// The shape of the letters in the head of a table.
    pub(crate) head_shape: Option<Shape>,
}

/// Running heads and folios.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct HeadsTable {
    /// What a left-hand page says.
    pub(crate) verso: Option<HeadText>,
    /// What a right-hand page says.
    pub(crate) recto: Option<HeadText>,
    /// The shape of the letters.
    pub(crate) shape: Option<Shape>,
    /// The size of head and folio: a length, or `em` of the text.
    #[schemars(extend("format" = "length"))]
    pub(crate) size: Option<String>,
    /// Where the head stands: in the middle; or at the left, opposite the folio if that is in the same line.
    pub(crate) align: Option<Alignment>,
    /// Where the folio stands.
    pub(crate) folio: Option<FolioPlace>,
}

/// The pages before the text.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TitlesTable {
    /// Where their lines stand.
    pub(crate) align: Option<Alignment>,
    /// The shape of the title.
    pub(crate) shape: Option<Shape>,
    /// The shape of the subtitle, and of a dedication.
    pub(crate) subtitle_shape: Option<Shape>,
    /// Without title pages: the title stands at the head of the first page, with the text below.
    pub(crate) masthead: Option<bool>,
}

/// A page.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum PageValue {
    /// A name.
    Name(String),
    /// A width and a height.
    Size(PageTable),
}

/// A width and a height.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PageTable {
    /// From left to right.
    #[schemars(extend("format" = "length"))]
    pub(crate) width: Option<String>,
    /// From top to bottom.
    #[schemars(extend("format" = "length"))]
    pub(crate) height: Option<String>,
}

/// Margins.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum MarginsValue {
    /// `canon`: ninths of the page.
    Name(String),
    /// Each by itself.
    Sides(MarginsTable),
}

/// Margins, each by itself.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MarginsTable {
    /// At the spine.
    #[schemars(extend("format" = "length"))]
    pub(crate) inner: Option<String>,
    /// Above the type area.
    #[schemars(extend("format" = "length"))]
    pub(crate) head: Option<String>,
    /// At the fore-edge.
    #[schemars(extend("format" = "length"))]
    pub(crate) outer: Option<String>,
    /// Below the type area.
    #[schemars(extend("format" = "length"))]
    pub(crate) foot: Option<String>,
}

/// The design alone, as the files of the named designs are.
pub(crate) fn design_schema() -> serde_json::Value {
    schemars::schema_for!(DesignTable).to_value()
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
