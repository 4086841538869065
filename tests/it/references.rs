//! References to pages are right: each printed folio is that of the page on which `pdftotext` finds the text of the target. In the EPUB
//! each reference leads to its target.
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::LazyLock;

use chapbook::artwork::{Artwork, Gallery};
use chapbook::diagnostic::{Diagnostic, Sink};
use chapbook::font::FontBook;
use chapbook::manuscript;
use chapbook::resolve::{Book, Resolution, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::{LinkTarget, PageItem, PageKind, Pages, typeset};
use chapbook::{epub, pdf};

use crate::support::tools::pdftotext;

/// The book of the tests with both of its files.
struct BuiltBook {
    resolution: Resolution,
    pages: Pages,
    epub: Vec<u8>,
    pdf: Vec<u8>,
    reported: Vec<Diagnostic>,
}

static MADE: LazyLock<BuiltBook> = LazyLock::new(|| {
    let (mut sources, sink, fonts) = (SourceMap::default(), Sink::default(), FontBook::bundled());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/references");
    let manuscript = manuscript::read(&path, &mut sources, &sink).unwrap();
    let read = |path: &String| Some((path.clone(), Artwork::read(std::fs::read(manuscript.root.join(path)).ok()?).ok()?));
    let gallery = Gallery { artworks: manuscript.images.iter().filter_map(|(path, _)| read(path)).collect(), ..Gallery::default() };
    let (document, edition) = (manuscript.document, &manuscript.editions[0]);
    let resolution = resolve(&document, edition, &sources, &sink);
    let book = Book { document: &document, resolution: &resolution, edition };
    let pages = typeset(&book, &fonts, &gallery, &sink);
    let epub = epub::write(&book, &gallery, &fonts, None, &sink).unwrap();
    let pdf = pdf::write(&pages, &book, &fonts, &gallery, &sink).unwrap();
    BuiltBook { resolution, pages, epub, pdf, reported: sink.sorted() }
});

/// The text of each page, without white space, because `pdftotext` may not see the narrow spaces of a tight line. `None` without `pdftotext`.
static READ: LazyLock<Option<Vec<String>>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.pdf");
    std::fs::write(&file, &MADE.pdf).unwrap();
    let text = pdftotext(&["-raw"], &file)?.replace("\u{ad}\n", "");
    Some(text.split('\u{c}').map(close).collect())
});

/// Returns a text without white space.
fn close(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Returns the folios of the first and the last of some adjacent words. They differ if a page ends between them.
fn pages_of(words: &str) -> Option<(String, String)> {
    let read = READ.as_ref()?;
    let pages: Vec<(String, &String)> = MADE
        .pages
        .pages
        .iter()
        .zip(read)
        .filter(|(page, _)| page.kind == PageKind::Text)
        .map(|(page, text)| (page.folio.to_string(), text))
        .collect();
    if let Some((folio, _)) = pages.iter().find(|(_, text)| text.contains(&close(words))) {
        return Some((folio.clone(), folio.clone()));
    }
    for (at, _) in words.match_indices(' ') {
        for pair in pages.windows(2) {
            if pair[0].1.contains(&close(&words[..at])) && pair[1].1.contains(&close(&words[at..])) {
                return Some((pair[0].0.clone(), pair[1].0.clone()));
            }
        }
    }
    panic!("no page says {words:?}")
}

/// Returns the texts of the links to an anchor in the PDF, on pages of one kind.
fn links_to(anchor: &str, kind: PageKind) -> Vec<String> {
    let items = MADE.pages.pages.iter().filter(|page| page.kind == kind).flat_map(|page| &page.items);
    items
        .filter_map(|placed| match &placed.item {
            PageItem::Link { to: LinkTarget::Anchor(name), text, .. } if **name == *anchor => Some(text.to_string()),
            _ => None,
        })
        .collect()
}

/// Returns the content documents of the EPUB.
fn documents() -> BTreeMap<String, String> {
    documents_of(&MADE.epub)
}

fn documents_of(epub: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).unwrap();
    let names: Vec<String> = archive.file_names().filter(|name| name.ends_with(".xhtml")).map(str::to_owned).collect();
    names
        .into_iter()
        .map(|name| {
            let mut text = String::new();
            archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
            (name.trim_start_matches("OEBPS/").to_owned(), text)
        })
        .collect()
}

fn parsed(text: &str) -> roxmltree::Document<'_> {
    roxmltree::Document::parse_with_options(text, roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() }).unwrap()
}

#[test]
fn a_book_without_mistakes_has_no_diagnostic() {
    // The white above two of its headings on facing pages is uneven, because the pages cannot be filled otherwise.
    let reported: Vec<_> = MADE.reported.iter().filter(|one| one.code.name != "uneven-headings").collect();
    assert!(reported.is_empty(), "{reported:?}");
}

