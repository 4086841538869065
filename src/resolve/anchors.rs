//! Anchors: one string for each node that can be linked to, unique in the book; and the names under which authors link.
use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Block, BlockKind, Division, Document, Inline, Node, NodeId, Note, Visit, plain_text, walk_document};
use crate::source::SourceMap;

use super::Resolution;

/// The names under which authors link: (file, fragment) for links with a file, and the file alone.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The division of a file, by path.
    pub(super) files: BTreeMap<String, NodeId>,
    /// By path and fragment.
    pub(super) fragments: BTreeMap<(String, String), NodeId>,
    /// By fragment alone, for `#chronology` that stands in another file: the first of that name.
    pub(super) anywhere: BTreeMap<String, NodeId>,
    /// All anchors that were given.
    pub(super) taken: BTreeSet<String>,
}

/// Names every division, figure, table and explicitly anchored node, in reading order. An anchor chosen by the author wins;
/// else a heading's slug; the second of a name gets a number.
pub(super) fn name(document: &Document, sources: &SourceMap, resolution: &mut Resolution) -> Names {
    let (names, taken, explicit) = Default::default();
    let mut namer = Namer { sources, resolution, names, taken, explicit, figures: 0, tables: 0, marks: 0 };
    // What the author chose is taken first, so that no slug gets in its way.
    let mut explicit = Explicit::default();
    walk_document(document, &mut explicit);
    for (id, anchor, span_file) in explicit.found {
        let wanted = identifier(&anchor);
        let unique = unique(&mut namer.taken, &wanted);
        namer.explicit.insert(id, unique);
        let path = sources.file(span_file).map_or(String::new(), |file| file.path.clone());
        namer.names.fragments.entry((path, anchor.clone())).or_insert(id);
        namer.names.anywhere.entry(anchor).or_insert(id);
    }
    for (id, anchor) in &namer.explicit {
        namer.resolution.anchors.insert(*id, anchor.clone());
    }
    walk_document(document, &mut namer);
    Names { taken: namer.taken, ..namer.names }
}

/// Collects the anchors that the author chose.
#[derive(Default)]
struct Explicit {
    found: Vec<(NodeId, String, crate::source::FileId)>,
}

impl Explicit {
    fn node(&mut self, node: &Node) {
        if let Some(anchor) = node.anchor() {
            self.found.push((node.id, anchor.to_owned(), node.span.file));
        }
    }
}

impl Visit for Explicit {
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
                std::iter::once(&table.head).chain(&table.rows).flat_map(|row| &row.cells).for_each(|cell| self.node(&cell.node))
            }
            _ => {}
        }
    }
    fn inline(&mut self, inline: &Inline) {
        self.node(&inline.node);
    }
    fn note(&mut self, note: &Note) {
        self.node(&note.node);
    }
}

struct Namer<'a> {
    sources: &'a SourceMap,
    resolution: &'a mut Resolution,
    names: Names,
    taken: BTreeSet<String>,
    explicit: BTreeMap<NodeId, String>,
    figures: u32,
    tables: u32,
    marks: u32,
}

impl Namer<'_> {
    fn give(&mut self, id: NodeId, wanted: &str) {
        if !self.explicit.contains_key(&id) {
            let anchor = unique(&mut self.taken, wanted);
            self.resolution.anchors.insert(id, anchor);
        }
    }

    /// Lets the author link to a heading by its slug as well, in its own file and, if nobody else has it, from anywhere.
    fn answer_to(&mut self, node: &Node, slug: &str) {
        let path = self.sources.file(node.span.file).map_or(String::new(), |file| file.path.clone());
        let mut fragment = slug.to_owned();
        let mut count = 0;
        while self.names.fragments.contains_key(&(path.clone(), fragment.clone())) {
            if self.names.fragments[&(path.clone(), fragment.clone())] == node.id {
                return;
            }
            count += 1;
            fragment = format!("{slug}-{count}");
        }
        self.names.fragments.insert((path, fragment.clone()), node.id);
        self.names.anywhere.entry(fragment).or_insert(node.id);
    }

    fn heading(&mut self, node: &Node, title: &[Inline], fallback: &str) {
        let slug = slug(&plain_text(title));
        let wanted = if slug.is_empty() { fallback.to_owned() } else { identifier(&slug) };
        self.give(node.id, &wanted);
        if !slug.is_empty() {
            self.answer_to(node, &slug);
        }
    }
}

impl Visit for Namer<'_> {
    fn division(&mut self, division: &Division) {
        let title = division.heading.as_ref().map_or(&[][..], |heading| &heading.title);
        self.heading(&division.node, title, division.kind.name());
        if let Some(file) = &division.file {
            self.names.files.entry(file.clone()).or_insert(division.node.id);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { title, .. } => self.heading(&block.node, title, "heading"),
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
        if inline.node.is_index_mark() {
            self.marks += 1;
            self.give(inline.node.id, &format!("mark-{}", self.marks));
        }
    }
}

/// A name that nothing has yet, which is then taken.
pub(super) fn unique(taken: &mut BTreeSet<String>, wanted: &str) -> String {
    let mut name = wanted.to_owned();
    let mut count = 1;
    while !taken.insert(name.clone()) {
        count += 1;
        name = format!("{wanted}-{count}");
    }
    name
}

/// The slug of a title as GitHub and mdBook make it: lower case, spaces to hyphens, punctuation dropped.
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

/// Makes a name that XML takes as an id (letters, digits, `-`, `_`, `.`; not beginning with a digit, a hyphen or a dot),
/// and that cannot be taken for one that we make for notes or pages.
fn identifier(name: &str) -> String {
    let mut id: String = name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }).collect();
    let made_by_us = ["n-", "r-", "page-"].iter().any(|prefix| id.starts_with(prefix));
    if made_by_us || !id.starts_with(|c: char| c.is_alphabetic() || c == '_') {
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
