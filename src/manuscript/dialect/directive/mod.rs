//! Rewrites the directives of MyST and Jupyter Book as chapbook's own: ```` ```{code-cell} python ````, `:::{exercise}`, ```` ```{math}
//! ````.
//!
//! [`USES`] says what becomes of each. Code that is run becomes a listing, or a figure if it has a caption; it is not run, and that is
//! reported. Statements become containers with their labels. Alerts lose their options, so that `boxes` reads them. Directives within
//! others are rewritten too. What is not in the table stays as it is, and is reported when the text is read.
mod list_table;
mod options;
mod roles;

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::source::Span;

use super::boxes::KINDS;
use super::construct::Construct;
use crate::edition::Dialect;
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::syntax::verbatim::VerbatimLines;
use list_table::{ListTable, TableLine};
use options::DirectiveOptions;

/// What becomes of a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DirectiveUse {
    /// Code that is run.
    Cell,
    /// Code, in the language that the argument names.
    Code,
    /// A formula.
    Formula,
    /// A picture, with its text as caption.
    Figure,
    /// A picture.
    Picture,
    /// A statement of this kind.
    Statement(&'static str),
    /// The beginning of a statement of this kind, which another directive ends.
    Opening(&'static str),
    /// The end of a statement.
    Closing,
    /// A container with this class.
    Container(&'static str),
    /// It is left out: the book has contents and lists of works of its own.
    LeftOut,
    /// Its text, if it is HTML, or for it.
    Raw,
    /// Entries of the index.
    Index,
    /// A figure whose picture is made by code. It has its caption and its label, and the name of the picture.
    Result,
    /// A table, with its argument as caption.
    Table,
    /// A list of lists as a table, with its argument as caption.
    ListTable,
}

/// The directives.
const USES: [(&str, DirectiveUse); 51] = [
    ("algorithm", DirectiveUse::Statement("algorithm")),
    ("bibliography", DirectiveUse::LeftOut),
    ("code", DirectiveUse::Code),
    ("code-block", DirectiveUse::Code),
    ("code-cell", DirectiveUse::Cell),
    ("contents", DirectiveUse::LeftOut),
    ("epigraph", DirectiveUse::Container("epigraph")),
    ("exercise", DirectiveUse::Statement("exercise")),
    ("exercise-end", DirectiveUse::Closing),
    ("exercise-start", DirectiveUse::Opening("exercise")),
    ("figure", DirectiveUse::Figure),
    ("glue:figure", DirectiveUse::Result),
    ("grid", DirectiveUse::Container("grid")),
    ("grid-item", DirectiveUse::Container("grid-item")),
    ("image", DirectiveUse::Picture),
    ("index", DirectiveUse::Index),
    ("ipython", DirectiveUse::Code),
    ("list-table", DirectiveUse::ListTable),
    ("margin", DirectiveUse::Container("margin")),
    ("math", DirectiveUse::Formula),
    ("mermaid", DirectiveUse::Code),
    ("nb-exec-table", DirectiveUse::LeftOut),
    ("only", DirectiveUse::Raw),
    ("parsed-literal", DirectiveUse::Code),
    ("prf:algorithm", DirectiveUse::Statement("algorithm")),
    ("prf:assumption", DirectiveUse::Statement("assumption")),
    ("prf:axiom", DirectiveUse::Statement("axiom")),
    ("prf:conjecture", DirectiveUse::Statement("conjecture")),
    ("prf:corollary", DirectiveUse::Statement("corollary")),
    ("prf:criterion", DirectiveUse::Statement("criterion")),
    ("prf:definition", DirectiveUse::Statement("definition")),
    ("prf:example", DirectiveUse::Statement("example")),
    ("prf:lemma", DirectiveUse::Statement("lemma")),
    ("prf:observation", DirectiveUse::Statement("observation")),
    ("prf:proof", DirectiveUse::Statement("proof")),
    ("prf:property", DirectiveUse::Statement("property")),
    ("prf:proposition", DirectiveUse::Statement("proposition")),
    ("prf:remark", DirectiveUse::Statement("remark")),
    ("prf:theorem", DirectiveUse::Statement("theorem")),
    ("proof", DirectiveUse::Statement("proof")),
    ("pull-quote", DirectiveUse::Container("pull-quote")),
    ("raw", DirectiveUse::Raw),
    ("sidebar", DirectiveUse::Container("sidebar")),
    ("solution", DirectiveUse::Statement("solution")),
    ("solution-end", DirectiveUse::Closing),
    ("solution-start", DirectiveUse::Opening("solution")),
    ("sourcecode", DirectiveUse::Code),
    ("table", DirectiveUse::Table),
    ("tableofcontents", DirectiveUse::LeftOut),
    ("theorem", DirectiveUse::Statement("theorem")),
    ("toctree", DirectiveUse::LeftOut),
];

/// How deeply directives may be nested. Deeper ones stay as they are.
const DEEPEST: usize = 8;

/// The text with its directives rewritten. `None` if there are none.
pub(super) fn translated(source: &Assembled, sink: &Sink) -> Option<Assembled> {
    if !["```{", "~~~{", ":::{", "``` {", "::: {", "}`"].iter().any(|fence| source.text.contains(fence)) {
        return None;
    }
    let mut rewriter = DirectiveRewriter { source, sink, out: Assembled::default(), open: 0, marks: Vec::new() };
    rewriter.add(0..source.text.len(), 0);
    if let Some((_, span)) = rewriter.marks.first().cloned() {
        rewriter.out.insert("\n", span);
        rewriter.write_marks();
        rewriter.out.insert("\n", span);
    }
    Some(rewriter.out)
}

/// A directive in a text.
struct Directive<'t> {
    name: &'t str,
    /// What follows the braces.
    argument: Range<usize>,
    /// The white space before its fence.
    indent: Range<usize>,
    /// The line of its fence, with its end.
    first: Range<usize>,
    /// Its text, without its options.
    body: Range<usize>,
    /// The byte after its closing fence.
    end: usize,
    options: DirectiveOptions,
}

impl<'t> Directive<'t> {
    /// The directive whose fence is on the line at a byte. `None` if the line begins none, or if nothing closes it before `limit`.
    fn at(text: &'t str, at: usize, limit: usize) -> Option<Self> {
        let line = text[at..limit].split_inclusive('\n').next()?;
        let words = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        let sign = words.chars().next().filter(|sign| matches!(sign, '`' | '~' | ':'))?;
        let count = words.len() - words.trim_start_matches(sign).len();
        let rest = words[count..].trim_start();
        let (name, argument) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).filter(|_| count >= 3)?;
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_'));
        if !is_name {
            return None;
        }
        let argument_start = start + words.len() - argument.len();
        let argument = argument.trim();
        let argument_start = argument_start + (start + words.len() - argument_start - argument.len());
        let first = at..at + line.len();
        let (mut close, mut end) = (first.end, None);
        let mut depth = 0usize;
        for line in text[first.end..limit].split_inclusive('\n') {
            let own = line.trim();
            let signs = own.len() - own.trim_start_matches(sign).len();
            if signs >= count && signs == own.len() {
                if depth == 0 {
                    end = Some(close + line.len());
                    break;
                }
                depth -= 1;
            } else if sign == ':' && signs == count && own[signs..].trim_start().starts_with('{') {
                depth += 1;
            }
            close += line.len();
        }
        let (options, length) = DirectiveOptions::read(&text[first.end..close]);
        Some(Self {
            name,
            argument: argument_start..argument_start + argument.len(),
            indent: at..start,
            body: first.end + length..close,
            first,
            end: end?,
            options,
        })
    }
}

