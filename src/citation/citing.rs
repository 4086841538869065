//! Sets the citations of a document.
//!
//! `gather` lists all citations in the order in which they are read: a note comes where it is called, because the form of a citation
//! depends on those before it. The style then prints all of them at once (`engine.rs`). `CitationSetter` puts the printed citations into
//! the document. If the style cites in notes, each citation becomes a call of a new note, except a citation inside a note, which stays
//! there.
use std::collections::{BTreeSet, HashMap};

use super::bibliography::Bibliography;
use super::by_chapter::{self, CitedWorks};
use super::engine::{Applied, Cite, GroupKind, Piece, Request};
use super::inlines::{ForeignTitle, TextForm, append_pieces, inlines, is_raised, plain, split_names, text};
use super::list;
use super::works::WorkData;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{
    Block, BlockKind, Citation, Document, Inline, InlineKind, Node, NodeId, Note, NoteId, Visit, VisitMut, number_nodes, walk_blocks,
    walk_blocks_mut, walk_division, walk_division_mut,
};
use crate::edition::ListOfWorks;
use crate::source::Span;

impl Bibliography {
    /// Prints the citations of a document into it, and adds the list of works. Reports what is wrong with the works that are cited. Does
    /// nothing if nothing is cited.
    pub fn set(&self, document: &mut Document, sink: &Sink) {
        // The ids say which citation is which. All nodes get new ids afterwards.
        number_nodes(document);
        let found = gather(document, self.style.is_note());
        let mut numbers: HashMap<usize, usize> = HashMap::new();
        let mut used: Vec<usize> = Vec::new();
        let mut number = |work: usize| {
            *numbers.entry(work).or_insert_with(|| {
                used.push(work);
                used.len() - 1
            })
        };
        let mut requests: Vec<Request> = Vec::with_capacity(found.len());
        for citation in &found {
            let cites = citation.works.iter().filter_map(|(key, locator)| {
                let locator = locator.clone();
                Some(Cite { work: number(self.work(key)?), locator })
            });
            requests.push(Request { cites: cites.collect(), note: citation.note, is_hidden: false });
        }
        let hidden: Vec<Cite> = self.uncited.iter().map(|work| Cite { work: number(*work), locator: None }).collect();
        if !hidden.is_empty() {
            requests.push(Request { cites: hidden, note: None, is_hidden: true });
        }
        if used.is_empty() {
            return list::report_unused_place(document, sink);
        }
        for work in &used {
            let work = &self.works[*work];
            for fault in &work.faults {
                let message = format!("the work `{}` is not printed as it is: {fault}", work.data.id());
                sink.report(
                    Diagnostic::new(codes::BAD_BIBLIOGRAPHY, work.span, message).cause("data").hint("correct it in the bibliography"),
                );
            }
        }
        let data: Vec<&WorkData> = used.iter().map(|work| &self.works[*work].data).collect();
        let Some(applied) = self.style.apply(&data, &requests) else {
            let span = found.first().map_or(Span::DETACHED, |citation| citation.span);
            sink.report(
                Diagnostic::new(codes::BAD_CITATION_STYLE, span, "the style cannot print the citations of this book")
                    .label("all citations are printed as typed")
                    .hint("use another style"),
            );
            return self.put(document, &HashMap::new(), &Applied::default());
        };
        let places: HashMap<NodeId, usize> = found.iter().enumerate().map(|(at, citation)| (citation.node, at)).collect();
        self.put(document, &places, &applied);
        match (&applied.list, self.list_of_works) {
            (Some(entries), ListOfWorks::Book) => {
                let blocks = self.list(entries, &used, &|_| true, &list::anchor);
                list::place(document, blocks, &self.lang, sink);
            }
            (Some(entries), ListOfWorks::Chapter) => by_chapter::place(self, document, &CitedWorks { list: entries, used: &used }, sink),
            (None, _) => {}
        }
    }

