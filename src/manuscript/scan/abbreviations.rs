//! Definitions of abbreviations, `*[HTML]: Hyper Text Markup Language`, as in PHP Markdown Extra.
use crate::source::Span;

use crate::manuscript::files::assembled::Assembled;

/// The definition of an abbreviation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Abbreviation {
    /// The abbreviation.
    pub(crate) short: String,
    /// What it stands for.
    pub(crate) expansion: String,
    /// The place of the definition in the author's files.
    pub(crate) span: Span,
}

/// Reads the definition of an abbreviation. `text` is the line, which begins at byte `start` of the source. `None` if the line is not a
/// definition.
pub(super) fn abbreviation(text: &str, start: usize, source: &Assembled) -> Option<Abbreviation> {
    let (short, expansion) = text.strip_prefix("*[")?.split_once("]:")?;
    let expansion = expansion.trim();
    let is_short = !short.is_empty() && short.trim() == short && !short.contains(['[', ']']);
    (is_short && !expansion.is_empty()).then(|| Abbreviation {
        short: short.to_owned(),
        expansion: expansion.to_owned(),
        span: source.span(start..start + text.trim_end().len()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn definitions_are_told_from_lists_and_emphasis() {
        let found = |text: &str| {
            let source = Assembled::whole(FileId(0), text, 0);
            abbreviation(text, 0, &source).map(|found| (found.short, found.expansion))
        };
        assert_eq!(found("*[HTML]: Hyper Text"), Some(("HTML".to_owned(), "Hyper Text".to_owned())));
        assert_eq!(found("*[U.S.A.]:  States "), Some(("U.S.A.".to_owned(), "States".to_owned())));
        for text in ["*[HTML]:", "*[]: x", "*[HTML] text*", "* [a]: b", "*[a[b]]: c", "*[HTML: x"] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
