//! An edition for a print shop: pages that keep its rules, and a cover that fits them. What the shop would send back is told.
use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::Arc;

use super::{BuildError, Shop, Timings};
use crate::artwork::{Artwork, Gallery};
use crate::cover::{CoverError, Layer, SpineText, Wrap, WrapSize, wrap};
use crate::diagnostic::{Code, Diagnostic, Sink, codes};
use crate::document::Folio;
use crate::edition::{Colour, Edition, Gutter, PrintSettings, ShopRules};
use crate::pdf;
use crate::resolve::Book;
use crate::source::Span;
use crate::typeset::{Made, Page, PageItem, PageKind, Pages, Placed, Role, Segment, Side, typeset};
use crate::units::{Length, Point};

/// Below so many pixels to the inch a picture looks coarse on paper.
const COARSE: f64 = 200.0;
/// The name of the front's picture in the gallery of a cover.
const FRONT: &str = "front";

/// What was made for a print shop.
pub(super) struct Printed {
    /// The pages.
    pub(super) interior: Vec<u8>,
    /// The cover.
    pub(super) cover: Vec<u8>,
    /// What is to be typed in at the shop.
    pub(super) facts: Vec<String>,
    pub(super) timings: Timings,
}

impl Shop<'_> {
    /// Makes pages and cover of an edition for a print shop.
    pub(super) fn printed(&self, book: &Book<'_>) -> Result<Printed, BuildError> {
        let mut timings = Timings::default();
        let mut edition = book.edition.clone();
        let pages = timings.take("set", || self.set_for_press(book, &mut edition));
        let book = Book { edition: &edition, ..*book };
        self.report_faults(&pages, &book, &mut timings);
        let check = Check { shop: self, edition: &edition, pages: &pages.pages };
        check.all();
        self.report_coarse(&pages, self.gallery, |path| self.place_of_picture(path));
        let interior = timings.take("pdf", || pdf::write(&pages, &book, self.fonts, self.gallery, self.sink))?;
        let size =
            WrapSize { trim: edition.design.page, spine: edition.print.spine_width(pages.pages.len()), bleed: edition.print.cover_bleed() };
        let cover = timings.take("cover", || self.wrapped(&book, &size, pages.pages.len()))?;
        let facts = facts(&edition, &size, pages.pages.len());
        Ok(Printed { interior, cover, facts, timings })
    }

    /// Sets the pages, again with a wider inner margin as long as there are too many for the one that they have. More pages
    /// never need a narrower one, so that this ends: at the latest with the last row of the shop's table.
    fn set_for_press(&self, book: &Book<'_>, edition: &mut Edition) -> Pages {
        let rules = edition.print.rules();
        loop {
            let told = Sink::default();
            let mut pages = typeset(&Book { edition, ..*book }, self.fonts, self.gallery, &told);
            let multiple = edition.print.page_multiple.max(1);
            let multiple = rules.map_or(multiple, |rules| lowest_common(multiple, rules.multiple.max(1)));
            pages.pad(usize::try_from(multiple).unwrap_or(1), rules.is_some_and(|rules| rules.blank_last));
            let needed = rules.map_or(Length::ZERO, |rules| rules.inner(pages.pages.len()));
            let margins = &mut edition.design.margins;
            let room = edition.design.page.width - needed - margins.outer >= Length::points(36);
            if edition.print.gutter == Gutter::Widen && margins.inner < needed && room {
                margins.inner = needed;
                continue;
            }
            told.sorted().into_iter().for_each(|diagnostic| self.sink.report(diagnostic));
            return pages;
        }
    }

    /// Back, spine and front on one sheet, as a PDF of one page.
    fn wrapped(&self, book: &Book<'_>, size: &WrapSize, count: usize) -> Result<Vec<u8>, BuildError> {
        let metadata = &book.edition.metadata;
        let rules = book.edition.print.rules();
        // What cannot be used was reported: as an error, so that nothing is written.
        let picture = self.cover_picture(metadata).unwrap_or(None);
        let spine = rules.map_or_else(|| Some(Length::from_mm(1.5)), |rules| (count >= rules.spine.text_from).then_some(rules.spine.clear));
        let made = wrap(metadata, picture.as_ref(), size, spine, self.fonts)?;
        self.report_cover(book.edition, &made, size, count);
        let mut gallery = Gallery::default();
        let corner = Point { x: -size.bleed, y: -size.bleed };
        let mut items = Vec::new();
        for (at, layer) in made.layers.into_iter().enumerate() {
            let (at, source, size) = match layer {
                Layer::Drawing(svg) => {
                    let source = format!("wrap-{at}.svg");
                    let drawing = Artwork::read(svg.into_bytes()).map_err(CoverError::from)?;
                    gallery.artworks.insert(source.clone(), drawing);
                    (corner, source, size.sheet())
                }
                Layer::Picture { at, size } => (Point { x: at.x + corner.x, y: at.y + corner.y }, FRONT.to_owned(), size),
            };
            items.push(Placed {
                at,
                role: Role::Made(Made::Text(0)),
                item: PageItem::Artwork { source: Arc::from(source), alt: Arc::from(""), size, turned: false },
            });
        }
        gallery.artworks.extend(picture.map(|picture| (FRONT.to_owned(), picture)));
        let page = Page {
            folio: Folio::Arabic(NonZeroU32::MIN),
            side: Side::Recto,
            kind: PageKind::Made,
            crowded: false,
            size: size.trimmed(),
            items,
            start: None,
        };
        let pages = Pages { pages: vec![page], ..Pages::default() };
        self.report_coarse(&pages, &gallery, |_| self.place_in_settings(metadata.cover.as_deref().unwrap_or("cover")));
        // A cover is cut on four sides, and has colours whatever its pages have.
        let colour = if rules.is_some_and(|rules| rules.cmyk_cover) { Colour::Cmyk } else { Colour::Colour };
        if colour == Colour::Cmyk && gallery.artworks.get(FRONT).is_some_and(|picture| !picture.is_drawing()) {
            let place = self.place_in_settings(metadata.cover.as_deref().unwrap_or("cover"));
            self.sink.report(
                Diagnostic::new(codes::RGB_COVER, place, "the shop asks for a cover in the four inks of a press")
                    .label("its colours are left as they are: they are not converted without the profile of a press")
                    .hint("convert the picture to CMYK, or name a drawing (SVG), whose colours are"),
            );
        }
        let print = PrintSettings { shop: None, bleed: Some(size.bleed), colour, ..book.edition.print.clone() };
        let edition = Edition { print, ..book.edition.clone() };
        Ok(pdf::write(&pages, &Book { edition: &edition, ..*book }, self.fonts, &gallery, self.sink)?)
    }

    fn report_cover(&self, edition: &Edition, made: &Wrap, size: &WrapSize, count: usize) {
        let place = edition.print.place;
        let warn = |code, message: String| Diagnostic::new(code, place, message);
        match (made.spine, edition.print.rules()) {
            (SpineText::Unwanted, Some(rules)) => self.sink.report(
                warn(
                    codes::SPINE_TEXT,
                    format!("the book has {count} pages: {} prints text on spines from {} on", rules.name, rules.spine.text_from),
                )
                .label("the spine was left without text")
                .hint("leave it so, or make the book longer"),
            ),
            (SpineText::TooNarrow, _) => self.sink.report(
                warn(codes::SPINE_TEXT, format!("a spine of {} has no room for title and authors", millimetres(size.spine)))
                    .label("the spine was left without text")
                    .hint("leave it so, or make the book longer"),
            ),
            (SpineText::Set | SpineText::Unwanted, _) => {}
        }
        if edition.print.rules().is_some_and(|rules| rules.spine.estimated) && edition.print.spine.is_none() {
            self.sink.report(
                warn(
                    codes::SPINE_ESTIMATED,
                    format!("the spine is {}, by a thickness of paper that the shop does not publish", millimetres(size.spine)),
                )
                .hint(format!("ask its cover template generator about {count} pages, and write the answer as `spine = \"…mm\"`")),
            );
        }
        if made.unset > 0 {
            let place = self.place_in_settings("description");
            let message = format!("the last {} words of the description have no room on the back cover", made.unset);
            self.sink.report(Diagnostic::new(codes::BACK_COVER, place, message).hint("shorten the description"));
        }
        if made.misfit {
            let place = self.place_in_settings(edition.metadata.cover.as_deref().unwrap_or("cover"));
            let (width, height) = (size.trim.width + size.bleed, size.trim.height + size.bleed * 2);
            self.sink.report(
                Diagnostic::new(codes::COVER_SHAPE, place, "the cover picture has another shape than the front of the book")
                    .label("set whole, with paper beside it")
                    .hint(format!(
                        "give the edition a `cover` of {} by {}, or `cover = \"\"` to have one drawn",
                        millimetres(width),
                        millimetres(height)
                    )),
            );
        }
    }

    /// Tells which pictures are coarse at the size at which they are printed.
    pub(super) fn report_coarse(&self, pages: &Pages, gallery: &Gallery, place: impl Fn(&str) -> Span) {
        let mut coarse: BTreeMap<&str, f64> = BTreeMap::new();
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            let PageItem::Artwork { source, size, .. } = &item.item else { continue };
            let Some(artwork) = gallery.artworks.get(&**source).filter(|artwork| !artwork.is_drawing()) else { continue };
            let dpi = artwork.width / (size.width.to_pt() / 72.0).max(0.01);
            if dpi < COARSE - 1.0 {
                let least = coarse.entry(source).or_insert(dpi);
                *least = least.min(dpi);
            }
        }
        for (source, dpi) in coarse {
            let message = format!("the picture has {dpi:.0} pixels to the inch where it is printed; below {COARSE:.0} it looks coarse");
            self.sink.report(Diagnostic::new(codes::COARSE_PICTURE, place(source), message).hint("use a larger one"));
        }
    }

    fn place_of_picture(&self, path: &str) -> Span {
        self.manuscript.images.iter().find(|(known, _)| known == path).map_or(Span::DETACHED, |(_, span)| *span)
    }
}

