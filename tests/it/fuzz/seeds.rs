//! The books whose files are changed. Each is small, and has what readers of its format treat differently.
use std::fs;
use std::path::Path;

use crate::import::{PAGE, archive, docx};
use crate::support::made_fonts::{Style, bundled, collection, styled, woff2};

/// A book, and the name of the file in it that is changed.
#[derive(Clone)]
pub struct Seed {
    files: Vec<(String, Vec<u8>)>,
    changing: usize,
}

impl Seed {
    /// A book of these files. The first one is changed.
    fn new(files: &[(&str, &[u8])]) -> Self {
        Self { files: files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect(), changing: 0 }
    }

    /// The file that is changed, as it was.
    pub fn changing(&self) -> &[u8] {
        &self.files[self.changing].1
    }

    /// Writes the book to a folder, with other bytes in the file that is changed.
    pub fn write(&self, folder: &Path, changed: &[u8]) {
        for (at, (name, bytes)) in self.files.iter().enumerate() {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, if at == self.changing { changed } else { bytes }).unwrap();
        }
    }
}

const BOOK: &str = "[book]\ntitle = \"T\"\nlanguage = \"en\"\nauthors = [\"A\"]\n[matter]\nbody = [\"a.md\"]\n[design]\npage = \"a6\"\n";
const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"40\"><rect width=\"9\" height=\"9\"/></svg>";

