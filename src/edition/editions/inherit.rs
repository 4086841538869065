//! Turns `[[edition]]` tables into editions.
//!
//! An edition starts with the values of the one that it extends. The last edition of such a chain starts with the settings of the book.
//! The tables of the built-in editions are read in the same way. A name is looked up among the author's editions first, so an author's
//! edition can replace a built-in one, or extend the one with the same name. A built-in edition starts with a named design. Of the book's
//! `[design]` it takes only the values that do not depend on the page.
//!
//! Every book also has the edition `default`: an EPUB and a PDF with the settings that the book gives for all editions. An author's edition
//! of that name replaces it, and `defaults = false` removes it.
use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Diagnostic, Sink, Suggestions, codes};
use crate::source::Span;

use super::built_in::{self, BUILT_IN};
use super::model::{Edition, PageListOf};
use super::print::PrintReader;
use super::schema::{CoverSetting, EditionTable, FormatName, PageListSetting};
use crate::edition::design::read::DesignReader;
use crate::edition::settings::reader::SettingsReader;
use crate::edition::settings::tree::{PathStep, Setting};
use crate::edition::sheets::imposition::ImpositionReader;

/// What editions are read from.
pub(crate) struct Inheritance<'a> {
    /// The author's file.
    pub(crate) own: &'a Setting,
    /// Its `[[edition]]` tables.
    pub(crate) tables: &'a [EditionTable],
    /// The settings of the book for all editions.
    pub(crate) base: &'a Edition,
    /// The key `defaults` of `[book]`.
    pub(crate) defaults: Option<bool>,
    pub(crate) sink: &'a Sink,
}

/// The names of the author's editions.
#[derive(Default)]
struct EditionNames {
    /// In the order of the tables.
    all: Vec<String>,
    /// The first table with each name.
    places: HashMap<String, usize>,
    /// For misspelt names.
    suggestions: Suggestions,
}

impl EditionNames {
    fn contains(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }
}

/// The largest number of editions in a chain, each of which extends the next one.
const LONGEST_CHAIN: usize = 64;

/// The index of an `[[edition]]` table: the author's, or a built-in one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EditionRef {
    Own(usize),
    BuiltIn(usize),
}