/// What is to be typed in at the shop, or to be compared with what it says.
fn facts(edition: &Edition, size: &WrapSize, count: usize) -> Vec<String> {
    let shop = edition.print.rules().map_or(String::new(), |rules| format!(" for {} (rules of {})", rules.name, rules.as_of));
    let (page, sheet) = (edition.design.page, size.sheet());
    vec![
        format!("{}: {count} pages of {} by {}{shop}", edition.name, millimetres(page.width), millimetres(page.height)),
        format!("{}: inner margin {}", edition.name, millimetres(edition.design.margins.inner)),
        format!(
            "{}: cover {} by {} with {} of bleed, spine {}",
            edition.name,
            millimetres(sheet.width),
            millimetres(sheet.height),
            millimetres(size.bleed),
            millimetres(size.spine)
        ),
    ]
}

fn millimetres(length: Length) -> String {
    // Half a hundredth goes up, whatever scaled points make of it.
    let text = format!("{:.2}", length.to_pt() * 25.4 / 72.0 + 1e-4);
    format!("{} mm", text.trim_end_matches('0').trim_end_matches('.'))
}

fn lowest_common(one: u32, other: u32) -> u32 {
    (1..=other).map(|times| one * times).find(|multiple| multiple.is_multiple_of(other)).unwrap_or(one * other)
}

