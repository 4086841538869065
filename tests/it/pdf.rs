//! Writes finished pages as a PDF, and checks positions, copied text and links. Independent programs read the PDF.
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;

use chapbook::artwork::{Artwork, Gallery};
use chapbook::diagnostic::Sink;
use chapbook::document::{DivisionKind, Document, Folio, NodeId};
use chapbook::edition::{Contributor, Edition};
use chapbook::font::{FaceId, Feature, FontBook, Shaper};
use chapbook::pdf;
use chapbook::resolve::{Book, ContentsEntry, Resolution};
use chapbook::typeset::{
    Artifact, DivisionPlace, GeneratedText, GlyphRun, Imitation, ItemRole, LineFit, LinkKey, LinkTarget, Page, PageItem, PageKind, Pages,
    Paint, PlacedItem, Segment, Side, Strokes, TextLine, TitlePageText, Zone,
};
use chapbook::units::{Length, Point, Size};

use crate::support::tools::{pdftotext, tool_text};

const SIZE: f64 = 11.0;

/// A style of type: face, features, and differences from plain text.
#[derive(Clone)]
struct Dress<'a> {
    fonts: &'a FontBook,
    face: FaceId,
    features: Vec<Feature>,
    run: GlyphRun,
}

fn dress<'a>(fonts: &'a FontBook, family: &str, features: &[&str]) -> Dress<'a> {
    let face = fonts.find(family, false, false).expect("a bundled family");
    let features =
        features.iter().map(|tag| Feature { tag: tag.as_bytes().try_into().expect("four letters"), value: 1 }).collect::<Vec<_>>();
    let run = GlyphRun {
        face,
        size: Length::from_pt(SIZE),
        rise: Length::ZERO,
        tracking: Length::ZERO,
        glyphs: Arc::default(),
        text: "".into(),
        width: Length::ZERO,
        units_per_em: i32::try_from(fonts.face(face).metrics().units_per_em).expect("an em"),
        paint: Paint::BLACK,
        strokes: Strokes::default(),
        flexible: false,
        imitation: Imitation::default(),
    };
    Dress { fonts, face, features, run }
}

impl Dress<'_> {
    /// Shapes a word. `text` is the text that its glyphs stand for.
    fn word(&self, word: &str, text: &str) -> GlyphRun {
        let script = if word.chars().any(|letter| ('а'..='я').contains(&letter)) { *b"cyrl" } else { *b"latn" };
        let glyphs = Shaper::new(self.face, self.fonts.face(self.face), &self.features, script, None).shape(word);
        let em = i64::from(self.run.units_per_em);
        let width = glyphs.iter().map(|glyph| self.run.size.scaled(i64::from(glyph.advance), em) + self.run.tracking).sum();
        GlyphRun { glyphs: glyphs.into(), text: text.into(), width, ..self.run.clone() }
    }

    /// Words with spaces between them.
    fn line(&self, words: &str) -> TextLine {
        let mut segments = Vec::new();
        for word in words.split(' ') {
            if !segments.is_empty() {
                segments.push(Segment::Space(Length::from_pt(3.1)));
            }
            segments.push(Segment::Glyphs(Arc::new(self.word(word, word))));
        }
        TextLine { segments, ..TextLine::default() }
    }
}

fn paper() -> Size {
    Size { width: Length::from_pt(300.0), height: Length::from_pt(400.0) }
}

fn at(x: f64, y: f64) -> Point {
    Point { x: Length::from_pt(x), y: Length::from_pt(y) }
}

/// A page with lines from the head down, 14 points apart.
fn page(number: u32, lines: Vec<TextLine>) -> Page {
    let items = lines
        .into_iter()
        .zip(1..)
        .map(|(line, row)| PlacedItem {
            at: at(30.0, 40.0 + 14.0 * f64::from(row)),
            zone: Zone::Text,
            column: 0,
            role: ItemRole::Generated(GeneratedText::TitlePage(TitlePageText::Title)),
            item: PageItem::Line(Arc::new(line)),
        })
        .collect();
    let folio = Folio::Arabic(NonZeroU32::new(number).expect("pages count from one"));
    Page { folio, side: Side::Recto, kind: PageKind::Text, crowded: false, stretched: false, size: paper(), items, start: None }
}

