//! Compares the dictionaries with the patterns that they were made from: `tests/fixtures/hyph_*.txt` has words as LuaTeX divides
//! them with the patterns of hyph-utf8, and with the fewest letters that the language allows before and after a hyphen.
use std::fs;
use std::path::Path;

use chapbook::language::Hyphenator;

use crate::support::pressed::pressed;

#[test]
fn words_are_divided_as_in_luatex() {
    for (language, count) in [("en-us", 5_000), ("en-gb", 5_000), ("ru", 41)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/hyph_{language}.txt"));
        let list = fs::read_to_string(path).unwrap();
        let hyphenator = Hyphenator::of(language).unwrap();
        let mut compared = 0;
        for line in list.lines() {
            let mut divided = line.replace('-', "");
            for at in hyphenator.pattern_points(&divided).into_iter().rev() {
                divided.insert(at, '-');
            }
            assert_eq!(divided, line, "{language}");
            compared += 1;
        }
        assert_eq!(compared, count, "{language}");
    }
}

/// Soft hyphens stay in the lines of text. Navigation, outline, metadata and the names of files do not have them.
#[test]
fn titles_in_navigation_and_metadata_have_no_soft_hyphens() {
    let text = "# Schiff\u{AD}fahrt\n\nEine Donau\u{AD}dampf\u{AD}schiff\u{AD}fahrt.\n\n## Ab\u{AD}schnitt\n\nText.\n";
    let book = pressed("subtitle = \"Donau\u{AD}dampf\"\nshort-title = \"Do\u{AD}nau\"", text, &[]);
    assert!(!book.epub.text("nav.xhtml").contains('\u{AD}') && book.epub.text("nav.xhtml").contains("Abschnitt"));
    assert!(!book.epub.text("toc.ncx").contains('\u{AD}') && book.epub.text("toc.ncx").contains("Schifffahrt"));
    assert!(!book.epub.text("content.opf").contains('\u{AD}') && book.epub.text("content.opf").contains("Donaudampf"));
    assert_eq!(book.epub.text("chapter-1.xhtml").matches('\u{AD}').count(), 5, "the text keeps them");
    let titles = book.pdf.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"Title").ok()?.as_str().ok());
    let titles: Vec<&[u8]> = titles.collect();
    assert!(titles.len() > 2 && titles.iter().all(|title| !title.windows(2).any(|pair| pair == [0x00, 0xAD])), "{titles:?}");
}
