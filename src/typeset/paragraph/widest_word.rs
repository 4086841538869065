//! The widest word of a text.
use super::composition::{Composition, ItemContent, ParagraphShape};
use crate::document::Inline;
use crate::language::is_unspaced;
use crate::typeset::linebreak::{Item, Penalty};
use crate::typeset::model::style::{Align, TextStyle};
use crate::typeset::setter::Setter;
use crate::units::Length;

/// Wider than any word.
const WIDE: Length = Length::points(20_000);

/// The width of the widest word of a text, with the signs and note marks that touch it, each part in its own style. A no-break space is
/// part of a word; a picture is not. In scripts without spaces, a word ends where a line may end.
pub(crate) fn widest_word(setter: &Setter<'_>, inlines: &[Inline], style: &TextStyle) -> Length {
    let form = ParagraphShape { measure: WIDE, indent: Length::ZERO, hang: Length::ZERO, align: Align::Left };
    let style = style.clone().whole();
    let mut composition = Composition::new(setter, &style, &form);
    composition.add_all(inlines);
    let (mut widest, mut width) = (0, 0);
    let mut is_tied = false;
    // The last character, if a line may end after it.
    let (mut last, mut open) = (None, None);
    for (item, content) in composition.items.iter().zip(&composition.content) {
        if let ItemContent::Part(part) = content {
            let text = &part.word.text[part.from..part.to];
            let ends = |character: Option<char>| character.is_some_and(is_unspaced);
            if open.take().is_some_and(|before| ends(before) || ends(text.chars().next())) {
                width = 0;
            }
            last = text.chars().next_back();
        }
        match (item, content) {
            (Item::Glue { infinite: true, .. }, _) => {}
            (_, ItemContent::Picture { .. }) | (Item::Penalty(Penalty::Forced), _) => width = 0,
            (Item::Glue { .. }, _) if !is_tied => width = 0,
            (Item::Box { width: own, .. } | Item::Glue { width: own, .. } | Item::Kern { width: own }, _) => width += own,
            (Item::Penalty(Penalty::Cost(_)), _) => open = Some(last),
            (Item::Penalty(_) | Item::Discretionary { .. }, _) => {}
        }
        is_tied = *item == Item::Penalty(Penalty::NEVER);
        widest = widest.max(width);
    }
    Length(widest)
}
