//! The plan of each page: what it holds, and by how much its white grows.
//!
//! The page builder chooses where pages end, and how each paragraph is set. Its pages may still lack a line or a part of one. Here it is
//! decided, once for each page, what fills them: white around code, tables and headings grows (feathering), a note is set a line longer
//! or shorter, or white between the notes grows. `spread.rs` puts the slugs where the plan says, and decides nothing about them.
use super::builder::{Cut, CutColumn, MOST_LINES_FEATHERED, Room, is_feathered};
use super::note_lines::{NoteLines, Reset};
use super::strip::Strip;
use crate::typeset::galley::slug::{STRANDED, SetNote, Slug, Stand};
use crate::units::Length;

/// White above unlike things may grow this many times as much as white between two paragraphs.
const BETWEEN_PARAGRAPHS: i64 = 4;

/// What one page holds, or one of its columns. Heights are from the top of its room.
#[derive(Debug)]
pub(crate) struct PagePlan<'a> {
    /// Its slugs, each paragraph in the variant that was chosen.
    pub(crate) slugs: &'a [Strip],
    /// For each slug: the white that is added above it.
    pub(crate) feathers: Vec<Length>,
    /// The figures at its head that were held on an earlier page.
    pub(crate) floats: &'a [Strip],
    /// Where the text begins, below all figures at the head.
    pub(crate) text_top: Length,
    /// Where the figures at the foot begin, if there are any.
    pub(crate) foot_figures_top: Length,
    /// `None` if no note line stands on it.
    pub(crate) notes: Option<NotePlan<'a>>,
    /// Whether a note that is called on it begins on a later page.
    pub(crate) crowded: bool,
    /// Whether it is a line or more short, although the text goes on.
    pub(crate) short: bool,
}

/// The notes at the foot of a page.
#[derive(Debug)]
pub(crate) struct NotePlan<'a> {
    /// Where the rule above the notes stands, if the design has one.
    pub(crate) separator: Length,
    /// Where the first note line begins.
    pub(crate) top: Length,
    /// Their lines, each note in the variant that was chosen.
    pub(crate) lines: Vec<PlannedNoteLine<'a>>,
}

/// A note line on a page.
#[derive(Debug)]
pub(crate) struct PlannedNoteLine<'a> {
    pub(crate) slug: &'a Slug,
    /// The white that is added above it.
    pub(crate) feather: Length,
    /// Where it begins in the row before it, if it joins that row.
    pub(crate) joins: Option<Length>,
}

/// The plans of all pages of a column. `notes` are those that `lines` was made from.
pub(crate) fn plans<'a>(made: &'a CutColumn, lines: &NoteLines, notes: &'a [SetNote], room: &Room<'_>) -> Vec<PagePlan<'a>> {
    let lower = room.lower.iter().copied().chain(std::iter::repeat(Length::ZERO));
    let pages = made.cuts.iter().zip(lower);
    pages.map(|(cut, lower)| plan(made, cut, (lines, notes), &Room { height: room.height - lower, ..*room })).collect()
}

/// The heights of what stands on a page, before its white grows.
pub(crate) struct Heights {
    /// The figures at its head.
    at_head: Length,
    /// The text: without the white above its first slug, with the head of a table that goes on.
    text: Length,
    /// The figures at its foot.
    at_foot: Length,
    /// The notes, with the white above them.
    notes: Length,
}

impl Heights {
    /// The heights of one page of a column.
    pub(crate) fn of(made: &CutColumn, cut: &Cut, lines: &NoteLines, room: &Room<'_>) -> Self {
        let slugs = &made.slugs[cut.slugs.clone()];
        let high = |stand: Stand| slugs.iter().filter(|slug| slug.stand == stand).map(|slug| slug.height).sum::<Length>();
        Self {
            at_head: made.floats[cut.floats.clone()].iter().map(|figure| figure.height).sum::<Length>() + high(Stand::Top),
            text: text_height(slugs),
            at_foot: high(Stand::Foot),
            notes: if cut.notes.is_empty() { Length::ZERO } else { lines.height(cut.notes.clone()) + room.gap },
        }
    }

    /// The part of a height that stays white.
    pub(crate) fn white(&self, height: Length) -> Length {
        (height - self.at_head - self.text - self.at_foot - self.notes).max(Length::ZERO)
    }
}

/// The plan of a page with that room.
fn plan<'a>(made: &'a CutColumn, cut: &Cut, (lines, notes): (&NoteLines, &'a [SetNote]), room: &Room<'_>) -> PagePlan<'a> {
    let slugs = &made.slugs[cut.slugs.clone()];
    let floats = &made.floats[cut.floats.clone()];
    let heights = Heights::of(made, cut, lines, room);
    let left = heights.white(room.height);
    let Heights { at_head: text_top, text, at_foot, .. } = heights;
    let text_end = text_top + text;
    let missing = left.0 / room.leading.0.max(1);
    let empty = slugs.iter().all(|slug| slug.stand != Stand::Stream);
    // The page is full above the figures at its foot, unless it is the last.
    let last = cut.slugs.end == made.slugs.len();
    let foot_figures_top = text_end + if last || empty { Length::ZERO } else { room.leading * missing };
    let (feathers, mut short) = if made.goes_on(cut) && cut.notes.is_empty() && at_foot == Length::ZERO {
        let (feathers, feathered) = feathers(slugs, left, room);
        (feathers, !feathered && missing > 0 && !empty)
    } else {
        (vec![Length::ZERO; slugs.len()], false)
    };
    let notes = (!cut.notes.is_empty()).then(|| {
        let end = if at_foot > Length::ZERO { foot_figures_top + at_foot } else { text_end };
        let (notes, full) = note_plan(cut, (lines, notes), end, room);
        short |= !full && made.goes_on(cut);
        notes
    });
    PagePlan { slugs, feathers, floats, text_top, foot_figures_top, notes, crowded: cut.crowded, short }
}

