//! Comments of Obsidian, title blocks of Pandoc, and abbreviations.
use std::fs;
use std::process::Command;

use super::support::built::Built;
use super::support::shelf::Epub;

#[test]
fn comments_between_percent_signs_are_left_out_of_both_books() {
    let built = Built::of(
        "# One\n\nThe sea %%cold%% is wide.\n\n%%\nHidden *words*.\n\n# Not a chapter\n%%\n\nIt is %% deep %%\nand blue.\n\n> Said\n> %% aside %%\n> he.\n",
    );
    let text = built.document_without_ids("is wide");
    assert!(
        text.contains("<p>The sea is wide.</p>") && text.contains("<p>It is\nand blue.</p>") && text.contains("<p>Said\nhe.</p>"),
        "{text}"
    );
    for (_, document) in built.epub.documents() {
        assert!(!document.contains("Hidden") && !document.contains("%%") && !document.contains("aside"), "{document}");
    }
    let Some(pdf) = built.pdf else { return };
    assert!(!pdf.contains("Hidden") && !pdf.contains("cold") && !pdf.contains("%%"), "{pdf}");
}

#[test]
fn percent_signs_that_are_not_comments_stay() {
    let built = Built::of(
        "# One\n\nFrom 50%% to 100%% of it. 5 % and 6 %. `%%code%%` and \\%%escaped%%.\n\n%% half closed\n\nWords that stay.\n\n```\n%%\nin code\n%%\n```\n\n%%%%\n",
    );
    let text = built.document_without_ids("Words that stay");
    for part in
        ["From 50%% to 100%% of it. 5 % and 6 %", "<code>%%code%%</code>", "%%escaped%%", "%% half closed", "%%\nin code\n%%", "%%%%"]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let Some(pdf) = built.pdf else { return };
    assert!(pdf.contains("half closed") && pdf.contains("in code"), "{pdf}");
}

/// The EPUB and the messages of a text that is built as it is.
fn built_alone(text: &str) -> (Epub, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("t.md"), text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook"))
        .args(["build", "t.md", "-o", "dist", "--format", "epub"])
        .current_dir(folder.path())
        .env("CI", "true")
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    let file =
        fs::read_dir(folder.path().join("dist")).unwrap().flatten().find(|file| file.path().extension().is_some_and(|e| e == "epub"));
    (Epub::open(fs::read(file.unwrap().path()).unwrap()), told)
}

#[test]
fn a_title_block_of_pandoc_is_metadata() {
    let (epub, told) = built_alone("% On ice,\n  and water\n% A. Man; B. Woman\n% 2021-03\n\n# One\n\nIt froze.\n");
    let package = epub.text("content.opf");
    for part in [">On ice, and water</dc:title>", ">A. Man</dc:creator>", ">B. Woman</dc:creator>", ">2021-03</dc:date>"] {
        assert!(package.contains(part), "{part}\n{package}");
    }
    assert!(!epub.documents().any(|(_, text)| text.contains("% ")), "{told}");
    let (epub, told) = built_alone("% On ice\n%\n% March 3rd\n\n# One\n\nIt froze.\n");
    assert!(
        epub.text("content.opf").contains(">On ice</dc:title>") && told.contains("the date `March 3rd` of the title block is not used"),
        "{told}"
    );
}

#[test]
fn a_percent_sign_at_the_beginning_is_not_a_title_block() {
    let (epub, _) = built_alone("% of the vote went to him\nand to her.\n\n# One\n\nIt froze.\n");
    assert!(epub.documents().any(|(_, text)| text.contains("% of the vote went to him")));
}

#[test]
fn abbreviations_are_expanded_for_screens_and_explained_once_on_paper() {
    let built = Built::of(
        "# HTML in use\n\nPages are in HTML, not XHTML. *HTML* is old.[^1]\n\nThe World Wide Web (WWW) is not `HTML`.\n\n\
         *[HTML]: Hyper Text \"Markup\"\n*[WWW]: World Wide Web\n\n[^1]: So is HTML.\n",
    );
    let text = built.document_without_ids("Pages are in");
    let abbreviated = "<abbr title=\"Hyper Text &quot;Markup&quot;\">HTML</abbr>";
    assert!(text.contains(&format!("in {abbreviated} (Hyper Text “Markup”), not XHTML. <em>{abbreviated}</em>")), "{text}");
    assert!(text.contains("(<abbr title=\"World Wide Web\">WWW</abbr>) is not <code>HTML</code>"), "{text}");
    assert!(text.contains("HTML</abbr> in use</h") && text.contains(&format!("So is {abbreviated}.")), "{text}");
    assert!(!text.contains("*[") && !built.told.contains("warning"), "{text}\n{}", built.told);
    let Some(pdf) = built.pdf else { return };
    assert_eq!(pdf.replace('\n', " ").matches("(Hyper Text “Markup”)").count(), 1, "{pdf}");
    assert!(!pdf.contains("*["), "{pdf}");
}

#[test]
fn an_abbreviation_that_is_unused_or_defined_twice_is_reported() {
    let built = Built::of("# One\n\nA page.\n\n*[HTML]: Hyper Text\n*[HTML]: Again\n\n*[]: empty\n\n*[open: half\n\n* [a]: an item\n");
    assert!(built.told.contains("nothing uses the abbreviation `HTML`"), "{}", built.told);
    assert!(built.told.contains("the abbreviation `HTML` is defined twice in this file"), "{}", built.told);
    let text = built.document_without_ids("A page.");
    assert!(text.contains("*[]: empty") && text.contains("*[open: half"), "{text}");
}
