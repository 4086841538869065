//! The repair of web pages and e-books by `chapbook import`, and notes that are rebuilt.
use std::collections::BTreeSet;
use std::fs;

use chapbook::build::{ImportRequest, Rule, import};

use crate::cli::folder;
use crate::import::archive;

/// What an import makes: the chapters, the journal and the remarks.
struct Repaired {
    text: String,
    journal: Vec<String>,
    remarks: String,
}

fn repaired(name: &str, bytes: &[u8], without: &[Rule]) -> Repaired {
    let files = folder(&[(name, bytes)]);
    let book = files.path().join("book");
    let without: BTreeSet<Rule> = without.iter().copied().collect();
    let made = import(&ImportRequest { files: vec![files.path().join(name)], without, ..ImportRequest::default() }, Some(&book))
        .expect("an import");
    let chapters = made.written.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    Repaired {
        text: chapters.map(|path| fs::read_to_string(path).expect("a text")).collect::<Vec<_>>().join("\n"),
        journal: made.journal.iter().map(|entry| entry.line()).collect(),
        remarks: made.remarks.lines().join("\n"),
    }
}

fn page(body: &str) -> String {
    format!("<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>T</title></head>\n<body>\n{body}\n</body></html>")
}

/// An e-book with these pages.
fn e_book(pages: &[String]) -> Vec<u8> {
    let item = |at: usize| format!("<item id=\"p{at}\" href=\"p{at}.xhtml\" media-type=\"application/xhtml+xml\"/>");
    let items: String = (0..pages.len()).map(item).collect();
    let spine: String = (0..pages.len()).map(|at| format!("<itemref idref=\"p{at}\"/>")).collect();
    let package = format!(
        "<package xmlns=\"http://www.idpf.org/2007/opf\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" version=\"3.0\" unique-identifier=\"id\">\
         <metadata><dc:title>T</dc:title><dc:language>en</dc:language><dc:identifier id=\"id\">x</dc:identifier></metadata>\
         <manifest>{items}</manifest><spine>{spine}</spine></package>"
    );
    let container = "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile full-path=\"book.opf\"/></rootfiles></container>";
    let names: Vec<String> = (0..pages.len()).map(|at| format!("p{at}.xhtml")).collect();
    let mut files = vec![("mimetype", "application/epub+zip"), ("META-INF/container.xml", container), ("book.opf", package.as_str())];
    files.extend(names.iter().map(String::as_str).zip(pages.iter().map(String::as_str)));
    archive(&files)
}

fn all() -> Vec<Rule> {
    Rule::ALL.iter().map(|(_, rule)| *rule).collect()
}

const LONG: &str = "This paragraph is as long as the paragraphs of a page usually are, and it goes on to combat";

#[test]
fn web_pages_are_repaired_by_the_same_rules() {
    let html = page(&format!(
        "<h1>The Strike</h1>\n<p>{LONG}</p>\n<p>bureaucracy in the party.</p>\n<p>The <a href=\"#none\">dead</a> har- bour, and the harbour - of <i>Riga</i> - at\nnight — as — it — was —\nthen — so.</p>\n<p>12</p>\n<p>It  ends.&nbsp; He said “it” and \"no\" <code>\"x\" -- y</code>.</p>\n<ul><li>One…</li><li>Two... three…</li></ul>\n<p>“Nobody closed this.</p>\n<p>The end of tbe day, the night, the morning.</p>"
    ));
    let made = repaired("a.html", html.as_bytes(), &[]);
    for wanted in [
        "goes on to combat bureaucracy in the party.\n",
        "The dead harbour, and the harbour — of *Riga* — at\nnight — as — it — was —\nthen — so.\n",
        "It  ends. He said “it” and “no” `\"x\" -- y`.",
        "- Two… three…",
        "“Nobody closed this. <!-- check: a quotation is not closed -->\n",
        "morning. <!-- check: perhaps misread: tbe (the?) -->\n",
        "\n12\n",
    ] {
        assert!(made.text.contains(wanted), "{wanted}\n{}\n{:#?}", made.text, made.journal);
    }
    for wanted in [
        "a.html:7: broken-paragraphs: \"goes on to combat ¶ bureaucracy in the party.\" -> ",
        "a.html:8: hyphenated-lines: ",
        "a.html:8: dead-links: \"[dead](#none)\" -> \"dead\"",
        "a.html:8: mixed-dashes: ",
        "a.html:12: stray-spaces: ",
        "a.html:12: quotation-marks: ",
        "a.html:13: mixed-ellipses: ",
        "a.html:14: open-quotations: ",
        "a.html:15: scan-errors: ",
    ] {
        assert!(made.journal.iter().any(|line| line.starts_with(wanted)), "{wanted}\n{:#?}", made.journal);
    }
    // Each rule can be turned off, and without all of them nothing is changed.
    let bare = repaired("a.html", html.as_bytes(), &all());
    assert_eq!(bare.journal, [""; 0]);
    for kept in
        ["combat\n\nbureaucracy", "[dead](#none) har- bour, and the harbour - of", "“it” and \"no\"", "Two... three…", "closed this.\n"]
    {
        assert!(bare.text.contains(kept), "{kept}\n{}", bare.text);
    }
    for (name, rule) in
        [("broken-paragraphs", Rule::BrokenParagraphs), ("mixed-dashes", Rule::MixedDashes), ("dead-links", Rule::DeadLinks)]
    {
        let made = repaired("a.html", html.as_bytes(), &[rule]);
        assert!(!made.journal.is_empty() && !made.journal.iter().any(|line| line.contains(name)), "{:#?}", made.journal);
    }
}

