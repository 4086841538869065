//! The rules of print-on-demand shops: data files with dates, because shops change their rules.
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer};

use super::settings::{ShopName, Stock};
use crate::units::{Length, Size};

/// What a shop prints.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ShopRules {
    /// Its name.
    pub name: String,
    /// The date of the figures.
    pub as_of: String,
    /// The source of the figures.
    pub sources: Vec<String>,
    /// Its white, cream and colour paper, in this order.
    pub stocks: Vec<StockRules>,
    /// The trim sizes, width and height. Empty if the shop prints any size between `smallest` and `largest`.
    #[serde(deserialize_with = "sizes")]
    pub trims: Vec<Size>,
    /// The smallest trim size.
    #[serde(deserialize_with = "size")]
    pub smallest: Size,
    /// The largest trim size.
    #[serde(deserialize_with = "size")]
    pub largest: Size,
    /// The number of pages is a multiple of this.
    pub multiple: u32,
    /// Whether the last page must be blank.
    pub blank_last: bool,
    /// The smallest distance of text from the trim at head, foot and fore-edge.
    #[serde(deserialize_with = "length")]
    pub margin: Length,
    /// The same in a book with bleed.
    #[serde(deserialize_with = "length")]
    pub margin_with_bleed: Length,
    /// The inner margin by the number of pages, ascending.
    pub gutters: Vec<GutterRule>,
    /// How far the pages reach beyond the trim.
    #[serde(deserialize_with = "length")]
    pub bleed: Length,
    /// Whether they have a bleed at the spine as well.
    pub bleed_at_spine: bool,
    /// Whether covers must be in CMYK.
    pub cmyk_cover: bool,
    /// The spine.
    pub spine: SpineRules,
}

/// A paper of a shop.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StockRules {
    /// The minimum number of pages.
    pub min_pages: usize,
    /// The maximum number of pages.
    pub max_pages: usize,
    /// How thick a page is: half a leaf.
    #[serde(deserialize_with = "length")]
    pub thickness: Length,
}

/// An inner margin.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GutterRule {
    /// The largest number of pages for which it is wide enough.
    pub pages: usize,
    /// Its smallest width.
    #[serde(deserialize_with = "length")]
    pub inner: Length,
}

/// The rules of a shop for spines.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SpineRules {
    /// The minimum number of pages of a book with text on its spine.
    pub text_from: usize,
    /// The distance of the text from both folds.
    #[serde(deserialize_with = "length")]
    pub clear: Length,
    /// What the cover and the glue add to the thickness of the pages.
    #[serde(deserialize_with = "length")]
    pub base: Length,
    /// Whether widths are estimates, because the shop does not publish the thickness of its papers.
    pub estimated: bool,
}

impl ShopRules {
    /// The rules of a shop.
    #[must_use]
    pub fn of(shop: ShopName) -> &'static Self {
        let [kdp, ingram, lulu] = &*READ;
        match shop {
            ShopName::Kdp => kdp,
            ShopName::Ingram => ingram,
            ShopName::Lulu => lulu,
        }
    }

    /// A paper.
    #[must_use]
    pub fn stock(&self, stock: Stock) -> &StockRules {
        let at = match stock {
            Stock::White => 0,
            Stock::Cream => 1,
            Stock::Colour => 2,
        };
        &self.stocks[at.min(self.stocks.len() - 1)]
    }

    /// The smallest inner margin for a number of pages.
    #[must_use]
    pub fn inner(&self, pages: usize) -> Length {
        let row = self.gutters.iter().find(|row| pages <= row.pages).or_else(|| self.gutters.last());
        row.map_or(self.margin, |row| row.inner)
    }

    /// Whether it prints pages of a size: one of its trim sizes, to within half a millimetre. If it lists none, any size within its limits.
    #[must_use]
    pub fn prints(&self, page: Size) -> bool {
        let near = |one: Length, other: Length| (one - other).to_pt().abs() <= Length::from_mm(0.5).to_pt();
        let within = |one: Length, least: Length, most: Length| (one > least && one < most) || near(one, least) || near(one, most);
        let listed = self.trims.iter().any(|trim| near(page.width, trim.width) && near(page.height, trim.height));
        let range =
            within(page.width, self.smallest.width, self.largest.width) && within(page.height, self.smallest.height, self.largest.height);
        listed || (self.trims.is_empty() && range)
    }
}

static READ: LazyLock<[ShopRules; 3]> = LazyLock::new(|| {
    [include_str!("kdp.toml"), include_str!("ingram.toml"), include_str!("lulu.toml")]
        .map(|text| toml::from_str(text).expect("a test reads these files"))
});

fn length<'de, D: Deserializer<'de>>(from: D) -> Result<Length, D::Error> {
    String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
}

fn size<'de, D: Deserializer<'de>>(from: D) -> Result<Size, D::Error> {
    let [width, height] = <[String; 2]>::deserialize(from)?;
    sized([&width, &height])
}

fn sizes<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Size>, D::Error> {
    <Vec<[String; 2]>>::deserialize(from)?.iter().map(|[width, height]| sized([width, height])).collect()
}

fn sized<E: serde::de::Error>([width, height]: [&str; 2]) -> Result<Size, E> {
    Ok(Size { width: width.parse().map_err(E::custom)?, height: height.parse().map_err(E::custom)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_sound() {
        for shop in [ShopName::Kdp, ShopName::Ingram, ShopName::Lulu] {
            let rules = ShopRules::of(shop);
            assert_eq!(rules.stocks.len(), 3, "{}: white, cream, colour", rules.name);
            assert!(rules.sources.iter().all(|source| source.starts_with("https://")) && rules.as_of.len() == 10);
            assert!(rules.gutters.windows(2).all(|rows| rows[0].pages < rows[1].pages && rows[0].inner <= rows[1].inner));
            assert!(rules.trims.iter().all(|trim| rules.prints(*trim)));
            assert_eq!(rules.inner(1), rules.gutters[0].inner);
            assert_eq!(Some(rules.inner(usize::MAX)), rules.gutters.last().map(|row| row.inner));
        }
        let kdp = ShopRules::of(ShopName::Kdp);
        let inch = |inches: f64| Length::from_pt(inches * 72.0);
        assert_eq!([150, 151, 300, 301, 701].map(|pages| kdp.inner(pages)), [0.375, 0.5, 0.5, 0.625, 0.875].map(inch));
        assert!(kdp.prints(crate::units::paper("a5").expect("a paper")) && !kdp.prints(crate::units::paper("a6").expect("a paper")));
    }
}
