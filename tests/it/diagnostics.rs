//! The codes of diagnostics: their examples, their documentation, and what an author may allow.
use std::fs;
use std::path::Path;
use std::process::Command;

use chapbook::diagnostic::{Code, Diagnostic, ExampleFile, Examples, Severity, Sink, codes, explain};
use chapbook::source::Span;
use rayon::prelude::*;

/// Completes an example as the comment of `Examples` says, checks it, and returns the reported codes.
fn reported(files: &[ExampleFile]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    // A project of Leanpub has no book.toml.
    if !files.iter().any(|file| file.path == "Book.txt") {
        fs::write(path("book.toml"), "[book]\ntitle = \"A Book\"\nlanguage = \"en\"\n").unwrap();
    }
    if !files.iter().any(|file| file.path.ends_with(".md")) {
        fs::write(path("chapter.md"), "# One\n\nIt rained.\n").unwrap();
    }
    image::RgbImage::from_pixel(64, 64, image::Rgb([0xc0, 0x30, 0x20])).save(path("photo.png")).unwrap();
    let drawing =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 160 256\"><path d=\"M0 0h160v256H0z\" fill=\"#c03020\"/></svg>\n";
    fs::write(path("drawing.svg"), drawing).unwrap();
    for file in files {
        fs::create_dir_all(path(file.path).parent().unwrap()).unwrap();
        fs::write(path(file.path), file.text).unwrap();
    }
    let arguments = ["check", ".", "--message-format", "json"];
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook")).args(arguments).current_dir(folder.path()).output().unwrap();
    assert!(output.status.code() < Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn bad_examples_are_reported_and_good_ones_are_not() {
    let wrong = |code: &&Code| -> Vec<String> {
        let Examples::Tested { bad, good } = &code.examples else { return Vec::new() };
        let (bad, good) = (reported(bad), reported(good));
        let mut wrong = Vec::new();
        if !bad.iter().any(|reported| reported == code.name) {
            wrong.push(format!("{code}: the bad example yields {bad:?}"));
        }
        if good.iter().any(|reported| reported == code.name) {
            wrong.push(format!("{code}: the good example yields {good:?}"));
        }
        wrong
    };
    let wrong: Vec<String> = codes::ALL.par_iter().flat_map(wrong).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn codes_without_examples_are_few() {
    let untested: Vec<&str> =
        codes::ALL.iter().filter(|code| matches!(code.examples, Examples::Untested(_))).map(|code| code.name).collect();
    let expected = [
        "back-cover",
        "failed-command",
        "long-note",
        "missing-style",
        "no-qr-code",
        "not-utf-8",
        "overfull-line",
        "page-fault",
        "picture-not-set",
        "shop-book-size",
        "shop-colours",
        "shop-cover-bytes",
        "shop-description",
        "shop-no-cover",
        "shop-picture-bytes",
        "shop-picture-pixels",
        "system-font",
        "tight-line",
        "uncoloured-code",
        "uneven-headings",
        "unsettled-contents",
        "unsettled-notes",
        "unsettled-references",
    ];
    assert_eq!(untested, expected, "give a new code a tested example if a small manuscript can show it");
}

#[test]
fn every_code_is_documented() {
    assert!(codes::ALL.is_sorted_by(|one, other| one.name < other.name), "sort the list in src/diagnostic/codes/mod.rs");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diagnostic/codes");
    for code in codes::ALL {
        assert!(folder.join(format!("{}.rs", code.name.replace('-', "_"))).is_file(), "{code} is not in a file of its name");
        assert!(code.summary.ends_with('.') && code.summary.len() < 80, "{code}: {}", code.summary);
        assert!(code.explanation.len() > 40 && code.explanation.ends_with('.'), "{code}: {}", code.explanation);
        assert!(code.explanation.lines().all(|line| line.chars().count() <= 80), "{code}: {}", code.explanation);
    }
}

#[test]
fn the_reference_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md");
    let wanted = explain::reference();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &wanted).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == wanted, "docs/diagnostics.md is out of date: UPDATE_DOCS=1 cargo test --test it diagnostics");
}

#[test]
fn every_warning_can_be_allowed() {
    for code in codes::ALL {
        assert!(code.severity == Severity::Error || code.allowable, "{code}");
        assert_eq!(codes::find(code.name), Some(*code));
        assert_eq!(is_allowable(code.name), code.allowable, "{code}");
    }
    assert!(!is_allowable("no-such-code") && !is_allowable(""));
}

fn is_allowable(code: &str) -> bool {
    let sink = Sink::default();
    sink.allow(code, Span::DETACHED);
    sink.sorted().is_empty()
}

#[test]
fn an_allowed_code_is_not_reported() {
    let sink = Sink::default();
    sink.report(Diagnostic::new(codes::MISSING_ALT, Span::DETACHED, "no text"));
    sink.report(Diagnostic::new(codes::DEAD_LINK, Span::DETACHED, "no end"));
    assert_eq!(sink.sorted().len(), 2);
    sink.allow("missing-alt", Span::DETACHED);
    assert!(!sink.has_errors());
    assert_eq!(sink.sorted().iter().map(|diagnostic| diagnostic.code.name).collect::<Vec<_>>(), ["dead-link"]);
    sink.allow("dead-lnk", Span::DETACHED);
    assert!(sink.has_errors());
    let unknown = sink.sorted().into_iter().find(|diagnostic| diagnostic.code == codes::UNKNOWN_LINT).unwrap();
    assert!(unknown.hints[0].contains("dead-link"));
}

#[test]
fn explain_prints_one_code_or_all() {
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_chapbook")).arg("explain").args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (status, list, _) = run(&[]);
    assert_eq!((status, list.lines().count()), (Some(0), codes::ALL.len()));
    assert!(list.contains("missing-alt") && list.contains("warning  A picture has no alternative text."));
    for code in codes::ALL {
        assert!(explain::explain(code).contains(code.explanation));
    }
    let (status, text, _) = run(&["dead-link"]);
    assert_eq!(status, Some(0));
    assert!(
        text.starts_with("warning[dead-link]: ") && text.contains("    | See [the end](#the-end).") && text.contains("--allow dead-link")
    );
    assert_eq!(run(&["warning[dead-link]"]).1, text);
    assert!(!run(&["no-title"]).1.contains("--allow"));
    let (status, text, message) = run(&["dead-lnik"]);
    assert_eq!((status, text.as_str()), (Some(2), ""));
    assert!(message.contains("did you mean `dead-link`?"), "{message}");
    assert!(run(&["xyzzy"]).2.contains("`chapbook explain` lists all codes"));
}
