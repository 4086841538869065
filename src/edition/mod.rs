//! One edition of a work: what it is called, how it looks, what is made of it.
mod book;
mod design;
mod inheritance;
mod math;
mod metadata;
mod notes;
mod print_shops;
mod settings;
mod sheets;

pub use book::names::{IndexedName, read_names};
pub use book::read::{BookPlan, Item, ItemKind, read_book, read_matter, read_toml};
pub use book::schema::schema;
pub use design::named::list as designs;
pub use design::read::{Origin, Origins};
pub use design::show::{design_rows, show};
pub use design::table::{
    CaptionDesign, Design, FigureDesign, HeadDesign, HeadingDesign, HeadingsDesign, NoteDesign, OpeningDesign, QuoteDesign, TableDesign,
    TitleDesign,
};
pub use design::value::Row as DesignRow;
pub use design::values::{
    Alignment, FigurePlace, FirstWords, FolioPlace, HeadText, InkUse, Lines, LinkAddresses, Lists, Measure, Opening, Ornament,
    ParagraphNumbers, Paragraphs, Separator, Shape,
};
pub use inheritance::built_in::built_in;
pub use inheritance::inherit::built_in_editions;
pub use math::{Dollars, MathSettings};
pub use metadata::model::{Conformance, Contributor, Metadata, Places, Retailer, Series, Subject, WcagLevel};
pub use notes::{NoteMarks, NoteNumbering, NotePlacement, NoteSettings};
pub use print_shops::rules::{GutterRule, ShopRules, SpineRules, StockRules};
pub use print_shops::settings::{Colour, Gutter, PrintSettings, Profile, ShopName, Stock};
pub use settings::tree::{Entry, Given, Value};
pub use sheets::paper::Sheet;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::imposition::Imposition;

/// One edition of a work, complete: every value is settled.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    /// Its name: `default` for the one that is made without `[[edition]]` tables.
    pub name: String,
    /// What it is called and who made it.
    pub metadata: Metadata,
    /// How it looks.
    pub design: Design,
    /// Where its notes stand and how they are marked.
    pub notes: NoteSettings,
    /// What a print shop asks of its PDF.
    pub print: PrintSettings,
    /// Where the values of its design come from.
    pub origins: Origins,
    /// Whether it is made as EPUB.
    pub epub: bool,
    /// Whether it is made as PDF.
    pub pdf: bool,
    /// Whether the faces are put into the EPUB.
    pub embed_fonts: bool,
    /// Whether the PDF says what each part of a page is, for screen readers and for archives.
    pub tagged: bool,
    /// Whose pages are marked in the EPUB.
    pub page_list: PageListOf,
    /// How its pages are put on sheets to be folded, if they are. Paper without a size is the paper that is at hand.
    pub imposition: Option<Imposition>,
    /// Whether it is set a little closer than designed if that saves a sheet of paper.
    pub fit: bool,
    /// What it is made of.
    pub content: Content,
    /// Of a concordance: the names of the editions whose pages it lists; all of the book's own that have pages, if empty.
    pub of: Vec<String>,
    /// Whether it has what is for the facilitator of a study group only.
    pub facilitator: bool,
    /// Whether the PDF says on its last page what it was made from: nothing if not, else the lines, which the build fills in.
    pub provenance: Option<Vec<String>>,
    /// Whether its pages follow the paper that is at hand.
    pub on_paper_at_hand: bool,
}

/// Whose pages are marked in an EPUB.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PageListOf {
    /// Those of the PDF that the same edition makes, if it makes one.
    #[default]
    Own,
    /// None.
    Nobody,
    /// Those of the edition of that name.
    Edition(String),
}

/// What an edition is made of.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    /// The book.
    #[default]
    Book,
    /// A sheet for each chapter: summary, people and terms, questions.
    Sessions,
    /// A table of which paragraph stands on which page of which edition.
    Concordance,
}

impl Default for Edition {
    fn default() -> Self {
        Self {
            name: "default".to_owned(),
            metadata: Metadata::default(),
            design: Design::default(),
            notes: NoteSettings::default(),
            print: PrintSettings::default(),
            origins: Origins::new(),
            epub: true,
            pdf: true,
            embed_fonts: true,
            tagged: true,
            page_list: PageListOf::Own,
            imposition: None,
            fit: false,
            content: Content::Book,
            of: Vec::new(),
            facilitator: false,
            provenance: None,
            on_paper_at_hand: false,
        }
    }
}
