//! Drawings as other programs export them: with HTML in them, with transparent strokes, with characters that no face has.
use crate::support::pressed::{Pressed, is, pressed};

/// A box as Mermaid draws it, and one as draw.io does.
const MERMAID: &str = "<g transform='translate(60 40)'><rect x='-50' y='-20' width='100' height='40' fill='#ececff' stroke='#9370db'/>\
    <g transform='translate(-40 -12)'><foreignObject width='80' height='24'><div xmlns='http://www.w3.org/1999/xhtml' style='display: table-cell; \
    white-space: nowrap; line-height: 1.5; text-align: center;'><span class='nodeLabel'><p>Start <b>here</b></p></span></div></foreignObject></g></g>";
const DRAW_IO: &str = "<rect x='150' y='20' width='120' height='60' fill='#ffffff' stroke='#000000' pointer-events='all'/><g><switch>\
    <foreignObject pointer-events='none' width='100%' height='100%' requiredFeatures='http://www.w3.org/TR/SVG11/feature#Extensibility' \
    style='overflow: visible; text-align: left;'><div xmlns='http://www.w3.org/1999/xhtml' style='display: flex; align-items: unsafe center; \
    justify-content: unsafe center; width: 118px; height: 1px; padding-top: 50px; margin-left: 151px;'><div style='box-sizing: border-box; \
    font-size: 0px; text-align: center;'><div style='display: inline-block; font-size: 12px; color: rgb(0,0,0); white-space: normal;'>Then\
    <br/>there</div></div></div></foreignObject><text x='210' y='54' font-size='12px' text-anchor='middle'>Then...</text></switch></g>\
    <switch><g requiredFeatures='http://www.w3.org/TR/SVG11/feature#Extensibility'/><a transform='translate(0,-5)' \
    xlink:href='https://www.drawio.com/doc/faq/svg-export-text-problems' target='_blank'><text text-anchor='middle' font-size='10px' x='50%' \
    y='100%'>Text is not SVG - cannot display</text></a></switch>";

fn svg(inner: &str) -> String {
    format!("<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 300 100'>{inner}</svg>")
}

fn book(inner: &str) -> Pressed {
    pressed("", "# One\n\n![a](d.svg)\n", &[("d.svg", svg(inner).as_bytes())])
}

/// The path operators of the drawing. Empty if it was turned into pixels.
fn paths(book: &Pressed) -> String {
    let forms = book.pdf.objects.values().filter_map(|object| object.as_stream().ok()).filter(|stream| is(&stream.dict, "Subtype", "Form"));
    forms.map(|form| String::from_utf8_lossy(&form.decompressed_content().unwrap()).into_owned()).collect()
}

#[test]
fn the_words_of_exported_diagrams_are_in_both_books() {
    let empty = paths(&book("<rect x='10' y='20' width='100' height='40' fill='#ececff' stroke='#9370db'/>")).len();
    for (drawing, words) in [(MERMAID, &["Start", "here"][..]), (DRAW_IO, &["Then", "there"])] {
        let book = book(drawing);
        assert_eq!(book.told, "");
        assert!(book.images().is_empty() && paths(&book).len() > empty + 1000, "the words are paths");
        let file = book.epub.text("picture-1.svg");
        assert!(!file.contains("foreignObject") && !file.contains("Text is not SVG"));
        assert!(words.iter().all(|word| file.contains(word)), "{file}");
    }
    let bold = book(MERMAID).epub.text("picture-1.svg");
    assert!(bold.contains("font-weight=\"bold\"> here</tspan>") && bold.contains("text-anchor=\"middle\""), "{bold}");
}

#[test]
fn what_is_not_a_word_in_the_html_of_a_drawing_is_reported() {
    let html = "<foreignObject width='80' height='24'><p xmlns='http://www.w3.org/1999/xhtml'>Words <img src='a.png'/></p></foreignObject>";
    let told = book(html).told;
    assert!(told.contains("[picture-in-drawing]"), "{told}");
}

#[test]
fn characters_that_no_face_has_are_reported() {
    let told = book("<text x='10' y='50'>Linear A: \u{10600}</text>").told;
    assert!(told.contains("warning[missing-glyph]: no font has \u{10600} (U+10600) in the drawing `d.svg`"), "{told}");
    assert_eq!(book("<text x='10' y='50'>Words</text>").told, "");
}

