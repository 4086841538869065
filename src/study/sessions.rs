//! A sheet for each chapter: reading time, summary, people, terms and questions.
//!
//! All of it is copied from the manuscript: containers of the class `summary`, sections and containers of the class `questions`, and the
//! entries of the division of the class `people` and of the glossary that the chapter mentions. The copies have no note calls and no
//! links within the book, because notes and chapters are not on the sheet.
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::document::{
    Block, BlockKind, CellContent, Citation, CrossReference, Definition, Division, DivisionKind, Document, Heading, Inline, InlineKind,
    Matter, Node, NodeRole, Recording, Row, Visit, number_nodes, plain_text, walk_division,
};
use crate::language::Terms;
use crate::resolve::Book;
use crate::source::Span;

/// The speed of attentive reading. Reading aloud takes a third longer.
const WORDS_PER_MINUTE: usize = 200;
/// Reading times are rounded up to a multiple of this.
const MINUTES: usize = 5;

/// Whether any chapter has a summary or questions.
#[must_use]
pub fn has_sessions(document: &Document) -> bool {
    chapters(document)
        .iter()
        .any(|chapter| !parts(chapter, NodeRole::Summary).is_empty() || !parts(chapter, NodeRole::Questions).is_empty())
}

/// The sheets, as a document of their own. It has one chapter for each chapter of the book.
#[must_use]
pub fn sessions(book: &Book<'_>) -> Document {
    let document = book.document;
    let copier = PartCopier { book };
    let people = top_division(document, |division| division.node.has_role(NodeRole::People) || heading_has(division, NodeRole::People));
    let glossary = top_division(document, |division| division.kind == DivisionKind::Glossary);
    let mut own = Document::default();
    own.matter[Matter::Body as usize] = chapters(document)
        .into_iter()
        .map(|chapter| {
            let words = ChapterWords::of(chapter);
            let minutes = (words.count.div_ceil(WORDS_PER_MINUTE)).next_multiple_of(MINUTES).max(MINUTES);
            let terms = Terms::of(book.edition.metadata.language.tag());
            let mut blocks = vec![paragraph(terms.minutes(minutes), chapter.node.span)];
            blocks.extend(parts(chapter, NodeRole::Summary).into_iter().flat_map(|part| copier.part(part)));
            let mut divisions = Vec::new();
            divisions.extend(people.and_then(|people| copier.entries(people, |term| words.mention(short_name(term)))));
            divisions.extend(glossary.and_then(|glossary| copier.entries(glossary, |term| words.uses(term))));
            for part in parts(chapter, NodeRole::Questions) {
                divisions.push(together(match part {
                    SessionPart::Section(section) => copier.division(section),
                    SessionPart::Block(_) => Division { blocks: copier.part(part), ..section(None, chapter.node.span) },
                }));
            }
            Division { blocks, divisions, ..copier.title_only(chapter) }
        })
        .collect();
    number_nodes(&mut own);
    own
}

/// All chapters in order, including those in parts.
fn chapters(document: &Document) -> Vec<&Division> {
    let mut chapters = Vec::new();
    for division in &document.matter[Matter::Body as usize] {
        match division.kind {
            DivisionKind::Chapter => chapters.push(division),
            DivisionKind::Part => chapters.extend(division.divisions.iter().filter(|inner| inner.kind == DivisionKind::Chapter)),
            _ => {}
        }
    }
    chapters
}

/// The first top-level division that `wanted` accepts.
fn top_division(document: &Document, wanted: impl Fn(&Division) -> bool) -> Option<&Division> {
    document.divisions().map(|(_, division)| division).find(|division| wanted(division))
}

fn heading_has(division: &Division, role: NodeRole) -> bool {
    division.heading.as_ref().is_some_and(|heading| heading.node.has_role(role))
}

/// A section or block of a chapter that has a role.
#[derive(Clone, Copy)]
enum SessionPart<'a> {
    Section(&'a Division),
    Block(&'a Block),
}

/// The outermost parts of a chapter that have a role.
fn parts<'a>(chapter: &'a Division, role: NodeRole) -> Vec<SessionPart<'a>> {
    let mut parts: Vec<SessionPart<'a>> = chapter.blocks.iter().filter(|block| block.node.has_role(role)).map(SessionPart::Block).collect();
    for inner in &chapter.divisions {
        if inner.node.has_role(role) || heading_has(inner, role) {
            parts.push(SessionPart::Section(inner));
        } else {
            parts.extend(self::parts(inner, role));
        }
    }
    parts
}

/// The name that a text uses for a person: "Bukharin" for `Bukharin, Nikolai (1888–1937)`.
fn short_name(term: &str) -> &str {
    term.split([',', '(']).next().unwrap_or(term).trim()
}