    fn put(&self, document: &mut Document, places: &HashMap<NodeId, usize>, applied: &Applied) {
        let first_note = document.notes.len();
        let mut setter = CitationSetter { bibliography: self, places, applied, in_note: false, notes: Vec::new(), first_note };
        document.matter.iter_mut().flatten().for_each(|division| walk_division_mut(division, &mut setter));
        setter.in_note = true;
        document.notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut setter));
        document.notes.append(&mut setter.notes);
    }

    /// The title of a work, if it is in a language other than that of the book.
    pub(super) fn foreign_title(&self, work: usize) -> Option<ForeignTitle<'_>> {
        let data = &self.works.get(work)?.data;
        let (title, lang) = (data.text("title")?, data.text("language")?);
        let primary = |tag: &str| tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
        let is_tag = crate::language::LanguageTag::parse(lang).is_some_and(|tag| tag.is_registered());
        (is_tag && primary(lang) != primary(&self.lang)).then_some(ForeignTitle { title, lang })
    }
}

/// A citation of the document, in the order of reading.
struct FoundCitation {
    node: NodeId,
    span: Span,
    /// The key and the locator of each work.
    works: Vec<(String, Option<(crate::document::LocatorKind, String)>)>,
    /// The number of its note, if the style cites in notes.
    note: Option<usize>,
}

/// All citations of a document in the order of reading.
fn gather(document: &Document, is_note: bool) -> Vec<FoundCitation> {
    let mut gatherer = Gatherer { document, is_note, seen: BTreeSet::new(), note: 0, in_note: false, found: Vec::new() };
    for (_, division) in document.divisions() {
        walk_division(division, &mut gatherer);
    }
    gatherer.found
}

struct Gatherer<'a> {
    document: &'a Document,
    is_note: bool,
    /// The notes that were visited.
    seen: BTreeSet<NoteId>,
    /// The number of the last note.
    note: usize,
    in_note: bool,
    found: Vec<FoundCitation>,
}

impl Visit for Gatherer<'_> {
    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::NoteCall(id) if self.seen.insert(*id) => {
                self.note += 1;
                let outer = std::mem::replace(&mut self.in_note, true);
                let document = self.document;
                walk_blocks(&document.note(*id).blocks, self);
                self.in_note = outer;
            }
            InlineKind::Citation(citation) => {
                if self.is_note && !self.in_note {
                    self.note += 1;
                }
                let works = citation.works.iter();
                let works =
                    works.map(|work| (work.key.clone(), work.locator.as_ref().map(|locator| (locator.kind, locator.numbers.clone()))));
                let note = self.is_note.then_some(self.note);
                self.found.push(FoundCitation { node: inline.node.id, span: inline.node.span, works: works.collect(), note });
            }
            _ => {}
        }
    }
}

/// Puts printed citations into a document.
struct CitationSetter<'a> {
    bibliography: &'a Bibliography,
    /// The number of each citation.
    places: &'a HashMap<NodeId, usize>,
    applied: &'a Applied,
    /// Whether the text is that of a note.
    in_note: bool,
    /// The notes that were made.
    notes: Vec<Note>,
    /// The number of the first note that is made.
    first_note: usize,
}

impl VisitMut for CitationSetter<'_> {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        if !inlines.iter().any(|inline| matches!(inline.kind, InlineKind::Citation(_))) {
            return;
        }
        let mut given = std::mem::take(inlines).into_iter().peekable();
        while let Some(mut inline) = given.next() {
            let (id, span) = (inline.node.id, inline.node.span);
            let InlineKind::Citation(citation) = &mut inline.kind else {
                inlines.push(inline);
                continue;
            };
            let Some(pieces) = self.places.get(&id).and_then(|at| self.applied.citations.get(*at)) else {
                citation.text = as_typed(citation, span);
                inlines.push(inline);
                continue;
            };
            let is_note = self.bibliography.style.is_note() && !self.in_note;
            if !citation.in_text && (is_note || is_raised(pieces)) {
                put_after_punctuation(inlines, given.peek_mut());
            }
            self.print(citation, pieces, span);
            inlines.push(inline);
        }
    }
}

