//! Paragraphs: inlines become set lines.
//!
//! Each of the functions below sets one kind of text, in the same four stages:
//!
//! 1. `composition.rs` turns the flow of the inlines into items of the line breaker: words into boxes, spaces into glue, places
//!    where a line may end into penalties and discretionaries. `formulas.rs` does so for formulas.
//! 2. `lines.rs` breaks the items into lines. If a line would be too loose, it tries again with `relaxed.rs`, which allows more
//!    line ends, and it uses `rivers.rs` to get rid of rivers of white.
//! 3. `fill.rs` makes each line as wide as the measure and adds what is attached to it: links, anchors, note calls.
//!    `bidi.rs` puts the words of a line in visual order if some are written from right to left.
//! 4. [`Composition::finish_ways`] also breaks the paragraph into more or fewer lines, for the page builder.
//!
//! `windows.rs` breaks very long paragraphs part by part.
//! `balanced.rs` sets titles and captions in lines of about equal length. `widest_word.rs` measures words for the columns of tables.
mod balanced;
mod bidi;
mod composition;
mod fill;
mod formulas;
mod lines;
mod relaxed;
mod rivers;
mod wide_words;
mod widest_word;
mod windows;

pub(crate) use balanced::set_balanced;
use composition::{Attachment, Composition};
pub(crate) use composition::{ComposedLine, LineObject, Notch, ParagraphShape, ParagraphWays, Reach, StyledRange};
pub(crate) use widest_word::widest_word;

use super::model::page::LinkKey;
use super::model::style::TextStyle;
use crate::document::{Inline, NoteId};
use crate::source::Span;
use crate::typeset::setter::Setter;

/// Sets a paragraph.
pub(crate) fn set_paragraph(setter: &Setter<'_>, inlines: &[Inline], style: &TextStyle, form: &ParagraphShape) -> Vec<ComposedLine> {
    let mut composition = Composition::new(setter, style, form);
    composition.add_all(inlines);
    composition.finish()
}

/// Sets a paragraph, and sets it again in more and in fewer lines. The page builder chooses.
pub(crate) fn set_ways(setter: &Setter<'_>, inlines: &[Inline], style: &TextStyle, form: &ParagraphShape) -> ParagraphWays {
    let mut composition = Composition::new(setter, style, form);
    composition.add_all(inlines);
    composition.finish_ways()
}

/// Sets a paragraph whose first lines are shorter, such as one beside a drop capital.
pub(crate) fn set_beside(
    setter: &Setter<'_>,
    inlines: &[Inline],
    style: &TextStyle,
    form: &ParagraphShape,
    notch: Notch,
) -> Vec<ComposedLine> {
    let mut composition = Composition::new(setter, style, form);
    composition.notch = notch;
    composition.add_all(inlines);
    composition.finish()
}

/// Sets the first paragraph of a note. The mark before it is a link back to the call.
pub(crate) fn set_note(setter: &Setter<'_>, note: NoteId, inlines: &[Inline], style: &TextStyle, form: &ParagraphShape) -> ParagraphWays {
    let mut composition = Composition::new(setter, style, form);
    composition.attach(Attachment::Anchor(setter.book.resolution.note(note).anchor.as_str().into()));
    composition.add_indent();
    composition.add_note_mark(note);
    composition.add_flow(inlines);
    composition.finish_ways()
}

/// Sets plain text that the program writes itself: running heads, contents.
pub(crate) fn set_text(setter: &Setter<'_>, text: &str, style: &TextStyle, form: &ParagraphShape) -> Vec<ComposedLine> {
    let mut composition = Composition::new(setter, style, form);
    composition.add_indent();
    composition.add_text(text, style, None, 0);
    composition.finish()
}

/// Sets plain text that the author wrote, such as the title of the book. Problems are reported at its span.
pub(crate) fn set_written(setter: &Setter<'_>, (text, span): (&str, Span), style: &TextStyle, form: &ParagraphShape) -> Vec<ComposedLine> {
    let mut composition = Composition::new(setter, style, form);
    composition.span = span;
    composition.add_indent();
    let lacking = composition.add_text(text, style, None, 0);
    setter.report_missing(lacking, span);
    composition.finish()
}

/// A line of code.
pub(crate) struct CodeLine<'a> {
    pub(crate) text: &'a str,
    /// The place of the listing, for diagnostics.
    pub(crate) span: Span,
    /// The stretches that have a style of their own, in order.
    pub(crate) styled: &'a [StyledRange],
}

/// Sets a line of code. `style` is that of the text between the styled stretches.
pub(crate) fn set_code(setter: &Setter<'_>, line: &CodeLine<'_>, style: &TextStyle, form: &ParagraphShape) -> Vec<ComposedLine> {
    let mut composition = Composition::new(setter, style, form);
    composition.span = line.span;
    composition.styled = line.styled;
    composition.add_indent();
    let lacking = composition.add_text(line.text, style, None, 0);
    setter.report_missing(lacking, line.span);
    composition.finish()
}

/// A piece of text that the program writes itself.
pub(crate) struct TextPiece {
    pub(crate) text: String,
    pub(crate) style: TextStyle,
    pub(crate) link: Option<LinkKey>,
}

/// Sets pieces of text that the program writes itself. Page numbers are never broken.
pub(crate) fn set_pieces(setter: &Setter<'_>, pieces: &[TextPiece], form: &ParagraphShape) -> Vec<ComposedLine> {
    let Some(first) = pieces.first() else { return Vec::new() };
    let mut composition = Composition::new(setter, &first.style, form);
    composition.add_indent();
    for TextPiece { text, style, link } in pieces {
        if let Some(LinkKey::Place(_)) = link {
            let id = setter.compositor.style(style);
            let word = setter.compositor.word(id, text);
            composition.add_word(id, word, *link, 0);
        } else {
            composition.add_text(text.as_str(), style, *link, 0);
        }
    }
    composition.finish()
}
