//! The structure tree of the PDF, as poppler reads it: it follows the order of the manuscript, and its headings, notes and links equal those
//! of the EPUB.
use std::fs;
use std::path::Path;

use chapbook::build::{BuildRequest, build};

use crate::support::shelf;
use crate::support::tools::tool_text;

/// A line of the tree: its depth, and the kind of an element or a text.
#[derive(Debug)]
struct Element {
    depth: usize,
    kind: String,
    text: String,
}

/// Returns the tree as `pdfinfo -struct-text` prints it. `None` without poppler. The kind of a text is empty.
fn tree(pdf: &Path) -> Option<Vec<Element>> {
    let text = tool_text("pdfinfo", &["-struct-text"], pdf)?;
    let mut elements: Vec<Element> = Vec::new();
    for line in text.lines() {
        let text = line.trim_start();
        let depth = line.len() - text.len();
        if let Some(text) = text.strip_prefix('"') {
            let text = text.strip_suffix('"').unwrap_or(text).to_owned();
            elements.push(Element { depth, kind: String::new(), text });
        } else if !text.starts_with("Object ") && !text.is_empty() {
            // Versions of poppler print different details after the kind.
            let kind = text.split([' ', '<']).next().unwrap_or_default().to_owned();
            elements.push(Element { depth, kind, text: String::new() });
        }
    }
    Some(elements)
}

/// Returns the text of an element with all its descendants.
fn whole(elements: &[Element], at: usize) -> String {
    let inner = elements[at + 1..].iter().take_while(|element| element.depth > elements[at].depth);
    inner.map(|element| element.text.as_str()).collect()
}

/// Returns only the letters and digits.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase()
}

struct Book {
    folder: tempfile::TempDir,
    documents: Vec<String>,
}

impl Book {
    fn build(path: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let request = BuildRequest { path, output: Some(folder.path().to_owned()), ..BuildRequest::default() };
        let built = build(&request, &shelf::Silent).unwrap();
        let epub = built.written.iter().find(|path| path.extension().is_some_and(|ending| ending == "epub")).unwrap();
        let epub = shelf::Epub::open(fs::read(epub).unwrap());
        let is_generated =
            |name: &str| ["title.", "copyright.", "nav.", "cover.", "figures.", "tables."].iter().any(|own| name.contains(own));
        let documents = epub.documents().filter(|(name, _)| !is_generated(name)).map(|(_, text)| text.to_owned()).collect();
        Self { folder, documents }
    }

    fn pdf(&self) -> std::path::PathBuf {
        let mut files = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        files.find(|path| path.extension().is_some_and(|ending| ending == "pdf")).unwrap()
    }

    /// Returns the name and text of the elements of the e-book that `wanted` selects.
    fn elements(&self, wanted: &dyn Fn(&roxmltree::Node<'_, '_>) -> bool) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for text in &self.documents {
            let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
            let document = roxmltree::Document::parse_with_options(text, options).unwrap();
            // The index of the e-book has links instead of page numbers.
            let indexed = |node: &roxmltree::Node<'_, '_>| {
                node.tag_name().name() == "a" && node.ancestors().any(|outer| outer.attribute("role") == Some("doc-index"))
            };
            for node in document.descendants().filter(|node| node.is_element() && wanted(node) && !indexed(node)) {
                let text: String = node.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text()).collect();
                found.push((node.tag_name().name().to_owned(), letters(&text)));
            }
        }
        found
    }
}