struct DirectiveRewriter<'a> {
    source: &'a Assembled,
    sink: &'a Sink,
    out: Assembled,
    /// The number of statements that wait for the directive that ends them.
    open: usize,
    /// Entries of the index, which the next paragraph takes.
    marks: Vec<(String, Span)>,
}

/// The entry of an index that a line of the directive has: `single: ropes; hemp`.
fn index_entry(line: &str) -> Option<String> {
    let (kind, words) = line.trim().split_once(':')?;
    let words = words.trim();
    let is_entry =
        matches!(kind, "single" | "pair" | "triple" | "see" | "seealso") && !words.is_empty() && !words.contains(['"', '{', '}', '`']);
    is_entry.then(|| words.split(';').map(str::trim).collect::<Vec<_>>().join("!"))
}

impl<'a> DirectiveRewriter<'a> {
    /// Adds a range, in which `depth` directives are open.
    fn add(&mut self, range: Range<usize>, depth: usize) {
        let mut verbatim = VerbatimLines::default();
        let text = self.source.text.as_str();
        let mut at = range.start;
        while at < range.end {
            let end = text[at..range.end].find('\n').map_or(range.end, |end| at + end + 1);
            let line = &text[at..end];
            if verbatim.continues(line) {
                self.out.copy(self.source, at..end);
            } else if let Some(directive) = Directive::at(text, at, range.end).filter(|_| depth < DEEPEST)
                && self.directive(&directive, depth)
            {
                at = directive.end;
                continue;
            } else {
                let is_code = verbatim.opens(line);
                let begins_paragraph = !is_code && line.starts_with(|c: char| c.is_alphabetic()) && self.out.text.ends_with("\n\n");
                if begins_paragraph {
                    self.write_marks();
                }
                let roles = if is_code { Vec::new() } else { roles::rewritten(line) };
                let mut from = at;
                for role in roles {
                    self.out.copy(self.source, from..at + role.range.start);
                    self.out.insert(&role.text, self.source.span(at + role.range.start..at + role.range.end));
                    from = at + role.range.end;
                }
                self.out.copy(self.source, from..end);
            }
            at = end;
        }
    }

