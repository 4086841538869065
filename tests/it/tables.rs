//! Tables as people make them: spans, several heads and bodies, a foot, blocks in cells, widths. Small books go in; the EPUB and the PDF
//! that come out are read again.
use std::collections::BTreeMap;
use std::fmt::Write;

use chapbook::font::FontBook;
use chapbook::typeset::PageItem;
use chapbook::units::{Length, Point};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::support::setting::{BARE, TALL, TypesetBook, WIDE, set, set_in};
use crate::support::shelf::Epub;
use crate::support::tools::{tool, tool_text};

const SENTENCE: &str = "The delegates met for nine days in a hall without heat, and argued about who should manage the factories. ";

/// Reads the tables of the EPUB, outermost first. Each is a grid: the text of the cell that covers each slot.
fn grids(made: &TypesetBook) -> Vec<Vec<Vec<String>>> {
    let xhtml = Epub::open(made.epub(&FontBook::bundled())).text("chapter-1.xhtml");
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let tree = roxmltree::Document::parse_with_options(&xhtml, options).unwrap();
    tree.descendants().filter(|node| node.has_tag_name("table") || node.tag_name().name() == "table").map(grid).collect()
}

/// Returns the text of the chapter, without markup.
fn text_of_epub(made: &TypesetBook) -> String {
    let xhtml = Epub::open(made.epub(&FontBook::bundled())).text("chapter-1.xhtml");
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let tree = roxmltree::Document::parse_with_options(&xhtml, options).unwrap();
    tree.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text()).collect()
}

/// Forms the grid of a table by its spans. Panics if two cells overlap, or if a slot has no cell.
fn grid(table: roxmltree::Node<'_, '_>) -> Vec<Vec<String>> {
    let children = |node: roxmltree::Node<'_, '_>, names: &[&str]| -> Vec<roxmltree::NodeId> {
        node.children().filter(|child| names.contains(&child.tag_name().name())).map(|child| child.id()).collect()
    };
    let tree = table.document();
    let mut grid: Vec<Vec<String>> = Vec::new();
    let groups = children(table, &["thead", "tbody", "tfoot"]);
    let order: Vec<&str> = groups.iter().map(|id| tree.get_node(*id).unwrap().tag_name().name()).collect();
    assert!(order.is_sorted_by_key(|name| ["thead", "tbody", "tfoot"].iter().position(|known| known == name)), "{order:?}");
    for group in groups {
        let rows = children(tree.get_node(group).unwrap(), &["tr"]);
        let mut part: Vec<Vec<Option<String>>> = vec![Vec::new(); rows.len()];
        for (at, row) in rows.iter().enumerate() {
            for cell in children(tree.get_node(*row).unwrap(), &["td", "th"]) {
                let cell = tree.get_node(cell).unwrap();
                let span = |name: &str| cell.attribute(name).map_or(1, |count| count.parse::<usize>().unwrap());
                let text: String = cell.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let column = part[at].iter().position(Option::is_none).unwrap_or(part[at].len());
                for line in &mut part[at..at + span("rowspan")] {
                    line.resize(line.len().max(column + span("colspan")), None);
                    for slot in &mut line[column..column + span("colspan")] {
                        assert!(slot.is_none(), "two cells overlap at {text:?}");
                        *slot = Some(text.clone());
                    }
                }
            }
        }
        grid.extend(part.into_iter().map(|row| row.into_iter().map(Option::unwrap).collect()));
    }
    assert!(grid.windows(2).all(|rows| rows[0].len() == rows[1].len()), "{grid:?}");
    grid
}

/// Returns the place of the first line that begins with a text: its page, and its point there.
fn place(made: &TypesetBook, text: &str) -> (usize, Point) {
    let found = made.lines().find(|line| line.line.text().starts_with(text)).map(|line| (line.page, line.at));
    found.unwrap_or_else(|| panic!("{text} is on no page"))
}

