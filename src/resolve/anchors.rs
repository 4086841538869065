//! Anchors, which are unique in the book, and the targets that authors may link to.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{
    Block, BlockKind, Division, Document, Formula, Heading, Inline, InlineKind, Node, NodeId, Note, Visit, plain_text, walk_document,
};
use crate::source::{FileId, SourceMap, Span};

use super::resolution::{CitationPlace, Resolution};

/// The targets that authors may link to.
#[derive(Debug, Default)]
pub(super) struct LinkTargets {
    /// The division of a file, by path.
    pub(super) files: BTreeMap<String, NodeId>,
    /// The node with a name in a file, by path and name.
    pub(super) fragments: BTreeMap<(String, String), NodeId>,
    /// The first node with a name in any file, for `#chronology` in another one.
    pub(super) anywhere: BTreeMap<String, NodeId>,
    /// All anchors so far.
    pub(super) taken: TakenNames,
}

/// Names that are in use.
#[derive(Debug, Default)]
pub(super) struct TakenNames {
    names: BTreeSet<String>,
    /// For each name that was wanted again: the last number that was added to it. All numbers up to that one are taken.
    last: HashMap<String, usize>,
}

impl TakenNames {
    /// A name that is not taken yet, with a number if necessary. It is taken now.
    pub(super) fn unique(&mut self, wanted: &str) -> String {
        if self.names.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        let mut count = self.last.get(wanted).copied().unwrap_or(1);
        loop {
            count += 1;
            let name = format!("{wanted}-{count}");
            if self.names.insert(name.clone()) {
                self.last.insert(wanted.to_owned(), count);
                return name;
            }
        }
    }
}

/// Gives anchors to every division, figure, table, citation and index mark and to every node that the author named, in reading order. The
/// author's name is used if there is one, otherwise the slug of the heading. If it is taken, a number is added.
///
/// Reports a name that two nodes of a file have.
pub(super) fn name(document: &Document, sources: &SourceMap, resolution: &mut Resolution, sink: &Sink) -> LinkTargets {
    let mut namer = Namer {
        sources,
        resolution,
        targets: LinkTargets::default(),
        numbered: HashMap::new(),
        figures: 0,
        tables: 0,
        marks: 0,
        further: 0,
        citations: 0,
        around: None,
    };
    // Names by the author come first, so that no slug takes them.
    let mut chosen = ChosenAnchors(Vec::new());
    walk_document(document, &mut chosen);
    let mut first: BTreeMap<(FileId, String), Span> = BTreeMap::new();
    for ChosenAnchor { node, name, span } in chosen.0 {
        // A file that is included twice has one place in the sources.
        if *first.entry((span.file, name.clone())).or_insert(span) != span {
            sink.report(
                Diagnostic::new(codes::DUPLICATE_ANCHOR, span, format!("the anchor `{name}` is given twice in this file"))
                    .label("links lead to the first")
                    .hint("give one of them another name"),
            );
        }
        namer.give(node, &identifier(&name));
        let path = namer.path(span.file);
        namer.targets.fragments.entry((path, name.clone())).or_insert(node);
        namer.targets.anywhere.entry(name).or_insert(node);
    }
    walk_document(document, &mut namer);
    namer.targets
}

/// An anchor that the author chose.
struct ChosenAnchor {
    node: NodeId,
    name: String,
    span: Span,
}

/// Collects the anchors that the author chose.
struct ChosenAnchors(Vec<ChosenAnchor>);

impl ChosenAnchors {
    fn node(&mut self, node: &Node) {
        if let Some(name) = node.anchor() {
            self.0.push(ChosenAnchor { node: node.id, name: name.to_owned(), span: node.span });
        }
    }

    /// The labels of equations are anchors.
    fn formula(&mut self, node: &Node, formula: &Formula) {
        let labels = formula.tree.iter().filter(|_| formula.display).flat_map(|tree| tree.all_labels());
        self.0.extend(labels.map(|label| ChosenAnchor { node: node.id, name: label.to_owned(), span: node.span }));
    }
}

impl Visit for ChosenAnchors {
    fn division(&mut self, division: &Division) {
        self.node(&division.node);
    }
    fn block(&mut self, block: &Block) {
        self.node(&block.node);
        match &block.kind {
            BlockKind::List(list) => list.items.iter().for_each(|item| self.node(&item.node)),
            BlockKind::Definitions(definitions) => {
                definitions.iter().flat_map(|definition| &definition.terms).for_each(|(node, _)| self.node(node))
            }
            BlockKind::Table(table) => {
                for row in table.rows() {
                    self.node(&row.node);
                    row.cells().iter().for_each(|cell| self.node(&cell.node));
                }
            }
            BlockKind::Math(formula) => self.formula(&block.node, formula),
            _ => {}
        }
    }
    fn inline(&mut self, inline: &Inline) {
        self.node(&inline.node);
        if let InlineKind::Math(formula) = &inline.kind {
            self.formula(&inline.node, formula);
        }
    }
    fn note(&mut self, note: &Note) {
        self.node(&note.node);
    }
}

/// Gives anchors to nodes.
struct Namer<'a> {
    sources: &'a SourceMap,
    resolution: &'a mut Resolution,
    targets: LinkTargets,
    /// For each slug of a heading, by path: how many further headings of the file have it, each with a number after it.
    numbered: HashMap<(String, String), usize>,
    figures: u32,
    tables: u32,
    marks: u32,
    further: u32,
    citations: u32,
    /// The division that is being visited. `None` for notes.
    around: Option<NodeId>,
}

