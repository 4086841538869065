//! Inlines: a line of text. Its markup is Markdown if that is certain to be read as meant, and otherwise HTML.
use crate::document::{
    ABBREVIATION, Attributes, Citation, CitedWork, CrossReference, Extent, Format, Formula, GivenSize, Inline, InlineKind, MathElement,
    MathNode, Node, Phrase, PictureSize, Recording, RecordingKind, ReferenceForm, TERM, plain_text,
};
use crate::source::uri::{is_data, is_remote};

use super::attributes::{braces, fit_braces, of, of_node, of_tag, value_of_tag};
use super::text::{TextPlace, escaped, fence};
use super::{MarkdownOptions, NoteLabels};

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinePlace {
    /// In a paragraph, which may have several lines.
    Paragraph,
    /// In a heading, or in anything else that is one line.
    Heading,
    /// In a cell of a pipe table.
    Cell,
}

/// Writes one line of text.
pub(super) struct LineWriter<'a> {
    out: String,
    place: LinePlace,
    options: &'a MarkdownOptions<'a>,
    labels: &'a NoteLabels,
    /// Whether the next text begins a line.
    begins: bool,
    /// How many emphases are open.
    emphases: usize,
}

/// Writes the inlines of a paragraph, a title, a caption or a cell.
pub(super) fn line(inlines: &[Inline], place: LinePlace, options: &MarkdownOptions<'_>, labels: &NoteLabels) -> String {
    let mut writer = LineWriter { out: String::new(), place, options, labels, begins: true, emphases: 0 };
    writer.inlines(inlines, None);
    writer.out
}

/// Stands for any letter.
const LETTER: char = 'x';

/// The maximum length in bytes of a citation that is copied from the source. A longer span is not that of a citation alone.
const LONGEST_CITATION: usize = 4096;

/// What follows an inline in its line.
#[derive(Clone, Copy)]
struct Following<'a> {
    inline: Option<&'a Inline>,
    /// The first character after it. `None` at the end of the line.
    character: Option<char>,
}

/// Two ways to mark inlines: with signs on both sides, or with a tag of HTML.
#[derive(Clone, Copy)]
struct Markup {
    sign: &'static str,
    tag: &'static str,
}

/// The parts of a picture.
struct PictureParts<'a> {
    source: &'a str,
    alt: &'a [Inline],
    title: Option<&'a str>,
    size: PictureSize,
}

/// The first character that an inline prints. It decides what a sign of emphasis before the inline means.
fn first_character(inline: Option<&Inline>) -> Option<char> {
    match inline.map(|inline| &inline.kind) {
        None => None,
        Some(InlineKind::Text(text)) => text.chars().next().or(Some(LETTER)),
        Some(InlineKind::SoftBreak | InlineKind::LineBreak) => Some(' '),
        // Anything else begins with a sign of markup. It counts as a letter, because a sign of emphasis before a letter may open emphasis.
        Some(_) => Some(LETTER),
    }
}