#[test]
fn page_references_print_the_page_of_their_target() {
    // Each target, with the text at it and the number of references to it.
    let targets = [
        ("cutting", "Cutting the letter", 1),
        ("wages", "What was paid in the trade", 2),
        ("strike", "In the spring the masters", 2),
        ("justification", "When the stick was nearly full", 1),
        ("again", "He looked, mended what", 1),
        ("foundries", "is true of most of them", 1),
        ("punches", "A printing letter began", 1),
        ("justified", "only part of the work", 2),
        ("casting", "The caster stood at a furnace", 1),
        ("the-metal", "Lead alone shrinks", 1),
        ("the-trade", "Part I The trade", 1),
    ];
    for (anchor, words, count) in targets {
        let links = links_to(anchor, PageKind::Text);
        assert_eq!(links.len(), count, "{anchor}: {links:?}");
        if let Some((folio, _)) = pages_of(words) {
            assert!(links.iter().all(|link| *link == folio), "{anchor}: {links:?} instead of {folio}");
        }
    }
    assert!(MADE.pages.pages.iter().any(|page| page.folio.to_string() == links_to("foundries", PageKind::Text)[0]));
}

#[test]
fn every_link_of_the_epub_has_a_target_and_references_print_titles() {
    let documents = documents();
    let mut ids = BTreeSet::new();
    for (name, text) in &documents {
        ids.insert(name.clone());
        ids.extend(parsed(text).descendants().filter_map(|node| Some(format!("{name}#{}", node.attribute("id")?))));
    }
    let mut printed = BTreeMap::new();
    for (name, text) in &documents {
        for link in parsed(text).descendants().filter(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "a"))) {
            let href = link.attribute("href").unwrap();
            let target = if href.starts_with('#') { format!("{name}{href}") } else { href.to_owned() };
            assert!(ids.contains(&target), "{target} in {name}");
            if link.attribute("class") == Some("page") {
                printed.insert(target.split_once('#').unwrap().1.to_owned(), link.text().unwrap_or_default().to_owned());
            }
        }
    }
    assert_eq!(printed["cutting"], "Cutting the letter");
    // The caption of a table has no full stop within a sentence.
    assert_eq!(printed["wages"], "What was paid in the trade, about 1860");
    // A target without a title has the title of the division around it.
    assert_eq!(printed["again"], "Justification");
    assert_eq!(printed["foundries"], "Preface");
    assert_eq!(printed.len(), 11, "{printed:?}");
    assert!(MADE.resolution.surroundings.values().any(|title| title == "Justification"));
}

#[test]
fn figures_and_tables_are_listed_with_their_pages() {
    let lists = [
        ("loi", "figures.xhtml", &["A punch before it was hardened", "A composing stick, set to its measure"][..]),
        ("lot", "tables.xhtml", &["What was paid in the trade, about 1860"]),
    ];
    let documents = documents();
    for (kind, file, captions) in lists {
        for (name, within) in [("nav.xhtml", "nav"), (file, "section")] {
            let tree = parsed(&documents[name]);
            let epub_type = ("http://www.idpf.org/2007/ops", "type");
            let list = tree.descendants().find(|node| node.tag_name().name() == within && node.attribute(epub_type) == Some(kind)).unwrap();
            let links: Vec<&str> = list.descendants().filter(|node| node.tag_name().name() == "a").filter_map(|node| node.text()).collect();
            let wanted: Vec<String> = captions.iter().zip(1..).map(|(caption, number)| format!("{number} {caption}")).collect();
            assert_eq!(links, wanted);
        }
        let Some(read) = READ.as_ref() else { continue };
        let made: Vec<&String> =
            MADE.pages.pages.iter().zip(read).filter(|(page, _)| page.kind == PageKind::Generated).map(|(_, text)| text).collect();
        for (caption, number) in captions.iter().zip(1..) {
            let line = format!("{number} {caption}");
            let after = made.iter().find_map(|text| text.split_once(&close(&line))).unwrap().1;
            let folio = pages_of(&format!("{caption}.")).unwrap().0;
            assert!(after.trim_start_matches('.').starts_with(&folio), "{line} is not on page {folio}");
        }
    }
}

