//! The structure tree (ISO 32000-1, 14.7 and 14.8): the meaning of the pages' marked content, in the order of the manuscript.
//!
//! First the tree is made from the document: an element for each division, block, item, cell and note. So its order is the author's, and a
//! paragraph is one element however many pages it spans. Then the marked content of all pages is attached, page by page; links, note calls
//! and pictures within a line become elements when they are reached. Generated text (title pages, contents) is found on the pages only.
//! Finally empty elements are removed, and heading levels are adjusted so that none is skipped on the way down (ISO 14289-1, 7.4).
mod table;
pub(crate) mod tree;
pub(crate) mod write;

use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU32;
use std::sync::Arc;

use crate::document::{
    Block, BlockKind, Definition, Division, DivisionKind, Inline, InlineKind, List, Node, NodeId, NodeRole, NoteId, Visit, walk_block,
    walk_inlines,
};
use crate::edition::NotePlacement;
use crate::pdf::content::MarkedContent;
use crate::pdf::structure::tree::{Kid, Placement, ROOT, StructureElement, StructureTree, StructureType, level, order, prune};
use crate::resolve::Book;
use crate::typeset::{GeneratedText, InlineFormula, ItemRole, LinkEntry, LinkKey, LinkLists, LinkTarget, Page, PageItem, Pages};

/// Makes the tree of a book. `marks` is the marked content of each page; `is_written` is whether a link gets an annotation.
pub(crate) fn tree(
    book: &Book<'_>,
    pages: &Pages,
    marks: &[Vec<MarkedContent>],
    is_written: &dyn Fn(&LinkTarget) -> bool,
) -> StructureTree {
    let mut builder = TreeBuilder {
        book,
        elements: Vec::new(),
        nodes: vec![None; usize::try_from(book.document.node_count).unwrap_or(0)],
        made: HashMap::new(),
        labels: HashMap::new(),
        notes_by_first_call: HashMap::new(),
        inlines: HashMap::new(),
        formulas: HashMap::new(),
        list: None,
        texts: None,
        index: ROOT,
        level: 0,
        links: LinkLists::of(book),
    };
    for (number, note) in (0..).zip(&book.resolution.notes) {
        if let Some((call, _)) = note.calls.first() {
            builder.notes_by_first_call.insert(*call, NoteId(number));
        }
    }
    builder.add(None, StructureType::Document);
    builder.document();
    let mut owners = Vec::with_capacity(marks.len());
    let mut links = BTreeMap::new();
    for (number, (page, marks)) in pages.pages.iter().zip(marks).enumerate() {
        owners.push(builder.page(number, page, marks));
        for (item, placed) in page.items.iter().enumerate() {
            if let PageItem::Link { to, key, .. } = &placed.item
                && is_written(to)
            {
                let block = builder.owner(placed.role);
                let owner = builder.link(block, *key);
                builder.elements[owner].kids.push(Kid::Annotation { page: number, item });
                links.insert((number, item), owner);
            }
        }
    }
    let mut elements = builder.elements;
    for element in &mut elements {
        // A link without an annotation is plain text.
        if element.kind == StructureType::Link && !element.kids.iter().any(|kid| matches!(kid, Kid::Annotation { .. })) {
            element.kind = StructureType::Span;
        }
        // The substitute for a picture that could not be set is text.
        if element.kind == StructureType::Figure && element.alt.is_none() {
            element.kind = StructureType::P;
        }
    }
    prune(&mut elements, ROOT);
    order(&mut elements);
    level(&mut elements, ROOT, &mut 0);
    StructureTree { elements, owners, links }
}

struct TreeBuilder<'a> {
    book: &'a Book<'a>,
    elements: Vec<StructureElement>,
    /// For each node: the element of its lines. The root has no lines, so its number 0 is free for nodes without an element.
    nodes: Vec<Option<NonZeroU32>>,
    /// For each generated text: its element. Rows and entries are those of the open list.
    made: HashMap<GeneratedText, usize>,
    /// For each note: the element of its number or sign.
    labels: HashMap<NoteId, usize>,
    /// For each first call of a note: that note.
    notes_by_first_call: HashMap<NodeId, NoteId>,
    /// For each block and link: their latest element.
    inlines: HashMap<(usize, LinkKey), usize>,
    /// For each element with formulas in its lines: the elements of these.
    formulas: HashMap<(usize, NodeId), usize>,
    /// The open list: the element of its table of contents, and whether it has a row yet.
    list: Option<(usize, bool)>,
    /// The section of the title pages.
    texts: Option<usize>,
    /// The element of the index.
    index: usize,
    /// The level of the enclosing heading.
    level: u8,
    /// The lists of links.
    links: LinkLists,
}

