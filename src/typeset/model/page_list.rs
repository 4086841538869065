//! The page list of finished pages, which the EPUB marks in its text.
use std::collections::BTreeMap;

use super::page::{GeneratedText, ItemRole, PageItem, Pages, TitlePageText};
use crate::document::{Folio, GeneratedPlace, NodeId, PageList, PageMark, PageStart, Position};
use crate::resolve::{Book, IndexEntry, Resolution};

impl Pages {
    /// The page list of these pages, which are those of a book. `None` if the printing has no identifier.
    #[must_use]
    pub fn page_list(&self, book: &Book<'_>) -> Option<PageList> {
        Some(PageList {
            pages: self.page_marks(book.edition.design.title_pages),
            index_marks: self.index_marks(book.resolution),
            source: self.printing.clone()?,
            edition: book.edition.name.clone(),
        })
    }

    /// The page on which each mark of the index stands.
    fn index_marks(&self, resolution: &Resolution) -> BTreeMap<NodeId, Folio> {
        let mut marks: BTreeMap<&str, NodeId> = BTreeMap::new();
        let mut entries: Vec<&IndexEntry> = resolution.index.iter().flat_map(|index| &index.entries).collect();
        while let Some(entry) = entries.pop() {
            marks.extend(entry.marks.iter().chain(&entry.further).filter_map(|mark| Some((resolution.anchors.get(mark)?.as_str(), *mark))));
            entries.extend(&entry.entries);
        }
        let mut folios = BTreeMap::new();
        for page in &self.pages {
            for placed in &page.items {
                if let PageItem::Anchor(name) = &placed.item
                    && let Some(mark) = marks.get(&**name)
                {
                    folios.entry(*mark).or_insert(page.folio);
                }
            }
        }
        folios
    }

    /// Where each page begins. A page that begins within the same character as the one before it has no mark. (A formula printed
    /// as its source may be cut in two.) `title_pages` says whether the book has title pages.
    #[must_use]
    pub fn page_marks(&self, title_pages: bool) -> Vec<PageMark> {
        let mut marks: Vec<PageMark> = Vec::new();
        for page in &self.pages {
            let first = page
                .items
                .iter()
                .find(|placed| !placed.role.is_artifact() && matches!(placed.item, PageItem::Line(_) | PageItem::Artwork { .. }));
            let text = page.start.map(PageStart::Text);
            let start = match first.map(|placed| placed.role) {
                Some(ItemRole::Generated(GeneratedText::TitlePage(text))) if title_pages => match text {
                    TitlePageText::HalfTitle => None,
                    TitlePageText::Authors | TitlePageText::Title | TitlePageText::Subtitle | TitlePageText::Publisher => {
                        Some(PageStart::Generated(GeneratedPlace::Title))
                    }
                    TitlePageText::Imprint(_) => Some(PageStart::Generated(GeneratedPlace::Copyright)),
                },
                Some(ItemRole::Generated(GeneratedText::Cover)) => None,
                Some(ItemRole::Generated(GeneratedText::Provenance(_) | GeneratedText::ExcerptSource)) if title_pages => None,
                Some(ItemRole::Generated(GeneratedText::ListTitle(place))) => Some(PageStart::Generated(place)),
                Some(ItemRole::Generated(GeneratedText::NotesTitle(division))) => {
                    Some(PageStart::Generated(GeneratedPlace::Notes(division)))
                }
                Some(ItemRole::Generated(GeneratedText::Entry(number))) => Some(PageStart::Generated(GeneratedPlace::Entry(number))),
                Some(ItemRole::Generated(GeneratedText::Row(node))) => Some(PageStart::Generated(GeneratedPlace::Row(node))),
                // A page with nothing but figures begins with the first of them, unless an earlier page has text from after its call.
                Some(ItemRole::Content(node)) if text.is_none() => {
                    let start = Position { block: node, offset: 0 };
                    let passed = marks.iter().any(|mark| matches!(mark.start, PageStart::Text(text) if text > start));
                    (!passed).then_some(PageStart::Text(start))
                }
                Some(
                    ItemRole::Generated(
                        GeneratedText::TitlePage(_)
                        | GeneratedText::Provenance(_)
                        | GeneratedText::ExcerptSource
                        | GeneratedText::LinksTitle(_)
                        | GeneratedText::LinkNumber(_)
                        | GeneratedText::Link(_),
                    )
                    | ItemRole::Content(_)
                    | ItemRole::Artifact(_),
                )
                | None => text,
            };
            if let Some(start) = start.filter(|start| marks.last().is_none_or(|last| last.start != *start)) {
                marks.push(PageMark { folio: page.folio, start });
            }
        }
        marks
    }
}
