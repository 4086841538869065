//! Editions that inherit, and the built-in editions.
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use chapbook::diagnostic::Sink;
use chapbook::edition::{Edition, Ornament, PageListOf, PrinterPaper, built_in};
use chapbook::manuscript;
use chapbook::source::SourceMap;
use chapbook::units::{Size, paper};

use crate::support::tools::pdftotext;

fn read(settings: &str) -> (Vec<Edition>, Vec<Edition>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("book.toml"), format!("[book]\ntitle = \"T\"\nlanguage = \"en\"\n{settings}")).unwrap();
    fs::write(folder.path().join("a.md"), "# A\n\nText.\n").unwrap();
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = manuscript::read(folder.path(), &mut sources, &sink).unwrap();
    let reported = sink.sorted().into_iter().map(|diagnostic| format!("{}: {}", diagnostic.code, diagnostic.message)).collect();
    (manuscript.editions, manuscript.built_in, reported)
}

fn named(name: &str) -> Size {
    paper(name).unwrap()
}

fn chapbook(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook")).current_dir(folder).args(arguments).env("CI", "true").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

/// Makes a folder with a small book.
fn small() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("book.toml"), "[book]\ntitle = \"Small\"\nlanguage = \"en\"\ndate = \"2026\"\n").unwrap();
    fs::write(folder.path().join("a.md"), "# One\n\nText with a note.[^1]\n\n[^1]: Its note.\n\n# Two\n\nMore text.\n").unwrap();
    folder
}

#[test]
fn every_book_has_the_built_in_editions_unless_it_defines_one_of_that_name() {
    let (own, built, reported) = read("");
    assert_eq!(reported, Vec::<String>::new());
    assert_eq!(own.iter().map(|edition| &*edition.name).collect::<Vec<_>>(), ["default"]);
    let names: Vec<&str> = built.iter().map(|edition| &*edition.name).collect();
    assert_eq!(names, ["epub", "a5", "screen", "a4", "letter", "handout", "booklet", "large-print", "pocket", "sessions"]);
    assert_eq!(names, built_in().map(|(name, _)| name).collect::<Vec<_>>());
    let (own, built, reported) = read("defaults = false\n[[edition]]\nname = \"handout\"\nextends = \"handout\"\ndesign.size = \"13pt\"\n");
    assert_eq!(reported, Vec::<String>::new());
    assert!(!built.iter().any(|edition| edition.name == "handout"));
    assert_eq!((own[0].design.size.to_pt(), own[0].design.justify, own[0].epub), (13.0, false, false), "it extends the built-in edition");
}