impl LineWriter<'_> {
    /// Writes a sequence. `after` is the first character after it. `None` at the end of a line.
    fn inlines(&mut self, inlines: &[Inline], after: Option<char>) {
        for (at, inline) in inlines.iter().enumerate() {
            let next = inlines.get(at + 1);
            let character = if next.is_some() { first_character(next) } else { after };
            self.inline(inline, Following { inline: next, character });
        }
    }

    fn push(&mut self, text: &str) {
        self.out.push_str(text);
        self.begins &= text.is_empty();
    }

    fn inline(&mut self, inline: &Inline, following: Following<'_>) {
        let Following { inline: next, character: after } = following;
        let node = &inline.node;
        match &inline.kind {
            InlineKind::Text(text) => {
                let place = TextPlace {
                    begins_line: self.begins,
                    ends_line: after.is_none()
                        || matches!(next.map(|next| &next.kind), Some(InlineKind::SoftBreak | InlineKind::LineBreak)),
                    before: self.out.chars().next_back().filter(|_| !self.begins),
                    in_heading: self.place == LinePlace::Heading,
                    is_literal: self.options.literal_punctuation,
                };
                let text = escaped(text, place);
                self.push(&text);
            }
            InlineKind::SoftBreak if self.place == LinePlace::Paragraph => self.line_end("\n"),
            InlineKind::SoftBreak => self.push(" "),
            InlineKind::LineBreak if self.place == LinePlace::Paragraph && next.is_some() && !self.begins && after != Some(' ') => {
                self.line_end("\\\n");
            }
            InlineKind::LineBreak => self.push("<br>"),
            InlineKind::Emphasis(inner) => self.emphasis(Markup { sign: "*", tag: "em" }, node, inner, following),
            InlineKind::Strong(inner) => self.emphasis(Markup { sign: "**", tag: "strong" }, node, inner, following),
            InlineKind::Strikethrough(inner) => self.emphasis(Markup { sign: "~~", tag: "s" }, node, inner, following),
            InlineKind::SmallCaps(inner) => {
                let mut attributes = node.attrs.as_deref().cloned().unwrap_or_default();
                attributes.classes.insert(0, "smallcaps".to_owned());
                self.bracketed(&braces(&attributes), inner);
            }
            InlineKind::Superscript(inner) => self.script(Markup { sign: "^", tag: "sup" }, node, inner, next),
            InlineKind::Subscript(inner) => self.script(Markup { sign: "~", tag: "sub" }, node, inner, next),
            InlineKind::Phrase(phrase, inner) => self.phrase(*phrase, node, inner),
            InlineKind::Code(text) => self.code(text, node),
            InlineKind::Recording(recording) => self.recording(recording, node),
            InlineKind::Math(formula) => self.formula(formula),
            InlineKind::Image { source, alt, title, size } => {
                self.image(&PictureParts { source, alt, title: title.as_deref(), size: *size }, node);
            }
            InlineKind::Link { target, title, text } => self.link(target, title.as_deref(), text, node),
            InlineKind::Reference { target, form } => self.reference(target, *form, node),
            InlineKind::CrossReference(cross) => self.cross_reference(cross, node),
            InlineKind::Citation(citation) => self.citation(citation, node),
            InlineKind::NoteCall(note) => {
                let label = self.labels.get(note).cloned().unwrap_or_else(|| format!("note-{}", note.0 + 1));
                self.push(&format!("[^{label}]"));
            }
            InlineKind::Anchor => match of(node) {
                Some(attributes) if fit_braces(attributes) => self.bracketed(&braces(attributes), &[]),
                Some(_) => self.push(&format!("<span{}></span>", of_node(node))),
                None => {}
            },
            InlineKind::Container(inner) => self.container(node, inner),
            InlineKind::Raw(raw) => match &raw.format {
                Format::Html => self.push(&raw.text),
                Format::Other(format) => {
                    self.verbatim(&raw.text);
                    self.push(&format!("{{={format}}}"));
                }
            },
        }
    }

    fn line_end(&mut self, sign: &str) {
        self.out.push_str(sign);
        self.begins = true;
    }

    /// Emphasis with signs if the rules of CommonMark (section 6.2) read them as meant whatever stands beside them, or else with tags.
    fn emphasis(&mut self, markup: Markup, node: &Node, inner: &[Inline], following: Following<'_>) {
        let Following { inline: next, character: after } = following;
        let text = |inline: Option<&Inline>| match inline.map(|inline| &inline.kind) {
            Some(InlineKind::Text(text)) => text.clone(),
            _ => String::new(),
        };
        let (first, last) = (text(inner.first()), text(inner.last()));
        let before = self.out.chars().next_back();
        // A sign between two letters could end what is open.
        let is_apart = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || (c.is_ascii_punctuation() && !"*~_<>`".contains(c)));
        let opens = first.starts_with(char::is_alphanumeric) && (self.emphases == 0 || is_apart(before))
            || (first.starts_with(|c: char| !c.is_whitespace()) && is_apart(before));
        let closes = last.ends_with(char::is_alphanumeric) && (self.emphases == 0 || is_apart(after))
            || (last.ends_with(|c: char| !c.is_whitespace()) && is_apart(after));
        let touches = before.is_some_and(|c| "*~_".contains(c))
            || matches!(next.map(|next| &next.kind), Some(InlineKind::Emphasis(_) | InlineKind::Strong(_) | InlineKind::Strikethrough(_)));
        let is_plain = of(node).is_none() && opens && closes && !touches && self.emphases < 2 && !inner.iter().any(is_emphasis);
        if !is_plain {
            return self.tagged(markup.tag, &of_node(node), inner);
        }
        self.push(markup.sign);
        self.emphases += 1;
        self.inlines(inner, Some(LETTER));
        self.emphases -= 1;
        self.push(markup.sign);
    }

    /// Writes inlines between two tags.
    fn tagged(&mut self, name: &str, attributes: &str, inner: &[Inline]) {
        self.push(&format!("<{name}{attributes}>"));
        self.inlines(inner, Some(LETTER));
        self.push(&format!("</{name}>"));
    }

    /// Writes inlines between brackets, with attributes after them.
    fn bracketed(&mut self, attributes: &str, inner: &[Inline]) {
        self.push("[");
        self.inlines(inner, Some(LETTER));
        self.push("]");
        self.push(attributes);
    }

    /// Raised or lowered text.
    fn script(&mut self, markup: Markup, node: &Node, inner: &[Inline], next: Option<&Inline>) {
        let is_simple = of(node).is_none()
            && !self.out.ends_with(['^', '~', '['])
            && !matches!(next.map(|next| &next.kind), Some(InlineKind::Superscript(_) | InlineKind::Subscript(_)));
        match inner {
            [Inline { kind: InlineKind::Text(text), node }]
                if is_simple && of(node).is_none() && !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '−') =>
            {
                self.push(&format!("{sign}{text}{sign}", sign = markup.sign));
            }
            _ => self.tagged(markup.tag, &of_node(node), inner),
        }
    }

    fn phrase(&mut self, phrase: Phrase, node: &Node, inner: &[Inline]) {
        let name = match phrase {
            Phrase::Underline => "u",
            Phrase::Highlight => "mark",
            Phrase::Keyboard => "kbd",
            Phrase::Small => "small",
            Phrase::Inserted => "ins",
            Phrase::Deleted => "del",
            Phrase::Work => "cite",
            Phrase::Quotation => "q",
            Phrase::Ruby => "ruby",
            Phrase::RubyReading => "rt",
            Phrase::RubyParenthesis => "rp",
        };
        let inner = if phrase == Phrase::Quotation { without_marks(inner) } else { inner.to_vec() };
        self.tagged(name, &of_node(node), &inner);
    }

    fn verbatim(&mut self, text: &str) {
        let fence = fence(text, 1);
        // One space on each side is not part of the code.
        let is_padded = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
        let pad = if is_padded && !text.trim_matches(' ').is_empty() { " " } else { "" };
        let mut text = text.replace(['\n', '\r'], " ");
        if self.place == LinePlace::Cell {
            text = text.replace('|', "\\|");
        }
        self.push(&format!("{fence}{pad}{text}{pad}{fence}"));
    }

    fn code(&mut self, text: &str, node: &Node) {
        match of(node) {
            _ if text.is_empty() => {}
            None => self.verbatim(text),
            Some(attributes) if fit_braces(attributes) => {
                self.verbatim(text);
                self.push(&braces(attributes));
            }
            Some(_) => self.push(&format!("<code{}>{}</code>", of_node(node), value_of_tag(text))),
        }
    }

    fn recording(&mut self, recording: &Recording, node: &Node) {
        let name = match recording.kind {
            RecordingKind::Sound => "audio",
            RecordingKind::Film => "video",
        };
        let words = plain_text(&recording.text);
        let title = words.strip_suffix(&format!(" ({})", recording.source));
        let title = title.map_or_else(String::new, |title| format!(" title=\"{}\"", value_of_tag(title)));
        self.push(&format!("<{name} src=\"{}\"{title}{}></{name}>", value_of_tag(&recording.source), of_node(node)));
    }

    fn formula(&mut self, formula: &Formula) {
        self.push(&formula_text(formula));
    }

    fn image(&mut self, picture: &PictureParts<'_>, node: &Node) {
        let PictureParts { source, alt, title, size } = *picture;
        let mut attributes = node.attrs.as_deref().cloned().unwrap_or_default();
        if let PictureSize::Given(size) = size {
            attributes.pairs.extend(sizes(&size));
        }
        self.push("![");
        let place = std::mem::replace(&mut self.place, LinePlace::Heading);
        self.inlines(alt, Some(LETTER));
        self.place = place;
        let title = title.map_or_else(String::new, |title| format!(" {}", title_text(title)));
        self.push(&format!("]({}{title})", picture_address(source)));
        if attributes != Attributes::default() {
            self.push(&braces(&attributes));
        }
    }

    fn link(&mut self, target: &str, title: Option<&str>, text: &[Inline], node: &Node) {
        if node.has_class(TERM) {
            return self.inlines(text, Some(LETTER));
        }
        let plain = plain_text(text);
        let is_address = text.len() == 1 && of(node).is_none() && title.is_none() && plain == target;
        if is_address && (target.starts_with("https://") || target.starts_with("http://")) && !target.contains([' ', '<', '>', '\\', '`']) {
            return self.push(&format!("<{target}>"));
        }
        match of(node) {
            Some(attributes) if !fit_braces(attributes) => {
                let title = title.map_or_else(String::new, |title| format!(" title=\"{}\"", value_of_tag(title)));
                self.tagged("a", &format!(" href=\"{}\"{title}{}", value_of_tag(target), of_node(node)), text);
            }
            _ if text.is_empty() => self.push(&format!("<a href=\"{}\"{}></a>", value_of_tag(target), of_node(node))),
            given => {
                self.push("[");
                self.inlines(text, Some(LETTER));
                let title = title.map_or_else(String::new, |title| format!(" {}", title_text(title)));
                self.push(&format!("]({}{title})", address(target)));
                if let Some(attributes) = given {
                    self.push(&braces(attributes));
                }
            }
        }
    }

    fn reference(&mut self, target: &str, form: ReferenceForm, node: &Node) {
        let class = match form {
            ReferenceForm::Title => None,
            ReferenceForm::Number => Some("number"),
            ReferenceForm::Page => Some("page"),
            ReferenceForm::Label => Some("label"),
            // Reading a statement makes the first, reading a cross-reference the second, and listing the works the third.
            ReferenceForm::OwnLabel | ReferenceForm::PageOfLabel | ReferenceForm::Citations => return,
        };
        let mut attributes = node.attrs.as_deref().cloned().unwrap_or_default();
        if let Some(class) = class.filter(|class| !attributes.classes.iter().any(|own| own == class)) {
            attributes.classes.push(class.to_owned());
        }
        self.push(&format!("[]({})", address(target)));
        if attributes != Attributes::default() {
            self.push(&braces(&attributes));
        }
    }

    fn cross_reference(&mut self, cross: &CrossReference, node: &Node) {
        self.push(&cross.written);
        let is_form = |wanted| cross.references.iter().any(|one| matches!(one.kind, InlineKind::Reference { form, .. } if form == wanted));
        let mut attributes = node.attrs.as_deref().cloned().unwrap_or_default();
        let has_braces = cross.written.ends_with('}');
        if !has_braces && is_form(ReferenceForm::PageOfLabel) {
            attributes.classes.push("with-page".to_owned());
        } else if cross.written.starts_with("[](") {
            attributes.classes.push("label".to_owned());
        }
        if !has_braces && attributes != Attributes::default() {
            self.push(&braces(&attributes));
        }
    }

    /// A citation as its author wrote it, if the sources are given. Otherwise it is made from its parts.
    fn citation(&mut self, citation: &Citation, node: &Node) {
        let written = self.options.sources.and_then(|sources| {
            let text = &sources.file(node.span.file)?.text;
            text.get(node.span.start as usize..node.span.end as usize)
        });
        if let Some(written) = written.filter(|written| written.contains('@') && written.len() < LONGEST_CITATION) {
            return self.push(written);
        }
        let labels = self.labels;
        let options = self.options;
        let side = |inlines: &[Inline]| line(inlines, LinePlace::Heading, options, labels);
        let work = |work: &CitedWork| {
            let sign = if work.without_author { "-@" } else { "@" };
            let mut text = side(&work.prefix);
            if !text.is_empty() && !text.ends_with(' ') {
                text.push(' ');
            }
            let is_simple = work.key.chars().all(|c| c.is_alphanumeric() || "_:-.".contains(c));
            text.push_str(&if is_simple { format!("{sign}{}", work.key) } else { format!("{sign}{{{}}}", work.key) });
            if let Some(locator) = &work.locator {
                text.push_str(&format!(", {{{} {}}}", locator.kind.name(), locator.numbers));
            }
            text.push_str(&side(&work.suffix));
            text
        };
        let works = citation.works.iter().map(work).collect::<Vec<_>>().join("; ");
        let written = if citation.in_text && citation.works.len() == 1 { works } else { format!("[{works}]") };
        self.push(&written);
    }

    fn container(&mut self, node: &Node, inner: &[Inline]) {
        match of(node) {
            None => self.inlines(inner, Some(LETTER)),
            Some(attributes) if fit_braces(attributes) && !attributes.pairs.contains_key("tag") => {
                self.bracketed(&braces(attributes), inner)
            }
            Some(attributes) => {
                let mut own = attributes.clone();
                let tag = own.pairs.remove("tag");
                match own.pairs.remove(ABBREVIATION) {
                    Some(expansion) => {
                        let given = of_tag(&own);
                        self.tagged("abbr", &format!(" title=\"{}\"{given}", value_of_tag(&expansion)), inner);
                    }
                    None => self.tagged(tag.as_deref().unwrap_or("span"), &of_tag(&own), inner),
                }
            }
        }
    }
}

