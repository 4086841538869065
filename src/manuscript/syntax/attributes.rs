//! Attributes: `{#anchor .class lang=fr key="value"}`.
use std::ops::Range;
use std::sync::Arc;

use crate::document::{Attributes, CrossReference, Format, Inline, InlineKind, Node, Phrase, Raw, ReferenceForm, ReferenceWord};

use crate::manuscript::files::assembled::{assembled, bytes};

/// The class of a reference that prints the word for its target, and the number.
const LABEL: &str = "label";

/// The class of a reference that prints the page of its target too.
pub(crate) const WITH_PAGE: &str = "with-page";

/// How deeply spans may be nested inside one inline.
const DEPTH: usize = 8;

/// Attributes in braces.
pub(crate) struct Braces {
    /// The attributes.
    pub(crate) attributes: Attributes,
    /// The format of raw text: `html` for `{=html}`.
    pub(crate) format: Option<String>,
    /// The byte after the closing brace.
    pub(crate) end: usize,
}

/// Reads attributes at the beginning of a text, from `{` to `}`. `None` if the text does not begin with attributes.
pub(crate) fn braces(text: &str) -> Option<Braces> {
    let mut rest = text.strip_prefix('{')?;
    let mut attributes = Attributes::default();
    let mut format = None;
    let mut is_empty = true;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\n']);
        if let Some(after) = rest.strip_prefix('}') {
            return (!is_empty).then(|| Braces { attributes, format, end: text.len() - after.len() });
        }
        is_empty = false;
        if let Some(after) = rest.strip_prefix('#') {
            let (name, after) = word(after)?;
            attributes.anchor = Some(name.to_owned());
            rest = after;
        } else if let Some(after) = rest.strip_prefix('.') {
            let (name, after) = word(after)?;
            attributes.classes.push(name.to_owned());
            rest = after;
        } else if let Some(after) = rest.strip_prefix('=') {
            let (name, after) = word(after)?;
            format = Some(name.to_owned());
            rest = after;
        } else if let Some(after) = rest.strip_prefix('-').filter(|after| after.starts_with(['}', ' ', '\n'])) {
            attributes.classes.push("unnumbered".to_owned());
            rest = after;
        } else {
            let pair = pair(rest)?;
            set(&mut attributes, pair.key, pair.value);
            rest = pair.after;
        }
    }
}

/// Sets the attribute with a key.
pub(crate) fn set(attributes: &mut Attributes, key: &str, value: String) {
    match key {
        "lang" | "xml:lang" => attributes.lang = Some(value),
        "id" => attributes.anchor = Some(value).filter(|id| !id.is_empty()),
        "class" => attributes.classes.extend(value.split_whitespace().map(str::to_owned)),
        _ => {
            attributes.pairs.insert(key.to_owned(), value);
        }
    }
}

/// Adds attributes to a node. They replace attributes of the same name.
pub(crate) fn merge(node: &mut Node, later: Attributes) {
    let mut all = node.attrs.as_deref().cloned().unwrap_or_default();
    all.anchor = later.anchor.or(all.anchor);
    all.lang = later.lang.or(all.lang);
    all.layout = later.layout.or(all.layout);
    for class in later.classes {
        if !all.classes.contains(&class) {
            all.classes.push(class);
        }
    }
    all.pairs.extend(later.pairs);
    node.attrs = (all != Attributes::default()).then(|| Arc::new(all));
}

fn word(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '}' | '{' | '=' | '"' | '\'')).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// An attribute `key=value` at the beginning of a text.
pub(crate) struct KeyAndValue<'a> {
    pub(crate) key: &'a str,
    pub(crate) value: String,
    /// The rest of the text.
    pub(crate) after: &'a str,
}

/// Reads an attribute at the beginning of a text. `None` if there is none.
pub(crate) fn pair(text: &str) -> Option<KeyAndValue<'_>> {
    let equals = text.find('=')?;
    let key = &text[..equals];
    let good = key.starts_with(|c: char| c.is_alphabetic()) && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':'));
    if !good {
        return None;
    }
    let rest = &text[equals + 1..];
    if let Some(quote @ ('"' | '\'')) = rest.chars().next() {
        let (value, after) = quoted(&rest[1..], quote)?;
        return Some(KeyAndValue { key, value, after });
    }
    let end = rest.find(|c: char| c.is_whitespace() || c == '}').unwrap_or(rest.len());
    Some(KeyAndValue { key, value: rest[..end].to_owned(), after: &rest[end..] })
}

