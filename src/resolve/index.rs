//! The index: the marks in the text, by entry, in alphabetical order.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::anchors::TakenNames;
use super::resolution::{Index, IndexEntry, IndexReference, NoteEntry};
use crate::diagnostic::{Diagnostic, Sink, Suggestions, codes, nearest};
use crate::document::{Division, DivisionKind, Document, Inline, InlineKind, NodeId, Visit, plain_text, walk_document, walk_inlines};
use crate::language::{SmartPiece, SortKey, smarten, sort_key};
use crate::source::Span;

/// The maximum number of levels of entries under one another.
const DEEPEST: usize = 8;

/// The keys that an index mark may have.
const KEYS: [&str; 2] = ["entry", "see"];

/// Collects the marks. `None` if there are no marks, or no division of the kind `index`.
pub(super) fn collect(document: &Document, lang: &str, notes: &[NoteEntry], taken: &mut TakenNames, sink: &Sink) -> Option<Index> {
    let mut marks = IndexMarkCollector { sink, lang, division: None, unprinted: BTreeSet::new(), root: EntryBranch::default() };
    walk_document(document, &mut marks);
    let IndexMarkCollector { division, mut root, .. } = marks;
    let note_starts: Vec<NodeId> = document.notes.iter().map(|note| note.node.id).collect();
    root.sort_marks(&|node| place(node, &note_starts, notes));
    let mut index = Index { division: division?, entries: root.entries(lang), anchors: Vec::new() };
    if index.entries.is_empty() {
        return None;
    }
    let suggestions = Suggestions::default();
    let references = root.cross_references(&[]);
    let places: HashMap<String, usize> = if references.is_empty() {
        HashMap::new()
    } else {
        (0..).zip(&index.entries).map(|(at, entry)| (entry.term.clone(), at)).collect()
    };
    for UnlinkedReference { path, see, span } in references {
        let names: Vec<&str> = see.iter().map(String::as_str).collect();
        let Some(other) = find(&mut index.entries, &places, &names) else {
            let known = root.inner.keys().map(String::as_str);
            let text = see.join("!");
            let warning =
                Diagnostic::new(codes::DEAD_SEE, span, format!("the index has no entry `{text}`")).label("printed without a link");
            sink.report(match suggestions.nearest(&text, known) {
                Some(near) => warning.hint(format!("did you mean `{near}`?")),
                None => warning.hint("add a mark for that entry, or name another entry"),
            });
            continue;
        };
        let anchor = *other.anchor.get_or_insert_with(|| {
            index.anchors.push(taken.unique(&format!("entry-{}", index.anchors.len() + 1)));
            index.anchors.len() - 1
        });
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        if let Some(entry) = find(&mut index.entries, &places, &path) {
            let text = printed(&see);
            entry.see.iter_mut().filter(|other| other.text == text).for_each(|other| other.anchor = Some(anchor));
        }
    }
    Some(index)
}

/// The place at which a node is read: a node in a note is read at the call of the note.
fn place(node: NodeId, note_starts: &[NodeId], notes: &[NoteEntry]) -> NodeId {
    let mut place = node;
    // A note may be called in a note. Four levels are enough to sort by.
    for _ in 0..4 {
        let Some(note) = note_starts.partition_point(|start| *start <= place).checked_sub(1) else { break };
        let Some((call, _)) = notes.get(note).and_then(|entry| entry.calls.first()) else { break };
        place = *call;
    }
    place
}

/// The entry with a path of terms. `places` are the indices of the entries of the first level by their terms.
fn find<'e>(entries: &'e mut [IndexEntry], places: &HashMap<String, usize>, path: &[&str]) -> Option<&'e mut IndexEntry> {
    let (first, rest) = path.split_first()?;
    let mut entry = &mut entries[*places.get(*first)?];
    for term in rest {
        entry = entry.entries.iter_mut().find(|entry| entry.term == *term)?;
    }
    Some(entry)
}

/// The printed form of a path in a cross-reference.
fn printed(path: &[String]) -> String {
    path.join(", ")
}

/// The letter that a term is listed under. `None` if it begins with a digit.
fn letter(term: &str) -> Option<char> {
    folded(term).next().filter(|c| c.is_alphabetic())
}

/// A text without diacritics, in lower case, from its first letter or digit on.
fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).skip_while(|c| !c.is_alphanumeric())
}

/// An entry and those under it, while marks are collected.
#[derive(Default)]
struct EntryBranch {
    marks: Vec<NodeId>,
    /// The marks of further mentions in a paragraph.
    further: Vec<NodeId>,
    /// Paths of other entries, with the places of the marks that name them.
    see: Vec<(Vec<String>, Span)>,
    inner: BTreeMap<String, Self>,
}

impl EntryBranch {
    fn at(&mut self, path: &[String]) -> &mut Self {
        match path.split_first() {
            Some((first, rest)) => self.inner.entry(first.clone()).or_default().at(rest),
            None => self,
        }
    }

    fn sort_marks(&mut self, place: &dyn Fn(NodeId) -> NodeId) {
        self.marks.sort_by_key(|mark| (place(*mark), *mark));
        self.inner.values_mut().for_each(|inner| inner.sort_marks(place));
    }

