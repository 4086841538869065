//! The index: in the e-book its locators are the pages of the printed book, and on paper it has two columns.
use std::fs;
use std::process::Command;

use chapbook::typeset::{GeneratedText, ItemRole, Page, PageItem};
use chapbook::units::Length;

use crate::support::setting::set;
use crate::support::shelf::Epub;
use crate::support::tools::pdftotext;

const SETTINGS: &str =
    "[book]\ntitle = \"T\"\nlanguage = \"en\"\n[matter]\nfront = [\"p.md\"]\nbody = [\"one.md\", \"two.md\"]\nback = [\"i.md\"]\n";

/// Builds a book whose text names Lenin in the preface, on three pages of the first chapter, and twice on one page of the second.
fn build(settings: &str, arguments: &[&str]) -> (tempfile::TempDir, Epub) {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("book.toml", &format!("{SETTINGS}{settings}"));
    write("p.md", "# Preface\n\n[Lenin]{.index} is named here.\n");
    write("one.md", &format!("# One\n\n[Lenin]{{.index}}.\n\n{}", "<!-- pagebreak -->\n\nAnd [Lenin]{.index} again.\n\n".repeat(2)));
    write(
        "two.md",
        "# Two\n\nNobody.\n\n<!-- pagebreak -->\n\n[Lenin]{.index} and [Lenin]{.index}.[^n] [A word]{.index entry=\"Lenin!at congresses\"}.\n\n[^n]: [Trotsky]{.index}.\n",
    );
    write("i.md", "# Index {.index}\n");
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook"))
        .args(["build", ".", "-o", "dist"])
        .args(arguments)
        .current_dir(folder.path())
        .env("CI", "true")
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    let epub = Epub::open(fs::read(folder.path().join("dist/t.epub")).unwrap());
    epub.keep("index-pages.epub");
    (folder, epub)
}

/// The text of the first entry of the index, and the targets of its links.
fn locators(epub: &Epub) -> (String, Vec<String>) {
    let index = epub.documents().find(|(_, text)| text.contains("epub:type=\"index\"")).unwrap().1.to_owned();
    let entry = index.split("index-term\">Lenin").nth(1).unwrap().split("<ul>").next().unwrap().to_owned();
    let links = entry.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
    let mut text = String::new();
    for part in entry.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    (text.trim().to_owned(), links)
}

#[test]
fn the_locators_of_the_e_book_are_the_pages_of_the_printed_book() {
    let (folder, epub) = build("", &[]);
    let (text, links) = locators(&epub);
    if let Some(printed) = pdftotext(&["-raw"], &folder.path().join("dist/t.pdf")) {
        let entry = printed.lines().find(|line| line.starts_with("Lenin, ")).unwrap();
        assert_eq!(entry, format!("Lenin{text}"));
    }
    // The page of the preface, a range of pages whose first and last page are links, and the page that names him twice.
    assert!(text.contains(", 1\u{2013}3, ") && text.split(", ").count() == 4, "{text}");
    assert_eq!(links.len(), 4, "{links:?}");
    for link in &links {
        let (file, anchor) = link.split_once('#').unwrap();
        assert!(epub.text(file).contains(&format!("id=\"{anchor}\"")), "{link}");
    }
    let index = epub.documents().find(|(_, text)| text.contains("epub:type=\"index\"")).unwrap().1.to_owned();
    assert!(index.contains("<span epub:type=\"index-locator-range\"><a epub:type=\"index-locator\""), "{index}");
    // The same without the PDF.
    assert_eq!(locators(&build("", &["--format", "epub"]).1), (text, links));
}

#[test]
fn an_e_book_without_pages_has_numbered_locators() {
    let (_, epub) = build("[[edition]]\nname = \"default\"\nformats = [\"epub\"]\n", &[]);
    assert_eq!(locators(&epub).0, ", 1, 2, 3, 4, 5, 6");
}

