//! Prepares the tags of a page for the reader.
use std::collections::BTreeMap;

use crate::manuscript::html::feed::{Fragment, NodeOrigin};

/// The values of `epub:type` that the reader needs, each with the role of DPUB-ARIA that means the same (EPUB Structural Semantics
/// Vocabulary 1.1).
const SEMANTICS: [(&str, &str); 13] = [
    ("noteref", "doc-noteref"),
    ("footnote", "doc-footnote"),
    ("endnote", "doc-endnote"),
    ("rearnote", "doc-endnote"),
    ("note", "doc-footnote"),
    ("footnotes", "doc-endnotes"),
    ("endnotes", "doc-endnotes"),
    ("rearnotes", "doc-endnotes"),
    ("backlink", "doc-backlink"),
    ("pagebreak", "doc-pagebreak"),
    ("epigraph", "doc-epigraph"),
    ("dedication", "doc-dedication"),
    ("bridgehead", "doc-subtitle"),
];

/// Gives each tag the role that its `epub:type` means, and the style that stylesheets give its classes.
pub(super) fn prepare(fragment: &mut Fragment, class_styles: &BTreeMap<String, String>) {
    for origin in &mut fragment.fed {
        let (NodeOrigin::Tag(tag) | NodeOrigin::Verbatim(tag, _)) = origin else { continue };
        let attributes = &mut tag.start.attributes;
        let value = |key: &str, attributes: &[(String, String)]| {
            attributes.iter().find(|(own, _)| own == key).map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let semantics = value("epub:type", attributes);
        let has_role = attributes.iter().any(|(key, _)| key == "role");
        let role = SEMANTICS.iter().find(|(word, _)| semantics.split_whitespace().any(|own| own == *word)).map(|(_, role)| *role);
        if let Some(role) = role.filter(|_| !has_role) {
            attributes.push(("role".to_owned(), role.to_owned()));
        }
        if semantics.split_whitespace().any(|word| word.contains("verse") || word.contains("poem")) {
            attributes.push(("data-verse".to_owned(), "verse".to_owned()));
        }
        attributes.retain(|(key, _)| key != "epub:type");
        // Pandoc names the language of code after another class.
        if matches!(tag.start.name.as_str(), "pre" | "code")
            && let Some((_, classes)) = attributes.iter_mut().find(|(key, _)| key == "class")
            && let Some(language) = classes.strip_prefix("sourceCode ").map(str::to_owned)
        {
            *classes = format!("language-{}", language.trim());
        }
        if class_styles.is_empty() {
            continue;
        }
        let classes = value("class", attributes);
        let style = classes.split_whitespace().filter_map(|class| class_styles.get(class)).cloned().collect::<Vec<_>>().join("; ");
        if !style.is_empty() {
            match attributes.iter_mut().find(|(key, _)| key == "style") {
                Some((_, own)) => *own = format!("{style}; {own}"),
                None => attributes.push(("style".to_owned(), style)),
            }
        }
    }
}
