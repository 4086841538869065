//! Writes a document as Pandoc's JSON, each node with its tag first.
use std::fmt::Write;

use super::tree::{
    Alignment, Attributes, Block, BlockKind, Caption, Citation, CitationMode, ColumnWidth, Document, Inline, InlineKind, MathKind, Meta,
    MetaEntry, NumberDelimiter, NumberStyle, QuoteKind, Row, Table, TablePart, Target, Text,
};

/// A version of the format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// 1.22, for Pandoc 2.11 to 2.19. It has no figures: they are containers.
    V1_22,
    /// 1.23, for Pandoc 3.
    #[default]
    V1_23,
}

/// Writes a document.
#[must_use]
pub fn write(document: &Document<'_>, version: Version) -> String {
    let mut json = Json { out: String::new() };
    let numbers = match version {
        Version::V1_22 => "[1,22,2,1]",
        Version::V1_23 => "[1,23,1]",
    };
    let _ = write!(json.out, "{{\"pandoc-api-version\":{numbers},\"meta\":");
    json.entries(&document.meta);
    json.out.push_str(",\"blocks\":");
    json.blocks(&document.blocks);
    json.out.push_str("}\n");
    json.out
}

struct Json {
    out: String,
}

impl Json {
    /// A list, with commas between its parts.
    fn list<T>(&mut self, parts: &[T], mut part: impl FnMut(&mut Self, &T)) {
        self.out.push('[');
        for (at, own) in parts.iter().enumerate() {
            if at > 0 {
                self.out.push(',');
            }
            part(self, own);
        }
        self.out.push(']');
    }

    /// A node with content.
    fn node(&mut self, tag: &str, content: impl FnOnce(&mut Self)) {
        let _ = write!(self.out, "{{\"t\":\"{tag}\",\"c\":");
        content(self);
        self.out.push('}');
    }

    /// A node without content.
    fn tag(&mut self, tag: &str) {
        let _ = write!(self.out, "{{\"t\":\"{tag}\"}}");
    }

    fn comma(&mut self) {
        self.out.push(',');
    }

