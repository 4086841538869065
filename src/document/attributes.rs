//! Nodes: the id, place and attributes of everything in a document.
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::Span;

use super::{Layout, Statement};

/// The key of the expansion of an abbreviation.
pub const ABBREVIATION: &str = "abbr";

/// The class of a link to the glossary.
pub const TERM: &str = "glossref";

/// The id of a node. Ids are consecutive numbers in reading order: first all divisions, then all notes. So for two nodes of the divisions
/// `id < other` means "before".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    /// The id of what chapbook adds while it typesets. No node of a document has it.
    pub const GENERATED: Self = Self(u32::MAX);
}

/// The id, the place and the attributes of a part of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The id. [`number_nodes`](super::number_nodes) sets it when the document is complete.
    pub id: NodeId,
    /// The place in the sources.
    pub span: Span,
    /// The attributes from `{…}` or an HTML tag, if there are any.
    pub attrs: Option<Arc<Attributes>>,
}

/// The attributes of a node: `{#anchor .class lang=fr key=value}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// The author's anchor.
    pub anchor: Option<String>,
    /// The classes in order.
    pub classes: Vec<String>,
    /// The language of the content, as a BCP 47 tag.
    pub lang: Option<String>,
    /// The layout that the author requests for the block.
    pub layout: Layout,
    /// The kind of statement, for a container that is one. The reader sets it.
    pub statement: Option<Statement>,
    /// For a figure made of figures: how many of them stand side by side. The reader sets it.
    pub columns: Option<u32>,
    /// For an index mark: whether its paragraph has mentioned the name before. Such a mark only adds its page to the printed index.
    pub further_mention: bool,
    /// All other attributes. The EPUB has them as `data-*`.
    pub pairs: BTreeMap<String, String>,
}

impl Node {
    /// A node at a place, without attributes and without an id.
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

    /// Whether it has a class.
    #[must_use]
    pub fn has_class(&self, class: &str) -> bool {
        self.attrs.as_ref().is_some_and(|attrs| attrs.classes.iter().any(|given| given == class))
    }

    /// Whether it is an index mark for a name that its paragraph has mentioned before.
    #[must_use]
    pub fn is_further_mention(&self) -> bool {
        self.attrs.as_ref().is_some_and(|attrs| attrs.further_mention)
    }

    /// Whether it is marked for the index with the class `index`.
    #[must_use]
    pub fn is_index_mark(&self) -> bool {
        self.has_role(super::NodeRole::Index)
    }

    /// The value of an attribute, if it has the attribute.
    #[must_use]
    pub fn attribute(&self, key: &str) -> Option<&str> {
        self.attrs.as_ref()?.pairs.get(key).map(String::as_str)
    }

    /// The language, if it has one of its own.
    #[must_use]
    pub fn lang(&self) -> Option<&str> {
        self.attrs.as_ref()?.lang.as_deref()
    }

    /// The expansion of an abbreviation, if there is one: `[RCP]{abbr="…"}`, `<abbr title="…">`.
    #[must_use]
    pub fn expansion(&self) -> Option<&str> {
        self.attribute(ABBREVIATION).filter(|expansion| !expansion.is_empty())
    }

    /// For a figure made of figures: how many of them stand side by side.
    #[must_use]
    pub fn columns(&self) -> Option<u32> {
        self.attrs.as_ref()?.columns
    }

    /// The kind of statement, for a container that is one.
    #[must_use]
    pub fn statement(&self) -> Option<Statement> {
        self.attrs.as_ref()?.statement
    }

    /// The layout that the author requests for the block.
    #[must_use]
    pub fn layout(&self) -> Layout {
        self.attrs.as_ref().map(|attributes| attributes.layout).unwrap_or_default()
    }

    /// The author's anchor, if there is one.
    #[must_use]
    pub fn anchor(&self) -> Option<&str> {
        self.attrs.as_ref()?.anchor.as_deref()
    }
}
