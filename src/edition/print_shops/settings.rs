//! What a print shop asks of an edition's PDF: a choice of the edition, never of the manuscript.
use schemars::JsonSchema;
use serde::Deserialize;

use super::rules::ShopRules;
use crate::source::Span;
use crate::units::Length;

/// What the PDF of an edition is for.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// For reading: with an outline and links.
    #[default]
    Screen,
    /// For a print-on-demand shop: pages for the press, and a cover of its own.
    Pod,
}

/// A print-on-demand shop whose rules are known.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum ShopName {
    /// Amazon KDP.
    Kdp,
    /// IngramSpark, Lightning Source.
    Ingram,
    /// Lulu.
    Lulu,
}

/// The colours of the pages.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Colour {
    /// As they are.
    #[default]
    Colour,
    /// Greys only, pictures too.
    Gray,
    /// Drawings in the four inks of a press: for covers of shops that ask for it.
    #[serde(skip)]
    #[schemars(skip)]
    Cmyk,
}

/// The paper that a shop prints on. It decides how thick the book is.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Stock {
    /// White, for black ink.
    #[default]
    White,
    /// Cream, for black ink.
    Cream,
    /// White, for colour.
    Colour,
}

/// What to do if the inner margin is too narrow for the number of pages.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Gutter {
    /// Make it as wide as the shop requires, and set the book again.
    #[default]
    Widen,
    /// Keep it, and report that.
    Keep,
}

/// The settings of an edition for a print shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintSettings {
    /// What the PDF is for.
    pub profile: Profile,
    /// The place of that setting.
    pub place: Span,
    /// The shop whose rules it must follow.
    pub shop: Option<ShopName>,
    /// How far the pages reach beyond the trim. `None` without bleed.
    pub bleed: Option<Length>,
    /// The colours of the pages.
    pub colour: Colour,
    /// The paper.
    pub paper: Stock,
    /// The number of pages is a multiple of this.
    pub page_multiple: u32,
    /// What to do if the inner margin is too narrow.
    pub gutter: Gutter,
    /// The width of the spine from the shop's own calculator. `None` to compute it from the number of pages.
    pub spine: Option<Length>,
    /// The highest resolution of pictures, in pixels per inch. Pictures with more are scaled down.
    pub picture_resolution: Option<u32>,
}

impl Default for PrintSettings {
    fn default() -> Self {
        Self {
            profile: Profile::Screen,
            place: Span::DETACHED,
            shop: None,
            bleed: None,
            colour: Colour::Colour,
            paper: Stock::White,
            page_multiple: 2,
            gutter: Gutter::Widen,
            spine: None,
            picture_resolution: None,
        }
    }
}

impl PrintSettings {
    /// Whether it is for a print shop.
    #[must_use]
    pub fn is_pod(&self) -> bool {
        self.profile == Profile::Pod
    }

    /// The rules of its shop.
    #[must_use]
    pub fn rules(&self) -> Option<&'static ShopRules> {
        self.shop.map(ShopRules::of)
    }

    /// The bleed of a cover, which always has one: the author's, or else the one that the shop asks for, or else 3 mm.
    #[must_use]
    pub fn cover_bleed(&self) -> Length {
        self.bleed.or_else(|| self.rules().map(|rules| rules.bleed)).unwrap_or_else(|| Length::from_mm(3.0))
    }

    /// Whether the pages reach beyond the trim at the spine as well, although the bleed is not cut off there.
    #[must_use]
    pub fn bleeds_at_spine(&self) -> bool {
        self.rules().is_none_or(|rules| rules.bleed_at_spine)
    }

    /// The width of the spine of a book of so many pages: the author's, or else that of the shop's paper. Without a shop, that of paper
    /// of 80 g/m².
    #[must_use]
    pub fn spine_width(&self, pages: usize) -> Length {
        let count = i64::try_from(pages).unwrap_or(i64::MAX);
        self.spine.unwrap_or_else(|| match self.rules() {
            Some(rules) => rules.spine.base + rules.stock(self.paper).thickness * count,
            // A leaf is 0.1 mm thick.
            None => Length::from_mm(0.05) * count,
        })
    }
}
