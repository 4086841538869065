//! Tables: columns as wide as their text needs, three rules, and the head repeated on every page.
use std::sync::Arc;

use super::builder::GalleyBuilder;
use super::line_slugs::{baseline, slug};
use super::place::Place;
use super::slug::{FORBIDDEN, STRANDED, Slug, WIDOW};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Alignment, Inline, Node, NodeId, Position, Row, Table};
use crate::edition::TableDesign;
use crate::typeset::model::page::{Artifact, PageItem, Role};
use crate::typeset::model::style::{Align, Figures, TextStyle};
use crate::typeset::paragraph::{Form, SetLine, set_paragraph};
use crate::typeset::setter::Setter;
use crate::units::{Length, Point, Size};

/// A row of up to this many lines is not divided between pages if it fits on one.
const WHOLE_ROW: usize = 6;
/// The white above a rule. Descenders have enough white from the leading.
const ABOVE_RULE: Length = Length::points(1);

/// The size and the column widths with which a table fits a measure.
pub(crate) struct Fitted<'a> {
    place: Place,
    /// The white between two columns.
    gap: Length,
    widths: Vec<Length>,
    /// The size of its text, in hundredths of the usual size.
    per_cent: i64,
    /// Whether the columns are wide enough for their longest words.
    fits: bool,
    /// The height of the page on which it stands.
    room: Length,
    design: &'a TableDesign,
}

impl Fitted<'_> {
    /// The same on a page of the height `room`.
    pub(crate) fn on_page(self, room: Length) -> Self {
        Self { room, ..self }
    }

    /// Whether its text has the usual size.
    pub(crate) const fn is_whole(&self) -> bool {
        self.per_cent == 100
    }

    /// Whether no word is cut and the text is large enough to be read.
    pub(crate) fn is_legible(&self) -> bool {
        self.fits && (self.is_whole() || self.place.style.size >= self.design.legible_size)
    }

    /// The diagnostic for a table set smaller than usual. `None` if it has the usual size.
    pub(crate) fn told(&self, node: &Node) -> Option<Diagnostic> {
        let smaller = || format!("it was set at {} per cent", self.per_cent);
        let cut = || "its longest words were cut".to_owned();
        let done = || match self.fits {
            true => smaller(),
            false if self.per_cent < i64::from(self.design.smallest) => format!("{}, and {}", smaller(), cut()),
            false => cut(),
        };
        (!self.is_whole()).then(|| told(node, done()))
    }

    /// The diagnostic for a table that was turned.
    pub(crate) fn told_of_turned(&self, node: &Node) -> Diagnostic {
        let smaller = if self.is_whole() { String::new() } else { format!(", and set at {} per cent", self.per_cent) };
        told(node, format!("it was turned, on a page of its own{smaller}"))
    }
}

fn told(node: &Node, done: String) -> Diagnostic {
    Diagnostic::new(codes::WIDE_TABLE, node.span, "the columns of this table do not fit the measure")
        .label(done)
        .hint("give it fewer columns, or shorter words")
}

