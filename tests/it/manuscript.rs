//! Reading: a manuscript becomes a document, and its mistakes are reported with their places.
use chapbook::diagnostic::Sink;
use chapbook::document::{Block, BlockKind, Division, Inline, InlineKind, Node, Note, Visit, proof, walk_document};
use chapbook::manuscript::{Manuscript, ManuscriptError, read as read_path, read_text};
use chapbook::source::SourceMap;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Reads a text. Returns the manuscript and the diagnostics as `code line:column message`.
fn read(text: &str) -> (Manuscript, Vec<String>) {
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = read_text("book.md", text, &mut sources, &sink);
    let reported = sink.sorted();
    let reported = reported.iter().map(|diagnostic| {
        let (line, column) = sources.line_column(diagnostic.span).unwrap_or_default();
        format!("{} {line}:{column} {}", diagnostic.code, diagnostic.message)
    });
    let reported = reported.collect();
    (manuscript, reported)
}

/// Compares each file of `tests/manuscript` with its snapshot: the document and the diagnostics.
#[test]
fn manuscripts_are_read_as_their_proofs_say() {
    insta::glob!("..", "manuscript/*.md", |path| {
        let text = std::fs::read_to_string(path).expect("a test file");
        let (manuscript, reported) = read(&text);
        let metadata = &manuscript.editions[0].metadata;
        insta::assert_snapshot!(format!(
            "title {:?} slug {:?}\n{}\n{}",
            metadata.title,
            manuscript.slug,
            reported.join("\n"),
            proof(&manuscript.document)
        ));
    });
}

/// A closing fence may be followed by tabs as well as spaces (CommonMark 0.31, section 4.5). A book on Go has such a fence.
#[test]
fn white_space_may_follow_a_closing_fence() {
    for white in ["", " ", "\t", " \t "] {
        for (before, indent) in [("", ""), ("> ", "> "), ("- ", "  ")] {
            let text = format!("# A\n\n{before}```Go\n{indent}code\n{indent}```{white}\n{indent}Text.\n");
            let (manuscript, reported) = read(&text);
            assert!(reported.is_empty(), "{reported:?}");
            let proof = proof(&manuscript.document);
            assert!(proof.contains("Code Go \"code\\n\"") && proof.contains("Text \"Text.\""), "{white:?} {before:?}: {proof}");
        }
    }
}

/// Makes a folder of these files and reads it.
fn read_folder(files: &[(&str, &str)]) -> (Manuscript, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = read_path(folder.path(), &mut sources, &sink).expect("a book");
    let reported = sink.sorted();
    let reported = reported.iter().map(|diagnostic| {
        let (line, column) = sources.line_column(diagnostic.span).unwrap_or_default();
        let path = sources.file(diagnostic.span.file).map_or("", |file| file.path.as_str());
        let hint = diagnostic.hints.first().map_or("", String::as_str);
        format!("{} {path}:{line}:{column} {} ({hint})", diagnostic.code, diagnostic.message)
    });
    let reported = reported.collect();
    (manuscript, reported)
}

#[test]
fn a_folder_is_read_in_the_order_of_its_book_toml() {
    let book = r#"
[book]
title = "The Workers' Book"
authors = ["A", { name = "B", file-as = "B, A", role = "editor" }]
language = "en-GB"
date = 2026-11-23
series = { name = "S", position = 2 }
defaults = false

[matter]
front = ["00-preface.md"]
body = [{ part = "One's part", files = ["1*.md"] }, "end.md"]
back = [{ file = "words.md", kind = "glossary" }, "more.md"]

[design]
size = "10pt"

[[edition]]
name = "print"
formats = ["pdf"]
design = { page = "a4", margins = { inner = "30mm" } }

[[edition]]
name = "large"
extends = "print"
fonts = false
design.size = "16pt"
"#;
    let (manuscript, reported) = read_folder(&[
        ("book.toml", book),
        ("00-preface.md", "# Preface\n\nHello[^1].\n\n[^1]: P.\n"),
        ("10-one.md", "---\nlang: fr\ntoc: x\n---\n# One\n\n\"A\"[^1] ![x](fig/x.svg)\n\n[^1]: One.\n"),
        ("11-two.md", "# Two\n\n# Two again\n\n### Deep\n"),
        ("end.md", "## End\n\ntext\n\n### Sub\n"),
        ("words.md", "Word\n: meaning\n"),
        ("more.md", "# More\n"),
        ("fig/x.svg", "<svg/>"),
    ]);
    let editions: Vec<String> = manuscript
        .editions
        .iter()
        .map(|edition| {
            let design = &edition.design;
            format!(
                "{} {} pdf={} epub={} fonts={} {}",
                edition.name, design.size, edition.pdf, edition.epub, edition.embed_fonts, design.margins.inner
            )
        })
        .collect();
    let metadata = format!("{:#?}", manuscript.editions[0].metadata);
    insta::assert_snapshot!(format!(
        "{metadata}\n{editions:#?}\n{:?} {}\n{}\n{}",
        manuscript.images,
        manuscript.slug,
        reported.join("\n"),
        proof(&manuscript.document)
    ));
}

