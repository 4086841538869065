//! Documents of Pandoc in JSON: the same text gives the same document as in Markdown, and faults are reported with their places.
//!
//! `tests/fixtures/pandoc/` has small texts with the JSON that Pandoc 2.17 (format 1.22) made of them, and a file of format 1.23.
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use chapbook::diagnostic::Sink;
use chapbook::document::{
    Block, BlockKind, Document, Formula, Inline, InlineKind, List, ListDelimiter, Node, NoteId, VisitMut, number_nodes, proof,
    walk_document_mut,
};
use chapbook::formula::Macros;
use chapbook::manuscript;
use chapbook::pandoc::{BookFacts, Version, export, read, restore, write};
use chapbook::source::{FileId, SourceMap, Span};
use proptest::prelude::*;

use crate::support::random_documents;
use crate::support::shelf::{Epub, png};

/// A folder with the fixtures and the picture that they show.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pandoc")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    fs::write(folder.path().join("boat.png"), png(60, 40)).unwrap();
    folder
}

/// What a command printed.
struct Run {
    code: Option<i32>,
    printed: String,
    told: String,
}

fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_chapbook"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The program may end before it has read everything.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), printed: text(output.stdout), told: text(output.stderr) }
}

/// The structure of a document, without places.
fn structure(folder: &Path, file: &str) -> String {
    let run = run(folder, &["check", "--dump", file], b"");
    assert!(run.printed.contains("Body"), "{file}: {}", run.told);
    let without_place = |line: &str| match line.rsplit_once(" @") {
        Some((before, place)) if place.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => before.to_owned(),
        _ => line.to_owned(),
    };
    run.printed.lines().map(without_place).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_same_text_is_the_same_document_in_markdown_and_in_json() {
    let folder = folder();
    let markdown =
        structure(folder.path(), "boats.md").replace("file=boats.md", "file=boats.json").replace("Note \"1\"", "Note \"inline-1\"");
    let json = structure(folder.path(), "boats.json");
    assert_eq!(json, markdown);
    for part in ["Verse", "LowerRoman Parentheses", "Item done", "Phrase Keyboard", "CrossReference", "{#fig:boat}", "from 5", "“finished”"]
    {
        assert!(json.contains(part), "{part}: {json}");
    }
}

#[test]
fn tables_figures_and_references_have_their_parts() {
    let folder = folder();
    let shown = ["tables.json", "figure.json", "thesis.json"].map(|file| structure(folder.path(), file)).join("\n");
    insta::assert_snapshot!(shown);
}

#[test]
fn a_document_is_a_book_a_chapter_and_standard_input() {
    let folder = folder();
    let built = run(folder.path(), &["build", "boats.json", "-o", "one"], b"");
    assert_eq!(built.code, Some(0), "{}", built.told);
    let book = Epub::open(fs::read(folder.path().join("one/the-boats.epub")).unwrap());
    assert_eq!(book.dc("title")[0].1, "The Boats");
    assert_eq!(book.dc("creator").iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["A. Man", "B. Woman"]);
    assert_eq!((book.dc("language")[0].1.as_str(), book.dc("description")[0].1.as_str()), ("en-GB", "On boats."));
    assert!(folder.path().join("one/the-boats.pdf").is_file());

    let json = fs::read(folder.path().join("boats.json")).unwrap();
    let piped = run(folder.path(), &["build", "-", "-o", "two"], &json);
    assert_eq!(piped.code, Some(0), "{}", piped.told);
    assert!(folder.path().join("two/the-boats.epub").is_file());

    let settings = "[book]\ntitle = \"Both\"\nlanguage = \"en\"\n\n[matter]\nbody = [\"boats.json\", \"more.md\", \"tables.json\"]\n";
    fs::write(folder.path().join("book.toml"), settings).unwrap();
    fs::write(folder.path().join("more.md"), "# More\n\nBack to [the boats](#two).\n").unwrap();
    let chapters = structure(folder.path(), ".");
    for part in ["Division Chapter file=boats.json", "Text \"Two oars\"", "Division Chapter file=more.md", "file=tables.json", "Caption"] {
        assert!(chapters.contains(part), "{part}: {chapters}");
    }
}

#[test]
fn faults_are_reported_with_their_places() {
    let folder = folder();
    let told = |json: &str| {
        fs::write(folder.path().join("x.json"), json).unwrap();
        let run = run(folder.path(), &["check", "x.json", "--message-format", "short"], b"");
        assert_eq!(run.code, Some(1), "{json}: {}{}", run.printed, run.told);
        format!("{}{}", run.printed, run.told)
    };
    let head = "{\"pandoc-api-version\":[1,23],\"meta\":{},\n\"blocks\":[";
    assert!(told("# Not JSON\n").contains("x.json:1:1: error[bad-pandoc-document]: `x.json` is not JSON"));
    assert!(told("{\"name\": \"x\"}").contains("it has no `pandoc-api-version`"));
    assert!(
        told("{\"pandoc-api-version\":[1,17,5],\"meta\":{},\"blocks\":[]}")
            .contains("x.json:1:3: error[bad-pandoc-document]: `x.json` has version 1.17.5")
    );
    let unknown = told(&format!("{head}{{\"t\":\"Poem\",\"c\":[]}}]}}"));
    assert!(unknown.contains("x.json:2:") && unknown.contains("`Poem` is not a block of Pandoc"), "{unknown}");
    assert!(told(&format!("{head}{{\"t\":\"Para\",\"c\":[")).contains("is not JSON"));
    assert!(
        told(&format!("{head}{}{}]}}", "{\"t\":\"BlockQuote\",\"c\":[".repeat(20_000), "]}".repeat(20_000))).contains("nested too deeply")
    );
}

/// Blocks and inlines that are nested as deeply as JSON may be are flattened, and every word is kept.
#[test]
fn deep_nesting_is_flattened() {
    let folder = folder();
    let nested = |open: &str, inner: &str, close: &str, depth: usize| format!("{}{inner}{}", open.repeat(depth), close.repeat(depth));
    let word = "{\"t\":\"Str\",\"c\":\"deep\"}";
    let blocks = nested("{\"t\":\"BlockQuote\",\"c\":[", &format!("{{\"t\":\"Para\",\"c\":[{word}]}}"), "]}", 58);
    let inlines = nested("{\"t\":\"Emph\",\"c\":[", word, "]}", 58);
    let json = format!("{{\"pandoc-api-version\":[1,22],\"meta\":{{}},\"blocks\":[{blocks},{{\"t\":\"Para\",\"c\":[{inlines}]}}]}}");
    let path: PathBuf = folder.path().join("deep.json");
    fs::write(path, json).unwrap();
    let run = run(folder.path(), &["check", "--dump", "deep.json"], b"");
    assert_eq!(run.printed.matches("Text \"deep\"").count(), 2, "{}", run.printed);
    assert!(run.told.contains("too-deep"), "{}", run.told);
}

/// Raw text that a book cannot print is reported, as it is in Markdown. HTML is read.
#[test]
fn raw_text_is_read_or_reported() {
    let folder = folder();
    let json = r#"{"pandoc-api-version":[1,22],"meta":{},"blocks":[
{"t":"RawBlock","c":["latex","\\newpage"]},
{"t":"Para","c":[{"t":"Str","c":"a"},{"t":"RawInline","c":["tex","\\vspace{1cm}"]},{"t":"RawInline","c":["html","<kbd>"]},{"t":"Str","c":"Ctrl"},{"t":"RawInline","c":["html","</kbd>"]}]},
{"t":"RawBlock","c":["html","<div class=\"epigraph\">"]},
{"t":"Para","c":[{"t":"Str","c":"Inside"}]},
{"t":"RawBlock","c":["html","</div>"]}]}"#;
    fs::write(folder.path().join("raw.json"), json).unwrap();
    let run = run(folder.path(), &["check", "--dump", "raw.json"], b"");
    for part in ["PageBreak", "Phrase Keyboard", "Container {.epigraph}"] {
        assert!(run.printed.contains(part), "{part}: {}", run.printed);
    }
    assert!(run.told.contains("raw-not-printed") && run.told.contains("raw.json:3:"), "{}", run.told);
}

