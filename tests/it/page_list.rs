//! The page markers in the e-book are right: the words after each marker are the first whole words of that page, as `pdftotext` reads
//! it. The tests also show that the check finds a marker that is one word off.
use std::io::{Cursor, Read};
use std::path::Path;

use chapbook::artwork::{Artwork, Gallery};
use chapbook::diagnostic::Sink;
use chapbook::document::{PageList, PageStart};
use chapbook::epub::EpubInput;
use chapbook::font::FontBook;
use chapbook::resolve::{Book, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::{ItemRole, PageItem, Pages, typeset};
use chapbook::{epub, manuscript, pdf};

use crate::support::tools::pdftotext;

/// A book that was built: its pages, and the bytes of its files.
struct BuiltBook {
    pages: Pages,
    list: PageList,
    epub: Vec<u8>,
    pdf: Vec<u8>,
}

fn make(book: &str) -> BuiltBook {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(book);
    let (mut sources, sink, fonts) = (SourceMap::default(), Sink::default(), FontBook::bundled());
    let manuscript = manuscript::read(&path, &mut sources, &sink).unwrap();
    let edition = manuscript.editions[0].clone();
    let read = |path: &String| Some((path.clone(), Artwork::read(std::fs::read(manuscript.root.join(path)).ok()?).ok()?));
    let gallery = Gallery { artworks: manuscript.images.iter().filter_map(|(path, _)| read(path)).collect(), ..Gallery::default() };
    let resolution = resolve(&manuscript.document, &edition, &sources, &sink);
    let book = Book { document: &manuscript.document, resolution: &resolution, edition: &edition };
    let pages = typeset(&book, &fonts, &gallery, &sink);
    let pages = Pages { printing: Some("urn:x".to_owned()), ..pages };
    let list = pages.page_list(&book).unwrap();
    let epub =
        epub::write_paged(&EpubInput { book: &book, gallery: &gallery, fonts: &fonts, cover: None, pages: Some(&list) }, &sink).unwrap();
    let pdf = pdf::write(&pages, &book, &fonts, &gallery, &sink).unwrap();
    BuiltBook { pages, list, epub, pdf }
}

fn file(epub: &[u8], name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).unwrap();
    let path = archive.file_names().find(|path| path.ends_with(name))?.to_owned();
    let mut text = String::new();
    archive.by_name(&path).unwrap().read_to_string(&mut text).ok()?;
    Some(text)
}

/// Returns the content documents in reading order.
fn spine(epub: &[u8]) -> Vec<String> {
    let opf = file(epub, ".opf").unwrap();
    let package = roxmltree::Document::parse(&opf).unwrap();
    let items = package.descendants().filter(|node| node.has_tag_name((node.tag_name().namespace().unwrap_or(""), "itemref")));
    let names = items.filter_map(|item| {
        let id = item.attribute("idref")?;
        let found = package.descendants().find(|node| node.tag_name().name() == "item" && node.attribute("id") == Some(id))?;
        found.attribute("href").map(str::to_owned)
    });
    names.filter_map(|name| file(epub, &format!("/{name}"))).collect()
}

/// Returns the page markers of the book: each label with the words after it.
fn marks(epub: &[u8]) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for text in spine(epub) {
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let document = roxmltree::Document::parse_with_options(&text, options).unwrap();
        let body = document.descendants().find(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "body"))).unwrap();
        for node in body.descendants() {
            if node.attribute("role") == Some("doc-pagebreak") {
                found.push((node.attribute("aria-label").unwrap().to_owned(), String::new()));
            }
            let hidden = node.ancestors().any(|node| node.attribute("hidden").is_some());
            if let (true, Some(text), false) = (node.is_text(), node.text(), hidden) {
                found.iter_mut().rev().take(2).for_each(|(_, words)| words.push_str(text));
            }
            // Blocks and pictures separate words.
            if node.is_element() && !matches!(node.tag_name().name(), "span" | "a" | "em" | "strong" | "i" | "sup" | "sub" | "code" | "s") {
                found.iter_mut().rev().take(2).for_each(|(_, words)| words.push(' '));
            }
        }
    }
    found.into_iter().map(|(label, text)| (label, words(&text))).collect()
}

