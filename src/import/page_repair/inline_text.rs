//! The text of inlines as one line, and edits of that line in the inlines.
use std::ops::Range;

use crate::document::{Format, Inline, InlineKind, Node, NoteId, Raw};
use crate::import::draft::inline;
use crate::import::repair::LineEdit;
use crate::source::uri::is_remote;

/// The sign that stands for what is not text, such as a picture.
const OBJECT: char = '\u{FFFC}';
/// The sign that stands for a line break.
pub(super) const LINE_BREAK: char = '\u{2028}';
/// The raised digits.
const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
/// The maximum number of characters in a mark.
const LONGEST_MARK: usize = 8;

/// What an inline is in the line.
enum LinePart<'i> {
    /// A text, byte by byte.
    Text(&'i str),
    /// Something else, as these characters.
    Object(String),
    /// The inlines in it.
    Inner(&'i [Inline]),
}

fn piece(inline: &Inline) -> LinePart<'_> {
    match &inline.kind {
        InlineKind::Text(text) => LinePart::Text(text),
        InlineKind::SoftBreak => LinePart::Object(" ".to_owned()),
        InlineKind::LineBreak => LinePart::Object(LINE_BREAK.to_string()),
        InlineKind::Anchor | InlineKind::Raw(_) => LinePart::Object(String::new()),
        InlineKind::Superscript(inner) => raised_digits(inner).map_or(LinePart::Inner(inner), LinePart::Object),
        // A number that leads to a page on the web is not a call.
        InlineKind::Link { target, text, .. } if is_remote(target) && is_mark(text) => LinePart::Object(OBJECT.to_string()),
        InlineKind::Image { .. } | InlineKind::Recording(_) | InlineKind::CrossReference(_) | InlineKind::Citation(_) => {
            LinePart::Object(OBJECT.to_string())
        }
        kind => kind.inner().map_or_else(|| LinePart::Object(OBJECT.to_string()), LinePart::Inner),
    }
}

/// How an inline takes part in the line.
enum LinePartSize {
    Text,
    /// The length of what stands for it.
    Object(usize),
    Inner,
}

fn size(inline: &Inline) -> LinePartSize {
    match piece(inline) {
        LinePart::Text(_) => LinePartSize::Text,
        LinePart::Object(text) => LinePartSize::Object(text.len()),
        LinePart::Inner(_) => LinePartSize::Inner,
    }
}

/// The raised digits that stand for raised text which is a number, in brackets or not.
fn raised_digits(inlines: &[Inline]) -> Option<String> {
    let line = line_text(inlines);
    let text = line.trim().trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
    let is_number = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.bytes().filter_map(|byte| RAISED.get(usize::from(byte - b'0'))).collect())
}

fn is_mark(inlines: &[Inline]) -> bool {
    let text = line_text(inlines);
    text.chars().count() <= LONGEST_MARK && !text.chars().any(char::is_alphabetic)
}

/// The text of inlines as one line. Raised numbers are raised digits.
pub(super) fn line_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match piece(inline) {
            // All white space of the source is a space.
            LinePart::Text(text) => out.push_str(&text.replace(['\n', '\r'], " ")),
            LinePart::Object(text) => out.push_str(&text),
            LinePart::Inner(inner) => out.push_str(&line_text(inner)),
        }
    }
    out
}

/// Makes an edit of the line in the inlines.
pub(super) fn edit(inlines: &mut Vec<Inline>, edit: &LineEdit) {
    if edit.is_comment {
        inlines.push(inline(InlineKind::Text(" ".to_owned())));
        inlines.push(inline(InlineKind::Raw(Raw { format: Format::Html, text: edit.with.trim().to_owned() })));
        return;
    }
    let mut editor = InlineEditor { range: edit.range.clone(), with: Some(&edit.with), at: 0 };
    editor.apply(inlines);
}

/// Replaces a range of the line. The first text in the range gets what replaces it.
struct InlineEditor<'e> {
    range: Range<usize>,
    with: Option<&'e str>,
    /// The place of the next inline in the line.
    at: usize,
}

impl InlineEditor<'_> {
    fn apply(&mut self, inlines: &mut [Inline]) {
        for inline in inlines {
            let start = self.at;
            match (size(inline), &mut inline.kind) {
                (LinePartSize::Inner, kind) => {
                    if let Some(inner) = kind.inner_mut() {
                        self.apply(inner);
                    }
                }
                (LinePartSize::Text, InlineKind::Text(text)) => {
                    self.at += text.len();
                    let from = self.range.start.max(start);
                    let to = self.range.end.min(self.at);
                    if from < to {
                        text.replace_range(from - start..to - start, self.with.take().unwrap_or_default());
                    }
                }
                (LinePartSize::Text, _) => {}
                (LinePartSize::Object(length), kind) => {
                    self.at += length;
                    let is_inside = start >= self.range.start && self.at <= self.range.end && self.at > start;
                    if is_inside && matches!(kind, InlineKind::SoftBreak | InlineKind::Superscript(_)) {
                        *kind = InlineKind::Text(self.with.take().unwrap_or_default().to_owned());
                    }
                }
            }
        }
    }
}

/// Puts the call of a note in place of a range of the line, without white space before it.
pub(super) fn put_call(inlines: &mut Vec<Inline>, range: Range<usize>, note: NoteId) {
    let mut at = 0;
    if !replace_whole(inlines, &range, note, &mut at) {
        let place = range.start;
        edit(inlines, &LineEdit::new(range, ""));
        insert_call(inlines, place, note);
    }
    clean(inlines);
}

