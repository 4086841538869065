//! A start tag as a value.
use std::fmt::{self, Write};

use super::escape::Escaping;

/// A start tag: a name and attributes, already escaped, in the order in which they were added.
#[derive(Clone, Debug)]
pub struct Element {
    pub(super) name: &'static str,
    /// Each as ` name="value"`.
    pub(super) attributes: String,
}

impl Element {
    /// An element without attributes. The name is an XML name, with its prefix if it has one: `dc:title`.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        debug_assert!(is_name(name), "`{name}` is not an XML name");
        Self { name, attributes: String::new() }
    }

    /// Adds an attribute and escapes its value. If there is already one of that name, the first value is kept: XML allows each name once
    /// (XML 1.0, section 3.1).
    #[must_use]
    pub fn attribute(mut self, name: &str, value: impl fmt::Display) -> Self {
        debug_assert!(is_name(name), "`{name}` is not an XML name");
        if !self.has(name) {
            self.attributes.push(' ');
            self.attributes.push_str(name);
            self.attributes.push_str("=\"");
            // Writing to a string cannot fail.
            let _ = write!(Escaping(&mut self.attributes), "{value}");
            self.attributes.push('"');
        }
        self
    }

    /// Adds an attribute if there is a value for it.
    #[must_use]
    pub fn optional(self, name: &str, value: Option<impl fmt::Display>) -> Self {
        match value {
            Some(value) => self.attribute(name, value),
            None => self,
        }
    }

    /// Whether it has any attribute.
    #[must_use]
    pub const fn has_attributes(&self) -> bool {
        !self.attributes.is_empty()
    }

    fn has(&self, name: &str) -> bool {
        self.written_attributes().any(|(own, _)| own == name)
    }

    /// The attributes: each name with its escaped value.
    pub(super) fn written_attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut rest = self.attributes.as_str();
        std::iter::from_fn(move || {
            let (name, after) = rest.strip_prefix(' ')?.split_once("=\"")?;
            // A value has no quotation mark, because it is escaped.
            let (value, next) = after.split_once('"')?;
            rest = next;
            Some((name, value))
        })
    }
}

/// Whether a text is an XML name (XML 1.0, section 2.3, production 5). Only ASCII characters are accepted, since this crate uses no others
/// in names.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '-' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_kept_once_and_found_by_its_whole_name() {
        let element = Element::new("p").attribute("title", "a \" id=").attribute("id", 3).attribute("id", 4).optional("x", None::<&str>);
        assert_eq!(element.attributes, " title=\"a &quot; id=\" id=\"3\"");
        assert!(element.has("id") && element.has("title") && !element.has("d") && !element.has("x"));
    }
}