/// A document of another program goes through Pandoc, in a sandbox. Here a script stands for Pandoc, and writes a picture as Pandoc does.
#[cfg(unix)]
#[test]
fn a_document_of_another_program_goes_through_pandoc() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    fs::write(folder.path().join("notes.org"), "* One\n").unwrap();
    let script = r#"#!/bin/sh
echo "$@" > arguments
for argument; do case "$argument" in --extract-media=*) media="${argument#*=}";; esac; done
mkdir -p "$media/media" && cp boat.png "$media/media/x.png"
printf '%s' '{"pandoc-api-version":[1,23,1],"meta":{},"blocks":[{"t":"Para","c":[{"t":"Str","c":"Oars"}]},'
printf '%s' '{"t":"Para","c":[{"t":"Image","c":[["",[],[]],[{"t":"Str","c":"A"}],["'"$media"'/media/x.png",""]]}]}]}'
"#;
    let program = folder.path().join("fake-pandoc");
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let built = run(folder.path(), &["build", "notes.org", "--pandoc", "./fake-pandoc", "-o", "out"], b"");
    assert_eq!(built.code, Some(0), "{}", built.told);
    assert!(built.told.contains("read `notes.org` through Pandoc"), "{}", built.told);
    let arguments = fs::read_to_string(folder.path().join("arguments")).unwrap();
    assert!(arguments.starts_with("--sandbox -f org -t json ") && arguments.ends_with("-- notes.org\n"), "{arguments}");
    let book = Epub::open(fs::read(folder.path().join("out/notes.epub")).unwrap());
    assert!(book.names().any(|name| name.ends_with(".png") && book.bytes(name) == png(60, 40)), "the picture is in the book");
    assert!(book.documents().any(|(_, text)| text.contains("Oars")));

    let without = run(folder.path(), &["check", "notes.org", "--pandoc", "./none"], b"");
    assert_eq!(without.code, Some(1));
    assert!(without.told.contains("`notes.org` is an Org document") && without.told.contains("install Pandoc"), "{}", without.told);
    fs::write(&program, "#!/bin/sh\necho 'the file is damaged' >&2\nexit 64\n").unwrap();
    let refused = run(folder.path(), &["check", "notes.org", "--pandoc", "./fake-pandoc"], b"");
    assert!(refused.code == Some(1) && refused.told.contains("Pandoc cannot read it: the file is damaged"), "{}", refused.told);
}