fn check(path: &str) {
    let book = Book::build(path);
    let Some(elements) = tree(&book.pdf()) else { return };
    let index = elements.iter().position(|element| element.kind == "Index").unwrap_or(elements.len());
    let elements = &elements[..index];
    let in_pdf = |wanted: &dyn Fn(&Element) -> bool| -> Vec<String> {
        (0..elements.len()).filter(|&at| wanted(&elements[at])).map(|at| letters(&whole(elements, at))).collect()
    };
    // Headings: only the PDF has a heading for the contents.
    let is_heading =
        |kind: &str| kind.len() == 2 && (kind.starts_with('H') || kind.starts_with('h')) && kind.ends_with(|c: char| c.is_ascii_digit());
    let mut headings: Vec<(String, String)> = (0..elements.len())
        .filter(|&at| is_heading(&elements[at].kind))
        .map(|at| (elements[at].kind.to_lowercase(), letters(&whole(elements, at))))
        .collect();
    let contents = headings.iter().position(|(_, text)| text == "contents");
    headings.remove(contents.unwrap());
    assert_eq!(headings, book.elements(&|node| is_heading(node.tag_name().name())), "{path}: headings");
    // Notes: they follow their chapter in the e-book and are with their calls in the PDF. The order is the same.
    let notes = in_pdf(&|element| element.kind == "Note");
    let in_epub = book.elements(&|node| node.attribute("role") == Some("doc-footnote"));
    assert_eq!(notes.len(), in_epub.len(), "{path}: notes");
    for (note, (_, expected)) in notes.iter().zip(&in_epub) {
        assert_eq!(note, expected, "{path}: a note");
    }
    // Note calls. In the PDF, the entries of the contents are references too; they come first.
    let calls = |element: &Element| element.kind == "Reference";
    let mut in_text: Vec<String> = in_pdf(&calls);
    let rows = elements.iter().filter(|element| element.kind == "TOCI").count();
    in_text.drain(..rows);
    let called: Vec<String> =
        book.elements(&|node| node.attribute("role") == Some("doc-noteref")).into_iter().map(|(_, text)| text).collect();
    assert_eq!(in_text, called, "{path}: calls");
    // Links of the text.
    let mut links = Vec::new();
    for at in 0..elements.len() {
        let parent = elements[..at].iter().rev().find(|other| other.depth < elements[at].depth).map(|other| other.kind.as_str());
        if elements[at].kind == "Link" && !matches!(parent, Some("Reference" | "Lbl")) {
            links.push(letters(&whole(elements, at)));
        }
    }
    let is_of_note = |node: &roxmltree::Node<'_, '_>| matches!(node.attribute("role"), Some("doc-noteref" | "doc-backlink"));
    let in_epub = book.elements(&|node| node.tag_name().name() == "a" && !is_of_note(node));
    let mut in_epub: Vec<String> = in_epub.into_iter().map(|(_, text)| text).collect();
    // Links within notes are at different places in the two files.
    links.sort();
    in_epub.sort();
    assert_eq!(links, in_epub, "{path}: links");
}

#[test]
fn headings_notes_and_links_equal_those_of_the_ebook() {
    check("book");
}

#[test]
fn the_structure_is_in_the_order_of_the_manuscript() {
    for (edition, golden) in [("a5", "tests/golden/structure-specimen.txt")] {
        let folder = tempfile::tempdir().unwrap();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/specimen");
        let request =
            BuildRequest { path, output: Some(folder.path().to_owned()), editions: vec![edition.to_owned()], ..BuildRequest::default() };
        let built = build(&request, &shelf::Silent).unwrap();
        let pdf = built.written.iter().find(|path| path.extension().is_some_and(|ending| ending == "pdf")).unwrap();
        let Some(elements) = tree(pdf) else { return };
        let mut printed = String::new();
        for element in &elements {
            let line = if element.kind.is_empty() { format!("{:?}", element.text) } else { element.kind.clone() };
            printed.push_str(&format!("{}{line}\n", " ".repeat(element.depth)));
        }
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join(golden);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&golden, &printed).unwrap();
        }
        let expected = fs::read_to_string(&golden).unwrap();
        assert!(printed == expected, "the structure has changed; look at it, then update it with UPDATE_GOLDEN=1:\n{printed}");
    }
}

#[test]
fn the_expansion_of_an_abbreviation_is_in_both_files() {
    let folder = tempfile::tempdir().unwrap();
    let text = "# One\n\nThe [RCP]{abbr=\"Russian Communist Party\"} met; so did the <abbr title=\"All-Russian Council\">ARC</abbr>.\n";
    fs::write(folder.path().join("a.md"), text).unwrap();
    let request = BuildRequest { path: folder.path().join("a.md"), ..BuildRequest::default() };
    let built = build(&request, &shelf::Silent).unwrap();
    let file =
        |ending: &str| fs::read(built.written.iter().find(|path| path.extension().is_some_and(|own| own == ending)).unwrap()).unwrap();
    let epub = shelf::Epub::open(file("epub"));
    let chapter = epub.text("chapter-1.xhtml");
    assert!(chapter.contains("<abbr title=\"Russian Communist Party\">RCP</abbr>"), "{chapter}");
    assert!(chapter.contains("<abbr title=\"All-Russian Council\">"), "{chapter}");
    let pdf = lopdf::Document::load_mem(&file("pdf")).unwrap();
    let expansions: Vec<String> = pdf
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"E").ok())
        .filter_map(|expansion| lopdf::decode_text_string(expansion).ok())
        .collect();
    assert_eq!(expansions, ["Russian Communist Party", "All-Russian Council"]);
}
