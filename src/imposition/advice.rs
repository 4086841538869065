//! What a user should know before printing sheets: pages that are cut, a page that makes all others small, a pile too thick to fold.
use super::schemes::signature_of;
use super::settings::{Imposition, Scheme};
use super::sheet::Sheet;
use crate::units::{Length, Size};

/// The maximum number of sheets of 80 g/m² that fold well together. More make a thick fold, and the inner pages stand out.
const MOST_NESTED: usize = 15;
/// Differences in size up to this are not noticed.
const TOLERANCE: Length = Length::points(1);
/// The maximum number of pages that are named one by one.
const NAMED: usize = 5;

/// Returns remarks about the sheets, each a sentence. Empty if all is well. `sizes` are those of the pages, in order.
#[must_use]
pub fn advice(sizes: &[Size], sheets: &[Sheet], imposition: &Imposition) -> Vec<String> {
    let Some(cell) = sheets.first().and_then(|sheet| sheet.front.cells.first()) else { return Vec::new() };
    let scaled = |length: Length| length.scaled(cell.scale, 1000);
    let too_large = |size: &Size| exceeds(&Size { width: scaled(size.width), height: scaled(size.height) }, &cell.size);
    let cut: Vec<usize> = numbers(sizes, too_large);
    let mut sentences = Vec::new();
    if !cut.is_empty() {
        let at = percent(cell.scale);
        sentences.push(match cut.len() {
            1 => format!("page {} does not fit at {at} and is cut; without --scale, it is scaled to fit", cut[0]),
            _ => format!("{} do not fit at {at} and are cut; without --scale, they are scaled to fit", pages(&cut)),
        });
    }
    if let (None, Some(usual)) = (imposition.scale, usual(sizes)) {
        let larger = numbers(sizes, |size| exceeds(size, &usual));
        let room = |room: Length, own: Length| if own > Length::ZERO { (room.0 * 1000 / own.0).min(1000) } else { 1000 };
        let possible = room(cell.size.width, usual.width).min(room(cell.size.height, usual.height));
        if !larger.is_empty() && possible > cell.scale {
            let (are, they) = if larger.len() == 1 { ("is", "it") } else { ("are", "them") };
            sentences.push(format!(
                "{} {are} larger than the others, so all pages are set at {} instead of {}; impose {they} separately, or give --scale",
                pages(&larger),
                percent(cell.scale),
                percent(possible)
            ));
        }
    }
    let nested = signature_of(sizes.len(), imposition).min(sheets.len());
    if imposition.scheme == Scheme::Saddle && nested > MOST_NESTED {
        sentences.push(format!(
            "{nested} sheets are folded together, and more than {MOST_NESTED} do not fold well; --scheme gathered makes several signatures"
        ));
    }
    sentences
}

fn exceeds(size: &Size, room: &Size) -> bool {
    size.width > room.width + TOLERANCE || size.height > room.height + TOLERANCE
}

/// The numbers of the pages, from 1, whose size has a property.
fn numbers(sizes: &[Size], has: impl Fn(&Size) -> bool) -> Vec<usize> {
    sizes.iter().enumerate().filter(|(_, size)| has(size)).map(|(at, _)| at + 1).collect()
}

/// The size that more than half of the pages have. `None` if none is so frequent.
fn usual(sizes: &[Size]) -> Option<Size> {
    let alike = |a: &Size, b: &Size| !exceeds(a, b) && !exceeds(b, a);
    // The only candidate is the one that remains after pairs of different sizes are crossed out (Boyer and Moore, "MJRTY", 1981).
    let mut candidate: Option<(&Size, usize)> = None;
    for size in sizes {
        candidate = match candidate {
            Some((own, count)) if alike(own, size) => Some((own, count + 1)),
            Some((own, count)) if count > 0 => Some((own, count - 1)),
            _ => Some((size, 1)),
        };
    }
    let (size, _) = candidate?;
    (sizes.iter().filter(|own| alike(own, size)).count() * 2 > sizes.len()).then_some(*size)
}

/// `page 3`, or `pages 3, 4, 5, 6, 7 and 12 more`.
fn pages(numbers: &[usize]) -> String {
    let named: Vec<String> = numbers.iter().take(NAMED).map(ToString::to_string).collect();
    let word = if numbers.len() == 1 { "page" } else { "pages" };
    match numbers.len().saturating_sub(NAMED) {
        0 => format!("{word} {}", named.join(", ")),
        more => format!("{word} {} and {more} more", named.join(", ")),
    }
}

/// Thousandths as a percentage.
fn percent(thousandths: i64) -> String {
    if thousandths % 10 == 0 { format!("{} %", thousandths / 10) } else { format!("{}.{} %", thousandths / 10, thousandths % 10) }
}
