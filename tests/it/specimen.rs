//! The specimen: every element of a book on A5, A4, Letter and a page of 90 by 120 mm. `tests/golden` has the positions of all lines as
//! text. `UPDATE_GOLDEN=1 cargo test --test it specimen` updates it. Look at the pages before you commit the change.
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use chapbook::artwork::{Artwork, Gallery};
use chapbook::diagnostic::Sink;
use chapbook::font::FontBook;
use chapbook::manuscript;
use chapbook::resolve::{Book, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::{faults, proof, typeset};

/// The codes that are reported for the specimen.
const REPORTED: [&str; 1] = ["other-face"];

#[test]
fn every_element_of_the_specimen_is_at_its_recorded_position() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut sources, sink, fonts) = (SourceMap::default(), Sink::default(), FontBook::bundled());
    let read = manuscript::read(&root.join("tests/books/specimen"), &mut sources, &sink).unwrap();
    let picture = |path: &String| Some((path.clone(), Artwork::read(std::fs::read(read.root.join(path)).ok()?).ok()?));
    let gallery = Gallery { artworks: read.images.iter().filter_map(|(path, _)| picture(path)).collect(), ..Gallery::default() };
    assert_eq!(gallery.artworks.len(), 2);
    let names: Vec<&str> = read.editions.iter().map(|edition| edition.name.as_str()).collect();
    assert_eq!(names, ["a5", "a4", "letter", "e-reader", "epub"]);
    let mut wrong = String::new();
    for edition in read.editions.iter().filter(|edition| edition.pdf) {
        let resolution = resolve(&read.document, edition, &sources, &sink);
        let book = Book { document: &read.document, resolution: &resolution, edition };
        let pages = typeset(&book, &fonts, &gallery, &sink);
        assert_eq!(faults(&pages, &book), [], "{}", edition.name);
        // Other tests check links and anchors.
        let mut golden = String::new();
        for line in proof(&pages).lines().filter(|line| !line.contains(": link ") && !line.contains(": anchor ")) {
            golden.push_str(line);
            golden.push('\n');
        }
        let path = root.join(format!("tests/golden/specimen-{}.txt", edition.name));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &golden).unwrap();
        }
        let wanted = std::fs::read_to_string(&path).unwrap();
        let mut page = "";
        let differs = golden.lines().zip(wanted.lines()).find(|(now, before)| {
            if now.starts_with("page ") {
                page = now;
            }
            now != before
        });
        if let Some((now, before)) = differs {
            let _ = writeln!(wrong, "{}, {page}:\n  was {before}\n  is  {now}", edition.name);
        } else if golden != wanted {
            let _ = writeln!(wrong, "{}: the number of lines differs", edition.name);
        }
    }
    assert!(wrong.is_empty(), "look at the pages, then UPDATE_GOLDEN=1 cargo test --test it specimen\n{wrong}");
    let reported: BTreeSet<String> = sink.sorted().into_iter().map(|diagnostic| diagnostic.code.to_string()).collect();
    assert_eq!(reported.iter().map(String::as_str).collect::<Vec<_>>(), REPORTED);
}

#[test]
fn a_table_that_is_too_wide_is_set_smaller_or_turned_and_reported() {
    let reports = |words: &str| -> Vec<String> {
        let (mut sources, sink) = (SourceMap::default(), Sink::default());
        let row = format!("| {} |\n", words.split(' ').collect::<Vec<_>>().join(" | "));
        let rule = row.chars().map(|character| if character == '|' || character == '\n' { character } else { '-' }).collect::<String>();
        let read = manuscript::read_text("table.md", &format!("# Table\n\n{row}{rule}{row}"), &mut sources, &sink);
        let edition = &read.editions[0];
        let resolution = resolve(&read.document, edition, &sources, &sink);
        let book = Book { document: &read.document, resolution: &resolution, edition };
        let pages = typeset(&book, &FontBook::bundled(), &Gallery::default(), &sink);
        assert_eq!(faults(&pages, &book), []);
        sink.sorted().into_iter().map(|diagnostic| format!("{}: {:?}", diagnostic.code, diagnostic.label)).collect()
    };
    assert_eq!(reports("Constitution Administration Representation"), Vec::<String>::new());
    let smaller = reports("Constitutional Administrative Representative Extraordinary Departmental");
    assert!(smaller.len() == 1 && smaller[0].contains("wide-table") && smaller[0].contains("per cent"), "{smaller:?}");
    let turned = "Constitutional Administrative Representative Extraordinary Interdepartmental Responsibilities Characteristically";
    let cut = reports(&format!("{turned} {turned}"));
    let turned = reports(turned);
    assert!(turned.len() == 1 && turned[0].contains("wide-table") && turned[0].contains("turned"), "{turned:?}");
    assert!(cut.len() == 1 && cut[0].contains("wide-table") && cut[0].contains("cut"), "{cut:?}");
}