/// The height of the text of a page, see [`Heights`].
fn text_height(slugs: &[Strip]) -> Length {
    let mut text = slugs.iter().filter(|slug| slug.stand == Stand::Stream);
    let Some(first) = text.next() else { return Length::ZERO };
    let head: Length = first.repeat.iter().flat_map(|head| head.iter()).map(|head| head.height).sum();
    head + first.height + text.map(|slug| slug.before + slug.height).sum()
}

/// For each slug of a page without notes: its part of the white that is left. Also whether the white around unlike things takes all of it.
///
/// Lines of code and tables have their own leading, so that a page of them is seldom full to the line: what is left goes between them and
/// the text, a little to each place. If the builder has found no way to fill the page, the missing lines go between the paragraphs too,
/// but only if there are so many paragraphs that nobody sees it.
fn feathers(slugs: &[Strip], left: Length, room: &Room<'_>) -> (Vec<Length>, bool) {
    let text = || slugs.iter().filter(|slug| slug.stand == Stand::Stream).skip(1);
    let gaps = text().filter(|slug| slug.before > Length::ZERO).count() as i64;
    let feathered = is_feathered(room, left, gaps);
    let give = |slug: &Slug| match slug {
        _ if slug.before > Length::ZERO => room.feathering,
        // Not below a title: what belongs to it stays where it is.
        _ if !feathered && slug.cost < STRANDED && slug.repeat.is_none() && slug.start.is_some_and(|start| start.offset == 0) => {
            room.feathering / BETWEEN_PARAGRAPHS
        }
        _ => Length::ZERO,
    };
    // How much the remaining places can give, and the white that is left for them.
    let mut giving: Length = text().map(|strip| give(strip)).sum();
    let short = left >= room.leading;
    let shared = feathered || short && left <= giving.min(room.leading * MOST_LINES_FEATHERED);
    let mut more = if shared { left } else { Length::ZERO };
    let mut first = true;
    let feather = |slug: &Strip| {
        if slug.stand != Stand::Stream || std::mem::take(&mut first) {
            return Length::ZERO;
        }
        let own = give(slug);
        if more <= Length::ZERO || own <= Length::ZERO {
            return Length::ZERO;
        }
        let feather = Length(more.0 * own.0 / giving.0);
        (giving, more) = (giving - own, more - feather);
        feather
    };
    (slugs.iter().map(feather).collect(), feathered)
}

/// The notes below text (and figures) that end at `end`. Also whether the page is full with them.
fn note_plan<'a>(cut: &Cut, (lines, notes): (&NoteLines, &'a [SetNote]), end: Length, room: &Room<'_>) -> (NotePlan<'a>, bool) {
    let natural = lines.height(cut.notes.clone());
    let white = room.height - end - room.gap - natural;
    // The builder weighed the page with the same choice.
    let reset = if white < Length::ZERO {
        lines.shorter(cut.notes.clone(), Length::ZERO - white)
    } else {
        lines.longer(cut.notes.clone(), white, room.leading)
    };
    let reset = reset.unwrap_or_default();
    // White beyond one line is distributed among the notes, if that fills the page.
    let white = white - reset.change - room.leading;
    let give = lines.give(cut.notes.clone());
    let full = white <= give;
    let between = if full { white.max(Length::ZERO) } else { Length::ZERO };
    let top = room.height - natural - reset.change - between;
    let mut planned = note_lines(notes, lines, cut, &reset);
    for (line, begins) in &mut planned {
        if *begins && line.joins.is_none() && give > Length::ZERO {
            line.feather = Length((line.slug.height + line.slug.before).0 / 2 * between.0 / give.0);
        }
    }
    let lines = planned.into_iter().map(|(line, _)| line).collect();
    (NotePlan { separator: top - room.gap.scaled(35, 100), top, lines }, full)
}

/// The note lines of a page, each with whether a note begins with it. This is false for the first line of the page.
fn note_lines<'a>(notes: &'a [SetNote], lines: &NoteLines, cut: &Cut, reset: &Reset) -> Vec<(PlannedNoteLine<'a>, bool)> {
    let planned = |slug: &'a Slug, joins: Option<Length>| PlannedNoteLine { slug, feather: Length::ZERO, joins };
    let mut foot = Vec::with_capacity(cut.notes.len() + 2);
    let mut left = notes.iter().flat_map(|note| &note.slugs).skip(cut.notes.start);
    let mut joined = lines.joined(cut.notes.clone());
    let mut at = cut.notes.start;
    while at < cut.notes.end {
        let beginning = lines.beginning(at);
        let begins = at > cut.notes.start && beginning.is_some();
        let other = beginning.and_then(|(note, lines)| Some((reset.chosen.iter().find(|(chosen, _)| *chosen == note)?, lines)));
        if let Some((&(note, way), whole)) = other {
            foot.extend(notes[note].others[way].1.iter().enumerate().map(|(nth, slug)| (planned(slug, None), begins && nth == 0)));
            left.by_ref().take(whole.len()).for_each(drop);
            joined.by_ref().take(whole.len()).for_each(drop);
            at = whole.end;
        } else {
            foot.extend(left.next().map(|slug| (planned(slug, joined.next().flatten()), begins)));
            at += 1;
        }
    }
    foot
}
