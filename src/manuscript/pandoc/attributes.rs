//! Attributes of Pandoc's nodes.
use crate::document::{Attributes, Inline, plain_text};
use crate::pandoc::Attributes as Given;

use crate::manuscript::syntax::attributes::set;

/// The attributes of a node.
pub(super) fn attributes(given: &Given<'_>) -> Attributes {
    let mut attributes = Attributes::default();
    set(&mut attributes, "id", given.id.as_str().to_owned());
    attributes.classes = given.classes.iter().map(|class| class.as_str().to_owned()).collect();
    for (key, value) in &given.pairs {
        set(&mut attributes, key.as_str(), value.as_str().to_owned());
    }
    attributes
}

/// The attributes of a heading. Pandoc gives each heading an identifier made of its title. It is left out if chapbook makes the same one.
pub(super) fn heading_attributes(given: &Given<'_>, title: &[Inline]) -> Attributes {
    let mut attributes = attributes(given);
    let title = plain_text(title);
    attributes.anchor = attributes.anchor.filter(|anchor| !is_automatic(anchor, &title));
    attributes
}

/// Whether both programs make this identifier of a title. Pandoc joins the words of the title with hyphens, without punctuation (its
/// manual, "Extension: auto_identifiers"); chapbook puts a hyphen in place of each space, as GitHub does.
fn is_automatic(anchor: &str, title: &str) -> bool {
    let lower = title.to_lowercase();
    let kept: String = lower.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | ' ')).collect();
    let words = kept.split_whitespace().collect::<Vec<_>>().join("-");
    anchor == words && anchor == kept.replace(' ', "-") && lower.starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::is_automatic;

    #[test]
    fn identifiers_that_both_programs_make_are_automatic() {
        assert!(is_automatic("the-long-night", "The long night"));
        assert!(is_automatic("dont", "Don’t"));
        // Pandoc's `a-b` is `a--b` here.
        assert!(!is_automatic("a-b", "A & B"));
        assert!(!is_automatic("two", "2 two"));
        assert!(!is_automatic("night", "The long night"));
    }
}
