//! Several books in one call, standard input, and what a build prints about its files.
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use crate::cli::{chapbook, error, folder};

const AMBER: &[u8] = b"# Amber\n\nOne two three four.\n\n| five | six |\n|---|---|\n| seven | eight[^n] |\n\n[^n]: Nine.\n";
const BROKEN: &[u8] = b"# Broken\n\nA call[^x] without its note.\n";

fn lines(bytes: &[u8]) -> Vec<serde_json::Value> {
    String::from_utf8_lossy(bytes).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_build_says_what_is_in_its_files() {
    let folder = folder(&[("a.md", AMBER)]);
    let output = chapbook(folder.path(), &["build", "a.md"], &[("CI", "")]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "amber.epub\namber.pdf\n", "only paths on standard output");
    let text = error(&output);
    let size = |name: &str| (fs::metadata(folder.path().join(name)).unwrap().len() + 500) / 1000;
    assert!(text.contains(&format!("amber.epub: 10 words, {} kB\n", size("amber.epub"))), "{text}");
    assert!(text.contains(&format!(" pages, 10 words, {} kB\n", size("amber.pdf"))), "{text}");
    assert_eq!(error(&chapbook(folder.path(), &["build", "a.md", "--quiet"], &[("CI", "")])), "");
    assert_eq!(error(&chapbook(folder.path(), &["build", "a.md"], &[])), "", "nothing in CI");
    // The words of an excerpt are not counted.
    let text = error(&chapbook(folder.path(), &["build", "a.md", "--only", "chapter-1"], &[("CI", "")]));
    assert!(!text.contains("words") && text.contains("amber-chapter-1.pdf: 1 page, "), "{text}");
}

#[test]
fn files_that_did_not_change_are_not_written_again() {
    let folder = folder(&[("a.md", AMBER)]);
    chapbook(folder.path(), &["build", "a.md"], &[("CI", "")]);
    let path = folder.path().join("amber.pdf");
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
    let text = error(&chapbook(folder.path(), &["build", "a.md"], &[("CI", "")]));
    assert_eq!(text.matches("(unchanged)").count(), 2, "{text}");
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), old);
    // A damaged file of the same length is written again.
    let mut bytes = fs::read(&path).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let text = error(&chapbook(folder.path(), &["build", "a.md"], &[("CI", "")]));
    assert_eq!(text.matches("(unchanged)").count(), 1, "{text}");
    assert_ne!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn each_of_several_books_is_judged_by_itself() {
    let folder = folder(&[("a.md", AMBER), ("b.md", BROKEN), ("c.md", b"# Coral\n\nText.\n")]);
    let output = chapbook(folder.path(), &["build", "a.md", "b.md", "none.md", "c.md", "--format", "epub"], &[]);
    let text = error(&output);
    assert_eq!(output.status.code(), Some(3), "{text}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "amber.epub\ncoral.epub\n", "{text}");
    assert!(text.contains("b.md:3:7") && text.contains("error: none.md\ncause: there is no file or folder `none.md`\n"), "{text}");
    assert!(text.ends_with("4 books: 2 without errors, 1 with errors, 1 failed\n"), "{text}");
    let checked = chapbook(folder.path(), &["check", "a.md", "b.md"], &[]);
    assert_eq!(checked.status.code(), Some(1), "{}", error(&checked));
    assert!(error(&checked).ends_with("2 books: 1 without errors, 1 with errors, 0 failed\n"), "{}", error(&checked));
}

#[test]
fn a_book_does_not_overwrite_another_of_the_same_call() {
    let folder = folder(&[("a/a.md", AMBER), ("b/b.md", AMBER)]);
    let output = chapbook(folder.path(), &["build", "a/a.md", "b/b.md", "-o", "out", "--format", "epub"], &[]);
    assert_eq!(output.status.code(), Some(2), "{}", error(&output));
    assert!(error(&output).contains("`out/amber.epub` is a file of another book of this run"), "{}", error(&output));
    assert!(folder.path().join("out/amber.epub").exists());
    // In folders of their own, both are written.
    let output = chapbook(folder.path(), &["build", "a/a.md", "b/b.md", "--format", "epub"], &[]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "a/amber.epub\nb/amber.epub\n");
}

#[test]
fn a_dash_reads_standard_input() {
    let folder = folder(&[]);
    let run = |text: &[u8]| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_chapbook"))
            .args(["build", "-", "--message-format", "short"])
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text).unwrap();
        child.wait_with_output().unwrap()
    };
    let output = run(AMBER);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "amber.epub\namber.pdf\n", "{}", error(&output));
    assert!(folder.path().join("amber.pdf").exists());
    let output = run(BROKEN);
    assert_eq!((output.status.code(), error(&output).starts_with("stdin:3:7: error[missing-note]")), (Some(1), true), "{}", error(&output));
    assert!(error(&run(b"")).contains("warning[empty-text]"), "an empty text is reported: {}", error(&run(b"")));
}