/// A file of the test books or of the repository.
fn of_repository(path: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Books of one chapter each.
fn books(chapters: &[&[u8]]) -> Vec<Seed> {
    chapters.iter().map(|chapter| Seed::new(&[("a.md", chapter), ("book.toml", BOOK.as_bytes()), ("d.svg", DRAWING.as_bytes())])).collect()
}

/// Chapters of Markdown.
pub fn chapters() -> Vec<Seed> {
    let blocks = String::from_utf8(of_repository("tests/books/kitchen-sink/10-blocks.md")).unwrap();
    let inlines = String::from_utf8(of_repository("tests/books/kitchen-sink/20-inlines.md")).unwrap();
    // Short pieces leave time for many of them.
    let pieces = |text: &str| -> Vec<Vec<u8>> {
        let paragraphs: Vec<&str> = text.split("\n\n").collect();
        paragraphs.chunks(12).map(|chunk| format!("# A\n\n{}\n", chunk.join("\n\n")).into_bytes()).collect()
    };
    let own: &[u8] = b"# One {#one .x}\n\nText *with **marks** in it*, a note[^1], [a link](#one), `code` and \"quotes\".\n\n- a\n- b\n  1. c\n\n\
        | a | b |\n|---|:-:|\n| c | d |\n\nTable: Words. {#t}\n\n![A drawing](d.svg \"A caption\"){width=50%}\n\n::: note\nInside\n:::\n\n\
        > Quoted\n>\n> \xe2\x80\x94 Somebody\n\n```rust {2} title=\"x\"\nfn a() {}\n// b\n```\n\nTerm\n: Text\n\n[^1]: The note, with ^[another].\n";
    let mut all = vec![own.to_vec()];
    all.extend([blocks, inlines].iter().flat_map(|text| pieces(text)));
    books(&all.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// Chapters with HTML.
pub fn html() -> Vec<Seed> {
    books(&[
        b"# A\n\n<table><thead><tr><th rowspan=2>A<th colspan=2>B<tbody><tr><td>c<td>d<td>e</table>\n\n<ul><li>one<li>two <b>bold</ul>\n",
        b"# A\n\n<div class=\"note\" align=\"center\">\n\nText *marked* <sup>2</sup> and <a href=\"#a\">link</a>.\n\n</div>\n\n<p style=\"text-indent: 2em\">One<br>two</p>\n",
        b"# A\n\n<figure id=\"a\"><img src=\"d.svg\" width=\"50\"><figcaption>Words</figcaption></figure>\n\n<dl><dt>T<dd>D</dl>\n\n<pre><code>x &lt; y\n</code></pre>\n",
        b"# A\n\n| a | <span>b</span> |\n|---|---|\n| <ul><li>c</ul> | <!-- d --> e |\n\n<details><summary>S</summary>Text</details>\n\n<ruby>a<rt>b</ruby> <q>c</q> <kbd>d</kbd>\n",
    ])
}

/// Chapters with formulas.
pub fn formulas() -> Vec<Seed> {
    books(&[
        b"# A\n\nIn the line $x^2 + \\frac{a}{b}$ and $\\sqrt[3]{\\hat y}$.\n\n$$\\sum_{i=0}^n \\left( \\int_a^b f(x)\\,dx \\right)$$ {#eq-a}\n",
        b"# A\n\n$$\\begin{aligned} a &= b + c \\\\ d &= \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix} \\label{b} \\end{aligned}$$\n\nSee $\\eqref{b}$.\n",
        b"# A\n\n$\\ce{2H2 + O2 -> 2H2O}$ and $\\underbrace{a+b}_{\\text{sum of $a$}}$, $\\mathbb{R} \\cancel{x} \\overline{z}$.\n\n$$\\begin{cases} 1 & x > 0 \\\\ 0 & \\text{else} \\end{cases} \\tag{*}$$\n",
    ])
}

/// Single files with front matter.
pub fn front_matter() -> Vec<Seed> {
    let of = |front: &str| Seed::new(&[("a.md", format!("---\n{front}---\n\n# One\n\nText.\n").as_bytes())]);
    vec![
        of("title: A book\nlanguage: en-GB\nauthor: [A. Author, B. Author]\ndate: 2026-11-30\n"),
        of(
            "title: |\n  A title\n  of two lines\nlang: de\nauthors:\n  - name: A\n    role: editor\nrights: \"CC: BY\"\nidentifier: urn:isbn:9780306406157\n",
        ),
        of("title: &a T\nsubtitle: *a\nlanguage: 'fr'\nseries: {name: S, number: 2}\nsubjects: [x, y]\nkeywords: >\n  folded\n  text\n"),
    ]
}

/// Books with settings.
pub fn settings() -> Vec<Seed> {
    let of = |settings: &[u8]| {
        Seed::new(&[("book.toml", settings), ("a.md", b"# One\n\nText[^1].\n\n[^1]: Note.\n"), ("d.svg", DRAWING.as_bytes())])
    };
    let kitchen = of_repository("tests/books/kitchen-sink/book.toml");
    let mine = String::from_utf8(of_repository("book/book.toml")).unwrap();
    let own = "[book]\ntitle = \"T\"\nlanguage = \"en-GB\"\nauthors = [\"A\", { name = \"B\", sort = \"C\" }]\n\n[matter]\nbody = [\"a.md\"]\n\n[design]\npage = \"a5\"\n\
               size = \"10.5pt\"\nleading = \"14pt\"\nmargins = { inner = \"15mm\", outer = \"12mm\", head = \"14mm\", foot = \"16mm\" }\ncolumns = 2\n\n\
               [notes]\nplacement = \"chapter\"\nmarks = \"symbols\"\n\n[editions.small]\nextends = \"print\"\n[editions.small.design]\nsize = \"8pt\"\n";
    let mut seeds = vec![of(own.as_bytes()), of(&kitchen)];
    // The chapters of our own book are missing here, which is an error that every change keeps.
    seeds.push(of(mine.replace(".md\"", "\"").as_bytes()));
    seeds
}

/// Books with names for the index.
pub fn names() -> Vec<Seed> {
    let names: &[u8] =
        b"[[name]]\nname = \"Kollontai, Alexandra\"\nforms = [\"Kollontai\", \"A. Kollontai\"]\n\n[[name]]\nname = \"Lenin\"\n";
    let own = of_repository("book/names.toml");
    let of = |names: &[u8]| {
        Seed::new(&[
            ("names.toml", names),
            ("book.toml", BOOK.as_bytes()),
            ("a.md", b"# A\n\nKollontai and Lenin met. A. Kollontai spoke.\n"),
        ])
    };
    vec![of(names), of(&own[..own.len().min(1500)])]
}

/// Books with a lock file.
pub fn lock_files() -> Vec<Seed> {
    let own = of_repository("book/chapbook.lock");
    let own = &own[..own.len().min(2000)];
    vec![Seed::new(&[("chapbook.lock", own), ("book.toml", BOOK.as_bytes()), ("a.md", b"# A\n\nOne.\n\nTwo.\n")])]
}

/// Books with the list of chapters of mdBook.
pub fn summaries() -> Vec<Seed> {
    let summary: &[u8] =
        b"# Summary\n\n[Preface](a.md)\n\n# Part one\n\n- [One](b.md)\n  - [Two](c/d.md)\n- [Draft]()\n\n---\n\n[End](e.md)\n";
    let text: &[u8] = b"# T\n\nText. {{#include a.md}}\n";
    vec![Seed::new(&[
        ("src/SUMMARY.md", summary),
        ("book.toml", b"[book]\ntitle = \"T\"\nlanguage = \"en\"\n"),
        ("src/a.md", text),
        ("src/b.md", b"# B\n\nText.\n"),
        ("src/c/d.md", b"# D\n\nText.\n"),
        ("src/e.md", b"# E\n\nText.\n"),
    ])]
}

/// The chapter of a book with a picture.
const WITH_PICTURE: &[u8] = b"# A\n\n![A picture](p.EXT)\n\nText ![](p.EXT){height=1em} in a line.\n";

fn with_picture(extension: &str, picture: &[u8]) -> Seed {
    let chapter = String::from_utf8_lossy(WITH_PICTURE).replace("EXT", extension);
    Seed::new(&[(&format!("p.{extension}"), picture), ("book.toml", BOOK.as_bytes()), ("a.md", chapter.as_bytes())])
}

/// Books with a drawing.
pub fn drawings() -> Vec<Seed> {
    let own = of_repository("tests/books/references/pictures/punch.svg");
    let parts = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 90 60\"><defs><linearGradient id=\"a\"><stop offset=\"0\" stop-color=\"red\"/></linearGradient>\
        <clipPath id=\"c\"><circle r=\"20\"/></clipPath><filter id=\"f\"><feGaussianBlur stdDeviation=\"2\"/></filter><mask id=\"m\"><rect width=\"9\" height=\"9\" fill=\"#fff\"/></mask></defs>\
        <g transform=\"translate(10 10) rotate(5)\" fill=\"url(#a)\" clip-path=\"url(#c)\"><path d=\"M0 0C1 2 3 4 50 50Z\" stroke=\"blue\" stroke-dasharray=\"2 1\"/></g>\
        <text x=\"5\" y=\"20\" font-size=\"8\">Words <tspan font-weight=\"bold\">bold</tspan></text><rect width=\"30\" height=\"9\" filter=\"url(#f)\" mask=\"url(#m)\" opacity=\".5\"/></svg>";
    vec![with_picture("svg", &own), with_picture("svg", parts.as_bytes())]
}

/// Books with a picture made of pixels.
pub fn pictures() -> Vec<Seed> {
    use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
    let pixels = RgbImage::from_fn(24, 16, |x, y| Rgb([u8::try_from(x * 9).unwrap(), u8::try_from(y * 9).unwrap(), 90]));
    let encoded = |format: ImageFormat| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(pixels.clone()).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    };
    [("png", ImageFormat::Png), ("jpg", ImageFormat::Jpeg), ("gif", ImageFormat::Gif), ("webp", ImageFormat::WebP)]
        .map(|(extension, format)| with_picture(extension, &encoded(format)))
        .into()
}

/// Books with a font of their own.
pub fn fonts() -> Vec<Seed> {
    let toml = "[book]\ntitle = \"T\"\nlanguage = \"en\"\n[lints]\nallow = [\"missing-style\"]\n[design]\ntext-face = \"Mine\"\ntitle-pages = false\ncontents = false\n";
    let mine = |path: &str| styled(&bundled(path), Style::new("Mine", "Regular", 400));
    let latin_modern = of_repository("tests/fonts/latin-modern/lmroman10-regular.otf");
    let sans = mine("alegreya-sans/AlegreyaSans-Regular.ttf");
    let fonts = [
        ("fonts/Mine.ttf", mine("jetbrains-mono/JetBrainsMono-Regular.ttf")),
        ("fonts/Mine.otf", styled(&latin_modern, Style::new("Mine", "Regular", 400))),
        ("fonts/Mine.woff2", woff2(&sans)),
        ("fonts/Mine.ttc", collection(&[sans])),
    ];
    let bold = styled(&bundled("alegreya/Alegreya-Bold.ttf"), Style::new("Mine", "Bold", 700));
    let text: &[u8] = b"# A\n\nSphinx of *black* quartz, judge my **vow**: 0123 \xe2\x80\x9cffi\xe2\x80\x9d.\n";
    fonts
        .iter()
        .map(|(name, font)| Seed::new(&[(name, font), ("fonts/Bold.ttf", &bold), ("book.toml", toml.as_bytes()), ("a.md", text)]))
        .collect()
}

/// PDFs to impose: one of ours, and one with a form.
pub fn pdfs() -> Vec<Seed> {
    let text = "# One\n\nText with a note.[^1]\n\n[^1]: The note.\n\n# Two\n\nMore.\n";
    let ours = crate::support::setting::set("", text).pdf(&chapbook::font::FontBook::bundled());
    [ours, crate::foreign_pdfs::form()].map(|pdf| Seed::new(&[("in.pdf", &pdf)])).into()
}

/// Documents of Pandoc, as the chapter of a book.
pub fn pandoc_documents() -> Vec<Seed> {
    let book = BOOK.replace("a.md", "a.json");
    ["boats", "figure", "tables", "thesis"]
        .iter()
        .map(|name| {
            let document = of_repository(&format!("tests/fixtures/pandoc/{name}.json"));
            Seed::new(&[("a.json", &document), ("book.toml", book.as_bytes()), ("d.svg", DRAWING.as_bytes())])
        })
        .collect()
}

/// Web pages to import.
pub fn imported_pages() -> Vec<Seed> {
    let tables = of_repository("tests/fixtures/pandoc/tables.html");
    [PAGE.as_bytes(), &tables].iter().map(|page| Seed::new(&[("in.html", page), ("pics/hall.svg", DRAWING.as_bytes())])).collect()
}

/// Plain texts to import.
pub fn imported_texts() -> Vec<Seed> {
    let own = "CHAPTER I\n\nIt was a long para-\ngraph that the page\n\n12\n\nbroke in the middle of a sentence, and the\n\nparagraph went on.[1]\n\n\n\n\
               See [this](#) and \u{c}that.\n\n13\n\nTHE SECOND PART\n\nThe paragraph  has *stray* spaces. \n\n14\n\n[1] A note.\n";
    let blocks = of_repository("tests/books/kitchen-sink/10-blocks.md");
    let messy = ["11-open-quotations", "17-verse", "20-everything"].map(|name| of_repository(&format!("tests/fixtures/messy/{name}.txt")));
    [own.as_bytes(), &blocks].into_iter().chain(messy.iter().map(Vec::as_slice)).map(|text| Seed::new(&[("in.txt", text)])).collect()
}

/// E-books in FictionBook to import.
pub fn imported_fiction_books() -> Vec<Seed> {
    let small = of_repository("tests/fixtures/import/small.fb2");
    let plain = b"<FictionBook><body><section><title><p>One</p></title><p>Text.<a href=\"#n\">1</a></p><poem><stanza><v>A line</v></stanza></poem></section></body>\
                  <body name=\"notes\"><section id=\"n\"><p>A note.</p></section></body></FictionBook>";
    [&small[..], plain].iter().map(|book| Seed::new(&[("in.fb2", book)])).collect()
}

/// Texts in Muse to import.
pub fn imported_muse_texts() -> Vec<Seed> {
    let small = of_repository("tests/fixtures/import/small.muse");
    let plain = b"#title T\n\n* One\n\nText[1] and *more*.\n\n<quote>\nA\n</quote>\n\n - a\n   1. b\n\n[1] Note.\n";
    [&small[..], plain].iter().map(|text| Seed::new(&[("in.muse", text), ("hall.svg", DRAWING.as_bytes())])).collect()
}

/// The bodies of documents of Word to import.
pub fn imported_documents() -> Vec<Seed> {
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let paragraph = |properties: &str, runs: &str| format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>");
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph("", &run(text)));
    let item =
        |level: u8, text: &str| paragraph(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr>"), &run(text));
    let body = [
        paragraph("<w:pStyle w:val=\"berschrift1\"/>", &run("One")),
        paragraph(
            "",
            &format!("{}<w:r><w:rPr><w:i/></w:rPr><w:t>slanted</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r>", run("Text ")),
        ),
        item(0, "first"),
        item(1, "inner"),
        item(0, "second"),
        format!(
            "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
            cell("<w:vMerge w:val=\"restart\"/>", "a"),
            cell("<w:gridSpan w:val=\"2\"/>", "b"),
            cell("<w:vMerge/>", ""),
            cell("", "c")
        ),
        paragraph("<w:pStyle w:val=\"Own\"/>", &run("Two")),
        paragraph(
            "",
            &format!("<w:hyperlink r:id=\"l\">{}</w:hyperlink><w:ins>{}</w:ins><w:del>{}</w:del>", run("a link"), run("new"), run("old")),
        ),
    ];
    vec![Seed::new(&[("in.body", body.concat().as_bytes())])]
}

/// Archives to import.
pub fn imported_archives() -> Vec<Seed> {
    let container = "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile full-path=\"p.opf\"/></rootfiles></container>";
    let package = "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\"><metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>T</dc:title>\
                   <dc:language>en</dc:language></metadata><manifest><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>\
                   <spine><itemref idref=\"a\"/></spine></package>";
    let page = "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title/></head><body><h1>One</h1><p>Text.</p></body></html>";
    let files = [("mimetype", "application/epub+zip"), ("META-INF/container.xml", container), ("p.opf", package), ("a.xhtml", page)];
    let document = docx("<w:p><w:r><w:t>Text.</w:t></w:r></w:p>");
    vec![Seed::new(&[("in.epub", &archive(&files))]), Seed::new(&[("in.docx", &document)])]
}
