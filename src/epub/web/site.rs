//! What the pages of a site have in common: their order, their labels, the words around the text.
use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Block, BlockKind, Division, DivisionKind, Inline, NodeId, Visit, walk_blocks};
use crate::epub::content::{Printer, SpineDocument};
use crate::epub::navigation::label;
use crate::language::SiteTerms;
use crate::resolve::{ContentsEntry, Endnotes};

/// The maximum number of words that name a chapter without a title.
const MOST_WORDS: usize = 6;

/// A page of text.
pub(super) struct SitePage<'a> {
    /// The name of its file.
    pub(super) name: &'a str,
    /// What names it in lists: its title with its number, or its first words.
    pub(super) label: String,
    /// Whether it has a heading.
    pub(super) has_heading: bool,
    pub(super) text: PageText<'a>,
}

/// The text of a page.
#[derive(Clone, Copy)]
pub(super) enum PageText<'a> {
    /// A division on the level of chapters, with its notes.
    Chapter(&'a SpineDocument<'a>),
    /// The notes of the whole book.
    Notes(&'a Endnotes),
}

/// The pages of a book in reading order.
pub(super) struct Site<'a> {
    pub(super) printer: &'a Printer<'a>,
    pub(super) pages: Vec<SitePage<'a>>,
    /// The tag of the language of `words`: English, if chapbook does not know the words of the book's language.
    pub(super) language_of_words: &'static str,
    pub(super) words: &'static SiteTerms,
    /// The entries of the contents, by their divisions.
    entries: BTreeMap<NodeId, &'a ContentsEntry>,
    /// The divisions that have pages.
    divisions: BTreeSet<NodeId>,
}

impl<'a> Site<'a> {
    /// The site of a printer whose spine has the pages. `notes` is the name of the file of the notes.
    pub(super) fn of(printer: &'a Printer<'a>, notes: &'a str) -> Self {
        let (language_of_words, words) = SiteTerms::of(printer.language());
        let mut entries = BTreeMap::new();
        let mut pending: Vec<&ContentsEntry> = printer.book.resolution.contents.iter().collect();
        while let Some(entry) = pending.pop() {
            entries.insert(entry.node, entry);
            pending.extend(&entry.entries);
        }
        let divisions = printer.spine.documents.iter().map(|document| document.division.node.id).collect();
        let mut site = Self { printer, pages: Vec::new(), language_of_words, words, entries, divisions };
        let spine = printer.spine;
        for document in &spine.documents {
            site.pages.extend(spine.endnotes_before(Some(document)).map(|endnotes| notes_page(endnotes, notes)));
            let page = site.chapter_page(document);
            site.pages.push(page);
        }
        site.pages.extend(spine.endnotes_before(None).map(|endnotes| notes_page(endnotes, notes)));
        site
    }

    fn chapter_page(&self, document: &'a SpineDocument<'a>) -> SitePage<'a> {
        let division = document.division;
        let title = self.printer.book.resolution.titles.get(&division.node.id).filter(|title| !title.trim().is_empty());
        let label = match (self.entries.get(&division.node.id), title) {
            (Some(entry), Some(_)) => label(entry),
            (None, Some(title)) => title.clone(),
            (_, None) => first_words(division).unwrap_or_else(|| self.printer.book.edition.metadata.title.clone()),
        };
        SitePage { name: &document.name, label, has_heading: title.is_some(), text: PageText::Chapter(document) }
    }

    /// The entries of the contents within a page, without those that have pages of their own.
    pub(super) fn sections(&self, page: &SitePage<'_>) -> Vec<&'a ContentsEntry> {
        let PageText::Chapter(document) = page.text else { return Vec::new() };
        let entry = self.entries.get(&document.division.node.id);
        let inner = entry.into_iter().flat_map(|entry| &entry.entries);
        inner.filter(|entry| !self.divisions.contains(&entry.node)).collect()
    }

    /// The language of the words around the text, if it is not that of the book.
    pub(super) fn foreign_words(&self) -> Option<&'static str> {
        let own = self.printer.language();
        (own.split('-').next() != Some(self.language_of_words)).then_some(self.language_of_words)
    }
}

fn notes_page<'a>(endnotes: &'a Endnotes, name: &'a str) -> SitePage<'a> {
    SitePage { name, label: endnotes.title.clone(), has_heading: true, text: PageText::Notes(endnotes) }
}

impl SitePage<'_> {
    /// Whether it is in the list of pages beside the text. A dedication or an epigraph without a title is not.
    pub(super) fn is_listed(&self) -> bool {
        match self.text {
            PageText::Chapter(document) => {
                self.has_heading || !matches!(document.division.kind, DivisionKind::Dedication | DivisionKind::Epigraph)
            }
            PageText::Notes(_) => true,
        }
    }

    /// Whether it is the title of a part.
    pub(super) fn is_part(&self) -> bool {
        matches!(self.text, PageText::Chapter(document) if document.division.kind == DivisionKind::Part)
    }
}

/// The first words of a division, with an ellipsis if there are more. `None` if it has no words.
fn first_words(division: &Division) -> Option<String> {
    struct BeginningWords(Vec<String>);
    impl Visit for BeginningWords {
        fn enters(&mut self, _: &Block) -> bool {
            self.0.len() <= MOST_WORDS
        }
        fn block(&mut self, block: &Block) {
            if let BlockKind::Code { text, .. } = &block.kind {
                self.0.extend(text.split_whitespace().take(MOST_WORDS + 1).map(str::to_owned));
            }
        }
        fn line(&mut self, inlines: &[Inline]) {
            self.0.extend(crate::document::title_text(inlines).split_whitespace().take(MOST_WORDS + 1).map(str::to_owned));
        }
    }
    let mut words = BeginningWords(Vec::new());
    walk_blocks(&division.blocks, &mut words);
    let has_more = words.0.len() > MOST_WORDS;
    words.0.truncate(MOST_WORDS);
    let text = words.0.join(" ");
    (!text.is_empty()).then(|| if has_more { format!("{}…", text.trim_end_matches([',', ';', ':', '.'])) } else { text })
}
