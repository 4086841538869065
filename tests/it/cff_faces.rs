//! Builds a book in an OpenType font with CFF outlines, opens its files again, and compares the glyph of each code with the glyph of the
//! character in the whole font.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use chapbook::build::{BuildRequest, Outcome, build};
use chapbook::diagnostic::render::{MessageFormat, Screen, render};
use chapbook::font::{Feature, FontBook, Shaper, SymbolicLinks};
use lopdf::{Dictionary, Document, Object};
use ttf_parser::{GlyphId, OutlineBuilder};

use crate::support::shelf::{Epub, Silent};

const FAMILY: &str = "Latin Modern Roman";

/// A book with a PDF, imposed sheets and an e-book, all in this family.
const SETTINGS: &str = r#"
[book]
title = "The quick brown fox"
language = "en"
authors = ["J. V."]
defaults = false
[design]
text-face = "Latin Modern Roman"
imitate-styles = false
[[edition]]
name = "pages"
formats = ["pdf"]
[[edition]]
name = "sheets"
formats = ["pdf"]
imposition = "saddle"
[[edition]]
name = "screen"
formats = ["epub"]
"#;

fn face_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts/latin-modern/lmroman10-regular.otf")
}

/// The drawing operations of an outline.
#[derive(Debug, Default, PartialEq)]
struct Drawn(Vec<(char, [f32; 6])>);

impl OutlineBuilder for Drawn {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(('m', [x, y, 0.0, 0.0, 0.0, 0.0]));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(('l', [x, y, 0.0, 0.0, 0.0, 0.0]));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.push(('q', [x1, y1, x, y, 0.0, 0.0]));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.push(('c', [x1, y1, x2, y2, x, y]));
    }

    fn close(&mut self) {
        self.0.push(('z', [0.0; 6]));
    }
}

/// Returns the outline of a glyph. It is empty for the space.
fn drawn(font: &ttf_parser::cff::Table<'_>, glyph: u16) -> Drawn {
    let mut drawn = Drawn::default();
    let _ = font.outline(GlyphId(glyph), &mut drawn);
    drawn
}

/// Returns the glyphs of the whole face that may represent a text: the plain ones, and those that the features of a design substitute.
fn wanted(fonts: &FontBook, text: &str) -> Vec<u16> {
    let id = fonts.find(FAMILY, false, false).unwrap();
    // A divided word ends in a hyphen that is copied as a soft hyphen.
    let text = if text == "\u{AD}" { "-" } else { text };
    let shaped = |features: &[&[u8; 4]]| {
        let features: Vec<Feature> = features.iter().map(|tag| Feature { tag: **tag, value: 1 }).collect();
        let glyphs = Shaper::new(id, fonts.face(id), &features, *b"latn", Some("en")).shape(text);
        if let [glyph] = &*glyphs { Some(glyph.id) } else { None }
    };
    [shaped(&[]), shaped(&[b"onum"])].into_iter().flatten().collect()
}