impl Inheritance<'_> {
    /// The editions of the book, at least one, and the built-in editions whose names the book does not use. The editions of the book are
    /// the default and those of the author.
    pub(crate) fn editions(&self) -> (Vec<Edition>, Vec<Edition>) {
        let names = self.names();
        let authors: Vec<Edition> = (0..self.tables.len()).map(|nth| self.edition(EditionRef::Own(nth), &names)).collect();
        let built_in: Vec<Edition> = (0..BUILT_IN.tables.len())
            .map(|nth| self.edition(EditionRef::BuiltIn(nth), &names))
            .filter(|edition| !names.contains(&edition.name))
            .collect();
        let default = self.has_default(&names).then(|| self.base.clone());
        let all = default.iter().chain(&authors).chain(&built_in);
        let paginated: BTreeSet<&str> = all.filter(|edition| edition.pdf).map(|edition| edition.name.as_str()).collect();
        for (nth, edition) in authors.iter().enumerate() {
            if let PageListOf::Edition(wanted) = &edition.page_list {
                self.check_pages_of(wanted, self.place(nth, "page-list"), &paginated, &names.suggestions);
            }
            edition.of.iter().for_each(|wanted| self.check_pages_of(wanted, self.place(nth, "of"), &paginated, &names.suggestions));
            if matches!(self.tables[nth].cover, Some(CoverSetting::Page(true))) && !edition.has_cover_page() {
                let message = "`cover = true` has no effect on this edition";
                self.sink.report(
                    Diagnostic::new(codes::UNUSED_SETTING, self.place(nth, "cover"), message)
                        .label("only a PDF for screens has the cover as its first page")
                        .hint("remove this setting, or set it in an edition that makes a PDF which is not for a print shop or for sheets"),
                );
            }
        }
        (default.into_iter().chain(authors).collect(), built_in)
    }

    /// Whether the book has the edition `default` without defining it. Reports `defaults = false` in a book that defines no edition,
    /// because nothing would be left.
    fn has_default(&self, names: &EditionNames) -> bool {
        if self.defaults == Some(false) && names.all.is_empty() {
            let span = self.own.place(&[PathStep::Key("book"), PathStep::Key("defaults")]);
            let message = "`defaults = false` has no effect on a book without an edition of its own";
            self.sink.report(Diagnostic::new(codes::UNUSED_SETTING, span, message).hint("add an `[[edition]]`, or remove this setting"));
        }
        names.all.is_empty() || (self.defaults != Some(false) && !names.contains(&self.base.name))
    }

    fn place(&self, nth: usize, key: &str) -> Span {
        self.own.place(&[PathStep::Key("edition"), PathStep::Nth(nth), PathStep::Key(key)])
    }

    /// The names of the author's editions, checked.
    fn names(&self) -> EditionNames {
        let mut names = EditionNames::default();
        for (nth, own) in self.tables.iter().enumerate() {
            let span = self.own.place(&[PathStep::Key("edition"), PathStep::Nth(nth)]);
            let name = own.name.clone().unwrap_or_default();
            let fits =
                !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')) && !name.starts_with('.');
            if !fits {
                self.sink.report(
                    Diagnostic::new(codes::BAD_VALUE, span, "an edition needs a name of letters, digits and hyphens")
                        .hint("write `name = \"…\"`: it becomes part of the name of the file"),
                );
            } else if names.contains(&name) {
                self.sink.report(
                    Diagnostic::new(codes::DUPLICATE_EDITION, span, format!("there are two editions named `{name}`"))
                        .hint("give one another name"),
                );
            }
            names.places.entry(name.clone()).or_insert(names.all.len());
            names.all.push(name);
        }
        names
    }

    fn table(&self, table: EditionRef) -> &EditionTable {
        match table {
            EditionRef::Own(nth) => &self.tables[nth],
            EditionRef::BuiltIn(nth) => &BUILT_IN.tables[nth],
        }
    }

    /// The table that `wanted` names in `extends` of the table `from`.
    fn named(&self, wanted: &str, from: EditionRef, names: &EditionNames) -> Option<EditionRef> {
        let own = names.places.get(wanted).copied().map(EditionRef::Own);
        let built_in = || BUILT_IN.tables.iter().position(|table| table.name.as_deref() == Some(wanted)).map(EditionRef::BuiltIn);
        match (own, from) {
            // An edition that extends its own name extends the built-in one that it replaces.
            (Some(own), _) if own == from => built_in().or(Some(own)),
            (Some(own), EditionRef::Own(_)) => Some(own),
            (Some(_) | None, _) => built_in(),
        }
    }

    /// The table, the one that it extends, and so on to one that extends no other.
    fn chain(&self, first: EditionRef, names: &EditionNames) -> Vec<EditionRef> {
        let mut chain = vec![first];
        let mut last = first;
        while let Some(wanted) = &self.table(last).extends {
            // Every edition starts with the settings of the default.
            if *wanted == self.base.name && !names.contains(wanted) {
                break;
            }
            let span = match last {
                EditionRef::Own(nth) => self.place(nth, "extends"),
                EditionRef::BuiltIn(_) => Span::DETACHED,
            };
            let Some(found) = self.named(wanted, last, names) else {
                let diagnostic = Diagnostic::new(codes::UNKNOWN_EDITION, span, format!("there is no edition named `{wanted}`"));
                let known = names.all.iter().map(String::as_str).chain(built_in::built_in().map(|(name, _)| name));
                self.sink.report(match names.suggestions.nearest(wanted, known) {
                    Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                    None => diagnostic.hint("name one of the `[[edition]]` tables, or one that `chapbook editions` lists"),
                });
                break;
            };
            if chain.contains(&found) {
                self.sink.report(
                    Diagnostic::new(
                        codes::EDITION_CYCLE,
                        span,
                        format!("the edition `{wanted}` extends itself, directly or through others"),
                    )
                    .hint("remove `extends` from one of them"),
                );
                break;
            }
            if chain.len() == LONGEST_CHAIN {
                let message = format!("more than {LONGEST_CHAIN} editions extend one another");
                let diagnostic = Diagnostic::new(codes::EDITION_CYCLE, span, message).cause("chain");
                self.sink.report(
                    diagnostic.label("this edition and those that it extends are left out").hint("let editions extend a common one"),
                );
                break;
            }
            chain.push(found);
            last = found;
        }
        chain
    }

    fn edition(&self, table: EditionRef, names: &EditionNames) -> Edition {
        let mut edition = self.base.clone();
        for at in self.chain(table, names).into_iter().rev() {
            match at {
                EditionRef::Own(nth) => Applier { given: self.own, sink: self.sink }.apply(&mut edition, &self.tables[nth], nth),
                EditionRef::BuiltIn(nth) => self.apply_built_in(&mut edition, nth),
            }
        }
        edition.name = self.table(table).name.clone().unwrap_or_default();
        edition
    }

    fn apply_built_in(&self, edition: &mut Edition, nth: usize) {
        let raw = &BUILT_IN.tables[nth];
        let before = edition.origins.clone();
        // A test proves that the file has no mistakes.
        let sink = Sink::default();
        Applier { given: &BUILT_IN.given, sink: &sink }.apply(edition, raw, nth);
        built_in::own_origins(edition, &before, nth);
        built_in::apply_book_design(edition, self.own);
        edition.follows_paper = built_in::follows_paper(raw.name.as_deref().unwrap_or_default());
    }

    /// Reports a name if no edition of that name makes a PDF.
    fn check_pages_of(&self, wanted: &str, span: Span, paginated: &BTreeSet<&str>, suggestions: &Suggestions) {
        if paginated.contains(wanted) {
            return;
        }
        let near = suggestions.nearest(wanted, paginated.iter().copied());
        let hint = near.map_or_else(
            || "name an edition that makes a PDF".to_owned(),
            |near| format!("did you mean `{near}`? It must be an edition that makes a PDF"),
        );
        self.sink.report(Diagnostic::new(codes::UNKNOWN_EDITION, span, format!("no edition `{wanted}` makes a PDF")).hint(hint));
    }
}

