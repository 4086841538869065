//! What every stage of setting needs to know: the book, the design, the fonts, and what the pages of the last pass say.
pub(crate) mod link_lists;
pub(crate) mod page_facts;

use std::sync::Arc;

use crate::artwork::Gallery;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{Format, NodeId, NoteId, Raw, ReferenceForm};
use crate::edition::Design;
use crate::font::FontBook;
use crate::language::Terms;
use crate::resolve::{Book, Destination};
use crate::source::Span;
use crate::typeset::model::style::TextStyle;
use crate::typeset::words::compositor::{Compositor, StyleId};
use crate::typeset::words::token_cache::TokenCache;
use crate::typeset::words::tokens::{Passage, Token, tokens};
use crate::typeset::words::word::Word;
use link_lists::LinkLists;
use page_facts::PageFacts;

/// Stands for a folio that is not known yet.
pub(crate) const UNKNOWN: &str = "000";

/// Everything that setting needs to know.
pub(crate) struct Setter<'a> {
    pub(crate) book: Book<'a>,
    pub(crate) gallery: &'a Gallery,
    pub(crate) sink: &'a Sink,
    pub(crate) compositor: Arc<Compositor<'a>>,
    /// Whether the text face has superior figures.
    pub(crate) superiors: bool,
    /// The division above which the title of the book stands, if there are no title pages.
    pub(crate) masthead: Option<NodeId>,
    pub(crate) lang: Arc<str>,
    pub(crate) terms: &'static Terms,
    /// The links that are listed.
    pub(crate) links: Arc<LinkLists>,
    /// What the pass before found.
    pub(crate) known: Arc<PageFacts>,
    /// Whether more ways are looked for to set a paragraph in a line more or less: where the usual ones do not make good pages.
    pub(crate) relaxed: bool,
    /// What was found in texts, if other editions have them too.
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

    /// The same, for trial settings: what it reports is not heard.
    pub(crate) fn quiet(&self) -> Setter<'_> {
        static UNHEARD: std::sync::LazyLock<Sink> = std::sync::LazyLock::new(Sink::default);
        self.again(&UNHEARD, &self.known)
    }

    /// The same, for another pass.
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

    /// The tokens of a passage, each with its first byte.
    pub(crate) fn tokens<'t>(&self, passage: Passage<'t>, style: &TextStyle) -> Vec<(u32, Token<'t>)> {
        match self.token_cache {
            Some(token_cache) => token_cache.tokens(passage, style),
            None => tokens(passage, style),
        }
    }

    /// What a reference prints; nothing where it leads nowhere, which was reported.
    pub(crate) fn reference(&self, node: NodeId, form: ReferenceForm) -> String {
        let resolution = self.book.resolution;
        if let (ReferenceForm::Page, Some(Destination::Node(target))) = (form, resolution.targets.get(&node)) {
            // What stands on no page has no folio.
            match resolution.anchors.get(target).and_then(|anchor| self.known.folios.get(anchor.as_str())) {
                Some(folio) => return folio.to_string(),
                None if self.known.folios.is_empty() => return UNKNOWN.to_owned(),
                None => {}
            }
        }
        resolution.reference(node, form).unwrap_or_default().to_owned()
    }

    /// Reports another format's text that is not printed. HTML that could not be understood was reported by the reader.
    pub(crate) fn report_raw(&self, raw: &Raw, span: Span) {
        if let Format::Other(name) = &raw.format {
            self.sink.report(
                Diagnostic::new(codes::RAW_NOT_PRINTED, span, format!("text in the format `{name}` is not printed in the PDF"))
                    .hint("write it in Markdown to have it in both"),
            );
        }
    }

    /// Reports a picture of the manuscript that was not loaded, unless it is a remote one, which the reader reports.
    pub(crate) fn report_no_picture(&self, source: &str, span: Span) {
        if !source.contains("://") && !source.starts_with("data:") {
            self.sink.report(
                Diagnostic::new(codes::PICTURE_NOT_SET, span, format!("the picture `{source}` is not printed"))
                    .label("its alternative text was printed in brackets"),
            );
        }
    }

    /// The mark of a note in a style.
    pub(crate) fn mark(&self, note: NoteId, style: StyleId) -> Arc<Word> {
        self.compositor.word(style, self.known.mark(note))
    }
}
