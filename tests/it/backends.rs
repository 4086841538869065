//! Both backends print random documents: nothing panics, every XML file is well-formed, every link has a target, and the same
//! document gives the same bytes.
use crate::support::random_documents as support;

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use chapbook::artwork::Gallery;
use chapbook::diagnostic::Sink;
use chapbook::document::Document;
use chapbook::edition::Edition;
use chapbook::font::{FontBook, SymbolicLinks};
use chapbook::resolve::{Book, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::typeset;
use chapbook::{epub, pdf};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::RngSeed;

/// Returns the bytes of the EPUB and of the PDF.
fn made(document: &Document) -> (Vec<u8>, Vec<u8>) {
    let (sink, sources, gallery, fonts) = (Sink::default(), SourceMap::default(), Gallery::default(), FontBook::bundled());
    let mut edition = Edition::default();
    edition.metadata.title = "A & B".to_owned();
    edition.metadata.modified = "2026-11-23T00:00:00Z".to_owned();
    let resolution = resolve(document, &edition, &sources, &sink);
    let book = Book { document, resolution: &resolution, edition: &edition };
    let pages = typeset(&book, &fonts, &gallery, &sink);
    (epub::write(&book, &gallery, &fonts, None, &sink).unwrap(), pdf::write(&pages, &book, &fonts, &gallery, &sink).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, rng_seed: RngSeed::Fixed(1921), ..ProptestConfig::default() })]

    #[test]
    fn any_document_becomes_a_sound_epub_and_pdf(document in support::document()) {
        let (epub, pdf) = made(&document);
        prop_assert!(pdf.starts_with(b"%PDF-1.7"));
        let mut ids = BTreeSet::new();
        let mut links = Vec::new();
        let mut archive = zip::ZipArchive::new(Cursor::new(&epub)).unwrap();
        let first = archive.by_index(0).unwrap().name().to_owned();
        prop_assert_eq!(first, "mimetype");
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).unwrap();
            let name = file.name().to_owned();
            if !name.ends_with(".xhtml") {
                continue;
            }
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
            let tree = roxmltree::Document::parse_with_options(&text, options).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
            let short = name.trim_start_matches("OEBPS/").to_owned();
            ids.insert(short.clone());
            for node in tree.descendants() {
                if let Some(id) = node.attribute("id") {
                    prop_assert!(ids.insert(format!("{short}#{id}")), "{} twice in {}", id, short);
                }
                if let Some(href) = node.attribute("href").filter(|href| !href.contains(':')) {
                    links.push(if href.starts_with('#') { format!("{short}{href}") } else { href.to_owned() });
                }
            }
        }
        for link in links.iter().filter(|link| link.as_str() != "stylesheet.css") {
            prop_assert!(ids.contains(link), "{} leads nowhere", link);
        }
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..3 {
        let document = support::document().new_tree(&mut runner).unwrap().current();
        assert!(made(&document) == made(&document));
    }
}

/// Includes the letters of generated words, such as "Содержание" and "Глава" in Russian.
#[test]
fn the_fonts_in_the_epub_have_every_letter_of_the_book() {
    let (mut sources, sink, gallery, mut fonts) = (SourceMap::default(), Sink::default(), Gallery::default(), FontBook::bundled());
    let text = "---\ntitle: Kto\nlang: ru\n---\n\n# Ja\n\nLatin only.[^1]\n\n# Ty\n\nMore.\n\n[^1]: A note.\n";
    let manuscript = chapbook::manuscript::read_text("kto.md", text, &mut sources, &sink);
    let edition = &manuscript.editions[0];
    let resolution = resolve(&manuscript.document, edition, &sources, &sink);
    let book = Book { document: &manuscript.document, resolution: &resolution, edition };
    let whole = fonts.face(fonts.find(&edition.design.text_face, false, false).unwrap());
    let bytes = epub::write(&book, &gallery, &fonts, None, &sink).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut shown: BTreeSet<char> = BTreeSet::new();
    let folder = tempfile::tempdir().unwrap();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().to_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        if name.ends_with(".xhtml") {
            shown.extend(String::from_utf8(bytes).unwrap().chars().filter(|character| whole.covers(*character)));
        } else if name.ends_with("alegreya-regular.ttf") {
            std::fs::write(folder.path().join("small.ttf"), bytes).unwrap();
        }
    }
    fonts.add_path(&folder.path().join("small.ttf"), SymbolicLinks::Follow).unwrap();
    let small = fonts.faces().last().unwrap();
    let missing: String = shown.iter().filter(|character| !small.covers(**character)).collect();
    assert!(shown.contains(&'д') && missing.is_empty(), "{missing:?} of {shown:?}");
}