#[test]
fn notes_of_web_pages_are_rebuilt_without_links() {
    let html = page(
        "<h1>The Strike</h1><h2>One</h2><p>It began in May.<sup>1</sup> It ended <i>in June</i> <sup>[2]</sup>, on 40 m<sup>2</sup> of ground.</p>\
         <h3>Notes</h3><ol><li>By the old calendar.</li><li><p>By the new one.</p><p>So they say.</p></li></ol>\
         <h2>Two</h2><p>Nobody was paid [1]. The hall was [<a href=\"#n2\">2</a>] full.</p><p><b>Notes</b></p><p>[1] See the accounts.</p><p>They have two volumes.</p><p id=\"n2\">[2] So <i>he</i> says.</p>",
    );
    let made = repaired("a.html", html.as_bytes(), &[Rule::RaisedNotes]);
    assert!(made.text.contains("It began in May.^1^") && made.text.contains("1. By the old"), "{}", made.text);
    let made = repaired("a.html", html.as_bytes(), &[]);
    for wanted in [
        "It began in May.[^3] It ended *in June*[^4], on 40 m^2^ of ground.\n",
        "[^3]: By the old calendar.\n",
        "[^4]: By the new one.\n\n    So they say.\n",
        "Nobody was paid[^1]. The hall was[^2] full.\n",
        "[^1]: See the accounts.\n\n    They have two volumes.\n",
        "[^2]: So *he* says.\n",
    ] {
        assert!(made.text.contains(wanted), "{wanted}\n{}\n{:#?}", made.text, made.journal);
    }
    assert!(!made.text.contains("Notes"), "{}", made.text);
    assert!(made.journal.iter().any(|line| line.contains("raised-notes: \"^1^\" -> \"[^3]\"")), "{:#?}", made.journal);
    assert!(made.journal.iter().any(|line| line.contains("bracketed-notes: \"Notes\" -> \"\"")), "{:#?}", made.journal);
}

#[test]
fn lines_of_notes_in_one_paragraph_are_notes() {
    let body = "<h1>T</h1><p>One.<sup>1</sup> Two.<sup>2</sup></p><hr><p><sup>1</sup> A <i>note</i>.<br>\n<sup>2</sup> Another.</p>";
    let made = repaired("a.html", page(body).as_bytes(), &[]);
    assert!(made.text.contains("One.[^1] Two.[^2]\n") && made.text.contains("[^1]: A *note*.\n\n[^2]: Another.\n"), "{}", made.text);
    let made = repaired("a.html", page(&body.replace("Two.<sup>2</sup>", "Two.")).as_bytes(), &[]);
    assert!(made.text.contains("^1^ A *note*.\\\n^2^ Another.") && made.text.contains("<!-- check"), "{}", made.text);
}