    fn write_marks(&mut self) {
        for (mark, span) in std::mem::take(&mut self.marks) {
            self.out.insert(&mark, span);
        }
    }

    /// Writes what becomes of a directive. Returns whether it is known.
    fn directive(&mut self, directive: &Directive<'a>, depth: usize) -> bool {
        let argument = self.source.text[directive.argument.clone()].to_owned();
        let becomes = USES.iter().find(|(name, _)| *name == directive.name).map(|(_, becomes)| becomes);
        if becomes.is_none() && (KINDS.contains(&directive.name) || directive.name == "admonition") {
            if let Some(id) = self.id(directive) {
                self.line(directive, &format!("({id})="));
                self.line(directive, "");
            }
            self.out.copy(self.source, directive.first.clone());
            self.add(directive.body.clone(), depth + 1);
            self.out.copy(self.source, directive.body.end..directive.end);
            return true;
        }
        let Some(becomes) = becomes else { return false };
        match becomes {
            DirectiveUse::Cell => self.cell(directive, &argument),
            DirectiveUse::Code => {
                let language = if directive.name == "mermaid" { "mermaid" } else { argument.as_str() };
                let title = directive.options.value("caption").filter(|title| !title.contains(['"', '`']));
                let title = title.map_or_else(String::new, |title| format!(" title=\"{title}\""));
                let id = self.id(directive).map_or_else(String::new, |id| format!(" {{#{id}}}"));
                let language = if language.is_empty() && !(title.is_empty() && id.is_empty()) { "text" } else { language };
                self.code(directive, &format!("{language}{id}{title}"));
            }
            DirectiveUse::Formula => {
                let label = self.id(directive).map_or_else(String::new, |label| format!(" ({label})"));
                self.line(directive, "");
                self.line(directive, "$$");
                if !argument.is_empty() {
                    self.line(directive, &argument);
                }
                let mut at = directive.body.start;
                // A formula cannot contain an empty line.
                for line in self.source.text[directive.body.clone()].split_inclusive('\n') {
                    if !line.trim().is_empty() {
                        self.out.copy(self.source, at..at + line.len());
                    }
                    at += line.len();
                }
                self.line(directive, &format!("$${label}"));
                self.line(directive, "");
            }
            DirectiveUse::Picture | DirectiveUse::Figure => {
                if argument.is_empty() || argument.contains(['<', '>']) {
                    return false;
                }
                let caption = *becomes == DirectiveUse::Figure && !self.source.text[directive.body.clone()].trim().is_empty();
                self.open_figure(directive, caption);
                self.picture(directive, &argument);
                if caption {
                    self.line(directive, "<figcaption>");
                    self.line(directive, "");
                    self.out.copy(self.source, directive.body.clone());
                }
                self.close_figure(directive, caption);
            }
            DirectiveUse::Statement(kind) => {
                self.open_statement(directive, kind, &argument);
                self.add(directive.body.clone(), depth + 1);
                self.close_container(directive);
            }
            DirectiveUse::Opening(kind) => {
                self.open += 1;
                self.open_statement(directive, kind, &argument);
            }
            DirectiveUse::Closing => {
                if self.open == 0 {
                    return false;
                }
                self.open -= 1;
                self.close_container(directive);
            }
            DirectiveUse::Container(class) => {
                self.line(directive, "");
                self.line(directive, &format!("::: {class}"));
                if !argument.is_empty() && argument.starts_with(char::is_alphabetic) {
                    self.line(directive, &format!("**{argument}**\n"));
                }
                self.add(directive.body.clone(), depth + 1);
                self.close_container(directive);
            }
            DirectiveUse::LeftOut => {}
            DirectiveUse::Result => {
                if argument.is_empty() || argument.contains('`') {
                    return false;
                }
                self.report_not_run(directive, "it is not run, and the name of the picture stands for it");
                self.open_figure(directive, true);
                self.line(directive, &format!("`{argument}`"));
                for text in ["", "<figcaption>", ""] {
                    self.line(directive, text);
                }
                self.add(directive.body.clone(), depth + 1);
                self.close_figure(directive, true);
            }
            DirectiveUse::Table => {
                self.line(directive, "");
                self.add(directive.body.clone(), depth + 1);
                self.caption(directive, &argument);
            }
            DirectiveUse::ListTable => {
                let body = directive.body.clone();
                let text = &self.source.text[body.clone()];
                let Some(table) = ListTable::read(text, &directive.options) else { return false };
                for (key, value) in ListTable::unread(&directive.options) {
                    let diagnostic =
                        Diagnostic::new(codes::UNUSED_ATTRIBUTE, self.span(directive), format!("`:{key}: {value}` is not a number"));
                    self.sink.report(diagnostic.label("left out").hint("write a number, or for `widths` a number for each column"));
                }
                self.line(directive, "");
                for line in table.lines(text) {
                    match line {
                        TableLine::Written(line) => self.line(directive, &line),
                        TableLine::Copied(range) => {
                            self.out.copy(self.source, directive.indent.clone());
                            self.out.copy(self.source, body.start + range.start..body.start + range.end);
                            self.line(directive, "");
                        }
                    }
                }
                self.caption(directive, &argument);
            }
            DirectiveUse::Index => {
                let body = &self.source.text[directive.body.clone()];
                let entries = std::iter::once(argument.as_str()).chain(body.lines()).filter_map(index_entry);
                let span = self.span(directive);
                self.marks.extend(entries.map(|entry| (format!("[]{{.index entry=\"{entry}\"}}"), span)));
            }
            DirectiveUse::Raw => {
                if argument.contains("latex") && !argument.contains("html") {
                    let message = format!("the directive `{{{}}}` has text for LaTeX only", directive.name);
                    let diagnostic = Diagnostic::new(codes::FOREIGN_MARKUP, self.span(directive), message).cause("text for LaTeX");
                    self.sink.report(diagnostic.label("left out").hint("remove it"));
                    return true;
                }
                if argument != "html" {
                    return false;
                }
                self.line(directive, "");
                self.out.copy(self.source, directive.body.clone());
                self.line(directive, "");
            }
        }
        true
    }

