//! Reports the markup of other tools that is not read: `[@key]`, `{% hint %}`, `[[Note]]`. Also reports text that was meant as a link, a
//! table, a heading or emphasis.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Block, BlockKind, Inline, InlineKind, OBJECT, VisitMut};
use crate::edition::Dialect;
use crate::source::Span;

use crate::manuscript::dialect::code::{CodeBlock, inline};
use crate::manuscript::dialect::construct::{Certainty, Construct, Found, Pairing};
use crate::manuscript::dialect::line::Passage;
use crate::manuscript::dialect::lines::{LineContext, comments};
use crate::manuscript::dialect::mdx;
use crate::manuscript::dialect::notes::{NoteFiles, note_name};
use crate::manuscript::dialect::prose::constructs;
use crate::manuscript::dialect::tables::{owners, reader};
use crate::manuscript::files::assembled::{assembled, bytes};
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::syntax::lines::CodeFence;

use super::{
    ReadingOptions, broken_breaks, broken_code, broken_emphasis, broken_entities, broken_formulas, broken_headings, broken_links,
    broken_lists, broken_tables, half_open, left_signs, unclosed_attributes,
};

/// The longest excerpt in a message, in characters.
const EXCERPT: usize = 40;

/// The pass. It changes nothing; it needs whole lines, which only [`VisitMut`] has.
pub(super) struct ForeignMarkup<'a> {
    reading: &'a Reading<'a>,
    dialect: Dialect,
    /// Whether the directives of mdBook were obeyed before the text was parsed.
    has_includes: bool,
    /// Whether the book has a bibliography, so that citations are read.
    reads_citations: bool,
    /// The number of open constructs that may have an end, by name.
    open: BTreeMap<(Construct, String), usize>,
    /// The keys that are cited in brackets.
    keys: BTreeSet<String>,
    /// Whether the text has executable code.
    has_chunk: bool,
    /// Whether the text has a line of JavaScript.
    has_module: bool,
    /// Whether the text has a template variable `{{index …}}`.
    has_index: bool,
    /// Whether the text has a link to a note that cannot be plain text.
    has_link: bool,
    /// The files of the book.
    files: &'a NoteFiles,
    /// The byte ranges of the code blocks.
    code: Vec<Range<usize>>,
    /// The byte ranges between the tags `{% raw %}` and `{% endraw %}` of Jekyll. Tags in code there are text.
    raw: Vec<Range<usize>>,
    /// Markup that counts only if something later in the text confirms it, with its place and its text.
    doubtful: Vec<(Found, SourceQuote)>,
}

/// What the author wrote, and where.
struct SourceQuote {
    text: String,
    span: Span,
}

impl<'a> ForeignMarkup<'a> {
    pub(super) fn new(reading: &'a Reading<'a>, options: &'a ReadingOptions) -> Self {
        Self {
            reading,
            dialect: options.dialect,
            has_includes: options.has_includes,
            reads_citations: options.bibliography.is_some(),
            open: BTreeMap::new(),
            keys: BTreeSet::new(),
            has_chunk: false,
            has_module: options.dialect == Dialect::Docusaurus && reading.text().contains(mdx::COMMENT),
            has_index: false,
            has_link: false,
            files: &options.referents.files,
            code: Vec::new(),
            raw: if options.dialect == Dialect::Jekyll { raw_ranges(reading.text()) } else { Vec::new() },
            doubtful: Vec::new(),
        }
    }

    /// Reports what the whole text has confirmed.
    pub(super) fn finish(mut self) {
        let source = self.reading.text();
        for found in comments(source) {
            if !self.code.iter().any(|code| code.contains(&found.range.start)) {
                let written = SourceQuote { text: source[found.range.clone()].to_owned(), span: assembled(found.range.clone()) };
                self.report(&found, &written);
            }
        }
        for (found, written) in std::mem::take(&mut self.doubtful) {
            let is_confirmed = match found.certainty {
                Certainty::Certain => true,
                Certainty::IfCited => self.keys.contains(&found.name),
                Certainty::IfRun => self.has_chunk,
                Certainty::IfModule => self.has_module,
                Certainty::IfIndexed => self.has_index,
                Certainty::IfLinked => self.has_link || self.files.contains_key(&note_name(&found.name)),
            };
            if is_confirmed {
                self.report(&found, &written);
            }
        }
    }

