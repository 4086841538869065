//! What is told to whoever prints: paper, edge, fold, staple, and to try one sheet first.
use std::fmt::Write;

use super::{Duplex, Imposition, Scheme, Sheet};
use crate::units::Size;

/// A slip for the print shop or the photocopier, several lines. `pages` is how many pages were put on the sheets.
#[must_use]
pub fn slip(pages: usize, sheets: &[Sheet], imposition: &Imposition) -> String {
    let mut out = String::new();
    let count = sheets.len();
    let Some(first) = sheets.first() else { return out };
    let blank =
        sheets.iter().flat_map(|sheet| sheet.front.cells.iter().chain(&sheet.back.cells)).filter(|cell| cell.page.is_none()).count();
    let wide = first.front.size.width > first.front.size.height;
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let blanks = if blank == 0 { String::new() } else { format!(", {blank} blank") };
    let paper = upright(imposition.paper);
    let _ = writeln!(out, "{} on {}{blanks}", plural(pages, "page"), plural(count, "sheet"));
    let scale = first.front.cells.first().map_or(1000, |cell| cell.scale);
    let way = if wide { "landscape" } else { "portrait" };
    let _ = writeln!(out, "Print on {paper}, {way}, at 100 % (\"actual size\"), not fitted to the page.");
    if scale != 1000 {
        let _ = writeln!(out, "The pages are {}.{} % of their size.", scale / 10, scale % 10);
    }
    let sides = match (imposition.scheme, imposition.duplex) {
        (Scheme::Zine, _) => "Print one side only.".to_owned(),
        (_, Some(Duplex::TwoPass)) => {
            "Print all fronts, put the pile back, print all backs. The tops of both sides must lie at the same edge. \
                                       If your printer stacks sheets face up, print the backs in reverse order."
                .to_owned()
        }
        (_, Some(Duplex::LongEdge)) => "Print both sides, flip on the long edge.".to_owned(),
        (_, Some(Duplex::ShortEdge)) => "Print both sides, flip on the short edge.".to_owned(),
        (_, None) if wide => "Print both sides, flip on the short edge.".to_owned(),
        (_, None) => "Print both sides, flip on the long edge.".to_owned(),
    };
    let _ = writeln!(out, "{sides}");
    let signature = super::schemes::signature_of(pages, imposition);
    let steps = match imposition.scheme {
        Scheme::Saddle => {
            "Fold the whole pile in the middle, the first sheet outside. Staple twice in the fold, a quarter of the height from \
                           either end. Trim the fore-edge if the inner pages stand out."
                .to_owned()
        }
        Scheme::Gathered if signature >= count => {
            "Fold the whole pile in the middle, the first sheet outside, and sew or staple it in the fold.".to_owned()
        }
        Scheme::Gathered => format!(
            "Take {signature} sheets at a time, fold them together in the middle, the first outside: {} in all. Gather them in order, sew or \
             glue them at the fold.",
            plural(count.div_ceil(signature), "signature")
        ),
        Scheme::Perfect => "Fold each sheet by itself, the first page outside. Gather them in order and glue the backs.".to_owned(),
        Scheme::TwoUp => "Staple at the upper left corner. Nothing is folded.".to_owned(),
        Scheme::CutAndStack => {
            "Cut the pile in four, across and down. Put the upper left pile on the upper right, both on the lower left, all on \
                                the lower right. Staple or glue at the left."
                .to_owned()
        }
        Scheme::Zine => {
            "Fold in eight and open again. Cut along the middle fold, over the two inner parts only. Fold lengthwise with the print \
                         outside, push the ends together until the cut opens, and fold the cover round."
                .to_owned()
        }
    };
    let _ = writeln!(out, "{steps}");
    if count > 1 && imposition.scheme != Scheme::Zine {
        let _ = writeln!(out, "Try with the first sheet: {}.", trial(imposition.scheme, first, pages));
    }
    out
}

/// The name of a paper, whichever way up it is given.
fn upright(paper: Size) -> Size {
    Size { width: paper.width.min(paper.height), height: paper.width.max(paper.height) }
}

/// What is seen on the first sheet if all is well.
fn trial(scheme: Scheme, first: &Sheet, pages: usize) -> String {
    match scheme {
        Scheme::Saddle | Scheme::Gathered | Scheme::Perfect => {
            let inside = first.back.cells.iter().filter_map(|cell| cell.page).map(|page| (page + 1).to_string()).collect::<Vec<_>>();
            let inside = match inside.len() {
                0 => "it is blank inside".to_owned(),
                1 => format!("page {} is inside", inside[0]),
                _ => format!("pages {} are inside", inside.join(" and ")),
            };
            format!("folded, page 1 of {pages} is on the outside at the right, {inside}, and all stand upright")
        }
        Scheme::TwoUp => "page 3 is on the back of page 2, and stands upright when the sheet is turned like a leaf".to_owned(),
        Scheme::CutAndStack => "page 2 is on the back of page 1, both upright".to_owned(),
        Scheme::Zine => String::new(),
    }
}
