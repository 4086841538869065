//! Where the fonts of a book are.
use crate::source::Span;

/// Where the fonts of a book are, beside the bundled ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FontPlaces {
    /// Folders and files, relative to the root. `None` if the book names none.
    pub paths: Option<Vec<(String, Span)>>,
    /// The place of `system-fonts = true`. `None` if the fonts of the computer are not used.
    pub system: Option<Span>,
}
