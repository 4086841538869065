//! XML files as trees. The only file that names `roxmltree`.
use super::error::ImportError;

/// The maximum number of nodes in a file.
const MOST_NODES: u32 = 20_000_000;

/// An element.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct XmlElement {
    /// The name without its prefix.
    pub(super) name: String,
    /// The attributes, by their names without prefixes.
    pub(super) attributes: Vec<(String, String)>,
    /// What is inside.
    pub(super) children: Vec<XmlNode>,
}

/// A part of an element.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum XmlNode {
    /// An element.
    Element(XmlElement),
    /// Text.
    Text(String),
}

/// How deeply elements may be nested, since the code that reads the tree is recursive.
const DEEPEST: usize = 200;

/// Reads a file. `name` is what messages call it.
///
/// # Errors
/// If it is not well formed, or nested too deeply.
pub(super) fn parse(name: &str, text: &str) -> Result<XmlElement, ImportError> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES };
    let text = text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']);
    let document = roxmltree::Document::parse_with_options(text, options)
        .map_err(|error| ImportError::Damaged { file: name.to_owned(), reason: error.to_string() })?;
    // The ancestors of the outermost element are itself and the document.
    let is_too_deep = |node: roxmltree::Node<'_, '_>| node.ancestors().nth(DEEPEST + 2).is_some();
    if document.descendants().any(|node| node.is_element() && is_too_deep(node)) {
        let reason = format!("its elements are nested more than {DEEPEST} deep");
        return Err(ImportError::Damaged { file: name.to_owned(), reason });
    }
    Ok(element(document.root_element(), 0))
}

fn element(node: roxmltree::Node<'_, '_>, depth: usize) -> XmlElement {
    let attributes = node.attributes().map(|attribute| (attribute.name().to_owned(), attribute.value().to_owned())).collect();
    let child = |child: roxmltree::Node<'_, '_>| match child.text() {
        Some(text) if child.is_text() => Some(XmlNode::Text(text.to_owned())),
        _ if child.is_element() && depth < DEEPEST => Some(XmlNode::Element(element(child, depth + 1))),
        _ => None,
    };
    XmlElement { name: node.tag_name().name().to_owned(), attributes, children: node.children().filter_map(child).collect() }
}

impl XmlElement {
    /// The elements inside.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            XmlNode::Element(element) => Some(element),
            XmlNode::Text(_) => None,
        })
    }

    /// The first element inside with a name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// All elements of a name, at any depth, in order.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> Vec<&'a Self> {
        let mut found = Vec::new();
        let mut pending: Vec<&Self> = self.elements().collect();
        pending.reverse();
        while let Some(element) = pending.pop() {
            if element.name == name {
                found.push(element);
            }
            let from = pending.len();
            pending.extend(element.elements());
            pending[from..].reverse();
        }
        found
    }

    /// The element without the elements of a name, at any depth.
    pub(super) fn without(&self, name: &str) -> Self {
        let children = self.children.iter().filter_map(|child| match child {
            XmlNode::Element(element) => (element.name != name).then(|| XmlNode::Element(element.without(name))),
            XmlNode::Text(text) => Some(XmlNode::Text(text.clone())),
        });
        Self { name: self.name.clone(), attributes: self.attributes.clone(), children: children.collect() }
    }

    /// The value of an attribute.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// All text inside, at any depth.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        for child in &self.children {
            match child {
                XmlNode::Text(text) => out.push_str(text),
                XmlNode::Element(element) => out.push_str(&element.text()),
            }
        }
        out
    }

    /// All text inside, with single spaces for white space.
    pub(super) fn words(&self) -> String {
        self.text().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
