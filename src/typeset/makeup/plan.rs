//! The plan of each page: what it holds, and by how much its white grows.
//!
//! The page builder chooses where pages end, and how each paragraph is set. Its pages may still lack a line or a part of one. This module
//! decides, once for each page, what fills them: white around code, tables and headings grows (feathering), a note is set a line longer
//! or shorter, or white between the notes grows. `spread.rs` puts the slugs where the plan says, and decides nothing about them.
use super::builder::{Cut, CutColumn, PageRoom};
use super::growth::{Filled, Growth};
use super::note_lines::{ChosenVariant, NoteLines, Reset};
use super::strip::Strip;
use crate::typeset::galley::slug::{SetNote, Slug, SlugPlace, WhiteHeading};
use crate::units::Length;

/// If a page is short by at least this number of lines, an extra line above a heading does not help.
const VAIN: i64 = 2;

/// The plan of one page, or of one of its columns. Heights are measured from the top of its room.
#[derive(Debug)]
pub(crate) struct PagePlan<'a> {
    /// Its slugs, each paragraph in the variant that was chosen.
    pub(crate) slugs: &'a [Strip],
    /// For each slug: the white that is added above it. It is negative if an extra line above a heading is taken back.
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
    /// The headings on it, not at its head, that may have an extra line of white.
    pub(crate) headings: Vec<PlannedHeading>,
    /// Whether it is a line or more short, although the text goes on.
    pub(crate) short: bool,
}

/// A heading that may have an extra line of white.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlannedHeading {
    pub(crate) heading: WhiteHeading,
    /// How much more white than usual it has.
    pub(crate) more: Length,
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
pub(crate) fn plans<'a>(made: &'a CutColumn, lines: &NoteLines, notes: &'a [SetNote], room: &PageRoom<'_>) -> Vec<PagePlan<'a>> {
    let lower = room.lower.iter().copied().chain(std::iter::repeat(Length::ZERO));
    let pages = made.cuts.iter().zip(lower);
    pages.map(|(cut, lower)| plan(made, cut, (lines, notes), &PageRoom { height: room.height - lower, ..*room })).collect()
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
    pub(crate) fn of(made: &CutColumn, cut: &Cut, lines: &NoteLines, room: &PageRoom<'_>) -> Self {
        let slugs = &made.slugs[cut.slugs.clone()];
        let high = |stand: SlugPlace| slugs.iter().filter(|slug| slug.stand == stand).map(|slug| slug.height).sum::<Length>();
        Self {
            at_head: made.floats[cut.floats.clone()].iter().map(|figure| figure.height).sum::<Length>() + high(SlugPlace::Top),
            text: text_height(slugs),
            at_foot: high(SlugPlace::Foot),
            notes: if cut.notes.is_empty() { Length::ZERO } else { lines.height(cut.notes.clone()) + room.gap },
        }
    }

    /// The part of a height that stays white.
    pub(crate) fn white(&self, height: Length) -> Length {
        (height - self.at_head - self.text - self.at_foot - self.notes).max(Length::ZERO)
    }
}

