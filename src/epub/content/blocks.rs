//! Divisions and blocks to XHTML.
use crate::document::{
    AlertKind, Alignment, Block, BlockKind, Cell, Definition, Division, Inline, InlineKind, List, Node, NoteId, Table,
    first_words_in_small_caps, flow,
};

use super::printer::{Page, escaped, semantics};

impl Page<'_> {
    /// A division as a section, with the notes that stand at its end.
    pub(in crate::epub) fn division(&mut self, division: &Division, notes: &[NoteId]) {
        let name = division.kind.name();
        let kind = semantics(division.kind).map_or(String::new(), |(kind, role)| {
            let title = self.printer.book.resolution.titles.get(&division.node.id).filter(|title| !title.is_empty());
            let label = title.map_or(String::new(), |title| format!(" aria-label=\"{}\"", escaped(title)));
            format!(" epub:type=\"{kind}\" role=\"{role}\"{label}")
        });
        self.put(&format!("<section{kind}{}>\n", self.attributes(&division.node, name)));
        let outer = self.level;
        if let Some(heading) = &division.heading {
            self.level = (outer + 1).min(6);
            let level = self.level;
            let label = self.printer.book.resolution.labels.get(&division.node.id).cloned();
            self.heading(level, &heading.node, "", |page| match label {
                Some(label) => {
                    page.breaks_before(heading.node.id);
                    page.put(&format!("<span class=\"label\">{}</span> ", escaped(&label)));
                    page.inlines(&heading.title);
                }
                None => page.flowing(heading.node.id, &heading.title),
            });
        }
        self.blocks(&division.blocks);
        if let Some(index) = self.printer.book.resolution.index.as_ref().filter(|index| index.division == division.node.id) {
            self.index(index);
        }
        // The chapters of a part have documents of their own.
        if division.kind != crate::document::DivisionKind::Part {
            for inner in &division.divisions {
                self.division(inner, &[]);
            }
        }
        if !notes.is_empty() {
            self.notes(notes);
        }
        self.level = outer;
        self.put("</section>\n");
    }

    pub(in crate::epub) fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        let node = &block.node;
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.paragraph(node, inlines),
            BlockKind::Heading { level, title } => {
                // Headings within quotations and the like go one deeper than what is around them, never two.
                let level = (self.level + 1).min(6).max((*level).min(self.level + 1)).max(1);
                self.heading(level, node, "inner", |page| page.flowing(node.id, title));
            }
            BlockKind::Quote { blocks, attribution } => {
                self.put(&format!("<blockquote{}>\n", self.attributes(node, "")));
                self.blocks(blocks);
                if let Some(attribution) = attribution {
                    self.put("<p class=\"attribution\">");
                    self.inlines(attribution);
                    self.put("</p>\n");
                }
                self.put("</blockquote>\n");
            }
            BlockKind::List(list) => self.list(node, list),
            BlockKind::Definitions(definitions) => self.definitions(node, definitions),
            BlockKind::Verse(stanzas) => self.verse(node, stanzas),
            BlockKind::Code { language, text } => {
                let language =
                    language.as_deref().map_or(String::new(), |language| format!(" class=\"language-{}\"", escaped(&simple(language))));
                self.put(&format!("<pre{}><code{language}>", self.attributes(node, "")));
                self.typed(node.id, text);
                self.put("</code></pre>\n");
            }
            BlockKind::Figure { body, caption } => self.figure(node, body, caption.as_deref()),
            BlockKind::Table(table) => self.table(node, table),
            BlockKind::Math(source) => {
                self.math(node.span);
                self.put(&format!("<p{}><code>", self.attributes(node, "math")));
                self.typed(node.id, source);
                self.put("</code></p>\n");
            }
            BlockKind::Alert { kind, blocks } => self.alert(node, *kind, blocks),
            BlockKind::Break => self.put(&format!("<hr{}/>\n", self.attributes(node, "break"))),
            BlockKind::PageBreak => self.put(&format!("<div{}></div>\n", self.attributes(node, "page-break"))),
            BlockKind::Container(blocks) => {
                self.put(&format!("<div{}{}>\n", container_semantics(node), self.attributes(node, "")));
                self.blocks(blocks);
                self.put("</div>\n");
            }
            BlockKind::Raw(raw) => self.raw(raw, node.span),
        }
    }

    /// A heading; one that says nothing is not printed, since it would be read aloud as one, but its anchor is kept.
    fn heading(&mut self, level: u8, node: &Node, class: &str, inner: impl FnOnce(&mut Self)) {
        let start = self.out.len();
        self.put(&format!("<h{level}{}>", self.attributes(node, class)));
        let words = self.out.len();
        inner(self);
        if self.out.len() > words {
            self.put(&format!("</h{level}>\n"));
            return;
        }
        self.out.truncate(start);
        let anchor = self.id(node.id);
        if !anchor.is_empty() {
            self.put(&format!("<div{anchor}></div>\n"));
        }
    }

    fn paragraph(&mut self, node: &Node, inlines: &[Inline]) {
        let led = if self.lead == Some(node.id) { first_words_in_small_caps(inlines) } else { None };
        self.put(&format!("<p{}>", self.attributes(node, "")));
        self.flowing(node.id, led.as_deref().unwrap_or(inlines));
        self.put("</p>\n");
    }

    fn list(&mut self, node: &Node, list: &List) {
        let tasks = list.items.iter().any(|item| item.task.is_some());
        let class = match (list.tight, tasks) {
            (true, true) => "tight tasks",
            (true, false) => "tight",
            (false, true) => "tasks",
            (false, false) => "",
        };
        let (name, start) = match list.start {
            Some(1) => ("ol", String::new()),
            Some(start) => ("ol", format!(" start=\"{start}\"")),
            None => ("ul", String::new()),
        };
        self.put(&format!("<{name}{start}{}>\n", self.attributes(node, class)));
        for item in &list.items {
            self.put(&format!("<li{}>", self.attributes(&item.node, "")));
            match item.task {
                Some(true) => self.put("\u{2611} "),
                Some(false) => self.put("\u{2610} "),
                None => {}
            }
            match item.blocks.split_first() {
                // The first paragraph of a tight item needs no paragraph around it.
                Some((Block { kind: BlockKind::Paragraph(inlines), node }, rest)) if list.tight && self.attributes(node, "").is_empty() => {
                    self.flowing(node.id, inlines);
                    if !rest.is_empty() {
                        self.put("\n");
                    }
                    self.blocks(rest);
                }
                Some(_) | None => {
                    self.put("\n");
                    self.blocks(&item.blocks);
                }
            }
            self.put("</li>\n");
        }
        self.put(&format!("</{name}>\n"));
    }

    fn definitions(&mut self, node: &Node, definitions: &[Definition]) {
        self.put(&format!("<dl{}>\n", self.attributes(node, "")));
        for definition in definitions {
            for (at, (node, term)) in definition.terms.iter().enumerate() {
                // The definition's own anchor stands with its first term.
                let own = if at == 0 { self.id(definition.node.id) } else { String::new() };
                let attributes = self.attributes(node, "");
                let anchor = if own.is_empty() || attributes.contains(" id=") { String::new() } else { own };
                self.put(&format!("<dt{anchor}{attributes}>"));
                self.flowing(node.id, term);
                self.put("</dt>\n");
            }
            for body in &definition.bodies {
                self.put("<dd>\n");
                self.blocks(body);
                self.put("</dd>\n");
            }
        }
        self.put("</dl>\n");
    }

    fn verse(&mut self, node: &Node, stanzas: &[Vec<Vec<Inline>>]) {
        let outer = if node.has_class("verse") { "" } else { "verse" };
        self.put(&format!("<div{}>\n", self.attributes(node, outer)));
        let mut from = 0;
        for stanza in stanzas {
            self.put("<p>");
            for (at, line) in stanza.iter().enumerate() {
                self.put("<span class=\"line\">");
                self.flowing_from(node.id, from, line);
                from += flow(line).text.len() + '\u{2028}'.len_utf8();
                self.put("</span>");
                if at + 1 < stanza.len() {
                    self.put("<br/>\n");
                }
            }
            self.put("</p>\n");
        }
        self.put("</div>\n");
    }

    fn figure(&mut self, node: &Node, body: &[Block], caption: Option<&[Inline]>) {
        self.put(&format!("<figure{}>\n", self.attributes(node, "")));
        for block in body {
            match &block.kind {
                BlockKind::Paragraph(inlines) if matches!(inlines.as_slice(), [Inline { kind: InlineKind::Image { .. }, .. }]) => {
                    self.flowing(block.node.id, inlines);
                    self.put("\n");
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
                | BlockKind::Raw(_) => self.block(block),
            }
        }
        if let Some(caption) = caption {
            self.put("<figcaption>");
            self.caption(node, caption);
            self.put("</figcaption>\n");
        }
        self.put("</figure>\n");
    }

    fn caption(&mut self, node: &Node, caption: &[Inline]) {
        if let Some(label) = self.printer.book.resolution.labels.get(&node.id).cloned() {
            self.put(&format!("<span class=\"label\">{}.</span> ", escaped(&label)));
        }
        self.inlines(caption);
    }

    fn table(&mut self, node: &Node, table: &Table) {
        if table.alignments.is_empty() {
            return;
        }
        self.put("<div class=\"table\">\n");
        self.put(&format!("<table{}>\n", self.attributes(node, "")));
        if let Some(caption) = &table.caption {
            self.put("<caption>");
            self.breaks_before(node.id);
            self.caption(node, caption);
            self.put("</caption>\n");
        }
        // Column heads that are all empty are no heads: a table that begins with its first row.
        if table.head.cells.iter().any(|cell| !cell.content.is_empty()) {
            self.put(&format!("<thead>\n<tr{}>\n", self.attributes(&table.head.node, "")));
            for (cell, alignment) in table.head.cells.iter().zip(&table.alignments) {
                let scope = if cell.content.is_empty() { ("td", "") } else { ("th", " scope=\"col\"") };
                self.cell(cell, *alignment, scope);
            }
            self.put("</tr>\n</thead>\n");
        }
        if !table.rows.is_empty() {
            self.put("<tbody>\n");
            for row in &table.rows {
                self.put(&format!("<tr{}>\n", self.attributes(&row.node, "")));
                for (at, (cell, alignment)) in row.cells.iter().zip(&table.alignments).enumerate() {
                    let heads = at == 0 && table.has_row_heads(node) && !cell.content.is_empty();
                    self.cell(cell, *alignment, if heads { ("th", " scope=\"row\"") } else { ("td", "") });
                }
                self.put("</tr>\n");
            }
            self.put("</tbody>\n");
        }
        self.put("</table>\n</div>\n");
    }

    fn cell(&mut self, cell: &Cell, alignment: Alignment, (name, scope): (&str, &str)) {
        let class = match alignment {
            Alignment::None | Alignment::Left => "",
            Alignment::Center => "center",
            Alignment::Right => "right",
        };
        self.put(&format!("<{name}{scope}{}>", self.attributes(&cell.node, class)));
        self.flowing(cell.node.id, &cell.content);
        self.put(&format!("</{name}>\n"));
    }

    fn alert(&mut self, node: &Node, kind: AlertKind, blocks: &[Block]) {
        let (at, class) = match kind {
            AlertKind::Note => (0, "alert note-alert"),
            AlertKind::Tip => (1, "alert tip"),
            AlertKind::Important => (2, "alert important"),
            AlertKind::Warning => (3, "alert warning"),
            AlertKind::Caution => (4, "alert caution"),
        };
        let title = escaped(self.printer.terms().alerts[at]);
        self.put(&format!("<div role=\"note\"{}>\n<p class=\"alert-title\">", self.attributes(node, class)));
        self.breaks_before(node.id);
        self.put(&format!("{title}</p>\n"));
        self.blocks(blocks);
        self.put("</div>\n");
    }
}

/// What a fenced division says by its class, in the words for it (EPUB Structural Semantics Vocabulary 1.1; DPUB-ARIA 1.1).
fn container_semantics(node: &Node) -> &'static str {
    if node.has_class("epigraph") {
        " epub:type=\"epigraph\" role=\"doc-epigraph\""
    } else if node.has_class("dedication") {
        " epub:type=\"dedication\" role=\"doc-dedication\""
    } else {
        ""
    }
}

/// A word that can be a class.
fn simple(language: &str) -> String {
    language
        .chars()
        .take_while(|c| !c.is_whitespace() && *c != ',')
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '_'))
        .collect()
}
