//! Code in colours: both books distinguish the keywords, strings and comments of code, and its text stays exactly as it was typed.
use std::collections::BTreeSet;

use chapbook::diagnostic::Sink;
use chapbook::document::{BlockKind, NodeId};
use chapbook::font::FontBook;
use chapbook::highlight::{LONGEST_LINE, LONGEST_LISTING, Listings, TokenClass, check_syntaxes, tokens};
use chapbook::typeset::{Paint, Segment};

use crate::support::mutation::Numbers;
use crate::support::setting::{BARE, TypesetBook, set};
use crate::support::shelf::{Epub, book};
use crate::support::tools::pdftotext;

const RUST: &str = "// Adds.\nfn add(left: u32) -> String {\n\tlet text = \"a  b\"; // why\n    text.repeat(2)\n}\n";

fn fenced(info: &str, code: &str) -> String {
    format!("````{info}\n{code}````\n\n")
}

fn chapter(blocks: &str) -> String {
    format!("# C\n\nWords before it.\n\n{blocks}Words after it.\n")
}

fn stylesheet(epub: &Epub) -> String {
    epub.text("stylesheet.css")
}

impl TypesetBook {
    /// The text of the PDF. `None` if there is no `pdftotext`.
    fn printed(&self) -> Option<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.pdf");
        std::fs::write(&path, self.pdf(&FontBook::bundled())).unwrap();
        pdftotext(&["-layout"], &path)
    }

    /// The runs of glyphs of the listings, each with its text, its paint, and whether its face is bold or italic.
    fn runs(&self, fonts: &FontBook) -> Vec<(String, Paint, bool, bool)> {
        let listings: BTreeSet<NodeId> = self.blocks(|block| matches!(block.kind, BlockKind::Code { .. })).into_iter().collect();
        let mut runs = Vec::new();
        for line in self.lines().filter(|line| listings.contains(&line.node)) {
            for segment in &line.line.segments {
                if let Segment::Glyphs(run) = segment {
                    let face = fonts.face(run.face);
                    runs.push((run.text.to_string(), run.paint, face.bold, face.italic));
                }
            }
        }
        runs
    }
}

#[test]
fn paper_has_weights_italics_and_greys_or_colours_or_nothing() {
    let fonts = FontBook::bundled();
    let runs = |colours: &str| set(&format!("{BARE}code.colours = \"{colours}\"\n"), &chapter(&fenced("rust", RUST))).runs(&fonts);
    let find = |runs: &[(String, Paint, bool, bool)], text: &str| {
        runs.iter().find(|run| run.0 == text).unwrap_or_else(|| panic!("{text} in {runs:?}")).clone()
    };
    let plain = runs("none");
    assert!(plain.iter().all(|(_, paint, bold, italic)| *paint == Paint::BLACK && !bold && !italic), "{plain:?}");
    let print = runs("print");
    let (_, paint, bold, italic) = find(&print, "fn");
    assert!(paint == Paint::BLACK && bold && !italic);
    let (_, paint, bold, italic) = find(&print, "Adds.");
    assert!(paint == Paint::Grey(TokenClass::Comment.look().grey) && !bold && italic);
    let screen = runs("screen");
    for (text, class) in [("fn", TokenClass::Keyword), ("Adds.", TokenClass::Comment), ("\"a", TokenClass::String)] {
        assert_eq!(find(&screen, text).1, Paint::Rgb(class.look().paper), "{text}");
    }
    // The glyphs are in the same order, whatever they look like.
    let text = |runs: &[(String, Paint, bool, bool)]| runs.iter().map(|run| run.0.as_str()).collect::<String>();
    assert_eq!(text(&plain), text(&print));
    assert_eq!(text(&plain), text(&screen));
}

#[test]
fn an_edition_that_saves_ink_has_greys() {
    let made = set(&format!("{BARE}code.colours = \"screen\"\nink = \"saving\"\n"), &chapter(&fenced("rust", RUST)));
    let runs = made.runs(&FontBook::bundled());
    assert!(runs.iter().all(|(_, paint, bold, _)| matches!(paint, Paint::Grey(_)) && !bold), "{runs:?}");
}