impl CitationSetter<'_> {
    /// Prints a citation.
    fn print(&mut self, citation: &mut Citation, pieces: &[Piece], span: Span) {
        let is_note = self.bibliography.style.is_note();
        // In a note, names stand before the title in any case.
        citation.in_text &= !(is_note && self.in_note);
        if self.applied.list.is_some() {
            for work in &mut citation.works {
                let known = self.bibliography.work(&work.key).and_then(|place| self.bibliography.works.get(place));
                work.entry = known.map(|known| list::anchor(known.data.id()));
            }
        }
        let mut names = Vec::new();
        let mut printed = self.with_affixes(citation, pieces, span, &mut names);
        if is_note && self.in_note {
            // The sentence of the note continues after the citation.
            trim_stop(&mut printed);
        }
        if is_note && !self.in_note {
            let number = self.first_note + self.notes.len();
            capitalize(&mut printed);
            let paragraph = Block { node: Node::at(span), kind: BlockKind::Paragraph(printed) };
            let label = format!("citation-{}", self.notes.len() + 1);
            self.notes.push(Note { node: Node::at(span), label, blocks: vec![paragraph] });
            let call = InlineKind::NoteCall(NoteId(u32::try_from(number).unwrap_or(u32::MAX)));
            printed = vec![Inline { node: Node::at(span), kind: call }];
        } else if citation.in_text && !names.is_empty() && !printed.is_empty() {
            names.push(text(if is_raised(pieces) { "" } else { " " }, span));
        }
        names.append(&mut printed);
        citation.text = names;
    }

    /// The text of a citation, with the prefixes and suffixes of its works. Puts the names of the authors into `names` if they are a part
    /// of the sentence.
    fn with_affixes(&self, citation: &mut Citation, pieces: &[Piece], span: Span, names: &mut Vec<Inline>) -> Vec<Inline> {
        let is_linked = !self.bibliography.style.is_note() && self.applied.list.is_some();
        let mut out: Vec<Inline> = Vec::new();
        let text_form = TextForm { foreign: None, stops_in_quotes: self.bibliography.style.puts_stops_in_quotes() };
        let mut is_names_only = citation.in_text && citation.works.len() == 1;
        for piece in pieces {
            let Piece::Group(GroupKind::Cite(at), inner) = piece else {
                append_pieces(&mut out, std::slice::from_ref(piece), span, &text_form);
                continue;
            };
            let Some(work) = citation.works.get_mut(*at) else { continue };
            let place = self.bibliography.work(&work.key);
            let form = TextForm { foreign: place.and_then(|place| self.bibliography.foreign_title(place)), ..text_form };
            // The author may use another key of the same work.
            if let Some(known) = place.and_then(|place| self.bibliography.works.get(place)) {
                known.data.id().clone_into(&mut work.key);
            }
            let mut content = inner.clone();
            if work.without_author || (citation.in_text && *at == 0) {
                let (own, rest) = split_names(inner);
                content = rest;
                if citation.in_text {
                    let own = own.or_else(|| Some(self.bibliography.style.names(&self.bibliography.works.get(place?)?.data)));
                    *names = inlines(&own.unwrap_or_default(), span, &form);
                }
            }
            let prefix = std::mem::take(&mut work.prefix);
            let suffix = std::mem::take(&mut work.suffix);
            if !prefix.is_empty() {
                let needs_space = !ends_with(&prefix, |c| c.is_whitespace() || matches!(c, '\'' | '’' | '(' | '['));
                append(&mut out, prefix);
                if needs_space {
                    append(&mut out, vec![text(" ", span)]);
                }
            }
            let target =
                place.and_then(|place| self.bibliography.works.get(place)).map(|work| format!("#{}", list::anchor(work.data.id())));
            let is_empty = plain(&content).trim().is_empty();
            is_names_only &= is_empty && suffix.is_empty();
            match target.filter(|_| is_linked && !is_empty) {
                Some(target) => {
                    let inner = without_links(inlines(&content, span, &form));
                    out.push(Inline { node: Node::at(span), kind: InlineKind::Link { target, title: None, text: inner } });
                }
                None => append(&mut out, inlines(&content, span, &form)),
            }
            if !suffix.is_empty() {
                let needs_space = !starts_with(&suffix, |c| c.is_whitespace() || c.is_ascii_punctuation() && c != '(' && c != '[');
                if needs_space {
                    append(&mut out, vec![text(" ", span)]);
                }
                append(&mut out, suffix);
            }
        }
        // A style that cites only names has nothing to put between its parentheses.
        if is_names_only { Vec::new() } else { out }
    }
}

/// Adds inlines. Text is joined with text, so that a line may break only where it could before.
fn append(out: &mut Vec<Inline>, more: Vec<Inline>) {
    for inline in more {
        if let (Some(Inline { node, kind: InlineKind::Text(last) }), InlineKind::Text(next)) = (out.last_mut(), &inline.kind)
            && node.attrs.is_none()
            && inline.node.attrs.is_none()
        {
            last.push_str(next);
        } else {
            out.push(inline);
        }
    }
}

