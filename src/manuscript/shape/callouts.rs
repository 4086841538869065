//! Callouts: quotations whose first line is `[!word] Title`, as in GitHub, Obsidian and MkDocs.
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::document::{AlertKind, Block, BlockKind, Definition, Inline, InlineKind};

use crate::manuscript::files::assembled::bytes;
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::syntax::attributes::{drop_start, trim_end};

/// Makes an alert from the blocks of a quotation if its first line is `[!word]`, with a title or without. A `+` or `-` after the bracket
/// says whether it is folded on screen, which a book cannot be. Otherwise returns the blocks.
pub(crate) fn callout(mut blocks: Vec<Block>, reading: &Reading<'_>) -> Result<BlockKind, Vec<Block>> {
    divide_term(&mut blocks);
    let Some(Block { kind: BlockKind::Paragraph(inlines), .. }) = blocks.first_mut() else { return Err(blocks) };
    let Some((word, mark)) = mark(inlines, reading) else {
        report_near_mark(inlines, reading);
        return Err(blocks);
    };
    let place = inlines.first().map(|first| first.node.span);
    drop_start(inlines, mark);
    let is_end = |inline: &Inline| matches!(inline.kind, InlineKind::SoftBreak | InlineKind::LineBreak);
    let end = inlines.iter().position(is_end).unwrap_or(inlines.len());
    let rest = inlines.split_off(end);
    let mut title = std::mem::replace(inlines, rest.into_iter().skip(1).collect());
    trim_end(&mut title);
    if inlines.is_empty() {
        blocks.remove(0);
    }
    let lower = word.to_lowercase();
    let kind = AlertKind::named(&lower);
    if let (None, Some(place)) = (&kind, place)
        && let Some(near) = nearest(&lower, AlertKind::NAMED.iter().map(|(name, _)| *name))
    {
        reading.sink.report(
            Diagnostic::new(codes::MISSPELT_NAME, reading.at(place), format!("`[!{word}]` is nearly `[!{}]`", near.to_uppercase()))
                .label("its heading is the word as written")
                .hint(format!("write `[!{}]`, or allow this warning", near.to_uppercase())),
        );
    }
    let kind = kind.unwrap_or_else(|| AlertKind::Other(shown(&word)));
    Ok(BlockKind::Alert { kind, title: (!title.is_empty()).then_some(title), blocks })
}

/// Makes a paragraph from the mark of a callout that stands above a list of definitions. The parser takes all lines above a definition for
/// terms, so the mark is the first term.
fn divide_term(blocks: &mut Vec<Block>) {
    let Some(Block { kind: BlockKind::Definitions(definitions), .. }) = blocks.first_mut() else { return };
    let Some(Definition { terms, .. }) = definitions.first_mut().filter(|first| first.terms.len() > 1) else { return };
    let is_mark = matches!(terms[0].1.first(), Some(Inline { kind: InlineKind::Text(text), .. }) if text.starts_with("[!"));
    if is_mark {
        let (node, inlines) = terms.remove(0);
        blocks.insert(0, Block { node, kind: BlockKind::Paragraph(inlines) });
    }
}

/// Reports `[! NOTE]`, `[ !NOTE]` and `[!NOTE` at the beginning of a quotation, which are not marks.
fn report_near_mark(inlines: &[Inline], reading: &Reading<'_>) {
    let Some(Inline { node, kind: InlineKind::Text(text) }) = inlines.first() else { return };
    let Some(word) = ["[! ", "[ !", "[!"].into_iter().find_map(|sign| text.strip_prefix(sign)) else { return };
    let word = word.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    if AlertKind::named(&word).is_some() {
        let upper = word.to_uppercase();
        let diagnostic =
            Diagnostic::new(codes::MISSPELT_NAME, reading.at(node.span), format!("this is not the mark `[!{upper}]` of an alert"));
        let hint = format!("write `[!{upper}]`, without spaces, on the first line of the quotation");
        reading.sink.report(diagnostic.label("printed as typed").hint(hint));
    }
}

/// The word of a mark at the beginning of a line, and the length of the mark with the white space after it.
fn mark(inlines: &[Inline], reading: &Reading<'_>) -> Option<(String, usize)> {
    let first = inlines.first()?;
    let InlineKind::Text(text) = &first.kind else { return None };
    let start = first.node.span.start as usize;
    let is_escaped = start > 0 && reading.text().as_bytes().get(start - 1) == Some(&b'\\');
    if is_escaped || text.len() != bytes(first.node.span).len() {
        return None;
    }
    let (word, after) = text.strip_prefix("[!")?.split_once(']')?;
    // In Obsidian and docsify, settings of the tool follow a bar.
    let word = word.split('|').next().unwrap_or(word);
    let is_word = word.starts_with(char::is_alphabetic) && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
    let after = after.strip_prefix(['-', '+']).unwrap_or(after);
    let title = after.trim_start_matches([' ', '\t', '\u{a0}']);
    let ends = after.is_empty() || title.len() < after.len();
    (is_word && ends).then(|| (word.trim_end().to_owned(), text.len() - title.len()))
}

/// A word as a heading: `INFO` and `info` are "Info". A word in both cases stays as it is.
fn shown(word: &str) -> String {
    let is_mixed = word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
    let word = word.replace(['-', '_'], " ");
    if is_mixed {
        return word;
    }
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect())
}
