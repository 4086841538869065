//! Verse: lines with the author's own line ends.
use super::builder::GalleyBuilder;
use super::place::BlockPlace;
use super::slug::WIDOW;
use crate::document::{Inline, NodeId, verse_offsets};
use crate::typeset::model::style::Align;
use crate::typeset::paragraph::{ComposedLine, ParagraphShape, set_paragraph};
use crate::units::Length;

impl GalleyBuilder<'_, '_> {
    pub(crate) fn verse(&mut self, stanzas: &[Vec<Vec<Inline>>], node: NodeId, place: &BlockPlace) {
        let em = place.style.size;
        let style = place.style.clone().whole();
        // The longest line is centred, but not indented more than the design says; the others begin where it does. Turnover lines are
        // indented.
        let natural = ParagraphShape {
            measure: place.measure,
            indent: Length::ZERO,
            hang: self.setter.design().verse.turnover_indent.of(em),
            align: Align::Left,
        };
        let set: Vec<Vec<Vec<ComposedLine>>> =
            stanzas.iter().map(|stanza| stanza.iter().map(|line| set_paragraph(self.setter, line, &style, &natural)).collect()).collect();
        let longest = set.iter().flatten().flatten().map(|line| line.x + line.line.width()).fold(Length::ZERO, Length::max);
        let left = ((place.measure - longest) / 2).max(Length::ZERO).min(self.setter.design().verse.greatest_indent.of(em));
        let place = BlockPlace { left: place.left + left, ..place.clone() };
        let mut offsets = verse_offsets(stanzas).into_iter().map(|offset| u32::try_from(offset).unwrap_or(u32::MAX));
        for (at, stanza) in set.into_iter().enumerate() {
            if at > 0 {
                self.white(self.block_white(&place));
            }
            let count = stanza.len();
            for (number, lines) in stanza.into_iter().enumerate() {
                // The first or the last line of a stanza does not stand alone on a page.
                if number > 0 {
                    self.keep += if number == 1 || number + 1 == count { WIDOW } else { 20_000 };
                }
                let before = offsets.next().unwrap_or(0);
                let lines = lines.into_iter().map(|line| ComposedLine { offset: line.offset + before, ..line }).collect();
                self.lines(lines, &place, node);
            }
        }
    }
}