    /// Reports a line of fenced code that looks like the beginning of other code. `start` is the first byte of the code in the text.
    fn opening_within(&self, source: &str, start: usize) {
        let mut lines = source.split_inclusive('\n');
        let first = lines.next().unwrap_or_default();
        let Some(fence) = CodeFence::opening(first.trim_end()) else { return };
        let mut at = first.len();
        for line in lines {
            let own = line.trim_start_matches(['>', ' ', '\t']);
            let opening = CodeFence::opening(own.trim_end()).filter(|own| own.sign == fence.sign && own.count >= fence.count);
            if opening.is_some_and(|opening| own[opening.count..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '{')) {
                let from = start + at + line.len() - own.len();
                let span = self.reading.at(assembled(from..from + own.trim_end().len()));
                let diagnostic =
                    Diagnostic::new(codes::UNCLOSED_FENCE, span, "this fence begins no code, since code above it is not closed");
                let hint = "close the code above with a fence of its own, or begin that code with a longer fence";
                return self.reading.sink.report(diagnostic.label("printed as code").hint(hint));
            }
            at += line.len();
        }
    }

    fn found(&mut self, found: Found, written: SourceQuote) {
        if found.certainty != Certainty::Certain && !(found.construct == Construct::Citation && self.reads_citations) {
            return self.doubtful.push((found, written));
        }
        match found.construct {
            Construct::Include if self.has_includes => return,
            // They were read, or reported, before.
            Construct::Citation if self.reads_citations => return,
            Construct::Citation => {
                self.keys.insert(found.name.clone());
            }
            Construct::Chunk => self.has_chunk = true,
            Construct::ModuleLine => self.has_module = true,
            Construct::Variable => self.has_index |= written.text.starts_with("{{index "),
            Construct::WikiLink | Construct::Embed => self.has_link = true,
            _ => {}
        }
        let open = self.open.entry((found.construct, found.name.clone()));
        match found.pairing {
            Pairing::Alone => {}
            Pairing::Opens => *open.or_default() += 1,
            Pairing::Closes => {
                let open = open.or_default();
                if *open > 0 {
                    *open -= 1;
                    return;
                }
            }
        }
        self.report(&found, &written);
    }

    fn report(&self, found: &Found, written: &SourceQuote) {
        let facts = found.construct.facts();
        let first = written.text.trim().split('\n').next().unwrap_or_default().replace(OBJECT, "…");
        let mut excerpt: String = first.chars().take(EXCERPT).collect();
        if excerpt.len() < first.len() {
            excerpt.push('…');
        }
        let quoted = if excerpt.contains('`') { format!("`` {excerpt} ``") } else { format!("`{excerpt}`") };
        let owners = owners(found.construct, self.dialect);
        let message = if owners.is_empty() { format!("{quoted} is {}", facts.is) } else { format!("{quoted} is {} of {owners}", facts.is) };
        let name = match found.construct {
            Construct::TemplateTag | Construct::Shortcode | Construct::Directive | Construct::Role | Construct::MarkuaDirective => {
                &found.name
            }
            _ => "",
        };
        let mut diagnostic = Diagnostic::new(codes::FOREIGN_MARKUP, self.reading.at(written.span), message)
            .cause(format!("{:?} {name}", found.construct))
            .label(facts.done);
        if let Some(reader) = reader(found, self.dialect) {
            diagnostic = diagnostic.hint(format!("write `dialect = \"{}\"` under `[book]`, and chapbook reads it", reader.key()));
        }
        self.reading.sink.report(diagnostic.hint(facts.remedy));
    }

    /// Reports the sizes of Obsidian in the descriptions of pictures: `![Boats|100](boats.png)`.
    fn described_sizes(&mut self, inlines: &[Inline]) {
        for inline in inlines.iter().filter(|inline| matches!(inline.kind, InlineKind::Image { .. })) {
            let range = bytes(inline.node.span);
            let description = self.reading.text().get(range.clone()).and_then(|source| source.strip_prefix("![")?.split_once("]("));
            let Some((description, _)) = description else { continue };
            let size = description.rsplit_once('|').map_or("", |(_, size)| size);
            let is_size = !size.is_empty() && size.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x') && !size.starts_with('x');
            if is_size {
                let found = Found::new(Construct::DescribedSize, range);
                self.found(found, SourceQuote { text: format!("![{description}]"), span: inline.node.span });
            }
        }
    }

    /// Reports the spans that Quarto puts beside the text: `[words]{.aside}`.
    fn asides(&mut self, inlines: &[Inline]) {
        if self.dialect != Dialect::Quarto {
            return;
        }
        for inline in inlines {
            let class = inline.node.attrs.iter().flat_map(|attributes| &attributes.classes).find(|class| is_aside(class)).cloned();
            if let Some(class) = class {
                let found = Found::new(Construct::QuartoDiv, bytes(inline.node.span)).named(&class);
                self.found(found, SourceQuote { text: format!("[…]{{.{class}}}"), span: inline.node.span });
            }
        }
    }

    /// Reports what is in executable code.
    fn inline_code(&mut self, inlines: &[Inline]) {
        for inner in inlines {
            match &inner.kind {
                InlineKind::Code(code) => {
                    let range = bytes(inner.node.span);
                    if let Some(found) = inline(code, range, self.dialect) {
                        self.found(found, SourceQuote { text: code.clone(), span: inner.node.span });
                    }
                }
                kind => self.inline_code(kind.inner().unwrap_or_default()),
            }
        }
    }
}

