//! The tokens of all listings of a book.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::languages::{ListingKind, meant, reading};
use super::session::session;
use super::syntax::{CodeTokens, LONGEST_LINE, tokens};
use super::token::CodeToken;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{Block, BlockKind, Document, NodeId, Visit, walk_document};
use crate::source::Span;

/// The maximum length of a listing in bytes. A longer listing is plain.
pub const LONGEST_LISTING: usize = 500_000;

/// The tokens of listings, by language and by code. Equal listings share their tokens.
#[derive(Debug, Default)]
pub struct Listings {
    tokens: BTreeMap<String, BTreeMap<String, Arc<[CodeToken]>>>,
}

/// A listing with a language.
struct Listing {
    language: String,
    code: String,
    span: Span,
}

impl Listings {
    /// Reads all listings of a document that have a language. Reports misspelt names of languages, and code that cannot be coloured. Empty
    /// without the feature `highlighting`.
    #[must_use]
    pub fn of(document: &Document, sink: &Sink) -> Self {
        if !cfg!(feature = "highlighting") {
            return Self::default();
        }
        let mut collected = Collected::default();
        walk_document(document, &mut collected);
        let read: Vec<Vec<CodeToken>> = collected.listings.par_iter().map(|listing| listing.read(sink)).collect();
        let mut tokens: BTreeMap<String, BTreeMap<String, Arc<[CodeToken]>>> = BTreeMap::new();
        for (listing, read) in collected.listings.into_iter().zip(read) {
            if !read.is_empty() {
                tokens.entry(listing.language).or_default().insert(listing.code, Arc::from(read));
            }
        }
        Self { tokens }
    }

    /// The tokens of each listing of a document. This may be the document that was read, or one that was made from parts of it. Listings
    /// without tokens are left out.
    #[must_use]
    pub fn tokens(&self, document: &Document) -> BTreeMap<NodeId, Arc<[CodeToken]>> {
        let mut found = TokenCollector { listings: self, tokens: BTreeMap::new() };
        if !self.tokens.is_empty() {
            walk_document(document, &mut found);
        }
        found.tokens
    }
}

/// The listings of a document that have a language. Equal listings are collected once.
#[derive(Default)]
struct Collected {
    listings: Vec<Listing>,
    seen: BTreeSet<(String, String)>,
}

impl Visit for Collected {
    fn block(&mut self, block: &Block) {
        if let BlockKind::Code { language: Some(language), text, .. } = &block.kind
            && self.seen.insert((language.clone(), text.clone()))
        {
            self.listings.push(Listing { language: language.clone(), code: text.clone(), span: block.node.span });
        }
    }
}

/// The tokens of the listings of a document, by node.
struct TokenCollector<'a> {
    listings: &'a Listings,
    tokens: BTreeMap<NodeId, Arc<[CodeToken]>>,
}

impl Visit for TokenCollector<'_> {
    fn block(&mut self, block: &Block) {
        if let BlockKind::Code { language: Some(language), text, .. } = &block.kind
            && let Some(tokens) = self.listings.tokens.get(language).and_then(|listings| listings.get(text))
        {
            self.tokens.insert(block.node.id, Arc::clone(tokens));
        }
    }
}

impl Listing {
    fn read(&self, sink: &Sink) -> Vec<CodeToken> {
        let Self { language, code, .. } = self;
        let Some(reading) = reading(language, code) else {
            if let Some(near) = meant(language) {
                sink.report(
                    Diagnostic::new(codes::UNKNOWN_CODE_LANGUAGE, self.span, format!("there is no language `{language}`"))
                        .cause(language.as_str())
                        .label("printed without colours")
                        .hint(format!("did you mean `{near}`?")),
                );
            }
            return Vec::new();
        };
        if code.len() > LONGEST_LISTING {
            self.report(sink, format!("a listing of more than {LONGEST_LISTING} bytes is printed without colours"), "cut it into parts");
            return Vec::new();
        }
        let read = match reading {
            ListingKind::Plain => return Vec::new(),
            ListingKind::Session => Some(session(code)),
            ListingKind::Syntax(name) => tokens(name, code),
        };
        let Some(CodeTokens { tokens, plain_lines }) = read else {
            let message = format!("the syntax of `{language}` fails with this listing");
            self.report(sink, message, "this is a bug in chapbook, not in the text; please report it");
            return Vec::new();
        };
        if plain_lines > 0 {
            let message = format!("lines of more than {LONGEST_LINE} bytes, or in many brackets, are printed without colours");
            self.report(sink, message, "break long lines of code");
        }
        tokens
    }

    fn report(&self, sink: &Sink, message: String, hint: &str) {
        sink.report(Diagnostic::new(codes::UNCOLOURED_CODE, self.span, message.as_str()).cause(message).hint(hint));
    }
}