/// Replaces the inline that is the whole range.
fn replace_whole(inlines: &mut [Inline], range: &Range<usize>, note: NoteId, at: &mut usize) -> bool {
    for own in inlines {
        let start = *at;
        let length = line_text(std::slice::from_ref(own)).len();
        let is_text = matches!(own.kind, InlineKind::Text(_));
        if start == range.start && start + length == range.end && !is_text {
            *own = inline(InlineKind::NoteCall(note));
            return true;
        }
        if start <= range.start && range.end <= start + length && matches!(size(own), LinePartSize::Inner) {
            return own.kind.inner_mut().is_some_and(|inner| replace_whole(inner, range, note, at));
        }
        *at += length;
    }
    false
}

/// Inserts the call of a note before a byte of the line.
fn insert_call(inlines: &mut Vec<Inline>, place: usize, note: NoteId) {
    let call = inline(InlineKind::NoteCall(note));
    let mut start = 0;
    for at in 0..inlines.len() {
        let end = start + line_text(std::slice::from_ref(&inlines[at])).len();
        let own = &mut inlines[at];
        match &mut own.kind {
            InlineKind::Text(text) if place <= end => {
                let after = text.split_off(place - start);
                let after = Inline { node: Node::at(own.node.span), kind: InlineKind::Text(after) };
                inlines.splice(at + 1..at + 1, [call, after]);
                return;
            }
            _ if place >= end => start = end,
            kind => {
                match kind.inner_mut() {
                    Some(inner) => insert_call(inner, place - start, note),
                    None => inlines.insert(at, call),
                }
                return;
            }
        }
    }
    inlines.push(call);
}

/// Removes what is empty now, and white space before calls.
pub(super) fn clean(inlines: &mut Vec<Inline>) {
    for inline in inlines.iter_mut() {
        if let Some(inner) = inline.kind.inner_mut() {
            clean(inner);
        }
    }
    inlines.retain(|inline| match &inline.kind {
        InlineKind::Text(text) => !text.is_empty(),
        InlineKind::Link { text, .. } => !text.is_empty(),
        InlineKind::Superscript(inner) | InlineKind::Emphasis(inner) | InlineKind::Strong(inner) => !inner.is_empty(),
        _ => true,
    });
    for at in 1..inlines.len() {
        if matches!(inlines[at].kind, InlineKind::NoteCall(_))
            && let InlineKind::Text(text) = &mut inlines[at - 1].kind
        {
            text.truncate(text.trim_end_matches(' ').len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Inline {
        inline(InlineKind::Text(words.to_owned()))
    }

    fn sample() -> Vec<Inline> {
        vec![
            text("One - "),
            inline(InlineKind::Emphasis(vec![text("two")])),
            inline(InlineKind::SoftBreak),
            inline(InlineKind::Superscript(vec![text("12")])),
            inline(InlineKind::Code("x".to_owned())),
            text(" end [3]."),
        ]
    }

    #[test]
    fn edits_of_the_line_are_made_in_the_inlines() {
        let mut inlines = sample();
        assert_eq!(line_text(&inlines), "One - two ¹²\u{FFFC} end [3].");
        edit(&mut inlines, &LineEdit::new(3..6, " — "));
        edit(&mut inlines, &LineEdit::new(8..9, "T"));
        assert_eq!(line_text(&inlines), "One — Two ¹²\u{FFFC} end [3].");
        // A range over several inlines, one of which is a line end of the source.
        edit(&mut inlines, &LineEdit::new(10..12, "-"));
        assert_eq!(line_text(&inlines), "One — Tw-¹²\u{FFFC} end [3].");
    }

    #[test]
    fn calls_stand_where_their_marks_stood_whatever_the_text_is() {
        let signs = "\u{10FFFD}\u{E000}\u{F8FF}";
        let mut inlines = vec![text(signs), inline(InlineKind::Emphasis(vec![text("a [1] b")])), text("[2]")];
        let line = line_text(&inlines);
        let place = |mark: &str| line.find(mark).map(|at| at..at + mark.len()).expect("a mark");
        put_call(&mut inlines, place("[2]"), NoteId(1));
        put_call(&mut inlines, place("[1]"), NoteId(0));
        assert_eq!(line_text(&inlines), format!("{signs}a\u{FFFC} b\u{FFFC}"));
        let InlineKind::Emphasis(inner) = &inlines[1].kind else { panic!("{inlines:?}") };
        assert_eq!(inner[1].kind, InlineKind::NoteCall(NoteId(0)));
    }

    #[test]
    fn calls_take_the_place_of_marks() {
        let mut inlines = sample();
        let line = line_text(&inlines);
        let place = |mark: &str| line.find(mark).map(|at| at..at + mark.len()).expect("a mark");
        put_call(&mut inlines, place("[3]"), NoteId(1));
        put_call(&mut inlines, place("¹²"), NoteId(0));
        let calls = inlines.iter().filter(|inline| matches!(inline.kind, InlineKind::NoteCall(_))).count();
        assert_eq!((calls, line_text(&inlines).as_str()), (2, "One - two \u{FFFC}\u{FFFC} end\u{FFFC}."));
    }
}
