//! `chapbook export --to html`: the book as a site and as one page. The pages are read again by a tokenizer of HTML.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use chapbook::build::{BuildRequest, Outcome, export_pages};
use chapbook::diagnostic::Sink;
use chapbook::document::{BlockKind, InlineKind, VisitMut, walk_document_mut};
use chapbook::manuscript::read;
use chapbook::markdown_writer::plain_text_of;
use chapbook::source::SourceMap;
use html5gum::{Token, Tokenizer};

use crate::cli::{chapbook, error, folder};

/// The elements of HTML that have no end tag.
const VOID: [&str; 8] = ["br", "col", "hr", "img", "input", "link", "meta", "source"];

/// What a page has.
#[derive(Default)]
struct Page {
    ids: Vec<String>,
    /// The values of `href` and `src`, apart from those that lead to the web.
    links: Vec<String>,
    /// All start tags: names and attributes.
    tags: Vec<(String, BTreeMap<String, String>)>,
    /// The text of its body, without scripts and styles.
    text: String,
}

impl Page {
    /// Reads a page. All tags must be in pairs.
    fn of(html: &str, name: &str) -> Self {
        let text_of = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang="), "{name}");
        let (mut page, mut open) = (Self::default(), Vec::new());
        for token in Tokenizer::new(html) {
            match token.unwrap() {
                Token::StartTag(tag) => {
                    let element = text_of(&tag.name);
                    let attributes: BTreeMap<String, String> =
                        tag.attributes.iter().map(|(key, value)| (text_of(key), text_of(value))).collect();
                    page.ids.extend(attributes.get("id").cloned());
                    let links = [attributes.get("href"), attributes.get("src")].into_iter().flatten();
                    page.links.extend(links.filter(|link| !link.contains("://") && !link.starts_with("mailto:")).cloned());
                    assert!(attributes.keys().all(|key| !key.contains(':')), "{name}: {attributes:?}");
                    // The mark of a note is not part of the word before it.
                    if attributes.get("class").is_some_and(|class| class == "call") {
                        page.text.push(' ');
                    }
                    if !VOID.contains(&element.as_str()) && !tag.self_closing {
                        open.push(element.clone());
                    }
                    page.tags.push((element, attributes));
                }
                Token::EndTag(tag) => assert_eq!(open.pop(), Some(text_of(&tag.name)), "{name}"),
                Token::String(text) if !open.iter().any(|element| matches!(element.as_str(), "script" | "style" | "title")) => {
                    page.text.push_str(&text_of(&text));
                }
                _ => {}
            }
        }
        assert!(open.is_empty(), "{name}: {open:?}");
        let unique: BTreeSet<&String> = page.ids.iter().collect();
        assert_eq!(unique.len(), page.ids.len(), "{name} has an id twice");
        for (element, count) in [("main", 1), ("h1", 1), ("title", 1)] {
            assert_eq!(page.count(element), count, "{name}: {element}");
        }
        page
    }

    fn count(&self, element: &str) -> usize {
        self.tags.iter().filter(|(name, _)| name == element).count()
    }

    /// The value of an attribute of the first element of a name.
    fn attribute(&self, element: &str, name: &str) -> Option<&str> {
        self.tags.iter().find(|(own, _)| own == element)?.1.get(name).map(String::as_str)
    }
}

fn export(book: &Path, output: &Path) -> Outcome {
    let outcome = export_pages(&BuildRequest { path: book.to_owned(), ..BuildRequest::default() }, output).unwrap();
    assert!(!outcome.has_errors(), "{:?}", outcome.diagnostics);
    outcome
}

/// All files of a folder, by their paths in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut pending) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = pending.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// The pages among some files. Every link of a page must lead to a file, and to an id in it.
fn pages(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Page> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let pages: BTreeMap<String, Page> = files
        .iter()
        .filter(|(name, _)| name.ends_with(".html"))
        .map(|(name, bytes)| (name.clone(), Page::of(&text(bytes), name)))
        .collect();
    for (name, page) in &pages {
        for link in &page.links {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let file = if file.is_empty() { name } else { file };
            let file = percent_encoding::percent_decode_str(file).decode_utf8().unwrap();
            assert!(files.contains_key(file.as_ref()), "{name}: there is no file {link}");
            if !anchor.is_empty() {
                assert!(pages[file.as_ref()].ids.iter().any(|id| id == anchor), "{name}: there is no place {link}");
            }
        }
    }
    pages
}

/// Each word in small letters with the number of its places.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    let text = text.replace('\u{ad}', "").to_lowercase();
    for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_owned()).or_default() += 1;
    }
    words
}

