//! Cut columns to pages with sides: notes at the foot, openings on their side, blank versos, inner and outer margins.
use std::num::NonZeroU32;
use std::ops::Range;
use std::sync::Arc;

use super::builder::{Cut, CutColumn, MOST_LINES_FEATHERED, Prices, Room, cut, is_feathered};
use super::columns::{balance, take_opening};
use super::heads;
use super::note_lines::{NoteLines, Reset};
use super::spanning::SpanningItems;
use super::strip::Column;
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Folio, Position};
use crate::edition::{Design, InkUse, Paragraphs, Separator};
use crate::source::Span;
use crate::typeset::galley::handout::line_numbers;
use crate::typeset::galley::slug::{Galley, STRANDED, SetNote, Slug, Stand};
use crate::typeset::model::page::{Page, PageItem, PageKind, Placed, Role, Side, TextLine, Zone};
use crate::typeset::setter::Setter;
use crate::units::{Length, Point, Size};

/// A number in a margin.
#[derive(Clone, Debug)]
pub(crate) struct Marginal {
    /// The column beside which it stands, where there are several.
    column: Option<usize>,
    /// From the top of the type area.
    baseline: Length,
    line: Arc<TextLine>,
}

/// A page that does not know its side yet. Places are from the top left corner of the type area.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) items: Vec<(Point, Role, PageItem)>,
    /// The indices of the items that are footnotes or the rule above them: one range for each column with notes.
    pub(crate) notes: Vec<Range<usize>>,
    /// The numbers of paragraphs: they stand in the outer margin, or in that beside their column.
    pub(crate) numbers: Vec<Marginal>,
    /// The numbers of lines: they stand in the inner margin, or in that beside their column.
    pub(crate) line_numbers: Vec<Marginal>,
    pub(crate) start: Option<Position>,
    pub(crate) kind: PageKind,
    /// It must be a right-hand page.
    pub(crate) recto: bool,
    /// The running head of a right-hand page; none where neither head nor folio is set at the top.
    pub(crate) head: Option<String>,
    /// The section that the running head may name: the first that begins on the page, else the one that goes on.
    pub(crate) section: Option<String>,
    /// Whether the folio is printed at the foot.
    pub(crate) drop_folio: bool,
    /// Not all notes that are called on it could begin on it.
    pub(crate) crowded: bool,
    /// It is a line or more short, though the text goes on.
    pub(crate) short: bool,
}

impl Draft {
    /// A page left white.
    const BLANK: Self = Self {
        items: Vec::new(),
        notes: Vec::new(),
        numbers: Vec::new(),
        line_numbers: Vec::new(),
        start: None,
        kind: PageKind::Blank,
        recto: false,
        head: None,
        section: None,
        drop_folio: false,
        crowded: false,
        short: false,
    };
}

/// By how much white between unlike things may grow where a page is not full, in hundredths of the leading.
const MOST_FEATHERED: i64 = 60;

/// White between unlike things may grow by so many times as much as that between two paragraphs.
const BETWEEN_PARAGRAPHS: i64 = 4;

/// Whether white may grow for the sake of a full page: not where lines keep to a grid, nor where white of one height parts the paragraphs,
/// which is seen when it changes.
fn feathers(design: &Design, columns: usize) -> bool {
    !design.ragged_bottom && !design.grid && columns == 1 && design.paragraphs == Paragraphs::Indent
}

/// What the pages of a galley are made from.
struct Parts<'a> {
    design: &'a Design,
    room: Room<'a>,
    made: CutColumn,
    lines: NoteLines,
    notes: Vec<SetNote>,
}

/// How hard make-up tries to fill every page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Search {
    /// As for the first setting of a division.
    Usual,
    /// As for the second setting, because the first left a page short.
    Thorough,
}

