//! Prints, turns, folds, cuts and stacks sheets in a simulation that uses none of the formulas of imposition. The result must be a book with
//! its pages in order, upright, on the right side of their leaves.
use std::fs;
use std::path::Path;
use std::process::Command;

use chapbook::imposition::{Duplex, Imposition, Scheme, Sheet, SheetCell, sheets, slip};
use chapbook::units::{Length, Point, Size, paper};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::support::tools::{pdftotext, tool};

/// The print on one side of a part of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Print {
    page: Option<usize>,
    /// Whether the top of the page points to the top of the sheet.
    up: bool,
    /// The position of the page on the sheet, seen from the front.
    page_at: (Length, Length),
}

/// A part of a sheet of paper, with its position seen from the front.
#[derive(Clone, Copy, Debug)]
struct Part {
    at: (Length, Length),
    front: Print,
    back: Print,
}

/// Prints a sheet on both sides. The printer turns it over its left or right edge, or over its upper or lower edge.
fn print(sheet: &Sheet, over_the_top: bool, page: Size) -> Vec<Part> {
    let (width, height) = (sheet.front.size.width, sheet.front.size.height);
    // The position of a page in a cell that may be upside down.
    let position = |cell: &SheetCell| {
        let own = Size { width: page.width.scaled(cell.scale, 1000), height: page.height.scaled(cell.scale, 1000) };
        let Point { x, y } = cell.page_at;
        if cell.turned {
            (cell.at.x * 2 + cell.size.width - x - own.width, cell.at.y * 2 + cell.size.height - y - own.height)
        } else {
            (x, y)
        }
    };
    let mut parts: Vec<Part> = sheet
        .front
        .cells
        .iter()
        .map(|cell| {
            let front = Print { page: cell.page, up: !cell.turned, page_at: position(cell) };
            Part { at: (cell.at.x, cell.at.y), front, back: Print { page: None, up: true, page_at: position(cell) } }
        })
        .collect();
    for cell in &sheet.back.cells {
        let own = Size { width: page.width.scaled(cell.scale, 1000), height: page.height.scaled(cell.scale, 1000) };
        let (x, y) = position(cell);
        let (at, page_at, up) = if over_the_top {
            ((cell.at.x, height - cell.at.y - cell.size.height), (x, height - y - own.height), cell.turned)
        } else {
            ((width - cell.at.x - cell.size.width, cell.at.y), (width - x - own.width, y), !cell.turned)
        };
        let part = parts.iter_mut().find(|part| same(part.at, at)).unwrap_or_else(|| panic!("the sides do not register: {at:?}"));
        part.back = Print { page: cell.page, up, page_at };
    }
    parts
}

/// Whether two positions are the same, apart from rounding.
fn same(one: (Length, Length), other: (Length, Length)) -> bool {
    let near = |length: Length| length.to_pt().abs() < 0.01;
    near(one.0 - other.0) && near(one.1 - other.1)
}

/// A leaf: its front, which is read first, and its back.
type Leaf = [Print; 2];

/// Folds sheets together along their middle, with the first outside. The left half goes behind.
fn fold(pile: &[Vec<Part>]) -> Vec<Leaf> {
    let half = |parts: &[Part], right: bool| {
        assert_eq!(parts.len(), 2);
        *parts.iter().max_by_key(|part| if right { part.at.0 } else { Length::ZERO - part.at.0 }).unwrap()
    };
    let first = pile.iter().map(|parts| half(parts, true)).map(|part| [part.front, part.back]);
    let second = pile.iter().rev().map(|parts| half(parts, false)).map(|part| [part.back, part.front]);
    first.chain(second).collect()
}

/// Cuts a pile of sheets across and down, and stacks the piles from the upper left to the lower right.
fn cut(pile: &[Vec<Part>]) -> Vec<Leaf> {
    let mut places: Vec<(Length, Length)> = pile[0].iter().map(|part| (part.at.1, part.at.0)).collect();
    places.sort_unstable();
    let mut leaves = Vec::new();
    for (y, x) in places {
        for parts in pile {
            let part = parts.iter().find(|part| same(part.at, (x, y))).unwrap();
            leaves.push([part.front, part.back]);
        }
    }
    leaves
}

