//! What shops ask for beyond a valid EPUB. An edition names its shops (`retailer = ["kobo", "apple"]`), and is told what they
//! would refuse or show badly; nothing is changed in the book.
//!
//! The rules are the table [`SHOPS`]: figures of other companies, which change, so each shop has the date on which they were
//! seen and the place where they stand; comments say which of them are known at second hand only. Rules that our files cannot
//! break are not in it: they always have an NCX, a cover in a document of its own, TrueType or OpenType faces, no script, no drawing in the
//! spine and no fixed layout (`tests/it/retailers.rs` holds that).
use crate::artwork::ArtworkFormat;
use crate::diagnostic::{Code, Diagnostic, Sink, codes};
use crate::document::{Block, BlockKind, Inline, InlineKind, Note, Visit, plain_text, walk_blocks, walk_document};
use crate::edition::Retailer;
use crate::resolve::Book;
use crate::source::Span;

use crate::epub::accessibility::Made;

/// What one shop asks for. A limit that a shop does not state is `None`.
struct Shop {
    retailer: Retailer,
    /// As people call it.
    name: &'static str,
    /// As of when the rules are known, and where they stand.
    read: &'static str,
    source: &'static str,
    /// The least pixels of the shorter and of the longer side of a cover.
    cover_least: Option<(u32, u32)>,
    /// The most pixels of either side of a cover.
    cover_most: Option<u32>,
    /// Height by width of a cover, in tenths; a tenth more or less is taken for it.
    cover_shape: Option<u32>,
    cover_bytes: Option<usize>,
    picture_bytes: Option<usize>,
    /// Width by height of any picture, the cover too.
    picture_pixels: Option<u64>,
    book_bytes: Option<usize>,
    /// The fewest letters of a note that is popped up; the most are told to everybody (`long-note`).
    note_letters: Option<usize>,
    table_columns: Option<usize>,
    table_rows: Option<usize>,
    /// Title and subtitle.
    title_letters: Option<usize>,
    description_letters: Option<usize>,
    /// Drawings may hold pictures made of pixels.
    pixels_in_drawings: bool,
}

const MB: usize = 1_000_000;

/// What is asked by a shop that asks for nothing.
const NOTHING: Shop = Shop {
    retailer: Retailer::Generic,
    name: "",
    read: "",
    source: "",
    cover_least: None,
    cover_most: None,
    cover_shape: None,
    cover_bytes: None,
    picture_bytes: None,
    picture_pixels: None,
    book_bytes: None,
    note_letters: None,
    table_columns: None,
    table_rows: None,
    title_letters: None,
    description_letters: None,
    pixels_in_drawings: true,
};

/// The rules by shop.
const SHOPS: [Shop; 4] = [
    Shop {
        retailer: Retailer::Kobo,
        name: "Kobo",
        read: "2026-11-23",
        // "Cover Images", "Image Formatting", "Tables", "Footnotes/Endnotes", "Limitations and Maximums". The least size of a
        // cover is at second hand: Kobo Writing Life is quoted with 1400 pixels and with more.
        source: "https://github.com/kobolabs/epub-spec",
        cover_least: Some((1400, 1400)),
        cover_bytes: Some(3 * MB),
        picture_bytes: Some(5 * MB),
        book_bytes: Some(1000 * MB),
        note_letters: Some(9),
        table_columns: Some(4),
        ..NOTHING
    },
    Shop {
        retailer: Retailer::Apple,
        name: "Apple Books",
        // At second hand: what others saw in the Asset Guide on that day.
        read: "2026-09-13",
        source: "https://help.apple.com/itc/booksassetguide/",
        cover_least: Some((1400, 1400)),
        picture_pixels: Some(5_600_000),
        book_bytes: Some(2000 * MB),
        ..NOTHING
    },
    Shop {
        retailer: Retailer::Kindle,
        name: "Kindle",
        read: "2026-09-13",
        // At second hand: KDP help, "Cover Image Guidelines" and "Metadata Guidelines", as others saw them on that day; the
        // Kindle Publishing Guidelines on tables, pictures and the whole file, as they are quoted.
        source: "https://kdp.amazon.com/en_US/help/topic/G6GTK3T3NUHKLEFX",
        cover_least: Some((625, 1000)),
        cover_most: Some(10_000),
        cover_shape: Some(16),
        cover_bytes: Some(50 * MB),
        picture_bytes: Some(5 * MB),
        book_bytes: Some(650 * MB),
        table_columns: Some(10),
        table_rows: Some(100),
        title_letters: Some(199),
        description_letters: Some(4000),
        pixels_in_drawings: false,
        ..NOTHING
    },
    Shop {
        retailer: Retailer::Generic,
        name: "A shop",
        read: "2026-11-23",
        // What pleases all of those above, but for what only small screens ask.
        source: "the rules of Kobo, Apple Books and Kindle",
        cover_least: Some((1400, 1400)),
        cover_bytes: Some(50 * MB),
        picture_bytes: Some(5 * MB),
        picture_pixels: Some(5_600_000),
        book_bytes: Some(650 * MB),
        description_letters: Some(4000),
        pixels_in_drawings: false,
        ..NOTHING
    },
];

