//! The printed contents, and title pages and copyright pages with more text than a page holds.
use std::fmt::Write;
use std::fs;
use std::path::Path;

use chapbook::artwork::Gallery;
use chapbook::diagnostic::Sink;
use chapbook::font::FontBook;
use chapbook::manuscript;
use chapbook::resolve::{Book, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::{GeneratedText, ItemRole, PageItem, Pages, TitlePageText, faults, typeset};
use chapbook::units::Length;

use crate::support::built::Built;
use crate::support::setting::set;

/// A row of the contents, or a list of title pages: the page, the left end and the baseline of each line, and its text.
#[derive(Debug)]
struct Line {
    page: usize,
    left: Length,
    baseline: Length,
    text: String,
}

fn lines(pages: &Pages, wanted: impl Fn(GeneratedText) -> bool) -> Vec<Line> {
    let mut lines = Vec::new();
    for (page, items) in pages.pages.iter().enumerate() {
        for placed in &items.items {
            if let (ItemRole::Generated(made), PageItem::Line(line)) = (placed.role, &placed.item)
                && wanted(made)
            {
                lines.push(Line { page, left: placed.at.x, baseline: placed.at.y, text: line.text().trim().to_owned() });
            }
        }
    }
    lines
}

fn rows(pages: &Pages) -> Vec<Line> {
    lines(pages, |made| matches!(made, GeneratedText::Row(_)))
}

const CONTENTS: &str = "[design]\ntitle-pages = false\n";

/// Chapters with these titles, each with a section.
fn chapters(titles: &[&str]) -> String {
    titles
        .iter()
        .fold(String::new(), |text, title| text + &format!("# {title}\n\nText.\n\n## A section of {title}\n\n### Deep in it\n\nText.\n\n"))
}

const LONG: &str = "A chapter with a title that is much too long for a single line of the contents";

#[test]
fn labels_stand_in_a_column_and_titles_are_aligned() {
    let titles: Vec<String> = (1..=11).map(|number| if number == 10 { LONG.to_owned() } else { format!("Title{number}") }).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let made = set(CONTENTS, &chapters(&titles));
    let rows = rows(&made.pages);
    let left = |text: &str| rows.iter().find(|row| row.text == text).unwrap().left;
    let first = left("Title1");
    assert!((2..=11).filter(|number| *number != 10).all(|number| left(&format!("Title{number}")) == first), "{rows:?}");
    // Labels begin at one place, and the widest ends before the titles.
    assert!(["1", "9", "11"].iter().all(|label| left(label) == left("2")) && left("1") < first);
    // The second line of a title begins where the first does.
    let turned = rows.iter().position(|row| row.text.starts_with("A chapter with")).unwrap();
    assert_eq!((rows[turned].left, rows[turned + 1].left), (first, first), "{:?}", &rows[turned..turned + 2]);
    assert!(rows[turned].text.len() < LONG.len() && LONG.ends_with(&rows[turned + 1].text));
}

#[test]
fn no_page_of_the_contents_has_one_line_only() {
    let (mut ends, mut two) = (0, 0);
    for count in 24..40 {
        let titles: Vec<String> = (0..count).map(|number| format!("Title{number}")).collect();
        let made = set(CONTENTS, &chapters(&titles.iter().map(String::as_str).collect::<Vec<_>>()));
        let rows = rows(&made.pages);
        let pages = rows.last().unwrap().page;
        for page in rows[0].page..=pages {
            let mut heights: Vec<Length> = rows.iter().filter(|row| row.page == page).map(|row| row.baseline).collect();
            heights.dedup();
            assert!(heights.len() > 1, "{count} chapters: {heights:?}");
            two += usize::from(heights.len() == 2);
        }
        ends += usize::from(pages > rows[0].page);
    }
    assert!(ends > 5 && two > 0, "{ends} {two}");
}

#[test]
fn contents_depth_says_how_many_levels_are_listed() {
    let listed = |depth: &str, count: usize| {
        let titles: Vec<String> = (0..count).map(|number| format!("Title{number}")).collect();
        let made = set(&format!("{CONTENTS}{depth}"), &chapters(&titles.iter().map(String::as_str).collect::<Vec<_>>()));
        let rows = rows(&made.pages);
        [
            rows.iter().any(|row| row.text.starts_with("Title")),
            rows.iter().any(|row| row.text.contains("A section of")),
            rows.iter().any(|row| row.text.contains("Deep")),
        ]
    };
    assert_eq!(listed("", 5), [true, false, false]);
    assert_eq!(listed("", 3), [true, true, true]);
    assert_eq!(listed("contents-depth = 1\n", 3), [true, false, false]);
    assert_eq!(listed("contents-depth = 2\n", 5), [true, true, false]);
    assert_eq!(listed("contents-depth = 3\n", 5), [true, true, true]);
}

/// Sets a folder.
fn set_folder(folder: &Path) -> (Pages, usize) {
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let read = manuscript::read(folder, &mut sources, &sink).unwrap();
    let edition = &read.editions[0];
    let resolution = resolve(&read.document, edition, &sources, &sink);
    let book = Book { document: &read.document, resolution: &resolution, edition };
    let pages = typeset(&book, &FontBook::bundled(), &Gallery::default(), &sink);
    let count = faults(&pages, &book).len();
    (pages, count)
}

#[test]
fn nested_chapters_of_an_mdbook_are_in_the_contents() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    fs::write(folder.path().join("book.toml"), "[book]\ntitle = \"T\"\nauthors = [\"A\"]\n").unwrap();
    let mut summary = "# Summary\n\n".to_owned();
    for number in 1..6 {
        writeln!(summary, "- [Chapter{number}](c{number}.md)\n  - [Nested{number}](n{number}.md)").unwrap();
        fs::write(folder.path().join(format!("src/c{number}.md")), format!("# Chapter{number}\n\nText.\n\n## Inner{number}\n\nText.\n"))
            .unwrap();
        fs::write(folder.path().join(format!("src/n{number}.md")), format!("# Nested{number}\n\nText.\n\n## Inner{number}\n\nText.\n"))
            .unwrap();
    }
    fs::write(folder.path().join("src/SUMMARY.md"), summary).unwrap();
    let (pages, faults) = set_folder(folder.path());
    let rows = rows(&pages);
    assert_eq!(faults, 0);
    assert!((1..6).all(|number| rows.iter().any(|row| row.text == format!("Nested{number}"))), "{rows:?}");
    assert!(!rows.iter().any(|row| row.text.contains("Inner")), "{rows:?}");
}