/// Folds a sheet lengthwise with the print outside, opens the cut and folds it round. The parts form a ring: from the lower right part along
/// the upper row to the left, and back along the lower row.
fn ring(parts: &[Part]) -> Vec<Print> {
    let mut rows: [Vec<&Part>; 2] = [Vec::new(), Vec::new()];
    let top = parts.iter().map(|part| part.at.1).min().unwrap();
    parts.iter().for_each(|part| rows[usize::from(part.at.1 > top)].push(part));
    rows.iter_mut().for_each(|row| row.sort_by_key(|part| part.at.0));
    let [upper, lower] = rows;
    // The upper row hangs down behind, so its pages are upright if they were upside down on the sheet.
    let behind = upper.iter().rev().map(|part| Print { up: !part.front.up, ..part.front });
    let mut ring: Vec<Print> = vec![lower[3].front];
    ring.extend(behind);
    ring.extend(lower[..3].iter().map(|part| part.front));
    ring
}

/// Returns how many sheets to fold together, according to the slip.
fn together(slip: &str, all: usize) -> usize {
    let taken = slip.split("Take ").nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok());
    taken.unwrap_or(if slip.contains("whole pile") { all } else { 1 })
}

/// Binds the book and returns its pages in reading order.
fn bind(pages: usize, page: Size, imposition: &Imposition) -> Vec<Print> {
    let sheets = sheets(pages, page, imposition);
    let wide = sheets[0].front.size.width > sheets[0].front.size.height;
    let over_the_top = match imposition.duplex {
        Some(Duplex::LongEdge) => wide,
        Some(Duplex::ShortEdge) => !wide,
        Some(Duplex::TwoPass) | None => false,
    };
    let pile: Vec<Vec<Part>> = sheets.iter().map(|sheet| print(sheet, over_the_top, page)).collect();
    let slip = slip(pages, &sheets, imposition, "en");
    let leaves: Vec<Leaf> = match imposition.scheme {
        Scheme::Saddle | Scheme::Gathered | Scheme::Perfect => pile.chunks(together(&slip, pile.len())).flat_map(fold).collect(),
        Scheme::CutAndStack => cut(&pile),
        Scheme::TwoUp => {
            return pile
                .iter()
                .flat_map(|parts| {
                    let mut parts = parts.clone();
                    parts.sort_by_key(|part| part.at.0);
                    let fronts: Vec<Print> = parts.iter().map(|part| part.front).collect();
                    let backs = parts.iter().rev().map(|part| part.back);
                    fronts.into_iter().chain(backs).collect::<Vec<_>>()
                })
                .collect();
        }
        Scheme::Zine => return pile.iter().flat_map(|parts| ring(parts)).collect(),
    };
    for [recto, verso] in &leaves {
        assert!(same(recto.page_at, verso.page_at), "the pages of a leaf are back to back: {recto:?} {verso:?}");
    }
    leaves.concat()
}

#[test]
fn folding_and_cutting_put_the_pages_in_order() {
    let pages = [
        paper("a5").unwrap(),
        paper("a6").unwrap(),
        paper("half-letter").unwrap(),
        Size { width: Length::from_mm(120.0), height: Length::from_mm(120.0) },
    ];
    let papers = ["a4", "a3", "letter", "legal", "tabloid"].map(|name| paper(name).unwrap());
    for (name, scheme) in Scheme::NAMES {
        for duplex in [None, Some(Duplex::LongEdge), Some(Duplex::ShortEdge), Some(Duplex::TwoPass)] {
            for count in 1..=200 {
                for cover in [false, true] {
                    let mut imposition = Imposition::new(scheme, papers[count % papers.len()]);
                    (imposition.duplex, imposition.cover) = (duplex, cover);
                    imposition.signature = (count % 7 == 0).then_some(1 + count % 5);
                    for mark in chapbook::imposition::SheetMarks::NAMES {
                        imposition.marks.add(mark);
                    }
                    let what = format!("{name}, {duplex:?}, {count} pages, cover {cover}");
                    let bound = bind(count, pages[count % pages.len()], &imposition);
                    let order: Vec<usize> = bound.iter().filter_map(|print| print.page).collect();
                    assert_eq!(order, (0..count).collect::<Vec<_>>(), "{what}");
                    assert!(bound.iter().filter(|print| print.page.is_some()).all(|print| print.up), "{what}: pages are upright");
                    // Blank pages come last, or right before a cover. So each page of the text keeps its side.
                    let last = if cover && count > 1 { count - 1 } else { count };
                    assert!(bound[..last].iter().enumerate().all(|(at, print)| print.page == Some(at)), "{what}: blanks come last");
                    if cover && count > 1 {
                        assert_eq!(bound.last().unwrap().page, Some(count - 1), "{what}: the cover is outside");
                    }
                    let most = match scheme {
                        Scheme::Gathered => 4 * imposition.signature.unwrap_or(6),
                        _ => scheme.pages_per_sheet(),
                    };
                    assert!(bound.len() - count < most, "{what}: {} pages are blank", bound.len() - count);
                }
            }
        }
    }
}

