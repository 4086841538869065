//! What the book holds for those who do not see it, found in the book and never claimed by default: the metadata of EPUB
//! Accessibility 1.1 (section 2) in the words of the Schema.org Accessibility Properties for Discoverability Vocabulary.
//!
//! Two things are looked at. The document says which pictures are described, which tables have heads, which links have a name.
//! The finished content documents say what is truly in the package: page breaks, a page list, an index, formulas, long
//! descriptions. So a feature is listed if, and only if, a reader can find it.
//!
//! Conformance is another matter: a program cannot find it, a person must vouch for it (section 3.6). It is stated if the author
//! names that person, and if nothing was found here that contradicts it.
use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::artwork::{Artwork, ArtworkFormat, Gallery};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{Block, BlockKind, Inline, InlineKind, Node, NodeId, Visit, plain_text, walk_block, walk_document};
use crate::edition::Metadata;
use crate::language::AccessibilityTerms;
use crate::resolve::Book;
use crate::source::Span;
use crate::xml::{Element, WriteXml, XmlWriter};

use crate::epub::resources::Pictures;
use crate::epub::{Cover, Resource};

/// What was found in a book.
#[derive(Debug, Default)]
pub(in crate::epub) struct Facts {
    /// Pictures in the text that say something, and how many of them nobody described.
    pictures: usize,
    undescribed: usize,
    /// A picture may move, so that nobody knows whether it flashes.
    moving: bool,
    /// Formulas are printed as their source.
    formulas: bool,
    headings: bool,
    notes: bool,
    printed: Printed,
    /// What contradicts a claim of conformance, with its place.
    findings: Vec<(Span, String)>,
}

/// What the finished content documents hold.
#[derive(Clone, Copy, Debug, Default)]
struct Printed {
    /// In the navigation.
    page_list: bool,
    /// In the text.
    page_breaks: bool,
    index: bool,
    mathml: bool,
    long_descriptions: bool,
}

impl Printed {
    fn of(document: &Resource) -> Self {
        let text = std::str::from_utf8(&document.bytes).unwrap_or_default();
        let mut found = Self {
            mathml: text.contains("<math"),
            page_list: document.properties == "nav" && text.contains("epub:type=\"page-list\""),
            ..Self::default()
        };
        for (at, role) in text.match_indices(" role=\"doc-") {
            found.page_breaks |= text[at + role.len()..].starts_with("pagebreak\"");
            found.index |= text[at + role.len()..].starts_with("index\"");
        }
        let mut described = text.match_indices(" aria-de").map(|(at, start)| &text[at + start.len()..]);
        found.long_descriptions = described.any(|rest| rest.starts_with("tails=\"") || rest.starts_with("scribedby=\""));
        found
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

/// Looks at a book and at the files made of it. Tells of pictures and links that say nothing to who does not see them, and of
/// a claim of conformance that they contradict.
pub(in crate::epub) fn examine(book: &Book<'_>, made: &Made<'_>, sink: &Sink) -> Facts {
    let mut seen = Seen { book, made, decorative: BTreeSet::new(), facts: Facts::default(), told: Vec::new() };
    walk_document(book.document, &mut seen);
    let Seen { mut facts, mut told, .. } = seen;
    let metadata = &book.edition.metadata;
    if made.cover.is_some_and(|cover| cover.alt.trim().is_empty()) {
        facts.findings.push((metadata.places.cover, "the cover has no alternative text".to_owned()));
        told.push(
            Diagnostic::new(codes::MISSING_ALT, metadata.places.cover, "the cover has no alternative text")
                .hint("write what it shows: `cover-alt = \"…\"`"),
        );
    }
    facts.headings = !book.resolution.contents.is_empty();
    facts.notes = book.resolution.notes.iter().any(|note| !note.calls.is_empty());
    let documents = made.documents.par_iter().filter(|resource| resource.media_type == "application/xhtml+xml");
    facts.printed = documents.map(Printed::of).reduce(Printed::default, Printed::or);
    told.into_iter().for_each(|diagnostic| sink.report(diagnostic));
    if let Some(claim) = &metadata.conformance {
        for (span, what) in &facts.findings {
            let span = if span.is_detached() { claim.span } else { *span };
            sink.report(
                Diagnostic::new(codes::UNPROVEN_CONFORMANCE, span, format!("{what}, but conformance is claimed"))
                    .hint("mend it, or take `conformance` away from `[book.accessibility]`"),
            );
        }
    }
    facts
}

/// What is made of a book: the files that say what is in it.
pub(in crate::epub) struct Made<'a> {
    pub(in crate::epub) documents: &'a [Resource],
    pub(in crate::epub) pictures: &'a Pictures,
    pub(in crate::epub) gallery: &'a Gallery,
    pub(in crate::epub) cover: Option<&'a Cover>,
}

struct Seen<'a> {
    book: &'a Book<'a>,
    made: &'a Made<'a>,
    /// The pictures of figures that are marked as decorative.
    decorative: BTreeSet<NodeId>,
    facts: Facts,
    told: Vec<Diagnostic>,
}

