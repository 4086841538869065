//! Writes divisions and blocks as XHTML.
use std::ops::Range;

use crate::document::{
    AlertKind, Block, BlockKind, Definition, Division, DivisionKind, Document, EntryIndent, Inline, InlineKind, List, ListDelimiter,
    ListItem, Node, NodeRole, NoteId, Numerals, Visit, first_words_in_small_caps, is_stanza, verse_offsets, walk_document,
};
use crate::language::Terms;
use crate::xml::{Element, WriteXml};

use super::document::DocumentWriter;
use super::semantics::{container_semantics, division_semantics};

impl DocumentWriter<'_> {
    /// A division as a section, with the notes at its end. Of a long division, only the piece that belongs to the document is printed. The
    /// heading is in the first piece.
    pub(super) fn division(&mut self, division: &Division, notes: &[NoteId]) {
        let resolution = self.printer.book.resolution;
        let mut section = Element::new("section");
        if let Some(semantics) = division_semantics(division.kind) {
            let title = resolution.titles.get(&division.node.id).filter(|title| !title.is_empty());
            section = section.attribute("epub:type", semantics.epub_type).attribute("role", semantics.role).optional("aria-label", title);
        }
        let begins = self.range.contains(&division.node.id);
        let section = if begins {
            self.described(section, &division.node, division.kind.name())
        } else {
            self.described_again(section, &division.node, division.kind.name())
        };
        let outer = self.level;
        self.block(section, |out| {
            if division.heading.is_some() {
                out.level = (outer + 1).min(6);
            }
            if let Some(heading) = division.heading.as_ref().filter(|_| begins) {
                let label = resolution.labels.get(&division.node.id);
                out.heading(out.level, &heading.node, "", |out| match label {
                    Some(label) => {
                        out.breaks_before(heading.node.id);
                        out.text_element(Element::new("span").attribute("class", "label"), label);
                        out.text(" ");
                        out.inlines(&heading.title);
                    }
                    None => out.flowing(heading.node.id, &heading.title),
                });
            }
            let range = out.range.clone();
            division.blocks.iter().filter(|block| range.contains(&block.node.id)).for_each(|block| out.one_block(block));
            if let Some(index) = resolution.index.as_ref().filter(|index| begins && index.division == division.node.id) {
                out.index(index);
            }
            // The chapters of a part have documents of their own.
            if division.kind != DivisionKind::Part {
                out.sections(&division.divisions);
            }
            if !notes.is_empty() {
                out.notes(notes);
            }
        });
        self.level = outer;
    }

    /// The sections of a division that are in the document, in part or as a whole.
    fn sections(&mut self, sections: &[Division]) {
        let Range { start, end } = self.range.clone();
        for (at, section) in sections.iter().enumerate() {
            // A section ends where the next one begins. The last section may always have a piece left.
            let ends_before = sections.get(at + 1).is_some_and(|next| next.node.id <= start);
            if section.node.id < end && !ends_before {
                self.division(section, &[]);
            }
        }
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.one_block(block));
    }

    pub(super) fn one_block(&mut self, block: &Block) {
        let node = &block.node;
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.paragraph(node, inlines),
            BlockKind::Heading { level, title } => {
                // One level deeper than the heading of the division, never two, whatever the author wrote.
                let level = (self.level + 1).min(6).max((*level).min(self.level + 1)).max(1);
                self.heading(level, node, "inner", |out| out.flowing(node.id, title));
            }
            BlockKind::Quote { blocks, attribution } => self.quote(node, blocks, attribution.as_deref()),
            BlockKind::List(list) => self.list(node, list),
            BlockKind::Definitions(definitions) => self.definitions(node, definitions),
            BlockKind::Verse(stanzas) => self.verse(node, stanzas),
            BlockKind::Code { language, text, lines } => {
                let class = language.as_deref().map(|language| format!("language-{}", class_name(language)));
                // The stylesheet counts the lines from 1.
                let first = lines.first_number.filter(|first| *first != 1);
                let style = first.map(|first| format!("counter-reset: line {}", i64::from(first) - 1));
                self.line(self.start_tag("pre", node), |out| {
                    out.element(Element::new("code").optional("class", class).optional("style", style), |out| {
                        out.listing(node.id, text, lines)
                    });
                });
            }
            BlockKind::Figure { body, caption } => self.figure(node, body, caption.as_deref()),
            BlockKind::Table(table) => self.table(node, table),
            BlockKind::Math(formula) if formula.markup.is_some() || formula.tree.is_some() => {
                let has_number = self.printer.book.resolution.equations.get(&node.id).is_some_and(|numbers| numbers.whole.is_some());
                let class = if has_number { "math numbered-equation" } else { "math" };
                self.line(self.described(Element::new("p"), node, class), |out| {
                    out.breaks_before(node.id);
                    out.formula(node, formula);
                    out.equation_number(node);
                });
            }
            BlockKind::Math(formula) => {
                self.line(self.described(Element::new("p"), node, "math"), |out| {
                    out.element(Element::new("code"), |out| out.verbatim(node.id, &formula.source));
                });
            }
            BlockKind::Alert { kind, title, blocks } => self.alert(node, kind, title.as_deref(), blocks),
            BlockKind::Break => self.empty_line(&self.described(Element::new("hr"), node, "break")),
            BlockKind::PageBreak => self.line(self.described(Element::new("div"), node, "page-break"), |_| ()),
            BlockKind::Container(blocks) => {
                let mut element = Element::new("div");
                if let Some(semantics) = container_semantics(node) {
                    element = element.attribute("epub:type", semantics.epub_type).attribute("role", semantics.role);
                }
                self.block(self.described(element, node, ""), |out| out.blocks(blocks));
            }
            BlockKind::Raw(raw) => self.raw(raw, node.span),
        }
    }

    /// A heading. An empty one is not printed, since screen readers would announce it; its anchor is kept.
    fn heading(&mut self, level: u8, node: &Node, class: &str, content: impl FnOnce(&mut Self)) {
        let printed = self.line_unless_empty(self.described(Element::new(heading_name(level)), node, class), content);
        if let (false, Some(anchor)) = (printed, self.anchor(node.id)) {
            let element = Element::new("div").attribute("id", anchor);
            self.line(element, |_| ());
        }
    }

    fn paragraph(&mut self, node: &Node, inlines: &[Inline]) {
        let small_caps = if self.lead == Some(node.id) { first_words_in_small_caps(inlines) } else { None };
        self.line(self.paragraph_element(node, inlines), |out| out.flowing(node.id, small_caps.as_deref().unwrap_or(inlines)));
    }

    /// The start tag of a paragraph. Lines of verse get the class `stanza`.
    pub(super) fn paragraph_element(&self, node: &Node, inlines: &[Inline]) -> Element {
        self.described(Element::new("p"), node, if is_stanza(inlines) { "stanza" } else { "" })
    }

    fn quote(&mut self, node: &Node, blocks: &[Block], attribution: Option<&[Inline]>) {
        self.block(self.start_tag("blockquote", node), |out| {
            out.blocks(blocks);
            if let Some(attribution) = attribution {
                out.line(Element::new("p").attribute("class", "attribution"), |out| out.inlines(attribution));
            }
        });
    }

    fn list(&mut self, node: &Node, list: &List) {
        // In a list of tasks and other items, only the tasks have no bullet. Numbered tasks keep their numbers.
        let tasks = list.start.is_none() && list.items.iter().all(|item| item.task.is_some());
        let mut class = match (list.tight, tasks) {
            (true, true) => "tight tasks",
            (true, false) => "tight",
            (false, true) => "tasks",
            (false, false) => "",
        }
        .to_owned();
        if list.start.is_some()
            && let Some(style) = counter_style(list.numerals, list.delimiter)
        {
            class = if class.is_empty() { style.to_owned() } else { format!("{class} {style}") };
        }
        if let Some(indent) = list.entries {
            let is_labelled = list.items.iter().filter_map(|item| item.work.as_ref()).any(|work| work.label.is_some());
            class = match indent {
                _ if is_labelled => "works labelled",
                EntryIndent::Hanging => "works hanging",
                EntryIndent::Flush => "works",
            }
            .to_owned();
        }
        let element = match list.start {
            Some(1) => Element::new("ol"),
            Some(start) => Element::new("ol").attribute("start", start),
            None => Element::new("ul"),
        };
        let numerals = match list.numerals {
            Numerals::Decimal => None,
            Numerals::LowerAlpha => Some("a"),
            Numerals::UpperAlpha => Some("A"),
            Numerals::LowerRoman => Some("i"),
            Numerals::UpperRoman => Some("I"),
        };
        let element = element.optional("type", numerals).optional("reversed", list.descending.then_some("reversed"));
        self.block(self.described(element, node, &class), |out| {
            for item in &list.items {
                let class = if item.task.is_some() && list.start.is_none() && !tasks { "task" } else { "" };
                let element = Element::new("li").optional("value", item.number.filter(|_| list.start.is_some()));
                // EPUB Structural Semantics Vocabulary 1.1. The role `doc-biblioentry` is deprecated in DPUB-ARIA 1.1.
                let element = element.optional("epub:type", list.entries.map(|_| "biblioentry"));
                out.line(out.described(element, &item.node, class), |out| out.item(item, list.tight));
            }
        });
    }

    /// The content of an item. The first paragraph of an item in a tight list has no element of its own, unless it has
    /// attributes. The box of a task stands at the beginning of its first paragraph.
    fn item(&mut self, item: &ListItem, tight: bool) {
        let check_box = match item.task {
            Some(true) => "\u{2611} ",
            Some(false) => "\u{2610} ",
            None => "",
        };
        match item.blocks.split_first() {
            Some((Block { kind: BlockKind::Paragraph(inlines), node }, rest)) => {
                let paragraph = self.start_tag("p", node);
                if tight && !paragraph.has_attributes() {
                    self.text(check_box);
                    self.flowing(node.id, inlines);
                    if !rest.is_empty() {
                        self.newline();
                    }
                } else {
                    self.newline();
                    self.line(paragraph, |out| {
                        out.text(check_box);
                        if let Some(label) = item.work.as_ref().and_then(|work| work.label.as_ref()) {
                            out.text_element(Element::new("span").attribute("class", "work-label"), label);
                            out.text(" ");
                        }
                        out.flowing(node.id, inlines);
                    });
                }
                self.blocks(rest);
            }
            Some(_) | None => {
                self.text(check_box);
                self.newline();
                self.blocks(&item.blocks);
            }
        }
    }

    fn definitions(&mut self, node: &Node, definitions: &[Definition]) {
        self.block(self.start_tag("dl", node), |out| {
            for definition in definitions {
                for (at, (node, term)) in definition.terms.iter().enumerate() {
                    // A definition has no element. Its anchor is on its first term, unless that has one of its own.
                    let definition = Some(definition.node.id).filter(|_| at == 0);
                    let anchor = out.anchor(node.id).or_else(|| out.anchor(definition?));
                    let element = out.described(Element::new("dt").optional("id", anchor), node, "");
                    out.line(element, |out| out.flowing(node.id, term));
                }
                // A group has at least one term and one description (HTML Standard, section 4.4.9).
                if definition.terms.is_empty() {
                    let element = Element::new("dt").optional("id", out.anchor(definition.node.id));
                    out.line(element, |_| ());
                }
                if definition.bodies.is_empty() {
                    out.line(Element::new("dd"), |_| ());
                }
                for body in &definition.bodies {
                    out.block(Element::new("dd"), |out| out.blocks(body));
                }
            }
        });
    }

    fn verse(&mut self, node: &Node, stanzas: &[Vec<Vec<Inline>>]) {
        let class = if node.has_role(NodeRole::Verse) { "" } else { "verse" };
        let mut offsets = verse_offsets(stanzas).into_iter();
        self.block(self.described(Element::new("div"), node, class), |out| {
            for stanza in stanzas {
                out.line(Element::new("p"), |out| {
                    for (at, (line, offset)) in stanza.iter().zip(&mut offsets).enumerate() {
                        if at > 0 {
                            out.empty_line(&Element::new("br"));
                        }
                        out.element(Element::new("span").attribute("class", "line"), |out| out.flowing_from(node.id, offset, line));
                    }
                });
            }
        });
    }

    fn figure(&mut self, node: &Node, body: &[Block], caption: Option<&[Inline]>) {
        let is_listing = node.has_role(NodeRole::Listing);
        self.block(self.start_tag("figure", node), |out| {
            if let Some(caption) = caption.filter(|_| is_listing) {
                out.line(Element::new("figcaption"), |out| out.caption(node, caption));
            }
            if let Some(columns) = node.columns() {
                let row = Element::new("div").attribute("class", format!("subfigures columns-{columns}"));
                out.block(row, |out| body.iter().for_each(|block| out.one_block(block)));
            }
            for block in body.iter().filter(|_| node.columns().is_none()) {
                match &block.kind {
                    // A picture by itself needs no paragraph around it.
                    BlockKind::Paragraph(inlines) if matches!(inlines.as_slice(), [Inline { kind: InlineKind::Image { .. }, .. }]) => {
                        out.flowing(block.node.id, inlines);
                        out.newline();
                    }
                    BlockKind::Paragraph(_)
                    | BlockKind::Heading { .. }
                    | BlockKind::Quote { .. }
                    | BlockKind::List(_)
                    | BlockKind::Definitions(_)
                    | BlockKind::Verse(_)
                    | BlockKind::Code { .. }
                    | BlockKind::Figure { .. }
                    | BlockKind::Table(_)
                    | BlockKind::Math(_)
                    | BlockKind::Alert { .. }
                    | BlockKind::Break
                    | BlockKind::PageBreak
                    | BlockKind::Container(_)
                    | BlockKind::Raw(_) => out.one_block(block),
                }
            }
            if let Some(caption) = caption.filter(|_| !is_listing) {
                out.line(Element::new("figcaption"), |out| out.caption(node, caption));
            }
        });
    }

    /// A caption after its label: "Figure 1".
    pub(super) fn caption(&mut self, node: &Node, caption: &[Inline]) {
        if let Some(label) = self.printer.book.resolution.labels.get(&node.id) {
            self.text_element(Element::new("span").attribute("class", "label"), Terms::before_caption(label));
            self.text(" ");
        }
        self.inlines(caption);
    }

    fn alert(&mut self, node: &Node, kind: &AlertKind, title: Option<&[Inline]>, blocks: &[Block]) {
        let class = match kind {
            AlertKind::Note => "alert note-alert".to_owned(),
            AlertKind::Tip => "alert tip".to_owned(),
            AlertKind::Important => "alert important".to_owned(),
            AlertKind::Warning => "alert warning".to_owned(),
            AlertKind::Caution => "alert caution".to_owned(),
            // The prefix keeps the name apart from other classes.
            AlertKind::Other(name) => format!("alert alert-{}", class_name(&name.to_lowercase().replace(' ', "-"))),
        };
        self.block(self.described(Element::new("div").attribute("role", "note"), node, &class), |out| {
            out.line(Element::new("p").attribute("class", "alert-title"), |out| {
                out.breaks_before(node.id);
                match title {
                    Some(title) => out.inlines(title),
                    None => {
                        let heading = kind.heading(&out.printer.terms().alerts).to_owned();
                        out.text(&heading);
                    }
                }
            });
            out.blocks(blocks);
        });
    }
}

