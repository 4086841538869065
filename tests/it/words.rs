//! Nothing is lost: every word of the manuscript, including notes, is in the EPUB and in the PDF, once and in order. Independent tools read
//! the files: an XML parser and `pdftotext`.
//!
//! Texts are compared letter by letter, without white space and soft hyphens. In the EPUB the notes of a chapter follow its text. In the
//! PDF they are at the foot of the pages. So the letters of all pages must be a shuffle of three sequences, each in order: the letters of
//! the text, of the notes, and of the figures. Running heads and folios are known from the pages and removed first.
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use chapbook::artwork::{Artwork, Gallery};
use chapbook::diagnostic::{Severity, Sink};
use chapbook::document::{
    Block, BlockKind, CellContent, Citation, CrossReference, Division, DivisionKind, Document, Formula, Inline, InlineKind, NodeId,
    NodeRole, NoteId, Recording, ReferenceForm, TERM, plain_text,
};
use chapbook::font::FontBook;
use chapbook::formula::{Labels, MathElement, MathNode, MathmlOptions, mathml};
use chapbook::language::{Language, Terms};
use chapbook::manuscript;
use chapbook::resolve::{Book, Destination, Resolution, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::{ItemRole, PageItem, PageKind, Pages, Segment, Zone, typeset};
use chapbook::{epub, pdf};

use crate::support::tools::pdftotext;

/// The letters and signs of a formula. On paper, what stands above a sign comes before what stands below it.
fn signs_of(element: &MathElement, target: Target) -> String {
    let mut parts: Vec<String> = element
        .content
        .iter()
        .map(|node| match node {
            MathNode::Element(inner) => signs_of(inner, target),
            MathNode::Text(text) => text.clone(),
        })
        .collect();
    if target == Target::Pdf && matches!(element.name, "munderover" | "msubsup") {
        parts.swap(1, 2);
    }
    parts.concat()
}

/// A book with both of its files.
struct BuiltBook {
    document: Document,
    resolution: Resolution,
    language: &'static Language,
    terms: &'static Terms,
    gallery: Gallery,
    pages: Pages,
    epub: Vec<u8>,
    pdf: Vec<u8>,
}

fn make(path: &Path) -> BuiltBook {
    let (mut sources, sink, fonts) = (SourceMap::default(), Sink::default(), FontBook::bundled());
    let manuscript = manuscript::read(path, &mut sources, &sink).unwrap();
    let edition = manuscript.editions[0].clone();
    let read = |path: &String| Some((path.clone(), Artwork::read(std::fs::read(manuscript.root.join(path)).ok()?).ok()?));
    let gallery = Gallery { artworks: manuscript.images.iter().filter_map(|(path, _)| read(path)).collect(), ..Gallery::default() };
    let document = manuscript.document;
    let resolution = resolve(&document, &edition, &sources, &sink);
    let book = Book { document: &document, resolution: &resolution, edition: &edition };
    let pages = typeset(&book, &fonts, &gallery, &sink);
    let epub = epub::write(&book, &gallery, &fonts, None, &sink).unwrap();
    let pdf = pdf::write(&pages, &book, &fonts, &gallery, &sink).unwrap();
    let errors: Vec<_> = sink.sorted().into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let language = Language::of(edition.metadata.language.tag());
    BuiltBook { document, resolution, language, terms: &language.terms, gallery, pages, epub, pdf }
}

/// The file that is read. Only the text of the PDF has the markers of lists.
#[derive(Clone, Copy, PartialEq)]
enum Target {
    Epub,
    Pdf,
}

/// Collects the words that a file must have.
struct Expected<'a> {
    made: &'a BuiltBook,
    target: Target,
    text: String,
    /// The text of figures, which may move away from their calls.
    figures: String,
}