/// Holds finished pages against the rules of a shop.
struct Check<'a> {
    shop: &'a Shop<'a>,
    edition: &'a Edition,
    pages: &'a [Page],
}

impl Check<'_> {
    fn all(&self) {
        let Some(rules) = self.edition.print.rules() else { return };
        self.count(rules);
        self.trim(rules);
        self.gutter(rules);
        self.margins(rules);
    }

    fn warn(&self, code: &'static Code, message: String, hint: String) {
        self.shop.sink.report(Diagnostic::new(code, self.edition.print.place, message).hint(hint));
    }

    fn count(&self, rules: &ShopRules) {
        let (count, stock) = (self.pages.len(), rules.stock(self.edition.print.paper));
        if !(stock.min_pages..=stock.max_pages).contains(&count) {
            self.warn(
                codes::PAGE_COUNT,
                format!("the book has {count} pages: {} binds {} to {} of this paper", rules.name, stock.min_pages, stock.max_pages),
                if count < stock.min_pages {
                    "choose a smaller page or larger letters, or a larger `page-multiple`".to_owned()
                } else {
                    "choose a larger page or smaller letters, another `paper`, or two volumes".to_owned()
                },
            );
        }
    }

    fn trim(&self, rules: &ShopRules) {
        let page = self.edition.design.page;
        if !rules.prints(page) {
            let sizes: Vec<String> =
                rules.trims.iter().map(|trim| format!("{} by {}", millimetres(trim.width), millimetres(trim.height))).collect();
            let sizes = if sizes.is_empty() {
                let (least, most) = (rules.smallest, rules.largest);
                let measures = [least.width, least.height, most.width, most.height].map(millimetres);
                format!("any from {} by {} to {} by {}", measures[0], measures[1], measures[2], measures[3])
            } else {
                sizes.join(", ")
            };
            self.warn(
                codes::TRIM_SIZE,
                format!("{} does not print pages of {} by {}", rules.name, millimetres(page.width), millimetres(page.height)),
                format!("choose another `page`: {sizes}"),
            );
        }
    }

    fn gutter(&self, rules: &ShopRules) {
        let (inner, needed) = (self.edition.design.margins.inner, rules.inner(self.pages.len()));
        if inner < needed {
            self.warn(
                codes::NARROW_GUTTER,
                format!(
                    "the inner margin is {}: {} asks for {} in a book of {} pages",
                    millimetres(inner),
                    rules.name,
                    millimetres(needed),
                    self.pages.len()
                ),
                "take `gutter = \"keep\"` away to have it widened, or make it wider under `[design.margins]`".to_owned(),
            );
        }
    }

    /// What stands too near to the trim at head, foot and fore-edge, running heads and folios included.
    fn margins(&self, rules: &ShopRules) {
        let needed = if self.edition.print.bleed.is_some() { rules.margin_with_bleed } else { rules.margin };
        let (mut near, mut worst) = (Vec::new(), needed);
        for page in self.pages {
            // A tenth of a point is no fault.
            let least = nearest_to_trim(page).filter(|least| *least + Length::from_pt(0.1) < needed);
            if let Some(least) = least {
                near.push(page.folio.to_string());
                worst = worst.min(least);
            }
        }
        if let Some(first) = near.first() {
            self.warn(
                codes::NARROW_MARGIN,
                format!(
                    "on {} pages, the first of them {first}, something stands {} from the trim: {} asks for {}",
                    near.len(),
                    millimetres(worst),
                    rules.name,
                    millimetres(needed)
                ),
                "make the margins wider under `[design.margins]`: heads and folios stand within them".to_owned(),
            );
        }
    }
}