/// The words of a chapter.
struct ChapterWords {
    count: usize,
    /// The words in order, with one space between and around them.
    text: String,
    /// The same in lower case.
    lower_case: String,
}

impl ChapterWords {
    fn of(chapter: &Division) -> Self {
        struct TextCollector(String);
        impl Visit for TextCollector {
            fn inline(&mut self, inline: &Inline) {
                match &inline.kind {
                    InlineKind::Text(text) | InlineKind::Code(text) => self.0.push_str(text),
                    _ => self.0.push(' '),
                }
            }
            fn block(&mut self, _: &Block) {
                self.0.push(' ');
            }
        }
        let mut text = TextCollector(String::new());
        walk_division(chapter, &mut text);
        let text = words_only(&text.0);
        Self { count: text.split_whitespace().count(), lower_case: text.to_lowercase(), text }
    }

    /// Whether the text mentions a person.
    fn mention(&self, name: &str) -> bool {
        let name = words_only(name);
        name.len() > 2 && self.text.contains(&name)
    }

    /// Whether the text uses a term. The plural and the start of a sentence count too.
    fn uses(&self, term: &str) -> bool {
        let term = words_only(term).to_lowercase();
        let stem = term.trim_end();
        term.len() > 2 && ["", "s", "es"].iter().any(|ending| self.lower_case.contains(&format!("{stem}{ending} ")))
    }
}

/// The words of a text, with one space between and around them, so that a search finds whole words only.
fn words_only(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        out.push_str(word);
        out.push(' ');
    }
    out
}

fn paragraph(text: String, span: Span) -> Block {
    Block { node: Node::at(span), kind: BlockKind::Paragraph(vec![Inline { node: Node::at(span), kind: InlineKind::Text(text) }]) }
}

fn section(heading: Option<Heading>, span: Span) -> Division {
    Division { node: Node::at(span), kind: DivisionKind::Section, heading, blocks: Vec::new(), divisions: Vec::new(), file: None }
}

/// Keeps a division on one page, if one page can hold it, so that a group sees its questions together with what it writes below them.
fn together(mut division: Division) -> Division {
    let attributes = division.node.attrs.get_or_insert_default();
    Arc::make_mut(attributes).classes.push(NodeRole::TOGETHER.to_owned());
    division
}

/// Copies parts of the book.
struct PartCopier<'a> {
    book: &'a Book<'a>,
}

