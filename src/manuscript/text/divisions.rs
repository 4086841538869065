//! Makes the divisions of a file from its headings.
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Attributes, Block, BlockKind, Division, DivisionKind, Heading, Inline, InlineKind, Node, NodeRole};
use crate::source::Span;

use crate::manuscript::files::assembled::assembled;
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::shape;

/// The part of a file in the book, from `book.toml` and its front matter.
#[derive(Clone, Debug, Default)]
pub(crate) struct FileRole {
    /// The kind of its divisions.
    pub(crate) kind: Option<DivisionKind>,
    /// Their kind if neither `kind` nor their headings set one.
    pub(crate) fallback: Option<DivisionKind>,
    /// The title, if the text has no heading.
    pub(crate) title: Option<String>,
    /// Whether the title stands above the text, as on a web page, unless the text has a single heading of the first level. If not, the text
    /// needs no title if it begins with a heading of any level.
    pub(crate) keeps_title: bool,
    /// The place of the title, if it is in the front matter of the file.
    pub(crate) title_span: Option<Span>,
    /// The place of its line in mdBook's summary, if the title comes from there.
    pub(crate) summary_span: Option<Span>,
    /// Its language.
    pub(crate) lang: Option<String>,
    /// The path relative to the root.
    pub(crate) file: Option<String>,
    /// Whether the file is one of several. If it has a single title, the text above the title belongs to that chapter too.
    pub(crate) is_one_of_several: bool,
    /// The level of the headings that open top divisions. `None` is 1. It is 2 if the only heading of level 1 is the title of the book.
    pub(crate) top: Option<u8>,
}

/// A heading that opens a division.
struct OpenDivision {
    level: u8,
    division: Division,
}

fn level(block: &Block) -> Option<u8> {
    match block.kind {
        BlockKind::Heading { level, .. } => Some(level),
        _ => None,
    }
}

/// Takes a title out of the container that a file begins with: `<div align="center"><h1>The Sea</h1></div>`. What stands before and after
/// the title in the container stays in containers of its own. The heading is the title only if all others are of deeper levels.
pub(crate) fn with_title_outside(mut blocks: Vec<Block>) -> Vec<Block> {
    let Some(at) = blocks.iter().position(|block| shape::prints(std::slice::from_ref(block))) else { return blocks };
    let BlockKind::Container(inner) = &mut blocks[at].kind else { return blocks };
    let Some(title) = inner.iter().position(|block| level(block).is_some()) else { return blocks };
    let mut after = inner.split_off(title);
    let mut before = std::mem::take(inner);
    let heading = after.remove(0);
    let container = blocks.remove(at);
    let others = blocks.iter().chain(&before).chain(&after).filter_map(level).min();
    if others.is_some_and(|other| level(&heading).is_some_and(|own| other <= own)) {
        before.push(heading);
        before.append(&mut after);
        blocks.insert(at, Block { kind: BlockKind::Container(before), ..container });
        return blocks;
    }
    let part = |inner: Vec<Block>| {
        let span = inner.iter().map(|block| block.node.span).reduce(Span::to)?;
        Some(Block { node: Node { span, ..container.node.clone() }, kind: BlockKind::Container(inner) })
    };
    let parts: Vec<Block> = [part(before), Some(heading), part(after)].into_iter().flatten().collect();
    blocks.splice(at..at, parts);
    blocks
}

/// Reports a file without a title, if it is one of several: the contents cannot list its chapter.
fn check_has_title(divisions: &[Division], role: &FileRole, reading: &Reading<'_>) {
    let [Division { kind: DivisionKind::Chapter, heading: None, blocks, node, .. }] = divisions else { return };
    if role.is_one_of_several && shape::prints(blocks) {
        let start = Span { end: node.span.start, ..node.span };
        let diagnostic = Diagnostic::new(codes::NAMELESS_CHAPTER, reading.at(start), "this chapter has no title");
        reading.sink.report(diagnostic.cause("no title").label("not in the contents").hint("begin the file with `# Title`"));
    }
}

/// Reports a heading without words: `#` alone on its line. A chapter under it is not in the contents, and a lower heading is not printed.
fn check_has_words(block: &Block, is_top: bool, reading: &Reading<'_>) {
    let BlockKind::Heading { title, .. } = &block.kind else { return };
    check_has_no_signs(block, title, reading);
    let is_nothing =
        |inline: &Inline| matches!(inline.kind, InlineKind::Text(_) | InlineKind::Anchor | InlineKind::Raw(_) | InlineKind::SoftBreak);
    if !title.iter().all(is_nothing) || !crate::document::plain_text(title).trim().is_empty() {
        return;
    }
    let span = reading.at(block.node.span);
    reading.sink.report(if is_top {
        Diagnostic::new(codes::NAMELESS_CHAPTER, span, "the heading of this chapter has no words")
            .cause("no words")
            .label("not in the contents")
            .hint("write the title after `#`")
    } else {
        Diagnostic::new(codes::BROKEN_HEADING, span, "this heading has no words")
            .cause("no words")
            .label("not printed")
            .hint("write its words, or remove it")
    });
}