/// Returns the words of a text, reduced to letters and digits. Words without either are left out.
fn words(text: &str) -> Vec<String> {
    let text = text.replace('\u{ad}', "");
    let words = text.split_whitespace().map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase());
    words.filter(|word| !word.is_empty()).collect()
}

/// Returns the words of a page as `pdftotext` reads it, from the first whole word on: without head, folio and list marker, and without
/// the end of a word that began on the page before.
fn first_words(made: &BuiltBook, pdf: &Path, number: usize) -> Option<Vec<String>> {
    let page = (number + 1).to_string();
    let text = pdftotext(&["-raw", "-f", &page, "-l", &page], pdf)?.replace("\u{ad}\n", "");
    let mut words: Vec<String> = words(&text);
    let page = &made.pages.pages[number];
    let line = |role: fn(&ItemRole) -> bool| {
        let lines = page.items.iter().filter(move |placed| role(&placed.role));
        lines.filter_map(|placed| if let PageItem::Line(line) = &placed.item { Some(line.text()) } else { None })
    };
    // The entry of an index that goes on is named again at the head of a column too, but only what is above all content comes first.
    let heads = page.items.iter().take_while(|placed| placed.role.is_artifact());
    let heads = heads.filter_map(|placed| if let PageItem::Line(line) = &placed.item { Some(line.text()) } else { None });
    for artifact in heads.flat_map(|line| self::words(&line)) {
        if words.first() == Some(&artifact) {
            words.remove(0);
        }
    }
    // A figure that was held back is above the text with which its page begins.
    let held = page.items.iter().take_while(|placed| match (placed.role, page.start) {
        (ItemRole::Content(node), Some(start)) => node < start.block,
        (ItemRole::Content(_), None) | (ItemRole::Generated(_), _) => false,
        (ItemRole::Artifact(_), _) => true,
    });
    let captions = held.filter(|placed| !placed.role.is_artifact());
    let captions = captions.filter_map(|placed| if let PageItem::Line(line) = &placed.item { Some(line.text()) } else { None });
    for caption in captions.flat_map(|line| self::words(&line)) {
        if words.first() == Some(&caption) {
            words.remove(0);
        }
    }
    // The marker of an item is a separate line.
    let first = line(|role| !role.is_artifact()).next().unwrap_or_default();
    let numeral = first.trim().trim_end_matches('.');
    if !numeral.is_empty()
        && numeral.len() < 4
        && numeral.chars().all(|c| c.is_ascii_digit())
        && words.first().is_some_and(|word| word == numeral)
    {
        words.remove(0);
    }
    let content = |page: &chapbook::typeset::Page| -> Vec<(ItemRole, String)> {
        let lines = page.items.iter().filter(|placed| matches!(placed.role, ItemRole::Content(_)));
        lines.filter_map(|placed| if let PageItem::Line(line) = &placed.item { Some((placed.role, line.text())) } else { None }).collect()
    };
    let here = content(page).first().map(|(role, _)| *role);
    let before = number.checked_sub(1).map(|before| content(&made.pages.pages[before])).unwrap_or_default();
    let last = before.iter().rev().find(|(role, _)| Some(*role) == here);
    if last.is_some_and(|(_, line)| line.ends_with(['\u{ad}', '-', '\u{2010}'])) {
        words.remove(0);
    }
    Some(words)
}

