//! Projects of mdBook: nested chapters, directives in prose, missing files.
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::shelf::Epub;
use crate::support::tools::pdftotext;

fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    fs::write(folder.path().join("book.toml"), "[book]\ntitle = \"M\"\nlanguage = \"en\"\n").unwrap();
    files.iter().for_each(|(name, text)| fs::write(folder.path().join("src").join(name), text).unwrap());
    folder
}

fn build(folder: &Path, more: &[&str]) -> Output {
    let arguments = ["build", ".", "-o", "dist"].iter().chain(more);
    Command::new(env!("CARGO_BIN_EXE_chapbook")).args(arguments).current_dir(folder).env("CI", "true").output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn text_above_the_title_belongs_to_its_chapter() {
    let summary = "# Summary\n\n- [A](a.md)\n    - [B](b.md)\n- [C](c.md)\n";
    let files = [
        ("SUMMARY.md", summary),
        ("a.md", "Words above.\n\n# A\n\nText of A.\n"),
        ("b.md", "# B\n\nText of B.\n"),
        ("c.md", "# C\n\nText of C.\n"),
    ];
    let folder = project(&files);
    let output = build(folder.path(), &["--format", "epub"]);
    assert!(output.status.success(), "{}", told(&output));
    let epub = Epub::open(fs::read(folder.path().join("dist/m.epub")).unwrap());
    let all: String = epub.documents().filter(|(name, _)| name.contains("chapter")).map(|(_, text)| text.to_owned()).collect();
    let places: Vec<usize> = ["Words above", "Text of A", "Text of B", "Text of C"].iter().map(|words| all.find(words).unwrap()).collect();
    assert!(places.is_sorted(), "{all}");
    assert!(all.find(">A<").is_some_and(|title| title < places[0]), "{all}");
    assert_eq!(epub.documents().filter(|(name, _)| name.contains("chapter")).count(), 2);
}

#[test]
fn text_in_the_summary_is_reported() {
    let summary = "# Summary\n\n- [A](a.md)\n- Drafts\n\nWritten on board.\n";
    let output = build(project(&[("SUMMARY.md", summary), ("a.md", "# A\n\nText.\n")]).path(), &["--format", "epub"]);
    let text = told(&output);
    assert!(output.status.success() && text.contains("this text lists no chapter (2 times in this book)"), "{text}");
    assert!(text.contains("SUMMARY.md:4:3"), "{text}");
}

#[test]
fn a_title_in_front_matter_that_is_not_used_is_reported() {
    let summary = "# Summary\n\n- [A](a.md)\n- [B](b.md)\n";
    let files = [
        ("SUMMARY.md", summary),
        ("a.md", "---\ntitle: Other words\n---\n# A\n\nText.\n"),
        ("b.md", "---\ntitle: The B\naliases: [\n  '/a/',\n]\n---\n# *The* B\n\nText.\n"),
    ];
    let output = build(project(&files).path(), &["--format", "epub"]);
    let text = told(&output);
    assert!(text.contains("the title `Other words` is not used") && !text.contains("The B"), "{text}");
    assert!(!text.contains("bad-front-matter") && output.status.success(), "{text}");
}

#[test]
fn nested_chapters_are_numbered_within_their_chapter() {
    let summary = "# Summary\n\n- [Boats](one.md)\n  - [Inner](inner.md)\n    - [Deep](deep.md)\n  - [Other](other.md)\n- [Nets](two.md)\n";
    let text = |title: &str| format!("# {title}\n\nText of {title}.\n\n## A section of {title}\n\nMore.\n");
    let (one, inner, deep, other, two) = (text("Boats"), text("Inner"), text("Deep"), text("Other"), text("Nets"));
    let files =
        [("SUMMARY.md", summary), ("one.md", &one), ("inner.md", &inner), ("deep.md", &deep), ("other.md", &other), ("two.md", &two)];
    let folder = project(&files);
    let output = build(folder.path(), &[]);
    assert!(output.status.success(), "{}", told(&output));
    let epub = Epub::open(fs::read(folder.path().join("dist/m.epub")).unwrap());
    let chapter = epub.documents().find(|(_, text)| text.contains("Text of Inner")).unwrap().1.to_owned();
    for number in ["1.1", "1.1.1", "1.2"] {
        assert!(chapter.contains(&format!(">{number}</span>")), "{number}: {chapter}");
    }
    assert!(!chapter.contains(">1.3<"), "a section of a file has no number: {chapter}");
    let nav = epub.text("nav.xhtml");
    assert!(["1.1", "1.1.1", "1.2"].iter().all(|number| nav.contains(number)), "{nav}");
    if let Some(text) = pdftotext(&["-raw"], &folder.path().join("dist/m.pdf")) {
        for title in ["1.1 Inner", "1.1.1 Deep", "1.2 Other"] {
            let text = text.replace(['\u{2002}', '\u{a0}'], " ");
            assert!(text.contains(title), "{title}: {text}");
        }
    }
}

#[test]
fn a_directive_without_a_path_is_text() {
    let one = "# One\n\nUse {{#include}} and {{ #include inc.md }} and \\{{#include x.md}}, `{{#include}}`.\n";
    let folder = project(&[("SUMMARY.md", "# Summary\n\n- [One](one.md)\n"), ("one.md", one), ("inc.md", "*in*")]);
    let output = build(folder.path(), &[]);
    assert!(output.status.success(), "{}", told(&output));
    let epub = Epub::open(fs::read(folder.path().join("dist/m.epub")).unwrap());
    let chapter = epub.documents().find(|(_, text)| text.contains("Use {{")).unwrap().1.to_owned();
    assert!(chapter.contains("Use {{#include}} and <em>in</em> and {{#include x.md}}, <code>{{#include}}</code>."), "{chapter}");
}

#[test]
fn a_link_to_a_folder_is_reported_with_its_line() {
    let summary = "# Summary\n\n- [One](one.md)\n- [Folder](more)\n- [Hash](#)\n";
    let folder = project(&[("SUMMARY.md", summary), ("one.md", "# One\n\nText.\n")]);
    fs::create_dir(folder.path().join("src/more")).unwrap();
    let output = build(folder.path(), &[]);
    let told = told(&output);
    assert!(output.status.success(), "{told}");
    assert!(told.contains("src/SUMMARY.md:4:") && told.contains("`src/more` is a folder") && told.contains("src/SUMMARY.md:5:"), "{told}");
}

#[test]
fn missing_files_and_pictures_can_be_allowed() {
    let summary = "# Summary\n\n- [One](one.md)\n- [Gone](gone.md)\n";
    let one = "# One\n\n{{#include gone.txt}}\n\nBefore.\n\n![A lost picture.](gone.png)\n\nAfter ![small](gone.png) it.\n";
    let folder = project(&[("SUMMARY.md", summary), ("one.md", one)]);
    let output = build(folder.path(), &["--message-format", "short"]);
    assert!(output.status.success(), "mdBook goes on without them");
    assert_eq!((told(&output).matches("warning[missing-").count(), told(&output).matches("error").count()), (3, 0), "{}", told(&output));
    assert_eq!(build(folder.path(), &["--deny", "warnings"]).status.code(), Some(1));
    let output = build(folder.path(), &["--allow", "missing-file"]);
    assert!(output.status.success(), "{}", told(&output));
    let epub = Epub::open(fs::read(folder.path().join("dist/m.epub")).unwrap());
    let chapter = epub.documents().find(|(_, text)| text.contains("Before.")).unwrap().1.to_owned();
    assert!(chapter.contains("{{#include gone.txt}}") && chapter.contains("A lost picture.") && !chapter.contains("<img"), "{chapter}");
    if let Some(text) = pdftotext(&["-raw"], &folder.path().join("dist/m.pdf")) {
        assert!(text.contains("[A lost picture.]") && text.contains("After [small] it."), "{text}");
    }
}

/// The title of a chapter is its heading, and a chapter is printed once.
#[test]
fn what_a_summary_says_twice_or_in_other_words_is_reported() {
    let summary = "# Summary\n\n- [Titled differently](one.md)\n  - [A place](one.md#deep)\n- [two!](two.md)\n- [Three](three.md#here)\n";
    let one = ("one.md", "# Real title\n\nWords of one.\n\n## Deep\n\nText.\n");
    let (two, three) = (("two.md", "# Two\n\nText.\n"), ("three.md", "Text of three.\n"));
    let folder = project(&[("SUMMARY.md", summary), one, two, three]);
    let output = build(folder.path(), &["--message-format", "short"]);
    let reports = told(&output);
    assert!(output.status.success(), "{reports}");
    let wanted =
        "src/SUMMARY.md:3:3: warning[text-in-summary]: the title `Titled differently` is not used, because the text has another heading";
    assert!(reports.contains(wanted), "{reports}");
    assert!(reports.contains("src/SUMMARY.md:4:5: warning[text-in-summary]: `one.md#deep` is a place in a chapter"), "{reports}");
    assert_eq!(reports.matches("text-in-summary]").count(), 2, "{reports}");
    let epub = Epub::open(fs::read(folder.path().join("dist/m.epub")).unwrap());
    let all: String = epub.documents().map(|(_, text)| text.to_owned()).collect();
    assert_eq!(all.matches("Words of one.").count(), 1);
    assert!(all.contains("Text of three.") && all.contains(">Three<"), "{all}");
    if let Some(text) = pdftotext(&["-raw"], &folder.path().join("dist/m.pdf")) {
        assert_eq!(text.matches("Words of one.").count(), 1, "{text}");
    }
    let folder = project(&[("SUMMARY.md", "# Summary\n\n- [Two](two.md)\n- [Two](two.md)\n"), two]);
    let output = build(folder.path(), &["--message-format", "short"]);
    let reports = told(&output);
    assert!(reports.contains("src/SUMMARY.md:4:3: error[duplicate-file]: `src/two.md` is listed twice"), "{reports}");
}

/// Files with the same keys in their front matter get one message for each key.
#[test]
fn a_key_that_is_not_used_is_reported_once() {
    let chapter = |title: &str| format!("---\nminutes: 5\ncourse: x\n---\n# {title}\n\nText.\n");
    let (one, two) = (chapter("Boats"), chapter("Nets"));
    let folder = project(&[("SUMMARY.md", "# Summary\n\n- [Boats](one.md)\n- [Nets](two.md)\n"), ("one.md", &one), ("two.md", &two)]);
    let reports = told(&build(folder.path(), &[]));
    assert_eq!(reports.matches("unused-key]").count(), 2, "{reports}");
    assert!(reports.contains("`minutes` of a chapter is not used (2 times in this book)"), "{reports}");
}

#[test]
fn a_link_to_a_folder_leads_to_its_first_page() {
    let summary = "# Summary\n\n- [A](README.md)\n- [B](b.md)\n";
    let files = [("SUMMARY.md", summary), ("README.md", "# A\n\nText.\n"), ("b.md", "# B\n\nSee [the start](./) and [b](b), [b](b/).\n")];
    let output = build(project(&files).path(), &["--format", "epub"]);
    let text = told(&output);
    assert!(output.status.success() && !text.contains("dead-link"), "{text}");
}

#[test]
fn anchors_of_includes_follow_the_pattern_of_mdbook() {
    let summary = "# Summary\n\n- [A](a.md)\n";
    let code = "[]:#(ANCHOR: one)\nlet one;\n[]:#(ANCHOR_END: one)\n/*ANCHOR:two*/\nlet two;\n/*ANCHOR_END:two*/\n";
    let text = "# A\n\n```rust\n{{#include x.rs:one}}\n{{#include x.rs:two}}\n```\n\n```rust\n{{#include x.rs:three}}\n```\n";
    let folder = project(&[("SUMMARY.md", summary), ("a.md", text), ("x.rs", code)]);
    let output = build(folder.path(), &["--format", "epub"]);
    let messages = told(&output);
    assert!(output.status.success() && messages.contains("warning[missing-anchor]"), "{messages}");
    let epub = Epub::open(fs::read(folder.path().join("dist/m.epub")).unwrap());
    let all: String = epub.documents().map(|(_, text)| text.to_owned()).collect();
    let places: Vec<Option<usize>> = ["one", "two"].iter().map(|name| all.find(name)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted() && !all.contains("ANCHOR"), "{all}");
}

#[test]
fn titles_of_the_summary_may_have_angle_brackets() {
    let summary = "# Summary\n\n- [Foo<T>](a.md)\n- [Bar&lt;T&gt;](b.md)\n";
    let folder = project(&[("SUMMARY.md", summary), ("a.md", "Text of A.\n"), ("b.md", "Text of B.\n")]);
    let output = build(folder.path(), &["--format", "epub"]);
    assert!(output.status.success(), "{}", told(&output));
    let epub = Epub::open(fs::read(folder.path().join("dist/m.epub")).unwrap());
    let contents = epub.text("nav.xhtml");
    assert!(contents.contains("Foo&lt;T>") || contents.contains("Foo&lt;T&gt;"), "{contents}");
    assert!(contents.contains("Bar&lt;T>") || contents.contains("Bar&lt;T&gt;"), "{contents}");
}

#[test]
fn one_flag_allows_missing_includes_and_pictures() {
    let summary = "# Summary\n\n- [A](a.md)\n";
    let folder = project(&[("SUMMARY.md", summary), ("a.md", "# A\n\n{{#include none.md}}\n\n![A map](map.png)\n")]);
    let arguments = |codes| ["--format", "epub", "--deny", "warnings", "--allow", "picture-not-set", "--allow", codes];
    assert!(!build(folder.path(), &arguments("missing-alt")).status.success());
    let output = build(folder.path(), &arguments("missing-file"));
    assert!(output.status.success(), "{}", told(&output));
}

/// What mdBook would run is named; what chapbook does itself is not.
#[test]
fn preprocessors_that_are_not_run_are_named() {
    let folder = project(&[("SUMMARY.md", "# Summary\n\n- [A](a.md)\n"), ("a.md", "# A\n\nText.\n")]);
    let settings = "[book]\ntitle = \"M\"\nlanguage = \"en\"\n\n[preprocessor.admonish]\n\n[preprocessor.plantuml]\n";
    fs::write(folder.path().join("book.toml"), settings).unwrap();
    let reports = told(&build(folder.path(), &["--format", "epub", "--message-format", "short"]));
    assert!(reports.contains("book.toml:7:15: warning[unrun-preprocessor]: the preprocessor `plantuml` is not run"), "{reports}");
    assert_eq!(reports.matches("unrun-preprocessor").count(), 1, "{reports}");
}
