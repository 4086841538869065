//! The facilitator's notes are not in the books of the readers. Session sheets have what a group needs to discuss a chapter.
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use chapbook::diagnostic::Sink;
use chapbook::document::{NodeRole, proof};
use chapbook::manuscript;
use chapbook::resolve::{Book, resolve};
use chapbook::source::SourceMap;
use chapbook::study::{for_readers, has_facilitators_notes, has_sessions, sessions};

use crate::support::tools::pdftotext;

const BOOK: &str = "[book]\ntitle = \"Study\"\nlanguage = \"en\"\n\
    [matter]\nbody = [\"1.md\", \"2.md\"]\nback = [\"who.md\", { file = \"glossary.md\", kind = \"glossary\" }]\n";

fn folder(settings: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("book.toml", format!("{BOOK}{settings}")),
        (
            "1.md",
            "# The hall\n\nKollontai spoke of the factory committees, and Lenin answered.[^1] See [](2.md#two).\n\n\
             ::: summary\nA quarrel in a *hall*.\n:::\n\n## Ask {.questions}\n\n1. Who spoke?\n2. Who [answered](2.md#two)?\n\n\
             ::: facilitator\nAllow ten minutes.[^2]\n:::\n\n[^1]: Briefly.\n[^2]: Or twenty.\n"
                .to_owned(),
        ),
        ("2.md", "# The street {#two}\n\nNobody is named here.\n\n## For you {.facilitator}\n\nBring a map.\n".to_owned()),
        (
            "who.md",
            "# People {.people}\n\nKollontai, Alexandra (1872--1952)\n: Writer.\n\nLenin, Vladimir\n: Head.\n\nTrotsky, Leon\n: War.\n"
                .to_owned(),
        ),
        (
            "glossary.md",
            "# Glossary\n\nFactory committee\n: Of one enterprise. See [the street](2.md).\n\nFraction\n: Members of one party.\n"
                .to_owned(),
        ),
    ];
    files.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).unwrap());
    folder
}

#[test]
fn readers_do_not_see_the_facilitators_notes() {
    let folder = folder("");
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = manuscript::read(folder.path(), &mut sources, &sink).unwrap();
    assert_eq!(sink.sorted(), Vec::new());
    assert!(has_facilitators_notes(&manuscript.document));
    let own = for_readers(&manuscript.document);
    assert!(!has_facilitators_notes(&own));
    let (whole, readers) = (proof(&manuscript.document), proof(&own));
    for words in ["Allow ten minutes", "Bring a map", "For you"] {
        assert!(whole.contains(words) && !readers.contains(words), "{words}");
    }
    // Nothing else has changed.
    for line in readers.lines() {
        assert!(whole.contains(line), "{line}");
    }
}

fn run(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook")).current_dir(folder).args(arguments).env("CI", "true").output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap(), output.status.code().unwrap())
}

fn words_of_epub(path: &Path) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let names: Vec<String> = archive.file_names().filter(|name| name.ends_with(".xhtml")).map(str::to_owned).collect();
    let mut text = String::new();
    for name in names {
        archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
    }
    text
}

fn words_of_pdf(path: &Path) -> Option<String> {
    pdftotext(&[], path)
}

#[test]
fn the_facilitator_has_an_edition_of_their_own() {
    let folder = folder("[[edition]]\nname = \"readers\"\n[[edition]]\nname = \"lead\"\nfacilitator = true\n");
    let (_, stderr, code) = run(folder.path(), &["build", "--deny", "warnings"]);
    assert_eq!((code, &*stderr), (0, ""));
    let file = |name: &str| folder.path().join("dist").join(name);
    for (words, note) in [("Allow ten minutes", "Or twenty"), ("Bring a map", "Bring a map")] {
        for words in [words, note] {
            assert!(words_of_epub(&file("study-lead.epub")).contains(words), "{words}");
            assert!(!words_of_epub(&file("study-readers.epub")).contains(words), "{words}");
            if let (Some(lead), Some(readers)) = (words_of_pdf(&file("study-lead.pdf")), words_of_pdf(&file("study-readers.pdf"))) {
                assert!(lead.contains(words) && !readers.contains(words), "{words}");
            }
        }
    }
}