/// Inlines without the links in them. A link cannot be in a link.
fn without_links(inlines: Vec<Inline>) -> Vec<Inline> {
    inlines
        .into_iter()
        .map(|inline| match inline.kind {
            InlineKind::Link { text, .. } => Inline { node: inline.node, kind: InlineKind::Container(text) },
            _ => inline,
        })
        .collect()
}

/// Whether inlines begin with a character of a kind.
fn starts_with(inlines: &[Inline], is_one: impl Fn(char) -> bool) -> bool {
    crate::document::plain_text_with(inlines, &|_| std::borrow::Cow::Borrowed("x")).chars().next().is_some_and(&is_one)
        || matches!(inlines.first().map(|inline| &inline.kind), Some(InlineKind::Text(text)) if text.starts_with(&is_one))
}

/// Whether inlines end with a character of a kind.
fn ends_with(inlines: &[Inline], is_one: impl Fn(char) -> bool) -> bool {
    match inlines.last().map(|inline| &inline.kind) {
        Some(InlineKind::Text(text)) => text.ends_with(is_one),
        Some(kind) => kind.inner().is_some_and(|inner| ends_with(inner, is_one)),
        None => false,
    }
}

/// Removes the full stop at the end.
fn trim_stop(inlines: &mut [Inline]) {
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = inlines.last_mut() {
        *text = text.trim_end_matches('.').to_owned();
    }
}

/// Makes the first letter a capital letter.
fn capitalize(inlines: &mut [Inline]) {
    match inlines.first_mut().map(|inline| &mut inline.kind) {
        Some(InlineKind::Text(text)) => {
            let mut letters = text.chars();
            if let Some(first) = letters.next() {
                *text = first.to_uppercase().chain(letters).collect();
            }
        }
        Some(kind) => {
            if let Some(inner) = kind.inner_mut() {
                capitalize(inner);
            }
        }
        None => {}
    }
}

/// Removes the white space before the mark of a note, and puts the punctuation that follows the mark before it: "soviets [@key]." becomes
/// "soviets.¹" (Pandoc's `notes-after-punctuation`).
fn put_after_punctuation(before: &mut Vec<Inline>, next: Option<&mut Inline>) {
    while let Some(last) = before.last_mut() {
        match &mut last.kind {
            InlineKind::SoftBreak => {
                before.pop();
            }
            InlineKind::Text(text) => {
                *text = text.trim_end().to_owned();
                if !text.is_empty() {
                    break;
                }
                before.pop();
            }
            _ => break,
        }
    }
    let Some(Inline { kind: InlineKind::Text(next), node }) = next else { return };
    let signs = next.len() - next.trim_start_matches(['.', ',', ';', ':', '!', '?', '…']).len();
    if signs == 0 || before.is_empty() {
        return;
    }
    let moved: String = next.drain(..signs).collect();
    let is_double = ends_with(before, |c| matches!(c, '.' | '!' | '?' | '…')) && moved.starts_with(['.', ',']);
    if !is_double {
        append(before, vec![text(moved, node.span)]);
    }
}

/// A citation as the author typed it, except for white space.
fn as_typed(citation: &mut Citation, span: Span) -> Vec<Inline> {
    let mut out = Vec::new();
    for (at, work) in citation.works.iter_mut().enumerate() {
        let opens = match (at, citation.in_text) {
            (0, true) => "",
            (0, false) | (1, true) => "[",
            _ => "; ",
        };
        append(&mut out, vec![text(opens, span)]);
        let prefix = std::mem::take(&mut work.prefix);
        if !prefix.is_empty() {
            append(&mut out, prefix);
            append(&mut out, vec![text(" ", span)]);
        }
        let sign = if work.without_author { "-@" } else { "@" };
        append(&mut out, vec![text(format!("{sign}{}", work.key), span)]);
        if let Some(locator) = &work.locator {
            append(&mut out, vec![text(format!(", {} {}", locator.kind.name(), locator.numbers), span)]);
        }
        append(&mut out, std::mem::take(&mut work.suffix));
    }
    if !citation.in_text || citation.works.len() > 1 {
        append(&mut out, vec![text("]", span)]);
    }
    out
}