/// The text up to a quotation mark, and what follows the mark. In the text, a backslash escapes a quotation mark or a backslash. `None` if
/// there is no such mark.
fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if chars.as_str().starts_with([quote, '\\']) => value.extend(chars.next().map(|(_, escaped)| escaped)),
            c if c == quote => return Some((value, &text[at + quote.len_utf8()..])),
            c => value.push(c),
        }
    }
    None
}

/// The text of a text node, if it is as long as its source, and so a copy of it. `None` for any other node. The source of a character
/// reference, for example, is longer than its text.
pub(crate) fn verbatim(inline: &Inline) -> Option<&str> {
    match &inline.kind {
        InlineKind::Text(text) if text.len() == bytes(inline.node.span).len() => Some(text),
        _ => None,
    }
}

/// A text node with a part of the text of another one.
fn cut(text: &str, start: usize, range: Range<usize>) -> Inline {
    let span = assembled(start + range.start..start + range.end);
    Inline { node: Node::at(span), kind: InlineKind::Text(text[range].to_owned()) }
}

/// Joins text nodes that are adjacent in the source. pulldown-cmark cuts text at every character that may begin markup.
pub(crate) fn joined(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        if let (Some(last), Some(text)) = (out.last_mut(), verbatim(&inline))
            && last.node.span.end == inline.node.span.start
            && last.node.attrs.is_none()
            && inline.node.attrs.is_none()
            && verbatim(last).is_some()
            && let InlineKind::Text(before) = &mut last.kind
        {
            before.push_str(text);
            last.node.span.end = inline.node.span.end;
            continue;
        }
        out.push(inline);
    }
    out
}

/// The source of a sequence of inlines, from which attributes are read: a value may have signs that the parser took for markup, and may
/// continue on the next line.
struct AttributeSource<'a> {
    /// The assembled text, up to the end of the inlines.
    text: &'a str,
    /// The bytes of the inlines that cannot be cut.
    whole: Vec<Range<usize>>,
}

impl<'a> AttributeSource<'a> {
    /// The maximum length of attributes in bytes. If they would be longer, the brace is text.
    const LONGEST: usize = 8192;

    fn of(inlines: &[Inline], source: &'a str) -> Self {
        let end = inlines.last().map_or(0, |last| bytes(last.node.span).end);
        let whole = inlines.iter().filter(|inline| verbatim(inline).is_none()).map(|inline| bytes(inline.node.span)).collect();
        Self { text: source.get(..end).unwrap_or_default(), whole }
    }

    /// The attributes that begin at a byte. `None` if there are none, or if they end within an inline that cannot be cut.
    fn braces(&self, at: usize) -> Option<Braces> {
        let rest = self.text.get(at..)?;
        let most = (0..=rest.len().min(Self::LONGEST)).rev().find(|end| rest.is_char_boundary(*end)).unwrap_or_default();
        let given = braces(&rest[..most])?;
        let end = at + given.end;
        // These inlines are in order, and none overlaps another.
        let before = &self.whole[..self.whole.partition_point(|inline| inline.start < end)];
        before.last().is_none_or(|inline| inline.end <= end).then_some(given)
    }
}