#[test]
fn notes_in_doubt_are_marked_and_left() {
    let body =
        "<h1>T</h1><p>One.<sup>1</sup> Two.<sup>1</sup></p><p>Three.<sup>3</sup></p><h2>Notes</h2><p>1. A note.</p><p>2. Another.</p>";
    let made = repaired("a.html", page(body).as_bytes(), &[]);
    assert!(
        made.text
            .contains("One.^1^ Two.^1^ <!-- check: calls and notes do not match (called more than once: 1; no text: 3; not called: 2) -->"),
        "{}",
        made.text
    );
    assert!(made.text.contains("1\\. A note.\n\n2\\. Another.") && made.text.contains("Notes"), "{}", made.text);
    // Works of a list of works are not notes.
    let works = "<h1>T</h1><p>As he says [1], and she [2].</p><h2>References</h2><p>[1] A Book.</p><p>[2] Another.</p>";
    let made = repaired("a.html", page(works).as_bytes(), &[]);
    assert!(made.journal.is_empty() && made.text.contains("\\[1\\] A Book."), "{}\n{:#?}", made.text, made.journal);
}

#[test]
fn e_books_are_repaired_and_their_notes_rebuilt_over_pages() {
    let pages = [
        format!("<h1>One</h1><p>{LONG}</p>\n<p>bureaucracy.<sup>1</sup></p>"),
        "<h1>Two</h1><p>Nobody was paid.<sup>1</sup></p>".to_owned(),
        "<h1>Notes</h1><h2>One</h2><p>1. By the old calendar.</p><h2>Two</h2><p>1. See the accounts.</p>".to_owned(),
    ];
    let made = repaired("a.epub", &e_book(&pages.map(|body| page(&body))), &[]);
    for wanted in ["combat bureaucracy.[^1]\n\n[^1]: By the old calendar.\n", "Nobody was paid.[^2]\n\n[^2]: See the accounts.\n"] {
        assert!(made.text.contains(wanted), "{wanted}\n{}\n{:#?}", made.text, made.journal);
    }
    assert!(!made.text.contains("Notes"), "{}", made.text);
    assert!(made.journal.iter().any(|line| line.starts_with("a.epub/p0.xhtml:6: broken-paragraphs: ")), "{:#?}", made.journal);
}

/// The number at the beginning of a note is left out only if it is the mark of the note.
#[test]
fn numbers_that_begin_the_text_of_a_note_stay() {
    let call = |number: usize| format!("<a id=\"b{number}\" href=\"#n{number}\" epub:type=\"noteref\">{number}</a>");
    let back = |number: usize| format!("<a href=\"#b{number}\">&#8617;</a>");
    let listed = format!(
        "<h1>T</h1><p>They voted.{} It ended.{}</p><ol><li id=\"n1\"><p>137 were for it.{}</p></li><li id=\"n2\"><p>2 May.{}</p></li></ol>",
        call(1),
        call(2),
        back(1),
        back(2)
    );
    let made = repaired("a.html", page(&listed).as_bytes(), &[]);
    for wanted in ["[^1]: 137 were for it.", "[^2]: 2 May."] {
        assert!(made.text.contains(wanted), "{}", made.text);
    }
    let paragraphs = format!(
        "<h1>T</h1><p>They voted.{} It ended.{}</p><p id=\"n1\">1. 137 were for it.{}</p><p id=\"n2\">1917 was long ago.{}</p>",
        call(1),
        call(2),
        back(1),
        back(2)
    );
    let made = repaired("a.html", page(&paragraphs).as_bytes(), &[]);
    for wanted in ["[^1]: 137 were for it.", "[^2]: 1917 was long ago."] {
        assert!(made.text.contains(wanted), "{}", made.text);
    }
}

#[test]
fn white_space_at_the_ends_of_code_parts_words() {
    let made = repaired("a.html", page("<h1>T</h1><p>It returns <code>0 </code>on reads, in<code> all</code>.</p>").as_bytes(), &[]);
    assert!(made.text.contains("returns `0` on reads, in `all`."), "{}", made.text);
}

/// calibre makes a list of definitions of each note, on a page of its own.
#[test]
fn notes_of_calibre_are_notes() {
    let note = |number: usize| {
        format!(
            "<dl id=\"note_{number}\"><dt>[<a href=\"p0.xhtml#back_{number}\">←{number}</a>]</dt><dd><p> Note {number}.</p><p>More.</p></dd></dl>"
        )
    };
    let call = |number: usize| format!("<sup><a id=\"back_{number}\" href=\"p{number}.xhtml#note_{number}\">{number}</a></sup>");
    let pages = [format!("<h1>One</h1><p>It began.{} It ended.{}</p>", call(1), call(2)), format!("<h1>Notes</h1>{}", note(1)), note(2)];
    let made = repaired("a.epub", &e_book(&pages.map(|body| page(&body))), &[]);
    let wanted = "It began.[^1] It ended.[^2]\n\n[^1]: Note 1.\n\n    More.\n\n[^2]: Note 2.\n\n    More.\n";
    assert!(made.text.contains(wanted) && !made.text.contains("Notes"), "{}", made.text);
    assert!(made.remarks.contains("headings of notes, left out"), "{}", made.remarks);
}

