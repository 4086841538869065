//! Makes pages from cut columns: notes at the foot, openings on a right-hand page, blank versos, inner and outer margins.
use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::ops::Range;
use std::sync::Arc;

use super::builder::{PageRoom, cut};
use super::columns::{balance, take_opening};
use super::growth::Feathering;
use super::heads;
use super::note_lines::NoteLines;
use super::plan::{PagePlan, PlannedHeading, plans};
use super::prices::Prices;
use super::spanning::SpanningItems;
use super::strip::StripColumn;
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Folio, NodeId, Position};
use crate::edition::{Design, InkUse, NoteSeparator, Paragraphs};
use crate::source::Span;
use crate::typeset::galley::handout::line_numbers;
use crate::typeset::galley::slug::{Galley, MarginNumber, Slug, SlugItem, SlugPlace};
use crate::typeset::model::page::{Artifact, ItemRole, Page, PageItem, PageKind, PlacedItem, Side, TextLine, Zone};
use crate::typeset::setter::Setter;
use crate::units::{Length, Point, Size};

/// A number in a margin.
#[derive(Clone, Debug)]
pub(crate) struct PlacedMarginNumber {
    /// The column next to which it stands, if the page has several.
    column: Option<usize>,
    /// The number. Its baseline counts from the top of the type area.
    number: MarginNumber,
}

impl PlacedMarginNumber {
    /// A number moved down by `by`.
    fn lower(number: &MarginNumber, column: Option<usize>, by: Length) -> Self {
        Self { column, number: MarginNumber { baseline: number.baseline + by, ..number.clone() } }
    }
}

/// A page without a side or a folio. Points are from the top left corner of the type area.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) items: Vec<SlugItem>,
    /// The indices of the items that are footnotes or the rule above them: one range for each column with notes.
    pub(crate) notes: Vec<Range<usize>>,
    /// For each column, if there are several: the index of its first item. The items before the first column span all columns.
    pub(crate) columns: Vec<usize>,
    /// The numbers of paragraphs. They stand in the outer margin, or in the margin next to their column.
    pub(crate) numbers: Vec<PlacedMarginNumber>,
    /// The numbers of lines. They stand in the inner margin, or in the margin next to their column.
    pub(crate) line_numbers: Vec<PlacedMarginNumber>,
    pub(crate) start: Option<Position>,
    pub(crate) kind: PageKind,
    /// Whether it must be a right-hand page.
    pub(crate) recto: bool,
    /// The title of the chapter for the running head. `None` if the page has neither head nor folio at the top.
    pub(crate) head: Option<String>,
    /// The section that the running head may name: the first that begins on the page, or else the one that continues on it.
    pub(crate) section: Option<String>,
    /// Whether the folio is printed at the foot.
    pub(crate) drop_folio: bool,
    /// Whether some notes called on it begin on a later page.
    pub(crate) crowded: bool,
    /// The headings on it, not at its head, that may have an extra line of white.
    pub(crate) headings: Vec<PlannedHeading>,
    /// Whether it is short by a line or more although the text continues.
    pub(crate) short: bool,
}

impl Draft {
    /// A page left white.
    pub(crate) const BLANK: Self = Self {
        items: Vec::new(),
        notes: Vec::new(),
        columns: Vec::new(),
        numbers: Vec::new(),
        line_numbers: Vec::new(),
        start: None,
        kind: PageKind::Blank,
        recto: false,
        head: None,
        section: None,
        drop_folio: false,
        crowded: false,
        headings: Vec::new(),
        short: false,
    };
}

/// Whether white may grow to fill a page. It may not if lines keep to a grid, nor if white of one height separates the paragraphs, because
/// readers would see it change.
fn feathers(design: &Design, columns: usize) -> bool {
    !design.ragged_bottom && !design.grid && columns == 1 && design.paragraphs == Paragraphs::Indent
}

/// How hard make-up tries to fill every page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Search<'a> {
    /// The first search for the pages of a division.
    Usual,
    /// The second search, after the first left a page short.
    Thorough,
    /// A further search, after the white above these headings came out uneven.
    Even(&'a BTreeSet<NodeId>),
}

/// The price of an extra line of white above a heading that it made uneven in an earlier search. Only a short page costs more.
const UNEVEN: i64 = 390_000;

