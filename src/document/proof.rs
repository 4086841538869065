//! A document as indented text, for tests and for `check --dump`.
use std::fmt::Write;

use super::{
    Alignment, Block, BlockKind, Cell, CellContent, Division, Document, Inline, InlineKind, Matter, Node, PictureSize, Scope, Section,
};

/// Writes a document with one line for each node, indented by depth.
#[must_use]
pub fn proof(document: &Document) -> String {
    let mut proof = Proof { text: String::new(), depth: 0 };
    for matter in Matter::ALL {
        if !document.matter[matter as usize].is_empty() {
            proof.line(&format!("{matter:?}"), None);
            proof.inside(|proof| document.matter[matter as usize].iter().for_each(|division| proof.division(division)));
        }
    }
    for note in &document.notes {
        proof.line(&format!("Note {:?}", note.label), Some(&note.node));
        proof.inside(|proof| proof.blocks(&note.blocks));
    }
    proof.text
}

struct Proof {
    text: String,
    depth: usize,
}

impl Proof {
    fn line(&mut self, what: &str, node: Option<&Node>) {
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
        self.text.push_str(what);
        if let Some(attrs) = node.and_then(|node| node.attrs.as_deref()) {
            self.text.push_str(" {");
            attrs.anchor.iter().for_each(|anchor| self.text.push_str(&format!("#{anchor} ")));
            attrs.classes.iter().for_each(|class| self.text.push_str(&format!(".{class} ")));
            attrs.lang.iter().for_each(|lang| self.text.push_str(&format!("lang={lang} ")));
            if attrs.layout != super::Layout::default() {
                self.text.push_str(&format!("{:?} ", attrs.layout));
            }
            attrs.pairs.iter().for_each(|(key, value)| self.text.push_str(&format!("{key}={value} ")));
            self.text.truncate(self.text.trim_end().len());
            self.text.push('}');
        }
        if let Some(node) = node.filter(|node| !node.span.is_detached()) {
            let _ = write!(self.text, " @{}..{}", node.span.start, node.span.end);
        }
        self.text.push('\n');
    }

    fn inside(&mut self, inner: impl FnOnce(&mut Self)) {
        self.depth += 1;
        inner(self);
        self.depth -= 1;
    }