/// Returns the entries of all lists of one kind in a CMap. An entry is a line of numbers, each in `<` and `>` or bare.
fn listed<'m>(map: &'m str, list: &str) -> impl Iterator<Item = Vec<&'m str>> {
    let (begin, end) = (format!(" begin{list}\n"), format!("end{list}"));
    let mut found = Vec::new();
    for part in map.split(begin.as_str()).skip(1) {
        let lines: Vec<&str> = part.split(end.as_str()).next().unwrap().lines().collect();
        assert!(lines.len() <= 100, "{} entries in one list", lines.len());
        found.extend(lines.into_iter().map(|line| line.split(['<', '>', ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>()));
    }
    found.into_iter()
}

fn hexadecimal(digits: &str) -> u32 {
    u32::from_str_radix(digits, 16).unwrap()
}

/// Reads a CMap. Returns a function from a code, written as in the CMap, to its CID.
fn cids(map: &str) -> impl Fn(&str) -> Option<u32> {
    let single: BTreeMap<String, u32> = listed(map, "cidchar").map(|entry| (entry[0].to_owned(), entry[1].parse().unwrap())).collect();
    let ranges: Vec<(String, String, u32)> =
        listed(map, "cidrange").map(|entry| (entry[0].to_owned(), entry[1].to_owned(), entry[2].parse().unwrap())).collect();
    move |code| {
        let within = |(first, last, _): &&(String, String, u32)| {
            code.len() == first.len() && (hexadecimal(first)..=hexadecimal(last)).contains(&hexadecimal(code))
        };
        single.get(code).copied().or_else(|| ranges.iter().find(within).map(|(first, _, cid)| cid + hexadecimal(code) - hexadecimal(first)))
    }
}

/// Returns the width of each CID (ISO 32000-1, 9.7.4.3). Panics if a CID occurs twice or out of order.
fn widths(list: &Object) -> BTreeMap<u32, i64> {
    let mut widths = BTreeMap::new();
    for pair in list.as_array().unwrap().chunks(2) {
        let first = u32::try_from(pair[0].as_i64().unwrap()).unwrap();
        for (cid, width) in (first..).zip(pair[1].as_array().unwrap()) {
            assert!(widths.keys().all(|known| *known < cid), "{cid} is not greater than those before it");
            widths.insert(cid, width.as_i64().unwrap());
        }
    }
    widths
}

fn followed<'d>(file: &'d Document, dictionary: &'d Dictionary, key: &str) -> Option<&'d Object> {
    Some(file.dereference(dictionary.get(key.as_bytes()).ok()?).unwrap().1)
}

fn content(object: &Object) -> Vec<u8> {
    object.as_stream().unwrap().decompressed_content().unwrap()
}

/// Compares every code of the CFF font in a PDF with the whole font. Returns the texts of the codes.
fn compared(path: &Path, fonts: &FontBook) -> BTreeSet<String> {
    let file = Document::load(path).unwrap();
    let data = fs::read(face_file()).unwrap();
    let whole = ttf_parser::Face::parse(&data, 0).unwrap();
    let name = |dictionary: &Dictionary, key: &str| followed(&file, dictionary, key).map(|name| name.as_name().unwrap().to_vec());
    let mut texts = BTreeSet::new();
    for object in file.objects.values() {
        let Ok(font) = object.as_dict() else { continue };
        if name(font, "Subtype").as_deref() != Some(b"Type0") {
            continue;
        }
        let descendant = followed(&file, font, "DescendantFonts").unwrap().as_array().unwrap()[0].clone();
        let descendant = file.dereference(&descendant).unwrap().1.as_dict().unwrap();
        let descriptor = followed(&file, descendant, "FontDescriptor").unwrap().as_dict().unwrap();
        if !name(font, "BaseFont").unwrap().ends_with(b"+LatinModernRoman-Regular") {
            assert_eq!(name(descendant, "Subtype").unwrap(), b"CIDFontType2", "the other fonts are TrueType");
            assert!(descendant.has(b"CIDToGIDMap"));
            continue;
        }
        assert_eq!(name(descendant, "Subtype").unwrap(), b"CIDFontType0");
        assert!(!descendant.has(b"CIDToGIDMap"), "only TrueType fonts use it (ISO 32000-1, table 117)");
        let program = followed(&file, descriptor, "FontFile3").unwrap();
        let dictionary = &program.as_stream().unwrap().dict;
        assert_eq!(name(dictionary, "Subtype").unwrap(), b"CIDFontType0C");
        assert_eq!(name(dictionary, "Filter").unwrap(), b"FlateDecode");
        let program = content(program);
        let small = ttf_parser::cff::Table::parse(&program).unwrap();
        let by_cid: BTreeMap<u32, u16> =
            (0..small.number_of_glyphs()).map(|glyph| (u32::from(small.glyph_cid(GlyphId(glyph)).unwrap()), glyph)).collect();
        let encoding = followed(&file, font, "Encoding").unwrap();
        let map = String::from_utf8(content(encoding)).unwrap();
        let map_name = String::from_utf8(name(&encoding.as_stream().unwrap().dict, "CMapName").unwrap()).unwrap();
        assert!(map.contains(&format!("/CMapName /{map_name} def")), "the CMap has one name: {map_name}");
        let cid = cids(&map);
        let widths = widths(followed(&file, descendant, "W").unwrap());
        let to_unicode = String::from_utf8(content(followed(&file, font, "ToUnicode").unwrap())).unwrap();
        let mut last = BTreeMap::new();
        for entry in listed(&to_unicode, "bfchar") {
            let units: Vec<u16> = (0..entry[1].len() / 4).map(|at| u16::try_from(hexadecimal(&entry[1][at * 4..][..4])).unwrap()).collect();
            let text = String::from_utf16(&units).unwrap();
            let cid = cid(entry[0]).unwrap_or_else(|| panic!("the code {} of {text:?} has no CID", entry[0]));
            let glyph = *by_cid.get(&cid).unwrap_or_else(|| panic!("{text:?}: the face has no glyph with the CID {cid}"));
            let shown = drawn(&small, glyph);
            let wanted = wanted(fonts, &text);
            let same = wanted.iter().find(|wanted| drawn(whole.tables().cff.as_ref().unwrap(), **wanted) == shown);
            let same = *same.unwrap_or_else(|| panic!("{}: the code {} does not show {text:?}", path.display(), entry[0]));
            last.insert(cid, text.clone());
            assert_eq!(widths[&cid], i64::from(whole.glyph_hor_advance(GlyphId(same)).unwrap()), "the width of {text:?}");
            texts.insert(text);
        }
        // A glyph may have several codes, and MuPDF copies the text of the last one. For the hyphen that must not be the soft hyphen.
        assert!(texts.contains("\u{AD}") && last.values().any(|text| text == "-"), "soft hyphens: {}", texts.contains("\u{AD}"));
    }
    texts
}

#[test]
fn every_code_of_a_cff_face_shows_its_character() {
    let mut fonts = FontBook::default();
    fonts.add_path(&face_file(), SymbolicLinks::Follow).unwrap();
    let face = fonts.face(fonts.find(FAMILY, false, false).unwrap());
    // More letters than there are one-byte codes, and more than fit into one list of a CMap.
    let letters: Vec<char> = ('\u{C0}'..'\u{2000}').filter(|letter| letter.is_alphabetic() && face.covers(*letter)).collect();
    assert!(letters.len() > 250, "{}", letters.len());
    let all: String = letters.chunks(8).map(|word| word.iter().collect::<String>() + " ").collect();
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("book.toml", SETTINGS);
    let words = "Sphinx of black quartz, judge my vow; five affable officers filed off at 10:45. “Why?”—“1984 or 2367!”";
    write("a.md", &format!("# First\n\n{}\n\n`code`[^1]\n\n[^1]: A note.\n", format!("{words} ").repeat(6)));
    // The text has written hyphens, and words that are divided.
    write(
        "b.md",
        &format!(
            "# Second\n\n{all}\n\n{}\n\n{}\n",
            "Well-known by-and-by. ".repeat(40),
            "counterrevolutionaries internationalization interdepartmental ".repeat(20)
        ),
    );
    let request = BuildRequest {
        path: folder.path().to_owned(),
        font_paths: vec![face_file()],
        allow: vec!["missing-style".to_owned()],
        ..BuildRequest::default()
    };
    let Outcome { sources, diagnostics, written, .. } = build(&request, &Silent).unwrap();
    assert_eq!(render(&diagnostics, &sources, MessageFormat::Short, Screen::default()), "");
    let of = |ending: &str| -> Vec<&PathBuf> { written.iter().filter(|path| path.to_string_lossy().ends_with(ending)).collect() };
    let (pdfs, epubs) = (of(".pdf"), of(".epub"));
    assert_eq!((pdfs.len(), epubs.len()), (2, 1), "{written:?}");
    if let Some(kept) = std::env::var_os("CHAPBOOK_KEEP") {
        // Keeps the PDF for veraPDF (`.ci/run`), which has its own parser for such fonts.
        let pages = pdfs.iter().find(|path| path.ends_with("the-quick-brown-fox-pages.pdf")).unwrap();
        fs::copy(pages, Path::new(&kept).join("the-quick-brown-fox-pages.pdf")).unwrap();
    }
    let wanted = || letters.iter().copied().chain('a'..='z');
    for path in pdfs {
        let texts = compared(path, &fonts);
        let missing: Vec<char> = wanted().filter(|letter| !texts.contains(&letter.to_string())).collect();
        assert!(missing.is_empty() && texts.contains("fi") && texts.contains("4"), "{missing:?} of {texts:?}");
    }

    let epub = Epub::open(fs::read(epubs[0]).unwrap());
    epub.keep("cff-faces.epub");
    assert!(epub.text("content.opf").contains("href=\"latinmodernroman-regular.otf\" media-type=\"font/otf\""));
    assert!(epub.text("stylesheet.css").contains("url(latinmodernroman-regular.otf)"));
    let (small, whole) = (epub.bytes("latinmodernroman-regular.otf"), fs::read(face_file()).unwrap());
    let (small, whole) = (ttf_parser::Face::parse(small, 0).unwrap(), ttf_parser::Face::parse(&whole, 0).unwrap());
    assert!(small.number_of_glyphs() < whole.number_of_glyphs());
    for letter in wanted() {
        let [own, other] = [&small, &whole].map(|face| {
            let glyph = face.glyph_index(letter).unwrap_or_else(|| panic!("no {letter}"));
            (drawn(face.tables().cff.as_ref().unwrap(), glyph.0), face.glyph_hor_advance(glyph))
        });
        assert!(own == other && !own.0.0.is_empty(), "{letter} has another outline in the EPUB");
    }
}
