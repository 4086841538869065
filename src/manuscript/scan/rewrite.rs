//! Rewrites list markers and tables of Pandoc as Markdown that the parser knows, line by line. Code and raw HTML stay as they are. Each
//! replacement has a [`RewriteMark`], so that nothing of the author's text is lost.
use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::{Alignment, Column};

use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::scan::grid_tables::{GridTable, begins_grid, grid_table};
use crate::manuscript::scan::items::{ExampleNumbering, ItemMark, Items, Surroundings};
use crate::manuscript::scan::spaced_tables::{SpacedCell, SpacedTable, spaced_table};
use crate::manuscript::syntax::lines::{CodeFence, Line, LinePrefix, NOTE_INDENT, is_note, list_markers};

/// How deeply grid tables may be nested.
const DEPTH: usize = 4;

/// What a place in the rewritten text stands for.
#[derive(Clone, Debug)]
pub(crate) enum RewriteMark {
    /// The marker of an item.
    Item(ItemMark),
    /// A pipe table that stands for a table with spaces between its columns.
    Spaced(SpacedMark),
    /// An end of a grid table or of one of its cells: a `<div>` or a `</div>`.
    Grid(GridEnd),
}

/// The properties of a simple or multiline table that a pipe table cannot express.
#[derive(Clone, Debug)]
pub(crate) struct SpacedMark {
    /// Whether its first row is only there because a pipe table needs one.
    pub(crate) is_headless: bool,
    /// The widths of its columns in hundredths of a per cent of the measure. Empty if the text decides.
    pub(crate) widths: Vec<u32>,
}

/// An end of a grid table or of one of its cells.
#[derive(Clone, Debug)]
pub(crate) enum GridEnd {
    /// The beginning of a table.
    Table(GridShape),
    /// The beginning of a cell.
    Cell(GridPlace),
    /// The end of a cell.
    CellEnd,
    /// The end of a table.
    TableEnd,
}

/// The columns and rows of a grid table.
#[derive(Clone, Debug)]
pub(crate) struct GridShape {
    /// The columns.
    pub(crate) columns: Vec<Column>,
    /// The number of rows of the head.
    pub(crate) heads: usize,
    /// The number of rows of the foot.
    pub(crate) feet: usize,
    /// The number of all rows.
    pub(crate) rows: usize,
}

/// The place of a cell in a grid table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GridPlace {
    /// Its row.
    pub(crate) row: usize,
    /// The number of rows that it covers.
    pub(crate) rows: u16,
    /// The number of columns that it covers.
    pub(crate) columns: u16,
}

/// A text that was rewritten.
#[derive(Debug, Default)]
pub(crate) struct Rewritten {
    /// The text.
    pub(crate) assembled: Assembled,
    /// The marks, by the byte offset of their replacement in the text.
    pub(crate) marks: BTreeMap<usize, RewriteMark>,
    /// The numbers of the examples with a label.
    pub(crate) examples: BTreeMap<String, u64>,
}

/// Rewrites a text. `None` if there is nothing to rewrite.
pub(crate) fn rewrite(source: &Assembled) -> Option<Rewritten> {
    let mut examples = ExampleNumbering::default();
    let (assembled, marks) = rewritten(source, &mut examples, 0)?;
    Some(Rewritten { assembled, marks, examples: examples.labels })
}

type MarkedText = (Assembled, BTreeMap<usize, RewriteMark>);

fn rewritten(source: &Assembled, examples: &mut ExampleNumbering, depth: usize) -> Option<MarkedText> {
    if !source.text.split('\n').any(may_begin) {
        return None;
    }
    let lines = Line::all(&source.text);
    let mut rewriter = Rewriter {
        source,
        lines,
        depth,
        items: Items::default(),
        item: None,
        quotes: 0,
        item_around: None,
        out: Assembled::default(),
        marks: BTreeMap::new(),
        from: 0,
    };
    rewriter.all(examples);
    if rewriter.marks.is_empty() {
        return None;
    }
    rewriter.copy_to(source.text.len());
    Some((rewriter.out, rewriter.marks))
}