#[test]
fn json_has_files_editions_failures_and_wrong_usage() {
    let folder = folder(&[("a.md", AMBER)]);
    let run = |arguments: &[&str]| chapbook(folder.path(), &[arguments, &["--message-format", "json"]].concat(), &[]);
    let files = lines(&run(&["build", "a.md"]).stdout);
    let keys = |value: &serde_json::Value| (value["type"].as_str().unwrap().to_owned(), value["version"].as_u64());
    assert!(files.iter().all(|file| keys(file) == ("file".to_owned(), Some(1))), "{files:?}");
    assert_eq!((files[0]["path"].as_str(), files[0]["pages"].as_u64(), files[0]["words"].as_u64()), (Some("amber.epub"), None, Some(10)));
    assert_eq!((files[1]["path"].as_str(), files[1]["changed"].as_bool()), (Some("amber.pdf"), Some(true)));
    assert_eq!(files[1]["bytes"].as_u64(), Some(fs::metadata(folder.path().join("amber.pdf")).unwrap().len()));
    assert!(files[1]["pages"].as_u64() > Some(3));
    let editions = lines(&run(&["editions", "a.md"]).stdout);
    let booklet = editions.iter().find(|edition| edition["name"] == "booklet").unwrap();
    assert_eq!((keys(booklet).0.as_str(), booklet["epub"].as_bool()), ("edition", Some(false)));
    assert!(booklet["sheets"].as_u64() >= Some(1), "{booklet}");
    let missing = run(&["build", "none.md"]);
    let failure = &lines(&missing.stderr)[0];
    assert_eq!((keys(failure).0.as_str(), failure["message"].as_str()), ("failure", Some("there is no file or folder `none.md`")));
    let usage = run(&["build", "--no-such-flag"]);
    let failure = &lines(&usage.stderr)[0];
    assert!(failure["message"].as_str().unwrap().contains("--no-such-flag"), "{failure}");
    assert_eq!(usage.status.code(), Some(2));
}

/// More than twenty messages end with a list of their codes. Fewer do not.
#[test]
fn many_messages_are_counted_by_code() {
    let links = |count: usize| (0..count).map(|number| format!("A [link](none-{number}.md).\n\n")).collect::<String>();
    let text = format!("# A\n\n{}[^x]: Nobody calls it.\n", links(20));
    let book = folder(&[("a.md", text.as_bytes())]);
    let messages = error(&chapbook(book.path(), &["check", "a.md"], &[]));
    assert!(messages.ends_with("    20 dead-link\n     1 uncalled-note\n"), "{messages}");
    let book = folder(&[("a.md", format!("# A\n\n{}", links(20)).as_bytes())]);
    let messages = error(&chapbook(book.path(), &["check", "a.md"], &[]));
    assert!(messages.trim_end().ends_with("(see `chapbook explain dead-link`)"), "{messages}");
}

#[test]
fn parts_that_are_not_there_name_those_that_are() {
    let text = "# Title\n\n## One\n\nText.\n\nText.\n\n## Two\n\nText.\n";
    let folder = folder(&[("a.md", text.as_bytes()), ("b.md", b"Text without a chapter.\n")]);
    let only = |file: &str, part: &str| error(&chapbook(folder.path(), &["build", file, "--only", part], &[]));
    let cases = [
        ("1.4-1.6", "this chapter has the paragraphs 1.1 to 1.2"),
        ("7.1", "its paragraphs are 1.1 to 2.1"),
        ("chapter-9", "write `chapter-1` to `chapter-2`, an anchor"),
        ("900-901", "its pages are i to 2"),
    ];
    for (part, expected) in cases {
        assert!(only("a.md", part).contains(expected), "{part}: {}", only("a.md", part));
    }
}