/// Reports a title that begins with number signs and a space, like another heading: `# # Title`. In `# # of pages`, the sign is a word.
fn check_has_no_signs(block: &Block, title: &[Inline], reading: &Reading<'_>) {
    let Some(InlineKind::Text(text)) = title.first().map(|inline| &inline.kind) else { return };
    let rest = text.trim_start_matches('#');
    if rest.len() < text.len() && rest.starts_with(' ') && !rest.trim_start().starts_with(char::is_lowercase) {
        let diagnostic = Diagnostic::new(codes::BROKEN_HEADING, reading.at(block.node.span), "this title begins with `#`").cause("signs");
        reading.sink.report(diagnostic.label("printed as typed").hint("write all number signs together, or a backslash before this one"));
    }
}

/// Makes the divisions of a file.
pub(crate) fn divide(blocks: Vec<Block>, role: &FileRole, reading: &Reading<'_>) -> Vec<Division> {
    let whole = blocks.iter().map(|block| block.node.span).reduce(Span::to).unwrap_or(assembled(0..0));
    // The title is the first heading of the top level, or else the first heading if nothing before it prints.
    let first = blocks.iter().position(|block| level(block).is_some());
    let named = blocks.iter().position(|block| level(block).is_some_and(|own| own <= role.top.unwrap_or(1)));
    let opening = match (named, first) {
        _ if role.keeps_title && role.title.is_some() && blocks.iter().filter(|block| level(block) == Some(1)).count() != 1 => None,
        (Some(named), _) => Some(named),
        (None, Some(first)) if !shape::prints(&blocks[..first]) => Some(first),
        _ => None,
    };
    let top = opening.and_then(|at| level(&blocks[at])).unwrap_or(0).max(role.top.unwrap_or(0));
    let is_chapter = role.is_one_of_several && blocks.iter().filter(|block| level(block).is_some_and(|own| own <= top)).count() == 1;
    let mut out: Vec<Division> = Vec::new();
    let mut stack: Vec<OpenDivision> = Vec::new();
    let mut before: Vec<Block> = Vec::new();
    if opening.is_none() {
        stack.push(OpenDivision { level: 0, division: untitled(role, whole) });
    }
    for block in blocks {
        let Some(own) = level(&block) else {
            match stack.last_mut() {
                Some(last) => last.division.blocks.push(block),
                None => before.push(block),
            }
            continue;
        };
        if stack.is_empty() && !is_chapter && shape::prints(&before) {
            // Text before the title stays before it, in a division of its own.
            let span = before.iter().map(|block| block.node.span).reduce(Span::to).unwrap_or(whole);
            let mut division = untitled(&FileRole { title: None, ..role.clone() }, span);
            division.blocks = std::mem::take(&mut before);
            out.push(division);
        }
        let own = if opening.is_some() && own < top { top } else { own };
        while stack.last().is_some_and(|last| last.level >= own) {
            close(&mut stack, &mut out);
        }
        let above = stack.last().map_or(if opening.is_none() { 0 } else { top.saturating_sub(1) }, |last| last.level);
        if own > above + 1 && !stack.is_empty() && !(above == 0 && own <= 2) {
            reading.sink.report(
                Diagnostic::new(
                    codes::HEADING_SKIP,
                    reading.at(block.node.span),
                    format!("a heading of level {own} under one of level {above}"),
                )
                .hint(format!("use level {}: `{}`", above + 1, "#".repeat(usize::from(above) + 1))),
            );
        }
        let is_top = stack.is_empty();
        check_has_words(&block, is_top, reading);
        let mut division = titled(block, is_top, role);
        if is_top && out.is_empty() {
            check_title(&division, role, reading);
        }
        if is_top && !before.is_empty() {
            // The chapter begins a page anyway. A page break before the title would come below it, and leave it alone on its page.
            let breaks = before.iter().take_while(|block| !shape::prints(std::slice::from_ref(*block)));
            let last = breaks.enumerate().filter(|(_, block)| matches!(block.kind, BlockKind::PageBreak)).map(|(at, _)| at).last();
            before.drain(..last.map_or(0, |last| last + 1)).for_each(drop);
            division.blocks.append(&mut before);
        }
        stack.push(OpenDivision { level: own, division });
    }
    while !stack.is_empty() {
        close(&mut stack, &mut out);
    }
    if out.is_empty() {
        let mut division = untitled(role, whole);
        division.blocks = before;
        out.push(division);
    } else if let Some(last) = out.last_mut() {
        last.blocks.append(&mut before);
    }
    check_has_title(&out, role, reading);
    for (at, division) in out.iter_mut().enumerate() {
        if at == 0 {
            division.file.clone_from(&role.file);
        }
        if division.node.lang().is_none() && role.lang.is_some() {
            crate::manuscript::syntax::attributes::merge(
                &mut division.node,
                Attributes { lang: role.lang.clone(), ..Attributes::default() },
            );
        }
    }
    out
}

