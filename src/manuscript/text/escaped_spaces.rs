//! Escaped spaces of Pandoc, `p.\ 3`, which are no-break spaces.
use crate::document::{Inline, InlineKind, VisitMut};

use crate::manuscript::scan::reading::Reading;
use crate::manuscript::syntax::attributes::verbatim;

/// The pass over one text.
pub(super) struct EscapedSpaces<'a> {
    pub(super) reading: &'a Reading<'a>,
}

impl VisitMut for EscapedSpaces<'_> {
    fn inline(&mut self, inline: &mut Inline) {
        /// What the author writes, and what replaces it. Both have two bytes, so that offsets in the text do not change.
        const ESCAPED: [&str; 2] = ["\\ ", "\u{a0}"];
        let Some(text) = verbatim(inline).filter(|text| text.contains(ESCAPED[0])) else { return };
        let start = inline.node.span.start as usize;
        // The backslash at the beginning may be escaped itself.
        let is_escaped = text.starts_with('\\') && start > 0 && self.reading.text().as_bytes().get(start - 1) == Some(&b'\\');
        let kept = usize::from(is_escaped);
        let text = format!("{}{}", &text[..kept], text[kept..].replace(ESCAPED[0], ESCAPED[1]));
        inline.kind = InlineKind::Text(text);
    }
}
