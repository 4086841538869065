//! Writing direction (Unicode Standard Annex 9). The only file that names `unicode_bidi`.
use std::ops::Range;

pub(crate) use unicode_bidi::Level;
use unicode_bidi::{BidiClass, ParagraphBidiInfo, bidi_class};

/// Whether a character is a letter that is written from right to left.
pub(crate) fn is_rtl(character: char) -> bool {
    // No such letter comes before the Hebrew block. This quick comparison helps, because nearly every character of a book is tested.
    character >= '\u{590}' && matches!(bidi_class(character), BidiClass::R | BidiClass::AL)
}

/// Whether a text has letters from right to left and nothing from left to right.
pub(crate) fn is_all_rtl(text: &str) -> bool {
    text.contains(is_rtl) && !text.chars().any(|character| matches!(bidi_class(character), BidiClass::L | BidiClass::EN | BidiClass::AN))
}

/// The embedding level of each byte of a line. `paragraph` is the text of the whole paragraph, `line` the bytes of the line in it.
pub(crate) fn levels(paragraph: &str, line: Range<usize>, is_rtl: bool) -> Vec<Level> {
    let base = if is_rtl { Level::rtl() } else { Level::ltr() };
    let levels = ParagraphBidiInfo::new(paragraph, Some(base)).reordered_levels(line.clone());
    levels[line].to_vec()
}

/// The order from left to right of the parts of a line, by their levels.
pub(crate) fn visual_order(levels: &[Level]) -> Vec<usize> {
    ParagraphBidiInfo::reorder_visual(levels)
}
