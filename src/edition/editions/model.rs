//! One edition of a work, with all its values.
use schemars::JsonSchema;
use serde::Deserialize;

use crate::edition::design::read::Origins;
use crate::edition::design::table::Design;
use crate::edition::math::EbookFormulas;
use crate::edition::metadata::model::Metadata;
use crate::edition::metadata::numbering::Numbering;
use crate::edition::notes::NoteSettings;
use crate::edition::print_shops::settings::PrintSettings;
use crate::imposition::Imposition;

/// One edition of a work. Every value has been read, inherited or set to its default.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    /// Its name: `default` for the one that is made without an `[[edition]]` table.
    pub name: String,
    /// The metadata.
    pub metadata: Metadata,
    /// The design.
    pub design: Design,
    /// The placement, numbering and marks of its notes.
    pub notes: NoteSettings,
    /// How figures, tables and the like are counted.
    pub numbering: Numbering,
    /// The settings for a print shop.
    pub print: PrintSettings,
    /// Where the values of its design come from.
    pub origins: Origins,
    /// Whether it is made as EPUB.
    pub epub: bool,
    /// Whether it is made as PDF.
    pub pdf: bool,
    /// Whether the EPUB contains the fonts.
    pub embed_fonts: bool,
    /// What formulas are in the EPUB.
    pub formulas: EbookFormulas,
    /// Whether the PDF is tagged, for screen readers and for archives.
    pub tagged: bool,
    /// Whose pages are marked in the EPUB.
    pub page_list: PageListOf,
    /// How its pages are imposed on sheets, if they are. Paper of size zero means the available paper
    /// ([`PrinterPaper`](crate::edition::PrinterPaper)).
    pub imposition: Option<Imposition>,
    /// Whether it may be set a little closer than designed to save a sheet of paper.
    pub fit: bool,
    /// Its content.
    pub content: EditionContent,
    /// For a concordance: the names of the editions whose pages it lists. If empty, all editions of the book that have pages.
    pub of: Vec<String>,
    /// Whether it contains the notes for the facilitator of a study group.
    pub facilitator: bool,
    /// The lines on the last page of the PDF that say what it was made from. The build fills them in. `None` if there are none.
    pub provenance: Option<Vec<String>>,
    /// Whether its pages follow the available paper.
    pub follows_paper: bool,
    /// Whether its PDF has the cover as its first page, if it is a PDF that can have it: see [`Edition::has_cover_page`].
    pub cover_page: bool,
}

/// Whose pages are marked in an EPUB.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PageListOf {
    /// Those of the PDF of the same edition, if it makes one.
    #[default]
    Own,
    /// None.
    Nobody,
    /// Those of the edition of that name.
    Edition(String),
}

/// The content of an edition.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum EditionContent {
    /// The book.
    #[default]
    Book,
    /// A sheet for each chapter: summary, people and terms, questions.
    Sessions,
    /// A table of the pages of each paragraph in several editions.
    Concordance,
}

impl Edition {
    /// Whether its PDF has the cover as its first page. A book for a print shop has a cover of its own, sheets for a printer and a
    /// concordance have none.
    #[must_use]
    pub fn has_cover_page(&self) -> bool {
        let is_for_screens = !self.print.is_pod() && !self.is_counted_in_sheets();
        self.cover_page && self.pdf && is_for_screens && self.content != EditionContent::Concordance
    }
}

impl Default for Edition {
    fn default() -> Self {
        Self {
            name: "default".to_owned(),
            metadata: Metadata::default(),
            design: Design::default(),
            notes: NoteSettings::default(),
            numbering: Numbering::default(),
            print: PrintSettings::default(),
            origins: Origins::new(),
            epub: true,
            pdf: true,
            embed_fonts: true,
            formulas: EbookFormulas::default(),
            tagged: true,
            page_list: PageListOf::Own,
            imposition: None,
            fit: false,
            content: EditionContent::Book,
            of: Vec::new(),
            facilitator: false,
            provenance: None,
            follows_paper: false,
            cover_page: false,
        }
    }
}