/// Returns the left edge and the right edge of the first line that begins with a text.
fn edges(made: &TypesetBook, text: &str) -> (Length, Length) {
    let found = made.lines().find(|line| line.line.text().starts_with(text)).map(|line| (line.at.x, line.at.x + line.line.width()));
    found.unwrap_or_else(|| panic!("{text} is on no page"))
}

fn chapter(table: &str) -> TypesetBook {
    set(BARE, &format!("# One\n\n{SENTENCE}\n\n{table}\n\n{SENTENCE}\n"))
}

/// Writes the PDF to a file, which qpdf checks.
fn checked(made: &TypesetBook) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), made.pdf(&FontBook::bundled())).unwrap();
    tool("qpdf", &["--check"], file.path());
    file
}

#[test]
fn a_cell_over_two_rows_moves_the_cells_beside_it() {
    let made = chapter(
        "<table>
<tr><th>Port</th><th>Year</th><th>Ships</th></tr>
<tr><td rowspan=\"2\">Lisbon</td><td>1901</td><td>12</td></tr><tr><td>1902</td><td>15</td></tr>
</table>",
    );
    assert_eq!(made.told, "");
    assert_eq!(grids(&made), [[["Port", "Year", "Ships"], ["Lisbon", "1901", "12"], ["Lisbon", "1902", "15"]]]);
    let x = |text: &str| place(&made, text).1.x;
    assert_eq!((x("1901"), x("1902"), x("15")), (x("Year"), x("Year"), x("Ships")));
    let y = |text: &str| place(&made, text).1.y;
    assert_eq!((y("Lisbon"), y("1902")), (y("1901"), y("15")));
    let Some(structure) = tool_text("pdfinfo", &["-struct"], checked(&made).path()) else { return };
    assert!(structure.contains("/RowSpan 2") && structure.contains("/Headers"), "{structure}");
    let kinds: Vec<&str> =
        structure.lines().map(str::trim).filter(|line| ["THead", "TBody", "TFoot"].iter().any(|kind| line.starts_with(kind))).collect();
    assert_eq!(kinds, ["THead", "TBody"]);
}

#[test]
fn cells_hold_lists_paragraphs_code_and_tables() {
    let made = chapter(
        "<table>
<tr><th>Store</th><th>Content</th></tr>
<tr><td><ul><li>rope</li><li>lamp</li></ul></td><td><p>First words.</p><p>Second words.</p></td></tr>
<tr><td><pre>let x = 1;</pre></td><td><table><tr><td>inner one</td><td>inner two</td></tr></table></td></tr>
</table>",
    );
    assert_eq!(made.told, "");
    let grids = grids(&made);
    assert_eq!(grids[0][1], ["rope lamp", "First words. Second words."]);
    assert_eq!(grids[0][2], ["let x = 1;", "inner one inner two"]);
    assert_eq!(grids[1], [["inner one", "inner two"]]);
    let xhtml = Epub::open(made.epub(&FontBook::bundled())).text("chapter-1.xhtml");
    assert!(xhtml.contains("<li>rope</li>\n<li>lamp</li>") && xhtml.contains("<p>First words.</p>"), "{xhtml}");
    let at = |text: &str| place(&made, text).1;
    assert!(at("rope").y < at("lamp").y && at("rope").x == at("lamp").x);
    assert!(at("First").y < at("Second").y && at("First").x > at("rope").x);
    assert_eq!(at("First").y, at("rope").y);
    assert!(at("inner one").x >= at("First").x && at("inner two").x > at("inner one").x);
    checked(&made);
}