/// Lines of code end where they end without colours, even if a line has to be broken, and the text of the PDF is the code.
#[test]
fn the_lines_of_code_are_the_same_with_and_without_colours() {
    let long = format!("let it = \"{}\"; // {}\nfn {}() {{}}\n", "word ".repeat(30), "and more ".repeat(20), "name_".repeat(40));
    for code in [RUST, &long] {
        let lines = |colours: &str| {
            let made = set(&format!("{BARE}code.colours = \"{colours}\"\n"), &chapter(&fenced("rust", code)));
            made.lines().map(|line| (line.at, line.line.text().clone())).collect::<Vec<_>>()
        };
        let plain = lines("none");
        assert_eq!(lines("print"), plain);
        assert_eq!(lines("screen"), plain);
    }
    let made = set(BARE, &chapter(&fenced("rust", RUST)));
    let Some(text) = made.printed() else { return };
    let bare = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>().join(" ");
    assert!(bare(&text).contains(&bare(RUST)), "{text}");
}

/// The e-book has a `span` for each token and a rule for each class in use. Without the tags, the code is exact.
#[test]
fn the_e_book_has_classes_and_keeps_the_text() {
    let built = book("", &chapter(&fenced("rust", RUST)), &[]);
    let epub = built.epub.unwrap();
    let markup: String = epub.documents().map(|(_, text)| text).collect();
    let code = markup.split("<code class=\"language-rust\">").nth(1).unwrap().split("</code>").next().unwrap();
    assert!(
        code.contains("<span class=\"tok-keyword\">fn</span>") && code.contains("<span class=\"tok-comment\">// Adds.</span>"),
        "{code}"
    );
    let xml = format!("<x>{code}</x>");
    let text: String =
        roxmltree::Document::parse(&xml).unwrap().descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
    assert_eq!(text, RUST);
    let css = stylesheet(&epub);
    assert!(css.contains(".tok-keyword") && !css.contains(".tok-inserted"), "{css}");
}

#[test]
fn a_book_without_a_language_and_a_design_without_colours_have_no_rules_for_tokens() {
    for (settings, info) in [("", ""), ("", "text"), ("[design]\ncode.colours = \"none\"\n", "rust")] {
        let built = book(settings, &chapter(&fenced(info, RUST)), &[]);
        let epub = built.epub.unwrap();
        assert!(!stylesheet(&epub).contains("tok-"), "{settings}{info}");
        assert!(epub.documents().all(|(_, text)| !text.contains("tok-")), "{settings}{info}");
        assert!(!epub.names().any(|name| name.contains("mono-bold")), "{settings}{info}");
    }
}

#[test]
fn captions_numbers_and_marks_are_in_both_books() {
    let blocks = fenced("rust {2,4-5} title=\"src/a.rs\" linenums=\"9\"", RUST) + "![Not a listing.](no.svg)\n\n";
    let made = set(BARE, &chapter(&blocks.replace("no.svg", crate::support::setting::WIDE)));
    let Some(text) = made.printed() else { return };
    assert!(text.contains("src/a.rs") && !text.contains("Figure 1"), "{text}");
    for number in 9..=13 {
        assert!(text.split_whitespace().any(|word| word == number.to_string()), "{number} in {text}");
    }
    let epub = Epub::open(made.epub(&FontBook::bundled()));
    let markup: String = epub.documents().map(|(_, text)| text).collect();
    let figure = markup.split("class=\"listing\"").nth(1).unwrap().split("</figure>").next().unwrap();
    assert!(figure.contains("src/a.rs</figcaption>") && figure.find("src/a.rs") < figure.find("<pre"), "{figure}");
    assert!(figure.contains("style=\"counter-reset: line 8\""), "{figure}");
    assert_eq!(figure.matches("class=\"line marked\"").count(), 3, "{figure}");
    assert_eq!(figure.matches("class=\"line\"").count(), 2, "{figure}");
    assert!(!figure.contains(">9<"), "the numbers are not text: {figure}");
}

#[test]
fn a_misspelt_language_is_reported_once_and_any_other_word_never() {
    let blocks = fenced("pyhton", "a\n") + &fenced("pyhton", "b\n") + &fenced("recipe", "c\n") + &fenced("text", "d\n");
    let told = set(BARE, &chapter(&blocks)).told;
    assert_eq!(told.matches("unknown-code-language").count(), 1, "{told}");
    assert!(told.contains("2 times") && told.contains("python"), "{told}");
}