#[test]
fn pages_that_are_right_are_not_changed() {
    let series = "the Member States shall see to it that the harbours are open on all days of the year;";
    for body in [
        // Items of a law, and a glossary.
        format!("<h1>T</h1><p>{LONG} what follows:</p><p>{series}</p><p>{series}</p><p>{series}</p>"),
        format!("<h1>T</h1><p>{}</p><p>{}</p><p>{}</p><p>abbot, the head of one</p>", LONG.to_lowercase(), LONG.to_lowercase(), LONG.to_lowercase()),
        // Capitals in a page with headings, numbers of sections, exponents, years.
        "<h1>T</h1><p>NO ENTRY FOR STRIKERS</p><p>He read it twice.</p><p>1</p><p>The first.</p><p>2</p><p>The second.</p><p>3</p><p>E = mc<sup>2</sup> and 10<sup>3</sup>.</p>".to_owned(),
        // Spaces that are there on purpose, and those of French.
        "<h1>T</h1><p>Name:&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;John</p><p lang=\"fr\">«&nbsp;Non&nbsp;!&nbsp;»</p><p>Verse<br>&nbsp;&nbsp;indented</p>".to_owned(),
        // Dashes and quotations of one kind, an address, a suspended hyphen.
        "<h1>T</h1><p>“So,” he said—“it is.”</p><p>“A long speech</p><p>“goes on here.”</p><p>See https://example.org/a--b for over- and underpaid men—and women.</p>".to_owned(),
        // Characters of no width.
        "<h1>T</h1><p>so\u{2060}—it is a/\u{200B}b</p>".to_owned(),
        "<p>Only <b>one</b> paragraph.</p>".to_owned(),
    ] {
        let made = repaired("a.html", page(&body).as_bytes(), &[]);
        let bare = repaired("a.html", page(&body).as_bytes(), &all());
        assert_eq!((made.journal.len(), &made.text), (0, &bare.text), "{:#?}\n{}", made.journal, made.text);
    }
}

#[test]
fn headings_are_made_in_pages_without_any() {
    let body = format!(
        "<p align=\"center\"><b>The First Day</b></p><p>{LONG} it.</p><p>NO ENTRY</p><p><b>The Second Day</b></p><p>It ended with much noise in the harbour.</p>"
    );
    let made = repaired("a.html", page(&body).as_bytes(), &[]);
    for wanted in ["# The First Day\n", "# The Second Day\n", "\nNO ENTRY\n"] {
        assert!(made.text.contains(wanted), "{wanted}\n{}\n{:#?}", made.text, made.journal);
    }
}

#[test]
fn a_muse_text_without_an_empty_line_after_its_header_is_read() {
    for (text, wanted, said) in [
        (
            "#title T\n#lang en\nThe ships came.\n\nThey left.\n",
            "The ships came.\n\nThey left.",
            "the text was taken to begin: line 3, “The ships came. …”",
        ),
        (
            "#title T\nThe ships came.\nThey left.\n",
            "The ships came. They left.",
            "the text was taken to begin: line 2, “The ships came. …”",
        ),
        ("#title T\n#pubdate 2012\n* One\n\nText.\n", "# One\n\nText.", "the text was taken to begin: line 3, “* One …”"),
        ("#title T\n\n#lang en\n#author A\n\nText.\n", "Text.", "…"),
        (
            "#title A long\ntitle\n\nText.\n",
            "Text.",
            "entries of the header over several lines; if the last ones are text, put an empty line before them: line 1, #title",
        ),
    ] {
        let made = repaired("a.muse", text.as_bytes(), &[]);
        assert!(made.text.contains(wanted), "{text}\n{}", made.text);
        assert!(made.remarks.contains(said) || said == "…", "{text}\n{}", made.remarks);
        assert!(!made.text.contains("#lang") && made.text.matches("ships").count() <= 1, "{}", made.text);
    }
}