/// Reports text that looks like Markdown but is not read as Markdown.
fn report_near_misses(passage: &Passage, reading: &Reading<'_>) {
    broken_breaks::report(passage, reading);
    broken_code::report(passage, reading);
    broken_entities::report(passage, reading);
    let has_report = broken_emphasis::report(passage, reading);
    left_signs::report(passage, reading, has_report);
    broken_formulas::report(passage, reading);
    broken_headings::report(passage, reading);
    broken_links::report(passage, reading);
    broken_lists::report(passage, reading);
    broken_tables::report(passage, reading);
    unclosed_attributes::report(passage, reading);
}

impl VisitMut for ForeignMarkup<'_> {
    fn line(&mut self, inlines: &mut Vec<Inline>) {
        let source = self.reading.text();
        let passage = Passage::of(inlines, &self.reading.prepared.assembled);
        if !self.reading.is_in_reported_html(passage.place(0)) {
            report_near_misses(&passage, self.reading);
            if self.dialect == Dialect::Mdbook {
                broken_links::report_code_labels(&passage, self.reading);
            }
            half_open::report(&passage, self.dialect, self.reading);
            broken_emphasis::report_within_words(inlines, self.reading);
        }
        for found in constructs(&passage, self.dialect, &LineContext { source }) {
            let written = SourceQuote { text: passage.text[found.range.clone()].to_owned(), span: passage.span(&found.range) };
            self.found(found, written);
        }
        self.inline_code(inlines);
        self.described_sizes(inlines);
        self.asides(inlines);
    }

    fn block(&mut self, block: &mut Block) {
        match &block.kind {
            BlockKind::Code { language, text, .. } => {
                let range = bytes(block.node.span);
                let Some(source) = self.reading.text().get(range.clone()) else { return };
                self.code.push(range.clone());
                // The text of indented code begins with its first line, which may look like a fence.
                let first = source.split('\n').next().unwrap_or_default().trim();
                if text.split('\n').next().is_none_or(|line| line.trim() != first) {
                    self.opening_within(source, range.start);
                }
                let code = CodeBlock { source, language: language.as_deref(), has_includes: self.has_includes };
                let is_raw = self.raw.iter().any(|raw| raw.contains(&range.start));
                for found in code.constructs(self.dialect).into_iter().filter(|found| !(is_raw && found.construct == Construct::TagInCode))
                {
                    let own = found.range.clone();
                    let span = assembled(range.start + own.start..range.start + own.end);
                    self.found(found, SourceQuote { text: source[own].to_owned(), span });
                }
            }
            BlockKind::Break => broken_tables::report_rule(block.node.span, self.reading),
            BlockKind::Container(_) if block.node.statement().is_none() => {
                let classes = block.node.attrs.iter().flat_map(|attributes| &attributes.classes);
                let class = classes.into_iter().find(|class| is_quarto(class) || (self.dialect == Dialect::Quarto && is_aside(class)));
                let anchor = block.node.anchor().filter(|anchor| self.dialect.is_pandoc() && is_cross_reference(anchor));
                let name = class.map(|class| format!(".{class}")).or_else(|| anchor.map(|anchor| format!("#{anchor}")));
                if let Some(name) = name {
                    let found = Found::new(Construct::QuartoDiv, bytes(block.node.span)).named(name.trim_start_matches('.'));
                    let start = block.node.span.start;
                    let first = self.reading.at(Span { end: start + 1, ..block.node.span });
                    self.found(found, SourceQuote { text: format!("::: {{{name}}}"), span: first });
                }
            }
            _ => {}
        }
    }
}

/// The byte ranges of a text between `{% raw %}` and `{% endraw %}`.
fn raw_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("{% raw %}").map(|found| at + found) {
        at = text[start..].find("{% endraw %}").map_or(text.len(), |end| start + end);
        ranges.push(start..at);
    }
    ranges
}

/// Whether Quarto puts a text with a class beside the text or gives it a heading.
fn is_aside(class: &str) -> bool {
    matches!(class, "aside" | "column-margin" | "proof" | "remark" | "solution")
}

/// Whether Quarto makes a numbered figure, table, listing or theorem of a container with an anchor: `#fig-plot`.
fn is_cross_reference(anchor: &str) -> bool {
    const KINDS: [&str; 12] = ["fig", "tbl", "lst", "thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "alg"];
    anchor.split_once('-').is_some_and(|(kind, name)| KINDS.contains(&kind) && !name.is_empty())
}

/// Whether Quarto gives a class a meaning that chapbook does not know.
fn is_quarto(class: &str) -> bool {
    class.strip_prefix("callout-").is_some_and(|kind| matches!(kind, "note" | "tip" | "warning" | "important" | "caution"))
        || matches!(class, "panel-tabset" | "content-visible" | "content-hidden" | "column-margin")
}