/// A note for the facilitator is in the e-book, but not in the printed edition whose pages the e-book marks.
#[test]
fn a_mark_that_the_printed_book_lacks_is_found_by_the_title_of_its_section() {
    let folder = tempfile::tempdir().unwrap();
    let settings = "[book]\ntitle = \"T\"\nlanguage = \"en\"\n[[edition]]\nname = \"print\"\nformats = [\"pdf\"]\n\
                    [[edition]]\nname = \"guide\"\nformats = [\"epub\"]\nfacilitator = true\npage-list = \"print\"\n";
    fs::write(folder.path().join("book.toml"), settings).unwrap();
    let text = "# One\n\n[Lenin]{.index}.\n\n## Aims\n\nText.\n\n::: facilitator\nAsk about [Lenin]{.index}.\n:::\n\n# Index {.index}\n";
    fs::write(folder.path().join("a.md"), text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook"))
        .args(["build", ".", "-e", "guide", "-o", "dist"])
        .current_dir(folder.path())
        .env("CI", "true")
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    let epub = Epub::open(fs::read(folder.path().join("dist/t-guide.epub")).unwrap());
    assert_eq!(locators(&epub).0, ", 1, Aims");
}

/// The lines of the entries on a page: the column, the left end, the right end, the baseline and the text.
fn entries(page: &Page) -> Vec<(usize, Length, Length, Length, String)> {
    let made = page.items.iter().filter(|placed| matches!(placed.role, ItemRole::Generated(GeneratedText::Entry(_))));
    made.filter_map(|placed| match &placed.item {
        PageItem::Line(line) => Some((placed.column, placed.at.x, placed.at.x + line.width(), placed.at.y, line.text())),
        _ => None,
    })
    .collect()
}

fn many(count: usize) -> String {
    let name = |at: usize| {
        let term = format!("{}{at} and the others", char::from(b'A' + u8::try_from(at % 26).unwrap()));
        format!("[x]{{.index entry=\"{term}\"}} [y]{{.index entry=\"{term}!at the congress of metalworkers\"}}\n\n")
    };
    (0..count).map(name).collect()
}

const BARE: &str = "[design]\ntitle-pages = false\ncontents = false\n";

#[test]
fn the_printed_index_has_two_columns_of_equal_height() {
    let made = set(BARE, &format!("# One\n\n{}# Index {{.index}}\n", many(30)));
    let pages: Vec<_> = made.pages.pages.iter().map(entries).filter(|entries| !entries.is_empty()).collect();
    assert!(!pages.is_empty());
    for page in &pages {
        let feet = [0, 1].map(|column| page.iter().filter(|(own, ..)| *own == column).map(|(.., foot, _)| *foot).max().unwrap());
        assert!((feet[0] - feet[1]).max(feet[1] - feet[0]) < Length::points(40), "{feet:?}");
        let right = page.iter().filter(|(column, ..)| *column == 0).map(|(_, _, right, ..)| *right).max().unwrap();
        let left = page.iter().filter(|(column, ..)| *column == 1).map(|(_, left, ..)| *left).min().unwrap();
        assert!(left > right, "the columns overlap");
        // An entry stays with its subentry.
        for column in [0, 1] {
            let first = page.iter().find(|(own, ..)| *own == column).unwrap();
            assert!(first.4.contains("and the others"), "{first:?}");
        }
    }
    // The order is that of the entries: down the first column, then down the second.
    let terms: Vec<String> =
        pages.iter().flatten().filter(|(.., text)| text.contains("and the")).map(|(.., text)| text[..1].to_owned()).collect();
    assert!(terms.is_sorted() && terms.len() == 30, "{terms:?}");
}

#[test]
fn a_column_within_an_entry_begins_with_its_term() {
    let marks: String = (0..70).map(|at| format!("[x]{{.index entry=\"Lenin!at meeting {at:02}\"}}\n\n")).collect();
    let made = set(BARE, &format!("# One\n\n{marks}# Index {{.index}}\n"));
    let again = made.pages.pages.iter().flat_map(|page| &page.items).filter_map(|placed| match &placed.item {
        PageItem::Line(line) if placed.role.is_artifact() => Some(line.text()),
        _ => None,
    });
    let columns: usize = made.pages.pages.iter().map(|page| usize::from(!entries(page).is_empty()) * 2).sum();
    assert_eq!(again.filter(|text| text == "Lenin (continued)").count(), columns - 1);
}

#[test]
fn the_index_has_one_column_where_two_do_not_fit() {
    let columns = |settings: &str, before: &str| {
        let made = set(settings, &format!("# One\n\n{}# Index {{.index}}\n\n{before}", many(30)));
        made.pages.pages.iter().flat_map(entries).map(|(column, ..)| column + 1).max().unwrap()
    };
    assert_eq!(columns(BARE, ""), 2);
    assert_eq!(columns(&format!("{BARE}index.columns = 1\n"), ""), 1);
    assert_eq!(columns(&format!("{BARE}base = \"pocket\"\n"), ""), 1);
    // A short introduction spans the columns; one with notes or sections is set as text, and the index below it.
    assert_eq!(columns(BARE, "Names of persons only.\n"), 2);
    assert_eq!(columns(BARE, "Names of persons only.[^n]\n\n[^n]: And of ships.\n"), 1);
    assert_eq!(columns(BARE, &"Names of persons only. ".repeat(200)), 1);
}