/// Makes the pages of a galley.
pub(crate) fn drafts(setter: &Setter<'_>, mut galley: Galley, search: Search) -> Vec<Draft> {
    let design = setter.design();
    let columns = if galley.wide { 1 } else { (design.columns as usize).max(1) };
    let opening = take_opening(&mut galley, columns);
    let high: Length = opening.iter().map(|slug| slug.before + slug.height).sum();
    let room = Room {
        height: design.leading * design.lines(),
        lower: &[],
        leading: design.leading,
        feathering: if feathers(design, columns) { design.leading.scaled(MOST_FEATHERED, 100) } else { Length::ZERO },
        gap: design.notes.above.of(design.leading),
        prices: match (design.ragged_bottom, search) {
            (true, _) => Prices::RAGGED,
            (false, Search::Usual) => Prices::BOOK,
            (false, Search::Thorough) => Prices::THOROUGH,
        },
    };
    let (mut column, notes) = Column::take(&mut galley);
    let lines = NoteLines::new(&notes, design.notes.run_on.then(|| design.measure()));
    let mut lower = vec![high; columns];
    let standing =
        SpanningItems { columns, notes: &lines, room }.stand(&mut column, std::mem::take(&mut galley.wides), &mut lower, setter.sink);
    let room = Room { lower: &lower, ..room };
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
    let parts = Parts { design, room, made, lines, notes };
    let mut pages: Vec<&[Cut]> = parts.made.cuts.chunks(columns).collect();
    if pages.is_empty() && !opening.is_empty() {
        // A title without a text.
        pages.push(&[]);
    }
    let mut going_on: Option<Arc<str>> = None;
    pages
        .into_iter()
        .enumerate()
        .map(|(number, cuts)| {
            let slugs = cuts.first().zip(cuts.last()).map_or(0..0, |(first, last)| first.slugs.start..last.slugs.end);
            let mut marks = parts.made.slugs[slugs.clone()].iter().filter_map(|slug| slug.section.as_ref());
            let first = marks.next().or(going_on.as_ref()).map(|title| title.to_string());
            going_on = parts.made.slugs[slugs].iter().rev().find_map(|slug| slug.section.clone()).or(going_on.take());
            let mut draft = Draft {
                kind: PageKind::Text,
                recto: number == 0 && galley.recto,
                head: (number > 0).then(|| galley.head.clone()),
                section: first,
                drop_folio: number == 0,
                crowded: cuts.iter().any(|cut| cut.crowded),
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
            for (at, cut) in cuts.iter().enumerate() {
                let column = parts.column(setter, cut, parts.room.height - top, &mut counted);
                let number = (columns > 1).then_some(at);
                draft.join(column, Point { x: if columns > 1 { design.column_left(at) } else { Length::ZERO }, y: top }, number);
            }
            draft
        })
        .collect()
}

/// The note lines of a page, each with whether another note begins with it than the first, and where in its row it stands if it joins the one
/// before it.
fn foot<'n>(notes: &'n [SetNote], lines: &NoteLines, cut: &Cut, reset: &Reset) -> Vec<(&'n Slug, bool, Option<Length>)> {
    let mut foot = Vec::with_capacity(cut.notes.len() + 2);
    let mut left = notes.iter().flat_map(|note| &note.slugs).skip(cut.notes.start);
    let mut joined = lines.joined(cut.notes.clone());
    let mut at = cut.notes.start;
    while at < cut.notes.end {
        let beginning = lines.beginning(at);
        let begins = at > cut.notes.start && beginning.is_some();
        let other = beginning.and_then(|(note, lines)| Some((reset.chosen.iter().find(|(chosen, _)| *chosen == note)?, lines)));
        if let Some((&(note, way), whole)) = other {
            foot.extend(notes[note].others[way].1.iter().enumerate().map(|(nth, slug)| (slug, begins && nth == 0, None)));
            left.by_ref().take(whole.len()).for_each(drop);
            joined.by_ref().take(whole.len()).for_each(drop);
            at = whole.end;
        } else {
            foot.extend(left.next().map(|slug| (slug, begins, joined.next().flatten())));
            at += 1;
        }
    }
    foot
}

