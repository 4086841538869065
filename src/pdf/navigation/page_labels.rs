//! The folios of the pages, which readers show and accept as page numbers.
use crate::document::Folio;
use crate::pdf::file::object::{Object, dictionary, name, text_string};
use crate::typeset::Pages;

/// The page labels (ISO 32000-1, 12.4.2): a new range begins wherever the numbering style changes or a number is skipped.
/// The cover has a label without a number.
pub(crate) fn page_labels(pages: &Pages) -> Object {
    let mut ranges = Vec::new();
    let mut expected: Option<Folio> = None;
    if let Some(label) = &pages.cover_label {
        ranges.extend([Object::Integer(0), Object::Dictionary(dictionary([("P", text_string(label))]))]);
    }
    for (at, page) in pages.pages.iter().enumerate().skip(usize::from(pages.cover_label.is_some())) {
        if expected != Some(page.folio) {
            let (style, number) = match page.folio {
                Folio::Roman(number) => ("r", number),
                Folio::Arabic(number) => ("D", number),
            };
            ranges.push(Object::Integer(i64::try_from(at).unwrap_or(0)));
            ranges.push(Object::Dictionary(dictionary([("S", name(style)), ("St", Object::Integer(i64::from(number.get())))])));
        }
        expected = match page.folio {
            Folio::Roman(number) => number.checked_add(1).map(Folio::Roman),
            Folio::Arabic(number) => number.checked_add(1).map(Folio::Arabic),
        };
    }
    Object::Dictionary(dictionary([("Nums", Object::Array(ranges))]))
}
