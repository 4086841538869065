//! Nothing is lost: every word of the manuscript is in the EPUB and in the PDF, once, in order, notes included, as read by
//! tools that are not ours: an XML parser and `pdftotext`.
//!
//! What a page says is compared letter by letter without white space and soft hyphens. In the EPUB the notes of a chapter
//! follow its text. In the PDF they stand at the feet of the pages: the letters of all pages must be the letters of the text
//! those of the notes, and those of the figures, each in order, shuffled together. Heads and folios are known from the pages and taken off first.
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use chapbook::artwork::{Artwork, Gallery};
use chapbook::diagnostic::{Severity, Sink};
use chapbook::document::{
    AlertKind, Block, BlockKind, Division, DivisionKind, Document, Inline, InlineKind, NoteId, ReferenceForm, TERM, plain_text,
};
use chapbook::font::FontBook;
use chapbook::language::Terms;
use chapbook::manuscript;
use chapbook::resolve::{Book, Destination, Resolution, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::{PageItem, PageKind, Pages, Role, Segment, typeset};
use chapbook::{epub, pdf};

use crate::support::tools::pdftotext;

/// A book with both of its files.
struct Made {
    document: Document,
    resolution: Resolution,
    terms: &'static Terms,
    gallery: Gallery,
    pages: Pages,
    epub: Vec<u8>,
    pdf: Vec<u8>,
}

fn make(path: &Path) -> Made {
    let (mut sources, sink, fonts) = (SourceMap::default(), Sink::default(), FontBook::bundled());
    let manuscript = manuscript::read(path, &mut sources, &sink).unwrap();
    let edition = manuscript.editions[0].clone();
    let read = |path: &String| Some((path.clone(), Artwork::read(std::fs::read(manuscript.root.join(path)).ok()?).ok()?));
    let gallery = Gallery { artworks: manuscript.images.iter().filter_map(|(path, _)| read(path)).collect() };
    let document = manuscript.document;
    let resolution = resolve(&document, &edition, &sources, &sink);
    let book = Book { document: &document, resolution: &resolution, edition: &edition };
    let pages = typeset(&book, &fonts, &gallery, &sink);
    let epub = epub::write(&book, &gallery, &fonts, None, &sink).unwrap();
    let pdf = pdf::write(&pages, &book, &fonts, &gallery, &sink).unwrap();
    let errors: Vec<_> = sink.sorted().into_iter().filter(|told| told.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let terms = Terms::of(edition.metadata.language.tag());
    Made { document, resolution, terms, gallery, pages, epub, pdf }
}

/// Which file is read: lists have their markers in the PDF's text only.
#[derive(Clone, Copy, PartialEq)]
enum Target {
    Epub,
    Pdf,
}

/// The words that are expected.
struct Expected<'a> {
    made: &'a Made,
    target: Target,
    text: String,
    /// Figures need not stand where they are called.
    figures: String,
}

impl Expected<'_> {
    fn say(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push(' ');
    }

    fn division(&mut self, division: &Division) {
        if let Some(heading) = &division.heading {
            if let Some(label) = self.made.resolution.labels.get(&division.node.id) {
                self.say(&label.clone());
            }
            self.inlines(&heading.title);
        }
        self.blocks(&division.blocks);
        // The book makes the entries of its index itself; whether they are true is tested elsewhere.
        if self.target == Target::Pdf && self.made.resolution.index.as_ref().is_some_and(|index| index.division == division.node.id) {
            self.say(&made_words(&self.made.pages));
        }
        if division.kind != DivisionKind::Part {
            division.divisions.iter().for_each(|inner| self.division(inner));
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn caption(&mut self, block: &Block, caption: Option<&Vec<Inline>>) {
        if let Some(caption) = caption {
            let label = self.made.resolution.labels[&block.node.id].clone();
            self.say(&format!("{label}."));
            self.inlines(caption);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. } => self.inlines(inlines),
            BlockKind::Quote { blocks, attribution } => {
                self.blocks(blocks);
                self.inlines(attribution.as_deref().unwrap_or_default());
            }
            BlockKind::List(list) => {
                for (at, item) in list.items.iter().enumerate() {
                    match (item.task, list.start) {
                        (Some(done), _) if self.target == Target::Pdf => self.say(if done { "\u{25a0}" } else { "\u{25a1}" }),
                        (Some(done), _) => self.say(if done { "\u{2611}" } else { "\u{2610}" }),
                        (None, Some(start)) if self.target == Target::Pdf => self.say(&format!("{}.", start + at as u64)),
                        (None, None) if self.target == Target::Pdf => self.say("\u{2022}"),
                        (None, _) => {}
                    }
                    self.blocks(&item.blocks);
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.iter().for_each(|(_, term)| self.inlines(term));
                    definition.bodies.iter().for_each(|body| self.blocks(body));
                }
            }
            BlockKind::Verse(stanzas) => stanzas.iter().flatten().for_each(|line| self.inlines(line)),
            BlockKind::Code { text, .. } => self.say(text),
            BlockKind::Math(formula) => self.say(&formula.source),
            BlockKind::Figure { body, caption } => {
                let text = std::mem::take(&mut self.text);
                self.blocks(body);
                self.caption(block, caption.as_ref());
                let figure = std::mem::replace(&mut self.text, text);
                if self.target == Target::Pdf { &mut self.figures } else { &mut self.text }.push_str(&figure);
            }
            BlockKind::Table(table) => {
                self.caption(block, table.caption.as_ref());
                std::iter::once(&table.head).chain(&table.rows).flat_map(|row| &row.cells).for_each(|cell| self.inlines(&cell.content));
            }
            BlockKind::Alert { kind, blocks } => {
                let at = [AlertKind::Note, AlertKind::Tip, AlertKind::Important, AlertKind::Warning, AlertKind::Caution]
                    .iter()
                    .position(|k| k == kind);
                self.say(self.made.terms.alerts[at.unwrap()]);
                self.blocks(blocks);
            }
            BlockKind::Container(blocks) => self.blocks(blocks),
            BlockKind::Break | BlockKind::PageBreak | BlockKind::Raw(_) => {}
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        inlines.iter().for_each(|inline| self.inline(inline));
        self.text.push(' ');
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => self.text.push_str(text),
            InlineKind::Math(formula) => self.text.push_str(&formula.source),
            InlineKind::SoftBreak | InlineKind::LineBreak => self.text.push(' '),
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::SmallCaps(inner)
            | InlineKind::Superscript(inner)
            | InlineKind::Subscript(inner)
            | InlineKind::Strikethrough(inner)
            | InlineKind::Link { text: inner, .. }
            | InlineKind::Container(inner) => {
                inner.iter().for_each(|inline| self.inline(inline));
                // On paper a sign says that the glossary has the word.
                if self.target == Target::Pdf && inline.node.has_class(TERM) {
                    self.text.push('\u{b0}');
                }
            }
            InlineKind::Image { source, alt, .. } => {
                if !self.made.gallery.artworks.contains_key(source) {
                    self.text.push_str(&format!("[{}]", plain_text(alt)));
                }
            }
            InlineKind::Reference { form, .. } => {
                let resolution = &self.made.resolution;
                match resolution.targets.get(&inline.node.id) {
                    Some(Destination::Node(node)) if *form == ReferenceForm::Page && self.target == Target::Pdf => {
                        let folio = folio(&self.made.pages, &resolution.anchors[node]);
                        self.text.push_str(&folio);
                    }
                    _ => self.text.push_str(resolution.reference(inline.node.id, *form).unwrap_or_default()),
                }
            }
            InlineKind::NoteCall(note) => self.text.push_str(&self.made.resolution.note(*note).mark.clone()),
            InlineKind::Anchor | InlineKind::Raw(_) => {}
        }
    }
}

/// What the book has made itself on pages of text.
fn made_words(pages: &Pages) -> String {
    let text = pages.pages.iter().filter(|page| page.kind == PageKind::Text);
    let made = text.flat_map(|page| &page.items).filter(|placed| matches!(placed.role, Role::Made(_)));
    let lines = made.filter_map(|placed| if let PageItem::Line(line) = &placed.item { Some(line) } else { None });
    lines
        .flat_map(|line| &line.segments)
        .filter_map(|segment| if let Segment::Glyphs(run) = segment { Some(&*run.text) } else { None })
        .collect()
}

/// The folio of the page that has a named place.
fn folio(pages: &Pages, anchor: &str) -> String {
    let has = |item: &PageItem| matches!(item, PageItem::Anchor(name) if **name == *anchor);
    pages.pages.iter().find(|page| page.items.iter().any(|placed| has(&placed.item))).unwrap().folio.to_string()
}

fn letters(text: &str) -> Vec<char> {
    use unicode_normalization::UnicodeNormalization;
    // A way back to a second call, and what no page prints.
    text.nfc()
        .filter(|c| {
            !c.is_whitespace()
                && !c.is_control()
                && !matches!(c, '\u{ad}' | '\u{21a9}' | '\u{fe0e}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
        })
        .collect()
}

fn tops(divisions: &[Division]) -> Vec<&Division> {
    divisions
        .iter()
        .flat_map(|d| std::iter::once(d).chain(if d.kind == DivisionKind::Part { tops(&d.divisions) } else { Vec::new() }))
        .collect()
}

/// What a chapter says.
#[derive(Clone)]
struct Said {
    body: Vec<char>,
    notes: Vec<char>,
    /// In the PDF; else they are part of the body.
    figures: Vec<char>,
}

/// The text of each chapter and of its notes.
fn expected(made: &Made, target: Target) -> Vec<Said> {
    let mut chapters = Vec::new();
    for division in made.document.matter.iter().flat_map(|matter| tops(matter)) {
        let mut body = Expected { made, target, text: String::new(), figures: String::new() };
        body.division(division);
        let mut notes = Expected { made, target, text: String::new(), figures: String::new() };
        let mut own: Vec<(u32, NoteId)> = Vec::new();
        for (at, entry) in made.resolution.notes.iter().enumerate() {
            if entry.division == division.node.id && !entry.calls.is_empty() {
                own.push((entry.mark.parse().unwrap(), NoteId(at as u32)));
            }
        }
        own.sort_unstable();
        for (mark, note) in own {
            notes.say(&mark.to_string());
            notes.blocks(&made.document.note(note).blocks);
        }
        body.figures.push_str(&notes.figures);
        chapters.push(Said { body: letters(&body.text), notes: letters(&notes.text), figures: letters(&body.figures) });
    }
    chapters
}

/// The letters of the content documents of the text, in the order of the spine.
fn epub_letters(made: &Made) -> Vec<char> {
    let mut archive = zip::ZipArchive::new(Cursor::new(&made.epub)).unwrap();
    let mut read = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let opf = read("OEBPS/content.opf");
    let tree = roxmltree::Document::parse(&opf).unwrap();
    let href = |id: &str| {
        tree.descendants().find(|node| node.attribute("id") == Some(id)).and_then(|node| node.attribute("href")).unwrap().to_owned()
    };
    let spine: Vec<String> = tree.descendants().filter_map(|node| node.attribute("idref")).map(href).collect();
    let mut text = String::new();
    for name in spine.iter().filter(|name| {
        !["cover.xhtml", "title.xhtml", "copyright.xhtml", "nav.xhtml", "figures.xhtml", "tables.xhtml"].contains(&name.as_str())
    }) {
        let document = read(&format!("OEBPS/{name}"));
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let tree = roxmltree::Document::parse_with_options(&document, options).unwrap();
        let body = tree.descendants().find(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "body"))).unwrap();
        let is_made = |node: &roxmltree::Node<'_, '_>| node.ancestors().any(|outer| outer.attribute("class") == Some("index-entries"));
        body.descendants().filter(|node| node.is_text() && !is_made(node)).for_each(|node| text.push_str(node.text().unwrap_or_default()));
    }
    letters(&text)
}