#[test]
fn pages_meet_at_the_fold_and_are_not_enlarged_by_default() {
    let a5 = paper("a5").unwrap();
    let mut imposition = Imposition::new(Scheme::Saddle, paper("a4").unwrap());
    let sheets = sheets(40, a5, &imposition);
    let fold = sheets[0].front.size.width / 2;
    for (nth, sheet) in sheets.iter().enumerate() {
        for face in [&sheet.front, &sheet.back] {
            let [left, right] = face.cells[..] else { panic!("two pages") };
            assert_eq!((left.scale, right.scale), (1000, 1000));
            // Outer sheets push inner sheets outwards by their thickness, so the pages of inner sheets move inwards.
            let creep = Length::from_mm(0.1).to_pt() * f64::from(u32::try_from(nth).unwrap());
            let over = (left.page_at.x + a5.width - fold).to_pt();
            assert!((over - creep).abs() < 0.01, "sheet {nth}: {over} {creep}");
            assert!(((fold - right.page_at.x).to_pt() - creep).abs() < 0.01);
        }
    }
    // A whole ream in one fold: the pages move by at most a fortieth of their width.
    let sheets = chapbook::imposition::sheets(2000, a5, &imposition);
    let last = sheets.last().unwrap().front.cells[1];
    assert!((fold - last.page_at.x) <= a5.width / 40);
    let scale = |page: &str, on: &str, imposition: &mut Imposition| {
        imposition.paper = paper(on).unwrap();
        chapbook::imposition::sheets(4, paper(page).unwrap(), imposition)[0].front.cells[0].scale
    };
    assert_eq!(scale("a5", "a3", &mut imposition), 1000, "not enlarged");
    assert_eq!(scale("half-letter", "letter", &mut imposition), 1000);
    assert_eq!(scale("a4", "a4", &mut imposition), 707);
    imposition.scale = Some(1200);
    assert_eq!(scale("a5", "a3", &mut imposition), 1200, "enlarged only by a given scale");
}

#[test]
fn signatures_leave_as_few_blank_pages_as_possible() {
    let a5 = paper("a5").unwrap();
    let imposition = Imposition::new(Scheme::Gathered, paper("a4").unwrap());
    for pages in 1..=200_usize {
        let own = sheets(pages, a5, &imposition).len() * 4;
        let least =
            if pages <= 12 { pages.next_multiple_of(4) } else { (3..=6).map(|sheets| pages.next_multiple_of(sheets * 4)).min().unwrap() };
        assert!(own <= least, "{pages} pages: {own} blank pages, {least} are possible");
    }
}

fn run(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook")).current_dir(folder).args(arguments).env("CI", "true").output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap(), output.status.code().unwrap())
}