impl Namer<'_> {
    /// Gives a node an anchor, unless it has one.
    fn give(&mut self, node: NodeId, wanted: &str) {
        if !self.resolution.anchors.contains_key(&node) {
            self.resolution.anchors.insert(node, self.targets.taken.unique(wanted));
        }
    }

    fn path(&self, file: FileId) -> String {
        self.sources.file(file).map_or(String::new(), |file| file.path.clone())
    }

    /// Lets authors link to a heading by its slug, in its own file and, if no other node has that name, from anywhere.
    fn link_by_slug(&mut self, node: &Node, slug: &str) {
        let path = self.path(node.span.file);
        let mut key = (path, slug.to_owned());
        // Names that were found to be taken stay taken.
        let mut count = self.numbered.get(&key).copied().unwrap_or_default();
        // The author has given the node one of the names that are known to be taken.
        if own_number(node, slug).is_some_and(|own| own <= count) {
            return;
        }
        if count > 0 {
            key.1 = format!("{slug}-{count}");
        }
        while let Some(other) = self.targets.fragments.get(&key) {
            if *other == node.id {
                return;
            }
            count += 1;
            key.1 = format!("{slug}-{count}");
        }
        if count > 0 {
            self.numbered.insert((key.0.clone(), slug.to_owned()), count);
        }
        self.targets.anywhere.entry(key.1.clone()).or_insert(node.id);
        self.targets.fragments.insert(key, node.id);
    }

    fn heading(&mut self, node: &Node, title: &str, fallback: &str) {
        let slug = slug(title);
        let wanted = if slug.is_empty() { fallback.to_owned() } else { identifier(&slug) };
        self.give(node.id, &wanted);
        if !slug.is_empty() {
            self.link_by_slug(node, &slug);
        }
    }
}

impl Visit for Namer<'_> {
    fn note(&mut self, _: &Note) {
        self.around = None;
    }

    fn division(&mut self, division: &Division) {
        self.around = Some(division.node.id);
        // A number that was taken out of the title is part of the anchor: authors link to the title that they wrote.
        let written = |heading: &Heading| heading.own_number.as_ref().map(|own| own.written.clone());
        let title = division.heading.as_ref().map(|heading| written(heading).unwrap_or_else(|| plain_text(&heading.title)));
        self.heading(&division.node, &title.unwrap_or_default(), division.kind.name());
        if let Some(file) = &division.file {
            self.targets.files.entry(file.clone()).or_insert(division.node.id);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { title, .. } => self.heading(&block.node, &plain_text(title), "heading"),
            BlockKind::Figure { .. } => {
                self.figures += 1;
                self.give(block.node.id, &format!("figure-{}", self.figures));
            }
            BlockKind::Table(_) => {
                self.tables += 1;
                self.give(block.node.id, &format!("table-{}", self.tables));
            }
            _ => {}
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Citation(citation) = &inline.kind {
            self.citations += 1;
            self.give(inline.node.id, &format!("cite-{}", self.citations));
            for entry in citation.works.iter().filter_map(|work| work.entry.as_ref()) {
                let citations = self.resolution.citations.entry(entry.clone()).or_default();
                if citations.last().is_none_or(|last: &CitationPlace| last.citation != inline.node.id) {
                    citations.push(CitationPlace { citation: inline.node.id, division: self.around });
                }
            }
        }
        if inline.node.is_further_mention() {
            self.further += 1;
            self.give(inline.node.id, &format!("mention-{}", self.further));
        } else if inline.node.is_index_mark() {
            self.marks += 1;
            self.give(inline.node.id, &format!("mark-{}", self.marks));
        }
    }
}

/// The number after the slug in the name that the author gave a node: 2 for `slug-2`, 0 for the slug itself. `None` for any other name.
fn own_number(node: &Node, slug: &str) -> Option<usize> {
    let rest = node.anchor()?.strip_prefix(slug)?;
    if rest.is_empty() {
        return Some(0);
    }
    let number = rest.strip_prefix('-')?;
    number.parse().ok().filter(|parsed: &usize| *parsed > 0 && parsed.to_string() == number)
}

/// The slug of a title as GitHub and mdBook make it: lower case, hyphens for spaces, no punctuation.
pub(super) fn slug(title: &str) -> String {
    let mut slug = String::new();
    for letter in title.trim().chars() {
        if letter.is_alphanumeric() || letter == '_' || letter == '-' {
            slug.extend(letter.to_lowercase());
        } else if letter.is_whitespace() {
            slug.push('-');
        }
    }
    slug
}

/// A name as a valid XML id: letters, digits, `-`, `_` and `.`, beginning with a letter or `_` (XML 1.0, section 2.3). It never looks
/// like an anchor of a note or a page.
fn identifier(name: &str) -> String {
    let mut id: String = name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }).collect();
    let looks_like_ours = ["n-", "r-", "page-"].iter().any(|prefix| id.starts_with(prefix));
    if looks_like_ours || !id.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        id.insert_str(0, "s-");
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_what_authors_expect() {
        assert_eq!(slug("The Party’s “crisis”, 1921"), "the-partys-crisis-1921");
        assert_eq!(slug("Рабочая оппозиция"), "рабочая-оппозиция");
        assert_eq!(identifier("1921"), "s-1921");
        assert_eq!(identifier("n-1-2"), "s-n-1-2");
    }
}