/// The letters of the pages of text, heads and folios taken off; none without `pdftotext`.
fn pdf_letters(made: &Made) -> Option<Vec<char>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.pdf");
    std::fs::write(&file, &made.pdf).unwrap();
    let text = pdftotext(&["-raw"], &file)?;
    let read: Vec<&str> = text.split('\u{c}').collect();
    let mut all = Vec::new();
    for (page, text) in made.pages.pages.iter().zip(read) {
        if page.kind != PageKind::Text {
            continue;
        }
        let mut artifacts = String::new();
        for item in page.items.iter().filter(|item| item.role == Role::Artifact) {
            if let PageItem::Line(line) = &item.item {
                for segment in &line.segments {
                    if let Segment::Glyphs(run) = segment {
                        artifacts.push_str(&run.text);
                    }
                }
            }
        }
        let (artifacts, found) = (letters(&artifacts), letters(text));
        assert!(found.starts_with(&artifacts), "page {} begins with {:?}, not {:?}", page.folio, &found[..found.len().min(40)], artifacts);
        all.extend_from_slice(&found[artifacts.len()..]);
    }
    Some(all)
}

/// Whether `shuffled` is three texts shuffled together: all ways of telling how far each has come are followed at once.
fn is_shuffle([a, b, c]: [&[char]; 3], shuffled: &[char]) -> Result<(), String> {
    let mut ways: BTreeSet<(usize, usize)> = BTreeSet::from([(0, 0)]);
    for (at, letter) in shuffled.iter().enumerate() {
        let mut next = BTreeSet::new();
        for &(i, k) in &ways {
            if a.get(i) == Some(letter) {
                next.insert((i + 1, k));
            }
            if b.get(at - i - k) == Some(letter) {
                next.insert((i, k));
            }
            if c.get(k) == Some(letter) {
                next.insert((i, k + 1));
            }
        }
        if next.is_empty() {
            let near: String = shuffled[at.saturating_sub(60)..(at + 30).min(shuffled.len())].iter().collect();
            let wanted: Vec<String> =
                ways.iter().take(3).map(|&(i, _)| a[i.min(a.len())..(i + 30).min(a.len())].iter().collect()).collect();
            return Err(format!("at letter {at}, …{near}…, expected {wanted:?}"));
        }
        ways = next;
    }
    let whole = ways.iter().any(|&(i, k)| i == a.len() && k == c.len() && shuffled.len() - i - k == b.len());
    if whole { Ok(()) } else { Err("the pages end too early".to_owned()) }
}