#[test]
fn a_sheet_has_the_terms_people_and_questions_of_its_chapter() {
    let folder = folder("");
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = manuscript::read(folder.path(), &mut sources, &sink).unwrap();
    assert!(has_sessions(&manuscript.document));
    let document = for_readers(&manuscript.document);
    let edition = manuscript.all_editions().find(|edition| edition.name == "sessions").unwrap();
    let resolution = resolve(&document, edition, &sources, &sink);
    let sheets = sessions(&Book { document: &document, resolution: &resolution, edition });
    let [first, second] = &sheets.matter[1][..] else { panic!("two chapters") };
    let sheet = |at: usize| {
        let mut one = chapbook::document::Document::default();
        one.matter[1] = vec![sheets.matter[1][at].clone()];
        proof(&one)
    };
    let (one, two) = (sheet(0), sheet(1));
    for words in
        ["About 5 minutes", "A quarrel in a", "Kollontai, Alexandra", "Lenin, Vladimir", "Factory committee", "Who spoke?", "answered"]
    {
        assert!(one.contains(words), "{words}: {one}");
    }
    for words in ["Trotsky", "Fraction", "Allow ten", "Briefly", "spoke of"] {
        assert!(!one.contains(words), "{words}: {one}");
    }
    assert!(two.contains("The street") && two.contains("About 5 minutes") && !two.contains("Kollontai"), "{two}");
    assert_eq!((first.divisions.len(), second.divisions.len()), (3, 0));
    let on_one_page: Vec<bool> = first.divisions.iter().map(|division| division.node.has_role(NodeRole::Together)).collect();
    assert_eq!(on_one_page, [false, false, true]);
    assert!(sheets.notes.is_empty());
}

#[test]
fn sheets_are_made_only_for_chapters_with_something_to_discuss() {
    let folder = folder("");
    let (written, stderr, code) = run(folder.path(), &["build", "-e", "sessions", "--deny", "warnings"]);
    assert_eq!((code, &*stderr, written.lines().count()), (0, "", 1));
    if let Some(text) = words_of_pdf(&folder.path().join("dist/study-sessions.pdf")) {
        assert!(text.contains("Group") && text.contains("Who spoke?") && text.contains("Writer."), "{text}");
    }
    let (listed, ..) = run(folder.path(), &["editions"]);
    assert!(listed.lines().any(|line| line.starts_with("sessions")), "{listed}");
    fs::write(folder.path().join("1.md"), "# The hall\n\nWords.\n").unwrap();
    let (listed, ..) = run(folder.path(), &["editions"]);
    assert!(!listed.contains("sessions"), "{listed}");
    let (_, stderr, code) = run(folder.path(), &["build", "-e", "sessions"]);
    assert_eq!(code, 2, "{stderr}");
}

#[test]
fn a_sheet_has_readable_lines_and_can_be_handed_out_alone() {
    let folder = folder("");
    let question = "Had the delegates of the metalworkers, who came from towns with neither bread nor coal, another choice than to speak? ";
    let asked = format!("# The hall\n\n::: summary\n{0}{0}{0}\n:::\n\n## Ask {{.questions}}\n\n1. {0}{0}\n", question);
    fs::write(folder.path().join("1.md"), asked).unwrap();
    for sheet in ["a4", "letter"] {
        let (_, stderr, code) = run(folder.path(), &["build", "-e", "sessions", "--sheet", sheet, "--deny", "warnings"]);
        assert_eq!((code, &*stderr), (0, ""));
        let Some(text) = words_of_pdf(&folder.path().join("dist/study-sessions.pdf")) else { return };
        let longest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!((60..=80).contains(&longest), "{sheet}: a line of {longest} letters");
        // The first sheet is one page long, and its back stays blank.
        let pages: Vec<&str> = text.split('\u{c}').collect();
        assert!(pages[0].contains("The hall") && pages[1].trim().is_empty() && pages[2].contains("The street"), "{text}");
    }
}
