//! The facts about the accessibility of a book, and their metadata in the terms of the Schema.org Accessibility Properties for
//! Discoverability Vocabulary.
use crate::edition::Metadata;
use crate::language::{AccessibilityTerms, Undescribed};
use crate::source::Span;
use crate::xml::{Element, WriteXml, XmlWriter};

use super::features::PrintedFeatures;

/// Facts about the accessibility of a book.
#[derive(Debug, Default)]
pub(in crate::epub) struct AccessibilityFacts {
    /// The number of pictures in the text, without decorative ones.
    pub(super) pictures: usize,
    /// The number of those without alternative text.
    pub(super) undescribed: usize,
    /// Whether a picture may move, so that it might flash.
    pub(super) moving: bool,
    /// Whether there are formulas that are printed as their source.
    pub(super) formulas: bool,
    pub(super) headings: bool,
    pub(super) notes: bool,
    pub(super) printed: PrintedFeatures,
    /// The findings that contradict a claim of conformance.
    pub(super) findings: Vec<Finding>,
}

/// Something that makes a book less accessible.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) span: Span,
    /// A clause without a full stop.
    pub(super) message: String,
}

impl AccessibilityFacts {
    /// Writes the metadata (EPUB Accessibility 1.1, section 2).
    pub(in crate::epub) fn metadata(&self, metadata: &Metadata, xml: &mut XmlWriter) {
        let mut meta = |property: &str, text: &str| xml.text_line(Element::new("meta").attribute("property", property), text);
        let visual = self.pictures > 0;
        let described = self.undescribed == 0;
        meta("schema:accessMode", "textual");
        if visual {
            meta("schema:accessMode", "visual");
        }
        if described {
            meta("schema:accessModeSufficient", "textual");
        }
        if visual {
            meta("schema:accessModeSufficient", "textual,visual");
        }
        let printed = &self.printed;
        let features = [
            ("tableOfContents", true),
            ("readingOrder", true),
            ("structuralNavigation", self.headings),
            // The stylesheet fixes no size, no colour of text and no width.
            ("displayTransformability", true),
            ("ARIA", true),
            ("index", printed.index),
            ("alternativeText", visual && described),
            ("longDescription", printed.long_descriptions),
            ("MathML", printed.mathml),
            ("pageBreakMarkers", printed.page_breaks),
            ("pageNavigation", printed.page_list),
        ];
        features.iter().filter(|(_, found)| *found).for_each(|(feature, _)| meta("schema:accessibilityFeature", feature));
        // `unknownMotionSimulationHazard` would be more exact, but Ace 1.4.6 knows it only misspelt.
        meta("schema:accessibilityHazard", if self.moving { "unknown" } else { "none" });
        let (language, summary) = self.summary(metadata);
        let language = Some(language).filter(|language| *language != metadata.language.primary());
        let element = Element::new("meta").attribute("property", "schema:accessibilitySummary").optional("xml:lang", language);
        xml.text_line(element, summary);
        self.conformance(metadata, xml);
    }

    /// The facts in sentences, with the language of the sentences.
    fn summary(&self, metadata: &Metadata) -> (&'static str, String) {
        let (language, terms) = AccessibilityTerms::of(metadata.language.tag());
        let (missing, all) = (self.undescribed.to_string(), self.pictures.to_string());
        let undescribed = terms.undescribed.fill(&Undescribed { missing: &missing, all: &all });
        let sentences = [
            (terms.text, true),
            (terms.contents, self.headings),
            (terms.notes, self.notes),
            (terms.pages, self.printed.page_list && self.printed.page_breaks),
            (terms.index, self.printed.index),
            (terms.described, self.pictures > 0 && self.undescribed == 0),
            (undescribed.as_str(), self.undescribed > 0),
            (terms.formulas, self.formulas),
            (terms.moving, self.moving),
            (metadata.accessibility_note.as_deref().unwrap_or_default(), metadata.accessibility_note.is_some()),
        ];
        let summary: Vec<&str> = sentences.iter().filter(|(_, found)| *found).map(|(sentence, _)| *sentence).collect();
        (language, summary.join(" "))
    }

    /// Writes the author's claim of conformance, unless a finding contradicts it (EPUB Accessibility 1.1, sections 3.5 and 3.6).
    fn conformance(&self, metadata: &Metadata, xml: &mut XmlWriter) {
        let Some(claim) = metadata.conformance.as_ref().filter(|_| self.findings.is_empty()) else { return };
        let element = Element::new("meta").attribute("property", "dcterms:conformsTo").attribute("id", "conformance");
        xml.text_line(element, format_args!("EPUB Accessibility 1.1 - WCAG 2.2 Level {}", claim.level.name()));
        let element = Element::new("meta").attribute("property", "a11y:certifiedBy").attribute("refines", "#conformance");
        xml.text_line(element.attribute("id", "certifier"), &claim.certified_by);
        let link = |relation: &str, href: &str| {
            Element::new("link").attribute("rel", relation).attribute("refines", "#certifier").attribute("href", href)
        };
        if let Some(credential) = &claim.credential {
            if credential.starts_with("https://") || credential.starts_with("http://") {
                xml.empty_line(&link("a11y:certifierCredential", credential));
            } else {
                let element = Element::new("meta").attribute("property", "a11y:certifierCredential").attribute("refines", "#certifier");
                xml.text_line(element, credential);
            }
        }
        if let Some(report) = &claim.report {
            xml.empty_line(&link("a11y:certifierReport", report));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_features_are_listed() {
        let printed = PrintedFeatures { page_breaks: true, page_list: true, ..PrintedFeatures::default() };
        let mut xml = XmlWriter::fragment();
        AccessibilityFacts { printed, ..AccessibilityFacts::default() }.metadata(&Metadata::default(), &mut xml);
        let text = xml.finish();
        assert!(text.contains(">pageBreakMarkers<") && text.contains(">pageNavigation<") && !text.contains(">index<"), "{text}");
    }
}
