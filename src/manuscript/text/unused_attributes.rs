//! Reports attributes that change nothing in the PDF or the EPUB: `![…](…){fig-cap="…"}`.
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Node, VisitMut};
use crate::source::Span;

use crate::manuscript::scan::reading::Reading;

use super::misspelt::{KEYS, nearly};

/// Keys that something else reads, or that change nothing for a reader of a book.
const READ: [&str; 6] = ["tag", "role", "target", "rel", "loading", "numberLines"];

/// The pass. It changes nothing; it needs every node, which only [`VisitMut`] has.
pub(super) struct UnusedAttributes<'a> {
    pub(super) reading: &'a Reading<'a>,
}

impl UnusedAttributes<'_> {
    fn report(&self, key: &str, span: Span) {
        self.reading.sink.report(
            Diagnostic::new(codes::UNUSED_ATTRIBUTE, self.reading.at(span), format!("the attribute `{key}` has no effect"))
                .cause(key)
                .label("only the e-book has it, for your own styles")
                .hint(format!("remove it, write its words as text, or call it `data-{key}` if your own styles use it")),
        );
    }

    /// Whether a node is code between fences.
    fn is_fenced_code(&self, node: &Node) -> bool {
        self.reading.text().get(node.span.start as usize..).is_some_and(|text| text.starts_with("```") || text.starts_with("~~~"))
    }

    /// Whether a node was made of an HTML tag. The reader of HTML reports its attributes.
    fn is_html(&self, node: &Node) -> bool {
        let start = node.span.start as usize;
        self.reading.text().as_bytes().get(start) == Some(&b'<') && !self.reading.prepared.fences.contains_key(&start)
    }
}

impl VisitMut for UnusedAttributes<'_> {
    fn node(&mut self, node: &mut Node) {
        let Some(attributes) = node.attrs.as_deref() else { return };
        // The index reports the keys of its marks.
        if attributes.pairs.is_empty() || node.is_index_mark() || self.is_html(node) {
            return;
        }
        for key in attributes.pairs.keys() {
            // The title of an equation is printed in the list of equations.
            let is_listed =
                key == "title" && attributes.anchor.as_deref().is_some_and(|anchor| anchor.starts_with("eq-") || anchor.starts_with("eq:"));
            // Diagrams have it. The build, which draws them, reports it on other code.
            let is_listed = is_listed || (key == "alt" && self.is_fenced_code(node));
            let is_own = is_listed || key.starts_with("data-") || key.starts_with("aria-");
            if !is_own && !KEYS.contains(&key.as_str()) && !READ.contains(&key.as_str()) && nearly(key, KEYS).is_none() {
                self.report(key, node.span);
            }
        }
    }
}
