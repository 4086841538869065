//! Documents that LibreOffice and Pandoc wrote. The words, notes, pictures and table spans that the importer finds are compared with those
//! that this file counts in WordprocessingML, with a reader of its own.
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use chapbook::build::{ImportRequest, import};
use chapbook::diagnostic::Sink;
use chapbook::document::{Block, BlockKind, Document, Inline, InlineKind, Visit, plain_text, walk_document};
use chapbook::manuscript::read;
use chapbook::source::SourceMap;

use crate::cli::{chapbook, error, folder};

/// What both sides count.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    words: BTreeMap<String, usize>,
    notes: usize,
    pictures: usize,
    /// How often a cell covers so many rows and columns, if it covers more than one.
    spans: BTreeMap<(usize, usize), usize>,
}

impl Counts {
    fn words(&mut self, text: &str) {
        for word in text.replace('\u{AD}', "").split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *self.words.entry(word.to_lowercase()).or_default() += 1;
        }
    }

    fn span(&mut self, rows: usize, columns: usize) {
        if (rows, columns) != (1, 1) {
            *self.spans.entry((rows, columns)).or_default() += 1;
        }
    }
}

/// A part of a docx file as a text.
fn part(path: &Path, name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).expect("a file")).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut text).expect("a text");
    Some(text)
}

/// Counts in WordprocessingML.
struct Reader<'a, 'i> {
    counts: Counts,
    notes: BTreeMap<(String, String), roxmltree::Node<'a, 'i>>,
}

fn value<'a>(node: roxmltree::Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

fn child<'a, 'i>(node: roxmltree::Node<'a, 'i>, path: &[&str]) -> Option<roxmltree::Node<'a, 'i>> {
    path.iter().try_fold(node, |node, name| node.children().find(|child| child.tag_name().name() == *name))
}

impl<'a, 'i> Reader<'a, 'i> {
    fn blocks(&mut self, node: roxmltree::Node<'a, 'i>) {
        for inner in node.children() {
            match inner.tag_name().name() {
                "p" => {
                    let style = child(inner, &["pPr", "pStyle"]).and_then(|style| value(style, "val")).unwrap_or_default();
                    // These are metadata.
                    if !matches!(style, "Title" | "Subtitle" | "Author" | "Date") {
                        let (mut text, mut later) = (String::new(), Vec::new());
                        self.line(inner, &mut text, &mut later);
                        self.counts.words(&text);
                        later.into_iter().for_each(|node| self.blocks(node));
                    }
                }
                "tbl" => self.table(inner),
                _ => self.blocks(inner),
            }
        }
    }

    /// The text of a paragraph. `later` gets the notes and the text boxes.
    fn line(&mut self, node: roxmltree::Node<'a, 'i>, text: &mut String, later: &mut Vec<roxmltree::Node<'a, 'i>>) {
        for inner in node.children() {
            match inner.tag_name().name() {
                "del" | "moveFrom" | "pPr" | "rPr" | "instrText" | "oMath" | "oMathPara" | "Fallback" => {}
                "t" => text.push_str(inner.text().unwrap_or_default()),
                "tab" | "br" => text.push(' '),
                "noBreakHyphen" => text.push('\u{2011}'),
                "rt" => {
                    let mut reading = String::new();
                    self.line(inner, &mut reading, later);
                    self.counts.words(&reading);
                }
                name @ ("footnoteReference" | "endnoteReference") => {
                    self.counts.notes += 1;
                    let key = (name.trim_end_matches("Reference").to_owned(), value(inner, "id").unwrap_or_default().to_owned());
                    later.extend(self.notes.get(&key));
                }
                "blip" => self.counts.pictures += 1,
                "txbxContent" => later.push(inner),
                _ => self.line(inner, text, later),
            }
        }
    }

    fn table(&mut self, table: roxmltree::Node<'a, 'i>) {
        let mut rows: Vec<Vec<(usize, usize, Option<&str>)>> = Vec::new();
        for row in table.children().filter(|row| row.tag_name().name() == "tr") {
            let mut cells = Vec::new();
            let mut column = 0;
            for cell in row.children().filter(|cell| cell.tag_name().name() == "tc") {
                let number = child(cell, &["tcPr", "gridSpan"]).and_then(|span| value(span, "val")?.parse().ok()).unwrap_or(1);
                let merge = child(cell, &["tcPr", "vMerge"]).map(|merge| value(merge, "val").unwrap_or("continue"));
                cells.push((column, number, merge));
                column += number;
                self.blocks(cell);
            }
            rows.push(cells);
        }
        for (at, row) in rows.iter().enumerate() {
            for (column, columns, merge) in row.iter().filter(|cell| cell.2 != Some("continue")) {
                let goes_on = |row: &&Vec<(usize, usize, Option<&str>)>| row.contains(&(*column, *columns, Some("continue")));
                let below = if merge.is_some() { rows[at + 1..].iter().take_while(goes_on).count() } else { 0 };
                self.counts.span(below + 1, *columns);
            }
        }
    }
}

/// Counts in a docx file.
fn in_file(path: &Path) -> Counts {
    let parts =
        ["document", "footnotes", "endnotes"].map(|name| part(path, &format!("word/{name}.xml")).unwrap_or_else(|| "<none/>".to_owned()));
    let trees = parts.each_ref().map(|text| roxmltree::Document::parse(text).expect("XML"));
    let mut reader = Reader { counts: Counts::default(), notes: BTreeMap::new() };
    for tree in &trees[1..] {
        for note in tree.root_element().children().filter(|note| note.is_element()) {
            reader.notes.insert((note.tag_name().name().to_owned(), value(note, "id").unwrap_or_default().to_owned()), note);
        }
    }
    reader.blocks(child(trees[0].root_element(), &["body"]).expect("a body"));
    reader.counts
}

