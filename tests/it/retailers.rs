//! For each rule of a retailer there is a book that breaks it, which is reported. Nothing is reported for a book that keeps all rules.

use std::io::Cursor;

use crate::support::shelf::{book, png, shelf};

/// Returns the codes of the messages about retailers.
fn codes(messages: &str) -> Vec<String> {
    let mut codes: Vec<String> =
        messages.lines().filter_map(|line| Some(line.split_once("warning[")?.1.split_once(']')?.0.to_owned())).collect();
    codes.dedup();
    codes
}

#[test]
fn a_plain_book_meets_the_rules_of_all_shops() {
    let built =
        book("retailer = [\"kobo\", \"apple\", \"kindle\", \"generic\"]", "# A\n\nText.[^1]\n\n[^1]: A note of some length.\n", &[]);
    assert_eq!(built.told, "");
    let epub = built.epub.unwrap();
    // Requirements of the shops that chapbook always meets.
    assert!(epub.names().any(|name| name.ends_with("toc.ncx")), "an NCX");
    let opf = epub.text("content.opf");
    assert!(opf.contains("<meta name=\"cover\" content=\"cover-image\"/>") && opf.contains("toc=\"ncx\""), "{opf}");
    assert!(epub.text("cover.xhtml").contains("<img role=\"doc-cover\""), "the cover is a picture in a document of its own");
    let faces = epub.names().filter(|name| [".woff", ".woff2", ".otf"].iter().any(|end| name.ends_with(end))).count();
    assert_eq!(faces, 0, "only TrueType fonts");
    assert!(epub.documents().all(|(_, text)| !text.contains("<script") && !text.contains("src=\"http")), "no remote file and no script");
    assert!(!opf.contains("pre-paginated"));
}

#[test]
fn rules_of_shops_that_the_book_does_not_name_are_not_checked() {
    let table = format!("|{}\n|{}\n|{}\n", "a|".repeat(12), "-|".repeat(12), "b|".repeat(12));
    let messages = |settings: &str| book(settings, &format!("# A\n\n{table}"), &[]).told;
    assert_eq!(messages(""), "");
    assert_eq!(codes(&messages("retailer = \"apple\"")), Vec::<String>::new());
    assert_eq!(codes(&messages("retailer = \"kobo\"")), ["shop-table"]);
    // An edition has its own shops.
    let edition = "[[edition]]\nname = \"a\"\nformats = [\"epub\"]\nretailer = [\"kindle\"]\n";
    let text = messages(edition);
    assert!(text.contains("a.md:3:1: warning[shop-table]: Kindle may not show tables of more than 10 columns; this one has 12"), "{text}");
    let allowed = messages("retailer = \"kobo\"\n[lints]\nallow = [\"shop-table\"]");
    assert_eq!(allowed, "");
}

#[test]
fn covers_with_a_wrong_size_or_shape_are_reported() {
    let messages = |shop: &str, width: u32, height: u32| {
        let settings = format!("cover = \"c.png\"\ncover-alt = \"Grey.\"\nretailer = \"{shop}\"");
        book(&settings, "# A\n\nText.\n", &[("c.png", &png(width, height))]).told
    };
    let text = messages("apple", 1000, 1600);
    assert!(
        text.contains(
            "book.toml:4:9: warning[shop-cover-size]: Apple Books requires covers of at least 1400 by 1400 pixels; this one has 1000 by 1600"
        ),
        "{text}"
    );
    assert!(text.contains("1600 by 2560"), "{text}");
    assert_eq!(codes(&messages("kobo", 1000, 1600)), ["shop-cover-size"]);
    assert_eq!(codes(&messages("generic", 1000, 1600)), ["shop-cover-size"]);
    assert_eq!(codes(&messages("kindle", 500, 800)), ["shop-cover-size"]);
    let text = messages("kindle", 1600, 1600);
    assert!(text.contains("warning[shop-cover-shape]: Kindle asks for covers 1.6 times as high as wide; this one is 1.0 times"), "{text}");
    assert_eq!(messages("kindle", 1600, 2560), "");
    assert_eq!(codes(&messages("apple", 2000, 3200)), ["shop-picture-pixels"]);
    let none = book("cover = \"c.png\"\nretailer = \"kobo\"", "# A\n\nText.\n", &[]).told;
    assert!(none.contains("missing-image") || none.contains("missing-cover"), "{none}");
}

/// A picture that cannot be compressed.
fn noise(side: u32) -> Vec<u8> {
    let mut state = 1_u32;
    let pixels = image::RgbImage::from_fn(side, side, |_, _| {
        image::Rgb([0; 3].map(|_: u8| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        }))
    });
    let mut bytes = Vec::new();
    pixels.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    bytes
}