#[test]
fn a_foot_stands_last_and_all_head_rows_are_heads() {
    let made = chapter(
        "<table>
<tfoot><tr><td>Sum</td><td>1</td><td>2</td></tr></tfoot>
<thead><tr><th rowspan=\"2\">Port</th><th colspan=\"2\">Ships</th></tr><tr><th>Sail</th><th>Steam</th></tr></thead>
<tbody><tr><td>Lisbon</td><td>3</td><td>4</td></tr></tbody>
<tbody><tr><td>Porto</td><td>5</td><td>6</td></tr></tbody>
</table>",
    );
    assert_eq!(made.told, "");
    let xhtml = Epub::open(made.epub(&FontBook::bundled())).text("chapter-1.xhtml");
    let order: Vec<usize> = ["<thead>", "Sail", "</thead>", "Lisbon", "</tbody>", "Porto", "<tfoot>", "Sum"]
        .iter()
        .map(|text| xhtml.find(text).unwrap_or_else(|| panic!("no {text} in {xhtml}")))
        .collect();
    assert!(order.is_sorted(), "{order:?}");
    assert!(xhtml.contains("<th scope=\"col\" colspan=\"2\" class=\"center\">Ships</th>"), "{xhtml}");
    let y = |text: &str| place(&made, text).1.y;
    assert!(y("Ships") < y("Sail") && y("Sail") < y("Lisbon") && y("Lisbon") < y("Porto") && y("Porto") < y("Sum"));
    let x = |text: &str| place(&made, text).1.x;
    assert!(x("Sail") <= x("Ships") && x("Ships") < x("Steam"), "the head stands over the middle of its columns");
    // Without `<thead>`, the first rows of head cells are the heads.
    let made = chapter(
        "<table><tr><th>A</th><th colspan=\"2\">B</th></tr><tr><td></td><th>C</th><th>D</th></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>",
    );
    let xhtml = Epub::open(made.epub(&FontBook::bundled())).text("chapter-1.xhtml");
    assert!(xhtml.find("<th scope=\"col\">D</th>") < xhtml.find("</thead>"), "{xhtml}");
    // A head cell beside data is the head of its row.
    let made = chapter("<table><tr><th>A</th><td>1</td></tr><tr><th>B</th><td>2</td></tr></table>");
    let xhtml = Epub::open(made.epub(&FontBook::bundled())).text("chapter-1.xhtml");
    assert!(xhtml.contains("<th scope=\"row\">A</th>") && !xhtml.contains("<thead>"), "{xhtml}");
}

#[test]
fn what_is_repaired_is_reported_and_nothing_is_lost() {
    let made = chapter("<table><tr><td rowspan=\"5\">one</td><td colspan=\"9\">two</td></tr><tr><td>three</td></tr><tr></tr></table>");
    assert_eq!(grids(&made), [[["one", "two"], ["one", "three"]]]);
    for what in ["reaches below the last row", "in which no cell begins", "has no cells"] {
        assert!(made.told.contains(what), "{}", made.told);
    }
    let made = chapter("<table><tr><td>a</td><td>b</td><td rowspan=\"2\">c</td></tr><tr><td>d</td><td colspan=\"2\">e</td></tr></table>");
    assert!(made.told.contains("covers another"), "{}", made.told);
    assert_eq!(grids(&made), [[["a", "b", "c"], ["d", "e", "c"]]]);
    let made = chapter("<table><caption>Only a caption</caption></table>");
    assert!(made.told.contains("has no cells") && text_of_epub(&made).contains("Only a caption"), "{}", made.told);
    place(&made, "Only a caption");
    let made = chapter("<table><tr><td valign=\"middle\">a<div class=\"pagebreak\"></div>b</td></tr></table>");
    assert!(made.told.contains("valign") && made.told.contains("cannot begin within a cell"), "{}", made.told);
    let made = chapter("<table><tr><td rowspan=\"two\" scope=\"x\">a</td><td width=\"wide\">b</td></tr></table>");
    assert_eq!(made.told.matches("table-value").count(), 3, "{}", made.told);
}

