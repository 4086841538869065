//! A long chapter is cut into several content documents, and nothing that leads into it or out of it breaks.
use std::collections::BTreeMap;
use std::fmt::Write;

use crate::support::shelf::{Built, Epub, shelf};

/// The most bytes of a content document. Old reading systems slow down or fail at more than about 300 kB.
const MOST: usize = 250_000;

/// Paragraphs of about 800 letters with a counted word at the start of each. Every fifth calls a note.
fn paragraphs(text: &mut String, count: usize, number: &mut usize) {
    for _ in 0..count {
        *number += 1;
        let call = if number.is_multiple_of(5) { format!("[^n{number}]") } else { String::new() };
        let _ = writeln!(text, "Count{number} {}end.{call}\n", "of plain words in a row ".repeat(32));
        if number.is_multiple_of(5) {
            let _ = writeln!(text, "[^n{number}]: Note{number} belongs to its call.\n");
        }
    }
}

/// Three chapters: one with sections, one without, and a short one that links to both.
fn book() -> Built {
    let mut number = 0;
    let mut one = "# Sections\n\n".to_owned();
    for section in 1..=8 {
        let _ = writeln!(one, "## Section {section} {{#s{section}}}\n\nSee [](#s2) and [the last](#s8), and[^again] a note.\n");
        paragraphs(&mut one, 40, &mut number);
    }
    one.push_str("[^again]: A note that every section calls.\n");
    let mut two = "# No sections {#two}\n\n".to_owned();
    paragraphs(&mut two, 400, &mut number);
    let three = "# Short\n\nSee [](#s1), [](#s8) and [](#two).\n";
    let toml = "[book]\ntitle = \"Long chapters\"\nlanguage = \"en\"\nauthors = [\"A. Author\"]\n[matter]\nbody = [\"1.md\", \"2.md\", \"3.md\"]\n";
    shelf(&[("book.toml", toml.as_bytes()), ("1.md", one.as_bytes()), ("2.md", two.as_bytes()), ("3.md", three.as_bytes())], &[])
}

/// The numbers after a word, in the order of the text.
fn counted(text: &str, word: &str) -> Vec<usize> {
    let digits = |rest: &str| rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok();
    text.split(word).skip(1).filter_map(digits).collect()
}

fn values<'a>(text: &'a str, attribute: &str) -> Vec<&'a str> {
    text.split(&format!(" {attribute}=\"")).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// Content documents by the names of their files, without folders.
fn documents(epub: &Epub) -> BTreeMap<&str, &str> {
    epub.documents().map(|(name, text)| (name.rsplit('/').next().unwrap(), text)).collect()
}

#[test]
fn a_long_chapter_is_cut_at_sections_and_then_between_blocks() {
    let built = book();
    assert_eq!(built.told, "");
    let epub = built.epub.unwrap();
    epub.keep("long-chapters.epub");
    let documents = documents(&epub);
    for (name, text) in &documents {
        assert!(text.len() <= MOST, "{name} has {} bytes", text.len());
    }
    // Each file but the last of a chapter is well filled.
    assert!(documents["chapter-1.xhtml"].len() > MOST / 3 && documents["chapter-2.xhtml"].len() > MOST / 2);
    assert!(documents.contains_key("chapter-2-2.xhtml") && !documents.contains_key("chapter-3-2.xhtml"));
    // The first chapter is cut before a section: each file begins with a heading.
    let body = |name: &str| documents[name].split("<body").nth(1).unwrap();
    assert!(body("chapter-1-2.xhtml").find("<h2").unwrap() < body("chapter-1-2.xhtml").find("<p").unwrap());
    // Only the first file of a chapter has its title and its anchor.
    let titles = |title: &str| {
        documents.iter().filter(|(name, text)| name.starts_with("chapter") && text.contains(&format!("{title}</h1>"))).count()
    };
    assert_eq!((titles("Sections"), titles("No sections"), titles("Short")), (1, 1, 1));
    assert!(body("chapter-2-2.xhtml").contains("aria-label=\"No sections\"") && !body("chapter-2-2.xhtml").contains("id=\"two\""));
    // Every word is there once, in order.
    let whole: String =
        ["chapter-1.xhtml", "chapter-1-2.xhtml", "chapter-2.xhtml", "chapter-2-2.xhtml"].map(|name| documents[name]).concat();
    assert_eq!(counted(&whole, "Count"), (1..=720).collect::<Vec<_>>());
}

#[test]
fn links_notes_and_pages_of_a_cut_chapter_lead_where_they_did() {
    let epub = book().epub.unwrap();
    let documents = documents(&epub);
    let mut links = 0;
    for (name, text) in &documents {
        for href in values(text, "href").into_iter().filter(|href| !href.contains("://") && !href.ends_with(".css")) {
            let (file, anchor) = href.split_once('#').unwrap_or((href, ""));
            let target = documents.get(if file.is_empty() { *name } else { file }).unwrap_or_else(|| panic!("{name}: {href}"));
            assert!(anchor.is_empty() || target.contains(&format!(" id=\"{anchor}\"")), "{name}: {href} leads nowhere");
            links += 1;
        }
    }
    assert!(links > 400, "{links}");
    // A note is in the file of its first call. The other calls lead into that file.
    for (name, text) in documents.iter().filter(|(name, _)| name.starts_with("chapter")) {
        let calls: Vec<usize> = counted(text, "Count").into_iter().filter(|number| number.is_multiple_of(5)).collect();
        assert_eq!(counted(text, "Note"), calls, "{name}");
    }
    assert_eq!(documents.values().filter(|text| text.contains("A note that every section calls.")).count(), 1);
    assert!(documents["chapter-1-2.xhtml"].contains("href=\"chapter-1.xhtml#n-1-1\""));
    // The page list is complete and in order.
    let nav = documents["nav.xhtml"].split("epub:type=\"page-list\"").nth(1).unwrap();
    let pages: Vec<usize> = nav.split("</a>").filter_map(|item| item.rsplit('>').next()?.parse().ok()).collect();
    assert!(pages.len() > 100 && pages.windows(2).all(|pair| pair[1] == pair[0] + 1), "{pages:?}");
}