impl Draft {
    /// Numbers its lines, after so many; gives how many there are by then.
    fn count_lines(&mut self, setter: &Setter<'_>, before: usize) -> usize {
        let (numbers, count) = line_numbers(setter, self.items.iter().map(|(at, role, item)| (at, role, item)), before);
        self.line_numbers = numbers.into_iter().map(|(baseline, line)| Marginal { column: None, baseline, line }).collect();
        count
    }

    /// Takes in what stands in one of its columns.
    fn join(&mut self, column: Self, to: Point, number: Option<usize>) {
        let moved = |marginal: Marginal| Marginal { column: number, baseline: marginal.baseline + to.y, ..marginal };
        self.numbers.extend(column.numbers.into_iter().map(moved));
        self.line_numbers.extend(column.line_numbers.into_iter().map(moved));
        let before = self.items.len();
        self.notes.extend(column.notes.into_iter().map(|notes| before + notes.start..before + notes.end));
        self.items.extend(column.items.into_iter().map(|(at, role, item)| (Point { x: at.x + to.x, y: at.y + to.y }, role, item)));
        self.start = self.start.or(column.start);
        self.short |= column.short;
    }
}

impl Parts<'_> {
    /// A column of a height with its notes, or a page that has but one. So many lines of the page are `counted` already; notes are not.
    fn column(&self, setter: &Setter<'_>, cut: &Cut, height: Length, counted: &mut usize) -> Draft {
        let (design, lines) = (self.design, &self.lines);
        let room = Room { height, ..self.room };
        let mut draft = Draft::BLANK;
        let y = text(&self.made, cut, &room, lines, &mut draft);
        *counted = draft.count_lines(setter, *counted);
        if cut.notes.is_empty() {
            return draft;
        }
        let natural = lines.height(cut.notes.clone());
        let white = room.height - y - room.gap - natural;
        // As the builder reckoned.
        let reset = if white < Length::ZERO {
            lines.shorter(cut.notes.clone(), Length::ZERO - white)
        } else {
            lines.longer(cut.notes.clone(), white, room.leading)
        };
        let reset = reset.unwrap_or_default();
        let natural = natural + reset.change;
        // White that is more than a line is shared out among the notes, if the page is full by that.
        let white = white - reset.change - room.leading;
        let give = lines.give(cut.notes.clone());
        draft.short |= white > give && self.made.goes_on(cut);
        let between = if white > give { Length::ZERO } else { white.max(Length::ZERO) };
        let height = natural + between;
        let mut y = room.height - height;
        let first_note = draft.items.len();
        if design.notes.separator == Separator::Rule {
            let rule = PageItem::Rule(Size { width: Length::from_mm(22.0).min(design.measure()), height: Length::from_pt(0.4) });
            draft.items.push((Point { x: Length::ZERO, y: y - room.gap.scaled(35, 100) }, Role::Artifact, rule));
        }
        for (slug, begins, joined) in foot(&self.notes, lines, cut, &reset) {
            let start = draft.start;
            if let Some(x) = joined {
                place(slug, Point { x, y: y - slug.height }, &mut draft);
                draft.start = start;
                continue;
            }
            if begins && give > Length::ZERO {
                y += Length((slug.height + slug.before).0 / 2 * between.0 / give.0);
            }
            y += slug.before;
            place(slug, down(y), &mut draft);
            draft.start = start;
            y += slug.height;
        }
        draft.notes.push(first_note..draft.items.len());
        draft
    }
}

const fn down(y: Length) -> Point {
    Point { x: Length::ZERO, y }
}

