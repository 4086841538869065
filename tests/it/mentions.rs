//! The names of `names.toml` are found for the index, and terms are linked to the glossary.
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::shelf;
use crate::support::tools::pdftotext;

const BOOK: &str = "[book]\ntitle = \"T\"\nlanguage = \"en\"\nmark-terms = true\n[matter]\nbody = [\"one.md\", \"two.md\"]\nback = [{ file = \"g.md\", kind = \"glossary\" }]\n";
const NAMES: &str = "[[name]]\nentry = \"Shliapnikov, Alexander\"\nvariants = [\"Shliapnikov\", \"Shlyapnikov\", \"Шляпников\"]\n[[name]]\nentry = \"Lenin\"\n";

fn folder(names: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("book.toml", BOOK);
    write("names.toml", names);
    write(
        "one.md",
        "# Lenin and soviets\n\nA *Shlyapnikov*, and Shliapnikov again. Not Leningrad. Workers'\ncontrol and soviets: every soviet.[^1]\n\n[^1]: By [Александр Шляпников]{lang=ru}.\n",
    );
    write("two.md", "# Two\n\nLenin's soviet. It is in `Lenin` code.\n");
    write("g.md", "# Glossary\n\nSoviet\n: A council.\n\nWorkers' control\n: Supervision.\n");
    folder
}

fn build(folder: &Path) -> (String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook")).args(["build", "."]).current_dir(folder).env("CI", "true").output().unwrap();
    (String::from_utf8(output.stderr).unwrap(), output.status.code().unwrap())
}

#[test]
fn names_are_found_in_any_spelling_and_terms_are_linked_once_in_a_chapter() {
    let folder = folder(NAMES);
    let (stderr, code) = build(folder.path());
    assert_eq!((stderr.as_str(), code), ("", 0));
    let epub = shelf::Epub::open(fs::read(folder.path().join("dist/t.epub")).unwrap());
    let (one, two) = (epub.text("chapter-1.xhtml"), epub.text("chapter-2.xhtml"));
    // Each name is marked once in a paragraph or note, and not in headings, within words or in code.
    assert_eq!(one.matches("class=\"index\"").count(), 2, "{one}");
    assert_eq!(two.matches("class=\"index\"").count(), 1, "{two}");
    let links = |text: &str| -> Vec<String> {
        let found = text.split("role=\"doc-glossref\"").skip(1);
        found.map(|rest| rest[rest.find('>').unwrap() + 1..rest.find("</a>").unwrap()].replace('\n', " ")).collect()
    };
    assert_eq!(links(&one), ["Workers\u{2019} control", "soviets"]);
    assert_eq!(links(&two), ["soviet"]);
    let glossary = epub.documents().find(|(_, text)| text.contains("epub:type=\"glossary\"")).unwrap().1.to_owned();
    assert!(glossary.contains("id=\"term-soviet\"") && glossary.contains("id=\"term-workers-control\""), "{glossary}");
    let index = epub.documents().find(|(_, text)| text.contains("epub:type=\"index\"")).unwrap().1.to_owned();
    assert!(index.contains("Shliapnikov, Alexander") && index.contains("Lenin"), "{index}");
    if let Some(text) = pdftotext(&["-raw"], &folder.path().join("dist/t.pdf")) {
        assert!(text.contains("soviets\u{b0}: every soviet.") && text.contains("Shliapnikov, Alexander, 1"), "{text}");
    }
}

#[test]
fn mistakes_in_names_toml_are_reported_with_their_places() {
    let (stderr, code) = build(folder("[[name]]\nentry = \"Nobody, A.\"\n[[name]]\nentry = \"Lenin\"\nvarints = [\"x\"]\n").path());
    assert_eq!(code, 1);
    assert!(stderr.contains("warning[unmet-name]") && stderr.contains("names.toml:2:9"), "{stderr}");
    assert!(stderr.contains("error[unknown-key]") && stderr.contains("names.toml:5:1") && stderr.contains("variants"), "{stderr}");
    let (stderr, code) = build(folder("[[name]]\nvariants = [\"Lenin\"]\n").path());
    assert!(code == 1 && stderr.contains("error[no-entry]") && stderr.contains("names.toml:1:1"), "{stderr}");
}

#[test]
fn a_single_file_may_have_links_to_its_glossary() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        "---\ntitle: T\nlanguage: en\nmark-terms: true\n---\n# One\n\nA soviet.\n\n# Glossary {kind=glossary}\n\nSoviet\n: A council.\n";
    fs::write(folder.path().join("t.md"), text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook")).args(["build", "t.md"]).current_dir(folder.path()).env("CI", "true").output();
    assert_eq!(String::from_utf8(output.unwrap().stderr).unwrap(), "");
    let epub = shelf::Epub::open(fs::read(folder.path().join("t.epub")).unwrap());
    assert!(epub.text("chapter-1.xhtml").contains("role=\"doc-glossref\""));
}

/// The index lists every page of a name, even if a paragraph or a table is divided between pages. In the e-book each page is a link to
/// the first mention on it.
#[test]
fn a_name_on_both_pages_of_a_divided_paragraph_is_listed_with_both() {
    let settings = "[[name]]\nentry = \"Shliapnikov, Alexander\"\nvariants = [\"Shliapnikov\"]\n";
    for (name, body) in [
        (
            "a paragraph",
            format!("Shliapnikov began. {}And Shliapnikov ended.", "They met again and again in the same cold hall. ".repeat(80)),
        ),
        (
            "a table",
            format!("| Who | What |\n|---|---|\n| Shliapnikov | first |\n{}| Shliapnikov | last |", "| They | met again |\n".repeat(60)),
        ),
    ] {
        let folder = folder(settings);
        fs::write(folder.path().join("one.md"), format!("# One\n\n{body}\n")).unwrap();
        fs::write(folder.path().join("two.md"), "# Two\n\nText.\n").unwrap();
        let (stderr, code) = build(folder.path());
        assert_eq!((stderr.as_str(), code), ("", 0), "{name}");
        let epub = shelf::Epub::open(fs::read(folder.path().join("dist/t.epub")).unwrap());
        assert_eq!(epub.text("chapter-1.xhtml").matches("class=\"index\"").count(), 2, "{name}");
        let index = epub.documents().find(|(_, text)| text.contains("epub:type=\"index\"")).unwrap().1.to_owned();
        let last = if index.contains(">2</a>") { 2 } else { 3 };
        let href =
            |page: usize| index.split(&format!(">{page}</a>")).next().unwrap().rsplit("href=\"").next().unwrap().split('"').next().unwrap();
        assert_eq!(index.matches("index-locator").count(), 2, "{name}: {index}");
        for page in [1, last] {
            let anchor = href(page).strip_prefix("chapter-1.xhtml#").unwrap();
            assert!(epub.text("chapter-1.xhtml").contains(&format!("id=\"{anchor}\"")), "{name}: {index}");
        }
        if let Some(text) = pdftotext(&["-raw"], &folder.path().join("dist/t.pdf")) {
            let pages = text.split("Shliapnikov, Alexander, ").nth(1).unwrap().lines().next().unwrap().to_owned();
            assert!(pages == "1, 2" || pages == "1, 3", "{name}: {pages}");
        }
    }
}
