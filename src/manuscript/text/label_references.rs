//! References by labels, as Quarto and pandoc-crossref write them: `@fig-map`, `[@fig-a; @fig-b]`, `[-@eq:mass]`, `[Plate @fig-map]`. In
//! the dialect of bookdown also `\@ref(fig:map)`, which prints the number.
//!
//! A label begins with the prefix of its kind (`syntax/labels.rs`), which tells it from the key of a citation. Whether the book has the
//! label is known only when all files are read: the resolution prints what the author typed if it does not. References are read before
//! punctuation is set, because only then does text have its place in the source.
use std::ops::Range;

use crate::document::{CrossReference, Inline, InlineKind, Node, ReferenceForm, ReferenceWord, VisitMut};
use crate::language::{SmartPiece, smarten};
use crate::source::Span;

use crate::manuscript::files::assembled::assembled;
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::syntax::attributes::{WITH_PAGE, braces, merge, verbatim};
use crate::manuscript::syntax::labels::label;

/// The longest group in brackets, in bytes. A longer one is text, so that the search takes linear time.
const LONGEST: usize = 2048;

/// The pass over one text.
pub(super) struct LabelReferences<'a> {
    pub(super) reading: &'a Reading<'a>,
    /// The language of the book.
    pub(super) lang: String,
    /// Whether `\@ref(fig:map)` is a reference.
    pub(super) is_bookdown: bool,
}

impl VisitMut for LabelReferences<'_> {
    fn line(&mut self, inlines: &mut Vec<Inline>) {
        if inlines.iter().any(has_sign) {
            self.sequence(inlines, true);
        }
    }
}

/// Whether an inline has the sign of a reference, outside links and the texts of pictures.
fn has_sign(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text(text) => text.contains('@'),
        InlineKind::Link { .. } | InlineKind::Image { .. } => false,
        kind => kind.inner().unwrap_or_default().iter().any(has_sign),
    }
}

/// Whether an inline is a piece of a stretch of text: text as typed, or a line end.
fn is_text(inline: &Inline) -> bool {
    inline.node.attrs.is_none() && (matches!(inline.kind, InlineKind::SoftBreak) || verbatim(inline).is_some())
}

impl LabelReferences<'_> {
    /// Reads the references in a sequence of inlines. `begins` says whether a sentence begins with it.
    fn sequence(&self, inlines: &mut Vec<Inline>, begins: bool) {
        let mut rest = std::mem::take(inlines).into_iter().peekable();
        while let Some(mut inline) = rest.next() {
            let is_first = inlines.is_empty();
            if !is_text(&inline) {
                if has_sign(&inline) && !self.spanned(&mut inline, begins && is_first) {
                    inline.kind.inner_mut().into_iter().for_each(|inner| self.sequence(inner, begins && is_first));
                }
                inlines.push(inline);
                continue;
            }
            let mut stretch = Stretch::default();
            stretch.add(inline, self.reading.text());
            while let Some(next) = rest.next_if(is_text) {
                stretch.add(next, self.reading.text());
            }
            let mut found = if stretch.text.contains('@') { stretch.references(begins && is_first, self.is_bookdown) } else { Vec::new() };
            found.iter_mut().for_each(|found| self.set_suffix(&mut found.inline));
            stretch.write(found, inlines);
        }
    }

    /// Sets the punctuation of the words after a reference.
    fn set_suffix(&self, inline: &mut Inline) {
        if let InlineKind::CrossReference(CrossReference { suffix, .. }) = &mut inline.kind
            && !suffix.is_empty()
        {
            let piece = SmartPiece { text: std::mem::take(suffix), lang: self.lang.clone(), ..SmartPiece::default() };
            *suffix = smarten(&[SmartPiece::fixed("x"), piece]).pop().unwrap_or_default();
        }
    }

    /// Makes a reference from a container that holds nothing else: `[@fig-a; @fig-b]{.with-page}`. Returns whether it was one.
    fn spanned(&self, inline: &mut Inline, begins: bool) -> bool {
        let InlineKind::Container(inner) = &inline.kind else { return false };
        if !inner.iter().all(is_text) {
            return false;
        }
        let mut stretch = Stretch::default();
        inner.iter().cloned().for_each(|inner| stretch.add(inner, self.reading.text()));
        let Some(items) = items(&stretch.text) else { return false };
        let written = format!("[{}]", stretch.text);
        inline.kind = kind(&items, written, begins, &inline.node, |range| stretch.span(range));
        inline.node = without_forms(&inline.node);
        self.set_suffix(inline);
        true
    }
}