#[test]
fn very_long_lines_and_listings_are_plain_and_reported() {
    let long = format!("let a = 1;\nlet b = \"{}\";\nlet c = 3;\n", "x".repeat(LONGEST_LINE));
    let read = tokens("rust", &long).unwrap();
    assert_eq!(read.plain_lines, 1);
    assert_eq!(read.tokens.iter().filter(|token| &long[token.range.clone()] == "let").count(), 2);
    let huge = "let a = 1;\n".repeat(LONGEST_LISTING / 10);
    let made = set(BARE, &chapter(&fenced("rust", &long)));
    assert!(made.told.contains("uncoloured-code"), "{}", made.told);
    let (mut sources, sink, folder) = (chapbook::source::SourceMap::default(), Sink::default(), tempfile::tempdir().unwrap());
    std::fs::write(folder.path().join("a.md"), format!("# A\n\n{}", fenced("rust", &huge))).unwrap();
    let read = chapbook::manuscript::read(&folder.path().join("a.md"), &mut sources, &sink).unwrap();
    let before = sink.count();
    assert!(Listings::of(&read.document, &sink).tokens(&read.document).is_empty());
    assert_eq!(sink.since(before)[0].code.name, "uncoloured-code");
}

#[test]
fn every_syntax_can_be_used() {
    let text = "# a \"b\" 'c' // d\n<e f=\"g\">{h: [1, 2.5e3, true]}</e>\nif (x) { y(); } else z := `w`;\n/* k */ -- l\n%m\n@n $o\n";
    let count = check_syntaxes(text).unwrap();
    assert!(count > 150, "{count}");
}

/// Random code never makes the library fail, and its tokens are in order, within their lines, and at the ends of characters.
#[test]
fn random_code_gives_tokens_in_order() {
    let pieces = [
        "{",
        "}",
        "\"",
        "'",
        "`",
        "/*",
        "*/",
        "//",
        "#",
        "<",
        ">",
        "</a>",
        "<!--",
        "é",
        "\u{1f600}",
        "\\",
        "\n",
        "\n",
        " ",
        "\t",
        "$(",
        ")",
        "fn ",
        "def ",
        "class ",
        "0x1",
        "\r\n",
        "=begin",
        "\"\"\"",
        "[[",
        "]]",
        "%",
        "@",
        "<<EOF\n",
        "EOF\n",
        ";",
        "::",
        "\u{0}",
        "a",
        "b c",
    ];
    let mut random = Numbers(7);
    for language in ["rust", "python", "js", "html", "sh", "rb", "php", "md", "tex", "cpp", "hs", "pl", "yaml", "diff", "r", "sql"] {
        for _ in 0..12 {
            let code: String = (0..random.below(120)).map(|_| pieces[random.below(pieces.len())]).collect();
            let read = tokens(language, &code).unwrap_or_else(|| panic!("{language} failed with {code:?}"));
            let mut end = 0;
            for token in read.tokens {
                assert!(token.range.start >= end && token.range.start < token.range.end, "{language}: {code:?}");
                let text = code.get(token.range.clone()).unwrap_or_else(|| panic!("{language}: {code:?}"));
                assert!(!text.contains('\n'), "{language}: {code:?}");
                end = token.range.end;
            }
        }
    }
}

/// The same book with one edition or several has the same bytes: the order of threads does not matter.
#[test]
fn listings_that_are_alike_share_their_tokens() {
    let made = set(BARE, &chapter(&(fenced("rust", RUST) + &fenced("rust", RUST) + &fenced("python", "x = 'a'\n"))));
    let tokens: Vec<_> = made.resolution.tokens.values().collect();
    assert_eq!(tokens.len(), 3);
    assert!(std::sync::Arc::ptr_eq(tokens[0], tokens[1]));
}

/// A megabyte of code of four languages is coloured in at most 4.5 seconds of one thread (release build).
#[test]
#[ignore = "measures a release build: `just prove`"]
fn a_megabyte_of_code_takes_little_time() {
    let samples = [
        ("rust", include_str!("highlighting.rs")),
        ("python", "import os\n\nclass Boat:\n    \"\"\"A boat.\"\"\"\n    def name(self, n=3):\n        return f'{n} boats' # said\n"),
        ("javascript", "const boats = [1, 2].map((n) => `${n} boats`); // all\nexport default function sail() { return boats; }\n"),
        ("c", "#include <stdio.h>\nint main(void) { for (int i = 0; i < 3; i++) printf(\"%d\\n\", i); return 0; } /* done */\n"),
    ];
    let (mut time, mut bytes) = (std::time::Duration::ZERO, 0);
    for (language, sample) in samples {
        let code = sample.repeat(250_000 / sample.len() + 1);
        bytes += code.len();
        let start = std::time::Instant::now();
        assert!(tokens(language, &code).is_some(), "{language}");
        time += start.elapsed();
    }
    println!("{bytes} bytes of code: {time:?}");
    assert!(cfg!(debug_assertions) || time <= std::time::Duration::from_millis(4_500), "{time:?}");
}
