//! Why an EPUB cannot be written.
use crate::artwork::ArtworkError;

/// Why an EPUB cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum EpubError {
    /// The package cannot be drafted.
    #[error("the EPUB cannot be packed: {0}")]
    Package(String),
    /// The container cannot be written.
    #[error("the EPUB cannot be packed")]
    Container(#[source] std::io::Error),
    /// A picture cannot be converted to a format that e-readers know.
    #[error("a picture cannot be put into the EPUB")]
    Picture(#[from] ArtworkError),
}
