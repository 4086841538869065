//! Paragraphs keep their ids and numbers: in the lock file, in the EPUB, and in the named destinations of the PDF.
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chapbook::build::{BuildRequest, LockState, lock};
use chapbook::diagnostic::Sink;
use chapbook::edition::Edition;
use chapbook::manuscript::read_text;
use chapbook::resolve::{Addresses, Lock, address, resolve};
use chapbook::source::SourceMap;
use proptest::prelude::*;

use crate::support::shelf;
use crate::support::tools::{pdftotext, tool_text};

fn addressed(text: &str, lock: &Lock) -> Addresses {
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = read_text("book.md", text, &mut sources, &sink);
    let resolution = resolve(&manuscript.document, &Edition::default(), &sources, &sink);
    address(&manuscript.document, lock, &resolution.anchors)
}

/// The id and the number of each paragraph in a book of one chapter.
fn listed(addresses: &Addresses) -> Vec<(String, String)> {
    let paragraphs = addresses.chapters.iter().flat_map(|(_, paragraphs)| paragraphs);
    paragraphs.map(|address| (address.id.clone(), address.number.clone())).collect()
}

fn chapter(paragraphs: &[String]) -> String {
    format!("# One\n\n{}\n", paragraphs.join("\n\n"))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        match entry.path() {
            path if path.is_dir() && path.ends_with("dist") => {}
            path if path.is_dir() => copy(&path, &target),
            path => drop(fs::copy(path, target).unwrap()),
        }
    }
}

fn entries(lock: &str) -> BTreeSet<String> {
    lock.lines().filter(|line| line.starts_with('p')).map(str::to_owned).collect()
}

#[test]
fn a_new_paragraph_does_not_change_the_address_of_any_other() {
    let folder = tempfile::tempdir().unwrap();
    // The book uses a cover in the folder beside it.
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["book", "covers"].iter().for_each(|name| copy(&root.join(name), &folder.path().join(name)));
    let book = folder.path().join("book");
    let request = BuildRequest { path: book.clone(), ..BuildRequest::default() };
    // The committed lock file is up to date.
    assert_eq!(lock(&request, true).unwrap().1, LockState::Current);
    let before = fs::read_to_string(book.join("chapbook.lock")).unwrap();
    let path = book.join("01-a-promise-in-the-programme.md");
    let text = fs::read_to_string(&path).unwrap();
    let at = text.find("In March 1919 some").unwrap();
    fs::write(&path, format!("{}A paragraph that nobody has read before.\n\n{}", &text[..at], &text[at..])).unwrap();
    assert_eq!(lock(&request, true).unwrap().1, LockState::Stale(1));
    assert_eq!(lock(&request, false).unwrap().1, LockState::Renewed(1));
    let after = fs::read_to_string(book.join("chapbook.lock")).unwrap();
    let (old, new) = (entries(&before), entries(&after));
    assert!(old.is_subset(&new));
    let added: Vec<&String> = new.difference(&old).collect();
    assert_eq!(added.len(), 1);
    let number = added[0].split(' ').nth(1).unwrap();
    assert!(number.ends_with('a'), "{number}");
    assert_eq!(lock(&request, true).unwrap().1, LockState::Current);
}

#[test]
fn paragraphs_of_notes_keep_their_ids() {
    let notes = ["[^a]: The first note.\n\n    Its second paragraph.\n", "[^b]: Another note altogether.\n"];
    let first = addressed(&format!("# One\n\nText.[^a] More.[^b]\n\n{}", notes.concat()), &Lock::default());
    let ids: Vec<&str> = first.notes.iter().map(|address| address.id.as_str()).collect();
    assert_eq!(ids.len(), 3);
    // Add a note before them, and a chapter.
    let text = format!("# Zero\n\nNew.[^new]\n\n[^new]: Nobody knew it.\n\n# One\n\nText.[^a] More.[^b]\n\n{}", notes.concat());
    let again = addressed(&text, &Lock::read(&first.lock.text()).unwrap());
    let kept: Vec<&str> = again.notes.iter().map(|address| address.id.as_str()).collect();
    assert_eq!(kept.len(), 4);
    assert_eq!(kept[1..], ids);
    // Notes do not change the numbers of other paragraphs.
    assert_eq!(listed(&first)[0], listed(&again)[1]);
}