/// A PDF unlike those of chapbook: boxes and resources are inherited, pages are rotated and cropped, contents are in several streams.
fn foreign(count: usize) -> Vec<u8> {
    let mut document = Document::with_version("1.4");
    let tree = document.new_object_id();
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let kids: Vec<Object> = (0..count)
        .map(|at| {
            let content = format!("BT /F1 24 Tf 100 100 Td (page {}) Tj ET", at + 1);
            let parts =
                ["q", &content, "Q"].map(|part| Object::Reference(document.add_object(Stream::new(Dictionary::new(), part.into()))));
            let mut page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => parts.to_vec() };
            if at % 2 == 1 {
                page.set("Rotate", 90);
                page.set("CropBox", vec![50.into(), 50.into(), 550.into(), 350.into()]);
            }
            Object::Reference(document.add_object(page))
        })
        .collect();
    let length = i64::try_from(count).unwrap();
    // The pages inherit the resources and the size.
    document.objects.insert(
        tree,
        dictionary! {
            "Type" => "Pages", "Kids" => kids, "Count" => length, "Resources" => resources,
            "MediaBox" => vec![0.into(), 0.into(), 300.into(), 500.into()],
        }
        .into(),
    );
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", root);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_pdf_of_another_program_can_be_imposed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.pdf"), foreign(6)).unwrap();
    for (scheme, faces) in [("saddle", 4), ("gathered", 4), ("perfect", 4), ("two-up", 4), ("cut-and-stack", 2), ("zine", 1)] {
        let out = format!("{scheme}.pdf");
        let (written, stderr, code) =
            run(folder.path(), &["impose", "a.pdf", "--scheme", scheme, "-o", &out, "--marks", "fold,crop,staple,collate"]);
        assert_eq!((code, written.trim_end()), (0, out.as_str()), "{stderr}");
        assert!(stderr.contains("6 pages on") && stderr.contains("100 %"), "{stderr}");
        let path = folder.path().join(&out);
        assert_eq!(Document::load(&path).unwrap().get_pages().len(), faces, "{scheme}");
        tool("qpdf", &["--check"], &path);
        if let Some(text) = pdftotext(&["-layout"], &path) {
            for page in 1..=6 {
                assert_eq!(text.matches(&format!("page {page}")).count(), 1, "{scheme}: page {page} is there once\n{text}");
            }
        }
        let again = folder.path().join("again.pdf");
        run(folder.path(), &["impose", "a.pdf", "--scheme", scheme, "-o", "again.pdf", "--marks", "fold,crop,staple,collate"]);
        assert_eq!(fs::read(path).unwrap(), fs::read(again).unwrap(), "{scheme}: same bytes");
    }
    let (_, _, code) = run(folder.path(), &["impose", "a.pdf", "--slip"]);
    assert_eq!(code, 0);
    assert!(fs::read_to_string(folder.path().join("a-saddle.txt")).unwrap().contains("Fold the whole pile"));
    run(folder.path(), &["impose", "a.pdf", "--slip", "--language", "de"]);
    let german = fs::read_to_string(folder.path().join("a-saddle.txt")).unwrap();
    assert!(german.starts_with("6 Seiten auf 2 Blatt, 2 leer\n") && german.contains("innen liegt Seite 2, und"), "{german}");
    // A region has the instructions of its language.
    run(folder.path(), &["impose", "a.pdf", "--slip", "--language", "de-AT"]);
    assert_eq!(fs::read_to_string(folder.path().join("a-saddle.txt")).unwrap(), german);
}

/// `--language` takes the languages whose files have printing instructions. The help and the error list them, as does the guide.
#[test]
fn the_languages_of_the_instructions_come_from_the_language_files() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.pdf"), foreign(4)).unwrap();
    let (help, _, _) = run(folder.path(), &["impose", "--help"]);
    let (_, error, code) = run(folder.path(), &["impose", "a.pdf", "--language", "da"]);
    assert_eq!(code, 2, "{error}");
    let values = chapbook::language::SlipTerms::languages().collect::<Vec<_>>().join(", ");
    for text in [&help, &error] {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(line.contains(&format!("[possible values: {values}]")), "{text}");
    }
    let guide = fs::read_to_string("docs/guide/handouts-and-booklets.md").unwrap();
    for tag in chapbook::language::SlipTerms::languages() {
        let name = chapbook::language::Language::of(tag).name;
        assert!(guide.contains(name), "{name}");
    }
}

