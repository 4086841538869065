//! What the attributes of tags mean.
use crate::document::{ABBREVIATION, Attributes, Inline, InlineKind, Node, NodeRole, Numerals, Phrase, PictureSize, TextAlign};
use crate::source::Span;

use crate::manuscript::files::assembled::bytes;
use crate::manuscript::html::element_kind::{ElementKind, TextElement};
use crate::manuscript::html::feed::Tag;
use crate::manuscript::html::reports;
use crate::manuscript::html::style::{self, TagStyle};
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::syntax::attributes::{set, spanned};

/// The attributes of components that have words for the reader, in the order in which they are set.
const WORDS: [&str; 6] = ["caption", "title", "label", "summary", "heading", "header"];

/// What a tag says about its element.
#[derive(Clone, Debug)]
pub(crate) struct TagAttributes {
    /// The attributes and the place.
    pub(crate) node: Node,
    /// The look.
    pub(crate) style: TagStyle,
}

/// The value of an attribute.
pub(crate) fn value<'t>(tag: &'t Tag, key: &str) -> Option<&'t str> {
    tag.start.attributes.iter().find(|(own, _)| own == key).map(|(_, value)| value.as_str())
}

/// Reads the attributes of a tag. Those without effect are reported if `report` is set.
pub(crate) fn read(tag: &Tag, report: bool, reading: &Reading<'_>) -> TagAttributes {
    let mut attributes = Attributes::default();
    let mut look = TagStyle::default();
    for (key, value) in &tag.start.attributes {
        match effect(tag, key) {
            Effect::Kept => set(&mut attributes, key, value.clone()),
            Effect::Style => {
                // If `align` and the style disagree, the style counts. It is read later, because attributes are sorted by name.
                let outer = look.layout;
                let (sizes, value) = if matches!(tag.element, Some(ElementKind::Image | ElementKind::Figure)) {
                    style::without_sizes(value)
                } else {
                    (String::new(), value.clone())
                };
                if !sizes.is_empty() {
                    set(&mut attributes, key, sizes);
                }
                look = style::style(&value, tag.span, report, reading);
                look.layout = look.layout.or(outer);
            }
            Effect::Align => match style::align(&value.to_ascii_lowercase()) {
                Some(align) => look.layout.align = look.layout.align.or(align),
                None if report => reports::attribute(&tag.start.written, key, tag.span, reading),
                None => {}
            },
            Effect::Harmless => {}
            Effect::None if report => reports::attribute(&tag.start.written, key, tag.span, reading),
            Effect::None => {}
        }
    }
    let stands = matches!(
        tag.element,
        Some(
            ElementKind::Container
                | ElementKind::Center
                | ElementKind::Paragraph
                | ElementKind::Quotation
                | ElementKind::BulletedList
                | ElementKind::NumberedList
                | ElementKind::Item
                | ElementKind::Definitions
                | ElementKind::Description
                | ElementKind::Details
                | ElementKind::Figure
                | ElementKind::FigureCaption
                | ElementKind::Table
        )
    );
    if tag.element == Some(ElementKind::Center) {
        look.layout.align = Some(TextAlign::Center);
    }
    if !stands && report {
        let (align, indent) = (look.layout.align.is_some(), look.layout.indent.is_some());
        let asked = [(align, "text-align"), (indent, "text-indent")].into_iter().filter(|(asked, _)| *asked);
        asked.for_each(|(_, property)| reports::style(property, tag.span, reading));
    }
    TagAttributes { node: Node::with(tag.span, attributes), style: look }
}

/// What an attribute does.
enum Effect {
    /// It stays with the node, which uses it or gives it to the e-book as `data-*`.
    Kept,
    Style,
    Align,
    /// It needs no report: it changes nothing in a book, or is read elsewhere.
    Harmless,
    /// It would change something in a browser, but has no effect here.
    None,
}

