//! Pages with several columns. The builder cuts a division into columns just as it would cut it into pages. This file does the rest: it
//! takes off the opening, which spans all columns of the first page, and it makes the columns of the last page equally high.
//!
//! To balance the last page, its columns are cut again at growing heights, in whole lines. The first height is chosen at which the columns
//! hold all of the text without a widow or an orphan. Little text is left by then, so trying each height is fast enough. The second cut is
//! necessary, because only the first shows which text is on the last page, and how high its balanced columns are.
use super::builder::{Cut, CutColumn, PageRoom, cut};
use super::note_lines::NoteLines;
use super::strip::StripColumn;
use crate::typeset::galley::slug::{Galley, Slug, SlugPlace, WIDOW};
use crate::units::Length;

/// The least number of lines in each column of a balanced last page. With less text, the page is left as it is.
const LEAST: i64 = 3;

/// Takes the opening off the galley: the slugs that span all columns. Notes called in it move to the first slug of the first column.
/// Returns no slugs if there is one column.
pub(crate) fn take_opening(galley: &mut Galley, columns: usize) -> Vec<Slug> {
    let count = if columns > 1 { galley.opened.min(galley.slugs.len()) } else { 0 };
    let text = galley.slugs.split_off(count);
    let mut opening = std::mem::replace(&mut galley.slugs, text);
    let notes: Vec<_> = opening.iter_mut().flat_map(|slug| std::mem::take(&mut slug.notes)).collect();
    if galley.slugs.is_empty() && !notes.is_empty() {
        galley.slugs.push(Slug::default());
    }
    galley.variants.retain(|variant| variant.range.start >= count);
    for range in galley.variants.iter_mut().map(|variant| &mut variant.range).chain(galley.wides.iter_mut().map(|wide| &mut wide.range)) {
        *range = range.start - count..range.end - count;
    }
    let others = galley.variants.iter_mut().filter(|variant| variant.range.start == 0).filter_map(|variant| variant.slugs.first_mut());
    for slug in galley.slugs.first_mut().into_iter().chain(others) {
        slug.notes.splice(0..0, notes.iter().copied());
    }
    opening
}

/// Makes the columns of the last page equally high, if they hold nothing but text in its place: no figure at a head or foot, and no notes
/// that did not fit. Leaves the page as it is if no lower height works.
pub(crate) fn balance(made: &mut CutColumn, columns: usize, notes: &NoteLines, room: &PageRoom<'_>) {
    let from = made.cuts.len().saturating_sub(1) / columns * columns;
    let Some((first, last)) = made.cuts.get(from).zip(made.cuts.last()) else { return };
    let (start, printed) = (first.slugs.start, first.notes.start);
    let mut slugs = made.slugs[start..last.slugs.end].to_vec();
    let plain = slugs.iter().all(|slug| slug.stand == SlugPlace::Stream) && made.cuts[from..].iter().all(|cut| cut.floats.is_empty());
    let crowded = made.cuts[from..].iter().any(|cut| cut.crowded);
    let begun: usize = made.slugs[..start].iter().map(|slug| slug.note_lines).sum();
    let Some(head) = slugs.first_mut().filter(|_| columns > 1 && plain && !crowded) else { return };
    // The rest of a note that began on an earlier page is printed with the notes of the first slug.
    head.note_lines += begun.saturating_sub(printed);
    let notes = notes.rest(printed);
    let full = room.height - room.lower.get(from).copied().unwrap_or(Length::ZERO);
    let total: Length = slugs.iter().map(|slug| slug.before + slug.height).sum();
    let parts = i64::try_from(columns).unwrap_or(1);
    if total < room.leading * (LEAST * parts) {
        return;
    }
    let mut height = room.leading * (total / parts).units_up(room.leading);
    while height < full {
        let trial = cut(StripColumn { slugs: slugs.clone(), variants: Vec::new() }, &notes, &PageRoom { height, lower: &[], ..*room });
        if trial.cuts.len() <= columns && trial.price < WIDOW && trial.cuts.iter().all(|cut| !cut.crowded) {
            made.cuts.truncate(from);
            let none = made.floats.len()..made.floats.len();
            made.cuts.extend(trial.cuts.into_iter().map(|own| Cut {
                slugs: own.slugs.start + start..own.slugs.end + start,
                notes: own.notes.start + printed..own.notes.end + printed,
                crowded: false,
                holds: own.holds,
                floats: none.clone(),
            }));
            return;
        }
        height += room.leading;
    }
}