impl<'s> GalleyBuilder<'s, '_> {
    /// Finds the size and the column widths of a table at a place. The size becomes smaller step by step as long as the longest words do
    /// not fit into the columns.
    pub(crate) fn fitted(&self, table: &Table, place: &Place) -> Fitted<'s> {
        let design = self.setter.design();
        let usual = design.tables.size.of(design.small_size.min(place.style.size));
        let smallest = i64::from(design.tables.smallest);
        let sized = |per_cent: i64| {
            let size = usual.scaled(per_cent, 100);
            let style = TextStyle { figures: Figures::Tabular, ..place.style.clone().sized(size) };
            let leading = if design.grid { design.leading } else { design.note_leading.max(design.tables.leading.of(size)) };
            (Place { style, leading, align: Align::Left, ..place.clone() }, design.tables.column_gap.of(size))
        };
        let (mut place, mut gap) = sized(100);
        let (mut widths, mut fits) = self.widths(table, &place, gap);
        let mut per_cent = 100;
        while !fits && per_cent > smallest {
            per_cent = (per_cent - 5).max(smallest);
            (place, gap) = sized(per_cent);
            (widths, fits) = self.widths(table, &place, gap);
        }
        // With very many columns, an em for each may be too much. The size becomes smaller still, because nothing may leave the measure.
        let columns = i64::try_from(table.alignments.len()).unwrap_or(i64::MAX);
        let needed = |(place, gap): &(Place, Length)| place.style.size * columns + *gap * (columns - 1);
        if columns > 1 && needed(&sized(per_cent)) > place.measure {
            while per_cent > 1 && needed(&sized(per_cent)) > place.measure {
                per_cent -= 1;
            }
            (place, gap) = sized(per_cent);
            (widths, fits) = self.widths(table, &place, gap);
        }
        Fitted { place, gap, widths, per_cent, fits, room: design.leading * design.lines(), design: &design.tables }
    }

    /// Sets a table with the size and the widths that `fitted` found.
    pub(crate) fn table(&mut self, table: &Table, node: NodeId, Fitted { place, gap, widths, room, .. }: Fitted<'_>) {
        if widths.is_empty() {
            return;
        }
        let design = self.setter.design();
        let start = self.slugs.len();
        if let Some(caption) = &table.caption {
            let caption_place = Place { style: place.style.clone().shaped(design.captions.shape), ..place.clone() };
            let form = Form { measure: place.measure, indent: Length::ZERO, hang: Length::ZERO, align: Align::Left };
            let label = self.setter.book.resolution.labels.get(&node);
            let lines = self.captioned(label, caption, &caption_place, &form);
            self.caption_lines(lines, &caption_place, node);
            if let Some(first) = self.slugs.get_mut(start) {
                first.start = Some(Position { block: node, offset: 0 });
            }
            if let Some(last) = self.slugs[start..].last_mut() {
                last.height += if design.grid { place.leading } else { place.leading / 3 };
            }
        }
        let full: Length = widths.iter().copied().sum::<Length>() + gap * (widths.len() as i64 - 1);
        let artifact = Role::Artifact(Artifact::Block(node));
        let rule =
            |y: Length| (Point { x: place.left, y }, artifact, PageItem::Rule(Size { width: full, height: design.tables.rule_thickness }));
        // On a grid, rows are whole lines, without extra white.
        let extra = |white: Length| if design.grid { Length::ZERO } else { white };
        let (below_rule, below_row) = (extra(design.tables.below_rule), extra(design.tables.below_row));
        let has_head = table.head.cells.iter().any(|cell| !cell.content.is_empty());
        let mut head = Vec::new();
        if has_head {
            let head_place = Place { style: place.style.clone().shaped(design.tables.head_shape).whole(), ..place.clone() };
            head = self.row(&table.head, table, &head_place, (&widths, gap, room));
            if let Some(first) = head.first_mut() {
                lower(first, below_rule);
                first.parts.push(rule(Length::ZERO));
            }
            if let Some(last) = head.last_mut() {
                last.height += extra(ABOVE_RULE * 2);
                last.parts.push(rule(last.height - ABOVE_RULE));
                // The white below the rule belongs to the head, not to the first row, because the head is repeated.
                last.height += below_rule;
            }
            for slug in &head {
                self.push(slug.clone());
                self.keep += FORBIDDEN;
            }
        }
        // A repeated head calls no notes, has no anchors, and is not the beginning of a page's text. A head of more than half a page is not
        // repeated.
        let head_height: Length = head.iter().map(|slug| slug.height).sum();
        let tall = head_height * 2 > room;
        let repeat: Vec<Slug> = head
            .into_iter()
            .filter(|_| !tall)
            .map(|mut slug| {
                slug.notes.clear();
                slug.start = None;
                slug.parts.retain(|(.., item)| !matches!(item, PageItem::Anchor(_)));
                slug.parts.iter_mut().for_each(|(_, role, _)| *role = artifact);
                slug
            })
            .collect();
        let repeat = (!repeat.is_empty()).then(|| Arc::new(repeat));
        let below = if tall { room } else { room - head_height };
        let count = table.rows.len();
        for (at, row) in table.rows.iter().enumerate() {
            let mut lines = self.row(row, table, &place, (&widths, gap, below));
            if let Some(first) = lines.first_mut() {
                if at == 0 && !has_head {
                    lower(first, below_rule);
                    first.parts.push(rule(Length::ZERO));
                }
                first.cost = if at == 1 || (at + 1 == count && at > 0) { WIDOW } else { 0 };
            }
            if let Some(last) = lines.last_mut() {
                last.height += below_row;
                if at + 1 == count {
                    last.height += below_row;
                    last.parts.push(rule(last.height - ABOVE_RULE));
                }
            }
            for (line, mut slug) in lines.into_iter().enumerate() {
                if at > 0 || line > 0 {
                    slug.repeat.clone_from(&repeat);
                }
                self.push(slug);
            }
        }
        self.slugs[start..].iter_mut().take(1).for_each(|first| first.begins_table = true);
        let height: Length = self.slugs[start..].iter().map(|slug| slug.height).sum();
        self.fill_up(height);
    }

    /// Sets one row. `widths` and `gap` are the columns and the white between them; `room` is the height of the page without a repeated
    /// head. A row that fits well on a page is one slug, with its cells in reading order. A higher row is a slug for each line, and is
    /// divided between pages only if no other break is possible.
    fn row(&mut self, row: &Row, table: &Table, place: &Place, (widths, gap, room): (&[Length], Length, Length)) -> Vec<Slug> {
        let base = baseline(place.leading, place.style.size);
        let mut cells: Vec<Vec<Slug>> = Vec::new();
        let mut x = Length::ZERO;
        for ((cell, &width), alignment) in row.cells.iter().zip(widths).zip(&table.alignments) {
            let align = match alignment {
                Alignment::None | Alignment::Left => Align::Left,
                Alignment::Center => Align::Center,
                Alignment::Right => Align::Right,
            };
            let form = Form { measure: width, indent: Length::ZERO, hang: Length::ZERO, align };
            let cell_place = Place { left: place.left + x, measure: width, ..place.clone() };
            let lines = set_paragraph(self.setter, &cell.content, &place.style, &form);
            let mut slugs: Vec<Slug> = lines.into_iter().map(|line| slug(line, &cell_place, base, cell.node.id)).collect();
            if slugs.is_empty() {
                slugs.push(Slug { height: place.leading, ..Slug::default() });
            }
            self.cell_anchor(&cell.node, &cell_place, &mut slugs[0]);
            cells.push(slugs);
            x += width + gap;
        }
        let count = cells.iter().map(Vec::len).max().unwrap_or(0);
        let heights: Vec<Length> = (0..count)
            .map(|at| cells.iter().filter_map(|cell| cell.get(at)).map(|line| line.height).fold(place.leading, Length::max))
            .collect();
        // The most height that the rules and the white of a row take up.
        let design = &self.setter.design().tables;
        let around = design.below_rule * 2 + design.below_row * 2 + ABOVE_RULE;
        if count <= WHOLE_ROW && heights.iter().copied().sum::<Length>() + around <= room {
            let mut whole = Slug { height: heights.iter().copied().sum::<Length>().max(place.leading), ..Slug::default() };
            for line in cells.into_iter().flat_map(|cell| cell.into_iter().enumerate()) {
                let above: Length = heights[..line.0].iter().copied().sum();
                take(&mut whole, line.1, above);
            }
            return vec![whole];
        }
        let mut lines: Vec<Slug> = heights.into_iter().map(|height| Slug { height, cost: STRANDED, ..Slug::default() }).collect();
        lines[0].cost = 0;
        for (at, line) in cells.into_iter().flat_map(|cell| cell.into_iter().enumerate()) {
            take(&mut lines[at], line, Length::ZERO);
        }
        lines
    }

    fn cell_anchor(&self, node: &crate::document::Node, place: &Place, slug: &mut Slug) {
        if let Some(name) = self.setter.book.resolution.anchors.get(&node.id) {
            slug.parts.push((Point { x: place.left, y: Length::ZERO }, Role::Content(node.id), PageItem::Anchor(Arc::from(name.as_str()))));
        }
    }

    /// The widths of the columns, and whether no word has to be cut. If each cell fits on one line, the columns have that width. Otherwise
    /// every column is at least as wide as its longest word, if there is room, and the rest of the measure is shared out by the amount of
    /// text.
    fn widths(&self, table: &Table, place: &Place, gap: Length) -> (Vec<Length>, bool) {
        let columns = table.alignments.len();
        if columns == 0 {
            return (Vec::new(), true);
        }
        let room = place.measure - gap * (columns as i64 - 1);
        let room = room.max(place.style.size * columns as i64);
        let wide = Form { measure: Length::points(20_000), indent: Length::ZERO, hang: Length::ZERO, align: Align::Left };
        let narrow = Form { measure: place.style.size, ..wide };
        let quiet = self.setter.quiet();
        let measured = |content: &[Inline], form: &Form| -> Length {
            let lines: Vec<SetLine> = set_paragraph(&quiet, content, &place.style.clone().whole(), form);
            lines.iter().map(|line| line.line.width()).fold(Length::ZERO, Length::max)
        };
        let mut natural = vec![Length::ZERO; columns];
        let mut least = vec![Length::ZERO; columns];
        for row in std::iter::once(&table.head).chain(&table.rows) {
            for (at, cell) in row.cells.iter().take(columns).enumerate() {
                natural[at] = natural[at].max(measured(&cell.content, &wide));
                let words = measured_words(&quiet, &cell.content, place);
                // Other content, such as a picture, needs at most an em.
                let other = if words < place.style.size { measured(&cell.content, &narrow).min(place.style.size) } else { Length::ZERO };
                least[at] = least[at].max(words).max(other);
            }
        }
        // Slightly more than the text, so that rounding never breaks a line.
        natural.iter_mut().chain(&mut least).for_each(|width| *width += Length::from_pt(0.1));
        let total: Length = natural.iter().copied().sum();
        if total <= room {
            return (natural, true);
        }
        let floor: Length = least.iter().copied().sum();
        if floor >= room {
            // Not even the longest words fit. From the narrowest column on, each gets the width of its longest word, but at most an equal
            // share of the rest. Words are cut in the columns that get less.
            let mut order: Vec<usize> = (0..columns).collect();
            order.sort_by_key(|&at| least[at]);
            let mut left = room;
            for (done, at) in order.into_iter().enumerate() {
                least[at] = least[at].min(left / (columns - done) as i64);
                left -= least[at];
            }
            return (least, false);
        }
        // From the narrowest column on, each gets the width of its text, as long as that is at most an equal share of the rest. The wide
        // columns share what remains by their amount of text.
        let mut order: Vec<usize> = (0..columns).collect();
        order.sort_by_key(|&at| natural[at]);
        let mut widths = least.clone();
        let mut open: Vec<usize> = order.clone();
        let mut left = room;
        for at in order {
            let others: Length = open.iter().filter(|&&other| other != at).map(|&other| least[other]).sum();
            if natural[at] <= left / (open.len() as i64) && natural[at] + others <= left {
                widths[at] = natural[at];
                left -= natural[at];
                open.retain(|&other| other != at);
            } else {
                break;
            }
        }
        let base: Length = open.iter().map(|&at| least[at]).sum();
        let wish: f64 = open.iter().map(|&at| (natural[at] - least[at]).to_pt().max(0.0)).sum();
        for at in open {
            let share = if wish > 0.0 { (left - base).to_pt() * (natural[at] - least[at]).to_pt().max(0.0) / wish } else { 0.0 };
            widths[at] = least[at] + Length::from_pt(share);
        }
        (widths, true)
    }
}

/// Makes a slug higher by moving its items down.
fn lower(slug: &mut Slug, by: Length) {
    slug.height += by;
    slug.parts.iter_mut().for_each(|(point, ..)| point.y += by);
}

/// Adds a line of a cell to the slug of its row, at the height `above`.
fn take(row: &mut Slug, line: Slug, above: Length) {
    row.start = row.start.or(line.start);
    row.notes.extend(line.notes);
    row.parts.extend(line.parts.into_iter().map(|(at, role, item)| (Point { x: at.x, y: at.y + above }, role, item)));
}

/// The width of the widest word of a cell.
fn measured_words(setter: &Setter<'_>, content: &[Inline], place: &Place) -> Length {
    let flow = crate::document::flow(content);
    let style = setter.compositor.style(&place.style.clone().whole());
    let words = flow.text.split([' ', '\u{2028}', crate::document::OBJECT]);
    words.map(|word| setter.compositor.word(style, word).width).fold(Length::ZERO, Length::max)
}