/// Whether a line may begin an item or be a border of a table. Few lines of prose do.
fn may_begin(line: &str) -> bool {
    let text = line.trim_start_matches([' ', '\t', '>']);
    match text.as_bytes() {
        [b'+', b'-' | b'=' | b':', ..] | [b'#', b'.' | b')', ..] | [b'(', ..] => true,
        [b'-', b'-', ..] => text.bytes().all(|byte| matches!(byte, b'-' | b' ' | b'\r')),
        bytes => {
            let word = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            let is_roman = || bytes[..word].iter().all(|byte| b"ivxlcIVXLC".contains(byte));
            (1..=8).contains(&word) && matches!(bytes.get(word), Some(b'.' | b')')) && (word == 1 || is_roman())
        }
    }
}

/// The code or HTML that a line is part of, if it is not Markdown.
enum ForeignLine {
    /// Fenced code, with the number of quotations around it and the least indentation of its lines.
    Code { fence: CodeFence, quotes: usize, indent: usize },
    /// HTML up to a line with this text, in lower case.
    Html(&'static str),
}

impl ForeignLine {
    /// The code or HTML that a line opens and does not close. `markers` is the length of its list markers.
    fn opened(line: &Line, text: &str, markers: usize) -> Option<Self> {
        let body = &text[markers..];
        if let Some(fence) = CodeFence::opening(body) {
            let indent = if markers > 0 { line.prefix.columns + markers } else { 0 };
            return Some(Self::Code { fence, quotes: line.prefix.quotes, indent });
        }
        if !body.starts_with('<') {
            return None;
        }
        let start = body.get(..body.len().min(10)).unwrap_or(body).to_ascii_lowercase();
        let ends = [("<!--", "-->"), ("<pre", "</pre"), ("<script", "</script"), ("<style", "</style"), ("<textarea", "</textarea")];
        let end = ends.into_iter().find(|(open, _)| start.starts_with(open)).map(|(_, end)| end)?;
        (!body.to_ascii_lowercase().contains(end)).then_some(Self::Html(end))
    }

    /// How a line relates to it: inside, its last line, or beyond its end.
    fn reaches(&self, line: &Line, text: &str) -> LineRelation {
        match self {
            Self::Code { fence, quotes, indent } => {
                if line.prefix.quotes < *quotes || (!text.is_empty() && line.prefix.columns < *indent) {
                    LineRelation::Beyond
                } else if fence.closed_by(text).is_some() {
                    LineRelation::Last
                } else {
                    LineRelation::Inside
                }
            }
            Self::Html(end) if text.to_ascii_lowercase().contains(end) => LineRelation::Last,
            Self::Html(_) => LineRelation::Inside,
        }
    }
}

/// How a line relates to the code or HTML before it.
#[derive(PartialEq)]
enum LineRelation {
    Inside,
    Last,
    Beyond,
}

struct Rewriter<'a> {
    source: &'a Assembled,
    lines: Vec<Line>,
    depth: usize,
    items: Items,
    /// The column of the text of the item that is open.
    item: Option<usize>,
    /// The number of quotations around the last line.
    quotes: usize,
    /// The column of the text of the item around the quotations.
    item_around: Option<usize>,
    out: Assembled,
    marks: BTreeMap<usize, RewriteMark>,
    /// The first byte of the source that is not yet copied.
    from: usize,
}