/// Formulas are MathML on the pages, and TeX in the plain text, which has the targets of references and not their words.
struct WordsOnly;

impl VisitMut for WordsOnly {
    fn block(&mut self, block: &mut chapbook::document::Block) {
        if matches!(block.kind, BlockKind::Math(_) | BlockKind::Raw(_)) {
            block.kind = BlockKind::Break;
        }
    }

    fn inline(&mut self, inline: &mut chapbook::document::Inline) {
        let is_other = matches!(
            inline.kind,
            InlineKind::Math(_)
                | InlineKind::Raw(_)
                | InlineKind::Image { .. }
                | InlineKind::Reference { .. }
                | InlineKind::CrossReference(_)
        );
        if is_other {
            inline.kind = InlineKind::SoftBreak;
        }
    }
}

/// The words of a book, as the plain text of `chapbook export` has them, without formulas, references and marks of notes.
fn words_of_book(book: &Path) -> BTreeMap<String, usize> {
    let mut manuscript = read(book, &mut SourceMap::default(), &Sink::default()).unwrap();
    walk_document_mut(&mut manuscript.document, &mut WordsOnly);
    let text = plain_text_of(&manuscript.document);
    let mut kept = String::new();
    for (nth, part) in text.split('[').enumerate() {
        let (mark, rest) = part.split_once(']').unwrap_or(("", part));
        let is_mark = nth > 0 && !mark.is_empty() && mark.chars().all(|letter| letter.is_ascii_digit());
        kept.push(' ');
        kept.push_str(if is_mark { rest } else { part });
    }
    words(&kept)
}

fn test_book(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books").join(name)
}

#[test]
fn every_word_is_on_the_pages_and_every_link_leads_to_a_place() {
    for name in ["kitchen-sink", "mdbook", "references", "specimen"] {
        let (book, target) = (test_book(name), tempfile::tempdir().unwrap());
        let expected = words_of_book(&book);
        let site = target.path().join("site");
        export(&book, &site);
        export(&book, &target.path().join("the book.html"));
        let written = files(&site);
        let mut all = files(target.path());
        all.retain(|path, _| !path.starts_with("site/"));
        for files in [&written, &all] {
            let text: String = pages(files).values().map(|page| format!("{} ", page.text)).collect();
            let found = words(&text);
            let lost: Vec<_> = expected.iter().filter(|(word, count)| found.get(*word).is_none_or(|found| found < count)).collect();
            assert!(lost.is_empty(), "{name}: {lost:?}");
        }
        assert!(all.keys().all(|path| path == "the book.html" || path.starts_with("the book-files/")), "{:?}", all.keys());
        // The search index has places that exist.
        let index = String::from_utf8(written["search-index.js"].clone()).unwrap();
        let json = index.strip_prefix("chapbookSearch(").unwrap().strip_suffix(");\n").unwrap();
        let pages = pages(&written);
        for section in serde_json::from_str::<Vec<serde_json::Value>>(json).unwrap() {
            let page = &pages[section["p"].as_str().unwrap()];
            let anchors = section["x"].as_array().unwrap().iter().map(|paragraph| paragraph[0].as_str().unwrap());
            for anchor in anchors.chain([section["a"].as_str().unwrap()]).filter(|anchor| !anchor.is_empty()) {
                assert!(page.ids.iter().any(|id| id == anchor), "{name}: {} {anchor}", section["p"]);
            }
        }
        // The same bytes again.
        export(&book, &site);
        assert!(files(&site) == written, "{name}");
    }
}

/// A book of these chapters, in English unless `language` says otherwise.
fn small_book(language: &str, chapters: &[&str]) -> tempfile::TempDir {
    let names: Vec<String> = (0..chapters.len()).map(|at| format!("{at:02}.md")).collect();
    let list: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let settings = format!("[book]\ntitle = \"T < & T\"\nlanguage = \"{language}\"\n[matter]\nbody = [{}]\n", list.join(", "));
    let mut files: Vec<(&str, &[u8])> = vec![("book.toml", settings.as_bytes())];
    files.extend(names.iter().map(String::as_str).zip(chapters.iter().map(|text| text.as_bytes())));
    folder(&files)
}

