//! The elements of HTML, and what becomes of each.
use crate::document::Phrase;

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
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
    /// An element without words for the reader whose loss is reported: a script, a style sheet.
    LeftOut,
    /// Text without tags: `<textarea>`, `<xmp>`.
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
pub(crate) fn known(name: &str) -> Option<Known> {
    let known = match name {
        "address" | "article" | "aside" | "body" | "dialog" | "div" | "fieldset" | "footer" | "form" | "head" | "header" | "hgroup"
        | "html" | "main" | "nav" | "noscript" | "search" | "section" | "template" | "title" | "marquee" => Known::Container,
        "center" => Known::Center,
        "p" => Known::Paragraph,
        "h1" => Known::Heading(1),
        "h2" => Known::Heading(2),
        "h3" => Known::Heading(3),
        "h4" => Known::Heading(4),
        "h5" => Known::Heading(5),
        "h6" => Known::Heading(6),
        "blockquote" => Known::Quotation,
        "figure" => Known::Figure,
        "figcaption" => Known::FigureCaption,
        "ul" | "menu" | "dir" => Known::BulletedList,
        "ol" => Known::NumberedList,
        "li" => Known::Item,
        "dl" => Known::Definitions,
        "dt" => Known::Term,
        "dd" => Known::Description,
        "table" => Known::Table,
        "caption" | "colgroup" | "col" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" => Known::TablePart,
        "pre" => Known::Preformatted,
        "hr" => Known::Rule,
        "details" => Known::Details,
        "summary" | "legend" => Known::Summary,
        "span" | "font" | "picture" | "bdi" | "bdo" | "data" | "time" | "nobr" | "blink" | "map" | "slot" | "basefont" => {
            Known::Text(TextElement::Span)
        }
        "em" | "i" | "dfn" | "var" => Known::Text(TextElement::Emphasis),
        "strong" | "b" => Known::Text(TextElement::Strong),
        "sup" => Known::Text(TextElement::Superscript),
        "sub" => Known::Text(TextElement::Subscript),
        "s" | "strike" => Known::Text(TextElement::Struck),
        "del" => Known::Text(TextElement::Phrase(Phrase::Deleted)),
        "ins" => Known::Text(TextElement::Phrase(Phrase::Inserted)),
        "u" => Known::Text(TextElement::Phrase(Phrase::Underline)),
        "mark" => Known::Text(TextElement::Phrase(Phrase::Highlight)),
        "small" => Known::Text(TextElement::Phrase(Phrase::Small)),
        "big" => Known::Text(TextElement::Big),
        "kbd" => Known::Text(TextElement::Phrase(Phrase::Keyboard)),
        "code" | "samp" | "tt" => Known::Text(TextElement::Code),
        "cite" => Known::Text(TextElement::Phrase(Phrase::Work)),
        "q" => Known::Text(TextElement::Quotation),
        "a" => Known::Text(TextElement::Link),
        "abbr" | "acronym" => Known::Text(TextElement::Abbreviation),
        "ruby" | "rb" => Known::Text(TextElement::Phrase(Phrase::Ruby)),
        "rt" | "rtc" => Known::Text(TextElement::Phrase(Phrase::RubyReading)),
        "rp" => Known::Text(TextElement::Phrase(Phrase::RubyParenthesis)),
        "br" => Known::LineBreak,
        "wbr" => Known::WordBreak,
        "img" | "image" => Known::Image,
        "audio" | "video" => Known::Media,
        "iframe" | "embed" | "object" | "frame" => Known::Frame,
        "svg" => Known::Drawing,
        "math" => Known::Formula,
        "button" | "canvas" | "datalist" | "input" | "label" | "meter" | "optgroup" | "option" | "output" | "progress" | "select"
        | "selectedcontent" => Known::Control,
        "area" | "base" | "link" | "meta" | "noembed" | "noframes" | "param" | "source" | "track" => Known::Silent,
        "script" | "style" => Known::LeftOut,
        "textarea" | "xmp" => Known::Typed,
        _ => return None,
    };
    Some(known)
}

impl Known {
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