/// Text as typed, in one piece.
#[derive(Default)]
struct Stretch {
    text: String,
    /// The inlines, each with its first byte in the text.
    pieces: Vec<(usize, Inline)>,
    /// The bytes that a backslash escapes, in order.
    escaped: Vec<usize>,
}

/// A reference in a stretch.
struct FoundReference {
    range: Range<usize>,
    inline: Inline,
}

impl Stretch {
    fn add(&mut self, inline: Inline, source: &str) {
        let at = self.text.len();
        let start = inline.node.span.start as usize;
        match verbatim(&inline) {
            Some(text) => {
                if start > 0 && source.as_bytes().get(start - 1) == Some(&b'\\') {
                    self.escaped.push(at);
                }
                self.text.push_str(text);
            }
            None => self.text.push('\n'),
        }
        self.pieces.push((at, inline));
    }

    /// The place of some bytes in the assembled text.
    fn span(&self, range: Range<usize>) -> Span {
        let place = |at: usize| {
            let piece = self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1);
            self.pieces.get(piece).map_or(0, |(start, inline)| inline.node.span.start as usize + (at - start))
        };
        let last = place(range.end.saturating_sub(1).max(range.start));
        assembled(place(range.start)..last + 1)
    }

    /// The references in the text, in order.
    fn references(&self, begins: bool, is_bookdown: bool) -> Vec<FoundReference> {
        let mut found: Vec<FoundReference> = Vec::new();
        let mut at = 0;
        while let Some(sign) = self.text[at..].find(['[', '@']).map(|sign| at + sign) {
            at = sign + 1;
            if self.escaped.binary_search(&sign).is_ok() {
                if let Some(reference) = self.bookdown(sign).filter(|_| is_bookdown) {
                    at = reference.range.end;
                    found.push(reference);
                }
                continue;
            }
            let reference = if self.text[sign..].starts_with('[') {
                let Some(close) = self.bracket(sign) else { continue };
                // A group that holds anything else is a citation, or text.
                at = close;
                self.group(sign..close, begins)
            } else {
                self.bare(sign, begins)
            };
            if let Some(reference) = reference {
                at = reference.range.end;
                found.push(reference);
            }
        }
        found
    }

    /// `@fig-map`, `@fig-map{.with-page}`
    fn bare(&self, at: usize, begins: bool) -> Option<FoundReference> {
        let before = self.text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '/' | '.' | '@' | '`')) {
            return None;
        }
        let name = label(&self.text[at + 1..])?;
        let item = LabelReference { label: name, range: at..at + 1 + name.len(), prefix: "", suffix: 0..0, has_word: true };
        let end = item.range.end;
        Some(self.found(&[item], at..end, begins_sentence(&self.text[..at], begins)))
    }

    /// `\@ref(fig:map)`, as bookdown has it ("Cross-references" in its manual). The backslash escapes the sign.
    fn bookdown(&self, at: usize) -> Option<FoundReference> {
        let inner = self.text[at..].strip_prefix("@ref(")?;
        let close = inner.find([')', '(', ' ', '\n']).filter(|close| *close > 0 && inner[*close..].starts_with(')'))?;
        let range = at..at + "@ref(".len() + close + 1;
        let mut span = self.span(range.clone());
        // The backslash is one byte.
        span.start -= 1;
        let label = &inner[..close];
        let node = Node::at(span);
        let kind = InlineKind::Reference { target: format!("#{label}"), form: ReferenceForm::Label };
        let cross = CrossReference {
            references: vec![Inline { node: node.clone(), kind }],
            word: ReferenceWord::NumberAsSet,
            suffix: String::new(),
            written: format!("\\@ref({label})"),
        };
        Some(FoundReference { range, inline: Inline { node, kind: InlineKind::CrossReference(cross) } })
    }

    /// The byte after the closing bracket of a group with the sign of a reference. A bracket or a parenthesis after it would make a link of
    /// it.
    fn bracket(&self, at: usize) -> Option<usize> {
        let inner = &self.text[at + 1..];
        let close = inner.bytes().take(LONGEST).position(|byte| matches!(byte, b']' | b'['))?;
        let content = inner.get(..close).filter(|_| inner[close..].starts_with(']'))?;
        let end = at + 1 + close + 1;
        (content.contains('@') && !self.text[end..].starts_with(['(', '['])).then_some(end)
    }

    /// `[@fig-a; @fig-b]`
    fn group(&self, range: Range<usize>, begins: bool) -> Option<FoundReference> {
        let Range { start: at, end } = range;
        let mut items = items(self.text.get(at + 1..end - 1)?)?;
        for item in &mut items {
            item.range = at + 1 + item.range.start..at + 1 + item.range.end;
            item.suffix = at + 1 + item.suffix.start..at + 1 + item.suffix.end;
        }
        Some(self.found(&items, at..end, begins_sentence(&self.text[..at], begins)))
    }

    /// The reference in a range of bytes, with the attributes after it.
    fn found(&self, items: &[LabelReference<'_>], range: Range<usize>, is_capital: bool) -> FoundReference {
        let given = self.text.get(range.end..).and_then(braces).filter(|given| given.format.is_none());
        let end = range.end + given.as_ref().map_or(0, |given| given.end);
        let mut node = Node::at(self.span(range.start..end));
        given.into_iter().for_each(|given| merge(&mut node, given.attributes));
        let kind = kind(items, self.text[range.start..end].to_owned(), is_capital, &node, |range| self.span(range));
        FoundReference { range: range.start..end, inline: Inline { node: without_forms(&node), kind } }
    }

    /// Writes the inlines with the references in their places.
    fn write(self, found: Vec<FoundReference>, out: &mut Vec<Inline>) {
        let mut found = found.into_iter().peekable();
        let total = self.text.len();
        let ends: Vec<usize> = self.pieces.iter().skip(1).map(|(start, _)| *start).chain([total]).collect();
        let mut from = 0;
        for ((start, inline), end) in self.pieces.into_iter().zip(ends) {
            from = from.max(start);
            if from == start && found.peek().is_none_or(|next| next.range.start >= end) {
                out.push(inline);
                continue;
            }
            let place = inline.node.span.start as usize;
            let piece = |range: Range<usize>| Inline {
                node: Node::at(assembled(place + (range.start - start)..place + (range.end - start))),
                kind: match &inline.kind {
                    InlineKind::Text(_) => InlineKind::Text(self.text[range].to_owned()),
                    _ => InlineKind::SoftBreak,
                },
            };
            while let Some(next) = found.next_if(|next| next.range.start < end) {
                if next.range.start > from {
                    out.push(piece(from..next.range.start));
                }
                from = next.range.end;
                out.push(next.inline);
            }
            if from < end {
                out.push(piece(from..end));
            }
        }
    }
}

