//! Two columns on a page: the text goes down the left column and continues in the right one, chapter titles span both, and the last page
//! has columns of equal height.
use std::fs;

use chapbook::artwork::{Artwork, Gallery};
use chapbook::diagnostic::Sink;
use chapbook::edition::{Edition, ParagraphNumbers};
use chapbook::font::FontBook;
use chapbook::manuscript;
use chapbook::resolve::{Book, Lock, address, resolve, select};
use chapbook::source::SourceMap;
use chapbook::typeset::{ItemRole, Page, PageItem, Pages, Side, excerpt, faults, typeset};
use chapbook::units::{Length, Sides, paper};

const TITLE: &str = "What was decided at the congress of the metalworkers";

fn manuscript_text() -> String {
    let paragraph = |number: usize| {
        let note = if number.is_multiple_of(5) { format!("[^{number}]") } else { String::new() };
        format!(
            "Paragraph{number} begins. {}{note}\n\n",
            "The delegates met and argued about the factories and their direction. ".repeat(4)
        )
    };
    let notes: String =
        (0..60).filter(|number| number % 5 == 0).map(|number| format!("[^{number}]: Note{number} says where that was said.\n\n")).collect();
    let text: String = (0..60).map(paragraph).collect();
    format!("# {TITLE} {{#one}}\n\n{text}{notes}# Two {{#two}}\n\nShort, as on page [](#one){{.page}}.\n")
}

