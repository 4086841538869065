//! `[[edition]]` tables → editions, each complete.
//!
//! An edition begins with the one that it extends, that with another, and so on down to what the book says for all its editions. The
//! tables of the editions that are built in are read in the same way, after the author's: a name is looked for among the author's first,
//! so an edition can take the place of a built-in one, or extend it under its own name. A built-in edition begins anew with a named
//! design, and takes over of the book's `[design]` what holds whatever the page.
use crate::diagnostic::{Diagnostic, Sink, codes, nearest};
use crate::source::Span;

use super::built_in::{self, BUILT_IN};
use crate::edition::book::read::Reader;
use crate::edition::book::schema::{BookFile, EditionTable, FormatName, PageListSetting};
use crate::edition::design::read::DesignReader;
use crate::edition::print_shops::read::PrintReader;
use crate::edition::settings::tree::{Given, Step};
use crate::edition::sheets::imposition::ImpositionReader;
use crate::edition::{Edition, PageListOf};

/// What editions are made of.
pub(crate) struct Inheritance<'a> {
    /// The author's file.
    pub(crate) own: &'a Given,
    pub(crate) raw: &'a BookFile,
    /// What holds for all editions.
    pub(crate) base: &'a Edition,
    pub(crate) sink: &'a Sink,
}

/// The editions that every book has, of one that says nothing of editions and design.
#[must_use]
pub fn built_in_editions(base: &Edition) -> Vec<Edition> {
    let own = Given::empty(Span::DETACHED);
    Inheritance { own: &own, raw: &BookFile::default(), base, sink: &Sink::default() }.editions().1
}

/// A table of an edition: the author's, or one that is built in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Table {
    Own(usize),
    BuiltIn(usize),
}

impl Inheritance<'_> {
    /// The author's editions, at least one, and the built-in ones that the author has none of that name of.
    pub(crate) fn editions(&self) -> (Vec<Edition>, Vec<Edition>) {
        let names = self.names();
        let own: Vec<Edition> = (0..self.raw.edition.len()).map(|nth| self.edition(Table::Own(nth), &names)).collect();
        let built_in: Vec<Edition> = (0..BUILT_IN.raw.edition.len())
            .map(|nth| self.edition(Table::BuiltIn(nth), &names))
            .filter(|edition| !names.contains(&edition.name))
            .collect();
        for (nth, edition) in own.iter().enumerate() {
            let all = || own.iter().chain(&built_in);
            if let PageListOf::Edition(wanted) = &edition.page_list {
                self.check_pages_of(wanted, self.place(nth, "page-list"), all);
            }
            edition.of.iter().for_each(|wanted| self.check_pages_of(wanted, self.place(nth, "of"), all));
        }
        (if own.is_empty() { vec![self.base.clone()] } else { own }, built_in)
    }

    fn place(&self, nth: usize, key: &str) -> Span {
        self.own.place(&[Step::Key("edition"), Step::Nth(nth), Step::Key(key)])
    }

    /// The names of the author's editions, checked.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for (nth, own) in self.raw.edition.iter().enumerate() {
            let span = self.own.place(&[Step::Key("edition"), Step::Nth(nth)]);
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
            names.push(name);
        }
        names
    }

    fn table(&self, table: Table) -> &EditionTable {
        match table {
            Table::Own(nth) => &self.raw.edition[nth],
            Table::BuiltIn(nth) => &BUILT_IN.raw.edition[nth],
        }
    }

    /// The table of that name, as one that stands at `from` sees it.
    fn named(&self, wanted: &str, from: Table, names: &[String]) -> Option<Table> {
        let own = names.iter().position(|name| name == wanted).map(Table::Own);
        let built_in = || BUILT_IN.raw.edition.iter().position(|table| table.name.as_deref() == Some(wanted)).map(Table::BuiltIn);
        match (own, from) {
            // An edition extends the built-in one whose place it takes.
            (Some(own), _) if own == from => built_in().or(Some(own)),
            (Some(own), Table::Own(_)) => Some(own),
            (Some(_) | None, _) => built_in(),
        }
    }

    /// From the table itself to the one that extends no other.
    fn chain(&self, first: Table, names: &[String]) -> Vec<Table> {
        let mut chain = vec![first];
        let mut last = first;
        while let Some(wanted) = &self.table(last).extends {
            let span = match last {
                Table::Own(nth) => self.place(nth, "extends"),
                Table::BuiltIn(_) => Span::DETACHED,
            };
            let Some(found) = self.named(wanted, last, names) else {
                let diagnostic = Diagnostic::new(codes::UNKNOWN_EDITION, span, format!("there is no edition named `{wanted}`"));
                let known = names.iter().map(String::as_str).chain(built_in::built_in().map(|(name, _)| name));
                self.sink.report(match nearest(wanted, known) {
                    Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                    None => diagnostic.hint("name one of the `[[edition]]` tables, or one that `chapbook editions` lists"),
                });
                break;
            };
            if chain.contains(&found) {
                self.sink.report(
                    Diagnostic::new(codes::EDITION_CYCLE, span, format!("the edition `{wanted}` extends itself in the end"))
                        .hint("let one of them extend nothing"),
                );
                break;
            }
            chain.push(found);
            last = found;
        }
        chain
    }

    fn edition(&self, table: Table, names: &[String]) -> Edition {
        let mut edition = self.base.clone();
        for at in self.chain(table, names).into_iter().rev() {
            match at {
                Table::Own(nth) => Applier { given: self.own, sink: self.sink }.apply(&mut edition, &self.raw.edition[nth], nth),
                Table::BuiltIn(nth) => self.apply_built_in(&mut edition, nth),
            }
        }
        edition.name = self.table(table).name.clone().unwrap_or_default();
        edition
    }

    fn apply_built_in(&self, edition: &mut Edition, nth: usize) {
        let raw = &BUILT_IN.raw.edition[nth];
        let before = edition.origins.clone();
        // The file is sound: a test says so.
        let sink = Sink::default();
        Applier { given: &BUILT_IN.given, sink: &sink }.apply(edition, raw, nth);
        built_in::own_origins(edition, &before, nth);
        built_in::apply_book_design(edition, self.own);
        edition.on_paper_at_hand = built_in::on_paper_at_hand(raw.name.as_deref().unwrap_or_default());
    }

    /// Whether there are pages of the edition that is named.
    fn check_pages_of<'e, I: Iterator<Item = &'e Edition>>(&self, wanted: &str, span: Span, all: impl Fn() -> I) {
        if all().any(|other| other.name == *wanted && other.pdf) {
            return;
        }
        let near = nearest(wanted, all().filter(|other| other.pdf).map(|other| other.name.as_str()));
        let hint = near.map_or_else(
            || "name an edition that makes a PDF".to_owned(),
            |near| format!("did you mean `{near}`? It must be an edition that makes a PDF"),
        );
        self.sink.report(Diagnostic::new(codes::UNKNOWN_EDITION, span, format!("no edition `{wanted}` makes a PDF")).hint(hint));
    }
}

