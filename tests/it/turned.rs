//! A table that would be too small to read on the measure is turned, on pages of its own. The tests build books as a user does and read
//! the files.
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::tools::{pdftotext, tool_text};

const SENTENCE: &str = "The delegates met for nine days in a hall without heat, and argued about who should manage the factories. ";
const HEADS: [&str; 7] =
    ["Organisation", "Representatives", "Constitutional", "Administrative", "Extraordinary", "Interdepartmental", "Responsibilities"];

/// A table of this many rows. `cell` gives the text of each cell.
fn table(rows: usize, cell: impl Fn(usize, usize) -> String) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = row(HEADS.iter().map(|head| (*head).to_owned()).collect()) + &format!("|{}\n", "---|".repeat(HEADS.len()));
    for nth in 1..=rows {
        out += &row((0..HEADS.len()).map(|column| cell(nth, column)).collect());
    }
    out
}

fn named(nth: usize, column: usize) -> String {
    format!("{}{nth}", ["town", "metal", "votes", "board", "day", "commissariat", "uncharacteristic"][column])
}

/// Builds a chapter. Returns the messages.
fn built(folder: &Path, chapter: &str, more: &[&str]) -> String {
    fs::write(folder.join("book.toml"), "[book]\ntitle = \"Turned tables\"\nlanguage = \"en\"\nauthor = \"A\"\n").unwrap();
    fs::write(folder.join("a.md"), chapter).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_chapbook"));
    command.current_dir(folder).args(["build", "-e", "a5", "--message-format", "human"]).args(more).env("CI", "true");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stderr).unwrap()
}

/// A word with its bounding box: left, top, right, bottom.
type Word = (String, [f64; 4]);

/// Returns the words of each page.
fn pages(folder: &Path) -> Option<Vec<Vec<Word>>> {
    let text = pdftotext(&["-bbox"], &folder.join("dist/turned-tables-a5.pdf"))?;
    let word = |line: &str| {
        let box_of = |name: &str| line.split(&format!("{name}=\"")).nth(1)?.split('"').next()?.parse().ok();
        let sides = [box_of("xMin")?, box_of("yMin")?, box_of("xMax")?, box_of("yMax")?];
        Some((line.split_once('>')?.1.split('<').next()?.to_owned(), sides))
    };
    Some(text.split("<page ").skip(1).map(|page| page.lines().filter_map(word).collect()).collect())
}

#[test]
fn a_table_too_wide_to_read_upright_is_turned_on_a_page_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let chapter =
        format!("# One\n\n{}\n\n{}\nTable: Votes. {{#votes}}\n\nAfterwards {}\n", SENTENCE.repeat(4), table(4, named), SENTENCE.repeat(24));
    let messages = built(folder.path(), &chapter, &[]);
    assert!(messages.contains("wide-table") && messages.contains("turned, on a page of its own"), "{messages}");
    if let Some(kept) = std::env::var_os("CHAPBOOK_KEEP") {
        fs::copy(folder.path().join("dist/turned-tables-a5.pdf"), Path::new(&kept).join("the-turned-table.pdf")).unwrap();
    }
    let Some(pages) = pages(folder.path()) else { return };
    let number = |wanted: &str| pages.iter().position(|page| page.iter().any(|(word, _)| word == wanted)).unwrap();
    let at = number("town1");
    assert_eq!(number("uncharacteristic4"), at, "it is on one page");
    assert_eq!(number("Afterwards") + 1, at, "the text continues before it");
    let place = |wanted: &str| pages[at].iter().find(|(word, _)| word == wanted).unwrap().1;
    for (word, [left, top, right, bottom]) in &pages[at] {
        let turned = bottom - top > right - left;
        assert!(turned || word.chars().count() < 3 || ["Turned", "tables", "One"].contains(&word.as_str()), "{word} is upright");
    }
    for nth in 1..=4 {
        // A row runs from the foot of the page to its head, and the rows go from left to right.
        let row: Vec<[f64; 4]> = (0..HEADS.len()).map(|column| place(&named(nth, column))).collect();
        assert!(row.windows(2).all(|two| two[0][1] > two[1][3]), "row {nth}: {row:?}");
        let before = if nth == 1 { "Organisation".to_owned() } else { named(nth - 1, 0) };
        assert!(place(&before)[2] < row[0][2], "row {nth}");
    }
    assert!(place("Votes.")[0] < place("Organisation")[0], "the caption is above the head");
    // Its structure is that of an upright table.
    let Some(structure) = tool_text("pdfinfo", &["-struct-text"], &folder.path().join("dist/turned-tables-a5.pdf")) else { return };
    let texts: Vec<&str> = structure.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix('"')).collect();
    let head = texts.iter().position(|text| *text == HEADS[0]).unwrap();
    let cells = (1..=4).flat_map(|nth| (0..HEADS.len()).map(move |column| named(nth, column)));
    let wanted: Vec<String> = HEADS.iter().map(|head| (*head).to_owned()).chain(cells).collect();
    assert_eq!(texts[head..head + wanted.len()], wanted);
    let kinds = |kind: &str| structure.lines().filter(|line| line.trim().split([' ', ':', '<']).next() == Some(kind)).count();
    assert_eq!((kinds("Table"), kinds("TH"), kinds("TD")), (1, HEADS.len(), HEADS.len() * 4));
}

