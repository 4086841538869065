//! The features that the finished content documents really have.
use rayon::prelude::*;

use crate::epub::package::{ManifestProperty, Resource};

/// Features for accessibility, found in the markup.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PrintedFeatures {
    /// A page list in the navigation document.
    pub(super) page_list: bool,
    /// Page breaks in the text.
    pub(super) page_breaks: bool,
    pub(super) index: bool,
    pub(super) mathml: bool,
    pub(super) long_descriptions: bool,
}

impl PrintedFeatures {
    /// The features of all content documents among some files.
    pub(super) fn of_all(files: &[Resource]) -> Self {
        files.par_iter().filter_map(Self::of).reduce(Self::default, Self::or)
    }

    /// The features of a content document. `None` for other files. Text cannot be taken for markup, since it has no `<` and no `"`.
    fn of(file: &Resource) -> Option<Self> {
        let text = file.xhtml()?;
        let is_nav = file.properties.contains(&ManifestProperty::Nav);
        let mut features =
            Self { mathml: text.contains("<math"), page_list: is_nav && text.contains("epub:type=\"page-list\""), ..Self::default() };
        for (at, role) in text.match_indices(" role=\"doc-") {
            features.page_breaks |= text[at + role.len()..].starts_with("pagebreak\"");
            features.index |= text[at + role.len()..].starts_with("index\"");
        }
        let mut described = text.match_indices(" aria-de").map(|(at, start)| &text[at + start.len()..]);
        features.long_descriptions = described.any(|rest| rest.starts_with("tails=\"") || rest.starts_with("scribedby=\""));
        Some(features)
    }

    fn or(self, other: Self) -> Self {
        Self {
            page_list: self.page_list || other.page_list,
            page_breaks: self.page_breaks || other.page_breaks,
            index: self.index || other.index,
            mathml: self.mathml || other.mathml,
            long_descriptions: self.long_descriptions || other.long_descriptions,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_found_in_the_documents() {
        let found = |properties: &'static [ManifestProperty], text: &str| {
            let file = Resource { properties, ..Resource::document(String::new(), text.to_owned()) };
            PrintedFeatures::of_all(&[file])
        };
        let page = found(&[], "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page-12\"></span>");
        assert!(page.page_breaks && !page.index && !page.page_list && !page.mathml && !page.long_descriptions);
        assert!(found(&[ManifestProperty::Nav], "<nav epub:type=\"page-list\">").page_list);
        assert!(!found(&[], "<nav epub:type=\"page-list\">").page_list);
        assert!(found(&[], "<section role=\"doc-index\">").index && found(&[], "<math xmlns=\"\">").mathml);
        assert!(found(&[], "<img aria-details=\"x\"/>").long_descriptions && found(&[], "<img aria-describedby=\"x\"/>").long_descriptions);
    }
}