#[test]
fn columns_have_the_widths_that_were_given() {
    let made = chapter(
        "<table><colgroup><col width=\"20%\"><col style=\"width: 50%; color: red\"><col></colgroup>
<tr><td>a</td><td>b</td><td>c</td></tr></table>",
    );
    let measure = made.design().measure();
    // The white between two columns belongs to the one before it.
    let gap = made.design().tables.column_gap.of(made.design().small_size);
    let measure = measure + gap;
    let x = |text: &str| place(&made, text).1.x;
    let near = |found: Length, wanted: Length| assert!((found - wanted).0.abs() < Length::points(2).0, "{found} instead of {wanted}");
    near(x("b") - x("a"), measure.scaled(20, 100));
    near(x("c") - x("b"), measure.scaled(50, 100));
    let xhtml = Epub::open(made.epub(&FontBook::bundled())).text("chapter-1.xhtml");
    assert!(xhtml.contains("<col style=\"width: 20%\"/>\n<col style=\"width: 50%\"/>\n<col/>"), "{xhtml}");
}

#[test]
fn a_picture_stands_beside_the_wrapped_text_of_its_row() {
    let made = set(BARE, &format!("# One\n\n| Picture | Text |\n|---|---|\n| ![A drawing]({TALL}) | {} |\n", SENTENCE.repeat(2)));
    let text: Vec<Point> = made.lines().filter(|line| line.line.text().len() > 20).map(|line| line.at).collect();
    let leading = made.design().note_leading;
    assert!(text.len() > 2, "the text is wrapped");
    assert!(text.windows(2).all(|two| two[1].y - two[0].y < leading * 2), "{text:?}");
}

/// A table of this many rows. Its first cell covers all rows.
fn under_one_cell(rows: usize, text: &str) -> String {
    let mut out = "<table>\n<thead><tr><th>Port</th><th>Year</th></tr></thead>\n<tbody>\n".to_owned();
    for row in 0..rows {
        let first = if row == 0 { format!("<td rowspan=\"{rows}\">{text}</td>") } else { String::new() };
        writeln!(out, "<tr>{first}<td>year{row}</td></tr>").unwrap();
    }
    out + "</tbody>\n</table>"
}

#[test]
fn rows_that_share_a_cell_stay_together_or_are_cut_without_loss() {
    // If they take up to a third of a page, they stay together, wherever on the page they begin.
    for before in 0..30 {
        let made = set(BARE, &format!("# One\n\n{}\n\n{}\n", "A line.\n\n".repeat(before), under_one_cell(8, "Lisbon")));
        let pages: Vec<usize> = (0..8).map(|row| place(&made, &format!("year{row}")).0).collect();
        assert!(pages.iter().all(|page| *page == pages[0]), "{before}: {pages:?}");
    }
    // A text that is longer than a page continues beside the rows on the next page, with the head above it.
    let text: String = (0..900).map(|word| format!("w{word} ")).collect();
    let made = set(BARE, &format!("# One\n\n{}\n", under_one_cell(100, &text)));
    let lines: Vec<String> = made.lines().map(|line| line.line.text()).collect();
    let found: Vec<usize> =
        lines.iter().flat_map(|line| line.split_whitespace()).filter_map(|word| word.strip_prefix('w')?.parse().ok()).collect();
    assert_eq!(found, (0..900).collect::<Vec<_>>());
    let rows: Vec<usize> = lines.iter().filter_map(|line| line.strip_prefix("year")?.parse().ok()).collect();
    assert_eq!(rows, (0..100).collect::<Vec<_>>());
    assert!(place(&made, "year99").0 > 0);
    checked(&made);
}

/// A reader who turns the page still sees which cell the rows belong to.
#[test]
fn a_cell_over_several_rows_is_set_again_on_every_page_of_its_rows() {
    let made = set(BARE, &format!("# One\n\n{}\n", under_one_cell(120, "Lisbon")));
    let pages = made.pages.pages.iter().map(|page| {
        let lines = page.items.iter().filter_map(|placed| match &placed.item {
            PageItem::Line(line) => Some((line.text(), placed.at.y)),
            _ => None,
        });
        lines.collect::<Vec<_>>()
    });
    let mut count = 0;
    for lines in pages.filter(|lines| lines.iter().any(|(text, _)| text.starts_with("year"))) {
        let first = lines.iter().filter(|(text, _)| text.starts_with("year")).map(|(_, y)| *y).min();
        let cell: Vec<Length> = lines.iter().filter(|(text, _)| text == "Lisbon").map(|(_, y)| *y).collect();
        assert_eq!(cell, Vec::from_iter(first), "{lines:?}");
        count += 1;
    }
    assert!(count > 2, "{count}");
    // Once in the text, however often it is printed.
    assert_eq!(made.lines().filter(|line| line.line.text() == "Lisbon").count(), 1);
    checked(&made);
}

