//! Sound, moving pictures, drawings, formulas, and whatever else is not text.
use std::sync::Arc;

use crate::document::{Attributes, Formula, Inline, InlineKind, MathElement, Node, PictureSize, Recording, RecordingKind};
use crate::source::Span;
use crate::source::uri::{data_uri, is_data, is_remote};

use crate::manuscript::html::element_kind::ElementKind;
use crate::manuscript::html::feed::Tag;
use crate::manuscript::html::tag_attributes::value;
use crate::manuscript::html::{mathml, reports, tokens};
use crate::manuscript::scan::reading::Reading;

fn text(words: &str, span: Span) -> Inline {
    Inline { node: Node::at(span), kind: InlineKind::Text(words.to_owned()) }
}

/// A link to something that a book cannot show.
fn link(target: &str, words: &str, span: Span) -> Inline {
    let inner = vec![text(words, span)];
    Inline { node: Node::at(span), kind: InlineKind::Link { target: target.to_owned(), title: None, text: inner } }
}

/// The inlines for an element whose content is not HTML.
pub(crate) fn verbatim(tag: &Tag, inner: &str, reading: &Reading<'_>) -> Vec<Inline> {
    let span = tag.span;
    match tag.start.name.as_str() {
        "iframe" => alone(tag, &MediaContent::default(), reading),
        "title" | "textarea" => vec![text(tokens::decoded(inner).trim(), span)],
        "noembed" | "noframes" => {
            reports::element(&tag.start.name, span, "its words are set without markup", reading);
            let words = words_of(inner);
            if words.is_empty() { Vec::new() } else { vec![text(&words, span)] }
        }
        "svg" => vec![drawing(tag, inner, reading)],
        "math" => {
            let mathml::ReadFormula { markup, tex, words, lost } = mathml::read(inner);
            for (element, key) in &lost {
                reports::attribute(element, key, span, reading);
            }
            let described = value(tag, "alttext").map(str::trim).filter(|words| !words.is_empty());
            let source = tex.clone().or(described.map(str::to_owned)).unwrap_or(words);
            if markup.is_none() {
                let done = "the formula is not valid MathML; its words are set";
                reports::element("math", span, done, reading);
                return if source.is_empty() { Vec::new() } else { vec![text(&source, span)] };
            }
            let markup = markup.map(|markup| {
                let attributes = described.map(|words| ("alttext", words.to_owned())).into_iter().collect();
                Arc::new(MathElement { attributes, ..markup })
            });
            let display = value(tag, "display") == Some("block");
            let formula = Formula { tex: tex.unwrap_or_default(), source, display, markup, tree: None };
            vec![Inline { node: Node::at(span), kind: InlineKind::Math(formula) }]
        }
        name => {
            reports::element(name, span, "left out", reading);
            Vec::new()
        }
    }
}

/// Sound or a moving picture of the manuscript. Its text is its title and its path.
fn recording(tag: &Tag, source: &str, reading: &Reading<'_>) -> Inline {
    let span = tag.span;
    let title = ["title", "aria-label"].iter().find_map(|key| value(tag, key)).map(str::trim).filter(|title| !title.is_empty());
    let path = Inline { node: Node::at(span), kind: InlineKind::Code(source.to_owned()) };
    let words = match title {
        Some(title) => vec![text(&format!("{title} ("), span), path, text(")", span)],
        None => vec![path],
    };
    let kind = if tag.start.name == "audio" { RecordingKind::Sound } else { RecordingKind::Film };
    let recording = Recording { kind, source: source.to_owned(), text: words };
    if kind.format(source).is_none() {
        reports::recording(source, span, reading);
    }
    Inline { node: Node::at(span), kind: InlineKind::Recording(recording) }
}