/// Sets the book in two columns on Letter.
fn set(change: impl Fn(&mut Edition), proof: impl Fn(&Book<'_>, &Pages, &FontBook)) {
    set_text(&manuscript_text(), change, |book, pages, fonts, reported| {
        assert_eq!(reported, Vec::<String>::new());
        proof(book, pages, fonts);
    });
}

/// Sets a text in the same way. `proof` also gets the codes of the diagnostics.
fn set_text(text: &str, change: impl Fn(&mut Edition), proof: impl Fn(&Book<'_>, &Pages, &FontBook, Vec<String>)) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, format!("---\ntitle: T\nlang: en\n---\n\n{text}")).unwrap();
    let (mut sources, sink, fonts) = (SourceMap::default(), Sink::default(), FontBook::bundled());
    let manuscript = manuscript::read(&path, &mut sources, &sink).unwrap();
    let mut edition = manuscript.all_editions().find(|edition| edition.name == "letter").unwrap().clone();
    let design = &mut edition.design;
    (design.page, design.columns, design.gutter) = (paper("letter").unwrap(), 2, Length::from_mm(7.0));
    let side = Length::from_mm(24.0);
    design.margins = Sides { inner: side, head: side, outer: side, foot: side };
    (design.size, design.leading) = (Length::from_pt(10.5), Length::from_pt(13.5));
    change(&mut edition);
    let mut resolution = resolve(&manuscript.document, &edition, &sources, &sink);
    let addresses = address(&manuscript.document, &Lock::default(), &resolution.anchors);
    resolution.take_addresses(&addresses);
    let book = Book { document: &manuscript.document, resolution: &resolution, edition: &edition };
    let drawing = |path: &str, (width, height): (u32, u32)| {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"><rect width=\"9\" height=\"9\"/></svg>"
        );
        (path.to_owned(), Artwork::read(svg.into_bytes()).unwrap())
    };
    let gallery = Gallery {
        artworks: [drawing("wide.svg", (900, 300)), drawing("small.svg", (200, 100))].into_iter().collect(),
        ..Gallery::default()
    };
    let pages = typeset(&book, &fonts, &gallery, &sink);
    assert_eq!(faults(&pages, &book), Vec::new());
    let reported = sink
        .sorted()
        .into_iter()
        .filter(|diagnostic| diagnostic.code.name != "missing-image")
        .map(|diagnostic| diagnostic.code.to_string())
        .collect();
    proof(&book, &pages, &fonts, reported);
}

/// Returns the lines of a page that are not artifacts: column, position, width, text.
fn lines(page: &Page) -> Vec<(usize, Length, Length, Length, String)> {
    let content = page.items.iter().filter(|placed| matches!(placed.role, ItemRole::Content(_)));
    content
        .filter_map(|placed| {
            let PageItem::Line(line) = &placed.item else { return None };
            Some((placed.column, placed.at.x, placed.at.y, line.width(), line.text()))
        })
        .collect()
}

#[test]
fn the_text_continues_from_one_column_to_the_next() {
    set(
        |_| {},
        |book, pages, _| {
            let design = &book.edition.design;
            let mut number = 0;
            for page in pages.pages.iter().filter(|page| page.start.is_some()) {
                let left = if page.side == Side::Recto { design.margins.inner } else { design.margins.outer };
                let mut last = (0, Length::ZERO);
                for (column, x, y, width, text) in lines(page) {
                    let begins = left + design.column_left(column, 2);
                    let title = text.contains("congress of the metalworkers");
                    // Hyphens and full stops hang in the margin.
                    let ends = begins + design.measure() + design.size / 2;
                    assert!(x + design.size / 2 >= begins && (title || x + width <= ends), "{text} at {x} in column {column}");
                    assert!(!title || width > design.measure(), "the title spans both columns");
                    assert!(column >= last.0, "{text}");
                    last = (column, y);
                    if let Some(own) = text.strip_prefix("Paragraph").and_then(|text| text.split(' ').next()) {
                        assert_eq!(own.parse::<usize>().unwrap(), number);
                        number += 1;
                    }
                }
            }
            assert_eq!(number, 60);
        },
    );
}

#[test]
fn notes_are_at_the_foot_of_their_column_and_the_last_page_has_equal_columns() {
    set(
        |_| {},
        |book, pages, _| {
            let mut both = 0;
            for page in &pages.pages {
                let lines = lines(page);
                for (column, _, y, _, text) in lines.iter().filter(|line| line.4.contains("Note")) {
                    let number: usize = text.split("Note").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
                    let called = lines.iter().find(|line| line.4.starts_with(&format!("Paragraph{number} ")));
                    // The paragraph may begin in the column before.
                    if let Some(called) = called {
                        assert!(called.0 <= *column && (called.0 < *column || called.2 < *y), "{text}");
                        both += 1;
                    }
                }
            }
            assert!(both > 8);
            // The last page of the first chapter: both columns have text, and their heights differ only a little.
            let last = pages.pages.iter().rposition(|page| lines(page).iter().any(|line| line.4.contains("Paragraph59"))).unwrap();
            let foot = |column: usize| {
                let text = lines(&pages.pages[last]);
                text.into_iter().filter(|line| line.0 == column && !line.4.contains("Note")).map(|line| line.2).max()
            };
            let (left, right) = (foot(0).unwrap(), foot(1).unwrap());
            let design = &book.edition.design;
            assert!((left - right).0.abs() <= (design.leading * 3).0, "{left} and {right}");
            assert!(left < design.page.height - design.margins.foot - design.leading * 3, "the page is not full");
        },
    );
}

#[test]
fn line_numbers_are_beside_their_column_and_continue_through_the_page() {
    set(
        |edition| {
            edition.design.line_numbers = 5;
            edition.design.paragraph_numbers = ParagraphNumbers::All;
        },
        |book, pages, _| {
            let design = &book.edition.design;
            let page = pages.pages.iter().filter(|page| page.start.is_some()).nth(1).unwrap();
            let text = lines(page);
            let middle = page.size.width / 2;
            let artifacts: Vec<(Length, Length, String)> = (page.items.iter())
                .filter(|placed| placed.role.is_artifact())
                .filter_map(
                    |placed| if let PageItem::Line(line) = &placed.item { Some((placed.at.x, placed.at.y, line.text())) } else { None },
                )
                .collect();
            // Notes are not counted.
            let first_note = book.document.notes[0].node.id;
            let notes: Vec<(Length, Length)> = (page.items.iter())
                .filter(|placed| matches!(placed.role, ItemRole::Content(node) if node >= first_note))
                .map(|placed| (placed.at.x, placed.at.y))
                .collect();
            let counted = text.iter().filter(|line| !notes.contains(&(line.1, line.2)));
            let mut heights: Vec<(usize, Length)> = counted.map(|line| (line.0, line.2)).collect();
            heights.sort_unstable();
            heights.dedup();
            let wanted: Vec<(Length, bool, String)> =
                (1..).zip(&heights).filter(|(at, _)| at % 5 == 0).map(|(at, (column, y))| (*y, *column == 1, at.to_string())).collect();
            assert!(wanted.iter().any(|(_, right, _)| *right) && wanted.iter().any(|(_, right, _)| !right));
            for (y, right, number) in wanted {
                assert!(artifacts.iter().any(|(x, own, text)| *own == y && (*x > middle) == right && *text == number), "{number} at {y}");
            }
            // Each paragraph has its number in the margin beside its column.
            for line in text.iter().filter(|line| line.4.starts_with("Paragraph")) {
                let beside = artifacts.iter().any(|(x, y, text)| *y == line.2 && text.starts_with("1.") && (*x > middle) == (line.0 == 1));
                assert!(beside, "{}", line.4);
            }
            let outside = artifacts.iter().all(|(x, ..)| *x > Length::ZERO && *x < design.page.width);
            assert!(outside);
        },
    );
}

#[test]
fn an_excerpt_from_columns_begins_at_the_head_of_the_page() {
    set(
        |_| {},
        |book, pages, fonts| {
            let selected =
                select("two", book.document, book.resolution).or_else(|_| select("#two", book.document, book.resolution)).unwrap();
            let part = excerpt(pages, book, &selected, fonts, &Gallery::default());
            let text: String = part.pages.iter().flat_map(lines).map(|line| line.4).collect();
            assert!(text.contains("Short, as on page 1.") && !text.contains("Paragraph"), "{text}");
        },
    );
}

/// The text with `what` after one of its paragraphs, and with a heading before another.
fn text_with(what: &str, after: usize, heading: usize) -> String {
    let text = manuscript_text().replace(&format!("Paragraph{} ", after + 1), &format!("{what}\n\nParagraph{} ", after + 1));
    text.replace(&format!("Paragraph{heading} "), &format!("## A section\n\nParagraph{heading} "))
}

#[test]
fn figures_and_tables_wider_than_a_column_span_both_at_the_head_of_a_page() {
    let table = "| Organisation | Administration | Responsibility | Representation | Recommendation |\n|---|---|---|---|---|\n\
                 | unions | production | congress | delegates | quorum |\n| party | appointments | committee | secretaries | many |\n";
    for (what, mark) in [(table, "quorum"), ("![A drawing.](wide.svg \"Drawnwide.\")", "Drawnwide")] {
        let over = std::cell::Cell::new(0);
        for after in (2..58).step_by(3) {
            // The section ends soon after the figure or table, or long after it.
            let text = text_with(what, after, if after % 2 == 0 { after + 2 } else { 59 });
            set_text(
                &text,
                |_| {},
                |book, pages, _, reported| {
                    let design = &book.edition.design;
                    let found = pages.pages.iter().position(|page| lines(page).iter().any(|line| line.4.contains(mark))).unwrap();
                    let page = &pages.pages[found];
                    let all = lines(page);
                    let words = [
                        "Organ", "Admin", "Respon", "Represen", "Recommen", "unions", "produc", "quorum", "party", "appoint", "secret",
                        "many",
                    ];
                    let of_table = |text: &str| {
                        words.iter().any(|word| text.starts_with(word))
                            || text.contains(mark)
                            || ["congress", "delegates", "committee"].contains(&text)
                    };
                    let (own, text): (Vec<_>, Vec<_>) = all.into_iter().partition(|line| of_table(&line.4));
                    let right = own.iter().map(|line| line.1 + line.3).max().unwrap();
                    let left = own.iter().map(|line| line.1).min().unwrap();
                    let picture = page
                        .items
                        .iter()
                        .find_map(|placed| if let PageItem::Artwork { size, .. } = &placed.item { Some(size.width) } else { None });
                    let is_wide = picture.map_or(right - left > design.measure(), |width| width > design.measure());
                    assert_eq!(reported.contains(&"wide-table".to_owned()), !is_wide && mark == "quorum", "after {after}");
                    if !is_wide {
                        return;
                    }
                    over.set(over.get() + 1);
                    // The text begins below it.
                    let foot = own.iter().filter(|line| line.2 < page.size.height / 2).map(|line| line.2).max().unwrap();
                    assert!(text.iter().all(|line| line.2 > foot), "after {after}");
                    // Its call is on the same page or on the page before.
                    let called =
                        pages.pages.iter().rposition(|page| lines(page).iter().any(|line| line.4.contains(&format!("Paragraph{after} "))));
                    // The paragraph may continue on the page after the one on which it begins.
                    assert!(called.is_some_and(|called| (called..=called + 2).contains(&found)), "after {after}");
                    let numbers: Vec<usize> = pages
                        .pages
                        .iter()
                        .flat_map(lines)
                        .filter_map(|line| line.4.strip_prefix("Paragraph")?.split(' ').next()?.parse().ok())
                        .collect();
                    assert_eq!(numbers, (0..60).collect::<Vec<_>>(), "after {after}: no paragraph is lost");
                },
            );
        }
        assert!(over.get() >= 12, "{mark}: {} of 19", over.get());
    }
}

#[test]
fn a_figure_that_fits_a_column_stays_in_it_unless_the_author_makes_it_wide() {
    for (said, wide) in [("", false), ("{.wide}", true)] {
        set_text(
            &text_with(&format!("![A drawing.](small.svg \"Small.\"){said}"), 20, 40),
            |_| {},
            |book, pages, _, _| {
                let items = pages.pages.iter().flat_map(|page| &page.items);
                let width =
                    items.filter_map(|placed| if let PageItem::Artwork { size, .. } = &placed.item { Some(size.width) } else { None });
                assert_eq!(width.max().unwrap() > book.edition.design.measure(), wide);
            },
        );
    }
}