/// Places the text of a page and its figures; gives how far down it comes. Figures at head and foot are placed when the text
/// calls them, so that they are read there.
fn text(made: &CutColumn, cut: &Cut, room: &Room, notes: &NoteLines, draft: &mut Draft) -> Length {
    let slugs = &made.slugs[cut.slugs.clone()];
    let high = |stand: Stand| slugs.iter().filter(|slug| slug.stand == stand).map(|slug| slug.height).sum::<Length>();
    let mut head = Length::ZERO;
    for figure in &made.floats[cut.floats.clone()] {
        aside(figure, down(head), draft);
        head += figure.height;
    }
    let mut y = head + high(Stand::Top);
    // Where the figures at the foot begin: the text ends above them, and the page is full unless it is the last.
    let mut text = y;
    let mut first = true;
    for slug in slugs.iter().filter(|slug| slug.stand == Stand::Stream) {
        let head = || slug.repeat.iter().flat_map(|head| head.iter()).map(|head| head.height).sum();
        text += slug.height + if first { head() } else { slug.before };
        first = false;
    }
    let below = if cut.notes.is_empty() { Length::ZERO } else { notes.height(cut.notes.clone()) + room.gap };
    let left = (room.height - below - high(Stand::Foot) - text).max(Length::ZERO);
    let lines = left.0 / room.leading.0.max(1);
    let last = cut.slugs.end == made.slugs.len();
    // Lines of code and tables have their own leading, so that a page of them is seldom full to the line: what is left goes between them
    // and the text, a little to each place. Lines that are missing still, when the builder has found no way to have them, go between the
    // paragraphs too, if they are so many that nobody sees it.
    let stream = || slugs.iter().filter(|slug| slug.stand == Stand::Stream).skip(1);
    let gaps = stream().filter(|slug| slug.before > Length::ZERO).count() as i64;
    let may = made.goes_on(cut) && cut.notes.is_empty() && high(Stand::Foot) == Length::ZERO;
    let feathered = may && is_feathered(room, left, gaps);
    draft.short |= may && !feathered && lines > 0 && !first;
    let give = |slug: &Slug| match slug {
        _ if slug.before > Length::ZERO => room.feathering,
        // Not below a title: what belongs to it stays where it is.
        _ if !feathered && slug.cost < STRANDED && slug.repeat.is_none() && slug.start.is_some_and(|start| start.offset == 0) => {
            room.feathering / BETWEEN_PARAGRAPHS
        }
        _ => Length::ZERO,
    };
    // What the places give that are still to come, and what is left for them.
    let mut giving: Length = stream().map(|strip| give(strip)).sum();
    let mut more = if feathered || draft.short && left <= giving.min(room.leading * MOST_LINES_FEATHERED) { left } else { Length::ZERO };
    let mut foot = text + if last || first { Length::ZERO } else { room.leading * lines };
    first = true;
    for slug in slugs {
        match slug.stand {
            Stand::Held => {}
            Stand::Top => {
                aside(slug, down(head), draft);
                head += slug.height;
            }
            Stand::Foot => {
                aside(slug, down(foot), draft);
                foot += slug.height;
            }
            Stand::Stream => {
                if first {
                    for head in slug.repeat.iter().flat_map(|head| head.iter()) {
                        place(head, down(y), draft);
                        y += head.height;
                    }
                } else {
                    y += slug.before;
                    let own = give(slug);
                    if more > Length::ZERO && own > Length::ZERO {
                        let feather = Length(more.0 * own.0 / giving.0);
                        (giving, more) = (giving - own, more - feather);
                        y += feather;
                    }
                }
                first = false;
                place(slug, down(y), draft);
                y += slug.height;
            }
        }
    }
    if high(Stand::Foot) > Length::ZERO { foot } else { y }
}

/// Places a figure that stands elsewhere than in the text: the page does not begin with it.
fn aside(slug: &Slug, to: Point, draft: &mut Draft) {
    let start = draft.start;
    place(slug, to, draft);
    draft.start = start;
}

fn place(slug: &Slug, to: Point, draft: &mut Draft) {
    draft.start = draft.start.or(slug.start);
    let number = |(baseline, line): &(Length, Arc<TextLine>)| Marginal { column: None, baseline: *baseline + to.y, line: line.clone() };
    draft.numbers.extend(slug.number.iter().map(number));
    draft.items.extend(slug.parts.iter().map(|(at, role, item)| (Point { x: at.x + to.x, y: at.y + to.y }, *role, item.clone())));
}

