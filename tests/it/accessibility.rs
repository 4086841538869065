//! The accessibility metadata of a book describe the book: each claim is there if, and only if, its cause is in the book.

use crate::support::setting::{BARE, set};
use crate::support::shelf::{book, png, shelf};
use chapbook::font::FontBook;

const FEATURE: &str = "schema:accessibilityFeature";
const MODE: &str = "schema:accessMode";
const SUFFICIENT: &str = "schema:accessModeSufficient";

/// An edition without a printed book.
const ALONE: &str = "defaults = false\n[[edition]]\nname = \"alone\"\nformats = [\"epub\"]";

#[test]
fn a_book_without_pictures_is_textual() {
    // Without a printed edition the e-book has no page list either.
    let built = book(ALONE, "# One\n\nWords.[^1]\n\n[^1]: A note of some length.\n", &[]);
    let epub = built.epub.unwrap();
    assert_eq!(epub.meta(MODE), ["textual"]);
    assert_eq!(epub.meta(SUFFICIENT), ["textual"]);
    assert_eq!(
        epub.meta(FEATURE),
        ["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability", "ARIA"],
        "no feature that the book does not have"
    );
    assert_eq!(epub.meta("schema:accessibilityHazard"), ["none"]);
    let summary = epub.meta("schema:accessibilitySummary").concat();
    assert!(summary.contains("Notes are linked") && !summary.contains("icture"), "{summary}");
    assert!(epub.meta("dcterms:conformsTo").is_empty());
}

#[test]
fn features_are_listed_only_if_the_book_has_them() {
    let picture = png(40, 30);
    let built = book(ALONE, "Words with no heading, [soviets]{.index}.\n\n![a grey square](p.png)\n", &[("p.png", &picture)]);
    let epub = built.epub.unwrap();
    assert_eq!(epub.meta(MODE), ["textual", "visual"]);
    assert_eq!(epub.meta(SUFFICIENT), ["textual", "textual,visual"]);
    let features = epub.meta(FEATURE);
    assert!(features.contains(&"alternativeText".to_owned()) && features.contains(&"index".to_owned()), "{features:?}");
    for never in ["describedMath", "MathML", "pageBreakMarkers", "pageNavigation", "longDescription"] {
        assert!(!features.contains(&never.to_owned()), "{never}");
    }
    let summary = epub.meta("schema:accessibilitySummary").concat();
    assert!(summary.contains("Every picture has a description") && summary.contains("The index leads"), "{summary}");
}

#[test]
fn a_picture_without_a_description_is_reported_and_claims_are_withdrawn() {
    let picture = png(40, 30);
    let chapter = "# One\n\n![](p.png)\n\nA ![](p.png) in the line.\n";
    let files: [(&str, &[u8]); 3] =
        [("book.toml", b"[book]\ntitle = \"T\"\nlanguage = \"en\"\n"), ("a.md", chapter.as_bytes()), ("p.png", &picture)];
    let built = shelf(&files, &[]);
    assert!(built.told.starts_with("a.md:3:1: warning[missing-alt]") && built.told.matches("missing-alt").count() == 1, "{}", built.told);
    let reported = built.epub.unwrap();
    // Allowed by name, on the command line or in book.toml; the e-book says the same.
    let allowed = shelf(&files, &["missing-alt"]);
    assert_eq!(allowed.told, "");
    let toml = b"[book]\ntitle = \"T\"\nlanguage = \"en\"\n[lints]\nallow = [\"missing-alt\"]\n";
    let settled = shelf(&[("book.toml", toml), ("a.md", chapter.as_bytes()), ("p.png", &picture)], &[]);
    for epub in [reported, allowed.epub.unwrap(), settled.epub.unwrap()] {
        assert_eq!(epub.meta(SUFFICIENT), ["textual,visual"], "text alone is not enough");
        assert!(!epub.meta(FEATURE).contains(&"alternativeText".to_owned()));
        let summary = epub.meta("schema:accessibilitySummary").concat();
        assert!(summary.contains("without a description: 2 of 2"), "{summary}");
    }
    // A decorative picture needs no text.
    let decorative = "# One\n\n![](p.png){.decorative}\n\nA ![](p.png){.decorative} in the line, and <img src=\"p.png\" alt=\"\">.\n";
    let built = book("", decorative, &[("p.png", &picture)]);
    assert_eq!(built.told, "");
    let epub = built.epub.unwrap();
    assert_eq!(epub.meta(MODE), ["textual"]);
    epub.keep("decorative.epub");
    assert!(epub.text("chapter-1.xhtml").matches("alt=\"\"").count() == 3);
    // A claim of conformance makes each picture an error.
    let claim = "[book.accessibility]\nconformance = \"AA\"\ncertified-by = \"Somebody\"\n";
    let claimed = book(claim, chapter, &[("p.png", &picture)]);
    assert!(claimed.epub.is_none());
    for place in ["a.md:3:1: error[unproven-conformance]", "a.md:5:3: error[unproven-conformance]"] {
        assert!(claimed.told.contains(place), "{}", claimed.told);
    }
    // The PDF claims to be accessible only if no picture lacks a description that it needs.
    for (chapter, claims) in [("# One\n\n![](wide.svg)\n", false), ("# One\n\n![](wide.svg){.decorative}\n", true)] {
        let pdf = set(BARE, chapter).pdf(&FontBook::bundled());
        let pdf = String::from_utf8_lossy(&pdf);
        assert_eq!(pdf.contains("<pdfuaid:part>1</pdfuaid:part>"), claims);
        assert_eq!(pdf.contains("<pdfaid:conformance>A</pdfaid:conformance>"), claims);
    }
}