/// Applies the attributes of `[text]{…}` and `…{…}` in a sequence of inlines. `source` is the assembled text.
pub(crate) fn bracketed(inlines: Vec<Inline>, source: &str) -> Vec<Inline> {
    let joined_inlines = joined(inlines);
    if !joined_inlines.iter().any(|inline| verbatim(inline).is_some_and(|text| text.contains('{'))) {
        return joined_inlines;
    }
    let attributes = AttributeSource::of(&joined_inlines, source);
    // The byte after the attributes that were read last.
    let mut read = 0;
    let mut out: Vec<Inline> = Vec::with_capacity(joined_inlines.len());
    // The indices in `out` of the brackets that are open.
    let mut open: Vec<usize> = Vec::new();
    // The number of open brackets beyond the limit of nesting.
    let mut beyond = 0;
    for inline in joined_inlines {
        if (inline.node.span.end as usize) <= read {
            continue;
        }
        let Some(text) = verbatim(&inline).map(str::to_owned) else {
            out.push(inline);
            continue;
        };
        let start = inline.node.span.start as usize;
        let escaped = start > 0 && source.as_bytes().get(start - 1) == Some(&b'\\');
        let mut from = read.saturating_sub(start);
        if from == 0
            && !escaped
            && text.starts_with('{')
            && let Some(last) = out.last_mut()
            && last.node.span.end as usize == start
            && !matches!(last.kind, InlineKind::Text(_) | InlineKind::SoftBreak | InlineKind::LineBreak | InlineKind::Raw(_))
            && let Some(given) = attributes.braces(start)
        {
            read = start + given.end;
            from = given.end.min(text.len());
            last.node.span.end = u32::try_from(start + given.end).unwrap_or(u32::MAX);
            attach(last, given);
        }
        let mut at = from;
        while let Some(found) = text[at..].find(['[', ']']) {
            let sign = at + found;
            at = sign + 1;
            if escaped && sign == 0 {
                continue;
            }
            if text.as_bytes()[sign] == b'[' {
                if open.len() >= DEPTH {
                    beyond += 1;
                    continue;
                }
                if sign > from {
                    out.push(cut(&text, start, from..sign));
                }
                open.push(out.len());
                out.push(cut(&text, start, sign..at));
                from = at;
                continue;
            }
            if beyond > 0 {
                beyond -= 1;
                continue;
            }
            let Some(opening) = open.pop() else { continue };
            let given = Some(start + at).filter(|at| source.as_bytes().get(*at) == Some(&b'{')).and_then(|at| attributes.braces(at));
            let Some(given) = given.filter(|given| given.format.is_none()) else { continue };
            if sign > from {
                out.push(cut(&text, start, from..sign));
            }
            let mut inner = out.split_off(opening);
            let begins = inner.remove(0).node.span.start as usize;
            read = start + at + given.end;
            at = (at + given.end).min(text.len());
            from = at;
            let span = assembled(begins..read);
            out.push(spanned(Node::with(span, given.attributes), joined(inner)));
        }
        if from < text.len() {
            out.push(cut(&text, start, from..text.len()));
        }
    }
    joined(out)
}

/// The inline for `[inner]{…}`.
pub(crate) fn spanned(mut node: Node, inner: Vec<Inline>) -> Inline {
    if inner.is_empty() && (node.anchor().is_some() || node.is_index_mark()) {
        return Inline { node, kind: InlineKind::Anchor };
    }
    let looks: Vec<InlineWrapper> = LOOKS.iter().filter(|(class, _)| node.has_class(class)).map(|(_, look)| *look).collect();
    if looks.is_empty() {
        return Inline { node, kind: InlineKind::Container(inner) };
    }
    let mut attributes = node.attrs.as_deref().cloned().unwrap_or_default();
    attributes.classes.retain(|class| !LOOKS.iter().any(|(look, _)| look == class));
    node = Node::with(node.span, attributes);
    // The outermost inline gets the other attributes.
    let span = node.span;
    let (mut inner, mut looks) = (inner, looks.into_iter().rev().peekable());
    while let Some(look) = looks.next() {
        let node = if looks.peek().is_none() { std::mem::replace(&mut node, Node::at(span)) } else { Node::at(span) };
        inner = vec![Inline { node, kind: look(inner) }];
    }
    inner.remove(0)
}

/// Makes an inline around others.
type InlineWrapper = fn(Vec<Inline>) -> InlineKind;

/// The classes of spans that change how their text looks. All others are kept for the author's own styles.
const LOOKS: [(&str, InlineWrapper); 6] = [
    ("smallcaps", InlineKind::SmallCaps),
    ("small-caps", InlineKind::SmallCaps),
    ("sc", InlineKind::SmallCaps),
    ("mark", |inner| InlineKind::Phrase(Phrase::Highlight, inner)),
    ("underline", |inner| InlineKind::Phrase(Phrase::Underline, inner)),
    ("ul", |inner| InlineKind::Phrase(Phrase::Underline, inner)),
];

/// The classes of spans that change how their text looks.
pub(crate) fn look_classes() -> impl Iterator<Item = &'static str> {
    LOOKS.iter().map(|(class, _)| *class)
}

/// An inline with attributes that follow it.
pub(crate) fn with_attributes(mut inline: Inline, attributes: Attributes) -> Inline {
    if attributes != Attributes::default() {
        attach(&mut inline, Braces { attributes, format: None, end: 0 });
    }
    inline
}

