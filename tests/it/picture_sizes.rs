//! Pictures have the size that their author gives, on paper and in the e-book.
use crate::support::pressed::pressed;
use crate::support::shelf::png;

/// The measure of the books here: A5 with margins of 20 mm.
const MEASURE: f64 = 108.0 * 72.0 / 25.4;

fn rounded(points: f64) -> i64 {
    points.round() as i64
}

#[test]
fn each_way_to_give_a_size_is_obeyed_in_both_books() {
    let picture = png(400, 200);
    let centimetres = |centimetres: f64| centimetres * 72.0 / 2.54;
    for (source, width, height, style) in [
        ("![a](p.png){width=50%}", MEASURE / 2.0, MEASURE / 4.0, "width: 50%; height: auto; object-fit: contain"),
        ("![a](p.png){width=5cm}", centimetres(5.0), centimetres(2.5), "width: 141.73pt; height: auto; object-fit: contain"),
        ("![a](p.png){height=12pt}", 24.0, 12.0, "width: auto; height: 12pt; object-fit: contain"),
        ("![a](p.png){width=120}", 90.0, 45.0, "width: 90pt; height: auto; object-fit: contain"),
        ("![a](p.png \"Caption.\"){width=120px}", 90.0, 45.0, "width: 90pt; height: auto; object-fit: contain"),
        ("![a](p.png){width=80 height=60}", 60.0, 45.0, "width: 60pt; height: auto; aspect-ratio: 60 / 45"),
        ("![a](p.png){width=\"0.5\\textwidth\"}", MEASURE / 2.0, MEASURE / 4.0, "width: 50%; height: auto; object-fit: contain"),
        ("<img src=\"p.png\" alt=\"a\" width=\"100\">", 75.0, 37.5, "width: 75pt; height: auto; object-fit: contain"),
        ("<img src=\"p.png\" alt=\"a\" width=\"100\" height=\"50\"/>", 75.0, 37.5, "width: 75pt; height: auto; aspect-ratio: 75 / 37.5"),
        (
            "<img src=\"p.png\" alt=\"a\" width=\"400\" style=\"width: 25%; max-width: 50px\">",
            37.5,
            18.75,
            "width: 25%; height: auto; object-fit: contain; max-width: min(37.5pt, 100%)",
        ),
        ("![a](p.png){style=\"max-height:1cm\"}", centimetres(2.0), centimetres(1.0), "max-height: min(28.35pt, 90vh)"),
        (
            "<figure style=\"width: 40%\"><img src=\"p.png\" alt=\"a\"></figure>",
            MEASURE * 0.4,
            MEASURE * 0.2,
            "width: 40%; height: auto; object-fit: contain",
        ),
        ("![a][p]{width=50%}\n\n[p]: p.png", MEASURE / 2.0, MEASURE / 4.0, "width: 50%; height: auto; object-fit: contain"),
        ("![a](p.png){width=auto height=auto}", 144.0, 72.0, ""),
    ] {
        let book = pressed("", &format!("# One\n\nBefore.\n\n{source}\n\nAfter.\n"), &[("p.png", &picture)]);
        assert_eq!(book.told, "", "{source}");
        let [placed] = &book.on_pages()[..] else { panic!("{source}") };
        assert!((placed.width - width).abs() < 0.1 && (placed.height - height).abs() < 0.1, "{source}: {placed:?}");
        assert_eq!(book.of_pictures("style"), [style], "{source}");
        assert!(!book.markup().contains("data-width") && !book.markup().contains("data-style"), "{source}");
    }
}

#[test]
fn no_picture_leaves_the_measure_or_the_page() {
    let picture = png(400, 200);
    let book = pressed(
        "",
        "# One\n\n![a](p.png){width=90cm}\n\n![b](p.png){height=90cm}\n\nA ![c](p.png){width=90cm} in a line.\n",
        &[("p.png", &picture)],
    );
    assert_eq!(book.told, "");
    let measure = (rounded(MEASURE), rounded(MEASURE / 2.0));
    assert_eq!(book.sizes(), [measure; 3]);
    let tall = png(20, 200);
    let book = pressed("", "# One\n\nBefore.\n\n![a](p.png){width=100%}\n\nA ![c](p.png){width=9cm} in a line.\n", &[("p.png", &tall)]);
    for picture in book.on_pages() {
        assert!(picture.height < 480.0 && (picture.height / picture.width - 10.0).abs() < 0.01, "{picture:?}");
    }
}