#[test]
fn both_files_and_the_concordance_have_the_same_addresses() {
    let numbers = "[design]\nparagraph-numbers = \"all\"\n";
    let book = format!("[book]\ntitle = \"A\"\nlanguage = \"en\"\n{numbers}[matter]\nbody = [\"one.md\", \"two.md\"]\n");
    let text = "# One {#one}\n\nFirst of all.\n\n- an item\n- another item\n\nLast of all.\n";
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("book.toml"), book).unwrap();
    fs::write(folder.path().join("one.md"), text).unwrap();
    fs::write(folder.path().join("two.md"), "# Two\n\n---\n").unwrap();
    let request = BuildRequest { path: folder.path().to_owned(), ..BuildRequest::default() };
    assert_eq!(lock(&request, false).unwrap().1, LockState::Renewed(4));
    let built = chapbook::build::build(&request, &shelf::Silent).unwrap();
    assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
    let file = |ending: &str| built.written.iter().find(|path| path.to_string_lossy().ends_with(ending)).unwrap().clone();
    let epub = shelf::Epub::open(fs::read(file(".epub")).unwrap());
    let chapter = epub.text("chapter-1.xhtml");
    let saved = fs::read_to_string(folder.path().join("chapbook.lock")).unwrap();
    let ids: Vec<&str> = saved.lines().filter(|line| line.starts_with('p')).map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(ids.len(), 4);
    let csv = fs::read_to_string(file("-pages.csv")).unwrap();
    for (id, number) in ids.iter().zip(1..) {
        assert!(chapter.contains(&format!("id=\"{id}\" data-number=\"1.{number}\"")), "{id} in {chapter}");
        assert!(csv.contains(&format!("{id},1.{number},")), "{csv}");
    }
    if let Some(places) = tool_text("pdfinfo", &["-dests"], file(".pdf").as_ref()) {
        assert!(ids.iter().all(|id| places.contains(&format!("\"{id}\""))), "{places}");
    }
    // The numbers are in the margin of the page.
    if let Some(words) = pdftotext(&[], file(".pdf").as_ref()) {
        assert!((1..=4).all(|number| words.contains(&format!("1.{number}"))), "{words}");
    }
    // All files have the id of the same printing.
    let printing = csv.split(['(', ')']).nth(1).unwrap();
    assert!(printing.starts_with("urn:uuid:"), "{csv}");
    assert!(epub.text(".opf").contains(&format!("<meta property=\"pageBreakSource\">{printing}</meta>")));
    assert!(String::from_utf8_lossy(&fs::read(file(".pdf")).unwrap()).contains(printing));
    // A changed text is reported, and so is a damaged lock file.
    fs::write(folder.path().join("one.md"), text.replace("First of all", "First of all and before anything else")).unwrap();
    let codes = |outcome: &chapbook::build::Outcome| outcome.diagnostics.iter().map(|diagnostic| diagnostic.code.name).collect::<Vec<_>>();
    assert_eq!(codes(&chapbook::build::build(&request, &shelf::Silent).unwrap()), ["stale-lock"]);
    fs::write(folder.path().join("chapbook.lock"), format!("{saved}what is this\n")).unwrap();
    let outcome = chapbook::build::build(&request, &shelf::Silent).unwrap();
    assert_eq!(codes(&outcome), ["bad-lock"]);
    assert!(outcome.written.is_empty());
    assert_eq!(outcome.sources.line_column(outcome.diagnostics[0].span).map(|(line, _)| line), Some(saved.lines().count() + 1));
}