/// The plan of one page. `room` is the room of that page.
fn plan<'a>(made: &'a CutColumn, cut: &Cut, (lines, notes): (&NoteLines, &'a [SetNote]), room: &PageRoom<'_>) -> PagePlan<'a> {
    let slugs = &made.slugs[cut.slugs.clone()];
    let floats = &made.floats[cut.floats.clone()];
    let heights = Heights::of(made, cut, lines, room);
    let left = heights.white(room.height);
    let Heights { at_head: text_top, text, at_foot, .. } = heights;
    let missing = left.0 / room.leading.0.max(1);
    let empty = slugs.iter().all(|slug| slug.stand != SlugPlace::Stream);
    // The page is full above the figures at its foot, unless it is the last.
    let last = cut.slugs.end == made.slugs.len();
    let foot_figures_top = text_top + text + if last || empty { Length::ZERO } else { room.leading * missing };
    let end = if at_foot > Length::ZERO && !cut.notes.is_empty() { foot_figures_top + at_foot } else { text_top + text };
    let foot = (!cut.notes.is_empty()).then(|| NoteFoot::of(cut, lines, end, room));
    let goes_on = made.goes_on(cut);
    let wanted = match &foot {
        None => left,
        // White of up to a line is usual above the notes, because they have a leading of their own.
        Some(foot) if foot.is_full(room) => Length::ZERO,
        Some(foot) => foot.white - room.leading,
    };
    let mut feathers = vec![Length::ZERO; slugs.len()];
    let mut filled = None;
    if goes_on && at_foot == Length::ZERO && wanted > Length::ZERO {
        filled = room.feathering.filled(wanted, growth(slugs));
        if let Some(filled) = filled.filter(|filled| *filled == Filled::AboveUnlike || left >= room.leading) {
            feathers = shared_out(slugs, wanted, filled, room);
        }
    }
    let grown: Length = feathers.iter().copied().sum();
    let lacks = match &foot {
        None => missing > 0 && !empty && at_foot == Length::ZERO,
        Some(foot) => !foot.is_full(room),
    };
    let short = goes_on && lacks && filled != Some(Filled::AboveUnlike);
    // An extra line above a heading is for a page that it helps to fill. A page that stays short anyway looks no better for it.
    let vain = short && filled.is_none() && foot.is_none() && missing >= VAIN;
    if vain {
        let stretched = |slug: &Strip| slug.heading.is_some_and(|heading| heading.stretched);
        let given = slugs.iter().zip(growing(slugs)).zip(&mut feathers).filter(|((slug, grows), _)| *grows && stretched(slug));
        given.for_each(|(_, feather)| *feather = Length::ZERO - room.leading);
    }
    let notes = foot.map(|foot| note_plan(cut, (lines, notes), &NoteFoot { white: foot.white - grown, ..foot }, room));
    let whites = slugs.iter().zip(growing(slugs)).zip(&feathers).filter(|((_, grows), _)| *grows);
    let headings = whites.filter_map(|((slug, _), feather)| {
        let heading = slug.heading?;
        let line = if heading.stretched { room.leading } else { Length::ZERO };
        let heading = WhiteHeading { stretched: heading.stretched && !vain, ..heading };
        Some(PlannedHeading { heading, more: *feather + line })
    });
    let headings = headings.collect();
    PagePlan { slugs, feathers, floats, text_top, foot_figures_top, notes, crowded: cut.crowded, headings, short }
}

/// For each slug of a page: whether white may grow above it. It may grow above every slug in the stream of the text except the first.
fn growing(slugs: &[Strip]) -> impl Iterator<Item = bool> {
    let mut first = true;
    slugs.iter().map(move |slug| slug.stand == SlugPlace::Stream && !std::mem::take(&mut first))
}

/// The places on a page at which white may grow.
fn growth(slugs: &[Strip]) -> Growth {
    let places = slugs.iter().zip(growing(slugs)).filter(|(_, grows)| *grows);
    places.map(|(slug, _)| Growth::above(slug)).fold(Growth::default(), |sum, place| sum + place)
}

/// The height of the text of a page. See [`Heights`].
fn text_height(slugs: &[Strip]) -> Length {
    let mut text = slugs.iter().filter(|slug| slug.stand == SlugPlace::Stream);
    let Some(first) = text.next() else { return Length::ZERO };
    let head: Length = first.repeat.iter().flat_map(|head| head.iter()).map(|head| head.height).sum();
    head + first.height + text.map(|slug| slug.before + slug.height).sum()
}

