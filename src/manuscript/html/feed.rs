//! Feeds Markdown with raw HTML into a tree. Decides what is a tag and what only looks like one, and puts everything into a
//! [`HtmlTreeBuilder`] in order.
//!
//! The text is cut into steps first, since it may have to go in twice: an element that is not closed ends before the next heading of
//! Markdown, and which elements those are is known only at the end.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::document::{Block, BlockKind, Format, Inline, InlineKind, Node, Raw};
use crate::source::Span;

use crate::manuscript::files::assembled::{assembled, bytes};
use crate::manuscript::html::element_kind::{ElementKind, element_kind, is_end_optional};
use crate::manuscript::html::reports;
use crate::manuscript::html::tokens::{self, HtmlToken, StartTag, is_verbatim, is_void};
use crate::manuscript::html::tree::{HtmlTree, HtmlTreeBuilder, TreeNodeKind};
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::shape;

/// A line of an HTML block.
#[derive(Debug)]
pub(crate) struct HtmlLine {
    /// Its first byte in the assembled text.
    pub(crate) start: usize,
    /// Its text, with its line end.
    pub(crate) text: String,
}

/// A tag that the author wrote.
#[derive(Debug)]
pub(crate) struct Tag {
    /// The tag.
    pub(crate) start: StartTag,
    /// What the element is. `None` for a component: an element that HTML does not have.
    pub(crate) element: Option<ElementKind>,
    /// The place of the tag in the assembled text.
    pub(crate) span: Span,
}

/// What a node of the tree stands for.
#[derive(Debug)]
pub(crate) enum NodeOrigin {
    /// An element.
    Tag(Tag),
    /// An inline of Markdown, such as emphasis, with HTML inside. Its content is the content of the node.
    Markup(Inline),
    /// An inline of Markdown.
    Inline(Inline),
    /// A block of Markdown.
    Block(Block),
    /// Text in an HTML block.
    Text(Vec<HtmlTextLine>),
    /// An element whose content is not HTML, with its content as written.
    Verbatim(Tag, String),
}

/// A line of text in an HTML block.
#[derive(Debug)]
pub(crate) struct HtmlTextLine {
    /// The text with its character references replaced, without its line end.
    pub(crate) text: String,
    /// Its bytes in the assembled text.
    pub(crate) range: Range<usize>,
    /// Whether a line end follows.
    pub(crate) ends: bool,
}

/// What goes into the tree next.
enum FeedStep {
    Start { name: String, number: usize, ends_paragraph: bool },
    End { name: String, written: String, span: Span },
    Content { number: usize, is_block: bool, is_heading: bool },
    White { text: String },
}

/// A tree, and what its nodes stand for.
pub(crate) struct Fragment {
    pub(crate) tree: HtmlTree,
    pub(crate) fed: Vec<NodeOrigin>,
    /// Whether tags were left out or elements closed early because too many elements were open.
    pub(crate) is_too_deep: bool,
}

/// The name in the tree of a component. No element of HTML has it, so the Standard has no rules for it.
fn component_name(written: &str) -> String {
    format!("x-{}", written.to_ascii_lowercase())
}

/// The name in the tree of an inline of Markdown. No author can write it.
const MARKUP: &str = "<markup>";

/// Whether inlines have raw HTML.
pub(crate) fn has_html(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match &inline.kind {
        InlineKind::Raw(raw) => raw.format == Format::Html,
        kind => kind.inner().is_some_and(has_html),
    })
}

/// Whether a name with a capital is that of a component: `<Link>…</Link>` is not the void element `link` of HTML, and `<Listing>` of mdBook
/// is not the old element `listing`.
fn may_be_component(name: &str) -> bool {
    is_void(name) || name == "listing"
}

/// Whether an element of old versions of HTML holds code as typed.
pub(crate) fn is_listing(name: &str) -> bool {
    matches!(name, "xmp" | "plaintext")
}