/// Which numbers the pages get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbers {
    Roman,
    Arabic,
}

/// Gives drafts their sides and numbers, from 1 on a right-hand page. A page that must be a right-hand one is preceded by a
/// blank one where needed.
pub(crate) fn bind<'d>(setter: &Setter<'_>, drafts: impl IntoIterator<Item = &'d Draft>, numbers: Numbers) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for draft in drafts {
        if draft.recto && !pages.len().is_multiple_of(2) {
            pages.push(page(setter, &Draft::BLANK, pages.len(), numbers));
        }
        pages.push(page(setter, draft, pages.len(), numbers));
    }
    pages
}

/// A blank page after the last one, if the next sequence must begin on a right-hand page.
pub(crate) fn even_out(setter: &Setter<'_>, pages: &mut Vec<Page>, numbers: Numbers) {
    if !pages.len().is_multiple_of(2) {
        pages.push(page(setter, &Draft::BLANK, pages.len(), numbers));
    }
}

fn page(setter: &Setter<'_>, draft: &Draft, place: usize, numbers: Numbers) -> Page {
    let design = setter.design();
    let number = u32::try_from(place + 1).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MIN);
    let folio = match numbers {
        Numbers::Roman => Folio::Roman(number),
        Numbers::Arabic => Folio::Arabic(number),
    };
    let side = if place.is_multiple_of(2) { Side::Recto } else { Side::Verso };
    let left = match side {
        Side::Recto => design.margins.inner,
        Side::Verso => design.margins.outer,
    };
    let origin = Point { x: left, y: design.margins.head };
    let shifted = |at: &Point| Point { x: at.x + origin.x, y: at.y + origin.y };
    let mut items: Vec<Placed> = Vec::with_capacity(draft.items.len() + 3);
    heads::set(setter, draft, side, folio, &mut |zone, at, item| items.push(Placed { at: shifted(&at), zone, role: Role::Artifact, item }));
    let gap = design.size;
    let beside =
        |left: bool, away: Length, line: &TextLine| if left { Length::ZERO - away - line.width() } else { design.type_width() + away };
    for (numbers, outer) in [(&draft.numbers, true), (&draft.line_numbers, false)] {
        for number in numbers {
            // With columns both sorts stand beside theirs, those of lines nearer.
            let x = match number.column {
                None => beside((side == Side::Verso) == outer, gap, &number.line),
                Some(column) if outer && design.line_numbers > 0 => beside(column == 0, gap * 5 / 2, &number.line),
                Some(column) => beside(column == 0, gap, &number.line),
            };
            let at = shifted(&Point { x, y: number.baseline });
            items.push(Placed { at, zone: Zone::Margin, role: Role::Artifact, item: PageItem::Line(number.line.clone()) });
        }
    }
    let zone = |index: usize| if draft.notes.iter().any(|notes| notes.contains(&index)) { Zone::Notes } else { Zone::Text };
    let contents = draft.items.iter().enumerate();
    items.extend(contents.map(|(index, (at, role, item))| Placed { at: shifted(at), zone: zone(index), role: *role, item: item.clone() }));
    if design.ink == InkUse::Saving {
        items.iter_mut().for_each(|placed| thin(&mut placed.item));
    }
    Page { folio, side, kind: draft.kind, crowded: draft.crowded, size: design.page, items, start: draft.start }
}

/// The least thickness of a rule that office printers print evenly: two dots of 600 to the inch.
const HAIRLINE: f64 = 0.25;

/// Makes a rule half as thick.
fn thin(item: &mut PageItem) {
    let PageItem::Rule(size) = item else { return };
    let least = Length::from_pt(HAIRLINE);
    let thinner = |side: Length, along: Length| if along > side * 4 { side.min((side / 2).max(least)) } else { side };
    *size = Size { width: thinner(size.width, size.height), height: thinner(size.height, size.width) };
}