    fn division(&mut self, division: &Division) {
        self.line(
            &format!("Division {:?}{}", division.kind, division.file.as_ref().map_or(String::new(), |file| format!(" file={file}"))),
            Some(&division.node),
        );
        self.inside(|proof| {
            if let Some(heading) = &division.heading {
                proof.line(if heading.numbered { "Heading" } else { "Heading unnumbered" }, Some(&heading.node));
                proof.inside(|proof| proof.inlines(&heading.title));
            }
            proof.blocks(&division.blocks);
            division.divisions.iter().for_each(|inner| proof.division(inner));
        });
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        let node = Some(&block.node);
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.with("Paragraph", node, inlines),
            BlockKind::Heading { level, title } => self.with(&format!("Heading {level}"), node, title),
            BlockKind::Quote { blocks, attribution } => {
                self.line("Quote", node);
                self.inside(|proof| {
                    proof.blocks(blocks);
                    if let Some(attribution) = attribution {
                        proof.with("Attribution", None, attribution);
                    }
                });
            }
            BlockKind::List(list) => {
                let start = list.start.map_or(String::new(), |start| format!(" from {start}"));
                let numerals = if list.numerals == super::Numerals::Decimal { String::new() } else { format!(" {:?}", list.numerals) };
                let delimiter =
                    if list.delimiter == super::ListDelimiter::Period { String::new() } else { format!(" {:?}", list.delimiter) };
                let entries = list.entries.map_or_else(String::new, |indent| format!(" entries {indent:?}"));
                let descending = if list.descending { " descending" } else { "" };
                self.line(
                    &format!("List{start}{numerals}{delimiter}{descending}{}{entries}", if list.tight { " tight" } else { "" }),
                    node,
                );
                self.inside(|proof| {
                    for item in &list.items {
                        let task = item.task.map_or("", |done| if done { " done" } else { " to do" });
                        let label =
                            item.work.as_ref().map_or_else(String::new, |work| format!(" {:?}", work.label.as_ref().unwrap_or(&work.key)));
                        proof.line(&format!("Item{task}{label}"), Some(&item.node));
                        proof.inside(|proof| proof.blocks(&item.blocks));
                    }
                });
            }
            BlockKind::Definitions(definitions) => {
                self.line("Definitions", node);
                self.inside(|proof| {
                    for definition in definitions {
                        for (node, term) in &definition.terms {
                            proof.with("Term", Some(node), term);
                        }
                        for body in &definition.bodies {
                            proof.line("Definition", None);
                            proof.inside(|proof| proof.blocks(body));
                        }
                    }
                });
            }
            BlockKind::Verse(stanzas) => {
                self.line("Verse", node);
                self.inside(|proof| {
                    for stanza in stanzas {
                        proof.line("Stanza", None);
                        proof.inside(|proof| stanza.iter().for_each(|line| proof.with("Line", None, line)));
                    }
                });
            }
            BlockKind::Code { language, text, lines } => {
                let number = lines.first_number.map_or_else(String::new, |first| format!(" from {first}"));
                let marked = if lines.marked.is_empty() { String::new() } else { format!(" marked {:?}", lines.marked) };
                self.line(&format!("Code {} {text:?}{number}{marked}", language.as_deref().unwrap_or("-")), node);
            }
            BlockKind::Figure { body, caption } => {
                self.line("Figure", node);
                self.inside(|proof| {
                    proof.blocks(body);
                    if let Some(caption) = caption {
                        proof.with("Caption", None, caption);
                    }
                });
            }
            BlockKind::Table(table) => {
                let alignments: Vec<Alignment> = table.columns().iter().map(|column| column.alignment).collect();
                let widths = table.columns().iter().filter_map(|column| column.width);
                let widths: String = widths.map(|width| format!(" {width:?}")).collect();
                self.line(&format!("Table {alignments:?}{widths}"), node);
                self.inside(|proof| {
                    for (section, rows) in table.sections() {
                        for (number, row) in rows.iter().enumerate() {
                            let name = match section {
                                Section::Head => "Head",
                                Section::Body(group) if group > 0 && number == 0 => "Row of a new group",
                                Section::Body(_) => "Row",
                                Section::Foot => "Foot",
                            };
                            proof.line(name, Some(&row.node));
                            proof.inside(|proof| row.cells().iter().for_each(|cell| proof.cell(section, cell)));
                        }
                    }
                    if let Some(caption) = &table.caption {
                        proof.with("Caption", None, caption);
                    }
                });
            }
            BlockKind::Math(formula) => self.line(&format!("Math {:?}", formula.source), node),
            BlockKind::Alert { kind, title, blocks } => {
                self.line(&format!("Alert {kind:?}"), node);
                self.inside(|proof| {
                    if let Some(title) = title {
                        proof.with("Title", None, title);
                    }
                    proof.blocks(blocks);
                });
            }
            BlockKind::Break => self.line("Break", node),
            BlockKind::PageBreak => self.line("PageBreak", node),
            BlockKind::Container(blocks) => {
                self.line("Container", node);
                self.inside(|proof| proof.blocks(blocks));
            }
            BlockKind::Raw(raw) => self.line(&format!("Raw {:?} {:?}", raw.format, raw.text), node),
        }
    }

    fn cell(&mut self, section: Section, cell: &Cell) {
        let mut what = "Cell".to_owned();
        if cell.columns() > 1 {
            let _ = write!(what, " columns={}", cell.columns());
        }
        if cell.rows() > 1 {
            let _ = write!(what, " rows={}", cell.rows());
        }
        if let Some(scope) = cell.own_scope().filter(|scope| section != Section::Head || *scope != Scope::Column) {
            let _ = write!(what, " head of {scope:?}");
        }
        if let Some(alignment) = cell.own_alignment() {
            let _ = write!(what, " {alignment:?}");
        }
        match &cell.content {
            CellContent::Line(inlines) => self.with(&what, Some(&cell.node), inlines),
            CellContent::Blocks(blocks) => {
                self.line(&what, Some(&cell.node));
                self.inside(|proof| proof.blocks(blocks));
            }
        }
    }

    fn with(&mut self, what: &str, node: Option<&Node>, inlines: &[Inline]) {
        self.line(what, node);
        self.inside(|proof| proof.inlines(inlines));
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        inlines.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        let node = Some(&inline.node);
        match &inline.kind {
            InlineKind::Text(text) => self.line(&format!("Text {text:?}"), node),
            InlineKind::SoftBreak => self.line("SoftBreak", node),
            InlineKind::LineBreak => self.line("LineBreak", node),
            InlineKind::Emphasis(inner) => self.with("Emphasis", node, inner),
            InlineKind::Strong(inner) => self.with("Strong", node, inner),
            InlineKind::SmallCaps(inner) => self.with("SmallCaps", node, inner),
            InlineKind::Superscript(inner) => self.with("Superscript", node, inner),
            InlineKind::Subscript(inner) => self.with("Subscript", node, inner),
            InlineKind::Strikethrough(inner) => self.with("Strikethrough", node, inner),
            InlineKind::Phrase(phrase, inner) => self.with(&format!("Phrase {phrase:?}"), node, inner),
            InlineKind::Recording(recording) => {
                self.with(&format!("Recording {:?} {:?}", recording.kind, recording.source), node, &recording.text);
            }
            InlineKind::Code(text) => self.line(&format!("Code {text:?}"), node),
            InlineKind::Math(formula) => self.line(&format!("Math {:?}", formula.source), node),
            InlineKind::Image { source, alt, title, size } => {
                self.with(&format!("Image {source:?}{}{}", titled(title), sized(size)), node, alt);
            }
            InlineKind::Link { target, title, text } => self.with(&format!("Link {target:?}{}", titled(title)), node, text),
            InlineKind::Reference { target, form } => self.line(&format!("Reference {target:?} {form:?}"), node),
            InlineKind::CrossReference(cross) => {
                self.with(&format!("CrossReference {:?} {:?}", cross.word, cross.written), node, &cross.references);
            }
            InlineKind::Citation(citation) => {
                let keys: Vec<&str> = citation.works.iter().map(|work| work.key.as_str()).collect();
                self.with(&format!("Citation {keys:?}{}", if citation.in_text { " in text" } else { "" }), node, &citation.text);
            }
            InlineKind::NoteCall(note) => self.line(&format!("NoteCall {}", note.0), node),
            InlineKind::Anchor => self.line("Anchor", node),
            InlineKind::Container(inner) => self.with("Container", node, inner),
            InlineKind::Raw(raw) => self.line(&format!("Raw {:?} {:?}", raw.format, raw.text), node),
        }
    }
}

fn titled(title: &Option<String>) -> String {
    title.as_ref().map_or(String::new(), |title| format!(" {title:?}"))
}

fn sized(size: &PictureSize) -> String {
    match size {
        PictureSize::Natural => String::new(),
        PictureSize::Line => " line".to_owned(),
        PictureSize::Given(given) => {
            let sides =
                [("width", given.width), ("height", given.height), ("max-width", given.most_width), ("max-height", given.most_height)];
            let sides = sides.iter().filter_map(|(name, side)| Some(format!(" {name} {:?}", (*side)?)));
            sides.collect()
        }
    }
}
