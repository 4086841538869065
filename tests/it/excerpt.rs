//! An excerpt keeps the page and paragraph numbers of the whole book. It has everything that was selected, with complete notes, and
//! nothing else.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use chapbook::artwork::{Artwork, Gallery};
use chapbook::diagnostic::Sink;
use chapbook::document::NodeId;
use chapbook::edition::{NotePlacement, ParagraphNumbers};
use chapbook::font::FontBook;
use chapbook::manuscript;
use chapbook::resolve::{Book, Lock, Selected, address, resolve, select};
use chapbook::source::SourceMap;
use chapbook::typeset::{ItemRole, LinkKey, Page, PageItem, Pages, Zone, excerpt, typeset};
use chapbook::units::Length;

/// A line of text on a page: the folio of the page, the block, the words.
type Line = (String, NodeId, String);

fn lines(pages: &Pages) -> Vec<Line> {
    let mut found = Vec::new();
    for page in &pages.pages {
        for placed in &page.items {
            if let (ItemRole::Content(node), PageItem::Line(line)) = (placed.role, &placed.item) {
                found.push((page.folio.to_string(), node, line.text()));
            }
        }
    }
    found
}

/// Returns the paragraph numbers in the margins, each with its page.
fn margin(pages: &Pages, numbers: &BTreeSet<&str>) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for page in &pages.pages {
        for placed in &page.items {
            if let (ItemRole::Artifact(_), PageItem::Line(line)) = (placed.role, &placed.item)
                && numbers.contains(&*line.text())
            {
                found.insert((page.folio.to_string(), line.text()));
            }
        }
    }
    found
}

/// Calls `proof` for each of these parts of `book/`, with each placement of notes.
fn every_part(parts: &[&str], mut proof: impl FnMut(&str, &Book<'_>, &Pages, &Pages, &[Selected])) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("book");
    let (mut sources, sink, fonts) = (SourceMap::default(), Sink::default(), FontBook::bundled());
    let manuscript = manuscript::read(&path, &mut sources, &sink).unwrap();
    let read = |path: &String| Some((path.clone(), Artwork::read(fs::read(manuscript.root.join(path)).ok()?).ok()?));
    let gallery = Gallery { artworks: manuscript.images.iter().filter_map(|(path, _)| read(path)).collect(), ..Gallery::default() };
    for placement in [NotePlacement::Foot, NotePlacement::Chapter, NotePlacement::Book] {
        let mut edition = manuscript.editions[0].clone();
        edition.notes.placement = placement;
        edition.design.paragraph_numbers = ParagraphNumbers::All;
        let mut resolution = resolve(&manuscript.document, &edition, &sources, &sink);
        let addresses = address(&manuscript.document, &Lock::default(), &resolution.anchors);
        resolution.take_addresses(&addresses);
        let book = Book { document: &manuscript.document, resolution: &resolution, edition: &edition };
        let pages = typeset(&book, &fonts, &gallery, &sink);
        for typed in parts {
            let selected = select(typed, book.document, book.resolution).unwrap();
            let part = excerpt(&pages, &book, &selected, &fonts, &gallery);
            proof(&format!("{typed}, {placement:?}"), &book, &pages, &part, &selected);
        }
    }
}

#[test]
fn an_excerpt_loses_adds_and_renumbers_nothing() {
    every_part(&["chapter-5", "#kronstadt", "5.3-5.6", "2.4", "preface,chapter-7", "glossary"], |what, book, pages, part, selected| {
        let (whole, own) = (lines(pages), lines(part));
        let asked =
            |node: NodeId| selected.iter().any(|part| matches!(part, Selected::Nodes(first, last) if (*first..=*last).contains(&node)));
        let wanted: Vec<&Line> = whole.iter().filter(|(_, node, _)| asked(*node)).collect();
        let text: Vec<&Line> = own.iter().filter(|(_, node, _)| asked(*node)).collect();
        assert!(!wanted.is_empty(), "{what}");
        assert_eq!(wanted, text, "{what}: the selected text is on the same pages");
        // The notes that are called, and no other notes.
        let notes = &book.document.notes;
        let note_of = |node: NodeId| notes.iter().rposition(|note| note.node.id <= node);
        let calls: BTreeSet<usize> = book
            .resolution
            .notes
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.calls.iter().any(|(call, _)| asked(*call)))
            .map(|(number, _)| number)
            .collect();
        let called = |line: &&Line| note_of(line.1).is_some_and(|note| calls.contains(&note));
        let wanted: Vec<&Line> = whole.iter().filter(called).collect();
        let foot: Vec<&Line> = own.iter().filter(|(_, node, _)| !asked(*node)).collect();
        assert_eq!(wanted, foot, "{what}: its complete notes, and nothing else");
        // The numbers in the margins.
        let numbers: BTreeMap<&str, NodeId> =
            book.resolution.paragraph_numbers.iter().map(|(node, number)| (number.as_str(), *node)).collect();
        let shown: BTreeSet<&str> = numbers.keys().copied().filter(|number| number.contains('.')).collect();
        let wanted: BTreeSet<(String, String)> =
            margin(pages, &shown).into_iter().filter(|(_, number)| asked(numbers[number.as_str()])).collect();
        assert_eq!(margin(part, &shown), wanted, "{what}: the numbers of its paragraphs");
        let first = part.pages[0].items.iter().filter(|placed| matches!(placed.role, ItemRole::Generated(_)));
        let heads: Vec<String> =
            first.filter_map(|placed| if let PageItem::Line(line) = &placed.item { Some(line.text()) } else { None }).collect();
        assert!(heads.join(" ").contains("In Whose Hands?"), "{what}: a head names the book: {heads:?}");
    });
}