/// Formats folios as an index prints them: three or more consecutive folios become a range.
fn drawn_together(folios: &[String]) -> String {
    let mut folios = folios.to_vec();
    folios.dedup();
    let follows = |a: &String, b: &String| matches!((a.parse::<u32>(), b.parse::<u32>()), (Ok(a), Ok(b)) if a + 1 == b);
    let run = |run: &[String]| if run.len() > 2 { format!("{}–{}", run[0], run[run.len() - 1]) } else { run.join(", ") };
    folios.chunk_by(follows).map(run).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_index_lists_the_pages_of_its_marks() {
    // Each entry, with the words before each of its marks, and the text after the pages.
    let entries = [
        ("casters", &["The caster stood", "letters were dressed"][..], ""),
        (
            "compositors",
            &["what a compositor", "The compositor stood", "the others. The compositor"],
            "; see also compositors’ union, the; strike",
        ),
        ("compositors’ union, the, see strike", &[], ""),
        ("émery", &["rubbed it with émery"], ""),
        ("founders, see foundries", &[], ""),
        ("foundries", &["about the foundries", "found that the numbers", "in the end there were three"], ""),
        ("justification", &["most often, justification", "That is justification"], ""),
        ("antimony", &["hollow. Antimony"], ""),
        ("punches", &["bar of steel. The punchcutter", "foundry. Of the punches", "When the punch", "country; the punches"], ""),
        ("cutting of", &["a letter was cut", "The counter"], ""),
        ("outcome of", &["The rate"], ""),
    ];
    if let Some(read) = READ.as_ref() {
        let at = MADE.pages.pages.iter().zip(read).position(|(page, text)| page.kind == PageKind::Text && text.contains("Index")).unwrap();
        let index = read[at..].concat();
        for (term, words, after) in entries {
            let pages: Vec<String> = words.iter().map(|words| pages_of(words).unwrap().1).collect();
            let wanted = if pages.is_empty() { term.to_owned() } else { format!("{term}, {}{after}", drawn_together(&pages)) };
            assert!(index.contains(&close(&wanted)), "{wanted:?} is not in {index}");
        }
        assert!(index.contains('–'), "there is no range of pages: {index}");
    }
    let mut links = 0;
    for placed in MADE.pages.pages.iter().flat_map(|page| &page.items) {
        let PageItem::Link { to: LinkTarget::Anchor(name), text, .. } = &placed.item else { continue };
        if name.starts_with("mark-") {
            let has = |item: &PageItem| matches!(item, PageItem::Anchor(own) if own == name);
            let page = MADE.pages.pages.iter().find(|page| page.items.iter().any(|placed| has(&placed.item))).unwrap();
            assert_eq!(text.split('–').next().unwrap(), page.folio.to_string(), "{name}");
            links += 1;
        }
    }
    assert!(links > 20, "{links}");
    // Every link to an entry, or to a place in the text, has a target.
    let items = || MADE.pages.pages.iter().flat_map(|page| &page.items).map(|placed| &placed.item);
    let anchors: BTreeSet<&str> = items().filter_map(|item| if let PageItem::Anchor(name) = item { Some(&**name) } else { None }).collect();
    for item in items() {
        if let PageItem::Link { to: LinkTarget::Anchor(name), .. } = item {
            assert!(anchors.contains(&**name), "{name} is on no page");
        }
    }
}

#[test]
fn the_index_of_the_epub_leads_to_the_marked_words() {
    let documents = documents();
    let tree = parsed(&documents["index-1.xhtml"]);
    let epub_type = ("http://www.idpf.org/2007/ops", "type");
    let section = tree.descendants().find(|node| node.attribute("role") == Some("doc-index")).unwrap();
    assert_eq!(section.attribute(epub_type), Some("index"));
    let term =
        section.descendants().find(|node| node.attribute(epub_type) == Some("index-term") && node.text() == Some("punches")).unwrap();
    let links = term.parent().unwrap().children().filter(|node| node.attribute(epub_type) == Some("index-locator"));
    let mut words = Vec::new();
    for (link, number) in links.zip(1..) {
        assert_eq!(link.text(), Some(number.to_string().as_str()));
        assert!(["Punches and matrices", "Cutting the letter", "What the steel cost"].contains(&link.attribute("title").unwrap()));
        let (file, id) = link.attribute("href").unwrap().split_once('#').unwrap();
        let target = parsed(&documents[file]);
        words.push(target.descendants().find(|node| node.attribute("id") == Some(id)).unwrap().text().unwrap().to_owned());
    }
    assert_eq!(words, ["punchcutter", "punches", "punch", "punches"]);
    assert!(!documents.values().any(|text| text.contains("data-entry") || text.contains("data-see")));
}

/// Reads a text from memory. Returns its resolution and the diagnostics.
fn read_text(text: &str) -> (Resolution, Vec<String>) {
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = manuscript::read_text("a.md", text, &mut sources, &sink);
    let resolution = resolve(&manuscript.document, &manuscript.editions[0], &sources, &sink);
    (resolution, sink.sorted().into_iter().map(|diagnostic| format!("{}: {}", diagnostic.code, diagnostic.message)).collect())
}

#[test]
fn mistakes_in_index_marks_are_reported() {
    let (resolution, reported) = read_text(
        "# A\n\nOne [word]{.index entrie=\"x\"}, []{.index}none, [half]{.index entry=\"a!\"}, [other]{.index see=\"wrod\"}.\n\n# Register {.index}\n\nRead this first.\n",
    );
    assert_eq!(
        reported,
        [
            "unknown-index-key: an index mark has no key `entrie`",
            "empty-index-mark: the index mark names no entry",
            "empty-index-mark: the index mark names no entry",
            "dead-see: the index has no entry `wrod`",
        ]
    );
    let index = resolution.index.unwrap();
    assert_eq!(index.entries.iter().map(|entry| entry.term.as_str()).collect::<Vec<_>>(), ["other", "word"]);
    // The index is at the author's place, and there is no second one.
    assert_eq!(resolution.contents.len(), 2);
    assert_eq!((index.division, "Register"), (resolution.contents[1].node, resolution.contents[1].title.as_str()));
}

/// Reads a text from memory, typesets it and makes the EPUB.
fn set_text(text: &str) -> (Resolution, Pages, Vec<u8>, Vec<Diagnostic>) {
    let (mut sources, sink, fonts, gallery) = (SourceMap::default(), Sink::default(), FontBook::bundled(), Gallery::default());
    let manuscript = manuscript::read_text("a.md", text, &mut sources, &sink);
    let edition = &manuscript.editions[0];
    let resolution = resolve(&manuscript.document, edition, &sources, &sink);
    let book = Book { document: &manuscript.document, resolution: &resolution, edition };
    let pages = typeset(&book, &fonts, &gallery, &sink);
    let epub = epub::write(&book, &gallery, &fonts, None, &sink).unwrap();
    (resolution, pages, epub, sink.sorted())
}

#[test]
fn references_that_never_settle_are_reported() {
    // The text refers to page 10 so often that its length changes by a line if the number becomes 11, and the target is at
    // the foot of page 10 or at the head of page 11. For some length of the text the references never settle.
    let quarrel = (20..40).flat_map(|lines| [28, 30, 32].map(|times| (lines, times))).find_map(|(lines, times)| {
        let (before, there) = ("On.\n\n\\newpage\n\n".repeat(9), "[](#there){.page} ".repeat(times));
        let text = format!("# A\n\n{before}{there}\n\n{}[]{{#there}}There.\n", "Line.\n\n".repeat(lines));
        let (.., reported) = set_text(&text);
        assert!(reported.iter().all(|diagnostic| diagnostic.code.name == "unsettled-references"), "{reported:?}");
        reported.into_iter().next()
    });
    let reported = quarrel.expect("a text whose references never settle");
    assert!(reported.message.contains("page 10") && reported.message.contains("page 11"), "{}", reported.message);
    assert!(!reported.span.is_detached());
}

#[test]
fn index_marks_have_an_anchor_in_every_kind_of_block() {
    let text = r#"
# A title

## A [section]{.index}

> A [quotation]{.index}
> with *[stress]{.index}* and [**strength**]{.index}.
>
> — [Somebody]{.index}

- an [item]{.index}
- [another]{.index}

[Term]{.index}
: What it [means]{.index}.

::: verse
A [line]{.index}
and [another line]{.index}
:::

| [Head]{.index} | B |
|------|---|
| a | [cell]{.index} |

Table: A [caption]{.index}.

> [!NOTE]
> An [alert]{.index}.

A [note][^n], `code`{.index}, *emphasis*{.index}, a [link with [words]{.index}](https://example.org), [small]{.smallcaps .index}, []{.index entry="nothing"}a
point, H~[2]{.index}~, [two
lines]{.index}, at the end[]{.index entry="end"}

[^n]: In a [footnote]{.index}[^m].
[^m]: In [another footnote]{.index}.
"#;
    let (resolution, pages, epub, _) = set_text(text);
    let index = resolution.index.clone().unwrap();
    assert_eq!(index.entries.len(), 25, "{:?}", index.entries.iter().map(|entry| &entry.term).collect::<Vec<_>>());
    let has = |item: &PageItem, anchor: &str| matches!(item, PageItem::Anchor(name) if **name == *anchor);
    let documents = documents_of(&epub).into_values().collect::<String>();
    for entry in &index.entries {
        let anchor = &resolution.anchors[&entry.marks[0]];
        let found = pages.pages.iter().flat_map(|page| &page.items).filter(|placed| has(&placed.item, anchor)).count();
        assert_eq!(found, 1, "{} in the PDF", entry.term);
        assert_eq!(documents.matches(&format!("id=\"{anchor}\"")).count(), 1, "{} in the EPUB", entry.term);
    }
}

#[test]
fn a_book_without_marks_has_no_index() {
    let (resolution, reported) = read_text("# A\n\nOne word.\n\n# B\n\nAnother.\n");
    assert_eq!((resolution.index, reported), (None, Vec::new()));
    assert_eq!(resolution.contents.len(), 2);
}
