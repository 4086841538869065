//! Files of archives: FictionBook, Muse, and plain texts with defects.
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chapbook::build::{ImportRequest, Imported, Rule, import};
use chapbook::diagnostic::Sink;
use chapbook::document::Document;
use chapbook::manuscript::read;
use chapbook::source::SourceMap;

use crate::cli::folder;
use crate::import::archive;

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder)
}

/// An imported book: the document, all its texts with `book.toml`, and what was remarked.
struct Book {
    document: Document,
    texts: String,
    remarks: String,
}

fn imported(path: &Path) -> Book {
    let target = tempfile::tempdir().expect("a folder");
    let book = target.path().join("book");
    let made = import(&ImportRequest { files: vec![path.to_owned()], ..ImportRequest::default() }, Some(&book)).expect("an import");
    let texts = made.written.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md" || extension == "toml"));
    let texts = texts.map(|path| fs::read_to_string(path).expect("a text")).collect();
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let document = read(&book, &mut sources, &sink).expect("a book").document;
    Book { document, texts, remarks: made.remarks.lines().join("\n") }
}

fn holds(book: &Book, wanted: &[&str], said: &[&str]) {
    for wanted in wanted {
        assert!(book.texts.contains(wanted), "{wanted}\n{}\n{}", book.texts, book.remarks);
    }
    for said in said {
        assert!(book.remarks.contains(said), "{said}\n{}", book.remarks);
    }
}

#[test]
fn a_fiction_book_becomes_a_manuscript() {
    let bytes = fs::read(fixtures("import").join("small.fb2")).expect("a file");
    let text = String::from_utf8(bytes.clone()).expect("UTF-8");
    let packed = archive(&[("small.fb2", &text)]);
    let files = folder(&[("small.fb2", &bytes), ("small.fb2.zip", &packed)]);
    let book = imported(&files.path().join("small.fb2"));
    holds(
        &book,
        &[
            "title = \"The Harbour\"",
            "authors = [\"Anna Writer\"]",
            "contributors = [{ name = \"Boris Translator\", role = \"trl\" }]",
            "identifier = \"urn:isbn:9780306406157\"",
            "description = \"A story of a strike.\"",
            "series = { name = \"Harbours\" }",
            "cover = \"pictures/cover.svg\"",
            "# Chapter 1. The Ships\n",
            "The ships *came* in **May**.[^1] Twice.[^1]\n\n* * *\n\nLater, see [the second chapter](#second) and [the web](https://example.org/), H~2~O, x^2^, ~~gone~~ and `a*b`.",
            "## The men {.unnumbered}",
            "> **Song**\n>\n> | We stood upon the shore,\n> | and waited for the day.\n> |\n> | It came.\n>\n> — A sailor",
            "> Nobody paid us.\n>\n> — A witness",
            "![The hall](pictures/hall.svg \"The hall in 1921\")",
            "colspan=\"2\"",
            "::: epigraph\n> All for one.\n>\n> — Old saying\n:::",
            "One scene.\n\n* * *\n\nAnother scene.\\[9\\]",
            "A misspelt element.\n\nText without a paragraph.",
            "In a misspelt section.",
            "[^1]: Of the *old* calendar.[^2]",
            "[^2]: A note on a note.",
            "# Notes\n\n**3**\n\nNobody calls this note.",
        ],
        &[
            "unknown elements of FB2, whose text is kept (2 times, first <emphasys>)",
            "text outside of paragraphs, now paragraphs: Text without a paragraph.",
            "calls of notes without a text, now plain text: #n9",
            "notes that nothing calls, now a chapter at the end: 3",
            "genres of FB2, left out; write them as subjects under [book]: prose_history",
        ],
    );
    assert_eq!(book.document.notes.len(), 2);
    assert_eq!(
        imported(&files.path().join("small.fb2.zip"))
            .texts
            .lines()
            .filter(|line| !line.contains("sha") && !line.contains("file ="))
            .collect::<Vec<_>>(),
        book.texts.lines().filter(|line| !line.contains("sha") && !line.contains("file =")).collect::<Vec<_>>()
    );
}

