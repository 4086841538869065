//! The elements of HTML, and what becomes of each.
use crate::document::Phrase;

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ElementKind {
    /// A block that holds blocks.
    Container,
    /// `<center>`.
    Center,
    /// `<p>`.
    Paragraph,
    /// `<h1>` to `<h6>`, with the level.
    Heading(u8),
    /// `<blockquote>`.
    Quotation,
    /// `<figure>`.
    Figure,
    /// `<figcaption>`.
    FigureCaption,
    /// `<ul>` and its relatives.
    BulletedList,
    /// `<ol>`.
    NumberedList,
    /// `<li>`.
    Item,
    /// `<dl>`.
    Definitions,
    /// `<dt>`.
    Term,
    /// `<dd>`.
    Description,
    /// `<table>`.
    Table,
    /// A part of a table.
    TablePart,
    /// `<pre>`.
    Preformatted,
    /// `<hr>`.
    Rule,
    /// `<details>`.
    Details,
    /// `<summary>`, `<legend>`.
    Summary,
    /// A part of a line of text.
    Text(TextElement),
    /// `<br>`.
    LineBreak,
    /// `<wbr>`.
    WordBreak,
    /// `<img>`.
    Image,
    /// Sound or a moving picture.
    Media,
    /// Something from elsewhere that is shown inside the page: `<iframe>`, `<embed>`, `<object>`.
    Frame,
    /// A drawing, `<svg>`.
    Drawing,
    /// A formula, `<math>`.
    Formula,
    /// Part of a form. A book cannot have it, so only its words are left.
    Control,
    /// An element without words for the reader that needs no report.
    Silent,
    /// An element without words for the reader whose loss is reported: a script, a stylesheet.
    LeftOut,
    /// Text without tags: `<textarea>`, `<xmp>`, `<plaintext>`.
    Typed,
}

/// A part of a line of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextElement {
    /// An element without a meaning of its own: `<span>`, `<font>`, `<picture>`.
    Span,
    /// `<em>`, `<i>`.
    Emphasis,
    /// `<strong>`, `<b>`.
    Strong,
    /// `<sup>`.
    Superscript,
    /// `<sub>`.
    Subscript,
    /// `<s>`, `<strike>`.
    Struck,
    /// `<u>`, `<mark>`, `<small>` and others, which are phrases in the document too.
    Phrase(Phrase),
    /// `<big>`.
    Big,
    /// `<code>`, `<samp>`, `<tt>`.
    Code,
    /// `<q>`.
    Quotation,
    /// `<a>`.
    Link,
    /// `<abbr>`, `<acronym>`.
    Abbreviation,
}

