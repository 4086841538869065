//! The context that every later stage of typesetting shares.
//!
//! The resolved `Book`, the fonts and the pictures go in. A [`Setter`] comes out. It has all of these, and the facts of the pass before:
//! folios and note marks.
//!
//! Begin with [`Setter`] below. Then read `page_facts.rs` (what a pass learns from the pages of the pass before) and `link_lists.rs` (which
//! links are printed, and in which list).
pub(crate) mod link_lists;
pub(crate) mod missing;
pub(crate) mod page_facts;

use std::sync::Arc;

use crate::artwork::Gallery;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{Format, Formula, NodeId, NoteId, Raw, ReferenceForm};
use crate::edition::{Design, NoteAgain, NotePlacement};
use crate::font::FontBook;
use crate::language::{Language, Terms};
use crate::resolve::{Book, Destination, page_locators};
use crate::source::Span;
use crate::typeset::model::style::TextStyle;
use crate::typeset::words::compositor::{Compositor, StyleId};
use crate::typeset::words::formulas::Numbers;
use crate::typeset::words::token_cache::TokenCache;
use crate::typeset::words::tokens::{StyledPassage, Token, tokens};
use crate::typeset::words::word::Word;
use link_lists::LinkLists;
use page_facts::PageFacts;

/// Printed for a folio that is not known yet. It has the width of a usual folio.
pub(crate) const UNKNOWN: &str = "000";

/// A page or a range of pages on which a work is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CitedPage {
    /// What is printed: "6" or "12–14".
    pub(crate) text: String,
    /// The first citation on it.
    pub(crate) citation: NodeId,
}

/// What a reference prints. Only its text is a link.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReferenceParts {
    /// What stands before the link.
    pub(crate) before: String,
    /// The text of the link.
    pub(crate) text: String,
    /// What stands after the link.
    pub(crate) after: String,
}

/// The shared context of typesetting.
pub(crate) struct Setter<'a> {
    pub(crate) book: Book<'a>,
    pub(crate) gallery: &'a Gallery,
    pub(crate) sink: &'a Sink,
    pub(crate) compositor: Arc<Compositor<'a>>,
    /// Whether the text face has superior figures.
    pub(crate) superiors: bool,
    /// The division that begins with the masthead, if the design has one in place of title pages.
    pub(crate) masthead: Option<NodeId>,
    pub(crate) lang: Arc<str>,
    pub(crate) terms: &'static Terms,
    /// The lists of links. Empty unless the design wants such lists.
    pub(crate) links: Arc<LinkLists>,
    /// The folios and note marks of the pass before.
    pub(crate) known: Arc<PageFacts>,
    /// Whether to look for more variants of paragraphs than usual, because the usual ones left a page short or the white above headings
    /// uneven.
    pub(crate) relaxed: bool,
    /// The tokens of texts, shared with other editions of the book.
    pub(crate) token_cache: Option<&'a TokenCache>,
}

impl<'a> Setter<'a> {
    pub(crate) fn new(book: Book<'a>, fonts: &'a FontBook, gallery: &'a Gallery, sink: &'a Sink) -> Self {
        let compositor = Compositor::new(fonts, &book.edition.design);
        let superiors = compositor.has_superiors("0");
        let lang = book.edition.metadata.language.tag();
        Self {
            book,
            gallery,
            sink,
            compositor: Arc::new(compositor),
            superiors,
            masthead: None,
            lang: Arc::from(lang),
            terms: Terms::of(lang),
            links: Arc::new(LinkLists::of(&book)),
            known: Arc::new(PageFacts::before(&book)),
            relaxed: false,
            token_cache: None,
        }
    }