#[test]
fn damaged_fiction_books_are_refused_and_old_encodings_read() {
    let russian: Vec<u8> = "<?xml version=\"1.0\" encoding=\"windows-1251\"?><FictionBook><body><section><title><p>"
        .bytes()
        .chain([0xC3, 0xEB, 0xE0, 0xE2, 0xE0])
        .chain("</p></title><p>T</p></section></body></FictionBook>".bytes())
        .collect();
    let files = folder(&[
        ("russian.fb2", &russian),
        ("half.fb2", b"<FictionBook><body><section><p>Text</section></body></FictionBook>"),
        ("deep.fb2", format!("<FictionBook><body>{}{}</body></FictionBook>", "<cite>".repeat(300), "</cite>".repeat(300)).as_bytes()),
        ("other.fb2", b"<html/>"),
        ("koi.fb2", b"<?xml version=\"1.0\" encoding=\"koi8-r\"?><FictionBook/>"),
    ]);
    assert!(imported(&files.path().join("russian.fb2")).texts.contains("# Глава\n"));
    for (name, said) in [
        ("half.fb2", "damaged"),
        ("deep.fb2", "its elements are nested more than 200 deep"),
        ("other.fb2", "not a book in FB2"),
        ("koi.fb2", "its encoding `koi8-r` is not known"),
    ] {
        let request = ImportRequest { files: vec![files.path().join(name)], ..ImportRequest::default() };
        let error = import(&request, None).expect_err("an error").to_string();
        assert!(error.contains(said), "{name}: {error}");
    }
}

