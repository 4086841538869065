//! Makes a book of each example of CommonMark: nothing panics, and there is an EPUB and a PDF. If `CHAPBOOK_KEEP` names a folder,
//! the files are kept there for EPUBCheck and qpdf (`.ci/run`).
use std::path::PathBuf;

use chapbook::artwork::Gallery;
use chapbook::diagnostic::Sink;
use chapbook::font::FontBook;
use chapbook::manuscript::read_text;
use chapbook::resolve::{Book, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::typeset;
use chapbook::{epub, pdf};
use rayon::prelude::*;

#[test]
fn each_example_becomes_a_book() {
    let examples: Vec<serde_json::Value> = serde_json::from_str(include_str!("../commonmark/spec.json")).unwrap();
    assert!(examples.len() > 640, "{}", examples.len());
    let (fonts, gallery) = (FontBook::bundled(), Gallery::default());
    let keep = std::env::var_os("CHAPBOOK_KEEP").map(PathBuf::from);
    examples.par_iter().enumerate().for_each(|(number, example)| {
        let (mut sources, sink) = (SourceMap::default(), Sink::default());
        let name = format!("commonmark-{:03}", number + 1);
        let text = example["markdown"].as_str().unwrap();
        let manuscript = read_text(&format!("{name}.md"), text, &mut sources, &sink);
        let mut edition = manuscript.editions[0].clone();
        // Only every tenth book embeds fonts, because making the subsets takes most of the time.
        edition.embed_fonts = number % 10 == 0;
        let resolution = resolve(&manuscript.document, &edition, &sources, &sink);
        let book = Book { document: &manuscript.document, resolution: &resolution, edition: &edition };
        let pages = typeset(&book, &fonts, &gallery, &sink);
        let found = chapbook::typeset::faults(&pages, &book);
        assert!(found.is_empty(), "{found:?}");
        let pdf = pdf::write(&pages, &book, &fonts, &gallery, &sink).unwrap();
        let epub = epub::write(&book, &gallery, &fonts, None, &sink).unwrap();
        assert!(pdf.starts_with(b"%PDF-1.7") && epub.starts_with(b"PK"), "{name}");
        if let Some(folder) = &keep {
            std::fs::write(folder.join(format!("{name}.pdf")), pdf).unwrap();
            std::fs::write(folder.join(format!("{name}.epub")), epub).unwrap();
        }
    });
}