    pub(crate) const fn design(&self) -> &'a Design {
        &self.book.edition.design
    }

    /// The same context for trial settings. Its diagnostics are discarded.
    pub(crate) fn quiet(&self) -> Setter<'_> {
        static DISCARDED: std::sync::LazyLock<Sink> = std::sync::LazyLock::new(Sink::default);
        self.again(&DISCARDED, &self.known)
    }

    /// The same context with another sink and with the facts of another pass.
    pub(crate) fn again<'s>(&'s self, sink: &'s Sink, known: &Arc<PageFacts>) -> Setter<'s> {
        Setter {
            book: self.book,
            gallery: self.gallery,
            sink,
            compositor: Arc::clone(&self.compositor),
            superiors: self.superiors,
            masthead: self.masthead,
            lang: Arc::clone(&self.lang),
            terms: self.terms,
            links: Arc::clone(&self.links),
            known: Arc::clone(known),
            relaxed: self.relaxed,
            token_cache: self.token_cache,
        }
    }

    /// The tokens of a passage, each with the offset of its first byte.
    pub(crate) fn tokens<'t>(&self, passage: StyledPassage<'t>, style: &TextStyle) -> Vec<(u32, Token<'t>)> {
        match self.token_cache {
            Some(token_cache) => token_cache.tokens(passage, style),
            None => tokens(passage, style),
        }
    }

    /// The number of the equation that has a label, as a formula prints it. A question mark if there is none.
    pub(crate) fn equation_number(&self, label: &str) -> String {
        self.book.resolution.equation_labels.get(label).cloned().unwrap_or_else(|| "?".to_owned())
    }

    /// The text for readers who cannot see a formula.
    pub(crate) fn formula_alternative(&self, node: NodeId, formula: &Formula) -> Arc<str> {
        self.book.resolution.formula_alternative(node, &formula.source)
    }

    /// The numbers of a displayed formula.
    pub(crate) fn equation_numbers(&self, formula: NodeId) -> Numbers<'a> {
        self.book
            .resolution
            .equations
            .get(&formula)
            .map_or_else(Numbers::default, |numbers| Numbers { whole: numbers.whole.as_deref(), rows: &numbers.rows })
    }

    /// What a reference prints. Nothing if it has no target, which was already reported.
    pub(crate) fn reference(&self, node: NodeId, form: ReferenceForm) -> ReferenceParts {
        let resolution = self.book.resolution;
        if let (ReferenceForm::Page | ReferenceForm::PageOfLabel, Some(Destination::Node(target))) = (form, resolution.targets.get(&node)) {
            // A target that stands on no page has no folio.
            let known = resolution.anchors.get(target).and_then(|anchor| self.known.folios.get(anchor.as_str()));
            let folio = match known {
                Some(folio) => Some(folio.to_string()),
                None if self.known.folios.is_empty() => Some(UNKNOWN.to_owned()),
                None => None,
            };
            match (folio, form) {
                (Some(folio), ReferenceForm::PageOfLabel) => {
                    let whole = Language::of(self.book.edition.metadata.language.tag()).on_page(&folio);
                    // The folio is a link; the words around it are not. The words have no digits of their own.
                    let (before, after) = whole.split_once(folio.as_str()).unwrap_or((&whole, ""));
                    return ReferenceParts { before: before.to_owned(), text: folio.clone(), after: after.to_owned() };
                }
                (Some(folio), _) => return ReferenceParts { text: folio, ..ReferenceParts::default() },
                (None, _) => {}
            }
        }
        let printed = resolution.reference(node, form);
        ReferenceParts { before: printed.before.to_owned(), text: printed.text.to_owned(), after: printed.after.to_owned() }
    }

    /// The pages on which a work is cited, for a reference of the form [`ReferenceForm::Citations`]. Empty if the design does not print
    /// them.
    pub(crate) fn cited_pages(&self, reference: NodeId) -> Vec<CitedPage> {
        if !self.design().works.pages {
            return Vec::new();
        }
        let citations = self.book.resolution.citations_of(reference).iter().map(|place| place.citation);
        // In the first pass no folios are known yet. A placeholder stands for all of them.
        if self.known.folios.is_empty() {
            return citations.take(1).map(|citation| CitedPage { text: UNKNOWN.to_owned(), citation }).collect();
        }
        let anchors = &self.book.resolution.anchors;
        let locators = page_locators(citations, |node| self.known.folios.get(anchors.get(&node)?.as_str()).copied());
        locators.into_iter().map(|locator| CitedPage { text: locator.to_string(), citation: locator.first.mark }).collect()
    }

    /// Reports raw text in another format, which is not printed. HTML that could not be understood was reported by the reader.
    pub(crate) fn report_raw(&self, raw: &Raw, span: Span) {
        if let Format::Other(name) = &raw.format {
            self.sink.report(
                Diagnostic::new(codes::RAW_NOT_PRINTED, span, format!("text in the format `{name}` is not printed in the PDF"))
                    .hint("write it in Markdown to have it in both"),
            );
        }
    }

    /// Reports a picture that was not loaded, unless it is a remote one or in a `data:` address.
    pub(crate) fn report_no_picture(&self, source: &str, span: Span) {
        if !source.contains("://") && !source.starts_with("data:") {
            self.sink.report(
                Diagnostic::new(codes::PICTURE_NOT_SET, span, format!("the picture `{source}` is not printed"))
                    .label("its alternative text was printed in brackets"),
            );
        }
    }

    /// Whether a call needs something at the foot of its page, because the note stands on an earlier page. Only the first such call on a
    /// page does. In the first pass, when no pages are known, all calls but the first do.
    pub(crate) fn is_called_again(&self, note: NoteId, call: NodeId) -> bool {
        let settings = &self.book.edition.notes;
        if settings.again == NoteAgain::Mark || settings.placement != NotePlacement::Foot || settings.by_page() {
            return false;
        }
        let entry = self.book.resolution.note(note);
        let Some(at @ 1..) = self.book.resolution.call_position(note, call) else { return false };
        let page = |anchor: &str| self.known.folios.get(anchor).copied();
        let Some(own) = page(&entry.calls[at].1) else { return true };
        page(&entry.anchor) != Some(own) && self.known.first_call_on_page.get(&(note, own)).is_none_or(|first| *first == at)
    }

    /// The mark of a note in a style.
    pub(crate) fn mark(&self, note: NoteId, style: StyleId) -> Arc<Word> {
        self.compositor.word(style, self.known.mark(note))
    }
}
