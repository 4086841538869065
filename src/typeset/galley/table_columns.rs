//! The widths of the columns of a table.
//!
//! Each cell has a natural width, at which it needs no more lines than its author wrote, and a least width, at which no word is cut. A
//! column is as wide as its cells need. What a cell over several columns needs beyond the widths of these columns is shared out among them,
//! in proportion to their widths. A width that the author gave a column replaces its natural width, but never makes it too narrow for its
//! longest word.
//!
//! If all columns fit with their natural widths, they have these. Otherwise every column is at least as wide as its longest word, if there
//! is room, and the rest of the measure is shared out by the amount of text.
use super::builder::GalleyBuilder;
use super::figure::natural_width;
use super::formula::formula_width;
use super::list::ListForm;
use super::listing::code_size_in_cell;
use super::place::BlockPlace;
use super::table_rows::cell_style;
use crate::document::{Block, BlockKind, Cell, CellContent, ColumnWidth, Inline, Section, Table};
use crate::typeset::model::style::{Align, TextStyle};
use crate::typeset::paragraph::{ComposedLine, ParagraphShape, set_paragraph, widest_word};
use crate::typeset::setter::Setter;
use crate::typeset::words::formulas::SMALLEST;
use crate::units::Length;

/// The least width of code and of a picture in a cell, in ems. Longer lines of code are turned over, and a larger picture becomes smaller.
const LEAST_OBJECT: i64 = 4;
/// The natural width of a caption below a picture, in ems.
const CAPTION: i64 = 14;
/// The width of headings, in hundredths of the width of the same words as text.
const HEADING: i64 = 130;

/// The width that content needs.
#[derive(Clone, Copy, Debug, Default)]
struct ContentWidths {
    natural: Length,
    least: Length,
    /// What it needs even if words are cut: the indents of lists, and an em for each column of a table within.
    hard: Length,
}

impl ContentWidths {
    /// What two blocks need, one below the other.
    fn over(self, other: Self) -> Self {
        Self { natural: self.natural.max(other.natural), least: self.least.max(other.least), hard: self.hard.max(other.hard) }
    }

    /// With an indent.
    fn inset(self, by: Length) -> Self {
        Self { natural: self.natural + by, least: self.least + by, hard: self.hard + by }
    }
}

/// Measures content without reporting anything.
struct Measurer<'a, 'b> {
    setter: &'a Setter<'b>,
    place: &'a BlockPlace,
}

impl Measurer<'_, '_> {
    /// Measures a cell in the style in which it is set.
    fn cell(&self, section: Section, cell: &Cell) -> ContentWidths {
        let style = cell_style(&self.place.style, section, cell, self.setter.design());
        let measurer = Measurer { setter: self.setter, place: &BlockPlace { style, ..self.place.clone() } };
        match &cell.content {
            CellContent::Line(inlines) => measurer.line(inlines),
            CellContent::Blocks(blocks) => measurer.blocks(blocks),
        }
    }

    /// What a line of text in another style needs.
    fn line_in(&self, style: TextStyle, content: &[Inline]) -> ContentWidths {
        Measurer { setter: self.setter, place: &BlockPlace { style, ..self.place.clone() } }.line(content)
    }

    fn widest(&self, content: &[Inline], form: &ParagraphShape) -> Length {
        let lines: Vec<ComposedLine> = set_paragraph(self.setter, content, &self.place.style.clone().whole(), form);
        lines.iter().map(|line| line.line.width()).fold(Length::ZERO, Length::max)
    }

    fn line(&self, content: &[Inline]) -> ContentWidths {
        let em = self.place.style.size;
        let wide = ParagraphShape { measure: Length::points(20_000), indent: Length::ZERO, hang: Length::ZERO, align: Align::Left };
        let words = widest_word(self.setter, content, &self.place.style);
        // Other content, such as a picture, needs at most an em.
        let other = || self.widest(content, &ParagraphShape { measure: em, ..wide }).min(em);
        let least = if words < em { words.max(other()) } else { words };
        ContentWidths { natural: self.widest(content, &wide), least, hard: em }
    }

    fn blocks(&self, blocks: &[Block]) -> ContentWidths {
        blocks.iter().map(|block| self.block(block)).fold(ContentWidths::default(), ContentWidths::over)
    }