#[test]
fn names_of_files_are_unique_and_never_those_of_the_site() {
    let chapters = [
        "# Index\n\nA.",
        "# Same\n\nB.",
        "# SAME\n\nC.",
        "# Same 2\n\nD.",
        "# Search {#site}\n\nE.",
        "# Con\n\nF.",
        "# Привет\n\nG.",
        "# ?\n\nH.",
    ];
    let book = small_book("en", &chapters);
    let site = book.path().join("out");
    export(book.path(), &site);
    let files = files(&site);
    let pages = pages(&files);
    let names: Vec<&str> = pages.keys().map(String::as_str).collect();
    let expected =
        ["chapter-1.html", "chapter-6.html", "chapter-7.html", "chapter-8.html", "index.html", "same-2.html", "same.html", "search.html"];
    assert!(expected.iter().all(|name| names.contains(name)) && names.len() == 9, "{names:?}");
    // Each page leads to the next one, from the first to the last.
    let (mut at, mut seen) = ("index.html".to_owned(), String::new());
    loop {
        seen.push_str(&pages[&at].text);
        let next = pages[&at].tags.iter().find(|(name, attributes)| name == "link" && attributes["rel"] == "next");
        let Some((_, attributes)) = next else { break };
        at.clone_from(&attributes["href"]);
    }
    assert!(["A.", "B.", "C.", "D.", "E.", "F.", "G.", "H."].iter().all(|word| seen.contains(word)), "{seen}");
    assert!(seen.contains("T < & T"));
}

#[test]
fn chapters_without_titles_and_notes_have_pages_too() {
    let book = small_book("ar", &["كلمة أولى.[^n]\n\n[^n]: حاشية.\n", "ثانية.\n"]);
    let site = book.path().join("out");
    export(book.path(), &site);
    let pages = pages(&files(&site));
    assert_eq!(pages.keys().collect::<Vec<_>>(), ["chapter-1.html", "chapter-2.html", "index.html"]);
    for page in pages.values() {
        assert_eq!((page.attribute("html", "dir"), page.attribute("html", "lang")), (Some("rtl"), Some("ar")));
        assert!(page.text.contains("بحث"), "{}", page.text);
    }
    let first = &pages["chapter-1.html"];
    let roles: Vec<&str> = first.tags.iter().filter_map(|(_, attributes)| attributes.get("role").map(String::as_str)).collect();
    assert!(["doc-noteref", "doc-footnote", "doc-backlink", "search"].iter().all(|role| roles.contains(role)), "{roles:?}");
    assert!(pages["index.html"].links.contains(&"chapter-1.html".to_owned()));
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    let book = small_book("en", &["# One\n\nA.", "# Two\n\nB."]);
    let run = |output: &str| chapbook(book.path(), &["export", "--to", "html", ".", "-o", output], &[]);
    fs::create_dir(book.path().join("mine")).unwrap();
    fs::write(book.path().join("mine/notes.txt"), "mine").unwrap();
    let refused = run("mine");
    assert!(refused.status.code() == Some(3) && error(&refused).contains("mine"), "{}", error(&refused));
    assert_eq!(files(&book.path().join("mine")).len(), 1);
    // An own folder is written again, without the pages that the book no longer has. Other files stay.
    assert_eq!(run("site").status.code(), Some(0));
    fs::write(book.path().join("site/CNAME"), "example.org").unwrap();
    fs::write(book.path().join("01.md"), "# Three\n\nB.").unwrap();
    assert_eq!(run("site").status.code(), Some(0));
    let names = files(&book.path().join("site"));
    assert!(names.contains_key("three.html") && !names.contains_key("two.html") && names.contains_key("CNAME"), "{:?}", names.keys());
    // A file that the author put there is not replaced.
    fs::write(book.path().join("site/four.html"), "mine").unwrap();
    fs::write(book.path().join("01.md"), "# Four\n\nB.").unwrap();
    let refused = run("site");
    assert!(refused.status.code() == Some(3) && error(&refused).contains("four.html"), "{}", error(&refused));
    let names = files(&book.path().join("site"));
    assert!(names["four.html"] == b"mine" && names.contains_key("three.html"));
    let without = chapbook(book.path(), &["export", "--to", "html", "."], &[]);
    assert_eq!(without.status.code(), Some(2), "{}", error(&without));
}

#[test]
fn one_page_has_its_stylesheet_and_no_folder_without_pictures() {
    let book = small_book("en", &["# One\n\n## Inner\n\n`a`[^1]\n\n[^1]: N.", "# Two\n\n[One](00.md)"]);
    let page = book.path().join("all.html");
    export(book.path(), &page);
    let html = fs::read_to_string(&page).unwrap();
    let read = Page::of(&html, "all");
    assert_eq!((read.count("style"), read.count("script"), read.count("h2"), read.count("h3")), (1, 0, 3, 1));
    assert!(html.contains("src: url(data:font/") && !html.contains("<link"));
    assert!(!book.path().join("all-files").exists() && read.links.iter().all(|link| link.starts_with('#')), "{:?}", read.links);
    assert!(read.links.iter().filter_map(|link| link.strip_prefix('#')).all(|anchor| read.ids.iter().any(|id| id == anchor)));
}
