//! epub
use crate::artwork::Gallery;
use crate::diagnostic::Sink;
use crate::font::FontBook;
use crate::resolve::Book;

/// The front cover.
#[derive(Clone, Debug)]
pub struct Cover {
    /// A JPEG or PNG file.
    pub image: Vec<u8>,
    /// `image/jpeg` or `image/png`.
    pub media_type: &'static str,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// What it shows.
    pub alt: String,
}

/// Why an EPUB cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum EpubError {}

/// Writes.
pub fn write(_book: &Book<'_>, _gallery: &Gallery, _fonts: &FontBook, _cover: Option<&Cover>, _sink: &Sink) -> Result<Vec<u8>, EpubError> {
    Ok(Vec::new())
}
