//! Pictures as files of the package: as they are where e-readers know the format and the size is sensible.
use std::collections::BTreeMap;
use std::io::Cursor;

use image::ImageFormat;
use image::imageops::FilterType;

use crate::artwork::{Artwork, ArtworkFormat, Gallery};
use crate::document::{Inline, InlineKind, Visit, walk_document};
use crate::resolve::Book;

use super::{EpubError, Resource};

/// Pixels above which readers refuse a picture or shops complain: four million.
const MOST_PIXELS: f64 = 4_000_000.0;

/// The pictures that the text names and the gallery has.
pub(super) struct Pictures {
    by_source: BTreeMap<String, usize>,
    files: Vec<(String, &'static str, Vec<u8>)>,
}

impl Pictures {
    pub(super) fn of(book: &Book<'_>, gallery: &Gallery) -> Result<Self, EpubError> {
        let mut named = Named(Vec::new());
        walk_document(book.document, &mut named);
        let mut pictures = Self { by_source: BTreeMap::new(), files: Vec::new() };
        for source in named.0 {
            let Some(artwork) = gallery.artworks.get(&source).filter(|_| !pictures.by_source.contains_key(&source)) else { continue };
            let number = pictures.files.len() + 1;
            let (extension, media_type, bytes) = encoded(artwork)?;
            pictures.by_source.insert(source, pictures.files.len());
            pictures.files.push((format!("picture-{number}.{extension}"), media_type, bytes));
        }
        Ok(pictures)
    }

    /// The file of a picture.
    pub(super) fn name(&self, source: &str) -> Option<&str> {
        self.by_source.get(source).map(|at| self.files[*at].0.as_str())
    }

    /// The bytes of a picture as the package holds it.
    pub(super) fn bytes(&self, source: &str) -> Option<&[u8]> {
        self.by_source.get(source).map(|at| self.files[*at].2.as_slice())
    }

    /// The files of the package.
    pub(super) fn into_resources(self) -> impl Iterator<Item = Resource> {
        self.files.into_iter().map(|(name, media_type, bytes)| Resource { name, media_type, bytes, properties: "", in_spine: false })
    }
}

struct Named(Vec<String>);

impl Visit for Named {
    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Image { source, .. } = &inline.kind {
            self.0.push(source.clone());
        }
    }
}

/// The bytes of a picture as the package holds it, with the ending of its name and its media type (EPUB 3.3, section 3.2).
fn encoded(artwork: &Artwork) -> Result<(&'static str, &'static str, Vec<u8>), EpubError> {
    let kept = match artwork.format {
        ArtworkFormat::Jpeg => Some(("jpg", "image/jpeg")),
        ArtworkFormat::Png => Some(("png", "image/png")),
        ArtworkFormat::Gif => Some(("gif", "image/gif")),
        ArtworkFormat::Svg => Some(("svg", "image/svg+xml")),
        // Old readers do not know it.
        ArtworkFormat::Webp => None,
    };
    let large = artwork.format != ArtworkFormat::Svg && artwork.width * artwork.height > MOST_PIXELS;
    match kept {
        Some((extension, media_type)) if !large => Ok((extension, media_type, artwork.bytes.to_vec())),
        Some(_) | None => {
            let image = artwork.pixels()?;
            let image = if large { image.resize(2000, 2000, FilterType::Lanczos3) } else { image };
            let mut bytes = Cursor::new(Vec::new());
            let (extension, media_type, format) = if artwork.format == ArtworkFormat::Jpeg {
                ("jpg", "image/jpeg", ImageFormat::Jpeg)
            } else {
                ("png", "image/png", ImageFormat::Png)
            };
            image.write_to(&mut bytes, format).map_err(crate::artwork::ArtworkError::from)?;
            Ok((extension, media_type, bytes.into_inner()))
        }
    }
}