/// A page with a stamp, a button, and annotations that must not be printed. Each draws a word of its own.
fn annotated() -> Vec<u8> {
    let mut document = Document::load_mem(&foreign(1)).unwrap();
    let page = *document.get_pages().values().next().unwrap();
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let mut form = |word: &str, matrix: [i64; 6]| {
        let own = dictionary! {
            "BBox" => vec![0.into(), 0.into(), 100.into(), 50.into()],
            "Matrix" => matrix.map(Object::from).to_vec(),
            "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        };
        // Some programs do not mark it as a form.
        Object::Reference(document.add_object(Stream::new(own, format!("BT /F1 12 Tf 5 20 Td ({word}) Tj ET").into_bytes())))
    };
    let upright = [1, 0, 0, 1, 0, 0];
    let turned = form("STAMP", [0, 1, -1, 0, 0, 0]);
    let (on, off) = (form("TICKED", upright), form("EMPTY", upright));
    let on_layer = form("LAYER", upright);
    let mut others = ["HIDDEN", "SCREEN", "LINKED"].map(|word| form(word, upright)).into_iter();
    let layer = document.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("notes") });
    let off_by_default = dictionary! { "OCGs" => vec![layer.into()], "D" => dictionary! { "OFF" => vec![layer.into()] } };
    document.catalog_mut().unwrap().set("OCProperties", off_by_default);
    let annotation = |kind: &str, flags: i64, rectangle: [i64; 4], normal: Object| {
        dictionary! {
            "Type" => "Annot", "Subtype" => kind, "F" => flags, "Rect" => rectangle.map(Object::from).to_vec(),
            "AP" => dictionary! { "N" => normal },
        }
    };
    let mut button = annotation("Widget", 4, [20, 20, 120, 70], dictionary! { "On" => on, "Off" => off }.into());
    button.set("AS", "On");
    let place = [20, 100, 120, 150];
    let mut other = |kind: &str, flags: i64| annotation(kind, flags, place, others.next().unwrap());
    let mut layered = annotation("Stamp", 4, [20, 160, 120, 210], on_layer);
    layered.set("OC", layer);
    let annotations = [
        // The corners of its rectangle are in the other order.
        annotation("Stamp", 4, [200, 450, 100, 250], turned),
        button,
        other("Stamp", 4 | 2),
        other("Stamp", 0),
        other("Link", 4),
        layered,
        dictionary! { "Type" => "Annot", "Subtype" => "Text", "F" => 4, "Rect" => vec![0.into(); 4] },
    ]
    .map(|annotation| Object::Reference(document.add_object(annotation)));
    document.get_dictionary_mut(page).unwrap().set("Annots", annotations.to_vec());
    let title = Object::String(
        [&[0xFE, 0xFF][..], &"Žák & co".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>()].concat(),
        lopdf::StringFormat::Hexadecimal,
    );
    let info = document.add_object(dictionary! { "Title" => title, "ModDate" => Object::string_literal("D:20261123120000+01'00'") });
    document.trailer.set("Info", info);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn fields_and_stamps_become_part_of_the_page() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.pdf"), annotated()).unwrap();
    let (_, stderr, code) = run(folder.path(), &["impose", "a.pdf", "-o", "out.pdf", "--scheme", "two-up"]);
    assert_eq!(code, 0, "{stderr}");
    let path = folder.path().join("out.pdf");
    let document = Document::load(&path).unwrap();
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let contents: Vec<String> = streams
        .map(|stream| stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()))
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect();
    let drawn = |word: &str| contents.iter().any(|content| content.contains(&format!("({word})")));
    assert_eq!(["STAMP", "TICKED", "EMPTY", "HIDDEN", "SCREEN", "LINKED"].map(drawn), [true, true, false, false, false, false]);
    // The box of the stamp is 50 by 100 after it is turned, and its rectangle is 100 by 200. The box of the button fits exactly.
    let upon = contents.iter().find(|content| content.contains("/A0 Do")).unwrap();
    let matrices: Vec<Vec<f64>> = upon
        .lines()
        .filter(|line| line.contains("cm"))
        .map(|line| line.split(' ').filter_map(|part| part.parse().ok()).collect())
        .collect();
    assert_eq!(matrices, [[2.0, 0.0, 0.0, 2.0, 200.0, 250.0], [1.0, 0.0, 0.0, 1.0, 20.0, 20.0]]);
    tool("qpdf", &["--check"], &path);
    if let Some(text) = pdftotext(&["-raw"], &path) {
        // Content on a hidden layer is in the file but not visible.
        assert!(document.objects.values().any(|object| object.as_stream().is_ok_and(|stream| stream.dict.has(b"OC"))));
        assert!(!text.contains("LAYER"), "{text}");
        assert!(["page 1", "STAMP", "TICKED"].iter().all(|word| text.matches(word).count() == 1), "{text}");
    }
}