/// Distributes white above the slugs of a page. Returns the share of each slug.
fn shared_out(slugs: &[Strip], white: Length, filled: Filled, room: &PageRoom<'_>) -> Vec<Length> {
    // How much the remaining places can take, and the white that is left for them.
    let mut takes = room.feathering.room(growth(slugs), filled);
    let mut left = white;
    let feather = |(slug, grows): (&Strip, bool)| {
        let own = if grows { room.feathering.room(Growth::above(slug), filled) } else { Length::ZERO };
        if own <= Length::ZERO || left <= Length::ZERO {
            return Length::ZERO;
        }
        let feather = Length(left.0 * own.0 / takes.0);
        (takes, left) = (takes - own, left - feather);
        feather
    };
    slugs.iter().zip(growing(slugs)).map(feather).collect()
}

/// The notes of a page, before their white grows.
struct NoteFoot {
    /// Their height in the variants that were chosen.
    height: Length,
    /// The variants.
    reset: Reset,
    /// By how much the white between them may grow.
    give: Length,
    /// The white between the text and the notes, beyond the gap that is always there.
    white: Length,
}

impl NoteFoot {
    /// The notes below text (and figures) that end at `end`.
    fn of(cut: &Cut, lines: &NoteLines, end: Length, room: &PageRoom<'_>) -> Self {
        let natural = lines.height(cut.notes.clone());
        let white = room.height - end - room.gap - natural;
        // The builder weighed the page with the same choice.
        let reset = if white < Length::ZERO {
            lines.shorter(cut.notes.clone(), Length::ZERO - white)
        } else {
            lines.longer(cut.notes.clone(), white, room.leading)
        };
        let reset = reset.unwrap_or_default();
        let give = lines.give(cut.notes.clone());
        Self { height: natural + reset.change, give, white: white - reset.change, reset }
    }

    /// Whether the page is full: the notes take the white beyond one line.
    fn is_full(&self, room: &PageRoom<'_>) -> bool {
        self.white - room.leading <= self.give
    }
}

/// The notes of a page and their places. White beyond one line is distributed among them, if that fills the page.
fn note_plan<'a>(cut: &Cut, (lines, notes): (&NoteLines, &'a [SetNote]), foot: &NoteFoot, room: &PageRoom<'_>) -> NotePlan<'a> {
    let between = if foot.is_full(room) { (foot.white - room.leading).max(Length::ZERO) } else { Length::ZERO };
    let top = room.height - foot.height - between;
    let mut planned = note_lines(notes, lines, cut, &foot.reset);
    for (line, begins) in &mut planned {
        if *begins && line.joins.is_none() && foot.give > Length::ZERO {
            line.feather = Length((line.slug.height + line.slug.before).0 / 2 * between.0 / foot.give.0);
        }
    }
    let lines = planned.into_iter().map(|(line, _)| line).collect();
    NotePlan { separator: top - room.gap.scaled(35, 100), top, lines }
}

/// The note lines of a page, each with whether a note begins with it. This is false for the first line of the page.
fn note_lines<'a>(notes: &'a [SetNote], lines: &NoteLines, cut: &Cut, reset: &Reset) -> Vec<(PlannedNoteLine<'a>, bool)> {
    let planned = |slug: &'a Slug, joins: Option<Length>| PlannedNoteLine { slug, feather: Length::ZERO, joins };
    let mut foot = Vec::with_capacity(cut.notes.len() + 2);
    let (first, begun) = lines.note_at(cut.notes.start).map_or((0, 0), |(note, lines)| (note, lines.start));
    let mut left = notes[first..].iter().flat_map(|note| &note.slugs).skip(cut.notes.start - begun);
    let mut joined = lines.joined(cut.notes.clone());
    let mut at = cut.notes.start;
    while at < cut.notes.end {
        let beginning = lines.beginning(at);
        let begins = at > cut.notes.start && beginning.is_some();
        let other = beginning.and_then(|(note, lines)| Some((reset.chosen.iter().find(|chosen| chosen.note == note)?, lines)));
        if let Some((&ChosenVariant { note, variant }, whole)) = other {
            foot.extend(notes[note].others[variant].1.iter().enumerate().map(|(nth, slug)| (planned(slug, None), begins && nth == 0)));
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
