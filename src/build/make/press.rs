//! An edition for a print shop (`profile = "pod"`): pages that follow the rules of the shop, and a cover of the right size.
use std::num::NonZeroU32;
use std::sync::Arc;

use super::super::session::{BuildError, Session, Timings};
use super::preflight::{Preflight, millimetres};
use super::work::PressFiles;
use crate::artwork::{Artwork, Gallery};
use crate::cover::{CoverError, Layer, SpineText, Wrap, WrapSize, wrap};
use crate::diagnostic::{Diagnostic, Sink, codes, counted};
use crate::document::Folio;
use crate::edition::{Colour, Edition, Gutter, PrintSettings};
use crate::pdf;
use crate::resolve::Book;
use crate::source::Span;
use crate::typeset::{GeneratedText, ItemRole, Page, PageItem, PageKind, Pages, PlacedItem, Side, Zone, typeset};
use crate::units::{Length, Point};

/// The name of the front cover's picture in the gallery of a cover.
const FRONT: &str = "front";
/// The smallest measure that remains when the inner margin is widened.
const LEAST_MEASURE: Length = Length::points(36);
/// The smallest width of a spine with text if no shop sets one, in millimetres. It has room for letters of six points.
const LEAST_SPINE_MM: f64 = 1.5;

impl Session<'_> {
    /// Makes the pages and the cover of an edition for a print shop, and reports what the shop would reject.
    pub(super) fn press_files(&self, book: &Book<'_>) -> Result<PressFiles, BuildError> {
        let mut timings = Timings::default();
        let mut edition = book.edition.clone();
        let pages = timings.time("typeset", || self.typeset_for_press(book, &mut edition));
        let book = Book { edition: &edition, ..*book };
        self.report_faults(&pages, &book, &mut timings);
        let preflight = Preflight { edition: &edition, fonts: &self.fonts, sink: &self.sink };
        preflight.pages(&pages.pages);
        preflight.resolution(&pages, &self.gallery, |path| self.place_of_picture(path));
        let interior = timings.time("pdf", || pdf::write(&pages, &book, &self.fonts, &self.gallery, &self.sink))?;
        let count = pages.pages.len();
        let size = WrapSize { trim: edition.design.page, spine: edition.print.spine_width(count), bleed: edition.print.cover_bleed() };
        let cover = timings.time("cover", || self.cover_file(&book, &size, count))?;
        Ok(PressFiles { interior, pages: count, cover, facts: facts(&edition, &size, count), timings })
    }

    /// Typesets the pages. The inner margin that a shop asks for depends on the number of pages, and the number of pages depends on the
    /// margin. So the pages are set again with a wider margin until both agree. A wider margin never makes fewer pages, so this ends with
    /// the last row of the shop's table at the latest.
    fn typeset_for_press(&self, book: &Book<'_>, edition: &mut Edition) -> Pages {
        let rules = edition.print.rules();
        loop {
            let sink = Sink::default();
            let mut pages = typeset(&Book { edition, ..*book }, &self.fonts, &self.gallery, &sink);
            let multiple = edition.print.page_multiple.max(1);
            let multiple = rules.map_or(multiple, |rules| least_common_multiple(multiple, rules.multiple.max(1)));
            pages.pad(usize::try_from(multiple).unwrap_or(1), rules.is_some_and(|rules| rules.blank_last));
            let needed = rules.map_or(Length::ZERO, |rules| rules.inner(pages.pages.len()));
            let margins = &mut edition.design.margins;
            let has_room = edition.design.page.width - needed - margins.outer >= LEAST_MEASURE;
            if edition.print.gutter == Gutter::Widen && margins.inner < needed && has_room {
                margins.inner = needed;
                continue;
            }
            sink.pass_on(&self.sink);
            return pages;
        }
    }

    /// The cover as a PDF of one page: back, spine and front on one sheet.
    fn cover_file(&self, book: &Book<'_>, size: &WrapSize, page_count: usize) -> Result<Vec<u8>, BuildError> {
        let metadata = &book.edition.metadata;
        let rules = book.edition.print.rules();
        // A picture that cannot be used was reported as an error, so this cover is never written.
        let picture = self.cover_picture(metadata).unwrap_or(None);
        let least_spine = || Some(Length::from_mm(LEAST_SPINE_MM));
        let spine = rules.map_or_else(least_spine, |rules| (page_count >= rules.spine.text_from).then_some(rules.spine.clear));
        let made = wrap(metadata, picture.as_ref(), size, spine, &self.fonts)?;
        self.report_cover(book.edition, &made, size, page_count);
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
            items.push(PlacedItem {
                at,
                zone: Zone::Text,
                column: 0,
                role: ItemRole::Generated(GeneratedText::Cover),
                item: PageItem::Artwork { source: Arc::from(source), alt: Arc::from(""), size, turned: false },
            });
        }
        gallery.artworks.extend(picture.map(|picture| (FRONT.to_owned(), picture)));
        let page = Page {
            folio: Folio::Arabic(NonZeroU32::MIN),
            side: Side::Recto,
            kind: PageKind::Generated,
            crowded: false,
            stretched: false,
            size: size.trimmed(),
            items,
            start: None,
        };
        let pages = Pages { pages: vec![page], ..Pages::default() };
        // A cover is trimmed on four sides, and has colours even if the pages are grey.
        let colour = if rules.is_some_and(|rules| rules.cmyk_cover) { Colour::Cmyk } else { Colour::Colour };
        let print = PrintSettings { shop: None, bleed: Some(size.bleed), colour, ..book.edition.print.clone() };
        let edition = Edition { print, ..book.edition.clone() };
        let place = self.place_of_cover(&edition);
        Preflight { edition: &edition, fonts: &self.fonts, sink: &self.sink }.resolution(&pages, &gallery, |_| place);
        if colour == Colour::Cmyk && gallery.artworks.get(FRONT).is_some_and(|picture| !picture.is_drawing()) {
            self.sink.report(
                Diagnostic::new(codes::RGB_COVER, place, "the shop asks for a cover in CMYK")
                    .label("the colours are left as they are: they cannot be converted without the profile of the press")
                    .hint("convert the picture to CMYK, or use a drawing (SVG), whose colours are converted"),
            );
        }
        Ok(pdf::write(&pages, &Book { edition: &edition, ..*book }, &self.fonts, &gallery, &self.sink)?)
    }

    fn report_cover(&self, edition: &Edition, made: &Wrap, size: &WrapSize, page_count: usize) {
        let place = edition.print.place;
        let spine_text = |message: String| {
            Diagnostic::new(codes::SPINE_TEXT, place, message)
                .label("the spine was left without text")
                .hint("leave it blank, or make the book longer")
        };
        match (made.spine, edition.print.rules()) {
            (SpineText::Unwanted, Some(rules)) => self.sink.report(spine_text(format!(
                "the book has {}: {} prints text on the spine from {} pages on",
                counted(page_count, "page"),
                rules.name,
                rules.spine.text_from
            ))),
            (SpineText::TooNarrow, _) => {
                self.sink.report(spine_text(format!("a spine of {} has no room for title and authors", millimetres(size.spine))));
            }
            (SpineText::Set | SpineText::Unwanted, _) => {}
        }
        if edition.print.rules().is_some_and(|rules| rules.spine.estimated) && edition.print.spine.is_none() {
            let message = format!(
                "the width of the spine, {}, is an estimate: the shop does not publish how thick its paper is",
                millimetres(size.spine)
            );
            self.sink.report(Diagnostic::new(codes::SPINE_ESTIMATED, place, message).hint(format!(
                "enter {} in the cover template generator of the shop, and write its answer as `spine = \"…mm\"`",
                counted(page_count, "page")
            )));
        }
        if made.unset > 0 {
            let place = self.place_in_settings("description");
            let words = match made.unset {
                1 => "the last word of the description does".to_owned(),
                count => format!("the last {count} words of the description do"),
            };
            let message = format!("{words} not fit on the back cover");
            self.sink.report(Diagnostic::new(codes::BACK_COVER, place, message).hint("shorten the description"));
        }
        if made.misfit {
            let (width, height) = (size.trim.width + size.bleed, size.trim.height + size.bleed * 2);
            self.sink.report(
                Diagnostic::new(
                    codes::COVER_SHAPE,
                    self.place_of_cover(edition),
                    "the cover picture does not have the shape of the front cover",
                )
                .label("printed whole, with paper beside it")
                .hint(format!(
                    "give the edition a `cover` of {} by {}, or `cover = \"\"` to have one drawn",
                    millimetres(width),
                    millimetres(height)
                )),
            );
        }
    }

    /// The place where the settings name the cover picture.
    fn place_of_cover(&self, edition: &Edition) -> Span {
        self.place_in_settings(edition.metadata.cover.as_deref().unwrap_or("cover"))
    }

    /// The place where the text first shows a picture.
    fn place_of_picture(&self, path: &str) -> Span {
        self.manuscript.images.iter().find(|(known, _)| known == path).map_or(Span::DETACHED, |(_, span)| *span)
    }
}

/// The sizes to enter on the shop's form, or to compare with it.
fn facts(edition: &Edition, size: &WrapSize, page_count: usize) -> Vec<String> {
    let shop = edition.print.rules().map_or(String::new(), |rules| format!(" for {} (rules of {})", rules.name, rules.as_of));
    let (page, sheet) = (edition.design.page, size.sheet());
    vec![
        format!("{}: {} of {} by {}{shop}", edition.name, counted(page_count, "page"), millimetres(page.width), millimetres(page.height)),
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

fn least_common_multiple(one: u32, other: u32) -> u32 {
    (1..=other).map(|times| one * times).find(|multiple| multiple.is_multiple_of(other)).unwrap_or(one * other)
}