/// Counts in a document of chapbook.
fn in_document(document: &Document) -> Counts {
    struct Counter(Counts);
    impl Visit for Counter {
        fn line(&mut self, inlines: &[Inline]) {
            self.0.words(&plain_text(&without_pictures(inlines)));
        }
        fn block(&mut self, block: &Block) {
            match &block.kind {
                BlockKind::Code { text, .. } => self.0.words(text),
                BlockKind::Table(table) => table.sections().flat_map(|(_, rows)| rows).flat_map(|row| row.cells()).for_each(|cell| {
                    self.0.span(cell.rows(), cell.columns());
                }),
                _ => {}
            }
        }
        fn inline(&mut self, inline: &Inline) {
            self.0.pictures += usize::from(matches!(inline.kind, InlineKind::Image { .. }));
        }
    }
    let mut counter = Counter(Counts { notes: document.notes.len(), ..Counts::default() });
    walk_document(document, &mut counter);
    counter.0
}

/// Inlines without alternative texts and formulas, which the other side does not count.
fn without_pictures(inlines: &[Inline]) -> Vec<Inline> {
    let mut out = inlines.to_vec();
    out.retain(|inline| !matches!(inline.kind, InlineKind::Image { .. } | InlineKind::Math(_)));
    for inline in &mut out {
        if let Some(inner) = inline.kind.inner_mut() {
            *inner = without_pictures(inner);
        }
    }
    out
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import")
}

/// Imports a fixture. Returns the document, the text of its chapters and the remarks.
fn imported(name: &str) -> (Document, String, String) {
    let target = tempfile::tempdir().expect("a folder");
    let book = target.path().join("book");
    let made = import(&ImportRequest { files: vec![fixtures().join(name)], ..ImportRequest::default() }, Some(&book)).expect("an import");
    let chapters = made.written.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let texts: String = chapters.map(|path| fs::read_to_string(path).expect("a text")).collect();
    let document = read(&book, &mut SourceMap::default(), &Sink::default()).expect("a book").document;
    (document, texts, made.remarks.lines().join("\n"))
}

#[test]
fn words_notes_pictures_and_spans_of_documents_are_kept() {
    for name in ["lo-boxes", "lo-lists", "lo-notes", "lo-pictures", "lo-tables", "lo-fields", "pd-all", "pd-notes", "pd-pictures"] {
        let file = format!("{name}.docx");
        let (document, texts, _) = imported(&file);
        assert_eq!(in_document(&document), in_file(&fixtures().join(&file)), "{name}:\n{texts}");
    }
}

#[test]
fn documents_keep_their_structure() {
    let has = |name: &str, wanted: &[&str]| {
        let (_, texts, remarks) = imported(name);
        wanted.iter().for_each(|wanted| assert!(texts.contains(wanted), "{name}: {wanted}\n{texts}\n{remarks}"));
    };
    // A caption and its picture are one paragraph of a frame in LibreOffice.
    has(
        "lo-pictures.docx",
        &["![In a frame](pictures/image2.png \"Figure 1: A caption in a frame.\")", "![A red field](pictures/image1.png)"],
    );
    has(
        "lo-lists.docx",
        &["- bullet\n\n  with a second paragraph\n\n  - inner bullet\n\n- last", "4. four continued", "7. starts at seven"],
    );
    has("lo-fields.docx", &["<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>", "[the introduction](#intro)"]);
    // The end of a paragraph was deleted, and the deletion is taken as accepted.
    has("lo-changes.docx", &["Kept inserted words and more.", "\n\nTwo paragraphs becomeone by deletion.\n\n"]);
    has("pd-all.docx", &["Term two\n:   Definition two\n\n    with two paragraphs", "Table: The caption."]);
}

#[test]
fn open_document_goes_through_libreoffice() {
    let source = folder(&[
        ("a.odt", &fs::read(fixtures().join("lo-notes.odt")).expect("a file")),
        ("empty.docx", b""),
        ("old.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..."),
    ]);
    for (file, said) in [
        ("a.odt", "needs LibreOffice, which was not found: install it, name it with `--libreoffice PATH`, or save the file as docx"),
        ("empty.docx", "`empty.docx` is empty: it has no bytes"),
        ("old.docx", "or it is encrypted with a password"),
    ] {
        let output = chapbook(source.path(), &["import", file, "-o", "book", "--libreoffice", "./none"], &[]);
        assert!(output.status.code() == Some(3) && error(&output).contains(said), "{file}: {}", error(&output));
    }
    fs::copy(fixtures().join("lo-notes.docx"), source.path().join("my book.docx")).expect("a copy");
    let build = chapbook(source.path(), &["build", "my book.docx", "--pandoc", "./none"], &[]);
    let said = "make a manuscript of it with `chapbook import \"my book.docx\" -o \"my book\"`, or install Pandoc";
    assert!(build.status.code() == Some(1) && error(&build).contains(said), "{}", error(&build));
    let is_there = Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success());
    if !is_there {
        eprintln!("LibreOffice is not installed: the conversion is not tested");
        return;
    }
    let output = chapbook(source.path(), &["import", "a.odt", "-o", "book"], &[]);
    assert_eq!(output.status.code(), Some(0), "{}", error(&output));
    let document = read(&source.path().join("book"), &mut SourceMap::default(), &Sink::default()).expect("a book").document;
    assert_eq!(in_document(&document), in_file(&fixtures().join("lo-notes.docx")));
    assert!(!error(&output).contains("did not pass on"), "{}", error(&output));
}