#[test]
fn sheets_keep_the_metadata_of_their_book() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.pdf"), annotated()).unwrap();
    fs::write(folder.path().join("b.md"), "---\ntitle: A & B\nauthors: [Nobody]\nlang: de\ndate: 2026-11-23\n---\n\n# Eins\n\nText.\n")
        .unwrap();
    run(folder.path(), &["impose", "a.pdf", "-o", "a-out.pdf"]);
    let (written, stderr, _) = run(folder.path(), &["build", "b.md", "-e", "booklet"]);
    for (file, parts) in [
        ("a-out.pdf", &["Žák & co", "2026-11-23T12:00:00+01:00", "chapbook"][..]),
        (written.trim_end(), &["A & B", "Nobody", "de", "2026-11-23T00:00:00Z", "chapbook"]),
    ] {
        let document = Document::load(folder.path().join(file)).unwrap_or_else(|error| panic!("{file}: {error} {stderr}"));
        let packet = document.get_object(document.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap()).unwrap();
        let packet = String::from_utf8(packet.as_stream().unwrap().content.clone()).unwrap();
        let parsed = roxmltree::Document::parse(packet.trim_start_matches(|c| c != '<')).unwrap();
        let texts: Vec<&str> = parsed.descendants().filter_map(|node| node.text()).map(str::trim).collect();
        assert!(
            parts.iter().all(|part| texts.iter().any(|text| text == part || *part == "chapbook" && text.starts_with(part))),
            "{packet}"
        );
    }
}

/// The slip of each language has as many lines as the English one, the same numbers, and no empty placeholder.
#[test]
fn slips_have_the_same_content_in_every_language() {
    let page = Size { width: Length::from_mm(148.0), height: Length::from_mm(210.0) };
    let digits = |line: &str| -> Vec<String> {
        let mut numbers: Vec<String> =
            line.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::to_owned).collect();
        numbers.sort();
        numbers
    };
    for (scheme, (_, own)) in Scheme::NAMES.into_iter().flat_map(|(_, scheme)| Duplex::NAMES.map(|duplex| (scheme, duplex))) {
        for pages in [1, 13, 70] {
            let imposition = Imposition { duplex: Some(own), signature: Some(2), ..Imposition::new(scheme, paper("a4").unwrap()) };
            let sheets = sheets(pages, page, &imposition);
            let english = slip(pages, &sheets, &imposition, "en");
            for language in chapbook::language::SlipTerms::languages().filter(|language| *language != "en") {
                let text = slip(pages, &sheets, &imposition, language);
                assert_eq!(text.lines().count(), english.lines().count(), "{language}: {text}");
                assert!(!text.contains(['{', '}', '|']), "{language}: {text}");
                for (line, other) in text.lines().zip(english.lines()) {
                    assert_eq!(digits(line), digits(other), "{language}");
                    assert_ne!(line, other, "{language}");
                }
            }
        }
    }
}

/// The slip of a German book is in German.
#[test]
fn the_slip_of_an_edition_is_in_the_language_of_the_book() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "---\ntitle: T\nlang: de-AT\n---\n\n# Eins\n\nText.\n").unwrap();
    let (_, stderr, code) = run(folder.path(), &["build", "a.md", "-e", "booklet"]);
    assert!(code == 0 && stderr.contains("Das Blatt in der Mitte falzen"), "{stderr}");
    assert!(!folder.path().join("t-booklet.txt").exists());
    let (written, stderr, _) = run(folder.path(), &["build", "a.md", "-e", "booklet", "--slip"]);
    assert!(written.contains("t-booklet.txt"), "{written}{stderr}");
    assert!(fs::read_to_string(folder.path().join("t-booklet.txt")).unwrap().contains("Blatt"), "{stderr}");
    let (_, stderr, code) = run(folder.path(), &["build", "a.md", "-e", "a5", "--slip"]);
    assert!(code == 0 && stderr.contains("--slip wrote nothing"), "{stderr}");
}