/// A long text that was set again would run off the page, or hide the rows.
#[test]
fn a_long_cell_over_several_rows_is_set_once_and_never_leaves_the_page() {
    let lines = |from: usize, count: usize| (from..from + count).map(|word| format!("zq{word}")).collect::<Vec<_>>().join("<br>");
    let rows = |cell: &str| {
        format!(
            "<table><tr><td rowspan=3>{cell}</td><td>x</td></tr><tr><td>{}</td></tr><tr><td>{}</td></tr></table>",
            lines(100, 60),
            lines(200, 60)
        )
    };
    for page in ["", "page = \"a6\"\n", "columns = 2\n"] {
        for count in [3, 12, 20, 30, 60] {
            // `set` checks that no line leaves the type area, and that no two lines overlap.
            let made = set(&format!("{BARE}{page}"), &format!("# One\n\n{}\n\nAfter.\n", rows(&lines(0, count))));
            let all = made.pages.pages.iter().flat_map(|page| &page.items).filter(|placed| match &placed.item {
                PageItem::Line(line) => line.text() == "zq0",
                _ => false,
            });
            let times = all.count();
            assert!(if count < 5 { times > 1 } else { count < 60 || times == 1 }, "{page}{count}: {times}");
        }
    }
}

#[test]
fn small_tables_are_not_cut_and_no_figure_stands_between_the_halves_of_one() {
    let table: String =
        "| Town | Votes |\n|---|---|\n".to_owned() + &(0..9).map(|row| format!("| row{row} | {row} |\n")).collect::<String>();
    let mut whole = 0;
    for before in 0..36 {
        let lines = format!("{SENTENCE}\n\n").repeat(before);
        let made = set(BARE, &format!("# One\n\n{lines}\n\n{table}\n\n{}", format!("{SENTENCE}\n\n").repeat(30)));
        let pages: Vec<usize> = (0..9).map(|row| place(&made, &format!("row{row}")).0).collect();
        let first = pages.iter().filter(|page| **page == pages[0]).count();
        // Otherwise the page would be six lines short, or more.
        assert!(first == 9 || (4..8).contains(&first), "{before}: {pages:?}");
        whole += usize::from(first == 9);
    }
    assert!(whole >= 30, "{whole}");
    for before in 0..30 {
        let lines = "A line.\n\n".repeat(before);
        let figure = format!("![A drawing]({WIDE} \"The figure\")");
        for chapter in [
            format!("# One\n\n{lines}\n\n{figure}\n\n{table}\n\n{}", SENTENCE.repeat(40)),
            format!("# One\n\n{lines}\n\n{table}\n\n{figure}\n\n{}", SENTENCE.repeat(40)),
        ] {
            let made = set(BARE, &chapter);
            let at = |text: &str| {
                let (page, point) = place(&made, text);
                (page, point.y)
            };
            let figure = at("Figure 1.");
            assert!(figure < at("row0") || figure > at("row8"), "{before}: {figure:?} between {:?} and {:?}", at("row0"), at("row8"));
        }
    }
}

#[test]
fn a_table_of_many_rows_takes_linear_time() {
    let table = |rows: usize| {
        let row = |row: usize| format!("<tr><td rowspan=\"2\">a{row}</td><td>b</td></tr><tr><td>c</td></tr>\n");
        format!("# One\n\n<table>\n{}</table>\n", (0..rows).map(row).collect::<String>())
    };
    let time = |rows: usize| {
        let start = std::time::Instant::now();
        set_in(&FontBook::bundled(), BARE, &table(rows), &[]);
        start.elapsed().as_secs_f64()
    };
    time(10);
    let (short, long) = (time(300), time(1_500));
    assert!(long < short.max(0.05) * 15.0, "{short} s and {long} s");
}