#[test]
fn every_item_is_in_its_zone() {
    every_part(&["chapter-5"], |what, book, pages, part, _| {
        let design = &book.edition.design;
        let mut footnote_lines = 0;
        for (page, placed) in pages.pages.iter().chain(&part.pages).flat_map(|page| page.items.iter().map(move |placed| (page, placed))) {
            let PageItem::Line(line) = &placed.item else { continue };
            let (y, foot) = (placed.at.y, page.size.height - design.margins.foot);
            let text = line.text();
            let is_note = matches!(placed.role, ItemRole::Content(node) if book.document.is_of_note(node));
            // A line for a note that is called again stands among the notes.
            let refers = matches!(placed.role, ItemRole::Artifact(_)) && text.contains("See page");
            let is_footnote = (is_note || refers) && book.edition.notes.placement == NotePlacement::Foot;
            assert_eq!(placed.zone == Zone::Notes, is_footnote, "{what}, page {}: {text}", page.folio);
            footnote_lines += usize::from(is_footnote);
            let is_there = match placed.zone {
                Zone::Head => y < design.margins.head,
                Zone::Foot => y > foot,
                Zone::Margin => placed.role.is_artifact(),
                Zone::Text | Zone::Notes => y > design.margins.head && y < foot + Length::points(1),
            };
            assert!(is_there, "{what}, page {}: {text:?} is not in {:?}", page.folio, placed.zone);
        }
        assert_eq!(footnote_lines > 0, book.edition.notes.placement == NotePlacement::Foot, "{what}");
    });
}

#[test]
fn the_remaining_text_of_a_page_moves_together() {
    let mut closed = 0;
    every_part(&["2.1,2.3,2.8-2.9", "5.2,5.5,5.9,6.4", "7.1,7.4-7.5,7.9"], |what, book, pages, part, _| {
        let design = &book.edition.design;
        let first_note = book.document.notes[0].node.id;
        let heights = |page: &Page, notes: bool| -> BTreeSet<Length> {
            let lines = page.items.iter().filter(|placed| matches!(placed.item, PageItem::Line(_)));
            let own = lines.filter(|placed| matches!(placed.role, ItemRole::Content(node) if (node >= first_note) == notes));
            own.map(|placed| placed.at.y).collect()
        };
        for page in &part.pages {
            let whole = pages.pages.iter().find(|whole| whole.folio == page.folio).unwrap();
            let text: Vec<Length> = heights(page, false).into_iter().collect();
            for pair in text.windows(2) {
                assert!(pair[1] - pair[0] < design.leading * 4, "{what}, page {}: no more white than above a heading", page.folio);
            }
            if book.edition.notes.placement == NotePlacement::Foot {
                let (notes, before) = (heights(page, true), heights(whole, true));
                assert!(notes.is_empty() || notes.last() == before.last(), "{what}, page {}: notes are at the foot", page.folio);
                closed += usize::from(!notes.is_empty() && notes.len() < before.len());
                let notes: Vec<Length> = notes.into_iter().collect();
                assert!(notes.windows(2).all(|pair| pair[1] - pair[0] < design.note_leading * 3), "{what}, page {}", page.folio);
            }
        }
    });
    assert!(closed > 2, "{closed}");
}