/// Collects what goes into a tree.
pub(crate) struct Feed<'r, 'a> {
    reading: &'r Reading<'a>,
    fed: Vec<NodeOrigin>,
    steps: Vec<FeedStep>,
    /// The names of elements without an end tag among the inlines that are being read.
    endless: BTreeSet<String>,
}

impl<'r, 'a> Feed<'r, 'a> {
    pub(crate) fn new(reading: &'r Reading<'a>) -> Self {
        Self { reading, fed: Vec::new(), steps: Vec::new(), endless: BTreeSet::new() }
    }

    fn number(&mut self, fed: NodeOrigin) -> usize {
        self.fed.push(fed);
        self.fed.len() - 1
    }

    /// Adds a block of Markdown.
    pub(crate) fn block(&mut self, block: Block) {
        let is_heading = matches!(block.kind, BlockKind::Heading { .. });
        let number = self.number(NodeOrigin::Block(block));
        self.steps.push(FeedStep::Content { number, is_block: true, is_heading });
    }

    fn content(&mut self, fed: NodeOrigin) {
        let number = self.number(fed);
        self.steps.push(FeedStep::Content { number, is_block: false, is_heading: false });
    }

    /// Adds an HTML block.
    pub(crate) fn html(&mut self, lines: &[HtmlLine]) {
        let mut text = String::new();
        let mut starts = Vec::new();
        for line in lines {
            starts.push((text.len(), line.start));
            text.push_str(&line.text);
        }
        let place = |at: usize| {
            let line = starts.partition_point(|(own, _)| *own <= at).saturating_sub(1);
            starts.get(line).map_or(0, |(own, start)| start + (at - own))
        };
        for (range, token) in tokens::tokens(&text) {
            let own = place(range.start)..place(range.end.saturating_sub(1).max(range.start)) + 1;
            match token {
                HtmlToken::Text => self.text(&text, range, &place),
                HtmlToken::Verbatim { tag, inner: Some(inner) } => {
                    let inner = self.reading.restored(&text[inner], own.clone());
                    self.verbatim(tag, inner, assembled(own));
                }
                HtmlToken::Verbatim { tag, inner: None } => self.unclosed_verbatim(&tag, assembled(own)),
                HtmlToken::Start(tag) => {
                    // A component that begins a line is a block. The Standard's rules do not know it, so they would leave it in a
                    // paragraph. Only the white space before the tag is read, because a line may have a hundred thousand tags.
                    let before = text[..range.start].trim_end_matches(|c: char| c != '\n' && c.is_whitespace());
                    let begins_line = before.is_empty() || before.ends_with('\n');
                    self.start(tag, &text[range], own, begins_line);
                }
                HtmlToken::End { name, written } => self.end(&name, written, &text[range], assembled(own)),
                HtmlToken::Comment => {
                    if !text[range.clone()].ends_with("-->") && !text[range.clone()].ends_with("--!>") {
                        reports::unclosed_comment(assembled(own.start..own.start + "<!--".len()), self.reading);
                    }
                    let raw = Raw { format: Format::Html, text: text[range].to_owned() };
                    if shape::is_page_break(&raw) {
                        self.block(Block { node: Node::at(assembled(own)), kind: BlockKind::PageBreak });
                    }
                }
                HtmlToken::Declaration => reports::declaration(&text[range], assembled(own), self.reading),
            }
        }
    }

    /// Adds text of an HTML block: each line by itself, so that its place is known.
    fn text(&mut self, text: &str, range: Range<usize>, place: &dyn Fn(usize) -> usize) {
        if text[range.clone()].trim_matches([' ', '\t', '\n', '\r']).is_empty() {
            return self.steps.push(FeedStep::White { text: text[range].replace('\r', "") });
        }
        let mut at = range.start;
        let mut lines = Vec::new();
        for line in text[range].split_inclusive('\n') {
            let words = line.trim_end_matches(['\n', '\r']);
            let own = place(at)..place(at) + words.len();
            let words = tokens::decoded(&self.reading.restored(words, own.clone()));
            lines.push(HtmlTextLine { text: words, range: own, ends: line.ends_with('\n') });
            at += line.len();
        }
        self.content(NodeOrigin::Text(lines));
    }