/// Whether a sentence begins after a text: it is empty and `begins` says so, or a sentence ends with it. A full stop after one to three
/// letters is that of an abbreviation ("cf.").
pub(crate) fn begins_sentence(text: &str, begins: bool) -> bool {
    let before = text.trim_end_matches(['(', '[', '"', '\'', '“', '„', '«', '‘']);
    let text = before.trim_end();
    let Some(last) = text.chars().next_back() else { return begins };
    let text = text.trim_end_matches([')', ']', '"', '\'', '”', '»', '’']);
    let word = text.trim_end_matches('.');
    let letters = word.chars().rev().take_while(|c| c.is_alphabetic()).count();
    let is_stop = match text.chars().next_back() {
        Some('.') => !(1..=3).contains(&letters),
        Some(c) => matches!(c, '!' | '?' | '…' | '。'),
        None => false,
    };
    is_stop && (before.len() > before.trim_end().len() || last == '。')
}

/// The target of references with a label. The first letter may be a capital.
pub(crate) fn target_of_label(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    format!("#{}{}", first.into_iter().collect::<String>(), letters.as_str())
}

/// One reference of a group.
struct LabelReference<'a> {
    /// The label as typed.
    label: &'a str,
    /// The bytes of the sign and the label.
    range: Range<usize>,
    /// The words before it.
    prefix: &'a str,
    /// The bytes of the words after it.
    suffix: Range<usize>,
    /// Whether it has a word: not `-@fig-map`.
    has_word: bool,
}