/// Reports a title in the front matter or in the summary that differs from the heading of the text.
fn check_title(division: &Division, role: &FileRole, reading: &Reading<'_>) {
    let (Some(title), Some(heading)) = (&role.title, &division.heading) else { return };
    let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let printed = words(&crate::document::plain_text(&heading.title));
    if printed.contains(&words(title)) {
        return;
    }
    let diagnostic = match (role.title_span, role.summary_span) {
        (Some(span), _) => {
            let message = format!("the title `{title}` is not used, because the text has a heading");
            Diagnostic::new(codes::UNUSED_KEY, span, message).cause("title")
        }
        (None, Some(span)) => {
            let message = format!("the title `{title}` is not used, because the text has another heading");
            Diagnostic::new(codes::TEXT_IN_SUMMARY, span, message).cause("title")
        }
        (None, None) => return,
    };
    reading.sink.report(diagnostic.label("not printed").hint("remove the title, or the heading"));
}

fn close(stack: &mut Vec<OpenDivision>, out: &mut Vec<Division>) {
    if let Some(OpenDivision { mut division, .. }) = stack.pop() {
        let end = |blocks: &[Block], divisions: &[Division]| {
            blocks.iter().map(|block| block.node.span).chain(divisions.iter().map(|division| division.node.span)).reduce(Span::to)
        };
        if let Some(span) = end(&division.blocks, &division.divisions) {
            division.node.span = division.node.span.to(span);
        }
        match stack.last_mut() {
            Some(above) => above.division.divisions.push(division),
            None => out.push(division),
        }
    }
}

fn kind_of(role: &FileRole) -> DivisionKind {
    role.kind.or(role.fallback).unwrap_or(DivisionKind::Chapter)
}

fn untitled(role: &FileRole, span: Span) -> Division {
    let heading = role.title.as_ref().map(|title| Heading {
        node: Node::at(span),
        title: vec![Inline { node: Node::at(Span { end: span.start, ..span }), kind: InlineKind::Text(title.clone()) }],
        numbered: true,
        own_number: None,
    });
    Division { node: Node::at(span), kind: kind_of(role), heading, blocks: Vec::new(), divisions: Vec::new(), file: None }
}

/// The division that a heading opens. It gets the attributes of the heading.
fn titled(block: Block, is_top: bool, role: &FileRole) -> Division {
    let Block { mut node, kind } = block;
    let BlockKind::Heading { title, .. } = kind else { return untitled(role, node.span) };
    let mut attributes = node.attrs.as_deref().cloned().unwrap_or_default();
    let given = attributes.pairs.get("kind").cloned().or_else(|| {
        let mut classes = attributes.classes.iter();
        classes.find(|class| DivisionKind::named(class).is_some()).cloned()
    });
    let given = given.as_deref().and_then(DivisionKind::named);
    if given.is_some() {
        attributes.pairs.remove("kind");
    }
    let numbered = !attributes.has_role(NodeRole::Unnumbered);
    let inherited = if is_top {
        role.kind.or_else(|| named_by(&title)).or(role.fallback).unwrap_or(DivisionKind::Chapter)
    } else {
        DivisionKind::Section
    };
    let own = Node::at(node.span);
    node = Node::with(node.span, attributes);
    // In the body, a title such as "Introduction" does not set the kind. Only the author can do that.
    let kind = given.unwrap_or(if is_top && role.fallback == Some(DivisionKind::Chapter) {
        role.kind.unwrap_or(DivisionKind::Chapter)
    } else {
        inherited
    });
    Division {
        node,
        kind,
        heading: Some(Heading { node: own, title, numbered, own_number: None }),
        blocks: Vec::new(),
        divisions: Vec::new(),
        file: None,
    }
}

/// The kind of division that a title names: "Preface" names a preface.
fn named_by(title: &[Inline]) -> Option<DivisionKind> {
    const WORDS: &[(&str, DivisionKind)] = &[
        ("acknowledgments", DivisionKind::Acknowledgements),
        ("sources", DivisionKind::Bibliography),
        ("further reading", DivisionKind::Bibliography),
        ("sources and further reading", DivisionKind::Bibliography),
        ("notes", DivisionKind::Endnotes),
        ("timeline", DivisionKind::Chronology),
        ("vorwort", DivisionKind::Preface),
        ("einleitung", DivisionKind::Introduction),
        ("anhang", DivisionKind::Appendix),
        ("préface", DivisionKind::Preface),
        ("prólogo", DivisionKind::Preface),
        ("prefazione", DivisionKind::Preface),
        ("предисловие", DivisionKind::Preface),
    ];
    let title = crate::document::plain_text(title).to_lowercase();
    DivisionKind::named(&title)
        .filter(|kind| !matches!(kind, DivisionKind::Part | DivisionKind::Chapter | DivisionKind::Section))
        .or_else(|| WORDS.iter().find(|(word, _)| *word == title).map(|(_, kind)| *kind))
}
