//! What an `[[edition]]` table may say. The doc comments here are the descriptions in `docs/book.schema.json`.
use schemars::JsonSchema;
use serde::Deserialize;

use super::model::Content;
use crate::edition::design::table::DesignTable;
use crate::edition::metadata::schema::RetailerValue;
use crate::edition::notes::NoteTable;
use crate::edition::print_shops::settings::{Colour, Gutter, Profile, ShopName, Stock};
use crate::edition::sheets::imposition::ImpositionValue;

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

/// A format.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FormatName {
    Pdf,
    Epub,
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