/// The references between brackets. `None` if one of them is not a reference by a label, or if words follow one of several.
fn items(content: &str) -> Option<Vec<LabelReference<'_>>> {
    let mut items = Vec::new();
    let mut at = 0;
    for part in content.split(';') {
        if part.trim().is_empty() {
            at += part.len() + 1;
            continue;
        }
        let sign = part.find('@')?;
        let before = &part[..sign];
        let bare = before.strip_suffix('-').unwrap_or(before);
        if !(bare.is_empty() || bare.ends_with(char::is_whitespace)) {
            return None;
        }
        let label = label(&part[sign + 1..])?;
        let end = sign + 1 + label.len();
        let suffix = part[end..].trim_end();
        if suffix.contains('@') {
            return None;
        }
        items.push(LabelReference {
            label,
            range: at + sign..at + end,
            prefix: bare.trim(),
            suffix: at + end..at + end + suffix.len(),
            has_word: bare.len() == before.len(),
        });
        at += part.len() + 1;
    }
    let has_words = |item: &LabelReference<'_>| !item.suffix.is_empty();
    let has_late_prefix = items.iter().skip(1).any(|item| !item.prefix.is_empty());
    (items.len() == 1 || !(items.iter().any(has_words) || has_late_prefix)).then_some(items)
}

/// The inline for references. `span` gives the place of bytes in the source. The class `page` asks for the page of the target, `number` for
/// its number, `with-page` for its page too.
fn kind(items: &[LabelReference<'_>], written: String, begins: bool, node: &Node, span: impl Fn(Range<usize>) -> Span) -> InlineKind {
    let target = |item: &LabelReference<'_>| target_of_label(item.label);
    if let [item] = items
        && node.has_class("page")
    {
        return InlineKind::Reference { target: target(item), form: ReferenceForm::Page };
    }
    let is_capital = begins || items.first().is_some_and(|item| item.label.starts_with(|c: char| c.is_ascii_uppercase()));
    let word = match items.first() {
        Some(item) if !item.has_word || node.has_class("number") => ReferenceWord::None,
        Some(item) if !item.prefix.is_empty() => ReferenceWord::Given(item.prefix.to_owned()),
        _ => ReferenceWord::Kind { is_capital },
    };
    let mut references = Vec::new();
    for item in items {
        let mut reference = |form| {
            let node = Node::at(span(item.range.clone()));
            references.push(Inline { node, kind: InlineKind::Reference { target: target(item), form } });
        };
        reference(ReferenceForm::Label);
        if node.has_class(WITH_PAGE) {
            reference(ReferenceForm::PageOfLabel);
        }
    }
    let suffix = written_suffix(&written, items).unwrap_or_default();
    InlineKind::CrossReference(CrossReference { references, word, suffix, written })
}

/// A node without the classes that say what a reference prints.
fn without_forms(node: &Node) -> Node {
    let mut attributes = node.attrs.as_deref().cloned().unwrap_or_default();
    attributes.classes.retain(|class| !["number", "page", WITH_PAGE].contains(&class.as_str()));
    Node::with(node.span, attributes)
}

/// The words after the only reference of a group, as typed. `None` if there are none.
fn written_suffix(written: &str, items: &[LabelReference<'_>]) -> Option<String> {
    let [item] = items else { return None };
    let (_, after) = written.split_once('@')?;
    let after = &after[item.label.len()..];
    Some(after.get(..item.suffix.len())?.replace('\n', " "))
}
