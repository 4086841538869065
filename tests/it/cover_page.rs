//! The cover as the first page of a PDF for screens.
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::tools::{pdftotext, tool_text};

fn book(settings: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let book = "[book]\ntitle = \"Whose?\"\nlanguage = \"en\"\nauthors = [\"A. Author\"]\n";
    fs::write(folder.path().join("book.toml"), format!("{book}{settings}")).unwrap();
    fs::write(folder.path().join("a.md"), "# One\n\nText.\n\n# Two\n\nSee page [](#one){.page}.\n").unwrap();
    folder
}

fn build(folder: &Path, arguments: &[&str]) -> (String, bool) {
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook"))
        .args(["build", ".", "-o", "dist"])
        .args(arguments)
        .current_dir(folder)
        .env("CI", "true")
        .output()
        .unwrap();
    (String::from_utf8(output.stderr).unwrap(), output.status.success())
}

/// The entries of the page labels, and the pages of a PDF: their widths and heights.
fn labels_and_sizes(path: &Path) -> (String, Vec<(f32, f32)>) {
    let pdf = lopdf::Document::load(path).unwrap();
    let labels = pdf.catalog().unwrap().get(b"PageLabels").ok().map(|labels| pdf.dereference(labels).unwrap().1.clone());
    let sizes = pdf.get_pages().into_values().map(|page| {
        let sides = pdf.get_dictionary(page).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
        (sides[2].as_float().unwrap(), sides[3].as_float().unwrap())
    });
    (format!("{labels:?}"), sizes.collect())
}

#[test]
fn a_pdf_for_screens_has_the_cover_and_the_pages_of_the_print() {
    let folder = book("");
    assert_eq!(build(folder.path(), &["-e", "screen", "-e", "a5"]), (String::new(), true));
    let file = |name: &str| folder.path().join("dist").join(name);
    let (labels, sizes) = labels_and_sizes(&file("whose-screen.pdf"));
    let (printed_labels, printed_sizes) = labels_and_sizes(&file("whose-a5.pdf"));
    assert_eq!(sizes.len(), printed_sizes.len() + 1);
    // The cover is as high as a page, and keeps its shape of 5 to 8. Its label is not a number.
    assert!((sizes[0].1 - sizes[1].1).abs() < 0.01 && (sizes[0].0 / sizes[0].1 - 0.625).abs() < 0.001, "{sizes:?}");
    assert!(labels.contains("Cover") && !printed_labels.contains("Cover"), "{labels}");
    // The same words stand on the same pages, and references have the same numbers.
    let text = |name: &str, from: usize| {
        let first = from.to_string();
        pdftotext(&["-raw", "-f", &first], &file(name))
    };
    assert_eq!(text("whose-screen.pdf", 2), text("whose-a5.pdf", 1));
    // Screen readers say what the picture is.
    if let Some(structure) = tool_text("pdfinfo", &["-struct"], &file("whose-screen.pdf")) {
        assert!(structure.contains("Figure"), "{structure}");
    }
    let bytes = fs::read(file("whose-screen.pdf")).unwrap();
    let pdf = lopdf::Document::load_mem(&bytes).unwrap();
    let alt = |object: &lopdf::Object| {
        object.as_dict().ok().and_then(|entries| entries.get(b"Alt").ok()).and_then(|alt| alt.as_str().ok()).map(<[u8]>::to_vec)
    };
    let alts: Vec<String> = pdf.objects.values().filter_map(alt).map(|alt| String::from_utf8_lossy(&alt).into_owned()).collect();
    assert_eq!(alts, ["Cover: Whose?"]);
}

#[test]
fn an_edition_for_print_has_no_cover_page_and_says_so_if_asked_for_one() {
    let settings = "[[edition]]\nname = \"home\"\nformats = [\"pdf\"]\n";
    let pages = |settings: &str| {
        let folder = book(settings);
        let (told, built) = build(folder.path(), &["-e", "home"]);
        assert!(built, "{told}");
        (labels_and_sizes(&folder.path().join("dist/whose-home.pdf")).1.len(), told)
    };
    let (plain, told) = pages(settings);
    assert_eq!(told, "");
    assert_eq!(pages(&format!("{settings}cover = true\n")), (plain + 1, String::new()));
    assert_eq!(pages(&format!("{settings}cover = false\nextends = \"screen\"\n")).0, plain);
    let (_, told) = pages(&format!("{settings}cover = true\nimposition = \"saddle\"\n"));
    assert!(told.contains("warning[unused-setting]") && told.contains("`cover = true`"), "{told}");
    // An excerpt has no cover.
    let folder = book("");
    build(folder.path(), &["-e", "screen", "--only", "chapter-1"]);
    let excerpt = fs::read_dir(folder.path().join("dist")).unwrap().next().unwrap().unwrap().path();
    assert!(!labels_and_sizes(&excerpt).0.contains("Cover"));
}