impl Rewriter<'_> {
    /// Keeps the item that a quotation stands in, and returns to it after the quotation.
    fn enter_or_leave_quotation(&mut self, line: &Line) {
        let LinePrefix { quotes, outer, columns, .. } = line.prefix;
        if self.quotes == 0 && quotes > 0 {
            self.item_around = self.item.take().filter(|item| outer >= *item);
        } else if self.quotes > 0 && quotes == 0 {
            self.item = self.item_around.take().filter(|item| columns >= *item);
        }
        self.quotes = quotes;
    }

    fn all(&mut self, examples: &mut ExampleNumbering) {
        let source = self.source;
        let mut foreign: Option<ForeignLine> = None;
        let (mut after_blank, mut after_item) = (true, false);
        let mut at = 0;
        while at < self.lines.len() {
            let line = self.lines[at].clone();
            let text = line.text(&source.text);
            if let Some(open) = &foreign {
                let reach = open.reaches(&line, text);
                if reach != LineRelation::Inside {
                    foreign = None;
                }
                if reach != LineRelation::Beyond {
                    (after_blank, after_item) = (false, false);
                    at += 1;
                    continue;
                }
            }
            if line.is_blank() {
                (after_blank, after_item) = (true, false);
                at += 1;
                continue;
            }
            let markers = list_markers(text);
            let columns = line.prefix.columns;
            self.enter_or_leave_quotation(&line);
            if markers == 0 && columns < 4 && is_note(text) {
                self.item = Some(NOTE_INDENT);
            } else if markers == 0 && columns < 2 {
                self.item = None;
            }
            // A line that is indented by four more columns is code.
            let is_text = columns < self.item.unwrap_or_default() + 4;
            if is_text
                && after_blank
                && markers == 0
                && let Some(end) = self.table(at, examples)
            {
                (after_blank, after_item) = (true, false);
                at = end;
                continue;
            }
            let inside_item = after_item && self.item.is_some_and(|item| columns >= item);
            let around = Surroundings { text: &source.text, lines: &self.lines, at, can_begin: after_blank || inside_item, after_blank };
            let mark = if is_text { self.items.item(around, examples) } else { None };
            let is_item = markers > 0 || mark.is_some();
            if let Some(mark) = mark {
                let rest = &text[mark.written.len()..];
                self.item = Some(columns + mark.replacement.len() + (rest.len() - rest.trim_start().len()));
                let start = line.range.start + line.prefix.bytes;
                self.copy_to(start);
                self.marks.insert(self.out.text.len(), RewriteMark::Item(mark.clone()));
                self.from = start + mark.written.len();
                self.out.insert(&mark.replacement, source.span(start..self.from));
            } else if markers > 0 {
                self.item = Some(columns + markers);
            }
            foreign = if is_text || self.item.is_some() { ForeignLine::opened(&line, text, markers) } else { None };
            (after_blank, after_item) = (false, is_item);
            at += 1;
        }
    }

    /// Copies the source up to a byte.
    fn copy_to(&mut self, end: usize) {
        self.out.copy(self.source, self.from..end);
        self.from = end;
    }

    /// Rewrites the table that begins at a line. Returns the number of the line after it.
    fn table(&mut self, at: usize, examples: &mut ExampleNumbering) -> Option<usize> {
        let text = &self.source.text;
        let line = &self.lines[at];
        if begins_grid(line.text(text)) {
            let table = grid_table(text, &self.lines, at).filter(|_| self.depth < DEPTH)?;
            if !table.cells.iter().all(|cell| self.is_closed(&cell.lines)) {
                return None;
            }
            let before = self.before(line);
            self.copy_to(line.range.start);
            self.grid(&table, at, &before, examples);
            self.from = self.after(table.end);
            return Some(table.end);
        }
        let is_divider = |line: &Line| line.text(text).starts_with("--");
        if !is_divider(line) && !self.lines.get(at + 1).is_some_and(is_divider) {
            return None;
        }
        let table = spaced_table(text, &self.lines, at)?;
        let before = self.before(line);
        self.copy_to(line.range.start);
        self.spaced(&table, at, &before);
        self.from = self.after(table.end);
        Some(table.end)
    }

    /// The first byte of a line, or the end of the text.
    fn after(&self, number: usize) -> usize {
        self.lines.get(number).map_or(self.source.text.len(), |line| line.range.start)
    }

    /// What stands before each line that replaces a table: the quotation signs, and the indentation of the item around it.
    fn before(&self, line: &Line) -> String {
        let signs = &self.source.text[line.range.start..line.unquoted_start(&self.source.text)];
        let indent = self.item.unwrap_or_default().saturating_sub(usize::from(signs.ends_with(' ')));
        format!("{signs}{}", " ".repeat(indent))
    }

    /// Whether no code and no HTML in a cell reaches beyond its end.
    fn is_closed(&self, lines: &[Range<usize>]) -> bool {
        let mut foreign: Option<ForeignLine> = None;
        for range in lines {
            let text = &self.source.text[range.clone()];
            for line in Line::all(text) {
                let own = line.text(text);
                match &foreign {
                    Some(open) => match open.reaches(&line, own) {
                        LineRelation::Inside => {}
                        LineRelation::Last => foreign = None,
                        LineRelation::Beyond => return false,
                    },
                    None => foreign = ForeignLine::opened(&line, own, list_markers(own)),
                }
            }
        }
        foreign.is_none()
    }

    /// Adds a line that the author did not write. It stands for a line of the source.
    fn add(&mut self, line: &str, number: usize) {
        let origin = self.source.span(self.lines[number].range.clone());
        self.out.insert(line, origin);
    }

    fn grid(&mut self, table: &GridTable, at: usize, before: &str, examples: &mut ExampleNumbering) {
        let GridTable { columns, heads, feet, rows, cells, end } = table;
        let shape = GridShape { columns: columns.clone(), heads: *heads, feet: *feet, rows: *rows };
        self.end_of_grid(GridEnd::Table(shape), at, before);
        for cell in cells {
            let count = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
            let place = GridPlace { row: cell.row, rows: count(cell.rows), columns: count(cell.columns) };
            self.end_of_grid(GridEnd::Cell(place), at, before);
            let mut own = Assembled::default();
            for line in &cell.lines {
                own.copy(self.source, line.clone());
                own.insert("\n", self.source.span(line.end..line.end));
            }
            let (own, marks) = rewritten(&own, examples, self.depth + 1).unwrap_or((own, BTreeMap::new()));
            let mut from = 0;
            for line in own.text.split_inclusive('\n') {
                self.add(before, at);
                let to = self.out.text.len();
                self.marks.extend(marks.range(from..from + line.len()).map(|(place, mark)| (place - from + to, mark.clone())));
                self.out.copy(&own, from..from + line.len());
                from += line.len();
            }
            self.end_of_grid(GridEnd::CellEnd, at, before);
        }
        self.end_of_grid(GridEnd::TableEnd, end - 1, before);
    }

    /// Adds a `<div>` or `</div>` with blank lines around it. It stands for a line of the source.
    fn end_of_grid(&mut self, end: GridEnd, number: usize, before: &str) {
        let tag = match end {
            GridEnd::Table(_) | GridEnd::Cell(_) => "<div>",
            GridEnd::CellEnd | GridEnd::TableEnd => "</div>",
        };
        let blank = before.trim_end();
        self.add(&format!("{blank}\n{before}"), number);
        self.marks.insert(self.out.text.len(), RewriteMark::Grid(end));
        self.add(&format!("{tag}\n{blank}\n"), number);
    }

    fn spaced(&mut self, table: &SpacedTable, at: usize, before: &str) {
        let blank = before.trim_end();
        self.add(&format!("{blank}\n{before}"), at);
        let mark = SpacedMark { is_headless: table.head.is_empty(), widths: table.widths.clone() };
        self.marks.insert(self.out.text.len(), RewriteMark::Spaced(mark));
        let none = vec![SpacedCell::new(); table.alignments.len()];
        self.row(if table.head.is_empty() { &none } else { &table.head }, at);
        let dashes = table.alignments.iter().map(|alignment| match alignment {
            Alignment::None => "---|",
            Alignment::Left => ":--|",
            Alignment::Center => ":-:|",
            Alignment::Right => "--:|",
        });
        self.add(&format!("{before}|{}\n", dashes.collect::<String>()), at);
        for row in &table.rows {
            self.add(before, at);
            self.row(row, at);
        }
        self.add(&format!("{blank}\n"), table.end - 1);
    }

    /// Adds a row of a pipe table. A bar in a cell gets a backslash.
    fn row(&mut self, cells: &[SpacedCell], at: usize) {
        let text = &self.source.text;
        self.add("|", at);
        for cell in cells {
            for part in cell {
                self.add(" ", at);
                let mut from = part.start;
                for (bar, _) in text[part.clone()].match_indices('|').filter(|(bar, _)| !text[part.start..part.start + bar].ends_with('\\'))
                {
                    self.out.copy(self.source, from..part.start + bar);
                    self.add("\\", at);
                    from = part.start + bar;
                }
                self.out.copy(self.source, from..part.end);
            }
            self.add(" |", at);
        }
        self.add("\n", at);
    }
}
