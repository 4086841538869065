//! The folios of the pages, which readers show and accept as page numbers.
use crate::document::Folio;
use crate::pdf::file::object::{Object, dictionary, name};
use crate::typeset::Page;

/// Page labels (ISO 32000-1, 12.4.2): a new range wherever the sort of number changes or one is left out.
pub(crate) fn page_labels(pages: &[Page]) -> Object {
    let mut ranges = Vec::new();
    let mut expected: Option<Folio> = None;
    for (at, page) in pages.iter().enumerate() {
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