fn books() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut books: Vec<PathBuf> =
        std::fs::read_dir(root.join("tests/books")).unwrap().flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    books.sort();
    books.push(root.join("book"));
    books
}

fn compare(made: &Made, chapters: impl Fn(Target) -> Vec<Said>) -> Result<(), String> {
    let joined: Vec<char> = chapters(Target::Epub).into_iter().flat_map(|said| [said.body, said.notes].concat()).collect();
    let found = epub_letters(made);
    if let Some(at) = (0..joined.len().max(found.len())).find(|&at| joined.get(at) != found.get(at)) {
        let near = |text: &[char]| text[at.saturating_sub(40).min(text.len())..(at + 20).min(text.len())].iter().collect::<String>();
        return Err(format!("EPUB: {:?} instead of {:?}", near(&found), near(&joined)));
    }
    if let Some(found) = pdf_letters(made) {
        let chapters = chapters(Target::Pdf);
        let all = |part: fn(&Said) -> &Vec<char>| -> Vec<char> { chapters.iter().flat_map(|said| part(said).clone()).collect() };
        is_shuffle([&all(|said| &said.body), &all(|said| &said.notes), &all(|said| &said.figures)], &found)
            .map_err(|error| format!("PDF: {error}"))?;
    }
    Ok(())
}

#[test]
fn every_word_is_in_both_files_once_and_in_order() {
    let books = books();
    assert!(books.len() >= 3, "{books:?}");
    for path in books {
        let made = make(&path);
        compare(&made, |target| expected(&made, target)).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

#[test]
fn a_paragraph_that_is_dropped_is_missed() {
    let made = make(&Path::new(env!("CARGO_MANIFEST_DIR")).join("book"));
    // On a machine without pdftotext only the EPUB can be read; in CI both are.
    let read: &[Target] = if pdf_letters(&made).is_some() { &[Target::Epub, Target::Pdf] } else { &[Target::Epub] };
    for &target in read {
        let mut chapters = expected(&made, target);
        // As if one more paragraph had been in the manuscript than is in the files.
        let at = chapters[2].body.len() / 2;
        chapters[2].body.splice(at..at, "Aparagraphthatnobodyprinted.".chars());
        assert!(compare(&made, |asked| if asked == target { chapters.clone() } else { expected(&made, asked) }).is_err());
    }
}
