//! Writing Markdown: what is written and read again is the same document.
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chapbook::diagnostic::Sink;
use chapbook::document::{
    Block, BlockKind, CellContent, Division, Document, Inline, InlineKind, Matter, Node, Visit, VisitMut, plain_text, proof, walk_blocks,
    walk_division, walk_document_mut,
};
use chapbook::manuscript::{Manuscript, read as read_path, read_text};
use chapbook::markdown_writer::{MarkdownFile, MarkdownOptions, files};
use chapbook::source::{SourceMap, Span};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::support::random_documents;

fn read_folder(path: &Path) -> (Manuscript, SourceMap) {
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = read_path(path, &mut sources, &sink).expect("a book");
    (manuscript, sources)
}

/// The document without what may differ: places, the names of files, the order and the labels of notes, and text that is cut in another way.
fn comparable(mut document: Document) -> String {
    struct Comparable;
    impl VisitMut for Comparable {
        fn node(&mut self, node: &mut Node) {
            node.span = Span::DETACHED;
        }
        fn inlines(&mut self, inlines: &mut Vec<Inline>) {
            let mut out: Vec<Inline> = Vec::new();
            for inline in std::mem::take(inlines) {
                if let (Some(Inline { kind: InlineKind::Text(last), node }), InlineKind::Text(text)) = (out.last_mut(), &inline.kind)
                    && node.attrs.is_none()
                    && inline.node.attrs.is_none()
                {
                    last.push_str(text);
                    continue;
                }
                if !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()) {
                    out.push(inline);
                }
            }
            *inlines = out;
        }
    }
    fn without_files(division: &mut Division) {
        division.file = None;
        division.divisions.iter_mut().for_each(without_files);
    }
    document.matter.iter_mut().flatten().for_each(without_files);
    walk_document_mut(&mut document, &mut Comparable);
    let text = proof(&document);
    let (body, notes) = text.split_at(text.find("\nNote ").map_or(text.len(), |at| at + 1));
    let mut notes: Vec<String> = notes.split("\nNote ").map(|note| note.split_once('\n').map_or("", |(_, text)| text).to_owned()).collect();
    notes.sort();
    let text = format!("{body}\n{}", notes.join("\nNote\n"));
    let is_number = |c: char| c.is_ascii_digit();
    text.lines()
        .map(|line| if line.contains("NoteCall ") { line.trim_end_matches(is_number) } else { line.trim_end() })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Reads a book, writes it into a folder beside its pictures, and reads that.
fn again(book: &Path) -> (String, String, String) {
    let (first, sources) = read_folder(book);
    let written = files(&first.document, &MarkdownOptions { literal_punctuation: true, sources: Some(&sources) });
    let folder = tempfile::tempdir().expect("a folder");
    copy(book, folder.path());
    let mut settings = String::new();
    let mut skipping = false;
    for line in fs::read_to_string(book.join("book.toml")).expect("settings").lines() {
        if line.starts_with('[') {
            skipping = line.starts_with("[matter]");
        }
        if !skipping && !line.starts_with("src =") && !line.starts_with("[output") && !line.starts_with("git-") {
            settings.push_str(&format!("{line}\n"));
        }
    }
    settings.push_str("[matter]\n");
    let (mut number, mut all) = (0, String::new());
    for (matter, name) in Matter::ALL.into_iter().zip(["front", "body", "back"]) {
        let entries: Vec<String> =
            written.iter().filter(|file| file.matter == matter).map(|file| entry(file, folder.path(), &mut number, &mut all)).collect();
        settings.push_str(&format!("{name} = [{}]\n", entries.join(", ")));
    }
    fs::write(folder.path().join("book.toml"), settings).expect("settings");
    let _ = fs::remove_file(folder.path().join("names.toml"));
    let (second, _) = read_folder(folder.path());
    (comparable(first.document), comparable(second.document), all)
}

fn entry(file: &MarkdownFile, folder: &Path, number: &mut usize, all: &mut String) -> String {
    *number += 1;
    let name = format!("w{number:03}.md");
    fs::write(folder.join(&name), &file.text).expect("a file");
    all.push_str(&file.text);
    let kind = file.kind.name();
    let inner: Vec<String> = file.parts.iter().map(|file| entry(file, folder, number, all)).collect();
    let inner = if file.kind.name() == "part" { format!(", files = [{}]", inner.join(", ")) } else { String::new() };
    format!("{{ file = \"{name}\", kind = \"{kind}\"{inner} }}")
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() && entry.file_name() != "dist" && entry.file_name() != "src" {
            fs::create_dir_all(&target).expect("a folder");
            copy(&path, &target);
        } else if path.is_file() && path.extension().is_none_or(|extension| extension != "md") {
            fs::copy(&path, &target).expect("a file");
        }
    }
}