#[test]
fn an_unknown_lint_is_reported_with_the_nearest_name() {
    let built = book("[lints]\nallow = [\"uncaled-note\"]\n", "# One\n", &[]);
    assert!(built.told.contains("book.toml:5:10: error[unknown-lint]") && built.told.contains("`uncalled-note`"), "{}", built.told);
}

#[test]
fn an_empty_heading_is_not_printed() {
    let epub = book("", "# One\n\n## {#here}\n\nWords, and [there](#here).\n", &[]).epub.unwrap();
    let text = epub.text("chapter-1.xhtml");
    assert!(text.contains("<h1") && !text.contains("<h2"), "{text}");
    assert!(text.contains("href=\"#here\"") && text.matches("id=\"here\"").count() == 1, "{text}");
}

#[test]
fn a_book_with_motion_does_not_claim_to_be_free_of_flashing() {
    let mut gif = Vec::new();
    {
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut gif);
        let frame = |grey| image::Frame::new(image::RgbaImage::from_pixel(8, 8, image::Rgba([grey, grey, grey, 255])));
        encoder.encode_frames([frame(0), frame(255)]).unwrap();
    }
    let epub = book("", "# One\n\n![a flag](p.gif)\n", &[("p.gif", &gif)]).epub.unwrap();
    epub.keep("moving.epub");
    assert_eq!(epub.meta("schema:accessibilityHazard"), ["unknown"]);
    assert!(epub.meta("schema:accessibilitySummary").concat().contains("may move"));
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'><animate attributeName='x' to='5' dur='1s'/></rect></svg>";
    let epub = book("", "# One\n\n![a flag](p.svg)\n", &[("p.svg", svg)]).epub.unwrap();
    assert_eq!(epub.meta("schema:accessibilityHazard"), ["unknown"]);
}

#[test]
fn the_summary_is_in_the_language_of_the_book_or_in_english() {
    let summary = |language: &str| {
        let toml = format!("[book]\ntitle = \"T\"\nlanguage = \"{language}\"\n");
        shelf(&[("book.toml", toml.as_bytes()), ("a.md", b"# A\n\nText.\n")], &[]).epub.unwrap().text("content.opf")
    };
    assert!(summary("de").contains("accessibilitySummary\">Der Text kann vorgelesen"));
    assert!(summary("ru").contains("accessibilitySummary\">Текст можно"));
    assert!(summary("hu").contains("accessibilitySummary\" xml:lang=\"en\">The text"));
}

const CLAIM: &str = "[book.accessibility]\nconformance = \"AA\"\ncertified-by = \"A. Reader\"\ncredential = \"https://example.org/c\"\nreport = \"https://example.org/r\"\nsummary = \"Read aloud by two people.\"\n";

