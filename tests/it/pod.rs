//! Editions for print shops. The tests build a small book and read its pages and cover: boxes, colours, gutters, the size of the cover,
//! the bars of the ISBN. They also check the pictures in all PDFs.
use std::fmt::Write;
use std::fs;
use std::io::Cursor;
use std::process::Command;

use chapbook::cover::WrapSize;
use chapbook::edition::{PrintSettings, ShopName, Stock};
use chapbook::units::{Length, Size};
use image::{DynamicImage, ImageFormat};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::support::made_fonts::{Style, bundled, styled};
use crate::support::tools::tool;

const ISBN: &str = "9780306406157";

/// A built book: the diagnostics, and the files by name.
struct Built {
    stderr: String,
    folder: tempfile::TempDir,
}

impl Built {
    fn pdf(&self, name: &str) -> Document {
        Document::load_mem(&self.bytes(name)).unwrap()
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder.path().join("dist").join(name)).unwrap_or_else(|error| panic!("{name}: {error}\n{}", self.stderr))
    }
}

/// Builds a book titled "T" of one chapter as the edition `pod`.
fn built(edition: &str, chapter: &str, pictures: &[(&str, Vec<u8>)]) -> Built {
    let folder = tempfile::tempdir().unwrap();
    let settings = format!(
        "[book]\ntitle = \"T\"\nauthors = [\"A. Writer\"]\nlanguage = \"en\"\ndescription = \"What it is about.\"\ndefaults = false\n[[edition]]\nname = \"pod\"\n{edition}"
    );
    fs::write(folder.path().join("book.toml"), settings).unwrap();
    fs::write(folder.path().join("a.md"), chapter).unwrap();
    for (name, bytes) in pictures {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook")).args(["build", "."]).current_dir(&folder).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    Built { stderr, folder }
}

/// A chapter of this many pages.
fn pages(count: usize) -> String {
    let mut text = "# A chapter\n\nThe first page.\n".to_owned();
    for page in 1..count {
        let _ = write!(text, "\n\\newpage\n\nPage {page} is *here*.\n");
    }
    text
}

fn numbers(object: &Object) -> Vec<f64> {
    object.as_array().unwrap().iter().map(|number| f64::from(number.as_float().unwrap())).collect()
}

fn close(one: &[f64], other: &[f64]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| (one - other).abs() < 0.01)
}

fn sides(document: &Document, page: ObjectId, name: &str) -> Vec<f64> {
    numbers(document.get_dictionary(page).unwrap().get(name.as_bytes()).unwrap())
}

fn streams(document: &Document) -> impl Iterator<Item = &Stream> {
    document.objects.values().filter_map(|object| object.as_stream().ok())
}

fn is(dictionary: &Dictionary, key: &str, value: &str) -> bool {
    dictionary.get(key.as_bytes()).and_then(Object::as_name).is_ok_and(|name| name == value.as_bytes())
}

/// Returns the operators of all pages and forms.
fn operations(document: &Document) -> Vec<Operation> {
    let pages = document.get_pages().into_values().map(|page| document.get_page_content(page));
    let forms = streams(document)
        .filter(|stream| is(&stream.dict, "Subtype", "Form"))
        .map(|form| form.decompressed_content().unwrap_or_else(|_| form.content.clone()));
    pages.chain(forms).flat_map(|content| Content::decode(&content).unwrap().operations).collect()
}

fn images(document: &Document) -> Vec<&Stream> {
    streams(document).filter(|stream| is(&stream.dict, "Subtype", "Image")).collect()
}

