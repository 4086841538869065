//! The openings of chapters look alike, and so do headings on facing pages. `faults` checks both on all pages of a book.
//!
//! To measure a book, name its folder: `MEASURE=book cargo test --test it openings::measured -- --ignored --nocapture`.
use std::path::Path;

use chapbook::artwork::{Artwork, Gallery};
use chapbook::diagnostic::Sink;
use chapbook::font::FontBook;
use chapbook::manuscript;
use chapbook::resolve::{Book, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::{ItemRole, Pages, Segment, faults, heading_whites, openings, typeset, unlike_headings};
use chapbook::units::Length;

use crate::support::setting::{BARE, Line, TypesetBook, set};
use crate::thousand_pages;

/// Sets the book in a folder in all its editions and the built-in ones.
fn set_editions(folder: &Path, look: impl Fn(&Book<'_>, &Pages)) {
    let (mut sources, sink, fonts) = (SourceMap::default(), Sink::default(), FontBook::bundled());
    let read = manuscript::read(folder, &mut sources, &sink).unwrap();
    let picture = |path: &String| Some((path.clone(), Artwork::read(std::fs::read(read.root.join(path)).ok()?).ok()?));
    let gallery = Gallery { artworks: read.images.iter().filter_map(|(path, _)| picture(path)).collect(), ..Gallery::default() };
    for edition in read.all_editions().filter(|edition| edition.pdf) {
        let resolution = resolve(&read.document, edition, &sources, &sink);
        let book = Book { document: &read.document, resolution: &resolution, edition };
        look(&book, &typeset(&book, &fonts, &gallery, &sink));
    }
}

#[test]
#[ignore = "a measurement"]
fn measured() {
    let folder = std::env::var("MEASURE").unwrap();
    set_editions(Path::new(&folder), |book, pages| {
        let in_lines = |length: Length| format!("{:.2}", length.to_pt() / book.edition.design.leading.to_pt());
        println!("{}: {} faults", book.edition.name, faults(pages, book).len());
        println!("  {}", crate::makeup::counts(pages, book.document, book.edition).summary());
        for opening in openings(pages, book) {
            let [gap, epigraph] = [opening.gap, opening.below_epigraph].map(|white| white.map(in_lines));
            let elements = &opening.elements;
            let kind = (elements.part, elements.above, elements.label, elements.lines);
            println!("  page {} sink {} gap {gap:?} below epigraph {epigraph:?} {kind:?}", opening.folio, in_lines(opening.sink));
        }
        for pair in unlike_headings(pages, book) {
            let [one, other] = pair.map(|white| format!("page {}: {}", pages.pages[white.page].folio, in_lines(white.white)));
            println!("  unlike headings: {one}, {other}");
        }
        println!("  {} pages stretched", pages.pages.iter().filter(|page| page.stretched).count());
    });
}

#[test]
fn chapters_of_the_book_open_alike_in_all_editions() {
    set_editions(Path::new("book"), |book, pages| {
        assert_eq!(faults(pages, book), [], "{}", book.edition.name);
        let openings = openings(pages, book);
        assert_eq!(openings.len(), book.document.chapters().len(), "{}", book.edition.name);
        // Chapters without an epigraph.
        let leading = book.edition.design.leading.to_pt();
        let plain = openings.iter().filter(|opening| opening.elements.label && opening.below_epigraph.is_none());
        let gaps: Vec<f64> = plain.filter_map(|opening| Some(opening.gap?.to_pt() / leading)).collect();
        let (least, most) = gaps.iter().fold((f64::MAX, 0.0_f64), |(least, most), gap| (least.min(*gap), most.max(*gap)));
        assert!(gaps.len() == 6 && most - least < 1.01, "{}: {gaps:?}", book.edition.name);
    });
}

fn faults_of(made: &TypesetBook) -> Vec<String> {
    let book = Book { document: &made.document, resolution: &made.resolution, edition: &made.edition };
    faults(&made.pages, &book).into_iter().map(|fault| format!("{}: {}", fault.folio, fault.what)).collect()
}

/// Two chapters, each of which continues on a second page.
fn two_chapters(epigraph: &str) -> TypesetBook {
    let text = thousand_pages::sentences()[..40].join(" ");
    let chapter = format!("# Chapter\n\n{epigraph}{text}\n\n## One\n\n{text}\n\n## Two\n\n{text}\n\n");
    set(BARE, &chapter.repeat(2))
}

/// Moves all lines of the text on a page that are at `from` or below.
fn lower(made: &mut TypesetBook, page: usize, from: Length, lines: i64) {
    let by = made.design().leading.scaled(lines, 10);
    for placed in
        made.pages.pages[page].items.iter_mut().filter(|placed| placed.at.y >= from && matches!(placed.role, ItemRole::Content(_)))
    {
        placed.at.y += by;
    }
}

#[test]
fn openings_that_differ_by_more_than_a_line_are_faults() {
    for (epigraph, lines, expected) in [
        ("", 8, vec![]),
        ("", 22, vec!["the white below the title differs by more than a line from that on page 1"]),
        ("::: epigraph\nWords\n:::\n\n", 22, vec!["the white below the epigraph differs by more than a line from that on page 1"]),
    ] {
        let mut made = two_chapters(epigraph);
        let book = Book { document: &made.document, resolution: &made.resolution, edition: &made.edition };
        let found = openings(&made.pages, &book);
        assert_eq!(found.len(), 2);
        let second = made.pages.pages.iter().position(|page| page.folio == found[1].folio).unwrap();
        // The first line below label and title, or below the epigraph.
        let number = if epigraph.is_empty() { 2 } else { 3 };
        let below = made.lines().filter(|line| line.page == second).nth(number).unwrap().at.y;
        lower(&mut made, second, below, lines);
        let told: Vec<String> = faults_of(&made).into_iter().filter(|fault| fault.contains("white")).collect();
        assert_eq!(told, expected.iter().map(|what| format!("{}: {what}", found[1].folio)).collect::<Vec<_>>());
    }
}

#[test]
fn headings_on_facing_pages_that_differ_by_more_than_half_a_line_are_faults() {
    let text = thousand_pages::sentences()[..5].join(" ");
    let section = format!("## Section\n\n{text}\n\n");
    let mut made = set(BARE, &format!("# Chapter\n\n{}", section.repeat(20)));
    let book = Book { document: &made.document, resolution: &made.resolution, edition: &made.edition };
    let whites = heading_whites(&made.pages, &book);
    assert!(whites.len() > 12);
    let facing = whites.windows(2).find(|pair| pair[0].page % 2 == 1 && pair[1].page == pair[0].page + 1).unwrap();
    let heading = made.blocks(|_| true).len();
    assert!(heading > 0 && faults_of(&made).is_empty());
    // The last paragraph above the heading on the right-hand page moves up.
    let (page, white) = (facing[1].page, facing[1].white);
    let lines: Vec<Length> = made.lines().filter(|line| line.page == page).map(|line| line.at.y).collect();
    let at = lines.windows(2).find(|pair| pair[1] - pair[0] == white).unwrap()[1];
    lower(&mut made, page, at, 8);
    let told: Vec<String> = faults_of(&made).into_iter().filter(|fault| fault.contains("white")).collect();
    assert!(told.iter().any(|fault| fault.contains("above a heading differs by more than half a line")), "{told:?}");
    made.pages.pages[page].stretched = true;
    assert!(!faults_of(&made).iter().any(|fault| fault.contains("white")));
}

/// Pages have notes and headings. White grows above the headings, so that few pages are short above the notes.
#[test]
fn white_grows_on_pages_with_notes_too() {
    let sentences = thousand_pages::sentences();
    let (mut short, mut stretched, mut pages) = (0, 0, 0);
    for seed in 0..6 {
        let mut next = thousand_pages::numbers(seed);
        let mut chapter = "# Chapter\n\n".to_owned();
        for number in 0..60 {
            let mut sentence = || sentences[next(sentences.len())].as_str();
            let (text, note) = ([sentence(), sentence()].join(" "), sentence());
            chapter += &match number % 3 {
                0 if number > 0 => format!("## Section\n\n{text}\n\n"),
                1 => format!("{text}[^{number}]\n\n[^{number}]: {note}\n\n"),
                _ => format!("{text}\n\n"),
            };
        }
        let made = set(BARE, &chapter);
        let counts = crate::makeup::counts(&made.pages, &made.document, &made.edition);
        short += counts.short.len() + counts.white.len();
        stretched += made.pages.pages.iter().filter(|page| page.stretched).count();
        pages += made.pages.pages.len();
    }
    println!("{short} short and {stretched} stretched of {pages} pages");
    assert!(pages > 60 && short <= 3 && stretched <= 8, "{short} short and {stretched} stretched of {pages} pages");
}

/// The tail of Q reaches into the line below a drop capital. That line begins beside the letter too.
#[test]
fn no_line_stands_upon_the_tail_of_a_drop_capital() {
    let mut beside = [0; 2];
    for face in ["Alegreya", "Literata"] {
        for letter in ["H", "J", "Q", "\u{201c}Q"] {
            let text = thousand_pages::sentences()[..6].join(" ");
            let look = format!("{BARE}text-face = \"{face}\"\nopenings.drop-cap = 3\n");
            let made = set(&look, &format!("# Chapter\n\n{letter}{text}\n\n{text}\n"));
            let design = made.design();
            let size = |segment: &Segment| if let Segment::Glyphs(run) = segment { run.size } else { Length::ZERO };
            let is_capital = |line: &Line<'_>| line.line.segments.iter().any(|segment| size(segment) > design.size * 3);
            let lines: Vec<_> = made.lines().filter(|line| line.page == 0).skip_while(|line| !is_capital(line)).collect();
            let (capital, rest) = lines.split_first().unwrap();
            let inset = rest.iter().take_while(|line| line.at.x > design.margins.inner + design.size).count();
            // How far the ink of the letter reaches below its baseline.
            let run =
                capital.line.segments.iter().find_map(|segment| if let Segment::Glyphs(run) = segment { Some(run) } else { None }).unwrap();
            let fonts = FontBook::bundled();
            let bottom =
                run.glyphs.iter().filter_map(|glyph| fonts.face(run.face).ink(glyph.id)).map(|[_, bottom, ..]| bottom).min().unwrap();
            let below = run.size.scaled(-bottom, i64::from(run.units_per_em));
            let first = &rest[inset];
            let top = first.at.y - design.size.scaled(70, 100);
            assert!(capital.at.y + below <= top, "{face} {letter}: the tail ends at {} and the line begins at {top}", capital.at.y + below);
            assert!((3..=4).contains(&inset), "{face} {letter}: {inset} lines are beside the letter");
            beside[inset - 3] += 1;
        }
    }
    assert!(beside.iter().all(|count| *count > 1), "{beside:?}");
}