/// The shops that an edition is made for.
fn shops(book: &Book<'_>) -> impl Iterator<Item = &'static Shop> {
    let wanted = book.edition.metadata.retailers.clone();
    SHOPS.iter().filter(move |shop| wanted.contains(&shop.retailer))
}

/// Tells what the shops of an edition would object to in what is made of it.
pub(in crate::epub) fn examine(book: &Book<'_>, made: &Made<'_>, sink: &Sink) {
    if book.edition.metadata.retailers.is_empty() {
        return;
    }
    let mut found = Found::default();
    walk_document(book.document, &mut found);
    for shop in shops(book) {
        let counter = Counter { shop, sink };
        counter.metadata(book);
        counter.cover(book, made);
        counter.pictures(&found, made);
        counter.text(&found);
    }
}

/// Tells if the finished file is too large for the shops of an edition.
pub(in crate::epub) fn weigh(book: &Book<'_>, bytes: usize, sink: &Sink) {
    for shop in shops(book) {
        if let Some(most) = shop.book_bytes.filter(|most| bytes > *most) {
            let hint = "make the pictures smaller, or leave the faces out with `fonts = false`";
            Counter { shop, sink }.tell(
                codes::SHOP_BOOK_SIZE,
                Span::DETACHED,
                &format!("takes books up to {}, this has {}", mb(most), mb(bytes)),
                hint,
            );
        }
    }
}

fn mb(bytes: usize) -> String {
    format!("{:.1} MB", bytes as f64 / MB as f64)
}

/// What the text holds that shops have rules for.
#[derive(Default)]
struct Found {
    /// Each picture where it is first named.
    pictures: Vec<(String, Span)>,
    /// Tables with their columns and rows.
    tables: Vec<(usize, usize, Span)>,
    /// Notes with their letters.
    notes: Vec<(usize, Span)>,
}

impl Visit for Found {
    fn block(&mut self, block: &Block) {
        if let BlockKind::Table(table) = &block.kind {
            self.tables.push((table.alignments.len(), table.rows.len() + 1, block.node.span));
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Image { source, .. } = &inline.kind
            && !self.pictures.iter().any(|(known, _)| known == source)
        {
            self.pictures.push((source.clone(), inline.node.span));
        }
    }

    fn note(&mut self, note: &Note) {
        let mut letters = Letters(0);
        walk_blocks(&note.blocks, &mut letters);
        self.notes.push((letters.0, note.node.span));
    }
}

/// Counts the letters of blocks.
struct Letters(usize);

impl Visit for Letters {
    fn block(&mut self, block: &Block) {
        if let BlockKind::Code { text, .. } | BlockKind::Math(text) = &block.kind {
            self.0 += text.chars().count();
        }
    }

    fn inline(&mut self, inline: &Inline) {
        // Each text once: containers come before what is in them.
        if let InlineKind::Text(_) | InlineKind::Code(_) | InlineKind::Math(_) = &inline.kind {
            self.0 += plain_text(std::slice::from_ref(inline)).chars().count();
        }
    }
}

/// Where one shop takes books.
struct Counter<'a> {
    shop: &'a Shop,
    sink: &'a Sink,
}

impl Counter<'_> {
    fn tell(&self, code: &'static Code, span: Span, what: &str, hint: &str) {
        self.sink.report(
            Diagnostic::new(code, span, format!("{} {what}", self.shop.name))
                .label(format!("as of {}, see {}", self.shop.read, self.shop.source))
                .hint(hint),
        );
    }

    fn metadata(&self, book: &Book<'_>) {
        let metadata = &book.edition.metadata;
        let letters = metadata.title.chars().count() + metadata.subtitle.as_ref().map_or(0, |subtitle| subtitle.chars().count());
        if let Some(most) = self.shop.title_letters.filter(|most| letters > *most) {
            let what = format!("takes {most} letters of title and subtitle, these have {letters}");
            self.tell(codes::SHOP_TITLE, metadata.places.title, &what, "shorten the subtitle");
        }
        let letters = metadata.description.as_ref().map_or(0, |description| description.chars().count());
        if let Some(most) = self.shop.description_letters.filter(|most| letters > *most) {
            let what = format!("takes {most} letters of description, this has {letters}");
            self.tell(codes::SHOP_DESCRIPTION, metadata.places.description, &what, "shorten it");
        }
    }

    fn cover(&self, book: &Book<'_>, made: &Made<'_>) {
        let span = book.edition.metadata.places.cover;
        let Some(cover) = made.cover else {
            self.tell(codes::SHOP_NO_COVER, span, "asks for a cover", "name one: `cover = \"cover.jpg\"`, or have one drawn");
            return;
        };
        let (width, height) = (cover.width, cover.height);
        let (shorter, longer) = (width.min(height), width.max(height));
        let best = "a cover of 1600 by 2560 pixels suits all shops; do not blow a small one up";
        if let Some((least, least_longer)) = self.shop.cover_least.filter(|(a, b)| shorter < *a || longer < *b) {
            let what = format!("asks for covers of at least {least} by {least_longer} pixels, this has {width} by {height}");
            self.tell(codes::SHOP_COVER_SIZE, span, &what, best);
        }
        if let Some(most) = self.shop.cover_most.filter(|most| longer > *most) {
            self.tell(codes::SHOP_COVER_SIZE, span, &format!("takes covers up to {most} pixels, this has {width} by {height}"), best);
        }
        let tenths = (10 * height + width / 2) / width.max(1);
        if let Some(shape) = self.shop.cover_shape.filter(|shape| tenths.abs_diff(*shape) > 1) {
            let what = format!(
                "asks for covers {}.{} times as high as wide, this is {}.{} times as high",
                shape / 10,
                shape % 10,
                tenths / 10,
                tenths % 10
            );
            self.tell(codes::SHOP_COVER_SHAPE, span, &what, best);
        }
        let bytes = cover.image.len();
        if let Some(most) = self.shop.cover_bytes.filter(|most| bytes > *most) {
            let what = format!("takes covers up to {}, this has {}", mb(most), mb(bytes));
            self.tell(codes::SHOP_COVER_BYTES, span, &what, "save it as a JPEG of less quality");
        }
        let pixels = u64::from(width) * u64::from(height);
        if let Some(most) = self.shop.picture_pixels.filter(|most| pixels > *most) {
            self.tell(codes::SHOP_PICTURE_PIXELS, span, &format!("takes pictures up to {most} pixels, the cover has {pixels}"), best);
        }
        if cover.media_type == "image/jpeg" && is_cmyk(&cover.image) {
            self.tell(codes::SHOP_COLOURS, span, "takes no cover in the four colours of print", "save it in RGB (sRGB)");
        }
    }

    fn pictures(&self, found: &Found, made: &Made<'_>) {
        for (source, span) in &found.pictures {
            let Some(artwork) = made.gallery.artworks.get(source) else { continue };
            let bytes = made.pictures.bytes(source).unwrap_or_default();
            if let Some(most) = self.shop.picture_bytes.filter(|most| bytes.len() > *most) {
                let what = format!("takes pictures up to {}, `{source}` has {}", mb(most), mb(bytes.len()));
                self.tell(codes::SHOP_PICTURE_BYTES, *span, &what, "make it smaller, or a photograph a JPEG");
            }
            match artwork.format {
                ArtworkFormat::Jpeg if is_cmyk(bytes) => {
                    let what = format!("shows `{source}` wrongly: it has the four colours of print");
                    self.tell(codes::SHOP_COLOURS, *span, &what, "save it in RGB (sRGB)");
                }
                ArtworkFormat::Svg => self.drawing(source, bytes, *span),
                ArtworkFormat::Jpeg | ArtworkFormat::Png | ArtworkFormat::Gif | ArtworkFormat::Webp => {}
            }
        }
    }

    fn drawing(&self, source: &str, bytes: &[u8], span: Span) {
        let text = String::from_utf8_lossy(bytes);
        if !self.shop.pixels_in_drawings && text.contains("<image") {
            let what = format!("refuses drawings that hold pictures made of pixels, as `{source}` does");
            self.tell(codes::SHOP_PIXELS_IN_DRAWING, span, &what, "save the whole as a JPEG or PNG");
        }
        if fetches(&text) {
            let what = format!("refuses what is fetched from the web, as `{source}` does");
            self.tell(codes::SHOP_REMOTE, span, &what, "put what it names into the drawing, or save the whole as a PNG");
        }
    }

    fn text(&self, found: &Found) {
        for (columns, rows, span) in &found.tables {
            if let Some(most) = self.shop.table_columns.filter(|most| columns > most) {
                let what = format!("may not show tables of more than {most} columns, this has {columns}");
                self.tell(codes::SHOP_TABLE, *span, &what, "turn it round, divide it, or give its facts as a list");
            }
            if let Some(most) = self.shop.table_rows.filter(|most| rows > most) {
                let what = format!("may not show tables of more than {most} rows, this has {rows}");
                self.tell(codes::SHOP_TABLE, *span, &what, "divide it");
            }
        }
        for (letters, span) in &found.notes {
            if let Some(least) = self.shop.note_letters.filter(|least| letters < least) {
                let what = format!("pops up no note of less than {least} letters, this has {letters}");
                self.tell(codes::SHOP_NOTE, *span, &what, "say more, or put it into the text");
            }
        }
    }
}