fn effect(tag: &Tag, key: &str) -> Effect {
    let Some(element) = tag.element else {
        let used = WORDS.contains(&key) || matches!(key, "id" | "class" | "lang" | "xml:lang" | "file-name");
        return if used || (key.starts_with("data-") && !has_meaning(key)) { Effect::Kept } else { Effect::None };
    };
    match key {
        "id" | "class" | "lang" | "xml:lang" | "role" | "kind" | "place" => Effect::Kept,
        // Cells and rows ask for their alignment and width in it.
        "style" if element == ElementKind::TablePart => Effect::Kept,
        "style" => Effect::Style,
        "align" if element.is_block() && !matches!(element, ElementKind::Table | ElementKind::TablePart | ElementKind::Rule) => {
            Effect::Align
        }
        "align" | "valign" | "width" | "height" | "rowspan" | "colspan" | "span" | "scope" | "headers"
            if element == ElementKind::TablePart =>
        {
            Effect::Kept
        }
        "align" if element == ElementKind::Table => Effect::Harmless,
        "align" | "width" | "size" | "noshade" if element == ElementKind::Rule => Effect::Harmless,
        // `table.rs` keeps it for head cells.
        "abbr" if element == ElementKind::TablePart => Effect::Kept,
        "border" | "cellpadding" | "cellspacing" | "frame" | "rules" | "axis"
            if matches!(element, ElementKind::Table | ElementKind::TablePart) =>
        {
            Effect::Harmless
        }
        "src" | "alt" | "title" | "width" | "height" if element == ElementKind::Image => Effect::Kept,
        "width" | "height" if element == ElementKind::Figure => Effect::Kept,
        "border" | "loading" | "decoding" | "srcset" | "sizes" | "fetchpriority" | "crossorigin" | "referrerpolicy" | "name" | "usemap"
            if element == ElementKind::Image =>
        {
            Effect::Harmless
        }
        "title" if element == ElementKind::Text(TextElement::Link) && value(tag, "href").is_none() => Effect::None,
        "href" | "title" | "name" if element == ElementKind::Text(TextElement::Link) => Effect::Kept,
        "title" if element == ElementKind::Text(TextElement::Abbreviation) => Effect::Kept,
        "target" | "rel" | "rev" | "hreflang" | "type" | "download" | "ping" | "referrerpolicy"
            if element == ElementKind::Text(TextElement::Link) =>
        {
            Effect::Harmless
        }
        "cite" | "datetime" | "clear" | "open" | "name" => Effect::Harmless,
        "start" | "type" | "reversed" | "compact" if element == ElementKind::NumberedList => Effect::Harmless,
        "type" | "compact" if element == ElementKind::BulletedList => Effect::Harmless,
        "value" if element == ElementKind::Item => Effect::Harmless,
        // The formula reads these.
        "display" | "alttext" if element == ElementKind::Formula => Effect::Harmless,
        "overflow" | "altimg" | "altimg-width" | "altimg-height" | "altimg-valign" | "cdgroup" if element == ElementKind::Formula => {
            Effect::Harmless
        }
        // The drawing keeps them.
        _ if element == ElementKind::Drawing => Effect::Harmless,
        // The reader decides the size of a recording, which has no picture of its own.
        "poster" | "width" | "height" if element == ElementKind::Media => Effect::None,
        "src" | "controls" | "autoplay" | "loop" | "muted" | "preload" | "data" | "type" | "width" | "height" | "title" | "allow"
        | "allowfullscreen" | "frameborder" | "loading" | "scrolling" | "srcdoc"
            if matches!(element, ElementKind::Media | ElementKind::Frame) =>
        {
            Effect::Harmless
        }
        "tabindex" | "contenteditable" | "draggable" | "spellcheck" | "translate" | "autofocus" | "accesskey" | "itemscope"
        | "itemprop" | "itemtype" | "itemid" | "itemref" | "nonce" | "part" | "slot" | "is" | "inputmode" | "autocapitalize"
        | "enterkeyhint" | "exportparts" | "popover" => Effect::Harmless,
        "placeholder" if element == ElementKind::Typed => Effect::None,
        _ if matches!(element, ElementKind::Control | ElementKind::Silent | ElementKind::LeftOut | ElementKind::Typed) => Effect::Harmless,
        _ if key.starts_with("data-") && !has_meaning(key) => Effect::Kept,
        // The title of a recording. Elsewhere, only a screen reader would read it.
        "aria-label" if element != ElementKind::Media => Effect::None,
        _ if key.starts_with("aria-") || key.starts_with("xmlns") => Effect::Harmless,
        // A key of chapbook's own, as in braces.
        "entry" | "see" => Effect::Kept,
        _ => Effect::None,
    }
}

/// The number in an attribute. A value that cannot be the number of an item is reported.
pub(crate) fn number(tag: &Tag, key: &str, reading: &Reading<'_>) -> Option<u64> {
    let text = value(tag, key)?;
    let number = text.trim().parse().ok();
    if number.is_none() {
        reports::attribute(&tag.start.written, key, tag.span, reading);
    }
    number
}

/// The numerals of a numbered list.
pub(crate) fn numerals(tag: &Tag, reading: &Reading<'_>) -> Numerals {
    match value(tag, "type") {
        None | Some("1") => Numerals::Decimal,
        Some("a") => Numerals::LowerAlpha,
        Some("A") => Numerals::UpperAlpha,
        Some("i") => Numerals::LowerRoman,
        Some("I") => Numerals::UpperRoman,
        Some(_) => {
            reports::attribute(&tag.start.written, "type", tag.span, reading);
            Numerals::Decimal
        }
    }
}

/// Removes the attribute with a name and returns it.
fn take(attributes: &mut Attributes, key: &str) -> Option<String> {
    attributes.pairs.remove(key)
}