#[test]
fn a_picture_between_words_is_as_high_as_they_are() {
    let picture = png(400, 200);
    let line = |text: &str| {
        let book = pressed("", &format!("# One\n\n{text}\n"), &[("p.png", &picture)]);
        assert_eq!(book.told, "", "{text}");
        (book.sizes(), book.of_pictures("style"))
    };
    let high = "width: auto; height: 1em; vertical-align: -.22em";
    // The type of the design is ten and a half points.
    let (sizes, styles) = line("Press ![save](p.png) to save, or *the ![other](p.png) one*.");
    assert_eq!(styles, [high, high]);
    assert!(sizes.iter().all(|size| (9..=12).contains(&size.1) && size.0 == sizes[0].0), "{sizes:?}");
    // A size that the author gives takes precedence.
    let given = "width: auto; height: 20pt; object-fit: contain";
    assert_eq!(line("Press ![save](p.png){height=20pt} to save."), (vec![(40, 20)], vec![given.to_owned()]));
    // These pictures are not between words: alone on a line, beside other pictures, or below the words that refer to them.
    let alone = line("![one](p.png) ![two](p.png)");
    assert_eq!((alone.0.len(), alone.1), (2, vec![String::new(); 2]));
    let below = line("As shown here:\n![one](p.png)");
    assert_eq!((below.0, below.1), (vec![(144, 72)], vec![String::new()]));
    let broken = line("As shown here:<br>![one](p.png)");
    assert_eq!(broken.0, [(144, 72)]);
}

#[test]
fn the_line_is_no_higher_for_a_picture_between_its_words() {
    let picture = png(60, 60);
    let book = pressed("", "# One\n\nA ![p](p.png) line.\n\nThe ![p](p.png) end.\n", &[("p.png", &picture)]);
    let [first, second] = &book.on_pages()[..] else { panic!() };
    let leading = first.bottom - second.bottom;
    assert!((12.0..16.0).contains(&leading), "{leading}");
}

#[test]
fn a_size_that_is_not_understood_is_reported_with_its_place() {
    let picture = png(400, 200);
    for (source, told) in [
        ("![a](p.png){width=5,5cm}", "a.md:3:19: warning[bad-picture-size]: the width `5,5cm` of a picture has an unknown unit"),
        ("![a](p.png){width=wide}", "a.md:3:19: warning[bad-picture-size]: the width `wide` of a picture is not a number"),
        ("![a](p.png){height=-3cm}", "a.md:3:20: warning[bad-picture-size]: the height `-3cm` of a picture is not greater than zero"),
        ("![a](p.png){width=\"\"}", "a.md:3:1: warning[bad-picture-size]: the width `` of a picture is not a number"),
        (
            "<img src=\"p.png\" alt=\"a\" width=\"3 elks\">",
            "a.md:3:33: warning[bad-picture-size]: the width `3 elks` of a picture has an unknown unit",
        ),
        (
            "<img src=\"p.png\" alt=\"a\" style=\"width: calc(100% - 2em)\">",
            "a.md:3:40: warning[bad-picture-size]: the width `calc(100% - 2em)` of a picture is not a number",
        ),
        (
            "::: {.figure width=30%}\n![a](p.png)\n\n![b](p.png)\n:::",
            "a.md:3:1: warning[bad-picture-size]: only a figure with one picture can have a size",
        ),
    ] {
        let book = pressed("", &format!("# One\n\n{source}\n"), &[("p.png", &picture)]);
        assert!(book.told.starts_with(told) && book.told.lines().count() == 1, "{source}: {}", book.told);
        assert!(book.sizes().iter().all(|size| *size == (144, 72)), "{source}");
    }
}

#[test]
fn other_declarations_of_a_style_are_reported() {
    let book = pressed("", "# One\n\n<img src=\"p.png\" alt=\"a\" style=\"border: 0; width:50%\">\n", &[("p.png", &png(40, 20))]);
    assert!(book.told.contains("html-attribute") && book.told.contains("border"), "{}", book.told);
    assert_eq!(book.sizes()[0].0, rounded(MEASURE / 2.0));
}

#[test]
fn pictures_in_cells_have_their_sizes() {
    let table = "| Name | Picture |\n|---|---|\n| one | ![a](p.png){width=2cm} |\n| two | ![b](p.png){width=50%} |\n| in words | see ![c](p.png) |\n";
    let book = pressed("", &format!("# One\n\n{table}"), &[("p.png", &png(400, 200))]);
    assert_eq!(book.told, "");
    let sizes = book.sizes();
    assert_eq!(sizes[0], (57, 28), "{sizes:?}");
    assert!(sizes[1].0 < rounded(MEASURE / 2.0) && sizes[1].0 > 40 && (8..=12).contains(&sizes[2].1), "{sizes:?}");
}

#[test]
fn a_given_size_is_kept_when_a_smaller_picture_would_help_the_page() {
    let words = "Words that fill the lines of a page, one after the other, until it is full. ";
    for count in 1..12 {
        let text = format!("# One\n\n{}\n\n![a](p.png){{height=7cm}}\n\n{}\n", format!("{words}\n\n").repeat(count), words.repeat(9));
        let book = pressed("", &text, &[("p.png", &png(400, 200))]);
        assert_eq!(book.on_pages().iter().map(|picture| rounded(picture.height * 10.0)).collect::<Vec<_>>(), [rounded(MEASURE * 5.0)]);
    }
}