/// Removes the places from a document.
struct WithoutPlaces;

impl VisitMut for WithoutPlaces {
    fn node(&mut self, node: &mut Node) {
        node.span = Span::DETACHED;
    }
}

/// All test books and the book of this repository.
fn books() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut books: Vec<PathBuf> = fs::read_dir(root.join("tests/books")).unwrap().map(|entry| entry.unwrap().path()).collect();
    books.push(root.join("book"));
    books.sort();
    books
}

fn read_book(path: &Path) -> Document {
    let mut document = manuscript::read(path, &mut SourceMap::default(), &Sink::default()).unwrap().document;
    walk_document_mut(&mut document, &mut WithoutPlaces);
    document
}

#[track_caller]
fn assert_same(name: &str, restored: &Document, document: &Document) {
    let (restored_proof, proof) = (proof(restored), proof(document));
    let first = proof.lines().zip(restored_proof.lines()).enumerate().find(|(_, (a, b))| a != b);
    if let Some((at, _)) = first {
        let around = |text: &str| text.lines().skip(at.saturating_sub(6)).take(14).collect::<Vec<_>>().join("\n");
        panic!("{name}\n--- written\n{}\n--- read\n{}", around(&proof), around(&restored_proof));
    }
    if restored != document {
        let (a, b) = (format!("{document:#?}"), format!("{restored:#?}"));
        let at = a.lines().zip(b.lines()).position(|(a, b)| a != b).unwrap_or_default();
        let around = |text: &str| text.lines().skip(at.saturating_sub(30)).take(40).collect::<Vec<_>>().join("\n");
        panic!("{name}\n--- written\n{}\n--- read\n{}", around(&a), around(&b));
    }
}