/// The content of a random cell: HTML, and its words in order.
#[derive(Clone, Debug)]
enum Content {
    Empty,
    Words(usize),
    Paragraphs(usize, usize),
    List(usize),
    Code(usize),
    Nested(usize),
    Picture,
}

#[derive(Clone, Debug)]
struct Cell {
    content: Content,
    is_head: bool,
    columns: Option<u8>,
    rows: Option<u8>,
}

fn cell() -> impl Strategy<Value = Cell> {
    let content = prop_oneof![
        1 => Just(Content::Empty),
        8 => (1..30_usize).prop_map(Content::Words),
        2 => (1..20_usize, 1..20_usize).prop_map(|(a, b)| Content::Paragraphs(a, b)),
        2 => (1..6_usize).prop_map(Content::List),
        1 => (1..6_usize).prop_map(Content::Code),
        1 => (1..5_usize).prop_map(Content::Nested),
        1 => Just(Content::Picture),
    ];
    let span = |most: u8| prop_oneof![3 => Just(None), 2 => (0..most).prop_map(Some)];
    (content, prop::bool::weighted(0.2), span(4), span(6)).prop_map(|(content, is_head, columns, rows)| Cell {
        content,
        is_head,
        columns,
        rows,
    })
}

type Rows = Vec<Vec<Cell>>;

fn rows(least: usize, most: usize) -> impl Strategy<Value = Rows> {
    prop::collection::vec(prop::collection::vec(cell(), 0..5), least..most)
}

/// Writes rows of cells. Every word is a number of its own; `words` gets them in order.
fn written(rows: &Rows, next: &mut usize, words: &mut Vec<String>, out: &mut String) {
    let mut word = |words: &mut Vec<String>| {
        let word = format!("zq{next}");
        *next += 1;
        words.push(word.clone());
        word
    };
    let mut run = |count: usize, words: &mut Vec<String>| (0..count).map(|_| word(words)).collect::<Vec<_>>().join(" ");
    for row in rows {
        out.push_str("<tr>");
        for cell in row {
            let name = if cell.is_head { "th" } else { "td" };
            let span = |name: &str, count: Option<u8>| count.map_or_else(String::new, |count| format!(" {name}=\"{count}\""));
            let content = match cell.content {
                Content::Empty => String::new(),
                Content::Words(count) => run(count, words),
                Content::Paragraphs(a, b) => format!("<p>{}</p><p>{}</p>", run(a, words), run(b, words)),
                Content::List(count) => {
                    format!("<ul>{}</ul>", (0..count).map(|_| format!("<li>{}</li>", run(3, words))).collect::<String>())
                }
                Content::Picture => {
                    format!("<p>{}</p><p><img src=\"{TALL}\" alt=\"A drawing\"></p><p>{}</p>", run(2, words), run(2, words))
                }
                Content::Code(count) => format!("<pre>{}</pre>", (0..count).map(|_| run(2, words)).collect::<Vec<_>>().join("&#10;")),
                Content::Nested(count) => {
                    let cells: Vec<String> = (0..count).map(|_| format!("<td>{}</td>", run(2, words))).collect();
                    format!("<table><tr>{}</tr></table>", cells.concat())
                }
            };
            write!(out, "<{name}{}{}>{content}</{name}>", span("colspan", cell.columns), span("rowspan", cell.rows)).unwrap();
        }
        out.push_str("</tr>\n");
    }
}

