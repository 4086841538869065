//! Diagrams that the manuscript has as code are drawn by commands of the author, if the user allows them. Otherwise they are printed as code
//! and reported.
use std::fs;
use std::path::Path;

use chapbook::build::{BuildRequest, Commands, build};

use crate::support::shelf::{Epub, Silent};

const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='10'><path d='M0 5h40' stroke='black'/></svg>";

/// The folder of a book with a diagram. `command` is the command for Mermaid.
fn folder(command: Option<&str>, chapter: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let diagrams = command.map(|command| format!("[diagrams]\nmermaid = '{command}'\n")).unwrap_or_default();
    let toml = format!("[book]\ntitle = \"T\"\nlanguage = \"en\"\nauthors = [\"A\"]\n{diagrams}");
    fs::write(folder.path().join("book.toml"), toml).unwrap();
    fs::write(folder.path().join("a.md"), chapter).unwrap();
    fs::write(folder.path().join("drawing.svg"), DRAWING).unwrap();
    folder
}

/// Builds a folder. Returns what was reported, and the text of the first chapter in the e-book.
fn built(folder: &Path, commands: Commands) -> (String, Option<String>) {
    let output = folder.join("out");
    let request = BuildRequest { path: folder.to_path_buf(), output: Some(output.clone()), commands, ..BuildRequest::default() };
    let outcome = build(&request, &Silent).unwrap();
    let told = outcome.diagnostics.iter().map(|told| format!("{}: {}\n", told.code.name, told.message)).collect();
    let chapter = fs::read(output.join("t.epub")).ok().map(|bytes| Epub::open(bytes).text("chapter-1.xhtml"));
    (told, chapter)
}

const CHAPTER: &str = "# One\n\n```mermaid {#fig-flow caption=\"The flow.\"}\ngraph LR; A --> B\n```\n\nSee @fig-flow.\n\n```mermaid\ngraph LR; A --> B\n```\n";

#[test]
fn a_diagram_without_a_command_is_code_and_reported_once() {
    let folder = folder(None, CHAPTER);
    let (told, chapter) = built(folder.path(), Commands::Allowed);
    assert_eq!(told.matches("diagram-as-source").count(), 1, "{told}");
    assert!(chapter.unwrap().contains("graph LR; A --&gt; B"));
}

#[test]
fn a_command_runs_only_if_it_is_allowed_and_its_picture_is_kept() {
    let folder = folder(Some("cat drawing.svg"), CHAPTER);
    let (told, chapter) = built(folder.path(), Commands::Refused);
    assert!(told.contains("unrun-command: a diagram of `mermaid` has no picture yet"), "{told}");
    assert!(chapter.unwrap().contains("graph LR"));
    assert!(!folder.path().join("diagrams").exists());

    let (told, chapter) = built(folder.path(), Commands::Allowed);
    assert_eq!(told, "");
    let chapter = chapter.unwrap();
    assert!(!chapter.contains("<code"), "{chapter}");
    assert_eq!(chapter.matches("<img").count(), 2, "{chapter}");
    assert!(chapter.contains("alt=\"graph LR; A --> B\"") || chapter.contains("alt=\"graph LR; A --&gt; B\""), "{chapter}");
    assert!(chapter.contains(">Figure\u{a0}1</a>") && chapter.contains("The flow."), "{chapter}");
    let pictures: Vec<_> = fs::read_dir(folder.path().join("diagrams")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(pictures.len(), 1, "equal diagrams are drawn once");
    assert_eq!(fs::read_to_string(&pictures[0]).unwrap(), DRAWING);

    // The picture is there, so no command has to run.
    let (told, again) = built(folder.path(), Commands::Refused);
    assert_eq!((told.as_str(), again.as_deref()), ("", Some(chapter.as_str())));
}

#[test]
fn a_command_that_fails_is_an_error_with_its_words() {
    for (command, words) in [
        ("no-such-program -x", "there is no program `no-such-program`"),
        ("sh -c \"echo wrong arrow >&2; exit 3\"", "wrong arrow"),
        ("echo nothing", "it wrote neither an SVG nor a PNG"),
        ("cat", "it wrote neither an SVG nor a PNG"),
    ] {
        let folder = folder(Some(command), CHAPTER);
        let (told, chapter) = built(folder.path(), Commands::Allowed);
        assert!(told.starts_with("failed-command: the command for `mermaid` failed: ") && told.contains(words), "{command}: {told}");
        assert!(chapter.is_none() && !folder.path().join("diagrams").exists());
    }
}

#[test]
fn a_command_gets_the_source_and_may_ignore_it() {
    // `tee` writes what it reads; `true` reads nothing of an input that is larger than a pipe.
    let source = format!("graph LR; {}", "A --> B; ".repeat(20_000));
    let chapter = format!("# One\n\n```mermaid\n{source}\n```\n");
    let folder = folder(Some("sh -c \"tee source.txt > /dev/null; cat drawing.svg\""), &chapter);
    assert_eq!(built(folder.path(), Commands::Allowed).0, "");
    assert!(fs::read_to_string(folder.path().join("source.txt")).unwrap().trim_end() == source.trim_end());
    let folder = self::folder(Some("cat drawing.svg"), &chapter);
    assert_eq!(built(folder.path(), Commands::Allowed).0, "");
}

#[test]
fn commands_are_checked_when_they_are_read() {
    for (command, words) in [("", "the command is empty"), ("dot \"x", "a quotation mark in the command is not closed")] {
        let folder = folder(Some(command), "# One\n\nText.\n");
        let (told, _) = built(folder.path(), Commands::Refused);
        assert!(told.starts_with(&format!("bad-value: {words}")), "{told}");
    }
}

#[cfg(unix)]
#[test]
fn a_kept_picture_that_leads_out_of_the_book_is_not_read() {
    let folder = folder(Some("cat drawing.svg"), CHAPTER);
    assert_eq!(built(folder.path(), Commands::Allowed).0, "");
    let kept = fs::read_dir(folder.path().join("diagrams")).unwrap().next().unwrap().unwrap().path();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.svg"), DRAWING).unwrap();
    fs::remove_file(&kept).unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.svg"), &kept).unwrap();
    let (told, chapter) = built(folder.path(), Commands::Refused);
    assert!(told.contains("unrun-command") && chapter.unwrap().contains("graph LR"), "{told}");
}

#[test]
fn what_has_no_effect_is_reported() {
    let chapter = "# One\n\n```mermaid {alt=\"An arrow.\" width=50%}\na --> b\n```\n\n```mermaid\n\n```\n\n```rust {alt=\"x\" title=\"a.rs\"}\nfn a() {}\n```\n\nText.\n";
    let folder = folder(Some("cat drawing.svg"), chapter);
    let (told, chapter) = built(folder.path(), Commands::Allowed);
    assert!(chapter.unwrap().contains("alt=\"An arrow.\""));
    let told: Vec<&str> = told.lines().collect();
    let expected = [
        "unused-attribute: the attribute `width` of this code has no effect",
        "empty-text: this diagram of `mermaid` has no source",
        "unused-attribute: the attribute `alt` of this code has no effect",
    ];
    assert_eq!(told, expected);
    let unused = self::folder(Some("cat drawing.svg"), "# One\n\nText.\n");
    assert!(built(unused.path(), Commands::Allowed).0.starts_with("unused-setting: no code in this book has the language `mermaid`"));
}