/// Makes the pages of a galley.
pub(crate) fn drafts(setter: &Setter<'_>, mut galley: Galley, search: Search<'_>) -> Vec<Draft> {
    let design = setter.design();
    let count = galley.columns.unwrap_or(design.columns).max(1);
    let columns = count as usize;
    let opening = take_opening(&mut galley, columns);
    let high: Length = opening.iter().map(|slug| slug.before + slug.height).sum();
    let room = PageRoom {
        height: design.leading * design.lines(),
        lower: &[],
        leading: design.leading,
        feathering: if feathers(design, columns) { Feathering::of(design.leading) } else { Feathering::NONE },
        gap: design.notes.above.of(design.leading),
        prices: match (design.ragged_bottom, search) {
            (true, _) => Prices::RAGGED,
            (false, Search::Usual) => Prices::BOOK,
            (false, Search::Thorough | Search::Even(_)) => Prices::THOROUGH,
        },
    };
    let (mut column, notes) = StripColumn::take(&mut galley);
    if let Search::Even(headings) = search {
        let uneven = column.variants.iter_mut().filter(|variant| variant.stretched().is_some_and(|node| headings.contains(&node)));
        uneven.for_each(|variant| variant.price = UNEVEN);
    }
    let lines = NoteLines::new(&notes, design.notes.run_on.then(|| design.measure()));
    let mut lower = vec![high; columns];
    let standing =
        SpanningItems { columns, notes: &lines, room }.stand(&mut column, std::mem::take(&mut galley.wides), &mut lower, setter.sink);
    let room = PageRoom { lower: &lower, ..room };
    let mut made = cut(column, &lines, &room);
    balance(&mut made, columns, &lines, &room);
    if made.cuts.iter().any(|cut| cut.crowded) {
        let message = format!("in `{}` one line calls more notes than a page can hold", galley.head);
        setter.sink.report(
            Diagnostic::new(codes::CROWDED_NOTES, Span::DETACHED, message)
                .label("the last of them begins on a later page")
                .hint("shorten the notes, or make one of them a part of the text"),
        );
    }
    let planned = plans(&made, &lines, &notes, &room);
    let mut pages: Vec<&[PagePlan<'_>]> = planned.chunks(columns).collect();
    if pages.is_empty() && !opening.is_empty() {
        // The division is a title without text.
        pages.push(&[]);
    }
    let mut going_on: Option<Arc<str>> = None;
    pages
        .into_iter()
        .enumerate()
        .map(|(number, plans)| {
            let slugs = || plans.iter().flat_map(|plan| plan.slugs);
            let first = slugs().find_map(|slug| slug.section.as_ref()).or(going_on.as_ref()).map(|title| title.to_string());
            going_on = slugs().rev().find_map(|slug| slug.section.clone()).or(going_on.take());
            let mut draft = Draft {
                kind: PageKind::Text,
                recto: number == 0 && galley.recto,
                head: (number > 0).then(|| galley.head.clone()),
                section: first,
                drop_folio: number == 0,
                crowded: plans.iter().any(|plan| plan.crowded),
                headings: plans.iter().flat_map(|plan| plan.headings.iter().copied()).collect(),
                ..Draft::BLANK
            };
            let over = if number == 0 { &opening[..] } else { &[][..] };
            let mut top = Length::ZERO;
            for slug in over {
                top += slug.before;
                place(slug, down(top), &mut draft);
                top += slug.height;
            }
            for wide in standing.iter().filter(|wide| wide.page == number) {
                aside(&wide.slug, down(top), &mut draft);
                top += wide.slug.height;
            }
            let mut counted = draft.count_lines(setter, 0);
            for (at, plan) in plans.iter().enumerate() {
                let column = place_column(setter, plan, &mut counted);
                let number = (columns > 1).then_some(at);
                draft.join(column, Point { x: if columns > 1 { design.column_left(at, count) } else { Length::ZERO }, y: top }, number);
            }
            draft
        })
        .collect()
}

impl Draft {
    /// Numbers its lines from `before + 1` on. Returns the number of lines counted so far, with those before.
    fn count_lines(&mut self, setter: &Setter<'_>, before: usize) -> usize {
        let (numbers, count) = line_numbers(setter, self.items.iter(), before);
        self.line_numbers = numbers.into_iter().map(|number| PlacedMarginNumber { column: None, number }).collect();
        count
    }

    /// Adds the items of one of its columns, moved by `to`.
    fn join(&mut self, column: Self, to: Point, number: Option<usize>) {
        let moved = |marginal: PlacedMarginNumber| PlacedMarginNumber::lower(&marginal.number, number, to.y);
        self.numbers.extend(column.numbers.into_iter().map(moved));
        self.line_numbers.extend(column.line_numbers.into_iter().map(moved));
        let before = self.items.len();
        self.columns.extend(number.map(|_| before));
        self.notes.extend(column.notes.into_iter().map(|notes| before + notes.start..before + notes.end));
        self.items.extend(column.items.into_iter().map(|item| item.moved(to)));
        self.start = self.start.or(column.start);
        self.short |= column.short;
    }
}

/// Places a column with its notes, or a page that has one column only. `counted` is the number of lines of the page that are already
/// numbered; note lines have no numbers.
fn place_column(setter: &Setter<'_>, plan: &PagePlan<'_>, counted: &mut usize) -> Draft {
    let design = setter.design();
    let mut draft = Draft { short: plan.short, ..Draft::BLANK };
    text(plan, &mut draft);
    *counted = draft.count_lines(setter, *counted);
    let Some(notes) = &plan.notes else { return draft };
    let first_note = draft.items.len();
    if design.notes.separator == NoteSeparator::Rule {
        let rule = PageItem::Rule(Size { width: design.notes.rule_width.min(design.measure()), height: design.notes.rule_thickness });
        draft.items.push(SlugItem::new(down(notes.separator), ItemRole::Artifact(Artifact::NoteSeparator), rule));
    }
    let mut y = notes.top;
    for line in &notes.lines {
        if let Some(x) = line.joins {
            aside(line.slug, Point { x, y: y - line.slug.height }, &mut draft);
        } else {
            y += line.feather + line.slug.before;
            aside(line.slug, down(y), &mut draft);
            y += line.slug.height;
        }
    }
    draft.notes.push(first_note..draft.items.len());
    draft
}

const fn down(y: Length) -> Point {
    Point { x: Length::ZERO, y }
}

/// Places the text of a page and its figures. Figures at head and foot are placed when the text calls them, so that they are read there.
fn text(plan: &PagePlan<'_>, draft: &mut Draft) {
    let mut head = Length::ZERO;
    for figure in plan.floats {
        aside(figure, down(head), draft);
        head += figure.height;
    }
    let mut y = plan.text_top;
    let mut foot = plan.foot_figures_top;
    let mut first = true;
    // What is set again beside the first slug must not reach below the last: the cell that it belongs to may end on a later page.
    let stream: Length = plan.slugs.iter().filter(|slug| slug.stand == SlugPlace::Stream).map(|slug| slug.height).sum();
    for (slug, &feather) in plan.slugs.iter().zip(&plan.feathers) {
        match slug.stand {
            SlugPlace::Held => {}
            SlugPlace::Top => {
                aside(slug, down(head), draft);
                head += slug.height;
            }
            SlugPlace::Foot => {
                aside(slug, down(foot), draft);
                foot += slug.height;
            }
            SlugPlace::Stream => {
                if first {
                    let fits = |again: &Slug| again.height > Length::ZERO || again.lowest() <= stream;
                    for head in slug.repeat.iter().flat_map(|head| head.iter()).filter(|again| fits(again)) {
                        place(head, down(y), draft);
                        y += head.height;
                    }
                } else {
                    y += slug.before + feather;
                }
                first = false;
                place(slug, down(y), draft);
                y += slug.height;
            }
        }
    }
}

/// Places a note line, or a figure that stands outside the text. It does not count as the beginning of the page.
fn aside(slug: &Slug, to: Point, draft: &mut Draft) {
    let start = draft.start;
    place(slug, to, draft);
    draft.start = start;
}

fn place(slug: &Slug, to: Point, draft: &mut Draft) {
    draft.start = draft.start.or(slug.start);
    draft.numbers.extend(slug.number.iter().map(|number| PlacedMarginNumber::lower(number, None, to.y)));
    draft.items.extend(slug.parts.iter().map(|part| part.clone().moved(to)));
}

/// The numerals of the folios.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FolioNumerals {
    Roman,
    Arabic,
}

