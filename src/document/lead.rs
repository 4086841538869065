//! The first words of a chapter, which a design may set in small capitals or with an initial.
use super::{Block, BlockKind, Division, DivisionKind, Inline, InlineKind, Node, NodeId, flow};

/// The largest number of words in small capitals.
const WORDS: usize = 4;

impl Division {
    /// The first paragraph of a chapter or of a similar division. An epigraph may come before it.
    #[must_use]
    pub fn lead(&self) -> Option<NodeId> {
        match self.kind {
            DivisionKind::Foreword
            | DivisionKind::Preface
            | DivisionKind::Acknowledgements
            | DivisionKind::Introduction
            | DivisionKind::Chapter
            | DivisionKind::Conclusion
            | DivisionKind::Afterword
            | DivisionKind::Appendix => {}
            DivisionKind::Dedication
            | DivisionKind::Epigraph
            | DivisionKind::Part
            | DivisionKind::Section
            | DivisionKind::Chronology
            | DivisionKind::Glossary
            | DivisionKind::Endnotes
            | DivisionKind::Bibliography
            | DivisionKind::Index
            | DivisionKind::Colophon => return None,
        }
        let is_text = |block: &&Block| {
            !block.node.has_role(super::NodeRole::Epigraph)
                && !matches!(&block.kind, BlockKind::Paragraph(inlines) if only_anchors(inlines))
        };
        let first = self.blocks.iter().find(is_text)?;
        matches!(first, Block { kind: BlockKind::Paragraph(_), .. }).then_some(first.node.id)
    }
}

/// Whether a paragraph has only anchors and prints nothing: `<a id="old-name"></a>`.
#[must_use]
pub fn only_anchors(inlines: &[Inline]) -> bool {
    let blank = |inline: &Inline| {
        matches!(inline.kind, InlineKind::Anchor | InlineKind::SoftBreak)
            || matches!(&inline.kind, InlineKind::Text(text) if text.trim().is_empty())
    };
    !inlines.is_empty() && inlines.iter().all(blank)
}

/// The inlines of a paragraph with the first words in small capitals: up to four words, or up to the first full stop, comma or
/// similar mark. `None` if the paragraph does not begin with plain text. The text and its offsets do not change.
#[must_use]
pub fn first_words_in_small_caps(inlines: &[Inline]) -> Option<Vec<Inline>> {
    let (Inline { node, kind: InlineKind::Text(text) }, rest) = inlines.split_first()? else { return None };
    // Only one of the two parts may keep the attributes.
    if node.attrs.is_some() {
        return None;
    }
    let end = end_of_first_words(text, rest.is_empty());
    let (first, after) = text.split_at_checked(end).filter(|(first, _)| first.chars().any(char::is_alphabetic))?;
    let inner = vec![Inline { node: node.clone(), kind: InlineKind::Text(first.to_owned()) }];
    let mut out = vec![Inline { node: Node { id: node.id, ..Node::at(node.span) }, kind: InlineKind::SmallCaps(inner) }];
    if !after.is_empty() {
        out.push(Inline { node: node.clone(), kind: InlineKind::Text(after.to_owned()) });
    }
    out.extend_from_slice(rest);
    Some(out)
}

/// The length of the longest line of a stanza, in characters.
const STANZA_LINE: usize = 60;

/// Whether a paragraph is a stanza that the author typed as text: short lines with a line break after each but the last. The first line of
/// a stanza is not indented.
#[must_use]
pub fn is_stanza(inlines: &[Inline]) -> bool {
    if !inlines.iter().any(|inline| matches!(inline.kind, InlineKind::LineBreak)) {
        return false;
    }
    let lines = inlines.split(|inline| matches!(inline.kind, InlineKind::LineBreak));
    lines.into_iter().all(|line| flow(line).text.chars().count() <= STANZA_LINE)
}

/// The first letter of a paragraph with any quotation mark before it, and the inlines without it. `None` if the
/// paragraph does not begin with plain text and a letter.
#[must_use]
pub fn initial(inlines: &[Inline]) -> Option<(String, Vec<Inline>)> {
    let (first, rest) = inlines.split_first()?;
    let (initial, kind) = match &first.kind {
        InlineKind::Text(text) => {
            let letter = text.char_indices().take(2).find(|(_, character)| character.is_alphabetic())?;
            let marks = &text[..letter.0];
            let opening = |mark: char| matches!(mark, '\u{2018}' | '\u{201c}' | '\u{201e}' | '\u{ab}');
            if !marks.chars().all(opening) {
                return None;
            }
            let (initial, after) = text.split_at(letter.0 + letter.1.len_utf8());
            (initial.to_owned(), InlineKind::Text(after.to_owned()))
        }
        InlineKind::SmallCaps(inner) => {
            let (initial, inner) = self::initial(inner)?;
            (initial, InlineKind::SmallCaps(inner))
        }
        _ => return None,
    };
    let mut out = vec![Inline { node: first.node.clone(), kind }];
    out.extend_from_slice(rest);
    Some((initial, out))
}

/// The end of the first words. The last word of the text counts only if the text is the `whole` paragraph: otherwise the word may continue
/// in the next inline.
fn end_of_first_words(text: &str, whole: bool) -> usize {
    let mut words = 0;
    let mut last = 0;
    let mut begun = false;
    for (at, character) in text.char_indices() {
        if character.is_whitespace() {
            words += usize::from(begun);
            last = at;
            if words == WORDS {
                return at;
            }
        } else if character.is_alphanumeric() {
            begun = true;
        } else if begun && matches!(character, '.' | ',' | ';' | ':' | '!' | '?' | '\u{2013}' | '\u{2014}' | '(' | '\u{2026}') {
            // A dash has a space before it.
            return text[..at].trim_end().len();
        }
    }
    if whole { text.len() } else { last }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_words_end_at_the_fourth_space_or_the_first_point() {
        let first = |text: &'static str| &text[..end_of_first_words(text, false)];
        assert_eq!(first("The metal workers of the Vyborg side"), "The metal workers of");
        assert_eq!(first("In March, the congress"), "In March");
        assert_eq!(first("“Comrades, he said"), "“Comrades");
        assert_eq!(first("Moscow – a city"), "Moscow");
        assert_eq!(first("Read "), "Read");
        assert_eq!(first("One"), "");
    }
}