    fn block(&self, block: &Block) -> ContentWidths {
        let design = self.setter.design();
        let em = self.place.style.size;
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.line(inlines),
            BlockKind::Heading { title, .. } => {
                let ContentWidths { natural, least, hard } = self.line(title);
                ContentWidths { natural: natural.scaled(HEADING, 100), least: least.scaled(HEADING, 100), hard }
            }
            BlockKind::Quote { blocks, attribution } => {
                let attribution = attribution.as_deref().map(|line| self.line(line).inset(em * 2)).unwrap_or_default();
                self.blocks(blocks).over(attribution).inset(design.quotes.indent.of(em) + design.quotes.right_indent.of(em))
            }
            BlockKind::List(list) => {
                let inset = ListForm::of(list, self.place, self.setter).inset();
                list.items.iter().map(|item| self.blocks(&item.blocks)).fold(ContentWidths::default(), ContentWidths::over).inset(inset)
            }
            BlockKind::Definitions(definitions) => {
                let style = || self.place.style.clone().shaped(design.definitions.term_shape);
                let terms = definitions.iter().flat_map(|definition| &definition.terms).map(|(_, term)| self.line_in(style(), term));
                let bodies = definitions.iter().flat_map(|definition| &definition.bodies);
                let bodies = bodies.map(|body| self.blocks(body).inset(design.definitions.indent.of(em)));
                terms.chain(bodies).fold(ContentWidths::default(), ContentWidths::over)
            }
            BlockKind::Verse(stanzas) => {
                let lines = stanzas.iter().flatten().map(|line| self.line(line));
                lines.fold(ContentWidths::default(), ContentWidths::over).inset(design.verse.turnover_indent.of(em))
            }
            BlockKind::Code { text, .. } => self.code(text),
            BlockKind::Math(formula) => match formula_width(self.setter, (formula, block.node.id), self.place) {
                Some(natural) => ContentWidths { natural, least: natural.scaled(SMALLEST, 100), hard: em * 2 },
                None => self.code(&formula.source),
            },
            BlockKind::Figure { body, caption } => {
                let natural = natural_width(self.setter, body, self.place);
                let inner = natural.map_or_else(
                    || self.blocks(body),
                    |natural| ContentWidths { natural, least: natural.min(em * LEAST_OBJECT), hard: em },
                );
                let caption = caption.as_deref().map(|caption| {
                    let ContentWidths { natural, least, hard } = self.line(caption);
                    ContentWidths { natural: natural.min((em * CAPTION).max(least)), least, hard }
                });
                inner.over(caption.unwrap_or_default())
            }
            BlockKind::Table(table) => {
                let gap = design.tables.column_gap.of(em);
                let ColumnContentWidths { natural, least, hard } = columns(self, table, gap);
                let gaps = gap * (table.columns().len() as i64 - 1).max(0);
                let sum = |widths: Vec<Length>| widths.into_iter().sum::<Length>() + gaps;
                ContentWidths { natural: sum(natural), least: sum(least), hard: sum(hard) }
            }
            BlockKind::Alert { title, blocks, .. } => {
                let style = || self.place.style.clone().shaped(design.heading(2).shape);
                let title = title.as_deref().map(|title| self.line_in(style(), title)).unwrap_or_default();
                self.blocks(blocks).over(title).inset(em.scaled(120, 100))
            }
            BlockKind::Container(blocks) => self.blocks(blocks),
            BlockKind::Break | BlockKind::PageBreak | BlockKind::Raw(_) => ContentWidths::default(),
        }
    }

    fn code(&self, text: &str) -> ContentWidths {
        let design = self.setter.design();
        let size = code_size_in_cell(design, self.place);
        let style = self.setter.compositor.style(&self.place.style.clone().code(size));
        let line = |line: &str| self.setter.compositor.word(style, line).width;
        let natural = text.lines().map(line).fold(Length::ZERO, Length::max);
        let inset = design.indent.max(design.size);
        ContentWidths { natural, least: natural.min(size * LEAST_OBJECT), hard: size * 2 }.inset(inset)
    }
}

/// What the columns of a table need.
struct ColumnContentWidths {
    natural: Vec<Length>,
    least: Vec<Length>,
    hard: Vec<Length>,
}

/// Measures what the columns of a table need.
fn columns(measurer: &Measurer<'_, '_>, table: &Table, gap: Length) -> ColumnContentWidths {
    let count = table.columns().len();
    let mut natural = vec![Length::ZERO; count];
    let mut least = vec![Length::ZERO; count];
    let mut hard = vec![measurer.place.style.size; count];
    let mut spanning: Vec<(&Cell, ContentWidths)> = Vec::new();
    let rows = table.sections().flat_map(|(section, rows)| rows.iter().map(move |row| (section, row)));
    for (section, cell) in rows.flat_map(|(section, row)| row.cells().iter().map(move |cell| (section, cell))) {
        let needs = measurer.cell(section, cell);
        if cell.columns() > 1 {
            spanning.push((cell, needs));
        } else {
            let at = cell.column();
            natural[at] = natural[at].max(needs.natural);
            least[at] = least[at].max(needs.least);
            hard[at] = hard[at].max(needs.hard);
        }
    }
    // Narrow cells first, so that wide ones see what these have added.
    spanning.sort_by_key(|(cell, _)| (cell.columns(), cell.column()));
    for (cell, needs) in spanning {
        let range = cell.column()..cell.column() + cell.columns();
        let gaps = gap * (cell.columns() as i64 - 1);
        let weights: Vec<Length> = natural[range.clone()].to_vec();
        widen(&mut natural[range.clone()], needs.natural - gaps, &weights);
        widen(&mut least[range.clone()], needs.least - gaps, &weights);
        widen(&mut hard[range], needs.hard - gaps, &weights);
    }
    ColumnContentWidths { natural, least, hard }
}