/// Whether the author says that a picture, or the figure around it, says nothing.
fn is_decorative(node: &Node) -> bool {
    node.has_class("decorative") || matches!(node.said("role"), Some("presentation" | "none"))
}

impl Visit for Seen<'_> {
    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Figure { .. } if is_decorative(&block.node) => {
                let mut inner = Images(&mut self.decorative);
                walk_block(block, &mut inner);
            }
            BlockKind::Table(table)
                if table.head.cells.iter().all(|cell| cell.content.is_empty())
                    && !table.rows.is_empty()
                    && !table.has_row_heads(&block.node) =>
            {
                self.facts.findings.push((block.node.span, "the table has no heads of columns".to_owned()));
            }
            BlockKind::Math(_) => self.formula(block.node.span),
            BlockKind::Figure { .. }
            | BlockKind::Table(_)
            | BlockKind::Paragraph(_)
            | BlockKind::Heading { .. }
            | BlockKind::Quote { .. }
            | BlockKind::List(_)
            | BlockKind::Definitions(_)
            | BlockKind::Verse(_)
            | BlockKind::Code { .. }
            | BlockKind::Alert { .. }
            | BlockKind::Break
            | BlockKind::PageBreak
            | BlockKind::Container(_)
            | BlockKind::Raw(_) => {}
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Image { source, alt, .. } => self.picture(inline, source, alt),
            InlineKind::Math(_) => self.formula(inline.node.span),
            InlineKind::Link { text, .. } if self.leads(inline) && plain_text(text).trim().is_empty() => {
                self.facts.findings.push((inline.node.span, "the link has no name".to_owned()));
                self.told.push(
                    Diagnostic::new(codes::NAMELESS_LINK, inline.node.span, "nothing says where this link leads")
                        .label("a link is read aloud by its text")
                        .hint("write a text into it, or describe the picture in it"),
                );
            }
            InlineKind::Link { .. }
            | InlineKind::Text(_)
            | InlineKind::SoftBreak
            | InlineKind::LineBreak
            | InlineKind::Emphasis(_)
            | InlineKind::Strong(_)
            | InlineKind::SmallCaps(_)
            | InlineKind::Superscript(_)
            | InlineKind::Subscript(_)
            | InlineKind::Strikethrough(_)
            | InlineKind::Code(_)
            | InlineKind::Reference { .. }
            | InlineKind::NoteCall(_)
            | InlineKind::Anchor
            | InlineKind::Container(_)
            | InlineKind::Raw(_) => {}
        }
    }
}

impl Seen<'_> {
    /// Whether a link leads anywhere: else its text is printed plainly.
    fn leads(&self, link: &Inline) -> bool {
        self.book.resolution.targets.contains_key(&link.node.id)
    }

    fn formula(&mut self, span: Span) {
        self.facts.formulas = true;
        self.facts.findings.push((span, "the formula is printed as its source".to_owned()));
    }

    fn picture(&mut self, inline: &Inline, source: &str, alt: &[Inline]) {
        // What is not in the package is printed as its alternative text; the reader told of it.
        if self.made.pictures.name(source).is_none() {
            return;
        }
        self.facts.moving |= self.made.gallery.artworks.get(source).is_some_and(may_move);
        let described = !plain_text(alt).trim().is_empty();
        if !described && (is_decorative(&inline.node) || self.decorative.contains(&inline.node.id)) {
            return;
        }
        self.facts.pictures += 1;
        if !described {
            self.facts.undescribed += 1;
            let message = format!("the picture `{source}` has no alternative text");
            self.told.push(
                Diagnostic::new(codes::MISSING_ALT, inline.node.span, message.clone())
                    .label("who does not see it learns nothing of it")
                    .hint("write what it shows: `![a saw-tooth roof](…)`; if it says nothing, mark it: `![](…){.decorative}`")
                    .hint("or allow it: `allow = [\"missing-alt\"]` under `[lints]`, or `--allow missing-alt`"),
            );
            self.facts.findings.push((inline.node.span, message));
        }
    }
}

/// Finds the pictures within a block.
struct Images<'a>(&'a mut BTreeSet<NodeId>);

