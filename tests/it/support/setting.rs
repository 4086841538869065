//! Sets small books and gives their finished pages.
use chapbook::artwork::{Artwork, Gallery};
use chapbook::diagnostic::Sink;
use chapbook::diagnostic::render::{MessageFormat, Screen, render};
use chapbook::document::{Block, Document, NodeId, Visit, walk_division};
use chapbook::edition::{Design, Edition};
use chapbook::epub::EpubInput;
use chapbook::font::FontBook;
use chapbook::highlight::Listings;
use chapbook::manuscript;
use chapbook::resolve::{Book, Resolution, resolve};
use chapbook::source::{SourceMap, Span};
use chapbook::typeset::{ItemRole, Page, PageItem, Pages, TextLine, faults, typeset};
use chapbook::units::{Length, Point};

/// A design without title pages and contents.
pub const BARE: &str = "[design]\ntitle-pages = false\ncontents = false\n";

/// Drawings that every chapter can use.
pub const TALL: &str = "tall.svg";
pub const WIDE: &str = "wide.svg";

fn gallery() -> Gallery {
    let drawing = |name: &str, (width, height): (u32, u32)| {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"><rect width=\"9\" height=\"9\"/></svg>"
        );
        (name.to_owned(), Artwork::read(svg.into_bytes()).unwrap())
    };
    Gallery { artworks: [drawing(TALL, (400, 540)), drawing(WIDE, (900, 300))].into(), ..Gallery::default() }
}

/// A typeset book of one chapter.
pub struct TypesetBook {
    pub document: Document,
    pub resolution: Resolution,
    pub edition: Edition,
    pub pages: Pages,
    /// The diagnostics, one line each.
    pub told: String,
}

/// A line on a page.
pub struct Line<'p> {
    /// The number of its page, from 0.
    pub page: usize,
    /// Its block.
    pub node: NodeId,
    /// The left end of its baseline.
    pub at: Point,
    pub line: &'p TextLine,
}

/// Sets a chapter in the bundled fonts. `settings` follow `[book]` in `book.toml`.
pub fn set(settings: &str, chapter: &str) -> TypesetBook {
    set_in(&FontBook::bundled(), settings, chapter, &[])
}

/// Sets a chapter in these fonts. The codes of `allow` are not reported.
pub fn set_in(fonts: &FontBook, settings: &str, chapter: &str, allow: &[&str]) -> TypesetBook {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("chapter.md"), chapter).unwrap();
    let gallery = gallery();
    for (name, artwork) in &gallery.artworks {
        std::fs::write(folder.path().join(name), artwork.bytes().unwrap()).unwrap();
    }
    std::fs::write(folder.path().join("book.toml"), format!("[book]\ntitle = \"T\"\nlanguage = \"en-GB\"\n{settings}")).unwrap();
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    allow.iter().for_each(|code| sink.allow(code, Span::DETACHED));
    let read = manuscript::read(folder.path(), &mut sources, &sink).unwrap();
    let edition = read.editions[0].clone();
    let mut resolution = resolve(&read.document, &edition, &sources, &sink);
    resolution.tokens = Listings::of(&read.document, &sink).tokens(&read.document);
    let book = Book { document: &read.document, resolution: &resolution, edition: &edition };
    let pages = typeset(&book, fonts, &gallery, &sink);
    assert_eq!(faults(&pages, &book), []);
    let told = render(&sink.sorted(), &sources, MessageFormat::Short, Screen::default());
    let made = TypesetBook { document: read.document, resolution, edition, pages, told };
    if let Some(out) = std::env::var_os("PAGES_OUT") {
        let name = std::thread::current().name().unwrap_or("book").replace(':', "-");
        std::fs::write(std::path::Path::new(&out).join(format!("{name}.pdf")), made.pdf(fonts)).unwrap();
    }
    made
}

/// Finds the blocks that `wanted` selects.
struct Blocks<'f> {
    wanted: &'f dyn Fn(&Block) -> bool,
    found: Vec<NodeId>,
}

impl Visit for Blocks<'_> {
    fn block(&mut self, block: &Block) {
        if (self.wanted)(block) {
            self.found.push(block.node.id);
        }
    }
}

impl TypesetBook {
    pub const fn design(&self) -> &Design {
        &self.edition.design
    }

    /// Writes the PDF.
    pub fn pdf(&self, fonts: &FontBook) -> Vec<u8> {
        let book = Book { document: &self.document, resolution: &self.resolution, edition: &self.edition };
        chapbook::pdf::write(&self.pages, &book, fonts, &gallery(), &Sink::default()).unwrap()
    }

    /// Writes the EPUB, with the starts of these pages.
    pub fn epub(&self, fonts: &FontBook) -> Vec<u8> {
        let book = Book { document: &self.document, resolution: &self.resolution, edition: &self.edition };
        let list = Pages { printing: Some("urn:x".to_owned()), ..self.pages.clone() }.page_list(&book).unwrap();
        {
            let input = EpubInput { book: &book, gallery: &gallery(), fonts, cover: None, pages: Some(&list) };
            chapbook::epub::write_paged(&input, &Sink::default())
        }
        .unwrap()
    }

    /// Returns the lines of the manuscript, in reading order.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.pages.pages.iter().enumerate().flat_map(|(number, page)| lines(number, page))
    }

    /// Returns the blocks that `wanted` selects, in order.
    pub fn blocks(&self, wanted: impl Fn(&Block) -> bool) -> Vec<NodeId> {
        let mut blocks = Blocks { wanted: &wanted, found: Vec::new() };
        self.document.divisions().for_each(|(_, division)| walk_division(division, &mut blocks));
        blocks.found
    }

    /// Returns the lower end of the strip of a line of text.
    pub fn end_of_text(&self, baseline: Length) -> Length {
        baseline + self.design().leading - above(self.design().leading, self.design().size)
    }

    /// Returns the leading of code.
    pub fn code_leading(&self) -> Length {
        let design = self.design();
        if design.grid { design.leading } else { design.note_leading.max(design.code_size.scaled(125, 100)) }
    }

    /// Returns the upper and lower end of the strip of a line of code.
    pub fn strip_of_code(&self, baseline: Length) -> (Length, Length) {
        let top = baseline - above(self.code_leading(), self.design().code_size);
        (top, top + self.code_leading())
    }
}

fn lines(number: usize, page: &Page) -> impl Iterator<Item = Line<'_>> {
    page.items.iter().filter_map(move |placed| match (&placed.item, placed.role) {
        (PageItem::Line(line), ItemRole::Content(node)) => Some(Line { page: number, node, at: placed.at, line }),
        _ => None,
    })
}

/// Returns the distance from the top of a strip to the baseline of its line.
pub fn above(leading: Length, size: Length) -> Length {
    (leading - size) / 2 + size.scaled(78, 100)
}