/// The element of a heading of a level from 1 to 6.
pub(in crate::epub) fn heading_name(level: u8) -> &'static str {
    const NAMES: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
    NAMES[usize::from(level.clamp(1, 6)) - 1]
}

/// Whether the numbers of a list in a document have parentheses. Only then does the stylesheet have counter styles for them.
pub(in crate::epub) fn has_parentheses(document: &Document) -> bool {
    struct Parentheses(bool);
    impl Visit for Parentheses {
        fn block(&mut self, block: &Block) {
            self.0 |= matches!(&block.kind, BlockKind::List(list) if list.start.is_some() && list.delimiter != ListDelimiter::Period);
        }
    }
    let mut found = Parentheses(false);
    walk_document(document, &mut found);
    found.0
}

/// Whether a document has figures made of figures.
pub(in crate::epub) fn has_subfigures(document: &Document) -> bool {
    struct Subfigures(bool);
    impl Visit for Subfigures {
        fn block(&mut self, block: &Block) {
            self.0 |= block.node.columns().is_some();
        }
    }
    let mut found = Subfigures(false);
    walk_document(document, &mut found);
    found.0
}

/// Whether a document has theorems and the like.
pub(in crate::epub) fn has_statements(document: &Document) -> bool {
    struct Statements(bool);
    impl Visit for Statements {
        fn block(&mut self, block: &Block) {
            self.0 |= block.node.statement().is_some();
        }
    }
    let mut found = Statements(false);
    walk_document(document, &mut found);
    found.0
}

