//! Lines with words that are written from right to left, in visual order (Unicode Standard Annex 9). The levels are computed
//! from the whole paragraph, so a quotation may run over several lines.
use std::ops::Range;

use super::composition::{Composition, ItemContent};
use super::fill::{LinePiece, WhiteKind, WordRef};
use crate::document::OBJECT;
use crate::typeset::words::direction::{Level, levels, visual_order};
use crate::typeset::words::word::WordForm;
use crate::units::Length;

impl Composition<'_, '_> {
    /// The pieces of a line in visual order. `items` are the items of the line. Pieces are unchanged if nothing is written from
    /// right to left.
    pub(crate) fn in_visual_order<'p>(&self, pieces: Vec<LinePiece<'p>>, items: Range<usize>) -> Vec<LinePiece<'p>> {
        let backwards = |piece: &LinePiece<'_>| piece.word.as_ref().is_some_and(|word| word.has_rtl);
        if !self.is_rtl && !pieces.iter().any(backwards) {
            return pieces;
        }
        let mut text = String::new();
        self.content[..items.start].iter().for_each(|content| text.push_str(text_of(content)));
        let start = text.len();
        let mut places = Vec::with_capacity(pieces.len());
        for piece in &pieces {
            let from = text.len();
            match &piece.word {
                Some(word) => text.push_str(&word.text),
                None if piece.picture.is_some() || piece.formula.is_some() => text.push(OBJECT),
                None if piece.white == WhiteKind::Gap => {}
                None => text.push(' '),
            }
            places.push(from..text.len());
        }
        let end = text.len();
        self.content[items.end..].iter().for_each(|content| text.push_str(text_of(content)));
        let levels = levels(&text, start..end, self.is_rtl);
        let mut parts: Vec<(Level, LinePiece<'_>)> = Vec::with_capacity(pieces.len());
        for (piece, place) in pieces.into_iter().zip(places) {
            self.parts(piece, &levels[place.start - start..place.end - start], &mut parts);
        }
        let levels: Vec<Level> = parts.iter().map(|(level, _)| *level).collect();
        let mut parts: Vec<Option<LinePiece<'_>>> = parts.into_iter().map(|(_, piece)| Some(piece)).collect();
        visual_order(&levels).into_iter().filter_map(|at| parts.get_mut(at)?.take()).collect()
    }

    /// Splits a piece where its direction changes. Each part is shaped in its own direction.
    fn parts<'p>(&self, piece: LinePiece<'p>, levels: &[Level], out: &mut Vec<(Level, LinePiece<'p>)>) {
        let level = levels.first().copied().unwrap_or(Level::ltr());
        let (Some(word), Some(style)) = (&piece.word, piece.style) else {
            out.push((level, piece));
            return;
        };
        // The hyphen of a hyphenated word is not in its text.
        if word.form == WordForm::Hyphenated || (levels.iter().all(|other| *other == level) && level.is_rtl() == word.is_rtl) {
            out.push((level, piece));
            return;
        }
        let text = &word.text;
        let mut left = piece.width;
        let mut from = 0;
        while from < text.len() {
            let level = levels[from];
            let to = (from..text.len()).find(|at| levels[*at] != level).unwrap_or(text.len());
            let form = if level.is_rtl() { WordForm::RightToLeft } else { WordForm::Plain };
            let word = self.setter.compositor.word_in_form(style, &text[from..to], form);
            // The widths add up to that of the piece: the last part gets the difference.
            let width = if to == text.len() { left } else { word.width };
            left -= width;
            out.push((
                level,
                LinePiece {
                    width,
                    link: piece.link,
                    style: Some(style),
                    word: Some(WordRef::Shared(word)),
                    ..LinePiece::white(Length::ZERO)
                },
            ));
            from = to;
        }
    }
}

/// The text of an item, from which the direction of its neighbours is computed.
fn text_of(content: &ItemContent) -> &str {
    match content {
        ItemContent::Nothing | ItemContent::Gap { .. } => "",
        ItemContent::Indent | ItemContent::Space { .. } => " ",
        ItemContent::Picture { .. } | ItemContent::Formula(_) => "\u{fffc}",
        ItemContent::Part(part) => &part.word.text[part.from..part.to],
    }
}
