//! Picture files: `data:` addresses in the text, the inks of a press, files that were cut.
use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage};

use crate::support::pressed::{is, pressed};
use crate::support::shelf::{book, png};

fn file(format: ImageFormat) -> Vec<u8> {
    let picture: DynamicImage = RgbImage::from_fn(90, 60, |x, y| image::Rgb([x as u8, y as u8, (x * y) as u8])).into();
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        out.extend((0..=chunk.len()).map(|at| char::from(SIGNS[(bits >> (18 - 6 * at) & 63) as usize])));
        out.push_str(&"==="[..3 - chunk.len()]);
    }
    out
}

#[test]
fn pictures_in_the_text_are_in_both_books() {
    let picture = png(40, 20);
    let data = base64(&picture);
    let svg = "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%2040%2020'%3E%3Crect%20width='40'%20height='20'/%3E%3C/svg%3E";
    let chapter = format!(
        "# One\n\n![grey](data:image/png;base64,{data} \"In the text.\")\n\nA ![small](data:image/png;base64,{data}) one.\n\n<img alt=\"black\" src=\"{svg}\">\n"
    );
    let book = pressed("", &chapter, &[]);
    assert_eq!(book.told, "");
    assert_eq!(book.on_pages().len(), 3);
    assert!(book.epub.bytes("picture-1.png") == picture);
    assert_eq!(book.of_pictures("src"), ["picture-1.png", "picture-1.png", "picture-2.svg"]);
}

#[test]
fn damaged_data_are_reported_in_few_words() {
    let chapter = format!("# One\n\n![grey](data:image/png;base64,{})\n", "A".repeat(2000));
    let told = book("", &chapter, &[]).told;
    assert!(told.starts_with("a.md:3:1: error[bad-image]: `data:image/png` cannot be read"), "{told}");
    let told = book("", "# One\n\n![grey](data:image/png;base64,A*B)\n", &[]).told;
    assert!(told.starts_with("a.md:3:1: error[bad-image]"), "{told}");
    // A report of a missing alternative text does not print the data either.
    let told = book("", &format!("# One\n\n![](data:image/png;base64,{})\n", base64(&png(4, 4))), &[]).told;
    assert!(told.contains("[missing-alt]") && told.len() < 500, "{told}");
}

#[test]
fn a_file_that_was_cut_is_reported() {
    for (format, name) in [(ImageFormat::Jpeg, "p.jpg"), (ImageFormat::Png, "p.png"), (ImageFormat::WebP, "p.webp")] {
        let whole = file(format);
        let chapter = format!("# One\n\n![a]({name})\n");
        assert_eq!(book("", &chapter, &[(name, &whole)]).told, "", "{name}");
        let cut = book("", &chapter, &[(name, &whole[..whole.len() * 2 / 3])]);
        assert!(cut.told.starts_with(&format!("a.md:3:1: error[bad-image]: `{name}` cannot be read: ")), "{}", cut.told);
        assert!(cut.epub.is_none());
    }
}

/// A JPEG of 8 by 8 pixels with half of each of four inks. It has the tables of a grey one.
fn four_inks() -> Vec<u8> {
    let mut grey = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut grey).encode_image(&DynamicImage::from(image::GrayImage::new(8, 8))).unwrap();
    let mut out = vec![0xFF, 0xD8];
    let mut at = 2;
    while grey[at + 1] != 0xDA {
        let end = at + 2 + usize::from(u16::from_be_bytes([grey[at + 2], grey[at + 3]]));
        // The quantization tables and the Huffman tables.
        if matches!(grey[at + 1], 0xDB | 0xC4) {
            out.extend_from_slice(&grey[at..end]);
        }
        at = end;
    }
    // The frame: eight bits, eight by eight, four components, each with table number 0.
    out.extend_from_slice(&[0xFF, 0xC0, 0, 20, 8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0]);
    out.extend_from_slice(&[0xFF, 0xDA, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0]);
    // Four blocks, each with the code 00 for no difference and the code 1010 for the end of the block.
    out.extend_from_slice(&[0x28, 0xA2, 0x8A, 0xFF, 0xD9]);
    out
}

#[test]
fn the_inks_of_an_unknown_press_become_colours_of_a_screen() {
    let picture = four_inks();
    let book = pressed("", "# One\n\n![a](p.jpg)\n", &[("p.jpg", &picture)]);
    assert_eq!(book.told, "");
    let [image] = &book.images()[..] else { panic!() };
    assert!(is(&image.dict, "ColorSpace", "DeviceRGB"), "{:?}", image.dict);
    let pixels = image::load_from_memory(&image.content).unwrap().to_rgb8();
    // Half of the black over half of each colour.
    assert!(pixels.get_pixel(4, 4).0.iter().all(|channel| (40..=90).contains(channel)), "{:?}", pixels.get_pixel(4, 4));
    let packet = book.pdf.objects.values().filter_map(|object| object.as_stream().ok()).find(|stream| is(&stream.dict, "Subtype", "XML"));
    assert!(String::from_utf8_lossy(&packet.unwrap().content).contains("pdfaid:part"));
}

#[test]
fn folders_of_pictures_are_inside_the_book() {
    let told = |folders: &str| {
        let text = "# One\n\n![a](p.png)\n";
        book(&format!("picture-folders = [{folders}]\n"), text, &[("art/p.png", &png(4, 4))]).told
    };
    assert_eq!(told("\"art\""), "");
    assert_eq!(told("\".\", \"./art/\""), "");
    let outside = told("\"art\", \"../art\"");
    assert!(outside.starts_with("book.toml:4:27: error[outside-root]: `../art` is outside the book"), "{outside}");
    let missing = told("\"art\", \"arts\"");
    assert!(missing.starts_with("book.toml:4:27: warning[unused-setting]: there is no folder `arts` (did you mean `art`?)"), "{missing}");
    // The front matter of a single file may name folders too.
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("art")).unwrap();
    std::fs::write(folder.path().join("art/p.png"), png(4, 4)).unwrap();
    let told = |folders: &str| {
        let path = folder.path().join("a.md");
        std::fs::write(&path, format!("---\ntitle: T\nlanguage: en\npicture-folders: [{folders}]\n---\n\n# One\n\n![a](p.png)\n")).unwrap();
        let request = chapbook::build::BuildRequest { path, ..Default::default() };
        let outcome = chapbook::build::build(&request, &crate::support::shelf::Silent).unwrap();
        outcome.diagnostics.iter().map(|found| found.code.name).collect::<Vec<_>>()
    };
    assert_eq!(told("art"), [""; 0]);
    assert_eq!(told("art, nowhere"), ["unused-setting"]);
}