    /// Adds inlines of Markdown, with the tags among them.
    pub(crate) fn inlines(&mut self, inlines: Vec<Inline>) {
        self.endless.clear();
        self.some_inlines(inlines);
    }

    fn some_inlines(&mut self, inlines: Vec<Inline>) {
        let mut rest = inlines.into_iter();
        while let Some(mut inline) = rest.next() {
            let raw = match &inline.kind {
                InlineKind::Raw(raw) if raw.format == Format::Html => raw.text.clone(),
                kind if kind.inner().is_some_and(has_html) => {
                    let inner = inline.kind.inner_mut().map(std::mem::take).unwrap_or_default();
                    let number = self.number(NodeOrigin::Markup(inline));
                    self.steps.push(FeedStep::Start { name: MARKUP.to_owned(), number, ends_paragraph: false });
                    self.some_inlines(inner);
                    self.steps.push(FeedStep::End { name: MARKUP.to_owned(), written: String::new(), span: Span::DETACHED });
                    continue;
                }
                _ => {
                    self.content(NodeOrigin::Inline(inline));
                    continue;
                }
            };
            let span = inline.node.span;
            if tokens::first_tag_end(&raw) != Some(raw.len()) {
                // Several tags with text between them: code with the format `html`.
                self.html(&[HtmlLine { start: span.start as usize, text: raw }]);
                continue;
            }
            match tokens::first_token(&raw) {
                Some(HtmlToken::Start(tag)) if is_verbatim(&tag.name) && !tag.self_closing => {
                    match self.matching(&tag.name, rest.as_slice()) {
                        Some(end) => {
                            let last = rest.nth(end).map_or(span, |inline| inline.node.span);
                            let inner = span.end as usize..last.start as usize;
                            let text = self.reading.text().get(inner.clone()).unwrap_or_default();
                            let text = self.reading.restored(text, inner);
                            self.verbatim(tag, text, span.to(last));
                        }
                        None => self.unclosed_verbatim(&tag, span),
                    }
                }
                Some(HtmlToken::Start(tag)) => self.start(tag, &raw, bytes(span), false),
                Some(HtmlToken::End { name, written }) => self.end(&name, written, &raw, span),
                Some(HtmlToken::Comment) if matches!(&inline.kind, InlineKind::Raw(raw) if shape::is_page_break(raw)) => {
                    self.content(NodeOrigin::Inline(inline));
                }
                Some(HtmlToken::Comment) => {}
                Some(HtmlToken::Declaration) => reports::declaration(&raw, span, self.reading),
                Some(HtmlToken::Verbatim { .. } | HtmlToken::Text) | None => self.as_text(&raw, span),
            }
        }
    }