    fn entries(&self, lang: &str) -> Vec<IndexEntry> {
        let mut sorted: Vec<(SortKey, &String, &Self)> =
            self.inner.iter().map(|(term, inner)| (sort_key(term, lang), term, inner)).collect();
        sorted.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        sorted
            .into_iter()
            .map(|(_, term, inner)| {
                let mut see: Vec<IndexReference> = Vec::new();
                for (other, _) in &inner.see {
                    let text = printed(other);
                    if see.iter().all(|known| known.text != text) {
                        see.push(IndexReference { text, anchor: None });
                    }
                }
                see.sort_by_key(|other| sort_key(&other.text, lang));
                IndexEntry {
                    term: term.clone(),
                    letter: letter(term),
                    anchor: None,
                    marks: inner.marks.clone(),
                    further: inner.further.clone(),
                    see,
                    entries: inner.entries(lang),
                }
            })
            .collect()
    }

    /// All cross-references in this entry and those under it. `path` is the path of this entry.
    fn cross_references(&self, path: &[String]) -> Vec<UnlinkedReference> {
        let own = self.see.iter().map(|(see, span)| UnlinkedReference { path: path.to_vec(), see: see.clone(), span: *span });
        let inner = self.inner.iter().flat_map(|(term, inner)| inner.cross_references(&[path, std::slice::from_ref(term)].concat()));
        own.chain(inner).collect()
    }
}

/// A cross-reference whose entry has not been looked up.
struct UnlinkedReference {
    /// The path of the entry that has the reference.
    path: Vec<String>,
    /// The path of the entry that it leads to.
    see: Vec<String>,
    /// The place of the mark.
    span: Span,
}

/// Collects marks.
struct IndexMarkCollector<'a> {
    sink: &'a Sink,
    lang: &'a str,
    division: Option<NodeId>,
    /// The inlines in alternative texts, which are not printed.
    unprinted: BTreeSet<NodeId>,
    root: EntryBranch,
}

/// Collects the nodes of inlines.
struct NodeCollector<'a>(&'a mut BTreeSet<NodeId>);

impl Visit for NodeCollector<'_> {
    fn inline(&mut self, inline: &Inline) {
        self.0.insert(inline.node.id);
    }
}

impl Visit for IndexMarkCollector<'_> {
    fn division(&mut self, division: &Division) {
        if division.kind == DivisionKind::Index {
            self.division.get_or_insert(division.node.id);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Image { alt, .. } = &inline.kind {
            walk_inlines(alt, &mut NodeCollector(&mut self.unprinted));
        }
        let node = &inline.node;
        if !node.is_index_mark() || self.unprinted.contains(&node.id) {
            return;
        }
        self.check_keys(inline);
        let path = match node.attribute("entry") {
            Some(entry) => self.path(entry, node.span),
            // The punctuation of this text already follows the rules of its language.
            None => vec![plain_text(std::slice::from_ref(inline))],
        };
        let see = node.attribute("see").map(|see| self.path(see, node.span));
        if path.iter().chain(see.iter().flatten()).any(String::is_empty) {
            self.sink.report(
                Diagnostic::new(codes::EMPTY_INDEX_MARK, node.span, "the index mark names no entry")
                    .label("left out of the index")
                    .hint("write text between the brackets, or add `entry=\"…\"`"),
            );
            return;
        }
        let branch = self.root.at(&path);
        match see {
            Some(see) => branch.see.push((see, node.span)),
            None if node.is_further_mention() => branch.further.push(node.id),
            None => branch.marks.push(node.id),
        }
    }
}

impl IndexMarkCollector<'_> {
    /// The path of an entry that the author wrote as `trade unions!debate of 1920`, with the punctuation of the book's language.
    fn path(&self, entry: &str, span: Span) -> Vec<String> {
        if entry.split('!').nth(DEEPEST).is_some() {
            let diagnostic = Diagnostic::new(codes::TOO_DEEP, span, format!("an entry of the index has at most {DEEPEST} levels"));
            self.sink.report(diagnostic.label("the others are left out").hint("use fewer exclamation marks"));
        }
        let smart = |term: &str| {
            smarten(&[SmartPiece { text: term.trim().to_owned(), lang: self.lang.to_owned(), ..SmartPiece::default() }]).concat()
        };
        entry.split('!').take(DEEPEST).map(smart).collect()
    }

    fn check_keys(&self, inline: &Inline) {
        for key in inline.node.attrs.iter().flat_map(|attrs| attrs.pairs.keys()) {
            if !KEYS.contains(&key.as_str()) {
                let warning = Diagnostic::new(codes::UNKNOWN_INDEX_KEY, inline.node.span, format!("an index mark has no key `{key}`"));
                self.sink.report(match nearest(key, KEYS) {
                    Some(near) => warning.hint(format!("did you mean `{near}`?")),
                    None => warning.hint("the keys are `entry` and `see`"),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_quotation_marks_do_not_count() {
        let mut terms = ["Zürich", "“Éclat”", "eclipse", "Ebert", "1921"];
        terms.sort_by_key(|term| sort_key(term, "en"));
        assert_eq!(terms, ["1921", "Ebert", "“Éclat”", "eclipse", "Zürich"]);
    }
}
