//! The command line, run as a user runs it.
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

pub fn chapbook(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chapbook"));
    command.current_dir(folder).args(arguments).env("CI", "true").env_remove("SOURCE_DATE_EPOCH").env_remove("NO_COLOR");
    command.envs(environment.iter().copied()).output().unwrap()
}

pub fn error(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Makes a folder with these files.
pub fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

const BOOK: &str = "[book]\ntitle = \"T\"\nlanguage = \"en\"\n\n[matter]\nbody = [\"a.md\"]\n";

/// Builds a book with one chapter. Returns the messages, the exit code, and whether a file was written.
fn build(settings: &str, chapter: &[u8], arguments: &[&str]) -> (String, i32, bool) {
    let folder = folder(&[("book.toml", settings.as_bytes()), ("a.md", chapter)]);
    let output = chapbook(folder.path(), &[&["build", "--message-format", "short"], arguments].concat(), &[]);
    (error(&output), output.status.code().unwrap(), folder.path().join("dist").exists())
}

#[test]
fn init_makes_a_book_that_builds() {
    let folder = tempfile::tempdir().unwrap();
    let output = chapbook(folder.path(), &["init", "new"], &[]);
    assert_eq!(output.status.code(), Some(0), "{}", error(&output));
    let output = chapbook(folder.path(), &["build", "new", "--deny", "warnings"], &[]);
    assert_eq!(output.status.code(), Some(0), "{}", error(&output));
    let written = String::from_utf8(output.stdout).unwrap();
    assert_eq!(written.lines().count(), 2, "{written}");
    for path in written.lines() {
        assert!(fs::metadata(folder.path().join(path)).unwrap().len() > 5_000, "{path}");
    }
    assert!(written.contains("a-new-book.epub") && written.contains("a-new-book.pdf"), "{written}");
    let again = chapbook(folder.path(), &["init", "new"], &[]);
    assert_eq!(again.status.code(), Some(2), "{}", error(&again));
}

#[test]
fn each_mistake_is_reported_with_its_place_and_errors_write_no_file() {
    let errors: [(&str, &[u8], &str); 7] = [
        (BOOK, b"# A\n\nbad \xff byte\n", "a.md:3:5: error[not-utf-8]"),
        (BOOK, b"# A\n\nA call[^x] without its note.\n", "a.md:3:7: error[missing-note]"),
        (BOOK, b"# A\n\n![alt](none.png)\n", "a.md:3:1: error[missing-image]"),
        ("[book]\ntitle = \"T\"\nlanguage = \"en\"\n[matter]\nbody = [\"b.md\"]\n", b"# A\n", "book.toml:5:9: error[missing-file]"),
        ("[book]\ntitle = \"T\"\nlanguage = \"english language\"\n", b"# A\n", "book.toml:3:12: error[bad-language]"),
        ("[book]\ntilte = \"T\"\nlanguage = \"en\"\n", b"# A\n", "book.toml:2:1: error[unknown-key]"),
        ("[book\ntitle = 1\n", b"# A\n", "book.toml:1:"),
    ];
    for (settings, chapter, expected) in errors {
        let (text, code, written) = build(settings, chapter, &[]);
        assert!(text.contains(expected), "{expected} is not in:\n{text}");
        assert_eq!((code, written), (1, false), "{text}");
    }
    let (text, ..) = build("[book]\ntilte = \"T\"\nlanguage = \"en\"\n", b"# A\n", &[]);
    assert!(text.contains("title"), "the nearest name is suggested: {text}");
}

#[test]
fn a_book_with_warnings_is_written_unless_warnings_are_denied() {
    let warnings: [(&[u8], &str); 3] = [
        (b"# A\n\nA [link](#) to nothing.\n", "a.md:3:3: warning[dead-link]"),
        (b"# A\n\nA [link](nowhere.md) to nothing.\n", "a.md:3:3: warning[dead-link]"),
        (b"# A\n\nText.\n\n[^x]: A note that nobody calls.\n", "a.md:5:1: warning[uncalled-note]"),
    ];
    for (chapter, expected) in warnings {
        let (text, code, written) = build(BOOK, chapter, &[]);
        assert!(text.contains(expected), "{expected} is not in:\n{text}");
        assert_eq!((code, written), (0, true), "{text}");
        let (text, code, written) = build(BOOK, chapter, &["--deny", "warnings"]);
        assert_eq!((code, written), (1, false), "{text}");
        // An allowed warning is not reported at all.
        let name = expected.split_once('[').unwrap().1.trim_end_matches(']');
        let (text, code, written) = build(BOOK, chapter, &["--deny", "warnings", "--allow", name]);
        assert_eq!((code, written), (0, true), "{text}");
        assert!(!text.contains("warning"), "{text}");
    }
}

#[test]
fn the_human_format_shows_and_underlines_the_line() {
    let folder = folder(&[("book.toml", BOOK.as_bytes()), ("a.md", b"# A\n\nA [link](#) to nothing.\n")]);
    let output = chapbook(folder.path(), &["check"], &[]);
    let text = error(&output);
    assert!(
        text.contains("a.md:3:3") && text.contains("A [link](#) to nothing.") && text.contains("^^^^^^^^^") && text.contains("help:"),
        "{text}"
    );
    assert!(!text.contains('\u{1b}'), "no colours without a terminal: {text}");
    let colored = error(&chapbook(folder.path(), &["check", "--color", "always"], &[]));
    assert!(colored.contains('\u{1b}'), "{colored}");
    let json = chapbook(folder.path(), &["check", "--message-format", "json"], &[]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((value["code"].as_str(), value["line"].as_u64(), value["column"].as_u64()), (Some("dead-link"), Some(3), Some(3)));
}

#[test]
fn exit_codes_distinguish_wrong_usage_from_files_that_cannot_be_read_or_written() {
    let folder = folder(&[("book.toml", BOOK.as_bytes()), ("a.md", b"# A\n\nText.\n"), ("taken", b"a file")]);
    let code = |arguments: &[&str], environment: &[(&str, &str)]| chapbook(folder.path(), arguments, environment).status.code().unwrap();
    assert_eq!(code(&["--help"], &[]), 0);
    assert_eq!(code(&["build", "--no-such-flag"], &[]), 2);
    assert_eq!(code(&["build", "-e", "defualt"], &[]), 2);
    assert_eq!(code(&["build"], &[("SOURCE_DATE_EPOCH", "yesterday")]), 2);
    assert_eq!(code(&["build", "no-such-folder"], &[]), 3);
    assert_eq!(code(&["build", "-o", "taken/dist"], &[]), 3);
    assert!(error(&chapbook(folder.path(), &["build", "-e", "defualt"], &[])).contains("did you mean `default`?"));
    assert_eq!(code(&["fonts"], &[]), 0);
    assert_eq!(code(&["completions", "bash"], &[]), 0);
}

#[test]
fn a_single_file_is_a_book_and_its_output_is_written_beside_it() {
    let folder = folder(&[("my-essay.md", b"Some text with a note.[^1]\n\n[^1]: The note.\n")]);
    let output = chapbook(folder.path(), &["build", "my-essay.md", "--format", "pdf"], &[]);
    assert_eq!(output.status.code(), Some(0), "{}", error(&output));
    assert!(folder.path().join("my-essay.pdf").exists() && !folder.path().join("my-essay.epub").exists());
}

#[test]
fn an_ebook_has_the_same_bytes_with_or_without_a_pdf() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/kitchen-sink");
    let folder = tempfile::tempdir().unwrap();
    let build = |name: &str, more: &[&str]| {
        let output = chapbook(folder.path(), &[&["build", book.to_str().unwrap(), "-o", name], more].concat(), &[]);
        assert_eq!(output.status.code(), Some(0), "{}", error(&output));
        let files = fs::read_dir(folder.path().join(name)).unwrap().map(|entry| entry.unwrap().path());
        let epub = files.filter(|path| path.extension().is_some_and(|ending| ending == "epub")).map(|path| fs::read(path).unwrap());
        epub.collect::<Vec<_>>()
    };
    let both = build("both", &[]);
    assert_eq!(both.len(), 1);
    assert!(both == build("alone", &["--format", "epub"]), "the pages are marked even if no PDF is requested");
}

#[test]
fn two_builds_write_the_same_bytes_in_any_time_zone_with_any_number_of_threads() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/kitchen-sink");
    let folder = tempfile::tempdir().unwrap();
    let build = |name: &str, environment: &[(&str, &str)]| {
        let output = chapbook(folder.path(), &["build", book.to_str().unwrap(), "-o", name], environment);
        assert_eq!(output.status.code(), Some(0), "{}", error(&output));
        let mut files: Vec<_> = fs::read_dir(folder.path().join(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.iter().map(|file| fs::read(file).unwrap()).collect::<Vec<_>>()
    };
    let first = build("a", &[("TZ", "Asia/Tokyo")]);
    let second = build("b", &[("TZ", "America/New_York"), ("RAYON_NUM_THREADS", "1")]);
    assert_eq!(first.len(), 2);
    assert!(first == second, "two builds differ");
    let dated = build("c", &[("SOURCE_DATE_EPOCH", "1700000000")]);
    assert!(dated != first, "SOURCE_DATE_EPOCH dates the files");
    assert!(String::from_utf8_lossy(&dated[1]).contains("2023-11-14T22:13:20Z"));
}

#[test]
fn a_right_to_left_book_is_written_as_epub_only() {
    let settings = BOOK.replace("\"en\"", "\"he\"");
    let chapter = "# א\n\nשלום\n".as_bytes();
    let (message, code, written) = build(&settings, chapter, &[]);
    assert!(message.contains("book.toml:3:12: error[rtl-book]"), "{message}");
    assert_eq!((code, written), (1, false), "{message}");
    let (message, code, written) = build(&settings, chapter, &["--format", "epub"]);
    assert_eq!((code, written), (0, true), "{message}");
}

#[test]
fn paths_in_messages_begin_where_the_command_runs() {
    let chapter = b"# A\n\nA [link](nowhere.md).\n";
    let folder = folder(&[("repo/books/one/book.toml", BOOK.as_bytes()), ("repo/books/one/a.md", chapter), ("repo/.git/HEAD", b"")]);
    let place = |at: &str, arguments: &[&str]| {
        let output = chapbook(&folder.path().join(at), &[&["check", "--message-format"], arguments].concat(), &[]);
        error(&output)
    };
    assert!(place("repo", &["short", "books/one"]).starts_with("books/one/a.md:3:3: "));
    assert!(place("repo/books/one", &["short", "."]).starts_with("a.md:3:3: "));
    assert!(place("repo/books", &["short", "./one/"]).starts_with("one/a.md:3:3: "));
    assert!(place("repo/books/one", &["short", "a.md"]).starts_with("a.md:3:3: "));
    assert!(place("repo/books/one", &["short", "../one/a.md"]).starts_with("../one/a.md:3:3: "));
    let full = folder.path().canonicalize().unwrap().join("repo/books/one");
    assert!(place("repo", &["short", full.to_str().unwrap()]).starts_with("books/one/a.md:3:3: "));
    // Annotations need paths from the root of the repository.
    for (at, path) in [("repo", "books/one"), ("repo/books/one", "."), ("repo/books", "one"), ("repo/books/one", "book.toml")] {
        let message = place(at, &["github", path]);
        assert!(message.contains("file=books/one/a.md,line=3"), "{at} {path}: {message}");
    }
}

#[test]
fn the_book_toml_of_the_folder_can_be_named() {
    let book = BOOK.replace("a.md", "*.md");
    let folder = folder(&[("book.toml", book.as_bytes()), ("a.md", b"# A\n")]);
    for path in ["book.toml", "./book.toml", "."] {
        let output = chapbook(folder.path(), &["build", path], &[]);
        assert_eq!(output.status.code(), Some(0), "{path}: {}", error(&output));
        assert!(folder.path().join("dist/t.pdf").exists(), "{path}");
        fs::remove_dir_all(folder.path().join("dist")).unwrap();
    }
}

#[test]
fn files_are_read_in_the_order_in_which_people_count() {
    let files = ["1.md", "2.md", "10.md"].map(|name| (name, format!("# Chapter of {name}\n")));
    let mut all: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    for book in ["[book]\ntitle = \"T\"\nlanguage = \"en\"\n", &BOOK.replace("a.md", "*.md")] {
        all.push(("book.toml", book.as_bytes()));
        let output = chapbook(folder(&all).path(), &["check", "--dump", "."], &[]);
        let text = String::from_utf8(output.stdout).unwrap();
        let at = |name: &str| text.find(&format!("Chapter of {name}")).unwrap();
        assert!(at("1.md") < at("2.md") && at("2.md") < at("10.md"), "{text}");
        all.pop();
    }
}

#[test]
fn a_document_of_another_program_is_named_as_such() {
    let files: [(&str, &[u8], &str); 9] = [
        ("a.docx", b"PK\x03\x04rest", "a Word document"),
        ("a.md", b"PK\x03\x04rest", "a ZIP archive"),
        ("a.pdf", b"%PDF-1.7\n\xE2\xE3", "a PDF"),
        ("b.pdf", b"damaged", "a PDF"),
        ("a.epub", b"PK\x03\x04rest", "an e-book"),
        ("a.txt", b"{\\rtf1 Hello}", "a Rich Text document"),
        ("a.tex", b"\\section{One}", "a LaTeX document"),
        ("a.doc", b"\xD0\xCF\x11\xE0", "a Word document"),
        ("a.odt", b"PK\x03\x04rest", "an OpenDocument text"),
    ];
    for (name, bytes, format) in files {
        let folder = folder(&[(name, bytes)]);
        let output = chapbook(folder.path(), &["build", name, "--message-format", "short", "--pandoc", "./none"], &[]);
        let message = error(&output);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(message.contains("error[not-a-manuscript]") && message.contains(&format!("`{name}` is {format}")), "{name}: {message}");
        assert!(!message.contains("empty-text"), "{name}: {message}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{name}: nothing is written");
    }
}

/// `-e a,b` and `--allow a,b` mean the same as repeated options, as `--format a,b` does.
#[test]
fn lists_of_editions_and_warnings_are_divided_at_commas() {
    let settings = "[book]\ntitle = \"T\"\nlanguage = \"en\"\n[[edition]]\nname = \"one\"\n[[edition]]\nname = \"two\"\n[[edition]]\nname = \"three\"\n";
    let chapter = "# Boats\n\n[x](#gone) and ![](https://example.org/p.png) text.\n";
    let folder = folder(&[("book.toml", settings.as_bytes()), ("a.md", chapter.as_bytes())]);
    let output = chapbook(folder.path(), &["build", "-e", "one,two", "--format", "epub", "--allow", "dead-link,remote-image"], &[]);
    assert!(output.status.success() && error(&output).is_empty(), "{}", error(&output));
    let mut files: Vec<String> =
        fs::read_dir(folder.path().join("dist")).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    assert_eq!(files, ["t-one.epub", "t-two.epub"]);
}

/// The files of a book folder and of a single file are named by `file-name`.
#[test]
fn files_have_the_name_that_the_book_gives() {
    let settings = |name: &str| format!("[book]\ntitle = \"A Long Title of Many Words\"\nlanguage = \"en\"\nfile-name = \"{name}\"\n");
    let single = "---\ntitle: A Long Title\nlang: en\nfile-name: Shorter_1\n---\n# A\n\nText.\n";
    let folder = folder(&[("b/book.toml", settings("Short").as_bytes()), ("b/a.md", b"# A\n\nText.\n"), ("c.md", single.as_bytes())]);
    let output = chapbook(folder.path(), &["build", "b", "c.md", "-o", "out", "-e", "default,a5"], &[]);
    let made = String::from_utf8(output.stdout).unwrap();
    let expected = ["Short.epub", "Short.pdf", "Short-a5.pdf", "Shorter_1.epub", "Shorter_1.pdf", "Shorter_1-a5.pdf"];
    assert_eq!(made.lines().collect::<Vec<_>>(), expected.map(|name| format!("out/{name}")), "{}", String::from_utf8_lossy(&output.stderr));
    for wrong in ["", "../out", "a:b", ".hidden", "end.", "book.pdf", &"я".repeat(61)] {
        fs::write(folder.path().join("b/book.toml"), settings(wrong)).unwrap();
        let message = error(&chapbook(folder.path(), &["build", "b", "--message-format", "short"], &[]));
        assert!(message.starts_with("b/book.toml:4:13: error[bad-value]: "), "{wrong}: {message}");
    }
}

/// A build overwrites neither files of the manuscript nor its own files.
#[test]
fn a_build_overwrites_neither_its_sources_nor_itself() {
    let text = b"---\ntitle: Boats\nlang: en\n---\n# A\n\nText.\n";
    let settings = "[book]\ntitle = \"T\"\nlanguage = \"en\"\n[[edition]]\nname = \"x\"\nprofile = \"pod\"\nformats = [\"pdf\"]\n\
                    [[edition]]\nname = \"x-cover\"\nformats = [\"pdf\"]\n";
    let folder = folder(&[("boats-booklet.txt", text), ("t/book.toml", settings.as_bytes()), ("t/a.md", b"# A\n\nText.\n")]);
    let output = chapbook(folder.path(), &["build", "boats-booklet.txt", "-e", "booklet", "--slip"], &[]);
    assert_eq!(output.status.code(), Some(2), "{}", error(&output));
    assert!(error(&output).contains("`boats-booklet.txt` is a file of the manuscript"), "{}", error(&output));
    assert_eq!(fs::read(folder.path().join("boats-booklet.txt")).unwrap(), text);
    let output = chapbook(folder.path(), &["build", "t"], &[]);
    assert!(output.status.code() == Some(2) && error(&output).contains("two editions make `t/dist/t-x-cover.pdf`"), "{}", error(&output));
    assert!(!folder.path().join("t/dist").exists());
}