    fn text(&mut self, text: &Text<'_>) {
        // A JSON text without escapes for other than ASCII (RFC 8259, section 7).
        self.out.push('"');
        for c in text.as_str().chars() {
            match c {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                c if c.is_control() => {
                    let _ = write!(self.out, "\\u{:04x}", u32::from(c));
                }
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }

    fn entries(&mut self, entries: &[MetaEntry<'_>]) {
        self.out.push('{');
        for (at, entry) in entries.iter().enumerate() {
            if at > 0 {
                self.comma();
            }
            self.text(&entry.key);
            self.out.push(':');
            self.meta(&entry.value);
        }
        self.out.push('}');
    }

    fn meta(&mut self, meta: &Meta<'_>) {
        match meta {
            Meta::Map(entries) => self.node("MetaMap", |json| json.entries(entries)),
            Meta::List(values) => self.node("MetaList", |json| json.list(values, Self::meta)),
            Meta::Bool(truth) => self.node("MetaBool", |json| json.out.push_str(if *truth { "true" } else { "false" })),
            Meta::String(text) => self.node("MetaString", |json| json.text(text)),
            Meta::Inlines(inlines) => self.node("MetaInlines", |json| json.inlines(inlines)),
            Meta::Blocks(blocks) => self.node("MetaBlocks", |json| json.blocks(blocks)),
        }
    }

    fn attributes(&mut self, attributes: &Attributes<'_>) {
        self.out.push('[');
        self.text(&attributes.id);
        self.comma();
        self.list(&attributes.classes, Self::text);
        self.comma();
        self.list(&attributes.pairs, |json, (key, value)| {
            json.out.push('[');
            json.text(key);
            json.comma();
            json.text(value);
            json.out.push(']');
        });
        self.out.push(']');
    }

    /// An array of attributes and something else.
    fn with_attributes(&mut self, attributes: &Attributes<'_>, rest: impl FnOnce(&mut Self)) {
        self.out.push('[');
        self.attributes(attributes);
        self.comma();
        rest(self);
        self.out.push(']');
    }

    /// An array of two texts.
    fn pair(&mut self, first: &Text<'_>, second: &Text<'_>) {
        self.out.push('[');
        self.text(first);
        self.comma();
        self.text(second);
        self.out.push(']');
    }

    fn blocks(&mut self, blocks: &[Block<'_>]) {
        self.list(blocks, Self::block);
    }

    fn inlines(&mut self, inlines: &[Inline<'_>]) {
        self.list(inlines, Self::inline);
    }

    fn items(&mut self, items: &[Vec<Block<'_>>]) {
        self.list(items, |json, item| json.blocks(item));
    }

    fn block(&mut self, block: &Block<'_>) {
        match &block.kind {
            BlockKind::Plain(inlines) => self.node("Plain", |json| json.inlines(inlines)),
            BlockKind::Para(inlines) => self.node("Para", |json| json.inlines(inlines)),
            BlockKind::LineBlock(lines) => self.node("LineBlock", |json| json.list(lines, |json, line| json.inlines(line))),
            BlockKind::CodeBlock(attributes, text) => {
                self.node("CodeBlock", |json| json.with_attributes(attributes, |json| json.text(text)));
            }
            BlockKind::RawBlock(format, text) => self.node("RawBlock", |json| json.pair(format, text)),
            BlockKind::BlockQuote(blocks) => self.node("BlockQuote", |json| json.blocks(blocks)),
            BlockKind::OrderedList(numbers, items) => self.node("OrderedList", |json| {
                let style = match numbers.style {
                    NumberStyle::DefaultStyle => "DefaultStyle",
                    NumberStyle::Example => "Example",
                    NumberStyle::Decimal => "Decimal",
                    NumberStyle::LowerRoman => "LowerRoman",
                    NumberStyle::UpperRoman => "UpperRoman",
                    NumberStyle::LowerAlpha => "LowerAlpha",
                    NumberStyle::UpperAlpha => "UpperAlpha",
                };
                let delimiter = match numbers.delimiter {
                    NumberDelimiter::DefaultDelim => "DefaultDelim",
                    NumberDelimiter::Period => "Period",
                    NumberDelimiter::OneParen => "OneParen",
                    NumberDelimiter::TwoParens => "TwoParens",
                };
                let _ = write!(json.out, "[[{},{{\"t\":\"{style}\"}},{{\"t\":\"{delimiter}\"}}],", numbers.start);
                json.items(items);
                json.out.push(']');
            }),
            BlockKind::BulletList(items) => self.node("BulletList", |json| json.items(items)),
            BlockKind::DefinitionList(entries) => self.node("DefinitionList", |json| {
                json.list(entries, |json, (term, bodies)| {
                    json.out.push('[');
                    json.inlines(term);
                    json.comma();
                    json.items(bodies);
                    json.out.push(']');
                });
            }),
            BlockKind::Header(level, attributes, title) => self.node("Header", |json| {
                let _ = write!(json.out, "[{level},");
                json.attributes(attributes);
                json.comma();
                json.inlines(title);
                json.out.push(']');
            }),
            BlockKind::HorizontalRule => self.tag("HorizontalRule"),
            BlockKind::Table(table) => self.node("Table", |json| json.table(table)),
            BlockKind::Figure(attributes, caption, blocks) => self.node("Figure", |json| {
                json.with_attributes(attributes, |json| {
                    json.caption(caption);
                    json.comma();
                    json.blocks(blocks);
                });
            }),
            BlockKind::Div(attributes, blocks) => self.node("Div", |json| json.with_attributes(attributes, |json| json.blocks(blocks))),
            BlockKind::Null => self.tag("Null"),
        }
    }

    fn caption(&mut self, caption: &Caption<'_>) {
        self.out.push('[');
        match &caption.short {
            Some(short) => self.inlines(short),
            None => self.out.push_str("null"),
        }
        self.comma();
        self.blocks(&caption.blocks);
        self.out.push(']');
    }

    fn table(&mut self, table: &Table<'_>) {
        self.out.push('[');
        self.attributes(&table.attributes);
        self.comma();
        self.caption(&table.caption);
        self.comma();
        self.list(&table.columns, |json, column| {
            json.out.push('[');
            json.tag(alignment(column.alignment));
            json.comma();
            match column.width {
                ColumnWidth::ColWidth(share) => json.node("ColWidth", |json| json.out.push_str(&format!("{share:?}"))),
                ColumnWidth::ColWidthDefault => json.tag("ColWidthDefault"),
            }
            json.out.push(']');
        });
        self.comma();
        self.part(&table.head);
        self.comma();
        self.list(&table.bodies, |json, body| {
            json.with_attributes(&body.attributes, |json| {
                let _ = write!(json.out, "{},", body.head_columns);
                json.list(&body.heads, Self::row);
                json.comma();
                json.list(&body.rows, Self::row);
            });
        });
        self.comma();
        self.part(&table.foot);
        self.out.push(']');
    }

    fn part(&mut self, part: &TablePart<'_>) {
        self.with_attributes(&part.attributes, |json| json.list(&part.rows, Self::row));
    }

    fn row(&mut self, row: &Row<'_>) {
        self.with_attributes(&row.attributes, |json| {
            json.list(&row.cells, |json, cell| {
                json.with_attributes(&cell.attributes, |json| {
                    json.tag(alignment(cell.alignment));
                    let _ = write!(json.out, ",{},{},", cell.rows, cell.columns);
                    json.blocks(&cell.blocks);
                });
            });
        });
    }

    fn inline(&mut self, inline: &Inline<'_>) {
        match &inline.kind {
            InlineKind::Str(text) => self.node("Str", |json| json.text(text)),
            InlineKind::Emph(inner) => self.node("Emph", |json| json.inlines(inner)),
            InlineKind::Underline(inner) => self.node("Underline", |json| json.inlines(inner)),
            InlineKind::Strong(inner) => self.node("Strong", |json| json.inlines(inner)),
            InlineKind::Strikeout(inner) => self.node("Strikeout", |json| json.inlines(inner)),
            InlineKind::Superscript(inner) => self.node("Superscript", |json| json.inlines(inner)),
            InlineKind::Subscript(inner) => self.node("Subscript", |json| json.inlines(inner)),
            InlineKind::SmallCaps(inner) => self.node("SmallCaps", |json| json.inlines(inner)),
            InlineKind::Quoted(kind, inner) => self.node("Quoted", |json| {
                json.out.push('[');
                json.tag(if *kind == QuoteKind::SingleQuote { "SingleQuote" } else { "DoubleQuote" });
                json.comma();
                json.inlines(inner);
                json.out.push(']');
            }),
            InlineKind::Cite(works, text) => self.node("Cite", |json| {
                json.out.push('[');
                json.list(works, Self::citation);
                json.comma();
                json.inlines(text);
                json.out.push(']');
            }),
            InlineKind::Code(attributes, text) => self.node("Code", |json| json.with_attributes(attributes, |json| json.text(text))),
            InlineKind::Space => self.tag("Space"),
            InlineKind::SoftBreak => self.tag("SoftBreak"),
            InlineKind::LineBreak => self.tag("LineBreak"),
            InlineKind::Math(kind, tex) => self.node("Math", |json| {
                json.out.push('[');
                json.tag(if *kind == MathKind::DisplayMath { "DisplayMath" } else { "InlineMath" });
                json.comma();
                json.text(tex);
                json.out.push(']');
            }),
            InlineKind::RawInline(format, text) => self.node("RawInline", |json| json.pair(format, text)),
            InlineKind::Link(attributes, inner, target) => self.node("Link", |json| json.with_target(attributes, inner, target)),
            InlineKind::Image(attributes, inner, target) => self.node("Image", |json| json.with_target(attributes, inner, target)),
            InlineKind::Note(blocks) => self.node("Note", |json| json.blocks(blocks)),
            InlineKind::Span(attributes, inner) => self.node("Span", |json| json.with_attributes(attributes, |json| json.inlines(inner))),
        }
    }

    fn with_target(&mut self, attributes: &Attributes<'_>, inner: &[Inline<'_>], target: &Target<'_>) {
        self.with_attributes(attributes, |json| {
            json.inlines(inner);
            json.comma();
            json.pair(&target.url, &target.title);
        });
    }

    fn citation(&mut self, work: &Citation<'_>) {
        self.out.push_str("{\"citationId\":");
        self.text(&work.id);
        self.out.push_str(",\"citationPrefix\":");
        self.inlines(&work.prefix);
        self.out.push_str(",\"citationSuffix\":");
        self.inlines(&work.suffix);
        self.out.push_str(",\"citationMode\":");
        self.tag(match work.mode {
            CitationMode::AuthorInText => "AuthorInText",
            CitationMode::SuppressAuthor => "SuppressAuthor",
            CitationMode::NormalCitation => "NormalCitation",
        });
        self.out.push_str(",\"citationNoteNum\":0,\"citationHash\":0}");
    }
}

fn alignment(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::AlignLeft => "AlignLeft",
        Alignment::AlignRight => "AlignRight",
        Alignment::AlignCenter => "AlignCenter",
        Alignment::AlignDefault => "AlignDefault",
    }
}