#[test]
fn a_long_turned_table_continues_on_the_next_page_with_its_head() {
    let folder = tempfile::tempdir().unwrap();
    let chapter = format!("# One\n\n{0}\n\n{1}\nTable: Votes.\n\n## Two\n\n{0}\n", SENTENCE.repeat(4), table(60, named));
    built(folder.path(), &chapter, &[]);
    let Some(pages) = pages(folder.path()) else { return };
    let found: Vec<Vec<usize>> = pages
        .iter()
        .map(|page| page.iter().filter_map(|(word, _)| word.strip_prefix("town")?.parse().ok()).collect())
        .filter(|rows: &Vec<usize>| !rows.is_empty())
        .collect();
    assert!(found.len() > 1, "{found:?}");
    let mut rows: Vec<usize> = found.iter().flatten().copied().collect();
    rows.sort_unstable();
    assert_eq!(rows, (1..=60).collect::<Vec<_>>());
    assert!(found.windows(2).all(|two| two[0].iter().max() < two[1].iter().min()), "{found:?}");
    let heads = pages.iter().filter(|page| page.iter().any(|(word, _)| word == "Interdepartmental")).count();
    assert_eq!(heads, found.len());
    let shortest = found.iter().map(Vec::len).min().unwrap();
    let longest = found.iter().map(Vec::len).max().unwrap();
    assert!(longest - shortest <= 2, "the parts are about equally full: {found:?}");
}

#[test]
fn pictures_and_links_in_a_turned_table_are_turned_with_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("saw.svg"),
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"10\"><rect width=\"40\" height=\"4\"/></svg>",
    )
    .unwrap();
    let cell = |nth: usize, column: usize| match column {
        1 => "![A saw](saw.svg)".to_owned(),
        2 => "[accountability](https://example.org/)".to_owned(),
        _ => named(nth, column),
    };
    built(folder.path(), &format!("# One\n\n{}\n\n{}", SENTENCE.repeat(4), table(1, cell)), &[]);
    let pdf = lopdf::Document::load(folder.path().join("dist/turned-tables-a5.pdf")).unwrap();
    let mut turned = 0;
    let mut links = 0;
    for page in pdf.get_pages().into_values() {
        let content = lopdf::content::Content::decode(&pdf.get_page_content(page)).unwrap();
        let matrices = content.operations.iter().filter(|operation| operation.operator == "cm");
        let matrices = matrices.map(|operation| operation.operands.iter().map(|number| number.as_float().unwrap()).collect::<Vec<_>>());
        turned += matrices.filter(|m| m[0] == 0.0 && m[3] == 0.0 && m[1] > 0.0 && m[2] < 0.0 && m[1] > -m[2]).count();
        for annotation in pdf.get_page_annotations(page).unwrap() {
            let side = |at: usize| annotation.get(b"Rect").unwrap().as_array().unwrap()[at].as_float().unwrap();
            assert!(side(3) - side(1) > side(2) - side(0), "the link area is turned with its words");
            links += 1;
        }
    }
    assert_eq!((turned, links), (1, 1));
}