/// What an element with a name in lower case is. `None` for a name that is not in HTML.
pub(crate) fn element_kind(name: &str) -> Option<ElementKind> {
    let element = match name {
        "address" | "article" | "aside" | "body" | "dialog" | "div" | "fieldset" | "footer" | "form" | "head" | "header" | "hgroup"
        | "html" | "main" | "nav" | "noscript" | "search" | "section" | "template" | "title" | "marquee" => ElementKind::Container,
        "center" => ElementKind::Center,
        "p" => ElementKind::Paragraph,
        "h1" => ElementKind::Heading(1),
        "h2" => ElementKind::Heading(2),
        "h3" => ElementKind::Heading(3),
        "h4" => ElementKind::Heading(4),
        "h5" => ElementKind::Heading(5),
        "h6" => ElementKind::Heading(6),
        "blockquote" => ElementKind::Quotation,
        "figure" => ElementKind::Figure,
        "figcaption" => ElementKind::FigureCaption,
        "ul" | "menu" | "dir" => ElementKind::BulletedList,
        "ol" => ElementKind::NumberedList,
        "li" => ElementKind::Item,
        "dl" => ElementKind::Definitions,
        "dt" => ElementKind::Term,
        "dd" => ElementKind::Description,
        "table" => ElementKind::Table,
        "caption" | "colgroup" | "col" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" => ElementKind::TablePart,
        "pre" | "listing" => ElementKind::Preformatted,
        "hr" => ElementKind::Rule,
        "details" => ElementKind::Details,
        "summary" | "legend" => ElementKind::Summary,
        "span" | "font" | "picture" | "bdi" | "bdo" | "data" | "time" | "nobr" | "blink" | "map" | "slot" | "basefont" => {
            ElementKind::Text(TextElement::Span)
        }
        "em" | "i" | "dfn" | "var" => ElementKind::Text(TextElement::Emphasis),
        "strong" | "b" => ElementKind::Text(TextElement::Strong),
        "sup" => ElementKind::Text(TextElement::Superscript),
        "sub" => ElementKind::Text(TextElement::Subscript),
        "s" | "strike" => ElementKind::Text(TextElement::Struck),
        "del" => ElementKind::Text(TextElement::Phrase(Phrase::Deleted)),
        "ins" => ElementKind::Text(TextElement::Phrase(Phrase::Inserted)),
        "u" => ElementKind::Text(TextElement::Phrase(Phrase::Underline)),
        "mark" => ElementKind::Text(TextElement::Phrase(Phrase::Highlight)),
        "small" => ElementKind::Text(TextElement::Phrase(Phrase::Small)),
        "big" => ElementKind::Text(TextElement::Big),
        "kbd" => ElementKind::Text(TextElement::Phrase(Phrase::Keyboard)),
        "code" | "samp" | "tt" => ElementKind::Text(TextElement::Code),
        "cite" => ElementKind::Text(TextElement::Phrase(Phrase::Work)),
        "q" => ElementKind::Text(TextElement::Quotation),
        "a" => ElementKind::Text(TextElement::Link),
        "abbr" | "acronym" => ElementKind::Text(TextElement::Abbreviation),
        "ruby" | "rb" => ElementKind::Text(TextElement::Phrase(Phrase::Ruby)),
        "rt" | "rtc" => ElementKind::Text(TextElement::Phrase(Phrase::RubyReading)),
        "rp" => ElementKind::Text(TextElement::Phrase(Phrase::RubyParenthesis)),
        "br" => ElementKind::LineBreak,
        "wbr" => ElementKind::WordBreak,
        "img" | "image" => ElementKind::Image,
        "audio" | "video" => ElementKind::Media,
        "iframe" | "embed" | "object" | "frame" => ElementKind::Frame,
        "svg" => ElementKind::Drawing,
        "math" => ElementKind::Formula,
        "button" | "canvas" | "datalist" | "input" | "label" | "meter" | "optgroup" | "option" | "output" | "progress" | "select"
        | "selectedcontent" => ElementKind::Control,
        "area" | "base" | "link" | "meta" | "noembed" | "noframes" | "param" | "source" | "track" => ElementKind::Silent,
        "script" | "style" => ElementKind::LeftOut,
        "textarea" | "xmp" | "plaintext" => ElementKind::Typed,
        _ => return None,
    };
    Some(element)
}

impl ElementKind {
    /// Whether it is a block.
    pub(crate) fn is_block(self) -> bool {
        match self {
            Self::Container
            | Self::Center
            | Self::Paragraph
            | Self::Heading(_)
            | Self::Quotation
            | Self::Figure
            | Self::FigureCaption
            | Self::BulletedList
            | Self::NumberedList
            | Self::Item
            | Self::Definitions
            | Self::Term
            | Self::Description
            | Self::Table
            | Self::TablePart
            | Self::Preformatted
            | Self::Rule
            | Self::Details
            | Self::Summary => true,
            Self::Text(_)
            | Self::LineBreak
            | Self::WordBreak
            | Self::Image
            | Self::Media
            | Self::Frame
            | Self::Drawing
            | Self::Formula
            | Self::Control
            | Self::Silent
            | Self::LeftOut
            | Self::Typed => false,
        }
    }
}

/// Whether the end tag of an element may be left out (HTML Standard, section 13.1.2.4).
pub(crate) fn is_end_optional(name: &str) -> bool {
    const OPTIONAL: [&str; 20] = [
        "html", "head", "body", "li", "dt", "dd", "p", "rt", "rp", "optgroup", "option", "colgroup", "caption", "thead", "tbody", "tfoot",
        "tr", "td", "th", "rb",
    ];
    OPTIONAL.contains(&name)
}