#[test]
fn whole_pages_do_not_change_and_have_the_notes_that_they_call() {
    every_part(&["12-13", "viii", "1,5"], |what, book, pages, part, selected| {
        let (whole, own) = (lines(pages), lines(part));
        let on = |page: &str| {
            selected
                .iter()
                .any(|part| matches!(part, Selected::Pages(first, last) if (page == first.to_string()) || (page == last.to_string())))
        };
        let wanted: Vec<&Line> = whole.iter().filter(|(page, ..)| on(page)).collect();
        assert_eq!(wanted, own.iter().filter(|(page, ..)| on(page)).collect::<Vec<_>>(), "{what}");
        let mut notes = BTreeSet::new();
        for page in pages.pages.iter().filter(|page| on(&page.folio.to_string())) {
            for placed in &page.items {
                if let PageItem::Link { key: LinkKey::Node(node), .. } = placed.item {
                    let called = |entry: &chapbook::resolve::NoteEntry| entry.calls.iter().any(|(call, _)| *call == node);
                    notes.extend(book.resolution.notes.iter().position(called));
                }
            }
        }
        for note in notes {
            let end = book.document.notes.get(note + 1).map_or(book.document.node_count, |next| next.node.id.0);
            let of = |line: &&Line| (book.document.notes[note].node.id.0..end).contains(&line.1.0);
            assert_eq!(whole.iter().filter(of).count(), own.iter().filter(of).count(), "{what}: note {note} is complete");
        }
    });
}

#[test]
fn an_excerpt_is_selected_as_typed_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("book.toml"), "[book]\ntitle = \"Small\"\nlanguage = \"en\"\n").unwrap();
    fs::write(folder.path().join("a.md"), "# One\n\nText with a note.[^1]\n\n[^1]: Its note.\n\n# Two {#two}\n\nMore text.\n").unwrap();
    let run = |arguments: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_chapbook")).current_dir(folder.path()).args(arguments).env("CI", "true").output().unwrap();
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap(), output.status.code().unwrap())
    };
    let (written, stderr, code) = run(&["build", "--only", "#two"]);
    assert_eq!((code, written.lines().count(), &*stderr), (0, 1, ""), "{written}");
    assert!(written.trim_end().ends_with("small-two.pdf"), "only a PDF is written: {written}");
    let pdf = lopdf::Document::load(folder.path().join("dist/small-two.pdf")).unwrap();
    assert_eq!(pdf.get_pages().len(), 1);
    let labels = pdf.catalog().unwrap().get(b"PageLabels").unwrap().as_dict().unwrap().get(b"Nums").unwrap().as_array().unwrap();
    assert_eq!(labels[1].as_dict().unwrap().get(b"St").unwrap().as_i64().unwrap(), 2, "the second page keeps its number");
    for (typed, expected) in [
        ("#tow", "did you mean `#two`?"),
        ("1.7", "this chapter has only the paragraph 1.1"),
        ("900", "has anything of `900`"),
        ("nowhere", "write `"),
        ("chapter-9", "write `"),
    ] {
        let (written, stderr, code) = run(&["build", "--only", typed]);
        assert_eq!((code, &*written), (2, ""), "{typed}");
        assert!(stderr.contains(expected), "{typed}: {stderr}");
    }
    let (_, stderr, code) = run(&["build", "-e", "epub", "--only", "#two"]);
    assert_eq!(code, 2, "{stderr}");
}