impl Visit for Images<'_> {
    fn inline(&mut self, inline: &Inline) {
        if matches!(inline.kind, InlineKind::Image { .. }) {
            self.0.insert(inline.node.id);
        }
    }
}

/// Whether a picture has more than one frame, or rules for moving.
fn may_move(artwork: &Artwork) -> bool {
    let holds = |sign: &[u8]| artwork.bytes.windows(sign.len()).any(|window| window == sign);
    match artwork.format {
        // Each frame of a GIF has a graphic control extension (GIF89a, section 23).
        ArtworkFormat::Gif => artwork.bytes.windows(3).filter(|window| *window == [0x21, 0xf9, 0x04]).count() > 1,
        ArtworkFormat::Png => is_animated_png(&artwork.bytes),
        ArtworkFormat::Svg => [&b"<animate"[..], b"<set", b"<script", b"@keyframes"].iter().any(|sign| holds(sign)),
        // The EPUB has its first picture as a PNG.
        ArtworkFormat::Webp | ArtworkFormat::Jpeg => false,
    }
}

/// Whether the animation control chunk stands before the pixels (PNG, third edition, section 11.3.2.1).
fn is_animated_png(bytes: &[u8]) -> bool {
    let mut at = 8;
    while let Some([a, b, c, d, kind @ ..]) = bytes.get(at..at + 8) {
        match kind {
            b"acTL" => return true,
            b"IDAT" => return false,
            _ => at = at.saturating_add(12).saturating_add(u32::from_be_bytes([*a, *b, *c, *d]) as usize),
        }
    }
    false
}

impl Facts {
    /// Writes the metadata that say what was found.
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
        // `unknownMotionSimulationHazard` would say more, but Ace 1.4.6 knows that word only with an error in it.
        meta("schema:accessibilityHazard", if self.moving { "unknown" } else { "none" });
        let (language, summary) = self.summary(metadata);
        let language = Some(language).filter(|language| *language != metadata.language.primary());
        let element = Element::new("meta").attribute("property", "schema:accessibilitySummary").optional("xml:lang", language);
        xml.text_line(element, summary);
        self.conformance(metadata, xml);
    }

    /// What was found, in sentences, and their language.
    fn summary(&self, metadata: &Metadata) -> (&'static str, String) {
        let (language, terms) = AccessibilityTerms::of(metadata.language.tag());
        let undescribed =
            terms.undescribed.replace("{missing}", &self.undescribed.to_string()).replace("{all}", &self.pictures.to_string());
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
        let said: Vec<&str> = sentences.iter().filter(|(_, found)| *found).map(|(sentence, _)| *sentence).collect();
        (language, said.join(" "))
    }

    /// What somebody vouches for, unless something was found that contradicts it (EPUB Accessibility 1.1, sections 3.5 and 3.6).
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
    fn what_is_printed_is_found_in_the_documents() {
        let found = |properties: &'static str, text: &str| {
            let bytes = text.as_bytes().to_vec();
            Printed::of(&Resource { name: String::new(), media_type: "", bytes, properties, in_spine: true })
        };
        let page = found("", "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page-12\"></span>");
        assert!(page.page_breaks && !page.index && !page.page_list && !page.mathml && !page.long_descriptions);
        assert!(found("nav", "<nav epub:type=\"page-list\">").page_list && !found("", "<nav epub:type=\"page-list\">").page_list);
        assert!(found("", "<section role=\"doc-index\">").index && found("", "<math xmlns=\"\">").mathml);
        assert!(found("", "<img aria-details=\"x\"/>").long_descriptions && found("", "<img aria-describedby=\"x\"/>").long_descriptions);
        let list = Facts { printed: page.or(found("nav", "<nav epub:type=\"page-list\">")), ..Facts::default() };
        let mut xml = XmlWriter::fragment();
        list.metadata(&Metadata::default(), &mut xml);
        let text = xml.finish();
        assert!(text.contains(">pageBreakMarkers<") && text.contains(">pageNavigation<"), "{text}");
    }

    #[test]
    fn a_png_moves_if_it_says_so_before_its_pixels() {
        let chunk = |kind: &[u8; 4]| [&[0, 0, 0, 2][..], kind, &[1, 2, 0, 0, 0, 0]].concat();
        let png = |kinds: [&[u8; 4]; 2]| [&[0; 8][..], &chunk(kinds[0]), &chunk(kinds[1])].concat();
        assert!(is_animated_png(&png([b"IHDR", b"acTL"])) && !is_animated_png(&png([b"IDAT", b"acTL"])) && !is_animated_png(&[0; 9]));
    }
}