#[test]
fn mistakes_in_book_toml_are_reported_with_their_places() {
    let book = r#"
[book]
tilte = "No"
language = "english"
authors = 5
date = "2026-02-30"
isbn = "978-0-306-40615-8"
cover = "covr.png"

[matter]
body = ["onee.md", "../out.md", { file = "one.md", kind = "chaptre" }, "x*.md", { part = "P", files = [{ part = "Q" }] }]

[[edition]]
name = "a"
extends = "b"

[[edition]]
name = "b"
extends = "a"

[[edition]]
name = "c"
extends = "bb"
formats = ["pfd"]
[edition.design]
page = "a55"
size = 11
leading = "13"
margins = { innner = "1mm" }
drop = -1
"#;
    let (_, reported) = read_folder(&[
        ("book.toml", book),
        ("one.md", "# One\n\n![](two.pgn) ![](http://x.org/a.png) ![](../up.png)\n"),
        ("two.png", ""),
        ("cover.png", ""),
    ]);
    insta::assert_snapshot!(reported.join("\n"));
    let (_, reported) = read_folder(&[("book.toml", "[book\ntitle = \"a\"\nx = \n"), ("one.md", "a\n")]);
    insta::assert_snapshot!(reported.join("\n"));
}

#[test]
fn an_mdbook_is_read_as_it_stands() {
    let (manuscript, reported) = read_folder(&[
        (
            "book.toml",
            "[book]\ntitle = \"M\"\nlanguage = \"en\"\nmultilingual = false\n[output.html]\ntheme = \"x\"\n[build]\ncreate-missing = false\n",
        ),
        (
            "src/SUMMARY.md",
            "# Summary\n\n[Intro](README.md)\n\n- [One](a/one.md)\n  - [Nested](a/nested.md)\n    - [Deeper](a/deeper.md)\n- [Draft]()\n\n# Part Two\n\n- [Two](two.md)\n\n----\n\n[Thanks](thanks.md)\n",
        ),
        ("src/README.md", "# Introduction\n\nHi.\n"),
        (
            "src/a/one.md",
            "# One\n\n{{#title Page}}\n```rust\n{{#include ../../code/x.rs:main}}\n# hidden\n## shown\n#[attr]\n```\n\n{{#include part.md}}\n\n\\{{#include no.md}} and {{#include none.md}}\n",
        ),
        ("src/a/part.md", "Included *text* [^n] with ![p](p.png).\n"),
        ("src/a/p.png", ""),
        ("src/a/nested.md", "# Nested\n\ntext\n"),
        ("src/a/deeper.md", "deep\n"),
        ("src/two.md", "## Two\n\n{{#playground ../code/x.rs}}\n"),
        ("src/thanks.md", "# Thanks\n"),
        ("code/x.rs", "// ANCHOR: main\nfn main() {}\n// ANCHOR_END: main\n"),
    ]);
    insta::assert_snapshot!(format!("{:?}\n{}\n{}", manuscript.images, reported.join("\n"), proof(&manuscript.document)));
}

#[test]
fn bytes_that_are_not_utf_8_are_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a-b_c.txt");
    std::fs::write(&path, b"line\nbad \xFF byte\n").expect("a file");
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = read_path(&path, &mut sources, &sink).expect("a file");
    let reported = sink.sorted();
    assert_eq!((reported[0].code.name, sources.line_column(reported[0].span)), ("not-utf-8", Some((2, 5))));
    assert_eq!(manuscript.editions[0].metadata.title, "a b c");
    assert!(matches!(read_path(&folder.path().join("none.md"), &mut sources, &sink), Err(ManuscriptError::Missing(_))));
    assert!(matches!(read_path(folder.path(), &mut sources, &sink), Err(ManuscriptError::NoBook(_))));
}