#[test]
fn conformance_is_claimed_if_somebody_certifies_it_and_nothing_contradicts_it() {
    let epub = book(CLAIM, "# One\n\nWords.\n", &[]).epub.unwrap();
    epub.keep("conformance.epub");
    assert_eq!(epub.meta("dcterms:conformsTo"), ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]);
    assert_eq!(epub.refined("conformance", "a11y:certifiedBy").as_deref(), Some("A. Reader"));
    let opf = epub.text("content.opf");
    assert!(opf.contains("<link rel=\"a11y:certifierReport\" refines=\"#certifier\" href=\"https://example.org/r\"/>"), "{opf}");
    assert!(opf.contains("<link rel=\"a11y:certifierCredential\" refines=\"#certifier\" href=\"https://example.org/c\"/>"), "{opf}");
    assert!(epub.meta("schema:accessibilitySummary").concat().ends_with("Read aloud by two people."));
    // Nobody certifies it.
    let reported = book("accessibility = { conformance = \"AA\" }\n", "# One\n", &[]).told;
    assert!(reported.contains("book.toml:4:33: error[unproven-conformance]"), "{reported}");
    let toml = format!("[book]\ntitle = \"T\"\n{CLAIM}");
    let reported = shelf(&[("book.toml", toml.as_bytes()), ("a.md", b"# A\n")], &["no-language"]).told;
    assert!(
        reported.contains("book.toml:4:15: error[unproven-conformance]: conformance is claimed for a book that does not say"),
        "{reported}"
    );
    // Each contradiction is reported with its place.
    let picture = png(40, 30);
    let wrong: [(&str, &str); 4] = [
        ("# One\n\n| | |\n|-|-|\n| a | b |\n", "a.md:3:1: error[unproven-conformance]: the table has no column heads"),
        ("# One\n\nSo $x^2^2$ is.\n", "a.md:3:4: error[unproven-conformance]: the formula"),
        ("# One\n\n[![](p.png){.decorative}](https://example.org)\n", "a.md:3:1: error[unproven-conformance]: the link has no text"),
        ("# One\n\n![](p.png)\n", "a.md:3:1: error[unproven-conformance]: the picture `p.png`"),
    ];
    for (chapter, expected) in wrong {
        let toml = format!("[book]\ntitle = \"T\"\nlanguage = \"en\"\n{CLAIM}");
        let built = shelf(&[("book.toml", toml.as_bytes()), ("a.md", chapter.as_bytes()), ("p.png", &picture)], &["missing-alt"]);
        assert!(built.told.contains(expected) && built.epub.is_none(), "{expected} is not in:\n{}", built.told);
    }
}

/// The minimum contrast of text at level AA of WCAG 2.2 (success criterion 1.4.3).
const LEAST: f64 = 4.5;

#[test]
fn the_colours_of_every_stylesheet_have_enough_contrast_by_day_and_at_night() {
    for (design, _) in chapbook::edition::designs() {
        let toml = format!("[book]\ntitle = \"T\"\nlanguage = \"en\"\n[design]\nbase = \"{design}\"\n");
        let css = shelf(&[("book.toml", toml.as_bytes()), ("a.md", b"# A\n\nText.\n")], &[]).epub.unwrap().text("stylesheet.css");
        assert!(css.len() > 2_000, "{design}");
        let pale = pale(&css);
        assert!(pale.is_empty(), "{design}: {pale:?}");
    }
}

#[test]
fn the_check_of_contrast_finds_pale_colours() {
    assert_eq!(pale("p { color: #bbb; background: #fff; }"), ["p: #bbb on #fff: 1.9"]);
    assert_eq!(pale("p { color: #777; }").len(), 1, "4.48 on white");
    assert_eq!(pale("p { color: #333; }"), ["p: #333 on #000: 1.7"], "at night, on the background of the reading system");
    assert!(pale("p { color: #000; background-color: white; } a { color: inherit; } b { background: none; }").is_empty());
    assert_eq!(pale("@media (prefers-color-scheme: dark) { .x { color: rgb(20, 20, 20); background: #111 } }").len(), 1);
    assert!(pale("@media (prefers-color-scheme: dark) { .x { color: #eee } }").is_empty(), "at night only");
}

