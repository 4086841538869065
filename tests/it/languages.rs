//! Signs, words and tags of languages. Small books go in; both files that come out are read.
use std::fs;
use std::process::Command;

use crate::html::both;
use crate::support::built::Built;
use crate::support::shelf::png;

fn in_language(language: &str, front: &str, text: &str) -> Built {
    Built::of(&format!("---\ntitle: T\nlanguage: {language}\n{front}---\n{text}"))
}

#[test]
fn measures_beside_an_x_get_primes() {
    let made = both("A 2\"x4\" board, a 5'x6' room, a 6'x4\" plank.");
    made.has("A 2″x4″ board, a 5′x6′ room, a 6′x4″ plank.").prints("2″x4″").prints("5′x6′").prints("6′x4″").is_silent();
}

#[test]
fn a_quotation_may_begin_with_a_quotation() {
    both("\"\"Nested\" at start\" she said.").has("<p>““Nested” at start” she said.</p>").prints("““Nested” at start”").is_silent();
}

/// The word for a figure in Lithuanian ends with a full stop.
#[test]
fn a_label_gets_one_full_stop() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("p.png"), png(60, 30)).unwrap();
    fs::write(folder.path().join("t.md"), "---\ntitle: T\nlanguage: lt\n---\n# A\n\n![a](p.png \"Capt\")\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook")).args(["build", "t.md"]).current_dir(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let epub = crate::support::shelf::Epub::open(fs::read(folder.path().join("t.epub")).unwrap());
    let text: String = epub.documents().map(|(_, text)| text.to_owned()).collect();
    assert!(text.contains("<span class=\"label\">1 pav.</span> Capt"), "{text}");
    if let Some(text) = crate::support::tools::pdftotext(&["-raw"], &folder.path().join("t.pdf")) {
        assert!(text.contains("1 pav. Capt"), "{text}");
    }
}

/// The words that chapbook adds are in the script of the book, or in English, which is reported.
#[test]
fn words_are_in_the_script_of_the_tag() {
    let nav = |language: &str| in_language(language, "", "# A\n\nText.\n\n# B\n\nText.\n");
    let serbian = nav("sh-Cyrl");
    assert!(serbian.epub.text("nav.xhtml").contains("Садржај"), "{}", serbian.epub.text("nav.xhtml"));
    let pinyin = nav("zh-Latn-pinyin");
    assert!(pinyin.epub.text("nav.xhtml").contains("Contents") && pinyin.told.contains("[unknown-language-words]"), "{}", pinyin.told);
}

#[test]
fn languages_that_do_not_exist_are_reported() {
    let made = in_language("en", "", "# A\n\nText [y]{lang=qq} and <span lang=\"qx\">z</span> and [x]{lang=fr}.\n");
    assert!(made.told.contains("there is no language `qq`") && made.told.contains("there is no language `qx`"), "{}", made.told);
    assert_eq!(made.told.matches("[unknown-language]").count(), 2, "{}", made.told);
    let text: String = made.epub.documents().map(|(_, text)| text.to_owned()).collect();
    assert!(text.contains("lang=\"fr\"") && !text.contains("\"qq\"") && !text.contains("\"qx\""), "{text}");
    let chapter = crate::support::shelf::book("", "---\nlang: qx\n---\n# A\n\nText.\n", &[]);
    assert!(chapter.told.contains("a.md:2:7: warning[unknown-language]: there is no language `qx`"), "{}", chapter.told);
}

/// A library would write a message for each word in a script that it cannot divide.
#[test]
fn nothing_but_diagnostics_is_written_to_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("t.md"),
        "---\ntitle: T\nlanguage: en\n---\n# A\n\nA text with many words in Latin letters, and then ไทยไทย, ລາວ and မြန်မာ.\n",
    )
    .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook"))
        .args(["build", "t.md", "--message-format", "short"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let written = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && !written.contains("ICU4X"), "{written}");
    let epub = crate::support::shelf::Epub::open(fs::read(folder.path().join("t.epub")).unwrap());
    assert!(epub.documents().any(|(_, text)| text.contains("ไทยไทย, ລາວ")));
}