#[test]
fn no_text_of_an_author_breaks_the_reader() {
    let many = |text: &str| text.repeat(10_000);
    for text in [
        many(">"),
        many("> "),
        many("["),
        many("[a](") + &many(")"),
        many("*a "),
        many("**a *b"),
        many("<div>\n\n"),
        many("<b>"),
        many("::: a\n"),
        many("::: a\n") + &many(":::\n"),
        many("- "),
        (0..300).map(|depth| " ".repeat(depth * 2) + "- a\n").collect(),
        many("^["),
        many("^[a"),
        many("x^[a]"),
        many("`"),
        many("[^1]"),
        many("[^1]: a\n"),
        many("{{#include a}}"),
        many("]{.a}"),
        many("[a]{.b}"),
        many("[") + &many("]{.b}"),
        many("# a\n"),
        many("| a "),
        many("\"'"),
        many("<!--"),
        many("<pre>"),
        many("&"),
        many("\u{0}"),
        "\u{FEFF}---\n".to_owned(),
        "---\na: [\n  - b:\n- c\n---\n".to_owned(),
        "+++\n[[a]\n+++\n".to_owned(),
        "---\r\ntitle: A\r\n---\r\n# A\r\n\r\nb\r\n".to_owned(),
        "\u{FEFF}".to_owned(),
        String::new(),
        "\r\r\n\r".to_owned(),
        "\t\tcode\n\t- a\n".to_owned(),
    ] {
        let (manuscript, _) = read(&text);
        drop(manuscript);
    }
}

/// Checks that each span is within its file, on character boundaries.
struct Spans<'a> {
    sources: &'a SourceMap,
    text: String,
}

impl Spans<'_> {
    fn check(&mut self, node: &Node) {
        let Some(file) = self.sources.file(node.span.file) else { panic!("{:?} is in no file", node.span) };
        let range = node.span.start as usize..node.span.end as usize;
        assert!(file.text.get(range.clone()).is_some(), "{range:?} is not a range of {:?}", file.text);
    }
}

impl Visit for Spans<'_> {
    fn division(&mut self, division: &Division) {
        self.check(&division.node);
        self.text.push(' ');
        if let Some(heading) = &division.heading {
            self.check(&heading.node);
        }
    }
    fn block(&mut self, block: &Block) {
        self.check(&block.node);
        self.text.push(' ');
        if let BlockKind::Code { text, .. } = &block.kind {
            self.text.push_str(text);
        }
    }
    fn inline(&mut self, inline: &Inline) {
        self.check(&inline.node);
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => self.text.push_str(text),
            InlineKind::SoftBreak | InlineKind::LineBreak => self.text.push(' '),
            _ => {}
        }
    }
    fn note(&mut self, note: &Note) {
        self.check(&note.node);
        self.text.push(' ');
    }
}