/// Collects the calls of notes.
struct CallNodes(Vec<NodeId>);

impl Visit for CallNodes {
    fn inline(&mut self, inline: &Inline) {
        if matches!(inline.kind, InlineKind::NoteCall(_)) {
            self.0.push(inline.node.id);
        }
    }
}

impl TreeBuilder<'_> {
    fn add(&mut self, parent: Option<usize>, kind: StructureType) -> usize {
        let at = self.elements.len();
        self.elements.push(StructureElement {
            kind,
            parent: parent.unwrap_or(ROOT),
            kids: Vec::new(),
            lang: None,
            expansion: None,
            alt: None,
            id: None,
            cell: None,
            place: None,
        });
        if let Some(parent) = parent {
            self.elements[parent].kids.push(Kid::Element(at));
        }
        at
    }

    /// Adds an element for a node, with its language. The lines of the node belong to it.
    fn of(&mut self, parent: usize, kind: StructureType, node: &Node) -> usize {
        let element = self.add(Some(parent), kind);
        self.elements[element].lang = node.lang().map(Arc::from);
        self.own(node.id, element);
        element
    }

    /// Adds an element that groups others, for a node.
    fn around(&mut self, parent: usize, kind: StructureType, node: &Node) -> usize {
        let element = self.add(Some(parent), kind);
        self.elements[element].lang = node.lang().map(Arc::from);
        element
    }

    /// Assigns the lines of a node to an element.
    fn own(&mut self, node: NodeId, element: usize) {
        if let Some(place) = usize::try_from(node.0).ok().and_then(|at| self.nodes.get_mut(at)) {
            *place = u32::try_from(element).ok().and_then(NonZeroU32::new);
        }
    }

    fn document(&mut self) {
        let document = self.book.document;
        let endnotes = self.book.resolution.endnotes.as_ref();
        for (_, division) in document.divisions() {
            if endnotes.is_some_and(|notes| notes.before == Some(division.node.id)) {
                self.endnotes();
            }
            self.division(ROOT, division, true);
        }
        if endnotes.is_some_and(|notes| notes.before.is_none()) {
            self.endnotes();
        }
    }

    /// Adds the endnotes: all notes of the book.
    fn endnotes(&mut self) {
        let Some(endnotes) = &self.book.resolution.endnotes else { return };
        let section = self.add(Some(ROOT), StructureType::Sect);
        let title = self.add(Some(section), StructureType::Heading(1));
        self.made.insert(GeneratedText::NotesTitle(endnotes.node), title);
        for (chapter, notes) in &endnotes.chapters {
            self.titled_notes(section, *chapter, notes);
        }
        self.link_list(section, endnotes.node);
    }

    fn titled_notes(&mut self, parent: usize, division: NodeId, notes: &[NoteId]) {
        let section = self.add(Some(parent), StructureType::Sect);
        let title = self.add(Some(section), StructureType::Heading(2));
        self.made.insert(GeneratedText::NotesTitle(division), title);
        for note in notes {
            self.note(section, *note);
        }
    }

    fn division(&mut self, parent: usize, division: &Division, top: bool) {
        let outer = self.level;
        let kind = if division.kind == DivisionKind::Part { StructureType::Part } else { StructureType::Sect };
        let section = self.around(parent, kind, &division.node);
        if let Some(heading) = &division.heading {
            self.level = (outer + 1).min(6);
            self.of(section, StructureType::Heading(self.level), &heading.node);
            let mut calls = CallNodes(Vec::new());
            walk_inlines(&heading.title, &mut calls);
            self.foot_notes(section, &calls.0);
        }
        for block in &division.blocks {
            self.block(section, block);
            let mut calls = CallNodes(Vec::new());
            walk_block(block, &mut calls);
            self.foot_notes(section, &calls.0);
        }
        // The division's own lines: the attribution of its epigraph.
        let own = self.add(Some(section), StructureType::P);
        self.own(division.node.id, own);
        if self.book.resolution.index.as_ref().is_some_and(|index| index.division == division.node.id) {
            self.index = self.add(Some(section), StructureType::Index);
        }
        for inner in &division.divisions {
            // Chapters within a part have notes of their own.
            self.division(section, inner, division.kind == DivisionKind::Part);
        }
        if top && self.book.edition.notes.placement == NotePlacement::Chapter {
            let notes = self.book.resolution.notes_of(division.node.id);
            if !notes.is_empty() {
                self.titled_notes(section, division.node.id, notes);
            }
        }
        if top {
            self.link_list(section, division.node.id);
        }
        self.level = outer;
    }

    /// Adds the list of a division's links, with its title.
    fn link_list(&mut self, parent: usize, division: NodeId) {
        let numbers: Vec<u32> = self.links.list(division).iter().map(|entry| entry.number).collect();
        let section = self.add(Some(parent), StructureType::Sect);
        let title = self.add(Some(section), StructureType::Heading(2));
        self.made.insert(GeneratedText::LinksTitle(division), title);
        let list = self.add(Some(section), StructureType::L { ordered: true });
        for number in numbers {
            let item = self.add(Some(list), StructureType::Li);
            let entry = LinkEntry { division, number };
            let label = self.add(Some(item), StructureType::Lbl);
            self.made.insert(GeneratedText::LinkNumber(entry), label);
            let body = self.add(Some(item), StructureType::LBody);
            self.made.insert(GeneratedText::Link(entry), body);
        }
    }

    /// Adds the footnotes after the block that calls them first.
    fn foot_notes(&mut self, parent: usize, calls: &[NodeId]) {
        if self.book.edition.notes.placement == NotePlacement::Foot {
            // The calls whose notes are not added yet, last first. A note called in another note comes right after it.
            let mut pending: Vec<NodeId> = calls.iter().rev().copied().collect();
            while let Some(call) = pending.pop() {
                if let Some(note) = self.notes_by_first_call.get(&call).copied() {
                    pending.extend(self.note(parent, note).into_iter().rev());
                }
            }
        }
    }

    /// Adds a note and returns the calls in it. If it has already been added, does nothing and returns none.
    fn note(&mut self, parent: usize, id: NoteId) -> Vec<NodeId> {
        if self.labels.contains_key(&id) {
            return Vec::new();
        }
        let note = self.book.document.note(id);
        let element = self.around(parent, StructureType::Note, &note.node);
        self.elements[element].id = Some(Arc::from(self.book.resolution.note(id).anchor.as_str()));
        let label = self.add(Some(element), StructureType::Lbl);
        self.labels.insert(id, label);
        let own = self.add(Some(element), StructureType::P);
        self.own(note.node.id, own);
        let mut calls = CallNodes(Vec::new());
        for block in &note.blocks {
            self.block(element, block);
            walk_block(block, &mut calls);
        }
        calls.0
    }

    fn blocks(&mut self, parent: usize, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(parent, block));
    }

    fn block(&mut self, parent: usize, block: &Block) {
        let node = &block.node;
        match &block.kind {
            BlockKind::Paragraph(_) | BlockKind::Verse(_) => {
                self.of(parent, StructureType::P, node);
            }
            BlockKind::Heading { .. } => {
                self.of(parent, StructureType::Heading((self.level + 1).min(6)), node);
            }
            BlockKind::Quote { blocks, .. } => {
                let quote = self.around(parent, StructureType::BlockQuote, node);
                self.blocks(quote, blocks);
                let attribution = self.add(Some(quote), StructureType::P);
                self.own(node.id, attribution);
            }
            BlockKind::List(list) => self.list(parent, list, node),
            BlockKind::Definitions(definitions) => self.definitions(parent, definitions, node),
            BlockKind::Code { .. } => {
                let paragraph = self.add(Some(parent), StructureType::P);
                self.of(paragraph, StructureType::Code, node);
            }
            BlockKind::Math(formula) => {
                let paragraph = self.add(Some(parent), StructureType::P);
                let element = self.of(paragraph, StructureType::Formula, node);
                self.elements[element].alt = Some(self.book.resolution.formula_alternative(node.id, &formula.source));
            }
            BlockKind::Figure { body, .. } => {
                let group = self.around(parent, StructureType::Div, node);
                let is_listing = node.has_role(NodeRole::Listing);
                if is_listing {
                    // Its caption stands above.
                    let caption = self.add(Some(group), StructureType::Caption);
                    self.own(node.id, caption);
                }
                for inner in body {
                    if is_picture(inner) {
                        self.of(group, StructureType::Figure, &inner.node);
                    } else {
                        self.block(group, inner);
                    }
                }
                if !is_listing {
                    let caption = self.add(Some(group), StructureType::Caption);
                    self.own(node.id, caption);
                }
            }
            BlockKind::Table(table) => self.table(parent, table, node),
            BlockKind::Alert { blocks, .. } => {
                let alert = self.around(parent, StructureType::Div, node);
                let title = self.add(Some(alert), StructureType::P);
                self.own(node.id, title);
                self.blocks(alert, blocks);
            }
            BlockKind::Container(blocks) => {
                let group = self.around(parent, StructureType::Div, node);
                self.blocks(group, blocks);
                let attribution = self.add(Some(group), StructureType::P);
                self.own(node.id, attribution);
            }
            BlockKind::Break | BlockKind::PageBreak | BlockKind::Raw(_) => {}
        }
    }

    fn list(&mut self, parent: usize, list: &List, node: &Node) {
        let element = self.around(parent, StructureType::L { ordered: list.start.is_some() }, node);
        for item in &list.items {
            let entry = self.around(element, StructureType::Li, &item.node);
            let label = self.add(Some(entry), StructureType::Lbl);
            self.own(item.node.id, label);
            let body = self.add(Some(entry), StructureType::LBody);
            self.blocks(body, &item.blocks);
        }
    }

    fn definitions(&mut self, parent: usize, definitions: &[Definition], node: &Node) {
        let element = self.around(parent, StructureType::L { ordered: false }, node);
        for definition in definitions {
            let entry = self.around(element, StructureType::Li, &definition.node);
            for (node, _) in &definition.terms {
                self.of(entry, StructureType::Lbl, node);
            }
            let body = self.add(Some(entry), StructureType::LBody);
            definition.bodies.iter().for_each(|blocks| self.blocks(body, blocks));
        }
    }

    /// Attaches the marked content of a page to the tree. Returns the element of each sequence.
    fn page(&mut self, number: usize, page: &Page, marks: &[MarkedContent]) -> Vec<usize> {
        let mut owners = Vec::with_capacity(marks.len());
        for (at, mark) in marks.iter().enumerate() {
            let block = self.owner(mark.role);
            let owner = match (mark.picture.and_then(|item| page.items.get(item)), mark.link) {
                (Some(placed), _) => self.picture(block, number, placed),
                (None, Some(link)) => self.begin_link(block, link),
                (None, None) if matches!(mark.role, ItemRole::Generated(GeneratedText::Row(_))) => self.link(block, LinkKey::Row),
                (None, None) => block,
            };
            let owner = match &mark.formula {
                Some(formula) => self.formula(owner, formula),
                None => owner,
            };
            let owner = self.spoken(owner, mark);
            self.elements[owner].kids.push(Kid::Content { page: number, number: at });
            owners.push(owner);
        }
        owners
    }

    /// The element of a formula in a line. A formula that continues on the next line continues its element.
    fn formula(&mut self, owner: usize, formula: &InlineFormula) -> usize {
        if let Some(&known) = self.formulas.get(&(owner, formula.node)) {
            return known;
        }
        let element = self.add(Some(owner), StructureType::Formula);
        self.elements[element].alt = Some(Arc::clone(&formula.alt));
        self.formulas.insert((owner, formula.node), element);
        element
    }

    /// The element of marked content with another language, an expansion, or a text that its codes do not give.
    fn spoken(&mut self, owner: usize, mark: &MarkedContent) -> usize {
        if mark.lang.is_none() && mark.expansion.is_none() && mark.text.is_none() {
            return owner;
        }
        // Content that continues on the next line continues its element.
        if let Some(Kid::Element(last)) = self.elements[owner].kids.last()
            && self.elements[*last].kind == StructureType::Span
            && self.elements[*last].lang == mark.lang
            && self.elements[*last].expansion == mark.expansion
        {
            return *last;
        }
        let span = self.add(Some(owner), StructureType::Span);
        self.elements[span].lang.clone_from(&mark.lang);
        self.elements[span].expansion.clone_from(&mark.expansion);
        span
    }

    /// The element of a role.
    fn owner(&mut self, role: ItemRole) -> usize {
        match role {
            ItemRole::Content(node) => {
                let known = usize::try_from(node.0).ok().and_then(|at| self.nodes.get(at)).copied().flatten();
                match known.and_then(|at| usize::try_from(at.get()).ok()) {
                    Some(element) => element,
                    // A node that usually has no lines of its own becomes a paragraph.
                    None => {
                        let element = self.add(Some(ROOT), StructureType::P);
                        self.own(node, element);
                        element
                    }
                }
            }
            ItemRole::Generated(made) => self.made(made),
            ItemRole::Artifact(_) => ROOT,
        }
    }

    /// The element of generated text.
    fn made(&mut self, made: GeneratedText) -> usize {
        match (made, self.made.get(&made).copied()) {
            // A second line of a title belongs to the first. After rows, a title begins another list.
            (GeneratedText::ListTitle(_), Some(title)) if matches!(self.list, Some((_, false))) => title,
            (GeneratedText::ListTitle(_), _) => {
                self.made.retain(|made, _| !matches!(made, GeneratedText::Row(_)));
                let section = self.add(Some(ROOT), StructureType::Sect);
                let title = self.add(Some(section), StructureType::Heading(1));
                self.list = Some((self.add(Some(section), StructureType::Toc), false));
                self.remember(made, title)
            }
            (_, Some(known)) => known,
            (GeneratedText::Row(_), None) => {
                let list = self.list.map_or(ROOT, |(list, _)| list);
                self.list = Some((list, true));
                let item = self.add(Some(list), StructureType::Toci);
                let row = self.add(Some(item), StructureType::Reference);
                self.remember(made, row)
            }
            // The colophon after the text is read after it.
            (GeneratedText::Provenance(_), None) => {
                let paragraph = self.add(Some(ROOT), StructureType::P);
                self.remember(made, paragraph)
            }
            (
                GeneratedText::TitlePage(_)
                | GeneratedText::ExcerptSource
                | GeneratedText::Cover
                | GeneratedText::NotesTitle(_)
                | GeneratedText::LinksTitle(_)
                | GeneratedText::LinkNumber(_)
                | GeneratedText::Link(_),
                None,
            ) => {
                let section = self.title_pages();
                let text = self.add(Some(section), StructureType::P);
                self.remember(made, text)
            }
            (GeneratedText::Entry(_), None) => {
                let entry = self.add(Some(self.index), StructureType::P);
                self.remember(made, entry)
            }
        }
    }

    fn remember(&mut self, made: GeneratedText, element: usize) -> usize {
        self.made.insert(made, element);
        element
    }

    /// The section of the title pages. Added on first use.
    fn title_pages(&mut self) -> usize {
        if let Some(section) = self.texts {
            return section;
        }
        let section = self.add(Some(ROOT), StructureType::Sect);
        self.texts = Some(section);
        section
    }

    /// The element of a link within a block. If the link is the last content of the block, its element continues.
    /// Otherwise a new one is added.
    fn begin_link(&mut self, block: usize, link: LinkKey) -> usize {
        if let Some(&known) = self.inlines.get(&(block, link)) {
            let last = self.elements[block].kids.last();
            let top = if self.elements[known].parent == block { known } else { self.elements[known].parent };
            if last == Some(&Kid::Element(top)) || matches!(link, LinkKey::Back(_)) {
                return known;
            }
        }
        let element = match link {
            LinkKey::Back(note) => {
                let label = self.labels.get(&note).copied().unwrap_or(block);
                self.add(Some(label), StructureType::Link)
            }
            LinkKey::Node(node) if self.is_call(node) => self.referring(block),
            LinkKey::Place(_) | LinkKey::Entry(_) => self.referring(block),
            LinkKey::Node(_) | LinkKey::Row => self.add(Some(block), StructureType::Link),
        };
        self.inlines.insert((block, link), element);
        element
    }

    fn referring(&mut self, block: usize) -> usize {
        let reference = self.add(Some(block), StructureType::Reference);
        self.add(Some(reference), StructureType::Link)
    }

    fn is_call(&self, node: NodeId) -> bool {
        matches!(self.book.resolution.targets.get(&node), Some(crate::resolve::Destination::Note(_)))
    }

    /// The latest element of a link within a block. Added if there is none.
    fn link(&mut self, block: usize, link: LinkKey) -> usize {
        match self.inlines.get(&(block, link)) {
            Some(known) => *known,
            None => self.begin_link(block, link),
        }
    }

    fn picture(&mut self, block: usize, number: usize, placed: &crate::typeset::PlacedItem) -> usize {
        let element = if self.elements[block].kind == StructureType::Figure { block } else { self.add(Some(block), StructureType::Figure) };
        if let PageItem::Artwork { alt, size, .. } = &placed.item {
            self.elements[element].alt = Some(Arc::clone(alt));
            self.elements[element].place = Some(Placement { page: number, at: placed.at, size: *size });
        }
        element
    }
}

fn is_picture(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(inlines) if matches!(inlines.as_slice(), [Inline { kind: InlineKind::Image { .. }, .. }]))
}