/// Whether a drawing names what must be fetched from the web. A link that a reader may follow is none.
fn fetches(drawing: &str) -> bool {
    let link = |at: usize| {
        let tag = drawing[..at].rfind('<').map_or("", |start| &drawing[start + 1..at]);
        let name = tag.split_whitespace().next().unwrap_or_default();
        name == "a" || name.ends_with(":a")
    };
    let named = ["href=\"http", "href='http", "href=\"//", "href='//"];
    let styled = ["url(http", "url(\"http", "url('http", "url(//"];
    named.iter().any(|sign| drawing.match_indices(sign).any(|(at, _)| !link(at))) || styled.iter().any(|sign| drawing.contains(sign))
}

/// Whether a JPEG has four components: cyan, magenta, yellow, black (ITU-T T.81, section B.2.2: the byte after the size in the
/// frame header).
fn is_cmyk(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some([0xff, marker, high, low]) = bytes.get(at..at + 4) {
        // Frame headers are SOF0 to SOF15 without DHT, JPG and DAC.
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            return bytes.get(at + 9) == Some(&4);
        }
        at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::edition::{Edition, Metadata};
    use crate::resolve::resolve;
    use crate::source::SourceMap;

    #[test]
    fn a_file_that_is_too_large_is_told() {
        let metadata = Metadata { retailers: vec![Retailer::Kobo, Retailer::Kindle], ..Metadata::default() };
        let edition = Edition { metadata, ..Edition::default() };
        let (document, sink) = (Document::default(), Sink::default());
        let resolution = resolve(&document, &edition, &SourceMap::default(), &sink);
        let book = Book { document: &document, resolution: &resolution, edition: &edition };
        weigh(&book, 649 * MB, &sink);
        assert!(sink.sorted().is_empty());
        weigh(&book, 651 * MB, &sink);
        let told = sink.sorted();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].code.name == "shop-book-size" && told[0].message.starts_with("Kindle"), "{told:?}");
    }

    #[test]
    fn four_colours_are_seen_in_the_frame_header() {
        let frame =
            |components: u8| [&[0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 8, 8, 0, 1, 0, 1, components][..], &[0; 12]].concat();
        assert!(is_cmyk(&frame(4)) && !is_cmyk(&frame(3)) && !is_cmyk(&frame(1)) && !is_cmyk(b"not a JPEG") && !is_cmyk(&[]));
    }

    #[test]
    fn what_a_drawing_fetches_is_told_from_links() {
        assert!(fetches("<svg><image xlink:href=\"https://x.org/a.png\"/></svg>"));
        assert!(fetches("<svg><style>p { fill: url(https://x.org/a.svg#b) }</style></svg>"));
        assert!(!fetches("<svg xmlns:xlink=\"http://www.w3.org/1999/xlink\"><a xlink:href=\"https://x.org/\"><path/></a></svg>"));
    }

    #[test]
    fn every_shop_has_its_rules_with_date_and_source() {
        for retailer in [Retailer::Kobo, Retailer::Apple, Retailer::Kindle, Retailer::Generic] {
            let rules: Vec<&Shop> = SHOPS.iter().filter(|shop| shop.retailer == retailer).collect();
            assert!(rules.len() == 1 && rules[0].read.len() == 10 && !rules[0].source.is_empty(), "{retailer:?}");
        }
    }
}