    /// The index of the end tag of an element that has no HTML inside, among the inlines after its start tag.
    fn matching(&mut self, name: &str, rest: &[Inline]) -> Option<usize> {
        if self.endless.contains(name) {
            return None;
        }
        let mut depth = 1;
        let found = rest.iter().position(|inline| {
            let InlineKind::Raw(raw) = &inline.kind else { return false };
            match tokens::first_token(&raw.text) {
                Some(HtmlToken::Start(tag)) if tag.name == name && !tag.self_closing && matches!(name, "svg" | "math") => depth += 1,
                Some(HtmlToken::End { name: own, .. }) if own == name => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        if found.is_none() {
            self.endless.insert(name.to_owned());
        }
        found
    }

    fn verbatim(&mut self, tag: StartTag, inner: String, span: Span) {
        let element = element_kind(&tag.name);
        let is_block = is_listing(&tag.name);
        let number = self.number(NodeOrigin::Verbatim(Tag { start: tag, element, span }, inner));
        self.steps.push(FeedStep::Content { number, is_block, is_heading: false });
    }

    fn unclosed_verbatim(&self, tag: &StartTag, span: Span) {
        reports::unclosed(&tag.written, span, self.reading);
    }

    fn as_text(&mut self, text: &str, span: Span) {
        let kind = InlineKind::Text(text.to_owned());
        self.content(NodeOrigin::Inline(Inline { node: Node::at(span), kind }));
    }

    /// What a start tag opens: an element of HTML, or a component (`Some(None)`). `None` if it only looks like a tag.
    fn opened(&self, tag: &StartTag, raw: &str, range: Range<usize>) -> Option<Option<ElementKind>> {
        let names = self.reading.tag_names();
        let closed = names.closed.contains(&tag.written);
        let is_component = closed || tag.self_closing || (!tag.attributes.is_empty() && raw.contains('='));
        let Some(element) = element_kind(&tag.name) else { return is_component.then_some(None) };
        if tag.written == tag.name || closed {
            return Some(Some(element).filter(|_| tag.written == tag.name || !may_be_component(&tag.name)));
        }
        // In `Vec<B>`, a name with capitals follows a word, and nothing closes it. `<BR>` and `<TD>` need no end tag.
        let text = self.reading.text();
        let before = text.get(..range.start).and_then(|text| text.chars().next_back());
        let after = text.get(range.end..).and_then(|text| text.chars().next());
        let needs_end = match tag.name.as_str() {
            // `Box<P>` in a sentence is the type of a program, `one<P>two` are two paragraphs.
            "p" => after.is_some_and(|c| !c.is_alphanumeric() && c != '\n'),
            name => !is_void(name) && !is_end_optional(name),
        };
        let follows_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let is_generic = needs_end && tag.attributes.is_empty() && !tag.self_closing && follows_word;
        (!is_generic).then_some(Some(element))
    }

    fn start(&mut self, mut tag: StartTag, raw: &str, range: Range<usize>, begins_line: bool) {
        let span = assembled(range.clone());
        let Some(element) = self.opened(&tag, raw, range.clone()) else {
            reports::tag_as_text(&tag.written, span, self.reading);
            return self.as_text(raw, span);
        };
        for (_, value) in &mut tag.attributes {
            *value = self.reading.restored(value, range.clone());
        }
        let name = if element.is_some() { tag.name.clone() } else { component_name(&tag.written) };
        let closes = tag.self_closing && !is_void(&name);
        let number = self.number(NodeOrigin::Tag(Tag { start: tag, element, span }));
        let ends_paragraph = element.is_none() && begins_line;
        self.steps.push(FeedStep::Start { name: name.clone(), number, ends_paragraph });
        if closes {
            self.steps.push(FeedStep::End { name, written: String::new(), span });
        }
    }

    fn end(&mut self, name: &str, written: String, raw: &str, span: Span) {
        let names = self.reading.tag_names();
        let capital = written != name && may_be_component(name) && names.opened.contains(&written);
        match element_kind(name).filter(|_| !capital) {
            Some(_) => self.steps.push(FeedStep::End { name: name.to_owned(), written, span }),
            None if names.opened.contains(&written) => {
                self.steps.push(FeedStep::End { name: component_name(&written), written, span });
            }
            None => {
                reports::tag_as_text(&format!("/{written}"), span, self.reading);
                self.as_text(raw, span);
            }
        }
    }

    /// Builds the tree, and reports tags that open or close nothing.
    pub(crate) fn grow(self) -> Fragment {
        let (mut grower, mut left) = self.pass(&BTreeSet::new());
        if !left.open.is_empty() && self.steps.iter().any(|step| matches!(step, FeedStep::Content { is_heading: true, .. })) {
            let unclosed = left.open.iter().copied().collect();
            (grower, left) = self.pass(&unclosed);
            left.open = unclosed.into_iter().collect();
        }
        for number in left.open {
            if let NodeOrigin::Tag(tag) = &self.fed[number] {
                reports::unclosed(&tag.start.written, tag.span, self.reading);
            }
        }
        if let Some(span) = left.deep {
            self.reading.report_depth(span);
        }
        let is_too_deep = grower.too_deep;
        let mut tree = grower.finish();
        let is_table = |number: usize| matches!(&self.fed[number], NodeOrigin::Tag(Tag { element: Some(ElementKind::Table), .. }));
        for loose in tree.part_loose_content(is_table) {
            if let Some(span) = self.span(loose.number) {
                reports::loose_in_table(span, self.reading);
            }
        }
        let mut left_out = self.left_out(&tree);
        for (written, span) in left.strays {
            // If a start tag is left out, its end tag is left out too.
            match left_out.get_mut(&written.to_ascii_lowercase()).filter(|count| **count > 0) {
                Some(count) => *count -= 1,
                None => reports::stray(&written, span, self.reading),
            }
        }
        Fragment { tree, fed: self.fed, is_too_deep }
    }

    /// How many tags of each name are not in the tree, since the Standard ignores them where they are.
    fn left_out(&self, tree: &HtmlTree) -> BTreeMap<String, usize> {
        let mut found = vec![false; self.fed.len()];
        for node in &tree.nodes {
            if let TreeNodeKind::Given(_, number) = &node.kind {
                found[*number] = true;
            }
        }
        let mut counts = BTreeMap::new();
        for (fed, _) in self.fed.iter().zip(found).filter(|(_, found)| !found) {
            if let NodeOrigin::Tag(tag) = fed {
                *counts.entry(tag.start.name.clone()).or_default() += 1;
            }
        }
        counts
    }

    /// Puts everything into a tree. `unclosed` are the tags that end before the next heading.
    fn pass(&self, unclosed: &BTreeSet<usize>) -> (HtmlTreeBuilder, Leftovers) {
        let mut grower = HtmlTreeBuilder::new();
        let mut left = Leftovers::default();
        for step in &self.steps {
            match step {
                FeedStep::Start { name, number, ends_paragraph } => {
                    if *ends_paragraph && grower.is_open("p") {
                        grower.end("p");
                    }
                    let was_deep = grower.too_deep;
                    grower.start(name, *number);
                    if grower.too_deep && !was_deep {
                        left.deep = self.span(*number);
                    }
                }
                FeedStep::End { name, written, span } => {
                    if !written.is_empty() && !grower.is_open(name) {
                        left.strays.push((written.clone(), *span));
                        // If nothing is open, `</p>` and `</br>` would make elements.
                        continue;
                    }
                    grower.end(name);
                }
                FeedStep::Content { number, is_block, is_heading } => {
                    if *is_heading && !unclosed.is_empty() {
                        let open = grower.open_tags();
                        for (name, _) in open.into_iter().rev().filter(|(_, number)| unclosed.contains(number)) {
                            grower.end(&name);
                        }
                    }
                    grower.content(*number, *is_block);
                }
                FeedStep::White { text } => grower.white(text),
            }
        }
        left.open =
            grower.open_tags().into_iter().filter(|(name, _)| !is_end_optional(name) && name != MARKUP).map(|(_, number)| number).collect();
        (grower, left)
    }

    fn span(&self, number: usize) -> Option<Span> {
        match &self.fed[number] {
            NodeOrigin::Tag(tag) | NodeOrigin::Verbatim(tag, _) => Some(tag.span),
            NodeOrigin::Markup(inline) | NodeOrigin::Inline(inline) => Some(inline.node.span),
            NodeOrigin::Block(block) => Some(block.node.span),
            NodeOrigin::Text(lines) => lines.first().map(|line| assembled(line.range.clone())),
        }
    }
}

/// What is left when everything is in the tree.
#[derive(Default)]
struct Leftovers {
    /// The numbers of the tags that nothing closed.
    open: Vec<usize>,
    /// The end tags that closed nothing.
    strays: Vec<(String, Span)>,
    /// The first tag that is nested too deeply.
    deep: Option<Span>,
}
