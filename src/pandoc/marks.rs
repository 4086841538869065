//! The attributes `data-chapbook-*`, in which an exported document keeps what Pandoc has no room for, and the attributes of nodes.
use std::collections::BTreeMap;

use super::tree::{Attributes as Given, Text};
use crate::document::{Attributes, FirstIndent, Layout, Statement, TextAlign};
use crate::units::Length;

/// How the keys begin.
const PREFIX: &str = "data-chapbook-";

/// The key of the metadata of an exported document.
pub(super) const DOCUMENT: &str = "chapbook-document";

const ALIGNS: [(&str, TextAlign); 4] =
    [("left", TextAlign::Left), ("center", TextAlign::Center), ("right", TextAlign::Right), ("justified", TextAlign::Justified)];

/// A text that is not borrowed from JSON.
pub(super) fn text(text: impl Into<String>) -> Text<'static> {
    Text(std::borrow::Cow::Owned(text.into()))
}

/// What chapbook keeps about a node, by keys without the prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(BTreeMap<String, String>);

impl Marks {
    /// One mark.
    pub(super) fn of(key: &str, value: impl Into<String>) -> Self {
        Self::default().and(key, value)
    }

    /// Adds a mark.
    pub(super) fn and(mut self, key: &str, value: impl Into<String>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    /// Adds a mark if it has a value.
    pub(super) fn maybe(self, key: &str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.and(key, value),
            None => self,
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The attributes of a node in the tree of Pandoc, with marks.
pub(super) fn encoded(attributes: Option<&Attributes>, mut marks: Marks) -> Given<'static> {
    let mut given = Given::default();
    if let Some(own) = attributes {
        given.id = text(own.anchor.clone().unwrap_or_default());
        given.classes = own.classes.iter().map(text).collect();
        given.pairs.extend(own.lang.iter().map(|lang| (text("lang"), text(lang))));
        given.pairs.extend(own.pairs.iter().map(|(key, value)| (text(key), text(value))));
        let align = own.layout.align.and_then(|align| ALIGNS.iter().find(|(_, own)| *own == align)).map(|(name, _)| *name);
        let indent = own.layout.indent.map(|indent| match indent {
            FirstIndent::Em(thousandths) => format!("{thousandths}em"),
            FirstIndent::Absolute(length) => format!("{}sp", length.0),
        });
        marks = marks
            .maybe("align", align)
            .maybe("indent", indent)
            .maybe("statement", own.statement.map(Statement::class))
            .maybe("columns", own.columns.map(|columns| columns.to_string()))
            .maybe("further", own.further_mention.then_some("true"));
    }
    given.pairs.extend(marks.0.into_iter().map(|(key, value)| (text(format!("{PREFIX}{key}")), text(value))));
    given
}

/// The attributes and the marks that were encoded.
pub(super) fn decoded(given: &Given<'_>) -> (Attributes, Marks) {
    let mut attributes = Attributes::default();
    let mut marks = Marks::default();
    attributes.anchor = Some(given.id.as_str().to_owned()).filter(|id| !id.is_empty());
    attributes.classes = given.classes.iter().map(|class| class.as_str().to_owned()).collect();
    for (key, value) in &given.pairs {
        match (key.as_str().strip_prefix(PREFIX), key.as_str()) {
            (Some(key), _) => drop(marks.0.insert(key.to_owned(), value.as_str().to_owned())),
            (None, "lang" | "xml:lang") => attributes.lang = Some(value.as_str().to_owned()),
            (None, key) => drop(attributes.pairs.insert(key.to_owned(), value.as_str().to_owned())),
        }
    }
    let mut take = |key: &str| marks.0.remove(key);
    let align = take("align").and_then(|name| ALIGNS.iter().find(|(own, _)| *own == name)).map(|(_, align)| *align);
    let indent = take("indent").and_then(|indent| match indent.strip_suffix("em") {
        Some(thousandths) => thousandths.parse().ok().map(FirstIndent::Em),
        None => indent.strip_suffix("sp")?.parse().ok().map(|length| FirstIndent::Absolute(Length(length))),
    });
    attributes.layout = Layout { align, indent };
    attributes.statement = take("statement").and_then(|class| Statement::of_class(&class));
    attributes.columns = take("columns").and_then(|columns| columns.parse().ok());
    attributes.further_mention = take("further").is_some();
    (attributes, marks)
}
