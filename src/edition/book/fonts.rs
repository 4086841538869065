//! Where the fonts of a book are: the keys `fonts` and `system-fonts`.
use crate::source::Span;

/// The fonts of a book in addition to the bundled ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FontPlaces {
    /// Folders and files, relative to the folder of the book, each with the place where it is named. `None` if the book names none.
    pub paths: Option<Vec<(String, Span)>>,
    /// The place of `system-fonts = true`. `None` if system fonts are not used.
    pub system: Option<Span>,
}