impl Expected<'_> {
    fn add(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push(' ');
    }

    fn division(&mut self, division: &Division) {
        if let Some(heading) = &division.heading {
            if let Some(label) = self.made.resolution.labels.get(&division.node.id) {
                self.add(&label.clone());
            }
            self.inlines(&heading.title);
        }
        self.blocks(&division.blocks);
        // The entries of the index are generated. Another test checks them.
        if self.target == Target::Pdf && self.made.resolution.index.as_ref().is_some_and(|index| index.division == division.node.id) {
            self.add(&made_words(&self.made.pages));
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
            // The label of a part of a figure is a letter in parentheses.
            self.add(&if label.ends_with(')') { label } else { format!("{label}.") });
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
                        (Some(done), _) if self.target == Target::Pdf => self.add(if done { "\u{25a0}" } else { "\u{25a1}" }),
                        (Some(done), _) => self.add(if done { "\u{2611}" } else { "\u{2610}" }),
                        (None, Some(_)) if self.target == Target::Pdf => {
                            self.add(&list.delimiter.around(&list.numerals.of(list.numbers()[at])));
                        }
                        (None, None) if self.target == Target::Pdf && list.entries.is_none() => self.add("\u{2022}"),
                        (None, _) => {}
                    }
                    if let Some(label) = item.work.as_ref().and_then(|work| work.label.as_ref()) {
                        self.add(label);
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
            BlockKind::Code { text, .. } => self.add(text),
            BlockKind::Math(formula) => {
                let words = self.formula(formula);
                self.add(&words);
                let number = self.made.resolution.equations.get(&block.node.id).and_then(|numbers| numbers.whole.clone());
                number.into_iter().for_each(|number| self.add(&number));
            }
            BlockKind::Figure { body, caption } if block.node.has_role(NodeRole::Listing) => {
                self.caption(block, caption.as_ref());
                self.blocks(body);
            }
            BlockKind::Figure { body, caption } => {
                let text = std::mem::take(&mut self.text);
                self.blocks(body);
                self.caption(block, caption.as_ref());
                let figure = std::mem::replace(&mut self.text, text);
                if self.target == Target::Pdf { &mut self.figures } else { &mut self.text }.push_str(&figure);
            }
            BlockKind::Table(table) => {
                self.caption(block, table.caption.as_ref());
                for cell in table.cells() {
                    match &cell.content {
                        CellContent::Line(inlines) => self.inlines(inlines),
                        CellContent::Blocks(blocks) => self.blocks(blocks),
                    }
                }
            }
            BlockKind::Alert { kind, title, blocks } => {
                match title {
                    Some(title) => self.inlines(title),
                    None => self.add(kind.heading(&self.made.terms.alerts)),
                }
                self.blocks(blocks);
            }
            BlockKind::Container(blocks) => self.blocks(blocks),
            BlockKind::Break | BlockKind::PageBreak | BlockKind::Raw(_) => {}
        }
    }

    /// The words of a formula: its letters and signs if they could be read, else its source.
    fn formula(&self, formula: &Formula) -> String {
        let Some(tree) = formula.tree.as_deref() else { return formula.source.clone() };
        let options = MathmlOptions { display: formula.display, alternative: "", labels: &Labels::new(), row_numbers: &[] };
        signs_of(&mathml(tree, &options), self.target)
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        inlines.iter().for_each(|inline| self.inline(inline));
        self.text.push(' ');
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => self.text.push_str(text),
            InlineKind::Math(formula) => {
                let words = self.formula(formula);
                self.text.push_str(&words);
            }
            InlineKind::SoftBreak | InlineKind::LineBreak => self.text.push(' '),
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::SmallCaps(inner)
            | InlineKind::Superscript(inner)
            | InlineKind::Subscript(inner)
            | InlineKind::Strikethrough(inner)
            | InlineKind::Phrase(_, inner)
            | InlineKind::Recording(Recording { text: inner, .. })
            | InlineKind::Link { text: inner, .. }
            | InlineKind::CrossReference(CrossReference { references: inner, .. })
            | InlineKind::Citation(Citation { text: inner, .. })
            | InlineKind::Container(inner) => {
                inner.iter().for_each(|inline| self.inline(inline));
                // In the PDF a ring marks a word that is in the glossary.
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
                if *form == ReferenceForm::Citations {
                    if self.target == Target::Pdf {
                        let pages = cited_pages(self.made, inline.node.id);
                        self.text.push_str(&pages);
                    }
                    return;
                }
                match resolution.targets.get(&inline.node.id) {
                    Some(Destination::Node(node)) if *form == ReferenceForm::Page && self.target == Target::Pdf => {
                        let folio = folio(&self.made.pages, &resolution.anchors[node]);
                        self.text.push_str(&folio);
                    }
                    Some(Destination::Node(node)) if *form == ReferenceForm::PageOfLabel && self.target == Target::Pdf => {
                        let folio = folio(&self.made.pages, &resolution.anchors[node]);
                        self.text.push_str(&self.made.language.on_page(&folio));
                    }
                    _ => self.text.push_str(&resolution.reference(inline.node.id, *form).whole()),
                }
            }
            InlineKind::NoteCall(note) => self.text.push_str(&self.made.resolution.note(*note).mark.clone()),
            InlineKind::Anchor | InlineKind::Raw(_) => {}
        }
    }
}

/// Returns the generated words on pages of text.
fn made_words(pages: &Pages) -> String {
    let text = pages.pages.iter().filter(|page| page.kind == PageKind::Text);
    let made = text.flat_map(|page| &page.items).filter(|placed| matches!(placed.role, ItemRole::Generated(_)));
    let lines = made.filter_map(|placed| if let PageItem::Line(line) = &placed.item { Some(line) } else { None });
    lines
        .flat_map(|line| &line.segments)
        .filter_map(|segment| if let Segment::Glyphs(run) = segment { Some(&*run.text) } else { None })
        .collect()
}

/// Returns the folio of the page that has an anchor.
fn folio(pages: &Pages, anchor: &str) -> String {
    let has = |item: &PageItem| matches!(item, PageItem::Anchor(name) if **name == *anchor);
    pages.pages.iter().find(|page| page.items.iter().any(|placed| has(&placed.item))).unwrap().folio.to_string()
}