/// Whether a document has a bibliography with a text above its sections. Only then does the stylesheet have a rule for it.
pub(in crate::epub) fn has_introduced_bibliography(document: &Document) -> bool {
    document.chapters().iter().any(|(_, division)| division.is_introduced_bibliography())
}

/// Whether a document has a list of the works that it cites. Only then does the stylesheet have rules for it.
pub(in crate::epub) fn has_works(document: &Document) -> bool {
    struct Works(bool);
    impl Visit for Works {
        fn block(&mut self, block: &Block) {
            self.0 |= matches!(&block.kind, BlockKind::List(list) if list.entries.is_some());
        }
    }
    let mut found = Works(false);
    walk_document(document, &mut found);
    found.0
}

/// The class of a list whose numbers have parentheses. The stylesheet has a counter style of the same name.
const fn counter_style(numerals: Numerals, delimiter: ListDelimiter) -> Option<&'static str> {
    Some(match (delimiter, numerals) {
        (ListDelimiter::Period, _) => return None,
        (ListDelimiter::Parenthesis, Numerals::Decimal) => "decimal-parenthesis",
        (ListDelimiter::Parenthesis, Numerals::LowerAlpha) => "lower-alpha-parenthesis",
        (ListDelimiter::Parenthesis, Numerals::UpperAlpha) => "upper-alpha-parenthesis",
        (ListDelimiter::Parenthesis, Numerals::LowerRoman) => "lower-roman-parenthesis",
        (ListDelimiter::Parenthesis, Numerals::UpperRoman) => "upper-roman-parenthesis",
        (ListDelimiter::Parentheses, Numerals::Decimal) => "decimal-parentheses",
        (ListDelimiter::Parentheses, Numerals::LowerAlpha) => "lower-alpha-parentheses",
        (ListDelimiter::Parentheses, Numerals::UpperAlpha) => "upper-alpha-parentheses",
        (ListDelimiter::Parentheses, Numerals::LowerRoman) => "lower-roman-parentheses",
        (ListDelimiter::Parentheses, Numerals::UpperRoman) => "upper-roman-parentheses",
    })
}

/// The part of a code block's language that can be a class: up to the first space or comma, with only its letters, digits,
/// hyphens, plus signs and underscores.
fn class_name(language: &str) -> String {
    language
        .chars()
        .take_while(|c| !c.is_whitespace() && *c != ',')
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '_'))
        .collect()
}