    /// Writes executable code.
    fn cell(&mut self, directive: &Directive<'_>, language: &str) {
        let options = &directive.options;
        let is_left_out = ["remove-cell", "remove_cell"].iter().any(|tag| options.has_tag(tag));
        let is_hidden = is_left_out || ["remove-input", "remove_input"].iter().any(|tag| options.has_tag(tag));
        let caption = options.value("caption").filter(|_| !is_left_out);
        let label = match (is_hidden, caption.is_some()) {
            (false, _) => "its code is printed, it is not run, and its results are left out",
            (true, true) => "it is not run, and its code stands for its picture",
            (true, false) => "it is not run, and its results are left out",
        };
        if !is_left_out {
            self.report_not_run(directive, label);
        }
        // The kernel is `ipython3`, the language Python.
        let language = if language.is_empty() || language.starts_with("ipython") { "python" } else { language };
        match caption {
            None if is_hidden => {}
            None => self.code(directive, language),
            Some(caption) => {
                self.open_figure(directive, true);
                self.code(directive, language);
                for text in ["", "<figcaption>", "", caption] {
                    self.line(directive, text);
                }
                self.close_figure(directive, true);
            }
        }
    }

    /// Reports that code is not run. `label` says what became of it.
    fn report_not_run(&self, directive: &Directive<'_>, label: &'static str) {
        let facts = Construct::Chunk.facts();
        let message = format!("`{{{}}}` is {} of {}", directive.name, facts.is, Dialect::Myst.tool());
        let diagnostic = Diagnostic::new(codes::FOREIGN_MARKUP, self.span(directive), message).cause(label);
        self.sink.report(diagnostic.label(label).hint(facts.remedy));
    }