impl PartCopier<'_> {
    fn part(&self, part: SessionPart<'_>) -> Vec<Block> {
        match part {
            SessionPart::Section(section) => self.blocks(&section.blocks),
            SessionPart::Block(block) => self.blocks(std::slice::from_ref(block)),
        }
    }

    /// A division with nothing but its title.
    fn title_only(&self, division: &Division) -> Division {
        let heading = division.heading.as_ref().map(|heading| Heading { title: self.inlines(&heading.title), ..heading.clone() });
        Division { heading, blocks: Vec::new(), divisions: Vec::new(), ..division.clone() }
    }

    fn division(&self, division: &Division) -> Division {
        let divisions = division.divisions.iter().map(|inner| self.division(inner)).collect();
        Division { blocks: self.blocks(&division.blocks), divisions, ..self.title_only(division) }
    }

    /// The entries of a division that have a term that `wanted` accepts, under the title of the division. A term that is defined again is
    /// copied only once. `None` if there are no such entries.
    fn entries(&self, division: &Division, wanted: impl Fn(&str) -> bool) -> Option<Division> {
        let mut seen = BTreeSet::new();
        let mut own: Vec<Definition> = Vec::new();
        let lists = division.blocks.iter().chain(division.divisions.iter().flat_map(|inner| &inner.blocks));
        for block in lists {
            let BlockKind::Definitions(definitions) = &block.kind else { continue };
            for definition in definitions {
                let is_wanted = definition.terms.iter().map(|(_, term)| plain_text(term)).any(|term| wanted(&term) && seen.insert(term));
                if is_wanted {
                    own.push(self.definition(definition));
                }
            }
        }
        if own.is_empty() {
            return None;
        }
        let block = Block { node: Node::at(division.node.span), kind: BlockKind::Definitions(own) };
        let heading = self.title_only(division).heading.map(|heading| Heading { numbered: false, ..heading });
        Some(Division { blocks: vec![block], ..section(heading, division.node.span) })
    }

    fn definition(&self, definition: &Definition) -> Definition {
        Definition {
            node: definition.node.clone(),
            terms: definition.terms.iter().map(|(node, term)| (node.clone(), self.inlines(term))).collect(),
            bodies: definition.bodies.iter().map(|body| self.blocks(body)).collect(),
        }
    }

    fn blocks(&self, blocks: &[Block]) -> Vec<Block> {
        blocks.iter().map(|block| Block { node: block.node.clone(), kind: self.block(&block.kind) }).collect()
    }

    fn block(&self, kind: &BlockKind) -> BlockKind {
        match kind {
            BlockKind::Paragraph(inlines) => BlockKind::Paragraph(self.inlines(inlines)),
            BlockKind::Heading { level, title } => BlockKind::Heading { level: *level, title: self.inlines(title) },
            BlockKind::Quote { blocks, attribution } => BlockKind::Quote {
                blocks: self.blocks(blocks),
                attribution: attribution.as_ref().map(|attribution| self.inlines(attribution)),
            },
            BlockKind::List(list) => {
                let mut own = list.clone();
                own.items.iter_mut().for_each(|item| item.blocks = self.blocks(&item.blocks));
                BlockKind::List(own)
            }
            BlockKind::Definitions(definitions) => {
                BlockKind::Definitions(definitions.iter().map(|definition| self.definition(definition)).collect())
            }
            BlockKind::Verse(stanzas) => {
                let stanza = |stanza: &Vec<Vec<Inline>>| stanza.iter().map(|line| self.inlines(line)).collect();
                BlockKind::Verse(stanzas.iter().map(stanza).collect())
            }
            BlockKind::Figure { body, caption } => {
                BlockKind::Figure { body: self.blocks(body), caption: caption.as_ref().map(|caption| self.inlines(caption)) }
            }
            BlockKind::Table(table) => {
                let mut own = table.clone();
                for cell in own.rows_mut().flat_map(Row::cells_mut) {
                    cell.content = match &cell.content {
                        CellContent::Line(inlines) => CellContent::Line(self.inlines(inlines)),
                        CellContent::Blocks(blocks) => CellContent::Blocks(self.blocks(blocks)),
                    };
                }
                own.caption = own.caption.as_ref().map(|caption| self.inlines(caption));
                BlockKind::Table(own)
            }
            BlockKind::Alert { kind, title, blocks } => {
                BlockKind::Alert { kind: kind.clone(), title: title.as_ref().map(|title| self.inlines(title)), blocks: self.blocks(blocks) }
            }
            BlockKind::Container(blocks) => BlockKind::Container(self.blocks(blocks)),
            BlockKind::Code { .. } | BlockKind::Math(_) | BlockKind::Break | BlockKind::PageBreak | BlockKind::Raw(_) => kind.clone(),
        }
    }

    fn inlines(&self, inlines: &[Inline]) -> Vec<Inline> {
        inlines
            .iter()
            .filter_map(|inline| {
                let kind = match &inline.kind {
                    InlineKind::NoteCall(_) => return None,
                    InlineKind::Reference { form, .. } => InlineKind::Text(self.book.resolution.reference(inline.node.id, *form).whole()),
                    InlineKind::Link { target, title, text } if target.contains("://") || target.starts_with("mailto:") => {
                        InlineKind::Link { target: target.clone(), title: title.clone(), text: self.inlines(text) }
                    }
                    InlineKind::Link { text, .. }
                    | InlineKind::CrossReference(CrossReference { references: text, .. })
                    | InlineKind::Citation(Citation { text, .. })
                    | InlineKind::Container(text) => InlineKind::Container(self.inlines(text)),
                    InlineKind::Emphasis(inner) => InlineKind::Emphasis(self.inlines(inner)),
                    InlineKind::Strong(inner) => InlineKind::Strong(self.inlines(inner)),
                    InlineKind::SmallCaps(inner) => InlineKind::SmallCaps(self.inlines(inner)),
                    InlineKind::Superscript(inner) => InlineKind::Superscript(self.inlines(inner)),
                    InlineKind::Subscript(inner) => InlineKind::Subscript(self.inlines(inner)),
                    InlineKind::Strikethrough(inner) => InlineKind::Strikethrough(self.inlines(inner)),
                    InlineKind::Recording(recording) => {
                        InlineKind::Recording(Recording { text: self.inlines(&recording.text), ..recording.clone() })
                    }
                    InlineKind::Phrase(phrase, inner) => InlineKind::Phrase(*phrase, self.inlines(inner)),
                    InlineKind::Text(_)
                    | InlineKind::SoftBreak
                    | InlineKind::LineBreak
                    | InlineKind::Code(_)
                    | InlineKind::Math(_)
                    | InlineKind::Image { .. }
                    | InlineKind::Anchor
                    | InlineKind::Raw(_) => inline.kind.clone(),
                };
                Some(Inline { node: inline.node.clone(), kind })
            })
            .collect()
    }
}