/// How near to the trim something stands on a page, at head, foot and fore-edge; none if nothing does.
fn nearest_to_trim(page: &Page) -> Option<Length> {
    let distances = page.items.iter().filter_map(|placed| {
        let (left, right, top, bottom) = match &placed.item {
            PageItem::Line(line) => {
                let sizes = line.segments.iter().filter_map(|segment| match segment {
                    Segment::Glyphs(run) => Some(run.size),
                    Segment::Space(_) | Segment::Kern(_) => None,
                });
                // Capitals are about seven tenths of the size high, descenders a quarter deep.
                let size = sizes.max()?;
                let (above, below, long) = (size.scaled(70, 100), size.scaled(25, 100), line.width());
                if line.turned {
                    (placed.at.x - above, placed.at.x + below, placed.at.y - long, placed.at.y)
                } else {
                    (placed.at.x, placed.at.x + long, placed.at.y - above, placed.at.y + below)
                }
            }
            PageItem::Rule(size) | PageItem::Artwork { size, .. } => {
                (placed.at.x, placed.at.x + size.width, placed.at.y, placed.at.y + size.height)
            }
            PageItem::QrCode { modules, module } => {
                let side = *module * i64::from(modules.side());
                (placed.at.x, placed.at.x + side, placed.at.y, placed.at.y + side)
            }
            PageItem::Link { .. } | PageItem::Anchor(_) => return None,
        };
        let outer = match page.side {
            Side::Recto => page.size.width - right,
            Side::Verso => left,
        };
        Some(outer.min(top).min(page.size.height - bottom))
    });
    distances.min()
}