/// Reads the TeX of a formula.
fn set(formula: &mut Formula) {
    formula.tree = chapbook::formula::read(&formula.tex, &Macros::new()).ok().map(Arc::new);
}

/// Makes a random document one that a reader could make. Collects the notes that are called.
#[derive(Default)]
struct AsRead {
    calls: BTreeSet<NoteId>,
}

impl VisitMut for AsRead {
    fn block(&mut self, block: &mut Block) {
        if let BlockKind::List(list @ List { start: None, .. }) = &mut block.kind {
            list.delimiter = ListDelimiter::default();
        }
        if let BlockKind::Math(formula) = &mut block.kind {
            set(formula);
        }
    }

    fn inline(&mut self, inline: &mut Inline) {
        if let InlineKind::NoteCall(note) = inline.kind {
            self.calls.insert(note);
        }
        if let InlineKind::Math(formula) = &mut inline.kind {
            set(formula);
        }
    }
}

/// What is written and read again is the same document, except for places.
#[test]
fn the_round_trip_through_json_keeps_every_book() {
    let books = books();
    assert!(books.len() > 4, "{books:?}");
    for path in books {
        let document = read_book(&path);
        for version in [Version::V1_22, Version::V1_23] {
            let json = write(&export(&document, &BookFacts::default(), version), version);
            let tree = read(&json).unwrap();
            let mut restored = restore(FileId(0), &json, &tree, &Macros::new());
            walk_document_mut(&mut restored, &mut WithoutPlaces);
            assert_same(&format!("{} {version:?}", path.display()), &restored, &document);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]
    #[test]
    fn the_round_trip_keeps_random_documents(mut document in random_documents::document()) {
        number_nodes(&mut document);
        walk_document_mut(&mut document, &mut WithoutPlaces);
        let mut facts = AsRead::default();
        walk_document_mut(&mut document, &mut facts);
        prop_assume!(facts.calls.len() == document.notes.len());
        let json = write(&export(&document, &BookFacts::default(), Version::V1_23), Version::V1_23);
        let tree = read(&json).unwrap();
        let mut restored = restore(FileId(0), &json, &tree, &Macros::new());
        walk_document_mut(&mut restored, &mut WithoutPlaces);
        assert_same("random", &restored, &document);
    }
}

/// The command writes the JSON, a build of it makes the same words, and Pandoc accepts it.
#[test]
fn a_book_is_exported_and_built_again() {
    let folder = folder();
    let exported = run(folder.path(), &["export", "--to", "pandoc-2", "boats.md", "-o", "out.json"], b"");
    assert_eq!((exported.code, exported.printed.trim()), (Some(0), "out.json"), "{}", exported.told);
    assert_eq!(structure(folder.path(), "out.json"), structure(folder.path(), "boats.md"));
    let built = run(folder.path(), &["build", "out.json", "-o", "dist"], b"");
    assert_eq!(built.code, Some(0), "{}", built.told);
    let book = Epub::open(fs::read(folder.path().join("dist/the-boats.epub")).unwrap());
    assert_eq!(book.dc("title")[0].1, "The Boats");
    let printed = run(folder.path(), &["export", "--to", "pandoc", "boats.md"], b"").printed;
    assert!(printed.starts_with("{\"pandoc-api-version\":[1,23,1],") && printed.contains("{\"t\":\"Figure\""), "{printed}");

    let Ok(pandoc) = Command::new("pandoc").args(["-f", "json", "-t", "markdown", "out.json"]).current_dir(folder.path()).output() else {
        eprintln!("skipped: pandoc is not installed");
        return;
    };
    let words = String::from_utf8(pandoc.stdout).unwrap();
    // Pandoc 3 reads the other version.
    if pandoc.status.success() {
        for part in ["# One oar", "*good*", "[^1]:", "A caption", "| line one", "E = mc\\^2", "Somebody"] {
            assert!(words.contains(part) || words.contains(&part.replace("\\^", "^")), "{part}: {words}");
        }
    }
}