fn is_emphasis(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Emphasis(_) | InlineKind::Strong(_) | InlineKind::Strikethrough(_))
}

/// A quotation without its marks. Reading `<q>` adds them.
fn without_marks(inner: &[Inline]) -> Vec<Inline> {
    const MARKS: [char; 12] = ['“', '”', '„', '‘', '’', '‚', '«', '»', '‹', '›', '「', '」'];
    let mut inner = inner.to_vec();
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = inner.first_mut() {
        *text = text.trim_start_matches(MARKS).trim_start_matches('\u{202F}').to_owned();
    }
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = inner.last_mut() {
        *text = text.trim_end_matches(MARKS).trim_end_matches('\u{202F}').to_owned();
    }
    inner
}

/// A formula as it is written in Markdown.
pub(super) fn formula_text(formula: &Formula) -> String {
    if let Some(markup) = &formula.markup {
        let mut out = String::new();
        element(markup, if formula.display { " display=\"block\"" } else { "" }, &mut out);
        return out;
    }
    let source = formula.source.trim();
    let sign = if formula.display { "$$" } else { "$" };
    if source.len() > sign.len() * 2 && source.starts_with(sign) && source.ends_with(sign) {
        return source.to_owned();
    }
    format!("{sign}{}{sign}", formula.tex.trim())
}

