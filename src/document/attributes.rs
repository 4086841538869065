//! What every node carries.
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::Span;

/// The key under which is said what an inline is short for.
pub const ABBREVIATION: &str = "abbr";

/// The class of a link that leads to the glossary.
pub const TERM: &str = "glossref";

/// The name of a node: dense and in reading order within the divisions, then the notes; so for two nodes
/// of the running text `id < other` means "before".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// Who a node is, where it was written, and what was said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Who it is. Given by [`number_nodes`](super::number_nodes) once the document is complete.
    pub id: NodeId,
    /// Where it was written.
    pub span: Span,
    /// What was said about it in `{…}` or in an HTML tag.
    pub attrs: Option<Arc<Attributes>>,
}

/// `{#anchor .class lang=fr key=value}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// The anchor that the author chose.
    pub anchor: Option<String>,
    /// Classes in order.
    pub classes: Vec<String>,
    /// The language (BCP 47) of what is inside.
    pub lang: Option<String>,
    /// All else, kept and handed to the EPUB as `data-*`.
    pub pairs: BTreeMap<String, String>,
}

impl Node {
    /// A node at a place, with nothing said about it and no id yet.
    #[must_use]
    pub const fn at(span: Span) -> Self {
        Self { id: NodeId(0), span, attrs: None }
    }

    /// A node with attributes, if there are any.
    #[must_use]
    pub fn with(span: Span, attrs: Attributes) -> Self {
        let attrs = (attrs != Attributes::default()).then(|| Arc::new(attrs));
        Self { id: NodeId(0), span, attrs }
    }

    /// Whether the author gave it that class.
    #[must_use]
    pub fn has_class(&self, class: &str) -> bool {
        self.attrs.as_ref().is_some_and(|attrs| attrs.classes.iter().any(|given| given == class))
    }

    /// Whether the author marked it for the index: the class `index` on an inline.
    #[must_use]
    pub fn is_index_mark(&self) -> bool {
        self.has_class("index")
    }

    /// What was said under a key, if anything.
    #[must_use]
    pub fn said(&self, key: &str) -> Option<&str> {
        self.attrs.as_ref()?.pairs.get(key).map(String::as_str)
    }

    /// The language that was said, if any.
    #[must_use]
    pub fn lang(&self) -> Option<&str> {
        self.attrs.as_ref()?.lang.as_deref()
    }

    /// What it is short for, if that was said: `[RCP]{abbr="…"}`, `<abbr title="…">`.
    #[must_use]
    pub fn expansion(&self) -> Option<&str> {
        self.said(ABBREVIATION).filter(|expansion| !expansion.is_empty())
    }

    /// The anchor that the author chose, if any.
    #[must_use]
    pub fn anchor(&self) -> Option<&str> {
        self.attrs.as_ref()?.anchor.as_deref()
    }
}
