//! A note that is called again on a later page: a line at its foot names the page of the note, or the note stands there once more. The
//! e-book has the note once, and every mark leads to it.
use chapbook::font::FontBook;
use chapbook::typeset::{PageItem, Zone};

use crate::support::setting::{BARE, TypesetBook, set};
use crate::support::shelf;
use crate::thousand_pages;

/// A chapter that calls a note on its first page, again there, and twice on the third page.
fn chapter() -> String {
    let text = |from: usize| thousand_pages::sentences()[from..from + 20].join(" ");
    format!(
        "# Chapter\n\nFirst.[^one] Again.[^one] {}\n\n{}\n\nOther.[^two] Later.[^one] And later.[^one]\n\n{}\n\n[^one]: The note itself.\n\n[^two]: Another note.\n",
        text(0),
        text(30),
        text(60)
    )
}

/// The lines at the foot of each page: its folio, the text, and whether it is an artifact.
fn feet(made: &TypesetBook) -> Vec<(String, String, bool)> {
    let mut feet = Vec::new();
    for page in &made.pages.pages {
        for placed in page.items.iter().filter(|placed| placed.zone == Zone::Notes) {
            if let PageItem::Line(line) = &placed.item {
                feet.push((page.folio.to_string(), line.text().trim().to_owned(), placed.role.is_artifact()));
            }
        }
    }
    feet
}

#[test]
fn a_line_at_the_foot_of_a_later_page_names_the_page_of_the_note() {
    let made = set(BARE, &chapter());
    assert_eq!(made.told, "");
    let feet = feet(&made);
    let [(home, first, false), (two, second, false), (later, again, true)] = &feet[..] else { panic!("{feet:?}") };
    assert!(first.contains("The note itself") && second.contains("Another note"), "{feet:?}");
    assert!(home == "1" && two == later && two != "1", "{feet:?}");
    let words: Vec<&str> = again.split_whitespace().collect();
    assert_eq!(words, ["1", "See", "page", "1"], "{feet:?}");
    // The words are those of the language of the book.
    let terms = |tag| chapbook::language::Terms::of(tag).see_page("12");
    assert_eq!(
        [terms("en-GB"), terms("de"), terms("zh")].map(|text| text.replace('\u{a0}', " ")),
        ["See page 12", "Siehe S. 12", "见第12页"]
    );
}

#[test]
fn the_note_is_repeated_or_only_its_mark_is_printed_if_the_book_wants_it() {
    let repeated = feet(&set(&format!("[notes]\nagain = \"repeat\"\n{BARE}"), &chapter()));
    let texts: Vec<(&str, bool)> = repeated.iter().map(|(_, text, artifact)| (text.as_str(), *artifact)).collect();
    let [(first, false), (_, false), (again, true)] = texts[..] else { panic!("{texts:?}") };
    assert_eq!(first, again);
    let marked = feet(&set(&format!("[notes]\nagain = \"mark\"\n{BARE}"), &chapter()));
    assert_eq!(marked.len(), 2, "{marked:?}");
    // Notes elsewhere, and notes whose marks restart on each page, have no such lines.
    for settings in ["placement = \"chapter\"", "placement = \"book\"", "numbering = \"page\""] {
        let made = set(&format!("[notes]\n{settings}\n{BARE}"), &chapter());
        assert!(!feet(&made).iter().any(|(_, text, _)| text.contains("See")), "{settings}");
    }
}

#[test]
fn every_mark_in_the_ebook_leads_to_the_note() {
    let fonts = FontBook::bundled();
    let made = set(BARE, &chapter());
    let epub = shelf::Epub::open(made.epub(&fonts));
    let text = epub.text("chapter-1.xhtml");
    assert_eq!(text.matches("href=\"#n-1-1\"").count(), 4, "{text}");
    assert_eq!(text.matches("The note itself").count(), 1);
    assert!(!text.contains("See p"));
}
