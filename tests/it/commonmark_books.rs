//! Makes a book of each example of CommonMark, and books of forty examples each: nothing panics, and there is an EPUB and a PDF. If
//! `CHAPBOOK_KEEP` names a folder, the books of forty examples are kept there for EPUBCheck and qpdf (`.ci/run`), which take much longer
//! for hundreds of small files.
use std::path::PathBuf;

use chapbook::artwork::Gallery;
use chapbook::diagnostic::Sink;
use chapbook::font::FontBook;
use chapbook::manuscript::{Manuscript, read, read_text};
use chapbook::resolve::{Book, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::typeset;
use chapbook::{epub, pdf};
use rayon::prelude::*;

/// The number of examples in a book for the validators.
const EXAMPLES: usize = 40;

fn examples() -> Vec<String> {
    let examples: Vec<serde_json::Value> = serde_json::from_str(include_str!("../commonmark/spec.json")).unwrap();
    assert!(examples.len() > 640, "{}", examples.len());
    examples.iter().map(|example| example["markdown"].as_str().unwrap().to_owned()).collect()
}

/// The files of a book.
struct Files {
    pdf: Vec<u8>,
    epub: Vec<u8>,
}

/// Sets a manuscript and writes both files. Checks the pages.
fn files(manuscript: &Manuscript, embed_fonts: bool, fonts: &FontBook, sources: &SourceMap, sink: &Sink) -> Files {
    let gallery = Gallery::default();
    let mut edition = manuscript.editions[0].clone();
    edition.embed_fonts = embed_fonts;
    let resolution = resolve(&manuscript.document, &edition, sources, sink);
    let book = Book { document: &manuscript.document, resolution: &resolution, edition: &edition };
    let pages = typeset(&book, fonts, &gallery, sink);
    let found = chapbook::typeset::faults(&pages, &book);
    assert!(found.is_empty(), "{found:?}");
    let pdf = pdf::write(&pages, &book, fonts, &gallery, sink).unwrap();
    let epub = epub::write(&book, &gallery, fonts, None, sink).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7") && epub.starts_with(b"PK"));
    Files { pdf, epub }
}

#[test]
fn each_example_becomes_a_book() {
    let fonts = FontBook::bundled();
    examples().par_iter().enumerate().for_each(|(number, text)| {
        let (mut sources, sink) = (SourceMap::default(), Sink::default());
        let manuscript = read_text(&format!("commonmark-{:03}.md", number + 1), text, &mut sources, &sink);
        // Only every tenth book embeds fonts, because making the subsets takes most of the time.
        files(&manuscript, number % 10 == 0, &fonts, &sources, &sink);
    });
}

#[test]
fn examples_become_chapters_of_a_book() {
    let fonts = FontBook::bundled();
    let keep = std::env::var_os("CHAPBOOK_KEEP").map(PathBuf::from);
    examples().par_chunks(EXAMPLES).enumerate().for_each(|(number, texts)| {
        let folder = tempfile::tempdir().unwrap();
        let names: Vec<String> = (1..=texts.len()).map(|example| format!("{:03}.md", number * EXAMPLES + example)).collect();
        for (name, text) in names.iter().zip(texts) {
            std::fs::write(folder.path().join(name), format!("# Example {name}\n\n{text}")).unwrap();
        }
        let settings = format!("[book]\ntitle = \"Examples\"\nauthors = [\"X\"]\nlanguage = \"en\"\n\n[matter]\nbody = {names:?}\n");
        std::fs::write(folder.path().join("book.toml"), settings).unwrap();
        let (mut sources, sink) = (SourceMap::default(), Sink::default());
        let manuscript = read(folder.path(), &mut sources, &sink).unwrap();
        let Files { pdf, epub } = files(&manuscript, true, &fonts, &sources, &sink);
        if let Some(folder) = &keep {
            std::fs::write(folder.join(format!("commonmark-{:02}.pdf", number + 1)), pdf).unwrap();
            std::fs::write(folder.join(format!("commonmark-{:02}.epub", number + 1)), epub).unwrap();
        }
    });
}