    /// Writes the caption below a table.
    fn caption(&mut self, directive: &Directive<'_>, words: &str) {
        let id = self.id(directive).map_or_else(String::new, |id| format!(" {{#{id}}}"));
        self.line(directive, "");
        if !(words.is_empty() && id.is_empty()) {
            self.line(directive, &format!(": {words}{id}"));
            self.line(directive, "");
        }
    }

    /// The name or the label of a directive.
    fn id(&self, directive: &Directive<'_>) -> Option<String> {
        let id = directive.options.value("label").or_else(|| directive.options.value("name"))?;
        (!id.is_empty() && !id.contains(['"', '<', '>', '&', '{', '}', ' '])).then(|| id.to_owned())
    }

    fn open_figure(&mut self, directive: &Directive<'_>, has_caption: bool) {
        self.line(directive, "");
        match self.id(directive) {
            Some(id) => self.line(directive, &format!("<figure id=\"{id}\">")),
            None if has_caption => self.line(directive, "<figure>"),
            None => {}
        }
        self.line(directive, "");
    }

    fn close_figure(&mut self, directive: &Directive<'_>, has_caption: bool) {
        self.line(directive, "");
        if has_caption {
            self.line(directive, "</figcaption>");
            self.line(directive, "");
        }
        if has_caption || self.id(directive).is_some() {
            self.line(directive, "</figure>");
            self.line(directive, "");
        }
    }

    /// Writes a picture in a paragraph of its own.
    fn picture(&mut self, directive: &Directive<'_>, path: &str) {
        let alt = directive.options.value("alt").unwrap_or_default().replace(['[', ']', '\\'], "");
        let is_length = |width: &&str| width.starts_with(|c: char| c.is_ascii_digit()) && !width.contains(['"', ' ']);
        let width = directive.options.value("width").or_else(|| directive.options.value("scale")).filter(is_length);
        let width = width.map_or_else(String::new, |width| format!("{{width={width}}}"));
        self.line(directive, &format!("![{alt}](<{path}>){width}"));
        self.line(directive, "");
    }

    fn open_statement(&mut self, directive: &Directive<'_>, kind: &str, argument: &str) {
        let id = self.id(directive).map_or_else(String::new, |id| format!(" #{id}"));
        // The argument of a solution is the label of its exercise.
        let title = if kind == "solution" { "" } else { argument.trim_matches(['(', ')']) };
        let title = if title.is_empty() || title.contains('"') { String::new() } else { format!(" title=\"{title}\"") };
        self.line(directive, "");
        self.line(directive, &format!("::: {{.{kind}{id}{title}}}"));
    }

    fn close_container(&mut self, directive: &Directive<'_>) {
        self.line(directive, "");
        self.line(directive, ":::");
        self.line(directive, "");
    }

    /// Writes the text of a directive as code with an info string.
    fn code(&mut self, directive: &Directive<'_>, info: &str) {
        let body = &self.source.text[directive.body.clone()];
        if body.trim().is_empty() {
            return;
        }
        let longest = body.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        self.line(directive, &format!("{fence}{info}"));
        self.out.copy(self.source, directive.body.clone());
        self.line(directive, &fence);
    }

    fn span(&self, directive: &Directive<'_>) -> Span {
        self.source.span(directive.indent.end..directive.first.end.max(directive.indent.end))
    }

    /// Writes a line that is not in the source, with the indentation of the directive.
    fn line(&mut self, directive: &Directive<'_>, text: &str) {
        let span = self.span(directive);
        if !text.is_empty() {
            self.out.copy(self.source, directive.indent.clone());
        }
        self.out.insert(&format!("{text}\n"), span);
    }
}