/// XML allows each attribute only once. The number of the paragraph takes precedence over the author's key `number`.
#[test]
fn an_authors_key_never_repeats_an_attribute() {
    let folder = tempfile::tempdir().unwrap();
    let book = "[book]\ntitle = \"A\"\nlanguage = \"en\"\n[design]\nparagraph-numbers = \"all\"\n[matter]\nbody = [\"one.md\"]\n";
    fs::write(folder.path().join("book.toml"), book).unwrap();
    fs::write(folder.path().join("one.md"), "# One\n\n::: {.verse number=7 data-number=8 tone=low}\nA line\nand another\n:::\n").unwrap();
    let request = BuildRequest { path: folder.path().to_owned(), ..BuildRequest::default() };
    lock(&request, false).unwrap();
    let built = chapbook::build::build(&request, &shelf::Silent).unwrap();
    let epub = built.written.iter().find(|path| path.extension().is_some_and(|ending| ending == "epub")).unwrap();
    let chapter = shelf::Epub::open(fs::read(epub).unwrap()).text("chapter-1.xhtml").replacen("<!DOCTYPE html>", "", 1);
    let parsed = roxmltree::Document::parse(&chapter).unwrap();
    let verse = parsed.descendants().find(|node| node.attribute("class").is_some_and(|class| class.contains("verse"))).unwrap();
    assert_eq!((verse.attribute("data-number"), verse.attribute("data-tone")), (Some("1"), Some("low")), "{chapter}");
}

#[test]
fn a_book_can_include_the_lock_file_of_another_program() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("Cargo.lock"), "version = 4\n").unwrap();
    fs::write(folder.path().join("book.toml"), "[book]\ntitle = \"A\"\nlanguage = \"en\"\n[matter]\nbody = [\"one.md\"]\n").unwrap();
    fs::write(folder.path().join("one.md"), "# One\n\n```\n{{#include Cargo.lock}}\n```\n").unwrap();
    let request = BuildRequest { path: folder.path().to_owned(), ..BuildRequest::default() };
    let built = chapbook::build::build(&request, &shelf::Silent).unwrap();
    assert!(!built.has_errors(), "{:?}", built.diagnostics);
}

/// Paragraphs that share no word.
fn paragraphs() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(prop::collection::vec("[a-z]{4,9}", 8..14), 2..12)
        .prop_map(|paragraphs| paragraphs.into_iter().enumerate().map(|(at, words)| format!("q{at}q {}", words.join(" "))).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// If a paragraph is inserted, removed or slightly reworded, all others keep their id and number. A moved paragraph keeps its id.
    #[test]
    fn an_edit_keeps_the_addresses_of_all_other_paragraphs(text in paragraphs(), at in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(), edit in 0..4) {
        let before = addressed(&chapter(&text), &Lock::default());
        let old = listed(&before);
        let at = at.index(text.len());
        let mut changed = text.clone();
        let mut expected = old.clone();
        match edit {
            0 => {
                changed.insert(at, "something wholly new stands here between the others now".to_owned());
                let after = listed(&addressed(&chapter(&changed), &before.lock));
                let mut rest = after.clone();
                let new = rest.remove(at);
                prop_assert!(!old.iter().any(|(id, number)| *id == new.0 || *number == new.1));
                prop_assert_eq!(rest, expected);
            }
            1 => {
                changed.remove(at);
                expected.remove(at);
                prop_assert_eq!(listed(&addressed(&chapter(&changed), &before.lock)), expected);
            }
            2 => {
                changed[at].push_str(" indeed");
                prop_assert_eq!(listed(&addressed(&chapter(&changed), &before.lock)), expected);
            }
            _ => {
                let to = to.index(text.len());
                let moved = changed.remove(at);
                changed.insert(to, moved);
                let entry = expected.remove(at);
                expected.insert(to, entry);
                let after = listed(&addressed(&chapter(&changed), &before.lock));
                let ids = |list: &[(String, String)]| list.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
                prop_assert_eq!(ids(&after), ids(&expected));
                // No number is used twice.
                let numbers: BTreeSet<&String> = after.iter().map(|(_, number)| number).collect();
                prop_assert_eq!(numbers.len(), after.len());
            }
        }
    }

    /// Reading a lock file and writing it again changes nothing.
    #[test]
    fn a_lock_file_that_is_read_and_written_does_not_change(text in paragraphs()) {
        let first = addressed(&chapter(&text), &Lock::default());
        let lock = Lock::read(&first.lock.text()).unwrap();
        let again = addressed(&chapter(&text), &lock);
        prop_assert_eq!(again.unknown, 0);
        prop_assert_eq!(again.lock.text(), first.lock.text());
    }
}