#[test]
fn manual_pages_are_written_for_each_command() {
    let folder = folder(&[]);
    let output = chapbook(folder.path(), &["man", "pages"], &[]);
    assert_eq!(output.status.code(), Some(0), "{}", error(&output));
    let page = fs::read_to_string(folder.path().join("pages/chapbook-build.1")).unwrap();
    assert!(page.contains(".TH") && page.contains("Make only these formats"), "{page}");
    let main = fs::read_to_string(folder.path().join("pages/chapbook.1")).unwrap();
    assert!(main.contains("chapbook\\-impose(1)"), "{main}");
}

/// The front matter of a single file takes the keys of `[book]` and the tables of `book.toml`.
#[test]
fn front_matter_takes_what_book_toml_takes() {
    let matter = "---\ntitle: Amber\nlang: en\ndesign:\n  base: pocket\nnotes:\n  placement: book\nmath:\n  dollars: never\nlints:\n  allow: [dead-link]\nedition:\n  - name: large\n    design: { base: large-print }\n  - name: small\n    formats: [epub]\n---\n";
    let text = format!("{matter}\n# One\n\nA [link](none.md) for $x^2$ dollars.\n");
    let book = folder(&[("a.md", text.as_bytes())]);
    let output = chapbook(book.path(), &["build", "a.md", "--message-format", "short"], &[]);
    assert_eq!(error(&output), "", "no message: the link is allowed, the dollars are text");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "amber.epub\namber.pdf\namber-large.epub\namber-large.pdf\namber-small.epub\n");
    // As in `book.toml`, the code says where a value comes from.
    let design = chapbook(book.path(), &["design", "show", "a.md", "-e", "small"], &[]);
    let design = String::from_utf8_lossy(&design.stdout);
    assert!(design.contains("pocket"), "{design}");
    // A misspelt key of a table is an error, an unknown key of another program is a warning.
    let wrong = text.replace("base: pocket", "bsae: pocket").replace("lang: en", "lang: en\nlayout: post");
    let wrong_book = folder(&[("a.md", wrong.as_bytes())]);
    let messages = error(&chapbook(wrong_book.path(), &["build", "a.md", "--message-format", "short"], &[]));
    assert!(messages.contains("a.md:6:3: error[unknown-key]") && messages.contains("`base`"), "{messages}");
    assert!(messages.contains("a.md:4:1: warning[unused-key]"), "{messages}");
    // Another program may use such a name for something else.
    let other = folder(&[("a.md", b"---\ntitle: T\nlang: en\nnotes: none yet\nedition: second\n---\n\n# One\n\nText.\n")]);
    let output = chapbook(other.path(), &["build", "a.md", "--message-format", "short"], &[]);
    assert_eq!((output.status.code(), error(&output).matches("warning[unused-key]").count()), (Some(0), 2), "{}", error(&output));
}

/// Hugo also takes front matter in JSON.
#[test]
fn front_matter_may_be_json() {
    let text = "{\n  \"title\": \"Amber\",\n  \"lang\": \"en\",\n  \"draft\": false,\n  \"notes\": { \"placement\": \"bok\" }\n}\n\n# One\n\n{\nWords }\n";
    let book = folder(&[("a.md", text.as_bytes())]);
    let output = chapbook(book.path(), &["build", "a.md", "--message-format", "short"], &[]);
    let messages = error(&output);
    assert!(messages.contains("a.md:5:27: error[bad-value]") && messages.contains("a.md:4:3: warning[unused-key]"), "{messages}");
    let good = folder(&[("a.md", text.replace("bok", "book").as_bytes())]);
    let output = chapbook(good.path(), &["build", "a.md"], &[]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "amber.epub\namber.pdf\n", "{}", error(&output));
}