/// Writes an element of MathML.
fn element(math: &MathElement, more: &str, out: &mut String) {
    out.push_str(&format!("<{}{more}", math.name));
    for (key, value) in &math.attributes {
        out.push_str(&format!(" {key}=\"{}\"", value_of_tag(value)));
    }
    out.push('>');
    for node in &math.content {
        match node {
            MathNode::Element(inner) => element(inner, "", out),
            MathNode::Text(text) => out.push_str(&value_of_tag(text)),
        }
    }
    out.push_str(&format!("</{}>", math.name));
}

/// The address of a link.
fn address(target: &str) -> String {
    let is_plain = !target.is_empty() && !target.contains(|c: char| c.is_whitespace() || c.is_control() || "()<>\\\"'&*_`[]".contains(c));
    if is_plain {
        return target.to_owned();
    }
    let mut out = String::from("<");
    for c in target.chars() {
        match c {
            '<' | '>' | '\\' | '&' | '`' | '*' | '_' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str("%0A"),
            c => out.push(c),
        }
    }
    out.push('>');
    out
}

/// The address of a picture. A path is written as a URI.
fn picture_address(source: &str) -> String {
    if is_data(source) || is_remote(source) {
        return address(source);
    }
    let mut out = String::new();
    for c in source.chars() {
        match c {
            ' ' | '%' | '#' | '?' | '(' | ')' | '<' | '>' | '"' | '\'' | '\\' | '&' | '*' | '`' | '[' | ']' | '{' | '}' | '$' | '^'
            | '~' | '|' | '\n' | '\r' | '\t' => out.push_str(&format!("%{:02X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// The title of a link or a picture.
pub(super) fn title_text(title: &str) -> String {
    format!("\"{}\"", title.replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;").replace('\n', " "))
}

/// A number with at most four decimal places.
fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}

/// A size as attributes.
fn sizes(size: &GivenSize) -> Vec<(String, String)> {
    let extent = |extent: Extent| match extent {
        Extent::Fixed(length) => format!("{}pt", rounded(length.to_pt())),
        Extent::Ems(ems) => format!("{}em", rounded(ems)),
        Extent::Share(share) => format!("{}%", rounded(share * 100.0)),
    };
    let sides = [("width", size.width), ("height", size.height), ("max-width", size.most_width), ("max-height", size.most_height)];
    sides.into_iter().filter_map(|(key, side)| Some((key.to_owned(), extent(side?)))).collect()
}