fn written(pages: &Pages, fonts: &FontBook, gallery: &Gallery, edition: &Edition, resolution: &Resolution) -> Vec<u8> {
    let document = Document::default();
    let book = Book { document: &document, resolution, edition };
    let sink = Sink::default();
    let bytes = pdf::write(pages, &book, fonts, gallery, &sink).expect("a PDF");
    assert_eq!(sink.sorted(), Vec::new());
    bytes
}

fn plain(pages: Vec<Page>, fonts: &FontBook) -> Vec<u8> {
    let pages = Pages { pages, ..Pages::default() };
    written(&pages, fonts, &Gallery::default(), &Edition::default(), &Resolution::default())
}

/// Runs a program that reads a PDF and returns its output. `None` if it is not installed.
fn run_tool(program: &str, options: &[&str], file: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path: PathBuf = folder.path().join("book.pdf");
    std::fs::write(&path, file).expect("a file");
    if program == "pdftotext" { pdftotext(options, &path) } else { tool_text(program, options, &path) }
}

/// Returns the words that are copied from a file. Divided words are joined again at the soft hyphen.
fn words(file: &[u8]) -> Option<String> {
    let text = run_tool("pdftotext", &[], file)?;
    let joined = text.replace("\u{AD}\n", "").replace('\u{C}', " ");
    Some(joined.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn printed_text_can_be_copied_and_searched() {
    let fonts = FontBook::bundled();
    let text = dress(&fonts, "Alegreya", &["onum", "liga"]);
    let small = dress(&fonts, "Alegreya", &["smcp", "c2sc"]);
    let mono = dress(&fonts, "JetBrains Mono", &[]);
    let mut raised = text.clone();
    raised.run.rise = Length::from_pt(3.5);
    raised.run.size = Length::from_pt(7.0);
    let mut struck = text.clone();
    struck.run.strokes.through = true;
    let mut tracked = small.clone();
    tracked.run.tracking = Length::from_pt(0.55);
    let glyphs = |run: GlyphRun| Segment::Glyphs(Arc::new(run));
    let gap = || Segment::Space(Length::from_pt(3.0));
    let divided = |head: &str, mut line: TextLine| {
        line.segments.extend([gap(), glyphs(text.word(head, head)), glyphs(text.word("-", "\u{AD}"))]);
        line
    };
    let lines = vec![
        text.line("Office affairs, efficient fjord fflowers"),
        divided("hyphen", text.line("and well-known")),
        divided("со", text.line("ation Рабочая оппозиция naïve café")),
        text.line("ратники q\u{301}x e\u{323}\u{301} 1919–1922 “quoted”"),
        TextLine {
            spans: Vec::new(),
            fit: LineFit::default(),
            turned: false,
            overfull: false,
            segments: vec![
                glyphs(small.word("Small", "Small")),
                gap(),
                glyphs(tracked.word("NEP", "NEP")),
                gap(),
                glyphs(small.word("nep", "nep")),
            ],
        },
        TextLine {
            spans: Vec::new(),
            fit: LineFit::default(),
            turned: false,
            overfull: false,
            segments: vec![
                gap(),
                glyphs(text.word("called", "called")),
                glyphs(raised.word("12", "12")),
                gap(),
                glyphs(struck.word("gone", "gone")),
            ],
        },
        TextLine {
            spans: Vec::new(),
            fit: LineFit::default(),
            turned: false,
            overfull: false,
            segments: vec![
                Segment::Kern(Length::from_pt(20.0)),
                glyphs(text.word("?", "漢")),
                glyphs(text.word("?", "字")),
                gap(),
                glyphs(mono.word("fn(a)\\b", "fn(a)\\b")),
            ],
        },
    ];
    let file = plain(vec![page(1, lines)], &fonts);
    if let Some(words) = words(&file) {
        assert_eq!(
            words,
            "Office affairs, efficient fjord fflowers and well-known hyphenation Рабочая оппозиция naïve café соратники q\u{301}x \
             e\u{323}\u{301} 1919–1922 “quoted” Small NEP nep called12 gone 漢字 fn(a)\\b"
        );
    }
    run_tool("qpdf", &["--check"], &file);
    if let Some(table) = run_tool("pdffonts", &[], &file) {
        let rows: Vec<&str> = table.lines().skip(2).collect();
        assert_eq!(rows.len(), 2, "{table}");
        for row in rows {
            let tag = row.split('+').next().unwrap_or_default();
            assert!(tag.len() == 6 && tag.bytes().all(|letter| letter.is_ascii_uppercase()), "{row}");
            assert!(row.contains("CID TrueType") && row.contains("yes yes yes"), "{row}");
        }
    }
}

#[test]
fn glyphs_are_at_the_positions_of_the_page() {
    let fonts = FontBook::bundled();
    let text = dress(&fonts, "Literata", &["onum"]);
    let mut raised = text.clone();
    raised.run.rise = Length::from_pt(3.5);
    raised.run.size = Length::from_pt(7.25);
    raised.run.paint = Paint::Grey(120);
    let mut first = text.line("A line of which the last word is");
    first.segments.push(Segment::Kern(Length::from_pt(-0.37)));
    first.segments.push(Segment::Glyphs(Arc::new(raised.word("raised", "raised"))));
    let mut tracked = text.clone();
    tracked.run.tracking = Length::from_pt(0.611);
    let second = TextLine {
        spans: Vec::new(),
        fit: LineFit::default(),
        turned: false,
        overfull: false,
        segments: [
            text.line("and then"),
            TextLine { segments: vec![Segment::Space(Length::from_pt(4.77))], ..TextLine::default() },
            tracked.line("one that is"),
        ]
        .into_iter()
        .flat_map(|line| line.segments)
        .collect(),
    };
    let lines = vec![first, second, text.line("another, on the baseline again")];
    let mut expected = Vec::new();
    for (line, row) in lines.iter().zip(1..) {
        let mut x = Length::from_pt(30.0);
        for segment in &line.segments {
            match segment {
                Segment::Kern(width) => x += *width,
                Segment::Drawn(_) => {}
                Segment::Space(width) => {
                    expected.push((x.to_pt(), 40.0 + 14.0 * f64::from(row)));
                    x += *width;
                }
                Segment::Glyphs(run) => {
                    let mut pen = x;
                    for glyph in run.glyphs.iter() {
                        expected.push((pen.to_pt(), 40.0 + 14.0 * f64::from(row) - run.rise.to_pt()));
                        pen += run.size.scaled(i64::from(glyph.advance), i64::from(run.units_per_em)) + run.tracking;
                    }
                    x += run.width;
                }
            }
        }
    }
    let file = plain(vec![page(1, lines)], &fonts);
    let Some(trace) = run_tool("mutool", &["draw", "-q", "-F", "trace"], &file) else { return };
    let value = |line: &str, name: &str| -> f64 {
        let from = line.find(name).expect("the attribute") + name.len();
        line[from..].split('"').next().expect("a value").parse().expect("a number")
    };
    // The trace gives positions in text space. Its matrix turns them into distances from the left edge and from the top of the page.
    let mut matrix = Vec::new();
    let mut found: Vec<(f64, f64)> = Vec::new();
    for line in trace.lines() {
        if let Some((_, rest)) = line.split_once(" transform=\"") {
            matrix = rest.split('"').next().expect("a matrix").split(' ').map(|number| number.parse::<f64>().expect("a number")).collect();
        }
        if line.trim_start().starts_with("<g ") {
            let [across, _, _, down, left, top] = matrix[..] else { panic!("{line}") };
            found.push((value(line, " x=\"") * across + left, value(line, " y=\"") * down + top));
        }
    }
    assert_eq!(found.len(), expected.len(), "{trace}");
    for (found, expected) in found.iter().zip(&expected) {
        assert!((found.0 - expected.0).abs() < 0.012 && (found.1 - expected.1).abs() < 0.012, "{found:?} {expected:?}");
    }
}

fn link(to: LinkTarget, text: &str) -> PlacedItem {
    let size = Size { width: Length::from_pt(20.0), height: Length::from_pt(10.0) };
    PlacedItem {
        at: at(30.0, 90.0),
        zone: Zone::Text,
        column: 0,
        role: ItemRole::Generated(GeneratedText::TitlePage(TitlePageText::Title)),
        item: PageItem::Link { to, text: text.into(), size, key: LinkKey::Row },
    }
}

fn anchor(name: &str, y: f64) -> PlacedItem {
    PlacedItem {
        at: at(30.0, y),
        zone: Zone::Text,
        column: 0,
        role: ItemRole::Generated(GeneratedText::TitlePage(TitlePageText::Title)),
        item: PageItem::Anchor(name.into()),
    }
}

fn entry(node: u32, kind: DivisionKind, label: Option<&str>, title: &str, entries: Vec<ContentsEntry>) -> ContentsEntry {
    ContentsEntry { node: NodeId(node), kind, label: label.map(str::to_owned), title: title.to_owned(), begins_file: false, entries }
}

#[test]
fn outline_destinations_page_labels_and_links_lead_to_their_targets() {
    let fonts = FontBook::bundled();
    let text = dress(&fonts, "Alegreya", &[]);
    let roman = |number| Folio::Roman(NonZeroU32::new(number).expect("not zero"));
    let mut pages: Vec<Page> = (1..=5).map(|number| page(number, vec![text.line("Words on a page")])).collect();
    pages[0].folio = roman(1);
    pages[1].folio = roman(2);
    for (page, number) in pages[2..].iter_mut().zip(1..) {
        page.folio = Folio::Arabic(NonZeroU32::new(number).expect("not zero"));
    }
    pages[0].items.push(link(LinkTarget::Anchor("глава-1".into()), "Chapter 1"));
    pages[0].items.push(link(LinkTarget::Anchor("nowhere".into()), "nowhere"));
    pages[1].items.push(link(LinkTarget::Uri("https://example.org/a(b)".into()), "Пример (a)"));
    pages[2].items.push(anchor("глава-1", 60.0));
    for number in 0..150 {
        pages[4].items.push(anchor(&format!("n-{number}"), 60.0 + f64::from(number)));
    }
    let resolution = Resolution {
        contents: vec![
            entry(1, DivisionKind::Preface, None, "Preface", Vec::new()),
            entry(
                2,
                DivisionKind::Part,
                Some("Part I"),
                "Начало",
                vec![
                    entry(
                        3,
                        DivisionKind::Chapter,
                        Some("1"),
                        "Who & what",
                        vec![entry(4, DivisionKind::Section, None, "Deep", Vec::new())],
                    ),
                    entry(5, DivisionKind::Chapter, Some("2"), "More", Vec::new()),
                ],
            ),
        ],
        ..Resolution::default()
    };
    let places = (1..=5).map(|node| DivisionPlace { node: NodeId(node), page: node as usize - 1, at: at(30.0, 60.0) }).collect();
    let mut edition = Edition::default();
    edition.metadata.title = "Wer & <wen>? Кто".to_owned();
    edition.metadata.authors = vec![Contributor { name: "А. Коллонтай".to_owned(), ..Contributor::default() }];
    edition.metadata.modified = "2026-11-23T00:00:00Z".to_owned();
    let file = written(&Pages { pages, places, ..Pages::default() }, &fonts, &Gallery::default(), &edition, &resolution);
    run_tool("qpdf", &["--check"], &file);

    let file = lopdf::Document::load_mem(&file).expect("a PDF");
    let catalog = file.catalog().expect("a catalogue");
    let pages: Vec<lopdf::ObjectId> = file.get_pages().into_values().collect();
    // The outline: indented titles with the pages that they lead to, and the counts of open and closed entries.
    let mut outline = String::new();
    let first = file.get_dictionary(catalog.get(b"Outlines").and_then(|o| o.as_reference()).expect("an outline")).expect("a dictionary");
    assert_eq!(first.get(b"Count").and_then(|count| count.as_i64()).expect("a count"), 4);
    walk(&file, &pages, first, 0, &mut outline);
    assert_eq!(outline, "Preface 1\nPart I Начало 2 shows 2\n  1 Who & what 3 shows -1\n    Deep 4\n  2 More 5\n");
    // Labels: i, ii, 1, 2, 3.
    let labels =
        catalog.get(b"PageLabels").and_then(|o| o.as_dict()).and_then(|d| d.get(b"Nums")).and_then(|o| o.as_array()).expect("labels");
    assert_eq!(format!("{labels:?}"), "[0, <</S /r/St 1>>, 2, <</S /D/St 1>>]");
    // Every link leads to an existing destination, or out of the file.
    let names = names(&file, catalog);
    assert_eq!(names.len(), 151);
    assert!(names.is_sorted());
    let annotations: Vec<&lopdf::Dictionary> =
        pages.iter().flat_map(|page| file.get_page_annotations(*page).expect("annotations")).collect();
    assert_eq!(annotations.len(), 2);
    for annotation in &annotations {
        assert_eq!(annotation.get(b"F").and_then(|flags| flags.as_i64()).expect("flags"), 4);
        match annotation.get(b"Dest") {
            Ok(name) => assert!(names.contains(&name.as_str().expect("a name").to_vec())),
            Err(_) => assert_eq!(
                annotation.get(b"A").and_then(|a| a.as_dict()).and_then(|a| a.get(b"URI")).and_then(|uri| uri.as_str()).expect("a URI"),
                b"https://example.org/a(b)"
            ),
        }
    }
    assert_eq!(catalog.get(b"Lang").and_then(|lang| lang.as_str()).expect("a language"), b"en");
    let packet = catalog.get(b"Metadata").and_then(|o| o.as_reference()).and_then(|id| file.get_object(id)).and_then(|o| o.as_stream());
    let packet = packet.expect("a packet");
    assert!(packet.dict.get(b"Filter").is_err(), "PDF/A requires an uncompressed packet");
    let packet = String::from_utf8(packet.content.clone()).expect("UTF-8");
    let packet = roxmltree::Document::parse(&packet).expect("well-formed");
    let metadata = |name: &str| {
        packet
            .descendants()
            .filter(|node| node.tag_name().name() == name)
            .flat_map(|node| node.descendants())
            .filter(|node| node.is_text())
            .filter_map(|node| node.text())
            .collect::<String>()
    };
    assert_eq!(metadata("title").trim(), "Wer & <wen>? Кто");
    assert_eq!(metadata("creator").trim(), "А. Коллонтай");
}

fn names(file: &lopdf::Document, catalog: &lopdf::Dictionary) -> Vec<Vec<u8>> {
    let root = catalog.get(b"Names").and_then(|o| o.as_dict()).and_then(|d| d.get(b"Dests")).and_then(|o| o.as_reference()).expect("names");
    let kids = file.get_dictionary(root).and_then(|root| root.get(b"Kids")).and_then(|kids| kids.as_array()).expect("leaves");
    kids.iter()
        .flat_map(|leaf| {
            let leaf = file.get_dictionary(leaf.as_reference().expect("a leaf")).expect("a leaf");
            leaf.get(b"Names")
                .and_then(|names| names.as_array())
                .expect("names")
                .chunks(2)
                .map(|pair| pair[0].as_str().expect("a name").to_vec())
        })
        .collect()
}

fn walk(file: &lopdf::Document, pages: &[lopdf::ObjectId], parent: &lopdf::Dictionary, depth: usize, out: &mut String) {
    let mut next = parent.get(b"First").and_then(|first| first.as_reference()).ok();
    while let Some(id) = next {
        let item = file.get_dictionary(id).expect("an item");
        let title = item.get(b"Title").and_then(lopdf::decode_text_string).expect("a title");
        let page = item.get(b"Dest").and_then(|dest| dest.as_array()).expect("a place")[0].as_reference().expect("a page");
        let page = pages.iter().position(|known| *known == page).expect("a page of the file") + 1;
        out.push_str(&format!("{}{title} {page}", "  ".repeat(depth)));
        if let Ok(count) = item.get(b"Count") {
            out.push_str(&format!(" shows {}", count.as_i64().expect("a count")));
        }
        out.push('\n');
        walk(file, pages, item, depth + 1, out);
        next = item.get(b"Next").and_then(|next| next.as_reference()).ok();
    }
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let fonts = FontBook::bundled();
    let text = dress(&fonts, "Alegreya", &["onum"]);
    let small = dress(&fonts, "Alegreya", &["smcp", "c2sc"]);
    let line = || {
        let mut line = text.line("The same words, the same words, well-known");
        line.segments.push(Segment::Glyphs(Arc::new(small.word("Aa", "Aa"))));
        line
    };
    let shared = line();
    let once = plain((1..20).map(|number| page(number, vec![shared.clone(), shared.clone()])).collect(), &fonts);
    let again = plain((1..20).map(|number| page(number, vec![line(), line()])).collect(), &fonts);
    assert_eq!(once, again, "sharing glyphs between words makes no difference");
    let other = plain((1..20).map(|number| page(number, vec![line()])).collect(), &fonts);
    let id = |file: &[u8]| {
        lopdf::Document::load_mem(file).expect("a PDF").trailer.get(b"ID").expect("a name").as_array().expect("two")[0].clone()
    };
    assert_eq!(id(&once), id(&again));
    assert_ne!(id(&once), id(&other));
}

#[test]
fn pictures_keep_their_bytes_and_drawings_their_paths() {
    let fonts = FontBook::bundled();
    let encoded = |image: image::DynamicImage, format| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).expect("a picture");
        bytes.into_inner()
    };
    let photo = image::RgbImage::from_fn(60, 40, |x, y| image::Rgb([x as u8 * 4, y as u8 * 6, 90]));
    let veil = image::RgbaImage::from_fn(60, 40, |x, y| image::Rgba([x as u8 * 4, 10, y as u8 * 6, x as u8 * 3]));
    let jpeg = encoded(photo.clone().into(), image::ImageFormat::Jpeg);
    let drawing = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 737 301"><rect x="10" y="10" width="700" height="200" fill="#c00"/><text x="40" y="120" font-family="Alegreya Sans" font-size="60">Words</text></svg>"##;
    let shaded = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><linearGradient id="g"><stop stop-color="#000"/><stop offset="1" stop-color="#fff"/></linearGradient><rect width="80" height="40" fill="url(#g)"/></svg>"##;
    let mut gallery = Gallery::default();
    for (name, bytes) in [
        ("photo.jpg", jpeg.clone()),
        ("photo.png", encoded(photo.into(), image::ImageFormat::Png)),
        ("veil.png", encoded(veil.clone().into(), image::ImageFormat::Png)),
        ("veil.webp", encoded(veil.into(), image::ImageFormat::WebP)),
        ("drawing.svg", drawing.to_vec()),
        ("shaded.svg", shaded.to_vec()),
    ] {
        gallery.artworks.insert(name.to_owned(), Artwork::read(bytes).expect("a picture"));
    }
    let mut one = page(1, vec![dress(&fonts, "Alegreya", &[]).line("Pictures")]);
    let size = Size { width: Length::from_pt(72.0), height: Length::from_pt(36.0) };
    for (source, row) in gallery.artworks.keys().zip(0..) {
        let item = PageItem::Artwork { source: source.as_str().into(), alt: "a picture".into(), size, turned: false };
        one.items.push(PlacedItem {
            at: at(30.0, 70.0 + 40.0 * f64::from(row)),
            zone: Zone::Text,
            column: 0,
            role: ItemRole::Generated(GeneratedText::TitlePage(TitlePageText::Title)),
            item,
        });
    }
    let file = written(&Pages { pages: vec![one], ..Pages::default() }, &fonts, &gallery, &Edition::default(), &Resolution::default());
    run_tool("qpdf", &["--check"], &file);
    assert!(file.windows(jpeg.len()).any(|bytes| bytes == jpeg), "the PDF has the JPEG byte for byte");
    if let Some(table) = run_tool("pdfimages", &["-list"], &file) {
        // One JPEG, one PNG, two pictures with a mask, and one drawing with a gradient. The other drawing is paths.
        let kinds = |kind: &str| table.lines().filter(|line| line.split_whitespace().nth(2) == Some(kind)).count();
        assert_eq!((kinds("image"), kinds("smask")), (5, 2), "{table}");
        assert!(table.lines().any(|line| line.contains("300") && line.contains(" 150 ")), "a drawing has 300 dots per inch:\n{table}");
    }
}