#[test]
fn a_book_keeps_its_default_edition_unless_it_says_otherwise() {
    let folder = small();
    let book = "[book]\ntitle = \"Small\"\nlanguage = \"en\"\n";
    let files = |settings: &str| {
        fs::write(folder.path().join("book.toml"), format!("{book}{settings}")).unwrap();
        let _ = fs::remove_dir_all(folder.path().join("dist"));
        let (_, reported, code) = chapbook(folder.path(), &["build"]);
        assert_eq!(code, 0, "{reported}");
        let mut files: Vec<String> =
            fs::read_dir(folder.path().join("dist")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        files.sort();
        (files.join(" "), reported)
    };
    let large = "[[edition]]\nname = \"large\"\nformats = [\"pdf\"]\n";
    assert_eq!(files(""), ("small.epub small.pdf".to_owned(), String::new()));
    assert_eq!(files(large), ("small-large.pdf small.epub small.pdf".to_owned(), String::new()));
    assert_eq!(files(&format!("defaults = false\n{large}")), ("small-large.pdf".to_owned(), String::new()));
    // An edition that takes the name of the default replaces it.
    let own = "[[edition]]\nname = \"default\"\nformats = [\"pdf\"]\n";
    assert_eq!(files(&format!("{large}{own}")), ("small-large.pdf small.pdf".to_owned(), String::new()));
    // A book always has an edition.
    let (made, reported) = files("defaults = false\n");
    assert_eq!(made, "small.epub small.pdf");
    assert!(reported.contains("warning[unused-setting]") && reported.contains("book.toml:4:12"), "{reported}");
    // The front matter of a single file says the same.
    fs::write(folder.path().join("b.md"), format!("+++\ntitle = \"B\"\nlanguage = \"en\"\ndefaults = false\n{large}+++\n# B\n\nText.\n"))
        .unwrap();
    chapbook(folder.path(), &["build", "b.md", "-o", "single"]);
    let single: Vec<_> = fs::read_dir(folder.path().join("single")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(single, ["b-large.pdf"]);
}

#[test]
fn an_edition_can_extend_the_default_and_mark_its_pages() {
    let mark = "[[edition]]\nname = \"e\"\nextends = \"default\"\nformats = [\"epub\"]\npage-list = \"default\"\n";
    let (own, _, reported) = read(mark);
    assert_eq!(reported, Vec::<String>::new());
    assert_eq!(own.iter().map(|edition| &*edition.name).collect::<Vec<_>>(), ["default", "e"]);
    let (_, _, reported) = read(&format!("defaults = false\n{mark}"));
    assert_eq!(reported, ["unknown-edition: no edition `default` makes a PDF"]);
}

#[test]
fn built_in_editions_keep_the_ornament_of_the_book_and_their_own_page() {
    let settings = "[design]\nbase = \"pocket\"\nornament = \"❦\"\nparagraph-numbers = \"all\"\nsize = \"20pt\"\nmargins = \"canon\"\n";
    let (own, built, reported) = read(settings);
    assert_eq!(reported, Vec::<String>::new());
    assert_eq!(own[0].design.size.to_pt(), 20.0);
    let a5 = built.iter().find(|edition| edition.name == "a5").unwrap();
    assert_eq!((a5.design.page, a5.design.size.to_pt(), a5.design.canon), (named("a5"), 11.0, false));
    assert_eq!(a5.design.ornament, Ornament::Text("❦".to_owned()));
    assert!(a5.design.paragraph_numbers.shows("1.1"));
}

#[test]
fn built_in_editions_follow_the_sheet_of_the_book() {
    let (own, built, _) = read("[[edition]]\nname = \"mine\"\nextends = \"booklet\"\ndesign.page = \"a6\"\n");
    let pages = |sheet| -> BTreeMap<String, Size> {
        let laid_out = |edition: &Edition| {
            let mut edition = edition.clone();
            edition.lay_out(sheet);
            (edition.name, edition.design.page)
        };
        own.iter().chain(&built).map(laid_out).collect()
    };
    let (a4, letter) = (pages(PrinterPaper::A4), pages(PrinterPaper::Letter));
    for (name, on_a4, on_letter) in [
        ("handout", "a4", "letter"),
        ("large-print", "a4", "letter"),
        ("booklet", "a5", "half-letter"),
        ("a5", "a5", "a5"),
        ("a4", "a4", "a4"),
        ("letter", "letter", "letter"),
        ("mine", "a6", "a6"),
    ] {
        assert_eq!((a4[name], letter[name]), (named(on_a4), named(on_letter)), "{name}");
    }
}

#[test]
fn the_ebook_has_the_page_numbers_of_a_printed_edition() {
    let (own, built, reported) = read("defaults = false\n[[edition]]\nname = \"e\"\nformats = [\"epub\"]\npage-list = \"a4\"\n");
    assert_eq!(reported, Vec::<String>::new());
    assert_eq!(own[0].page_list, PageListOf::Edition("a4".to_owned()));
    assert_eq!(built[0].page_list, PageListOf::Edition("a5".to_owned()));
}

#[test]
fn built_in_editions_are_listed_with_their_pages_and_built_by_name() {
    let folder = small();
    let (listed, reported, code) = chapbook(folder.path(), &["editions"]);
    assert_eq!((code, &*reported), (0, ""));
    let line = |name: &str| listed.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
    assert_eq!(listed.lines().count(), 10, "{listed}");
    assert!(line("default").contains("PDF A5, EPUB") && line("default").ends_with("sheets."), "{listed}");
    assert!(line("pocket").contains("PDF pocket") && line("pocket").contains(" sheets"), "{listed}");
    assert!(line("handout").contains("PDF A4"), "{listed}");
    let (listed, ..) = chapbook(folder.path(), &["editions", "--sheet", "letter"]);
    assert!(listed.lines().any(|line| line.starts_with("handout") && line.contains("PDF letter")), "{listed}");
    // The listed number of pages is that of the file.
    let (written, _, code) = chapbook(folder.path(), &["build", "-e", "pocket"]);
    assert_eq!((code, written.lines().count()), (0, 1), "{written}");
    let pdf = lopdf::Document::load(folder.path().join("dist/small-pocket.pdf")).unwrap();
    let (listed, ..) = chapbook(folder.path(), &["editions"]);
    let counted = format!("{} pages", pdf.get_pages().len());
    assert!(listed.lines().any(|line| line.starts_with("pocket") && line.contains(&counted)), "{counted}: {listed}");
    let (_, reported, code) = chapbook(folder.path(), &["build", "-e", "poket"]);
    assert_eq!(code, 2);
    assert!(reported.contains("did you mean `pocket`?"), "{reported}");
}

#[test]
fn an_edition_has_the_same_bytes_whether_built_alone_or_with_all_others() {
    let folder = small();
    let (written, reported, code) = chapbook(folder.path(), &["build", "--all", "--deny", "warnings", "-o", "all"]);
    assert!(code == 0 && !reported.contains("warning"), "{reported}");
    let names: Vec<&str> = written.lines().map(|path| path.rsplit('/').next().unwrap()).collect();
    for name in ["small-epub.epub", "small-a5.pdf", "small-booklet.pdf", "small-large-print.pdf"] {
        assert!(names.contains(&name), "{name} is not in {names:?}");
    }
    for name in ["epub", "handout"] {
        let (_, reported, code) = chapbook(folder.path(), &["build", "-e", name, "-o", "one"]);
        assert_eq!((code, &*reported), (0, ""));
    }
    for name in ["small-epub.epub", "small-handout.pdf"] {
        assert_eq!(
            fs::read(folder.path().join("all").join(name)).unwrap(),
            fs::read(folder.path().join("one").join(name)).unwrap(),
            "{name}"
        );
    }
    // The same for a single file.
    let (written, _, code) = chapbook(folder.path(), &["build", "a.md", "-e", "booklet", "--sheet", "letter", "-o", "single"]);
    assert_eq!((code, written.lines().count()), (0, 1), "{written}");
}

/// US Letter has the same type area as A4, so its pages are copied from A4 and moved. The bytes must be those of pages typeset for Letter.
#[test]
fn a4_and_letter_have_the_same_pages() {
    let folder = tempfile::tempdir().unwrap();
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/kitchen-sink");
    let build = |arguments: &[&str], output: &str| {
        let output = folder.path().join(output);
        let all = [&["build", "."], arguments, &["-q", "-o", output.to_str().unwrap()]].concat();
        assert_eq!(chapbook(&book, &all).2, 0);
    };
    build(&["-e", "a4", "-e", "letter"], "both");
    build(&["-e", "letter"], "one");
    let file = |folder_of: &str| {
        let files = fs::read_dir(folder.path().join(folder_of)).unwrap().map(|entry| entry.unwrap().path());
        fs::read(files.into_iter().find(|path| path.to_str().unwrap().ends_with("-letter.pdf")).unwrap()).unwrap()
    };
    assert!(file("both") == file("one"), "the bytes differ");
}

#[test]
fn a_pdf_with_provenance_prints_the_digest_of_its_sources() {
    use sha2::{Digest, Sha256};
    let folder = small();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir_all(path(".git/refs/heads")).unwrap();
    fs::write(path(".git/HEAD"), "ref: refs/heads/main\n").unwrap();
    fs::write(path(".git/refs/heads/main"), "0123456789abcdef0123456789abcdef01234567\n").unwrap();
    let settings = "[book]\ntitle = \"Small\"\nlanguage = \"en\"\nrights = \"CC BY 4.0\"\n[[edition]]\nname = \"p\"\nformats = [\"pdf\"]\nprovenance = true\n";
    fs::write(path("book.toml"), settings).unwrap();
    let (_, reported, code) = chapbook(folder.path(), &["build", ".", "--deny", "warnings"]);
    assert_eq!((code, reported.as_str()), (0, ""));
    // The digest is that of `sha256sum a.md book.toml | sha256sum`.
    let digest = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let line = |name: &str| format!("{}  {name}\n", digest(&fs::read(path(name)).unwrap()));
    let all = digest((line("a.md") + &line("book.toml")).as_bytes());
    let Some(text) = pdftotext(&["-raw", "-f", "7"], &path("dist/small-p.pdf")) else { return };
    let text: String = text.split_whitespace().collect();
    let version = env!("CARGO_PKG_VERSION");
    let expected = format!(
        "chapbook{version}git0123456789abcdef0123456789abcdef01234567SHA-256{all}CCBY4.0https://creativecommons.org/licenses/by/4.0/"
    );
    assert!(text.ends_with(&expected), "{text}\n{expected}");
}

#[test]
fn a_concordance_lists_the_page_of_each_paragraph_in_each_edition() {
    let folder = small();
    let paragraph = "Words that fill a page, one after the other, until there is no more room for them. ".repeat(12);
    let text = format!("# One\n\n{}\n\n# Two\n\nMore text.\n", [paragraph.as_str(); 12].join("\n\n"));
    fs::write(folder.path().join("a.md"), text).unwrap();
    let settings = |of: &str| {
        format!(
            "[book]\ntitle = \"Small\"\nlanguage = \"en\"\n[[edition]]\nname = \"c\"\nformats = [\"pdf\"]\ncontent = \"concordance\"\nof = [{of}]\n"
        )
    };
    fs::write(folder.path().join("book.toml"), settings("\"a5\", \"large-print\"")).unwrap();
    let (_, reported, code) = chapbook(folder.path(), &["build", "."]);
    assert_eq!((code, reported.as_str()), (0, ""));
    chapbook(folder.path(), &["build", ".", "-e", "a5", "-e", "large-print"]);
    let text = |name: &str, page: &str| pdftotext(&["-layout", "-f", page], &folder.path().join("dist").join(name));
    let Some(listed) = text("small-c.pdf", "1") else { return };
    let row = |number: &str| -> Vec<String> {
        let line = listed.lines().find(|line| line.split_whitespace().next() == Some(number)).unwrap();
        line.split('\u{2026}').nth(1).unwrap().split_whitespace().map(str::to_owned).collect()
    };
    assert_eq!(row("1.1"), ["1", "1"]);
    // The pages are those of the paragraph in each edition.
    let page = |name: &str, words: &str| {
        let pages = text(name, "1").unwrap();
        let page = pages.split('\u{c}').find(|page| page.contains(words)).unwrap();
        page.split_whitespace().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).map(str::to_owned).collect::<Vec<_>>()
    };
    let two = row("2.1");
    assert!(
        page("small-a5.pdf", "More text.").contains(&two[0]) && page("small-large-print.pdf", "More text.").contains(&two[1]),
        "{two:?}"
    );
    assert!(two[0].parse::<u32>().unwrap() < two[1].parse::<u32>().unwrap(), "{two:?}");
    fs::write(folder.path().join("book.toml"), settings("\"a5\", \"larg-print\"")).unwrap();
    let (_, reported, code) = chapbook(folder.path(), &["build", "."]);
    assert!(code == 1 && reported.contains("error[unknown-edition]") && reported.contains("did you mean `large-print`?"), "{reported}");
}