/// The words in the attributes of a component: its caption or title, after the name of its file. They are Markdown.
pub(crate) fn caption(tag: &Tag, reading: &Reading<'_>) -> Option<Vec<Inline>> {
    let node = || Node::at(tag.span);
    let text = |text: &str| Inline { node: node(), kind: InlineKind::Text(text.to_owned()) };
    let mut line: Vec<Inline> = Vec::new();
    let file = value(tag, "file-name").filter(|name| !name.is_empty());
    line.extend(file.map(|name| Inline { node: node(), kind: InlineKind::Code(name.to_owned()) }));
    for words in WORDS.into_iter().filter_map(|key| value(tag, key)).map(str::trim).filter(|words| !words.is_empty()) {
        if !line.is_empty() {
            line.push(text(": "));
        }
        let whole = bytes(tag.span);
        let place = reading.text().get(whole.clone()).and_then(|source| source.find(words)).map(|at| whole.start + at);
        match place {
            Some(at) => line.extend(reading.title(words, at)),
            // The tag has character references, so its source differs from the words.
            None => line.push(text(words)),
        }
    }
    (!line.is_empty()).then(|| vec![Inline { node: node(), kind: InlineKind::Strong(line) }])
}

/// Whether GitBook prints something else because of an attribute.
fn has_meaning(key: &str) -> bool {
    matches!(key, "data-title" | "data-hidden")
}

/// The attributes of a component that stay with its content: its anchor, classes, language and `data-*`.
pub(crate) fn of_component(node: &Node) -> Attributes {
    let given = node.attrs.as_deref().cloned().unwrap_or_default();
    let pairs = given.pairs.into_iter().filter(|(key, _)| key.starts_with("data-")).collect();
    Attributes { anchor: given.anchor, classes: given.classes, lang: given.lang, pairs, ..Attributes::default() }
}

/// The inlines for an element of text.
pub(crate) fn text_element(element: TextElement, given: TagAttributes, inner: Vec<Inline>) -> Vec<Inline> {
    let TagAttributes { node, style } = given;
    let span = node.span;
    let inner = style.applied(inner, span);
    let mut attributes = node.attrs.as_deref().cloned().unwrap_or_default();
    let kind = match element {
        TextElement::Span if style.changes_text() && attributes == Attributes::default() => return inner,
        TextElement::Span | TextElement::Big => return vec![spanned(node, inner)],
        // Word processors write `<b style="font-weight: normal">`.
        TextElement::Emphasis if style.upright => return vec![spanned(node, inner)],
        TextElement::Strong if style.regular => return vec![spanned(node, inner)],
        TextElement::Emphasis => InlineKind::Emphasis(inner),
        TextElement::Strong => InlineKind::Strong(inner),
        TextElement::Superscript => InlineKind::Superscript(inner),
        TextElement::Subscript => InlineKind::Subscript(inner),
        TextElement::Struck => InlineKind::Strikethrough(inner),
        TextElement::Phrase(phrase) => InlineKind::Phrase(phrase, inner),
        TextElement::Code if inner.iter().all(|inline| matches!(inline.kind, InlineKind::Text(_) | InlineKind::SoftBreak)) => {
            // White space at the ends of code is white space between words: `<code>rope </code>and`.
            let words: String = inner.iter().map(|inline| if let InlineKind::Text(text) = &inline.kind { text } else { " " }).collect();
            let space = |is_given: bool| is_given.then(|| Inline { node: Node::at(span), kind: InlineKind::Text(" ".to_owned()) });
            let (before, after) = (space(words.starts_with(' ')), space(words.trim_start().ends_with(' ')));
            let code = Inline { node: Node::with(span, attributes), kind: InlineKind::Code(words.trim().to_owned()) };
            return before.into_iter().chain([code]).chain(after).collect();
        }
        TextElement::Code => InlineKind::Phrase(Phrase::Keyboard, inner),
        TextElement::Quotation => InlineKind::Phrase(Phrase::Quotation, inner),
        TextElement::Link => {
            let title = take(&mut attributes, "title").filter(|title| !title.is_empty());
            let name = take(&mut attributes, "name").filter(|name| !name.is_empty());
            attributes.anchor = attributes.anchor.or(name);
            match take(&mut attributes, "href") {
                Some(target) => InlineKind::Link { target, title, text: inner },
                None => return vec![spanned(Node::with(span, attributes), inner)],
            }
        }
        TextElement::Abbreviation => {
            let expansion = take(&mut attributes, "title");
            attributes.pairs.extend(expansion.map(|expansion| (ABBREVIATION.to_owned(), expansion)));
            return vec![spanned(Node::with(span, attributes), inner)];
        }
    };
    vec![Inline { node: Node::with(span, attributes), kind }]
}

/// The picture of a tag.
pub(crate) fn image(given: TagAttributes) -> Inline {
    let span: Span = given.node.span;
    let mut attributes = given.node.attrs.as_deref().cloned().unwrap_or_default();
    let source = take(&mut attributes, "src").unwrap_or_default();
    let title = take(&mut attributes, "title").filter(|title| !title.is_empty());
    let alt = take(&mut attributes, "alt");
    // In HTML, an empty alternative text marks a picture as decorative (HTML Standard, section 4.8.4.4.3).
    if alt.as_deref() == Some("") && !attributes.has_role(NodeRole::Decorative) {
        attributes.classes.push("decorative".to_owned());
    }
    let alt = alt.filter(|alt| !alt.is_empty());
    let alt = alt.map(|alt| Inline { node: Node::at(span), kind: InlineKind::Text(alt) }).into_iter().collect();
    Inline { node: Node::with(span, attributes), kind: InlineKind::Image { source, alt, title, size: PictureSize::Natural } }
}