/// A drawing as a picture with its data in a `data:` URI. Its alternative text is its label or its title (SVG 2, section 5.7).
fn drawing(tag: &Tag, inner: &str, reading: &Reading<'_>) -> Inline {
    let span = tag.span;
    let mut svg = String::from("<svg");
    let attributes = tag.start.attributes.iter().filter(|(key, _)| key != "xmlns" && !key.starts_with("on"));
    for (key, value) in attributes {
        // The tokenizer writes all names in lower case.
        let key = match key.as_str() {
            "viewbox" => "viewBox",
            "preserveaspectratio" => "preserveAspectRatio",
            "baseprofile" => "baseProfile",
            "zoomandpan" => "zoomAndPan",
            "contentscripttype" => "contentScriptType",
            "contentstyletype" => "contentStyleType",
            key => key,
        };
        let value = value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        svg.push_str(&format!(" {key}=\"{value}\""));
    }
    if !inner.contains("xmlns:xlink") && !tag.start.attributes.iter().any(|(key, _)| key == "xmlns:xlink") {
        svg.push_str(" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    }
    svg.push_str(&format!(" xmlns=\"http://www.w3.org/2000/svg\">{}</svg>", without_scripts(inner)));
    let hidden = value(tag, "aria-hidden") == Some("true") || matches!(value(tag, "role"), Some("presentation" | "none"));
    let label = value(tag, "aria-label").map(str::to_owned);
    let alt = label.or_else(|| content_of(inner, "title")).or_else(|| content_of(inner, "desc")).filter(|words| !words.trim().is_empty());
    let mut attributes = Attributes {
        anchor: value(tag, "id").filter(|id| !id.is_empty()).map(str::to_owned),
        classes: value(tag, "class").unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
        ..Attributes::default()
    };
    for key in ["width", "height"] {
        attributes.pairs.extend(value(tag, key).map(|size| (key.to_owned(), size.to_owned())));
    }
    if hidden && alt.is_none() {
        attributes.classes.push("decorative".to_owned());
    }
    if inner.to_ascii_lowercase().contains("<script") {
        reports::element("script", span, "left out", reading);
    }
    let alt = alt.map(|words| text(words.trim(), span)).into_iter().collect();
    let source = data_uri("image/svg+xml", &svg);
    Inline { node: Node::with(span, attributes), kind: InlineKind::Image { source, alt, title: None, size: PictureSize::Natural } }
}

/// A drawing without scripts, which no e-reader would run.
fn without_scripts(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    for (range, token) in tokens::tokens(markup) {
        match token {
            tokens::HtmlToken::Verbatim { tag, .. } if tag.name == "script" => {}
            tokens::HtmlToken::Start(tag) if tag.attributes.iter().any(|(key, _)| key.starts_with("on")) => {
                out.push_str(&without_handlers(&markup[range]));
            }
            _ => out.push_str(&markup[range]),
        }
    }
    out
}

/// The words of HTML without its tags.
fn words_of(markup: &str) -> String {
    let tokens = tokens::tokens(markup).into_iter();
    let parts: Vec<String> = tokens
        .map(|(range, token)| match token {
            tokens::HtmlToken::Text => tokens::decoded(&markup[range]),
            _ => " ".to_owned(),
        })
        .collect();
    parts.concat().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A tag as written, without the attributes that run scripts. Names in drawings have capitals, which the tokenizer does not keep.
fn without_handlers(tag: &str) -> String {
    let mut out = String::with_capacity(tag.len());
    let mut rest = tag;
    let is_space = |c: char| c.is_ascii_whitespace();
    let end = rest.find(|c: char| is_space(c) || matches!(c, '/' | '>')).unwrap_or(rest.len());
    out.push_str(&rest[..end]);
    rest = &rest[end..];
    while !rest.is_empty() {
        // White space or a slash, a name, and a value (HTML Standard, sections 13.2.5.32 to 13.2.5.39).
        let start = rest.find(|c: char| !is_space(c) && c != '/').unwrap_or(rest.len());
        let mut at = start + rest[start..].find(|c: char| is_space(c) || matches!(c, '/' | '>' | '=')).unwrap_or(rest.len() - start);
        let name = &rest[start..at];
        if name.is_empty() && !rest[at..].starts_with('=') {
            out.push_str(rest);
            break;
        }
        let equals = rest[at..].trim_start_matches(is_space);
        if let Some(value) = equals.strip_prefix('=') {
            let value = value.trim_start_matches(is_space);
            let length = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].find(quote).map_or(value.len(), |end| end + 2),
                _ => value.find(|c: char| is_space(c) || c == '>').unwrap_or(value.len()),
            };
            at = rest.len() - value.len() + length;
        }
        if !name.to_ascii_lowercase().starts_with("on") {
            out.push_str(&rest[..at]);
        }
        rest = &rest[at..];
    }
    out
}

/// The text of the first element with a name.
fn content_of(markup: &str, name: &str) -> Option<String> {
    let start = markup.find(&format!("<{name}"))?;
    let (_, rest) = markup[start..].split_once('>')?;
    let (words, _) = rest.split_once(&format!("</{name}"))?;
    Some(tokens::decoded(words))
}

/// What is inside an element that is not text.
#[derive(Default)]
pub(crate) struct MediaContent<'a> {
    /// The address in the first `<source>`.
    pub(crate) source: Option<&'a str>,
    /// Whether there is anything.
    pub(crate) has_content: bool,
}

