//! What an `[[edition]]` table may say. The doc comments here are the descriptions in `docs/book.schema.json`.
use schemars::JsonSchema;
use serde::Deserialize;

use super::model::EditionContent;
use crate::edition::design::table::DesignTable;
use crate::edition::math::EbookFormulas;
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
    /// The name of the edition from which it takes its values.
    pub(crate) extends: Option<String>,
    /// The formats to make.
    pub(crate) formats: Option<Vec<FormatName>>,
    /// Whether the EPUB contains the fonts. Default: true.
    pub(crate) fonts: Option<bool>,
    /// What formulas are in the EPUB: `mathml`, or `pictures` for e-readers that cannot show MathML. Default: `ebook` of `[math]`.
    pub(crate) formulas: Option<EbookFormulas>,
    /// Whether the PDF is tagged: for screen readers and archives (PDF/UA-1, PDF/A-2a). Default: true.
    pub(crate) tagged: Option<bool>,
    /// What it contains: the `book` (the default); `sessions`, a sheet for each chapter with its summary, people, terms and questions; or a
    /// `concordance`, a table of the pages of each paragraph in several editions.
    pub(crate) content: Option<EditionContent>,
    /// For a concordance: the names of the editions whose pages it lists. Default: all editions of the book that have pages.
    pub(crate) of: Option<Vec<String>>,
    /// Whether it contains the notes for the facilitator of a study group: containers and sections of the class `facilitator`.
    pub(crate) facilitator: Option<bool>,
    /// Whether the PDF says on its last page what it was made from: the commit, the digest of the sources, the licence.
    pub(crate) provenance: Option<bool>,
    /// How pages are imposed on sheets: a scheme (`saddle`, `gathered`, `perfect`, `two-up`, `cut-and-stack`,
    /// `zine`), or a table with more settings.
    pub(crate) imposition: Option<ImpositionValue>,
    /// Whether the PDF may be set a little closer than designed to save a sheet of paper.
    pub(crate) fit: Option<bool>,
    /// Whose pages are marked in the EPUB: the name of an edition that makes a PDF; `true` (the default) for those of the
    /// edition's own PDF, `false` for none.
    pub(crate) page_list: Option<PageListSetting>,
    /// An ISBN of its own.
    pub(crate) isbn: Option<String>,
    /// An identifier of its own.
    pub(crate) identifier: Option<String>,
    /// The shops that it is made for.
    pub(crate) retailer: Option<RetailerValue>,
    /// Whether the PDF has the cover as its first page (`true` or `false`; default: false); or a cover picture of its own, relative to this
    /// file; with an empty text, a cover is drawn.
    pub(crate) cover: Option<CoverSetting>,
    /// What the PDF is for: reading, or a print-on-demand shop, which also gets a cover.
    pub(crate) profile: Option<Profile>,
    /// For a print shop: the shop whose rules the PDF follows and is checked against.
    pub(crate) shop: Option<ShopName>,
    /// For a print shop: how far the pages reach beyond the trim, `"3mm"` or `"0.125in"`. Default: no bleed.
    #[schemars(extend("format" = "length"))]
    pub(crate) bleed: Option<String>,
    /// The colours of the PDF: as they are, or grey.
    pub(crate) colour: Option<Colour>,
    /// For a print shop: the paper, which decides how wide the spine is.
    pub(crate) paper: Option<Stock>,
    /// For a print shop: the number of pages becomes a multiple of this, with blank pages at the end. Default: 2.
    pub(crate) page_multiple: Option<u32>,
    /// For a print shop: what to do if the inner margin is too narrow for the number of pages.
    pub(crate) gutter: Option<Gutter>,
    /// For a print shop: the width of the spine, if the value of the shop's calculator differs from chapbook's.
    #[schemars(extend("format" = "length"))]
    pub(crate) spine: Option<String>,
    /// The highest resolution of pictures in the PDF, in pixels per inch. Pictures with more are scaled down.
    pub(crate) picture_resolution: Option<u32>,
    /// The placement, numbering and marks of its notes.
    pub(crate) notes: NoteTable,
    /// The design.
    pub(crate) design: DesignTable,
}

/// A format.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FormatName {
    Pdf,
    Epub,
}

/// True, false, or the path of a picture.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum CoverSetting {
    /// Whether the PDF has the cover as its first page.
    Page(bool),
    /// The picture.
    Picture(String),
}

impl CoverSetting {
    /// The path of the picture, if it is one.
    pub(crate) fn picture(&self) -> Option<&str> {
        match self {
            Self::Picture(path) if !path.is_empty() => Some(path),
            Self::Picture(_) | Self::Page(_) => None,
        }
    }
}

/// True, false, or the name of an edition.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum PageListSetting {
    /// Whether pages are marked at all.
    Wanted(bool),
    /// The edition whose pages are marked.
    Edition(String),
}