fn file(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image.into().write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// A picture with colours that the filters of PNG cannot predict.
fn photograph(width: u32, height: u32) -> DynamicImage {
    image::RgbImage::from_fn(width, height, |x, y| image::Rgb([(x * 7 % 251) as u8, (y * 5 % 241) as u8, ((x + y) % 239) as u8])).into()
}

#[test]
fn an_interior_has_pages_and_nothing_else() {
    let chapter = "# A chapter\n\nA [link](https://example.org) and a note.[^1]\n\n![shape](a.svg \"Caption.\")\n\n![photo](b.jpg)\n\n![seen through](c.png)\n\n[^1]: The note.\n";
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'><rect width='9' height='9' fill='#c22'/><path d='M0 0H9' stroke='#22c'/></svg>";
    let clear = image::RgbaImage::from_pixel(40, 30, image::Rgba([200, 10, 10, 99]));
    let pictures =
        [("a.svg", svg.to_vec()), ("b.jpg", file(photograph(90, 60), ImageFormat::Jpeg)), ("c.png", file(clear, ImageFormat::Png))];
    let edition = "profile = \"pod\"\nshop = \"kdp\"\nbleed = \"0.125in\"\ncolour = \"gray\"\npage-multiple = 16\n[edition.design]\npage = { width = \"6in\", height = \"9in\" }\n";
    let book = built(edition, chapter, &pictures);
    let pdf = book.pdf("t-pod.pdf");
    let without_bleed = built(&edition.replace("bleed = \"0.125in\"\n", ""), chapter, &pictures).pdf("t-pod.pdf");
    let leaves = pdf.get_pages();
    assert!(!leaves.is_empty() && leaves.len().is_multiple_of(16), "{}", leaves.len());
    assert!(book.stderr.contains("page-count"), "16 pages are too few for the shop: {}", book.stderr);
    // The operator that moves the content of a page into place.
    let origin = |pdf: &Document, page: ObjectId| -> Vec<f64> {
        let first = Content::decode(&pdf.get_page_content(page)).unwrap().operations.remove(0);
        assert_eq!(first.operator, "cm");
        numbers(&Object::Array(first.operands))[4..].to_vec()
    };
    for (number, page) in leaves {
        // 6 by 9 in with an eighth of an inch of bleed on three sides: 6.125 by 9.25 in. There is no bleed at the spine.
        let media = [0.0, 0.0, 441.0, 666.0];
        let trim = if number % 2 == 1 { [0.0, 9.0, 432.0, 657.0] } else { [9.0, 9.0, 441.0, 657.0] };
        assert!(["MediaBox", "CropBox", "BleedBox"].iter().all(|name| close(&sides(&pdf, page, name), &media)), "page {number}");
        assert!(close(&sides(&pdf, page, "TrimBox"), &trim), "page {number}: {:?}", sides(&pdf, page, "TrimBox"));
        assert!(pdf.get_dictionary(page).unwrap().get(b"Annots").is_err(), "page {number}");
        let (here, there) = (origin(&pdf, page), origin(&without_bleed, without_bleed.get_pages()[&number]));
        assert!(close(&[here[0] - there[0], here[1] - there[1]], &trim[..2]), "page {number}: {here:?} {there:?}");
    }
    let catalog = pdf.catalog().unwrap();
    for absent in ["Outlines", "Names", "PageLabels", "StructTreeRoot", "AcroForm", "OpenAction"] {
        assert!(catalog.get(absent.as_bytes()).is_err(), "{absent}");
    }
    for operation in operations(&pdf) {
        let colour_operators = ["rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "gs"];
        assert!(!colour_operators.contains(&operation.operator.as_str()), "{operation:?}");
    }
    let images = images(&pdf);
    assert_eq!(images.len(), 2);
    assert!(images.iter().all(|image| is(&image.dict, "ColorSpace", "DeviceGray") && image.dict.get(b"SMask").is_err()));
    // PDF/X-4, as far as our own parser can check.
    assert_eq!(pdf.version, "1.6");
    let intent = catalog.get(b"OutputIntents").unwrap().as_array().unwrap()[0].as_dict().unwrap();
    assert!(is(intent, "S", "GTS_PDFX"));
    let profile = pdf.get_object(intent.get(b"DestOutputProfile").unwrap().as_reference().unwrap()).unwrap().as_stream().unwrap();
    let profile = profile.decompressed_content().unwrap_or_else(|_| profile.content.clone());
    assert_eq!((&profile[12..20], &profile[36..40]), (&b"prtrGRAY"[..], &b"acsp"[..]));
    assert!(streams(&pdf).any(|stream| String::from_utf8_lossy(&stream.content).contains(">PDF/X-4<")));
    // There is no e-book.
    assert!(!book.folder.path().join("dist/t-pod.epub").exists());
}

#[test]
fn the_gutter_grows_with_the_number_of_pages() {
    let edition = |more: &str| {
        format!(
            "profile = \"pod\"\nshop = \"kdp\"\n{more}[edition.design]\npage = {{ width = \"5in\", height = \"8in\" }}\nmargins = {{ inner = \"8mm\", outer = \"14mm\" }}\n"
        )
    };
    let first_word = |pdf: &Document| {
        // The left end of the leftmost line on a right-hand page of the text, which is indented.
        let page = pdf.get_pages().into_iter().filter(|(number, _)| number % 2 == 1).nth(5).unwrap().1;
        let operations = Content::decode(&pdf.get_page_content(page)).unwrap().operations;
        let number = |operation: &Operation, at: usize| f64::from(operation.operands[at].as_float().unwrap());
        let lines = operations.iter().filter(|operation| operation.operator == "Td");
        number(&operations[0], 4) + lines.map(|line| number(line, 0)).fold(f64::MAX, f64::min)
    };
    let short = built(&edition(""), &pages(60), &[]);
    // Up to 150 pages: 0.375 in, 9.53 mm.
    assert!(short.stderr.contains("inner margin 9.53 mm"), "{}", short.stderr);
    let before = first_word(&short.pdf("t-pod.pdf"));
    assert!((27.0..45.0).contains(&before), "{before}");
    let long = built(&edition(""), &pages(155), &[]);
    // From 151 on: 0.5 in.
    assert!(long.stderr.contains("inner margin 12.7 mm") && !long.stderr.contains("narrow-gutter"), "{}", long.stderr);
    assert!((first_word(&long.pdf("t-pod.pdf")) - before - 9.0).abs() < 0.01);
    let kept = built(&edition("gutter = \"keep\"\n"), &pages(60), &[]);
    assert!(kept.stderr.contains("warning[narrow-gutter]") && kept.stderr.contains("asks for 9.53 mm"), "{}", kept.stderr);
    assert!(kept.stderr.contains("book.toml:9:1"), "{}", kept.stderr);
}

/// At the end of a line, the ink of an italic f reaches beyond the type area. The message gives the distance of the last dark pixel of the
/// page as poppler draws it.
#[test]
fn the_distance_to_the_trim_is_that_of_the_ink() {
    let edition = "profile = \"pod\"\nshop = \"kdp\"\npage-multiple = 24\n[edition.design]\npage = { width = \"5in\", height = \"8in\" }\n\
                   title-pages = false\ncontents = false\nprotrusion = false\nhyphenate = false\n[edition.design.margins]\nouter = \"6.4mm\"\n";
    let told = |words: &str| built(edition, &format!("# A\n\n{words}\n"), &[]);
    let upright = told(&"hand ".repeat(150));
    assert!(!upright.stderr.contains("narrow-margin"), "{}", upright.stderr);
    let italic = told(&format!("*{}*", "half ".repeat(150).trim_end()));
    reported_as_drawn(&italic);
}

/// The reported distance to the trim in millimetres.
fn distance_to_trim(book: &Built) -> f64 {
    assert!(book.stderr.contains("warning[narrow-margin]"), "{}", book.stderr);
    let (_, distance) = book.stderr.split_once("have something ").or(book.stderr.split_once("has something ")).unwrap();
    distance.split_once(" mm").unwrap().0.parse().unwrap()
}

/// Checks that the reported distance to the trim is that of the last dark dot of the first page as poppler draws it.
fn reported_as_drawn(book: &Built) {
    let distance = distance_to_trim(book);
    assert!((5.0..6.3).contains(&distance), "{distance}");
    let arguments = ["-png", "-r", "600", "-gray", "-f", "1", "-l", "1"];
    let Some(dots) = tool("pdftoppm", &arguments, &book.folder.path().join("dist/t-pod.pdf")) else { return };
    let page = image::load_from_memory(&dots).unwrap().to_luma8();
    let last = page.enumerate_pixels().filter(|(.., dot)| dot.0[0] < 128).map(|(x, ..)| x).max().unwrap();
    let drawn = f64::from(page.width() - 1 - last) * 25.4 / 600.0;
    assert!((drawn - distance).abs() < 0.1, "{drawn} and {distance}");
}

/// The family has one face. Letters that imitate its italic lean over the margin, and those that imitate its bold have a line around them.
#[test]
fn the_ink_of_imitated_styles_counts_too() {
    let edition = |face: &str, outer: &str| {
        format!(
            "profile = \"pod\"\nshop = \"kdp\"\npage-multiple = 24\n[edition.design]\npage = {{ width = \"5in\", height = \"8in\" }}\n\
             text-face = \"{face}\"\nheading-face = \"{face}\"\ntitle-pages = false\ncontents = false\nprotrusion = false\n\
             hyphenate = false\n[edition.design.margins]\nouter = \"{outer}\"\n"
        )
    };
    let plain = styled(&bundled("alegreya-sans/AlegreyaSans-Regular.ttf"), Style::new("Plain", "Regular", 400));
    let files = [("fonts/Plain.ttf", plain)];
    let words = "hand hall handel ".repeat(50);
    let told = |words: &str, outer: &str| built(&edition("Plain", outer), &format!("# A\n\n{words}\n"), &files);
    assert!(!told(&words, "6.4mm").stderr.contains("narrow-margin"));
    reported_as_drawn(&told(&format!("*{}*", words.trim_end()), "6.4mm"));
    let bold = told(&format!("**{}**", words.trim_end()), "5.8mm");
    reported_as_drawn(&bold);
    // Half of the line around the letters is outside them.
    let thicker = distance_to_trim(&told(&words, "5.8mm")) - distance_to_trim(&bold);
    assert!((0.03..0.08).contains(&thicker), "{thicker}");
    reported_as_drawn(&told(&format!("***{}***", words.trim_end()), "6.4mm"));
}

#[test]
fn covers_have_the_width_that_the_shops_compute() {
    let trim = Size { width: Length::from_pt(6.0 * 72.0), height: Length::from_pt(9.0 * 72.0) };
    let sheet = |shop, paper, spine| {
        let print = PrintSettings { shop: Some(shop), paper, spine, ..PrintSettings::default() };
        let size = WrapSize { trim, spine: print.spine_width(200), bleed: print.cover_bleed() };
        [size.sheet().width.to_pt(), size.sheet().height.to_pt()]
    };
    // Computed by hand for 200 pages of 6 by 9 in: 12 in, a quarter of an inch of bleed, and the spine; 72 pt per inch.
    let cases = [
        // 200 × 0.002252 = 0.4504 in; 0.0025: 0.5 in; 0.002347: 0.4694 in.
        (ShopName::Kdp, Stock::White, None, 12.7004 * 72.0),
        (ShopName::Kdp, Stock::Cream, None, 12.75 * 72.0),
        (ShopName::Kdp, Stock::Colour, None, 12.7194 * 72.0),
        // 200 / 444 + 0.06 = 0.51045 in.
        (ShopName::Lulu, Stock::White, None, 12.760_45 * 72.0),
        // 200 / 440 = 0.454545 in, or the value of the shop's template.
        (ShopName::Ingram, Stock::White, None, 12.704_545 * 72.0),
        (ShopName::Ingram, Stock::White, Some(Length::from_mm(12.7)), 12.75 * 72.0),
    ];
    for (shop, paper, spine, width) in cases {
        let found = sheet(shop, paper, spine);
        assert!(close(&found, &[width, 9.25 * 72.0]), "{shop:?} {paper:?}: {found:?}, not {width}");
    }
}

/// Returns the subpaths that are filled with black, as lists of points in the units of the drawing.
fn black_paths(operations: &[Operation]) -> Vec<Vec<(f64, f64)>> {
    let (mut paths, mut open, mut black) = (Vec::new(), Vec::<Vec<(f64, f64)>>::new(), true);
    for operation in operations {
        let numbers: Vec<f64> = operation.operands.iter().filter_map(|number| number.as_float().ok().map(f64::from)).collect();
        match operation.operator.as_str() {
            "g" | "rg" => black = numbers.iter().all(|channel| *channel == 0.0),
            "k" => black = numbers[3] == 1.0,
            "m" => open.push(vec![(numbers[0], numbers[1])]),
            "l" => open.last_mut().unwrap().push((numbers[0], numbers[1])),
            "c" => open.last_mut().unwrap().push((numbers[4], numbers[5])),
            "f" | "f*" => {
                if black {
                    paths.append(&mut open);
                }
                open.clear();
            }
            _ => {}
        }
    }
    paths
}

/// Reads the digits of an EAN-13 from the widths of its bars and spaces, as a scanner does. Uses the widths of the left odd digits (ISO/IEC
/// 15420, table 1); those of the other digits are mirrored.
fn scanned(modules: &[bool]) -> String {
    const WIDTHS: [[usize; 4]; 10] = [
        [3, 2, 1, 1],
        [2, 2, 2, 1],
        [2, 1, 2, 2],
        [1, 4, 1, 1],
        [1, 1, 3, 2],
        [1, 2, 3, 1],
        [1, 1, 1, 4],
        [1, 3, 1, 2],
        [1, 2, 1, 3],
        [3, 1, 1, 2],
    ];
    const FIRST: [&str; 10] = ["OOOOOO", "OOEOEE", "OOEEOE", "OOEEEO", "OEOOEE", "OEEOOE", "OEEEOO", "OEOEOE", "OEOEEO", "OEEOEO"];
    let digit = |from: usize| {
        let runs: Vec<usize> = modules[from..from + 7].chunk_by(|one, other| one == other).map(<[bool]>::len).collect();
        let mirrored: Vec<usize> = runs.iter().rev().copied().collect();
        let find = |runs: &[usize]| WIDTHS.iter().position(|widths| widths[..] == *runs);
        find(&runs).map(|digit| (digit, 'O')).or_else(|| find(&mirrored).map(|digit| (digit, 'E'))).expect("a digit")
    };
    let left: Vec<(usize, char)> = (0..6).map(|at| digit(3 + 7 * at)).collect();
    let parity: String = left.iter().map(|(_, parity)| *parity).collect();
    let first = FIRST.iter().position(|known| **known == *parity).expect("a first digit");
    let right = (0..6).map(|at| digit(50 + 7 * at).0);
    std::iter::once(first).chain(left.iter().map(|(digit, _)| *digit)).chain(right).map(|digit| digit.to_string()).collect()
}

#[test]
fn a_cover_has_the_right_size_a_barcode_and_text_only_on_a_thick_spine() {
    let edition = |multiple: u32| {
        format!(
            "profile = \"pod\"\nshop = \"kdp\"\npaper = \"cream\"\nisbn = \"{ISBN}\"\npage-multiple = {multiple}\n[edition.design]\npage = {{ width = \"6in\", height = \"9in\" }}\n"
        )
    };
    // Padded to 100 and 50 pages.
    for (count, multiple, pages_made, text) in [(90, 50, 100, true), (40, 50, 50, false)] {
        let book = built(&edition(multiple), &pages(count), &[]);
        assert_eq!(book.pdf("t-pod.pdf").get_pages().len(), pages_made);
        let cover = book.pdf("t-pod-cover.pdf");
        let page = cover.get_pages()[&1];
        // 12 in, a quarter of an inch of bleed, and 0.0025 in for each page.
        let (bleed, spine) = (9.0, pages_made as f64 * 0.0025 * 72.0);
        let (width, height) = (882.0 + spine, 666.0);
        assert!(close(&sides(&cover, page, "MediaBox"), &[0.0, 0.0, width, height]), "{:?}", sides(&cover, page, "MediaBox"));
        assert!(close(&sides(&cover, page, "TrimBox"), &[bleed, bleed, width - bleed, height - bleed]));
        let paths = black_paths(&operations(&cover));
        let fold = bleed + 432.0;
        let within = |path: &[(f64, f64)]| path.iter().all(|(x, _)| *x > fold + 0.1 && *x < fold + spine - 0.1);
        assert_eq!(paths.iter().any(|path| within(path)), text, "{}", book.stderr);
        // An eighth of an inch in total stays free beside the text.
        let clear = |path: &Vec<(f64, f64)>| path.iter().all(|(x, _)| *x >= fold + 4.5 && *x <= fold + spine - 4.5);
        assert!(paths.iter().filter(|path| within(path)).all(clear));
        assert_eq!(book.stderr.contains("warning[spine-text]"), !text, "{}", book.stderr);
        // Bars are upright rectangles on the back. A module is 0.33 mm wide.
        let module = 0.33 * 72.0 / 25.4;
        let upright = |path: &&Vec<(f64, f64)>| {
            let distinct = |of: fn(&(f64, f64)) -> f64| {
                path.iter().map(|point| (of(point) * 1000.0) as i64).collect::<std::collections::BTreeSet<_>>()
            };
            path.len() >= 4 && distinct(|point| point.0).len() == 2 && distinct(|point| point.1).len() == 2 && path[0].0 < fold
        };
        let mut bars: Vec<(f64, f64, f64)> = paths
            .iter()
            .filter(upright)
            .map(|path| {
                let of = |at: fn(&(f64, f64)) -> f64, pick: fn(f64, f64) -> f64| path.iter().map(at).reduce(pick).unwrap();
                let high = of(|point| point.1, f64::max) - of(|point| point.1, f64::min);
                (of(|point| point.0, f64::min), of(|point| point.0, f64::max), high)
            })
            .filter(|(.., high)| *high > 22.0 * 72.0 / 25.4)
            .collect();
        bars.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (start, end) = (bars[0].0, bars.last().unwrap().1);
        assert!((end - start - 95.0 * module).abs() < 0.02, "{start} to {end}");
        let modules: Vec<bool> = (0..95)
            .map(|at| start + (f64::from(at) + 0.5) * module)
            .map(|middle| bars.iter().any(|(from, to, _)| (*from..*to).contains(&middle)))
            .collect();
        assert_eq!(scanned(&modules), ISBN);
        // Quiet zones: eleven modules to the left of the bars and seven to the right have no black.
        let low = |of: fn(f64, f64) -> f64, path: &Vec<(f64, f64)>| path.iter().map(|point| point.1).reduce(of).unwrap();
        let symbol = paths
            .iter()
            .find(|path| path[0].0 >= start - 0.01 && path[0].0 < end && low(f64::max, path) - low(f64::min, path) > 60.0)
            .unwrap();
        let (head, foot) = (low(f64::min, symbol), low(f64::min, symbol) + 22.0 * 72.0 / 25.4);
        let zones = [(start - 11.0 * module, start - 0.01), (end + 0.01, end + 7.0 * module)];
        let disturbed =
            paths.iter().flatten().find(|(x, y)| (head..foot).contains(y) && zones.iter().any(|(from, to)| (*from..*to).contains(x)));
        assert_eq!(disturbed, None);
        assert!(zones[0].0 > bleed && zones[1].1 < fold);
    }
}

#[test]
fn files_that_a_shop_would_reject_are_reported() {
    let edition =
        "profile = \"pod\"\nshop = \"ingram\"\ncover = \"c.png\"\n[edition.design]\npage = \"a6\"\nmargins = { outer = \"9mm\" }\n";
    let book = built(edition, &pages(3), &[("c.png", file(photograph(300, 424), ImageFormat::Png))]);
    for code in ["page-count", "trim-size", "narrow-margin", "spine-estimated", "spine-text", "coarse-picture", "rgb-cover"] {
        assert!(book.stderr.contains(&format!("warning[{code}]")), "{code} is not in:\n{}", book.stderr);
    }
    // 105 mm and 3.175 mm of bleed: 4.26 in of 300 pixels.
    assert!(book.stderr.contains("with 70 pixels per inch"), "{}", book.stderr);
    // The last page is blank.
    let pdf = book.pdf("t-pod.pdf");
    let (_, last) = pdf.get_pages().into_iter().next_back().unwrap();
    assert!(
        Content::decode(&pdf.get_page_content(last))
            .unwrap()
            .operations
            .iter()
            .all(|operation| operation.operator != "Tj" && operation.operator != "TJ")
    );
    // A setting for print shops in an edition that is not for one.
    let screen = built("shop = \"kdp\"\n", "# A\n\nText.\n", &[]);
    assert!(screen.stderr.contains("warning[unused-setting]"), "{}", screen.stderr);
}

/// A JPEG with an Exif segment that gives its orientation, and a colour profile.
fn camera(orientation: u8, profile: &[u8]) -> Vec<u8> {
    let plain = file(photograph(80, 40), ImageFormat::Jpeg);
    let segment = |marker: u8, body: &[u8]| {
        let mut segment = vec![0xFF, marker];
        segment.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
        segment.extend(body);
        segment
    };
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    [&plain[..2], &segment(0xE1, &exif), &segment(0xE2, &[&b"ICC_PROFILE\0\x01\x01"[..], profile].concat()), &plain[2..]].concat()
}

#[test]
fn pictures_do_not_change_unless_an_edition_asks_for_it() {
    let mut profile = vec![0; 132];
    profile[3] = 132;
    profile[12..20].copy_from_slice(b"mntrRGB ");
    profile[36..40].copy_from_slice(b"acsp");
    let photo = camera(6, &profile);
    let clear = image::RgbaImage::from_fn(40, 30, |x, y| image::Rgba([200, (x * 5) as u8, 10, (y * 8) as u8]));
    let pictures = [
        ("a.jpg", photo.clone()),
        ("b.png", file(clear, ImageFormat::Png)),
        ("c.png", file(DynamicImage::from(image::GrayImage::from_fn(50, 20, |x, _| image::Luma([x as u8 * 5]))), ImageFormat::Png)),
    ];
    let chapter = "# A\n\nText.\n\n![one](a.jpg \"One.\")\n\n![two](b.png \"Two.\")\n\n![three](c.png \"Three.\")\n";
    let book = built("formats = [\"pdf\"]\n", chapter, &pictures);
    let pdf = book.pdf("t-pod.pdf");
    let all = images(&pdf);
    let sized = |width: i64| {
        *all.iter()
            .find(|image| image.dict.get(b"Width").unwrap().as_i64().unwrap() == width && image.dict.get(b"SMask").is_ok() == (width == 40))
            .unwrap()
    };
    // Byte for byte, with its profile. It is turned by a quarter, so it is twice as high as wide on the page.
    let jpeg = sized(80);
    assert!(jpeg.content == photo && is(&jpeg.dict, "Filter", "DCTDecode"));
    let colors = jpeg.dict.get(b"ColorSpace").unwrap().as_array().unwrap();
    let kept = pdf.get_object(colors[1].as_reference().unwrap()).unwrap().as_stream().unwrap();
    assert_eq!(kept.decompressed_content().unwrap_or_else(|_| kept.content.clone()), profile);
    let drawn = operations(&pdf);
    let quarter = |operation: &&Operation| {
        operation.operator == "cm" && close(&numbers(&Object::Array(operation.operands.clone())), &[0.0, -1.0, 1.0, 0.0, 0.0, 1.0])
    };
    assert_eq!(drawn.iter().filter(quarter).count(), 1);
    let places: Vec<Vec<f64>> = drawn
        .iter()
        .filter(|operation| operation.operator == "cm")
        .map(|operation| numbers(&Object::Array(operation.operands.clone())))
        .collect();
    // 40 by 80 pixels at 200 pixels per inch.
    assert!(places.iter().any(|place| close(&[place[0], place[3]], &[14.4, 28.8])), "{places:?}");
    assert!(sized(40).dict.get(b"SMask").unwrap().as_reference().is_ok());
    assert!(is(&sized(50).dict, "ColorSpace", "DeviceGray"));
    // At 100 pixels per inch there are half as many in each direction. In grey, there is no other colour.
    let small = built("formats = [\"pdf\"]\ncolour = \"gray\"\npicture-resolution = 100\n", chapter, &pictures).pdf("t-pod.pdf");
    let mut widths: Vec<i64> = images(&small).iter().map(|image| image.dict.get(b"Width").unwrap().as_i64().unwrap()).collect();
    widths.sort_unstable();
    // The photograph is upright now, and the mask is as small as its picture.
    assert_eq!(widths, [20, 20, 20, 25]);
    assert!(images(&small).iter().all(|image| is(&image.dict, "ColorSpace", "DeviceGray")));
}