/// Applies attributes to the inline before them.
fn attach(inline: &mut Inline, mut given: Braces) {
    if let (Some(format), InlineKind::Code(text)) = (&given.format, &inline.kind) {
        let format = if format == "html" { Format::Html } else { Format::Other(format.clone()) };
        inline.kind = InlineKind::Raw(Raw { format, text: text.clone() });
    }
    if let InlineKind::Reference { target, .. } = &inline.kind
        && given.attributes.classes.iter().any(|class| class == LABEL || class == WITH_PAGE)
    {
        let pages = given.attributes.classes.iter().any(|class| class == WITH_PAGE).then_some(ReferenceForm::PageOfLabel);
        let forms = [ReferenceForm::Label].into_iter().chain(pages);
        let reference = |form| Inline { node: Node::at(inline.node.span), kind: InlineKind::Reference { target: target.clone(), form } };
        let references = forms.map(reference).collect();
        let word = ReferenceWord::Kind { is_capital: false };
        inline.kind =
            InlineKind::CrossReference(CrossReference { references, word, suffix: String::new(), written: format!("[]({target})") });
        given.attributes.classes.retain(|class| class != LABEL && class != WITH_PAGE);
    }
    let asked = given.attributes.classes.iter().find_map(|class| match class.as_str() {
        "number" => Some(ReferenceForm::Number),
        "page" => Some(ReferenceForm::Page),
        _ => None,
    });
    if let (InlineKind::Reference { form, .. }, Some(asked)) = (&mut inline.kind, asked) {
        *form = asked;
    }
    merge(&mut inline.node, given.attributes);
}

/// Removes the attributes at the end of a heading and returns them.
pub(crate) fn trailing(inlines: &mut Vec<Inline>, source: &str) -> Attributes {
    let Some(last) = inlines.last_mut() else { return Attributes::default() };
    let start = last.node.span.start as usize;
    let Some(text) = verbatim(last) else { return Attributes::default() };
    let trimmed = text.trim_end();
    let found = text.rfind('{').and_then(|at| {
        let given = braces(&text[at..]).filter(|given| at + given.end == trimmed.len() && given.format.is_none())?;
        let escaped = at == 0 && start > 0 && source.as_bytes().get(start - 1) == Some(&b'\\');
        (!escaped).then_some((at, given.attributes))
    });
    let Some((at, attributes)) = found else { return Attributes::default() };
    let kept = text[..at].trim_end();
    // In `## Ropes ## {#ropes}`, the second signs close the heading.
    let closed = kept.trim_end_matches('#');
    let kept = if closed.ends_with(' ') { closed.trim_end() } else { kept }.to_owned();
    if kept.is_empty() {
        inlines.pop();
        trim_end(inlines);
    } else {
        last.node.span.end = u32::try_from(start + kept.len()).unwrap_or(u32::MAX);
        last.kind = InlineKind::Text(kept);
    }
    attributes
}

/// Removes white space at the end of inlines.
pub(crate) fn trim_end(inlines: &mut Vec<Inline>) {
    while let Some(last) = inlines.last_mut() {
        match &mut last.kind {
            InlineKind::SoftBreak | InlineKind::LineBreak => {
                inlines.pop();
            }
            InlineKind::Text(text) => {
                let kept = text.trim_end_matches([' ', '\t']).len();
                if kept == text.len() {
                    return;
                }
                if text.len() == bytes(last.node.span).len() {
                    last.node.span.end = last.node.span.start + u32::try_from(kept).unwrap_or_default();
                }
                text.truncate(kept);
                if kept > 0 {
                    return;
                }
                inlines.pop();
            }
            _ => return,
        }
    }
}

/// Removes `count` bytes at the beginning of the first text.
pub(crate) fn drop_start(inlines: &mut Vec<Inline>, count: usize) {
    if let Some(first) = inlines.first_mut()
        && let InlineKind::Text(text) = &mut first.kind
        && count <= text.len()
        && text.is_char_boundary(count)
    {
        if text.len() == bytes(first.node.span).len() {
            first.node.span.start += u32::try_from(count).unwrap_or_default();
        }
        text.drain(..count);
        if text.is_empty() {
            inlines.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_are_read_or_left() {
        let given = braces("{#a .b .c lang=fr key=\"x y\"} rest").expect("attributes");
        assert_eq!(given.attributes.anchor.as_deref(), Some("a"));
        assert_eq!(given.attributes.classes, ["b", "c"]);
        assert_eq!(given.attributes.lang.as_deref(), Some("fr"));
        assert_eq!(given.attributes.pairs["key"], "x y");
        assert_eq!(given.end, 28);
        assert!(braces("{1, 2, 3}").is_none() && braces("{}").is_none() && braces("{a").is_none() && braces("{ some words }").is_none());
        assert_eq!(braces("{-}").expect("attributes").attributes.classes, ["unnumbered"]);
    }
}