#[test]
fn pictures_in_a_drawing_are_drawn() {
    // Two pixels, red and blue, as PNG.
    let mut png = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(2, 1, |x, _| if x == 0 { image::Rgb([255, 0, 0]) } else { image::Rgb([0, 0, 255]) });
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let data: String = png.into_inner().iter().map(|byte| format!("%{byte:02X}")).collect();
    let drawing = format!(
        "<rect width='300' height='100' fill='#0f0'/><g transform='translate(100 0)'><image width='100' height='50' \
         image-rendering='optimizeSpeed' preserveAspectRatio='none' href='data:image/png,{data}'/></g><path d='M0 90H300' stroke='#000' stroke-width='10'/>"
    );
    let book = book(&drawing);
    assert_eq!(book.told, "");
    let [image] = &book.images()[..] else { panic!() };
    let dict = |key: &[u8]| image.dict.get(key).unwrap().as_i64().unwrap() as usize;
    let (width, height) = (dict(b"Width"), dict(b"Height"));
    let Some(page) = crate::support::tools::tool("pdftoppm", &["-r", "72", "-png", "-singlefile"], &book.folder.path().join("dist/t.pdf"))
    else {
        return;
    };
    assert!(width > 1000 && height > 300);
    let page = image::load_from_memory(&page).unwrap().to_rgb8();
    let count =
        |wanted: [u8; 3]| page.pixels().filter(|pixel| pixel.0.iter().zip(wanted).all(|(one, other)| one.abs_diff(other) < 60)).count();
    // The drawing is 306 points wide. The picture takes a sixth of its area, half in each colour.
    let (red, blue, green) = (count([255, 0, 0]), count([0, 0, 255]), count([0, 255, 0]));
    assert!(red > 1500 && blue > 1500 && green > 15_000, "{red} {blue} {green}");
}

#[test]
fn what_is_transparent_does_not_turn_a_drawing_into_pixels() {
    for clear in ["stroke='transparent'", "stroke='#f00' stroke-opacity='0'", "fill-opacity='0' stroke='#f00'"] {
        let book = book(&format!("<path d='M0 0H100V50Z' fill='#00f' {clear}/><path d='M9 9H20' stroke='#000'/>"));
        assert!(book.images().is_empty() && !paths(&book).is_empty(), "{clear}");
    }
}

/// What a drawing asks for in vain is reported with its file.
#[test]
fn scripts_other_files_and_damaged_pictures_are_reported() {
    let script = "<script>alert(1)</script><rect width='30' height='30' onclick='alert(2)' fill='#00f'/>";
    let made = book(script);
    let wanted = "a.md:3:1: warning[picture-in-drawing]: the drawing `d.svg` has a script";
    assert!(made.told.contains(wanted), "{}", made.told);
    let file = made.epub.text("picture-1.svg");
    assert!(!file.contains("script") && !file.contains("onclick") && file.contains("fill='#00f'"), "{file}");
    assert!(!made.epub.text("content.opf").contains("scripted"));
    made.epub.keep("drawing-without-script.epub");
    let told = book("<style>@import url(https://example.org/a.css);</style><use href='other.svg#x'/><rect width='9' height='9'/>").told;
    assert!(told.contains("uses another file, `https://example.org/a.css`") && told.contains("uses another file, `other.svg#x`"), "{told}");
    for damaged in ["data:image/png;base64,AAAA", "data:image/png;base64,!"] {
        let told = book(&format!("<image width='9' height='9' href='{damaged}'/><rect width='9' height='9'/>")).told;
        assert!(told.contains("[picture-in-drawing]") && told.contains("d.svg"), "{damaged}: {told}");
    }
    assert_eq!(
        book("<defs><rect id='x' width='9' height='9'/></defs><use href='#x'/><a href='https://example.org'><path d='M0 0H9V9Z'/></a>")
            .told,
        ""
    );
}

#[test]
fn a_character_that_no_face_has_does_not_take_others_with_it() {
    let plain = paths(&book("<text x='10' y='50'>ok \u{2660}</text>")).len();
    let made = book("<text x='10' y='50'>\u{10600} ok \u{2660}</text>");
    assert!(made.told.contains("no font has \u{10600} (U+10600) in the drawing `d.svg`") && !made.told.contains("2660"), "{}", made.told);
    assert!(paths(&made).len() + 200 > plain, "{} {plain}", paths(&made).len());
    assert!(made.epub.text("picture-1.svg").contains('\u{10600}'), "the e-book may have a font for it");
}

#[test]
fn words_that_reach_beyond_a_drawing_are_reported() {
    let html = |attributes: &str, words: &str| {
        format!("<foreignObject {attributes}><p xmlns='http://www.w3.org/1999/xhtml'>{words}</p></foreignObject>")
    };
    let many = "Far too many words for this tiny little box to hold in it";
    let told = book(&html("x='10' y='10' width='18' height='8'", many)).told;
    assert!(told.contains("words of the drawing `d.svg` reach beyond its edge and are cut off"), "{told}");
    assert!(book("<text x='250' y='50'>A long line of words</text>").told.contains("beyond its edge"));
    for inside in
        [html("", "nosize"), html("x='9' y='9' width='90' height='24'", "some words"), "<text x='9' y='50'>Words</text>".to_owned()]
    {
        let made = book(&inside);
        assert_eq!(made.told, "", "{inside}");
    }
    let field = book(&html("width='90' height='24'", "<input value='Words in a field'/>"));
    assert!(field.told.is_empty() && field.epub.text("picture-1.svg").contains(">Words<"), "{}", field.told);
}