fn text_with_sound_spans(text: &str) -> String {
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = read_text("book.md", text, &mut sources, &sink);
    let mut spans = Spans { sources: &sources, text: format!("{} ", manuscript.editions[0].metadata.title) };
    walk_document(&manuscript.document, &mut spans);
    for diagnostic in sink.sorted() {
        let file = sources.file(diagnostic.span.file).expect("a diagnostic has a place");
        assert!(file.text.get(diagnostic.span.start as usize..diagnostic.span.end as usize).is_some(), "{diagnostic:?}");
    }
    spans.text
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Pieces of text and syntax that an author might write.
fn bits() -> impl Strategy<Value = String> {
    let bit = prop_oneof![
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("\r\n".to_owned()),
        prop::sample::select(vec![
            "# ",
            "## ",
            "#### ",
            "> ",
            "- ",
            "1. ",
            "    ",
            "\t",
            "```\n",
            "~~~ rust\n",
            "::: a\n",
            ":::\n",
            "::: verse\n",
            "::: figure\n",
            "| ",
            "|---|\n",
            "*",
            "**",
            "_",
            "~",
            "^",
            "`",
            "[",
            "]",
            "](",
            "![",
            ")",
            "{.smallcaps}",
            "{#a lang=ru}",
            "{lang=nonsense1}",
            "[^1]",
            "[^1]: ",
            "^[",
            "<div>\n",
            "</div>\n",
            "<b>",
            "</b>",
            "<br>",
            "<!--",
            "-->",
            "<pre>",
            "\\",
            "\"",
            "'",
            "--",
            "...",
            "&amp;",
            "&",
            "$",
            "$$",
            ": ",
            "Table: ",
            "---\n",
            "+++\n",
            "title: x\n",
            "\u{0}",
            "\u{FEFF}",
            "\u{F8FF}",
            "\u{FFFC}",
            "é",
            "слово",
            "漢字",
            "\\newpage\n",
            "{{#include x}}",
            "https://x.org ",
            "![a](b.png \"c\")\n",
        ])
        .prop_map(str::to_owned),
        "[a-z ]{1,8}",
        any::<String>(),
    ];
    prop::collection::vec(bit, 0..40).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, rng_seed: RngSeed::Fixed(1921), ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_with_sound_spans(text in bits()) {
        text_with_sound_spans(&text);
    }

    #[test]
    fn no_word_of_plain_text_is_lost(lines in prop::collection::vec("[a-zäж0-9]{1,9}( [a-zäж0-9'\",.()!?]{1,9}){0,12}", 1..30), breaks in prop::collection::vec(0..6usize, 30)) {
        let starts = ["\n", "\n\n", "\n\n## ", "\n\n> ", "\n\n- ", "\n\n[^x"];
        let mut text = String::new();
        for (nth, (line, start)) in lines.iter().zip(&breaks).enumerate() {
            text.push_str(starts[*start]);
            if *start == 5 {
                text.push_str(&format!("{nth}]: "));
            }
            text.push_str(line);
        }
        let mut found = words(&text_with_sound_spans(&text));
        found.sort();
        // The label of a note is a name, not a word of the text.
        let wanted = words(&text).into_iter().filter(|word| !(word.starts_with('x') && word[1..].chars().all(|c| c.is_ascii_digit())));
        for word in wanted {
            let at = found.binary_search(&word);
            prop_assert!(at.is_ok(), "{word} of {text:?} is not in {found:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, rng_seed: RngSeed::Fixed(1921), ..ProptestConfig::default() })]

    #[test]
    fn any_folder_is_read(
        book in prop::collection::vec(prop::sample::select(vec![
            "[book]\n", "title = \"A\"\n", "title = 1\n", "authors = [", "{ name = \"x\" }, ", "\"y\"]\n", "date = 2026-11-23\n", "isbn = \"978X\"\n", "[matter]\n",
            "body = [\"*.md\", ", "{ part = \"P\", files = [\"a.md\"] }", "]\n", "front = [\"a.md\"]\n", "[[edition]]\n", "name = \"n\"\n", "extends = \"n\"\n", "[design]\n",
            "size = \"9e99pt\"\n", "page = { width = \"1mm\" }\n", "drop = 99999999999999999999\n", "drop = -1\n", "margins = []\n", "[output.html]\n", "= \n", "é = 'ü'\n", "src = \"..\"\n", "src = \".\"\n",
        ]), 0..14),
        summary in bits(),
        chapter in bits(),
        include in prop::sample::select(vec!["{{#include a.md}}", "{{#include x.rs:5:}}", "{{#include x.rs::}}", "{{#include x.rs:a}}", "{{#include ../..}}", "{{#playground x.rs}}", "{{#include x.rs:0}}", "\\{{#title a}}"]),
    ) {
        let chapter = format!("{chapter}{include}\n```rust\n# {include}\n");
        let (manuscript, _) = read_folder(&[
            ("book.toml", &book.concat()),
            ("a.md", &chapter),
            ("SUMMARY.md", &summary),
            ("src/SUMMARY.md", &format!("{summary}\n\n- [A](a.md)\n  - [B](b.md)\n# P\n- [C](c.md)\n")),
            ("src/a.md", &chapter),
            ("src/b.md", &chapter),
            ("src/x.rs", "// ANCHOR: a\nfn\n"),
        ]);
        prop_assert!(!manuscript.editions.is_empty());
    }
}
