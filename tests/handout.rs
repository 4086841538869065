//! What a handout has besides the text: numbers of lines, room to write, a line to fill in, addresses in print.
#![allow(clippy::unwrap_used, reason = "tests may be blunt")]
use std::fs;

use chapbook::artwork::Gallery;
use chapbook::diagnostic::Sink;
use chapbook::edition::Edition;
use chapbook::font::FontBook;
use chapbook::manuscript;
use chapbook::resolve::{Book, resolve, select};
use chapbook::source::SourceMap;
use chapbook::typeset::{Page, PageItem, Pages, Role, excerpt, faults, typeset};
use chapbook::units::Length;

const TEXT: &str = "# One {#one}\n\nA [link](https://example.org/a/path) and <https://example.org/bare/> and [example.org](https://example.org).\n\n\
                    ## Ask {.questions}\n\n1. First?\n2. Second?\n\n## Tell {#tell}\n\n- No question.\n\n::: questions\n- Third?\n:::\n\n# Two\n\nEnd.\n";

/// Sets a text in an edition that every book has.
fn set(text: &str, name: &str, change: impl Fn(&mut Edition), proof: impl Fn(&Book<'_>, &Pages, &FontBook)) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, format!("---\ntitle: T\nlang: en\n---\n\n{text}")).unwrap();
    let (mut sources, sink, fonts) = (SourceMap::default(), Sink::default(), FontBook::bundled());
    let manuscript = manuscript::read(&path, &mut sources, &sink).unwrap();
    let mut edition = manuscript.all_editions().find(|edition| edition.name == name).unwrap().clone();
    change(&mut edition);
    let resolution = resolve(&manuscript.document, &edition, &sources, &sink);
    let book = Book { document: &manuscript.document, resolution: &resolution, edition: &edition };
    let pages = typeset(&book, &fonts, &Gallery::default(), &sink);
    assert_eq!(sink.sorted(), Vec::new());
    assert_eq!(faults(&pages, &book), Vec::new());
    proof(&book, &pages, &fonts);
}

/// The lines of a page that are read aloud, or those that are not.
fn lines(page: &Page, artifacts: bool) -> Vec<(Length, Length, String)> {
    let wanted = page.items.iter().filter(|placed| (placed.role == Role::Artifact) == artifacts);
    wanted
        .filter_map(|placed| if let PageItem::Line(line) = &placed.item { Some((placed.at.x, placed.at.y, line.text())) } else { None })
        .collect()
}

fn rules(pages: &Pages) -> usize {
    pages
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter(|placed| matches!(placed.item, PageItem::Rule(size) if size.height < Length::from_pt(0.35)))
        .count()
}

#[test]
fn there_is_room_under_each_question_and_a_line_to_fill_in() {
    // Three questions with three lines each; two chapters with three fields each.
    set(
        TEXT,
        "handout",
        |_| {},
        |_, pages, _| {
            assert_eq!(rules(pages), 3 * 3 + 2 * 3);
            let first: Vec<String> = lines(&pages.pages[0], true).into_iter().map(|(.., text)| text).collect();
            assert!(["Group", "Date", "Session"].iter().all(|word| first.iter().any(|line| line == word)), "{first:?}");
        },
    );
    set(TEXT, "a5", |_| {}, |_, pages, _| assert_eq!(rules(pages), 0));
}

#[test]
fn every_fifth_line_has_its_number_in_the_inner_margin() {
    let text = format!(
        "# One\n\n{}\n\n{}\n",
        "The delegates met and argued about the factories. ".repeat(30),
        "They met again in another hall. ".repeat(40)
    );
    set(
        &text,
        "handout",
        |_| {},
        |book, pages, _| {
            let left = book.edition.design.margins.inner;
            for page in pages.pages.iter().filter(|page| page.side == chapbook::typeset::Side::Recto) {
                let text = page.items.iter().filter(|placed| matches!((placed.role, &placed.item), (Role::Content(_), PageItem::Line(_))));
                let mut heights: Vec<Length> = text.map(|placed| placed.at.y).collect();
                heights.dedup();
                let numbers: Vec<(Length, String)> =
                    lines(page, true).into_iter().filter(|(x, ..)| *x < left).map(|(_, y, text)| (y, text)).collect();
                let wanted: Vec<(Length, String)> =
                    heights.iter().enumerate().filter(|(at, _)| (at + 1) % 5 == 0).map(|(at, y)| (*y, (at + 1).to_string())).collect();
                assert!(wanted.len() > 2);
                assert_eq!(numbers, wanted);
            }
        },
    );
}

#[test]
fn addresses_are_printed_unless_the_link_says_them() {
    let said = |pages: &Pages| -> String {
        pages.pages.iter().flat_map(|page| lines(page, false)).map(|(.., text)| text).collect::<Vec<_>>().join(" ")
    };
    set(
        TEXT,
        "handout",
        |_| {},
        |_, pages, _| {
            let text = said(pages).replace(' ', "");
            assert!(text.contains("Alink[https://example.org/a/path]andhttps://example.org/bare/andexample.org."), "{text}");
        },
    );
    set(TEXT, "a5", |_| {}, |_, pages, _| assert!(said(pages).contains("A link and")));
}

#[test]
fn an_excerpt_has_the_line_numbers_of_the_page() {
    let text = format!(
        "# One\n\n{}\n\n## Here {{#here}}\n\n{}\n",
        "The delegates met and argued. ".repeat(30),
        "They met again in a hall. ".repeat(60)
    );
    set(
        &text,
        "handout",
        |_| {},
        |book, pages, fonts| {
            let selected = select("#here", book.document, book.resolution).unwrap();
            let part = excerpt(pages, book, &selected, fonts, &Gallery::default());
            // By the words of its line: the number.
            let numbered = |page: &Page| -> Vec<(String, String)> {
                let text = lines(page, false);
                let of = |y: Length| text.iter().find(|(_, own, _)| *own == y).map(|(.., text)| text.clone());
                lines(page, true).into_iter().filter_map(|(_, y, number)| Some((of(y)?, number))).collect()
            };
            let (whole, own) = (numbered(&pages.pages[0]), numbered(&part.pages[0]));
            assert!(!own.is_empty() && own.len() < whole.len());
            assert!(own.iter().all(|line| whole.contains(line)), "{own:?} {whole:?}");
        },
    );
}
