//! Lists and definitions.
use std::sync::Arc;

use super::builder::GalleyBuilder;
use super::line_slugs::baseline;
use super::place::BlockPlace;
use super::slug::{STRANDED, SlugItem, WIDOW};
use crate::document::{Definition, EntryIndent, List};
use crate::edition::LetterShape;
use crate::typeset::model::page::{ItemRole, PageItem, TextLine};
use crate::typeset::model::style::{Align, Figures, TextStyle};
use crate::typeset::paragraph::{ParagraphShape, set_paragraph, set_text};
use crate::typeset::setter::Setter;
use crate::units::{Length, Point};

/// A bullet narrower than this, in hundredths of the size, is too faint.
const FAINT: i64 = 28;

/// The markers of a list and the indent of its text.
pub(crate) struct ListForm {
    /// The indent of the text.
    inset: Length,
    /// The marker of each item. Empty for an entry of a bibliography without a label.
    markers: Vec<Arc<TextLine>>,
    /// The indent of all lines of an entry but the first.
    hang: Length,
}

impl ListForm {
    /// Sets the markers of a list. They stand flush right in the indent, so that the text of all items is aligned.
    pub(crate) fn of(list: &List, place: &BlockPlace, setter: &Setter<'_>) -> Self {
        let em = place.style.size;
        let mut style = place.style.clone();
        style.italic = false;
        if list.start.is_some() {
            style.figures = Figures::Tabular;
        }
        let form = ParagraphShape { measure: em * 20, indent: Length::ZERO, hang: Length::ZERO, align: Align::Left };
        let numbers = list.numbers();
        let markers: Vec<Arc<TextLine>> = list
            .items
            .iter()
            .enumerate()
            .map(|(at, item)| {
                // Filled and empty squares. Every text face has them; hardly any has boxes with a tick.
                let square = item.task.map(|done| if done { "\u{25a0}" } else { "\u{25a1}" });
                let label = item.work.as_ref().and_then(|work| work.label.clone());
                let number = label.or_else(|| numbers.get(at).map(|number| list.delimiter.around(&list.numerals.of(*number))));
                let text = match (number, square) {
                    (Some(number), Some(square)) => format!("{number}\u{a0}{square}"),
                    (Some(number), None) => number,
                    (None, Some(square)) => square.to_owned(),
                    (None, None) if list.entries.is_some() => return Arc::new(TextLine::default()),
                    (None, None) => "\u{2022}".to_owned(),
                };
                let set =
                    |style: &TextStyle| set_text(setter, &text, style, &form).into_iter().next().map(|line| line.line).unwrap_or_default();
                let marker = set(&style);
                // The bullet of some faces is no larger than a full stop. Then the bullet of the bold face is used.
                let faint = list.start.is_none() && item.task.is_none() && item.work.is_none() && marker.width() < em.scaled(FAINT, 100);
                Arc::new(if faint { set(&style.clone().shaped(LetterShape::Bold)) } else { marker })
            })
            .collect();
        let widest = markers.iter().map(|marker| marker.width()).fold(Length::ZERO, Length::max);
        let items = &setter.design().items;
        match list.entries {
            // Entries without labels are told apart by their first line.
            Some(EntryIndent::Hanging) if widest == Length::ZERO => Self { inset: Length::ZERO, markers, hang: place.indent.max(em) },
            Some(EntryIndent::Flush) if widest == Length::ZERO => Self { inset: Length::ZERO, markers, hang: Length::ZERO },
            _ => Self { inset: (widest + items.marker_gap.of(em)).max(items.indent.of(em)), markers, hang: Length::ZERO },
        }
    }

    /// The indent of the text.
    pub(crate) const fn inset(&self) -> Length {
        self.inset
    }
}

impl GalleyBuilder<'_, '_> {
    pub(crate) fn list(&mut self, list: &List, place: &BlockPlace, form: &ListForm) {
        let design = &self.setter.design().items;
        // Even in centred text, items stand beside their markers.
        let align = if matches!(place.align, Align::Center | Align::Right) { Align::Left } else { place.align };
        let indent = design.paragraph_indent.of(place.style.size);
        let hang = if list.entries.is_some() { form.hang } else { place.hang };
        let mut inner = BlockPlace { align, indent, hang, ..place.inset(form.inset, Length::ZERO) };
        if self.in_cell {
            // However narrow the cell is, the markers stand in it.
            let measure = (place.measure - form.inset).max(place.style.size);
            inner = BlockPlace { left: place.left + form.inset, measure, ..inner };
        }
        let gap = design.marker_gap.of(place.style.size);
        for (at, (item, marker)) in (1..).zip(list.items.iter().zip(&form.markers)) {
            // No question stands on a page alone.
            if self.questions && at > 1 && at == list.items.len() {
                self.keep += WIDOW;
            }
            self.anchor(&item.node, &inner);
            let from = self.slugs.len();
            self.apart(if list.tight || form.hang > Length::ZERO { Length::ZERO } else { self.block_white(place) }, |galley| {
                galley.blocks(&item.blocks, &inner)
            });
            let is_entry = marker.width() == Length::ZERO && list.entries.is_some();
            let x = inner.left - gap - marker.width();
            // An item without text has its marker on an empty line.
            if self.slugs[from..].iter().all(|slug| slug.height == Length::ZERO) {
                let lines = vec![crate::typeset::paragraph::ComposedLine::default()];
                self.lines(lines, &inner, item.node.id);
            }
            let base = baseline(inner.leading, inner.style.size);
            if let Some(at) = (from..self.slugs.len()).find(|&at| self.slugs[at].height > Length::ZERO) {
                let mut slug = std::mem::take(&mut self.slugs[at]);
                self.number(&mut slug, item.node.id);
                let number = slug.number.clone();
                self.slugs[at] = slug;
                let ways = self.variants.iter_mut().filter(|variant| variant.range.start == at).filter_map(|way| way.slugs.first_mut());
                for slug in ways.chain(std::iter::once(&mut self.slugs[at])) {
                    slug.number.clone_from(&number);
                    let y = slug.parts.iter().find(|part| matches!(part.item, PageItem::Line(_))).map_or(base, |part| part.at.y);
                    if !is_entry {
                        slug.parts
                            .insert(0, SlugItem::new(Point { x, y }, ItemRole::Content(item.node.id), PageItem::Line(marker.clone())));
                    }
                }
            }
            if self.questions {
                self.answer_lines(item.node.id, &inner);
            }
        }
    }

    pub(crate) fn definitions(&mut self, definitions: &[Definition], place: &BlockPlace) {
        let em = place.style.size;
        let inner = place.inset(self.setter.design().definitions.indent.of(em), Length::ZERO);
        for (at, definition) in definitions.iter().enumerate() {
            if at > 0 {
                self.white(self.block_white(place));
            }
            self.anchor(&definition.node, place);
            for (node, term) in &definition.terms {
                self.anchor(node, place);
                let mut style = place.style.clone().whole().shaped(self.setter.design().definitions.term_shape);
                if let Some(lang) = node.lang() {
                    style.lang = Arc::from(lang);
                }
                let form = ParagraphShape { measure: place.measure, indent: Length::ZERO, hang: em, align: Align::Left };
                let lines = set_paragraph(self.setter, term, &style, &form);
                self.lines(lines, place, node.id);
                self.keep += STRANDED;
            }
            for body in &definition.bodies {
                self.apart(Length::ZERO, |galley| galley.blocks(body, &inner));
            }
        }
    }
}