/// Returns the faults of the page markers.
fn objections(made: &BuiltBook, marks: &[(String, Vec<String>)]) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("book.pdf");
    std::fs::write(&pdf, &made.pdf).unwrap();
    let mut wrong = Vec::new();
    for (label, after) in marks {
        let number = made.pages.pages.iter().position(|page| page.folio.to_string() == *label).unwrap();
        let expected = first_words(made, &pdf, number)?;
        // Generated pages have folios in print that the e-book does not have.
        let is_generated =
            made.list.pages.iter().any(|page| page.folio.to_string() == *label && matches!(page.start, PageStart::Generated(_)));
        let few = |words: &[String]| -> String {
            // The numbers of notes and pages differ between the backends. Some programs read a drop capital as a separate word.
            words
                .iter()
                .filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()))
                .take(if is_generated { 1 } else { 3 })
                .cloned()
                .collect()
        };
        let (expected_letters, after_letters) = (few(&expected), few(after));
        let length = expected_letters.len().min(after_letters.len());
        if length == 0 || expected_letters.get(..length) != after_letters.get(..length) {
            wrong.push(format!(
                "page {label} begins with {:?}, the marker is before {:?}",
                &expected[..expected.len().min(4)],
                &after[..after.len().min(4)]
            ));
        }
    }
    Some(wrong)
}

fn check(book: &str) {
    let made = make(book);
    let marks = marks(&made.epub);
    let Some(wrong) = objections(&made, &marks) else { return };
    assert_eq!(wrong, Vec::<String>::new(), "{book}");
    // Every page with a word of the manuscript has a marker, and the navigation lists all of them in order.
    let labels: Vec<String> = made.list.pages.iter().map(|page| page.folio.to_string()).collect();
    let nav = file(&made.epub, "nav.xhtml").unwrap();
    let listed: Vec<&str> = nav.split("epub:type=\"page-list\"").nth(1).unwrap().split("<li>").skip(1).collect();
    assert_eq!(listed.len(), labels.len(), "{book}: {labels:?}");
    for (item, label) in listed.iter().zip(&labels) {
        assert!(item.contains(&format!(">{label}</a>")), "{item} is not {label}");
    }
    assert_eq!(marks.len(), labels.len());
    assert!(marks.len() * 10 >= made.pages.pages.len() * 7, "{} of {} pages are marked", marks.len(), made.pages.pages.len());
    // The check finds a marker that is one word off.
    let mut moved = marks.clone();
    let at = moved.len() / 2;
    // Digits alone are not compared.
    let word = moved[at].1.iter().position(|word| !word.bytes().all(|byte| byte.is_ascii_digit())).unwrap();
    moved[at].1.remove(word);
    assert_eq!(objections(&made, &moved).unwrap().len(), 1);
}

#[test]
fn the_page_markers_of_the_book_are_right() {
    check("book");
}

#[test]
fn the_page_markers_of_the_specimen_are_right() {
    check("tests/books/specimen");
}

#[test]
fn pages_of_the_contents_and_of_pictures_have_markers() {
    let folder = tempfile::tempdir().unwrap();
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 8\"><rect width=\"10\" height=\"8\"/></svg>";
    std::fs::write(folder.path().join("plate.svg"), svg).unwrap();
    let plate = "Words before the plate.\n\n![A black plate](plate.svg){place=page}\n\n: The plate of the printer\n\nWords after it.\n";
    let chapter = |number: u32| format!("# The {number} heading of many\n\n{}\n", if number == 3 { plate } else { "Some words." });
    std::fs::write(folder.path().join("book.md"), (1..=90).map(chapter).collect::<String>()).unwrap();
    let list = "[book]\ntitle = \"Plates\"\nlanguage = \"en\"\n[design]\nlist-of-figures = true\n[matter]\nbody = [\"book.md\"]\n";
    std::fs::write(folder.path().join("book.toml"), list).unwrap();
    let path = folder.path().to_str().unwrap();
    check(path);
    let made = make(path);
    let inked = made.pages.pages.iter().filter(|page| page.items.iter().any(|placed| !placed.role.is_artifact())).count();
    // No text of the half title is in the e-book.
    assert_eq!(made.list.pages.len(), inked - 1);
    let rows = made
        .list
        .pages
        .iter()
        .filter(|page| matches!(page.start, PageStart::Generated(chapbook::document::GeneratedPlace::Row(_))))
        .count();
    assert!(rows >= 2, "{rows}");
}