/// Returns the pages of the citations of a work, as they are printed after its entry. No work of these books has a range of pages.
fn cited_pages(made: &BuiltBook, reference: NodeId) -> String {
    let citations = made.resolution.citations_of(reference);
    let mut folios: Vec<String> = citations.iter().map(|place| folio(&made.pages, &made.resolution.anchors[&place.citation])).collect();
    folios.dedup();
    if folios.is_empty() { String::new() } else { format!("\u{2191}{}", folios.join(", ")) }
}

fn letters(text: &str) -> Vec<char> {
    use unicode_normalization::UnicodeNormalization;
    // Removes links back to a second call, and characters that are not printed.
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

/// The text of a chapter.
#[derive(Clone)]
struct ChapterText {
    body: Vec<char>,
    notes: Vec<char>,
    /// Only in the PDF. In the EPUB they are part of the body.
    figures: Vec<char>,
}

/// Returns the text of each chapter and of its notes.
fn expected(made: &BuiltBook, target: Target) -> Vec<ChapterText> {
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
            notes.add(&mark.to_string());
            notes.blocks(&made.document.note(note).blocks);
        }
        body.figures.push_str(&notes.figures);
        chapters.push(ChapterText { body: letters(&body.text), notes: letters(&notes.text), figures: letters(&body.figures) });
    }
    chapters
}

/// Returns the letters of the content documents of the text, in the order of the spine.
fn epub_letters(made: &BuiltBook) -> Vec<char> {
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

/// Returns the letters of the pages of text, without heads and folios. `None` without `pdftotext`.
fn pdf_letters(made: &BuiltBook) -> Option<Vec<char>> {
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
        let (mut artifacts, mut again) = (String::new(), Vec::new());
        for item in page.items.iter().filter(|item| item.role.is_artifact()) {
            let PageItem::Line(line) = &item.item else { continue };
            let runs = line.segments.iter().filter_map(|segment| if let Segment::Glyphs(run) = segment { Some(run) } else { None });
            let text: String = runs.map(|run| &*run.text).collect();
            let is_at_head = item.zone != Zone::Notes && item.column == 0;
            if is_at_head { artifacts.push_str(&text) } else { again.push(letters(&text)) }
        }
        let (artifacts, found) = (letters(&artifacts), letters(text));
        assert!(found.starts_with(&artifacts), "page {} begins with {:?}, not {:?}", page.folio, &found[..found.len().min(40)], artifacts);
        let mut found = found[artifacts.len()..].to_vec();
        // Leaves out the lines for notes that are called again, which name the page of the note, and heads of the second column.
        for line in again.iter().rev().filter(|line| !line.is_empty()) {
            let at = found.windows(line.len()).rposition(|window| window == line.as_slice());
            let at = at.unwrap_or_else(|| panic!("page {} lacks {line:?}", page.folio));
            found.drain(at..at + line.len());
        }
        all.extend(found);
    }
    Some(all)
}

/// Checks that `shuffled` is a shuffle of three texts, each in order. Follows all possible positions in the three texts at once.
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

fn compare(made: &BuiltBook, chapters: impl Fn(Target) -> Vec<ChapterText>) -> Result<(), String> {
    let joined: Vec<char> = chapters(Target::Epub).into_iter().flat_map(|chapter| [chapter.body, chapter.notes].concat()).collect();
    let found = epub_letters(made);
    if let Some(at) = (0..joined.len().max(found.len())).find(|&at| joined.get(at) != found.get(at)) {
        let near = |text: &[char]| text[at.saturating_sub(40).min(text.len())..(at + 20).min(text.len())].iter().collect::<String>();
        return Err(format!("EPUB: {:?} instead of {:?}", near(&found), near(&joined)));
    }
    if let Some(found) = pdf_letters(made) {
        let chapters = chapters(Target::Pdf);
        let all =
            |part: fn(&ChapterText) -> &Vec<char>| -> Vec<char> { chapters.iter().flat_map(|chapter| part(chapter).clone()).collect() };
        is_shuffle([&all(|chapter| &chapter.body), &all(|chapter| &chapter.notes), &all(|chapter| &chapter.figures)], &found)
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
fn a_missing_paragraph_is_found() {
    let made = make(&Path::new(env!("CARGO_MANIFEST_DIR")).join("book"));
    // Without pdftotext only the EPUB is read. In CI both files are.
    let read: &[Target] = if pdf_letters(&made).is_some() { &[Target::Epub, Target::Pdf] } else { &[Target::Epub] };
    for &target in read {
        let mut chapters = expected(&made, target);
        // The expected text has one more paragraph than the files.
        let at = chapters[2].body.len() / 2;
        chapters[2].body.splice(at..at, "Aparagraphthatnobodyprinted.".chars());
        assert!(compare(&made, |asked| if asked == target { chapters.clone() } else { expected(&made, asked) }).is_err());
    }
}