/// Changes editions as their tables say.
struct Applier<'a> {
    given: &'a Setting,
    sink: &'a Sink,
}

impl Applier<'_> {
    fn apply(&self, edition: &mut Edition, raw: &EditionTable, nth: usize) {
        let path = [PathStep::Key("edition"), PathStep::Nth(nth)];
        let reader = SettingsReader { given: self.given, sink: self.sink };
        if let Some(formats) = &raw.formats {
            edition.pdf = formats.contains(&FormatName::Pdf);
            edition.epub = formats.contains(&FormatName::Epub);
            if formats.is_empty() {
                let span = self.given.place(&[path[0], path[1], PathStep::Key("formats")]);
                self.sink.report(
                    Diagnostic::new(codes::BAD_VALUE, span, "the edition has no format").hint("write `formats = [\"pdf\", \"epub\"]`"),
                );
            }
        }
        edition.embed_fonts = raw.fonts.unwrap_or(edition.embed_fonts);
        edition.formulas = raw.formulas.unwrap_or(edition.formulas);
        edition.content = raw.content.unwrap_or(edition.content);
        edition.facilitator = raw.facilitator.unwrap_or(edition.facilitator);
        if let Some(wanted) = raw.provenance {
            edition.provenance = wanted.then(Vec::new);
        }
        if let Some(of) = &raw.of {
            edition.of.clone_from(of);
        }
        edition.fit = raw.fit.unwrap_or(edition.fit);
        edition.tagged = raw.tagged.unwrap_or(edition.tagged);
        if let Some(setting) = &raw.page_list {
            edition.page_list = match setting {
                PageListSetting::Wanted(true) => PageListOf::Own,
                PageListSetting::Wanted(false) => PageListOf::Nobody,
                PageListSetting::Edition(name) => PageListOf::Edition(name.clone()),
            };
        }
        if let Some(text) = &raw.isbn {
            edition.metadata.isbn = reader.isbn(text, self.given.place(&[path[0], path[1], PathStep::Key("isbn")]));
        }
        if let Some(text) = &raw.identifier {
            edition.metadata.identifier = reader.identifier(text, self.given.place(&[path[0], path[1], PathStep::Key("identifier")]));
        }
        if let Some(retailer) = &raw.retailer {
            edition.metadata.retailers = retailer.list();
        }
        match &raw.cover {
            Some(CoverSetting::Page(wanted)) => edition.cover_page = *wanted,
            Some(setting @ CoverSetting::Picture(_)) => edition.metadata.cover = setting.picture().map(ToOwned::to_owned),
            None => {}
        }
        reader.notes(&mut edition.notes, &raw.notes, &path);
        PrintReader { given: self.given, path, sink: self.sink }.apply(edition, raw);
        ImpositionReader { given: self.given, path, sink: self.sink }.apply(&mut edition.imposition, raw.imposition.as_ref());
        if raw.design.page.is_some() {
            edition.follows_paper = false;
        }
        let reader = DesignReader { given: self.given, path: &[path[0], path[1], PathStep::Key("design")], sink: self.sink };
        reader.apply(&mut edition.design, &mut edition.origins, &raw.design);
    }
}
