//! The slip: instructions for printing, folding and binding the sheets, and for a trial with the first sheet. The sentences are in the
//! language files (`language/slips.rs`).
use super::settings::{Duplex, Imposition, Scheme};
use super::sheet::Sheet;
use crate::language::{Blank, Counts, Folded, Inside, Print, Scaled, Signatures, SlipTerms};
use crate::units::Size;

/// Writes the slip, which has several lines. `pages` is the number of imposed pages. `language` is a BCP 47 tag; a language without
/// sentences of its own gets English ones.
#[must_use]
pub fn slip(pages: usize, sheets: &[Sheet], imposition: &Imposition, language: &str) -> String {
    let Some(first) = sheets.first() else { return String::new() };
    let terms = SlipTerms::of(language);
    let count = sheets.len();
    let blank =
        sheets.iter().flat_map(|sheet| sheet.front.cells.iter().chain(&sheet.back.cells)).filter(|cell| cell.page.is_none()).count();
    let wide = first.front.size.width > first.front.size.height;
    let (paged, counted) = (pages.to_string(), count.to_string());
    let mut lines = vec![terms.counts.fill(&Counts { pages: &paged, sheets: &counted })];
    if blank > 0 {
        lines[0].push_str(&terms.blank.fill(&Blank { blank: &blank.to_string() }));
    }
    let paper = upright(imposition.paper).to_string();
    lines.push(terms.print.fill(&Print { paper: &paper, orientation: if wide { terms.landscape } else { terms.portrait } }));
    let scale = first.front.cells.first().map_or(1000, |cell| cell.scale);
    if scale != 1000 {
        lines.push(terms.scaled.fill(&Scaled { scale: &format!("{}.{}", scale / 10, scale % 10) }));
    }
    let sides = match (imposition.scheme, imposition.duplex) {
        (Scheme::Zine, _) => terms.one_side,
        (_, Some(Duplex::TwoPass)) => terms.two_pass,
        (_, Some(Duplex::LongEdge)) => terms.long_edge,
        (_, Some(Duplex::ShortEdge)) => terms.short_edge,
        (_, None) if wide => terms.short_edge,
        (_, None) => terms.long_edge,
    };
    lines.push(sides.to_owned());
    let signature = super::schemes::signature_of(pages, imposition);
    lines.push(match imposition.scheme {
        // A single sheet needs no staples.
        Scheme::Saddle if count == 1 => terms.one_sheet.to_owned(),
        Scheme::Saddle => terms.saddle.to_owned(),
        Scheme::Gathered if signature >= count => terms.one_signature.to_owned(),
        Scheme::Gathered => {
            let signatures = count.div_ceil(signature).to_string();
            terms.signatures.fill(&Signatures { signature: &signature.to_string(), count: &signatures })
        }
        Scheme::Perfect => terms.perfect.to_owned(),
        Scheme::TwoUp => terms.two_up.to_owned(),
        Scheme::CutAndStack => terms.cut.to_owned(),
        Scheme::Zine => terms.zine.to_owned(),
    });
    if count > 1 {
        lines.extend(trial(imposition.scheme, first, &paged, terms));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

/// Whether there are slips for a language tag, or for the tag without its region.
#[must_use]
pub fn has_slips(language: &str) -> bool {
    SlipTerms::has(language)
}

/// The languages in which there are slips, without their regions.
pub fn slip_languages() -> impl Iterator<Item = &'static str> {
    SlipTerms::languages()
}

/// A paper in portrait orientation.
fn upright(paper: Size) -> Size {
    Size { width: paper.width.min(paper.height), height: paper.width.max(paper.height) }
}

/// What the first sheet shows if the printer was set up correctly.
fn trial(scheme: Scheme, first: &Sheet, pages: &str, terms: &SlipTerms) -> Option<String> {
    match scheme {
        Scheme::Saddle | Scheme::Gathered | Scheme::Perfect => {
            let inside: Vec<String> = first.back.cells.iter().filter_map(|cell| cell.page).map(|page| (page + 1).to_string()).collect();
            let list = inside.join(&format!(" {} ", terms.and));
            let inside = match inside.len() {
                0 => terms.inside_none.to_owned(),
                1 => terms.inside_one.fill(&Inside { list: &list }),
                _ => terms.inside_several.fill(&Inside { list: &list }),
            };
            Some(terms.folded.fill(&Folded { pages, inside: &inside }))
        }
        Scheme::TwoUp => Some(terms.two_up_trial.to_owned()),
        Scheme::CutAndStack => Some(terms.cut_trial.to_owned()),
        Scheme::Zine => None,
    }
}