/// Checks that no line overlaps a picture.
fn pictures_stand_alone(made: &TypesetBook) {
    for page in &made.pages.pages {
        for picture in &page.items {
            let PageItem::Artwork { size, .. } = &picture.item else { continue };
            for other in &page.items {
                let PageItem::Line(line) = &other.item else { continue };
                let (high, Point { x, y }) = (Length::points(4), other.at);
                let (left, right, top, foot) =
                    if line.turned { (x - high, x, y - line.width(), y) } else { (x, x + line.width(), y - high, y) };
                let slack = Length::points(1);
                let across = left + slack < picture.at.x + size.width && picture.at.x + slack < right;
                let down = top + slack < picture.at.y + size.height && picture.at.y + slack < foot;
                assert!(!across || !down, "{:?} stands upon a picture", line.text());
            }
        }
    }
}

/// The words of random tables in a text. Lines of code have nothing between them in a PDF.
fn numbers(text: &str) -> Vec<String> {
    let digits = |rest: &str| rest.chars().take_while(char::is_ascii_digit).collect::<String>();
    text.split("zq").skip(1).map(|rest| format!("zq{}", digits(rest))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 50, rng_seed: RngSeed::Fixed(4912), max_shrink_iters: 60, ..ProptestConfig::default() })]

    /// No word is lost or changes its place in the order, neither in the EPUB nor in the structure of the PDF, and the grid of the EPUB is
    /// complete. `set` also checks that no two lines overlap.
    #[test]
    fn random_tables_lose_no_word(
        (heads, bodies, feet) in (rows(0, 3), prop::collection::vec(rows(1, 9), 1..4), rows(0, 3)),
        foot_first in any::<bool>(),
        page in 0..3_usize,
        before in 0..30_usize,
    ) {
        let (mut next, mut words) = (0, Vec::new());
        let mut part = |name: &str, rows: &Rows, words: &mut Vec<String>| {
            let mut out = String::new();
            written(rows, &mut next, words, &mut out);
            if out.is_empty() { out } else { format!("<{name}>\n{out}</{name}>\n") }
        };
        let head = part("thead", &heads, &mut words);
        let body: String = bodies.iter().map(|rows| part("tbody", rows, &mut words)).collect();
        let foot = part("tfoot", &feet, &mut words);
        let table = if foot_first { format!("{foot}{head}{body}") } else { format!("{head}{body}{foot}") };
        let page = ["", "page = \"a6\"\n", "page = \"a4\"\ncolumns = 2\ngrid = true\n"][page];
        let made = set(&format!("{BARE}{page}"), &format!("# One\n\n{}<table>\n{table}</table>\n\nAfter.\n", "A line.\n\n".repeat(before)));
        // A word that is too wide for its column is cut.
        let mut lines: BTreeMap<_, String> = BTreeMap::new();
        made.lines().for_each(|line| lines.entry(line.node).or_default().push_str(&line.line.text()));
        let mut set_words: Vec<String> = lines.values().flat_map(|text| numbers(text)).collect();
        pictures_stand_alone(&made);
        prop_assert_eq!(&numbers(&text_of_epub(&made)), &words);
        grids(&made);
        let mut sorted = words.clone();
        sorted.sort();
        set_words.sort();
        prop_assert_eq!(set_words, sorted);
        if let Some(structure) = tool_text("pdfinfo", &["-struct-text"], checked(&made).path()) {
            let structure: String = structure.chars().filter(|c| *c != '"' && !c.is_whitespace()).collect();
            prop_assert_eq!(numbers(&structure), words);
        }
    }
}

#[test]
fn the_items_of_a_list_stand_beside_their_markers_in_every_cell() {
    let table = |align: &str| {
        let cell = "<p>A long line of text above the list</p><ul><li>rope</li></ul>";
        format!("<table><tr><td style=\"text-align: {align}\">{cell}</td><td>x</td></tr></table>")
    };
    for align in ["left", "center", "right"] {
        let made = chapter(&table(align));
        let gap = edges(&made, "rope").0 - edges(&made, "\u{2022}").1;
        assert!(gap > Length::ZERO && gap < Length::points(12), "{align}: {gap:?}");
    }
}