fn differences(first: &str, second: &str) -> String {
    let (first, second): (Vec<&str>, Vec<&str>) = (first.lines().collect(), second.lines().collect());
    let at = first.iter().zip(&second).position(|(a, b)| a != b).unwrap_or(first.len().min(second.len()));
    let shown = |lines: &[&str]| lines[at.saturating_sub(6).min(lines.len())..(at + 8).min(lines.len())].join("\n");
    format!("first:\n{}\nsecond:\n{}", shown(&first), shown(&second))
}

#[test]
fn the_test_books_come_back_as_they_were() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut books: Vec<PathBuf> = fs::read_dir(root.join("tests/books")).expect("books").flatten().map(|entry| entry.path()).collect();
    books.sort();
    books.push(root.join("book"));
    let mut wrong = Vec::new();
    for book in books {
        let (first, second, _) = again(&book);
        if first != second {
            wrong.push(format!("{}\n{}", book.display(), differences(&first, &second)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A single file as one text, read again as a single file.
fn file_again(text: &str, lang: &str) -> (Document, String, Document) {
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let first = read_text("book.md", text, &mut sources, &sink);
    let written = files(&first.document, &MarkdownOptions { literal_punctuation: true, sources: Some(&sources) });
    let title = &first.editions[0].metadata.title;
    let mut all = format!("---\ntitle: '{}'\nlanguage: {lang}\n---\n\n", title.replace('\'', "''"));
    all.push_str(&written.iter().map(|file| file.text.clone()).collect::<Vec<_>>().join("\n"));
    let second = read_text("book.md", &all, &mut SourceMap::default(), &Sink::default());
    (first.document, all, second.document)
}

/// The words of a document, in order, and the kinds of its blocks.
fn words_and_kinds(document: &Document) -> (String, BTreeMap<&'static str, usize>) {
    #[derive(Default)]
    struct Words(String, BTreeMap<&'static str, usize>);
    impl Visit for Words {
        fn division(&mut self, _division: &Division) {
            *self.1.entry("division").or_default() += 1;
        }
        fn inline(&mut self, inline: &Inline) {
            if let InlineKind::Text(text) | InlineKind::Code(text) = &inline.kind {
                self.0.push_str(text);
            }
        }
        fn block(&mut self, block: &Block) {
            let kind = match &block.kind {
                BlockKind::Paragraph(inlines) if plain_text(inlines).trim().is_empty() => return,
                BlockKind::Paragraph(_) => "paragraph",
                BlockKind::Heading { .. } => "heading",
                BlockKind::Quote { .. } => "quote",
                BlockKind::List(_) => "list",
                BlockKind::Definitions(_) => "definitions",
                BlockKind::Verse(_) => "verse",
                BlockKind::Code { text, .. } => {
                    self.0.push_str(text);
                    "code"
                }
                BlockKind::Figure { .. } => "figure",
                BlockKind::Table(table) => {
                    let blocks = table.cells().filter(|cell| matches!(cell.content, CellContent::Blocks(_))).count();
                    *self.1.entry("cells").or_default() += blocks;
                    "table"
                }
                BlockKind::Math(_) => "math",
                BlockKind::Alert { .. } => "alert",
                BlockKind::Break => "break",
                BlockKind::PageBreak => "page break",
                BlockKind::Container(_) => "container",
                BlockKind::Raw(_) => "raw",
            };
            *self.1.entry(kind).or_default() += 1;
        }
    }
    let mut found = Words::default();
    document.divisions().for_each(|(_, division)| walk_division(division, &mut found));
    // The order of notes may differ.
    let mut notes: Vec<String> = Vec::new();
    for note in &document.notes {
        let mut own = Words(String::new(), std::mem::take(&mut found.1));
        walk_blocks(&note.blocks, &mut own);
        found.1 = own.1;
        notes.push(own.0);
    }
    notes.sort();
    ((found.0 + &notes.concat()).split_whitespace().collect::<String>(), found.1)
}

/// Each file of `tests/manuscript`, full of half-closed and misspelt markup, whose text must not be taken for markup when it is read again.
#[test]
fn messy_manuscripts_come_back_with_the_same_words_and_kinds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/manuscript");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).expect("files").flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    let mut wrong = Vec::new();
    for path in paths {
        let (first, written, second) = file_again(&fs::read_to_string(&path).expect("a file"), "en");
        let (first_words, first_kinds) = words_and_kinds(&first);
        let (second_words, second_kinds) = words_and_kinds(&second);
        if first_words != second_words || first_kinds != second_kinds {
            let at = first_words.chars().zip(second_words.chars()).take_while(|(a, b)| a == b).count();
            let shown = |words: &str| words.chars().skip(at.saturating_sub(20)).take(60).collect::<String>();
            let (a, b) = (shown(&first_words), shown(&second_words));
            let found = differences(&comparable(first), &comparable(second));
            wrong.push(format!("{}\n{a}\n{b}\n{first_kinds:?}\n{second_kinds:?}\n{found}\n{}", path.display(), written.len()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, rng_seed: RngSeed::Fixed(24), failure_persistence: None, ..ProptestConfig::default() })]

    /// Signs, words and white space in any order, as the text of one paragraph.
    #[test]
    fn no_text_is_taken_for_markup(parts in prop::collection::vec(part(), 1..24), emphasised in 0..4_usize) {
        let words: String = parts.concat();
        prop_assume!(!words.trim().is_empty() && words.trim() == words);
        let text = |words: &str| random_documents::text(words);
        let inner = vec![text(&words)];
        let inlines = match emphasised {
            0 => inner,
            1 => vec![text("x "), random_documents::inline(InlineKind::Emphasis(inner)), text("y")],
            2 => vec![random_documents::inline(InlineKind::Strong(inner)), text("!"), random_documents::inline(InlineKind::Code("c`d".to_owned()))],
            _ => vec![random_documents::inline(InlineKind::Link { target: "https://example.org/(a b)*c*".to_owned(), title: Some("a \"b\" *c*".to_owned()), text: inner })],
        };
        let mut document = Document::default();
        let paragraph = random_documents::block(BlockKind::Paragraph(inlines.clone()));
        document.matter[1].push(Division {
            node: random_documents::node(),
            kind: chapbook::document::DivisionKind::Chapter,
            heading: None,
            blocks: vec![paragraph],
            divisions: Vec::new(),
            file: None,
        });
        let written = &files(&document, &MarkdownOptions { literal_punctuation: true, sources: None })[0].text;
        let read = read_text("a.md", &format!("---\ntitle: T\nlanguage: zxx\n---\n\n{written}"), &mut SourceMap::default(), &Sink::default());
        let expected = words_and_kinds(&document);
        prop_assert_eq!(words_and_kinds(&read.document), expected, "{}", written);
        prop_assert_eq!(comparable(read.document), comparable(document), "{}", written);
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, rng_seed: RngSeed::Fixed(24), failure_persistence: None, ..ProptestConfig::default() })]

    /// Whole documents of every kind of block keep their words.
    #[test]
    fn random_documents_keep_their_words(document in random_documents::document()) {
        let written: Vec<String> = files(&document, &MarkdownOptions { literal_punctuation: true, sources: None }).into_iter().map(|file| file.text).collect();
        let text = format!("---\ntitle: T\nlanguage: zxx\n---\n\n{}", written.join("\n"));
        let read = read_text("a.md", &text, &mut SourceMap::default(), &Sink::default());
        // Some of the random notes have no call.
        let (words, _) = words_and_kinds(&Document { notes: Vec::new(), ..document });
        let (again, _) = words_and_kinds(&read.document);
        let missing = |a: &str, b: &str| a.chars().filter(|c| c.is_alphanumeric()).count().saturating_sub(b.chars().filter(|c| c.is_alphanumeric()).count());
        prop_assert_eq!(missing(&words, &again), 0, "{}", text);
    }
}

fn part() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec![
        "*",
        "**",
        "_",
        "__",
        "`",
        "``",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "&",
        "&amp;",
        "#",
        "$",
        "$$",
        "~",
        "~~",
        "^",
        "=",
        "==",
        "%",
        "%%",
        "@",
        "@fig-a",
        "{",
        "}",
        "{.c}",
        "|",
        "\\",
        "\\n",
        "!",
        "![",
        "+",
        "-",
        "--",
        "---",
        ".",
        "...",
        "1. ",
        "1)",
        "(a) ",
        "a. ",
        ":",
        ":::",
        "\"",
        "'",
        "[^1]",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "https://example.org",
        "Table: ",
        "[x]{.c}",
        "\\newpage",
        "*[AB]: c",
        "^[n]",
        "{{x}}",
    ]);
    prop_oneof![4 => "[a-z]{1,6}", 3 => sign.prop_map(str::to_owned), 3 => Just(" ".to_owned()), 1 => "[0-9]{1,3}"]
}