/// Widens columns so that together they are as wide as `needed`, in proportion to `weights`.
fn widen(widths: &mut [Length], needed: Length, weights: &[Length]) {
    let missing = needed - widths.iter().copied().sum();
    if missing <= Length::ZERO {
        return;
    }
    let total: Length = weights.iter().copied().sum();
    let count = widths.len() as i64;
    for (width, weight) in widths.iter_mut().zip(weights) {
        let share = if total > Length::ZERO { weight.to_pt() / total.to_pt() } else { 1.0 / count as f64 };
        *width += Length::from_pt(missing.to_pt() * share);
    }
}

/// Replaces the needs of columns by the widths that the author gave. If they leave too little room for the other columns, they are reduced
/// in proportion, but not below the longest word.
fn apply_given_widths(table: &Table, place: &BlockPlace, gap: Length, (natural, least): (&mut [Length], &mut [Length])) {
    let count = table.columns().len() as i64;
    let given = |width: ColumnWidth| match width {
        // The shares of all columns together make the measure.
        ColumnWidth::Share(share) => (place.measure + gap).scaled(i64::from(share), 10_000) - gap,
        ColumnWidth::Fixed(length) => length,
        ColumnWidth::Ems(thousandths) => place.style.size.scaled(i64::from(thousandths), 1_000),
    };
    let widths: Vec<Option<Length>> = table.columns().iter().map(|column| column.width.map(given)).collect();
    let wanted: Length = widths.iter().flatten().copied().sum();
    if wanted <= Length::ZERO {
        return;
    }
    let others: Length = widths.iter().zip(&*least).filter(|(width, _)| width.is_none()).map(|(_, least)| *least).sum();
    let room = (place.measure - gap * (count - 1) - others).max(Length::ZERO);
    for (at, width) in widths.into_iter().enumerate() {
        let Some(width) = width else { continue };
        let width = if wanted > room { width.scaled(room.0, wanted.0) } else { width };
        least[at] = least[at].max(width);
        natural[at] = least[at];
    }
}

/// The widths of the columns of a table.
#[derive(Default)]
pub(crate) struct Widths {
    pub(crate) columns: Vec<Length>,
    /// Whether words have to be cut.
    pub(crate) cut: bool,
    /// Whether the table is wider than its place even so.
    pub(crate) leaves: bool,
}

impl GalleyBuilder<'_, '_> {
    /// The widths of the columns of a table at a place.
    pub(crate) fn widths(&self, table: &Table, place: &BlockPlace, gap: Length) -> Widths {
        let columns = table.columns().len();
        if columns == 0 {
            return Widths::default();
        }
        let room = place.measure - gap * (columns as i64 - 1);
        let room = room.max(place.style.size * columns as i64);
        let quiet = self.setter.quiet();
        let ColumnContentWidths { mut natural, mut least, hard } = self::columns(&Measurer { setter: &quiet, place }, table, gap);
        // Slightly more than the text, so that rounding never breaks a line.
        natural.iter_mut().chain(&mut least).for_each(|width| *width += Length::from_pt(0.1));
        apply_given_widths(table, place, gap, (&mut natural, &mut least));
        let total: Length = natural.iter().copied().sum();
        if total <= room {
            return Widths { columns: natural, ..Widths::default() };
        }
        let floor: Length = least.iter().copied().sum();
        if floor > room {
            // Not even the longest words fit. From the narrowest column on, each gets the width of its longest word, but at most an equal
            // share of the rest. Words are cut in the columns that get less. Room for indents is set aside first.
            let extra: Vec<Length> = hard.iter().map(|hard| *hard - place.style.size).collect();
            let mut left = room - extra.iter().copied().sum();
            let leaves = left < place.style.size * columns as i64;
            let mut order: Vec<usize> = (0..columns).collect();
            order.sort_by_key(|&at| least[at]);
            for (done, at) in order.into_iter().enumerate() {
                let own = (least[at] - extra[at]).min(left / (columns - done) as i64);
                left -= own;
                least[at] = own + extra[at];
            }
            return Widths { columns: least, cut: true, leaves };
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
        Widths { columns: widths, ..Widths::default() }
    }
}