#[test]
fn a_table_that_calls_notes_or_fits_no_page_stays_upright() {
    let folder = tempfile::tempdir().unwrap();
    let noted = |nth: usize, column: usize| named(nth, column) + if column == 1 { "[^1]" } else { "" };
    let messages = built(folder.path(), &format!("# One\n\nText.\n\n{}\n[^1]: A note.\n", table(1, noted)), &[]);
    assert!(messages.contains("wide-table") && !messages.contains("turned"), "{messages}");
    let huge = table(1, |_, column| format!("unconstitutionallyuncharacteristic{column}"));
    let messages = built(folder.path(), &format!("# One\n\nText.\n\n{huge}"), &[]);
    assert!(!messages.contains("turned"), "{messages}");
}

#[test]
fn pages_with_turned_tables_keep_the_invariants() {
    let folder = tempfile::tempdir().unwrap();
    let mut notes = String::new();
    let mut text = |count: usize| -> String {
        let sentences = (0..count).map(|nth| {
            let number = notes.lines().count() + 1;
            notes += &format!("[^{number}]: {SENTENCE}\n");
            if nth == 0 { format!("{SENTENCE}[^{number}] ") } else { format!("{SENTENCE}{SENTENCE}[^{number}] ") }
        });
        sentences.collect::<String>() + "\n\n"
    };
    let some = |rows: usize| table(rows, named) + "\n";
    // Tables at the start of a chapter, two in a row, with more parts than figures can be held back, between figures, before a heading, and
    // at the end.
    let figure = "![A saw](saw.svg \"A saw.\")\n\n";
    let parts = [
        "# One\n\n".to_owned(),
        some(5),
        text(3),
        some(4),
        some(3),
        text(6),
        some(130),
        text(9),
        figure.to_owned(),
        some(2),
        figure.to_owned(),
        text(9),
        "## Two\n\n".to_owned(),
        some(3),
        "## Three\n\n".to_owned(),
        text(3),
        "# Four\n\n".to_owned(),
        text(2),
        some(8),
    ];
    let chapter = parts.concat();
    fs::write(folder.path().join("a.md"), chapter + &notes).unwrap();
    fs::write(
        folder.path().join("saw.svg"),
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"><rect width=\"40\" height=\"4\"/></svg>",
    )
    .unwrap();
    let mut settings = "[book]\ntitle = \"T\"\nlanguage = \"en\"\ndefaults = false\n".to_owned();
    let designs = ["", "design.grid = true", "design.base = \"handout\"", "design.base = \"pocket\"", "notes.placement = \"chapter\""];
    for (number, design) in designs.iter().enumerate() {
        settings += &format!("[[edition]]\nname = \"e{number}\"\nformats = [\"pdf\"]\n{design}\n");
    }
    fs::write(folder.path().join("book.toml"), settings).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook"))
        .current_dir(folder.path())
        .args(["build", "--message-format", "short", "--allow", "wide-table"])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    for (number, _) in designs.iter().enumerate() {
        let pdf = lopdf::Document::load(folder.path().join(format!("dist/t-e{number}.pdf"))).unwrap();
        let mut turned = 0;
        for page in pdf.get_pages().into_values() {
            let content = lopdf::content::Content::decode(&pdf.get_page_content(page)).unwrap();
            turned += usize::from(content.operations.iter().any(|operation| operation.operator == "Tm"));
        }
        assert!(turned >= 11, "{number}: {turned} pages are turned");
    }
}
