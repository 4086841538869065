//! The attributes of a fenced container: `::: name {.class}`.
use crate::document::Attributes;
use crate::manuscript::syntax::attributes::braces;

/// Reads the rest of a fence: a name, attributes, or both. `None` if it is anything else.
pub(super) fn container_attributes(given: &str) -> Option<Attributes> {
    if given == "{}" {
        return Some(Attributes::default());
    }
    let end = given.find(|c: char| c.is_whitespace() || c == '{').unwrap_or(given.len());
    let (name, rest) = given.split_at(end);
    let good =
        name.is_empty() || (name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')));
    let rest = rest.trim();
    if !good {
        return None;
    }
    let mut attributes = if rest.is_empty() {
        Attributes::default()
    } else {
        let given = braces(rest).filter(|given| given.end == rest.len() && given.format.is_none())?;
        given.attributes
    };
    if !name.is_empty() {
        attributes.classes.insert(0, name.to_owned());
    }
    (attributes != Attributes::default()).then_some(attributes)
}