/// 600 words of rights, 40 and 200 authors, long lists of both.
#[test]
fn title_pages_with_too_much_text_take_more_pages() {
    let rights = "All rights are reserved by those who hold them. ".repeat(67);
    for (authors, words, most) in [(1, 0, [2, 1, 1]), (40, 600, [2, 1, 3]), (200, 600, [2, 4, 7])] {
        let names: Vec<String> = (0..authors).map(|number| format!("\"Author{number} Longsurname\"")).collect();
        let rights = if words > 0 { format!("rights = \"{}\"\n", rights.trim()) } else { String::new() };
        let made =
            set(&format!("authors = [{}]\npublisher = \"Publisher\"\n{rights}", names.join(", ")), "# One\n\nText.\n\n# Two\n\nText.\n");
        let of =
            |wanted: fn(TitlePageText) -> bool| lines(&made.pages, |made| matches!(made, GeneratedText::TitlePage(text) if wanted(text)));
        let count = |lines: &[Line]| lines.last().unwrap().page - lines[0].page + 1;
        let title = of(|text| matches!(text, TitlePageText::Title | TitlePageText::Authors | TitlePageText::Publisher));
        let imprint = of(|text| matches!(text, TitlePageText::Imprint(_)));
        assert_eq!(title[0].page, most[0], "the title page is a right-hand page");
        assert!(count(&title) <= most[1] && count(&imprint) <= most[2], "{authors}: {} and {}", count(&title), count(&imprint));
        assert!(count(&title) == 1 || title[0].text == "T", "the title comes before very many authors");
        // Nothing is lost, and `set` has checked that every line stands within the type area.
        let all: String = title.iter().map(|line| line.text.to_lowercase() + " ").collect();
        assert!((0..authors).all(|number| all.contains(&format!("author{number}"))));
        let words_printed = imprint.iter().flat_map(|line| line.text.split(' ')).count();
        assert!(words_printed >= words, "{words_printed}");
    }
}

#[test]
fn the_copyright_page_of_the_ebook_has_groups_as_on_paper() {
    let page = Built::of("# One\n\nText.\n").document("Set in");
    // The title, the identifier, and the typeface: white separates three groups. The first has none above it.
    assert_eq!(page.matches("<p class=\"apart\"").count(), 2, "{page}");
    let title = page.find(">T</p>").unwrap();
    assert!(title < page.find("class=\"apart\"").unwrap(), "{page}");
}