#[test]
fn pictures_that_are_too_large_are_reported() {
    let heavy = noise(1400);
    assert!(heavy.len() > 5_000_000, "{}", heavy.len());
    let all = "retailer = \"kindle\"\n[design]\npictures = \"original\"";
    let built = book(all, "# A\n\n![noise](p.png)\n", &[("p.png", &heavy)]);
    assert!(
        built.told.contains("a.md:3:1: warning[shop-picture-bytes]: Kindle accepts pictures up to 5.0 MB; `p.png` has 5.9 MB"),
        "{}",
        built.told
    );
    let built = book("cover = \"p.png\"\nretailer = \"kobo\"", "# A\n\nText.\n", &[("p.png", &heavy)]);
    assert_eq!(codes(&built.told), ["shop-cover-bytes"], "{}", built.told);
}

#[test]
fn drawings_with_pixels_or_remote_files_are_reported() {
    let drawing = |inside: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'>{inside}<rect width='5' height='5'/></svg>"
        )
    };
    let pixels = drawing("<image width='5' height='5' href='data:image/png;base64,AAAA'/>");
    let messages =
        |shop: &str, svg: &str| book(&format!("retailer = \"{shop}\""), "# A\n\n![x](p.svg)\n", &[("p.svg", svg.as_bytes())]).told;
    assert!(
        messages("kindle", &pixels).contains("a.md:3:1: warning[shop-pixels-in-drawing]: Kindle refuses"),
        "{}",
        messages("kindle", &pixels)
    );
    assert_eq!(codes(&messages("generic", &pixels)), ["shop-pixels-in-drawing"]);
    assert_eq!(messages("kobo", &pixels), "");
    let remote = drawing("<use xlink:href=\"https://example.org/a.svg#b\"/>");
    for shop in ["kobo", "apple", "kindle", "generic"] {
        assert_eq!(codes(&messages(shop, &remote)), ["picture-in-drawing", "shop-remote"], "{shop}");
    }
    assert_eq!(messages("kindle", &drawing("<a xlink:href=\"https://example.org/\"><path d='M0 0h4v4z'/></a>")), "");
}

#[test]
fn colours_made_for_print_are_reported() {
    // Only the headers of a JPEG with four components, because a cover is copied unchanged.
    let mut jpeg = vec![0xff, 0xd8, 0xff, 0xc0, 0, 20, 8];
    jpeg.extend([0x09, 0x60, 0x06, 0x40, 4]);
    (1..=4).for_each(|component| jpeg.extend([component, 0x11, 0]));
    jpeg.extend([0xff, 0xda, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0, 0xff, 0xd9]);
    let built = book("cover = \"c.jpg\"\nretailer = \"kindle\"", "# A\n\nText.\n", &[("c.jpg", &jpeg)]);
    assert_eq!(codes(&built.told), ["shop-colours"], "{}", built.told);
    let built = book("retailer = \"apple\"", "# A\n\n![x](c.jpg)\n", &[("c.jpg", &jpeg)]);
    assert!(codes(&built.told).contains(&"shop-colours".to_owned()), "{}", built.told);
}

#[test]
fn tables_notes_titles_and_descriptions_that_are_too_long_are_reported() {
    let rows = "| a | b |\n".repeat(101);
    let messages = book("retailer = \"kindle\"", &format!("# A\n\n| x | y |\n|---|---|\n{rows}"), &[]).told;
    assert!(
        messages.contains("a.md:3:1: warning[shop-table]: Kindle may not show tables of more than 100 rows; this one has 102"),
        "{messages}"
    );
    let messages = book("retailer = \"kobo\"", "# A\n\nText.[^1]\n\n[^1]: *Ibid.*\n", &[]).told;
    assert!(
        messages.contains("a.md:5:1: warning[shop-note]: Kobo does not pop up notes of fewer than 9 letters; this one has 5"),
        "{messages}"
    );
    let toml = format!("[book]\ntitle = \"{}\"\nlanguage = \"en\"\nretailer = \"kindle\"\n", "Word ".repeat(41));
    let messages = shelf(&[("book.toml", toml.as_bytes()), ("a.md", b"# A\n\nText.\n")], &[]).told;
    assert!(
        messages.contains("book.toml:2:9: warning[shop-title]: Kindle accepts up to 199 letters of title and subtitle; these have 204"),
        "{messages}"
    );
    let messages = book(&format!("description = \"{}\"\nretailer = \"generic\"", "Word ".repeat(801)), "# A\n\nText.\n", &[]).told;
    assert!(
        messages.contains("book.toml:4:15: warning[shop-description]: A retailer accepts descriptions up to 4000 letters"),
        "{messages}"
    );
}
