//! One edition of a work: what it is called, how it looks, what is made from it.
mod book;
mod design;
mod diagrams;
mod editions;
mod math;
mod metadata;
mod notes;
mod print_shops;
mod settings;
mod sheets;

pub use book::citations::CitationSettings;
pub use book::file_name::LONGEST_FILE_NAME;
pub use book::fonts::FontPlaces;
pub use book::names::{IndexedName, read_names};
pub use book::read::{BookItem, BookPlan, ItemKind, read_book, read_matter, read_settings, read_toml};
pub use book::schema::schema;
pub use design::named::list as designs;
pub use design::read::{Origin, Origins};
pub use design::show::{design_rows, show};
pub use design::table::{
    AlertDesign, BreakDesign, CaptionDesign, CodeDesign, ContentsRowDesign, DefinitionDesign, Design, EpigraphDesign, FigureDesign,
    HeadDesign, HeadingDesign, HeadingsDesign, IndexDesign, ItemDesign, NoteDesign, OpeningDesign, QuoteDesign, StatementDesign,
    TableDesign, TitleDesign, VerseDesign, WorksDesign, WritingDesign,
};
pub use design::value::DesignRow;
pub use design::values::{
    ChapterOpening, CodeColours, FigurePlace, FirstWords, FolioPlace, HeadText, HeadingAlignment, InkUse, LetterShape, Lines,
    LinkAddresses, Lists, Measure, NoteSeparator, Ornament, ParagraphNumbers, Paragraphs, PicturePixels, StatementNumbering,
};
pub use diagrams::{DiagramCommand, DiagramCommands};
pub use editions::built_in::built_in;
pub use editions::model::{Edition, EditionContent, PageListOf};
pub use math::{Dollars, EbookFormulas, MathSettings};
pub use metadata::answers::AnswerPlacement;
pub use metadata::dialect::Dialect;
pub use metadata::list_of_works::ListOfWorks;
pub use metadata::model::{Conformance, Contributor, Metadata, MetadataPlaces, Retailer, Series, Subject, WcagLevel};
pub use metadata::numbering::Numbering;
pub use metadata::title_numbers::TitleNumbers;
pub use notes::{NoteAgain, NoteMarks, NoteNumbering, NotePlacement, NoteSettings};
pub use print_shops::rules::{GutterRule, ShopRules, SpineRules, StockRules};
pub use print_shops::settings::{Colour, Gutter, PrintSettings, Profile, ShopName, Stock};
pub use settings::tree::{Entry, Setting, Value};
pub use sheets::paper::PrinterPaper;