/// Gives drafts their sides and folios, beginning with 1 on a right-hand page. Inserts a blank page before a page that must be a right-hand
/// one, if needed.
pub(crate) fn bind<'d>(setter: &Setter<'_>, drafts: impl IntoIterator<Item = &'d Draft>, numbers: FolioNumerals) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for draft in drafts {
        if draft.recto && !pages.len().is_multiple_of(2) {
            pages.push(page(setter, &Draft::BLANK, pages.len(), numbers));
        }
        pages.push(page(setter, draft, pages.len(), numbers));
    }
    pages
}

/// Adds a blank page if the number of pages is odd, so that the next page is a right-hand one.
pub(crate) fn even_out(setter: &Setter<'_>, pages: &mut Vec<Page>, numbers: FolioNumerals) {
    if !pages.len().is_multiple_of(2) {
        pages.push(page(setter, &Draft::BLANK, pages.len(), numbers));
    }
}

fn page(setter: &Setter<'_>, draft: &Draft, place: usize, numbers: FolioNumerals) -> Page {
    let design = setter.design();
    let number = u32::try_from(place + 1).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MIN);
    let folio = match numbers {
        FolioNumerals::Roman => Folio::Roman(number),
        FolioNumerals::Arabic => Folio::Arabic(number),
    };
    let side = if place.is_multiple_of(2) { Side::Recto } else { Side::Verso };
    let left = match side {
        Side::Recto => design.margins.inner,
        Side::Verso => design.margins.outer,
    };
    let origin = Point { x: left, y: design.margins.head };
    let shifted = |at: &Point| Point { x: at.x + origin.x, y: at.y + origin.y };
    let mut items: Vec<PlacedItem> = Vec::with_capacity(draft.items.len() + 3);
    heads::set(setter, draft, side, folio, &mut |zone, artifact, at, item| {
        items.push(PlacedItem { at: shifted(&at), zone, column: 0, role: ItemRole::Artifact(artifact), item });
    });
    let gap = design.number_gap.of(design.size);
    let beside =
        |left: bool, away: Length, line: &TextLine| if left { Length::ZERO - away - line.width() } else { design.type_width() + away };
    for (numbers, outer) in [(&draft.numbers, true), (&draft.line_numbers, false)] {
        for PlacedMarginNumber { column, number } in numbers {
            // With columns, both kinds of numbers stand next to their column, and those of lines are nearer.
            let x = match *column {
                None => beside((side == Side::Verso) == outer, gap, &number.line),
                Some(column) if outer && design.line_numbers > 0 => beside(column == 0, gap * 5 / 2, &number.line),
                Some(column) => beside(column == 0, gap, &number.line),
            };
            let at = shifted(&Point { x, y: number.baseline });
            let role = ItemRole::Artifact(Artifact::Block(number.block));
            items.push(PlacedItem { at, zone: Zone::Margin, column: column.unwrap_or(0), role, item: PageItem::Line(number.line.clone()) });
        }
    }
    let zone = |index: usize| if draft.notes.iter().any(|notes| notes.contains(&index)) { Zone::Notes } else { Zone::Text };
    let column = |index: usize| draft.columns.iter().skip(1).filter(|first| **first <= index).count();
    items.extend(draft.items.iter().enumerate().map(|(index, SlugItem { at, role, item })| PlacedItem {
        at: shifted(at),
        zone: zone(index),
        column: column(index),
        role: *role,
        item: item.clone(),
    }));
    // A rule without thickness would be printed as a hairline (ISO 32000-1, 8.5.3.3).
    let is_nothing = |item: &PageItem| matches!(item, PageItem::Rule(size) if size.width <= Length::ZERO || size.height <= Length::ZERO);
    items.retain(|placed| !is_nothing(&placed.item));
    if design.ink == InkUse::Saving {
        items.iter_mut().for_each(|placed| thin(&mut placed.item));
    }
    let Draft { kind, crowded, start, .. } = *draft;
    let stretched = draft.headings.iter().any(|planned| planned.heading.stretched);
    Page { folio, side, kind, crowded, stretched, size: design.page, items, start }
}

/// The least thickness of a rule that office printers print evenly, in points: two dots at 600 dots per inch.
const HAIRLINE: f64 = 0.25;

/// Makes a rule half as thick, but not thinner than [`HAIRLINE`]. Leaves other items and squarish rules as they are.
fn thin(item: &mut PageItem) {
    let PageItem::Rule(size) = item else { return };
    let least = Length::from_pt(HAIRLINE);
    let thinner = |side: Length, along: Length| if along > side * 4 { side.min((side / 2).max(least)) } else { side };
    *size = Size { width: thinner(size.width, size.height), height: thinner(size.height, size.width) };
}