/// The pairs of colours in a stylesheet with too little contrast. If a rule sets only one of the two, the other is the default of
/// a reading system: black on white by day, white on black at night.
fn pale(css: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut night_only: Option<usize> = None;
    let (mut depth, mut head) = (0, String::new());
    let mut rest = css;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, sign, after) = (&rest[..at], rest.as_bytes()[at], &rest[at + 1..]);
        if sign == b'{' {
            head = before.rsplit([';', '}']).next().unwrap_or_default().trim().to_owned();
            depth += 1;
            if head.contains("prefers-color-scheme") && head.contains("dark") {
                night_only = Some(depth);
            }
        } else {
            let night = night_only.is_some();
            out.extend(pale_pairs(&head, before, night));
            if night_only == Some(depth) {
                night_only = None;
            }
            depth -= 1;
        }
        rest = after;
    }
    out
}

fn pale_pairs(head: &str, declarations: &str, night_only: bool) -> Vec<String> {
    let value = |names: &[&str]| {
        let found = declarations.split(';').filter_map(|one| one.split_once(':')).find(|(name, _)| names.contains(&name.trim()))?;
        let text = found.1.trim().trim_end_matches("!important").trim();
        (!matches!(text, "inherit" | "transparent" | "none" | "currentcolor" | "currentColor" | "initial" | "unset"))
            .then(|| text.to_owned())
    };
    let (text, ground) = (value(&["color"]), value(&["background", "background-color"]));
    let pairs: Vec<(String, String)> = match (text, ground) {
        (None, None) => Vec::new(),
        (Some(text), Some(ground)) => vec![(text, ground)],
        (Some(text), None) if night_only => vec![(text, "#000".to_owned())],
        (None, Some(ground)) if night_only => vec![("#fff".to_owned(), ground)],
        (Some(text), None) => vec![(text.clone(), "#fff".to_owned()), (text, "#000".to_owned())],
        (None, Some(ground)) => vec![("#000".to_owned(), ground.clone()), ("#fff".to_owned(), ground)],
    };
    let ratio = |(text, ground): &(String, String)| contrast(colour(text), colour(ground));
    let fault = |pair: &(String, String)| format!("{head}: {} on {}: {:.1}", pair.0, pair.1, ratio(pair));
    pairs.iter().filter(|pair| ratio(pair) < LEAST).map(fault).collect()
}

/// Parses a colour of CSS. Panics if this test does not know it, so that no colour passes unchecked.
fn colour(text: &str) -> [f64; 3] {
    let hex = |text: &str| f64::from(u8::from_str_radix(text, 16).unwrap()) / 255.0;
    match text {
        "white" => [1.0; 3],
        "black" => [0.0; 3],
        _ if text.starts_with('#') && text.len() == 4 => [1, 2, 3].map(|at| hex(&text[at..=at].repeat(2))),
        _ if text.starts_with('#') && text.len() == 7 => [1, 3, 5].map(|at| hex(&text[at..at + 2])),
        _ if text.starts_with("rgb(") => {
            let parts: Vec<f64> = text[4..].trim_end_matches(')').split([',', ' ']).filter_map(|part| part.parse().ok()).collect();
            [parts[0] / 255.0, parts[1] / 255.0, parts[2] / 255.0]
        }
        other => panic!("this test does not know the colour {other}"),
    }
}

/// The contrast of two colours (WCAG 2.2, "contrast ratio" and "relative luminance").
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let light = |colour: [f64; 3]| {
        let [red, green, blue] = colour.map(|part| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (a, b) = (light(a), light(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn the_first_cells_of_rows_are_heads_only_if_the_author_says_so() {
    let table = "# A\n\n|  | 1919 | 1920 |\n|--|--|--|\n| Members | 1 | 2 |\n| Delegates | 3 | 4 |\n|  | 5 | 6 |\n\nTable: Votes.";
    let epub = book("", &format!("{table} {{.row-heads}}\n"), &[]).epub.unwrap();
    let text: String = epub.documents().map(|(_, text)| text.to_owned()).collect();
    assert_eq!(text.matches("<th scope=\"row\">").count(), 2, "an empty cell is not a head");
    assert!(text.contains("<th scope=\"row\">Members</th>"));
    let plain = book("", &format!("{table}\n"), &[]).epub.unwrap();
    assert!(!plain.documents().any(|(_, text)| text.contains("scope=\"row\"")), "no row heads unless the author asks for them");
}