/// Lets editions be as their tables say.
struct Applier<'a> {
    given: &'a Given,
    sink: &'a Sink,
}

impl Applier<'_> {
    fn apply(&self, edition: &mut Edition, raw: &EditionTable, nth: usize) {
        let path = [Step::Key("edition"), Step::Nth(nth)];
        let reader = Reader { given: self.given, sink: self.sink };
        if let Some(formats) = &raw.formats {
            edition.pdf = formats.contains(&FormatName::Pdf);
            edition.epub = formats.contains(&FormatName::Epub);
            if formats.is_empty() {
                let span = self.given.place(&[path[0], path[1], Step::Key("formats")]);
                self.sink.report(
                    Diagnostic::new(codes::BAD_VALUE, span, "the edition has no format").hint("write `formats = [\"pdf\", \"epub\"]`"),
                );
            }
        }
        edition.embed_fonts = raw.fonts.unwrap_or(edition.embed_fonts);
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
            edition.metadata.isbn = reader.isbn(text, self.given.place(&[path[0], path[1], Step::Key("isbn")]));
        }
        if let Some(text) = &raw.identifier {
            edition.metadata.identifier = reader.identifier(text, self.given.place(&[path[0], path[1], Step::Key("identifier")]));
        }
        if let Some(retailer) = &raw.retailer {
            edition.metadata.retailers = retailer.list();
        }
        if let Some(cover) = &raw.cover {
            edition.metadata.cover = Some(cover.clone()).filter(|cover| !cover.is_empty());
        }
        reader.notes(&mut edition.notes, &raw.notes, &path);
        PrintReader { given: self.given, path, sink: self.sink }.apply(edition, raw);
        ImpositionReader { given: self.given, path, sink: self.sink }.apply(edition, raw.imposition.as_ref());
        if raw.design.page.is_some() {
            edition.on_paper_at_hand = false;
        }
        let reader = DesignReader { given: self.given, path: &[path[0], path[1], Step::Key("design")], sink: self.sink };
        reader.apply(&mut edition.design, &mut edition.origins, &raw.design);
    }
}
