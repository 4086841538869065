//! Formulas that web pages have as TeX, for a script to set: `<span class="math inline">\\(x^2\\)</span>`, as Pandoc writes them.
use crate::document::{Formula, Inline, InlineKind, plain_text};

/// Reads a span as a formula. `None` if it is not one.
pub(super) fn of_span(inline: &Inline) -> Option<Formula> {
    let InlineKind::Container(inner) = &inline.kind else { return None };
    if !inline.node.has_class("math") || !inner.iter().all(|inline| matches!(inline.kind, InlineKind::Text(_) | InlineKind::SoftBreak)) {
        return None;
    }
    let text = plain_text(inner);
    let display = inline.node.has_class("display");
    let pairs = [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$"), ("$", "$")];
    let tex = pairs.iter().find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))?.trim().to_owned();
    let sign = if display { "$$" } else { "$" };
    (!tex.is_empty()).then(|| Formula { source: format!("{sign}{tex}{sign}"), tex, display, markup: None, tree: None })
}