/// The inlines for the tag of an element that is not text, without what is inside.
pub(crate) fn alone(tag: &Tag, inside: &MediaContent<'_>, reading: &Reading<'_>) -> Vec<Inline> {
    let span = tag.span;
    let source = value(tag, "src").or_else(|| value(tag, "data")).or(inside.source).filter(|source| !source.trim().is_empty());
    match (tag.element, source) {
        (Some(ElementKind::Media), Some(source)) if !is_remote(source) && !is_data(source) => vec![recording(tag, source, reading)],
        (Some(ElementKind::Media | ElementKind::Frame), Some(source)) => {
            let title = value(tag, "title").map(str::trim).filter(|title| !title.is_empty());
            reports::element(&tag.start.name, span, "a link to it is set", reading);
            vec![link(source, title.unwrap_or(source), span)]
        }
        (Some(ElementKind::Control), _) if value(tag, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox")) => {
            vec![text(if value(tag, "checked").is_some() { "\u{2611}" } else { "\u{2610}" }, span)]
        }
        (Some(ElementKind::Control), _) if value(tag, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden")) => Vec::new(),
        _ => {
            let words = words_of_control(tag, inside.has_content);
            let done = if inside.has_content || words.is_some() { "its words are set" } else { "left out" };
            reports::element(&tag.start.name, span, done, reading);
            words.map(|words| text(words, span)).into_iter().collect()
        }
    }
}

/// The words in the attributes of a part of a form: what it shows before anybody fills it in.
fn words_of_control(tag: &Tag, has_content: bool) -> Option<&str> {
    let is = |kind: &str| value(tag, "type").is_some_and(|own| own.eq_ignore_ascii_case(kind));
    let keys: &[&str] = match tag.start.name.as_str() {
        "input" if is("radio") => &[],
        "input" if is("image") => &["alt", "value"],
        "input" => &["value", "placeholder"],
        "optgroup" => &["label"],
        "option" if !has_content => &["label"],
        _ => &[],
    };
    keys.iter().find_map(|key| value(tag, key)).map(str::trim).filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_attributes_that_run_scripts_are_taken_out_of_a_tag() {
        for (tag, without) in [
            ("<g onclick=\"a > b\" viewBox='0 0 1 1'>", "<g viewBox='0 0 1 1'>"),
            ("<linearGradient gradientUnits=\"x\" onload=run()/>", "<linearGradient gradientUnits=\"x\">"),
            ("<g onLoad = 'x' />", "<g />"),
            ("<a onfocus xlink:href=\"u\">", "<a xlink:href=\"u\">"),
            ("<g>", "<g>"),
            ("<g on", "<g"),
            ("<é onx=\"", "<é"),
        ] {
            assert_eq!(without_handlers(tag), without, "{tag}");
        }
    }

    #[test]
    fn tags_are_taken_out_of_words() {
        assert_eq!(words_of("<p>One &amp; <b>two</b></p><script>no()</script>"), "One & two");
    }
}