#[test]
fn a_muse_text_becomes_a_manuscript() {
    let files = folder(&[
        ("small.muse", &fs::read(fixtures("import").join("small.muse")).expect("a file")),
        ("hall.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"/>"),
    ]);
    let book = imported(&files.path().join("small.muse"));
    holds(
        &book,
        &[
            "title = \"The Harbour\"",
            "subtitle = \"A Story of Ships\"",
            "authors = [\"Anna Writer\"]",
            "subjects = [\"strikes\", \"ships\"]",
            "date = \"1921\"",
            "# Part One\n\n## Chapter One\n",
            "The ships *came* in **May** and <strong>*left*</strong> in `June`.[^1] A line of the same paragraph, H~2~O, x^2^, ~~gone~~, *tag*, 2 \\* 3 \\* 4, a\u{A0}b.",
            "A second call.[^2] The year \\[1921\\] stays. See [the beginning](#begin), <https://example.org/> and a break\\\nhere.",
            "> Quoted, with a note.[^3]\n>\n> Second paragraph.",
            "> Indented, so quoted.\n>\n> Quoted as well.",
            "::: center\nCentred\n:::",
            "At the right\n\n* * *\n\n| A line of verse;\n|   indented.\n|\n| Second stanza.",
            "- one\n\n- two goes on\n\n  with a paragraph\n\n  1. inner\n  2. inner two\n\n- three",
            "i. first\nii. second",
            "term\n:   its definition",
            "| Port | Ships |\n| --- | --- |\n| Riga | 2 |\n\nTable: Ports",
            "```\n* no heading\n<quote>\n```",
            "![The hall](pictures/hall.svg \"The *hall*\"){width=50%}",
            "[^1]: Of the old calendar.\n\n    Its second paragraph.",
            "[^2]: Another, on two lines.",
            "[^4]: The first note of the second part.",
            "\\[4\\] Nobody calls this one.",
            "A \\*half closed star and \\<strong>half closed tag.",
            "Retrieved on March 8, 2012 from [the archive](https://example.org/)",
            "Translated by Boris.",
        ],
        &[
            "tags that are not known, left as they are: line 93, “<qoute>",
            "stars without an end, left as they are: line 96, “*half",
            "tags that are not closed, left as they are: line 96, “<strong>",
            "ends of tags without a beginning, left out: line 98, </verse>",
            "tags that are not closed: line 100, <center>",
            "numbers in brackets without a note, left as they are: line 21, “[1921]”",
            "notes that nothing calls, now paragraphs at the end: [4]",
            "entries of the header that are not known, left out: line 10, #colour red",
            "comments, left out",
            "dates in another form; compare date under [book]: Spring of 1921",
        ],
    );
}

/// Words in the order of a text, without the comments of the importer and the tags of raised text. Raised digits are digits.
fn words(text: &str) -> Vec<String> {
    let mut bare = String::new();
    let raised = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let text: String = text.replace("<sup>", " ").replace("</sup>", " ");
    let text: String =
        text.chars().map(|c| raised.iter().position(|own| *own == c).map_or(c.to_string(), |digit| format!(" {digit} "))).collect();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("<!--") {
        bare.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Repairs a text: the chapters of the manuscript, and what the import says.
fn repaired(name: &str, text: &str, without: BTreeSet<Rule>) -> (String, Imported) {
    let files = folder(&[(name, text.as_bytes())]);
    let book = files.path().join("book");
    let request = ImportRequest { files: vec![files.path().join(name)], without, ..ImportRequest::default() };
    let made = import(&request, Some(&book)).expect("an import");
    let chapters = made.written.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    (chapters.map(|path| fs::read_to_string(path).expect("a text")).collect::<Vec<_>>().join("\n"), made)
}

/// Twenty-five texts with known defects and known-good neighbours.
#[test]
fn messy_texts_are_repaired_and_nothing_that_was_right_is_changed() {
    let mut names: Vec<PathBuf> = fs::read_dir(fixtures("messy")).expect("files").flatten().map(|entry| entry.path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    names.sort();
    assert_eq!(names.len(), 25);
    let mut kept = 0;
    for path in names {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("a text");
        let (out, made) = repaired(&name, &text, BTreeSet::new());
        let journal: Vec<String> = made.journal.iter().map(|entry| entry.line()).collect();
        let result = format!("{out}=====\n{}\n", journal.join("\n"));
        let golden = path.with_extension("out");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&golden, &result).expect("a file");
        }
        assert_eq!(result, fs::read_to_string(&golden).expect("a result"), "{name}");
        // What was right is there as it was.
        for line in fs::read_to_string(path.with_extension("kept")).expect("a text").lines() {
            assert!(text.contains(line) && out.contains(line), "{name}: {line}\n{out}");
            kept += 1;
        }
        // No word is changed but those that a rule joined or removed.
        let removes = |rule: Rule| matches!(rule, Rule::PageNumbers | Rule::RunningHeads | Rule::HyphenatedLines);
        if !made.journal.iter().any(|entry| removes(entry.change.rule)) {
            let bare = text.replace(['\u{200B}', '\u{7}'], "");
            // Texts of notes are moved to the chapters of their calls, and their headings removed.
            let (mut after, mut before) = (words(&out), words(&bare));
            let notes = made.journal.iter().filter(|entry| matches!(entry.change.rule, Rule::BracketedNotes | Rule::RaisedNotes));
            let headings: Vec<&str> =
                notes.filter(|entry| entry.change.after.is_empty()).map(|entry| entry.change.before.as_str()).collect();
            if !headings.is_empty() {
                after.extend(words(&headings.join(" ")));
                after.sort();
                before.sort();
            }
            // The words of Project Gutenberg before a note are not words of the note.
            before.retain(|word| word != "Footnote");
            assert_eq!(after, before, "{name}");
        }
        // A second run changes nothing.
        let (again, made) = repaired("again.md", &out, BTreeSet::new());
        assert_eq!((again.trim_end(), made.journal.len()), (out.trim_end(), 0), "{name}");
        // Without any rule, the text is as it was.
        let (bare, made) = repaired(&name, &text, Rule::ALL.iter().map(|(_, rule)| *rule).collect());
        assert_eq!(made.journal.len(), 0, "{name}");
        assert_eq!(words(&bare), words(&text), "{name}");
    }
    assert!(kept >= 40);
}
