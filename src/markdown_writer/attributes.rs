//! Attributes, in braces as Markdown has them, or in a tag of HTML.
use crate::document::{Attributes, FirstIndent, Layout, Node, Statement, TextAlign};

/// The attributes of a node. `None` if it has none.
pub(super) fn of(node: &Node) -> Option<&Attributes> {
    node.attrs.as_deref().filter(|attributes| **attributes != Attributes::default())
}

/// Whether braces can hold all attributes: names in braces have no white space and no signs of the syntax, and braces hold no layout.
pub(super) fn fit_braces(attributes: &Attributes) -> bool {
    let is_name = |name: &str| !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || "{}=\"'<>&\\`$".contains(c));
    let is_key =
        |key: &str| key.starts_with(char::is_alphabetic) && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':'));
    let is_value = |value: &str| !value.contains(['\n', '\r', '`', '$', '<']);
    attributes.layout == Layout::default()
        && attributes.anchor.as_deref().is_none_or(is_name)
        && attributes.classes.iter().all(|class| is_name(class))
        && attributes.lang.as_deref().is_none_or(is_name)
        && attributes.pairs.iter().all(|(key, value)| is_key(key) && is_value(value))
}

/// The attributes in braces: `{#anchor .class lang=fr key="value"}`.
pub(super) fn braces(attributes: &Attributes) -> String {
    let mut parts: Vec<String> = attributes.anchor.iter().map(|anchor| format!("#{anchor}")).collect();
    parts.extend(attributes.classes.iter().map(|class| format!(".{class}")));
    parts.extend(attributes.lang.iter().map(|lang| format!("lang={lang}")));
    parts.extend(attributes.columns.iter().map(|columns| format!("layout-ncol={columns}")));
    parts.extend(attributes.pairs.iter().map(|(key, value)| format!("{key}={}", quoted(value))));
    format!("{{{}}}", parts.join(" "))
}

/// A value of an attribute in braces.
pub(super) fn quoted(value: &str) -> String {
    if !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '%' | '/' | ':')) {
        return value.to_owned();
    }
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The attributes as they stand in a tag, each after a space.
pub(super) fn of_tag(attributes: &Attributes) -> String {
    let mut out = String::new();
    let mut add = |key: &str, value: &str| out.push_str(&format!(" {key}=\"{}\"", value_of_tag(value)));
    if let Some(anchor) = &attributes.anchor {
        add("id", anchor);
    }
    if !attributes.classes.is_empty() {
        add("class", &attributes.classes.join(" "));
    }
    if let Some(lang) = &attributes.lang {
        add("lang", lang);
    }
    let style = style(attributes.layout);
    if !style.is_empty() {
        add("style", &style);
    }
    for (key, value) in &attributes.pairs {
        add(key, value);
    }
    out
}

/// The attributes of a node as they stand in a tag.
pub(super) fn of_node(node: &Node) -> String {
    node.attrs.as_deref().map(of_tag).unwrap_or_default()
}

/// A value for an attribute in double quotes.
pub(super) fn value_of_tag(value: &str) -> String {
    value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "&#10;")
}

/// A layout in CSS.
fn style(layout: Layout) -> String {
    let align = layout.align.map(|align| {
        let name = match align {
            TextAlign::Left => "left",
            TextAlign::Center => "center",
            TextAlign::Right => "right",
            TextAlign::Justified => "justify",
        };
        format!("text-align: {name}")
    });
    let indent = layout.indent.map(|indent| match indent {
        FirstIndent::Em(thousandths) => format!("text-indent: {}em", thousandths as f64 / 1000.0),
        FirstIndent::Absolute(length) => format!("text-indent: {}pt", length.to_pt()),
    });
    align.into_iter().chain(indent).collect::<Vec<_>>().join("; ")
}

/// The attributes of a statement as its author wrote them. The class is left out if the anchor says the same.
pub(super) fn of_statement(attributes: &Attributes, statement: Statement) -> Attributes {
    let mut own = Attributes { statement: None, ..attributes.clone() };
    if own.anchor.as_deref().and_then(Statement::of_label) != Some(statement)
        && !own.classes.iter().any(|class| Statement::of_class(class).is_some())
    {
        own.classes.insert(0, statement.class().to_owned());
    }
    own
}