#[test]
fn a_cover_has_the_same_size_for_any_title_and_the_same_bytes_each_time() {
    use chapbook::cover::front_cover;
    use chapbook::edition::Metadata;
    let fonts = FontBook::bundled();
    let title = "An Inquiry into the Nature and Causes of the Wealth of Nations, in Which Nothing Is Left Out";
    let author = Contributor { name: "Adam Smith".to_owned(), ..Contributor::default() };
    for (title, subtitle) in
        [("A", None), ("Рабочая оппозиция", Some("1919–1922")), (title, Some("With notes & <queries> on each of the books"))]
    {
        let metadata =
            Metadata { title: title.into(), subtitle: subtitle.map(str::to_owned), authors: vec![author.clone()], ..Metadata::default() };
        let cover = front_cover(&metadata, None, &fonts).expect("a cover");
        assert_eq!((cover.width, cover.height, cover.media_type), (1600, 2560, "image/png"));
        let again = front_cover(&metadata, None, &fonts).expect("a cover");
        assert_eq!(cover.image, again.image);
    }
}

#[test]
fn unusual_pages_are_written_without_a_panic() {
    let fonts = FontBook::bundled();
    // No page, a page without words, a picture that does not exist, a run without glyphs, text and glyphs that do not match.
    assert!(plain(Vec::new(), &fonts).starts_with(b"%PDF-1.7"));
    let text = dress(&fonts, "Alegreya", &[]);
    let mut crooked = text.word("crooked", "é");
    let glyphs = Arc::make_mut(&mut crooked.glyphs);
    (glyphs[2].cluster, glyphs[3].cluster) = (1, 900);
    crooked.units_per_em = 0;
    let empty = GlyphRun { size: Length::ZERO, ..text.word("", "") };
    let segments = vec![Segment::Space(Length::ZERO), Segment::Glyphs(Arc::new(empty)), Segment::Glyphs(Arc::new(crooked))];
    let mut one = page(
        1,
        vec![
            TextLine { segments, ..TextLine::default() },
            TextLine::default(),
            TextLine { segments: vec![Segment::Space(Length::points(3))], ..TextLine::default() },
        ],
    );
    let item = PageItem::Artwork { source: "nowhere.png".into(), alt: "".into(), size: paper(), turned: false };
    one.items.push(PlacedItem { at: at(0.0, 0.0), zone: Zone::Text, column: 0, role: ItemRole::Artifact(Artifact::RunningHead), item });
    let file = plain(vec![page(1, Vec::new()), one], &fonts);
    run_tool("qpdf", &["--check"], &file);
    run_tool("mutool", &["draw", "-q", "-F", "trace"], &file);
}

#[test]
fn a_drawing_that_refers_to_other_files_is_reported() {
    let fonts = FontBook::bundled();
    let drawing =
        br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="/etc/hostname.png" width="9" height="9"/></svg>"#;
    let mut gallery = Gallery::default();
    gallery.artworks.insert("a.svg".to_owned(), Artwork::read(drawing.to_vec()).expect("a drawing"));
    let mut one = page(1, Vec::new());
    let item = PageItem::Artwork { source: "a.svg".into(), alt: "".into(), size: paper(), turned: false };
    one.items.push(PlacedItem {
        at: at(0.0, 0.0),
        zone: Zone::Text,
        column: 0,
        role: ItemRole::Generated(GeneratedText::TitlePage(TitlePageText::Title)),
        item,
    });
    let (document, resolution, edition, sink) = (Document::default(), Resolution::default(), Edition::default(), Sink::default());
    let book = Book { document: &document, resolution: &resolution, edition: &edition };
    pdf::write(&Pages { pages: vec![one], ..Pages::default() }, &book, &fonts, &gallery, &sink).expect("a PDF");
    let codes: Vec<&str> = sink.sorted().iter().map(|diagnostic| diagnostic.code.name).collect();
    assert_eq!(codes, ["picture-in-drawing"]);
}
