//! Preflight: checks finished pages against the rules of a print shop.
use std::collections::BTreeMap;

use super::ink::InkBox;
use crate::artwork::Gallery;
use crate::diagnostic::{Code, Diagnostic, Sink, codes, counted};
use crate::edition::{Edition, ShopRules};
use crate::font::FontBook;
use crate::source::Span;
use crate::typeset::{Page, PageItem, Pages, Side};
use crate::units::Length;

/// The resolution below which a picture looks coarse on paper, in pixels per inch.
const COARSE: f64 = 200.0;
/// The largest rounding error of a position that is ignored: a tenth of a point.
const TOLERANCE: Length = Length(6_554);

/// Checks the pages of an edition and reports what its print shop would reject.
pub(super) struct Preflight<'a> {
    pub(super) edition: &'a Edition,
    pub(super) fonts: &'a FontBook,
    pub(super) sink: &'a Sink,
}

impl Preflight<'_> {
    /// Checks the number of pages, their size and their margins. Does nothing if the edition names no shop.
    pub(super) fn pages(&self, pages: &[Page]) {
        let Some(rules) = self.edition.print.rules() else { return };
        self.page_count(pages.len(), rules);
        self.trim_size(rules);
        self.gutter(pages.len(), rules);
        self.margins(pages, rules);
    }

    /// Reports the pictures that are coarse at the size at which they are printed. `place` gives the place of a picture by its path.
    pub(super) fn resolution(&self, pages: &Pages, gallery: &Gallery, place: impl Fn(&str) -> Span) {
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
            let message = format!("the picture is printed with {dpi:.0} pixels per inch; below {COARSE:.0} it looks coarse");
            self.sink.report(Diagnostic::new(codes::COARSE_PICTURE, place(source), message).hint("use a larger one"));
        }
    }

    fn report(&self, code: &'static Code, message: String, hint: &str) {
        self.sink.report(Diagnostic::new(code, self.edition.print.place, message).hint(hint));
    }

    fn page_count(&self, count: usize, rules: &ShopRules) {
        let stock = rules.stock(self.edition.print.paper);
        let (least, most) = (stock.min_pages, stock.max_pages);
        let hint = if count < least {
            "choose a smaller page or larger type, or a larger `page-multiple`"
        } else if count > most {
            "choose a larger page or smaller type, another `paper`, or two volumes"
        } else {
            return;
        };
        let message = format!("the book has {}: {} binds {least} to {most} pages of this paper", counted(count, "page"), rules.name);
        self.report(codes::PAGE_COUNT, message, hint);
    }

    fn trim_size(&self, rules: &ShopRules) {
        let page = self.edition.design.page;
        if rules.prints(page) {
            return;
        }
        let sizes: Vec<String> =
            rules.trims.iter().map(|trim| format!("{} by {}", millimetres(trim.width), millimetres(trim.height))).collect();
        let sizes = if sizes.is_empty() {
            let (least, most) = (rules.smallest, rules.largest);
            let [least_width, least_height, width, height] = [least.width, least.height, most.width, most.height].map(millimetres);
            format!("any from {least_width} by {least_height} to {width} by {height}")
        } else {
            sizes.join(", ")
        };
        let message = format!("{} does not print pages of {} by {}", rules.name, millimetres(page.width), millimetres(page.height));
        self.report(codes::TRIM_SIZE, message, &format!("choose another `page`: {sizes}"));
    }

    fn gutter(&self, count: usize, rules: &ShopRules) {
        let (inner, needed) = (self.edition.design.margins.inner, rules.inner(count));
        if inner < needed {
            let (inner, needed) = (millimetres(inner), millimetres(needed));
            let message = format!("the inner margin is {inner}: {} asks for {needed} in a book of {}", rules.name, counted(count, "page"));
            let hint = "remove `gutter = \"keep\"` to have it widened, or make it wider under `[design.margins]`";
            self.report(codes::NARROW_GUTTER, message, hint);
        }
    }

    /// Reports text and pictures that are too close to the trim at head, foot and fore-edge, running heads and folios included.
    fn margins(&self, pages: &[Page], rules: &ShopRules) {
        let needed = if self.edition.print.bleed.is_some() { rules.margin_with_bleed } else { rules.margin };
        let distances = pages.iter().filter_map(|page| Some((page, distance_to_trim(page, self.fonts)?)));
        let close: Vec<(&Page, Length)> = distances.filter(|(_, distance)| *distance + TOLERANCE < needed).collect();
        let Some((first, _)) = close.first() else { return };
        let least = close.iter().map(|(_, distance)| *distance).fold(needed, Length::min);
        let pages = match close.len() {
            1 => format!("page {} has", first.folio),
            count => format!("{count} pages, beginning with page {}, have", first.folio),
        };
        let (least, needed) = (millimetres(least), millimetres(needed));
        let message = format!("{pages} something {least} from the edge: {} asks for {needed}", rules.name);
        self.report(
            codes::NARROW_MARGIN,
            message,
            "make the margins wider under `[design.margins]`; running heads and folios are inside them",
        );
    }
}

/// The smallest distance from the ink of a page to its trim, at head, foot and fore-edge. `None` if the page is blank.
fn distance_to_trim(page: &Page, fonts: &FontBook) -> Option<Length> {
    let inks = page.items.iter().filter_map(|placed| InkBox::of(placed, fonts));
    let distances = inks.map(|ink| {
        let fore_edge = match page.side {
            Side::Recto => page.size.width - ink.right,
            Side::Verso => ink.left,
        };
        fore_edge.min(ink.top).min(page.size.height - ink.bottom)
    });
    distances.min()
}

/// A length in millimetres with at most two decimals.
pub(super) fn millimetres(length: Length) -> String {
    // Scaled points are rounded, so a length such as 9.525 mm may be stored as slightly less. The small addend makes it round up.
    let text = format!("{:.2}", length.to_pt() * 25.4 / 72.0 + 1e-4);
    format!("{} mm", text.trim_end_matches('0').trim_end_matches('.'))
}