/// Tables, messages and explanations fit the width that `COLUMNS` gives. Without it, lines in a file are not wrapped.
#[test]
fn tables_and_messages_fit_a_narrow_terminal() {
    let long = "word ".repeat(30);
    let text = format!("# A\n\nText with a [link](#nowhere-at-all-in-this-book) among {long}words.\n\nCall.[^missing-note]\n");
    let folder = folder(&[("a.md", text.as_bytes())]);
    let settings = "[book]\ntitle = \"Small\"\nlanguage = \"en\"\n[[edition]]\nname = \"shop\"\nprofile = \"pod\"\nshop = \"kdp\"\n";
    fs::create_dir(folder.path().join("book")).unwrap();
    fs::write(folder.path().join("book/book.toml"), settings).unwrap();
    fs::write(folder.path().join("book/a.md"), format!("# One\n\n{long}\n")).unwrap();
    let run = |arguments: &[&str], columns: &str| {
        let output = chapbook(folder.path(), arguments, &[("COLUMNS", columns), ("CI", "")]);
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
    };
    let commands: [&[&str]; 8] = [
        &["check", "a.md"],
        &["editions", "book"],
        &["editions", "book/a.md", "--sheet", "letter"],
        &["build", "book", "-e", "booklet"],
        &["build", "book", "-e", "shop"],
        &["design", "list"],
        &["explain"],
        &["explain", "narrow-gutter"],
    ];
    for arguments in commands {
        for columns in [40, 60] {
            let narrow = run(arguments, &columns.to_string());
            let wide = narrow.lines().find(|line| line.chars().count() > columns);
            assert_eq!(wide, None, "{arguments:?} in {columns} columns:\n{narrow}");
            let words = |text: &str| text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| word.len() > 4).count();
            assert!(words(&narrow) > 10, "{arguments:?}: {narrow}");
        }
    }
    let whole = run(&["editions", "book"], "");
    assert!(whole.lines().any(|line| line.chars().count() > 60), "{whole}");
}

/// The scripts of three shells complete `--edition` with the editions of the book.
#[test]
fn completions_offer_the_editions_of_the_book() {
    let settings = "[book]\ntitle = \"T\"\nlanguage = \"en\"\n[[edition]]\nname = \"large\"\n[[edition]]\nname = \"lantern\"\n";
    let folder = folder(&[("b/book.toml", settings.as_bytes()), ("b/a.md", b"# A\n\nText.\n"), ("c/x.md", b"# X\n")]);
    let names = chapbook(folder.path(), &["editions", "--names", "b"], &[]);
    let names = String::from_utf8(names.stdout).unwrap();
    assert_eq!(names.lines().take(4).collect::<Vec<_>>(), ["default", "large", "lantern", "epub"], "{names}");
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_chapbook")).parent().unwrap().to_owned();
    let path = std::env::join_paths(std::iter::once(program).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap()))).unwrap();
    let script = |shell: &str| String::from_utf8(chapbook(folder.path(), &["completions", shell], &[]).stdout).unwrap();
    let zsh = script("zsh");
    assert_eq!(zsh.matches(":_chapbook_editions'").count(), 6, "-e and --edition of build, check and design show");
    assert!(zsh.find("_chapbook_editions() {") < zsh.find("if [ \"$funcstack[1]\""));
    let shell = |program: &str, text: String| {
        let output = Command::new(program).arg("-c").arg(text).current_dir(folder.path()).env("PATH", &path).output().ok()?;
        Some(String::from_utf8(output.stdout).unwrap().lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect::<Vec<_>>())
    };
    fs::write(folder.path().join("s.bash"), script("bash")).unwrap();
    fs::write(folder.path().join("s.fish"), script("fish")).unwrap();
    let bash = |words: &str, at: usize| {
        let text = format!(
            "source ./s.bash; COMP_WORDS=({words}); COMP_CWORD={at}; _chapbook_with_editions chapbook \"${{COMP_WORDS[{at}]}}\" \
             \"${{COMP_WORDS[{at}-1]}}\"; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        shell("bash", text)
    };
    let cases = [
        ("chapbook build b -e la", 4, vec!["large", "lantern", "large-print"]),
        ("chapbook build b --edition = lan", 5, vec!["lantern"]),
        ("chapbook build b -e epub,lan", 4, vec!["epub,lantern"]),
        ("chapbook build b --edi", 3, vec!["--edition"]),
    ];
    for (words, at, expected) in cases {
        if let Some(offered) = bash(words, at) {
            assert_eq!(offered, expected, "bash: {words}");
        }
    }
    let cases = [
        ("chapbook build b -e la", vec!["lantern", "large", "large-print"]),
        ("chapbook check b --edition=lan", vec!["--edition=lantern"]),
        ("chapbook build b -e epub,lan", vec!["epub,lantern"]),
        ("chapbook design show b -e lan", vec!["lantern"]),
    ];
    for (line, expected) in cases {
        if let Some(mut offered) = shell("fish", format!("source ./s.fish; complete -C '{line}'")) {
            offered.sort();
            assert_eq!(offered, expected, "fish: {line}");
        }
    }
}