#[test]
fn a_file_that_cannot_be_imposed_is_reported_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let whole = foreign(3);
    fs::write(folder.path().join("text.pdf"), "no PDF at all").unwrap();
    fs::write(folder.path().join("empty.pdf"), foreign(0)).unwrap();
    for (name, expected) in [("none.pdf", "there is no file"), ("text.pdf", "not a PDF"), ("empty.pdf", "no pages")] {
        let (written, stderr, code) = run(folder.path(), &["impose", name, "-o", "out.pdf"]);
        assert_eq!((code, &*written), (3, ""), "{name}: {stderr}");
        assert!(stderr.contains(expected), "{name}: {stderr}");
        assert!(!folder.path().join("out.pdf").exists());
    }
    // A file that is cut off anywhere is refused or imposed, and never causes a panic.
    for end in (0..whole.len()).step_by(37) {
        fs::write(folder.path().join("cut.pdf"), &whole[..end]).unwrap();
        let (_, stderr, code) = run(folder.path(), &["impose", "cut.pdf", "-o", "out.pdf"]);
        assert!(code == 0 || code == 3, "{end}: {code} {stderr}");
        assert!(!stderr.contains("panicked"), "{stderr}");
    }
    for arguments in [["--thickness", "9cm"], ["--thickness", "thin"], ["--scheme", "sadle"], ["--signature", "0"], ["--paper", "napkin"]] {
        let (_, stderr, code) = run(folder.path(), &["impose", "a.pdf", arguments[0], arguments[1]]);
        assert_eq!(code, 2, "{arguments:?}: {stderr}");
    }
}

#[test]
fn an_edition_is_imposed_as_its_table_says() {
    let folder = tempfile::tempdir().unwrap();
    let settings = "[book]\ntitle = \"Small\"\nlanguage = \"en\"\n[[edition]]\nname = \"zine\"\nextends = \"booklet\"\n\
                    imposition = { scheme = \"zine\", marks = [\"fold\"] }\ndesign.page = \"a6\"\n";
    fs::write(folder.path().join("book.toml"), settings).unwrap();
    fs::write(folder.path().join("a.md"), "# One\n\nSome words with a note.[^1]\n\n[^1]: The note.\n\n# Two\n\nMore.\n").unwrap();
    let (written, stderr, code) = run(folder.path(), &["build", "-e", "zine", "-e", "booklet"]);
    assert_eq!((code, written.lines().count()), (0, 2), "{stderr}");
    assert!(stderr.contains("2 pages, 1 sheet, 6 blank") && stderr.contains("Fold in eight"), "{stderr}");
    let pages = |name: &str| Document::load(folder.path().join("dist").join(name)).unwrap().get_pages().len();
    assert_eq!((pages("small-zine.pdf"), pages("small-booklet.pdf")), (1, 2));
    let letter = Document::load({
        run(folder.path(), &["build", "-e", "booklet", "--sheet", "letter", "-o", "letter"]);
        folder.path().join("letter/small-booklet.pdf")
    })
    .unwrap();
    let page = letter.get_pages()[&1];
    let media = letter.get_dictionary(page).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
    assert_eq!(media.iter().map(|side| side.as_float().unwrap().round()).collect::<Vec<_>>(), [0.0, 0.0, 792.0, 612.0]);
    for (wrong, expected) in [
        ("imposition = \"sadle\"", "book.toml:6:14: error[bad-value]: no scheme of imposition is called `sadle`"),
        ("imposition = { paper = \"a44\" }", "no paper is called `a44`"),
        ("imposition = { signature = 99 }", "99 sheets cannot be folded together"),
        ("imposition = { marks = [\"fould\"] }", "there are no marks called `fould`"),
        ("imposition = { thickness = \"1cm\" }", "no paper is so thick"),
        ("imposition = { duplex = \"long\" }", "no way to turn a sheet is called `long`"),
    ] {
        let own = format!("[book]\ntitle = \"Small\"\nlanguage = \"en\"\n[[edition]]\nname = \"x\"\n{wrong}\n");
        fs::write(folder.path().join("book.toml"), own).unwrap();
        let (_, stderr, code) = run(folder.path(), &["build", "--message-format", "short"]);
        assert_eq!(code, 1, "{stderr}");
        assert!(stderr.contains(expected), "{wrong}: {stderr}");
    }
}
